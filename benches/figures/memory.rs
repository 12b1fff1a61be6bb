//! What the serving program holds in memory, freshly started and after many have read.

use std::sync::Arc;

use gongkai::law::Role;

use super::{
    measure::together,
    pages::{cases, following},
    place::Place,
    program::Program,
    reader::Reader,
};

/// What it may hold, in MiB.
const AT_MOST: u64 = 300;

/// Pages that each reader reads.
const EACH: usize = 100;

pub(crate) async fn measure(place: &Place, readers: usize) {
    let program = Program::serve(place).await;
    let Some(begun) = program.resident() else { return };
    let (username, _) = place.officer(Role::IntakeClerk).await;
    let crowd = Reader::crowd(&program.door, (&username, &place.material.password), readers).await;
    let mut pages = following(crowd.first().unwrap(), "/desk?tab=all").await;
    pages.extend(cases(place).await);
    let pages = Arc::new(pages);
    together(&crowd, EACH, move |reader: Arc<Reader>, turn| {
        let pages = Arc::clone(&pages);
        async move { reader.read(pages.get(turn % pages.len()).unwrap()).await }
    })
    .await;
    let [begun, after] = [begun, program.resident().unwrap()].map(|bytes| bytes >> 20);
    let verdict = if after <= AT_MOST { "≤" } else { "> !" };
    println!(
        "{:<30} {after} MiB {verdict} {AT_MOST} MiB ({begun} MiB freshly started)",
        format!("memory after {} pages", crowd.len() * EACH),
    );
}
