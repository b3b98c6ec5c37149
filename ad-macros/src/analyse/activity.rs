//! Which variables are active: varied (they depend on an active parameter) and useful (they
//! reach the result). Flow-insensitive, so one answer a variable.

use super::refusals;
use crate::diagnostics::Diagnostics;
use crate::ir::*;
use crate::rules;

/// The answer: indexed by variable.
#[derive(Debug)]
pub(crate) struct Activity {
    active: Vec<bool>,
    /// Parameters that are held fixed, but given active values later.
    overwritten: Vec<VarId>,
}

impl Activity {
    pub(crate) fn is_active(&self, v: VarId) -> bool {
        self.active.get(v.0 as usize).copied().unwrap_or(false)
    }

    /// Does the parameter start without a tangent and get one later?
    pub(crate) fn is_overwritten(&self, v: VarId) -> bool {
        self.overwritten.contains(&v)
    }

    /// Does a derivative flow through the value of this expression?
    pub(crate) fn carries(&self, e: &Expr) -> bool {
        carries(e, &self.active)
    }
}

/// Does the expression's value depend differentiably on a variable of the set?
fn carries(e: &Expr, set: &[bool]) -> bool {
    if e.ty.is_constant() {
        return false;
    }
    let has = |v: VarId| set[v.0 as usize];
    match &e.kind {
        ExprKind::Literal(_)
        | ExprKind::Number(_)
        | ExprKind::Len(_)
        | ExprKind::Compare(..)
        | ExprKind::Zero(_) => false,
        ExprKind::Support(name, args) => linear_in(name).is_some_and(|i| carries(&args[i], set)),
        ExprKind::Read(p)
        | ExprKind::Borrow { place: p, .. }
        | ExprKind::CloneOf { place: p, .. } => has(p.root),
        ExprKind::Op(name, args) => {
            let rule = rules::find(name).expect("a primitive of the table");
            args.iter().enumerate().any(|(i, a)| carries(a, set) && rule.coefficient(i).is_some())
        }
        ExprKind::Foreign(f) => f.flows.iter().any(|v| has(*v)),
        ExprKind::Call(call) if call.is_error() => false,
        ExprKind::Closure(lambda) => lambda.captures.iter().any(|v| has(*v)),
        ExprKind::Repeat { value, .. } => carries(value, set),
        ExprKind::Cast(e, _) => carries(e, set),
        _ => {
            let mut any = false;
            e.each_child(&mut |c| any |= carries(c, set));
            any
        }
    }
}

/// The argument that a support function of forward mode is linear in; the others that the
/// transforms write give constants.
pub(crate) fn linear_in(name: &str) -> Option<usize> {
    match name {
        "field_dot" | "negated" | "borrow" | "own_part" => Some(0),
        "cast_dot" | "cast_dot_lanes" => Some(1),
        // Counts, shapes and checks.
        "constant" | "count_of" | "div_ceil" | "index_at" | "len_of" | "less" | "line"
        | "shape_of" | "shorter" | "span" | "window_count" | "zero_lanes" | "keep_lanes" => None,
        name if name.starts_with("check_") => None,
        // Taking it for a constant would be a silent zero.
        name => unreachable!("nothing says whether `{name}` is linear"),
    }
}

/// Finds the active variables; refuses foreign code that an active value flows through.
pub(crate) fn analyse(f: &Function, diags: &mut Diagnostics) -> Activity {
    let varied = varied(f);
    let useful = useful(f);
    let active: Vec<bool> = varied.iter().zip(&useful).map(|(a, b)| *a && *b).collect();
    refusals::check(f, &varied, &useful, diags);
    let fixed = f.params.iter().filter(|p| p.constant).map(|p| p.var);
    let overwritten = fixed.filter(|v| active[v.0 as usize] && !f.ty(*v).is_mut_ref()).collect();
    Activity { active, overwritten }
}

fn may_carry(f: &Function, v: VarId) -> bool {
    !f.ty(v).is_constant()
}

fn varied(f: &Function) -> Vec<bool> {
    let mut set = vec![false; f.vars.len()];
    for p in &f.params {
        set[p.var.0 as usize] = !p.constant && may_carry(f, p.var);
    }
    loop {
        let before = set.iter().filter(|b| **b).count();
        f.body.each_stmt(&mut |s| {
            let set_now = |e: &Expr, set: &[bool]| carries(e, set);
            match &s.kind {
                StmtKind::Let { var, init: Some(init) } => {
                    let on = set_now(init, &set);
                    if on && may_carry(f, *var) {
                        set[var.0 as usize] = true;
                    }
                    call_outputs(init, &mut set, f);
                }
                StmtKind::LetTuple { vars, init } => {
                    let on = set_now(init, &set);
                    for v in vars.iter().flatten() {
                        if on && may_carry(f, *v) {
                            set[v.0 as usize] = true;
                        }
                    }
                }
                StmtKind::Assign { place, value, .. }
                | StmtKind::Accumulate { place, value }
                | StmtKind::VecPush { place, value } => {
                    let on = set_now(value, &set);
                    if on && may_carry(f, place.root) {
                        set[place.root.0 as usize] = true;
                    }
                }
                StmtKind::VecPop { var: Some(var), place } => {
                    let on = set[place.root.0 as usize];
                    if on && may_carry(f, *var) {
                        set[var.0 as usize] = true;
                    }
                }
                StmtKind::Swap { a, b } => {
                    let on = set[a.root.0 as usize] || set[b.root.0 as usize];
                    for root in [a.root, b.root] {
                        if on && may_carry(f, root) {
                            set[root.0 as usize] = true;
                        }
                    }
                }
                StmtKind::Eval(e) => call_outputs(e, &mut set, f),
                StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, arms } => {
                    let on = set[place.root.0 as usize];
                    for arm in arms {
                        arm.pattern.each_bound(&mut |v| {
                            if on && may_carry(f, v) {
                                set[v.0 as usize] = true;
                            }
                        });
                    }
                }
                StmtKind::Match { scrutinee: Scrutinee::Constant(e), arms } => {
                    let on = set_now(e, &set);
                    for arm in arms {
                        arm.pattern.each_bound(&mut |v| {
                            if on && may_carry(f, v) {
                                set[v.0 as usize] = true;
                            }
                        });
                    }
                }
                _ => {}
            }
        });
        if set.iter().filter(|b| **b).count() == before {
            return set;
        }
    }
}

