//! The form in which somebody says what the columns of a register hold.

use super::{
    Asked,
    page::{Column, Labelled, PlanForm},
    problem::field_name,
    result::options,
};
use std::collections::btree_map::Entry;

use crate::{
    casework::import::{Sheet, Sheets, names, plan_of},
    imports::{Field, Plan, Target},
    law::Law,
    store::{
        StoreError,
        import::{Import, State},
    },
    text::key,
    web::{
        error::Failure,
        form::{Choices, FieldErrors},
        pairs::Pairs,
        wording::{Said, Voice},
    },
};

/// A plan that is shown.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    plan: Plan,
    /// As it was chosen, where something is wrong with that.
    typed: Option<Pairs>,
}

impl Shown {
    fn of(plan: Plan) -> Self {
        Self { plan, typed: None }
    }

    /// What was read out of a form with which something is wrong.
    pub(super) fn again(plan: Plan, typed: Pairs) -> Self {
        Self {
            plan,
            typed: Some(typed),
        }
    }
}

/// The plan that is to be shown: the proposed one, that of another sheet or row of heads, or the one that was said before.
pub(super) fn asked(law: &Law, import: &Import, asked: &Asked) -> Result<Option<Shown>, StoreError> {
    let wants = !asked.sheet.is_empty() || !asked.head.is_empty() || !asked.columns.is_empty();
    if !matches!(import.state, State::Planning | State::Checked) || (import.state == State::Checked && !wants)
    {
        return Ok(None);
    }
    let said = plan_of(import)?;
    let sheets = Sheets::of(import)?;
    let sheet = asked.sheet.parse().unwrap_or(said.sheet);
    let names = names(law);
    let head_row = match asked.head.parse() {
        Ok(head_row) if sheet == said.sheet || !asked.head.is_empty() => head_row,
        _ if sheet == said.sheet => said.head_row,
        _ => sheets.head_row(sheet, &names),
    };
    if (sheet, head_row) == (said.sheet, said.head_row) {
        return Ok(Some(Shown::of(said)));
    }
    let bare = Plan {
        sheet,
        head_row,
        ..Plan::default()
    };
    let heads = sheets.heads(&bare);
    Ok(Some(Shown::of(Plan::proposed(sheet, head_row, &heads, &names))))
}

/// Reads the form.
pub(super) fn read(voice: Voice<'_>, import: &Import, typed: &Pairs) -> Result<(Plan, FieldErrors), Failure> {
    let before = plan_of(import)?;
    let mut errors = FieldErrors::default();
    let mut plan = Plan {
        sheet: typed.get("sheet").parse().map_err(|_| Failure::Invalid)?,
        head_row: typed.get("head").parse().map_err(|_| Failure::Invalid)?,
        // What was said of values stays said.
        values: before.values,
        ..Plan::default()
    };
    for (place, chosen) in typed.with_prefix("column-") {
        let (Ok(place), Ok(field)) = (place.parse::<usize>(), chosen.parse::<Field>()) else {
            continue;
        };
        match plan.columns.entry(field) {
            Entry::Vacant(entry) => {
                entry.insert(place);
            }
            Entry::Occupied(_) => {
                let name = voice.say(field_name(field))?;
                let text = voice.say_with(key("import-column-twice"), &[("name", &name)])?;
                errors.add(format!("column-{place}"), text);
            }
        }
    }
    for field in [Field::Channel, Field::Kind] {
        let target = typed.get(&format!("always-{field}")).parse::<Target>().ok();
        plan.always.extend(target.filter(|target| target.is_of(field)));
    }
    for field in plan.lacks() {
        let name = voice.say(field_name(field))?;
        let id = if Field::MAPPED.contains(&field) {
            format!("always-{field}")
        } else {
            "columns".to_owned()
        };
        errors.add(
            id,
            voice.say_with(key("import-column-missing"), &[("name", &name)])?,
        );
    }
    Ok((plan, errors))
}

