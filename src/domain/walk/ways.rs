//! The ways that are walked: where each begins, on which days, and what can be tried on it.

use time::{Date, macros::date};
use uuid::Uuid;

use super::{Way, chain, mail};
use crate::{
    domain::{
        afterwards::ReReviewOutcome,
        appeal::{AppealFact, ComplaintTo, Instance, Of, Order, Procedure},
        application::AsksFor,
        clock::ConsultationKind,
        command::Command,
        digest::Digest,
        dividing::LinkKind,
        id::{AppealId, CaseId, NoticeId},
        notice::{About, FeeBy, View},
        service::{Mail, Service, Waybill},
        stage::StageKey,
        testing::{
            self, ANSWER, DEPARTMENT, OTHER_DEPARTMENT, Story, TODAY, account_of, approve_notice, consult,
            letter_of, notice_id, propose, send_notice, words,
        },
    },
    law::StepKind,
};

/// Past the applicant's time, and past the reply period.
const LATER: Date = date!(2027 - 01 - 04);

pub(super) fn all() -> Vec<Way> {
    let way = |name, start, days: &[Date], commands| Way {
        name,
        start,
        days: days.to_vec(),
        commands,
    };
    vec![
        way("answer", Story::filed(), &[TODAY], answer),
        way("correction", Story::in_hand(), &[TODAY, LATER], correction),
        way("fee", Story::in_hand(), &[TODAY, LATER], fee),
        way(
            "consultations",
            with_a_co_maker_asked(),
            &[TODAY, LATER],
            consultations,
        ),
        way("excessive", Story::in_hand(), &[TODAY, LATER], excessive),
        way(
            "records",
            Story::in_hand_for(AsksFor::RecordCorrection),
            &[TODAY, LATER],
            records,
        ),
        way("extension", Story::in_review("state_secret"), &[TODAY], extension),
        way("own chain", chain::by_a_long_chain(), &[TODAY], chain::steps),
        way(
            "claims",
            chain::to_be_claimed(),
            &[TODAY, chain::UNCLAIMED],
            chain::claims,
        ),
        way("dividing", two_items(), &[TODAY], dividing),
        way("post", Story::at(StageKey::Issued), &[TODAY], by_post),
        way("returned", Story::at(StageKey::Issued), &[TODAY], mail::returned),
        way("spoilt", Story::at(StageKey::Issued), &[TODAY], mail::spoilt),
        way("appeals", Story::served("state_secret"), &[TODAY], appeals),
        way("withdrawn", Story::in_hand(), &[TODAY], withdrawn),
        way("afterwards", Story::served("state_secret"), &[TODAY], afterwards),
    ]
}

/// A case about which a co-making organ was asked already.
fn with_a_co_maker_asked() -> Story {
    Story::in_hand().sent(notice_id(2), consult(ConsultationKind::CoMaker))
}

/// A case of two items, received.
fn two_items() -> Story {
    let mut story = Story::at(StageKey::Received);
    story.of_two_items();
    story
}

/// The way of every application: received, assigned, drafted, reviewed, answered, served.
fn answer(_: Date) -> Vec<Command> {
    let post = Service::Post {
        mail: Mail::Ems,
        waybill: Waybill::parse("EA123456789CN").expect("a waybill"),
        posted_on: TODAY,
    };
    let mut all = vec![
        testing::confirm_receipt(),
        mail::reached_otherwise(),
        testing::assign(),
        Command::Assign {
            department: DEPARTMENT,
            handler: Some(account_of(&testing::handler())),
        },
        Command::Accept,
        Command::HandBack {
            reason: words("不属于本科室职责"),
        },
        testing::draft(testing::full_draft("state_secret")),
        testing::draft(testing::full_draft("disclosed")),
        testing::submit(testing::full_draft("state_secret")),
        testing::submit(testing::full_draft("disclosed")),
        testing::issue(),
        chain::answer_hits(),
        Command::Issue {
            letter: testing::issued_as(ANSWER, Digest::of_bytes(b"something else")),
        },
        testing::serve_online(),
        Command::Serve {
            letter: ANSWER,
            service: Service::signed(TODAY),
            remark: None,
        },
        Command::Serve {
            letter: ANSWER,
            service: post,
            remark: None,
        },
        Command::RecordDelivery {
            letter: ANSWER,
            delivered_on: TODAY,
        },
        testing::open(ANSWER),
        Command::Close { late: None },
        Command::Withdraw { reason: None },
    ];
    for step in [StepKind::Confidentiality, StepKind::Legal, StepKind::SignOff] {
        all.push(testing::approve(step));
        all.push(Command::SendBack {
            step: step.into(),
            remarks: words("理由不充分"),
            points: if step == StepKind::Legal {
                vec![testing::point()]
            } else {
                Vec::new()
            },
        });
    }
    all.push(Command::SettlePoint {
        point: testing::point().words.id(),
        reply: words("已改"),
    });
    all
}

