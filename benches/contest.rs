//! One function at one size, and the ways to differentiate it, side by side.
//!
//! Criterion measures each column on its own and keeps the history. The table after it comes from
//! rounds that take the columns in turn, so that a machine that slows down slows all of them.

use std::time::{Duration, Instant};

use criterion::Criterion;

use crate::report::{Column, Report, Row};

/// Rounds behind each median of the table, where columns are fast.
const ROUNDS: u32 = 31;

/// The fewest rounds, however slow a column is.
const FEWEST_ROUNDS: u32 = 5;

/// Shortest time that one measurement takes.
const SHORTEST: Duration = Duration::from_millis(2);

/// What all rounds of one contest may take, beyond which there are fewer.
const LONGEST: Duration = Duration::from_secs(20);

/// A piece of work that writes its result into buffers of its own.
pub type Work<'a> = Box<dyn FnMut() + 'a>;

/// One function at one size, and the ways to differentiate it: a name and a piece of work each.
///
/// Columns that the table knows ratios of: `primal`, `hand`, `macro`, `tape` and `fd` (finite
/// differences).
pub struct Contest<'a> {
    name: String,
    columns: Vec<(&'static str, Work<'a>)>,
    answer: Option<Vec<f64>>,
    tolerance: f64,
}

impl<'a> Contest<'a> {
    /// A contest without columns. Answers agree within 1e-9 of the largest number.
    pub fn new(name: impl Into<String>) -> Self {
        Contest { name: name.into(), columns: Vec::new(), answer: None, tolerance: 1e-9 }
    }

    /// Adds a column whose results are checked elsewhere, or that has none.
    pub fn column(mut self, name: &'static str, work: impl FnMut() + 'a) -> Self {
        self.columns.push((name, Box::new(work)));
        self
    }

    /// Adds a column with what it computes, which must be what the first such column computes.
    ///
    /// # Panics
    /// If it is not.
    pub fn answering(self, name: &'static str, answer: Vec<f64>, work: impl FnMut() + 'a) -> Self {
        let tolerance = self.tolerance;
        self.answering_within(tolerance, name, answer, work)
    }

    /// The same with a tolerance of its own, relative to the largest number: for differences.
    ///
    /// # Panics
    /// If the answers differ.
    pub fn answering_within(
        mut self,
        tolerance: f64,
        name: &'static str,
        answer: Vec<f64>,
        work: impl FnMut() + 'a,
    ) -> Self {
        match &self.answer {
            Some(expected) => {
                let what = format!("{}, {name}", self.name);
                cotangent_tests::adbench::assert_close(&what, &answer, expected, tolerance);
            }
            None => self.answer = Some(answer),
        }
        self.column(name, work)
    }

    /// Times of each column, all measured in turn.
    fn times(&mut self) -> Row {
        let mut round = Duration::ZERO;
        let mut repeats = Vec::with_capacity(self.columns.len());
        for (_, work) in &mut self.columns {
            time(work, 1);
            let once = time(work, 1).max(Duration::from_nanos(1));
            let count = (SHORTEST.as_nanos() / once.as_nanos()) as u32 + 1;
            round += once * count;
            repeats.push(count);
        }
        let affordable = (LONGEST.as_nanos() / round.as_nanos().max(1)) as u32;
        let rounds = affordable.clamp(FEWEST_ROUNDS, ROUNDS);
        let mut times = vec![Vec::new(); self.columns.len()];
        for _ in 0..rounds {
            for (((_, work), &repeats), times) in
                self.columns.iter_mut().zip(&repeats).zip(&mut times)
            {
                times.push(time(work, repeats));
            }
        }
        let columns = self.columns.iter().zip(times).map(|((name, _), mut times)| {
            times.sort();
            let ms = |time: Duration| time.as_secs_f64() * 1e3;
            Column { name, median: ms(times[times.len() / 2]), least: ms(times[0]) }
        });
        Row { name: self.name.clone(), columns: columns.collect() }
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

/// Runs the contests under Criterion, then prints their table and writes it to
/// `cotangent-bench/NAME.md` and `NAME.json` in the target folder.
///
/// `ratios` are pairs of columns, for what a table answers beyond the ratios that all have. Under
/// `cargo test` everything runs once and there is no table.
pub fn run(name: &str, ratios: &[(&'static str, &'static str)], mut contests: Vec<Contest>) {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    for contest in &mut contests {
        // Nothing more is compared, and large answers change how memory is handed out.
        contest.answer = None;
        let mut group = criterion.benchmark_group(&contest.name);
        for (name, work) in &mut contest.columns {
            group.bench_function(*name, |bencher| bencher.iter(&mut *work));
        }
        group.finish();
    }
    criterion.final_summary();
    let has = |option: &str| std::env::args().any(|argument| argument == option);
    if has("--bench") && !has("--test") && !has("--list") {
        let rows = contests.iter_mut().map(Contest::times).collect();
        let report = Report::new(name, ratios, rows);
        println!("{}", report.markdown());
        if let Err(error) = report.write() {
            eprintln!("the table of `{name}` could not be written: {error}");
        }
    }
}
