//! Answers and checklists in which everything is filled in that the law demands.

use gongkai::{
    domain::{
        answer::{Draft, FileRef, ItemAnswer, Withheld},
        review::CheckAnswer,
    },
    law::{FieldKey, FieldKind, GroundKey, OutcomeGroup, Question, StepKind},
};

use super::premises::law;

/// A draft that answers every item on a ground, with everything filled in that it demands.
pub(crate) fn full_draft(items: u16, ground: &str) -> Draft {
    let answer = full_answer(ground);
    Draft {
        items: (1..=items)
            .map(|item| ItemAnswer {
                item,
                ..answer.clone()
            })
            .collect(),
    }
}

/// A partial answer that hands a redacted file over and says what is blacked out in it: personal privacy.
pub(crate) fn redacted_draft(file: FileRef) -> Draft {
    let mut part = full_answer("third_party_interests");
    for (field, value) in [
        ("third_party_interest", "personal_privacy"),
        ("third_party_view", "not_consulted"),
    ] {
        part.fields.insert(field.parse().unwrap(), value.to_owned());
    }
    let mut draft = with_files(full_draft(1, "partial"), vec![file]);
    draft.items[0].withheld = vec![Withheld {
        part: "登记表中的姓名、身份证号码和联系方式".to_owned(),
        ground: part.ground.unwrap(),
        fields: part.fields,
    }];
    draft
}

/// The same, handing files over with the first item.
pub(crate) fn with_files(mut draft: Draft, files: Vec<FileRef>) -> Draft {
    draft.items[0].files = files;
    draft
}

fn full_answer(ground: &str) -> ItemAnswer {
    let key: GroundKey = ground.parse().unwrap();
    let rule = law().ground(&key).unwrap();
    let fields = rule.demands.iter().map(|field| (field.clone(), fill(field)));
    let withheld = (rule.group == OutcomeGroup::Partial).then(|| {
        let part = full_answer("internal_affairs");
        Withheld {
            part: "附件第3页".to_owned(),
            ground: part.ground.unwrap(),
            fields: part.fields,
        }
    });
    ItemAnswer {
        item: 1,
        fields: fields.collect(),
        ground: Some(key),
        withheld: withheld.into_iter().collect(),
        files: Vec::new(),
    }
}

fn fill(key: &FieldKey) -> String {
    let field = law().field(key);
    field.must_be.clone().unwrap_or_else(|| match field.kind {
        FieldKind::Short | FieldKind::Long => {
            "经查阅档案并逐项核对，情况和理由说明如下，供申请人参考。".to_owned()
        }
        FieldKind::Date => "2026-03-02".to_owned(),
        FieldKind::Url => "https://example.cn/a".to_owned(),
        FieldKind::Phone => "0990-5550002".to_owned(),
        FieldKind::YesNo => "no".to_owned(),
        FieldKind::Choice => field.options[0].key.clone(),
    })
}

/// Every question of a step answered with yes, as an order carries it.
pub(crate) fn all_in_order(step: StepKind) -> Vec<CheckAnswer> {
    let yes = |question: &Question| CheckAnswer {
        question: question.key.clone(),
        in_order: true,
    };
    law().step_rule(step).questions.iter().map(yes).collect()
}
