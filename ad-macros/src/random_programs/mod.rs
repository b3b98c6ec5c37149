//! Random programs: what a pass promises is checked on source text that no one thought of.
//!
//! A program is generated as a tree that can always be written as Rust that compiles: names are
//! numbers, taken modulo what is in scope. So whatever proptest cuts away while it shrinks, the
//! rest is a program. Then: structuring keeps the primal, the tangent agrees with differences,
//! and ⟨w, Jv⟩ = ⟨Jᵀw, v⟩ in both layouts, plain, simplified and in the form that is emitted. The same
//! holds of the directional derivative as a function of its own, which is all that second order is.
//!
//! `COTANGENT_SEED` picks other programs, `COTANGENT_CASES` their number.

mod checking;
mod generating;
mod shrinking;
mod writing;

use crate::analyse::activity;
use crate::analyse::effects::{declared, mentioned};
use crate::diagnostics::Diagnostics;
use crate::ir::builder::fresh;
use crate::ir::interp::{self, Value};
use crate::ir::types::TypeParams;
use crate::ir::*;
use crate::transform::adjoint::{Layout, adjoint};
use crate::transform::directional::{Gives, directional};
use crate::transform::dual::write_out_absorbing;
use crate::transform::{control, tangent};
use crate::{parse, simplify};
pub(crate) use checking::lower;
use checking::{Point, check};
use generating::{Pick, Program, point, program};
use proc_macro2::Span;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use shrinking::shrink;
use std::cell::Cell;
use std::fmt::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|s| s.parse().ok()).unwrap_or(default)
}

/// Looks for a program that breaks a promise; gives the smallest one found.
fn hunt(seed: u64, cases: u64, known: &[String]) -> Option<(Program, Point, String)> {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, &bytes),
    );
    let strategy = (program(), point());
    (0..cases).find_map(|_| {
        let (program, point) =
            strategy.new_tree(&mut runner).expect("strategies do not filter").current();
        let why = check(&program.source(), &point, known).err()?;
        let skipped = known.iter().any(|s| !s.is_empty() && why.contains(s));
        if skipped { None } else { Some(shrink(program, point, why, known)) }
    })
}

// Programs that were wrong once. Each holds all that `check` promises, at all small trip counts.

fn holds(body: &str) {
    let source = format!("fn f(x: &[f64], mut a: f64, b: f64, n: usize) -> f64 {{ {body} }}");
    for n in 0..=3 {
        for a in [0.7, -0.2] {
            let point = Point { x: vec![0.4, -0.3, 0.2], a, b: 0.6, n };
            check(&source, &point, &[]).unwrap_or_else(|e| panic!("{source}\nat {point:?}\n{e}"));
        }
    }
}

#[test]
fn the_identity_has_a_gradient() {
    // The one contribution is a number, and simplification wrote it in place of a live name.
    holds("a");
}

#[test]
fn a_sum_that_adds_a_variable_to_itself_reads_its_cotangent_once() {
    // `a += e` keeps the cotangent of `a`, so where e reads `a` it must be read before it changes.
    holds("a += a + a; a");
    holds("a += a * b; a");
    holds("a -= a / (2.0 + a.cos()); a");
    holds("let mut v = [a, b]; v[0] += v[0] * v[1]; v[n % 2] -= v[0] * v[1]; v[0] * v[1]");
}

#[test]
fn two_fused_loops_whose_results_meet() {
    // The reverse step of `sum − sum` runs before the first loop, not before the second.
    holds("x.iter().map(|&q| q).sum::<f64>() - x.iter().map(|&q| a * q).sum::<f64>()");
    holds(
        "let mut s = 0.0; let mut t = 0.0; for &q in x { s += q * a; } let u = 2.0 * s; for &q in x { t += q * b; } u + 3.0 * t",
    );
}

