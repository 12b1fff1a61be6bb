//! What is wrong with rows: on the page, and all of it as a table.

use axum::response::Response;
use uuid::Uuid;

use super::{clerk, import, page::ProblemRow};
use crate::{
    imports::{Field, ProblemKind},
    store::{self, import::Problem},
    text::{Key, key},
    web::{
        error::Failure,
        extract::{Path, SignedIn},
        page::View,
        sheet::{Sheet, SheetKind},
        wording::{Said, Voice, voice},
    },
};

/// Problems that are read at once for the table.
const AT_ONCE: u64 = 500;

/// `GET /desk/import/{import}/problems.csv`
pub(super) async fn table(view: View, who: SignedIn, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let officer = clerk(&who)?;
    let import = import(&view, &officer, id).await?;
    let (office, voice) = (&view.app.office, voice(&view));
    let heads = [
        key("import-table-row"),
        key("import-table-kind"),
        key("import-table-field"),
        key("import-table-value"),
        key("import-table-wrong"),
        key("import-table-advice"),
    ];
    let heads = heads
        .map(|head| voice.say(head))
        .into_iter()
        .collect::<Said<Vec<_>>>()?;
    let mut sheet = Sheet::begin(SheetKind::Csv, &heads)?;
    let mut after = (0, 0);
    loop {
        let of = (who.scope(), import.id);
        let some = store::import::problems(&office.db, &office.vault, of, after, AT_ONCE).await?;
        let Some(last) = some.last() else { break };
        after = (last.row, last.n);
        for problem in &some {
            let told = row(voice, problem)?;
            sheet.row(&[
                told.row,
                told.kind,
                told.field,
                told.value,
                told.wrong,
                told.advice,
            ])?;
        }
    }
    Ok(sheet.hand_over(&voice.say(key("import-table-name"))?).await?)
}

pub(super) fn row(voice: Voice<'_>, problem: &Problem) -> Said<ProblemRow> {
    // What an older program wrote is told as it is.
    let kind = problem.kind.parse::<ProblemKind>().ok();
    let field = problem.field.parse::<Field>().ok();
    let is_warning = kind.is_some_and(ProblemKind::is_warning);
    let (wrong, advice) = match kind {
        Some(kind) => {
            let (wrong, advice) = texts(kind);
            (voice.say(wrong)?, voice.say(advice)?)
        }
        None => (problem.kind.clone(), String::new()),
    };
    Ok(ProblemRow {
        row: problem.row.to_string(),
        kind: voice.say(if is_warning {
            key("import-warning")
        } else {
            key("import-error")
        })?,
        is_warning,
        field: field.map_or_else(|| Ok(problem.field.clone()), |field| voice.say(field_name(field)))?,
        value: problem.value.clone(),
        wrong,
        advice,
    })
}

/// What is wrong, and what to do.
fn texts(kind: ProblemKind) -> (Key, Key) {
    match kind {
        ProblemKind::Missing => (key("import-missing"), key("import-missing-do")),
        ProblemKind::TooLong => (key("import-too-long"), key("import-too-long-do")),
        ProblemKind::NoDay => (key("import-no-day"), key("import-no-day-do")),
        ProblemKind::InTheFuture => (key("import-future"), key("import-day-do")),
        ProblemKind::TooEarly => (key("import-too-early"), key("import-day-do")),
        ProblemKind::Unknown => (key("import-unknown"), key("import-unknown-do")),
        ProblemKind::Unreadable => (key("import-unreadable"), key("import-unreadable-do")),
        ProblemKind::Twice => (key("import-twice"), key("import-twice-do")),
        ProblemKind::TakenOver => (key("import-taken-over"), key("import-taken-over-do")),
        ProblemKind::Ours => (key("import-ours"), key("import-taken-over-do")),
        ProblemKind::OutcomeWithoutDay => (key("import-without-day"), key("import-without-day-do")),
        ProblemKind::DayWithoutOutcome => (key("import-without-outcome"), key("import-without-outcome-do")),
        ProblemKind::DoesNotReckon => (key("import-does-not-reckon"), key("import-day-do")),
        ProblemKind::IdentityNotKept => (key("import-identity-not-kept"), key("import-not-kept-do")),
        ProblemKind::NotKept => (key("import-not-kept"), key("import-not-kept-do")),
        ProblemKind::DueDiffers => (key("import-due-differs"), key("import-due-differs-do")),
        ProblemKind::ExtendedSomeDay => (key("import-extended-some-day"), key("import-due-differs-do")),
        ProblemKind::ConsultationNotCounted => (
            key("import-consultation-not-counted"),
            key("import-due-differs-do"),
        ),
        ProblemKind::Cut => (key("import-cut"), key("import-cut-do")),
    }
}

/// What a column holds.
pub(super) fn field_name(field: Field) -> Key {
    match field {
        Field::Number => key("import-field-number"),
        Field::ReceivedOn => key("import-field-received"),
        Field::Channel => key("import-field-channel"),
        Field::Applicant => key("import-field-applicant"),
        Field::Kind => key("import-field-kind"),
        Field::Identity => key("import-field-identity"),
        Field::Phone => key("import-field-phone"),
        Field::Address => key("import-field-address"),
        Field::Email => key("import-field-email"),
        Field::Request => key("import-field-request"),
        Field::CorrectionAsked => key("import-field-correction-asked"),
        Field::Corrected => key("import-field-corrected"),
        Field::Consulted => key("import-field-consulted"),
        Field::Opinion => key("import-field-opinion"),
        Field::Extended => key("import-field-extended"),
        Field::Due => key("import-field-due"),
        Field::AnsweredOn => key("import-field-answered"),
        Field::Outcome => key("import-field-outcome"),
        Field::LetterNumber => key("import-field-letter"),
        Field::Service => key("import-field-service"),
        Field::Waybill => key("import-field-waybill"),
        Field::ServedOn => key("import-field-served"),
        Field::Department => key("import-field-department"),
        Field::Handler => key("import-field-handler"),
        Field::Stage => key("import-field-stage"),
        Field::Reconsideration => key("import-field-reconsideration"),
        Field::Litigation => key("import-field-litigation"),
        Field::Remarks => key("import-field-remarks"),
    }
}
