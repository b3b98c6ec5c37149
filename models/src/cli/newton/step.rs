//! `cotangent newton`: one step.

use super::dense::{Check, Dense, about};
use super::input::Problem;
use super::options::Options;
use super::{Ended, Error, page};
use crate::cli::End;
use cotangent::Differentiable;
use cotangent_models::jacobians::Curvature;
use cotangent_models::newton::{Ggn, Group, NewtonStep};
use cotangent_models::report::table;
use cotangent_models::run::{RunError, npy, npz, write_whole};
use std::path::Path;

/// A group's results.
pub(super) struct Part {
    pub(super) group: Group,
    /// The keys of its parameters.
    pub(super) keys: Vec<String>,
    /// All eigenvalues, ascending.
    pub(super) values: Vec<f64>,
    pub(super) step: NewtonStep,
    pub(super) check: Check,
}

impl Part {
    /// A row for each direction, the largest eigenvalue first.
    pub(super) fn directions(&self) -> Vec<Vec<String>> {
        let directional = &self.step.directional;
        let noise = directional.slope_signal_to_noise();
        let row = |k: usize| {
            let (slope, curvature) = (directional.slopes[k], directional.curvatures[k]);
            let damping = self.step.dampings[k];
            vec![
                self.group.name.clone(),
                format!("{:.6e}", directional.values[k]),
                format!("{:.3e}", slope.abs()),
                format!("{damping:.3e}"),
                format!("{:.3e}", slope.abs() / (curvature + damping)),
                format!("{:.3}", noise[k]),
            ]
        };
        (0..directional.values.len()).rev().map(row).collect()
    }

    /// The group, its sizes, and how it agrees.
    pub(super) fn agreement(&self) -> Vec<String> {
        let mut cells = vec![
            self.group.name.clone(),
            self.keys.join(" "),
            self.group.n_parameters.to_string(),
            self.values.len().to_string(),
            self.step.directional.values.len().to_string(),
        ];
        match &self.check {
            Check::Compared(agreement) => cells.extend([
                format!("{:.1e}", agreement.eigenvalues),
                format!("{:.1e}", agreement.largest),
                format!("{:.1e}", agreement.of_allowed),
                if agreement.matches() { "yes" } else { "NO" }.to_owned(),
            ]),
            Check::Skipped(_) => {
                cells.extend(["", "", "", "not compared"].map(str::to_owned));
            }
        }
        cells
    }
}

pub(super) const DIRECTIONS: [&str; 6] = [
    "group",
    "eigenvalue λ",
    "slope |γ|",
    "damping δ",
    "length |γ|/(λ + δ)",
    "signal to noise of γ",
];
pub(super) const AGREEMENT: [&str; 9] = [
    "group",
    "parameters",
    "floats",
    "eigenvalues",
    "directions",
    "Δλ / λ max",
    "largest Δ",
    "of allowed",
    "matches",
];

/// All that is known of the step.
pub(super) struct Outcome {
    pub(super) loss: f64,
    pub(super) parts: Vec<Part>,
    /// The step of each parameter, zeros where no group has it.
    pub(super) step: Vec<(String, Vec<usize>, Vec<f64>)>,
    pub(super) warnings: Vec<String>,
}

impl Outcome {
    fn new(problem: &Problem, options: &Options) -> Result<Self, Error> {
        let Problem { net, x, loss, .. } = problem;
        let source = net.source(x, &**loss)?;
        let mut builder = Ggn::builder(&source)
            .reduction(options.reduction())
            .curvature(options.curvature())
            .groups(options.groups(net)?)
            .frozen(options.frozen(net)?);
        if let Some(samples) = &options.subsample_ggn {
            builder = builder.subsample_ggn(samples);
        }
        if let Some(samples) = &options.subsample_grad {
            builder = builder.subsample_gradient(samples);
        }
        let ggn = builder.build()?;
        let values = ggn.eigenvalues()?;
        let steps = ggn.damped_newton(&options.criterion(), &options.damping.damping())?;

        let (layout, keys) = (net.layout(), net.keys());
        let dense = Dense::new(problem, options, ggn.groups())?;
        let mut warnings = vec![];
        let mut parts = vec![];
        for ((group, values), step) in ggn.groups().iter().zip(&values).zip(&steps) {
            let rows: Vec<usize> =
                group.leaves.iter().flat_map(|&leaf| layout.leaves[leaf].range.clone()).collect();
            let check = match &dense {
                Some(dense) => dense.check(group, &rows, step),
                None => Check::Skipped("the network is too large for dense matrices".into()),
            };
            let of_group = |what: &dyn std::fmt::Display| format!("group `{}`: {what}", group.name);
            warnings.extend(step.directional.warnings.iter().map(|warning| of_group(warning)));
            if step.directional.values.is_empty() {
                warnings.push(of_group(&"no direction is kept, so its step is zero"));
            }
            if let Check::Skipped(reason) = &check {
                warnings.push(of_group(&format!("not compared: {reason}")));
            }
            parts.push(Part {
                group: group.clone(),
                keys: group.leaves.iter().map(|&leaf| keys[leaf].clone()).collect(),
                values: values.clone(),
                step: step.clone(),
                check,
            });
        }
        let step = layout.leaves.iter().zip(&keys).map(|(slot, key)| {
            let found = steps.iter().find_map(|step| step.step.find(&slot.path));
            let zeros = || vec![0.0; slot.range.len()];
            (key.clone(), slot.shape.clone(), found.map_or_else(zeros, |a| a.floats.clone()))
        });
        let one = net.one_by_one()?;
        let f = |n: usize| cotangent_models::score::network::outputs_at(&one, &x.row(n).to_vec());
        let total: f64 = (0..x.nrows()).map(|n| loss.value(n, &f(n))).sum();
        let share = match options.reduction() {
            cotangent_models::jacobians::Reduction::Mean => 1.0 / x.nrows() as f64,
            cotangent_models::jacobians::Reduction::Sum => 1.0,
        };
        Ok(Self { loss: share * total, parts, step: step.collect(), warnings })
    }

