//! The schema, one topic a file. A step never imports an entity: it must mean the same next year.
//!
//! Instants are whole seconds since 1970 in a `bigint` (`…_at`), civil dates are `date` (`…_on`), texts are `text`,
//! and JSON that enters a hash is kept as the text that was hashed.

#![expect(
    elided_lifetimes_in_paths,
    reason = "the trait elides it in `up`, and async_trait asks the same of us"
)]

use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::{Alias, DbErr, MigrationTrait, Query, SchemaManager, async_trait};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseTransaction};

mod m20261122_000001_agency;
mod m20261122_000002_applicant;
mod m20261122_000003_case;
mod m20261122_000004_paper;
mod m20261122_000005_session;
mod m20261124_000006_queue;
mod m20261125_000007_clock;
mod m20261125_000008_calendar;
mod m20261125_000009_job;
mod m20261125_000010_reminder;
mod m20261125_000011_party;
mod m20261125_000012_consulted;
mod m20261125_000013_sought;
mod m20261125_000014_counted;
mod m20261126_000015_outbox;
mod m20261126_000016_numbers;
mod m20261126_000017_tailoring;
mod m20261126_000018_seal;
mod m20261126_000019_review;
mod m20261126_000020_delegation;
mod m20261126_000021_document;
mod m20261126_000022_package;
mod m20261126_000023_scan;
mod m20261126_000024_period;
mod m20261126_000025_workbench;
mod m20261126_000026_release;
mod m20261126_000027_claim;
mod m20261127_000028_desk;
mod m20261127_000029_view;
mod m20261127_000030_search;
mod m20261127_000032_note;
mod m20261127_000033_workload;
mod m20261127_000034_course;
mod m20261127_000035_admin;
mod m20261127_000037_import;
mod m20261127_000039_evidence;
mod m20261127_000041_retention;
mod m20261128_000042_words_once;
mod m20261128_000043_merging;
mod m20261128_000044_case_follows;
mod m20261128_000045_workload_due;
mod m20261128_000046_of_case;
mod m20261128_000047_unfinished;
mod m20261128_000048_catalogue;
mod m20261128_000049_published;
mod m20261128_000050_consultation_link;
mod m20261128_000053_feedback;
mod m20261128_000054_member;
mod m20261128_000055_fee_order;
mod m20261128_000056_channel_test;
mod m20261128_000059_quiet_link;
mod m20261129_000057_annual_figures;
mod m20261129_000058_passkey;
mod trigger;

/// The steps in their order.
struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_agency::Step),
            Box::new(m20261122_000002_applicant::Step),
            Box::new(m20261122_000003_case::Step),
            Box::new(m20261122_000004_paper::Step),
            Box::new(m20261122_000005_session::Step),
            Box::new(m20261124_000006_queue::Step),
            Box::new(m20261125_000007_clock::Step),
            Box::new(m20261125_000008_calendar::Step),
            Box::new(m20261125_000009_job::Step),
            Box::new(m20261125_000010_reminder::Step),
            Box::new(m20261125_000011_party::Step),
            Box::new(m20261125_000012_consulted::Step),
            Box::new(m20261125_000013_sought::Step),
            Box::new(m20261125_000014_counted::Step),
            Box::new(m20261126_000015_outbox::Step),
            Box::new(m20261126_000016_numbers::Step),
            Box::new(m20261126_000017_tailoring::Step),
            Box::new(m20261126_000018_seal::Step),
            Box::new(m20261126_000019_review::Step),
            Box::new(m20261126_000020_delegation::Step),
            Box::new(m20261126_000021_document::Step),
            Box::new(m20261126_000022_package::Step),
            Box::new(m20261126_000023_scan::Step),
            Box::new(m20261126_000024_period::Step),
            Box::new(m20261126_000025_workbench::Step),
            Box::new(m20261126_000026_release::Step),
            Box::new(m20261126_000027_claim::Step),
            Box::new(m20261127_000028_desk::Step),
            Box::new(m20261127_000029_view::Step),
            Box::new(m20261127_000030_search::Step),
            Box::new(m20261127_000032_note::Step),
            Box::new(m20261127_000033_workload::Step),
            Box::new(m20261127_000034_course::Step),
            Box::new(m20261127_000035_admin::Step),
            Box::new(m20261127_000037_import::Step),
            Box::new(m20261127_000039_evidence::Step),
            Box::new(m20261127_000041_retention::Step),
            Box::new(m20261128_000042_words_once::Step),
            Box::new(m20261128_000043_merging::Step),
            Box::new(m20261128_000044_case_follows::Step),
            Box::new(m20261128_000045_workload_due::Step),
            Box::new(m20261128_000046_of_case::Step),
            Box::new(m20261128_000047_unfinished::Step),
            Box::new(m20261128_000048_catalogue::Step),
            Box::new(m20261128_000049_published::Step),
            Box::new(m20261128_000050_consultation_link::Step),
            Box::new(m20261128_000053_feedback::Step),
            Box::new(m20261128_000054_member::Step),
            Box::new(m20261128_000055_fee_order::Step),
            Box::new(m20261128_000056_channel_test::Step),
            Box::new(m20261129_000057_annual_figures::Step),
            Box::new(m20261129_000058_passkey::Step),
            Box::new(m20261128_000059_quiet_link::Step),
        ]
    }
}

/// How a database stands to this program's steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Steps of this program that the database has not seen yet.
    pub pending: Vec<String>,
    /// Steps that the database has seen and this program does not know: a newer program was here.
    pub unknown: Vec<String>,
}

/// Compares the steps that the database has seen with those of this program; writes nothing.
pub async fn standing(tx: &DatabaseTransaction) -> Result<Standing, DbErr> {
    let table = Migrator::migration_table_name().to_string();
    let mut seen = Vec::new();
    if SchemaManager::new(tx).has_table(&table).await? {
        let select = Query::select()
            .column("version")
            .from(Alias::new(&table))
            .to_owned();
        for row in tx.query_all(&select).await? {
            seen.push(row.try_get::<String>("", "version")?);
        }
    }
    let known: Vec<String> = Migrator::migrations()
        .iter()
        .map(|step| step.name().to_owned())
        .collect();
    Ok(Standing {
        pending: known
            .iter()
            .filter(|step| !seen.contains(step))
            .cloned()
            .collect(),
        unknown: seen.into_iter().filter(|step| !known.contains(step)).collect(),
    })
}

/// Applies every pending step inside the caller's transaction: all of them or none.
pub async fn bring_up(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    Migrator::up(tx, None).await
}
