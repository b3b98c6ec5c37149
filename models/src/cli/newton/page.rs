//! The page of a step.

use super::Error;
use super::dense::{Check, about};
use super::input::Problem;
use super::options::Options;
use super::step::{AGREEMENT, DIRECTIONS, Outcome, Part as Block, summary};
use cotangent_models::report::heat;
use cotangent_models::report::page::{Page, Part, Section};
use cotangent_models::score::pictures::{BLUE, Legend, ORANGE, Plot, Series, Shape};

pub(super) fn step(outcome: &Outcome, problem: &Problem, options: &Options) -> Result<Page, Error> {
    let mut parts = vec![Part::Text(format!("{}.", summary(outcome, problem, options)))];
    parts.extend(outcome.warnings.iter().cloned().map(Part::Warning));
    let header = ["parameter", "shape", "shape of the step", "length of the step"];
    parts.push(Part::table("Parameters and their steps", &header, outcome.shapes(problem), 1));
    parts.push(Part::Text(format!(
        "The step has {} floats and the length {:.6e}. The quadratic model with its damping foretells a change \
         of the objective by {:.6e}.",
        outcome.length(),
        outcome.norm(),
        outcome.predicted_change()
    )));
    let mut sections = vec![Section::new("The step", parts)];

    let rows = outcome.parts.iter().flat_map(Block::directions).collect();
    let caption =
        "Along each kept eigenvector e of the Gauss–Newton matrix, the largest eigenvalue first";
    sections.push(Section::new("Directions", vec![Part::table(caption, &DIRECTIONS, rows, 1)]));
    for block in &outcome.parts {
        let title = format!("Group {}", block.group.name);
        sections.push(Section::new(title, pictures(block)?));
    }

    let mut parts = vec![Part::Text(format!("{}.", about(options.curvature())))];
    let rows = outcome.parts.iter().map(Block::agreement).collect();
    parts.push(Part::table("Agreement with the dense matrix", &AGREEMENT, rows, 2));
    for block in &outcome.parts {
        if let Check::Skipped(reason) = &block.check {
            let name = &block.group.name;
            parts.push(Part::Text(format!("Group {name} was not compared: {reason}.")));
        }
    }
    parts.push(match (outcome.matches(), outcome.is_compared()) {
        (true, true) => Part::Text("Directionally damped Newton steps match!".into()),
        (true, false) => Part::Text("Nothing was compared.".into()),
        (false, _) => Part::Warning("the directionally damped Newton steps do not match".into()),
    });
    sections.push(Section::new("Agreement", parts));
    Ok(Page { title: "Directionally damped Newton step".into(), sections })
}

/// The spectrum, and each sample's slopes and curvatures.
fn pictures(block: &Block) -> Result<Vec<Part>, Error> {
    let directional = &block.step.directional;
    let positive = |is_kept: bool| {
        let at = |(k, value): (usize, &f64)| {
            let fits = *value > 0.0 && directional.kept.contains(&k) == is_kept;
            fits.then(|| (k as f64, value.log10()))
        };
        block.values.iter().enumerate().filter_map(at).collect::<Vec<_>>()
    };
    let (kept, others) = (positive(true), positive(false));
    let mut parts = vec![];
    let heights = kept.iter().chain(&others).map(|(_, y)| *y);
    let (low, high) = heights.fold((f64::MAX, f64::MIN), |(l, h), y| (l.min(y), h.max(y)));
    if low <= high {
        let margin = 0.1 * (high - low).max(1.0);
        let plot = Plot {
            title: "Eigenvalues".into(),
            x_label: "place, ascending".into(),
            y_label: "log10 of the eigenvalue".into(),
            x: (-1.0, block.values.len() as f64),
            y: (low - margin, high + margin),
            legend: Legend::Left,
            series: vec![
                Series::new("not kept", Shape::Dots(3), BLUE, others),
                Series::new("kept", Shape::Dots(4), ORANGE, kept),
            ],
        };
        let n = block.values.iter().filter(|value| **value <= 0.0).count();
        let zeros = if n == 0 { String::new() } else { format!("; {n} are zero") };
        let caption = format!("The {} eigenvalues of the Gram matrix{zeros}", block.values.len());
        parts.push(Part::picture(caption, &plot)?);
    }
    for (name, matrix, caption) in [
        (
            "Slopes",
            &directional.gammas,
            "|γ| of each sample along each direction; signs of eigenvectors are arbitrary",
        ),
        (
            "Curvatures",
            &directional.lambdas,
            "λ of each sample along each direction; their mean is the eigenvalue",
        ),
    ] {
        let (n, k) = (matrix.n_rows(), matrix.n_columns());
        if n * k == 0 {
            continue;
        }
        // A row for each direction, the largest eigenvalue first.
        let value = |at: usize| matrix[(at % n, k - 1 - at / n)].abs();
        let values: Vec<f64> = (0..n * k).map(value).collect();
        let svg = heat::map(name, ["sample", "direction, the largest first"], n, &values);
        parts.push(Part::Picture { caption: caption.into(), svg });
    }
    Ok(parts)
}
