//! 政府信息公开指南 of one agency (条例第十二条): how to reach it, which ways of applying are open and from which day
//! each counts, what happens then, and what is no matter for an application.

use axum::{
    http::{HeaderValue, header::LINK},
    response::Response,
};
use serde::Serialize;

use super::{asking::DoorRow, load};
use crate::{
    domain::agency::Agency,
    law::{Channel, Law, LimitKey},
    template::Template,
    text::{Say, key},
    web::{
        chart::{self, Chart},
        error::Failure,
        extract::Path,
        page::{Page, Side, Title, View},
        wording::{self, Voice},
    },
};

/// The guide.
#[derive(Debug, Serialize)]
pub(super) struct Guide {
    agency: Worded,
    /// What happens to an application, with the time limits of the law.
    chart: Chart,
}

#[derive(Debug, Serialize)]
struct Worded {
    key: String,
    name: String,
    holds: String,
    office: String,
    address: String,
    postcode: String,
    phone: String,
    fax: Option<String>,
    email: Option<String>,
    hours: String,
    channels: Vec<Way>,
    /// What is dealt with elsewhere.
    doors: Vec<DoorRow>,
    /// How long an answer takes: `20个工作日`.
    period: String,
    period_article: String,
}

/// A way of applying.
#[derive(Debug, Serialize)]
struct Way {
    name: String,
    /// From which day it counts.
    receipt: String,
    article: String,
}

/// The basic channels, and those that the agency has opened: it is bound by what its guide publishes.
fn channels(say: Say<'_>, law: &Law, agency: &Agency) -> Vec<Way> {
    Channel::ALL
        .iter()
        .filter(|channel| match channel {
            Channel::Counter
            | Channel::Online
            | Channel::SignedMail
            | Channel::OrdinaryMail
            | Channel::Oral => true,
            Channel::Fax => agency.guide.fax.is_some(),
            Channel::Email => agency.guide.email.is_some(),
        })
        .map(|channel| {
            let rule = law.channel(*channel);
            Way {
                name: wording::in_lang(say.lang, &rule.name, &rule.english_name).clone(),
                receipt: wording::in_lang(say.lang, &rule.text, &rule.english_text).clone(),
                article: wording::cite(say.lang, law, &rule.article),
            }
        })
        .collect()
}

/// `GET /agencies/{key}`
pub(super) async fn show(view: View, Path(key): Path<String>) -> Result<Response, Failure> {
    let agency = load::agency(&view.app, &key).await?;
    let law = &view.app.office.law_of(&agency);
    let today = view.app.clock.today();
    let reply = law.limit(LimitKey::Reply, today);
    let say = view.say();
    let chart = Chart::narrow(chart::of_the_public(Voice { say, law }, today)?);
    let channels = channels(say, law, &agency);
    let guide = agency.guide;
    let worded = Worded {
        key: agency.key,
        name: agency.name,
        holds: guide.holds,
        office: guide.office,
        address: guide.address,
        postcode: guide.postcode,
        phone: guide.phone,
        fax: guide.fax,
        email: guide.email,
        hours: guide.hours,
        channels,
        doors: DoorRow::all(say.lang, law),
        period: wording::period(say, reply)?,
        period_article: wording::cite(say.lang, law, &reply.article),
    };
    // What the page says, for machines.
    let about = format!(
        "</agencies/{}/about.jsonld>; rel=\"alternate\"; type=\"application/ld+json\"",
        worded.key
    );
    let mut response = view
        .page(Guide {
            agency: worded,
            chart,
        })
        .await?;
    let about = HeaderValue::from_str(&about).map_err(anyhow::Error::from)?;
    response.headers_mut().insert(LINK, about);
    Ok(response)
}

impl Template for Guide {
    const NAME: &'static str = "pages/portal/agency";

    fn samples() -> Vec<Self> {
        let guide = |(reachable, chart): (bool, Chart)| Self {
            chart,
            agency: Worded {
                key: "qingxi-housing".to_owned(),
                name: "青溪县住房和城乡建设局".to_owned(),
                holds: "建设工程、房屋管理<b>".to_owned(),
                office: "局办公室（政府信息公开工作机构）".to_owned(),
                address: "青溪县人民路1号".to_owned(),
                postcode: "990000".to_owned(),
                phone: "0990-5550000".to_owned(),
                fax: reachable.then(|| "0990-5550001".to_owned()),
                email: reachable.then(|| "gk@example.cn".to_owned()),
                hours: "工作日8:30至12:00，14:30至17:30".to_owned(),
                channels: vec![Way {
                    name: "当面提交".to_owned(),
                    receipt: "以提交之日为收到申请之日".to_owned(),
                    article: "条例第三十一条第（一）项".to_owned(),
                }],
                doors: DoorRow::samples(),
                period: "20个工作日".to_owned(),
                period_article: "条例第三十三条第二款".to_owned(),
            },
        };
        let [full, bare] = Chart::samples();
        vec![guide((true, full)), guide((false, bare))]
    }
}

impl Page for Guide {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Name {
            name: self.agency.name.clone(),
            what: key("portal-guide-caption"),
        }
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency.name.clone())
    }
}
