//! E-mails: their head and their words, and what is attached to them.

use mail_parser::{Address, Message, MessageParser, MimeHeaders as _};

use super::plain;

/// Something that is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Whether this is an e-mail: who it is from, and something that only mails say.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    parsed(bytes).is_some()
}

fn parsed(bytes: &[u8]) -> Option<Message<'_>> {
    let message = MessageParser::default().parse(bytes)?;
    let has_head = message.from().is_some()
        && (message.date().is_some() || message.subject().is_some() || message.message_id().is_some());
    has_head.then_some(message)
}

/// What is written in a mail: its head, its words, and the names of what is attached. Words in HTML are reduced to text;
/// nothing is fetched from anywhere. None where it is no mail.
pub fn words(bytes: &[u8]) -> Option<String> {
    let message = parsed(bytes)?;
    let date = message
        .header_raw("Date")
        .map(|date| date.trim().to_owned())
        .unwrap_or_default();
    let names: Vec<String> = attached(&message)
        .into_iter()
        .map(|attachment| attachment.name)
        .collect();
    let head = [
        ("发件人", people(message.from())),
        ("收件人", people(message.to())),
        ("抄送", people(message.cc())),
        ("日期", date),
        ("主题", message.subject().unwrap_or_default().to_owned()),
        ("附件", names.join("；")),
    ];
    let head = head.into_iter().filter(|(_, value)| !value.is_empty());
    let lines: Vec<String> = head.map(|(name, value)| format!("{name}：{value}\n")).collect();
    let mut words = lines.concat();
    for place in 0..message.text_body_count() {
        if let Some(body) = message.body_text(place) {
            words.push('\n');
            words.push_str(&body);
            words.push('\n');
        }
    }
    words.retain(|sign| !sign.is_control() || matches!(sign, '\n' | '\t'));
    Some(words)
}

fn people(address: Option<&Address<'_>>) -> String {
    let people = address.into_iter().flat_map(Address::iter).map(|person| {
        match (person.name(), person.address().unwrap_or_default()) {
            (Some(name), address) => format!("{name} <{address}>"),
            (None, address) => address.to_owned(),
        }
    });
    people.collect::<Vec<_>>().join("；")
}

/// What is attached to a mail, pictures in its text among it.
pub fn attachments(bytes: &[u8]) -> Vec<Attachment> {
    parsed(bytes)
        .map(|message| attached(&message))
        .unwrap_or_default()
}

fn attached(message: &Message<'_>) -> Vec<Attachment> {
    (1..)
        .zip(message.attachments())
        .map(|(place, part)| {
            let extension = if part.is_message() { ".eml" } else { "" };
            let name = part
                .attachment_name()
                .map(str::trim)
                .filter(|name| !name.is_empty());
            let name = name.map_or_else(|| format!("附件{place}{extension}"), repaired);
            Attachment {
                name,
                bytes: part.contents().to_vec(),
            }
        })
        .collect()
}

/// A name whose bytes older programs wrote as they were, without saying in which encoding.
fn repaired(name: &str) -> String {
    let bytes: Option<Vec<u8>> = name
        .chars()
        .map(|sign| u8::try_from(u32::from(sign)).ok())
        .collect();
    let older = bytes
        .filter(|bytes| !bytes.is_ascii())
        .and_then(|bytes| plain::legacy(&bytes));
    older.unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "From: =?utf-8?B?546L6Iqz?= <wang@example.cn>\r\nTo: lin@example.cn\r\n\
        Date: Fri, 20 Nov 2026 09:30:00 +0800\r\nSubject: =?gbk?B?0K3S6Q==?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
        <p>见附件。</p><script>alert(1)</script><img src=\"http://example.cn/x.png\">\r\n\
        --b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nabc\r\n--b--\r\n";

    #[test]
    fn the_head_and_the_words_of_a_mail_are_read() {
        let words = words(MAIL.as_bytes()).unwrap();
        assert_eq!(
            words.trim(),
            "发件人：王芳 <wang@example.cn>\n收件人：lin@example.cn\n日期：Fri, 20 Nov 2026 09:30:00 +0800\n\
             主题：协议\n附件：a.txt\n\n见附件。"
        );
        let attached = attachments(MAIL.as_bytes());
        assert_eq!(attached.len(), 1);
        assert_eq!(
            (attached[0].name.as_str(), attached[0].bytes.as_slice()),
            ("a.txt", b"abc".as_slice())
        );
    }

    #[test]
    fn a_letter_with_a_colon_is_no_mail() {
        assert!(!is_mail("关于：调解\n日期：昨天\n".as_bytes()));
        assert!(!is_mail(b"Subject: x\r\n\r\nwho?"));
        assert_eq!(words(b"hello"), None);
    }
}
