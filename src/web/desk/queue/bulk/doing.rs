//! Doing it: a command a case, while the page shows how far it has come; it needs no script, as the page comes bit by bit.
//! Whoever closes the page meanwhile stops nothing: every case that was ticked is tried.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use tokio::sync::mpsc::{self, Sender};
use tokio_stream::wrappers::ReceiverStream;

use super::{
    deed::Deed,
    entries,
    line::{Doer, Verdict},
    page, sheet,
};
use crate::{
    domain::{account::Officer, id::CaseId},
    store::queue::Entry,
    template::Template,
    text::key,
    web::{error::Failure, page::View, pairs::Pairs, wording::voice},
};

/// How many pieces of the page wait for the reader.
const WAITING: usize = 16;

/// How long a reader who takes nothing holds the work up.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is to be done, by whom, with which cases.
pub(super) struct Doing {
    pub(super) officer: Officer,
    pub(super) deed: Deed,
    pub(super) typed: Pairs,
    pub(super) entries: Vec<Entry>,
}

/// Begins, and answers with the page.
pub(super) async fn page(view: View, doing: Doing) -> Result<Response, Failure> {
    let page = sheet(&view, &doing.officer)
        .await?
        .doing(&doing.deed, &doing.typed)?;
    let (before, after) = view.around(page).await?;
    let (sender, receiver) = mpsc::channel(WAITING);
    let mut paper = Paper(Some(sender));
    tokio::spawn(async move {
        paper.write(before).await;
        if let Err(failure) = doing.run(&view, &mut paper).await {
            tracing::error!(error = ?failure, "something was done with several cases, and cannot be shown");
            if let Ok(sorry) = view.say().get(key("bulk-broken")) {
                paper.write(sorry).await;
            }
        }
        paper.write(after).await;
    });
    let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    Ok((html, Body::from_stream(ReceiverStream::new(receiver))).into_response())
}

/// What the reader gets; nothing any more once they are gone.
struct Paper(Option<Sender<Result<String, Infallible>>>);

impl Paper {
    async fn write(&mut self, html: String) {
        if let Some(sender) = &self.0
            && sender.send_timeout(Ok(html), PATIENCE).await.is_err()
        {
            self.0 = None;
        }
    }
}

impl Doing {
    async fn run(mut self, view: &View, paper: &mut Paper) -> Result<(), Failure> {
        let sheet = sheet(view, &self.officer).await?;
        let doer = Doer {
            office: &view.app.office,
            voice: voice(view),
            officer: &self.officer,
            deed: &self.deed,
            typed: &self.typed,
        };
        let of = self.entries.len();
        let mut verdicts: Vec<Verdict> = Vec::with_capacity(of);
        for (done, entry) in (1..).zip(&self.entries) {
            verdicts.push(doer.act(entry, version(&self.typed, entry)).await?);
            paper.write(piece(view, &sheet.step(entry, done, of)?)?).await;
        }
        as_they_stand_now(view, &self.officer, &mut self.entries).await?;
        paper
            .write(piece(view, &sheet.result(&self.entries, &verdicts)?)?)
            .await;
        Ok(())
    }
}

fn piece(view: &View, part: &impl Template) -> Result<String, Failure> {
    Ok(view.app.templates.render(part)?)
}

/// Reads the cases again after something was done with them. Whoever gave one away reads of it what they knew.
async fn as_they_stand_now(view: &View, officer: &Officer, known: &mut [Entry]) -> Result<(), Failure> {
    let ids: Vec<CaseId> = known.iter().map(|entry| entry.id).collect();
    for now in entries(view, officer, &ids).await? {
        if let Some(entry) = known.iter_mut().find(|entry| entry.id == now.id) {
            *entry = now;
        }
    }
    Ok(())
}

/// The version of a case that the form showed; none that there is where it showed none.
fn version(typed: &Pairs, entry: &Entry) -> u32 {
    let shown = typed.get(&page::version_field(entry.id));
    shown.parse().unwrap_or_default()
}
