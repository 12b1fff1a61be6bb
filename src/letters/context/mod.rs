//! What letters say: contexts of finished, worded values, one type a letter.
//!
//! They are stored with the letter, so every one can be read back; a field added later gets a serde default.

mod blackouts;
mod field;
mod index;
mod notice;
mod receipt;
mod remedy;
mod reply;
mod section;

pub use notice::{Labelled, NoticeContext};
pub use receipt::{Lookup, ReceiptContext};
pub use remedy::{Litigation, Organ, Reconsideration, RemedyContext, Route};
pub use reply::{Blackout, Item, ReplyContext};
pub use section::{Part, Section, SectionError};

use super::document::{self, Annex, Document};
use super::error::RenderError;
use super::tailoring::Slot;
use crate::every_template;
use crate::template::{Audit, Entry, Template, Templates};
use index::IndexContext;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Whom a letter is to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addressee {
    /// The full name of the person or body.
    pub name: String,
    /// Those who apply together with them, in order.
    #[serde(default)]
    pub others: Vec<String>,
    /// How the letter speaks to them: `您`, `你单位`, `你们`.
    pub you: String,
    /// 代理人
    #[serde(default)]
    pub agent: Option<String>,
}

impl Addressee {
    /// Somebody alone, who files it themselves.
    pub(super) fn alone(name: &str, you: &str) -> Self {
        Self {
            name: name.to_owned(),
            others: Vec::new(),
            you: you.to_owned(),
            agent: None,
        }
    }

    /// As many as there may be, an organisation and rare characters among them, by an agent.
    pub(super) fn together() -> Self {
        let names = [
            "喆䶮𬭎",
            "欧阳晓舟",
            "云山喆䶮𬭎环境科技有限公司青溪高新技术产业开发区分公司",
            "阿依古丽·买买提江",
            "甄某",
            "龘靐齉",
            "司马䲜",
            "<b>&",
            "贾试用",
        ];
        Self {
            name: "林晓舟".to_owned(),
            others: names.map(str::to_owned).to_vec(),
            you: "你们".to_owned(),
            agent: Some("公孙㑇".to_owned()),
        }
    }
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum LetterContext {
    /// 登记回执.
    Receipt(ReceiptContext),
    /// 答复书 and 告知书.
    Reply(ReplyContext),
    /// 程序性文书.
    Notice(NoticeContext),
}

/// A context to try a letter with.
#[derive(Debug)]
pub struct Sample {
    /// Its name: `reply-not_held`.
    pub name: String,
    /// What it says.
    pub context: LetterContext,
}

impl LetterContext {
    /// Whether every remedy that the letter tells of names an online channel for reconsideration.
    pub fn names_online_channel(&self) -> bool {
        match self {
            Self::Receipt(_) => true,
            Self::Reply(ReplyContext { remedies, .. }) | Self::Notice(NoticeContext { remedies, .. }) => {
                let organs = |remedy: &RemedyContext| {
                    let mut organs = remedy.reconsideration.organs.iter();
                    organs.any(|organ| organ.online.is_some())
                };
                remedies.iter().all(organs)
            }
        }
    }

    /// Samples of every letter, the awkward ones among them.
    pub fn samples() -> Vec<Sample> {
        let receipts = ReceiptContext::samples()
            .into_iter()
            .enumerate()
            .map(|(number, context)| Sample {
                name: format!("receipt-{}", number + 1),
                context: Self::Receipt(context),
            });
        let replies = ReplyContext::named_samples()
            .into_iter()
            .map(|(name, context)| Sample {
                name: format!("reply-{name}"),
                context: Self::Reply(context),
            });
        let notices = NoticeContext::named_samples()
            .into_iter()
            .map(|(name, context)| Sample {
                name: format!("notice-{name}"),
                context: Self::Notice(context),
            });
        receipts.chain(replies).chain(notices).collect()
    }

