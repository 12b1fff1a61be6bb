//! The pages of what is done with several cases: what, what would come of it, what came of it.

use serde::Serialize;
use time::Date;

use super::{
    deed::{Deed, DeedKind, reason_field},
    line::Verdict,
};
use crate::{
    domain::{agency::Department, id::CaseId},
    store::{account::Account, queue::Entry},
    template::Template,
    text::key,
    web::{
        casefile::{
            asked,
            due::Due,
            row::{self, due, who},
            samples,
            to::{self, DepartmentChoices},
        },
        form::{Choice, Field, FieldErrors},
        page::{Page, Side, Title},
        pairs::{Hidden, Pairs},
        wording::{Names, Said, Voice},
    },
};

/// What is to be done, and with which cases.
#[derive(Debug, Serialize)]
pub(super) struct BulkPage {
    problems: FieldErrors,
    /// Where the cases were ticked.
    back: String,
    kept: Vec<Hidden>,
    heading: String,
    deeds: Vec<Choice>,
    deed_error: Option<String>,
    to: Field,
    departments: Vec<DepartmentChoices>,
    days: Field,
    reason: Field,
    rows: Vec<Row>,
}

/// What would come of it, a line a case.
#[derive(Debug, Serialize)]
pub(super) struct BulkCheckPage {
    /// Of reasons that single cases were given.
    problems: FieldErrors,
    back: String,
    kept: Vec<Hidden>,
    heading: String,
    effect: String,
    /// What was chosen for all of them.
    chosen: Vec<asked::Row>,
    summary: String,
    can: Vec<Row>,
    cannot: Vec<Row>,
}

/// The page on which it is seen how far it has come, and then what came of it.
#[derive(Debug, Serialize)]
pub(super) struct BulkDoingPage {
    back: String,
    heading: String,
    chosen: Vec<asked::Row>,
}

/// How far it has come. Only the last of these lines is seen.
#[derive(Debug, Serialize)]
pub(super) struct BulkStep {
    done: usize,
    of: usize,
    says: String,
}

/// What came of it, a line a case.
#[derive(Debug, Serialize)]
pub(super) struct BulkResult {
    summary: String,
    done: Vec<Row>,
    not_done: Vec<Row>,
}

/// One of the cases.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    id: String,
    version_name: String,
    version: u32,
    href: String,
    number: String,
    subject: String,
    stage: String,
    who: Option<String>,
    due: Due,
    /// Whether it is ticked, to be done.
    ticked: bool,
    /// Whether it can be done, or was, and why not.
    says: String,
    /// Where a reason of its own stands.
    reason: Option<Field>,
}

/// What pages are made with.
pub(super) struct Sheet<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) names: Names,
    pub(super) accounts: Vec<Account>,
    pub(super) departments: Vec<Department>,
    pub(super) today: Date,
}

/// What the pages carry on: what is typed on the first, and where the cases were ticked.
const KEPT: [&str; 6] = ["query", "form", "deed", "to", "days", "reason"];

/// The name of the field for the version of a case.
pub(super) fn version_field(case: CaseId) -> String {
    format!("version-{case}")
}

