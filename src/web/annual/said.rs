//! The main thing: in plain sentences, and in a picture.

use crate::{
    domain::{
        annual::{Figures, Main},
        appeal::AppealTable,
    },
    law::OutcomeGroup,
    text::key,
    web::{
        bars::{Bars, Part, Pile, bars_in},
        wording::{Said, Voice, in_lang},
    },
};

/// What came in, how it ended, whether in time, and what was contested.
pub(super) fn sentences(voice: Voice<'_>, figures: &Figures) -> Said<Vec<String>> {
    let main = figures.main(voice.law);
    let year = figures.year.to_string();
    if main.received + main.carried_in == 0 {
        let none = voice.say_with(key("portal-annual-said-none"), &[("year", &year)])?;
        return Ok(vec![none, contested(voice, figures)?]);
    }
    let number = |count: u64| count.to_string();
    let of = |group: OutcomeGroup| {
        let found = main.groups.iter().find(|(known, _)| *known == group);
        number(found.map(|(_, count)| *count).unwrap_or_default())
    };
    let mut said = vec![
        voice.say_with(
            key("portal-annual-said-received"),
            &[
                ("year", &year),
                ("received", &number(main.received)),
                ("carried", &number(main.carried_in)),
                ("all", &number(main.received + main.carried_in)),
            ],
        )?,
        voice.say_with(
            key("portal-annual-said-handled"),
            &[
                ("handled", &number(main.handled)),
                ("left", &number(main.carried_out)),
            ],
        )?,
    ];
    if main.handled > 0 {
        said.push(voice.say_with(
            key("portal-annual-said-outcomes"),
            &[
                ("disclosed", &of(OutcomeGroup::Disclosed)),
                ("partial", &of(OutcomeGroup::Partial)),
                ("withheld", &of(OutcomeGroup::Withheld)),
                ("unavailable", &of(OutcomeGroup::Unavailable)),
                ("unprocessed", &of(OutcomeGroup::NotProcessed)),
                ("other", &of(OutcomeGroup::Other)),
            ],
        )?);
    }
    if let Some(share) = (main.answers.in_time * 100).checked_div(main.answers.given) {
        said.push(voice.say_with(
            key("portal-annual-said-in-time"),
            &[
                ("given", &number(main.answers.given)),
                ("timely", &number(main.answers.in_time)),
                ("share", &number(share)),
            ],
        )?);
    }
    said.push(contested(voice, figures)?);
    Ok(said)
}

fn contested(voice: Voice<'_>, figures: &Figures) -> Said {
    let suits = [AppealTable::DirectSuit, AppealTable::SuitAfterReconsideration];
    let suits: u64 = suits.map(|table| figures.all_proceedings(table)).iter().sum();
    let reconsidered = figures.all_proceedings(AppealTable::Reconsideration);
    voice.say_with(
        key("portal-annual-said-contested"),
        &[
            ("reconsidered", &reconsidered.to_string()),
            ("suits", &suits.to_string()),
        ],
    )
}

/// Bars of what came in, what was answered in time, and how cases ended.
pub(super) fn picture(voice: Voice<'_>, figures: &Figures) -> Said<Option<Bars>> {
    let main = figures.main(voice.law);
    let mut piles = vec![came_in(voice, &main)?, answered(voice, &main)?];
    for (group, count) in &main.groups {
        let outcome = voice.law.outcome(*group);
        piles.push(Pile {
            name: in_lang(voice.say.lang, &outcome.name, &outcome.english).clone(),
            label: counted(voice, *count)?,
            parts: vec![(Part::Plain, *count)],
        });
    }
    piles.push(Pile {
        name: voice.say(key("portal-annual-left"))?,
        label: counted(voice, main.carried_out)?,
        parts: vec![(Part::Waiting, main.carried_out)],
    });
    Ok(bars_in(voice.say.lang, piles))
}

fn counted(voice: Voice<'_>, count: u64) -> Said {
    voice.say_with(key("portal-annual-count"), &[("count", &count.to_string())])
}

fn came_in(voice: Voice<'_>, main: &Main) -> Said<Pile> {
    let all = main.received + main.carried_in;
    let label = if main.carried_in > 0 {
        voice.say_with(
            key("portal-annual-bar-received"),
            &[
                ("all", &all.to_string()),
                ("carried", &main.carried_in.to_string()),
            ],
        )?
    } else {
        counted(voice, all)?
    };
    Ok(Pile {
        name: voice.say(key("portal-annual-came-in"))?,
        label,
        parts: vec![(Part::Plain, main.received), (Part::Waiting, main.carried_in)],
    })
}

fn answered(voice: Voice<'_>, main: &Main) -> Said<Pile> {
    let answers = main.answers;
    let late = answers.given.saturating_sub(answers.in_time);
    let label = if late > 0 {
        voice.say_with(
            key("portal-annual-bar-late"),
            &[("given", &answers.given.to_string()), ("late", &late.to_string())],
        )?
    } else {
        let given = answers.given.to_string();
        voice.say_with(key("portal-annual-bar-in-time"), &[("given", &given)])?
    };
    Ok(Pile {
        name: voice.say(key("portal-annual-answered"))?,
        label,
        parts: vec![(Part::OnTime, answers.in_time), (Part::Late, late)],
    })
}
