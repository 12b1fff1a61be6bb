//! The file of a case in one download: complete, in order, safe to unpack, and for whoever prepares the reply alone.

use std::{collections::BTreeMap, io::Cursor, io::Read as _};

use axum::http::{StatusCode, header};
use gongkai::{
    casework::{self, Enclosure, Upload},
    domain::{id::CaseId, service::Service},
    store::{self, Scope, file::Purpose},
};
use zip::ZipArchive;

use crate::{
    both,
    kit::{
        answer::{full_draft, with_files},
        browser::Browser,
        office::new_application,
        premises::TODAY,
        site::Site,
    },
};

const GONE: StatusCode = StatusCode::NOT_FOUND;
const PDF: &[u8] = crate::kit::office::CLEAN;
/// What the applicant of these tests is known by.
const IDENTITY: &str = "990101199001010019";

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}/file.zip")
}

/// The parts by path, in order of their paths.
fn unpack(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        parts.insert(file.name().unwrap().into_owned(), content);
    }
    assert_eq!(parts.len(), archive.len(), "no two parts have one name");
    parts
}

async fn take(browser: &mut Browser, case: CaseId) -> BTreeMap<String, Vec<u8>> {
    unpack(&browser.open(&at(case)).await.bytes)
}

fn text<'a>(parts: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    let found = parts
        .get(path)
        .unwrap_or_else(|| panic!("no {path} in {:?}", parts.keys()));
    std::str::from_utf8(found).unwrap()
}

/// Filed with a proof, answered with a file, served and closed.
async fn answered(site: &Site, evidence: &str, given: &str) -> CaseId {
    let mut application = new_application(1);
    let upload = Upload {
        name: evidence.to_owned(),
        bytes: PDF.to_vec(),
    };
    application.files = vec![Enclosure {
        purpose: Purpose::Evidence,
        upload,
    }];
    let filed = casework::file(&site.office, site.here.agency.id, application)
        .await
        .unwrap();
    site.take_in_hand("handler", filed.case).await;
    let file = site.upload(filed.case, given, PDF).await.unwrap();
    site.submit_draft(filed.case, with_files(full_draft(1, "partial"), vec![file]))
        .await;
    site.approve_all(filed.case).await;
    site.issue(filed.case).await;
    site.serve(filed.case, Service::Online { available_on: TODAY })
        .await;
    filed.case
}

