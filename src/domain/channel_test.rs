//! 渠道测试: the agency's own regular check of its online channel. A test is no case: it has a row of its own, and stands in no
//! number, statistic or deadline.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};
use uuid::Uuid;

use super::{account::Officer, id::AccountId, text::Email, text::Phone};
use crate::law::{Calendar, Role, add_working_days, words};

/// From which hour to which an office works, on working days: what working hours are counted by.
const OPEN: (Time, Time) = (time::macros::time!(9:00), time::macros::time!(17:00));

/// How many working hours an agency gives itself to confirm a test, unless it says otherwise.
pub const RECEIVE_HOURS: u16 = 8;

/// How many working days it gives itself to answer one, unless it says otherwise.
pub const ANSWER_DAYS: u16 = 3;

/// The most of either.
pub const MOST: u16 = 80;

words! {
    /// How often the channel is tested.
    pub enum Every {
        Off = "off",
        /// On the first working day of a week.
        Weekly = "weekly",
        /// On each working day.
        Daily = "daily",
    }
}

words! {
    /// A step of the walk over the pages.
    pub enum StepKind {
        Guide = "guide",
        /// The page on which somebody begins.
        Start = "start",
        /// Beginning: session, secret and the row of the form.
        Begin = "begin",
        Form = "form",
        /// Each page of the form, answered.
        Fill = "fill",
        /// The page on which all of it is looked over, and from which it would be sent.
        Check = "check",
        LookUp = "look_up",
    }
}

words! {
    /// What is wrong, and is told once.
    pub enum Trouble {
        /// A page did not work, so that nothing could be filed.
        NotFiled = "not_filed",
        NotReceived = "not_received",
        NotAnswered = "not_answered",
        /// The answer cannot be read on the portal.
        NotReadable = "not_readable",
        /// The mail of before has not left.
        MailSilent = "mail_silent",
        /// The text message of before has not left.
        TextSilent = "text_silent",
    }
}

/// What an agency has said of its tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub every: Every,
    /// Within how many working hours a test is to be confirmed.
    pub receive_hours: u16,
    /// Within how many working days it is to be answered.
    pub answer_days: u16,
    /// Where the heartbeats go.
    pub mail: Option<Email>,
    pub phone: Option<Phone>,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            every: Every::Off,
            receive_hours: RECEIVE_HOURS,
            answer_days: ANSWER_DAYS,
            mail: None,
            phone: None,
        }
    }
}

/// A step that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub kind: StepKind,
    /// What the page answered (HTTP); none where it gave nothing that could be read.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// Whether it was as it should be.
    pub worked: bool,
}

/// Somebody did something at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    pub at: OffsetDateTime,
    pub by: AccountId,
}

/// A test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    pub id: Uuid,
    pub day: Date,
    pub begun_at: OffsetDateTime,
    pub steps: Vec<Step>,
    /// When it came to the desk; none where a step did not work.
    pub filed_at: Option<OffsetDateTime>,
    pub received: Option<Done>,
    pub answered: Option<Done>,
    /// When the program opened the answer on the portal, and whether it was there.
    pub read: Option<(OffsetDateTime, bool)>,
    /// What was told of it last.
    pub told: Option<Trouble>,
}

impl Test {
    /// As people call it.
    pub fn number(&self) -> String {
        let day = self.day;
        format!(
            "渠道测试{}{:02}{:02}",
            day.year(),
            u8::from(day.month()),
            day.day()
        )
    }

    /// Whether the desk has something to do.
    pub fn waits(&self) -> bool {
        self.filed_at.is_some() && self.answered.is_none()
    }

    /// Whether all of it went well; none while it is under way.
    pub fn went_well(&self, setting: &Setting, calendar: &Calendar, now: OffsetDateTime) -> Option<bool> {
        let Some(filed_at) = self.filed_at else {
            return Some(false);
        };
        let ends = Ends::of(filed_at, setting, calendar, now.offset());
        let in_time = |done: Option<Done>, end: OffsetDateTime| match done {
            Some(done) => Some(done.at <= end),
            None if now > end => Some(false),
            None => None,
        };
        let parts = [
            in_time(self.received, ends.receive),
            in_time(self.answered, ends.answer),
            self.read.map(|(_, there)| there),
        ];
        if parts.contains(&Some(false)) {
            Some(false)
        } else {
            parts.iter().all(Option::is_some).then_some(true)
        }
    }
}

