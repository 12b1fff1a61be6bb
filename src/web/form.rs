//! Forms: reading them, and showing them again with what was typed and what is wrong.

use super::error::Failure;
use super::guard::Checked;
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What every form without files sends.
pub(super) const URLENCODED: &str = "application/x-www-form-urlencoded";

/// A form without files; repeated names become a `Vec`. Its CSRF token has been checked (see [`super::guard`]).
///
/// Give every text field `#[serde(default)] String`: what is missing or wrong is said beside the field, and a form
/// that does not fit its type at all was not sent by a page of ours.
#[derive(Clone, Copy, Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if request.extensions().get::<Checked>().is_none() {
            return Err(Failure::Invalid);
        }
        let axum_extra::extract::Form(form) = axum_extra::extract::Form::from_request(request, state).await?;
        Ok(Self(form))
    }
}

impl From<axum_extra::extract::FormRejection> for Failure {
    fn from(rejection: axum_extra::extract::FormRejection) -> Self {
        use axum::response::IntoResponse;
        if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
            Self::TooLarge
        } else {
            Self::Invalid
        }
    }
}

/// Reads a form that is already in memory.
pub(super) async fn parse<T: DeserializeOwned>(body: impl Into<Body>) -> Result<T, Failure> {
    let mut request = Request::new(body.into());
    *request.method_mut() = Method::POST;
    request
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(URLENCODED));
    // Whoever brought it into memory has already looked at its size.
    axum::extract::DefaultBodyLimit::disable().apply(&mut request);
    let axum_extra::extract::Form(form) = axum_extra::extract::Form::from_request(request, &()).await?;
    Ok(form)
}

/// Writes a word so that it can stand in a query or a form body.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
    encoded
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16)
        .unwrap_or('0')
        .to_ascii_uppercase()
}

/// Whether a path leads to a page of ours, and nowhere else: fit for "then go back to".
pub fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n'])
}

/// What is wrong with a form, field by field, in the order of the form; for the partial `partials/errors`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FieldErrors(Vec<FieldError>);

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's id on the page.
    pub id: String,
    /// The message, in the reader's language.
    pub message: String,
}

impl FieldErrors {
    /// Adds a message; the first one for a field stands beside it.
    pub fn add(&mut self, id: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError {
            id: id.into(),
            message: message.into(),
        });
    }

    /// Whether all is well.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every message, in the order of the form.
    pub fn each(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }

    /// The message beside a field.
    pub fn of(&self, id: &str) -> Option<String> {
        self.0
            .iter()
            .find(|error| error.id == id)
            .map(|error| error.message.clone())
    }
}

/// A field to type in, as the partials `partials/input` and `partials/textarea` show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its id and its name in the form.
    pub id: String,
    /// What was typed.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl Field {
    /// A field with what was typed, and what is wrong with it.
    pub fn new(id: impl Into<String>, value: impl Into<String>, errors: &FieldErrors) -> Self {
        let id = id.into();
        let error = errors.of(&id);
        Self {
            id,
            value: value.into(),
            error,
        }
    }
}

/// A field to choose from, as the partials `partials/radios`, `partials/checkboxes` and `partials/select` show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Choices {
    /// Its id and its name in the form.
    pub id: String,
    /// What there is to choose.
    pub options: Vec<Choice>,
    /// What is wrong with the choice.
    pub error: Option<String>,
}

/// Something to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Its id on the page; the first one's is that of the whole field, so that the list of errors leads to it.
    pub id: String,
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A line of explanation.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub checked: bool,
}

impl Choices {
    /// A field with its options as `(value, label, hint)`, those that are chosen, and what is wrong.
    pub fn new<V: Into<String>>(
        id: impl Into<String>,
        options: impl IntoIterator<Item = (V, String, Option<String>)>,
        chosen: &[&str],
        errors: &FieldErrors,
    ) -> Self {
        let id = id.into();
        let options = options
            .into_iter()
            .enumerate()
            .map(|(number, (value, label, hint))| {
                let value = value.into();
                let checked = chosen.contains(&value.as_str());
                let id = if number == 0 {
                    id.clone()
                } else {
                    format!("{id}-{number}")
                };
                Choice {
                    id,
                    value,
                    label,
                    hint,
                    checked,
                }
            });
        Self {
            options: options.collect(),
            error: errors.of(&id),
            id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_gone_back_to() {
        for path in ["/", "/desk/cases/1?a=b"] {
            assert!(is_local(path), "{path}");
        }
        for path in [
            "",
            "desk",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\r\nSet-Cookie:",
        ] {
            assert!(!is_local(path), "{path}");
        }
    }

    #[tokio::test]
    async fn what_is_encoded_is_read_back() {
        let body = format!("a={}&a=2&{}=", encode("青川 & 100%+"), encode("名"));
        let pairs: Vec<(String, String)> = parse(body).await.unwrap();
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(pairs, [("a", "青川 & 100%+"), ("a", "2"), ("名", "")]);
    }

    #[test]
    fn the_first_error_of_a_field_stands_beside_it() {
        let mut errors = FieldErrors::default();
        errors.add("name", "请填写姓名");
        errors.add("name", "太短");
        assert_eq!(
            Field::new("name", "", &errors).error.as_deref(),
            Some("请填写姓名")
        );
        let choices = Choices::new(
            "kind",
            [("a", "甲".to_owned(), None), ("b", "乙".to_owned(), None)],
            &["b"],
            &errors,
        );
        let seen: Vec<_> = choices
            .options
            .iter()
            .map(|option| (option.id.as_str(), option.checked))
            .collect();
        assert_eq!(
            (seen, choices.error),
            (vec![("kind", false), ("kind-1", true)], None)
        );
    }
}
