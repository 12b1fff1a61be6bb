//! 年度数字 in words: both tables as the form has them, what they say in plain words and in a picture, and as tables for
//! other programs. The same for everybody and for whoever is about to release them.

mod change;
mod said;
mod sheet;

use serde::Serialize;

pub(crate) use self::{change::worded as worded_change, sheet::TableKind};
use super::{
    bars::{self, Bars},
    wording::{Said, Voice, in_lang},
};
use crate::{
    domain::{annual::Figures, appeal::AppealTable},
    law::{AnnualColumn, AnnualRow, AnnualRowKind, AppealColumn, Law, OutcomeGroup},
    text::{Key, Lang, key},
};

/// The figures of a year as a page shows them.
#[derive(Debug, Serialize)]
pub(crate) struct YearFigures {
    /// The main thing, in sentences.
    said: Vec<String>,
    /// The same as a picture; nothing where there was nothing.
    bars: Option<Bars>,
    applications: Applications,
    proceedings: Proceedings,
}

/// 表三
#[derive(Debug, Serialize)]
struct Applications {
    heads: Vec<Head>,
    sections: Vec<Section>,
}

/// A head over one column, or over several.
#[derive(Debug, Serialize)]
struct Head {
    label: String,
    /// The heads below it.
    below: Vec<String>,
    /// How many they are.
    span: usize,
}

/// Rows that belong together.
#[derive(Debug, Serialize)]
struct Section {
    heading: Option<String>,
    /// How many columns the heading stands over, that of the labels among them.
    width: usize,
    lines: Vec<Line>,
}

/// 表四
#[derive(Debug, Serialize)]
struct Proceedings {
    heads: Vec<String>,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    label: String,
    is_sum: bool,
    cells: Vec<Count>,
}

/// A number with the head of its column.
#[derive(Debug, Serialize)]
struct Count {
    column: String,
    count: u64,
}

impl YearFigures {
    /// Figures in the language of a page.
    pub(crate) fn of(voice: Voice<'_>, figures: &Figures) -> Said<Self> {
        Ok(Self {
            said: said::sentences(voice, figures)?,
            bars: said::picture(voice, figures)?,
            applications: Applications {
                heads: heads(voice),
                sections: sections(voice, figures)?,
            },
            proceedings: Proceedings {
                heads: proceeding_heads(voice)?,
                lines: proceeding_lines(voice, figures)?,
            },
        })
    }

    /// For the samples of templates.
    pub(crate) fn samples() -> [Self; 2] {
        let line = |is_sum| Line {
            label: "（一）予以公开<b>".to_owned(),
            is_sum,
            cells: [3, 0]
                .map(|count| Count {
                    column: "自然人".to_owned(),
                    count,
                })
                .into(),
        };
        let figures = |bars: Option<Bars>| Self {
            said: vec!["新收申请3件<b>".to_owned()],
            bars,
            applications: Applications {
                heads: vec![
                    Head {
                        label: "自然人".to_owned(),
                        below: Vec::new(),
                        span: 0,
                    },
                    Head {
                        label: "法人或其他组织".to_owned(),
                        below: vec!["商业企业".to_owned(), "科研机构".to_owned()],
                        span: 2,
                    },
                ],
                sections: vec![
                    Section {
                        heading: None,
                        width: 4,
                        lines: vec![line(false)],
                    },
                    Section {
                        heading: Some("三、本年度办理结果".to_owned()),
                        width: 4,
                        lines: vec![line(false), line(true)],
                    },
                ],
            },
            proceedings: Proceedings {
                heads: vec!["结果维持".to_owned(), "总计".to_owned()],
                lines: vec![line(false)],
            },
        };
        [figures(bars::sample()), figures(None)]
    }
}

/// What the form calls a column.
fn column_label(lang: Lang, column: &AnnualColumn) -> &str {
    in_lang(lang, &column.label, &column.english)
}

fn column_heading(lang: Lang, column: &AnnualColumn) -> Option<&str> {
    match lang {
        Lang::Chinese => column.heading.as_deref(),
        Lang::English => column.english_heading.as_deref(),
    }
}

