//! What the two databases say differently: how words are kept beside their entry, and how a question is put.
//!
//! SQLite has a table of FTS5 with a column for each [`Field`], PostgreSQL a `tsvector` in which the weight of a word is its
//! field. Both find words that follow one another by their places, and both are only ever told tokens, bound as a value.

use sea_orm::sea_query::{
    Alias, Asterisk, DeleteStatement, Expr, ExprTrait, InsertStatement, IntoTableRef, Query, SelectStatement,
    UnionType,
};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryTrait as _, Set};
use uuid::Uuid;

use super::{Kind, Where, blind::Blind};
use crate::{
    domain::search::{Phrase, Query as Wanted, Term},
    store::{
        StoreError, Tx,
        row::search_entry::{ActiveModel, Column, Entity},
    },
};

const WORDS: &str = "search_words";

/// To what the words of an entry belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Application,
    Letter,
    Document,
    Around,
}

impl Field {
    const ALL: [Self; 4] = [Self::Application, Self::Letter, Self::Document, Self::Around];

    /// To which the own words of an entry belong.
    pub(super) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Application | Kind::Note => Self::Application,
            Kind::Letter => Self::Letter,
            Kind::Page => Self::Document,
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Letter => "letter",
            Self::Document => "document",
            Self::Around => "around",
        }
    }

    fn weight(self) -> &'static str {
        match self {
            Self::Application => "A",
            Self::Letter => "B",
            Self::Document => "C",
            Self::Around => "D",
        }
    }
}

/// The fields of which at least one has to hold a hit.
fn own(place: Where) -> &'static [Field] {
    match place {
        Where::Everything => &[Field::Application, Field::Letter, Field::Document],
        Where::Applications => &[Field::Application],
        Where::Letters => &[Field::Letter],
        Where::Documents => &[Field::Document],
    }
}

/// An entry with its tokens, each at its place.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) agency: Uuid,
    pub(super) case: Uuid,
    pub(super) kind: Kind,
    pub(super) source: Uuid,
    pub(super) page: i32,
    pub(super) tokens: Vec<(Field, Vec<String>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    pub(super) fn of(db: &impl ConnectionTrait) -> Self {
        if db.get_database_backend() == DbBackend::Sqlite {
            Self::Sqlite
        } else {
            Self::Postgres
        }
    }

    pub(super) fn backend(self) -> DbBackend {
        match self {
            Self::Sqlite => DbBackend::Sqlite,
            Self::Postgres => DbBackend::Postgres,
        }
    }

    /// One word where it stands in what was asked for, by whichever key it was written.
    pub(super) fn asked(self, blinds: &[Blind], term: Term<'_>) -> String {
        let field = Field::Application;
        self.any(blinds.iter().map(|blind| {
            let token = blind.token(term);
            match self {
                Self::Sqlite => format!("{{{}}} : \"{token}\"", field.column()),
                Self::Postgres => format!("{token}:{}", field.weight()),
            }
        }))
    }

    /// Writes entries with their words.
    pub(super) async fn put(self, tx: &Tx, rows: &[Row]) -> Result<(), StoreError> {
        match self {
            Self::Sqlite => {
                let backend = self.backend();
                let entries = Entity::insert_many(rows.iter().map(entry)).build(backend);
                tx.write_all([entries, backend.build(&words_of(rows))]).await?;
            }
            Self::Postgres => {
                tx.execute(&entries_with_words(rows)).await?;
            }
        }
        Ok(())
    }

    /// Takes entries away with their words.
    pub(super) async fn take_away(self, tx: &Tx, ids: &[i64]) -> Result<(), StoreError> {
        let delete = |table: &'static str, key: &'static str| -> DeleteStatement {
            Query::delete()
                .from_table(Alias::new(table))
                .and_where(Expr::col(Alias::new(key)).is_in(ids.iter().copied()))
                .to_owned()
        };
        if self == Self::Sqlite {
            tx.execute(&delete(WORDS, "rowid")).await?;
        }
        tx.execute(&delete("search_entry", "id")).await?;
        Ok(())
    }

    /// The entries that answer a question, to be narrowed further by columns of `search_entry`.
    pub(super) fn matching(self, question: &str) -> SelectStatement {
        let mut select = Query::select();
        match self {
            Self::Sqlite => {
                let same = Expr::col((Entity, Column::Id)).eq(self.order_key());
                select.from(Alias::new(WORDS));
                self.join(&mut select, Entity, same)
                    .and_where(Expr::cust_with_values("search_words MATCH ?", [question]))
            }
            // Applications have an index of their own, and so their words are in no other.
            Self::Postgres => {
                let mut entries = found_among(question, "=");
                entries.union(UnionType::All, found_among(question, "<>"));
                select.from_subquery(entries, Entity)
            }
        };
        select
    }

    /// Looks into another table for what was found. SQLite keeps to the order of the tables where it is told so, and a
    /// join of that kind takes no condition of its own.
    pub(super) fn join(
        self,
        select: &mut SelectStatement,
        table: impl IntoTableRef,
        on: Expr,
    ) -> &mut SelectStatement {
        match self {
            Self::Sqlite => select.cross_join(table).and_where(on),
            Self::Postgres => select.inner_join(table, on),
        }
    }

    /// By what entries are in their order; on SQLite that of the words, which come so by themselves.
    pub(super) fn order_key(self) -> Expr {
        match self {
            Self::Sqlite => Expr::col((Alias::new(WORDS), Alias::new("rowid"))),
            Self::Postgres => Expr::col((Entity, Column::Id)),
        }
    }

    /// The question in the words of the database; as many times as there are keys that words may have been written with.
    pub(super) fn question(self, blinds: &[Blind], wanted: &Wanted, place: Where) -> String {
        let with_key = |blind: &Blind| self.with_key(blind, wanted, place);
        self.any(blinds.iter().map(with_key))
    }

    fn with_key(self, blind: &Blind, wanted: &Wanted, place: Where) -> String {
        let said = |phrase: &Phrase, fields: &[Field]| self.phrase(blind, phrase, fields);
        let one_is_own = self.any(wanted.all.iter().map(|phrase| said(phrase, own(place))));
        let mut question = if wanted.all.len() == 1 {
            one_is_own
        } else {
            let everywhere = wanted.all.iter().map(|phrase| said(phrase, &Field::ALL));
            self.all(everywhere.chain([one_is_own]))
        };
        if !wanted.none.is_empty() {
            let not = match self {
                Self::Sqlite => " NOT ",
                Self::Postgres => " & !",
            };
            let none = wanted.none.iter().map(|phrase| said(phrase, &Field::ALL));
            question = format!("({question}){not}({})", self.any(none));
        }
        question
    }

    fn all(self, parts: impl Iterator<Item = String>) -> String {
        self.joined(parts, " AND ", " & ")
    }

    fn any(self, parts: impl Iterator<Item = String>) -> String {
        self.joined(parts, " OR ", " | ")
    }

    fn joined(self, parts: impl Iterator<Item = String>, sqlite: &str, postgres: &str) -> String {
        let between = match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
        };
        let parts: Vec<String> = parts.map(|part| format!("({part})")).collect();
        parts.join(between)
    }

    fn phrase(self, blind: &Blind, phrase: &Phrase, fields: &[Field]) -> String {
        let tokens = phrase.terms().into_iter().map(|term| blind.token(term));
        match self {
            Self::Sqlite => {
                let columns: Vec<&str> = fields.iter().map(|field| field.column()).collect();
                let tokens: Vec<String> = tokens.collect();
                format!("{{{}}} : \"{}\"", columns.join(" "), tokens.join(" "))
            }
            Self::Postgres => {
                let weights: String = fields.iter().map(|field| field.weight()).collect();
                let tokens: Vec<String> = tokens.map(|token| format!("{token}:{weights}")).collect();
                tokens.join(" <-> ")
            }
        }
    }
}

