//! What can be wrong with a template.

use std::fmt;

/// Something wrong in a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The template's name.
    pub template: String,
    /// Line and column, from 1, where it stands in one place.
    pub at: Option<(usize, usize)>,
    /// What it is.
    pub fault: Fault,
}

/// What can be wrong in a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Fault {
    /// A path that a sample does not have.
    #[error("a sample has no `{0}`")]
    NoPath(String),
    /// A value is printed that may be nothing.
    #[error("prints a value that is null in a sample: guard it with #if")]
    PrintsNothing,
    /// A list or an object is printed.
    #[error("prints a list or an object")]
    PrintsList,
    /// An argument that may be nothing.
    #[error("the argument `{0}` is null in a sample")]
    NullArgument(String),
    /// `{{{x}}}`.
    #[error("raw output is for layouts only")]
    Raw,
    /// `{{#> x}}` and `{{* x}}`.
    #[error("block partials and decorators are not used here")]
    BlockPartial,
    /// `(x)` that calls nothing.
    #[error("a subexpression that is no call")]
    NoCall,
    /// `{{t key}}` with a key out of the data.
    #[error("the key of a text must stand in the template")]
    KeyNotLiteral,
    /// A helper that there is not, or not with such arguments.
    #[error("the helper `{0}` is unknown or wrongly called")]
    Helper(String),
    /// `{{#each}}` and the like without what it is about.
    #[error("`#{0}` without a subject")]
    NoSubject(String),
    /// A block that there is not.
    #[error("the block `#{0}` is unknown")]
    Block(String),
    /// `{{#each}}` over something else than a list.
    #[error("`#each` over something that is no list")]
    NoList,
    /// `{{> x}}` of which there is none.
    #[error("there is no partial `{0}`")]
    Partial(String),
    /// The template itself.
    #[error("there is no such template")]
    NoTemplate,
    /// The template's context has nothing to try it with.
    #[error("has no sample")]
    NoSample,
    /// A sample cannot be rendered.
    #[error("sample {number}: {why}")]
    Sample {
        /// From 0.
        number: usize,
        /// What the renderer says.
        why: String,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { template, at, fault } = self;
        match at {
            Some((line, column)) => write!(f, "{template}:{line}:{column}: {fault}"),
            None => write!(f, "{template}: {fault}"),
        }
    }
}
