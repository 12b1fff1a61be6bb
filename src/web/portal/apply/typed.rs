//! What the form carries, exactly as it was typed: kept through every error, judged by `check`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::application::MAX_ITEMS;

/// Who applies; the first question, because the law asks different things of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Who {
    Person,
    Organisation,
}

impl Who {
    pub(super) fn parse(raw: &str) -> Option<Self> {
        match raw {
            "person" => Some(Self::Person),
            "organisation" => Some(Self::Organisation),
            _ => None,
        }
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }
}

/// One piece of information that is asked for, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct TypedItem {
    pub(super) title: String,
    pub(super) document_number: String,
    pub(super) description: String,
}

impl TypedItem {
    pub(super) fn is_blank(&self) -> bool {
        [&self.title, &self.document_number, &self.description]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Typed {
    pub(super) who: Who,
    pub(super) name: String,
    pub(super) identity_kind: String,
    pub(super) identity_number: String,
    pub(super) organisation_kind: String,
    pub(super) representative: String,
    pub(super) contact: String,
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) address: String,
    pub(super) postcode: String,
    pub(super) items: Vec<TypedItem>,
    pub(super) form: String,
    pub(super) obtain_by: String,
    pub(super) accepts_other_form: bool,
    pub(super) promise: bool,
}

/// What a button of the form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Press {
    Submit,
    /// One more item.
    AddItem,
    /// Without the item of that number, from 1.
    RemoveItem(usize),
    /// Without the kept file of that number, from 1.
    RemoveFile(usize),
}

/// The fields of a form by name; a name may stand several times.
pub(super) type Fields = BTreeMap<String, Vec<String>>;

/// Sorts sent fields by name.
pub(super) fn by_name(sent: Vec<(String, String)>) -> Fields {
    let mut fields = Fields::new();
    for (name, value) in sent {
        fields.entry(name).or_default().push(value);
    }
    fields
}

/// The value of a field; empty where it was not sent.
pub(super) fn first(fields: &Fields, name: &str) -> String {
    fields
        .get(name)
        .and_then(|values| values.first())
        .cloned()
        .unwrap_or_default()
}

impl Typed {
    /// An empty form, with one item to begin with and the usual choices made.
    pub(super) fn empty(who: Who) -> Self {
        Self {
            who,
            name: String::new(),
            identity_kind: "resident_card".to_owned(),
            identity_number: String::new(),
            organisation_kind: String::new(),
            representative: String::new(),
            contact: String::new(),
            phone: String::new(),
            email: String::new(),
            address: String::new(),
            postcode: String::new(),
            items: vec![TypedItem::default()],
            form: "electronic".to_owned(),
            obtain_by: "online".to_owned(),
            accepts_other_form: true,
            promise: false,
        }
    }

    /// Takes the fields of a sent form. Items keep their order; whatever else was sent is not looked at.
    pub(super) fn read(fields: &Fields, who: Who) -> Self {
        let text = |name: &str| first(fields, name);
        let items: Vec<TypedItem> = (1..=MAX_ITEMS)
            .filter(|n| fields.contains_key(&format!("item-{n}-title")))
            .map(|n| TypedItem {
                title: text(&format!("item-{n}-title")),
                document_number: text(&format!("item-{n}-number")),
                description: text(&format!("item-{n}-description")),
            })
            .collect();
        Self {
            who,
            name: text("name"),
            identity_kind: text("identity-kind"),
            identity_number: text("identity-number"),
            organisation_kind: text("organisation-kind"),
            representative: text("representative"),
            contact: text("contact"),
            phone: text("phone"),
            email: text("email"),
            address: text("address"),
            postcode: text("postcode"),
            items: if items.is_empty() {
                vec![TypedItem::default()]
            } else {
                items
            },
            form: text("form"),
            obtain_by: text("obtain-by"),
            accepts_other_form: fields.contains_key("accepts-other-form"),
            promise: fields.contains_key("promise"),
        }
    }

    /// Does what a button asks of the items.
    pub(super) fn press(&mut self, press: Press) {
        match press {
            Press::AddItem if self.items.len() < MAX_ITEMS => self.items.push(TypedItem::default()),
            Press::RemoveItem(number) if self.items.len() > 1 && (1..=self.items.len()).contains(&number) => {
                self.items.remove(number - 1);
            }
            Press::Submit | Press::AddItem | Press::RemoveItem(_) | Press::RemoveFile(_) => {}
        }
    }
}

impl Press {
    /// Reads the pressed button; a form that was sent without one means to be submitted.
    pub(super) fn read(fields: &Fields) -> Self {
        let action = first(fields, "action");
        let number = |prefix: &str| action.strip_prefix(prefix).and_then(|rest| rest.parse().ok());
        if action == "add-item" {
            Self::AddItem
        } else if let Some(n) = number("remove-item-") {
            Self::RemoveItem(n)
        } else if let Some(n) = number("remove-file-") {
            Self::RemoveFile(n)
        } else {
            Self::Submit
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        by_name(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn items_keep_their_order_and_the_buttons_their_meaning() {
        let sent = fields(&[
            ("item-1-title", "甲"),
            ("item-2-title", "乙"),
            ("item-2-description", "乙的说明"),
            ("action", "remove-item-1"),
        ]);
        let mut typed = Typed::read(&sent, Who::Person);
        assert_eq!(Press::read(&sent), Press::RemoveItem(1));
        typed.press(Press::read(&sent));
        assert_eq!(typed.items.len(), 1);
        assert_eq!(typed.items[0].description, "乙的说明");
        typed.press(Press::RemoveItem(1));
        assert_eq!(typed.items.len(), 1, "one item always stays");
        for _ in 0..MAX_ITEMS {
            typed.press(Press::AddItem);
        }
        assert_eq!(typed.items.len(), MAX_ITEMS);
        assert_eq!(Press::read(&fields(&[])), Press::Submit);
    }
}
