//! From what was found to what the page says.

use super::page::{HitRow, PlaceRow, SearchPage};
use crate::{
    casework::found::{At, Hit, Hits, Place},
    domain::{account::Officer, agency::Department},
    store::{
        queue::Count,
        search::{Filter, Where},
    },
    text::key,
    web::{
        access::cases_at,
        error::Failure,
        form::{Choices, Field, FieldErrors, encode},
        page::View,
        pairs::Pairs,
        parts::{PartRow, parts, several},
        wording::{Said, Voice, letter_name, voice},
    },
};

/// The fields of the form, as they stand in the address.
const FIELDS: [&str; 6] = ["q", "place", "state", "department", "from", "until"];

impl SearchPage {
    /// The form as it was filled in, with nothing found so far.
    pub(super) fn begin(
        voice: Voice<'_>,
        typed: &Pairs,
        filter: &Filter,
        departments: &[Department],
        problems: FieldErrors,
    ) -> Said<Self> {
        let every = |name| Ok((String::new(), voice.say(name)?, None));
        let mut offices = vec![every(key("search-every-department"))?];
        offices.extend(departments.iter().map(|department| {
            let id = department.id.to_string();
            (id, department.name.clone(), None)
        }));
        let states = [
            every(key("search-every-state"))?,
            ("open".to_owned(), voice.say(key("search-open"))?, None),
            ("closed".to_owned(), voice.say(key("search-closed"))?, None),
        ];
        let places = Where::ALL
            .iter()
            .map(|place| Ok((place.as_str(), place_name(voice, *place)?, None)));
        let places: Vec<_> = places.collect::<Said<_>>()?;
        let field = |name: &str| Field::new(name, typed.get(name), &problems);
        Ok(Self {
            words: Field::new("search", typed.get("q"), &problems),
            place: Choices::new("place", places, &[filter.place.as_str()], &problems),
            state: Choices::new("state", states, &[typed.get("state")], &problems),
            department: Choices::new("department", offices, &[typed.get("department")], &problems),
            from: field("from"),
            until: field("until"),
            is_narrowed: *filter != Filter::default()
                || problems.each().any(|problem| problem.id != "search"),
            summary: None,
            hits: Vec::new(),
            advice: Vec::new(),
            everything_href: None,
            next: None,
            problems,
        })
    }

    /// The same with what was found; `count` where it is more than the page shows.
    pub(super) fn answer(
        &mut self,
        view: &View,
        officer: &Officer,
        typed: &Pairs,
        found: &Hits,
        count: Option<Count>,
    ) -> Result<(), Failure> {
        let voice = voice(view);
        let words = self.words.value.trim();
        let summary = if found.hits.is_empty() && count.is_none() {
            voice.say_with(key("search-nothing"), &[("words", words)])?
        } else {
            let count = match count {
                None => found.hits.len().to_string(),
                Some(Count::Exactly(count)) => count.to_string(),
                Some(Count::MoreThan(most)) => {
                    voice.say_with(key("search-more-than"), &[("most", &most.to_string())])?
                }
            };
            voice.say_with(key("search-found"), &[("words", words), ("count", &count)])?
        };
        self.summary = Some(summary);
        if found.hits.is_empty() {
            self.advice = vec![
                voice.say(key("search-advice-fewer"))?,
                voice.say(key("search-advice-shorter"))?,
                voice.say(key("search-advice-reach"))?,
            ];
            self.everything_href = self
                .is_narrowed
                .then(|| format!("/desk/search?q={}", encode(words)));
        }
        let rows = found.hits.iter().map(|hit| hit_row(voice, officer, hit));
        self.hits = rows.collect::<Said<_>>()?;
        self.next = found.next.map(|next| {
            let asked: Vec<String> = FIELDS
                .iter()
                .filter(|name| !typed.get(name).is_empty())
                .map(|name| format!("{name}={}", encode(typed.get(name))))
                .collect();
            format!("/desk/search?{}&after={next}", asked.join("&"))
        });
        Ok(())
    }
}

fn place_name(voice: Voice<'_>, place: Where) -> Said {
    voice.say(match place {
        Where::Everything => key("search-everything"),
        Where::Applications => key("search-applications"),
        Where::Letters => key("search-letters"),
        Where::Documents => key("search-documents"),
    })
}

/// Who applied, with what was found in the name.
fn applicant(voice: Voice<'_>, hit: &Hit) -> Said<Vec<PartRow>> {
    if hit.entry.applicant_name.is_empty() {
        let text = voice.say(key("applicant-erased"))?;
        return Ok(vec![PartRow { text, is_hit: false }]);
    }
    Ok(parts(&hit.applicant))
}

fn hit_row(voice: Voice<'_>, officer: &Officer, hit: &Hit) -> Said<HitRow> {
    let href = format!("{}/{}", cases_at(officer), hit.case.id);
    let places = hit.places.iter().map(|place| place_row(voice, hit, &href, place));
    Ok(HitRow {
        subject: parts(&hit.subject),
        number: parts(&hit.number),
        applicant: applicant(voice, hit)?,
        stage: voice.stage_at(hit.entry.stage, &hit.entry.waiting)?,
        received: hit.entry.received_on.map(|day| voice.weekday(day)),
        places: places.collect::<Said<_>>()?,
        more: hit.more,
        href,
    })
}

fn place_row(voice: Voice<'_>, hit: &Hit, case_href: &str, place: &Place) -> Said<PlaceRow> {
    let (name, href) = match &place.at {
        At::People => (voice.say(key("search-at-people"))?, case_href.to_owned()),
        At::Item(number) => {
            let number = number.to_string();
            let name = voice.say_with(key("search-at-item"), &[("number", &number)])?;
            (name, case_href.to_owned())
        }
        At::Note => (voice.say(key("search-at-note"))?, case_href.to_owned()),
        At::Letter { id, number, spoilt } => {
            let told = if *spoilt {
                key("search-at-spoilt-letter")
            } else {
                key("search-at-letter")
            };
            let title = letter_name(voice, &hit.case, *id)?;
            let name = voice.say_with(told, &[("title", &title), ("number", number)])?;
            (name, format!("{case_href}/letters/{id}"))
        }
        At::Page { file, name, page } => {
            let number = page.to_string();
            let said = voice.say_with(key("search-at-page"), &[("name", name), ("page", &number)])?;
            // Whoever may read the case sees its documents, there.
            let href = format!("/desk/cases/{}/documents/{file}/pages/{page}", hit.case.id);
            (said, href)
        }
    };
    Ok(PlaceRow {
        name,
        href,
        passages: several(&place.passages),
    })
}
