//! Clues and the wordings by which they are found.

use super::{LAW, broken::errors, date, key};
use crate::law::ClueKind;

fn says(from: &str, to: &str, expected: &str) {
    let said = errors("clues.toml", from, to);
    assert!(said.iter().any(|error| error.contains(expected)), "{said:?}");
}

#[test]
fn every_clue_is_there_and_bears_on_grounds_that_are() {
    let on = date("2026-11-20");
    for kind in ClueKind::ALL.iter().copied() {
        let clue = LAW.clue(kind, on);
        assert!(
            clue.grounds.iter().all(|ground| LAW.ground(ground).is_some()),
            "{kind}"
        );
        assert!(!kind.is_heard() || LAW.clue_marks().iter().any(|mark| mark.clue == kind));
    }
    let of = |kind| LAW.clue(kind, on).grounds.clone();
    assert_eq!(of(ClueKind::Repeated), [key("repeat_application")]);
    assert_eq!(of(ClueKind::Complaint), [key("petition_or_complaint")]);
}

#[test]
fn mistakes_in_clues_are_named() {
    says("kind = \"repeated\"", "kind = \"similar\"", "缺少线索“repeated”");
    says(
        "[\"petition_or_complaint\"]",
        "[\"gossip\"]",
        "所指的依据“gossip”没有定义",
    );
    says(
        "\"earlier_reply_number\"",
        "\"reasons_given\"",
        "所指的依据的填写项“reasons_given”没有定义",
    );
    says("\"控告\"", "\"控\"", "的措辞“控”少于2个字");
    says("\"举报奖励\"", "\"奖励办法\"", "的例外“奖励办法”不含任何一个措辞");
    says(
        "clue = \"complaint\"",
        "clue = \"similar\"",
        "不是从申请人的措辞中看出的线索",
    );
    says(
        "clue = \"statement\"",
        "clue = \"complaint\"",
        "缺少线索的措辞“statement”",
    );
    says("pattern = \"named\"\n", "", "须写明字词或者形式，二者取一");
    says(
        "article = \"条例第三十五条\"",
        "article = \"民法总则第一条\"",
        "不是以 sources.toml 中的简称开头",
    );
}
