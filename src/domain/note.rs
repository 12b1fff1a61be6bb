//! 办件留言: what the staff note on a case for each other. Not part of its legal history: a note decides nothing, and no
//! applicant sees it. Whoever may read the case may read and write notes.

use std::collections::{BTreeMap, BTreeSet};

use time::OffsetDateTime;

use super::{
    id::{AccountId, NoteId},
    words::MAX_WORDS,
};
use crate::law::{ReminderKey, words};

/// A note as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub id: NoteId,
    /// Its place among the notes of the case, from 1.
    pub seq: u32,
    pub by: AccountId,
    pub at: OffsetDateTime,
    /// The note that it answers; never one that answers another itself.
    pub answers: Option<NoteId>,
    /// None once it was taken back.
    pub words: Option<String>,
    /// When its writer took it back.
    pub withdrawn_at: Option<OffsetDateTime>,
    /// Whom it mentions.
    pub mentions: BTreeSet<AccountId>,
}

impl Note {
    /// Whether this person may take it back: their own, once.
    pub fn may_be_withdrawn_by(&self, account: AccountId) -> bool {
        self.by == account && self.withdrawn_at.is_none()
    }

    /// Whether it is new to a person who has read up to a place.
    pub fn is_new_to(&self, account: AccountId, read: u32) -> bool {
        self.by != account && self.seq > read && self.withdrawn_at.is_none()
    }
}

/// Somebody whom a note could mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub account: AccountId,
    pub name: String,
    /// Whether they may read the case: whoever may not is not to learn of it from a note.
    pub may_read: bool,
}

words! {
    /// A part of a note, as its form has it.
    pub enum NotePart {
        Words = "words",
        Mentions = "mention",
    }
}

/// What is wrong with a note to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteProblem {
    Blank,
    /// So many signs.
    TooLong(usize),
    /// The person may not read the case, by name; nothing where there is no such person of the agency.
    MayNotRead(Option<String>),
    /// Nobody has the name that begins so.
    Nobody(String),
    /// Several people who may read the case are called so: their boxes tell them apart.
    Several(String),
}

/// A note that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub text: String,
    /// Whom it mentions, by box or by name; not its writer.
    pub mentions: BTreeSet<AccountId>,
}

/// Whether a note may be written, and whom it mentions: whoever was chosen, and whoever is named `@姓名` in it.
pub fn judge(
    raw: &str,
    chosen: &[AccountId],
    by: AccountId,
    colleagues: &[Colleague],
) -> Result<Judged, Vec<(NotePart, NoteProblem)>> {
    let text = raw.trim().replace("\r\n", "\n");
    let mut problems = Vec::new();
    match text.chars().count() {
        0 => problems.push((NotePart::Words, NoteProblem::Blank)),
        1..=MAX_WORDS => {}
        length => problems.push((NotePart::Words, NoteProblem::TooLong(length))),
    }
    let mut mentions = BTreeSet::new();
    for wanted in chosen {
        match colleagues.iter().find(|colleague| colleague.account == *wanted) {
            Some(colleague) if colleague.may_read => {
                mentions.insert(colleague.account);
            }
            other => problems.push((
                NotePart::Mentions,
                NoteProblem::MayNotRead(other.map(|colleague| colleague.name.clone())),
            )),
        }
    }
    for rest in after_signs(&text) {
        match named(rest, colleagues) {
            Ok(account) => {
                mentions.insert(account);
            }
            Err(problem) => problems.push((NotePart::Words, problem)),
        }
    }
    mentions.remove(&by);
    if problems.is_empty() {
        Ok(Judged { text, mentions })
    } else {
        Err(problems)
    }
}

/// The signs that begin a mention, of half and of full width.
const AT: [char; 2] = ['@', '＠'];

