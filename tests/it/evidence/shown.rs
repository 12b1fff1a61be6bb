//! What the pages show: lines beside the case, the review and the draft, and the page of the clues itself.

use axum::http::StatusCode;
use gongkai::{casework::Order, domain::id::CaseId};

use super::{answered, asking, at, file, taken};
use crate::{both, kit::site::Site};

const TITLE: &str = "竹林片区旧城改造项目房屋征收补偿方案";
const GONE: StatusCode = StatusCode::NOT_FOUND;

fn draft(case: CaseId) -> String {
    format!("/desk/cases/{case}/draft")
}

both! {
    async fn a_case_says_in_a_line_each_what_is_found(site: Site) {
        answered(&site, asking(1, 0, TITLE, ""), "internal_affairs").await;
        file(&site, &site.here, asking(2, 1, TITLE, "")).await;
        let now = taken(&site, asking(3, 0, TITLE, "举报施工扰民，请查处")).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&format!("/desk/cases/{now}")).await;
        assert_eq!(page.texts(".desk-clues li"), [
            "信访、投诉、举报诉求：第1项有这类措辞，同时指明了具体的政府信息",
            "重复申请：该申请人另有1件申请要求相同的信息，其中1件已经答复",
            "同一申请人：2026年11月2件，全年2件，总共2件（含本件）",
            "多人申请同一信息：另有1名申请人的1件申请要求相同的信息，其中0件已经答复",
        ]);
        let links = page.attributes(".desk-clues a", "href");
        assert_eq!(links.last().unwrap(), &at(now));
        assert!(links.contains(&format!("{}#repeated", at(now))));
        let lines = handler.open(&draft(now)).await.texts(".desk-clue-beside li");
        assert_eq!(lines.len(), 3, "those that may bear on a ground: {lines:?}");
        site.submit(now, "internal_affairs").await;
        let review = site.staff("secrets").await.open(&format!("/review/cases/{now}")).await;
        assert_eq!(review.texts(".desk-clues li").len(), 4);
    }

    async fn a_calm_case_says_so(site: Site) {
        let case = taken(&site, asking(1, 0, "行政执法人员名录", "")).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&format!("/desk/cases/{case}")).await;
        assert!(page.text(".desk-clues").contains("没有发现同一申请人的其他申请"));
        assert!(handler.open(&at(case)).await.words().contains("没有发现线索。"));
        assert!(!handler.open(&draft(case)).await.has(".desk-clue-beside"));
    }

    async fn the_page_lays_both_requests_side_by_side(site: Site) {
        let earlier = answered(&site, asking(1, 0, TITLE, "申请公开2024年文本"), "internal_affairs").await;
        let now = taken(&site, asking(2, 0, TITLE, "申请公开2025年文本")).await;
        let before = site.case(now).await.version;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&at(now)).await;
        let letter = site.case(earlier).await.answer().unwrap().clone();
        let section = page.text("section[aria-labelledby='repeated']");
        for said in ["文号或者名称相同", "内部事务信息", letter.number.as_str(), "还没有送达", "住房保障科 承办人乙",
            "收到次日起至作出答复，0个工作日", "条例第三十六条第（六）项"] {
            assert!(section.contains(said), "{said} in {section}");
        }
        assert_eq!(page.texts("section[aria-labelledby='repeated'] mark"), ["5", "4"], "what differs is marked on both sides");
        let links = page.attributes("section[aria-labelledby='repeated'] a", "href");
        assert!(links.contains(&format!("/desk/cases/{earlier}/letters/{}", letter.id)), "{links:?}");
        assert!(page.text("section[aria-labelledby='same_applicant']").contains("从第11件起收费（国办函〔2020〕109号第四条）"));
        assert_eq!(site.case(now).await.version, before, "looking changes nothing");
    }

    async fn an_earlier_reply_goes_into_the_draft_and_is_saved_by_the_handler_alone(site: Site) {
        let earlier = answered(&site, asking(1, 0, TITLE, ""), "internal_affairs").await;
        let open = file(&site, &site.here, asking(2, 0, TITLE, "")).await;
        let others = answered(&site, asking(3, 1, TITLE, ""), "internal_affairs").await;
        let now = taken(&site, asking(4, 0, TITLE, "")).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&at(now)).await;
        let take = page.attributes("a[role='button']", "href");
        assert_eq!(take, [format!("{}?item=1&earlier={earlier}", draft(now))]);
        let letter = site.case(earlier).await.answer().unwrap().clone();
        let page = handler.open(&take[0]).await;
        assert!(page.text("main [role='status'].govuk-inset-text").contains("还没有保存"), "{}", page.words());
        let form = page.form("form.desk-draft");
        assert_eq!(form.value("i1-ground"), "repeat_application");
        assert_eq!(form.value("i1-f-earlier_reply_number"), letter.number);
        assert_eq!(form.value("i1-f-earlier_reply_date"), letter.issued_on.to_string());
        assert!(site.case(now).await.draft.is_none(), "nothing is saved by itself");
        assert_eq!(page.texts(".desk-clue-beside li").len(), 1, "the line of the chosen ground alone");
        handler.follow(&form.press("save")).await;
        let saved = site.case(now).await.draft.unwrap().reference.items;
        assert_eq!(saved[0].ground.as_str(), "repeat_application");
        // Not from what is not answered, what others asked, what is not there.
        for wrong in [open, others, now, CaseId(uuid::Uuid::nil())] {
            handler.get(&format!("{}?item=1&earlier={wrong}", draft(now))).await.expect(GONE);
        }
        for wrong in ["item=2", "item=0"] {
            handler.get(&format!("{}?{wrong}&earlier={earlier}", draft(now))).await.expect(GONE);
        }
        handler.get(&format!("{}?item=x&earlier={earlier}", draft(now))).await.expect(StatusCode::BAD_REQUEST);
    }

    async fn a_reviewer_sees_the_same_and_cannot_take_it_over(site: Site) {
        answered(&site, asking(1, 0, TITLE, ""), "internal_affairs").await;
        let now = taken(&site, asking(2, 0, TITLE, "请问为什么")).await;
        site.submit(now, "internal_affairs").await;
        for person in ["secrets", "lawyer", "leader", "supervisor", "clerk"] {
            let page = site.staff(person).await.open(&at(now)).await;
            assert!(page.has("section[aria-labelledby='repeated'] .desk-pair"), "{person}");
            assert!(!page.has("a[role='button'], .desk-clue-aside"), "{person}");
        }
        for person in ["stranger", "admin"] {
            site.staff(person).await.get(&at(now)).await.expect(GONE);
        }
        site.staff_of(&site.elsewhere, "all").await.get(&at(now)).await.expect(GONE);
    }

    async fn words_are_shown_where_they_stand_with_what_speaks_against_them(site: Site) {
        let text = "举报云州远帆公司<b>，请查处，并提供施工合同备案材料。";
        let case = taken(&site, asking(1, 0, "关于望山大桥", text)).await;
        let page = site.staff("handler").await.open(&at(case)).await;
        let section = page.text("section[aria-labelledby='complaint']");
        assert!(section.contains("指明的部分应当按信息公开申请答复"), "{section}");
        assert!(section.contains("条例第三十九条第一款"), "{section}");
        assert_eq!(page.texts("section[aria-labelledby='complaint'] mark"), ["举报", "请查处", "合同备案材料"]);
    }

    async fn other_departments_cases_are_counted_and_not_shown(site: Site) {
        let hidden = file(&site, &site.here, asking(1, 0, TITLE, "")).await;
        site.confirm(hidden).await;
        let order = Order::Assign { department: site.here.other_department, handler: None };
        site.order("clerk", hidden, order).await.unwrap();
        let now = taken(&site, asking(2, 0, TITLE, "")).await;
        let page = site.staff("handler").await.open(&at(now)).await;
        let words = page.words();
        assert!(words.contains("另有1件不在您的查阅范围内"), "{words}");
        let number = site.case(hidden).await.number.to_string();
        assert!(!words.contains(&number), "{words}");
    }
}
