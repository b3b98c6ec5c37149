//! Operators and the mathematical methods of `f32` and `f64`.

use super::{Rule, elementwise, singular, zero};

/// The table. Infix operators first; every other name is the method's name in std.
pub(crate) static TABLE: &[Rule] = &[
    elementwise!(add(a, b) -> y, a: 1.0, b: 1.0),
    elementwise!(sub(a, b) -> y, a: 1.0, b: -1.0),
    elementwise!(mul(a, b) -> y, a: b, b: a),
    singular!(div(a, b) -> y, a: 1.0 / b, b: -y / b),
    // Truncated quotient: constant between the jumps.
    singular!(rem(a, b) -> y, a: 1.0, b: -trunc(a / b)),
    elementwise!(neg(a) -> y, a: -1.0),
    elementwise!(mul_add(a, b, c) -> y, a: b, b: a, c: 1.0),
    singular!(recip(x) -> y, x: -y * y),
    // Trigonometric.
    elementwise!(sin(x) -> y, x: cos(x)),
    elementwise!(cos(x) -> y, x: -sin(x)),
    elementwise!(tan(x) -> y, x: 1.0 + y * y),
    singular!(asin(x) -> y, x: 1.0 / sqrt((1.0 - x) * (1.0 + x))),
    singular!(acos(x) -> y, x: -1.0 / sqrt((1.0 - x) * (1.0 + x))),
    elementwise!(atan(x) -> y, x: recip(1.0 + x * x)),
    singular!(atan2(a, b) -> y, a: turn(b, a, b), b: -turn(a, a, b)),
    // Hyperbolic.
    singular!(sinh(x) -> y, x: cosh(x)),
    singular!(cosh(x) -> y, x: sinh(x)),
    elementwise!(tanh(x) -> y, x: 1.0 - y * y),
    // Through `hypot`, since x² overflows long before its reciprocal vanishes.
    elementwise!(asinh(x) -> y, x: recip(hypot(x, 1.0))),
    singular!(acosh(x) -> y, x: 1.0 / (sqrt(x - 1.0) * sqrt(x + 1.0))),
    singular!(atanh(x) -> y, x: 1.0 / ((1.0 - x) * (1.0 + x))),
    // Exponentials and logarithms. An exponential that overflows has an infinite slope, which a
    // vanishing cotangent must not meet: 1/(1 + exp(−x)) far out.
    singular!(exp(x) -> y, x: y),
    singular!(exp2(x) -> y, x: y * ln_2(y)),
    // Not y + 1: that is 0 from x ≈ −37 on.
    singular!(exp_m1(x) -> y, x: exp(x)),
    singular!(ln(x) -> y, x: 1.0 / x),
    singular!(ln_1p(x) -> y, x: 1.0 / (1.0 + x)),
    singular!(log2(x) -> y, x: 1.0 / (x * ln_2(x))),
    singular!(log10(x) -> y, x: 1.0 / (x * ln_10(x))),
    singular!(log(x, base) -> y, x: 1.0 / (x * ln(base)), base: -y / (base * ln(base))),
    // Powers: base 0 and exponent 0 need care, see the support functions.
    singular!(sqrt(x) -> y, x: 0.5 / y),
    singular!(cbrt(x) -> y, x: 1.0 / (3.0 * y * y)),
    singular!(powi(x, n) -> y, x: powi_x(x, n)),
    singular!(powf(x, p) -> y, x: powf_x(x, p), p: powf_p(x, p, y)),
    singular!(hypot(a, b) -> y, a: share(a, y), b: share(b, y)),
    // Kinks: conventions of the table in the documentation.
    elementwise!(abs(x) -> y, x: sign(x)),
    elementwise!(max(a, b) -> y, a: max_a(a, b), b: max_a(b, a)),
    elementwise!(min(a, b) -> y, a: min_a(a, b), b: min_a(b, a)),
    elementwise!(clamp(x, lo, hi) -> y, x: clamp_x(x, lo, hi), lo: clamp_lo(x, lo, hi), hi: clamp_hi(x, lo, hi)),
    elementwise!(copysign(x, s) -> y, x: sign(x) * signum(s)),
    singular!(rem_euclid(a, b) -> y, a: 1.0, b: -div_euclid(a, b)),
    elementwise!(fract(x) -> y, x: 1.0),
    elementwise!(midpoint(a, b) -> y, a: 0.5, b: 0.5),
    elementwise!(to_degrees(x) -> y, x: deg(x)),
    elementwise!(to_radians(x) -> y, x: rad(x)),
    zero!(div_euclid(a, b)),
    zero!(signum(x)),
    zero!(floor(x)),
    zero!(ceil(x)),
    zero!(round(x)),
    zero!(round_ties_even(x)),
    zero!(trunc(x)),
    // The functions of `cotangent::math`. Their names keep them apart from methods that users have.
    singular!(vector_exp(x) -> y, x: y),
    singular!(vector_exp_m1(x) -> y, x: vector_exp(x)),
    singular!(vector_ln(x) -> y, x: 1.0 / x),
    singular!(vector_ln_1p(x) -> y, x: 1.0 / (1.0 + x)),
    elementwise!(vector_tanh(x) -> y, x: 1.0 - y * y),
    // Not y(1 − y): that is 0 where y rounds to 1, from x ≈ 37 on.
    elementwise!(vector_sigmoid(x) -> y, x: y * vector_sigmoid(-x)),
    elementwise!(vector_softplus(x) -> y, x: vector_sigmoid(x)),
    elementwise!(vector_logcosh(x) -> y, x: vector_tanh(x)),
    elementwise!(vector_sin(x) -> y, x: vector_cos(x)),
    elementwise!(vector_cos(x) -> y, x: -vector_sin(x)),
    elementwise!(vector_sin_near(x) -> y, x: vector_cos_near(x)),
    elementwise!(vector_cos_near(x) -> y, x: -vector_sin_near(x)),
    singular!(vector_powf(x, p) -> y, x: vector_powf_x(x, p), p: vector_powf_p(x, p, y)),
];

