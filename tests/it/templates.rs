//! The templates of letters, as an agency tailors them.

use axum::http::StatusCode;
use gongkai::{
    casework::{self, Order},
    domain::answer::Draft,
    letters::{
        FontConfig, Letters, Lost, Problem, Slot, Specimen, fields_of, section_names, standard_template,
    },
    specimen::{Material, Workshop},
    store::{self, Scope},
    template::Templates,
    text::Texts,
};
use std::sync::Arc;
use time::macros::date;

use crate::{
    both,
    kit::{answer::full_draft, page::Page, premises::law, site::Site},
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const REPLY: &str = "/admin/templates/reply_not_held";

/// The press with the standard templates, and specimens of every slot.
struct Bench {
    letters: Letters,
    material: Material,
}

impl Bench {
    fn new() -> Self {
        let templates = Templates::load(Arc::new(Texts::load().unwrap())).unwrap();
        Self {
            letters: Letters::new(Arc::new(templates), &FontConfig::default()).unwrap(),
            material: Material::read(law()).unwrap(),
        }
    }

    fn specimens(&self, kinds: &[&str]) -> Vec<Specimen> {
        let workshop = Workshop {
            law: law(),
            agency: &self.material.agency,
            material: &self.material,
            on: date!(2026 - 11 - 20),
        };
        let mut all = Vec::new();
        for kind in law()
            .letters()
            .iter()
            .filter(|kind| kinds.contains(&kind.key.as_str()))
        {
            for specimen in workshop.of_kind(kind).unwrap() {
                all.push(Specimen {
                    title: specimen.name.into_owned(),
                    kind: kind.key.clone(),
                    context: specimen.context,
                });
            }
        }
        all
    }

    /// What is wrong with a standard template in which one thing is replaced by another.
    fn wrong_with(&self, slot: &str, kinds: &[&str], replaced: &str, by: &str) -> Vec<Problem> {
        let slot: Slot = slot.parse().unwrap();
        let template = template_of(&slot);
        let source = standard_template(&slot, template).unwrap();
        assert!(source.contains(replaced), "{slot} has no {replaced}");
        let source = source.replace(replaced, by);
        self.letters
            .try_template(&slot, &source, template, &self.specimens(kinds))
            .map(|made| made.len())
            .expect_err(replaced)
    }
}

/// The standard template of a slot's letters.
fn template_of(slot: &Slot) -> &'static str {
    let kind = casework::tailoring::kind_of(law(), slot).unwrap();
    &kind.template
}

fn every_slot() -> Vec<Slot> {
    let kinds = law().letters().iter().map(|kind| Slot::Kind(kind.key.clone()));
    let sections = section_names()
        .into_iter()
        .map(|name| Slot::Section(name.to_owned()));
    kinds.chain(sections).collect()
}

#[test]
fn every_standard_template_can_be_saved_as_it_is() {
    let bench = Bench::new();
    for slot in every_slot() {
        let kinds: Vec<&str> = match &slot {
            Slot::Kind(key) => vec![key.as_str()],
            Slot::Section(_) => vec!["reply_mixed", "reply_partial", "reply_records_mixed"],
        };
        let specimens = bench.specimens(&kinds);
        assert!(!specimens.is_empty(), "{slot}");
        let (template, named) = (template_of(&slot), slot.to_string());
        let source = standard_template(&slot, template).unwrap();
        let made = bench.letters.try_template(&slot, &source, template, &specimens);
        assert_eq!(made.map(|made| made.len()), Ok(specimens.len()), "{slot}");
        assert_eq!(named.parse::<Slot>(), Ok(slot));
    }
}

#[test]
fn what_a_template_can_print_is_listed() {
    for slot in every_slot() {
        let fields = fields_of(&slot, template_of(&slot));
        let wanted = match slot {
            Slot::Kind(_) => "addressee.name",
            Slot::Section(_) => "statement",
        };
        let found = fields.iter().find(|field| field.path == wanted);
        assert!(
            found.is_some_and(|field| !field.example.is_empty() && !field.optional),
            "{slot}"
        );
    }
}