fn entry(row: &Row) -> ActiveModel {
    ActiveModel {
        id: Set(row.id),
        agency_id: Set(row.agency),
        case_id: Set(row.case),
        kind: Set(row.kind.to_string()),
        source_id: Set(row.source),
        page: Set(row.page),
    }
}

/// The words of entries for FTS5: a column for each field.
fn words_of(rows: &[Row]) -> InsertStatement {
    let columns = ["rowid"].into_iter().chain(Field::ALL.map(Field::column));
    let mut insert = Query::insert();
    insert
        .into_table(Alias::new(WORDS))
        .columns(columns.map(Alias::new));
    for row in rows {
        let text = |field: Field| {
            let tokens = row.tokens.iter().filter(|(of, _)| *of == field);
            let texts: Vec<String> = tokens.map(|(_, tokens)| tokens.join(" ")).collect();
            Expr::value(texts.join(" "))
        };
        insert.values_panic([Expr::value(row.id)].into_iter().chain(Field::ALL.map(text)));
    }
    insert
}

/// Entries for PostgreSQL, their words as a literal, so that no parser and no locale of the server has a say in it.
/// The entries that answer a question among applications (`=`) or the others (`<>`); said in the words of the indexes, as the
/// server takes an index of a part only where it sees that nothing else can be asked for.
fn found_among(question: &str, is: &str) -> SelectStatement {
    let kind = Kind::Application;
    let mut select = Query::select();
    select
        .column(Asterisk)
        .from(Entity)
        .and_where(Expr::cust(format!("search_entry.kind {is} '{kind}'")))
        .and_where(Expr::cust_with_values(
            "search_entry.words @@ CAST($1 AS tsquery)",
            [question],
        ));
    select
}

fn entries_with_words(rows: &[Row]) -> InsertStatement {
    let columns = ["id", "agency_id", "case_id", "kind", "source_id", "page", "words"];
    let mut insert = Query::insert();
    insert.into_table(Entity).columns(columns.map(Alias::new));
    for row in rows {
        insert.values_panic([
            Expr::value(row.id),
            Expr::value(row.agency),
            Expr::value(row.case),
            Expr::value(row.kind.as_str()),
            Expr::value(row.source),
            Expr::value(row.page),
            Expr::value(literal(row)).cast_as(Alias::new("tsvector")),
        ]);
    }
    insert
}

fn literal(row: &Row) -> String {
    let (mut words, mut place) = (Vec::new(), 0_usize);
    for (field, tokens) in &row.tokens {
        // A gap, so that nothing follows what is of another field.
        place += 1;
        for token in tokens {
            place += 1;
            words.push(format!("{token}:{place}{}", field.weight()));
        }
    }
    words.join(" ")
}
