//! Mail in the stories of tests, and what comes back by it.

use time::Date;
use uuid::Uuid;

use super::{
    command::Command,
    digest::Digest,
    id::{FileId, LetterId, NoticeId},
    notice::View,
    payment::ProofFile,
    service::{Mail, Service, Waybill},
    testing::{ANSWER, TODAY, words},
};

/// By the post, on that day.
pub(super) fn by_post(posted_on: Date) -> Service {
    mailed("EA123456789CN", posted_on)
}

/// The same under another waybill.
pub(super) fn mailed(waybill: &str, posted_on: Date) -> Service {
    Service::Post {
        mail: Mail::Ems,
        waybill: Waybill::parse(waybill).expect("a waybill"),
        posted_on,
    }
}

/// The answer came back today.
pub(super) fn came_back(reason: &str) -> Command {
    returned(ANSWER, TODAY, reason)
}

pub(super) fn returned(letter: LetterId, returned_on: Date, reason: &str) -> Command {
    Command::RecordReturn {
        letter,
        returned_on,
        reason: reason.parse().expect("a reason of the law"),
        remark: None,
    }
}

/// What a consulted side says, on that day.
pub(super) fn opinion(notice: NoticeId, answered_on: Date, view: View) -> Command {
    Command::RecordOpinion {
        notice,
        answered_on,
        view,
        reasons: view.objects().then(|| words("涉及本单位商业秘密")),
        agreed: Vec::new(),
        files: Vec::new(),
    }
}

pub(super) fn serve_online() -> Command {
    Command::Serve {
        letter: ANSWER,
        service: Service::Online { available_on: TODAY },
        remark: None,
    }
}

/// What is to prove a payment of that day.
pub(super) fn proof(paid_on: Date) -> Command {
    Command::GiveProof {
        paid_on,
        files: vec![ProofFile {
            id: FileId(Uuid::from_u128(77)),
            content: Digest::of_bytes(b"proof"),
        }],
    }
}

pub(super) fn refuse_proof() -> Command {
    Command::RefuseProof {
        because: words("看不清收款人"),
    }
}

/// The letter itself is read.
pub(super) fn open(letter: LetterId) -> Command {
    Command::Open { letter, file: None }
}
