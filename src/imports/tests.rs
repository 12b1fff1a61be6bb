//! Rows of a register, as people keep it.

use time::macros::date;

use super::*;
use crate::law::{Channel, Law};

const TODAY: time::Date = date!(2026 - 11 - 16);

const HEADS: [&str; 14] = [
    "受理编号",
    "收到申请日期",
    "申请方式",
    "申请人姓名（名称）",
    "申请人类型",
    "身份证号码",
    "联系电话",
    "申请公开的内容",
    "补正日期",
    "是否延期",
    "答复截止日期",
    "答复日期",
    "答复结果",
    "备注",
];

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn law() -> Law {
    Law::embedded().unwrap()
}

fn found(cells: [&str; 14]) -> Found {
    let law = law();
    let (names, heads) = (Names::embedded(&law).unwrap(), texts(&HEADS));
    let plan = Plan::proposed(0, 1, &heads, &names);
    read(&texts(&cells), &heads, &plan, &names, &law, TODAY)
}

const ENDED: [&str; 14] = [
    "青公开〔2024〕12号",
    "2024-03-05",
    "邮寄",
    "林喆舟",
    "公民",
    "990101199001010019",
    "139 0000 0000",
    "2023年度部门决算",
    "",
    "否",
    "/",
    "2024.3.28",
    "予以公开",
    "已电话回访",
];

const OPEN: [&str; 14] = [
    "31",
    "20261102",
    "网上",
    "青石建筑公司",
    "企业",
    "无",
    "",
    "老旧小区改造计划",
    "",
    "",
    "",
    "",
    "办理中",
    "",
];

fn kinds(found: &Found) -> Vec<(Field, ProblemKind)> {
    found
        .problems
        .iter()
        .map(|problem| (problem.field, problem.kind))
        .collect()
}

fn with(row: [&'static str; 14], changes: &[(usize, &'static str)]) -> Found {
    let mut row = row;
    for (place, value) in changes {
        row[*place] = value;
    }
    found(row)
}

#[test]
fn columns_are_known_by_their_names() {
    let law = law();
    let names = Names::embedded(&law).unwrap();
    let plan = Plan::proposed(0, 1, &texts(&HEADS), &names);
    assert_eq!(plan.columns.len(), HEADS.len(), "{plan:?}");
    assert!(plan.lacks().is_empty());
    let nothing = Plan::proposed(0, 1, &texts(&["甲", "乙"]), &names);
    assert_eq!(nothing.lacks(), Field::NEEDED);
}

#[test]
fn an_ended_row_is_a_case_with_its_outcome() {
    let found = found(ENDED);
    assert_eq!(kinds(&found), []);
    let case = found.case.unwrap();
    assert_eq!(case.number, "青公开〔2024〕12号");
    assert_eq!(case.received_on, date!(2024 - 03 - 05));
    assert_eq!(case.channel, Channel::SignedMail);
    assert_eq!(
        (case.title.as_str(), case.description),
        ("2023年度部门决算", None)
    );
    assert!(case.identity.is_some() && case.contact.phone.is_some());
    let ended = case.ended.unwrap();
    assert_eq!(ended.ground.unwrap().as_str(), "disclosed");
    assert_eq!(
        (ended.answered_on, ended.served_on),
        (date!(2024 - 03 - 28), None)
    );
    assert_eq!(case.remarks.unwrap(), "已电话回访");
}

#[test]
fn an_open_row_goes_on_with_its_extension_and_its_correction() {
    let open = found(OPEN);
    assert_eq!(kinds(&open), []);
    let case = open.case.unwrap();
    assert_eq!((case.ended, case.extension, case.correction), (None, None, None));
    // Received on Monday 2 November: twenty working days end on the 30th.
    let same = with(OPEN, &[(10, "2026-11-30")]);
    assert_eq!(kinds(&same), []);
    let other = with(OPEN, &[(10, "2026-12-01")]);
    assert_eq!(kinds(&other), [(Field::Due, ProblemKind::DueDiffers)]);
    assert!(other.case.is_some(), "a warning");
    let extended = with(OPEN, &[(9, "2026-11-12"), (10, "2026-12-14")]);
    assert_eq!(kinds(&extended), []);
    let extension = extended.case.unwrap().extension.unwrap();
    assert_eq!(
        (extension.on, extension.working_days),
        (date!(2026 - 11 - 12), 10)
    );
    let some_day = with(OPEN, &[(9, "是")]);
    assert_eq!(
        kinds(&some_day),
        [(Field::Extended, ProblemKind::ExtendedSomeDay)]
    );
    assert_eq!(some_day.case.unwrap().extension.unwrap().working_days, 20);
    let corrected = with(OPEN, &[(8, "2026/11/9")]);
    let correction = corrected.case.unwrap().correction.unwrap();
    assert_eq!(correction.received_on, Some(date!(2026 - 11 - 09)));
}

