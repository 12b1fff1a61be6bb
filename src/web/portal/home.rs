//! The home page, and the list of agencies with its search.

use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::load;
use crate::{
    domain::{
        agency::Agency,
        topic::{self, Topic},
    },
    template::Template,
    text::{Lang, MissingText, Say, key},
    web::{
        error::Failure,
        extract::Query,
        page::{Page, Side, Title, View},
        wording,
    },
};

/// The most agencies that one list shows; a province has thousands.
const MOST: usize = 50;

/// The home page: what this is, and the ways on.
#[derive(Debug, Serialize)]
pub(super) struct Home {
    search: Search,
}

/// The list of agencies.
#[derive(Debug, Serialize)]
pub(super) struct Agencies {
    search: Search,
}

/// A search among the agencies, and what it found.
#[derive(Debug, Serialize)]
struct Search {
    q: String,
    topics: Vec<TopicRow>,
    /// How many were found, worded; only after a search.
    found: Option<String>,
    agencies: Vec<Row>,
    /// That the list is cut off, worded.
    more: Option<String>,
}

/// A topic of which at least one agency has something.
#[derive(Debug, Serialize)]
struct TopicRow {
    key: String,
    name: String,
    is_chosen: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    key: String,
    name: String,
    region: String,
    holds: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    /// The key of a topic.
    topic: String,
}

impl Search {
    fn among(say: Say<'_>, agencies: &[Agency], q: &str, chosen: &str) -> Result<Self, MissingText> {
        let words: Vec<&str> = q.split_whitespace().collect();
        let chosen = topic::by_key(chosen);
        let is_wanted = |agency: &&Agency| {
            let known = known(agency);
            words.iter().all(|word| has_word(&known, word))
                && chosen.is_none_or(|topic| is_about(&known, topic))
        };
        let found: Vec<&Agency> = agencies.iter().filter(is_wanted).collect();
        let topics = topic::all()
            .iter()
            .filter(|topic| agencies.iter().any(|agency| is_about(&known(agency), topic)));
        let count = |count: usize| count.to_string();
        Ok(Self {
            q: q.to_owned(),
            topics: topics
                .map(|topic| TopicRow::of(say.lang, topic, chosen))
                .collect(),
            found: (!words.is_empty() || chosen.is_some())
                .then(|| say.with(key("portal-agencies-found"), &[("count", &count(found.len()))]))
                .transpose()?,
            more: (found.len() > MOST)
                .then(|| say.with(key("portal-agencies-more"), &[("count", &count(MOST))]))
                .transpose()?,
            agencies: found.into_iter().take(MOST).map(Row::of).collect(),
        })
    }
}

/// What people know of an agency.
fn known(agency: &Agency) -> [&str; 5] {
    [
        &agency.name,
        &agency.short_name,
        &agency.region,
        &agency.guide.holds,
        &agency.guide.address,
    ]
}

/// Whether a word stands somewhere in it, or another one for the same.
fn has_word(known: &[&str], word: &str) -> bool {
    known.iter().any(|text| text.contains(word)) || topic::meant_by(word).any(|topic| is_about(known, topic))
}

fn is_about(known: &[&str], topic: &Topic) -> bool {
    known.iter().any(|text| topic.is_in(text))
}

impl TopicRow {
    fn of(lang: Lang, topic: &Topic, chosen: Option<&Topic>) -> Self {
        Self {
            key: topic.key.clone(),
            name: wording::in_lang(lang, &topic.name, &topic.english).clone(),
            is_chosen: chosen == Some(topic),
        }
    }

    fn samples() -> Vec<Self> {
        let row = |is_chosen| Self {
            key: "housing".to_owned(),
            name: "住房保障".to_owned(),
            is_chosen,
        };
        vec![row(true), row(false)]
    }
}

impl Row {
    fn of(agency: &Agency) -> Self {
        Self {
            key: agency.key.clone(),
            name: agency.name.clone(),
            region: agency.region.clone(),
            holds: agency.guide.holds.clone(),
        }
    }
}

/// `GET /`
pub(super) async fn show(view: View) -> Result<Response, Failure> {
    let agencies = load::agencies(&view.app).await?;
    let search = Search::among(view.say(), &agencies, "", "")?;
    view.page(Home { search }).await
}

/// `GET /agencies?q=…`
pub(super) async fn agencies(view: View, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let agencies = load::agencies(&view.app).await?;
    let q: String = asked.q.trim().chars().take(50).collect();
    let search = Search::among(view.say(), &agencies, &q, &asked.topic)?;
    view.page(Agencies { search }).await
}

impl Search {
    fn samples() -> Vec<Self> {
        let row = |holds: &str| Row {
            key: "qingxi-housing".to_owned(),
            name: "青溪县住房和城乡建设局".to_owned(),
            region: "青溪县".to_owned(),
            holds: holds.to_owned(),
        };
        vec![
            Self {
                q: "<script>".to_owned(),
                topics: TopicRow::samples(),
                found: Some("找到60个机关".to_owned()),
                agencies: vec![row("建设工程规划许可"), row("")],
                more: Some("只列出前50个".to_owned()),
            },
            Self {
                q: String::new(),
                topics: Vec::new(),
                found: None,
                agencies: Vec::new(),
                more: None,
            },
        ]
    }
}

impl Template for Home {
    const NAME: &'static str = "pages/portal/home";

    fn samples() -> Vec<Self> {
        Search::samples()
            .into_iter()
            .map(|search| Self { search })
            .collect()
    }
}

impl Template for Agencies {
    const NAME: &'static str = "pages/portal/agencies";

    fn samples() -> Vec<Self> {
        Search::samples()
            .into_iter()
            .map(|search| Self { search })
            .collect()
    }
}

impl Page for Home {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-home-title"))
    }
}

impl Page for Agencies {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-agencies-title"))
    }
}
