//! Methods that change their receiver.

use cotangent::{Differentiable, differentiable};

#[derive(Clone, Differentiable)]
struct Body {
    position: f64,
    inner: Counter,
}

#[derive(Clone, Differentiable)]
struct Counter {
    total: f64,
}

#[differentiable]
impl Body {
    fn advance(&mut self, by: f64) {
        self.position += by * by;
    }

    fn height(&self) -> f64 {
        self.position * self.inner.total
    }
}

#[differentiable]
impl Counter {
    fn count(&mut self, by: f64) {
        self.total *= by;
    }
}

#[differentiable]
fn flight(x: f64) -> f64 {
    let mut body = Body { position: x, inner: Counter { total: 2.0 } };
    body.advance(x);
    body.inner.count(x);
    body.height() + body.position
}

#[test]
fn a_method_changes_a_local_and_a_part_of_it() {
    // (x + x²)·2x + x + x²
    let x = 1.5;
    let expected = 4.0 * x + 6.0 * x * x + 1.0 + 2.0 * x;
    assert_eq!(flight::jvp(x, 1.0).1, expected);
    assert_eq!(flight::grad(x), expected);
    assert_eq!(flight::vjp(x).1(1.0), expected);
}
