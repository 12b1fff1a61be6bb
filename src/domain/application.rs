//! 申请: what was filed. Its words are never changed after filing; later corrections are added beside them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    applicant::ApplicantKind,
    digest::Digest,
    id::{ApplicantId, ApplicationId},
};
pub use crate::law::AsksFor;
use crate::law::{Channel, words};

/// The most items that one application may hold.
pub const MAX_ITEMS: usize = 20;
/// The most characters in the description of one item.
pub const MAX_DESCRIPTION: usize = 2_000;
/// The most characters in the title of one item, and in its file number.
pub const MAX_TITLE: usize = 200;

/// One piece of information that is asked for (条例第二十九条第二款第二项): its name, its 文号, or a description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// From 1, in the order of the form.
    pub number: u16,
    pub title: String,
    pub document_number: Option<String>,
    pub description: Option<String>,
}

words! {
    /// 政府信息的载体
    pub enum ProvisionForm {
        Electronic = "electronic",
        Paper = "paper",
        Disc = "disc",
    }
}

words! {
    /// 获取方式
    pub enum ObtainBy {
        Online = "online",
        Email = "email",
        Post = "post",
        Collect = "collect",
        OnSite = "on_site",
    }
}

/// The application itself, as a value; who filed it stands beside it. Where records are to be corrected, nothing is
/// provided and nobody is asked how: form and way then hold what suits the channel, and only the way in which the answer
/// is served begins with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    pub items: Vec<Item>,
    pub form: ProvisionForm,
    pub obtain_by: ObtainBy,
    /// Whether another form will do where the wished one cannot be had (条例第四十条).
    pub accepts_other_form: bool,
}

impl Application {
    /// With those items alone: some may have become a case of their own.
    #[must_use]
    pub fn only(&self, items: &BTreeSet<u16>) -> Self {
        let kept = self.items.iter().filter(|item| items.contains(&item.number));
        Self {
            items: kept.cloned().collect(),
            ..self.clone()
        }
    }

    /// What a queue shows for the whole application: the first item's title, how many more there are, and that records
    /// are to be corrected, where that is what is asked.
    pub fn subject(&self, asks_for: AsksFor) -> String {
        let first = self.items.first().map_or("", |item| item.title.as_str());
        let subject = match self.items.len() {
            0 | 1 => first.to_owned(),
            several => format!("{first}（等{several}项）"),
        };
        match asks_for {
            AsksFor::Information => subject,
            AsksFor::RecordCorrection => format!("更正记录：{subject}"),
        }
    }
}

/// How events name an application: no word of the applicant's, and no name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    pub application: ApplicationId,
    pub applicant: ApplicantId,
    pub applicant_kind: ApplicantKind,
    pub channel: Channel,
    /// How many items it holds; they are numbered from 1.
    pub items: u16,
    /// Salted digest of the application as filed.
    pub content: Digest,
    #[serde(default = "AsksFor::information")]
    pub asks_for: AsksFor,
}
