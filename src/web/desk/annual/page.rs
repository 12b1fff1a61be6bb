//! The page of a year that is looked over and released.

use serde::Serialize;

use crate::{
    template::Template,
    web::{
        annual::YearFigures,
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct YearPage {
    pub(super) problems: FieldErrors,
    pub(super) title: String,
    /// That the year is not over, or whether what it leaves may still change.
    pub(super) state: String,
    /// What was released so far, the latest first.
    pub(super) releases: Vec<Release>,
    pub(super) public_href: Option<String>,
    pub(super) counted: Option<Counted>,
    pub(super) form: Option<ReleaseForm>,
    /// For whoever only reads.
    pub(super) not_yours: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Release {
    pub(super) told: String,
    pub(super) because: Option<String>,
}

/// The figures as they are counted now.
#[derive(Debug, Serialize)]
pub(super) struct Counted {
    pub(super) figures: YearFigures,
    pub(super) checks: Vec<Check>,
    pub(super) left_out: Vec<String>,
    pub(super) changes: Vec<String>,
    /// Nothing is other than it was released.
    pub(super) is_same: bool,
}

/// Whether an identity of the form holds.
#[derive(Debug, Serialize)]
pub(super) struct Check {
    pub(super) says: String,
    pub(super) verdict: Option<Verdict>,
    pub(super) sums: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Verdict {
    pub(super) holds: bool,
    pub(super) told: String,
}

#[derive(Debug, Serialize)]
pub(super) struct ReleaseForm {
    pub(super) action: String,
    pub(super) version: i64,
    pub(super) figures: String,
    /// Only of a correction.
    pub(super) because: Option<Field>,
}

impl Template for YearPage {
    const NAME: &'static str = "pages/desk/annual/year";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors| Self {
            problems: errors,
            title: "2026年年度数字<b>".to_owned(),
            state: "结转已经固定".to_owned(),
            releases: Vec::new(),
            public_href: None,
            counted: None,
            form: None,
            not_yours: false,
        };
        let none = FieldErrors::default();
        let mut errors = FieldErrors::default();
        errors.add("because", "请写明<b>");
        let [full, bare] = YearFigures::samples();
        let form = |because: Option<Field>| ReleaseForm {
            action: "/desk/annual/2026/release".to_owned(),
            version: 1,
            figures: "0".to_owned(),
            because,
        };
        vec![
            page(none.clone()),
            Self {
                releases: vec![release(Some("漏记<b>")), release(None)],
                public_href: Some("/agencies/qingxi-housing/annual/2026".to_owned()),
                counted: Some(counted(full, true)),
                form: Some(form(Some(Field::new("because", "甲<b>", &errors)))),
                ..page(errors)
            },
            Self {
                counted: Some(counted(bare, false)),
                form: Some(form(None)),
                not_yours: true,
                ..page(none)
            },
        ]
    }
}

fn release(because: Option<&str>) -> Release {
    Release {
        told: "2027年1月20日（星期三）公布，局领导庚".to_owned(),
        because: because.map(str::to_owned),
    }
}

fn counted(figures: YearFigures, full: bool) -> Counted {
    let verdict = |holds| Verdict {
        holds,
        told: "相符".to_owned(),
    };
    let check = |verdict: Option<Verdict>, sums: &[&str]| Check {
        says: "总计等于各类申请人之和<b>".to_owned(),
        verdict,
        sums: sums.iter().map(|sum| (*sum).to_owned()).collect(),
    };
    let some = |text: &str| if full { vec![text.to_owned()] } else { Vec::new() };
    Counted {
        figures,
        checks: vec![
            check(Some(verdict(true)), &[]),
            check(Some(verdict(false)), &["自然人：3 ≠ 4"]),
            check(None, &[]),
        ],
        left_out: some("更正政府信息的申请：1件<b>"),
        changes: some("（一）予以公开，自然人：由3改为4"),
        is_same: !full,
    }
}

impl Page for YearPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(self.title.clone())
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