#[test]
fn nothing_that_the_law_wants_can_be_left_out() {
    let bench = Bench::new();
    let lost = |slot, kinds: &[&str], replaced, by| {
        let problems = bench.wrong_with(slot, kinds, replaced, by);
        let lost = problems.into_iter().map(|problem| {
            let Problem::Lost { lost, .. } = problem else {
                panic!("{replaced}: {problem:?}")
            };
            lost
        });
        lost.collect::<Vec<_>>()
    };
    let statement = "<paragraph>{{statement}}</paragraph>";
    let left_out = lost("section-not_held", &["reply_not_held"], statement, "");
    assert!(
        matches!(&left_out[0], Lost::Words(words) if words.contains("第三十六条第（四）项")),
        "{left_out:?}"
    );
    // A paragraph that is written and not printed is left out as well.
    let hidden = lost(
        "section-not_held",
        &["reply_not_held"],
        statement,
        "<!-- {{statement}} -->",
    );
    assert_eq!(hidden, left_out);

    let remedy = "{{> letters/part/remedy}}";
    let own_words = "<paragraph>如不服，可以来信。</paragraph>";
    assert!(lost("reply_withheld", &["reply_withheld"], remedy, own_words).contains(&Lost::Remedy));
    let with_more = format!("{remedy}{own_words}");
    assert!(lost("reply_withheld", &["reply_withheld"], remedy, &with_more).contains(&Lost::Remedy));

    let receipt = lost("receipt", &["receipt"], "{{due_on}}前（含当日）", "另行告知");
    assert!(
        matches!(&receipt[0], Lost::Words(words) if words.contains("2026年")),
        "{receipt:?}"
    );
    let issuer = lost(
        "receipt",
        &["receipt"],
        "<issuer>{{issuer}}</issuer>",
        "<issuer>某局</issuer>",
    );
    assert!(issuer.contains(&Lost::Issuer));
    let title = lost(
        "receipt",
        &["receipt"],
        "<title>{{title}}</title>",
        "<title>通知</title>",
    );
    assert!(
        matches!(&title[0], Lost::Title(title) if title == "政府信息公开申请登记回执"),
        "{title:?}"
    );
    let names = "{{> letters/part/addressee}}";
    let first = "<addressee><name>{{addressee.name}}</name></addressee>";
    assert!(lost("receipt", &["receipt"], names, first).contains(&Lost::Addressee));
    let files = lost(
        "section-disclosed",
        &["reply_disclosed"],
        "<verbatim>{{supply_description}}</verbatim>",
        "",
    );
    assert!(matches!(&files[0], Lost::Words(_)));

    // Whoever is consulted does not learn which application it is.
    let told = lost(
        "third_party_consultation",
        &["third_party_consultation"],
        "本机关收到一件政府信息公开申请",
        "本机关收到一件政府信息公开申请（{{application_number}}）",
    );
    assert!(
        matches!(&told[0], Lost::Told(number) if number.starts_with("QXZRZY")),
        "{told:?}"
    );
}

#[test]
fn what_a_template_cannot_be_is_said_with_its_place() {
    let bench = Bench::new();
    let wrong = |replaced, by: &str| bench.wrong_with("receipt", &["receipt"], replaced, by).remove(0);
    let contact = "{{contact}}";
    let at = |problem| {
        let (Problem::Syntax {
            at: Some((line, _)), ..
        }
        | Problem::Path {
            at: Some((line, _)), ..
        }) = problem
        else {
            panic!("{problem:?}")
        };
        line
    };
    assert_eq!(
        at(wrong("<title>{{title}}</title>", "<title>{{title}</title>")),
        3
    );
    assert_eq!(
        at(wrong("<title>{{title}}</title>", "<title>{{titel}}</title>")),
        3
    );
    assert_eq!(
        at(wrong("<title>{{title}}</title>", "<title>{{{title}}}</title>")),
        3
    );
    assert_eq!(
        at(wrong(
            "<title>{{title}}</title>",
            "<title>{{title}}{{form}}</title>"
        )),
        3
    );
    assert_eq!(
        at(wrong(
            "<title>{{title}}</title>",
            "<title>{{title}}{{#if titel}}x{{/if}}</title>"
        )),
        3
    );
    for partial in [
        "letters/own/receipt",
        "letters/receipt",
        "pages/portal/home",
        "layout/top",
    ] {
        let problem = wrong(contact, &format!("{contact}{{{{> {partial}}}}}"));
        assert!(
            matches!(&problem, Problem::Partial { name } if name == partial),
            "{problem:?}"
        );
    }
    let unknown = wrong(contact, "{{contact}}</fact><box>x</box><fact label=\"x\">y");
    assert!(
        matches!(&unknown, Problem::Shape { said, .. } if said.contains("<box>")),
        "{unknown:?}"
    );
    let tofu = wrong("特此告知。", "特此告知\u{e000}。");
    assert!(
        matches!(&tofu, Problem::Setting { said, .. } if said.contains("U+E000")),
        "{tofu:?}"
    );
}

