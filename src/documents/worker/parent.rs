//! The side that asks.

use std::{
    io::{self, BufReader, Write as _},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

use super::{COMMAND, Request, Task, Told, frame};
use crate::{
    config::Documents,
    documents::{
        pdf::{Blackout, PageText, Redacted},
        table::Piece,
    },
};

/// Starts processes for documents. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Worker {
    /// The program itself.
    pub program: PathBuf,
    /// Where the stand-in for Chinese fonts is looked for.
    pub folders: Vec<PathBuf>,
    pub limits: Documents,
    /// Whose turn it is to convert: one file at a time.
    pub(super) turn: Arc<Mutex<()>>,
}

/// Why nothing came of it. What a file is to blame for is said in Chinese, for staff.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    #[error("{0}")]
    Refused(String),
    #[error("文件超出处理限度（内存、时间），或者使处理程序出错：请分成几个文件，或者打印成普通PDF")]
    TooMuch,
    #[error(
        "本系统没有安装转换 Word、Excel 文件的程序（LibreOffice）：请在自己的电脑上另存为PDF后再上传。原件已经保存，不会丢失"
    )]
    NoConverter,
    #[error("无法启动文件处理程序 {program}：请检查程序文件和系统资源")]
    Start {
        program: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// A page as it was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Counted from one.
    pub number: usize,
    /// In points, as shown.
    pub width: f64,
    pub height: f64,
    pub text: PageText,
    /// PNG.
    pub picture: Vec<u8>,
}

/// How far a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub page: usize,
    pub pages: usize,
}

/// How much longer than its processor time a process may take before it is ended: it may have to wait for its turn.
const PATIENCE: u32 = 4;

/// What is told while a file is read page by page.
enum Of {
    /// A page, and how many there are.
    Page(Page, usize),
    Found {
        what: Vec<String>,
    },
    Done {
        warnings: usize,
    },
}

/// What a process that reads page by page tells; anything else ends the work.
fn page_of(told: Told, picture: Vec<u8>) -> Result<Of, WorkError> {
    match told {
        Told::Page {
            page,
            pages,
            width,
            height,
            text,
            bytes: _,
        } => {
            let page = Page {
                number: page,
                width,
                height,
                text,
                picture,
            };
            Ok(Of::Page(page, pages))
        }
        Told::Found { what } => Ok(Of::Found { what }),
        Told::Done { warnings } => Ok(Of::Done { warnings }),
        Told::Refused { why } => Err(WorkError::Refused(why)),
        Told::Progress { .. } | Told::Redacted { .. } | Told::Sheet { .. } | Told::Rows { .. } => {
            Err(WorkError::TooMuch)
        }
    }
}

impl Worker {
    pub fn new(program: PathBuf, folders: Vec<PathBuf>, limits: Documents) -> Self {
        Self {
            program,
            folders,
            limits,
            turn: Arc::default(),
        }
    }

    /// Looks at every page of a PDF, in order. `each` gets a page when it is there, and how many there are; it stops the
    /// work by an error. Returns how often something could not be drawn.
    pub fn look<E: From<WorkError>>(
        &self,
        pdf: Vec<u8>,
        dpi: f64,
        each: &mut dyn FnMut(Page, usize) -> Result<(), E>,
    ) -> Result<usize, E> {
        let mut finished = None;
        self.run(Task::Look { dpi }, pdf, &mut |told, bytes| -> Result<(), E> {
            match page_of(told, bytes)? {
                Of::Page(page, pages) => each(page, pages)?,
                Of::Done { warnings } => finished = Some(warnings),
                Of::Found { .. } => return Err(WorkError::TooMuch.into()),
            }
            Ok(())
        })?;
        finished.ok_or_else(|| WorkError::TooMuch.into())
    }

    /// Reads every page of a PDF or a picture, in order; `each` gets it without a picture. Returns what the file holds
    /// besides what its pages show.
    pub fn inspect<E: From<WorkError>>(
        &self,
        file: Vec<u8>,
        each: &mut dyn FnMut(Page, usize) -> Result<(), E>,
    ) -> Result<Vec<String>, E> {
        let (mut found, mut finished) = (None::<Vec<String>>, false);
        self.run(Task::Inspect, file, &mut |told, bytes| -> Result<(), E> {
            match page_of(told, bytes)? {
                Of::Page(page, pages) => each(page, pages)?,
                Of::Done { .. } => finished = true,
                Of::Found { what } => found.get_or_insert_default().extend(what),
            }
            Ok(())
        })?;
        found
            .filter(|_| finished)
            .ok_or_else(|| WorkError::TooMuch.into())
    }

