//! Names that every system can unpack: no separators, nothing invisible, not too long.

/// The most characters of a name, its extension among them.
const LONGEST: usize = 80;

/// The longest extension that is kept where a name is shortened.
const EXTENSION: usize = 8;

/// The name without what means something to a file system, or nothing to the eye.
pub fn safe(name: &str) -> String {
    let cleaned: String = name
        .chars()
        .map(|c| if is_harmless(c) { c } else { '_' })
        .collect();
    let cleaned = cleaned.trim_matches([' ', '.', '\u{3000}']);
    if cleaned.is_empty() {
        return "_".to_owned();
    }
    let (stem, extension) = match cleaned.rsplit_once('.') {
        Some((stem, extension))
            if extension.len() <= EXTENSION && extension.chars().all(|c| c.is_ascii_alphanumeric()) =>
        {
            (stem, format!(".{extension}"))
        }
        _ => (cleaned, String::new()),
    };
    let short: String = stem.chars().take(LONGEST - extension.len()).collect();
    format!("{}{extension}", short.trim_end_matches([' ', '.']))
}

fn is_harmless(c: char) -> bool {
    let separates = "/\\:*?\"<>|".contains(c);
    // Marks of direction and of no width: a name would not read as what it is.
    let is_invisible = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    !separates && !is_invisible && !c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_a_file_system_or_an_eye_would_trip_over() {
        for (name, expected) in [
            ("方案.pdf", "方案.pdf"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\temp\\a.pdf", "C__temp_a.pdf"),
            ("清住建公开〔2026〕1号-答", "清住建公开〔2026〕1号-答"),
            ("a\u{202e}fdp.exe\r\n", "a_fdp.exe__"),
            ("𠮷野家𡈽地证.pdf", "𠮷野家𡈽地证.pdf"),
            ("..", "_"),
            ("　", "_"),
            ("说明。", "说明。"),
        ] {
            assert_eq!(safe(name), expected, "{name:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let long = format!("{}.docx", "很".repeat(300));
        let short = safe(&long);
        assert_eq!(short.chars().count(), LONGEST);
        assert!(short.ends_with("很.docx"), "{short}");
        let no_extension = format!("第一.{}", "长".repeat(300));
        assert_eq!(safe(&no_extension).chars().count(), LONGEST);
    }
}
