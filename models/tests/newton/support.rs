//! Networks with data as sources of factors, columns in memory, and dense matrices to compare with.

use cotangent::Differentiable;
use cotangent::drivers::{Jacobian, Matrix, NamedArrays, PerSample};
use cotangent::leaves::Layout;
use cotangent_models::jacobians::{Curvature, Factor, JacobianError, Loss, Reduction};
use cotangent_models::newton::FactorSource;
use cotangent_models::score::network::outputs_at;
use cotangent_models::score::{Activation, Layer, Mlp, generator};
use rand::Rng;

/// Factors as a list of columns.
pub(crate) struct Columns {
    pub(crate) n_samples: usize,
    pub(crate) layout: Layout,
    pub(crate) columns: Vec<Vec<f64>>,
}

impl Columns {
    fn rows(&self, leaves: &[usize]) -> Vec<usize> {
        leaves.iter().flat_map(|&leaf| self.layout.leaves[leaf].range.clone()).collect()
    }
}

pub(crate) fn matrix(
    n_rows: usize,
    n_columns: usize,
    entry: impl Fn(usize, usize) -> f64,
) -> Matrix {
    let entry = |i: usize| entry(i / n_columns, i % n_columns);
    Matrix::from_vec(n_rows, n_columns, (0..n_rows * n_columns).map(entry).collect())
}

impl Factor for Columns {
    fn n_samples(&self) -> usize {
        self.n_samples
    }
    fn n_factors(&self) -> usize {
        self.columns.len() / self.n_samples
    }
    fn layout(&self) -> &Layout {
        &self.layout
    }
    fn gram(&self, leaves: &[usize]) -> Matrix {
        self.cross_gram(leaves, self)
    }
    fn times(&self, leaves: &[usize], a: &Matrix) -> Matrix {
        let rows = self.rows(leaves);
        matrix(rows.len(), a.n_columns(), |row, k| {
            self.columns.iter().enumerate().map(|(j, v)| v[rows[row]] * a[(j, k)]).sum()
        })
    }
    fn transposed_times(&self, leaves: &[usize], u: &Matrix) -> Matrix {
        let rows = self.rows(leaves);
        matrix(self.columns.len(), u.n_columns(), |j, k| {
            rows.iter().enumerate().map(|(at, &row)| self.columns[j][row] * u[(at, k)]).sum()
        })
    }
    fn cross_gram(&self, leaves: &[usize], other: &Self) -> Matrix {
        let rows = self.rows(leaves);
        matrix(self.columns.len(), other.columns.len(), |i, j| {
            rows.iter().map(|&row| self.columns[i][row] * other.columns[j][row]).sum()
        })
    }
}

/// A network with data and a loss.
pub(crate) struct Case {
    pub(crate) net: Mlp,
    pub(crate) x: Vec<Vec<f64>>,
    pub(crate) loss: Box<dyn Loss>,
}

pub(crate) fn uniform(n: usize, seed: u64) -> Vec<f64> {
    let mut rng = generator(seed, 0);
    (0..n).map(|_| rng.random_range(-1.0..1.0)).collect()
}

/// A network with all parameters different from zero.
pub(crate) fn draw_net(widths: &[usize], activation: Activation, seed: u64) -> Mlp {
    let layer = |(l, n): (usize, &[usize])| {
        let seed = seed * 100 + 2 * l as u64;
        Layer { w: uniform(n[0] * n[1], seed), b: uniform(n[1], seed + 1) }
    };
    Mlp::new(activation, widths.windows(2).enumerate().map(layer).collect()).unwrap()
}

pub(crate) fn draw_inputs(n_samples: usize, width: usize, seed: u64) -> Vec<Vec<f64>> {
    uniform(n_samples * width, seed).chunks(width).map(<[f64]>::to_vec).collect()
}

impl Case {
    pub(crate) fn outputs(&self, sample: usize) -> Vec<f64> {
        outputs_at(&self.net, &self.x[sample])
    }

