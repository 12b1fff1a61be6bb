//! From a sent form to an order, or to what is wrong with it, field by field.

use time::{Date, format_description::well_known::Iso8601};
use uuid::Uuid;

use crate::{
    casework::{Office, Order},
    domain::{
        command::CommandKind,
        id::{AccountId, DepartmentId},
        receipt::Confirmation,
        service::{Mail, Service, Waybill},
        words::Words,
    },
    text::key,
    web::{
        casefile::{asked::Row, give::words},
        form::FieldErrors,
        pairs::Pairs,
        wording::{Said, Voice},
    },
};

/// Reads forms of one kind; collects what is wrong.
struct Reader<'a> {
    office: &'a Office,
    voice: Voice<'a>,
    typed: &'a Pairs,
    errors: FieldErrors,
}

/// The order that a form gives. Kinds that the desk has no form for give none, and so does a form with mistakes:
/// these are in the list then.
pub(super) fn read(
    office: &Office,
    voice: Voice<'_>,
    kind: CommandKind,
    typed: &Pairs,
) -> Said<Result<Order, FieldErrors>> {
    let mut reader = Reader {
        office,
        voice,
        typed,
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
        CommandKind::Serve => reader.service()?.map(|service| Order::Serve { service }),
        CommandKind::RecordDelivery => {
            reader
                .day("delivered_on")?
                .map(|delivered_on| Order::RecordDelivery {
                    letter: None,
                    delivered_on,
                })
        }
        CommandKind::Close => Some(Order::Close),
        CommandKind::Withdraw if typed.get("withdraw_reason").trim().is_empty() => {
            Some(Order::Withdraw { reason: None })
        }
        CommandKind::Withdraw => reader
            .words("withdraw_reason")?
            .map(|reason| Order::Withdraw { reason: Some(reason) }),
        CommandKind::DraftAnswer
        | CommandKind::Approve
        | CommandKind::SendBack
        | CommandKind::Open
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
        | CommandKind::Retract => None,
    };
    Ok(order.ok_or(reader.errors))
}

impl Reader<'_> {
    fn wrong(&mut self, id: &str, text: String) {
        self.errors.add(id, text);
    }

    fn day(&mut self, id: &str) -> Said<Option<Date>> {
        let raw = self.typed.get(id).trim();
        let day = Date::parse(raw, &Iso8601::DATE).ok();
        if day.is_none() {
            let text = self.voice.say(if raw.is_empty() {
                key("field-blank")
            } else {
                key("field-not-a-date")
            })?;
            self.wrong(id, text);
        }
        Ok(day)
    }

    fn words(&mut self, id: &str) -> Said<Option<Words>> {
        match words(self.office, self.voice, self.typed.get(id))? {
            Ok(words) => Ok(Some(words)),
            Err(text) => {
                self.wrong(id, text);
                Ok(None)
            }
        }
    }

    fn confirmation(&mut self) -> Said<Option<Order>> {
        let (on, record) = (self.day("confirmed_on")?, self.words("confirm_record")?);
        let confirmation = on.zip(record).map(|(on, record)| Confirmation { on, record });
        Ok(confirmation.map(|confirmation| Order::ConfirmReceipt { confirmation }))
    }

    /// `department` or `department/person`.
    fn assign(&mut self) -> Said<Option<Order>> {
        let raw = self.typed.get("to");
        let (department, person) = raw
            .split_once('/')
            .map_or((raw, None), |(to, whom)| (to, Some(whom)));
        let department = Uuid::parse_str(department).ok().map(DepartmentId);
        let handler = person
            .map(|whom| Uuid::parse_str(whom).map(AccountId))
            .transpose()
            .ok();
        let order = department
            .zip(handler)
            .map(|(department, handler)| Order::Assign { department, handler });
        if order.is_none() {
            let text = self.voice.say(key("field-not-chosen"))?;
            self.wrong("to", text);
        }
        Ok(order)
    }

    fn service(&mut self) -> Said<Option<Service>> {
        match self.typed.get("by") {
            "online" => Ok(Some(Service::Online {
                available_on: self.office.today(),
            })),
            "counter" => Ok(self
                .day("signed_on")?
                .map(|signed_on| Service::Counter { signed_on })),
            "post" => {
                let mail: Option<Mail> = self.typed.get("mail").parse().ok();
                if mail.is_none() {
                    let text = self.voice.say(key("field-not-chosen"))?;
                    self.wrong("mail", text);
                }
                let waybill = Waybill::parse(self.typed.get("waybill"));
                if waybill.is_none() {
                    let text = self.voice.say(key("field-waybill"))?;
                    self.wrong("waybill", text);
                }
                let posted_on = self.day("posted_on")?;
                let whole = mail.zip(waybill).zip(posted_on);
                Ok(whole.map(|((mail, waybill), posted_on)| Service::Post {
                    mail,
                    waybill,
                    posted_on,
                }))
            }
            _ => {
                let text = self.voice.say(key("field-not-chosen"))?;
                self.wrong("by", text);
                Ok(None)
            }
        }
    }
}

/// What was typed, for a page that gives it back to be read.
pub(super) fn rows(voice: Voice<'_>, kind: CommandKind, typed: &Pairs) -> Said<Vec<Row>> {
    let fields: &[(&str, crate::text::Key)] = match kind {
        CommandKind::ConfirmReceipt => &[
            ("confirmed_on", key("confirm-receipt-day")),
            ("confirm_record", key("confirm-receipt-record")),
        ],
        CommandKind::HandBack => &[("hand_back_reason", key("hand-back-label"))],
        CommandKind::Withdraw => &[("withdraw_reason", key("withdraw-label"))],
        CommandKind::RecordDelivery => &[("delivered_on", key("delivery-day"))],
        CommandKind::Serve => &[
            ("signed_on", key("serve-signed-on")),
            ("waybill", key("serve-waybill")),
            ("posted_on", key("serve-posted-on")),
        ],
        CommandKind::Assign
        | CommandKind::Accept
        | CommandKind::DraftAnswer
        | CommandKind::Submit
        | CommandKind::Approve
        | CommandKind::SendBack
        | CommandKind::Issue
        | CommandKind::Open
        | CommandKind::Close
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
        | CommandKind::Retract => &[],
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
