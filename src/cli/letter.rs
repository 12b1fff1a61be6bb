//! `gongkai letter`: every kind of letter, and of what goes along with one, with made-up contents: as PDF, web page or
//! Word.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use time::{Date, macros::date};

use super::{boot, out, paper::Paper};
use crate::{
    config::Config,
    law::{LetterKey, LetterKind, Recipient},
    letters::{Document, Letters, words},
    specimen::{Material, Specimen, Workshop},
    template::Templates,
    text::Texts,
};

/// The day that specimens bear: the same command always gives the same letter.
const DAY: Date = date!(2026 - 11 - 20);

pub(super) const HELP: &str = "\
示例：
  gongkai letter --list
  gongkai letter reply_withheld --sample state_secret --format pdf --out 不予公开.pdf
  gongkai letter --all --out 文书样例

文书由系统自带的法规数据和虚构的申请生成，文号、日期也是虚构的；--format 可以是 pdf、html 或者 docx；信封和送达回证只有 pdf。";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 列出全部文书：发给谁、应当载明什么、有哪些样例。
    #[arg(long, conflicts_with_all = ["kind", "all", "sample", "out"])]
    list: bool,
    /// 把每种文书的每个样例各生成一份，写到 --out 所指的目录。
    #[arg(long, conflicts_with_all = ["kind", "sample"], requires = "out")]
    all: bool,
    /// 文书的种类，例如 receipt；用 --list 查看。
    #[arg(value_name = "种类", required_unless_present_any = ["list", "all"])]
    kind: Option<LetterKey>,
    /// 样例的名称；不写的，取第一个。
    #[arg(long, value_name = "样例")]
    sample: Option<String>,
    /// 格式。
    #[arg(long, value_enum, default_value_t = Format::Pdf, value_name = "格式")]
    format: Format,
    /// 写到哪个文件；与 --all 一起用时是目录。不写的，写到标准输出。
    #[arg(long, value_name = "路径")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// PDF/A-2b。
    Pdf,
    /// 网页。
    Html,
    /// Word。
    Docx,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }
}

pub(super) fn run(config: &Config, args: Args) -> Result<ExitCode> {
    let law = boot::law()?;
    let material = Material::read(&law)?;
    let workshop = Workshop {
        law: &law,
        agency: &material.agency,
        material: &material,
        on: DAY,
    };
    if args.list {
        return list(workshop);
    }
    let templates = Arc::new(Templates::load(Arc::new(Texts::load()?))?);
    let letters = boot::letters(config, &templates)?;
    let desk = Desk {
        letters: &letters,
        workshop,
        format: args.format,
    };
    match (args.kind, args.out) {
        (Some(kind), path) => desk.one(&kind, args.sample.as_deref(), path.as_deref()),
        (None, Some(folder)) => desk.all(&folder),
        (None, None) => bail!("请写明文书的种类，或者用 --list 查看"),
    }
}

