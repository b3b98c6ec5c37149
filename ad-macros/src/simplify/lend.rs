//! Loops in the form that vectorises: tapes of numbers by index, slices cut to length before the
//! loop, reverse loops in forward order where their steps commute.

use super::dead::pure;
use crate::analyse::effects::mentioned;
use crate::ir::builder::fresh;
use crate::ir::visit::replace_root;
use crate::ir::*;
use proc_macro2::Span;
use std::collections::{HashMap, HashSet};

/// Rewrites the loops of one emitted body, both sweeps together.
/// `whole` are sequences that are not there in every instance, which no slice can be cut from.
pub(crate) fn lend(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, whole: &[VarId]) {
    let columns = number_tapes(stmts, vars);
    let before = vars.len();
    index_tapes(stmts, vars, &columns);
    commute(stmts);
    // Parts of tapes have the loop's length already.
    let mut whole = whole.to_vec();
    whole.extend((before..vars.len()).map(|i| VarId(i as u32)));
    cut(stmts, vars, &whole);
}

// Tapes.

/// For each tape that holds numbers only and is filled by one counted loop and emptied by its
/// reverse: one tape a column, the first of which is the tape itself.
fn number_tapes(stmts: &[Stmt], vars: &mut Vec<Var>) -> HashMap<VarId, Vec<VarId>> {
    let mut pushes: HashMap<VarId, Vec<Option<Stmt>>> = HashMap::new();
    let mut pops: HashMap<VarId, Vec<Option<Stmt>>> = HashMap::new();
    find(stmts, None, &mut pushes, &mut pops);
    let mut columns = HashMap::new();
    let mut pushes: Vec<_> = pushes.into_iter().collect();
    pushes.sort_by_key(|(tape, _)| *tape);
    for (tape, push) in &pushes {
        let ([Some(filled)], Some([Some(emptied)])) =
            (push.as_slice(), pops.get(tape).map(Vec::as_slice))
        else {
            continue;
        };
        let (StmtKind::For { .. }, StmtKind::For { body, .. }) = (&filled.kind, &emptied.kind)
        else {
            continue;
        };
        let Some(StmtKind::Pop { vars: popped, .. }) = body.stmts.first().map(|s| &s.kind) else {
            continue;
        };
        let numbers = popped.iter().all(|v| is_number(&vars[v.0 as usize].ty));
        if numbers && popped.len() <= 4 && same_range(filled, emptied) {
            let mut list = vec![*tape];
            for _ in 1..popped.len() {
                let name = vars[tape.0 as usize].name.clone();
                let v = fresh(vars, &name, Type::Unknown);
                vars[v.0 as usize].mutable = true;
                list.push(v);
            }
            columns.insert(*tape, list);
        }
    }
    columns
}

fn is_number(ty: &Type) -> bool {
    ty.is_float() || matches!(ty, Type::Int(_) | Type::Bool)
}

/// Every push and pop with the loop that it is the last or the first statement of.
fn find(
    stmts: &[Stmt],
    around: Option<&Stmt>,
    pushes: &mut HashMap<VarId, Vec<Option<Stmt>>>,
    pops: &mut HashMap<VarId, Vec<Option<Stmt>>>,
) {
    for (i, s) in stmts.iter().enumerate() {
        match &s.kind {
            StmtKind::Push { tape, .. } => {
                let last = i + 1 == stmts.len();
                pushes.entry(*tape).or_default().push(around.filter(|_| last).cloned());
            }
            StmtKind::Pop { tape, .. } => {
                pops.entry(*tape).or_default().push(around.filter(|_| i == 0).cloned());
            }
            StmtKind::For { body, .. } => find(&body.stmts, Some(s), pushes, pops),
            _ => s.each_block(&mut |b| find(&b.stmts, None, pushes, pops)),
        }
    }
}

