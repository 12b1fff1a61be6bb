//! Texts with a form of their own: parsed once at the edge, trusted afterwards.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// Why a text is not what its field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    #[error("nothing was written")]
    Blank,
    #[error("more than {0} characters")]
    TooLong(usize),
    #[error("the length is wrong")]
    Length,
    #[error("a character that does not belong there")]
    Character,
    #[error("the check digit does not fit")]
    CheckDigit,
    #[error("the date of birth in it does not exist")]
    BirthDate,
    #[error("not of the expected form")]
    Form,
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident by $parse:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            pub fn parse(raw: &str) -> Result<Self, Invalid> {
                $parse(raw).map(Self)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Invalid;

            fn try_from(value: String) -> Result<Self, Self::Error> {
                Self::parse(&value)
            }
        }
    )*};
}

texts! {
    /// 姓名 or 名称, up to 100 characters on one line.
    Name by parse_name;
    /// 居民身份证号码 (GB 11643): 17 digits and a check character.
    IdentityNumber by parse_identity_number;
    /// 统一社会信用代码 (GB 32100): 18 characters, the last of them a check character.
    CreditCode by parse_credit_code;
    /// The number of a passport or another permit: letters, digits and hyphens.
    DocumentNumber by parse_document_number;
    /// 联系电话: mobile or with area code.
    Phone by parse_phone;
    /// 电子邮箱
    Email by parse_email;
    /// 邮政编码
    Postcode by parse_postcode;
    /// 通信地址, up to 200 characters on one line.
    Address by parse_address;
    /// What somebody calls a thing of theirs, up to 40 characters on one line.
    Label by parse_label;
    /// 用户名: small Latin letters, digits and `-`, `_`, `.`, from 2 to 32 of them.
    Username by parse_username;
}

impl Phone {
    /// Whether text messages reach it.
    pub fn is_mobile(&self) -> bool {
        self.0.len() == 11 && self.0.starts_with('1')
    }
}

/// Full-width digits and letters are typed by many input methods: they mean the plain ones.
pub fn narrow(raw: &str) -> String {
    raw.trim()
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => {
                char::from_u32(u32::from(c) - 0xfee0).expect("full-width forms have plain ones below them")
            }
            '\u{3000}' => ' ',
            _ => c,
        })
        .collect()
}

/// A character that nobody sees: a control, or one that turns or joins what stands around it, so that a name would read
/// as another one.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn one_line(raw: &str, most: usize) -> Result<String, Invalid> {
    let text = raw.trim();
    if text.is_empty() {
        Err(Invalid::Blank)
    } else if text.chars().any(is_hidden) {
        Err(Invalid::Character)
    } else if text.chars().count() > most {
        Err(Invalid::TooLong(most))
    } else {
        Ok(text.to_owned())
    }
}

fn parse_name(raw: &str) -> Result<String, Invalid> {
    one_line(raw, 100)
}

fn parse_label(raw: &str) -> Result<String, Invalid> {
    one_line(raw, 40)
}

fn parse_address(raw: &str) -> Result<String, Invalid> {
    one_line(raw, 200)
}

fn parse_username(raw: &str) -> Result<String, Invalid> {
    let text = narrow(raw);
    if text.is_empty() {
        Err(Invalid::Blank)
    } else if !text
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.'))
    {
        Err(Invalid::Character)
    } else if !(2..=32).contains(&text.len()) {
        Err(Invalid::Length)
    } else {
        Ok(text)
    }
}

fn parse_identity_number(raw: &str) -> Result<String, Invalid> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &str = "10X98765432";
    let text = narrow(raw).to_ascii_uppercase().replace(' ', "");
    if text.is_empty() {
        return Err(Invalid::Blank);
    }
    if text.chars().count() != 18 {
        return Err(Invalid::Length);
    }
    let body: Vec<u32> = text.chars().take(17).filter_map(|c| c.to_digit(10)).collect();
    let last = text
        .chars()
        .last()
        .filter(|c| c.is_ascii_digit() || *c == 'X')
        .ok_or(Invalid::Character)?;
    if body.len() != 17 {
        return Err(Invalid::Character);
    }
    birth_date(&text).ok_or(Invalid::BirthDate)?;
    let sum: u32 = body
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let expected = CHECKS.chars().nth(usize::try_from(sum % 11).unwrap_or(0));
    if expected == Some(last) {
        Ok(text)
    } else {
        Err(Invalid::CheckDigit)
    }
}

