//! An identity platform that others have written and had certified: panva's oidc-provider, run by Node as a process of its
//! own, and somebody who signs in on its pages.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

use gongkai::config::{OpenId, Secret};
use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use std::collections::VecDeque;

use crate::kit::repository;

const CLIENT: &str = "gongkai";
const SECRET: &str = "a secret of the tests";
/// Where the site of the tests is come back to.
const BACK: &str = "https://gongkai.example.cn/mine/openid/back";

/// The platform.
#[derive(Debug)]
pub(crate) struct Platform {
    process: Child,
    #[expect(dead_code, reason = "the platform ends when nobody can hear it")]
    out: BufReader<ChildStdout>,
    pub(crate) issuer: String,
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Platform {
    pub(crate) fn start() -> Self {
        let mut process = Command::new("node")
            .arg(repository("tests/it/kit/platform/provider.mjs"))
            .args([CLIENT, SECRET, BACK])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("run scripts/setup for Node");
        let mut issuer = String::new();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        out.read_line(&mut issuer).unwrap();
        let issuer = issuer.trim().to_owned();
        assert!(
            issuer.starts_with("http://"),
            "run scripts/setup for oidc-provider"
        );
        Self { process, out, issuer }
    }

    /// Nobody answers any more.
    pub(crate) fn stop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// How it is configured here.
    pub(crate) fn settings(&self) -> OpenId {
        OpenId {
            issuer: self.issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: Secret(SECRET.to_owned()),
            name: "云州省统一身份认证平台".to_owned(),
            name_en: "the identity platform of Yunzhou".to_owned(),
            scopes: ["openid", "profile", "phone", "identity"]
                .map(str::to_owned)
                .into(),
            claim_identity: "id_number".to_owned(),
            ..OpenId::default()
        }
    }
}

/// Somebody in front of the platform's pages.
#[derive(Debug)]
pub(crate) struct Visitor {
    client: Client<HttpConnector, Full<VecDeque<u8>>>,
    issuer: String,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    pub(crate) fn of(platform: &Platform) -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            issuer: platform.issuer.clone(),
            cookies: BTreeMap::new(),
        }
    }

    /// Goes where we send them, signs in as somebody, agrees, and says where the platform sends them back to: the path of
    /// ours with what they bring.
    pub(crate) async fn signs_in(&mut self, address: &str, person: &str) -> String {
        let mut at = self.follow(Method::GET, address, "").await;
        for form in [
            format!("prompt=login&login={person}&password=x"),
            "prompt=consent".to_owned(),
        ] {
            match at {
                At::Page(page) => at = self.follow(Method::POST, &page, &form).await,
                At::Back(_) => break,
            }
        }
        match at {
            At::Back(path) => path,
            At::Page(page) => panic!("the platform stays at {page}"),
        }
    }

    /// The same for somebody who goes back instead.
    pub(crate) async fn declines(&mut self, address: &str) -> String {
        let At::Page(page) = self.follow(Method::GET, address, "").await else {
            panic!("the platform asks nothing");
        };
        match self.follow(Method::GET, &format!("{page}/abort"), "").await {
            At::Back(path) => path,
            At::Page(page) => panic!("the platform stays at {page}"),
        }
    }

    async fn follow(&mut self, method: Method, address: &str, form: &str) -> At {
        let (mut method, mut address, mut form) = (method, address.to_owned(), form.to_owned());
        for _ in 0..9 {
            let (status, to) = self.ask(method, &address, &form).await;
            let Some(to) = to.filter(|_| status.is_redirection()) else {
                assert_eq!(status, StatusCode::OK, "{address}");
                return At::Page(address);
            };
            if let Some(path) = to.strip_prefix("https://gongkai.example.cn") {
                return At::Back(path.to_owned());
            }
            address = if to.starts_with('/') {
                format!("{}{to}", self.issuer)
            } else {
                to
            };
            (method, form) = (Method::GET, String::new());
        }
        panic!("the platform sends in circles");
    }

    async fn ask(&mut self, method: Method, address: &str, form: &str) -> (StatusCode, Option<String>) {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookies.join("; "))
            .body(Full::new(VecDeque::from(form.as_bytes().to_vec())))
            .unwrap();
        let answer = self.client.request(request).await.unwrap();
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let to = answer.headers().get(header::LOCATION);
        let to = to.map(|to| to.to_str().unwrap().to_owned());
        let status = answer.status();
        answer.into_body().collect().await.unwrap();
        (status, to)
    }
}

/// Where somebody is.
#[derive(Debug)]
enum At {
    /// On a page of the platform.
    Page(String),
    /// Sent back to this path of ours.
    Back(String),
}
