//! Limits that a process sets itself before it opens a file that nobody vouches for.

use rlimit::{Resource, setrlimit};

use crate::config::Documents;

/// Limits memory and processor time of this process for good, and forbids it to leave its memory behind when it dies:
/// documents hold what must not lie around.
pub fn confine(limits: &Documents) -> Result<(), std::io::Error> {
    let memory = limits.memory_mb.saturating_mul(1024 * 1024);
    setrlimit(Resource::AS, memory, memory)?;
    // The first limit can be caught, the second cannot.
    setrlimit(Resource::CPU, limits.seconds, limits.seconds.saturating_add(5))?;
    setrlimit(Resource::CORE, 0, 0)
}

/// The same for the converter, which this process becomes: it maps far more memory than it uses, so what it uses is
/// limited, and so is the size of whatever it writes.
pub fn confine_converter(limits: &Documents) -> Result<(), std::io::Error> {
    let megabytes = |count: u64| count.saturating_mul(1024 * 1024);
    let seconds = limits.convert_seconds;
    setrlimit(
        Resource::DATA,
        megabytes(limits.memory_mb),
        megabytes(limits.memory_mb),
    )?;
    setrlimit(Resource::CPU, seconds, seconds.saturating_add(5))?;
    setrlimit(
        Resource::FSIZE,
        megabytes(limits.converted_mb),
        megabytes(limits.converted_mb),
    )?;
    setrlimit(Resource::CORE, 0, 0)
}
