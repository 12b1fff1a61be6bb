//! What a column of a register may hold.

use crate::law::words;

words! {
    /// A column of a register, in the order in which registers have them.
    pub enum Field {
        /// 旧编号
        Number = "number",
        /// 收到日期
        ReceivedOn = "received_on",
        /// 渠道
        Channel = "channel",
        /// 申请人
        Applicant = "applicant",
        /// 申请人类型
        Kind = "kind",
        /// 证件号码
        Identity = "identity",
        Phone = "phone",
        Address = "address",
        Email = "email",
        /// 申请内容
        Request = "request",
        /// 补正通知日期
        CorrectionAsked = "correction_asked",
        /// 补正收到日期
        Corrected = "corrected",
        /// 征求意见日期
        Consulted = "consulted",
        /// 意见答复日期
        Opinion = "opinion",
        /// 延期: a day, or that there was one.
        Extended = "extended",
        /// 答复期限
        Due = "due",
        /// 答复日期
        AnsweredOn = "answered_on",
        /// 办理结果
        Outcome = "outcome",
        /// 答复文号
        LetterNumber = "letter_number",
        /// 送达方式
        Service = "service",
        /// 邮件号
        Waybill = "waybill",
        /// 送达日期
        ServedOn = "served_on",
        Department = "department",
        Handler = "handler",
        /// 环节
        Stage = "stage",
        Reconsideration = "reconsideration",
        Litigation = "litigation",
        /// 备注
        Remarks = "remarks",
    }
}

impl Field {
    /// Those without which no row can be taken over. Channel and kind may be the same for all rows.
    pub const NEEDED: [Self; 6] = [
        Self::Number,
        Self::ReceivedOn,
        Self::Channel,
        Self::Applicant,
        Self::Kind,
        Self::Request,
    ];

    /// Those of which the case has no place of its own: they are kept together, as the register says them.
    pub const KEPT_AS_WORDS: [Self; 9] = [
        Self::Consulted,
        Self::Opinion,
        Self::Service,
        Self::Waybill,
        Self::Department,
        Self::Handler,
        Self::Stage,
        Self::Reconsideration,
        Self::Litigation,
    ];

    /// Those whose values stand for something of ours.
    pub const MAPPED: [Self; 3] = [Self::Channel, Self::Kind, Self::Outcome];
}
