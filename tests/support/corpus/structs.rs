//! Structs and enums of the user's own with `#[derive(Differentiable)]`.

use std::ops::{Add, Mul, Neg, Sub};

use cotangent::{Differentiable, differentiable};

/// A particle in the plane.
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Particle {
    /// Mass, kg.
    pub mass: f64,
    /// Position, m.
    pub position: [f64; 2],
    /// Velocity, m/s.
    pub velocity: [f64; 2],
}

/// Kinetic plus gravitational energy of one particle.
#[differentiable(order = 2, lanes)]
pub fn particle_energy(p: &Particle, gravity: f64) -> f64 {
    let v2 = p.velocity[0] * p.velocity[0] + p.velocity[1] * p.velocity[1];
    0.5 * p.mass * v2 + p.mass * gravity * p.position[1]
}

/// Free flight for a time; a struct goes in and comes out.
#[differentiable(order = 2, lanes)]
pub fn flight(p: &Particle, gravity: f64, time: f64) -> Particle {
    let [x, y] = p.position;
    let [u, v] = p.velocity;
    Particle {
        mass: p.mass,
        position: [x + u * time, y + v * time - 0.5 * gravity * time * time],
        velocity: [u, v - gravity * time],
    }
}

/// Advances a particle in place through a drag force.
#[differentiable(order = 2, lanes)]
pub fn drag_step(p: &mut Particle, drag: f64, dt: f64) {
    let speed = p.velocity[0].hypot(p.velocity[1]);
    for k in 0..2 {
        p.velocity[k] -= dt * drag * speed * p.velocity[k] / p.mass;
        p.position[k] += dt * p.velocity[k];
    }
}

/// Gravitational energy of all pairs; a slice of structs.
#[differentiable(order = 2, lanes)]
pub fn cluster_energy(particles: &[Particle], softening: f64) -> f64 {
    let mut energy = 0.0;
    for (i, a) in particles.iter().enumerate() {
        for b in &particles[..i] {
            let dx = a.position[0] - b.position[0];
            let dy = a.position[1] - b.position[1];
            energy -= a.mass * b.mass / (dx * dx + dy * dy + softening * softening).sqrt();
        }
    }
    energy
}

/// A dense layer, its shape constant.
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Layer {
    /// Weights, row major.
    pub weights: Vec<f64>,
    /// One bias an output.
    pub bias: Vec<f64>,
    /// Number of inputs.
    pub inputs: usize,
}

/// A network: structs nested in a vector, and a scale.
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Network {
    /// Layers in order of application.
    pub layers: Vec<Layer>,
    /// Factor on the output.
    pub scale: f64,
    /// Slope for negative inputs; held constant.
    #[constant]
    pub slope: f64,
}

/// One layer without its activation.
#[differentiable(order = 2, lanes)]
pub fn apply_layer(layer: &Layer, x: &[f64]) -> Vec<f64> {
    let mut y = layer.bias.clone();
    for (out, row) in y.iter_mut().zip(layer.weights.chunks_exact(layer.inputs)) {
        for (w, v) in row.iter().zip(x) {
            *out += w * v;
        }
    }
    y
}

/// Squared error of a network on one sample.
#[differentiable(order = 2, lanes)]
pub fn network_loss(network: &Network, x: &[f64], target: f64) -> f64 {
    let mut h = x.to_vec();
    for layer in &network.layers {
        h = apply_layer(layer, &h);
        for v in h.iter_mut() {
            if *v < 0.0 {
                *v *= network.slope;
            }
        }
    }
    let y: f64 = network.scale * h.iter().sum::<f64>();
    0.5 * (y - target) * (y - target)
}

/// A pair of anything.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Pair<T> {
    /// First member.
    pub first: T,
    /// Second member.
    pub second: T,
}

/// A generic struct of floats.
#[differentiable(order = 2, lanes)]
pub fn pair_product(p: Pair<f64>) -> f64 {
    p.first * p.second * p.second
}

/// A generic struct, nested in itself and around an array.
#[differentiable(order = 2, lanes)]
pub fn nested_pair(p: &Pair<Pair<[f64; 2]>>, w: f64) -> f64 {
    let Pair { first: a, second: b } = p;
    w * a.first[0] * b.second[1] + a.second[1] * b.first[0] * w * w
}

/// Swaps the members of a pair of any kind.
#[differentiable(order = 2, lanes)]
pub fn swapped<T: Differentiable>(p: Pair<T>) -> Pair<T> {
    Pair { first: p.second, second: p.first }
}

/// Calls a function that is generic over its struct's parameter.
#[differentiable(order = 2, lanes)]
pub fn swapped_difference(p: Pair<f64>, q: Pair<f64>) -> f64 {
    let p = swapped(p);
    (p.first - q.first) * swapped(q).first
}

/// A quaternion as a tuple struct: real part, then i, j, k.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Quaternion(pub f64, pub f64, pub f64, pub f64);

/// Hamilton product.
#[differentiable(order = 2, lanes)]
pub fn quaternion_product(a: Quaternion, b: Quaternion) -> Quaternion {
    let Quaternion(a0, a1, a2, a3) = a;
    let Quaternion(b0, b1, b2, b3) = b;
    Quaternion(
        a0 * b0 - a1 * b1 - a2 * b2 - a3 * b3,
        a0 * b1 + a1 * b0 + a2 * b3 - a3 * b2,
        a0 * b2 - a1 * b3 + a2 * b0 + a3 * b1,
        a0 * b3 + a1 * b2 - a2 * b1 + a3 * b0,
    )
}

