//! The forms of a case: one for each thing that `permission::allowed` lets this person do, with what was typed.

use time::Date;

use super::page::{Action, Actions, Assign, Choice, ConfirmReceipt, Plain, RecordDelivery, Serve, Worded};
use crate::{
    domain::{
        account::{Actor, Officer},
        application::{AsksFor, ObtainBy},
        closing::came_late,
        command::CommandKind,
        permission, receipt,
        service::{self, Mail, SignedBy},
    },
    text::key,
    web::{
        casefile::{dossier::Dossier, to},
        form::{Field, FieldErrors},
        pairs::Pairs,
        wording::{Said, Voice, letter_name},
    },
};

/// An order that was refused, or a form that was not filled in: what was typed, and what is wrong.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) kind: CommandKind,
    pub(super) typed: Pairs,
    pub(super) errors: FieldErrors,
}

/// What the forms are made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forms<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) dossier: &'a Dossier,
    pub(super) officer: &'a Officer,
    pub(super) today: Date,
    pub(super) attempt: Option<&'a Attempt>,
}

/// The id of a command's form, and the last part of its address.
pub(super) const fn slug(kind: CommandKind) -> &'static str {
    match kind {
        CommandKind::ConfirmReceipt => "confirm-receipt",
        CommandKind::Assign => "assign",
        CommandKind::Accept => "accept",
        CommandKind::Claim => "claim",
        CommandKind::Waive => "waive",
        CommandKind::HandBack => "hand-back",
        CommandKind::DraftAnswer => "draft",
        CommandKind::Submit => "submit",
        CommandKind::Approve => "approve",
        CommandKind::Bypass => "bypass",
        CommandKind::AnswerHits => "answer-hits",
        CommandKind::SendBack => "send-back",
        CommandKind::SettlePoint => "settle-point",
        CommandKind::Issue => "issue",
        CommandKind::Serve => "serve",
        CommandKind::Spoil => "spoil",
        CommandKind::RecordDelivery => "record-delivery",
        CommandKind::RecordReturn => "record-return",
        CommandKind::Open => "open",
        CommandKind::Close => "close",
        CommandKind::Withdraw => "withdraw",
        CommandKind::HandOver => "hand-over",
        CommandKind::ProposeNotice => "propose-notice",
        CommandKind::DropNotice => "drop-notice",
        CommandKind::ApproveNotice => "approve-notice",
        CommandKind::ReturnNotice => "return-notice",
        CommandKind::SendNotice => "send-notice",
        CommandKind::ReceiveCorrection => "receive-correction",
        CommandKind::RecordOpinion => "record-opinion",
        CommandKind::LapseConsultation => "lapse-consultation",
        CommandKind::RecordPayment => "record-payment",
        CommandKind::GiveProof => "give-proof",
        CommandKind::RefuseProof => "refuse-proof",
        CommandKind::ReceiveReasons => "receive-reasons",
        CommandKind::JudgeReasons => "judge-reasons",
        CommandKind::ProposeAbandonment => "propose-abandonment",
        CommandKind::Split => "split",
        CommandKind::Merge => "merge",
        CommandKind::Link => "link",
        CommandKind::RecordAppeal => "record-appeal",
        CommandKind::OpenRound => "open-round",
        CommandKind::ReReview => "re-review",
        CommandKind::ProposePublication => "propose-publication",
        CommandKind::DecidePublication => "decide-publication",
        CommandKind::Retract => "retract",
        CommandKind::ChangeContact => "change-contact",
        CommandKind::UndoImport => "undo-import",
        CommandKind::Erase => "erase",
    }
}

/// Ways back and out, and what is said on the reviewers' pages: never what comes next here.
const NEVER_NEXT: [CommandKind; 6] = [
    CommandKind::UndoImport,
    CommandKind::Spoil,
    CommandKind::Withdraw,
    CommandKind::HandBack,
    CommandKind::Claim,
    CommandKind::Waive,
];

