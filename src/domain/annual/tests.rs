//! Rows, columns and years; and the identities of the law's data over many random cases.

use time::{Date, Duration, macros::date};
use uuid::Uuid;

use super::{
    Intake, Outside, Standing, Table, cell_at, column_of, concluded_on, outside, proceedings, row_of,
};
use crate::{
    domain::{
        account::Actor,
        answer::ProposedItem,
        appeal::{AppealFact, AppealTable, Instance, Of, Procedure},
        applicant::ApplicantKind,
        application::AsksFor,
        case::{Attempt, Case},
        clock::ConsultationKind,
        command::Command,
        id::{AppealId, CaseId},
        notice::About,
        round::Round,
        service::Service,
        stage::{Ending, Stage, StageKey},
        testing::{ANSWER, Story, TODAY, clerk, consult, handler, law, notice_id, send_notice, words},
    },
    law::{AnnualRowKey, AnnualRowKind, AppealColumn, Ground},
};

fn row(case: &Case) -> Option<&'static str> {
    row_of(case, law()).map(AnnualRowKey::as_str)
}

fn proposed(ground: &str) -> ProposedItem {
    ProposedItem {
        item: 1,
        ground: ground.parse().unwrap(),
        withheld: Vec::new(),
        files: Vec::new(),
    }
}

/// A served answer with an item for each of these grounds.
fn answered(grounds: &[&str]) -> Case {
    let mut case = Story::served("disclosed").case;
    let items = &mut case.draft.as_mut().unwrap().reference.items;
    *items = grounds.iter().map(|ground| proposed(ground)).collect();
    case
}

#[test]
fn every_ground_stands_in_its_row_once_the_answer_is_served() {
    for ground in law().grounds_on(TODAY).filter(|ground| ground.proposable) {
        let case = answered(&[ground.key.as_str()]);
        assert_eq!(
            row(&case),
            ground.annual_row.as_ref().map(AnnualRowKey::as_str),
            "{}",
            ground.key
        );
    }
    for stage in StageKey::ALL {
        let concluded = matches!(stage, StageKey::Served | StageKey::Closed);
        let case = Story::at(*stage).case;
        assert_eq!(row(&case).is_some(), concluded, "{stage}");
        assert_eq!(concluded_on(&case).is_some(), concluded, "{stage}");
    }
}

/// D14: 部分公开 before all others, then the groups in the order of the law's data, then the rows.
#[test]
fn items_that_end_differently_stand_in_one_row() {
    for (grounds, expected) in [
        (&["disclosed", "already_public"][..], "disclosed"),
        (&["state_secret", "partial", "not_held"], "partial"),
        (&["disclosed", "internal_affairs"], "withheld_5"),
        (&["internal_affairs", "disclosed"], "withheld_5"),
        (&["process_information", "state_secret"], "withheld_1"),
        (&["disclosed", "not_held"], "unavailable_1"),
        (&["repeat_application", "needs_creation"], "unavailable_2"),
        (&["disclosed", "petition_or_complaint"], "not_processed_1"),
    ] {
        assert_eq!(row(&answered(grounds)), Some(expected), "{grounds:?}");
    }
}

#[test]
fn an_end_without_an_answer_has_its_row() {
    let withdrawn = Story::in_hand()
        .then(&clerk(), &Command::Withdraw { reason: None })
        .case;
    let ground = law().ground(&"withdrawn".parse().unwrap()).unwrap();
    assert_eq!(row(&withdrawn), Some("other_3"));
    assert_eq!(
        ground.annual_row.as_ref().map(AnnualRowKey::as_str),
        Some("other_3"),
        "both data files say the same"
    );

    let merged = Story::at(StageKey::Received).then(
        &clerk(),
        &Command::Merge {
            into: CaseId(Uuid::from_u128(751)),
        },
    );
    assert_eq!(row(&merged.case), Some("other_3"));

    for (ground, expected) in [("correction_abandoned", "other_1"), ("fee_abandoned", "other_2")] {
        let mut case = Story::in_hand().case;
        case.stage = Stage::Closed(Ending::Abandoned);
        case.abandoned = Some((ground.parse().unwrap(), TODAY));
        assert_eq!(row(&case), Some(expected));
    }
}

#[test]
fn every_kind_of_applicant_has_its_own_column() {
    let mut case = Story::filed().case;
    let mut columns: Vec<&str> = Vec::new();
    for kind in ApplicantKind::ALL {
        case.filing.applicant_kind = *kind;
        columns.push(column_of(&case, law()).as_str());
    }
    let in_form = law().annual_columns().iter().filter(|column| !column.total);
    assert_eq!(
        columns,
        in_form.map(|column| column.key.as_str()).collect::<Vec<_>>()
    );
}

#[test]
fn a_new_answer_and_a_correction_of_records_are_in_no_table() {
    let mut round = answered(&["disclosed"]);
    round.round = Some(Round {
        of: CaseId(Uuid::from_u128(5)),
        appeal: AppealId(Uuid::from_u128(6)),
        working_days: None,
    });
    let mut records = answered(&["disclosed"]);
    records.filing.asks_for = AsksFor::RecordCorrection;
    for (case, why) in [(round, Outside::Round), (records, Outside::RecordCorrection)] {
        assert_eq!(outside(&case), Some(why));
        assert_eq!(row(&case), None);
        assert_eq!(cell_at(&case, law(), TODAY.year()), None);
    }
}

