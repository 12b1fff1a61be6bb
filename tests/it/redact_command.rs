//! `gongkai redact` as other programs call it: what it writes, and that it writes nothing where it should not.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use lopdf::{Dictionary, Stream, dictionary};
use serde_json::Value;
use tempfile::TempDir;

use crate::kit::pdf;

const BOX: &str = r#"[{"page":1,"x":60,"y":80,"width":400,"height":30,"ground":"personal_privacy"}]"#;
const SECRET: &str = "Zhang Sanfeng";

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, pdf: &[u8], boxes: &str) -> Output {
        fs::write(self.path("in.pdf"), pdf).unwrap();
        fs::write(self.path("boxes.json"), boxes).unwrap();
        self.command(&["in.pdf", "boxes.json", "out.pdf"], &[])
    }

    fn command(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .arg("redact")
            .args(arguments)
            .envs(environment.iter().copied())
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// A file with these instructions on its pages, which may be packed.
fn file(pages: Vec<Stream>) -> Vec<u8> {
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
    pdf::file(&font, pages)
}

fn line(words: &str) -> Stream {
    pdf::line(&format!("({words})"))
}

fn text(path: &Path) -> String {
    let told = Command::new("pdftotext").arg(path).arg("-").output().unwrap();
    String::from_utf8(told.stdout).unwrap()
}

#[test]
fn it_writes_the_file_and_says_what_it_did() {
    let desk = Desk::new();
    let told = desk.run(&file(vec![line(SECRET), line("kept")]), BOX);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let said: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(said["pages"], 2);
    assert_eq!(said["boxes"], 1);
    assert_eq!(said["pictures"]["1"], "box");
    assert_eq!(said["remaining"], Value::Array(Vec::new()));
    assert_eq!(said["sha256"].as_str().unwrap().len(), 64);
    let found = text(&desk.path("out.pdf"));
    assert!(found.contains("kept") && !found.contains("Zhang"), "{found}");
    assert_eq!(desk.names(), ["boxes.json", "in.pdf", "out.pdf"]);
}

#[test]
fn what_cannot_be_redacted_safely_writes_nothing_and_leaves_what_was_there() {
    let whole = file(vec![line(SECRET)]);
    let outside = BOX.replace("\"x\":60", "\"x\":6000");
    let unknown = BOX.replace("\"page\"", "\"note\":1,\"page\"");
    for (pdf, boxes, why) in [
        (&whole[..whole.len() / 2], BOX, "不是完好的PDF"),
        (&b"no pdf"[..], BOX, "不是完好的PDF"),
        (&whole, "[{]", "JSON"),
        (&whole, &unknown, "note"),
        (&whole, &outside, "第1个遮盖全部落在页面之外"),
        (&whole, &BOX.replace("\"page\":1", "\"page\":2"), "文件只有1页"),
    ] {
        let desk = Desk::new();
        let told = desk.run(pdf, boxes);
        let said = String::from_utf8(told.stderr).unwrap();
        assert_eq!(told.status.code(), Some(1), "{said}");
        assert!(said.contains(why), "{why}: {said}");
        assert_eq!(told.stdout, b"");
        assert_eq!(desk.names(), ["boxes.json", "in.pdf"]);
    }
    let desk = Desk::new();
    fs::write(desk.path("out.pdf"), "older").unwrap();
    assert!(!desk.run(b"no pdf", BOX).status.success());
    assert_eq!(fs::read(desk.path("out.pdf")).unwrap(), b"older");
}

#[test]
fn the_original_is_never_overwritten() {
    let desk = Desk::new();
    let whole = file(vec![line(SECRET)]);
    desk.run(&whole, BOX);
    for arguments in [
        ["in.pdf", "boxes.json", "./in.pdf"],
        ["in.pdf", "boxes.json", "boxes.json"],
    ] {
        let told = desk.command(&arguments, &[]);
        assert!(!told.status.success());
        assert_eq!(fs::read(desk.path("in.pdf")).unwrap(), whole);
    }
    assert!(
        !desk
            .command(&["missing.pdf", "boxes.json", "new.pdf"], &[])
            .status
            .success()
    );
    assert!(
        !desk
            .command(&["in.pdf", "boxes.json", "no/folder/new.pdf"], &[])
            .status
            .success()
    );
}

#[test]
fn a_page_that_unpacks_to_more_than_there_is_memory_ends_the_child_alone() {
    let mut bomb = Stream::new(Dictionary::new(), vec![b' '; 700 * 1024 * 1024]);
    bomb.compress().unwrap();
    assert!(bomb.content.len() < 1024 * 1024);
    let desk = Desk::new();
    fs::write(desk.path("in.pdf"), file(vec![bomb])).unwrap();
    fs::write(desk.path("boxes.json"), BOX).unwrap();
    let told = desk.command(
        &["in.pdf", "boxes.json", "out.pdf"],
        &[("GONGKAI__DOCUMENTS__MEMORY_MB", "600")],
    );
    let said = String::from_utf8(told.stderr).unwrap();
    assert_eq!(told.status.code(), Some(1), "{said}");
    assert!(
        said.contains("超出处理限度") || said.contains("不是完好的PDF"),
        "{said}"
    );
    assert_eq!(desk.names(), ["boxes.json", "in.pdf"]);
}

#[test]
fn ten_thousand_pages_are_too_many_at_once() {
    let pages = (0..10_000).map(|_| line("a")).collect();
    let told = Desk::new().run(&file(pages), BOX);
    let said = String::from_utf8(told.stderr).unwrap();
    assert!(said.contains("10000页") && said.contains("2000页"), "{said}");
}
