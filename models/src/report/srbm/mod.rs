//! The report of a run of categorical spins.

mod gradients;

use super::agreement::Row;
use super::page::{Page, Part, Section};
use super::{heat, pair, toml_line};
use crate::run::job::Summary as _;
use crate::run::srbm::{
    Digits, Drawing, Fitted, Gauge, Prepared, Sampler, SrbmRunError, Start, Summary,
    interactions_and_fields,
};
use crate::score::pictures::{BLUE, GREY, Legend, ORANGE, PictureError, Plot, SKY, Series, Shape};
use crate::srbm::fit::{Data, Optimiser};
use crate::srbm::flips::FlipWorkspace;
use crate::srbm::{Batch, Loss, Model, Norm, Objective, Regulariser, SelfCoupling, Workspace};
use gradients::compare;

/// What a report says, and whether the gradients in it agree.
#[derive(Debug, Clone)]
pub struct SrbmReport {
    /// From above to below.
    pub sections: Vec<Section>,
    /// The comparison of gradients.
    pub gradients: Vec<Row>,
}

/// Samples of the data that pictures show, at most.
const SHOWN: usize = 20_000;
/// Chains that they are compared with.
const CHAINS: usize = 1000;
/// Multiplications and additions, roughly, that are spent on chains.
const OF_CHAINS: usize = 1 << 33;
/// Dots of a picture, at most.
const DOTS: usize = 4000;

impl SrbmReport {
    /// The report of a run; `summary` is that of its fit, where it has ended.
    ///
    /// # Errors
    /// If a picture cannot be drawn.
    pub fn new(
        prepared: &Prepared,
        fitted: &Fitted,
        summary: Option<&Summary>,
    ) -> Result<Self, SrbmRunError> {
        let made = || -> Result<Self, SrbmRunError> {
            let (gradients, compared) = compare(prepared, &fitted.model)?;
            let own = fitted.summary(prepared);
            let summary = summary.unwrap_or(&own);
            let sections = vec![
                Section::new("How it was made", vec![how(prepared)]),
                Section::new("Result and warnings", result(prepared, fitted, summary)),
                Section::new("Losses", curves(fitted)?),
                Section::new("Data and draws", against_draws(prepared, &fitted.model)?),
                Section::new("Parameters", parameters(prepared, &fitted.model)?),
                Section::new("Derivatives, times and memory", {
                    let mut parts = compared;
                    parts.push(costs(prepared, summary));
                    parts
                }),
            ];
            Ok(Self { sections, gradients })
        };
        prepared.on_threads(made)?
    }

    /// The report as a page of its own.
    pub fn page(self, title: impl Into<String>) -> Page {
        Page { title: title.into(), sections: self.sections }
    }
}

fn how(prepared: &Prepared) -> Part {
    let Prepared { settings, origin, shape, .. } = prepared;
    let training = &settings.training;
    let gauge = match settings.model.gauge {
        Gauge::ZeroSum => "zero-sum",
        Gauge::None => "as it was found",
    };
    let precision = match settings.compute.precision {
        Digits::F32 => "f32",
        Digits::F64 => "f64",
    };
    let weights = origin.sizes.weights_sha256.as_ref();
    let mut rows = vec![
        pair("program", format!("cotangent {}", origin.version)),
        pair("data", &origin.data),
        pair("SHA-256 of the data", &origin.data_sha256),
    ];
    rows.extend(weights.map(|hash| pair("SHA-256 of the weights", hash)));
    rows.extend([
        pair(
            "samples",
            format!(
                "{} of N = {} sites in q = {} states, and {} held out",
                origin.samples, origin.sizes.sites, origin.sizes.states, origin.held_out
            ),
        ),
        pair(
            "model",
            format!(
                "{} with P = {} hidden units, {} parameters",
                shape.kind().name(),
                shape.n_hidden(),
                shape.n_parameters()
            ),
        ),
        pair("gauge", gauge),
        pair("objective", objective_line(&training.objective)),
        pair("steps", steps_line(&training.optimiser)),
        pair("epochs", training.epochs),
        pair("samples a step", training.batch_size.map_or("all".into(), |size| size.to_string())),
        pair(
            "early end after",
            training.patience.map_or("no".into(), |x| format!("{} epochs", x.epochs)),
        ),
        pair("seed", origin.seed),
        pair("precision", precision),
    ]);
    Part::table("", &[], rows, 2)
}

