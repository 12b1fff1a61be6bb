//! 校对: what stands in the words of an answer and must not, and what contradicts the case. It is told before the answer
//! goes into review, all at once and beside everything that is still missing.

use std::collections::BTreeSet;

use super::{
    answer::{Draft, FileRef, ItemAnswer, Leak, Missing, Place, What},
    case::Case,
    consultation::{self, Result as Outcome},
    notice::About,
    text::{self, IdentityNumber},
};
use crate::law::{Field, FieldKey, FieldKind, Ground, Law, NoticeKind, OpinionSaid};
use std::collections::BTreeMap;
use time::Date;

/// How many characters in a row have to be the same as in the article to be taken as repeated from it.
const REPEATED: usize = 6;

/// What an answer is held against besides the law.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// The names of the third parties of the case.
    pub third_parties: Vec<String>,
    /// The files of the case that an answer can hand over.
    pub files: Vec<FileRef>,
}

/// Everything that is wrong with the words and the files of an answer.
pub fn missing(case: &Case, law: &Law, draft: &Draft, around: &Around, today: Date) -> Vec<Missing> {
    let mut found = Vec::new();
    for item in draft.items.iter().filter(|item| case.items.contains(&item.item)) {
        let proof = Proof {
            case,
            law,
            around,
            today,
            item,
        };
        proof.read(&mut found);
    }
    found
}

struct Proof<'a> {
    case: &'a Case,
    law: &'a Law,
    around: &'a Around,
    today: Date,
    item: &'a ItemAnswer,
}

impl Proof<'_> {
    fn read(&self, found: &mut Vec<Missing>) {
        let mut wrong = |part, what| {
            found.push(Missing {
                item: self.item.item,
                part,
                what,
            });
        };
        let ground = self.item.ground.as_ref().and_then(|key| self.law.ground(key));
        if let Some(ground) = ground {
            self.words(ground, &self.item.fields, |what| wrong(None, what));
            self.files(ground, |what| wrong(None, what));
        }
        let parts = (1..).zip(&self.item.withheld);
        for (at, part) in parts.take_while(|_| ground.is_some_and(Ground::gives)) {
            for leak in self.leaks(&part.part) {
                let at_part = Place::Part;
                wrong(Some(at), What::Leak { at: at_part, leak });
            }
            if let Some(ground) = self.law.ground(&part.ground) {
                self.words(ground, &part.fields, |what| wrong(Some(at), what));
            }
        }
    }

    /// What was written on a ground.
    fn words(&self, ground: &Ground, fields: &BTreeMap<FieldKey, String>, mut wrong: impl FnMut(What)) {
        for key in &ground.demands {
            let (field, Some(value)) = (self.law.field(key), fields.get(key)) else {
                continue;
            };
            if field.in_letter {
                for leak in self.leaks(value) {
                    let at = Place::Field(key.clone());
                    wrong(What::Leak { at, leak });
                }
            }
            // What is too short anyhow is told as that.
            let is_long_enough = value.trim().chars().count() >= field.min_chars.max(1);
            if field.own_words && is_long_enough && own_characters(value, ground) < field.min_chars {
                wrong(What::OnlyArticle { field: key.clone() });
            }
            if self.item.files.is_empty() && field.promises.iter().any(|promise| value.contains(promise)) {
                wrong(What::NothingAttached { field: key.clone() });
            }
            if ground.third_party
                && let Some(said) = said(field, value)
                && !self.is_recorded(said)
            {
                wrong(What::NotRecorded { field: key.clone() });
            }
        }
    }

    fn files(&self, ground: &Ground, mut wrong: impl FnMut(What)) {
        for file in &self.item.files {
            if !self.around.files.contains(file) {
                wrong(What::FileGone {
                    name: file.name.clone(),
                });
            }
            for leak in self.leaks(&file.name) {
                let at = Place::File(file.name.clone());
                wrong(What::Leak { at, leak });
            }
        }
        if !self.item.files.is_empty() && !ground.gives() {
            wrong(What::GivesNothing {
                ground: ground.key.clone(),
            });
        }
    }

    /// What names or identifies somebody in a text.
    fn leaks(&self, text: &str) -> Vec<Leak> {
        let mut leaks = Vec::new();
        if holds_identity_number(text) {
            leaks.push(Leak::IdentityNumber);
        }
        let bare = bare(text);
        let named = |name: &&String| {
            let name = self::bare(name);
            !name.is_empty() && bare.contains(&name)
        };
        if self.around.third_parties.iter().any(|name| named(&name)) {
            leaks.push(Leak::ThirdParty);
        }
        leaks
    }

    /// Whether the case knows of what an answer says about the third party: that it objected, was silent, or was not
    /// asked.
    fn is_recorded(&self, said: OpinionSaid) -> bool {
        let asked = consultation::all(self.case).filter(|(notice, _)| {
            notice.kind() == NoticeKind::ThirdPartyConsultation
                && matches!(&notice.matter, About::Consultation { items, .. } if items.contains(&self.item.item))
        });
        let results: Vec<Option<Outcome>> = asked
            .map(|(notice, _)| consultation::result(self.case, self.law, notice, self.today))
            .collect();
        match said {
            OpinionSaid::NotAsked => results.is_empty(),
            // Of the part that they object to.
            OpinionSaid::Refused => {
                results.contains(&Some(Outcome::Refused)) || results.contains(&Some(Outcome::Partly))
            }
            OpinionSaid::Silent => results.contains(&Some(Outcome::Silent)),
        }
    }
}

fn said(field: &Field, value: &str) -> Option<OpinionSaid> {
    let chosen = field.options.iter().find(|option| option.key == value);
    chosen.filter(|_| field.kind == FieldKind::Choice)?.says
}