impl Sheet<'_> {
    pub(super) fn choose(&self, typed: &Pairs, entries: &[Entry], problems: FieldErrors) -> Said<BulkPage> {
        let voice = self.voice;
        let deeds = DeedKind::ALL.iter().map(|kind| {
            Ok(Choice {
                id: format!("deed-{kind}"),
                value: kind.to_string(),
                label: voice.say(kind.name())?,
                hint: Some(voice.say(kind.effect())?),
                checked: typed.get("deed") == kind.as_str(),
            })
        });
        let rows = entries.iter().map(|entry| self.row(entry, String::new()));
        Ok(BulkPage {
            back: back(typed),
            kept: kept(typed, &KEPT[..2]),
            heading: voice.say_with(key("bulk-heading"), &[("count", &entries.len().to_string())])?,
            deeds: deeds.collect::<Said<_>>()?,
            deed_error: problems.of("deed"),
            to: Field::new("to", typed.get("to"), &problems),
            departments: to::choices(voice, &self.departments, &self.accounts, typed.get("to"))?,
            days: Field::new("days", typed.get("days"), &problems),
            reason: Field::new("reason", typed.get("reason"), &problems),
            rows: rows.collect::<Said<_>>()?,
            problems,
        })
    }

    pub(super) fn check(
        &self,
        deed: &Deed,
        typed: &Pairs,
        (entries, verdicts): (&[Entry], &[Verdict]),
        problems: FieldErrors,
    ) -> Said<BulkCheckPage> {
        let (mut can, cannot) = self.parted(entries, verdicts)?;
        for row in &mut can {
            row.ticked = true;
            let name = reason_field(&row.id);
            row.reason = deed
                .kind()
                .is_reasoned()
                .then(|| Field::new(name.clone(), typed.get(&name), &problems));
        }
        Ok(BulkCheckPage {
            back: back(typed),
            kept: kept(typed, &KEPT),
            heading: self.voice.say(deed.kind().name())?,
            effect: self.voice.say(deed.kind().effect())?,
            chosen: self.chosen(deed, typed)?,
            summary: self.voice.say_with(
                key("bulk-check-summary"),
                &[
                    ("can", &can.len().to_string()),
                    ("cannot", &cannot.len().to_string()),
                ],
            )?,
            can,
            cannot,
            problems,
        })
    }

    pub(super) fn doing(&self, deed: &Deed, typed: &Pairs) -> Said<BulkDoingPage> {
        Ok(BulkDoingPage {
            back: back(typed),
            heading: self.voice.say(deed.kind().name())?,
            chosen: self.chosen(deed, typed)?,
        })
    }

    pub(super) fn step(&self, entry: &Entry, done: usize, of: usize) -> Said<BulkStep> {
        let says = self.voice.say_with(
            key("bulk-step"),
            &[
                ("done", &done.to_string()),
                ("of", &of.to_string()),
                ("number", &entry.number.0),
            ],
        )?;
        Ok(BulkStep { done, of, says })
    }

    pub(super) fn result(&self, entries: &[Entry], verdicts: &[Verdict]) -> Said<BulkResult> {
        let (done, not_done) = self.parted(entries, verdicts)?;
        Ok(BulkResult {
            summary: self.voice.say_with(
                key("bulk-done-summary"),
                &[
                    ("done", &done.len().to_string()),
                    ("not", &not_done.len().to_string()),
                ],
            )?,
            done,
            not_done,
        })
    }

    /// Those that can be done, or were done, and the others, each with what is said of it.
    fn parted(&self, entries: &[Entry], verdicts: &[Verdict]) -> Said<(Vec<Row>, Vec<Row>)> {
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for (entry, verdict) in entries.iter().zip(verdicts) {
            match verdict {
                Ok(well) => yes.push(self.row(entry, well.clone())?),
                Err(why) => no.push(self.row(entry, why.clone())?),
            }
        }
        Ok((yes, no))
    }

    fn row(&self, entry: &Entry, says: String) -> Said<Row> {
        Ok(Row {
            id: entry.id.to_string(),
            version_name: version_field(entry.id),
            version: entry.version,
            href: format!("/desk/cases/{}", entry.id),
            number: entry.number.to_string(),
            subject: entry.subject.clone(),
            stage: self.voice.stage_at(entry.stage, &entry.waiting)?,
            who: who(entry, &self.names),
            due: due(self.voice, entry, self.today)?,
            ticked: false,
            says,
            reason: None,
        })
    }
}

/// Where the cases were ticked; a query of ours or nothing, so no address of somebody else's.
fn back(typed: &Pairs) -> String {
    match typed.get("query") {
        "" => "/desk".to_owned(),
        query => format!("/desk?{query}"),
    }
}

fn kept(typed: &Pairs, names: &[&str]) -> Vec<Hidden> {
    let hidden = |name: &&str| Hidden {
        name: (*name).to_owned(),
        value: typed.get(name).to_owned(),
    };
    names.iter().map(hidden).collect()
}

fn sample_rows(why: Option<&str>) -> Vec<Row> {
    let rows = row::samples().into_iter().enumerate();
    rows.map(|(number, row)| Row {
        id: number.to_string(),
        version_name: format!("version-{number}"),
        version: 3,
        href: row.href,
        number: row.number,
        subject: row.subject,
        stage: row.stage,
        who: row.who,
        due: row.due,
        ticked: why.is_none(),
        says: why.unwrap_or("可以办").to_owned(),
        reason: why
            .is_none()
            .then(|| Field::new(reason_field(&number.to_string()), "案卷多", &sample_problems())),
    })
    .collect()
}

