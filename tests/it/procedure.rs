//! Every other way that a case can go, on the write path and on both databases: procedural letters with their review,
//! consultations, fees, splitting and merging, proceedings and rounds.

use gongkai::{
    casework::{self, ActError, NewNotice, Order},
    domain::{
        account::Actor,
        afterwards::ReReviewOutcome,
        appeal::{AppealFact, Of, Order as Ordered, Procedure},
        application::Item,
        case::Case,
        clock::{self, ClockState, ConsultationKind},
        dividing::LinkKind,
        id::{CaseId, NoticeId},
        notice::{self, FeeBy, View},
        party::Party,
        refusal::Refusal,
        retraction::{self, FactKind},
        service::{Mail, Service, Waybill},
        stage::{Ending, Stage, StageKey},
        text::Name,
    },
    law::{NoticeKind, Role},
    letters::LetterContext,
    store::{self, Scope},
};
use time::{Date, Duration, macros::date};

use crate::{
    both,
    kit::{
        answer::all_in_order,
        office::{TestOffice, new_application},
        premises::TODAY,
    },
};

impl TestOffice {
    fn said(&self, text: &str) -> gongkai::domain::words::Words {
        self.office.words(text).unwrap()
    }

    /// The handler proposes a procedural letter.
    pub(crate) async fn propose(&self, case: CaseId, matter: NewNotice) -> Result<NoticeId, ActError> {
        let needs_words = !matches!(matter, NewNotice::Ended | NewNotice::ConsultationTold { .. });
        let words = needs_words.then(|| self.said("请写明所需信息的文件名称或者文号。"));
        let case = self
            .order("handler", case, Order::ProposeNotice { matter, words })
            .await?;
        Ok(case.notices.last().unwrap().id)
    }

    /// Every step of its review.
    pub(crate) async fn clear(&self, case: CaseId, id: NoticeId) {
        while let Some(step) = notice::steps_due(self.case(case).await.notice(id).unwrap())
            .next()
            .cloned()
        {
            let person = match step.role {
                Role::ConfidentialityReviewer => "secrets",
                Role::LegalReviewer => "lawyer",
                Role::SigningLeader => "leader",
                Role::IntakeClerk
                | Role::Handler
                | Role::DepartmentHead
                | Role::Supervisor
                | Role::Administrator => {
                    panic!("no step of a review is theirs")
                }
            };
            let (_, content) = casework::preview_notice(&self.office, self.here.agency.id, case, id)
                .await
                .unwrap();
            let order = Order::ApproveNotice {
                id,
                step: step.key,
                content,
                checklist: all_in_order(step.kind),
            };
            self.order(person, case, order).await.unwrap();
        }
    }

    /// Proposed, reviewed, and handed over at the counter today.
    pub(crate) async fn send(&self, case: CaseId, matter: NewNotice) -> (NoticeId, Case) {
        let id = self.propose(case, matter).await.unwrap();
        self.clear(case, id).await;
        let service = Service::signed(self.office.today());
        let case = self
            .order("handler", case, Order::SendNotice { id, service })
            .await
            .unwrap();
        (id, case)
    }

    fn due_on(&self, case: &Case) -> Option<Date> {
        clock::of(case, &self.office.law()).due_on
    }
}

fn company() -> Party {
    Party {
        name: Name::parse("青溪县喆䶮建设有限公司").unwrap(),
        address: None,
        postcode: None,
        phone: None,
        email: None,
        is_person: false,
    }
}

fn consult(with: ConsultationKind) -> NewNotice {
    NewNotice::Consultation {
        attached: Vec::new(),
        with,
        party: company(),
        items: vec![1],
    }
}

