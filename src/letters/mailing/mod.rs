//! What goes along with a letter on paper: the envelope and the 送达回证.
//!
//! Like letters they are typed contexts of finished words with samples; unlike letters nobody words them anew, so they
//! have a layout each and no template.

mod envelope;
mod slip;

pub use envelope::Envelope;
pub use slip::{Choice, Delivered, DeliverySlip};

pub(super) use envelope::EnvelopeSheet;
pub(super) use slip::SlipSheet;

#[cfg(test)]
mod tests;