/// Letters and digits alone, narrow: as one compares names and sentences.
fn bare(text: &str) -> String {
    text::narrow(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// How many characters of a text are its writer's own, and not those of the article, of the statutory sentence or of the
/// guidance.
fn own_characters(text: &str, ground: &Ground) -> usize {
    let known: Vec<char> = bare(&[ground.text.as_str(), &ground.statement, &ground.guidance].join("|"))
        .chars()
        .collect();
    let known: BTreeSet<&[char]> = known.windows(REPEATED).collect();
    let written: Vec<char> = bare(text).chars().collect();
    let mut own = vec![true; written.len()];
    for (at, window) in written.windows(REPEATED).enumerate() {
        if known.contains(window) {
            own.iter_mut()
                .skip(at)
                .take(REPEATED)
                .for_each(|own| *own = false);
        }
    }
    own.into_iter().filter(|own| *own).count()
}

/// Whether a number of an identity card stands in a text, in whatever width and with gaps in it.
fn holds_identity_number(text: &str) -> bool {
    let is_gap = |c: char| matches!(c, ' ' | '-' | '\u{3000}' | '·');
    let mut run = String::new();
    let mut runs = Vec::new();
    for c in text::narrow(text).chars() {
        if c.is_ascii_digit() || (matches!(c, 'X' | 'x') && !run.is_empty()) {
            run.push(c);
        } else if !is_gap(c) {
            runs.push(std::mem::take(&mut run));
        }
    }
    runs.push(run);
    runs.iter().any(|run| IdentityNumber::parse(run).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{Story, TODAY, full_draft, law};

    const NUMBER: &str = "990101199001010019";

    fn found(ground: &str, field: &str, value: &str, around: &Around) -> Vec<What> {
        let mut draft = full_draft(ground);
        draft.items[0]
            .fields
            .insert(field.parse().unwrap(), value.to_owned());
        let case = Story::at(crate::domain::stage::StageKey::InHand).case;
        let missing = missing(&case, law(), &draft, around, TODAY);
        missing.into_iter().map(|missing| missing.what).collect()
    }

    #[test]
    fn a_number_of_an_identity_card_is_found_however_it_is_written() {
        for text in [
            format!("户主身份证号{NUMBER}。"),
            "户主990101 19900101 0019".to_owned(),
            "９９０１０１１９９００１０１００１９".to_owned(),
            "号码990101-19900101-0019，电话0140-5510018".to_owned(),
        ] {
            assert!(holds_identity_number(&text), "{text}");
        }
        for text in [
            "文号〔2026〕123456789012345678号",
            "电话0140-5510018",
            "990101199001010018",
        ] {
            assert!(!holds_identity_number(text), "{text}");
        }
    }

    #[test]
    fn the_third_party_is_not_named() {
        let around = Around {
            third_parties: vec!["青溪县 丰穗农产品贸易有限公司".to_owned()],
            ..Around::default()
        };
        let reasons = "青溪县丰穗农产品贸易有限公司的报价反映其成本和定价方法。";
        let leak = What::Leak {
            at: Place::Field("reasons".parse().unwrap()),
            leak: Leak::ThirdParty,
        };
        assert!(found("state_secret", "reasons", reasons, &around).contains(&leak));
        assert!(!found("state_secret", "reasons", reasons, &Around::default()).contains(&leak));
    }

    #[test]
    fn an_article_is_no_reason() {
        let only = What::OnlyArticle {
            field: "reasons".parse().unwrap(),
        };
        for reasons in [
            "依法确定为国家秘密的政府信息，法律、行政法规禁止公开的政府信息，不予公开。",
            "根据《中华人民共和国政府信息公开条例》第十四条和第三十六条第（三）项的规定，本机关决定不予公开。",
        ] {
            assert!(
                found("state_secret", "reasons", reasons, &Around::default()).contains(&only),
                "{reasons}"
            );
        }
        let reasons = "根据条例第十四条，依法确定为国家秘密的政府信息不予公开。该件由市保密局定密，期限至2031年，未解密。";
        assert!(!found("state_secret", "reasons", reasons, &Around::default()).contains(&only));
    }

    #[test]
    fn what_is_promised_must_be_attached_and_what_is_attached_must_be_given() {
        let promised = found(
            "disclosed",
            "supply_description",
            "文件1份，见附件1。",
            &Around::default(),
        );
        assert!(
            matches!(promised.as_slice(), [What::NothingAttached { .. }]),
            "{promised:?}"
        );
        let mut draft = full_draft("state_secret");
        draft.items[0].files = vec![FileRef {
            id: crate::domain::id::FileId(uuid::Uuid::nil()),
            name: format!("{NUMBER}.pdf"),
            content: crate::domain::digest::Digest::of_bytes(b""),
        }];
        let case = Story::at(crate::domain::stage::StageKey::InHand).case;
        let found: Vec<What> = missing(&case, law(), &draft, &Around::default(), TODAY)
            .into_iter()
            .map(|missing| missing.what)
            .collect();
        assert!(
            matches!(
                found.as_slice(),
                [
                    What::FileGone { .. },
                    What::Leak {
                        at: Place::File(_),
                        ..
                    },
                    What::GivesNothing { .. }
                ]
            ),
            "{found:?}"
        );
    }

    #[test]
    fn the_answer_says_of_the_third_party_what_the_case_knows() {
        for (view, recorded) in [("objected", false), ("no_answer", false), ("not_consulted", true)] {
            let found = found(
                "third_party_interests",
                "third_party_view",
                view,
                &Around::default(),
            );
            let wrong = found.iter().any(|what| matches!(what, What::NotRecorded { .. }));
            assert_eq!(wrong, !recorded, "{view}");
        }
    }
}
