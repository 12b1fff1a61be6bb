//! 代行: a colleague takes the review steps of somebody who is away.

use axum::http::StatusCode;
use gongkai::{
    casework::delegation::settle,
    domain::{
        delegation::{Delegation, NewDelegation},
        event::Event,
        refusal::Refusal,
        stage::StageKey,
    },
    store::{self, Scope},
};
use time::Duration;

use crate::{
    both,
    kit::{browser::Browser, form::Form, page::Page, premises::TODAY, site::Site},
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const OWN: &str = "/account/delegations";
const ALL: &str = "/admin/delegations";

/// Lets one person stand in for another, for five days from today.
pub(crate) async fn stands_in(site: &Site, deputy: &str, absent: &str) -> Delegation {
    let new = NewDelegation {
        from: site.here.account(absent).id,
        to: site.here.account(deputy).id,
        from_on: TODAY,
        to_on: TODAY + Duration::days(4),
        why: "出差".to_owned(),
    };
    settle(&site.office, &site.here.officer(absent), new)
        .await
        .unwrap()
}

fn form(page: &Page) -> Form {
    page.form("main form.admin-form")
}

async fn fill(site: &Site, browser: &mut Browser, at: &str, to: &str, days: i64) -> Page {
    let page = browser.open(at).await;
    let (first, last) = (TODAY.to_string(), (TODAY + Duration::days(days)).to_string());
    let to = site.here.account(to).id.to_string();
    let typed = form(&page)
        .set("to", &to)
        .set("from_on", &first)
        .set("to_on", &last)
        .set("why", "出差");
    browser.send(&typed).await
}

/// How many cases wait for a person.
async fn waiting(site: &Site, person: &str) -> usize {
    let page = site.staff(person).await.open("/review").await;
    page.texts(".desk-table tbody a").len()
}

both! {
    async fn a_colleague_signs_for_the_leader_and_everybody_reads_it(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "disclosed").await;
        site.approve("secrets", case).await.unwrap();
        assert_eq!(waiting(&site, "head").await, 0);
        let mut leader = site.staff("leader").await;
        assert!(leader.open("/account").await.words().contains("外出时委托同事代为审核"));
        assert!(leader.open("/review").await.words().contains("外出时委托同事代为审核"));
        let done = fill(&site, &mut leader, OWN, "head", 4).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(done.location(), OWN);
        let listed = leader.open(OWN).await;
        assert!(listed.words().contains("局领导庚 科长子"), "{}", listed.words());
        assert!(listed.words().contains("代行中"));

        let mut head = site.staff("head").await;
        let queue = head.open("/review").await;
        assert!(queue.words().contains("您现在代局领导庚审核"), "{}", queue.words());
        assert!(queue.words().contains("代局领导庚审核"));
        assert_eq!(queue.texts(".desk-table tbody a").len(), 1);
        let at = format!("/review/cases/{case}");
        let page = head.open(&at).await;
        assert!(page.words().contains("这一步由您代局领导庚（签发人）办理"), "{}", page.words());
        let mut decide = page.form(".desk-review-decide form").press("approve");
        for question in decide.names("q-") {
            decide = decide.set(&question, "yes");
        }
        head.follow(&decide).await;
        let signed = site.case(case).await;
        assert_eq!(signed.stage.key(), StageKey::Approved);
        let history = site.staff("handler").await.open(&format!("/desk/cases/{case}")).await;
        assert!(history.words().contains("签发通过，代局领导庚（签发人）办理"), "{}", history.words());
        assert!(history.words().contains("科长子（部门负责人）代局领导庚（签发人）"), "{}", history.words());
        let scope = Scope::of(site.here.agency.id);
        let events = store::case::load_events(&site.office.db, scope, case).await.unwrap();
        let told = events.last().unwrap();
        assert!(matches!(&told.event, Event::StepApproved { by, instead_of: Some(of), .. }
            if *by == site.here.account("head").id && *of == site.here.account("leader").id));
        site.assert_sound().await;
    }

    async fn it_ends_early_by_either_and_by_its_last_day(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "disclosed").await;
        site.approve("secrets", case).await.unwrap();
        stands_in(&site, "head", "leader").await;
        assert_eq!(waiting(&site, "head").await, 1);
        let mut admin = site.staff("admin").await;
        assert!(admin.open("/admin").await.words().contains("外出代行"));
        let page = admin.open(ALL).await;
        admin.follow(&page.form("main table form")).await;
        assert_eq!(waiting(&site, "head").await, 0);
        assert!(!admin.open(ALL).await.has("main table form"), "it is over");
        assert_eq!(site.staff("head").await.get(&format!("/review/cases/{case}")).await.status, StatusCode::OK,
            "the department of the case reads it anyway");

        // The administrator settles it for somebody else.
        let page = admin.open(ALL).await;
        let (leader, lawyer) = (site.here.account("leader").id, site.here.account("lawyer").id);
        let typed = form(&page).set("from", &leader.to_string()).set("to", &lawyer.to_string());
        let typed = typed.set("from_on", &TODAY.to_string()).set("to_on", &TODAY.to_string()).set("why", "休假");
        admin.follow(&typed).await;
        assert_eq!(waiting(&site, "lawyer").await, 1);
        site.clock.advance(Duration::days(1));
        assert_eq!(waiting(&site, "lawyer").await, 0);
        // An account that is switched off gives nothing, either.
        site.clock.advance(Duration::days(-1));
        let tx = site.office.db.begin().await.unwrap();
        store::account::set_active(&tx, Scope::of(site.here.agency.id), leader, false).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(waiting(&site, "lawyer").await, 0);
    }

    async fn what_is_wrong_is_said_at_the_field_and_what_was_typed_is_kept(site: Site) {
        let mut leader = site.staff("leader").await;
        let page = fill(&site, &mut leader, OWN, "head", -1).await.expect(BAD);
        assert!(page.text("#to_on-error").contains("不能早于"), "{}", page.words());
        assert_eq!(page.attributes("#why", "value"), ["出差"]);
        assert_eq!(page.attributes("#to option[selected]", "value"), [site.here.account("head").id.to_string()]);
        let people = page.texts("#to option");
        assert!(!people.iter().any(|name| name.contains("局领导庚") || name.contains("承办人乙")), "{people:?}");
        let empty = leader.send(&form(&page).set("to_on", "").set("why", "")).await.expect(BAD);
        assert!(empty.text("#to_on-error").contains("请填写日期"));
        for (forged, told) in [("leader", "不能委托给本人"), ("clerk", "必须自己承担审核职责")] {
            let id = site.here.account(forged).id.to_string();
            let last = TODAY.to_string();
            let page = leader.send(&form(&page).tamper("to", &id).set("to_on", &last)).await.expect(BAD);
            assert!(page.text("#to-error").contains(told), "{forged}: {}", page.words());
        }
        fill(&site, &mut leader, OWN, "head", 4).await.expect(StatusCode::SEE_OTHER);
        let twice = fill(&site, &mut leader, OWN, "lawyer", 1).await.expect(BAD);
        assert!(twice.text("#from_on-error").contains("已经有代行安排"), "{}", twice.words());
        let mut lawyer = site.staff("lawyer").await;
        let away = fill(&site, &mut lawyer, OWN, "leader", 1).await.expect(BAD);
        assert!(away.text("#to-error").contains("自己也外出"), "{}", away.words());
    }

    async fn nobody_settles_or_ends_it_for_others(site: Site) {
        let settled = stands_in(&site, "head", "leader").await;
        let end = format!("{OWN}/{}/end", settled.id);
        for person in ["secrets", "head", "lawyer"] {
            let mut browser = site.staff(person).await;
            let page = browser.open(OWN).await;
            assert!(!page.has("main table form"), "{person}");
            assert_eq!(browser.get(ALL).await.status, StatusCode::NOT_FOUND, "{person}");
            let ended = browser.send(&form(&page).to(&end)).await;
            assert_eq!(ended.status, StatusCode::NOT_FOUND, "{person}");
        }
        let mut stranger = site.staff_of(&site.elsewhere, "all").await;
        let page = stranger.open(ALL).await;
        assert!(page.words().contains("没有代行安排"), "another agency's are not listed");
        let ended = stranger.send(&form(&page).to(&format!("{ALL}/{}/end", settled.id))).await;
        assert_eq!(ended.status, StatusCode::NOT_FOUND);
        for person in ["clerk", "handler", "supervisor"] {
            assert_eq!(site.staff(person).await.get(OWN).await.status, StatusCode::NOT_FOUND, "{person}");
        }
        let scope = Scope::of(site.here.agency.id);
        let stands = store::delegation::get(&site.office.db, scope, settled.id).await.unwrap();
        assert_eq!(stands, Some(settled));
    }

    async fn separation_of_duties_holds_for_whoever_stands_in(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "state_secret").await;
        for person in ["secrets", "lawyer"] {
            site.approve(person, case).await.unwrap();
        }
        stands_in(&site, "lawyer", "leader").await;
        let mut lawyer = site.staff("lawyer").await;
        let page = lawyer.open(&format!("/review/cases/{case}")).await;
        assert!(page.words().contains("职责分离：这一步不能由您办理"), "{}", page.words());
        assert!(!page.has(".desk-review-decide form"));
        assert!(matches!(site.approve("lawyer", case).await,
            Err(gongkai::casework::ActError::Refused(Refusal::NotYourRole))));
    }
}
