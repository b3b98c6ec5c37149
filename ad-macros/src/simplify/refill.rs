//! Vectors that each iteration of a loop makes anew: declared before the loop, refilled in it, so
//! that they keep their memory.

use crate::ir::*;
use proc_macro2::{Span, TokenStream, TokenTree};
use std::collections::{HashMap, HashSet};

/// Rewrites the statements of one emitted body, both sweeps together. The last of the passes:
/// others look for declarations where values are made.
pub(crate) fn refill(stmts: &mut Vec<Stmt>, vars: &mut [Var]) {
    let kept = kept(stmts, vars);
    let mut pass = Refill { vars, kept, in_loop: false, moved: Vec::new() };
    pass.block(stmts);
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
            let outermost = !self.in_loop && is_loop(&s);
            // Iterations that run at the same time have memory of their own.
            let alone =
                matches!(&s.kind, StmtKind::For { var, .. } if self.vars[var.0 as usize].parallel);
            let around = self.in_loop;
            self.in_loop = (around || is_loop(&s)) && !alone;
            s.each_block_mut(&mut |b| self.block(&mut b.stmts));
            self.in_loop = around;
            if outermost {
                out.extend(
                    std::mem::take(&mut self.moved).into_iter().map(|(v, span)| empty(v, span)),
                );
            }
            match self.in_loop.then(|| self.again(&s)).flatten() {
                Some(kind) => out.push(Stmt::new(kind, s.span)),
                None => out.push(s),
            }
        }
        *stmts = out;
    }

    /// The statement that gives a vector its contents in memory that it has already.
    fn again(&mut self, s: &Stmt) -> Option<StmtKind> {
        let (var, value) = match &s.kind {
            StmtKind::Let { var, init: Some(init) } => (*var, init),
            StmtKind::Assign { place, op: None, value } if place.is_var() => (place.root, value),
            _ => return None,
        };
        if !self.kept.contains(&var) {
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
    let mut uses = Uses { vars, made: HashMap::new(), left: HashSet::new(), given: Vec::new() };
    uses.block(stmts);
    let Uses { mut made, left, given, .. } = uses;
    made.retain(|v, all| *all && !left.contains(v));
    let mut kept: HashSet<VarId> = made.into_keys().collect();
    // A vector that moves into one that does not stay moves.
    loop {
        let before = kept.len();
        for (to, from) in &given {
            if !kept.contains(to) {
                kept.remove(from);
            }
        }
        if kept.len() == before {
            return kept;
        }
    }
}

struct Uses<'a> {
    vars: &'a [Var],
    /// Declared here; always with a value that a refill can make?
    made: HashMap<VarId, bool>,
    /// Moved out, or lent to what cannot be seen into.
    left: HashSet<VarId>,
    /// `to = from;`
    given: Vec<(VarId, VarId)>,
}

