//! `cotangent::math` in differentiated code, the option `math = "vector"`, and the option `multiversion`.

#![allow(clippy::assign_op_pattern, reason = "plain user style is the subject under test")]
#![allow(unreachable_pub, reason = "the functions and types stand as users write them")]
use cotangent::{Differentiable, Scalar, check, differentiable, math};
use cotangent_tests::adbench::assert_close;
use ndarray::{Array1, arr1};

/// Each function by every spelling of its name.
mod spelled {
    use super::*;
    use cotangent::math::{logcosh, sigmoid};

    #[differentiable(order = 2, lanes)]
    pub fn in_module(x: &[f64]) -> f64 {
        let mut s = 0.0;
        for &v in x {
            s += math::exp(v) * math::tanh(v) + math::softplus(v) * math::exp_m1(v);
            s += math::logcosh(v) / math::ln(v * v + 2.0) + math::sigmoid(v) * math::ln_1p(v * v);
            s += math::sin(v) * math::cos_near(v) + math::sqrt(v * v + 1.0) * math::sin_near(v);
            let (sin, cos) = math::sin_cos(2.0 * v);
            s += math::powf(v * v + 0.5, 0.3 * v) * math::cos(v) + sin / (cos + 3.0);
        }
        s
    }

    #[differentiable(order = 2, lanes)]
    pub fn in_full(x: &[f64]) -> f64 {
        let mut s = 0.0;
        for &v in x {
            s += cotangent::math::exp(v) * cotangent::math::tanh(v)
                + cotangent::math::softplus(v) * cotangent::math::exp_m1(v);
            s += cotangent::math::logcosh(v) / cotangent::math::ln(v * v + 2.0)
                + ::cotangent::math::sigmoid(v) * cotangent::math::ln_1p(v * v);
            s += cotangent::math::sin(v) * cotangent::math::cos_near(v)
                + cotangent::math::sqrt(v * v + 1.0) * cotangent::math::sin_near(v);
            let (sin, cos) = cotangent::math::sin_cos(2.0 * v);
            s += cotangent::math::powf(v * v + 0.5, 0.3 * v) * cotangent::math::cos(v)
                + sin / (cos + 3.0);
        }
        s
    }

    #[differentiable(order = 2)]
    pub fn imported(x: &[f64]) -> f64 {
        x.iter().copied().map(sigmoid).sum::<f64>() * x.iter().map(|v| logcosh(*v)).sum::<f64>()
    }

    #[differentiable]
    pub fn generic<T: Scalar>(x: &[T]) -> T {
        let mut s = T::zero();
        for &v in x {
            s += math::exp(v) * math::tanh(v) + math::softplus(v) * math::exp_m1(v);
            s += math::logcosh(v) / math::ln(v * v + T::one() + T::one())
                + math::sigmoid(v) * math::ln_1p(v * v);
            s +=
                math::sin(v) * math::cos_near(v) + math::sqrt(v * v + T::one()) * math::sin_near(v);
            let (sin, cos) = math::sin_cos(v + v);
            s += math::powf(v * v + T::from_f64(0.5), v * T::from_f64(0.3)) * math::cos(v)
                + sin / (cos + T::from_f64(3.0));
        }
        s
    }
}

const X: [f64; 4] = [0.3, -1.7, 0.9, 2.2];
const V: [f64; 4] = [1.0, -0.5, 0.25, 2.0];

/// The Hessian times `V` by differences of a gradient.
fn hvp_by_differences(gradient: impl Fn(&[f64]) -> Vec<f64>) -> Vec<f64> {
    let h = 1e-5;
    let at = |s: f64| gradient(&std::array::from_fn::<f64, 4, _>(|i| X[i] + s * h * V[i]));
    at(1.0).iter().zip(at(-1.0)).map(|(a, b)| (a - b) / (2.0 * h)).collect()
}

#[test]
fn functions_have_their_derivatives_however_they_are_named() {
    check!(spelled::in_module, &X[..]);
    check!(spelled::in_full, &X[..]);
    check!(spelled::imported, &X[..]);
    check!(spelled::generic, &X[..]);
    let (y, gradient) = spelled::in_module::value_and_grad(&X);
    for (other, bars) in
        [spelled::in_full::value_and_grad(&X), spelled::generic::value_and_grad(&X)]
    {
        assert_close("value", &[other], &[y], 1e-14);
        assert_close("gradient", &bars, &gradient, 1e-13);
    }
}

