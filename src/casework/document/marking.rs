//! Marking what is to be blacked out: by hand, place by place, or by words through all pages.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::{
    super::{ActError, Office},
    drafted, in_state,
    look::thousandths,
    text,
};
use crate::{
    documents::{
        pdf::{Area, Letter, is_same_line},
        personal::{self, PersonalKind},
    },
    domain::{
        account::Actor,
        id::{AgencyId, CaseId, FileId, MarkId},
        mark::{Mark, Spot},
        radical::unified,
        refusal::Refusal,
    },
    law::BlackoutKey,
    store::{
        self, Scope, StoreError,
        document::{Page, State},
    },
};

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words, each on its own. Blanks and line ends in the document do not count.
    pub words: Vec<String>,
    pub kinds: Vec<PersonalKind>,
}

/// What was looked for and is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub page: u32,
    /// None: one of the words.
    pub kind: Option<PersonalKind>,
    pub text: String,
    /// What stands before and behind it.
    pub before: String,
    pub behind: String,
    /// A place for each line that it stands on.
    pub spots: Vec<Spot>,
    /// Whether all of it is marked already.
    pub is_marked: bool,
}

/// Everything that a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// There are more; they come up once these are marked.
    pub more: bool,
    /// Pages without a word, or with signs of which the file does not say what they are: a search does not see them.
    pub unsearchable: Vec<u32>,
}

/// The most hits that are shown at once.
const MOST_HITS: usize = 500;

/// Pages that are read at once.
const PIECE: u64 = 50;

/// Signs before and behind a hit.
const AROUND: usize = 12;

/// A gap of so much of the height of the letters begins a column, and what stands between two columns in the text.
const COLUMN: f64 = 0.4;
const APART: char = '\u{1f}';

/// How far a mark reaches over the letters, in points: a tall letter must not look out.
const RIM: f64 = 1.0;

/// Looks through all pages of a document.
pub async fn search(
    office: &Office,
    agency: AgencyId,
    file: FileId,
    wanted: &Wanted,
) -> Result<Found, StoreError> {
    let (db, scope) = (&office.db, Scope::of(agency));
    let marks = store::mark::of_file(db, scope, file).await?;
    let (mut found, mut first) = (Found::default(), 1);
    loop {
        let pages = store::document::pages_from(db, scope, &office.vault, (file, first), PIECE).await?;
        let Some((last, _)) = pages.last() else { break };
        first = last.number + 1;
        for (page, words) in &pages {
            let text = text(words, file)?;
            if text.letters.is_empty() || text.unreadable > 0 {
                found.unsearchable.push(page.number);
            }
            for hit in on_page(page, &text.letters, wanted, &marks) {
                if found.hits.len() == MOST_HITS {
                    found.more = true;
                    return Ok(found);
                }
                found.hits.push(hit);
            }
        }
    }
    Ok(found)
}

/// What is written on a page without blanks, and to which letter each byte belongs.
struct Flat<'a> {
    text: String,
    letters: Vec<(usize, &'a Letter)>,
}

impl<'a> Flat<'a> {
    /// Everything in one piece: for words, which may be spaced out over a line.
    fn joined(letters: &'a [Letter]) -> Self {
        Self::of(letters, |_, _| false)
    }

    /// With a mark where a column begins: for numbers, which are told apart by what stands beside them.
    fn in_columns(letters: &'a [Letter]) -> Self {
        Self::of(letters, |before, next| {
            is_same_line(before, next) && next.x - before.right() > COLUMN * before.height.max(next.height)
        })
    }

    fn of(letters: &'a [Letter], is_apart: impl Fn(Area, Area) -> bool) -> Self {
        let mut flat = Self {
            text: String::new(),
            letters: Vec::with_capacity(letters.len()),
        };
        let mut before: Option<Area> = None;
        for letter in letters {
            if before.is_some_and(|before| is_apart(before, letter.area)) {
                flat.text.push(APART);
            }
            // A blank that was written joins what stands on both its sides.
            before = Some(letter.area);
            let signs = plain(&letter.text);
            if !signs.is_empty() {
                flat.letters.push((flat.text.len(), letter));
                flat.text.push_str(&signs);
            }
        }
        flat
    }

    /// The letters that a stretch of the text belongs to.
    fn letters_of(&self, place: &Range<usize>) -> impl Iterator<Item = &'a Letter> {
        let first = self
            .letters
            .partition_point(|(at, _)| *at <= place.start)
            .saturating_sub(1);
        let until = self.letters.partition_point(|(at, _)| *at < place.end);
        self.letters
            .get(first..until)
            .unwrap_or_default()
            .iter()
            .map(|(_, letter)| *letter)
    }

    /// What was found at a place of the text.
    fn hit(&self, page: &Page, kind: Option<PersonalKind>, place: &Range<usize>, marks: &[Mark]) -> Hit {
        let spots = spots(page, self.letters_of(place));
        let shown = |text: String| text.replace(APART, " ");
        let before = self.text.get(..place.start).unwrap_or_default().chars().rev();
        let before: Vec<char> = before.take(AROUND).collect();
        let behind = self.text.get(place.end..).unwrap_or_default();
        Hit {
            page: page.number,
            kind,
            text: self.text.get(place.clone()).unwrap_or_default().to_owned(),
            before: shown(before.into_iter().rev().collect()),
            behind: shown(behind.chars().take(AROUND).collect()),
            is_marked: spots.iter().all(|spot| is_covered(*spot, page.number, marks)),
            spots,
        }
    }
}

