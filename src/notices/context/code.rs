//! A code for signing in on the portal. It goes to people of any language, so it is said in both.

use serde::Serialize;

use crate::template::Template;

/// The subject, which does not hold the code: it shows on a locked screen.
#[derive(Debug, Clone, Serialize)]
pub(in crate::notices) struct CodeSubject {}

/// The mail.
#[derive(Debug, Clone, Serialize)]
pub(in crate::notices) struct CodeText {
    code: String,
    minutes: String,
}

/// The text message.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(in crate::notices) struct CodeShort(pub(in crate::notices) CodeText);

impl CodeText {
    pub(in crate::notices) fn new(code: &str, minutes: i64) -> Self {
        Self {
            code: code.to_owned(),
            minutes: minutes.to_string(),
        }
    }
}

impl Template for CodeSubject {
    const NAME: &'static str = "mail/code.subject";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

impl Template for CodeText {
    const NAME: &'static str = "mail/code.text";

    fn samples() -> Vec<Self> {
        vec![Self::new("012345", 10)]
    }
}

impl Template for CodeShort {
    const NAME: &'static str = "text-message/code";

    fn samples() -> Vec<Self> {
        vec![Self(CodeText::new("012345", 10))]
    }
}
