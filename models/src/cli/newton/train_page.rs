//! The page of a training.

use super::Error;
use super::train::{Arguments, HEADER, Trained, rows};
use cotangent_models::newton::{Classifier, Record, Signal};
use cotangent_models::report::heat;
use cotangent_models::report::page::{Page, Part, Section};
use cotangent_models::score::network::outputs_at;
use cotangent_models::score::pictures::{
    BLUE, Colour, GREEN, GREY, Legend, ORANGE, Plot, SKY, Series, Shape,
};

/// Of the three, and of up to five classes.
const COLOURS: [Colour; 5] = [ORANGE, BLUE, GREEN, SKY, GREY];

/// Points of the plane on a side, of which the decision is shown.
const SIDE: usize = 60;

/// Signal over noise is shown up to this.
const LARGEST: f64 = 1e4;

pub(super) fn draw(
    arguments: &Arguments,
    about: &str,
    classifier: &Classifier,
    all: &[Trained],
) -> Result<Page, Error> {
    let mut sections = vec![Section::new(
        "Three optimisers",
        vec![
            Part::Text(format!("{about}.")),
            Part::Text(format!(
                "Damped Newton: {} of each step −Σ γ/(λ + {}) e along the eigenvectors e of the {} largest eigenvalues of \
                 the Gauss–Newton matrix. Gradient descent: rate {}, momentum {}. Adam: rate {}.",
                arguments.rate_newton,
                arguments.damping,
                arguments.top,
                arguments.rate_sgd,
                arguments.momentum,
                arguments.rate_adam
            )),
            Part::table("All begin with the same network", &HEADER, rows(all), 1),
        ],
    )];
    let curves = vec![
        Part::picture(
            "Loss over all points, before each step",
            &curves("Loss", "log10 of the loss", all, |record| record.loss.max(1e-300).log10()),
        )?,
        Part::picture(
            "Fraction of points in the right class",
            &curves("Accuracy", "accuracy", all, |record| record.accuracy),
        )?,
    ];
    sections.push(Section::new("Curves", curves));
    if arguments.watch > 0 {
        sections.push(Section::new("Signal and noise along directions", signals(arguments, all)));
    }
    let pictures = all.iter().map(|trained| decision(classifier, trained));
    sections.push(Section::new("Decisions", pictures.collect::<Result<_, Error>>()?));
    Ok(Page { title: "Training by directionally damped Newton steps".into(), sections })
}

fn curves(title: &str, label: &str, all: &[Trained], of: impl Fn(&Record) -> f64) -> Plot {
    let series: Vec<Series> = all
        .iter()
        .zip(COLOURS)
        .map(|(trained, colour)| {
            let points = trained.records.iter().map(|record| (record.step as f64, of(record)));
            Series::new(trained.name, Shape::Line(2), colour, points)
        })
        .collect();
    let heights = series.iter().flat_map(|series| series.points.iter().map(|(_, y)| *y));
    let (low, high) = heights.fold((f64::MAX, f64::MIN), |(l, h), y| (l.min(y), h.max(y)));
    let margin = if high > low { 0.05 * (high - low) } else { 1.0 };
    let last = all.iter().map(|trained| trained.last().step).max().unwrap_or(0).max(1);
    Plot {
        title: title.into(),
        x_label: "step".into(),
        y_label: label.into(),
        x: (0.0, last as f64),
        y: (low - margin, high + margin),
        legend: Legend::Right,
        series,
    }
}

fn signals(arguments: &Arguments, all: &[Trained]) -> Vec<Part> {
    let mut parts = vec![Part::Text(format!(
        "Along the {} largest eigenvectors of all points' Gauss–Newton matrix, at every {} steps: the square of the mean over the \
         variance among points, as log10(1 + signal/noise). Where it is near 0, a step along the direction is \
         noise.",
        arguments.watch, arguments.every
    ))];
    type Ratios = fn(&Signal) -> &Vec<f64>;
    let slopes: Ratios = |signal| &signal.slope_to_noise;
    let curvatures: Ratios = |signal| &signal.curvature_to_noise;
    for (what, of) in [("slopes", slopes), ("curvatures", curvatures)] {
        for trained in all {
            let signals: Vec<&Signal> =
                trained.records.iter().filter_map(|record| record.signal.as_ref()).collect();
            let n_directions = signals.iter().map(|s| s.values.len()).max().unwrap_or(0);
            if n_directions == 0 {
                continue;
            }
            // A row for each direction, the largest eigenvalue first.
            let mut values = vec![];
            for direction in 0..n_directions {
                values.extend(signals.iter().map(|signal| {
                    let ratios = of(signal);
                    let at = ratios.len().checked_sub(direction + 1);
                    at.map_or(0.0, |at| ratios[at].min(LARGEST).ln_1p() / std::f64::consts::LN_10)
                }));
            }
            let labels = ["record", "direction, the largest first"];
            let svg = heat::map(trained.name, labels, signals.len(), &values);
            let caption = format!("Signal to noise of {what}: {}", trained.name);
            parts.push(Part::Picture { caption, svg });
        }
    }
    parts
}

/// What a network decides over the plane, and the points.
fn decision(classifier: &Classifier, trained: &Trained) -> Result<Part, Error> {
    let classes = classifier.classes();
    let coordinates = || classes.points.iter().flatten().map(|x| x.abs());
    let end = 1.15 * coordinates().fold(0.0, f64::max).max(1e-6);
    let n = classes.n_classes;
    let mut regions = vec![vec![]; n];
    for at in 0..SIDE * SIDE {
        let along = |k: usize| end * ((2 * k + 1) as f64 / SIDE as f64 - 1.0);
        let point = [along(at % SIDE), along(at / SIDE)];
        let f = outputs_at(&trained.net, &point);
        let class = (0..n).fold(0, |best, class| if f[class] > f[best] { class } else { best });
        regions[class].push((point[0], point[1]));
    }
    let mut series = vec![];
    for (region, colour) in regions.into_iter().zip(COLOURS) {
        series.push(Series::new("", Shape::Dots(1), colour, region));
    }
    for (class, colour) in (0..n).zip(COLOURS) {
        let labelled = classes.points.iter().zip(&classes.labels);
        let own = labelled.filter(|(_, label)| **label == class).map(|(p, _)| (p[0], p[1]));
        series.push(Series::new(format!("class {class}"), Shape::Dots(5), colour, own));
    }
    let plot = Plot {
        title: trained.name.into(),
        x_label: "first coordinate".into(),
        y_label: "second coordinate".into(),
        x: (-end, end),
        y: (-end, end),
        legend: Legend::Right,
        series,
    };
    let caption = format!(
        "{}: the class over the plane (small dots) and the points (large), {:.1} % right",
        trained.name,
        100.0 * trained.last().accuracy
    );
    Ok(Part::picture(caption, &plot)?)
}
