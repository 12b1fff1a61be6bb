//! Rows become cases, some at a time. How many rows are done is written with the cases that came of them, so that no row is
//! taken over twice, whoever begins again and wherever it was broken off.

use super::{
    super::{ActError, Office, index, office::AtWork, record},
    Reader, bare,
    check::{count, kept},
    put_down, save, undoing,
};
use crate::{
    documents::table::TableRow,
    domain::{
        account::Actor,
        applicant::Applicant,
        application::{Application, AsksFor, Filing, Item, ObtainBy, ProvisionForm},
        case::Case,
        command::{Opening, OpeningHow},
        decide,
        digest::Digest,
        id::{AccountId, ApplicantId, ApplicationId, CaseId, CaseNumber},
        imported::{self, Imported, OldEnd},
        summary,
        words::Words,
    },
    imports::{Ended, Field, Found, OldCase, Problem, ProblemKind},
    law::Channel,
    store::{
        self, Connection, Scope, StoreError, Tx,
        case::Listing,
        import::{Counts, Import, Numbered, State},
    },
};

/// Rows of one transaction: on SQLite others wait for its end.
const AT_ONCE: usize = 50;

/// How often a transaction is tried again in which somebody else was faster.
const TRIES: u32 = 5;

/// The place of what is found only now, behind whatever was found before.
const LAST: u32 = 1_000;

const NOT_CLERK: &str = "发起导入的人已经停用，或者不再是收件员，导入没有继续";
const NOT_WHOLE: &str = "导入过程中有一行不能导入（旧编号在此期间已由别的文件导入）。因为选择了全部无误才导入，已经导入的各件已全部撤销";

