//! The list: every address of the program, and for whom it is.

/// For whom an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// Everybody.
    All,
    /// Whoever has filed the case, or has proved by number and look-up code that it is theirs.
    Applicant,
    /// Whoever has signed in.
    Staff,
    /// The intake clerks.
    Clerk,
    /// Whoever works on the case at the desk of its agency, or watches over it.
    Desk,
    /// The reviewers of the case's agency.
    Review,
    /// The administrators.
    Admin,
    /// Whoever keeps or watches the register of numbers.
    Numbers,
}

use For::{Admin, All, Applicant, Clerk, Desk, Numbers, Review, Staff};

/// Methods, address, and for whom. An upload is a post of a form with files.
const ROUTES: &[(&str, &str, For)] = &[
    ("GET", "/", All),
    ("GET", "/healthz", All),
    ("GET", "/assets/{version}/{name}", All),
    ("GET", "/agencies", All),
    ("GET", "/agencies/{key}", All),
    ("GET UPLOAD", "/agencies/{key}/apply", All),
    ("GET", "/receipt", Applicant),
    ("GET POST", "/track", All),
    ("POST", "/track/leave", All),
    ("GET", "/track/case/{case}", Applicant),
    ("GET POST", "/track/case/{case}/correction", Applicant),
    ("GET POST", "/track/case/{case}/reasons", Applicant),
    ("GET POST", "/track/case/{case}/withdraw", Applicant),
    ("GET", "/track/case/{case}/letters/{letter}", Applicant),
    ("GET", "/track/case/{case}/letters/{letter}/pdf", Applicant),
    ("GET", "/track/case/{case}/files/{file}", Applicant),
    ("GET POST", "/sign-in", All),
    ("POST", "/sign-out", Staff),
    ("GET POST", "/account", Staff),
    ("GET", "/desk", Desk),
    ("GET", "/desk/reminders", Staff),
    ("GET", "/desk/reminders/{day}", Staff),
    ("POST", "/desk/reminders/{day}/read", Staff),
    ("GET UPLOAD", "/desk/register", Clerk),
    ("GET", "/desk/registered", Clerk),
    ("GET", "/desk/cases/{case}", Desk),
    ("POST", "/desk/cases/{case}/confirm-receipt", Desk),
    ("POST", "/desk/cases/{case}/assign", Desk),
    ("POST", "/desk/cases/{case}/accept", Desk),
    ("POST", "/desk/cases/{case}/hand-back", Desk),
    ("POST", "/desk/cases/{case}/submit", Desk),
    ("POST", "/desk/cases/{case}/issue", Desk),
    ("POST", "/desk/cases/{case}/spoil", Desk),
    ("POST", "/desk/cases/{case}/serve", Desk),
    ("POST", "/desk/cases/{case}/record-delivery", Desk),
    ("POST", "/desk/cases/{case}/record-return", Desk),
    ("POST", "/desk/cases/{case}/close", Desk),
    ("POST", "/desk/cases/{case}/withdraw", Desk),
    ("POST", "/desk/cases/{case}/hand-over", Desk),
    ("POST", "/desk/cases/{case}/propose-notice", Desk),
    ("POST", "/desk/cases/{case}/drop-notice", Desk),
    ("POST", "/desk/cases/{case}/send-notice", Desk),
    ("POST", "/desk/cases/{case}/receive-correction", Desk),
    ("POST", "/desk/cases/{case}/record-opinion", Desk),
    ("POST", "/desk/cases/{case}/record-payment", Desk),
    ("POST", "/desk/cases/{case}/receive-reasons", Desk),
    ("POST", "/desk/cases/{case}/judge-reasons", Desk),
    ("POST", "/desk/cases/{case}/split", Desk),
    ("POST", "/desk/cases/{case}/merge", Desk),
    ("POST", "/desk/cases/{case}/link", Desk),
    ("POST", "/desk/cases/{case}/record-appeal", Desk),
    ("POST", "/desk/cases/{case}/open-round", Desk),
    ("POST", "/desk/cases/{case}/re-review", Desk),
    ("POST", "/desk/cases/{case}/propose-publication", Desk),
    ("POST", "/desk/cases/{case}/decide-publication", Desk),
    ("POST", "/desk/cases/{case}/retract", Desk),
    ("GET", "/desk/cases/{case}/notices/{notice}", Desk),
    ("GET POST", "/desk/cases/{case}/draft", Desk),
    ("UPLOAD", "/desk/cases/{case}/draft/files", Desk),
    ("POST", "/desk/cases/{case}/draft/preview", Desk),
    ("GET", "/desk/cases/{case}/letters/{letter}", Desk),
    ("GET", "/desk/cases/{case}/letters/{letter}/pdf", Desk),
    ("GET", "/desk/cases/{case}/files/{file}", Desk),
    ("GET", "/desk/cases/{case}/file.zip", Desk),
    ("GET", "/desk/mailroom", Clerk),
    ("POST", "/desk/mailroom/print", Clerk),
    ("POST", "/desk/mailroom/post", Clerk),
    ("GET", "/desk/numbers", Numbers),
    ("GET", "/desk/numbers/print", Numbers),
    ("GET", "/desk/numbers.csv", Numbers),
    ("GET", "/admin", Admin),
    ("GET", "/admin/flow", Admin),
    ("GET", "/admin/calendar", Admin),
    ("GET", "/admin/calendar/years/{year}", Admin),
    ("GET UPLOAD", "/admin/calendar/load", Admin),
    ("POST", "/admin/calendar/decide", Admin),
    ("POST", "/admin/calendar/confirm", Admin),
    ("GET", "/admin/calendar/notices/{holidays}", Admin),
    ("POST", "/admin/calendar/notices/{holidays}/recompute", Admin),
    ("GET", "/admin/templates", Admin),
    ("GET POST", "/admin/templates/{slot}", Admin),
    ("GET", "/admin/templates/{slot}/versions/{number}", Admin),
    ("GET", "/admin/numbers", Admin),
    ("GET POST", "/admin/numbers/pattern", Admin),
    ("GET POST", "/admin/numbers/kinds/{kind}", Admin),
    ("GET POST", "/admin/numbers/begin/{series}", Admin),
    ("GET", "/review", Review),
    ("GET", "/review/cases/{case}", Review),
    ("POST", "/review/cases/{case}/approve", Review),
    ("POST", "/review/cases/{case}/send-back", Review),
    ("GET", "/review/cases/{case}/notices", Review),
    ("GET", "/review/cases/{case}/notices/{notice}", Review),
    ("POST", "/review/cases/{case}/notices/{notice}/approve", Review),
    ("POST", "/review/cases/{case}/notices/{notice}/send-back", Review),
    ("GET", "/review/cases/{case}/letters/{letter}", Review),
    ("GET", "/review/cases/{case}/letters/{letter}/pdf", Review),
    ("GET", "/review/cases/{case}/files/{file}", Review),
];

/// The way of a case through the agency: who sends which form, and is not refused.
pub(super) const WAY: [(&str, &str); 12] = [
    ("clerk", "/desk/cases/{case}/confirm-receipt"),
    ("clerk", "/desk/cases/{case}/assign"),
    ("handler", "/desk/cases/{case}/accept"),
    ("handler", "/desk/cases/{case}/draft"),
    ("handler", "/desk/cases/{case}/submit"),
    ("secrets", "/review/cases/{case}/approve"),
    ("lawyer", "/review/cases/{case}/approve"),
    ("leader", "/review/cases/{case}/approve"),
    ("handler", "/desk/cases/{case}/issue"),
    ("clerk", "/desk/cases/{case}/serve"),
    ("clerk", "/desk/cases/{case}/record-delivery"),
    ("handler", "/desk/cases/{case}/close"),
];

/// Every method of the list's addresses that one of these is for, with the address.
pub(super) fn ways_in(who: &[For]) -> impl Iterator<Item = (&'static str, &'static str)> {
    let listed = ROUTES.iter().filter(move |(.., for_whom)| who.contains(for_whom));
    listed.flat_map(|(methods, path, _)| methods.split(' ').map(move |method| (method, *path)))
}