/// Over the turn of the year: carried out of the one, carried into the next, and gone after its end.
#[test]
fn a_case_is_carried_over_until_the_year_of_its_end() {
    let mut case = answered(&["not_held"]);
    case.received_on = Some(date!(2025 - 12 - 30));
    let service = Service::Online {
        available_on: date!(2027 - 01 - 04),
    };
    case.letters.last_mut().unwrap().attempts = vec![Attempt::of(service, None)];
    let at = |case: &Case, year| {
        cell_at(case, law(), year).map(|cell| {
            let result = match cell.standing {
                Standing::Result(row) => row.as_str(),
                Standing::CarriedOut => "carried_out",
            };
            (cell.intake, result)
        })
    };
    assert_eq!(at(&case, 2024), None);
    assert_eq!(at(&case, 2025), Some((Intake::New, "carried_out")));
    assert_eq!(at(&case, 2026), Some((Intake::CarriedIn, "carried_out")));
    assert_eq!(at(&case, 2027), Some((Intake::CarriedIn, "unavailable_1")));
    assert_eq!(at(&case, 2028), None);
    // Before the receipt is settled, the submission counts.
    let mut filed = Story::filed().case;
    filed.submitted_on = Some(date!(2025 - 12 - 31));
    assert_eq!(at(&filed, 2025), Some((Intake::New, "carried_out")));
    // A letter on the way, or a consultation, ends nothing.
    let asked = Story::in_hand().sent(notice_id(2), consult(ConsultationKind::CoMaker));
    assert_eq!(at(&asked.case, TODAY.year()), Some((Intake::New, "carried_out")));
}

#[test]
fn the_letter_that_ends_a_case_concludes_it() {
    let given = Story::in_hand().sent(notice_id(1), About::Correction { working_days: 5 });
    let later = date!(2027 - 01 - 04);
    let mut story = given
        .on(later)
        .then(&Actor::Program, &Command::ProposeAbandonment)
        .cleared(
            notice_id(2),
            About::Ended {
                ground: "correction_abandoned".parse().unwrap(),
            },
        );
    assert_eq!(concluded_on(&story.case), None, "signed, and not sent");
    let service = Service::signed(later);
    story
        .act(&handler(), &send_notice(notice_id(2), service))
        .unwrap();
    assert_eq!(
        (concluded_on(&story.case), row(&story.case)),
        (Some(later), Some("other_1"))
    );
}

#[test]
fn proceedings_stand_in_table_four_until_the_year_in_which_they_end() {
    let id = AppealId(Uuid::from_u128(700));
    let of = Of::Reconsideration {
        procedure: Procedure::Ordinary,
        accepted_on: TODAY,
        copy_received_on: TODAY,
    };
    let before = words("青石县人民政府");
    let filed = AppealFact::Filed { of, before };
    let mut story = Story::served("state_secret").then(&clerk(), &Command::RecordAppeal { id, fact: filed });
    let at = |story: &Story, year| proceedings(law(), year, [&story.case]);
    let cell = |column| [((AppealTable::Reconsideration, column), 1)].into();
    assert!(at(&story, 2025).is_empty());
    assert_eq!(at(&story, 2026), cell(AppealColumn::Pending));
    assert_eq!(at(&story, 2027), cell(AppealColumn::Pending));
    let upheld = AppealFact::Closed {
        result: "upheld".parse().unwrap(),
        decided_on: TODAY,
        received_on: TODAY,
        order: None,
        note: None,
    };
    story
        .act(&clerk(), &Command::RecordAppeal { id, fact: upheld })
        .unwrap();
    assert_eq!(at(&story, 2026), cell(AppealColumn::Upheld));
    assert!(at(&story, 2027).is_empty(), "counted in the year of its end");
    // What a later instance changes stands in the year of the change.
    let suit = |instance, after| Of::Litigation {
        instance,
        after,
        copy_received_on: TODAY,
    };
    let (first, second) = (AppealId(Uuid::from_u128(701)), AppealId(Uuid::from_u128(702)));
    for (id, of) in [
        (first, suit(Instance::First, Some(id))),
        (second, suit(Instance::Second, Some(first))),
    ] {
        let before = words("青石县人民法院");
        let fact = AppealFact::Filed { of, before };
        story.act(&clerk(), &Command::RecordAppeal { id, fact }).unwrap();
    }
    let after = AppealTable::SuitAfterReconsideration;
    assert_eq!(at(&story, 2026).get(&(after, AppealColumn::Pending)), Some(&1));
    assert_eq!(
        at(&story, 2026).len(),
        2,
        "the second instance has no cell of its own"
    );
}

/// The same numbers on every machine: splitmix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % limit
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let limit = u64::try_from(all.len()).unwrap();
        &all[usize::try_from(self.below(limit)).unwrap()]
    }

    fn days(&mut self, limit: u64) -> Duration {
        Duration::days(i64::try_from(self.below(limit)).unwrap())
    }
}

