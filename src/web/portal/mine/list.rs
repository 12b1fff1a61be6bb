//! `/mine`: what somebody filed, over all agencies, by when they must hear, and what they have begun.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Serialize;

use super::who::Signed;
use crate::{
    domain::{
        case::Case,
        clock::{self, ClockState},
        id::{AgencyId, CaseId},
        member::MOST_LISTED,
    },
    law::Law,
    store::{self, Scope, member::Kept},
    template::Template,
    text::{MissingText, key, words},
    web::{
        error::Failure,
        page::{Page, Side, Title, View},
        portal::case::Status,
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct MinePage {
    cases: Vec<CaseRow>,
    /// That the list is cut off, worded.
    more: Option<String>,
    drafts: Vec<DraftRow>,
    /// Cases that were opened in this session by number and code, and are not in the account.
    here: Vec<HereRow>,
    has_details: bool,
}

#[derive(Debug, Serialize)]
struct CaseRow {
    case: String,
    number: String,
    agency: String,
    subject: String,
    status: String,
    tone: &'static str,
    /// By when something is due, worded with what.
    due: Option<String>,
    is_late: bool,
}

#[derive(Debug, Serialize)]
struct DraftRow {
    form: String,
    agency: String,
    at: String,
}

#[derive(Debug, Serialize)]
struct HereRow {
    case: String,
    number: String,
}

/// `GET /mine`
pub(super) async fn show(view: View, who: Signed) -> Result<Response, Failure> {
    let (db, member) = (view.app.db(), who.member.id);
    let kept = store::member::cases(db, member, MOST_LISTED).await?;
    let count = store::member::count_cases(db, member).await?;
    let cases = rows(&view, &kept).await?;
    let more = (count > MOST_LISTED).then(|| {
        let most = MOST_LISTED.to_string();
        view.say().with(key("mine-more"), &[("count", &most)])
    });
    let page = MinePage {
        cases,
        more: more.transpose()?,
        drafts: drafts(&view, &who).await?,
        here: here(&view, &kept).await?,
        has_details: !who.member.details.is_blank(),
    };
    view.page(page).await
}

/// The cases agency by agency, as each is found in the scope of its own; then the newest first.
async fn rows(view: &View, kept: &[Kept]) -> Result<Vec<CaseRow>, Failure> {
    let db = view.app.db();
    let mut of_agency: BTreeMap<AgencyId, Vec<CaseId>> = BTreeMap::new();
    for one in kept {
        of_agency.entry(one.agency).or_default().push(one.case);
    }
    let mut rows = Vec::with_capacity(kept.len());
    for (agency, cases) in of_agency {
        let scope = Scope::of(agency);
        let Some(agency) = store::agency::get(db, scope).await? else {
            continue;
        };
        let law = view.app.office.law_of(&agency);
        let entries = store::queue::entries(db, scope, &cases).await?;
        for case in store::case::load_all(db, scope, &cases).await? {
            let entry = entries.iter().find(|entry| entry.id == case.id);
            let subject = entry.map(|entry| entry.subject.clone()).unwrap_or_default();
            rows.push((case.id, row(view, &case, &law, (&agency.name, subject))?));
        }
    }
    rows.sort_by_key(|(case, _)| std::cmp::Reverse(*case));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

fn row(
    view: &View,
    case: &Case,
    law: &Law,
    (agency, subject): (&str, String),
) -> Result<CaseRow, MissingText> {
    let say = view.say();
    let reading = clock::of(case, law);
    let status = Status::of(&case.stage, reading.state);
    let due = status.is_open().then(|| {
        let on = words::date_with_weekday(view.lang, reading.next_on());
        let told = match reading.state {
            ClockState::AwaitingCorrection => key("mine-due-correction"),
            ClockState::AwaitingFee => key("mine-due-fee"),
            ClockState::Running | ClockState::Consulting | ClockState::Stopped => key("mine-due"),
        };
        say.with(told, &[("day", &on)])
    });
    Ok(CaseRow {
        case: case.id.to_string(),
        number: case.number.to_string(),
        agency: agency.to_owned(),
        subject,
        status: say.get(status.name())?,
        tone: status.tone(),
        due: due.transpose()?,
        is_late: status.is_open() && reading.is_late(view.app.clock.today()),
    })
}

async fn drafts(view: &View, who: &Signed) -> Result<Vec<DraftRow>, Failure> {
    let (db, vault) = (view.app.db(), &view.app.office.vault);
    let mut rows = Vec::new();
    for (scope, form) in store::member::forms(db, who.member.id, MOST_LISTED).await? {
        let kept = store::unfinished::get(db, vault, scope, form).await?;
        let agency = store::agency::get(db, scope).await?;
        if let Some((kept, agency)) = kept.zip(agency) {
            let at = words::instant(view.lang, kept.changed_at, view.app.clock.offset());
            let row = DraftRow {
                form: form.to_string(),
                agency: agency.name,
                at,
            };
            rows.push((kept.changed_at, row));
        }
    }
    rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// What is open in this browser and not in the account: whoever applied before they signed in takes it in with a button.
async fn here(view: &View, kept: &[Kept]) -> Result<Vec<HereRow>, Failure> {
    let mut rows = Vec::new();
    for grant in view.visit.all_granted().await? {
        if kept.iter().any(|kept| kept.case == grant.case) {
            continue;
        }
        let case: Option<Case> =
            store::case::load(view.app.db(), Scope::of(grant.agency), grant.case).await?;
        rows.extend(case.map(|case| HereRow {
            case: case.id.to_string(),
            number: case.number.to_string(),
        }));
    }
    Ok(rows)
}

impl Template for MinePage {
    const NAME: &'static str = "pages/portal/mine/list";

    fn samples() -> Vec<Self> {
        let row = |due: Option<&str>, is_late| CaseRow {
            case: "0".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            agency: "青溪县<局>".to_owned(),
            subject: "中心路改造<工程>".to_owned(),
            status: "正在办理".to_owned(),
            tone: "open",
            due: due.map(str::to_owned),
            is_late,
        };
        let full = Self {
            cases: vec![
                row(Some("最晚12月18日"), false),
                row(Some("最晚"), true),
                row(None, false),
            ],
            more: Some("只列出前100件".to_owned()),
            drafts: vec![DraftRow {
                form: "0".to_owned(),
                agency: "青溪县<局>".to_owned(),
                at: "2026年11月22日 09:05".to_owned(),
            }],
            here: vec![HereRow {
                case: "0".to_owned(),
                number: "QXZJ-2026-00013".to_owned(),
            }],
            has_details: true,
        };
        let empty = Self {
            cases: Vec::new(),
            more: None,
            drafts: Vec::new(),
            here: Vec::new(),
            has_details: false,
        };
        vec![full, empty]
    }
}

impl Page for MinePage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("mine-title"))
    }
}
