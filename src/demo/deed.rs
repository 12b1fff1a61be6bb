//! What a deed of the plan is to the office: an order on the case as it stands.

use anyhow::Context;

use super::{
    plan::{Ask, Way, What},
    setting::Setting,
};
use crate::{
    casework::{NewNotice, Office, Order},
    domain::{
        answer::{Draft, FileRef},
        case::Case,
        clock::ConsultationKind,
        closing::{Lateness, came_late},
        id::NoticeId,
        notice::{Notice, View},
        party::Party,
        receipt::Confirmation,
        review::CheckAnswer,
        service::{Service, Waybill},
        text::{Email, Name},
    },
    law::{LimitKey, NoticeKind, Role, StepKind},
};

/// Who is asked before something of theirs is given out: nobody there is.
const THIRD_PARTY: &str = "青溪县丰穗农产品贸易有限公司";

/// Where it would get the link to answer online.
const THIRD_PARTY_EMAIL: &str = "fawu@fengsui.example.cn";

/// The deed as an order on the case as it stands.
pub(super) fn order(
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
                    email: None,
                    is_person: false,
                },
                items: case.items.iter().copied().collect(),
            },
            words: Some(office.words("要求更正的记录由贵机关制作和管理，随函附申请人提交的材料复印件。")?),
        },
        What::Consult { items } => Order::ProposeNotice {
            matter: NewNotice::Consultation {
                attached: Vec::new(),
                with: ConsultationKind::ThirdParty,
                party: Party {
                    name: Name::parse(THIRD_PARTY).map_err(|_| anyhow::anyhow!("第三方名称不对"))?,
                    address: None,
                    postcode: None,
                    phone: None,
                    email: Email::parse(THIRD_PARTY_EMAIL).ok(),
                    is_person: false,
                },
                items: items.clone(),
            },
            words: Some(office.words("拟提供的材料中有办理该事项时提交的资料，附后。")?),
        },
        What::Objects => Order::RecordOpinion {
            notice: unanswered(case)?,
            answered_on: today,
            view: View::Refused,
            agreed: Vec::new(),
            reasons: Some(
                office.words("所涉内容没有对外公开过，公开会影响正常经营和有关人员的生活，不同意公开。")?,
            ),
        },
        What::ClearNotice { step } => {
            let notice = under_way(case)?;
            Order::ApproveNotice {
                id: notice.id,
                step: (*step).into(),
                content: notice.review.content,
                checklist: everything_in_order(office, *step),
            }
        }
        What::SendNotice => Order::SendNotice {
            id: under_way(case)?.id,
            service: Service::signed(today),
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
            step: (*step).into(),
            content: case.stage.review().context("没有在审核")?.content,
            checklist: everything_in_order(office, *step),
            note: note.as_deref().map(|note| office.words(note)).transpose()?,
        },
        What::SendBack { step, remarks } => Order::SendBack {
            step: (*step).into(),
            remarks: office.words(remarks)?,
            points: Vec::new(),
        },
        What::Issue => Order::Issue,
        What::Serve(way) => Order::Serve {
            letter: None,
            service: service(way, today)?,
            remark: None,
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

/// The consultation that waits for an answer.
fn unanswered(case: &Case) -> anyhow::Result<NoticeId> {
    let sent = case.sent(NoticeKind::ThirdPartyConsultation);
    let waits = sent
        .map(|(notice, _)| notice)
        .find(|notice| notice.opinion.is_none());
    Ok(waits.context("没有正在征求的意见")?.id)
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

fn everything_in_order(office: &Office, step: StepKind) -> Vec<CheckAnswer> {
    let law = office.law();
    let questions = law.step_rule(step).questions.iter();
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
        Way::Counter => Service::signed(today),
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
