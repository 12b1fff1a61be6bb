//! From a sent form to an order, or to what is wrong with it, field by field.

use std::{collections::BTreeMap, str::FromStr};

use time::{Date, format_description::well_known::Iso8601};
use uuid::Uuid;

use super::ways;
use crate::{
    casework::{Office, Order},
    domain::{
        account::Officer,
        command::CommandKind,
        id::{AccountId, CaseId, CaseNumber, DepartmentId},
        permission,
        receipt::Confirmation,
        service::{Mail, Service, SignedBy, Waybill},
        text::Invalid,
        words::Words,
    },
    store::{self, Scope, StoreError},
    text::{Key, key},
    web::{
        casefile::{asked::Row, give::words, to},
        form::FieldErrors,
        pairs::Pairs,
        wording::{Names, Said, Voice},
    },
};

/// What was typed will not do; it has been said beside the field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrong;

/// Cases of the agency that the reader may open, by the numbers that were typed.
pub(super) type KnownCases = BTreeMap<String, CaseId>;

/// Reads forms of one kind; collects what is wrong.
pub(super) struct Reader<'a> {
    pub(super) office: &'a Office,
    pub(super) voice: Voice<'a>,
    pub(super) typed: &'a Pairs,
    known: &'a KnownCases,
    /// With what the ids of the fields begin.
    prefix: String,
    errors: FieldErrors,
}

/// The order that a form gives. Kinds that the desk has no form for give none, and so does a form with mistakes:
/// these are in the list then.
pub(super) fn read(
    office: &Office,
    voice: Voice<'_>,
    kind: CommandKind,
    typed: &Pairs,
    known: &KnownCases,
) -> Said<Result<Order, FieldErrors>> {
    let of = typed.get("of");
    let is_way = ways::ORDERS.contains(&kind) || !of.is_empty();
    let mut reader = Reader {
        office,
        voice,
        typed,
        known,
        prefix: if is_way {
            format!("{}-", ways::form_id(kind, of))
        } else {
            String::new()
        },
        errors: FieldErrors::default(),
    };
    let order = match kind {
        CommandKind::ConfirmReceipt => reader.confirmation()?,
        CommandKind::Assign => reader.assign()?,
        CommandKind::Accept => Some(Order::Accept),
        CommandKind::HandBack => reader
            .words("hand_back_reason")?
            .map(|reason| Order::HandBack { reason }),
        CommandKind::Submit => Some(Order::Submit),
        CommandKind::Issue => Some(Order::Issue),
        CommandKind::Spoil => reader
            .words("spoil_reason")?
            .map(|reason| Order::Spoil { reason }),
        CommandKind::Serve if of.is_empty() => reader.service()?.map(|(service, remark)| Order::Serve {
            letter: None,
            service,
            remark,
        }),
        CommandKind::Close if of.is_empty() => Some(Order::Close { late: None }),
        CommandKind::Withdraw if typed.get("withdraw_reason").trim().is_empty() => {
            Some(Order::Withdraw { reason: None })
        }
        CommandKind::Withdraw => reader
            .words("withdraw_reason")?
            .map(|reason| Order::Withdraw { reason: Some(reason) }),
        CommandKind::DraftAnswer
        | CommandKind::Approve
        | CommandKind::Bypass
        | CommandKind::Claim
        | CommandKind::Waive
        | CommandKind::AnswerHits
        | CommandKind::UndoImport
        | CommandKind::ChangeContact
        | CommandKind::GiveProof
        | CommandKind::Erase
        | CommandKind::SendBack
        | CommandKind::SettlePoint
        | CommandKind::Open
        | CommandKind::Close
        | CommandKind::Serve
        | CommandKind::RecordDelivery
        | CommandKind::RecordReturn
        | CommandKind::HandOver
        | CommandKind::ProposeNotice
        | CommandKind::DropNotice
        | CommandKind::ApproveNotice
        | CommandKind::ReturnNotice
        | CommandKind::SendNotice
        | CommandKind::ReceiveCorrection
        | CommandKind::RecordOpinion
        | CommandKind::LapseConsultation
        | CommandKind::RecordPayment
        | CommandKind::RefuseProof
        | CommandKind::ReceiveReasons
        | CommandKind::JudgeReasons
        | CommandKind::ProposeAbandonment
        | CommandKind::Split
        | CommandKind::Merge
        | CommandKind::Link
        | CommandKind::RecordAppeal
        | CommandKind::OpenRound
        | CommandKind::ReReview
        | CommandKind::ProposePublication
        | CommandKind::DecidePublication
        | CommandKind::Retract => ways::read(&mut reader, kind)?,
    };
    Ok(order.ok_or(reader.errors))
}

