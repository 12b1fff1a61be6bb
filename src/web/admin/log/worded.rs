//! Changes in words.

use crate::{
    domain::{
        audit::{Matter, Part, PartChange, Value},
        published::State,
    },
    text::key,
    web::wording::{self, Said, Voice, series_name},
};

pub(super) fn matter(voice: Voice<'_>, matter: Matter) -> Said {
    voice.say(match matter {
        Matter::Account => key("log-matter-account"),
        Matter::Department => key("log-matter-department"),
        Matter::Agency => key("log-matter-agency"),
        Matter::Remedies => key("log-matter-remedies"),
        Matter::Numbering => key("log-matter-numbering"),
        Matter::Template => key("log-matter-template"),
        Matter::ReviewChain => key("log-matter-review-chain"),
        Matter::Seal => key("log-matter-seal"),
        Matter::Calendar => key("log-matter-calendar"),
        Matter::Delegation => key("log-matter-delegation"),
        Matter::Retention => key("log-matter-retention"),
        Matter::Erasure => key("log-matter-erasure"),
        Matter::Catalogue => key("catalogue-title"),
        Matter::Feed => key("catalogue-feed"),
        Matter::PublishedAnswer => key("publish-matter"),
        Matter::Payment => key("log-matter-payment"),
        Matter::ChannelTest => key("channel-title"),
        Matter::AnnualFigures => key("annual-matter"),
    })
}

fn name(voice: Voice<'_>, part: Part) -> Said {
    voice.say(match part {
        Part::Username => key("log-part-username"),
        Part::Name => key("log-part-name"),
        Part::ShortName => key("log-part-short-name"),
        Part::Department => key("log-part-department"),
        Part::Roles => key("log-part-roles"),
        Part::Email => key("log-part-email"),
        Part::Active => key("log-part-active"),
        Part::Password => key("log-part-password"),
        Part::Locked => key("log-part-locked"),
        Part::Place => key("log-part-place"),
        Part::Office => key("log-part-office"),
        Part::Address => key("log-part-address"),
        Part::Postcode => key("log-part-postcode"),
        Part::Phone => key("log-part-phone"),
        Part::Fax => key("log-part-fax"),
        Part::Hours => key("log-part-hours"),
        Part::Holds => key("log-part-holds"),
        Part::Online => key("log-part-online"),
        Part::From => key("log-part-from"),
        Part::Until => key("log-part-until"),
        Part::Pattern => key("log-part-pattern"),
        Part::Suffix => key("log-part-suffix"),
        Part::Series => key("log-part-series"),
        Part::NextNumber => key("log-part-next-number"),
        Part::Why => key("log-part-why"),
        Part::Version => key("log-part-version"),
        Part::Steps => key("log-part-steps"),
        Part::Image => key("log-part-image"),
        Part::SizeMm => key("log-part-size-mm"),
        Part::Source => key("log-part-source"),
        Part::Region => key("log-part-region"),
        Part::Absent => key("log-part-absent"),
        Part::Deputy => key("log-part-deputy"),
        Part::Kept => key("log-part-kept"),
        Part::Erased => key("log-part-erased"),
        Part::Through => key("log-part-through"),
        Part::Number => key("catalogue-number"),
        Part::PublishedOn => key("catalogue-published-on"),
        Part::Summary => key("catalogue-summary"),
        Part::Link => key("catalogue-link"),
        Part::Topics => key("catalogue-topics"),
        Part::Added => key("catalogue-added"),
        Part::Updated => key("catalogue-updated"),
        Part::State => key("publish-state"),
        Part::Bank => key("log-part-bank"),
        Part::BankAccount => key("log-part-bank-account"),
        Part::Purpose => key("log-part-purpose"),
        Part::Remark => key("log-part-remark"),
        Part::Every => key("channel-every"),
        Part::ReceiveHours => key("channel-receive-hours"),
        Part::AnswerDays => key("channel-answer-days"),
    })
}

/// `姓名：由“甲”改为“乙”`
pub(super) fn part(voice: Voice<'_>, change: &PartChange) -> Said {
    let PartChange { part, before, after } = change;
    let name = name(voice, *part)?;
    let value = |value: &Value| worded(voice, *part, value);
    match (before, after) {
        (Some(before), Some(after)) => voice.say_with(
            key("log-changed"),
            &[
                ("part", &name),
                ("before", &value(before)?),
                ("after", &value(after)?),
            ],
        ),
        (None, Some(Value::Secret)) => voice.say_with(key("log-secret"), &[("part", &name)]),
        (None, Some(after)) => voice.say_with(key("log-set"), &[("part", &name), ("after", &value(after)?)]),
        (Some(before), None) => voice.say_with(
            key("log-removed"),
            &[("part", &name), ("before", &value(before)?)],
        ),
        (None, None) => Ok(name),
    }
}

fn worded(voice: Voice<'_>, part: Part, value: &Value) -> Said {
    match value {
        Value::Words(series) if part == Part::Series => series_name(voice, series),
        Value::Words(state) if part == Part::State => voice.say(match state.parse() {
            Ok(State::Prepared) => key("publish-state-prepared"),
            Ok(State::Published) => key("publish-state-published"),
            Ok(State::Withdrawn) => key("publish-state-withdrawn"),
            Ok(State::Dropped) => key("publish-state-dropped"),
            Err(_) => return Ok(state.clone()),
        }),
        Value::Words(every) if part == Part::Every => every
            .parse()
            .map_or_else(|_| Ok(every.clone()), |every| wording::every(voice.say, every)),
        Value::Words(words) => Ok(words.clone()),
        Value::Is(true) if part == Part::Kept => voice.say(key("retention-for-ever")),
        Value::Number(years) if part == Part::Kept => {
            voice.say_with(key("retention-years"), &[("years", &years.to_string())])
        }
        Value::Roles(roles) => {
            let names: Vec<&str> = roles.iter().map(|role| voice.law.role_name(*role)).collect();
            Ok(names.join("、"))
        }
        Value::Is(true) => voice.say(key("log-yes")),
        Value::Is(false) => voice.say(key("log-no")),
        Value::Day(day) => Ok(voice.weekday(*day)),
        Value::Number(number) => Ok(number.to_string()),
        Value::Secret => voice.say(key("log-not-shown")),
    }
}
