//! Documents that are no PDF when they come: Word, text, mail, and packages of them.

use std::{
    fs,
    io::{Cursor, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use gongkai::{casework::Office, domain::id::CaseId};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    both,
    documents::pdf,
    kit::{browser::Browser, page::Page, premises::run_document_jobs, site::Site},
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const BRING: &str = "form[action$='/documents']";

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}/documents")
}

pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word file as far as anybody looks who does not open it.
fn docx() -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<document/>"),
    ])
}

/// The office with a converter that is this script.
fn with_converter(site: &Site, folder: &Path, script: &str) -> Office {
    let converter = folder.join("converter");
    fs::write(&converter, format!("#!/bin/sh\n{script}")).unwrap();
    fs::set_permissions(&converter, fs::Permissions::from_mode(0o755)).unwrap();
    let mut office = site.office.clone();
    Arc::make_mut(&mut office.worker).limits.converter = converter.display().to_string();
    office
}

async fn bring(handler: &mut Browser, case: CaseId, name: &str, bytes: &[u8]) -> Page {
    let form = handler
        .open(&at(case))
        .await
        .form(BRING)
        .attach("documents", name, bytes);
    handler.follow(&form).await
}

/// Every file in a folder and in those that it holds.
fn files_in(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.extend(folders.iter().flat_map(|folder| files_in(folder)));
    files
}

/// The documents that the page lists.
fn names(list: &Page) -> Vec<String> {
    list.texts(".desk-document h2")
}

/// Makes `made.pdf` of its folder of whatever it is given, if it was started as a document must be.
fn copying(folder: &Path) -> String {
    fs::write(
        folder.join("made.pdf"),
        pdf(&["承办人：林晓舟，电话13800000000。"]),
    )
    .unwrap();
    format!(
        "while [ $# -gt 1 ]; do [ \"$1\" = --outdir ] && out=$2; shift; done\n\
         profile=\"$HOME/profile/user/registrymodifications.xcu\"\n\
         grep -q DisableMacrosExecution \"$profile\" && grep -q 'Writer/Content/Update' \"$profile\" || exit 1\n\
         [ \"$http_proxy\" = http://127.0.0.1:9 ] && [ -z \"$GONGKAI__SECRETS__KEY\" ] && [ \"$1\" = \"$HOME/document.docx\" ] || exit 1\n\
         mkdir \"$out\" && cp {}/made.pdf \"$out/document.pdf\"\n",
        folder.display()
    )
}

