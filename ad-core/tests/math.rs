//! The elementary functions of `cotangent::math` against references of higher precision: `f32` against the
//! standard library in `f64`, over all bit patterns with a stride; `f64` against 192-bit arithmetic.

use astro_float::{BigFloat, Consts, RoundingMode};
use cotangent::math;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The distance of neighbouring `f32` numbers at `x`.
fn ulp_32(x: f64) -> f64 {
    let exponent = (x.abs().max(f64::from(f32::MIN_POSITIVE)).to_bits() >> 52) as i32 - 1023;
    2.0_f64.powi(exponent - 23)
}

/// Holds a function to `limit` ulp of its reference on every 997th bit pattern, all its special values included.
#[track_caller]
fn sweep(name: &str, limit: f64, f: fn(f32) -> f32, reference: fn(f64) -> f64) {
    let mut worst = (0.0, 0.0);
    let specials = [0.0, -0.0, 1.0, -1.0, f32::INFINITY, f32::NEG_INFINITY, f32::NAN];
    for x in (0..=u32::MAX).step_by(997).map(f32::from_bits).chain(specials) {
        let (y, expected) = (f(x), reference(f64::from(x)));
        let rounded = expected as f32;
        if rounded.is_finite() && rounded != 0.0 && y.is_finite() {
            let error = (f64::from(y) - expected).abs() / ulp_32(expected);
            if error > worst.0 {
                worst = (error, x);
            }
        } else {
            let same = y.to_bits() == rounded.to_bits() || (y.is_nan() && rounded.is_nan());
            assert!(same, "{name}({x:e}) is {y:e} and should be {rounded:e}");
        }
    }
    println!("f32 {name}: {:.2} ulp at {:e}", worst.0, worst.1);
    assert!(worst.0 < limit, "{name}({:e}) is {:.2} ulp off", worst.1, worst.0);
}

fn logcosh_64(x: f64) -> f64 {
    let a = x.abs();
    let e = (-a).exp_m1();
    let near = (e * e / (2.0 * (1.0 + e))).ln_1p();
    if a < 5.0 { near } else { a - std::f64::consts::LN_2 + (-2.0 * a).exp().ln_1p() }
}

#[test]
fn single_precision_over_all_numbers() {
    sweep("exp", 1.1, math::exp, f64::exp);
    sweep("exp_m1", 1.9, math::exp_m1, f64::exp_m1);
    sweep("ln", 0.9, math::ln, f64::ln);
    sweep("ln_1p", 1.5, math::ln_1p, f64::ln_1p);
    sweep("tanh", 2.6, math::tanh, f64::tanh);
    sweep("sigmoid", 2.4, math::sigmoid, |x| {
        if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) }
    });
    sweep("softplus", 2.8, math::softplus, |x| x.max(0.0) + (-x.abs()).exp().ln_1p());
    sweep("logcosh", 2.1, math::logcosh, logcosh_64);
    sweep("sin", 0.51, math::sin, f64::sin);
    sweep("cos", 0.51, math::cos, f64::cos);
    sweep("sqrt", 0.501, math::sqrt, f64::sqrt);
    sweep("sine of sin_cos", 0.51, |x| math::sin_cos(x).0, f64::sin);
    sweep("cosine of sin_cos", 0.51, |x| math::sin_cos(x).1, f64::cos);
}

/// Bits of the reference.
const P: usize = 192;
/// Bits of sums that cancel.
const WIDE: usize = 1400;
const NEAREST: RoundingMode = RoundingMode::ToEven;

struct Big {
    constants: Consts,
    one: BigFloat,
}

impl Big {
    fn new() -> Self {
        Big { constants: Consts::new().expect("memory"), one: BigFloat::from_f64(1.0, 64) }
    }
    fn exp(&mut self, x: &BigFloat) -> BigFloat {
        x.exp(WIDE, NEAREST, &mut self.constants)
    }
    fn ln(&mut self, x: &BigFloat) -> BigFloat {
        x.ln(P, NEAREST, &mut self.constants)
    }
    fn plus_one(&self, x: &BigFloat) -> BigFloat {
        x.add(&self.one, 2 * WIDE, NEAREST)
    }
}

/// A number that `BigFloat` reads exactly, subnormal ones included.
fn big(x: f64) -> BigFloat {
    let scaled = x.abs() < f64::MIN_POSITIVE;
    let mut b = BigFloat::from_f64(if scaled { x * 2.0_f64.powi(200) } else { x }, 64);
    if let (true, Some(e)) = (scaled && x != 0.0, b.exponent()) {
        b.set_exponent(e - 200);
    }
    b
}

