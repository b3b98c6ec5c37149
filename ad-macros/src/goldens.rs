//! Whole functions as IR text, read in review like code. `COTANGENT_BLESS=1` writes them anew.

use crate::emit::doc_comments::pretty;
use crate::ir::print;
use crate::random_programs::lower;
use proc_macro2::TokenStream;
use quote::quote;
use std::path::Path;

/// The text of `goldens/NAME.primal.ir` is what parsing and structuring make of the source.
fn check_primal(name: &str, source: &str) {
    let f = lower(source, &mut |_, _| {}).unwrap_or_else(|e| panic!("{name}: {e}"));
    check_text(&format!("{name}.primal.ir"), &print::function(&f));
}

fn check_text(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens").join(name);
    if std::env::var_os("COTANGENT_BLESS").is_some() {
        std::fs::write(&path, found).expect("the folder of goldens can be written");
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

/// The source of a companion, as it is emitted.
fn companion(name: &'static str, item: TokenStream) -> String {
    struct Find(&'static str, String);
    impl<'a> syn::visit::Visit<'a> for Find {
        fn visit_impl_item_fn(&mut self, f: &'a syn::ImplItemFn) {
            if f.sig.ident == self.0 {
                let body = &f.block;
                let signature = &f.sig;
                self.1 = pretty(&quote!(#signature #body));
            }
        }
    }
    let tokens = crate::expand::attribute(TokenStream::new(), item);
    let file: syn::File = syn::parse2(tokens).expect("items");
    let mut find = Find(name, String::new());
    syn::visit::Visit::visit_file(&mut find, &file);
    find.1
}

/// The text of `goldens/NAME.gradient.rs` is the gradient that the attribute writes.
fn check_gradient(name: &str, item: TokenStream) -> String {
    let found = companion("value_and_grad_into", item) + "\n";
    check_text(&format!("{name}.gradient.rs"), &found);
    found
}

#[test]
fn tables_whose_cells_stay_need_no_tape() {
    let text = check_gradient(
        "tables",
        quote! {
            fn tables(x: &[f64], w: &[f64], steps: usize) -> f64 {
                let (m, n) = (w.len(), x.len());
                let mut y = 0.0;
                for t in 0..steps {
                    let rates: Vec<f64> = x.iter().map(|e| e * t as f64).collect();
                    let mut cells = vec![0.0; m * n];
                    for i in 0..m {
                        for j in 0..n {
                            cells[i * n + j] = (w[i] * rates[j]).tanh();
                        }
                    }
                    for row in cells.chunks_exact(n) {
                        for (c, e) in row.iter().zip(x) {
                            y += c * c * e;
                        }
                    }
                }
                y
            }
        },
    );
    assert!(!text.contains("tape") && !text.contains("push"), "{text}");
}

#[test]
fn a_callee_learns_what_the_caller_of_its_caller_wants() {
    let found = companion(
        "__vjp",
        quote!(
            fn affine(w: &Array2<f64>, b: &Array1<f64>, x: &Array1<f64>) -> Array1<f64> {
                let h: Array1<f64> = x.mapv(|v| v * v);
                w.dot(&h) + b
            }
        ),
    );
    check_text("affine.vjp.rs", &(found.clone() + "\n"));
    // What is made here is wanted; what is lent is wanted by whoever lent it.
    assert!(found.contains(".dot__vjp(&h, __A0::default(), On)"), "{found}");
    assert!(found.contains("lent_as(&mut *w_bar, __A0::default())"), "{found}");
}

#[test]
fn a_buffer_of_cotangents_becomes_a_row() {
    let source = check_gradient(
        "row_energies",
        quote!(
            fn row_energies(x: &[f64], w: &[f64]) -> f64 {
                let n = x.len();
                let mut scaled = vec![0.0; w.len() * n];
                let mut y = 0.0;
                for i in 0..w.len() {
                    let row = &mut scaled[i * n..(i + 1) * n];
                    for j in 0..n {
                        row[j] = w[i] * x[j] - 0.3;
                    }
                    for j in 0..n {
                        y += row[j] * row[j];
                    }
                }
                y
            }
        ),
    );
    assert!(source.contains("resize(&mut scaled_bar, n, 0.0);"), "{source}");
    assert!(source.contains("scaled_bar_part[j] = 2.0"), "{source}");
    assert!(!source.contains("w.len() * n, 0.0);\n    let mut scaled_bar"), "{source}");
}

#[test]
fn rows_of_a_group_are_lent_as_one_part() {
    let source = check_gradient(
        "pairs_of_rows",
        quote!(
            fn pairs_of_rows(x: &[[f64; 64]]) -> f64 {
                let mut y = 0.0;
                for a in 0..x.len() - 1 {
                    for l in 0..64 {
                        y += x[a][l] * x[a + 1][l];
                    }
                }
                y
            }
        ),
    );
    assert!(source.contains("let x_rows = window(&*x, a, 2);"), "{source}");
    assert!(source.contains("let x_bar_rows = window_mut(&mut *x_bar, a, 2);"), "{source}");
}

#[test]
fn a_product_is_divided_by_its_factors() {
    let source = check_gradient(
        "product_of_sums",
        quote!(
            fn product_of_sums(r: &[f64], v: &[f64], w: f64) -> f64 {
                let mut p = 1.0;
                for i in 0..r.len() {
                    p *= r[i] + v[i] * w;
                }
                p
            }
        ),
    );
    let (quotients, prefixes) = source.split_once("} else {").expect("two ways");
    assert!(!quotients.contains("tape") && prefixes.contains("tape"), "{source}");
    assert!(quotients.contains("p_bar * (p_end / sum)"), "{source}");
}

#[test]
fn zeros_that_nothing_reads_are_not_written() {
    let source = check_gradient(
        "rows_and_neighbours",
        quote!(
            fn rows_and_neighbours(x: &[f64], slopes: &[f64]) -> f64 {
                let n = slopes.len();
                let mut scaled = vec![0.0; x.len()];
                for (to, from) in scaled.chunks_exact_mut(n).zip(x.chunks_exact(n)) {
                    for i in 0..n {
                        to[i] = slopes[i] * from[i];
                    }
                }
                let mut chain = vec![0.0; x.len()];
                for i in 0..x.len() {
                    chain[i] = scaled[i] * scaled[i];
                }
                for i in 1..x.len() {
                    chain[i] = chain[i - 1] * x[i];
                }
                let mut y = 0.0;
                for i in 0..x.len() {
                    y += chain[i] * scaled[i];
                }
                y
            }
        ),
    );
    // An element of `chain` is written twice, and the first sweep that meets it must leave zero behind.
    let zeros: Vec<&str> = source.lines().filter(|l| l.ends_with("] = 0.0;")).collect();
    assert!(zeros.len() == 1 && zeros[0].contains("chain_bar"), "{source}");
}

#[test]
fn a_slope_is_made_where_the_loop_is_vectorised() {
    let log_cosh = quote!(
        fn log_cosh(x: f64) -> f64 {
            x.abs() + (-2.0 * x.abs()).exp().ln_1p() - LN_2
        }
    );
    let [kept, slope] = ["__kept", "__slope"].map(|word| companion(word, log_cosh.clone()));
    check_text("log_cosh.slope.rs", &format!("{kept}\n{slope}\n"));
    let source = check_gradient(
        "energy",
        quote!(
            fn energy(x: &[f64], w: &[f64], state: &mut Vec<f64>) -> f64 {
                let mut energy: f64 = 0.0;
                for (x, w) in x.iter().zip(w) {
                    energy += log_cosh(x + w);
                }
                for s in state.iter_mut() {
                    let next: f64 = log_cosh(*s);
                    *s = next;
                }
                energy * state[0]
            }
        ),
    );
    // The second loop overwrites the arguments, which would have to be stored.
    assert!(source.matches("::__slope(").count() == 1, "{source}");
    assert!(source.matches("_pullback(1.0, (), &mut slope").count() == 1, "{source}");
}

#[test]
fn a_value_that_its_callee_makes_again_is_not_stored() {
    let logistic = quote!(
        fn logistic(x: f64) -> f64 {
            1.0 / (1.0 + (-x).exp())
        }
    );
    let made = ["__kept", "__slope", "__again"].map(|word| companion(word, logistic.clone()));
    check_text("logistic.slope.rs", &made.join("\n"));
    check_gradient(
        "gates",
        quote!(
            fn gates(x: &[f64], state: &mut [f64]) -> f64 {
                for (s, x) in state.iter_mut().zip(x) {
                    let gate: f64 = logistic(*s * x);
                    *s = gate * *s + (1.0 - gate) * x;
                }
                state[0] * state[1]
            }
        ),
    );
}

#[test]
fn what_a_statement_overwrites_and_alone_reads_comes_by_name() {
    check_gradient(
        "grown_rows",
        quote!(
            fn grown_rows(x: &[f64], n: usize, steps: usize) -> f64 {
                let mut v = x.to_vec();
                for _ in 0..steps {
                    for i in 0..x.len() / n {
                        for j in 0..n {
                            v[i * n + j] *= v[i * n + j] + x[j];
                        }
                    }
                }
                v.iter().sum()
            }
        ),
    );
}
