//! The page: what kinds of things are kept, for how long, what cannot be erased; in full once the code was typed.

use serde::Serialize;

use super::kept::{Group, Kept};
use crate::{
    domain::{clock, retention},
    store::{self, Scope},
    template::Template,
    text::{key, words},
    web::{
        error::Failure,
        form::{Field, FieldErrors},
        page::{Page, Side, Title, View},
        portal::{
            case::{page::OwnRow, show::own},
            load::Loaded,
        },
        wording,
    },
};

/// What is kept.
#[derive(Debug, Serialize)]
pub(in crate::web::portal) struct Records {
    case: String,
    agency_name: String,
    number: String,
    /// Masked, as long as the code was not typed.
    own: Vec<OwnRow>,
    /// In full.
    groups: Vec<Group>,
    is_erased: bool,
    /// Until when it is kept.
    until: String,
    /// How years are counted, and how long they are at least.
    until_article: String,
    /// On what it rests that the papers stay.
    dossier_article: String,
    code: Field,
    errors: FieldErrors,
}

impl Records {
    pub(super) async fn new(
        view: &View,
        loaded: &Loaded,
        kept: Option<Kept>,
        errors: FieldErrors,
    ) -> Result<Self, Failure> {
        let (say, law, today) = (view.say(), &loaded.law, view.app.clock.today());
        let rule = law.retention(today);
        Ok(Self {
            case: loaded.case.id.to_string(),
            agency_name: loaded.agency.name.clone(),
            number: loaded.case.number.to_string(),
            own: own(say, loaded)?,
            groups: kept.map(|kept| kept.groups).unwrap_or_default(),
            is_erased: loaded.applicant.is_none(),
            until: until(view, loaded).await?,
            until_article: wording::cite_all(view.lang, law, &rule.counted),
            dossier_article: wording::cite_all(view.lang, law, &rule.dossier),
            // Whoever reads along shall not find the code in the page.
            code: Field::new("code", "", &errors),
            errors,
        })
    }
}

/// When the data is erased, by the choice of the agency.
async fn until(view: &View, loaded: &Loaded) -> Result<String, Failure> {
    let (say, scope) = (view.say(), Scope::of(loaded.agency.id));
    let chosen = store::retention::get(view.app.db(), scope).await?;
    let Some(years) = chosen.and_then(|chosen| chosen.years) else {
        return Ok(say.get(key("records-kept-for-ever"))?);
    };
    let ended_on = clock::of(&loaded.case, &loaded.law).stopped_on;
    Ok(match retention::counted_from(&loaded.case, ended_on) {
        Some(from) => {
            let through = words::date_with_weekday(say.lang, retention::kept_through(from, years));
            say.with(key("records-kept-through"), &[("day", &through)])?
        }
        None => say.with(key("records-kept-years"), &[("years", &years.to_string())])?,
    })
}

impl Template for Records {
    const NAME: &'static str = "pages/portal/records";

    fn samples() -> Vec<Self> {
        let row = || OwnRow {
            label: "姓名".to_owned(),
            value: "<b>甄**".to_owned(),
        };
        let sample = |errors: FieldErrors| Self {
            case: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            own: vec![row()],
            groups: Vec::new(),
            is_erased: false,
            until: "保存到2032年1月19日（星期一），之后删除。".to_owned(),
            until_article: "《中华人民共和国民法典》第二百零一条".to_owned(),
            dossier_article: "《中华人民共和国政府信息公开条例》第四十五条".to_owned(),
            code: Field::new("code", "", &errors),
            errors,
        };
        let mut wrong = FieldErrors::default();
        wrong.add("code", "查询码不对");
        vec![
            sample(FieldErrors::default()),
            sample(wrong),
            Self {
                groups: vec![Group {
                    heading: "申请人".to_owned(),
                    rows: vec![row()],
                }],
                ..sample(FieldErrors::default())
            },
            Self {
                is_erased: true,
                ..sample(FieldErrors::default())
            },
        ]
    }
}

impl Page for Records {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("records-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
