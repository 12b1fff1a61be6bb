//! Table 三: rows, columns and identities, and the way from ground to row, letter and fields.

use std::collections::BTreeSet;

use super::{LAW, date, key};
use crate::law::{
    AnnualRowKey, AnnualRowKind, EndingKey, IdentityOver, LimitKey, NoticeKind, OutcomeGroup,
    RemedyParagraph, StepKind,
};

#[test]
fn table_three_has_its_25_rows_and_7_columns() {
    let rows = LAW.annual_rows();
    assert_eq!((rows.len(), LAW.annual_columns().len()), (25, 7));
    let results = rows.iter().filter(|row| row.kind == AnnualRowKind::Result);
    assert_eq!(results.clone().count(), 21);
    let in_group = |group| results.clone().filter(|row| row.group == Some(group)).count();
    let sizes: Vec<usize> = OutcomeGroup::ALL.iter().map(|group| in_group(*group)).collect();
    assert_eq!(sizes, [1, 1, 8, 3, 5, 3, 0]);
    let names: Vec<String> = OutcomeGroup::ALL
        .iter()
        .map(|group| LAW.outcome(*group))
        .map(|outcome| format!("{}{}", outcome.number.as_deref().unwrap_or("——"), outcome.name))
        .collect();
    let expected = [
        "（一）予以公开",
        "（二）部分公开",
        "（三）不予公开",
        "（四）无法提供",
        "（五）不予处理",
        "（六）其他处理",
        "——更正政府信息记录",
    ];
    assert_eq!(names, expected);
}

/// The official form, word for word.
#[test]
fn rows_and_columns_are_labelled_as_the_form_has_them() {
    let rows: Vec<&str> = LAW.annual_rows().iter().map(|row| row.label.as_str()).collect();
    let expected = [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”",
        "4.保护第三方合法权益",
        "5.属于三类内部事务信息",
        "6.属于四类过程性信息",
        "7.属于行政执法案卷",
        "8.属于行政查询事项",
        "1.本机关不掌握相关政府信息",
        "2.没有现成信息需要另行制作",
        "3.补正后申请内容仍不明确",
        "1.信访举报投诉类申请",
        "2.重复申请",
        "3.要求提供公开出版物",
        "4.无正当理由大量反复申请",
        "5.要求行政机关确认或重新出具已获取信息",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "3.其他",
        "（七）总计",
        "四、结转下年度继续办理",
    ];
    assert_eq!(rows, expected);
    let columns: Vec<(Option<&str>, &str)> = LAW
        .annual_columns()
        .iter()
        .map(|column| (column.heading.as_deref(), column.label.as_str()))
        .collect();
    let organisation = Some("法人或其他组织");
    let expected = [
        (None, "自然人"),
        (organisation, "商业企业"),
        (organisation, "科研机构"),
        (organisation, "社会公益组织"),
        (organisation, "法律服务机构"),
        (organisation, "其他"),
        (None, "总计"),
    ];
    assert_eq!(columns, expected);
}

/// A procedural letter: its name, article, limit and review.
type Line = (
    NoticeKind,
    &'static str,
    &'static str,
    Option<LimitKey>,
    &'static [StepKind],
);

