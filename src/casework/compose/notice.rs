//! What a procedural letter says: the statutory sentences of its kind, filled in, and what the handler wrote.

use time::Date;

use super::{ComposeError, Matter, Reply, addressee, asked, remedy_words, reply, worded};
use crate::{
    domain::{
        answer::{Draft, ItemAnswer},
        applicant::Applicant,
        case::Case,
        clock::{self, Dated, What},
        digest::Digest,
        ending::{self, Basis},
        ledger,
        notice::About,
        party::Party,
        remedy,
    },
    law::{LetterKind, LimitKey},
    letters::{Addressee, Document, Labelled, LetterContext, NoticeContext, explanation, words},
};

/// The class of the remedies of a third party who is told that its information will be disclosed.
const THIRD_PARTY: &str = "third_party_disclosure";

/// A procedural letter to be composed.
#[derive(Debug, Clone, Copy)]
pub struct NoticeMatter<'a> {
    pub case: &'a Case,
    pub about: &'a About,
    /// What the handler wrote.
    pub words: Option<&'a str>,
    /// Whom it is to, where that is not the applicant.
    pub party: Option<&'a Party>,
    /// 随附材料: what the third party is shown, by title.
    pub attached: &'a [String],
}

/// What is filled into the statutory sentences, and what is listed below them.
#[derive(Debug, Default)]
struct Filled {
    period: String,
    day: String,
    yuan: String,
    facts: Vec<Labelled>,
    steps: Vec<String>,
}

/// The digest of everything that leaves with a procedural letter: the letter without number and date, and its facts.
pub fn content(document: &Document, about: &About) -> Digest {
    Digest::of(&[&document.digest(), &Digest::of_json(about).0])
}

/// The letter of a notice, as it would go out on a day.
pub fn notice(
    matter: &Matter<'_>,
    notice: NoticeMatter<'_>,
    on: Date,
) -> Result<LetterContext, ComposeError> {
    if let About::Ended { .. } = notice.about {
        return ended(matter, notice, on);
    }
    let kind = matter.law.notice(notice.about.kind());
    let addressee = addressed(matter, notice);
    let filled = filled(matter, notice, on);
    Ok(LetterContext::Notice(NoticeContext {
        issuer: matter.agency.name.clone(),
        title: kind.title.clone(),
        to_applicant: notice.party.is_none(),
        on_behalf_of: on_behalf_of(matter, notice.about),
        application_number: matter.number.to_string(),
        received_on: words::date(matter.received_on),
        asked: concerned(matter, notice),
        findings: notice.words.map(str::to_owned),
        statement: statement(kind, &filled, &addressee.you),
        facts: filled.facts,
        steps: filled.steps,
        remedies: remedies(matter, notice.about, on)?,
        return_slip: matches!(notice.about, About::Consultation { .. }),
        contact: format!(
            "{}，电话{}，地址{}，办公时间{}",
            matter.agency.guide.office,
            matter.agency.guide.phone,
            matter.agency.guide.address,
            matter.agency.guide.hours
        ),
        addressee,
    }))
}

/// Whose matter is sent on, with all who stand behind it.
fn on_behalf_of(matter: &Matter<'_>, about: &About) -> Option<String> {
    if !matches!(about, About::Transfer { .. }) {
        return None;
    }
    let names: Vec<String> = matter.applicant.names().map(ToString::to_string).collect();
    Some(names.join("、"))
}

fn addressed(matter: &Matter<'_>, notice: NoticeMatter<'_>) -> Addressee {
    let Some(party) = notice.party else {
        return addressee(matter);
    };
    let with = match notice.about {
        About::Consultation { with, .. } => *with,
        About::Transfer { .. } => clock::ConsultationKind::OtherOrgan,
        About::Correction { .. }
        | About::ConsultationTold { .. }
        | About::DisclosureDecision { .. }
        | About::Extension { .. }
        | About::Fee { .. }
        | About::ReasonsAsked { .. }
        | About::Delay { .. }
        | About::Ended { .. } => clock::ConsultationKind::ThirdParty,
    };
    Addressee {
        name: party.name.to_string(),
        you: party.you(with).to_owned(),
        others: Vec::new(),
        agent: None,
    }
}

/// What was asked, as far as the letter is about it.
fn concerned(matter: &Matter<'_>, notice: NoticeMatter<'_>) -> Vec<String> {
    let consulted = notice.about.consultation().and_then(|id| notice.case.notice(id));
    let about = consulted.map_or(notice.about, |consulted| &consulted.matter);
    let only = about.other_side().map(|(_, items)| items);
    let items = matter.application.items.iter();
    items
        .filter(|item| notice.case.items.contains(&item.number))
        .filter(|item| only.is_none_or(|only| only.contains(&item.number)))
        .map(asked)
        .collect()
}

fn statement(kind: &LetterKind, filled: &Filled, you: &str) -> String {
    let text = kind.statement.as_deref().unwrap_or_default();
    let text = words::addressed(text, you);
    text.replace("{period}", &filled.period)
        .replace("{day}", &filled.day)
        .replace("{yuan}", &filled.yuan)
}

