//! What is kept of an applicant and of their case, read once for the page and for the download.

use serde::Serialize;

use crate::{
    casework::compose,
    domain::{
        applicant::{Applicant, ApplicantKind, Identity},
        case::SentLetter,
        digest::Digest,
        event::Event,
        excessive::ExcessiveEvent,
    },
    store::{
        self, Scope,
        file::{File, Purpose},
    },
    text::{Key, MissingText, Say, key, words},
    web::{
        error::Failure,
        page::View,
        portal::{
            case::{page::OwnRow, show::wishes, timeline},
            load::{self, Loaded},
        },
        wording,
    },
};

/// Rows that belong together.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) heading: String,
    pub(super) rows: Vec<OwnRow>,
}

/// A file that goes into the download as it is.
#[derive(Debug)]
pub(super) struct Stored {
    /// The folder of the download.
    pub(super) folder: Key,
    pub(super) name: String,
    /// In bytes; none of letters, which are all small.
    pub(super) size: Option<u64>,
    pub(super) content: Digest,
}

/// Everything.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) groups: Vec<Group>,
    pub(super) files: Vec<Stored>,
}

impl Kept {
    pub(super) async fn read(view: &View, loaded: &Loaded) -> Result<Self, Failure> {
        let say = view.say();
        let files = files(view, loaded).await?;
        let group = |heading: Key, rows: Vec<OwnRow>| -> Result<Group, MissingText> {
            Ok(Group {
                heading: say.get(heading)?,
                rows,
            })
        };
        let mut groups = vec![
            group(key("records-people"), people(say, loaded)?)?,
            group(key("records-application"), application(view, loaded)?)?,
            group(key("records-words"), written(view, loaded).await?)?,
            group(
                key("records-files"),
                files.iter().map(|file| listed(view, file)).collect(),
            )?,
            group(key("records-history"), history(view, loaded)?)?,
        ];
        groups.retain(|group| !group.rows.is_empty());
        Ok(Self { groups, files })
    }
}

fn row(label: String, value: impl Into<String>) -> OwnRow {
    OwnRow {
        label,
        value: value.into(),
    }
}

/// Who applied, in full.
fn people(say: Say<'_>, loaded: &Loaded) -> Result<Vec<OwnRow>, MissingText> {
    let Some(applicant) = &loaded.applicant else {
        return Ok(Vec::new());
    };
    let Applicant {
        kind,
        name,
        identity,
        representation,
        contact,
        joint,
        agent,
    } = applicant;
    let (named, number) = if *kind == ApplicantKind::Person {
        (key("portal-case-own-name"), key("portal-case-own-identity"))
    } else {
        (
            key("portal-case-own-organisation"),
            key("portal-case-own-credit-code"),
        )
    };
    let told = [
        (named, Some(name.to_string())),
        (
            number,
            identity.as_ref().map(|identity| identity.number().to_owned()),
        ),
        (
            key("records-representative"),
            representation
                .as_ref()
                .map(|both| both.representative.to_string()),
        ),
        (
            key("records-contact-person"),
            representation.as_ref().map(|both| both.contact.to_string()),
        ),
        (
            key("portal-case-own-phone"),
            contact.phone.as_ref().map(ToString::to_string),
        ),
        (
            key("portal-case-own-email"),
            contact.email.as_ref().map(ToString::to_string),
        ),
        (
            key("portal-case-own-address"),
            contact.address.as_ref().map(ToString::to_string),
        ),
        (
            key("records-postcode"),
            contact.postcode.as_ref().map(ToString::to_string),
        ),
    ];
    let both = |name: &str, identity: &Identity| format!("{name}，{}", identity.number());
    let joint = joint.iter().map(|joint| {
        (
            key("person-joint"),
            Some(both(joint.name.as_str(), &joint.identity)),
        )
    });
    let agent = agent.iter().map(|agent| {
        let known = both(agent.name.as_str(), &agent.identity);
        (key("person-agent"), Some(format!("{known}，{}", agent.phone)))
    });
    let rows = told.into_iter().chain(joint).chain(agent);
    rows.filter_map(|(label, value)| Some((label, value?)))
        .map(|(label, value)| Ok(row(say.get(label)?, value)))
        .collect()
}

