//! 相同政府信息 (条例第四十四条): when two items ask for the same, as far as their own words show it. It is evidence that
//! is laid before a person, who decides.

use super::{application::Item, text::narrow};

/// The fewest letters and characters of a title that tells anything by itself: 请示、批复 are asked for by many.
const TELLING: usize = 6;

/// What an item asks for, without what only the writing differs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// Its 文号.
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

impl Sought {
    pub fn of(item: &Item) -> Self {
        let number = item.document_number.as_deref().map(plain);
        let title = plain(&item.title);
        Self {
            number: number.filter(|number| !number.is_empty()),
            title: (title.chars().count() >= TELLING).then_some(title),
        }
    }

    /// Whether both ask for the same: by their numbers where both name one, else by their titles.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.number, &other.number) {
            (Some(one), Some(another)) => one == another,
            (Some(_) | None, _) => self.title.is_some() && self.title == other.title,
        }
    }
}

/// Letters, digits and characters alone: whoever writes a document's name chooses brackets, quotes, spaces and width.
/// Two numbers that only a bracket kept apart stay apart.
fn plain(raw: &str) -> String {
    let mut plain = String::with_capacity(raw.len());
    let mut apart = false;
    for c in narrow(raw).chars() {
        if c.is_alphanumeric() {
            let digits = c.is_numeric() && plain.ends_with(char::is_numeric);
            if apart && digits {
                plain.push('-');
            }
            apart = false;
            plain.extend(c.to_lowercase());
        } else {
            apart = true;
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(title: &str, number: Option<&str>) -> Sought {
        Sought::of(&Item {
            number: 1,
            title: title.to_owned(),
            document_number: number.map(str::to_owned),
            description: None,
        })
    }

    #[test]
    fn the_same_is_the_same_however_it_is_written() {
        let plain = sought("青溪县2025年度供地计划", Some("青建发〔2025〕15号"));
        for (title, number) in [
            ("《青溪县２０２５年度供地计划》", Some("青建发[2025] 15 号")),
            ("青溪县 2025 年度供地计划。", None),
            ("关于供地计划的通知", Some("青建发（2025）15号")),
        ] {
            assert!(plain.is_same(&sought(title, number)), "{title} {number:?}");
            assert!(sought(title, number).is_same(&plain), "{title} {number:?}");
        }
    }

    #[test]
    fn what_differs_in_a_digit_or_says_too_little_is_not_the_same() {
        let one = sought("会议纪要", Some("青建发〔2025〕15号"));
        for (title, number) in [
            ("会议纪要", Some("青建发〔20251〕5号")),
            ("会议纪要", Some("青建发〔2025〕16号")),
            ("会议纪要", None),
        ] {
            assert!(!one.is_same(&sought(title, number)), "{title} {number:?}");
        }
        assert!(!sought("批复", None).is_same(&sought("批复", None)));
        let year = sought("青溪县2025年度供地计划", None);
        assert!(!year.is_same(&sought("青溪县2024年度供地计划", None)));
    }
}