/// Until when something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ends {
    receive: OffsetDateTime,
    answer: OffsetDateTime,
}

impl Ends {
    fn of(filed_at: OffsetDateTime, setting: &Setting, calendar: &Calendar, offset: UtcOffset) -> Self {
        let filed_at = filed_at.to_offset(offset);
        let last = add_working_days(calendar, filed_at.date(), setting.answer_days);
        Self {
            receive: after_working_hours(calendar, filed_at, setting.receive_hours),
            answer: last.with_time(OPEN.1).assume_offset(offset),
        }
    }
}

/// The moment at which so many working hours have passed since another (by the office's clock).
fn after_working_hours(calendar: &Calendar, since: OffsetDateTime, hours: u16) -> OffsetDateTime {
    let mut left = Duration::hours(i64::from(hours));
    let mut at = since;
    loop {
        let day = at.date();
        let on = |time| day.with_time(time).assume_offset(at.offset());
        let (opens, closes) = (on(OPEN.0), on(OPEN.1));
        if calendar.is_working(day) && at < closes {
            let begins = at.max(opens);
            if left <= closes - begins {
                return begins + left;
            }
            left -= closes - begins;
        }
        let Some(next) = day.next_day() else {
            return closes;
        };
        at = next.midnight().assume_offset(at.offset());
    }
}

/// Whether a test is to be made now (by the office's clock).
pub fn is_due(every: Every, calendar: &Calendar, now: OffsetDateTime) -> bool {
    let today = now.date();
    if now.time() < OPEN.0 || !calendar.is_working(today) {
        return false;
    }
    match every {
        Every::Off => false,
        Every::Daily => true,
        Every::Weekly => {
            let before = i64::from(today.weekday().number_days_from_monday());
            (1..=before).all(|days| !calendar.is_working(today - Duration::days(days)))
        }
    }
}

/// What is wrong with a test now (by the office's clock), the worst first.
pub fn trouble(test: &Test, setting: &Setting, calendar: &Calendar, now: OffsetDateTime) -> Option<Trouble> {
    let Some(filed_at) = test.filed_at else {
        return Some(Trouble::NotFiled);
    };
    let ends = Ends::of(filed_at, setting, calendar, now.offset());
    if test.answered.is_some() {
        return test
            .read
            .and_then(|(_, readable)| (!readable).then_some(Trouble::NotReadable));
    }
    if now > ends.answer {
        Some(Trouble::NotAnswered)
    } else {
        (test.received.is_none() && now > ends.receive).then_some(Trouble::NotReceived)
    }
}

/// When the program has to look at a test again; none where nothing can come of it by itself.
pub fn look_at(
    test: &Test,
    setting: &Setting,
    calendar: &Calendar,
    now: OffsetDateTime,
) -> Option<OffsetDateTime> {
    let filed_at = test.filed_at?;
    if test.answered.is_some() {
        // The answer is read as soon as it is there.
        return test.read.is_none().then_some(now);
    }
    let ends = Ends::of(filed_at, setting, calendar, now.offset());
    let receive = test.received.is_none().then_some(ends.receive);
    let next = receive.into_iter().chain([ends.answer]);
    // A second later, as until then it is in time.
    next.map(|end| end + Duration::SECOND)
        .filter(|at| *at > now)
        .min()
}

