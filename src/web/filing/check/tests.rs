use std::sync::LazyLock;

use time::macros::date;

use super::*;
use crate::{
    domain::{
        applicant::{Authority, AuthorityScope, MAX_NOTE},
        application::MAX_DESCRIPTION,
        service::Waybill,
        words::MAX_WORDS,
    },
    law::Channel,
    web::filing::{press::Press, typed::TypedItem},
};

const TODAY: Date = date!(2026 - 11 - 20);

static LAW: LazyLock<Law> = LazyLock::new(|| Law::embedded().expect("the shipped law is sound"));

fn basis() -> Basis<'static> {
    Basis {
        law: &LAW,
        today: TODAY,
        has_authority: false,
    }
}

fn filled_in(mut typed: Typed) -> Typed {
    typed.name = "甄某某".to_owned();
    typed.identity_kind = "passport".to_owned();
    typed.identity_number = "ZZ0000000".to_owned();
    typed.phone = "13900000000".to_owned();
    typed.items[0].title = "某路改造工程施工许可证".to_owned();
    typed.promise = true;
    typed
}

fn complete() -> Typed {
    filled_in(Typed::on_portal(Who::Person))
}

/// As a clerk copies it, with everything that any channel asks for.
fn registered(channel: Channel) -> Typed {
    let mut typed = filled_in(Typed::at_desk(channel, Who::Person, TODAY));
    typed.obtain_by = "collect".to_owned();
    let intake = typed.intake.as_mut().unwrap();
    intake.waybill = "EA123456789CN".to_owned();
    intake.record = "收发室登记".to_owned();
    typed
}

fn places_on(typed: &Typed, basis: Basis<'_>) -> Vec<Place> {
    let problems = check(typed, basis).err().unwrap_or_default();
    problems.iter().map(|problem| problem.place).collect()
}

fn places(typed: &Typed) -> Vec<Place> {
    places_on(typed, basis())
}

#[test]
fn a_complete_form_is_an_application() {
    let filled = check(&complete(), basis()).unwrap();
    assert_eq!(filled.applicant.kind, ApplicantKind::Person);
    assert_eq!(filled.application.items.len(), 1);
    assert_eq!(
        filled.intake, None,
        "only what a clerk takes in has a day of its own"
    );
}

#[test]
fn at_the_desk_the_day_is_one_that_has_come() {
    let mut typed = registered(Channel::Counter);
    assert_eq!(check(&typed, basis()).unwrap().intake.unwrap().arrived_on, TODAY);
    for (raw, wrong) in [
        ("2026-11-21", Wrong::InTheFuture),
        ("2026-02-30", Wrong::NotADate),
        (" ", Wrong::Invalid(Invalid::Blank)),
    ] {
        raw.clone_into(&mut typed.intake.as_mut().unwrap().arrived_on);
        let problems = check(&typed, basis()).unwrap_err();
        let place = Place::ArrivedOn;
        assert_eq!(problems, [Problem { place, wrong }]);
    }
}

#[test]
fn every_channel_takes_what_its_rule_asks_for_and_nothing_else() {
    for channel in [
        Channel::Counter,
        Channel::SignedMail,
        Channel::OrdinaryMail,
        Channel::Fax,
        Channel::Oral,
    ] {
        let intake = check(&registered(channel), basis()).unwrap().intake.unwrap();
        let waybill = (channel == Channel::SignedMail).then(|| Waybill::parse("EA123456789CN").unwrap());
        assert_eq!((intake.channel, intake.waybill), (channel, waybill));
        assert_eq!(intake.confirmation, None);
    }
    let bare = |channel| {
        let mut typed = registered(channel);
        let intake = typed.intake.as_mut().unwrap();
        intake.waybill.clear();
        intake.record.clear();
        places(&typed)
    };
    assert_eq!(bare(Channel::Counter), []);
    assert_eq!(bare(Channel::OrdinaryMail), []);
    assert_eq!(bare(Channel::SignedMail), [Place::Waybill]);
    for channel in [Channel::Fax, Channel::Email, Channel::Oral] {
        assert_eq!(bare(channel), [Place::Record], "{channel}");
    }
    let mut courier = registered(Channel::SignedMail);
    "SF1234567890123".clone_into(&mut courier.intake.as_mut().unwrap().waybill);
    assert_eq!(places(&courier), [Place::Waybill], "no number of the post");
    courier.intake.as_mut().unwrap().waybill.clear();
    assert_eq!(places(&courier), [], "its number stands in the record");
}

