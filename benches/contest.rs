//! One function at one size, and the ways to differentiate it, side by side.
//!
//! Criterion measures each column on its own and keeps the history. The table after it comes from
//! rounds that take the columns in turn, so that a machine that slows down slows all of them.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cotangent_tests::adbench::assert_close;
use criterion::Criterion;

use crate::report::{Row, Table, Time};
use crate::results;

/// Rounds behind each median of the table, where columns are fast.
const ROUNDS: u32 = 31;

/// The fewest rounds, however slow a column is.
const FEWEST_ROUNDS: u32 = 3;

/// Shortest time that one measurement takes.
const SHORTEST: Duration = Duration::from_millis(2);

/// What all rounds of one contest may take, beyond which there are fewer.
const LONGEST: Duration = Duration::from_secs(8);

/// Columns that only the table has, from few rounds: slow, and nobody's to improve.
const SECOND_OPINIONS: [&str; 2] = ["tape", "fd"];

/// What all differences of one contest may take, beyond which a few coordinates stand for all.
const DIFFERENCES: Duration = Duration::from_millis(250);

/// A piece of work that writes its result into buffers of its own.
pub type Work<'a> = Box<dyn FnMut() + 'a>;

/// One way to differentiate.
struct Column<'a> {
    name: &'static str,
    work: Work<'a>,
    /// How often the work would have to run for the whole result; above 1 it is a part that stands for it.
    share: f64,
}

impl Column<'_> {
    fn is_second_opinion(&self) -> bool {
        SECOND_OPINIONS.contains(&self.name)
    }
}

/// One function at one size, and the ways to differentiate it: a name and a piece of work each.
///
/// Columns that the table knows ratios of: `primal`, `hand`, `macro`, `tape` and `fd` (finite
/// differences).
pub struct Contest<'a> {
    name: String,
    columns: Vec<Column<'a>>,
    answer: Option<Vec<f64>>,
    blocks: Vec<usize>,
    tolerance: f64,
}

impl<'a> Contest<'a> {
    /// A contest without columns. Answers agree within 1e-9 of the largest number.
    pub fn new(name: impl Into<String>) -> Self {
        Contest {
            name: name.into(),
            columns: Vec::new(),
            answer: None,
            blocks: Vec::new(),
            tolerance: 1e-9,
        }
    }

    /// Lengths of the parts of an answer, each with a largest number of its own.
    pub fn blocks(mut self, lengths: impl Into<Vec<usize>>) -> Self {
        self.blocks = lengths.into();
        self
    }

