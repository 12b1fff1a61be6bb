//! Every state that can be reached by any command of any actor, walked breadth first, with what must hold in each;
//! and the two tables that a lawyer can read: what leads where, and who may do what.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write as _,
};

use super::{
    account::Actor,
    command::{Command, CommandKind},
    decide::{self, Rules},
    digest::Digest,
    event::Event,
    permission,
    service::{Mail, Service, Waybill},
    stage::{Stage, StageKey},
    testing::{self, ANSWER, DEPARTMENT, Story, TODAY, account_of, law, words},
};
use crate::law::StepKey;

fn actors() -> Vec<(&'static str, Actor)> {
    vec![
        ("收件员", testing::clerk()),
        ("承办人", testing::handler()),
        ("同科室同事", testing::colleague()),
        ("别科室承办人", testing::stranger_handler()),
        ("保密审查员", testing::keeper_of_secrets()),
        ("法制审核员", testing::lawyer()),
        ("签发人", testing::leader()),
        ("主管部门", testing::supervisor()),
        ("管理员", testing::administrator()),
        ("身兼数职", testing::everything_at_once()),
        ("别机关", testing::foreigner()),
        ("申请人", testing::applicant()),
    ]
}

fn commands() -> Vec<Command> {
    let post = Service::Post {
        mail: Mail::Ems,
        waybill: Waybill::parse("EA123456789CN").expect("a waybill"),
        posted_on: TODAY,
    };
    let mut all = vec![
        testing::confirm_receipt(),
        testing::assign(),
        Command::Assign {
            department: DEPARTMENT,
            handler: Some(account_of(&testing::handler())),
        },
        Command::Accept,
        Command::HandBack {
            reason: words("不属于本科室职责"),
        },
        testing::draft(testing::full_draft("state_secret")),
        testing::draft(testing::full_draft("disclosed")),
        testing::submit(testing::full_draft("state_secret")),
        testing::submit(testing::full_draft("disclosed")),
        testing::issue(),
        Command::Issue {
            letter: testing::issued_as(ANSWER, Digest::of_bytes(b"something else")),
        },
        testing::serve_online(),
        Command::Serve {
            letter: ANSWER,
            service: Service::Counter { signed_on: TODAY },
        },
        Command::Serve {
            letter: ANSWER,
            service: post,
        },
        Command::RecordDelivery {
            letter: ANSWER,
            delivered_on: TODAY,
        },
        Command::Open { letter: ANSWER },
        Command::Close,
        Command::Withdraw { reason: None },
    ];
    for step in [StepKey::Confidentiality, StepKey::Legal, StepKey::SignOff] {
        all.push(testing::approve(step));
        all.push(Command::SendBack {
            step,
            remarks: words("理由不充分"),
        });
    }
    all
}

/// What tells two states apart for the walk: everything but the length of the history.
fn shape(story: &Story) -> String {
    let mut case = story.case.clone();
    case.version = 0;
    format!("{case:?}")
}

/// The content that was signed in a history, and by whom each step was, up to the issue.
fn assert_nothing_leaves_unchecked(story: &Story) {
    let Some(issued) = story.history.iter().position(
        |recorded| matches!(&recorded.event, Event::LetterIssued { letter, .. } if *letter == ANSWER),
    ) else {
        return;
    };
    let before = &story.history[..issued];
    let submitted = before
        .iter()
        .rposition(|recorded| matches!(recorded.event, Event::SubmittedForReview { .. }))
        .expect("an answer was submitted before it was issued");
    let Event::SubmittedForReview { content, chain } = &before[submitted].event else {
        unreachable!()
    };
    let drafters: BTreeSet<_> = before
        .iter()
        .filter(|recorded| matches!(recorded.event, Event::AnswerDrafted { .. }))
        .filter_map(|recorded| recorded.actor.account())
        .collect();
    let approvals: BTreeMap<_, _> = before[submitted..]
        .iter()
        .filter_map(|recorded| {
            let Event::StepApproved {
                step, by, content, ..
            } = &recorded.event
            else {
                return None;
            };
            Some((*step, (*by, *content)))
        })
        .collect();
    assert!(
        chain.contains(&StepKey::Confidentiality),
        "fact 2: nothing leaves without confidentiality review"
    );
    assert!(chain.contains(&StepKey::SignOff), "nothing leaves unsigned");
    let refuses = matches!(&before[submitted - 1].event, Event::AnswerDrafted { draft }
        if draft.items.iter().any(|item| item.ground.as_str() == "state_secret"));
    assert!(
        !refuses || chain.contains(&StepKey::Legal),
        "fact 3: no refusal without legal review"
    );
    for step in chain {
        let (by, approved) = approvals.get(step).expect("every step of the chain approved");
        assert_eq!(approved, content, "fact 4: an approval is bound to the content");
        assert!(!drafters.contains(by), "who drafted neither reviews nor signs");
    }
    if let (Some(legal), Some(signed)) = (approvals.get(&StepKey::Legal), approvals.get(&StepKey::SignOff)) {
        assert_ne!(legal.0, signed.0, "fact 3: who reviews the law does not sign");
    }
}