fn filled(matter: &Matter<'_>, notice: NoticeMatter<'_>, on: Date) -> Filled {
    let law = matter.law;
    let from_receipt = |label: &str, period: String| Filled {
        facts: vec![Labelled::new(label, format!("自收到之日起{period}"))],
        period,
        ..Filled::default()
    };
    match notice.about {
        About::Correction { working_days } => from_receipt("补正期限", words::working_days(*working_days)),
        About::ReasonsAsked { working_days } => {
            from_receipt("说明理由期限", words::working_days(*working_days))
        }
        About::Consultation { with, .. } => {
            let mut filled = from_receipt("答复意见期限", worded(law.limit(with.limit(), on)));
            if !notice.attached.is_empty() {
                let numbered = (1..).zip(notice.attached);
                let titles: Vec<String> = numbered
                    .map(|(number, title)| format!("{number}.{title}"))
                    .collect();
                filled.facts.push(Labelled::new("随附材料", titles.join("；")));
            }
            filled
        }
        About::Extension { working_days } => {
            let mut history = ledger::of(notice.case);
            history.events.push(Dated {
                on,
                what: What::Extended {
                    working_days: *working_days,
                },
            });
            let reading = clock::read(law, &history);
            let day = reading
                .ok()
                .and_then(|reading| Some(words::last_day(reading.due_on?, reading.provisional)))
                .unwrap_or_default();
            let steps = clock::explain(law, &history).unwrap_or_default();
            Filled {
                period: words::working_days(*working_days),
                facts: vec![Labelled::new("延长后的答复期限", format!("{day}前（含当日）"))],
                steps: steps.iter().map(explanation::line).collect(),
                day,
                ..Filled::default()
            }
        }
        About::Fee { by, count, yuan } => {
            let unit = match by {
                crate::domain::notice::FeeBy::Item => "件",
                crate::domain::notice::FeeBy::Page => "页",
            };
            let period = worded(law.limit(LimitKey::FeePayment, on));
            Filled {
                facts: vec![
                    Labelled::new("计收数量", format!("{count}{unit}")),
                    Labelled::new("应缴金额", format!("{yuan}元")),
                    Labelled::new("缴费期限", format!("自收到本通知书次日起{period}")),
                ],
                period,
                yuan: yuan.to_string(),
                ..Filled::default()
            }
        }
        About::Delay { until } => {
            let day = words::date_with_weekday(*until);
            Filled {
                facts: vec![Labelled::new("延迟后的答复期限", format!("{day}前（含当日）"))],
                day,
                ..Filled::default()
            }
        }
        About::Transfer { .. } => Filled {
            facts: vec![Labelled::new("申请人的联系方式", reached_by(matter.applicant))],
            ..Filled::default()
        },
        About::ConsultationTold { .. } | About::DisclosureDecision { .. } | About::Ended { .. } => {
            Filled::default()
        }
    }
}

/// How the organ that takes a matter over reaches the applicant.
fn reached_by(applicant: &Applicant) -> String {
    let contact = &applicant.contact;
    let phone = contact.phone.iter().map(|phone| format!("电话{phone}"));
    let address = contact.address.iter().map(|address| format!("地址{address}"));
    phone.chain(address).collect::<Vec<_>>().join("，")
}

fn remedies(
    matter: &Matter<'_>,
    about: &About,
    on: Date,
) -> Result<Vec<crate::letters::RemedyContext>, ComposeError> {
    if !matches!(about, About::DisclosureDecision { .. }) {
        return Ok(Vec::new());
    }
    let class = THIRD_PARTY.parse().expect("the class of third parties is a key");
    let remedy = remedy::against_class(matter.law, matter.agency, &class, on)?;
    Ok(remedy
        .iter()
        .map(|remedy| remedy_words(matter.law, remedy, 1, "告知", on))
        .collect())
}

/// 终止办理告知书: a reply on the ground that the dates give, with the letter that was not answered or the day of the
/// withdrawal.
fn ended(matter: &Matter<'_>, notice: NoticeMatter<'_>, on: Date) -> Result<LetterContext, ComposeError> {
    let basis = ending::basis(notice.case, matter.law, on).ok_or(ComposeError::NotExpired)?;
    let ground = matter.law.ground(basis.ground());
    // In the order of the fields of these grounds: the letter's number, its day of delivery, and the last day; or the day
    // of the withdrawal.
    let values = match &basis {
        Basis::Expired(expired) => {
            let letter = notice.case.letter(expired.letter);
            vec![
                letter.map(|letter| letter.number.clone()).unwrap_or_default(),
                expired.reached_on.to_string(),
                expired.expired_on.to_string(),
            ]
        }
        Basis::Withdrawn { withdrawn_on, .. } => vec![withdrawn_on.to_string()],
    };
    let demands = ground.map(|ground| ground.demands.clone()).unwrap_or_default();
    let fields: std::collections::BTreeMap<_, _> = demands.into_iter().zip(values).collect();
    let answer = |item: &u16| ItemAnswer {
        item: *item,
        ground: Some(basis.ground().clone()),
        fields: fields.clone(),
        ..ItemAnswer::default()
    };
    let draft = Draft {
        items: notice.case.items.iter().map(answer).collect(),
    };
    let Reply { context, .. } = reply(matter, (&draft, Vec::new()), on)?;
    Ok(context)
}
