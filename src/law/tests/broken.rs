//! Files with a mistake: the message names file and line.

use crate::law::{Law, load::EMBEDDED};

/// The messages for the embedded files with the first occurrence of `from` in one file replaced.
pub(super) fn errors(name: &str, from: &str, to: &str) -> Vec<String> {
    let (_, text) = EMBEDDED.iter().find(|(known, _)| *known == name).unwrap();
    assert!(text.contains(from), "{from} is not in {name}");
    let broken = text.replacen(from, to, 1);
    let files: Vec<(&str, &str)> = EMBEDDED
        .iter()
        .map(|(known, text)| (*known, if *known == name { broken.as_str() } else { *text }))
        .collect();
    let errors = Law::from_files(&files).expect_err("the file is broken");
    errors.iter().map(ToString::to_string).collect()
}

/// The line of the first occurrence of a text in an embedded file.
pub(super) fn line_of(name: &str, text: &str) -> usize {
    let (_, content) = EMBEDDED.iter().find(|(known, _)| *known == name).unwrap();
    1 + content.split(text).next().unwrap().matches('\n').count()
}

#[test]
fn a_missing_file_is_named() {
    let files: Vec<(&str, &str)> = EMBEDDED
        .iter()
        .copied()
        .filter(|(name, _)| *name != "limits.toml")
        .collect();
    let errors = Law::from_files(&files).expect_err("a file is missing");
    assert_eq!(
        errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["fixtures/law/limits.toml:1: 缺少此文件"]
    );
}

#[test]
fn a_ground_without_an_article_is_refused() {
    let article = "article = \"条例第三十七条\"\n";
    let header = line_of("grounds.toml", "[[ground]]\nkey = \"partial\"");
    let missing = errors("grounds.toml", article, "");
    assert_eq!(
        missing,
        [format!("fixtures/law/grounds.toml:{header}: 缺少字段“article”")]
    );
    let line = line_of("grounds.toml", article);
    let empty = errors("grounds.toml", article, "article = \" \"\n");
    assert_eq!(
        empty,
        [format!(
            "fixtures/law/grounds.toml:{line}: 依据（article）不能为空"
        )]
    );
    let elsewhere = errors("grounds.toml", article, "article = \"民法总则第一条\"\n");
    assert_eq!(
        elsewhere,
        [format!(
            "fixtures/law/grounds.toml:{line}: “partial”的依据“民法总则第一条”不是以 sources.toml 中的简称开头"
        )]
    );
}

#[test]
fn whatever_a_ground_names_must_be_there() {
    let cases = [
        (
            "letter = \"reply_partial\"",
            "letter = \"reply_x\"",
            "“partial”所指的文书“reply_x”没有定义",
        ),
        (
            "remedy = \"partial_other\"",
            "remedy = \"x\"",
            "“partial”所指的救济类别“x”没有定义",
        ),
        (
            "remedy = \"partial_other\"",
            "remedy = \"procedural\"",
            "“partial”的救济类别没有救济途径：答复必须告知救济途径",
        ),
        (
            "annual_row = \"partial\"",
            "annual_row = \"x\"",
            "“partial”所指的年报行“x”没有定义",
        ),
        (
            "annual_row = \"partial\"",
            "annual_row = \"disclosed\"",
            "“partial”的年报行不在其结果类别之内",
        ),
        (
            "demands = [\"whereabouts\", ",
            "demands = [\"x\", \"whereabouts\", ",
            "“already_public”所指的字段“x”没有定义",
        ),
        (
            "legal_review = \"when_yes:should_exist\"",
            "legal_review = \"when_yes:reasons\"",
            "“not_held”的 legal_review 所指的字段不是本理由必填的是非项",
        ),
    ];
    for (from, to, message) in cases {
        let line = line_of("grounds.toml", from);
        assert_eq!(
            errors("grounds.toml", from, to),
            [format!("fixtures/law/grounds.toml:{line}: {message}")]
        );
    }
}