    /// Adds a column whose results are checked elsewhere, or that has none.
    pub fn column(mut self, name: &'static str, work: impl FnMut() + 'a) -> Self {
        self.columns.push(Column { name, work: Box::new(work), share: 1.0 });
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
                assert_eq!(answer.len(), expected.len(), "{}, {name}: length", self.name);
                let mut start = 0;
                for len in self.parts(expected.len()) {
                    let what = format!("{}, {name}, from {start}", self.name);
                    let part = start..start + len;
                    assert_close(&what, &answer[part.clone()], &expected[part], tolerance);
                    start += len;
                }
            }
            None => self.answer = Some(answer),
        }
        self.column(name, work)
    }

    /// Lengths of the parts that an answer of `len` numbers has.
    fn parts(&self, len: usize) -> Vec<usize> {
        let rest = len - self.blocks.iter().sum::<usize>();
        self.blocks.iter().copied().chain([rest]).filter(|len| *len > 0).collect()
    }

    /// Adds the column `fd`: the first numbers of the answer as central differences, two evaluations each.
    ///
    /// `value_at(i, x)` is the function with coordinate i moved from `point[i]` to `x`, and `epsilon` the
    /// precision it is computed in. Where all coordinates would take too long, those with the largest
    /// slopes in a few stretches of them stand for all, and the table says so.
    ///
    /// # Panics
    /// If no column before has an answer, or if the slopes differ from it.
    pub fn differences(
        mut self,
        tolerance: f64,
        epsilon: f64,
        point: &[f64],
        mut value_at: impl FnMut(usize, f64) -> f64 + 'a,
    ) -> Self {
        let start = Instant::now();
        value_at(0, point[0]);
        let affordable = DIFFERENCES.as_secs_f64() / (2.0 * start.elapsed().as_secs_f64());
        let answer =
            self.answer.as_ref().expect("differences stand after what they are to agree with");
        let picked = match point.len() {
            n if affordable >= n as f64 => (0..n).collect(),
            n => largest_of_stretches(&answer[..n], (affordable as usize).clamp(2, 64)),
        };
        let points: Vec<(usize, f64)> = picked.iter().map(|&i| (i, point[i])).collect();
        let mut slopes = vec![0.0; points.len()];
        let mut work = move |slopes: &mut [f64]| {
            for (slope, &(i, x)) in slopes.iter_mut().zip(&points) {
                *slope = central_difference(epsilon, x, |x| value_at(i, x));
            }
        };
        work(&mut slopes);
        let mut ends = 0;
        for len in self.parts(answer.len()) {
            let part = &answer[ends..ends + len];
            let allowed = tolerance * part.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
            for (&i, &slope) in
                picked.iter().zip(&slopes).filter(|(i, _)| (ends..ends + len).contains(i))
            {
                let (name, expected) = (&self.name, answer[i]);
                // Written so that NaN fails.
                assert!(
                    (slope - expected).abs() <= allowed,
                    "{name}, fd[{i}]: got {slope:e}, expected {expected:e}"
                );
            }
            ends += len;
        }
        let share = point.len() as f64 / picked.len() as f64;
        let work = Box::new(move || work(std::hint::black_box(&mut slopes)));
        self.columns.push(Column { name: "fd", work, share });
        self
    }

    /// Times of each column, all measured in turn.
    ///
    /// Second opinions take part in few rounds, and where they are slow in none: what is taken of them then is the one
    /// run that shows it.
    fn times(mut self) -> Row {
        // Nothing more is compared, and large answers change how memory is handed out.
        self.answer = None;
        let slow = LONGEST / ROUNDS;
        let (mut round, mut repeats) = (Duration::ZERO, Vec::new());
        let mut times = vec![Vec::new(); self.columns.len()];
        for (column, times) in self.columns.iter_mut().zip(&mut times) {
            let mut once = time(&mut column.work, 1);
            if once < slow {
                once = time(&mut column.work, 1).max(Duration::from_nanos(1));
            }
            let count = (SHORTEST.as_nanos() / once.as_nanos()) as u32 + 1;
            repeats.push(count);
            if !column.is_second_opinion() {
                round += once * count;
            } else if once > slow {
                times.push(once);
            }
        }
        let affordable = (LONGEST.as_nanos() / round.as_nanos().max(1)) as u32;
        let rounds = affordable.clamp(FEWEST_ROUNDS, ROUNDS);
        let done: Vec<bool> = times.iter().map(|times| !times.is_empty()).collect();
        let count = self.columns.len();
        for number in 0..rounds {
            // Another column leads each round, lest one should always follow the same or meet another program's turn.
            for i in (0..count).map(|i| (i + number as usize) % count) {
                let column = &mut self.columns[i];
                if !done[i] && (number < FEWEST_ROUNDS || !column.is_second_opinion()) {
                    times[i].push(time(&mut column.work, repeats[i]));
                }
            }
        }
        let columns = self.columns.iter().zip(times).map(|(column, mut times)| {
            times.sort();
            let ms = |time: Duration| time.as_secs_f64() * 1e3 * column.share;
            let (median, least) = (ms(times[times.len() / 2]), ms(times[0]));
            Time { column: column.name.into(), median, least, extrapolated: column.share > 1.0 }
        });
        Row { name: self.name, times: columns.collect() }
    }
}

/// The indices of the largest entries in so many stretches of about the same length.
fn largest_of_stretches(entries: &[f64], count: usize) -> Vec<usize> {
    let count = count.min(entries.len());
    let bounds = |k: usize| k * entries.len() / count..(k + 1) * entries.len() / count;
    let larger = |a: &usize, b: &usize| entries[*a].abs().total_cmp(&entries[*b].abs());
    (0..count).filter_map(|k| bounds(k).max_by(larger)).collect()
}

/// The slope of a function of one number.
///
/// The step is scaled to the number: the cube root of the rounding error balances it with the error of
/// the formula.
pub(crate) fn central_difference(epsilon: f64, x: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
    let h = epsilon.cbrt() * x.abs().max(1.0);
    (f(x + h) - f(x - h)) / (2.0 * h)
}

/// Mean time of one run out of `repeats`.
fn time(work: &mut Work, repeats: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..repeats {
        work();
    }
    start.elapsed() / repeats
}

/// A contest that is set up when its turn comes.
pub type Later<'a> = Box<dyn FnOnce() -> Contest<'a> + 'a>;

/// The contest of each item.
pub fn each<'a, T: 'a>(
    items: impl IntoIterator<Item = T>,
    contest: impl Fn(T) -> Contest<'a> + Copy + 'a,
) -> impl Iterator<Item = Later<'a>> {
    items.into_iter().map(move |item| -> Later<'a> { Box::new(move || contest(item)) })
}

/// Contests that make one table.
pub struct Contests<'a> {
    title: String,
    scaling: bool,
    ratios: Vec<(&'static str, &'static str)>,
    contests: Vec<Later<'a>>,
}

impl<'a> Contests<'a> {
    /// A table of different functions or sizes, for the README too.
    pub fn new(title: impl Into<String>, contests: impl IntoIterator<Item = Later<'a>>) -> Self {
        let contests = contests.into_iter().collect();
        Contests { title: title.into(), scaling: false, ratios: Vec::new(), contests }
    }

