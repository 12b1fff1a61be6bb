//! Forms with files.

use super::app::App;
use super::error::Failure;
use super::form;
use super::guard::{self, Checked};
use super::session::Visit;
use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

/// A form with files, its CSRF token checked. A file that is too large or one too many does not refuse the form:
/// it stands in `refused`, so that the page can say so beside the field and keep what was typed.
#[derive(Debug)]
pub struct Upload<T> {
    /// The fields that are no files.
    pub form: T,
    /// The files, in order; an empty file field sends none.
    pub files: Vec<UploadedFile>,
    /// Files that were not taken.
    pub refused: Vec<RefusedFile>,
}

/// A file as it came.
#[derive(Clone, Debug)]
pub struct UploadedFile {
    /// The name of its field.
    pub field: String,
    /// The name that the browser gave, without folders.
    pub name: String,
    /// Its contents; its type has to be found out from them.
    pub content: Bytes,
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedFile {
    /// The name of its field.
    pub field: String,
    /// The name that the browser gave, without folders.
    pub name: String,
    /// Why.
    pub why: Refusal,
}

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Larger than `limits.upload_mb`.
    TooLarge,
    /// More than `limits.upload_files`.
    TooMany,
    /// Nothing in it.
    Empty,
}

/// A form with files as it was sent, whether or not its session still stands: for a form that is so long that it must
/// come back, filled in, on its own page. Whoever takes it must do nothing but that where it has `lapsed`.
#[derive(Debug, Default)]
pub struct Sent {
    /// The fields that are no files, in order.
    pub fields: Vec<(String, String)>,
    /// The files, in order; an empty file field sends none.
    pub files: Vec<UploadedFile>,
    /// Files that were not taken.
    pub refused: Vec<RefusedFile>,
    /// The session in which the form was shown has ended.
    pub lapsed: bool,
}

impl<T: DeserializeOwned> FromRequest<App> for Upload<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let action = request.uri().to_string();
        let sent = Sent::from_request(request, app).await?;
        if sent.lapsed {
            return Err(sent.give_back(action));
        }
        let pairs: Vec<String> = sent
            .fields
            .iter()
            .map(|(name, value)| format!("{}={}", form::encode(name), form::encode(value)))
            .collect();
        Ok(Self {
            form: form::parse(pairs.join("&")).await?,
            files: sent.files,
            refused: sent.refused,
        })
    }
}

impl FromRequest<App> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        Self::read(request, app, app.config.limits.upload_bytes()).await
    }
}

/// The same where a file may be as large as the register of an agency.
#[derive(Debug)]
pub struct SentRegister(pub Sent);

impl FromRequest<App> for SentRegister {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let most = app.config.limits.import_bytes();
        Sent::read(request, app, most).await.map(Self)
    }
}

impl Sent {
    /// Reads a form in which a file has at most so many bytes.
    async fn read(request: Request, app: &App, most: usize) -> Result<Self, Failure> {
        if request.extensions().get::<Checked>().is_some() {
            // Given back after the session had ended, and sent again: without files, as any form.
            let form::Form(fields) = form::Form::from_request(request, app).await?;
            return Ok(Self {
                fields,
                ..Self::default()
            });
        }
        let limits = &app.config.limits;
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, app).await?;
        let mut request = Request::from_parts(parts, body);
        let whole = limits
            .upload_form_bytes()
            .max(limits.form_bytes().saturating_add(most));
        DefaultBodyLimit::max(whole).apply(&mut request);
        let mut multipart = Multipart::from_request(request, app)
            .await
            .map_err(|_| Failure::Invalid)?;
        let mut sent = Self::default();
        let mut typed = 0;
        while let Some(mut field) = multipart.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            let Some(file) = field.file_name().map(base_name) else {
                let bytes = read(&mut field, limits.form_bytes().saturating_sub(typed))
                    .await?
                    .ok_or(Failure::TooLarge)?;
                typed += bytes.len();
                if bytes.contains(&0) {
                    return Err(Failure::Invalid);
                }
                sent.fields
                    .push((name, String::from_utf8_lossy(&bytes).into_owned()));
                continue;
            };
            let content = read(&mut field, most).await?;
            sent.take(name, file, content, limits.upload_files);
        }
        sent.lapsed = !guard::knows(&visit, &sent.fields).await?;
        Ok(sent)
    }

    /// The first value of a field; empty where it was not sent.
    pub(super) fn first(&self, name: &str) -> String {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Every value of a field.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let found = self.fields.iter().filter(|(field, _)| field == name);
        found.map(|(_, value)| value.clone()).collect()
    }

    /// The form on its way back to whoever sent it to this address.
    pub(super) fn give_back(self, action: String) -> Failure {
        Failure::Lapsed {
            action,
            had_files: !self.files.is_empty() || !self.refused.is_empty(),
            fields: self.fields,
        }
    }

    /// Takes a file, or says why not; an empty file field is nothing.
    fn take(&mut self, field: String, name: String, content: Option<Vec<u8>>, most: usize) {
        let mut refuse = |field, name, why| self.refused.push(RefusedFile { field, name, why });
        match content {
            Some(bytes) if bytes.is_empty() && name.is_empty() => {}
            Some(bytes) if bytes.is_empty() => refuse(field, name, Refusal::Empty),
            Some(_) if self.files.len() >= most => refuse(field, name, Refusal::TooMany),
            Some(bytes) => self.files.push(UploadedFile {
                field,
                name,
                content: bytes.into(),
            }),
            None => refuse(field, name, Refusal::TooLarge),
        }
    }
}

/// The bytes of a field; none where they are more than so many, and then they are read to their end all the same,
/// because a browser that is cut off in the middle shows no page.
async fn read(field: &mut Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Failure> {
    let mut bytes = Vec::new();
    let mut fits = true;
    while let Some(chunk) = field.chunk().await? {
        fits = fits && bytes.len() + chunk.len() <= most;
        if fits {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(fits.then_some(bytes))
}

/// The last part of a path of whichever system.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .collect()
}

impl From<MultipartError> for Failure {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Self::TooLarge
        } else {
            Self::Invalid
        }
    }
}
