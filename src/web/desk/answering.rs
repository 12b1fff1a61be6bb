//! 网上答复的链接和验证码: what a third party needs to answer online, to be printed and put into the envelope with the letter;
//! whether it was used; and another one in its place.

use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Serialize;
use uuid::Uuid;

use super::case;
use crate::{
    casework::{ActError, consulted},
    domain::{
        consultation,
        id::{CaseId, NoticeId},
        notice::Notice,
        party::Party,
        text::{Phone, masked},
    },
    notices::CONSULTED,
    store::consultation_link::Link,
    template::{Entry, Template},
    text::{Key, key, words},
    web::{
        app::App,
        casefile::dossier::Dossier,
        error::Failure,
        extract::{Path, SignedIn},
        form::Form,
        guard::Nothing,
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

/// The page.
#[derive(Debug, Serialize)]
struct AnsweringPage {
    case: String,
    notice: String,
    agency_name: String,
    /// Who is asked.
    party: String,
    letter_title: String,
    letter_number: String,
    /// The last day to answer; none where the letter is with nobody.
    until: Option<String>,
    /// None where nothing opens any more, or our key has changed.
    slip: Option<Slip>,
    /// How it reaches the third party besides.
    reach: Vec<String>,
    links: Vec<LinkRow>,
    office: String,
    phone: String,
}

/// What is printed.
#[derive(Debug, Serialize)]
struct Slip {
    /// What is typed.
    address: String,
    /// What is followed.
    url: String,
    token: String,
    code: String,
}

/// A link, live or not.
#[derive(Debug, Serialize)]
struct LinkRow {
    given: String,
    by: String,
    /// When somebody came in with it first.
    opened: Option<String>,
    ended: Option<String>,
}

const AT: &str = "/desk/cases/{case}/notices/{notice}/link";

pub(super) fn router() -> Router<App> {
    Router::new().route(AT, get(show).post(renew))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![AnsweringPage].into()
}

/// The case, and the letter that went to a third party with a link, if this person sends such letters.
async fn open(
    view: &View,
    who: &SignedIn,
    (case, notice): (Uuid, Uuid),
) -> Result<(Dossier, Notice), Failure> {
    let dossier = case::open(view, who, case).await?;
    if !consultation::may_give_link(&dossier.case, &who.officer()) {
        return Err(Failure::NotFound);
    }
    let id = NoticeId(notice);
    let known = dossier.answering.iter().any(|link| link.notice == id);
    let notice = dossier.case.notice(id).filter(|_| known).cloned();
    Ok((dossier, notice.ok_or(Failure::NotFound)?))
}

/// `GET /desk/cases/{case}/notices/{notice}/link`
async fn show(view: View, who: SignedIn, Path(path): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    let (dossier, notice) = open(&view, &who, path).await?;
    let page = page(&view, &dossier, &notice).await?;
    view.page(page).await
}

/// `POST /desk/cases/{case}/notices/{notice}/link`: another one in its place.
async fn renew(
    view: View,
    who: SignedIn,
    Path(path): Path<(Uuid, Uuid)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let (dossier, notice) = open(&view, &who, path).await?;
    match consulted::renew(&view.app.office, &who.officer(), dossier.case.id, notice.id).await {
        Ok(()) => {}
        Err(ActError::Gone | ActError::Refused(_)) => return Err(Failure::NotFound),
        Err(other) => return Err(other.into()),
    }
    let said = view.say().get(key("third-renewed"))?;
    view.visit.flash(true, said).await?;
    Ok(Redirect::to(&at(dossier.case.id, notice.id)).into_response())
}

fn at(case: CaseId, notice: NoticeId) -> String {
    AT.replace("{case}", &case.to_string())
        .replace("{notice}", &notice.to_string())
}

async fn page(view: &View, dossier: &Dossier, notice: &Notice) -> Result<AnsweringPage, Failure> {
    let (voice, case) = (voice(view), &dossier.case);
    let letter = case.letter_of(notice).ok_or(Failure::NotFound)?;
    let agency = crate::store::agency::get(view.app.db(), crate::store::Scope::of(case.agency))
        .await?
        .ok_or(Failure::NotFound)?;
    let party = notice.matter.other_side();
    let party = party.and_then(|(id, _)| dossier.parties.get(&id)?.as_ref());
    let links = dossier.answering.iter().filter(|link| link.notice == notice.id);
    let live = links.clone().find(|link| link.is_live());
    let last = consultation::last_day(case, voice.law, notice);
    Ok(AnsweringPage {
        case: case.id.to_string(),
        notice: notice.id.to_string(),
        party: match party {
            Some(party) => party.name.to_string(),
            None => voice.say(key("way-to-erased"))?,
        },
        letter_title: voice.notice(notice.kind()).to_owned(),
        letter_number: letter.number.clone(),
        until: last.map(|last| voice.last_day(last.on)).transpose()?,
        slip: slip(view, dossier, live).await?,
        reach: reach(view, voice, party, live)?,
        links: links.map(|link| row(voice, dossier, link)).collect::<Said<_>>()?,
        office: agency.guide.office,
        phone: agency.guide.phone,
        agency_name: agency.name,
    })
}

async fn slip(view: &View, dossier: &Dossier, live: Option<&Link>) -> Result<Option<Slip>, Failure> {
    let Some(live) = live else { return Ok(None) };
    let secrets = consulted::secrets(&view.app.office, dossier.case.agency, live).await?;
    let address = format!("{}{CONSULTED}", view.app.config.server.reached_at());
    Ok(secrets.map(|secrets| Slip {
        url: format!("{address}/{}", secrets.token),
        address,
        token: secrets.token,
        code: secrets.code,
    }))
}

/// Which way link and code go by themselves.
fn reach(view: &View, voice: Voice<'_>, party: Option<&Party>, live: Option<&Link>) -> Said<Vec<String>> {
    use crate::domain::message::Medium::{Mail, TextMessage};
    if live.is_some_and(|link| link.quiet_at.is_some()) {
        return Ok(vec![voice.say(key("third-reach-quiet"))?]);
    }
    let notices = &view.app.office.notices;
    let email = party
        .and_then(|party| party.email.as_ref())
        .filter(|_| notices.has(Mail));
    let Some(email) = email else {
        return Ok(vec![voice.say(key("third-reach-post"))?]);
    };
    let email = masked(email.as_str(), 2, 8);
    let mut lines = vec![voice.say_with(key("third-reach-mail"), &[("email", &email)])?];
    let phone = party.and_then(|party| party.phone.as_ref());
    let mobile = phone.filter(|phone| Phone::is_mobile(phone) && notices.has(TextMessage));
    lines.push(match mobile {
        Some(phone) => {
            let phone = masked(phone.as_str(), 3, 4);
            voice.say_with(key("third-reach-text"), &[("phone", &phone)])?
        }
        None => voice.say(key("third-reach-code-post"))?,
    });
    Ok(lines)
}

fn row(voice: Voice<'_>, dossier: &Dossier, link: &Link) -> Said<LinkRow> {
    let instant = |at| words::instant(voice.say.lang, at, dossier.offset);
    let told = |text: Key, at| voice.say_with(text, &[("at", &instant(at))]);
    Ok(LinkRow {
        given: instant(link.created_at),
        by: dossier.names.person(link.by),
        opened: link.opened_at.map(instant),
        ended: link.ended_at.map(|at| told(key("third-ended"), at)).transpose()?,
    })
}

impl Template for AnsweringPage {
    const NAME: &'static str = "pages/desk/answering";

    fn samples() -> Vec<Self> {
        let slip = || Slip {
            address: "https://gongkai.example.cn/consulted".to_owned(),
            url: "https://gongkai.example.cn/consulted/7KQ3-XW9D-M2HT-7KQ3-XW9D".to_owned(),
            token: "7KQ3-XW9D-M2HT-7KQ3-XW9D".to_owned(),
            code: "7KQ3-XW9D".to_owned(),
        };
        let row = |opened: bool| LinkRow {
            given: "2026年11月23日 09:05".to_owned(),
            by: "欧阳<伟>（承办人）".to_owned(),
            opened: opened.then(|| "2026年11月24日 10:00".to_owned()),
            ended: opened.then(|| "2026年11月25日 10:00起失效".to_owned()),
        };
        let page = |slip: Option<Slip>, until: Option<&str>| Self {
            case: "0".to_owned(),
            notice: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            party: "青溪县<b>公司".to_owned(),
            letter_title: "征求第三方意见书".to_owned(),
            letter_number: "清住建公开〔2026〕3号-征".to_owned(),
            until: until.map(str::to_owned),
            slip,
            reach: vec!["请打印寄送".to_owned()],
            links: vec![row(false), row(true)],
            office: "局办公室".to_owned(),
            phone: "0990-5550000".to_owned(),
        };
        vec![
            page(Some(slip()), Some("2026年12月14日（星期一）")),
            page(None, None),
        ]
    }
}

impl Page for AnsweringPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("third-link"))
    }
}
