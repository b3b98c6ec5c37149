//! The report of a run of an information-maximising network.

mod gradients;
mod panels;
mod scatter;

use super::agreement::Row;
use super::page::{Page, Part, Section};
use super::pair;
use crate::imnn::{State, Statistics};
use crate::run::folder::HISTORY;
use crate::run::imnn::{Digits, Estimator, ImnnRunError, Prepared, Run, Summary};
use crate::run::job::Summary as _;
use gradients::compare;
use panels::{ALL, Panels};

/// What a report says, and whether the gradients in it agree.
#[derive(Debug, Clone)]
pub struct ImnnReport {
    /// From above to below.
    pub sections: Vec<Section>,
    /// The panels as files: their names and bytes.
    pub panels: Vec<(&'static str, Vec<u8>)>,
    gradients: Vec<Row>,
}

impl ImnnReport {
    /// The report of a run.
    ///
    /// # Errors
    /// If nothing was written yet, or a picture cannot be drawn.
    pub fn new(run: &Run, prepared: &Prepared) -> Result<Self, ImnnRunError> {
        let state = run.state()?;
        let summary = run.summary()?;
        let is_over = !state.running && state.iteration > 0;
        let estimator = is_over.then(|| run.estimator()).transpose()?;
        prepared.on_threads(|| {
            let (gradients, compared) = compare(prepared, state)?;
            let (panels, drawn) = panels(prepared, state)?;
            let estimator = estimator.as_ref();
            let sections = vec![
                Section::new("How it was made", vec![how(prepared)]),
                Section::new("Result and warnings", result(prepared, state, summary.as_ref())),
                Section::new("Panels", drawn),
                Section::new("Information and covariance", matrices(prepared, estimator)),
                Section::new("Estimates", scatter::parts(prepared, state, estimator)?),
                Section::new("Derivatives, times and memory", {
                    let mut parts = compared;
                    parts.extend(summary.as_ref().map(costs));
                    parts
                }),
            ];
            Ok(Self { sections, panels, gradients })
        })?
    }

    /// Whether all gradients agree.
    pub fn agrees(&self) -> bool {
        self.gradients.iter().all(Row::agrees)
    }

