//! Containers move where a copy of them would be the last use, and where they are replaced.

use crate::analyse::effects::{declared, mentioned, written};
use crate::ir::builder::fresh;
use crate::ir::*;
use std::collections::{HashMap, HashSet};

/// Rewrites the statements of one emitted body, both sweeps together. `live` is read after them.
pub(crate) fn moves(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, live: &[VarId]) {
    replace(stmts, vars);
    keep_lengths(stmts, vars);
    last_uses(stmts, &live.iter().copied().collect(), &HashSet::new());
}

/// `x.clone()` where nothing reads `x` any more. `own` are the variables that may be moved out of
/// here: they are declared outside, but in no other iteration.
fn last_uses(stmts: &mut [Stmt], later: &HashSet<VarId>, own: &HashSet<VarId>) {
    let mut own = own.clone();
    own.extend(declared(stmts));
    let mut later = later.clone();
    for s in stmts.iter_mut().rev() {
        let here = mentioned(std::slice::from_ref(s));
        match &mut s.kind {
            StmtKind::For { body, .. }
            | StmtKind::While { body, .. }
            | StmtKind::WhileLet { body, .. }
            | StmtKind::Each { body, .. } => {
                let again: HashSet<VarId> = later.union(&here).copied().collect();
                inside(&mut body.stmts, again, &HashSet::new());
            }
            _ => {
                let mut reads: HashMap<VarId, usize> = HashMap::new();
                s.each_expr(&mut |e| e.each_var(&mut |v| *reads.entry(v).or_insert(0) += 1));
                let last = |v: VarId| own.contains(&v) && !later.contains(&v) && reads[&v] == 1;
                s.each_expr_mut(&mut |e| move_out(e, &last));
                s.each_block_mut(&mut |b| inside(&mut b.stmts, later.clone(), &own));
            }
        }
        later.extend(here);
    }
}

/// A block within: no one outside sees what it declares.
fn inside(stmts: &mut [Stmt], mut later: HashSet<VarId>, own: &HashSet<VarId>) {
    declared(stmts).iter().for_each(|v| {
        later.remove(v);
    });
    last_uses(stmts, &later, own);
}

fn move_out(e: &mut Expr, last: &dyn Fn(VarId) -> bool) {
    if let ExprKind::CloneOf { place, method: "clone" } = &e.kind
        && place.is_var()
        && last(place.root)
    {
        e.kind = ExprKind::Read(place.clone());
    }
    e.each_child_mut(&mut |c| move_out(c, last));
}

/// `let old = x.clone(); x = value;` takes the old value out.
fn replace(stmts: &mut Vec<Stmt>, vars: &[Var]) {
    for s in stmts.iter_mut() {
        s.each_block_mut(&mut |b| replace(&mut b.stmts, vars));
    }
    let mut i = 0;
    while i + 1 < stmts.len() {
        let (StmtKind::Let { init: Some(old), .. }, StmtKind::Assign { place, op: None, value }) =
            (&stmts[i].kind, &stmts[i + 1].kind)
        else {
            i += 1;
            continue;
        };
        let ty = &vars[place.root.0 as usize].ty;
        let copied =
            matches!(&old.kind, ExprKind::CloneOf { place: of, method: "clone" } if of == place);
        let moves = place.is_var() && matches!(ty, Type::Vec(_));
        let mut apart = true;
        value.each_var(&mut |v| apart &= v != place.root);
        if copied && moves && apart {
            let to = ExprKind::Borrow { mutable: true, place: place.clone() };
            let to = Expr::new(to, Type::Unknown, old.span);
            let taken = Expr::support("replace", vec![to, value.clone()], old.ty.clone());
            let StmtKind::Let { init, .. } = &mut stmts[i].kind else { unreachable!("matched") };
            *init = Some(taken);
            stmts.remove(i + 1);
        }
        i += 1;
    }
}

/// A container on a tape of which the reverse sweep wants the length only.
fn keep_lengths(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>) {
    let (mut pushes, mut pops) = (HashMap::new(), HashMap::new());
    let all = Block::new(std::mem::take(stmts));
    all.each_stmt(&mut |s| match &s.kind {
        StmtKind::Push { tape, values } => {
            pushes.entry(*tape).or_insert_with(Vec::new).push(values.clone());
        }
        StmtKind::Pop { tape, .. } => *pops.entry(*tape).or_insert(0) += 1,
        _ => {}
    });
    *stmts = all.stmts;
    let single = |(tape, values): (VarId, Vec<Vec<Expr>>)| match (&values[..], pops.get(&tape)) {
        ([values], Some(1)) => Some((tape, values.clone())),
        _ => None,
    };
    let mut tapes: Vec<_> = pushes.into_iter().filter_map(single).collect();
    tapes.sort_by_key(|(tape, _)| *tape);
    for (tape, values) in tapes {
        for (j, value) in values.iter().enumerate() {
            let ExprKind::Read(place) = &value.kind else { continue };
            if !place.is_var() || !matches!(vars[place.root.0 as usize].ty, Type::Vec(_)) {
                continue;
            }
            if pop_length(stmts, vars, (tape, j)) {
                let name = format!("{}_len", vars[place.root.0 as usize].name);
                let length = fresh(vars, &name, Type::Int("usize".into()));
                push_length(stmts, vars, (tape, j), place.root, length);
            }
        }
    }
}

