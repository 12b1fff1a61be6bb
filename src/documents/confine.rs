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
