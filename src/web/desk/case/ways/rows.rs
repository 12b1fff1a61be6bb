//! 程序性文书: every letter that was proposed, how far it has come, and what can be done about it.

use time::Date;

use super::super::forms::Forms;
use crate::{
    casework::attachment,
    domain::{
        abandonment,
        application::ObtainBy,
        case::SentLetter,
        clock,
        command::CommandKind,
        consultation,
        id::PartyId,
        notice::{About, Notice, NoticeState, View, goes_to_another},
        service::{self, Mail, SignedBy},
        text::masked,
        words::WordsRef,
    },
    law::{Role, add_working_days},
    text::{Key, key, words},
    web::{
        casefile::{
            asked::Row,
            letter::{became, service_text},
            order::{CHECKBOXES, Entry, Link, OrderForm, RADIOS},
        },
        wording::Said,
    },
};

/// The letters, the newest first.
pub(super) fn entries(desk: Forms<'_>) -> Said<Vec<Entry>> {
    let notices = desk.dossier.case.notices.iter().rev();
    notices.map(|notice| entry(desk, notice)).collect()
}

fn entry(desk: Forms<'_>, notice: &Notice) -> Said<Entry> {
    let voice = desk.voice;
    let remarks = match notice.state {
        NoticeState::Returned { remarks, .. } => written(desk, remarks),
        NoticeState::Open | NoticeState::Dropped | NoticeState::Voided | NoticeState::Sent(_) => None,
    };
    Ok(Entry {
        id: format!("notice-{}", notice.id),
        title: voice.notice(notice.kind()).to_owned(),
        state: Some(state(desk, notice)?),
        warning: None,
        words: remarks,
        facts: facts(desk, notice)?,
        links: links(desk, notice)?,
        forms: forms(desk, notice)?,
    })
}

fn written(desk: Forms<'_>, words: WordsRef) -> Option<String> {
    desk.dossier.texts.get(&words.id).cloned().flatten()
}

fn state(desk: Forms<'_>, notice: &Notice) -> Said {
    let voice = desk.voice;
    match &notice.state {
        NoticeState::Open if notice.is_cleared() => voice.say(key("way-state-cleared")),
        NoticeState::Open => {
            let steps = voice.several_planned(notice.review.waiting()).join("、");
            voice.say_with(key("way-state-review"), &[("step", &steps)])
        }
        NoticeState::Returned { step, .. } => voice.say_with(
            key("way-state-returned"),
            &[("step", desk.dossier.names.step(voice, step))],
        ),
        NoticeState::Dropped => voice.say(key("way-state-dropped")),
        NoticeState::Voided => voice.say(key("way-state-voided")),
        NoticeState::Sent(_) => voice.say(key("way-state-sent")),
    }
}

/// Whom a letter is to. Names of others are shown in full to whoever works with the letter.
pub(super) fn addressee(desk: Forms<'_>, notice: &Notice) -> Said {
    match party(desk, notice) {
        None if goes_to_another(notice.kind()) => desk.voice.say(key("way-to-erased")),
        None => desk.voice.say(key("way-to-applicant")),
        Some(id) => {
            let known = desk.dossier.parties.get(&id).and_then(Option::as_ref);
            let name = known.map(|party| {
                let name = party.name.to_string();
                if needs_names(desk) {
                    name
                } else {
                    masked(&name, 1, 0)
                }
            });
            name.map_or_else(|| desk.voice.say(key("way-to-erased")), Ok)
        }
    }
}

fn needs_names(desk: Forms<'_>) -> bool {
    let reads = [
        Role::ConfidentialityReviewer,
        Role::LegalReviewer,
        Role::SigningLeader,
    ];
    desk.dossier.needs_contact(desk.officer) || reads.iter().any(|role| desk.officer.is(*role))
}

/// The other side of a letter that does not go to the applicant.
fn party(desk: Forms<'_>, notice: &Notice) -> Option<PartyId> {
    let case = &desk.dossier.case;
    let decided = matches!(notice.matter, About::DisclosureDecision { .. });
    let told = notice.matter.consultation().filter(|_| decided);
    let asked = told.and_then(|id| case.notice(id)).unwrap_or(notice);
    asked.matter.other_side().map(|(party, _)| party)
}

fn facts(desk: Forms<'_>, notice: &Notice) -> Said<Vec<Row>> {
    let voice = desk.voice;
    let mut rows = vec![(key("way-fact-to"), addressee(desk, notice)?)];
    let Some(letter) = desk.dossier.case.letter_of(notice) else {
        return said(desk, rows);
    };
    rows.push((
        key("way-fact-number"),
        format!("{}，{}", letter.number, voice.weekday(letter.issued_on)),
    ));
    for attempt in &letter.attempts {
        rows.push((key("way-fact-service"), service_text(voice, &attempt.service)?));
        if let Some(became) = became(voice, attempt)? {
            rows.push((key("way-fact-delivered"), became));
        }
    }
    if let Some(by) = answer_by(desk, notice, letter) {
        rows.push((key("way-fact-answer-by"), voice.last_day(by)?));
    }
    rows.extend(online(desk, notice)?);
    attached(desk, notice, &mut rows)?;
    opinion(desk, notice, &mut rows)?;
    said(desk, rows)
}

