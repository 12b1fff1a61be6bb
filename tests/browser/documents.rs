//! 拟公开的文件: thirty pages in Chinese with tables and a scan are searched, marked, copied, reviewed, sent back, mended,
//! approved and handed over; what leaves is taken apart, and nothing of what was marked is in it.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read as _},
};

use gongkai::{
    casework::{Filed, Order},
    domain::id::CaseId,
};

use super::bureau::{Bureau, at};
use crate::kit::{answer::redacted_draft, office::TestOffice, premises::run_document_jobs, repository};

const DRAFT: &str = "form.desk-draft";
/// Words of one search.
const MOST_WORDS: usize = 50;
const SCAN: &str = "/pages/30";
const SUBJECT: &str = "2025年度保障性住房分配方案";

pub(super) async fn go(office: &TestOffice) {
    let filed = office.file(1).await;
    office.take_in_hand("handler", filed.case).await;
    let mut bureau = Bureau::open(office, "documents").await;
    bureau.case = at(filed.case);
    it_is_taken_in(&mut bureau).await;
    let mut found = names_and_numbers_are_found(&mut bureau).await;
    found.extend(names_of_a_list_are_found(&mut bureau).await);
    a_scan_is_marked_by_hand(&mut bureau).await;
    copied(&mut bureau).await;
    bureau.window.look_on_both("copied").await;
    it_is_handed_over(&mut bureau, filed.case).await;
    a_reviewer_sends_it_back(&mut bureau).await;
    it_is_mended(&mut bureau).await;
    every_blackout_is_looked_at(&mut bureau).await;
    bureau.reviewed(&["secrets", "lawyer", "leader"], SUBJECT).await;
    it_is_checked_and_leaves(&mut bureau).await;
    let bytes = the_applicant_gets_it(&mut bureau, &filed).await;
    nothing_is_to_be_had(&bytes, &found);
    bureau.close().await;
}

async fn it_is_taken_in(bureau: &mut Bureau<'_>) {
    bureau.at_the_case("handler").await;
    bureau
        .window
        .press("拟公开的文件：查看页面、遮盖、制作公开版")
        .await;
    bureau.window.find("[name='documents']").await;
    bureau.window.look_on_both("none").await;
    let file = std::path::absolute("fixtures/samples/register.pdf").unwrap();
    bureau.window.attach("documents", &file).await;
    bureau.window.press("上传").await;
    bureau.window.find("progress").await;
    bureau.window.look("preparing").await;
    run_document_jobs(&bureau.office.office).await;
    // The page looks again by itself.
    bureau.window.find("main a[href$='/pages/1']").await;
    bureau.window.reads("30页").await;
    bureau.window.look("ready").await;
}

/// Marks what a search finds; returns what was found.
async fn names_and_numbers_are_found(bureau: &mut Bureau<'_>) -> Vec<String> {
    bureau.window.click("main a[href$='/search']").await;
    bureau.window.find("[name='words']").await;
    bureau.window.look_on_both("search").await;
    // A name of a table stands beside nothing that tells that it is one.
    bureau.window.write("words", "何海洋").await;
    bureau.window.press("查找").await;
    bureau.window.find("#found").await;
    bureau.window.reads("第30页是图像").await;
    bureau.window.look_on_both("found").await;
    let found = bureau.window.texts(".desk-hits mark").await;
    assert!(found.len() > 200, "{} found", found.len());
    bureau.window.press("遮盖选中的内容").await;
    bureau.window.find(".gk-flash").await;
    bureau.window.reads("其中0处还没有遮盖").await;
    found
}

