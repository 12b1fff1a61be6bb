//! From what was typed to what the law asks for (条例第二十九条), with everything that is wrong at once, each at its field.

use time::{Date, format_description::well_known::Iso8601};

use crate::domain::{
    applicant::{Applicant, ApplicantKind, Contact, Identity, Representation},
    application::{Application, Item, MAX_DESCRIPTION, MAX_TITLE, ObtainBy, ProvisionForm},
    text::{
        Address, CreditCode, DocumentNumber, Email, IdentityNumber, Invalid, Name, Phone, Postcode, is_hidden,
    },
};

use super::typed::{At, Typed, TypedItem, Who};

/// Which field of the form; also its place on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    ReceivedOn,
    Name,
    IdentityKind,
    IdentityNumber,
    CreditCode,
    OrganisationKind,
    Representative,
    Contact,
    Phone,
    Email,
    Address,
    Postcode,
    /// Number of the item, from 1.
    ItemTitle(usize),
    ItemNumber(usize),
    ItemDescription(usize),
    Form,
    ObtainBy,
    IdentityFiles,
    OtherFiles,
    Promise,
}

impl Place {
    /// The `id` of the field.
    pub(crate) fn id(self) -> String {
        let fixed = match self {
            Self::ReceivedOn => "received-on",
            Self::Name => "name",
            Self::IdentityKind => "identity-kind",
            Self::IdentityNumber | Self::CreditCode => "identity-number",
            Self::OrganisationKind => "organisation-kind",
            Self::Representative => "representative",
            Self::Contact => "contact",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::ItemTitle(n) => return format!("item-{n}-title"),
            Self::ItemNumber(n) => return format!("item-{n}-number"),
            Self::ItemDescription(n) => return format!("item-{n}-description"),
            Self::Form => "form",
            Self::ObtainBy => "obtain-by",
            Self::IdentityFiles => "identity-files",
            Self::OtherFiles => "other-files",
            Self::Promise => "promise",
        };
        fixed.to_owned()
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    Invalid(Invalid),
    /// More characters than may be: how many may be, and how many there are.
    TooLong {
        most: usize,
        typed: usize,
    },
    /// Nothing was chosen.
    NotChosen,
    NotADate,
    /// A day that has not come yet.
    InTheFuture,
    /// Needed for the chosen way of obtaining the information.
    NeededFor(ObtainBy),
    /// A file whose contents are of no accepted type.
    FileType {
        name: String,
    },
    FileTooLarge {
        name: String,
        most_mb: usize,
    },
    FileEmpty {
        name: String,
    },
    TooManyFiles {
        most: usize,
    },
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) place: Place,
    pub(crate) wrong: Wrong,
}

/// Collects problems, so that all of them show at once.
#[derive(Debug, Default)]
struct Check {
    problems: Vec<Problem>,
}

impl Check {
    fn wrong(&mut self, place: Place, wrong: Wrong) {
        self.problems.push(Problem { place, wrong });
    }

    fn must<T>(&mut self, place: Place, parsed: Result<T, Invalid>) -> Option<T> {
        parsed
            .map_err(|invalid| self.wrong(place, Wrong::Invalid(invalid)))
            .ok()
    }

    /// A field that may be left blank.
    fn may<T>(&mut self, place: Place, raw: &str, parse: impl Fn(&str) -> Result<T, Invalid>) -> Option<T> {
        if raw.trim().is_empty() {
            None
        } else {
            self.must(place, parse(raw))
        }
    }

    fn chosen<T: std::str::FromStr>(&mut self, place: Place, raw: &str) -> Option<T> {
        let chosen = raw.parse().ok();
        if chosen.is_none() {
            self.wrong(place, Wrong::NotChosen);
        }
        chosen
    }
}

/// A form that can be filed.
#[derive(Debug)]
pub(crate) struct Filled {
    pub(crate) applicant: Applicant,
    pub(crate) application: Application,
    /// The day on which it was handed in, at the counter.
    pub(crate) received_on: Option<Date>,
}

