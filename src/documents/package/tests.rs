//! Packages of all sorts, hostile ones among them.

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

const PDF: &[u8] = b"%PDF-1.7\n";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn limits() -> Documents {
    Documents {
        package_files: 5,
        package_mb: 4,
        ..Documents::default()
    }
}

/// The files of a package, as what they are or why they were left.
type Listed = Vec<(String, Result<Kind, LeftOut>)>;

fn opened(bytes: &[u8]) -> Result<Listed, WrongKind> {
    let found = unpack(Kind::Zip, "包.zip", bytes, &limits())?;
    Ok(found
        .into_iter()
        .map(|file| (file.name, file.found.map(|(kind, _)| kind)))
        .collect())
}

fn named(list: &[(&str, Result<Kind, LeftOut>)]) -> Listed {
    list.iter()
        .map(|(name, found)| ((*name).to_owned(), *found))
        .collect()
}

#[test]
fn what_can_be_taken_is_taken_and_the_rest_is_named() {
    let bytes = zip(&[
        ("文件夹/协议.pdf", PDF),
        ("程序.exe", b"MZ"),
        ("假的.pdf", b"hello"),
        ("宏.docm", b"x"),
        ("空的.txt", b""),
    ]);
    let expected = [
        ("包.zip/文件夹/协议.pdf", Ok(Kind::Pdf)),
        ("包.zip/程序.exe", Err(LeftOut::Kind)),
        ("包.zip/假的.pdf", Err(LeftOut::Content)),
        ("包.zip/宏.docm", Err(LeftOut::Kind)),
        ("包.zip/空的.txt", Err(LeftOut::Empty)),
    ];
    assert_eq!(opened(&bytes), Ok(named(&expected)));
}

#[test]
fn names_in_the_old_encoding_are_read() {
    // The writer writes UTF-8; the old name of the same length is put in its place.
    let mut bytes = zip(&[("abcd.pdf", PDF)]);
    let old = b"\xd0\xad\xd2\xe9";
    for at in 0..bytes.len() {
        if bytes[at..].starts_with(b"abcd") {
            bytes[at..at + 4].copy_from_slice(old);
        }
    }
    assert_eq!(opened(&bytes), Ok(named(&[("包.zip/协议.pdf", Ok(Kind::Pdf))])));
}

#[test]
fn one_package_in_another_is_opened_and_no_third() {
    let third = zip(&[("深.pdf", PDF)]);
    let second = zip(&[("中.pdf", PDF), ("三.zip", &third)]);
    let bytes = zip(&[("外.pdf", PDF), ("二.zip", &second)]);
    let expected = [
        ("包.zip/外.pdf", Ok(Kind::Pdf)),
        ("包.zip/二.zip/中.pdf", Ok(Kind::Pdf)),
        ("包.zip/二.zip/三.zip", Err(LeftOut::Nested)),
    ];
    assert_eq!(opened(&bytes), Ok(named(&expected)));
}

#[test]
fn names_that_lead_elsewhere_are_left() {
    for name in ["../../etc/cron.d/x.pdf", "/etc/x.pdf", "..\\x.pdf", "C:\\x.pdf"] {
        let found = opened(&zip(&[(name, PDF)])).unwrap();
        assert_eq!(found[0].1, Err(LeftOut::Path), "{name}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let zeros = vec![b'0'; 3 * 1024 * 1024];
    assert_eq!(
        opened(&zip(&[("a.txt", &zeros)])),
        Err(WrongKind::TooLarge),
        "by its ratio"
    );
    let noise = |mut seed: u32| -> Vec<u8> {
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b'a' + u8::try_from(seed >> 28).unwrap()
        };
        (0..2 * 1024 * 1024).map(|_| next()).collect()
    };
    let (one, two, three) = (noise(1), noise(2), noise(3));
    let all = [("a.txt", one.as_slice()), ("b.txt", &two), ("c.txt", &three)];
    assert_eq!(opened(&zip(&all)), Err(WrongKind::TooLarge), "all together");
    let many: Vec<(String, &[u8])> = (0..6).map(|n| (format!("{n}.pdf"), PDF)).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert_eq!(opened(&zip(&many)), Err(WrongKind::TooMany));
}

#[test]
fn a_head_that_lies_about_a_size_is_not_believed() {
    let zeros = vec![b'0'; 3 * 1024 * 1024];
    let mut bytes = zip(&[("a.txt", &zeros)]);
    let size = 3_145_728_u32.to_le_bytes();
    for at in 0..bytes.len() - 4 {
        if bytes[at..].starts_with(&size) {
            bytes[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
    }
    let expected = [("包.zip/a.txt", Err(LeftOut::Broken))];
    assert_eq!(
        opened(&bytes),
        Ok(named(&expected)),
        "no more of it is read than it said"
    );
}

#[test]
fn locked_and_broken_archives_are_refused() {
    let mut locked = zip(&[("a.pdf", PDF)]);
    // The flag of each of the two heads: local, and in the list at the end.
    for (mark, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = (0..locked.len())
            .find(|at| locked[*at..].starts_with(mark))
            .unwrap();
        locked[at + flag] |= 1;
    }
    assert_eq!(opened(&locked), Err(WrongKind::Encrypted));
    let whole = zip(&[("a.pdf", PDF)]);
    assert_eq!(opened(&whole[..whole.len() - 10]), Err(WrongKind::Content));
    assert_eq!(opened(&zip(&[])), Err(WrongKind::Empty));
}

#[test]
fn a_mail_gives_what_is_attached_to_it() {
    let mail = b"From: a@example.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Type: application/pdf\r\n\
        Content-Disposition: attachment; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\r\n--b--\r\n";
    let found = unpack(Kind::Mail, "信.eml", mail, &limits()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name, "信.eml/a.pdf");
    assert_eq!(found[0].found.as_ref().map(|(kind, _)| *kind), Ok(Kind::Pdf));
    let inside = opened(&zip(&[("信.eml", mail)])).unwrap();
    let expected = [
        ("包.zip/信.eml", Ok(Kind::Mail)),
        ("包.zip/信.eml/a.pdf", Ok(Kind::Pdf)),
    ];
    assert_eq!(inside, named(&expected));
}
