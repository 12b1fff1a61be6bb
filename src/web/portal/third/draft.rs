//! What a third party has typed and not sent yet: kept, sealed, under the id of its link, so that it is there again on another
//! day and on another device. It goes when the answer is sent, or when nobody has touched it for as long as forms are kept.

use serde::{Deserialize, Serialize};

use super::load::Asked;
use crate::{
    casework::unfinished,
    domain::{
        digest::Digest,
        id::{FileId, FormId},
        notice::View as Said,
    },
    text::{Lang, MissingText, Say, key, words},
    web::{error::Failure, filing::Waiting, page::View},
};

/// What was typed, and the files that wait.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Draft {
    pub(super) view: String,
    /// Which part they agree to, where it is a part.
    pub(super) part: String,
    /// The ids of what may be disclosed of what they were shown.
    pub(super) agreed: Vec<String>,
    pub(super) reasons: String,
    pub(super) waiting: Vec<Waiting>,
}

/// A file, as pages list it.
#[derive(Debug, Serialize)]
pub(super) struct FileRow {
    /// From 1.
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) size: String,
    /// Files here are not shown again before they are sent.
    at: Option<String>,
    is_picture: bool,
}

impl FileRow {
    pub(super) fn new(number: usize, name: &str, size: String) -> Self {
        Self {
            number,
            name: name.to_owned(),
            size,
            at: None,
            is_picture: false,
        }
    }
}

impl Draft {
    /// What was kept; nothing where nobody has typed.
    pub(super) async fn of(view: &View, asked: &Asked) -> Result<Option<Self>, Failure> {
        let kept = unfinished::open(&view.app.office, asked.agency.id, form(asked)).await?;
        // What an older program has written in another way is typed anew.
        Ok(kept.and_then(|kept| serde_json::from_str(&kept.body).ok()))
    }

    /// Keeps it.
    pub(super) async fn keep(&self, view: &View, asked: &Asked) -> Result<(), Failure> {
        let (office, agency) = (&view.app.office, asked.agency.id);
        let body = serde_json::to_string(self).map_err(anyhow::Error::from)?;
        let files: Vec<Digest> = self.waiting.iter().map(|file| file.content).collect();
        if !unfinished::keep(office, agency, form(asked), &body, &files).await? {
            unfinished::begin(office, agency, form(asked), body.clone()).await?;
            unfinished::keep(office, agency, form(asked), &body, &files).await?;
        }
        Ok(())
    }

    /// Throws it away, after it was sent.
    pub(super) async fn discard(view: &View, asked: &Asked) -> Result<(), Failure> {
        Ok(unfinished::discard(&view.app.office, asked.agency.id, form(asked)).await?)
    }

    /// What they say, where they have chosen.
    pub(super) fn said(&self) -> Option<Said> {
        self.view.parse().ok()
    }

    /// Of what they were shown, what may be disclosed; of interest only where they agree to a part.
    pub(super) fn agreed(&self, asked: &Asked) -> Vec<FileId> {
        if self.said() != Some(Said::Partly) {
            return Vec::new();
        }
        let attached = asked.notice.matter.attached().iter().map(|one| one.file);
        attached
            .filter(|file| self.agreed.contains(&file.to_string()))
            .collect()
    }

    /// What is sent as reasons: where they agree to a part, which part that is stands before why not the rest. It is written
    /// for the agency, and so in Chinese whatever language they read.
    pub(super) fn written(&self, say: Say<'_>) -> Result<String, MissingText> {
        let (part, reasons) = (self.part.trim(), self.reasons.trim());
        if self.said() != Some(Said::Partly) {
            return Ok(reasons.to_owned());
        }
        let chinese = Say {
            lang: Lang::Chinese,
            ..say
        };
        let rest = chinese.with(key("portal-third-written-rest"), &[("reasons", reasons)])?;
        if part.is_empty() {
            return Ok(rest);
        }
        let part = chinese.with(key("portal-third-written-part"), &[("part", part)])?;
        Ok(format!("{part}\n{rest}"))
    }

    pub(super) fn files(&self, say: Say<'_>) -> Vec<FileRow> {
        let files = (1..).zip(&self.waiting);
        files
            .map(|(number, file)| FileRow::new(number, &file.name, words::size(say.lang, file.size)))
            .collect()
    }
}

/// What a view is called on these pages.
pub(super) fn name_of(say: Say<'_>, view: Said) -> Result<String, MissingText> {
    say.get(match view {
        Said::Agreed => key("portal-third-agreed"),
        Said::Refused => key("portal-third-refused"),
        Said::Partly => key("portal-third-partly"),
    })
}

/// No code of a form leads to it: its mark is the link, and the pages of forms open it to nobody.
fn form(asked: &Asked) -> FormId {
    FormId(asked.link.id.0)
}