/// Counts of `usize`, the same up and down, and without a `break`.
fn same_range(up: &Stmt, down: &Stmt) -> bool {
    let (
        StmtKind::For { lo, hi, reversed, body, .. },
        StmtKind::For { lo: l, hi: h, reversed: r, .. },
    ) = (&up.kind, &down.kind)
    else {
        return false;
    };
    let counted = |e: &Expr| matches!(&e.ty, Type::Int(t) if t == "usize") && pure(e);
    lo.same(l) && hi.same(h) && reversed != r && counted(lo) && counted(hi) && !leaves(body)
}

fn leaves(b: &Block) -> bool {
    let mut found = false;
    b.each_stmt(&mut |s| found |= matches!(s.kind, StmtKind::Break));
    found
}

fn index_tapes(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, columns: &HashMap<VarId, Vec<VarId>>) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        s.each_block_mut(&mut |b| index_tapes(&mut b.stmts, vars, columns));
        let span = s.span;
        if let StmtKind::Let { var, init: Some(init) } = &s.kind {
            // The declaration of the tape: one of each column.
            if let Some(list) = columns.get(var) {
                out.extend(list.iter().map(|v| Stmt::let_(*v, init.clone())));
                continue;
            }
        }
        let StmtKind::For { var, lo, hi, body, .. } = &mut s.kind else {
            out.push(s);
            continue;
        };
        let count = length(lo, hi);
        let at = offset(*var, lo);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        match body.stmts.last().map(|s| s.kind.clone()) {
            Some(StmtKind::Push { tape, values }) if columns.contains_key(&tape) => {
                body.stmts.pop();
                for (column, value) in columns[&tape].iter().zip(values) {
                    let slice = Type::Slice(Box::new(value.ty.clone()));
                    let name = slots_name(&value, vars);
                    let slots = fresh(vars, &name, Type::Ref(true, Box::new(slice)));
                    let claim = Expr::support(
                        "claim",
                        vec![borrow(*column, true), count.clone()],
                        Type::Unknown,
                    );
                    before.push(Stmt::let_(slots, claim));
                    let place = Place::of(slots).then(Step::Index(at.clone()));
                    body.stmts.push(Stmt::assign(place, value));
                }
            }
            _ => {}
        }
        if let Some(StmtKind::Pop { tape, vars: popped }) =
            body.stmts.first().map(|s| s.kind.clone())
            && let Some(list) = columns.get(&tape)
        {
            body.stmts.remove(0);
            for (column, v) in list.iter().zip(popped).rev() {
                // The forward sweep may have changed it; here it is read only.
                let Var { name, ty, .. } = vars[v.0 as usize].clone();
                let taken = fresh(vars, &name, ty.clone());
                replace_root(&mut body.stmts, v, taken);
                let slice = Type::Slice(Box::new(ty.clone()));
                let slots = fresh(vars, &format!("{name}s"), Type::Ref(false, Box::new(slice)));
                let top = Expr::support(
                    "top",
                    vec![borrow(*column, false), count.clone()],
                    Type::Unknown,
                );
                before.push(Stmt::let_(slots, top));
                let place = Place::of(slots).then(Step::Index(at.clone()));
                body.stmts.insert(0, Stmt::let_(taken, Expr::read(place, ty, span)));
                let release = Expr::support(
                    "release",
                    vec![borrow(*column, true), count.clone()],
                    Type::Unit,
                );
                after.push(Stmt::new(StmtKind::Eval(release), span));
            }
        }
        out.append(&mut before);
        out.push(s);
        out.append(&mut after);
    }
    *stmts = out;
}

fn slots_name(value: &Expr, vars: &[Var]) -> String {
    match &value.kind {
        ExprKind::Read(p) => format!("{}s", vars[p.root.0 as usize].name),
        _ => "slots".into(),
    }
}

fn borrow(v: VarId, mutable: bool) -> Expr {
    let kind = ExprKind::Borrow { mutable, place: Place::of(v) };
    Expr::new(kind, Type::Unknown, Span::call_site())
}

