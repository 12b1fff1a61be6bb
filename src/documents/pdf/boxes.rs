//! What is to be blacked out: boxes on pages, each with its ground.

use serde::{Deserialize, Serialize};

use super::geometry::Area;

/// A box that is burned in, with the ground on which what lies under it is withheld.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blackout {
    /// The page, counted from one.
    pub page: usize,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// Key of the ground, such as `personal_privacy`.
    pub ground: String,
}

/// What is wrong with a box; they are counted from one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BoxProblem {
    #[error("遮盖列表不是规定的JSON：{0}")]
    Json(String),
    #[error("第{0}个遮盖的坐标或者大小不是正常的数字")]
    Size(usize),
    #[error("第{0}个遮盖没有写明依据")]
    Ground(usize),
    #[error("第{number}个遮盖在第{page}页，文件只有{pages}页")]
    Page {
        number: usize,
        page: usize,
        pages: usize,
    },
    #[error("第{0}个遮盖全部落在页面之外")]
    Outside(usize),
}

/// The longest key of a ground.
const LONGEST_GROUND: usize = 100;

impl Blackout {
    pub fn area(&self) -> Area {
        Area {
            x: self.x,
            y: self.y,
            width: self.width,
            height: self.height,
        }
    }
}

/// Reads a list of boxes; a member that is not known is an error.
pub fn boxes_of_json(json: &[u8]) -> Result<Vec<Blackout>, BoxProblem> {
    serde_json::from_slice(json).map_err(|error| BoxProblem::Json(error.to_string()))
}

/// Whether every box lies on a page; a box that would hide nothing is a mistake that leaves something open.
pub(super) fn check(boxes: &[Blackout], pages: &[(f64, f64)]) -> Result<(), BoxProblem> {
    for (number, blackout) in (1..).zip(boxes) {
        let Blackout {
            page,
            x,
            y,
            width,
            height,
            ground,
        } = blackout;
        let sound = [x, y, width, height].into_iter().all(|value| value.is_finite());
        if !sound || *width <= 0.0 || *height <= 0.0 {
            return Err(BoxProblem::Size(number));
        }
        if ground.trim().is_empty() || ground.chars().count() > LONGEST_GROUND {
            return Err(BoxProblem::Ground(number));
        }
        let size = page.checked_sub(1).and_then(|index| pages.get(index));
        let (width, height) = *size.ok_or(BoxProblem::Page {
            number,
            page: *page,
            pages: pages.len(),
        })?;
        let whole = Area {
            x: 0.0,
            y: 0.0,
            width,
            height,
        };
        if blackout.area().common(whole).is_none() {
            return Err(BoxProblem::Outside(number));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_has_exactly_the_members_of_the_contract() {
        let json = br#"[{"page":1,"x":72.0,"y":90.5,"width":120,"height":16,"ground":"personal_privacy"}]"#;
        let boxes = boxes_of_json(json).unwrap();
        assert_eq!(boxes[0].page, 1);
        assert!(
            boxes_of_json(br#"[{"page":1,"x":1,"y":1,"width":1,"height":1,"ground":"a","note":"b"}]"#)
                .is_err()
        );
        assert!(boxes_of_json(br#"[{"page":1,"x":1,"y":1,"width":1,"height":1}]"#).is_err());
        assert!(boxes_of_json(b"{}").is_err());
    }

    #[test]
    fn a_box_that_hides_nothing_is_told() {
        let a_box = |page, x, width, ground: &str| Blackout {
            page,
            x,
            y: 10.0,
            width,
            height: 10.0,
            ground: ground.to_owned(),
        };
        let pages = [(595.0, 842.0)];
        for (blackout, expected) in [
            (a_box(1, 10.0, 10.0, "a"), Ok(())),
            (a_box(1, -5.0, 10.0, "a"), Ok(())),
            (a_box(1, 600.0, 10.0, "a"), Err(BoxProblem::Outside(1))),
            (a_box(1, 10.0, 0.0, "a"), Err(BoxProblem::Size(1))),
            (a_box(1, f64::NAN, 10.0, "a"), Err(BoxProblem::Size(1))),
            (a_box(1, 10.0, 10.0, " "), Err(BoxProblem::Ground(1))),
            (
                a_box(0, 10.0, 10.0, "a"),
                Err(BoxProblem::Page {
                    number: 1,
                    page: 0,
                    pages: 1,
                }),
            ),
            (
                a_box(2, 10.0, 10.0, "a"),
                Err(BoxProblem::Page {
                    number: 1,
                    page: 2,
                    pages: 1,
                }),
            ),
        ] {
            assert_eq!(
                check(std::slice::from_ref(&blackout), &pages),
                expected,
                "{blackout:?}"
            );
        }
    }
}
