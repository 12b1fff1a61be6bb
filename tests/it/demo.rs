//! The demonstration, told to an empty database. Nothing that a test does takes longer, so one filling has to answer
//! every question.

use std::{collections::BTreeSet, sync::Arc};

use gongkai::{
    casework::Office,
    demo::{
        self,
        material::Material,
        multiply::{Amount, multiply},
        plan::APPLICATIONS,
    },
    domain::{answer::Draft, case::Case, event::Event, stage::StageKey},
    ids::UuidV7,
    law::{LegalReview, OutcomeGroup},
    letters::{LetterContext, RemedyContext},
    store::{self, Db, Scope, queue},
};

use crate::{
    both,
    kit::premises::{Premises, law},
};

/// A case with what became of it.
struct Told {
    case: Case,
    events: Vec<Event>,
    draft: Option<Draft>,
    /// What the answer says against itself, where one went out.
    remedies: Vec<RemedyContext>,
}

/// Every case of every agency.
async fn everything(db: &Db) -> Vec<Told> {
    let mut told = Vec::new();
    for agency in store::agency::list(db).await.unwrap() {
        let scope = Scope::of(agency.id);
        let all = queue::page(
            db,
            scope,
            &queue::Filter::default(),
            &queue::Order::default(),
            None,
            1000,
        )
        .await
        .unwrap();
        for entry in all.entries {
            let history = store::case::load_events(db, scope, entry.id).await.unwrap();
            let case = Case::fold(entry.id, &history).unwrap();
            told.push(Told {
                draft: store::draft::latest(db, scope, case.id)
                    .await
                    .unwrap()
                    .map(|saved| saved.draft),
                remedies: remedies(db, scope, &case).await,
                events: history.into_iter().map(|recorded| recorded.event).collect(),
                case,
            });
        }
    }
    told
}

async fn remedies(db: &Db, scope: Scope, case: &Case) -> Vec<RemedyContext> {
    let Some(answer) = case.answer else {
        return Vec::new();
    };
    let letter = store::letter::get(db, scope, answer).await.unwrap().unwrap();
    match serde_json::from_str(&letter.context).unwrap() {
        LetterContext::Reply(reply) => reply.remedies,
        LetterContext::Receipt(_) | LetterContext::Notice(_) => panic!("answers nothing"),
    }
}

impl Told {
    /// Whether something that was asked for is kept back, or a ground is among those that a lawyer must always see.
    fn is_refusal(&self) -> bool {
        let items = self.draft.iter().flat_map(|draft| &draft.items);
        let mut grounds = items.filter_map(|item| law().ground(item.ground.as_ref()?));
        grounds.any(|ground| {
            matches!(ground.group, OutcomeGroup::Withheld | OutcomeGroup::Partial)
                || ground.legal_review == LegalReview::Always
        })
    }

    /// Whether a lawyer approved after the answer was submitted for the last time.
    fn passed_legal_review(&self) -> bool {
        let submitted = |event: &Event| matches!(event, Event::SubmittedForReview { .. });
        let legal =
            |event: &Event| matches!(event, Event::StepApproved { step, .. } if step.as_str() == "legal");
        let last = self.events.iter().rposition(submitted);
        last.is_some_and(|last| self.events[last..].iter().any(legal))
    }
}

both! {
    async fn a_year_of_three_agencies_is_told_once_and_whole(empty: Premises) {
        let office = &empty.office;
        let material = Material::read(law()).unwrap();
        let mut last = (0, 0);
        demo::fill(office, &material, |done, all| last = (done, all)).await.unwrap();
        assert!(last.0 > APPLICATIONS && last.0 == last.1, "{last:?}");

        let told = everything(&office.db).await;
        assert_eq!(told.len(), APPLICATIONS);
        let stages: BTreeSet<StageKey> = told.iter().map(|told| told.case.stage.key()).collect();
        assert_eq!(stages, StageKey::ALL.iter().copied().collect());

        let answered: Vec<&Told> = told.iter().filter(|told| told.case.answer.is_some()).collect();
        let grounds: BTreeSet<&str> = answered
            .iter()
            .flat_map(|told| &told.draft.as_ref().unwrap().items)
            .map(|item| item.ground.as_ref().unwrap().as_str())
            .collect();
        let proposable = law().grounds_on(office.today()).filter(|ground| ground.proposable);
        assert_eq!(grounds, proposable.map(|ground| ground.key.as_str()).collect());

        let refusals: Vec<&&Told> = answered.iter().filter(|told| told.is_refusal()).collect();
        assert!(refusals.len() > 20, "{}", refusals.len());
        for refusal in refusals {
            assert!(refusal.passed_legal_review(), "{}: {:?}", refusal.case.number, refusal.events);
        }

        let organs: BTreeSet<&str> = answered
            .iter()
            .flat_map(|told| &told.remedies)
            .flat_map(|remedy| &remedy.reconsideration.organs)
            .map(|organ| organ.name.as_str())
            .collect();
        assert_eq!(organs.len(), 3, "{organs:?}");

        let sound = empty.assert_sound().await;
        demo::fill(office, &material, |_, _| panic!("nothing is left to tell")).await.unwrap();
        assert_eq!(empty.assert_sound().await, sound);

        // Many times over, for measuring.
        let cases = u32::try_from(APPLICATIONS).unwrap() + 50;
        let office = &Office { ids: Arc::new(UuidV7), ..office.clone() };
        multiply(office, &material, Amount { cases, agencies: 2 }, |made, of| last = (made, of)).await.unwrap();
        assert_eq!(last, (50, 50));
        assert_eq!(store::case::count_all(&office.db).await.unwrap(), u64::from(cases));
        let first = store::agency::by_key(&office.db, &material.agencies[0].key).await.unwrap().unwrap();
        let tx = office.db.begin().await.unwrap();
        // 25 copies of an agency are of ten years.
        for (year, next) in [(2014, 4), (2015, 3), (2023, 3), (2024, 1)] {
            let number = store::number::next(&tx, Scope::of(first.id), store::number::CASES, year).await.unwrap();
            assert_eq!(number, next, "{year}");
        }
    }
}
