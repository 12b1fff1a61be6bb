//! Citations: where a rule stands.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// A citation in the short form of the data, such as `条例第三十三条第二款`. It begins with the short name of a
/// [`Source`]; [`super::Law::cite`] gives the form for letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Article(String);

impl Article {
    /// The short form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Article {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.trim().is_empty() {
            return Err(D::Error::custom("依据（article）不能为空"));
        }
        Ok(Self(text))
    }
}

/// The numbers of a place, by which citations are put in order: 23, 1, 4 for `第二十三条第一款第（四）项`.
pub(super) fn numbers(place: &str) -> Vec<usize> {
    place
        .split(['第', '条', '款', '项', '（', '）', '、'])
        .filter(|part| !part.is_empty())
        .map(number)
        .collect()
}

const DIGITS: &str = "零一二三四五六七八九";

pub(super) fn number(numeral: &str) -> usize {
    let (mut whole, mut digit) = (0, 0);
    for sign in numeral.chars() {
        match (sign, DIGITS.chars().position(|known| known == sign)) {
            ('百', _) => (whole, digit) = (whole + digit * 100, 0),
            ('十', _) => (whole, digit) = (whole + digit.max(1) * 10, 0),
            (_, known) => digit = known.unwrap_or_default(),
        }
    }
    whole + digit
}

/// Places of one source as one citation names them: an article that is cited twice is named once.
pub(super) fn joined(places: &[&str]) -> String {
    let article = |place: &str| place.split_inclusive('条').next().map(str::to_owned);
    let mut cited = Vec::new();
    let mut last = None;
    for place in places {
        let this = article(place);
        let rest = this.as_deref().and_then(|this| place.strip_prefix(this));
        match rest {
            Some(rest) if this == last && !rest.is_empty() => cited.push(rest),
            _ => cited.push(place),
        }
        last = this;
    }
    cited.join("、")
}

/// A statute, regulation or document that articles are cited from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What citations begin with: `条例`.
    pub short: String,
    /// The full title, without title marks: `中华人民共和国政府信息公开条例`; what letters print.
    pub title: String,
    /// The title as it is commonly translated: `Regulations on Open Government Information`; what pages in English cite.
    pub english: String,
    /// Order or document number and day of effect, for the reader of the data.
    pub issued: String,
    /// Whether letters set the title in title marks 《》 (a document known by its number alone has none).
    #[serde(default = "yes")]
    pub marks: bool,
}

fn yes() -> bool {
    true
}

impl Source {
    /// What stands behind the short name, if the citation is one of this source: `第三十三条第二款`.
    pub(super) fn place<'a>(&self, article: &'a Article) -> Option<&'a str> {
        article.0.strip_prefix(self.short.as_str())
    }

    /// The citation in full.
    pub(super) fn cite(&self, place: &str) -> String {
        if self.marks {
            format!("《{}》{place}", self.title)
        } else {
            format!("{}{place}", self.title)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_numbers_and_are_joined_by_their_articles() {
        assert_eq!(numbers("第二十三条第一款第（四）项"), [23, 1, 4]);
        assert_eq!(numbers("第一百三十四条第三款"), [134, 3]);
        assert_eq!(numbers("第十条"), [10]);
        assert_eq!(numbers(""), [0; 0]);
        let places = [
            "第二十条第一款",
            "第二十三条第一款第（四）项",
            "第二十三条第二款",
            "第二十六条",
        ];
        assert_eq!(
            joined(&places),
            "第二十条第一款、第二十三条第一款第（四）项、第二款、第二十六条"
        );
        assert_eq!(joined(&["第四十五条", "第四十五条"]), "第四十五条、第四十五条");
    }
}
