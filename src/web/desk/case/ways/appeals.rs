//! 复议、诉讼、投诉: every proceeding with its days, its result and its place in table 四, and what can be recorded of it.

use super::super::forms::Forms;
use crate::{
    domain::{
        appeal::{
            Appeal, AppealTable, Closed, ComplaintTo, Deadline, DeadlineKind, Instance, Of, Procedure, cell,
            deadlines, may_record,
        },
        case::{Case, SentLetter},
        clock::working_days_left,
        command::CommandKind,
    },
    law::{AppealColumn, Law, LimitKey, Proceeding, Route},
    text::{Key, key},
    web::{
        casefile::{
            asked::Row,
            due::Left,
            order::{CHECKBOXES, Entry, OrderForm, RADIOS},
        },
        wording::{Said, Voice},
    },
};

/// What a form records of a proceeding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FactOf {
    Reconsideration,
    Litigation,
    Complaint,
    Procedure,
    Replied,
    Extended,
    Closed,
}

impl FactOf {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Reconsideration, "reconsideration"),
        (Self::Litigation, "litigation"),
        (Self::Complaint, "complaint"),
        (Self::Procedure, "procedure"),
        (Self::Replied, "replied"),
        (Self::Extended, "extended"),
        (Self::Closed, "closed"),
    ];

    /// As the hidden field has it.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, known)| *known == word).map(|(fact, _)| fact)
    }

    fn word(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        all.find(|(fact, _)| *fact == self).map_or("", |(_, word)| word)
    }
}

/// What the hidden field of a form says: the fact, and the proceeding where it is about one that is known.
fn of(fact: FactOf, appeal: Option<&Appeal>) -> String {
    let fact = fact.word();
    appeal.map_or_else(|| fact.to_owned(), |appeal| format!("{fact}_{}", appeal.id))
}

/// Whether the answer can only be sued over after reconsideration.
fn is_reconsidered_first(case: &Case, law: &Law) -> bool {
    let Some(on) = case.answer().and_then(SentLetter::served_on) else {
        return false;
    };
    let items = case.draft.iter().flat_map(|draft| &draft.reference.items);
    let mut routes = items.filter_map(|item| {
        let ground = law.ground(&item.ground)?;
        let class = law.remedy_class(ground, &item.withheld, on);
        Some(law.remedy(&class, on).route)
    });
    routes.any(|route| route == Route::ReconsiderationFirst)
}

pub(super) fn entries(desk: Forms<'_>) -> Said<Vec<Entry>> {
    let appeals = desk.dossier.case.appeals.iter();
    appeals.map(|appeal| entry(desk, appeal)).collect()
}

fn entry(desk: Forms<'_>, appeal: &Appeal) -> Said<Entry> {
    let (voice, case) = (desk.voice, &desk.dossier.case);
    let direct = matches!(
        appeal.of,
        Of::Litigation {
            instance: Instance::First,
            after: None,
            ..
        }
    );
    let skipped = direct && is_reconsidered_first(case, voice.law);
    let state = match &appeal.closed {
        Some(closed) => voice.appeal_result(&closed.result).to_owned(),
        None => voice.say(key("appeal-column-pending"))?,
    };
    let note = appeal.closed.as_ref().and_then(|closed| closed.note);
    let note = note.and_then(|words| desk.dossier.texts.get(&words.id).cloned().flatten());
    Ok(Entry {
        id: format!("appeal-{}", appeal.id),
        title: voice.proceeding(&appeal.of)?,
        state: Some(state),
        warning: skipped
            .then(|| voice.say(key("appeal-skips-reconsideration")))
            .transpose()?,
        words: note,
        facts: facts(desk, appeal)?,
        links: Vec::new(),
        forms: forms(desk, appeal)?,
    })
}

fn facts(desk: Forms<'_>, appeal: &Appeal) -> Said<Vec<Row>> {
    let (voice, case) = (desk.voice, &desk.dossier.case);
    let mut rows: Vec<(Key, String)> = Vec::new();
    if let Some(Some(before)) = desk.dossier.texts.get(&appeal.before.id) {
        rows.push((key("way-label-before"), before.clone()));
    }
    if let Of::Complaint { to, .. } = &appeal.of {
        rows.push((key("way-label-complaint-to"), complaint_to(voice, *to)?));
    }
    if let Of::Reconsideration { accepted_on, .. } = &appeal.of {
        rows.push((key("way-label-accepted-on"), voice.weekday(*accepted_on)));
    }
    rows.push((key("way-label-known-on"), voice.weekday(appeal.of.known_on())));
    for deadline in deadlines(appeal, voice.law) {
        let label = match deadline.kind {
            DeadlineKind::Reply => key("appeal-reply-by"),
            DeadlineKind::Decision => key("appeal-decision-by"),
        };
        rows.push((label, deadline_words(desk, &deadline)?));
    }
    if let Some(day) = appeal.replied_on {
        rows.push((key("appeal-replied-on"), voice.weekday(day)));
    }
    if let Some(closed) = &appeal.closed {
        closing(desk, closed, &mut rows)?;
    }
    if let Some((table, column)) = cell(case, appeal, voice.law, desk.today) {
        let place = [voice.say(table_name(table))?, voice.say(column_name(column))?];
        rows.push((key("appeal-cell"), place.join("，")));
    }
    let row = |(label, value)| {
        Ok(Row {
            label: voice.say(label)?,
            value,
        })
    };
    rows.into_iter().map(row).collect()
}