fn objective_line(objective: &Objective) -> String {
    let loss = match objective.loss {
        Loss::RatioMatching { beta } => format!("ratio matching, β = {beta}"),
        Loss::Pseudolikelihood => "pseudolikelihood".to_owned(),
    };
    let own = match objective.self_coupling {
        SelfCoupling::Forbid => "forbidden",
        SelfCoupling::Exact => "exact",
        SelfCoupling::Linearised => "linearised",
    };
    let Regulariser { fields, couplings, weights, norm } = objective.regulariser;
    let norm = match norm {
        Norm::L2 => "squares",
        Norm::L1 => "absolute values",
        Norm::Groups => "lengths of blocks",
    };
    format!(
        "{loss}; self-couplings {own}; regularised by {fields} for squares of h, {couplings} of J, and {weights} for \
         {norm} of W"
    )
}

fn steps_line(optimiser: &Optimiser) -> String {
    match optimiser {
        Optimiser::Adam(adam) => format!("Adam, {}", toml_line(adam)),
        Optimiser::Lbfgs(lbfgs) => format!("L-BFGS, {}", toml_line(lbfgs)),
    }
}

fn result(prepared: &Prepared, fitted: &Fitted, summary: &Summary) -> Vec<Part> {
    let mut rows = vec![pair("outcome", &summary.outcome)];
    rows.extend(summary.numbers().into_iter().map(|(name, value)| pair(name, value)));
    let mut parts = vec![Part::table("", &[], rows, 1)];
    parts.extend(summary.warnings.iter().map(|text| Part::Warning(text.clone())));
    if fitted.outcome.is_none() {
        let (done, all) = (fitted.history.len(), prepared.settings.training.epochs);
        let text = format!("the fit is not at its end: {done} of {all} epochs");
        parts.push(Part::Warning(text));
    }
    if parts.len() == 1 {
        parts.push(Part::Text("No warnings: no over-fitting was found.".into()));
    }
    parts
}

fn curves(fitted: &Fitted) -> Result<Vec<Part>, PictureError> {
    if fitted.history.is_empty() {
        return Ok(vec![Part::Text("No epoch is done yet.".to_owned())]);
    }
    let training: Vec<f64> = fitted.history.iter().map(|record| record.loss).collect();
    let held_out: Vec<f64> = fitted.history.iter().filter_map(|record| record.held_out).collect();
    let text =
        "The loss that is trained on has the regulariser in it, that of held-out samples has not.";
    Ok(vec![super::loss_curves(&training, &held_out, "samples")?, Part::Text(text.into())])
}

/// Some of the samples with their weights.
fn shown(data: &Data) -> (Vec<u8>, Vec<f64>) {
    let n = data.samples().n_sites();
    let m = data.samples().n_samples();
    let step = m.div_ceil(SHOWN);
    let Batch { states, weights } = data.batch();
    let picked = (0..m).step_by(step);
    let weights = picked.clone().map(|i| weights.map_or(1.0, |weights| weights[i])).collect();
    (picked.flat_map(|i| &states[i * n..(i + 1) * n]).copied().collect(), weights)
}

/// Frequencies of states, `[N q]`, and of pairs of states, `[N q][N q]`.
struct Frequencies {
    one: Vec<f64>,
    two: Vec<f64>,
}

impl Frequencies {
    fn of(model: &Model<f64>, states: &[u8], weights: &[f64]) -> Self {
        let shape = model.shape();
        let r = shape.n_inputs();
        let (mut one, mut two) = (vec![0.0; r], vec![0.0; r * r]);
        let total: f64 = weights.iter().sum();
        for (sample, weight) in states.chunks_exact(shape.n_sites()).zip(weights) {
            for i in shape.places(sample) {
                one[i] += weight / total;
                shape.places(sample).for_each(|k| two[i * r + k] += weight / total);
            }
        }
        Self { one, two }
    }

    /// f(i, k) − f(i) f(k) of states of different sites, each pair once.
    fn correlations(&self, q: usize) -> Vec<f64> {
        let r = self.one.len();
        let pairs = (0..r).flat_map(|i| ((i / q + 1) * q..r).map(move |k| (i, k)));
        pairs.map(|(i, k)| self.two[i * r + k] - self.one[i] * self.one[k]).collect()
    }
}

/// The correlation coefficient; NaN where one side does not vary.
fn pearson(x: &[f64], y: &[f64]) -> f64 {
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let (mx, my) = (mean(x), mean(y));
    let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        x.iter().zip(y).map(|(x, y)| f(x - mx, y - my)).sum()
    };
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}