impl Reader<'_> {
    pub(super) fn wrong(&mut self, name: &str, text: String) {
        let id = format!("{}{name}", self.prefix);
        self.errors.add(id, text);
    }

    /// Says it beside the field where there is nothing.
    fn some<T>(&mut self, name: &str, value: Option<T>, text: Key) -> Said<Option<T>> {
        if value.is_none() {
            let text = self.voice.say(text)?;
            self.wrong(name, text);
        }
        Ok(value)
    }

    /// The id in the hidden field.
    pub(super) fn of_id(&self) -> Option<Uuid> {
        Uuid::parse_str(self.typed.get("of")).ok()
    }

    fn is_blank(&self, name: &str) -> bool {
        self.typed.get(name).trim().is_empty()
    }

    pub(super) fn day(&mut self, name: &str) -> Said<Option<Date>> {
        let day = Date::parse(self.typed.get(name).trim(), &Iso8601::DATE).ok();
        let text = if self.is_blank(name) {
            key("field-blank")
        } else {
            key("field-not-a-date")
        };
        self.some(name, day, text)
    }

    /// A whole number from 1.
    pub(super) fn number<T: FromStr + Default + PartialEq>(&mut self, name: &str) -> Said<Option<T>> {
        let number = self.typed.get(name).trim().parse::<T>().ok();
        let number = number.filter(|number| *number != T::default());
        self.some(name, number, key("field-not-a-number"))
    }

    pub(super) fn choice<T: FromStr>(&mut self, name: &str) -> Said<Option<T>> {
        let chosen = self.typed.get(name).parse::<T>().ok();
        self.some(name, chosen, key("field-not-chosen"))
    }

    pub(super) fn yes_or_no(&mut self, name: &str) -> Said<Option<bool>> {
        let chosen = match self.typed.get(name) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        self.some(name, chosen, key("field-not-chosen"))
    }

    /// The numbers of the items that were ticked.
    pub(super) fn items(&mut self, name: &str) -> Said<Option<Vec<u16>>> {
        let items: Vec<u16> = self
            .typed
            .all(name)
            .filter_map(|item| item.parse().ok())
            .collect();
        self.some(
            name,
            Some(items).filter(|items| !items.is_empty()),
            key("field-not-chosen"),
        )
    }

    /// The case of a number.
    pub(super) fn case(&mut self, name: &str) -> Said<Option<CaseId>> {
        let found = self.known.get(self.typed.get(name).trim()).copied();
        let text = if self.is_blank(name) {
            key("field-blank")
        } else {
            key("field-no-such-case")
        };
        self.some(name, found, text)
    }

    /// The cases of several numbers; all of them must be there.
    pub(super) fn cases(&mut self, name: &str) -> Said<Option<Vec<CaseId>>> {
        let numbers = numbers(self.typed.get(name));
        let found: Option<Vec<CaseId>> = numbers.map(|number| self.known.get(number).copied()).collect();
        let text = if self.is_blank(name) {
            key("field-blank")
        } else {
            key("field-no-such-case")
        };
        self.some(name, found.filter(|found| !found.is_empty()), text)
    }

    /// A text with a form of its own.
    pub(super) fn text<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, Invalid>,
    ) -> Said<Option<T>> {
        match parse(self.typed.get(name)) {
            Ok(text) => Ok(Some(text)),
            Err(invalid) => {
                let text = match invalid {
                    Invalid::Blank => self.voice.say(key("field-blank"))?,
                    Invalid::TooLong(most) => self
                        .voice
                        .say_with(key("field-too-long"), &[("most", &most.to_string())])?,
                    Invalid::Length
                    | Invalid::Character
                    | Invalid::CheckDigit
                    | Invalid::BirthDate
                    | Invalid::Form => self.voice.say(key("field-not-of-the-form"))?,
                };
                self.wrong(name, text);
                Ok(None)
            }
        }
    }

    /// The same, or nothing where nothing was written.
    pub(super) fn text_or_none<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, Invalid>,
    ) -> Said<Result<Option<T>, Wrong>> {
        if self.is_blank(name) {
            return Ok(Ok(None));
        }
        Ok(self.text(name, parse)?.map(Some).ok_or(Wrong))
    }

    pub(super) fn words(&mut self, name: &str) -> Said<Option<Words>> {
        match words(self.office, self.voice, self.typed.get(name))? {
            Ok(words) => Ok(Some(words)),
            Err(text) => {
                self.wrong(name, text);
                Ok(None)
            }
        }
    }

    /// The same, or nothing where nothing was written.
    pub(super) fn words_or_none(&mut self, name: &str) -> Said<Result<Option<Words>, Wrong>> {
        if self.is_blank(name) {
            return Ok(Ok(None));
        }
        Ok(self.words(name)?.map(Some).ok_or(Wrong))
    }

    fn confirmation(&mut self) -> Said<Option<Order>> {
        let (on, record) = (self.day("confirmed_on")?, self.words("confirm_record")?);
        let confirmation = on.zip(record).map(|(on, record)| Confirmation { on, record });
        Ok(confirmation.map(|confirmation| Order::ConfirmReceipt { confirmation }))
    }

    fn assign(&mut self) -> Said<Option<Order>> {
        let to = self.department("to")?;
        Ok(to.map(|(department, handler)| Order::Assign { department, handler }))
    }

    /// `department` or `department/person`.
    pub(super) fn department(&mut self, name: &str) -> Said<Option<(DepartmentId, Option<AccountId>)>> {
        let to = to::read(self.typed.get(name));
        self.some(name, to, key("field-not-chosen"))
    }

    /// How a letter was served, and what else was said of that.
    pub(super) fn service(&mut self) -> Said<Option<(Service, Option<Words>)>> {
        let remark = self.words_or_none("serve_remark")?;
        let service = match self.typed.get("by") {
            "online" => Some(Service::Online {
                available_on: self.office.today(),
            }),
            "counter" => self.signature()?.map(|(signed_on, who)| Service::Counter {
                signed_on,
                signed_by: Some(who),
            }),
            "entrusted" => {
                if self.is_blank("serve_remark") {
                    let text = self.voice.say(key("refusal-organ-unnamed"))?;
                    self.wrong("serve_remark", text);
                    self.signature()?;
                    return Ok(None);
                }
                let signature = self.signature()?;
                signature.map(|(signed_on, signed_by)| Service::Entrusted { signed_on, signed_by })
            }
            "exchange" => Some(Service::Exchange {
                sent_on: self.office.today(),
            }),
            "post" => self.post()?,
            _ => {
                let text = self.voice.say(key("field-not-chosen"))?;
                self.wrong("by", text);
                None
            }
        };
        Ok(service.zip(remark.ok()))
    }

    fn signature(&mut self) -> Said<Option<(Date, SignedBy)>> {
        Ok(self.day("signed_on")?.zip(self.choice("signed_by")?))
    }

    fn post(&mut self) -> Said<Option<Service>> {
        let mail: Option<Mail> = self.choice("mail")?;
        let waybill = Waybill::parse(self.typed.get("waybill"));
        let waybill = self.some("waybill", waybill, key("field-waybill"))?;
        let whole = mail.zip(waybill).zip(self.day("posted_on")?);
        Ok(whole.map(|((mail, waybill), posted_on)| Service::Post {
            mail,
            waybill,
            posted_on,
        }))
    }
}