/// What is looked for and what is written, in one spelling and without blanks: full-width letters and digits are narrow,
/// and a character is itself where a program wrote the radical that looks like it, as browsers do.
fn plain(text: &str) -> String {
    unified(text)
        .nfkc()
        .filter(|sign| !sign.is_whitespace())
        .map(|sign| sign.to_ascii_lowercase())
        .collect()
}

/// What stands on a page of what is wanted.
pub(in crate::casework) fn on_page(
    page: &Page,
    letters: &[Letter],
    wanted: &Wanted,
    marks: &[Mark],
) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let joined = Flat::joined(letters);
    for word in &wanted.words {
        let word = plain(word);
        if !word.is_empty() {
            let found = joined.text.match_indices(&word);
            hits.extend(found.map(|(at, word)| joined.hit(page, None, &(at..at + word.len()), marks)));
        }
    }
    if !wanted.kinds.is_empty() {
        let columns = Flat::in_columns(letters);
        let found = personal::find(&columns.text).into_iter();
        let of_kind = found.filter(|personal| wanted.kinds.contains(&personal.kind));
        hits.extend(of_kind.map(|personal| columns.hit(page, Some(personal.kind), &personal.place, marks)));
    }
    hits.retain(|hit| !hit.spots.is_empty());
    hits.sort_by_key(|hit| hit.spots.first().map(|spot| (spot.y, spot.x)));
    hits.dedup_by(|next, before| next.spots == before.spots);
    hits
}

/// A place for each line on which the letters stand.
fn spots<'a>(page: &Page, letters: impl Iterator<Item = &'a Letter>) -> Vec<Spot> {
    let mut lines: Vec<(Area, Area)> = Vec::new();
    for letter in letters {
        match lines.last_mut() {
            Some((line, last)) if is_same_line(*last, letter.area) => {
                *line = line.with(letter.area);
                *last = letter.area;
            }
            _ => lines.push((letter.area, letter.area)),
        }
    }
    let spot = |(line, _): (Area, Area)| {
        let around = Area {
            x: line.x - RIM,
            y: line.y - RIM,
            width: line.width + 2.0 * RIM,
            height: line.height + 2.0 * RIM,
        };
        let spot = Spot {
            x: thousandths(around.x),
            y: thousandths(around.y),
            width: thousandths(around.width),
            height: thousandths(around.height),
        };
        spot.within((page.width, page.height))
    };
    lines.into_iter().filter_map(spot).collect()
}

/// Whether one mark covers the whole place.
fn is_covered(spot: Spot, page: u32, marks: &[Mark]) -> bool {
    marks.iter().filter(|mark| mark.page == page).any(|mark| {
        mark.spot.x <= spot.x
            && mark.spot.y <= spot.y
            && mark.spot.x + mark.spot.width >= spot.x + spot.width
            && mark.spot.y + mark.spot.height >= spot.y + spot.height
    })
}

/// Marks places on pages, all for one reason: all of them or none. Returns how many there are that were not there before.
pub async fn mark(
    office: &Office,
    actor: &Actor,
    (agency, case, file): (AgencyId, CaseId, FileId),
    places: &[(u32, Spot)],
    reason: &BlackoutKey,
) -> Result<usize, ActError> {
    let scope = Scope::of(agency);
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let (case, by) = drafted(office, &tx, scope, actor, case).await?;
    in_state(&tx, scope, &case, file, State::Ready).await?;
    if office.law.blackout(reason).is_none() {
        return Err(Refusal::NoBlackoutReason.into());
    }
    let before = store::mark::of_file(&tx, scope, file).await?;
    let mut added = 0;
    for (number, spot) in places {
        let page = store::document::page(&tx, scope, &office.vault, (file, *number)).await?;
        let (page, _) = page.ok_or(Refusal::OffThePage)?;
        let spot = spot
            .within((page.width, page.height))
            .ok_or(Refusal::OffThePage)?;
        // Sent twice, or marked in another window.
        if before
            .iter()
            .any(|mark| (mark.page, mark.spot, &mark.reason) == (*number, spot, reason))
        {
            continue;
        }
        let mark = Mark {
            id: MarkId(office.ids.next()),
            file,
            page: *number,
            spot,
            reason: reason.clone(),
            by,
        };
        store::mark::insert(&tx, scope, &mark, office.now()).await?;
        added += 1;
    }
    tx.commit().await?;
    Ok(added)
}

