//! The pages of filing: who applies, a part of the form, all of it looked over, and how to come back.

use serde::Serialize;

use super::{proof, session::Opened, suggested::Suggested};
use crate::{
    casework::unfinished,
    law::AsksFor,
    template::Template,
    text::{Key, MissingText, key},
    web::{
        error::Failure,
        filing::{Answers, FOR_RECORDS, FormFields, Row, Section, Who, title},
        form::FieldErrors,
        page::{Page, Side, Title, View},
    },
};

/// The first question: person or organisation.
#[derive(Debug, Serialize)]
pub(super) struct WhoPage {
    pub(super) agency_key: String,
    pub(super) agency_name: String,
    /// What addresses say in `for`; none where information is asked for.
    pub(super) for_records: Option<&'static str>,
    pub(super) error: Option<String>,
}

/// What every page of the form shows around it.
#[derive(Debug, Serialize)]
struct Around {
    form_id: String,
    agency_name: String,
    /// The code with which to come back.
    code: String,
    days: String,
    /// Which page it is, from 1.
    number: usize,
    /// How many there are.
    of: usize,
    /// Both, worded.
    step: String,
}

/// A part of the form.
#[derive(Debug, Serialize)]
pub(super) struct StepPage {
    around: Around,
    section: &'static str,
    heading: String,
    lead: Option<String>,
    notice: Option<String>,
    /// Somebody came to change one answer, and goes back there.
    from_check: bool,
    is_first: bool,
    is: Is,
    /// What is public already may be suggested here; what was found, where somebody has looked.
    suggests: bool,
    suggested: Option<Suggested>,
    #[serde(flatten)]
    fields: FormFields,
    #[serde(skip)]
    title: Key,
}

/// Which part it is, for the template.
#[derive(Debug, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template can only ask yes or no")]
struct Is {
    items: bool,
    wishes: bool,
    applicant: bool,
    people: bool,
    contact: bool,
    files: bool,
}

/// All of it, to look over.
#[derive(Debug, Serialize)]
pub(super) struct CheckPage {
    around: Around,
    for_records: bool,
    errors: FieldErrors,
    /// What is still wrong, each with the page on which it can be mended.
    wrong: Vec<Wrong>,
    parts: Vec<Answers>,
    promise: Promise,
    /// The field that no person sees was filled in: now it is shown, to be emptied.
    trapped: bool,
    /// How many bits of a proof have to be zero.
    bits: u32,
}

#[derive(Debug, Serialize)]
struct Promise {
    checked: bool,
    error: Option<String>,
}

/// Something that is still wrong.
#[derive(Debug, Serialize)]
struct Wrong {
    section: &'static str,
    field: String,
    message: String,
}

/// How to come back to a form.
#[derive(Debug, Serialize)]
pub(super) struct SavedPage {
    form_id: String,
    agency_name: String,
    code: String,
    days: String,
}

impl Around {
    fn new(view: &View, opened: &Opened, section: Section) -> Result<Self, MissingText> {
        let pages = Section::of_form(opened.work.asks_for());
        let number = pages.iter().filter(|page| **page <= section).count();
        let (n, of) = (number.to_string(), pages.len().to_string());
        Ok(Self {
            form_id: opened.form.to_string(),
            agency_name: opened.agency.name.clone(),
            code: unfinished::code(&view.app.office, opened.form),
            days: unfinished::KEPT_DAYS.to_string(),
            step: view
                .say()
                .with(key("filing-step"), &[("number", &n), ("of", &of)])?,
            number,
            of: pages.len(),
        })
    }

    fn sample() -> Self {
        Self {
            form_id: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            code: "7KQ3-XW9D-M2HT".to_owned(),
            days: "30".to_owned(),
            number: 2,
            of: 7,
            step: "第2步，共7步".to_owned(),
        }
    }
}

/// Whether a page asks for what may be public already; one's own records are not.
pub(super) fn suggests(section: Section, asks_for: AsksFor) -> bool {
    section == Section::Items && !asks_for.corrects_records()
}

/// What leads into a page, where its heading does not say enough.
const fn lead(section: Section, for_records: bool) -> Option<Key> {
    match section {
        Section::Items if for_records => Some(key("filing-records-what")),
        Section::Items => Some(key("filing-items-what")),
        Section::People if for_records => Some(key("filing-records-people-what")),
        Section::People => Some(key("filing-people-what")),
        Section::Contact => Some(key("filing-contact-what")),
        Section::Applicant => Some(key("filing-applicant-what")),
        Section::Wishes | Section::Files | Section::Check => None,
    }
}

impl Is {
    fn of(section: Section) -> Self {
        Self {
            items: section == Section::Items,
            wishes: section == Section::Wishes,
            applicant: section == Section::Applicant,
            people: section == Section::People,
            contact: section == Section::Contact,
            files: section == Section::Files,
        }
    }
}

impl StepPage {
    pub(super) fn new(
        view: &View,
        opened: &Opened,
        section: Section,
        from_check: bool,
    ) -> Result<Self, MissingText> {
        let (say, work) = (view.say(), &opened.work);
        let asks_for = work.asks_for();
        let title = title(section, asks_for, work.who());
        let lead = lead(section, asks_for.corrects_records());
        Ok(Self {
            around: Around::new(view, opened, section)?,
            section: section.as_str(),
            heading: say.get(title)?,
            lead: lead.map(|lead| say.get(lead)).transpose()?,
            notice: None,
            from_check,
            is_first: section.before(asks_for).is_none(),
            is: Is::of(section),
            suggests: suggests(section, asks_for),
            suggested: None,
            fields: FormFields::new(view, work)?,
            title,
        })
    }