/// What stands behind each sign that begins a mention: one within an address of mail does not, nor one before a blank.
fn after_signs(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    for (at, sign) in text.char_indices() {
        let in_an_address =
            before.is_some_and(|before| before.is_ascii_alphanumeric() || "._-+".contains(before));
        before = Some(sign);
        if !AT.contains(&sign) || in_an_address {
            continue;
        }
        let rest = text.get(at + sign.len_utf8()..).unwrap_or_default();
        if rest.chars().next().is_some_and(char::is_alphanumeric) {
            found.push(rest);
        }
    }
    found
}

/// Whose whole name a text begins with; of several names the longest.
fn named(rest: &str, colleagues: &[Colleague]) -> Result<AccountId, NoteProblem> {
    let begins = |colleague: &&Colleague| {
        let behind = rest.strip_prefix(colleague.name.as_str());
        // A name in letters ends where the letters end.
        behind.is_some_and(|behind| {
            let goes_on = behind.starts_with(|next: char| next.is_ascii_alphanumeric());
            !(goes_on
                && colleague
                    .name
                    .ends_with(|last: char| last.is_ascii_alphanumeric()))
        })
    };
    let longest = colleagues
        .iter()
        .filter(begins)
        .map(|colleague| colleague.name.as_str())
        .max_by_key(|name| name.len());
    let Some(name) = longest.filter(|name| !name.is_empty()) else {
        return Err(NoteProblem::Nobody(word(rest)));
    };
    let mut readers = colleagues
        .iter()
        .filter(|colleague| colleague.name == name && colleague.may_read);
    match (readers.next(), readers.next()) {
        (Some(one), None) => Ok(one.account),
        (Some(_), Some(_)) => Err(NoteProblem::Several(name.to_owned())),
        (None, _) => Err(NoteProblem::MayNotRead(Some(name.to_owned()))),
    }
}

/// The first word of a text, for a message: at most so long as a name is.
fn word(text: &str) -> String {
    text.chars()
        .take_while(|sign| sign.is_alphanumeric())
        .take(8)
        .collect()
}

