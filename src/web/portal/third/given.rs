//! What a third party has answered, and when: the receipt, to print, and to come back to.

use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;
use uuid::Uuid;

use super::{
    attached,
    draft::{FileRow, name_of},
    load::{self, Asked},
};
use crate::{
    store::{self, Scope},
    template::Template,
    text::{key, words},
    web::{
        error::Failure,
        extract::Path,
        page::{Page, Side, Title, View},
        portal::{case::Contact, load::contact},
    },
};

/// An answer that the agency has.
#[derive(Debug, Serialize)]
pub(super) struct Given {
    pub(super) said: String,
    /// What may be disclosed of what they were shown, by title.
    pub(super) agreed: Vec<String>,
    /// The day that counts.
    pub(super) on: String,
    /// When it came, where it came online; otherwise the agency has recorded it.
    pub(super) at: Option<String>,
    pub(super) reasons: Option<String>,
    pub(super) files: Vec<FileRow>,
}

/// The receipt.
#[derive(Debug, Serialize)]
pub(super) struct Receipt {
    link: String,
    agency_name: String,
    title: String,
    letter_number: String,
    /// Who was asked.
    addressee: String,
    given: Given,
    contact: Contact,
}

impl Given {
    /// What was answered; none as long as nothing was.
    pub(super) async fn of(view: &View, asked: &Asked) -> Result<Option<Self>, Failure> {
        let Some(opinion) = &asked.notice.opinion else {
            return Ok(None);
        };
        let (db, scope) = (view.app.db(), Scope::of(asked.agency.id));
        let mut texts = store::words::of_case(db, scope, asked.case.id).await?;
        let reasons = opinion
            .reasons
            .and_then(|words| texts.remove(&words.id).flatten());
        let mut files = Vec::new();
        let known = store::file::of_case(db, scope, asked.case.id).await?;
        for (number, sent) in (1..).zip(&opinion.files) {
            if let Some(file) = known.iter().find(|file| file.id == sent.id) {
                files.push(FileRow::new(
                    number,
                    &file.name,
                    words::size(view.lang, file.size),
                ));
            }
        }
        let recorded = asked.history.iter().find(|one| one.seq == opinion.seq);
        let recorded = recorded.filter(|_| opinion.online);
        Ok(Some(Self {
            said: name_of(view.say(), opinion.view)?,
            agreed: attached::titles(view, asked, &opinion.agreed).await?,
            on: words::date_with_weekday(view.lang, opinion.answered_on),
            at: recorded.map(|one| words::instant(view.lang, one.at, view.app.clock.offset())),
            reasons,
            files,
        }))
    }

    pub(super) fn sample(online: bool) -> Self {
        Self {
            said: "不同意公开".to_owned(),
            agreed: online.then(|| "投标文件<b>".to_owned()).into_iter().collect(),
            on: "2026年11月25日（星期三）".to_owned(),
            at: online.then(|| "2026年11月25日 10:20".to_owned()),
            reasons: online.then(|| "涉及报价<b>".to_owned()),
            files: if online {
                vec![FileRow::new(1, "证明<b>.pdf", "12 KB".to_owned())]
            } else {
                Vec::new()
            },
        }
    }
}

/// `GET /consultation/{link}/receipt`
pub(in crate::web::portal) async fn show(view: View, Path(link): Path<Uuid>) -> Result<Response, Failure> {
    let asked = load::asked(&view, link).await?;
    let Some(given) = Given::of(&view, &asked).await? else {
        return Ok(Redirect::to(&asked.at()).into_response());
    };
    view.page(Receipt {
        link: asked.link.id.to_string(),
        title: asked.says.title,
        letter_number: asked.letter.number,
        addressee: asked.says.addressee.name,
        given,
        contact: contact(&asked.agency),
        agency_name: asked.agency.name,
    })
    .await
}

impl Template for Receipt {
    const NAME: &'static str = "pages/portal/third/receipt";

    fn samples() -> Vec<Self> {
        let receipt = |given| Self {
            link: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            title: "政府信息公开征求第三方意见书".to_owned(),
            letter_number: "清住建公开〔2026〕3号-征".to_owned(),
            addressee: "青溪县<b>公司".to_owned(),
            given,
            contact: Contact::sample(),
        };
        vec![receipt(Given::sample(true)), receipt(Given::sample(false))]
    }
}

impl Page for Receipt {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-third-receipt"))
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
