//! To close a case whose answer came too late: with the reason, and the department that answers for it.

use super::super::forms::Forms;
use crate::{
    domain::{closing::came_late, command::CommandKind},
    text::key,
    web::{casefile::order::OrderForm, wording::Said},
};

pub(super) fn form(desk: Forms<'_>) -> Said<Option<OrderForm>> {
    let case = &desk.dossier.case;
    if !desk.may(CommandKind::Close) || !came_late(case, desk.voice.law) {
        return Ok(None);
    }
    let mut departments = vec![(String::new(), desk.voice.say(key("assign-choose"))?)];
    let known = desk.dossier.departments.iter();
    departments.extend(known.map(|department| (department.id.to_string(), department.name.clone())));
    let had = case.department().map(|department| department.to_string());
    let form = desk
        .begin(CommandKind::Close, "late")?
        .effect(desk.voice.say(key("way-effect-close-late"))?)
        .list("late_department", departments, &had.unwrap_or_default())?
        .area("late_because", "")?;
    Ok(Some(form.done()))
}
