//! The page.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
        portal::{case::Contact, due::Due},
    },
};

/// Everything about the fee of a case.
#[derive(Debug, Serialize)]
pub(in crate::web::portal) struct PaymentPage {
    pub(super) case: String,
    pub(super) agency_name: String,
    pub(super) number: String,
    /// How it stands, and how that is coloured.
    pub(super) status: String,
    pub(super) meaning: String,
    pub(super) tone: &'static str,
    /// `2200元`
    pub(super) amount: String,
    pub(super) letter: Letter,
    pub(super) reckoned: Reckoned,
    /// As long as it is awaited.
    pub(super) due: Option<Due>,
    pub(super) left: Option<String>,
    /// Where the letter is not known to have arrived: how the last day will be counted.
    pub(super) from_delivery: Option<String>,
    /// As long as it is open.
    pub(super) unpaid: Option<Point>,
    pub(super) points: Vec<Point>,
    /// How to pay, as long as it is open.
    pub(super) how: Option<How>,
    /// Where the fee can be paid online.
    pub(super) online: Option<Online>,
    pub(super) proofs: Vec<ProofRow>,
    /// What can be sent now.
    pub(super) form: Option<ProofForm>,
    pub(super) contact: Contact,
    pub(super) errors: FieldErrors,
}

/// The letter that asks for it.
#[derive(Debug, Serialize)]
pub(super) struct Letter {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) number: String,
    pub(super) issued_on: String,
}

/// How the amount comes about.
#[derive(Debug, Serialize)]
pub(super) struct Reckoned {
    pub(super) by: String,
    /// A line for each tier.
    pub(super) tiers: Vec<String>,
    pub(super) article: String,
}

/// A point of the law, with what it rests on.
#[derive(Debug, Serialize)]
pub(super) struct Point {
    pub(super) text: String,
    pub(super) article: String,
}

/// How to pay.
#[derive(Debug, Serialize)]
pub(super) struct How {
    /// None where the agency has said nothing: its letter does.
    pub(super) payee: Option<PayeeRows>,
}

/// Paying at the treasury's platform.
#[derive(Debug, Serialize)]
pub(super) struct Online {
    /// Once there is an order: where it is paid.
    pub(super) pay_url: Option<String>,
    /// It was paid, and the case did not take it by itself.
    pub(super) unrecorded: bool,
}

/// The account, as the agency names it.
#[derive(Debug, Serialize)]
pub(super) struct PayeeRows {
    pub(super) name: String,
    pub(super) bank: String,
    pub(super) account: String,
    /// What to write as purpose: the number of the application, and what the agency wants besides.
    pub(super) purpose: String,
    pub(super) remark: Option<String>,
}

/// What the applicant said and showed.
#[derive(Debug, Serialize)]
pub(super) struct ProofRow {
    pub(super) said: String,
    pub(super) files: Vec<String>,
    pub(super) state: String,
    /// Why it does not suffice, in the words of the office.
    pub(super) because: Option<String>,
}

/// The form in which a payment is told and proved.
#[derive(Debug, Serialize)]
pub(super) struct ProofForm {
    pub(super) paid_on: Field,
    pub(super) files: Field,
    /// What is taken.
    pub(super) files_hint: String,
}

impl ProofForm {
    fn sample(errors: &FieldErrors) -> Self {
        Self {
            paid_on: Field::new("paid_on", "2026-11-20", errors),
            files: Field::new("files", "", errors),
            files_hint: "PDF、JPG、PNG".to_owned(),
        }
    }
}

impl Template for PaymentPage {
    const NAME: &'static str = "pages/portal/payment";

    fn samples() -> Vec<Self> {
        let point = || Point {
            text: "视为放弃申请<b>".to_owned(),
            article: "国办函〔2020〕109号".to_owned(),
        };
        let proof = |because: Option<&str>| ProofRow {
            said: "您说已于2026年11月20日（星期五）缴费".to_owned(),
            files: vec!["回单<b>.jpg".to_owned()],
            state: "等待机关核对".to_owned(),
            because: because.map(str::to_owned),
        };
        let payee = |remark: Option<&str>| PayeeRows {
            name: "青溪县财政局<b>".to_owned(),
            bank: "青溪县农村信用社".to_owned(),
            account: "0000 0000 0000".to_owned(),
            purpose: "信息处理费 QXZJ-2026-00012".to_owned(),
            remark: remark.map(str::to_owned),
        };
        let page = |errors: FieldErrors, how: Option<How>| Self {
            case: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            status: "等待您缴费".to_owned(),
            meaning: "缴费以后答复期限重新计算。".to_owned(),
            tone: "you",
            amount: "2200元".to_owned(),
            letter: Letter {
                id: "0".to_owned(),
                title: "收费通知书".to_owned(),
                number: "清住建公开〔2026〕3号-费".to_owned(),
                issued_on: "2026年11月20日（星期五）".to_owned(),
            },
            reckoned: Reckoned {
                by: "按件计收：31件".to_owned(),
                tiers: vec!["第1至10件：不收费".to_owned()],
                article: "国办函〔2020〕109号第四条".to_owned(),
            },
            due: how.as_ref().map(|_| Due::sample()),
            left: how.as_ref().map(|_| "还剩5个工作日".to_owned()),
            from_delivery: how.is_none().then(|| "自收到之日的次日起".to_owned()),
            unpaid: how.as_ref().map(|_| point()),
            points: vec![point()],
            proofs: if how.is_some() {
                vec![proof(None), proof(Some("看不清收款人<b>"))]
            } else {
                Vec::new()
            },
            form: how.as_ref().map(|_| ProofForm::sample(&errors)),
            online: how.as_ref().map(|how| Online {
                pay_url: how
                    .payee
                    .as_ref()
                    .and_then(|payee| payee.remark.as_ref())
                    .map(|_| "https://pay.example.cn/?a=1&b=2".to_owned()),
                unrecorded: how.payee.is_none(),
            }),
            how,
            contact: Contact::sample(),
            errors,
        };
        let mut errors = FieldErrors::default();
        for id in ["paid_on", "files"] {
            errors.add(id, "不对<b>");
        }
        let set = |remark| How {
            payee: Some(payee(remark)),
        };
        vec![
            page(errors, Some(set(Some("也可以到政务服务大厅缴纳")))),
            page(FieldErrors::default(), Some(set(None))),
            page(FieldErrors::default(), Some(How { payee: None })),
            page(FieldErrors::default(), None),
        ]
    }
}

impl Page for PaymentPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-payment-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