#[test]
fn a_confirmation_is_a_day_and_a_record_and_lies_after_the_arrival() {
    let confirmed = |channel, on: &str, record: &str| {
        let mut typed = registered(channel);
        let intake = typed.intake.as_mut().unwrap();
        "2026-11-18".clone_into(&mut intake.arrived_on);
        on.clone_into(&mut intake.confirmed_on);
        record.clone_into(&mut intake.confirm_record);
        typed
    };
    let letter = |on, record| confirmed(Channel::OrdinaryMail, on, record);
    let whole = check(&letter("2026-11-18", "电话确认"), basis())
        .unwrap()
        .intake
        .unwrap();
    assert_eq!(
        whole.confirmation,
        Some((date!(2026 - 11 - 18), "电话确认".to_owned()))
    );
    assert_eq!(places(&letter("2026-11-18", "")), [Place::ConfirmRecord]);
    assert_eq!(places(&letter("", "电话确认")), [Place::ConfirmedOn]);
    assert_eq!(places(&letter("2026-11-17", "电话确认")), [Place::ConfirmedOn]);
    assert_eq!(places(&letter("2026-11-21", "电话确认")), [Place::ConfirmedOn]);
    assert_eq!(
        places(&letter("2026-11-18", &"长".repeat(MAX_WORDS + 1))),
        [Place::ConfirmRecord]
    );
    // What was typed for another channel is left alone.
    assert_eq!(places(&confirmed(Channel::Counter, "昨天", "")), []);
}

#[test]
fn everything_that_is_wrong_shows_at_once_in_the_order_of_the_form() {
    let mut typed = Typed::on_portal(Who::Person);
    typed.form = String::new();
    let expected = [
        Place::Name,
        Place::IdentityNumber,
        Place::Phone,
        Place::ItemTitle(1),
        Place::Form,
        Place::Promise,
    ];
    assert_eq!(places(&typed), expected);
    assert_eq!(
        places(&Typed::on_portal(Who::Organisation))[..5],
        [
            Place::Name,
            Place::CreditCode,
            Place::OrganisationKind,
            Place::Representative,
            Place::Contact
        ]
    );
}

#[test]
fn those_who_apply_as_well_are_named_once_each() {
    let mut typed = complete();
    for _ in 0..4 {
        typed.press(Press::AddJoint);
    }
    assert!(
        check(&typed, basis()).unwrap().applicant.joint.is_empty(),
        "blank ones were not meant"
    );
    let number = "91350100M000100Y43";
    for (n, name, kind, number) in [
        (0, "乙公司", "credit_code", number),
        (1, "", "resident_card", "11010519491231002X"),
        (2, "丙", "passport", "zz0000000"),
        (3, "丁", "credit_code", number),
    ] {
        name.clone_into(&mut typed.joint[n].name);
        kind.clone_into(&mut typed.joint[n].identity_kind);
        number.clone_into(&mut typed.joint[n].identity_number);
    }
    assert_eq!(
        places(&typed),
        [Place::JointName(2), Place::JointNumber(3), Place::JointNumber(4)]
    );
    typed.joint.truncate(1);
    let applicant = check(&typed, basis()).unwrap().applicant;
    assert_eq!(applicant.listed(), "甄某某等2人");
    assert_eq!(applicant.kind, ApplicantKind::Person, "the first one's column");
    "other".clone_into(&mut typed.joint[0].identity_kind);
    assert_eq!(places(&typed), [Place::JointKind(1)]);
}

