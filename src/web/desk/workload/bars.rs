//! The picture beside the table: a bar a person, so that it is seen at a glance who has most. Widths are in hundredths of
//! the picture's, so that it fits a phone as well as a desk, and letters keep their size.

use serde::Serialize;

/// A row of the picture, in pixels.
const ROW: usize = 30;
/// Where bars begin and how long the longest is, in hundredths of the width.
const FROM: u64 = 28;
const LONGEST: u64 = 44;

#[derive(Debug, Clone, Serialize)]
pub(super) struct Bars {
    pub(super) height: usize,
    /// The picture in words.
    pub(super) described: String,
    pub(super) rows: Vec<Bar>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Bar {
    pub(super) name: String,
    /// `12件，逾期2件`
    pub(super) label: String,
    /// The top of the bar, and the line on which the words stand.
    pub(super) top: usize,
    pub(super) line: usize,
    /// In hundredths of the width.
    pub(super) from: u64,
    pub(super) width: u64,
    /// How much of it is late.
    pub(super) late: u64,
    pub(super) label_at: u64,
}

/// Somebody with cases.
#[derive(Debug, Clone)]
pub(super) struct Loaded {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) open: u64,
    pub(super) late: u64,
}

/// Whoever has most comes first; nothing where nobody has anything.
pub(super) fn bars(mut people: Vec<Loaded>) -> Option<Bars> {
    people.retain(|person| person.open > 0);
    people.sort_by(|one, other| other.open.cmp(&one.open).then_with(|| one.name.cmp(&other.name)));
    let most = people.first()?.open;
    let described: Vec<String> = people
        .iter()
        .map(|person| format!("{}{}", person.name, person.label))
        .collect();
    let part = |count: u64| (count * LONGEST).div_ceil(most);
    let bar = |(number, person): (usize, Loaded)| Bar {
        top: number * ROW + 6,
        line: number * ROW + 20,
        from: FROM,
        width: part(person.open),
        late: part(person.late.min(person.open)),
        label_at: FROM + part(person.open) + 1,
        name: person.name,
        label: person.label,
    };
    Some(Bars {
        height: people.len() * ROW + 6,
        described: described.join("；"),
        rows: people.into_iter().enumerate().map(bar).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, open: u64, late: u64) -> Loaded {
        Loaded {
            name: name.to_owned(),
            label: format!("{open}件"),
            open,
            late,
        }
    }

    #[test]
    fn whoever_has_most_has_the_longest_bar_and_stands_first() {
        let drawn = bars(vec![person("甲", 1, 0), person("乙", 8, 2), person("丙", 0, 0)]).unwrap();
        let seen: Vec<_> = drawn
            .rows
            .iter()
            .map(|bar| (bar.name.as_str(), bar.width, bar.late, bar.label_at))
            .collect();
        assert_eq!(seen, [("乙", 44, 11, 73), ("甲", 6, 0, 35)]);
        assert_eq!(drawn.described, "乙8件；甲1件");
        assert_eq!(drawn.height, 66);
    }

    #[test]
    fn nobody_with_anything_is_no_picture() {
        assert!(bars(vec![person("甲", 0, 0)]).is_none());
    }
}
