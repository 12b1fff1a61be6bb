//! The application for reconsideration in Word, in the styles of the letters: so that whoever wants to write more, can.

use super::body::{PAGE, paragraph, text};
use crate::letters::petition::{Para, Petition, Style};

/// The whole part.
pub(super) fn xml(petition: &Petition) -> String {
    let body: String = petition.paragraphs().iter().map(para).collect();
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
            r#"{}<w:sectPr><w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>{}</w:sectPr></w:body></w:document>"#
        ),
        body, PAGE
    )
}

fn para(para: &Para) -> String {
    let words = format!("{}{}{}", text(&para.label), text(&para.name), text(&para.words));
    let words = if para.label.is_empty() {
        text(&para.words)
    } else {
        words
    };
    let (style, properties) = match para.style {
        Style::Title => ("Title", ""),
        Style::Party | Style::Body => ("Body", ""),
        Style::Heading => ("Heading1", ""),
        Style::Salute => ("Body", r#"<w:keepNext/><w:spacing w:before="289"/>"#),
        Style::Organ | Style::Enclosure => ("Normal", ""),
        Style::Signature => (
            "Normal",
            r#"<w:keepNext/><w:spacing w:before="868"/><w:ind w:left="4100"/>"#,
        ),
        Style::Date => ("Normal", r#"<w:spacing w:before="579"/><w:jc w:val="right"/>"#),
    };
    paragraph(style, properties, &words)
}