fn is_zero(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Literal(s) if s == "0")
}

/// How often `lo..hi` runs.
fn length(lo: &Expr, hi: &Expr) -> Expr {
    if is_zero(lo) {
        return hi.clone();
    }
    Expr::support("span", vec![lo.clone(), hi.clone()], Type::Int("usize".into()))
}

fn offset(var: VarId, lo: &Expr) -> Expr {
    let usize_ty = Type::Int("usize".into());
    let i = Expr::var(var, usize_ty.clone(), Span::call_site());
    if is_zero(lo) { i } else { Expr::op("sub", vec![i, lo.clone()], usize_ty) }
}

// Order.

/// A reverse loop whose steps only add, to what they do not read, may run forwards.
fn commute(stmts: &mut [Stmt]) {
    for s in stmts {
        s.each_block_mut(&mut |b| commute(&mut b.stmts));
        if let StmtKind::For { reversed: reversed @ true, body, .. } = &mut s.kind {
            let mut sums = HashSet::new();
            if only_adds(body, &mut sums) {
                let mut reads = HashSet::new();
                body.each_stmt(&mut |s| {
                    s.each_expr(&mut |e| {
                        e.each_value_var(&mut |v| {
                            reads.insert(v);
                        });
                    });
                });
                let mut own = HashSet::new();
                body.each_stmt(&mut |s| {
                    s.each_declared(&mut |v| {
                        own.insert(v);
                    })
                });
                *reversed = sums.iter().any(|v| reads.contains(v) && !own.contains(v));
            }
        }
    }
}

fn only_adds(body: &Block, sums: &mut HashSet<VarId>) -> bool {
    body.stmts.iter().all(|s| {
        let mut inner = true;
        s.each_block(&mut |b| inner &= only_adds(b, sums));
        inner
            && match &s.kind {
                StmtKind::Let { init, .. } => init.as_ref().is_none_or(pure),
                StmtKind::Accumulate { place, value } => {
                    sums.insert(place.root);
                    pure(value)
                }
                StmtKind::If { .. } | StmtKind::For { .. } => true,
                _ => false,
            }
    })
}

// Slices.

/// One sequence that an innermost loop indexes.
struct Use {
    base: Place,
    /// Every index is the loop's counter.
    by_counter: bool,
    /// Some use runs in every iteration.
    always: bool,
    changed: bool,
}

/// Cuts what innermost loops index to its part, and to the loop's length, before the loop.
fn cut(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, whole: &[VarId]) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        s.each_block_mut(&mut |b| cut(&mut b.stmts, vars, whole));
        if let StmtKind::For { var, lo, hi, body, .. } = &mut s.kind {
            let innermost = !nested(body)
                && is_zero(lo)
                && *vars[var.0 as usize].ty.peel() == Type::Int("usize".into());
            if innermost {
                let atom = matches!(hi.kind, ExprKind::Literal(_))
                    || matches!(&hi.kind, ExprKind::Read(p) if p.is_var());
                let n = match atom {
                    true => hi.clone(),
                    false => {
                        let n = fresh(vars, "n", hi.ty.clone());
                        Expr::var(n, hi.ty.clone(), hi.span)
                    }
                };
                let cuts = cut_loop(*var, hi, &n, body, vars, whole);
                if let (false, false, ExprKind::Read(p)) = (cuts.is_empty(), atom, &n.kind) {
                    out.push(Stmt::let_(p.root, std::mem::replace(hi, n.clone())));
                }
                out.extend(cuts);
            }
        }
        out.push(s);
    }
    *stmts = out;
}

fn nested(body: &Block) -> bool {
    let mut found = false;
    body.each_stmt(&mut |s| {
        found |= matches!(
            s.kind,
            StmtKind::For { .. }
                | StmtKind::While { .. }
                | StmtKind::WhileLet { .. }
                | StmtKind::Each { .. }
                | StmtKind::Break
        );
    });
    found
}

