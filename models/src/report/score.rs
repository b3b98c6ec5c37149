//! The report of a score-matching run.

use super::agreement::{Row, agreement, agreement_table};
use super::page::{Page, Part, Section};
use super::{heat, pair, toml_line};
use crate::run::score::{Fitted, Model, Prepared, ScoreRunError, Summary, WithModel, draw};
use crate::score::pictures::{
    BLUE, DENSITY_RATE, FIT_RATE, GREY, Legend, ORANGE, Plot, SKY, Series, Shape, density, fit,
    histogram, score_and_data,
};
use crate::score::{
    Density, Grid, Langevin, Mixture, Outcome, Quadrature, Samples, ScoreError, ScoreModel,
    Snapshot, density_of_scores, recover_density_in_plane, relative_curl,
};

/// Frames of an animation at most.
const FRAMES: usize = 101;

/// What a report says, and whether the gradients in it agree.
#[derive(Debug, Clone)]
pub struct ScoreReport {
    /// From above to below.
    pub sections: Vec<Section>,
    /// The comparison of gradients.
    pub gradients: Vec<Row>,
}

impl ScoreReport {
    /// The report of a run; `summary` is that of its training, where it has ended.
    ///
    /// # Errors
    /// If a picture cannot be drawn.
    pub fn new(
        prepared: &Prepared,
        fitted: &Fitted,
        summary: Option<&Summary>,
    ) -> Result<Self, ScoreRunError> {
        let gradients = agreement(prepared, &fitted.model, 5)?;
        let own = fitted.summary(prepared.truth.as_ref());
        let mut result = vec![Part::table("", &[], figures(&own, summary), 1)];
        let warnings = fitted.warnings.iter().map(|text| Part::Warning(text.clone()));
        result.extend(warnings);
        if fitted.outcome == Outcome::Interrupted && summary.is_none_or(|s| s.outcome != "stopped")
        {
            let (done, all) = (fitted.state.epoch, prepared.settings.training.epochs);
            result
                .push(Part::Warning(format!("training is not at its end: {done} of {all} epochs")));
        }
        if fitted.warnings.is_empty() {
            let tails = match fitted.density {
                Some(_) => ", and the tails lie within the grid",
                None => "",
            };
            result.push(Part::Text(format!("No warnings: no over-fitting was found{tails}.")));
        }
        let objective = &prepared.settings.training.objective;
        let caption = format!(
            "Gradients of the loss in {} parameters over the first {} points",
            own.parameters,
            prepared.samples.len().min(256)
        );
        let mut compared = vec![agreement_table(&caption, &gradients)];
        let tape = "Differences are central, with a step of 1e-5. ";
        let missing = match gradients.len() {
            2 => {
                "The tape, and a person's formula, are compared with the exact implicit loss of a small network alone."
            }
            3 => "The tape takes the divergence by recorded sweeps, and a sweep over all of it.",
            _ => {
                "The tape takes the divergence by recorded sweeps; by hand is the formula of one hidden layer."
            }
        };
        let of_macro =
            "The macro's time includes the arrangement of the points, which training does once.";
        compared.push(Part::Text(format!("{tape}{missing} {of_macro}")));
        let sections = vec![
            Section::new("How it was made", vec![made(prepared, objective)]),
            Section::new("Result and warnings", result),
            Section::new("Losses", loss_curves(fitted)?),
            Section::new("Fits and densities", pictures(prepared, fitted)?),
            Section::new("Derivatives and times", {
                compared.push(times(&gradients, summary.unwrap_or(&own), prepared));
                let text = "The time of training includes held-out losses and writes to the folder, but not \
                    what was done before a resumption.";
                compared.push(Part::Text(text.to_owned()));
                compared
            }),
        ];
        Ok(Self { sections, gradients })
    }

    /// The report as a page of its own.
    pub fn page(self, title: impl Into<String>) -> Page {
        Page { title: title.into(), sections: self.sections }
    }
}