#[test]
fn functions_have_second_derivatives() {
    let expected = hvp_by_differences(spelled::in_module::grad);
    assert_close("module", &spelled::in_module::hvp(&X, &V), &expected, 1e-8);
    assert_close("path", &spelled::in_full::hvp(&X, &V), &expected, 1e-8);
    let expected = hvp_by_differences(spelled::imported::grad);
    assert_close("imported", &spelled::imported::hvp(&X, &V), &expected, 1e-8);
}

#[test]
fn functions_have_lanes() {
    let seeds: Vec<[f64; 4]> =
        (0..4).map(|i| std::array::from_fn(|l| f64::from(u8::from(i == l)))).collect();
    let gradient = spelled::in_module::grad(&X);
    assert_close("module", &spelled::in_module::jvp_lanes(&X, &seeds).1, &gradient, 1e-13);
    assert_close("path", &spelled::in_full::jvp_lanes(&X, &seeds).1, &gradient, 1e-13);
}

#[test]
fn the_tape_has_the_same_derivatives() {
    let tape = cotangent::tape::Tape::new();
    let x: Vec<_> = X.iter().map(|v| tape.var(*v)).collect();
    let y = spelled::generic(&x);
    let gradient = y.grad(&x);
    assert_close("tape", &gradient, &spelled::generic::grad(&X), 1e-13);
}

/// Slopes where an obvious formula loses its digits.
#[test]
fn slopes_keep_their_digits_at_both_ends() {
    #[differentiable]
    fn sigmoid(x: f64) -> f64 {
        math::sigmoid(x)
    }
    #[differentiable]
    fn softplus(x: f64) -> f64 {
        math::softplus(x)
    }
    #[differentiable]
    fn exp_m1(x: f64) -> f64 {
        math::exp_m1(x)
    }
    #[differentiable]
    fn sin(x: f64) -> f64 {
        math::sin(x)
    }
    // σ′ = e⁻ˣ/(1 + e⁻ˣ)², softplus′ = σ, (eˣ − 1)′ = eˣ: far out each is an exponential.
    for x in [40.0_f64, 100.0, 700.0] {
        let e = (-x).exp();
        assert_close("σ′ right", &[sigmoid::grad(x)], &[e], 1e-14);
        assert_close("σ′ left", &[sigmoid::grad(-x)], &[e], 1e-14);
        assert_close("softplus′", &[softplus::grad(-x)], &[e], 1e-14);
        assert_close("(eˣ − 1)′", &[exp_m1::grad(-x)], &[e], 1e-14);
    }
    // sin′ = cos, also where an angle is reduced in whole numbers.
    for x in [1e6, 1e7, 1e22, f64::MAX] {
        assert_close("sin′", &[sin::value_and_grad(x).0, sin::grad(x)], &[x.sin(), x.cos()], 1e-15);
    }
}

/// Powers where a logarithm has no value: conventions are those of the standard library's `powf`.
#[test]
fn powers_have_the_slopes_of_the_standard_library() {
    #[differentiable(order = 2)]
    fn own(x: f64, y: f64) -> f64 {
        math::powf(x, y)
    }
    #[differentiable(order = 2)]
    fn of_std(x: f64, y: f64) -> f64 {
        x.powf(y)
    }
    for (x, y) in
        [(0.0, 0.0), (0.0, 1.0), (0.0, 2.5), (2.0, 0.0), (1.5, -3.2), (-2.0, 3.0), (1e-300, 0.5)]
    {
        let same = |a: (f64, f64), b: (f64, f64)| {
            for (a, b) in [(a.0, b.0), (a.1, b.1)] {
                let close = (a - b).abs() <= 1e-14 * b.abs() || a == b || a.is_nan() && b.is_nan();
                assert!(close, "{x} to the power of {y}: {a} and {b}");
            }
        };
        same(own::grad(x, y), of_std::grad(x, y));
        same(own::hvp(x, y, 1.0, 0.0), of_std::hvp(x, y, 1.0, 0.0));
        same(own::hvp(x, y, 0.0, 1.0), of_std::hvp(x, y, 0.0, 1.0));
    }
}

/// The same bodies with the standard library's functions and with the vector ones.
mod chosen {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Net {
        pub w: Vec<f64>,
        pub b: f64,
    }

