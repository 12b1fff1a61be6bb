//! `gongkai redact`: blacks out boxes of a PDF for good. The program itself calls this command, in a process of its own,
//! for the documents that an answer hands over.

use std::{
    fs,
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::{boot, out};
use crate::{
    config::Config,
    documents::pdf::{self, Redacted},
    domain::digest::Digest,
};

pub(super) const HELP: &str = "\
IN.pdf      原件，不会改动
BOXES.json  要遮盖的区域，一个JSON数组：
              [{\"page\":1,\"x\":72.0,\"y\":90.5,\"width\":120,\"height\":16,\"ground\":\"personal_privacy\"}]
            page 从1起；x、y 是到页面左上角的距离，width、height 是大小，单位都是点（1/72英寸），按显示的方向量；
            ground 是不公开的依据
OUT.pdf     遮盖后的文件

有遮盖的页变成图像，遮盖下的文字、图像不复存在；没有遮盖的页保留文字。批注、表单、书签、附件、脚本、图层、
文档属性和以前的修订都不带过去，看得见的批注和表单内容并入页面。原件中用图形盖住、裁掉的文字和图像也不带过去。写出后读回检查，检查不通过的删除。
加密的、损坏的、带电子签名的文件不处理，什么也不写出。

输出：标准输出一行JSON
  pages      页数
  boxes      遮盖的个数
  pictures   变成图像的页和原因（box：有遮盖；hidden_layer：有不显示的图层；covered：有被图形盖住、裁掉的内容；
             unsafe：不能安全地保留文字）
  remaining  被遮盖的文字在哪些页上还能看到：[{\"box\":1,\"pages\":[5]}]
  warnings   有几处内容显示不出来，不是0的，请逐页看过
  sha256     写出的文件的摘要

例：
  gongkai redact 调解协议.pdf boxes.json 调解协议-公开.pdf";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 原件。
    #[arg(value_name = "IN.pdf")]
    input: PathBuf,
    /// 遮盖的列表。
    #[arg(value_name = "BOXES.json")]
    boxes: PathBuf,
    /// 写到哪里；已经有这个文件的，成功之后替换。
    #[arg(value_name = "OUT.pdf")]
    output: PathBuf,
}

#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    redacted: Redacted,
    sha256: String,
}

pub(super) fn run(config: &Config, args: &Args) -> Result<ExitCode> {
    let read = |path: &Path| fs::read(path).with_context(|| format!("无法读取 {}", path.display()));
    let (bytes, boxes) = (read(&args.input)?, read(&args.boxes)?);
    if is_same_file(&args.input, &args.output) || is_same_file(&args.boxes, &args.output) {
        bail!("OUT.pdf 不能与原件或者遮盖列表是同一个文件");
    }
    let boxes = pdf::boxes_of_json(&boxes)?;
    let (made, redacted) = boot::worker(config)?.redact(bytes, boxes, &mut |_| {})?;
    let folder = args
        .output
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    write(folder.unwrap_or(Path::new(".")), &args.output, &made)?;
    let told = Told {
        redacted,
        sha256: Digest::of_bytes(&made).to_string(),
    };
    out::say(&serde_json::to_string(&told)?);
    Ok(ExitCode::SUCCESS)
}

/// Writes the file whole or not at all: it gets its name when everything is on the disk.
fn write(folder: &Path, to: &Path, bytes: &[u8]) -> Result<()> {
    let written = || {
        // Readable for whom a new file is: it is meant to be handed on.
        let mut file = tempfile::Builder::new()
            .permissions(fs::Permissions::from_mode(0o666))
            .tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(to).map_err(|error| error.error)
    };
    written().with_context(|| format!("无法写出 {}：请检查目录和磁盘", to.display()))?;
    Ok(())
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
