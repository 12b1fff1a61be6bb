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

/// A statute, regulation or document that articles are cited from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What citations begin with: `条例`.
    pub short: String,
    /// The full title, without title marks: `中华人民共和国政府信息公开条例`; what letters print.
    pub title: String,
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
