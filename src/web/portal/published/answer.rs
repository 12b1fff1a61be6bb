//! `GET /published/{answer}`: an answer that an agency published, with its files; of one that was withdrawn, that and why.

use axum::{
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, LINK},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;
use uuid::Uuid;

use super::load;
use crate::{
    domain::{
        agency::Agency,
        published::{PublishedAnswer, State},
    },
    store::{self, Scope},
    template::Template,
    text::words,
    web::{
        app::App,
        download::{How, download},
        error::Failure,
        extract::Path,
        page::{Page, Side, Title, View},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct AnswerPage {
    title: String,
    agency: String,
    agency_href: String,
    apply_href: String,
    list_href: String,
    published_on: Option<String>,
    /// What is public of it; nothing once it was withdrawn.
    content: Option<Content>,
    withdrawn: Option<Withdrawn>,
}

#[derive(Debug, Serialize)]
struct Content {
    asked: String,
    answered: String,
    topics: Vec<String>,
    files: Vec<FileRow>,
    data_href: String,
}

#[derive(Debug, Serialize)]
struct FileRow {
    href: String,
    name: String,
    size: String,
}

#[derive(Debug, Serialize)]
struct Withdrawn {
    on: String,
    because: String,
}

/// An answer that everybody may know of, with its agency; of one that is switched off nothing is found.
pub(super) async fn load_known(app: &App, id: Uuid) -> Result<(PublishedAnswer, Agency), Failure> {
    let answer = store::published::known(app.db(), id)
        .await?
        .ok_or(Failure::NotFound)?;
    let agency = store::agency::get(app.db(), Scope::of(answer.agency)).await?;
    let agency = agency.ok_or(Failure::NotFound)?;
    let agency = load::agency(app, &agency.key).await?;
    Ok((answer, agency))
}

/// `GET /published/{answer}`
pub(super) async fn show(view: View, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let (answer, agency) = load_known(&view.app, id).await?;
    let is_public = answer.state == State::Published;
    let data_href = format!("/published/{id}/about.jsonld");
    let day = |day| words::date_with_weekday(view.lang, day);
    let page = AnswerPage {
        agency_href: format!("/agencies/{}", agency.key),
        apply_href: format!("/agencies/{}/apply", agency.key),
        list_href: format!("/published?agency={}&kind=answer", agency.key),
        agency: agency.name,
        published_on: answer.confirmed.map(|confirmed| day(confirmed.on)),
        content: is_public.then(|| Content {
            files: (1..)
                .zip(&answer.files)
                .map(|(n, file)| FileRow {
                    href: format!("/published/{id}/files/{n}"),
                    name: file.name.clone(),
                    size: words::size(view.lang, file.size),
                })
                .collect::<Vec<_>>(),
            asked: answer.wording.asked,
            answered: answer.wording.answered,
            topics: answer.wording.topics,
            data_href: data_href.clone(),
        }),
        withdrawn: answer.withdrawn.map(|withdrawn| Withdrawn {
            on: day(withdrawn.on),
            because: withdrawn.because,
        }),
        title: answer.wording.title,
    };
    let mut response = view.page(page).await?;
    if is_public {
        let link = format!("<{data_href}>; rel=\"alternate\"; type=\"application/ld+json\"");
        let link = HeaderValue::from_str(&link).map_err(anyhow::Error::from)?;
        response.headers_mut().insert(LINK, link);
    }
    Ok(response)
}

/// `GET /published/{answer}/files/{n}`
pub(super) async fn file(
    view: View,
    Path((id, n)): Path<(Uuid, usize)>,
    asked: HeaderMap,
) -> Result<Response, Failure> {
    let (answer, _) = load_known(&view.app, id).await?;
    if answer.state != State::Published {
        return Err(Failure::NotFound);
    }
    let file = n.checked_sub(1).and_then(|at| answer.files.get(at));
    let file = file.ok_or(Failure::NotFound)?;
    let mark = format!("\"{}\"", file.content);
    let headers = [(CACHE_CONTROL, "public, max-age=300"), (ETAG, mark.as_str())];
    if asked
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == mark.as_bytes())
    {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let bytes = load::blob(&view.app, file.content).await?;
    Ok((headers, download(How::Show, &file.media_type, &file.name, bytes)).into_response())
}

impl Template for AnswerPage {
    const NAME: &'static str = "pages/portal/published/answer";

    fn samples() -> Vec<Self> {
        let page = |content: Option<Content>, withdrawn: Option<Withdrawn>| Self {
            title: "青溪县2025年保障性住房分配方案<b>".to_owned(),
            agency: "青溪县住房和城乡建设局".to_owned(),
            agency_href: "/agencies/qingxi-housing".to_owned(),
            apply_href: "/agencies/qingxi-housing/apply".to_owned(),
            list_href: "/published?agency=qingxi-housing&kind=answer".to_owned(),
            published_on: content.is_some().then(|| "2026年11月5日（星期四）".to_owned()),
            content,
            withdrawn,
        };
        let content = |full: bool| Content {
            asked: "第一段\n第二段<b>".to_owned(),
            answered: "予以公开".to_owned(),
            topics: if full {
                vec!["住房".to_owned(), "保障".to_owned()]
            } else {
                Vec::new()
            },
            files: if full {
                vec![FileRow {
                    href: "/published/1/files/1".to_owned(),
                    name: "方案<b>.pdf".to_owned(),
                    size: "12 KB".to_owned(),
                }]
            } else {
                Vec::new()
            },
            data_href: "/published/1/about.jsonld".to_owned(),
        };
        vec![
            page(Some(content(true)), None),
            page(Some(content(false)), None),
            page(
                None,
                Some(Withdrawn {
                    on: "2026年11月6日（星期五）".to_owned(),
                    because: "文件有误<b>".to_owned(),
                }),
            ),
        ]
    }
}

impl Page for AnswerPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Plain(self.title.clone())
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency.clone())
    }
}
