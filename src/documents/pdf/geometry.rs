//! Places on a page: in points from its top left corner, as it is shown.

use hayro::kurbo::Rect;
use serde::{Deserialize, Serialize};

/// A rectangle in points (1/72 inch) from the top left corner of the page as it is shown, to the right and down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    pub(super) fn of(rect: Rect) -> Self {
        Self {
            x: rect.x0,
            y: rect.y0,
            width: rect.width(),
            height: rect.height(),
        }
    }

    pub fn right(self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// What both have in common; none where they do not meet.
    pub fn common(self, other: Self) -> Option<Self> {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        let (right, bottom) = (self.right().min(other.right()), self.bottom().min(other.bottom()));
        (right > x && bottom > y).then_some(Self {
            x,
            y,
            width: right - x,
            height: bottom - y,
        })
    }

    /// The smallest area that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self {
            x,
            y,
            width: self.right().max(other.right()) - x,
            height: self.bottom().max(other.bottom()) - y,
        }
    }

    /// Whether the other's middle lies in it.
    pub fn holds_middle_of(self, other: Self) -> bool {
        let (x, y) = (other.x + other.width / 2.0, other.y + other.height / 2.0);
        x >= self.x && x <= self.right() && y >= self.y && y <= self.bottom()
    }
}

/// A length in pixels: whole, not negative, at most what fits. What is no number is nothing.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "there is no other conversion from a float; `as` saturates, and the value is held in its range before"
)]
pub(super) fn pixels(length: f64) -> u32 {
    length.clamp(0.0, f64::from(u32::MAX)) as u32
}

/// A number for the renderer, which counts in single precision.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "there is no other conversion, and a page is measured far below what is lost"
)]
pub(super) fn single(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(x: f64, y: f64, width: f64, height: f64) -> Area {
        Area { x, y, width, height }
    }

    #[test]
    fn areas_meet_join_and_hold() {
        let (one, two) = (area(0.0, 0.0, 10.0, 10.0), area(5.0, 5.0, 10.0, 10.0));
        assert_eq!(one.common(two), Some(area(5.0, 5.0, 5.0, 5.0)));
        assert_eq!(one.common(area(10.0, 0.0, 5.0, 5.0)), None);
        assert_eq!(one.with(two), area(0.0, 0.0, 15.0, 15.0));
        assert!(one.holds_middle_of(area(0.0, 0.0, 20.0, 20.0)));
        assert!(!one.holds_middle_of(area(5.0, 5.0, 20.0, 20.0)));
    }

    #[test]
    fn lengths_become_whole_pixels() {
        for (length, expected) in [(-1.0, 0), (f64::NAN, 0), (2.9, 2), (1e12, u32::MAX)] {
            assert_eq!(pixels(length), expected, "{length}");
        }
    }
}
