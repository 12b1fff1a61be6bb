//! Letters and files, only to the applicant who has proved that the case is theirs, and only once they are served.

use axum::response::Response;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    casework::{self, ActError, Order},
    domain::{
        account::Actor,
        case::SentLetter,
        ending,
        id::{FileId, LetterId},
    },
    template::Template,
    text::key,
    web::{
        download::{How, download},
        error::Failure,
        extract::Path,
        package,
        page::{Page, Side, Title, View},
        portal::load::{self, Loaded},
    },
};

/// A letter, to read on the screen and to print.
#[derive(Debug, Serialize)]
pub(super) struct LetterPage {
    case: String,
    letter: String,
    title: String,
    agency_name: String,
    /// As [`crate::letters::Letters::html`] gives it: escaped.
    html: String,
    /// It answers the application or ends the case, so there are remedies against it.
    is_answer: bool,
}

/// `GET /track/case/{case}/letters/{letter}`
pub(in crate::web::portal) async fn letter(
    view: View,
    Path((case, letter)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let sent = opened(&view, &loaded, letter).await?;
    let stored = load::letter(&view.app, &loaded, sent.id).await?;
    let page = LetterPage {
        case: case.to_string(),
        letter: letter.to_string(),
        title: format!("{} {}", stored.document.title, sent.number),
        agency_name: loaded.agency.name.clone(),
        html: view.app.office.letters.html(&stored.document),
        is_answer: loaded.case.answer == Some(sent.id)
            || ending::told(&loaded.case).is_some_and(|(letter, _)| letter.id == sent.id),
    };
    view.page(page).await
}

/// `GET /track/case/{case}/letters/{letter}/pdf`
pub(in crate::web::portal) async fn pdf(
    view: View,
    Path((case, letter)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let sent = opened(&view, &loaded, letter).await?;
    let stored = load::letter(&view.app, &loaded, sent.id).await?;
    let bytes = load::blob(&view.app, stored.pdf).await?;
    let name = format!("{}（{}）.pdf", stored.document.title, sent.number);
    Ok(download(How::Save, "application/pdf", &name, bytes))
}

/// `GET /track/case/{case}/letters/{letter}/package`: the letter with everything that it lists.
pub(in crate::web::portal) async fn package(
    view: View,
    Path((case, letter)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let sent = opened(&view, &loaded, letter).await?;
    package::give(&view.app.office, loaded.agency.id, loaded.case.id, sent.id).await
}

/// `GET /track/case/{case}/files/{file}`
pub(in crate::web::portal) async fn file(
    view: View,
    Path((case, file)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let files = load::handed_over(&view.app, &loaded).await?;
    let file = files
        .into_iter()
        .find(|known| known.id == FileId(file))
        .ok_or(Failure::NotFound)?;
    let bytes = load::blob(&view.app, file.content).await?;
    Ok(download(How::Save, &file.media_type, &file.name, bytes))
}

/// The letter, if it is one of the case and has been served; that it was opened is recorded, once.
async fn opened<'a>(view: &View, loaded: &'a Loaded, letter: Uuid) -> Result<&'a SentLetter, Failure> {
    let case = &loaded.case;
    let letter = LetterId(letter);
    let sent = case
        .letter(letter)
        // What went to a third party or another organ is none of the applicant's.
        .filter(|sent| sent.was_sent() && case.is_for_the_applicant(sent.id))
        .ok_or(Failure::NotFound)?;
    if sent.opened_on.is_none() {
        let actor = Actor::Applicant { case: case.id };
        let order = Order::Open { letter };
        match casework::act(
            &view.app.office,
            &actor,
            case.agency,
            case.id,
            case.version,
            order,
        )
        .await
        {
            // Somebody works on the case at this very moment: the letter is shown all the same, and the next opening
            // is recorded.
            Ok(_) | Err(ActError::Stale(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(sent)
}

impl Template for LetterPage {
    const NAME: &'static str = "pages/portal/letter";

    fn samples() -> Vec<Self> {
        let letter = |is_answer| Self {
            case: "0".to_owned(),
            letter: "0".to_owned(),
            title: "政府信息公开申请答复书".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            html: "<article class=\"letter\"><h1>答复书</h1></article>".to_owned(),
            is_answer,
        };
        vec![letter(true), letter(false)]
    }
}

impl Page for LetterPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Name {
            name: self.title.clone(),
            what: key("portal-case-letters"),
        }
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