#[test]
fn table_three_has_everything_once() {
    let cases = [
        (
            "annual.toml",
            "kind = \"carried_out\"",
            "kind = \"carried_in\"",
            1,
            "缺少唯一的年报行“carried_in”",
        ),
        (
            "annual.toml",
            "applicant = \"person\"\n",
            "",
            0,
            "“natural_person”要么是合计，要么写明计入哪一类申请人",
        ),
        (
            "annual.toml",
            "row = \"other_3\"",
            "row = \"total\"",
            0,
            "“withdrawn”所指的年报结果行“total”没有定义",
        ),
        (
            "outcomes.toml",
            "precedence = 1",
            "precedence = 2",
            0,
            "“withheld”的次序与另一类结果相同",
        ),
    ];
    for (file, from, to, more, message) in cases {
        let found = errors(file, from, to);
        assert!(
            found.len() == 1 + more && found.iter().any(|error| error.ends_with(message)),
            "{found:?}"
        );
    }
}

#[test]
fn a_partial_answer_cannot_be_spared_legal_review() {
    let from = "demands = [\"supply_description\", \"separation_means\"]\nlegal_review = \"always\"";
    let line = line_of("grounds.toml", from) + 1;
    let to = "demands = [\"supply_description\", \"separation_means\"]\nlegal_review = \"never\"";
    let message = "“partial”是不予公开，必须经法制审核";
    assert_eq!(
        errors("grounds.toml", from, to),
        [format!("fixtures/law/grounds.toml:{line}: {message}")]
    );
}

#[test]
fn rules_of_one_thing_neither_overlap_nor_leave_a_gap() {
    let second = line_of("limits.toml", "from = 2019-05-15");
    let overlap = errors("limits.toml", "until = 2019-05-14", "until = 2019-05-20");
    assert_eq!(
        overlap,
        [format!(
            "fixtures/law/limits.toml:{second}: 期限“reply”的有效期重叠：2019-05-15同时有两条规则"
        )]
    );
    let gap = errors("limits.toml", "until = 2019-05-14", "until = 2019-05-10");
    assert_eq!(
        gap,
        [format!(
            "fixtures/law/limits.toml:{second}: 期限“reply”的有效期中断：2019-05-11没有规则"
        )]
    );
    let open = errors("organs.toml", "until = 2023-12-31\n", "");
    let line = line_of("organs.toml", "from = 2024-01-01") - 1;
    assert_eq!(
        open,
        [format!(
            "fixtures/law/organs.toml:{line}: 机关规则“township”的有效期重叠：2024-01-01同时有两条规则"
        )]
    );
}

#[test]
fn a_limit_that_the_program_asks_for_must_be_there() {
    let missing = errors(
        "limits.toml",
        "key = \"correction_ask\"",
        "key = \"correction_warning\"",
    );
    assert!(
        missing.contains(&"fixtures/law/limits.toml:1: 缺少期限“correction_ask”".to_owned()),
        "{missing:?}"
    );
    let header = line_of("limits.toml", "key = \"correction_ask\"");
    let unknown = errors("limits.toml", "key = \"correction_ask\"", "key = \"nap\"");
    assert_eq!(unknown.len(), 1);
    let expected =
        format!("fixtures/law/limits.toml:{header}: 不认识的取值“nap”，可用：reply、reply_extension");
    assert!(unknown[0].starts_with(&expected), "{}", unknown[0]);
}

#[test]
fn a_remedy_must_fit_its_route() {
    let from = "limits = [\"reconsideration\", \"litigation_after_reconsideration\"]";
    let line = line_of("remedies.toml", from);
    let to = "limits = [\"reconsideration\", \"litigation\", \"litigation_after_reconsideration\"]";
    let message = "“withholding”的期限或者依据与救济途径不符";
    assert_eq!(
        errors("remedies.toml", from, to),
        [format!("fixtures/law/remedies.toml:{line}: {message}")]
    );
}

#[test]
fn every_class_with_a_remedy_says_what_is_asked_for() {
    let from = "[[plea]]\nclass = \"unavailable\"";
    let to = "[[plea]]\nclass = \"procedural\"";
    let found = errors("remedies.toml", from, to);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found
            .iter()
            .all(|error| error.ends_with("“unavailable”没有复议请求（plea）"))
    );
    let slip = errors(
        "remedies.toml",
        "requests = [\"撤销{act}\"]",
        "requests = [\"撤销{akt}\"]",
    );
    assert!(
        slip[0].ends_with("“third_party_disclosure”的复议请求或者依据不完整"),
        "{slip:?}"
    );
}