both! {
    async fn a_correction_goes_out_with_the_law_s_words_and_starts_the_clock_anew(test: TestOffice) {
        let case = test.in_hand(1).await;
        let (id, sent) = test.send(case, NewNotice::Correction { working_days: 10 }).await;
        let reading = clock::of(&sent, &test.office.law());
        assert_eq!((reading.state, reading.due_on), (ClockState::AwaitingCorrection, None));
        let letter = sent.letter_of(sent.notice(id).unwrap()).unwrap();
        assert_eq!(letter.number, "QXZJ公开〔2026〕1号-补");
        let scope = Scope::of(test.here.agency.id);
        let row = store::letter::get(&test.office.db, scope, letter.id).await.unwrap().unwrap();
        assert!(row.document.contains("第三十条") && row.document.contains("10个工作日"));
        assert!(row.document.contains("请写明所需信息的文件名称或者文号"));
        test.clock.advance(Duration::days(2));
        let received_on = test.office.today();
        let applicant = Actor::Applicant { case };
        let order = Order::ReceiveCorrection { received_on, words: test.said("2025年度老旧小区改造计划") };
        let corrected = casework::act(&test.office, &applicant, test.here.agency.id, case, sent.version, order).await.unwrap();
        assert_eq!(clock::of(&corrected, &test.office.law()).state, ClockState::Running);
        let entry = store::queue::entry(&test.office.db, scope, case).await.unwrap().unwrap();
        assert_eq!(entry.due_on, test.due_on(&corrected), "the queue shows what the clock says");
        test.submit(case, "disclosed").await;
        test.approve_all(case).await;
        let answer = test.issue(case).await.answer().unwrap().id;
        let row = store::letter::get(&test.office.db, scope, answer).await.unwrap().unwrap();
        assert!(row.document.contains("于2026年11月22日收到您的补正材料"), "{}", row.document);
        test.assert_sound().await;
    }

    async fn what_is_sent_is_what_was_approved_and_drafted_by_somebody_else(test: TestOffice) {
        let case = test.in_hand(1).await;
        let id = test.propose(case, NewNotice::Extension { working_days: 20 }).await.unwrap();
        let service = Service::Online { available_on: TODAY };
        let early = test.order("handler", case, Order::SendNotice { id, service: service.clone() }).await;
        assert!(matches!(early, Err(ActError::Refused(Refusal::NoSuchNotice))));
        test.clear(case, id).await;
        // The last day moves before it is sent: what was approved is not what would leave.
        let (_, _) = test.send(case, consult(ConsultationKind::OtherOrgan)).await;
        let numbers = store::letter::of_case(&test.office.db, Scope::of(test.here.agency.id), case).await.unwrap().len();
        let voided = test.order("handler", case, Order::SendNotice { id, service }).await.unwrap();
        assert_eq!(voided.notice(id).unwrap().state, notice::NoticeState::Voided);
        let letters = store::letter::of_case(&test.office.db, Scope::of(test.here.agency.id), case).await.unwrap();
        assert_eq!(letters.len(), numbers, "nothing left, and the number went back");
        test.assert_sound().await;
    }

    async fn a_third_party_is_asked_by_post_objects_and_is_told(test: TestOffice) {
        let case = test.in_hand(1).await;
        let id = test.propose(case, consult(ConsultationKind::ThirdParty)).await.unwrap();
        test.clear(case, id).await;
        let online = Order::SendNotice { id, service: Service::Online { available_on: TODAY } };
        assert!(matches!(test.order("handler", case, online).await, Err(ActError::Refused(Refusal::NotOnline))));
        let waybill = Waybill::parse("EA123456789CN").unwrap();
        let post = Service::Post { mail: Mail::Ems, waybill, posted_on: TODAY };
        let sent = test.order("handler", case, Order::SendNotice { id, service: post }).await.unwrap();
        let letter = sent.letter_of(sent.notice(id).unwrap()).unwrap().id;
        // The applicant neither sees nor opens what went to somebody else; the letter does not name the applicant.
        let applicant = Actor::Applicant { case };
        let open = casework::act(&test.office, &applicant, test.here.agency.id, case, sent.version, Order::Open { letter }).await;
        assert!(matches!(open, Err(ActError::Refused(Refusal::OtherLetter))));
        let scope = Scope::of(test.here.agency.id);
        let row = store::letter::get(&test.office.db, scope, letter).await.unwrap().unwrap();
        assert!(row.document.contains("喆䶮建设") && !row.document.contains("林喆舟"));
        test.clock.advance(Duration::days(2));
        let delivered_on = test.office.today();
        test.order("clerk", case, Order::RecordDelivery { letter: Some(letter), delivered_on }).await.unwrap();
        let refused = Order::RecordOpinion { notice: id, answered_on: delivered_on, view: View::Refused, reasons: Some(test.said("涉及商业秘密")), agreed: Vec::new() };
        test.order("handler", case, refused).await.unwrap();
        let (told, _) = test.send(case, NewNotice::DisclosureDecision { consultation: id }).await;
        let stands = test.case(case).await;
        let letter = stands.letter_of(stands.notice(told).unwrap()).unwrap().id;
        let row = store::letter::get(&test.office.db, scope, letter).await.unwrap().unwrap();
        let context: LetterContext = serde_json::from_str(&row.context).unwrap();
        let LetterContext::Notice(told) = context else { panic!("a notice") };
        assert_eq!(told.remedies.len(), 1, "the third party is told its remedy");
        test.submit(case, "disclosed").await;
        test.assert_sound().await;
    }

    async fn a_fee_follows_the_tariff_and_its_payment_starts_the_clock_anew(test: TestOffice) {
        let case = test.in_hand(1).await;
        let free = test.propose(case, NewNotice::Fee { by: FeeBy::Item, count: 10 }).await;
        assert!(matches!(free, Err(ActError::Refused(Refusal::OtherFee(0)))));
        let (_, sent) = test.send(case, NewNotice::Fee { by: FeeBy::Item, count: 31 }).await;
        assert_eq!(gongkai::domain::payment::asked(&sent), Some(2200));
        let pay = |yuan| Order::RecordPayment { paid_on: TODAY, yuan };
        assert!(matches!(test.order("clerk", case, pay(2000)).await, Err(ActError::Refused(Refusal::OtherFee(2200)))));
        let paid = test.order("clerk", case, pay(2200)).await.unwrap();
        assert!(test.due_on(&paid).is_some());
        test.assert_sound().await;
    }

    async fn who_does_not_correct_is_let_go_by_a_person_on_the_program_s_evidence(test: TestOffice) {
        let case = test.in_hand(1).await;
        test.send(case, NewNotice::Correction { working_days: 10 }).await;
        let early = test.propose(case, NewNotice::Ended).await;
        assert!(matches!(early, Err(ActError::Refused(Refusal::NotExpired))));
        test.clock.advance(Duration::days(20));
        let stands = test.case(case).await;
        let proposed = casework::act(&test.office, &Actor::Program, test.here.agency.id, case, stands.version, Order::ProposeAbandonment).await.unwrap();
        assert!(proposed.abandonment.is_some() && proposed.stage.is_open());
        let (_, ended) = test.send(case, NewNotice::Ended).await;
        assert_eq!(ended.stage, Stage::Closed(Ending::Abandoned));
        let scope = Scope::of(test.here.agency.id);
        let letters = store::letter::of_case(&test.office.db, scope, case).await.unwrap();
        let last = letters.iter().find(|letter| letter.kind.as_str() == NoticeKind::Ended.as_str()).unwrap();
        assert!(last.document.contains("1号-补") && last.document.contains("行政复议"));
        let entry = store::queue::entry(&test.office.db, scope, case).await.unwrap().unwrap();
        assert_eq!(entry.outcome.unwrap().as_str(), "correction_abandoned");
        test.assert_sound().await;
    }

    async fn items_become_a_case_of_their_own_with_the_same_clock(test: TestOffice) {
        let mut new = new_application(1);
        new.application.items.push(Item { number: 2, title: "2025年度维修资金使用情况".to_owned(), document_number: None, description: None });
        let filed = casework::file(&test.office, test.here.agency.id, new).await.unwrap();
        let case = filed.case;
        test.take_in_hand("handler", case).await;
        let before = test.due_on(&test.case(case).await);
        let parent = test.order("handler", case, Order::Split { items: [2].into() }).await.unwrap();
        let link = *parent.links.first().unwrap();
        assert_eq!((parent.items.len(), link.how), (1, LinkKind::SplitInto));
        let child = test.case(link.other).await;
        assert_eq!((child.stage.key(), test.due_on(&child)), (StageKey::Received, before));
        assert_eq!(child.links.first().unwrap().other, case);
        let scope = Scope::of(test.here.agency.id);
        let asked = store::application::of_case(&test.office.db, scope, child.id).await.unwrap().unwrap();
        assert_eq!(asked.application.items.first().unwrap().title, "2025年度维修资金使用情况");
        // The same look-up code opens it.
        let found = casework::look_up(&test.office, &child.number.0, &filed.code.unwrap()).await.unwrap();
        assert_eq!(found, Some((test.here.agency.id, child.id)));
        test.submit(case, "not_held").await;
        test.assert_sound().await;
    }

    async fn a_duplicate_goes_into_the_other_case_of_the_same_applicant_only(test: TestOffice) {
        let (first, second) = (test.in_hand(1).await, test.in_hand(2).await);
        let mut other = new_application(3);
        other.applicant.identity = Some(gongkai::domain::applicant::Identity::Passport(gongkai::domain::text::DocumentNumber::parse("E12345678").unwrap()));
        let stranger = casework::file(&test.office, test.here.agency.id, other).await.unwrap().case;
        test.take_in_hand("handler", stranger).await;
        let refused = test.order("handler", second, Order::Merge { into: stranger }).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::OtherApplicant))));
        assert!(test.case(second).await.stage.is_open(), "nothing half-done");
        let merged = test.order("handler", second, Order::Merge { into: first }).await.unwrap();
        assert_eq!(merged.stage, Stage::Closed(Ending::Merged));
        assert_eq!(test.case(first).await.links.first().unwrap().how, LinkKind::TookIn);
        test.assert_sound().await;
    }

    async fn an_order_to_answer_anew_opens_a_round_with_its_own_clock(test: TestOffice) {
        let case = test.in_hand(1).await;
        test.submit(case, "state_secret").await;
        test.approve_all(case).await;
        test.issue(case).await;
        test.serve(case, Service::Online { available_on: TODAY }).await;
        test.clock.advance(Duration::days(10));
        let today = test.office.today();
        let of = Of::Reconsideration { procedure: Procedure::Ordinary, accepted_on: today, copy_received_on: today };
        let filed = Order::RecordAppeal { id: None, fact: AppealFact::Filed { of, before: test.said("青溪县人民政府，青政复〔2026〕3号") } };
        let id = test.order("lawyer", case, filed).await.unwrap().appeals.first().unwrap().id;
        let order = Some(Ordered { working_days: None });
        let closed = AppealFact::Closed { result: "annulled".parse().unwrap(), decided_on: today, received_on: today, order, note: None };
        test.order("lawyer", case, Order::RecordAppeal { id: Some(id), fact: closed }).await.unwrap();
        let told = test.order("clerk", case, Order::OpenRound { appeal: id }).await.unwrap();
        let round = told.appeals.first().unwrap().closed.as_ref().unwrap().round.unwrap();
        let stands = test.case(round).await;
        assert_eq!((stands.stage.key(), stands.received_on), (StageKey::Received, Some(today)));
        assert_eq!(test.due_on(&stands), Some(date!(2026 - 12 - 28)), "20 working days from the decision");
        test.assign(round).await;
        test.accept("handler", round).await;
        test.submit(round, "disclosed").await;
        let kept = Order::ReReview { outcome: ReReviewOutcome::Kept, because: test.said("情况没有变化") };
        test.order("lawyer", case, kept).await.unwrap();
        test.assert_sound().await;
    }

    async fn a_mistaken_delivery_is_taken_back(test: TestOffice) {
        let case = test.in_hand(1).await;
        test.submit(case, "already_public").await;
        test.approve_all(case).await;
        test.issue(case).await;
        let waybill = Waybill::parse("EA123456789CN").unwrap();
        test.serve(case, Service::Post { mail: Mail::Ems, waybill, posted_on: TODAY }).await;
        let delivered = test.order("clerk", case, Order::RecordDelivery { letter: None, delivered_on: TODAY }).await.unwrap();
        let (kind, seq) = *retraction::facts(&delivered).first().unwrap();
        assert_eq!(kind, FactKind::Delivery);
        let retract = Order::Retract { seq, reason: test.said("看错了邮件号码") };
        let stands = test.order("clerk", case, retract).await.unwrap();
        assert_eq!(stands.answer().unwrap().reached_on(), None);
        test.assert_sound().await;
    }
}