    /// The letter by templates; `own` is the one that stands for the context's own.
    pub(super) fn compose(&self, templates: &Templates, own: Option<&str>) -> Result<Document, RenderError> {
        let (document, remedies) = match self {
            Self::Receipt(receipt) => (compose(templates, own, receipt, &[])?, [].as_slice()),
            Self::Notice(notice) => (compose(templates, own, notice, &[])?, notice.remedies.as_slice()),
            Self::Reply(reply) => {
                let sections = reply.items.iter().map(|item| item.section.rendered(templates));
                let sections = sections.collect::<Result<Vec<_>, _>>()?;
                let mut document = compose(templates, own, reply, &sections)?;
                if let Some(index) = IndexContext::of(reply) {
                    document.append(annex(templates, &index)?);
                }
                if !reply.blackouts.is_empty() {
                    document.append(blackouts::annex(&reply.blackouts));
                }
                (document, reply.remedies.as_slice())
            }
        };
        if remedies.is_empty() || document.has_remedy() {
            Ok(document)
        } else {
            Err(RenderError::RemedyMissing)
        }
    }
}

fn compose<T: Template>(
    templates: &Templates,
    own: Option<&str>,
    context: &T,
    sections: &[document::Section],
) -> Result<Document, RenderError> {
    let xml = templates.render_as(own.unwrap_or(T::NAME), context)?;
    Document::parse(&xml, sections).map_err(|source| RenderError::Parse {
        template: T::NAME,
        source,
    })
}

/// The names of the sections that answers can have.
pub(super) fn section_names() -> Vec<&'static str> {
    section::NAMES.to_vec()
}

/// Whether there is such a section.
pub(super) fn is_section(name: &str) -> bool {
    section::NAMES.contains(&name)
}

/// Tries a template of a slot with every sample that it could meet.
pub(super) fn audit(templates: &Templates, slot: &Slot, name: &str, template: &str) -> Audit {
    match (slot, template) {
        (Slot::Section(section), _) => section::audit(templates, section, name),
        (Slot::Kind(_), RECEIPT) => templates.audit_as(name, &ReceiptContext::samples()),
        (Slot::Kind(_), NOTICE) => templates.audit_as(name, &NoticeContext::samples()),
        (Slot::Kind(_), _) => templates.audit_as(name, &ReplyContext::samples()),
    }
}

/// The templates of kinds of letters, as the law's data name them.
const RECEIPT: &str = "receipt";
const NOTICE: &str = "notice";

/// Something that a template can print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateField {
    /// As it is written in the template: `addressee.name`; what stands in a list below it: `items[].asked`.
    pub path: String,
    /// What it can be, of a sample.
    pub example: String,
    /// Whether it can be nothing, and has to be asked for with `#if`.
    pub optional: bool,
}

/// What a template of a slot can print.
pub(super) fn fields(slot: &Slot, template: &str) -> Vec<TemplateField> {
    let of = |samples: Result<Vec<Value>, serde_json::Error>| field::of(&samples.unwrap_or_default());
    match (slot, template) {
        (Slot::Section(name), _) => of(Ok(section::samples_of(name))),
        (Slot::Kind(_), RECEIPT) => of(ReceiptContext::samples()
            .iter()
            .map(serde_json::to_value)
            .collect()),
        (Slot::Kind(_), NOTICE) => of(NoticeContext::samples()
            .iter()
            .map(serde_json::to_value)
            .collect()),
        (Slot::Kind(_), _) => of(ReplyContext::samples().iter().map(serde_json::to_value).collect()),
    }
}

fn annex<T: Template>(templates: &Templates, context: &T) -> Result<Annex, RenderError> {
    let xml = templates.render(context)?;
    Annex::parse(&xml).map_err(|source| RenderError::Parse {
        template: T::NAME,
        source,
    })
}

/// Every template of letters.
pub(super) fn templates() -> Vec<Entry> {
    section::templates()
        .into_iter()
        .chain(every_template![
            ReceiptContext,
            ReplyContext,
            NoticeContext,
            IndexContext
        ])
        .collect()
}
