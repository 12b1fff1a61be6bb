//! The figures that the documents claim: `cargo bench`, or `cargo bench --bench figures -- queue case --cases 1000000`.
//!
//! Everything runs on SQLite, in a file that waits for the disk; where `GONGKAI_TEST_POSTGRES` names a server whose user
//! may create databases, on PostgreSQL as well. The databases hold the demonstration, multiplied: see `gongkai bench-data`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement that cannot go on may panic, and printing is what it is for"
)]

mod clock;
mod document;
mod letter;
mod measure;
mod memory;
mod pages;
mod place;
mod portal;
mod postgres;
mod program;
mod reader;
mod start;
mod visitor;
mod wake;
mod writes;

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use gongkai::{demo::multiply::Amount, documents::worker};

use self::place::{Kind, Place};

/// As the program itself has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures gongkai.
#[derive(Debug, Parser)]
struct Options {
    /// Which figures; all where none is named.
    figures: Vec<Figure>,
    /// Cases in the database.
    #[arg(long, default_value_t = 10_000, env = "GONGKAI_BENCH_CASES")]
    cases: u32,
    /// Agencies that share the cases; all cases belong to the readers' agency where there is but one.
    #[arg(long, default_value_t = 1, env = "GONGKAI_BENCH_AGENCIES")]
    agencies: u32,
    /// A folder that `gongkai bench-data` has filled with so many cases: it is measured as it is, and changed. Without it
    /// databases are filled anew, which takes long.
    #[arg(long, env = "GONGKAI_BENCH_FOLDER")]
    folder: Option<PathBuf>,
    /// The database that was filled with the files of that folder, where it is not the file in it.
    #[arg(
        long,
        env = "GONGKAI_BENCH_DATABASE",
        hide_env_values = true,
        requires = "folder"
    )]
    database: Option<String>,
    /// People who read at the same time.
    #[arg(long, default_value_t = 50)]
    readers: usize,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A figure, or a few that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Figure {
    /// A million histories through the statutory clock.
    Clock,
    /// A letter as PDF.
    Letter,
    /// Documents: looking at their pages, and redacting them.
    Document,
    /// From the start of the program to its first page.
    Start,
    /// Filing an application and confirming its receipt.
    Filing,
    /// The queue on the desk.
    Queue,
    /// Searching for words.
    Search,
    /// The page of a case.
    Case,
    /// The portal: its pages, and filing from them; then two hundred applications a second for a minute.
    Portal,
    /// What the program does by itself: finding what is due, and seeing to it.
    Wake,
    /// What the serving program holds in memory.
    Memory,
}

impl Options {
    fn wants(&self, figure: Figure) -> bool {
        self.figures.is_empty() || self.figures.contains(&figure)
    }
}

#[tokio::main]
async fn main() {
    // Documents are looked at by the program itself, in a process of its own: here, that is this one.
    if std::env::args().nth(1).as_deref() == Some(worker::COMMAND) {
        worker::serve().unwrap();
        return;
    }
    let options = Options::parse();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("gongkai {}, {cores} cores", env!("CARGO_PKG_VERSION"));
    if options.wants(Figure::Clock) {
        clock::measure().await;
    }
    if options.wants(Figure::Letter) {
        letter::measure().await;
    }
    if options.wants(Figure::Document) {
        document::measure().await;
    }
    let on_a_database = Figure::value_variants().iter().any(|figure| {
        !matches!(figure, Figure::Clock | Figure::Letter | Figure::Document) && options.wants(*figure)
    });
    if on_a_database {
        Box::pin(on(Kind::Sqlite, &options)).await;
        if options.folder.is_none()
            && let Some(server) = postgres::server()
        {
            Box::pin(on(Kind::Postgres(server), &options)).await;
        }
    }
}

/// The figures that need a database.
async fn on(kind: Kind, options: &Options) {
    let amount = Amount {
        cases: options.cases,
        agencies: options.agencies,
    };
    let place = match &options.folder {
        Some(folder) => Box::pin(Place::filled(folder, options.database.as_deref())).await,
        None => Box::pin(Place::make(kind, amount)).await,
    };
    println!("\n{}", place.describe(amount).await);
    if options.wants(Figure::Start) {
        start::measure(&place).await;
    }
    if options.wants(Figure::Filing) {
        writes::measure(&place).await;
    }
    if options.wants(Figure::Queue) {
        pages::queue(&place, options.readers).await;
    }
    if options.wants(Figure::Search) {
        pages::search(&place, options.readers).await;
    }
    if options.wants(Figure::Case) {
        pages::case(&place, options.readers).await;
    }
    if options.wants(Figure::Portal) {
        portal::measure(&place, options.readers).await;
    }
    if options.wants(Figure::Wake) {
        wake::measure(&place).await;
    }
    if options.wants(Figure::Memory) {
        memory::measure(&place, options.readers).await;
    }
    place.close().await;
}
