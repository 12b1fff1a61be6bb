//! What the form carries, exactly as it was typed: kept through every error, judged by `check`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use time::Date;

use crate::domain::application::{MAX_ITEMS, ObtainBy, ProvisionForm};

/// Who applies; the first question, because the law asks different things of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Who {
    Person,
    Organisation,
}

impl Who {
    pub(crate) fn parse(raw: &str) -> Option<Self> {
        match raw {
            "person" => Some(Self::Person),
            "organisation" => Some(Self::Organisation),
            _ => None,
        }
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }
}

/// Where the form is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum At {
    /// By the applicant, on the portal.
    Portal,
    /// By the intake clerk, from the paper that was handed in (当面提交).
    Counter,
}

/// One piece of information that is asked for, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct TypedItem {
    pub(crate) title: String,
    pub(crate) document_number: String,
    pub(crate) description: String,
}

impl TypedItem {
    pub(crate) fn is_blank(&self) -> bool {
        [&self.title, &self.document_number, &self.description]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Typed {
    pub(crate) at: At,
    pub(crate) who: Who,
    /// The day on which it was handed in, at the counter.
    pub(crate) received_on: String,
    pub(crate) name: String,
    pub(crate) identity_kind: String,
    pub(crate) identity_number: String,
    pub(crate) organisation_kind: String,
    pub(crate) representative: String,
    pub(crate) contact: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) address: String,
    pub(crate) postcode: String,
    pub(crate) items: Vec<TypedItem>,
    pub(crate) form: String,
    pub(crate) obtain_by: String,
    pub(crate) accepts_other_form: bool,
    /// The applicant promises that it is true; at the counter, the clerk that they have compared it.
    pub(crate) promise: bool,
}

/// What a button of the form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    Submit,
    /// One more item.
    AddItem,
    /// Without the item of that number, from 1.
    RemoveItem(usize),
    /// Without the kept file of that number, from 1.
    RemoveFile(usize),
}

/// The fields of a form by name; a name may stand several times.
pub(crate) type Fields = BTreeMap<String, Vec<String>>;

/// Sorts sent fields by name.
pub(crate) fn by_name(sent: Vec<(String, String)>) -> Fields {
    let mut fields = Fields::new();
    for (name, value) in sent {
        fields.entry(name).or_default().push(value);
    }
    fields
}

/// The value of a field; empty where it was not sent.
pub(crate) fn first(fields: &Fields, name: &str) -> String {
    fields
        .get(name)
        .and_then(|values| values.first())
        .cloned()
        .unwrap_or_default()
}

impl Typed {
    /// An empty form, with one item to begin with and the usual choices of the place made.
    pub(crate) fn empty(at: At, who: Who, today: Date) -> Self {
        let (form, obtain_by) = match at {
            At::Portal => (ProvisionForm::Electronic, ObtainBy::Online),
            At::Counter => (ProvisionForm::Paper, ObtainBy::Collect),
        };
        Self {
            at,
            who,
            received_on: today.to_string(),
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
            form: form.to_string(),
            obtain_by: obtain_by.to_string(),
            accepts_other_form: true,
            promise: false,
        }
    }

    /// Takes the fields of a sent form. Items keep their order; whatever else was sent is not looked at.
    pub(crate) fn read(fields: &Fields, at: At, who: Who) -> Self {
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
            at,
            who,
            received_on: text("received-on"),
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
    pub(crate) fn press(&mut self, press: Press) {
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
    pub(crate) fn read(fields: &Fields) -> Self {
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
        let mut typed = Typed::read(&sent, At::Portal, Who::Person);
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