/// Everything that can be tried with one procedural letter.
fn notice(id: NoticeId, matter: About, steps: &[StepKind], today: Date) -> Vec<Command> {
    let mut all = vec![propose(id, matter)];
    all.extend(steps.iter().map(|step| approve_notice(id, *step)));
    all.push(send_notice(id, Service::signed(today)));
    all
}

/// Whatever place a mistaken record has in the history.
fn retractions() -> Vec<Command> {
    let retract = |seq| Command::Retract {
        seq,
        reason: words("登记有误"),
    };
    (1..30).map(retract).collect()
}

const CONFIDENTIALITY: &[StepKind] = &[StepKind::Confidentiality];
const WITH_CONSENT: &[StepKind] = &[StepKind::Confidentiality, StepKind::SignOff];
const ALL_STEPS: &[StepKind] = &[StepKind::Confidentiality, StepKind::Legal, StepKind::SignOff];

fn ended(ground: &str) -> About {
    About::Ended {
        ground: ground.parse().expect("a ground key"),
    }
}

fn correction(today: Date) -> Vec<Command> {
    [
        notice(
            notice_id(1),
            About::Correction { working_days: 10 },
            CONFIDENTIALITY,
            today,
        ),
        notice(notice_id(2), ended("correction_abandoned"), ALL_STEPS, today),
        mail::of_the_end(notice_id(2), today),
        vec![
            Command::ReceiveCorrection {
                received_on: today,
                words: words("青石县2025年老旧小区改造计划"),
            },
            Command::ProposeAbandonment,
            Command::DropNotice { id: notice_id(1) },
            Command::ReturnNotice {
                id: notice_id(1),
                step: StepKind::Confidentiality.into(),
                remarks: words("请写清楚"),
            },
        ],
        retractions(),
    ]
    .concat()
}

/// Withdrawn while somebody worked on it, and told in writing that it has ended.
fn withdrawn(today: Date) -> Vec<Command> {
    let end = notice_id(1);
    [
        notice(end, ended("withdrawn"), ALL_STEPS, today),
        mail::of_the_end(end, today),
        vec![
            Command::Withdraw { reason: None },
            Command::DropNotice { id: end },
            chain::answer_hits(),
            Command::ReturnNotice {
                id: end,
                step: StepKind::Legal.into(),
                remarks: words("请核对撤回日期"),
            },
            propose(notice_id(2), About::Extension { working_days: 20 }),
        ],
        retractions(),
    ]
    .concat()
}

fn fee(today: Date) -> Vec<Command> {
    let matter = About::Fee {
        by: FeeBy::Item,
        count: 11,
        yuan: 100,
    };
    [
        notice(notice_id(1), matter, WITH_CONSENT, today),
        notice(notice_id(2), ended("fee_abandoned"), ALL_STEPS, today),
        vec![
            Command::RecordPayment {
                paid_on: today,
                yuan: 100,
            },
            testing::proof(today),
            testing::refuse_proof(),
            Command::ProposeAbandonment,
        ],
    ]
    .concat()
}

fn consultations(today: Date) -> Vec<Command> {
    let third = notice_id(1);
    let opinion = |notice, view| testing::opinion(notice, today, view);
    [
        notice(
            third,
            consult(ConsultationKind::ThirdParty),
            CONFIDENTIALITY,
            today,
        ),
        notice(
            notice_id(3),
            About::DisclosureDecision { consultation: third },
            ALL_STEPS,
            today,
        ),
        vec![
            opinion(third, View::Agreed),
            opinion(third, View::Refused),
            Command::LapseConsultation { notice: notice_id(2) },
            testing::draft(testing::full_draft("disclosed")),
            testing::submit(testing::full_draft("disclosed")),
        ],
    ]
    .concat()
}

/// 更正记录: sent on, or judged by the agency itself; and what is written in cases about information alone.
fn records(today: Date) -> Vec<Command> {
    let steps = [StepKind::Confidentiality, StepKind::Legal, StepKind::SignOff];
    [
        notice(notice_id(1), testing::transfer(), CONFIDENTIALITY, today),
        vec![
            propose(notice_id(2), About::Extension { working_days: 20 }),
            testing::draft(testing::full_draft("record_transferred")),
            testing::submit(testing::full_draft("record_transferred")),
            testing::draft(testing::full_draft("record_corrected")),
            testing::submit(testing::full_draft("record_corrected")),
            testing::draft(testing::full_draft("disclosed")),
            testing::submit(testing::full_draft("disclosed")),
        ],
        steps.into_iter().map(testing::approve).collect(),
        vec![
            testing::issue(),
            testing::serve_online(),
            Command::Close { late: None },
        ],
    ]
    .concat()
}