/// One number against another, on axes alike.
fn scatter(title: &str, labels: [&str; 2], x: &[f64], y: &[f64]) -> Plot {
    let all = x.iter().chain(y);
    let (lo, hi) = all.fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
    let margin = if hi > lo { 0.05 * (hi - lo) } else { hi.abs().max(1.0) };
    let ends = (lo - margin, hi + margin);
    let step = x.len().div_ceil(DOTS);
    let dots = x.iter().copied().zip(y.iter().copied()).step_by(step);
    Plot {
        title: title.into(),
        x_label: labels[0].into(),
        y_label: labels[1].into(),
        x: ends,
        y: ends,
        legend: Legend::Left,
        series: vec![
            Series::new("equal", Shape::Line(1), GREY, [(ends.0, ends.0), (ends.1, ends.1)]),
            Series::new("", Shape::Dots(2), BLUE, dots),
        ],
    }
}

/// Histograms of energies of data and draws.
fn energies(data: &[f64], weights: &[f64], drawn: &[f64]) -> Plot {
    let all = data.iter().chain(drawn);
    let (lo, hi) = all.fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
    let (lo, hi) = if hi > lo { (lo, hi) } else { (lo - 0.5, lo + 0.5) };
    let bins = 40;
    let width = (hi - lo) / f64::from(bins);
    let histogram = |energies: &[f64], weights: &mut dyn Iterator<Item = f64>| {
        let mut heights = vec![0.0; bins as usize];
        let mut total = 0.0;
        for (energy, weight) in energies.iter().zip(weights) {
            heights[(((energy - lo) / width) as usize).min(bins as usize - 1)] += weight;
            total += weight;
        }
        let middle = move |k: usize| lo + width * (k as f64 + 0.5);
        let bars = heights.into_iter().enumerate().map(|(k, x)| (middle(k), x / (total * width)));
        bars.collect::<Vec<(f64, f64)>>()
    };
    let of_data = histogram(data, &mut weights.iter().copied());
    let of_drawn = histogram(drawn, &mut std::iter::repeat(1.0));
    let top = of_data.iter().chain(&of_drawn).map(|bar| bar.1).fold(0.0, f64::max);
    Plot {
        title: "Energies of the fitted model".into(),
        x_label: "energy".into(),
        y_label: "density".into(),
        x: (lo, hi),
        y: (0.0, 1.1 * top),
        legend: Legend::Right,
        series: vec![
            Series::new("data", Shape::Bars(width), SKY, of_data),
            Series::new("draws", Shape::Bars(width), ORANGE, of_drawn),
        ],
    }
}

/// Multiplications and additions of all flips of a sample, roughly.
fn work(model: &Model<f64>) -> usize {
    let shape = model.shape();
    let couplings = if shape.kind().has_couplings() { shape.n_sites() } else { 1 };
    shape.n_inputs() * (shape.n_hidden() + couplings)
}

fn against_draws(prepared: &Prepared, model: &Model<f64>) -> Result<Vec<Part>, SrbmRunError> {
    let (states, weights) = shown(&prepared.training);
    let sweeps = (OF_CHAINS / (CHAINS * work(model))).clamp(10, 200);
    let start = Start::Data(&prepared.training);
    let seed = prepared.origin.seed;
    let drawing = Drawing::draw(model, Sampler::Gibbs, start, CHAINS, sweeps, seed, || ())?;
    let mut of_data = vec![0.0; weights.len()];
    FlipWorkspace::new(model, weights.len()).energies_into(model, &states, &mut of_data)?;
    let data = Frequencies::of(model, &states, &weights);
    let drawn = Frequencies::of(model, drawing.samples.states(), &[1.0; CHAINS]);
    let q = model.shape().n_states();
    let [of_pairs, of_drawn_pairs] = [data.correlations(q), drawn.correlations(q)];
    let changed = 100.0 * drawing.moves.changed as f64 / drawing.moves.proposed as f64;
    let text = format!(
        "{CHAINS} chains started at the data and made {sweeps} Gibbs sweeps; {changed:.1} % of the moves changed a \
         state. With so few draws, frequencies have a standard error of up to {:.3}.",
        0.5 / (CHAINS as f64).sqrt()
    );
    let labels = ["data", "draws"];
    let mut parts = vec![
        Part::Text(text),
        Part::picture(
            "Energies of samples trained on, and of draws",
            &energies(&of_data, &weights, &drawing.energies),
        )?,
        Part::picture(
            format!(
                "How often a site is in a state; correlation {:.4}",
                pearson(&data.one, &drawn.one)
            ),
            &scatter("One-site frequencies", labels, &data.one, &drawn.one),
        )?,
    ];
    if !of_pairs.is_empty() {
        parts.push(Part::picture(
            format!(
                "f(i, k) − f(i) f(k) of states of two sites; correlation {:.4}",
                pearson(&of_pairs, &of_drawn_pairs)
            ),
            &scatter("Two-site correlations", labels, &of_pairs, &of_drawn_pairs),
        )?);
    }
    Ok(parts)
}