    macro_rules! twice {
        ($name:ident; $($options:tt)*) => {
            pub mod $name {
                use super::*;

                #[differentiable(order = 2 $($options)*)]
                pub fn chain(x: &[f64], net: &Net) -> f64 {
                    // Fields and items have types that only rustc knows.
                    let act = |v: f64| (v + net.b).tanh().exp();
                    let y: Vec<f64> = x.iter().zip(&net.w).map(|(x, w)| act(x * w)).collect();
                    let z: f64 = y.iter().copied().map(f64::ln_1p).sum();
                    let (sin, cos) = (z * net.b).sin_cos();
                    let z = z * 0.25 + net.w[1].cos() * sin - f64::sin(y[0]) * cos + y[1].powf(net.b);
                    z.exp_m1() + net.w[0].exp() * f64::ln(net.b) + vec![x[0].exp(); 2][1]
                }

                #[differentiable(lanes $($options)*)]
                pub fn generic<T: Scalar>(x: &[T]) -> T {
                    let mut s = T::zero();
                    for v in x {
                        s += v.exp().ln_1p() * T::tanh(*v);
                        let (sin, cos) = T::sin_cos(*v);
                        s += sin * T::cos(cos) + (*v * *v + T::one()).powf(*v);
                    }
                    s
                }

                #[differentiable(order = 2 $($options)*)]
                pub fn array(x: &Array1<f64>) -> f64 {
                    let y = x.tanh() * x.mapv(|v| v.exp()) + x.sin() * x.mapv(|v| v.cos());
                    y.sum() + x.mapv(f64::exp).dot(x)
                }
            }
        };
    }
    twice!(plain; );
    twice!(vector; , math = "vector");

    impl Net {
        #[differentiable(math = "vector")]
        pub fn energy(&self, x: &[f64]) -> f64 {
            self.w.iter().zip(x).map(|(w, x)| (w * x).exp().ln_1p()).sum::<f64>() * self.b.tanh()
        }
    }

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    pub struct Log(pub f64);

    #[differentiable(math = "vector")]
    impl std::ops::Add for Log {
        type Output = Log;
        fn add(self, other: Log) -> Log {
            Log((self.0.exp() + other.0.exp()).ln())
        }
    }

    #[differentiable]
    pub fn total(a: f64, b: f64) -> f64 {
        let sum = Log(a) + Log(b);
        sum.0
    }
}

fn net() -> chosen::Net {
    chosen::Net { w: vec![0.5, -0.4, 0.9, 0.1], b: 0.7 }
}

#[test]
fn chosen_functions_have_derivatives_and_the_value_of_the_primal() {
    use chosen::{plain, vector};
    let (net, array) = (net(), arr1(&X));
    check!(vector::chain, &X[..], &net);
    check!(vector::generic, &X[..]);
    check!(vector::array, &array);
    assert_eq!(vector::chain(&X, &net), vector::chain::value_and_grad(&X, &net).0);
    assert_eq!(vector::chain(&X, &net), vector::chain::jvp(&X, &net, &V, &net_tangent()).0);
    assert_eq!(vector::generic(&X), vector::generic::value_and_grad(&X).0);
    assert_eq!(vector::array(&array), vector::array::value_and_grad(&array).0);
    assert_close("chain", &[vector::chain(&X, &net)], &[plain::chain(&X, &net)], 1e-14);
    assert_close("generic", &vector::generic::grad(&X), &plain::generic::grad(&X), 1e-13);
    let (a, b) = (vector::array::grad(&array), plain::array::grad(&array));
    assert_close("array", &a.to_vec(), &b.to_vec(), 1e-13);
}

/// Bits tell which functions ran: the two differ somewhere.
#[test]
fn chosen_functions_are_those_of_the_module() {
    macro_rules! holds {
        ($($name:ident($($argument:expr)?);)*) => {$({
            #[differentiable(math = "vector")]
            fn chosen(x: f64) -> f64 {
                x.$name($($argument)?)
            }
            let differs = |x: f64| math::$name(x $(, $argument)?) != x.$name($($argument)?);
            let x = (1..10_000).map(|i| f64::from(i) * 0.01).find(|x| differs(*x)).expect("another rounding");
            assert_eq!([chosen(x), chosen::value_and_grad(x).0], [math::$name(x $(, $argument)?); 2]);
        })*};
    }
    holds! {
        exp(); exp_m1(); ln(); ln_1p(); tanh(); sin(); cos(); powf(2.3);
    }
    #[differentiable(math = "vector")]
    fn both(x: f64) -> f64 {
        let (sin, cos) = x.sin_cos();
        sin * cos
    }
    let product = |(sin, cos): (f64, f64)| sin * cos;
    let differs = |x: &f64| product(math::sin_cos(*x)) != product(x.sin_cos());
    let x = (1..10_000).map(|i| f64::from(i) * 0.01).find(differs).expect("another rounding");
    assert_eq!([both(x), both::value_and_grad(x).0], [product(math::sin_cos(x)); 2]);
}

