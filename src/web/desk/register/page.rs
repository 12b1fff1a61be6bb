//! By which channel it came, and the form.

use serde::Serialize;

use crate::{
    law::Channel,
    template::Template,
    text::key,
    web::{
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
    /// How many were taken in at this sitting, whose slips are still there.
    before: Option<String>,
}

impl StartPage {
    pub(super) fn new(voice: Voice<'_>, who: Who, before: usize) -> Said<Self> {
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
            before: (before > 0)
                .then(|| voice.say_with(key("register-before"), &[("count", &before.to_string())]))
                .transpose()?,
        })
    }
}

/// The form.
#[derive(Debug, Serialize)]
pub(super) struct RegisterPage {
    #[serde(flatten)]
    pub(super) fields: FormFields,
}

impl Template for StartPage {
    const NAME: &'static str = "pages/desk/register_start";

    fn samples() -> Vec<Self> {
        let kinds = [("person", "个人".to_owned()), ("organisation", "单位".to_owned())];
        let sample = |before: Option<&str>| Self {
            channel: Radios::sample_with_hints(),
            who: Radios::new("kind", kinds.clone(), "person", None),
            asks_for: Radios::new("for", kinds.clone(), "person", None),
            before: before.map(str::to_owned),
        };
        vec![sample(None), sample(Some("这次登录已经登记2件"))]
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