fn made(prepared: &Prepared, objective: &crate::score::Objective) -> Part {
    let Prepared { settings, origin, initial, .. } = prepared;
    let widths: Vec<String> = initial.net().widths().iter().map(usize::to_string).collect();
    let kind = if matches!(initial, Model::Energy(_)) { ", the slope of an energy" } else { "" };
    let training = &settings.training;
    let none = |x: Option<String>| x.unwrap_or_else(|| "no".to_owned());
    let rows = vec![
        pair("program", format!("cotangent {}", origin.version)),
        pair("data", &origin.data),
        pair("SHA-256 of the data", &origin.data_sha256),
        pair(
            "points",
            format!(
                "{} of {} coordinates, and {} held out",
                origin.samples, origin.sizes.dim, origin.held_out
            ),
        ),
        pair("network", format!("{}, {}{kind}", widths.join("-"), settings.network.activation)),
        pair("objective", toml_line(objective)),
        pair("steps", format!("Adam, {}", toml_line(&training.adam))),
        pair("learning rate", toml_line(&training.schedule)),
        pair("epochs", training.epochs),
        pair("points a step", training.batch.map_or("all".into(), |batch| batch.to_string())),
        pair("longest gradient", none(training.clip.map(|x| x.to_string()))),
        pair("mean parameters", none(training.ema.map(|x| x.to_string()))),
        pair("early end after", none(training.patience.map(|x| format!("{x} epochs")))),
        pair("seed", origin.seed),
        pair("threads", training.threads),
    ];
    Part::table("", &[], rows, 2)
}

fn figures(own: &Summary, ended: Option<&Summary>) -> Vec<Vec<String>> {
    let number = |x: f64| format!("{x:.6}");
    let mut rows = vec![
        pair("epochs", own.epochs),
        pair("outcome", ended.map_or(&own.outcome, |summary| &summary.outcome)),
    ];
    let with_error = own.half_fisher.map(|x| match own.half_fisher_error {
        Some(error) if error > 0.0 => format!("{x:.6} ± {error:.6}"),
        _ => number(x),
    });
    for (name, value) in [
        ("loss of the last epoch", own.loss.map(number)),
        ("loss of the held-out points", own.held_out_loss.map(number)),
        ("implicit loss without regulariser", Some(number(own.implicit_loss))),
        ("the same of the held-out points", own.implicit_held_out.map(number)),
        ("lowest implicit loss on average, of the true score", own.lowest_loss.map(number)),
        ("half the Fisher divergence from the truth", with_error),
        ("L1 error of the recovered density", own.density_l1_error.map(number)),
    ] {
        rows.extend(value.map(|value| pair(name, value)));
    }
    rows
}

fn times(gradients: &[Row], summary: &Summary, prepared: &Prepared) -> Part {
    let mut rows = vec![];
    if let Some(each) = summary.seconds_an_epoch {
        rows.push(pair("training, seconds", format!("{:.3}", summary.seconds)));
        rows.push(pair("an epoch, ms", format!("{:.3}", 1e3 * each)));
        let n = prepared.samples.len() as f64;
        rows.push(pair("a point in an epoch, µs", format!("{:.3}", 1e6 * each / n)));
    }
    rows.push(pair("a gradient as above, ms", format!("{:.3}", gradients[0].cost.milliseconds())));
    Part::table("", &[], rows, 1)
}

fn loss_curves(fitted: &Fitted) -> Result<Vec<Part>, ScoreRunError> {
    let state = &fitted.state;
    if state.losses.is_empty() {
        return Ok(vec![Part::Text("No epoch is done yet.".to_owned())]);
    }
    Ok(vec![super::loss_curves(&state.losses, &state.held_out_losses, "points")?])
}

/// Snapshots at equal distances, the first and the last among them.
fn frames(all: &[Snapshot]) -> Vec<&Snapshot> {
    let n = all.len().min(FRAMES);
    (0..n).map(|k| &all[if n > 1 { k * (all.len() - 1) / (n - 1) } else { 0 }]).collect()
}