/// The numbers in a field that takes several.
fn numbers(typed: &str) -> impl Iterator<Item = &str> {
    typed
        .split(|c: char| c.is_whitespace() || ['、', '，', ',', '；', ';'].contains(&c))
        .filter(|number| !number.is_empty())
}

/// Which of the numbers that a form holds are of cases that this person may open. To them the others do not exist.
pub(super) async fn known_cases(
    office: &Office,
    officer: &Officer,
    typed: &Pairs,
) -> Result<KnownCases, StoreError> {
    let scope = Scope::of(officer.agency);
    let mut known = KnownCases::new();
    let typed = ["number", "numbers"].map(|name| typed.get(name));
    for number in typed.into_iter().flat_map(numbers).take(MOST_NUMBERS) {
        let wanted = CaseNumber(number.to_owned());
        let Some(id) = store::case::by_number(&office.db, scope, &wanted).await? else {
            continue;
        };
        let case = store::case::load(&office.db, scope, id).await?;
        if case.is_some_and(|case| permission::may_read(&case, officer)) {
            known.insert(number.to_owned(), id);
        }
    }
    Ok(known)
}

/// The most cases that one form may name.
const MOST_NUMBERS: usize = 50;

/// What was typed, for a page that gives it back to be read.
pub(super) fn rows(voice: Voice<'_>, kind: CommandKind, typed: &Pairs) -> Said<Vec<Row>> {
    let fields: &[(&str, Key)] = match kind {
        CommandKind::ConfirmReceipt => &[
            ("confirmed_on", key("confirm-receipt-day")),
            ("confirm_record", key("confirm-receipt-record")),
        ],
        CommandKind::HandBack => &[("hand_back_reason", key("hand-back-label"))],
        CommandKind::Withdraw => &[("withdraw_reason", key("withdraw-label"))],
        CommandKind::Spoil => &[("spoil_reason", key("spoil-label"))],
        CommandKind::Serve => &[
            ("signed_on", key("serve-signed-on")),
            ("waybill", key("serve-waybill")),
            ("posted_on", key("serve-posted-on")),
            ("serve_remark", key("serve-remark")),
        ],
        CommandKind::Assign
        | CommandKind::Accept
        | CommandKind::DraftAnswer
        | CommandKind::Submit
        | CommandKind::Approve
        | CommandKind::Bypass
        | CommandKind::Claim
        | CommandKind::Waive
        | CommandKind::AnswerHits
        | CommandKind::UndoImport
        | CommandKind::ChangeContact
        | CommandKind::GiveProof
        | CommandKind::Erase
        | CommandKind::SendBack
        | CommandKind::SettlePoint
        | CommandKind::Issue
        | CommandKind::Open => &[],
        CommandKind::Close
        | CommandKind::RecordDelivery
        | CommandKind::RecordReturn
        | CommandKind::HandOver
        | CommandKind::ProposeNotice
        | CommandKind::DropNotice
        | CommandKind::ApproveNotice
        | CommandKind::ReturnNotice
        | CommandKind::SendNotice
        | CommandKind::ReceiveCorrection
        | CommandKind::RecordOpinion
        | CommandKind::LapseConsultation
        | CommandKind::RecordPayment
        | CommandKind::RefuseProof
        | CommandKind::ReceiveReasons
        | CommandKind::JudgeReasons
        | CommandKind::ProposeAbandonment
        | CommandKind::Split
        | CommandKind::Merge
        | CommandKind::Link
        | CommandKind::RecordAppeal
        | CommandKind::OpenRound
        | CommandKind::ReReview
        | CommandKind::ProposePublication
        | CommandKind::DecidePublication
        | CommandKind::Retract => return ways::typed_rows(voice, typed),
    };
    let filled = fields.iter().filter(|(id, _)| !typed.get(id).trim().is_empty());
    filled
        .map(|(id, label)| {
            Ok(Row {
                label: voice.say(*label)?,
                value: typed.get(id).to_owned(),
            })
        })
        .collect()
}

/// To whom the case was to go, for the same page.
pub(super) fn given_to(voice: Voice<'_>, names: &Names, order: &Order) -> Said<Option<Row>> {
    let (Order::Assign { department, handler }
    | Order::HandOver {
        department, handler, ..
    }) = order
    else {
        return Ok(None);
    };
    let to = [
        Some(names.department(*department)),
        handler.map(|id| names.person(id)),
    ];
    Ok(Some(Row {
        label: voice.say(key("way-label-to"))?,
        value: to.into_iter().flatten().collect::<Vec<_>>().join(" "),
    }))
}
