//! Values that a callee can make again: stored on a tape of their own, which stays empty if it can.
//!
//! Only the callee knows whether what its caller keeps of it gives the value as well as the slope, so the
//! caller has both ways, and rustc leaves out the one that is not taken:
//!
//! ```text
//! let n = stored_len(sigmoid::__again(0.0), b);
//! let [gates] = claim_rows(&mut tape_1, n);
//! for j in 0..b { .. store(gates, j, gate); }
//!
//! let [gates_1] = top_rows(&tape_1, n);
//! for j in 0..b { let gate = sigmoid::__again(kept).unwrap_or_else(|| gates_1[j]); .. }
//! ```

use super::lend::{FEW, MANY, borrow, is_number, length, offset, paired, slots_name};
use crate::ir::builder::fresh;
use crate::ir::*;
use std::collections::HashMap;

/// A tape of values that one callee gave.
struct Own {
    tape: VarId,
    /// The tape that held them, and which they are among its entries.
    of: VarId,
    values: Vec<usize>,
    /// The call that may make one of them again.
    call: Expr,
}

/// Gives the tapes of counted loops a second one for each callee, and takes the calls back where values are
/// stored anyway.
pub(super) fn take_apart(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, lanes: bool) {
    let mut calls: HashMap<VarId, Expr> = HashMap::new();
    each_again(stmts, &mut |call, v| {
        calls.insert(v, call.clone());
    });
    if calls.is_empty() {
        return;
    }
    let mut own: Vec<Own> = Vec::new();
    let tapes = if lanes { Vec::new() } else { paired(stmts, vars) };
    for (tape, popped, filled, emptied) in tapes {
        let StmtKind::For { var, .. } = &filled.kind else { continue };
        let types: HashMap<VarId, Type> =
            popped.iter().map(|v| (*v, vars[v.0 as usize].ty.clone())).collect();
        let ty = |v: &VarId| &types[v];
        let made_again = |v: &VarId| calls.contains_key(v) && !read_otherwise(&emptied, *v);
        let others: Vec<VarId> = popped.iter().copied().filter(|v| !made_again(v)).collect();
        let alike = others.iter().all(|v| ty(v).is_float() && ty(v) == ty(&others[0]));
        let by_index = others.iter().all(|v| is_number(ty(v)))
            && (others.len() <= FEW || alike && others.len() <= MANY);
        if !by_index || vars[var.0 as usize].parallel {
            continue;
        }
        let start = own.len();
        for (i, v) in popped.iter().enumerate() {
            if others.contains(v) {
                continue;
            }
            let call = &calls[v];
            // A generic function has values of several types.
            let same =
                |o: &&mut Own| same_callee(&o.call, call) && ty(&popped[o.values[0]]) == ty(v);
            match own[start..].iter_mut().find(same) {
                Some(o) => o.values.push(i),
                None => {
                    let name = vars[tape.0 as usize].name.clone();
                    let own_tape = fresh(vars, &name, Type::Unknown);
                    vars[own_tape.0 as usize].mutable = true;
                    own.push(Own { tape: own_tape, of: tape, values: vec![i], call: call.clone() });
                }
            }
        }
    }
    rewrite(stmts, vars, &own);
    // What is taken from a tape by name is stored.
    each_again_mut(stmts, &mut |args| match &args[1].kind {
        ExprKind::Read(p) if p.is_var() => Some(args[1].clone()),
        _ => None,
    });
}

/// Every `again_or` with its call and what is stored.
fn each_again(stmts: &[Stmt], f: &mut dyn FnMut(&Expr, VarId)) {
    for s in stmts {
        s.each_expr(&mut |e| {
            e.any(&mut |x| {
                if let ExprKind::Support("again_or", args) = &x.kind
                    && let ExprKind::Read(p) = &args[1].kind
                    && p.is_var()
                {
                    f(&args[0], p.root);
                }
                false
            });
        });
        s.each_block(&mut |b| each_again(&b.stmts, f));
    }
}

/// Is a value read elsewhere than where it may be made again?
fn read_otherwise(s: &Stmt, v: VarId) -> bool {
    let mut all = 0;
    let mut count = |s: &Stmt| {
        s.each_expr(&mut |e| {
            e.each_value_var(&mut |u| all += usize::from(u == v));
        })
    };
    count(s);
    s.each_block(&mut |b| b.each_stmt(&mut count));
    let mut again = 0;
    each_again(std::slice::from_ref(s), &mut |_, u| again += usize::from(u == v));
    all != again
}

fn path_of(call: &Expr) -> Option<String> {
    let ExprKind::Call(call) = &call.kind else { return None };
    match &call.callee {
        Callee::Path { path, .. } => Some(path.to_string()),
        _ => None,
    }
}

fn same_callee(a: &Expr, b: &Expr) -> bool {
    path_of(a) == path_of(b)
}

