//! 部首: browsers write some characters as the radical that looks like them (马 as U+2EE2, 人 as U+2F08), so that nobody who
//! looks for a name would find it. What is read off a page therefore says the character. Compatibility decomposition
//! does that for half of the radicals only: most of the simplified ones have none.

use std::{collections::BTreeMap, sync::LazyLock};

/// A radical and its character a line, in hexadecimal.
const TABLE: &str = include_str!("../../fixtures/text/radicals.txt");

static CHARACTERS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(row).collect()
});

fn row(line: &str) -> Option<(char, char)> {
    let (radical, character) = line.split_once(' ')?;
    let sign = |code| char::from_u32(u32::from_str_radix(code, 16).ok()?);
    Some((sign(radical)?, sign(character)?))
}

/// A text in which every radical is the character that it stands for.
pub fn unified(text: &str) -> String {
    let character = |sign| CHARACTERS.get(&sign).copied().unwrap_or(sign);
    text.chars().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_radical_is_the_character_that_it_looks_like() {
        assert_eq!(
            unified("\u{2ee2}敏强、\u{2ee9}\u{2f08}、\u{2ef0}"),
            "马敏强、黄人、龙"
        );
        assert_eq!(unified("甄某某 a1，"), "甄某某 a1，");
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(CHARACTERS.len(), lines);
        assert!(lines > 300);
    }
}
