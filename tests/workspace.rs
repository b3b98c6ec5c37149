//! Workspaces: no allocation in steady state, the same results, panics and nesting.
//!
//! The allocator of this test counts for each thread.

use cotangent::{Differentiable, Workspace, differentiable};
use cotangent_models::srbm::{Dims, double};
use cotangent_tests::adbench::gmm::{GmmInstance, gmm_objective};
use cotangent_tests::adbench::lstm::{LstmInstance, lstm_objective, lstm_objective_by_cells};
use cotangent_tests::mlp;

/// The result of a call, and how often this thread allocates in it.
fn allocations<R>(call: impl FnOnce() -> R) -> (R, u64) {
    let mut result = None;
    let info = allocation_counter::measure(|| result = Some(call()));
    (result.expect("a call gives its result"), info.count_total)
}

/// Calls until the workspace has what it takes.
const WARM_UP: usize = 4;

/// A call in a workspace allocates `owned` times, for results that it gives away, and gives what it gives
/// without one.
#[track_caller]
fn check<R: PartialEq + std::fmt::Debug>(name: &str, owned: u64, mut call: impl FnMut() -> R) {
    let expected = call();
    let mut workspace = Workspace::new();
    for _ in 0..WARM_UP {
        assert_eq!(workspace.lend(&mut call), expected, "{name}");
    }
    let bytes = workspace.bytes();
    for _ in 0..3 {
        let (found, count) = workspace.lend(|| allocations(&mut call));
        assert_eq!(found, expected, "{name}");
        assert_eq!(count, owned, "{name}: allocations in steady state");
    }
    assert_eq!(workspace.bytes(), bytes, "{name}: the workspace keeps its size");
}

/// Numbers between −1 and 1.
fn numbers(n: usize) -> Vec<f64> {
    (0..n).map(|i| ((37 * i + 11) % 23) as f64 / 11.5 - 0.95).collect()
}

// Published objectives.

#[test]
fn gmm() {
    let instance = GmmInstance::generate(3, 4, 20, 1);
    let GmmInstance { alphas, means, icf, x, gamma, m, d } = &instance;
    let (mut alphas_bar, mut means_bar, mut icf_bar) = (alphas.clone(), means.clone(), icf.clone());
    check("gmm gradient", 0, || {
        gmm_objective::value_and_grad_into(
            alphas,
            means,
            icf,
            x,
            *gamma,
            *m,
            *d,
            &mut alphas_bar,
            &mut means_bar,
            &mut icf_bar,
        )
    });
    check("gmm tangent", 0, || {
        gmm_objective::jvp(alphas, means, icf, x, *gamma, *m, *d, alphas, means, icf)
    });
    check("gmm pullback", 3, || {
        let (y, pullback) = gmm_objective::vjp(alphas, means, icf, x, *gamma, *m, *d);
        (y, pullback(2.0))
    });
}

#[test]
fn lstm() {
    let LstmInstance { main, extra, state, sequence, l, b } = &LstmInstance::generate(2, 10, 4, 1);
    let (mut main_bar, mut extra_bar) = (main.clone(), extra.clone());
    check("lstm gradient", 0, || {
        lstm_objective::value_and_grad_into(
            main,
            extra,
            state,
            sequence,
            *l,
            *b,
            &mut main_bar,
            &mut extra_bar,
        )
    });
    check("lstm gradient by cells", 0, || {
        lstm_objective_by_cells::value_and_grad_into(
            main,
            extra,
            state,
            sequence,
            *l,
            *b,
            &mut main_bar,
            &mut extra_bar,
        )
    });
    check("lstm tangent", 0, || {
        lstm_objective::jvp(main, extra, state, sequence, *l, *b, main, extra)
    });
    check("lstm pullback", 2, || lstm_objective::vjp(main, extra, state, sequence, *l, *b).1(0.5));
}

#[test]
fn srbm() {
    let dims = Dims::new(5, 3, 4).unwrap();
    let (h, j, w, b) = (numbers(15), numbers(225), numbers(60), numbers(4));
    let cat: Vec<u8> = (0..50).map(|i| (i * 7 % 3) as u8).collect();
    let mut bars = (h.clone(), j.clone(), w.clone(), b.clone());
    check("srbm gradient", 0, || {
        let (h_bar, j_bar, w_bar, b_bar) = (&mut bars.0, &mut bars.1, &mut bars.2, &mut bars.3);
        double::ratio_matching::value_and_grad_into(
            &h, &j, &w, &b, &cat, dims, h_bar, j_bar, w_bar, b_bar,
        )
    });
    check("srbm tangent", 0, || {
        double::ratio_matching::jvp(&h, &j, &w, &b, &cat, dims, &h, &j, &w, &b)
    });
}

// Structs, methods, higher orders.

#[derive(Clone, Debug, Differentiable)]
struct Dense {
    w: Vec<f64>,
    b: Vec<f64>,
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    hidden: Dense,
    out: Dense,
}

