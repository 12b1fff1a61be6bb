use super::*;
use crate::clock::FixedClock;
use crate::config::Config;
use crate::ids::Counting;
use crate::template::Templates;
use crate::text::Texts;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, header};
use axum::routing::post;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use time::macros::datetime;
use tower::ServiceExt;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store;
use upload::Upload;

/// Sessions in memory.
#[derive(Clone, Debug, Default)]
struct Memory(Arc<Mutex<HashMap<Id, Record>>>);

#[async_trait::async_trait]
impl SessionStore for Memory {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        self.0.lock().unwrap().insert(record.id, record.clone());
        Ok(())
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        Ok(self.0.lock().unwrap().get(id).cloned())
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.0.lock().unwrap().remove(id);
        Ok(())
    }
}

async fn app() -> (App, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let options = crate::store::DbOptions::new(format!("sqlite:{}", folder.path().join("test.db").display()));
    let db = crate::store::Db::open(&options).await.unwrap();
    db.migrate().await.unwrap();
    let texts = Arc::new(Texts::load().unwrap());
    let mut config = Config::default();
    config.server.timeout_seconds = 1;
    config.limits.form_kb = 64;
    config.limits.upload_mb = 1;
    config.limits.upload_files = 2;
    let templates = Arc::new(Templates::load(Arc::clone(&texts)).unwrap());
    let key = crate::store::secret::MasterKey {
        id: 1,
        bytes: [7; 32],
    };
    let vault = Arc::new(crate::store::secret::Vault::new(&key, &[]));
    let office = crate::casework::Office {
        db,
        clock: Arc::new(FixedClock::at(datetime!(2026-11-22 9:00 +8))),
        ids: Arc::new(Counting::default()),
        book: Arc::new(crate::casework::LawBook::new(Arc::new(
            crate::law::Law::embedded().unwrap(),
        ))),
        letters: Arc::new(
            crate::letters::Letters::new(Arc::clone(&templates), &crate::letters::FontConfig::default())
                .unwrap(),
        ),
        blobs: Arc::new(crate::documents::Blobs::open(&folder.path().join("files"), vault.clone()).unwrap()),
        vault,
        scanner: None,
        worker: Arc::new(crate::documents::worker::Worker::new(
            "gongkai".into(),
            Vec::new(),
            crate::config::Documents::default(),
        )),
        notices: Arc::new(crate::notices::Notices::none(
            Arc::clone(&templates),
            Arc::clone(&texts),
        )),
        track_url: None,
    };
    let app = App::new(config, office, texts, templates);
    (app, folder)
}

#[derive(serde::Deserialize)]
struct Note {
    #[serde(default)]
    note: Vec<String>,
}

async fn show_form(view: page::View) -> Result<axum::response::Response, Failure> {
    view.visit.flash(true, "已保存".to_owned()).await?;
    let page = guard::Lapsed {
        action: "/form".to_owned(),
        sign_in: false,
        had_files: false,
        kept: String::new(),
        fields: Vec::new(),
    };
    view.page(page).await
}

