//! Gradients of score-matching losses by the macro against others: differences, the tape, and a person's
//! formula where there is one; with the time and memory of each.

use super::page::Part;
use super::{Cost, measure};
use crate::run::score::{Model, Prepared, WithModel};
use crate::score::{Activation, Mlp, Objective, Samples, ScoreError, ScoreModel, generator};
use cotangent::Differentiable;
use cotangent::tape::{Tape, Var};

/// How one way to a gradient fared.
#[derive(Debug, Clone)]
pub struct Row {
    /// The way.
    pub what: &'static str,
    /// The largest difference from the macro's gradient, relative to its largest entry.
    pub error: f64,
    /// The largest that counts as agreement.
    pub tolerance: f64,
    /// Time and memory of one gradient.
    pub cost: Cost,
}

impl Row {
    /// Whether it is close enough.
    pub fn agrees(&self) -> bool {
        self.error <= self.tolerance
    }
}

/// Points that are enough for a comparison; the tape is slow.
const POINTS: usize = 256;
/// Parameters up to which differences are taken in each; beyond, in as many directions.
const DIRECTIONS: usize = 256;

/// Gradients at a run's model over its first points.
///
/// The first row is the macro's own.
///
/// # Errors
/// If the points do not suit the objective.
pub fn agreement(
    prepared: &Prepared,
    model: &Model,
    repeats: usize,
) -> Result<Vec<Row>, ScoreError> {
    let objective = prepared.settings.training.objective;
    let (dim, all) = (prepared.samples.dim(), &prepared.samples);
    let len = all.len().min(POINTS) * dim;
    let mut samples = Samples::new(dim, all.values()[..len].to_vec())?;
    if let Some(scores) = all.scores() {
        samples = samples.with_scores(scores[..len].to_vec())?;
    }
    model.hand(Task { model, objective, samples: &samples, repeats })
}

/// The rows as a table, each time as a multiple of the macro's.
pub fn agreement_table(caption: &str, rows: &[Row]) -> Part {
    let first = rows[0].cost.milliseconds();
    let cells = |(k, row): (usize, &Row)| {
        let (error, agrees) = match (k, row.agrees()) {
            (0, _) => (String::new(), ""),
            (_, agrees) => (format!("{:.1e}", row.error), if agrees { "yes" } else { "NO" }),
        };
        vec![
            row.what.to_owned(),
            error,
            agrees.to_owned(),
            format!("{:.3}", row.cost.milliseconds()),
            format!("{:.1}", row.cost.milliseconds() / first),
            format!("{:.2}", row.cost.mebibytes()),
        ]
    };
    let header = ["gradient", "relative difference", "agrees", "median ms", "× macro", "extra MiB"];
    Part::table(caption, &header, rows.iter().enumerate().map(cells).collect(), 1)
}

struct Task<'a> {
    model: &'a Model,
    objective: Objective,
    samples: &'a Samples,
    repeats: usize,
}

/// Random directions and noise of all ways alike.
const SEED: u64 = 0x5c0e;

