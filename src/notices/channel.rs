//! The words of what is sent of the tests of the online channel.

use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Line, Mail, Notices, Wordless,
    compose::written,
    context::{AlarmSubject, AlarmText, HeartbeatShort, HeartbeatSubject, HeartbeatText},
};
use crate::{
    domain::{agency::Agency, channel_test::Trouble, text::Email},
    text::{Key, Lang, key, words},
};

/// What is wrong, and what to do about it.
fn words_of(trouble: Trouble) -> (Key, Key) {
    match trouble {
        Trouble::NotFiled => (key("channel-not-filed"), key("channel-do-not-filed")),
        Trouble::NotReceived => (key("channel-not-received"), key("channel-do-desk")),
        Trouble::NotAnswered => (key("channel-not-answered"), key("channel-do-desk")),
        Trouble::NotReadable => (key("channel-not-readable"), key("channel-do-not-filed")),
        Trouble::MailSilent => (key("channel-mail-silent"), key("channel-do-silent")),
        Trouble::TextSilent => (key("channel-text-silent"), key("channel-do-silent")),
    }
}

impl Notices {
    /// The mail that tells the staff what is wrong with the channel.
    pub fn channel_alarm(
        &self,
        agency: &Agency,
        (day, trouble): (Date, Trouble),
        to: (Uuid, Email, OffsetDateTime),
    ) -> Result<Mail, Wordless> {
        let (wrong, what) = words_of(trouble);
        let say = |key| self.texts.get(Lang::Chinese, key);
        let subject = self.templates.render(&AlarmSubject {
            agency: Line::of(&agency.name),
        })?;
        let text = self.templates.render(&AlarmText {
            agency: agency.name.clone(),
            day: words::date_with_weekday(Lang::Chinese, day),
            wrong: say(wrong)?,
            what: say(what)?,
            url: self.site.as_ref().map(|site| format!("{site}/desk/channel")),
        })?;
        Ok(written(agency, to, &subject, text))
    }

    /// The mail of a day.
    pub fn heartbeat_mail(
        &self,
        agency: &Agency,
        day: Date,
        to: (Uuid, Email, OffsetDateTime),
    ) -> Result<Mail, Wordless> {
        let day = words::date_with_weekday(Lang::Chinese, day);
        let subject = self.templates.render(&HeartbeatSubject {
            agency: Line::of(&agency.name),
            day: Line::of(&day),
        })?;
        let text = self.templates.render(&HeartbeatText {
            agency: agency.name.clone(),
            day,
        })?;
        Ok(written(agency, to, &subject, text))
    }

    /// The text message of a day.
    pub fn heartbeat_text(&self, agency: &Agency, day: Date) -> Result<String, Wordless> {
        let text = self.templates.render(&HeartbeatShort {
            agency: agency.name.clone(),
            day: words::date_with_weekday(Lang::Chinese, day),
        })?;
        Ok(Line::of(&text).as_str().to_owned())
    }
}
