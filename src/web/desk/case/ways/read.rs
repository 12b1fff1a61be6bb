//! From a sent form to one of these orders.

use time::Date;
use uuid::Uuid;

use super::{
    super::orders::{Reader, Wrong},
    appeals::FactOf,
};
use crate::{
    casework::{NewNotice, Order},
    domain::{
        appeal::{AppealFact, Of, Order as Ordered},
        clock::ConsultationKind,
        closing::Lateness,
        command::CommandKind,
        id::{AppealId, FileId, LetterId, NoticeId},
        notice::View,
        party::Party,
        service::{Mail, Service, Waybill},
        text::{Address, Email, Name, Phone, Postcode},
        words::Words,
    },
    law::NoticeKind,
    text::key,
    web::wording::Said,
};

/// The order, or nothing where something is wrong with it, or where it is none of these.
pub(in crate::web::desk::case) fn read(reader: &mut Reader<'_>, kind: CommandKind) -> Said<Option<Order>> {
    let notice = reader.of_id().map(NoticeId);
    Ok(match kind {
        CommandKind::HandOver => {
            let (to, reason) = (reader.department("to")?, reader.words("hand_over_reason")?);
            to.zip(reason)
                .map(|((department, handler), reason)| Order::HandOver {
                    department,
                    handler,
                    reason,
                })
        }
        CommandKind::Close => {
            let late = reader
                .department("late_department")?
                .zip(reader.words("late_because")?);
            late.map(|((department, _), because)| Order::Close {
                late: Some(Lateness { department, because }),
            })
        }
        CommandKind::ProposeNotice => match reader.typed.get("of").parse() {
            Ok(kind) => propose(reader, kind)?.map(|(matter, words)| Order::ProposeNotice { matter, words }),
            Err(_) => None,
        },
        CommandKind::DropNotice => notice.map(|id| Order::DropNotice { id }),
        CommandKind::SendNotice => {
            let service = service(reader)?;
            notice
                .zip(service)
                .map(|(id, service)| Order::SendNotice { id, service })
        }
        CommandKind::Serve => {
            let letter = reader.of_id().map(LetterId);
            reader.service()?.map(|(service, remark)| Order::Serve {
                letter,
                service,
                remark,
            })
        }
        CommandKind::RecordReturn => came_back(reader)?,
        CommandKind::RecordDelivery => {
            let letter = reader.of_id().map(LetterId);
            let day = reader.day("delivered_on")?;
            day.map(|delivered_on| Order::RecordDelivery { letter, delivered_on })
        }
        CommandKind::RecordOpinion => {
            notice
                .zip(opinion(reader)?)
                .map(|(notice, (answered_on, view, reasons))| Order::RecordOpinion {
                    notice,
                    answered_on,
                    view,
                    reasons,
                    agreed: agreed(reader, view),
                })
        }
        CommandKind::ReceiveCorrection => {
            let came = reader.day("corrected_on")?.zip(reader.words("corrected_to")?);
            came.map(|(received_on, words)| Order::ReceiveCorrection { received_on, words })
        }
        CommandKind::RecordPayment => {
            let came = reader.day("paid_on")?.zip(reader.number("yuan")?);
            came.map(|(paid_on, yuan)| Order::RecordPayment { paid_on, yuan })
        }
        CommandKind::RefuseProof => {
            let because = reader.words("proof_because")?;
            because.map(|because| Order::RefuseProof { because })
        }
        CommandKind::ReceiveReasons => {
            let came = reader.day("reasons_on")?.zip(reader.words("reasons_given")?);
            came.map(|(received_on, words)| Order::ReceiveReasons { received_on, words })
        }
        CommandKind::JudgeReasons => {
            let judged = reader
                .yes_or_no("reasonable")?
                .zip(reader.words("judged_because")?);
            judged.map(|(reasonable, because)| Order::JudgeReasons { reasonable, because })
        }
        CommandKind::Split => {
            let items = reader.items("split_item")?;
            items.map(|items| Order::Split {
                items: items.into_iter().collect(),
            })
        }
        CommandKind::Merge => reader.case("number")?.map(|into| Order::Merge { into }),
        CommandKind::Link => {
            let link = reader.choice("how")?.zip(reader.case("number")?);
            link.map(|(how, other)| Order::Link { other, how })
        }
        CommandKind::ProposePublication => {
            let with = reader.cases("numbers")?;
            with.map(|with| Order::ProposePublication { with })
        }
        CommandKind::RecordAppeal => appeal(reader)?,
        CommandKind::OpenRound => reader.of_id().map(|id| Order::OpenRound { appeal: AppealId(id) }),
        CommandKind::ReReview => {
            let look = reader.choice("result")?.zip(reader.words("because")?);
            look.map(|(outcome, because)| Order::ReReview { outcome, because })
        }
        CommandKind::DecidePublication => {
            let decided = reader.yes_or_no("result")?.zip(reader.words("because")?);
            decided.map(|(publish, because)| Order::DecidePublication { publish, because })
        }
        CommandKind::Retract => {
            let fact = reader.choice("fact")?.zip(reader.words("retract_reason")?);
            fact.map(|(seq, reason)| Order::Retract { seq, reason })
        }
        CommandKind::ConfirmReceipt
        | CommandKind::Assign
        | CommandKind::Accept
        | CommandKind::HandBack
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
        | CommandKind::Spoil
        | CommandKind::Open
        | CommandKind::Withdraw
        | CommandKind::ApproveNotice
        | CommandKind::ReturnNotice
        | CommandKind::LapseConsultation
        | CommandKind::ProposeAbandonment => None,
    })
}

