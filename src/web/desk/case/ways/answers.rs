//! What comes in: corrections, payments, reasons; and what is made of the reasons.

use super::super::forms::Forms;
use crate::{
    domain::{clock::What, command::CommandKind, payment},
    text::key,
    web::{
        casefile::order::{OrderForm, RADIOS},
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
    if desk.may(CommandKind::RecordPayment) {
        let asked = payment::asked(&desk.dossier.case)
            .map(|yuan| yuan.to_string())
            .unwrap_or_default();
        let form = desk
            .begin(CommandKind::RecordPayment, "")?
            .effect(desk.effect_of_restart(What::FeePaid)?)
            .line("date", "paid_on", &today)?
            .line("number", "yuan", &asked)?;
        forms.push(form.done());
    }
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
