//! The page of the search.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        form::{Choice, Choices, Field, FieldErrors},
        page::{Page, Side, Title},
        parts::PartRow,
    },
};

#[derive(Debug, Serialize)]
pub(super) struct SearchPage {
    /// What is looked for.
    pub(super) words: Field,
    pub(super) place: Choices,
    pub(super) state: Choices,
    pub(super) department: Choices,
    pub(super) from: Field,
    pub(super) until: Field,
    /// Whether anything but the words narrows the search.
    pub(super) is_narrowed: bool,
    /// How much was found; nothing where nothing was looked for.
    pub(super) summary: Option<String>,
    pub(super) hits: Vec<HitRow>,
    /// How to go on where nothing was found.
    pub(super) advice: Vec<String>,
    /// The same words with no filter.
    pub(super) everything_href: Option<String>,
    pub(super) next: Option<String>,
    pub(super) problems: FieldErrors,
}

/// A case in which something was found.
#[derive(Debug, Serialize)]
pub(super) struct HitRow {
    pub(super) href: String,
    pub(super) subject: Vec<PartRow>,
    pub(super) number: Vec<PartRow>,
    pub(super) applicant: Vec<PartRow>,
    pub(super) stage: String,
    /// Nothing while the receipt is not confirmed.
    pub(super) received: Option<String>,
    pub(super) places: Vec<PlaceRow>,
    pub(super) more: bool,
}

/// Where in the case, and what stands there.
#[derive(Debug, Serialize)]
pub(super) struct PlaceRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) passages: Vec<Vec<PartRow>>,
}

impl Template for SearchPage {
    const NAME: &'static str = "pages/desk/search";

    fn samples() -> Vec<Self> {
        let part = |text: &str, is_hit| PartRow {
            text: text.to_owned(),
            is_hit,
        };
        let parts = || vec![part("清河<script>", false), part("水库", true)];
        let choices = |id: &str, error: Option<&str>| Choices {
            id: id.to_owned(),
            options: [true, false]
                .map(|checked| Choice {
                    id: id.to_owned(),
                    value: "everything".to_owned(),
                    label: "全部".to_owned(),
                    hint: None,
                    checked,
                })
                .into(),
            error: error.map(str::to_owned),
        };
        let hit = |received: Option<&str>, places: Vec<PlaceRow>, more| HitRow {
            href: "/desk/cases/1".to_owned(),
            subject: parts(),
            number: vec![part("QSZJ-2026-", false), part("00012", true)],
            applicant: vec![part("甄", false), part("某某", true)],
            stage: "承办中".to_owned(),
            received: received.map(str::to_owned),
            places,
            more,
        };
        let place = || PlaceRow {
            name: "政府信息公开申请答复书（青自然资依申〔2026〕12号）".to_owned(),
            href: "/desk/cases/1/letters/2".to_owned(),
            passages: vec![parts()],
        };
        let page = |error: Option<&str>, summary: Option<&str>, hits: Vec<HitRow>, next: Option<&str>| {
            let mut problems = FieldErrors::default();
            if let Some(error) = error {
                for field in ["search", "from", "until"] {
                    problems.add(field, error);
                }
            }
            Self {
                words: Field::new("search", "水库 \"移民\"<b>", &problems),
                place: choices("place", None),
                state: choices("state", None),
                department: choices("department", None),
                from: Field::new("from", "2026-01-05", &problems),
                until: Field::new("until", "", &problems),
                is_narrowed: next.is_some(),
                summary: summary.map(str::to_owned),
                advice: if hits.is_empty() && summary.is_some() {
                    vec!["少写几个词".to_owned()]
                } else {
                    Vec::new()
                },
                everything_href: error.or(summary).filter(|_| hits.is_empty()).map(str::to_owned),
                hits,
                next: next.map(str::to_owned),
                problems,
            }
        };
        let hits = vec![
            hit(Some("2026年11月5日（星期四）"), vec![place(), place()], true),
            hit(None, Vec::new(), false),
        ];
        vec![
            page(None, None, Vec::new(), None),
            page(Some("至少写两个字"), None, Vec::new(), None),
            page(None, Some("超过1000件"), hits, Some("/desk/search?q=1&after=2")),
            page(None, Some("没有找到"), Vec::new(), None),
        ]
    }
}

impl Page for SearchPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("search-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
