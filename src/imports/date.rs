//! Days as people and spreadsheets write them.

use time::{Date, Duration, Month, macros::date};

/// The day before the first that a spreadsheet counts, the leap day of 1900 that it counts besides taken into account.
const ZERO: Date = date!(1899 - 12 - 30);

/// The serials that are taken for days: from 1990 on to the end of 2099.
const SERIALS: std::ops::RangeInclusive<i64> = 32_874..=73_050;

/// A day written as `2026-11-20`, `2026/11/20`, `2026.11.20`, `2026年11月20日`, `20261120`, or as a spreadsheet counts it; a
/// time of the day behind it is left out.
pub(super) fn day(text: &str) -> Option<Date> {
    let text: String = text.chars().map(plain).collect();
    let text = text.trim();
    let whole = text.split(['T', ' ']).next().unwrap_or_default();
    if let Ok(number) = whole.parse::<f64>() {
        return of_number(number);
    }
    let whole = whole.trim_end_matches(['日', '号']).replace(['年', '月'], "-");
    let mut parts = whole.split(['-', '/', '.']).map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    of_parts(year, month, day)
}

fn of_number(number: f64) -> Option<Date> {
    // Whole numbers of at most eight digits are exact.
    let whole: i64 = format!("{:.0}", number.floor()).parse().ok()?;
    if SERIALS.contains(&whole) {
        return ZERO.checked_add(Duration::days(whole));
    }
    let parts = [whole / 10_000, whole / 100 % 100, whole % 100].map(|part| i32::try_from(part).ok());
    let [year, month, day] = parts;
    of_parts(year?, month?, day?)
}

fn of_parts(year: i32, month: i32, day: i32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
    (1990..2100).contains(&year).then_some(date)
}

fn plain(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => {
            let low = u32::from(sign) - 0xfee0;
            char::from_u32(low).unwrap_or(sign)
        }
        '\u{3000}' => ' ',
        '。' => '.',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_it_is_written() {
        for text in [
            "2026-11-20",
            "2026/11/20",
            "2026.11.20",
            "2026年11月20日",
            "20261120",
            "46346",
            "46346.5",
            "2026-11-20 00:00:00",
            "2026-11-20T08:30:00",
            "２０２６－１１－２０",
            " 2026年11月20号 ",
        ] {
            assert_eq!(day(text), Some(date!(2026 - 11 - 20)), "{text}");
        }
        assert_eq!(day("2024/3/5"), Some(date!(2024 - 03 - 05)));
        for text in [
            "",
            "昨天",
            "2026-13-01",
            "2026-02-30",
            "11/20",
            "12",
            "1026-01-01",
            "2026-11-20-1",
            "1e300",
            "NaN",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
