//! 认领: what whoever works on a case reads of the steps that may claim it, or did.

use time::Date;

use super::{dossier::Dossier, notice::Notice};
use crate::{
    domain::review::{Step, Where},
    text::key,
    web::wording::{Said, Voice},
};

/// Which steps may still claim the case, and why the answer does not go into review before; and which did.
pub(crate) fn notices(voice: Voice<'_>, dossier: &Dossier, today: Date) -> Said<Vec<Notice>> {
    let mut notices = Vec::new();
    for (window, ends) in dossier.case.open_windows_on(voice.law, today) {
        let day = voice.last_day(ends.last_day)?;
        let how = voice.claim_how(&ends)?;
        let who = who(voice, dossier, &window.opened.step)?;
        notices.push(Notice {
            tone: "info",
            title: voice.say_with(key("notice-claimable"), &[("step", &ends.step), ("day", &day)])?,
            text: Some(voice.say_with(key("notice-claimable-text"), &[("how", &how), ("who", &who)])?),
            words: None,
        });
    }
    notices.extend(claimed(voice, dossier)?);
    Ok(notices)
}

/// Which steps claimed it, as long as the answer is not in review.
pub(crate) fn claimed(voice: Voice<'_>, dossier: &Dossier) -> Said<Vec<Notice>> {
    let case = &dossier.case;
    let claimed = case.windows.iter().filter(|window| window.is_claimed());
    claimed
        .filter(|_| case.may_be_claimed())
        .map(|window| {
            let step = window.opened.step.called(voice.law);
            Ok(Notice {
                tone: "info",
                title: voice.say_with(key("notice-claimed"), &[("step", step)])?,
                text: Some(voice.say(key("notice-claimed-text"))?),
                words: None,
            })
        })
        .collect()
}

/// Who may claim for a step: its people where they are named, else the role, of the department where it has one.
fn who(voice: Voice<'_>, dossier: &Dossier, step: &Step) -> Said {
    let names = &dossier.names;
    if !step.who.accounts.is_empty() {
        let people = step.who.accounts.iter().map(|id| names.person(*id));
        return Ok(people.collect::<Vec<_>>().join("、"));
    }
    let role = voice.law.role_name(step.who.role);
    let department = match step.who.department {
        Some(Where::Named(id)) => Some(names.department(id)),
        Some(Where::Handling) => Some(voice.say(key("chain-handling"))?),
        None => None,
    };
    Ok(department.map_or_else(|| role.to_owned(), |department| format!("{department} {role}")))
}
