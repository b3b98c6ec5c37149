//! Whole functions as IR text, read in review like code. `COTANGENT_BLESS=1` writes them anew.

use crate::ir::print;
use crate::random_programs::lower;
use std::path::Path;

/// The text of `goldens/NAME.primal.ir` is what parsing and structuring make of the source.
fn check_primal(name: &str, source: &str) {
    let f = lower(source, &mut |_, _| {}).unwrap_or_else(|e| panic!("{name}: {e}"));
    let found = print::function(&f);
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens").join(format!("{name}.primal.ir"));
    if std::env::var_os("COTANGENT_BLESS").is_some() {
        std::fs::write(&path, &found).expect("the folder of goldens can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{name} has changed; if that is right, run with COTANGENT_BLESS=1\nexpected\n{expected}\nfound\n{found}"
    );
}

#[test]
fn an_accumulating_loop_over_neighbours() {
    check_primal(
        "rosenbrock",
        "fn rosenbrock(x: &[f64]) -> f64 {
            let mut s = 0.0;
            for w in x.windows(2) {
                let a = w[1] - w[0] * w[0];
                let b = 1.0 - w[0];
                s += 100.0 * a * a + b * b;
            }
            s
        }",
    );
}

#[test]
fn a_trip_count_known_at_run_time() {
    check_primal(
        "root",
        "fn root(x: f64) -> f64 {
            let mut y = x;
            while (y * y - x).abs() > 1e-12 {
                y = 0.5 * (y + x / y);
            }
            y
        }",
    );
}

#[test]
fn continue_and_early_return() {
    check_primal(
        "first_over",
        "fn first_over(v: &[f64], t: f64) -> f64 {
            let mut p = 1.0;
            for &e in v {
                if e < 0.0 { continue; }
                p *= e;
                if p > t { return p - t; }
            }
            p * p
        }",
    );
}

#[test]
fn carried_state_and_dear_functions() {
    check_primal(
        "gru_loss",
        "fn gru_loss(w: &[f64; 4], xs: &[f64]) -> f64 {
            let mut h = 0.0;
            let mut loss = 0.0;
            for &x in xs {
                let z = sigmoid(w[0] * x + w[1] * h);
                let c = (w[2] * x + w[3] * h).tanh();
                h = h + z * (c - h);
                loss += h * h;
            }
            loss
        }",
    );
}

#[test]
fn a_derivative_inside_a_loss() {
    check_primal(
        "score",
        "fn score(theta: &[f64; 3], x: f64) -> f64 { theta[2] * (theta[0] * x + theta[1]).tanh() }",
    );
    check_primal(
        "ism",
        "fn ism(theta: &[f64; 3], xs: &[f64]) -> f64 {
            let mut loss = 0.0;
            for &x in xs {
                let (s, div) = score::jvp_wrt_x(theta, x, 1.0);
                loss += 0.5 * s * s + div;
            }
            loss / xs.len() as f64
        }",
    );
}
