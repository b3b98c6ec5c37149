//! Memory of the run-time tape. One test in a program of its own, so that no other allocates beside it.

use cotangent::tape::{Tape, Var};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// A loss with a loop, a branch and several kinds of operations.
fn loss<'t>(x: &[Var<'t>]) -> Var<'t> {
    let mut state = x[0];
    for (i, v) in x.iter().enumerate() {
        state = (state * v + 0.1).sin() + v.powi(2) / (1.0 + i as f64);
        if state > 0.5 {
            state = state.max(*v).mul_add(0.9, x[0]);
        }
    }
    state
}

/// The bytes that `f` claims above what is there before.
fn claimed(f: impl FnOnce()) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    f();
    MEMORY.peak_usage() - before
}

#[test]
fn buffers_are_used_again_and_a_node_costs_what_is_documented() {
    let mut tape = Tape::new();
    let start: Vec<f64> = (0..50).map(|i| (f64::from(i) * 0.37).sin()).collect();
    let mut gradient = [0.0; 50];
    // Variables borrow the tape, so their list is made anew: a fixed array, on the stack.
    let mut step = |tape: &mut Tape, shift: f64| {
        tape.clear();
        let x: [Var; 50] = std::array::from_fn(|i| tape.var(start[i] + shift));
        loss(&x).grad_into(&x, &mut gradient);
        gradient[0]
    };
    let first = claimed(|| {
        let _ = step(&mut tape, 0.0);
    });
    assert!(first > 0, "the allocator is watched");
    let mut seen = Vec::with_capacity(4);
    // The same operations again: nothing is allocated.
    let again = claimed(|| (0..4).for_each(|_| seen.push(step(&mut tape, 0.0))));
    assert_eq!((again, &seen[..]), (0, &[seen[0]; 4][..]));

    // 24 bytes an operation, 8 a constant, 9 while a gradient is taken.
    let (n, mut y) = (100_000, 0.0);
    let recorded = Tape::with_capacity(n + 1);
    let cost = claimed(|| {
        let x = recorded.var(1.0);
        let mut v = x;
        for _ in 0..n {
            v = (v * v).sqrt();
            if recorded.len() > n {
                break;
            }
        }
        y = v.grad(&[x])[0];
    });
    assert_eq!(y, 1.0);
    assert!((9 * n..10 * n).contains(&cost), "{cost} bytes beside the nodes of {n} operations");
    let nodes = claimed(|| drop(Tape::<f64>::with_capacity(n)));
    assert_eq!(nodes, 24 * n);
}