    pub(super) fn matches(&self) -> bool {
        self.parts.iter().all(|part| part.check.matches())
    }

    pub(super) fn is_compared(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.check, Check::Compared(_)))
    }

    /// The number of floats in it.
    pub(super) fn length(&self) -> usize {
        self.step.iter().map(|(_, _, floats)| floats.len()).sum()
    }

    /// ‖step‖.
    pub(super) fn norm(&self) -> f64 {
        let squares = self.step.iter().flat_map(|(_, _, floats)| floats).map(|x| x * x);
        squares.sum::<f64>().sqrt()
    }

    /// The change of the objective that the quadratic model foretells.
    pub(super) fn predicted_change(&self) -> f64 {
        self.parts.iter().map(|part| part.step.predicted_change()).sum()
    }

    /// Each parameter's shape and its step's.
    pub(super) fn shapes(&self, problem: &Problem) -> Vec<Vec<String>> {
        let leaves = problem.net.layout().leaves;
        let row = |(slot, (key, shape, floats)): (
            &cotangent::leaves::Slot,
            &(String, Vec<usize>, Vec<f64>),
        )| {
            let norm = floats.iter().map(|x| x * x).sum::<f64>().sqrt();
            vec![
                key.clone(),
                format!("{:?}", slot.shape),
                format!("{shape:?}"),
                format!("{norm:.4e}"),
            ]
        };
        leaves.iter().zip(&self.step).map(row).collect()
    }

    fn json(&self, problem: &Problem, options: &Options) -> serde_json::Value {
        let group = |part: &Part| {
            let directional = &part.step.directional;
            let mut group = serde_json::json!({
                "name": part.group.name,
                "parameters": part.keys,
                "floats": part.group.n_parameters,
                "eigenvalues": part.values,
                "kept": directional.kept,
                "slopes": directional.slopes,
                "curvatures": directional.curvatures,
                "dampings": part.step.dampings,
                "slope_to_noise": directional.slope_signal_to_noise(),
            });
            group["dense"] = match &part.check {
                Check::Compared(agreement) => serde_json::json!({
                    "matches": agreement.matches(),
                    "largest_difference": agreement.largest,
                    "of_allowed": agreement.of_allowed,
                    "eigenvalues": agreement.eigenvalues,
                }),
                Check::Skipped(reason) => serde_json::json!({ "skipped": reason }),
            };
            group
        };
        let step =
            |(key, shape, _): &(String, Vec<usize>, Vec<f64>)| (key.clone(), shape.clone().into());
        let shapes: serde_json::Map<String, serde_json::Value> =
            self.step.iter().map(step).collect();
        serde_json::json!({
            "problem": problem.origin,
            "samples": problem.x.nrows(),
            "widths": problem.net.widths(),
            "damping": options.damping.to_string(),
            "loss": self.loss,
            "step_length": self.length(),
            "step_norm": self.norm(),
            "step_shapes": shapes,
            "predicted_change": self.predicted_change(),
            "matches": self.is_compared().then(|| self.matches()),
            "groups": self.parts.iter().map(group).collect::<Vec<_>>(),
            "warnings": self.warnings,
        })
    }

    /// Writes arrays, the result and the page.
    fn write(&self, folder: &Path, problem: &Problem, options: &Options) -> Result<(), Error> {
        let failed = |name: &str| {
            let path = folder.join(name);
            move |error: std::io::Error| RunError::of(path, format!("cannot be written: {error}"))
        };
        let name = "step.npz";
        let arrays =
            self.step.iter().map(|(key, shape, floats)| Ok((&key[..], npy(shape, floats)?)));
        let arrays: Vec<(&str, Vec<u8>)> =
            arrays.collect::<std::io::Result<_>>().map_err(failed(name))?;
        write_whole(&folder.join(name), &npz(&arrays).map_err(failed(name))?)?;

        let name = "directions.npz";
        let mut arrays = vec![];
        for part in &self.parts {
            let directional = &part.step.directional;
            let (gammas, lambdas) = (&directional.gammas, &directional.lambdas);
            let all: [(&str, Vec<usize>, &[f64]); 7] = [
                ("evals_all", vec![part.values.len()], &part.values),
                ("evals", vec![directional.values.len()], &directional.values),
                ("gammas", vec![gammas.n_rows(), gammas.n_columns()], gammas.as_slice()),
                ("lambdas", vec![lambdas.n_rows(), lambdas.n_columns()], lambdas.as_slice()),
                ("slopes", vec![directional.slopes.len()], &directional.slopes),
                ("curvatures", vec![directional.curvatures.len()], &directional.curvatures),
                ("dampings", vec![part.step.dampings.len()], &part.step.dampings),
            ];
            for (what, shape, floats) in all {
                let bytes = npy(&shape, floats).map_err(failed(name))?;
                arrays.push((format!("{}_{what}", part.group.name), bytes));
            }
        }
        let arrays: Vec<(&str, Vec<u8>)> =
            arrays.iter().map(|(name, bytes)| (&name[..], bytes.clone())).collect();
        write_whole(&folder.join(name), &npz(&arrays).map_err(failed(name))?)?;

        let text = self.json(problem, options).to_string();
        write_whole(&folder.join("result.json"), text.as_bytes())?;
        let page = page::step(self, problem, options)?;
        write_whole(&folder.join("index.html"), page.html().as_bytes())?;
        Ok(())
    }

    fn print(&self, problem: &Problem, options: &Options) {
        println!("{}", summary(self, problem, options));
        let header = ["parameter", "shape", "shape of the step", "length of the step"];
        println!("{}", table(&header, &self.shapes(problem), 1));
        println!("Step: [{}], of length {:.6e}", self.length(), self.norm());
        let directions: Vec<Vec<String>> = self.parts.iter().flat_map(Part::directions).collect();
        println!("{}", table(&DIRECTIONS, &directions, 1));
        println!("{}.", about(options.curvature()));
        let agreements: Vec<Vec<String>> = self.parts.iter().map(Part::agreement).collect();
        println!("{}", table(&AGREEMENT, &agreements, 2));
        if self.is_compared() && self.matches() {
            println!("Directionally damped Newton steps match!");
        }
    }
}

