//! Given, when, then: a story of one case, told in commands, for the tests of this folder.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use time::{Date, OffsetDateTime, macros::date};
use uuid::Uuid;

use super::{
    account::{Actor, ActorRef, Officer},
    answer::{Draft, ItemAnswer},
    applicant::ApplicantKind,
    application::{AsksFor, Filing},
    case::Case,
    clock::ConsultationKind,
    command::{Command, IssuedAs, Opening, OpeningHow},
    decide::{self, Rules},
    digest::Digest,
    event::{Event, Recorded},
    id::{
        AccountId, AgencyId, ApplicantId, ApplicationId, CaseId, CaseNumber, DepartmentId, DraftId, LetterId,
        NoticeId, PartyId, TextId,
    },
    notice::About,
    proof::Around,
    receipt::Confirmation,
    refusal::Refusal,
    review::Chain,
    service::Service,
    stage::StageKey,
    words::Words,
};
use crate::law::{Channel, FieldKind, GroundKey, Law, LetterKey, Role};

pub(super) use super::{
    testing_agency::agency,
    testing_post::{by_post, came_back, mailed, open, opinion, proof, refuse_proof, returned, serve_online},
    testing_review::{
        approve, approve_notice, chain, checklist, claim_chain, head, long_chain, other_head, point, reviewer,
    },
};

/// The law as shipped.
pub(super) fn law() -> &'static Law {
    static LAW: LazyLock<Law> = LazyLock::new(|| Law::embedded().expect("the shipped law is sound"));
    &LAW
}

pub(super) const AGENCY: AgencyId = AgencyId(Uuid::from_u128(1));
pub(super) const OTHER_AGENCY: AgencyId = AgencyId(Uuid::from_u128(2));
pub(super) const DEPARTMENT: DepartmentId = DepartmentId(Uuid::from_u128(10));
pub(super) const OTHER_DEPARTMENT: DepartmentId = DepartmentId(Uuid::from_u128(11));
pub(super) const CASE: CaseId = CaseId(Uuid::from_u128(100));
pub(super) const ANSWER: LetterId = LetterId(Uuid::from_u128(201));
pub(super) const TODAY: Date = date!(2026 - 11 - 16);

pub(super) fn officer(account: u128, department: Option<DepartmentId>, roles: &[Role]) -> Actor {
    Actor::Officer(Officer {
        account: AccountId(Uuid::from_u128(account)),
        agency: AGENCY,
        department,
        roles: roles.iter().copied().collect(),
        stands_in_for: Vec::new(),
    })
}

pub(super) fn clerk() -> Actor {
    officer(21, None, &[Role::IntakeClerk])
}

pub(super) fn handler() -> Actor {
    officer(22, Some(DEPARTMENT), &[Role::Handler])
}

pub(super) fn colleague() -> Actor {
    officer(23, Some(DEPARTMENT), &[Role::Handler])
}

pub(super) fn stranger_handler() -> Actor {
    officer(24, Some(OTHER_DEPARTMENT), &[Role::Handler])
}

pub(super) fn keeper_of_secrets() -> Actor {
    officer(25, None, &[Role::ConfidentialityReviewer])
}

pub(super) fn lawyer() -> Actor {
    officer(26, None, &[Role::LegalReviewer])
}

pub(super) fn leader() -> Actor {
    officer(27, None, &[Role::SigningLeader])
}

pub(super) fn supervisor() -> Actor {
    officer(28, None, &[Role::Supervisor])
}

pub(super) fn administrator() -> Actor {
    officer(29, None, &[Role::Administrator])
}

/// One person with every role, as in a very small office.
pub(super) fn everything_at_once() -> Actor {
    use Role::{ConfidentialityReviewer, Handler, IntakeClerk, LegalReviewer, SigningLeader};
    officer(
        30,
        Some(DEPARTMENT),
        &[
            IntakeClerk,
            Handler,
            ConfidentialityReviewer,
            LegalReviewer,
            SigningLeader,
        ],
    )
}

pub(super) fn foreigner() -> Actor {
    let Actor::Officer(officer) = everything_at_once() else {
        unreachable!("built as an officer above")
    };
    Actor::Officer(Officer {
        agency: OTHER_AGENCY,
        account: AccountId(Uuid::from_u128(31)),
        ..officer
    })
}

pub(super) fn applicant() -> Actor {
    Actor::Applicant { case: CASE }
}

/// Whoever has the link of the first consultation.
pub(super) fn third_party() -> Actor {
    Actor::ThirdParty {
        case: CASE,
        notice: notice_id(1),
    }
}

pub(super) fn account_of(actor: &Actor) -> AccountId {
    actor.reference().account().expect("an officer")
}

pub(super) fn words(text: &str) -> Words {
    Words::parse(text, TextId(Uuid::from_u128(900)), [7; 16]).expect("a test's words are words")
}

