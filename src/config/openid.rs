use super::finding::{Findings, is_loopback};
use super::secret::Secret;
use http::Uri;
use serde::Deserialize;
use std::path::PathBuf;

/// `[openid]`: a platform that speaks OpenID Connect and signs applicants in to their accounts.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct OpenId {
    /// The platform's address, as it calls itself; empty where there is none.
    pub issuer: String,
    /// What the platform calls us.
    pub client_id: String,
    /// With what we prove it; empty where the platform asks for nothing but PKCE.
    pub client_secret: Secret,
    /// A file that holds the secret alone.
    pub client_secret_file: Option<PathBuf>,
    /// What people call the platform.
    pub name: String,
    /// The same in English.
    pub name_en: String,
    /// What is asked of the platform.
    pub scopes: Vec<String>,
    /// The claim that holds somebody's name; empty where there is none.
    pub claim_name: String,
    /// The same of the number of the resident card.
    pub claim_identity: String,
    /// The same of the telephone number.
    pub claim_phone: String,
    /// Certificates (PEM) of an authority of one's own that is trusted besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Whether the platform may be asked without encryption; this machine always may.
    pub allow_http: bool,
    /// Seconds after which the platform is given up.
    pub timeout_seconds: u32,
}

impl Default for OpenId {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            client_id: String::new(),
            client_secret: Secret::default(),
            client_secret_file: None,
            name: String::new(),
            name_en: String::new(),
            scopes: ["openid", "profile", "phone"].map(str::to_owned).into(),
            claim_name: "name".to_owned(),
            claim_identity: String::new(),
            claim_phone: "phone_number".to_owned(),
            ca_file: None,
            allow_http: false,
            timeout_seconds: 10,
        }
    }
}

impl OpenId {
    /// Whether there is a platform.
    pub fn is_on(&self) -> bool {
        !self.issuer.is_empty()
    }

    /// With what we prove who we are; none where nothing is asked for.
    pub fn secret(&self) -> Result<Option<Secret>, std::io::Error> {
        let secret = match &self.client_secret_file {
            Some(file) => Secret(std::fs::read_to_string(file)?.trim().to_owned()),
            None => self.client_secret.clone(),
        };
        Ok(Some(secret).filter(|secret| !secret.is_empty()))
    }

    pub(super) fn check(&self, findings: &mut Findings) {
        findings.within("openid.timeout_seconds", self.timeout_seconds, 1, 60);
        if !self.is_on() {
            return;
        }
        if !cfg!(feature = "openid") {
            findings.add(
                "openid.issuer",
                "本程序编译时去掉了统一身份认证（OpenID Connect）的支持".to_owned(),
                "换用带有 openid 的程序（编译时不加 --no-default-features，或者加上 --features openid）；不用的，把它留空",
            );
        }
        self.check_issuer(findings);
        if self.client_id.is_empty() {
            findings.add(
                "openid.client_id",
                "没有写平台分配给本网站的标识".to_owned(),
                "向平台登记本网站，写上平台分配的 client_id；回调地址登记为访问地址加 /mine/openid/back",
            );
        }
        if self.name.is_empty() || self.name_en.is_empty() {
            findings.add(
                "openid.name",
                "没有写平台的名称".to_owned(),
                "openid.name 写中文名称，openid.name_en 写英文名称，登录页上用",
            );
        }
        if !self.scopes.iter().any(|scope| scope == "openid") {
            findings.add(
                "openid.scopes",
                "其中没有 openid".to_owned(),
                "加上 \"openid\"，否则平台不说明是谁登录",
            );
        }
        if let Some(file) = self.client_secret_file.as_ref().filter(|file| !file.is_file()) {
            findings.add(
                "openid.client_secret_file",
                format!("找不到文件 {}", file.display()),
                "写只含密钥的文件的路径；密钥也可以写在环境变量 GONGKAI__OPENID__CLIENT_SECRET 中",
            );
        }
        findings.ca_file("openid.ca_file", self.ca_file.as_deref());
    }

    fn check_issuer(&self, findings: &mut Findings) {
        let parsed = self.issuer.parse::<Uri>().ok();
        let scheme = parsed.as_ref().and_then(Uri::scheme_str);
        let host = parsed.as_ref().and_then(Uri::host).unwrap_or_default();
        let is_bare = !self.issuer.contains(['?', '#']);
        match scheme {
            Some("https") if is_bare && !host.is_empty() => {}
            Some("http") if is_bare && (self.allow_http || is_loopback(host)) => {}
            Some("http") => findings.add(
                "openid.issuer",
                "不加密的连接会泄露登录凭据".to_owned(),
                "改为 https 地址；确有内网隔离的，将 openid.allow_http 设为 true",
            ),
            Some(_) | None => findings.add(
                "openid.issuer",
                format!("“{}”不是平台的地址", self.issuer),
                "写平台的 issuer，例如 https://sso.example.gov.cn，与平台自己声明的一字不差，不带 /.well-known 等后缀",
            ),
        }
    }
}
