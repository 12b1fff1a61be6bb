//! An agency with two departments and somebody in every role.

use std::collections::BTreeMap;

use gongkai::{
    casework::Office,
    domain::{
        account::{Actor, Officer},
        agency::{Agency, Court, Department, Guide, Numbering, Organ},
        id::{AccountId, AgencyId, DepartmentId},
    },
    law::{AgencyKind, Relation, Role},
    password,
    store::{
        account::{self, Account},
        agency,
    },
};
use time::macros::date;
use tokio::sync::OnceCell;

use super::premises::{TODAY, law};

/// The password of everybody.
pub(crate) const PASSWORD: &str = "春风又绿江南岸2026";

/// Who works there. In a small office one person may be nearly everything: that is `all`.
const PEOPLE: [(&str, &str, Home, &[Role]); 11] = [
    ("clerk", "收件员甲", Home::None, &[Role::IntakeClerk]),
    ("handler", "承办人乙", Home::First, &[Role::Handler]),
    ("colleague", "承办人丙", Home::First, &[Role::Handler]),
    ("stranger", "承办人丁", Home::Second, &[Role::Handler]),
    (
        "secrets",
        "保密员戊",
        Home::None,
        &[Role::ConfidentialityReviewer],
    ),
    ("lawyer", "法制员己", Home::None, &[Role::LegalReviewer]),
    ("leader", "局领导庚", Home::None, &[Role::SigningLeader]),
    ("supervisor", "监督员辛", Home::None, &[Role::Supervisor]),
    ("admin", "管理员壬", Home::None, &[Role::Administrator]),
    ("all", "多面手癸", Home::First, Role::ALL),
    ("head", "科长子", Home::First, &[Role::DepartmentHead]),
];

/// The department to which somebody belongs.
#[derive(Debug, Clone, Copy)]
enum Home {
    None,
    First,
    Second,
}

/// An agency with its people.
#[derive(Debug)]
pub(crate) struct Bureau {
    pub(crate) agency: Agency,
    pub(crate) department: DepartmentId,
    pub(crate) other_department: DepartmentId,
    people: BTreeMap<&'static str, Account>,
}

impl Bureau {
    /// The person of a name: `clerk`, `handler` and their `colleague`, `stranger` (a handler of the other department),
    /// `secrets`, `lawyer`, `leader`, `supervisor`, `admin`, `all` of these in one, and the `head` of the handler's department.
    pub(crate) fn account(&self, name: &str) -> &Account {
        &self.people[name]
    }

    pub(crate) fn officer(&self, name: &str) -> Officer {
        self.account(name).officer()
    }

    pub(crate) fn actor(&self, name: &str) -> Actor {
        Actor::Officer(self.officer(name))
    }

    /// Who has this account.
    pub(super) fn name_of(&self, account: AccountId) -> &'static str {
        let found = self.people.iter().find(|(_, known)| known.id == account);
        found.expect("an account of this agency").0
    }

    /// Sets it up.
    pub(super) async fn open(office: &Office, key: &str, name: &str, code: &str, kind: AgencyKind) -> Self {
        let agency = agency(AgencyId(office.ids.next()), key, name, code, kind);
        let (department, other_department) =
            (DepartmentId(office.ids.next()), DepartmentId(office.ids.next()));
        let tx = office.db.begin().await.unwrap();
        agency::insert(&tx, &agency).await.unwrap();
        for (position, (id, name)) in
            (1..).zip([(department, "住房保障科"), (other_department, "建设管理科")])
        {
            let row = Department {
                id,
                agency: agency.id,
                name: name.to_owned(),
                active: true,
            };
            agency::insert_department(&tx, &row, position).await.unwrap();
        }
        let mut people = BTreeMap::new();
        for (short, name, home, roles) in PEOPLE {
            let account = Account {
                id: AccountId(office.ids.next()),
                agency: agency.id,
                department: match home {
                    Home::None => None,
                    Home::First => Some(department),
                    Home::Second => Some(other_department),
                },
                username: format!("{key}-{short}"),
                name: name.to_owned(),
                roles: roles.iter().copied().collect(),
                active: true,
                last_sign_in_at: None,
                email: None,
            };
            account::insert(&tx, &account, password_hash().await, office.now())
                .await
                .unwrap();
            people.insert(short, account);
        }
        tx.commit().await.unwrap();
        Self {
            agency,
            department,
            other_department,
            people,
        }
    }
}

/// One hash for all of a process: hashing is slow on purpose.
async fn password_hash() -> &'static str {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(async || password::hash(PASSWORD.to_owned()).await.unwrap())
        .await
}

/// An agency with the reconsideration organs and the court that the law gives to its kind.
pub(crate) fn agency(id: AgencyId, key: &str, name: &str, code: &str, kind: AgencyKind) -> Agency {
    let rule = law().organ(kind, TODAY);
    let organ = |relation: &Relation| Organ {
        relation: *relation,
        name: match relation {
            Relation::UpperDepartment => "国家税务总局云州市税务局",
            Relation::OwnGovernment
            | Relation::UpperGovernment
            | Relation::LocalGovernment
            | Relation::Itself => "青溪县人民政府",
            Relation::Supervisor => "青溪县人民政府办公室",
        }
        .to_owned(),
        address: "政务中心1号楼行政复议接待室".to_owned(),
        phone: Some("0990-5550100".to_owned()),
        online: Some("https://fuyi.example.cn".to_owned()),
        from: date!(2019 - 05 - 15),
        until: None,
    };
    Agency {
        id,
        key: key.to_owned(),
        name: name.to_owned(),
        short_name: name.to_owned(),
        kind,
        region: "青溪县".to_owned(),
        guide: Guide {
            office: "政府信息公开办公室".to_owned(),
            address: "青溪县中心路1号".to_owned(),
            postcode: "990000".to_owned(),
            phone: "0990-5550001".to_owned(),
            fax: None,
            email: Some("gk@example.cn".to_owned()),
            hours: "工作日9:00—17:00".to_owned(),
            holds: "住房保障和城乡建设方面的信息。".to_owned(),
            payee: None,
        },
        numbering: Numbering {
            case_code: code.to_owned(),
            letter_pattern: format!("{code}公开〔{{year}}〕{{serial}}号-{{suffix}}"),
            kinds: BTreeMap::new(),
        },
        organs: rule.reconsideration.iter().map(organ).collect(),
        courts: vec![Court {
            level: rule.court,
            name: "青溪县人民法院".to_owned(),
            address: "青溪县法院路1号".to_owned(),
            from: date!(2019 - 05 - 15),
            until: None,
        }],
    }
}
