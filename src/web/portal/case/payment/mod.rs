//! 缴费: what the fee is and how it comes about, until when and how to pay it, and what the applicant shows to prove it.

mod give;
mod online;
mod page;
mod show;

pub(in crate::web::portal) use self::{
    give::give,
    online::{begin, come_back},
    show::show,
};
pub(super) use self::{page::PaymentPage, show::is_open};
