//! An object store on a port of its own that speaks as much of S3 as the program uses, and holds each request against its
//! signature, as a real one does.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    serve::Listener,
};
use data_encoding::{BASE64, HEXLOWER};
use gongkai::{
    config::{Config, Files, Secret},
    documents::{BlobError, Blobs},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::{authority::Authority, premises::vault};

pub(crate) const BUCKET: &str = "gongkai-files";
const KEY_ID: &str = "AKIDGONGKAI";
pub(crate) const SECRET: &str = "hush-hush-secret";

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Well,
    /// So many requests fail, and then no more.
    Failing(usize),
    /// It takes the request and says nothing.
    Slow,
    /// The key is good, but may do nothing.
    Denying,
    /// It does not know `If-None-Match`.
    Unconditional,
    /// It says that somebody else writes the same just now, who then does not.
    Conflicting,
}

#[derive(Debug)]
struct Inner {
    mood: Mood,
    objects: BTreeMap<String, Vec<u8>>,
    asked: usize,
    written: usize,
}

/// The store; gone when dropped.
#[derive(Debug)]
pub(crate) struct ObjectStore {
    endpoint: String,
    inner: Arc<Mutex<Inner>>,
    serving: JoinHandle<()>,
}

impl Drop for ObjectStore {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl ObjectStore {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        Self::serve(endpoint, listener)
    }

    /// With a certificate of an office's own.
    pub(crate) async fn certified_by(authority: &Authority) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("https://{}", listener.local_addr().unwrap());
        let acceptor = TlsAcceptor::from(Arc::clone(&authority.server));
        Self::serve(endpoint, Encrypted { listener, acceptor })
    }

    fn serve(endpoint: String, listener: impl Listener<Addr = SocketAddr>) -> Self {
        let inner = Arc::new(Mutex::new(Inner {
            mood: Mood::Well,
            objects: BTreeMap::new(),
            asked: 0,
            written: 0,
        }));
        let router = Router::new()
            .fallback(answer)
            .layer(DefaultBodyLimit::disable())
            .with_state(Arc::clone(&inner));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            endpoint,
            inner,
            serving,
        }
    }

    /// Settings for it, with little patience.
    pub(crate) fn settings(&self) -> Files {
        Files {
            bucket: BUCKET.to_owned(),
            endpoint: self.endpoint.clone(),
            prefix: "office/files".to_owned(),
            access_key_id: KEY_ID.to_owned(),
            secret_access_key: Secret(SECRET.to_owned()),
            timeout_seconds: 1,
            attempts: 2,
            ..Files::default()
        }
    }

    pub(crate) fn be(&self, mood: Mood) {
        self.inner.lock().unwrap().mood = mood;
    }

    /// Nobody listens any more.
    pub(crate) async fn down(&mut self) {
        self.serving.abort();
        drop((&mut self.serving).await);
    }

    /// Names and contents, as whoever owns the store sees them.
    pub(crate) fn objects(&self) -> BTreeMap<String, Vec<u8>> {
        self.inner.lock().unwrap().objects.clone()
    }

    /// Does to the contents what the program never would.
    pub(crate) fn tamper(&self, change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) {
        change(&mut self.inner.lock().unwrap().objects);
    }

    /// Requests so far.
    pub(crate) fn asked(&self) -> usize {
        self.inner.lock().unwrap().asked
    }

    /// Contents that were written so far.
    pub(crate) fn written(&self) -> usize {
        self.inner.lock().unwrap().written
    }
}

/// The program's blobs with such settings.
pub(crate) fn blobs(files: Files, folder: &Path) -> Result<Blobs, BlobError> {
    let mut config = Config {
        files,
        ..Config::default()
    };
    folder.clone_into(&mut config.data.folder);
    Blobs::configured(&config, Arc::new(vault()))
}