/// Of one of the sample rows.
fn sample_problems() -> FieldErrors {
    let mut problems = FieldErrors::default();
    problems.add(reason_field("0"), "太长");
    problems
}

fn sample_kept() -> Vec<Hidden> {
    vec![Hidden {
        name: "query".to_owned(),
        value: "tab=mine".to_owned(),
    }]
}

impl Template for BulkPage {
    const NAME: &'static str = "pages/desk/bulk";

    fn samples() -> Vec<Self> {
        let mut wrong = FieldErrors::default();
        for field in ["deed", "to", "days", "reason"] {
            wrong.add(field, "请选择");
        }
        let page = |problems: FieldErrors| Self {
            back: "/desk?tab=mine".to_owned(),
            kept: sample_kept(),
            heading: "批量办理3件".to_owned(),
            deeds: vec![
                Choice {
                    id: "deed-assign".to_owned(),
                    value: "assign".to_owned(),
                    label: "分办".to_owned(),
                    hint: Some("交给一个科室".to_owned()),
                    checked: true,
                },
                Choice {
                    id: "deed-close".to_owned(),
                    value: "close".to_owned(),
                    label: "结案".to_owned(),
                    ..Choice::default()
                },
            ],
            deed_error: problems.of("deed"),
            to: Field::new("to", "1", &problems),
            departments: vec![DepartmentChoices {
                name: "开放科".to_owned(),
                choices: [true, false]
                    .map(|chosen| to::Choice {
                        value: "1".to_owned(),
                        name: "开放科（不指定承办人）".to_owned(),
                        chosen,
                    })
                    .into(),
            }],
            days: Field::new("days", "20", &problems),
            reason: Field::new("reason", "案卷多<b>", &problems),
            rows: sample_rows(None)
                .into_iter()
                .map(|row| Row {
                    ticked: false,
                    says: String::new(),
                    reason: None,
                    ..row
                })
                .collect(),
            problems,
        };
        vec![page(FieldErrors::default()), page(wrong)]
    }
}

impl Template for BulkCheckPage {
    const NAME: &'static str = "pages/desk/bulk_check";

    fn samples() -> Vec<Self> {
        let page = |can, cannot, problems| Self {
            problems,
            back: "/desk?tab=mine".to_owned(),
            kept: sample_kept(),
            heading: "延期".to_owned(),
            effect: "期限顺延".to_owned(),
            chosen: vec![samples::row("延长", "20个工作日")],
            summary: "可以办3件".to_owned(),
            can,
            cannot,
        };
        vec![
            page(
                sample_rows(None),
                sample_rows(Some("现在不能延期")),
                FieldErrors::default(),
            ),
            page(sample_rows(None), Vec::new(), sample_problems()),
            page(
                Vec::new(),
                sample_rows(Some("现在不能延期")),
                FieldErrors::default(),
            ),
        ]
    }
}

impl Template for BulkDoingPage {
    const NAME: &'static str = "pages/desk/bulk_doing";

    fn samples() -> Vec<Self> {
        vec![Self {
            back: "/desk?tab=mine".to_owned(),
            heading: "结案".to_owned(),
            chosen: vec![samples::row("交给", "开放科")],
        }]
    }
}

impl Template for BulkStep {
    const NAME: &'static str = "pages/desk/part/bulk_step";

    fn samples() -> Vec<Self> {
        vec![Self {
            done: 2,
            of: 3,
            says: "已经办到第2件，共3件".to_owned(),
        }]
    }
}

impl Template for BulkResult {
    const NAME: &'static str = "pages/desk/part/bulk_result";

    fn samples() -> Vec<Self> {
        let result = |done, not_done| Self {
            summary: "办成3件".to_owned(),
            done,
            not_done,
        };
        vec![
            result(sample_rows(None), sample_rows(Some("办件已有变动"))),
            result(Vec::new(), Vec::new()),
        ]
    }
}

impl Page for BulkPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("bulk-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}

impl Page for BulkCheckPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("bulk-check-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}

impl Page for BulkDoingPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("bulk-done-title"))
    }
}
