//! The map of the site and what machines may read of it.

use std::collections::BTreeMap;

use axum::{extract::State, http::HeaderMap, response::Response};

use super::{
    AT,
    cached::{cached, xml},
    load,
};
use crate::{
    domain::{catalogue::Kind, id::AgencyId},
    store,
    web::{app::App, error::Failure, extract::Path, portal::annual},
};

/// Addresses of one map, as the protocol has it.
const MOST: u64 = 50_000;

/// How the maps of released figures are called, before their numbers.
const ANNUAL: &str = "annual-";

/// What no machine looks through: what is of one person, and what is work.
const CLOSED: [&str; 11] = [
    "/mine",
    "/track",
    "/receipt",
    "/desk",
    "/review",
    "/admin",
    "/account",
    "/sign-in",
    "/sign-out",
    "/agencies/*/apply",
    "/agencies/*/suggestions",
];

/// `GET /robots.txt`
pub(super) async fn robots(State(app): State<App>, asked: HeaderMap) -> Response {
    let closed: Vec<String> = CLOSED.iter().map(|path| format!("Disallow: {path}")).collect();
    let text = format!(
        "User-agent: *\n{}\nAllow: /\n\nSitemap: {}/sitemap.xml\n",
        closed.join("\n"),
        app.config.server.reached_at()
    );
    cached(&asked, "text/plain; charset=utf-8", text)
}

/// `GET /sitemap.xml`: which maps there are.
pub(super) async fn index(State(app): State<App>, asked: HeaderMap) -> Result<Response, Failure> {
    let base = app.config.server.reached_at();
    let answers = store::public::count(app.db(), Kind::Answer).await?;
    let parts = (1..=answers.div_ceil(MOST)).map(|n| n.to_string());
    let years = store::annual::count_released(app.db()).await?;
    let years = (1..=years.div_ceil(MOST)).map(|n| format!("{ANNUAL}{n}"));
    let maps = ["pages".to_owned()].into_iter().chain(parts).chain(years);
    let maps = maps.map(|name| {
        format!(
            "<sitemap><loc>{}</loc></sitemap>\n",
            xml(&format!("{base}/sitemap/{name}.xml"))
        )
    });
    let maps: String = maps.collect();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{maps}</sitemapindex>\n"
    );
    Ok(cached(&asked, "application/xml; charset=utf-8", text))
}

/// How many addresses stand in the maps before this one, which are numbered from 1 on.
fn before(n: &str) -> Result<u64, Failure> {
    let n: u64 = n.parse().map_err(|_| Failure::NotFound)?;
    Ok(n.checked_sub(1).ok_or(Failure::NotFound)?.saturating_mul(MOST))
}

/// The pages of released figures; of agencies that are switched off nothing.
async fn years(app: &App, before: u64) -> Result<Vec<String>, Failure> {
    let agencies = load::agencies(app).await?;
    let keys: BTreeMap<AgencyId, &str> = agencies
        .iter()
        .map(|agency| (agency.id, agency.key.as_str()))
        .collect();
    let sources = store::annual::sources(app.db(), (before, MOST)).await?;
    let known = sources
        .iter()
        .filter_map(|(agency, year)| Some((*keys.get(agency)?, year)));
    Ok(known
        .map(|(key, year)| format!("{}/{year}", annual::at(key)))
        .collect())
}

/// `GET /sitemap/{part}`: one of them.
pub(super) async fn part(
    State(app): State<App>,
    Path(part): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Failure> {
    let name = part.strip_suffix(".xml").ok_or(Failure::NotFound)?;
    let paths: Vec<String> = if name == "pages" {
        let agencies = load::agencies(&app).await?;
        let guides = agencies.iter().map(|agency| format!("/agencies/{}", agency.key));
        let own = ["/".to_owned(), "/agencies".to_owned(), AT.to_owned()];
        own.into_iter()
            .chain(guides)
            .take(usize::try_from(MOST).unwrap_or(usize::MAX))
            .collect()
    } else if let Some(n) = name.strip_prefix(ANNUAL) {
        years(&app, before(n)?).await?
    } else {
        let sources = store::public::sources(app.db(), Kind::Answer, (before(name)?, MOST)).await?;
        sources.iter().map(|source| format!("{AT}/{source}")).collect()
    };
    if paths.is_empty() {
        return Err(Failure::NotFound);
    }
    let base = app.config.server.reached_at();
    let places = paths
        .iter()
        .map(|path| format!("<url><loc>{}</loc></url>\n", xml(&format!("{base}{path}"))));
    let places: String = places.collect();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{places}</urlset>\n"
    );
    Ok(cached(&asked, "application/xml; charset=utf-8", text))
}
