//! Grounds, what they demand, and the letters they lead to.

use super::{Answer, LAW, date, key};
use crate::law::{
    AsksFor, Channel, Field, FieldKey, FieldKind, FieldProblem, GroundKey, LegalReview, Limit, LimitKey,
    Part, ReceiptRule, Required, RestDayReceipt, Role, StepKey, StepKind, StepWhen, Unit,
};

/// The keys are fixed: other programs send them.
const KEYS: [&str; 28] = [
    "disclosed",
    "already_public",
    "partial",
    "not_government_information",
    "state_secret",
    "forbidden_by_law",
    "security_and_stability",
    "third_party_interests",
    "internal_affairs",
    "process_information",
    "enforcement_file",
    "special_access_regime",
    "not_held",
    "other_organ",
    "needs_creation",
    "still_unclear",
    "petition_or_complaint",
    "repeat_application",
    "public_publication",
    "excessive_applications",
    "reconfirmation",
    "correction_abandoned",
    "fee_abandoned",
    "withdrawn",
    "record_corrected",
    "record_unchanged",
    "record_transferred",
    "record_referred",
];

#[test]
fn the_grounds_are_those_of_the_contract_in_the_order_of_the_annual_table() {
    let keys: Vec<&str> = LAW
        .grounds_on(date("2026-11-22"))
        .map(|ground| ground.key.as_str())
        .collect();
    assert_eq!(keys, KEYS);
}

#[test]
fn a_ground_is_looked_up_by_the_day() {
    let fee = key("fee_abandoned");
    assert!(
        LAW.ground_on(&fee, date("2020-12-31")).is_none(),
        "the fee rules are in force from 2021"
    );
    assert!(LAW.ground_on(&fee, date("2021-01-01")).is_some());
    assert!(LAW.ground(&key("no_such_ground")).is_none());
}

/// Every article that a ground rests on, with its paragraph and item, is cited in its statement and stands in its text.
#[test]
fn statements_cite_what_the_ground_rests_on() {
    for ground in LAW.grounds_on(date("2026-11-22")) {
        assert!(ground.statement.ends_with('。'), "{}", ground.key);
        let article = ground.article.as_str();
        let places = article.strip_prefix("条例").unwrap_or_default().split('、');
        for place in places.filter(|place| place.starts_with('第')) {
            assert!(
                ground.statement.contains(place),
                "{}: {place} is not in {}",
                ground.key,
                ground.statement
            );
            let (number, inside) = place.split_once('条').unwrap();
            assert!(
                ground.text.contains(&format!("{number}条")),
                "{}: the text of {place}",
                ground.key
            );
            if let Some((_, item)) = inside.split_once('（') {
                let item = format!("（{}", item.trim_end_matches('项'));
                assert!(ground.text.contains(&item), "{}: the text of {place}", ground.key);
            }
        }
    }
}

/// 第三十六条、第三十一条第（三）项、第二十九条第二款第（二）项: paragraphs and items in one form, in Chinese numerals.
#[test]
fn citations_have_one_form() {
    fn number(text: &str) -> bool {
        !text.is_empty() && text.chars().all(|c| "一二三四五六七八九十百".contains(c))
    }
    fn is_item(text: &str) -> bool {
        let item = text
            .strip_prefix("第（")
            .and_then(|rest| rest.strip_suffix("）项"));
        item.is_some_and(number)
    }
    fn is_place(place: &str) -> bool {
        let Some((article, rest)) = place.strip_prefix('第').and_then(|rest| rest.split_once('条')) else {
            return is_item(place);
        };
        let (paragraph, item) = rest.split_once('款').unwrap_or(("第一", rest));
        number(article)
            && paragraph.strip_prefix('第').is_some_and(number)
            && (item.is_empty() || is_item(item))
    }
    let articles = LAW
        .limits
        .values()
        .flatten()
        .map(|limit| &limit.article)
        .chain(LAW.grounds.iter().map(|ground| &ground.article))
        .chain(LAW.outcomes.iter().map(|outcome| &outcome.article))
        .chain(LAW.letters.iter().map(|letter| &letter.article))
        .chain(LAW.remedies.values().flatten().flat_map(|rule| &rule.articles))
        .chain(LAW.duties.iter().map(|duty| &duty.article))
        .chain(LAW.contest_articles())
        .chain(
            LAW.organs
                .values()
                .flatten()
                .flat_map(|organ| [&organ.article, &organ.court_article]),
        )
        .chain(
            LAW.organs
                .values()
                .flatten()
                .filter_map(|organ| organ.final_ruling_article.as_ref()),
        )
        .chain(LAW.channels.values().flatten().map(|rule| &rule.article))
        .chain(LAW.report_days.iter().map(|day| &day.article))
        .chain(LAW.step_rules.iter().map(|rule| &rule.article));
    for article in articles {
        let (source, place) = LAW.split(article);
        // A document without articles is cited by its number, alone or after the articles of a statute.
        let is_document = |short: &str| short.contains('〔');
        for place in place.split('、').filter(|place| !place.is_empty()) {
            let other = LAW.sources.iter().any(|other| other.short == place);
            assert!(
                is_place(place) || is_document(&source.short) || other && is_document(place),
                "{article}"
            );
        }
    }
}