/// Makes the case another one: received on some day of five years, ended some day later or never, in any way.
fn become_random(case: &mut Case, chance: &mut Chance, grounds: &[&Ground]) {
    let received_on: Date = date!(2022 - 01 - 01) + chance.days(5 * 365);
    case.submitted_on = (chance.below(2) == 0).then_some(received_on - Duration::days(1));
    case.received_on = (chance.below(20) > 0 || case.submitted_on.is_none()).then_some(received_on);
    case.filing.applicant_kind = *chance.one_of(ApplicantKind::ALL);
    case.filing.asks_for = if chance.below(50) == 0 {
        AsksFor::RecordCorrection
    } else {
        AsksFor::Information
    };
    case.round = (chance.below(50) == 0).then_some(Round {
        of: case.id,
        appeal: AppealId(Uuid::nil()),
        working_days: None,
    });
    let ended_on = received_on + chance.days(700);
    (case.withdrawn_on, case.abandoned, case.merged_on) = (None, None, None);
    let answer = case
        .letters
        .iter_mut()
        .find(|letter| letter.id == ANSWER)
        .unwrap();
    answer.attempts.clear();
    match chance.below(8) {
        0 => case.withdrawn_on = Some(ended_on),
        1 => case.merged_on = Some(ended_on),
        2 => {
            let ground = *chance.one_of(&["correction_abandoned", "fee_abandoned"]);
            case.abandoned = Some((ground.parse().unwrap(), ended_on));
        }
        3 => {}
        _ => {
            let service = Service::Online {
                available_on: ended_on,
            };
            answer.attempts = vec![Attempt::of(service, None)];
        }
    }
    let items = &mut case.draft.as_mut().unwrap().reference.items;
    items.clear();
    for _ in 0..=chance.below(3) {
        items.push(proposed(chance.one_of(grounds).key.as_str()));
    }
}

#[test]
fn the_identities_hold_over_a_hundred_thousand_cases() {
    let mut chance = Chance(20_261_125);
    let grounds: Vec<&Ground> = law()
        .grounds_on(TODAY)
        .filter(|ground| ground.proposable && ground.asks_for == AsksFor::Information)
        .collect();
    let mut tables: Vec<Table<'_>> = (2021..=2029).map(|year| Table::new(law(), year)).collect();
    let mut case = Story::served("disclosed").case;
    let (mut counted, mut ended) = (0_u64, 0_u64);
    for _ in 0..100_000 {
        become_random(&mut case, &mut chance, &grounds);
        for table in &mut tables {
            table.add(&case);
        }
        if outside(&case).is_none() {
            counted += 1;
            ended += u64::from(concluded_on(&case).is_some());
        }
    }
    let sum = |row: &str| -> u64 { tables.iter().map(|table| table.count(row, "total")).sum() };
    assert_eq!(sum("new"), counted, "every case comes in once");
    assert_eq!(sum("total"), ended, "and ends at most once");
    assert!(
        ended > 70_000 && sum("carried_in") > 30_000,
        "the sample has everything"
    );
    let results = law()
        .annual_rows()
        .iter()
        .filter(|row| row.kind == AnnualRowKind::Result);
    for row in results {
        assert!(sum(row.key.as_str()) > 100, "{} is hardly reached", row.key);
    }
    let mut before: Option<&Table<'_>> = None;
    for table in &tables {
        assert_eq!(
            table.broken(before),
            Vec::<&crate::law::Identity>::new(),
            "{}",
            table.year()
        );
        if let Some(before) = before {
            for column in law().annual_columns() {
                let column = column.key.as_str();
                assert_eq!(
                    table.count("carried_in", column),
                    before.count("carried_out", column)
                );
            }
        }
        before = Some(table);
    }
    let last = tables.last().unwrap();
    assert_eq!(last.count("carried_out", "total"), counted - ended);
}

#[test]
fn a_table_that_does_not_add_up_is_found() {
    let case = answered(&["disclosed"]);
    let year = TODAY.year();
    let sound = Table::of(law(), year, [&case]);
    assert_eq!(sound.broken(None).len(), 0);
    let keys = |table: &Table<'_>, before| -> Vec<String> {
        table
            .broken(before)
            .iter()
            .map(|identity| identity.key.clone())
            .collect()
    };
    let mut wrong = sound.clone();
    wrong.counts.insert(("new", "business"), 1);
    assert_eq!(keys(&wrong, None), ["balance", "applicants"]);
    let mut wrong = sound.clone();
    wrong.counts.insert(("withheld_1", "total"), 1);
    assert_eq!(keys(&wrong, None), ["results", "applicants"]);
    let open = Table::of(law(), year - 1, [&Story::filed().case]);
    assert_eq!(open.count("carried_out", "total"), 0);
    let mut before = Table::new(law(), year - 1);
    before.counts.insert(("carried_out", "business"), 1);
    assert_eq!(keys(&sound, Some(&before)), ["carry_over"]);
}
