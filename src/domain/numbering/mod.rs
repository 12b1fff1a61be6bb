//! 文号: how an agency numbers its cases and letters. Each kind of letter counts in a series and has a pattern and a
//! suffix; what the agency does not set for a kind comes from the law's data and from its pattern for all.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::digest::Digest;
use crate::law::{Law, LetterKey, LetterKind, is_key};

mod pattern;

/// The series of case numbers, which no letter may count in.
pub const CASES: &str = "case";

/// The longest name of a series.
const LONGEST_SERIES: usize = 40;

/// How the agency numbers its cases and letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbering {
    /// Latin code in case numbers: `QSZJ` gives `QSZJ-2026-00012`.
    pub case_code: String,
    /// Pattern of letter numbers with `{year}`, `{serial}` and, by the kind of letter, `{suffix}`:
    /// `清住建公开〔{year}〕{serial}号-{suffix}`.
    pub letter_pattern: String,
    /// Kinds of letter that are numbered otherwise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<LetterKey, KindNumbering>,
}

/// What an agency sets for one kind of letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KindNumbering {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Empty where the kind has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
}

impl KindNumbering {
    /// Whether it says anything at all.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// Which setting something is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    CaseCode,
    Pattern,
    Suffix,
    Series,
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The code in case numbers has other signs than capitals and digits, or none.
    Code,
    /// A pattern without this placeholder.
    Without(&'static str),
    /// A placeholder that there is not, or a brace on its own.
    Unknown(String),
    /// Signs that do not show.
    Control,
    /// Longer than so many characters.
    Long(usize),
    /// The name of a series has other signs than small letters, digits and `_`.
    Series,
    /// The series of the cases.
    Reserved,
    /// There is no such kind of letter.
    NoSuchKind,
    /// Another kind of letter could come to have the same number.
    Meets(LetterKey),
}

/// Something wrong, and where: of the settings for all where no kind is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub kind: Option<LetterKey>,
    pub setting: Setting,
    pub problem: Problem,
}

impl Numbering {
    fn of(&self, kind: &LetterKey) -> Option<&KindNumbering> {
        self.kinds.get(kind)
    }

    /// The series in which a kind of letter counts.
    pub fn series<'a>(&'a self, kind: &'a LetterKind) -> &'a str {
        let own = self.of(&kind.key).and_then(|own| own.series.as_deref());
        own.unwrap_or(&kind.series)
    }

    pub fn suffix<'a>(&'a self, kind: &'a LetterKind) -> &'a str {
        let own = self.of(&kind.key).and_then(|own| own.suffix.as_deref());
        own.unwrap_or(&kind.suffix)
    }

    pub fn pattern(&self, kind: &LetterKey) -> &str {
        let own = self.of(kind).and_then(|own| own.pattern.as_deref());
        own.unwrap_or(&self.letter_pattern)
    }

    /// The number of a kind of letter that is the `serial`-th of its series in a year.
    pub fn letter_number(&self, kind: &LetterKind, year: i32, serial: i64) -> String {
        written(self.pattern(&kind.key), self.suffix(kind), year, serial)
    }

    /// A number by the pattern for all kinds.
    pub fn usual_number(&self, suffix: &str, year: i32, serial: i64) -> String {
        written(&self.letter_pattern, suffix, year, serial)
    }

    /// The version of these settings that a form names.
    pub fn digest(&self) -> Digest {
        Digest::of_json(self)
    }

    /// Whether the year stands in other brackets than 〔〕, as GB/T 9704 has them: worth saying, not wrong.
    pub fn has_other_brackets(pattern: &str) -> bool {
        pattern::has_other_brackets(pattern)
    }

    /// Everything that is wrong.
    pub fn faults(&self, law: &Law) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut tell = |kind: Option<&LetterKey>, setting, problem| {
            faults.push(Fault {
                kind: kind.cloned(),
                setting,
                problem,
            });
        };
        let code = &self.case_code;
        if code.is_empty() || !code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
            tell(None, Setting::CaseCode, Problem::Code);
        }
        for problem in pattern::problems(&self.letter_pattern) {
            tell(None, Setting::Pattern, problem);
        }
        for (key, own) in &self.kinds {
            if law.find_letter(key).is_none() {
                tell(Some(key), Setting::Pattern, Problem::NoSuchKind);
            }
            for problem in own.pattern.iter().flat_map(|own| pattern::problems(own)) {
                tell(Some(key), Setting::Pattern, problem);
            }
            for problem in own.suffix.iter().flat_map(|own| pattern::suffix_problems(own)) {
                tell(Some(key), Setting::Suffix, problem);
            }
            for problem in own.series.iter().filter_map(|own| series_problems(own)) {
                tell(Some(key), Setting::Series, problem);
            }
        }
        // Whether numbers can meet is only asked of patterns that make numbers.
        if faults.is_empty() {
            faults = self.meetings(law);
        }
        faults
    }

    /// Kinds of letter that could come to have the same number: those that share a series and a wording cannot, as
    /// each serial is given once.
    fn meetings(&self, law: &Law) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (at, kind) in law.letters().iter().enumerate() {
            let made = (self.pattern(&kind.key), self.suffix(kind));
            let earlier = law.letters().iter().take(at).find(|other| {
                let others = (self.pattern(&other.key), self.suffix(other));
                let apart_by_serial = self.series(kind) == self.series(other) && made == others;
                !apart_by_serial && pattern::may_meet(made, others)
            });
            if let Some(other) = earlier {
                faults.push(self.meeting(kind, other));
            }
        }
        faults
    }

    /// Said of the kind that has settings of its own; of the pattern for all where neither has.
    fn meeting(&self, kind: &LetterKind, other: &LetterKind) -> Fault {
        let (kind, met) = match (self.of(&kind.key), self.of(&other.key)) {
            (None, Some(_)) => (Some(other.key.clone()), kind),
            (Some(_), _) => (Some(kind.key.clone()), other),
            (None, None) => (None, kind),
        };
        Fault {
            kind,
            setting: Setting::Pattern,
            problem: Problem::Meets(met.key.clone()),
        }
    }
}

