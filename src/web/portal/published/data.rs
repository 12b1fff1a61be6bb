//! What a page says, for machines: schema.org as JSON-LD, at an address of its own, as nothing stands inline in our pages.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{answer::load_known, cached::cached, load};
use crate::{
    domain::{agency::Agency, published::State as Stands},
    web::{app::App, error::Failure, extract::Path},
};

pub(in crate::web::portal) const JSON_LD: &str = "application/ld+json";

/// An agency as the publisher of something.
pub(in crate::web::portal) fn organization(base: &str, agency: &Agency) -> Value {
    let guide = &agency.guide;
    json!({
        "@type": "GovernmentOrganization",
        "@id": format!("{base}/agencies/{}#organization", agency.key),
        "name": agency.name,
        "url": format!("{base}/agencies/{}", agency.key),
        "telephone": guide.phone,
        "faxNumber": guide.fax,
        "email": guide.email,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": guide.address,
            "postalCode": guide.postcode,
            "addressCountry": "CN",
        },
        "areaServed": agency.region,
    })
}

/// `GET /agencies/{key}/about.jsonld`
pub(super) async fn agency(
    State(app): State<App>,
    Path(key): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Failure> {
    let agency = load::agency(&app, &key).await?;
    let base = app.config.server.reached_at();
    let service = json!({
        "@type": "GovernmentService",
        "@id": format!("{base}/agencies/{}#service", agency.key),
        "name": "政府信息公开申请",
        "serviceType": "依申请公开政府信息",
        "provider": { "@id": format!("{base}/agencies/{}#organization", agency.key) },
        "hoursAvailable": agency.guide.hours,
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceUrl": format!("{base}/agencies/{}/apply", agency.key),
        },
        "isAccessibleForFree": true,
    });
    let graph =
        json!({ "@context": "https://schema.org", "@graph": [organization(&base, &agency), service] });
    Ok(cached(&asked, JSON_LD, graph.to_string()))
}

/// `GET /published/{answer}/about.jsonld`
pub(super) async fn answer(
    State(app): State<App>,
    Path(id): Path<Uuid>,
    asked: HeaderMap,
) -> Result<Response, Failure> {
    let (answer, agency) = load_known(&app, id).await?;
    if answer.state != Stands::Published {
        return Err(Failure::NotFound);
    }
    let base = app.config.server.reached_at();
    let files = (1..).zip(&answer.files).map(|(n, file)| {
        json!({
            "@type": "MediaObject",
            "name": file.name,
            "encodingFormat": file.media_type,
            "contentSize": file.size.to_string(),
            "contentUrl": format!("{base}/published/{id}/files/{n}"),
            "sha256": file.content.to_string(),
        })
    });
    let wording = &answer.wording;
    let document = json!({
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": format!("{base}/published/{id}"),
        "url": format!("{base}/published/{id}"),
        "name": wording.title,
        "abstract": wording.asked,
        "text": wording.answered,
        "keywords": wording.topics,
        "inLanguage": "zh-CN",
        "datePublished": answer.confirmed.map(|confirmed| confirmed.on.to_string()),
        "publisher": organization(&base, &agency),
        "isAccessibleForFree": true,
        "associatedMedia": files.collect::<Vec<_>>(),
    });
    Ok(cached(&asked, JSON_LD, document.to_string()))
}