/// Who is told: those who take applications in, the heads of their departments, and whoever administers.
pub fn told(staff: &[Officer]) -> BTreeSet<AccountId> {
    let clerks = staff.iter().filter(|officer| officer.is(Role::IntakeClerk));
    let departments: BTreeSet<_> = clerks.filter_map(|clerk| clerk.department).collect();
    let concerns = |officer: &&Officer| {
        let heads = officer.is(Role::DepartmentHead)
            && officer.department.is_some_and(|own| departments.contains(&own));
        heads || officer.is(Role::IntakeClerk) || officer.is(Role::Administrator)
    };
    staff
        .iter()
        .filter(concerns)
        .map(|officer| officer.account)
        .collect()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::domain::testing::law;

    fn test(filed_at: Option<OffsetDateTime>) -> Test {
        Test {
            id: Uuid::nil(),
            day: time::macros::date!(2026 - 11 - 20),
            begun_at: datetime!(2026-11-20 9:30 +8),
            steps: Vec::new(),
            filed_at,
            received: None,
            answered: None,
            read: None,
            told: None,
        }
    }

    fn done(at: OffsetDateTime) -> Done {
        let by = AccountId(Uuid::nil());
        Done { at, by }
    }

    #[test]
    fn working_hours_leave_out_nights_and_weekends() {
        let law = law();
        let after = |since, hours| after_working_hours(&law.calendar, since, hours);
        let friday = datetime!(2026-11-20 15:30 +8);
        assert_eq!(after(friday, 1), datetime!(2026-11-20 16:30 +8));
        assert_eq!(after(friday, 2), datetime!(2026-11-23 9:30 +8));
        assert_eq!(
            after(datetime!(2026-11-21 3:00 +8), 8),
            datetime!(2026-11-23 17:00 +8)
        );
        assert_eq!(
            after(datetime!(2026-11-20 18:00 +8), 9),
            datetime!(2026-11-24 10:00 +8)
        );
    }

    #[test]
    fn a_week_has_one_test_on_its_first_working_day() {
        let law = law();
        let due = |every, now| is_due(every, &law.calendar, now);
        assert!(due(Every::Weekly, datetime!(2026-11-23 9:00 +8)));
        assert!(
            !due(Every::Weekly, datetime!(2026-11-23 8:59 +8)),
            "before the office opens"
        );
        assert!(!due(Every::Weekly, datetime!(2026-11-24 9:00 +8)));
        // The week after the National Day begins on a Thursday.
        assert!(due(Every::Weekly, datetime!(2026-10-08 9:00 +8)));
        assert!(!due(Every::Weekly, datetime!(2026-10-09 9:00 +8)));
        assert!(due(Every::Daily, datetime!(2026-11-24 9:00 +8)));
        assert!(!due(Every::Daily, datetime!(2026-11-21 9:00 +8)), "a Saturday");
        assert!(!due(Every::Off, datetime!(2026-11-23 9:00 +8)));
    }

    #[test]
    fn what_is_late_is_trouble_and_what_is_done_is_none() {
        let (law, setting) = (law(), Setting::default());
        let at = |test: &Test, now| trouble(test, &setting, &law.calendar, now);
        let mut one = test(Some(datetime!(2026-11-20 9:30 +8)));
        assert_eq!(
            at(&test(None), datetime!(2026-11-20 9:30 +8)),
            Some(Trouble::NotFiled)
        );
        assert_eq!(at(&one, datetime!(2026-11-23 9:30 +8)), None);
        let late = look_at(&one, &setting, &law.calendar, datetime!(2026-11-20 9:30 +8)).unwrap();
        assert_eq!(late, datetime!(2026-11-23 9:30:01 +8));
        assert_eq!(at(&one, late), Some(Trouble::NotReceived));
        one.received = Some(done(datetime!(2026-11-23 8:00 +8)));
        assert_eq!(at(&one, late), None);
        let late = look_at(&one, &setting, &law.calendar, late).unwrap();
        assert_eq!(late, datetime!(2026-11-25 17:00:01 +8));
        assert_eq!(at(&one, late), Some(Trouble::NotAnswered));
        assert_eq!(one.went_well(&setting, &law.calendar, late), Some(false));
        one.answered = Some(done(datetime!(2026-11-24 8:00 +8)));
        assert_eq!(
            look_at(&one, &setting, &law.calendar, late),
            Some(late),
            "to be read"
        );
        assert_eq!(one.went_well(&setting, &law.calendar, late), None);
        one.read = Some((late, true));
        assert_eq!(one.went_well(&setting, &law.calendar, late), Some(true));
        one.read = Some((late, false));
        assert_eq!(at(&one, late), Some(Trouble::NotReadable));
        assert_eq!(look_at(&one, &setting, &law.calendar, late), None);
    }
}
