//! What is asked for.

use super::{Check, Place, Wrong};
use crate::{
    domain::{
        application::{AsksFor, Item, MAX_DESCRIPTION, MAX_TITLE},
        text::{Invalid, is_hidden},
    },
    web::filing::typed::{Typed, TypedItem},
};

/// Blank items besides the first are left out: nobody meant them.
pub(super) fn items(check: &mut Check, typed: &Typed) -> Vec<Item> {
    let mut items = Vec::new();
    for (n, item) in (1..).zip(&typed.items) {
        if item.is_blank() && (n > 1 || typed.items.iter().any(|other| !other.is_blank())) {
            continue;
        }
        let before = check.problems.len();
        check_item(check, typed.asks_for, n, item);
        if check.problems.len() == before {
            let some = |raw: &str| {
                Some(raw.trim())
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned)
            };
            items.push(Item {
                number: u16::try_from(items.len() + 1).unwrap_or(u16::MAX),
                title: item.title.trim().to_owned(),
                document_number: some(&item.document_number),
                description: some(&item.description.replace("\r\n", "\n")),
            });
        }
    }
    items
}

fn check_item(check: &mut Check, asks_for: AsksFor, n: usize, item: &TypedItem) {
    if item.title.trim().is_empty() {
        check.wrong(Place::ItemTitle(n), Wrong::Invalid(Invalid::Blank));
    }
    // Whoever has records corrected has to say what is wrong with them (条例第四十一条).
    if asks_for.corrects_records() && item.description.trim().is_empty() {
        check.wrong(Place::ItemDescription(n), Wrong::Invalid(Invalid::Blank));
    }
    for (place, raw) in [
        (Place::ItemTitle(n), &item.title),
        (Place::ItemNumber(n), &item.document_number),
    ] {
        if raw.trim().chars().any(is_hidden) {
            check.wrong(place, Wrong::Invalid(Invalid::Character));
        }
    }
    let lengths = [
        (Place::ItemTitle(n), &item.title, MAX_TITLE),
        (Place::ItemNumber(n), &item.document_number, MAX_TITLE),
        (Place::ItemDescription(n), &item.description, MAX_DESCRIPTION),
    ];
    for (place, raw, most) in lengths {
        let typed = raw.trim().replace("\r\n", "\n").chars().count();
        if typed > most {
            check.wrong(place, Wrong::TooLong { most, typed });
        }
    }
}