/// |y − expected| in ulp of the latter.
fn error_in_ulp(y: f64, expected: &BigFloat) -> f64 {
    let mut off = big(y).sub(expected, P, NEAREST);
    let unit = expected.exponent().map_or(-1074, |e| (e - 53).max(-1074));
    let Some(e) = off.exponent() else { return 0.0 };
    off.set_exponent((e - unit).clamp(-900, 900));
    let Some((digits, _, _, e, _)) = off.as_raw_parts() else { return f64::INFINITY };
    let top = digits.last().map_or(0.0, |d| *d as f64);
    top * 2.0_f64.powi(e - 64)
}

/// Arguments: bit patterns at random, the whole range of exponentials, the neighbourhood of roots and
/// thresholds, magnitudes down to 2⁻⁶⁰, results that are subnormal.
fn arguments(count: usize) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    (0..count)
        .map(|k| match k % 6 {
            0 => f64::from_bits(rng.random()),
            1 => rng.random_range(-750.0..750.0),
            2 => rng.random_range(-2.0..2.0),
            3 => 2.0_f64.powf(rng.random_range(-60.0..10.0)).copysign(rng.random_range(-1.0..1.0)),
            4 => rng.random_range(0.0..4.0),
            _ => rng.random_range(-745.2..-700.0),
        })
        .collect()
}

/// Holds a function to `limit` ulp where `defined` says that its reference can be computed.
#[track_caller]
fn compare(
    name: &str,
    limit: f64,
    f: fn(f64) -> f64,
    defined: fn(f64) -> bool,
    reference: fn(&mut Big, &BigFloat) -> BigFloat,
) {
    let arguments: Vec<f64> = arguments(1200).into_iter().filter(|x| defined(*x)).collect();
    compare_at(name, limit, &arguments, f, reference);
}

#[track_caller]
fn compare_at(
    name: &str,
    limit: f64,
    arguments: &[f64],
    f: fn(f64) -> f64,
    reference: fn(&mut Big, &BigFloat) -> BigFloat,
) {
    let mut b = Big::new();
    let mut worst = (0.0, 0.0);
    for &x in arguments.iter().filter(|x| x.is_finite()) {
        let (y, expected) = (f(x), reference(&mut b, &big(x)));
        if expected.exponent().is_some_and(|e| e > 1024) {
            assert_eq!(y.abs(), f64::INFINITY, "{name}({x:e})");
            continue;
        }
        let error = error_in_ulp(y, &expected);
        if error > worst.0 {
            worst = (error, x);
        }
    }
    println!("f64 {name}: {:.2} ulp at {:e}", worst.0, worst.1);
    assert!(worst.0 < limit, "{name}({:e}) is {:.2} ulp off", worst.1, worst.0);
}

/// Angles of all sizes, many of them next to a multiple of π/2, where almost all digits of a reduction cancel; the last
/// is the number that comes nearest to one.
fn angles(count: usize) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut big = Big::new();
    let quarter = big.constants.pi(WIDE, NEAREST).mul(&BigFloat::from_f64(0.5, 64), WIDE, NEAREST);
    let mut list: Vec<f64> = (0..count)
        .map(|k| {
            let whole: f64 = match k % 6 {
                0 => return f64::from_bits(rng.random()),
                1 => return rng.random_range(-4.0..4.0),
                2 => return rng.random_range(-1.1e6..1.1e6),
                3 => f64::from(rng.random_range(1..30)),
                4 => f64::from(rng.random_range(1..700_000)),
                _ => f64::from_bits(rng.random_range(0x4330 << 48..0x7f00 << 48)),
            };
            let near = quarter.mul(&BigFloat::from_f64(whole, 64), WIDE, NEAREST);
            near.to_string().parse().expect("a number")
        })
        .collect();
    list.extend([
        math::NEAR,
        math::NEAR.next_up(),
        5e-324,
        -1e-310,
        6_381_956_970_095_103.0 * 2.0_f64.powi(797),
    ]);
    list
}

#[test]
fn sine_and_cosine_in_double_precision() {
    let angles = angles(1200);
    let sin = |b: &mut Big, x: &BigFloat| x.sin(WIDE, NEAREST, &mut b.constants);
    let cos = |b: &mut Big, x: &BigFloat| x.cos(WIDE, NEAREST, &mut b.constants);
    compare_at("sin", 0.85, &angles, math::sin, sin);
    compare_at("cos", 0.85, &angles, math::cos, cos);
    for x in angles.into_iter().chain([f64::INFINITY, -f64::INFINITY, f64::NAN]) {
        let (sin, cos) = math::sin_cos(x);
        assert_eq!([sin, cos].map(f64::to_bits), [math::sin(x), math::cos(x)].map(f64::to_bits));
        let near = [math::sin_near(x), math::cos_near(x)];
        let (sin_near, cos_near) = math::sin_cos_near(x);
        assert_eq!(near.map(f64::to_bits), [sin_near, cos_near].map(f64::to_bits));
        if x.abs() <= math::NEAR {
            assert_eq!(near.map(f64::to_bits), [sin, cos].map(f64::to_bits));
        } else {
            assert!(near.iter().all(|y| y.is_nan()), "{x}");
        }
    }
}

