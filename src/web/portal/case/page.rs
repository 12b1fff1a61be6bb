//! The case page of an applicant.

use serde::Serialize;

use super::{
    remedies::{Complaint, Place, Rights},
    timeline::Entry,
};
use crate::{
    template::Template,
    text::key,
    web::{
        page::{Page, Side, Title},
        portal::due::Due,
    },
};

/// Everything that an applicant may know of their case.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template can only ask yes or no")]
pub(super) struct CasePage {
    pub(super) case: String,
    pub(super) agency_name: String,
    pub(super) number: String,
    /// It asks for the correction of records.
    pub(super) for_records: bool,
    pub(super) status: String,
    pub(super) meaning: String,
    /// `open`, `done` or `ended`: how the status is coloured.
    pub(super) tone: &'static str,
    /// The other cases into which the application went.
    pub(super) siblings: Vec<String>,
    pub(super) letters: Vec<LetterRow>,
    pub(super) files: Vec<FileRow>,
    /// Against what reached the applicant, or did not.
    pub(super) rights: Vec<Rights>,
    /// To whom to complain, where there is something to complain of.
    pub(super) complaint: Option<Complaint>,
    /// As long as an answer is still to come.
    pub(super) due: Option<Due>,
    pub(super) left: Option<String>,
    pub(super) is_late: bool,
    pub(super) timeline: Vec<Entry>,
    pub(super) items: Vec<ItemRow>,
    /// In which form it was asked for; none where records are to be corrected.
    pub(super) wishes: Option<String>,
    pub(super) own: Vec<OwnRow>,
    pub(super) contact: Contact,
    /// What the applicant was asked for and can send.
    pub(super) responses: Vec<Response>,
    /// How it was can be said by now.
    pub(super) may_tell: bool,
    pub(super) may_withdraw: bool,
    /// What the link to the page says on which contact data is changed, where it may be.
    pub(super) change_contact: Option<String>,
    /// What the link to the calendar file says, where there are days to keep in mind.
    pub(super) calendar: Option<String>,
}

/// A page on which the applicant answers a letter.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Response {
    /// The last part of its address.
    pub(super) what: &'static str,
    pub(super) label: String,
}

/// A letter.
#[derive(Debug, Serialize)]
pub(super) struct LetterRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) number: String,
    pub(super) issued_on: String,
    pub(super) is_new: bool,
    /// It has been served.
    pub(super) may_open: bool,
    /// Whether everything that it lists can be had with it in one download.
    pub(super) has_package: bool,
}

/// A file that the answer hands over.
#[derive(Debug, Serialize)]
pub(super) struct FileRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) size: String,
}

/// What was asked.
#[derive(Debug, Serialize)]
pub(super) struct ItemRow {
    pub(super) title: String,
    pub(super) document_number: Option<String>,
    pub(super) description: Option<String>,
    /// It became a case of its own.
    pub(super) elsewhere: bool,
}

/// What the applicant told of themselves, masked.
#[derive(Debug, Serialize)]
pub(in crate::web::portal) struct OwnRow {
    pub(in crate::web::portal) label: String,
    pub(in crate::web::portal) value: String,
}

/// Whom to ask.
#[derive(Debug, Clone, Serialize)]
pub(in crate::web::portal) struct Contact {
    pub(in crate::web::portal) office: String,
    pub(in crate::web::portal) phone: String,
    pub(in crate::web::portal) hours: String,
}

impl Contact {
    pub(in crate::web::portal) fn sample() -> Self {
        Self {
            office: "局办公室".to_owned(),
            phone: "0990-5550000".to_owned(),
            hours: "工作日8:30至17:30".to_owned(),
        }
    }
}

impl CasePage {
    /// Still being handled, and late.
    fn open_sample() -> Self {
        Self {
            case: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            for_records: false,
            status: "办理中".to_owned(),
            meaning: "机关正在查找信息、准备答复。".to_owned(),
            tone: "open",
            siblings: Vec::new(),
            letters: Vec::new(),
            files: Vec::new(),
            rights: Vec::new(),
            complaint: Some(Complaint {
                notices: true,
                places: Vec::new(),
                articles: "《中华人民共和国政府信息公开条例》第四十七条".to_owned(),
            }),
            calendar: Some("把这个日子记到手机日历".to_owned()),
            due: Some(Due::sample()),
            left: Some("距离最晚答复日：还剩5个工作日".to_owned()),
            is_late: true,
            timeline: vec![Entry {
                title: "您提交了申请".to_owned(),
                at: "2026年11月20日 09:05".to_owned(),
                detail: None,
            }],
            items: vec![ItemRow {
                title: "<script>".to_owned(),
                document_number: None,
                description: None,
                elsewhere: false,
            }],
            wishes: Some("要求：电子文本，网上获取".to_owned()),
            own: vec![OwnRow {
                label: "姓名".to_owned(),
                value: "甄**".to_owned(),
            }],
            contact: Contact::sample(),
            responses: vec![Response {
                what: "correction",
                label: "补正申请".to_owned(),
            }],
            may_tell: true,
            may_withdraw: true,
            change_contact: Some("更改电话、邮箱、地址".to_owned()),
        }
    }

    fn answered_sample(rights: Rights) -> Self {
        let letter = |is_new, may_open| LetterRow {
            id: "0".to_owned(),
            title: "政府信息公开申请答复书".to_owned(),
            number: "清住建公开〔2026〕12号".to_owned(),
            issued_on: "2026年11月20日（星期五）".to_owned(),
            is_new,
            may_open,
            has_package: is_new,
        };
        Self {
            tone: "done",
            siblings: vec!["另立一件办理，申请编号QXZJ-2026-00002<b>。".to_owned()],
            letters: vec![letter(true, true), letter(false, false)],
            files: vec![FileRow {
                id: "0".to_owned(),
                name: "许可证<b>.pdf".to_owned(),
                size: "1.2 MB".to_owned(),
            }],
            complaint: rights.reached_on.as_ref().map(|_| Complaint {
                notices: false,
                places: vec![Place::sample(true)],
                articles: "《中华人民共和国政府信息公开条例》第四十七条".to_owned(),
            }),
            rights: vec![rights],
            due: None,
            left: None,
            timeline: vec![Entry {
                title: "答复书网上送达".to_owned(),
                at: "2026年11月20日 09:05".to_owned(),
                detail: Some("2026年11月20日起可以在这里打开".to_owned()),
            }],
            items: vec![ItemRow {
                title: "施工许可证".to_owned(),
                document_number: Some("清住建〔2025〕18号".to_owned()),
                description: Some("第一行\n第二行".to_owned()),
                elsewhere: true,
            }],
            responses: Vec::new(),
            may_tell: false,
            may_withdraw: false,
            change_contact: None,
            ..Self::open_sample()
        }
    }
}

impl Template for CasePage {
    const NAME: &'static str = "pages/portal/case";

    fn samples() -> Vec<Self> {
        let in_time = Self {
            complaint: None,
            calendar: None,
            due: Some(Due::plain_sample()),
            left: None,
            is_late: false,
            ..Self::open_sample()
        };
        let records = Self {
            for_records: true,
            wishes: None,
            ..Self::open_sample()
        };
        let answered = Rights::samples().into_iter().map(Self::answered_sample);
        [Self::open_sample(), in_time, records]
            .into_iter()
            .chain(answered)
            .collect()
    }
}

impl Page for CasePage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-case-title"))
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
