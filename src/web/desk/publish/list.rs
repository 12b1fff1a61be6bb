//! `GET /desk/published`: what waits for the second person, and what the agency has published of its answers. Whoever may not
//! read a case does not see what was prepared of it.

use axum::response::Response;
use serde::Serialize;

use crate::{
    domain::{
        permission,
        published::{PublishedAnswer, State},
    },
    store,
    template::Template,
    text::{Key, key},
    web::{
        access,
        error::Failure,
        extract::SignedIn,
        page::{Page, Side, Title, View},
        wording::voice,
    },
};

/// Answers of each kind that are listed.
const MOST: u64 = 100;

#[derive(Debug, Serialize)]
pub(super) struct ListPage {
    lists: Vec<List>,
}

#[derive(Debug, Serialize)]
struct List {
    id: &'static str,
    title: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    /// Where it is worked on; nowhere for whoever may not read the case.
    href: Option<String>,
    public_href: Option<String>,
    title: String,
    on: String,
}

/// `GET /desk/published`
pub(super) async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let officer = who.officer();
    if !access::may_search(&officer) {
        return Err(Failure::NotFound);
    }
    let states: [(&str, State, Key); 3] = [
        ("waiting", State::Prepared, key("publish-list-waiting")),
        ("public", State::Published, key("publish-list-published")),
        ("withdrawn", State::Withdrawn, key("publish-list-withdrawn")),
    ];
    let mut lists = Vec::new();
    for (id, state, title) in states {
        let mut rows = Vec::new();
        for answer in store::published::list(view.app.db(), who.scope(), state, None, MOST).await? {
            let case = store::case::load(view.app.db(), who.scope(), answer.case).await?;
            let may_read = case.is_some_and(|case| permission::may_read(&case, &officer));
            if may_read || answer.is_known() {
                rows.push(row(&view, &answer, may_read));
            }
        }
        let title = voice(&view).say(title)?;
        lists.push(List { id, title, rows });
    }
    view.page(ListPage { lists }).await
}

fn row(view: &View, answer: &PublishedAnswer, may_read: bool) -> Row {
    let prepared = answer.prepared_at.to_offset(view.app.clock.offset()).date();
    let on = answer.confirmed.map_or(prepared, |confirmed| confirmed.on);
    Row {
        href: may_read.then(|| format!("/desk/cases/{}/publish", answer.case)),
        public_href: answer.is_known().then(|| format!("/published/{}", answer.id)),
        title: answer.wording.title.clone(),
        on: voice(view).weekday(on),
    }
}

impl Template for ListPage {
    const NAME: &'static str = "pages/desk/publish/list";

    fn samples() -> Vec<Self> {
        let row = |full: bool| Row {
            href: full.then(|| "/desk/cases/1/publish".to_owned()),
            public_href: full.then(|| "/published/1".to_owned()),
            title: "分配方案<b>".to_owned(),
            on: "2026年11月28日（星期六）".to_owned(),
        };
        let list = |rows| List {
            id: "waiting",
            title: "待核对".to_owned(),
            rows,
        };
        vec![Self {
            lists: vec![list(vec![row(true), row(false)]), list(Vec::new())],
        }]
    }
}

impl Page for ListPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("publish-list-title"))
    }
}
