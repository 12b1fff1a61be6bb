//! 渠道测试: the program walks over the pages as somebody from outside does, the desk confirms and answers, who is late is told
//! of, and none of it is a case. And the heartbeats.

use std::{collections::BTreeSet, sync::Arc};

use axum::{Router, http::StatusCode};
use gongkai::{
    casework::{
        Office,
        channel_test::{self as tests, Portal, Walking},
    },
    config,
    domain::{
        agency::Agency,
        channel_test::{Every, Setting, Step, StepKind, Test, Trouble},
        id::AccountId,
        message::{Medium, MessageKind, Reason},
        text::{Email, Phone},
    },
    jobs::Runner,
    store::{
        self, Scope,
        outbox::{self, Target, Which},
    },
    web::walk,
};
use time::Duration;
use uuid::Uuid;

use crate::{
    accounts::log,
    both,
    kit::{
        bureau::Bureau,
        postal::Postal,
        premises::{TODAY, run_jobs},
        site::Site,
    },
};

const AT: &str = "/admin/channel";

/// Pages of which one works, or none.
#[derive(Debug)]
struct Pages {
    work: bool,
}

impl Portal for Pages {
    fn walk<'a>(&'a self, _: &'a Agency) -> Walking<'a, Vec<Step>> {
        let step = Step {
            kind: StepKind::Guide,
            status: Some(if self.work { 200 } else { 500 }),
            millis: 7,
            worked: self.work,
        };
        Box::pin(async move { vec![step] })
    }

    fn reads(&self, _: Uuid) -> Walking<'_, bool> {
        Box::pin(async move { self.work })
    }
}

/// Tests the channel of an agency on pages that work; the test waits for the desk.
pub(crate) async fn tested(office: &Office, bureau: &Bureau) {
    let pages = Pages { work: true };
    tests::test(office, &pages, bureau.agency.id, None).await.unwrap();
}

async fn run_on(office: &Office, pages: Arc<dyn Portal>) {
    let runner = Runner::new(office.clone(), config::Jobs::default()).walking(pages);
    runner.until_idle().await.unwrap();
}

/// All that is to be done now, by a program that has its pages.
pub(crate) async fn run(office: &Office, router: &Router) {
    run_on(office, walk::portal(router.clone())).await;
}

async fn all(office: &Office, bureau: &Bureau) -> Vec<Test> {
    let scope = Scope::of(bureau.agency.id);
    store::channel_test::since(&office.db, scope, TODAY - Duration::days(9))
        .await
        .unwrap()
}

/// Who was told of what; no mail leaves here, so that all of it was ended.
async fn alarms(office: &Office, bureau: &Bureau) -> BTreeSet<(AccountId, Trouble)> {
    let scope = Scope::of(bureau.agency.id);
    let ended = outbox::list(&office.db, scope, Which::Dropped, 99).await.unwrap();
    let alarms = ended
        .into_iter()
        .filter(|message| message.kind == MessageKind::ChannelAlarm);
    alarms
        .map(|message| match message.target {
            Target::Alarm { account, about, .. } => (account, about),
            Target::Digest { .. } | Target::Heartbeat { .. } | Target::Case { .. } => panic!("{message:?}"),
        })
        .collect()
}

async fn set(office: &Office, bureau: &Bureau, setting: Setting) {
    tests::set(office, &bureau.officer("admin"), &setting)
        .await
        .unwrap();
}

fn daily() -> Setting {
    Setting {
        every: Every::Daily,
        ..Setting::default()
    }
}

