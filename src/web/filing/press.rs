//! The buttons of the form: each does something to what was typed, and only one of them files it.

use super::typed::{Fields, Typed, TypedAgent, TypedItem, TypedJoint, Who, first};
use crate::domain::{applicant::MAX_JOINT, application::MAX_ITEMS, id::ApplicantId};

/// What a button of the form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    Submit,
    /// One more item.
    AddItem,
    /// Without the item of that number, from 1.
    RemoveItem(usize),
    /// One more who applies as well.
    AddJoint,
    /// Without the joint applicant of that number, from 1.
    RemoveJoint(usize),
    /// An agent files it.
    AddAgent,
    RemoveAgent,
    /// Somebody of that kind applies after all.
    By(Who),
    /// Only to see what comes of what was typed: another channel, the day of receipt.
    Look,
    /// On paper, for the applicant to sign.
    Print,
    /// At the desk: who of this name or number applied before.
    Find,
    /// At the desk: with what is known of this earlier applicant.
    As(ApplicantId),
    /// Without the kept file of that number, from 1.
    RemoveFile(usize),
    /// On the portal: the page before, with what is typed here kept.
    Back,
    /// On the portal: kept, to go on another day.
    Save,
    /// The same, pressed by a script while somebody types.
    Keep,
}

impl Typed {
    /// Does what a button asks of the items and the people.
    pub(crate) fn press(&mut self, press: Press) {
        match press {
            Press::AddItem if self.items.len() < MAX_ITEMS => self.items.push(TypedItem::default()),
            Press::RemoveItem(number) if self.items.len() > 1 && (1..=self.items.len()).contains(&number) => {
                self.items.remove(number - 1);
            }
            Press::AddJoint if self.joint.len() < MAX_JOINT => self.joint.push(TypedJoint {
                identity_kind: "resident_card".to_owned(),
                ..TypedJoint::default()
            }),
            Press::RemoveJoint(number) if (1..=self.joint.len()).contains(&number) => {
                self.joint.remove(number - 1);
            }
            Press::AddAgent => {
                self.agent.get_or_insert_with(|| TypedAgent {
                    identity_kind: "resident_card".to_owned(),
                    scope: "apply_and_receive".to_owned(),
                    ..TypedAgent::default()
                });
            }
            Press::RemoveAgent => self.agent = None,
            Press::By(who) => self.who = who,
            Press::Submit
            | Press::Look
            | Press::Print
            | Press::Find
            | Press::As(_)
            | Press::AddItem
            | Press::RemoveItem(_)
            | Press::AddJoint
            | Press::RemoveJoint(_)
            | Press::RemoveFile(_)
            | Press::Back
            | Press::Save
            | Press::Keep => {}
        }
    }
}

impl Press {
    /// Reads the pressed button; a form that was sent without one means to be submitted.
    pub(crate) fn read(fields: &Fields) -> Self {
        let action = first(fields, "action");
        let number = |prefix: &str| action.strip_prefix(prefix).and_then(|rest| rest.parse().ok());
        match action.as_str() {
            "add-item" => Self::AddItem,
            "add-joint" => Self::AddJoint,
            "add-agent" => Self::AddAgent,
            "remove-agent" => Self::RemoveAgent,
            "look" => Self::Look,
            "print" => Self::Print,
            "find" => Self::Find,
            "back" => Self::Back,
            "save" => Self::Save,
            "keep" => Self::Keep,
            "by-person" => Self::By(Who::Person),
            "by-organisation" => Self::By(Who::Organisation),
            _ => {
                if let Some(id) = action.strip_prefix("as-").and_then(|id| id.parse().ok()) {
                    return Self::As(ApplicantId(id));
                }
                let numbered = [
                    number("remove-item-").map(Self::RemoveItem),
                    number("remove-joint-").map(Self::RemoveJoint),
                    number("remove-file-").map(Self::RemoveFile),
                ];
                numbered.into_iter().flatten().next().unwrap_or(Self::Submit)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::filing::typed::{At, by_name};

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        by_name(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn items_keep_their_order_and_the_buttons_their_meaning() {
        let sent = fields(&[
            ("item-1-title", "甲"),
            ("item-2-title", "乙"),
            ("item-2-description", "乙的说明"),
            ("action", "remove-item-1"),
        ]);
        let mut typed = Typed::read(&sent, At::Portal, Who::Person);
        assert_eq!(Press::read(&sent), Press::RemoveItem(1));
        typed.press(Press::read(&sent));
        assert_eq!(typed.items.len(), 1);
        assert_eq!(typed.items[0].description, "乙的说明");
        typed.press(Press::RemoveItem(1));
        assert_eq!(typed.items.len(), 1, "one item always stays");
        for _ in 0..MAX_ITEMS {
            typed.press(Press::AddItem);
        }
        assert_eq!(typed.items.len(), MAX_ITEMS);
        assert_eq!(Press::read(&fields(&[])), Press::Submit);
    }

    #[test]
    fn people_come_and_go_and_what_was_typed_of_the_others_stays() {
        let sent = fields(&[
            ("joint-1-name", "甲"),
            ("joint-2-name", "乙"),
            ("joint-2-kind", "passport"),
            ("action", "remove-joint-1"),
        ]);
        let mut typed = Typed::read(&sent, At::Portal, Who::Person);
        assert_eq!((typed.joint.len(), typed.agent.is_none()), (2, true));
        typed.press(Press::read(&sent));
        assert_eq!(
            (
                typed.joint[0].name.as_str(),
                typed.joint[0].identity_kind.as_str()
            ),
            ("乙", "passport")
        );
        for _ in 0..=MAX_JOINT {
            typed.press(Press::AddJoint);
        }
        assert_eq!(typed.joint.len(), MAX_JOINT);
        typed.press(Press::AddAgent);
        typed.agent.as_mut().unwrap().name = "丙".to_owned();
        typed.press(Press::AddAgent);
        assert_eq!(
            typed.agent.as_ref().unwrap().name,
            "丙",
            "pressed twice, nothing is lost"
        );
        typed.press(Press::RemoveAgent);
        assert_eq!(typed.agent, None);
    }
}