fn said(desk: Forms<'_>, rows: Vec<(Key, String)>) -> Said<Vec<Row>> {
    let row = |(label, value)| {
        Ok(Row {
            label: desk.voice.say(label)?,
            value,
        })
    };
    rows.into_iter().map(row).collect()
}

/// The last day of whoever the letter is to, where it gives them time.
fn answer_by(desk: Forms<'_>, notice: &Notice, letter: &SentLetter) -> Option<Date> {
    let (law, case) = (desk.voice.law, &desk.dossier.case);
    match &notice.matter {
        About::Correction { .. } => clock::of(case, law).correct_by,
        About::Fee { .. } => abandonment::expired(law, notice, letter)
            .map(|expired| expired.expired_on)
            .or(clock::of(case, law).pay_by),
        About::Consultation { .. } => consultation::answer_by(case, law, notice.id),
        About::ReasonsAsked { working_days } => {
            let from = letter.reached_on()?;
            Some(add_working_days(&law.calendar, from, *working_days))
        }
        About::ConsultationTold { .. }
        | About::DisclosureDecision { .. }
        | About::Extension { .. }
        | About::Delay { .. }
        | About::Ended { .. }
        | About::Transfer { .. } => None,
    }
}

/// Whether a third party that can answer online has come in.
fn online(desk: Forms<'_>, notice: &Notice) -> Said<Option<(Key, String)>> {
    let links = &desk.dossier.answering;
    let Some(link) = links
        .iter()
        .find(|link| link.is_live() && link.notice == notice.id)
    else {
        return Ok(None);
    };
    let text = match link.opened_at {
        Some(at) => {
            let at = words::instant(desk.voice.say.lang, at, desk.dossier.offset);
            desk.voice.say_with(key("third-fact-opened"), &[("at", &at)])?
        }
        None => desk.voice.say(key("third-fact-unopened"))?,
    };
    Ok(Some((key("third-fact-online"), text)))
}

/// What the third party is shown, and whether it has fetched it.
fn attached(desk: Forms<'_>, notice: &Notice, rows: &mut Vec<(Key, String)>) -> Said<()> {
    for one in notice.matter.attached() {
        let file = desk.dossier.files.iter().find(|file| file.id == one.file);
        let Some(title) = file.map(attachment::title_of) else {
            continue;
        };
        let text = match notice.fetched.get(&one.file) {
            Some(day) => {
                let day = desk.voice.weekday(*day);
                desk.voice
                    .say_with(key("third-fact-fetched"), &[("title", title), ("day", &day)])?
            }
            None => desk
                .voice
                .say_with(key("third-fact-unfetched"), &[("title", title)])?,
        };
        rows.push((key("third-fact-attached"), text));
    }
    Ok(())
}

/// What the consulted side said, or what its silence means.
fn opinion(desk: Forms<'_>, notice: &Notice, rows: &mut Vec<(Key, String)>) -> Said<()> {
    let (voice, case) = (desk.voice, &desk.dossier.case);
    if !matches!(notice.matter, About::Consultation { .. }) {
        return Ok(());
    }
    let outcome = consultation::result(case, voice.law, notice, desk.today);
    rows.push((key("way-fact-opinion"), voice.consulted(outcome)?));
    if let Some(opinion) = &notice.opinion {
        if opinion.online {
            rows.push((key("third-fact-came"), voice.say(key("third-fact-came-online"))?));
        }
        rows.push((key("way-fact-answered-on"), voice.weekday(opinion.answered_on)));
        let agreed = desk.dossier.shown(opinion.agreed.iter().copied()).into_iter();
        rows.extend(agreed.map(|(_, title)| (key("third-fact-agreed"), title)));
        if let Some(reasons) = opinion.reasons.and_then(|words| written(desk, words)) {
            rows.push((key("way-fact-opinion-reasons"), reasons));
        }
    }
    Ok(())
}

fn links(desk: Forms<'_>, notice: &Notice) -> Said<Vec<Link>> {
    let (voice, case) = (desk.voice, &desk.dossier.case);
    let link = |href, text| {
        Ok(Link {
            href,
            text: voice.say(text)?,
        })
    };
    let at = format!("/desk/cases/{}", case.id);
    let mut links = Vec::new();
    let has_link = desk.dossier.answering.iter().any(|link| link.notice == notice.id);
    if has_link && consultation::may_give_link(case, desk.officer) {
        let href = format!("{at}/notices/{}/link", notice.id);
        links.push(link(href, key("third-link"))?);
    }
    links.extend(opinion_files(desk, notice, &at));
    match notice.state {
        NoticeState::Sent(letter) => {
            links.push(link(format!("{at}/letters/{letter}"), key("letter-read"))?);
        }
        NoticeState::Open => {
            links.push(link(format!("{at}/notices/{}", notice.id), key("way-preview"))?);
            links.push(link(
                format!("{at}/notices/{}/check", notice.id),
                key("presend-link"),
            )?);
        }
        NoticeState::Returned { .. } | NoticeState::Dropped | NoticeState::Voided => {}
    }
    if desk.may(CommandKind::ApproveNotice) && notice.steps_for(voice.law, desk.officer).is_ok() {
        let href = format!("/review/cases/{}/notices/{}", case.id, notice.id);
        links.push(link(href, key("way-review"))?);
    }
    Ok(links)
}

