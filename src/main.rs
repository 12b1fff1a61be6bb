//! The program: see `gongkai --help`.

use std::process::ExitCode;

/// Pages are made of thousands of small pieces, by several threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    gongkai::cli::main().await
}