async fn web() -> (Router, Memory, tempfile::TempDir) {
    let sessions = Memory::default();
    let routes = Router::new()
        .route(
            "/form",
            get(show_form).post(async |form::Form(Note { note })| note.join("|")),
        )
        .route(
            "/desk/note",
            post(async |form::Form(Note { note })| note.join("|")),
        )
        .route(
            "/upload",
            post(async |upload: Upload<Note>| {
                format!(
                    "{} {:?} {:?}",
                    upload.form.note.join("|"),
                    upload.files.len(),
                    upload.refused
                )
            }),
        )
        .route(
            "/slow",
            get(async || tokio::time::sleep(std::time::Duration::from_mins(1)).await),
        )
        .route(
            desk::FOR_MANY[0],
            get(async || tokio::time::sleep(std::time::Duration::from_millis(1_500)).await),
        )
        .route(
            "/panic",
            get(async || if true { panic!("张三 110101") } else { "" }),
        )
        .route(
            "/fails",
            get(async || Err::<(), _>(Failure::Internal(anyhow::anyhow!("secret detail")))),
        )
        .route("/late", get(async || Err::<(), _>(Failure::TooMany(61))))
        .route(
            "/closed",
            get(async || {
                Err::<(), _>(Failure::SignIn {
                    next: "/desk?a=1&b=2".to_owned(),
                })
            }),
        )
        .fallback(async || Failure::NotFound);
    let (app, folder) = app().await;
    (layered(routes, app, sessions.clone()), sessions, folder)
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

async fn ask(web: &Router, request: Request<Body>) -> Answer {
    let response: Response<Body> = web.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

async fn see(web: &Router, path: &str) -> Answer {
    ask(web, Request::get(path).body(Body::empty()).unwrap()).await
}

/// Opens the page with a form; the cookie and the secret.
async fn open(web: &Router) -> (String, String) {
    let answer = see(web, "/form").await;
    let cookie = answer.headers[header::SET_COOKIE]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let csrf = answer
        .body
        .split("name=\"csrf\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    (cookie, csrf)
}

async fn send(web: &Router, path: &str, cookie: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, form::URLENCODED)
        .body(body.into())
        .unwrap();
    ask(web, request).await
}

#[tokio::test]
async fn a_form_needs_the_secret_of_its_session() {
    let (web, _, _folder) = web().await;
    let (cookie, csrf) = open(&web).await;
    let answer = send(&web, "/form", &cookie, format!("csrf={csrf}&note=a&note=b")).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "a|b"));
    for (cookie, body) in [
        (cookie.as_str(), "note=a"),
        (cookie.as_str(), "csrf=&note=a"),
        ("", "csrf=x&note=a"),
    ] {
        assert_eq!(
            send(&web, "/form", cookie, body).await.status,
            StatusCode::FORBIDDEN,
            "{cookie} {body}"
        );
    }
}

#[tokio::test]
async fn a_form_of_an_ended_session_is_given_back() {
    let (web, sessions, _folder) = web().await;
    let (cookie, csrf) = open(&web).await;
    sessions.0.lock().unwrap().clear();
    let typed = form::encode("青川县\"><script>\n第二行");
    let answer = send(&web, "/form", &cookie, format!("csrf={csrf}&note={typed}")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("action=\"/form\""), "{}", answer.body);
    assert!(
        answer
            .body
            .contains("青川县&quot;&gt;&lt;script&gt;\n第二行</textarea>"),
        "{}",
        answer.body
    );
    assert!(!answer.body.contains(&csrf));

    let answer = send(&web, "/desk/note", &cookie, format!("csrf={csrf}&note={typed}")).await;
    assert!(answer.body.contains("action=\"/sign-in\""), "{}", answer.body);
    assert!(
        answer
            .body
            .contains(&format!("name=\"kept\" value=\"note&#x3D;{typed}\"")),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let (web, _, _folder) = web().await;
    let (cookie, csrf) = open(&web).await;
    let request = Request::post("/form")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, form::URLENCODED)
        .header("sec-fetch-site", "cross-site")
        .body(Body::from(format!("csrf={csrf}")))
        .unwrap();
    let answer = ask(&web, request).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("来自别的网站"), "{}", answer.body);
}

#[tokio::test]
async fn what_is_too_large_is_a_page_of_ours() {
    let (web, _, _folder) = web().await;
    let (cookie, csrf) = open(&web).await;
    let answer = send(
        &web,
        "/form",
        &cookie,
        format!("csrf={csrf}&note={}", "a".repeat(65 * 1024)),
    )
    .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("提交的内容太大"), "{}", answer.body);
}

fn multipart(csrf: &str, files: &[(&str, usize)]) -> String {
    let part = |disposition: String, content: &str| {
        format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
    };
    let mut body = part("name=\"csrf\"".to_owned(), csrf) + &part("name=\"note\"".to_owned(), "青川");
    for (name, size) in files {
        body += &part(format!("name=\"file\"; filename=\"{name}\""), &"a".repeat(*size));
    }
    body + "--x--\r\n"
}

