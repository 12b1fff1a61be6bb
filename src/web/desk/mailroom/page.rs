//! The pages of the mail room.

use serde::Serialize;

use super::name_of;
use crate::{
    casework::mailroom::MailItem,
    domain::notice::{Addressee, addressee},
    template::Template,
    text::key,
    web::{
        casefile::letter::{became, service_text},
        form::{Choice, Field, FieldErrors},
        page::{Page, Side, Title},
        wording::{Said, Voice, letter_name},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct MailroomPage {
    pub(super) errors: FieldErrors,
    pub(super) waiting: Vec<ItemRow>,
    pub(super) on_their_way: Vec<ItemRow>,
    pub(super) next: Option<String>,
    /// Where this page begins, for the form to come back to.
    pub(super) after: String,
    /// Whether everything that waits is ticked, and the addresses at which it is and is not.
    pub(super) all_chosen: bool,
    pub(super) all_href: String,
    pub(super) none_href: String,
    /// The most letters at once.
    pub(super) most: String,
}

/// A letter in the list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ItemRow {
    /// How the form names it.
    pub(super) value: String,
    pub(super) chosen: bool,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) case: String,
    pub(super) case_href: String,
    pub(super) to: String,
    pub(super) issued_on: String,
    /// How it went out last, and what became of that.
    pub(super) last: Option<String>,
    /// Nobody has told where it is to go.
    pub(super) no_address: bool,
}

pub(super) fn item_row(voice: Voice<'_>, item: &MailItem, chosen: bool) -> Said<ItemRow> {
    let sent = item.sent();
    let last = sent.and_then(|letter| letter.attempts.last());
    let last = last.map(|last| {
        let mut said = service_text(voice, &last.service)?;
        said.push_str(&became(voice, last)?.unwrap_or_default());
        Ok(said)
    });
    let to = sent.map(|letter| match addressee(&letter.kind) {
        Addressee::Applicant => key("number-list-to-applicant"),
        Addressee::ThirdParty => key("number-list-to-third-party"),
        Addressee::Organ => key("number-list-to-organ"),
    });
    Ok(ItemRow {
        value: name_of(item),
        chosen,
        number: sent.map_or_else(String::new, |letter| letter.number.clone()),
        title: letter_name(voice, &item.case, item.letter)?,
        case: item.case.number.to_string(),
        case_href: format!("/desk/cases/{}", item.case.id),
        to: to.map(|text| voice.say(text)).transpose()?.unwrap_or_default(),
        issued_on: sent.map_or_else(String::new, |letter| voice.weekday(letter.issued_on)),
        last: last.transpose()?,
        no_address: !item.has_address(),
    })
}

/// The form in which the posting of several letters is registered.
#[derive(Debug, Serialize)]
pub(super) struct PostPage {
    pub(super) errors: FieldErrors,
    /// What was done by the last sending, a line a letter.
    pub(super) done: Vec<Done>,
    pub(super) rows: Vec<PostRow>,
    pub(super) mails: Vec<Choice>,
    pub(super) posted_on: Field,
}

/// What came of a letter.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Done {
    pub(super) number: String,
    pub(super) case: String,
    pub(super) case_href: String,
    pub(super) said: String,
    pub(super) well: bool,
}

/// A letter with its waybill.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PostRow {
    pub(super) value: String,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) case: String,
    pub(super) version_name: String,
    pub(super) version: u32,
    pub(super) waybill: Field,
    /// Where the next waybill goes.
    pub(super) focus: bool,
}

impl Template for MailroomPage {
    const NAME: &'static str = "pages/desk/mailroom";

    fn samples() -> Vec<Self> {
        let item = |odd: bool| ItemRow {
            value: "1_2".to_owned(),
            chosen: odd,
            number: "青公开〔2026〕1号-答<b>".to_owned(),
            title: "政府信息公开申请答复书".to_owned(),
            case: "QSZJ-2026-00012".to_owned(),
            case_href: "/desk/cases/1".to_owned(),
            to: "申请人".to_owned(),
            issued_on: "2026年11月16日".to_owned(),
            last: odd.then(|| "邮寄，退回".to_owned()),
            no_address: odd,
        };
        let page = |errors, rows: Vec<ItemRow>, all_chosen| Self {
            errors,
            waiting: rows.clone(),
            next: (!rows.is_empty()).then(|| "/desk/mailroom?after=1".to_owned()),
            on_their_way: rows,
            after: "1".to_owned(),
            all_chosen,
            all_href: "/desk/mailroom?choose=all".to_owned(),
            none_href: "/desk/mailroom".to_owned(),
            most: "200".to_owned(),
        };
        let mut errors = FieldErrors::default();
        errors.add("letters", "请选择文书");
        vec![
            page(errors, vec![item(true), item(false)], false),
            page(FieldErrors::default(), vec![item(true)], true),
            page(FieldErrors::default(), Vec::new(), false),
        ]
    }
}

impl Page for MailroomPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("mailroom-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Template for PostPage {
    const NAME: &'static str = "pages/desk/mailroom_post";

    fn samples() -> Vec<Self> {
        let mut errors = FieldErrors::default();
        errors.add("waybill-1_2", "邮件号码不正确");
        errors.add("posted_on", "日期不正确");
        let row = |focus, errors: &FieldErrors| PostRow {
            value: "1_2".to_owned(),
            number: "青公开〔2026〕1号-答<b>".to_owned(),
            title: "政府信息公开申请答复书".to_owned(),
            case: "QSZJ-2026-00012".to_owned(),
            version_name: "version-1_2".to_owned(),
            version: 12,
            waybill: Field::new("waybill-1_2", "EA1\"<b>", errors),
            focus,
        };
        let done = |well| Done {
            number: "青公开〔2026〕1号-答".to_owned(),
            case: "QSZJ-2026-00012".to_owned(),
            case_href: "/desk/cases/1".to_owned(),
            said: "已登记".to_owned(),
            well,
        };
        let mail = |checked| Choice {
            value: "ems".to_owned(),
            label: "邮政特快专递".to_owned(),
            checked,
            ..Choice::default()
        };
        let page = |errors: FieldErrors, rows, done| Self {
            posted_on: Field::new("posted_on", "2026-11-20", &errors),
            mails: vec![mail(true), mail(false)],
            errors,
            rows,
            done,
        };
        let none = FieldErrors::default();
        vec![
            page(
                errors.clone(),
                vec![row(true, &errors), row(false, &none)],
                Vec::new(),
            ),
            page(none, Vec::new(), vec![done(true), done(false)]),
        ]
    }
}

impl Page for PostPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("mailroom-post-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
