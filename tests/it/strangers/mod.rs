//! Whoever has no business at an address finds nothing there, and leaves nothing behind. The list of addresses is
//! complete: a route that is not on it fails.

mod intruder;
mod routes;

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use gongkai::{
    casework::{Filed, NewNotice, Order, Upload, catalogue, document, import},
    domain::service::Service,
    store::{self, Scope},
};

use self::{
    intruder::{Intruder, Target, trace},
    routes::{
        For::{
            self, Admin, All, Applicant, Clerk, Consulted, Desk, Figures, Handlers, Numbers, Own, Reader,
            Releasers, Review, Secrecy, Staff, Workload,
        },
        WAY, ways_in,
    },
};
use crate::{
    both,
    calendar::load_2027,
    channel::tested,
    delegation::stands_in,
    kit::{
        answer::{full_draft, with_files},
        premises::{TODAY, run_document_jobs},
        site::Site,
    },
    notices::unsendable,
    third::company,
};

const GONE: StatusCode = StatusCode::NOT_FOUND;
const DONE: StatusCode = StatusCode::SEE_OTHER;
const PDF: &[u8] = crate::kit::office::CLEAN;

/// Whose the pages without a case are.
const THEIRS: [(For, &[&str]); 11] = [
    (Clerk, &["clerk", "all"]),
    (Handlers, &["handler", "all"]),
    (Desk, &["clerk", "handler", "leader", "supervisor", "all"]),
    (Workload, &["clerk", "leader", "supervisor", "all"]),
    (Figures, &["leader", "supervisor", "admin", "all"]),
    (Releasers, &["leader", "admin", "all"]),
    (Review, &["secrets", "lawyer", "leader", "all"]),
    (Admin, &["admin", "all"]),
    (
        Reader,
        &[
            "clerk",
            "handler",
            "leader",
            "supervisor",
            "secrets",
            "lawyer",
            "all",
        ],
    ),
    (Secrecy, &["secrets", "lawyer", "leader", "admin", "all"]),
    (Numbers, &["clerk", "handler", "supervisor", "admin", "all"]),
];

/// The addresses that the router really has, as its debug form lists them.
fn paths(site: &Site) -> BTreeSet<String> {
    let shown = format!("{:?}", site.router);
    let quoted = shown.split('"').filter(|text| text.starts_with('/'));
    // The one fallback stands among them under a name of axum's own.
    quoted
        .filter(|path| !path.contains("__private"))
        .map(str::to_owned)
        .collect()
}

