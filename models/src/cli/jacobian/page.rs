//! The report of a Jacobian: tables, and the page that has them and the heat map.

use super::Found;
use super::compare::{ABSOLUTE, HEADER, RELATIVE, TOLERANCE};
use super::network::Problem;
use super::picture::heat_map;
use cotangent_models::report::page::{Page, Part, Section};

/// Rows of a table at most.
const ROWS: usize = 20;
/// Floats of the heat map at most.
pub(super) const SHOWN: usize = 1 << 20;

/// A table as its caption, header, rows, and the number of its columns that are words.
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) header: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) n_words: usize,
}

impl Table {
    fn part(self) -> Part {
        Part::table(&self.caption, &self.header, self.rows, self.n_words)
    }
}

/// What the network and its samples are.
pub(super) fn about(problem: &Problem) -> String {
    let widths: Vec<String> = problem.widths.iter().map(ToString::to_string).collect();
    format!(
        "{} {}, {}; N = {}, C = {}",
        widths.join("-"),
        problem.net.activation.name(),
        problem.origin,
        problem.x.len(),
        problem.n_outputs()
    )
}

pub(super) fn shapes(problem: &Problem) -> Table {
    let (n, c) = (problem.x.len(), problem.n_outputs());
    let mut rows = vec![];
    for (l, pair) in problem.widths.windows(2).enumerate() {
        let (n_in, n_out) = (pair[0], pair[1]);
        for (kind, shape) in [("W", vec![n_out, n_in]), ("b", vec![n_out])] {
            let whole: Vec<usize> = [n, c].into_iter().chain(shape.iter().copied()).collect();
            rows.push(vec![
                format!("{kind}{}", l + 1),
                format!("{shape:?}"),
                format!("{whole:?}"),
                whole.iter().product::<usize>().to_string(),
            ]);
        }
    }
    let header = vec!["parameter", "shape", "of its Jacobian", "floats"];
    Table { caption: String::new(), header, rows, n_words: 3 }
}

/// Of all ways, and of a file where there is one.
pub(super) fn agreement(found: &Found) -> Table {
    let rows = found.rows.iter().map(super::compare::Row::cells).collect();
    let caption = format!(
        "Against the first way, for {} samples; entries match where |difference| ≤ {ABSOLUTE:e} + {RELATIVE:e} |expected|",
        found.compared
    );
    Table { caption, header: HEADER.to_vec(), rows, n_words: 1 }
}

pub(super) fn differences(found: &Found) -> Table {
    let of = &found.differences;
    let rows = vec![vec![
        "by the macro, against central differences".to_owned(),
        of.entries.to_string(),
        of.at_kinks.to_string(),
        format!("{:.1e}", of.error),
        if of.agrees() { "yes" } else { "NO" }.to_owned(),
    ]];
    let header =
        vec!["Jacobian", "entries", "left out at kinks", "relative to the largest", "agrees"];
    let caption = format!("Up to {TOLERANCE:e} of the largest entry counts as agreement");
    Table { caption, header, rows, n_words: 1 }
}

pub(super) fn by_array(found: &Found) -> Table {
    let row = |(name, numbers): &(String, [f64; 3])| {
        let numbers = numbers.iter().map(|x| format!("{x:.5e}"));
        [name.clone()].into_iter().chain(numbers).collect()
    };
    let rows = found.quantities.by_array.iter().map(row).collect();
    let header = vec!["parameter", "‖Σ gₙ‖", "Σ variance of gₙ", "trace of the GGN"];
    let caption = "Of each sample's own loss ‖f − y‖², not divided by N".to_owned();
    Table { caption, header, rows, n_words: 1 }
}

fn norms(found: &Found) -> Table {
    let total = &found.quantities.norms.total;
    let row = |(n, x): (usize, &f64)| vec![n.to_string(), format!("{x:.6e}")];
    let rows: Vec<Vec<String>> = total.iter().take(ROWS).enumerate().map(row).collect();
    let caption =
        format!("Squared norms of the gradients of {} of {} samples", rows.len(), total.len());
    Table { caption, header: vec!["sample", "‖gₙ‖²"], rows, n_words: 0 }
}

pub(super) fn noise(found: &Found) -> String {
    match found.quantities.noise_scale {
        Some(scale) if scale.is_finite() => format!(
            "Noise scale tr Σ/‖G‖²: {scale:.4} samples are enough for a gradient as large as its noise."
        ),
        Some(_) => "Noise scale tr Σ/‖G‖²: no gradient is seen above the noise.".to_owned(),
        None => "Noise scale: one sample has none.".to_owned(),
    }
}

/// The page, and its heat map.
pub(super) fn page(problem: &Problem, found: &Found) -> (Page, String) {
    let svg = heat_map("batched Jacobian", &found.shown);
    let c = problem.n_outputs();
    let floats: usize = found.shown.iter().map(|array| array.floats.len()).sum();
    let (rows, shown) = (found.shown_samples * c, found.shown_samples);
    let caption = format!(
        "Rows: {c} outputs of each of {shown} samples, {rows} in all. Columns: the {} parameters. Blue is negative, orange \
         positive, white zero.",
        floats / rows
    );
    let mut compared = vec![agreement(found).part()];
    for row in &found.rows {
        if let Err(error) = &row.found {
            compared.push(Part::Warning(format!("{}: {error}", row.what)));
        }
    }
    let sections = vec![
        Section::new(
            "The Jacobian",
            vec![
                Part::Text(format!("{}.", about(problem))),
                shapes(problem).part(),
                Part::Picture { caption, svg: svg.clone() },
            ],
        ),
        Section::new("Agreement, times and memory", compared),
        Section::new("Against finite differences", vec![differences(found).part()]),
        Section::new(
            "Quantities of each sample",
            vec![by_array(found).part(), Part::Text(noise(found)), norms(found).part()],
        ),
    ];
    (Page { title: "Batched Jacobian".to_owned(), sections }, svg)
}
