//! What a fit gave, in numbers and as files.

use super::{Gauge, PARAMETERS_NPZ, Prepared};
use crate::run::folder::PARAMETERS;
use crate::run::{job, npy, npz};
use crate::srbm::fit::{Fit, Optimiser, Outcome, Record};
use crate::srbm::{Kind as ModelKind, Model, Precision};
use safetensors::tensor::TensorView;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::time::Duration;

/// What a fit gave.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// How it ended; nothing where it was broken off.
    pub outcome: Option<Outcome>,
    /// What was recorded after each epoch.
    pub history: Vec<Record>,
    /// The epoch after which the held-out loss was lowest, from 1, and that loss.
    pub best: Option<(usize, f64)>,
    /// The fitted model in the gauge that was asked for: with a patience that of the lowest held-out loss, else the last.
    pub model: Model<f64>,
    /// Where it was evaluated.
    pub device: String,
    /// How long it took, without what was done before a resumption.
    pub time: Duration,
    /// Epochs in that time.
    pub epochs: usize,
}

/// A fit in numbers, for `result.json` and for machines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// `converged`, `stalled` (as far as the precision goes), `finished` (all epochs), `stopped` (the held-out loss no longer
    /// improved) or `interrupted`.
    pub outcome: String,
    /// The program's version.
    pub version: String,
    /// Where losses and gradients were evaluated.
    pub device: String,
    /// Epochs done.
    pub epochs: usize,
    /// Evaluations of loss and gradient.
    pub evaluations: usize,
    /// Parameters of the model.
    pub parameters: usize,
    /// The last epoch's loss with the regulariser, before its steps.
    pub loss: Option<f64>,
    /// After it, that of the held-out samples without the regulariser.
    pub held_out_loss: Option<f64>,
    /// The epoch with the lowest held-out loss.
    pub best_epoch: Option<usize>,
    /// That loss.
    pub best_held_out_loss: Option<f64>,
    /// Kullback-Leibler divergence of the fitted law from the true one in nats, where that is known.
    pub divergence: Option<f64>,
    /// Root mean square error of fields and interactions in zero-sum gauge, where the true ones are known.
    pub recovery_error: Option<f64>,
    /// What a user should know.
    pub warnings: Vec<String>,
    /// Seconds of the fit, without what was done before a resumption.
    pub seconds: f64,
    /// Seconds an epoch.
    pub seconds_an_epoch: Option<f64>,
}