pub(super) fn issued_as(id: LetterId, content: Digest) -> IssuedAs {
    IssuedAs {
        id,
        kind: "receipt".parse::<LetterKey>().expect("a letter key"),
        number: "清住建公开〔2026〕1号".to_owned(),
        content,
        pdf: Digest::of_bytes(b"%PDF"),
        package: None,
        hits: None,
    }
}

fn filing(asks_for: AsksFor) -> Filing {
    Filing {
        application: ApplicationId(Uuid::from_u128(101)),
        applicant: ApplicantId(Uuid::from_u128(102)),
        applicant_kind: ApplicantKind::Person,
        channel: Channel::Online,
        items: 1,
        content: Digest::of_bytes(b"application"),
        asks_for,
    }
}

pub(super) fn opening(how: OpeningHow) -> Opening {
    opening_for(AsksFor::Information, how)
}

fn opening_for(asks_for: AsksFor, how: OpeningHow) -> Opening {
    Opening {
        agency: AGENCY,
        number: CaseNumber::new("QS", 2026, 1),
        filing: filing(asks_for),
        how,
    }
}

/// A draft that answers item 1 on a ground, with every demanded field filled in.
pub(super) fn full_draft(ground: &str) -> Draft {
    let key: GroundKey = ground.parse().expect("a ground key");
    let ground = law().ground(&key).expect("a ground of the law");
    let fields = ground
        .demands
        .iter()
        .map(|key| {
            let field = law().field(key);
            let value = field.must_be.clone().unwrap_or_else(|| match field.kind {
                FieldKind::Short | FieldKind::Long => {
                    "经检索本机关档案室及业务系统，依据和理由如下：逐项说明。".to_owned()
                }
                FieldKind::Date => "2026-03-02".to_owned(),
                FieldKind::Url => "https://example.cn/a".to_owned(),
                FieldKind::Phone => "0512-60000000".to_owned(),
                FieldKind::YesNo => "no".to_owned(),
                FieldKind::Choice => field.options[0].key.clone(),
            });
            (key.clone(), value)
        })
        .collect::<BTreeMap<_, _>>();
    let mut item = ItemAnswer {
        item: 1,
        ground: Some(key),
        fields,
        ..ItemAnswer::default()
    };
    if ground.group == crate::law::OutcomeGroup::Partial {
        let part = full_draft("internal_affairs").items.remove(0);
        item.withheld = vec![super::answer::Withheld {
            part: "第3页人员名单".to_owned(),
            ground: part.ground.expect("chosen above"),
            fields: part.fields,
        }];
    }
    Draft { items: vec![item] }
}

/// The content that the reviewers see in these stories.
pub(super) fn content() -> Digest {
    Digest::of_bytes(b"letter and files")
}

pub(super) fn draft(draft: Draft) -> Command {
    Command::DraftAnswer {
        id: DraftId(Uuid::from_u128(300)),
        draft,
    }
}

pub(super) fn submit(draft: Draft) -> Command {
    Command::Submit {
        draft,
        content: content(),
        blackouts: BTreeSet::new(),
        around: Around::default(),
    }
}

pub(super) fn issue() -> Command {
    Command::Issue {
        letter: issued_as(ANSWER, content()),
    }
}

/// Somebody confirms, on that day.
pub(super) fn confirmation(on: Date) -> Confirmation {
    Confirmation {
        on,
        record: words("电话与申请人确认"),
    }
}

pub(super) fn confirm_receipt() -> Command {
    Command::ConfirmReceipt {
        confirmation: confirmation(TODAY),
        receipt: issued_as(LetterId(Uuid::from_u128(200)), Digest::of_bytes(b"receipt")),
    }
}

pub(super) fn assign() -> Command {
    Command::Assign {
        department: DEPARTMENT,
        handler: None,
    }
}

/// The notices of these stories, each with an id of its own.
pub(super) fn notice_id(number: u128) -> NoticeId {
    NoticeId(Uuid::from_u128(400 + number))
}

/// The letter as which a notice of these stories goes out.
pub(super) fn letter_of(notice: NoticeId) -> LetterId {
    LetterId(Uuid::from_u128(notice.0.as_u128() + 100))
}

pub(super) fn consult(with: ConsultationKind) -> About {
    About::Consultation {
        with,
        party: PartyId(Uuid::from_u128(600)),
        items: vec![1],
        attached: Vec::new(),
    }
}

/// Item 1 is sent on to the organ that may correct it.
pub(super) fn transfer() -> About {
    About::Transfer {
        party: PartyId(Uuid::from_u128(600)),
        items: vec![1],
    }
}

pub(super) fn propose(id: NoticeId, matter: About) -> Command {
    Command::ProposeNotice {
        id,
        words: matter
            .needs_words()
            .then(|| words("请写明所需信息的文件名称或者文号")),
        matter,
        content: content(),
    }
}

pub(super) fn send_notice(id: NoticeId, service: Service) -> Command {
    Command::SendNotice {
        id,
        letter: issued_as(letter_of(id), content()),
        service,
    }
}