#[test]
fn a_break_before_code_behind_a_flag() {
    // The iteration that leaves never reached what the reverse step wants to read.
    holds("for i in 0..n { if i % 2 == 0 { if i < 2 { a += a; break; } } a = a * b; } a");
    holds(
        "for i in 0..n { if i % 2 == 0 { } else { if n % 2 == 1 { return a * a; } } a = a * a; } a",
    );
    holds(
        "let mut v = a; let mut k = 0_usize;
         while k < 3 && k % 2 == 0 { k += 1; match k % 3 { 0 => {} 1 => {} _ => { if k % 2 == 0 { break; } } } std::mem::swap(&mut v, &mut a); }
         v * v + a",
    );
    holds(
        "for i in 0..n {
             match i % 3 { 0 => {} 1 => { if i < 2 { break; } } _ => {} }
             if i % 2 == 0 { if n < 2 { break; } }
             a = a * b;
         }
         a",
    );
}

#[test]
fn what_an_arm_binds_is_bound_again_before_values_are_made_again() {
    holds(
        "let o = if n != 1 { Some(a) } else { None }; if let Some(v) = o { a = { let t = v; t * t }.sin(); } a",
    );
    holds("let mut d = x.to_vec(); while let Some(t) = d.pop() { a = t; a = a + t * a; } a");
    holds(
        "let mut d = x.to_vec(); while let Some(t) = d.pop() { a = if 0.1 < t { t * a } else { t * t }; } a",
    );
}

#[test]
fn a_zero_made_inside_a_branch_is_not_read_outside() {
    holds(
        "match n % 3 { 0 => {} 1 => { let v = a + (0.5_f64).sin(); if n % 2 == 1 { return v; } } _ => {} } a",
    );
    holds("let mut v = (n as f64).abs(); v = if n % 2 == 0 { a } else { v }; v");
}

#[test]
fn a_declaration_stays_where_an_assignment_stays() {
    holds("let v = if n % 2 == 0 { (n as f64).sin() } else { a }; a");
}

#[test]
fn operands_of_unknown_type_do_not_fuse() {
    // Dispatch reads the operands' values, which do not exist before the loop.
    holds("x.iter().map(|&q| q * a).sum::<f64>() / (2.0 + (0.5_f64).cos())");
    holds("(0.5_f64).sin() + (if n % 2 == 0 { a } else { 0.5 })");
}

#[test]
fn a_number_is_swapped_with_an_element() {
    // Swapping back needs the number's earlier value, and numbers are not restored.
    holds(
        "let mut p = (a, a); for i in 0..x.len() { std::mem::swap(&mut p.0, &mut a); a = a * p.0; } p.0 + x[0]",
    );
}

#[test]
fn an_element_is_not_restored_before_it_changes() {
    // The sum's reverse step runs before the branch or loop; what it restores was never lost there.
    holds(
        "let mut v = [a, b]; let t = v[n % 2] * b; v[n % 2] += if n < 2 { t } else { b }; t * v[0]",
    );
    holds(
        "let mut v = x.to_vec(); let t = v[0] * b; let mut s = 0.0; for &q in x { s += q * a; } v[0] += s; t",
    );
}

#[test]
fn what_is_hoisted_needs_no_name_made_after_the_loop() {
    holds("(a * { let u = a; u * a }) + (if n % 2 == 0 { a } else { 0.5_f64 })");
    holds("(b * (b * b)) + x.iter().map(|&q| q * a).sum::<f64>()");
}

#[test]
fn a_pullback_captures_no_reference() {
    holds("let s = &x[..]; if n < 3 { for t in s.windows(2) { a += t[0] * a.sin(); } } a");
    holds(
        "let s = &x[1..]; if n % 2 == 0 { return a * a; } for i in 0..s.len() { a = a * x[i]; } a",
    );
    holds("let s = &x[1..]; for i in 0..s.len() { a = a * s[i]; } a");
}

