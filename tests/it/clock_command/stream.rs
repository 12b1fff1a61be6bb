//! Many lines, one after the other.

use std::io::{BufRead, BufReader, Read, Write};

use serde_json::json;

use super::{gongkai, run};

#[test]
fn a_bad_line_does_not_stop_the_run() {
    let good = |id: &str| format!(r#"{{"id":"{id}","received_on":"2026-01-12"}}"#);
    let long = format!(r#"{{"id":"{}"}}"#, "x".repeat(3 << 20));
    // The last line need not end; editors may put a mark before the first and a return behind each.
    let input = format!("\u{feff}{}\r\nnot json\r\n{long}\r\n{}", good("a"), good("b"));
    let ran = run(&["clock"], input);
    assert_eq!(ran.status, Some(1));
    let told = ran.json();
    assert_eq!(told.len(), 4);
    assert_eq!(
        (&told[0]["id"], &told[0]["due_on"]),
        (&json!("a"), &json!("2026-02-09"))
    );
    assert_eq!(told[1]["line"], 2);
    assert_eq!(told[2], json!({"id":null,"line":3,"error":"一行最多1 MiB"}));
    assert_eq!(
        (&told[3]["id"], &told[3]["due_on"]),
        (&json!("b"), &json!("2026-02-09"))
    );
}

#[test]
fn many_lines_come_back_in_their_order_and_ids_as_they_were_written() {
    let count = 5_000;
    let lines: Vec<String> = (0..count)
        .map(|n| format!("{{\"id\":{n}.50,\"received_on\":\"2026-03-02\"}}\n"))
        .collect();
    let ran = run(&["clock"], lines.concat());
    assert_eq!((ran.status, ran.lines.len()), (Some(0), count));
    for (n, line) in ran.lines.iter().enumerate() {
        assert!(line.starts_with(&format!("{{\"id\":{n}.50,")), "{line}");
        assert!(line.contains("\"due_on\":\"2026-03-30\""), "{line}");
    }
}

/// A program that asks and waits gets its answer before it asks again.
#[test]
fn an_answer_does_not_wait_for_the_end_of_the_input() {
    let mut child = gongkai(&["clock"]).spawn().unwrap();
    let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut stdout = BufReader::new(stdout);
    for id in ["one", "two"] {
        writeln!(stdin, r#"{{"id":"{id}","received_on":"2026-03-02"}}"#).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!(r#"{{"id":"{id}""#)), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn whoever_stops_reading_ends_the_run_without_a_word() {
    let mut child = gongkai(&["clock"]).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let line = "{\"id\":1,\"received_on\":\"2026-03-02\"}\n".repeat(2_000);
    // The program may be gone before all is written.
    while stdin.write_all(line.as_bytes()).is_ok() {}
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert_eq!(said, "");
}
