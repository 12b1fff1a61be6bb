use super::*;
use crate::template::Templates;
use std::path::Path;
use std::sync::Arc;
use time::macros::{date, datetime, offset};

const CHINESE: Lang = Lang::Chinese;

#[test]
fn a_text_takes_exactly_its_arguments() {
    let source = "# $not a text\npage-title = { $title }\n    - { $service }\n";
    let language = load::language(CHINESE, vec![("a.ftl".to_owned(), source.to_owned())]).unwrap();
    let texts = Texts {
        languages: [(CHINESE, language)].into(),
    };
    let with = |key: &str, arguments: &[(&str, &str)]| {
        let arguments = arguments
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        texts.get_with(CHINESE, key, &arguments)
    };
    assert_eq!(
        with("page-title", &[("title", "登录"), ("service", "依申请公开")]).unwrap(),
        "登录\n- 依申请公开"
    );
    assert!(matches!(
        with("page-title", &[("title", "登录")]),
        Err(MissingText::Argument(..))
    ));
    let extra = [("title", "a"), ("service", "b"), ("x", "c")];
    assert!(matches!(with("page-title", &extra), Err(MissingText::Unused(..))));
    assert_eq!(with("no-such", &[]), Err(MissingText::Key("no-such".to_owned())));
}

#[test]
fn every_key_exists_and_none_is_unused() {
    let texts = Arc::new(Texts::load().unwrap());
    let mut used = Templates::load(Arc::clone(&texts)).unwrap().text_keys();
    for folder in ["src/notices", "src/web"] {
        keys_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut used);
    }
    let there: BTreeSet<String> = texts.keys(CHINESE).into_iter().map(str::to_owned).collect();
    let missing: Vec<_> = used.difference(&there).collect();
    let unused: Vec<_> = there.difference(&used).collect();
    assert!(missing.is_empty(), "no text for {missing:?}");
    assert!(unused.is_empty(), "nothing uses {unused:?}");
}

/// Applicants meet English; what only the staff read is there in Chinese alone, in files of its own.
#[test]
fn a_file_in_english_says_all_that_the_chinese_one_says() {
    let english = load::carried(Lang::English);
    assert!(english.len() > 5, "{}", english.len());
    for (file, source) in english {
        let folder = |lang: Lang| format!("/{}/", lang.tag());
        let same = file.replace(&folder(Lang::English), &folder(CHINESE));
        let chinese = load::carried(CHINESE).into_iter().find(|(name, _)| *name == same);
        let (_, chinese) = chinese.unwrap_or_else(|| panic!("{file} has no Chinese beside it"));
        let arguments = |lang, source| {
            load::language(lang, vec![(file.clone(), source)])
                .unwrap()
                .arguments
        };
        let (english, chinese) = (arguments(Lang::English, source), arguments(CHINESE, chinese));
        assert_eq!(english, chinese, "{file}");
    }
}

#[test]
fn whole_numbers_choose_the_plural_and_other_figures_stay_as_they_are() {
    let source = "days = { $days ->\n    [one] one day\n   *[other] { $days } days\n}\nphone = { $phone }\n";
    let language = load::language(Lang::English, vec![("a.ftl".to_owned(), source.to_owned())]).unwrap();
    let texts = Texts {
        languages: [(Lang::English, language)].into(),
    };
    let say = Say {
        texts: &texts,
        lang: Lang::English,
    };
    let days = |days| say.with(key("days"), &[("days", days)]).unwrap();
    assert_eq!(
        (days("1"), days("20")),
        ("one day".to_owned(), "20 days".to_owned())
    );
    for phone in ["05714321", "310000", "4294967296", "+86 571"] {
        assert_eq!(say.with(key("phone"), &[("phone", phone)]).unwrap(), phone);
    }
}

/// Collects every `key("…")` of pages and messages; tests and documentation aside.
fn keys_in(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            keys_in(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_name().is_some_and(|name| name != "tests.rs")
        {
            let source = std::fs::read_to_string(&path).unwrap();
            let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                let calls = line.match_indices("key(\"").filter(|(at, _)| {
                    !line[..*at].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '_')
                });
                into.extend(
                    calls
                        .filter_map(|(at, call)| line[at + call.len()..].split('"').next())
                        .map(str::to_owned),
                );
            }
        }
    }
}

#[test]
fn dates_and_numbers_in_words() {
    let day = date!(2026 - 11 - 22);
    assert_eq!(words::date_with_weekday(CHINESE, day), "2026年11月22日（星期日）");
    assert_eq!(words::short_date(CHINESE, day), "11月22日");
    let at = datetime!(2026-11-22 17:05:59 UTC);
    assert_eq!(words::instant(CHINESE, at, offset!(+8)), "2026年11月23日 01:05");
    let left = [-2, 0, 5].map(|days| words::working_days_left(CHINESE, days));
    assert_eq!(left, ["已逾期2个工作日", "今天到期", "还剩5个工作日"]);
    let sizes = [0, 1023, 1024, 3_600_000].map(|bytes| words::size(CHINESE, bytes));
    assert_eq!(sizes, ["0 字节", "1023 字节", "1 KB", "3.4 MB"]);
    let english = Lang::English;
    assert_eq!(words::date_with_weekday(english, day), "Sunday 22 November 2026");
    let months = [CHINESE, english].map(|lang| words::month(lang, day));
    assert_eq!(months, ["2026年11月", "November 2026"]);
    assert_eq!(
        words::instant(english, at, offset!(+8)),
        "23 November 2026, 01:05"
    );
    let left = [-2, 0, 1, 5].map(|days| words::working_days_left(english, days));
    assert_eq!(
        left,
        [
            "2 working days overdue",
            "due today",
            "1 working day left",
            "5 working days left"
        ]
    );
}