/// Bases and exponents with powers over the whole range: base and logarithm of the power at random.
fn powers(
    count: usize,
    ln_of_powers: [f64; 2],
    base: impl Fn(&mut ChaCha8Rng) -> f64,
) -> Vec<[f64; 2]> {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let [low, high] = ln_of_powers;
    (0..count)
        .map(|k| {
            let x = match k % 4 {
                0 => base(&mut rng),
                1 => rng.random_range(0.5..2.0),
                2 => 1.0 + 2.0_f64.powf(rng.random_range(-30.0..-1.0)),
                _ => rng.random_range(0.0..100.0),
            };
            let ln =
                if k % 3 == 0 { rng.random_range(-3.0..3.0) } else { rng.random_range(low..high) };
            [x, ln / x.ln()]
        })
        .filter(|xy| xy.iter().all(|v| v.is_finite()))
        .collect()
}

#[test]
fn powers_in_double_precision() {
    let mut b = Big::new();
    let mut worst = (0.0, [0.0; 2]);
    for [x, y] in
        powers(1500, [-745.0, 710.0], |rng| f64::from_bits(rng.random_range(1..0x7ff << 52)))
    {
        let ln = big(x).ln(2 * P, NEAREST, &mut b.constants);
        let expected = ln.mul(&big(y), 2 * P, NEAREST).exp(P, NEAREST, &mut b.constants);
        let power = math::powf(x, y);
        if expected.exponent().is_some_and(|e| e > 1024) {
            assert_eq!(power, f64::INFINITY, "{x:e} to the power of {y:e}");
            continue;
        }
        let error = error_in_ulp(power, &expected);
        if error > worst.0 {
            worst = (error, [x, y]);
        }
    }
    println!("f64 powf: {:.2} ulp at {:?}", worst.0, worst.1);
    assert!(worst.0 < 1.0, "powf is {:.2} ulp off at {:?}", worst.0, worst.1);
}

#[test]
fn powers_in_single_precision() {
    let mut worst = (0.0, [0.0; 2]);
    for [x, y] in powers(200_000, [-104.0, 89.0], |rng| {
        f64::from(f32::from_bits(rng.random_range(1..0xff << 23)))
    }) {
        let (x, y) = (x as f32, y as f32);
        let (power, expected) = (math::powf(x, y), f64::from(x).powf(f64::from(y)));
        if (expected as f32).is_infinite() {
            assert_eq!(power, f32::INFINITY, "{x:e} to the power of {y:e}");
            continue;
        }
        let error = (f64::from(power) - expected).abs() / ulp_32(expected);
        if error > worst.0 {
            worst = (error, [x, y]);
        }
    }
    println!("f32 powf: {:.3} ulp at {:?}", worst.0, worst.1);
    assert!(worst.0 < 0.51, "powf is {:.2} ulp off at {:?}", worst.0, worst.1);
}

/// All that is special about a power, against the standard library, in both precisions.
#[test]
fn powers_at_the_ends() {
    let some = [
        0.0,
        5e-324,
        1e-310,
        1e-40,
        0.25,
        0.5,
        0.75,
        1.0,
        1.5,
        2.0,
        2.5,
        3.0,
        4.0,
        5.0,
        8_388_607.0,
        8_388_609.0,
        16_777_215.0,
        4_503_599_627_370_495.5,
        4_503_599_627_370_497.0,
        9_007_199_254_740_991.0,
        9_007_199_254_740_993.0,
        1e300,
        f64::MAX,
        f64::INFINITY,
        f64::NAN,
    ];
    let all: Vec<f64> = some.iter().flat_map(|x| [*x, -x]).collect();
    for &x in &all {
        for &y in &all {
            let (own, std) = (math::powf(x, y), x.powf(y));
            let same = own.to_bits() == std.to_bits()
                || own.is_nan() && std.is_nan()
                || own.is_finite() && std.is_finite() && (own / std - 1.0).abs() < 1e-15;
            assert!(same, "{x:e} to the power of {y:e} is {own:e} and should be {std:e}");
            let (x, y) = (x as f32, y as f32);
            let (own, std) = (math::powf(x, y), x.powf(y));
            let same = own.to_bits() == std.to_bits()
                || own.is_nan() && std.is_nan()
                || own.is_finite() && std.is_finite() && (own / std - 1.0).abs() < 1e-6;
            assert!(same, "{x:e} to the power of {y:e} is {own:e} and should be {std:e}, f32");
        }
    }
}

