//! Vectors that each iteration of a loop makes anew: declared before the loop, refilled in it, so
//! that they keep their memory.

use super::leaving::{Leaving, Settled, is_sequence, plain};
use crate::analyse::effects::mentioned;
use crate::ir::*;
use proc_macro2::Span;
use std::collections::{HashMap, HashSet};

/// Rewrites the statements of one emitted body, both sweeps together. The last of the passes:
/// others look for declarations where values are made.
pub(crate) fn refill(stmts: &mut Vec<Stmt>, vars: &mut [Var], live: &[VarId]) {
    join(stmts, vars, live);
    let kept = kept(stmts, vars);
    let mut pass = Refill { vars, kept, in_loop: false, moved: Vec::new() };
    pass.block(stmts);
}

/// `let old = …; let new = old;` declares the vector under its second name.
fn join(stmts: &mut Vec<Stmt>, vars: &[Var], live: &[VarId]) {
    let mut i = 0;
    while i < stmts.len() {
        stmts[i].each_block_mut(&mut |b| join(&mut b.stmts, vars, live));
        if let Some((declared, old, new)) = renames(stmts, i)
            && !vars[old.0 as usize].user
            && matches!(vars[old.0 as usize].ty, Type::Vec(_))
            && !live.contains(&old)
            && stmts.iter().filter(|s| mentioned(std::slice::from_ref(s)).contains(&old)).count()
                == 1
        {
            if let StmtKind::Let { var, .. } = &mut stmts[declared].kind {
                *var = new;
            }
            stmts.remove(i);
            continue;
        }
        i += 1;
    }
}

/// Where the variable that statement `i` renames is declared, and both of its names.
fn renames(stmts: &[Stmt], i: usize) -> Option<(usize, VarId, VarId)> {
    let StmtKind::Let { var: new, init: Some(init) } = &stmts[i].kind else { return None };
    let ExprKind::Read(place) = &init.kind else { return None };
    let declares =
        |s: &Stmt| matches!(&s.kind, StmtKind::Let { var, init: Some(_) } if *var == place.root);
    let declared = stmts[..i].iter().position(declares)?;
    place.is_var().then_some((declared, place.root, *new))
}

struct Refill<'a> {
    vars: &'a mut [Var],
    kept: HashSet<VarId>,
    in_loop: bool,
    /// Declared in the loop so far, to be declared before it.
    moved: Vec<(VarId, Span)>,
}

impl Refill<'_> {
    fn block(&mut self, stmts: &mut Vec<Stmt>) {
        let mut out = Vec::with_capacity(stmts.len());
        for mut s in std::mem::take(stmts) {
            out.extend(self.below(&mut s));
            match self.in_loop.then(|| self.again(&s)).flatten() {
                Some(kind) => out.push(Stmt::new(kind, s.span)),
                None => out.push(s),
            }
        }
        *stmts = out;
    }

    /// Rewrites the blocks of a statement; gives the declarations that belong before it.
    fn below(&mut self, s: &mut Stmt) -> Vec<Stmt> {
        // Iterations that run at the same time have memory of their own.
        let apart =
            matches!(&s.kind, StmtKind::For { var, .. } if self.vars[var.0 as usize].parallel);
        let (around, before) = (self.in_loop, std::mem::take(&mut self.moved));
        self.in_loop = (around || is_loop(s)) && !apart;
        s.each_block_mut(&mut |b| self.block(&mut b.stmts));
        self.in_loop = around;
        let inside = std::mem::replace(&mut self.moved, before);
        if !around {
            return inside.into_iter().map(|(v, span)| empty(v, span)).collect();
        }
        let new = inside.into_iter().filter(|(v, _)| self.moved.iter().all(|(w, _)| w != v));
        let new: Vec<_> = new.collect();
        self.moved.extend(new);
        Vec::new()
    }

    /// The statement that gives a vector its contents in memory that it has already.
    fn again(&mut self, s: &Stmt) -> Option<StmtKind> {
        let (var, value) = match &s.kind {
            StmtKind::Let { var, init: Some(init) } => (*var, init),
            StmtKind::Assign { place, op: None, value } if place.is_var() => (place.root, value),
            _ => return None,
        };
        // A vector that moves into another exchanges its memory with it.
        let exchanged = matches!(&value.kind, ExprKind::Read(from) if from.is_var() && self.kept.contains(&from.root));
        if !self.kept.contains(&var) && !exchanged {
            return None;
        }
        let declares = matches!(s.kind, StmtKind::Let { .. });
        let kind = refilled(var, value, declares, &self.kept)?;
        if declares && self.moved.iter().all(|(v, _)| *v != var) {
            self.moved.push((var, s.span));
            self.vars[var.0 as usize].mutable = true;
        }
        Some(kind)
    }
}

fn is_loop(s: &Stmt) -> bool {
    matches!(
        s.kind,
        StmtKind::For { .. }
            | StmtKind::While { .. }
            | StmtKind::WhileLet { .. }
            | StmtKind::Each { .. }
    )
}

fn empty(var: VarId, span: Span) -> Stmt {
    Stmt::let_(var, Expr::new(ExprKind::VecOf(Vec::new()), Type::Unknown, span))
}

