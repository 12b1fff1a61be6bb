//! Who reconsiders and which court hears, by the kind of agency.

use serde::Deserialize;
use time::Date;

use super::{Article, validity::valid, word::words};

words! {
    /// The kind of an agency, as far as remedies depend on it.
    pub enum AgencyKind {
        /// 乡镇人民政府.
        Township = "township",
        /// 街道办事处 (派出机关).
        StreetOffice = "street_office",
        /// 县级人民政府工作部门.
        CountyDepartment = "county_department",
        /// 设区的市人民政府工作部门.
        MunicipalDepartment = "municipal_department",
        /// 省级人民政府工作部门.
        ProvincialDepartment = "provincial_department",
        /// 县级人民政府.
        CountyGovernment = "county_government",
        /// 设区的市人民政府.
        MunicipalGovernment = "municipal_government",
        /// 省级人民政府.
        ProvincialGovernment = "provincial_government",
        /// 国务院部门.
        StateCouncilDepartment = "state_council_department",
        /// 税务、金融、外汇管理、国家安全等垂直领导机关 (海关 apart).
        VerticalDepartment = "vertical_department",
        /// 海关.
        Customs = "customs",
        /// 县级司法局.
        CountyJusticeBureau = "county_justice_bureau",
        /// 设区的市司法局.
        MunicipalJusticeBureau = "municipal_justice_bureau",
        /// 省级司法厅（局）.
        ProvincialJusticeDepartment = "provincial_justice_department",
        /// 县级人民政府工作部门的派出机构.
        CountyBranch = "county_branch",
        /// 设区的市人民政府工作部门按照行政区划设立的派出机构.
        MunicipalBranch = "municipal_branch",
        /// 法律、法规、规章授权的组织.
        AuthorisedOrganisation = "authorised_organisation",
    }
}

words! {
    /// How an organ stands to the agency: one that reconsiders, or the one that supervises. The agency's own settings name the organ.
    pub enum Relation {
        /// 本级人民政府: the government of which the agency is a part or by which it was set up.
        OwnGovernment = "own_government",
        /// 上一级人民政府.
        UpperGovernment = "upper_government",
        /// 上一级主管部门.
        UpperDepartment = "upper_department",
        /// 所在地人民政府, beside the own government.
        LocalGovernment = "local_government",
        /// The agency itself.
        Itself = "itself",
        /// 政府信息公开工作主管部门 (条例第三条、第四十七条): takes complaints, reconsiders nothing.
        Supervisor = "supervisor",
    }
}

words! {
    /// The level of the court of first instance.
    pub enum CourtLevel {
        /// 基层人民法院.
        Basic = "basic",
        /// 中级人民法院.
        Intermediate = "intermediate",
    }
}

/// Remedy organs of a kind of agency, by the day of service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganRule {
    /// The kind of agency.
    pub kind: AgencyKind,
    /// Its Chinese name.
    pub name: String,
    /// The reconsideration organs; several where the person can choose.
    pub reconsideration: Vec<Relation>,
    /// The rule for them.
    pub article: Article,
    /// Who may be asked for a final ruling on the decision, instead of going to court.
    #[serde(default)]
    pub final_ruling: Option<String>,
    /// The rule for that.
    #[serde(default)]
    pub final_ruling_article: Option<Article>,
    /// The court of first instance.
    pub court: CourtLevel,
    /// The rule for it.
    pub court_article: Article,
    /// First day of service it covers.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day of service it covers.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(OrganRule);

/// A word of a closed list with its Chinese name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named<T> {
    /// The word.
    pub key: T,
    /// Its Chinese name.
    pub name: String,
}
