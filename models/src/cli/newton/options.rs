//! What step is asked for.

use super::network::Network;
use clap::{Args, ValueEnum, value_parser};
use cotangent_models::jacobians::{Curvature, Reduction};
use cotangent_models::newton::{Criterion, Damping, NewtonError, ParamGroups};
use cotangent_models::score::Activation;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// One's own network: .npz with W1 [out, in], b1 [out], W2, b2, ... [default: 7-5-5-3, drawn]
    #[arg(long, value_name = "FILE", requires = "data", help_heading = "Network and data")]
    pub(super) parameters: Option<PathBuf>,
    /// One's own samples: .npz with X [N, in], and y [N, out], or [N] for classes [default: 4, drawn]
    #[arg(long, value_name = "FILE", requires = "parameters", help_heading = "Network and data")]
    pub(super) data: Option<PathBuf>,
    /// Between the layers
    #[arg(long, value_enum, default_value_t = ActivationChoice::Relu, help_heading = "Network and data")]
    pub(super) activation: ActivationChoice,
    /// The loss of a sample
    #[arg(long, value_enum, default_value_t = LossChoice::Mse, help_heading = "Network and data")]
    pub(super) loss: LossChoice,
    /// What is made of the samples' losses
    #[arg(long, value_enum, default_value_t = ReductionChoice::Mean, help_heading = "Network and data")]
    pub(super) reduction: ReductionChoice,

    /// Directions: those of so many of the largest eigenvalues [default: 4]
    #[arg(long, value_name = "K", conflicts_with = "above", help_heading = "Step")]
    pub(super) top: Option<usize>,
    /// Directions: those of all eigenvalues above a number
    #[arg(long, value_name = "X", allow_hyphen_values = true, help_heading = "Step")]
    pub(super) above: Option<f64>,
    /// Added to the curvature: a number, relative:CONSTANT,FACTOR for constant + factor · eigenvalue, or noise for
    /// the slope's variance over 1 + curvature
    #[arg(long, value_name = "DAMPING", default_value = "1", value_parser = damping, allow_hyphen_values = true, help_heading = "Step")]
    pub(super) damping: DampingChoice,
    /// Blocks of the matrix
    #[arg(long, value_enum, default_value_t = GroupsChoice::One, help_heading = "Step")]
    pub(super) groups: GroupsChoice,
    /// A block of one's own, such as early=W1,b1; once for each
    #[arg(long, value_name = "NAME=KEYS", value_parser = group, conflicts_with = "groups", help_heading = "Step")]
    pub(super) group: Vec<(String, Vec<String>)>,
    /// Parameters that stay as they are, such as W1,b1
    #[arg(long, value_name = "KEYS", value_delimiter = ',', num_args = 1, help_heading = "Step")]
    pub(super) frozen: Vec<String>,
    /// Samples for the curvature, from 0 on [default: all]
    #[arg(
        long,
        value_name = "SAMPLES",
        value_delimiter = ',',
        num_args = 1,
        help_heading = "Step"
    )]
    pub(super) subsample_ggn: Option<Vec<usize>>,
    /// Samples for the gradient, from 0 on [default: all]
    #[arg(
        long,
        value_name = "SAMPLES",
        value_delimiter = ',',
        num_args = 1,
        help_heading = "Step"
    )]
    pub(super) subsample_grad: Option<Vec<usize>>,
    /// Draws a sample that stand for the loss's Hessian [default: the Hessian itself]
    #[arg(long, value_name = "DRAWS", help_heading = "Step")]
    pub(super) mc: Option<usize>,
    /// Seed of what is drawn
    #[arg(long, default_value_t = 0, value_parser = value_parser!(u64).range(..=i64::MAX as u64), help_heading = "Step")]
    pub(super) seed: u64,

    /// The folder of the arrays and the page
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Prints the result as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ActivationChoice {
    /// max(z, 0)
    Relu,
    /// tanh z
    Tanh,
    /// 1/(1 + e⁻ᶻ)
    Sigmoid,
}

