//! The program of a font, cut down to some of its shapes.

use subsetter::GlyphRemapper;

/// A program with few shapes, numbered anew.
pub(super) enum Lean {
    TrueType(Vec<u8>),
    /// Shapes as PostScript describes them, by themselves (CFF).
    Cff(Vec<u8>),
}

/// How a file of tables begins whose shapes are CFF.
const TABLES_WITH_CFF: &[u8; 4] = b"OTTO";

/// Its head with one table: the kind, how many, three numbers for searching, and the name, checksum, place and length.
const HEAD: usize = 12 + 16;

/// The program with nothing but these shapes. None where it is of a make that cannot be cut down.
pub(super) fn lean(program: &[u8], shapes: &GlyphRemapper) -> Option<Lean> {
    let made = match program {
        // Without tables around it: version 1, as every CFF has.
        [1, ..] => subsetter::subset(&in_a_table(program)?, 0, shapes),
        _ => subsetter::subset(program, 0, shapes),
    };
    let made = made.ok()?;
    if made.starts_with(TABLES_WITH_CFF) {
        table(&made, *b"CFF ").map(|cff| Lean::Cff(cff.to_vec()))
    } else {
        Some(Lean::TrueType(made))
    }
}

/// A CFF as the only table of a font file, as programs take it that cut fonts down.
fn in_a_table(cff: &[u8]) -> Option<Vec<u8>> {
    let place = u32::try_from(HEAD).ok()?.to_be_bytes();
    let length = u32::try_from(cff.len()).ok()?.to_be_bytes();
    let one_table = [0, 1, 0, 16, 0, 0, 0, 0];
    let name_and_checksum = b"CFF \0\0\0\0";
    Some(
        [
            TABLES_WITH_CFF,
            &one_table[..],
            name_and_checksum,
            &place,
            &length,
            cff,
        ]
        .concat(),
    )
}

/// A table of a font file.
fn table(file: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    let count = file.get(4..6)?;
    let count = usize::from(u16::from_be_bytes(count.try_into().ok()?));
    let entries = file.get(12..)?.chunks_exact(16).take(count);
    let entry = entries.into_iter().find(|entry| entry.starts_with(&name))?;
    let number = |from: usize| -> Option<usize> {
        let bytes = entry.get(from..from + 4)?;
        usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
    };
    let (place, length) = (number(8)?, number(12)?);
    file.get(place..place.checked_add(length)?)
}
