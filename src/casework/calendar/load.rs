//! A notice is written, once and for good.

use super::{Giver, NoticeError, Proposal, agencies_of, may_load};
use crate::{
    casework::{Edition, Office, audit},
    domain::{
        audit::{Change, Matter, Part},
        id::HolidayNoticeId,
    },
    holidays,
    law::CalendarError,
    store::{
        self, Connection, Scope, StoreError,
        agency::Located,
        calendar::{self, Origin, Progress},
    },
};

/// What a notice meets.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) notices: Vec<calendar::Notice>,
    pub(super) agencies: Vec<Located>,
}

impl Ground {
    pub(super) async fn read(db: &impl Connection) -> Result<Self, StoreError> {
        Ok(Self {
            notices: calendar::all(db).await?,
            agencies: store::agency::located(db).await?,
        })
    }

    pub(super) fn revision(&self) -> i64 {
        self.notices.last().map_or(0, |notice| notice.seq)
    }

    /// The newest notice of the same region and year.
    fn newest(&self, proposal: &Proposal) -> Option<&calendar::Notice> {
        self.notices
            .iter()
            .rev()
            .find(|known| known.region == proposal.region && known.notice.year == proposal.notice.year)
    }

    /// The law with the proposal in it; refused where the giver may not, where it makes no sense, or changes nothing.
    pub(super) fn with(
        &self,
        office: &Office,
        giver: Giver<'_>,
        proposal: &Proposal,
    ) -> Result<Edition, NoticeError> {
        may_load(giver, &self.agencies, &proposal.region)?;
        let base = office.book.base();
        let is_national = proposal.region.is_empty();
        holidays::check(&proposal.notice, is_national.then(|| base.fixed_holidays()))
            .map_err(NoticeError::Faults)?;
        match self.newest(proposal) {
            Some(newest) if newest.notice == proposal.notice => {
                return Err(NoticeError::Same(Some(newest.id)));
            }
            None if is_national && base.carried_notices().contains(&proposal.notice) => {
                return Err(NoticeError::Same(None));
            }
            Some(_) | None => {}
        }
        let notices = self
            .notices
            .iter()
            .map(|known| (known.region.as_str(), &known.notice));
        let proposed = std::iter::once((proposal.region.as_str(), &proposal.notice));
        Edition::of(base, self.revision() + 1, notices.chain(proposed)).map_err(NoticeError::Misfit)
    }
}

/// A notice that was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loaded {
    pub id: HolidayNoticeId,
    pub seq: i64,
}

/// Loads a notice. `based_on` is the revision that the preview showed, where there was one. The open cases are computed
/// again by [`super::recompute()`].
pub async fn load(
    office: &Office,
    giver: Giver<'_>,
    proposal: Proposal,
    based_on: Option<i64>,
) -> Result<Loaded, NoticeError> {
    let tx = office.db.begin().await?;
    calendar::lock(&tx).await?;
    let ground = Ground::read(&tx).await?;
    ground.with(office, giver, &proposal)?;
    if based_on.is_some_and(|revision| revision != ground.revision()) {
        return Err(NoticeError::Stale);
    }
    let (origin, by) = match giver {
        Giver::Operator => (Origin::Command, None),
        Giver::Officer(officer) => (Origin::Page, Some(officer.account)),
    };
    let notice = calendar::Notice {
        id: HolidayNoticeId(office.ids.next()),
        seq: ground.revision() + 1,
        // What the program carries is version 0.
        version: ground.newest(&proposal).map_or(0, |newest| newest.version) + 1,
        region: proposal.region,
        notice: proposal.notice,
        origin,
        note: proposal.note,
        loaded_at: office.now(),
        by,
        progress: Progress::default(),
    };
    calendar::insert(&tx, &notice).await?;
    let before = (notice.version > 1).then(|| i64::from(notice.version - 1));
    let change = Change::of(Matter::Calendar, notice.notice.year.to_string())
        .part(Part::Version, before, Some(i64::from(notice.version)))
        .set(
            Part::Region,
            Some(&notice.region).filter(|region| !region.is_empty()),
        )
        .set(Part::Source, Some(notice.notice.source.join(" ")))
        .set(Part::Why, Some(&notice.note).filter(|note| !note.is_empty()));
    // It changes the calendar of each of them, whoever loads it.
    for agency in agencies_of(&ground.agencies, &notice.region) {
        audit::note(office, &tx, Scope::of(agency.id), giver, change.clone()).await?;
    }
    tx.commit().await?;
    office.book.at(&office.db, notice.seq).await?;
    Ok(Loaded {
        id: notice.id,
        seq: notice.seq,
    })
}

impl From<CalendarError> for NoticeError {
    fn from(error: CalendarError) -> Self {
        Self::Misfit(error)
    }
}
