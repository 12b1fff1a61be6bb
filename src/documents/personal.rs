//! Finding personal data in words: numbers that name a person or reach one, and names that stand beside what tells that
//! they are names. It finds candidates for a person to judge; what it does not find may be there all the same.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::law::words;

words! {
    /// What kind of personal data something looks like.
    pub enum PersonalKind {
        /// 居民身份证号码
        Identity = "identity",
        /// 手机、固定电话号码
        Phone = "phone",
        /// 银行卡号
        BankCard = "bank_card",
        /// 电子邮箱
        Email = "email",
        /// A name beside what tells that it is one: `姓名：…`, `…先生`.
        Name = "name",
    }
}

/// Something found: its kind and its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    pub kind: PersonalKind,
    pub place: Range<usize>,
}

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("the patterns are ours")
}

static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{15,}[Xx]?"));
static PHONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\+?86-?)?1[3-9][0-9]{9}|0[0-9]{2,3}[-－—][0-9]{7,8}"));
static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+"));
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:姓名|联系人|法定代表人|负责人|经办人|当事人|申请人|被申请人|第三人|代理人|户主|承办人|举报人|投诉人)[：:](\p{Han}(?:[\p{Han}·]{1,10}))",
    )
});
/// Who signs, pays or owns, which may as well be an office: only what is as short as people's names and stands alone.
static PARTIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:甲方|乙方|丙方|丁方|被征收人|被拆迁人|产权人|权利人|收款人|户名|监护人|签字|签名)[：:](\p{Han}{2,4})(?:\P{Han}|$)",
    )
});
static TITLED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Han}{2,3}(?:先生|女士|同志)"));

/// Surnames of most people; a word before 先生 that begins with none of them is no name.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤";

/// What looks like personal data, in the order in which it stands. The text has no blanks: see
/// [`super::pdf::PageText`]'s users.
pub fn find(text: &str) -> Vec<Personal> {
    let mut found = Vec::new();
    for number in DIGITS
        .find_iter(text)
        .filter(|number| stands_alone(text, number.range()))
    {
        let kind = if is_identity(number.as_str()) {
            PersonalKind::Identity
        } else if number.len() > LONGEST_NUMBER && holds_identity(number.as_str()) {
            // Numbers that run into each other: all of it is looked at.
            PersonalKind::Identity
        } else if is_bank_card(number.as_str()) {
            PersonalKind::BankCard
        } else {
            continue;
        };
        found.push(Personal {
            kind,
            place: number.range(),
        });
    }
    let phones = PHONE
        .find_iter(text)
        .filter(|number| stands_alone(text, number.range()));
    found.extend(phones.map(|number| Personal {
        kind: PersonalKind::Phone,
        place: number.range(),
    }));
    found.extend(EMAIL.find_iter(text).map(|address| Personal {
        kind: PersonalKind::Email,
        place: address.range(),
    }));
    found.extend(names(text));
    found.sort_by_key(|personal| (personal.place.start, personal.place.end));
    found.dedup_by(|next, before| next.place.start < before.place.end);
    found
}

fn names(text: &str) -> Vec<Personal> {
    let name = |place: Range<usize>| Personal {
        kind: PersonalKind::Name,
        place,
    };
    let labelled = LABELLED
        .captures_iter(text)
        .filter_map(|found| found.get(1))
        .map(|found| {
            // Without blanks the next label stands right behind a name: a name of the usual kind has at most four signs.
            let signs = if found.as_str().contains('·') {
                11
            } else {
                length_of_name(found.as_str())
            };
            let end = found
                .as_str()
                .char_indices()
                .nth(signs)
                .map_or(found.end(), |(at, _)| found.start() + at);
            name(found.start()..end)
        });
    let titled = TITLED.find_iter(text).filter_map(|found| {
        let word = found.as_str();
        let title = word.char_indices().rev().nth(1)?.0;
        let begins = word
            .char_indices()
            .take_while(|(at, _)| *at < title)
            .find(|(_, sign)| SURNAMES.contains(*sign))?
            .0;
        let place = found.start() + begins..found.start() + title;
        (text.get(place.clone())?.chars().count() > 1).then(|| name(place))
    });
    let parties = PARTIES.captures_iter(text).filter_map(|found| found.get(1));
    let parties = parties.map(|found| name(found.range()));
    labelled.chain(titled).chain(parties).collect()
}

