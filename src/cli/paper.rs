//! What goes along with a letter on paper, with made-up contents.

use anyhow::Result;

use crate::letters::{DeliverySlip, Envelope, Letters};

/// A paper that is no letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    Envelope,
    DeliverySlip,
}

impl Paper {
    pub(super) const ALL: [Self; 2] = [Self::Envelope, Self::DeliverySlip];

    /// The paper of a key.
    pub(super) fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.key() == key)
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Envelope => "envelope",
            Self::DeliverySlip => "delivery_slip",
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Envelope => "信封",
            Self::DeliverySlip => "送达回证",
        }
    }

    /// What it is for.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Envelope => "邮寄送达；DL 号，印收件人、寄件机关和邮政编码",
            Self::DeliverySlip => "直接送达、委托送达；由收件人签名或者盖章并写明日期",
        }
    }

    /// The names of its samples.
    pub(super) fn samples(self) -> Vec<String> {
        match self {
            Self::Envelope => named(Envelope::named_samples()),
            Self::DeliverySlip => named(DeliverySlip::named_samples()),
        }
    }

    /// Its samples as PDF, with their names.
    pub(super) fn made(self, letters: &Letters) -> Result<Vec<(String, Vec<u8>)>> {
        Ok(match self {
            Self::Envelope => Envelope::named_samples()
                .into_iter()
                .map(|(name, envelope)| Ok((name, letters.envelope(&envelope)?)))
                .collect::<Result<_>>()?,
            Self::DeliverySlip => DeliverySlip::named_samples()
                .into_iter()
                .map(|(name, slip)| Ok((name, letters.delivery_slip(&slip)?)))
                .collect::<Result<_>>()?,
        })
    }
}

fn named<T>(samples: Vec<(String, T)>) -> Vec<String> {
    samples.into_iter().map(|(name, _)| name).collect()
}
