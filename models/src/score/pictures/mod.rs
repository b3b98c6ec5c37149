//! The pictures of the reference document, as SVG, as animated GIF and as numbers.
//!
//! Each function gives a [`Plot`], or one for each frame of an animation; drawing comes after. Text is
//! drawn with a font that is part of the program, so no system font is needed.

mod animation;
mod plot;

pub use animation::animation;
pub use plot::{
    BLUE, Colour, GREEN, GREY, Legend, ORANGE, PictureError, Plot, SIZE, SKY, Series, Shape, Size,
};
pub(crate) use plot::{FINENESS, FONT, brief, drawing, has_font};

use super::density::{Density, Grid, Quadrature, density_of_scores};
use super::error::require;
use super::mixture::Mixture;
use super::model::{ScoreModel, scores};
use super::reference::Fit;
use super::samples::Samples;
use super::{ScoreError, error::all_finite};

/// Frames a second of the fit's animation.
pub const FIT_RATE: u16 = 20;
/// Frames a second of the density's animation.
pub const DENSITY_RATE: u16 = 10;

/// The truth on the line at the grid's points, and samples from it.
struct Line<'a> {
    truth: &'a Mixture,
    samples: &'a Samples,
    points: Vec<f64>,
    scores: Vec<f64>,
    pdf: Vec<f64>,
}

impl<'a> Line<'a> {
    fn new(truth: &'a Mixture, samples: &'a Samples, grid: Grid) -> Result<Self, ScoreError> {
        for (what, found) in [("the true density", truth.dim()), ("the sample", samples.dim())] {
            if found != 1 {
                return Err(ScoreError::Width { what, expected: 1, found });
            }
        }
        let points = grid.points();
        let scores = points.iter().map(|x| truth.score(&[*x])[0]).collect();
        let pdf = points.iter().map(|x| truth.pdf(&[*x])).collect();
        Ok(Self { truth, samples, points, scores, pdf })
    }

    fn series(&self, name: &str, shape: Shape, colour: Colour, values: &[f64]) -> Series {
        Series::new(name, shape, colour, self.points.iter().copied().zip(values.iter().copied()))
    }

    /// The samples on a curve.
    fn on(&self, name: &str, curve: impl Fn(f64) -> f64) -> Series {
        let at = self.samples.values().iter().map(|x| (*x, curve(*x)));
        Series::new(name, Shape::Dots(2), GREY, at)
    }

    fn on_score(&self) -> Series {
        self.on("data", |x| self.truth.score(&[x])[0])
    }

    fn on_pdf(&self) -> Series {
        self.on("data", |x| self.truth.pdf(&[x]))
    }

    fn plot(&self, title: &str, y_label: &str, y: (f64, f64)) -> Plot {
        Plot {
            title: title.into(),
            x_label: "x".into(),
            y_label: y_label.into(),
            x: (self.points[0], self.points[self.points.len() - 1]),
            y,
            legend: Legend::Right,
            series: vec![],
        }
    }
}

/// The range of some values and a tenth of it at both ends.
fn around(values: &[f64]) -> (f64, f64) {
    let lo = values.iter().copied().fold(f64::MAX, f64::min);
    let hi = values.iter().copied().fold(f64::MIN, f64::max);
    // A range of nothing is no axis.
    let margin = if hi > lo { 0.1 * (hi - lo) } else { hi.abs().max(1.0) };
    (lo - margin, hi + margin)
}

/// The samples' histogram as a density, the true density, and the samples on it.
///
/// # Errors
/// If there are no bins, or if the truth or the samples are not on the line.
///
/// # Examples
/// ```
/// # use cotangent_models::score::{pictures, Example, Grid, Objective};
/// let example = Example::on_line(Objective::IMPLICIT, 1)?;
/// let plot = pictures::histogram(&example.truth, &example.samples, Grid::reference(), 80)?;
/// assert!(plot.svg(pictures::SIZE)?.starts_with("<svg"));
/// let refused = pictures::histogram(&example.truth, &example.samples, Grid::reference(), 0);
/// assert_eq!(refused.unwrap_err().to_string(), "bins is 0, but must be at least 1");
/// # Ok::<(), pictures::PictureError>(())
/// ```
pub fn histogram(
    truth: &Mixture,
    samples: &Samples,
    grid: Grid,
    bins: usize,
) -> Result<Plot, ScoreError> {
    require(bins > 0, "bins", "at least 1", bins)?;
    let line = Line::new(truth, samples, grid)?;
    let values = samples.values();
    let lo = values.iter().copied().fold(f64::MAX, f64::min);
    let hi = values.iter().copied().fold(f64::MIN, f64::max);
    // All samples may be one number.
    let width = if hi > lo { (hi - lo) / bins as f64 } else { 1.0 };
    let mut counts = vec![0_usize; bins];
    for x in values {
        counts[(((x - lo) / width) as usize).min(bins - 1)] += 1;
    }
    let height = |count: &usize| *count as f64 / (values.len() as f64 * width);
    let bars: Vec<(f64, f64)> = counts
        .iter()
        .enumerate()
        .map(|(k, count)| (lo + width * (k as f64 + 0.5), height(count)))
        .collect();
    let top = bars.iter().map(|(_, y)| *y).chain(line.pdf.iter().copied()).fold(0.0, f64::max);
    let mut plot = line.plot("Density and histogram of the sample", "density", (0.0, 1.1 * top));
    plot.legend = Legend::Left;
    plot.series = vec![
        Series::new("histogram", Shape::Bars(width), SKY, bars),
        line.series("density", Shape::Line(3), BLUE, &line.pdf),
        line.on_pdf(),
    ];
    Ok(plot)
}