/// A case with its history, which commands lengthen.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) case: Case,
    pub(super) history: Vec<Recorded>,
    /// The day at the office.
    pub(super) today: Date,
    /// The agency's review chain.
    pub(super) chain: &'static Chain,
}

impl Story {
    /// Filed online today.
    pub(super) fn filed() -> Self {
        Self::filed_for(AsksFor::Information)
    }

    /// The same, for something else than information.
    pub(super) fn filed_for(asks_for: AsksFor) -> Self {
        let rules = Rules {
            law: law(),
            chain: chain(),
            today: TODAY,
        };
        let events =
            decide::open(&opening_for(asks_for, OpeningHow::File), None, rules).expect("anybody may file");
        let history = record(0, ActorRef::Applicant, events);
        Self {
            case: Case::fold(CASE, &history).expect("a history that begins"),
            history,
            today: TODAY,
            chain: chain(),
        }
    }

    /// Makes it a case of two items, as if it had been filed so.
    pub(super) fn of_two_items(&mut self) {
        self.case.filing.items = 2;
        self.case.items = [1, 2].into();
    }

    /// The same on a later day.
    pub(super) fn on(mut self, today: Date) -> Self {
        self.today = today;
        self
    }

    /// Proposes a procedural letter and takes it through its review.
    pub(super) fn cleared(self, id: NoticeId, matter: About) -> Self {
        let mut story = self.then(&handler(), &propose(id, matter));
        while let Some(step) = story
            .case
            .notice(id)
            .and_then(|notice| super::notice::steps_due(notice).next())
            .map(|step| step.kind)
        {
            story = story.then(&reviewer(step), &approve_notice(id, step));
        }
        story
    }

    /// The same, and hands it over at the counter today.
    pub(super) fn sent(self, id: NoticeId, matter: About) -> Self {
        let service = Service::signed(self.today);
        self.cleared(id, matter)
            .then(&handler(), &send_notice(id, service))
    }

    pub(super) fn reading(&self) -> super::clock::Reading {
        super::clock::of(&self.case, law())
    }

    pub(super) fn served(ground: &str) -> Self {
        Self::approved(ground)
            .then(&clerk(), &issue())
            .then(&clerk(), &serve_online())
    }

    /// Does what must succeed.
    pub(super) fn then(mut self, actor: &Actor, command: &Command) -> Self {
        self.act(actor, command)
            .unwrap_or_else(|refusal| panic!("{:?} refused: {refusal:?}", command.kind()));
        self
    }

    pub(super) fn act(&mut self, actor: &Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
        let events = decide::decide(
            &self.case,
            actor,
            command,
            Rules {
                law: law(),
                chain: self.chain,
                today: self.today,
            },
        )?;
        self.record(actor, events.clone());
        Ok(events)
    }

    /// Takes in what was decided.
    pub(super) fn record(&mut self, actor: &Actor, events: Vec<Event>) {
        for recorded in record(self.case.version, actor.reference(), events) {
            self.case
                .apply(&recorded)
                .expect("what was decided can be applied");
            self.history.push(recorded);
        }
    }

    pub(super) fn in_hand() -> Self {
        Self::in_hand_for(AsksFor::Information)
    }

    pub(super) fn in_hand_for(asks_for: AsksFor) -> Self {
        Self::filed_for(asks_for)
            .then(&clerk(), &confirm_receipt())
            .then(&clerk(), &assign())
            .then(&handler(), &Command::Accept)
    }

    /// In hand at an agency with a chain of its own.
    pub(super) fn in_hand_by(chain: &'static Chain) -> Self {
        Self {
            chain,
            ..Self::in_hand()
        }
    }

    pub(super) fn in_review(ground: &str) -> Self {
        Self::in_hand()
            .then(&handler(), &draft(full_draft(ground)))
            .then(&handler(), &submit(full_draft(ground)))
    }

    pub(super) fn approved(ground: &str) -> Self {
        Self::in_hand().approved_on(ground)
    }

    /// A story that stands at a stage.
    pub(super) fn at(stage: StageKey) -> Self {
        match stage {
            StageKey::Filed => Self::filed(),
            StageKey::Received => Self::filed().then(&clerk(), &confirm_receipt()),
            StageKey::Assigned => Self::at(StageKey::Received).then(&clerk(), &assign()),
            StageKey::InHand => Self::in_hand(),
            StageKey::InReview => Self::in_review("state_secret"),
            StageKey::Approved => Self::approved("state_secret"),
            StageKey::Issued => Self::approved("state_secret").then(&clerk(), &issue()),
            StageKey::Served => Self::at(StageKey::Issued).then(&clerk(), &serve_online()),
            StageKey::Closed => Self::at(StageKey::Served).then(&clerk(), &Command::Close { late: None }),
        }
    }
}

fn record(after: u32, actor: ActorRef, events: Vec<Event>) -> Vec<Recorded> {
    (after + 1..)
        .zip(events)
        .map(|(seq, event)| Recorded {
            seq,
            at: OffsetDateTime::UNIX_EPOCH,
            actor,
            event,
        })
        .collect()
}