pub(super) async fn take(office: &Office, scope: Scope, import: Import) -> Result<(), ActError> {
    let reader = Reader::of(office, scope, &import).await?;
    let Some(actor) = clerk(&office.db, scope, import.by).await? else {
        let tx = office.db.begin().await?;
        let now = Import {
            state: State::Checked,
            problem: Some(NOT_CLERK.to_owned()),
            ..import.clone()
        };
        save(office, &tx, scope, &import, now).await?;
        return Ok(tx.commit().await?);
    };
    let (mut import, mut passed) = (import, 0);
    for n in 1.. {
        let Some(rows) = reader.rows(office, &office.db, (scope, import.id), n).await? else {
            break;
        };
        for some in rows.chunks(AT_ONCE) {
            passed += count(some.len());
            if passed <= import.counts.done {
                continue;
            }
            let mut tries = 0;
            let taken = loop {
                match Box::pin(batch(office, scope, &reader, &actor, &import, some)).await {
                    // Another file of the agency was faster with a number: now it is known.
                    Err(ActError::Store(StoreError::Conflict)) if tries < TRIES => tries += 1,
                    taken => break taken?,
                }
            };
            match taken {
                Some(now) if now.state == State::Importing => import = now,
                Some(_) | None => return Ok(()),
            }
        }
    }
    let tx = office.db.begin().await?;
    store::import::forget_pieces(&tx, scope, import.id).await?;
    let now = Import {
        state: State::Imported,
        ..bare(&import)
    };
    if save(office, &tx, scope, &import, now).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// In whose name cases are taken over or taken back, if they still may.
pub(super) async fn clerk(
    db: &impl Connection,
    scope: Scope,
    by: AccountId,
) -> Result<Option<Actor>, StoreError> {
    let account = store::account::get(db, scope, by).await?;
    let officer = account
        .filter(|account| account.active)
        .map(|account| account.officer());
    let officer = officer.filter(|officer| imported::may_import(officer).is_ok());
    Ok(officer.map(Actor::Officer))
}

/// Takes some rows over, all in one transaction; none where somebody else is at it.
async fn batch(
    office: &Office,
    scope: Scope,
    reader: &Reader,
    actor: &Actor,
    import: &Import,
    rows: &[TableRow],
) -> Result<Option<Import>, ActError> {
    let all: Vec<(u32, Found)> = rows
        .iter()
        .map(|row| (row.number, reader.read(office, &row.cells)))
        .collect();
    let numbers: Vec<String> = all.iter().filter_map(|(_, found)| found.number.clone()).collect();
    let tx = office.db.begin().await?;
    let at_work = office.at_work(&tx, scope).await?;
    store::import::hold(&tx, scope, import.id).await?;
    let agency = store::agency::get(&tx, scope).await?.ok_or(ActError::Gone)?;
    let mut known = store::import::known_numbers(&tx, scope, &numbers).await?;
    known.extend(store::import::old_numbers_of_ours(&tx, scope, &numbers).await?);
    let taking = Taking {
        office: &at_work,
        tx: &tx,
        scope,
        code: &agency.numbering.case_code,
        actor,
        import,
    };
    let (mut taken, mut late, mut index) = (0, Vec::new(), Vec::new());
    for (row, found) in all {
        let Some(case) = found.case else { continue };
        if !known.insert(case.number.clone()) {
            // What was told to be wrong before is counted already.
            let kinds = store::import::kinds_of(&tx, scope, import.id, row).await?;
            let is_wrong = |kind: &String| kind.parse().is_ok_and(|kind: ProblemKind| !kind.is_warning());
            if !kinds.iter().any(is_wrong) {
                late.push((row, ProblemKind::TakenOver, case.number));
            }
            continue;
        }
        let number = case.number.clone();
        match taking.one(row, case).await? {
            Some(one) => {
                taken += 1;
                index.push(one);
            }
            None => late.push((row, ProblemKind::DoesNotReckon, number)),
        }
    }
    if import.whole && !late.is_empty() {
        drop(tx);
        return take_back(office, scope, import).await.map(Some);
    }
    index::taken_over(office, &tx, scope, &index).await?;
    let found_late = count(late.len());
    for (row, kind, value) in late {
        let field = Field::Number;
        let problems = kept(row, vec![Problem { field, kind, value }]);
        let problems: Vec<_> = problems
            .map(|problem| store::import::Problem { n: LAST, ..problem })
            .collect();
        let of = (scope, import.id);
        store::import::put_problems(&tx, &office.vault, of, &problems, || office.ids.next()).await?;
    }
    let counts = import.counts;
    let now = Import {
        counts: Counts {
            done: counts.done + count(rows.len()),
            taken: counts.taken + taken,
            good: counts.good.saturating_sub(found_late),
            failed: counts.failed + found_late,
            ..counts
        },
        ..import.clone()
    };
    if !save(office, &tx, scope, import, now.clone()).await? {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(now))
}

/// All or nothing, and it cannot be all: what was taken over goes back.
async fn take_back(office: &Office, scope: Scope, import: &Import) -> Result<Import, ActError> {
    let tx = office.db.begin().await?;
    store::import::forget_pieces(&tx, scope, import.id).await?;
    let now = Import {
        problem: Some(NOT_WHOLE.to_owned()),
        ..undoing(&bare(import), import.by)
    };
    if save(office, &tx, scope, import, now.clone()).await? {
        put_down(office, &tx, scope, import.id).await?;
        tx.commit().await?;
    }
    Ok(now)
}

struct Taking<'a> {
    office: &'a AtWork<'a>,
    tx: &'a Tx,
    scope: Scope,
    /// The agency's code in case numbers.
    code: &'a str,
    actor: &'a Actor,
    import: &'a Import,
}

/// A case with what is looked for in it.
type Taken = (Case, Application, Applicant, Vec<Words>);

