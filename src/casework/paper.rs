//! Letters on their way out: what they are composed of, their numbers, how they are set and kept.

use std::{collections::BTreeMap, sync::Arc};

use super::{ActError, compose, compose::Matter, index, office::AtWork, package, tailoring};
use crate::{
    domain::{
        agency::Agency,
        answer::{Draft, FileRef},
        applicant::Applicant,
        application::Application,
        case::Case,
        clock::ConsultationKind,
        command::IssuedAs,
        digest::Digest,
        id::{CaseId, FileId, LetterId},
        mark::Mark,
        notice::About,
        package::Blackout,
        proof::Around,
        refusal::Refusal,
    },
    law::{DutyKey, LetterKey},
    letters::{Document, LetterContext, RenderError, Tailoring, words},
    store::{
        self, Connection, Scope, StoreError, Tx, file::Purpose, letter::Letter,
        release_package::ReleasePackage,
    },
};

/// A letter as it goes out.
#[derive(Debug)]
pub(super) struct PreparedLetter {
    pub(super) issued: IssuedAs,
    pub(super) context: LetterContext,
    document: Document,
    pdf: Vec<u8>,
    pub(super) series: String,
    pub(super) year: i32,
    pub(super) serial: i64,
    /// What the templates were that it was made by.
    templates: Digest,
    /// Of an answer, the list of what goes out with it: for programs, and for people.
    pub(super) package: Option<(String, String)>,
}

/// Where a letter is served online, the law wants an online channel for reconsideration named with it. How it will be
/// served is not known when it is composed, so it names every channel that the agency's settings have; a letter that
/// names none for one of its remedies must go another way.
pub(super) async fn may_go_online(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    letter: LetterId,
    on: time::Date,
) -> Result<(), ActError> {
    let Some(duty) = office.law.duty(DutyKey::NameOnlineChannel, on) else {
        return Ok(());
    };
    let letter = store::letter::get(tx, scope, letter)
        .await?
        .ok_or(ActError::Gone)?;
    let context: LetterContext =
        serde_json::from_str(&letter.context).map_err(|source| StoreError::Inconsistent {
            table: "letter",
            key: letter.id.to_string(),
            source: source.into(),
        })?;
    if context.names_online_channel() {
        Ok(())
    } else {
        Err(Refusal::NoOnlineChannel(duty.article.clone()).into())
    }
}

/// A letter that no typeface can write is refused while it can still be mended: before it is submitted, numbered or kept.
pub(super) fn legible(office: &AtWork<'_>, document: &Document) -> Result<(), Refusal> {
    match office.letters.unwritable(document) {
        Some((character, near)) => Err(Refusal::NoGlyph { character, near }),
        None => Ok(()),
    }
}

/// The stored parts that letters of a case are composed of.
#[derive(Debug)]
pub(super) struct CaseFile {
    pub(super) agency: Agency,
    /// The templates of the agency today.
    pub(super) tailoring: Arc<Tailoring>,
    applicant: Applicant,
    application: Application,
    /// The marks of the copies for release.
    copies: BTreeMap<FileId, Vec<Mark>>,
}

impl CaseFile {
    pub(super) async fn load(
        office: &AtWork<'_>,
        db: &impl Connection,
        scope: Scope,
        case: &Case,
    ) -> Result<Self, ActError> {
        let agency = store::agency::get(db, scope).await?.ok_or(ActError::Gone)?;
        let filed = store::application::of_case(db, scope, case.id)
            .await?
            .ok_or(ActError::Gone)?;
        let applicant = store::applicant::get(db, &office.vault, scope, case.filing.applicant).await?;
        Ok(Self {
            agency,
            tailoring: tailoring::standing(office, db, scope, office.today()).await?,
            applicant: applicant.ok_or(ActError::Gone)?,
            application: filed.application,
            copies: package::marks_of_copies(db, scope, case.id).await?,
        })
    }

    pub(super) fn applicant(&self) -> &Applicant {
        &self.applicant
    }

