//! What the `cotangent` command says: measurements, the tables that show them, and pages of HTML.

pub mod agreement;
pub mod heat;
pub mod imnn;
pub mod page;
pub mod score;
pub mod srbm;

use crate::score::pictures::{ORANGE, PictureError, losses};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};
use peak_alloc::PeakAlloc;
use std::time::{Duration, Instant};

/// What a run of something cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Median time of a run.
    pub time: Duration,
    /// Most memory in use during a run beyond what was in use before it, in bytes; 0 in a program
    /// whose global allocator is not [`PeakAlloc`].
    pub peak_extra_bytes: usize,
}

impl Cost {
    /// The time in milliseconds.
    pub fn milliseconds(&self) -> f64 {
        self.time.as_secs_f64() * 1e3
    }

    /// The memory in MiB.
    pub fn mebibytes(&self) -> f64 {
        self.peak_extra_bytes as f64 / f64::from(1 << 20)
    }
}

/// Runs each task once for its memory and to warm up, then all of them in turn `repeats` times, so
/// that what else the machine does meets all alike.
///
/// # Panics
/// If `repeats` is 0.
///
/// # Examples
/// ```
/// # use cotangent_models::report::measure;
/// let mut runs = 0;
/// let costs = measure(&mut [&mut || runs += 1], 3);
/// assert_eq!((costs.len(), runs), (1, 4));
/// ```
pub fn measure(tasks: &mut [&mut dyn FnMut()], repeats: usize) -> Vec<Cost> {
    assert!(repeats > 0, "at least one run is needed");
    let peaks: Vec<usize> = tasks
        .iter_mut()
        .map(|task| {
            let before = PeakAlloc.current_usage();
            PeakAlloc.reset_peak_usage();
            task();
            PeakAlloc.peak_usage().saturating_sub(before)
        })
        .collect();
    let mut times = vec![Vec::with_capacity(repeats); tasks.len()];
    for _ in 0..repeats {
        for (task, times) in tasks.iter_mut().zip(&mut times) {
            let start = Instant::now();
            task();
            times.push(start.elapsed());
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort();
        (times[(times.len() - 1) / 2] + times[times.len() / 2]) / 2
    };
    let times = times.into_iter().map(median);
    times.zip(peaks).map(|(time, peak_extra_bytes)| Cost { time, peak_extra_bytes }).collect()
}

/// A table whose first `n_words` columns are words and whose others are numbers.
pub fn table(header: &[&str], rows: &[Vec<String>], n_words: usize) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(header);
    table.add_rows(rows);
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_constraint(ColumnConstraint::ContentWidth);
        if i >= n_words {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.to_string()
}

fn pair(name: &str, value: impl ToString) -> Vec<String> {
    vec![name.to_owned(), value.to_string()]
}

/// A few settings in one line.
fn toml_line(value: &impl serde::Serialize) -> String {
    let text = toml::to_string(value).unwrap_or_default();
    text.lines().collect::<Vec<_>>().join(", ").replace('"', "")
}

/// The losses of epochs, and those of what was held out, if anything was.
fn loss_curves(training: &[f64], held_out: &[f64], what: &str) -> Result<page::Part, PictureError> {
    let mut plot = losses(training)?;
    let mut caption = "The loss of each epoch, before its steps".to_owned();
    if !held_out.is_empty() {
        let other = losses(held_out)?;
        plot.y = (plot.y.0.min(other.y.0), plot.y.1.max(other.y.1));
        for mut series in other.series {
            (series.name, series.colour) = ("held out".into(), ORANGE);
            plot.series.push(series);
        }
        caption.push_str(&format!(", and that of the held-out {what} after them"));
    }
    page::Part::picture(caption, &plot)
}