#[test]
fn only_what_a_handler_can_decide_is_proposable() {
    let not: Vec<&str> = LAW
        .grounds_on(date("2026-11-22"))
        .filter(|ground| !ground.proposable)
        .map(|ground| ground.key.as_str())
        .collect();
    assert_eq!(
        not,
        [
            "not_government_information",
            "correction_abandoned",
            "fee_abandoned",
            "withdrawn"
        ]
    );
}

#[test]
fn a_refusal_needs_grounds_in_the_words_of_the_case() {
    let bare = Answer::new(&[("reasons", "见条例")]);
    assert_eq!(
        bare.problems("internal_affairs"),
        ["internal_class：必须填写", "reasons：过于简略：至少10个字"]
    );
    let full = Answer::new(&[
        ("internal_class", "personnel"),
        (
            "reasons",
            "所申请的是本局2025年度科室人员调配的内部方案，不对外产生效力。",
        ),
    ]);
    assert!(full.problems("internal_affairs").is_empty());
    let odd = Answer::new(&[
        ("internal_class", "weather"),
        ("reasons", "所申请的是本局内部方案，不对外产生效力。"),
    ]);
    assert_eq!(
        odd.problems("internal_affairs"),
        ["internal_class：不在可选的范围内"]
    );
}

#[test]
fn process_information_cannot_be_withheld_against_a_rule_that_opens_it() {
    let against = Answer::new(&[
        ("process_class", "draft"),
        ("no_disclosure_rule", "no"),
        ("reasons", "该稿尚未定稿，与最终文件差异较大，公开会引起误解。"),
    ]);
    assert_eq!(
        against.problems("process_information"),
        ["no_disclosure_rule：应当先完成核查"]
    );
}

#[test]
fn the_other_organ_must_be_named_where_it_is_known() {
    let unknown = Answer::new(&[
        ("reasons", "该文件由其他机关制作，本机关没有制作或者保存。"),
        ("other_organ_known", "no"),
        ("contested", "no"),
    ]);
    assert!(unknown.problems("other_organ").is_empty());
    let known = Answer::new(&[
        ("reasons", "该文件由市交通运输局制作，本机关没有制作或者保存。"),
        ("other_organ_known", "yes"),
        ("contested", "no"),
    ]);
    assert_eq!(
        known.problems("other_organ"),
        ["other_organ_name：必须填写", "other_organ_contact：必须填写"]
    );
}

#[test]
fn not_held_needs_a_search_record() {
    let missing = Answer::new(&[("should_exist", "yes"), ("search_systems", "  ")]).problems("not_held");
    let fields: Vec<&str> = missing
        .iter()
        .map(|problem| problem.split('：').next().unwrap())
        .collect();
    assert_eq!(
        fields,
        [
            "search_systems",
            "search_units",
            "search_words",
            "search_dates",
            "search_record",
            "absence_cause",
            "absence_explanation"
        ]
    );
}

#[test]
fn a_third_party_not_consulted_needs_a_reason() {
    let answer = Answer::new(&[
        ("third_party_interest", "personal_privacy"),
        ("third_party_view", "not_consulted"),
        (
            "no_override",
            "所涉信息仅关系个人，不公开对公共利益没有重大影响。",
        ),
        (
            "reasons",
            "所申请的名单含有个人住址和联系方式，公开会损害其权益。",
        ),
    ]);
    assert_eq!(
        answer.problems("third_party_interests"),
        ["not_consulted_reason：必须填写"]
    );
}

/// A refusal, in whole or in part, and a refusal to process always go through legal review.
#[test]
fn legal_review_follows_from_the_ground() {
    let table: Vec<String> = LAW
        .grounds_on(date("2026-11-22"))
        .filter(|ground| ground.legal_review != LegalReview::Always)
        .map(|ground| format!("{} {}", ground.key, ground.legal_review))
        .collect();
    assert_eq!(
        table,
        [
            "disclosed when_yes:third_party_objected",
            "already_public never",
            "not_held when_yes:should_exist",
            "other_organ when_yes:contested",
            "needs_creation when_yes:contested",
            "still_unclear when_yes:contested",
            "correction_abandoned never",
            "fee_abandoned never",
            "withdrawn never",
            "record_corrected never",
            "record_transferred never",
            "record_referred when_yes:contested",
        ]
    );
    assert!(Answer::new(&[("should_exist", "yes")]).needs_legal_review("not_held"));
    assert!(!Answer::new(&[("should_exist", "no")]).needs_legal_review("not_held"));
    assert!(!Answer::new(&[]).needs_legal_review("already_public"));
    assert!(Answer::new(&[]).needs_legal_review("state_secret"));
}

