//! How a file is to be read: which sheet, where its heads stand, what its columns hold and its values stand for.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Field, Names};
use crate::{
    domain::applicant::ApplicantKind,
    law::{Channel, GroundKey},
};

/// What a value of a register stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    Channel(Channel),
    Kind(ApplicantKind),
    /// Ended on that ground.
    Ground(GroundKey),
    /// 并入另一件
    Merged,
    /// Still being handled.
    Open,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Channel(channel) => write!(f, "channel:{channel}"),
            Self::Kind(kind) => write!(f, "kind:{kind}"),
            Self::Ground(ground) => write!(f, "ground:{ground}"),
            Self::Merged => f.write_str("merged"),
            Self::Open => f.write_str("open"),
        }
    }
}

/// No target of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not what a value can stand for")]
pub struct InvalidTarget;

impl FromStr for Target {
    type Err = InvalidTarget;

    fn from_str(text: &str) -> Result<Self, InvalidTarget> {
        match text.split_once(':') {
            Some(("channel", key)) => key.parse().map(Self::Channel).map_err(|_| InvalidTarget),
            Some(("kind", key)) => key.parse().map(Self::Kind).map_err(|_| InvalidTarget),
            Some(("ground", key)) => key.parse().map(Self::Ground).map_err(|_| InvalidTarget),
            None if text == "merged" => Ok(Self::Merged),
            None if text == "open" => Ok(Self::Open),
            Some(_) | None => Err(InvalidTarget),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Target {
    /// Whether values of a column may stand for it.
    pub fn is_of(&self, field: Field) -> bool {
        match self {
            Self::Channel(_) => field == Field::Channel,
            Self::Kind(_) => field == Field::Kind,
            Self::Ground(_) | Self::Merged | Self::Open => field == Field::Outcome,
        }
    }
}

/// A value that nobody knows yet, and in how many rows it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unknown {
    pub field: Field,
    pub value: String,
    pub rows: u32,
}

/// How a file is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The sheet, from 0.
    pub sheet: usize,
    /// The row of the heads, as a spreadsheet counts; what stands above is left out.
    pub head_row: u32,
    /// In which column, from 0, a field stands.
    pub columns: BTreeMap<Field, usize>,
    /// What all rows have where there is no column of it.
    pub always: Vec<Target>,
    /// What whoever imports says that values stand for.
    pub values: Vec<(Field, String, Target)>,
}

impl Plan {
    /// What the names of the columns say. Of two columns of one name the first counts.
    pub fn proposed(sheet: usize, head_row: u32, heads: &[String], names: &Names) -> Self {
        let mut columns = BTreeMap::new();
        for (place, head) in heads.iter().enumerate() {
            if let Some(field) = names.column(head) {
                columns.entry(field).or_insert(place);
            }
        }
        Self {
            sheet,
            head_row,
            columns,
            ..Self::default()
        }
    }

    /// The needed fields that neither a column nor a value for all rows gives.
    pub fn lacks(&self) -> Vec<Field> {
        let given = |field: &Field| {
            self.columns.contains_key(field) || self.always.iter().any(|target| target.is_of(*field))
        };
        Field::NEEDED.into_iter().filter(|field| !given(field)).collect()
    }

    /// What a value stands for: what was said here goes before what names say.
    pub fn target<'a>(&'a self, field: Field, value: &str, names: &'a Names) -> Option<&'a Target> {
        let mut values = self.values.iter();
        let said = values.find(|(of, known, _)| *of == field && known == value);
        said.map(|(_, _, target)| target)
            .or_else(|| names.target(field, value))
    }

    /// What all rows have in a field that has no column.
    pub fn always(&self, field: Field) -> Option<&Target> {
        let is_columned = self.columns.contains_key(&field);
        let mut all = self.always.iter().filter(|target| target.is_of(field));
        all.next().filter(|_| !is_columned)
    }
}
