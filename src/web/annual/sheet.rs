//! Both tables for other programs, row for row as the form has them.

use super::{column_heading, column_label, group_heading, proceeding_counts, proceeding_heads, table_name};
use crate::{
    domain::{annual::Figures, appeal::AppealTable},
    text::key,
    web::{
        error::Failure,
        sheet::{Sheet, SheetKind},
        wording::{Voice, in_lang},
    },
};

/// Which of the two tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableKind {
    /// 表三
    Applications,
    /// 表四
    Proceedings,
}

impl TableKind {
    /// The table that an address names.
    pub(crate) fn parse(raw: &str) -> Option<Self> {
        match raw {
            "applications" => Some(Self::Applications),
            "proceedings" => Some(Self::Proceedings),
            _ => None,
        }
    }

    /// The table as a file.
    pub(crate) fn write(
        self,
        voice: Voice<'_>,
        figures: &Figures,
        kind: SheetKind,
    ) -> Result<Sheet, Failure> {
        match self {
            Self::Applications => applications(voice, figures, kind),
            Self::Proceedings => proceedings(voice, figures, kind),
        }
    }
}

fn applications(voice: Voice<'_>, figures: &Figures, kind: SheetKind) -> Result<Sheet, Failure> {
    let (lang, law) = (voice.say.lang, voice.law);
    let mut heads = vec![voice.say(key("portal-annual-item"))?];
    heads.extend(law.annual_columns().iter().map(|column| {
        let label = column_label(lang, column);
        match column_heading(lang, column) {
            Some(heading) => format!("{heading} {label}"),
            None => label.to_owned(),
        }
    }));
    let mut sheet = Sheet::begin(kind, &heads)?;
    for row in law.annual_rows() {
        let label = in_lang(lang, &row.label, &row.english);
        let name = match group_heading(lang, law, row) {
            Some(heading) => format!("{heading} {label}"),
            None => label.clone(),
        };
        let columns = law.annual_columns().iter();
        let counts: Vec<u64> = columns
            .map(|column| figures.count(row.key.as_str(), column.key.as_str()))
            .collect();
        sheet.counts(&name, &counts)?;
    }
    Ok(sheet)
}

fn proceedings(voice: Voice<'_>, figures: &Figures, kind: SheetKind) -> Result<Sheet, Failure> {
    let mut heads = vec![voice.say(key("portal-annual-item"))?];
    heads.extend(proceeding_heads(voice)?);
    let mut sheet = Sheet::begin(kind, &heads)?;
    for table in AppealTable::ALL {
        sheet.counts(
            &voice.say(table_name(*table))?,
            &proceeding_counts(figures, *table),
        )?;
    }
    Ok(sheet)
}