/// `at epoch 005`, with as many digits as the last has.
fn at_epoch(epoch: usize, last: usize) -> String {
    format!("at epoch {epoch:0width$}", width = last.to_string().len())
}

fn pictures(prepared: &Prepared, fitted: &Fitted) -> Result<Vec<Part>, ScoreRunError> {
    match (prepared.samples.dim(), &prepared.truth, &fitted.density) {
        (1, Some(truth), Some(recovered)) => with_truth(prepared, fitted, truth, recovered),
        (1, None, Some(recovered)) => on_line(prepared, fitted, recovered),
        _ => in_space(prepared, fitted),
    }
}

/// The plot of [`fit`] for any kind of model.
fn fit_of(
    truth: &Mixture,
    samples: &Samples,
    model: &Model,
    grid: Grid,
) -> Result<Plot, ScoreError> {
    struct Task<'a>(&'a Mixture, &'a Samples, Grid);
    impl WithModel for Task<'_> {
        type Output = Result<Plot, ScoreError>;
        fn with<M: ScoreModel>(self, model: &M) -> Self::Output {
            fit(self.0, self.1, model, self.2)
        }
    }
    model.hand(Task(truth, samples, grid))
}

/// All pictures of the reference document.
fn with_truth(
    prepared: &Prepared,
    fitted: &Fitted,
    truth: &Mixture,
    recovered: &Density,
) -> Result<Vec<Part>, ScoreRunError> {
    let (grid, samples) = (prepared.grid()?, &prepared.samples);
    let points = grid.points();
    let mut parts = vec![
        Part::picture(
            "The points' histogram, and the density",
            &histogram(truth, samples, grid, 80)?,
        )?,
        Part::picture(
            "The true score, and the points on it",
            &score_and_data(truth, samples, grid)?,
        )?,
        Part::picture("The fitted score", &fit_of(truth, samples, &fitted.model, grid)?)?,
        Part::picture("The density of the fitted score", &density(truth, recovered)?)?,
    ];
    let snapshots = frames(&fitted.state.snapshots);
    let Some(last) = snapshots.last().map(|snapshot| snapshot.epoch) else {
        return Ok(parts);
    };
    // The points on the density, which the histogram's last series are.
    let dots = histogram(truth, samples, grid, 80)?.series.pop();
    let (mut fits, mut densities) = (vec![], vec![]);
    for Snapshot { epoch, parameters } in snapshots {
        let model = fitted.model.with_parameters(parameters);
        let mut plot = fit_of(truth, samples, &model, grid)?;
        plot.title = "Evolution of the fit".into();
        if let Some(series) = plot.series.last_mut() {
            series.name = at_epoch(*epoch, last);
        }
        fits.push(plot);
        let now = density_of_scores(grid, &model.scores(&points), Quadrature::Trapezoid)?;
        let mut plot = density(truth, &now)?;
        plot.title = "Evolution of the density".into();
        for (series, colour) in plot.series.iter_mut().zip([BLUE, ORANGE]) {
            (series.shape, series.colour) = (Shape::Area, colour);
        }
        if let Some(series) = plot.series.last_mut() {
            series.name = at_epoch(*epoch, last);
        }
        // Under the recovered density.
        plot.series.splice(1..1, dots.clone());
        densities.push(plot);
    }
    // Axes that stand still.
    let truth_alone = density(truth, recovered)?.series[0].points.clone();
    let top = 1.5 * truth_alone.iter().map(|(_, y)| *y).fold(0.0, f64::max);
    densities.iter_mut().for_each(|plot| plot.y = (0.0, top));
    parts.push(Part::animation("The fit from epoch to epoch", &fits, FIT_RATE)?);
    parts.push(Part::animation("The density from epoch to epoch", &densities, DENSITY_RATE)?);
    Ok(parts)
}