    /// The same with what may be public already.
    pub(super) fn suggesting(self, suggested: Option<Suggested>) -> Self {
        Self { suggested, ..self }
    }

    /// The same with a notice on top.
    pub(super) fn noticed(self, notice: String) -> Self {
        Self {
            notice: Some(notice),
            ..self
        }
    }
}

impl CheckPage {
    pub(super) fn new(
        view: &View,
        opened: &Opened,
        errors: FieldErrors,
        trapped: bool,
    ) -> Result<Self, Failure> {
        let still = opened.work.still_wrong(view)?.into_iter();
        Ok(Self {
            around: Around::new(view, opened, Section::Check)?,
            for_records: opened.work.asks_for().corrects_records(),
            wrong: still
                .map(|(section, field, message)| Wrong {
                    section: section.as_str(),
                    field,
                    message,
                })
                .collect(),
            parts: opened.work.answers(view.say())?,
            promise: Promise {
                checked: opened.work.is_promised(),
                error: errors.of("promise"),
            },
            errors,
            trapped,
            bits: proof::BITS,
        })
    }
}

impl SavedPage {
    pub(super) fn new(view: &View, opened: &Opened) -> Self {
        Self {
            form_id: opened.form.to_string(),
            agency_name: opened.agency.name.clone(),
            code: unfinished::code(&view.app.office, opened.form),
            days: unfinished::KEPT_DAYS.to_string(),
        }
    }
}

impl Template for WhoPage {
    const NAME: &'static str = "pages/portal/apply/who";

    fn samples() -> Vec<Self> {
        let page = |for_records, error: Option<&str>| Self {
            agency_key: "qingxi-housing".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            for_records,
            error: error.map(str::to_owned),
        };
        vec![page(None, Some("请选择<b>")), page(Some(FOR_RECORDS), None)]
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

    fn has_errors(&self) -> bool {
        self.error.is_some()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}

impl Template for StepPage {
    const NAME: &'static str = "pages/portal/apply/step";

    fn samples() -> Vec<Self> {
        let page = |section: Section, from_check: bool, fields: FormFields| {
            let title = title(section, AsksFor::Information, Who::Person);
            Self {
                around: Around::sample(),
                section: section.as_str(),
                heading: "您要什么信息？".to_owned(),
                lead: from_check.then(|| "一份信息写一项".to_owned()),
                notice: from_check.then(|| "页面停留得太久<b>".to_owned()),
                from_check,
                is_first: section == Section::Items,
                is: Is::of(section),
                suggests: section == Section::Items,
                suggested: None,
                fields,
                title,
            }
        };
        let looked = Suggested::samples().into_iter().map(|suggested| {
            page(Section::Items, false, FormFields::sample(Who::Person, false)).suggesting(Some(suggested))
        });
        let pages = vec![
            page(Section::Items, false, FormFields::sample(Who::Person, false)),
            page(Section::Items, true, FormFields::full_sample()),
            page(Section::Items, false, FormFields::records_sample(Who::Person)),
            page(Section::Wishes, true, FormFields::sample(Who::Person, true)),
            page(Section::Applicant, false, FormFields::sample(Who::Person, true)),
            page(
                Section::Applicant,
                true,
                FormFields::sample(Who::Organisation, false),
            ),
            page(Section::People, false, FormFields::full_sample()),
            page(Section::People, false, FormFields::sample(Who::Person, false)),
            page(Section::Contact, false, FormFields::sample(Who::Person, true)),
            page(Section::Files, false, FormFields::sample(Who::Person, true)),
            page(Section::Files, false, FormFields::full_sample()),
        ];
        pages.into_iter().chain(looked).collect()
    }
}

impl Page for StepPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(self.title)
    }

    fn has_errors(&self) -> bool {
        self.fields.has_errors()
    }

    fn agency(&self) -> Option<String> {
        Some(self.around.agency_name.clone())
    }
}

impl Template for CheckPage {
    const NAME: &'static str = "pages/portal/apply/check";

    fn samples() -> Vec<Self> {
        let page = |wrong: bool| {
            let mut errors = FieldErrors::default();
            if wrong {
                errors.add("promise", "请勾选承诺<b>");
            }
            Self {
                around: Around::sample(),
                for_records: wrong,
                wrong: (0..usize::from(wrong))
                    .map(|_| Wrong {
                        section: "contact",
                        field: "phone".to_owned(),
                        message: "请填写联系电话<b>".to_owned(),
                    })
                    .collect(),
                parts: vec![Answers {
                    section: "items",
                    title: "您要什么信息？".to_owned(),
                    rows: vec![Row {
                        label: "第1项".to_owned(),
                        value: "<script>\n第二行".to_owned(),
                    }],
                }],
                promise: Promise {
                    checked: wrong,
                    error: errors.of("promise"),
                },
                errors,
                trapped: wrong,
                bits: proof::BITS,
            }
        };
        vec![page(false), page(true)]
    }
}

impl Page for CheckPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("filing-page-check"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    fn agency(&self) -> Option<String> {
        Some(self.around.agency_name.clone())
    }
}

impl Template for SavedPage {
    const NAME: &'static str = "pages/portal/apply/saved";

    fn samples() -> Vec<Self> {
        vec![Self {
            form_id: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            code: "7KQ3-XW9D-M2HT".to_owned(),
            days: "30".to_owned(),
        }]
    }
}

impl Page for SavedPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("filing-saved-title"))
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
