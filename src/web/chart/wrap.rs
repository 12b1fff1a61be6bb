//! Breaking text into lines. Chinese breaks after any character, and each is as wide as the letters are high; Latin letters
//! and digits are half as wide and a bit, and break between words.

/// What may not begin a line.
const CLOSING: &str = "，。、；：！？）》”’〕】…";

/// What may not end one.
const OPENING: &str = "（《“‘〔【";

/// The width of a character, in hundredths of the height of the letters.
fn width(c: char) -> u32 {
    if is_latin(c) { 58 } else { 100 }
}

/// The apostrophe is the one sign of English texts that is no ASCII; Chinese ones do without it.
fn is_latin(c: char) -> bool {
    c.is_ascii() || c == '’'
}

/// What belongs to the number before it.
const UNITS: [&str; 3] = ["个工作日", "个月", "日"];

/// What is never broken: a character, or a run of Latin letters, digits and marks, which may have a unit.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = rest
            .find(|c: char| c.is_whitespace() || !is_latin(c))
            .unwrap_or(rest.len());
        let unit = UNITS
            .iter()
            .find(|unit| run > 0 && rest.get(run..).is_some_and(|after| after.starts_with(**unit)));
        let run = run + unit.map_or(0, |unit| unit.len());
        let (piece, after) = rest.split_at(run.max(first.len_utf8()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The lines of a text, in a room so wide that so many hundredths of the letters' height fit.
pub(super) fn wrap(text: &str, room: u32) -> Vec<String> {
    let mut lines: Vec<Vec<&str>> = Vec::new();
    let mut line: Vec<&str> = Vec::new();
    let wide = |line: &[&str]| -> u32 { line.iter().flat_map(|piece| piece.chars()).map(width).sum() };
    for piece in pieces(text) {
        // A space may stand over the edge, where nobody sees it.
        let fits = piece == " " || wide(&line) + piece.chars().map(width).sum::<u32>() <= room;
        if fits || line.is_empty() {
            line.push(piece);
            continue;
        }
        let mut next = vec![piece];
        // A mark that closes takes the character before it along, one that opens goes with what it opens.
        while line.len() > 1 && (starts_with(&next, CLOSING) || ends_with(&line, OPENING)) {
            if let Some(last) = line.pop() {
                next.insert(0, last);
            }
        }
        lines.push(std::mem::replace(&mut line, next));
    }
    lines.push(line);
    lines
        .into_iter()
        .map(|line| line.concat().trim_end().to_owned())
        .collect()
}

fn starts_with(line: &[&str], marks: &str) -> bool {
    line.first()
        .is_some_and(|piece| piece.starts_with(|c| marks.contains(c)))
}

fn ends_with(line: &[&str], marks: &str) -> bool {
    line.last()
        .is_some_and(|piece| piece.ends_with(|c| marks.contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_chinese_may_break_and_english_between_words() {
        for (text, room, expected) in [
            ("补正告知书", 500, &["补正告知书"][..]),
            ("补正告知书", 300, &["补正告", "知书"]),
            ("收到申请，再办理", 400, &["收到申", "请，再办", "理"]),
            ("依据《条例》", 300, &["依据", "《条", "例》"]),
            ("最多20个工作日", 300, &["最多", "20个工作日"]),
            ("", 300, &[""]),
            (
                "A third party’s (lawful) rights",
                600,
                &["A third", "party’s", "(lawful)", "rights"],
            ),
            ("Confidentiality", 300, &["Confidentiality"]),
        ] {
            assert_eq!(wrap(text, room), expected, "{text}");
        }
    }
}
