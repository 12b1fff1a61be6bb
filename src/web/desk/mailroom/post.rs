//! `POST /desk/mailroom/post`: the posting of several letters in one form. The first button goes on to the next empty
//! line, so that a scanner, which ends every number with Enter, walks down the list; the second one registers them. Each
//! case is an order of its own: one that is refused keeps no other from being registered, and nothing is half done.

use axum::{http::StatusCode, response::Response};
use time::{Date, format_description::well_known::Iso8601};

use super::{
    again, name_of,
    page::{Done, PostPage, PostRow},
    within_limit,
};
use crate::{
    casework::{
        Order,
        mailroom::{self, MailItem},
    },
    domain::service::{Mail, Service, Waybill},
    law::Role,
    text::key,
    web::{
        casefile::{
            give::{Outcome, give},
            letter::service_text,
        },
        error::Failure,
        extract::SignedIn,
        form::{Choice, Field, FieldErrors, Form},
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, letter_name, voice},
    },
};

pub(super) async fn update(
    view: View,
    clerk: SignedIn,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    let items = match chosen(&view, &clerk, &typed).await? {
        Ok(items) => items,
        Err(wrong) => return again(&view, &clerk, &typed, wrong).await,
    };
    let sheet = Sheet {
        voice: voice(&view),
        today: view.app.office.today(),
        typed: &typed,
    };
    let is_sent = typed.get("do") == "post";
    let errors = sheet.errors(&items, is_sent)?;
    if !errors.is_empty() {
        let page = sheet.page(&items, errors, Vec::new())?;
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    }
    if !is_sent {
        return view.page(sheet.page(&items, errors, Vec::new())?).await;
    }
    let (mut done, mut left) = (Vec::new(), Vec::new());
    for item in items {
        let (said, well) = match sheet.service(&item) {
            None => (sheet.voice.say(key("mailroom-left-out"))?, false),
            Some(service) => register(&view, &clerk, &sheet, &item, service).await?,
        };
        done.push(Done {
            number: item
                .sent()
                .map_or_else(String::new, |letter| letter.number.clone()),
            case: item.case.number.to_string(),
            case_href: format!("/desk/cases/{}", item.case.id),
            said,
            well,
        });
        if !well {
            left.push(item);
        }
    }
    // What changed meanwhile is shown as it stands now, so that the next sending is of that.
    let names: Vec<_> = left.iter().map(|item| (item.case.id, item.letter)).collect();
    let mut left = mailroom::chosen(&view.app.office, &clerk.officer(), &names).await?;
    left.retain(MailItem::waits);
    let fresh = Sheet {
        typed: &sheet.without_versions(),
        ..sheet
    };
    view.page(fresh.page(&left, FieldErrors::default(), done)?).await
}

/// The letters that a form names and that wait to be posted, or why there is nothing to register.
async fn chosen(
    view: &View,
    clerk: &SignedIn,
    typed: &Pairs,
) -> Result<Result<Vec<MailItem>, String>, Failure> {
    let names = match within_limit(view, typed)? {
        Ok(names) => names,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let mut items = mailroom::chosen(&view.app.office, &clerk.officer(), &names).await?;
    if items.is_empty() {
        return Ok(Err(voice(view).say(key("mailroom-none-chosen"))?));
    }
    items.retain(MailItem::waits);
    if items.is_empty() {
        return Ok(Err(voice(view).say(key("mailroom-nothing-waits"))?));
    }
    Ok(Ok(items))
}

/// One letter, one order.
async fn register(
    view: &View,
    clerk: &SignedIn,
    sheet: &Sheet<'_>,
    item: &MailItem,
    service: Service,
) -> Result<(String, bool), Failure> {
    let voice = sheet.voice;
    let done = service_text(voice, &service)?;
    let order = Order::Serve {
        letter: Some(item.letter),
        service,
        remark: None,
    };
    let expected = sheet.version(item);
    let given = give(&view.app.office, &clerk.officer(), item.case.id, expected, order).await?;
    Ok(match given {
        Outcome::Done(_) => (done, true),
        Outcome::Refused(refusal) => (voice.refusal(&refusal)?, false),
        Outcome::TooLate => (voice.say(key("mailroom-changed"))?, false),
    })
}

/// The form as it was sent.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    voice: Voice<'a>,
    today: Date,
    typed: &'a Pairs,
}