both! {
    async fn every_route_is_on_the_list_with_its_methods(site: Site) {
        let mut browser = site.browser();
        let mut found = BTreeSet::new();
        for path in paths(&site) {
            let page = browser.options(&path.replace(['{', '}'], "")).await;
            let allowed = page.headers.get(header::ALLOW).map_or("", |allow| allow.to_str().unwrap());
            found.extend(allowed.split(',').filter(|method| *method != "HEAD").map(|method| format!("{method} {path}")));
        }
        let everybody = [All, Applicant, Consulted, Staff, Clerk, Handlers, Desk, Review, Admin, Numbers, Own, Reader, Workload, Secrecy, Figures, Releasers];
        let listed: BTreeSet<String> =
            ways_in(&everybody).map(|(method, path)| format!("{} {path}", method.replace("UPLOAD", "POST"))).collect();
        assert_eq!(found, listed);
    }

    async fn nobody_gets_in_without_signing_in(site: Site) {
        let (case, _) = site.consulted(1, company(None)).await;
        site.upload(case, "方案.pdf", PDF).await.unwrap();
        let target = Target::of(&site, case).await;
        let before = trace(&site, case).await;
        Intruder::with("nobody", site.browser()).await.finds_nothing(&site, &[Applicant, Consulted], target).await;
        for way in ways_in(&[Staff, Clerk, Handlers, Desk, Review, Admin, Numbers, Own, Reader, Workload, Secrecy, Figures, Releasers]) {
            let mut nobody = Intruder::with("nobody", site.browser()).await;
            let page = nobody.attempt(&site, way, target).await;
            if way.0 == "UPLOAD" {
                // What was typed is given back, behind the sign-in.
                assert!(page.expect(StatusCode::FORBIDDEN).has("main form[action='/sign-in']"), "{way:?}");
            } else {
                assert!(page.expect(DONE).location().starts_with("/sign-in"), "{way:?}");
            }
        }
        assert_eq!(trace(&site, case).await, before);
    }

    async fn the_wrong_role_and_the_wrong_agency_find_no_case_and_change_none(site: Site) {
        let case = site.file(1).await.case;
        let both: &[For] = &[Desk, Reader, Own, Review];
        let mut strangers = [
            (Intruder::with("an administrator", site.staff("admin").await).await, both),
            (Intruder::with("another department's handler", site.staff("stranger").await).await, both),
            (Intruder::with("another agency's everybody", site.staff_of(&site.elsewhere, "all").await).await, both),
            (Intruder::with("the handler in review", site.staff("handler").await).await, &[Review]),
            (Intruder::with("the clerk in review", site.staff("clerk").await).await, &[Review]),
        ];
        let mut early = Intruder::with("a reviewer before there is a draft", site.staff("secrets").await).await;
        early.finds_nothing(&site, both, Target::of(&site, case).await).await;
        let mut watcher = Intruder::with("the supervisor", site.staff("supervisor").await).await;
        for (person, path) in WAY {
            let target = Target::of(&site, case).await;
            for (stranger, closed) in &mut strangers {
                stranger.finds_nothing(&site, closed, target).await;
            }
            let before = trace(&site, case).await;
            for way in ways_in(&[Desk, Review]).filter(|(method, path)| *method != "GET" && path.contains("{case}")) {
                let page = watcher.attempt(&site, way, target).await;
                assert_ne!(page.status, DONE, "who only watches: {way:?}");
            }
            assert_eq!(trace(&site, case).await, before, "who only watches");
            // The same form from the right hand goes through, so it was not the form that kept the others out.
            if path.ends_with("/approve") {
                site.read_everything(person, case).await;
            }
            let mut right = Intruder::with(person, site.staff(person).await).await;
            right.attempt(&site, ("POST", path), target).await.expect(DONE);
            assert!(site.case(case).await.version > before.0, "{path}");
            if path.ends_with("/accept") {
                site.upload(case, "方案.pdf", PDF).await.unwrap();
                // A document whose pages can be seen.
                let bytes = include_bytes!("../../../fixtures/samples/page.pdf").to_vec();
                let file = Upload { name: "协议.pdf".to_owned(), bytes };
                let at = (site.here.agency.id, case);
                document::bring(&site.office, &site.here.actor("handler"), at, file).await.unwrap();
                run_document_jobs(&site.office).await;
                // A letter that waits for its review, which nobody but its reviewers may take part in.
                let words = Some(site.office.words("请说明年度").unwrap());
                let matter = NewNotice::Correction { working_days: 10 };
                site.order("handler", case, Order::ProposeNotice { matter, words }).await.unwrap();
            }
        }
        let target = Target::of(&site, case).await;
        for (person, who) in [("handler", Desk), ("handler", Reader), ("secrets", Reader), ("secrets", Review)] {
            let mut right = Intruder::with(person, site.staff(person).await).await;
            for way in ways_in(&[who]).filter(|(method, path)| *method == "GET" && path.contains("{case}")) {
                assert_ne!(right.attempt(&site, way, target).await.status, GONE, "{person}: {way:?}");
            }
        }
    }

    async fn a_page_without_a_case_is_there_for_its_roles_alone(site: Site) {
        let case = site.file(1).await.case;
        load_2027(&site.office).await;
        tailor_the_receipt(&site).await;
        unsendable(&site).await;
        stands_in(&site, "lawyer", "leader").await;
        let officer = site.here.officer("clerk");
        import::bring(&site.office, &officer, "台账.csv".to_owned(), b"a,b").await.unwrap();
        public(&site).await;
        tested(&site.office, &site.here).await;
        let target = Target::of(&site, case).await;
        let people = ["clerk", "handler", "secrets", "lawyer", "leader", "supervisor", "admin", "all"];
        for person in people {
            let mut somebody = Intruder::with(person, site.staff(person).await).await;
            for (who, right) in THEIRS {
                for way in ways_in(&[who]).filter(|(_, path)| !path.contains("{case}")) {
                    let page = somebody.attempt(&site, way, target).await;
                    // Whoever only reviews is led from the desk to where their work is.
                    let is_led_away = way.1 == "/desk" && ["secrets", "lawyer"].contains(&person);
                    if is_led_away {
                        assert_eq!(page.location(), "/review");
                    } else {
                        assert_eq!(page.status != GONE, right.contains(&person), "{person}: {way:?}: {}", page.status);
                    }
                }
            }
        }
    }

    async fn an_applicant_finds_nothing_of_another_case(site: Site) {
        let (mine, theirs) = (site.file(1).await, site.file(2).await);
        let applicant = async |filed: &Filed| {
            let mut browser = site.browser();
            let form = browser.open("/track").await.form("main form").set("number", &filed.number.0);
            browser.follow(&form.set("code", filed.code.as_ref().unwrap())).await;
            browser
        };
        let mut me = Intruder::with("another applicant", applicant(&mine).await).await;
        me.finds_nothing(&site, &[Applicant], Target::of(&site, theirs.case).await).await;

        site.take_in_hand("handler", theirs.case).await;
        let given = site.upload(theirs.case, "方案.pdf", PDF).await.unwrap();
        site.submit_draft(theirs.case, with_files(full_draft(1, "disclosed"), vec![given])).await;
        site.approve_all(theirs.case).await;
        site.issue(theirs.case).await;
        site.serve(theirs.case, Service::Online { available_on: TODAY }).await;
        let target = Target::of(&site, theirs.case).await;
        me.finds_nothing(&site, &[Applicant], target).await;
        let mut staff = Intruder::with("the staff", site.staff("all").await).await;
        staff.finds_nothing(&site, &[Applicant], target).await;
        // Nor does either what a third party was asked.
        let (asked, _) = site.consulted(3, company(None)).await;
        let consulted = Target::of(&site, asked).await;
        me.finds_nothing(&site, &[Consulted], consulted).await;
        staff.finds_nothing(&site, &[Consulted], consulted).await;
        // Neither do its letters and files open under a case of one's own.
        let crossed = Target { case: mine.case, ..target };
        for way in ways_in(&[Applicant]).filter(|(_, path)| path.contains("{letter}") || path.contains("{file}")) {
            assert_eq!(me.attempt(&site, way, crossed).await.status, GONE, "{way:?}");
        }
        let mut owner = Intruder::with("the applicant", applicant(&theirs).await).await;
        for way in ways_in(&[Applicant]).filter(|(method, path)| *method == "GET" && path.contains("{case}")) {
            assert_ne!(owner.attempt(&site, way, target).await.status, GONE, "{way:?}");
        }
    }
}