/// Columns with the same heading stand below it.
fn heads(voice: Voice<'_>) -> Vec<Head> {
    let lang = voice.say.lang;
    let mut heads: Vec<Head> = Vec::new();
    for column in voice.law.annual_columns() {
        let label = column_label(lang, column).to_owned();
        match (column_heading(lang, column), heads.last_mut()) {
            (Some(heading), Some(last)) if last.label == heading => {
                last.below.push(label);
                last.span += 1;
            }
            (Some(heading), _) => heads.push(Head {
                label: heading.to_owned(),
                below: vec![label],
                span: 1,
            }),
            (None, _) => heads.push(Head {
                label,
                below: Vec::new(),
                span: 0,
            }),
        }
    }
    heads
}

fn group_name(lang: Lang, law: &Law, group: OutcomeGroup) -> String {
    let outcome = law.outcome(group);
    match lang {
        Lang::Chinese => format!(
            "{}{}",
            outcome.number.as_deref().unwrap_or_default(),
            outcome.name
        ),
        Lang::English => outcome.english.clone(),
    }
}

/// The heading over the rows of a group; a group of one row has none.
fn group_heading(lang: Lang, law: &Law, row: &AnnualRow) -> Option<String> {
    let group = row.group?;
    let same = law
        .annual_rows()
        .iter()
        .filter(|other| other.group == Some(group));
    (same.count() > 1).then(|| group_name(lang, law, group))
}

fn sections(voice: Voice<'_>, figures: &Figures) -> Said<Vec<Section>> {
    let (lang, law) = (voice.say.lang, voice.law);
    let mut sections: Vec<Section> = Vec::new();
    let mut last: Option<(AnnualRowKind, Option<String>)> = None;
    for row in law.annual_rows() {
        let of_group = group_heading(lang, law, row);
        let here = (row.kind, of_group.clone());
        // New and carried in stand together, as do the total and what is carried out.
        let (is_result, was_result) = (
            row.kind == AnnualRowKind::Result,
            last.as_ref()
                .is_some_and(|(kind, _)| *kind == AnnualRowKind::Result),
        );
        let begins = last
            .as_ref()
            .is_none_or(|last| is_result != was_result || is_result && last.1 != here.1);
        if begins {
            let heading = match of_group {
                None if is_result => Some(voice.say(key("portal-annual-results"))?),
                of_group => of_group,
            };
            sections.push(Section {
                heading,
                width: law.annual_columns().len() + 1,
                lines: Vec::new(),
            });
        }
        if let Some(section) = sections.last_mut() {
            section.lines.push(line(voice, figures, row));
        }
        last = Some(here);
    }
    Ok(sections)
}

fn line(voice: Voice<'_>, figures: &Figures, row: &AnnualRow) -> Line {
    let lang = voice.say.lang;
    let cells = voice.law.annual_columns().iter().map(|column| Count {
        column: column_label(lang, column).to_owned(),
        count: figures.count(row.key.as_str(), column.key.as_str()),
    });
    Line {
        label: in_lang(lang, &row.label, &row.english).clone(),
        is_sum: row.kind == AnnualRowKind::Total,
        cells: cells.collect(),
    }
}

/// What a block of 表四 is called.
fn table_name(table: AppealTable) -> Key {
    match table {
        AppealTable::Reconsideration => key("portal-annual-reconsideration"),
        AppealTable::DirectSuit => key("portal-annual-direct-suit"),
        AppealTable::SuitAfterReconsideration => key("portal-annual-suit-after"),
    }
}

/// What a column of 表四 is called.
fn result_name(column: AppealColumn) -> Key {
    match column {
        AppealColumn::Upheld => key("portal-annual-upheld"),
        AppealColumn::Corrected => key("portal-annual-corrected-result"),
        AppealColumn::Other => key("portal-annual-other-result"),
        AppealColumn::Pending => key("portal-annual-pending"),
    }
}

fn proceeding_heads(voice: Voice<'_>) -> Said<Vec<String>> {
    let columns = AppealColumn::ALL.iter().map(|column| result_name(*column));
    let heads = columns.chain([key("portal-annual-sum")]);
    heads.map(|head| voice.say(head)).collect()
}

