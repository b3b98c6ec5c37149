//! What fits have come to: history, stopping, and a state that can be taken up again.

use super::error::{ImnnError, all_finite, has_length};
use super::statistics::{Regulariser, Statistics};
use super::training::FitOptions;
use serde::{Deserialize, Serialize};

/// Statistics of each iteration of all fits; the columns of validation are empty without it.
///
/// Those of training belong to the parameters before the iteration's step, those of validation to the ones after it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the names under which these are published")]
pub struct History {
    /// |F|.
    #[serde(with = "floats")]
    pub detF: Vec<f64>,
    /// |C|.
    #[serde(with = "floats")]
    pub detC: Vec<f64>,
    /// |C⁻¹|.
    #[serde(with = "floats")]
    pub detinvC: Vec<f64>,
    /// Λ₂.
    #[serde(with = "floats")]
    pub Lambda2: Vec<f64>,
    /// r(Λ₂).
    #[serde(with = "floats")]
    pub r: Vec<f64>,
    /// |F| of validation.
    #[serde(with = "floats")]
    pub val_detF: Vec<f64>,
    /// |C| of validation.
    #[serde(with = "floats")]
    pub val_detC: Vec<f64>,
    /// |C⁻¹| of validation.
    #[serde(with = "floats")]
    pub val_detinvC: Vec<f64>,
    /// Λ₂ of validation.
    #[serde(with = "floats")]
    pub val_Lambda2: Vec<f64>,
    /// r(Λ₂) of validation.
    #[serde(with = "floats")]
    pub val_r: Vec<f64>,
}

impl History {
    /// The columns by name.
    pub fn columns(&self) -> [(&'static str, &[f64]); 10] {
        [
            ("detF", &self.detF),
            ("detC", &self.detC),
            ("detinvC", &self.detinvC),
            ("Lambda2", &self.Lambda2),
            ("r", &self.r),
            ("val_detF", &self.val_detF),
            ("val_detC", &self.val_detC),
            ("val_detinvC", &self.val_detinvC),
            ("val_Lambda2", &self.val_Lambda2),
            ("val_r", &self.val_r),
        ]
    }

    pub(super) fn push(
        &mut self,
        found: &Statistics,
        held_out: Option<&Statistics>,
        scale: &Regulariser,
    ) {
        self.detF.push(found.det_fisher());
        self.detC.push(found.det_covariance);
        self.detinvC.push(found.det_inverse_covariance);
        self.Lambda2.push(found.lambda2);
        self.r.push(found.strength(scale));
        if let Some(found) = held_out {
            self.val_detF.push(found.det_fisher());
            self.val_detC.push(found.det_covariance);
            self.val_detinvC.push(found.det_inverse_covariance);
            self.val_Lambda2.push(found.lambda2);
            self.val_r.push(found.strength(scale));
        }
    }
}

/// When to stop, and which parameters are best: |F| in, decisions out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stopping {
    /// The largest |F| of all fits, from 0.
    pub max_det_f: f64,
    /// Iterations of this fit.
    pub done: u64,
    /// Those that count towards patience.
    pub counter: u64,
    /// Whether Λ₂ was below ε.
    pub settled: bool,
}

impl Stopping {
    /// Takes the |F| and Λ₂ of an iteration; gives whether |F| is the largest yet.
    pub fn observe(&mut self, det_f: f64, lambda2: f64, options: &FitOptions) -> bool {
        let k = self.done;
        self.done += 1;
        self.settled |= lambda2 < options.epsilon;
        if options.settle_first && !self.settled {
            return false;
        }
        let better = det_f > self.max_det_f;
        if better {
            self.max_det_f = det_f;
            self.counter = 0;
        } else if k > options.min_iterations {
            self.counter += 1;
        }
        better
    }

    /// Why to stop, if so.
    pub fn reason(&self, options: &FitOptions) -> Option<Stop> {
        if self.counter >= options.patience {
            Some(Stop::Patience)
        } else if self.done >= options.max_iterations {
            Some(Stop::Iterations)
        } else {
            None
        }
    }
}

/// Why a fit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// |F| had not grown for as many iterations as were allowed.
    Patience,
    /// The most iterations were reached.
    Iterations,
    /// The caller asked to break off; [`Imnn::resume`](super::Imnn::resume) goes on.
    Interrupted,
}

/// All that fits have come to: numbers alone, to be written down in any format that keeps their bits.
///
/// A fit that goes on from it gives the same bits as one that was never interrupted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Iterations, which are also Adam's steps, of all fits.
    pub iteration: u64,
    /// The parameters, in the model's order.
    pub parameters: Vec<f64>,
    /// Those at first.
    pub initial: Vec<f64>,
    /// Those at the end of the last fit.
    pub last: Option<Vec<f64>>,
    /// Those of the largest |F|.
    pub best: Option<Vec<f64>>,
    /// Adam's mean gradient.
    pub first_moment: Vec<f64>,
    /// Adam's mean square.
    pub second_moment: Vec<f64>,
    /// Of the fit that runs, or of the last.
    pub stopping: Stopping,
    /// Whether a fit runs.
    pub running: bool,
    /// All iterations.
    pub history: History,
}

impl State {
    pub(super) fn start(parameters: Vec<f64>) -> Self {
        let zeros = vec![0.0; parameters.len()];
        Self {
            iteration: 0,
            initial: parameters.clone(),
            last: None,
            best: None,
            first_moment: zeros.clone(),
            second_moment: zeros,
            stopping: Stopping::default(),
            running: false,
            history: History::default(),
            parameters,
        }
    }

    pub(super) fn check(&self, n_parameters: usize, validated: bool) -> Result<(), ImnnError> {
        let mut lists = vec![
            ("the state's parameters", &self.parameters),
            ("the state's initial parameters", &self.initial),
            ("the state's first moment", &self.first_moment),
            ("the state's second moment", &self.second_moment),
        ];
        lists.extend(self.last.as_ref().map(|last| ("the state's last parameters", last)));
        lists.extend(self.best.as_ref().map(|best| ("the state's best parameters", best)));
        for (what, list) in lists {
            has_length(what, n_parameters, list.len())?;
            all_finite(what, list)?;
        }
        for (name, column) in self.history.columns() {
            let n = if name.starts_with("val_") && !validated { 0 } else { self.iteration };
            has_length("a column of the state's history", n as usize, column.len())?;
        }
        Ok(())
    }
}

/// Lists of floats in formats that have no infinities, such as JSON: the determinant of a large matrix overflows.
mod floats {
    use serde::de::{Error, Unexpected};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Float {
        Finite(f64),
        Word(String),
    }

    pub(super) fn serialize<S: Serializer>(list: &[f64], to: S) -> Result<S::Ok, S::Error> {
        if !to.is_human_readable() {
            return list.serialize(to);
        }
        to.collect_seq(list.iter().map(|x| match x.is_finite() {
            true => Float::Finite(*x),
            false => Float::Word(x.to_string()),
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<f64>, D::Error> {
        if !from.is_human_readable() {
            return Vec::deserialize(from);
        }
        let float = |float: Float| match float {
            Float::Finite(x) => Ok(x),
            Float::Word(word) => word
                .parse()
                .map_err(|_| Error::invalid_value(Unexpected::Str(&word), &"a number or inf")),
        };
        Vec::<Float>::deserialize(from)?.into_iter().map(float).collect()
    }
}
