//! Fields as templates show them: what was typed, and what is wrong with it.

use serde::Serialize;

/// A text field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) error: Option<String>,
}

/// A group of radio buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Radios {
    pub(crate) choices: Vec<Choice>,
    pub(crate) error: Option<String>,
}

/// One radio button. The first one bears the group's id, so that the link of an error leads to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Choice {
    id: String,
    value: &'static str,
    label: String,
    /// A line of explanation; empty where there is none.
    hint: String,
    checked: bool,
}

impl Radios {
    /// A group with this id: value and label of each choice, and which value was chosen.
    pub(crate) fn new(
        id: &str,
        choices: impl IntoIterator<Item = (&'static str, String)>,
        chosen: &str,
        error: Option<String>,
    ) -> Self {
        let bare = choices
            .into_iter()
            .map(|(value, label)| (value, label, String::new()));
        Self {
            error,
            ..Self::with_hints(id, bare, chosen)
        }
    }

    /// A group in which every choice is explained.
    pub(crate) fn with_hints(
        id: &str,
        choices: impl IntoIterator<Item = (&'static str, String, String)>,
        chosen: &str,
    ) -> Self {
        let choice = |(n, (value, label, hint)): (usize, (&'static str, String, String))| Choice {
            id: if n == 0 {
                id.to_owned()
            } else {
                format!("{id}-{value}")
            },
            value,
            label,
            hint,
            checked: value == chosen,
        };
        Self {
            choices: choices.into_iter().enumerate().map(choice).collect(),
            error: None,
        }
    }

    /// To try templates with.
    pub(crate) fn sample_with_hints() -> Self {
        let choice = |value| {
            (
                value,
                format!("渠道{value}"),
                "以提交之日为收到申请之日<b>".to_owned(),
            )
        };
        Self::with_hints("channel", ["a", "b"].map(choice), "b")
    }
}