fn closing(desk: Forms<'_>, closed: &Closed, rows: &mut Vec<(Key, String)>) -> Said<()> {
    let voice = desk.voice;
    rows.push((key("way-label-decided-on"), voice.weekday(closed.decided_on)));
    rows.push((key("appeal-received-on"), voice.weekday(closed.received_on)));
    if let Some(order) = closed.order {
        let days = order.working_days.unwrap_or_else(|| {
            let limit = voice.law.limit(LimitKey::OrderedReply, closed.received_on);
            limit.amount
        });
        let text = voice.say_with(key("appeal-order-days"), &[("days", &days.to_string())])?;
        rows.push((key("way-label-order"), text));
        if let Some(round) = closed.round.and_then(|id| desk.dossier.linked.get(&id)) {
            rows.push((key("appeal-round"), round.number.to_string()));
        }
    }
    Ok(())
}

/// A last day with its weekday, how far it is away, and where it comes from.
fn deadline_words(desk: Forms<'_>, deadline: &Deadline<'_>) -> Said {
    let voice = desk.voice;
    let mut parts = vec![voice.weekday(deadline.on)];
    if deadline.done {
        parts.push(voice.say(key("appeal-deadline-done"))?);
    } else {
        let left = working_days_left(voice.law, deadline.on, desk.today);
        parts.push(Left::of(voice, left)?.text);
    }
    if deadline.provisional {
        parts.push(voice.say(key("due-provisional"))?);
    }
    parts.push(voice.law.cite(deadline.article));
    Ok(parts.join("，"))
}

fn table_name(table: AppealTable) -> Key {
    match table {
        AppealTable::Reconsideration => key("appeal-table-reconsideration"),
        AppealTable::DirectSuit => key("appeal-table-direct-suit"),
        AppealTable::SuitAfterReconsideration => key("appeal-table-suit-after"),
    }
}

fn column_name(column: AppealColumn) -> Key {
    match column {
        AppealColumn::Upheld => key("appeal-column-upheld"),
        AppealColumn::Corrected => key("appeal-column-corrected"),
        AppealColumn::Other => key("appeal-column-other"),
        AppealColumn::Pending => key("appeal-column-pending"),
    }
}

fn complaint_to(voice: Voice<'_>, to: ComplaintTo) -> Said {
    voice.say(match to {
        ComplaintTo::SupervisingOffice => key("complaint-to-supervising-office"),
        ComplaintTo::SuperiorOrgan => key("complaint-to-superior-organ"),
    })
}

/// What may be recorded of a proceeding.
fn forms(desk: Forms<'_>, appeal: &Appeal) -> Said<Vec<OrderForm>> {
    let mut forms = Vec::new();
    let ordered = desk
        .dossier
        .case
        .orders_open()
        .any(|(open, ..)| open.id == appeal.id);
    if ordered && desk.may(CommandKind::OpenRound) {
        let round = desk
            .begin(CommandKind::OpenRound, &appeal.id.to_string())?
            .effect(desk.voice.say(key("way-effect-round"))?);
        forms.push(round.done());
    }
    if appeal.closed.is_some() || !may_be_recorded(desk) {
        return Ok(forms);
    }
    let begin = |fact: FactOf, name| {
        let build = desk.begin(CommandKind::RecordAppeal, &of(fact, Some(appeal)))?;
        Said::Ok(build.named(desk.voice.say(name)?))
    };
    let today = desk.today.to_string();
    if appeal.replied_on.is_none() && appeal.of.proceeding() != Proceeding::Complaint {
        let form = begin(FactOf::Replied, key("appeal-record-reply"))?;
        let form = form.effect(desk.voice.say(key("way-effect-replied"))?);
        forms.push(form.line("date", "happened_on", &today)?.done());
    }
    if let Of::Reconsideration { procedure, .. } = &appeal.of {
        let form = begin(FactOf::Procedure, key("appeal-record-procedure"))?;
        let form = form
            .effect(desk.voice.say(key("way-effect-procedure"))?)
            .boxes(
                RADIOS,
                "procedure",
                procedures(desk.voice)?,
                &[procedure.to_string()],
            )?
            .line("date", "happened_on", &today)?;
        forms.push(form.done());
        if *procedure == Procedure::Ordinary {
            let form = begin(FactOf::Extended, key("appeal-record-extension"))?;
            let form = form.effect(desk.voice.say(key("way-effect-decision-extended"))?);
            forms.push(form.line("number", "calendar_days", "")?.done());
        }
    }
    forms.push(closing_form(desk, appeal)?);
    Ok(forms)
}

