//! Samples that several pages share.

use super::source::Source;

pub(super) fn source_samples() -> Vec<Source> {
    let source = |text: &str, is_link| Source {
        text: text.to_owned(),
        is_link,
    };
    vec![
        source("https://www.gov.cn/zhengce/zhengceku/a.htm", true),
        source("国办发明电〔2026〕<8>号", false),
    ]
}