/// Functions of `cotangent::__private` that coefficients call beside the primitives, with the rules
/// that higher orders need.
pub(crate) static SUPPORT: &[Rule] = &[
    // A product that is zero where its first factor is, whatever the second may be; and one that
    // is zero where either is. `transform::dual` writes them out.
    singular!(absorb(w, c) -> y, w: c, c: w),
    singular!(absorb_both(w, c) -> y, w: c, c: w),
    singular!(powi_x(x, n) -> y, x: powi_nth(x, n, 2.0)),
    singular!(powi_nth(x, n, k) -> y, x: powi_nth(x, n, k + 1.0)),
    singular!(powf_x(x, p) -> y, x: p * powf_x(x, p - 1.0), p: powf(x, p - 1.0) + p * powf_p(x, p - 1.0, powf(x, p - 1.0))),
    singular!(powf_p(x, p, z) -> y, x: share(z, x), z: powf_p(x, p, 1.0)),
    singular!(vector_powf_x(x, p) -> y, x: p * vector_powf_x(x, p - 1.0), p: vector_powf(x, p - 1.0) + p * vector_powf_p(x, p - 1.0, vector_powf(x, p - 1.0))),
    singular!(vector_powf_p(x, p, z) -> y, x: share(z, x), z: vector_powf_p(x, p, 1.0)),
    singular!(share(a, r) -> y, a: share(1.0, r), r: -share(y, r)),
    singular!(turn(n, a, b) -> y, n: turn(1.0, a, b), a: -2.0 * turn(y * a, a, b), b: -2.0 * turn(y * b, a, b)),
    // Steps between the kinks are flat.
    zero!(sign(x)),
    zero!(max_a(a, b)),
    zero!(min_a(a, b)),
    zero!(clamp_x(x, lo, hi)),
    zero!(clamp_lo(x, lo, hi)),
    zero!(clamp_hi(x, lo, hi)),
    zero!(ln_2(like)),
    zero!(ln_10(like)),
    zero!(deg(like)),
    zero!(rad(like)),
];

/// Operators that are written infix or prefix.
pub(crate) fn infix(name: &str) -> Option<&'static str> {
    Some(match name {
        "add" => "+",
        "sub" => "-",
        "mul" => "*",
        "div" => "/",
        "rem" => "%",
        _ => return None,
    })
}

/// The name in `cotangent::math` of a primitive that is evaluated there.
pub(crate) fn vector(name: &str) -> Option<&str> {
    name.strip_prefix("vector_")
}

/// The primitive that evaluates a function by `cotangent::math`, if there is one.
pub(crate) fn in_vectors(name: &str) -> Option<&'static str> {
    TABLE.iter().map(|r| r.name).find(|n| vector(n) == Some(name))
}

/// Is the primitive evaluated by a call of the standard library?
pub(crate) fn is_library_call(name: &str) -> bool {
    vector(name).is_none()
        && !is_cheap(name)
        && !matches!(name, "div" | "rem" | "recip" | "sqrt" | "midpoint" | "powi")
}

/// Cheap enough to be made again instead of being stored.
pub(crate) fn is_cheap(name: &str) -> bool {
    matches!(
        name,
        "add"
            | "sub"
            | "mul"
            | "neg"
            | "mul_add"
            | "abs"
            | "max"
            | "min"
            | "clamp"
            | "copysign"
            | "signum"
            | "floor"
            | "ceil"
            | "trunc"
            | "round"
            | "round_ties_even"
            | "to_degrees"
            | "to_radians"
            | "fract"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_coefficient_parses_and_names_only_primitives() {
        for rule in TABLE.iter().chain(SUPPORT) {
            for i in 0..rule.params.len() {
                let _ = rule.coefficient(i);
            }
        }
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<&str> = TABLE.iter().chain(SUPPORT).map(|r| r.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
