//! From what is about to leave to its page.

use super::{
    Attempt, at,
    page::{CheckPage, CheckRow, FileRow, HitRow, Issue, Recipient},
    veil::veiled,
};
use crate::{
    casework::{
        inspection::Looked,
        presend::{Check, Found, Place, Whose},
    },
    documents::PersonalKind,
    domain::{
        account::{Actor, Officer},
        answer::FileRef,
        application::ObtainBy,
        command::CommandKind,
        id::NoticeId,
        notice, package,
        party::Party,
        permission,
        stage::StageKey,
        text::masked,
    },
    letters::words::runs,
    text::{Key, Lang, key, words},
    web::{
        casefile::dossier::Dossier,
        error::Failure,
        form::{Field, FieldErrors},
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// What has to be answered for, in its order.
pub(super) fn open(check: &Check) -> impl Iterator<Item = &Found> {
    check.found.iter().filter(|found| found.whose == Whose::Others)
}

/// What kind of data it is, and what of it is shown.
pub(in crate::web::desk) fn kind_of(found: &Found) -> (Key, String) {
    let (kind, head, tail) = match found.kind {
        PersonalKind::Identity => (key("personal-identity"), 3, 4),
        PersonalKind::Phone => (key("personal-phone"), 3, 4),
        PersonalKind::BankCard => (key("personal-bank-card"), 4, 4),
        PersonalKind::Email => (key("personal-email"), 2, 8),
        PersonalKind::Name => (key("presend-kind-name"), 1, 0),
    };
    (kind, masked(&found.text, head, tail))
}

struct Writing<'a> {
    voice: Voice<'a>,
    dossier: &'a Dossier,
    check: &'a Check,
    notice: Option<NoticeId>,
    /// Whether the reader sees addresses in full.
    in_full: bool,
    lang: Lang,
}

pub(super) fn page(
    view: &View,
    (officer, dossier, notice): (&Officer, &Dossier, Option<NoticeId>),
    check: &Check,
    attempt: Attempt,
) -> Result<CheckPage, Failure> {
    let voice = voice(view);
    let case = &dossier.case;
    let actor = Actor::Officer(officer.clone());
    let may = |kind| permission::may(case, &actor, kind, voice.law).is_ok();
    let writing = Writing {
        voice,
        dossier,
        check,
        notice,
        in_full: dossier.needs_contact(officer),
        lang: view.lang,
    };
    let cleared = writing.is_cleared();
    let waits = |(_, looked): &(FileRef, Looked)| matches!(looked, Looked::NotYet(..));
    let Attempt { typed, errors } = attempt;
    Ok(CheckPage {
        back: format!("/desk/cases/{}", case.id),
        number: case.number.to_string(),
        title: check.document.title.clone(),
        recipient: writing.recipient()?,
        checks: writing.checks()?,
        files: writing.files()?,
        waits: check.files.iter().any(waits),
        hits: writing.hits(&typed, &errors)?,
        told_apart: writing.told_apart()?,
        unread: writing.unread()?,
        cleared: cleared && check.open.is_some(),
        may_answer: !cleared && may(CommandKind::AnswerHits),
        action: at(dossier, notice),
        version: case.version,
        seen: check.open.map(|open| open.digest.to_string()).unwrap_or_default(),
        reason: Field::new("reason", typed.get("reason"), &errors),
        issue: writing.issue(may(CommandKind::Issue)),
        send_href: (notice.is_some() && cleared).then(|| format!("/desk/cases/{}#notices", case.id)),
        problems: errors,
    })
}

fn is_clean(looked: &Looked) -> bool {
    match looked {
        Looked::Through(found) => found.beside.is_empty(),
        Looked::NotYet(..) | Looked::Failed(_) => false,
    }
}

impl Writing<'_> {
    /// Whether everything that has to be answered for is.
    fn is_cleared(&self) -> bool {
        let cleared = &self.dossier.case.cleared;
        self.check.open.is_none_or(|open| cleared.contains(&open.digest))
    }

    /// The last button, where it is the reader's and nothing stands against it.
    fn issue(&self, is_theirs: bool) -> Option<Issue> {
        let case = &self.dossier.case;
        let through = self.check.files.iter().all(|(_, looked)| is_clean(looked));
        let is_due = self.notice.is_none() && case.stage.key() == StageKey::Approved;
        (is_theirs && is_due && through && self.is_cleared()).then(|| Issue {
            href: format!("/desk/cases/{}/issue", case.id),
            version: case.version,
        })
    }

    /// What nobody has to answer for: whose it is, and how much.
    fn told_apart(&self) -> Said<Option<String>> {
        let mut told = Vec::new();
        for (whose, text) in [
            (Whose::Addressees, key("presend-own")),
            (Whose::Offices, key("presend-office")),
        ] {
            let found = self.check.found.iter().filter(|found| found.whose == whose);
            let count = found.count();
            if count > 0 {
                told.push(self.voice.say_with(text, &[("count", &count.to_string())])?);
            }
        }
        let what = (!told.is_empty()).then(|| told.join("，"));
        what.map(|what| self.voice.say_with(key("presend-told-apart"), &[("what", &what)]))
            .transpose()
    }

    /// Whom a procedural letter goes to besides the applicant.
    fn party(&self) -> Option<&Party> {
        let case = &self.dossier.case;
        let matter = &case.notice(self.notice?)?.matter;
        let side = matter.other_side().or_else(|| {
            let consultation = matter.consultation()?;
            case.notice(consultation)?.matter.other_side()
        });
        // 征求意见告知书 speaks of a consultation and goes to the applicant.
        let (id, _) = side.filter(|_| notice::goes_to_another(matter.kind()))?;
        self.dossier.parties.get(&id)?.as_ref()
    }

    fn recipient(&self) -> Said<Recipient> {
        let (voice, applicant) = (self.voice, &self.dossier.applicant);
        if let Some(party) = self.party() {
            let address = party.address.as_ref().map(ToString::to_string);
            return Ok(Recipient {
                name: party.name.to_string(),
                way: voice.say(key("presend-way-of-notice"))?,
                to: address,
            });
        }
        let names: Vec<String> = match applicant {
            Some(applicant) => applicant.names().map(ToString::to_string).collect(),
            None => vec![voice.say(key("applicant-erased"))?],
        };
        let obtain_by = self.dossier.filed.application.obtain_by;
        Ok(Recipient {
            name: names.join("、"),
            way: voice.obtain_by(obtain_by)?,
            to: self.address(obtain_by)?,
        })
    }

    /// Where the answer goes, where the way needs an address; as much of it as the reader needs.
    fn address(&self, obtain_by: ObtainBy) -> Said<Option<String>> {
        let Some(applicant) = &self.dossier.applicant else {
            return Ok(None);
        };
        let contact = &applicant.contact;
        let hidden = |text: String, head, tail| {
            if self.in_full {
                text
            } else {
                masked(&text, head, tail)
            }
        };
        Ok(match obtain_by {
            ObtainBy::Post => {
                let address = contact
                    .address
                    .as_ref()
                    .map(|address| hidden(address.to_string(), 6, 0));
                let postcode = contact.postcode.as_ref().map(ToString::to_string);
                address.map(|address| {
                    [Some(address), postcode]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(" ")
                })
            }
            ObtainBy::Email => contact
                .email
                .as_ref()
                .map(|email| hidden(email.to_string(), 2, 8)),
            ObtainBy::Online | ObtainBy::Collect | ObtainBy::OnSite => {
                Some(self.voice.say(key("presend-no-address"))?)
            }
        })
    }

    /// What the program has verified.
    fn checks(&self) -> Said<Vec<CheckRow>> {
        let (voice, check) = (self.voice, self.check);
        let files: Vec<_> = check.files.iter().map(|(file, _)| file).collect();
        let listed = match self.notice.and_then(|id| self.dossier.case.notice(id)) {
            None => package::is_listed(&check.document.unbound_attachments(), &files).is_ok(),
            // A letter to a third party is composed with the titles of what goes with it.
            Some(notice) => notice.matter.attached().len() == files.len(),
        };
        let others = self.dossier.parties.values().flatten();
        let to = self.party().map(|party| party.name.to_string());
        let mut others = others
            .map(|party| party.name.to_string())
            .filter(|name| Some(name) != to.as_ref());
        let named = others.any(|name| open(check).any(|found| found.text == name));
        let addressed = self.recipient()?.to.is_some();
        let rows = [
            (check.addressee_fits, key("presend-check-addressee")),
            (addressed, key("presend-check-address")),
            (check.files_fit, key("presend-check-files")),
            (listed, key("presend-check-listed")),
            (!named, key("presend-check-others")),
        ];
        rows.into_iter()
            .map(|(holds, text)| {
                Ok(CheckRow {
                    holds,
                    text: voice.say(text)?,
                })
            })
            .collect()
    }

    fn files(&self) -> Said<Vec<FileRow>> {
        let voice = self.voice;
        let row = |(file, looked): &(FileRef, Looked)| {
            let known = self.dossier.files.iter().find(|known| known.id == file.id);
            let (pages, state) = match looked {
                Looked::NotYet(_, None) => (None, voice.say(key("presend-file-begun"))?),
                Looked::NotYet(done, Some(pages)) => {
                    let (done, of) = (done.to_string(), pages.to_string());
                    (
                        None,
                        voice.say_with(key("presend-file-waits"), &[("done", &done), ("of", &of)])?,
                    )
                }
                Looked::Failed(why) => (None, why.clone()),
                Looked::Through(found) if found.beside.is_empty() => {
                    (Some(found.pages), voice.say(key("presend-file-clean"))?)
                }
                Looked::Through(found) => {
                    let text = key("presend-file-beside");
                    let what = found.beside.join("、");
                    (Some(found.pages), voice.say_with(text, &[("what", &what)])?)
                }
            };
            Ok(FileRow {
                name: file.name.clone(),
                href: format!("/desk/cases/{}/files/{}", self.dossier.case.id, file.id),
                size: words::size(self.lang, known.map(|known| known.size).unwrap_or_default()),
                pages: pages.map(|pages| pages.to_string()),
                clean: is_clean(looked),
                state,
            })
        };
        self.check.files.iter().map(row).collect()
    }

    /// Pages on which nothing can be found, file by file.
    fn unread(&self) -> Said<Vec<String>> {
        let mut told = Vec::new();
        for (file, looked) in &self.check.files {
            if let Looked::Through(found) = looked
                && !found.unread.is_empty()
            {
                let said = [("file", file.name.as_str()), ("pages", &runs(&found.unread))];
                told.push(self.voice.say_with(key("presend-unread"), &said)?);
            }
        }
        Ok(told)
    }

    fn hits(&self, typed: &Pairs, errors: &FieldErrors) -> Said<Vec<HitRow>> {
        let voice = self.voice;
        let texts = || self.check.found.iter().map(|found| found.text.as_str());
        let row = |(number, found): (usize, &Found)| {
            let id = format!("h-{number}");
            let place = match &found.place {
                Place::Letter => voice.say(key("presend-in-letter"))?,
                Place::File(file, page) => voice.say_with(
                    key("presend-in-file"),
                    &[("file", &file.name), ("page", &page.to_string())],
                )?,
            };
            let (kind, masked) = kind_of(found);
            Ok(HitRow {
                place,
                kind: voice.say(kind)?,
                before: veiled(&found.before, texts()),
                masked,
                behind: veiled(&found.behind, texts()),
                whole: format!("{}{}{}", found.before, found.text, found.behind),
                lawful: typed.get(&id) == "lawful",
                consent: typed.get(&id) == "consent",
                error: errors.of(&id),
                id,
            })
        };
        open(self.check).enumerate().map(row).collect()
    }
}
