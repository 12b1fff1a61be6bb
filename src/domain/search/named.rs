//! Names of documents in a text, by their form: 《…》 and 文号.

use std::ops::Range;

use super::{passage::apart, units::Text};

/// The longest serial of a 文号, in digits.
const SERIAL: usize = 5;

/// Where in a text a document is named, in bytes: what stands in 《》, and the year and serial of a 文号.
pub fn named_places(source: &str) -> Vec<Range<usize>> {
    let mut places = titles(source);
    let text = Text::of(source);
    let units: Vec<&str> = text.units().collect();
    for (at, stretch) in units.windows(3).enumerate() {
        if let [year, serial, "号"] = stretch
            && is_year(year)
            && is_serial(serial)
        {
            places.push(text.source_of(at..at + 3));
        }
    }
    apart(places)
}

/// What stands in 《》; one that is never closed names nothing.
fn titles(source: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut begun = None;
    for (at, sign) in source.char_indices() {
        match (sign, begun) {
            ('《', None) => begun = Some(at),
            ('》', Some(from)) => {
                places.push(from..at + sign.len_utf8());
                begun = None;
            }
            _ => {}
        }
    }
    places
}

fn is_year(unit: &str) -> bool {
    unit.len() == 4 && (unit.starts_with("19") || unit.starts_with("20")) && is_digits(unit)
}

fn is_serial(unit: &str) -> bool {
    (1..=SERIAL).contains(&unit.len()) && is_digits(unit)
}

fn is_digits(unit: &str) -> bool {
    unit.bytes().all(|sign| sign.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(source: &str) -> Vec<&str> {
        named_places(source)
            .into_iter()
            .map(|place| &source[place])
            .collect()
    }

    #[test]
    fn names_and_numbers_are_known_by_their_form() {
        assert_eq!(
            named("依据《青溪县征收办法》和青政发[2024] 3 号文"),
            ["《青溪县征收办法》", "2024] 3 号"]
        );
        assert_eq!(named("青住建改〔２０２３〕１８号"), ["２０２３〕１８号"]);
        for none in [
            "2024年3号楼",
            "第3号井",
            "《没有写完",
            "》《",
            "1234〕5号",
            "2024年以来",
        ] {
            assert_eq!(named(none), [""; 0], "{none}");
        }
    }
}
