//! Functions as arguments, methods whose receiver changes, operators of the user's own: what was
//! wrong once, or could be wrong without a sound.

use cotangent::{Differentiable, Scalar, differentiable};
use std::ops::{Add, Div, Mul};

#[differentiable]
fn sum_map(f: impl Fn(f64) -> f64, v: &[f64]) -> f64 {
    let mut s = 0.0;
    for &x in v {
        s += f(x) * x;
    }
    s
}
#[differentiable]
fn cap_slice(w: &[f64], v: &[f64], c: f64) -> f64 {
    sum_map(|x| x * w[0] + w[1].sin() * c, v)
}
#[differentiable]
fn cap_vec(w: &[f64], v: &[f64]) -> f64 {
    let k: Vec<f64> = w.iter().map(|a| a * a).collect();
    let mut t = 0.0;
    for k in k.iter().take(3) {
        t += sum_map(|x| (x * k).sin() + t * 0.1, v);
    }
    t
}
#[differentiable]
fn two<F, G>(f: F, g: G, a: f64, b: f64) -> f64
where
    F: Fn(f64, f64) -> f64,
    G: Fn(f64) -> f64,
{
    if f(a, b) > 100.0 {
        return g(a);
    }
    f(g(a), b) + g(f(a, b))
}
#[differentiable]
fn use_two(a: f64, b: f64, c: f64) -> f64 {
    two(|x, y| x * y * c, |z: f64| z.sin() + a * z, a, b)
}
#[differentiable]
fn pass_on<F: Fn(f64) -> f64>(f: F, a: f64) -> f64 {
    twice(&f, a) * f(a)
}
#[differentiable]
fn twice<F: Fn(f64) -> f64>(f: &F, a: f64) -> f64 {
    f(f(a))
}
#[differentiable]
fn use_pass(a: f64, b: f64) -> f64 {
    let g = |x: f64| (x * b).cos();
    pass_on(g, a) + pass_on(|y| y * y * b, a)
}
#[differentiable]
fn gen_call<T: Scalar, F: Fn(T) -> T>(f: F, x: T) -> T {
    f(x) * x
}
#[differentiable]
fn use_gen(a: f64, b: f64) -> f64 {
    gen_call(|x: f64| x * b, a)
}
#[derive(Clone, Debug, PartialEq, Differentiable)]
struct P {
    a: f64,
    v: Vec<f64>,
}
#[differentiable]
fn cap_struct(p: &P, x: &[f64]) -> f64 {
    sum_map(|t| t * p.a + p.v[0] * t * t, x)
}
#[differentiable]
impl P {
    fn grow(&mut self, by: f64) {
        self.a *= by;
        self.v.push(self.a);
    }
    fn total(&self) -> f64 {
        let mut s = self.a;
        for x in &self.v {
            s += x * x;
        }
        s
    }
    fn make(a: f64) -> P {
        P { a, v: vec![a * a] }
    }
}
#[differentiable]
fn methods(a: f64, b: f64) -> f64 {
    let mut p = P::make(a);
    let t0 = p.total();
    p.grow(b);
    let t1 = p.total();
    p.grow(a);
    t0 * t1 + p.total()
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct V2 {
    x: f64,
    y: f64,
}
#[differentiable]
impl Add for V2 {
    type Output = Self;
    fn add(self, o: Self) -> Self::Output {
        Self { x: self.x + o.x, y: self.y + o.y }
    }
}
#[differentiable]
impl<'a> Mul<&'a V2> for &V2 {
    type Output = f64;
    fn mul(self, o: &'a V2) -> f64 {
        self.x * o.x + self.y * o.y
    }
}
#[differentiable]
impl Mul<V2> for f64 {
    type Output = V2;
    fn mul(self, o: V2) -> V2 {
        V2 { x: self * o.x, y: self * o.y }
    }
}
#[differentiable]
impl Div<f64> for V2 {
    type Output = V2;
    fn div(self, o: f64) -> V2 {
        V2 { x: self.x / o, y: self.y / o }
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct G<T> {
    x: T,
}
#[differentiable]
impl Mul for G<f64> {
    type Output = Self;
    fn mul(self, o: Self) -> Self {
        Self { x: self.x * o.x }
    }
}
#[differentiable]
fn ops(a: &V2, b: &V2, c: f64) -> f64 {
    let (a, b) = (*a, *b);
    let s = c * a + b / c;
    let g = G { x: c } * G { x: s.x };
    &s * &b + g.x
}
#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Body {
    v: V2,
    m: f64,
    #[constant]
    k: f64,
    #[constant]
    tag: usize,
}
#[differentiable]
fn body(b: &Body, dt: f64) -> f64 {
    b.m * b.k * dt + b.v.x * dt + b.tag as f64 * dt
}
#[differentiable]
fn body_make(m: f64, k: f64) -> f64 {
    let b = Body { v: V2 { x: m, y: k }, m: m * k, k: 2.0, tag: 1 };
    b.m * b.k + b.v.x
}

#[test]
fn closures_capture_slices_vectors_and_structs() {
    let (w, v) = (vec![0.3, 0.7, 1.1], vec![0.5, -0.4, 0.9]);
    cotangent::check!(cap_slice, &w, &v, 0.6);
    cotangent::check!(cap_struct, &P { a: 0.4, v: vec![0.8] }, &v);
}

#[test]
fn a_loop_does_not_fuse_when_a_closure_captures_its_accumulator() {
    cotangent::check!(cap_vec, &vec![0.3, 0.7, 1.1], &vec![0.5, -0.4, 0.9]);
}

#[test]
fn functions_are_passed_on_and_called_several_times() {
    cotangent::check!(use_two, 0.3, 0.7, 0.4);
    cotangent::check!(use_pass, 0.3, 0.7);
    cotangent::check!(use_gen, 0.3, 0.7);
}

#[test]
fn a_receiver_that_a_method_changes_is_restored() {
    cotangent::check!(methods, 0.4, 0.7);
}

#[test]
fn operands_that_are_references_keep_their_derivative() {
    cotangent::check!(ops, &V2 { x: 0.3, y: 0.4 }, &V2 { x: 0.5, y: 0.7 }, 0.9);
}

#[test]
fn constant_fields_of_floats_are_read_and_constructed() {
    cotangent::check!(body, &Body { v: V2 { x: 0.3, y: 0.4 }, m: 0.5, k: 0.7, tag: 2 }, 0.9);
    cotangent::check!(body_make, 0.4, 0.7);
}