/// In the tables nothing beside a name tells that it is one: whoever knows who they are searches for a list of them.
async fn names_of_a_list_are_found(bureau: &mut Bureau<'_>) -> Vec<String> {
    let register = repository("fixtures/samples/register.pdf");
    let told = std::process::Command::new("pdftotext")
        .args(["-layout", &register.to_string_lossy(), "-"])
        .output();
    let text = String::from_utf8(told.unwrap().stdout).unwrap();
    let rows = text.lines().filter_map(|line| {
        let mut cells = line.split_whitespace();
        let (number, name, identity) = (cells.next()?, cells.next()?, cells.next()?);
        let is_row = number.parse::<u32>().is_ok() && identity.len() == 18;
        is_row.then(|| name.to_owned())
    });
    let names: BTreeSet<String> = rows.collect();
    assert!(names.len() > 100, "{}", names.len());
    let names: Vec<String> = names.into_iter().collect();
    let search = bureau.window.path().await;
    for some in names.chunks(MOST_WORDS) {
        let mut asked = url::form_urlencoded::Serializer::new(String::new());
        let asked = asked.append_pair("words", &some.join("\n")).finish();
        bureau.window.go(&format!("{search}?{asked}")).await;
        let found = bureau.window.texts(".desk-hits mark").await;
        for name in some {
            assert!(found.contains(name), "{name} is not found");
        }
        bureau.window.press("遮盖选中的内容").await;
        bureau.window.find(".gk-flash").await;
        bureau.window.reads("其中0处还没有遮盖").await;
    }
    names
}

async fn a_scan_is_marked_by_hand(bureau: &mut Bureau<'_>) {
    let pages = bureau.window.find("main a[href$='/pages/1']").await;
    let first = pages.attr("href").await.unwrap().unwrap();
    bureau.window.go(&first).await;
    bureau.window.find(".desk-sheet-mark").await;
    bureau.window.look_on_both("page").await;
    let scan = first.replace("/pages/1", SCAN);
    bureau.window.go(&scan).await;
    bureau.window.find("#mark-form").await;
    bureau.window.look("scan").await;
    // Name and numbers stand in two lines below the heading.
    bureau
        .window
        .drag(".desk-sheet input", (140.0, 245.0), (600.0, 328.0))
        .await;
    bureau.window.find(".gk-flash").await;
    bureau.window.find(".desk-sheet-mark").await;
    bureau.window.look_on_both("scan-marked").await;
}

/// Asks for the copy and waits for it.
async fn copied(bureau: &mut Bureau<'_>) {
    let documents = format!("{}/documents", bureau.case);
    bureau.window.go(&documents).await;
    bureau.window.turn("form[action$='/copy'] button").await;
    bureau.window.find("progress").await;
    run_document_jobs(&bureau.office.office).await;
    bureau.window.find(".govuk-tag--green").await;
}

async fn it_is_handed_over(bureau: &mut Bureau<'_>, case: CaseId) {
    let draft = format!("{}/draft", bureau.case);
    bureau.window.go(&draft).await;
    bureau.window.fill(DRAFT, &[("i1-ground", "disclosed")]).await;
    bureau.window.turn(".desk-ground button[value='show']").await;
    bureau.window.find("[name='i1-f-supply_description']").await;
    let fields = [
        (
            "i1-f-supply_description",
            "随本答复提供登记册（公开版）一份，涉及个人隐私的内容已作区分处理。",
        ),
        ("i1-f-third_party_objected", "no"),
    ];
    bureau.window.fill(DRAFT, &fields).await;
    bureau.window.click(".desk-offered input").await;
    bureau.window.look_on_both("offered").await;
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    // What is blacked out has to be said, on its ground.
    bureau.window.find(".govuk-error-summary").await;
    bureau.window.reads("应当答复为“部分公开”").await;
    bureau.window.look("unsaid").await;
    let file = bureau.office.copy_for_release(case).await;
    let mut draft_to_save = redacted_draft(file);
    draft_to_save.items[0].fields.insert(
        "supply_description".parse().unwrap(),
        "随本答复提供登记册（公开版）一份；需要核对的，请与档案室值班人员联系，电话13800000000。".to_owned(),
    );
    let draft_order = Order::SaveDraft { draft: draft_to_save };
    bureau.office.order("handler", case, draft_order).await.unwrap();
    bureau.window.go(&draft).await;
    bureau.window.find(".desk-files a").await;
    bureau.window.look("partial").await;
    submitted(bureau).await;
}

/// Submits the draft: a large file is first looked through beside the pages.
async fn submitted(bureau: &mut Bureau<'_>) {
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    bureau.window.appears("还在检查是否有隐藏内容").await;
    run_document_jobs(&bureau.office.office).await;
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    bureau.window.find("#history").await;
}

