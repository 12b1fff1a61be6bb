//! Runs something many times and says how long it took: the middle, and the slowest of twenty.
//!
//! Each figure stands beside a yardstick from the same run on the same machine. The time says something about this
//! machine; the ratio says something about the program, and can be held against an earlier one.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// How long things took.
#[derive(Debug)]
pub(crate) struct Times {
    /// Shortest first.
    each: Vec<Duration>,
    /// From the first beginning to the last end, where several went on at once.
    whole: Option<Duration>,
}

impl Times {
    pub(crate) fn of(mut each: Vec<Duration>, whole: Option<Duration>) -> Self {
        each.sort_unstable();
        Self { each, whole }
    }

    fn at(&self, hundredth: usize) -> Duration {
        let last = self.each.len().saturating_sub(1);
        self.each.get(last * hundredth / 100).copied().unwrap_or_default()
    }

    fn middle(&self) -> Duration {
        self.at(50)
    }

    pub(crate) fn mean(&self) -> Duration {
        let count = u32::try_from(self.each.len().max(1)).unwrap_or(u32::MAX);
        self.each.iter().sum::<Duration>() / count
    }

    /// How many were done in a second, where several went on at once.
    fn per_second(&self) -> Option<f64> {
        let count = u32::try_from(self.each.len()).unwrap_or(u32::MAX);
        self.whole.map(|whole| f64::from(count) / whole.as_secs_f64())
    }
}

/// Does something so many times, after a few that do not count, and takes the time of each.
pub(crate) async fn times<F: AsyncFnMut()>(count: usize, mut what: F) -> Times {
    for _ in 0..3 {
        what().await;
    }
    let mut each = Vec::with_capacity(count);
    for _ in 0..count {
        let begun = Instant::now();
        what().await;
        each.push(begun.elapsed());
    }
    Times::of(each, None)
}

/// Lets several people do something, each so many times, one after the other begun every so often; at once and without
/// a pause where that is zero. `what` is told the how-manieth time it is.
pub(crate) async fn together<P, F, D>(people: &[Arc<P>], each: usize, every: Duration, what: F) -> Times
where
    P: Send + Sync + 'static,
    F: Fn(Arc<P>, usize) -> D + Clone + Send + 'static,
    D: Future<Output = ()> + Send,
{
    let begun = tokio::time::Instant::now();
    let apart = every / u32::try_from(people.len()).unwrap();
    let busy: Vec<_> = (0..)
        .zip(people)
        .map(|(number, person)| {
            let (person, what) = (Arc::clone(person), what.clone());
            tokio::spawn(async move {
                let mut times = Vec::with_capacity(each);
                let mut next = begun + apart * number;
                for turn in 0..each {
                    if !every.is_zero() {
                        tokio::time::sleep_until(next).await;
                        next += every;
                    }
                    let begun = Instant::now();
                    what(Arc::clone(&person), turn).await;
                    times.push(begun.elapsed());
                }
                times
            })
        })
        .collect();
    let mut all = Vec::new();
    for person in busy {
        all.extend(person.await.unwrap());
    }
    Times::of(all, Some(begun.elapsed()))
}

/// Something that takes as long as the machine lets it, measured in the same run.
#[derive(Debug)]
pub(crate) struct Yardstick {
    pub(crate) name: &'static str,
    pub(crate) times: Times,
}

/// Prints one figure: the middle, the slowest of twenty beside what it may be, and the middle as a multiple of the
/// yardstick's.
pub(crate) fn report(name: &str, times: &Times, at_most: Duration, yardstick: &Yardstick) {
    let Yardstick {
        name: yard,
        times: of_yardstick,
    } = yardstick;
    let ratio = times.middle().as_secs_f64() / of_yardstick.middle().as_secs_f64().max(1e-9);
    let verdict = if times.at(95) <= at_most { "≤" } else { "> !" };
    let rate = times
        .per_second()
        .map(|rate| format!(", {rate:.0} a second"))
        .unwrap_or_default();
    println!(
        "{name:<30} {:>9}  p95 {:>9} {verdict:>3} {at_most:<5?} {ratio:>7.1} × {yard} ({}){rate}",
        short(times.middle()),
        short(times.at(95)),
        short(of_yardstick.middle()),
    );
}

/// Three digits are as much as a measurement of this kind can mean.
fn short(time: Duration) -> String {
    let places = match time.as_micros() {
        0..10_000 => 2,
        10_000..100_000 => 1,
        _ => 0,
    };
    format!("{:.places$} ms", time.as_secs_f64() * 1000.0)
}
