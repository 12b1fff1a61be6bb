//! 管理日志: what somebody who looks after an agency's settings changed, part by part, with before and after. It holds no
//! secret, and of people nothing but what their accounts are called.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::law::{Role, words};

words! {
    /// What kind of setting.
    pub enum Matter {
        Account = "account",
        Department = "department",
        Agency = "agency",
        /// 复议机关、法院
        Remedies = "remedies",
        Numbering = "numbering",
        Template = "template",
        ReviewChain = "review_chain",
        Seal = "seal",
        Calendar = "calendar",
        Delegation = "delegation",
        /// 保存期限
        Retention = "retention",
        /// What the program erased on a day because its time was over.
        Erasure = "erasure",
        /// 主动公开信息目录
        Catalogue = "catalogue",
        /// A feed of an agency's own site that the program fetches.
        Feed = "feed",
        /// 依申请公开转主动公开
        PublishedAnswer = "published_answer",
        /// 缴费方式
        Payment = "payment",
        /// 渠道测试
        ChannelTest = "channel_test",
        /// 年度数字
        AnnualFigures = "annual_figures",
    }
}

words! {
    /// A part of a setting.
    pub enum Part {
        Username = "username",
        Name = "name",
        ShortName = "short_name",
        Department = "department",
        Roles = "roles",
        Email = "email",
        Active = "active",
        Password = "password",
        Locked = "locked",
        Place = "place",
        Office = "office",
        Address = "address",
        Postcode = "postcode",
        Phone = "phone",
        Fax = "fax",
        Hours = "hours",
        Holds = "holds",
        Online = "online",
        From = "from",
        Until = "until",
        Pattern = "pattern",
        Suffix = "suffix",
        Series = "series",
        NextNumber = "next_number",
        Why = "why",
        Version = "version",
        Steps = "steps",
        Image = "image",
        SizeMm = "size_mm",
        Source = "source",
        Region = "region",
        Absent = "absent",
        Deputy = "deputy",
        /// For how many whole years; [`Value::Is`] true where it is for ever.
        Kept = "kept",
        /// How many cases.
        Erased = "erased",
        /// Of what ended, or was decided, through which day.
        Through = "through",
        /// 文号、索引号
        Number = "number",
        PublishedOn = "published_on",
        Summary = "summary",
        Link = "link",
        Topics = "topics",
        /// How many entries are new, and how many are other than they were.
        Added = "added",
        Updated = "updated",
        /// How something stands: prepared, published, withdrawn.
        State = "state",
        Bank = "bank",
        BankAccount = "bank_account",
        /// What is to be written with a payment.
        Purpose = "purpose",
        Remark = "remark",
        /// How often the channel is tested.
        Every = "every",
        /// Within how many working hours a test is to be confirmed, within how many working days answered.
        ReceiveHours = "receive_hours",
        AnswerDays = "answer_days",
    }
}

/// What a part was or is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Words(String),
    Roles(BTreeSet<Role>),
    /// Whether it is so.
    Is(bool),
    Day(Date),
    Number(i64),
    /// Something that is never shown: that it was set is all that is kept.
    Secret,
}

/// A part with what it was and is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartChange {
    pub part: Part,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// A change of one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub matter: Matter,
    /// Which of them, as it was called when it was changed.
    pub subject: String,
    pub parts: Vec<PartChange>,
}

impl Change {
    pub fn of(matter: Matter, subject: impl Into<String>) -> Self {
        Self {
            matter,
            subject: subject.into(),
            parts: Vec::new(),
        }
    }

    /// Notes a part, where it is not what it was.
    #[must_use]
    pub fn part(
        mut self,
        part: Part,
        before: Option<impl Into<Value>>,
        after: Option<impl Into<Value>>,
    ) -> Self {
        let (before, after) = (before.map(Into::into), after.map(Into::into));
        if before != after {
            self.parts.push(PartChange { part, before, after });
        }
        self
    }

    /// Notes a part of something new.
    #[must_use]
    pub fn set(self, part: Part, after: Option<impl Into<Value>>) -> Self {
        self.part(part, None::<Value>, after)
    }

    /// Whether nothing is other than it was.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&String> for Value {
    fn from(words: &String) -> Self {
        Self::Words(words.clone())
    }
}

impl From<&BTreeSet<Role>> for Value {
    fn from(roles: &BTreeSet<Role>) -> Self {
        Self::Roles(roles.clone())
    }
}

impl From<bool> for Value {
    fn from(is: bool) -> Self {
        Self::Is(is)
    }
}

impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_other_than_before_is_noted() {
        let change = Change::of(Matter::Account, "承办人乙（qxzj-handler）")
            .part(Part::Name, Some("承办人乙"), Some("承办人乙"))
            .part(Part::Email, None::<Value>, Some("yi@example.gov.cn"))
            .part(Part::Active, Some(true), Some(false))
            .set(Part::Password, Some(Value::Secret));
        let parts: Vec<Part> = change.parts.iter().map(|change| change.part).collect();
        assert_eq!(parts, [Part::Email, Part::Active, Part::Password]);
        assert!(
            Change::of(Matter::Seal, "印章")
                .set(Part::Name, None::<Value>)
                .is_empty()
        );
    }

    #[test]
    fn values_read_back_as_they_were_written() {
        let parts = vec![
            PartChange {
                part: Part::Roles,
                before: Some(Value::Roles(BTreeSet::from([Role::Handler]))),
                after: Some(Value::Day(time::macros::date!(2026 - 11 - 27))),
            },
            PartChange {
                part: Part::Password,
                before: None,
                after: Some(Value::Secret),
            },
        ];
        let json = serde_json::to_string(&parts).unwrap();
        assert!(json.contains("2026-11-27"), "{json}");
        assert_eq!(serde_json::from_str::<Vec<PartChange>>(&json).unwrap(), parts);
    }
}
