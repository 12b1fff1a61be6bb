//! 救济告知: how to object. Organs, periods and articles come worded from the law's data and the agency's
//! settings; the template only joins them.

use super::Section;
use crate::letters::words;
use serde::{Deserialize, Serialize};

/// Which way is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// 复议前置: reconsideration, and only then the court.
    First,
    /// Reconsideration or the court.
    Either,
}

/// How to object to the letter or to a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemedyContext {
    /// What it is for: `本答复`, `本告知`, `本答复书第一项、第三项答复`, `本答复书中不予公开的部分`.
    pub against: String,
    /// How the letter calls itself: `本答复`, `本告知`.
    pub letter: String,
    /// Which way is open.
    pub route: Route,
    /// The articles, worded.
    pub articles: String,
    /// 行政复议.
    pub reconsideration: Reconsideration,
    /// 行政诉讼.
    pub litigation: Litigation,
}

/// Where and in what time to apply for reconsideration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reconsideration {
    /// The organ; several where the law leaves a choice.
    pub organs: Vec<Organ>,
    /// `60日`.
    pub period: String,
}

/// An organ of reconsideration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organ {
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Where to apply online; named where the letter is served online (行政复议法第二十二条第二款).
    pub online: Option<String>,
}

/// Which court, and in what time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Litigation {
    /// The court.
    pub court: String,
    /// `15日` after a decision on reconsideration, `6个月` otherwise.
    pub period: String,
    /// The organ that may rule finally instead of the court (行政复议法第二十六条).
    pub ruling: Option<String>,
}

impl RemedyContext {
    pub(super) fn sample_first() -> Self {
        let organ = Organ {
            name: "青溪县人民政府".to_owned(),
            address: "青溪县人民路1号青溪县司法局行政复议接待室".to_owned(),
            online: Some("https://xzfy.example.cn".to_owned()),
        };
        Self {
            against: "本答复".to_owned(),
            letter: "本答复".to_owned(),
            route: Route::First,
            articles: "《中华人民共和国行政复议法》第二十条第一款、第二十三条第一款第（四）项和《中华人民共和国行政诉讼法》第四十五条".to_owned(),
            reconsideration: Reconsideration { organs: vec![organ], period: "60日".to_owned() },
            litigation: Litigation { court: "青溪县人民法院".to_owned(), period: "15日".to_owned(), ruling: None },
        }
    }

    pub(super) fn sample_either() -> Self {
        let organ = |name: &str, address: &str, online: Option<&str>| Organ {
            name: name.to_owned(),
            address: address.to_owned(),
            online: online.map(str::to_owned),
        };
        Self {
            route: Route::Either,
            articles:
                "《中华人民共和国行政复议法》第二十条第一款和《中华人民共和国行政诉讼法》第四十六条第一款"
                    .to_owned(),
            reconsideration: Reconsideration {
                organs: vec![
                    organ(
                        "青溪县人民政府",
                        "青溪县人民路1号青溪县司法局行政复议接待室",
                        None,
                    ),
                    organ("云山市司法局", "云山市正义路8号", Some("https://fy.example.cn")),
                ],
                period: "60日".to_owned(),
            },
            litigation: Litigation {
                court: "青溪县人民法院".to_owned(),
                period: "6个月".to_owned(),
                ruling: None,
            },
            ..Self::sample_first()
        }
    }

    pub(super) fn sample_ruling() -> Self {
        let mut remedy = Self::sample_first();
        "《中华人民共和国行政复议法》第二十条第一款、第二十三条第一款第（四）项、第二十六条和《中华人民共和国行政诉讼法》第四十五条".clone_into(&mut remedy.articles);
        let organ = Organ {
            name: "江左省人民政府".to_owned(),
            address: "云山市中山路1号江左省司法厅行政复议接待室".to_owned(),
            online: Some("https://xzfy.example.cn".to_owned()),
        };
        remedy.reconsideration.organs = vec![organ];
        "云山市中级人民法院".clone_into(&mut remedy.litigation.court);
        remedy.litigation.ruling = Some("国务院".to_owned());
        remedy
    }

    /// What a sample letter with these sections says.
    pub(super) fn samples_for(sections: &[Section], closing: &str) -> Vec<Self> {
        let numbers = |belongs: fn(&Section) -> bool| -> Vec<u16> {
            let numbered = (1..).zip(sections).filter(|(_, section)| belongs(section));
            numbered.map(|(number, _)| number).collect()
        };
        let whole = numbers(|section| section.withholds() && !matches!(section, Section::Partial(_)));
        let parts = numbers(|section| section.withholds() && matches!(section, Section::Partial(_)));
        let others = numbers(|section| !section.withholds());
        let remedy = |sample: Self, whole: &[u16], parts: &[u16]| Self {
            against: words::contested(whole, parts, sections.len(), closing),
            letter: format!("本{closing}"),
            ..sample
        };
        let first = (whole.len() + parts.len() > 0).then(|| remedy(Self::sample_first(), &whole, &parts));
        let either = (!others.is_empty()).then(|| remedy(Self::sample_either(), &others, &[]));
        first.into_iter().chain(either).collect()
    }
}
