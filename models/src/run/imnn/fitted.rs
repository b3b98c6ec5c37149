//! What a fit gave, in numbers.

use super::estimator::Network;
use super::{Estimator, Kept, Prepared};
use crate::imnn::{State, Statistics, Stop};
use crate::run::job;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a fit gave.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// How it ended.
    pub stop: Stop,
    /// Its state at the end.
    pub state: State,
    /// Statistics of the parameters that were kept: of validation where there is one. None where it was broken off.
    pub statistics: Option<Statistics>,
    /// The same of training.
    pub training: Option<Statistics>,
    /// How long it took, without what was done before a resumption.
    pub time: Duration,
    /// Iterations in that time.
    pub iterations: u64,
    /// The most memory that the process had, in bytes, where the system tells; 0 elsewhere.
    pub peak_bytes: usize,
}

/// A fit in numbers, for `result.json` and for machines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(non_snake_case, reason = "the names under which these are published")]
pub struct Summary {
    /// `stopped` (|F| no longer grew), `finished` (all iterations) or `interrupted`.
    pub outcome: String,
    /// The program's version.
    pub version: String,
    /// Iterations done.
    pub epochs: u64,
    /// Parameters of the network.
    pub parameters: usize,
    /// The largest |F| of all iterations, of validation where there is one.
    pub max_detF: f64,
    /// |F| of the parameters that were kept, over validation.
    pub val_detF: Option<f64>,
    /// The same over training.
    pub detF: Option<f64>,
    /// |F| as it is known.
    pub known_detF: Option<f64>,
    /// F of the parameters that were kept, `[P, P]`, over validation where there is one.
    pub F: Option<Vec<f64>>,
    /// C, `[S, S]`.
    pub C: Option<Vec<f64>>,
    /// One standard deviation of each parameter's estimate.
    pub errors: Option<Vec<f64>>,
    /// What a user should know.
    pub warnings: Vec<String>,
    /// Seconds of the fit, without what was done before a resumption.
    pub seconds: f64,
    /// Seconds an iteration.
    pub seconds_an_epoch: Option<f64>,
    /// The most memory that the process had, in bytes; 0 where the system does not tell.
    pub peak_bytes: usize,
}

impl job::Summary for Summary {
    fn ended(&self) -> &'static str {
        match &self.outcome[..] {
            "finished" => "is finished",
            "stopped" => "stopped, since |F| no longer grew",
            _ => "was interrupted",
        }
    }

    fn is_interrupted(&self) -> bool {
        self.outcome == "interrupted"
    }

    fn numbers(&self) -> Vec<(&'static str, String)> {
        let mut rows = vec![
            ("iterations", self.epochs.to_string()),
            ("parameters of the network", self.parameters.to_string()),
        ];
        for (name, value) in [
            ("largest |F|", Some(self.max_detF)),
            ("|F| of validation", self.val_detF),
            ("|F| of training", self.detF),
            ("|F|, known", self.known_detF),
        ] {
            rows.extend(value.map(|value| (name, format!("{value:.3}"))));
        }
        if let Some(errors) = &self.errors {
            let errors: Vec<String> = errors.iter().map(|error| format!("{error:.4}")).collect();
            rows.push(("errors of estimates", errors.join(", ")));
        }
        rows.push(("seconds", format!("{:.3}", self.seconds)));
        if let Some(each) = self.seconds_an_epoch {
            rows.push(("ms an iteration", format!("{:.3}", 1e3 * each)));
        }
        if self.peak_bytes > 0 {
            rows.push(("peak memory, MB", format!("{:.1}", self.peak_bytes as f64 * 1e-6)));
        }
        rows
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

impl Fitted {
    /// The fit in numbers.
    pub fn summary(&self, prepared: &Prepared) -> Summary {
        let seconds = self.time.as_secs_f64();
        let known = prepared.known.as_ref();
        let found = self.statistics.as_ref();
        let validated = prepared.validation.is_some();
        Summary {
            outcome: match self.stop {
                Stop::Patience => "stopped",
                Stop::Iterations => "finished",
                Stop::Interrupted => "interrupted",
            }
            .to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            epochs: self.state.iteration,
            parameters: self.state.parameters.len(),
            max_detF: self.state.stopping.max_det_f,
            val_detF: found.filter(|_| validated).map(Statistics::det_fisher),
            detF: self.training.as_ref().map(Statistics::det_fisher),
            // That of the reference problem is diagonal, with two parameters.
            known_detF: known.map(|fisher| fisher[0] * fisher[3]),
            F: found.map(|found| found.fisher.clone()),
            C: found.map(|found| found.covariance.clone()),
            errors: found.map(Statistics::errors),
            warnings: self.warnings(prepared),
            seconds,
            seconds_an_epoch: (self.iterations > 0).then(|| seconds / self.iterations as f64),
            peak_bytes: self.peak_bytes,
        }
    }

    fn warnings(&self, prepared: &Prepared) -> Vec<String> {
        let mut warnings = prepared.warnings.clone();
        let Some(found) = &self.statistics else { return warnings };
        let epsilon = prepared.settings.training.epsilon;
        let own = self.training.as_ref().unwrap_or(found);
        if own.lambda2 > epsilon.max(1.0) {
            warnings.push(format!(
                "the covariance of summaries is not near 1: Λ₂ is {:.3}; --start-when-settled or more iterations may help",
                own.lambda2
            ));
        }
        if let (Some(training), true) = (&self.training, prepared.validation.is_some())
            && training.det_fisher() > 1.5 * found.det_fisher()
        {
            warnings.push(format!(
                "over-fitting: |F| is {:.2} on training, but {:.2} on validation",
                training.det_fisher(),
                found.det_fisher()
            ));
        }
        if let Some(known) = &prepared.known {
            let (known, own) = (known[0] * known[3], own.det_fisher());
            if own > known {
                warnings.push(format!(
                    "|F| of training is {own:.2}, but no summary has more than {known:.2}: noise, or over-fitting"
                ));
            }
        }
        if self.stop == Stop::Iterations && prepared.settings.training.best {
            let n = self.state.iteration;
            warnings.push(format!("all {n} iterations were run before patience ended the fit"));
        }
        warnings
    }

    /// By what the fit came to; none where it was broken off.
    pub fn estimator(&self, prepared: &Prepared) -> Option<Estimator> {
        let kept = Kept {
            of: if prepared.validation.is_some() { "validation" } else { "training" }.to_owned(),
            fiducial: prepared.fiducial.clone(),
            statistics: self.statistics.clone()?,
            training: self.training.clone(),
        };
        let sizes = &prepared.origin.sizes;
        let net = Network::new(&prepared.settings, sizes, &self.state.parameters).ok()?;
        Estimator::new(kept, net, &sizes.input).ok()
    }
}
