//! 转办、拆分、合并、关联: to whom the case goes, and which other cases it has to do with.

use super::{super::forms::Forms, notices};
use crate::{
    domain::{command::CommandKind, dividing::LinkKind},
    law::Role,
    text::key,
    web::{
        casefile::order::{CHECKBOXES, Entry, Link, OrderForm, RADIOS},
        wording::Said,
    },
};

/// To hand over, to split, to merge.
pub(super) fn forms(desk: Forms<'_>) -> Said<Vec<OrderForm>> {
    let voice = desk.voice;
    let mut forms = Vec::new();
    if desk.may(CommandKind::HandOver) {
        let form = desk
            .begin(CommandKind::HandOver, "")?
            .effect(voice.say(key("way-effect-hand-over"))?)
            .list("to", handlers(desk)?, "")?
            .area("hand_over_reason", "")?;
        forms.push(form.done());
    }
    if desk.may(CommandKind::Split) {
        let form = desk
            .begin(CommandKind::Split, "")?
            .effect(voice.say(key("way-effect-split"))?)
            .boxes(CHECKBOXES, "split_item", notices::items(desk)?, &[])?
            .about(voice.say(key("way-hint-split"))?);
        forms.push(form.done());
    }
    if desk.may(CommandKind::Merge) {
        let form = desk
            .begin(CommandKind::Merge, "")?
            .effect(voice.say(key("way-effect-merge"))?)
            .line("text", "number", "")?
            .about(voice.say(key("way-hint-number"))?);
        forms.push(form.done());
    }
    Ok(forms)
}

/// Departments and their handlers.
fn handlers(desk: Forms<'_>) -> Said<Vec<(String, String)>> {
    let mut options = vec![(String::new(), desk.voice.say(key("assign-choose"))?)];
    let open = desk.dossier.departments.iter();
    for department in open.filter(|department| department.active) {
        let whole = desk.voice.say_with(
            key("assign-whole-department"),
            &[("department", &department.name)],
        )?;
        options.push((department.id.to_string(), whole));
        let people = desk.dossier.accounts.iter().filter(|account| {
            account.active
                && account.department == Some(department.id)
                && account.roles.contains(&Role::Handler)
        });
        options.extend(people.map(|person| {
            let value = format!("{}/{}", department.id, person.id);
            (value, format!("{} {}", department.name, person.name))
        }));
    }
    Ok(options)
}

/// The other cases, as far as the reader may open them.
pub(super) fn links(desk: Forms<'_>) -> Said<Vec<Entry>> {
    let links = desk.dossier.case.links.iter();
    links
        .filter_map(|link| Some((link, desk.dossier.linked.get(&link.other)?)))
        .map(|(link, other)| {
            Ok(Entry {
                id: format!("link-{}-{}", link.how, link.other),
                title: desk.voice.link(link.how)?,
                state: Some(desk.voice.stage_key(other.stage)?),
                links: vec![Link {
                    href: format!("/desk/cases/{}", link.other),
                    text: format!("{} {}", other.number, other.subject),
                }],
                ..Entry::default()
            })
        })
        .collect()
}

/// To link.
pub(super) fn link_form(desk: Forms<'_>) -> Said<Option<OrderForm>> {
    if !desk.may(CommandKind::Link) {
        return Ok(None);
    }
    let kinds = LinkKind::ALL.iter().filter(|kind| kind.is_chosen());
    let kinds: Vec<(String, String)> = kinds
        .map(|kind| Ok((kind.to_string(), desk.voice.link(*kind)?)))
        .collect::<Said<_>>()?;
    let form = desk
        .begin(CommandKind::Link, "")?
        .effect(desk.voice.say(key("way-effect-none"))?)
        .boxes(RADIOS, "how", kinds, &[LinkKind::Related.to_string()])?
        .line("text", "number", "")?
        .about(desk.voice.say(key("way-hint-number"))?);
    Ok(Some(form.done()))
}
