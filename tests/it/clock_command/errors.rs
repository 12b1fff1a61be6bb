//! Lines that cannot be used.

use serde_json::{Value, json};

use super::{clock, history, run};

/// Every error of the contract, with the event that it names.
#[test]
fn what_cannot_be_used_is_told_with_the_event_to_blame() {
    let sent = json!({"type":"consultation_sent","on":"2026-01-19","consultation":"a","kind":"third_party"});
    let delivered = json!({"type":"consultation_delivered","on":"2026-01-21","consultation":"a"});
    let answered = json!({"type":"consultation_answered","on":"2026-02-06","consultation":"a"});
    let asked = json!({"type":"correction_requested","on":"2026-01-14"});
    let corrected = json!({"type":"correction_received","on":"2026-01-20"});
    let extended = |on: &str, days: Value| json!({"type":"extended","on":on,"working_days":days});
    let other = json!({"type":"consultation_answered","on":"2026-02-06","consultation":"b"});
    for (events, error) in [
        (
            json!([{"type":"fee_noticed","on":"2026-02-30"}]),
            "第1个事件（fee_noticed）：成员“on”不是日期：2026-02-30",
        ),
        (
            json!([{"type":"fee_noticed","on":"2026-1-14"}]),
            "第1个事件（fee_noticed）：成员“on”不是日期：2026-1-14",
        ),
        (
            json!([{"type":"fee_noticed","on":"2026-01-11"}]),
            "第1个事件（fee_noticed）：早于收到申请之日2026-01-12",
        ),
        (
            json!([asked, {"type":"correction_received","on":"2026-01-13"}]),
            "第2个事件（correction_received）：早于前一个事件的日期2026-01-14",
        ),
        (
            json!([sent, other]),
            "第2个事件（consultation_answered）：征求意见“b”没有发出过",
        ),
        (
            json!([delivered]),
            "第1个事件（consultation_delivered）：征求意见“a”没有发出过",
        ),
        (
            json!([sent, sent]),
            "第2个事件（consultation_sent）：征求意见“a”已经发出过",
        ),
        (
            json!([sent, delivered, delivered]),
            "第3个事件（consultation_delivered）：征求意见“a”已经送达过",
        ),
        (
            json!([sent, answered, answered]),
            "第3个事件（consultation_answered）：征求意见“a”已经答复过",
        ),
        (
            json!([extended("2026-01-20", json!(21))]),
            "第1个事件（extended）：延期合计不得超过20个工作日，还可以延长20个工作日",
        ),
        (
            json!([
                extended("2026-01-20", json!(15)),
                extended("2026-01-21", json!(6))
            ]),
            "第2个事件（extended）：延期合计不得超过20个工作日，还可以延长5个工作日",
        ),
        (
            json!([extended("2026-02-10", json!(5))]),
            "第1个事件（extended）：答复期限已于2026-02-09届满",
        ),
        (
            json!([extended("2026-01-20", json!(0))]),
            "第1个事件（extended）：天数至少为1",
        ),
        (
            json!([extended("2026-01-20", json!("5"))]),
            "第1个事件（extended）：成员“working_days”应当是整数天数：\"5\"",
        ),
        (
            json!([{"type":"extended","on":"2026-01-20"}]),
            "第1个事件（extended）：缺少成员“working_days”",
        ),
        (
            json!([{"type":"fee_paid","on":"2026-01-20"}]),
            "第1个事件（fee_paid）：没有等待缴费的收费通知",
        ),
        (
            json!([corrected]),
            "第1个事件（correction_received）：没有正在等待的补正",
        ),
        (
            json!([asked, asked]),
            "第2个事件（correction_requested）：已经告知过补正，只能一次性告知",
        ),
        (
            json!([asked, corrected, {"type":"correction_requested","on":"2026-01-21"}]),
            "第3个事件（correction_requested）：已经告知过补正，只能一次性告知",
        ),
        (
            json!([{"type":"paused","on":"2026-01-20"}]),
            "第1个事件（paused）：不认识的事件类型",
        ),
        (json!([{"on":"2026-01-20"}]), "第1个事件：缺少成员“type”"),
        (
            json!([{"type":"fee_paid"}]),
            "第1个事件（fee_paid）：缺少成员“on”",
        ),
        (
            json!([{"type":"fee_paid","on":"2026-01-20","by":"x"}]),
            "第1个事件（fee_paid）：不认识的成员“by”",
        ),
        (
            json!([{"type":"fee_paid","on":"2026-01-20","consultation":"a"}]),
            "第1个事件（fee_paid）：这种事件没有成员“consultation”",
        ),
        (
            json!([{"type":"consultation_sent","on":"2026-01-20","consultation":"a","kind":"friend"}]),
            "第1个事件（consultation_sent）：kind：不认识的取值“friend”，可用：third_party、co_maker、other_organ",
        ),
        (json!(["fee_paid"]), "第1个事件：应当是一个对象"),
    ] {
        let ran = clock(&history("2026-01-12", &events));
        assert_eq!(ran.status, Some(1), "{error}");
        assert_eq!(ran.only(), json!({"id":"t","line":1,"error":error}));
    }
}

#[test]
fn a_line_is_an_object_with_known_members() {
    for (line, id, error) in [
        (
            r#"{"id":"a","received_on":"2026-01-12","reason":1}"#,
            json!("a"),
            "不认识的成员“reason”",
        ),
        (r#"{"id":"a"}"#, json!("a"), "缺少成员“received_on”"),
        (
            r#"{"id":5,"received_on":20260112}"#,
            json!(5),
            "成员“received_on”应当是文字",
        ),
        (
            r#"{"id":true,"received_on":"2026-01-12"}"#,
            Value::Null,
            "成员“id”应当是文字或者数字",
        ),
        (
            r#"{"received_on":"2026-01-12","answer":{"served_on":"2026-01-11","ground":"disclosed"}}"#,
            Value::Null,
            "answer：送达日期2026-01-11早于收到申请之日2026-01-12",
        ),
        (
            r#"{"received_on":"2026-01-12","answer":{"served_on":"2026-02-02","ground":"secret"}}"#,
            Value::Null,
            "answer：不认识的依据“secret”",
        ),
        (
            r#"{"received_on":"2026-01-12","answer":{"served_on":"2026-02-02","ground":"disclosed","by":1}}"#,
            Value::Null,
            "answer：不认识的成员“by”",
        ),
        (
            r#"{"id":"a","received_on":"2026-01-12""#,
            Value::Null,
            "不是JSON：第36列",
        ),
        (r#"["a", "2026-01-12"]"#, Value::Null, "应当是一个对象"),
        ("", Value::Null, "空行"),
    ] {
        let ran = run(&["clock"], format!("{line}\n"));
        assert_eq!(ran.status, Some(1), "{line}");
        assert_eq!(ran.only(), json!({"id":id,"line":1,"error":error}), "{line}");
    }
    let not_utf8 = run(&["clock"], b"{\"id\":\"\xff\"}\n".to_vec());
    assert_eq!(
        not_utf8.only(),
        json!({"id":null,"line":1,"error":"不是UTF-8编码"})
    );
}
