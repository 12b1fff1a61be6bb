//! `gongkai fee`.

use serde_json::json;

use super::run;

#[test]
fn a_fee_is_told_by_tier() {
    let ran = run(&["fee"], "{\"id\":\"f1\",\"tariff\":\"item\",\"count\":31}\n");
    assert_eq!(ran.status, Some(0));
    let told = ran.only();
    assert_eq!((&told["id"], &told["yuan"]), (&json!("f1"), &json!(2200)));
    let parts: Vec<_> = told["trace"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["from"].clone(), line["to"].clone(), line["yuan"].clone()))
        .collect();
    assert_eq!(
        parts,
        [
            (json!(1), json!(10), json!(0)),
            (json!(11), json!(30), json!(2000)),
            (json!(31), json!(31), json!(200))
        ]
    );
    for (tariff, count, yuan) in [
        ("item", 0, 0),
        ("item", 10, 0),
        ("item", 60, 11_000),
        ("page", 68, 380),
        ("page", 250, 4_700),
    ] {
        let line = json!({"id":1,"tariff":tariff,"count":count});
        assert_eq!(
            run(&["fee"], format!("{line}\n")).only()["yuan"],
            yuan,
            "{tariff} {count}"
        );
    }
}

#[test]
fn a_fee_that_cannot_be_told_is_an_error_in_its_place() {
    let input = [
        r#"{"id":1,"tariff":"weight","count":1}"#,
        r#"{"id":2,"tariff":"item","count":-1}"#,
        r#"{"id":3,"tariff":"item","count":1.5}"#,
        r#"{"id":4,"tariff":"item","count":18446744073709551615}"#,
        r#"{"id":5,"tariff":"item","count":1,"month":"2026-01"}"#,
        r#"{"id":6,"tariff":"item"}"#,
        r#"{"id":7,"tariff":"page","count":31}"#,
    ];
    let ran = run(&["fee"], input.join("\n"));
    assert_eq!(ran.status, Some(1));
    let told = ran.json();
    let errors: Vec<&str> = told.iter().filter_map(|line| line["error"].as_str()).collect();
    assert_eq!(
        errors,
        [
            "tariff：不认识的取值“weight”，可用：item、page",
            "成员“count”应当是不小于0的整数：-1",
            "成员“count”应当是不小于0的整数：1.5",
            "数额太大，无法计算",
            "不认识的成员“month”",
            "缺少成员“count”"
        ]
    );
    for (line, told) in (1..).zip(&told) {
        assert_eq!(told["id"], line);
    }
    assert_eq!(told[6]["yuan"], 10);
}
