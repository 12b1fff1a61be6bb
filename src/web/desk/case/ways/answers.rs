//! What comes in: corrections, payments, reasons; and what is made of the reasons.

use super::super::forms::Forms;
use crate::{
    domain::{clock::What, command::CommandKind, payment},
    text::key,
    web::{
        casefile::order::{Link, OrderForm, RADIOS},
        wording::Said,
    },
};

/// The forms of everything that may be recorded now.
pub(super) fn forms(desk: Forms<'_>) -> Said<Vec<OrderForm>> {
    let (voice, today) = (desk.voice, desk.today.to_string());
    let mut forms = Vec::new();
    if desk.may(CommandKind::ReceiveCorrection) {
        let form = desk
            .begin(CommandKind::ReceiveCorrection, "")?
            .effect(desk.effect_of_restart(What::CorrectionReceived)?)
            .line("date", "corrected_on", &today)?
            .area("corrected_to", "")?
            .about(voice.say(key("way-hint-corrected-to"))?);
        forms.push(form.done());
    }
    forms.extend(of_the_fee(desk)?);
    if desk.may(CommandKind::ReceiveReasons) {
        let form = desk
            .begin(CommandKind::ReceiveReasons, "")?
            .effect(voice.say(key("way-effect-none"))?)
            .line("date", "reasons_on", &today)?
            .area("reasons_given", "")?;
        forms.push(form.done());
    }
    if desk.may(CommandKind::JudgeReasons) {
        let verdicts = vec![
            ("yes".to_owned(), voice.say(key("way-reasonable-yes"))?),
            ("no".to_owned(), voice.say(key("way-reasonable-no"))?),
        ];
        let form = desk
            .begin(CommandKind::JudgeReasons, "")?
            .effect(voice.say(key("way-effect-judge"))?)
            .boxes(RADIOS, "reasonable", verdicts, &[])?
            .area("judged_because", "")?;
        forms.push(form.done());
    }
    Ok(forms)
}

/// To record a payment, and to say that what is to prove it does not suffice.
fn of_the_fee(desk: Forms<'_>) -> Said<Vec<OrderForm>> {
    let (voice, today) = (desk.voice, desk.today.to_string());
    let mut forms = Vec::new();
    if desk.may(CommandKind::RecordPayment) {
        let case = &desk.dossier.case;
        let asked = payment::asked(case)
            .map(|yuan| yuan.to_string())
            .unwrap_or_default();
        // The day that the applicant names is offered; who records it looks at what is to prove it.
        let claimed = payment::claimed_on(case).map(|day| day.to_string());
        let mut form = desk
            .begin(CommandKind::RecordPayment, "")?
            .effect(desk.effect_of_restart(What::FeePaid)?)
            .links(proofs(desk))
            .line("date", "paid_on", &claimed.unwrap_or(today))?
            .line("number", "yuan", &asked)?;
        if let Some(claim) = claim(desk)? {
            form = form.hint(claim);
        }
        forms.push(form.done());
    }
    if desk.may(CommandKind::RefuseProof) {
        let mut form = desk
            .begin(CommandKind::RefuseProof, "")?
            .effect(voice.say(key("proof-effect-refuse"))?)
            .links(proofs(desk))
            .area("proof_because", "")?
            .about(voice.say(key("proof-hint-because"))?);
        if let Some(claim) = claim(desk)? {
            form = form.hint(claim);
        }
        forms.push(form.done());
    }
    Ok(forms)
}

/// What the applicant says of the payment, as long as nobody has judged it.
fn claim(desk: Forms<'_>) -> Said<Option<String>> {
    let voice = desk.voice;
    let open: Vec<_> = payment::open_proofs(&desk.dossier.case).collect();
    let Some(last) = open.last() else {
        return Ok(None);
    };
    let (given, paid) = (voice.weekday(last.given_on), voice.weekday(last.paid_on));
    let count = open.len().to_string();
    let said = [
        ("given", given.as_str()),
        ("paid", paid.as_str()),
        ("count", count.as_str()),
    ];
    voice.say_with(key("proof-claimed"), &said).map(Some)
}

/// The files of the proofs that nobody has judged, as far as the reader's task needs them and they are sound.
fn proofs(desk: Forms<'_>) -> Vec<Link> {
    let at = format!("/desk/cases/{}", desk.dossier.case.id);
    let sent = payment::open_proofs(&desk.dossier.case).flat_map(|proof| &proof.files);
    let files = sent.filter_map(|sent| desk.dossier.files.iter().find(|file| file.id == sent.id));
    files
        .filter(|file| file.scan.is_open() && desk.dossier.may_open(desk.officer, file))
        .map(|file| Link {
            href: format!("{at}/files/{}", file.id),
            text: file.name.clone(),
        })
        .collect()
}