type Proposal = (NewNotice, Option<Words>);

fn propose(reader: &mut Reader<'_>, kind: NoticeKind) -> Said<Option<Proposal>> {
    let with_words = |matter: Option<NewNotice>, words: Option<Words>| {
        matter.zip(words).map(|(matter, words)| (matter, Some(words)))
    };
    Ok(match kind {
        NoticeKind::Correction => {
            let words = reader.words("correction_asked")?;
            let days = reader.number("working_days")?;
            with_words(
                days.map(|working_days| NewNotice::Correction { working_days }),
                words,
            )
        }
        NoticeKind::ThirdPartyConsultation => consultation(reader, ConsultationKind::ThirdParty)?,
        NoticeKind::CoMakerConsultation => consultation(reader, ConsultationKind::CoMaker)?,
        NoticeKind::OtherOrganConsultation => consultation(reader, ConsultationKind::OtherOrgan)?,
        NoticeKind::Transfer => {
            let to = other_side(reader, "transferred_because")?;
            to.map(|(party, items, words)| (NewNotice::Transfer { party, items }, Some(words)))
        }
        NoticeKind::ConsultationTold => {
            let consultation = reader.choice("consultation")?.map(NoticeId);
            consultation.map(|consultation| (NewNotice::ConsultationTold { consultation }, None))
        }
        NoticeKind::DisclosureDecision => {
            let consultation = reader.choice("consultation")?.map(NoticeId);
            let words = reader.words("disclosed_because")?;
            with_words(
                consultation.map(|consultation| NewNotice::DisclosureDecision { consultation }),
                words,
            )
        }
        NoticeKind::Extension => {
            let days = reader.number("extension_days")?;
            let words = reader.words("extended_because")?;
            with_words(
                days.map(|working_days| NewNotice::Extension { working_days }),
                words,
            )
        }
        NoticeKind::Fee => {
            let fee = reader.choice("fee_by")?.zip(reader.number("fee_count")?);
            let words = reader.words("fee_because")?;
            with_words(fee.map(|(by, count)| NewNotice::Fee { by, count }), words)
        }
        NoticeKind::ReasonsAsked => {
            let words = reader.words("reasons_asked")?;
            let days = reader.number("working_days")?;
            with_words(
                days.map(|working_days| NewNotice::ReasonsAsked { working_days }),
                words,
            )
        }
        NoticeKind::Delay => {
            let until = reader.day("until")?;
            let words = reader.words("delayed_because")?;
            with_words(until.map(|until| NewNotice::Delay { until }), words)
        }
        NoticeKind::Ended => Some((NewNotice::Ended, None)),
    })
}

