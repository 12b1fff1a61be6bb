//! 申请人账号: somebody who has an account on the portal, by what they are reached, and what forms are filled in with
//! beforehand. Nobody needs one to apply.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::text::{Email, Invalid, Phone, masked, narrow};

/// Digits of a code that is sent.
pub const CODE_DIGITS: usize = 6;

/// For how many minutes a code is good.
pub const CODE_MINUTES: i64 = 10;

/// How often a code may be mistyped.
pub const CODE_TRIES: i32 = 5;

/// The most cases that a page of an account lists.
pub const MOST_LISTED: u64 = 100;

/// By what somebody is reached, and signs in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    Email(Email),
    /// A mobile telephone.
    Phone(Phone),
}

impl Reach {
    /// Takes what somebody typed: with an `@` it is an address, without a telephone, which has to be a mobile one.
    pub fn parse(raw: &str) -> Result<Self, Invalid> {
        let text = narrow(raw);
        if text.contains('@') {
            return Email::parse(&text).map(Self::Email);
        }
        if !text.is_empty() && !text.chars().any(|c| c.is_ascii_digit()) {
            return Err(Invalid::Form);
        }
        let phone = Phone::parse(&text)?;
        if phone.is_mobile() {
            Ok(Self::Phone(phone))
        } else {
            Err(Invalid::Form)
        }
    }

    /// As it was given.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(email) => email.as_str(),
            Self::Phone(phone) => phone.as_str(),
        }
    }

    /// Enough to recognise one's own: `1**********@example.cn` tells whoever looks over the shoulder little.
    pub fn masked(&self) -> String {
        match self {
            Self::Email(email) => {
                let (local, host) = email.as_str().split_once('@').unwrap_or((email.as_str(), ""));
                format!("{}@{host}", masked(local, 1, 0))
            }
            Self::Phone(phone) => masked(phone.as_str(), 3, 4),
        }
    }
}

/// Never whom it is.
impl fmt::Debug for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email(_) => "Reach::Email",
            Self::Phone(_) => "Reach::Phone",
        })
    }
}

/// What forms are filled in with beforehand, as it was typed: each form judges it anew.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    pub name: String,
    /// One of `IdentityKind`; empty for that of a resident card.
    pub identity_kind: String,
    pub identity_number: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub postcode: String,
}

impl Details {
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Details")
            .field("is_blank", &self.is_blank())
            .finish_non_exhaustive()
    }
}

/// The code that a secret makes: six digits, each as likely as the others.
pub fn code_of(secret: [u8; 32]) -> String {
    // Bytes from 250 up are left out; where too few are left, which hardly happens, zeros stand in for them.
    let digits = secret.iter().filter(|byte| **byte < 250).map(|byte| byte % 10);
    let code: String = digits
        .take(CODE_DIGITS)
        .map(|digit| char::from(b'0' + digit))
        .collect();
    format!("{code:0>CODE_DIGITS$}")
}

/// A code as people type it: blanks and full-width digits do not count.
pub fn typed_code(raw: &str) -> String {
    narrow(raw).chars().filter(char::is_ascii_digit).collect()
}

/// A browser and its system, coarsely, from what it says of itself: enough to tell one's own telephone from a stranger's
/// computer. Names of browsers are not translated.
pub fn device_of(user_agent: &str) -> String {
    let first_of = |known: &[(&str, &'static str)]| {
        let found = known.iter().find(|(sign, _)| user_agent.contains(sign));
        found.map(|(_, name)| *name)
    };
    let browser = first_of(&[
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first_of(&[
        ("HarmonyOS", "HarmonyOS"),
        ("OpenHarmony", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    let known: Vec<&str> = browser.into_iter().chain(system).collect();
    known.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_a_mobile_telephone_are_told_apart() {
        assert!(matches!(Reach::parse("lin@example.cn"), Ok(Reach::Email(_))));
        assert!(
            matches!(Reach::parse("１３９ 0000 0000"), Ok(Reach::Phone(phone)) if phone.as_str() == "13900000000")
        );
        assert!(matches!(Reach::parse("+86 139-0000-0000"), Ok(Reach::Phone(_))));
        assert_eq!(Reach::parse(" "), Err(Invalid::Blank));
        for wrong in ["0990-5550001", "lin", "lin@", "12"] {
            assert!(Reach::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn nobody_is_recognised_by_what_is_shown() {
        let masked = |raw| Reach::parse(raw).unwrap().masked();
        assert_eq!(masked("lin.zhezhou@example.cn"), "l**********@example.cn");
        assert_eq!(masked("13900001234"), "139*****234");
        let shown = format!("{:?}", Reach::parse("lin.zhezhou@example.cn"));
        assert_eq!(shown, "Ok(Reach::Email)");
        let details = Details {
            name: "甄试用".to_owned(),
            ..Details::default()
        };
        assert_eq!(format!("{details:?}"), "Details { is_blank: false, .. }");
    }

    #[test]
    fn a_code_has_six_digits() {
        assert_eq!(code_of([123; 32]), "333333");
        assert_eq!(code_of([255; 32]), "000000");
        let mut mixed = [250; 32];
        mixed[30] = 7;
        mixed[31] = 249;
        assert_eq!(code_of(mixed), "000079");
        assert_eq!(typed_code(" １２3 45-6 "), "123456");
    }

    #[test]
    fn a_device_is_told_coarsely() {
        let phone =
            "Mozilla/5.0 (Linux; Android 14; V2301) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36";
        assert_eq!(device_of(phone), "Chrome · Android");
        assert_eq!(device_of(""), "");
    }
}
