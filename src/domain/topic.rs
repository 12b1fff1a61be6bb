//! By what people look for an agency: topics, with the words that people and agencies use for them.

use std::sync::LazyLock;

use serde::Deserialize;

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Which one, as addresses name it.
    pub key: String,
    /// As the list of topics shows it.
    pub name: String,
    /// The same in English.
    pub english: String,
    /// As people and agencies say it.
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    topic: Vec<Topic>,
}

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../fixtures/portal/topics.toml"))
        .expect("the file of topics is ours, and a test reads it");
    file.topic
});

/// All of them, in the order of the file.
pub fn all() -> &'static [Topic] {
    &TOPICS
}

/// The one of this key.
pub fn by_key(key: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.key == key)
}

impl Topic {
    /// Whether a text speaks of it.
    pub fn is_in(&self, text: &str) -> bool {
        self.words.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether somebody who types a word may mean it. A word may say more than ours, as `我家拆迁` does, or less.
    fn is_meant(&self, typed: &str) -> bool {
        let mut words = self.words.iter().chain([&self.name]);
        words.any(|word| typed.contains(word.as_str()) || (typed.chars().count() > 1 && word.contains(typed)))
    }
}

/// Those that somebody may mean by a word.
pub fn meant_by(typed: &str) -> impl Iterator<Item = &'static Topic> {
    TOPICS.iter().filter(move |topic| topic.is_meant(typed))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_topic_is_whole_and_found_by_its_own_name() {
        let keys: BTreeSet<&String> = all().iter().map(|topic| &topic.key).collect();
        assert_eq!(keys.len(), all().len());
        for topic in all() {
            assert!(
                topic.words.iter().all(|word| !word.trim().is_empty()),
                "{topic:?}"
            );
            assert!(!topic.english.is_empty() && topic.english.is_ascii(), "{topic:?}");
            assert!(meant_by(&topic.name).any(|meant| meant == topic), "{topic:?}");
            assert_eq!(by_key(&topic.key), Some(topic));
        }
    }

    #[test]
    fn what_people_say_is_what_agencies_say() {
        let meant = |typed: &str| {
            meant_by(typed)
                .map(|topic| topic.key.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(meant("我家的拆迁"), ["expropriation"]);
        assert_eq!(meant("公租房"), ["housing"]);
        assert!(meant("甲").is_empty(), "one character says too little");
        let topic = by_key("expropriation").unwrap();
        assert!(topic.is_in("本机关制作和保存房屋征收与补偿的信息") && !topic.is_in("招生入学"));
    }
}
