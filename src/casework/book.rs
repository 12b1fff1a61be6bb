//! The law as it stands: the rules, which change with the program, over the calendars, which change with every notice.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use crate::{
    law::{CalendarError, Law, Notice},
    store::{self, Connection, StoreError, calendar},
};

/// For how long a page trusts what it knows of the calendar. Commands always ask.
const FRESH: Duration = Duration::from_secs(1);

/// The law of every region, as far as the notices are known that the database has.
#[derive(Debug)]
pub struct LawBook {
    base: Arc<Law>,
    edition: RwLock<Arc<Edition>>,
    asked: Mutex<Option<Instant>>,
}

/// The law of every region at one state of the calendar.
#[derive(Debug)]
pub struct Edition {
    /// The place of the newest notice that is in it.
    pub revision: i64,
    national: Arc<Law>,
    /// By the region of the notice; each has the notices of the larger regions around it too.
    regional: BTreeMap<String, Arc<Law>>,
}

impl Edition {
    /// The law with these notices, given in the order in which they came, over those that the program carries: the
    /// newest of a region and a year holds.
    pub fn of<'a>(
        base: &Law,
        revision: i64,
        notices: impl IntoIterator<Item = (&'a str, &'a Notice)>,
    ) -> Result<Self, CalendarError> {
        let carried = base.carried_notices().iter();
        let mut national: BTreeMap<i32, &Notice> = carried.map(|notice| (notice.year, notice)).collect();
        let mut regional: BTreeMap<&str, BTreeMap<i32, &Notice>> = BTreeMap::new();
        for (region, notice) in notices {
            if region.is_empty() {
                national.insert(notice.year, notice);
            } else {
                regional.entry(region).or_default().insert(notice.year, notice);
            }
        }
        let national: Vec<Notice> = national.into_values().cloned().collect();
        let national = base.over(&national)?;
        let mut laws = BTreeMap::new();
        for region in regional.keys() {
            // Larger regions come first in the order of the map, as a name comes before those that begin with it.
            let around = regional.iter().filter(|(around, _)| region.starts_with(**around));
            let law = national.with_regional(around.flat_map(|(_, years)| years.values().copied()))?;
            laws.insert((*region).to_owned(), Arc::new(law));
        }
        Ok(Self {
            revision,
            national: Arc::new(national),
            regional: laws,
        })
    }

    /// The law of a region; of the whole country where no notice was loaded for it.
    pub fn of_region(&self, region: &str) -> Arc<Law> {
        let closest = self
            .regional
            .iter()
            .filter(|(around, _)| region.starts_with(around.as_str()));
        let closest = closest.max_by_key(|(around, _)| around.len());
        Arc::clone(closest.map_or(&self.national, |(_, law)| law))
    }
}

impl LawBook {
    /// A book with the notices that the law itself carries.
    pub fn new(law: Arc<Law>) -> Self {
        let edition = Edition {
            revision: 0,
            national: Arc::clone(&law),
            regional: BTreeMap::new(),
        };
        Self {
            base: law,
            edition: RwLock::new(Arc::new(edition)),
            asked: Mutex::new(None),
        }
    }

    /// The rules with the calendar that the program carries, whatever was loaded.
    pub fn base(&self) -> &Law {
        &self.base
    }

