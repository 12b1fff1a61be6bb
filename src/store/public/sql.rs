//! The words of what is public, in the language of each database.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use uuid::Uuid;

use crate::domain::{
    catalogue::Entry,
    search::{Phrase, Query, Term},
};

/// The most letters of a word that are kept.
const WORD: usize = 60;

/// A term as both databases take it for one word, whatever signs stand in it.
fn token(term: Term<'_>) -> String {
    match term {
        Term::Pair(one, two) => format!("p{}x{}", hex(one), hex(two)),
        Term::Word(word) => format!("w{}", hex(word)),
    }
}

fn hex(text: &str) -> String {
    let few: String = text.chars().take(WORD).collect();
    data_encoding::HEXLOWER.encode(few.as_bytes())
}

fn of_agency(agency: Uuid) -> String {
    format!("a{}", agency.simple())
}

/// The words of an entry, in their order.
fn tokens(entry: &Entry) -> Vec<String> {
    let text = entry.text();
    let pieces = text.pieces();
    let terms = pieces
        .iter()
        .flat_map(|piece| piece.pairs.iter().chain(&piece.words));
    terms.map(|term| token(*term)).collect()
}

/// Writes the words of an entry that stands at a place.
pub(super) fn put(backend: DbBackend, place: i64, agency: Uuid, entry: &Entry) -> Statement {
    let words = tokens(entry);
    if backend == DbBackend::Sqlite {
        // Without numbers, as several statements go to SQLite as one, with all their values.
        let sql = "INSERT INTO public_words (rowid, agency, words) VALUES (?, ?, ?)";
        let values: [Value; 3] = [place.into(), of_agency(agency).into(), words.join(" ").into()];
        return Statement::from_sql_and_values(backend, sql, values);
    }
    // A literal, so that no parser and no locale of the server has a say in it. What follows the agency follows nothing.
    let placed = (3..).zip(&words).map(|(at, word)| format!("{word}:{at}"));
    let literal: Vec<String> = [format!("{}:1", of_agency(agency))]
        .into_iter()
        .chain(placed)
        .collect();
    let sql = "UPDATE public_entry SET words = CAST($1 AS tsvector) WHERE id = $2";
    let values: [Value; 2] = [literal.join(" ").into(), place.into()];
    Statement::from_sql_and_values(backend, sql, values)
}

/// Takes the words of places away; nothing where they go with the rows.
pub(super) fn take_away(backend: DbBackend, place: i64) -> Option<Statement> {
    let sql = "DELETE FROM public_words WHERE rowid = ?";
    (backend == DbBackend::Sqlite).then(|| Statement::from_sql_and_values(backend, sql, [place.into()]))
}

/// A question in the words of a database.
pub(super) fn question(backend: DbBackend, agency: Option<Uuid>, wanted: &Query) -> String {
    let all = wanted.all.iter().map(|phrase| phrase_of(backend, phrase));
    let of = agency.map(|agency| owned(backend, agency));
    let all: Vec<String> = of
        .into_iter()
        .chain(all)
        .map(|part| format!("({part})"))
        .collect();
    let (and, or, not) = words(backend);
    let mut question = all.join(and);
    if !wanted.none.is_empty() {
        let none = wanted
            .none
            .iter()
            .map(|phrase| format!("({})", phrase_of(backend, phrase)));
        let none: Vec<String> = none.collect();
        question = format!("({question}){not}({})", none.join(or));
    }
    question
}

/// One term of an agency, or of any.
pub(super) fn asked(backend: DbBackend, agency: Option<Uuid>, term: Term<'_>) -> String {
    let token = token(term);
    let asked = if backend == DbBackend::Sqlite {
        format!("words : \"{token}\"")
    } else {
        token
    };
    let (and, ..) = words(backend);
    match agency {
        Some(agency) => format!("({}){and}({asked})", owned(backend, agency)),
        None => asked,
    }
}

fn words(backend: DbBackend) -> (&'static str, &'static str, &'static str) {
    if backend == DbBackend::Sqlite {
        (" AND ", " OR ", " NOT ")
    } else {
        (" & ", " | ", " & !")
    }
}

fn owned(backend: DbBackend, agency: Uuid) -> String {
    let token = of_agency(agency);
    if backend == DbBackend::Sqlite {
        format!("agency : \"{token}\"")
    } else {
        token
    }
}

fn phrase_of(backend: DbBackend, phrase: &Phrase) -> String {
    let tokens: Vec<String> = phrase.terms().into_iter().map(token).collect();
    if backend == DbBackend::Sqlite {
        format!("words : \"{}\"", tokens.join(" "))
    } else {
        tokens.join(" <-> ")
    }
}

/// Of which database a connection is.
pub(super) fn backend(db: &impl ConnectionTrait) -> DbBackend {
    db.get_database_backend()
}