    /// A table of one function over one of its sizes; Criterion leaves it out.
    pub fn scaling(
        title: impl Into<String>,
        contests: impl IntoIterator<Item = Later<'a>>,
    ) -> Self {
        Contests { scaling: true, ..Contests::new(title, contests) }
    }

    /// Pairs of columns whose ratio the table has beyond those that all tables have.
    pub fn ratios(mut self, ratios: &[(&'static str, &'static str)]) -> Self {
        self.ratios = ratios.to_vec();
        self
    }
}

/// Asks this program for one row: the numbers of the table and of the contest in it.
const ROW: &str = "--row";

/// Runs the contests under Criterion, then measures their tables and writes them where [`results`] says.
///
/// Each row of a table is measured in a process of its own: what contests before leave in the heap, be it holes or
/// memory that is ready, would slow some columns and speed up others. Under `cargo test` everything runs once and
/// there is no table.
pub fn run(target: &str, mut tables: Vec<Contests>) {
    if let Some((table, row)) = row_asked_for() {
        let later = tables.swap_remove(table).contests.swap_remove(row);
        drop(tables);
        // Until a large block has come back, the C library returns what is freed to the system and fetches it again, page
        // by page. Programs that have run for a while are past that.
        drop(std::hint::black_box(vec![0_u8; 16 << 20]));
        let json = serde_json::to_string(&later().times()).expect("times are numbers");
        return println!("{json}");
    }
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    let has = |option: &str| std::env::args().any(|argument| argument == option);
    let measured = has("--bench") && !has("--test") && !has("--list");
    let mut done = Vec::new();
    for (number, Contests { title, scaling, ratios, contests }) in tables.into_iter().enumerate() {
        let rows = 0..contests.len();
        for contest in contests.into_iter().filter(|_| !(scaling && measured)) {
            let mut contest = contest();
            if scaling {
                continue;
            }
            // Nothing more is compared, and large answers change how memory is handed out.
            contest.answer = None;
            let mut group = criterion.benchmark_group(&contest.name);
            for column in contest.columns.iter_mut().filter(|column| !column.is_second_opinion()) {
                group.bench_function(column.name, |bencher| bencher.iter(&mut column.work));
            }
            group.finish();
        }
        done.push((number, title, scaling, ratios, rows));
    }
    criterion.final_summary();
    if measured {
        let tables = done.into_iter().map(|(number, title, scaling, ratios, rows)| {
            let rows = rows.map(|row| times_of(number, row)).collect();
            let table = Table::new(title, scaling, &ratios, rows);
            println!("{}", table.markdown());
            table
        });
        if let Err(error) = results::write(target, tables.collect()) {
            eprintln!("the tables of `{target}` could not be written: {error}");
            std::process::exit(1);
        }
    }
}

/// The row that another process asked for.
fn row_asked_for() -> Option<(usize, usize)> {
    let mut arguments = std::env::args().skip_while(|argument| argument != ROW).skip(1);
    let mut number = || arguments.next()?.parse().ok();
    Some((number()?, number()?))
}

/// The times of one contest, from a process of its own.
fn times_of(table: usize, row: usize) -> Row {
    let program = std::env::current_exe().expect("this program's path");
    let output = Command::new(program)
        .args([ROW, &table.to_string(), &row.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .expect("this program runs again");
    assert!(output.status.success(), "row {row} of table {table}: {}", output.status);
    serde_json::from_slice(&output.stdout).expect("the times of a row")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_represented_by_their_largest_entries() {
        assert_eq!(largest_of_stretches(&[1.0, -3.0, 2.0, 0.5, 0.0, 0.1], 2), [1, 3]);
        assert_eq!(largest_of_stretches(&[1.0, 2.0], 5), [0, 1]);
    }

    fn parabolas(x: &[f64], i: usize, moved: f64) -> f64 {
        x.iter().enumerate().map(|(k, &x)| if k == i { moved * moved } else { x * x }).sum()
    }

    #[test]
    fn differences_agree_with_the_gradient() {
        let x = [1.0, -2.0, 3.0];
        let contest =
            Contest::new("parabolas").blocks([1]).answering("hand", vec![2.0, -4.0, 6.0], || {});
        let contest =
            contest.differences(1e-8, f64::EPSILON, &x, |i, moved| parabolas(&x, i, moved));
        assert_eq!(contest.columns[1].share, 1.0);
    }

    #[test]
    #[should_panic(expected = "parabolas, fd[2]")]
    fn a_wrong_slope_is_loud() {
        let x = [1.0, -2.0, 3.0];
        let contest = Contest::new("parabolas").answering("hand", vec![2.0, -4.0, 5.9], || {});
        contest.differences(1e-8, f64::EPSILON, &x, |i, moved| parabolas(&x, i, moved));
    }

    #[test]
    #[should_panic(expected = "two, macro, from 1")]
    fn parts_have_scales_of_their_own() {
        let contest = Contest::new("two").blocks([1]).answering("hand", vec![1e12, 1.0], || {});
        contest.answering("macro", vec![1e12, 1.5], || {});
    }
}