/// The applicant and the application, or everything that keeps them from being filed.
pub(crate) fn check(typed: &Typed, today: Date) -> Result<Filled, Vec<Problem>> {
    let mut check = Check::default();
    let received_on = match typed.at {
        At::Portal => Some(None),
        At::Counter => received_on(&mut check, &typed.received_on, today).map(Some),
    };
    let name = check.must(Place::Name, Name::parse(&typed.name));
    let (kind, identity, representation) = match typed.who {
        Who::Person => (
            Some(ApplicantKind::Person),
            identity(&mut check, typed),
            Some(None),
        ),
        Who::Organisation => organisation(&mut check, typed),
    };
    let obtain_by = check.chosen(Place::ObtainBy, &typed.obtain_by);
    let contact = contact(&mut check, typed, obtain_by);
    let items = items(&mut check, typed);
    let form = check.chosen::<ProvisionForm>(Place::Form, &typed.form);
    if !typed.promise {
        check.wrong(Place::Promise, Wrong::NotChosen);
    }
    check.problems.sort_by_key(|problem| problem.place);
    let whole = || {
        let applicant = Applicant {
            kind: kind?,
            name: name?,
            identity: identity?,
            representation: representation?,
            contact: contact?,
        };
        let application = Application {
            items,
            form: form?,
            obtain_by: obtain_by?,
            accepts_other_form: typed.accepts_other_form,
        };
        Some(Filled {
            applicant,
            application,
            received_on: received_on?,
        })
    };
    match whole() {
        Some(whole) if check.problems.is_empty() => Ok(whole),
        _ => Err(check.problems),
    }
}

/// The day on which a paper was handed in: not one that is still to come.
fn received_on(check: &mut Check, raw: &str, today: Date) -> Option<Date> {
    let raw = raw.trim();
    let wrong = match Date::parse(raw, &Iso8601::DATE) {
        Ok(day) if day <= today => return Some(day),
        Ok(_) => Wrong::InTheFuture,
        Err(_) if raw.is_empty() => Wrong::Invalid(Invalid::Blank),
        Err(_) => Wrong::NotADate,
    };
    check.wrong(Place::ReceivedOn, wrong);
    None
}

fn identity(check: &mut Check, typed: &Typed) -> Option<Identity> {
    let number = typed.identity_number.as_str();
    let permit = |raw| DocumentNumber::parse(raw);
    match typed.identity_kind.as_str() {
        "resident_card" => check
            .must(Place::IdentityNumber, IdentityNumber::parse(number))
            .map(Identity::ResidentCard),
        "passport" => check
            .must(Place::IdentityNumber, permit(number))
            .map(Identity::Passport),
        "travel_permit" => check
            .must(Place::IdentityNumber, permit(number))
            .map(Identity::TravelPermit),
        _ => {
            check.wrong(Place::IdentityKind, Wrong::NotChosen);
            None
        }
    }
}

type OfOrganisation = (
    Option<ApplicantKind>,
    Option<Identity>,
    Option<Option<Representation>>,
);

fn organisation(check: &mut Check, typed: &Typed) -> OfOrganisation {
    let kind = check.chosen::<ApplicantKind>(Place::OrganisationKind, &typed.organisation_kind);
    if kind == Some(ApplicantKind::Person) {
        check.wrong(Place::OrganisationKind, Wrong::NotChosen);
    }
    let code = check.must(Place::CreditCode, CreditCode::parse(&typed.identity_number));
    let representative = check.must(Place::Representative, Name::parse(&typed.representative));
    let contact = check.must(Place::Contact, Name::parse(&typed.contact));
    let representation = representative.zip(contact).map(|(representative, contact)| {
        Some(Representation {
            representative,
            contact,
        })
    });
    (kind, code.map(Identity::CreditCode), representation)
}

fn contact(check: &mut Check, typed: &Typed, obtain_by: Option<ObtainBy>) -> Option<Contact> {
    let phone = check.must(Place::Phone, Phone::parse(&typed.phone));
    let email = check.may(Place::Email, &typed.email, Email::parse);
    let address = check.may(Place::Address, &typed.address, Address::parse);
    let postcode = check.may(Place::Postcode, &typed.postcode, Postcode::parse);
    let needed: &[(Place, &str)] = match obtain_by {
        Some(ObtainBy::Post) => &[
            (Place::Address, &typed.address),
            (Place::Postcode, &typed.postcode),
        ],
        Some(ObtainBy::Email) => &[(Place::Email, &typed.email)],
        Some(ObtainBy::Online | ObtainBy::Collect | ObtainBy::OnSite) | None => &[],
    };
    for (place, raw) in needed {
        if let (true, Some(way)) = (raw.trim().is_empty(), obtain_by) {
            check.wrong(*place, Wrong::NeededFor(way));
        }
    }
    Some(Contact {
        phone: phone?,
        email,
        address,
        postcode,
    })
}

/// Blank items besides the first are left out: nobody meant them.
fn items(check: &mut Check, typed: &Typed) -> Vec<Item> {
    let mut items = Vec::new();
    for (n, item) in (1..).zip(&typed.items) {
        if item.is_blank() && (n > 1 || typed.items.iter().any(|other| !other.is_blank())) {
            continue;
        }
        let before = check.problems.len();
        check_item(check, n, item);
        if check.problems.len() == before {
            let some = |raw: &str| {
                Some(raw.trim())
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned)
            };
            items.push(Item {
                number: u16::try_from(items.len() + 1).unwrap_or(u16::MAX),
                title: item.title.trim().to_owned(),
                document_number: some(&item.document_number),
                description: some(&item.description.replace("\r\n", "\n")),
            });
        }
    }
    items
}

