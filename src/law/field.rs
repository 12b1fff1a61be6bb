//! Fields of an answer: what a ground demands of the handler.

use serde::Deserialize;

use super::{
    load::iso,
    word::{key, words},
};

key! {
    /// Names a field of an answer, such as `reasons`.
    pub struct FieldKey;
}

words! {
    /// What is written into a field.
    pub enum FieldKind {
        /// One line.
        Short = "short",
        /// Several lines.
        Long = "long",
        /// A date, ISO 8601.
        Date = "date",
        /// An address on the web, http or https.
        Url = "url",
        /// A telephone number.
        Phone = "phone",
        /// `yes` or `no`.
        YesNo = "yes_no",
        /// One of the options.
        Choice = "choice",
    }
}

words! {
    /// How a letter sets what was written: else one line stands within a sentence, and several are paragraphs.
    pub enum SetAs {
        /// Within a sentence, although it takes several lines.
        Clause = "clause",
        /// The title of a statute, in title marks 《》.
        Title = "title",
    }
}

words! {
    /// Whose data a field holds, where that does not have to be asked.
    pub enum DataOf {
        /// It says how an office is reached: nobody's personal data.
        Office = "office",
    }
}

words! {
    /// What an answer says of a third party's opinion; the case has to know the same.
    pub enum OpinionSaid {
        /// It objected.
        Refused = "refused",
        /// It did not answer in time.
        Silent = "silent",
        /// It was not asked.
        NotAsked = "not_asked",
    }
}

/// One of the values of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldOption {
    /// What is stored.
    pub key: String,
    /// What people read, on the form and in the letter.
    pub label: String,
    /// What it says of a third party's opinion.
    #[serde(default)]
    pub says: Option<OpinionSaid>,
}

/// The value of another field on which a demand depends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The other field: a yes/no or a choice.
    pub field: FieldKey,
    /// The value that makes the demand.
    pub is: String,
}

/// A field of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its key.
    pub key: FieldKey,
    /// Its Chinese label.
    pub label: String,
    /// What belongs into it and what does not.
    pub hint: String,
    /// What is written into it.
    pub kind: FieldKind,
    /// How many characters it takes at most.
    pub max_chars: usize,
    /// How many characters it takes at least where it is filled in.
    #[serde(default)]
    pub min_chars: usize,
    /// Whether it must be filled in wherever a ground demands it.
    pub required: bool,
    /// When it must be filled in although `required` is false.
    #[serde(default)]
    pub required_when: Option<Condition>,
    /// The only value with which the answer may go on, such as `yes` for a check that must have been made.
    #[serde(default)]
    pub must_be: Option<String>,
    /// Whether the letter shows it (it does unless the data says no); the others are for the file and the reviewers.
    #[serde(default = "yes")]
    pub in_letter: bool,
    /// Whether the handler's own words are owed, so that what only repeats the article does not do.
    #[serde(default)]
    pub own_words: bool,
    /// Whose data stand in it, where that does not have to be asked.
    #[serde(default)]
    pub whose: Option<DataOf>,
    /// Words that promise an attachment.
    #[serde(default)]
    pub promises: Vec<String>,
    /// How the letter sets it, where that does not follow from the kind.
    #[serde(default)]
    pub set_as: Option<SetAs>,
    /// The values of a choice, in order.
    #[serde(default)]
    pub options: Vec<FieldOption>,
}

/// Why a value does not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldProblem {
    /// Nothing was written.
    #[error("必须填写")]
    Missing,
    /// Too few characters.
    #[error("过于简略：至少{0}个字")]
    TooShort(usize),
    /// Too many characters.
    #[error("超过{0}个字")]
    TooLong(usize),
    /// Not a date.
    #[error("不是有效的日期，应当形如2026-01-31")]
    NotADate,
    /// Not an address on the web.
    #[error("不是有效的网址，应当以http://或者https://开头")]
    NotAUrl,
    /// Not a telephone number.
    #[error("不是有效的电话号码")]
    NotAPhone,
    /// Not one of the values.
    #[error("不在可选的范围内")]
    NotAnOption,
    /// Not the value with which the answer may go on.
    #[error("应当先完成核查")]
    MustBe,
}

fn yes() -> bool {
    true
}

impl Field {
    /// The values that may be stored, where they are a closed list.
    pub fn values(&self) -> Vec<&str> {
        match self.kind {
            FieldKind::YesNo => vec!["yes", "no"],
            FieldKind::Choice => self.options.iter().map(|option| option.key.as_str()).collect(),
            FieldKind::Short | FieldKind::Long | FieldKind::Date | FieldKind::Url | FieldKind::Phone => {
                Vec::new()
            }
        }
    }

    /// What people read for a stored value of a choice or a yes/no; any other value stands for itself.
    pub fn label_of<'a>(&'a self, value: &'a str) -> &'a str {
        match (self.kind, value) {
            (FieldKind::YesNo, "yes") => "是",
            (FieldKind::YesNo, "no") => "否",
            _ => self
                .options
                .iter()
                .find(|option| option.key == value)
                .map_or(value, |option| &option.label),
        }
    }

    /// Whether the field must be filled in, given the other values of the same answer.
    pub fn is_required<'a>(&self, value_of: impl Fn(&FieldKey) -> Option<&'a str>) -> bool {
        let conditional = |when: &Condition| value_of(&when.field) == Some(when.is.as_str());
        self.required || self.required_when.as_ref().is_some_and(conditional)
    }

    /// Checks a value that was filled in; surrounding blanks do not count.
    pub fn check(&self, value: &str) -> Result<(), FieldProblem> {
        let value = value.trim();
        let chars = value.chars().count();
        if chars == 0 {
            return Err(FieldProblem::Missing);
        }
        if chars > self.max_chars {
            return Err(FieldProblem::TooLong(self.max_chars));
        }
        if chars < self.min_chars {
            return Err(FieldProblem::TooShort(self.min_chars));
        }
        self.check_kind(value)?;
        match &self.must_be {
            Some(must) if must != value => Err(FieldProblem::MustBe),
            _ => Ok(()),
        }
    }

    fn check_kind(&self, value: &str) -> Result<(), FieldProblem> {
        let (fits, problem) = match self.kind {
            FieldKind::Short | FieldKind::Long => (true, FieldProblem::Missing),
            FieldKind::Date => (iso(value).is_some(), FieldProblem::NotADate),
            FieldKind::Url => (is_web_address(value), FieldProblem::NotAUrl),
            FieldKind::Phone => (is_phone(value), FieldProblem::NotAPhone),
            FieldKind::YesNo | FieldKind::Choice => {
                (self.values().contains(&value), FieldProblem::NotAnOption)
            }
        };
        if fits { Ok(()) } else { Err(problem) }
    }
}

fn is_web_address(value: &str) -> bool {
    let rest = value
        .strip_prefix("https://")
        .or_else(|| value.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.contains('.') && !rest.starts_with('.') && !rest.contains(char::is_whitespace)
    })
}

fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let allowed =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | ' ' | '+' | '(' | ')' | '（' | '）' | '转');
    (5..=20).contains(&digits) && value.chars().all(allowed)
}
