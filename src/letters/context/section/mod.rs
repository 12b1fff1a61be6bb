//! The answer to one item, by the `section` that the law's data gives its ground.
//!
//! A section is a type and a template `letters/ground/<section>.hbs`. The fields bear the keys of the law's
//! data, so that [`Section::of`] makes one from what the handler filled in.

mod disclosed;
mod ended;
mod not_processed;
mod records;
mod unavailable;
mod withheld;

pub use disclosed::Part;

use crate::every_template;
use crate::letters::document;
use crate::letters::error::RenderError;
use crate::letters::words;
use crate::template::{Audit, Entry, Template, Templates};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Fields that do not make a section.
#[derive(Debug, thiserror::Error)]
#[error("文书中没有“{section}”这种答复内容，或者其要素不全")]
pub struct SectionError {
    /// The section.
    pub section: String,
    /// What is missing or too much.
    pub source: serde_json::Error,
}

/// The context of a section's template.
trait SectionTemplate: Template {
    /// The section's name in the law's data.
    const KEY: &'static str;
}

/// What stands behind the last slash of a template's name.
const fn key_of(name: &'static str) -> &'static str {
    match name.split_at_checked(PLACE.len()) {
        Some((_, key)) => key,
        None => name,
    }
}

/// Where the templates of sections lie.
const PLACE: &str = "letters/ground/";

macro_rules! sections {
    ($($(#[$meta:meta])* $name:ident($group:ident),)*) => {
        /// The answer to one item.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "section", rename_all = "snake_case")]
        pub enum Section {
            $($(#[$meta])* $name($group::$name),)*
        }

        impl Section {
            /// Every sample of every section, with a name.
            pub(super) fn samples() -> Vec<(String, Self)> {
                let mut samples = Vec::new();
                $(samples.extend(named($group::$name::samples(), Self::$name));)*
                samples
            }

            /// What the section's template writes.
            pub(super) fn rendered(&self, templates: &Templates) -> Result<document::Section, RenderError> {
                let parts = self.parts().iter().map(|part| part.section.rendered(templates));
                let parts = parts.collect::<Result<Vec<_>, _>>()?;
                let xml = match self {
                    $(Self::$name(section) => templates.render(section)?,)*
                };
                Ok(document::Section { xml, parts })
            }
        }

        /// The names of all sections, as the law's data call them.
        pub(super) const NAMES: &[&str] = &[$(<$group::$name as SectionTemplate>::KEY),*];

        $(impl SectionTemplate for $group::$name {
            const KEY: &'static str = key_of(<Self as Template>::NAME);
        })*

        /// Tries a template for a section with the section's samples.
        pub(super) fn audit(templates: &Templates, section: &str, name: &str) -> Audit {
            match section {
                $(<$group::$name as SectionTemplate>::KEY => templates.audit_as(name, &$group::$name::samples()),)*
                _ => Audit::default(),
            }
        }

        /// The samples of a section, as templates see them.
        pub(super) fn samples_of(section: &str) -> Vec<Value> {
            match section {
                $(<$group::$name as SectionTemplate>::KEY => {
                    let samples = $group::$name::samples();
                    samples.iter().filter_map(|sample| serde_json::to_value(sample).ok()).collect()
                })*
                _ => Vec::new(),
            }
        }

        /// Every template of sections.
        pub(super) fn templates() -> Vec<Entry> {
            every_template![$($group::$name),*].into()
        }
    };
}

sections! {
    /// 予以公开.
    Disclosed(disclosed),
    /// 已主动公开.
    AlreadyPublic(disclosed),
    /// 部分公开.
    Partial(disclosed),
    /// 不予公开.
    Withheld(withheld),
    /// 不属于政府信息的部分.
    NotGovernmentInformation(withheld),
    /// 行政查询事项.
    SpecialRegime(withheld),
    /// 不掌握.
    NotHeld(unavailable),
    /// 非本机关负责公开.
    OtherOrgan(unavailable),
    /// 需另行制作.
    NeedsCreation(unavailable),
    /// 补正后仍不明确.
    StillUnclear(unavailable),
    /// 信访、投诉、举报.
    PetitionOrComplaint(not_processed),
    /// 重复申请.
    RepeatApplication(not_processed),
    /// 公开出版物.
    PublicPublication(not_processed),
    /// 数量、频次明显超过合理范围.
    ExcessiveApplications(not_processed),
    /// 要求确认或者重新出具.
    Reconfirmation(not_processed),
    /// 逾期不补正、逾期不缴费、撤回.
    Ended(ended),
    /// 已予更正.
    RecordCorrected(records),
    /// 不予更正.
    RecordUnchanged(records),
    /// 转送有权更正的行政机关处理.
    RecordTransferred(records),
    /// 告知向有权更正的行政机关提出.
    RecordReferred(records),
}

impl Section {
    /// Makes a section from what the law's data and the handler say. `fields` are the fields that belong in the
    /// letter, worded; one that the section does not know is an error, as it would not be printed.
    pub fn of(
        section: &str,
        statement: &str,
        fields: BTreeMap<String, String>,
        parts: Vec<Part>,
    ) -> Result<Self, SectionError> {
        let failed = |source| SectionError {
            section: section.to_owned(),
            source,
        };
        let mut map: Map<String, Value> = fields
            .into_iter()
            .map(|(key, value)| (key, Value::String(value)))
            .collect();
        map.insert("section".to_owned(), Value::from(section));
        map.insert("statement".to_owned(), Value::from(statement));
        if !parts.is_empty() {
            map.insert("parts".to_owned(), serde_json::to_value(parts).map_err(failed)?);
        }
        serde_json::from_value(Value::Object(map)).map_err(failed)
    }

    /// Whether it withholds something on 条例第十四条 to 第十六条.
    pub(super) fn withholds(&self) -> bool {
        matches!(self, Self::Withheld(_)) || self.parts().iter().any(|part| part.section.withholds())
    }

    /// The samples that answer a whole item.
    pub(super) fn whole_samples() -> Vec<(String, Self)> {
        let mut samples = Self::samples();
        samples.retain(|(_, section)| !matches!(section, Self::NotGovernmentInformation(_)));
        samples
    }

    /// The title of a sample letter with this one section, as the law's data has it.
    pub(super) fn sample_title(&self) -> &'static str {
        match self {
            Self::Disclosed(_)
            | Self::AlreadyPublic(_)
            | Self::Partial(_)
            | Self::Withheld(_)
            | Self::NotGovernmentInformation(_)
            | Self::NotHeld(_)
            | Self::NeedsCreation(_) => "政府信息公开申请答复书",
            Self::SpecialRegime(_)
            | Self::OtherOrgan(_)
            | Self::StillUnclear(_)
            | Self::PublicPublication(_) => "政府信息公开申请告知书",
            Self::PetitionOrComplaint(_) | Self::ExcessiveApplications(_) | Self::Reconfirmation(_) => {
                "政府信息公开申请不予处理告知书"
            }
            Self::RepeatApplication(_) => "政府信息公开申请不予重复处理告知书",
            Self::Ended(_) => "政府信息公开申请终止办理告知书",
            Self::RecordCorrected(_) | Self::RecordUnchanged(_) => "更正政府信息申请答复书",
            Self::RecordTransferred(_) | Self::RecordReferred(_) => "更正政府信息申请告知书",
        }
    }

    /// Whether it answers the wish to have records corrected.
    pub(super) fn corrects_records(&self) -> bool {
        matches!(
            self,
            Self::RecordCorrected(_)
                | Self::RecordUnchanged(_)
                | Self::RecordTransferred(_)
                | Self::RecordReferred(_)
        )
    }

    /// A sample spoken to another addressee.
    pub(super) fn sample_addressed(&self, you: &str) -> Self {
        let text = serde_json::to_string(self).expect("sections are strings and lists");
        serde_json::from_str(&words::addressed(&text, you)).expect("only words have changed")
    }

    /// Whether it is this section, or one of its parts is.
    pub(in crate::letters) fn is_or_holds(&self, name: &str) -> bool {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.get("section").and_then(Value::as_str) == Some(name)
            || self.parts().iter().any(|part| part.section.is_or_holds(name))
    }

    /// A sample with so many parts.
    pub(super) fn repeat_parts(&mut self, count: usize) {
        if let Self::Partial(partial) = self {
            partial.separation_means = None;
            let parts = partial.parts.clone().into_iter().cycle().take(count);
            partial.parts = (1..)
                .zip(parts)
                .map(|(number, part): (usize, Part)| Part {
                    part: format!(
                        "《青溪县高新技术产业开发区第{number}批次土地征收补偿安置方案》{}",
                        part.part
                    ),
                    ..part
                })
                .collect();
        }
    }

    fn parts(&self) -> &[Part] {
        if let Self::Partial(partial) = self {
            &partial.parts
        } else {
            &[]
        }
    }
}

fn named<T: Template>(samples: Vec<T>, wrap: fn(T) -> Section) -> Vec<(String, Section)> {
    let key = T::NAME.rsplit('/').next().unwrap_or(T::NAME);
    let name = |number: usize| {
        if number == 0 {
            key.to_owned()
        } else {
            format!("{key}-{}", number + 1)
        }
    };
    samples
        .into_iter()
        .enumerate()
        .map(|(number, sample)| (name(number), wrap(sample)))
        .collect()
}
