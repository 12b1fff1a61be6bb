//! Word and Excel into PDF, by LibreOffice. Every run has a folder of its own with a profile of its own, in which macros
//! and links to elsewhere are off; the process is limited before it begins, and it and whatever it started are ended when
//! its time is over. One file at a time.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::PoisonError,
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use tempfile::TempDir;

use super::{COMMAND, Task, WorkError, Worker};
use crate::{
    config::Documents,
    documents::{Kind, confine_converter},
};

/// How the folders of runs are called.
const PREFIX: &str = "gongkai-convert-";

/// A folder that is so much older than a new one was left behind by a program that was cut off.
const FORGOTTEN: Duration = Duration::from_hours(24);

/// How often is looked whether the converter is done.
const GLANCE: Duration = Duration::from_millis(50);

/// What the converter may do: nothing that a document asks for.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"#;

/// Where nobody listens: whatever would be fetched is not.
const NOWHERE: &str = "http://127.0.0.1:9";

impl Worker {
    /// Makes a PDF of a Word or Excel file.
    pub fn convert(&self, bytes: &[u8], kind: Kind) -> Result<Vec<u8>, WorkError> {
        let converter = found(&self.limits.converter).ok_or(WorkError::NoConverter)?;
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = |source| WorkError::Start {
            program: converter.clone(),
            source,
        };
        let folder = Self::folder().map_err(failed)?;
        let file = format!("document.{}", extension(kind));
        let profile = folder.path().join("profile/user");
        fs::create_dir_all(&profile)
            .and_then(|()| fs::write(profile.join("registrymodifications.xcu"), PROFILE))
            .and_then(|()| fs::write(folder.path().join(&file), bytes))
            .map_err(failed)?;
        let task = Task::Convert {
            converter: converter.clone(),
            folder: folder.path().to_owned(),
            file,
        };
        self.run_group(task).map_err(failed)??;
        self.made(&folder.path().join("out/document.pdf"))
    }

    /// A new folder that nobody else can look into; old ones that were left behind are taken away.
    fn folder() -> io::Result<TempDir> {
        let all = std::env::temp_dir();
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(&all)?;
        let now = folder.path().metadata()?.modified()?;
        for other in fs::read_dir(&all)?.flatten() {
            let is_ours = other.file_name().to_string_lossy().starts_with(PREFIX);
            let changed = other.metadata().and_then(|about| about.modified()).ok();
            let age = changed.and_then(|changed| now.duration_since(changed).ok());
            if is_ours && age.is_some_and(|age| age > FORGOTTEN) {
                // Whoever cannot take it away does not own it.
                fs::remove_dir_all(other.path()).ok();
            }
        }
        Ok(folder)
    }

    /// Runs the converter to its end or to the end of its time; nothing that it started is left when this returns.
    fn run_group(&self, task: Task) -> io::Result<Result<(), WorkError>> {
        let line = serde_json::to_vec(&self.request(task))?;
        let mut child = Group(
            Command::new(&self.program)
                .arg(COMMAND)
                .env_clear()
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .process_group(0)
                .spawn()?,
        );
        if let Some(mut input) = child.0.stdin.take() {
            // A process that is gone already is noticed below.
            input.write_all(&line).and_then(|()| input.write_all(b"\n")).ok();
        }
        let begun = Instant::now();
        let patience = Duration::from_secs(self.limits.convert_seconds);
        while !child.is_done()? {
            if begun.elapsed() > patience {
                return Ok(Err(WorkError::TooMuch));
            }
            thread::sleep(GLANCE);
        }
        Ok(Ok(()))
    }

    /// What the converter made.
    fn made(&self, file: &Path) -> Result<Vec<u8>, WorkError> {
        let most = self.limits.converted_mb.saturating_mul(1024 * 1024);
        let mut bytes = Vec::new();
        let read = fs::File::open(file).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
        match read {
            Ok(count) if u64::try_from(count).unwrap_or(u64::MAX) > most => Err(WorkError::TooMuch),
            Ok(_) if bytes.starts_with(b"%PDF-") => Ok(bytes),
            Ok(_) | Err(_) => Err(WorkError::Refused(
                "LibreOffice不能打开或者转换这个文件（可能已损坏，或者设有密码）：请在自己的电脑上打开，另存为PDF后再上传"
                    .to_owned(),
            )),
        }
    }
}

/// Where the converter is: by its path, or by its name among the programs.
fn found(converter: &str) -> Option<PathBuf> {
    if converter.is_empty() {
        return None;
    }
    if converter.contains('/') {
        return Some(PathBuf::from(converter)).filter(|path| path.is_file());
    }
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(converter))
        .find(|path| path.is_file())
}

/// The converter knows WPS files by the name of Word's.
fn extension(kind: Kind) -> &'static str {
    let known = if kind == Kind::Wps { Kind::Doc } else { kind };
    known.as_str()
}

/// Limits this process and lets it become the converter. Returns only if it cannot.
pub(super) fn become_converter(limits: &Documents, converter: &Path, folder: &Path, file: &str) -> io::Error {
    if let Err(error) = confine_converter(limits) {
        return error;
    }
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    Command::new(converter)
        .args([
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
        ])
        .arg(profile)
        .args(["--convert-to", "pdf", "--outdir"])
        .arg(folder.join("out"))
        .arg(folder.join(file))
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("LANG", "C.UTF-8")
        .env("SAL_USE_VCLPLUGIN", "svp")
        .envs(["HOME", "TMPDIR"].map(|name| (name, folder)))
        .envs(["http_proxy", "https_proxy", "ftp_proxy", "all_proxy"].map(|name| (name, NOWHERE)))
        .current_dir(folder)
        .stdin(Stdio::null())
        .exec()
}

/// A process with all that it started, which do not outlive whoever asked.
struct Group(Child);

impl Group {
    /// Whether the process has ended. It is not taken off the list yet, so that its number names nobody else.
    fn is_done(&self) -> io::Result<bool> {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        Ok(waitid(WaitId::Pid(Pid::from_child(&self.0)), options)?.is_some())
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Already gone is what is wanted.
        kill_process_group(Pid::from_child(&self.0), Signal::KILL).ok();
        self.0.wait().ok();
    }
}