#[test]
fn fields_letters_and_steps_are_checked_too() {
    let cases = [
        (
            "fields.toml",
            "required_when = { field = \"third_party_objected\", is = \"yes\" }",
            "required_when = { field = \"third_party_objected\", is = \"perhaps\" }",
            "“public_interest_weighing”的条件取值不在所指字段的范围内",
        ),
        (
            "fields.toml",
            "set_as = \"title\"",
            "set_as = \"clause\"",
            "“law_name”的 set_as：title 只用于单行文字，clause 只用于多行文字",
        ),
        (
            "organs.toml",
            "final_ruling = \"国务院\"\n",
            "",
            "“provincial_government”的最终裁决机关和依据必须一并写明",
        ),
        (
            "letters.toml",
            "confidentiality_review = false",
            "confidentiality_review = true",
            "“receipt”要么经保密审查，要么说明为什么不经保密审查",
        ),
        (
            "review.toml",
            "when = \"always\"",
            "when = \"by_ground\"",
            "“confidentiality”不能省略，默认流程中却没有",
        ),
        (
            "review.toml",
            "rank = 2",
            "rank = 3",
            "“legal”排错了：签发必须独自排在最后",
        ),
        (
            "annual.toml",
            "left = [\"new\", \"carried_in\"]",
            "left = [\"new\", \"carried\"]",
            "“balance”所指的年报行“carried”没有定义",
        ),
        (
            "sources.toml",
            "title = \"中华人民共和国行政复议法\"",
            "title = \"\"",
            "“行政复议法”的简称和全称都不能为空",
        ),
    ];
    for (name, from, to, message) in cases {
        let found = errors(name, from, to);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with(&format!("fixtures/law/{name}:")),
            "{}",
            found[0]
        );
        assert!(found[0].ends_with(message), "{}", found[0]);
    }
    let letter = errors(
        "letters.toml",
        "key = \"reply_repeat\"",
        "key = \"reply_partial\"",
    );
    let line = line_of("letters.toml", "key = \"reply_repeat\"");
    assert!(
        letter.contains(&format!(
            "fixtures/law/letters.toml:{line}: 文书“reply_partial”重复"
        )),
        "{letter:?}"
    );
}

#[test]
fn files_that_do_not_read_name_the_line() {
    let toml = errors("channels.toml", "basic = true", "basic = perhaps");
    let line = line_of("channels.toml", "basic = true");
    assert!(
        toml[0].starts_with(&format!("fixtures/law/channels.toml:{line}: ")),
        "{}",
        toml[0]
    );
    let unknown = errors("channels.toml", "basic = true", "basic = true\nbasics = true");
    assert_eq!(
        unknown,
        [format!(
            "fixtures/law/channels.toml:{}: 不认识的字段“basics”",
            line + 1
        )]
    );
    let date = errors("channels.toml", "from = 2019-05-15", "from = 2019-05-15T10:00:00");
    assert!(date[0].contains("不是一个日期"), "{}", date[0]);
    let json = errors("calendar/2026.json", "2026-01-01", "2026-01-32");
    assert!(
        json[0].starts_with("fixtures/law/calendar/2026.json:7: 不是一个日期：2026-01-32"),
        "{}",
        json[0]
    );
    let swap = errors("calendar/2026.json", "2026-01-04", "2026-01-03");
    assert_eq!(
        swap,
        ["fixtures/law/calendar/2026.json:1: 2026年的节假日安排自相矛盾：2026-01-03"]
    );
}

#[test]
fn every_mistake_is_reported_at_once() {
    let (_, grounds) = EMBEDDED.iter().find(|(name, _)| *name == "grounds.toml").unwrap();
    let broken = grounds.replace("remedy = \"withholding\"", "remedy = \"x\"");
    let files: Vec<(&str, &str)> = EMBEDDED
        .iter()
        .map(|(name, text)| {
            (
                *name,
                if *name == "grounds.toml" {
                    broken.as_str()
                } else {
                    *text
                },
            )
        })
        .collect();
    let errors = Law::from_files(&files).expect_err("the file is broken");
    assert_eq!(errors.len(), 7);
}