fn net_tangent() -> <chosen::Net as Differentiable>::Tangent {
    net().zero_tangent()
}

#[test]
fn chosen_functions_have_second_derivatives() {
    use chosen::{plain, vector};
    let (net, array, v) = (net(), arr1(&X), arr1(&V));
    let zero = net_tangent();
    let hvp = vector::chain::hvp(&X, &net, &V, &zero).0;
    assert_close("chain", &hvp, &plain::chain::hvp(&X, &net, &V, &zero).0, 1e-12);
    let (a, b) = (vector::array::hvp(&array, &v), plain::array::hvp(&array, &v));
    assert_close("array", &a.to_vec(), &b.to_vec(), 1e-12);
}

#[test]
fn methods_and_operators_choose_too() {
    let net = net();
    let bar = net.energy_grad(&X).0;
    let h = 1e-6;
    let moved = |s: f64| chosen::Net { b: net.b + s * h, ..net.clone() }.energy(&X);
    assert_close("b", &[bar.b], &[(moved(1.0) - moved(-1.0)) / (2.0 * h)], 1e-8);
    assert_eq!(net.energy(&X), net.energy_vjp(&X).0);
    // ∂ ln(eᵃ + eᵇ)/∂a = σ(a − b).
    let (a, b) = (0.3, 1.1);
    let (da, db) = chosen::total::grad(a, b);
    assert_close("sum", &[da, db], &[math::sigmoid(a - b), math::sigmoid(b - a)], 1e-14);
}

/// The same bodies for one processor and for several.
mod versions {
    use super::*;

    macro_rules! twice {
        ($name:ident; $($options:tt)*) => {
            pub mod $name {
                use super::*;

                #[differentiable(order = 2, lanes $($options)*)]
                pub fn score(x: &[f32], w: &[f32]) -> f32 {
                    let mut s = [0.0; 64];
                    for (x, w) in x.chunks_exact(64).zip(w.chunks_exact(64)) {
                        for l in 0..64 {
                            s[l] += math::logcosh(x[l]) * w[l] + x[l].sin().mul_add(w[l], x[l]);
                        }
                    }
                    s.iter().sum()
                }

                #[differentiable(order = 2 $($options)*)]
                pub fn generic<T: Scalar, const N: usize>(x: &[T; N], (a, b): (T, T), mut c: T) -> T {
                    c = c * a;
                    for v in x {
                        c += math::exp(*v) * b;
                    }
                    c
                }

                #[differentiable(recursive $($options)*)]
                pub fn power(x: f64, n: usize) -> f64 {
                    if n == 0 {
                        return 1.0;
                    }
                    x * power(x, n - 1)
                }

                #[derive(Clone, Debug, Differentiable)]
                pub struct Weights<const N: usize> {
                    pub w: [f64; N],
                }

                #[differentiable(math = "vector" $($options)*)]
                impl<const N: usize> Weights<N> {
                    pub fn run(&self, x: &[f64]) -> f64 {
                        self.w.iter().zip(x).map(|(w, x)| (w * x).exp()).sum()
                    }

                    pub fn scaled(mut self, x: f64) -> Self {
                        self.w[0] *= x;
                        self
                    }
                }
            }
        };
    }
    twice!(one; );
    twice!(several; , multiversion);

