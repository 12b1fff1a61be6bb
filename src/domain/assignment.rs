//! 分办: who gets the case, takes it up, or gives it back with a reason.

use super::{
    account::Actor,
    case::Case,
    decide::Rules,
    event::Event,
    id::{AccountId, DepartmentId},
    refusal::Refusal,
    review,
    stage::Stage,
    words::Words,
};

pub(super) fn assign(department: DepartmentId, handler: Option<AccountId>) -> Vec<Event> {
    vec![Event::Assigned { department, handler }]
}

/// The windows in which steps may claim the case open with it.
pub(super) fn accept(case: &Case, actor: &Actor, rules: Rules<'_>) -> Result<Vec<Event>, Refusal> {
    match (&case.stage, actor.reference().account()) {
        (Stage::Assigned { department, .. }, Some(handler)) => Ok(vec![Event::Accepted {
            department: *department,
            handler,
            windows: review::open_windows(case, rules.chain, rules.today),
        }]),
        _ => Err(Refusal::NotNow),
    }
}

pub(super) fn hand_back(reason: &Words) -> Vec<Event> {
    vec![Event::HandedBack {
        reason: reason.reference(),
    }]
}

/// 转办: another department goes on with the work; what was drafted stays with the case.
pub(super) fn hand_over(
    case: &Case,
    department: DepartmentId,
    handler: Option<AccountId>,
    reason: &Words,
) -> Result<Vec<Event>, Refusal> {
    if case.stage.department() == Some(department) && (handler.is_none() || case.stage.handler() == handler) {
        return Err(Refusal::NoSuchDepartment);
    }
    Ok(vec![Event::HandedOver {
        department,
        handler,
        reason: reason.reference(),
    }])
}

#[cfg(test)]
mod tests {
    use super::super::{
        command::Command,
        refusal::Refusal,
        stage::{Stage, StageKey},
        testing::{
            DEPARTMENT, Story, account_of, assign, clerk, colleague, handler, stranger_handler, words,
        },
    };

    #[test]
    fn a_case_given_back_is_unassigned_again_with_the_reason_beside_it() {
        let reason = words("不属于本科室职责");
        let story = Story::at(StageKey::Assigned).then(
            &handler(),
            &Command::HandBack {
                reason: reason.clone(),
            },
        );
        assert_eq!(story.case.stage, Stage::Received);
        assert_eq!(story.case.handed_back, Some(reason.reference()));
        assert_eq!(story.then(&clerk(), &assign()).case.handed_back, None);
    }

    #[test]
    fn only_the_named_person_takes_up_what_was_given_to_them() {
        let named = Command::Assign {
            department: DEPARTMENT,
            handler: Some(account_of(&handler())),
        };
        let mut story = Story::at(StageKey::Received).then(&clerk(), &named);
        assert_eq!(
            story.act(&colleague(), &Command::Accept),
            Err(Refusal::NotYourCase)
        );
        assert_eq!(
            story.act(&stranger_handler(), &Command::Accept),
            Err(Refusal::NotYourCase)
        );
        let story = story.then(&handler(), &Command::Accept);
        assert_eq!(story.case.stage.handler(), Some(account_of(&handler())));
    }

    #[test]
    fn anybody_of_the_department_takes_up_what_was_given_to_it() {
        let story = Story::at(StageKey::Assigned).then(&colleague(), &Command::Accept);
        assert_eq!(story.case.stage.handler(), Some(account_of(&colleague())));
    }
}
