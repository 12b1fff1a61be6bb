//! The figures of a year for machines: a data set of schema.org, with the tables as its distributions.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde_json::json;

use super::{at, load_year};
use crate::web::{
    app::App,
    error::Failure,
    extract::Path,
    portal::published::{JSON_LD, cached, organization},
};

/// `GET /agencies/{key}/annual/{year}/about.jsonld`
pub(super) async fn show(
    State(app): State<App>,
    Path((agency, year)): Path<(String, i32)>,
    asked: HeaderMap,
) -> Result<Response, Failure> {
    let (agency, released) = load_year(&app, &agency, year).await?;
    let (first, last) = released.last().zip(released.first()).ok_or(Failure::NotFound)?;
    let base = app.config.server.reached_at();
    let here = format!("{base}{}/{year}", at(&agency.key));
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let files = [
        ("applications.csv", "text/csv"),
        ("applications.xlsx", xlsx),
        ("proceedings.csv", "text/csv"),
        ("proceedings.xlsx", xlsx),
    ];
    let files = files.map(|(name, kind)| {
        json!({
            "@type": "DataDownload",
            "contentUrl": format!("{here}/{name}"),
            "encodingFormat": kind,
        })
    });
    let main = last.figures.main(&app.office.law_of(&agency));
    let measured = [
        ("本年新收政府信息公开申请数量", main.received),
        ("上年结转政府信息公开申请数量", main.carried_in),
        ("本年度办结总计", main.handled),
        ("结转下年度继续办理", main.carried_out),
        ("本年送达的答复", main.answers.given),
        ("其中在期限内送达的答复", main.answers.in_time),
    ];
    let measured =
        measured.map(|(name, count)| json!({ "@type": "PropertyValue", "name": name, "value": count }));
    let document = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": here,
        "url": here,
        "name": format!("{}{year}年政府信息公开申请数字", agency.name),
        "description": "收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况",
        "temporalCoverage": format!("{year}-01-01/{year}-12-31"),
        "version": last.version.to_string(),
        "inLanguage": "zh-CN",
        "datePublished": first.on.to_string(),
        "dateModified": last.on.to_string(),
        "publisher": organization(&base, &agency),
        "isAccessibleForFree": true,
        "variableMeasured": measured,
        "distribution": files,
    });
    Ok(cached(&asked, JSON_LD, document.to_string()))
}