/// The problem in a line.
pub(super) fn summary(outcome: &Outcome, problem: &Problem, options: &Options) -> String {
    let widths: Vec<String> = problem.net.widths().iter().map(ToString::to_string).collect();
    let named = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
    let curvature = match options.curvature() {
        Curvature::Exact => String::new(),
        Curvature::MonteCarlo { samples, seed } => {
            format!(", {samples} draws a sample, seed {seed}")
        }
    };
    format!(
        "{}: N = {}, {}, {}, {} ({} over samples){curvature}, damping {}; loss {:.6}",
        problem.origin,
        problem.x.nrows(),
        widths.join("-"),
        named(&options.activation),
        named(&options.loss),
        named(&options.reduction),
        options.damping,
        outcome.loss,
    )
}

pub(super) fn run(options: &Options) -> Ended {
    // What cannot be written to is said before the work.
    if let Some(folder) = &options.out {
        std::fs::create_dir_all(folder)
            .map_err(|error| RunError::of(folder, format!("cannot be made: {error}")))?;
    }
    let problem = Problem::new(options)?;
    let outcome = Outcome::new(&problem, options)?;
    if let Some(folder) = &options.out {
        outcome.write(folder, &problem, options)?;
    }
    if options.json {
        println!("{}", outcome.json(&problem, options));
    } else {
        outcome.print(&problem, options);
        if let Some(folder) = &options.out {
            println!("The page is in {}", folder.join("index.html").display());
        }
    }
    for warning in &outcome.warnings {
        eprintln!("warning: {warning}");
    }
    if !outcome.matches() {
        eprintln!("DISAGREES: the directionally damped Newton steps do not match");
        return Ok(End::Failed);
    }
    Ok(End::Well)
}
