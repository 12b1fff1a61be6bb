//! Answers that are the same for everybody: kept for some minutes by whoever asks, and not sent again while nothing changed.

use axum::{
    http::{
        HeaderMap, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
    },
    response::{IntoResponse, Response},
};

use crate::domain::digest::Digest;

/// Short, as what is published can be withdrawn.
const KEPT: &str = "public, max-age=300";

/// The answer, or that it is what they have.
pub(in crate::web::portal) fn cached(
    asked: &HeaderMap,
    media_type: &'static str,
    body: impl Into<Vec<u8>>,
) -> Response {
    let body = body.into();
    let mark = format!("\"{}\"", Digest::of_bytes(&body));
    let headers = [(CACHE_CONTROL, KEPT), (ETAG, mark.as_str())];
    if has(asked, &mark) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(CONTENT_TYPE, media_type)], body).into_response()
}

/// Whether whoever asks has it. What was packed on its way has a weak mark.
fn has(asked: &HeaderMap, mark: &str) -> bool {
    let known = asked
        .get(IF_NONE_MATCH)
        .and_then(|known| known.to_str().ok())
        .unwrap_or_default();
    known
        .split(',')
        .any(|known| known.trim().trim_start_matches("W/") == mark)
}

/// A text within XML.
pub(super) fn xml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // Signs that XML does not know at all.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            sign => safe.push(sign),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_xml() {
        assert_eq!(xml("甲<b> & \"乙\"\u{1}"), "甲&lt;b&gt; &amp; &quot;乙&quot;");
    }

    #[test]
    fn what_they_have_is_not_sent_again() {
        let first = cached(&HeaderMap::new(), "text/plain", "甲");
        let mark = first.headers()[ETAG].clone();
        let mut asked = HeaderMap::new();
        asked.insert(
            IF_NONE_MATCH,
            format!("\"x\", W/{}", mark.to_str().unwrap()).parse().unwrap(),
        );
        assert_eq!(
            cached(&asked, "text/plain", "甲").status(),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(cached(&asked, "text/plain", "乙").status(), StatusCode::OK);
    }
}