/// A call may change what it borrows mutably.
fn call_outputs(e: &Expr, set: &mut [bool], f: &Function) {
    let ExprKind::Call(call) = &e.kind else { return };
    if !call.args.iter().any(|a| carries(a, set)) {
        return;
    }
    for root in mutable_roots(call, f) {
        set[root.0 as usize] = true;
    }
}

/// The places that a call may change.
pub(crate) fn mutable_roots(call: &Call, f: &Function) -> Vec<VarId> {
    let mut roots = Vec::new();
    let mut note = |a: &Expr| match &a.kind {
        ExprKind::Borrow { mutable: true, place } => roots.push(place.root),
        ExprKind::Read(p) if p.is_var() && f.ty(p.root).is_mut_ref() => roots.push(p.root),
        _ => {}
    };
    for a in &call.args {
        match &a.kind {
            ExprKind::Support("pass", lent) => lent.iter().for_each(&mut note),
            _ => note(a),
        }
    }
    roots
}

fn useful(f: &Function) -> Vec<bool> {
    let mut set = vec![false; f.vars.len()];
    if let Some(ret) = f.ret {
        set[ret.0 as usize] = true;
    }
    for p in &f.params {
        if f.ty(p.var).is_mut_ref() {
            set[p.var.0 as usize] = true;
        }
    }
    fn need(e: &Expr, set: &mut [bool]) {
        if e.ty.is_constant() && !matches!(e.kind, ExprKind::Call(_)) {
            return;
        }
        match &e.kind {
            ExprKind::Read(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => set[p.root.0 as usize] = true,
            ExprKind::Foreign(f) => f.flows.iter().for_each(|v| set[v.0 as usize] = true),
            ExprKind::Call(call) if call.is_error() => {}
            ExprKind::Closure(lambda) => {
                lambda.captures.iter().for_each(|v| set[v.0 as usize] = true)
            }
            ExprKind::Compare(..) | ExprKind::Len(_) | ExprKind::Zero(_) => {}
            ExprKind::Support(name, args) => {
                if let Some(i) = linear_in(name) {
                    need(&args[i], set);
                }
            }
            _ => e.each_child(&mut |c| need(c, set)),
        }
    }
    loop {
        let before = set.iter().filter(|b| **b).count();
        f.body.each_stmt(&mut |s| match &s.kind {
            StmtKind::Let { var, init: Some(init) } => {
                let mut on = set[var.0 as usize];
                if let ExprKind::Call(call) = &init.kind {
                    on |= mutable_roots(call, f).iter().any(|r| set[r.0 as usize]);
                }
                if on {
                    need(init, &mut set);
                }
            }
            StmtKind::LetTuple { vars, init }
                if vars.iter().flatten().any(|v| set[v.0 as usize]) =>
            {
                need(init, &mut set);
            }
            StmtKind::Assign { place, value, .. }
            | StmtKind::Accumulate { place, value }
            | StmtKind::VecPush { place, value }
                if set[place.root.0 as usize] =>
            {
                need(value, &mut set);
            }
            StmtKind::VecPop { var: Some(var), place } if set[var.0 as usize] => {
                set[place.root.0 as usize] = true;
            }
            StmtKind::Swap { a, b } => {
                let on = set[a.root.0 as usize] || set[b.root.0 as usize];
                set[a.root.0 as usize] |= on;
                set[b.root.0 as usize] |= on;
            }
            StmtKind::Eval(e) => {
                if let ExprKind::Call(call) = &e.kind
                    && mutable_roots(call, f).iter().any(|r| set[r.0 as usize])
                {
                    need(e, &mut set);
                }
            }
            StmtKind::Match { scrutinee, arms } => {
                let mut on = false;
                for arm in arms {
                    arm.pattern.each_bound(&mut |v| on |= set[v.0 as usize]);
                }
                if on {
                    match scrutinee {
                        Scrutinee::Place { place, .. } => set[place.root.0 as usize] = true,
                        Scrutinee::Constant(e) => need(e, &mut set),
                    }
                }
            }
            _ => {}
        });
        if set.iter().filter(|b| **b).count() == before {
            return set;
        }
    }
}
