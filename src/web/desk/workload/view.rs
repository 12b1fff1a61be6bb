//! From the counts to the page.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    link::{Counted, queue_href},
    page::{Department, Line, Next, WorkloadPage},
};
use crate::{
    domain::{
        delegation::Delegation,
        id::{AccountId, DepartmentId},
    },
    law::{Role, add_working_days},
    store::{
        self, Scope,
        account::Account,
        workload::{self, Days, Load, Whose},
    },
    text::key,
    web::{
        access::Workload,
        bars::{Part, Pile, bars, by_count},
        casefile::due,
        desk::figure::{Figure, label},
        error::Failure,
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// Everything that the page is made of.
struct Office<'a> {
    voice: Voice<'a>,
    sight: Workload,
    days: Days,
    loads: BTreeMap<Whose, Load>,
    ended: BTreeMap<Whose, u64>,
    accounts: Vec<Account>,
    /// By who is away today.
    away: BTreeMap<AccountId, Delegation>,
}

pub(super) async fn page(view: &View, scope: Scope, sight: Workload) -> Result<WorkloadPage, Failure> {
    let (db, voice, today) = (view.app.db(), voice(view), view.app.office.today());
    let only = match sight {
        Workload::All => None,
        Workload::Department(id) => Some(id),
    };
    let near = due::soon(voice.law);
    let days = Days {
        today,
        near_until: add_working_days(&voice.law.calendar, today, near),
    };
    let since = today.replace_day(1).unwrap_or(today);
    let loads = workload::open(db, scope, only, days).await?;
    let ended = workload::ended(db, scope, only, (since, today)).await?;
    let standing = store::delegation::standing(db, scope, today).await?;
    let office = Office {
        voice,
        sight,
        days,
        loads: loads.into_iter().map(|load| (load.whose, load)).collect(),
        ended: ended.into_iter().collect(),
        accounts: store::account::list(db, scope).await?,
        away: standing
            .into_iter()
            .filter(|one| one.from_on <= today)
            .map(|one| (one.from, one))
            .collect(),
    };
    let departments = store::agency::departments(db, scope).await?;
    let mut shown = Vec::new();
    if only.is_none() && office.has_any(None) {
        shown.push(office.department(None, &voice.say(key("workload-unassigned"))?)?);
    }
    for department in &departments {
        if only.is_none_or(|only| only == department.id) {
            shown.push(office.department(Some(department.id), &department.name)?);
        }
    }
    Ok(WorkloadPage {
        day: voice.weekday(today),
        near: near.to_string(),
        departments: shown,
        bars: bars(by_count(office.loaded()?)),
    })
}

impl Office<'_> {
    fn has_any(&self, department: Option<DepartmentId>) -> bool {
        let of = |whose: &Whose| whose.department == department;
        self.loads.keys().any(of)
    }

    fn person(&self, id: AccountId) -> String {
        let account = self.accounts.iter().find(|account| account.id == id);
        account.map_or_else(|| id.to_string(), |account| account.name.clone())
    }

    /// A department with whoever has cases of it, and whoever could have.
    fn department(&self, department: Option<DepartmentId>, name: &str) -> Said<Department> {
        let handlers = self.accounts.iter().filter(|account| {
            account.active
                && department.is_some()
                && account.department == department
                && account.roles.contains(&Role::Handler)
        });
        let with_cases = self.loads.keys().chain(self.ended.keys());
        let with_cases = with_cases
            .filter(|whose| whose.department == department)
            .filter_map(|whose| whose.handler);
        let everybody: BTreeSet<AccountId> = handlers.map(|account| account.id).chain(with_cases).collect();
        let mut people: Vec<(String, Line)> = Vec::new();
        for handler in everybody {
            let name = self.person(handler);
            let whose = Whose {
                department,
                handler: Some(handler),
            };
            people.push((name.clone(), self.line(&name, &[whose], Some(whose))?));
        }
        people.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut people: Vec<Line> = people.into_iter().map(|(_, line)| line).collect();
        let nobody = Whose {
            department,
            handler: None,
        };
        if department.is_some() && self.loads.contains_key(&nobody) {
            let name = self.voice.say(key("workload-not-taken"))?;
            people.push(self.line(&name, &[nobody], None)?);
        }
        let all: BTreeSet<Whose> = self.loads.keys().chain(self.ended.keys()).copied().collect();
        let all: Vec<Whose> = all
            .into_iter()
            .filter(|whose| whose.department == department)
            .collect();
        let linked = Some(Whose {
            department,
            handler: None,
        });
        Ok(Department {
            id: department.map_or_else(|| "department-none".to_owned(), |id| format!("department-{id}")),
            name: name.to_owned(),
            total: self.line(&self.voice.say(key("workload-total"))?, &all, linked)?,
            people,
        })
    }

    /// The sum of some piles; `linked` is how the queue is asked for them, where it can be.
    fn line(&self, name: &str, piles: &[Whose], linked: Option<Whose>) -> Said<Line> {
        let loads: Vec<&Load> = piles.iter().filter_map(|whose| self.loads.get(whose)).collect();
        let sum = |count: fn(&Load) -> u64| loads.iter().map(|load| count(load)).sum::<u64>();
        let figure = |count: u64, counted: Counted| match linked {
            Some(whose) => Figure::of(count, || queue_href(self.sight, whose, counted)),
            None => Figure { count, href: None },
        };
        let today = self.days.today;
        let ended = piles.iter().filter_map(|whose| self.ended.get(whose)).sum();
        let next = loads.iter().filter_map(|load| load.next_on).min();
        let handler = linked.and_then(|whose| whose.handler);
        let away = handler.and_then(|handler| self.away.get(&handler));
        let away = away.map(|away| {
            let (until, deputy) = (self.voice.weekday(away.to_on), self.person(away.to));
            let parts = [("until", until.as_str()), ("deputy", deputy.as_str())];
            self.voice.say_with(key("workload-away"), &parts)
        });
        Ok(Line {
            name: name.to_owned(),
            away: away.transpose()?,
            open: figure(sum(|load| load.open), Counted::Open),
            waiting: figure(sum(|load| load.waiting), Counted::Waiting),
            in_review: figure(sum(|load| load.in_review), Counted::InReview),
            near: figure(sum(|load| load.near), Counted::Near(self.days)),
            late: figure(sum(|load| load.late), Counted::Late),
            next: next.map(|day| Next {
                text: self.voice.weekday(day),
                iso: day.to_string(),
            }),
            ended: figure(
                ended,
                Counted::Ended(today.replace_day(1).unwrap_or(today), today),
            ),
        })
    }

    /// Everybody with cases, for the picture.
    fn loaded(&self) -> Said<Vec<Pile>> {
        let mut people: BTreeMap<AccountId, (u64, u64)> = BTreeMap::new();
        for load in self.loads.values() {
            if let Some(handler) = load.whose.handler {
                let (open, late) = people.entry(handler).or_default();
                *open += load.open;
                *late += load.late;
            }
        }
        people
            .into_iter()
            .map(|(handler, (open, late))| {
                Ok(Pile {
                    name: self.person(handler),
                    label: label(self.voice, open, late)?,
                    parts: vec![(Part::Late, late), (Part::OnTime, open.saturating_sub(late))],
                })
            })
            .collect()
    }
}
