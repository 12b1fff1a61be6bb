//! 行政复议申请书: what is known of the case, filled in for the applicant. The facts and the reasons are theirs.

use time::Date;

use super::asked;
use crate::{
    domain::{
        agency::{Agency, Organ},
        answer::ProposedItem,
        applicant::{Applicant, ApplicantKind, Identity, IdentityKind},
        application::Application,
        case::{Case, SentLetter},
        contest::{Against, Contest, Part},
    },
    law::{ACT, Enclosure, Law},
    letters::{Petition, PetitionParty, words},
};

/// What an application for reconsideration rests on.
#[derive(Debug, Clone, Copy)]
pub struct Grievance<'a> {
    pub law: &'a Law,
    pub agency: &'a Agency,
    pub case: &'a Case,
    pub application: &'a Application,
    pub contest: &'a Contest<'a>,
    /// Numbers of the items whose answers are contested; of no meaning against silence.
    pub items: &'a [u16],
    /// The day on which it is written.
    pub on: Date,
}

/// The whole paper.
pub fn petition(grievance: &Grievance<'_>, applicant: &Applicant, organ: &Organ, reasons: &str) -> Petition {
    let guide = &grievance.agency.guide;
    Petition {
        applicants: applicants(applicant),
        agent: applicant.agent.as_ref().map(|agent| PetitionParty {
            name: agent.name.to_string(),
            rows: vec![identity(&agent.identity), ("电话", agent.phone.to_string())],
        }),
        respondent: PetitionParty {
            name: grievance.agency.name.clone(),
            rows: vec![("地址", guide.address.clone()), ("电话", guide.phone.clone())],
        },
        organ: organ.name.clone(),
        requests: requests(grievance),
        reasons: reasons.to_owned(),
        enclosures: enclosures(grievance, applicant)
            .map(|enclosure| enclosure.what.clone())
            .collect(),
    }
}

/// 行政复议请求: what the law's data has for each class of answer, each request once.
pub fn requests(grievance: &Grievance<'_>) -> Vec<String> {
    let parts = grievance.contest.parts(grievance.law, grievance.items);
    let several = parts.len() > 1;
    let mut requests: Vec<String> = Vec::new();
    for asks in 0..most(grievance, &parts) {
        for part in &parts {
            let plea = grievance.law.plea(&part.class, grievance.on);
            let Some(request) = plea.requests.get(asks) else {
                continue;
            };
            let request = request.replace(ACT, &act(grievance, part, several));
            if !requests.contains(&request) {
                requests.push(request);
            }
        }
    }
    requests
}

fn most(grievance: &Grievance<'_>, parts: &[Part]) -> usize {
    let asked = parts
        .iter()
        .map(|part| grievance.law.plea(&part.class, grievance.on).requests.len());
    asked.max().unwrap_or_default()
}

/// What is brought along, by the law's data.
pub fn enclosures<'a>(
    grievance: &Grievance<'a>,
    applicant: &Applicant,
) -> impl Iterator<Item = &'a Enclosure> + use<'a> {
    grievance.law.enclosures(
        grievance.on,
        grievance.contest.letter().is_some(),
        applicant.kind == ApplicantKind::Person,
        applicant.agent.is_some(),
    )
}

/// The facts as the case tells them: where the applicant begins to write.
pub fn facts(grievance: &Grievance<'_>) -> String {
    let Grievance {
        law,
        case,
        application,
        contest,
        ..
    } = *grievance;
    let filed = case.submitted_on.or(case.received_on).map(words::date);
    let filed = filed.map(|day| format!("于{day}")).unwrap_or_default();
    let items = application.only(&case.items).items;
    let asks: Vec<String> = items.iter().map(|item| format!("“{}”", asked(item))).collect();
    let wish = if case.filing.asks_for.corrects_records() {
        "申请更正政府信息"
    } else {
        "申请公开政府信息"
    };
    let first = format!(
        "申请人{filed}向被申请人{wish}（申请编号{}）：{}。",
        case.number,
        asks.join("；")
    );
    let rest = match contest.against {
        Against::Silence(due) => vec![
            format!("答复期限于{}届满，被申请人至今没有答复。", words::date(due)),
            "申请人认为被申请人没有在法定期限内履行答复的职责，侵犯了申请人的合法权益。".to_owned(),
        ],
        Against::Letter(letter) => {
            let reached = letter.reached_on().map(words::date);
            let reached = reached
                .map(|day| format!("申请人于{day}收到。"))
                .unwrap_or_default();
            let told: Vec<String> = contest
                .outline
                .iter()
                .filter(|item| grievance.items.contains(&item.item))
                .filter_map(|item| answered(law, item, contest.outline.len() > 1))
                .collect();
            vec![
                format!("被申请人{}。{reached}{}。", made(law, letter), told.join("；")),
                "申请人认为上述答复不符合法律规定，侵犯了申请人的合法权益。".to_owned(),
            ]
        }
    };
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n")
}

