//! Chinese numerals for headings and counts.

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// 1 to 99 as 一 to 九十九; larger numbers in Arabic digits, as no letter has so many headings.
pub(in crate::letters) fn chinese(number: usize) -> String {
    let digit = |value: usize| DIGITS.get(value).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..=9, 0) => format!("{}十", digit(tens)),
        (tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::chinese;

    #[test]
    fn numbers_are_written_as_headings_write_them() {
        let written: Vec<String> = [1, 10, 11, 20, 21, 99, 100].into_iter().map(chinese).collect();
        assert_eq!(written, ["一", "十", "十一", "二十", "二十一", "九十九", "100"]);
    }
}