fn birth_date(identity_number: &str) -> Option<Date> {
    let year: i32 = identity_number.get(6..10)?.parse().ok()?;
    let month: u8 = identity_number.get(10..12)?.parse().ok()?;
    let day: u8 = identity_number.get(12..14)?.parse().ok()?;
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    (1850..2200).contains(&year).then_some(date)
}

fn parse_credit_code(raw: &str) -> Result<String, Invalid> {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let text = narrow(raw).to_ascii_uppercase().replace(' ', "");
    if text.is_empty() {
        return Err(Invalid::Blank);
    }
    if text.chars().count() != 18 {
        return Err(Invalid::Length);
    }
    let values: Option<Vec<usize>> = text.chars().map(|c| ALPHABET.find(c)).collect();
    let values = values.ok_or(Invalid::Character)?;
    let sum: usize = values
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    if values.last() == Some(&((31 - sum % 31) % 31)) {
        Ok(text)
    } else {
        Err(Invalid::CheckDigit)
    }
}

fn parse_document_number(raw: &str) -> Result<String, Invalid> {
    let text = narrow(raw).to_ascii_uppercase();
    match text.chars().count() {
        0 => Err(Invalid::Blank),
        4..=30 if text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') => Ok(text),
        4..=30 => Err(Invalid::Character),
        _ => Err(Invalid::Length),
    }
}

fn parse_phone(raw: &str) -> Result<String, Invalid> {
    let text: String = narrow(raw)
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')'))
        .collect();
    let digits = text.strip_prefix("+86").unwrap_or(&text);
    if digits.is_empty() {
        return Err(Invalid::Blank);
    }
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(Invalid::Character);
    }
    let mobile = digits.len() == 11 && digits.starts_with('1');
    let with_area_code = (10..=12).contains(&digits.len()) && digits.starts_with('0');
    let local = (7..=8).contains(&digits.len());
    if mobile || with_area_code || local {
        Ok(digits.to_owned())
    } else {
        Err(Invalid::Length)
    }
}

fn parse_email(raw: &str) -> Result<String, Invalid> {
    let text = narrow(raw);
    if text.is_empty() {
        return Err(Invalid::Blank);
    }
    if text.chars().count() > 100 {
        return Err(Invalid::TooLong(100));
    }
    let (local, host) = text.rsplit_once('@').ok_or(Invalid::Form)?;
    let plain = |s: &str| {
        !s.is_empty()
            && s.chars()
                .all(|c| c.is_ascii_graphic() && !"<>()[],;:\"\\@".contains(c))
    };
    let labels = host
        .split('.')
        .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    if plain(local) && plain(host) && labels && host.contains('.') {
        Ok(text)
    } else {
        Err(Invalid::Form)
    }
}

fn parse_postcode(raw: &str) -> Result<String, Invalid> {
    let text = narrow(raw);
    if text.is_empty() {
        Err(Invalid::Blank)
    } else if text.chars().any(|c| !c.is_ascii_digit()) {
        Err(Invalid::Character)
    } else if text.len() == 6 {
        Ok(text)
    } else {
        Err(Invalid::Length)
    }
}