    /// J of each sample, one row for each output, by one pullback each.
    pub(crate) fn jacobians(&self) -> Vec<Vec<Vec<f64>>> {
        let (c, d) = (self.loss.n_outputs(), self.net.n_coordinates());
        let mut floats = vec![];
        PerSample::new(&self.net, self.x.len(), vec![0.0; c])
            .vjp(|net, n, w: Vec<f64>| outputs_at::vjp_wrt_net(net, &self.x[n]).1(w))
            .rows_into(&mut floats);
        let sample = |rows: &[f64]| rows.chunks(d).map(<[f64]>::to_vec).collect();
        floats.chunks(c * d).map(sample).collect()
    }

    /// Jᵀ s for rows s, in one sweep of lanes a sample.
    fn pull(&self, samples: &[usize], s: &[Matrix]) -> Columns {
        let c = self.loss.n_outputs();
        let jacobian = PerSample::new(&self.net, samples.len(), vec![0.0; c])
            .vjp_lanes::<4>(|net, at, w| {
                outputs_at::vjp_lanes_wrt_net(net, &self.x[samples[at]]).1(w)
            })
            .run(Jacobian);
        pulled(self.net.layout(), &jacobian, s)
    }
}

/// Jᵀ s as columns, for rows s of each sample.
pub(crate) fn pulled(layout: Layout, jacobian: &NamedArrays, s: &[Matrix]) -> Columns {
    let (n_samples, c) = (s.len(), s[0].n_columns());
    let column = |at: usize, factor: usize| {
        let mut column = vec![];
        for leaf in &jacobian.arrays {
            let d = leaf.floats.len() / (n_samples * c);
            let row = |o: usize| &leaf.floats[(at * c + o) * d..][..d];
            let entry = |i: usize| (0..c).map(|o| s[at][(factor, o)] * row(o)[i]).sum::<f64>();
            column.extend((0..d).map(entry));
        }
        column
    };
    let n_factors = s[0].n_rows();
    let pairs = (0..n_factors).flat_map(|f| (0..n_samples).map(move |at| (at, f)));
    let columns = pairs.map(|(at, f)| column(at, f)).collect();
    Columns { n_samples, layout, columns }
}

impl FactorSource for Case {
    type Factor = Columns;
    fn n_samples(&self) -> usize {
        self.x.len()
    }
    fn curvature(&self, curvature: Curvature, samples: &[usize]) -> Result<Columns, JacobianError> {
        let s = |&n: &usize| curvature.factors(&*self.loss, n, &self.outputs(n));
        let s = samples.iter().map(s).collect::<Result<Vec<_>, _>>()?;
        Ok(self.pull(samples, &s))
    }
    fn gradients(&self, samples: &[usize]) -> Result<Columns, JacobianError> {
        let s = |&n: &usize| {
            let gradient = self.loss.gradient(n, &self.outputs(n));
            Matrix::from_vec(1, gradient.len(), gradient)
        };
        let s: Vec<Matrix> = samples.iter().map(s).collect();
        Ok(self.pull(samples, &s))
    }
}

/// A symmetric matrix as rows, with its eigenpairs by cyclic Jacobi rotations.
pub(crate) struct Dense {
    /// Ascending.
    pub(crate) values: Vec<f64>,
    /// One vector for each value.
    pub(crate) vectors: Vec<Vec<f64>>,
}

#[allow(clippy::needless_range_loop, reason = "rotations read best with indices")]
pub(crate) fn jacobi(mut a: Vec<Vec<f64>>) -> Dense {
    let n = a.len();
    let mut v: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for _ in 0..60 {
        let off: f64 = (0..n).map(|i| (0..i).map(|j| a[i][j].powi(2)).sum::<f64>()).sum();
        let all: f64 = a.iter().flatten().map(|x| x * x).sum();
        if off <= 1e-34 * all {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                if a[p][q] == 0.0 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let t = if theta == 0.0 { 1.0 } else { t };
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for k in 0..n {
                    let (x, y) = (a[k][p], a[k][q]);
                    (a[k][p], a[k][q]) = (c * x - s * y, s * x + c * y);
                }
                for k in 0..n {
                    let (x, y) = (a[p][k], a[q][k]);
                    (a[p][k], a[q][k]) = (c * x - s * y, s * x + c * y);
                    let (x, y) = (v[p][k], v[q][k]);
                    (v[p][k], v[q][k]) = (c * x - s * y, s * x + c * y);
                }
            }
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| a[i][i].total_cmp(&a[j][j]));
    Dense {
        values: order.iter().map(|&i| a[i][i]).collect(),
        vectors: order.iter().map(|&i| v[i].clone()).collect(),
    }
}

