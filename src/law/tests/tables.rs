//! Table 三: rows, columns and identities, and the way from ground to row, letter and fields.

use std::collections::BTreeSet;

use super::{LAW, date, key};
use crate::law::{AnnualRowKind, IdentityOver, OutcomeGroup};

#[test]
fn table_three_has_its_25_rows_and_7_columns() {
    let rows = LAW.annual_rows();
    assert_eq!((rows.len(), LAW.annual_columns().len()), (25, 7));
    let results = rows.iter().filter(|row| row.kind == AnnualRowKind::Result);
    assert_eq!(results.clone().count(), 21);
    let in_group = |group| results.clone().filter(|row| row.group == Some(group)).count();
    let sizes: Vec<usize> = OutcomeGroup::ALL.iter().map(|group| in_group(*group)).collect();
    assert_eq!(sizes, [1, 1, 8, 3, 5, 3]);
    let names: Vec<String> = OutcomeGroup::ALL
        .iter()
        .map(|group| LAW.outcome(*group))
        .map(|outcome| format!("{}{}", outcome.number, outcome.name))
        .collect();
    let expected = [
        "（一）予以公开",
        "（二）部分公开",
        "（三）不予公开",
        "（四）无法提供",
        "（五）不予处理",
        "（六）其他处理",
    ];
    assert_eq!(names, expected);
}

#[test]
fn the_identities_name_every_result_row_and_every_column_once() {
    let by_key = |text: &str| {
        LAW.annual_identities()
            .iter()
            .find(|identity| identity.key == text)
            .unwrap()
    };
    let rows: BTreeSet<&str> = LAW
        .annual_rows()
        .iter()
        .filter(|row| row.kind == AnnualRowKind::Result)
        .map(|row| row.key.as_str())
        .collect();
    let results = by_key("results");
    assert_eq!(results.right.len(), 21);
    assert_eq!(
        results.right.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        rows
    );
    assert_eq!(by_key("balance").left, ["new", "carried_in"]);
    assert_eq!(by_key("balance").right, ["total", "carried_out"]);
    let applicants = by_key("applicants");
    assert_eq!(
        (applicants.over, applicants.left.as_slice()),
        (IdentityOver::Columns, &["total".to_owned()][..])
    );
    assert_eq!(applicants.right.len(), 6);
    assert_eq!(by_key("carry_over").over, IdentityOver::Years);
}

#[test]
fn reports_are_due_on_fixed_dates() {
    let days: Vec<(u8, u8)> = LAW.report_days().iter().map(|day| (day.month, day.day)).collect();
    assert_eq!(days, [(1, 31), (3, 31)]);
}