#[test]
fn each_mistake_is_told_where_it_stands() {
    use Field::{
        AnsweredOn, Applicant, Channel, Identity, Kind, Number, Outcome, Phone, ReceivedOn, Request,
    };
    for (place, value, field, kind) in [
        (0, "", Number, ProblemKind::Missing),
        (0, "甲\u{202e}乙", Number, ProblemKind::Unreadable),
        (1, "三月五日", ReceivedOn, ProblemKind::NoDay),
        (1, "2027-01-01", ReceivedOn, ProblemKind::InTheFuture),
        (1, "-", ReceivedOn, ProblemKind::Missing),
        (2, "飞鸽", Channel, ProblemKind::Unknown),
        (3, "", Applicant, ProblemKind::Missing),
        (3, "甲\u{202e}乙", Applicant, ProblemKind::Unreadable),
        (4, "神仙", Kind, ProblemKind::Unknown),
        (5, "990101199001010018", Identity, ProblemKind::IdentityNotKept),
        (6, "打不通", Phone, ProblemKind::NotKept),
        (7, "", Request, ProblemKind::Missing),
        (11, "2024-03-01", AnsweredOn, ProblemKind::TooEarly),
        (11, "", Outcome, ProblemKind::OutcomeWithoutDay),
        (12, "", AnsweredOn, ProblemKind::DayWithoutOutcome),
        (12, "不知道", Outcome, ProblemKind::Unknown),
    ] {
        let found = with(ENDED, &[(place, value)]);
        assert_eq!(kinds(&found), [(field, kind)], "{value}");
        assert_eq!(found.case.is_some(), kind.is_warning(), "{value}");
    }
    let long = "字".repeat(2_001);
    let mut row = texts(&ENDED);
    row[7] = long;
    let law = law();
    let (names, heads) = (Names::embedded(&law).unwrap(), texts(&HEADS));
    let plan = Plan::proposed(0, 1, &heads, &names);
    let found = read(&row, &heads, &plan, &names, &law, TODAY);
    assert_eq!(kinds(&found), [(Request, ProblemKind::TooLong)]);
}

#[test]
fn what_somebody_says_of_a_value_goes_before_what_names_say() {
    let law = law();
    let (names, heads) = (Names::embedded(&law).unwrap(), texts(&HEADS));
    let mut plan = Plan::proposed(0, 1, &heads, &names);
    let row = texts(&{
        let mut row = ENDED;
        row[12] = "不知道";
        row[2] = "";
        row
    });
    plan.values
        .push((Field::Outcome, "不知道".to_owned(), Target::Merged));
    plan.columns.remove(&Field::Channel);
    plan.always.push(Target::Channel(Channel::Fax));
    let again: Plan = serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
    assert_eq!(again, plan);
    let case = read(&row, &heads, &plan, &names, &law, TODAY).case.unwrap();
    assert_eq!(case.channel, Channel::Fax);
    assert_eq!(case.ended.unwrap().ground, None);
}

#[test]
fn a_long_request_is_kept_whole_under_its_beginning() {
    let long = "请公开某某小区改造项目的立项批复、招标文件、中标通知书、施工合同、监理合同、竣工验收报告和工程决算审计报告等全部材料，并说明资金来源";
    let case = with(ENDED, &[(7, long)]).case.unwrap();
    assert_eq!(case.title.chars().count(), 60);
    assert_eq!(case.description.as_deref(), Some(long));
}
