//! The notices that the program carries are written down too, so that an upgrade that brings a new year moves cases as
//! any other notice does, and older copies beside it count by it as well.

use super::load::Ground;
use crate::{
    casework::Office,
    domain::id::HolidayNoticeId,
    store::{
        StoreError,
        calendar::{self, Origin, Progress},
    },
};

/// Writes down what the program carries and nobody has loaded otherwise. Costs one look where there is nothing to do.
pub async fn take_up_carried(office: &Office) -> Result<(), StoreError> {
    if missing(office, &Ground::read(&office.db).await?).is_empty() {
        return Ok(());
    }
    let tx = office.db.begin().await?;
    calendar::lock(&tx).await?;
    let ground = Ground::read(&tx).await?;
    // The first time, all that is there was counted by just these notices.
    let done_at = ground.notices.is_empty().then(|| office.now());
    let mut revision = ground.revision();
    for notice in missing(office, &ground) {
        revision += 1;
        let row = calendar::Notice {
            seq: revision,
            progress: Progress {
                done_at,
                ..notice.progress
            },
            ..notice
        };
        calendar::insert(&tx, &row).await?;
    }
    tx.commit().await?;
    office.book.at(&office.db, revision).await?;
    Ok(())
}

/// The carried notices of years for which nothing, or an older notice that a program carried, is written down.
fn missing(office: &Office, ground: &Ground) -> Vec<calendar::Notice> {
    let carried = office.book.base().carried_notices();
    let newest = |year: i32| {
        let known = ground.notices.iter().rev();
        known
            .filter(|known| known.region.is_empty())
            .find(|known| known.notice.year == year)
    };
    let mut missing = Vec::new();
    for notice in carried {
        let version = match newest(notice.year) {
            None => 0,
            Some(known) if known.origin == Origin::Program && known.notice != *notice => known.version + 1,
            Some(_) => continue,
        };
        missing.push(calendar::Notice {
            id: HolidayNoticeId(office.ids.next()),
            seq: 0,
            region: String::new(),
            version,
            origin: Origin::Program,
            notice: notice.clone(),
            note: String::new(),
            loaded_at: office.now(),
            by: None,
            progress: Progress::default(),
        });
    }
    missing
}
