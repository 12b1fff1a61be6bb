//! Which unfinished form is whose: one is open only to the session that has begun it, or that has brought its code,
//! or to the account that has it.

use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use crate::{
    casework::{self, unfinished},
    domain::{agency::Agency, id::FormId},
    store::{self, Scope},
    web::{
        error::Failure,
        filing::{Memory, OpenForm, Section, Work},
        page::View,
        portal::mine,
        session::Grant,
    },
};

/// An unfinished form, open to whoever asks.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) form: FormId,
    pub(super) agency: Agency,
    pub(super) work: Work,
    /// The furthest page.
    pub(super) reached: Section,
}

/// What there is under a form's mark.
pub(super) enum Found {
    Open(Box<Opened>),
    /// It is not open here, or not any more: where to go instead.
    Elsewhere(Response),
}

/// A form by its mark. `code` is what a page of the form has carried with it: after an hour the session has ended, and
/// whoever comes back on that page need not type it.
pub(super) async fn find(view: &View, memory: &Memory, form: Uuid, code: &str) -> Result<Found, Failure> {
    let form = FormId(form);
    let Some(open) = opened(view, memory, form, code).await? else {
        return Ok(elsewhere("/apply"));
    };
    let office = &view.app.office;
    let kept = unfinished::open(office, open.agency, form).await?;
    let resumed = kept.and_then(|kept| Work::resume(form, &kept.body));
    let Some((work, reached)) = resumed else {
        return gone(view, memory, open).await;
    };
    let agency = store::agency::get(view.app.db(), Scope::of(open.agency)).await?;
    Ok(Found::Open(Box::new(Opened {
        form,
        agency: agency.ok_or(Failure::NotFound)?,
        work,
        reached,
    })))
}

async fn opened(view: &View, memory: &Memory, form: FormId, code: &str) -> Result<Option<OpenForm>, Failure> {
    if let Some(open) = memory.opened(form).await? {
        return Ok(Some(open));
    }
    if let Some(agency) = mine::has_form(view, form).await? {
        let open = OpenForm { agency, form };
        memory.open(open).await?;
        return Ok(Some(open));
    }
    if code.is_empty() || memory.has_filed(form.0).await? {
        return Ok(None);
    }
    let kept = unfinished::find(&view.app.office, code).await?;
    let Some(kept) = kept.filter(|kept| kept.id == form) else {
        return Ok(None);
    };
    let open = OpenForm {
        agency: kept.agency,
        form,
    };
    memory.open(open).await?;
    Ok(Some(open))
}

/// It was open and is not there: filed at the same moment, from here or from another device, or thrown away.
async fn gone(view: &View, memory: &Memory, open: OpenForm) -> Result<Found, Failure> {
    let filed = casework::filed_with(&view.app.office, open.agency, open.form).await?;
    memory.shut(open.form).await?;
    match filed {
        Some(filed) => {
            keep_receipt(view, memory, open.form, &filed).await?;
            Ok(elsewhere("/receipt"))
        }
        None => Ok(elsewhere("/apply")),
    }
}

/// What was filed is open to whoever filed it, and so is its receipt.
pub(super) async fn keep_receipt(
    view: &View,
    memory: &Memory,
    form: FormId,
    filed: &casework::Filed,
) -> Result<(), Failure> {
    let (agency, case) = (filed.agency, filed.case);
    view.visit.grant(Grant { agency, case }).await?;
    memory.remember_filed(form, filed).await
}

fn elsewhere(path: &str) -> Found {
    Found::Elsewhere(Redirect::to(path).into_response())
}