/// Pops the length instead of the container, if that is all that is asked of it.
fn pop_length(stmts: &mut [Stmt], vars: &mut Vec<Var>, (tape, j): (VarId, usize)) -> bool {
    let mut done = false;
    for s in stmts.iter_mut() {
        s.each_block_mut(&mut |b| done |= pop_length(&mut b.stmts, vars, (tape, j)));
    }
    let is_pop = |s: &Stmt| matches!(&s.kind, StmtKind::Pop { tape: t, .. } if *t == tape);
    let Some(at) = stmts.iter().position(is_pop) else { return done };
    let (head, rest) = stmts.split_at_mut(at + 1);
    let StmtKind::Pop { vars: popped, .. } = &mut head[at].kind else { unreachable!("found") };
    if !only_measured(rest, popped[j]) {
        return false;
    }
    let name = format!("{}_len", vars[popped[j].0 as usize].name);
    let length = fresh(vars, &name, Type::Int("usize".into()));
    read_length(rest, popped[j], length);
    popped[j] = length;
    true
}

/// Is the length all that is ever asked of the variable?
fn only_measured(stmts: &[Stmt], v: VarId) -> bool {
    fn expr(e: &Expr, v: VarId) -> bool {
        let mut sound = match &e.kind {
            ExprKind::Len(p) => p.root != v || p.is_var(),
            ExprKind::Read(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => p.root != v,
            ExprKind::Foreign(f) => f.uses.iter().all(|(_, u)| *u != v),
            ExprKind::Closure(lambda) => !lambda.captures.contains(&v),
            _ => true,
        };
        e.each_child(&mut |c| sound = sound && expr(c, v));
        sound
    }
    let mut sound = true;
    Block::new(stmts.to_vec()).each_stmt(&mut |s| {
        s.each_expr(&mut |e| sound = sound && expr(e, v));
        sound &= match &s.kind {
            StmtKind::Assign { place, .. }
            | StmtKind::Accumulate { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. }
            | StmtKind::LetPattern { place, .. }
            | StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => place.root != v,
            StmtKind::Swap { a, b } => a.root != v && b.root != v,
            StmtKind::Foreign(f) | StmtKind::Each { iterator: f, .. } => {
                f.uses.iter().all(|(_, u)| *u != v)
            }
            _ => true,
        };
    });
    sound
}

/// Is the variable lent to something that may give it another length?
fn lends_mutably(s: &Stmt, v: VarId) -> bool {
    let mut found = false;
    Block::new(vec![s.clone()]).each_stmt(&mut |s| {
        s.each_expr(&mut |e| {
            found |= e.any(&mut |x| {
                matches!(&x.kind, ExprKind::Borrow { mutable: true, place } if place.root == v)
            });
        });
    });
    found
}

/// Pushes the length, which is taken before the container may move.
fn push_length(
    stmts: &mut Vec<Stmt>,
    vars: &[Var],
    (tape, j): (VarId, usize),
    of: VarId,
    length: VarId,
) {
    for s in stmts.iter_mut() {
        s.each_block_mut(&mut |b| push_length(&mut b.stmts, vars, (tape, j), of, length));
    }
    let Some(at) =
        stmts.iter().position(|s| matches!(&s.kind, StmtKind::Push { tape: t, .. } if *t == tape))
    else {
        return;
    };
    let usize_ty = Type::Int("usize".into());
    let span = stmts[at].span;
    let stub = Function {
        name: String::new(),
        params: Vec::new(),
        marks: Vec::new(),
        ret_ty: Type::Unit,
        ret: None,
        vars: vars.to_vec(),
        body: Block::default(),
        span,
    };
    let mut first = at;
    for i in (0..at).rev() {
        let s = &stmts[i];
        if written(s, &stub).contains(&of)
            || lends_mutably(s, of)
            || declared(std::slice::from_ref(s)).contains(&of)
        {
            break;
        }
        if mentioned(std::slice::from_ref(s)).contains(&of) {
            first = i;
        }
    }
    if let StmtKind::Push { values, .. } = &mut stmts[at].kind {
        values[j] = Expr::var(length, usize_ty.clone(), span);
    }
    let len = Expr::new(ExprKind::Len(Place::of(of)), usize_ty, span);
    stmts.insert(first, Stmt::let_(length, len));
}

fn read_length(stmts: &mut [Stmt], v: VarId, length: VarId) {
    fn expr(e: &mut Expr, v: VarId, length: VarId) {
        if matches!(&e.kind, ExprKind::Len(p) if p.root == v) {
            e.kind = ExprKind::Read(Place::of(length));
        }
        e.each_child_mut(&mut |c| expr(c, v, length));
    }
    for s in stmts {
        s.each_expr_mut(&mut |e| expr(e, v, length));
        s.each_block_mut(&mut |b| read_length(&mut b.stmts, v, length));
    }
}
