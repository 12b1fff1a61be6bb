//! Printing.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the command line talks to its operator here"
)]

/// Says what was asked for, on standard output.
pub(super) fn say(line: &str) {
    println!("{line}");
}

/// Says what is wrong, on standard error.
pub(super) fn problem(line: &str) {
    eprintln!("{line}");
}