/// What was asked for, when and how.
fn application(view: &View, loaded: &Loaded) -> Result<Vec<OwnRow>, MissingText> {
    let (say, case) = (view.say(), &loaded.case);
    let day = |day| words::date_with_weekday(say.lang, day);
    let channel = loaded.law.channel(case.filing.channel);
    let mut rows = vec![
        row(say.get(key("portal-receipt-number"))?, case.number.to_string()),
        row(
            say.get(key("records-channel"))?,
            wording::in_lang(say.lang, &channel.name, &channel.english_name).clone(),
        ),
    ];
    if let Some(on) = case.submitted_on {
        rows.push(row(say.get(key("records-submitted"))?, day(on)));
    }
    if let Some(on) = case.received_on {
        rows.push(row(say.get(key("records-received"))?, day(on)));
    }
    for item in &loaded.application.items {
        rows.push(row(say.get(key("records-item"))?, compose::asked(item)));
    }
    if !case.filing.asks_for.corrects_records() {
        rows.push(row(say.get(key("records-wishes"))?, wishes(say, loaded)?));
    }
    Ok(rows)
}

/// What the applicant wrote later on.
async fn written(view: &View, loaded: &Loaded) -> Result<Vec<OwnRow>, Failure> {
    let (say, scope) = (view.say(), Scope::of(loaded.agency.id));
    let texts = store::words::of_case(view.app.db(), scope, loaded.case.id).await?;
    let mut rows = Vec::new();
    for recorded in &loaded.history {
        let wrote = if let Event::CorrectionReceived { words, .. } = &recorded.event {
            Some((key("portal-correction-label"), words))
        } else if let Event::Excessive(ExcessiveEvent::ReasonsReceived { words, .. }) = &recorded.event {
            Some((key("portal-reasons-label"), words))
        } else if let Event::Withdrawn {
            reason: Some(words), ..
        } = &recorded.event
        {
            Some((key("records-withdrawal"), words))
        } else {
            None
        };
        let Some((label, words)) = wrote else { continue };
        if let Some(Some(text)) = texts.get(&words.id) {
            rows.push(row(say.get(label)?, text.clone()));
        }
    }
    Ok(rows)
}

fn history(view: &View, loaded: &Loaded) -> Result<Vec<OwnRow>, MissingText> {
    let offset = view.app.clock.offset();
    let entries = timeline::entries(view.say(), &loaded.case, &loaded.history, offset)?;
    Ok(entries
        .into_iter()
        .rev()
        .map(|entry| row(entry.at, entry.title))
        .collect())
}

fn listed(view: &View, file: &Stored) -> OwnRow {
    let size = file
        .size
        .map_or_else(|| "PDF".to_owned(), |size| words::size(view.lang, size));
    row(file.name.clone(), size)
}

/// The letters that went out to the applicant, what the answer handed over, and what they sent themselves.
async fn files(view: &View, loaded: &Loaded) -> Result<Vec<Stored>, Failure> {
    let (app, scope) = (&view.app, Scope::of(loaded.agency.id));
    let mut files = Vec::new();
    let is_theirs = |sent: &&SentLetter| {
        sent.was_sent() && sent.spoilt.is_none() && loaded.case.is_for_the_applicant(sent.id)
    };
    for sent in loaded.case.letters.iter().filter(is_theirs) {
        let letter = load::letter(app, loaded, sent.id).await?;
        files.push(Stored {
            folder: key("records-folder-letters"),
            name: format!("{}（{}）.pdf", letter.document.title, sent.number),
            size: None,
            content: letter.pdf,
        });
    }
    let of = |folder: Key| {
        move |file: File| Stored {
            folder,
            name: file.name,
            size: Some(file.size),
            content: file.content,
        }
    };
    let given = load::handed_over(app, loaded).await?;
    files.extend(given.into_iter().map(of(key("records-folder-given"))));
    let all = store::file::of_case(app.db(), scope, loaded.case.id).await?;
    let own = all.into_iter().filter(|file| {
        let is_theirs = file.purpose.came_with_application() || file.purpose == Purpose::Payment;
        is_theirs && file.removed_at.is_none() && file.scan.is_open()
    });
    files.extend(own.map(of(key("records-folder-own"))));
    Ok(files)
}
