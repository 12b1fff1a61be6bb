//! Subject lines. They pass through many hands and stand in lists on strange screens: they name the agency, the number of
//! the case, the kind of letter and a day. The fields are closed, and what makes them takes nothing that could hold a name
//! or a word of an application.

use serde::Serialize;
use time::Date;

use super::Line;
use crate::{
    domain::{agency::Agency, id::CaseNumber},
    law::LetterKind,
    template::Template,
    text::{Lang, words},
};

/// The longest name of an agency, for samples.
const LONGEST: &str =
    "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿合奇县人民政府政务服务和公共资源交易管理办公室<一>";

fn samples<T>(make: impl Fn(Line, Line) -> T) -> Vec<T> {
    [
        ("青溪县住房和城乡建设局", "QXZJ-2026-00012"),
        (LONGEST, "KZLSAHQZWGK-2026-99999"),
        ("青溪县\r\nBcc: all@example.cn", "QX-2026-1\n"),
    ]
    .map(|(agency, number)| make(Line::of(agency), Line::of(number)))
    .into()
}

macro_rules! of_a_case {
    ($($(#[$doc:meta])* $name:ident $template:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub(in crate::notices) struct $name {
            agency: Line,
            number: Line,
        }

        impl $name {
            pub(in crate::notices) fn new(agency: &Agency, number: &CaseNumber) -> Self {
                Self {
                    agency: Line::of(&agency.name),
                    number: Line::of(&number.0),
                }
            }
        }

        impl Template for $name {
            const NAME: &'static str = $template;

            fn samples() -> Vec<Self> {
                samples(|agency, number| Self { agency, number })
            }
        }
    )*};
}

of_a_case! {
    /// An application was filed.
    FiledSubject "mail/filed.subject";
    /// An application counts as received.
    ReceivedSubject "mail/received.subject";
}

/// A letter was served.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct LetterSubject {
    agency: Line,
    number: Line,
    letter: Line,
}

impl LetterSubject {
    pub(in crate::notices) fn new(agency: &Agency, number: &CaseNumber, letter: &LetterKind) -> Self {
        Self {
            agency: Line::of(&agency.name),
            number: Line::of(&number.0),
            letter: Line::of(&letter.title),
        }
    }
}

impl Template for LetterSubject {
    const NAME: &'static str = "mail/letter.subject";

    fn samples() -> Vec<Self> {
        samples(|agency, number| Self {
            agency,
            number,
            letter: Line::of("政府信息公开申请不予重复处理告知书"),
        })
    }
}

/// A person's reminders of a day.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct DigestSubject {
    agency: Line,
    day: String,
    count: usize,
}

impl DigestSubject {
    pub(in crate::notices) fn new(agency: &Agency, day: Date, count: usize) -> Self {
        Self {
            agency: Line::of(&agency.short_name),
            day: words::date_with_weekday(Lang::Chinese, day),
            count,
        }
    }
}

impl Template for DigestSubject {
    const NAME: &'static str = "mail/digest.subject";

    fn samples() -> Vec<Self> {
        samples(|agency, _| Self {
            agency,
            day: "2026年12月11日（星期五）".to_owned(),
            count: 12,
        })
    }
}

/// A test.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct TestSubject {
    agency: Line,
}

impl TestSubject {
    pub(in crate::notices) fn new(agency: &Agency) -> Self {
        Self {
            agency: Line::of(&agency.name),
        }
    }
}

impl Template for TestSubject {
    const NAME: &'static str = "mail/test.subject";

    fn samples() -> Vec<Self> {
        samples(|agency, _| Self { agency })
    }
}