/// How many signs of the Han signs behind a label belong to the name: up to where another label begins.
fn length_of_name(signs: &str) -> usize {
    const NEXT: [&str; 9] = [
        "性别",
        "身份证",
        "电话",
        "联系",
        "住址",
        "地址",
        "民族",
        "年龄",
        "出生",
    ];
    let next = NEXT.iter().filter_map(|label| signs.find(label)).min();
    let until = next.and_then(|at| signs.get(..at)).unwrap_or(signs);
    until.chars().count().clamp(2, 4)
}

/// Whether no digit stands right before or behind it.
fn stands_alone(text: &str, place: Range<usize>) -> bool {
    let before = text.get(..place.start).and_then(|text| text.chars().next_back());
    let behind = text.get(place.end..).and_then(|text| text.chars().next());
    ![before, behind]
        .into_iter()
        .flatten()
        .any(|sign| sign.is_ascii_digit())
}

/// Whether a number is built as those of GB 11643 are: eighteen places, or fifteen as until 1999, with a day of birth. A
/// wrong check digit is no reason to leave it open: papers are full of slips.
fn is_identity(number: &str) -> bool {
    let day = match number.len() {
        18 if number
            .get(..17)
            .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_digit())) =>
        {
            number.get(6..14)
        }
        15 if number.bytes().all(|digit| digit.is_ascii_digit()) => number.get(6..12),
        _ => None,
    };
    let Some(day) = day else { return false };
    let (year, rest) = day.split_at(day.len() - 4);
    let part = |range: Range<usize>| rest.get(range).and_then(|part| part.parse::<u32>().ok());
    let century = year.len() == 2 || year.starts_with("19") || year.starts_with("20");
    century
        && part(0..2).is_some_and(|month| (1..=12).contains(&month))
        && part(2..4).is_some_and(|day| (1..=31).contains(&day))
}

/// The longest number of a card.
const LONGEST_NUMBER: usize = 19;

/// Whether somewhere in a row of digits there are eighteen that could be such a number.
fn holds_identity(digits: &str) -> bool {
    (0..digits.len().saturating_sub(17)).any(|at| digits.get(at..at + 18).is_some_and(is_identity))
}

/// Whether the digits of a number sum up as those of cards do (ISO/IEC 7812).
fn is_bank_card(number: &str) -> bool {
    if !(16..=LONGEST_NUMBER).contains(&number.len()) || !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let sum: u32 = number
        .bytes()
        .rev()
        .map(|digit| u32::from(digit - b'0'))
        .zip([false, true].into_iter().cycle())
        .map(|(digit, doubled)| match (doubled, digit * 2) {
            (false, _) => digit,
            (true, twice) if twice > 9 => twice - 9,
            (true, twice) => twice,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(PersonalKind, &str)> {
        find(text)
            .into_iter()
            .map(|personal| (personal.kind, &text[personal.place]))
            .collect()
    }

    #[test]
    fn numbers_that_name_or_reach_a_person_are_found() {
        use PersonalKind::{BankCard, Email, Identity, Phone};
        for (text, expected) in [
            (
                "身份证号110101199003077774。",
                vec![(Identity, "110101199003077774")],
            ),
            ("证件11010119900307777X，", vec![(Identity, "11010119900307777X")]),
            ("旧证110101900307777", vec![(Identity, "110101900307777")]),
            ("电话13800000000转", vec![(Phone, "13800000000")]),
            ("电话0571-88888888", vec![(Phone, "0571-88888888")]),
            ("卡号6222020200112233445", vec![]),
            ("卡号6222021234567890128", vec![(BankCard, "6222021234567890128")]),
            (
                "邮箱wang.xm@mail.example.cn。",
                vec![(Email, "wang.xm@mail.example.cn")],
            ),
            (
                "99010119900307777419900008888",
                vec![(Identity, "99010119900307777419900008888")],
            ),
            ("文号〔2026〕13800000000123号", vec![]),
            ("统一社会信用代码91330100000000000X", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn names_are_found_beside_what_tells_that_they_are_names() {
        use PersonalKind::Name;
        for (text, expected) in [
            ("申请人：林晓舟，", vec![(Name, "林晓舟")]),
            ("乙方：甄晓舟，身份证", vec![(Name, "甄晓舟")]),
            ("甲方：青溪县住房和城乡建设局。", vec![]),
            ("姓名：林晓舟性别：女", vec![(Name, "林晓舟")]),
            ("法定代表人：阿依古丽·麦麦提。", vec![(Name, "阿依古丽·麦麦提")]),
            ("经与林晓舟女士核实", vec![(Name, "林晓舟")]),
            ("各位先生", vec![]),
            ("本机关依法答复", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
