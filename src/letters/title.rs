//! Where titles break: between the words of `templates/letters/title-words.txt` and after the parts of an organ's name,
//! never within one, and in lines of about the same length, the longer ones first.

use crate::template::files;
use std::sync::LazyLock;

static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let file = files::text("letters/title-words.txt").expect("the list is part of the program");
    let lines = file.lines().map(str::trim);
    let words = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    words.map(str::to_owned).collect()
});

/// After these an organ's name may break.
const ENDS: [&str; 12] = [
    "自治区",
    "自治州",
    "自治县",
    "委员会",
    "省",
    "市",
    "州",
    "盟",
    "县",
    "旗",
    "区",
    "局",
];

/// What no line begins with.
const CLOSING: &str = "）》”’、，。；：！？·)";

/// The words of a title, in order.
pub(super) fn words(title: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut rest, mut unknown) = (title, 0);
    while let Some(first) = rest.get(unknown..).and_then(|rest| rest.chars().next()) {
        let here = rest.get(unknown..).unwrap_or_default();
        let known = WORDS.iter().filter(|word| here.starts_with(word.as_str()));
        let end = ENDS.iter().find(|end| here.starts_with(**end));
        if let Some(known) = known.map(String::len).max() {
            let (before, after) = rest.split_at(unknown);
            let (word, after) = after.split_at(known);
            words.extend([before, word].into_iter().filter(|word| !word.is_empty()));
            (rest, unknown) = (after, 0);
        } else if let (Some(end), true) = (end, unknown > 0) {
            let (word, after) = rest.split_at(unknown + end.len());
            words.push(word);
            (rest, unknown) = (after, 0);
        } else {
            unknown += first.len_utf8();
        }
    }
    if !rest.is_empty() {
        words.push(rest);
    }
    words
}

/// The lines of a title where one holds so many characters. A word that is longer than a line stands alone and is broken
/// wherever it must.
pub(super) fn lines(title: &str, room: usize) -> Vec<String> {
    let words = words(title);
    let widths: Vec<usize> = words.iter().map(|word| width(word)).collect();
    let whole: usize = widths.iter().sum();
    let room = room * 2;
    if whole <= room {
        return vec![title.to_owned()];
    }
    // For each beginning of the title: the least uneven way to break it into a number of lines, with the last break.
    let fewest = whole.div_ceil(room);
    let broken = (fewest..=words.len()).find_map(|count| shortest(&words, &widths, count, room));
    broken.unwrap_or_else(|| words.iter().map(|word| (*word).to_owned()).collect())
}

/// So many lines, as even as they can be; nothing where one would be too long.
fn shortest(words: &[&str], widths: &[usize], count: usize, room: usize) -> Option<Vec<String>> {
    let fits = |from: usize, to: usize| {
        let width: usize = widths.get(from..to)?.iter().sum();
        let is_led = words
            .get(from)
            .is_some_and(|word| word.starts_with(|first| CLOSING.contains(first)));
        ((width <= room || to == from + 1) && !is_led).then_some(width)
    };
    let mut ways: Vec<(u64, Vec<usize>)> = vec![(0, vec![0])];
    for line in 0..count {
        let mut next: Vec<(u64, Vec<usize>)> = Vec::new();
        for to in 1..=words.len() {
            let ends = ways.iter().filter_map(|(cost, breaks)| {
                let from = *breaks.last()?;
                let width = u64::try_from(fits(from, to).filter(|_| from < to)?).unwrap_or(u64::MAX);
                // Best of all breaks is the one between the organ's name and the letter's. Of two ways that are
                // equally even the one with the longer lines first.
                let order = u64::try_from(line).unwrap_or(0);
                let cost = cost + (width * width + torn(words, to)) * 100 + order * width;
                Some((cost, [breaks.as_slice(), &[to]].concat()))
            });
            next.extend(ends.min());
        }
        ways = next;
    }
    let (_, breaks) = ways
        .into_iter()
        .filter(|(_, breaks)| breaks.last() == Some(&words.len()))
        .min()?;
    let pairs = breaks.iter().zip(breaks.iter().skip(1));
    Some(
        pairs
            .filter_map(|(from, to)| Some(words.get(*from..*to)?.concat()))
            .collect(),
    )
}

/// What it costs to break before a word, beside the unevenness of the lines.
fn torn(words: &[&str], to: usize) -> u64 {
    let is_known = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at))?;
        Some(WORDS.iter().any(|known| known == word))
    };
    match (is_known(to.checked_sub(1)), is_known(Some(to))) {
        (Some(false), Some(true)) | (_, None) => 0,
        (_, Some(_)) => 40,
    }
}

/// In halves of a character.
fn width(word: &str) -> usize {
    word.chars()
        .map(|letter| if letter.is_ascii() { 1 } else { 2 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Law;

    /// A new kind of letter brings its words along, so that its title breaks well beside a long name of an organ.
    #[test]
    fn the_title_of_every_kind_of_letter_is_made_of_known_words() {
        let law = Law::embedded().unwrap();
        for letter in law.letters() {
            for word in words(&letter.title) {
                assert!(
                    WORDS.iter().any(|known| known == word),
                    "{}: {word} is not in title-words.txt",
                    letter.title
                );
            }
        }
    }

    #[test]
    fn a_title_breaks_between_words_into_even_lines() {
        let broken = |title: &str| lines(title, 20).join("/");
        assert_eq!(
            broken("政府信息公开申请不予重复处理告知书"),
            "政府信息公开申请不予重复处理告知书"
        );
        assert_eq!(
            broken("青溪县自然资源局政府信息公开申请不予重复处理告知书"),
            "青溪县自然资源局政府信息公开申请/不予重复处理告知书"
        );
        assert_eq!(
            broken("江左省云山市青溪县高新技术产业开发区管理委员会政府信息公开申请延长答复期限告知书"),
            "江左省云山市青溪县/高新技术产业开发区管理委员会/政府信息公开申请延长答复期限告知书"
        );
    }

    /// All titles with all names of organs: no word is torn, nothing is lost, no line is too long, none is much shorter
    /// than another that it could have taken from.
    #[test]
    fn no_title_tears_a_word() {
        let law = Law::embedded().unwrap();
        let organs = [
            "",
            "青溪县自然资源局",
            "江左省云山市青溪县高新技术产业开发区管理委员会",
            "关于青溪县人民政府办公室",
        ];
        for organ in organs {
            for letter in law.letters() {
                let title = format!("{organ}{}", letter.title);
                let lines = lines(&title, 20);
                assert_eq!(lines.concat(), title);
                assert!(lines.iter().all(|line| width(line) <= 40), "{lines:?}");
                let mut ends = Vec::new();
                for line in &lines {
                    ends.push(ends.last().copied().unwrap_or(0) + line.len());
                }
                let mut allowed = vec![0];
                for word in words(&title) {
                    allowed.push(allowed.last().copied().unwrap_or(0) + word.len());
                }
                assert!(ends.iter().all(|end| allowed.contains(end)), "{lines:?}");
            }
        }
    }

    #[test]
    fn what_is_in_no_list_stays_whole_or_breaks_alone() {
        let long = "某".repeat(45);
        assert_eq!(lines(&long, 20), std::slice::from_ref(&long));
        assert_eq!(lines(&format!("{long}答复书"), 20), [long, "答复书".to_owned()]);
        assert!(words("").is_empty());
        assert_eq!(words("县答复书"), ["县", "答复书"]);
    }
}
