//! Every message with every sample, as it reads.

use std::sync::Arc;

use super::context::{
    AlarmSubject, AlarmText, ConsultationMail, ConsultationShort, ConsultationSubject, DigestSubject,
    DigestText, FiledMail, FiledShort, FiledSubject, HeartbeatShort, HeartbeatSubject, HeartbeatText,
    LetterMail, LetterShort, LetterSubject, NewsMail, NewsShort, NewsSubject, ReceivedMail, ReceivedShort,
    ReceivedSubject, TestSubject, TestText,
};
use crate::{
    template::{Template, Templates},
    text::Texts,
};

fn templates() -> Templates {
    Templates::load(Arc::new(Texts::load().unwrap())).unwrap()
}

fn read<T: Template>(templates: &Templates) -> Vec<String> {
    let samples = T::samples();
    samples
        .iter()
        .map(|sample| templates.render(sample).unwrap())
        .collect()
}

/// All samples of a template under its name, one after the other.
fn snapshot<T: Template>(templates: &Templates) {
    let name = T::NAME.replace(['/', '.'], "-");
    insta::assert_snapshot!(name, read::<T>(templates).join("\n--------\n"));
}

#[test]
fn every_message_reads_as_reviewed() {
    let templates = templates();
    snapshot::<FiledSubject>(&templates);
    snapshot::<ReceivedSubject>(&templates);
    snapshot::<LetterSubject>(&templates);
    snapshot::<DigestSubject>(&templates);
    snapshot::<TestSubject>(&templates);
    snapshot::<FiledMail>(&templates);
    snapshot::<ReceivedMail>(&templates);
    snapshot::<LetterMail>(&templates);
    snapshot::<DigestText>(&templates);
    snapshot::<TestText>(&templates);
    snapshot::<FiledShort>(&templates);
    snapshot::<ReceivedShort>(&templates);
    snapshot::<LetterShort>(&templates);
    snapshot::<ConsultationSubject>(&templates);
    snapshot::<ConsultationMail>(&templates);
    snapshot::<ConsultationShort>(&templates);
    snapshot::<AlarmSubject>(&templates);
    snapshot::<AlarmText>(&templates);
    snapshot::<HeartbeatSubject>(&templates);
    snapshot::<HeartbeatText>(&templates);
    snapshot::<HeartbeatShort>(&templates);
    snapshot::<NewsSubject>(&templates);
    snapshot::<NewsMail>(&templates);
    snapshot::<NewsShort>(&templates);
}

/// A subject is one line, whatever the agency is called.
#[test]
fn every_subject_is_one_line() {
    let templates = templates();
    let subjects = [
        read::<FiledSubject>(&templates),
        read::<ReceivedSubject>(&templates),
        read::<LetterSubject>(&templates),
        read::<DigestSubject>(&templates),
        read::<TestSubject>(&templates),
        read::<ConsultationSubject>(&templates),
        read::<AlarmSubject>(&templates),
        read::<HeartbeatSubject>(&templates),
        read::<NewsSubject>(&templates),
    ]
    .concat();
    assert_eq!(subjects.len(), 21);
    for subject in subjects {
        assert_eq!(subject.trim_end().lines().count(), 1, "{subject}");
    }
}

/// A text message is one line too, and short enough to be sent.
#[test]
fn every_text_message_is_short() {
    let templates = templates();
    let messages = [
        read::<FiledShort>(&templates),
        read::<ReceivedShort>(&templates),
        read::<LetterShort>(&templates),
        read::<ConsultationShort>(&templates),
        read::<HeartbeatShort>(&templates),
        read::<NewsShort>(&templates),
    ];
    for message in messages.concat() {
        assert_eq!(message.trim_end().lines().count(), 1, "{message}");
        assert!(message.chars().count() <= 220, "{message}");
    }
}

#[test]
fn plain_text_is_not_escaped() {
    let bare = &read::<FiledMail>(&templates())[1];
    assert!(bare.contains("青溪县<局> & “处”"), "{bare}");
}
