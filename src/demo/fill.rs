//! Tells the plan to the database, deed by deed, each at its own time.

use std::{collections::HashMap, sync::Arc};

use anyhow::Context;

use super::{
    material::Material,
    plan::{Ask, CameIn, Deed, Plan, Story, Way, What},
    setting::{self, Setting},
};
use crate::{
    casework::{self, Enclosure, NewApplication, NewNotice, Office, Order, Registration, Upload},
    clock::FixedClock,
    domain::{
        account::{Actor, Officer},
        answer::{Draft, FileRef},
        case::Case,
        closing::{Lateness, came_late},
        notice::Notice,
        party::Party,
        receipt::{Arrival, Confirmation},
        review::CheckAnswer,
        service::{Service, Waybill},
        text::Name,
    },
    law::{LimitKey, Role, StepKey},
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
        teller
            .tell(*story, deed)
            .await
            .with_context(|| format!("第{story}件申请：{:?}", deed.what))?;
        progress(number + 1, deeds.len());
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
        let actor = actor(setting, case, &standing.department, what)?;
        if let (What::Draft { hands_over: true, .. }, None) = (what, &standing.file) {
            let upload = Upload {
                name: "随答复提供的材料.pdf".to_owned(),
                bytes: HANDED_OVER.to_vec(),
            };
            standing.file = Some(casework::upload(office, &actor, setting.id, case.id, upload).await?);
        }
        let order = order(office, setting, case, standing.file.as_ref(), what)?;
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
fn actor(setting: &Setting<'_>, case: &Case, department: &str, what: &What) -> anyhow::Result<Actor> {
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
        | What::Transfer { .. }
        | What::SendNotice
        | What::JudgeReasons
        | What::Draft { .. }
        | What::Submit
        | What::Issue => staff(setting.officer(Role::Handler, Some(department))),
        What::Approve { step, .. } | What::SendBack { step, .. } | What::ClearNotice { step } => {
            staff(setting.officer(reviewer(*step), None))
        }
    }
}

fn reviewer(step: StepKey) -> Role {
    match step {
        StepKey::Confidentiality => Role::ConfidentialityReviewer,
        StepKey::Legal => Role::LegalReviewer,
        StepKey::SignOff => Role::SigningLeader,
    }
}

/// The deed as an order on the case as it stands.
fn order(
    office: &Office,
    setting: &Setting<'_>,
    case: &Case,
    file: Option<&FileRef>,
    what: &What,
) -> anyhow::Result<Order> {
    let today = office.today();
    Ok(match what {
        What::File | What::Register(_) => anyhow::bail!("已经提出的申请不能再提出一次"),
        What::ConfirmReceipt { record } => Order::ConfirmReceipt {
            confirmation: Confirmation {
                on: today,
                record: office.words(record)?,
            },
        },
        What::Assign { department, by_name } => Order::Assign {
            department: setting.department(department)?,
            handler: match by_name {
                true => Some(setting.officer(Role::Handler, Some(department))?.account),
                false => None,
            },
        },
        What::Accept => Order::Accept,
        What::HandBack { reason } => Order::HandBack {
            reason: office.words(reason)?,
        },
        What::Propose(ask) => {
            let (working_days, words) = (limit_of(office), asked_for(*ask));
            Order::ProposeNotice {
                matter: match ask {
                    Ask::Correction => NewNotice::Correction { working_days },
                    Ask::Reasons => NewNotice::ReasonsAsked { working_days },
                },
                words: Some(office.words(words)?),
            }
        }
        What::Transfer { organ } => Order::ProposeNotice {
            matter: NewNotice::Transfer {
                party: Party {
                    name: Name::parse(organ).map_err(|_| anyhow::anyhow!("机关名称不对"))?,
                    address: None,
                    postcode: None,
                    phone: None,
                    is_person: false,
                },
                items: case.items.iter().copied().collect(),
            },
            words: Some(office.words("要求更正的记录由贵机关制作和管理，随函附申请人提交的材料复印件。")?),
        },
        What::ClearNotice { step } => {
            let notice = under_way(case)?;
            Order::ApproveNotice {
                id: notice.id,
                step: *step,
                content: notice.review.content,
                checklist: everything_in_order(office, *step),
            }
        }
        What::SendNotice => Order::SendNotice {
            id: under_way(case)?.id,
            service: Service::Counter { signed_on: today },
        },
        What::Told(Ask::Correction) => Order::ReceiveCorrection {
            received_on: today,
            words: office.words("希望获取与住房有关的全部材料。")?,
        },
        What::Told(Ask::Reasons) => Order::ReceiveReasons {
            received_on: today,
            words: office.words("个人需要。")?,
        },
        What::JudgeReasons => Order::JudgeReasons {
            reasonable: false,
            because: office.words("本月已提交申请四十余件，内容基本相同，所述理由不足以说明数量和频次。")?,
        },
        What::Draft { draft, hands_over } => Order::SaveDraft {
            draft: with_file(draft, file.filter(|_| *hands_over)),
        },
        What::Submit => Order::Submit,
        What::Approve { step, note } => Order::Approve {
            step: *step,
            content: case.stage.review().context("没有在审核")?.content,
            checklist: everything_in_order(office, *step),
            note: note.as_deref().map(|note| office.words(note)).transpose()?,
        },
        What::SendBack { step, remarks } => Order::SendBack {
            step: *step,
            remarks: office.words(remarks)?,
        },
        What::Issue => Order::Issue,
        What::Serve(way) => Order::Serve {
            service: service(way, today)?,
        },
        What::RecordDelivery => Order::RecordDelivery {
            letter: None,
            delivered_on: today,
        },
        What::Open => Order::Open {
            letter: case.answer().context("还没有答复")?.id,
        },
        What::Close => Order::Close {
            late: late(office, case)?,
        },
        What::Withdraw { reason, .. } => Order::Withdraw {
            reason: Some(office.words(reason)?),
        },
    })
}

