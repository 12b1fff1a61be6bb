//! 节假日安排: what a notice moves, who sees it when, and what is refused, on both databases.

mod pages;
mod provisional;

use std::{collections::BTreeMap, ops::ControlFlow, sync::Arc, time::Duration};

use gongkai::{
    casework::{
        self, LawBook, Office, Order,
        calendar::{self, Giver, Loaded, NoticeError, Proposal, Survey},
    },
    domain::id::{CaseId, HolidayNoticeId},
    holidays,
    law::{NamedDay, Notice},
    store::{
        self, Scope,
        calendar::{Move, Origin, Progress},
    },
};
use time::{
    Date,
    macros::{date, datetime},
};

use crate::{
    both,
    kit::{
        bureau::Bureau,
        office::{TestOffice, new_application},
        premises::law,
    },
};

/// Invented.
pub(crate) const NOTICE_2027: &str = include_str!("2027.json");

pub(crate) fn notice_2027() -> Notice {
    let reading = holidays::read(NOTICE_2027.as_bytes(), Some(2027)).unwrap();
    reading.settle(&BTreeMap::new()).unwrap()
}

fn national(notice: Notice) -> Proposal {
    Proposal {
        region: String::new(),
        notice,
        note: String::new(),
    }
}

/// The operator loads the invented notice.
pub(crate) async fn load_2027(office: &Office) -> HolidayNoticeId {
    load(office, national(notice_2027())).await.unwrap().id
}

/// One day off for a region.
fn regional(region: &str, date: Date) -> Proposal {
    Proposal {
        region: region.to_owned(),
        notice: Notice {
            year: date.year(),
            source: vec!["县政府通告〔2026〕9号".to_owned()],
            rest: vec![NamedDay {
                date,
                name: "防汛停工".to_owned(),
            }],
            work: Vec::new(),
        },
        note: "暴雨红色预警".to_owned(),
    }
}

async fn load(office: &Office, proposal: Proposal) -> Result<Loaded, NoticeError> {
    let loaded = calendar::load(office, Giver::Operator, proposal, None).await?;
    calendar::recompute(office, loaded.id, |_| ControlFlow::Continue(()))
        .await
        .unwrap();
    Ok(loaded)
}

/// The row of a case: its last day, and whether it is provisional.
async fn row(office: &Office, bureau: &Bureau, case: CaseId) -> (Option<Date>, bool) {
    let entry = store::queue::entry(&office.db, Scope::of(bureau.agency.id), case)
        .await
        .unwrap()
        .unwrap();
    (
        entry.due_on,
        entry.flags.has(gongkai::domain::flag::Flag::Provisional),
    )
}

async fn moves(office: &Office, bureau: &Bureau, notice: HolidayNoticeId) -> Vec<Move> {
    let scope = Scope::of(bureau.agency.id);
    let moves = store::calendar::moves(&office.db, scope, notice, None, 50)
        .await
        .unwrap();
    moves.into_iter().map(|entry| entry.moved).collect()
}

async fn file_with(office: &Office, bureau: &Bureau, token: u128) -> CaseId {
    casework::file(office, bureau.agency.id, new_application(token))
        .await
        .unwrap()
        .case
}

/// Another copy of the program on the same database.
async fn another(test: &TestOffice) -> Office {
    Office {
        db: test.test.another().await,
        book: Arc::new(LawBook::new(Arc::new(law().clone()))),
        ..test.office.clone()
    }
}

/// Moves the tax office to another county.
async fn move_away(test: &TestOffice, region: &str) {
    let mut agency = test.elsewhere.agency.clone();
    region.clone_into(&mut agency.region);
    let tx = test.office.db.begin().await.unwrap();
    assert!(store::agency::update(&tx, &agency).await.unwrap());
    tx.commit().await.unwrap();
}

/// A day in the year of which nothing is known yet.
const NEXT_YEAR: time::OffsetDateTime = datetime!(2027-01-15 9:30 +8);