/// Everything over the rows of a block, from Jacobians and from Hessians of the loss in the outputs, without factors.
pub(crate) struct Reference {
    pub(crate) d: usize,
    /// `[d][d]`, of the objective.
    pub(crate) ggn: Vec<Vec<f64>>,
    /// Jₙᵀ Hₙ Jₙ for each sample of the curvature's sub-sample.
    pub(crate) each: Vec<Vec<Vec<f64>>>,
    /// ∇ℓₙ for each sample of the gradient's.
    pub(crate) gradients: Vec<Vec<f64>>,
    /// Of the objective.
    pub(crate) gradient: Vec<f64>,
}

pub(crate) fn reference(
    case: &Case,
    rows: &[usize],
    reduction: Reduction,
    ggn_samples: &[usize],
    gradient_samples: &[usize],
    hessian: impl Fn(usize) -> Vec<Vec<f64>>,
) -> Reference {
    let (c, d) = (case.loss.n_outputs(), rows.len());
    let all = case.jacobians();
    let scale = match reduction {
        Reduction::Mean => 1.0,
        Reduction::Sum => case.x.len() as f64,
    };
    let part = |n: usize| -> Vec<Vec<f64>> {
        all[n].iter().map(|row| rows.iter().map(|&r| row[r]).collect()).collect()
    };
    let of_sample = |&n: &usize| {
        let (j, h) = (part(n), hessian(n));
        let mut ggn = vec![vec![0.0; d]; d];
        for o in 0..c {
            for p in 0..c {
                for a in 0..d {
                    let weight = j[o][a] * h[o][p];
                    ggn[a].iter_mut().zip(&j[p]).for_each(|(g, x)| *g += weight * x);
                }
            }
        }
        ggn
    };
    let each: Vec<Vec<Vec<f64>>> = ggn_samples.iter().map(of_sample).collect();
    let mut ggn = vec![vec![0.0; d]; d];
    for one in &each {
        for (row, one) in ggn.iter_mut().zip(one) {
            row.iter_mut().zip(one).for_each(|(g, x)| *g += scale / each.len() as f64 * x);
        }
    }
    let gradient = |&n: &usize| {
        let (j, g) = (part(n), case.loss.gradient(n, &case.outputs(n)));
        (0..d).map(|a| (0..c).map(|o| g[o] * j[o][a]).sum()).collect()
    };
    let gradients: Vec<Vec<f64>> = gradient_samples.iter().map(gradient).collect();
    let mut gradient = vec![0.0; d];
    for one in &gradients {
        let share = scale / gradients.len() as f64;
        gradient.iter_mut().zip(one).for_each(|(g, x)| *g += share * x);
    }
    Reference { d, ggn, each, gradients, gradient }
}

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

pub(crate) fn times(a: &[Vec<f64>], v: &[f64]) -> Vec<f64> {
    a.iter().map(|row| dot(row, v)).collect()
}

/// The step −Σ γ/(λ + δ) e over the dense matrix' eigenpairs with these places.
pub(crate) fn dense_step(
    reference: &Reference,
    dense: &Dense,
    kept: &[usize],
    delta: f64,
) -> Vec<f64> {
    let mut step = vec![0.0; reference.d];
    for &k in kept {
        let e = &dense.vectors[k];
        let along = -dot(&reference.gradient, e) / (dense.values[k] + delta);
        step.iter_mut().zip(e).for_each(|(s, e)| *s += along * e);
    }
    step
}

/// Compares relative to the largest expected entry.
#[track_caller]
pub(crate) fn assert_close(what: &str, found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let scale = expected.iter().fold(1e-300, |s: f64, v| s.max(v.abs()));
    for (i, (found, expected)) in found.iter().zip(expected).enumerate() {
        let close = (found - expected).abs() <= tolerance * scale;
        assert!(close, "{what}: entry {i} is {found}, expected {expected} (of {scale})");
    }
}
