//! `gongkai clock` and `gongkai fee` as other programs meet them: lines in, lines out, an exit status.

mod errors;
mod fee;
mod stream;

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::{Value, json};

/// What a run gave: its lines and its exit status.
struct Ran {
    lines: Vec<String>,
    status: Option<i32>,
}

impl Ran {
    fn json(&self) -> Vec<Value> {
        self.lines
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The one line that there is.
    fn only(&self) -> Value {
        assert_eq!(self.lines.len(), 1, "{:?}", self.lines);
        self.json().remove(0)
    }
}

fn gongkai(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the program on this input.
fn run(arguments: &[&str], input: impl Into<Vec<u8>>) -> Ran {
    let mut child = gongkai(arguments).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.into());
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "",
        "nothing is said beside"
    );
    let stdout = String::from_utf8(output.stdout).unwrap();
    Ran {
        lines: stdout.lines().map(str::to_owned).collect(),
        status: output.status.code(),
    }
}

fn clock(line: &Value) -> Ran {
    run(&["clock"], format!("{line}\n"))
}

/// One history without an answer.
fn history(received_on: &str, events: &Value) -> Value {
    json!({ "id": "t", "received_on": received_on, "events": events })
}

/// The example of the contract, to the letter; only the wording of the trace is free.
#[test]
fn the_example_of_the_contract_comes_out() {
    let input = r#"{"id":"C18","received_on":"2026-01-12","events":[
  {"type":"consultation_sent","on":"2026-01-19","consultation":"a","kind":"third_party"},
  {"type":"consultation_delivered","on":"2026-01-21","consultation":"a"},
  {"type":"consultation_answered","on":"2026-02-06","consultation":"a"}],
 "answer":{"served_on":"2026-03-04","ground":"state_secret"}}"#;
    let ran = run(&["clock"], input.replace('\n', ""));
    assert_eq!(ran.status, Some(0));
    let mut told = ran.only();
    let trace = told["trace"].take();
    assert_eq!(
        told,
        json!({"id":"C18","correct_ask_by":"2026-01-21","awaiting":null,"due_on":"2026-03-05","provisional":false,
            "remedies":{"reconsideration_first":true,"reconsideration_by":"2026-05-06","litigation_by":null},
            "trace":null})
    );
    let line = trace
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["counted"] == 20);
    let line = line.unwrap();
    assert_eq!(
        (&line["from"], &line["to"], &line["left_out"]),
        (&json!("2026-01-12"), &json!("2026-03-05"), &json!(14))
    );
    assert_eq!(line["article"], "条例第三十三条第二款");
    assert!(line["why"].as_str().unwrap().contains("星期四"));
    assert!(ran.lines[0].starts_with(r#"{"id":"C18","correct_ask_by":"2026-01-21","awaiting":null,"#));
}

#[test]
fn while_the_applicant_is_waited_for_nothing_is_due() {
    let asked = json!([{"type":"correction_requested","on":"2026-04-29"}]);
    let told = clock(&history("2026-04-24", &asked)).only();
    assert_eq!(
        (&told["awaiting"], &told["due_on"], &told["correct_by"]),
        (&json!("correction"), &Value::Null, &json!("2026-05-15")),
        "C15"
    );
    assert_eq!(told.get("pay_by"), None, "there is no notice");
    let own = json!([{"type":"correction_requested","on":"2026-04-29","working_days":5}]);
    assert_eq!(
        clock(&history("2026-04-24", &own)).only()["correct_by"],
        "2026-05-09"
    );
    let noticed = json!([{"type":"fee_noticed","on":"2025-11-20"}]);
    let told = clock(&history("2025-11-03", &noticed)).only();
    assert_eq!(
        (&told["awaiting"], &told["due_on"], &told["pay_by"]),
        (&json!("fee"), &Value::Null, &json!("2025-12-18")),
        "C21"
    );
    let paid = json!([{"type":"fee_noticed","on":"2025-11-20"},{"type":"fee_paid","on":"2025-12-10"}]);
    let told = clock(&history("2025-11-03", &paid)).only();
    assert_eq!(
        (&told["awaiting"], &told["due_on"]),
        (&Value::Null, &json!("2026-01-08")),
        "C22"
    );
    assert_eq!(told["pay_by"], "2025-12-18", "there was a notice");
    assert_eq!(told.get("remedies"), None, "there is no answer");
}

/// What is given to every date holds for those of the remedies as well.
#[test]
fn a_date_beyond_the_last_notice_is_provisional_wherever_it_stands() {
    let told = |line: Value| clock(&line).only();
    let plain = told(json!({"received_on":"2026-11-20"}));
    assert_eq!(
        (&plain["due_on"], &plain["provisional"]),
        (&json!("2026-12-18"), &json!(false))
    );
    let extended = json!([{"type":"extended","on":"2026-12-18","working_days":20}]);
    let c34 = told(history("2026-11-20", &extended));
    assert_eq!(
        (&c34["due_on"], &c34["provisional"]),
        (&json!("2027-01-18"), &json!(true)),
        "C34"
    );
    let answered = told(json!({"received_on":"2026-11-20",
        "answer":{"served_on":"2026-12-18","ground":"not_held"}}));
    assert_eq!(answered["remedies"]["reconsideration_by"], "2027-02-16");
    assert_eq!(answered["provisional"], true, "the remedies reach into 2027");
    let asked = told(history(
        "2026-12-18",
        &json!([{"type":"correction_requested","on":"2026-12-24"}]),
    ));
    assert_eq!(
        (&asked["correct_by"], &asked["provisional"]),
        (&json!("2027-01-08"), &json!(true))
    );
    for line in asked["trace"].as_array().unwrap() {
        let to = line["to"].as_str().unwrap();
        let is_marked = line["why"].as_str().unwrap().contains("暂定");
        assert_eq!(is_marked, to > "2026-12-31", "{line}");
    }
}

#[test]
fn remedies_follow_from_ground_and_day() {
    let remedies = |answer: Value| {
        let told = clock(&json!({"id":1,"received_on":"2025-08-01","answer":answer})).only();
        let remedies = &told["remedies"];
        (
            remedies["reconsideration_first"].as_bool().unwrap(),
            remedies["reconsideration_by"].as_str().unwrap().to_owned(),
            remedies["litigation_by"].as_str().map(str::to_owned),
        )
    };
    let first = remedies(json!({"served_on":"2025-08-04","ground":"enforcement_file"}));
    assert_eq!(first, (true, "2025-10-09".to_owned(), None), "C27");
    let either = remedies(json!({"served_on":"2026-04-01","ground":"not_held"}));
    assert_eq!(
        either,
        (false, "2026-06-01".to_owned(), Some("2026-10-08".to_owned())),
        "C28"
    );
    let month_end = remedies(json!({"served_on":"2025-08-31","ground":"repeat_application"}));
    assert_eq!(month_end.2.as_deref(), Some("2026-02-28"), "C29");
    for (withheld, is_first) in [
        (json!(["needs_creation"]), false),
        (json!(["needs_creation", "internal_affairs"]), true),
        (json!([]), false),
    ] {
        let partial = remedies(json!({"served_on":"2026-07-01","ground":"partial","withheld":withheld}));
        assert_eq!(partial.0, is_first, "{withheld}");
    }
    for ground in [
        "disclosed",
        "already_public",
        "special_access_regime",
        "other_organ",
        "still_unclear",
        "petition_or_complaint",
        "public_publication",
        "excessive_applications",
        "reconfirmation",
        "correction_abandoned",
        "fee_abandoned",
        "withdrawn",
    ] {
        assert!(
            !remedies(json!({"served_on":"2026-07-01","ground":ground})).0,
            "{ground}"
        );
    }
    for ground in [
        "forbidden_by_law",
        "security_and_stability",
        "third_party_interests",
        "process_information",
    ] {
        assert!(
            remedies(json!({"served_on":"2026-07-01","ground":ground})).0,
            "{ground}"
        );
    }
}

#[test]
fn people_get_every_step_with_weekday_and_article() {
    let input = json!({"id":"长","received_on":"2026-01-12","events":[
        {"type":"correction_requested","on":"2026-01-16"},
        {"type":"correction_received","on":"2026-01-23"},
        {"type":"consultation_sent","on":"2026-01-28","consultation":"甲公司","kind":"third_party"},
        {"type":"consultation_delivered","on":"2026-01-30","consultation":"甲公司"},
        {"type":"consultation_sent","on":"2026-02-04","consultation":"乙局","kind":"other_organ"},
        {"type":"consultation_delivered","on":"2026-02-06","consultation":"乙局"},
        {"type":"consultation_answered","on":"2026-02-25","consultation":"甲公司"},
        {"type":"extended","on":"2026-03-20","working_days":15}],
        "answer":{"served_on":"2026-04-20","ground":"third_party_interests"}});
    let waiting = history("2026-12-10", &json!([{"type":"fee_noticed","on":"2026-12-18"}]));
    let ran = run(&["clock", "--explain"], format!("{input}\n{waiting}\n{{}}\n"));
    assert_eq!(ran.status, Some(1));
    insta::assert_snapshot!(ran.lines.join("\n"));
}