/// The true score, and the samples on it.
///
/// # Errors
/// If the truth or the samples are not on the line.
pub fn score_and_data(truth: &Mixture, samples: &Samples, grid: Grid) -> Result<Plot, ScoreError> {
    let line = Line::new(truth, samples, grid)?;
    let mut plot = line.plot("The score function and the sample", "score", around(&line.scores));
    plot.series =
        vec![line.series("score function", Shape::Line(2), BLUE, &line.scores), line.on_score()];
    Ok(plot)
}

/// The true score, the samples on it, and a model's score.
///
/// # Errors
/// If the truth, the samples or the model are not on the line.
pub fn fit<M: ScoreModel>(
    truth: &Mixture,
    samples: &Samples,
    model: &M,
    grid: Grid,
) -> Result<Plot, ScoreError> {
    samples.has_width(model.dim())?;
    let line = Line::new(truth, samples, grid)?;
    Ok(fit_frame(&line, "Fit", "predicted", &scores(model, &line.points)))
}

fn fit_frame(line: &Line<'_>, title: &str, name: &str, predicted: &[f64]) -> Plot {
    let mut plot = line.plot(title, "score", around(&line.scores));
    plot.series = vec![
        line.series("score function", Shape::Line(4), BLUE, &line.scores),
        line.on_score(),
        line.series(name, Shape::Line(2), ORANGE, predicted),
    ];
    plot
}

/// `predicted at epoch 005`, with as many digits as the last epoch has.
fn at_epoch(epoch: usize, last: usize) -> String {
    format!("predicted at epoch {epoch:0width$}", width = last.to_string().len())
}

/// [`fit`] at each snapshot, in fixed axes: the frames of an animation.
///
/// # Errors
/// If the truth, the samples or the model are not on the line, or if there are no snapshots.
pub fn fit_over_time(
    truth: &Mixture,
    samples: &Samples,
    fitted: &Fit,
    grid: Grid,
) -> Result<Vec<Plot>, ScoreError> {
    let line = Line::new(truth, samples, grid)?;
    let frames = snapshots(fitted, &line.points)?;
    let last = frames[frames.len() - 1].0;
    let frame = |(epoch, predicted): &(usize, Vec<f64>)| {
        fit_frame(&line, "Evolution of the fit", &at_epoch(*epoch, last), predicted)
    };
    Ok(frames.iter().map(frame).collect())
}

fn snapshots(fitted: &Fit, points: &[f64]) -> Result<Vec<(usize, Vec<f64>)>, ScoreError> {
    let found = fitted.training.model().dim();
    if found != 1 {
        return Err(ScoreError::Width { what: "the model", expected: 1, found });
    }
    let frames = fitted.scores_over_time(points);
    match frames.is_empty() {
        true => Err(ScoreError::Empty { what: "the list of snapshots" }),
        false => Ok(frames),
    }
}

/// The true density and a recovered one.
///
/// # Errors
/// If the truth is not on the line.
pub fn density(truth: &Mixture, recovered: &Density) -> Result<Plot, ScoreError> {
    let points = &recovered.points;
    let grid = Grid::new(points[0], points[points.len() - 1], points.len())?;
    let none = Samples::new(1, vec![points[0]])?;
    let line = Line::new(truth, &none, grid)?;
    let top = line.pdf.iter().chain(&recovered.pdf).copied().fold(0.0, f64::max);
    let title = "Original density and that of the predicted score";
    let mut plot = line.plot(title, "density", (0.0, 1.1 * top));
    plot.legend = Legend::Left;
    plot.series = vec![
        line.series("original", Shape::Line(2), BLUE, &line.pdf),
        line.series("recovered", Shape::Line(2), ORANGE, &recovered.pdf),
    ];
    Ok(plot)
}

/// The true density, the samples on it and the recovered density at each snapshot, filled, in fixed axes:
/// the frames of an animation.
///
/// # Errors
/// If the truth, the samples or the model are not on the line, if there are no snapshots, or if a
/// score is not finite.
pub fn density_over_time(
    truth: &Mixture,
    samples: &Samples,
    fitted: &Fit,
    grid: Grid,
) -> Result<Vec<Plot>, ScoreError> {
    let line = Line::new(truth, samples, grid)?;
    let frames = snapshots(fitted, &line.points)?;
    let last = frames[frames.len() - 1].0;
    let y = around(&line.pdf);
    frames
        .iter()
        .map(|(epoch, predicted)| {
            let recovered = density_of_scores(grid, predicted, Quadrature::Trapezoid)?;
            let mut plot = line.plot("Evolution of the density", "density", (y.0.max(0.0), y.1));
            plot.legend = Legend::Left;
            plot.series = vec![
                line.series("density", Shape::Area, BLUE, &line.pdf),
                line.on_pdf(),
                line.series(&at_epoch(*epoch, last), Shape::Area, ORANGE, &recovered.pdf),
            ];
            Ok(plot)
        })
        .collect()
}

/// The loss of each epoch.
///
/// # Errors
/// If there are none, or if one is not finite.
pub fn losses(losses: &[f64]) -> Result<Plot, ScoreError> {
    if losses.is_empty() {
        return Err(ScoreError::Empty { what: "the list of losses" });
    }
    all_finite("the list of losses", losses)?;
    let points = losses.iter().enumerate().map(|(k, loss)| ((k + 1) as f64, *loss));
    Ok(Plot {
        title: "Evolution of the loss".into(),
        x_label: "epoch".into(),
        y_label: "loss".into(),
        x: (0.0, losses.len() as f64),
        y: around(losses),
        legend: Legend::Right,
        series: vec![Series::new("loss", Shape::Line(2), BLUE, points)],
    })
}