both! {
    async fn a_test_walks_over_the_pages_and_the_desk_sees_to_it(site: Site) {
        let mut admin = site.staff("admin").await;
        run(&site.office, &site.router).await;
        assert_eq!(all(&site.office, &site.here).await, [], "nobody asked for any");
        let form = admin.open(AT).await.form("main form.admin-form");
        let wrong = form.clone().set("receive_hours", "0").set("mail", "nobody").set("phone", "0990-5550001");
        let page = admin.send(&wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.texts(".govuk-error-summary__list a").len(), 3, "{}", page.words());
        let page = admin.follow(&form.set("every", "daily").set("answer_days", "2")).await;
        assert!(page.words().contains("最近12个月没有测试"), "{}", page.words());
        assert!(log(&mut admin).await[0].contains("多久测试一次：由“不测试”改为“每个工作日”"));

        run(&site.office, &site.router).await;
        run(&site.office, &site.router).await;
        let tests = all(&site.office, &site.here).await;
        assert_eq!(tests.len(), 1, "once a day: {tests:?}");
        let steps: Vec<_> = tests[0].steps.iter().map(|step| (step.kind, step.status, step.worked)).collect();
        let (ok, on) = (Some(200), Some(303));
        assert_eq!(steps, [
            (StepKind::Guide, ok, true), (StepKind::Start, ok, true), (StepKind::Begin, on, true),
            (StepKind::Form, ok, true), (StepKind::Fill, on, true), (StepKind::Check, ok, true),
            (StepKind::LookUp, ok, true),
        ]);
        assert_eq!(all(&site.office, &site.elsewhere).await, [], "who did not ask is left alone");
        let mut clerk = site.staff("clerk").await;
        let desk = clerk.open("/desk").await;
        assert!(desk.words().contains("渠道测试：1件待办理"), "{}", desk.words());
        assert!(!desk.has("main tbody tr"), "it is no case");
        assert!(!site.staff("handler").await.open("/desk").await.words().contains("渠道测试"));
        let page = clerk.open("/desk/channel").await;
        let receive = page.form("main form[action$='/receive']");
        let page = clerk.follow(&receive).await;
        let answer = page.form("main form[action$='/answer']");
        assert!(clerk.follow(&receive).await.words().contains("已经办理过"), "pressed twice");
        let at = format!("/track/tests/{}", tests[0].id);
        assert!(!site.browser().open(&at).await.has("#channel-answered"));
        let page = clerk.follow(&answer).await;
        assert!(page.words().contains("没有要办理的测试"), "{}", page.words());
        run(&site.office, &site.router).await;
        let page = site.browser().open(&at).await;
        assert!(page.has("#channel-answered") && page.headers.contains_key("x-robots-tag"));
        assert_eq!(all(&site.office, &site.here).await[0].read.map(|(_, there)| there), Some(true));
        let page = admin.open(AT).await;
        assert!(page.text("#rate").contains("1次，其中正常1次，渠道畅通率100%"), "{}", page.text("#rate"));
        let table = String::from_utf8(admin.open("/admin/channel.csv").await.bytes).unwrap();
        assert!(table.contains("渠道测试20261120") && table.contains("开始填写：303"), "{table}");
        assert_eq!(alarms(&site.office, &site.here).await, BTreeSet::new());
    }

    async fn it_is_read_in_english(site: Site) {
        tested(&site.office, &site.here).await;
        let id = all(&site.office, &site.here).await[0].id;
        let page = site.browser().open(&format!("/track/tests/{id}?lang=en")).await;
        assert_eq!((page.lang().as_deref(), page.unmarked_chinese()), (Some("en"), Vec::new()));
        assert!(page.words().contains("Not yet"));
    }

    async fn whoever_is_late_is_told_once(site: Site) {
        set(&site.office, &site.here, daily()).await;
        run(&site.office, &site.router).await;
        site.sleep(3);
        run(&site.office, &site.router).await;
        assert_eq!(alarms(&site.office, &site.here).await, BTreeSet::new(), "until now it is in time");
        site.clock.advance(Duration::SECOND);
        run(&site.office, &site.router).await;
        let told = alarms(&site.office, &site.here).await;
        let to: BTreeSet<_> = told.iter().map(|(to, _)| *to).collect();
        for name in ["clerk", "admin", "all"] {
            assert!(to.contains(&site.here.account(name).id), "{name}");
        }
        assert!(!to.contains(&site.here.account("handler").id));
        assert!(told.iter().all(|(_, about)| *about == Trouble::NotReceived), "{told:?}");
        let hub = site.staff("admin").await.open("/admin").await;
        assert!(hub.words().contains("测试申请没有按时确认收件"), "{}", hub.words());
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open("/desk/channel").await;
        assert_eq!(page.texts("main tbody tr").len(), 2, "that of Friday and that of today");
        assert!(page.words().contains("渠道测试20261120：测试申请没有按时确认收件"), "{}", page.words());
        run(&site.office, &site.router).await;
        assert_eq!(alarms(&site.office, &site.here).await, told, "and not again");
        site.clock.advance(Duration::days(3));
        run(&site.office, &site.router).await;
        let late = alarms(&site.office, &site.here).await;
        assert!(late.contains(&(site.here.account("clerk").id, Trouble::NotAnswered)), "{late:?}");
    }

    async fn pages_that_do_not_work_are_told_of(site: Site) {
        set(&site.office, &site.here, daily()).await;
        run_on(&site.office, Arc::new(Pages { work: false })).await;
        let tests = all(&site.office, &site.here).await;
        assert_eq!((tests.len(), tests[0].filed_at), (1, None));
        let told = alarms(&site.office, &site.here).await;
        assert!(told.contains(&(site.here.account("clerk").id, Trouble::NotFiled)), "{told:?}");
        let page = site.staff("admin").await.open(AT).await;
        assert!(page.texts(".desk-tag--late").contains(&"公开指南：500，7毫秒".to_owned()), "{}", page.words());
        assert!(page.text("#rate").contains("0%"));
        site.browser().get(&format!("/track/tests/{}", tests[0].id)).await.expect(StatusCode::NOT_FOUND);
        // What nobody can read is as bad.
        site.sleep(3);
        run_on(&site.office, Arc::new(Pages { work: true })).await;
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open("/desk/channel").await;
        let page = clerk.follow(&page.form("main form[action$='/receive']")).await;
        clerk.follow(&page.form("main form[action$='/answer']")).await;
        run_on(&site.office, Arc::new(Pages { work: false })).await;
        let told = alarms(&site.office, &site.here).await;
        assert!(told.contains(&(site.here.account("clerk").id, Trouble::NotReadable)), "{told:?}");
    }

    async fn an_administrator_need_not_wait_for_the_day(site: Site) {
        let mut admin = site.staff("admin").await;
        let now = admin.open(AT).await.form("main form[action$='/now']");
        assert!(admin.follow(&now).await.words().contains("已安排"));
        run(&site.office, &site.router).await;
        assert_eq!(all(&site.office, &site.here).await.len(), 1);
        assert!(admin.follow(&now).await.words().contains("今天已经测试过"));
    }

    async fn heartbeats_leave_once_a_day(post: Postal) {
        set(&post.office, &post.here, beating()).await;
        run_jobs(&post.office).await;
        run_jobs(&post.office).await;
        let arrived = post.server.arrived();
        assert_eq!(arrived.len(), 1);
        assert!(arrived[0].text.contains("2026年11月20日（星期五）的心跳邮件"), "{}", arrived[0].text);
        assert_eq!(post.gateway.asked(), 1);
        // Days on which nothing ran are not made up.
        post.sleep(4);
        run_jobs(&post.office).await;
        assert_eq!((post.server.arrived().len(), post.gateway.asked()), (2, 2));
    }

    async fn a_heartbeat_that_does_not_leave_is_told_of(site: Site) {
        set(&site.office, &site.here, beating()).await;
        run_jobs(&site.office).await;
        let scope = Scope::of(site.here.agency.id);
        let last = outbox::last_heartbeat(&site.office.db, scope, Medium::Mail).await.unwrap().unwrap();
        assert_eq!(last.last_error, Some(Reason::NotConfigured));
        let page = site.staff("admin").await.open(AT).await;
        assert!(page.words().contains("心跳邮件没有发出") && page.words().contains("心跳短信没有发出"), "{}", page.words());
        assert_eq!(alarms(&site.office, &site.here).await, BTreeSet::new());
        site.sleep(1);
        run_jobs(&site.office).await;
        let told: BTreeSet<_> = alarms(&site.office, &site.here).await.into_iter().map(|(_, about)| about).collect();
        assert_eq!(told, BTreeSet::from([Trouble::MailSilent, Trouble::TextSilent]));
    }
}

fn beating() -> Setting {
    Setting {
        mail: Some(Email::parse("duty@example.gov.cn").unwrap()),
        phone: Some(Phone::parse("19900000009").unwrap()),
        ..Setting::default()
    }
}
