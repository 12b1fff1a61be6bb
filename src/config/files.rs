use super::finding::{Findings, is_loopback};
use super::secret::Secret;
use http::Uri;
use serde::Deserialize;
use std::path::PathBuf;

/// `[files]`: an object store that speaks S3 and keeps the files; without a bucket they lie in a folder.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Files {
    /// Where the files lie; empty where a folder has them.
    pub bucket: String,
    /// The store's address, without the bucket.
    pub endpoint: String,
    /// Part of every signature.
    pub region: String,
    /// What the names of all files begin with, in a bucket that others use as well.
    pub prefix: String,
    pub access_key_id: String,
    pub secret_access_key: Secret,
    /// Whether the bucket stands in the path of addresses, or in the name of the host.
    pub path_style: bool,
    /// Certificates (PEM) of an authority of one's own that is trusted besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Whether the store may be asked without encryption; this machine always may.
    pub allow_http: bool,
    /// Whether the store knows `If-None-Match` when it is given something.
    pub conditional_put: bool,
    /// Seconds after which the store is given up; a large file has longer.
    pub timeout_seconds: u32,
    /// How often a request is tried.
    pub attempts: u8,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            bucket: String::new(),
            endpoint: String::new(),
            region: "us-east-1".to_owned(),
            prefix: String::new(),
            access_key_id: String::new(),
            secret_access_key: Secret::default(),
            path_style: true,
            ca_file: None,
            allow_http: false,
            conditional_put: true,
            timeout_seconds: 20,
            attempts: 3,
        }
    }
}

impl Files {
    /// Whether an object store keeps the files.
    pub fn is_on(&self) -> bool {
        !self.bucket.is_empty()
    }

    pub(super) fn check(&self, findings: &mut Findings) {
        findings.within("files.timeout_seconds", self.timeout_seconds, 1, 300);
        findings.within("files.attempts", self.attempts, 1, 10);
        if !self.is_on() {
            if !self.endpoint.is_empty() {
                findings.add(
                    "files.bucket",
                    "写了对象存储的地址，没有写桶名".to_owned(),
                    "写上桶名；不用对象存储的，把 files.endpoint 也留空",
                );
            }
            return;
        }
        if !cfg!(feature = "s3") {
            findings.add(
                "files.bucket",
                "本程序编译时去掉了对象存储（S3）的支持".to_owned(),
                "换用带有 s3 的程序（编译时不加 --no-default-features，或者加上 --features s3）；\
                 也可以把 files.bucket 和 files.endpoint 留空，文件放在本机的目录里",
            );
        }
        if !is_bucket(&self.bucket) {
            findings.add(
                "files.bucket",
                format!("“{}”不是桶名", self.bucket),
                "桶名为3至63个小写字母、数字、连字符和点，首尾是字母或者数字；桶内的目录写在 files.prefix",
            );
        }
        self.check_endpoint(findings);
        if self.region.is_empty() || !self.region.chars().all(|c| c.is_ascii_graphic() && c != '/') {
            findings.add(
                "files.region",
                format!("“{}”不是区域名称", self.region),
                "写对象存储的区域，不分区域的写 us-east-1",
            );
        }
        if !is_prefix(&self.prefix) {
            findings.add(
                "files.prefix",
                format!("“{}”不能作桶内的目录", self.prefix),
                "用字母、数字、点、下划线和连字符，各级之间用一个斜杠隔开，首尾不带斜杠，例如 office/gongkai",
            );
        }
        if self.access_key_id.is_empty() || self.secret_access_key.is_empty() {
            findings.add(
                "files.secret_access_key",
                "没有写全访问密钥".to_owned(),
                "files.access_key_id 和 files.secret_access_key 都要写，后者宜写在环境变量 \
                 GONGKAI__FILES__SECRET_ACCESS_KEY 中",
            );
        }
        findings.ca_file("files.ca_file", self.ca_file.as_deref());
    }

