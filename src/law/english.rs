//! The law in English, as far as applicants meet it: citations, and the names of holidays. What is cited stays one
//! citation of the data; only the words for it are others.

use serde::Deserialize;

use super::{Article, Law, Source, article::number};

/// A holiday with its English name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Festival {
    /// As notices name it: `国庆节`.
    pub name: String,
    /// `National Day`.
    pub english: String,
}

/// Whether a page in English would show something else than English by this character.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// A place in a source. 条, 款 and 项 are its article, paragraph and item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Place {
    article: Option<usize>,
    paragraph: Option<usize>,
    item: Option<usize>,
}

impl Place {
    /// The place that a part of a citation names; none where it is no place of a statute, as `表三`.
    fn parse(part: &str) -> Option<Self> {
        let mut place = Self::default();
        let mut rest = part;
        while let Some((numeral, after)) = rest
            .strip_prefix('第')
            .and_then(|rest| rest.split_once(['条', '款', '项']))
        {
            let sign = rest.strip_suffix(after)?.chars().next_back()?;
            let numbered = Some(number(numeral.trim_matches(['（', '）'])));
            match sign {
                '条' => place.article = numbered,
                '款' => place.paragraph = numbered,
                _ => place.item = numbered,
            }
            rest = after;
        }
        rest.is_empty().then_some(place)
    }

    /// What a part leaves out that the part before it has said: the article, and the paragraph of an item.
    fn after(self, before: Self) -> Self {
        if self.article.is_some() {
            return self;
        }
        Self {
            article: before.article,
            paragraph: self.paragraph.or(before.paragraph),
            item: self.item,
        }
    }

    /// `Article 24, paragraph 1(4)`; items of an article without paragraphs: `Article 31(1)`.
    fn worded(self) -> String {
        let article = self.article.map(|n| format!("Article {n}"));
        let paragraph = self.paragraph.map(|n| format!("paragraph {n}"));
        let place: Vec<String> = article.into_iter().chain(paragraph).collect();
        let item = self.item.map(|n| format!("({n})")).unwrap_or_default();
        format!("{}{item}", place.join(", "))
    }
}

/// The places of one source as they are cited one after another.
struct Cited<'l> {
    source: &'l Source,
    places: Vec<String>,
    last: Place,
}

impl Cited<'_> {
    fn add(&mut self, part: &str) {
        if part.is_empty() {
            return;
        }
        let worded = match Place::parse(part) {
            Some(place) => {
                self.last = place.after(self.last);
                self.last.worded()
            }
            None => part.to_owned(),
        };
        if !self.places.contains(&worded) {
            self.places.push(worded);
        }
    }

    fn worded(self) -> String {
        let title = self.source.english.clone();
        [vec![title], self.places].concat().join(", ")
    }
}

impl Law {
    /// A citation in full: `Regulations on Open Government Information, Article 31(1)`.
    pub fn cite_in_english(&self, article: &Article) -> String {
        self.cite_all_in_english(std::slice::from_ref(article))
    }

    /// Several citations as one line names them, each source once as long as its articles stand together:
    /// `Administrative Reconsideration Law, Article 20, paragraph 1, Article 26; Administrative Litigation Law, Article 45`.
    pub fn cite_all_in_english(&self, articles: &[Article]) -> String {
        let mut cited: Vec<Cited<'_>> = Vec::new();
        for part in articles.iter().flat_map(|article| article.as_str().split('、')) {
            let (named, place) = match self.source_of(part) {
                Some((source, place)) => (Some(source), place),
                // A part that names no source goes on in the one before it.
                None => (None, part),
            };
            match (named, cited.last_mut()) {
                (Some(source), Some(last)) if last.source.short == source.short => last.add(place),
                (None, Some(last)) => last.add(place),
                (Some(source), _) => {
                    let mut next = Cited {
                        source,
                        places: Vec::new(),
                        last: Place::default(),
                    };
                    next.add(place);
                    cited.push(next);
                }
                (None, None) => {}
            }
        }
        let worded: Vec<String> = cited.into_iter().map(Cited::worded).collect();
        worded.join("; ")
    }

