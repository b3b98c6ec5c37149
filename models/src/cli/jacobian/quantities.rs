//! What is made of the samples' derivatives, and the archive that holds it.

use super::network::Problem;
use clap::ValueEnum;
use cotangent::drivers::NamedArray;
use cotangent_models::jacobians::{
    Curvature, GgnDiagonal, GradientSum, Gradients, Jacobian, JacobianError, Norms, SquaredError,
    SquaredNorms, Variance, gradient_noise_scale,
};
use cotangent_models::run::{npy, npz};

/// What goes into the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Quantity {
    /// J_W1 [N, C, out, in], J_b1 [N, C, out] and so on
    Jacobian,
    /// gₙ of each sample's loss: G_W1 [N, out, in] and so on
    Gradients,
    /// ‖gₙ‖²: squared_norms [N]
    Norms,
    /// Of gₙ over samples, by entry: V_W1 [out, in] and so on
    Variance,
    /// Σ over samples: D_W1 [out, in] and so on
    GgnDiagonal,
}

/// Numbers of the samples' gradients.
pub(super) struct PerSample {
    pub(super) norms: Norms,
    /// For each array the norm of Σ gₙ, the sum of variances and of the diagonal of the Gauss–Newton matrix.
    pub(super) by_array: Vec<(String, [f64; 3])>,
    /// Where there is more than one sample.
    pub(super) noise_scale: Option<f64>,
}

impl PerSample {
    /// By one sweep, for the loss ‖f − y‖² of each sample.
    pub(super) fn of(problem: &Problem) -> Result<Self, JacobianError> {
        let loss = SquaredError::new(&problem.targets, problem.n_outputs())?.summed();
        let samples = problem.samples(problem.x.len())?.loss(&loss)?;
        let asked = (SquaredNorms, GradientSum, Variance, GgnDiagonal(Curvature::Exact));
        let (norms, sum, variance, diagonal) = samples.run(asked)?;
        let flat: Vec<f64> = sum.arrays.iter().flat_map(|array| array.floats.clone()).collect();
        let noise_scale = match norms.total.len() {
            1 => None,
            _ => Some(gradient_noise_scale(&norms.total, &flat)?),
        };
        let [sum, variance, diagonal] =
            [sum, variance, diagonal].map(|found| problem.named(found, 0));
        let total = |array: &NamedArray| array.floats.iter().sum::<f64>();
        let row = |((sum, variance), diagonal): ((&NamedArray, &NamedArray), &NamedArray)| {
            let norm = sum.floats.iter().map(|g| g * g).sum::<f64>().sqrt();
            (sum.path.clone(), [norm, total(variance), total(diagonal)])
        };
        let by_array = sum.iter().zip(&variance).zip(&diagonal).map(row).collect();
        Ok(Self { norms, by_array, noise_scale })
    }
}

/// The arrays of an archive by name.
pub(super) fn arrays(
    problem: &Problem,
    asked: &[Quantity],
) -> Result<Vec<NamedArray>, JacobianError> {
    let loss = SquaredError::new(&problem.targets, problem.n_outputs())?.summed();
    let samples = problem.samples(problem.x.len())?.loss(&loss)?;
    let mut all = vec![];
    for quantity in Quantity::value_variants().iter().filter(|quantity| asked.contains(quantity)) {
        let (letter, found, outer) = match quantity {
            Quantity::Jacobian => ("J", samples.run(Jacobian)?, 2),
            Quantity::Gradients => ("G", samples.run(Gradients)?, 1),
            Quantity::Variance => ("V", samples.run(Variance)?, 0),
            Quantity::GgnDiagonal => ("D", samples.run(GgnDiagonal(Curvature::Exact))?, 0),
            Quantity::Norms => {
                let floats = samples.run(SquaredNorms)?.total;
                let shape = vec![floats.len()];
                all.push(NamedArray { path: "squared_norms".to_owned(), shape, floats });
                continue;
            }
        };
        all.extend(problem.named(found, outer).into_iter().map(|mut array| {
            array.path = format!("{letter}_{}", array.path);
            array
        }));
    }
    Ok(all)
}

/// Arrays as an archive.
pub(super) fn archive(arrays: &[NamedArray]) -> std::io::Result<Vec<u8>> {
    let mut files = vec![];
    for array in arrays {
        files.push((array.path.as_str(), npy(&array.shape, &array.floats)?));
    }
    npz(&files)
}
