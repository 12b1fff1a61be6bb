//! By which words an entry says that a day is off or worked.

/// What a day is, by a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Off 放假.
    Rest,
    /// Worked instead 补班.
    Work,
    /// A plain day: a festival without a day off.
    Neither,
}

const REST: [&str; 4] = ["假期", "放假", "休息", "假日"];
const WORK: [&str; 3] = ["补班", "上班", "工作日"];

/// Both a day off and the day worked for it are called this, so it says nothing.
const SWAP: &str = "调休";

/// What the words say, where they say one thing only.
pub(super) fn kind(words: &str) -> Option<Kind> {
    let words = words.replace(SWAP, " ");
    let alone = |mark: &str| tokens(&words).any(|token| token == mark);
    let says = |marks: &[&str], short: &str| marks.iter().any(|mark| words.contains(mark)) || alone(short);
    match (says(&REST, "休"), says(&WORK, "班")) {
        (true, false) => Some(Kind::Rest),
        (false, true) => Some(Kind::Work),
        (true, true) | (false, false) => None,
    }
}

fn tokens(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|token| !token.is_empty())
}

/// The holiday, without the marks and the counting: `春节` out of `春节 假期 第1天/共9天`.
pub(super) fn name(words: &str) -> String {
    let plain = |token: &str| {
        let mut token = token.to_owned();
        for mark in REST.iter().chain(&WORK).chain([&SWAP]) {
            token = token.replace(mark, "");
        }
        token
    };
    let names = tokens(words)
        .map(plain)
        .filter(|token| !token.is_empty() && !["休", "班"].contains(&token.as_str()) && !counts(token));
    let names: Vec<String> = names.collect();
    if names.is_empty() {
        words.trim().to_owned()
    } else {
        names.join("、")
    }
}

/// `第1天`, `共9天`
fn counts(token: &str) -> bool {
    let number = token
        .strip_prefix('第')
        .or_else(|| token.strip_prefix('共'))
        .and_then(|rest| rest.strip_suffix('天'));
    number.is_some_and(|number| number.chars().all(|digit| digit.is_ascii_digit()))
}
