//! From an import to its page.

use super::{
    FILE, href,
    page::{DonePart, ImportPage, ImportRow, ImportsPage, Progress, Undo},
    plan, result,
};
use crate::{
    domain::{account::Officer, id::AccountId},
    store::{
        self, Scope,
        import::{Import, State},
    },
    text::{Key, key},
    web::{
        casefile::asked::Row,
        desk::queue::of_import,
        error::Failure,
        form::{Field, FieldErrors},
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// How many imports are listed.
const LISTED: u64 = 50;

pub(super) async fn list(
    view: &View,
    officer: &Officer,
    problems: FieldErrors,
) -> Result<ImportsPage, Failure> {
    let (office, scope, voice) = (&view.app.office, Scope::of(officer.agency), voice(view));
    let imports = store::import::list(&office.db, &office.vault, scope, LISTED).await?;
    let accounts = store::account::list(&office.db, scope).await?;
    let name = |id: AccountId| {
        let account = accounts.iter().find(|account| account.id == id);
        account.map_or_else(String::new, |account| account.name.clone())
    };
    let row = |import: &Import| {
        Ok(ImportRow {
            href: href(import.id),
            name: import.name.clone(),
            by: name(import.by),
            on: voice.weekday(import.created_at.to_offset(office.clock.offset()).date()),
            state: voice.say(state(import.state))?,
            taken: import.counts.taken.to_string(),
        })
    };
    let limits = &view.app.config.limits;
    let sizes = [
        ("megabytes", limits.import_mb.to_string()),
        ("rows", view.app.config.documents.table_rows.to_string()),
    ];
    let sizes = sizes.each_ref().map(|(name, size)| (*name, size.as_str()));
    Ok(ImportsPage {
        file: Field::new(FILE, "", &problems),
        limits: voice.say_with(key("import-limits"), &sizes)?,
        rows: imports.iter().map(row).collect::<Said<_>>()?,
        problems,
    })
}

pub(super) fn state(state: State) -> Key {
    match state {
        State::Reading => key("import-state-reading"),
        State::Planning => key("import-state-planning"),
        State::Checking => key("import-state-checking"),
        State::Checked => key("import-state-checked"),
        State::Importing => key("import-state-importing"),
        State::Imported => key("import-state-imported"),
        State::Undoing => key("import-state-undoing"),
        State::Undone => key("import-state-undone"),
        State::Failed => key("import-state-failed"),
        State::Discarded => key("import-state-discarded"),
    }
}

/// The page of an import; `shown` is how it is to be read, where that is asked.
pub(super) async fn page(
    view: &View,
    officer: &Officer,
    import: &Import,
    shown: Option<plan::Shown>,
    problems: FieldErrors,
) -> Result<ImportPage, Failure> {
    let (office, scope, voice) = (&view.app.office, Scope::of(officer.agency), voice(view));
    let by = store::account::get(&office.db, scope, import.by).await?;
    let on = import.created_at.to_offset(office.clock.offset()).date();
    let facts = [
        (
            key("import-by"),
            by.map(|account| account.name).unwrap_or_default(),
        ),
        (key("import-on"), voice.weekday(on)),
    ];
    let is_shown = matches!(import.state, State::Planning | State::Checked);
    let plan = match shown.filter(|_| is_shown) {
        Some(shown) => Some(plan::form(voice, import, &shown, &problems)?),
        None => None,
    };
    let is_checked = import.state == State::Checked && plan.is_none();
    let result = if is_checked {
        Some(result::part(view, scope, import, &problems).await?)
    } else {
        None
    };
    let is_done = matches!(import.state, State::Imported | State::Undone);
    Ok(ImportPage {
        href: href(import.id),
        name: import.name.clone(),
        state: voice.say(state(import.state))?,
        facts: rows(voice, facts)?,
        trouble: import.problem.clone(),
        progress: progress(voice, import)?,
        plan,
        result,
        done: if is_done {
            Some(done(view, scope, import, &problems).await?)
        } else {
            None
        },
        problems,
    })
}

pub(super) fn rows(voice: Voice<'_>, facts: impl IntoIterator<Item = (Key, String)>) -> Said<Vec<Row>> {
    let row = |(label, value)| {
        Ok(Row {
            label: voice.say(label)?,
            value,
        })
    };
    facts.into_iter().map(row).collect()
}

fn progress(voice: Voice<'_>, import: &Import) -> Said<Option<Progress>> {
    if !import.state.is_under_way() {
        return Ok(None);
    }
    let counts = import.counts;
    let numbers = [
        ("done", counts.done.to_string()),
        ("total", counts.total.to_string()),
    ];
    let numbers = numbers.each_ref().map(|(name, number)| (*name, number.as_str()));
    let text = match import.state {
        State::Checking => voice.say_with(key("import-progress-checking"), &numbers)?,
        State::Importing => voice.say_with(key("import-progress-importing"), &numbers)?,
        State::Undoing => voice.say_with(key("import-progress-undoing"), &numbers)?,
        State::Reading
        | State::Planning
        | State::Checked
        | State::Imported
        | State::Undone
        | State::Failed
        | State::Discarded => voice.say(key("import-progress-reading"))?,
    };
    Ok(Some(Progress {
        text,
        done: counts.done,
        total: counts.total.max(1),
    }))
}

async fn done(
    view: &View,
    scope: Scope,
    import: &Import,
    problems: &FieldErrors,
) -> Result<DonePart, Failure> {
    let (office, voice, counts) = (&view.app.office, voice(view), import.counts);
    let is_undone = import.state == State::Undone;
    let mut facts = if is_undone {
        vec![(key("import-kept"), counts.kept.to_string())]
    } else {
        vec![
            (key("import-taken"), counts.taken.to_string()),
            (key("import-failed"), counts.failed.to_string()),
        ]
    };
    if !is_undone && counts.warned > 0 {
        facts.push((key("import-warned"), counts.warned.to_string()));
    }
    let told = store::import::count_problems(&office.db, scope, import.id).await?;
    let undo = Undo {
        what: voice.say_with(key("import-undo-what"), &[("count", &counts.taken.to_string())])?,
        error: problems.of("sure"),
    };
    Ok(DonePart {
        counts: rows(voice, facts)?,
        queue_href: (counts.taken > 0).then(|| of_import(import.id)),
        table_href: (told > 0).then(|| format!("{}/problems.csv", href(import.id))),
        undo: (counts.taken > 0).then_some(undo),
    })
}