both! {
    async fn a_notice_moves_the_open_cases_and_tells_which(test: TestOffice) {
        let this_year = test.file(1).await.case;
        test.clock.set(datetime!(2026-12-15 9:30 +8));
        let over_new_year = test.file(2).await.case;
        test.clock.set(NEXT_YEAR);
        let over_spring = test.in_hand(3).await;
        let withdrawn = test.file(4).await.case;
        test.order("clerk", withdrawn, Order::Withdraw { reason: None }).await.unwrap();
        let elsewhere = file_with(&test.office, &test.elsewhere, 5).await;
        let closed = row(&test.office, &test.here, withdrawn).await;
        let before = test.case(over_spring).await.version;
        assert_eq!(row(&test.office, &test.here, over_spring).await, (Some(date!(2027 - 02 - 12)), true));

        let proposal = national(notice_2027());
        let preview = calendar::preview(&test.office, Giver::Operator, &proposal).await.unwrap();
        let mut told = Vec::new();
        let survey = calendar::survey(&test.office, &preview, u64::MAX, |agency, number, moved| {
            told.push((agency.name.clone(), number.to_string(), moved.new_on));
        })
        .await
        .unwrap();
        assert_eq!(survey, Survey { open: 4, looked_at: 4, moved: 2, settled: 1 });
        assert_eq!(row(&test.office, &test.here, over_spring).await, (Some(date!(2027 - 02 - 12)), true));

        let loaded = load(&test.office, proposal).await.unwrap();
        assert_eq!(row(&test.office, &test.here, this_year).await, (Some(date!(2026 - 12 - 18)), false));
        assert_eq!(row(&test.office, &test.here, over_new_year).await, (Some(date!(2027 - 01 - 13)), false));
        assert_eq!(row(&test.office, &test.here, over_spring).await, (Some(date!(2027 - 02 - 19)), false));
        assert_eq!(row(&test.office, &test.elsewhere, elsewhere).await, (Some(date!(2027 - 02 - 19)), false));
        assert_eq!(row(&test.office, &test.here, withdrawn).await, closed);
        assert_eq!(test.case(over_spring).await.version, before);

        let settled = Move {
            case: over_new_year,
            old_on: date!(2027 - 01 - 13),
            new_on: date!(2027 - 01 - 13),
            old_provisional: true,
            new_provisional: false,
        };
        let moved = Move {
            case: over_spring,
            old_on: date!(2027 - 02 - 12),
            new_on: date!(2027 - 02 - 19),
            ..settled.clone()
        };
        assert_eq!(moves(&test.office, &test.here, loaded.id).await, [settled, moved.clone()]);
        assert_eq!(
            moves(&test.office, &test.elsewhere, loaded.id).await,
            [Move { case: elsewhere, ..moved }]
        );
        let mut listed: Vec<_> = told.iter().map(|(_, _, on)| *on).collect();
        listed.sort_unstable();
        assert_eq!(listed, [date!(2027 - 01 - 13), date!(2027 - 02 - 19), date!(2027 - 02 - 19)]);
        let scope = Scope::of(test.here.agency.id);
        assert_eq!(store::calendar::count_moves(&test.office.db, scope, loaded.id).await.unwrap(), (1, 1));
        let kept = store::calendar::get(&test.office.db, loaded.id).await.unwrap().unwrap();
        assert_eq!((kept.version, kept.origin, kept.by), (1, Origin::Command, None));
        assert_eq!(kept.progress.cases, 4);
        assert!(kept.progress.done_at.is_some());
        test.assert_sound().await;
    }

    async fn another_copy_counts_by_it_at_its_next_command(test: TestOffice) {
        test.clock.set(NEXT_YEAR);
        let other = another(&test).await;
        let before = file_with(&other, &test.here, 1).await;
        assert_eq!(row(&other, &test.here, before).await, (Some(date!(2027 - 02 - 12)), true));
        load(&test.office, national(notice_2027())).await.unwrap();
        let after = file_with(&other, &test.here, 2).await;
        for case in [before, after] {
            assert_eq!(row(&other, &test.here, case).await, (Some(date!(2027 - 02 - 19)), false));
        }
        assert_eq!(other.law().calendar.known_until(), date!(2027 - 12 - 31));
        // A copy that only shows pages finds it too.
        let reader = another(&test).await;
        reader.book.refresh(&reader.db).await;
        assert_eq!(reader.law().calendar.known_until(), date!(2027 - 12 - 31));
    }

    async fn a_notice_waits_for_whoever_counts_by_the_old_one(test: TestOffice) {
        let tx = test.office.db.begin().await.unwrap();
        store::calendar::hold(&tx).await.unwrap();
        let loading = load(&test.office, national(notice_2027()));
        tokio::pin!(loading);
        assert!(tokio::time::timeout(Duration::from_millis(300), &mut loading).await.is_err());
        tx.rollback().await.unwrap();
        loading.await.unwrap();
    }

    async fn a_regional_day_shifts_only_its_region(test: TestOffice) {
        move_away(&test, "青石县").await;
        let (here, elsewhere) =
            (test.file(1).await.case, file_with(&test.office, &test.elsewhere, 2).await);
        let (due, shifted) = (Some(date!(2026 - 12 - 18)), Some(date!(2026 - 12 - 21)));
        let loaded = load(&test.office, regional("青溪县", date!(2026 - 11 - 26))).await.unwrap();
        assert_eq!(row(&test.office, &test.here, here).await, (shifted, false));
        assert_eq!(row(&test.office, &test.elsewhere, elsewhere).await, (due, false));
        assert_eq!(moves(&test.office, &test.here, loaded.id).await.len(), 1);
        assert_eq!(moves(&test.office, &test.elsewhere, loaded.id).await, []);
        // Whoever files now is counted by it as well.
        let later = test.file(3).await.case;
        assert_eq!(row(&test.office, &test.here, later).await, (shifted, false));
        let there = file_with(&test.office, &test.elsewhere, 4).await;
        assert_eq!(row(&test.office, &test.elsewhere, there).await, (due, false));
    }

    async fn a_correction_is_a_new_version_and_the_old_one_stays(test: TestOffice) {
        let case = test.file(1).await.case;
        let first = load(&test.office, regional("青溪县", date!(2026 - 11 - 26))).await.unwrap();
        let mut two_days = regional("青溪县", date!(2026 - 11 - 26));
        two_days.notice.rest.push(NamedDay {
            date: date!(2026 - 11 - 27),
            name: "防汛停工".to_owned(),
        });
        let second = load(&test.office, two_days.clone()).await.unwrap();
        assert_eq!(row(&test.office, &test.here, case).await, (Some(date!(2026 - 12 - 22)), false));
        let all = store::calendar::all(&test.office.db).await.unwrap();
        let versions: Vec<_> = all.iter().map(|notice| (notice.seq, notice.version, notice.notice.rest.len())).collect();
        assert_eq!(versions, [(1, 1, 1), (2, 2, 2)]);
        assert_eq!(moves(&test.office, &test.here, first.id).await[0].new_on, date!(2026 - 12 - 21));
        assert_eq!(moves(&test.office, &test.here, second.id).await[0].old_on, date!(2026 - 12 - 21));
        let again = load(&test.office, two_days).await.unwrap_err();
        assert!(matches!(again, NoticeError::Same(Some(id)) if id == second.id), "{again:?}");
        // No statement of ours or of anybody else changes what was loaded.
        for sql in [
            "UPDATE calendar_notice SET body = '{}'",
            "UPDATE calendar_notice SET region = ''",
            "DELETE FROM calendar_notice",
        ] {
            let tx = test.office.db.begin().await.unwrap();
            assert!(store::Connection::execute_unprepared(&tx, sql).await.is_err(), "{sql}");
            tx.rollback().await.unwrap();
        }
    }

    async fn what_was_left_undone_is_finished_by_whoever_comes_next(test: TestOffice) {
        let mut cases = Vec::new();
        for token in 1..=130 {
            cases.push(test.file(token).await.case);
        }
        let proposal = regional("青溪县", date!(2026 - 11 - 26));
        let loaded = calendar::load(&test.office, Giver::Operator, proposal, None).await.unwrap();
        let step = calendar::recompute(&test.office, loaded.id, |_| ControlFlow::Break(())).await.unwrap();
        assert!(step.cases > 0 && step.cases < 130 && !step.is_done, "{step:?}");
        // Nobody waits for it: a command counts by the notice, and the list still knows what it moved.
        let last = *cases.last().unwrap();
        test.confirm(last).await;
        assert_eq!(row(&test.office, &test.here, last).await.0, Some(date!(2026 - 12 - 21)));
        let (one, other) = (another(&test).await, another(&test).await);
        let (one, other) = tokio::join!(calendar::finish(&one), calendar::finish(&other));
        one.unwrap();
        other.unwrap();
        for case in cases {
            assert_eq!(row(&test.office, &test.here, case).await.0, Some(date!(2026 - 12 - 21)));
        }
        let scope = Scope::of(test.here.agency.id);
        assert_eq!(store::calendar::count_moves(&test.office.db, scope, loaded.id).await.unwrap(), (130, 0));
        let kept = store::calendar::get(&test.office.db, loaded.id).await.unwrap().unwrap();
        assert_eq!(kept.progress.cases, 130);
        calendar::finish(&test.office).await.unwrap();
    }

    async fn what_is_refused_changes_nothing(test: TestOffice) {
        let case = test.file(1).await.case;
        let mut gap = notice_2027();
        gap.year = 2028;
        for day in gap.rest.iter_mut().chain(&mut gap.work) {
            day.date = day.date.replace_year(2028).unwrap();
        }
        let mut both = notice_2027();
        both.work.push(both.rest[0].clone());
        let mut cut = notice_2027();
        cut.rest.retain(|day| day.name != "国庆节");
        let carried = law().carried_notices().last().unwrap().clone();
        let expected = [
            (national(gap), "缺少2027年的安排：请先载入2027年的"),
            (national(both), "2027-01-01既写了放假又写了上班"),
            (national(carried), "与现行的安排完全相同，没有需要载入的内容"),
            (
                regional("青石县", date!(2026 - 11 - 26)),
                "没有地址以“青石县”开头的机关：请核对地区的写法（见机关设置中的 region）",
            ),
        ];
        for (proposal, message) in expected {
            let error = calendar::load(&test.office, Giver::Operator, proposal, None).await.unwrap_err();
            assert_eq!(error.to_string(), message);
        }
        let missing = calendar::load(&test.office, Giver::Operator, national(cut), None).await.unwrap_err();
        assert!(missing.to_string().contains("缺少法定节日2027-10-01（国庆节）"), "{missing}");
        // Two agencies share the county and the country: neither's administrator moves the other's dates.
        let admin = test.here.officer("admin");
        for proposal in [national(notice_2027()), regional("青溪县", date!(2026 - 11 - 26))] {
            let error = calendar::load(&test.office, Giver::Officer(&admin), proposal, None).await.unwrap_err();
            assert!(matches!(error, NoticeError::NotTheirs), "{error:?}");
        }
        assert_eq!(store::calendar::all(&test.office.db).await.unwrap(), []);
        assert_eq!(row(&test.office, &test.here, case).await, (Some(date!(2026 - 12 - 18)), false));
    }

    async fn an_administrator_loads_for_a_region_that_is_theirs_alone(test: TestOffice) {
        move_away(&test, "青石县").await;
        let (admin, clerk) = (test.here.officer("admin"), test.here.officer("clerk"));
        let days_off = || regional("青溪县", date!(2026 - 11 - 26));
        let refused = calendar::load(&test.office, Giver::Officer(&clerk), days_off(), None).await.unwrap_err();
        assert!(matches!(refused, NoticeError::NotTheirs));
        let stale = calendar::load(&test.office, Giver::Officer(&admin), days_off(), Some(7)).await.unwrap_err();
        assert!(matches!(stale, NoticeError::Stale));
        let loaded = calendar::load(&test.office, Giver::Officer(&admin), days_off(), Some(0)).await.unwrap();
        let kept = store::calendar::get(&test.office.db, loaded.id).await.unwrap().unwrap();
        assert_eq!((kept.origin, kept.by), (Origin::Page, Some(admin.account)));
        let agencies = store::agency::located(&test.office.db).await.unwrap();
        assert_eq!(calendar::regions_for(&admin, &agencies), ["青溪县"]);
    }

    async fn an_upgrade_that_brings_a_year_moves_cases_too(test: TestOffice) {
        calendar::take_up_carried(&test.office).await.unwrap();
        calendar::take_up_carried(&test.office).await.unwrap();
        let carried = store::calendar::all(&test.office.db).await.unwrap();
        let years: Vec<_> = carried.iter().map(|notice| (notice.notice.year, notice.version)).collect();
        assert_eq!(years, (2019..=2026).map(|year| (year, 0)).collect::<Vec<_>>());
        assert!(carried.iter().all(|notice| notice.origin == Origin::Program && notice.progress.done_at.is_some()));

        // An older program had the last year otherwise: its cases were counted by that.
        let older = store::calendar::Notice {
            id: HolidayNoticeId(test.office.ids.next()),
            seq: 9,
            version: 1,
            notice: Notice {
                rest: carried[7].notice.rest.iter().filter(|day| day.name != "国庆节").cloned().collect(),
                ..carried[7].notice.clone()
            },
            progress: Progress { done_at: Some(test.office.now()), ..Progress::default() },
            ..carried[7].clone()
        };
        let tx = test.office.db.begin().await.unwrap();
        store::calendar::insert(&tx, &older).await.unwrap();
        tx.commit().await.unwrap();
        test.clock.set(datetime!(2026-09-18 9:30 +8));
        let case = test.file(1).await.case;
        let counted = row(&test.office, &test.here, case).await.0;

        let upgraded = another(&test).await;
        calendar::take_up_carried(&upgraded).await.unwrap();
        calendar::finish(&upgraded).await.unwrap();
        let newest = store::calendar::all(&test.office.db).await.unwrap().pop().unwrap();
        assert_eq!((newest.version, newest.notice.year), (2, 2026));
        let moved = &moves(&test.office, &test.here, newest.id).await[0];
        assert_eq!((Some(moved.old_on), moved.case), (counted, case));
        assert_eq!(row(&test.office, &test.here, case).await.0, Some(moved.new_on));
        assert!(moved.old_on < moved.new_on);
        test.assert_sound().await;
    }
}
