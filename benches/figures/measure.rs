//! Runs something many times and says how long it took: the middle, and the slowest of twenty.
//!
//! Each figure stands beside a yardstick from the same run on the same machine. The time says something about this
//! machine; the ratio says something about the program, and can be held against an earlier one.

use std::time::{Duration, Instant};

/// How long things took, shortest first.
#[derive(Debug)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    fn at(&self, hundredth: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * hundredth / 100).copied().unwrap_or_default()
    }

    fn middle(&self) -> Duration {
        self.at(50)
    }
}

/// Does something so many times, after a few that do not count, and takes the time of each.
pub(crate) async fn times<F: AsyncFnMut()>(count: usize, mut what: F) -> Times {
    for _ in 0..3 {
        what().await;
    }
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let begun = Instant::now();
        what().await;
        times.push(begun.elapsed());
    }
    Times::of(times)
}

/// Prints one figure with its yardstick.
pub(crate) fn report(name: &str, times: &Times, yardstick: &str, of_yardstick: &Times) {
    let ratio = times.middle().as_secs_f64() / of_yardstick.middle().as_secs_f64().max(1e-9);
    println!(
        "{name:<28} {:>10.2?}  p95 {:>10.2?}  {ratio:>7.1} × {yardstick} ({:.2?})",
        times.middle(),
        times.at(95),
        of_yardstick.middle(),
    );
}