fn closing_form(desk: Forms<'_>, appeal: &Appeal) -> Said<OrderForm> {
    let voice = desk.voice;
    let results = voice.law.appeal_results(appeal.of.proceeding());
    let choose = (String::new(), voice.say(key("assign-choose"))?);
    let results = results.map(|result| (result.key.to_string(), result.name.clone()));
    let results: Vec<(String, String)> = [choose].into_iter().chain(results).collect();
    let ordered = vec![("yes".to_owned(), voice.say(key("appeal-ordered"))?)];
    let form = desk
        .begin(CommandKind::RecordAppeal, &of(FactOf::Closed, Some(appeal)))?
        .named(voice.say(key("appeal-record-result"))?)
        .effect(desk.effect_of_result()?)
        .list("result", results, "")?
        .line("date", "decided_on", "")?
        .line("date", "known_on", &desk.today.to_string())?
        .about(voice.say(key("appeal-received-hint"))?)
        .boxes(CHECKBOXES, "order", ordered, &[])?
        .line("number", "order_days", "")?
        .about(voice.say(key("appeal-order-days-hint"))?)
        .area("note", "")?;
    Ok(form.done())
}

fn procedures(voice: Voice<'_>) -> Said<Vec<(String, String)>> {
    let all = Procedure::ALL.iter();
    all.map(|procedure| Ok((procedure.to_string(), voice.procedure(*procedure)?)))
        .collect()
}

fn may_be_recorded(desk: Forms<'_>) -> bool {
    desk.may(CommandKind::RecordAppeal) && may_record(&desk.dossier.case, desk.voice.law, desk.today).is_ok()
}

/// The forms of new proceedings.
pub(super) fn new_forms(desk: Forms<'_>) -> Said<Vec<OrderForm>> {
    if !may_be_recorded(desk) {
        return Ok(Vec::new());
    }
    let voice = desk.voice;
    let begin = |fact: FactOf, name| {
        let build = desk.begin(CommandKind::RecordAppeal, &of(fact, None))?;
        Said::Ok(build.named(voice.say(name)?))
    };
    let ordinary = [Procedure::Ordinary.to_string()];
    let reconsideration = begin(FactOf::Reconsideration, key("appeal-new-reconsideration"))?
        .effect(desk.effect_of_reconsideration()?)
        .boxes(RADIOS, "procedure", procedures(voice)?, &ordinary)?
        .line("date", "accepted_on", "")?
        .line("date", "known_on", &desk.today.to_string())?
        .about(voice.say(key("appeal-known-hint"))?)
        .line("text", "before", "")?
        .about(voice.say(key("appeal-before-hint"))?);
    let instances = [
        (Instance::First, key("instance-first")),
        (Instance::Second, key("instance-second")),
        (Instance::Retrial, key("instance-retrial")),
    ];
    let instances = instances
        .into_iter()
        .map(|(instance, name)| Ok((instance.to_string(), voice.say(name)?)))
        .collect::<Said<_>>()?;
    let mut after = vec![(String::new(), voice.say(key("appeal-after-none"))?)];
    for appeal in &desk.dossier.case.appeals {
        let name = voice.proceeding(&appeal.of)?;
        let known = voice.weekday(appeal.of.known_on());
        after.push((appeal.id.to_string(), format!("{name} {known}")));
    }
    let mut effect = desk.effect_of_lawsuit()?;
    if is_reconsidered_first(&desk.dossier.case, voice.law) {
        effect.push_str(&voice.say(key("appeal-skips-reconsideration"))?);
    }
    let litigation = begin(FactOf::Litigation, key("appeal-new-litigation"))?
        .effect(effect)
        .boxes(RADIOS, "instance", instances, &[Instance::First.to_string()])?
        .list("after", after, "")?
        .line("date", "known_on", &desk.today.to_string())?
        .about(voice.say(key("appeal-known-hint"))?)
        .line("text", "before", "")?
        .about(voice.say(key("appeal-before-hint"))?);
    let to = ComplaintTo::ALL
        .iter()
        .map(|to| Ok((to.to_string(), complaint_to(voice, *to)?)))
        .collect::<Said<_>>()?;
    let complaint = begin(FactOf::Complaint, key("appeal-new-complaint"))?
        .effect(voice.say(key("way-effect-none"))?)
        .boxes(RADIOS, "complaint_to", to, &[])?
        .line("date", "known_on", &desk.today.to_string())?
        .line("text", "before", "")?
        .about(voice.say(key("appeal-before-hint"))?);
    Ok(vec![reconsideration.done(), litigation.done(), complaint.done()])
}