    /// Callers of functions with versions, which call their hidden forms.
    macro_rules! callers {
        ($name:ident; $(, $options:ident)?) => {
            pub mod $name {
                use super::*;

                #[differentiable(order = 2, lanes $(, $options)?)]
                pub fn bend(x: &[f32], y: &mut [f32]) {
                    for (y, x) in y.iter_mut().zip(x) {
                        *y = math::logcosh(*x) * *x;
                    }
                }

                #[differentiable(order = 2 $(, $options)?)]
                pub fn bent(x: &[f32]) -> Vec<f32> {
                    x.iter().map(|x| math::sigmoid(*x)).collect()
                }

                #[differentiable(order = 2 $(, $options)?)]
                pub fn scale(mut x: Vec<f32>, by: f32) -> Vec<f32> {
                    for x in &mut x {
                        *x *= by;
                    }
                    x
                }

                #[differentiable($($options)?)]
                pub fn spread(x: &[f32], y: &mut [f32]) -> f32 {
                    let mut s = 0.0;
                    #[parallel]
                    for i in 0..x.len() {
                        y[i] = math::tanh(x[i]);
                        s += y[i] * x[i];
                    }
                    s
                }

                #[differentiable(recursive $(, $options)?)]
                pub fn halves(x: &[f32]) -> f32 {
                    if x.len() < 2 {
                        return math::sin(x[0]);
                    }
                    let (a, b) = x.split_at(x.len() / 2);
                    halves(a) * halves(b) + a[0]
                }

                #[differentiable(order = 2, lanes)]
                pub fn loss(x: &[f32]) -> f32 {
                    let mut y = vec![0.0; x.len()];
                    bend(x, &mut y);
                    y.iter().zip(x).map(|(y, x)| y * y * x).sum()
                }

                #[differentiable(order = 2)]
                pub fn of_values(x: &[f32]) -> f32 {
                    let z = scale(bent(x), 1.5);
                    z.iter().zip(x).map(|(z, x)| z * x).sum()
                }

                #[differentiable]
                pub fn of_threads(x: &[f32]) -> f32 {
                    let mut y = vec![0.0; x.len()];
                    let s = spread(x, &mut y);
                    s + y.iter().map(|y| y * y).sum::<f32>() + halves(&x[..9])
                }
            }
        };
    }
    callers!(of_one; );
    callers!(of_several; , multiversion);
}

fn wave(n: usize, step: f32) -> Vec<f32> {
    (0..n).map(|i| (i as f32 * step).sin() * 3.0).collect()
}

#[test]
fn versions_give_the_same_bits() {
    use versions::{one, several};
    let (x, w) = (wave(256, 0.7), wave(256, 1.3));
    assert_eq!(one::score(&x, &w), several::score(&x, &w));
    assert_eq!(one::score::value_and_grad(&x, &w), several::score::value_and_grad(&x, &w));
    assert_eq!(one::score::jvp(&x, &w, &w, &x), several::score::jvp(&x, &w, &w, &x));
    assert_eq!(one::score::hvp(&x, &w, &w, &x), several::score::hvp(&x, &w, &w, &x));
    let seeds = vec![[1.0, -2.0]; 256];
    let lanes = one::score::jvp_lanes(&x, &w, &seeds, &seeds);
    assert_eq!(lanes, several::score::jvp_lanes(&x, &w, &seeds, &seeds));
    let (y, pullback) = several::score::vjp(&x, &w);
    assert_eq!((y, pullback(1.0)), one::score::value_and_grad(&x, &w));
}

#[test]
fn callers_of_versions_get_the_same_bits() {
    use versions::{of_one, of_several};
    let (x, v) = (wave(300, 0.7), wave(300, 1.9));
    assert_eq!(of_one::loss::value_and_grad(&x), of_several::loss::value_and_grad(&x));
    assert_eq!(of_one::loss::jvp(&x, &v), of_several::loss::jvp(&x, &v));
    assert_eq!(of_one::loss::hvp(&x, &v), of_several::loss::hvp(&x, &v));
    let seeds: Vec<[f32; 2]> = v.iter().map(|v| [*v, 1.0]).collect();
    assert_eq!(of_one::loss::jvp_lanes(&x, &seeds), of_several::loss::jvp_lanes(&x, &seeds));
    let lanes = of_one::loss::vjp_lanes(&x).1([1.0, -2.0]);
    assert_eq!(lanes, of_several::loss::vjp_lanes(&x).1([1.0, -2.0]));
    assert_eq!(of_one::of_values::value_and_grad(&x), of_several::of_values::value_and_grad(&x));
    assert_eq!(of_one::of_values::hvp(&x, &v), of_several::of_values::hvp(&x, &v));
    assert_eq!(of_one::of_threads::value_and_grad(&x), of_several::of_threads::value_and_grad(&x));
    assert_eq!(of_one::halves::grad(&x), of_several::halves::grad(&x));
    let [mut y, mut z] = [vec![0.0; 300], vec![0.0; 300]];
    let (s, of_one) = of_one::spread::vjp(&x, &mut y);
    let one = (s, of_one(1.0, &mut v.clone()));
    let (s, of_several) = of_several::spread::vjp(&x, &mut z);
    assert_eq!(one, (s, of_several(1.0, &mut v.clone())));
    assert_eq!(y, z);
    check!(of_several_in_double, &[0.3, -1.2, 2.5][..]);
}