/// The architecture page shows the same tables.
fn assert_documented(table: &str) {
    let page = include_str!("../../docs/architecture.md");
    assert!(
        page.contains(table.trim_end()),
        "docs/architecture.md does not have this table:\n{table}"
    );
}

struct Walk {
    states: usize,
    edges: BTreeSet<(StageKey, CommandKind, StageKey)>,
}

fn walk() -> Walk {
    let (actors, commands) = (actors(), commands());
    let mut seen = BTreeSet::new();
    let mut edges = BTreeSet::new();
    let mut queue = VecDeque::from([Story::filed()]);
    while let Some(story) = queue.pop_front() {
        if !seen.insert(shape(&story)) {
            continue;
        }
        let reading = super::clock::of(&story.case, law());
        assert!(reading.due_on >= Some(TODAY), "every case has its last day");
        assert_nothing_leaves_unchecked(&story);
        for (_, actor) in &actors {
            for command in &commands {
                let mut next = story.clone();
                let allowed = permission::may(&story.case, actor, command.kind(), law());
                match next.act(actor, command) {
                    Ok(events) => {
                        assert!(allowed.is_ok(), "fact 9: what is not offered is not accepted");
                        let closed = matches!(story.case.stage, Stage::Closed(_));
                        let opened = events.iter().all(|event| matches!(event, Event::Opened { .. }));
                        assert!(!closed || opened, "closed stays closed");
                        edges.insert((story.case.stage.key(), command.kind(), next.case.stage.key()));
                        if !events.is_empty() {
                            queue.push_back(next);
                        }
                    }
                    Err(_) => assert_eq!(next.case, story.case, "a refusal leaves no trace"),
                }
            }
        }
    }
    Walk {
        states: seen.len(),
        edges,
    }
}

#[test]
fn every_reachable_state_keeps_the_facts() {
    let walk = walk();
    assert!(
        walk.states > 100,
        "only {} states: the walk stopped short",
        walk.states
    );
    let reached: BTreeSet<_> = walk.edges.iter().map(|(_, _, to)| *to).collect();
    let all: BTreeSet<_> = StageKey::ALL
        .iter()
        .copied()
        .filter(|stage| *stage != StageKey::Filed)
        .collect();
    assert!(
        all.is_subset(&reached),
        "never reached: {:?}",
        all.difference(&reached)
    );
    let mut table = String::from("| from | command | to |\n| --- | --- | --- |\n");
    for (from, command, to) in &walk.edges {
        writeln!(table, "| {from} | {command} | {to} |").expect("writing to a string");
    }
    assert_documented(&table);
    insta::assert_snapshot!("transitions", table);
}

#[test]
fn the_permission_matrix_is_as_reviewed() {
    let actors = actors();
    let mut table = String::from("| stage | command |");
    for (name, _) in &actors {
        write!(table, " {name} |").expect("writing to a string");
    }
    table.push_str("\n| --- | --- |");
    table.push_str(&" --- |".repeat(actors.len()));
    table.push('\n');
    for stage in StageKey::ALL {
        let story = Story::at(*stage);
        for kind in CommandKind::ALL {
            let cells: Vec<_> = actors
                .iter()
                .map(|(_, actor)| permission::may(&story.case, actor, *kind, law()).is_ok())
                .collect();
            if !cells.contains(&true) {
                continue;
            }
            write!(table, "| {stage} | {kind} |").expect("writing to a string");
            for cell in cells {
                table.push_str(if cell { " ● |" } else { "   |" });
            }
            table.push('\n');
        }
    }
    assert_documented(&table);
    insta::assert_snapshot!("permissions", table);
}

#[test]
fn a_command_that_the_table_refuses_leaves_no_event() {
    for stage in StageKey::ALL {
        let story = Story::at(*stage);
        for (_, actor) in actors() {
            for command in commands() {
                let rules = Rules {
                    law: law(),
                    today: TODAY,
                };
                if permission::may(&story.case, &actor, command.kind(), law()).is_err() {
                    assert!(decide::decide(&story.case, &actor, &command, rules).is_err());
                }
            }
        }
    }
}
