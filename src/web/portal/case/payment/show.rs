//! Puts the page together.

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Redirect, Response};
use time::Date;
use uuid::Uuid;

use super::online::newest;
use super::page::{How, Letter, Online, PayeeRows, PaymentPage, Point, ProofForm, ProofRow, Reckoned};
use crate::{
    casework::{paying, treasury},
    domain::{
        case::Case,
        clock::{self, ClockState},
        notice::FeeBy,
        payment::{self, Asked, Proof},
    },
    law::{FeePart, Law, LimitKey, PaymentKey, TariffKey},
    store::{self, Scope, fee_order::OrderState},
    text::{MissingText, Say, key, words},
    web::{
        error::Failure,
        extract::Path,
        form::{Field, FieldErrors},
        page::View,
        portal::{
            due::Due,
            load::{self, Loaded},
        },
        wording,
    },
};

/// Whether a fee is asked for and awaited.
pub(in crate::web::portal::case) fn is_open(case: &Case) -> bool {
    payment::asked(case).is_some() && case.paid.is_none() && case.answer.is_none() && case.stage.is_open()
}

/// `GET /track/case/{case}/payment`
pub(in crate::web::portal) async fn show(view: View, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    match page(&view, &loaded, "", FieldErrors::default()).await? {
        Some(page) => view.page(page).await,
        None => Ok(Redirect::to(&format!("/track/case/{case}")).into_response()),
    }
}

/// The page, with the day that was typed; none where no fee was ever asked for.
pub(super) async fn page(
    view: &View,
    loaded: &Loaded,
    paid_on: &str,
    errors: FieldErrors,
) -> Result<Option<PaymentPage>, Failure> {
    let Some(asked) = payment::asked_in(&loaded.case) else {
        return Ok(None);
    };
    let (say, law, case) = (view.say(), &loaded.law, &loaded.case);
    let reading = clock::of(case, law);
    let waits = is_open(case) && reading.state == ClockState::AwaitingFee;
    let today = view.app.clock.today();
    let (status, meaning, tone) = status(say, case)?;
    let online = online(view, loaded).await?;
    let may_give = paying::may_give(&view.app.office, case).is_ok();
    let point = |which| point(say, loaded, &asked, which);
    Ok(Some(PaymentPage {
        case: case.id.to_string(),
        agency_name: loaded.agency.name.clone(),
        number: case.number.to_string(),
        status,
        meaning,
        tone,
        amount: say.with(key("portal-payment-yuan"), &[("yuan", &asked.yuan.to_string())])?,
        letter: Letter {
            id: asked.letter.id.to_string(),
            title: law.letter(&asked.letter.kind).title.clone(),
            number: asked.letter.number.clone(),
            issued_on: words::date_with_weekday(say.lang, asked.letter.issued_on),
        },
        reckoned: reckoned(say, loaded, &asked)?,
        due: waits
            .then(|| Due::explain(say, law, case, &reading))
            .transpose()?,
        left: reading
            .pay_by
            .filter(|_| waits)
            .map(|by| left(say, law, by, today))
            .transpose()?,
        from_delivery: (is_open(case) && !waits)
            .then(|| {
                let period = wording::period(say, law.limit(LimitKey::FeePayment, asked.letter.issued_on))?;
                say.with(key("portal-payment-from-delivery"), &[("period", &period)])
            })
            .transpose()?,
        unpaid: is_open(case).then(|| point(PaymentKey::Unpaid)).transpose()?,
        points: [PaymentKey::Asked, PaymentKey::Paid, PaymentKey::Contest]
            .into_iter()
            .map(point)
            .collect::<Result<_, _>>()?,
        how: is_open(case).then(|| how(loaded)),
        online,
        proofs: proofs(view, loaded).await?,
        form: may_give.then(|| form(view, paid_on, &errors)).transpose()?,
        contact: load::contact(&loaded.agency),
        errors,
    }))
}

/// How long there is still to pay; once it is over, what can still be done.
fn left(say: Say<'_>, law: &Law, by: Date, today: Date) -> Result<String, MissingText> {
    if by < today {
        return say.get(key("portal-payment-over"));
    }
    let days = clock::working_days_left(law, by, today);
    Ok(words::working_days_left(say.lang, days))
}

fn status(say: Say<'_>, case: &Case) -> Result<(String, String, &'static str), MissingText> {
    let is_claimed = payment::open_proofs(case).next().is_some();
    let (status, meaning, tone) = match case.paid {
        Some(paid) => {
            let day = words::date_with_weekday(say.lang, paid.paid_on);
            let meaning = say.with(key("portal-payment-paid-what"), &[("day", &day)])?;
            return Ok((say.get(key("portal-payment-paid"))?, meaning, "done"));
        }
        None if !is_open(case) => (
            key("portal-payment-closed"),
            key("portal-payment-closed-what"),
            "ended",
        ),
        None if is_claimed => (
            key("portal-payment-claimed"),
            key("portal-payment-claimed-what"),
            "open",
        ),
        // Open, and shown before: what was wrong stands with the proofs.
        None if !case.proofs.is_empty() => (
            key("portal-payment-unproved"),
            key("portal-payment-unproved-what"),
            "you",
        ),
        None => (key("portal-payment-open"), key("portal-payment-open-what"), "you"),
    };
    Ok((say.get(status)?, say.get(meaning)?, tone))
}

