//! The bodies of messages to applicants. They tell what happened, which day counts, and where to look; not who asked for
//! what, and not the look-up code.

use serde::Serialize;

use crate::template::Template;

/// What every message to an applicant says.
#[derive(Debug, Clone, Serialize)]
pub(in crate::notices) struct Frame {
    pub(in crate::notices) agency: String,
    /// `政府信息公开申请`
    pub(in crate::notices) application: &'static str,
    pub(in crate::notices) number: String,
    /// Where the portal shows the case.
    pub(in crate::notices) track_url: Option<String>,
    /// Whom to ask.
    pub(in crate::notices) office: String,
    pub(in crate::notices) phone: String,
}

/// By when the answer is due.
#[derive(Debug, Clone, Serialize)]
pub(in crate::notices) struct Due {
    pub(in crate::notices) on: String,
    pub(in crate::notices) provisional: bool,
}

/// Served on the portal.
#[derive(Debug, Clone, Serialize)]
pub(in crate::notices) struct Served {
    pub(in crate::notices) on: String,
}

/// Handed to the post.
#[derive(Debug, Clone, Serialize)]
pub(in crate::notices) struct Posted {
    pub(in crate::notices) on: String,
    pub(in crate::notices) waybill: String,
}

impl Frame {
    fn sample() -> Self {
        Self {
            agency: "青溪县住房和城乡建设局".to_owned(),
            application: "政府信息公开申请",
            number: "QXZJ-2026-00012".to_owned(),
            track_url: Some("https://gongkai.example.cn/track".to_owned()),
            office: "政府信息公开办公室".to_owned(),
            phone: "0990-5550001".to_owned(),
        }
    }

    /// Nothing that may be missing, and names with markup.
    fn bare() -> Self {
        Self {
            agency: "青溪县<局> & “处”".to_owned(),
            application: "更正政府信息申请",
            track_url: None,
            ..Self::sample()
        }
    }
}

macro_rules! both {
    ($($(#[$doc:meta])* $mail:ident $mail_template:literal, $short:ident $short_template:literal {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    } samples $samples:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        pub(in crate::notices) struct $mail {
            pub(in crate::notices) frame: Frame,
            $($(#[$field_doc])* pub(in crate::notices) $field: $type,)*
        }

        impl Template for $mail {
            const NAME: &'static str = $mail_template;

            fn samples() -> Vec<Self> {
                $samples
            }
        }

        /// The same as a text message.
        #[derive(Debug, Clone, Serialize)]
        #[serde(transparent)]
        pub(in crate::notices) struct $short(pub(in crate::notices) $mail);

        impl Template for $short {
            const NAME: &'static str = $short_template;

            fn samples() -> Vec<Self> {
                $mail::samples().into_iter().map(Self).collect()
            }
        }
    )*};
}

both! {
    /// An application was filed online.
    FiledMail "mail/filed.text", FiledShort "text-message/filed" {
        submitted_on: String,
    } samples vec![
        Self {
            frame: Frame::sample(),
            submitted_on: "2026年11月20日（星期五）".to_owned(),
        },
        Self {
            frame: Frame::bare(),
            submitted_on: "2026年11月20日（星期五）".to_owned(),
        },
    ];

    /// 收到申请之日 is settled.
    ReceivedMail "mail/received.text", ReceivedShort "text-message/received" {
        received_on: String,
        /// None where the applicant is waited for.
        due: Option<Due>,
    } samples {
        let received = |frame, due: Option<bool>| Self {
            frame,
            received_on: "2026年11月20日（星期五）".to_owned(),
            due: due.map(|provisional| Due {
                on: "2026年12月18日（星期五）".to_owned(),
                provisional,
            }),
        };
        vec![
            received(Frame::sample(), Some(false)),
            received(Frame::sample(), Some(true)),
            received(Frame::bare(), None),
        ]
    };

    /// A letter comes by itself: online or by post.
    LetterMail "mail/letter.text", LetterShort "text-message/letter" {
        title: String,
        letter_number: String,
        online: Option<Served>,
        post: Option<Posted>,
    } samples {
        let letter = |frame, title: &str, is_online: bool| Self {
            frame,
            title: title.to_owned(),
            letter_number: "QXZJ公开〔2026〕3号-答".to_owned(),
            online: is_online.then(|| Served {
                on: "2026年11月23日（星期一）".to_owned(),
            }),
            post: (!is_online).then(|| Posted {
                on: "2026年11月23日（星期一）".to_owned(),
                waybill: "EA123456789CN".to_owned(),
            }),
        };
        vec![
            letter(Frame::sample(), "政府信息公开申请答复书", true),
            letter(Frame::sample(), "政府信息公开申请补正告知书", false),
            letter(Frame::bare(), "更正政府信息申请告知书", true),
        ]
    };
}

/// A test of the settings.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct TestText {
    pub(in crate::notices) agency: String,
    pub(in crate::notices) at: String,
}

impl Template for TestText {
    const NAME: &'static str = "mail/test.text";

    fn samples() -> Vec<Self> {
        vec![Self {
            agency: "青溪县<局>".to_owned(),
            at: "2026年11月20日 09:30".to_owned(),
        }]
    }
}
