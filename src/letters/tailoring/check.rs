//! A tailored template is tried before it is kept: it must parse, every path must exist in every sample, every specimen
//! must come out as a whole letter that has lost nothing, and a font must have every sign that it adds.

use super::{Lost, PARTS, Slot, Tailoring};
use crate::{
    law::LetterKey,
    letters::{Document, LetterContext, Letters, RenderError, context},
    template::{Fault, Templates},
};

/// A letter to try a template with.
#[derive(Debug, Clone)]
pub struct Specimen {
    /// What it is called on the page.
    pub title: String,
    pub kind: LetterKey,
    pub context: LetterContext,
}

/// What keeps a template from being saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It does not parse.
    Syntax {
        /// Line and column, from 1.
        at: Option<(usize, usize)>,
        /// What the parser says.
        said: String,
    },
    /// A path that does not exist, a helper that there is not, and the like.
    Path {
        at: Option<(usize, usize)>,
        fault: Fault,
    },
    /// It takes in a template that is none of the parts of letters.
    Partial { name: String },
    /// What it writes is no whole letter.
    Shape { specimen: String, said: String },
    /// It lacks what the standard letter says.
    Lost { specimen: String, lost: Lost },
    /// It cannot be set.
    Setting { specimen: String, said: String },
}

/// How many problems are told at most: a template without one paragraph lacks it in every specimen.
const MOST: usize = 12;

/// Everything that is wrong with a template for a slot, and what it makes of each specimen where nothing is.
pub(in crate::letters) fn check(
    letters: &Letters,
    slot: &Slot,
    (source, template): (&str, &str),
    specimens: &[Specimen],
) -> Result<Vec<Document>, Vec<Problem>> {
    let standard = &letters.templates;
    let tailored = Tailoring::of(standard, &[(slot.clone(), source.to_owned())].into()).map_err(|error| {
        vec![Problem::Syntax {
            at: error.source.pos(),
            said: error.source.reason().to_string(),
        }]
    })?;
    let strange = foreign_parts(&tailored.templates, slot);
    if !strange.is_empty() {
        // They may lead back to itself: nothing is rendered.
        return Err(strange);
    }
    let audit = context::audit(&tailored.templates, slot, &slot.name(), template);
    let mut problems: Vec<Problem> = audit
        .findings
        .into_iter()
        // What a sample does not render for is told by its path.
        .filter(|finding| finding.template == slot.name() && finding.at.is_some())
        .map(|finding| Problem::Path {
            at: finding.at,
            fault: finding.fault,
        })
        .collect();
    if !problems.is_empty() {
        problems.truncate(MOST);
        return Err(problems);
    }
    let mut made = Vec::new();
    for specimen in specimens {
        match letters.compose_with(&tailored, &specimen.kind, &specimen.context) {
            Ok(document) => made.push(document),
            Err(RenderError::Lost(lost)) => problems.extend(lost.into_iter().map(|lost| Problem::Lost {
                specimen: specimen.title.clone(),
                lost,
            })),
            Err(error) => problems.push(Problem::Shape {
                specimen: specimen.title.clone(),
                said: whole(&error),
            }),
        }
    }
    for (specimen, document) in specimens.iter().zip(&made) {
        if let Err(error) = letters.can_set(document) {
            problems.push(Problem::Setting {
                specimen: specimen.title.clone(),
                said: error.to_string(),
            });
        }
    }
    if problems.is_empty() {
        Ok(made)
    } else {
        problems.truncate(MOST);
        Err(problems)
    }
}

fn foreign_parts(templates: &Templates, slot: &Slot) -> Vec<Problem> {
    let partials = templates.partials_of(&slot.name()).into_iter();
    partials
        .filter(|name| !name.starts_with(PARTS))
        .map(|name| Problem::Partial { name })
        .collect()
}

/// An error with its causes.
fn whole(error: &RenderError) -> String {
    let first: &dyn std::error::Error = error;
    let causes = std::iter::successors(Some(first), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join("：")
}
