//! Tells the plan to the database, deed by deed, each at its own time.

use std::{collections::HashMap, sync::Arc};

use anyhow::Context;

use super::{
    chain,
    deed::order,
    material::Material,
    plan::{CameIn, Deed, Plan, Story, What},
    published,
    setting::{self, Setting},
};
use crate::{
    casework::{self, Enclosure, NewApplication, Office, Registration, Upload},
    clock::FixedClock,
    domain::{
        account::{Actor, Officer},
        answer::FileRef,
        case::Case,
        receipt::{Arrival, Confirmation},
        service::Waybill,
    },
    law::{Law, Role},
    password,
    store::{self, file::Purpose},
};

/// What is handed over with an answer.
const HANDED_OVER: &[u8] = include_bytes!("../../fixtures/demo/handed-over.pdf");

/// What an agent brings.
const AUTHORITY: &[u8] = include_bytes!("../../fixtures/demo/authority.pdf");

/// Fills the database, if the demonstration is not complete in it: begins anew, or goes on where an earlier filling was
/// broken off. `progress` is told now and then how many deeds of how many are done.
pub async fn fill(
    office: &Office,
    material: &Material,
    mut progress: impl FnMut(usize, usize),
) -> anyhow::Result<()> {
    if setting::is_complete(office, material).await? {
        return Ok(());
    }
    if setting::find(office, material).await?.is_none() {
        setting::set_up(office, material).await?;
    }
    let settings = setting::find(office, material).await?;
    let settings = settings.context("刚刚写入的机关读不出来")?;
    let law = office.law();
    let mut plan = Plan::until(office.today(), &law, material);
    if let Some(begun) = begun(office, &settings, &plan).await? {
        plan = Plan::until(begun, &law, material);
    }
    let mut teller = Teller::new(office, &settings, &plan);
    let deeds = plan.deeds();
    for (number, (story, deed)) in deeds.iter().enumerate() {
        Box::pin(teller.tell(*story, deed))
            .await
            .with_context(|| format!("第{story}件申请：{:?}", deed.what))?;
        progress(number + 1, deeds.len());
    }
    chain::set(office, &settings).await?;
    published::catalogue(office, &settings).await?;
    let standings = teller.standings.values();
    let cases: Vec<Case> = standings.filter_map(|standing| standing.case.clone()).collect();
    for setting in &settings {
        let mut own: Vec<Case> = cases
            .iter()
            .filter(|case| case.agency == setting.id)
            .cloned()
            .collect();
        own.sort_by_key(|case| case.id);
        published::answers(office, setting, &own).await?;
    }
    // One hash for all: the password is the same, and known.
    setting::open_doors(
        office,
        &settings,
        &password::hash(material.password.clone()).await?,
    )
    .await
}

/// The day on which a filling began that was broken off, if one was.
async fn begun(office: &Office, settings: &[Setting<'_>], plan: &Plan) -> anyhow::Result<Option<time::Date>> {
    let Some((story, _)) = plan.deeds().first().copied() else {
        return Ok(None);
    };
    let Some(story) = plan.stories.get(story) else {
        return Ok(None);
    };
    let case = find_case(office, settings, story).await?;
    Ok(case.and_then(|case| case.submitted_on).map(Plan::begun))
}

async fn find_case(office: &Office, settings: &[Setting<'_>], story: &Story) -> anyhow::Result<Option<Case>> {
    let scope = setting_of(settings, story)?.scope();
    let token = story.token.to_string();
    match store::application::by_form_token(&office.db, scope, &token).await? {
        Some(case) => Ok(store::case::load(&office.db, scope, case).await?),
        None => Ok(None),
    }
}

fn setting_of<'s, 'a>(settings: &'s [Setting<'a>], story: &Story) -> anyhow::Result<&'s Setting<'a>> {
    let found = settings.iter().find(|setting| setting.key() == story.agency);
    found.with_context(|| format!("没有机关“{}”", story.agency))
}

/// Where a story stands in the telling.
#[derive(Debug, Default)]
struct Standing {
    case: Option<Case>,
    /// The number of events that its deeds so far make.
    told: u32,
    department: String,
    file: Option<FileRef>,
}

struct Teller<'a> {
    office: Office,
    clock: Arc<FixedClock>,
    settings: &'a [Setting<'a>],
    plan: &'a Plan,
    standings: HashMap<usize, Standing>,
}

