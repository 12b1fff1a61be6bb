//! An agency for the tests of this folder.

use time::macros::date;

use super::{
    agency::{Agency, Court, Guide, Numbering, Organ},
    testing::{AGENCY, law},
};
use crate::law::{AgencyKind, CourtLevel, Relation};

/// An agency of a kind, with every organ and court that the law may name for it.
pub(super) fn agency(kind: AgencyKind) -> Agency {
    let from = date!(2019 - 05 - 15);
    let organ = |relation: &Relation| Organ {
        relation: *relation,
        name: law().relation_name(*relation).to_owned(),
        address: "中心路2号".to_owned(),
        phone: None,
        online: None,
        from,
        until: None,
    };
    let court = |level: &CourtLevel| Court {
        level: *level,
        name: law().court_name(*level).to_owned(),
        address: "中心路3号".to_owned(),
        from,
        until: None,
    };
    Agency {
        id: AGENCY,
        key: "qingshi".to_owned(),
        name: "青石县住房和城乡建设局".to_owned(),
        short_name: "青石住建".to_owned(),
        kind,
        region: "青石县".to_owned(),
        guide: Guide {
            office: "办公室".to_owned(),
            address: "中心路1号".to_owned(),
            postcode: "960000".to_owned(),
            phone: "0140-5510000".to_owned(),
            fax: None,
            email: None,
            hours: "工作日".to_owned(),
            holds: "住房信息".to_owned(),
            payee: None,
        },
        numbering: Numbering {
            case_code: "QS".to_owned(),
            letter_pattern: "清住建公开〔{year}〕{serial}号-{suffix}".to_owned(),
            kinds: std::collections::BTreeMap::new(),
        },
        organs: Relation::ALL.iter().map(organ).collect(),
        courts: CourtLevel::ALL.iter().map(court).collect(),
    }
}
