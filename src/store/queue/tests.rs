use sea_orm::{DbBackend, QueryTrait};
use time::macros::date;

use super::{order::together, *};
use crate::{
    domain::{account::Officer, applicant::ApplicantKind, flag::Flag, id::AgencyId, summary::WaitsFor},
    law::Role,
    store::plan::plan,
};

fn scope() -> Scope {
    Scope::of(AgencyId(Uuid::nil()))
}

/// How the first run of an order is read.
async fn plan_of(filter: &Filter, order: &Order, after: Option<&Cursor>) -> String {
    let run = order.runs(scope()).swap_remove(0);
    plan(
        run.select(filter.condition(scope()), after, 50)
            .build(DbBackend::Sqlite),
    )
    .await
}

fn open() -> Filter {
    Filter {
        open: true,
        ..Filter::default()
    }
}

fn closed() -> Filter {
    Filter {
        stages: vec![StageKey::Closed],
        ..Filter::default()
    }
}

pub(super) fn taker(role: Role) -> Officer {
    Officer {
        account: AccountId(Uuid::nil()),
        agency: AgencyId(Uuid::nil()),
        department: Some(DepartmentId(Uuid::nil())),
        roles: [role].into(),
        stands_in_for: Vec::new(),
    }
}

#[tokio::test]
async fn the_mail_room_is_read_off_its_own_indexes() {
    for (column, index) in [
        (Column::Unserved, "cases_unserved"),
        (Column::Undelivered, "cases_undelivered"),
    ] {
        let after = Some(CaseId(Uuid::nil()));
        let plan = plan(mail(scope(), column, after, 50).build(DbBackend::Sqlite)).await;
        assert!(plan.contains(&format!("INDEX {index} ")), "{plan}");
        assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[tokio::test]
async fn earlier_answers_on_a_ground_are_read_off_their_index() {
    let ground: GroundKey = "state_secret".parse().unwrap();
    let plan = plan(answered(scope(), &ground, 20).build(DbBackend::Sqlite)).await;
    assert!(plan.contains("INDEX cases_by_outcome "), "{plan}");
    assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
}

/// Every queue is read off an index in its order: no scan of all cases, no sorting.
#[tokio::test]
async fn every_queue_is_read_off_an_index_in_its_order() {
    let (department, handler) = (Some(DepartmentId(Uuid::nil())), Some(AccountId(Uuid::nil())));
    let waits = |what| {
        Some(Waits {
            what,
            still_on: None,
            takers: vec![taker(Role::LegalReviewer)],
        })
    };
    let filters = [
        (Filter::default(), "cases_due"),
        (open(), "cases_open_due"),
        (
            Filter {
                stages: vec![StageKey::InHand],
                ..Filter::default()
            },
            "cases_open_by_stage",
        ),
        (closed(), "cases_closed_due"),
        (Filter { handler, ..closed() }, "cases_closed_by_handler"),
        (
            Filter {
                department,
                ..closed()
            },
            "cases_closed_by_department",
        ),
        (Filter { department, ..open() }, "cases_open_by_department"),
        (
            Filter {
                unassigned: true,
                ..open()
            },
            "cases_open_by_department",
        ),
        (Filter { handler, ..open() }, "cases_open_by_handler"),
        (
            Filter {
                stages: vec![StageKey::InReview],
                waits: waits(WaitsFor::Answer),
                ..open()
            },
            "cases_open_by_stage",
        ),
        (
            Filter {
                waits: waits(WaitsFor::Notice),
                ..Filter::default()
            },
            "cases_with_notice_due",
        ),
        (
            Filter {
                due: Days::until(date!(2026 - 03 - 30)),
                ..open()
            },
            "cases_open_due",
        ),
        (
            Filter {
                flags: [Flag::AwaitsOrgan].into_iter().collect(),
                clocks: vec![ClockState::Consulting],
                kinds: vec![ApplicantKind::Person],
                channels: vec![Channel::Online, Channel::Counter],
                received: Days::until(date!(2026 - 03 - 30)),
                ..open()
            },
            "cases_open_due",
        ),
    ];
    let after: Cursor = "0_2026-01-05_00000000000000000000000000000001".parse().unwrap();
    for (filter, index) in filters {
        for after in [None, Some(&after)] {
            let plan = plan_of(&filter, &Order::default(), after).await;
            assert!(plan.contains(&format!("INDEX {index} ")), "{filter:?}: {plan}");
            assert!(
                !plan.contains("SCAN") && !plan.contains("TEMP B-TREE"),
                "{filter:?}: {plan}"
            );
        }
    }
}

/// What may be claimed is found in the order in which it is due, without a look at closed cases.
#[tokio::test]
async fn what_may_be_claimed_is_read_off_an_index_in_its_order() {
    let filter = Filter {
        waits: Some(Waits {
            what: WaitsFor::Claim,
            still_on: Some(date!(2026 - 11 - 16)),
            takers: vec![taker(Role::DepartmentHead)],
        }),
        ..open()
    };
    let plan = plan_of(&filter, &Order::default(), None).await;
    assert!(plan.contains("INDEX cases_open_due "), "{plan}");
    assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
}

/// The same for every other order, both ways, and for a place between two rows.
#[tokio::test]
async fn every_order_is_read_off_an_index() {
    let id = "00000000000000000000000000000001";
    let by_stage = By::Each(vec![Is::Stage(StageKey::InHand)]);
    let by_department = By::Each(vec![Is::Department(None)]);
    let by_handler = By::Each(vec![Is::Handler(Some(AccountId(Uuid::nil())))]);
    let orders = [
        (By::Due, "2026-01-05", Filter::default(), "cases_due"),
        (By::Received, "2026-01-05", Filter::default(), "cases_received"),
        (By::Ended, "2026-01-05", closed(), "cases_closed_ended"),
        (
            By::Number,
            "2026.5",
            Filter::default(),
            "sqlite_autoindex_cases_3",
        ),
        (By::Updated, "1767571200", Filter::default(), "cases_updated"),
        (By::Applicant, "", Filter::default(), "cases_by_applicant"),
        (by_stage, "2026-01-05", open(), "cases_open_by_stage"),
        (
            by_department.clone(),
            "2026-01-05",
            open(),
            "cases_open_by_department",
        ),
        (
            by_department,
            "2026-01-05",
            closed(),
            "cases_closed_by_department",
        ),
        (by_handler.clone(), "2026-01-05", open(), "cases_open_by_handler"),
        (by_handler, "2026-01-05", closed(), "cases_closed_by_handler"),
    ];
    for (by, value, filter, index) in orders {
        for descending in [false, true] {
            let order = Order {
                by: by.clone(),
                descending,
            };
            let after: Cursor = format!("0_{value}_{id}").parse().unwrap();
            for after in [None, Some(&after)] {
                let plan = plan_of(&filter, &order, after).await;
                assert!(plan.contains(&format!("INDEX {index} ")), "{order:?}: {plan}");
                assert!(
                    !plan.contains("SCAN") && !plan.contains("TEMP B-TREE"),
                    "{order:?}: {plan}"
                );
            }
        }
    }
}

/// One value after the other, asked for in one query.
#[tokio::test]
async fn runs_are_read_together_off_their_index() {
    let order = Order {
        by: By::Each(StageKey::ALL.iter().copied().map(Is::Stage).collect()),
        descending: false,
    };
    let runs = order.runs(scope()).into_iter().enumerate();
    let selects = runs.map(|(number, run)| (number, run.select(open().condition(scope()), None, 50)));
    let plan = plan(DbBackend::Sqlite.build(&together(selects.collect()))).await;
    assert!(plan.contains("INDEX cases_open_by_stage "), "{plan}");
    assert!(
        !plan.contains("SCAN cases") && !plan.contains("TEMP B-TREE"),
        "{plan}"
    );
}

/// A filter that reaches open cases and closed ones, in its parts.
fn of_both() -> Vec<Filter> {
    let both = Filter {
        kinds: vec![ApplicantKind::Person],
        channels: vec![Channel::Online],
        ..Filter::default()
    };
    both.open_and_closed()
}

#[test]
fn parts_of_a_filter_reach_what_it_reaches_and_nothing_twice() {
    let parts = of_both();
    assert_eq!(parts.len(), 2);
    assert!(parts[0].open && !parts[0].reaches_closed());
    assert_eq!(parts[1].stages, [StageKey::Closed]);
    for whole in [open(), closed()] {
        assert_eq!(whole.open_and_closed(), [whole]);
    }
    let some = Filter {
        stages: vec![StageKey::InHand, StageKey::Closed],
        ..Filter::default()
    };
    let parts = some.open_and_closed();
    assert_eq!(parts[0].stages, [StageKey::InHand]);
    assert_eq!(parts[1].stages, [StageKey::Closed]);
}

/// Neither reads a row of the table itself, nor sorts.
#[tokio::test]
async fn counts_are_read_off_an_index_alone() {
    let facets = [
        open(),
        Filter {
            unassigned: true,
            due: Days::until(date!(2026 - 03 - 30)),
            clocks: vec![ClockState::Running],
            ..open()
        },
        Filter {
            stages: vec![StageKey::InReview],
            flags: [Flag::AwaitsReview].into_iter().collect(),
            ..open()
        },
    ];
    let facets: Vec<&Filter> = facets.iter().collect();
    let plan = plan(DbBackend::Sqlite.build(&count::pass(scope(), &facets))).await;
    assert!(plan.contains("COVERING INDEX cases_open_due "), "{plan}");
    let of = |filter: Filter| async move {
        crate::store::plan::plan(DbBackend::Sqlite.build(&count::some(filter.condition(scope()), 1_000)))
            .await
    };
    for (filter, index) in [
        (closed(), "cases_closed_by_handler"),
        (
            Filter {
                unassigned: true,
                ..closed()
            },
            "cases_closed_by_department",
        ),
        (
            Filter {
                handler: Some(AccountId(Uuid::nil())),
                ..closed()
            },
            "cases_closed_by_handler",
        ),
        (
            Filter {
                kinds: vec![ApplicantKind::Person],
                flags: [Flag::Extended].into_iter().collect(),
                ..closed()
            },
            "cases_closed_due",
        ),
        (of_both()[0].clone(), "cases_open_due"),
        (of_both()[1].clone(), "cases_closed_due"),
    ] {
        let plan = of(filter.clone()).await;
        assert!(
            plan.contains(&format!("COVERING INDEX {index} ")),
            "{filter:?}: {plan}"
        );
    }
}

#[test]
fn a_place_that_is_none_is_refused() {
    for text in [
        "",
        "x",
        "0_2026-01-05",
        "x_2026-01-05_00000000000000000000000000000001",
        "0_2026-01-05_x",
    ] {
        assert!(text.parse::<Cursor>().is_err(), "{text}");
    }
}
