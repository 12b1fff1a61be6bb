//! A made-up case: what was asked, by whom, and as much of its history as a letter needs.

use time::{Date, Duration, OffsetDateTime, UtcOffset};
use uuid::Uuid;

use super::{
    cast::{self, Who},
    material::Material,
};
use crate::{
    casework::compose::Matter,
    domain::{
        account::ActorRef,
        agency::Agency,
        applicant::Applicant,
        application::{Application, Filing, ObtainBy, ProvisionForm},
        case::Case,
        clock::ConsultationKind,
        digest::Digest,
        event::{Event, Recorded},
        id::{ApplicantId, ApplicationId, CaseId, CaseNumber, NoticeId, PartyId},
        notice::{About, NoticeEvent},
        review::Plan,
    },
    law::{AsksFor, Channel, Law},
};

/// How many days before its letters a made-up application came in.
const AGE: Duration = Duration::days(14);

/// The consultation that other letters tell of.
pub(super) const CONSULTATION: NoticeId = NoticeId(Uuid::from_u128(1));
pub(super) const PARTY: PartyId = PartyId(Uuid::from_u128(2));

/// A made-up case.
#[derive(Debug, Clone)]
pub(super) struct Setting<'a> {
    law: &'a Law,
    agency: &'a Agency,
    applicant: Applicant,
    application: Application,
    asks_for: AsksFor,
    number: CaseNumber,
    received_on: Date,
    corrected_on: Option<Date>,
}

impl<'a> Setting<'a> {
    /// So many items, asked for by somebody, two weeks before the day of the letter.
    pub(super) fn new(
        (law, agency, material): (&'a Law, &'a Agency, &Material),
        asks_for: AsksFor,
        (who, items): (Who, u16),
        on: Date,
    ) -> Self {
        let received_on = on - AGE;
        Self {
            law,
            agency,
            applicant: cast::applicant(material, who),
            application: Application {
                items: material.items(asks_for, items),
                form: ProvisionForm::Electronic,
                obtain_by: ObtainBy::Online,
                accepts_other_form: true,
            },
            asks_for,
            number: CaseNumber::new(&agency.numbering.case_code, received_on.year(), 12),
            received_on,
            corrected_on: None,
        }
    }

    /// The same, with another text in the first item.
    pub(super) fn asking(mut self, text: &str) -> Self {
        if let Some(item) = self.application.items.first_mut() {
            item.description = Some(text.to_owned());
        }
        self
    }

    /// The same, after a correction (补正) that came in some days later.
    pub(super) fn corrected(mut self) -> Self {
        self.corrected_on = Some(self.received_on + Duration::days(7));
        self
    }

    pub(super) fn matter(&self) -> Matter<'_> {
        Matter {
            law: self.law,
            agency: self.agency,
            number: &self.number,
            applicant: &self.applicant,
            application: &self.application,
            channel: Channel::Counter,
            asks_for: self.asks_for,
            submitted_on: None,
            received_on: self.received_on,
            corrected_on: self.corrected_on,
        }
    }

    pub(super) fn items(&self) -> Vec<u16> {
        self.application.items.iter().map(|item| item.number).collect()
    }

    /// The case with its receipt and one consultation.
    pub(super) fn case(&self, material: &Material) -> Case {
        let filing = Filing {
            application: ApplicationId(Uuid::nil()),
            applicant: ApplicantId(Uuid::nil()),
            applicant_kind: self.applicant.kind,
            channel: Channel::Counter,
            items: u16::try_from(self.application.items.len()).unwrap_or(u16::MAX),
            content: Digest::of_bytes(material.agency.key.as_bytes()),
            asks_for: self.asks_for,
        };
        let registered = Event::Registered {
            agency: self.agency.id,
            number: self.number.clone(),
            filing,
            received_on: Some(self.received_on),
            arrived_on: None,
            waybill: None,
            evidence: None,
        };
        let consulted = Event::Notice(NoticeEvent::Proposed {
            notice: CONSULTATION,
            matter: About::Consultation {
                with: ConsultationKind::ThirdParty,
                party: PARTY,
                items: self.items(),
                attached: Vec::new(),
            },
            words: None,
            content: Digest::of_bytes(&[]),
            chain: Plan::default(),
        });
        let at = OffsetDateTime::new_in_offset(self.received_on, time::Time::MIDNIGHT, UtcOffset::UTC);
        let history: Vec<Recorded> = (1..)
            .zip([registered, consulted])
            .map(|(seq, event)| Recorded {
                seq,
                at,
                actor: ActorRef::Account(crate::domain::id::AccountId(Uuid::nil())),
                event,
            })
            .collect();
        Case::fold(CaseId(Uuid::nil()), &history).expect("a receipt and a consultation follow each other")
    }
}
