//! 旧台账导入: files of old registers while they are read, looked through and taken over; what is wrong with their rows; and
//! which cases came of them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, binary_null, boolean, integer, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        import(manager).await?;
        piece(manager).await?;
        problem(manager).await?;
        imported(manager).await?;
        closed(manager).await
    }
}

/// Every question for closed cases leaves out what was taken over by mistake, which is a flag: the indexes of closed cases
/// that have no flags are made anew with them, so that counts are still read off an index alone.
async fn closed(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (name, by) in [
        ("cases_closed_by_department", "department_id"),
        ("cases_closed_by_handler", "handler_id"),
    ] {
        let old = Index::drop().name(name).table("cases").to_owned();
        manager.drop_index(old).await?;
        let mut index = Index::create()
            .name(name)
            .table("cases")
            .col("agency_id")
            .to_owned();
        for column in [by, "sort_on", "id", "flags", "closed_at"] {
            index.col(column);
        }
        index.cond_where(Expr::col("closed_at").is_not_null());
        manager.create_index(index).await?;
    }
    Ok(())
}

fn to(table: &'static str, column: &'static str, other: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, column)
        .to(other, "id")
        .to_owned()
}

async fn import(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let import = Table::create()
        .table("import")
        .col(uuid("id").primary_key())
        .col(uuid("agency_id"))
        .col(uuid("account_id"))
        // Who had it undone.
        .col(uuid_null("undone_by"))
        .col(text("name"))
        .col(text("state"))
        // Why it could not be done, in Chinese.
        .col(text_null("problem"))
        // The sheets of the file with their rows: JSON, sealed like all that came out of the file; gone with it.
        .col(binary_null("sheets_enc"))
        .col(binary_null("plan_enc"))
        .col(binary_null("unknown_enc"))
        // Whether one row that cannot be taken over stops all.
        .col(boolean("whole"))
        // Rows of the chosen sheet below its heads, and how many of them are done.
        .col(integer("total"))
        .col(integer("done"))
        .col(integer("good"))
        .col(integer("warned"))
        .col(integer("failed"))
        // Cases that came of it, and those that stay although it was undone.
        .col(integer("taken"))
        .col(integer("kept"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .foreign_key(&mut to("import", "agency_id", "agency"))
        .foreign_key(&mut to("import", "account_id", "account"))
        .to_owned();
    manager.create_table(import).await?;
    let of_agency = Index::create()
        .name("import_of_agency")
        .table("import")
        .col("agency_id")
        .col("created_at")
        .to_owned();
    manager.create_index(of_agency).await
}

async fn piece(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let piece = Table::create()
        .table("import_piece")
        .col(uuid("id").primary_key())
        .col(uuid("import_id"))
        .col(uuid("agency_id"))
        // A part of the file as it came, or rows that were read out of it.
        .col(text("kind"))
        .col(integer("sheet"))
        // Its place among those of its kind and sheet, from 1.
        .col(integer("n"))
        .col(binary("body_enc"))
        .foreign_key(&mut to("import_piece", "import_id", "import"))
        .index(
            Index::create()
                .name("import_piece_place")
                .col("import_id")
                .col("kind")
                .col("sheet")
                .col("n")
                .unique(),
        )
        .to_owned();
    manager.create_table(piece).await
}

async fn problem(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let problem = Table::create()
        .table("import_problem")
        .col(uuid("id").primary_key())
        .col(uuid("import_id"))
        .col(uuid("agency_id"))
        .col(integer("row"))
        // Its place among those of the row, from 1.
        .col(integer("n"))
        .col(text("field"))
        .col(text("kind"))
        .col(binary("value_enc"))
        .foreign_key(&mut to("import_problem", "import_id", "import"))
        .index(
            Index::create()
                .name("import_problem_place")
                .col("import_id")
                .col("row")
                .col("n")
                .unique(),
        )
        .to_owned();
    manager.create_table(problem).await
}

async fn imported(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let imported = Table::create()
        .table("imported_case")
        .col(uuid("case_id").primary_key())
        .col(uuid("agency_id"))
        .col(uuid("import_id"))
        .col(integer("row"))
        .col(text("old_number"))
        .foreign_key(&mut to("imported_case", "case_id", "cases"))
        .foreign_key(&mut to("imported_case", "import_id", "import"))
        .index(
            Index::create()
                .name("imported_case_number")
                .col("agency_id")
                .col("old_number")
                .unique(),
        )
        .index(
            Index::create()
                .name("imported_case_row")
                .col("import_id")
                .col("row")
                .unique(),
        )
        .to_owned();
    manager.create_table(imported).await
}
