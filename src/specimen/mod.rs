//! 样例: made-up letters of every kind, composed as real ones are, by [`compose`]: so a specimen
//! shows exactly what the law's data and an agency's settings make of a case. They stand on the command line
//! (`gongkai letter`), under the administrator's templates, and in the tests.

mod answers;
mod cast;
mod material;
mod notice;
mod reply;
mod setting;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use time::Date;

use crate::{
    casework::compose::{self, ComposeError},
    domain::agency::Agency,
    law::{Law, LetterKind, NoticeKind},
    letters::LetterContext,
};

pub use self::{
    answers::{Answer, Answers, Blanks},
    material::Material,
};
use self::{cast::Who, setting::Setting};

/// What is wrong in `fixtures/samples`.
#[derive(Debug, thiserror::Error)]
pub enum SpecimenError {
    #[error("fixtures/samples/{file}：{source}")]
    Form {
        file: &'static str,
        source: Box<toml::de::Error>,
    },
    #[error("fixtures/samples/{file}：{what}")]
    Content { file: &'static str, what: String },
}

/// A made-up letter.
#[derive(Debug, Clone)]
pub struct Specimen {
    /// Its name among the specimens of its kind: `state_secret`, `together`.
    pub name: Cow<'static, str>,
    pub context: LetterContext,
}

impl Specimen {
    fn new(name: impl Into<Cow<'static, str>>, context: LetterContext) -> Self {
        Self {
            name: name.into(),
            context,
        }
    }
}

/// Of whom, by which law and on which day specimens are made.
#[derive(Debug, Clone, Copy)]
pub struct Workshop<'a> {
    pub law: &'a Law,
    pub agency: &'a Agency,
    pub material: &'a Material,
    pub on: Date,
}

/// The awkward ones that every kind has: name, who applies, how many items.
const AWKWARD: [(&str, Who, u16); 5] = [
    ("organisation", Who::Organisation, 2),
    ("rare", Who::Rare, 1),
    ("longest", Who::Longest, 1),
    ("together", Who::Together, 2),
    ("twenty", Who::Person, 20),
];

impl<'a> Workshop<'a> {
    /// The specimens of a kind of letter: the plain ones first, then as many items, as long names and as rare characters
    /// as there can be, several applicants with an agent, a text of several pages, and markup in all that people type.
    pub fn of_kind(self, kind: &LetterKind) -> Result<Vec<Specimen>, ComposeError> {
        let notice = NoticeKind::ALL
            .iter()
            .find(|notice| notice.as_str() == kind.key.as_str() && kind.statement.is_some());
        match notice {
            Some(notice) => notice::specimens(self, kind, *notice),
            None if kind.receipt => Ok(self.receipts(kind)),
            None => reply::specimens(self, kind),
        }
    }

    fn receipts(self, kind: &LetterKind) -> Vec<Specimen> {
        let lookup = || Some("https://gongkai.qingxi.example/track".to_owned());
        let receipt = |setting: &Setting<'_>| compose::receipt(&setting.matter(), lookup());
        let plain = self.setting(kind, Who::Person, 1);
        let awkward = AWKWARD.map(|(name, who, items)| (name, self.setting(kind, who, items)));
        let long = self.setting(kind, Who::Person, 1).asking(&long_text());
        let markup = self
            .setting(kind, Who::Markup, 1)
            .asking(self.material.names.markup.as_str());
        [("plain", plain)]
            .into_iter()
            .chain(awkward)
            .chain([("long_text", long), ("markup", markup)])
            .map(|(name, setting)| Specimen::new(name, receipt(&setting)))
            .collect()
    }

    fn setting(self, kind: &LetterKind, who: Who, items: u16) -> Setting<'a> {
        Setting::new(
            (self.law, self.agency, self.material),
            kind.asks_for,
            (who, items),
            self.on,
        )
    }
}

/// More than a page holds.
fn long_text() -> String {
    "上述信息涉及多个部门，形成时间跨度较长，需要逐项说明其来源、保存情况和审查意见。".repeat(45)
}