impl From<ActivationChoice> for Activation {
    fn from(choice: ActivationChoice) -> Self {
        match choice {
            ActivationChoice::Relu => Self::Relu,
            ActivationChoice::Tanh => Self::Tanh,
            ActivationChoice::Sigmoid => Self::Sigmoid,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LossChoice {
    /// Squared error, the mean over outputs
    Mse,
    /// Softmax cross-entropy of one class, in nats
    Ce,
    /// Binary cross-entropy of logits, the mean over outputs, in nats
    Bce,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReductionChoice {
    Mean,
    Sum,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GroupsChoice {
    /// All parameters in one
    One,
    /// One for each parameter
    Parameter,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum DampingChoice {
    Constant(f64),
    Relative { constant: f64, factor: f64 },
    Noise,
}

fn damping(text: &str) -> Result<DampingChoice, String> {
    let number = |text: &str| -> Result<f64, String> {
        match text.trim().parse() {
            Ok(x) if f64::is_finite(x) => Ok(x),
            _ => Err(format!(
                "expected a number, `relative:CONSTANT,FACTOR` or `noise`, found `{text}`"
            )),
        }
    };
    if text == "noise" {
        return Ok(DampingChoice::Noise);
    }
    match text.strip_prefix("relative:").map(|rest| rest.split_once(',')) {
        None => Ok(DampingChoice::Constant(number(text)?)),
        Some(Some((constant, factor))) => {
            Ok(DampingChoice::Relative { constant: number(constant)?, factor: number(factor)? })
        }
        Some(None) => Err(format!("expected two numbers after `relative:`, found `{text}`")),
    }
}

fn group(text: &str) -> Result<(String, Vec<String>), String> {
    let (name, keys) =
        text.split_once('=').ok_or_else(|| format!("expected NAME=KEYS, found `{text}`"))?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if name.is_empty() || !name.chars().all(is_plain) {
        return Err(format!("expected a name of letters, digits, -, _ and ., found `{name}`"));
    }
    let keys = keys.split(',').filter(|key| !key.is_empty()).map(str::to_owned);
    Ok((name.to_owned(), keys.collect()))
}

impl std::fmt::Display for DampingChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Constant(delta) => write!(f, "{delta}"),
            Self::Relative { constant, factor } => write!(f, "{constant} + {factor} · eigenvalue"),
            Self::Noise => write!(f, "the slope's variance over 1 + curvature"),
        }
    }
}

impl DampingChoice {
    pub(super) fn damping(self) -> Damping<'static> {
        match self {
            Self::Constant(delta) => Damping::Constant(delta),
            Self::Relative { constant, factor } => Damping::Relative { constant, factor },
            Self::Noise => Damping::Noise,
        }
    }
}

impl Options {
    pub(super) fn curvature(&self) -> Curvature {
        match self.mc {
            None => Curvature::Exact,
            Some(samples) => Curvature::MonteCarlo { samples, seed: self.seed },
        }
    }

    pub(super) fn criterion(&self) -> Criterion<'static> {
        match self.above {
            Some(least) => Criterion::Above(least),
            None => Criterion::TopK(self.top.unwrap_or(4)),
        }
    }

    pub(super) fn reduction(&self) -> Reduction {
        match self.reduction {
            ReductionChoice::Mean => Reduction::Mean,
            ReductionChoice::Sum => Reduction::Sum,
        }
    }

    /// The groups under their names, by paths in the network. What they name must be there, once.
    pub(super) fn groups(&self, net: &Network) -> Result<ParamGroups, NewtonError> {
        if self.group.is_empty() {
            return Ok(match self.groups {
                GroupsChoice::One => ParamGroups::One,
                GroupsChoice::Parameter => {
                    // A block for each parameter that is not frozen, under its key.
                    let frozen = self.frozen(net)?;
                    let free = |key: &&String| !frozen.contains(&path(key));
                    let keys = net.keys();
                    ParamGroups::Custom(
                        keys.iter()
                            .filter(free)
                            .map(|key| (key.clone(), vec![path(key)]))
                            .collect(),
                    )
                }
            });
        }
        let mut owners: Vec<(&String, &String)> = vec![];
        let mut groups = vec![];
        for (name, keys) in &self.group {
            let mut paths = vec![];
            for key in keys {
                known(net, key, || format!("group `{name}`"))?;
                if let Some((_, first)) = owners.iter().find(|(other, _)| *other == key) {
                    let (leaf, first, second) = (key.clone(), (*first).clone(), name.clone());
                    return Err(if first == second {
                        NewtonError::RepeatedLeaf { leaf, group: first }
                    } else {
                        NewtonError::LeafInTwoGroups { leaf, first, second }
                    });
                }
                owners.push((key, name));
                paths.push(path(key));
            }
            groups.push((name.clone(), paths));
        }
        Ok(ParamGroups::Custom(groups))
    }

    /// The paths of parameters that stay as they are.
    pub(super) fn frozen(&self, net: &Network) -> Result<Vec<String>, NewtonError> {
        let each = self.frozen.iter().map(|key| {
            known(net, key, || "--frozen".to_owned())?;
            Ok(path(key))
        });
        each.collect()
    }
}

/// `layers[0].w` for `W1`.
fn path(key: &str) -> String {
    let layer: usize = key[1..].parse().expect("a key of the network");
    format!("layers[{}].{}", layer - 1, key[..1].to_lowercase())
}

fn known(net: &Network, key: &str, by: impl Fn() -> String) -> Result<(), NewtonError> {
    let keys = net.keys();
    if keys.iter().any(|known| known == key) {
        return Ok(());
    }
    let known: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    Err(NewtonError::UnknownLeaf { leaf: key.to_owned(), by: by(), known: known.join(", ") })
}
