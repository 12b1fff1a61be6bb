//! What the pages of the agency are tried with.

use super::{
    description::DescriptionPage,
    period::{BeginPage, DetailFields, PeriodPage},
    remedies::{BodySection, PeriodRow, PreviewPage, RemediesPage},
};
use crate::{
    domain::{competence::PeriodPart, description::DescriptionPart},
    template::Template,
    web::form::{Field, FieldErrors},
};

fn field(id: &str, errors: &FieldErrors) -> Field {
    Field::new(id, "青溪县<b>\"", errors)
}

fn wrong(ids: impl Iterator<Item = &'static str>) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for id in ids {
        errors.add(id, "请填写<b>");
    }
    errors
}

impl Template for DescriptionPage {
    const NAME: &'static str = "pages/admin/agency/description";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors| {
            let field = |part: DescriptionPart| field(part.as_str(), &errors);
            Self {
                stale: if errors.is_empty() {
                    vec!["电话现在是123<b>".to_owned()]
                } else {
                    Vec::new()
                },
                digest: "0".repeat(64),
                kind: "县级人民政府工作部门".to_owned(),
                region: "青溪县".to_owned(),
                portal: "/agencies/a".to_owned(),
                name: field(DescriptionPart::Name),
                short_name: field(DescriptionPart::ShortName),
                office: field(DescriptionPart::Office),
                address: field(DescriptionPart::Address),
                postcode: field(DescriptionPart::Postcode),
                phone: field(DescriptionPart::Phone),
                fax: field(DescriptionPart::Fax),
                email: field(DescriptionPart::Email),
                hours: field(DescriptionPart::Hours),
                holds: field(DescriptionPart::Holds),
                errors,
            }
        };
        let all = DescriptionPart::ALL.iter().map(|part| part.as_str());
        vec![page(FieldErrors::default()), page(wrong(all))]
    }
}

impl Template for RemediesPage {
    const NAME: &'static str = "pages/admin/agency/remedies";

    fn samples() -> Vec<Self> {
        let row = |full: bool| PeriodRow {
            href: "/admin/remedies/basic/2019-05-15".to_owned(),
            name: "青溪县人民政府<b>".to_owned(),
            address: "中心路1号".to_owned(),
            phone: full.then(|| "0990-1".to_owned()),
            online: full.then(|| "https://fy.example.cn".to_owned()),
            days: "自2019年5月15日（星期三）起".to_owned(),
            state: "现行".to_owned(),
            is_now: full,
        };
        let body = |demanded, periods| BodySection {
            word: "basic",
            name: "基层人民法院".to_owned(),
            demanded,
            periods,
        };
        let page = |gaps, bodies| Self {
            gaps,
            bodies,
            on: field("on", &FieldErrors::default()),
        };
        vec![
            page(Vec::new(), vec![body(true, vec![row(true), row(false)])]),
            page(
                vec!["自某日起没有法院<b>".to_owned()],
                vec![body(false, Vec::new())],
            ),
        ]
    }
}

impl Template for PreviewPage {
    const NAME: &'static str = "pages/admin/agency/preview";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors, missing: &[&str], letter: Option<&str>| Self {
            on: field("on", &errors),
            errors,
            day: "2026年11月27日（星期五）".to_owned(),
            missing: missing.iter().map(|name| (*name).to_owned()).collect(),
            letter: letter.map(str::to_owned),
        };
        vec![
            page(FieldErrors::default(), &[], Some("<p>信</p>")),
            page(FieldErrors::default(), &["基层人民法院<b>"], None),
            page(wrong(["on"].into_iter()), &[], None),
        ]
    }
}

fn details(errors: &FieldErrors, full: bool) -> DetailFields {
    DetailFields {
        name: field("name", errors),
        address: field("address", errors),
        phone: full.then(|| field("phone", errors)),
        online: full.then(|| field("online", errors)),
    }
}

fn all_wrong() -> FieldErrors {
    wrong(PeriodPart::ALL.iter().map(|part| part.as_str()))
}

impl Template for BeginPage {
    const NAME: &'static str = "pages/admin/agency/begin";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors, full: bool| Self {
            stale: full.then(|| "已被修改<b>".to_owned()),
            body: "本级人民政府".to_owned(),
            href: "/admin/remedies/own_government/begin".to_owned(),
            digest: "0".repeat(64),
            details: details(&errors, !errors.is_empty()),
            from: field("from", &errors),
            until: field("until", &errors),
            errors,
        };
        vec![page(FieldErrors::default(), true), page(all_wrong(), false)]
    }
}

impl Template for PeriodPage {
    const NAME: &'static str = "pages/admin/agency/period";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors, full: bool| Self {
            stale: full.then(|| "已被修改<b>".to_owned()),
            body: "本级人民政府".to_owned(),
            called: "青溪县人民政府<b>".to_owned(),
            days: "自2019年5月15日（星期三）起".to_owned(),
            href: "/admin/remedies/own_government/2019-05-15".to_owned(),
            begin_href: "/admin/remedies/own_government/begin".to_owned(),
            digest: "0".repeat(64),
            used: full.then(|| "已有3份文书".to_owned()),
            details: details(&errors, !full),
            until: field("until", &errors),
            errors,
        };
        vec![page(FieldErrors::default(), true), page(all_wrong(), false)]
    }
}
