//! The same step by dense matrices: whole Jacobians one output at a time, the matrix they make, its eigenvectors.

use super::Error;
use super::input::Problem;
use super::options::{DampingChoice, Options};
use cotangent::Differentiable;
use cotangent_models::jacobians::{Curvature, Reduction};
use cotangent_models::newton::{Group, NewtonStep};
use cotangent_models::score::network::outputs_at;
use faer::{Mat, Side};

/// Above so many parameters of a group its matrix is not made.
const LARGEST: usize = 1000;
/// `allclose`: |found − expected| ≤ atol + rtol · |expected|.
const RTOL: f64 = 1e-5;
const ATOL: f64 = 1e-7;
/// Eigenvalues are equal that differ by less than this fraction of the largest.
const EQUAL: f64 = 1e-9;

/// How a group's step agrees with that of the dense matrix.
#[derive(Debug, Clone)]
pub(super) enum Check {
    Compared(Agreement),
    /// Why it was not compared.
    Skipped(String),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Agreement {
    /// The largest difference of an entry.
    pub(super) largest: f64,
    /// The largest of difference over what `allclose` allows: up to 1 it holds.
    pub(super) of_allowed: f64,
    /// The largest difference of a kept eigenvalue, over the largest eigenvalue.
    pub(super) eigenvalues: f64,
}

impl Agreement {
    pub(super) fn matches(&self) -> bool {
        self.of_allowed <= 1.0 && self.eigenvalues <= RTOL
    }
}

impl Check {
    pub(super) fn matches(&self) -> bool {
        match self {
            Self::Compared(agreement) => agreement.matches(),
            Self::Skipped(_) => true,
        }
    }
}

/// All samples' derivatives in all parameters.
pub(super) struct Dense {
    scale: f64,
    /// `[N]`, each `[D]`.
    gradients: Vec<Vec<f64>>,
    /// A row sᵀ J of length D for each factor s of each sample's Hessian.
    roots: Vec<Vec<f64>>,
    n_curvature: usize,
    damping: DampingChoice,
}

impl Dense {
    /// Derivatives of the chosen samples; none where no group is small enough.
    pub(super) fn new(
        problem: &Problem,
        options: &Options,
        groups: &[Group],
    ) -> Result<Option<Self>, Error> {
        if groups.iter().all(|group| group.n_parameters > LARGEST) {
            return Ok(None);
        }
        let net = problem.net.one_by_one()?;
        let n = problem.x.nrows();
        let all = || (0..n).collect::<Vec<usize>>();
        let pull = |sample: usize, seed: Vec<f64>| {
            let x = problem.x.row(sample).to_vec();
            let (_, pullback) = outputs_at::vjp_wrt_net(&net, &x);
            pullback(seed).to_flat()
        };
        let outputs = |sample: usize| outputs_at(&net, &problem.x.row(sample).to_vec());
        let mut roots = vec![];
        let curvature_samples = options.subsample_ggn.clone().unwrap_or_else(all);
        for &sample in &curvature_samples {
            let f = outputs(sample);
            let unit = |c: usize| (0..f.len()).map(|i| f64::from(u8::from(i == c))).collect();
            let jacobian: Vec<Vec<f64>> = (0..f.len()).map(|c| pull(sample, unit(c))).collect();
            let factors = options.curvature().factors(&*problem.loss, sample, &f)?;
            for row in 0..factors.n_rows() {
                let mut root = vec![0.0; net.n_coordinates()];
                for (s, row) in factors.row(row).iter().zip(&jacobian) {
                    root.iter_mut().zip(row).for_each(|(root, x)| *root += s * x);
                }
                roots.push(root);
            }
        }
        let gradient =
            |sample: usize| pull(sample, problem.loss.gradient(sample, &outputs(sample)));
        let samples = options.subsample_grad.clone().unwrap_or_else(all);
        let scale = match options.reduction() {
            Reduction::Mean => 1.0,
            Reduction::Sum => n as f64,
        };
        Ok(Some(Self {
            scale,
            gradients: samples.into_iter().map(gradient).collect(),
            roots,
            n_curvature: curvature_samples.len(),
            damping: options.damping,
        }))
    }

