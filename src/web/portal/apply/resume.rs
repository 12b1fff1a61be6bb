//! Coming back to an unfinished form: by its code, on whatever device.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use crate::{
    casework::unfinished,
    store::{self, Scope},
    template::Template,
    text::{key, words},
    web::{
        client::Client,
        error::Failure,
        filing::{Memory, OpenForm},
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        portal::{
            guesses::{self, Counted},
            mine,
        },
    },
};

/// The page with the field for the code, and what is open here already.
#[derive(Debug, Serialize)]
pub(super) struct ResumePage {
    errors: FieldErrors,
    code: Field,
    open: Vec<OpenRow>,
    days: String,
}

/// An unfinished form that is open in this session.
#[derive(Debug, Serialize)]
struct OpenRow {
    form: String,
    agency: String,
    /// When it was changed last.
    at: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    code: String,
}

impl ResumePage {
    async fn new(view: &View, memory: &Memory, typed: &str, errors: FieldErrors) -> Result<Self, Failure> {
        let office = &view.app.office;
        let mut open = Vec::new();
        for known in memory.all_open().await? {
            let kept = unfinished::open(office, known.agency, known.form).await?;
            let agency = store::agency::get(view.app.db(), Scope::of(known.agency)).await?;
            if let Some((kept, agency)) = kept.zip(agency) {
                open.push(OpenRow {
                    form: known.form.to_string(),
                    agency: agency.name,
                    at: words::instant(view.lang, kept.changed_at, view.app.clock.offset()),
                });
            }
        }
        Ok(Self {
            code: Field::new("code", typed, &errors),
            errors,
            open,
            days: unfinished::KEPT_DAYS.to_string(),
        })
    }
}

/// `GET /apply`
pub(super) async fn show(view: View, memory: Memory) -> Result<Response, Failure> {
    let page = ResumePage::new(&view, &memory, "", FieldErrors::default()).await?;
    view.page(page).await
}

/// `POST /apply`
pub(super) async fn open(
    view: View,
    memory: Memory,
    client: Client,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let counted = [Counted::codes_from(&client)];
    guesses::check(&view.app, &counted).await?;
    let mut errors = FieldErrors::default();
    if typed.code.trim().is_empty() {
        errors.add("code", view.say().get(key("filing-code-blank"))?);
    } else if let Some(kept) = unfinished::find(&view.app.office, &typed.code).await? {
        let form = kept.id;
        mine::keep_form(&view, kept.agency, form).await?;
        memory
            .open(OpenForm {
                agency: kept.agency,
                form,
            })
            .await?;
        return Ok(Redirect::to(&format!("/apply/{form}")).into_response());
    } else {
        guesses::count(&view.app, &counted).await?;
        errors.add("code", view.say().get(key("filing-code-wrong"))?);
    }
    let page = ResumePage::new(&view, &memory, &typed.code, errors).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

impl Template for ResumePage {
    const NAME: &'static str = "pages/portal/apply/resume";

    fn samples() -> Vec<Self> {
        let mut errors = FieldErrors::default();
        errors.add("code", "没有这个草稿码<b>");
        let row = OpenRow {
            form: "0".to_owned(),
            agency: "青溪县住房和城乡建设局".to_owned(),
            at: "2026年11月22日 09:05".to_owned(),
        };
        vec![
            Self {
                code: Field::new("code", "\"><script>", &errors),
                errors,
                open: vec![row],
                days: "30".to_owned(),
            },
            Self {
                code: Field::new("code", "", &FieldErrors::default()),
                errors: FieldErrors::default(),
                open: Vec::new(),
                days: "30".to_owned(),
            },
        ]
    }
}

impl Page for ResumePage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("filing-resume-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