/// What the letter says of an item, on which ground.
fn answered(law: &Law, item: &ProposedItem, several: bool) -> Option<String> {
    let of = |key| {
        let ground = law.ground(key)?;
        Some(format!("{}（依据{}）", ground.name, law.cite(&ground.article)))
    };
    let of_item = if several {
        words::items(&[item.item])
    } else {
        String::new()
    };
    let withheld: Vec<String> = item.withheld.iter().filter_map(of).collect();
    let withheld = if withheld.is_empty() {
        String::new()
    } else {
        format!("，不予公开的部分：{}", withheld.join("、"))
    };
    Some(format!(
        "对{of_item}申请的答复是：{}{withheld}",
        of(&item.ground)?
    ))
}

/// `于2026年11月20日作出《政府信息公开申请答复书》（青自然资公开〔2026〕3号）`.
fn made(law: &Law, letter: &SentLetter) -> String {
    format!("于{}作出{}", words::date(letter.issued_on), named(law, letter))
}

fn named(law: &Law, letter: &SentLetter) -> String {
    let title = words::titled(&law.letter(&letter.kind).title);
    format!("{title}（{}）", letter.number)
}

/// What is contested: the letter, or what it says of these items.
fn act(grievance: &Grievance<'_>, part: &Part, several: bool) -> String {
    let contest = grievance.contest;
    let Against::Letter(letter) = contest.against else {
        return String::new();
    };
    let letter = format!(
        "被申请人{}作出的{}",
        words::date(letter.issued_on),
        named(grievance.law, letter)
    );
    let is_withheld_part = |number: &u16| {
        contest
            .outline
            .iter()
            .any(|item| item.item == *number && !item.withheld.is_empty())
    };
    let of_part = if part.items.iter().all(is_withheld_part) {
        "中不予公开的部分"
    } else {
        ""
    };
    if several || part.items.len() < contest.outline.len() {
        format!("{letter}对{}申请的答复{of_part}", words::items(&part.items))
    } else {
        format!("{letter}{of_part}")
    }
}

/// Everybody who applies. They can be reached by the first one, who stands in front.
fn applicants(applicant: &Applicant) -> Vec<PetitionParty> {
    let contact = &applicant.contact;
    let first = [
        applicant.identity.as_ref().map(identity),
        applicant
            .representation
            .as_ref()
            .map(|organisation| ("法定代表人（负责人）", organisation.representative.to_string())),
        contact
            .address
            .as_ref()
            .map(|address| ("地址", address.to_string())),
        contact
            .postcode
            .as_ref()
            .map(|postcode| ("邮政编码", postcode.to_string())),
        contact.phone.as_ref().map(|phone| ("电话", phone.to_string())),
        contact
            .email
            .as_ref()
            .map(|email| ("电子邮箱", email.to_string())),
    ];
    let first = PetitionParty {
        name: applicant.name.to_string(),
        rows: first.into_iter().flatten().collect(),
    };
    let joint = applicant.joint.iter().map(|joint| PetitionParty {
        name: joint.name.to_string(),
        rows: vec![identity(&joint.identity)],
    });
    std::iter::once(first).chain(joint).collect()
}

fn identity(identity: &Identity) -> (&'static str, String) {
    let label = match identity.kind() {
        IdentityKind::ResidentCard => "居民身份证号码",
        IdentityKind::Passport => "护照号码",
        IdentityKind::TravelPermit => "通行证（居住证）号码",
        IdentityKind::CreditCode => "统一社会信用代码",
    };
    (label, identity.number().to_owned())
}
