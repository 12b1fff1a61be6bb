//! Names of things: one type an id, so that a department can never be passed where a case is meant.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// 行政机关
    AgencyId;
    /// 内设机构
    DepartmentId;
    /// A person of the staff who can sign in.
    AccountId;
    /// 申请人, as recorded for one application.
    ApplicantId;
    /// 申请, as filed; never changed afterwards.
    ApplicationId;
    /// 办件
    CaseId;
    /// One saved version of a proposed answer 拟答复.
    DraftId;
    /// 文书
    LetterId;
    /// A file that belongs to a case.
    FileId;
    /// 遮盖: a marked place on a page.
    MarkId;
    /// A loaded notice 节假日安排.
    HolidayNoticeId;
    /// Free words (a reason, a remark) that an event names and a row holds.
    TextId;
    /// 程序性文书: a letter that moves a case on before it is answered.
    NoticeId;
    /// Somebody besides the applicant whom a case concerns: a third party, a co-making organ, another organ.
    PartyId;
    /// 网上答复: the link by which a consulted third party answers.
    LinkId;
    /// 行政复议、行政诉讼、投诉举报: one proceeding against what was done in a case.
    AppealId;
    /// 代行: who takes the review steps of somebody who is away.
    DelegationId;
    /// 办件留言: what somebody of the staff noted on a case.
    NoteId;
    /// 旧台账导入: one file of the register that an agency kept before.
    ImportId;
    /// The mark of a form: what is filed of it carries the same, so that a form sent twice files once.
    FormId;
    /// 申请人账号: somebody with an account on the portal.
    MemberId;
}

/// The number of a case as people quote it: `QSZJ-2026-00012`. Given once, in order, without gaps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseNumber(pub String);

impl CaseNumber {
    /// The number of the `serial`-th case of an agency in a year.
    pub fn new(agency_code: &str, year: i32, serial: i64) -> Self {
        Self(format!("{agency_code}-{year}-{serial:05}"))
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