/// Where exponentials neither vanish in 1400 bits nor overflow by far.
fn moderate(x: f64) -> bool {
    (1e-150..800.0).contains(&x.abs())
}

#[test]
fn double_precision_against_long_arithmetic() {
    compare("exp", 1.1, math::exp, moderate, Big::exp);
    compare("exp_m1", 2.2, math::exp_m1, moderate, |b, x| b.exp(x).sub(&b.one, WIDE, NEAREST));
    compare("ln", 0.9, math::ln, |x| x > 0.0, Big::ln);
    compare(
        "ln_1p",
        1.2,
        math::ln_1p,
        |x| x > -1.0 && x.abs() > 1e-150,
        |b, x| {
            let u = b.plus_one(x);
            b.ln(&u)
        },
    );
    compare("tanh", 2.6, math::tanh, moderate, |b, x| x.tanh(P, NEAREST, &mut b.constants));
    compare("sigmoid", 2.2, math::sigmoid, moderate, |b, x| {
        let e = b.exp(x);
        e.div(&b.plus_one(&e), P, NEAREST)
    });
    compare("softplus", 2.4, math::softplus, moderate, |b, x| {
        let u = b.exp(x);
        let u = b.plus_one(&u);
        b.ln(&u)
    });
    compare("logcosh", 2.0, math::logcosh, moderate, |b, x| {
        let e = b.exp(x);
        let inverse = b.one.div(&e, 2 * WIDE, NEAREST);
        let cosh =
            e.add(&inverse, 2 * WIDE, NEAREST).mul(&BigFloat::from_f64(0.5, 64), 2 * WIDE, NEAREST);
        b.ln(&cosh)
    });
}

#[test]
fn ends_of_the_double_range() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    let bits = |f: fn(f64) -> f64, x: f64| f(x).to_bits();
    for f in [math::exp_m1::<f64>, math::ln_1p, math::tanh, math::sin, math::sin_near] {
        assert_eq!(bits(f, 0.0), 0.0_f64.to_bits());
        assert_eq!(bits(f, -0.0), (-0.0_f64).to_bits());
        for tiny in [5e-324, 1e-310, 2.3e-308, 1e-200] {
            assert_eq!(f(tiny), tiny);
            assert_eq!(f(-tiny), -tiny);
        }
        assert!(f(nan).is_nan());
    }
    for f in [math::exp::<f64>, math::ln, math::sigmoid, math::softplus, math::logcosh, math::sqrt]
    {
        assert!(f(nan).is_nan());
    }
    assert_eq!(
        [math::exp(inf), math::exp(-inf), math::exp(0.0), math::exp(-746.0)],
        [inf, 0.0, 1.0, 0.0]
    );
    assert_eq!(
        [math::exp(-745.0), math::exp(709.782_712_893_384)],
        [5e-324, f64::exp(709.782_712_893_384)]
    );
    assert_eq!([math::exp_m1(inf), math::exp_m1(-inf), math::exp_m1(-1e300)], [inf, -1.0, -1.0]);
    assert_eq!(
        [math::ln(0.0), math::ln(-0.0), math::ln(1.0), math::ln(inf)],
        [-inf, -inf, 0.0, inf]
    );
    assert!(math::ln(-5e-324_f64).is_nan() && math::ln(-inf).is_nan());
    assert!((math::ln(5e-324_f64) + 744.440_071_921_381_2).abs() < 1e-12);
    assert_eq!([math::ln_1p(-1.0), math::ln_1p(inf)], [-inf, inf]);
    assert!(math::ln_1p(-1.5_f64).is_nan() && math::ln_1p(-inf).is_nan());
    assert_eq!([math::tanh(inf), math::tanh(-inf), math::tanh(30.0)], [1.0, -1.0, 1.0]);
    assert_eq!([math::sigmoid(inf), math::sigmoid(-inf), math::sigmoid(0.0)], [1.0, 0.0, 0.5]);
    for x in [inf, -inf, nan] {
        assert!(math::sin(x).is_nan() && math::cos(x).is_nan());
        assert!(math::sin(x as f32).is_nan() && math::cos(x as f32).is_nan());
    }
    assert_eq!([math::cos(0.0), math::cos(-0.0), math::cos(5e-324)], [1.0; 3]);
    assert_eq!(math::sin(-0.0_f32).to_bits(), (-0.0_f32).to_bits());
    assert_eq!([math::softplus(inf), math::softplus(-inf)], [inf, 0.0]);
    assert_eq!([math::logcosh(inf), math::logcosh(-inf), math::logcosh(0.0)], [inf, inf, 0.0]);
}
