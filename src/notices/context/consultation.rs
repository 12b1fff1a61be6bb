//! What a consulted third party is sent: where it answers, and, by another way, the code. Neither names the applicant, nor
//! the application, nor what it is about: mailboxes are read by more people than letters are.

use serde::Serialize;

use super::Line;
use crate::template::Template;

/// The subject.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct ConsultationSubject {
    pub(in crate::notices) agency: Line,
    /// The title of the letter.
    pub(in crate::notices) letter: Line,
}

/// The mail with the link.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct ConsultationMail {
    pub(in crate::notices) agency: String,
    pub(in crate::notices) title: String,
    pub(in crate::notices) letter_number: String,
    pub(in crate::notices) issued_on: String,
    /// Where to answer; none where the program does not know its own address.
    pub(in crate::notices) url: Option<String>,
    /// 答复编号: what the link ends with.
    pub(in crate::notices) token: String,
    /// The code comes as a text message; otherwise it stands on the sheet that the letter is posted with.
    pub(in crate::notices) by_text: bool,
    /// Whom to ask.
    pub(in crate::notices) office: String,
    pub(in crate::notices) phone: String,
}

/// The text message with the code.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct ConsultationShort {
    pub(in crate::notices) agency: String,
    pub(in crate::notices) title: String,
    pub(in crate::notices) letter_number: String,
    pub(in crate::notices) code: String,
    pub(in crate::notices) phone: String,
}

impl Template for ConsultationSubject {
    const NAME: &'static str = "mail/consultation.subject";

    fn samples() -> Vec<Self> {
        let samples = ["青溪县住房和城乡建设局", "青溪县\r\nBcc: all@example.cn"];
        samples
            .map(|agency| Self {
                agency: Line::of(agency),
                letter: Line::of("政府信息公开征求第三方意见书"),
            })
            .into()
    }
}

impl ConsultationMail {
    fn sample() -> Self {
        Self {
            agency: "青溪县住房和城乡建设局".to_owned(),
            title: "政府信息公开征求第三方意见书".to_owned(),
            letter_number: "清住建公开〔2026〕3号-征".to_owned(),
            issued_on: "2026年11月23日（星期一）".to_owned(),
            url: Some("https://gongkai.example.cn/consulted/7KQ3-XW9D-M2HT-7KQ3-XW9D".to_owned()),
            token: "7KQ3-XW9D-M2HT-7KQ3-XW9D".to_owned(),
            by_text: true,
            office: "政府信息公开办公室".to_owned(),
            phone: "0990-5550001".to_owned(),
        }
    }
}

impl Template for ConsultationMail {
    const NAME: &'static str = "mail/consultation.text";

    fn samples() -> Vec<Self> {
        let bare = Self {
            agency: "青溪县<局> & “处”".to_owned(),
            url: None,
            by_text: false,
            ..Self::sample()
        };
        vec![Self::sample(), bare]
    }
}

impl Template for ConsultationShort {
    const NAME: &'static str = "text-message/consultation";

    fn samples() -> Vec<Self> {
        let mail = ConsultationMail::sample();
        vec![Self {
            agency: mail.agency,
            title: mail.title,
            letter_number: mail.letter_number,
            code: "7KQ3-XW9D".to_owned(),
            phone: mail.phone,
        }]
    }
}
