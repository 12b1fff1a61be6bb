//! What a consulted third party is told later: that its time to answer comes to its end, or that the agency has decided. It says
//! no more than what brought the link: not what was decided, nor of what, nor who applied.

use serde::Serialize;

use super::Line;
use crate::template::Template;

/// The subject.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct NewsSubject {
    pub(in crate::notices) agency: Line,
    /// The title of the letter that asked.
    pub(in crate::notices) letter: Line,
    /// Its time comes to its end; otherwise the agency has decided.
    pub(in crate::notices) is_due: bool,
}

/// The mail.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct NewsMail {
    pub(in crate::notices) agency: String,
    pub(in crate::notices) title: String,
    pub(in crate::notices) letter_number: String,
    pub(in crate::notices) issued_on: String,
    /// The last day to answer; where there is none, the agency has decided.
    pub(in crate::notices) until: Option<String>,
    /// Where to read it; none where the program does not know its own address.
    pub(in crate::notices) url: Option<String>,
    /// 答复编号: what the link ends with.
    pub(in crate::notices) token: String,
    /// Whom to ask.
    pub(in crate::notices) office: String,
    pub(in crate::notices) phone: String,
}

/// The text message.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct NewsShort {
    pub(in crate::notices) agency: String,
    pub(in crate::notices) title: String,
    pub(in crate::notices) letter_number: String,
    pub(in crate::notices) until: Option<String>,
    /// Where number and code are typed.
    pub(in crate::notices) address: Option<String>,
    pub(in crate::notices) phone: String,
}

impl Template for NewsSubject {
    const NAME: &'static str = "mail/consultation-news.subject";

    fn samples() -> Vec<Self> {
        let samples = [
            ("青溪县住房和城乡建设局", true),
            ("青溪县\r\nBcc: all@example.cn", false),
        ];
        samples
            .map(|(agency, is_due)| Self {
                agency: Line::of(agency),
                letter: Line::of("政府信息公开征求第三方意见书"),
                is_due,
            })
            .into()
    }
}

impl NewsMail {
    fn sample() -> Self {
        Self {
            agency: "青溪县住房和城乡建设局".to_owned(),
            title: "政府信息公开征求第三方意见书".to_owned(),
            letter_number: "清住建公开〔2026〕3号-征".to_owned(),
            issued_on: "2026年11月23日（星期一）".to_owned(),
            until: Some("2026年12月14日（星期一）".to_owned()),
            url: Some("https://gongkai.example.cn/consulted/7KQ3-XW9D-M2HT-7KQ3-XW9D".to_owned()),
            token: "7KQ3-XW9D-M2HT-7KQ3-XW9D".to_owned(),
            office: "政府信息公开办公室".to_owned(),
            phone: "0990-5550001".to_owned(),
        }
    }
}

impl Template for NewsMail {
    const NAME: &'static str = "mail/consultation-news.text";

    fn samples() -> Vec<Self> {
        let decided = Self {
            agency: "青溪县<局> & “处”".to_owned(),
            until: None,
            url: None,
            ..Self::sample()
        };
        vec![Self::sample(), decided]
    }
}

impl Template for NewsShort {
    const NAME: &'static str = "text-message/consultation-news";

    fn samples() -> Vec<Self> {
        let short = |until: Option<String>, address: Option<&str>| {
            let mail = NewsMail::sample();
            Self {
                agency: mail.agency,
                title: mail.title,
                letter_number: mail.letter_number,
                until,
                address: address.map(str::to_owned),
                phone: mail.phone,
            }
        };
        vec![
            short(
                NewsMail::sample().until,
                Some("https://gongkai.example.cn/consulted"),
            ),
            short(None, None),
        ]
    }
}
