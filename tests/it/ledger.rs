//! 台账: what a register of applications has of each case.

use axum::http::StatusCode;
use gongkai::{
    casework::{NewNotice, Order},
    domain::{
        appeal::{AppealFact, Of, Procedure},
        service::Service,
    },
};

use crate::{
    both,
    kit::{premises::TODAY, site::Site},
};

const HERE: &str = "/desk/ledger/csv?tab=all&state=all&sort=number";

/// The lines of a table, each by the heads of its columns.
fn lines(bytes: &[u8]) -> Vec<Vec<(String, String)>> {
    let text = bytes
        .strip_prefix("\u{feff}".as_bytes())
        .expect("the mark of UTF-8");
    let mut reader = csv::Reader::from_reader(text);
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let cells = record.iter().map(str::to_owned);
            heads.iter().cloned().zip(cells).collect()
        })
        .collect()
}

fn cell<'l>(line: &'l [(String, String)], head: &str) -> &'l str {
    let found = line.iter().find(|(name, _)| name == head);
    &found.unwrap_or_else(|| panic!("no column “{head}”: {line:?}")).1
}

both! {
    async fn a_case_is_told_from_its_receipt_to_its_service(site: Site) {
        site.file(1).await;
        let done = site.in_hand(2).await;
        site.submit(done, "not_held").await;
        site.approve_all(done).await;
        site.issue(done).await;
        site.serve(done, Service::Online { available_on: TODAY }).await;
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open(HERE).await;
        assert_eq!(page.headers["cache-control"], "no-store");
        let lines = lines(&page.bytes);
        assert_eq!(lines.len(), 2);
        let (filed, done) = (&lines[0], &lines[1]);
        let today = TODAY.to_string();
        assert_eq!(cell(filed, "收到之日"), "", "not confirmed yet");
        assert_eq!(cell(filed, "答复日期"), "");
        assert_eq!(cell(done, "收到之日"), today);
        assert_eq!(cell(done, "答复日期"), today);
        assert_eq!(cell(done, "签收日期"), today);
        assert_eq!(cell(done, "送达方式"), "网上送达");
        assert_eq!(cell(done, "邮件号码"), "");
        assert_eq!(cell(done, "承办科室"), "住房保障科");
        assert!(!cell(done, "文号").is_empty() && !cell(done, "答复类型").is_empty());
        assert!(!cell(done, "申请内容").is_empty(), "what was asked for, in the applicant's words");
        let phone = cell(done, "联系电话");
        assert!(phone.contains('*'), "a register goes from hand to hand: {phone}");
        for line in &lines {
            assert_eq!(line.len(), 24);
        }
    }

    async fn a_correction_and_a_proceeding_have_their_dates(site: Site) {
        let case = site.in_hand(1).await;
        site.send(case, NewNotice::Correction { working_days: 10 }).await;
        let contested = site.in_hand(2).await;
        site.submit(contested, "not_held").await;
        site.approve_all(contested).await;
        site.issue(contested).await;
        site.serve(contested, Service::Online { available_on: TODAY }).await;
        let of = Of::Reconsideration { procedure: Procedure::Ordinary, accepted_on: TODAY, copy_received_on: TODAY };
        let before = site.office.words("青溪县人民政府，青政复〔2026〕3号").unwrap();
        let filed = Order::RecordAppeal { id: None, fact: AppealFact::Filed { of, before } };
        site.order("lawyer", contested, filed).await.unwrap();
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open(HERE).await;
        let lines = lines(&page.bytes);
        assert_eq!(cell(&lines[0], "告知补正日期"), TODAY.to_string());
        assert_eq!(cell(&lines[0], "收到补正日期"), "");
        assert_eq!(cell(&lines[0], "行政复议"), "");
        assert_eq!(cell(&lines[1], "行政复议"), format!("行政复议（普通程序），{TODAY}知悉，未结"));
        assert_eq!(cell(&lines[1], "行政诉讼"), "");
    }

    async fn nobody_gets_more_than_their_queue_shows(site: Site) {
        site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let own = lines(&handler.open("/desk/ledger/csv?tab=all").await.bytes);
        assert_eq!(own.len(), 1, "their own tab, whatever the address asks for");
        let mut stranger = site.staff("stranger").await;
        let none = lines(&stranger.open("/desk/ledger/csv?tab=all").await.bytes);
        assert_eq!(none.len(), 0);
        handler.get("/desk/ledger/exe").await.expect(StatusCode::NOT_FOUND);
        let book = handler.open("/desk/ledger/xlsx").await;
        assert!(book.bytes.starts_with(b"PK"));
    }
}
