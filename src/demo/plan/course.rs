//! The course of one application, from filing to the archive, deed by deed.

use time::Date;

use super::{
    Ask, Deed, Story, Way, What,
    answer::{self, Asked},
    arrival,
    hours::Moment,
    lot::{Halt, Lot, Pace},
};
use crate::{
    demo::{chance::Chance, material::Material, people},
    domain::{
        applicant::Applicant,
        application::{Application, ObtainBy, ProvisionForm},
        clock::{self, History, Start},
        id::NoticeId,
        review::{Chain, Plan},
        service::Mail,
    },
    law::{After, AsksFor, Channel, Law, NoticeKind, StepKind},
};

/// Tells the story that a lot gives, as far as it has come before `today`.
pub(super) fn story(lot: &Lot, today: Date, law: &Law, material: &Material) -> Story {
    let mut chance = Chance::seeded(lot.seed);
    let asked = answer::ask(&mut chance, material, lot);
    let applicant = applicant(&mut chance, lot, material);
    let application = application(&mut chance, lot, &asked);
    let token = chance.uuid();
    // Luck decides how long each step takes; a story that should be in time is told again until it is.
    let mut deeds = Teller::new(lot, law, material, &asked, &application, chance.clone()).tell();
    for _ in 0..60 {
        if fits(&deeds, lot, answer::asks_for(&asked), law) {
            break;
        }
        chance.percent(50);
        deeds = Teller::new(lot, law, material, &asked, &application, chance.clone()).tell();
    }
    let before = today.midnight().assume_offset(crate::clock::BEIJING);
    deeds.truncate(
        deeds
            .iter()
            .position(|deed| deed.at >= before)
            .unwrap_or(deeds.len()),
    );
    let agency = asked
        .first()
        .map_or_else(String::new, |item| item.subject.agency.clone());
    Story {
        agency,
        applicant,
        application,
        asks_for: answer::asks_for(&asked),
        token,
        deeds,
    }
}

fn applicant(chance: &mut Chance, lot: &Lot, material: &Material) -> Applicant {
    let people = &material.people;
    // Each organisation now and then: three in a hundred altogether, as in the reports.
    let alone = match lot
        .in_turn
        .filter(|number| number % 27 == 13)
        .and_then(|number| people.organisations.get(number / 27))
    {
        Some(organisation) => people::organisation(chance, people, organisation),
        None => people::person(chance, people),
    };
    arrival::together(alone, lot, people)
}

fn application(chance: &mut Chance, lot: &Lot, asked: &[Asked<'_>]) -> Application {
    use ObtainBy::{Collect, Email, OnSite, Online, Post};
    let by_post = lot.halt == Halt::Posted;
    let obtain_by = if by_post {
        Post
    } else if lot.counter {
        *chance.weighted(&[(Collect, 45), (Post, 40), (Online, 10), (OnSite, 5)])
    } else {
        *chance.weighted(&[(Online, 76), (Email, 8), (Post, 12), (Collect, 4)])
    };
    let form = match obtain_by {
        Online | Email => ProvisionForm::Electronic,
        Post | Collect | OnSite => *chance.weighted(&[(ProvisionForm::Paper, 95), (ProvisionForm::Disc, 5)]),
    };
    Application {
        items: answer::items(asked),
        form,
        obtain_by,
        accepts_other_form: chance.percent(70),
    }
}

/// The last day to answer what was filed online on a day.
pub(super) fn due_on(law: &Law, asks_for: AsksFor, filed_on: Date) -> Option<Date> {
    let history: History<NoticeId> = Start::of(asks_for, Channel::Online, Some(filed_on), None).into();
    clock::read(law, &history).ok()?.due_on
}

/// Whether the answer came when it was to come.
fn fits(deeds: &[Deed], lot: &Lot, asks_for: AsksFor, law: &Law) -> bool {
    let served = deeds.iter().find(|deed| matches!(deed.what, What::Serve(_)));
    let date = |deed: &Deed| deed.at.to_offset(crate::clock::BEIJING).date();
    let corrected = deeds
        .iter()
        .find(|deed| matches!(deed.what, What::Told(Ask::Correction)));
    let due = due_on(law, asks_for, corrected.map_or(lot.filed_on, date));
    match (served, due) {
        (Some(served), Some(due)) => {
            let late = date(served) > due;
            late == (lot.pace == Pace::Late)
        }
        _ => true,
    }
}

/// Tells one course.
struct Teller<'a> {
    lot: &'a Lot,
    law: &'a Law,
    material: &'a Material,
    asked: &'a [Asked<'a>],
    application: &'a Application,
    chance: Chance,
    now: Moment,
    submitted_on: Date,
    deeds: Vec<Deed>,
    halted: bool,
}