fn proceeding_lines(voice: Voice<'_>, figures: &Figures) -> Said<Vec<Line>> {
    let heads = proceeding_heads(voice)?;
    let line = |table: &AppealTable| {
        let counts = proceeding_counts(figures, *table);
        let cells = heads.iter().zip(counts).map(|(head, count)| Count {
            column: head.clone(),
            count,
        });
        Ok(Line {
            label: voice.say(table_name(*table))?,
            is_sum: false,
            cells: cells.collect(),
        })
    };
    AppealTable::ALL.iter().map(line).collect()
}

/// The numbers of a block of 表四, its total last.
fn proceeding_counts(figures: &Figures, table: AppealTable) -> Vec<u64> {
    let columns = AppealColumn::ALL.iter();
    let counts = columns.map(|column| figures.proceedings(table, *column));
    counts.chain([figures.all_proceedings(table)]).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::{
        domain::annual::{Answers, Proceedings as Counts, Table},
        text::{Say, Texts},
    };

    static LAW: LazyLock<Law> = LazyLock::new(|| Law::embedded().unwrap());
    static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::load().unwrap());

    fn voice(lang: Lang) -> Voice<'static> {
        let say = Say { texts: &TEXTS, lang };
        Voice { say, law: &LAW }
    }

    fn figures() -> Figures {
        let count = |row: &str, column: &str| match (row, column) {
            ("new" | "disclosed" | "total", "business" | "total") => 1,
            ("carried_in" | "carried_out", "natural_person" | "total") => 2,
            _ => 0,
        };
        let table = Table::counted(&LAW, 2026, count);
        let counts: Counts = [((AppealTable::Reconsideration, AppealColumn::Upheld), 4)].into();
        let answers = Answers { given: 1, in_time: 1 };
        Figures::of(&LAW, &table, &counts, answers)
    }

    /// The official form: its heads, its 25 rows in their order, its groups.
    #[test]
    fn the_table_is_that_of_the_form() {
        let shown = YearFigures::of(voice(Lang::Chinese), &figures()).unwrap();
        let heads: Vec<(&str, usize)> = shown
            .applications
            .heads
            .iter()
            .map(|head| (head.label.as_str(), head.span))
            .collect();
        assert_eq!(heads, [("自然人", 0), ("法人或其他组织", 5), ("总计", 0)]);
        let sections = &shown.applications.sections;
        let seen: Vec<(Option<&str>, usize)> = sections
            .iter()
            .map(|section| (section.heading.as_deref(), section.lines.len()))
            .collect();
        assert_eq!(
            seen,
            [
                (None, 2),
                (Some("三、本年度办理结果"), 2),
                (Some("（三）不予公开"), 8),
                (Some("（四）无法提供"), 3),
                (Some("（五）不予处理"), 5),
                (Some("（六）其他处理"), 3),
                (None, 2),
            ]
        );
        let lines = sections.iter().flat_map(|section| &section.lines);
        assert!(
            lines.clone().all(|line| line.cells.len() == 7),
            "no cell is empty"
        );
        let first: Vec<u64> = sections[0].lines[0].cells.iter().map(|cell| cell.count).collect();
        assert_eq!(first, [0, 1, 0, 0, 0, 0, 1]);
        assert_eq!(lines.filter(|line| line.is_sum).count(), 1);
        let proceedings: Vec<u64> = shown.proceedings.lines[0]
            .cells
            .iter()
            .map(|cell| cell.count)
            .collect();
        assert_eq!(proceedings, [4, 0, 0, 0, 4]);
    }

    #[test]
    fn in_english_it_says_the_same_without_a_chinese_sign() {
        let figures = figures();
        let [chinese, english] = Lang::ALL.map(|lang| YearFigures::of(voice(lang), &figures).unwrap());
        let json = serde_json::to_string(&english).unwrap();
        let chinese_sign = |sign: char| matches!(sign, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
        assert!(!json.contains(chinese_sign), "{json}");
        let counts = |shown: &YearFigures| -> Vec<u64> {
            let lines = shown
                .applications
                .sections
                .iter()
                .flat_map(|section| &section.lines);
            lines
                .flat_map(|line| line.cells.iter().map(|cell| cell.count))
                .collect()
        };
        assert_eq!(counts(&chinese), counts(&english));
        assert_eq!(chinese.said.len(), english.said.len());
    }
}
