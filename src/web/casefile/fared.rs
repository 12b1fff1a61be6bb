//! How an answer fared when it was contested.

use crate::{
    domain::appeal::Appeal,
    text::key,
    web::wording::{Said, Voice},
};

/// `行政复议：维持`
pub(crate) fn fared(voice: Voice<'_>, appeal: &Appeal) -> Said {
    let name = voice.proceeding(&appeal.of)?;
    match &appeal.closed {
        Some(closed) => voice.say_with(
            key("precedent-fared"),
            &[("what", &name), ("result", voice.appeal_result(&closed.result))],
        ),
        None => voice.say_with(key("precedent-open"), &[("what", &name)]),
    }
}
