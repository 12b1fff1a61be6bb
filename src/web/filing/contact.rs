//! How the applicant can be reached, changed after filing: judged and worded as on the form of an application.

use super::{
    check,
    typed::{Typed, Who},
    wording::message,
};
use crate::{
    domain::{applicant::Contact, application::ObtainBy},
    text::{MissingText, Say},
};

/// What was typed; blank parts are not sent here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TypedContact {
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) address: String,
    pub(crate) postcode: String,
}

/// The contact, or what is wrong: the id of each field, and the message.
pub(crate) fn contact(
    say: Say<'_>,
    who: Who,
    typed: TypedContact,
    obtain_by: Option<ObtainBy>,
) -> Result<Result<Contact, Vec<(String, String)>>, MissingText> {
    let typed = Typed {
        phone: typed.phone,
        email: typed.email,
        address: typed.address,
        postcode: typed.postcode,
        ..Typed::on_portal(who)
    };
    match check::contact(&typed, obtain_by) {
        Ok(contact) => Ok(Ok(contact)),
        Err(problems) => {
            let said = problems
                .iter()
                .map(|problem| Ok((problem.place.id(), message(say, &typed, problem)?)));
            Ok(Err(said.collect::<Result<_, MissingText>>()?))
        }
    }
}
