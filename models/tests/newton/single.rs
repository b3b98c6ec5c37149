//! Networks in single precision: derivatives in `f32`, Gram matrices in `f64`.

use crate::dense::vector;
use crate::golden::{DAMPINGS, NAMES, data, golden, groups, network};
use crate::support::{Case, Columns, pulled, times};
use cotangent::drivers::{Jacobian, Matrix, PerSample};
use cotangent::{Differentiable, differentiable};
use cotangent_models::jacobians::{Curvature, JacobianError, Loss};
use cotangent_models::newton::*;

#[derive(Debug, Clone, Differentiable)]
struct Layer {
    w: Vec<f32>,
    b: Vec<f32>,
}

#[derive(Debug, Clone, Differentiable)]
struct Net {
    layers: Vec<Layer>,
}

#[differentiable(wrt(net), lanes)]
#[allow(clippy::needless_range_loop, reason = "matrices read best with indices")]
fn outputs(net: &Net, x: &[f32]) -> Vec<f32> {
    let mut h = x.to_vec();
    for l in 0..net.layers.len() {
        let w: &[f32] = &net.layers[l].w;
        let b: &[f32] = &net.layers[l].b;
        let n = h.len();
        let mut z = vec![0.0_f32; b.len()];
        for o in 0..z.len() {
            let mut sum = b[o];
            for i in 0..n {
                sum += w[o * n + i] * h[i];
            }
            z[o] = if l + 1 < net.layers.len() { sum.max(0.0) } else { sum };
        }
        h = z;
    }
    h
}

struct Single {
    net: Net,
    x: Vec<Vec<f32>>,
    loss: Box<dyn Loss>,
}

impl Single {
    fn new(case: Case) -> Self {
        let narrow = |all: &[f64]| all.iter().map(|x| *x as f32).collect();
        let layer = |layer: &cotangent_models::score::Layer| Layer {
            w: narrow(&layer.w),
            b: narrow(&layer.b),
        };
        let layers = case.net.layers.iter().map(layer).collect();
        let x = case.x.iter().map(|x| narrow(x)).collect();
        Self { net: Net { layers }, x, loss: case.loss }
    }

    fn outputs(&self, n: usize) -> Vec<f64> {
        outputs(&self.net, &self.x[n]).into_iter().map(f64::from).collect()
    }

    fn pull(&self, samples: &[usize], s: &[Matrix]) -> Columns {
        let y = vec![0.0_f32; self.loss.n_outputs()];
        let jacobian = PerSample::new(&self.net, samples.len(), y)
            .vjp_lanes::<4>(|net, at, w| outputs::vjp_lanes(net, &self.x[samples[at]]).1(w))
            .run(Jacobian);
        pulled(self.net.layout(), &jacobian, s)
    }
}

impl FactorSource for Single {
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

/// A tenth of what the published package allows itself.
#[track_caller]
fn close(what: &str, found: &[f64], expected: &[f64], relative: f64, absolute: f64) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        let allowed = (relative * expected.abs() + absolute) / 10.0;
        assert!((found - expected).abs() <= allowed, "{what}: {found}, expected {expected}");
    }
}

#[test]
fn published_cases_are_met_in_single_precision() {
    for name in NAMES {
        let arrays = golden(name);
        let (x, loss) = data(&arrays);
        let single = Single::new(Case { net: network(&arrays), x, loss });
        let ggn = Ggn::builder(&single).groups(groups(&arrays)).build().unwrap();
        let top = Criterion::TopK(arrays["k"][0] as usize);
        for (block, group) in ggn.groups().iter().enumerate() {
            let id = ggn.group(&group.name).unwrap();
            let get = |what: &str| arrays.get(&format!("B{block}_{what}"));
            let what = |what: &str| format!("{name}, block {block}, {what}");
            let pairs = &ggn.eigenpairs(&top).unwrap()[id];
            close(&what("evals"), &pairs.values, get("evals").unwrap(), 1e-4, 5e-6);
            if let Some(dense) = get("ggn") {
                let dense: Vec<Vec<f64>> =
                    dense.chunks(group.n_parameters).map(<[f64]>::to_vec).collect();
                for (k, value) in pairs.values.iter().enumerate() {
                    let e = vector(&pairs.vectors, k);
                    let scaled: Vec<f64> = e.iter().map(|e| value * e).collect();
                    close(&what("G e = λ e"), &times(&dense, &e), &scaled, 5e-4, 1e-5);
                }
            }
            for (damping_name, damping) in &DAMPINGS {
                let Some(expected) = get(&format!("step_{damping_name}")) else { continue };
                let step = &ggn.damped_newton(&top, damping).unwrap()[id];
                let found: Vec<f64> =
                    step.step.arrays.iter().flat_map(|a| a.floats.iter().copied()).collect();
                close(&what(damping_name), &found, expected, 1e-5, 1e-5);
            }
        }
    }
}