    pub(super) fn matter<'a>(
        &'a self,
        office: &'a AtWork<'_>,
        case: &'a Case,
        received_on: time::Date,
    ) -> Matter<'a> {
        Matter {
            law: &office.law,
            agency: &self.agency,
            number: &case.number,
            applicant: &self.applicant,
            application: &self.application,
            channel: case.filing.channel,
            asks_for: case.filing.asks_for,
            submitted_on: case.submitted_on,
            received_on,
            corrected_on: case.corrected.map(|corrected| corrected.received_on),
        }
    }

    pub(super) async fn receipt(
        &self,
        office: &AtWork<'_>,
        tx: &Tx,
        scope: Scope,
        case: &Case,
        received_on: time::Date,
    ) -> Result<PreparedLetter, ActError> {
        receipt(
            office,
            tx,
            scope,
            (&self.agency, &self.tailoring),
            &self.matter(office, case, received_on),
        )
        .await
    }

    /// The letter of a kind by the templates of the agency.
    pub(super) fn composed(
        &self,
        office: &AtWork<'_>,
        kind: &LetterKey,
        context: &LetterContext,
    ) -> Result<Document, RenderError> {
        office.letters.compose_with(&self.tailoring, kind, context)
    }

    /// What is blacked out in the files of an answer.
    pub(super) fn blackouts(&self, draft: &Draft) -> Vec<Blackout> {
        package::blackouts(draft, &self.copies)
    }

    /// The reply that a draft makes today.
    pub(super) fn reply(
        &self,
        office: &AtWork<'_>,
        case: &Case,
        draft: &Draft,
    ) -> Result<(compose::Reply, Document), ActError> {
        let matter = self.matter(office, case, case.worked_on());
        let index = package::index(&office.law, &self.blackouts(draft));
        let reply = compose::reply(&matter, (draft, index), office.today())?;
        let document = self.composed(office, &reply.kind, &reply.context)?;
        Ok((reply, document))
    }
}

/// The draft of a case as it was saved last.
pub(super) async fn saved_draft(tx: &Tx, scope: Scope, case: &Case) -> Result<Draft, ActError> {
    let saved = case.draft.as_ref().ok_or(Refusal::NothingDrafted)?;
    let draft = store::draft::get(tx, scope, saved.reference.id).await?;
    Ok(draft.ok_or(Refusal::NothingDrafted)?.draft)
}

/// What the words of an answer are held against.
pub(super) async fn around(
    office: &AtWork<'_>,
    db: &impl Connection,
    scope: Scope,
    case: &Case,
) -> Result<Around, ActError> {
    let parties = store::consulted::of_case(db, &office.vault, scope, case.id).await?;
    let asked = case.notices.iter().filter_map(|notice| match &notice.matter {
        About::Consultation {
            party,
            with: ConsultationKind::ThirdParty,
            ..
        } => Some(party),
        About::Consultation { .. }
        | About::Transfer { .. }
        | About::Correction { .. }
        | About::ConsultationTold { .. }
        | About::DisclosureDecision { .. }
        | About::Extension { .. }
        | About::Fee { .. }
        | About::ReasonsAsked { .. }
        | About::Delay { .. }
        | About::Ended { .. } => None,
    });
    let names = asked.filter_map(|id| Some(parties.get(id)?.as_ref()?.name.to_string()));
    let files = store::file::of_case(db, scope, case.id).await?.into_iter();
    let files = files.filter(|file| file.purpose == Purpose::Answer && file.removed_at.is_none());
    Ok(Around {
        third_parties: names.collect(),
        files: files
            .map(|file| FileRef {
                id: file.id,
                name: file.name,
                content: file.content,
            })
            .collect(),
    })
}

