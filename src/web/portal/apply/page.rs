//! The pages of filing: who applies, and the form.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        filing::{FOR_RECORDS, FormFields, Who},
        page::{Page, Side, Title},
    },
};

/// The first question: person or organisation.
#[derive(Debug, Serialize)]
pub(super) struct WhoPage {
    pub(super) agency_key: String,
    pub(super) agency_name: String,
    /// What addresses say in `for`; none where information is asked for.
    pub(super) for_records: Option<&'static str>,
}

/// The form.
#[derive(Debug, Serialize)]
pub(super) struct FormPage {
    pub(super) agency_key: String,
    pub(super) agency_name: String,
    pub(super) notice: Option<String>,
    #[serde(flatten)]
    pub(super) fields: FormFields,
}

impl Template for WhoPage {
    const NAME: &'static str = "pages/portal/apply_who";

    fn samples() -> Vec<Self> {
        let page = |for_records| Self {
            agency_key: "qingxi-housing".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            for_records,
        };
        vec![page(None), page(Some(FOR_RECORDS))]
    }
}

impl Page for WhoPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(match self.for_records {
            None => key("filing-who-title"),
            Some(_) => key("filing-records-who-title"),
        })
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}

impl Template for FormPage {
    const NAME: &'static str = "pages/portal/apply";

    fn samples() -> Vec<Self> {
        let page = |notice: Option<&str>, fields| Self {
            agency_key: "qingxi-housing".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            notice: notice.map(str::to_owned),
            fields,
        };
        vec![
            page(None, FormFields::sample(Who::Person, false)),
            page(
                Some("页面停留得太久<b>"),
                FormFields::sample(Who::Organisation, true),
            ),
            page(None, FormFields::full_sample()),
            page(None, FormFields::records_sample(Who::Person)),
            page(None, FormFields::records_sample(Who::Organisation)),
        ]
    }
}

impl Page for FormPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(if self.fields.corrects_records() {
            key("filing-records-title")
        } else {
            key("filing-title")
        })
    }

    fn has_errors(&self) -> bool {
        self.fields.has_errors()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