/// The standard source with one thing replaced, in the form of its page.
async fn typed(
    site: &Site,
    path: &str,
    replaced: &str,
    by: &str,
) -> (crate::kit::browser::Browser, crate::kit::form::Form) {
    let mut admin = site.staff("admin").await;
    let form = admin.open(path).await.form("main form.admin-template");
    let source = form.value("source").replace(replaced, by);
    assert_ne!(source, form.value("source"), "{replaced} is not in it");
    let form = form.set("source", &source);
    (admin, form)
}

/// What the letter of a draft says today.
async fn says(site: &Site, case: gongkai::domain::id::CaseId, draft: &Draft) -> String {
    let (document, _) = casework::preview(&site.office, site.here.agency.id, case, draft)
        .await
        .unwrap();
    site.office.letters.text(&document)
}

const OPENING: &str = "<paragraph>本机关于";
const OWN_OPENING: &str = "<paragraph>感谢来信。本机关于";

both! {
    async fn an_agency_words_its_letters_from_a_day_on(site: Site) {
        let case = site.in_hand(1).await;
        let draft = full_draft(1, "not_held");
        let (mut admin, form) = typed(&site, REPLY, OPENING, OWN_OPENING).await;

        let tried = admin.send(&form.clone().press("check")).await;
        assert_eq!(tried.status, StatusCode::OK);
        assert!(tried.text("main .letter").contains("感谢来信。本机关于"), "{}", tried.words());
        assert!(tried.text("main .admin-difference").contains("感谢来信"), "{}", tried.words());
        let pdf = admin.send(&form.clone().press("pdf")).await;
        assert!(pdf.status == StatusCode::OK && pdf.bytes.starts_with(b"%PDF"));
        assert!(!says(&site, case, &draft).await.contains("感谢来信"), "trying changes nothing");

        let tomorrow = site.office.today().next_day().unwrap().to_string();
        let saved = admin.follow(&form.clone().set("from_on", &tomorrow).set("note", "改开头").press("save")).await;
        assert!(saved.words().contains("已保存第1版"), "{}", saved.words());
        assert!(saved.words().contains("改开头"), "{}", saved.words());
        assert!(!says(&site, case, &draft).await.contains("感谢来信"), "not before its day");
        site.sleep(1);
        assert!(says(&site, case, &draft).await.contains("感谢来信"));
        // Another kind of letter by the same standard template, and another agency, are as they were.
        let other = site.in_hand(2).await;
        assert!(!says(&site, other, &full_draft(1, "other_organ")).await.contains("感谢来信"));
        let there = Scope::of(site.elsewhere.agency.id);
        assert!(store::tailoring::all(&site.office.db, there).await.unwrap().is_empty());

        // What was approved and would now read otherwise does not leave; what went out stays as it is.
        let issued = site.in_hand(3).await;
        site.submit(issued, "not_held").await;
        site.approve_all(issued).await;
        let letter = site.issue(issued).await.answer().unwrap().id;
        let waiting = site.in_hand(4).await;
        site.submit(waiting, "not_held").await;
        site.approve_all(waiting).await;
        let mut admin = site.staff("admin").await;
        let form = admin.open(REPLY).await.form("main form.admin-template");
        let back = admin.follow(&form.press("standard")).await;
        assert!(back.words().contains("已保存第2版") && back.words().contains("恢复标准文书"), "{}", back.words());
        let case = site.order("clerk", waiting, Order::Issue).await.unwrap();
        assert!(case.voided && case.answer().is_none());
        let scope = Scope::of(site.here.agency.id);
        let kept = store::letter::get(&site.office.db, scope, letter).await.unwrap().unwrap();
        assert!(kept.document.contains("感谢来信"));
        let first = admin.open(&format!("{REPLY}/versions/1")).await;
        assert!(first.text("main pre").contains("感谢来信") && first.words().contains("改开头"), "{}", first.words());
        let again = admin.open(&format!("{REPLY}?from=1")).await.form("main form.admin-template");
        assert!(again.value("source").contains("感谢来信"));
        site.assert_sound().await;
    }

    async fn what_will_not_do_is_said_at_the_field_and_kept(site: Site) {
        let refused = async |replaced: &str, by: &str, says: &str| {
            let (mut admin, form) = typed(&site, REPLY, replaced, by).await;
            let page = admin.send(&form.clone().press("save")).await.expect(BAD);
            assert!(page.text("#source-error").contains(says), "{says}: {}", page.words());
            assert_eq!(page.form("main form.admin-template").value("source"), form.value("source"));
        };
        refused("<title>{{title}}</title>", "<title>{{title}</title>", "第3行第").await;
        refused("{{> letters/part/remedy}}", "<paragraph>可以来信。</paragraph>", "救济告知").await;
        refused("{{application_number}}", "{{application_no}}", "没有“application_no”这个字段").await;
        refused("</letter>", "", "不是完整的文书").await;

        let (mut admin, form) = typed(&site, REPLY, OPENING, OWN_OPENING).await;
        let wrong = async |admin: &mut crate::kit::browser::Browser, name: &str, value: &str, says: &str| {
            let page = admin.send(&form.clone().set(name, value).press("save")).await.expect(BAD);
            let said = page.text(&format!("#{name}-error"));
            assert!(said.contains(says), "{said}");
            assert_eq!(page.form("main form.admin-template").value(name), value);
        };
        let yesterday = site.office.today().previous_day().unwrap().to_string();
        wrong(&mut admin, "from_on", &yesterday, "不能早于今天").await;
        wrong(&mut admin, "from_on", "明天", "日期").await;
        wrong(&mut admin, "note", &"长".repeat(201), "最多200字").await;
        let unchanged = admin.open(REPLY).await.form("main form.admin-template");
        let page = admin.send(&unchanged.press("save")).await.expect(BAD);
        assert!(page.text("#source-error").contains("没有需要保存的修改"), "{}", page.words());
        let scope = Scope::of(site.here.agency.id);
        assert!(store::tailoring::all(&site.office.db, scope).await.unwrap().is_empty());
    }

    async fn the_second_of_two_sees_what_the_first_saved(site: Site) {
        let (mut first, one) = typed(&site, REPLY, OPENING, OWN_OPENING).await;
        let (mut second, other) = typed(&site, REPLY, OPENING, "<paragraph>您好。本机关于").await;
        first.follow(&one.press("save")).await;
        let late: Page = second.send(&other.press("save")).await.expect(StatusCode::CONFLICT);
        assert!(late.words().contains("有人刚刚保存了第1版"), "{}", late.words());
        let again = late.form("main form.admin-template");
        assert!(again.value("source").contains("您好。本机关于"), "what was typed is there");
        let saved = second.follow(&again.press("save")).await;
        assert!(saved.words().contains("已保存第2版"), "{}", saved.words());
    }

    async fn only_administrators_find_the_pages(site: Site) {
        for person in ["clerk", "handler", "leader", "supervisor"] {
            let mut browser = site.staff(person).await;
            for path in ["/admin/templates", REPLY, "/admin/templates/section-withheld"] {
                browser.get(path).await.expect(StatusCode::NOT_FOUND);
            }
        }
        let mut admin = site.staff("admin").await;
        for path in ["/admin/templates/nothing", "/admin/templates/section-nothing", "/admin/templates/receipt/versions/1", "/admin/templates/receipt?from=9"] {
            admin.get(path).await.expect(StatusCode::NOT_FOUND);
        }
        let all = admin.open("/admin/templates").await;
        assert_eq!(all.texts("main tbody tr").len(), every_slot().len());
        for path in all.attributes("main tbody a", "href") {
            admin.open(&path).await;
        }
    }
}