    fn check_endpoint(&self, findings: &mut Findings) {
        let parsed = self.endpoint.parse::<Uri>().ok();
        let host = parsed.as_ref().and_then(Uri::host).unwrap_or_default();
        let scheme = parsed.as_ref().and_then(Uri::scheme_str);
        let is_bare = parsed.as_ref().is_some_and(|uri| {
            uri.path_and_query().is_none_or(|rest| rest.as_str() == "/")
                && uri
                    .authority()
                    .is_some_and(|authority| !authority.as_str().contains('@'))
        });
        if host.is_empty() || !is_bare || !matches!(scheme, Some("https" | "http")) {
            findings.add(
                "files.endpoint",
                "不是对象存储的地址".to_owned(),
                "写成 https://主机 或者 https://主机:端口，不带桶名、路径、用户名和口令",
            );
        } else if scheme == Some("http") && !is_loopback(host) && !self.allow_http {
            findings.add(
                "files.endpoint",
                "http:// 不加密".to_owned(),
                "改用 https://；确实要在内部网络中不加密连接的，把 files.allow_http 改为 true",
            );
        }
    }
}

fn is_bucket(name: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    (3..=63).contains(&name.len())
        && name.bytes().all(|b| is_plain(b) || b == b'-' || b == b'.')
        && name.bytes().next().is_some_and(is_plain)
        && name.bytes().next_back().is_some_and(is_plain)
}

fn is_prefix(prefix: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    };
    prefix.is_empty() || prefix.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Files {
        Files {
            bucket: "gongkai-files".to_owned(),
            endpoint: "https://s3.example.gov.cn".to_owned(),
            access_key_id: "AKID".to_owned(),
            secret_access_key: Secret("hush".to_owned()),
            ..Files::default()
        }
    }

    fn wrong(files: &Files) -> Vec<&'static str> {
        let mut findings = Findings::default();
        files.check(&mut findings);
        assert!(!findings.to_string().contains("hush"), "{findings}");
        findings.0.iter().map(|finding| finding.setting).collect()
    }

    #[cfg(feature = "s3")]
    #[test]
    fn a_bucket_with_all_that_belongs_to_it_is_taken() {
        assert!(good().is_on() && !Files::default().is_on());
        assert_eq!(wrong(&good()), [""; 0]);
        assert_eq!(wrong(&Files::default()), [""; 0]);
        for endpoint in [
            "http://127.0.0.1:9000",
            "http://localhost:9000/",
            "https://[::1]:9",
        ] {
            let files = Files {
                endpoint: endpoint.to_owned(),
                ..good()
            };
            assert_eq!(wrong(&files), [""; 0], "{endpoint}");
        }
        let files = Files {
            endpoint: "http://s3.example.gov.cn".to_owned(),
            allow_http: true,
            prefix: "office/gongkai_1".to_owned(),
            ..good()
        };
        assert_eq!(wrong(&files), [""; 0]);
    }

    #[cfg(not(feature = "s3"))]
    #[test]
    fn a_program_without_it_says_so() {
        assert_eq!(wrong(&good()), ["files.bucket"]);
    }

    #[cfg(feature = "s3")]
    #[test]
    fn what_is_wrong_is_named() {
        for endpoint in [
            "",
            "s3.example.gov.cn",
            "http://s3.example.gov.cn",
            "https://me:hush@s3.example.gov.cn",
            "https://s3.example.gov.cn/gongkai",
            "https://s3.example.gov.cn?x=1",
            "ftp://s3.example.gov.cn",
        ] {
            let files = Files {
                endpoint: endpoint.to_owned(),
                ..good()
            };
            assert_eq!(wrong(&files), ["files.endpoint"], "{endpoint}");
        }
        for bucket in ["ab", "Gongkai", "a/b-files", "-ab", "桶"] {
            let files = Files {
                bucket: bucket.to_owned(),
                ..good()
            };
            assert_eq!(wrong(&files), ["files.bucket"], "{bucket}");
        }
        for prefix in ["/a", "a/", "a//b", "../b", "甲"] {
            let files = Files {
                prefix: prefix.to_owned(),
                ..good()
            };
            assert_eq!(wrong(&files), ["files.prefix"], "{prefix}");
        }
        let files = Files {
            region: String::new(),
            access_key_id: String::new(),
            ca_file: Some("no-such.pem".into()),
            timeout_seconds: 0,
            attempts: 0,
            ..good()
        };
        assert_eq!(
            wrong(&files),
            [
                "files.timeout_seconds",
                "files.attempts",
                "files.region",
                "files.secret_access_key",
                "files.ca_file"
            ]
        );
        let files = Files {
            bucket: String::new(),
            ..good()
        };
        assert_eq!(wrong(&files), ["files.bucket"]);
    }
}
