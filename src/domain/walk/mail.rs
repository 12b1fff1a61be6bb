//! The ways of a letter that comes back, and of one that is spoilt.

use time::Date;
use uuid::Uuid;

use crate::{
    domain::{
        command::Command,
        contact::ContactPart,
        digest::Digest,
        id::{LetterId, NoticeId},
        service::{Service, SignedBy},
        stage::StageKey,
        testing::{self, ANSWER, Story, TODAY, words},
    },
    law::StepKind,
};

/// What goes out instead of an answer that was spoilt.
pub(super) const SECOND_ANSWER: LetterId = LetterId(Uuid::from_u128(299));

/// The answer comes back, by whosever fault, and goes out again; and it had not come back after all.
pub(super) fn returned(today: Date) -> Vec<Command> {
    let serve = |service, remark| Command::Serve {
        letter: ANSWER,
        service,
        remark,
    };
    let entrusted = Service::Entrusted {
        signed_on: today,
        signed_by: SignedBy::Addressee,
    };
    let start = Story::at(StageKey::Issued).case.version;
    let retract = |after| Command::Retract {
        seq: start + after,
        reason: words("登记有误"),
    };
    vec![
        serve(testing::by_post(today), None),
        serve(testing::mailed("EA987654321CN", today), None),
        serve(Service::signed(today), None),
        serve(entrusted.clone(), Some(words("委托甲地主管部门送达"))),
        serve(entrusted, None),
        testing::came_back("refused"),
        testing::came_back("wrong_address"),
        testing::came_back("no_such_reason"),
        Command::RecordDelivery {
            letter: ANSWER,
            delivered_on: today,
        },
        retract(2),
        retract(4),
        Command::Close { late: None },
    ]
}

/// The letter that tells of the end goes by post, arrives or comes back, and goes out again.
pub(super) fn of_the_end(notice: NoticeId, today: Date) -> Vec<Command> {
    let letter = testing::letter_of(notice);
    vec![
        testing::send_notice(notice, testing::by_post(today)),
        Command::RecordDelivery {
            letter,
            delivered_on: today,
        },
        testing::returned(letter, today, "refused"),
        Command::Serve {
            letter,
            service: testing::mailed("EA987654321CN", today),
            remark: None,
        },
    ]
}

/// The applicant moved house.
pub(super) fn reached_otherwise() -> Command {
    Command::ChangeContact {
        parts: [ContactPart::Address].into(),
        digest: Digest::of_bytes(b"new"),
        electronic: None,
    }
}

/// The answer is spoilt, and another one goes out.
pub(super) fn spoilt(_: Date) -> Vec<Command> {
    let second = testing::issued_as(SECOND_ANSWER, testing::content());
    let steps = [StepKind::Confidentiality, StepKind::Legal, StepKind::SignOff];
    let mut all = vec![
        Command::Spoil {
            letter: ANSWER,
            reason: words("正文误写年度"),
        },
        Command::Spoil {
            letter: SECOND_ANSWER,
            reason: words("正文误写年度"),
        },
        testing::draft(testing::full_draft("disclosed")),
        testing::submit(testing::full_draft("disclosed")),
        testing::issue(),
        Command::Issue { letter: second },
        Command::Serve {
            letter: SECOND_ANSWER,
            service: Service::signed(TODAY),
            remark: None,
        },
        Command::Open {
            letter: ANSWER,
            file: None,
        },
        Command::Close { late: None },
    ];
    all.extend(steps.into_iter().map(testing::approve));
    all
}
