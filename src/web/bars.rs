//! Bars that lie, each made of parts: a picture beside a table, so that it is seen at a glance who has most, and of what.
//! Places are in parts of the picture's width, so that it fits a phone as well as a desk, and letters keep their size.

use serde::Serialize;

use crate::text::Lang;

/// A row of the picture, in pixels: a name, which may be long, and its bar below.
const ROW: usize = 46;
/// How long the longest bar is, in thousandths of the width; what is left is for the words behind it.
const LONGEST: u64 = 620;
/// Between a bar and what stands behind it.
const GAP: u64 = 10;

/// What a part of a bar counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Plain,
    Late,
    Near,
    OnTime,
    Waiting,
    Done,
}

impl Part {
    /// The name of its look.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Late => "late",
            Self::Near => "near",
            Self::OnTime => "on-time",
            Self::Waiting => "waiting",
            Self::Done => "done",
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Bars {
    height: usize,
    /// The picture in words.
    described: String,
    rows: Vec<Bar>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Bar {
    name: String,
    /// `12件，逾期2件`
    label: String,
    /// The line on which the name stands, the top of the bar, and the line of the words behind it.
    name_line: usize,
    top: usize,
    line: usize,
    parts: Vec<Drawn>,
    label_at: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Drawn {
    part: &'static str,
    /// In hundredths of the picture's width.
    from: String,
    width: String,
}

/// Somebody, or something, with what there is of it.
#[derive(Debug, Clone)]
pub(crate) struct Pile {
    pub(crate) name: String,
    pub(crate) label: String,
    /// From left to right.
    pub(crate) parts: Vec<(Part, u64)>,
}

impl Pile {
    fn count(&self) -> u64 {
        self.parts.iter().map(|(_, count)| count).sum()
    }
}

/// The piles in their order, without those of which there is nothing; nothing where there is nothing at all.
pub(crate) fn bars(piles: Vec<Pile>) -> Option<Bars> {
    bars_in(Lang::Chinese, piles)
}

/// The same on a page in this language.
pub(crate) fn bars_in(lang: Lang, piles: Vec<Pile>) -> Option<Bars> {
    let (behind_name, between) = match lang {
        Lang::Chinese => ("", "；"),
        Lang::English => (": ", "; "),
    };
    let piles: Vec<Pile> = piles.into_iter().filter(|pile| pile.count() > 0).collect();
    let most = piles.iter().map(Pile::count).max()?;
    let described: Vec<String> = piles
        .iter()
        .map(|pile| format!("{}{behind_name}{}", pile.name, pile.label))
        .collect();
    let rows: Vec<Bar> = piles
        .into_iter()
        .enumerate()
        .map(|(number, pile)| bar(number, pile, most))
        .collect();
    Some(Bars {
        height: rows.len() * ROW + 6,
        described: described.join(between),
        rows,
    })
}

/// The piles with most of them first.
pub(crate) fn by_count(mut piles: Vec<Pile>) -> Vec<Pile> {
    piles.sort_by(|one, other| {
        let count = other.count().cmp(&one.count());
        count.then_with(|| one.name.cmp(&other.name))
    });
    piles
}

fn bar(number: usize, pile: Pile, most: u64) -> Bar {
    let place = |count: u64| (count * LONGEST).div_ceil(most);
    let mut before = 0;
    let mut parts = Vec::new();
    for (part, count) in &pile.parts {
        if *count == 0 {
            continue;
        }
        let (from, until) = (place(before), place(before + count));
        before += count;
        parts.push(Drawn {
            part: part.as_str(),
            from: hundredths(from),
            width: hundredths(until - from),
        });
    }
    Bar {
        name_line: number * ROW + 15,
        top: number * ROW + 22,
        line: number * ROW + 36,
        label_at: hundredths(place(before) + GAP),
        parts,
        name: pile.name,
        label: pile.label,
    }
}

/// Thousandths as hundredths with one place behind the point.
pub(crate) fn hundredths(thousandths: u64) -> String {
    format!("{}.{}", thousandths / 10, thousandths % 10)
}

/// For the samples of templates: what stands in the picture is escaped as everything is.
pub(crate) fn sample() -> Option<Bars> {
    bars(vec![Pile {
        name: "规划科<b>".to_owned(),
        label: "12件，逾期2件".to_owned(),
        parts: vec![(Part::Late, 2), (Part::OnTime, 10)],
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pile(name: &str, open: u64, late: u64) -> Pile {
        Pile {
            name: name.to_owned(),
            label: format!("{}件", open + late),
            parts: vec![(Part::Late, late), (Part::OnTime, open)],
        }
    }

    #[test]
    fn whoever_has_most_has_the_longest_bar_and_stands_first() {
        let drawn = bars(by_count(vec![
            pile("甲", 1, 0),
            pile("乙", 6, 2),
            pile("丙", 0, 0),
        ]))
        .unwrap();
        let seen: Vec<_> = drawn
            .rows
            .iter()
            .map(|bar| (bar.name.as_str(), bar.parts.len(), bar.label_at.as_str()))
            .collect();
        assert_eq!(seen, [("乙", 2, "63.0"), ("甲", 1, "8.8")]);
        assert_eq!(drawn.described, "乙8件；甲1件");
        assert_eq!(drawn.height, 98);
    }

    #[test]
    fn parts_lie_side_by_side_and_fill_the_bar() {
        let drawn = bars(vec![pile("乙", 6, 2)]).unwrap();
        let [late, open] = drawn.rows[0].parts.as_slice() else {
            panic!("two parts: {drawn:?}")
        };
        assert_eq!((late.from.as_str(), late.width.as_str()), ("0.0", "15.5"));
        assert_eq!((open.from.as_str(), open.width.as_str()), ("15.5", "46.5"));
    }

    #[test]
    fn a_picture_in_english_is_described_without_a_chinese_sign() {
        let drawn = bars_in(Lang::English, vec![pile("A", 6, 2), pile("B", 1, 0)]).unwrap();
        assert_eq!(drawn.described.replace('件', ""), "A: 8; B: 1");
    }

    #[test]
    fn nobody_with_anything_is_no_picture() {
        assert!(bars(vec![pile("甲", 0, 0)]).is_none());
    }
}