/// How the amount comes about, by the tariff by which the letter reckoned.
fn reckoned(say: Say<'_>, loaded: &Loaded, asked: &Asked<'_>) -> Result<Reckoned, MissingText> {
    let (tariff, by) = match asked.by {
        FeeBy::Item => (TariffKey::Item, key("portal-payment-by-item")),
        FeeBy::Page => (TariffKey::Page, key("portal-payment-by-page")),
    };
    let tariff = loaded.law.tariff(tariff, asked.letter.issued_on);
    let fee = tariff.fee(u64::from(asked.count));
    let parts = fee.iter().flat_map(|fee| &fee.parts);
    Ok(Reckoned {
        by: say.with(by, &[("count", &asked.count.to_string())])?,
        tiers: parts
            .map(|part| tier(say, asked.by, part))
            .collect::<Result<_, _>>()?,
        article: wording::cite(say.lang, &loaded.law, &tariff.article),
    })
}

fn tier(say: Say<'_>, by: FeeBy, part: &FeePart) -> Result<String, MissingText> {
    let text = match (by, part.yuan) {
        (FeeBy::Item, 0) => key("portal-payment-tier-item-free"),
        (FeeBy::Page, 0) => key("portal-payment-tier-page-free"),
        (FeeBy::Item, _) => key("portal-payment-tier-item"),
        (FeeBy::Page, _) => key("portal-payment-tier-page"),
    };
    let (from, through) = (part.from.to_string(), part.through.to_string());
    let arguments = [("from", from.as_str()), ("through", through.as_str())];
    if part.yuan == 0 {
        return say.with(text, &arguments);
    }
    let rate = if part.rate == part.last_rate {
        part.rate.to_string()
    } else {
        format!("{}–{}", part.rate, part.last_rate)
    };
    let (count, yuan) = (part.count().to_string(), part.yuan.to_string());
    let [from, through] = arguments;
    say.with(
        text,
        &[from, through, ("rate", &rate), ("count", &count), ("yuan", &yuan)],
    )
}

fn point(say: Say<'_>, loaded: &Loaded, asked: &Asked<'_>, which: PaymentKey) -> Result<Point, MissingText> {
    let (law, on) = (&loaded.law, asked.letter.issued_on);
    let rule = law.payment(which, on);
    let period = wording::period(say, law.limit(LimitKey::FeePayment, on))?;
    let text = wording::in_lang(say.lang, &rule.text, &rule.english);
    Ok(Point {
        text: text.replace("{period}", &period),
        article: wording::cite(say.lang, law, &rule.article),
    })
}

fn how(loaded: &Loaded) -> How {
    let number = loaded.case.number.to_string();
    let payee = loaded.agency.guide.payee.as_ref().map(|payee| {
        let besides = payee.purpose.as_deref().unwrap_or_default();
        let purpose = format!("{besides} {number}");
        PayeeRows {
            name: payee.name.clone(),
            bank: payee.bank.clone(),
            account: payee.account.clone(),
            purpose: purpose.trim().to_owned(),
            remark: payee.remark.clone(),
        }
    });
    How { payee }
}

/// The way to the platform, where fees of the agency are paid there.
async fn online(view: &View, loaded: &Loaded) -> Result<Option<Online>, Failure> {
    let offered = treasury::bridge(&view.app.office, &loaded.agency).is_some();
    if !offered || !payment::may_be_paid(&loaded.case) {
        return Ok(None);
    }
    let order = newest(view, loaded).await?;
    let unrecorded = order
        .as_ref()
        .is_some_and(|order| order.state == OrderState::Paid && order.recorded_at.is_none());
    let open = order.filter(|order| order.state == OrderState::Open);
    Ok(Some(Online {
        pay_url: open.and_then(|order| order.pay_url),
        unrecorded,
    }))
}

fn form(view: &View, paid_on: &str, errors: &FieldErrors) -> Result<ProofForm, MissingText> {
    let limits = &view.app.config.limits;
    let (most, count) = (limits.upload_mb.to_string(), limits.upload_files.to_string());
    Ok(ProofForm {
        paid_on: Field::new("paid_on", paid_on, errors),
        files: Field::new("files", "", errors),
        files_hint: view.say().with(
            key("portal-payment-files-hint"),
            &[("most", &most), ("count", &count)],
        )?,
    })
}

/// What was said and shown, the newest first, with what was said of it.
async fn proofs(view: &View, loaded: &Loaded) -> Result<Vec<ProofRow>, Failure> {
    if loaded.case.proofs.is_empty() {
        return Ok(Vec::new());
    }
    let (db, scope) = (&view.app.office.db, Scope::of(loaded.agency.id));
    let files = store::file::of_case(db, scope, loaded.case.id).await?;
    let names: BTreeMap<_, _> = files.iter().map(|file| (file.id, file.name.clone())).collect();
    let texts = store::words::of_case(db, scope, loaded.case.id).await?;
    let row = |proof: &Proof| {
        let say = view.say();
        let day = |day| words::date_with_weekday(say.lang, day);
        let (paid, given) = (day(proof.paid_on), day(proof.given_on));
        let state = match proof.refused {
            Some((_, on)) => say.with(key("portal-payment-proof-refused"), &[("day", &day(on))])?,
            None if loaded.case.paid.is_some() => say.get(key("portal-payment-proof-taken"))?,
            None => say.get(key("portal-payment-proof-waits"))?,
        };
        let because = proof.refused.map(|(because, _)| because);
        Ok(ProofRow {
            said: say.with(
                key("portal-payment-proof-said"),
                &[("paid", &paid), ("given", &given)],
            )?,
            files: proof
                .files
                .iter()
                .filter_map(|file| names.get(&file.id).cloned())
                .collect(),
            state,
            because: because.and_then(|because| texts.get(&because.id).cloned().flatten()),
        })
    };
    Ok(loaded
        .case
        .proofs
        .iter()
        .rev()
        .map(row)
        .collect::<Result<_, MissingText>>()?)
}
