//! What stands around a hit, shown beside it: nobody else's name or number is to be read there while the hit itself is
//! masked.

use crate::domain::text::masked;

/// From this many digits on a number may be somebody's, or the end of one that was cut off.
const DIGITS: usize = 4;

/// The words around a hit, with every other hit in them masked, and every longer number.
pub(super) fn veiled<'t>(around: &str, hits: impl Iterator<Item = &'t str>) -> String {
    let mut veiled = around.to_owned();
    for hit in hits.filter(|hit| !hit.is_empty()) {
        veiled = veiled.replace(hit, &masked(hit, 1, 0));
    }
    let (mut whole, mut number) = (String::new(), String::new());
    for sign in veiled.chars().chain(['\n']) {
        if sign.is_ascii_digit() {
            number.push(sign);
            continue;
        }
        let is_long = number.len() >= DIGITS;
        whole.push_str(&if is_long { "*".repeat(number.len()) } else { number });
        number = String::new();
        whole.push(sign);
    }
    whole.pop();
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_hit_tells_of_nobody_else() {
        let hits = ["何海洋", "19900001542"];
        let shown = veiled("乙方:何海洋,电话19900001542。共3页,房号1392", hits.into_iter());
        assert_eq!(shown, "乙方:何**,电话1**********。共3页,房号****");
        assert_eq!(veiled("第12页", hits.into_iter()), "第12页");
        assert_eq!(veiled("01542 83孙霞明", hits.into_iter()), "***** 83孙霞明");
        assert_eq!(veiled("", hits.into_iter()), "");
    }
}
