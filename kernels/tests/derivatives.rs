//! Enzyme's derivatives of the pointwise energies, linked as they are for the device, against those that
//! `#[differentiable]` writes, the tape of formulas of their own, and differences.

mod emulator;

use cotangent::Scalar;
use cotangent::tape::Tape;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A pointwise energy in one float type, as a function of three numbers of which it may leave some out.
struct Energy {
    name: &'static str,
    /// By how many of its arguments it is differentiated; the others are constants.
    active: usize,
    /// The least argument that it is defined for.
    least: f64,
    device: fn([f64; 3]) -> f64,
    cpu: fn([f64; 3]) -> f64,
    /// Partial derivatives: Enzyme's, by the macro's reverse mode, by the tape.
    enzyme: fn([f64; 3]) -> [f64; 3],
    reverse: fn([f64; 3]) -> [f64; 3],
    tape: fn([f64; 3]) -> [f64; 3],
    /// Directional derivatives: Enzyme's, and by the macro's forward mode.
    enzyme_forward: fn([f64; 3], [f64; 3]) -> f64,
    forward: fn([f64; 3], [f64; 3]) -> f64,
}

/// The energies once more, written another way where there is one.
mod formulas {
    use super::Scalar;

    fn c<T: Scalar>(x: f64) -> T {
        T::from_f64(x)
    }
    pub(super) fn log_cosh<T: Scalar>([x, ..]: [T; 3]) -> T {
        let a = x.abs();
        a + ((c::<T>(1.0) + (c::<T>(-2.0) * a).exp()) * c::<T>(0.5)).ln()
    }
    pub(super) fn sigmoid<T: Scalar>([x, ..]: [T; 3]) -> T {
        (c::<T>(1.0) + (x * c::<T>(0.5)).tanh()) * c::<T>(0.5)
    }
    pub(super) fn share_down<T: Scalar>([x, ..]: [T; 3]) -> T {
        (c::<T>(1.0) - x.tanh()) * c::<T>(0.5)
    }
    pub(super) fn share_up<T: Scalar>([x, ..]: [T; 3]) -> T {
        (c::<T>(1.0) + x.tanh()) * c::<T>(0.5)
    }
    pub(super) fn product_change<T: Scalar>([x, ..]: [T; 3]) -> T {
        (c::<T>(1.0) / x).ln()
    }
    pub(super) fn exponential<T: Scalar>([x, mid, _]: [T; 3]) -> T {
        let e = (x - mid).exp();
        e * e
    }
    pub(super) fn ratio_risk<T: Scalar>([x, beta, _]: [T; 3]) -> T {
        let s = sigmoid([c::<T>(0.0) - beta * x; 3]);
        s * s
    }
    pub(super) fn boltzmann<T: Scalar>([x, top, _]: [T; 3]) -> T {
        c::<T>(1.0) / (x + top).exp()
    }
    pub(super) fn log_partition<T: Scalar>([sum, top, _]: [T; 3]) -> T {
        top + sum.ln()
    }
    pub(super) fn left_over<T: Scalar>([up, present, _]: [T; 3]) -> T {
        up / present
    }
    pub(super) fn hidden_change<T: Scalar>([input, present, flipped]: [T; 3]) -> T {
        log_cosh([input; 3]) - log_cosh([input + (flipped - present); 3])
    }
    pub(super) fn factor<T: Scalar>([down, left, flipped]: [T; 3]) -> T {
        left * flipped + down
    }
    pub(super) fn log_factor<T: Scalar>(x: [T; 3]) -> T {
        factor(x).ln()
    }
    pub(super) fn energy_change<T: Scalar>([present, flipped, hidden]: [T; 3]) -> T {
        hidden - flipped + present
    }
}

/// Partial derivatives of a formula by the tape.
macro_rules! by_tape {
    ($x:ident, $formula:expr) => {{
        let tape = Tape::new();
        let x = $x.map(|x| tape.var(x));
        let gradient = $formula(x).grad(&x);
        [gradient[0], gradient[1], gradient[2]]
    }};
}

