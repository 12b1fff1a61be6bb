//! From a case to what its letters say: worded values only, so that templates lay out and never decide.

mod notice;
pub mod petition;

pub use self::notice::{NoticeMatter, content, notice};

use std::collections::BTreeMap;

use time::Date;

use crate::{
    domain::{
        agency::Agency,
        answer::{Draft, ItemAnswer},
        applicant::{Applicant, ApplicantKind},
        application::{Application, AsksFor, Item},
        clock::{self, History, Start},
        digest::Digest,
        id::{CaseNumber, NoticeId},
        package,
        remedy::{self, Remedy, RemedyUnknown},
        text::Name,
    },
    law::{Channel, DutyKey, FieldKey, GroundKey, Law, LetterKey, Limit, LimitKey, Route, Unit},
    letters::{
        Addressee, Blackout, Document, Item as ReplyItem, LetterContext, Litigation, Lookup, Organ, Part,
        ReceiptContext, Reconsideration, RemedyContext, RenderError, ReplyContext, Route as RemedyRoute,
        Section, SectionError, explanation, words,
    },
};

/// What every letter of a case rests on.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    pub law: &'a Law,
    pub agency: &'a Agency,
    pub number: &'a CaseNumber,
    pub applicant: &'a Applicant,
    pub application: &'a Application,
    pub channel: Channel,
    pub asks_for: AsksFor,
    pub submitted_on: Option<Date>,
    pub received_on: Date,
    /// When the corrected application came in, 补正.
    pub corrected_on: Option<Date>,
}