fn excessive(today: Date) -> Vec<Command> {
    let judge = |reasonable| Command::JudgeReasons {
        reasonable,
        because: words("经核对申请数量和说明的理由"),
    };
    [
        notice(
            notice_id(1),
            About::ReasonsAsked { working_days: 5 },
            WITH_CONSENT,
            today,
        ),
        notice(
            notice_id(2),
            About::Delay {
                until: date!(2027 - 06 - 30),
            },
            WITH_CONSENT,
            today,
        ),
        vec![
            Command::ReceiveReasons {
                received_on: today,
                words: words("因研究需要"),
            },
            judge(true),
            judge(false),
            testing::draft(testing::full_draft("excessive_applications")),
            testing::submit(testing::full_draft("excessive_applications")),
        ],
    ]
    .concat()
}

fn extension(today: Date) -> Vec<Command> {
    let steps = [StepKind::Confidentiality, StepKind::Legal, StepKind::SignOff];
    [
        notice(
            notice_id(1),
            About::Extension { working_days: 20 },
            WITH_CONSENT,
            today,
        ),
        steps.into_iter().map(testing::approve).collect(),
        vec![
            testing::issue(),
            testing::serve_online(),
            Command::Close { late: None },
        ],
    ]
    .concat()
}

fn dividing(_: Date) -> Vec<Command> {
    let other = |number: u128| CaseId(Uuid::from_u128(800 + number));
    vec![
        testing::assign(),
        Command::Accept,
        Command::HandOver {
            department: OTHER_DEPARTMENT,
            handler: None,
            reason: words("属于规划科职责"),
        },
        Command::HandOver {
            department: DEPARTMENT,
            handler: Some(account_of(&testing::handler())),
            reason: words("退回原科室"),
        },
        Command::Split {
            items: [2].into(),
            to: other(1),
        },
        Command::Merge { into: other(2) },
        Command::Link {
            other: other(3),
            how: LinkKind::Related,
        },
    ]
}

/// The answer by post, and a delivery that was recorded by mistake.
fn by_post(today: Date) -> Vec<Command> {
    vec![
        Command::Serve {
            letter: ANSWER,
            service: Service::Post {
                mail: Mail::Ems,
                waybill: Waybill::parse("EA123456789CN").expect("a waybill"),
                posted_on: today,
            },
            remark: None,
        },
        Command::RecordDelivery {
            letter: ANSWER,
            delivered_on: today,
        },
        Command::RecordDelivery {
            letter: letter_of(notice_id(1)),
            delivered_on: today,
        },
        Command::Close { late: None },
    ]
    .into_iter()
    .chain(retractions())
    .collect()
}

pub(super) fn appeals(today: Date) -> Vec<Command> {
    let id = |number: u128| AppealId(Uuid::from_u128(700 + number));
    let record = |number, fact| Command::RecordAppeal { id: id(number), fact };
    let filed = |number, of| {
        let before = words("青石县人民政府");
        record(number, AppealFact::Filed { of, before })
    };
    let closed = |number, result: &str, order| {
        let fact = AppealFact::Closed {
            result: result.parse().expect("a result's key"),
            decided_on: today,
            received_on: today,
            order,
            note: None,
        };
        record(number, fact)
    };
    vec![
        filed(
            1,
            Of::Reconsideration {
                procedure: Procedure::Ordinary,
                accepted_on: today,
                copy_received_on: today,
            },
        ),
        record(
            1,
            AppealFact::ProcedureChanged {
                procedure: Procedure::Simplified,
                changed_on: today,
            },
        ),
        record(1, AppealFact::Replied { replied_on: today }),
        record(1, AppealFact::DecisionExtended { calendar_days: 30 }),
        closed(1, "upheld", None),
        closed(1, "annulled", Some(Order { working_days: None })),
        filed(
            2,
            Of::Litigation {
                instance: Instance::First,
                after: Some(id(1)),
                copy_received_on: today,
            },
        ),
        closed(
            2,
            "judgment_ordered",
            Some(Order {
                working_days: Some(30),
            }),
        ),
        filed(
            3,
            Of::Complaint {
                to: ComplaintTo::SupervisingOffice,
                received_on: today,
            },
        ),
        Command::OpenRound {
            appeal: id(1),
            round: CaseId(Uuid::from_u128(801)),
        },
        Command::OpenRound {
            appeal: id(2),
            round: CaseId(Uuid::from_u128(802)),
        },
    ]
}

fn afterwards(_: Date) -> Vec<Command> {
    let because = || words("情况没有变化");
    let with = |number: u128| vec![CaseId(Uuid::from_u128(number))];
    vec![
        Command::Close { late: None },
        Command::ReReview {
            outcome: ReReviewOutcome::Release,
            because: because(),
        },
        Command::ProposePublication { with: with(900) },
        Command::DecidePublication {
            publish: true,
            because: because(),
        },
        Command::DecidePublication {
            publish: false,
            because: because(),
        },
    ]
}