/// The 登记回执, numbered and set.
pub(super) async fn receipt(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    (agency, tailoring): (&Agency, &Tailoring),
    matter: &Matter<'_>,
) -> Result<PreparedLetter, ActError> {
    let context = compose::receipt(matter, office.track_url.clone());
    let kind = office.law.receipt(matter.asks_for).key.clone();
    let document = office.letters.compose_with(tailoring, &kind, &context)?;
    legible(office, &document)?;
    let content = Digest(document.digest());
    set(
        office,
        tx,
        scope,
        (agency, tailoring),
        kind,
        context,
        document,
        content,
    )
    .await
}

/// Numbers, dates and sets a letter.
#[expect(
    clippy::too_many_arguments,
    reason = "one letter has this many parts, and this is the only place that joins them"
)]
pub(super) async fn set(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    (agency, tailoring): (&Agency, &Tailoring),
    kind: LetterKey,
    context: LetterContext,
    document: Document,
    content: Digest,
) -> Result<PreparedLetter, ActError> {
    let today = office.today();
    let rule = office.law.letter(&kind);
    let series = agency.numbering.series(rule).to_owned();
    let serial = store::number::next(tx, scope, &series, today.year()).await?;
    let number = agency.numbering.letter_number(rule, today.year(), serial);
    // Patterns may have changed since other letters were numbered.
    if store::letter::is_taken(tx, scope, &number).await? {
        return Err(Refusal::NumberTaken(number).into());
    }
    let document = document.with_number_and_date(&number, words::date(today));
    // Boxed: what reading a file needs would grow every future that sets a letter.
    let seal = Box::pin(super::seal::of(office, tx, scope)).await?;
    let (letters, to_set) = (office.letters.clone(), document.clone());
    let pdf = tokio::task::spawn_blocking(move || letters.pdf_with_seal(&to_set, seal.as_ref()))
        .await
        .map_err(|_| ActError::Interrupted)??;
    let issued = IssuedAs {
        id: LetterId(office.ids.next()),
        pdf: Digest::of_bytes(&pdf),
        number,
        content,
        kind,
        package: None,
        hits: None,
    };
    Ok(PreparedLetter {
        package: None,
        issued,
        context,
        document,
        pdf,
        series,
        year: today.year(),
        serial,
        templates: tailoring.digest(),
    })
}

impl PreparedLetter {
    pub(super) fn title(&self) -> &str {
        &self.document.title
    }

    /// The size of its PDF.
    pub(super) fn bytes(&self) -> u64 {
        u64::try_from(self.pdf.len()).unwrap_or(u64::MAX)
    }

    /// Keeps the letter as it goes out. The PDF is written before the transaction commits: a file too many after a
    /// rollback harms nobody, one too few would.
    pub(super) async fn keep(
        self,
        office: &AtWork<'_>,
        tx: &Tx,
        scope: Scope,
        case: CaseId,
    ) -> Result<(), ActError> {
        let inconsistent = |source| StoreError::Inconsistent {
            table: "letter",
            key: self.issued.id.to_string(),
            source,
        };
        office.blobs.put(self.pdf.clone()).await?;
        let row = Letter {
            id: self.issued.id,
            case,
            kind: self.issued.kind.clone(),
            series: self.series.clone(),
            year: self.year,
            serial: self.serial,
            number: self.issued.number.clone(),
            issued_on: office.today(),
            context: serde_json::to_string(&self.context).map_err(|error| inconsistent(error.into()))?,
            document: serde_json::to_string(&self.document).map_err(|error| inconsistent(error.into()))?,
            document_digest: Digest(self.document.digest()),
            template_digest: self.templates,
            pdf: self.issued.pdf,
            created_at: office.now(),
            spoilt: None,
        };
        store::letter::insert(tx, scope, &row).await?;
        index::letter(office, tx, scope, case, (row.id, &self.document)).await?;
        if let Some((manifest, list)) = self.package {
            let package = ReleasePackage {
                letter: row.id,
                case,
                manifest,
                list,
                created_at: office.now(),
            };
            store::release_package::insert(tx, scope, &package).await?;
        }
        Ok(())
    }
}