    fn source_of<'p>(&self, part: &'p str) -> Option<(&Source, &'p str)> {
        self.sources
            .iter()
            .filter_map(|source| Some((source, part.strip_prefix(source.short.as_str())?)))
            .max_by_key(|(source, _)| source.short.len())
    }

    /// What a notice calls a holiday, in English: `National Day` for `国庆节`, `National Day and Mid-Autumn Festival` for
    /// both on one day. None where one of them is not known.
    pub fn festival_in_english(&self, name: &str) -> Option<String> {
        let known = |name: &str| {
            let festival = self.festivals.iter().find(|festival| festival.name == name);
            festival.map(|festival| festival.english.as_str())
        };
        let named: Option<Vec<&str>> = name.split('、').map(known).collect();
        named.map(|named| named.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Channel, LimitKey, NoticeKind};
    use std::sync::LazyLock;
    use time::macros::date;

    static LAW: LazyLock<Law> = LazyLock::new(|| Law::embedded().unwrap());

    fn cited(articles: &[&str]) -> String {
        let parse = |article: &&str| serde_json::from_value(serde_json::json!(article)).unwrap();
        let articles: Vec<Article> = articles.iter().map(parse).collect();
        LAW.cite_all_in_english(&articles)
    }

    #[test]
    fn citations_name_article_paragraph_and_item() {
        for (articles, expected) in [
            (
                &["条例第三十一条第（一）项"][..],
                "Regulations on Open Government Information, Article 31(1)",
            ),
            (
                &["条例第三十三条第二款、第四十一条"],
                "Regulations on Open Government Information, Article 33, paragraph 2, Article 41",
            ),
            (
                &["条例（2007）第二十四条第二款"],
                "Regulations on Open Government Information (2007), Article 24, paragraph 2",
            ),
            (
                &["条例第三十六条第（四）项、第（五）项"],
                "Regulations on Open Government Information, Article 36(4), Article 36(5)",
            ),
            (
                &["条例第四十二条第一款、国办函〔2020〕109号"],
                "Regulations on Open Government Information, Article 42, paragraph 1; \
                 Measures on Processing Fees for Open Government Information",
            ),
            (
                &[
                    "行政复议法第二十条第一款",
                    "行政复议法第二十三条第一款第（四）项",
                    "行政诉讼法第四十五条",
                ],
                "Administrative Reconsideration Law, Article 20, paragraph 1, Article 23, paragraph 1(4); \
                 Administrative Litigation Law, Article 45",
            ),
            (&["民法典第二百零一条"], "Civil Code, Article 201"),
            (&[], ""),
        ] {
            assert_eq!(cited(articles), expected);
        }
    }

    #[test]
    fn what_applicants_meet_is_cited_without_a_chinese_character() {
        let day = date!(2026 - 11 - 22);
        let limits = LimitKey::ALL.iter().map(|key| &LAW.limit(*key, day).article);
        let channels = Channel::ALL.iter().map(|channel| &LAW.channel(*channel).article);
        let notices = NoticeKind::ALL.iter().map(|kind| &LAW.notice(*kind).article);
        let remedies = LAW.remedies.values().flatten().flat_map(|rule| &rule.articles);
        let doors = LAW.doors.iter().filter_map(|door| door.article.as_ref());
        for article in limits.chain(channels).chain(notices).chain(remedies).chain(doors) {
            let cited = LAW.cite_in_english(article);
            assert!(!cited.contains(is_chinese), "{article}: {cited}");
        }
    }

    #[test]
    fn every_holiday_of_the_notices_has_an_english_name() {
        let notices = LAW.carried_notices().iter();
        let named = notices.flat_map(|notice| notice.rest.iter().chain(&notice.work));
        let named = named.map(|day| &day.name);
        for name in named.chain(LAW.fixed_holidays().iter().map(|holiday| &holiday.name)) {
            assert!(LAW.festival_in_english(name).is_some(), "{name}");
        }
        assert_eq!(
            LAW.festival_in_english("国庆节、中秋节").as_deref(),
            Some("National Day and Mid-Autumn Festival")
        );
        assert_eq!(LAW.festival_in_english("国庆节、某节"), None);
    }
}
