//! Plain texts on paper: what somebody wrote without any form, so that it can be looked at page by page.

use super::pdf::{Families, Press, Sheet};
use serde::Serialize;
use std::collections::BTreeMap;

/// The most signs in a row that have no place to break between them: so many fit on a line whatever they are. A longer row
/// is broken here, because what does not fit would stand beside the paper, unseen.
const LONGEST_ROW: usize = 34;

/// Blanks that a tab stands for.
const TAB: usize = 4;

/// The deepest indent that is kept.
const DEEPEST: usize = 40;

/// Different signs that no font has, before the text is given up.
const MOST_MISSING: usize = 1_000;

#[derive(Debug, Serialize)]
struct PlainSheet {
    fonts: Families,
    title: String,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    /// In halves of a sign.
    indent: usize,
    words: String,
}

impl Sheet for PlainSheet {
    const LAYOUT: &'static str = "plain.typ";

    fn words(&self) -> Vec<&str> {
        let lines = self.lines.iter().map(|line| line.words.as_str());
        [self.title.as_str()].into_iter().chain(lines).collect()
    }
}

/// The text as a PDF. A sign that no font has stands there by its number, as in `［U+1F600］`: what cannot be seen must not
/// be overlooked.
pub(super) fn pdf(press: &Press, title: &str, text: &str) -> Result<Vec<u8>, super::pdf::PdfError> {
    let mut missing = BTreeMap::new();
    loop {
        let sheet = PlainSheet {
            fonts: press.setter().families(),
            title: replaced(title, &missing),
            lines: lines(&replaced(text, &missing)),
        };
        match press.paper(&sheet) {
            Err(super::pdf::PdfError::Glyph { character, .. }) if missing.len() < MOST_MISSING => {
                missing.insert(character, format!("［U+{:04X}］", u32::from(character)));
            }
            made => return made,
        }
    }
}

fn replaced(text: &str, missing: &BTreeMap<char, String>) -> String {
    let mut made = String::with_capacity(text.len());
    for sign in text.chars() {
        match missing.get(&sign) {
            Some(number) => made.push_str(number),
            None => made.push(sign),
        }
    }
    made
}

fn lines(text: &str) -> Vec<Line> {
    text.lines().flat_map(pieces).collect()
}

/// A line, in pieces that can be set.
fn pieces(line: &str) -> Vec<Line> {
    let width = |sign: char| match sign {
        '\t' => TAB,
        '\u{3000}' => 2,
        _ => 1,
    };
    let words = line.trim_start();
    let blanks = line.strip_suffix(words).unwrap_or_default();
    let indent = blanks.chars().map(width).sum::<usize>().min(DEEPEST);
    let mut pieces = vec![Line {
        indent,
        words: String::new(),
    }];
    let mut row = indent.div_ceil(2);
    for sign in words.trim_end().chars() {
        let sign = if sign == '\t' { ' ' } else { sign };
        row = if breaks_around(sign) { 0 } else { row + 1 };
        if row > LONGEST_ROW {
            row = 1;
            pieces.push(Line {
                indent: 0,
                words: String::new(),
            });
        }
        if let Some(last) = pieces.last_mut() {
            last.words.push(sign);
        }
    }
    pieces
}

/// Whether a line can end beside this sign: blanks, and Chinese characters.
fn breaks_around(sign: char) -> bool {
    sign == ' ' || (sign >= '\u{2e80}' && sign.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::FontConfig;
    use crate::letters::pdf::look;

    fn sheet(press: &Press, text: &str) -> PlainSheet {
        PlainSheet {
            fonts: press.setter().families(),
            title: "说明.txt".to_owned(),
            lines: lines(text),
        }
    }

    #[test]
    fn nothing_stands_beside_the_paper() {
        let press = Press::new(&FontConfig::default()).unwrap();
        let rows = [
            "W".repeat(200),
            "。".repeat(200),
            "－".repeat(200),
            "汉".repeat(200),
        ];
        let indented = format!("{}{}", "\u{3000}".repeat(30), "m".repeat(100));
        let text = format!("{}\n{indented}\n  a\tb", rows.join("\n"));
        let pages = look::pages(&press.set(&sheet(&press, &text), None).unwrap());
        for run in pages.iter().flatten() {
            assert!(run.x > 25.0 && run.right < 190.0, "{run:?}");
        }
    }

    #[test]
    fn a_sign_that_no_font_has_stands_there_by_its_number() {
        let press = Press::new(&FontConfig::default()).unwrap();
        assert!(
            pdf(&press, "a\u{10fffe}.txt", "好\u{10fffe}的")
                .unwrap()
                .starts_with(b"%PDF-")
        );
        let missing = BTreeMap::from([('\u{10fffe}', "［U+10FFFE］".to_owned())]);
        assert_eq!(replaced("好\u{10fffe}的", &missing), "好［U+10FFFE］的");
    }

    #[test]
    fn lines_keep_their_indents_and_empty_ones_stay() {
        let lines = lines("\t一\n\n\u{3000}\u{3000}二");
        let lines: Vec<_> = lines
            .iter()
            .map(|line| (line.indent, line.words.as_str()))
            .collect();
        assert_eq!(lines, [(4, "一"), (0, ""), (4, "二")]);
    }
}
