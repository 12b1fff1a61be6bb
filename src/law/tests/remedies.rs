//! Remedies: what a letter must say, by ground, day of service and kind of agency.

use super::{LAW, date, key};
use crate::law::{
    AgencyKind, Confidence, CourtLevel, DutyKey, GroundKey, LimitKey, OrganRule, Relation, RemedyRule, Route,
};

fn rule(ground: &str, withheld: &[&str], served_on: &str) -> &'static RemedyRule {
    let withheld: Vec<GroundKey> = withheld.iter().map(|text| key(text)).collect();
    let on = date(served_on);
    let class = LAW.remedy_class(LAW.ground(&key(ground)).unwrap(), &withheld, on);
    LAW.remedy(&class, on)
}

/// Each line of the table “what counts as 不予公开 for reconsideration-first”, for an answer served today.
#[test]
fn reconsideration_comes_first_exactly_where_the_ground_is_of_articles_14_to_16() {
    let first = Route::ReconsiderationFirst;
    let either = Route::Either;
    let lines: &[(&str, &[&str], Route, Confidence)] = &[
        ("state_secret", &[], first, Confidence::High),
        ("forbidden_by_law", &[], first, Confidence::High),
        ("security_and_stability", &[], first, Confidence::High),
        ("third_party_interests", &[], first, Confidence::High),
        ("internal_affairs", &[], first, Confidence::High),
        ("process_information", &[], first, Confidence::High),
        ("enforcement_file", &[], first, Confidence::High),
        ("partial", &["state_secret"], first, Confidence::High),
        ("partial", &["needs_creation"], either, Confidence::Medium),
        (
            "partial",
            &["needs_creation", "internal_affairs"],
            first,
            Confidence::High,
        ),
        ("partial", &["special_access_regime"], either, Confidence::Medium),
        (
            "partial",
            &["not_government_information"],
            either,
            Confidence::Medium,
        ),
        (
            "partial",
            &["not_government_information", "state_secret"],
            first,
            Confidence::High,
        ),
        ("not_government_information", &[], either, Confidence::Medium),
        ("partial", &[], either, Confidence::Medium),
        ("special_access_regime", &[], either, Confidence::Disputed),
        ("not_held", &[], either, Confidence::High),
        ("other_organ", &[], either, Confidence::High),
        ("needs_creation", &[], either, Confidence::High),
        ("still_unclear", &[], either, Confidence::High),
        ("petition_or_complaint", &[], either, Confidence::Disputed),
        ("repeat_application", &[], either, Confidence::Disputed),
        ("public_publication", &[], either, Confidence::Disputed),
        ("excessive_applications", &[], either, Confidence::Disputed),
        ("reconfirmation", &[], either, Confidence::Disputed),
        ("correction_abandoned", &[], either, Confidence::Medium),
        ("fee_abandoned", &[], either, Confidence::Medium),
        ("withdrawn", &[], either, Confidence::Medium),
        ("record_corrected", &[], either, Confidence::Medium),
        ("record_unchanged", &[], either, Confidence::Medium),
        ("record_transferred", &[], either, Confidence::Medium),
        ("record_referred", &[], either, Confidence::Medium),
        ("disclosed", &[], either, Confidence::High),
        ("already_public", &[], either, Confidence::High),
    ];
    for (ground, withheld, route, confidence) in lines {
        let rule = rule(ground, withheld, "2026-11-22");
        assert_eq!(
            (rule.route, rule.confidence),
            (*route, *confidence),
            "{ground} {withheld:?}"
        );
    }
    let named: std::collections::BTreeSet<&str> = lines.iter().map(|line| line.0).collect();
    assert_eq!(
        named.len(),
        LAW.grounds_on(date("2026-11-22")).count(),
        "every ground has a line"
    );
}

#[test]
fn the_route_is_that_of_the_day_of_service() {
    let first = Route::ReconsiderationFirst;
    for (served_on, withheld, partial, unavailable) in [
        ("2019-06-03", Route::Either, Route::Either, Route::Either),
        ("2023-12-31", Route::Either, Route::Either, Route::Either),
        ("2024-01-01", first, first, Route::Either),
        ("2026-06-30", first, first, Route::Either),
        ("2026-07-01", first, first, Route::Either),
    ] {
        assert_eq!(
            rule("state_secret", &[], served_on).route,
            withheld,
            "{served_on}"
        );
        assert_eq!(
            rule("partial", &["state_secret"], served_on).route,
            partial,
            "{served_on}"
        );
        assert_eq!(rule("not_held", &[], served_on).route, unavailable, "{served_on}");
    }
    let disputed = rule("partial", &["state_secret"], "2026-06-30");
    assert_eq!(
        (disputed.confidence, disputed.disputed.as_deref()),
        (Confidence::Disputed, Some("D10"))
    );
    assert_eq!(
        rule("partial", &["state_secret"], "2026-07-01").confidence,
        Confidence::High
    );
}

#[test]
fn a_direct_suit_is_never_offered_where_reconsideration_comes_first() {
    let rule = rule("state_secret", &[], "2026-11-22");
    assert_eq!(
        rule.limits,
        [
            LimitKey::Reconsideration,
            LimitKey::LitigationAfterReconsideration
        ]
    );
    let notice = LAW.remedy(&"procedural".parse().unwrap(), date("2026-11-22"));
    assert_eq!((notice.route, notice.limits.len()), (Route::None, 0));
    for class in ["no_answer", "third_party_disclosure"] {
        assert_eq!(
            LAW.remedy(&class.parse().unwrap(), date("2026-11-22")).route,
            Route::Either,
            "{class}"
        );
    }
}