/// Lengths of the couplings between sites, `[N][N]`, in zero-sum gauge.
fn coupling_norms(model: &Model<f64>) -> Vec<f64> {
    let (n, q, r) = (model.shape().n_sites(), model.shape().n_states(), model.shape().n_inputs());
    let interactions = model.interactions();
    let mut norms = vec![0.0; n * n];
    for (i, row) in interactions.chunks_exact(r).enumerate() {
        for (k, x) in row.iter().enumerate().filter(|(k, _)| i / q != k / q) {
            norms[i / q * n + k / q] += x * x;
        }
    }
    norms.iter().map(|x| x.sqrt()).collect()
}

/// Lengths of the hidden units' weights at each site, `[P][N]`, in zero-sum gauge.
fn weight_norms(model: &Model<f64>) -> Vec<f64> {
    let mut model = model.clone();
    model.to_zero_sum();
    let (n, q, p) = (model.shape().n_sites(), model.shape().n_states(), model.shape().n_hidden());
    let mut norms = vec![0.0; p * n];
    for (i, row) in model.parts().w.chunks_exact(p).enumerate() {
        row.iter().enumerate().for_each(|(a, w)| norms[a * n + i / q] += w * w);
    }
    norms.iter().map(|x| x.sqrt()).collect()
}

fn parameters(prepared: &Prepared, model: &Model<f64>) -> Result<Vec<Part>, SrbmRunError> {
    let (kind, n) = (model.shape().kind(), model.shape().n_sites());
    let mut parts = vec![];
    if kind.has_couplings() {
        let caption = "Frobenius norms of J + Jᵀ between sites, in zero-sum gauge";
        let norms = coupling_norms(model);
        let svg = heat::map("Couplings between sites", ["site", "site"], n, &norms);
        parts.push(Part::Picture { caption: caption.into(), svg });
    }
    if kind.has_hidden() {
        let caption = "Lengths of W over the states of a site, in zero-sum gauge";
        let norms = weight_norms(model);
        let svg = heat::map("Weights of hidden units", ["site", "hidden unit"], n, &norms);
        parts.push(Part::Picture { caption: caption.into(), svg });
    }
    if let (Some(truth), true) = (&prepared.truth, kind.has_couplings() && !kind.has_hidden()) {
        let [true_ones, fitted] = [truth, model].map(interactions_and_fields);
        let caption = format!(
            "Fields and interactions J + Jᵀ in zero-sum gauge; correlation {:.4}",
            pearson(&true_ones, &fitted)
        );
        let labels = ["true parameter", "fitted parameter"];
        let plot = scatter("Recovery of the known model", labels, &true_ones, &fitted);
        parts.push(Part::picture(caption, &plot)?);
    }
    if parts.is_empty() {
        parts.push(Part::Text("Sites are independent: there are fields alone.".into()));
    }
    Ok(parts)
}

fn costs(prepared: &Prepared, summary: &Summary) -> Part {
    let bytes = match prepared.settings.compute.precision {
        Digits::F32 => 4,
        Digits::F64 => 8,
    };
    let mebibytes = |bytes: usize| format!("{:.2}", bytes as f64 / f64::from(1 << 20));
    let m = prepared.training.samples().n_samples();
    let workspace = match prepared.settings.compute.precision {
        Digits::F32 => Workspace::new(&prepared.initial::<f32>(), m).bytes(),
        Digits::F64 => Workspace::new(&prepared.initial::<f64>(), m).bytes(),
    };
    let mut rows = vec![
        pair("parameters, MiB", mebibytes(prepared.shape.n_parameters() * bytes)),
        pair("memory of losses and gradients before the first of them, MiB", mebibytes(workspace)),
        pair("fit, seconds", format!("{:.3}", summary.seconds)),
    ];
    if let Some(each) = summary.seconds_an_epoch {
        rows.push(pair("an epoch, ms", format!("{:.3}", 1e3 * each)));
        rows.push(pair("a sample in an epoch, µs", format!("{:.3}", 1e6 * each / m as f64)));
    }
    Part::table("Of the fit, without what was done before a resumption", &[], rows, 1)
}
