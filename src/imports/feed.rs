//! Feeds: what an agency's own site tells of what it has published, as RSS or Atom. Only what a catalogue needs is read.

use roxmltree::{Document, Node};
use time::{
    Date, OffsetDateTime, UtcOffset,
    format_description::well_known::{Rfc2822, Rfc3339},
};

use super::{
    catalogue::{Part, Typed, Wrong, entry, topics},
    date::day,
};
use crate::domain::catalogue::{
    Entry, LONGEST_NUMBER, LONGEST_SUMMARY, LONGEST_TITLE, LONGEST_TOPIC, MOST_TOPICS,
};

/// The most entries of one feed that are read.
pub const MOST: usize = 1_000;

/// Why a file is no feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoFeed {
    /// Neither UTF-8 nor what it says that it is written in.
    #[error("not a text")]
    Encoding,
    #[error("not XML")]
    Xml,
    /// XML, and neither RSS nor Atom.
    #[error("neither RSS nor Atom")]
    Other,
    #[error("nothing in it")]
    Empty,
    #[error("more than {MOST} entries")]
    TooMany,
}

/// An entry by its place in the feed, counted from one, or what is wrong with it.
pub type Item = (u32, Result<Entry, Vec<(Part, Wrong)>>);

/// Reads a feed whose text is known. What says no day is of `today`; days are those at the office.
pub fn feed(text: &str, today: Date, offset: UtcOffset) -> Result<Vec<Item>, NoFeed> {
    // A DTD is refused by the parser, so that nothing is fetched and nothing blown up.
    let document = Document::parse(text).map_err(|_| NoFeed::Xml)?;
    let root = document.root_element();
    let (channel, name) = match root.tag_name().name() {
        "feed" => (root, "entry"),
        // RSS 1.0 has its items beside the channel.
        "RDF" => (root, "item"),
        "rss" => (child(root, "channel").ok_or(NoFeed::Other)?, "item"),
        _ => return Err(NoFeed::Other),
    };
    let items: Vec<Node<'_, '_>> = channel
        .children()
        .filter(|node| node.tag_name().name() == name)
        .collect();
    match items.len() {
        0 => Err(NoFeed::Empty),
        many if many > MOST => Err(NoFeed::TooMany),
        _ => Ok((1..)
            .zip(items)
            .map(|(number, item)| (number, entry(&typed(item, today, offset), today)))
            .collect()),
    }
}

fn child<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
    node.children().find(|child| child.tag_name().name() == name)
}

/// The words within an element, its own and its children's.
fn words(node: Node<'_, '_>) -> String {
    node.descendants()
        .filter(Node::is_text)
        .filter_map(|text| text.text())
        .collect()
}

fn first(item: Node<'_, '_>, names: &[&str]) -> String {
    let found = names.iter().filter_map(|name| child(item, name)).map(words);
    found
        .map(|words| words.trim().to_owned())
        .find(|words| !words.is_empty())
        .unwrap_or_default()
}

fn typed(item: Node<'_, '_>, today: Date, offset: UtcOffset) -> Typed {
    let when = first(item, &["published", "pubDate", "date", "updated", "issued"]);
    let on = written(&when, offset).unwrap_or(today).min(today);
    let number = first(item, &["identifier", "documentNumber"]);
    Typed {
        title: cut(&bare(&first(item, &["title"])), LONGEST_TITLE),
        number: cut(&number, LONGEST_NUMBER),
        published_on: on.to_string(),
        summary: cut(
            &bare(&first(item, &["summary", "description", "content", "encoded"])),
            LONGEST_SUMMARY,
        ),
        link: link(item),
        topics: categories(item),
    }
}

/// A moment as feeds write it, as a day at the office.
fn written(when: &str, offset: UtcOffset) -> Option<Date> {
    let moment = OffsetDateTime::parse(when, &Rfc3339).or_else(|_| OffsetDateTime::parse(when, &Rfc2822));
    moment
        .ok()
        .map(|moment| moment.to_offset(offset).date())
        .or_else(|| day(when))
}

/// Where the entry leads: of an Atom link the one to the page itself; of RSS what is within the element.
fn link(item: Node<'_, '_>) -> String {
    let links = item.children().filter(|node| node.tag_name().name() == "link");
    let addresses = links.filter_map(|node| match node.attribute("href") {
        Some(href) => matches!(node.attribute("rel"), None | Some("alternate")).then(|| href.to_owned()),
        None => Some(words(node).trim().to_owned()),
    });
    addresses
        .into_iter()
        .find(|address| !address.is_empty())
        .unwrap_or_default()
}