#[test]
fn a_reply_has_the_letter_of_its_items_or_the_mixed_one() {
    let letter = |keys: &[&str]| {
        let grounds = keys.iter().map(|text| LAW.ground(&key(text)).unwrap());
        LAW.letter_for(AsksFor::Information, grounds).key.to_string()
    };
    assert_eq!(letter(&["state_secret"]), "reply_withheld");
    assert_eq!(letter(&["state_secret", "internal_affairs"]), "reply_withheld");
    assert_eq!(letter(&["disclosed", "not_held", "disclosed"]), "reply_mixed");
    assert_eq!(letter(&["not_held", "needs_creation"]), "reply_mixed");
    assert_eq!(letter(&["public_publication"]), "reply_publication");
    assert_eq!(letter(&["repeat_application"]), "reply_repeat");
}

#[test]
fn citations_stand_in_full_in_letters() {
    let ground = LAW.ground(&key("process_information")).unwrap();
    let full = "《中华人民共和国政府信息公开条例》第十六条第二款、第三十六条第（三）项";
    assert_eq!(LAW.cite(&ground.article), full);
    let rule = LAW.remedy(&"withholding".parse().unwrap(), date("2026-03-02"));
    assert_eq!(
        LAW.cite_all(&rule.articles),
        "《中华人民共和国行政复议法》第二十条第一款、第二十三条第一款第（四）项和《中华人民共和国行政诉讼法》第四十五条"
    );
    let rules = ["disclosed", "unavailable", "disclosed"]
        .map(|class| LAW.remedy(&class.parse().unwrap(), date("2026-03-02")));
    let articles = LAW.in_order(rules.iter().flat_map(|rule| &rule.articles));
    assert_eq!(
        LAW.cite_all(&articles),
        "《中华人民共和国政府信息公开条例》第五十一条、《中华人民共和国行政复议法》第二十条第一款、\
         《中华人民共和国行政诉讼法》第四十六条第一款和\
         《最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释》第一条第（一）项、第（三）项"
    );
    let old = LAW.limit(LimitKey::Reply, date("2018-01-02"));
    assert_eq!(
        LAW.cite(&old.article),
        "《中华人民共和国政府信息公开条例（2007年）》第二十四条第二款"
    );
    assert_eq!(LAW.cite_all(&[]), "");
}

#[test]
fn a_limit_is_that_of_the_day() {
    let told = |limit: &Limit| format!("{} {} {}", limit.amount, limit.unit, limit.article);
    let on = |key, day| told(LAW.limit(key, date(day)));
    assert_eq!(
        on(LimitKey::Reply, "2019-05-14"),
        "15 working_days 条例（2007）第二十四条第二款"
    );
    assert_eq!(
        on(LimitKey::Reply, "2019-05-15"),
        "20 working_days 条例第三十三条第二款"
    );
    assert_eq!(
        on(LimitKey::Litigation, "2015-04-30"),
        "3 months 行政诉讼法（1989）第三十九条"
    );
    assert_eq!(
        on(LimitKey::Litigation, "2015-05-01"),
        "6 months 行政诉讼法第四十六条第一款"
    );
    assert_eq!(
        on(LimitKey::Reply, "1999-01-01"),
        on(LimitKey::Reply, "2008-05-01")
    );
    for key in LimitKey::ALL {
        let limit = LAW.limit(*key, date("2026-11-22"));
        assert!(
            limit.unit != Unit::WorkingDays || !limit.roll,
            "{key} cannot end on a rest day"
        );
    }
}

#[test]
fn values_are_checked_by_the_kind_of_the_field() {
    let field = |kind: FieldKind| -> Field {
        let any = LAW.field(&"law_name".parse().unwrap());
        Field { kind, ..any.clone() }
    };
    let check = |kind, value: &str| field(kind).check(value);
    assert_eq!(check(FieldKind::Date, "2026-02-29"), Err(FieldProblem::NotADate));
    assert_eq!(check(FieldKind::Date, "2026-02-28"), Ok(()));
    assert_eq!(check(FieldKind::Date, "2026-W09"), Err(FieldProblem::NotADate));
    assert_eq!(check(FieldKind::Url, "https://www.example.gov.cn/a.html"), Ok(()));
    for bad in [
        "www.example.gov.cn",
        "javascript:alert(1)",
        "https://a b.cn",
        "https://",
    ] {
        assert_eq!(check(FieldKind::Url, bad), Err(FieldProblem::NotAUrl), "{bad}");
    }
    assert_eq!(check(FieldKind::Phone, "0571-87000000转801"), Ok(()));
    assert_eq!(check(FieldKind::Phone, "电话"), Err(FieldProblem::NotAPhone));
    assert_eq!(check(FieldKind::YesNo, "maybe"), Err(FieldProblem::NotAnOption));
    assert_eq!(check(FieldKind::Short, " \n"), Err(FieldProblem::Missing));
    assert_eq!(
        check(FieldKind::Short, &"长".repeat(201)),
        Err(FieldProblem::TooLong(200))
    );
}

