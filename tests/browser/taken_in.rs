//! 收进来的文件: whatever a handler found is taken in, packed or not, searched as one, and kept away where something is in it.

use std::io::Write as _;

use time::Duration;

use super::bureau::{Bureau, at};
use crate::{
    documents::pdf,
    kit::{
        clamd::{Clamd, eicar},
        office::TestOffice,
        premises::run_jobs,
    },
    packages::zip,
};

const PEOPLE: &str = "承办人：林晓舟，电话13800000000。";

pub(super) async fn go(office: &TestOffice, clamd: &mut Clamd) {
    let case = office.in_hand(1).await;
    let mut bureau = Bureau::open(office, "taken-in").await;
    bureau.case = at(case);
    a_package_and_a_mail(&mut bureau).await;
    all_of_it_is_searched(&mut bureau).await;
    something_is_found_in_a_file(&mut bureau).await;
    clamd.down();
    the_scanner_is_away(&mut bureau).await;
    clamd.up();
    office.clock.advance(Duration::hours(1));
    run_jobs(&office.office).await;
    bureau.window.go(&format!("{}/documents", bureau.case)).await;
    bureau.window.look("scanned-later").await;
    bureau.close().await;
}

/// Brings a file to the documents of the case.
async fn bring(bureau: &Bureau<'_>, name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::File::create(&path).unwrap().write_all(bytes).unwrap();
    bureau.window.go(&format!("{}/documents", bureau.case)).await;
    bureau.window.attach("documents", &path).await;
    bureau.window.turn("form[action$='/documents'] button").await;
}

async fn a_package_and_a_mail(bureau: &mut Bureau<'_>) {
    bureau.sit("handler").await;
    let package = zip(&[
        ("甲/协议.pdf", &pdf(&["补偿协议", PEOPLE])),
        ("说明.txt", PEOPLE.as_bytes()),
        ("程序.exe", b"MZ"),
        ("../外.pdf", b"%PDF-1.7"),
    ]);
    bring(bureau, "材料.zip", &package).await;
    bureau.window.appears("没有取出").await;
    let mail = format!(
        "From: archive@example.cn\r\nSubject: records\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{PEOPLE}\r\n"
    );
    bring(bureau, "来信.eml", mail.as_bytes()).await;
    bring(bureau, "损坏.pdf", b"%PDF-1.7\nbroken").await;
    run_jobs(&bureau.office.office).await;
    bureau.window.go(&format!("{}/documents", bureau.case)).await;
    bureau.window.look_on_both("list").await;
}

async fn all_of_it_is_searched(bureau: &mut Bureau<'_>) {
    bureau.window.turn("main a[href$='/documents/search']").await;
    bureau.window.look("search-begin").await;
    let nothing = format!("{}/documents/search?words=", bureau.case);
    bureau.window.go(&nothing).await;
    bureau.window.find("#words-error").await;
    bureau.window.look("search-nothing").await;
    bureau.window.write("words", "林晓舟").await;
    bureau.window.press("查找").await;
    bureau.window.appears("在3份文件中找到").await;
    bureau.window.look_on_both("search-found").await;
}

async fn something_is_found_in_a_file(bureau: &mut Bureau<'_>) {
    bring(bureau, "有毒.pdf", &[pdf(&["有毒"]), eicar()].concat()).await;
    bureau.window.find("#documents-error").await;
    bureau.window.look("infected-refused").await;
    bureau.window.go(&format!("{}/documents", bureau.case)).await;
    bureau.window.appears("已隔离").await;
    bureau.window.look_on_both("infected-kept-away").await;
}

async fn the_scanner_is_away(bureau: &mut Bureau<'_>) {
    bring(bureau, "补充协议.pdf", &pdf(&["补充协议"])).await;
    bureau.window.find(".gk-flash").await;
    run_jobs(&bureau.office.office).await;
    bureau.window.go(&format!("{}/documents", bureau.case)).await;
    bureau.window.look_on_both("waits-for-scanner").await;
    bureau.sit("admin").await;
    bureau.window.go("/admin").await;
    bureau.window.find("#scanner-waiting").await;
    bureau.window.look("scanner-away").await;
    bureau.sit("handler").await;
}
