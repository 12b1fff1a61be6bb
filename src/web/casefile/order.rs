//! A form that gives an order, made of a few kinds of fields: so that no order needs a template of its own. What stands
//! around such forms on a page is a [`Section`], with an entry for each letter, proceeding or case that it is about.

use serde::Serialize;

use super::asked::Row;
use crate::web::pairs::Hidden;

/// The form of an order.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OrderForm {
    /// Of the form on its page; its fields' ids begin with it.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) version: u32,
    pub(crate) hint: Option<String>,
    /// What the order will do, said before it is given.
    pub(crate) effect: Option<String>,
    /// What to look at before.
    pub(crate) links: Vec<Link>,
    /// Why it was refused.
    pub(crate) error: Option<String>,
    /// Whether it is unfolded.
    pub(crate) open: bool,
    pub(crate) hidden: Vec<Hidden>,
    pub(crate) fields: Vec<FormField>,
    pub(crate) button: String,
}

/// A field of such a form.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FormField {
    pub(crate) id: String,
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) value: String,
    /// The type of a line: `text`, `date` or `number`.
    pub(crate) line: Option<&'static str>,
    /// Several lines.
    pub(crate) area: bool,
    /// A list that unfolds.
    pub(crate) list: bool,
    /// Radio buttons or checkboxes.
    pub(crate) boxes: Option<Boxes>,
    pub(crate) options: Vec<Choice>,
}

/// How options stand open.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Boxes {
    /// The type of the input: `radio` or `checkbox`.
    pub(crate) input: &'static str,
    /// The end of the class: `radios` or `checkboxes`.
    pub(crate) class: &'static str,
}

pub(crate) const RADIOS: Boxes = Boxes {
    input: "radio",
    class: "radios",
};
pub(crate) const CHECKBOXES: Boxes = Boxes {
    input: "checkbox",
    class: "checkboxes",
};

/// An option of a field.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) chosen: bool,
}

/// A part of a page: what there is, and what can be done about it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Section {
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) entries: Vec<Entry>,
    pub(crate) forms: Vec<OrderForm>,
}

/// A letter, a proceeding, another case.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) title: String,
    /// How far it has come.
    pub(crate) state: Option<String>,
    pub(crate) warning: Option<String>,
    /// What somebody wrote about it.
    pub(crate) words: Option<String>,
    pub(crate) facts: Vec<Row>,
    pub(crate) links: Vec<Link>,
    pub(crate) forms: Vec<OrderForm>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) text: String,
}

/// What cannot be done now, why, and what can be done instead.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Closed {
    pub(crate) what: String,
    pub(crate) why: String,
    pub(crate) instead: Option<String>,
}

impl Section {
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.forms.is_empty()
    }
}

/// Forms with fields of every kind; sections with everything and with nothing.
pub(crate) fn samples() -> (Vec<OrderForm>, Vec<Section>, Vec<Closed>) {
    let form = |error: Option<&str>, hidden: Vec<Hidden>| {
        let field = |name: &'static str| FormField {
            id: format!("propose-notice-{name}"),
            name,
            label: "理由".to_owned(),
            hint: error.map(|_| "写明依据。".to_owned()),
            error: error.map(str::to_owned),
            value: "\"><script>".to_owned(),
            line: None,
            area: false,
            list: false,
            boxes: None,
            options: Vec::new(),
        };
        let options = |chosen| {
            let option = |number: usize, chosen| Choice {
                id: format!("propose-notice-choice-{number}"),
                value: number.to_string(),
                name: "规划科".to_owned(),
                chosen,
            };
            vec![option(0, chosen), option(1, !chosen)]
        };
        let line = FormField {
            line: Some("number"),
            ..field("line")
        };
        let area = FormField {
            area: true,
            ..field("area")
        };
        let list = FormField {
            list: true,
            options: options(true),
            ..field("list")
        };
        let boxes = FormField {
            boxes: Some(CHECKBOXES),
            options: options(false),
            ..field("boxes")
        };
        OrderForm {
            id: "propose-notice".to_owned(),
            name: "提出补正告知书".to_owned(),
            href: "/desk/cases/1/propose-notice".to_owned(),
            version: 3,
            hint: error.map(|_| "条例第三十条".to_owned()),
            effect: error.map(|_| "发出后答复期限停止计算。".to_owned()),
            links: error
                .map(|_| Link {
                    href: "/desk/cases/1/files/1".to_owned(),
                    text: "缴费凭证<b>.pdf".to_owned(),
                })
                .into_iter()
                .collect(),
            error: error.map(str::to_owned),
            open: error.is_some(),
            hidden,
            fields: vec![line, area, list, boxes],
            button: "提交审核".to_owned(),
        }
    };
    let hidden = Hidden {
        name: "of".to_owned(),
        value: "correction_notice".to_owned(),
    };
    let forms = vec![
        form(Some("最后一日已经过了。"), vec![hidden]),
        form(None, Vec::new()),
    ];
    let full = Entry {
        id: "notice-1".to_owned(),
        title: "征求第三方意见书".to_owned(),
        state: Some("已发出".to_owned()),
        warning: Some("未经复议直接起诉".to_owned()),
        words: Some("补充<script>理由\n第二行".to_owned()),
        facts: vec![Row {
            label: "发往".to_owned(),
            value: "青川县某某公司".to_owned(),
        }],
        links: vec![Link {
            href: "/desk/cases/1/notices/1".to_owned(),
            text: "阅读".to_owned(),
        }],
        forms: forms.clone(),
    };
    let section = |entries| Section {
        id: "procedural",
        title: "程序性文书".to_owned(),
        entries,
        forms: forms.clone(),
    };
    let bare = Entry {
        id: "notice-2".to_owned(),
        title: "补正告知书".to_owned(),
        ..Entry::default()
    };
    let sections = vec![section(vec![full, bare]), section(Vec::new())];
    let closed = |instead: Option<&str>| Closed {
        what: "补正告知书".to_owned(),
        why: "最后一日已经过了。".to_owned(),
        instead: instead.map(str::to_owned),
    };
    let closed = vec![closed(Some("可以电话沟通。")), closed(None)];
    (forms, sections, closed)
}