fn categories(item: Node<'_, '_>) -> String {
    let of = item
        .children()
        .filter(|node| matches!(node.tag_name().name(), "category" | "subject"))
        .map(|node| node.attribute("term").map_or_else(|| words(node), str::to_owned));
    let few: Vec<String> = of
        .flat_map(|words| topics(&words).unwrap_or_default())
        .filter(|topic| topic.chars().count() <= LONGEST_TOPIC)
        .take(MOST_TOPICS)
        .collect();
    few.join("、")
}

/// Words without the marks of a page, which feeds carry in their texts.
fn bare(text: &str) -> String {
    let (mut bare, mut inside) = (String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let begins = signs
            .peek()
            .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!'));
        match sign {
            '<' if begins => inside = true,
            '>' if inside => {
                inside = false;
                bare.push(' ');
            }
            _ if inside => {}
            '\u{a0}' | '\u{feff}' | '\u{200b}' => bare.push(' '),
            _ => bare.push(sign),
        }
    }
    for (entity, sign) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        bare = bare.replace(entity, sign);
    }
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use time::macros::{date, offset};

    use super::*;

    fn read(text: &str) -> Result<Vec<Item>, NoFeed> {
        feed(text, date!(2026 - 11 - 28), offset!(+8))
    }

    #[test]
    fn rss_and_atom_tell_the_same() {
        let rss = r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
            <title>站点</title><item><title><![CDATA[甲方案 &amp; 说明]]></title><link> https://example.cn/1 </link>
            <pubDate>Tue, 03 Jun 2025 17:30:00 GMT</pubDate><category>住房</category><category>保障</category>
            <description>&lt;p&gt;第一段&lt;/p&gt;&lt;script&gt;第二段，3 &lt; 5&amp;nbsp;。</description></item></channel></rss>"#;
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>站点</title><entry><title>甲方案 &amp; 说明</title>
            <link rel="edit" href="https://example.cn/edit"/><link href="https://example.cn/1"/>
            <published>2025-06-04T01:30:00+08:00</published><category term="住房"/><category term="保障"/>
            <summary type="html">&lt;p&gt;第一段&lt;/p&gt; 第二段，3 &lt; 5 。</summary></entry></feed>"#;
        let (rss, atom) = (read(rss).unwrap(), read(atom).unwrap());
        let entry = rss[0].1.as_ref().unwrap();
        assert_eq!(entry.title, "甲方案 & 说明");
        assert_eq!(
            entry.published_on,
            date!(2025 - 06 - 04),
            "as a day at the office"
        );
        assert_eq!(entry.summary, "第一段 第二段，3 < 5 。");
        assert_eq!(entry.topics, ["住房", "保障"]);
        assert_eq!(entry.link.as_ref().unwrap().as_str(), "https://example.cn/1");
        assert_eq!(rss, atom);
    }

    #[test]
    fn what_is_wrong_with_an_entry_is_told_and_a_missing_day_is_today() {
        let items = read(
            "<rss><channel><item><title>甲</title><link>javascript:alert(1)</link></item>\
             <item><title>乙</title><pubDate>2025-06-03 10:00:00</pubDate></item>\
             <item><title>丙</title></item></channel></rss>",
        )
        .unwrap();
        assert_eq!(items[0], (1, Err(vec![(Part::Link, Wrong::NoLink)])));
        assert_eq!(items[1].1.as_ref().unwrap().published_on, date!(2025 - 06 - 03));
        assert_eq!(items[2].1.as_ref().unwrap().published_on, date!(2026 - 11 - 28));
    }

    #[test]
    fn what_is_no_feed_is_said_and_nothing_is_blown_up() {
        for (text, why) in [
            ("", NoFeed::Xml),
            ("<html><body/></html>", NoFeed::Other),
            ("<rss/>", NoFeed::Other),
            ("<rss><channel/></rss>", NoFeed::Empty),
            (
                "<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rss><channel><item><title>&b;</title></item></channel></rss>",
                NoFeed::Xml,
            ),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
        let many = format!("<rss><channel>{}</channel></rss>", "<item/>".repeat(MOST + 1));
        assert_eq!(read(&many), Err(NoFeed::TooMany));
    }
}
