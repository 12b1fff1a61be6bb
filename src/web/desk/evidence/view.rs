//! From what was found to the page.

use super::{
    page::{
        About, AgainstRow, AlikeRow, AsideForm, AsideRow, EvidencePage, HeardPart, HeardRow, OtherCase,
        SimilarPart, SimilarRow,
    },
    reply::told,
};
use crate::{
    casework::evidence::{Evidence, Similar},
    domain::{
        clue::{Leaning, may_set_aside},
        id::CaseId,
    },
    law::ClueKind,
    text::{Key, key, words},
    web::{
        casefile::{clues::href, dossier::Dossier},
        form::{Field, FieldErrors},
        pairs::Pairs,
        parts::{parts, several},
        wording::{Said, Voice},
    },
};

/// What was typed, and what is wrong with it.
type Typed = (Pairs, FieldErrors);

/// The field for the reason, of each clue another one.
pub(super) fn reason_id(kind: ClueKind, other: Option<CaseId>) -> String {
    other.map_or_else(
        || format!("reason-{kind}"),
        |other| format!("reason-{kind}-{other}"),
    )
}

/// What the parts of the page rest on.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) dossier: &'a Dossier,
    pub(super) found: &'a Evidence,
    typed: &'a Typed,
}

pub(super) fn page(
    voice: Voice<'_>,
    dossier: &Dossier,
    found: &Evidence,
    typed: &Typed,
) -> Said<EvidencePage> {
    let desk = Desk {
        voice,
        dossier,
        found,
        typed,
    };
    let heard = desk.heard();
    let (repeated, several) = (desk.repeated()?, desk.several()?);
    let (applied, similar) = (desk.applied()?, desk.similar()?);
    let nothing =
        heard.is_empty() && repeated.is_none() && several.is_none() && applied.is_none() && similar.is_none();
    Ok(EvidencePage {
        problems: named(voice, &typed.1)?,
        head: dossier.head(voice)?,
        case_href: format!("/desk/cases/{}", dossier.case.id),
        nothing,
        heard,
        repeated,
        applied,
        several,
        similar,
        asides: desk.asides()?,
    })
}

/// What is wrong, for the list above the page: away from its field it names it.
fn named(voice: Voice<'_>, errors: &FieldErrors) -> Said<FieldErrors> {
    let field = voice.say(key("evidence-reason"))?;
    let mut named = FieldErrors::default();
    for error in errors.each() {
        let parts = [("field", field.as_str()), ("wrong", error.message.as_str())];
        named.add(&error.id, voice.say_with(key("field-named"), &parts)?);
    }
    Ok(named)
}

impl Desk<'_> {
    pub(super) fn about(self, kind: ClueKind) -> About {
        let law = self.voice.law;
        let clue = law.clue(kind, self.dossier.case.worked_on());
        let grounds = clue.grounds.iter().filter_map(|ground| law.ground(ground));
        let grounds: Vec<&str> = grounds.map(|ground| ground.name.as_str()).collect();
        About {
            id: kind.to_string(),
            name: clue.name.clone(),
            reminder: clue.reminder.clone(),
            article: clue.article.to_string(),
            grounds: (!grounds.is_empty()).then(|| grounds.join("、")),
        }
    }

    /// For the handler alone.
    pub(super) fn aside(self, kind: ClueKind, other: Option<(CaseId, &str)>) -> Option<AsideForm> {
        may_set_aside(&self.dossier.case, &self.dossier.reader).then(|| {
            let id = reason_id(kind, other.map(|(id, _)| id));
            let (typed, errors) = self.typed;
            AsideForm {
                href: href(self.dossier),
                kind: kind.to_string(),
                other: other.map(|(id, _)| id.to_string()).unwrap_or_default(),
                what: other.map_or_else(|| self.about(kind).name, |(_, number)| number.to_owned()),
                reason: Field::new(id.clone(), typed.get(&id), errors),
            }
        })
    }

    pub(super) fn is_aside(self, kind: ClueKind, other: Option<CaseId>) -> bool {
        self.found.summary.is_aside(kind, other)
    }

    fn heard(self) -> Vec<HeardPart> {
        let kinds = ClueKind::ALL.iter().copied().filter(|kind| kind.is_heard());
        let part = |kind: ClueKind| {
            let heard = self.found.summary.heard.iter().filter(|heard| heard.kind == kind);
            let items: Vec<HeardRow> = heard
                .map(|heard| HeardRow {
                    number: heard.item,
                    is_mixed: heard.leaning == Leaning::Mixed,
                    passages: several(&heard.passages),
                    against: heard
                        .against
                        .iter()
                        .map(|against| AgainstRow {
                            what: against.what.clone(),
                            passages: several(&against.passages),
                        })
                        .collect(),
                })
                .collect();
            HeardPart {
                about: self.about(kind),
                items,
                aside: self.aside(kind, None),
            }
        };
        let parts = kinds.filter(|kind| !self.is_aside(*kind, None)).map(part);
        parts.filter(|part| !part.items.is_empty()).collect()
    }

    fn similar(self) -> Said<Option<SimilarPart>> {
        let kind = ClueKind::Similar;
        let shown = self.found.similar.iter();
        let shown = shown.filter(|shown| !self.is_aside(kind, Some(shown.told.case.id)));
        let row = |(at, shown): (usize, &Similar)| {
            let case = &shown.told.case;
            Ok(SimilarRow {
                id: format!("{kind}-{at}"),
                told: told(self.voice, self.dossier, &shown.told, &[])?,
                items: shown
                    .items
                    .iter()
                    .map(|item| AlikeRow {
                        title: parts(&item.title),
                        passages: several(&item.passages),
                    })
                    .collect(),
                aside: self.aside(kind, Some((case.id, case.number.0.as_str()))),
            })
        };
        let rows: Vec<SimilarRow> = shown.enumerate().map(row).collect::<Said<_>>()?;
        Ok((!rows.is_empty()).then(|| SimilarPart {
            about: self.about(kind),
            rows,
        }))
    }

    fn asides(self) -> Said<Vec<AsideRow>> {
        let Self { voice, dossier, .. } = self;
        let may = may_set_aside(&dossier.case, &dossier.reader);
        let aside = self.found.summary.aside.iter();
        aside
            .map(|aside| {
                let when = words::instant(voice.say.lang, aside.at, dossier.offset);
                let who = [("person", dossier.names.person(aside.by)), ("when", when)];
                let who = who.each_ref().map(|(name, value)| (*name, value.as_str()));
                Ok(AsideRow {
                    name: voice.law.clue(aside.kind, dossier.case.worked_on()).name.clone(),
                    other: aside.other.and_then(|other| self.other(other)),
                    reason: aside.reason.clone(),
                    who: voice.say_with(key("evidence-aside-who"), &who)?,
                    restore_href: may.then(|| format!("{}/{}/restore", href(dossier), aside.id)),
                })
            })
            .collect()
    }

    /// The case to which a clue pointed, if the reader may open it.
    fn other(self, id: CaseId) -> Option<OtherCase> {
        let entry = self.found.aside.get(&id)?;
        Some(OtherCase {
            number: entry.number.to_string(),
            href: format!("/desk/cases/{id}"),
        })
    }

    pub(super) fn count(self, text: Key, count: usize) -> Said<Option<String>> {
        match count {
            0 => Ok(None),
            count => self
                .voice
                .say_with(text, &[("count", &count.to_string())])
                .map(Some),
        }
    }
}