fn rewrite(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, own: &[Own]) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        s.each_block_mut(&mut |b| rewrite(&mut b.stmts, vars, own));
        let span = s.span;
        if let StmtKind::Let { var, init: Some(init) } = &s.kind {
            let declared = own.iter().filter(|o| o.of == *var);
            out.extend(declared.map(|o| Stmt::let_(o.tape, init.clone())));
        }
        let StmtKind::For { var, lo, hi, body, .. } = &mut s.kind else {
            out.push(s);
            continue;
        };
        let (count, at) = (length(lo, hi), offset(*var, lo));
        let mut after = Vec::new();
        if let Some(Stmt { kind: StmtKind::Push { tape, values }, .. }) = body.stmts.last_mut()
            && let tape = *tape
            && own.iter().any(|o| o.of == tape)
        {
            let all = std::mem::take(values);
            for o in own.iter().filter(|o| o.of == tape) {
                let n = stored_len(&mut out, vars, o, &count);
                let mut rows = Vec::new();
                for i in &o.values {
                    let value = &all[*i];
                    let slice = Type::Slice(Box::new(value.ty.clone()));
                    let row =
                        fresh(vars, &slots_name(value, vars), Type::Ref(true, Box::new(slice)));
                    rows.push(Some(row));
                    let args = vec![borrow(row, true), at.clone(), value.clone()];
                    let store = Expr::support("store", args, Type::Unit);
                    after.push(Stmt::new(StmtKind::Eval(store), span));
                }
                let init =
                    Expr::support("claim_rows", vec![borrow(o.tape, true), n], Type::Unknown);
                out.push(Stmt::new(StmtKind::LetTuple { vars: rows, init }, span));
            }
            let taken = |i: &usize| own.iter().any(|o| o.of == tape && o.values.contains(i));
            let rest = all.into_iter().enumerate().filter(|(i, _)| !taken(i)).map(|(_, v)| v);
            let push = StmtKind::Push { tape, values: rest.collect() };
            body.stmts.pop();
            body.stmts.append(&mut after);
            body.stmts.push(Stmt::new(push, span));
        }
        let mut releases = Vec::new();
        if let Some(Stmt { kind: StmtKind::Pop { tape, vars: popped }, .. }) =
            body.stmts.first_mut()
            && let tape = *tape
            && own.iter().any(|o| o.of == tape)
        {
            let all = std::mem::take(popped);
            let mut reads = HashMap::new();
            for o in own.iter().filter(|o| o.of == tape) {
                let n = stored_len(&mut out, vars, o, &count);
                let mut rows = Vec::new();
                for i in &o.values {
                    let Var { name, ty, .. } = vars[all[*i].0 as usize].clone();
                    let slice = Type::Slice(Box::new(ty.clone()));
                    let row = fresh(vars, &format!("{name}s"), Type::Ref(false, Box::new(slice)));
                    rows.push(Some(row));
                    let place = Place::of(row).then(Step::Index(at.clone()));
                    reads.insert(all[*i], Expr::read(place, ty, span));
                }
                let k = rows.len();
                let top = vec![borrow(o.tape, false), n.clone()];
                let init = Expr::support("top_rows", top, Type::Unknown);
                out.push(Stmt::new(StmtKind::LetTuple { vars: rows, init }, span));
                let all = match k {
                    1 => n,
                    _ => Expr::op("mul", vec![Expr::int(k), n], Type::Int("usize".into())),
                };
                let release = vec![borrow(o.tape, true), all];
                let release = Expr::support("release", release, Type::Unit);
                releases.push(Stmt::new(StmtKind::Eval(release), span));
            }
            let rest = all.into_iter().filter(|v| !reads.contains_key(v)).collect();
            body.stmts[0] = Stmt::new(StmtKind::Pop { tape, vars: rest }, span);
            each_again_mut(&mut body.stmts, &mut |args| {
                if let ExprKind::Read(p) = &args[1].kind
                    && let Some(read) = reads.get(&p.root)
                {
                    args[1] = read.clone();
                }
                None
            });
        }
        out.push(s);
        out.append(&mut releases);
    }
    *stmts = out;
}

/// How many values of a loop a tape stores, under a name.
fn stored_len(out: &mut Vec<Stmt>, vars: &mut Vec<Var>, own: &Own, count: &Expr) -> Expr {
    let usize_ty = Type::Int("usize".into());
    let mut call = own.call.clone();
    let ExprKind::Call(c) = &mut call.kind else { unreachable!("a call of the callee") };
    for arg in &mut c.args {
        *arg = Expr::number(0.0, arg.ty.clone());
    }
    let n = fresh(vars, "stored", usize_ty.clone());
    out.push(Stmt::let_(
        n,
        Expr::support("stored_len", vec![call, count.clone()], usize_ty.clone()),
    ));
    Expr::var(n, usize_ty, own.call.span)
}

/// Changes every `again_or` in place, or puts another expression there.
fn each_again_mut(stmts: &mut [Stmt], f: &mut dyn FnMut(&mut Vec<Expr>) -> Option<Expr>) {
    for s in stmts {
        s.each_expr_mut(&mut |e| {
            *e = e.clone().map(&mut |mut x| match &mut x.kind {
                ExprKind::Support("again_or", args) => f(args).unwrap_or(x),
                _ => x,
            });
        });
        s.each_block_mut(&mut |b| each_again_mut(&mut b.stmts, f));
    }
}
