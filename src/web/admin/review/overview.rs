//! `GET /admin/review`: the chain that is in force, and what came before it.

use axum::{Router, response::Response, routing::get};
use serde::Serialize;

use super::{
    Own, edit,
    picture::{Known, Rank, ranks},
    samples,
};
use crate::{
    store::{self, Scope, review_chain::Version},
    template::{Entry, Template},
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/review", get(show).post(edit::update))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![ChainPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct ChainPage {
    pub(super) stands: String,
    pub(super) ranks: Vec<Rank>,
    pub(super) versions: Vec<VersionRow>,
}

/// A version that was or is in force.
#[derive(Debug, Serialize)]
pub(super) struct VersionRow {
    pub(super) number: String,
    pub(super) day: String,
    pub(super) by: String,
    pub(super) why: String,
    pub(super) steps: String,
}

/// `GET /admin/review`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let voice = voice(&view);
    let versions = store::review_chain::all(view.app.db(), Scope::of(own.officer.agency)).await?;
    let known = Known {
        accounts: &own.accounts,
        departments: &own.departments,
    };
    let rows = versions.iter().map(|version| row(&view, voice, &own, version));
    view.page(ChainPage {
        stands: match versions.first() {
            Some(newest) => voice.say_with(
                key("chain-stands"),
                &[("number", &newest.chain.version.to_string())],
            )?,
            None => voice.say(key("chain-standard"))?,
        },
        ranks: ranks(voice, &own.chain.steps, known)?,
        versions: rows.collect(),
    })
    .await
}

fn row(view: &View, voice: Voice<'_>, own: &Own, version: &Version) -> VersionRow {
    let by = own.accounts.iter().find(|account| account.id == version.by);
    let day = version.created_at.to_offset(view.app.clock.offset()).date();
    VersionRow {
        number: version.chain.version.to_string(),
        day: voice.weekday(day),
        by: by.map_or_else(|| version.by.to_string(), |account| account.name.clone()),
        why: version.why.clone(),
        steps: in_a_line(voice, version),
    }
}

/// `甲 → 乙 ‖ 丙 → 丁`
fn in_a_line(voice: Voice<'_>, version: &Version) -> String {
    let by_rank = version.chain.steps.chunk_by(|one, other| one.rank == other.rank);
    let ranks = by_rank.map(|steps| {
        let names: Vec<&str> = steps.iter().map(|step| step.called(voice.law)).collect();
        names.join(" ‖ ")
    });
    ranks.collect::<Vec<_>>().join(" → ")
}

/// What somebody else did meanwhile, for whoever changed the chain at the same time.
pub(super) fn told(view: &View, voice: Voice<'_>, own: &Own, version: &Version) -> Said {
    let row = row(view, voice, own, version);
    voice.say_with(
        key("chain-stale"),
        &[("by", &row.by), ("why", &row.why), ("steps", &row.steps)],
    )
}

impl Template for ChainPage {
    const NAME: &'static str = "pages/admin/review/overview";

    fn samples() -> Vec<Self> {
        samples::chains()
    }
}

impl Page for ChainPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("chain-title"))
    }
}
