//! 申请表: the application on paper. Somebody who cannot write tells it to the clerk, who writes it down and prints it; it is
//! received when the applicant has signed it (条例第二十九条第一款).

use serde::Serialize;

use crate::{
    law::{AsksFor, Channel},
    template::Template,
    text::key,
    web::{
        casefile::{
            asked::{Asked, Person},
            samples,
        },
        filing::Filled,
        page::{Page, Side, Title},
        wording::{Said, Voice},
    },
};

/// The sheet.
#[derive(Debug, Serialize)]
pub(super) struct SheetPage {
    agency: String,
    /// It asks for the correction of records.
    for_records: bool,
    /// The article by which the clerk wrote it down for somebody who cannot.
    written_for: Option<String>,
    person: Person,
    asked: Asked,
}

impl SheetPage {
    pub(super) fn new(
        voice: Voice<'_>,
        agency: String,
        (asks_for, channel): (AsksFor, Channel),
        filled: &Filled,
    ) -> Said<Self> {
        Ok(Self {
            agency,
            for_records: asks_for.corrects_records(),
            written_for: (channel == Channel::Oral)
                .then(|| voice.law.cite(&voice.law.channel(channel).article)),
            // It is their own, and they are to see that all of it is right.
            person: Person::of(voice, &filled.applicant, true)?,
            asked: Asked::written(voice, asks_for, &filled.application)?,
        })
    }
}

impl Template for SheetPage {
    const NAME: &'static str = "pages/desk/register_sheet";

    fn samples() -> Vec<Self> {
        let sample = |is_so| Self {
            agency: "青溪县住房和城乡建设局".to_owned(),
            for_records: is_so,
            written_for: is_so.then(|| "《中华人民共和国政府信息公开条例》第二十九条第一款".to_owned()),
            person: samples::person(false),
            asked: samples::asked(!is_so),
        };
        vec![sample(true), sample(false)]
    }
}

impl Page for SheetPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("register-sheet-title"))
    }
}
