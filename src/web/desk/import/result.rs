//! What would come of the rows: how many are good, what is wrong with the others, which values nobody knows, and the
//! decision.

use super::{
    href,
    one::rows,
    page::{Labelled, ResultPart},
    problem::{self, field_name},
};
use crate::{
    casework::import::unknown_of,
    domain::applicant::ApplicantKind,
    imports::{Field, Target, Unknown},
    law::{AsksFor, Channel},
    store::{self, Scope, import::Import},
    text::key,
    web::{
        error::Failure,
        form::{Choices, FieldErrors},
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// How many problems stand on the page; all are in the table.
const SHOWN: u64 = 20;

pub(super) async fn part(
    view: &View,
    scope: Scope,
    import: &Import,
    errors: &FieldErrors,
) -> Result<ResultPart, Failure> {
    let (office, voice, counts) = (&view.app.office, voice(view), import.counts);
    let of = (scope, import.id);
    let first = store::import::problems(&office.db, &office.vault, of, (0, 0), SHOWN).await?;
    let told = store::import::count_problems(&office.db, scope, import.id).await?;
    let more = (told > SHOWN).then(|| {
        voice.say_with(
            key("import-more-problems"),
            &[("shown", &SHOWN.to_string()), ("count", &told.to_string())],
        )
    });
    let facts = [
        (key("import-total"), counts.total.to_string()),
        (key("import-good"), counts.good.to_string()),
        (key("import-warned"), counts.warned.to_string()),
        (key("import-failed"), counts.failed.to_string()),
    ];
    let unknown = unknown_of(import)?;
    let unknown = unknown
        .iter()
        .enumerate()
        .map(|(place, one)| value(voice, place, one, errors));
    Ok(ResultPart {
        counts: rows(voice, facts)?,
        unknown: unknown.collect::<Said<_>>()?,
        first: first
            .iter()
            .map(|one| problem::row(voice, one))
            .collect::<Said<_>>()?,
        more: more.transpose()?,
        table_href: (told > 0).then(|| format!("{}/problems.csv", href(import.id))),
        choice: choice(voice, import, errors)?,
        columns_href: format!("{}?columns=yes", href(import.id)),
    })
}

/// A value that nobody knows, and what it may stand for.
fn value(voice: Voice<'_>, place: usize, unknown: &Unknown, errors: &FieldErrors) -> Said<Labelled> {
    let Unknown { field, value, rows } = unknown;
    let name = voice.say(field_name(*field))?;
    let parts = [
        ("name", name),
        ("value", value.clone()),
        ("rows", rows.to_string()),
    ];
    let parts = parts.each_ref().map(|(name, part)| (*name, part.as_str()));
    Ok(Labelled {
        label: voice.say_with(key("import-value"), &parts)?,
        choices: options(voice, format!("value-{place}"), *field, "", errors)?,
    })
}

/// What values of a column may stand for.
pub(super) fn options(
    voice: Voice<'_>,
    id: String,
    field: Field,
    chosen: &str,
    errors: &FieldErrors,
) -> Said<Choices> {
    let mut all: Vec<(String, String, Option<String>)> =
        vec![(String::new(), voice.say(key("import-value-none"))?, None)];
    let mut add = |target: Target, name: String| all.push((target.to_string(), name, None));
    if field == Field::Channel {
        for channel in Channel::ALL {
            add(
                Target::Channel(*channel),
                voice.law.channel(*channel).name.clone(),
            );
        }
    } else if field == Field::Kind {
        for kind in ApplicantKind::ALL {
            add(Target::Kind(*kind), voice.applicant_kind(*kind)?);
        }
    } else {
        add(Target::Open, voice.say(key("import-value-open"))?);
        for ground in voice
            .law
            .grounds()
            .filter(|ground| ground.asks_for == AsksFor::Information)
        {
            add(Target::Ground(ground.key.clone()), ground.name.clone());
        }
        add(Target::Merged, voice.say(key("import-value-merged"))?);
    }
    Ok(Choices::new(id, all, &[chosen], errors))
}

fn choice(voice: Voice<'_>, import: &Import, errors: &FieldErrors) -> Said<Choices> {
    let counts = import.counts;
    let mut all = Vec::new();
    let good = counts.good.to_string();
    let mut add = |value: &str, text, hint| -> Said<()> {
        let label = voice.say_with(text, &[("count", &good)])?;
        all.push((value.to_owned(), label, Some(voice.say(hint)?)));
        Ok(())
    };
    if counts.good > 0 && counts.failed > 0 {
        add("good", key("import-choice-good"), key("import-choice-good-hint"))?;
    }
    if counts.good > 0 {
        add("all", key("import-choice-all"), key("import-choice-all-hint"))?;
    }
    let label = voice.say(key("import-choice-nothing"))?;
    all.push((
        "nothing".to_owned(),
        label,
        Some(voice.say(key("import-choice-nothing-hint"))?),
    ));
    Ok(Choices::new("choice", all, &[], errors))
}
