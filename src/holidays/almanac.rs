//! A year as a calendar on the wall has it: twelve months, with a mark on every day that is not a plain one, and what
//! is arranged in one line a holiday.

use time::{Date, Duration, Month, util::days_in_month};

use crate::law::{Calendar, Day, Notice};

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A weekday that is worked.
    Plain,
    /// A weekend day that is off.
    Weekend,
    /// Off for a holiday.
    Rest,
    /// A weekend day that is worked instead.
    Work,
    /// Off in this region only.
    RegionalRest,
    /// Worked in this region only.
    RegionalWork,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthOf {
    pub month: Month,
    /// From Monday to Sunday; none where a day belongs to the neighbouring month.
    pub weeks: Vec<[Option<(Date, Mark)>; 7]>,
}

/// A holiday with its days off and the days that are worked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arranged {
    pub name: String,
    /// Runs of days off, first and last.
    pub rest: Vec<(Date, Date)>,
    pub work: Vec<Date>,
    pub is_regional: bool,
}

/// The twelve months. `national` is the calendar without what a region adds; the same where there is none.
pub fn months(calendar: &Calendar, national: &Calendar, year: i32) -> Vec<MonthOf> {
    let mut months = Vec::new();
    let mut month = Month::January;
    for _ in 0..12 {
        months.push(MonthOf {
            month,
            weeks: weeks(calendar, national, year, month),
        });
        month = month.next();
    }
    months
}

fn weeks(
    calendar: &Calendar,
    national: &Calendar,
    year: i32,
    month: Month,
) -> Vec<[Option<(Date, Mark)>; 7]> {
    let mut weeks = Vec::new();
    let mut week = [None; 7];
    for day in 1..=days_in_month(month, year) {
        let Ok(date) = Date::from_calendar_date(year, month, day) else {
            continue;
        };
        let place = date.weekday().number_days_from_monday();
        if let Some(slot) = week.get_mut(usize::from(place)) {
            *slot = Some((date, mark(calendar, national, date)));
        }
        if place == 6 {
            weeks.push(std::mem::take(&mut week));
        }
    }
    if week.iter().any(Option::is_some) {
        weeks.push(week);
    }
    weeks
}

/// What a day is.
pub fn mark(calendar: &Calendar, national: &Calendar, date: Date) -> Mark {
    let (here, there) = (calendar.day(date), national.day(date));
    match (is_regional(&here, &there), here.working, here.name.is_some()) {
        (true, true, _) => Mark::RegionalWork,
        (true, false, _) => Mark::RegionalRest,
        (false, true, _) if here.swapped => Mark::Work,
        (false, true, _) => Mark::Plain,
        (false, false, true) => Mark::Rest,
        (false, false, false) => Mark::Weekend,
    }
}

fn is_regional(here: &Day<'_>, there: &Day<'_>) -> bool {
    (here.working, here.name) != (there.working, there.name)
}

/// What is arranged in a year, in the order of the days.
pub fn arranged(calendar: &Calendar, national: &Calendar, year: i32) -> Vec<Arranged> {
    let mut all = Vec::new();
    let mut day = Date::from_ordinal_date(year, 1).ok();
    while let Some(date) = day.filter(|date| date.year() == year) {
        let (here, there) = (calendar.day(date), national.day(date));
        if let Some(name) = here.name {
            add(&mut all, name, is_regional(&here, &there), here.working, date);
        }
        day = date.next_day();
    }
    all
}

/// What a notice itself arranges.
pub fn arranged_by(notice: &Notice) -> Vec<Arranged> {
    let mut all = Vec::new();
    let rest = notice.rest.iter().map(|day| (day, false));
    for (day, is_worked) in rest.chain(notice.work.iter().map(|day| (day, true))) {
        add(&mut all, &day.name, false, is_worked, day.date);
    }
    all
}

fn add(all: &mut Vec<Arranged>, name: &str, is_regional: bool, is_worked: bool, date: Date) {
    let known = all
        .iter_mut()
        .find(|one| one.name == name && one.is_regional == is_regional);
    if let Some(one) = known {
        one.add(date, is_worked);
        return;
    }
    let mut one = Arranged {
        name: name.to_owned(),
        rest: Vec::new(),
        work: Vec::new(),
        is_regional,
    };
    one.add(date, is_worked);
    all.push(one);
}

impl Arranged {
    fn add(&mut self, date: Date, is_worked: bool) {
        if is_worked {
            self.work.push(date);
            return;
        }
        match self.rest.last_mut() {
            Some((_, last)) if last.saturating_add(Duration::DAY) == date => *last = date,
            Some(_) | None => self.rest.push((date, date)),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::law::{Law, NamedDay, Notice};

    #[test]
    fn a_year_shows_what_is_special() {
        let law = Law::embedded().unwrap();
        let own = Notice {
            year: 2026,
            source: Vec::new(),
            rest: vec![NamedDay {
                date: date!(2026 - 04 - 20),
                name: "三月三".to_owned(),
            }],
            work: Vec::new(),
        };
        let here = law.calendar.with_regional([&own]).unwrap();
        let of = |date| mark(&here, &law.calendar, date);
        assert_eq!(of(date!(2026 - 04 - 20)), Mark::RegionalRest);
        assert_eq!(of(date!(2026 - 10 - 01)), Mark::Rest);
        assert_eq!(of(date!(2026 - 10 - 10)), Mark::Work);
        assert_eq!(of(date!(2026 - 10 - 17)), Mark::Weekend);
        assert_eq!(of(date!(2026 - 10 - 19)), Mark::Plain);
        let months = months(&here, &law.calendar, 2026);
        let days = months.iter().flat_map(|month| month.weeks.iter().flatten());
        assert_eq!(days.filter(|day| day.is_some()).count(), 365);
        assert_eq!(months[1].weeks.len(), 5);

        let arranged = arranged(&here, &law.calendar, 2026);
        let names: Vec<&str> = arranged.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "元旦",
                "春节",
                "清明节",
                "三月三",
                "劳动节",
                "端午节",
                "国庆节",
                "中秋节"
            ]
        );
        assert_eq!(arranged[1].rest, [(date!(2026 - 02 - 15), date!(2026 - 02 - 23))]);
        assert_eq!(arranged[1].work, [date!(2026 - 02 - 14), date!(2026 - 02 - 28)]);
        assert!(arranged[3].is_regional && !arranged[1].is_regional);
    }
}