/// `let var = value;` or `var = value;` for a vector that is there already.
fn refilled(var: VarId, value: &Expr, declares: bool, kept: &HashSet<VarId>) -> Option<StmtKind> {
    let mut own = false;
    value.each_var(&mut |v| own |= v == var);
    if own {
        return None;
    }
    let lent = |place: Place| {
        Expr::new(ExprKind::Borrow { mutable: true, place }, Type::Unknown, value.span)
    };
    let this = lent(Place::of(var));
    let support = |name, args| {
        StmtKind::Eval(Expr::new(ExprKind::Support(name, args), Type::Unit, value.span))
    };
    Some(match &value.kind {
        ExprKind::VecOf(items) if items.is_empty() => support("clear", vec![this]),
        ExprKind::VecOf(items) => {
            let items = Expr::new(ExprKind::Array(items.clone()), Type::Unknown, value.span);
            support("refill_from", vec![this, Expr::support("borrow", vec![items], Type::Unknown)])
        }
        ExprKind::Repeat { value, count, vec: true } => {
            support("refill", vec![this, (**count).clone(), (**value).clone()])
        }
        ExprKind::Support("unset", args) => {
            support("resize", vec![this, args[0].clone(), args[1].clone()])
        }
        ExprKind::CloneOf { place, .. } => {
            let kind = ExprKind::Borrow { mutable: false, place: place.clone() };
            support("refill_from", vec![this, Expr::new(kind, Type::Unknown, value.span)])
        }
        // The old vector's memory is the next one's.
        ExprKind::Read(from) if !declares && from.is_var() && kept.contains(&from.root) => {
            StmtKind::Swap { a: Place::of(var), b: from.clone() }
        }
        // Takes a cotangent and leaves zeros.
        ExprKind::Support("replace", args) => {
            let ExprKind::Borrow { mutable: true, place } = &args[0].kind else { return None };
            let ExprKind::Repeat { value: zero, count, vec: true } = &args[1].kind else {
                return None;
            };
            let mut overlap = false;
            count.each_var(&mut |v| overlap |= v == place.root);
            if overlap || !declares {
                return None;
            }
            let args = vec![this, lent(place.clone()), (**count).clone(), (**zero).clone()];
            support("take_and_refill", args)
        }
        _ => return None,
    })
}

// Which vectors stay.

/// The vectors of numbers that are only declared in ways that can be a refill, and never move but
/// into another of them.
fn kept(stmts: &[Stmt], vars: &[Var]) -> HashSet<VarId> {
    let mut made = HashMap::new();
    let mut declared = HashSet::new();
    Block::new(stmts.to_vec()).each_stmt(&mut |s| {
        s.each_declared(&mut |v| {
            declared.insert(v);
        });
    });
    declarations(stmts, vars, &declared, &mut made);
    let leaving = Leaving::of(stmts, vars);
    let settled = Settled::of(stmts, vars, &[]);
    let mut into = Vec::new();
    for (at, s) in stmts.iter().enumerate() {
        let moves = Leaving::of(std::slice::from_ref(s), vars).into.into_iter();
        let vector = |v: VarId| matches!(vars[v.0 as usize].ty, Type::Vec(_));
        into.extend(moves.filter(|(to, _)| !(vector(*to) && settled.holds(*to, at))));
    }
    let mut kept: HashSet<VarId> = made
        .into_iter()
        .filter(|(v, all)| *all && !leaving.out.contains(v))
        .map(|(v, _)| v)
        .collect();
    // A vector that moves into one that does not stay moves.
    loop {
        let before = kept.len();
        for (to, from) in &into {
            if !kept.contains(to) {
                kept.remove(from);
            }
        }
        if kept.len() == before {
            return kept;
        }
    }
}

/// What is declared, and whether it always has a value that a refill can make.
fn declarations(
    stmts: &[Stmt],
    vars: &[Var],
    declared: &HashSet<VarId>,
    made: &mut HashMap<VarId, bool>,
) {
    for s in stmts {
        match &s.kind {
            StmtKind::Let { var, init: Some(init) } => {
                let fits = fits(*var, init, vars) || copies_param(*var, init, vars, declared);
                *made.entry(*var).or_insert(true) &= fits;
            }
            _ => s.each_declared(&mut |v| {
                made.insert(v, false);
            }),
        }
        s.each_block(&mut |b| declarations(&b.stmts, vars, declared, made));
    }
}

/// A copy of a vector of unknown elements, which outlive the function.
fn copies_param(var: VarId, init: &Expr, vars: &[Var], declared: &HashSet<VarId>) -> bool {
    let ExprKind::CloneOf { place, method: "clone" } = &init.kind else { return false };
    let mut root = place.root;
    while let Some(of) = &vars[root.0 as usize].alias {
        root = of.root;
    }
    let v = &vars[var.0 as usize];
    v.alias.is_none()
        && matches!(v.ty, Type::Vec(_))
        && !place.is_part()
        && !declared.contains(&root)
}

/// Can the declaration be made before the loop, and its value be a refill?
fn fits(var: VarId, init: &Expr, vars: &[Var]) -> bool {
    let v = &vars[var.0 as usize];
    if v.alias.is_some() || v.ty.is_mut_ref() {
        return false;
    }
    let known = matches!(&v.ty, Type::Vec(t) if plain(t));
    match &init.kind {
        ExprKind::Repeat { value, vec: true, .. } => known || plain(&value.ty),
        ExprKind::Support("unset", _) => known,
        ExprKind::VecOf(_) => known,
        ExprKind::CloneOf { place, method: "clone" } => known && !place.is_part(),
        ExprKind::CloneOf { place, method: "to_vec" } => known && is_sequence(place, vars),
        ExprKind::Support("replace", args) => {
            known && matches!(args[1].kind, ExprKind::Repeat { vec: true, .. })
        }
        _ => false,
    }
}