fn written(pattern: &str, suffix: &str, year: i32, serial: i64) -> String {
    pattern
        .replace("{suffix}", suffix)
        .replace("{year}", &year.to_string())
        .replace("{serial}", &serial.to_string())
}

fn series_problems(series: &str) -> Option<Problem> {
    if series == CASES {
        Some(Problem::Reserved)
    } else if series.len() > LONGEST_SERIES {
        Some(Problem::Long(LONGEST_SERIES))
    } else if is_key(series) {
        None
    } else {
        Some(Problem::Series)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::law;

    fn numbering() -> Numbering {
        Numbering {
            case_code: "QSZJ".to_owned(),
            letter_pattern: "清公开〔{year}〕{serial}号-{suffix}".to_owned(),
            kinds: BTreeMap::new(),
        }
    }

    fn with(kind: &str, own: KindNumbering) -> Numbering {
        Numbering {
            kinds: [(kind.parse().unwrap(), own)].into(),
            ..numbering()
        }
    }

    fn kind(key: &str) -> &'static LetterKind {
        law().letter(&key.parse().unwrap())
    }

    #[test]
    fn what_is_not_set_for_a_kind_is_that_of_the_law_and_of_the_agency() {
        let settings = numbering();
        assert_eq!(
            settings.letter_number(kind("reply_withheld"), 2026, 3),
            "清公开〔2026〕3号-答"
        );
        assert_eq!(settings.series(kind("reply_withheld")), "reply");
        let own = KindNumbering {
            pattern: Some("清公开（{year}）第{serial}号".to_owned()),
            suffix: None,
            series: Some("withheld".to_owned()),
        };
        let settings = with("reply_withheld", own);
        assert_eq!(
            settings.letter_number(kind("reply_withheld"), 2026, 3),
            "清公开（2026）第3号"
        );
        assert_eq!(settings.series(kind("reply_withheld")), "withheld");
        assert_eq!(
            settings.letter_number(kind("reply_disclosed"), 2026, 3),
            "清公开〔2026〕3号-答"
        );
        assert_eq!(settings.faults(law()), []);
    }

    #[test]
    fn settings_of_before_are_read_as_they_were() {
        let stored = r#"{"case_code":"QSZJ","letter_pattern":"清公开〔{year}〕{serial}号-{suffix}"}"#;
        let read: Numbering = serde_json::from_str(stored).unwrap();
        assert_eq!(read, numbering());
        assert_eq!(serde_json::to_string(&read).unwrap(), stored);
    }

    #[test]
    fn two_series_never_make_the_same_number() {
        assert_eq!(numbering().faults(law()), []);
        // Without a suffix, receipts, replies and notices would all begin with 1.
        let all_alike = Numbering {
            letter_pattern: "清公开〔{year}〕{serial}号".to_owned(),
            ..numbering()
        };
        let faults = all_alike.faults(law());
        assert!(!faults.is_empty());
        assert!(
            faults
                .iter()
                .all(|fault| fault.kind.is_none() && matches!(fault.problem, Problem::Meets(_)))
        );
        // In a series of its own, but with the number of the others.
        let own = KindNumbering {
            series: Some("own".to_owned()),
            ..KindNumbering::default()
        };
        let faults = with("reply_withheld", own).faults(law());
        assert!(!faults.is_empty());
        assert!(
            faults
                .iter()
                .all(|fault| fault.kind == Some("reply_withheld".parse().unwrap()))
        );
        // The suffix of another kind of another series.
        let own = KindNumbering {
            suffix: Some("补".to_owned()),
            ..KindNumbering::default()
        };
        assert_eq!(
            with("reply_withheld", own).faults(law()),
            [Fault {
                kind: Some("reply_withheld".parse().unwrap()),
                setting: Setting::Pattern,
                problem: Problem::Meets("correction_notice".parse().unwrap()),
            }]
        );
    }

    #[test]
    fn everything_that_is_wrong_is_said_where_it_stands() {
        let own = KindNumbering {
            pattern: Some("清{serial}".to_owned()),
            suffix: Some("答\n".to_owned()),
            series: Some(CASES.to_owned()),
        };
        let mut settings = with("reply_withheld", own);
        "qs".clone_into(&mut settings.case_code);
        settings
            .kinds
            .insert("no_such_letter".parse().unwrap(), KindNumbering::default());
        let said: Vec<_> = settings
            .faults(law())
            .into_iter()
            .map(|fault| (fault.kind.map(|kind| kind.to_string()), fault.problem))
            .collect();
        let withheld = || Some("reply_withheld".to_owned());
        assert_eq!(
            said,
            [
                (None, Problem::Code),
                (Some("no_such_letter".to_owned()), Problem::NoSuchKind),
                (withheld(), Problem::Without("year")),
                (withheld(), Problem::Control),
                (withheld(), Problem::Reserved),
            ]
        );
    }
}