#[test]
fn what_moves_the_clock_and_what_is_published_is_checked_too() {
    let line = line_of("limits.toml", "unit = \"working_days\"");
    let unit = errors("limits.toml", "unit = \"working_days\"", "unit = \"months\"");
    let message = "“reply”期限与征求意见、延期合并计算，只能以工作日为单位";
    assert_eq!(unit, [format!("fixtures/law/limits.toml:{line}: {message}")]);
    let missing = errors("effects.toml", "key = \"paid\"", "key = \"corrected\"");
    let expected = "fixtures/law/effects.toml:1: 缺少期限效力“paid”".to_owned();
    assert!(missing.contains(&expected), "{missing:?}");
    let tiers = errors(
        "tariffs.toml",
        "{ from = 11, rate = 100 }",
        "{ from = 31, rate = 100 }",
    );
    let line = line_of("tariffs.toml", "tiers = [");
    let message = "“item”的分档不对：各档的起点应当递增";
    assert_eq!(tiers, [format!("fixtures/law/tariffs.toml:{line}: {message}")]);
    let alone = errors("publication.toml", "applicants = 2", "applicants = 1");
    let line = line_of("publication.toml", "applicants = 2");
    let message = "“转为主动公开”的人数必须是多个";
    assert_eq!(
        alone,
        [format!("fixtures/law/publication.toml:{line}: {message}")]
    );
    let none = errors("retention.toml", "years = 5", "years = 0");
    let line = line_of("retention.toml", "years = 5");
    let message = "“保存期限”至少一年，涉及不动产的不短于其他";
    assert_eq!(none, [format!("fixtures/law/retention.toml:{line}: {message}")]);
    let ground = errors("publication.toml", "\"already_public\"", "\"published\"");
    assert!(
        ground.iter().any(|error| error.contains("published")),
        "{ground:?}"
    );
}

/// What answers the wish to have records corrected (条例第四十一条) is in no table, and speaks of nothing else.
#[test]
fn a_ground_its_group_its_letter_and_its_row_speak_of_the_same() {
    let of_records = "name = \"已予更正\"\nasks_for = \"record_correction\"\n";
    let line = |text: &str| line_of("grounds.toml", text);
    let first = line("key = \"record_corrected\"") - 1;
    let uncounted = errors("grounds.toml", of_records, "name = \"已予更正\"\n");
    let [letter, group, row] = uncounted.as_slice() else {
        panic!("{uncounted:?}")
    };
    assert!(
        letter.ends_with("“record_corrected”的文书用于答复另一种申请"),
        "{letter}"
    );
    assert!(
        group.ends_with("“record_corrected”的结果类别用于答复另一种申请"),
        "{group}"
    );
    let expected = format!(
        "fixtures/law/grounds.toml:{first}: “record_corrected”没有年报行：答复政府信息公开申请的理由必须计入年报"
    );
    assert_eq!(*row, expected);
    let counted = errors(
        "grounds.toml",
        of_records,
        &format!("{of_records}annual_row = \"disclosed\"\n"),
    );
    let line = line(of_records) + 2;
    let expected = format!(
        "fixtures/law/grounds.toml:{line}: “record_corrected”不能有年报行：年报不统计更正政府信息记录"
    );
    assert!(counted.contains(&expected), "{counted:?}");
}

#[test]
fn there_is_one_receipt_and_one_mixed_reply_for_whatever_is_asked_for() {
    let receipt = "随登记即时出具\"\nreceipt = true\n";
    assert_eq!(
        errors("letters.toml", receipt, "随登记即时出具\"\n"),
        ["fixtures/law/letters.toml:1: 缺少唯一的登记回执“information”"]
    );
    let mixed = "key = \"reply_records_mixed\"\nasks_for = \"record_correction\"\n";
    let moved = errors("letters.toml", mixed, "key = \"reply_records_mixed\"\n");
    assert_eq!(
        moved,
        [
            "fixtures/law/letters.toml:1: 缺少唯一的多项答复文书“information”",
            "fixtures/law/letters.toml:1: 缺少唯一的多项答复文书“record_correction”"
        ]
    );
    let number = errors("outcomes.toml", "number = \"（一）\"\n", "");
    assert!(
        number.len() == 1 && number[0].ends_with("：年报统计的类别写明其编号，其他类别不写"),
        "{number:?}"
    );
}