async fn a_reviewer_sends_it_back(bureau: &mut Bureau<'_>) {
    bureau.sit("secrets").await;
    bureau.window.go("/review").await;
    bureau.window.press(SUBJECT).await;
    bureau.window.find(".desk-review-decide").await;
    bureau.window.press("拟公开的文件和遮盖").await;
    bureau.window.click("main a[href$='/pages/1']").await;
    bureau.window.find(".desk-sheet-mark").await;
    bureau.window.look_on_both("reviewer").await;
    let scan = bureau.window.path().await.replace("/pages/1", SCAN);
    bureau.window.go(&scan).await;
    bureau.window.look("reviewer-scan").await;
    bureau.window.press("对这一页提审核意见").await;
    bureau
        .window
        .write("point-1-words", "签名没有遮盖，请一并遮盖。")
        .await;
    // The button beside a line of the letter hangs the second point on it.
    bureau.window.click(".letter p:nth-of-type(3) .desk-remark").await;
    bureau.window.write("point-2-words", "请写明申请的年度。").await;
    bureau
        .window
        .write("words", "文书和第30页扫描件各有一处要改。")
        .await;
    bureau.window.look_on_both("points").await;
    bureau.window.press("退回修改").await;
    bureau.window.find(".gk-flash").await;
}

async fn it_is_mended(bureau: &mut Bureau<'_>) {
    bureau.at_the_case("handler").await;
    bureau.window.look("sent-back").await;
    bureau
        .window
        .press("拟公开的文件：查看页面、遮盖、制作公开版")
        .await;
    let first = bureau.window.find("main a[href$='/pages/1']").await;
    let scan = first
        .attr("href")
        .await
        .unwrap()
        .unwrap()
        .replace("/pages/1", SCAN);
    bureau.window.go(&scan).await;
    bureau
        .window
        .drag(".desk-sheet input", (140.0, 468.0), (400.0, 507.0))
        .await;
    bureau.window.find(".desk-marks li:nth-child(2)").await;
    copied(bureau).await;
    bureau.window.look("copied-again").await;
    let draft = format!("{}/draft", bureau.case);
    bureau.window.go(&draft).await;
    // Each point is answered, and the old copy is refused.
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    bureau.window.appears("还有2条审核意见没有说明处理情况").await;
    for reply in bureau.window.find_all("textarea[name^='reply-']").await {
        reply.send_keys("已经改好。").await.unwrap();
    }
    bureau.window.look_on_both("replies").await;
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    bureau.window.appears("制作之后，遮盖又有改动").await;
    bureau.window.look("outdated").await;
    bureau.window.turn("button[value='remove-file-1-1']").await;
    bureau.window.find(".desk-offered").await;
    bureau.window.click(".desk-offered input").await;
    submitted(bureau).await;
}

/// Nobody says yes to what they have not seen: each page on which something is blacked out is looked at.
async fn every_blackout_is_looked_at(bureau: &mut Bureau<'_>) {
    bureau.sit("secrets").await;
    bureau.window.go("/review").await;
    bureau.window.press(SUBJECT).await;
    bureau.window.look_on_both("unseen").await;
    for yes in bureau
        .window
        .find_all(".desk-review-decide input[value='yes']")
        .await
    {
        yes.click().await.unwrap();
    }
    let approve = ".desk-review-decide button:not([formaction])";
    bureau.window.turn(approve).await;
    bureau.window.appears("没有打开看过").await;
    bureau.window.look("not-approved-unseen").await;
    bureau.window.press("拟公开的文件和遮盖").await;
    bureau.window.click("main a[href$='/pages/1']").await;
    for page in 2..=30 {
        bureau.window.appears(&format!("您已经看过{}页", page - 1)).await;
        bureau
            .window
            .press(&format!("下一页还没有看的：第{page}页"))
            .await;
    }
    bureau.window.appears("您已经看过30页").await;
    bureau.window.look_on_both("all-seen").await;
    bureau.window.press("有遮盖的页面都看过了，回到审核").await;
    bureau.window.appears("还有1份文件或者有遮盖的页面没有看过").await;
}

