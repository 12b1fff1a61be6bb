//! The chart against the table that it is drawn from.

use std::fmt::Write as _;

use time::macros::date;

use super::{Chart, graph, of_the_public, of_the_staff, public, staff};
use crate::{
    domain::{command::CommandKind, flow, review::Chain, stage::StageKey},
    law::{Law, LimitKey, NoticeKind, StepWhen},
    text::{Lang, Say, Texts},
    web::wording::Voice,
};

const TODAY: time::Date = date!(2026 - 11 - 25);

fn with_voice(told: impl FnOnce(Voice<'_>)) {
    let (texts, law) = (Texts::load().unwrap(), Law::embedded().unwrap());
    let say = Say {
        texts: &texts,
        lang: Lang::Chinese,
    };
    told(Voice { say, law: &law });
}

/// Every edge of the table is on the chart: on the main line, as a way back, as an end, or beside it.
#[test]
fn the_chart_leaves_out_no_transition() {
    let jumps = graph::jumps();
    let mut changes = 0;
    for from in StageKey::ALL {
        for command in CommandKind::ALL {
            for to in flow::leads_to(*from, *command).iter().filter(|to| *to != from) {
                changes += 1;
                let on_line = graph::onward(*from).contains(command) && from < to;
                let jumps = jumps
                    .iter()
                    .any(|jump| jump.command == *command && jump.to == *to && jump.from.contains(from));
                assert!(on_line != jumps, "{from} {command} {to}");
            }
        }
    }
    assert!(changes > 15, "the table is not empty");
    with_voice(|voice| {
        let plan = of_the_staff(voice, &Chain::of_law(voice.law), TODAY).unwrap();
        for kind in NoticeKind::ALL {
            let name = voice.notice(*kind);
            let beside = plan.stations.iter().flat_map(|station| &station.sides);
            assert_eq!(beside.filter(|way| way.name == name).count(), 1, "{name}");
        }
        let steps = voice.law.review_chain();
        assert_eq!(plan.stations.len(), StageKey::ALL.len() - 1 + steps.len());
        for (station, step) in plan.stations.iter().skip(4).zip(steps) {
            assert_eq!(
                station.name,
                voice.step_kind(step.kind),
                "the review stands where it is at work, in its order"
            );
        }
        assert_eq!(plan.loops.len() + plan.ends.len(), jumps.len());
    });
}

#[test]
fn the_phases_of_the_public_follow_the_stages() {
    let phases = public::phases();
    let mut seen = Vec::new();
    for phase in &phases {
        assert!(!seen.contains(phase), "a phase that comes twice");
        seen.push(*phase);
    }
    with_voice(|voice| {
        let plan = of_the_public(voice, TODAY).unwrap();
        assert_eq!(plan.stations.len(), phases.len());
        let said = serde_json::to_string(&plan).unwrap();
        for (key, period) in [
            (LimitKey::Reply, "20个工作日"),
            (LimitKey::CorrectionAsk, "7个工作日"),
            (LimitKey::Consultation, "15个工作日"),
            (LimitKey::Reconsideration, "60日"),
            (LimitKey::Litigation, "6个月"),
        ] {
            let article = voice.law.limit(key, TODAY).article.as_str();
            assert!(
                said.contains(period) && said.contains(article),
                "{key}: {period}, {article}"
            );
        }
    });
}

/// No number stands in the words of the chart: all come from the law.
#[test]
fn the_words_of_the_chart_hold_no_number() {
    let source = include_str!("../../../templates/text/zh-CN/chart.ftl");
    let texts = source.lines().filter(|line| !line.starts_with('#'));
    let words = texts
        .filter_map(|line| line.split_once('='))
        .map(|(_, text)| text);
    for text in words {
        assert!(!text.contains(|c: char| c.is_ascii_digit()), "{text}");
    }
}

#[test]
fn a_drawing_holds_its_boxes_and_no_box_lies_on_another() {
    with_voice(|voice| {
        let charts = [
            Chart::wide(of_the_staff(voice, &Chain::of_law(voice.law), TODAY).unwrap()),
            Chart::narrow(of_the_public(voice, TODAY).unwrap()),
        ];
        let widths: Vec<u64> = charts.iter().map(assert_sound).collect();
        assert!(widths[1] <= 328, "fits a phone of 360 px: {widths:?}");
    });
}

fn assert_sound(chart: &Chart) -> u64 {
    let drawing = serde_json::to_value(&chart.drawing).unwrap();
    let number = |value: &serde_json::Value| value.as_u64().unwrap();
    let (width, height) = (number(&drawing["width"]), number(&drawing["height"]));
    let boxes: Vec<[u64; 4]> = drawing["boxes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|shape| {
            let [x, y] = ["x", "y"].map(|side| number(&shape[side]));
            [x, y, x + number(&shape["width"]), y + number(&shape["height"])]
        })
        .collect();
    for (at, one) in boxes.iter().enumerate() {
        assert!(one[2] <= width && one[3] <= height, "{one:?} is outside");
        for other in &boxes[at + 1..] {
            let apart = one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];
            assert!(apart, "{one:?} lies on {other:?}");
        }
    }
    width
}

/// The text of the chart, for the page that tells how the program is built.
fn outline(voice: Voice<'_>) -> String {
    let mut text = String::new();
    let mut write = |line: String| writeln!(text, "{line}").unwrap();
    for stage in StageKey::ALL {
        write(format!("{stage} {}", voice.stage_key(*stage).unwrap()));
        if *stage == StageKey::InReview {
            for (number, step) in (1..).zip(voice.law.review_chain()) {
                let when = match step.when {
                    StepWhen::Always => "always",
                    StepWhen::ByGround => "where a ground demands it",
                };
                let rule = voice.law.step_rule(step.kind);
                let role = voice.law.role_name(rule.role());
                write(format!(
                    "    step {number}: {} {} ({role}, {when}, {})",
                    step.key, rule.name, rule.article
                ));
            }
        }
        for command in graph::onward(*stage) {
            let next = flow::leads_to(*stage, command)
                .iter()
                .find(|to| *to > stage)
                .unwrap();
            write(format!(
                "    on to {next}: {command} {}",
                voice.command(command).unwrap()
            ));
        }
        for jump in graph::jumps().iter().filter(|jump| jump.from.contains(stage)) {
            let verb = if jump.to > *stage { "ends in" } else { "back to" };
            write(format!(
                "    {verb} {}: {} {}",
                jump.to,
                jump.command,
                voice.command(jump.command).unwrap()
            ));
        }
        let stays: Vec<String> = CommandKind::ALL
            .iter()
            .filter(|kind| flow::leads_to(*stage, **kind) == [*stage])
            .map(ToString::to_string)
            .collect();
        write(format!("    stays: {}", stays.join(", ")));
    }
    write("beside the main line".to_owned());
    for kind in NoticeKind::ALL {
        let letter = voice.law.notice(*kind);
        let steps: Vec<&str> = letter.steps.iter().map(|step| step.as_str()).collect();
        let at = staff::stages(voice, flow::notice_stages(*kind)).unwrap();
        write(format!(
            "    {kind} {}: {at}; {}; {}",
            letter.name,
            steps.join(" → "),
            letter.article
        ));
    }
    text
}

#[test]
fn the_architecture_page_has_the_chart_as_text() {
    with_voice(|voice| {
        let text = outline(voice);
        insta::assert_snapshot!("outline", text);
        let page = include_str!("../../../docs/architecture.md");
        assert!(
            page.contains(text.trim_end()),
            "docs/architecture.md does not have this chart:\n{text}"
        );
    });
}
