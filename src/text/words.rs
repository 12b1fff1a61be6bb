//! Dates and numbers in words. Pure: whoever calls brings the day.

use super::Lang;
use time::{Date, OffsetDateTime, UtcOffset, Weekday};

/// `2026年11月22日`, `22 November 2026`
pub fn date(lang: Lang, date: Date) -> String {
    match lang {
        Lang::Chinese => format!("{}年{}月{}日", date.year(), u8::from(date.month()), date.day()),
        Lang::English => format!("{} {} {}", date.day(), date.month(), date.year()),
    }
}

/// `2026年11月22日（星期日）`, `Sunday 22 November 2026`
pub fn date_with_weekday(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Chinese => format!("{}（{}）", date(lang, day), weekday(lang, day.weekday())),
        Lang::English => format!("{} {}", weekday(lang, day.weekday()), date(lang, day)),
    }
}

/// `星期日`
pub const fn weekday(lang: Lang, weekday: Weekday) -> &'static str {
    match lang {
        Lang::Chinese => match weekday {
            Weekday::Monday => "星期一",
            Weekday::Tuesday => "星期二",
            Weekday::Wednesday => "星期三",
            Weekday::Thursday => "星期四",
            Weekday::Friday => "星期五",
            Weekday::Saturday => "星期六",
            Weekday::Sunday => "星期日",
        },
        Lang::English => match weekday {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        },
    }
}

/// `11月22日`, for tables within one year.
pub fn short_date(lang: Lang, date: Date) -> String {
    match lang {
        Lang::Chinese => format!("{}月{}日", u8::from(date.month()), date.day()),
        Lang::English => format!("{} {}", date.day(), date.month()),
    }
}

/// `2026年11月`, `November 2026`
pub fn month(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Chinese => format!("{}年{}月", day.year(), u8::from(day.month())),
        Lang::English => format!("{} {}", day.month(), day.year()),
    }
}

/// `2026年11月22日 09:05`, the instant told at the office's offset.
pub fn instant(lang: Lang, at: OffsetDateTime, office: UtcOffset) -> String {
    let local = at.to_offset(office);
    let comma = match lang {
        Lang::Chinese => "",
        Lang::English => ",",
    };
    format!(
        "{}{comma} {:02}:{:02}",
        date(lang, local.date()),
        local.hour(),
        local.minute()
    )
}

/// How far a due date is away in working days, in words: `还剩5个工作日`, `今天到期`, `已逾期2个工作日`.
pub fn working_days_left(lang: Lang, days: i64) -> String {
    match lang {
        Lang::Chinese => match days {
            0 => "今天到期".to_owned(),
            1.. => format!("还剩{days}个工作日"),
            ..0 => format!("已逾期{}个工作日", days.unsigned_abs()),
        },
        Lang::English => match days {
            0 => "due today".to_owned(),
            1.. => format!("{} left", english_days(days.unsigned_abs())),
            ..0 => format!("{} overdue", english_days(days.unsigned_abs())),
        },
    }
}

fn english_days(days: u64) -> String {
    match days {
        1 => "1 working day".to_owned(),
        _ => format!("{days} working days"),
    }
}

/// A size in bytes as people read it: `820 字节`, `12 KB`, `3.4 MB`.
pub fn size(lang: Lang, bytes: u64) -> String {
    const KILO: u64 = 1024;
    const MEGA: u64 = KILO * KILO;
    match bytes {
        0..KILO => match lang {
            Lang::Chinese => format!("{bytes} 字节"),
            Lang::English => format!("{bytes} bytes"),
        },
        KILO..MEGA => format!("{} KB", bytes / KILO),
        MEGA.. => format!("{}.{} MB", bytes / MEGA, bytes % MEGA * 10 / MEGA),
    }
}
