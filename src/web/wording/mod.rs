//! Values of the domain in the words of the staff's pages. Shared by desk and review; pure but for the texts.

mod case;
mod channel;
mod claim;
mod event;
mod feedback;
mod law;
mod missing;
mod refusal;
mod series;
mod way;

pub(crate) use channel::{every, trouble};
pub(crate) use event::{Names, entry_text, letter_name, words_of};
pub(crate) use feedback::rating;
pub(crate) use law::{cite, cite_all, in_lang, period, step_kind};
pub(crate) use missing::{missing, problem};
pub(crate) use series::series_name;

use time::Date;

use crate::{
    law::Law,
    text::{Key, MissingText, Say, key, words},
    web::page::View,
};

/// Says things in the language of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice<'a> {
    pub(crate) say: Say<'a>,
    pub(crate) law: &'a Law,
}

/// Something said, or the text that is not there.
pub(crate) type Said<T = String> = Result<T, MissingText>;

/// The voice of a page.
pub(crate) fn voice(view: &View) -> Voice<'_> {
    Voice {
        say: view.say(),
        law: &view.law,
    }
}

/// The last day of a period that was counted: `2027年1月13日（星期三）（暂定）` where it lies beyond the last holiday notice,
/// as every count that ends there rests on days of which nothing is known.
pub(crate) fn last_day(say: Say<'_>, law: &Law, day: Date) -> Said {
    let worded = words::date_with_weekday(say.lang, day);
    if law.calendar.is_known(day) {
        Ok(worded)
    } else {
        say.with(key("due-marked"), &[("day", &worded)])
    }
}

impl Voice<'_> {
    /// A text that takes no argument.
    pub(crate) fn say(self, key: Key) -> Said {
        self.say.get(key)
    }

    /// A text with its arguments.
    pub(crate) fn say_with(self, key: Key, arguments: &[(&str, &str)]) -> Said {
        self.say.with(key, arguments)
    }

    pub(crate) fn weekday(self, day: Date) -> String {
        words::date_with_weekday(self.say.lang, day)
    }

    /// The last day of a period that was counted, marked where it is provisional.
    pub(crate) fn last_day(self, day: Date) -> Said {
        last_day(self.say, self.law, day)
    }
}