impl<'a> Teller<'a> {
    fn new(
        lot: &'a Lot,
        law: &'a Law,
        material: &'a Material,
        asked: &'a [Asked<'a>],
        application: &'a Application,
        mut chance: Chance,
    ) -> Self {
        let now = if lot.counter {
            Moment::in_office(lot.filed_on, &mut chance)
        } else {
            Moment::at_home(lot.filed_on, &mut chance)
        };
        Self {
            lot,
            law,
            material,
            asked,
            application,
            chance,
            now,
            submitted_on: lot.filed_on,
            deeds: Vec::new(),
            halted: false,
        }
    }

    /// Something is done after `from` to `to` working days, unless the story has stopped.
    fn after(&mut self, from: u16, to: u16, what: What) {
        let days = self.chance.between(from, to);
        self.now.later(&self.law.calendar, days, &mut self.chance);
        self.note(what);
    }

    fn note(&mut self, what: What) {
        if !self.halted {
            self.deeds.push(Deed {
                at: self.now.instant(),
                what,
            });
        }
    }

    fn halt_at(&mut self, halt: Halt) {
        self.halted |= self.lot.halt == halt;
    }

    fn tell(mut self) -> Vec<Deed> {
        let withdrawn_at = if self.lot.withdrawn {
            self.chance.between(2, 7)
        } else {
            0
        };
        self.come_in();
        self.find_the_right_desk();
        self.answer();
        if self.lot.withdrawn {
            self.withdraw(usize::from(withdrawn_at));
            return self.deeds;
        }
        self.go_out();
        self.deeds
    }

    fn come_in(&mut self) {
        if self.lot.counter {
            self.note(What::Register(arrival::came_in(
                self.lot,
                self.law,
                self.material,
            )));
        } else {
            self.note(What::File);
            self.halt_at(Halt::Filed);
            let record = arrival::confirmed(self.lot, self.material);
            self.after(0, 1, What::ConfirmReceipt { record });
        }
        self.halt_at(Halt::Received);
    }

    fn department(&self) -> String {
        self.asked
            .first()
            .map_or_else(String::new, |item| item.subject.department.clone())
    }

    fn find_the_right_desk(&mut self) {
        let right = self.department();
        if self.chance.percent(9) {
            let agency = self
                .asked
                .first()
                .map(|item| self.material.agency(&item.subject.agency));
            let others: Vec<String> = agency
                .into_iter()
                .flat_map(|agency| &agency.departments)
                .map(|d| d.key.clone())
                .filter(|key| *key != right && key != "office")
                .collect();
            let wrong = self.chance.pick(&others).clone();
            let reason = self.chance.pick(&self.material.remarks.hand_back).clone();
            self.after(
                0,
                1,
                What::Assign {
                    department: wrong,
                    by_name: false,
                },
            );
            self.after(0, 1, What::HandBack { reason });
        }
        let by_name = self.chance.percent(35);
        self.after(
            0,
            1,
            What::Assign {
                department: right,
                by_name,
            },
        );
        self.halt_at(Halt::Assigned);
        self.after(0, 2, What::Accept);
        self.halt_at(Halt::InHand);
    }

    /// Some answers follow only on a step: on a correction, on reasons that were not good enough, on what a third party
    /// said.
    fn ask_first(&mut self) {
        let mut words = Chance::seeded(self.lot.seed);
        let draft = answer::draft(&mut words, self.material, self.asked, self.now.day);
        let mut grounds = draft.items.iter().filter_map(|item| item.ground.as_ref());
        let after = grounds.find_map(|key| self.law.ground(key)?.after);
        let concerned = answer::of_third_parties(&draft, self.law);
        if !concerned.is_empty() {
            self.letter(
                What::Consult { items: concerned },
                NoticeKind::ThirdPartyConsultation,
            );
            self.after(2, 4, What::Objects);
        }
        let Some(after) = after else {
            return;
        };
        let (ask, kind) = match after {
            After::Corrected => (Ask::Correction, NoticeKind::Correction),
            After::ReasonsRejected => (Ask::Reasons, NoticeKind::ReasonsAsked),
            After::RecordsTransferred => {
                let organ = answer::competent_organ(&draft).unwrap_or_default();
                return self.letter(What::Transfer { organ }, NoticeKind::Transfer);
            }
        };
        self.letter(What::Propose(ask), kind);
        self.after(1, 2, What::Told(ask));
        if ask == Ask::Reasons {
            self.after(0, 0, What::JudgeReasons);
        }
    }

    /// A procedural letter, from its proposal until it has gone out.
    fn letter(&mut self, proposed: What, kind: NoticeKind) {
        self.after(0, 0, proposed);
        for step in self.law.notice(kind).steps.clone() {
            self.after(0, 0, What::ClearNotice { step });
        }
        self.after(0, 0, What::SendNotice);
    }

    fn answer(&mut self) {
        self.ask_first();
        match self.lot.pace {
            Pace::InTime => self.draft(2, 7),
            Pace::Late => self.draft(16, 24),
        }
        self.halt_at(Halt::Drafted);
        let sent_back = self.lot.halt == Halt::SentBack || self.chance.percent(13);
        let chain = self.submit();
        if let Some(step) = chain
            .get(self.chance.below(chain.len()))
            .copied()
            .filter(|_| sent_back)
        {
            self.approve_before(&chain, step);
            let remarks = self
                .material
                .remarks
                .send_back
                .get(&step)
                .map(|remarks| self.chance.pick(remarks).clone());
            self.after(
                0,
                1,
                What::SendBack {
                    step,
                    remarks: remarks.unwrap_or_default(),
                },
            );
            self.halt_at(Halt::SentBack);
            self.draft(1, 2);
            self.submit();
        }
        self.halt_at(Halt::Confidentiality);
        for step in chain {
            match step {
                StepKind::DepartmentHead
                | StepKind::Confidentiality
                | StepKind::Countersign
                | StepKind::Leader => {}
                StepKind::Legal => self.halt_at(Halt::Legal),
                StepKind::SignOff => self.halt_at(Halt::SignOff),
            }
            self.approve(step);
        }
        self.halt_at(Halt::Approved);
    }

    /// Saves a draft. Its words are the same each time: what a handler mends is a word here and there.
    fn draft(&mut self, from: u16, to: u16) {
        let days = self.chance.between(from, to);
        self.now.later(&self.law.calendar, days, &mut self.chance);
        let mut words = Chance::seeded(self.lot.seed);
        let draft = answer::draft(&mut words, self.material, self.asked, self.now.day);
        let hands_over = answer::hands_over(self.asked) && self.application.form == ProvisionForm::Electronic;
        self.note(What::Draft { draft, hands_over });
    }

    /// Submits, and tells the chain that the answer has to pass.
    fn submit(&mut self) -> Vec<StepKind> {
        self.after(0, 0, What::Submit);
        self.submitted_on = self.now.day;
        let mut words = Chance::seeded(self.lot.seed);
        let draft = answer::draft(&mut words, self.material, self.asked, self.now.day);
        let plan = Plan::of_answer(self.law, &Chain::of_law(self.law), &draft, None);
        plan.steps.iter().map(|step| step.kind).collect()
    }

    fn approve_before(&mut self, chain: &[StepKind], step: StepKind) {
        for step in chain.iter().copied().take_while(|other| *other != step) {
            self.approve(step);
        }
    }

    fn approve(&mut self, step: StepKind) {
        let note = self
            .chance
            .percent(30)
            .then(|| self.chance.pick(&self.material.remarks.notes).clone());
        self.after(
            0,
            if step == StepKind::Legal { 2 } else { 1 },
            What::Approve { step, note },
        );
    }

    fn go_out(&mut self) {
        self.after(0, 0, What::Issue);
        if self.law_has_changed() {
            // What was approved is no longer what the law wants the letter to say: the approvals are void, and the
            // answer goes through the chain once more.
            for step in self.submit() {
                self.approve(step);
            }
            self.after(0, 0, What::Issue);
        }
        self.halt_at(Halt::Issued);
        let way = self.way();
        self.after(0, 1, What::Serve(way.clone()));
        self.halt_at(Halt::Posted);
        match way {
            Way::Online if self.chance.percent(85) => {
                let days = self.chance.between(0, 3);
                self.now.days_later(days, &mut self.chance);
                self.note(What::Open);
            }
            Way::Online | Way::Counter => {}
            Way::Post { .. } => self.after(2, 5, What::RecordDelivery),
        }
        self.halt_at(Halt::Served);
        self.after(1, 4, What::Close);
    }

    /// Whether a letter says something else about remedies than it did when it was submitted.
    fn law_has_changed(&self) -> bool {
        let mut words = Chance::seeded(self.lot.seed);
        let draft = answer::draft(&mut words, self.material, self.asked, self.now.day);
        let said = |on| answer::remedies(self.law, self.material, self.asked, &draft, on);
        said(self.submitted_on) != said(self.now.day)
    }

    fn way(&mut self) -> Way {
        match self.application.obtain_by {
            ObtainBy::Online | ObtainBy::Email => Way::Online,
            ObtainBy::Collect | ObtainBy::OnSite => Way::Counter,
            ObtainBy::Post => {
                let (mail, head) = *self
                    .chance
                    .weighted(&[((Mail::Ems, "EX"), 70), ((Mail::Registered, "XA"), 30)]);
                Way::Post {
                    mail,
                    waybill: format!("{head}{}CN", self.chance.digits(9)),
                }
            }
        }
    }

    /// Ends the story after so many deeds, or as soon as it is in hand.
    fn withdraw(&mut self, after: usize) {
        self.deeds.truncate(after.max(1));
        let by_clerk = self.lot.counter;
        let reason = self.chance.pick(&self.material.remarks.withdraw).clone();
        let Some(last) = self.deeds.last() else { return };
        self.now = Moment::in_office(last.at.to_offset(crate::clock::BEIJING).date(), &mut self.chance);
        self.after(1, 2, What::Withdraw { reason, by_clerk });
    }
}
