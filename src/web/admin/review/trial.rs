//! What a chain would have meant for the agency's past cases, and the button that lets it take effect.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Own,
    picture::{Known, Rank, ranks},
    samples,
};
use crate::{
    casework::review::chain::Trial,
    domain::{digest::Digest, review::Chain},
    law::StepKey,
    template::{Entry, Template},
    text::{Key, key},
    web::{
        access,
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
        pairs::{Hidden, Pairs},
        wording::{Said, Voice},
    },
};

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![TrialPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct TrialPage {
    pub(super) errors: FieldErrors,
    pub(super) ranks: Vec<Rank>,
    pub(super) counted: String,
    /// A sentence for each step that is taken more or less often.
    pub(super) differences: Vec<String>,
    pub(super) stuck: Vec<StuckStep>,
    /// Whether a step of it is taken in claimed cases only: past ones are tried as unclaimed.
    pub(super) unclaimed: bool,
    pub(super) because: Field,
    pub(super) tried: String,
    pub(super) kept: Vec<Hidden>,
}

/// A step that nobody could have taken in some cases.
#[derive(Debug, Serialize)]
pub(super) struct StuckStep {
    pub(super) said: String,
    pub(super) cases: Vec<CaseLink>,
}

#[derive(Debug, Serialize)]
pub(super) struct CaseLink {
    /// Nowhere for whoever only administers.
    pub(super) href: Option<String>,
    pub(super) number: String,
}

/// Names exactly this chain, so that nothing takes effect but what was tried.
pub(super) fn mark(chain: &Chain) -> String {
    let told = serde_json::to_vec(&chain.steps).unwrap_or_default();
    Digest::of_bytes(&told).to_string()
}

/// Fields that the page writes anew.
const OWN: [&str; 3] = ["do", "tried", "because"];

pub(super) fn page(
    voice: Voice<'_>,
    own: &Own,
    chain: &Chain,
    trial: &Trial,
    typed: &Pairs,
    errors: FieldErrors,
) -> Said<TrialPage> {
    let known = Known {
        accounts: &own.accounts,
        departments: &own.departments,
    };
    let steps = || chain.steps.iter().chain(&own.chain.steps);
    let named = |step: &StepKey| {
        let found = steps().find(|known| known.key == *step);
        found.map_or_else(|| step.to_string(), |found| found.called(voice.law).to_owned())
    };
    let said = |text: Key, counts: &BTreeMap<StepKey, usize>| -> Said<Vec<String>> {
        let each = counts.iter().map(|(step, count)| {
            voice.say_with(text, &[("step", &named(step)), ("count", &count.to_string())])
        });
        each.collect()
    };
    let mut differences = said(key("chain-more"), &trial.more)?;
    differences.extend(said(key("chain-fewer"), &trial.fewer)?);
    let stuck = trial.stuck.iter().map(|(step, stuck)| {
        let count = stuck.cases.to_string();
        let cases = stuck.named.iter().map(|(id, number)| CaseLink {
            href: access::is_on_desk(&own.officer).then(|| format!("/desk/cases/{id}")),
            number: number.to_string(),
        });
        Ok(StuckStep {
            said: voice.say_with(key("chain-stuck"), &[("step", &named(step)), ("count", &count)])?,
            cases: cases.collect(),
        })
    });
    let kept = typed.kept().into_iter();
    Ok(TrialPage {
        ranks: ranks(voice, &chain.steps, known)?,
        counted: voice.say_with(
            key("chain-counted"),
            &[
                ("cases", &trial.cases.to_string()),
                ("changed", &trial.changed.to_string()),
            ],
        )?,
        differences,
        stuck: stuck.collect::<Said<_>>()?,
        unclaimed: steps().any(|step| step.when.claim_days().is_some()),
        because: Field::new("because", typed.get("because"), &errors),
        tried: mark(chain),
        kept: kept.filter(|field| !OWN.contains(&field.name.as_str())).collect(),
        errors,
    })
}

impl Template for TrialPage {
    const NAME: &'static str = "pages/admin/review/trial";

    fn samples() -> Vec<Self> {
        samples::trials()
    }
}

impl Page for TrialPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("chain-trial"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
