//! The side that does the work.

use std::io::{self, BufReader, BufWriter, Read, Write};

use super::{Request, Task, Told, convert, frame};
use crate::{
    config::Documents,
    documents::{
        confine,
        pdf::{self, Face, PageText, PdfError, Picture, Source},
        table::{self, Piece, TableError},
    },
};

/// Reads one request from standard input, does it and writes what comes of it to standard output.
pub fn serve() -> io::Result<()> {
    let mut from = BufReader::new(io::stdin().lock());
    let mut to = BufWriter::new(io::stdout().lock());
    let Some(request) = frame::read::<Request>(&mut from)? else {
        return Ok(());
    };
    let limits = Documents {
        pages: request.pages,
        memory_mb: request.memory_mb,
        seconds: request.seconds,
        converted_mb: request.converted_mb,
        convert_seconds: request.convert_seconds,
        ..Documents::default()
    };
    if let Task::Convert {
        converter,
        folder,
        file,
    } = &request.task
    {
        return Err(convert::become_converter(&limits, converter, folder, file));
    }
    confine(&limits)?;
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    if let Task::Table { rows } = request.task {
        return read_table(&bytes, rows, &mut to);
    }
    match work(&request, bytes, &mut to) {
        Ok(()) => Ok(()),
        Err(PdfError::Write(error)) => Err(error),
        Err(error) => {
            let why = error.to_string();
            frame::write(&mut to, &Told::Refused { why }, &[])
        }
    }
}

fn read_table(bytes: &[u8], rows: usize, to: &mut impl Write) -> io::Result<()> {
    let read = table::read(bytes, rows, &mut |piece| {
        let told = match piece {
            Piece::Sheet(name) => Told::Sheet { name },
            Piece::Rows(rows) => Told::Rows { rows },
        };
        frame::write(to, &told, &[])
    });
    let told = match read {
        Ok(()) => Told::Done { warnings: 0 },
        Err(TableError::Tell(error)) => return Err(error),
        Err(error) => Told::Refused {
            why: error.to_string(),
        },
    };
    frame::write(to, &told, &[])
}

fn work(request: &Request, bytes: Vec<u8>, to: &mut impl Write) -> Result<(), PdfError> {
    let is_picture = bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8\xff");
    let beside = is_picture.then(|| pdf::beside_picture(&bytes));
    let bytes = pdf::pdf_of(bytes)?;
    let source = Source::open(&bytes, &Face::of(request.folders.clone()), request.pages)?;
    match &request.task {
        Task::Look { dpi } => look(&source, *dpi, to),
        Task::Inspect => inspect(&source, beside.map_or_else(|| pdf::left_over(&bytes), Ok)?, to),
        Task::Redact { boxes } => {
            let mut broken = None;
            let mut tell = |page, pages| {
                let told = frame::write(to, &Told::Progress { page, pages }, &[]);
                broken = broken.take().or(told.err());
            };
            let (made, report) = pdf::redact(&source, boxes, &mut tell)?;
            if let Some(error) = broken {
                return Err(error.into());
            }
            let bytes = made.len();
            frame::write(to, &Told::Redacted { report, bytes }, &made)?;
            Ok(())
        }
        // This process has become another long ago, or read a table.
        Task::Convert { .. } | Task::Table { .. } => Ok(()),
    }
}

fn inspect(source: &Source, found: Vec<&'static str>, to: &mut impl Write) -> Result<(), PdfError> {
    let what = found.into_iter().map(str::to_owned).collect();
    frame::write(to, &Told::Found { what }, &[])?;
    let (cache, mut covered) = (source.cache(), false);
    for (index, (width, height)) in source.sizes().iter().enumerate() {
        let told = Told::Page {
            page: index + 1,
            pages: source.pages(),
            width: *width,
            height: *height,
            text: PageText::of(source, index)?,
            bytes: 0,
        };
        frame::write(to, &told, &[])?;
        covered = covered || pdf::hides(source, &cache, index)?;
    }
    if covered {
        let what = vec![pdf::COVERED.to_owned()];
        frame::write(to, &Told::Found { what }, &[])?;
    }
    let warnings = source.warnings();
    frame::write(to, &Told::Done { warnings }, &[])?;
    Ok(())
}

fn look(source: &Source, dpi: f64, to: &mut impl Write) -> Result<(), PdfError> {
    let cache = source.cache();
    for (index, (width, height)) in source.sizes().iter().enumerate() {
        let picture = Picture::of(source, &cache, index, dpi)?.png()?;
        let told = Told::Page {
            page: index + 1,
            pages: source.pages(),
            width: *width,
            height: *height,
            text: PageText::of(source, index)?,
            bytes: picture.len(),
        };
        frame::write(to, &told, &picture)?;
    }
    let warnings = source.warnings();
    frame::write(to, &Told::Done { warnings }, &[])?;
    Ok(())
}