    /// Reads a table of at most so many rows; `each` gets it piece by piece, and stops the work by an error.
    pub fn table<E: From<WorkError>>(
        &self,
        file: Vec<u8>,
        rows: usize,
        each: &mut dyn FnMut(Piece) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut finished = false;
        self.run(Task::Table { rows }, file, &mut |told, _| -> Result<(), E> {
            match told {
                Told::Sheet { name } => each(Piece::Sheet(name)),
                Told::Rows { rows } => each(Piece::Rows(rows)),
                Told::Done { .. } => {
                    finished = true;
                    Ok(())
                }
                Told::Refused { why } => Err(WorkError::Refused(why).into()),
                Told::Page { .. } | Told::Progress { .. } | Told::Redacted { .. } | Told::Found { .. } => {
                    Err(WorkError::TooMuch.into())
                }
            }
        })?;
        finished.then_some(()).ok_or_else(|| WorkError::TooMuch.into())
    }

    /// Makes the file that may be released.
    pub fn redact(
        &self,
        pdf: Vec<u8>,
        boxes: Vec<Blackout>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Vec<u8>, Redacted), WorkError> {
        let mut finished = None;
        self.run(
            Task::Redact { boxes },
            pdf,
            &mut |told, bytes| -> Result<(), WorkError> {
                match told {
                    Told::Progress { page, pages } => progress(Progress { page, pages }),
                    Told::Redacted { report, bytes: _ } => finished = Some((bytes, report)),
                    Told::Refused { why } => return Err(WorkError::Refused(why)),
                    Told::Page { .. }
                    | Told::Done { .. }
                    | Told::Found { .. }
                    | Told::Sheet { .. }
                    | Told::Rows { .. } => {
                        return Err(WorkError::TooMuch);
                    }
                }
                Ok(())
            },
        )?;
        finished.ok_or(WorkError::TooMuch)
    }

    pub(super) fn request(&self, task: Task) -> Request {
        let limits = &self.limits;
        Request {
            task,
            folders: self.folders.clone(),
            pages: limits.pages,
            memory_mb: limits.memory_mb,
            seconds: limits.seconds,
            converted_mb: limits.converted_mb,
            convert_seconds: limits.convert_seconds,
        }
    }

    /// Runs a task to its end. The process is gone when this returns, whatever happened.
    fn run<E: From<WorkError>>(
        &self,
        task: Task,
        pdf: Vec<u8>,
        hear: &mut dyn FnMut(Told, Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let request = self.request(task);
        let failed = |source| WorkError::Start {
            program: self.program.clone(),
            source,
        };
        let mut child = Ended(
            Command::new(&self.program)
                .arg(COMMAND)
                .env_clear()
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .map_err(failed)?,
        );
        let (input, output) = (child.0.stdin.take(), child.0.stdout.take());
        let (Some(mut input), Some(output)) = (input, output) else {
            return Err(WorkError::TooMuch.into());
        };
        // Written beside reading: a process that tells much before it has read all would wait for ever.
        let writing = thread::spawn(move || {
            let line = serde_json::to_vec(&request).unwrap_or_default();
            // Whoever does not read to the end has said why, or is gone, which the other side notices.
            input
                .write_all(&line)
                .and_then(|()| input.write_all(b"\n"))
                .and_then(|()| input.write_all(&pdf))
                .ok();
        });
        let (tell, told) = mpsc::sync_channel(4);
        let reading = thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Ok(Some(told)) = frame::read::<Told>(&mut output) {
                let count = match &told {
                    Told::Page { bytes, .. } | Told::Redacted { bytes, .. } => *bytes,
                    Told::Progress { .. }
                    | Told::Done { .. }
                    | Told::Found { .. }
                    | Told::Sheet { .. }
                    | Told::Rows { .. }
                    | Told::Refused { .. } => 0,
                };
                let Ok(bytes) = frame::read_bytes(&mut output, count) else {
                    return;
                };
                if tell.send((told, bytes)).is_err() {
                    return;
                }
            }
        });
        let patience = Duration::from_secs(self.limits.seconds).saturating_mul(PATIENCE);
        let mut outcome = Ok(());
        while outcome.is_ok() {
            match told.recv_timeout(patience) {
                Ok((told, bytes)) => outcome = hear(told, bytes),
                Err(mpsc::RecvTimeoutError::Timeout) => outcome = Err(WorkError::TooMuch.into()),
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        drop(told);
        drop(child);
        writing.join().ok();
        reading.join().ok();
        outcome
    }
}

/// A process that does not outlive whoever asked.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Already gone is what is wanted.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
