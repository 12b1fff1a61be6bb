//! What the serving program holds in memory, freshly started and after many have read.

use std::time::Duration;

use super::{
    measure::together,
    pages::{Desk, case_desks, desks, queues},
    place::Place,
    program::Program,
};

/// What it may hold, in MiB.
const AT_MOST: u64 = 300;

/// Pages that each reader reads, of queues and of cases.
const EACH: usize = 50;

pub(crate) async fn measure(place: &Place, readers: usize) {
    let program = Program::serve(place).await;
    let Some(begun) = program.resident() else { return };
    for desks in [
        desks(&program.door, place, readers, &queues("")).await,
        case_desks(&program.door, place, readers).await,
    ] {
        together(&desks, EACH, Duration::ZERO, Desk::read).await;
    }
    let [begun, after] = [begun, program.resident().unwrap()].map(|bytes| bytes >> 20);
    let verdict = if after <= AT_MOST { "≤" } else { "> !" };
    println!(
        "{:<30} {after} MiB {verdict} {AT_MOST} MiB ({begun} MiB freshly started)",
        format!("memory after {} pages", 2 * EACH * readers),
    );
}