impl WithModel for Task<'_> {
    type Output = Result<Vec<Row>, ScoreError>;

    fn with<M: ScoreModel>(self, model: &M) -> Self::Output {
        let Self { objective, samples, repeats, .. } = self;
        let flat = model.to_flat();
        let loss_at = |flat: &[f64]| {
            let mut moved = model.clone();
            moved.set_flat(flat);
            objective.loss(&moved, samples, &mut generator(SEED, 0))
        };
        let by_macro = || -> Result<Vec<f64>, ScoreError> {
            let (_, bar) = objective.loss_and_grad(model, samples, &mut generator(SEED, 0))?;
            let mut gradient = vec![0.0; flat.len()];
            bar.copy_to_flat(&mut gradient);
            Ok(gradient)
        };
        let gradient = by_macro()?;
        loss_at(&flat)?;
        let in_each = flat.len() <= DIRECTIONS;
        let differences = || -> Vec<f64> {
            let slope = |step: &dyn Fn(usize) -> f64| {
                let moved = |sign: f64| -> f64 {
                    let at: Vec<f64> =
                        flat.iter().enumerate().map(|(k, p)| p + sign * step(k)).collect();
                    loss_at(&at).expect("the samples suited the objective before")
                };
                moved(1.0) - moved(-1.0)
            };
            (0..flat.len().min(DIRECTIONS))
                .map(|k| match in_each {
                    true => {
                        let step = STEP * flat[k].abs().max(1.0);
                        slope(&|at| if at == k { step } else { 0.0 }) / (2.0 * step)
                    }
                    false => slope(&|at| STEP * sign(k, at)) / (2.0 * STEP),
                })
                .collect()
        };
        let along: Vec<f64> = match in_each {
            true => gradient.clone(),
            false => (0..DIRECTIONS)
                .map(|k| gradient.iter().enumerate().map(|(at, g)| g * sign(k, at)).sum())
                .collect(),
        };
        let mut rows = vec![
            ("macro", gradient.clone(), gradient.clone(), 0.0),
            (DIFFERENCES[usize::from(!in_each)], differences(), along, 1e-5),
        ];
        let tape = match (self.model, objective) {
            (Model::Score(net), Objective::Implicit { lambda })
                if net.activation.is_smooth() && samples.len() * net.n_parameters() <= 1 << 21 =>
            {
                Some((net, lambda))
            }
            _ => None,
        };
        let by_hand = tape.filter(|(net, _)| {
            net.activation == Activation::Sigmoid && net.widths().len() == 3 && samples.dim() == 1
        });
        if let Some((net, lambda)) = tape {
            rows.push(("tape", on_tape(net, samples, lambda), gradient.clone(), 1e-10));
        }
        if let Some((net, lambda)) = by_hand {
            rows.push(("by hand", of_hand(net, samples, lambda), gradient.clone(), 1e-10));
        }
        let mut tasks: Vec<Box<dyn FnMut()>> = vec![
            Box::new(|| drop(std::hint::black_box(by_macro()))),
            Box::new(|| drop(std::hint::black_box(differences()))),
        ];
        if let Some((net, lambda)) = tape {
            tasks.push(Box::new(move || {
                drop(std::hint::black_box(on_tape(net, samples, lambda)));
            }));
        }
        if let Some((net, lambda)) = by_hand {
            tasks.push(Box::new(move || {
                drop(std::hint::black_box(of_hand(net, samples, lambda)));
            }));
        }
        let mut tasks: Vec<&mut dyn FnMut()> = tasks.iter_mut().map(|task| task as _).collect();
        let costs = measure(&mut tasks, repeats);
        let rows = rows.into_iter().zip(costs).map(|((what, found, expected, tolerance), cost)| {
            let error = difference(&found, &expected);
            Row { what, error, tolerance, cost }
        });
        Ok(rows.collect())
    }
}

pub(super) const STEP: f64 = 1e-5;
const DIFFERENCES: [&str; 2] = ["central differences", "central differences, 256 directions"];

/// An entry of a random direction of signs.
pub(super) fn sign(direction: usize, at: usize) -> f64 {
    // SplitMix64's last steps mix all bits.
    let mut z = ((direction as u64) << 40 | at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    if (z ^ (z >> 31)) & 1 == 0 { 1.0 } else { -1.0 }
}

/// The largest difference, relative to the largest entry; NaN if there is one.
pub(super) fn difference(found: &[f64], expected: &[f64]) -> f64 {
    let largest = expected.iter().fold(0.0_f64, |m, x| m.max(x.abs()));
    let gaps = found.iter().zip(expected).map(|(a, b)| (a - b).abs());
    let gap = gaps.fold(0.0, |m: f64, x| if x.is_nan() || x > m { x } else { m });
    gap / if largest > 0.0 { largest } else { 1.0 }
}

/// The gradient of the implicit loss on the tape, sample by sample: the divergence by recorded sweeps,
/// and a sweep over all of it.
fn on_tape(net: &Mlp, samples: &Samples, lambda: f64) -> Vec<f64> {
    let flat = net.to_flat();
    let widths = net.widths();
    let (mut sum, mut gradient) = (vec![0.0; flat.len()], vec![0.0; flat.len()]);
    let mut tape = Tape::new();
    for x in samples.values().chunks_exact(samples.dim()) {
        tape.clear();
        let parameters = tape.vars(&flat);
        let x = tape.vars(x);
        let mut h = x.clone();
        let mut rest = &parameters[..];
        for (l, pair) in widths.windows(2).enumerate() {
            let (w, tail) = rest.split_at(pair[0] * pair[1]);
            let (b, tail) = tail.split_at(pair[1]);
            rest = tail;
            let layer = w.chunks_exact(pair[0]).zip(b).map(|(w, b)| {
                let z = w.iter().zip(&h).fold(*b, |z, (w, h)| z + *w * *h);
                if l + 2 < widths.len() { activate(net.activation, z) } else { z }
            });
            h = layer.collect();
        }
        let mut loss = Var::from(0.0);
        for (i, psi) in h.iter().enumerate() {
            let slope = psi.grad_recorded(&[x[i]])[0];
            loss = loss + 0.5 * *psi * *psi + slope + lambda * slope * slope;
        }
        loss.grad_into(&parameters, &mut gradient);
        sum.iter_mut().zip(&gradient).for_each(|(sum, x)| *sum += x);
    }
    let n = samples.len() as f64;
    sum.iter_mut().for_each(|sum| *sum /= n);
    sum
}

fn activate<'t>(activation: Activation, z: Var<'t>) -> Var<'t> {
    let sigmoid = |z: Var<'t>| 1.0 / (1.0 + (-z).exp());
    match activation {
        Activation::Sigmoid => sigmoid(z),
        Activation::Tanh => z.tanh(),
        Activation::Softplus => (1.0 + z.exp()).ln(),
        Activation::Silu => z * sigmoid(z),
        Activation::Relu => unreachable!("only smooth activations go on the tape"),
    }
}