    /// The report as a page of its own.
    pub fn page(self, title: impl Into<String>) -> Page {
        Page { title: title.into(), sections: self.sections }
    }
}

fn how(prepared: &Prepared) -> Part {
    let Prepared { settings, origin, fiducial, .. } = prepared;
    let (training, compute) = (&settings.training, &settings.compute);
    let sizes = &origin.sizes;
    let widths: Vec<String> = prepared.widths().iter().map(usize::to_string).collect();
    let precision = match compute.precision {
        Digits::F32 => "f32",
        Digits::F64 => "f64",
    };
    let derivatives = match &settings.data.steps {
        None => "exact".to_owned(),
        Some(steps) => format!("from pairs of simulations, {} apart", numbers(steps)),
    };
    let counted = match training.start_when_settled {
        true => format!(", from Λ₂ < {} on", training.epsilon),
        false => String::new(),
    };
    let rows = vec![
        pair("program", format!("cotangent {}", origin.version)),
        pair("simulations", &origin.data),
        pair("SHA-256 of them", &origin.data_sha256),
        pair(
            "how many",
            format!(
                "{} of shape {:?}, {} of them with derivatives by {} parameters, and {} for validation",
                origin.samples,
                sizes.input,
                sizes.with_derivatives,
                sizes.parameters,
                origin.held_out
            ),
        ),
        pair("derivatives", derivatives),
        pair("fiducial parameters", numbers(fiducial)),
        pair(
            "network",
            format!("{}, {} between layers", widths.join("-"), settings.network.activation),
        ),
        pair("regulariser", format!("λ = {}, ε = {}", training.lambda, training.epsilon)),
        pair("steps", format!("Adam, rate {}", training.rate)),
        pair(
            "iterations",
            format!(
                "at most {}; {} without a larger |F| end the fit, after {}{counted}",
                training.max_iterations, training.patience, training.min_iterations
            ),
        ),
        pair("network kept", if training.best { "that of the largest |F|" } else { "the last" }),
        pair("simulations a batch", compute.per_batch),
        pair(
            "batches at a time",
            compute.workers.map_or("one for each thread".into(), |n| n.to_string()),
        ),
        pair("seed", origin.seed),
        pair("precision of the network", precision),
    ];
    Part::table("", &[], rows, 2)
}

fn numbers(values: &[f64]) -> String {
    values.iter().map(f64::to_string).collect::<Vec<_>>().join(", ")
}

fn result(prepared: &Prepared, state: &State, summary: Option<&Summary>) -> Vec<Part> {
    let mut parts = vec![];
    if let Some(summary) = summary {
        let mut rows = vec![pair("outcome", &summary.outcome)];
        rows.extend(summary.numbers().into_iter().map(|(name, value)| pair(name, value)));
        parts.push(Part::table("", &[], rows, 1));
        parts.extend(summary.warnings().iter().map(|text| Part::Warning(text.clone())));
    } else {
        parts.extend(prepared.warnings.iter().map(|text| Part::Warning(text.clone())));
    }
    if state.running || summary.is_none() {
        let text = format!("the fit is not at its end: {} iterations are done", state.iteration);
        parts.push(Part::Warning(text));
    }
    if parts.iter().all(|part| !matches!(part, Part::Warning(_))) {
        let text = "No warnings: training and validation are different simulations, no derivative is zero, and no \
            over-fitting was found.";
        parts.push(Part::Text(text.into()));
    }
    parts
}

/// Files of the panels, and the panels on the page.
#[allow(clippy::type_complexity, reason = "names and bytes of files")]
fn panels(
    prepared: &Prepared,
    state: &State,
) -> Result<(Vec<(&'static str, Vec<u8>)>, Vec<Part>), ImnnRunError> {
    if state.history.detF.is_empty() {
        return Ok((vec![], vec![Part::Text("No iteration is done yet.".to_owned())]));
    }
    // That of the reference problem is diagonal, with two parameters.
    let known = prepared.known.as_ref().map(|fisher| fisher[0] * fisher[3]);
    let panels = Panels { history: &state.history, known };
    let files = vec![
        ("panels.svg", panels.svg(&ALL)?.into_bytes()),
        ("panels.png", panels.png(&ALL)?),
        ("panels.csv", csv(state).into_bytes()),
    ];
    let captions = [
        "The determinant of the Fisher information of each iteration, and what is known of it",
        "The determinants of the summaries' covariance and of its inverse, 1/|C|",
        "The covariance's distance from 1, Λ₂ (left), and the regulariser's strength r (right)",
    ];
    let mut parts = vec![];
    for (panel, caption) in ALL.into_iter().zip(captions) {
        parts.push(Part::Picture { caption: caption.to_owned(), svg: panels.svg(&[panel])? });
    }
    let text = format!(
        "Values of training are those before an iteration's step, of validation those after it. The same are in \
         panels.svg, panels.png, panels.csv and {HISTORY} of the run's folder."
    );
    parts.push(Part::Text(text));
    Ok((files, parts))
}

/// What the panels show: a line for each point.
fn csv(state: &State) -> String {
    let mut text = "series,iteration,value\n".to_owned();
    for (name, column) in state.history.columns() {
        for (k, value) in column.iter().enumerate() {
            text.push_str(&format!("{name},{},{value:?}\n", k + 1));
        }
    }
    text
}

fn matrices(prepared: &Prepared, estimator: Option<&Estimator>) -> Vec<Part> {
    let Some(estimator) = estimator else {
        return vec![Part::Text("They are known once the fit is at its end.".to_owned())];
    };
    let kept = estimator.kept();
    let Statistics { n_summaries: s, n_parameters: p, .. } = kept.statistics;
    let found = &kept.statistics;
    let mut sets = vec![(&kept.of[..], found)];
    sets.extend(kept.training.as_ref().filter(|_| kept.of != "training").map(|t| ("training", t)));
    let number = |x: f64| format!("{x:.5}");
    let mut header = vec!["Fisher information F"];
    header.extend(sets.iter().map(|(name, _)| *name));
    header.extend(prepared.known.as_ref().map(|_| "known"));
    let mut rows = vec![];
    let cells = |name: String, of: &dyn Fn(&Statistics) -> f64, known: Option<f64>| {
        let mut row = vec![name];
        row.extend(sets.iter().map(|(_, set)| number(of(set))));
        row.extend(prepared.known.as_ref().map(|_| known.map_or(String::new(), number)));
        row
    };
    let known = prepared.known.as_ref();
    for (i, j) in (0..p).flat_map(|i| (i..p).map(move |j| (i, j))) {
        let of = |set: &Statistics| set.fisher[i * p + j];
        rows.push(cells(format!("F[{i}, {j}]"), &of, known.map(|known| known[i * p + j])));
    }
    let det = known.map(|known| known[0] * known[3]);
    rows.push(cells("|F|".into(), &Statistics::det_fisher, det));
    for k in 0..p {
        let of = |set: &Statistics| set.errors()[k];
        let known = known.map(|known| known[k * p + k].sqrt().recip());
        rows.push(cells(format!("error of θ[{k}]"), &of, known));
    }
    rows.push(cells("|C|".into(), &|set| set.det_covariance, None));
    rows.push(cells("|C⁻¹|".into(), &|set| set.det_inverse_covariance, None));
    rows.push(cells("Λ₂".into(), &|set| set.lambda2, None));
    let mut parts = vec![Part::table("", &header, rows, 1)];
    let square = |caption: &str, values: &[f64], width: usize, column: &str| {
        let names: Vec<String> = (0..width).map(|k| format!("{column} {k}")).collect();
        let mut header = vec![""];
        header.extend(names.iter().map(String::as_str));
        let row = |(k, row): (usize, &[f64])| {
            let cells = row.iter().map(|x| number(*x));
            [format!("summary {k}")].into_iter().chain(cells).collect()
        };
        let rows = values.chunks_exact(width).enumerate().map(row).collect();
        Part::table(caption, &header, rows, 1)
    };
    let of = &kept.of;
    let named = |what: &str| format!("{what}, of {of}");
    parts.push(square(&named("Covariance C"), &found.covariance, s, "summary"));
    parts.push(square(&named("Its inverse C⁻¹"), &found.inverse_covariance, s, "summary"));
    parts.push(square(&named("Mean's derivative dμ/dθ"), &found.mean_derivative, p, "θ"));
    parts.push(square(&named("Mean μ"), &found.mean, 1, "mean"));
    parts
}

fn costs(summary: &Summary) -> Part {
    let mut rows = vec![pair("fit, seconds", format!("{:.3}", summary.seconds))];
    if let Some(each) = summary.seconds_an_epoch {
        rows.push(pair("an iteration, ms", format!("{:.3}", 1e3 * each)));
    }
    rows.push(pair("peak memory, MB", format!("{:.1}", summary.peak_bytes as f64 * 1e-6)));
    Part::table("The fit, without what was done before a resumption", &[], rows, 1)
}