impl Taking<'_> {
    /// Opens the case of a row; none where the rules refuse it.
    async fn one(&self, row: u32, old: OldCase) -> Result<Option<Taken>, ActError> {
        let Self {
            office,
            tx,
            scope,
            code,
            actor,
            import,
        } = self;
        let (tx, scope) = (*tx, *scope);
        let application = application(&old);
        let (told, words) = self.told(row, &old)?;
        let (id, salt) = (CaseId(office.ids.next()), office.salt());
        let applicant = Applicant {
            kind: old.kind,
            name: old.name,
            identity: old.identity,
            representation: None,
            contact: old.contact,
            joint: Vec::new(),
            agent: None,
        };
        let (who, asked) = (Digest::of_json(&applicant), Digest::of_json(&application));
        let filing = Filing {
            application: ApplicationId(office.ids.next()),
            applicant: ApplicantId(office.ids.next()),
            applicant_kind: applicant.kind,
            channel: old.channel,
            items: 1,
            content: Digest::of(&[&salt, &who.0, &asked.0]),
            asks_for: AsksFor::Information,
        };
        // Its number is one of the year in which it was received: those of this year stay close together.
        let year = old.received_on.year();
        let serial = store::number::next(tx, scope, store::number::CASES, year).await?;
        let opening = Opening {
            agency: scope.agency_id(),
            number: CaseNumber::new(code, year, serial),
            filing: filing.clone(),
            how: OpeningHow::Import {
                received_on: old.received_on,
                told,
            },
        };
        let Ok(events) = decide::open(&opening, Some(actor), office.rules()) else {
            store::number::give_back(tx, scope, store::number::CASES, year, serial).await?;
            return Ok(None);
        };
        let recorded = record(office, 0, actor, events);
        let case =
            Case::fold(id, &recorded).map_err(|broken| StoreError::inconsistent("case_event", id, broken))?;
        let at = office.now();
        store::applicant::insert(
            tx,
            &office.vault,
            scope,
            filing.applicant,
            &applicant,
            || office.ids.next(),
            at,
        )
        .await?;
        let listing = Listing {
            subject: application.subject(filing.asks_for),
            applicant_name: applicant.listed(),
        };
        let summary = summary::of(&case, &office.law, office.local_now());
        store::case::open(tx, &case, &recorded, &summary, &listing).await?;
        let filed = store::application::Filed {
            id: filing.application,
            case: id,
            applicant: filing.applicant,
            channel: filing.channel,
            submitted_at: old.received_on.midnight().assume_offset(office.clock.offset()),
            form_token: None,
            lookup_code_hash: None,
            salt,
            content: filing.content,
            application: application.clone(),
        };
        store::application::insert(tx, scope, &filed).await?;
        for words in &words {
            store::words::insert(tx, scope, id, super::IMPORT, words, at).await?;
        }
        let number = old.number;
        let taken = Numbered {
            case: id,
            row,
            number,
        };
        store::import::put_case(tx, scope, import.id, &taken).await?;
        Ok(Some((case, application, applicant, words)))
    }

    /// What its first event tells, and the words that the event names.
    fn told(&self, row: u32, old: &OldCase) -> Result<(Imported, Vec<Words>), ActError> {
        let mut words = Vec::new();
        let mut keep = |text: &str| {
            let kept = self.office.words(text);
            let kept = kept.map_err(|error| StoreError::inconsistent("import", self.import.id, error))?;
            let reference = kept.reference();
            words.push(kept);
            Ok::<_, StoreError>(reference)
        };
        let number = keep(&old.number)?;
        let ended = match &old.ended {
            None => None,
            Some(ended) => {
                let letter = ended.letter.as_deref().map(&mut keep).transpose()?;
                Some(end(ended, letter))
            }
        };
        let remarks = old.remarks.as_deref().map(&mut keep).transpose()?;
        let told = Imported {
            import: self.import.id,
            row,
            number,
            correction: old.correction,
            extension: old.extension,
            ended,
            remarks,
        };
        Ok((told, words))
    }
}

fn end(ended: &Ended, letter: Option<crate::domain::words::WordsRef>) -> OldEnd {
    let Ended {
        ground,
        answered_on,
        served_on,
        letter: _,
    } = ended;
    match ground {
        Some(ground) => OldEnd::of(ground.clone(), *answered_on, *served_on, letter),
        None => OldEnd::Merged { on: *answered_on },
    }
}

/// What was asked for. In what form nobody knows any more: what suits the channel stands there.
fn application(old: &OldCase) -> Application {
    let (form, obtain_by) = match old.channel {
        Channel::Online => (ProvisionForm::Electronic, ObtainBy::Online),
        Channel::Email => (ProvisionForm::Electronic, ObtainBy::Email),
        Channel::SignedMail | Channel::OrdinaryMail | Channel::Fax => (ProvisionForm::Paper, ObtainBy::Post),
        Channel::Counter | Channel::Oral => (ProvisionForm::Paper, ObtainBy::Collect),
    };
    let item = Item {
        number: 1,
        title: old.title.clone(),
        document_number: None,
        description: old.description.clone(),
    };
    Application {
        items: vec![item],
        form,
        obtain_by,
        accepts_other_form: true,
    }
}
