//! Which vectors move out of the statements that name them.

use crate::ir::*;
use crate::transform::tangent::is_field;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{HashMap, HashSet};

/// The vectors that move somewhere else.
#[derive(Default)]
pub(super) struct Leaving {
    /// Moved out, or lent to what cannot be seen into.
    pub(super) out: HashSet<VarId>,
    /// Moved into another variable: `to = from;`
    pub(super) into: Vec<(VarId, VarId)>,
    /// A field may have moved out.
    pub(super) parts: HashSet<VarId>,
}

impl Leaving {
    pub(super) fn of(stmts: &[Stmt], vars: &[Var]) -> Leaving {
        let mut leaving = Leaving::default();
        leaving.block(stmts, vars);
        leaving
    }

    /// Does the variable stay, and all of it?
    pub(super) fn keeps(self, v: VarId) -> bool {
        !self.parts.contains(&v) && !self.all().contains(&v)
    }

    /// All of them.
    pub(super) fn all(self) -> HashSet<VarId> {
        let mut all = self.out;
        all.extend(self.into.into_iter().map(|(_, from)| from));
        all
    }

    fn block(&mut self, stmts: &[Stmt], vars: &[Var]) {
        for s in stmts {
            match &s.kind {
                StmtKind::Assign { place, op: None, value } if place.is_var() => {
                    match &value.kind {
                        ExprKind::Read(from) if from.is_var() => {
                            self.into.push((place.root, from.root));
                        }
                        _ => self.expr(value),
                    }
                }
                // Added by reference.
                StmtKind::Accumulate { place, value: Expr { kind: ExprKind::Read(from), .. } }
                    if !is_field(place, vars) =>
                {
                    place.each_index(&mut |e| self.expr(e));
                    from.each_index(&mut |e| self.expr(e));
                }
                _ => s.each_expr(&mut |e| self.expr(e)),
            }
            if let StmtKind::Foreign(f) | StmtKind::Each { iterator: f, .. } = &s.kind {
                self.foreign(f);
            }
            s.each_block(&mut |b| self.block(&b.stmts, vars));
        }
    }

    fn expr(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Read(p) if p.is_var() => {
                self.out.insert(p.root);
            }
            ExprKind::Read(p) if matches!(p.path.last(), Some(Step::Field(_))) => {
                self.parts.insert(p.root);
            }
            ExprKind::Call(call) => {
                if let Callee::Local(v) = &call.callee {
                    self.out.insert(*v);
                }
            }
            ExprKind::Foreign(f) => self.foreign(f),
            ExprKind::Closure(lambda) => self.out.extend(&lambda.captures),
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
        self.out.extend(moved.map(|(_, v)| *v));
    }
}

/// The vectors that hold a value at a point of the function, whatever path led there.
pub(super) struct Settled {
    /// Declared with a value.
    given: HashSet<VarId>,
    /// The statement of the function's body in which a vector moves first.
    until: HashMap<VarId, usize>,
}

impl Settled {
    /// `params` have a value from the start.
    pub(super) fn of(stmts: &[Stmt], vars: &[Var], params: &[VarId]) -> Settled {
        let (mut given, mut late): (HashSet<VarId>, _) = (HashSet::new(), HashSet::new());
        given.extend(params);
        let mut until = HashMap::new();
        for (i, s) in stmts.iter().enumerate() {
            for v in Leaving::of(std::slice::from_ref(s), vars).all() {
                until.entry(v).or_insert(i);
            }
            Block::new(vec![s.clone()]).each_stmt(&mut |s| match &s.kind {
                StmtKind::Let { var, init: Some(_) } => {
                    given.insert(*var);
                }
                StmtKind::Let { var, init: None } => {
                    late.insert(*var);
                }
                _ => {}
            });
        }
        given.retain(|v| !late.contains(v));
        Settled { given, until }
    }

    /// Does the vector hold a value in statement `at` of the function's body?
    pub(super) fn holds(&self, v: VarId, at: usize) -> bool {
        self.given.contains(&v) && self.until.get(&v).is_none_or(|until| at < *until)
    }
}

/// Numbers, and fixed arrays and tuples of them: nothing to drop, nothing borrowed.
pub(super) fn plain(ty: &Type) -> bool {
    match ty {
        Type::Array(t, _) => plain(t),
        Type::Tuple(ts) => ts.iter().all(plain),
        t => t.is_scalar(),
    }
}

/// Is it known to be a slice, or what a reference to becomes one?
pub(super) fn is_sequence(place: &Place, vars: &[Var]) -> bool {
    let root = vars[place.root.0 as usize].ty.peel();
    let whole = place.path.iter().all(|s| matches!(s, Step::Slice(..) | Step::Deref));
    whole && matches!(root, Type::Slice(_) | Type::Array(..) | Type::Vec(_))
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
            let indexed = matches!(trees.get(i + 1), Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Bracket);
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