#[tokio::test]
async fn an_upload_keeps_what_fits_and_names_what_does_not() {
    let (web, _, _folder) = web().await;
    let (cookie, csrf) = open(&web).await;
    let send = async |csrf: &str, files: &[(&str, usize)]| {
        let request = Request::post("/upload")
            .header(header::COOKIE, cookie.as_str())
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(multipart(csrf, files)))
            .unwrap();
        ask(&web, request).await
    };
    let answer = send(
        &csrf,
        &[
            ("", 0),
            ("C:\\a\\身份证.pdf", 10),
            ("big.pdf", 1_048_577),
            ("none.pdf", 0),
            ("b", 1),
            ("c", 1),
        ],
    )
    .await;
    insta::assert_snapshot!(answer.body, @r#"青川 2 [RefusedFile { field: "file", name: "big.pdf", why: TooLarge }, RefusedFile { field: "file", name: "none.pdf", why: Empty }, RefusedFile { field: "file", name: "c", why: TooMany }]"#);
    let answer = send("wrong", &[("a.pdf", 1)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let gives_back = answer.body.contains("青川") && answer.body.contains("附件需要重新选择");
    assert!(gives_back, "{}", answer.body);
}

#[tokio::test]
async fn failures_are_pages_and_say_nothing_about_our_insides() {
    let (web, _, _folder) = web().await;
    for (path, status, says) in [
        ("/nowhere", StatusCode::NOT_FOUND, "没有找到这个页面"),
        ("/panic", StatusCode::INTERNAL_SERVER_ERROR, "这是我们的问题"),
        ("/fails", StatusCode::INTERNAL_SERVER_ERROR, "告知这个编号"),
        ("/late", StatusCode::TOO_MANY_REQUESTS, "请在2分钟后再试"),
        ("/upload", StatusCode::METHOD_NOT_ALLOWED, "不能这样打开"),
    ] {
        let answer = see(&web, path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(
            answer.body.contains(says) && answer.body.contains("lang=\"zh-CN\""),
            "{path}: {}",
            answer.body
        );
        assert!(
            !answer.body.contains("secret detail") && !answer.body.contains("110101"),
            "{path}"
        );
        assert_eq!(
            answer.headers[header::CONTENT_TYPE],
            "text/html; charset=utf-8",
            "{path}"
        );
    }
    let answer = see(&web, "/closed").await;
    assert_eq!(
        (answer.status, answer.headers[header::LOCATION].to_str().unwrap()),
        (StatusCode::SEE_OTHER, "/sign-in?next=/desk%3Fa%3D1%26b%3D2")
    );
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let (web, _, _folder) = web().await;
    let answer = see(&web, "/slow").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("处理时间过长"), "{}", answer.body);
    // What is done to many letters at once may take longer.
    assert_eq!(see(&web, desk::FOR_MANY[0]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_says_what_the_browser_may_do() {
    let (web, _, _folder) = web().await;
    for path in ["/form", "/nowhere", "/fails"] {
        let headers = see(&web, path).await.headers;
        let shown = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        assert!(
            shown("content-security-policy")
                .unwrap()
                .starts_with("default-src 'none';"),
            "{path}"
        );
        assert_eq!(
            shown("x-content-type-options").as_deref(),
            Some("nosniff"),
            "{path}"
        );
        assert_eq!(shown("cache-control").as_deref(), Some("no-store"), "{path}");
        assert_eq!(shown("strict-transport-security"), None, "{path}");
    }
    let cookie = see(&web, "/form").await.headers[header::SET_COOKIE]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        cookie.starts_with("gongkai=") && cookie.contains("HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    assert!(
        see(&web, "/nowhere")
            .await
            .headers
            .get(header::SET_COOKIE)
            .is_none(),
        "a reader needs no session"
    );
}

#[tokio::test]
async fn assets_are_kept_for_long_under_the_name_of_their_version() {
    let (app, _folder) = app().await;
    let folder = app.assets.folder();
    let web = router(app, Memory::default());
    for file in [
        "govuk-frontend.css",
        "moj-frontend.css",
        "gongkai.css",
        "icon.svg",
    ] {
        let answer = see(&web, &format!("{folder}/{file}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}");
        assert!(
            answer.headers[header::CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("immutable"),
            "{file}"
        );
        assert!(!answer.body.contains("GDS Transport"), "{file}");
    }
    assert_eq!(
        see(&web, "/assets/old/gongkai.css").await.headers[header::CACHE_CONTROL],
        "no-cache"
    );
    assert_eq!(
        see(&web, &format!("{folder}/nothing.css")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(see(&web, "/healthz").await.body, "ok");
}
