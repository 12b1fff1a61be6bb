//! Files as people pass them around, whole and broken.

use std::{collections::BTreeMap, fmt::Write as _};

use time::{Date, macros::date};

use super::*;
use crate::law::Law;

fn law() -> Law {
    Law::embedded().unwrap()
}

fn event(inside: &str) -> String {
    format!("BEGIN:VEVENT\r\n{inside}\r\nEND:VEVENT\r\n")
}

fn calendar(events: &[String]) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n",
        events.concat()
    )
}

fn compact(date: Date) -> String {
    date.to_string().replace('-', "")
}

fn read_all(file: &str) -> Reading {
    read(file.as_bytes(), None).unwrap()
}

fn faults(file: &str, year: Option<i32>) -> Vec<String> {
    let faults = read(file.as_bytes(), year).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

/// The days of a reading, with what each is.
fn days(reading: &Reading) -> Vec<(Date, &str, Option<Kind>)> {
    let rest = reading
        .rest
        .iter()
        .map(|day| (day.date, day.name.as_str(), Some(Kind::Rest)));
    let work = reading
        .work
        .iter()
        .map(|day| (day.date, day.name.as_str(), Some(Kind::Work)));
    let open = reading
        .undecided
        .iter()
        .map(|day| (day.date, day.name.as_str(), None));
    let mut days: Vec<_> = rest.chain(work).chain(open).collect();
    days.sort_by_key(|(date, ..)| *date);
    days
}

/// Every notice that the program carries, written as three makers of calendars write it, reads back as it was.
#[test]
fn a_notice_reads_back_from_every_calendar() {
    for notice in law().carried_notices() {
        let mut files = [Vec::new(), Vec::new(), Vec::new()];
        let days = notice
            .rest
            .iter()
            .map(|day| (day, true))
            .chain(notice.work.iter().map(|day| (day, false)));
        for (day, is_off) in days {
            let (date, next) = (compact(day.date), compact(day.date.next_day().unwrap()));
            let name = &day.name;
            let (word, short, special) = if is_off {
                ("假期", "休", "WORK-HOLIDAY")
            } else {
                ("补班", "班", "ALTERNATE-WORKDAY")
            };
            files[0].push(event(&format!(
                "DTSTART;VALUE=DATE:{date}\r\nDTEND;VALUE=DATE:{next}\r\nSUMMARY:{name} {word} 第1天/共9天\r\n\
                 DESCRIPTION:放假调休，共9天。2月14日上班。\r\nBEGIN:VALARM\r\nTRIGGER:-PT60M\r\n\
                 DESCRIPTION:补班提醒\r\nEND:VALARM"
            )));
            files[1].push(event(&format!(
                "DTSTART;VALUE=DATE:{date}\r\nSUMMARY;LANGUAGE=zh_CN:{name}（{short}）\r\n{SPECIAL}:{special}",
                SPECIAL = "X-APPLE-SPECIAL-DAY"
            )));
            files[2].push(event(&format!(
                "DTSTART;TZID=Asia/Shanghai:{date}T000000\r\nDTEND;TZID=Asia/Shanghai:{date}T235959\r\n\
                 SUMMARY:{short}｜{name}"
            )));
        }
        for events in files {
            let found = read(calendar(&events).as_bytes(), Some(notice.year)).unwrap();
            assert_eq!(
                (found.rest, found.work),
                (notice.rest.clone(), notice.work.clone()),
                "{}",
                notice.year
            );
        }
    }
}

#[test]
fn a_notice_reads_back_from_every_json() {
    for notice in law().carried_notices() {
        let ours = serde_json::to_string_pretty(notice).unwrap();
        let collection = format!("{{\"about\": \"多年\", \"years\": [{ours}]}}");
        let day = |day: &NamedDay, is_off| serde_json::json!({"name": day.name, "date": day.date.to_string(), "isOffDay": is_off});
        let days = notice.rest.iter().map(|rest| day(rest, true));
        let days: Vec<_> = days
            .chain(notice.work.iter().map(|work| day(work, false)))
            .collect();
        let flagged =
            serde_json::json!({"year": notice.year, "papers": notice.source, "days": days}).to_string();
        for file in [ours, collection, flagged] {
            let read = read_all(&file).settle(&BTreeMap::new()).unwrap();
            assert_eq!(&read, notice);
        }
    }
}

#[test]
fn several_days_are_one_event_and_its_end_is_not_part_of_it() {
    let file = calendar(&[
        event("DTSTART;VALUE=DATE:20270205\r\nDTEND;VALUE=DATE:20270208\r\nSUMMARY:春节（休）"),
        event("DTSTART;VALUE=DATE:20270501\r\nDURATION:P2D\r\nSUMMARY:劳动节 放假"),
        // From midnight to midnight in Beijing, as a server in London writes it.
        event("DTSTART:20270930T160000Z\r\nDTEND:20271001T160000Z\r\nSUMMARY:国庆节 休"),
        // Both ends on the same day, as some write one day.
        event("DTSTART;VALUE=DATE:20271009\r\nDTEND;VALUE=DATE:20271009\r\nSUMMARY:国庆节（调休上班）"),
        event("DTSTART;VALUE=DATE:20000101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:元旦 休"),
    ]);
    let found = read(file.as_bytes(), Some(2027)).unwrap();
    let off = Some(Kind::Rest);
    assert_eq!(
        days(&found),
        [
            (date!(2027 - 01 - 01), "元旦", off),
            (date!(2027 - 02 - 05), "春节", off),
            (date!(2027 - 02 - 06), "春节", off),
            (date!(2027 - 02 - 07), "春节", off),
            (date!(2027 - 05 - 01), "劳动节", off),
            (date!(2027 - 05 - 02), "劳动节", off),
            (date!(2027 - 10 - 01), "国庆节", off),
            (date!(2027 - 10 - 09), "国庆节", Some(Kind::Work)),
        ]
    );
}

#[test]
fn files_of_other_programs_read_alike() {
    let plain = calendar(&[
        event("DTSTART;VALUE=DATE:20271001\r\nSUMMARY:国庆节（休）"),
        event("DTSTART;VALUE=DATE:20271009\r\nSUMMARY:国庆节（班）"),
    ]);
    let expected = read_all(&plain);
    let variants = [
        plain.replace("\r\n", "\n"),
        plain.replace("\r\n", "\r"),
        plain.replace("\r\n", "\r\n\r\n"),
        format!("\u{feff}{plain}"),
        format!("\r\n{plain}"),
        plain.replace("国庆节（休）", "国庆\r\n 节（休）"),
        plain.replace("国庆节（休）", "国庆\r\n\t节（休）"),
        plain.replace("SUMMARY:", "SUMMARY;LANGUAGE=zh_CN;X-A=\"b:c;d\":"),
        plain
            .replace("BEGIN:VEVENT", "begin:vevent")
            .replace("END:VEVENT", "end:vevent"),
        plain.replace("SUMMARY", "LOCATION:\r\nCATEGORIES:节日,假期表\r\nSUMMARY"),
        plain.trim_end().to_owned(),
        plain.replace("20271009", "2027-10-09"),
    ];
    for file in variants {
        assert_eq!(read_all(&file), expected, "{file}");
    }
    let by_category = calendar(&[
        event("DTSTART;VALUE=DATE:20271001\r\nSUMMARY:国庆节\r\nCATEGORIES:法定,放假"),
        event("DTSTART;VALUE=DATE:20271009\r\nSUMMARY:国庆节\r\nCATEGORIES:补班"),
    ]);
    assert_eq!(read_all(&by_category), expected);
}

#[test]
fn what_a_file_does_not_say_is_left_to_a_person() {
    let file = calendar(&[
        event("DTSTART;VALUE=DATE:20270206\r\nSUMMARY:春节（休）"),
        event("DTSTART;VALUE=DATE:20270206\r\nSUMMARY:春节"),
        event("DTSTART;VALUE=DATE:20270205\r\nSUMMARY:除夕"),
        event("DTSTART;VALUE=DATE:20270213\r\nSUMMARY:春节调休"),
        event("DTSTART;VALUE=DATE:20270308\r\nSUMMARY:妇女节 放假还是上班"),
        event("DTSTART;VALUE=DATE:20270401\r\nSUMMARY:值班\r\nSTATUS:CANCELLED"),
        event("DTSTART;VALUE=DATE:20270404\r\nSUMMARY:防汛值班"),
    ]);
    let reading = read_all(&file);
    let open: Vec<_> = reading.undecided.iter().map(|day| day.date).collect();
    let all = [
        date!(2027 - 02 - 05),
        date!(2027 - 02 - 13),
        date!(2027 - 03 - 08),
        date!(2027 - 04 - 04),
    ];
    assert_eq!(open, all);
    let mut said = BTreeMap::from([
        (all[0], Kind::Rest),
        (all[1], Kind::Work),
        (all[2], Kind::Neither),
    ]);
    let missing = reading.clone().settle(&said).unwrap_err();
    assert_eq!(missing.iter().map(|day| day.date).collect::<Vec<_>>(), [all[3]]);
    said.insert(all[3], Kind::Neither);
    let notice = reading.settle(&said).unwrap();
    let of = |days: &[NamedDay]| {
        days.iter()
            .map(|day| (day.date, day.name.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of(&notice.rest),
        [
            (all[0], "除夕".to_owned()),
            (date!(2027 - 02 - 06), "春节".to_owned())
        ]
    );
    assert_eq!(of(&notice.work), [(all[1], "春节".to_owned())]);
}

#[test]
fn one_year_is_taken_out_of_many() {
    let file = calendar(&[
        event("DTSTART;VALUE=DATE:20261001\r\nSUMMARY:国庆节（休）"),
        event("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270102\r\nSUMMARY:元旦（休）"),
        event("DTSTART;VALUE=DATE:20271225\r\nSUMMARY:圣诞节"),
    ]);
    let found = read(file.as_bytes(), Some(2027)).unwrap();
    assert_eq!(
        found.rest.iter().map(|day| day.date).collect::<Vec<_>>(),
        [date!(2026 - 12 - 31), date!(2027 - 01 - 01)]
    );
    assert_eq!(
        faults(&file, None),
        ["文件里有2026年、2027年的安排，请说明载入哪一年"]
    );
    assert_eq!(
        faults(&file, Some(2028)),
        ["文件里没有2028年的安排，只有2026年、2027年"]
    );
}

#[test]
fn a_broken_file_says_where_and_what() {
    let json = |text: &str| faults(text, None);
    assert_eq!(
        json("{\"year\": 2027,\n \"rest\": [\n"),
        ["第3行：JSON 写法有误：文件不完整，没有写完"]
    );
    assert_eq!(
        json("{\"year\": 2027,\n \"rset\": []}"),
        ["第2行：JSON 写法有误：不认识的字段“rset”"]
    );
    assert_eq!(json("{\"rest\": []}"), ["第1行：JSON 写法有误：缺少字段“year”"]);
    assert_eq!(
        json(
            "{\"year\": 2027,\n\"rest\": [\n{\"date\": \"2027-02-30\", \"name\": \"春节\"},\n{\"date\": \"27-1-1\", \"name\": \"元旦\"}]}"
        ),
        ["第3行：“2027-02-30”不是一个日期", "第4行：“27-1-1”不是一个日期"]
    );
    assert_eq!(
        json(
            "{\"year\": 2027, \"rest\": [{\"from\": \"2027-03-05\", \"to\": \"2027-03-01\", \"name\": \"防汛\"}]}"
        ),
        ["“防汛”从2027-03-05到2027-03-01，不是一个节假日应有的长度"]
    );
    assert_eq!(
        json("{\"year\": 2027, \"rest\": [{\"name\": \"防汛\"}]}"),
        ["JSON 写法有误：“防汛”应写明 date，或者写明 from 和 to"]
    );
    assert_eq!(
        json("{\"year\": \"2027\"}"),
        ["第1行：JSON 写法有误：第15列附近的内容不是应有的类型"]
    );

    assert_eq!(
        json("年份,日期\n2027,1月1日\n"),
        ["看不懂这个文件：只能读取 JSON 和 iCalendar（.ics）格式的节假日安排"]
    );
    assert_eq!(json(" \n"), ["文件是空的"]);
    assert_eq!(
        json(&" ".repeat(MAX_BYTES + 1)),
        ["文件超过1MB，不是一年的节假日安排"]
    );
    let binary = read(&[b'{', 0xff, 0xfe, 0], None).unwrap_err();
    assert_eq!(
        binary[0].to_string(),
        "不是 UTF-8 编码的文本文件：请用文本编辑器另存为 UTF-8"
    );

    let good = event("DTSTART;VALUE=DATE:20271001\r\nSUMMARY:国庆节（休）");
    assert_eq!(
        json(&calendar(&[good.replace("20271001", "2027130")])),
        ["“2027130”不是一个日期"]
    );
    assert_eq!(
        json(&calendar(&[event("SUMMARY:国庆节（休）")])),
        ["“国庆节（休）”没有开始日期"]
    );
    assert_eq!(
        json(&calendar(&[event(
            "DTSTART:20271001\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:单位休息"
        )])),
        ["“单位休息”是重复的日程，无法确定在哪些天：请改成逐天列出"]
    );
    assert_eq!(
        json(&calendar(&[good.clone(), good.replace("休", "班")])),
        ["2027-10-01既写了放假又写了上班"]
    );
    assert_eq!(json(&calendar(&[])), ["文件里没有放假或者补班的日子"]);
    let cut = calendar(std::slice::from_ref(&good)).replace("END:VEVENT\r\nEND:VCALENDAR\r\n", "");
    assert!(json(&cut)[0].contains("iCalendar 写法有误"), "{:?}", json(&cut));
    let deep = "BEGIN:VCALENDAR\r\n".repeat(9999);
    assert_eq!(json(&deep), ["第9行：iCalendar 写法有误：日程套了太多层"]);
}

fn notice_of_2026() -> Notice {
    law().carried_notices().last().unwrap().clone()
}

#[test]
fn every_carried_notice_makes_sense() {
    let law = law();
    for notice in law.carried_notices().iter().filter(|notice| notice.year >= 2025) {
        assert_eq!(
            check(notice, Some(law.fixed_holidays())),
            Ok(Vec::new()),
            "{}",
            notice.year
        );
    }
}

#[test]
fn a_notice_that_makes_no_sense_is_told_all_at_once() {
    let day = |date, name: &str| NamedDay {
        date,
        name: name.to_owned(),
    };
    let mut notice = notice_of_2026();
    notice.source.clear();
    notice.rest.retain(|day| day.date != date!(2026 - 10 - 01));
    notice.rest.push(day(date!(2026 - 10 - 10), "国庆节"));
    notice.rest.push(day(date!(2026 - 02 - 16), ""));
    notice.rest.push(day(date!(2027 - 02 - 16), "春节"));
    let law = law();
    let faults = check(&notice, Some(law.fixed_holidays())).unwrap_err();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "没有说明来源：请写明通知的文号或者网址",
            "2026-02-16没有写是什么节日或者什么事由",
            "2026-02-16写了两次",
            "2027-02-16不属于2026年的安排：只能有当年、上年12月和下年1月的日子",
            "2026-10-10既写了放假又写了上班",
            "缺少法定节日2026-10-01（国庆节）：放假办法第二条第（七）项规定这一天放假",
        ]
    );
}

#[test]
fn what_is_odd_is_remarked() {
    let mut notice = notice_of_2026();
    notice.work.clear();
    let law = law();
    let fixed = Some(law.fixed_holidays());
    assert_eq!(check(&notice, fixed), Ok(vec![Remark::NothingWorkedInstead]));
    let monday = date!(2026 - 03 - 02);
    notice.work.push(NamedDay {
        date: monday,
        name: "春节".to_owned(),
    });
    assert_eq!(check(&notice, fixed), Ok(vec![Remark::WorkedAnyway(monday)]));
    // A region adds a day or two, and says nothing of the rest.
    let region = Notice {
        rest: notice.work.clone(),
        work: Vec::new(),
        ..notice
    };
    assert_eq!(check(&region, None), Ok(Vec::new()));
}

proptest::proptest! {
    /// Whatever a file holds, reading it ends with days or with messages.
    #[test]
    fn no_file_brings_the_program_down(
        lines in proptest::collection::vec("(BEGIN:|END:|DTSTART|;VALUE=DATE:|SUMMARY:|RRULE:| )?[ -~春节休班：]{0,20}", 0..30),
        year in proptest::option::of(2000..2050),
    ) {
        let mut file = "BEGIN:VCALENDAR\n".to_owned();
        for line in &lines {
            writeln!(file, "{line}").unwrap();
        }
        let _read = read(file.as_bytes(), year);
        let _json = read(format!("{{{}", lines.join("\n")).as_bytes(), year);
    }
}