impl Sheet<'_> {
    fn waybill_field(item: &MailItem) -> String {
        format!("waybill-{}", name_of(item))
    }

    fn version_field(item: &MailItem) -> String {
        format!("version-{}", name_of(item))
    }

    /// The version of the case that the form showed; that of now where it showed none yet.
    fn version(&self, item: &MailItem) -> u32 {
        let shown = self.typed.get(&Self::version_field(item));
        shown.parse().unwrap_or(item.case.version)
    }

    /// What was typed, without the versions that were shown.
    fn without_versions(&self) -> Pairs {
        let kept = self.typed.kept().into_iter();
        kept.filter(|field| !field.name.starts_with("version-"))
            .map(|field| (field.name, field.value))
            .collect()
    }

    fn posted_on(&self) -> Option<Date> {
        Date::parse(self.typed.get("posted_on").trim(), &Iso8601::DATE).ok()
    }

    fn mail(&self) -> Mail {
        self.typed.get("mail").parse().unwrap_or(Mail::Ems)
    }

    fn raw(&self, item: &MailItem) -> &str {
        self.typed.get(&Self::waybill_field(item)).trim()
    }

    /// How a letter was posted; none where its line is empty.
    fn service(&self, item: &MailItem) -> Option<Service> {
        Some(Service::Post {
            mail: self.mail(),
            waybill: Waybill::parse(self.raw(item))?,
            posted_on: self.posted_on()?,
        })
    }

    /// Everything that is wrong with what stands there, in the order of the form: once it is sent, the day; numbers that
    /// are none, a number twice; and, once it is sent, that nothing stands there at all.
    fn errors(&self, items: &[MailItem], is_sent: bool) -> Said<FieldErrors> {
        let mut errors = FieldErrors::default();
        match self.posted_on() {
            None if is_sent => errors.add("posted_on", self.voice.say(key("field-not-a-date"))?),
            Some(day) if is_sent && day > self.today => {
                errors.add("posted_on", self.voice.say(key("refusal-in-the-future"))?);
            }
            None | Some(_) => {}
        }
        let mut seen: Vec<Waybill> = Vec::new();
        let mut is_blank = true;
        for item in items.iter().filter(|item| !self.raw(item).is_empty()) {
            is_blank = false;
            let field = Self::waybill_field(item);
            match Waybill::parse(self.raw(item)) {
                None => errors.add(field, self.voice.say(key("field-waybill"))?),
                Some(waybill) if seen.contains(&waybill) => {
                    errors.add(field, self.voice.say(key("mailroom-waybill-twice"))?);
                }
                Some(waybill) => seen.push(waybill),
            }
        }
        if is_sent && is_blank {
            let first = items.first().map(Self::waybill_field).unwrap_or_default();
            errors.add(first, self.voice.say(key("mailroom-no-waybill"))?);
        }
        Ok(errors)
    }

    fn page(&self, items: &[MailItem], errors: FieldErrors, done: Vec<Done>) -> Said<PostPage> {
        let wrong = |item: &MailItem| errors.of(&Self::waybill_field(item)).is_some();
        let next = items
            .iter()
            .position(wrong)
            .or_else(|| items.iter().position(|item| self.raw(item).is_empty()));
        let rows = items.iter().enumerate().map(|(at, item)| {
            Ok(PostRow {
                value: name_of(item),
                number: item
                    .sent()
                    .map_or_else(String::new, |letter| letter.number.clone()),
                title: letter_name(self.voice, &item.case, item.letter)?,
                case: item.case.number.to_string(),
                version_name: Self::version_field(item),
                version: self.version(item),
                waybill: Field::new(Self::waybill_field(item), self.raw(item), &errors),
                focus: next == Some(at),
            })
        });
        let mails = Mail::ALL.iter().map(|mail| {
            Ok(Choice {
                value: mail.to_string(),
                label: self.voice.mail(*mail)?,
                checked: *mail == self.mail(),
                ..Choice::default()
            })
        });
        let day = if self.typed.has("posted_on") {
            self.typed.get("posted_on").to_owned()
        } else {
            self.today.to_string()
        };
        Ok(PostPage {
            rows: rows.collect::<Said<_>>()?,
            mails: mails.collect::<Said<_>>()?,
            posted_on: Field::new("posted_on", day, &errors),
            errors,
            done,
        })
    }
}
