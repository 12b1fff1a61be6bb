//! Every made-up letter, read as it was reviewed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::Arc,
};

use time::macros::date;

use super::*;
use crate::{
    domain::{
        agency::{Court, Organ},
        notice::goes_to_another,
    },
    law::{AgencyKind, CourtLevel, Law, Recipient, Relation},
    letters::{FontConfig, Letters},
    template::Templates,
    text::Texts,
};

/// What specimens are made with.
struct Bench {
    law: Law,
    material: Material,
    letters: Letters,
}

impl Bench {
    fn new() -> Self {
        let law = Law::embedded().unwrap();
        let material = Material::read(&law).unwrap_or_else(|error| panic!("{error}"));
        let templates = Arc::new(Templates::load(Arc::new(Texts::load().unwrap())).unwrap());
        let letters =
            Letters::new(templates, &FontConfig::default()).unwrap_or_else(|error| panic!("{error}"));
        Self {
            law,
            material,
            letters,
        }
    }

    fn workshop(&self) -> Workshop<'_> {
        Workshop {
            law: &self.law,
            agency: &self.material.agency,
            material: &self.material,
            on: date!(2026 - 11 - 20),
        }
    }
}

#[test]
fn every_letter_of_the_law_reads_as_reviewed() {
    let bench = Bench::new();
    for kind in bench.law.letters() {
        let mut read = String::new();
        for specimen in bench.workshop().of_kind(kind).unwrap() {
            let document = bench
                .letters
                .compose(&specimen.context)
                .unwrap_or_else(|error| panic!("{} {}: {error}", kind.key, specimen.name));
            writeln!(read, "── {} ──\n{}", specimen.name, bench.letters.text(&document)).unwrap();
        }
        insta::assert_snapshot!(kind.key.to_string(), read);
    }
}

#[test]
fn every_ground_has_a_specimen() {
    let bench = Bench::new();
    let mut shown = BTreeSet::new();
    for kind in bench.law.letters() {
        for specimen in bench.workshop().of_kind(kind).unwrap() {
            shown.insert(specimen.name.into_owned());
        }
    }
    for ground in bench.law.grounds_on(date!(2026 - 11 - 20)) {
        // What can stand behind a part alone is in the specimens of the partial answer.
        let whole = ground.proposable || !ground.withholds;
        assert!(!whole || shown.contains(ground.key.as_str()), "{}", ground.key);
    }
}

#[test]
fn whom_a_letter_is_to_is_the_same_in_data_and_domain() {
    let law = Law::embedded().unwrap();
    for kind in NoticeKind::ALL {
        let to = law.notice(*kind).to;
        assert_eq!(to != Recipient::Applicant, goes_to_another(*kind), "{kind}");
    }
}

/// Who is consulted or told learns neither who applies nor under which number; whoever takes a matter over does.
#[test]
fn letters_to_others_do_not_name_the_applicant() {
    let bench = Bench::new();
    for kind in bench
        .law
        .letters()
        .iter()
        .filter(|kind| kind.to != Recipient::Applicant)
    {
        let names = kind.asks_for.corrects_records();
        for specimen in bench.workshop().of_kind(kind).unwrap() {
            let text = bench
                .letters
                .text(&bench.letters.compose(&specimen.context).unwrap());
            let applicant = bench.material.agency.numbering.case_code.as_str();
            assert!(
                names || !text.contains(applicant),
                "{} {}:\n{text}",
                kind.key,
                specimen.name
            );
        }
    }
}

/// An agency of a kind, with every organ and court that the law may name for it, under the names that the law has.
fn agency_of(kind: AgencyKind, bench: &Bench) -> Agency {
    let from = date!(2019 - 05 - 15);
    let organ = |relation: &Relation| Organ {
        relation: *relation,
        name: format!("【{}】", bench.law.relation_name(*relation)),
        address: "某路1号".to_owned(),
        phone: None,
        online: Some("https://fuyi.example".to_owned()),
        from,
        until: None,
    };
    let court = |level: &CourtLevel| Court {
        level: *level,
        name: format!("【{}】", bench.law.court_name(*level)),
        address: "某路2号".to_owned(),
        from,
        until: None,
    };
    Agency {
        kind,
        organs: Relation::ALL.iter().map(organ).collect(),
        courts: CourtLevel::ALL.iter().map(court).collect(),
        ..bench.material.agency.clone()
    }
}

/// The remedy paragraphs that an agency's letter has on each ground on a day: the words, and on which grounds they stand.
fn remedies(bench: &Bench, agency: &Agency, on: Date) -> BTreeMap<String, Vec<String>> {
    let workshop = Workshop {
        agency,
        on,
        ..bench.workshop()
    };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for kind in bench.law.letters().iter().filter(|kind| !kind.mixed) {
        for specimen in workshop.of_kind(kind).unwrap() {
            if AWKWARD.iter().any(|(name, ..)| *name == specimen.name)
                || ["long_text", "markup"].contains(&&*specimen.name)
            {
                continue;
            }
            let name = match &*specimen.name {
                "plain" => kind.key.to_string(),
                ground => ground.to_owned(),
            };
            let document = bench.letters.compose(&specimen.context).unwrap();
            let said = document.remedy().unwrap_or_else(|| "（没有救济告知）".to_owned());
            found.entry(said).or_default().push(name);
        }
    }
    found
}

/// Every ground × day of service in 2019, 2023, 2024 and 2026 × kind of agency.
#[test]
fn the_remedy_of_every_ground_day_and_kind_of_agency_is_as_reviewed() {
    let bench = Bench::new();
    for on in [
        date!(2019 - 06 - 03),
        date!(2023 - 06 - 01),
        date!(2024 - 06 - 03),
        date!(2026 - 08 - 03),
    ] {
        let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for kind in AgencyKind::ALL {
            let mut said = String::new();
            for (paragraph, grounds) in remedies(&bench, &agency_of(*kind, &bench), on) {
                writeln!(
                    said,
                    "  {}\n    {}\n",
                    grounds.join(" "),
                    paragraph.replace('\n', "\n    ")
                )
                .unwrap();
            }
            kinds.entry(said).or_default().push(kind.to_string());
        }
        let mut read = String::new();
        for (said, kinds) in kinds {
            writeln!(read, "── {} ──\n{said}", kinds.join(" ")).unwrap();
        }
        insta::assert_snapshot!(format!("remedies-{}", on.year()), read);
    }
}