pub(super) fn form(
    voice: Voice<'_>,
    import: &Import,
    shown: &Shown,
    errors: &FieldErrors,
) -> Result<PlanForm, Failure> {
    let Shown { plan, typed } = shown;
    let sheets = Sheets::of(import)?;
    let sheet = sheets.0.get(plan.sheet).ok_or(Failure::NotFound)?;
    let heads = sheets.heads(plan);
    let below = sheet.first.iter().find(|row| row.number > plan.head_row);
    let width = sheet
        .first
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or_default();
    let column = |place: usize| {
        let cell = |cells: Option<&Vec<String>>| cells.and_then(|cells| cells.get(place)).cloned();
        let head = cell(Some(&heads)).filter(|head| !head.is_empty());
        let head = head.map_or_else(
            || {
                voice.say_with(
                    key("import-column-unnamed"),
                    &[("place", &(place + 1).to_string())],
                )
            },
            Ok,
        );
        let field = plan.columns.iter().find(|(_, at)| **at == place);
        let id = format!("column-{place}");
        let chosen = match typed {
            Some(typed) => typed.get(&id),
            None => field.map_or("", |(field, _)| field.as_str()),
        };
        Ok(Column {
            head: head?,
            sample: short(&cell(below.map(|row| &row.cells)).unwrap_or_default()),
            choices: fields(voice, id.clone(), chosen, errors)?,
        })
    };
    Ok(PlanForm {
        sheets: (sheets.0.len() > 1).then(|| sheet_choices(&sheets, plan)),
        heads: head_choices(sheet, plan),
        sheet: plan.sheet.to_string(),
        head: plan.head_row.to_string(),
        columns: (0..width).map(column).collect::<Said<_>>()?,
        always: always(voice, plan, errors)?,
        again: import.state == State::Checked,
    })
}

fn short(text: &str) -> String {
    const MOST: usize = 40;
    let mut short: String = text.chars().take(MOST).collect();
    if text.chars().count() > MOST {
        short.push('…');
    }
    short
}

fn fields(voice: Voice<'_>, id: String, chosen: &str, errors: &FieldErrors) -> Said<Choices> {
    let none = (String::new(), voice.say(key("import-column-none"))?, None);
    let mut all = vec![none];
    for field in Field::ALL {
        all.push((field.to_string(), voice.say(field_name(*field))?, None));
    }
    Ok(Choices::new(id, all, &[chosen], errors))
}

fn sheet_choices(sheets: &Sheets, plan: &Plan) -> Choices {
    let options = sheets.0.iter().enumerate();
    let options = options.map(|(place, sheet)| (place.to_string(), sheet.name.clone(), None));
    let chosen = plan.sheet.to_string();
    Choices::new("sheet", options, &[&chosen], &FieldErrors::default())
}

/// The first rows, of which one has the heads.
fn head_choices(sheet: &Sheet, plan: &Plan) -> Choices {
    let options = sheet.first.iter().map(|row| {
        let words = row.cells.iter().filter(|cell| !cell.is_empty());
        let words = short(&words.map(String::as_str).collect::<Vec<_>>().join(" | "));
        (row.number.to_string(), format!("{}：{words}", row.number), None)
    });
    let chosen = plan.head_row.to_string();
    Choices::new("head", options, &[&chosen], &FieldErrors::default())
}

fn always(voice: Voice<'_>, plan: &Plan, errors: &FieldErrors) -> Said<Vec<Labelled>> {
    let one = |field: Field| {
        let chosen = plan.always.iter().find(|target| target.is_of(field));
        let chosen = chosen.map(ToString::to_string).unwrap_or_default();
        let name = voice.say(field_name(field))?;
        Ok(Labelled {
            label: voice.say_with(key("import-always"), &[("name", &name)])?,
            choices: options(voice, format!("always-{field}"), field, &chosen, errors)?,
        })
    };
    [Field::Channel, Field::Kind].into_iter().map(one).collect()
}
