//! The form of the counter, and the slip that the applicant takes home.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        casefile::{due::Clock, letter::LetterRow, samples},
        filing::{FormFields, Who},
        page::{Page, Side, Title},
    },
};

/// The form.
#[derive(Debug, Serialize)]
pub(super) struct RegisterPage {
    #[serde(flatten)]
    pub(super) fields: FormFields,
}

/// The slip.
#[derive(Debug, Serialize)]
pub(super) struct SlipPage {
    /// Whose slip it is.
    pub(super) agency: String,
    pub(super) case: String,
    pub(super) number: String,
    /// The look-up code, as people read it.
    pub(super) code: String,
    pub(super) applicant: String,
    pub(super) subject: String,
    /// Where the applicant follows it.
    pub(super) track: Option<String>,
    pub(super) clock: Clock,
    /// The receipt.
    pub(super) letters: Vec<LetterRow>,
}

impl Template for RegisterPage {
    const NAME: &'static str = "pages/desk/register";

    fn samples() -> Vec<Self> {
        let samples = [
            FormFields::sample(Who::Person, false),
            FormFields::sample(Who::Organisation, true),
            FormFields::full_sample(),
        ];
        samples.into_iter().map(|fields| Self { fields }).collect()
    }
}

impl Page for RegisterPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("register-title"))
    }

    fn has_errors(&self) -> bool {
        self.fields.has_errors()
    }
}

impl Template for SlipPage {
    const NAME: &'static str = "pages/desk/registered";

    fn samples() -> Vec<Self> {
        samples::clocks()
            .into_iter()
            .enumerate()
            .map(|(number, clock)| Self {
                agency: "青溪县住房和城乡建设局".to_owned(),
                case: "0".to_owned(),
                number: "QXZJ-2026-00012".to_owned(),
                code: "K7QM-2XW9-D4HT".to_owned(),
                applicant: "欧阳<伟>".to_owned(),
                subject: "某小区改造项目竣工验收报告（等2项）".to_owned(),
                track: number
                    .is_multiple_of(2)
                    .then(|| "https://gongkai.example/track".to_owned()),
                clock,
                letters: samples::letters(),
            })
            .collect()
    }
}

impl Page for SlipPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("registered-title"))
    }
}