impl<'a> Teller<'a> {
    fn new(office: &Office, settings: &'a [Setting<'a>], plan: &'a Plan) -> Self {
        let clock = Arc::new(FixedClock::at(office.now()));
        let office = Office {
            clock: clock.clone(),
            ..office.clone()
        };
        Self {
            office,
            clock,
            settings,
            plan,
            standings: HashMap::new(),
        }
    }

    async fn tell(&mut self, number: usize, deed: &Deed) -> anyhow::Result<()> {
        let story = self.plan.stories.get(number).context("没有这件申请")?;
        let setting = setting_of(self.settings, story)?;
        let mut standing = match self.standings.remove(&number) {
            Some(standing) => standing,
            None => Standing {
                case: find_case(&self.office, self.settings, story).await?,
                ..Standing::default()
            },
        };
        if let What::Assign { department, .. } = &deed.what {
            standing.department.clone_from(department);
        }
        standing.told += deed.what.events();
        let is_told = standing
            .case
            .as_ref()
            .is_some_and(|case| case.version >= standing.told);
        if !is_told {
            self.clock.set(deed.at);
            self.act(setting, story, &mut standing, &deed.what).await?;
        }
        self.standings.insert(number, standing);
        Ok(())
    }

    async fn act(
        &self,
        setting: &Setting<'_>,
        story: &Story,
        standing: &mut Standing,
        what: &What,
    ) -> anyhow::Result<()> {
        let office = &self.office;
        let filed = if matches!(what, What::File) {
            Some(casework::file(office, setting.id, new_application(story)).await?)
        } else if let What::Register(came_in) = what {
            let clerk = setting.officer(Role::IntakeClerk, None)?;
            let registration = registration(office, came_in)?;
            Some(casework::register(office, &clerk, new_application(story), registration).await?)
        } else {
            None
        };
        if let Some(filed) = filed {
            standing.case = store::case::load(&office.db, setting.scope(), filed.case).await?;
            return Ok(());
        }
        let case = standing.case.as_ref().context("还没有提出申请")?;
        let actor = actor(&office.law(), setting, case, &standing.department, what)?;
        if let (What::Draft { hands_over: true, .. }, None) = (what, &standing.file) {
            let upload = Upload {
                name: "随答复提供的材料.pdf".to_owned(),
                bytes: HANDED_OVER.to_vec(),
            };
            standing.file = Some(casework::upload(office, &actor, setting.id, case.id, upload).await?);
        }
        let order = order(office, setting, case, standing.file.as_ref(), what)?;
        if let (What::Approve { .. }, Actor::Officer(reviewer)) = (what, &actor) {
            for part in case.parts_to_open() {
                casework::review::remember(office, reviewer, case, part).await?;
            }
        }
        standing.case = Some(casework::act(office, &actor, setting.id, case.id, case.version, order).await?);
        Ok(())
    }
}

/// What came in today.
fn registration(office: &Office, came_in: &CameIn) -> anyhow::Result<Registration> {
    let CameIn {
        channel,
        waybill,
        record,
        confirmation,
    } = came_in;
    let on = office.today();
    let waybill = waybill
        .as_ref()
        .map(|number| Waybill::parse(number).context("邮件号码不对"));
    let words = |text: &String| office.words(text);
    let confirmed = |record| Confirmation { on, record };
    Ok(Registration {
        channel: *channel,
        arrival: Arrival {
            on,
            waybill: waybill.transpose()?,
            record: record.as_ref().map(words).transpose()?,
            confirmation: confirmation.as_ref().map(words).transpose()?.map(confirmed),
        },
    })
}

/// 授权委托书, where an agent files.
fn enclosures(story: &Story) -> Vec<Enclosure> {
    let agent = story.applicant.agent.iter();
    let authority = agent.map(|_| Enclosure {
        purpose: Purpose::Authority,
        upload: Upload {
            name: "授权委托书.pdf".to_owned(),
            bytes: AUTHORITY.to_vec(),
        },
    });
    authority.collect()
}

fn new_application(story: &Story) -> NewApplication {
    NewApplication {
        applicant: story.applicant.clone(),
        application: story.application.clone(),
        asks_for: story.asks_for,
        files: enclosures(story),
        token: story.token,
    }
}

/// Who does it.
fn actor(
    law: &Law,
    setting: &Setting<'_>,
    case: &Case,
    department: &str,
    what: &What,
) -> anyhow::Result<Actor> {
    let staff = |officer: anyhow::Result<Officer>| officer.map(Actor::Officer);
    match what {
        What::File | What::Open | What::Told(_) | What::Withdraw { by_clerk: false, .. } => {
            Ok(Actor::Applicant { case: case.id })
        }
        What::Register(_)
        | What::ConfirmReceipt { .. }
        | What::Assign { .. }
        | What::Serve(_)
        | What::RecordDelivery
        | What::Close
        | What::Withdraw { by_clerk: true, .. } => staff(setting.officer(Role::IntakeClerk, None)),
        What::Accept
        | What::HandBack { .. }
        | What::Propose(_)
        | What::Consult { .. }
        | What::Objects
        | What::Transfer { .. }
        | What::SendNotice
        | What::JudgeReasons
        | What::Draft { .. }
        | What::Submit
        | What::Issue => staff(setting.officer(Role::Handler, Some(department))),
        What::Approve { step, .. } | What::SendBack { step, .. } | What::ClearNotice { step } => {
            staff(setting.officer(law.step_rule(*step).role(), None))
        }
    }
}