fn cut_loop(
    counter: VarId,
    hi: &Expr,
    n: &Expr,
    body: &mut Block,
    vars: &mut Vec<Var>,
    whole: &[VarId],
) -> Vec<Stmt> {
    let mut own = HashSet::from([counter]);
    let mut moving = HashSet::new();
    body.each_stmt(&mut |s| {
        s.each_declared(&mut |v| {
            own.insert(v);
        });
        if let StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } = &s.kind {
            moving.insert(place.root);
        }
    });
    moving.extend(own.iter().copied());
    let mut uses: HashMap<VarId, Vec<Use>> = HashMap::new();
    let mut spoilt: HashSet<VarId> = HashSet::new();
    survey(body, true, counter, &moving, &mut uses, &mut spoilt);
    let mut roots: Vec<VarId> = uses.keys().copied().collect();
    roots.sort();
    let mut before = Vec::new();
    for root in roots {
        let list = &uses[&root];
        let changed = list.iter().any(|u| u.changed);
        let shared = changed && list.len() > 1;
        if shared || spoilt.contains(&root) || own.contains(&root) || whole.contains(&root) {
            continue;
        }
        // An array of `ndarray` lends slices of its memory at best.
        if vars[root.0 as usize].ty.is_nd_array() {
            continue;
        }
        for u in list {
            let plain = u.base.path.is_empty();
            let is_slice = matches!(vars[root.0 as usize].ty.peel(), Type::Slice(_));
            let fits = u.by_counter && u.always && !is_len_of(hi, &u.base);
            if !u.always || plain && is_slice && !fits {
                continue;
            }
            let Var { name, ty, .. } = vars[root.0 as usize].clone();
            let elem = match ty.element() {
                Some(elem) => elem.clone(),
                None if ty == Type::Unknown && !plain => Type::Unknown,
                None => continue,
            };
            if matches!(ty.peel(), Type::Array(..)) && plain {
                continue;
            }
            let ty = Type::Ref(changed, Box::new(Type::Slice(Box::new(elem))));
            let part = fresh(vars, &format!("{name}_part"), ty.clone());
            let mut place = u.base.clone();
            if plain {
                let end = if fits { Some(n.clone()) } else { None };
                place.path.push(Step::Slice(Expr::int(0), end));
            } else if fits {
                place.path.push(Step::Slice(Expr::int(0), Some(n.clone())));
            }
            let init =
                Expr::new(ExprKind::Borrow { mutable: changed, place }, ty, Span::call_site());
            before.push(Stmt::let_(part, init));
            rebase(&mut body.stmts, &u.base, part);
        }
    }
    before
}

fn is_len_of(e: &Expr, place: &Place) -> bool {
    matches!(&e.kind, ExprKind::Len(p) if p == place)
}

/// Collects what the loop indexes; what it uses in any other way is spoilt.
fn survey(
    body: &Block,
    always: bool,
    counter: VarId,
    moving: &HashSet<VarId>,
    uses: &mut HashMap<VarId, Vec<Use>>,
    spoilt: &mut HashSet<VarId>,
) {
    for s in &body.stmts {
        s.each_expr(&mut |e| survey_expr(e, always, counter, moving, uses, spoilt));
        match &s.kind {
            StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } => {
                if !place.is_var() {
                    note(place, true, always, counter, moving, uses, spoilt);
                }
            }
            StmtKind::Let { .. } | StmtKind::If { .. } => {}
            _ => spoilt.extend(mentioned(std::slice::from_ref(s))),
        }
        s.each_block(&mut |b| survey(b, false, counter, moving, uses, spoilt));
    }
}

