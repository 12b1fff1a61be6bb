//! What goes to the applicant when their application is taken in: the number, and the look-up code, which nobody can tell
//! again. The slips of a sitting stay with the session of the clerk, so that they can go on to the next application and
//! print them all when they are done.

use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    domain::{case::Case, id::CaseId},
    law::{AsksFor, Role},
    store,
    template::Template,
    text::key,
    web::{
        casefile::{
            dossier::Dossier,
            due::Clock,
            letter::{LetterRow, letters},
            receipt::{Happened, Reckoning},
            samples,
        },
        error::Failure,
        extract::{Query, SignedIn},
        filing::{FOR_RECORDS, Filed, Memory, Who},
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

/// Names the slip among those of the sitting.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    case: Option<Uuid>,
}

/// A slip.
#[derive(Debug, Clone, Serialize)]
struct Slip {
    /// Whose slip it is.
    agency: String,
    number: String,
    /// The look-up code, as people read it.
    code: String,
    applicant: String,
    subject: String,
    /// It asks for the correction of records.
    for_records: bool,
    due: Option<String>,
    due_provisional: bool,
    /// Where the applicant follows it.
    track: Option<String>,
}

/// Another slip of the sitting.
#[derive(Debug, Serialize)]
struct OtherSlip {
    href: String,
    number: String,
    applicant: String,
    subject: String,
}

/// The next application, with what is the same already chosen.
#[derive(Debug, Clone, Serialize)]
struct NextForm {
    href: String,
    text: String,
}

/// The slip of the application that was just taken in.
#[derive(Debug, Serialize)]
pub(super) struct SlipPage {
    slip: Slip,
    case: String,
    /// What to do with the slip.
    what: String,
    reckoning: Option<Reckoning>,
    clock: Clock,
    /// The receipt.
    letters: Vec<LetterRow>,
    /// By the same channel, from somebody of the same kind first.
    next: Vec<NextForm>,
    /// The slips of this sitting, the newest first, without this one.
    others: Vec<OtherSlip>,
}

/// All slips of the sitting, a leaf each.
#[derive(Debug, Serialize)]
pub(super) struct SlipsPage {
    slips: Vec<Slip>,
}

/// A case of the sitting with its code.
struct Opened {
    dossier: Dossier,
    code: String,
}

async fn opened(view: &View, clerk: &SignedIn, filed: Filed) -> Result<Option<Opened>, Failure> {
    let dossier = Dossier::open(&view.app.office, &clerk.officer(), CaseId(filed.case)).await?;
    let code = filed.code;
    Ok(dossier.map(|dossier| Opened { dossier, code }))
}

/// `GET /desk/registered?case=…`
pub(super) async fn show(
    view: View,
    clerk: SignedIn,
    memory: Memory,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    let mut filed = memory.all_filed().await?;
    let place = match asked.case {
        Some(case) => filed.iter().position(|filed| filed.case == case),
        None => (!filed.is_empty()).then_some(0),
    };
    let Some(place) = place else {
        return Ok(Redirect::to("/desk/register").into_response());
    };
    let this = filed.remove(place);
    let this = opened(&view, &clerk, this).await?.ok_or(Failure::NotFound)?;
    let others = others(&view, &clerk, &filed).await?;
    let page = SlipPage::new(&view, agency(&view, &clerk).await?, &this, others)?;
    view.page(page).await
}

/// `GET /desk/registered/all`
pub(super) async fn all(view: View, clerk: SignedIn, memory: Memory) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    let agency = agency(&view, &clerk).await?;
    let mut slips = Vec::new();
    for filed in memory.all_filed().await?.into_iter().rev() {
        if let Some(opened) = opened(&view, &clerk, filed).await? {
            slips.push(Slip::of(&view, agency.clone(), &opened)?);
        }
    }
    if slips.is_empty() {
        return Ok(Redirect::to("/desk/register").into_response());
    }
    view.page(SlipsPage { slips }).await
}

/// The name of the clerk's agency.
pub(super) async fn agency(view: &View, clerk: &SignedIn) -> Result<String, Failure> {
    let agency = store::agency::get(&view.app.office.db, clerk.scope()).await?;
    Ok(agency.ok_or(Failure::NotFound)?.name)
}

/// What the queue knows of the other applications of the sitting.
async fn others(view: &View, clerk: &SignedIn, filed: &[Filed]) -> Result<Vec<OtherSlip>, Failure> {
    let mut others = Vec::new();
    for filed in filed {
        let entry = store::queue::entry(&view.app.office.db, clerk.scope(), CaseId(filed.case)).await?;
        let Some(entry) = entry else { continue };
        others.push(OtherSlip {
            href: format!("/desk/registered?case={}", entry.id),
            number: entry.number.to_string(),
            applicant: voice(view).applicant_listed(&entry.applicant_name)?,
            subject: entry.subject,
        });
    }
    Ok(others)
}

