//! A budget needs to know how large a state is.

use cotangent::{Differentiable, differentiable};

#[derive(Clone, Differentiable)]
pub struct State {
    position: f64,
    speed: f64,
}

#[differentiable]
pub fn fall(start: &State, n: usize) -> f64 {
    let mut state = start.clone();
    #[checkpoint(budget = "1 MB")]
    for _ in 0..n {
        state = State { position: state.position + state.speed, speed: state.speed.sin() };
    }
    state.position
}
