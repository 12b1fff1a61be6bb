//! 渠道测试 in words.

use super::Said;
use crate::{
    domain::channel_test::{Every, Trouble},
    text::{Say, key},
};

pub(crate) fn every(say: Say<'_>, every: Every) -> Said {
    say.get(match every {
        Every::Off => key("channel-every-off"),
        Every::Weekly => key("channel-every-weekly"),
        Every::Daily => key("channel-every-daily"),
    })
}

/// What is wrong.
pub(crate) fn trouble(say: Say<'_>, trouble: Trouble) -> Said {
    say.get(match trouble {
        Trouble::NotFiled => key("channel-not-filed"),
        Trouble::NotReceived => key("channel-not-received"),
        Trouble::NotAnswered => key("channel-not-answered"),
        Trouble::NotReadable => key("channel-not-readable"),
        Trouble::MailSilent => key("channel-mail-silent"),
        Trouble::TextSilent => key("channel-text-silent"),
    })
}