impl Uses<'_> {
    fn block(&mut self, stmts: &[Stmt]) {
        for s in stmts {
            self.stmt(s);
            s.each_block(&mut |b| self.block(&b.stmts));
        }
    }

    fn stmt(&mut self, s: &Stmt) {
        match &s.kind {
            StmtKind::Let { var, init: Some(init) } => {
                let fits = self.fits(*var, init);
                *self.made.entry(*var).or_insert(true) &= fits;
            }
            StmtKind::Assign { place, op: None, value } => {
                if let ExprKind::Read(from) = &value.kind
                    && from.is_var()
                    && place.is_var()
                {
                    self.given.push((place.root, from.root));
                    return;
                }
            }
            StmtKind::Foreign(f) | StmtKind::Each { iterator: f, .. } => self.foreign(f),
            _ => {}
        }
        if !matches!(s.kind, StmtKind::Let { init: Some(_), .. }) {
            s.each_declared(&mut |v| {
                self.made.insert(v, false);
            });
        }
        s.each_expr(&mut |e| self.expr(e));
    }

    /// Can the declaration be made before the loop, and its value be a refill?
    fn fits(&self, var: VarId, init: &Expr) -> bool {
        let v = &self.vars[var.0 as usize];
        if v.alias.is_some() || v.ty.is_mut_ref() {
            return false;
        }
        let known = matches!(&v.ty, Type::Vec(t) if plain(t));
        match &init.kind {
            ExprKind::Repeat { value, vec: true, .. } => known || plain(&value.ty),
            ExprKind::VecOf(_) => known,
            ExprKind::CloneOf { place, method: "clone" } => known && !place.is_part(),
            ExprKind::CloneOf { place, method: "to_vec" } => known && self.is_sequence(place),
            ExprKind::Support("replace", args) => {
                known && matches!(args[1].kind, ExprKind::Repeat { vec: true, .. })
            }
            _ => false,
        }
    }

    /// Is it known to be a slice, or what a reference to becomes one?
    fn is_sequence(&self, place: &Place) -> bool {
        let root = self.vars[place.root.0 as usize].ty.peel();
        let whole = place.path.iter().all(|s| matches!(s, Step::Slice(..) | Step::Deref));
        whole && matches!(root, Type::Slice(_) | Type::Array(..) | Type::Vec(_))
    }

    fn expr(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Read(p) if p.is_var() => {
                self.left.insert(p.root);
            }
            ExprKind::Foreign(f) => self.foreign(f),
            ExprKind::Closure(lambda) => self.left.extend(&lambda.captures),
            // Lent, in spite of their form.
            ExprKind::Zero(inner) if matches!(inner.kind, ExprKind::Read(_)) => {
                return inner.each_child(&mut |c| self.expr(c));
            }
            ExprKind::Rule { args, .. } | ExprKind::Support("borrow", args) => {
                for a in args {
                    match &a.kind {
                        ExprKind::Read(_) => a.each_child(&mut |c| self.expr(c)),
                        _ => self.expr(a),
                    }
                }
                return;
            }
            _ => {}
        }
        e.each_child(&mut |c| self.expr(c));
    }

    fn foreign(&mut self, f: &Foreign) {
        let moved = f.uses.iter().filter(|(name, _)| !only_lent(&f.tokens, name));
        self.left.extend(moved.map(|(_, v)| *v));
    }
}

/// Numbers, and fixed arrays and tuples of them: nothing to drop, nothing borrowed.
fn plain(ty: &Type) -> bool {
    match ty {
        Type::Array(t, _) => plain(t),
        Type::Tuple(ts) => ts.iter().all(plain),
        t => t.is_scalar(),
    }
}

/// Methods of vectors and slices that borrow them.
const BORROWING: [&str; 16] = [
    "len",
    "is_empty",
    "iter",
    "iter_mut",
    "first",
    "last",
    "get",
    "contains",
    "as_slice",
    "swap",
    "sort",
    "sort_by",
    "sort_by_key",
    "sort_unstable",
    "sort_unstable_by",
    "push",
];

/// Do the tokens take the variable by reference wherever they name it?
fn only_lent(tokens: &TokenStream, name: &str) -> bool {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is = |i: Option<usize>, text: &str| {
        i.and_then(|i| trees.get(i)).is_some_and(|t| t.to_string() == text)
    };
    trees.iter().enumerate().all(|(i, tree)| match tree {
        TokenTree::Group(g) => only_lent(&g.stream(), name),
        TokenTree::Ident(ident) if ident == name => {
            let before = i.checked_sub(1);
            let indexed = matches!(trees.get(i + 1), Some(TokenTree::Group(g)) if g.delimiter() == proc_macro2::Delimiter::Bracket);
            let method = trees.get(i + 2).map(ToString::to_string).unwrap_or_default();
            indexed
                || is(before, ".")
                || is(before, "&")
                || (is(before, "mut") && is(i.checked_sub(2), "&"))
                || (is(Some(i + 1), ".") && BORROWING.contains(&method.as_str()))
        }
        _ => true,
    })
}
