//! What was made public last, as Atom: of all agencies, and of each.

use axum::{http::HeaderMap, response::Response};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    AT,
    cached::{cached, xml},
    hit, load,
};
use crate::{
    domain::{agency::Agency, catalogue::Kind},
    store::{
        self, Scope,
        public::{Public, Which},
    },
    text::key,
    web::{error::Failure, extract::Path, page::View},
};

/// Entries of a feed.
const MOST: usize = 50;

/// `GET /published/feed.atom`
pub(super) async fn of_all(view: View, asked: HeaderMap) -> Result<Response, Failure> {
    let title = view.say().get(key("published-feed"))?;
    feed(&view, &asked, None, (&title, AT)).await
}

/// `GET /agencies/{key}/published.atom`
pub(super) async fn of_agency(
    view: View,
    Path(key): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Failure> {
    let agency = load::agency(&view.app, &key).await?;
    let title = view
        .say()
        .with(crate::text::key("published-feed-of"), &[("agency", &agency.name)])?;
    let at = super::of_agency(&agency);
    feed(&view, &asked, Some(&agency), (&title, &at)).await
}

async fn feed(
    view: &View,
    asked: &HeaderMap,
    one: Option<&Agency>,
    (title, at): (&str, &str),
) -> Result<Response, Failure> {
    let app = &view.app;
    let which = Which {
        scope: one.map(|agency| Scope::of(agency.id)),
        ..Which::default()
    };
    let found = store::public::page(app.db(), which, None, MOST).await?.found;
    let agencies = load::agencies(app).await?;
    let by_id = hit::by_id(&agencies);
    let base = app.config.server.reached_at();
    let newest = found.iter().map(|public| public.changed_at).max();
    let own = one.map_or_else(
        || format!("{base}{AT}/feed.atom"),
        |agency| format!("{base}/agencies/{}/published.atom", agency.key),
    );
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n\
         <title>{}</title>\n<id>{}</id>\n<link rel=\"self\" href=\"{}\"/>\n<link href=\"{}\"/>\n<updated>{}</updated>\n",
        xml(title),
        xml(&own),
        xml(&own),
        xml(&format!("{base}{at}")),
        moment(newest.unwrap_or(OffsetDateTime::UNIX_EPOCH))?,
    );
    for public in &found {
        if let Some(agency) = by_id.get(&public.agency) {
            feed.push_str(&entry(&base, public, agency)?);
        }
    }
    feed.push_str("</feed>\n");
    Ok(cached(asked, "application/atom+xml; charset=utf-8", feed))
}

fn entry(base: &str, public: &Public, agency: &Agency) -> Result<String, Failure> {
    let entry = &public.entry;
    let link = match (public.kind, &entry.link) {
        (Kind::Answer, _) => Some(format!("{base}{AT}/{}", public.source)),
        (Kind::Catalogue, Some(link)) => Some(link.to_string()),
        (Kind::Catalogue, None) => None,
    };
    let link = link
        .map(|link| format!("<link href=\"{}\"/>\n", xml(&link)))
        .unwrap_or_default();
    let topics = entry
        .topics
        .iter()
        .map(|topic| format!("<category term=\"{}\"/>\n", xml(topic)));
    let topics: String = topics.collect();
    let published = entry.published_on.midnight().assume_offset(time::UtcOffset::UTC);
    Ok(format!(
        "<entry>\n<id>urn:uuid:{}</id>\n<title>{}</title>\n{link}{topics}<author><name>{}</name></author>\n\
         <published>{}</published>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
        public.source,
        xml(&entry.title),
        xml(&agency.name),
        moment(published)?,
        moment(public.changed_at)?,
        xml(&entry.summary),
    ))
}

fn moment(at: OffsetDateTime) -> Result<String, Failure> {
    Ok(at.format(&Rfc3339).map_err(anyhow::Error::from)?)
}
