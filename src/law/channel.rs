//! Channels of application and the date of receipt.

use serde::Deserialize;
use time::Date;

use super::{Article, LimitKey, validity::valid, word::words};

words! {
    /// How an application reached the agency.
    pub enum Channel {
        /// 当面提交.
        Counter = "counter",
        /// 互联网 (the portal).
        Online = "online",
        /// Mail with signature: EMS, 挂号.
        SignedMail = "signed_mail",
        /// 平常信函.
        OrdinaryMail = "ordinary_mail",
        /// 传真.
        Fax = "fax",
        /// 电子邮件.
        Email = "email",
        /// Oral; the unit fills the form in.
        Oral = "oral",
    }
}

words! {
    /// Which day is the date of receipt 收到申请之日.
    pub enum ReceiptRule {
        /// The day it was handed in.
        HandedIn = "handed_in",
        /// The day the agency signed for it.
        SignedFor = "signed_for",
        /// The day the unit confirmed it with the applicant.
        ConfirmedWithApplicant = "confirmed_with_applicant",
        /// The day both sides confirmed it 双方确认之日.
        ConfirmedByBoth = "confirmed_by_both",
    }
}

words! {
    /// What becomes of a receipt on a rest day.
    pub enum RestDayReceipt {
        /// It is received on that day.
        SameDay = "same_day",
        /// It is taken as received on the next working day; both readings are shown.
        NextWorkingDay = "next_working_day",
    }
}

words! {
    /// What has to be kept of the arrival itself, where nobody confirms it or before anybody does.
    pub enum ArrivalProof {
        /// Nothing besides what the office makes itself: the receipt, or the record of the confirmation.
        Nothing = "nothing",
        /// 邮件运单号; where another carrier than the post brought it, its number and the signature in words.
        Waybill = "waybill",
        /// A record in words.
        Record = "record",
    }
}

/// When an application by a channel counts as received.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelRule {
    /// The channel.
    pub channel: Channel,
    /// Its Chinese name.
    pub name: String,
    /// Which day is the date of receipt.
    pub receipt: ReceiptRule,
    /// The rule in plain words, as receipts and explanations state it.
    pub text: String,
    /// Its English name, for the guide in English.
    pub english_name: String,
    /// The rule in plain English.
    pub english_text: String,
    /// The rule.
    pub article: Article,
    /// Within what the confirmation is due, where there is one.
    #[serde(default)]
    pub confirm_within: Option<LimitKey>,
    /// What becomes of a rest day.
    pub rest_day: RestDayReceipt,
    /// A basic channel, which may never be closed.
    pub basic: bool,
    /// What proves the date.
    pub evidence: String,
    /// What of it has to be there when the arrival is registered.
    pub arrival_proof: ArrivalProof,
    /// The points of the list of disputed points that the rule settles by default.
    #[serde(default)]
    pub disputed: Vec<String>,
    /// First day in force.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day in force.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

impl ChannelRule {
    /// Whether it is received only when somebody has confirmed it.
    pub fn needs_confirmation(&self) -> bool {
        match self.receipt {
            ReceiptRule::HandedIn | ReceiptRule::SignedFor => false,
            ReceiptRule::ConfirmedWithApplicant | ReceiptRule::ConfirmedByBoth => true,
        }
    }
}

valid!(ChannelRule);
