//! Two texts held against each other: what both say, and how much alike they are.

use std::{collections::BTreeSet, ops::Range};

use super::{
    passage::{apart, places},
    query::Phrase,
    units::{Term, Text},
};

/// The fewest characters that both have to say in a row, so that it tells anything.
const TELLING: usize = 3;

/// What texts say, without the words that everybody writes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gist(Vec<Text>);

impl Gist {
    /// Several texts, cut where the plain words stand in them.
    pub fn of<'t>(sources: impl IntoIterator<Item = &'t str>, plain: &[Phrase]) -> Self {
        Self(sources.into_iter().map(|source| without(source, plain)).collect())
    }

    /// By what it is compared and found: pairs, and words of two signs and more; each once, in the order of the texts.
    pub fn terms(&self) -> Vec<Term<'_>> {
        let mut seen = BTreeSet::new();
        let of_text = |text| Text::pairs(text).chain(words(text));
        let terms = self.0.iter().flat_map(of_text);
        terms.filter(|term| seen.insert(*term)).collect()
    }

    /// What both say.
    pub fn shared<'a>(&'a self, other: &Self) -> BTreeSet<Term<'a>> {
        let theirs: BTreeSet<Term<'_>> = other.terms().into_iter().collect();
        self.terms()
            .into_iter()
            .filter(|term| theirs.contains(term))
            .collect()
    }

    /// How much of both is the same, in hundredths (the index of Dice); 0 where one says nothing.
    pub fn percent_alike(&self, other: &Self) -> usize {
        let all = self.terms().len() + other.terms().len();
        (200 * self.shared(other).len())
            .checked_div(all)
            .unwrap_or_default()
    }
}

/// The text in the pieces between the plain words, so that nothing is paired across them.
fn without(source: &str, plain: &[Phrase]) -> Text {
    let mut from = 0;
    let mut pieces = Vec::new();
    for place in places(source, plain) {
        pieces.extend(source.get(from..place.start));
        from = place.end;
    }
    pieces.extend(source.get(from..));
    Text::of_all(pieces)
}

fn words(text: &Text) -> impl Iterator<Item = Term<'_>> {
    let words = text.units().filter(|unit| unit.len() > 1 && is_word(unit));
    words.map(Term::Word)
}

fn is_word(unit: &str) -> bool {
    unit.chars().nth(1).is_some()
}

/// Where in a text stands what is shared, in bytes: three characters in a row at least.
pub fn shared_places(source: &str, shared: &BTreeSet<Term<'_>>) -> Vec<Range<usize>> {
    let text = Text::of(source);
    let units: Vec<&str> = text.units().collect();
    let mut places = Vec::new();
    let mut begun: Option<usize> = None;
    for at in 1..=units.len() {
        let pair = units.get(at - 1).zip(units.get(at));
        let is_shared = pair.is_some_and(|(one, two)| shared.contains(&Term::Pair(one, two)));
        match (begun, is_shared) {
            (None, true) => begun = Some(at - 1),
            (Some(from), false) => {
                if signs(&units, from..at) >= TELLING {
                    places.push(text.source_of(from..at));
                }
                begun = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    apart(places)
}

fn signs(units: &[&str], stretch: Range<usize>) -> usize {
    let units = units.get(stretch).unwrap_or_default();
    units.iter().map(|unit| unit.chars().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::marked_at;

    fn plain() -> Vec<Phrase> {
        ["申请公开", "全文"]
            .iter()
            .filter_map(|word| Phrase::exactly(word))
            .collect()
    }

    fn gist(text: &str) -> Gist {
        Gist::of([text], &plain())
    }

    fn said(source: &str, other: &str) -> String {
        let (ours, theirs) = (gist(source), gist(other));
        let parts = marked_at(source, &shared_places(source, &ours.shared(&theirs)));
        let part = |part: &crate::domain::search::Part| {
            if part.is_hit {
                format!("【{}】", part.text)
            } else {
                part.text.clone()
            }
        };
        parts.iter().map(part).collect()
    }

    #[test]
    fn what_both_say_is_marked_and_what_everybody_writes_is_not() {
        assert_eq!(
            said(
                "申请公开竹林片区征收补偿方案全文",
                "申请公开东河新村征收补偿协议全文"
            ),
            "申请公开竹林片区【征收补偿】方案全文"
        );
        // Two characters in a row say too little.
        assert_eq!(said("水库移民名单", "移民局职责"), "水库移民名单");
        assert_eq!(
            said("青建发〔2025〕15号文", "青建发[2025] 15 号"),
            "【青建发〔2025〕15号】文"
        );
    }

    #[test]
    fn alike_is_told_in_hundredths() {
        let one = gist("申请公开2025年度保障性住房分配方案");
        assert_eq!(one.percent_alike(&gist("2025年度保障性住房分配方案")), 100);
        let near = one.percent_alike(&gist("2025年度保障性住房分配结果"));
        assert!((60..100).contains(&near), "{near}");
        assert!(one.percent_alike(&gist("柳堤街道路施工许可证")) < 20);
        assert_eq!(one.percent_alike(&Gist::default()), 0);
        assert_eq!(Gist::default().percent_alike(&Gist::default()), 0);
    }

    #[test]
    fn nothing_is_paired_across_what_was_cut_out() {
        let cut = gist("名单申请公开方案");
        let pairs: Vec<Term<'_>> = cut.terms();
        assert_eq!(pairs, [Term::Pair("名", "单"), Term::Pair("方", "案")]);
    }
}
