//! From what was found to the page.

use super::{
    page::{
        About, AgainstRow, AlikeRow, AppliedPart, AsideForm, AsideRow, CaseRow, EvidencePage, HeardPart,
        HeardRow, ItemText, MatchPart, MatchRow, OtherCase, SimilarPart, SimilarRow, Table, Take,
    },
    reply::told,
};
use crate::{
    casework::evidence::{Evidence, Listed, Match, Matched, Similar},
    domain::{
        account::Actor,
        application::Item,
        clue::{Leaning, may_set_aside},
        command::CommandKind,
        id::CaseId,
        permission,
    },
    law::{ClueKind, TariffKey},
    store::{applicant::asker::Namesake, queue::Entry},
    text::{key, words},
    web::{
        casefile::{
            clues::{asker, href},
            dossier::Dossier,
        },
        difference,
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
struct Desk<'a> {
    voice: Voice<'a>,
    dossier: &'a Dossier,
    found: &'a Evidence,
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
    let heard = desk.heard()?;
    let (repeated, several) = (desk.repeated()?, desk.several()?);
    let (applied, similar) = (desk.applied()?, desk.similar()?);
    let nothing =
        heard.is_empty() && repeated.is_none() && several.is_none() && applied.is_none() && similar.is_none();
    Ok(EvidencePage {
        problems: typed.1.clone(),
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

impl Desk<'_> {
    fn about(self, kind: ClueKind) -> About {
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
    fn aside(self, kind: ClueKind, other: Option<(CaseId, &str)>) -> Option<AsideForm> {
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

    fn is_aside(self, kind: ClueKind, other: Option<CaseId>) -> bool {
        self.found.summary.is_aside(kind, other)
    }

    fn heard(self) -> Said<Vec<HeardPart>> {
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
        Ok(parts.filter(|part| !part.items.is_empty()).collect())
    }

    fn repeated(self) -> Said<Option<MatchPart>> {
        let kind = ClueKind::Repeated;
        let Matched { shown, hidden } = &self.found.repeated;
        let shown = shown.iter();
        let shown = shown.filter(|shown| !self.is_aside(kind, Some(shown.told.case.id)));
        let rows: Vec<MatchRow> = shown
            .enumerate()
            .map(|(at, shown)| self.row(kind, at, shown))
            .collect::<Said<_>>()?;
        let hidden = self.count(key("evidence-hidden"), *hidden)?;
        Ok((!rows.is_empty() || hidden.is_some()).then(|| MatchPart {
            about: self.about(kind),
            summary: None,
            rows,
            hidden,
        }))
    }

    fn several(self) -> Said<Option<MatchPart>> {
        let kind = ClueKind::SeveralAsk;
        let summary = &self.found.summary;
        let cases = summary.cases_of(kind, &summary.several);
        if cases.is_empty() {
            return Ok(None);
        }
        let Matched { shown, hidden } = &self.found.several;
        let shown = shown.iter();
        let shown = shown.filter(|shown| cases.contains(&shown.told.case.id));
        let rows: Vec<MatchRow> = shown
            .enumerate()
            .map(|(at, shown)| self.row(kind, at, shown))
            .collect::<Said<_>>()?;
        let answered = summary.answered(&cases);
        let counts = [
            ("people", summary.others()),
            ("open", cases.len() - answered),
            ("answered", answered),
        ];
        let counts = counts.map(|(name, count)| (name, count.to_string()));
        let counts = counts.each_ref().map(|(name, count)| (*name, count.as_str()));
        Ok(Some(MatchPart {
            about: self.about(kind),
            summary: Some(self.voice.say_with(key("evidence-several-what"), &counts)?),
            rows,
            hidden: self.count(key("evidence-hidden"), *hidden)?,
        }))
    }

    fn row(self, kind: ClueKind, at: usize, shown: &Match) -> Said<MatchRow> {
        let Match {
            item,
            theirs,
            told: other,
            alike,
        } = shown;
        let voice = self.voice;
        let (then, now) = side_by_side(theirs, item);
        let differs = |text: &ItemText| {
            let all = text.title.iter().chain(&text.number).chain(&text.description);
            all.into_iter().any(|part| part.is_hit)
        };
        Ok(MatchRow {
            id: format!("{kind}-{at}"),
            item: item.number,
            why: match alike {
                None => voice.say(key("evidence-same"))?,
                Some(percent) => {
                    voice.say_with(key("evidence-alike"), &[("percent", &percent.to_string())])?
                }
            },
            is_identical: !differs(&now) && !differs(&then),
            now,
            then,
            told: told(voice, self.dossier, other, &[theirs.number])?,
            take: self.take(kind, shown)?,
            aside: self.aside(kind, Some((other.case.id, other.case.number.0.as_str()))),
        })
    }

    /// The way into the draft, where the reader may write it and the other case is answered.
    fn take(self, kind: ClueKind, shown: &Match) -> Said<Option<Take>> {
        let Self { voice, dossier, .. } = self;
        let actor = Actor::Officer(dossier.reader.clone());
        let may = permission::may(&dossier.case, &actor, CommandKind::DraftAnswer, voice.law).is_ok();
        let clue = voice.law.clue(kind, dossier.case.worked_on());
        let ground = clue.grounds.first().and_then(|ground| voice.law.ground(ground));
        let Some(ground) = ground.filter(|_| may && clue.fills.is_some()) else {
            return Ok(None);
        };
        if shown.told.case.answer().is_none() {
            return Ok(None);
        }
        Ok(Some(Take {
            href: format!(
                "/desk/cases/{}/draft?item={}&earlier={}",
                dossier.case.id, shown.item.number, shown.told.case.id
            ),
            label: voice.say_with(key("evidence-take"), &[("ground", &ground.name)])?,
        }))
    }

    fn applied(self) -> Said<Option<AppliedPart>> {
        let kind = ClueKind::SameApplicant;
        let found = self.found;
        let summary = asker(self.voice, &found.summary)?;
        let namesakes: Vec<CaseRow> = found
            .namesakes
            .iter()
            .map(|(entry, namesake)| self.case_row(entry, Some(namesake)))
            .collect::<Said<_>>()?;
        if self.is_aside(kind, None) || summary.is_none() && namesakes.is_empty() {
            return Ok(None);
        }
        Ok(Some(AppliedPart {
            about: self.about(kind),
            fee: summary.is_some().then(|| self.fee()).transpose()?.flatten(),
            summary,
            cases: self.table(&found.by_applicant)?,
            represented: self.table(&found.represented)?,
            namesakes: (!namesakes.is_empty()).then_some(Table {
                rows: namesakes,
                hidden: None,
                unlisted: None,
            }),
            aside: self.aside(kind, None),
        }))
    }

    /// From which application of a month on a fee may be asked: the one number that a rule gives.
    fn fee(self) -> Said<Option<String>> {
        let tariff = self
            .voice
            .law
            .tariff(TariffKey::Item, self.dossier.case.worked_on());
        let Some(first) = tariff.tiers.iter().find(|tier| tier.rate > 0) else {
            return Ok(None);
        };
        let first = first.from.to_string();
        let arguments = [
            ("counted", tariff.counted.as_str()),
            ("first", &first),
            ("unit", &tariff.unit),
            ("article", tariff.article.as_str()),
        ];
        self.voice.say_with(key("evidence-fee"), &arguments).map(Some)
    }

    fn table(self, listed: &Listed) -> Said<Option<Table>> {
        let Listed {
            entries,
            hidden,
            unlisted,
        } = listed;
        if entries.is_empty() && *hidden == 0 {
            return Ok(None);
        }
        let rows = entries.iter().map(|entry| self.case_row(entry, None));
        Ok(Some(Table {
            rows: rows.collect::<Said<_>>()?,
            hidden: self.count(key("evidence-hidden"), *hidden)?,
            unlisted: self.count(key("evidence-unlisted"), *unlisted)?,
        }))
    }

    fn case_row(self, entry: &Entry, namesake: Option<&Namesake>) -> Said<CaseRow> {
        let voice = self.voice;
        let day = |day: Option<time::Date>| day.map(|day| voice.weekday(day)).unwrap_or_default();
        let outcome = entry.outcome.as_ref().and_then(|ground| voice.law.ground(ground));
        let why = namesake.map(|namesake| match (namesake.same_phone, namesake.same_address) {
            (true, true) => key("evidence-same-both"),
            (true, false) => key("evidence-same-phone"),
            (false, _) => key("evidence-same-address"),
        });
        Ok(CaseRow {
            number: entry.number.to_string(),
            href: format!("/desk/cases/{}", entry.id),
            subject: entry.subject.clone(),
            stage: voice.stage_key(entry.stage)?,
            received: day(entry.received_on.or(entry.submitted_on)),
            outcome: match outcome {
                Some(ground) => ground.name.clone(),
                None => voice.say(key("evidence-not-answered"))?,
            },
            ended: day(entry.ended_on),
            why: why.map(|why| voice.say(why)).transpose()?,
        })
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

    fn count(self, text: crate::text::Key, count: usize) -> Said<Option<String>> {
        match count {
            0 => Ok(None),
            count => self
                .voice
                .say_with(text, &[("count", &count.to_string())])
                .map(Some),
        }
    }
}

/// Both with what differs marked.
fn side_by_side(then: &Item, now: &Item) -> (ItemText, ItemText) {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (then_title, now_title) = difference::signs(&then.title, &now.title);
    let (then_number, now_number) =
        difference::signs(&text(&then.document_number), &text(&now.document_number));
    let (then_words, now_words) = difference::signs(&text(&then.description), &text(&now.description));
    let then = ItemText {
        title: then_title,
        number: then_number,
        description: then_words,
    };
    let now = ItemText {
        title: now_title,
        number: now_number,
        description: now_words,
    };
    (then, now)
}