/// Shows the ends of a sensitive text and hides the middle: `990***********1234`.
pub fn masked(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    text.chars()
        .enumerate()
        .map(|(at, c)| {
            if at < head.min(length / 3) || at + tail.min(length / 3) >= length {
                c
            } else {
                '*'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_number_needs_its_check_digit() {
        // The standard's own published sample, and an impossible region as our synthetic people have it.
        assert!(IdentityNumber::parse("11010519491231002X").is_ok());
        assert!(
            IdentityNumber::parse(" １１０１０５１９４９１２３１００２ｘ ").is_ok(),
            "typed in full width"
        );
        assert_eq!(
            IdentityNumber::parse("110105194912310021"),
            Err(Invalid::CheckDigit)
        );
        assert_eq!(
            IdentityNumber::parse("11010519490231002X"),
            Err(Invalid::BirthDate)
        );
        assert_eq!(IdentityNumber::parse("11010519491231002"), Err(Invalid::Length));
        assert_eq!(
            IdentityNumber::parse("1101051949123100A1"),
            Err(Invalid::Character)
        );
        assert_eq!(IdentityNumber::parse("  "), Err(Invalid::Blank));
    }

    #[test]
    fn a_credit_code_needs_its_check_character() {
        assert!(CreditCode::parse("91350100M000100Y43").is_ok());
        assert_eq!(CreditCode::parse("91350100M000100Y44"), Err(Invalid::CheckDigit));
        assert_eq!(CreditCode::parse("91350100M000100I43"), Err(Invalid::Character));
        assert_eq!(CreditCode::parse("91350100M000100Y4"), Err(Invalid::Length));
    }

    #[test]
    fn phones_are_taken_as_people_write_them() {
        for raw in [
            "139 0000 0000",
            "+86 13900000000",
            "0512-6000 0000",
            "（010）60000000",
            "60000000",
        ] {
            assert!(Phone::parse(raw).is_ok(), "{raw}");
        }
        assert_eq!(Phone::parse("12345"), Err(Invalid::Length));
        assert_eq!(Phone::parse("139000x0000"), Err(Invalid::Character));
    }

    #[test]
    fn an_e_mail_address_has_two_sides() {
        assert!(Email::parse("li.mou@example.cn").is_ok());
        for raw in [
            "li.mou",
            "@example.cn",
            "a@b",
            "a b@example.cn",
            "a@-x.cn",
            "a@x..cn",
            "a,b@example.cn",
        ] {
            assert_eq!(Email::parse(raw), Err(Invalid::Form), "{raw}");
        }
    }

    #[test]
    fn a_user_name_can_be_typed_anywhere() {
        assert_eq!(
            Username::parse(" ｚhang.san-2 ").map(String::from),
            Ok("zhang.san-2".to_owned())
        );
        for (raw, why) in [
            ("", Invalid::Blank),
            ("a", Invalid::Length),
            (&"a".repeat(33), Invalid::Length),
            ("张三", Invalid::Character),
            ("Zhang", Invalid::Character),
            ("a b", Invalid::Character),
            ("=cmd", Invalid::Character),
        ] {
            assert_eq!(Username::parse(raw), Err(why), "{raw}");
        }
    }

    #[test]
    fn what_is_called_something_is_called_so_in_few_words() {
        assert!(Label::parse(&"长".repeat(40)).is_ok());
        assert_eq!(Label::parse(&"长".repeat(41)), Err(Invalid::TooLong(40)));
        assert_eq!(Label::parse("a\u{202e}b"), Err(Invalid::Character));
        assert_eq!(Label::parse(" "), Err(Invalid::Blank));
    }

    #[test]
    fn names_stay_on_one_line() {
        assert_eq!(Name::parse("喆\n䶮"), Err(Invalid::Character));
        assert_eq!(Name::parse("\u{202e}喆䶮"), Err(Invalid::Character));
        assert_eq!(Name::parse(&"长".repeat(101)), Err(Invalid::TooLong(100)));
        assert_eq!(
            Name::parse(" 欧阳某某 ").map(String::from),
            Ok("欧阳某某".to_owned())
        );
    }

    #[test]
    fn masking_never_shows_more_than_two_thirds() {
        assert_eq!(masked("990101199001011234", 3, 4), "990***********1234");
        assert_eq!(masked("1234", 3, 4), "1**4");
        assert_eq!(masked("12", 3, 4), "**");
    }
}