/// Each line of “row → article → letter”: ground, row, article, letter, and the fields it cannot do without.
#[test]
fn every_ground_leads_to_its_row_article_letter_and_fields() {
    let secret = "条例第十四条、第三十六条第（三）项";
    let process = "条例第十六条第二款、第三十六条第（三）项";
    let lines: &[(&str, &str, &str, &str, &[&str])] = &[
        (
            "already_public",
            "disclosed",
            "条例第三十六条第（一）项",
            "答复书（已主动公开）",
            &["whereabouts"],
        ),
        (
            "disclosed",
            "disclosed",
            "条例第三十六条第（二）项、第四十条",
            "答复书（予以公开）",
            &["supply_description"],
        ),
        (
            "partial",
            "partial",
            "条例第三十七条",
            "答复书（部分公开）",
            &["supply_description"],
        ),
        (
            "not_government_information",
            "partial",
            "条例第二条、第三十七条",
            "答复书（部分公开）",
            &["reasons"],
        ),
        (
            "state_secret",
            "withheld_1",
            secret,
            "答复书（不予公开）",
            &["classification_mark", "reasons"],
        ),
        (
            "forbidden_by_law",
            "withheld_2",
            secret,
            "答复书（不予公开）",
            &["law_name", "law_article", "reasons"],
        ),
        (
            "security_and_stability",
            "withheld_3",
            secret,
            "答复书（不予公开）",
            &["endangered_interest", "harm", "reasons"],
        ),
        (
            "third_party_interests",
            "withheld_4",
            "条例第十五条、第三十六条第（三）项",
            "答复书（不予公开）",
            &["third_party_view", "no_override", "reasons"],
        ),
        (
            "internal_affairs",
            "withheld_5",
            "条例第十六条第一款、第三十六条第（三）项",
            "答复书（不予公开）",
            &["internal_class", "reasons"],
        ),
        (
            "process_information",
            "withheld_6",
            process,
            "答复书（不予公开）",
            &["process_class", "no_disclosure_rule", "reasons"],
        ),
        (
            "enforcement_file",
            "withheld_7",
            process,
            "答复书（不予公开）",
            &["enforcement_file_name", "no_disclosure_rule", "reasons"],
        ),
        (
            "special_access_regime",
            "withheld_8",
            "条例第三十六条第（七）项",
            "告知书（依照特别规定办理）",
            &["access_regime_law", "where_to_query"],
        ),
        (
            "not_held",
            "unavailable_1",
            "条例第三十六条第（四）项",
            "答复书（信息不存在）",
            &["search_systems", "search_units", "search_words", "search_dates"],
        ),
        (
            "other_organ",
            "unavailable_1",
            "条例第十条、第三十六条第（五）项",
            "告知书（非本机关负责公开）",
            &["reasons", "other_organ_known"],
        ),
        (
            "needs_creation",
            "unavailable_2",
            "条例第三十八条",
            "答复书（没有现成信息）",
            &["reasons"],
        ),
        (
            "still_unclear",
            "unavailable_3",
            "条例第二十九条第二款第（二）项、第三十条",
            "告知书（补正后仍不明确）",
            &[
                "correction_number",
                "correction_asked",
                "correction_reply",
                "unclear_points",
            ],
        ),
        (
            "petition_or_complaint",
            "not_processed_1",
            "条例第三十九条第一款",
            "不予处理告知书",
            &["channel_to_use"],
        ),
        (
            "repeat_application",
            "not_processed_2",
            "条例第三十六条第（六）项",
            "不予重复处理告知书",
            &["earlier_reply_number", "earlier_reply_date"],
        ),
        (
            "public_publication",
            "not_processed_3",
            "条例第三十九条第二款",
            "告知书（公开出版物）",
            &["how_to_obtain"],
        ),
        (
            "excessive_applications",
            "not_processed_4",
            "条例第三十五条",
            "不予处理告知书",
            &["excess_statistic", "reasons_given", "reasons"],
        ),
        (
            "reconfirmation",
            "not_processed_5",
            "条例第二条、第三十六条第（六）项",
            "不予处理告知书",
            &["obtained_document", "reasons"],
        ),
        (
            "correction_abandoned",
            "other_1",
            "条例第三十条",
            "终止办理告知书",
            &[
                "correction_number",
                "correction_served_on",
                "correction_expired_on",
            ],
        ),
        (
            "fee_abandoned",
            "other_2",
            "条例第四十二条第一款、国办函〔2020〕109号",
            "终止办理告知书",
            &["fee_notice_number", "fee_notice_served_on", "fee_expired_on"],
        ),
        (
            "withdrawn",
            "other_3",
            "国办公开办函〔2021〕30号表三（六）3",
            "终止办理告知书",
            &["withdrawn_on"],
        ),
    ];
    assert_eq!(lines.len(), LAW.grounds_on(date("2026-11-22")).count());
    for (ground, row, article, letter, fields) in lines {
        let found = LAW.ground(&key(ground)).unwrap();
        assert_eq!(
            (found.annual_row.as_str(), found.article.as_str()),
            (*row, *article),
            "{ground}"
        );
        assert_eq!(LAW.letter(&found.letter).name, *letter, "{ground}");
        for field in *fields {
            let demanded = found.demands.iter().any(|key| key.as_str() == *field);
            assert!(
                demanded && LAW.field(&field.parse().unwrap()).required,
                "{ground} demands {field}"
            );
        }
    }
    let receipt = LAW
        .letters()
        .iter()
        .find(|letter| letter.key.as_str() == "receipt")
        .unwrap();
    assert_eq!(receipt.title, "政府信息公开申请登记回执");
    assert!(receipt.unreviewed_because.is_some());
}
