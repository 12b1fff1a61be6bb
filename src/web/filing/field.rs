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
        let choice = |(n, (value, label)): (usize, (&'static str, String))| Choice {
            id: if n == 0 {
                id.to_owned()
            } else {
                format!("{id}-{value}")
            },
            value,
            label,
            checked: value == chosen,
        };
        Self {
            choices: choices.into_iter().enumerate().map(choice).collect(),
            error,
        }
    }
}
