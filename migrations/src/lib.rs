//! The schema, one step a file. A step never imports an entity: it must mean the same next year.

pub use sea_orm_migration::prelude::*;

/// Brings a database from any earlier step to the newest.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![]
    }
}