/// The hidden forms with versions, against differences.
#[differentiable]
fn of_several_in_double(x: &[f64]) -> f64 {
    #[differentiable(multiversion)]
    fn bend<T: Scalar>(x: &[T], y: &mut [T]) {
        for (y, x) in y.iter_mut().zip(x) {
            *y = math::logcosh(*x) * *x;
        }
    }
    let mut y = vec![0.0; x.len()];
    bend(x, &mut y);
    y.iter().zip(x).map(|(y, x)| y * y * x).sum()
}

#[test]
fn versions_of_generic_recursive_and_associated_functions() {
    use versions::{one, several};
    let (x, ab) = ([1.0, 2.0], (0.5, 2.0));
    assert_eq!(several::generic(&x, ab, 3.0), one::generic(&x, ab, 3.0));
    assert_eq!(several::generic::grad(&x, ab, 3.0), one::generic::grad(&x, ab, 3.0));
    assert_eq!(several::power::grad(2.0, 5), 80.0);
    let several = several::Weights { w: [1.0, 2.0] };
    let one = one::Weights { w: [1.0, 2.0] };
    assert_eq!(several.run(&[0.1, 0.2]), one.run(&[0.1, 0.2]));
    assert_eq!(several.run_grad(&[0.1, 0.2]).1, one.run_grad(&[0.1, 0.2]).1);
    assert_eq!(several.clone().scaled(3.0).w, [3.0, 2.0]);
    let tangent = several.zero_tangent();
    assert_eq!(several.scaled_jvp(3.0, tangent, 1.0).1.w, [1.0, 0.0]);
}

#[test]
fn slices_hold_what_the_functions_give_and_are_differentiable() {
    #[differentiable]
    fn through(x: &[f64]) -> f64 {
        let mut y = vec![0.0; x.len()];
        math::logcosh_into(x, &mut y);
        let mut z = vec![0.0; x.len()];
        math::exp_into(&y, &mut z);
        // exp(ln cosh x) = cosh x.
        z.iter().sum()
    }
    let expected = X.map(f64::sinh);
    assert_close("sinh", &through::grad(&X), &expected, 1e-14);
}

#[test]
fn slices_of_angles_and_powers() {
    /// sin² + cos² over all angles, and powers.
    #[differentiable(order = 2)]
    fn through(x: &[f64]) -> f64 {
        let n = x.len();
        let (mut sin, mut cos, mut power) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        math::sin_into(x, &mut sin);
        math::cos_into(x, &mut cos);
        math::powf_into(&cos, &sin, &mut power);
        let (mut sin_too, mut cos_too) = (vec![0.0; n], vec![0.0; n]);
        math::sin_cos_into(x, &mut sin_too, &mut cos_too);
        let mut root = vec![0.0; n];
        math::sqrt_into(&cos_too, &mut root);
        let mut s = 0.0;
        for i in 0..n {
            s += sin[i] * cos_too[i] - 2.0 * cos[i] * sin_too[i] + power[i] + root[i];
        }
        s
    }
    /// The same without slices.
    #[differentiable(order = 2)]
    fn each(x: &[f64]) -> f64 {
        let mut s = 0.0;
        for x in x {
            let (sin, cos) = math::sin_cos(*x);
            s += sin * cos - 2.0 * cos * sin + math::powf(cos, sin) + math::sqrt(cos);
        }
        s
    }
    // Blocks with and without angles that are far, and a part of one.
    let mut x: Vec<f64> = (0..600).map(|i| (f64::from(i) * 0.37).sin() * 1.2).collect();
    x[300] = 2.0 * std::f64::consts::PI * 1e7;
    let v: Vec<f64> = x.iter().map(|x| x.cos()).collect();
    let ((y, bar), (expected, expected_bar)) =
        (through::value_and_grad(&x), each::value_and_grad(&x));
    assert_close("value", &[y], &[expected], 1e-13);
    assert_close("gradient", &bar, &expected_bar, 1e-13);
    assert_close("hvp", &through::hvp(&x, &v), &each::hvp(&x, &v), 1e-12);
    let shorter = std::panic::catch_unwind(|| math::sin_into(&[0.0], &mut [0.0; 2]));
    assert!(shorter.is_err());
}