/// What may be personal data of others is answered for before anything leaves.
async fn it_is_checked_and_leaves(bureau: &mut Bureau<'_>) {
    bureau.at_the_case("handler").await;
    bureau.window.turn("#issue button[type='submit']").await;
    bureau.window.appears("请先到“发出前核对”说明").await;
    bureau.window.look("not-issued-unchecked").await;
    bureau.window.click("main a[href$='/check']").await;
    bureau.window.find("#decide").await;
    bureau.window.look_on_both("check").await;
    bureau.window.turn("#decide button[type='submit']").await;
    bureau.window.find("#h-0-error").await;
    bureau.window.look("check-unanswered").await;
    bureau.window.choose("h-0", "lawful").await;
    bureau.window.write("reason", "档案室对外公布的值班电话。").await;
    bureau.window.turn("#decide button[type='submit']").await;
    bureau.window.appears("已经逐处说明").await;
    bureau.window.look("checked").await;
    bureau.window.turn("form[action$='/issue'] button").await;
    bureau.window.find("#serve").await;
    bureau.done("#serve form", &[("by", "online")]).await;
}

/// The applicant downloads the package on the phone; the file that lies in it.
async fn the_applicant_gets_it(bureau: &mut Bureau<'_>, filed: &Filed) -> Vec<u8> {
    let code = filed.code.clone().unwrap();
    bureau.look_up(&[filed.number.0.clone(), code]).await;
    bureau.window.look("answered-phone").await;
    let link = bureau.window.find("main a[href$='/package']").await;
    let path = link.attr("href").await.unwrap().unwrap();
    let package = bureau.window.fetch(&path).await;
    bureau.window.keep("package", "zip", &package);
    let mut package = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let copies: Vec<String> = package
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .filter(|name| name.ends_with("（公开版）.pdf"))
        .collect();
    let [copy] = copies.as_slice() else {
        panic!("one copy, and nothing else: {copies:?}");
    };
    let mut bytes = Vec::new();
    package.by_name(copy).unwrap().read_to_end(&mut bytes).unwrap();
    bureau.window.keep("released", "pdf", &bytes);
    bytes
}

/// Takes a released file apart with poppler's tools and with our reader of objects.
fn nothing_is_to_be_had(bytes: &[u8], found: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("released.pdf");
    std::fs::write(&path, bytes).unwrap();
    let tool = |program: &str, arguments: &[&str]| {
        let told = std::process::Command::new(program)
            .args(arguments)
            .arg(&path)
            .arg("-")
            .output()
            .unwrap();
        String::from_utf8(told.stdout).unwrap()
    };
    let text: String = tool("pdftotext", &[])
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    assert!(
        text.is_empty(),
        "every page has a mark, so every page is a picture: {text}"
    );
    // By eye: the lines of the scan with name, numbers and signature are black from one end to the other.
    let picture = folder.path().join("scan");
    let drawn = std::process::Command::new("pdftoppm")
        .args(["-f", "30", "-l", "30", "-r", "96", "-gray", "-singlefile"])
        .args([&path, &picture])
        .status();
    assert!(drawn.unwrap().success());
    let picture = std::fs::read(picture.with_extension("pgm")).unwrap();
    // The head of a picture ends with its brightest shade.
    let head = picture.windows(4).position(|window| window == b"255\n").unwrap() + 4;
    for (line, width) in [(264, 570), (308, 570), (487, 356)] {
        let row = &picture[head + line * 794..][153..width];
        assert!(row.iter().all(|shade| *shade == 0), "line {line}");
    }
    let mut document = lopdf::Document::load_mem(bytes).unwrap();
    assert_eq!(document.page_iter().count(), 30);
    // Pictures hold no words; without them the rest is searched in no time.
    document.objects.retain(|_, object| {
        let stream = object.as_stream();
        !stream.is_ok_and(|stream| {
            stream
                .dict
                .get(b"Subtype")
                .is_ok_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"Image"))
        })
    });
    document.decompress();
    let mut whole = Vec::new();
    document.save_to(&mut whole).unwrap();
    for words in found {
        for wanted in [
            words.as_bytes().to_vec(),
            words.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        ] {
            assert!(
                !whole.windows(wanted.len()).any(|window| window == wanted),
                "{words}"
            );
        }
    }
}