fn check_item(check: &mut Check, n: usize, item: &TypedItem) {
    if item.title.trim().is_empty() {
        check.wrong(Place::ItemTitle(n), Wrong::Invalid(Invalid::Blank));
    }
    for (place, raw) in [
        (Place::ItemTitle(n), &item.title),
        (Place::ItemNumber(n), &item.document_number),
    ] {
        if raw.trim().chars().any(is_hidden) {
            check.wrong(place, Wrong::Invalid(Invalid::Character));
        }
    }
    let lengths = [
        (Place::ItemTitle(n), &item.title, MAX_TITLE),
        (Place::ItemNumber(n), &item.document_number, MAX_TITLE),
        (Place::ItemDescription(n), &item.description, MAX_DESCRIPTION),
    ];
    for (place, raw, most) in lengths {
        let typed = raw.trim().replace("\r\n", "\n").chars().count();
        if typed > most {
            check.wrong(place, Wrong::TooLong { most, typed });
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 20);

    fn empty(who: Who) -> Typed {
        Typed::empty(At::Portal, who, TODAY)
    }

    fn complete() -> Typed {
        let mut typed = empty(Who::Person);
        typed.name = "甄某某".to_owned();
        typed.identity_kind = "passport".to_owned();
        typed.identity_number = "ZZ0000000".to_owned();
        typed.phone = "13900000000".to_owned();
        typed.items[0].title = "某路改造工程施工许可证".to_owned();
        typed.promise = true;
        typed
    }

    fn places(typed: &Typed) -> Vec<Place> {
        check(typed, TODAY)
            .err()
            .unwrap_or_default()
            .iter()
            .map(|problem| problem.place)
            .collect()
    }

    #[test]
    fn a_complete_form_is_an_application() {
        let filled = check(&complete(), TODAY).unwrap();
        assert_eq!(filled.applicant.kind, ApplicantKind::Person);
        assert_eq!(filled.application.items.len(), 1);
        assert_eq!(
            filled.received_on, None,
            "only paper is handed in on a day of its own"
        );
    }

    #[test]
    fn at_the_counter_the_day_is_one_that_has_come() {
        let mut typed = complete();
        typed.at = At::Counter;
        assert_eq!(check(&typed, TODAY).unwrap().received_on, Some(TODAY));
        for (raw, wrong) in [
            ("2026-11-21", Wrong::InTheFuture),
            ("2026-02-30", Wrong::NotADate),
            (" ", Wrong::Invalid(Invalid::Blank)),
        ] {
            raw.clone_into(&mut typed.received_on);
            let problems = check(&typed, TODAY).unwrap_err();
            let place = Place::ReceivedOn;
            assert_eq!(problems, [Problem { place, wrong }]);
        }
    }

    #[test]
    fn everything_that_is_wrong_shows_at_once_in_the_order_of_the_form() {
        let mut typed = empty(Who::Person);
        typed.form = String::new();
        let expected = [
            Place::Name,
            Place::IdentityNumber,
            Place::Phone,
            Place::ItemTitle(1),
            Place::Form,
            Place::Promise,
        ];
        assert_eq!(places(&typed), expected);
        let organisation = empty(Who::Organisation);
        assert_eq!(
            places(&organisation)[..5],
            [
                Place::Name,
                Place::CreditCode,
                Place::OrganisationKind,
                Place::Representative,
                Place::Contact
            ]
        );
    }

    #[test]
    fn the_way_of_obtaining_says_what_else_is_needed() {
        let mut typed = complete();
        typed.obtain_by = "post".to_owned();
        assert_eq!(places(&typed), [Place::Address, Place::Postcode]);
        typed.obtain_by = "email".to_owned();
        assert_eq!(places(&typed), [Place::Email]);
    }

    #[test]
    fn blank_items_are_left_out_and_long_ones_named() {
        let mut typed = complete();
        typed.items.push(TypedItem::default());
        assert_eq!(check(&typed, TODAY).unwrap().application.items.len(), 1);
        typed.items[0].document_number = "〔2025〕\n1号".to_owned();
        assert_eq!(places(&typed), [Place::ItemNumber(1)]);
        typed.items[0].document_number.clear();
        typed.items[1].description = "长".repeat(MAX_DESCRIPTION + 1);
        assert_eq!(places(&typed), [Place::ItemTitle(2), Place::ItemDescription(2)]);
    }

    #[test]
    fn an_organisation_is_not_a_person() {
        let mut typed = empty(Who::Organisation);
        typed.organisation_kind = "person".to_owned();
        assert!(places(&typed).contains(&Place::OrganisationKind));
    }
}