/// All kinds, a paragraph each.
fn list(workshop: Workshop<'_>) -> Result<ExitCode> {
    let law = workshop.law;
    for kind in law.letters() {
        let to = match kind.to {
            Recipient::Applicant => "申请人",
            Recipient::ThirdParty => "第三方",
            Recipient::Organ => "行政机关",
        };
        let states: Vec<&str> = law.must_say(kind).collect();
        let specimens = workshop.of_kind(kind)?;
        let samples: Vec<&str> = specimens.iter().map(|specimen| &*specimen.name).collect();
        out::say(&format!(
            "{}　{}\n  发给：{to}\n  依据：{}\n  应当载明：{}\n  样例：{}\n",
            kind.key,
            kind.name,
            law.cite(&kind.article),
            states.join("；"),
            samples.join(" "),
        ));
    }
    for paper in Paper::ALL {
        let samples = paper.samples().join(" ");
        out::say(&format!(
            "{}　{}\n  用途：{}\n  样例：{samples}\n",
            paper.key(),
            paper.name(),
            paper.what()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// What letters are made with.
struct Desk<'a> {
    letters: &'a Letters,
    workshop: Workshop<'a>,
    format: Format,
}

impl Desk<'_> {
    fn one(&self, key: &LetterKey, sample: Option<&str>, path: Option<&Path>) -> Result<ExitCode> {
        let law = self.workshop.law;
        if let Some(paper) = Paper::of(key.as_str()) {
            return self.one_paper(paper, sample, path);
        }
        let kind = law
            .find_letter(key)
            .with_context(|| format!("没有“{key}”这种文书：用 gongkai letter --list 查看全部种类"))?;
        let specimens = self.workshop.of_kind(kind)?;
        let found = match sample {
            None => specimens.first(),
            Some(name) => specimens.iter().find(|specimen| specimen.name == name),
        };
        let specimen = found.with_context(|| {
            let names: Vec<&str> = specimens.iter().map(|specimen| &*specimen.name).collect();
            format!("“{}”没有这个样例；可用：{}", kind.name, names.join(" "))
        })?;
        hand_over(path, &self.set(kind, specimen)?)
    }

    fn one_paper(&self, paper: Paper, sample: Option<&str>, path: Option<&Path>) -> Result<ExitCode> {
        if self.format != Format::Pdf {
            bail!("“{}”只有 pdf 格式", paper.name());
        }
        let made = paper.made(self.letters)?;
        let mut found = made
            .iter()
            .filter(|(name, _)| sample.is_none_or(|sample| sample == name));
        let (_, bytes) = found.next().with_context(|| {
            format!(
                "“{}”没有这个样例；可用：{}",
                paper.name(),
                paper.samples().join(" ")
            )
        })?;
        hand_over(path, bytes)
    }

    fn all(&self, folder: &Path) -> Result<ExitCode> {
        fs::create_dir_all(folder).with_context(|| format!("无法建立目录{}", folder.display()))?;
        let kinds = self.workshop.law.letters();
        let mut count = 0;
        for (at, kind) in (1..).zip(kinds) {
            for specimen in self.workshop.of_kind(kind)? {
                let name = format!("{}--{}.{}", kind.key, specimen.name, self.format.extension());
                let bytes = self
                    .set(kind, &specimen)
                    .with_context(|| format!("{}的样例{}", kind.name, specimen.name))?;
                write(&folder.join(name), &bytes)?;
                count += 1;
            }
            out::progress(&format!("{at}/{}　{}", kinds.len(), kind.name));
        }
        for paper in Paper::ALL.into_iter().filter(|_| self.format == Format::Pdf) {
            for (sample, bytes) in paper.made(self.letters)? {
                write(&folder.join(format!("{}--{sample}.pdf", paper.key())), &bytes)?;
                count += 1;
            }
            out::progress(paper.name());
        }
        out::say(&format!("写好{count}份，在{}。", folder.display()));
        Ok(ExitCode::SUCCESS)
    }

    /// A specimen, numbered and dated as if it went out.
    fn set(&self, kind: &LetterKind, specimen: &Specimen) -> Result<Vec<u8>> {
        let agency = self.workshop.agency;
        let number = agency.numbering.letter_number(kind, DAY.year(), 3);
        let document = self
            .letters
            .compose(&specimen.context)?
            .with_number_and_date(&number, words::date(DAY));
        self.written(&document)
    }

    fn written(&self, document: &Document) -> Result<Vec<u8>> {
        Ok(match self.format {
            Format::Pdf => self.letters.pdf(document)?,
            Format::Html => self.letters.page(document).into_bytes(),
            Format::Docx => self.letters.docx(document),
        })
    }
}

/// Into the file, or on standard output where none is named.
fn hand_over(path: Option<&Path>, bytes: &[u8]) -> Result<ExitCode> {
    match path {
        None => io::stdout().write_all(bytes)?,
        Some(path) => write(path, bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("无法写入{}", path.display()))
}