/// Points on the line whose density nobody knows.
fn on_line(
    prepared: &Prepared,
    fitted: &Fitted,
    recovered: &Density,
) -> Result<Vec<Part>, ScoreRunError> {
    let points = &recovered.points;
    let x = (points[0], points[points.len() - 1]);
    let curve = |values: &[f64]| -> Vec<(f64, f64)> {
        points.iter().copied().zip(values.iter().copied()).collect()
    };
    let bars = bars(prepared.samples.values(), 80);
    let width = bars.get(1).map_or(1.0, |second| second.0 - bars[0].0);
    let top = bars.iter().map(|bar| bar.1).chain(recovered.pdf.iter().copied()).fold(0.0, f64::max);
    let density = |title: &str, name: &str, pdf: &[f64]| Plot {
        title: title.into(),
        x_label: "x".into(),
        y_label: "density".into(),
        x,
        y: (0.0, 1.1 * top),
        legend: Legend::Right,
        series: vec![
            Series::new("points", Shape::Bars(width), SKY, bars.clone()),
            Series::new(name, Shape::Line(2), ORANGE, curve(pdf)),
        ],
    };
    let scores = fitted.model.scores(points);
    let (lo, hi) = scores.iter().fold((f64::MAX, f64::MIN), |(a, b), s| (a.min(*s), b.max(*s)));
    let margin = if hi > lo { 0.1 * (hi - lo) } else { 1.0 };
    let score = Plot {
        title: "The fitted score".into(),
        y_label: "score".into(),
        y: (lo - margin, hi + margin),
        series: vec![
            Series::new("fitted score", Shape::Line(2), ORANGE, curve(&scores)),
            Series::new("points", Shape::Dots(2), GREY, {
                let at = prepared.samples.values();
                at.iter().copied().zip(fitted.model.scores(at)).collect::<Vec<_>>()
            }),
        ],
        ..density("", "", &[])
    };
    let title = "Points, and the density of the fitted score";
    let mut parts = vec![
        Part::picture(
            "The points' histogram and the fitted density",
            &density(title, "fitted density", &recovered.pdf),
        )?,
        Part::picture("The fitted score, and the points on it", &score)?,
    ];
    let snapshots = frames(&fitted.state.snapshots);
    if let Some(last) = snapshots.last().map(|snapshot| snapshot.epoch) {
        let grid = prepared.grid()?;
        let frame = |Snapshot { epoch, parameters }: &Snapshot| {
            let scores = fitted.model.with_parameters(parameters).scores(points);
            let now = density_of_scores(grid, &scores, Quadrature::Trapezoid)?;
            Ok(density("Evolution of the density", &at_epoch(*epoch, last), &now.pdf))
        };
        let all = snapshots.into_iter().map(frame).collect::<Result<Vec<_>, ScoreError>>()?;
        parts.push(Part::animation("The density from epoch to epoch", &all, DENSITY_RATE)?);
    }
    Ok(parts)
}

/// A histogram as a density: middles and heights.
fn bars(values: &[f64], n: usize) -> Vec<(f64, f64)> {
    let (lo, hi) = values.iter().fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
    if hi <= lo {
        return vec![(lo, 1.0)];
    }
    let width = (hi - lo) / n as f64;
    let mut counts = vec![0_usize; n];
    for x in values {
        counts[(((x - lo) / width) as usize).min(n - 1)] += 1;
    }
    let height = |count: usize| count as f64 / (values.len() as f64 * width);
    counts
        .into_iter()
        .enumerate()
        .map(|(k, c)| (lo + width * (k as f64 + 0.5), height(c)))
        .collect()
}

