//! What pages show in English is there, and English; and what else is said to applicants and third parties is complete.

use super::broken::{errors, line_of};

#[test]
fn what_pages_in_english_show_is_there_and_english() {
    let (file, english) = ("festivals.toml", "english = \"National Day\"");
    let line = line_of(file, english);
    for other in ["english = \"国庆节\"", "english = \" \""] {
        assert_eq!(
            errors(file, english, other),
            [format!(
                "fixtures/law/festivals.toml:{line}: “国庆节”的英文不能为空，也不能含有汉字"
            )]
        );
    }
    let (file, english) = ("sources.toml", "english = \"Civil Code\"");
    assert_eq!(errors(file, english, "english = \"\"").len(), 1);
    let (file, key) = ("consulted.toml", "key = \"agreed\"");
    assert!(
        !errors(file, key, "key = \"refused\"").is_empty(),
        "a point is missing"
    );
    for other in ["days = 0", "days = 61"] {
        assert_eq!(errors(file, "days = 3", other).len(), 1, "{other}");
    }
    let (file, key) = ("payments.toml", "key = \"unpaid\"");
    assert!(
        !errors(file, key, "key = \"paid\"").is_empty(),
        "a point is missing"
    );
    let (file, english) = ("channels.toml", "english_name = \"By fax\"");
    assert_eq!(errors(file, english, "english_name = \"传真\"").len(), 1);
    for (file, english) in [
        ("annual.toml", "english = \"Natural persons\""),
        ("annual.toml", "english = \"State secret\""),
        ("outcomes.toml", "english = \"Disclosed\""),
    ] {
        assert_eq!(errors(file, english, "english = \"\"").len(), 1, "{english}");
    }
}
