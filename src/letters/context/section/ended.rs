//! 其他处理: what ends without an answer on the merits.

use crate::template::Template;
use serde::{Deserialize, Serialize};

/// 逾期不补正、逾期不缴费、撤回.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// The statutory sentence.
    pub statement: String,
    /// The number of the correction notice.
    pub correction_number: Option<String>,
    /// When it was served.
    pub correction_served_on: Option<String>,
    /// When its period ended.
    pub correction_expired_on: Option<String>,
    /// The number of the fee notice.
    pub fee_notice_number: Option<String>,
    /// When it was served.
    pub fee_notice_served_on: Option<String>,
    /// When its period ended.
    pub fee_expired_on: Option<String>,
    /// When the application was withdrawn.
    pub withdrawn_on: Option<String>,
}

impl Template for Ended {
    const NAME: &'static str = "letters/ground/ended";

    fn samples() -> Vec<Self> {
        let bare = |statement: &str| Self {
            statement: statement.to_owned(),
            correction_number: None,
            correction_served_on: None,
            correction_expired_on: None,
            fee_notice_number: None,
            fee_notice_served_on: None,
            fee_expired_on: None,
            withdrawn_on: None,
        };
        let some = |words: &str| Some(words.to_owned());
        vec![
            Self {
                correction_number: some("青自然资公开〔2026〕31号"),
                correction_served_on: some("2026年10月28日"),
                correction_expired_on: some("2026年11月11日"),
                ..bare(
                    "您在补正告知书规定的期限内无正当理由未作补正，根据《中华人民共和国政府信息公开条例》第三十条的规定，视为放弃申请，本机关不再处理该政府信息公开申请。",
                )
            },
            Self {
                fee_notice_number: some("青自然资公开〔2026〕32号"),
                fee_notice_served_on: some("2026年10月28日"),
                fee_expired_on: some("2026年11月25日"),
                ..bare(
                    "您在收费通知书规定的期限内未缴纳信息处理费，根据《中华人民共和国政府信息公开条例》第四十二条第一款和《政府信息公开信息处理费管理办法》的规定，视为放弃申请，本机关不再处理该政府信息公开申请。",
                )
            },
            Self {
                withdrawn_on: some("2026年11月9日"),
                ..bare("您已撤回政府信息公开申请，本机关终止办理。")
            },
        ]
    }
}
