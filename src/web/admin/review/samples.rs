//! Made-up contexts of these pages.

use super::{
    form::{Beside, EditPage, MoveButton, Select, StepForm},
    overview::{ChainPage, VersionRow},
    picture,
    trial::{CaseLink, StuckStep, TrialPage},
};
use crate::web::{
    form::{Choice, Field, FieldErrors},
    pairs::Hidden,
};

pub(super) fn chains() -> Vec<ChainPage> {
    let version = || VersionRow {
        number: "1".to_owned(),
        day: "2026年11月26日（星期四）".to_owned(),
        by: "管理员<i>".to_owned(),
        why: "增加复审".to_owned(),
        steps: "自审 ‖ 复审 → 签发".to_owned(),
    };
    let page = |versions| ChainPage {
        stands: "现行第1版。".to_owned(),
        ranks: picture::samples(),
        versions,
    };
    vec![page(Vec::new()), page(vec![version()])]
}

fn choices(id: &str) -> Vec<Choice> {
    let choice = |at: usize, checked| Choice {
        id: format!("{id}-{at}"),
        value: "value".to_owned(),
        label: "名称<b>".to_owned(),
        hint: None,
        checked,
    };
    vec![choice(0, true), choice(1, false)]
}

fn step(errors: &FieldErrors, first: bool) -> StepForm {
    let error = |id: &str| errors.of(&format!("{id}-legal"));
    let select = |id: &str| Select {
        id: format!("{id}-legal"),
        choices: choices(id),
        error: error(id),
    };
    let field = |id: &str| Field::new(format!("{id}-legal"), "值", errors);
    StepForm {
        key: "legal".to_owned(),
        kind: "legal".to_owned(),
        legend: "第2步 法制审核".to_owned(),
        place_error: error("place"),
        name: field("name"),
        usual_name: "法制审核".to_owned(),
        role: select("role"),
        department: select("department"),
        accounts: choices("account-legal"),
        accounts_error: error("account"),
        when: select("when"),
        claimed: !first,
        claim: field("claim"),
        outcomes: choices("outcome-legal"),
        grounds: choices("ground-legal"),
        days: field("days"),
        bypass: (!first).then(|| select("bypass")),
        escalate: select("escalate"),
        beside: (!first).then_some(Beside { checked: true }),
        moves: vec![MoveButton {
            value: "up:legal".to_owned(),
            label: "上移".to_owned(),
        }],
    }
}

pub(super) fn edits() -> Vec<EditPage> {
    let page = |errors: FieldErrors, stale: Option<&str>| EditPage {
        stale: stale.map(str::to_owned),
        after: 3,
        chain_error: errors.of("chain"),
        steps: vec![step(&errors, true), step(&errors, false)],
        kinds: choices("add"),
        errors,
    };
    let mut errors = FieldErrors::default();
    for id in [
        "chain",
        "place-legal",
        "name-legal",
        "role-legal",
        "department-legal",
        "account-legal",
        "when-legal",
        "claim-legal",
        "days-legal",
        "bypass-legal",
        "escalate-legal",
    ] {
        errors.add(id, "不对<b>");
    }
    vec![
        page(FieldErrors::default(), None),
        page(errors, Some("有人改过了")),
    ]
}

pub(super) fn trials() -> Vec<TrialPage> {
    let page = |errors: FieldErrors, stuck: Vec<StuckStep>, differences: Vec<String>| TrialPage {
        ranks: picture::samples(),
        counted: "用最近12件试算".to_owned(),
        differences,
        stuck,
        unclaimed: !errors.is_empty(),
        because: Field::new("because", "增加复审", &errors),
        tried: "0".to_owned(),
        kept: vec![Hidden {
            name: "step".to_owned(),
            value: "legal".to_owned(),
        }],
        errors,
    };
    let mut errors = FieldErrors::default();
    errors.add("because", "请写明理由");
    let link = |href: Option<&str>| CaseLink {
        href: href.map(str::to_owned),
        number: "QXZJ-2026-00012".to_owned(),
    };
    let stuck = StuckStep {
        said: "2件没有人可以办理".to_owned(),
        cases: vec![link(None), link(Some("/desk/cases/0"))],
    };
    vec![
        page(FieldErrors::default(), Vec::new(), Vec::new()),
        page(errors, vec![stuck], vec!["12件多经过“复审”".to_owned()]),
    ]
}
