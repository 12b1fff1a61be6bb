//! The picture of what came in and what ended: two columns a month, or a year. Places across are in parts of the picture's
//! width, so that it fits a phone as well as a desk.

use serde::Serialize;

use crate::web::bars::hundredths;

/// The height of the columns' field and where its ground lies, in pixels.
const FIELD: u64 = 160;
const TOP: u64 = 12;
/// Where the field begins and how wide it is, in thousandths of the width.
const FROM: u64 = 60;
const ACROSS: u64 = 935;
/// How many names stand below the field at most.
const NAMES: usize = 12;

#[derive(Debug, Clone, Serialize)]
pub(super) struct Course {
    /// The picture in words.
    described: String,
    /// The line on which names stand, and the ground.
    names_at: u64,
    ground: u64,
    left: String,
    scale: Vec<Mark>,
    columns: Vec<Columns>,
}

/// A line across the field, with what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Mark {
    y: u64,
    value: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Columns {
    /// Nothing where there is no room for it.
    name: Option<String>,
    middle: String,
    received: Column,
    ended: Column,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Column {
    x: String,
    width: String,
    y: u64,
    height: u64,
}

/// A month or a year.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// As short as it can be: `11月`.
    pub(super) name: String,
    pub(super) received: u64,
    pub(super) ended: u64,
}

/// Nothing where nothing came in or ended.
pub(super) fn course(pieces: &[Piece], described: String) -> Option<Course> {
    let most = pieces.iter().map(|piece| piece.received.max(piece.ended)).max()?;
    if most == 0 {
        return None;
    }
    let top = nice(most);
    let height = |count: u64| (count * FIELD).div_ceil(top);
    let count = u64::try_from(pieces.len()).unwrap_or(u64::MAX);
    let every = pieces.len().div_ceil(NAMES);
    let column = |from: u64, width: u64, count: u64| Column {
        x: hundredths(from),
        width: hundredths(width),
        y: TOP + FIELD - height(count),
        height: height(count),
    };
    let mut columns = Vec::new();
    for (place, (number, piece)) in (0_u64..).zip(pieces.iter().enumerate()) {
        let (from, until) = (FROM + place * ACROSS / count, FROM + (place + 1) * ACROSS / count);
        // A tenth stays free on both sides.
        let width = (until - from) * 2 / 5;
        let begin = from + (until - from) / 10;
        columns.push(Columns {
            // Counted from the end: the last one is the one that people look for.
            name: (pieces.len() - 1 - number)
                .is_multiple_of(every)
                .then(|| piece.name.clone()),
            middle: hundredths(u64::midpoint(from, until)),
            received: column(begin, width, piece.received),
            ended: column(begin + width, width, piece.ended),
        });
    }
    Some(Course {
        described,
        names_at: TOP + FIELD + 20,
        ground: TOP + FIELD,
        left: hundredths(FROM),
        scale: [0, top / 2, top]
            .into_iter()
            .map(|value| Mark {
                y: TOP + FIELD - height(value),
                value,
            })
            .collect(),
        columns,
    })
}

/// The next of 2, 4, 10, 20, 40, 100 and so on: so that half of it is whole as well.
fn nice(most: u64) -> u64 {
    let mut power = 1;
    loop {
        for factor in [2, 4, 6, 10] {
            if factor * power >= most {
                return factor * power;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(received: u64, ended: u64) -> Piece {
        Piece {
            name: "11月".to_owned(),
            received,
            ended,
        }
    }

    #[test]
    fn columns_stand_on_the_ground_and_none_is_higher_than_the_field() {
        let drawn = course(&[piece(7, 0), piece(20, 13)], String::new()).unwrap();
        for columns in &drawn.columns {
            for column in [&columns.received, &columns.ended] {
                assert_eq!(column.y + column.height, drawn.ground);
                assert!(column.y >= TOP);
            }
        }
        assert_eq!(drawn.columns[1].received.y, TOP);
        assert_eq!(drawn.columns[0].ended.height, 0);
    }

    #[test]
    fn the_scale_is_round() {
        assert_eq!(
            [1, 3, 5, 7, 11, 39, 61, 101, 999].map(nice),
            [2, 4, 6, 10, 20, 40, 100, 200, 1000]
        );
        let drawn = course(&[piece(17, 3)], String::new()).unwrap();
        let values: Vec<_> = drawn.scale.iter().map(|mark| mark.value).collect();
        assert_eq!(values, [0, 10, 20]);
    }

    #[test]
    fn of_many_names_some_stand_there_and_the_last_always() {
        let pieces: Vec<Piece> = (0..36).map(|_| piece(1, 1)).collect();
        let drawn = course(&pieces, String::new()).unwrap();
        let named = drawn
            .columns
            .iter()
            .filter(|column| column.name.is_some())
            .count();
        assert_eq!(named, 12);
        assert!(drawn.columns.last().unwrap().name.is_some());
    }

    #[test]
    fn where_nothing_happened_is_no_picture() {
        assert!(course(&[piece(0, 0)], String::new()).is_none());
        assert!(course(&[], String::new()).is_none());
    }
}