/// So that there is an entry of the catalogue to change, and a feed.
async fn public(site: &Site) {
    let officer = site.here.officer("admin");
    let typed = catalogue::Typed {
        title: "青溪县公共租赁住房申请指南".to_owned(),
        published_on: TODAY.to_string(),
        ..catalogue::Typed::default()
    };
    let entry = catalogue::add(&site.office, &officer, &typed).await.unwrap();
    // Changed once, so that what the form of a case tells of a version does not fit, and it stays.
    let other = catalogue::Typed {
        summary: "申请条件和流程".to_owned(),
        ..typed
    };
    catalogue::alter(&site.office, &officer, (entry, 1), &other)
        .await
        .unwrap();
    catalogue::fetch::add(&site.office, &officer, "https://www.example.cn/feed")
        .await
        .unwrap();
}

/// So that there is a version of a template to look at.
async fn tailor_the_receipt(site: &Site) {
    let version = store::tailoring::Version {
        slot: "receipt".to_owned(),
        number: 1,
        source: None,
        from_on: TODAY,
        note: String::new(),
        by: site.here.account("admin").id,
        created_at: site.office.now(),
    };
    let tx = site.office.db.begin().await.unwrap();
    let scope = Scope::of(site.here.agency.id);
    store::tailoring::insert(&tx, scope, &version).await.unwrap();
    tx.commit().await.unwrap();
}