#[test]
fn a_cotangent_that_a_fused_branch_has_used_is_not_read_afterwards() {
    // `a += e` reads the cotangent of `a` as it is behind the branch.
    holds("if n > 1 { a = a * b; } let t = b.sin(); a += t * t; a");
    holds(
        "let mut m = a * b; let mut s = 0.0; for &q in x { s += q * m; } m += b * b; for &q in x { m -= q * b; } 2.0 * s + m",
    );
    holds(
        "let mut v = [a, b]; let mut s = 0.0; for &q in x { s += q * v[0]; } v[0] += b * a; v[1] -= a; for &q in x { s += q * v[0] * v[1]; } s - v[0]",
    );
}

#[test]
fn a_vector_gets_another_length_by_assignment() {
    holds(
        "let mut v = x.to_vec(); v.push(a); if n > 1 { v = vec![a; 5]; } v[0] * v[1] + v.iter().sum::<f64>()",
    );
    holds(
        "let mut v = x.to_vec(); let w = vec![a, b]; for i in 0..n { let t = v[i % 2] * a; v.push(t); if i == 1 { v = w.to_vec(); } v[1] *= b; } v.iter().sum::<f64>()",
    );
}

#[test]
fn a_slice_is_not_cut_before_a_loop_that_does_not_run() {
    holds(
        "let m = if n > 1 { 1 } else { 0 }; let mut s = a; for i in 0..m { s += x[n - 2..][i] * b; } s * s",
    );
}

#[test]
fn products_are_divided_by_their_factors() {
    holds("let mut p = 1.0; for i in 0..x.len() { p *= x[i]; } p");
    holds("let mut p = a; for t in x { p = (t + b) * p; } p * p + a");
    holds("a *= b; for t in x { b *= t * a; } a = b * a; a * b");
    holds(
        "let mut s = 0.0; for i in 0..n { let mut p = b; for j in i..x.len() { p *= a - x[j]; } s += p * p; } s * a",
    );
    holds(
        "for i in 0..n { for j in i..x.len() { let t = x[j] + a; if t > 0.0 { for k in j..x.len() { b *= t - x[k]; } } } b += a; } b",
    );
    holds(
        "let mut v = x.to_vec(); for i in 0..n { let mut p = 1.0; for t in &v { p *= t - a; } v[0] += p; v[1] = p * b; } v[0] * v[1]",
    );
    holds(
        "for i in 0..x.len() { a *= x[i]; b *= x[i]; } for t in x { a *= t; if a > 9.0 { break; } } a * b",
    );
}

#[test]
fn random_programs_keep_every_promise() {
    let seed = setting("COTANGENT_SEED", 0);
    if let Some((program, point, why)) = hunt(seed, setting("COTANGENT_CASES", 120), &[]) {
        panic!("COTANGENT_SEED={seed}\n{}at {point:?}\n{why}", program.source());
    }
}

/// Collects failures for a person: many seeds, the smallest program of each.
#[test]
#[ignore = "a search, not a test"]
fn hunt_for_failures() {
    let known: Vec<String> = std::env::var("COTANGENT_KNOWN")
        .map(|s| s.split('|').map(String::from).collect())
        .unwrap_or_default();
    let next = std::sync::atomic::AtomicU64::new(setting("COTANGENT_SEED", 0));
    let end = setting("COTANGENT_SEED", 0) + setting("COTANGENT_SEEDS", 20);
    let count = std::sync::atomic::AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if seed >= end {
                        break;
                    }
                    if let Some((program, point, why)) =
                        hunt(seed, setting("COTANGENT_CASES", 200), &known)
                    {
                        count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        eprintln!("==== seed {seed}\n{}at {point:?}\n{why}\n", program.source());
                    }
                }
            });
        }
    });
    eprintln!("{} failures", count.into_inner());
}

/// A few programs, to read.
#[test]
#[ignore = "prints"]
fn show_programs() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..setting("COTANGENT_CASES", 5) {
        println!("{}", program().new_tree(&mut runner).expect("a program").current().source());
    }
}
