use super::*;
use crate::{
    domain::clock::{self, ConsultationKind, ConsultationStep, History, Start, Why},
    law::{Article, Channel, LimitKey},
};
use std::sync::LazyLock;
use time::macros::date;

static LAW: LazyLock<Law> = LazyLock::new(|| Law::embedded().unwrap());

fn both(step: &Step<'_>) -> [String; 2] {
    [Lang::Chinese, Lang::English].map(|lang| {
        let [line] = lines(lang, &LAW, std::slice::from_ref(step)).try_into().unwrap();
        line.text
    })
}

#[test]
fn the_explanation_names_what_is_left_out_and_what_counts_all_the_same() {
    let start = Start::of_application(Channel::Counter, None, Some(date!(2022 - 09 - 30)));
    let history: History<u8> = start.into();
    let steps = clock::explain(&LAW, &history).unwrap();
    let chinese = lines(Lang::Chinese, &LAW, &steps);
    assert_eq!(
        chinese.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
        [
            "2022年9月30日（星期五）收到申请，当日不计入。",
            "从次日起数20个工作日：至2022年11月2日（星期三）届满。其间周末6天、国庆节（2022年10月1日至2022年10月7日）不计入。\
             2022年10月8日（星期六）、2022年10月9日（星期日）因调休上班，计入。",
        ]
    );
    let english = lines(Lang::English, &LAW, &steps);
    assert_eq!(
        english,
        [
            Line {
                text: "Your application was received on Friday 30 September 2022. That day does not count.".to_owned(),
                article: "Regulations on Open Government Information, Article 31(1)".to_owned(),
            },
            Line {
                text: "Counting 20 working days from the next day, the time to reply ends on Wednesday 2 November 2022. \
                       Not counted in between: 6 days at weekends, National Day (1 October 2022 to 7 October 2022). \
                       Counted, because this weekend is worked in exchange for a holiday: Saturday 8 October 2022, \
                       Sunday 9 October 2022."
                    .to_owned(),
                article: "Regulations on Open Government Information, Article 33, paragraph 2".to_owned(),
            },
        ]
    );
}

/// A line of a kind, from Monday 12 to Tuesday 20 January 2026.
fn step(why: Why) -> Step<'static> {
    let article: &'static Article = &LAW.limit(LimitKey::Reply, date!(2026 - 01 - 12)).article;
    Step {
        why,
        from: date!(2026 - 01 - 12),
        to: date!(2026 - 01 - 20),
        counted: 6,
        consulted: 0,
        consultation: None,
        left_out: Vec::new(),
        worked_weekends: Vec::new(),
        provisional: false,
        article,
    }
}

#[test]
fn every_line_is_there_in_both_languages() {
    let said: Vec<String> = Why::ALL
        .iter()
        .flat_map(|why| {
            let [chinese, english] = both(&step(*why));
            assert!(!english.contains(|c: char| !c.is_ascii()), "{english}");
            assert!(english.starts_with(|c: char| c.is_ascii_uppercase()) && english.ends_with('.'));
            [format!("{why}"), chinese, english, String::new()]
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_consultation_says_whom_when_and_how_many_days_it_takes_out() {
    let consulted = |kind, delivered_on, consulted, overlapping| Step {
        consulted,
        consultation: Some(ConsultationStep {
            kind,
            delivered_on,
            days: 15,
            overlapping,
        }),
        provisional: true,
        ..step(Why::ConsultationOpen)
    };
    let delivered = Some(date!(2026 - 01 - 13));
    let said: Vec<String> = [
        consulted(ConsultationKind::ThirdParty, delivered, 5, 0),
        consulted(ConsultationKind::CoMaker, None, 1, 2),
        consulted(ConsultationKind::OtherOrgan, delivered, 0, 3),
        consulted(ConsultationKind::ThirdParty, None, 0, 0),
    ]
    .iter()
    .flat_map(|step| [both(step).join("\n"), String::new()])
    .collect();
    insta::assert_snapshot!(said.join("\n"));
}
