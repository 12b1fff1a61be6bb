//! By which channel it came, the form, and the slip that goes to the applicant.

use serde::Serialize;

use crate::{
    law::Channel,
    template::Template,
    text::key,
    web::{
        casefile::{due::Clock, letter::LetterRow, receipt::Reckoning, samples},
        filing::{FOR_RECORDS, FormFields, Radios, Who, channels},
        page::{Page, Side, Title},
        wording::{Said, Voice},
    },
};

/// The first question: by which channel, and who applies.
#[derive(Debug, Serialize)]
pub(super) struct StartPage {
    channel: Radios,
    who: Radios,
    /// What is asked for.
    asks_for: Radios,
}

impl StartPage {
    pub(super) fn new(voice: Voice<'_>, who: Who) -> Said<Self> {
        let kinds = [
            (Who::Person, key("register-who-person")),
            (Who::Organisation, key("register-who-organisation")),
        ];
        let worded = kinds.map(|(who, label)| Ok((who.as_str(), voice.say(label)?)));
        let worded = worded.into_iter().collect::<Said<Vec<_>>>()?;
        let asked = [
            ("information", key("register-for-information")),
            (FOR_RECORDS, key("register-for-records")),
        ];
        let asked = asked.map(|(value, label)| Ok((value, voice.say(label)?)));
        let asked = asked.into_iter().collect::<Said<Vec<_>>>()?;
        Ok(Self {
            asks_for: Radios::new("for", asked, "information", None),
            channel: channels(voice, Channel::Counter)?,
            who: Radios::new("kind", worded, who.as_str(), None),
        })
    }
}

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
    /// It asks for the correction of records.
    pub(super) for_records: bool,
    /// Where the applicant follows it.
    pub(super) track: Option<String>,
    /// What to do with the slip.
    pub(super) what: String,
    pub(super) reckoning: Option<Reckoning>,
    pub(super) clock: Clock,
    /// The receipt.
    pub(super) letters: Vec<LetterRow>,
}

impl Template for StartPage {
    const NAME: &'static str = "pages/desk/register_start";

    fn samples() -> Vec<Self> {
        let kinds = [("person", "个人".to_owned()), ("organisation", "单位".to_owned())];
        vec![Self {
            channel: Radios::sample_with_hints(),
            who: Radios::new("kind", kinds.clone(), "person", None),
            asks_for: Radios::new("for", kinds, "person", None),
        }]
    }
}

impl Page for StartPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("register-title"))
    }
}

impl Template for RegisterPage {
    const NAME: &'static str = "pages/desk/register";

    fn samples() -> Vec<Self> {
        let samples = [
            FormFields::sample(Who::Person, false),
            FormFields::sample(Who::Organisation, true),
            FormFields::full_sample(),
            FormFields::records_sample(Who::Person),
        ];
        samples.into_iter().map(|fields| Self { fields }).collect()
    }
}

impl Page for RegisterPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(if self.fields.corrects_records() {
            key("register-title-records")
        } else {
            key("register-title")
        })
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
                for_records: !number.is_multiple_of(2),
                track: number
                    .is_multiple_of(2)
                    .then(|| "https://gongkai.example/track".to_owned()),
                what: "请打印本页".to_owned(),
                reckoning: number.is_multiple_of(2).then(Reckoning::sample),
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