both! {
    async fn a_word_file_is_looked_at_as_the_pdf_that_it_becomes(site: Site) {
        let folder = tempfile::tempdir().unwrap();
        let office = with_converter(&site, folder.path(), &copying(folder.path()));
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        bring(&mut handler, case, "纪要.docx", &docx()).await;
        run_document_jobs(&office).await;
        let list = handler.open(&at(case)).await;
        assert!(!list.has(".desk-problem"), "{}", list.words());
        let search = list.attributes("a[href$='/search']", "href").remove(0);
        let found = handler.open(&format!("{search}?words=%E6%9E%97%E6%99%93%E8%88%9F&kind=phone")).await;
        assert_eq!(found.texts(".desk-hits mark"), ["林晓舟", "13800000000"]);
        handler.follow(&found.form("form#hits")).await;
        let list = handler.open(&at(case)).await;
        handler.follow(&list.form("form[action$='/copy']")).await;
        run_document_jobs(&office).await;
        let list = handler.open(&at(case)).await;
        assert!(list.words().contains("纪要（公开版）.pdf"), "{}", list.words());
    }

    async fn nothing_of_a_document_lies_on_the_disk_in_the_clear(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let file = pdf(&["林晓舟"]);
        bring(&mut handler, case, "协议.pdf", &file).await;
        bring(&mut handler, case, "说明.txt", b"in the clear").await;
        run_document_jobs(&site.office).await;
        let kept = files_in(site.files.path());
        assert!(kept.len() >= 4, "two files, a PDF and pictures of pages");
        for path in kept {
            let bytes = fs::read(&path).unwrap();
            for clear in [b"%PDF".as_slice(), b"\x89PNG", b"in the clear"] {
                assert!(!bytes.windows(clear.len()).any(|window| window == clear), "{}", path.display());
            }
        }
        let list = handler.open(&at(case)).await;
        let original = list.attributes("a[href*='/files/']", "href").remove(0);
        assert_eq!(handler.open(&original).await.bytes, file);
    }

    async fn without_a_converter_a_word_file_waits_for_one(site: Site) {
        let folder = tempfile::tempdir().unwrap();
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        bring(&mut handler, case, "纪要.docx", &docx()).await;
        let mut bare = site.office.clone();
        Arc::make_mut(&mut bare.worker).limits.converter = String::new();
        run_document_jobs(&bare).await;
        let list = handler.open(&at(case)).await;
        assert!(list.text(".desk-problem").contains("另存为PDF后再上传"), "{}", list.words());
        let original = list.attributes("a[href*='/files/']", "href").remove(0);
        assert_eq!(handler.open(&original).await.bytes, docx(), "nothing is lost");
        handler.follow(&list.form("form[action$='/again']")).await;
        run_document_jobs(&with_converter(&site, folder.path(), &copying(folder.path()))).await;
        let list = handler.open(&at(case)).await;
        assert!(list.has("a[href$='/pages/1']"), "{}", list.words());
    }

    async fn a_converter_that_hangs_is_ended_with_all_that_it_started(site: Site) {
        let folder = tempfile::tempdir().unwrap();
        let pid = folder.path().join("pid");
        let script = format!("sleep 1000 &\necho $! > {}\nwait\n", pid.display());
        let mut office = with_converter(&site, folder.path(), &script);
        Arc::make_mut(&mut office.worker).limits.convert_seconds = 1;
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        bring(&mut handler, case, "纪要.docx", &docx()).await;
        run_document_jobs(&office).await;
        let list = handler.open(&at(case)).await;
        assert!(list.text(".desk-problem").contains("超出处理限度"), "{}", list.words());
        let pid = fs::read_to_string(&pid).unwrap();
        let process = Path::new("/proc").join(pid.trim());
        let begun = Instant::now();
        // Whoever inherits it may take a moment to take it off the list.
        while process.exists() && !fs::read_to_string(process.join("stat")).unwrap_or_default().contains(" Z ") {
            assert!(begun.elapsed() < Duration::from_secs(10), "it still runs");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn texts_and_mails_need_no_converter(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        // 承办人林晓舟 as older programs write it.
        let old = b"\xb3\xd0\xb0\xec\xc8\xcb\xc1\xd6\xcf\xfe\xd6\xdb\r\n";
        bring(&mut handler, case, "说明.txt", old).await;
        let mail = "From: lin@example.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
            <p>请林晓舟转告。</p><script>alert(1)</script>\r\n--b\r\nContent-Type: text/plain\r\n\
            Content-Disposition: attachment; filename=\"a.txt\"\r\n\r\nlin xiao zhou\r\n--b--\r\n";
        let taken = bring(&mut handler, case, "来信.eml", mail.as_bytes()).await;
        assert!(taken.text(".gk-flash__text").contains("已收到2份文件"));
        run_document_jobs(&site.office).await;
        let list = handler.open(&at(case)).await;
        assert_eq!(names(&list), ["说明.txt", "来信.eml", "来信.eml/a.txt"]);
        for (search, expected) in list.attributes("a[href$='/search']", "href").into_iter().zip([
            ["林晓舟"].as_slice(),
            &["林晓舟"],
            &["linxiaozhou"],
        ]) {
            let found = handler.open(&format!("{search}?words=%E6%9E%97%E6%99%93%E8%88%9F%0Alin+xiao+zhou")).await;
            assert_eq!(found.texts(".desk-hits mark"), expected);
        }
    }

    async fn all_documents_of_a_case_are_searched_at_once(site: Site) {
        let (case, other) = (site.in_hand(1).await, site.in_hand(2).await);
        let mut handler = site.staff("handler").await;
        bring(&mut handler, case, "甲.txt", "承办人：林晓舟".as_bytes()).await;
        bring(&mut handler, case, "乙.pdf", &pdf(&["没有", "电话13800000000，林晓舟"])).await;
        bring(&mut handler, case, "丙.pdf", b"%PDF-1.7\nbroken").await;
        bring(&mut handler, other, "别件.txt", "林晓舟".as_bytes()).await;
        run_document_jobs(&site.office).await;
        let list = handler.open(&at(case)).await;
        let search = list.attributes("a[href$='/documents/search']", "href").remove(0);
        let found = handler.open(&format!("{search}?words=%E6%9E%97%E6%99%93%E8%88%9F&kind=phone")).await;
        assert_eq!(found.texts(".desk-found h3"), ["甲.txt", "乙.pdf"]);
        assert_eq!(found.texts(".desk-found mark"), ["林晓舟", "13800000000", "林晓舟"]);
        assert!(found.attributes(".desk-found li a", "href")[1].ends_with("/pages/2"));
        assert!(found.text("[role=status]").contains("在2份文件中找到3处"), "{}", found.words());
        assert!(found.text(".desk-unread").contains("丙.pdf"), "{}", found.words());
        let empty = handler.get(&format!("{search}?words=")).await.expect(WRONG);
        assert!(empty.text("#words-error").contains("请填写要查找的词语"));
    }

    async fn what_is_in_a_package_is_listed_and_what_is_left_out_too(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let inner = zip(&[("内.txt", "第二层".as_bytes()), ("再.zip", &zip(&[("深.txt", b"x")]))]);
        let package = zip(&[
            ("甲/协议.pdf", &pdf(&["协议"])),
            ("程序.exe", b"MZ"),
            ("假的.docx", b"hello"),
            ("../外.pdf", &pdf(&["外"])),
            ("内.zip", &inner),
        ]);
        let taken = bring(&mut handler, case, "包.zip", &package).await;
        assert!(taken.text(".gk-flash__text").contains("已收到2份文件"), "{}", taken.words());
        assert!(taken.text(".gk-flash__text").contains("有4个文件没有取出"), "{}", taken.words());
        run_document_jobs(&site.office).await;
        let list = handler.open(&at(case)).await;
        assert_eq!(names(&list), ["包.zip", "包.zip/甲/协议.pdf", "包.zip/内.zip/内.txt"]);
        assert_eq!(
            list.texts(".desk-left-out li"),
            [
                "“包.zip/程序.exe”没有取出：不是可以处理的文件。",
                "“包.zip/假的.docx”没有取出：文件内容和扩展名不一致，或者已损坏。",
                "“包.zip/../外.pdf”没有取出：文件名指向压缩包之外，或者不是普通文件。",
                "“包.zip/内.zip/再.zip”没有取出：压缩包套得太深，请先解开再上传。",
            ]
        );
        assert_eq!(list.attributes("a[href$='/pages/1']", "href").len(), 2);
    }

    async fn what_is_not_taken_says_why_and_leaves_nothing(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let list = handler.open(&at(case)).await;
        let zeros = vec![b'0'; 3 * 1024 * 1024];
        let macros = zip(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", b"<document/>"),
            ("word/vbaProject.bin", b"x"),
        ]);
        let many: Vec<(String, &[u8])> = (0..101).map(|n| (format!("{n}.txt"), b"x".as_slice())).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        let cases: [(&str, Vec<u8>, &str); 5] = [
            ("炸弹.zip", zip(&[("0.txt", &zeros)]), "展开后太大"),
            ("许多.zip", zip(&many), "里的文件太多"),
            ("宏.docx", macros, "含有宏"),
            ("宏.docm", docx(), "不是可以处理的文件"),
            ("改名.pdf", docx(), "文件内容和扩展名不一致"),
        ];
        for (name, bytes, why) in cases {
            let form = list.form(BRING).attach("documents", name, &bytes);
            let page = handler.send(&form).await.expect(WRONG);
            assert!(page.text("#documents-error").contains(why), "{name}: {}", page.words());
            assert!(names(&page).is_empty());
        }
        // What an answer hands over stays what it was: no mail, no package.
        let draft = handler.open(&format!("/desk/cases/{case}/draft")).await;
        let form = draft.form("form.desk-draft").set("i1-ground", "disclosed").press("show");
        let form = handler.send(&form).await.expect(StatusCode::OK).form("form.desk-draft");
        let form = form.attach("i1-upload", "包.zip", &zip(&[("a.txt", b"x")])).press("upload");
        let refused = handler.send(&form).await.expect(WRONG);
        assert!(refused.words().contains("不是可以接受的类型"), "{}", refused.words());
    }
}