/// Points in more coordinates: the first two of them beside draws from the fit.
fn in_space(prepared: &Prepared, fitted: &Fitted) -> Result<Vec<Part>, ScoreRunError> {
    struct Curl<'a>(&'a [f64]);
    impl WithModel for Curl<'_> {
        type Output = Result<f64, ScoreError>;
        fn with<M: ScoreModel>(self, model: &M) -> Self::Output {
            relative_curl(model, self.0)
        }
    }
    let samples = &prepared.samples;
    let (dim, seed) = (samples.dim(), prepared.origin.seed);
    let few = samples.len().min(512);
    let curl = fitted.model.hand(Curl(&samples.values()[..few * dim]))?;
    let mut parts = vec![Part::Text(format!(
        "The score's curl, relative to its Jacobian, is {curl:.3} at the points: it is 0 where the score is that of a density."
    ))];
    if dim == 2 {
        parts.push(in_plane(samples, &fitted.model));
    }
    let chains = samples.len().min(1024);
    match draw(&fitted.model, Langevin::default(), chains, Some(samples), seed, || ()) {
        Err(error) => parts.push(Part::Warning(format!("Langevin sampling failed: {error}"))),
        Ok(drawn) => {
            let first_two = |samples: &Samples, n: usize| -> Vec<(f64, f64)> {
                (0..n).map(|k| (samples.point(k)[0], samples.point(k)[1])).collect()
            };
            let (data, drawn) = (first_two(samples, chains), first_two(&drawn, chains));
            let range = |of: fn(&(f64, f64)) -> f64| {
                let all = data.iter().chain(&drawn).map(of);
                let (lo, hi) = all.fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
                let margin = if hi > lo { 0.05 * (hi - lo) } else { 1.0 };
                (lo - margin, hi + margin)
            };
            let (x, y) = (range(|p| p.0), range(|p| p.1));
            let plot = |title: &str, colour, points| Plot {
                title: title.into(),
                x_label: "coordinate 1".into(),
                y_label: "coordinate 2".into(),
                x,
                y,
                legend: Legend::Right,
                series: vec![Series::new("", Shape::Dots(2), colour, points)],
            };
            let caption = "Chains that start at points and end at T = 10";
            parts.push(Part::picture("Points trained on", &plot("Points", BLUE, data))?);
            parts
                .push(Part::picture(caption, &plot("Langevin draws from the fit", ORANGE, drawn))?);
        }
    }
    Ok(parts)
}

/// Cells of a side of the plane's map.
const CELLS: usize = 100;
/// How far ln p is shown below its largest.
const DEPTH: f64 = 10.0;

/// The logarithm of the density whose score a model is, over the points' part of the plane.
fn in_plane(samples: &Samples, model: &Model) -> Part {
    struct Task([Grid; 2]);
    impl WithModel for Task {
        type Output = Result<Vec<f64>, ScoreError>;
        fn with<M: ScoreModel>(self, model: &M) -> Self::Output {
            recover_density_in_plane(model, self.0[0], self.0[1])
        }
    }
    let ranges = [0, 1].map(|i| {
        let values = (0..samples.len()).map(|k| samples.point(k)[i]);
        let (lo, hi) = values.fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
        let margin = if hi > lo { 0.15 * (hi - lo) } else { 1.0 };
        (lo - margin, hi + margin)
    });
    let grid = |(lo, hi): (f64, f64)| Grid::new(lo, hi, CELLS);
    let density = || model.hand(Task([grid(ranges[0])?, grid(ranges[1])?]));
    let logs: Vec<f64> = match density() {
        Ok(density) => density.iter().map(|p| p.ln()).collect(),
        Err(error) => return Part::Warning(format!("The density in the plane: {error}")),
    };
    let top = logs.iter().copied().fold(f64::MIN, f64::max);
    let labels = ["coordinate 1", "coordinate 2"];
    let title = "ln p of the fitted score";
    let svg = heat::plane(title, labels, ranges, CELLS, &logs, top - DEPTH);
    let caption =
        "The logarithm of the density, by the score along paths, down to 10 below its largest";
    Part::Picture { caption: caption.to_owned(), svg }
}
