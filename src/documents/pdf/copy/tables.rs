//! The two tables of a font that speak of codes: what they mean, and which shape is theirs.

use std::fmt::Write as _;

/// Entries of one block, as the format allows.
const BLOCK: usize = 100;

/// How many bytes a code of a font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    OneByte,
    TwoBytes,
}

impl Codes {
    fn written(self, code: u16) -> String {
        match self {
            Self::OneByte => format!("<{code:02X}>"),
            Self::TwoBytes => format!("<{code:04X}>"),
        }
    }
}

/// What codes mean, as a table that programs read which copy and search text.
pub(super) fn meanings<'s>(codes: Codes, said: impl Iterator<Item = (u16, &'s str)>) -> Vec<u8> {
    let lines = said.map(|(code, says)| {
        let units: Vec<u8> = says.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let units = data_encoding::HEXUPPER.encode(&units);
        format!("{} <{units}>", codes.written(code))
    });
    table(codes, ("UCS", "Adobe-Identity-UCS", 2), "bfchar", lines)
}

/// The number of the shape that belongs to each code.
pub(super) fn shapes(codes: Codes, numbers: impl Iterator<Item = (u16, u16)>) -> Vec<u8> {
    let lines = numbers.map(|(code, shape)| format!("{} {shape}", codes.written(code)));
    table(codes, ("Identity", SHAPES, 1), "cidchar", lines)
}

/// The name of the table of shapes.
pub(super) const SHAPES: &str = "Signs";

fn table(
    codes: Codes,
    (ordering, name, kind): (&str, &str, u8),
    entries: &str,
    lines: impl Iterator<Item = String>,
) -> Vec<u8> {
    let (first, last) = (
        codes.written(0),
        match codes {
            Codes::OneByte => codes.written(0xFF),
            Codes::TwoBytes => codes.written(0xFFFF),
        },
    );
    let mut table = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def\n\
         /CMapName /{name} def\n/CMapType {kind} def\n\
         1 begincodespacerange\n{first} {last}\nendcodespacerange\n"
    );
    let lines: Vec<String> = lines.collect();
    for block in lines.chunks(BLOCK) {
        // Writing into a string does not fail.
        writeln!(table, "{} begin{entries}", block.len()).ok();
        for line in block {
            writeln!(table, "{line}").ok();
        }
        writeln!(table, "end{entries}").ok();
    }
    table.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    table.into_bytes()
}