impl Forms<'_> {
    /// Every form that is allowed now, and no other.
    pub(super) fn all(self) -> Said<Actions> {
        let actor = Actor::Officer(self.officer.clone());
        let allowed = permission::allowed(&self.dossier.case, &actor, self.voice.law);
        let mut actions = Actions::default();
        // What comes next stands open.
        let next = allowed.iter().position(|kind| !NEVER_NEXT.contains(kind));
        for (at, kind) in allowed.into_iter().enumerate() {
            self.add(&mut actions, kind, Some(at) == next)?;
        }
        Ok(actions)
    }

    fn add(self, actions: &mut Actions, kind: CommandKind, first: bool) -> Said<()> {
        let action = self.action(kind, first)?;
        match kind {
            CommandKind::ConfirmReceipt => actions.confirm_receipt = Some(self.confirm_receipt(action)?),
            CommandKind::Assign => actions.assign = Some(self.assign(action)?),
            CommandKind::DraftAnswer => {
                actions.draft_href = Some(format!("/desk/cases/{}/draft", self.dossier.case.id));
            }
            CommandKind::Accept => actions.plain.push(self.plain(action, key("accept-hint"))?),
            CommandKind::Submit if self.may_be_claimed() => {
                actions.plain.push(self.plain(action, key("submit-claimable"))?);
            }
            CommandKind::Submit => actions.plain.push(self.plain(action, key("submit-hint"))?),
            CommandKind::Issue => actions.plain.push(self.plain(action, key("issue-hint"))?),
            // What came too late is closed with its reason, by a form of its own.
            CommandKind::Close if came_late(&self.dossier.case, self.voice.law) => {}
            CommandKind::Close => actions.plain.push(self.plain(action, key("close-hint"))?),
            // Those of procedural letters stand beside them.
            CommandKind::Serve if !self.answer_waits() => {}
            CommandKind::Serve => actions.serve = Some(self.serve(action)?),
            CommandKind::Spoil => {
                let texts = (key("spoil-label"), key("spoil-hint"));
                actions.worded.push(self.worded(action, kind, "spoil_reason", texts)?);
            }
            CommandKind::RecordDelivery if !self.answer_is_on_its_way() => {}
            CommandKind::RecordDelivery => {
                let delivered_on = self.day(kind, "delivered_on", None);
                actions.record_delivery = Some(RecordDelivery { action, delivered_on });
            }
            CommandKind::HandBack => {
                let texts = (key("hand-back-label"), key("hand-back-hint"));
                actions
                    .worded
                    .push(self.worded(action, kind, "hand_back_reason", texts)?);
            }
            CommandKind::Withdraw => {
                let texts = (key("withdraw-label"), key("withdraw-hint"));
                actions
                    .worded
                    .push(self.worded(action, kind, "withdraw_reason", texts)?);
            }
            // The reviewers decide on pages of their own, and only applicants open letters.
            CommandKind::Approve | CommandKind::Bypass | CommandKind::SendBack | CommandKind::Open
            // An import is undone as a whole, on its own page.
            | CommandKind::UndoImport
            // The program does it by itself.
            | CommandKind::Erase
            | CommandKind::Claim | CommandKind::Waive
            // What was found is answered for on the page that shows it.
            | CommandKind::AnswerHits
            // Each has its place beside the letter, the consultation or the proceeding that it is about; the points of a
            // review stand beside the draft.
            | CommandKind::SettlePoint
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
            // Only applicants do it.
            | CommandKind::ChangeContact
            | CommandKind::GiveProof
            | CommandKind::Retract => {}
        }
        Ok(())
    }

    /// Whether the answer waits for somebody to say whether they claim the case.
    fn may_be_claimed(self) -> bool {
        let case = &self.dossier.case;
        !case.open_windows_on(self.voice.law, self.today).is_empty()
    }

    fn answer_waits(self) -> bool {
        let case = &self.dossier.case;
        service::unserved(case).any(|letter| case.answer == Some(letter.id))
    }

    fn answer_is_on_its_way(self) -> bool {
        let case = &self.dossier.case;
        let mut on_their_way = service::on_their_way(case);
        on_their_way.any(|letter| case.answer == Some(letter.id))
    }

    /// The refused order, if it was given by this form and not by one of those beside a letter.
    fn attempt(self, kind: CommandKind) -> Option<&'static str> {
        self.attempt
            .filter(|attempt| attempt.kind == kind && attempt.typed.get("of").is_empty())
            .map(|_| slug(kind))
    }

    fn action(self, kind: CommandKind, first: bool) -> Said<Action> {
        let id = slug(kind);
        let error = self
            .attempt
            .filter(|attempt| attempt.kind == kind)
            .and_then(|attempt| attempt.errors.of(id));
        Ok(Action {
            id,
            name: self.voice.command(kind)?,
            href: format!("/desk/cases/{}/{id}", self.dossier.case.id),
            version: self.dossier.case.version,
            error,
            open: first || self.attempt(kind).is_some(),
        })
    }

    /// A field with what was typed in the refused order, or what it begins with.
    fn field(self, kind: CommandKind, id: &str, begins: &str) -> Field {
        match self.attempt.filter(|attempt| attempt.kind == kind) {
            Some(attempt) => Field::new(id, attempt.typed.get(id), &attempt.errors),
            None => Field::new(id, begins, &FieldErrors::default()),
        }
    }

    fn day(self, kind: CommandKind, id: &str, begins: Option<Date>) -> Field {
        self.field(kind, id, &begins.map(|day| day.to_string()).unwrap_or_default())
    }

    fn confirm_receipt(self, action: Action) -> Said<ConfirmReceipt> {
        let case = &self.dossier.case;
        let rule = self.voice.law.channel(case.filing.channel);
        let kind = CommandKind::ConfirmReceipt;
        let arrived_on = case.submitted_on.unwrap_or(self.today);
        let by = receipt::confirm_by(self.voice.law, case.filing.channel, arrived_on);
        Ok(ConfirmReceipt {
            action,
            rule: self.voice.say_with(
                key("confirm-receipt-rule"),
                &[
                    ("channel", &rule.name),
                    ("rule", &rule.text),
                    ("article", &self.voice.law.cite(&rule.article)),
                    ("by", &self.voice.last_day(by)?),
                ],
            )?,
            confirmed_on: self.day(kind, "confirmed_on", Some(self.today)),
            record: self.field(kind, "confirm_record", ""),
            evidence: self
                .voice
                .say_with(key("confirm-receipt-evidence"), &[("evidence", &rule.evidence)])?,
        })
    }

    fn assign(self, action: Action) -> Said<Assign> {
        let to = self.field(CommandKind::Assign, "to", "");
        let dossier = self.dossier;
        Ok(Assign {
            action,
            departments: to::choices(self.voice, &dossier.departments, &dossier.accounts, &to.value)?,
            to,
        })
    }

    fn plain(self, action: Action, hint: crate::text::Key) -> Said<Plain> {
        Ok(Plain {
            action,
            hint: self.voice.say(hint)?,
        })
    }

    fn worded(
        self,
        action: Action,
        kind: CommandKind,
        id: &str,
        (label, hint): (crate::text::Key, crate::text::Key),
    ) -> Said<Worded> {
        Ok(Worded {
            action,
            words: self.field(kind, id, ""),
            label: self.voice.say(label)?,
            hint: self.voice.say(hint)?,
        })
    }

    fn serve(self, action: Action) -> Said<Serve> {
        let wished = self.dossier.filed.application.obtain_by;
        let begins = match wished {
            ObtainBy::Online | ObtainBy::Email => "online",
            ObtainBy::Post => "post",
            ObtainBy::Collect | ObtainBy::OnSite => "counter",
        };
        let kind = CommandKind::Serve;
        let (by, mail) = (
            self.field(kind, "by", begins),
            self.field(kind, "mail", Mail::Ems.as_str()),
        );
        let signed_by = self.field(kind, "signed_by", SignedBy::Addressee.as_str());
        let way = |value: &str, text| {
            Ok(Choice {
                value: value.to_owned(),
                name: self.voice.say(text)?,
                chosen: by.value == value,
            })
        };
        let letter = self
            .dossier
            .case
            .answer
            .map(|id| letter_name(self.voice, &self.dossier.case, id));
        Ok(Serve {
            letter: letter.transpose()?.unwrap_or_default(),
            wished: match self.dossier.case.filing.asks_for {
                AsksFor::Information => Some(self.voice.obtain_by(wished)?),
                AsksFor::RecordCorrection => None,
            },
            ways: vec![
                way("online", key("serve-online"))?,
                way("counter", key("serve-counter"))?,
                way("post", key("serve-post"))?,
                way("entrusted", key("serve-entrusted"))?,
            ],
            mails: Mail::ALL
                .iter()
                .map(|mail_of| {
                    Ok(Choice {
                        value: mail_of.to_string(),
                        name: self.voice.mail(*mail_of)?,
                        chosen: mail.value == mail_of.as_str(),
                    })
                })
                .collect::<Said<_>>()?,
            signers: super::ways::signers(self.voice)?
                .into_iter()
                .map(|(value, name)| Choice {
                    chosen: signed_by.value == value,
                    value,
                    name,
                })
                .collect(),
            signed_by,
            remark: self.field(kind, "serve_remark", ""),
            signed_on: self.day(kind, "signed_on", None),
            waybill: self.field(kind, "waybill", ""),
            posted_on: self.day(kind, "posted_on", None),
            by,
            mail,
            action,
        })
    }
}
