//! Three hundred applications and what becomes of them, as a list of deeds in the order of time.
//!
//! A pure function of the day on which the demonstration begins: the same day gives the same plan, and every other day
//! gives the same stories, moved. Outcomes are spread as in a real year's report (96.8 % natural persons; 40 %
//! disclosed, 16 % in part, 5 % withheld, 25 % not held, 3 % not processed, the rest withdrawn).

mod again;
mod answer;
mod arrival;
mod course;
mod hours;
mod lot;
#[cfg(test)]
mod tests;

use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::material::Material;
use crate::{
    domain::{answer::Draft, applicant::Applicant, application::Application, service::Mail},
    law::{AsksFor, Channel, Law, StepKind},
};

/// How many applications there are.
pub const APPLICATIONS: usize = 300;

/// One application and its story.
#[derive(Debug)]
pub struct Story {
    /// Key of the agency.
    pub agency: String,
    pub applicant: Applicant,
    pub application: Application,
    pub asks_for: AsksFor,
    /// Of the form: by it a story that was begun is found again.
    pub token: Uuid,
    pub deeds: Vec<Deed>,
}

/// Something that somebody does, and when.
#[derive(Debug)]
pub struct Deed {
    pub at: OffsetDateTime,
    pub what: What,
}

/// What is done. Departments by key; who does it follows from the deed and the department that has the case.
#[derive(Debug)]
pub enum What {
    File,
    Register(CameIn),
    ConfirmReceipt {
        record: String,
    },
    Assign {
        department: String,
        by_name: bool,
    },
    Accept,
    HandBack {
        reason: String,
    },
    /// 转送函: the records are sent on to the organ of that name.
    Transfer {
        organ: String,
    },
    /// 征求第三方意见书, on these items.
    Consult {
        items: Vec<u16>,
    },
    /// The third party does not agree.
    Objects,
    /// 补正告知书, 说明理由通知书: what has to be asked before some answers can be given.
    Propose(Ask),
    ClearNotice {
        step: StepKind,
    },
    SendNotice,
    /// What the applicant sent in reply.
    Told(Ask),
    JudgeReasons,
    /// `hands_over`: whether a file goes out with the answer.
    Draft {
        draft: Draft,
        hands_over: bool,
    },
    Submit,
    Approve {
        step: StepKind,
        note: Option<String>,
    },
    SendBack {
        step: StepKind,
        remarks: String,
    },
    Issue,
    Serve(Way),
    RecordDelivery,
    Open,
    Close,
    /// By the applicant on the portal, or by letter, which the clerk records.
    Withdraw {
        reason: String,
        by_clerk: bool,
    },
}

/// What the applicant is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    Correction,
    Reasons,
}

/// By which channel an application came in, and with what proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameIn {
    pub channel: Channel,
    pub waybill: Option<String>,
    pub record: Option<String>,
    /// How it was confirmed, on the same day, where the channel's rule asks for it.
    pub confirmation: Option<String>,
}

/// How the answer goes to the applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    Online,
    Counter,
    Post { mail: Mail, waybill: String },
}

impl What {
    /// How many events it appends to the history of its case.
    pub fn events(&self) -> u32 {
        match self {
            // With the receipt come its letter and the proof of its service.
            Self::ConfirmReceipt { .. } | Self::SendNotice => 3,
            Self::Register(came_in) => 3 + u32::from(came_in.confirmation.is_some()),
            Self::File
            | Self::Assign { .. }
            | Self::Accept
            | Self::HandBack { .. }
            | Self::Propose(_)
            | Self::Consult { .. }
            | Self::Objects
            | Self::Transfer { .. }
            | Self::ClearNotice { .. }
            | Self::Told(_)
            | Self::JudgeReasons
            | Self::Draft { .. }
            | Self::Submit
            | Self::Approve { .. }
            | Self::SendBack { .. }
            | Self::Issue
            | Self::Serve(_)
            | Self::RecordDelivery
            | Self::Open
            | Self::Close
            | Self::Withdraw { .. } => 1,
        }
    }
}

/// The plan.
#[derive(Debug)]
pub struct Plan {
    pub stories: Vec<Story>,
}

impl Plan {
    /// The plan of a demonstration that begins on a day. Everything in it lies before that day.
    pub fn until(today: Date, law: &Law, material: &Material) -> Self {
        let lots = lot::draw(today, law);
        let mut stories: Vec<Story> = lots
            .iter()
            .map(|lot| course::story(lot, today, law, material))
            .collect();
        again::tie(&mut stories);
        Self { stories }
    }

    /// The day for which a plan was made, by the day on which its oldest application came in.
    pub fn begun(oldest_filed_on: Date) -> Date {
        oldest_filed_on.saturating_add(lot::YEAR)
    }

    /// Every deed with its story, in the order of time.
    pub fn deeds(&self) -> Vec<(usize, &Deed)> {
        let mut deeds: Vec<(usize, &Deed)> = self
            .stories
            .iter()
            .enumerate()
            .flat_map(|(story, told)| told.deeds.iter().map(move |deed| (story, deed)))
            .collect();
        // Stable, so that the deeds of one story keep their order.
        deeds.sort_by_key(|(_, deed)| deed.at);
        deeds
    }
}
