//! What the `[[bench]]` targets share: contests between a function, the derivative that the macro
//! wrote and the handwritten one.
//!
//! Criterion measures each column on its own and keeps the history. The table after it comes from
//! rounds that take the columns in turn, so that a machine that slows down slows all of them.

use std::fmt::Write;
use std::time::{Duration, Instant};

use criterion::Criterion;

#[cfg(feature = "macro-gradients")]
pub mod macro_gradients;

/// Rounds behind each median of the table.
const ROUNDS: usize = 31;

/// Shortest time that one measurement takes.
const SHORTEST: Duration = Duration::from_millis(2);

/// A piece of work that writes its result into buffers of its own.
pub type Work<'a> = Box<dyn FnMut() + 'a>;

/// One function at one size, and the ways to differentiate it.
pub struct Contest<'a> {
    name: String,
    columns: Vec<(&'static str, Work<'a>)>,
}

impl<'a> Contest<'a> {
    /// A contest with the primal and the handwritten derivative.
    pub fn new(
        name: impl Into<String>,
        primal: impl FnMut() + 'a,
        handwritten: impl FnMut() + 'a,
    ) -> Self {
        let columns: Vec<(_, Work)> =
            vec![("primal", Box::new(primal)), ("handwritten", Box::new(handwritten))];
        Contest { name: name.into(), columns }
    }

    /// Adds the derivative that the macro wrote.
    pub fn with_macro(mut self, work: impl FnMut() + 'a) -> Self {
        self.columns.push(("macro", Box::new(work)));
        self
    }

    /// Median time of each column, all measured in turn.
    fn medians(&mut self) -> Vec<(&'static str, Duration)> {
        let repeats: Vec<u32> = self
            .columns
            .iter_mut()
            .map(|(_, work)| {
                time(work, 1);
                let once = time(work, 1).max(Duration::from_nanos(1));
                (SHORTEST.as_nanos() / once.as_nanos()) as u32 + 1
            })
            .collect();
        let mut times = vec![Vec::with_capacity(ROUNDS); self.columns.len()];
        for _ in 0..ROUNDS {
            for (((_, work), &repeats), times) in
                self.columns.iter_mut().zip(&repeats).zip(&mut times)
            {
                times.push(time(work, repeats));
            }
        }
        let names = self.columns.iter().map(|(name, _)| *name);
        names
            .zip(times)
            .map(|(name, mut times)| {
                times.sort();
                (name, times[ROUNDS / 2])
            })
            .collect()
    }
}

/// Mean time of one run out of `repeats`.
fn time(work: &mut Work, repeats: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..repeats {
        work();
    }
    start.elapsed() / repeats
}

/// Runs the contests under Criterion, then prints their table.
///
/// Under `cargo test` everything runs once and there is no table.
pub fn run(mut contests: Vec<Contest>) {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    for contest in &mut contests {
        let mut group = criterion.benchmark_group(&contest.name);
        for (name, work) in &mut contest.columns {
            group.bench_function(*name, |bencher| bencher.iter(&mut *work));
        }
        group.finish();
    }
    criterion.final_summary();
    let has = |option: &str| std::env::args().any(|argument| argument == option);
    if has("--bench") && !has("--test") && !has("--list") {
        println!("{}", table(&mut contests));
    }
}

/// A line for each contest: median times in ms, and the ratios that the project answers for.
fn table(contests: &mut [Contest]) -> String {
    let mut out = format!(
        "{:28} {:>9} {:>9} {:>9} {:>10} {:>10} {:>10}\n",
        "median ms", "primal", "handwr.", "macro", "hand/prim", "macro/hand", "macro/prim"
    );
    for contest in contests {
        let medians = contest.medians();
        let of = |column: &str| {
            let found = medians.iter().find(|(name, _)| *name == column);
            found.map(|(_, median)| median.as_secs_f64() * 1e3)
        };
        let (primal, handwritten, written) = (of("primal"), of("handwritten"), of("macro"));
        let ratio = |a: Option<f64>, b: Option<f64>| Some(a? / b?);
        let mut line = format!("{:28}", contest.name);
        for time in [primal, handwritten, written] {
            cell(&mut line, 9, 4, time);
        }
        for (a, b) in [(handwritten, primal), (written, handwritten), (written, primal)] {
            cell(&mut line, 10, 3, ratio(a, b));
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn cell(line: &mut String, width: usize, precision: usize, number: Option<f64>) {
    match number {
        Some(number) => write!(line, " {number:width$.precision$}"),
        None => write!(line, " {:>width$}", "-"),
    }
    .expect("a string takes all text");
}