#[differentiable(order = 2)]
impl Dense {
    fn apply(&self, x: &[f64]) -> Vec<f64> {
        let mut y = self.b.clone();
        for (o, y) in y.iter_mut().enumerate() {
            for (w, x) in self.w[o * x.len()..(o + 1) * x.len()].iter().zip(x) {
                *y += w * x;
            }
        }
        y
    }
}

#[differentiable(order = 2)]
impl Net {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        let hidden = self.hidden.apply(x);
        let active: Vec<f64> = hidden.iter().map(|h| h.tanh()).collect();
        self.out.apply(&active)
    }
}

#[differentiable(order = 2, wrt(net))]
fn squared_error(net: &Net, xs: &[f64], ys: &[f64], n_in: usize) -> f64 {
    let mut total = 0.0;
    for (x, y) in xs.chunks_exact(n_in).zip(ys) {
        let e = net.forward(x)[0] - y;
        total += e * e;
    }
    total
}

#[test]
fn structs_with_methods_to_second_order() {
    let net = Net {
        hidden: Dense { w: numbers(12), b: numbers(3) },
        out: Dense { w: numbers(3), b: numbers(1) },
    };
    let (xs, ys) = (numbers(40), numbers(10));
    let mut direction = net.zero_tangent();
    direction.hidden.w[2] = 1.0;
    let mut net_bar = net.zero_tangent();
    check("gradient", 0, || squared_error::value_and_grad_into(&net, &xs, &ys, 4, &mut net_bar));
    check("tangent", 0, || squared_error::jvp(&net, &xs, &ys, 4, &direction));
    check("second tangent", 0, || {
        squared_error::jvp_jvp(&net, &xs, &ys, 4, &direction, &direction)
    });
    // Four vectors of the tangent of a net.
    check("product with the Hessian", 4, || squared_error::hvp(&net, &xs, &ys, 4, &direction));
}

#[test]
fn a_network_in_lanes() {
    let net = mlp::Mlp::draw(&[4, 3, 2], 1);
    let x = numbers(4);
    let direction = net.zero_tangent();
    let lanes = cotangent::Tangent::zero_lanes::<4>(&direction);
    check("tangent", 2, || mlp::outputs::jvp(&net, &x, &direction));
    check("tangents in lanes", 2, || mlp::outputs::jvp_lanes(&net, &x, &lanes).0);
    // The result, its cotangent, and the gradient: a vector of layers and two in each of them.
    check("pullback", 7, || {
        let (y, pullback) = mlp::outputs::vjp(&net, &x);
        (y, pullback(vec![1.0, 2.0]))
    });
}

// Control flow.

/// Arms that keep vectors, a `while`, jumps.
#[differentiable]
fn records(v: &[f64], limit: f64) -> f64 {
    let mut p = 1.0;
    let mut k = 0;
    while k < v.len() {
        let e = v[k];
        k += 1;
        if e < 0.0 {
            let scaled: Vec<f64> = v.iter().map(|x| x * e).collect();
            p += scaled[0].sin() * scaled[1];
            continue;
        }
        p *= e.exp();
        if p > limit {
            return p - limit;
        }
    }
    p * p
}

/// Each step replaces a vector by another.
#[differentiable(order = 2, lanes)]
fn smoothed(u: &[f64], steps: usize) -> f64 {
    let mut h = u.to_vec();
    for _ in 0..steps {
        let mut next = vec![0.0; h.len()];
        for i in 0..h.len() {
            next[i] = (0.5 * h[i]).sin() + h[(i + 1) % h.len()] * h[i];
        }
        h = next;
    }
    h.iter().sum()
}

/// Vectors of vectors.
#[differentiable]
fn table(x: &[f64], n: usize) -> f64 {
    let mut rows = vec![vec![0.0; n]; 3];
    for (i, row) in rows.iter_mut().enumerate() {
        for j in 0..n {
            row[j] = x[j].sin() * i as f64;
        }
    }
    let mut sum = 0.0;
    for row in &rows {
        let mean: f64 = row.iter().sum();
        sum += mean * mean;
    }
    sum
}

#[differentiable]
fn scaled(v: Vec<f64>, a: f64) -> Vec<f64> {
    let mut out = v;
    for o in out.iter_mut() {
        *o = (*o * a).sin();
    }
    out
}

/// Calls in a loop that take and give vectors.
#[differentiable]
fn chained(v: &[f64], a: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..3 {
        let once = scaled(v.to_vec(), a + i as f64);
        let twice = scaled(once.clone(), a);
        sum += once[0] * twice[1];
    }
    sum
}

/// A tree of calls of itself.
#[differentiable]
fn tree(v: &[f64]) -> f64 {
    if v.len() <= 1 {
        return v[0].sin();
    }
    let (left, right) = v.split_at(v.len() / 2);
    let larger: Vec<f64> = left.iter().map(|x| x * 1.1).collect();
    tree(&larger) * tree(right) + v[0]
}

/// Kept states that hold vectors.
#[differentiable]
fn checkpointed(u: &[f64], r: f64, steps: usize) -> f64 {
    let mut h = u.to_vec();
    #[checkpoint(every = 3)]
    for _ in 0..steps {
        for x in h.iter_mut() {
            *x = r * *x * (1.0 - *x);
        }
    }
    h.iter().sum()
}