/// What a third party sent with its opinion, as far as the reader's task needs it and it is sound.
fn opinion_files(desk: Forms<'_>, notice: &Notice, at: &str) -> Vec<Link> {
    let sent = notice.opinion.iter().flat_map(|opinion| &opinion.files);
    let files = sent.filter_map(|sent| desk.dossier.files.iter().find(|file| file.id == sent.id));
    files
        .filter(|file| file.scan.is_open() && desk.dossier.may_open(desk.officer, file))
        .map(|file| Link {
            href: format!("{at}/files/{}", file.id),
            text: file.name.clone(),
        })
        .collect()
}

fn forms(desk: Forms<'_>, notice: &Notice) -> Said<Vec<OrderForm>> {
    let (voice, case) = (desk.voice, &desk.dossier.case);
    let of = notice.id.to_string();
    let mut forms = Vec::new();
    if notice.is_cleared() && desk.may(CommandKind::SendNotice) {
        forms.push(send(desk, notice)?);
    }
    if notice.is_open() && desk.may(CommandKind::DropNotice) {
        let drop = desk.begin(CommandKind::DropNotice, &of)?;
        forms.push(drop.effect(voice.say(key("way-effect-drop"))?).done());
    }
    let sent = case.letter_of(notice);
    let mut on_their_way = service::on_their_way(case);
    if let Some(letter) = sent.filter(|letter| on_their_way.any(|other| other.id == letter.id))
        && desk.may(CommandKind::RecordDelivery)
    {
        let delivery = desk
            .begin(CommandKind::RecordDelivery, &letter.id.to_string())?
            .effect(voice.say(key("way-effect-delivery"))?)
            .line("date", "delivered_on", "")?;
        forms.push(delivery.done());
    }
    if let Some(letter) = sent {
        forms.extend(super::post::of_a_notice(desk, letter)?);
    }
    let is_consultation = matches!(notice.matter, About::Consultation { .. });
    if is_consultation && sent.is_some() && notice.opinion.is_none() && desk.may(CommandKind::RecordOpinion) {
        let views = vec![
            (View::Agreed.to_string(), voice.say(key("way-opinion-agreed"))?),
            (View::Refused.to_string(), voice.say(key("way-opinion-refused"))?),
            (View::Partly.to_string(), voice.say(key("third-opinion-partly"))?),
        ];
        let mut opinion = desk
            .begin(CommandKind::RecordOpinion, &of)?
            .effect(voice.say(key("way-effect-opinion"))?)
            .boxes(RADIOS, "view", views, &[])?
            .line("date", "answered_on", &desk.today.to_string())?
            .area("opinion_reasons", "")?
            .about(voice.say(key("third-hint-opinion-reasons"))?);
        let shown = desk
            .dossier
            .shown(notice.matter.attached().iter().map(|one| one.file));
        if !shown.is_empty() {
            let shown = shown.into_iter().map(|(id, title)| (id.to_string(), title));
            opinion = opinion
                .boxes(CHECKBOXES, "agreed_file", shown.collect(), &[])?
                .about(voice.say(key("third-hint-agreed-file"))?);
        }
        forms.push(opinion.done());
    }
    Ok(forms)
}

/// How a letter goes out: today, in one act with its number.
fn send(desk: Forms<'_>, notice: &Notice) -> Said<OrderForm> {
    let voice = desk.voice;
    let to_another = goes_to_another(notice.kind());
    let mut ways: Vec<(&str, Key)> = Vec::new();
    if !to_another {
        ways.push(("online", key("serve-online")));
    }
    ways.extend([("counter", key("serve-counter")), ("post", key("serve-post"))]);
    if to_another {
        ways.push(("exchange", key("way-by-exchange")));
    }
    let wished = match desk.dossier.filed.application.obtain_by {
        ObtainBy::Online | ObtainBy::Email => "online",
        ObtainBy::Post => "post",
        ObtainBy::Collect | ObtainBy::OnSite => "counter",
    };
    let begins = if to_another { "post" } else { wished };
    let send = desk
        .begin(CommandKind::SendNotice, &notice.id.to_string())?
        .hint(voice.say_with(key("way-hint-send"), &[("day", &voice.weekday(desk.today))])?)
        .effect(desk.effect_of(notice.kind())?)
        .boxes(
            RADIOS,
            "by",
            super::post::choices(voice, ways)?,
            &[begins.to_owned()],
        )?
        .list(
            "signed_by",
            super::post::signers(voice)?,
            SignedBy::Addressee.as_str(),
        )?
        .list("mail", super::post::mails(voice)?, Mail::Ems.as_str())?
        .line("text", "waybill", "")?
        .about(voice.say(key("way-hint-waybill"))?);
    Ok(send.done())
}
