//! How letters write dates, periods and lists.

use super::document::numeral;
use time::{Date, Weekday};

/// `2026年11月22日`.
pub fn date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), u8::from(date.month()), date.day())
}

/// The last day of a period: `2027年1月13日（星期三）`, and where it depends on a day of which no holiday notice is out,
/// `2027年1月13日（星期三）（暂定）`.
pub fn last_day(day: Date, provisional: bool) -> String {
    let mark = if provisional { "（暂定）" } else { "" };
    format!("{}{mark}", date_with_weekday(day))
}

/// `2026年11月22日（星期日）`.
pub fn date_with_weekday(day: Date) -> String {
    let weekday = match day.weekday() {
        Weekday::Monday => "一",
        Weekday::Tuesday => "二",
        Weekday::Wednesday => "三",
        Weekday::Thursday => "四",
        Weekday::Friday => "五",
        Weekday::Saturday => "六",
        Weekday::Sunday => "日",
    };
    format!("{}（星期{weekday}）", date(day))
}

/// `20个工作日`.
pub fn working_days(count: u16) -> String {
    format!("{count}个工作日")
}

/// `60日`.
pub fn days(count: u16) -> String {
    format!("{count}日")
}

/// `6个月`.
pub fn months(count: u16) -> String {
    format!("{count}个月")
}

/// What a remedy is against: the letter of so many items, those of its answers, or those of their withheld parts, that
/// it is for. `closing` is what the letter calls itself, `答复` or `告知`.
pub fn contested(whole: &[u16], withheld_of: &[u16], of: usize, closing: &str) -> String {
    match (whole, withheld_of) {
        // A letter without items is contested as a whole.
        (whole, []) if whole.is_empty() || whole.len() == of => format!("本{closing}"),
        (whole, []) => format!("本{closing}书{}{closing}", items(whole)),
        ([], _) if of == 1 => format!("本{closing}书中不予公开的部分"),
        ([], parts) => format!("本{closing}书{}{closing}中不予公开的部分", items(parts)),
        (whole, parts) => format!(
            "本{closing}书{}{closing}和{}{closing}中不予公开的部分",
            items(whole),
            items(parts)
        ),
    }
}

/// `第1、3至5页`.
pub fn pages(numbers: &[u32]) -> String {
    format!("第{}页", runs(numbers))
}

/// `1、3至5`: three and more in a row are named by the first and the last.
pub fn runs(numbers: &[u32]) -> String {
    let runs = numbers.chunk_by(|one, next| one.checked_add(1) == Some(*next));
    let named: Vec<String> = runs
        .flat_map(|run| match run {
            [first, _, .., last] => vec![format!("{first}至{last}")],
            short => short.iter().map(u32::to_string).collect(),
        })
        .collect();
    named.join("、")
}

/// `第一项、第三项`.
pub fn items(numbers: &[u16]) -> String {
    let named: Vec<String> = numbers
        .iter()
        .map(|number| format!("第{}项", numeral::chinese(usize::from(*number))))
        .collect();
    named.join("、")
}

/// What a person wrote, to stand within a sentence of the letter: one line, without a stop of its own.
pub fn clause(written: &str) -> String {
    let lines = written
        .lines()
        .map(|line| line.trim().trim_end_matches(['。', '；', '，', '、', ';', ',']))
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("；")
}

/// What a person wrote, to stand as paragraphs of the letter: the last one ends with a stop.
pub fn sentences(written: &str) -> String {
    let written = written.trim();
    let last = written
        .trim_end_matches(['”', '’', '）', '》', ')'])
        .chars()
        .next_back();
    // After Latin letters and digits there may stand an address or a number, which a stop would lengthen.
    let is_open = last.is_some_and(|c| !c.is_ascii() && !"。！？；：…，、".contains(c));
    let mark = if is_open { "。" } else { "" };
    format!("{written}{mark}")
}

/// The title of a statute in title marks, whether or not the person typed them.
pub fn titled(title: &str) -> String {
    format!("《{}》", title.trim_start_matches('《').trim_end_matches('》'))
}

/// A statutory sentence of the law's data, spoken to the addressee: the data say 您, an organisation is 你单位.
pub fn addressed(statement: &str, you: &str) -> String {
    statement.replace('您', you)
}

/// A statutory sentence on a part of what was asked (条例第三十七条), not on the whole.
pub fn on_part(statement: &str) -> String {
    statement
        .replace("您申请公开的信息", "该部分信息")
        .replace("您申请公开的内容", "该部分内容")
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn dates_are_written_without_leading_zeros() {
        assert_eq!(date(date!(2026 - 01 - 04)), "2026年1月4日");
        assert_eq!(
            date_with_weekday(date!(2026 - 11 - 22)),
            "2026年11月22日（星期日）"
        );
    }

    #[test]
    fn periods_and_items_are_written_as_the_law_writes_them() {
        assert_eq!(
            [working_days(20), days(60), months(6)],
            ["20个工作日", "60日", "6个月"]
        );
        assert_eq!(items(&[1, 3, 12]), "第一项、第三项、第十二项");
    }

    #[test]
    fn pages_in_a_row_are_named_by_the_first_and_the_last() {
        assert_eq!(pages(&[3]), "第3页");
        assert_eq!(pages(&[1, 2, 4]), "第1、2、4页");
        assert_eq!(pages(&[1, 3, 4, 5, 9, 10]), "第1、3至5、9、10页");
        assert_eq!(pages(&(1..=30).collect::<Vec<_>>()), "第1至30页");
    }

    #[test]
    fn a_remedy_says_what_it_is_against() {
        assert_eq!(contested(&[1], &[], 1, "答复"), "本答复");
        assert_eq!(contested(&[], &[], 1, "告知"), "本告知");
        assert_eq!(contested(&[1, 2], &[], 2, "告知"), "本告知");
        assert_eq!(contested(&[], &[1], 1, "答复"), "本答复书中不予公开的部分");
        assert_eq!(contested(&[1, 3], &[], 3, "答复"), "本答复书第一项、第三项答复");
        assert_eq!(
            contested(&[], &[2], 3, "答复"),
            "本答复书第二项答复中不予公开的部分"
        );
        assert_eq!(
            contested(&[1], &[2, 3], 3, "答复"),
            "本答复书第一项答复和第二项、第三项答复中不予公开的部分"
        );
    }

    #[test]
    fn what_people_write_neither_doubles_nor_lacks_a_stop() {
        assert_eq!(clause("秘密，10年。"), "秘密，10年");
        assert_eq!(
            clause("公文系统；\n\n 档案室目录、\n业务系统。"),
            "公文系统；档案室目录；业务系统"
        );
        assert_eq!(sentences(" 见附件一 "), "见附件一。");
        assert_eq!(sentences("一、甲；\n二、《乙》"), "一、甲；\n二、《乙》。");
        assert_eq!(sentences("申请人称“不知道。”"), "申请人称“不知道。”");
        assert_eq!(
            sentences("网址为https://example.cn/a"),
            "网址为https://example.cn/a"
        );
        for typed in ["税收征收管理法", "《税收征收管理法》"] {
            assert_eq!(titled(typed), "《税收征收管理法》");
        }
    }

    #[test]
    fn every_ground_that_withholds_a_part_can_be_said_of_a_part() {
        let law = crate::law::Law::embedded().unwrap();
        for ground in law
            .grounds_on(date!(2026 - 11 - 22))
            .filter(|ground| ground.withholds)
        {
            let said = addressed(&on_part(&ground.statement), "你单位");
            assert!(
                said.contains("该部分") && !said.contains("申请公开的") && !said.contains('您'),
                "{said}"
            );
        }
    }
}