/// The procedural letter on its way.
fn under_way(case: &Case) -> anyhow::Result<&Notice> {
    let open = case.notices.iter().find(|notice| notice.is_open());
    open.context("没有正在办理的程序性文书")
}

/// How long applicants are given where the law has no number: the default of its data.
fn limit_of(office: &Office) -> u16 {
    office
        .law()
        .limit(LimitKey::CorrectionPeriod, office.today())
        .amount
}

const fn asked_for(ask: Ask) -> &'static str {
    match ask {
        Ask::Correction => {
            "申请内容没有指向特定的政府信息，请写明所需信息的名称、文号或者便于查询的其他特征。"
        }
        Ask::Reasons => "请说明在较短时间内提交大量内容相近的申请的理由。",
    }
}

/// The draft, with the file beside whatever is disclosed.
fn with_file(draft: &Draft, file: Option<&FileRef>) -> Draft {
    let mut draft = draft.clone();
    let disclosed = draft.items.iter_mut().find(|item| {
        item.ground
            .as_ref()
            .is_some_and(|ground| ["disclosed", "partial"].contains(&ground.as_str()))
    });
    if let (Some(item), Some(file)) = (disclosed, file) {
        item.files = vec![file.clone()];
    }
    draft
}

fn everything_in_order(office: &Office, step: StepKey) -> Vec<CheckAnswer> {
    let law = office.law();
    let steps = law.review_chain().iter().filter(|rule| rule.key == step);
    let questions = steps.flat_map(|rule| &rule.questions);
    questions
        .map(|question| CheckAnswer {
            question: question.key.clone(),
            in_order: true,
        })
        .collect()
}

/// Why an answer came too late, where it did.
fn late(office: &Office, case: &Case) -> anyhow::Result<Option<Lateness>> {
    let department = case.department().filter(|_| came_late(case, &office.law()));
    let because = || office.words("档案分散在两处保管，查找和逐页审查用时较长。");
    Ok(department
        .map(|department| because().map(|because| Lateness { department, because }))
        .transpose()?)
}

fn service(way: &Way, today: time::Date) -> anyhow::Result<Service> {
    Ok(match way {
        Way::Online => Service::Online { available_on: today },
        Way::Counter => Service::Counter { signed_on: today },
        Way::Post { mail, waybill } => {
            let waybill = Waybill::parse(waybill).context("邮件号码不对")?;
            Service::Post {
                mail: *mail,
                waybill,
                posted_on: today,
            }
        }
    })
}
