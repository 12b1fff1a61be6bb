use super::{
    requests::{FOR_INFORMATION, OF_ANOTHER_KIND, Request},
    *,
};

fn item(title: &str, number: Option<&str>, description: &str) -> Item {
    Item {
        number: 1,
        title: title.to_owned(),
        document_number: number.map(str::to_owned),
        description: Some(description.to_owned()),
    }
}

fn ear() -> Ear {
    Ear::of(&Law::embedded().unwrap())
}

fn hears(ear: &Ear, (title, number, description, ..): &Request) -> Vec<Heard> {
    ear.hear(&item(title, *number, description))
}

fn hits(passages: &[Passage]) -> Vec<&str> {
    let parts = passages.iter().flatten().filter(|part| part.is_hit);
    parts.map(|part| part.text.as_str()).collect()
}

/// The figures of docs/desk.md. Whoever changes a mark changes them there.
#[test]
fn marks_are_right_as_often_as_the_documents_say() {
    let ear = ear();
    let false_alarms: Vec<&str> = FOR_INFORMATION
        .iter()
        .filter(|request| {
            hears(&ear, request)
                .iter()
                .any(|heard| heard.leaning == Leaning::Clear)
        })
        .map(|request| request.0)
        .collect();
    let reminded: Vec<&str> = FOR_INFORMATION
        .iter()
        .filter(|request| !hears(&ear, request).is_empty())
        .map(|request| request.0)
        .collect();
    let missed: Vec<&str> = OF_ANOTHER_KIND
        .iter()
        .filter(|request| {
            hears(&ear, request)
                .iter()
                .all(|heard| Some(heard.kind) != request.3)
        })
        .map(|request| request.0)
        .collect();
    let wrongly_mixed: Vec<&str> = OF_ANOTHER_KIND
        .iter()
        .filter(|request| {
            let heard = hears(&ear, request);
            !heard.is_empty()
                && heard
                    .iter()
                    .any(|heard| (heard.leaning == Leaning::Mixed) != request.4)
        })
        .map(|request| request.0)
        .collect();
    // Taken for something else altogether; marked, but with what speaks against it; not heard; heard, but with or without
    // information against what a reader says.
    let found = [false_alarms, reminded, missed, wrongly_mixed];
    let expected: [&[&str]; 4] = [
        &[],
        &["柳堤街片区老旧小区改造方案"],
        &["道路塌陷", "邻里纠纷", "说明一下水费上涨"],
        &[],
    ];
    assert_eq!(found.each_ref().map(Vec::as_slice), expected);
}

#[test]
fn a_mark_is_shown_where_it_stands_with_what_speaks_against_it() {
    let request = item(
        "举报云州远帆公司违法分包",
        Some("青住建〔2025〕17号"),
        "请严肃查处，并公开《施工合同》和备案材料。",
    );
    let heard = ear().hear(&request);
    let [complaint] = heard.as_slice() else {
        panic!("{heard:?}");
    };
    assert_eq!((complaint.kind, complaint.item), (ClueKind::Complaint, 1));
    assert_eq!(complaint.leaning, Leaning::Mixed);
    assert_eq!(hits(&complaint.passages), ["举报", "严肃查处"]);
    let against: Vec<Vec<&str>> = complaint
        .against
        .iter()
        .map(|against| hits(&against.passages))
        .collect();
    assert_eq!(
        against,
        [
            vec!["合同", "备案材料"],
            vec!["《施工合同》", "青住建〔2025〕17号"]
        ]
    );
}

#[test]
fn longer_words_hide_a_mark_only_where_they_stand() {
    let ear = ear();
    assert!(ear.hear(&item("举报奖励", None, "举报奖励如数发放")).is_empty());
    let heard = ear.hear(&item("举报奖励", None, "我要举报，举报奖励另说"));
    assert_eq!(hits(&heard[0].passages), ["举报"]);
}

#[test]
fn every_wording_of_the_data_is_heard() {
    let (law, ear) = (Law::embedded().unwrap(), ear());
    for mark in law.clue_marks() {
        for word in &mark.words {
            let heard = ear.hear(&item("某事", None, &format!("前面，{word}，后面")));
            assert!(heard.iter().any(|heard| heard.kind == mark.clue), "{word}");
        }
        for word in &mark.except {
            let heard = ear.hear(&item("某事", None, &format!("前面，{word}，后面")));
            assert!(heard.iter().all(|heard| heard.kind != mark.clue), "{word}");
        }
    }
}
