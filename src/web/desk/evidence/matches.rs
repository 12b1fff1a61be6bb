//! The same, asked for elsewhere: two requests side by side, and the way of an earlier reply into the draft.

use super::{
    page::{ItemText, MatchPart, MatchRow, Take},
    reply::told,
    view::Desk,
};
use crate::{
    casework::evidence::{Match, Matched},
    domain::{account::Actor, application::Item, command::CommandKind, permission},
    law::ClueKind,
    text::key,
    web::{difference, wording::Said},
};

impl Desk<'_> {
    pub(super) fn repeated(self) -> Said<Option<MatchPart>> {
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

    pub(super) fn several(self) -> Said<Option<MatchPart>> {
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