/// Each line of the procedural letters: name, article, time limit, whether it tells of a remedy, and who takes part
/// before it goes out.
#[test]
fn every_procedural_letter_has_its_article_limit_and_review() {
    use StepKind::{Confidentiality, Legal, SignOff};
    let consent: &'static [StepKind] = &[Confidentiality, SignOff];
    let decision: &'static [StepKind] = &[Confidentiality, Legal, SignOff];
    let lines: Vec<Line> = vec![
        (
            NoticeKind::Correction,
            "补正告知书",
            "条例第三十条",
            Some(LimitKey::CorrectionAsk),
            &[Confidentiality],
        ),
        (
            NoticeKind::ThirdPartyConsultation,
            "征求第三方意见书",
            "条例第三十二条",
            Some(LimitKey::Consultation),
            &[Confidentiality],
        ),
        (
            NoticeKind::CoMakerConsultation,
            "征求意见书（共同制作机关）",
            "条例第三十三条第三款、第三十四条",
            Some(LimitKey::CoMakerConsultation),
            &[Confidentiality],
        ),
        (
            NoticeKind::OtherOrganConsultation,
            "征求意见书（其他机关）",
            "条例第三十三条第三款",
            Some(LimitKey::OtherOrganConsultation),
            &[Confidentiality],
        ),
        (
            NoticeKind::ConsultationTold,
            "征求意见告知书",
            "条例第三十二条、第三十三条第三款",
            None,
            &[Confidentiality],
        ),
        (
            NoticeKind::DisclosureDecision,
            "决定公开告知书（第三方）",
            "条例第三十二条",
            None,
            decision,
        ),
        (
            NoticeKind::Extension,
            "延长答复期限告知书",
            "条例第三十三条第二款",
            Some(LimitKey::ReplyExtension),
            consent,
        ),
        (
            NoticeKind::Fee,
            "收费通知书",
            "条例第四十二条第一款、国办函〔2020〕109号",
            Some(LimitKey::FeePayment),
            consent,
        ),
        (
            NoticeKind::ReasonsAsked,
            "说明理由通知书",
            "条例第三十五条",
            None,
            consent,
        ),
        (
            NoticeKind::Delay,
            "延迟答复告知书",
            "条例第三十五条",
            None,
            consent,
        ),
        (
            NoticeKind::Ended,
            "终止办理告知书",
            "条例第三十条、第四十二条第一款",
            None,
            decision,
        ),
        (
            NoticeKind::Transfer,
            "转送函（更正政府信息）",
            "条例第四十一条",
            None,
            &[Confidentiality],
        ),
    ];
    assert_eq!(lines.len(), NoticeKind::ALL.len());
    let days = |key: LimitKey| LAW.limit(key, date("2026-11-22")).amount;
    for (kind, name, article, limit, steps) in &lines {
        let letter = LAW.notice(*kind);
        assert_eq!(
            (letter.name.as_str(), letter.article.as_str()),
            (*name, *article),
            "{kind}"
        );
        assert_eq!(letter.steps, *steps, "{kind}");
        let decides = matches!(kind, NoticeKind::DisclosureDecision | NoticeKind::Ended);
        assert_eq!(
            letter.remedy == RemedyParagraph::Required,
            decides,
            "{kind}: procedural letters have no remedy"
        );
        let expected = match kind {
            NoticeKind::Correction => Some(7),
            NoticeKind::ThirdPartyConsultation
            | NoticeKind::CoMakerConsultation
            | NoticeKind::OtherOrganConsultation => Some(15),
            NoticeKind::Extension | NoticeKind::Fee => Some(20),
            NoticeKind::ConsultationTold
            | NoticeKind::DisclosureDecision
            | NoticeKind::ReasonsAsked
            | NoticeKind::Delay
            | NoticeKind::Ended
            | NoticeKind::Transfer => None,
        };
        assert_eq!(limit.map(days), expected, "{kind}");
    }
}

#[test]
fn what_ends_without_an_answer_has_a_row_and_the_groups_have_an_order() {
    use OutcomeGroup::{Disclosed, NotProcessed, Other, Partial, RecordCorrection, Unavailable, Withheld};
    for key in EndingKey::ALL {
        assert_eq!(LAW.ending_row(*key).as_str(), "other_3", "{key}");
    }
    let mut groups: Vec<OutcomeGroup> = OutcomeGroup::ALL.to_vec();
    groups.sort_by_key(|group| LAW.outcome(*group).precedence);
    assert_eq!(
        groups,
        [
            Partial,
            Withheld,
            Unavailable,
            NotProcessed,
            Disclosed,
            Other,
            RecordCorrection
        ]
    );
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
            &[
                "search_systems",
                "search_units",
                "search_words",
                "search_dates",
                "search_record",
            ],
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
    let counted = LAW.grounds_on(date("2026-11-22"));
    let counted = counted.filter(|ground| ground.annual_row.is_some());
    assert_eq!(lines.len(), counted.count());
    for (ground, row, article, letter, fields) in lines {
        let found = LAW.ground(&key(ground)).unwrap();
        let in_row = found.annual_row.as_ref().map(AnnualRowKey::as_str);
        assert_eq!(
            (in_row, found.article.as_str()),
            (Some(*row), *article),
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