#[test]
fn a_stored_value_is_shown_by_its_label() {
    let field = |text: &str| LAW.field(&text.parse::<FieldKey>().unwrap());
    assert_eq!(
        field("endangered_interest").label_of("public_security"),
        "公共安全"
    );
    assert_eq!(field("contested").label_of("yes"), "是");
    assert_eq!(field("law_name").label_of("某法"), "某法");
    assert!(LAW.find_field(&"no_such_field".parse().unwrap()).is_none());
}

#[test]
fn nobody_reviews_what_he_drafted_or_signs() {
    use StepKind::{Confidentiality, Legal, SignOff};
    let chain: Vec<_> = LAW
        .review_chain()
        .iter()
        .map(|step| (step.kind, LAW.step_rule(step.kind).role(), step.when))
        .collect();
    assert_eq!(
        chain,
        [
            (Confidentiality, Role::ConfidentialityReviewer, StepWhen::Always),
            (Legal, Role::LegalReviewer, StepWhen::ByGround),
            (SignOff, Role::SigningLeader, StepWhen::Always),
        ]
    );
    for step in LAW.review_chain() {
        assert_eq!(
            step.key,
            StepKey::from(step.kind),
            "histories of before name their steps so"
        );
    }
    for kind in StepKind::ALL {
        let rule = LAW.step_rule(*kind);
        assert!(rule.apart_from.contains(&Part::Draft), "{kind}");
        let required = match kind {
            Confidentiality | SignOff => Required::Always,
            Legal => Required::ByGround,
            StepKind::DepartmentHead | StepKind::Countersign | StepKind::Leader => Required::Never,
        };
        assert_eq!(rule.required, required, "{kind}");
    }
    let apart = |kind: StepKind, part: Part| LAW.step_rule(kind).apart_from.contains(&part);
    assert!(apart(Legal, Part::SignOff) && apart(SignOff, Part::Legal));
    assert!(
        apart(Confidentiality, Part::Confidentiality),
        "自审、复审和审定是三个人的事"
    );
    assert_eq!(Part::from(Legal), Part::Legal);
    assert_eq!(LAW.role_name(Role::SigningLeader), "签发人");
}

#[test]
fn the_date_of_receipt_follows_from_the_channel() {
    let table: Vec<_> = Channel::ALL
        .iter()
        .map(|channel| {
            let rule = LAW.channel(*channel);
            (rule.channel, rule.receipt, rule.rest_day, rule.basic)
        })
        .collect();
    let (same, next) = (RestDayReceipt::SameDay, RestDayReceipt::NextWorkingDay);
    assert_eq!(
        table,
        [
            (Channel::Counter, ReceiptRule::HandedIn, same, true),
            (Channel::Online, ReceiptRule::ConfirmedByBoth, next, false),
            (Channel::SignedMail, ReceiptRule::SignedFor, same, true),
            (
                Channel::OrdinaryMail,
                ReceiptRule::ConfirmedWithApplicant,
                next,
                true
            ),
            (Channel::Fax, ReceiptRule::ConfirmedByBoth, next, false),
            (Channel::Email, ReceiptRule::ConfirmedByBoth, next, false),
            (Channel::Oral, ReceiptRule::HandedIn, same, true),
        ]
    );
}

#[test]
fn keys_and_words_have_one_form() {
    assert_eq!(key("state_secret").to_string(), "state_secret");
    assert!("State Secret".parse::<GroundKey>().is_err());
    assert!("".parse::<GroundKey>().is_err());
    assert!(serde_json::from_str::<GroundKey>("\"不公开\"").is_err());
    assert_eq!(serde_json::to_string(&StepKind::SignOff).unwrap(), "\"sign_off\"");
    for channel in Channel::ALL {
        assert_eq!(channel.as_str().parse(), Ok(*channel));
    }
    let unknown = "pigeon".parse::<Channel>().unwrap_err().to_string();
    assert!(
        unknown.starts_with("不认识的取值“pigeon”，可用：counter、online"),
        "{unknown}"
    );
}