fn survey_expr(
    e: &Expr,
    always: bool,
    counter: VarId,
    moving: &HashSet<VarId>,
    uses: &mut HashMap<VarId, Vec<Use>>,
    spoilt: &mut HashSet<VarId>,
) {
    match &e.kind {
        ExprKind::Read(p) | ExprKind::Borrow { mutable: false, place: p } if !p.is_var() => {
            note(p, false, always, counter, moving, uses, spoilt);
        }
        ExprKind::Read(_) => {}
        ExprKind::Borrow { place: p, .. }
        | ExprKind::Len(p)
        | ExprKind::CloneOf { place: p, .. } => {
            spoilt.insert(p.root);
        }
        ExprKind::Foreign(f) => spoilt.extend(f.uses.iter().map(|(_, v)| *v)),
        // A callee may change what it is lent.
        ExprKind::Call(_) => e.each_child(&mut |a| match &a.kind {
            ExprKind::Read(p) if p.is_var() => {
                spoilt.insert(p.root);
            }
            _ => {}
        }),
        _ => {}
    }
    let always = always && !matches!(&e.kind, ExprKind::Compare("&&" | "||", _));
    e.each_child(&mut |c| survey_expr(c, always, counter, moving, uses, spoilt));
}

fn note(
    place: &Place,
    changed: bool,
    always: bool,
    counter: VarId,
    moving: &HashSet<VarId>,
    uses: &mut HashMap<VarId, Vec<Use>>,
    spoilt: &mut HashSet<VarId>,
) {
    let k = place.path.iter().position(|s| matches!(s, Step::Index(_)));
    let steady = |e: &Expr| {
        let mut still = pure(e);
        e.each_var(&mut |v| still &= !moving.contains(&v));
        still
    };
    let base: Option<Vec<Step>> = k.map(|k| place.path[..k].to_vec());
    let fixed = base.as_ref().is_some_and(|base| {
        base.len() <= 1
            && base.iter().all(|s| match s {
                Step::Slice(lo, hi) => {
                    let early = |e: &Expr| steady(e) && !may_underflow(e);
                    early(lo) && hi.as_ref().is_none_or(early)
                }
                _ => false,
            })
    });
    let (Some(k), Some(base), true) = (k, base, fixed) else {
        spoilt.insert(place.root);
        return;
    };
    let by_counter = matches!(&place.path[k], Step::Index(e) if matches!(&e.kind, ExprKind::Read(p) if p.is_var() && p.root == counter));
    let base = Place { root: place.root, path: base };
    let list = uses.entry(place.root).or_default();
    match list.iter_mut().find(|u| u.base == base) {
        Some(u) => {
            u.by_counter &= by_counter;
            u.always |= always;
            u.changed |= changed;
        }
        None => list.push(Use { base, by_counter, always, changed }),
    }
}

/// A loop that runs zero times may stand where this has no value.
fn may_underflow(e: &Expr) -> bool {
    e.any(&mut |e| matches!(&e.kind, ExprKind::Op("sub" | "div" | "rem", _) | ExprKind::Foreign(_)))
}

/// Replaces the base of every place by a variable.
fn rebase(stmts: &mut [Stmt], base: &Place, part: VarId) {
    fn fix(p: &mut Place, base: &Place, part: VarId) {
        let n = base.path.len();
        if p.root == base.root
            && p.path.len() > n
            && p.path[..n] == base.path[..]
            && matches!(p.path[n], Step::Index(_))
        {
            p.root = part;
            p.path.drain(..n);
        }
    }
    fn in_expr(e: &mut Expr, base: &Place, part: VarId) {
        if let ExprKind::Read(p) | ExprKind::Borrow { place: p, .. } = &mut e.kind {
            fix(p, base, part);
        }
        e.each_child_mut(&mut |c| in_expr(c, base, part));
    }
    for s in stmts {
        s.each_expr_mut(&mut |e| in_expr(e, base, part));
        if let StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } = &mut s.kind {
            fix(place, base, part);
        }
        s.each_block_mut(&mut |b| rebase(&mut b.stmts, base, part));
    }
}