#[test]
fn an_agent_has_an_authority_or_on_paper_a_note() {
    let with_agent = |mut typed: Typed| {
        typed.press(Press::AddAgent);
        let agent = typed.agent.as_mut().unwrap();
        agent.name = "代某".to_owned();
        agent.identity_kind = "passport".to_owned();
        agent.identity_number = "ZZ0000001".to_owned();
        agent.phone = "13900000001".to_owned();
        agent.signed_on = "2026-11-18".to_owned();
        typed
    };
    let uploaded = Basis {
        has_authority: true,
        ..basis()
    };
    let portal = with_agent(complete());
    assert_eq!(places(&portal), [Place::AuthorityFiles]);
    let agent = check(&portal, uploaded).unwrap().applicant.agent.unwrap();
    let given = Authority::Given {
        scope: AuthorityScope::ApplyAndReceive,
        signed_on: date!(2026 - 11 - 18),
    };
    assert_eq!(agent.authority, given);

    let mut tomorrow = portal.clone();
    tomorrow.agent.as_mut().unwrap().signed_on = "2026-11-21".to_owned();
    tomorrow.agent.as_mut().unwrap().identity_kind = "credit_code".to_owned();
    assert_eq!(
        places_on(&tomorrow, uploaded),
        [Place::AgentKind, Place::AgentSignedOn]
    );

    let mut desk = with_agent(registered(Channel::Counter));
    assert_eq!(places(&desk), [Place::AuthorityFiles]);
    desk.agent.as_mut().unwrap().note = "长".repeat(MAX_NOTE + 1);
    assert_eq!(places(&desk), [Place::AgentNote]);
    desk.agent.as_mut().unwrap().note = "称下周补交".to_owned();
    let applicant = check(&desk, basis()).unwrap().applicant;
    assert_eq!(applicant.lacks_authority(), Some("称下周补交"));
    let mut empty = complete();
    empty.press(Press::AddAgent);
    let expected = [
        Place::AgentName,
        Place::AgentNumber,
        Place::AgentPhone,
        Place::AuthorityFiles,
        Place::AgentSignedOn,
    ];
    assert_eq!(places(&empty), expected);
}

#[test]
fn the_way_of_obtaining_says_what_else_is_needed() {
    let mut typed = complete();
    typed.obtain_by = "post".to_owned();
    assert_eq!(places(&typed), [Place::Address, Place::Postcode]);
    typed.obtain_by = "email".to_owned();
    assert_eq!(places(&typed), [Place::Email]);
}

#[test]
fn blank_items_are_left_out_and_long_ones_named() {
    let mut typed = complete();
    typed.items.push(TypedItem::default());
    assert_eq!(check(&typed, basis()).unwrap().application.items.len(), 1);
    typed.items[0].document_number = "〔2025〕\n1号".to_owned();
    assert_eq!(places(&typed), [Place::ItemNumber(1)]);
    typed.items[0].document_number.clear();
    typed.items[1].description = "长".repeat(MAX_DESCRIPTION + 1);
    assert_eq!(places(&typed), [Place::ItemTitle(2), Place::ItemDescription(2)]);
}

#[test]
fn an_organisation_is_not_a_person() {
    let mut typed = Typed::on_portal(Who::Organisation);
    typed.organisation_kind = "person".to_owned();
    assert!(places(&typed).contains(&Place::OrganisationKind));
}

#[test]
fn whoever_has_records_corrected_says_what_is_wrong_and_is_asked_for_no_form() {
    let mut typed = complete().asking_for(AsksFor::RecordCorrection);
    (typed.form, typed.obtain_by) = (String::new(), String::new());
    assert_eq!(places(&typed), [Place::ItemDescription(1)]);
    "应当是3人".clone_into(&mut typed.items[0].description);
    let filed = check(&typed, basis()).unwrap().application;
    assert_eq!((filed.form, filed.obtain_by), usual(Channel::Online));
    // By mail, and no address is wanted for the sake of a wish that nobody was asked for.
    let mut mailed = registered(Channel::SignedMail).asking_for(AsksFor::RecordCorrection);
    "应当是3人".clone_into(&mut mailed.items[0].description);
    assert_eq!(places(&mailed), []);
}
