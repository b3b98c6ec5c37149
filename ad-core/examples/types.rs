//! Types of one's own, and methods.

use cotangent::{Differentiable, differentiable};

#[derive(Clone, Differentiable)]
struct Body {
    position: [f64; 2],
    velocity: [f64; 2],
    /// Integers carry no floats: the tangent's field is `()`.
    id: usize,
}

#[differentiable]
impl Body {
    fn energy(&self, mass: f64) -> f64 {
        let speed = self.velocity[0].hypot(self.velocity[1]);
        0.5 * mass * speed * speed + mass * 9.81 * self.position[1]
    }
}

#[derive(Clone, Differentiable)]
enum Shape {
    Circle(f64),
    Rectangle { width: f64, height: f64 },
}

#[differentiable]
fn area(shape: &Shape) -> f64 {
    match shape {
        Shape::Circle(r) => std::f64::consts::PI * r * r,
        Shape::Rectangle { width, height } => width * height,
    }
}

fn main() {
    let body = Body { position: [0.0, 2.0], velocity: [3.0, 4.0], id: 7 };

    // A method's derivatives are methods, and a struct's gradient is its tangent type.
    let (self_bar, mass_bar): (BodyTangent, f64) = body.energy_grad(2.0);
    assert_eq!(self_bar.velocity, [6.0, 8.0]);
    assert_eq!((self_bar.position, self_bar.id), ([0.0, 2.0 * 9.81], ()));
    assert_eq!(mass_bar, 12.5 + 2.0 * 9.81);

    // An enum's tangent has the same variants.
    let ShapeTangent::Rectangle { width, height } =
        area::grad(&Shape::Rectangle { width: 2.0, height: 3.0 })
    else {
        unreachable!("the gradient of a rectangle is that of a rectangle")
    };
    assert_eq!((width, height), (3.0, 2.0));
    assert!(matches!(area::grad(&Shape::Circle(0.5)), ShapeTangent::Circle(r) if r > 3.0));
    println!("body {}: dE/dm = {mass_bar:.2}", body.id);
}
