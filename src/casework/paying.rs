//! 缴费凭证 (条例第四十二条): the applicant says on which day they paid and shows it. It is a claim, and goes the way of every
//! change of a case; the payment itself is recorded by somebody who has looked.

use time::Date;

use super::{
    ActError, Office, Upload, append,
    files::{self, Checked},
    record,
};
use crate::{
    documents::Kind,
    domain::{
        account::Actor,
        case::Case,
        command::{Command, CommandKind},
        decide,
        id::{AgencyId, CaseId},
        payment::ProofFile,
        permission,
        refusal::Refusal,
    },
    store::{self, Scope, StoreError, file::Purpose},
};

/// Kinds of file that are taken as a proof.
pub const PROOFS: &[Kind] = &[Kind::Pdf, Kind::Jpeg, Kind::Png];

/// What an applicant says and shows.
#[derive(Debug, Clone)]
pub struct Claim {
    pub paid_on: Date,
    pub files: Vec<Upload>,
}

/// Whether the applicant of this case may send a proof now.
pub fn may_give(office: &Office, case: &Case) -> Result<(), Refusal> {
    let actor = Actor::Applicant { case: case.id };
    permission::may(case, &actor, CommandKind::GiveProof, &office.law())
}

/// Takes a proof with its files. One that came before stays: this one adds to it, so that nobody has to know how the case
/// stood when they sent it.
pub async fn give_proof(
    office: &Office,
    (agency, case): (AgencyId, CaseId),
    claim: Claim,
) -> Result<Case, ActError> {
    let files = files::brought(office, claim.files, PROOFS).await?;
    let at = (Scope::of(agency), case);
    match Box::pin(try_give(office, at, claim.paid_on, files.clone())).await {
        // Somebody of the office wrote at the same moment: that is nothing to whoever paid.
        Err(ActError::Store(StoreError::Conflict)) => {
            Box::pin(try_give(office, at, claim.paid_on, files)).await
        }
        done => done,
    }
}

async fn try_give(
    office: &Office,
    (scope, case): (Scope, CaseId),
    paid_on: Date,
    files: Vec<Checked>,
) -> Result<Case, ActError> {
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let mut case = store::case::load(&tx, scope, case).await?.ok_or(ActError::Gone)?;
    let actor = Actor::Applicant { case: case.id };
    let command = Command::GiveProof {
        paid_on,
        files: files
            .iter()
            .map(|file| ProofFile {
                id: file.id,
                content: file.digest,
            })
            .collect(),
    };
    let events = decide::decide(&case, &actor, &command, office.rules())?;
    let recorded = record(office, case.version, &actor, events);
    for file in files {
        files::keep(office, &tx, scope, case.id, (Purpose::Payment, None), file).await?;
    }
    append(office, &tx, &mut case, &recorded).await?;
    tx.commit().await?;
    Ok(case)
}
