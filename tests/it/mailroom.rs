//! The mail room: letters printed as one batch, and their posting registered in one form.

use axum::http::StatusCode;
use gongkai::{
    casework,
    domain::{
        id::CaseId,
        service::{Mail, Service, Waybill},
        stage::StageKey,
    },
    store::{self, Scope},
};

use crate::{
    both,
    bundle::files_under,
    kit::{form::Form, premises::TODAY, site::Site},
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const ROOM: &str = "/desk/mailroom";

async fn value(site: &Site, case: CaseId) -> String {
    let answer = site.case(case).await.answer().unwrap().id;
    format!("{case}_{answer}")
}

fn choose(form: Form, values: &[&String]) -> Form {
    values.iter().fold(form, |form, value| form.tick("letter", value))
}

both! {
    async fn letters_are_printed_with_envelope_and_slip_and_kept_nowhere(site: Site) {
        let (one, two) = (site.to_be_posted(1).await, site.to_be_posted(2).await);
        let mut clerk = site.staff("clerk").await;
        assert!(clerk.open("/desk").await.has(&format!("a[href='{ROOM}']")));
        let page = clerk.open(ROOM).await;
        assert_eq!(page.texts(".desk-table tbody tr").len(), 2, "{}", page.words());
        assert!(!page.words().contains("林喆舟") && !page.words().contains("人民路"), "no names and addresses on the page");
        let none = clerk.send(&page.form("#letters")).await.expect(WRONG);
        assert!(none.text(".govuk-error-summary").contains("请选择文书"));
        let (one, two) = (value(&site, one).await, value(&site, two).await);
        let kept = files_under(site.office.blobs.folder());
        let pdf = clerk.send(&choose(page.form("#letters"), &[&two, &one])).await.expect(StatusCode::OK);
        assert_eq!(files_under(site.office.blobs.folder()), kept, "nothing of it stays");
        assert_eq!(pdf.headers["content-length"], pdf.bytes.len().to_string());
        assert_eq!(pdf.headers["cache-control"], "no-store");
        assert_eq!(pdf.headers["content-type"], "application/pdf");
        let document = lopdf::Document::load_mem(&pdf.bytes).unwrap();
        // Letter, envelope and slip of two, each on a sheet of its own.
        let pages = document.get_pages().len();
        assert!(pages >= 10, "{pages} pages");
        let alone = clerk.send(&choose(page.form("#letters"), &[&one])).await;
        assert!(lopdf::Document::load_mem(&alone.bytes).unwrap().get_pages().len() < pages);
        let mut stranger = site.staff_of(&site.elsewhere, "clerk").await;
        assert_eq!(stranger.open(ROOM).await.texts(".desk-table tbody tr").len(), 0);
    }

    async fn a_letter_that_cannot_be_printed_is_said_and_nothing_is_printed(site: Site) {
        let (one, two) = (site.to_be_posted(1).await, site.to_be_posted_to(2, "人民路\u{e000}号").await);
        let (one, two) = (value(&site, one).await, value(&site, two).await);
        let mut clerk = site.staff("clerk").await;
        let list = clerk.open(ROOM).await.form("#letters");
        let page = clerk.send(&choose(list, &[&one, &two])).await.expect(WRONG);
        let said = page.text(".govuk-error-summary");
        assert!(said.contains("“QXZJ公开〔2026〕2号-答”不能打印。") && said.contains("U+E000"), "{said}");
        assert_eq!(page.attributes("#letters input[checked]", "value"), [one.clone(), two.clone()], "what was ticked is kept");
        let first = clerk.open(ROOM).await.form("#letters");
        clerk.send(&choose(first, &[&one])).await.expect(StatusCode::OK);

        // The file of a letter is gone from the disk: the page says which, and not where it lay.
        let (case, letter) = one.split_once('_').unwrap();
        let scope = Scope::of(site.here.agency.id);
        let letters = store::letter::of_case(&site.office.db, scope, CaseId(case.parse().unwrap())).await.unwrap();
        let stored = letters.iter().find(|stored| stored.id.to_string() == letter).unwrap();
        let digest = stored.pdf.to_string();
        for path in files_under(site.office.blobs.folder()) {
            if path.to_string_lossy().ends_with(&digest[4..]) {
                std::fs::remove_file(path).unwrap();
            }
        }
        let list = clerk.open(ROOM).await.form("#letters");
        let page = clerk.send(&choose(list, &[&one])).await.expect(WRONG);
        let said = page.text(".govuk-error-summary");
        assert!(said.contains("“QXZJ公开〔2026〕1号-答”不能打印。保存的文书文件缺失或者损坏") && !said.contains(&digest), "{said}");
    }

    async fn all_can_be_ticked_at_once_and_what_was_ticked_is_kept(site: Site) {
        let posted = site.to_be_posted(1).await;
        let waybill = Waybill::parse("EA000000009CN").unwrap();
        site.serve(posted, Service::Post { mail: Mail::Ems, waybill, posted_on: TODAY }).await;
        let (one, two) = (site.to_be_posted(2).await, site.to_be_posted(3).await);
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open(ROOM).await;
        assert!(!page.has("#letters input[checked]"));
        let all = page.attributes(".desk-choose a", "href").remove(0);
        let page = clerk.open(&all).await;
        let values = [value(&site, one).await, value(&site, two).await];
        assert_eq!(page.attributes("#letters input[checked]", "value"), values, "those that are on their way are not");
        for case in [one, two] {
            site.serve(case, Service::signed(TODAY)).await;
        }
        // What was ticked is gone meanwhile; nobody is told that it went well.
        let said = clerk.send(&page.form("#letters")).await.expect(WRONG);
        assert!(said.text(".govuk-error-summary").contains("请选择文书"), "{}", said.words());
        assert!(!said.has(".desk-choose"), "nothing waits any more");
    }

    async fn the_posting_of_several_is_registered_in_one_form(site: Site) {
        let cases = [site.to_be_posted(1).await, site.to_be_posted(2).await, site.to_be_posted(3).await];
        let mut values = Vec::new();
        for case in cases {
            values.push(value(&site, case).await);
        }
        let mut clerk = site.staff("clerk").await;
        let list = clerk.open(ROOM).await.form("#letters");
        let chosen = choose(list, &values.iter().collect::<Vec<_>>());
        let page = clerk.send(&chosen.press("登记所选文书交邮")).await.expect(StatusCode::OK);
        let field = |at: usize| format!("waybill-{}", values[at]);
        assert_eq!(page.attributes("input[autofocus]", "id"), [field(0)]);
        let form = page.form("main form");
        assert_eq!(form.value("posted_on"), "2026-11-20");

        // Enter after the first number goes on to the second line, and keeps what stands there.
        let page = clerk.send(&form.set(&field(0), "EA000000001CN").press("next")).await.expect(StatusCode::OK);
        assert_eq!(page.attributes("input[autofocus]", "id"), [field(1)]);
        let form = page.form("main form");
        assert_eq!(form.value(&field(0)), "EA000000001CN");
        for (waybill, says) in [("SF1234567890123", "邮件号码不正确"), ("EA000000001CN", "在上面已经填过")] {
            for pressed in ["next", "post"] {
                let page = clerk.send(&form.clone().set(&field(1), waybill).press(pressed)).await.expect(WRONG);
                assert!(page.text(".govuk-error-summary").contains(says), "{}", page.words());
                assert_eq!(page.form("main form").value(&field(1)), waybill);
                assert_eq!(page.attributes("input[autofocus]", "id"), [field(1)]);
            }
        }
        for (day, says) in [("2026-11-21", "不能晚于今天"), ("昨天", "请填写日期")] {
            let page = clerk.send(&form.clone().set("posted_on", day).press("post")).await.expect(WRONG);
            assert!(page.text("#posted_on-error").contains(says), "{}", page.words());
        }
        let empty = form.names("waybill-").iter().fold(form.clone(), |form, name| form.set(name, ""));
        let page = clerk.send(&empty.set("posted_on", "").press("post")).await.expect(WRONG);
        let said = page.texts(".govuk-error-summary li");
        assert!(said[0].starts_with("请填写日期") && said[1].contains("至少填写一个邮件号码"), "all at once, in the order of the form: {said:?}");
        assert_eq!(site.case(cases[0]).await.stage.key(), StageKey::Issued, "nothing was done yet");

        // Meanwhile somebody hands the second one over: its line says so, and the others go through.
        let signed = Service::signed(TODAY);
        site.serve(cases[1], signed).await;
        let sent = form.set(&field(1), "EA000000002CN").set(&field(2), "EA000000003CN").press("post");
        let page = clerk.send(&sent).await.expect(StatusCode::OK);
        let said = page.texts("[role=status] li");
        assert_eq!(said.len(), 2, "what no longer waits is no longer in the form: {said:?}");
        assert!(said.iter().all(|line| line.starts_with("已登记")), "{said:?}");
        for (at, waybill) in [(0, "EA000000001CN"), (2, "EA000000003CN")] {
            let stands = site.case(cases[at]).await;
            let service = stands.answer().unwrap().service().cloned();
            let waybill = Waybill::parse(waybill).unwrap();
            assert_eq!(service, Some(Service::Post { mail: Mail::Ems, waybill, posted_on: TODAY }));
        }
        let again = clerk.send(&sent).await.expect(WRONG);
        assert!(again.text(".govuk-error-summary").contains("都已经交邮"), "{}", again.words());
        site.assert_sound().await;
    }

    async fn a_case_that_changed_meanwhile_is_left_and_said(site: Site) {
        let case = site.to_be_posted(1).await;
        let name = value(&site, case).await;
        let mut clerk = site.staff("clerk").await;
        let list = clerk.open(ROOM).await.form("#letters");
        let page = clerk.send(&choose(list, &[&name]).press("登记所选文书交邮")).await;
        let field = format!("waybill-{name}");
        let sent = page.form("main form").set(&field, "EA000000001CN").press("post");
        // Something else happens in the case: it is linked to another.
        let other = site.file(9).await.case;
        let link = casework::Order::Link { other, how: gongkai::domain::dividing::LinkKind::Related };
        site.order("clerk", case, link).await.unwrap();
        let page = clerk.send(&sent).await.expect(StatusCode::OK);
        assert!(page.text("[role=status] li").contains("办件在您填写时有了变化"), "{}", page.words());
        assert_eq!(site.case(case).await.stage.key(), StageKey::Issued);
        let form = page.form("main form");
        assert_eq!(form.value(&field), "EA000000001CN", "what was typed is kept");
        clerk.send(&form.press("post")).await.expect(StatusCode::OK);
        assert_eq!(site.case(case).await.stage.key(), StageKey::Served);
    }
}