#[test]
fn a_letter_served_online_names_the_online_channel_from_2024() {
    assert!(LAW.duty(DutyKey::NameOnlineChannel, date("2023-12-31")).is_none());
    let duty = LAW.duty(DutyKey::NameOnlineChannel, date("2024-01-01")).unwrap();
    assert_eq!(duty.article.as_str(), "行政复议法第二十二条第二款");
    assert!(
        LAW.duty(DutyKey::TellReconsiderationFirst, date("2026-11-22"))
            .is_some()
    );
}

/// “Which organ to print in the letter”, today and before the choice ended.
#[test]
fn the_reconsideration_organ_follows_from_the_kind_of_agency_and_the_day() {
    use Relation::{Itself, LocalGovernment, OwnGovernment, UpperDepartment, UpperGovernment};
    let basic = CourtLevel::Basic;
    let intermediate = CourtLevel::Intermediate;
    let lines: &[(AgencyKind, &[Relation], &[Relation], CourtLevel)] = &[
        (
            AgencyKind::Township,
            &[UpperGovernment],
            &[UpperGovernment],
            basic,
        ),
        (
            AgencyKind::StreetOffice,
            &[OwnGovernment],
            &[OwnGovernment],
            basic,
        ),
        (
            AgencyKind::CountyDepartment,
            &[OwnGovernment, UpperDepartment],
            &[OwnGovernment],
            basic,
        ),
        (
            AgencyKind::MunicipalDepartment,
            &[OwnGovernment, UpperDepartment],
            &[OwnGovernment],
            basic,
        ),
        (
            AgencyKind::ProvincialDepartment,
            &[OwnGovernment, UpperDepartment],
            &[OwnGovernment],
            basic,
        ),
        (
            AgencyKind::CountyGovernment,
            &[UpperGovernment],
            &[UpperGovernment],
            intermediate,
        ),
        (
            AgencyKind::MunicipalGovernment,
            &[UpperGovernment],
            &[UpperGovernment],
            intermediate,
        ),
        (
            AgencyKind::ProvincialGovernment,
            &[Itself],
            &[Itself],
            intermediate,
        ),
        (
            AgencyKind::StateCouncilDepartment,
            &[Itself],
            &[Itself],
            intermediate,
        ),
        (
            AgencyKind::VerticalDepartment,
            &[UpperDepartment],
            &[UpperDepartment],
            basic,
        ),
        (
            AgencyKind::Customs,
            &[UpperDepartment],
            &[UpperDepartment],
            intermediate,
        ),
        (
            AgencyKind::CountyJusticeBureau,
            &[OwnGovernment, UpperDepartment],
            &[OwnGovernment, UpperDepartment],
            basic,
        ),
        (
            AgencyKind::MunicipalJusticeBureau,
            &[OwnGovernment, UpperDepartment],
            &[OwnGovernment, UpperDepartment],
            basic,
        ),
        (
            AgencyKind::ProvincialJusticeDepartment,
            &[OwnGovernment, UpperDepartment],
            &[OwnGovernment, UpperDepartment],
            basic,
        ),
        (
            AgencyKind::CountyBranch,
            &[UpperDepartment, OwnGovernment],
            &[OwnGovernment],
            basic,
        ),
        (
            AgencyKind::MunicipalBranch,
            &[UpperDepartment, OwnGovernment],
            &[OwnGovernment, LocalGovernment],
            basic,
        ),
        (
            AgencyKind::AuthorisedOrganisation,
            &[OwnGovernment, UpperDepartment],
            &[OwnGovernment],
            basic,
        ),
    ];
    assert_eq!(lines.len(), AgencyKind::ALL.len());
    for (kind, before, after, court) in lines {
        let old = LAW.organ(*kind, date("2023-12-31"));
        let new = LAW.organ(*kind, date("2024-01-01"));
        assert_eq!(
            (old.reconsideration.as_slice(), new.reconsideration.as_slice()),
            (*before, *after),
            "{kind}"
        );
        assert_eq!((old.court, new.court), (*court, *court), "{kind}");
        let ruling = |rule: &OrganRule| rule.final_ruling.clone();
        let own_act = after.contains(&Itself).then(|| "国务院".to_owned());
        assert_eq!((ruling(old), ruling(new)), (own_act.clone(), own_act), "{kind}");
        let upper = new.reconsideration.contains(&UpperDepartment);
        let article = new.article.as_str();
        assert!(
            !upper || article.ends_with("第二十七条") || article.ends_with("第二十八条"),
            "{kind}"
        );
    }
    assert_eq!(LAW.relation_name(OwnGovernment), "本级人民政府");
    assert_eq!(LAW.court_name(intermediate), "中级人民法院");
}

#[test]
fn what_is_asked_for_and_brought_along_follows_from_what_is_contested() {
    let on = date("2026-11-22");
    let asked = |class: &str| LAW.plea(&class.parse().unwrap(), on).requests.concat();
    assert!(asked("withholding").starts_with("撤销{act}"));
    assert_eq!(
        asked("no_answer"),
        "责令被申请人在一定期限内对申请人的申请作出答复"
    );
    let keys = |letter, person, agent| {
        let brought = LAW.enclosures(on, letter, person, agent);
        brought.map(|rule| rule.key.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(keys(false, true, false), ["identity_person", "filed_silence"]);
    assert_eq!(
        keys(true, false, true),
        [
            "identity_organisation",
            "authority",
            "answer",
            "arrival",
            "filed_letter"
        ]
    );
    let remains = |letter| {
        LAW.overdue(on, letter)
            .map(|rule| rule.key.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(remains(true), ["force_majeure", "not_told"]);
    assert_eq!(remains(false), ["force_majeure"]);
}
