//! Every state that can be reached by any command of any actor, walked breadth first, with what must hold in each;
//! and the two tables that a lawyer can read: what leads where, and who may do what.

mod chain;
mod erased;
mod facts;
mod mail;
mod reviewed;
mod taken_over;
mod ways;

use std::{
    collections::{BTreeSet, VecDeque},
    fmt::Write as _,
};

use time::Date;

use super::{
    account::Actor,
    command::{Command, CommandKind},
    decide::{self, Rules},
    flow, permission,
    stage::StageKey,
    testing::{self, Story, law},
};

fn actors() -> Vec<(&'static str, Actor)> {
    vec![
        ("收件员", testing::clerk()),
        ("承办人", testing::handler()),
        ("同科室同事", testing::colleague()),
        ("别科室承办人", testing::stranger_handler()),
        ("部门负责人", testing::head()),
        ("别科室负责人", testing::other_head()),
        ("保密审查员", testing::keeper_of_secrets()),
        ("法制审核员", testing::lawyer()),
        ("签发人", testing::leader()),
        ("主管部门", testing::supervisor()),
        ("管理员", testing::administrator()),
        ("身兼数职", testing::everything_at_once()),
        ("别机关", testing::foreigner()),
        ("申请人", testing::applicant()),
        ("第三方", testing::third_party()),
        ("系统", Actor::Program),
    ]
}

/// What tells two states apart for the walk: everything but the length of the history.
fn shape(story: &Story) -> String {
    let mut case = story.case.clone();
    case.version = 0;
    format!("{case:?}")
}

/// The architecture page shows the same tables.
fn assert_documented(table: &str) {
    let page = include_str!("../../../docs/architecture.md");
    assert!(
        page.contains(table.trim_end()),
        "docs/architecture.md does not have this table:\n{table}"
    );
}

/// A part of everything that can be done, walked on its own: all parts at once would have no end.
struct Way {
    name: &'static str,
    start: Story,
    /// Days on which something may be done, the first of them that of the start.
    days: Vec<Date>,
    commands: fn(Date) -> Vec<Command>,
}

struct Walk {
    states: usize,
    edges: BTreeSet<(StageKey, CommandKind, StageKey)>,
}

fn walk(way: &Way) -> Walk {
    let actors = actors();
    let mut seen = BTreeSet::new();
    let mut edges = BTreeSet::new();
    let mut queue = VecDeque::from([way.start.clone()]);
    while let Some(story) = queue.pop_front() {
        if !seen.insert((story.today, shape(&story))) {
            continue;
        }
        facts::assert_kept(&story);
        if let Some(tomorrow) = way.days.iter().find(|day| **day > story.today) {
            queue.push_back(story.clone().on(*tomorrow));
        }
        let commands = (way.commands)(story.today);
        for (_, actor) in &actors {
            for command in &commands {
                let rules = Rules {
                    law: law(),
                    chain: story.chain,
                    today: story.today,
                };
                // A refusal cannot leave a trace: the case is only lent to the decision.
                let Ok(events) = decide::decide(&story.case, actor, command, rules) else {
                    continue;
                };
                let allowed = permission::may(&story.case, actor, command.kind(), law());
                assert!(allowed.is_ok(), "fact 9: what is not offered is not accepted");
                let mut next = story.clone();
                next.record(actor, events.clone());
                facts::assert_followed(&story, &next);
                let edge = (story.case.stage.key(), command.kind(), next.case.stage.key());
                assert!(
                    flow::leads_to(edge.0, edge.1).contains(&edge.2),
                    "not in the table: {edge:?}"
                );
                edges.insert(edge);
                if !events.is_empty() {
                    queue.push_back(next);
                }
            }
        }
    }
    Walk {
        states: seen.len(),
        edges,
    }
}

/// Every way once, with what each was found to lead to.
fn walk_all() -> (usize, BTreeSet<(StageKey, CommandKind, StageKey)>) {
    let mut edges = BTreeSet::new();
    let mut states = 0;
    let all = ways::all().into_iter();
    for way in all.chain(taken_over::all()).chain(erased::all()) {
        let walk = walk(&way);
        assert!(
            walk.states > 3,
            "{}: {} states only, it stopped short",
            way.name,
            walk.states
        );
        states += walk.states;
        edges.extend(walk.edges);
    }
    (states, edges)
}

#[test]
fn every_reachable_state_keeps_the_facts_and_every_edge_of_the_table_is_reached() {
    let (states, edges) = walk_all();
    assert!(states > 3000, "only {states} states: the walk stopped short");
    let mut table = String::from("| from | command | to |\n| --- | --- | --- |\n");
    let mut never = Vec::new();
    for from in StageKey::ALL {
        for command in CommandKind::ALL {
            for to in flow::leads_to(*from, *command) {
                writeln!(table, "| {from} | {command} | {to} |").expect("writing to a string");
                if from != to && !edges.contains(&(*from, *command, *to)) {
                    never.push(format!("{from} {command} {to}"));
                }
            }
        }
    }
    // What changes no stage is walked where it matters, not at every stage of the table.
    let carried_out: BTreeSet<_> = edges.iter().map(|(_, command, _)| *command).collect();
    let all = CommandKind::ALL.iter();
    never.extend(
        all.filter(|kind| !carried_out.contains(kind))
            .map(ToString::to_string),
    );
    insta::assert_snapshot!("transitions", table);
    assert_documented(&table);
    assert!(never.is_empty(), "in the table, and never reached: {never:?}");
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
    insta::assert_snapshot!("permissions", table);
    assert_documented(&table);
}
