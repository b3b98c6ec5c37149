//! The harness itself: it accepts right companions and names what is wrong with wrong ones.
//!
//! The companions here are written by hand, in the shape that the attribute gives them.
#![allow(clippy::type_complexity, reason = "companions by hand have the shape of emitted ones")]

use cotangent_tests::harness::{Draw, Row, Section, hold_between_markers, support_table, vec_of};
use cotangent_tests::row;

/// Σ w·x², the reference.
fn weighted(w: f64, x: &[f64]) -> f64 {
    x.iter().map(|v| w * v * v).sum()
}

#[allow(non_camel_case_types, reason = "companions have the function's name")]
struct weighted {}

impl weighted {
    fn jvp(w: f64, x: &[f64], w_dot: f64, x_dot: &[f64]) -> (f64, f64) {
        let y_dot = x.iter().zip(x_dot).map(|(v, d)| w_dot * v * v + 2.0 * w * v * d).sum();
        (weighted(w, x), y_dot)
    }
    fn vjp(w: f64, x: &[f64]) -> (f64, impl FnOnce(f64) -> (f64, Vec<f64>)) {
        (weighted(w, x), move |y_bar| {
            let w_bar = y_bar * x.iter().map(|v| v * v).sum::<f64>();
            (w_bar, x.iter().map(|v| 2.0 * w * v * y_bar).collect())
        })
    }
    fn grad(w: f64, x: &[f64]) -> (f64, Vec<f64>) {
        Self::vjp(w, x).1(1.0)
    }
    fn value_and_grad(w: f64, x: &[f64]) -> (f64, (f64, Vec<f64>)) {
        (weighted(w, x), Self::grad(w, x))
    }
    fn value_and_grad_into(w: f64, x: &[f64], w_bar: &mut f64, x_bar: &mut [f64]) -> f64 {
        let (y, (w_new, x_new)) = Self::value_and_grad(w, x);
        *w_bar = w_new;
        x_bar.copy_from_slice(&x_new);
        y
    }
    #[allow(clippy::too_many_arguments, reason = "the second derivative's own shape")]
    fn jvp_jvp(
        w: f64,
        x: &[f64],
        w_dot: f64,
        x_dot: &[f64],
        w_2: f64,
        x_2: &[f64],
        w_dot_2: f64,
        x_dot_2: &[f64],
    ) -> ((f64, f64), (f64, f64)) {
        let slope = 2.0 * (w_dot * dot(x, x_2) + w_2 * dot(x, x_dot) + w * dot(x_2, x_dot));
        let y_dot_2 = slope + w_dot_2 * dot(x, x) + 2.0 * w * dot(x, x_dot_2);
        (Self::jvp(w, x, w_dot, x_dot), (Self::jvp(w, x, w_2, x_2).1, y_dot_2))
    }
    fn jvp_vjp(
        w: f64,
        x: &[f64],
        w_dot: f64,
        x_dot: &[f64],
    ) -> ((f64, f64), impl FnOnce((f64, f64)) -> (f64, Vec<f64>, f64, Vec<f64>)) {
        (Self::jvp(w, x, w_dot, x_dot), move |(a, b)| {
            let x_bar =
                x.iter().zip(x_dot).map(|(v, d)| 2.0 * (a * w * v + b * (w_dot * v + w * d)));
            let x_dot_bar = x.iter().map(|v| 2.0 * b * w * v).collect();
            let w_bar = a * dot(x, x) + 2.0 * b * dot(x, x_dot);
            (w_bar, x_bar.collect(), b * dot(x, x), x_dot_bar)
        })
    }
    /// Adds to its buffers where it should overwrite them.
    fn accumulating(w: f64, x: &[f64], w_bar: &mut f64, x_bar: &mut [f64]) -> f64 {
        let (y, (w_new, x_new)) = Self::value_and_grad(w, x);
        *w_bar += w_new;
        x_bar.iter_mut().zip(x_new).for_each(|(a, b)| *a += b);
        y
    }
    fn wrong_jvp(w: f64, x: &[f64], w_dot: f64, x_dot: &[f64]) -> (f64, f64) {
        let (y, y_dot) = Self::jvp(w, x, w_dot, x_dot);
        (y, y_dot + 1e-3 * w_dot)
    }
    fn wrong_vjp(w: f64, x: &[f64]) -> (f64, impl FnOnce(f64) -> (f64, Vec<f64>)) {
        let (y, pullback) = Self::vjp(w, x);
        (y, move |y_bar| {
            let (w_bar, x_bar) = pullback(y_bar);
            (w_bar * (1.0 + 1e-7), x_bar)
        })
    }
    fn inexact_jvp(w: f64, x: &[f64], w_dot: f64, x_dot: &[f64]) -> (f64, f64) {
        let (y, y_dot) = Self::jvp(w, x, w_dot, x_dot);
        (y * (1.0 + f64::EPSILON), y_dot)
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The same function, whose second derivatives are wrong in one mode or the other.
macro_rules! wrong_twice {
    ($name:ident, $forward:expr, $reverse:expr) => {
        fn $name(w: f64, x: &[f64]) -> f64 {
            weighted(w, x)
        }
        #[allow(non_camel_case_types, reason = "companions have the function's name")]
        struct $name {}
        impl $name {
            fn jvp(w: f64, x: &[f64], w_dot: f64, x_dot: &[f64]) -> (f64, f64) {
                weighted::jvp(w, x, w_dot, x_dot)
            }
            fn vjp(w: f64, x: &[f64]) -> (f64, impl FnOnce(f64) -> (f64, Vec<f64>)) {
                weighted::vjp(w, x)
            }
            #[allow(clippy::too_many_arguments, reason = "the second derivative's own shape")]
            fn jvp_jvp(
                w: f64,
                x: &[f64],
                w_dot: f64,
                x_dot: &[f64],
                w_2: f64,
                x_2: &[f64],
                w_dot_2: f64,
                x_dot_2: &[f64],
            ) -> ((f64, f64), (f64, f64)) {
                let (y, (y_2, y_dot_2)) =
                    weighted::jvp_jvp(w, x, w_dot, x_dot, w_2, x_2, w_dot_2, x_dot_2);
                (y, (y_2, y_dot_2 + $forward * w_2))
            }
            fn jvp_vjp(
                w: f64,
                x: &[f64],
                w_dot: f64,
                x_dot: &[f64],
            ) -> ((f64, f64), impl FnOnce((f64, f64)) -> (f64, Vec<f64>, f64, Vec<f64>)) {
                let (y, pullback) = weighted::jvp_vjp(w, x, w_dot, x_dot);
                (y, move |bar| {
                    let (w_bar, x_bar, w_dot_bar, x_dot_bar) = pullback(bar);
                    (w_bar * (1.0 + $reverse), x_bar, w_dot_bar, x_dot_bar)
                })
            }
        }
    };
}
wrong_twice!(bent, 1e-3, 0.0);
wrong_twice!(turned, 0.0, 1e-7);

/// y ← y·k in place.
fn scale(y: &mut [f64], k: f64) {
    y.iter_mut().for_each(|v| *v *= k);
}

#[allow(non_camel_case_types, reason = "companions have the function's name")]
struct scale {}

impl scale {
    fn jvp(y: &mut [f64], k: f64, y_dot: &mut [f64], k_dot: f64) {
        for (v, d) in y.iter_mut().zip(y_dot) {
            *d = *d * k + *v * k_dot;
            *v *= k;
        }
    }
    fn vjp(y: &mut [f64], k: f64) -> ((), impl FnOnce(&mut [f64]) -> f64 + use<>) {
        let before = y.to_vec();
        scale(y, k);
        ((), move |y_bar: &mut [f64]| {
            let k_bar = before.iter().zip(&*y_bar).map(|(v, b)| v * b).sum();
            y_bar.iter_mut().for_each(|b| *b *= k);
            k_bar
        })
    }
    fn forgetful_vjp(y: &mut [f64], k: f64) -> ((), impl FnOnce(&mut [f64]) -> f64 + use<>) {
        let before = y.to_vec();
        // The function's effect on `y` is missing.
        ((), move |y_bar: &mut [f64]| {
            let k_bar = before.iter().zip(&*y_bar).map(|(v, b)| v * b).sum();
            y_bar.iter_mut().for_each(|b| *b *= k);
            k_bar
        })
    }
}

/// Square root where there is one.
fn checked_root(x: f64) -> Option<f64> {
    if x > 0.0 { Some(x.sqrt()) } else { None }
}

#[allow(non_camel_case_types, reason = "companions have the function's name")]
struct checked_root {}

impl checked_root {
    fn jvp(x: f64, x_dot: f64) -> Option<(f64, f64)> {
        let y = checked_root(x)?;
        Some((y, 0.5 * x_dot / y))
    }
    fn vjp(x: f64) -> Option<(f64, impl FnOnce(f64) -> f64)> {
        let y = checked_root(x)?;
        Some((y, move |y_bar| 0.5 * y_bar / y))
    }
}

/// The absolute value, for its kink.
fn magnitude(x: f64) -> f64 {
    x.abs()
}

fn magnitude_jvp(x: f64, x_dot: f64) -> (f64, f64) {
    (x.abs(), if x == 0.0 { 0.0 } else { x.signum() * x_dot })
}

fn magnitude_vjp(x: f64) -> (f64, impl FnOnce(f64) -> f64) {
    (x.abs(), move |y_bar| magnitude_jvp(x, y_bar).1)
}

fn failure(row: &Row) -> String {
    (0..8)
        .find_map(|seed| row.check(&mut Draw::Seeded(seed)).err())
        .expect("a wrong derivative goes unseen")
}

#[test]
fn right_companions_pass() {
    Section {
        title: "By hand",
        rows: vec![
            row!("scalars", weighted(val 0.5..2.0, by_ref vec_of(0..5, -1.0..1.0))),
            row!("scalars, held fixed", by_name { weighted, by_x::jvp, by_x::vjp }
                (constant 0.5..2.0, by_ref vec_of(0..5, -1.0..1.0)) -> _),
            row!("places", once scale(by_mut vec_of(n, -1.0..1.0), val 0.5..2.0) -> () where n in 0..4),
            row!("`?`", checked_root(val -1.0..4.0) -> ?),
        ],
    }
    .check(20);
}

/// The derivative in `x` alone.
#[allow(non_camel_case_types, reason = "stands for a companion")]
struct by_x {}

impl by_x {
    fn jvp(w: f64, x: &[f64], x_dot: &[f64]) -> (f64, f64) {
        weighted::jvp(w, x, 0.0, x_dot)
    }
    fn vjp(w: f64, x: &[f64]) -> (f64, impl FnOnce(f64) -> Vec<f64>) {
        let (y, pullback) = weighted::vjp(w, x);
        (y, move |y_bar| pullback(y_bar).1)
    }
}

#[test]
fn wrong_companions_are_named() {
    let forward = row!("w", by_name { weighted, weighted::wrong_jvp, weighted::vjp }
        (val 0.5..2.0, by_ref vec_of(1..5, -1.0..1.0)) -> _);
    assert!(failure(&forward).contains("weighted, jvp: output 0: tangent"));

    let reverse = row!("w", by_name { weighted, weighted::jvp, weighted::wrong_vjp }
        (val 0.5..2.0, by_ref vec_of(1..5, -1.0..1.0)) -> _);
    assert!(failure(&reverse).contains("weighted, vjp: ⟨w, J d⟩"));

    let inexact = row!("w", by_name { weighted, weighted::inexact_jvp, weighted::vjp }
        (val 0.5..2.0, by_ref vec_of(1..5, -1.0..1.0)) -> _);
    assert!(failure(&inexact).contains("but primal"));

    let stale = row!("w", by_name { weighted, weighted::jvp, weighted::vjp, weighted::grad,
        weighted::value_and_grad, weighted::accumulating }
        (val 0.5..2.0, by_ref vec_of(1..5, -1.0..1.0)));
    assert!(failure(&stale).contains("weighted, value_and_grad_into"));

    let bent = row!("w", bent(val 0.5..2.0, by_ref vec_of(1..5, -1.0..1.0)) -> _);
    assert!(failure(&bent).contains("bent, jvp_jvp: output 1: tangent"));

    let turned = row!("w", turned(val 0.5..2.0, by_ref vec_of(1..5, -1.0..1.0)) -> _);
    assert!(failure(&turned).contains("turned, jvp_vjp: ⟨w, J v⟩"));

    let forgetful = row!("w", by_name { scale, scale::jvp, scale::forgetful_vjp }
        (by_mut vec_of(2, -1.0..1.0), val 0.5..2.0) -> ());
    assert!(failure(&forgetful).contains("scale, vjp: value"));
}

#[test]
fn kinks_are_refused_or_skipped() {
    use cotangent_tests::harness::Fixed;
    let row = row!("w", by_name { magnitude, magnitude_jvp, magnitude_vjp }(val Fixed(1e-9)) -> _);
    let seed = || Draw::Seeded(1);
    assert!(row.check(&mut seed()).is_err_and(|e| e.contains("a kink within the step")));
    assert_eq!(row.check_anywhere(&mut seed()), Ok(()));
    assert_eq!(row.kinked().check(&mut seed()), Ok(()));
}

#[test]
fn the_table_counts_words_and_tells_what_is_missing() {
    let section = Section {
        title: "Loops",
        rows: vec![
            row!("`for`, rev", weighted(val 0.5..2.0, by_ref vec_of(1..5, -1.0..1.0))),
            row!("`for`", checked_root(val -1.0..4.0) -> ?),
            Row::missing("`goto`"),
        ],
    };
    assert_eq!(
        support_table(&[section]),
        "| Loops | forward | reverse | order 2 | order 3 | checked on |\n\
         | --- | :-: | :-: | :-: | :-: | --- |\n\
         | `for` | ✓ | ✓ | ✓ |  | `weighted`, `checked_root` |\n\
         | rev | ✓ | ✓ | ✓ |  | `weighted` |\n\
         | `goto` | not yet | not yet |  |  |  |\n\n"
    );
}

#[test]
fn drifted_text_is_shown() {
    let path = std::env::temp_dir().join(format!("cotangent-markers-{}.md", std::process::id()));
    std::fs::write(&path, "# A\n<!-- t: begin -->\nold\n<!-- t: end -->\nrest\n").unwrap();
    let held = hold_between_markers(&path, "t", "old\n");
    let drifted = hold_between_markers(&path, "t", "new\n");
    let unmarked = hold_between_markers(&path, "u", "new\n");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(held, Ok(()));
    if std::env::var("COTANGENT_BLESS").is_err() {
        assert!(drifted.is_err_and(|e| e.contains("COTANGENT_BLESS=1") && e.contains("old")));
    }
    assert!(unmarked.is_err_and(|e| e.contains("<!-- u: begin -->")));
}