/// Takes a mark away. One that is gone already is no error: that is what was wanted.
pub async fn unmark(
    office: &Office,
    actor: &Actor,
    (agency, case, file): (AgencyId, CaseId, FileId),
    id: MarkId,
) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let (case, _) = drafted(office, &tx, scope, actor, case).await?;
    in_state(&tx, scope, &case, file, State::Ready).await?;
    store::mark::remove(&tx, scope, (file, id), office.now()).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Page = Page {
        number: 1,
        width: 595_000,
        height: 842_000,
        picture: crate::domain::digest::Digest([0; 32]),
    };

    /// Letters of ten points, line below line.
    fn letters(lines: &[&str]) -> Vec<Letter> {
        let line = |(y, line): (f64, &&str)| {
            let mut x = 90.0;
            let letter = move |sign: char| {
                x += 10.0;
                Letter {
                    text: sign.to_string(),
                    area: Area {
                        x,
                        y,
                        width: 10.0,
                        height: 10.0,
                    },
                }
            };
            line.chars().map(letter).collect::<Vec<_>>()
        };
        [100.0, 120.0, 140.0]
            .into_iter()
            .zip(lines)
            .flat_map(line)
            .collect()
    }

    fn words(words: &[&str]) -> Wanted {
        Wanted {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            kinds: Vec::new(),
        }
    }

    #[test]
    fn a_word_is_found_with_blanks_between_its_signs_and_over_the_end_of_a_line() {
        let letters = letters(&["甲方 林 晓 舟", "与乙方林晓", "舟签订"]);
        let hits = on_page(&PAGE, &letters, &words(&["林晓舟"]), &[]);
        assert_eq!(hits.len(), 2);
        assert_eq!(
            hits[0].spots,
            [Spot {
                x: 129_000,
                y: 99_000,
                width: 52_000,
                height: 12_000
            }]
        );
        assert_eq!(hits[1].spots.len(), 2, "a place for each line");
        assert_eq!(
            (hits[0].before.as_str(), hits[0].behind.as_str()),
            ("甲方", "与乙方林晓舟签订")
        );
    }

    #[test]
    fn full_width_digits_are_numbers_too() {
        let letters = letters(&["电话１３８００００００００。"]);
        let wanted = Wanted {
            words: vec!["13800000000".to_owned()],
            kinds: vec![PersonalKind::Phone],
        };
        let hits = on_page(&PAGE, &letters, &wanted, &[]);
        assert_eq!(hits.len(), 1, "found by both, told once");
    }

    #[test]
    fn a_radical_is_the_character_that_it_looks_like() {
        let letters = letters(&["申请\u{2f08}：\u{2fbc}明霞，"]);
        let kinds = vec![PersonalKind::Name];
        let wanted = Wanted {
            kinds,
            ..words(&["高明"])
        };
        let found: Vec<_> = on_page(&PAGE, &letters, &wanted, &[])
            .into_iter()
            .map(|hit| hit.text)
            .collect();
        assert_eq!(found, ["高明", "高明霞"]);
        let letters = self::letters(&["\u{2ee2}敏强"]);
        assert_eq!(on_page(&PAGE, &letters, &words(&["马敏强"]), &[]).len(), 1);
    }

    #[test]
    fn the_cells_of_a_row_are_kept_apart() {
        let (mut row, mut phone) = (letters(&["林晓舟990101199003077774"]), letters(&["19900008888"]));
        for letter in &mut phone {
            letter.area.x += 10.0 * 21.0 + 8.0;
        }
        row.append(&mut phone);
        let kinds = vec![PersonalKind::Identity, PersonalKind::Phone];
        let wanted = Wanted {
            kinds,
            ..Wanted::default()
        };
        let found: Vec<_> = on_page(&PAGE, &row, &wanted, &[])
            .into_iter()
            .map(|hit| hit.text)
            .collect();
        assert_eq!(found, ["990101199003077774", "19900008888"]);
    }

    #[test]
    fn what_is_marked_already_is_told() {
        let letters = letters(&["林晓舟"]);
        let hit = |marks: &[Mark]| on_page(&PAGE, &letters, &words(&["晓"]), marks).remove(0);
        let spot = hit(&[]).spots[0];
        let mark = |spot| Mark {
            id: MarkId(uuid::Uuid::nil()),
            file: FileId(uuid::Uuid::nil()),
            page: 1,
            spot,
            reason: "personal_privacy".parse().unwrap(),
            by: crate::domain::id::AccountId(uuid::Uuid::nil()),
        };
        assert!(!hit(&[]).is_marked);
        assert!(hit(&[mark(spot)]).is_marked);
        assert!(!hit(&[mark(Spot { width: 5_000, ..spot })]).is_marked);
    }
}
