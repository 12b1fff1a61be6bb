//! What can go wrong with letters.

use super::document::ParseError;
use super::pdf::{FontError, PdfError};

/// Why letters cannot be had at all.
#[derive(Debug, thiserror::Error)]
pub enum LettersError {
    /// A font is missing or unreadable.
    #[error(transparent)]
    Font(#[from] FontError),
    /// A template fails on one of its own samples.
    #[error("文书模板有误：样例“{name}”无法生成")]
    Sample {
        /// The sample.
        name: String,
        /// Why.
        source: RenderError,
    },
}

/// Why one letter cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The template fails.
    #[error("文书模板无法套用")]
    Template(#[from] crate::template::RenderError),
    /// The template wrote something else than a letter.
    #[error("文书模板{template}写出的内容不是完整的文书")]
    Parse {
        /// The template.
        template: &'static str,
        /// What is wrong.
        source: ParseError,
    },
    /// A reply whose template left out the way to object.
    #[error("文书缺少救济告知")]
    RemedyMissing,
    /// A template of the agency's leaves out what the standard letter says.
    #[error("本机关的文书模板缺少标准文书应当载明的内容：{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
    Lost(Vec<super::tailoring::Lost>),
    /// It cannot be set.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}