#[test]
fn control_flow() {
    let (v, mut v_bar, mut a_bar) = (numbers(4), vec![0.0; 4], 0.0);
    check("records", 0, || records::value_and_grad_into(&v, 100.0, &mut v_bar, &mut a_bar));
    check("early return", 0, || records::value_and_grad_into(&v, 1.1, &mut v_bar, &mut a_bar));
    check("replaced vectors", 0, || smoothed::value_and_grad_into(&v, 7, &mut v_bar));
    check("replaced vectors, pullback", 1, || smoothed::vjp(&v, 7).1(1.0));
    check("replaced vectors, second order", 1, || smoothed::hvp(&v, 7, &v));
    let lanes = [[1.0, 2.0, 3.0, 4.0]; 4];
    check("replaced vectors, lanes", 0, || smoothed::jvp_lanes(&v, 7, &lanes));
    check("vectors of vectors", 0, || table::value_and_grad_into(&v, 4, &mut v_bar));
    check("calls", 0, || chained::value_and_grad_into(&v, 0.3, &mut v_bar, &mut a_bar));
    check("checkpoints", 0, || {
        checkpointed::value_and_grad_into(&v, 1.5, 10, &mut v_bar, &mut a_bar)
    });
}

#[test]
fn a_recursive_pullback_is_boxed() {
    let (v, mut v_bar) = (numbers(4), vec![0.0; 4]);
    // Seven calls, the outermost of which has no pullback.
    check("tree", 6, || tree::value_and_grad_into(&v, &mut v_bar));
}

// Parallel loops.

#[differentiable]
fn in_parallel(xs: &[f64], w: &[f64]) -> f64 {
    let mut loss = 0.0;
    #[parallel]
    for i in 0..xs.len() {
        let products: Vec<f64> = (0..5).map(|k| (w[0] * xs[i] + k as f64).sin()).collect();
        let s: f64 = products.iter().sum();
        loss += s * s;
    }
    loss
}

#[test]
fn threads_share_a_workspace() {
    let (xs, w) = (numbers(200), numbers(5));
    let (mut xs_bar, mut w_bar) = (xs.clone(), w.clone());
    let expected = in_parallel::value_and_grad(&xs, &w);
    let mut workspace = Workspace::new();
    let mut call = || {
        let y = in_parallel::value_and_grad_into(&xs, &w, &mut xs_bar, &mut w_bar);
        (y, (xs_bar.clone(), w_bar.clone()))
    };
    let mut bytes = Vec::new();
    for _ in 0..50 {
        assert_eq!(workspace.lend(&mut call), expected);
        bytes.push(workspace.bytes());
    }
    // As many chunks as threads have memory at a time, however often the loop runs.
    assert!(bytes[0] > 0 && bytes[49] <= bytes[0] * (1 + rayon::current_num_threads()));
}

// Lending.

#[test]
fn a_panic_leaves_the_workspace_usable() {
    let (v, mut v_bar) = (numbers(4), vec![0.0; 4]);
    let mut workspace = Workspace::new();
    let expected = smoothed::grad(&v, 5);
    workspace.lend(|| smoothed::value_and_grad_into(&v, 5, &mut v_bar));
    let panics = std::panic::AssertUnwindSafe(|| {
        // A buffer of a wrong length.
        workspace.lend(|| smoothed::value_and_grad_into(&v, 5, &mut []))
    });
    assert!(std::panic::catch_unwind(panics).is_err());
    for _ in 0..2 {
        workspace.lend(|| smoothed::value_and_grad_into(&v, 5, &mut v_bar));
    }
    let (_, count) =
        workspace.lend(|| allocations(|| smoothed::value_and_grad_into(&v, 5, &mut v_bar)));
    assert_eq!((count, v_bar), (0, expected));
}

#[test]
fn a_pullback_may_outlive_the_loan() {
    let v = numbers(4);
    let (_, expected) = smoothed::vjp(&v, 5);
    let expected = expected(1.0);
    let mut workspace = Workspace::new();
    let (_, pullback) = workspace.lend(|| smoothed::vjp(&v, 5));
    assert_eq!(pullback(1.0), expected);
    let (_, pullback) = workspace.lend(|| smoothed::vjp(&v, 5));
    assert_eq!(workspace.lend(|| pullback(1.0)), expected);
}

#[test]
fn lending_inside_lending() {
    let (v, mut v_bar) = (numbers(4), vec![0.0; 4]);
    let (mut outer, mut inner) = (Workspace::new(), Workspace::new());
    let mut both = || {
        outer.lend(|| {
            let first = smoothed::value_and_grad_into(&v, 5, &mut v_bar);
            let second = inner.lend(|| table::value_and_grad_into(&v, 4, &mut v_bar));
            (first, second, smoothed::value_and_grad_into(&v, 6, &mut v_bar))
        })
    };
    let expected = (smoothed(&v, 5), table(&v, 4), smoothed(&v, 6));
    for _ in 0..WARM_UP {
        assert_eq!(both(), expected);
    }
    assert_eq!(allocations(both), (expected, 0));
    assert!(outer.bytes() > 0 && inner.bytes() > 0);
}