    /// Everything that is known.
    pub fn edition(&self) -> Arc<Edition> {
        Arc::clone(&self.edition.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The law with the calendar of the whole country.
    pub fn national(&self) -> Arc<Law> {
        Arc::clone(&self.edition().national)
    }

    /// The law with the calendar of an agency's region.
    pub fn of_region(&self, region: &str) -> Arc<Law> {
        self.edition().of_region(region)
    }

    /// The edition of this revision, which the database has just told.
    pub(super) async fn at(&self, db: &impl Connection, revision: i64) -> Result<Arc<Edition>, StoreError> {
        let known = self.edition();
        if known.revision == revision {
            return Ok(known);
        }
        let edition = Arc::new(self.compile(&calendar::all(db).await?)?);
        let mut kept = self.edition.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody may have read more meanwhile.
        if kept.revision < edition.revision {
            *kept = Arc::clone(&edition);
        }
        Ok(edition)
    }

    /// The law with exactly these notices, given in the order in which they came.
    pub(super) fn compile(&self, notices: &[calendar::Notice]) -> Result<Edition, StoreError> {
        let revision = notices.last().map_or(0, |notice| notice.seq);
        let each = notices
            .iter()
            .map(|notice| (notice.region.as_str(), &notice.notice));
        Edition::of(&self.base, revision, each).map_err(|broken| StoreError::Inconsistent {
            table: "calendar_notice",
            key: revision.to_string(),
            source: broken.into(),
        })
    }

    /// Looks whether another copy of the program has loaded a notice, at most once a second. A database that does not
    /// answer leaves what is known as it is: the page has its own ways to say so.
    pub async fn refresh(&self, db: &store::Db) {
        if !self.is_due() {
            return;
        }
        let refreshed = match calendar::revision(db).await {
            Ok(revision) => self.at(db, revision).await.map(drop),
            Err(error) => Err(error),
        };
        if let Err(error) = refreshed {
            tracing::warn!(error = %error, "the calendar cannot be read, what was known of it is used");
        }
    }

    fn is_due(&self) -> bool {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.is_some_and(|asked| asked.elapsed() < FRESH) {
            return false;
        }
        *asked = Some(Instant::now());
        true
    }
}

#[cfg(test)]
mod tests {
    use time::{Date, macros::date};

    use super::*;
    use crate::law::NamedDay;

    fn notice(year: i32, rest: Date) -> Notice {
        Notice {
            year,
            source: vec!["试验".to_owned()],
            rest: vec![NamedDay {
                date: rest,
                name: "三月三".to_owned(),
            }],
            work: Vec::new(),
        }
    }

    #[test]
    fn a_region_has_the_days_of_the_regions_around_it() {
        let law = Law::embedded().unwrap();
        let (whole, part, corrected) = (
            date!(2026 - 04 - 20),
            date!(2026 - 04 - 21),
            date!(2026 - 04 - 22),
        );
        let notices = [
            ("桂省", notice(2026, whole)),
            ("桂省邕市", notice(2026, part)),
            ("桂省邕市", notice(2026, corrected)),
        ];
        let edition = Edition::of(&law, 3, notices.iter().map(|(region, notice)| (*region, notice))).unwrap();
        let off = |region: &str| {
            let law = edition.of_region(region);
            [whole, part, corrected].map(|day| !law.calendar.is_working(day))
        };
        assert_eq!(off("桂省柳市"), [true, false, false]);
        assert_eq!(off("桂省邕市青秀区"), [true, false, true]);
        assert_eq!(off("桂省邕市"), [true, false, true]);
        assert_eq!(off("湘省"), [false, false, false]);
        assert_eq!(off(""), [false, false, false]);
        // A region knows no more years than the country.
        assert!(edition.of_region("桂省").calendar.is_known(whole));
    }

    #[test]
    fn a_region_makes_no_year_known() {
        let law = Law::embedded().unwrap();
        let day = date!(2027 - 04 - 20);
        let ahead = notice(2027, day);
        let edition = Edition::of(&law, 1, [("桂省", &ahead)]).unwrap();
        let calendar = &edition.of_region("桂省").calendar;
        assert!(!calendar.is_working(day) && !calendar.is_known(day));
    }

    #[test]
    fn a_loaded_notice_goes_before_the_one_that_the_program_carries() {
        let law = Law::embedded().unwrap();
        let only = notice(2026, date!(2026 - 04 - 20));
        let edition = Edition::of(&law, 1, [("", &only)]).unwrap();
        let calendar = &edition.of_region("").calendar;
        assert!(calendar.is_working(date!(2026 - 10 - 01)) && !calendar.is_working(date!(2026 - 04 - 20)));
        assert_eq!(calendar.known_until(), date!(2026 - 12 - 31));
        let gap = notice(2028, date!(2028 - 04 - 20));
        assert!(matches!(
            Edition::of(&law, 1, [("", &gap)]),
            Err(CalendarError::Gap(2027))
        ));
    }
}