/// Who is to be told of a new note, and as what. Its writer is not; whoever is mentioned is told of that alone. All of
/// them must be among those who may read the case.
pub fn told(
    by: AccountId,
    mentions: &BTreeSet<AccountId>,
    interested: impl IntoIterator<Item = AccountId>,
    may_read: impl Fn(AccountId) -> bool,
) -> BTreeMap<AccountId, ReminderKey> {
    let noted = interested
        .into_iter()
        .map(|account| (account, ReminderKey::Noted));
    let mentioned = mentions.iter().map(|account| (*account, ReminderKey::Mentioned));
    // What comes later replaces what came before.
    let all: BTreeMap<AccountId, ReminderKey> = noted.chain(mentioned).collect();
    all.into_iter()
        .filter(|(account, _)| *account != by && may_read(*account))
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    fn colleague(number: u128, name: &str, may_read: bool) -> Colleague {
        Colleague {
            account: id(number),
            name: name.to_owned(),
            may_read,
        }
    }

    fn office() -> Vec<Colleague> {
        vec![
            colleague(1, "欧阳某某", true),
            colleague(2, "李四", true),
            colleague(3, "李四光", true),
            colleague(4, "外科室某", false),
            colleague(5, "王某", true),
            colleague(6, "王某", true),
            colleague(7, "赵某", true),
            colleague(8, "赵某", false),
            colleague(9, "Ann", true),
        ]
    }

    fn mentions(text: &str) -> Result<Vec<AccountId>, Vec<NoteProblem>> {
        match judge(text, &[], id(1), &office()) {
            Ok(judged) => Ok(judged.mentions.into_iter().collect()),
            Err(problems) => Err(problems.into_iter().map(|(_, problem)| problem).collect()),
        }
    }

    #[test]
    fn exact_names_behind_the_sign_are_mentions() {
        assert_eq!(mentions("请@李四看第2项，＠李四光也看"), Ok(vec![id(2), id(3)]));
        assert_eq!(mentions("@李四，@李四"), Ok(vec![id(2)]));
        assert_eq!(mentions("李四请看"), Ok(vec![]), "no sign, no mention");
        assert_eq!(mentions("Hi @Ann, ok"), Ok(vec![id(9)]));
        assert_eq!(mentions("@赵某"), Ok(vec![id(7)]), "the one of two who may read");
    }

    #[test]
    fn addresses_and_lone_signs_mention_nobody() {
        assert_eq!(mentions("发到 li@example.cn、a.b-c@李四"), Ok(vec![]));
        assert_eq!(mentions("@ 李四 @，@"), Ok(vec![]));
    }

    #[test]
    fn whoever_writes_is_not_mentioned() {
        assert_eq!(mentions("@欧阳某某"), Ok(vec![]));
        let judged = judge("看", &[id(1), id(2)], id(1), &office()).unwrap();
        assert_eq!(judged.mentions, BTreeSet::from([id(2)]));
    }

    #[test]
    fn a_name_that_leads_to_nobody_or_to_several_is_said() {
        assert_eq!(
            mentions("@李五请看这件"),
            Err(vec![NoteProblem::Nobody("李五请看这件".to_owned())])
        );
        assert_eq!(
            mentions("@Anna"),
            Err(vec![NoteProblem::Nobody("Anna".to_owned())])
        );
        assert_eq!(
            mentions("@王某"),
            Err(vec![NoteProblem::Several("王某".to_owned())])
        );
        assert_eq!(
            mentions("@外科室某"),
            Err(vec![NoteProblem::MayNotRead(Some("外科室某".to_owned()))])
        );
    }

    #[test]
    fn whoever_may_not_read_is_refused_by_box_too() {
        let wrong = judge("看", &[id(4), id(99)], id(1), &office()).unwrap_err();
        assert_eq!(
            wrong,
            [
                (
                    NotePart::Mentions,
                    NoteProblem::MayNotRead(Some("外科室某".to_owned()))
                ),
                (NotePart::Mentions, NoteProblem::MayNotRead(None)),
            ]
        );
    }

    #[test]
    fn words_are_there_and_end() {
        assert_eq!(mentions(" \r\n "), Err(vec![NoteProblem::Blank]));
        assert_eq!(
            mentions(&"字".repeat(MAX_WORDS + 1)),
            Err(vec![NoteProblem::TooLong(MAX_WORDS + 1)])
        );
        let kept = judge(" 一\r\n二 ", &[], id(1), &office()).unwrap();
        assert_eq!(kept.text, "一\n二");
    }

    #[test]
    fn everybody_is_told_once_and_the_mention_goes_first() {
        let interested = [id(1), id(2), id(3), id(4), id(5)];
        let told = told(id(1), &BTreeSet::from([id(2), id(6)]), interested, |account| {
            account != id(4)
        });
        assert_eq!(
            told.into_iter().collect::<Vec<_>>(),
            [
                (id(2), ReminderKey::Mentioned),
                (id(3), ReminderKey::Noted),
                (id(5), ReminderKey::Noted),
                (id(6), ReminderKey::Mentioned),
            ]
        );
    }

    #[test]
    fn a_note_is_new_to_others_until_they_have_read_it_or_it_was_taken_back() {
        let note = |withdrawn| Note {
            id: NoteId(Uuid::nil()),
            seq: 3,
            by: id(1),
            at: OffsetDateTime::UNIX_EPOCH,
            answers: None,
            words: Some("看".to_owned()),
            withdrawn_at: withdrawn,
            mentions: BTreeSet::new(),
        };
        let standing = note(None);
        assert!(standing.is_new_to(id(2), 2));
        assert!(!standing.is_new_to(id(2), 3) && !standing.is_new_to(id(1), 0));
        assert!(standing.may_be_withdrawn_by(id(1)) && !standing.may_be_withdrawn_by(id(2)));
        let gone = note(Some(OffsetDateTime::UNIX_EPOCH));
        assert!(!gone.is_new_to(id(2), 0) && !gone.may_be_withdrawn_by(id(1)));
    }
}