/// The gradient for one hidden layer of sigmoids on the line, from a person's formula: with S = σ(w x + b),
/// ψ = v·S + c, p = ψ/N and q = (1 + 2λψ′)/N it is ∂c = Σ p, ∂v = Σ (p S + q w S′), ∂b = Σ (p v S′ + q v w S″)
/// and ∂w = Σ (x (p v S′ + q v w S″) + q v S′).
fn of_hand(net: &Mlp, samples: &Samples, lambda: f64) -> Vec<f64> {
    let [first, second] = &net.layers[..] else { unreachable!("one hidden layer") };
    let (w, b, v, c) = (&first.w, &first.b, &second.w, second.b[0]);
    let h = w.len();
    let mut bar = vec![0.0; 3 * h + 1];
    let share = 1.0 / samples.len() as f64;
    let mut s = vec![0.0; h];
    for &x in samples.values() {
        let (mut psi, mut slope) = (c, 0.0);
        for k in 0..h {
            s[k] = 1.0 / (1.0 + (-(w[k] * x + b[k])).exp());
            psi += v[k] * s[k];
            slope += v[k] * w[k] * s[k] * (1.0 - s[k]);
        }
        let (p, q) = (psi * share, (1.0 + 2.0 * lambda * slope) * share);
        for k in 0..h {
            let s1 = s[k] * (1.0 - s[k]);
            let s2 = s1 * (1.0 - 2.0 * s[k]);
            let y = p * v[k] * s1 + q * v[k] * w[k] * s2;
            bar[k] += x * y + q * v[k] * s1;
            bar[h + k] += y;
            bar[2 * h + k] += p * s[k] + q * w[k] * s1;
        }
        bar[3 * h] += p;
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::score::{ExampleName, FitSettings};
    use crate::score::Law;

    fn rows(settings: &FitSettings) -> Vec<Row> {
        let prepared = settings.prepare().unwrap();
        agreement(&prepared, &prepared.initial, 1).unwrap()
    }

    #[test]
    fn gradients_agree_for_each_objective_and_model() {
        let mut settings = FitSettings::default();
        let names = |rows: &[Row]| rows.iter().map(|row| row.what).collect::<Vec<_>>();
        let all = rows(&settings);
        assert_eq!(names(&all), ["macro", "central differences", "tape", "by hand"]);
        assert!(all.iter().all(Row::agrees), "{all:?}");
        settings.data.example = Some(ExampleName::Plane);
        for objective in [
            Objective::Implicit { lambda: 0.1 },
            Objective::FiniteDifference { delta: None, lambda: 0.0 },
            Objective::Sliced { slices: 2, law: Law::Rademacher, reduced: false },
            Objective::Denoising { sigma: 0.3, copies: 1 },
            Objective::Explicit,
            Objective::Parzen { sigma: 0.3 },
        ] {
            settings.training.objective = objective;
            let activations = match objective {
                Objective::Implicit { .. } => &Activation::ALL[1..4],
                _ => &Activation::ALL[3..4],
            };
            for &activation in activations {
                settings.network.activation = activation;
                for energy in [false, true] {
                    settings.network.energy = energy;
                    let rows = rows(&settings);
                    assert!(rows.iter().all(Row::agrees), "{objective:?} {activation} {rows:?}");
                    let exact = matches!(objective, Objective::Implicit { .. }) && !energy;
                    assert_eq!(rows.len(), if exact { 3 } else { 2 });
                }
            }
        }
    }

    #[test]
    fn large_networks_are_compared_along_directions() {
        let mut settings = FitSettings::default();
        settings.network.hidden = vec![100];
        let rows = rows(&settings);
        assert_eq!(rows[1].what, "central differences, 256 directions");
        assert!(rows.iter().all(Row::agrees), "{rows:?}");
    }

    #[test]
    fn wrong_gradients_are_seen() {
        assert!(difference(&[1.0, 2.0], &[1.0, 2.1]) > 0.04);
        assert!(difference(&[f64::NAN, 2.0], &[1.0, 2.0]).is_nan());
        let cost = Cost { time: std::time::Duration::ZERO, peak_extra_bytes: 0 };
        let row = Row { what: "tape", error: f64::NAN, tolerance: 1.0, cost };
        assert!(!row.agrees());
    }
}
