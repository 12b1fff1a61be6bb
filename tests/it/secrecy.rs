//! 保密审查: the form of a case, and the register of a month.

use axum::http::StatusCode;
use gongkai::{
    casework::{NewNotice, Order},
    law::StepKind,
};

use crate::{
    both,
    delegation::stands_in,
    kit::{
        answer::{full_draft, with_files},
        site::Site,
    },
};

const PDF: &[u8] = crate::kit::office::CLEAN;
const REGISTER: &str = "/review/register";

both! {
    async fn the_form_of_a_case_tells_what_was_reviewed_by_whom_and_how_far_it_is(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let form = format!("/desk/cases/{case}/secrecy");
        assert_eq!(handler.get(&form).await.status, StatusCode::NOT_FOUND, "nothing was reviewed yet");
        let file = site.upload(case, "实施方案.pdf", PDF).await.unwrap();
        site.submit_draft(case, with_files(full_draft(1, "disclosed"), vec![file])).await;
        let page = handler.open(&format!("/desk/cases/{case}")).await;
        assert!(page.attributes("main a", "href").contains(&form), "it is reached from the case");
        let waits = handler.open(&form).await;
        for told in ["填表日期2026年", "实施方案.pdf", "电子文件（PDF）", "审查状态审查中", "不迟于", "住房保障科"] {
            assert!(waits.words().contains(told), "{told}: {}", waits.words());
        }
        assert!(waits.words().contains("不含工作秘密—"), "{}", waits.words());

        // Somebody else of the reviewers stands in.
        stands_in(&site, "lawyer", "secrets").await;
        let mut lawyer = site.staff("lawyer").await;
        let page = lawyer.open(&format!("/review/cases/{case}")).await;
        assert!(page.attributes("main a", "href").contains(&form));
        for file in page.attributes("main a[href*='/files/']", "href") {
            lawyer.open(&file).await;
        }
        let mut decide = page.form(".desk-review-decide form").press("approve").set("words", "附件已经逐页看过");
        for question in decide.names("q-") {
            decide = decide.set(&question, "yes");
        }
        lawyer.follow(&decide).await;
        let through = lawyer.open(&format!("/review/cases/{case}/secrecy")).await;
        for told in ["保密审查已通过", "不含工作秘密符合", "附件已经逐页看过", "同意公开"] {
            assert!(through.words().contains(told), "{told}: {}", through.words());
        }
        assert!(through.words().contains("法制员己（法制审核员）代保密员戊（保密审查员）"), "{}", through.words());
        assert_eq!(site.staff("stranger").await.get(&form).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_register_of_a_month_has_every_opinion_once_and_as_a_table(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "state_secret").await;
        site.approve("secrets", case).await.unwrap();
        let remarks = site.office.words("请说明定密依据").unwrap();
        site.order("lawyer", case, Order::SendBack { step: StepKind::Legal.into(), remarks, points: Vec::new() }).await.unwrap();
        let words = Some(site.office.words("请说明年度").unwrap());
        let other = site.in_hand(2).await;
        let matter = NewNotice::Correction { working_days: 10 };
        let stands = site.order("handler", other, Order::ProposeNotice { matter, words }).await.unwrap();
        let id = stands.notices[0].id;
        let order = Order::ApproveNotice {
            id,
            step: StepKind::Confidentiality.into(),
            content: stands.notices[0].review.content,
            checklist: crate::kit::answer::all_in_order(StepKind::Confidentiality),
        };
        site.order("secrets", other, order).await.unwrap();

        let mut secrets = site.staff("secrets").await;
        assert!(secrets.open("/review").await.attributes("main a", "href").contains(&REGISTER.to_owned()));
        let page = secrets.open(REGISTER).await;
        assert_eq!(page.texts("tbody tr").len(), 2, "what the lawyer said is no confidentiality review: {}", page.words());
        assert!(page.words().contains("答复文书 保密审查 同意公开 保密员戊"), "{}", page.words());
        assert!(page.words().contains("补正告知书"));
        let page = site.staff("leader").await.open(REGISTER).await;
        assert!(page.attributes("tbody a", "href").contains(&format!("/review/cases/{case}/secrecy")));
        let table = secrets.get(&format!("{REGISTER}.csv")).await.expect(StatusCode::OK);
        let text = String::from_utf8(table.bytes).unwrap();
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(text.starts_with("\u{feff}\"日期\",\"申请编号\""), "{text}");
        let empty = secrets.open(&format!("{REGISTER}?month=2026-01")).await;
        assert!(empty.words().contains("这个月没有保密审查记录"));
        // The administrator sees the register, and of cases only what it says.
        let mut admin = site.staff("admin").await;
        assert!(admin.open("/admin").await.words().contains("保密审查汇总表"));
        let page = admin.open(REGISTER).await;
        assert_eq!((page.texts("tbody tr").len(), page.texts("tbody a").len()), (2, 0));
        for person in ["clerk", "handler", "supervisor"] {
            assert_eq!(site.staff(person).await.get(REGISTER).await.status, StatusCode::NOT_FOUND, "{person}");
        }
        let mut elsewhere = site.staff_of(&site.elsewhere, "all").await;
        assert!(elsewhere.open(REGISTER).await.words().contains("这个月没有保密审查记录"), "another agency's");
    }
}
