//! 不予处理.

use crate::template::Template;
use serde::{Deserialize, Serialize};

/// 信访、投诉、举报.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PetitionOrComplaint {
    /// The statutory sentence.
    pub statement: String,
    /// What in the application is a petition or complaint.
    pub reasons: String,
    /// The right channel.
    pub channel_to_use: String,
}

impl Template for PetitionOrComplaint {
    const NAME: &'static str = "letters/ground/petition_or_complaint";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经审查，您的申请实质上是以政府信息公开申请的形式进行信访、投诉、举报等活动，根据《中华人民共和国政府信息公开条例》第三十九条第一款的规定，本机关不作为政府信息公开申请处理。".to_owned(),
            reasons: "您来件的内容是请求本机关查处邻地违法占地行为，并未指向特定的政府信息。".to_owned(),
            channel_to_use: "自然资源违法线索举报电话12336，或者青溪县信访局（青溪县人民路6号）。".to_owned(),
        }]
    }
}

/// 重复申请.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatApplication {
    /// The statutory sentence.
    pub statement: String,
    /// The number of the earlier reply.
    pub earlier_reply_number: String,
    /// Its date.
    pub earlier_reply_date: String,
}

impl Template for RepeatApplication {
    const NAME: &'static str = "letters/ground/repeat_application";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经查，本机关已就您申请公开的相同政府信息作出答复，根据《中华人民共和国政府信息公开条例》第三十六条第（六）项的规定，本机关不予重复处理。".to_owned(),
            earlier_reply_number: "青自然资公开〔2026〕12号".to_owned(),
            earlier_reply_date: "2026年6月15日".to_owned(),
        }]
    }
}

/// 公开出版物.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicPublication {
    /// The statutory sentence.
    pub statement: String,
    /// How to obtain it.
    pub how_to_obtain: String,
}

impl Template for PublicPublication {
    const NAME: &'static str = "letters/ground/public_publication";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经审查，您申请的内容为政府公报、报刊、书籍等公开出版物，根据《中华人民共和国政府信息公开条例》第三十九条第二款的规定，现告知您获取的途径。".to_owned(),
            how_to_obtain: "《青溪年鉴（2025）》由青溪县地方志编纂委员会办公室编纂出版，可到青溪县图书馆查阅，或者向书店购买。".to_owned(),
        }]
    }
}

/// 申请数量、频次明显超过合理范围.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExcessiveApplications {
    /// The statutory sentence.
    pub statement: String,
    /// How many, in which time.
    pub excess_statistic: String,
    /// What the applicant gave as reasons.
    pub reasons_given: String,
    /// Why they do not hold.
    pub reasons: String,
}

impl Template for ExcessiveApplications {
    const NAME: &'static str = "letters/ground/excessive_applications";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "您申请公开政府信息的数量、频次明显超过合理范围，本机关已经要求您说明理由，您没有提出合理的理由，根据《中华人民共和国政府信息公开条例》第三十五条的规定，本机关不予处理。".to_owned(),
            excess_statistic: "2026年1月至10月，您向本机关提出政府信息公开申请共312件，其中内容相同或者相近的281件。".to_owned(),
            reasons_given: "您于2026年11月2日答复称“依法监督，无须说明理由”。".to_owned(),
            reasons: "上述申请多数针对同一宗地的同一批文件变换表述提出，您没有说明与数量、频次相称的需要。".to_owned(),
        }]
    }
}

/// 要求确认或者重新出具已经获取的信息.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reconfirmation {
    /// The statutory sentence.
    pub statement: String,
    /// What the applicant already has, since when and from where.
    pub obtained_document: String,
    /// Why it is not processed.
    pub reasons: String,
}

impl Template for Reconfirmation {
    const NAME: &'static str = "letters/ground/reconfirmation";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经查，您要求本机关对您已经获取的信息予以确认或者重新出具，不属于申请公开政府信息，参照《中华人民共和国政府信息公开条例》第二条和第三十六条第（六）项的规定，本机关不予处理。".to_owned(),
            obtained_document: "《青溪县2024年第3批次征地批复》，已于2026年3月2日由本机关以邮寄方式向您提供。".to_owned(),
            reasons: "您在申请中附有该批复的复印件，本次仅要求在复印件上加盖公章予以确认。".to_owned(),
        }]
    }
}