impl job::Summary for Summary {
    fn ended(&self) -> &'static str {
        match &self.outcome[..] {
            "converged" => "has converged",
            "stalled" => "has gone as far as its precision goes",
            "finished" => "is finished",
            "stopped" => "stopped, since the held-out loss no longer improved",
            _ => "was interrupted",
        }
    }

    fn is_interrupted(&self) -> bool {
        self.outcome == "interrupted"
    }

    fn numbers(&self) -> Vec<(&'static str, String)> {
        let mut rows = vec![
            ("epochs", self.epochs.to_string()),
            ("evaluations of the gradient", self.evaluations.to_string()),
            ("parameters", self.parameters.to_string()),
            ("evaluated on", self.device.clone()),
        ];
        for (name, value) in [
            ("loss of the last epoch", self.loss),
            ("loss of held-out samples", self.held_out_loss),
            ("the lowest of them", self.best_held_out_loss),
            ("divergence from the truth, nats", self.divergence),
            ("error of fields and couplings", self.recovery_error),
            ("seconds", Some(self.seconds)),
        ] {
            rows.extend(value.map(|value| (name, format!("{value:.6}"))));
        }
        rows
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

impl Fitted {
    pub(super) fn new<T: Precision>(fit: &Fit<T>, gauge: Gauge) -> Self {
        let settings = fit.settings();
        let model = if settings.patience.is_some() { fit.best() } else { fit.model() };
        let mut model = model.cast();
        if gauge == Gauge::ZeroSum {
            model.to_zero_sum();
        }
        Self {
            outcome: fit.outcome(),
            history: fit.history().to_vec(),
            best: fit.best_held_out().map(|(epoch, loss)| (epoch + 1, loss)),
            model,
            device: String::new(),
            time: Duration::ZERO,
            epochs: 0,
        }
    }

    /// The fit in numbers.
    pub fn summary(&self, prepared: &Prepared) -> Summary {
        let seconds = self.time.as_secs_f64();
        let last = self.history.last();
        let truth = prepared.truth.as_ref();
        Summary {
            outcome: match self.outcome {
                None => "interrupted",
                Some(Outcome::Epochs) => "finished",
                Some(Outcome::Patience) => "stopped",
                Some(Outcome::Converged) => "converged",
                Some(Outcome::Stalled) => "stalled",
            }
            .to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            device: self.device.clone(),
            epochs: self.history.len(),
            evaluations: self.history.iter().map(|record| record.evaluations).sum(),
            parameters: prepared.shape.n_parameters(),
            loss: last.map(|record| record.loss),
            held_out_loss: last.and_then(|record| record.held_out),
            best_epoch: self.best.map(|best| best.0),
            best_held_out_loss: self.best.map(|best| best.1),
            divergence: truth.map(|truth| divergence(truth, &self.model)),
            recovery_error: truth
                .filter(|_| prepared.shape.kind() == ModelKind::Pairwise)
                .map(|truth| recovery_error(truth, &self.model)),
            warnings: self.warnings(prepared),
            seconds,
            seconds_an_epoch: (self.epochs > 0).then(|| seconds / self.epochs as f64),
        }
    }

    fn warnings(&self, prepared: &Prepared) -> Vec<String> {
        let mut warnings = vec![];
        let training = &prepared.settings.training;
        if let (Some(Outcome::Epochs), Optimiser::Lbfgs(_)) = (self.outcome, training.optimiser) {
            let n = self.history.len();
            warnings.push(format!("all {n} iterations were run before the fit converged"));
        }
        let last = self.history.last().and_then(|record| record.held_out);
        if let (Some((epoch, lowest)), Some(last)) = (self.best, last)
            && last > lowest + 0.01 * lowest.abs()
        {
            let kept = match training.patience {
                Some(_) => "that model was kept",
                None => "a regulariser or --patience may help",
            };
            warnings.push(format!(
                "over-fitting: the held-out loss is {last:.4}, but was {lowest:.4} after epoch {epoch}; {kept}"
            ));
        }
        let regulariser = training.objective.regulariser;
        let unseen = unseen(prepared);
        if unseen > 0 && (regulariser.fields == 0.0 || regulariser.couplings == 0.0) {
            warnings.push(format!(
                "{unseen} of {} states of sites are in no sample: without --lambda-h and --lambda-j nothing holds \
                 their parameters",
                prepared.shape.n_inputs()
            ));
        }
        warnings
    }
}

/// States of sites that no sample has.
fn unseen(prepared: &Prepared) -> usize {
    let mut seen = vec![false; prepared.shape.n_inputs()];
    for sample in prepared.training.samples().chunks(1) {
        prepared.shape.places(sample).for_each(|place| seen[place] = true);
    }
    seen.iter().filter(|seen| !**seen).count()
}

/// Σ p ln(p/q) over all states of two small models.
fn divergence(truth: &Model<f64>, found: &Model<f64>) -> f64 {
    let [p, q] = [truth, found].map(super::settings::probabilities);
    p.iter().zip(&q).map(|(p, q)| p * (p / q).ln()).sum()
}

fn recovery_error(truth: &Model<f64>, found: &Model<f64>) -> f64 {
    let pairs = interactions_and_fields(found).into_iter().zip(interactions_and_fields(truth));
    let squares: Vec<f64> = pairs.map(|(x, y)| (x - y) * (x - y)).collect();
    (squares.iter().sum::<f64>() / squares.len() as f64).sqrt()
}

/// What models of the same law have in common.
pub fn interactions_and_fields(model: &Model<f64>) -> Vec<f64> {
    let mut gauged = model.clone();
    gauged.to_zero_sum();
    let mut all = model.interactions();
    all.extend_from_slice(gauged.parts().h);
    all
}

/// The fitted parameters as the files that hold them.
pub(super) fn parameter_files<T: Precision>(
    model: &Model<f64>,
) -> [(&'static str, Result<Vec<u8>, String>); 2] {
    let arrays = model.cast::<T>().arrays();
    let tensors = || {
        let lists = arrays.iter().map(|(name, shape, values)| {
            let mut bytes = Vec::with_capacity(size_of_val(&values[..]));
            values.iter().for_each(|x| x.put_bytes(&mut bytes));
            (*name, shape, bytes)
        });
        let lists: Vec<_> = lists.collect();
        let views: Vec<(&str, TensorView<'_>)> = lists
            .iter()
            .map(|(name, shape, bytes)| {
                let view = TensorView::new(T::DTYPE, (*shape).clone(), bytes);
                view.map(|view| (*name, view)).map_err(|error| error.to_string())
            })
            .collect::<Result<_, _>>()?;
        // One entry alone: the library writes several in an order that changes from run to run.
        let about = format!(
            "cotangent {} model: h[state, site], J[state, site, state, site], W[unit, state, site], b[unit]",
            model.shape().kind().name()
        );
        let about = HashMap::from([("description".to_owned(), about)]);
        safetensors::serialize(views, Some(about)).map_err(|error| error.to_string())
    };
    let archive = || {
        let files = arrays.iter().map(|(name, shape, values)| Ok((*name, npy(shape, values)?)));
        npz(&files.collect::<std::io::Result<Vec<_>>>()?)
    };
    let archive = archive().map_err(|error| error.to_string());
    [(PARAMETERS, tensors()), (PARAMETERS_NPZ, archive)]
}
