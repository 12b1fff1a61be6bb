//! Why a command is not carried out. The reason only: pages word it, beside the button.

use time::Date;

use super::{answer::Missing, digest::Digest, review::Ends};
use crate::law::{Article, AsksFor, BlackoutKey, QuestionKey};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case is of another agency, or another applicant's: to this actor it does not exist.
    #[error("the case is not theirs")]
    NotTheirs,
    #[error("the role does not allow it")]
    NotYourRole,
    #[error("another department or person has the case")]
    NotYourCase,
    /// The stage of the case does not allow it (any more, or yet).
    #[error("not at this stage")]
    NotNow,
    /// 职责分离: who drafted neither reviews nor signs; who reviews the law does not sign.
    #[error("separation of duties")]
    KeptApart,
    #[error("the department is not one of the agency")]
    NoSuchDepartment,
    #[error("the person cannot handle cases of that department")]
    NoSuchHandler,
    #[error("a day before {0}")]
    TooEarly(Date),
    #[error("a day that has not come yet")]
    InTheFuture,
    /// What the channel's rule wants kept of the arrival is not there.
    #[error("the proof of the arrival is missing")]
    EvidenceMissing,
    #[error("an application by this channel is received without being confirmed")]
    NothingToConfirm,
    #[error("more than {0} people apply together with the first one")]
    TooManyJoint(usize),
    /// An agent, and no 授权委托书 among the files.
    #[error("the agent's authority is missing")]
    AuthorityMissing,
    #[error("no answer has been drafted")]
    NothingDrafted,
    /// Everything that the proposed answer still lacks, at once.
    #[error("the answer lacks {} things", .0.len())]
    Incomplete(Vec<Missing>),
    /// What is approved or issued is not what the reviewers saw.
    #[error("the content has changed")]
    ContentChanged,
    /// Keys of the questions that are not settled.
    #[error("the checklist is not settled")]
    ChecklistOpen(Vec<QuestionKey>),
    /// What whoever approves has not opened: the digest of the letter, of files that go out with it, of pages on which
    /// something is blacked out.
    #[error("{} parts were not opened", .0.len())]
    PartsUnopened(Vec<Digest>),
    /// So many points of the review are not settled.
    #[error("{0} points are open")]
    PointsOpen(usize),
    /// 认领: steps that may still claim the case, and have not said whether.
    #[error("{} steps may still claim the case", .0.len())]
    Claimable(Vec<Ends>),
    #[error("no such point, or it is settled")]
    NoSuchPoint,
    /// A point of a review that hangs on nothing: no such line, file or page.
    #[error("no such place")]
    NoSuchPlace,
    #[error("at most {0} points at once")]
    TooManyPoints(usize),
    #[error("an application holds between 1 and {0} items")]
    ItemCount(usize),
    #[error("the letter is not the one that awaits this")]
    OtherLetter,
    /// A file that is not one of the case.
    #[error("a file that is not of this case")]
    UnknownFile,
    /// So many places look like personal data of others, and nobody has answered for them.
    #[error("personal data of others is not answered for")]
    HitsOpen(u32),
    /// A file that is handed over holds more than its pages show: its name, and what, in Chinese.
    #[error("a file holds more than its pages show")]
    NotClean { file: String, found: Vec<String> },
    /// A file that is handed over is still being looked through.
    #[error("a file is still being looked through")]
    BeingInspected(String),
    /// A file that is handed over cannot be looked through: its name, and why, in Chinese.
    #[error("a file cannot be looked through")]
    NotInspected { file: String, why: String },
    /// The letter does not list exactly what the answer hands over.
    #[error("what goes out is not what the letter lists")]
    NotAsListed,
    /// Two files that are handed over have one name: which.
    #[error("two files have one name")]
    SameFileName(String),
    /// A copy for release that was made before its marks were changed: the name of the file.
    #[error("a copy is out of date")]
    CopyOutdated(String),
    /// The scanner has not looked at the file, or found something in it.
    #[error("the file {0} was not scanned")]
    FileNotScanned(String),
    /// A copy with marks is handed over, and the answer does not say so: the name of the file, and the reasons of marks for
    /// which no part is withheld (条例第三十七条).
    #[error("what is blacked out is not said")]
    MarksUnsaid { file: String, reasons: Vec<BlackoutKey> },
    /// The document is not at the point for this: its pages are not ready, or a copy is under way.
    #[error("the document is not ready for this")]
    DocumentBusy,
    /// A reason for blacking something out that the law's data do not have.
    #[error("no such reason for a mark")]
    NoBlackoutReason,
    /// A mark that lies off its page, or is too small to be meant.
    #[error("a mark off the page")]
    OffThePage,
    /// A letter that no typeface can write: a character, and the words it stands in.
    #[error("no typeface has U+{:04X}", u32::from(*.character))]
    NoGlyph {
        /// The character.
        character: char,
        /// What it stands in.
        near: String,
    },
    #[error("that kind of mail is not the post")]
    NotThePost,
    /// The letter names no online channel for reconsideration, so it must not be served online (行政复议法第二十二条).
    #[error("the letter names no online channel for reconsideration: {0}")]
    NoOnlineChannel(Article),
    /// An organ that serves for the agency is named in words.
    #[error("the entrusted organ is not named")]
    OrganUnnamed,
    /// A waybill is of one mailing; what goes out again has another.
    #[error("the letter went out under this waybill before")]
    WaybillUsed,
    #[error("no such reason for a return")]
    NoSuchReason,
    #[error("the letter has left")]
    AlreadySent,
    #[error("the letter has not been delivered yet")]
    NotDelivered,
    #[error("the answer came too late, and nobody has said why")]
    LateUnexplained,
    #[error("the answer came in time")]
    NotLate,
    #[error("the delivery is already recorded")]
    AlreadyDelivered,
    /// Another letter of the agency bears the number that this one would have.
    #[error("the number {0} is taken")]
    NumberTaken(String),
    #[error("no such procedural letter")]
    NoSuchNotice,
    /// A letter of the kind is on its way through the review.
    #[error("already proposed")]
    AlreadyProposed,
    /// The applicant was told already that the case has ended.
    #[error("already told")]
    AlreadyTold,
    /// 一次性告知 and the like: the law lets it be asked once.
    #[error("may be asked only once")]
    AskedOnce,
    /// One extension, and never more than the law's days in all.
    #[error("the period was extended already")]
    ExtendedOnce,
    #[error("at most {0} days")]
    ExtensionTooLong(u16),
    /// The last day for it is past.
    #[error("the last day was {0}")]
    TooLate(Date),
    #[error("the reply period waits for the applicant")]
    Waiting,
    /// A letter of the other sort of case: one about information in a case about records, or the other way round.
    #[error("only for cases that ask for {asks_for}: {article}")]
    OnlyFor { asks_for: AsksFor, article: Article },
    /// The other case asks for something else.
    #[error("the other case asks for something else")]
    AsksForOther,
    #[error("nobody was consulted about it, or they did not object")]
    NotConsulted,
    #[error("the time that was given is not over")]
    NotExpired,
    #[error("the reasons were not asked for, or not accepted")]
    ReasonsNotAccepted,
    #[error("no time was given")]
    NoTimeGiven,
    #[error("no such item in the case")]
    NoSuchItem,
    /// What the tariff gives, or what was asked for, in yuan.
    #[error("the fee is {0} yuan")]
    OtherFee(u64),
    #[error("no reasons were given")]
    NoReasons,
    /// To others than the applicant letters do not go by the portal.
    #[error("not by the portal")]
    NotOnline,
    #[error("nothing was asked for")]
    NotAsked,
    #[error("already received")]
    AlreadyReceived,
    #[error("nothing has been received")]
    NothingReceived,
    /// 缴费凭证: none waits to be looked at.
    #[error("no proof of payment waits")]
    NoProof,
    /// 缴费凭证: the very files were sent before, or there are too many of them already.
    #[error("the proof of payment adds nothing")]
    SameProof,
    #[error("letters are under way")]
    LettersUnderWay,
    #[error("the case has one item only")]
    OneItemOnly,
    #[error("the same case")]
    SameCase,
    #[error("the other case is not of the same applicant")]
    OtherApplicant,
    #[error("no such case here")]
    NoSuchCase,
    #[error("nothing to contest yet")]
    NothingToContest,
    #[error("no such proceeding")]
    NoSuchAppeal,
    #[error("no such result of this proceeding")]
    NoSuchResult,
    #[error("not a reconsideration in that procedure")]
    NotReconsideration,
    #[error("nothing was ordered, or the round is open already")]
    NothingOrdered,
    #[error("nothing is withheld")]
    NothingWithheld,
    #[error("nobody else asked for it")]
    NobodyElseAsked,
    /// Whoever has records corrected asks for nothing that could be published.
    #[error("nothing to publish")]
    NothingToPublish,
    #[error("nothing was proposed")]
    NothingProposed,
    #[error("not taken over from a register")]
    NotImported,
    /// Somebody has acted on the case since it was taken over.
    #[error("somebody has acted on it")]
    ActedOn,
    /// 保存期限未满
    #[error("the time for which it is kept is not over")]
    StillKept,
    /// 个人信息已按保存期限删除: what would need the applicant cannot be done any more.
    #[error("who applied was erased")]
    Erased,
    #[error("nothing was recorded that could be taken back")]
    NothingRecorded,
    /// A third party has been asked and has time left to answer.
    #[error("a third party may still answer")]
    ConsultationOpen,
    /// A third party objected; before what concerns them is disclosed, they have to be told what and why (条例第三十二条).
    #[error("the third party has not been told")]
    ThirdPartyNotTold,
}

/// Yes if one says yes; else the reason that tells most.
pub(super) fn best<T>(verdicts: impl Iterator<Item = Result<T, Refusal>>) -> Result<(), Refusal> {
    let mut reason = Refusal::NotNow;
    for verdict in verdicts {
        match verdict {
            Ok(_) => return Ok(()),
            Err(Refusal::NotNow) => {}
            Err(other) => reason = other,
        }
    }
    Err(reason)
}