fn consultation(reader: &mut Reader<'_>, with: ConsultationKind) -> Said<Option<Proposal>> {
    let to = other_side(reader, "consultation_about")?;
    let attached = files(reader, "attached");
    Ok(to.map(|(party, items, words)| {
        let matter = NewNotice::Consultation {
            with,
            party,
            items,
            attached,
        };
        (matter, Some(words))
    }))
}

/// Whom a letter to another is to, about which items, and what was written to them.
fn other_side(reader: &mut Reader<'_>, written: &'static str) -> Said<Option<(Party, Vec<u16>, Words)>> {
    let name = reader.text("party_name", Name::parse)?;
    let address = reader.text_or_none("party_address", Address::parse)?;
    let postcode = reader.text_or_none("party_postcode", Postcode::parse)?;
    let phone = reader.text_or_none("party_phone", Phone::parse)?;
    let email = reader.text_or_none("party_email", Email::parse)?;
    let items = reader.items("about_item")?;
    let words = reader.words(written)?;
    let is_person = reader.typed.get("party_person") == "yes";
    let (Some(name), Ok(address), Ok(postcode), Ok(phone), Ok(email)) =
        (name, address, postcode, phone, email)
    else {
        return Ok(None);
    };
    let party = Party {
        name,
        address,
        postcode,
        phone,
        email,
        is_person,
    };
    Ok(items.zip(words).map(|(items, words)| (party, items, words)))
}

/// Mail that came back, and why.
fn came_back(reader: &mut Reader<'_>) -> Said<Option<Order>> {
    let letter = reader.of_id().map(LetterId);
    let returned_on = reader.day("returned_on")?;
    let reason = reader.choice("return_reason")?;
    let remark = reader.words_or_none("return_remark")?;
    let whole = returned_on.zip(reason).zip(remark.ok());
    Ok(whole.map(|((returned_on, reason), remark)| Order::RecordReturn {
        letter,
        returned_on,
        reason,
        remark,
    }))
}

/// A procedural letter goes out today, so there is no day to type.
fn service(reader: &mut Reader<'_>) -> Said<Option<Service>> {
    let today = reader.office.today();
    match reader.typed.get("by") {
        "online" => Ok(Some(Service::Online { available_on: today })),
        "counter" => {
            let who = reader.choice("signed_by")?;
            Ok(who.map(|who| Service::Counter {
                signed_on: today,
                signed_by: Some(who),
            }))
        }
        "exchange" => Ok(Some(Service::Exchange { sent_on: today })),
        "post" => {
            let mail: Option<Mail> = reader.choice("mail")?;
            let waybill = Waybill::parse(reader.typed.get("waybill"));
            if waybill.is_none() {
                let text = reader.voice.say(key("field-waybill"))?;
                reader.wrong("waybill", text);
            }
            Ok(mail.zip(waybill).map(|(mail, waybill)| Service::Post {
                mail,
                waybill,
                posted_on: today,
            }))
        }
        _ => {
            let text = reader.voice.say(key("field-not-chosen"))?;
            reader.wrong("by", text);
            Ok(None)
        }
    }
}

/// Who agrees may leave the reasons out.
fn opinion(reader: &mut Reader<'_>) -> Said<Option<(Date, View, Option<Words>)>> {
    let view: Option<View> = reader.choice("view")?;
    let answered_on = reader.day("answered_on")?;
    let may_be_left_out = view == Some(View::Agreed);
    let reasons = if may_be_left_out {
        reader.words_or_none("opinion_reasons")?
    } else {
        reader.words("opinion_reasons")?.map(Some).ok_or(Wrong)
    };
    let (Some(view), Some(answered_on), Ok(reasons)) = (view, answered_on, reasons) else {
        return Ok(None);
    };
    Ok(Some((answered_on, view, reasons)))
}

/// What may be disclosed of what they were shown: of interest only where they agree in part.
fn agreed(reader: &Reader<'_>, view: View) -> Vec<FileId> {
    if view != View::Partly {
        return Vec::new();
    }
    files(reader, "agreed_file")
}

