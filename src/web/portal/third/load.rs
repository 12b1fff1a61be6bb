//! What the pages of a third party read. A consultation is found only by a link that is live and by which this session came
//! in, in the scope of its agency; whoever has none is told that there is no such page.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    casework::consulted,
    domain::{
        agency::Agency,
        case::{Case, SentLetter},
        contest,
        event::Recorded,
        id::{FileId, LetterId, LinkId},
        notice::Notice,
        party::Party,
    },
    law::Law,
    letters::{Document, LetterContext, NoticeContext},
    store::{self, Scope, StoreError, consultation_link::Link},
    web::{app::App, error::Failure, page::View, session::LetIn},
};

/// A consultation, as whoever is asked may see it.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) agency: Agency,
    /// The law with the calendar of the agency's region.
    pub(super) law: Arc<Law>,
    pub(super) link: Link,
    pub(super) case: Case,
    pub(super) history: Vec<Recorded>,
    pub(super) notice: Notice,
    pub(super) letter: SentLetter,
    /// Who was asked; none where that was erased.
    pub(super) party: Option<Party>,
    /// What the letter says, as it was issued: the one source of what a third party gets to know.
    pub(super) says: NoticeContext,
}

/// The same for whoever comes back to a form with its pass, after the session has ended.
pub(super) async fn asked_with(view: &View, link: Uuid, pass: &str) -> Result<Asked, Failure> {
    let id = LinkId(link);
    if view.visit.came_in(id).await?.is_none()
        && let Some(agency) = consulted::by_pass(&view.app.office, id, pass).await?
    {
        view.visit.let_in(LetIn { agency, link: id }).await?;
    }
    asked(view, link).await
}

/// The consultation of a link by which this visitor came in.
pub(super) async fn asked(view: &View, link: Uuid) -> Result<Asked, Failure> {
    let let_in = view.visit.came_in(LinkId(link)).await?.ok_or(Failure::NotFound)?;
    let (office, scope) = (&view.app.office, Scope::of(let_in.agency));
    let link = store::consultation_link::live(&office.db, scope, let_in.link)
        .await?
        .ok_or(Failure::NotFound)?;
    let history = store::case::load_events(&office.db, scope, link.case).await?;
    if history.is_empty() {
        return Err(Failure::NotFound);
    }
    let case = Case::fold(link.case, &history).map_err(anyhow::Error::from)?;
    let agency = store::agency::get(&office.db, scope)
        .await?
        .ok_or(Failure::NotFound)?;
    let notice = case.notice(link.notice).ok_or(Failure::NotFound)?.clone();
    let letter = case.letter_of(&notice).ok_or(Failure::NotFound)?.clone();
    let stored = letter_row(&view.app, scope, &case, letter.id).await?;
    let says = match serde_json::from_str(&stored.context) {
        Ok(LetterContext::Notice(says)) => says,
        Ok(LetterContext::Receipt(_) | LetterContext::Reply(_)) | Err(_) => {
            return Err(StoreError::inconsistent("letter", letter.id, "it is no consultation").into());
        }
    };
    let mut parties = store::consulted::of_case(&office.db, &office.vault, scope, case.id).await?;
    let party = notice.matter.other_side();
    let party = party.and_then(|(id, _)| parties.remove(&id).flatten());
    Ok(Asked {
        party,
        law: office.law_of(&agency),
        agency,
        link,
        history,
        notice,
        letter,
        says,
        case,
    })
}

async fn letter_row(
    app: &App,
    scope: Scope,
    case: &Case,
    id: LetterId,
) -> Result<store::letter::Letter, Failure> {
    let row = store::letter::get(&app.office.db, scope, id).await?;
    row.filter(|row| row.case == case.id).ok_or(Failure::NotFound)
}

impl Asked {
    /// Where the pages of this consultation are.
    pub(super) fn at(&self) -> String {
        format!("/consultation/{}", self.link.id)
    }

    /// Whether an answer is still taken.
    pub(super) fn may_answer(&self, view: &View) -> bool {
        consulted::may_answer(&view.app.office, &self.case, self.notice.id).is_ok()
    }

    /// 决定公开告知书: the letter that tells this third party that it is disclosed all the same, once it went out.
    pub(super) fn decision(&self) -> Option<&SentLetter> {
        contest::told(&self.case, self.notice.id)
    }

    /// Notes that they opened a letter, or fetched what goes with it.
    pub(super) async fn note_opened(
        &self,
        view: &View,
        (letter, file): (LetterId, Option<FileId>),
    ) -> Result<(), Failure> {
        let is_known = match file {
            None => self
                .case
                .letter(letter)
                .is_some_and(|sent| sent.opened_on.is_some()),
            Some(file) => self.notice.fetched.contains_key(&file),
        };
        if !is_known {
            let by = (self.agency.id, &self.link);
            consulted::note_opened(&view.app.office, by, (letter, file)).await?;
        }
        Ok(())
    }

    /// One of the letters to this third party, and of no other; that it was opened is noted.
    pub(super) async fn paper(&self, view: &View, id: Uuid) -> Result<Paper, Failure> {
        let mine = std::iter::once(&self.letter).chain(self.decision());
        let sent = mine
            .into_iter()
            .find(|letter| letter.id == LetterId(id))
            .ok_or(Failure::NotFound)?;
        let row = letter_row(&view.app, Scope::of(self.agency.id), &self.case, sent.id).await?;
        self.note_opened(view, (sent.id, None)).await?;
        let document = serde_json::from_str(&row.document).map_err(anyhow::Error::from)?;
        Ok(Paper {
            number: sent.number.clone(),
            document,
            pdf: row.pdf,
        })
    }
}

/// A letter as it was issued.
#[derive(Debug)]
pub(super) struct Paper {
    pub(super) number: String,
    pub(super) document: Document,
    pub(super) pdf: crate::domain::digest::Digest,
}