impl Slip {
    fn of(view: &View, agency: String, Opened { dossier, code }: &Opened) -> Said<Self> {
        let office = &view.app.office;
        let asks_for = dossier.case.filing.asks_for;
        let clock = Clock::of(voice(view), &dossier.case, office.today())?;
        Ok(Self {
            agency,
            number: dossier.case.number.to_string(),
            code: code.clone(),
            applicant: match &dossier.applicant {
                Some(applicant) => applicant.listed(),
                None => voice(view).applicant_listed("")?,
            },
            subject: dossier.filed.application.subject(asks_for),
            for_records: asks_for.corrects_records(),
            due: clock.due.on,
            due_provisional: clock.due.provisional,
            track: office.track_url.clone(),
        })
    }
}

impl SlipPage {
    fn new(view: &View, agency: String, opened: &Opened, others: Vec<OtherSlip>) -> Said<Self> {
        let (voice, today) = (voice(view), view.app.office.today());
        let dossier = &opened.dossier;
        let happened = Happened::of(&dossier.case, &dossier.history);
        let reckoning = happened.map(|happened| Reckoning::of(voice, happened, today));
        let what = if dossier.case.received_on.is_some() {
            key("registered-what")
        } else {
            key("registered-what-unconfirmed")
        };
        Ok(Self {
            slip: Slip::of(view, agency, opened)?,
            case: dossier.case.id.to_string(),
            what: voice.say(what)?,
            reckoning: reckoning.transpose()?.flatten(),
            clock: Clock::of(voice, &dossier.case, today)?,
            letters: letters(voice, dossier, "/desk/cases")?,
            next: next(voice, &dossier.case)?,
            others,
        })
    }
}

/// The next one of the same channel and kind, and the next of the other kind.
fn next(voice: Voice<'_>, case: &Case) -> Said<Vec<NextForm>> {
    let same = Who::of(case.filing.applicant_kind);
    let channel = case.filing.channel;
    let form = |who: Who| {
        let records = match case.filing.asks_for {
            AsksFor::Information => String::new(),
            AsksFor::RecordCorrection => format!("&for={FOR_RECORDS}"),
        };
        let text = match who {
            Who::Person => key("registered-next-person"),
            Who::Organisation => key("registered-next-organisation"),
        };
        Ok(NextForm {
            href: format!("/desk/register?channel={channel}&kind={}{records}", who.as_str()),
            text: voice.say_with(text, &[("channel", voice.law.channel(channel).name.as_str())])?,
        })
    };
    [same, same.other()].into_iter().map(form).collect()
}

impl Template for SlipPage {
    const NAME: &'static str = "pages/desk/registered";

    fn samples() -> Vec<Self> {
        let sample = |(number, clock): (usize, Clock)| Self {
            slip: Slip::sample(!number.is_multiple_of(2)),
            case: "0".to_owned(),
            what: "请打印本页".to_owned(),
            reckoning: number.is_multiple_of(2).then(Reckoning::sample),
            clock,
            letters: samples::letters(),
            next: vec![
                NextForm {
                    href: "/desk/register?channel=counter&kind=person".to_owned(),
                    text: "登记下一份：当面提交，个人".to_owned(),
                };
                2
            ],
            others: if number.is_multiple_of(2) {
                vec![OtherSlip {
                    href: "/desk/registered?case=0".to_owned(),
                    number: "QXZJ-2026-00011".to_owned(),
                    applicant: "欧阳<伟>".to_owned(),
                    subject: "某小区改造项目".to_owned(),
                }]
            } else {
                Vec::new()
            },
        };
        samples::clocks().into_iter().enumerate().map(sample).collect()
    }
}

impl Slip {
    fn sample(for_records: bool) -> Self {
        Self {
            agency: "青溪县住房和城乡建设局".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            code: "K7QM-2XW9-D4HT".to_owned(),
            applicant: "欧阳<伟>".to_owned(),
            subject: "某小区改造项目竣工验收报告（等2项）".to_owned(),
            for_records,
            due: (!for_records).then(|| "2026年12月3日（星期四）".to_owned()),
            due_provisional: !for_records,
            track: (!for_records).then(|| "https://gongkai.example/track".to_owned()),
        }
    }
}

impl Page for SlipPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("registered-title"))
    }
}

impl Template for SlipsPage {
    const NAME: &'static str = "pages/desk/registered_all";

    fn samples() -> Vec<Self> {
        vec![Self {
            slips: vec![Slip::sample(true), Slip::sample(false)],
        }]
    }
}

impl Page for SlipsPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("registered-all-title"))
    }
}
