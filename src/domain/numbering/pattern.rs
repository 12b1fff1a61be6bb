//! A pattern of numbers, taken apart: what is wrong with it, and whether two can make the same number.

use std::collections::BTreeSet;

use super::Problem;

/// The longest pattern or suffix, in characters.
const LONGEST: usize = 60;

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    Text(&'a str),
    /// What stands between braces.
    Placeholder(&'a str),
    /// A brace without its other half.
    Brace(&'a str),
}

fn parts(pattern: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        let (text, from) = rest.split_at(at);
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        let inner = from.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        if let Some((name, after)) = inner.filter(|(name, _)| !name.contains('{')) {
            parts.push(Part::Placeholder(name));
            rest = after;
        } else {
            let (brace, after) = from.split_at(1);
            parts.push(Part::Brace(brace));
            rest = after;
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// Everything that is wrong with a pattern.
pub(super) fn problems(pattern: &str) -> Vec<Problem> {
    let parts = parts(pattern);
    let mut problems = plain_problems(pattern);
    for name in ["year", "serial"] {
        if !parts.contains(&Part::Placeholder(name)) {
            problems.push(Problem::Without(name));
        }
    }
    problems.extend(parts.iter().filter_map(|part| match part {
        Part::Placeholder("year" | "serial" | "suffix") | Part::Text(_) => None,
        Part::Placeholder(name) => Some(Problem::Unknown(format!("{{{name}}}"))),
        Part::Brace(brace) => Some(Problem::Unknown((*brace).to_owned())),
    }));
    problems
}

/// Everything that is wrong with a suffix, which is put in as it is.
pub(super) fn suffix_problems(suffix: &str) -> Vec<Problem> {
    let mut problems = plain_problems(suffix);
    problems.extend(
        suffix
            .find(['{', '}'])
            .map(|_| Problem::Unknown(suffix.to_owned())),
    );
    problems
}

fn plain_problems(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if text.chars().count() > LONGEST {
        problems.push(Problem::Long(LONGEST));
    }
    if text.chars().any(is_invisible) {
        problems.push(Problem::Control);
    }
    problems
}

/// Signs that nobody sees, and which would make two numbers look the same.
fn is_invisible(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether the year stands in other brackets than those of official documents.
pub(super) fn has_other_brackets(pattern: &str) -> bool {
    let around = [("[", "]"), ("(", ")"), ("（", "）"), ("【", "】"), ("［", "］")];
    around
        .iter()
        .any(|(open, close)| pattern.contains(&format!("{open}{{year}}{close}")))
}

/// A place in what a pattern makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Sign(char),
    /// A digit that is not 0, as years and serials begin.
    First,
    Digit,
    /// Any number of digits.
    Digits,
}

fn places(pattern: &str, suffix: &str) -> Vec<Place> {
    let signs = |text: &str| text.chars().map(Place::Sign).collect::<Vec<_>>();
    parts(pattern)
        .into_iter()
        .flat_map(|part| match part {
            Part::Text(text) | Part::Brace(text) => signs(text),
            Part::Placeholder("year") => vec![Place::First, Place::Digit, Place::Digit, Place::Digit],
            Part::Placeholder("serial") => vec![Place::First, Place::Digits],
            Part::Placeholder("suffix") => signs(suffix),
            Part::Placeholder(name) => signs(&format!("{{{name}}}")),
        })
        .collect()
}

impl Place {
    /// Whether one sign can stand at both places.
    fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Sign(one), Self::Sign(two)) => one == two,
            (Self::Sign(sign), place) | (place, Self::Sign(sign)) => {
                sign.is_ascii_digit() && (sign != '0' || place != Self::First)
            }
            (Self::First | Self::Digit | Self::Digits, Self::First | Self::Digit | Self::Digits) => true,
        }
    }
}

/// Whether two patterns, each with its suffix, can make the same number: a walk over both at once.
pub(super) fn may_meet(one: (&str, &str), two: (&str, &str)) -> bool {
    let (one, two) = (places(one.0, one.1), places(two.0, two.1));
    let mut seen = BTreeSet::new();
    let mut open = vec![(0, 0)];
    while let Some((a, b)) = open.pop() {
        if !seen.insert((a, b)) {
            continue;
        }
        let (at_one, at_two) = (one.get(a).copied(), two.get(b).copied());
        if at_one.is_none() && at_two.is_none() {
            return true;
        }
        // Where there may be any number of digits, there may be none.
        if at_one == Some(Place::Digits) {
            open.push((a + 1, b));
        }
        if at_two == Some(Place::Digits) {
            open.push((a, b + 1));
        }
        if let (Some(sign_one), Some(sign_two)) = (at_one, at_two)
            && sign_one.meets(sign_two)
        {
            let step = |at: usize, place| if place == Place::Digits { at } else { at + 1 };
            open.push((step(a, sign_one), step(b, sign_two)));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_year_and_serial_and_nothing_unknown() {
        let found = |pattern: &str| problems(pattern);
        assert_eq!(found("青公开〔{year}〕第{serial}号-{suffix}"), []);
        assert_eq!(found("青公开〔{year}〕号"), [Problem::Without("serial")]);
        assert_eq!(
            found("青{years}{serial}"),
            [Problem::Without("year"), Problem::Unknown("{years}".to_owned())]
        );
        assert_eq!(found("青{year}{serial}{"), [Problem::Unknown("{".to_owned())]);
        assert_eq!(found("青}{year}{serial}"), [Problem::Unknown("}".to_owned())]);
        assert_eq!(
            found("{青{year}{serial}"),
            [Problem::Unknown("{".to_owned())],
            "a brace does not swallow the next placeholder"
        );
        assert_eq!(found("青{year}\u{200b}{serial}"), [Problem::Control]);
        assert_eq!(found("青{year}\n{serial}"), [Problem::Control]);
        let long = format!("{}{{year}}{{serial}}", "青".repeat(60));
        assert_eq!(found(&long), [Problem::Long(60)]);
        assert_eq!(suffix_problems("告{x}"), [Problem::Unknown("告{x}".to_owned())]);
    }

    #[test]
    fn other_brackets_are_noticed() {
        for pattern in [
            "甲[{year}]{serial}",
            "甲({year}){serial}",
            "甲（{year}）第{serial}号",
        ] {
            assert!(has_other_brackets(pattern), "{pattern}");
        }
        assert!(!has_other_brackets("甲〔{year}〕{serial}号（政）"));
    }

    #[test]
    fn two_patterns_meet_where_one_number_fits_both() {
        let pattern = "甲〔{year}〕{serial}号-{suffix}";
        assert!(may_meet((pattern, "答"), (pattern, "答")));
        assert!(!may_meet((pattern, "答"), (pattern, "告")));
        assert!(!may_meet((pattern, "告"), (pattern, "告知")));
        assert!(
            may_meet(("甲{year}{serial}", ""), ("甲{year}1{serial}", "")),
            "甲202612"
        );
        assert!(
            !may_meet(("甲{year}{serial}", ""), ("甲{year}0{serial}", "")),
            "no serial begins with 0"
        );
        assert!(
            may_meet(("甲〔{year}〕{serial}号", ""), ("甲〔2026〕{year}号", "")),
            "甲〔2026〕1000号"
        );
        assert!(!may_meet(
            ("甲〔{year}〕{serial}号", ""),
            ("甲〔{year}〕第{serial}号", "")
        ));
        assert!(may_meet(("{serial}{year}", ""), ("{year}{serial}", "")));
    }
}
