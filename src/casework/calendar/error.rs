//! Why a notice was not loaded. Nothing was changed then.

use crate::{domain::id::HolidayNoticeId, holidays::Fault, law::CalendarError, store::StoreError};

/// The messages are for whoever loads the notice, hence in Chinese.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// The notice itself makes no sense.
    #[error("{}", lines(.0))]
    Faults(Vec<Fault>),
    /// It does not fit the notices that are there.
    #[error("{}", misfit(.0))]
    Misfit(CalendarError),
    /// Nobody is there whose calendar it could change.
    #[error("没有地址以“{0}”开头的机关：请核对地区的写法（见机关设置中的 region）")]
    NoAgency(String),
    /// It would move the dates of agencies that are not the giver's.
    #[error("这一安排会改变其他机关的期限，只能由系统运维人员用 gongkai calendar load 载入")]
    NotTheirs,
    /// Just this is in force already.
    #[error("与现行的安排完全相同，没有需要载入的内容")]
    Same(Option<HolidayNoticeId>),
    /// Another notice came after the preview was shown.
    #[error("预览之后又载入了别的安排：请重新预览")]
    Stale,
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn lines(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn misfit(error: &CalendarError) -> String {
    match error {
        CalendarError::Gap(year) => format!("缺少{year}年的安排：请先载入{year}年的"),
        CalendarError::Empty
        | CalendarError::Twice(_)
        | CalendarError::Contradiction { .. }
        | CalendarError::NoSuchDay(..) => error.to_string(),
    }
}
