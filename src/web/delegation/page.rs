//! The page of delegations: a person's own, or everybody's.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        form::{Choice, Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct DelegationPage {
    pub(super) errors: FieldErrors,
    /// Whether it shows everybody's.
    pub(super) administers: bool,
    pub(super) at: &'static str,
    pub(super) rows: Vec<Row>,
    /// Who is away; none where that is the reader.
    pub(super) from: Option<Select>,
    pub(super) to: Select,
    pub(super) from_on: Field,
    pub(super) to_on: Field,
    pub(super) why: Field,
}

/// A delegation.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) why: String,
    pub(super) by: String,
    pub(super) state: String,
    /// Where it is ended, if it is the reader's to end.
    pub(super) end_href: Option<String>,
}

/// Somebody to choose from a list, as `partials/select` shows it.
#[derive(Debug, Serialize)]
pub(super) struct Select {
    pub(super) id: String,
    pub(super) choices: Vec<Choice>,
    pub(super) error: Option<String>,
}

impl Select {
    pub(super) fn new(id: &str, people: Vec<(String, String)>, chosen: &str, errors: &FieldErrors) -> Self {
        let choice = |(value, label): (String, String)| Choice {
            id: String::new(),
            checked: value == chosen,
            value,
            label,
            hint: None,
        };
        Self {
            id: id.to_owned(),
            choices: people.into_iter().map(choice).collect(),
            error: errors.of(id),
        }
    }
}

impl Template for DelegationPage {
    const NAME: &'static str = "pages/delegations";

    fn samples() -> Vec<Self> {
        let page = |administers: bool, wrong: bool| {
            let mut errors = FieldErrors::default();
            if wrong {
                errors.add("to", "不能委托给本人");
                errors.add("why", "请写明原因");
            }
            let people = || {
                vec![
                    (String::new(), "请选择".to_owned()),
                    ("1".to_owned(), "欧阳<伟>".to_owned()),
                ]
            };
            let row = |end: Option<&str>| Row {
                from: "局领导某某".to_owned(),
                to: "欧阳<伟>".to_owned(),
                first: "2026年11月26日（星期四）".to_owned(),
                last: "2026年11月30日（星期一）".to_owned(),
                why: "出差<b>".to_owned(),
                by: "局领导某某".to_owned(),
                state: "进行中".to_owned(),
                end_href: end.map(str::to_owned),
            };
            Self {
                administers,
                at: "/admin/delegations",
                rows: if wrong {
                    Vec::new()
                } else {
                    vec![row(Some("/admin/delegations/1/end")), row(None)]
                },
                from: administers.then(|| Select::new("from", people(), "1", &errors)),
                to: Select::new("to", people(), "1", &errors),
                from_on: Field::new("from_on", "2026-11-26", &errors),
                to_on: Field::new("to_on", "", &errors),
                why: Field::new("why", "<出差>", &errors),
                errors,
            }
        };
        vec![page(true, false), page(false, true), page(true, true)]
    }
}

impl Page for DelegationPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("delegation-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