struct Encrypted {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Encrypted {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = Listener::accept(&mut self.listener).await;
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

fn error(status: StatusCode, code: &str) -> Response {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code></Error>");
    (status, body).into_response()
}

async fn answer(State(inner): State<Arc<Mutex<Inner>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let mood = {
        let mut inner = inner.lock().unwrap();
        inner.asked += 1;
        let mood = inner.mood;
        if let Mood::Failing(left) = mood {
            inner.mood = left.checked_sub(1).map_or(Mood::Well, Mood::Failing);
        }
        mood
    };
    match mood {
        Mood::Slow => tokio::time::sleep(Duration::from_mins(1)).await,
        Mood::Failing(left) if left > 0 => {
            return error(StatusCode::INTERNAL_SERVER_ERROR, "InternalError");
        }
        Mood::Denying => return error(StatusCode::FORBIDDEN, "AccessDenied"),
        Mood::Failing(_) | Mood::Well | Mood::Unconditional | Mood::Conflicting => {}
    }
    if let Err(code) = signed(&parts.method, &parts.uri, &parts.headers) {
        return error(StatusCode::FORBIDDEN, code);
    }
    let path = parts.uri.path().trim_start_matches('/');
    match path.split_once('/') {
        Some((BUCKET, name)) => {
            let mut inner = inner.lock().unwrap();
            match parts.method {
                Method::PUT => put(&mut inner, mood, name, &parts.headers, &body),
                _ => get(&inner, name),
            }
        }
        _ => error(StatusCode::NOT_FOUND, "NoSuchBucket"),
    }
}

fn put(inner: &mut Inner, mood: Mood, name: &str, headers: &HeaderMap, body: &Bytes) -> Response {
    let digest = Sha256::digest(body);
    assert_eq!(headers["x-amz-content-sha256"], HEXLOWER.encode(&digest));
    assert_eq!(headers["x-amz-checksum-sha256"], BASE64.encode(&digest));
    if let Some(condition) = headers.get(header::IF_NONE_MATCH) {
        assert_eq!(condition, "*");
        if mood == Mood::Unconditional {
            return error(StatusCode::NOT_IMPLEMENTED, "NotImplemented");
        }
        if mood == Mood::Conflicting {
            return error(StatusCode::CONFLICT, "ConditionalRequestConflict");
        }
        if inner.objects.contains_key(name) {
            return error(StatusCode::PRECONDITION_FAILED, "PreconditionFailed");
        }
    }
    inner.written += 1;
    inner.objects.insert(name.to_owned(), body.to_vec());
    (StatusCode::OK, [(header::ETAG, "\"etag\"")]).into_response()
}

fn get(inner: &Inner, name: &str) -> Response {
    match inner.objects.get(name) {
        Some(content) => {
            let headers = [
                (header::ETAG, "\"etag\""),
                (header::LAST_MODIFIED, "Fri, 20 Nov 2026 01:30:00 GMT"),
            ];
            (headers, content.clone()).into_response()
        }
        None => error(StatusCode::NOT_FOUND, "NoSuchKey"),
    }
}

fn hmac(key: &[u8], of: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(of.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// Whether a request carries our signature, of the fourth version.
fn signed(method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), &'static str> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let given = header("authorization")
        .and_then(|given| given.strip_prefix("AWS4-HMAC-SHA256 "))
        .ok_or("AccessDenied")?;
    let fields: BTreeMap<&str, &str> = given
        .split(", ")
        .filter_map(|field| field.split_once('='))
        .collect();
    let (key_id, scope) = fields["Credential"].split_once('/').ok_or("AccessDenied")?;
    if key_id != KEY_ID {
        return Err("InvalidAccessKeyId");
    }
    let names = fields["SignedHeaders"];
    let lines: Vec<String> = names
        .split(';')
        .map(|name| format!("{name}:{}", header(name).unwrap_or_default()))
        .collect();
    let lines = lines.join("\n");
    let content = header("x-amz-content-sha256").ok_or("AccessDenied")?;
    let request = format!("{method}\n{}\n\n{lines}\n\n{names}\n{content}", uri.path());
    let at = header("x-amz-date").ok_or("AccessDenied")?;
    let hashed = HEXLOWER.encode(&Sha256::digest(request.as_bytes()));
    let to_sign = format!("AWS4-HMAC-SHA256\n{at}\n{scope}\n{hashed}");
    let key = scope
        .split('/')
        .fold(format!("AWS4{SECRET}").into_bytes(), |key, part| hmac(&key, part));
    if HEXLOWER.encode(&hmac(&key, &to_sign)) == fields["Signature"] {
        Ok(())
    } else {
        Err("SignatureDoesNotMatch")
    }
}