/// Third coordinate of a point that a unit quaternion has turned.
#[differentiable(order = 2, lanes)]
pub fn turned_height(q: Quaternion, p: &[f64; 3]) -> f64 {
    let n = (q.0 * q.0 + q.1 * q.1 + q.2 * q.2 + q.3 * q.3).sqrt();
    let unit = Quaternion(q.0 / n, q.1 / n, q.2 / n, q.3 / n);
    let back = Quaternion(unit.0, -unit.1, -unit.2, -unit.3);
    let point = Quaternion(0.0, p[0], p[1], p[2]);
    quaternion_product(quaternion_product(unit, point), back).3
}

/// A vector in space with operators.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Vector {
    /// First coordinate.
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
    /// Third coordinate.
    pub z: f64,
}

#[differentiable(order = 2, lanes)]
impl Add for Vector {
    type Output = Vector;
    fn add(self, other: Vector) -> Vector {
        Vector { x: self.x + other.x, y: self.y + other.y, z: self.z + other.z }
    }
}

#[differentiable(order = 2, lanes)]
impl Sub for Vector {
    type Output = Vector;
    fn sub(self, other: Vector) -> Vector {
        Vector { x: self.x - other.x, y: self.y - other.y, z: self.z - other.z }
    }
}

#[differentiable(order = 2, lanes)]
impl Mul<f64> for Vector {
    type Output = Vector;
    fn mul(self, factor: f64) -> Vector {
        Vector { x: self.x * factor, y: self.y * factor, z: self.z * factor }
    }
}

#[differentiable(order = 2, lanes)]
impl Neg for Vector {
    type Output = Vector;
    fn neg(self) -> Vector {
        Vector { x: -self.x, y: -self.y, z: -self.z }
    }
}

#[differentiable(order = 2, lanes)]
impl Vector {
    /// Inner product.
    pub fn dot(self, other: Vector) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// Euclidean length.
    pub fn length(self) -> f64 {
        self.dot(self).sqrt()
    }
}

/// Mirror image of a direction; arithmetic through overloaded operators and methods.
#[differentiable(order = 2, lanes)]
pub fn reflected_length(direction: Vector, normal: Vector, w: f64) -> f64 {
    let mirrored = direction - normal * (2.0 * direction.dot(normal) / normal.dot(normal));
    (mirrored * w + -normal).length()
}

/// State of a two-variable Kalman filter.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Belief {
    /// Mean of position and velocity.
    pub mean: [f64; 2],
    /// Covariance, symmetric.
    pub covariance: [[f64; 2]; 2],
}

/// One predict-and-update step; a struct of arrays by value.
#[differentiable(order = 2, lanes)]
pub fn kalman_step(b: Belief, measured: f64, process: f64, noise: f64) -> Belief {
    let [x, v] = b.mean;
    let [[p, q], [_, r]] = b.covariance;
    let predicted = x + v;
    let (p, q, r) = (p + 2.0 * q + r + process, q + r, r + process);
    let (gain_x, gain_v) = (p / (p + noise), q / (p + noise));
    let innovation = measured - predicted;
    let off = (1.0 - gain_x) * q;
    Belief {
        mean: [predicted + gain_x * innovation, v + gain_v * innovation],
        covariance: [[(1.0 - gain_x) * p, off], [off, r - gain_v * q]],
    }
}

/// Negative log-likelihood of a track; structs carried through a loop.
#[differentiable(order = 2, lanes)]
pub fn kalman_loss(measured: &[f64], process: f64, noise: f64) -> f64 {
    let mut belief = Belief { mean: [0.0, 0.0], covariance: [[1.0, 0.0], [0.0, 1.0]] };
    let mut loss = 0.0;
    for &z in measured {
        let variance = belief.covariance[0][0] + noise;
        let e = z - belief.mean[0] - belief.mean[1];
        loss += 0.5 * (e * e / variance + variance.ln());
        belief = kalman_step(belief, z, process, noise);
    }
    loss
}

/// A shape; an enum with payloads of several kinds.
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub enum Shape {
    /// Radius.
    Disc(f64),
    /// Width and height.
    Box {
        /// Width.
        width: f64,
        /// Height.
        height: f64,
    },
    /// Corners, two numbers each.
    Polygon(Vec<f64>),
    /// Nothing at all.
    Empty,
}

/// Area of a shape.
#[differentiable(order = 2, lanes)]
pub fn area(shape: &Shape) -> f64 {
    match shape {
        Shape::Disc(r) => std::f64::consts::PI * r * r,
        Shape::Box { width, height } => width * height,
        Shape::Polygon(corners) => {
            let n = corners.len() / 2;
            let mut twice = 0.0;
            for i in 0..n {
                let j = (i + 1) % n;
                twice += corners[2 * i] * corners[2 * j + 1] - corners[2 * j] * corners[2 * i + 1];
            }
            0.5 * twice
        }
        Shape::Empty => 0.0,
    }
}

/// A shape that is built, kept in a local and matched later.
#[differentiable(order = 2, lanes)]
pub fn grown_area(size: f64, round: bool, factor: f64) -> f64 {
    let shape = if round { Shape::Disc(size) } else { Shape::Box { width: size, height: 2.0 } };
    let grown = match shape {
        Shape::Disc(r) => Shape::Disc(r * factor),
        Shape::Box { width, height } => Shape::Box { width: width * factor, height },
        other => other,
    };
    area(&grown) - area(&Shape::Empty)
}

/// A shape by value in an enum result.
#[differentiable(order = 2, lanes)]
pub fn squashed(shape: Shape, factor: f64) -> Shape {
    match shape {
        Shape::Disc(r) => Shape::Box { width: 2.0 * r, height: 2.0 * r * factor },
        Shape::Polygon(corners) => Shape::Polygon(corners.iter().map(|c| c * factor).collect()),
        same => same,
    }
}