    /// Holds a group's step against −Σ γ/(λ + δ) e over the largest eigenvectors of the dense matrix.
    pub(super) fn check(&self, group: &Group, rows: &[usize], step: &NewtonStep) -> Check {
        let d = rows.len();
        if d > LARGEST {
            return Check::Skipped(format!("its matrix has {d} rows, more than {LARGEST}"));
        }
        let weight = self.scale / self.n_curvature as f64;
        let root = Mat::from_fn(d, self.roots.len(), |i, j| self.roots[j][rows[i]]);
        let mut ggn = &root * root.transpose();
        for column in 0..d {
            for row in 0..d {
                ggn[(row, column)] *= weight;
            }
        }
        let Ok(eigen) = ggn.self_adjoint_eigen(Side::Lower) else {
            return Check::Skipped(format!(
                "the dense matrix of `{}` has no decomposition",
                group.name
            ));
        };
        let values: Vec<f64> = eigen.S().column_vector().iter().copied().collect();
        let vectors = eigen.U();
        let kept = d - step.directional.values.len().min(d)..d;
        let largest = values.last().copied().unwrap_or(0.0).abs();
        let equal = |k: usize| (values[k] - values[k - 1]).abs() <= EQUAL * largest;
        if !kept.is_empty() && kept.start > 0 && equal(kept.start) {
            let reason = "a kept eigenvalue equals one that is not kept, so the step is not unique";
            return Check::Skipped(reason.into());
        }
        if self.damping == DampingChoice::Noise && kept.clone().skip(1).any(equal) {
            let reason = "kept eigenvalues are equal, so the damping along them is not unique";
            return Check::Skipped(reason.into());
        }
        let mut expected = vec![0.0; d];
        let mut of_largest: f64 = 0.0;
        for (k, found) in kept.zip(&step.directional.values) {
            let slopes: Vec<f64> = self
                .gradients
                .iter()
                .map(|g| rows.iter().enumerate().map(|(i, &row)| g[row] * vectors[(i, k)]).sum())
                .collect();
            let n = slopes.len() as f64;
            let mean = slopes.iter().sum::<f64>() / n;
            let delta = match self.damping {
                DampingChoice::Constant(delta) => delta,
                DampingChoice::Relative { constant, factor } => constant + factor * values[k],
                DampingChoice::Noise => {
                    let variance = slopes.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / n;
                    self.scale * variance / (1.0 + values[k] / self.scale)
                }
            };
            let along = -self.scale * mean / (values[k] + delta);
            expected.iter_mut().enumerate().for_each(|(i, x)| *x += along * vectors[(i, k)]);
            of_largest = of_largest.max((found - values[k]).abs() / largest);
        }
        let found = step.step.arrays.iter().flat_map(|array| &array.floats);
        let (mut largest, mut of_allowed): (f64, f64) = (0.0, 0.0);
        for (found, expected) in found.zip(&expected) {
            let difference = (found - expected).abs();
            largest = largest.max(difference);
            of_allowed = of_allowed.max(difference / (ATOL + RTOL * expected.abs()));
        }
        Check::Compared(Agreement { largest, of_allowed, eigenvalues: of_largest })
    }
}

/// The check in words.
pub(super) fn about(curvature: Curvature) -> String {
    let hessian = match curvature {
        Curvature::Exact => "the losses' Hessians",
        Curvature::MonteCarlo { .. } => "the same draws",
    };
    format!(
        "Jacobians one output at a time and {hessian} give the dense matrix; its largest eigenvectors e give \
         −Σ γ/(λ + δ) e. Allowed is |found − expected| ≤ {ATOL:e} + {RTOL:e} · |expected|"
    )
}
