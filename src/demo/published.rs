//! What the agencies of the demonstration have made public: some entries of the catalogue, and two answers that were
//! published, each prepared by one and confirmed by another.

use anyhow::{Context, bail};
use serde::Deserialize;

use super::setting::Setting;
use crate::{
    casework::{
        Office,
        catalogue::{self, CatalogueError, Typed},
        publish::{self, PublishError, TypedAnswer},
    },
    domain::{
        account::Officer,
        case::Case,
        published::{State, confirms, may_be_published, prepares},
    },
    law::Role,
    store,
};

/// Answers that are published.
const ANSWERS: usize = 2;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    entry: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    agency: String,
    title: String,
    number: String,
    published_on: String,
    link: String,
    topics: String,
    summary: String,
}

/// Fills the catalogues, where they are not filled yet.
pub(super) async fn catalogue(office: &Office, settings: &[Setting<'_>]) -> anyhow::Result<()> {
    let file: File = toml::from_str(include_str!("../../fixtures/demo/published.toml"))?;
    for entry in file.entry {
        let setting = settings.iter().find(|setting| setting.key() == entry.agency);
        let setting = setting.with_context(|| format!("没有机关“{}”", entry.agency))?;
        let administrator = setting.officer(Role::Administrator, None)?;
        let typed = Typed {
            title: entry.title,
            number: entry.number,
            published_on: entry.published_on,
            summary: entry.summary,
            link: entry.link,
            topics: entry.topics,
        };
        match catalogue::add(office, &administrator, &typed).await {
            Ok(_) | Err(CatalogueError::Same(_)) => {}
            Err(error) => return Err(error).with_context(|| typed.title.clone()),
        }
    }
    Ok(())
}

/// Publishes the first answers among these cases that can be, of different subjects, where it was not done yet.
pub(super) async fn answers(office: &Office, setting: &Setting<'_>, cases: &[Case]) -> anyhow::Result<()> {
    let scope = setting.scope();
    let done = store::published::list(&office.db, scope, State::Published, None, 10).await?;
    let mut titles: Vec<String> = done.into_iter().map(|answer| answer.wording.title).collect();
    let law = office.law_in(scope).await?;
    for case in cases.iter().filter(|case| may_be_published(case, &law).is_ok()) {
        if titles.len() >= ANSWERS {
            return Ok(());
        }
        let filed = store::application::of_case(&office.db, scope, case.id).await?;
        let filed = filed.with_context(|| format!("办件 {} 没有申请", case.number))?;
        let Some(item) = filed.application.items.first() else {
            continue;
        };
        if titles.contains(&item.title) {
            continue;
        }
        let Some((one, other)) = people(setting, case)? else {
            continue;
        };
        let typed = TypedAnswer {
            title: item.title.clone(),
            asked: format!("申请公开{}。", item.title),
            answered: "予以公开。相关内容见附件。".to_owned(),
            topics: "依申请公开".to_owned(),
            because: String::new(),
            files: Box::pin(publish::look(office, &one, case.id))
                .await?
                .released
                .into_iter()
                .map(|released| released.file.file)
                .collect(),
        };
        if typed.files.is_empty() {
            continue;
        }
        match Box::pin(publish::prepare(office, &one, case.id, None, &typed)).await {
            Ok(()) => {}
            // Of what tells of somebody, nothing is published.
            Err(PublishError::Tells(_) | PublishError::Asks(_) | PublishError::File(_)) => continue,
            Err(error) => return Err(error.into()),
        }
        let prepared = store::published::of_case(&office.db, scope, case.id).await?;
        let Some(prepared) = prepared else {
            bail!("刚刚写入的答复读不出来")
        };
        Box::pin(publish::confirm(office, &other, case.id, prepared.version)).await?;
        titles.push(item.title.clone());
    }
    Ok(())
}

/// Who prepares what is published of a case, and who confirms it.
fn people(setting: &Setting<'_>, case: &Case) -> anyhow::Result<Option<(Officer, Officer)>> {
    let one = setting.officer(Role::IntakeClerk, None)?;
    let other = setting.officer(Role::SigningLeader, None)?;
    let both = prepares(case, &one) && confirms(case, &other) && one.account != other.account;
    Ok(both.then_some((one, other)))
}