/// Why a letter cannot be composed.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    #[error(transparent)]
    Remedy(#[from] RemedyUnknown),
    #[error("a section of the letter cannot be composed")]
    Section(#[from] SectionError),
    #[error("the letter cannot be set")]
    Letter(#[from] RenderError),
    /// The letter that ends a case is composed of dates that are not there.
    #[error("the time that the applicant was given is not over")]
    NotExpired,
}

/// A composed reply: what it is, what it says, and the digest to which approvals are bound.
#[derive(Debug, Clone)]
pub struct Reply {
    pub kind: LetterKey,
    pub context: LetterContext,
}

impl Reply {
    /// The digest of everything that leaves: the letter without number and date, outcomes, grounds, files.
    pub fn content(document: &Document, draft: &Draft) -> Digest {
        Digest::of(&[&document.digest(), &draft.digest().0])
    }
}

fn addressee(matter: &Matter<'_>) -> Addressee {
    let applicant = matter.applicant;
    let you = match (applicant.kind, applicant.joint.len()) {
        (ApplicantKind::Person, 0) => "您",
        (_, 0) => "你单位",
        (_, _) => "你们",
    };
    let agent = applicant.agent.as_ref();
    Addressee {
        name: applicant.name.to_string(),
        others: applicant.names().skip(1).map(Name::to_string).collect(),
        you: you.to_owned(),
        agent: agent.map(|agent| agent.name.to_string()),
    }
}

/// 登记回执
pub fn receipt(matter: &Matter<'_>, lookup: Option<String>) -> LetterContext {
    let Matter { law, agency, .. } = *matter;
    let start = Start::of(
        matter.asks_for,
        matter.channel,
        matter.submitted_on,
        Some(matter.received_on),
    );
    let history: History<NoticeId> = start.into();
    let (reading, steps) = clock::read_explained(law, &history)
        .expect("the day of receipt is given and nothing has happened yet, so the clock can be read");
    let rule = law.channel(matter.channel);
    let reply = law.limit(matter.asks_for.limit(), reading.from);
    let corrects_records = matter.asks_for.corrects_records();
    let addressee = addressee(matter);
    LetterContext::Receipt(ReceiptContext {
        issuer: agency.name.clone(),
        title: law.receipt(matter.asks_for).title.clone(),
        corrects_records,
        application_number: matter.number.to_string(),
        channel: rule.name.clone(),
        submitted_on: matter
            .submitted_on
            .filter(|day| *day != matter.received_on)
            .map(words::date_with_weekday),
        received_on: words::date_with_weekday(matter.received_on),
        received_because: rule.text.clone(),
        received_article: law.cite(&rule.article),
        items: matter.application.items.iter().map(asked).collect(),
        form: (!corrects_records).then(|| wishes(matter.application)),
        due_on: words::last_day(reading.next_on(), reading.provisional),
        period: worded(reply),
        due_article: law.cite(&reply.article),
        due_steps: steps.iter().map(explanation::line).collect(),
        provisional: reading.provisional,
        lookup: lookup.map(|address| Lookup {
            address,
            with: format!(
                "申请编号和查询码（查询码见提交成功页面或登记时交给{}的凭条）",
                addressee.you
            ),
        }),
        contact: format!(
            "{}，电话{}，地址{}，办公时间{}",
            agency.guide.office, agency.guide.phone, agency.guide.address, agency.guide.hours
        ),
        addressee,
    })
}

/// What was asked in one item, as the applicant wrote it.
pub fn asked(item: &Item) -> String {
    let number = item
        .document_number
        .as_ref()
        .map(|number| format!("（文号：{number}）"));
    let description = item
        .description
        .as_ref()
        .map(|description| format!("；{description}"));
    [Some(item.title.clone()), number, description]
        .into_iter()
        .flatten()
        .collect()
}

fn wishes(application: &Application) -> String {
    use crate::domain::application::{ObtainBy, ProvisionForm};
    let form = match application.form {
        ProvisionForm::Electronic => "电子文本",
        ProvisionForm::Paper => "纸质文本",
        ProvisionForm::Disc => "光盘",
    };
    let obtain_by = match application.obtain_by {
        ObtainBy::Online => "网上获取",
        ObtainBy::Email => "电子邮件",
        ObtainBy::Post => "邮寄",
        ObtainBy::Collect => "自行领取",
        ObtainBy::OnSite => "当场查阅、抄录",
    };
    format!("{form}，{obtain_by}")
}

fn worded(limit: &Limit) -> String {
    match limit.unit {
        Unit::WorkingDays => words::working_days(limit.amount),
        Unit::CalendarDays => words::days(limit.amount),
        Unit::Months => words::months(limit.amount),
    }
}

/// The reply to a checked draft, with the remedies that the law of that day gives.
pub fn reply(
    matter: &Matter<'_>,
    (draft, blackouts): (&Draft, Vec<Blackout>),
    on: Date,
) -> Result<Reply, ComposeError> {
    let Matter { law, agency, .. } = *matter;
    let addressee = addressee(matter);
    let outline = draft.outline();
    let kind = law.letter_for(
        matter.asks_for,
        outline.iter().filter_map(|item| law.ground(&item.ground)),
    );
    let items = draft
        .items
        .iter()
        .filter_map(|answer| {
            let item = matter
                .application
                .items
                .iter()
                .find(|item| item.number == answer.item)?;
            Some(section(law, answer, &addressee.you).map(|section| ReplyItem {
                heading: format!("关于{}", item.title),
                asked: asked(item),
                section,
            }))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let title = kind.title.clone();
    let closing = if title.ends_with("告知书") {
        "告知"
    } else {
        "答复"
    };
    let remedies = remedy::against(law, agency, &outline, on)?
        .iter()
        .map(|remedy| remedy_words(law, remedy, outline.len(), closing, on))
        .collect();
    let context = ReplyContext {
        issuer: agency.name.clone(),
        closing: closing.to_owned(),
        title,
        addressee,
        application_number: matter.number.to_string(),
        corrects_records: matter.asks_for.corrects_records(),
        received_on: words::date(matter.received_on),
        corrected_on: matter.corrected_on.map(words::date),
        items,
        remedies,
        attachments: package::files(draft)
            .into_iter()
            .map(|file| file.name.clone())
            .collect(),
        copies: Vec::new(),
        blackouts,
    };
    Ok(Reply {
        kind: kind.key.clone(),
        context: LetterContext::Reply(context),
    })
}

fn section(law: &Law, answer: &ItemAnswer, you: &str) -> Result<Section, ComposeError> {
    let parts = answer
        .withheld
        .iter()
        .map(|part| {
            let section = section_of(law, &part.ground, &part.fields, you, Vec::new(), words::on_part)?;
            let ground = law.ground(&part.ground);
            Ok(Part {
                part: part.part.clone(),
                ground: ground.map(|ground| ground.name.clone()).unwrap_or_default(),
                article: ground.map(|ground| law.cite(&ground.article)).unwrap_or_default(),
                section,
            })
        })
        .collect::<Result<Vec<_>, ComposeError>>()?;
    let ground = answer
        .ground
        .as_ref()
        .expect("a draft is checked against the law before it is composed");
    section_of(law, ground, &answer.fields, you, parts, str::to_owned)
}

fn section_of(
    law: &Law,
    key: &GroundKey,
    fields: &BTreeMap<FieldKey, String>,
    you: &str,
    parts: Vec<Part>,
    said: fn(&str) -> String,
) -> Result<Section, ComposeError> {
    let ground = law
        .ground(key)
        .expect("a draft is checked against the law before it is composed");
    let in_letter = ground
        .demands
        .iter()
        .filter_map(|key| {
            let field = law.field(key);
            let value = fields
                .get(key)
                .map(|value| value.trim())
                .filter(|value| !value.is_empty())?;
            field
                .in_letter
                .then(|| (key.to_string(), explanation::field_value(field, value)))
        })
        .collect();
    let statement = words::addressed(&said(&ground.statement), you);
    Ok(Section::of(&ground.section, &statement, in_letter, parts)?)
}

fn remedy_words(law: &Law, remedy: &Remedy<'_>, items: usize, closing: &str, on: Date) -> RemedyContext {
    let first = remedy.route == Route::ReconsiderationFirst;
    let period = |key| {
        remedy
            .limits
            .iter()
            .find(|limit| limit.key == key)
            .map(|limit| worded(limit))
    };
    let online = law.duty(DutyKey::NameOnlineChannel, on).is_some();
    let after = LimitKey::LitigationAfterReconsideration;
    RemedyContext {
        against: words::contested(&remedy.items, &remedy.withheld_of, items, closing),
        letter: format!("本{closing}"),
        route: if first {
            RemedyRoute::First
        } else {
            RemedyRoute::Either
        },
        articles: law.cite_all(&remedy.articles),
        reconsideration: Reconsideration {
            organs: remedy
                .organs
                .iter()
                .map(|organ| Organ {
                    name: organ.name.clone(),
                    address: organ.address.clone(),
                    online: organ.online.clone().filter(|_| online),
                })
                .collect(),
            period: period(LimitKey::Reconsideration).unwrap_or_default(),
        },
        litigation: Litigation {
            court: remedy.court.name.clone(),
            period: period(if first { after } else { LimitKey::Litigation }).unwrap_or_default(),
            ruling: remedy.final_ruling.filter(|_| first).map(str::to_owned),
        },
    }
}
