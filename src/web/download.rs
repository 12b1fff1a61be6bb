//! Handing over the bytes of a letter or of a file, under its own name.

use axum::{
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};

use super::form::encode;

/// What the browser does with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Saves it.
    Save,
    /// Shows it where that is harmless (pages and pictures), else saves it.
    Show,
}

/// The answer that hands over the bytes.
pub(super) fn download(how: How, media_type: &str, name: &str, bytes: impl IntoResponse) -> Response {
    let harmless = matches!(media_type, "application/pdf" | "image/jpeg" | "image/png");
    let how = if how == How::Show && harmless {
        "inline"
    } else {
        "attachment"
    };
    (
        [
            (CONTENT_TYPE, media_type.to_owned()),
            (CONTENT_DISPOSITION, format!("{how}; {}", file_name(name))),
        ],
        bytes,
    )
        .into_response()
}

/// The name twice: plain for old browsers, and with its Chinese as RFC 8187 has it.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let encoded = encode(name).replace('/', "%2F");
    format!("filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_names_survive_and_nothing_breaks_out() {
        assert_eq!(
            file_name("答复书 \"a\"\r\n/.pdf"),
            "filename=\"_____a____.pdf\"; filename*=UTF-8''%E7%AD%94%E5%A4%8D%E4%B9%A6%20%22a%22%0D%0A%2F.pdf"
        );
    }

    #[test]
    fn only_what_is_harmless_is_shown() {
        let disposition = |how, kind| {
            let response = download(how, kind, "a", Vec::<u8>::new());
            response.headers()[CONTENT_DISPOSITION]
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert!(disposition(How::Show, "application/pdf").starts_with("inline"));
        assert!(disposition(How::Show, "text/html").starts_with("attachment"));
        assert!(disposition(How::Save, "application/pdf").starts_with("attachment"));
    }
}