both! {
    async fn it_holds_everything_in_order(site: Site) {
        let case = answered(&site, "身份证.pdf", "方案.pdf").await;
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open(&format!("/desk/cases/{case}")).await;
        assert_eq!(page.attributes("a[download][href$='/file.zip']", "href"), [at(case)]);
        let answer = clerk.open(&at(case)).await;
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/zip");
        assert!(answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
        let parts = unpack(&answer.bytes);
        let paths: Vec<&str> = parts.keys().map(String::as_str).collect();
        assert_eq!(paths, [
            "00-目录.txt",
            "01-申请/01-申请.txt",
            "01-申请/02-身份证.pdf",
            "02-文书/01-QXZJ公开〔2026〕1号-回 政府信息公开申请登记回执.pdf",
            "02-文书/02-QXZJ公开〔2026〕1号-答 政府信息公开申请答复书.pdf",
            "03-随答复提供的文件/01-方案.pdf",
            "04-审核/01-审核.txt",
            "05-期限计算/01-期限计算.txt",
            "06-程序性文书和征求意见/01-程序性文书和征求意见.txt",
            "07-送达证明/01-送达证明.txt",
            "08-办理经过/01-办理经过.csv",
        ]);
        for path in &paths[1..] {
            assert!(text(&parts, "00-目录.txt").contains(path), "the index names {path}");
        }
        assert_eq!(parts["01-申请/02-身份证.pdf"], PDF);
        assert_eq!(parts["03-随答复提供的文件/01-方案.pdf"], PDF);
        let scope = Scope::of(site.here.agency.id);
        let letters = store::letter::of_case(&site.office.db, scope, case).await.unwrap();
        for (letter, path) in letters.iter().zip(&paths[3..5]) {
            let kept = site.office.blobs.get(letter.pdf).await.unwrap();
            assert_eq!(&parts[*path], &kept, "the letter as it was issued");
            assert!(text(&parts, "07-送达证明/01-送达证明.txt").contains(&letter.number));
        }
        let application = text(&parts, "01-申请/01-申请.txt");
        assert!(application.contains(IDENTITY) && application.contains("2025年度保障性住房分配方案"));
        let review = text(&parts, "04-审核/01-审核.txt");
        for who in ["保密员戊", "法制员己", "局领导庚", "2026年"] {
            assert!(review.contains(who), "{who} in {review}");
        }
        assert!(text(&parts, "05-期限计算/01-期限计算.txt").contains("从次日起数20个工作日"));
    }

    async fn the_history_has_its_hashes_one_line_an_event(site: Site) {
        let case = answered(&site, "身份证.pdf", "方案.pdf").await;
        let parts = take(&mut site.staff("handler").await, case).await;
        let csv = text(&parts, "08-办理经过/01-办理经过.csv");
        let scope = Scope::of(site.here.agency.id);
        let chain = store::case::chained(&site.office.db, scope, case).await.unwrap();
        assert_eq!(csv.lines().count(), chain.len() + 1);
        let mut previous = String::new();
        for (link, line) in chain.iter().zip(csv.lines().skip(1)) {
            assert!(link.intact && link.previous == previous);
            assert!(line.contains(&link.hash) && line.contains(&link.previous) && line.ends_with("\"一致\""), "{line}");
            previous.clone_from(&link.hash);
        }
        assert!(!csv.contains(IDENTITY) && !csv.contains("林喆舟"), "no personal data in the history");
        let elsewhere = Scope::of(site.elsewhere.agency.id);
        assert!(store::case::chained(&site.office.db, elsewhere, case).await.unwrap().is_empty());
    }

    async fn numbers_and_proofs_are_for_whose_task_needs_them(site: Site) {
        let case = answered(&site, "身份证.pdf", "方案.pdf").await;
        let parts = take(&mut site.staff("lawyer").await, case).await;
        assert!(!parts.keys().any(|path| path.contains("身份证")));
        for (path, content) in &parts {
            let said = String::from_utf8_lossy(content);
            assert!(!said.contains(IDENTITY) && !said.contains("19900000001"), "{path}");
        }
        assert!(text(&parts, "01-申请/01-申请.txt").contains("990***********0019"));
        assert!(text(&parts, "00-目录.txt").contains("已经部分隐去"));
        assert!(parts.contains_key("03-随答复提供的文件/01-方案.pdf"));
    }

    async fn whoever_does_not_prepare_the_reply_finds_nothing(site: Site) {
        let case = answered(&site, "身份证.pdf", "方案.pdf").await;
        for person in ["colleague", "stranger", "secrets", "leader", "supervisor", "admin"] {
            let mut browser = site.staff(person).await;
            browser.get(&at(case)).await.expect(GONE);
            let page = browser.get(&format!("/desk/cases/{case}")).await;
            assert!(page.status == GONE || !page.has("a[download][href$='/file.zip']"), "{person} is shown no link");
        }
        let mut elsewhere = site.staff_of(&site.elsewhere, "all").await;
        elsewhere.get(&at(case)).await.expect(GONE);
        let mut nobody = site.browser();
        assert!(nobody.get(&at(case)).await.location().starts_with("/sign-in"));
        let mut clerk = site.staff("clerk").await;
        clerk.get("/desk/cases/00000000-0000-0000-0000-000000000000/file.zip").await.expect(GONE);
    }

    async fn names_of_people_do_no_harm(site: Site) {
        let long = format!("{}.pdf", "很".repeat(120));
        let case = answered(&site, "../../𠮷/证:件?.pdf", &long).await;
        let answer = site.staff("clerk").await.open(&at(case)).await;
        let parts = unpack(&answer.bytes);
        for path in parts.keys() {
            assert!(path.matches('/').count() <= 1 && path.split('/').all(|part| part != "..") && !path.contains(['\\', ':', '?']), "{path}");
            assert!(path.chars().count() < 140, "{path}");
        }
        assert!(parts.keys().any(|path| path.contains('𠮷') && path.contains(".pdf")));
        // Every entry says that its name is UTF-8 (bit 11 of its flags).
        let mut entries = 0;
        for at in answer.bytes.windows(4).enumerate().filter(|(_, bytes)| *bytes == b"PK\x01\x02").map(|(at, _)| at) {
            let flags = u16::from_le_bytes([answer.bytes[at + 8], answer.bytes[at + 9]]);
            assert_eq!(flags & 0x0800, 0x0800);
            entries += 1;
        }
        assert_eq!(entries, parts.len());
    }

    async fn a_case_that_only_came_in_has_its_file_too(site: Site) {
        let case = site.file(1).await.case;
        let parts = take(&mut site.staff("clerk").await, case).await;
        assert!(!parts.keys().any(|path| path.starts_with("02-")));
        let index = text(&parts, "00-目录.txt");
        assert!(index.contains("文书\r\n没有。"), "{index}");
    }

    async fn a_file_that_is_lost_breaks_the_download_off(site: Site) {
        let case = answered(&site, "身份证.pdf", "方案.pdf").await;
        let scope = Scope::of(site.here.agency.id);
        let letters = store::letter::of_case(&site.office.db, scope, case).await.unwrap();
        let digest = letters[0].pdf.to_string();
        let mut lost = 0;
        for path in files_under(site.office.blobs.folder()) {
            if path.file_name().is_some_and(|name| name.to_string_lossy().contains(&digest[4..])) {
                std::fs::remove_file(path).unwrap();
                lost += 1;
            }
        }
        assert_eq!(lost, 1);
        let mut clerk = site.staff("clerk").await;
        assert!(clerk.breaks_off(&at(case)).await, "half a file must not look like a whole one");
    }
}

pub(crate) fn files_under(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_under(&path));
        } else {
            found.push(path);
        }
    }
    found
}
