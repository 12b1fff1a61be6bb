//! The page of a case's notes.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        casefile::{
            Head,
            notes::{Thread, Watch, row_samples, watch_samples},
        },
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct NotesPage {
    pub(super) problems: FieldErrors,
    pub(super) head: Head,
    pub(super) case_href: String,
    /// How many are new to the reader.
    pub(super) fresh: Option<String>,
    pub(super) threads: Vec<Thread>,
    pub(super) watch: Watch,
    pub(super) form: Form,
}

/// The form of a new note.
#[derive(Debug, Serialize)]
pub(super) struct Form {
    pub(super) href: String,
    /// Its own mark, so that a double click writes once.
    pub(super) mark: String,
    /// The note that it answers.
    pub(super) answering: Option<Answering>,
    pub(super) words: Field,
    /// Whom it may mention.
    pub(super) people: Vec<Person>,
    /// What is wrong with whom it mentions.
    pub(super) people_error: Option<String>,
    /// Whether the list is unfolded.
    pub(super) people_open: bool,
}

/// The note that is answered.
#[derive(Debug, Serialize)]
pub(super) struct Answering {
    pub(super) id: String,
    pub(super) who: String,
    pub(super) words: String,
    /// Where a note is written that answers none.
    pub(super) instead_href: String,
}

/// Somebody who may be mentioned.
#[derive(Debug, Serialize)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

impl Template for NotesPage {
    const NAME: &'static str = "pages/desk/notes";

    fn samples() -> Vec<Self> {
        let [on, off] = watch_samples();
        let mut errors = FieldErrors::default();
        errors.add("words", "请填写");
        errors.add("mention", "王某某不能查看本办件");
        let page =
            |errors: FieldErrors, threads: Vec<Thread>, watch: Watch, answering: Option<Answering>| Self {
                head: Head {
                    number: "QSZJ-2026-00012".to_owned(),
                    subject: "某路改造工程<b>".to_owned(),
                    stage: "承办中".to_owned(),
                    who: (!threads.is_empty()).then(|| "规划科 欧阳某某".to_owned()),
                },
                case_href: "/desk/cases/1".to_owned(),
                fresh: (!threads.is_empty()).then(|| "2条新留言".to_owned()),
                form: Form {
                    href: "/desk/cases/1/notes".to_owned(),
                    mark: "0".to_owned(),
                    words: Field::new("words", "</textarea><script>", &errors),
                    people: [true, false]
                        .map(|chosen| Person {
                            id: format!("mention-{chosen}"),
                            value: "1".to_owned(),
                            name: "王某某（法制审核员）".to_owned(),
                            chosen,
                        })
                        .into_iter()
                        .filter(|_| !threads.is_empty())
                        .collect(),
                    people_error: errors.of("mention"),
                    people_open: !errors.is_empty(),
                    answering,
                },
                problems: errors,
                threads,
                watch,
            };
        let thread = |note| Thread {
            note,
            answers: row_samples(),
        };
        let answering = Answering {
            id: "1".to_owned(),
            who: "欧阳某某".to_owned(),
            words: "请看<b>".to_owned(),
            instead_href: "/desk/cases/1/notes#write".to_owned(),
        };
        let mut threads: Vec<Thread> = row_samples().into_iter().map(thread).collect();
        if let Some(last) = threads.last_mut() {
            last.answers.clear();
        }
        vec![
            page(errors, threads, on, Some(answering)),
            page(FieldErrors::default(), Vec::new(), off, None),
        ]
    }
}

impl Page for NotesPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("notes-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