/// The entry points of a function with `active` arguments and constants, and its derivatives by the macro.
macro_rules! energies {
    (unary $energies:ident $module:ident $t:ident $suffix:literal: $($f:ident $least:literal),*) => {
        $({
            unsafe extern "C" {
                #[link_name = concat!(stringify!($f), $suffix)]
                safe fn value(x: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_by_1", $suffix)]
                safe fn by_1(x: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_jvp", $suffix)]
                safe fn jvp(x: $t, dx: $t) -> $t;
            }
            use cotangent_kernels::energy::$module::$f as f;
            $energies.push(Energy {
                name: concat!(stringify!($f), $suffix),
                active: 1,
                least: $least,
                device: |[x, ..]| value(x as $t).into(),
                cpu: |[x, ..]| f(x as $t).into(),
                enzyme: |[x, ..]| [by_1(x as $t).into(), 0.0, 0.0],
                reverse: |[x, ..]| [f::grad(x as $t).into(), 0.0, 0.0],
                tape: |x| by_tape!(x, formulas::$f),
                enzyme_forward: |[x, ..], [dx, ..]| jvp(x as $t, dx as $t).into(),
                forward: |[x, ..], [dx, ..]| f::jvp(x as $t, dx as $t).1.into(),
            });
        })*
    };
    (with_constant $energies:ident $module:ident $t:ident $suffix:literal: $($f:ident $least:literal),*) => {
        $({
            unsafe extern "C" {
                #[link_name = concat!(stringify!($f), $suffix)]
                safe fn value(x: $t, c: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_by_1", $suffix)]
                safe fn by_1(x: $t, c: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_jvp", $suffix)]
                safe fn jvp(x: $t, dx: $t, c: $t) -> $t;
            }
            use cotangent_kernels::energy::$module::$f as f;
            $energies.push(Energy {
                name: concat!(stringify!($f), $suffix),
                active: 1,
                least: $least,
                device: |[x, c, ..]| value(x as $t, c as $t).into(),
                cpu: |[x, c, ..]| f(x as $t, c as $t).into(),
                enzyme: |[x, c, ..]| [by_1(x as $t, c as $t).into(), 0.0, 0.0],
                reverse: |[x, c, ..]| [f::grad(x as $t, c as $t).into(), 0.0, 0.0],
                tape: |x| by_tape!(x, formulas::$f),
                enzyme_forward: |[x, c, ..], [dx, ..]| jvp(x as $t, dx as $t, c as $t).into(),
                forward: |[x, c, ..], [dx, ..]| f::jvp(x as $t, c as $t, dx as $t).1.into(),
            });
        })*
    };
    (binary $energies:ident $module:ident $t:ident $suffix:literal: $($f:ident $least:literal),*) => {
        $({
            unsafe extern "C" {
                #[link_name = concat!(stringify!($f), $suffix)]
                safe fn value(x: $t, y: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_by_1", $suffix)]
                safe fn by_1(x: $t, y: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_by_2", $suffix)]
                safe fn by_2(x: $t, y: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_jvp", $suffix)]
                safe fn jvp(x: $t, dx: $t, y: $t, dy: $t) -> $t;
            }
            use cotangent_kernels::energy::$module::$f as f;
            $energies.push(Energy {
                name: concat!(stringify!($f), $suffix),
                active: 2,
                least: $least,
                device: |[x, y, ..]| value(x as $t, y as $t).into(),
                cpu: |[x, y, ..]| f(x as $t, y as $t).into(),
                enzyme: |[x, y, ..]| [by_1(x as $t, y as $t).into(), by_2(x as $t, y as $t).into(), 0.0],
                reverse: |[x, y, ..]| { let (g0, g1) = f::grad(x as $t, y as $t); [g0.into(), g1.into(), 0.0] },
                tape: |x| by_tape!(x, formulas::$f),
                enzyme_forward: |[x, y, ..], [dx, dy, ..]| jvp(x as $t, dx as $t, y as $t, dy as $t).into(),
                forward: |[x, y, ..], [dx, dy, ..]| f::jvp(x as $t, y as $t, dx as $t, dy as $t).1.into(),
            });
        })*
    };
    (ternary $energies:ident $module:ident $t:ident $suffix:literal: $($f:ident $least:literal),*) => {
        $({
            unsafe extern "C" {
                #[link_name = concat!(stringify!($f), $suffix)]
                safe fn value(x: $t, y: $t, z: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_by_1", $suffix)]
                safe fn by_1(x: $t, y: $t, z: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_by_2", $suffix)]
                safe fn by_2(x: $t, y: $t, z: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_by_3", $suffix)]
                safe fn by_3(x: $t, y: $t, z: $t) -> $t;
                #[link_name = concat!(stringify!($f), "_jvp", $suffix)]
                safe fn jvp(x: $t, dx: $t, y: $t, dy: $t, z: $t, dz: $t) -> $t;
            }
            use cotangent_kernels::energy::$module::$f as f;
            $energies.push(Energy {
                name: concat!(stringify!($f), $suffix),
                active: 3,
                least: $least,
                device: |[x, y, z]| value(x as $t, y as $t, z as $t).into(),
                cpu: |[x, y, z]| f(x as $t, y as $t, z as $t).into(),
                enzyme: |[x, y, z]| [by_1(x as $t, y as $t, z as $t).into(), by_2(x as $t, y as $t, z as $t).into(), by_3(x as $t, y as $t, z as $t).into()],
                reverse: |[x, y, z]| { let (g0, g1, g2) = f::grad(x as $t, y as $t, z as $t); [g0.into(), g1.into(), g2.into()] },
                tape: |x| by_tape!(x, formulas::$f),
                enzyme_forward: |[x, y, z], [dx, dy, dz]| jvp(x as $t, dx as $t, y as $t, dy as $t, z as $t, dz as $t).into(),
                forward: |[x, y, z], [dx, dy, dz]| f::jvp(x as $t, y as $t, z as $t, dx as $t, dy as $t, dz as $t).1.into(),
            });
        })*
    };
}

macro_rules! all {
    ($module:ident $t:ident $suffix:literal) => {{
        let mut energies = Vec::new();
        energies!(unary energies $module $t $suffix:
            log_cosh -1e9, sigmoid -1e9, share_down -1e9, share_up -1e9, product_change 0.0);
        energies!(with_constant energies $module $t $suffix:
            exponential -1e9, ratio_risk -1e9, boltzmann -1e9, log_partition 0.0);
        energies!(binary energies $module $t $suffix: left_over 0.0);
        energies!(ternary energies $module $t $suffix:
            hidden_change -1e9, factor 0.0, log_factor 0.0, energy_change -1e9);
        energies
    }};
}

#[allow(clippy::useless_conversion, clippy::unnecessary_cast, reason = "one of the floats is f64")]
mod lists {
    use super::{Energy, Tape, formulas};

    pub(super) fn single() -> Vec<Energy> {
        all!(single f32 "_f32")
    }

    pub(super) fn double() -> Vec<Energy> {
        all!(double f64 "_f64")
    }
}

fn skipped() -> bool {
    if !emulator::AVAILABLE {
        println!("skipped: the host's kernels are for Linux on x86-64");
    }
    !emulator::AVAILABLE
}

/// Points of ordinary size, of sizes at which the energies saturate, and the edges.
fn points(energy: &Energy, single: bool) -> Vec<[f64; 3]> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut points = Vec::new();
    for scale in [1e-6, 0.1, 1.0, 5.0, 20.0, 80.0] {
        for _ in 0..200 {
            let x = [(); 3].map(|()| f64::from(scale * rng.random_range(-1.0..1.0_f32)));
            points.push(x.map(|x| if energy.least == 0.0 { x.abs() + 1e-3 } else { x }));
        }
    }
    let far = if single { 80.0 } else { 700.0 };
    let edges = [0.0, -0.0, 1e-30, -1e-30, 1.0, -1.0, far, -far];
    for x in edges {
        for y in edges {
            for z in edges {
                points
                    .push([x, y, z].map(|x| if energy.least == 0.0 { x.abs() + 1e-3 } else { x }));
            }
        }
    }
    points
}

fn close(x: f64, y: f64, tolerance: f64) -> bool {
    x == y || x.is_nan() && y.is_nan() || (x - y).abs() <= tolerance * (1.0 + y.abs())
}

/// On the device and on the CPU the same lines give the same numbers, but for fused operations.
fn check(energies: &[Energy], single: bool) {
    let tolerance = if single { 2e-6 } else { 1e-14 };
    for energy in energies {
        let name = energy.name;
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        for x in points(energy, single) {
            let (device, cpu) = ((energy.device)(x), (energy.cpu)(x));
            assert!(close(device, cpu, tolerance), "{name}{x:?}: {device} for {cpu}");
            let (enzyme, reverse, tape) =
                ((energy.enzyme)(x), (energy.reverse)(x), (energy.tape)(x));
            let dx = [(); 3].map(|()| f64::from(rng.random_range(-1.0..1.0_f32)));
            for i in 0..energy.active {
                let what = format!("∂{name}{x:?}/∂{i}");
                let (enzyme, reverse) = (enzyme[i], reverse[i]);
                assert!(
                    close(enzyme, reverse, tolerance),
                    "{what}: {enzyme} for the macro's {reverse}"
                );
                let tape = if single { f64::from(tape[i] as f32) } else { tape[i] };
                // The formula of the tape overflows elsewhere.
                if tape.is_finite() {
                    let near = close(enzyme, tape, 10.0 * tolerance);
                    assert!(near, "{what}: {enzyme} for the tape's {tape}");
                }
            }
            let (enzyme, forward) = ((energy.enzyme_forward)(x, dx), (energy.forward)(x, dx));
            // Its terms may cancel.
            let terms: f64 = reverse.iter().zip(dx).map(|(slope, dx)| (slope * dx).abs()).sum();
            let near = close(enzyme, forward, tolerance * (1.0 + terms));
            assert!(near, "{name}{x:?} along {dx:?}: {enzyme} for the macro's {forward}");
        }
    }
}

#[test]
fn derivatives_agree_in_double_precision() {
    if !skipped() {
        check(&lists::double(), false);
    }
}

#[test]
fn derivatives_agree_in_single_precision() {
    if !skipped() {
        check(&lists::single(), true);
    }
}

#[test]
fn derivatives_agree_with_differences() {
    if skipped() {
        return;
    }
    for energy in lists::double() {
        for x in points(&energy, false).into_iter().take(600) {
            for i in 0..energy.active {
                let step = 1e-5 * x[i].abs().max(1.0);
                let at = |step: f64| {
                    let mut x = x;
                    x[i] += step;
                    (energy.device)(x)
                };
                // The logarithm's argument must stay positive, with room.
                if energy.least == 0.0 && x[i] < 100.0 * step {
                    continue;
                }
                let difference = (8.0 * (at(step) - at(-step))
                    - (at(2.0 * step) - at(-2.0 * step)))
                    / (12.0 * step);
                let enzyme = (energy.enzyme)(x)[i];
                let near = close(enzyme, difference, 1e-6);
                assert!(near, "∂{}{x:?}/∂{i}: {enzyme} for {difference}", energy.name);
            }
        }
    }
}

/// What Enzyme marks as fast arithmetic must not make numbers of NaNs.
#[test]
fn nans_and_infinities_come_out() {
    if skipped() {
        return;
    }
    for energy in lists::double().iter().chain(&lists::single()) {
        let x = [f64::NAN; 3];
        assert!((energy.device)(x).is_nan(), "{}", energy.name);
        assert!((energy.enzyme_forward)(x, x).is_nan(), "{}", energy.name);
        let (found, expected) = ((energy.enzyme)(x), (energy.reverse)(x));
        for i in 0..energy.active {
            // Where a function is linear, its derivatives are constants.
            let same = found[i].is_nan() == expected[i].is_nan();
            assert!(same, "∂{}(NaN)/∂{i}: {} for {}", energy.name, found[i], expected[i]);
        }
        for x in [f64::INFINITY, f64::NEG_INFINITY] {
            let (found, expected) =
                ((energy.enzyme)([x, 1.0, 0.5]), (energy.reverse)([x, 1.0, 0.5]));
            for i in 0..energy.active {
                let near = close(found[i], expected[i], 1e-6);
                assert!(near, "∂{}({x})/∂{i}: {} for {}", energy.name, found[i], expected[i]);
            }
        }
    }
}
