//! What may go over. The list holds what drawing needs and nothing that only tells about a thing: who made it and when,
//! what it says for a screen reader, what it stands for elsewhere, what a program left in it.

/// Whether an entry of a dictionary goes over.
pub(super) fn is_allowed(key: &[u8]) -> bool {
    ALLOWED.binary_search(&key).is_ok()
}

/// Sorted, so that it can be searched.
#[rustfmt::skip]
const ALLOWED: [&[u8]; 156] = [
    b"AIS", b"AccurateScreens", b"Alternate", b"Angle", b"AntiAlias", b"Ascent", b"AvgWidth", b"BBox",
    b"BC", b"BG", b"BG2", b"BM", b"Background", b"BaseEncoding", b"BaseFont", b"BitsPerComponent",
    b"BitsPerCoordinate", b"BitsPerFlag", b"BitsPerSample", b"Black", b"BlackIs1", b"BlackPoint", b"Bounds",
    b"C0", b"C1", b"CA", b"CIDSet", b"CIDSystemInfo", b"CIDToGIDMap", b"CMapName", b"CS", b"CapHeight",
    b"CharProcs", b"CharSet", b"ColorSpace", b"ColorTransform", b"Colors", b"Columns", b"Coords", b"D",
    b"DW", b"DW2", b"DamagedRowsBeforeError", b"Decode", b"DecodeParms", b"DescendantFonts", b"Descent",
    b"Differences", b"Domain", b"EarlyChange", b"Encode", b"EncodedByteAlign", b"Encoding", b"EndOfBlock",
    b"EndOfLine", b"ExtGState", b"Extend", b"FL", b"Filter", b"FirstChar", b"Flags", b"Font", b"FontBBox",
    b"FontDescriptor", b"FontFamily", b"FontFile", b"FontFile2", b"FontFile3", b"FontMatrix", b"FontName",
    b"FontStretch", b"FontWeight", b"FormType", b"Frequency", b"Function", b"FunctionType", b"Functions",
    b"G", b"Gamma", b"Group", b"HT", b"HalftoneName", b"HalftoneType", b"Height", b"I", b"ImageMask",
    b"Intent", b"Interpolate", b"ItalicAngle", b"JBIG2Globals", b"K", b"LC", b"LJ", b"LW", b"LastChar",
    b"Leading", b"Length1", b"Length2", b"Length3", b"ML", b"Mask", b"Matrix", b"Matte", b"MaxWidth",
    b"MissingWidth", b"N", b"Name", b"OP", b"OPM", b"Order", b"Ordering", b"PaintType", b"Pattern",
    b"PatternType", b"Predictor", b"RI", b"Range", b"Registry", b"Resources", b"Rows", b"S", b"SA", b"SM",
    b"SMask", b"SMaskInData", b"Shading", b"ShadingType", b"Size", b"SpotFunction", b"StemH", b"StemV",
    b"Style", b"Subtype", b"Supplement", b"TK", b"TR", b"TR2", b"TilingType", b"ToUnicode", b"Type", b"UCR",
    b"UCR2", b"UseCMap", b"VerticesPerRow", b"W", b"W2", b"WMode", b"WhitePoint", b"Width", b"Widths",
    b"XHeight", b"XObject", b"XStep", b"YStep", b"ca", b"op",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(ALLOWED.is_sorted());
        for key in [&b"Width"[..], b"ToUnicode", b"SMask", b"BBox"] {
            assert!(is_allowed(key));
        }
    }

    #[test]
    fn what_only_tells_about_a_thing_stays_behind() {
        for key in [
            "Metadata",
            "PieceInfo",
            "StructParent",
            "StructParents",
            "OC",
            "OPI",
            "Ref",
            "LastModified",
            "ID",
            "AF",
            "Thumb",
            "Parent",
            "Annots",
            "A",
            "AA",
            "Alternates",
            "ActualText",
            "Alt",
            "Measure",
            "PtData",
            "Dests",
            "Names",
            "Reference",
            "P",
        ] {
            assert!(!is_allowed(key.as_bytes()), "{key}");
        }
    }
}
