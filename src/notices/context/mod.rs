//! What messages are made of: finished, worded values. A subject line has a context of its own, which holds nothing that
//! anybody wrote or is called by.

mod channel;
mod code;
mod consultation;
mod digest;
mod news;
mod subject;
mod text;

use serde::Serialize;

use crate::{domain::text::is_hidden, template::Entry};

pub use self::digest::words_of;
pub(super) use self::{
    channel::{AlarmSubject, AlarmText, HeartbeatShort, HeartbeatSubject, HeartbeatText},
    code::{CodeShort, CodeSubject, CodeText},
    consultation::{ConsultationMail, ConsultationShort, ConsultationSubject},
    digest::{DigestText, Group, Row},
    news::{NewsMail, NewsShort, NewsSubject},
    subject::{DigestSubject, FiledSubject, LetterSubject, ReceivedSubject, TestSubject},
    text::{
        Due, FiledMail, FiledShort, Frame, LetterMail, LetterShort, Posted, ReceivedMail, ReceivedShort,
        Served, TestText,
    },
};

/// The templates of all messages.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_template![
        CodeSubject,
        CodeText,
        CodeShort,
        FiledSubject,
        ReceivedSubject,
        LetterSubject,
        DigestSubject,
        TestSubject,
        FiledMail,
        ReceivedMail,
        LetterMail,
        DigestText,
        TestText,
        FiledShort,
        ConsultationSubject,
        ConsultationMail,
        ConsultationShort,
        NewsSubject,
        NewsMail,
        NewsShort,
        ReceivedShort,
        LetterShort,
        AlarmSubject,
        AlarmText,
        HeartbeatSubject,
        HeartbeatText,
        HeartbeatShort,
    ]
    .into()
}

/// A text of one line: what would end it, or hide in it, is left out. So nothing that is typed as a name of an agency can
/// begin another header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Line(String);

impl Line {
    pub fn of(text: &str) -> Self {
        let visible: String = text.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect();
        Self(visible.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_a_line() {
        let line = Line::of(" 青溪县\r\nBcc: all@example.cn\u{2028}\u{202e}住房局 ");
        assert_eq!(line.as_str(), "青溪县 Bcc: all@example.cn 住房局");
    }
}