/// Files that were ticked. What is none of ours is refused where files are looked for.
fn files(reader: &Reader<'_>, name: &str) -> Vec<FileId> {
    let ticked = reader.typed.all(name);
    ticked
        .filter_map(|id| Uuid::parse_str(id).ok().map(FileId))
        .collect()
}

fn appeal(reader: &mut Reader<'_>) -> Said<Option<Order>> {
    let of = reader.typed.get("of");
    let (fact, id) = of
        .split_once('_')
        .map_or((of, None), |(fact, id)| (fact, Some(id)));
    let Some(fact) = FactOf::parse(fact) else {
        return Ok(None);
    };
    let known = id.and_then(|id| Uuid::parse_str(id).ok()).map(AppealId);
    let (id, fact) = match fact {
        FactOf::Reconsideration | FactOf::Litigation | FactOf::Complaint => (None, filed(reader, fact)?),
        FactOf::Procedure => {
            let change = reader.choice("procedure")?.zip(reader.day("happened_on")?);
            let fact = change.map(|(procedure, changed_on)| AppealFact::ProcedureChanged {
                procedure,
                changed_on,
            });
            (known, fact)
        }
        FactOf::Replied => {
            let day = reader.day("happened_on")?;
            (known, day.map(|replied_on| AppealFact::Replied { replied_on }))
        }
        FactOf::Extended => {
            let days = reader.number("calendar_days")?;
            (
                known,
                days.map(|calendar_days| AppealFact::DecisionExtended { calendar_days }),
            )
        }
        FactOf::Closed => (known, closed(reader)?),
    };
    let is_new = matches!(fact, Some(AppealFact::Filed { .. }));
    Ok(fact
        .filter(|_| is_new || id.is_some())
        .map(|fact| Order::RecordAppeal { id, fact }))
}

fn filed(reader: &mut Reader<'_>, fact: FactOf) -> Said<Option<AppealFact>> {
    let known_on = reader.day("known_on")?;
    let of = match fact {
        FactOf::Reconsideration => {
            let known = reader.choice("procedure")?.zip(reader.day("accepted_on")?);
            known.zip(known_on).map(
                |((procedure, accepted_on), copy_received_on)| Of::Reconsideration {
                    procedure,
                    accepted_on,
                    copy_received_on,
                },
            )
        }
        FactOf::Litigation => {
            let instance = reader.choice("instance")?;
            let after = match reader.typed.get("after") {
                "" => Some(None),
                _ => reader.choice("after")?.map(|id| Some(AppealId(id))),
            };
            instance
                .zip(after)
                .zip(known_on)
                .map(|((instance, after), copy_received_on)| Of::Litigation {
                    instance,
                    after,
                    copy_received_on,
                })
        }
        FactOf::Complaint | FactOf::Procedure | FactOf::Replied | FactOf::Extended | FactOf::Closed => {
            let to = reader.choice("complaint_to")?;
            to.zip(known_on)
                .map(|(to, received_on)| Of::Complaint { to, received_on })
        }
    };
    let before = reader.words("before")?;
    Ok(of
        .zip(before)
        .map(|(of, before)| AppealFact::Filed { of, before }))
}

fn closed(reader: &mut Reader<'_>) -> Said<Option<AppealFact>> {
    let result = reader.choice("result")?;
    let decided_on = reader.day("decided_on")?;
    let received_on = reader.day("known_on")?;
    let is_ordered = reader.typed.get("order") == "yes";
    let has_days = !reader.typed.get("order_days").trim().is_empty();
    let working_days = if is_ordered && has_days {
        reader.number("order_days")?.map(Some).ok_or(Wrong)
    } else {
        Ok(None)
    };
    let note = reader.words_or_none("note")?;
    let (Some(result), Some(decided_on), Some(received_on), Ok(working_days), Ok(note)) =
        (result, decided_on, received_on, working_days, note)
    else {
        return Ok(None);
    };
    Ok(Some(AppealFact::Closed {
        result,
        decided_on,
        received_on,
        order: is_ordered.then_some(Ordered { working_days }),
        note,
    }))
}
