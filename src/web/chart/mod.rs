//! The chart of the flow, drawn from the transition table itself (`domain::flow`): what a stage is called, what leads on,
//! what leads back, what can go on beside it and how it can end. Nothing here knows a transition of its own, so the chart
//! cannot say what the program does not do.
//!
//! A [`Plan`] is the chart in words, from the top to the bottom; [`Drawing`] gives it places. Pages show both: the drawing
//! for the eye, the plan as a list for everybody.

mod draw;
mod graph;
mod public;
mod staff;
#[cfg(test)]
mod tests;
mod wrap;

use serde::Serialize;

pub(super) use self::{draw::Drawing, public::plan as of_the_public, staff::plan as of_the_staff};

/// A chart in words.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Plan {
    pub(super) title: String,
    pub(super) description: String,
    /// The main line, from the top to the bottom.
    pub(super) stations: Vec<Station>,
    /// What leads elsewhere on the line.
    pub(super) loops: Vec<Loop>,
    /// The ends that are no answer.
    pub(super) ends: Vec<End>,
}

/// A place on the main line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Station {
    pub(super) name: String,
    pub(super) notes: Vec<String>,
    /// What leads to the next one.
    pub(super) next: Option<String>,
    pub(super) sides: Vec<Way>,
}

/// What can go on beside the main line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Way {
    pub(super) name: String,
    pub(super) notes: Vec<String>,
    /// On which rules it rests.
    pub(super) cites: Option<String>,
}

/// A way back.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Loop {
    /// What it is called on the line.
    pub(super) name: String,
    /// The whole of it: `退回修改：保密审查、法制审核、签发 → 承办中`.
    pub(super) said: String,
    #[serde(skip)]
    from: Vec<usize>,
    #[serde(skip)]
    to: usize,
}

/// An end that is no answer.
#[derive(Debug, Clone, Serialize)]
pub(super) struct End {
    pub(super) way: Way,
    #[serde(skip)]
    from: Vec<usize>,
}

/// A chart as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Chart {
    pub(super) plan: Plan,
    pub(super) drawing: Drawing,
}

impl Chart {
    /// For the pages of the staff: wide.
    pub(super) fn wide(plan: Plan) -> Self {
        Self {
            drawing: Drawing::of(&plan, &draw::WIDE),
            plan,
        }
    }

    /// For everybody, phones above all.
    pub(super) fn narrow(plan: Plan) -> Self {
        Self {
            drawing: Drawing::of(&plan, &draw::NARROW),
            plan,
        }
    }

    /// A chart with everything that one can have, and one with hardly anything, for the samples of pages.
    pub(super) fn samples() -> [Self; 2] {
        let way = |cites: Option<&str>| Way {
            name: "补正告知书".to_owned(),
            notes: vec!["审核：保密审查".to_owned()],
            cites: cites.map(str::to_owned),
        };
        let station = |next: Option<&str>, sides| Station {
            name: "承办中".to_owned(),
            notes: vec!["条例第三十三条".to_owned()],
            next: next.map(str::to_owned),
            sides,
        };
        let plan = Plan {
            title: "办理流程".to_owned(),
            description: "从上到下<办理>".to_owned(),
            stations: vec![
                station(Some("提交审核"), vec![way(None), way(Some("条例第三十条"))]),
                station(None, Vec::new()),
            ],
            loops: vec![Loop {
                name: "退回修改".to_owned(),
                said: "退回修改：审核 → 承办中".to_owned(),
                from: vec![1],
                to: 0,
            }],
            ends: [None, Some("条例第三十条")]
                .map(|cites| End {
                    way: way(cites),
                    from: vec![0, 1],
                })
                .into(),
        };
        let bare = Plan {
            loops: Vec::new(),
            ends: Vec::new(),
            ..plan.clone()
        };
        [Self::wide(plan), Self::narrow(bare)]
    }
}
