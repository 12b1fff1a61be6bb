//! Printing.

#![expect(clippy::print_stderr, reason = "the command line talks to its operator here")]

use std::io::{self, Write as _};

use time::OffsetDateTime;

/// Says what was asked for, on standard output. Whoever stops reading (`| head`) has read enough.
pub(super) fn say(line: &str) {
    writeln!(io::stdout(), "{line}").ok();
}

/// Says what is wrong, on standard error.
pub(super) fn problem(line: &str) {
    eprintln!("{line}");
}

/// Says how far something has come, on standard error: what was asked for may go to standard output.
pub(super) fn progress(line: &str) {
    eprintln!("{line}");
}

/// Says how far something has come, as often as one of so many `parts` of it is done.
pub(super) fn teller(what: &'static str, parts: usize) -> impl FnMut(usize, usize) {
    let mut told = 0;
    move |done, all| {
        let now = done * parts / all.max(1);
        if now > told {
            told = now;
            progress(&format!("{what}：{}%（{done}/{all}）", now * 100 / parts));
        }
    }
}

/// A moment to the second, by its own clock.
pub(super) fn moment(at: OffsetDateTime) -> String {
    let time = at.time();
    format!(
        "{} {:02}:{:02}:{:02}",
        at.date(),
        time.hour(),
        time.minute(),
        time.second()
    )
}
