//! Walks over expressions and statements.

use super::*;
use std::collections::HashMap;

impl Expr {
    /// The direct operands, in evaluation order; index expressions of places included.
    pub(crate) fn each_child<'a>(&'a self, f: &mut dyn FnMut(&'a Expr)) {
        match &self.kind {
            ExprKind::Literal(_)
            | ExprKind::Number(_)
            | ExprKind::Closure(_)
            | ExprKind::Foreign(_) => {}
            ExprKind::Read(p)
            | ExprKind::Len(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => p.each_index(f),
            ExprKind::Op(_, args)
            | ExprKind::Rule { args, .. }
            | ExprKind::Compare(_, args)
            | ExprKind::Support(_, args)
            | ExprKind::Tuple(args)
            | ExprKind::Array(args)
            | ExprKind::VecOf(args) => args.iter().for_each(f),
            ExprKind::Cast(e, _) | ExprKind::Zero(e) => f(e),
            ExprKind::Call(call) => call.args.iter().for_each(f),
            ExprKind::Repeat { value, count, .. } => {
                f(value);
                f(count);
            }
            ExprKind::Construct { fields, rest, .. } => {
                fields.iter().for_each(|(_, e)| f(e));
                if let Some(rest) = rest {
                    f(rest);
                }
            }
        }
    }

    pub(crate) fn each_child_mut(&mut self, f: &mut dyn FnMut(&mut Expr)) {
        match &mut self.kind {
            ExprKind::Literal(_)
            | ExprKind::Number(_)
            | ExprKind::Closure(_)
            | ExprKind::Foreign(_) => {}
            ExprKind::Read(p)
            | ExprKind::Len(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => p.each_index_mut(f),
            ExprKind::Op(_, args)
            | ExprKind::Rule { args, .. }
            | ExprKind::Compare(_, args)
            | ExprKind::Support(_, args)
            | ExprKind::Tuple(args)
            | ExprKind::Array(args)
            | ExprKind::VecOf(args) => args.iter_mut().for_each(f),
            ExprKind::Cast(e, _) | ExprKind::Zero(e) => f(e),
            ExprKind::Call(call) => call.args.iter_mut().for_each(f),
            ExprKind::Repeat { value, count, .. } => {
                f(value);
                f(count);
            }
            ExprKind::Construct { fields, rest, .. } => {
                fields.iter_mut().for_each(|(_, e)| f(e));
                if let Some(rest) = rest {
                    f(rest);
                }
            }
        }
    }

    /// Every place that the expression reads or borrows, itself and below.
    pub(crate) fn each_place<'a>(&'a self, f: &mut dyn FnMut(&'a Place)) {
        match &self.kind {
            ExprKind::Read(p)
            | ExprKind::Len(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => f(p),
            _ => {}
        }
        self.each_child(&mut |e| e.each_place(f));
    }

    /// Every variable that the expression names.
    pub(crate) fn each_var(&self, f: &mut dyn FnMut(VarId)) {
        match &self.kind {
            ExprKind::Read(p)
            | ExprKind::Len(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => f(p.root),
            ExprKind::Foreign(foreign) => foreign.uses.iter().for_each(|(_, v)| f(*v)),
            ExprKind::Closure(lambda) => lambda.captures.iter().for_each(|v| f(*v)),
            ExprKind::Call(call) => {
                if let Callee::Local(v) = &call.callee {
                    f(*v);
                }
            }
            _ => {}
        }
        self.each_child(&mut |e| e.each_var(f));
    }

    /// Every variable whose value the expression depends on; a length is not one.
    pub(crate) fn each_value_var(&self, f: &mut dyn FnMut(VarId)) {
        match &self.kind {
            ExprKind::Read(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => {
                f(p.root);
            }
            ExprKind::Foreign(foreign) => foreign.uses.iter().for_each(|(_, v)| f(*v)),
            ExprKind::Closure(lambda) => lambda.captures.iter().for_each(|v| f(*v)),
            ExprKind::Call(call) => {
                if let Callee::Local(v) = &call.callee {
                    f(*v);
                }
            }
            _ => {}
        }
        self.each_child(&mut |e| e.each_value_var(f));
    }

    /// Rewrites bottom up.
    pub(crate) fn map(mut self, f: &mut dyn FnMut(Expr) -> Expr) -> Expr {
        self.each_child_mut(&mut |e| {
            let span = e.span;
            let taken = std::mem::replace(e, Expr::unit(span));
            *e = taken.map(f);
        });
        f(self)
    }

    pub(crate) fn any(&self, test: &mut dyn FnMut(&Expr) -> bool) -> bool {
        if test(self) {
            return true;
        }
        let mut found = false;
        self.each_child(&mut |e| found = found || e.any(test));
        found
    }
}

impl Place {
    /// Is it a view of an array's part?
    pub(crate) fn is_part(&self) -> bool {
        matches!(self.path.last(), Some(Step::Part(..)))
    }

    pub(crate) fn each_index<'a>(&'a self, f: &mut dyn FnMut(&'a Expr)) {
        for step in &self.path {
            match step {
                Step::Index(e) => f(e),
                Step::Slice(lo, hi) => {
                    f(lo);
                    if let Some(hi) = hi {
                        f(hi);
                    }
                }
                Step::Part(_, args) => args.iter().for_each(&mut *f),
                _ => {}
            }
        }
    }

    pub(crate) fn each_index_mut(&mut self, f: &mut dyn FnMut(&mut Expr)) {
        for step in &mut self.path {
            match step {
                Step::Index(e) => f(e),
                Step::Slice(lo, hi) => {
                    f(lo);
                    if let Some(hi) = hi {
                        f(hi);
                    }
                }
                Step::Part(_, args) => args.iter_mut().for_each(&mut *f),
                _ => {}
            }
        }
    }
}

impl Stmt {
    /// The expressions of this statement itself, not of the blocks below it.
    pub(crate) fn each_expr<'a>(&'a self, f: &mut dyn FnMut(&'a Expr)) {
        match &self.kind {
            StmtKind::Let { init, .. } => init.iter().for_each(f),
            StmtKind::LetTuple { init, .. } | StmtKind::Eval(init) => f(init),
            StmtKind::LetPattern { place, .. } => place.each_index(f),
            StmtKind::Assign { place, value, .. } | StmtKind::Accumulate { place, value } => {
                place.each_index(f);
                f(value);
            }
            StmtKind::VecPush { place, value } => {
                place.each_index(f);
                f(value);
            }
            StmtKind::VecPop { place, .. } => place.each_index(f),
            StmtKind::Swap { a, b } => {
                a.each_index(f);
                b.each_index(f);
            }
            StmtKind::If { cond, .. } => f(cond),
            StmtKind::Match { scrutinee, arms } => {
                match scrutinee {
                    Scrutinee::Constant(e) => f(e),
                    Scrutinee::Place { place, .. } => place.each_index(f),
                }
                arms.iter().filter_map(|a| a.guard.as_ref()).for_each(f);
            }
            StmtKind::For { lo, hi, .. } => {
                f(lo);
                f(hi);
            }
            StmtKind::While { cond, .. } => cond.iter().for_each(f),
            StmtKind::Push { values, .. } => values.iter().for_each(f),
            StmtKind::WhileLet { value, .. } => f(value),
            StmtKind::Each { .. }
            | StmtKind::Break
            | StmtKind::Jump(_)
            | StmtKind::Pop { .. }
            | StmtKind::Foreign(_) => {}
        }
    }

    pub(crate) fn each_expr_mut(&mut self, f: &mut dyn FnMut(&mut Expr)) {
        match &mut self.kind {
            StmtKind::Let { init, .. } => init.iter_mut().for_each(f),
            StmtKind::LetTuple { init, .. } | StmtKind::Eval(init) => f(init),
            StmtKind::LetPattern { place, .. } => place.each_index_mut(f),
            StmtKind::Assign { place, value, .. } | StmtKind::Accumulate { place, value } => {
                place.each_index_mut(f);
                f(value);
            }
            StmtKind::VecPush { place, value } => {
                place.each_index_mut(f);
                f(value);
            }
            StmtKind::VecPop { place, .. } => place.each_index_mut(f),
            StmtKind::Swap { a, b } => {
                a.each_index_mut(f);
                b.each_index_mut(f);
            }
            StmtKind::If { cond, .. } => f(cond),
            StmtKind::Match { scrutinee, arms } => {
                match scrutinee {
                    Scrutinee::Constant(e) => f(e),
                    Scrutinee::Place { place, .. } => place.each_index_mut(f),
                }
                arms.iter_mut().filter_map(|a| a.guard.as_mut()).for_each(f);
            }
            StmtKind::For { lo, hi, .. } => {
                f(lo);
                f(hi);
            }
            StmtKind::While { cond, .. } => cond.iter_mut().for_each(f),
            StmtKind::Push { values, .. } => values.iter_mut().for_each(f),
            StmtKind::WhileLet { value, .. } => f(value),
            StmtKind::Each { .. }
            | StmtKind::Break
            | StmtKind::Jump(_)
            | StmtKind::Pop { .. }
            | StmtKind::Foreign(_) => {}
        }
    }

    /// The blocks directly below.
    pub(crate) fn each_block<'a>(&'a self, f: &mut dyn FnMut(&'a Block)) {
        match &self.kind {
            StmtKind::If { then, els, .. } => {
                f(then);
                f(els);
            }
            StmtKind::Match { arms, .. } => arms.iter().for_each(|a| f(&a.body)),
            StmtKind::For { body, .. }
            | StmtKind::While { body, .. }
            | StmtKind::WhileLet { body, .. }
            | StmtKind::Each { body, .. } => f(body),
            _ => {}
        }
    }

    pub(crate) fn each_block_mut(&mut self, f: &mut dyn FnMut(&mut Block)) {
        match &mut self.kind {
            StmtKind::If { then, els, .. } => {
                f(then);
                f(els);
            }
            StmtKind::Match { arms, .. } => arms.iter_mut().for_each(|a| f(&mut a.body)),
            StmtKind::For { body, .. }
            | StmtKind::While { body, .. }
            | StmtKind::WhileLet { body, .. }
            | StmtKind::Each { body, .. } => f(body),
            _ => {}
        }
    }

    /// The variables that this statement itself declares, loop variables and patterns included.
    pub(crate) fn each_declared(&self, f: &mut dyn FnMut(VarId)) {
        match &self.kind {
            StmtKind::Let { var, .. } | StmtKind::For { var, .. } => f(*var),
            StmtKind::LetTuple { vars, .. } => vars.iter().flatten().for_each(|v| f(*v)),
            StmtKind::Pop { vars, .. } => vars.iter().for_each(|v| f(*v)),
            StmtKind::VecPop { var, .. } => var.iter().for_each(|v| f(*v)),
            StmtKind::LetPattern { pattern, .. }
            | StmtKind::WhileLet { pattern, .. }
            | StmtKind::Each { pattern, .. } => pattern.each_bound(f),
            StmtKind::Match { arms, .. } => arms.iter().for_each(|a| a.pattern.each_bound(f)),
            _ => {}
        }
    }
}

impl Pattern {
    pub(crate) fn each_bound(&self, f: &mut dyn FnMut(VarId)) {
        match self {
            Pattern::Bind { var, sub, .. } => {
                f(*var);
                if let Some(sub) = sub {
                    sub.each_bound(f);
                }
            }
            Pattern::Tuple(ps) | Pattern::Slice(ps) => ps.iter().for_each(|p| p.each_bound(f)),
            // The alternatives bind the same variables.
            Pattern::Or(ps) => ps.iter().take(1).for_each(|p| p.each_bound(f)),
            Pattern::Ref(p) => p.each_bound(f),
            Pattern::Variant { fields, .. } => fields.iter().for_each(|p| p.each_bound(f)),
            Pattern::Struct { fields, .. } => fields.iter().for_each(|(_, p)| p.each_bound(f)),
            Pattern::Wild | Pattern::Rest | Pattern::Foreign(_) => {}
        }
    }
}

impl Block {
    /// Every statement, depth first, in order.
    pub(crate) fn each_stmt<'a>(&'a self, f: &mut dyn FnMut(&'a Stmt)) {
        for stmt in &self.stmts {
            f(stmt);
            stmt.each_block(&mut |b| b.each_stmt(f));
        }
    }
}

/// Every place that the statements name, below them too.
pub(crate) fn each_place_mut(stmts: &mut [Stmt], f: &dyn Fn(&mut Place)) {
    fn in_expr(e: &mut Expr, f: &dyn Fn(&mut Place)) {
        match &mut e.kind {
            ExprKind::Read(p)
            | ExprKind::Len(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => f(p),
            _ => {}
        }
        e.each_child_mut(&mut |c| in_expr(c, f));
    }
    for s in stmts {
        s.each_expr_mut(&mut |e| in_expr(e, f));
        match &mut s.kind {
            StmtKind::Assign { place, .. }
            | StmtKind::Accumulate { place, .. }
            | StmtKind::LetPattern { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. }
            | StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => f(place),
            StmtKind::Swap { a, b } => {
                f(a);
                f(b);
            }
            _ => {}
        }
        s.each_block_mut(&mut |b| each_place_mut(&mut b.stmts, f));
    }
}

/// Gives variables other names, where they are declared too.
pub(crate) fn rename(stmts: &mut [Stmt], names: &HashMap<VarId, VarId>) {
    for s in stmts {
        rename_stmt(s, names);
    }
}

fn rename_stmt(s: &mut Stmt, names: &HashMap<VarId, VarId>) {
    s.each_expr_mut(&mut |e| rename_expr(e, names));
    let var = |v: &mut VarId| *v = names.get(v).copied().unwrap_or(*v);
    match &mut s.kind {
        StmtKind::Let { var: v, .. } | StmtKind::For { var: v, .. } => var(v),
        StmtKind::LetTuple { vars, .. } => vars.iter_mut().flatten().for_each(var),
        StmtKind::LetPattern { pattern, place, .. } => {
            rename_pattern(pattern, names);
            var(&mut place.root);
        }
        StmtKind::Assign { place, .. }
        | StmtKind::Accumulate { place, .. }
        | StmtKind::VecPush { place, .. } => var(&mut place.root),
        StmtKind::VecPop { var: popped, place } => {
            popped.iter_mut().for_each(var);
            var(&mut place.root);
        }
        StmtKind::Swap { a, b } => {
            var(&mut a.root);
            var(&mut b.root);
        }
        StmtKind::Match { scrutinee, arms } => {
            if let Scrutinee::Place { place, .. } = scrutinee {
                var(&mut place.root);
            }
            arms.iter_mut().for_each(|a| rename_pattern(&mut a.pattern, names));
        }
        StmtKind::Each { pattern, iterator, .. } => {
            rename_pattern(pattern, names);
            rename_foreign(iterator, names);
        }
        StmtKind::WhileLet { pattern, .. } => rename_pattern(pattern, names),
        StmtKind::Push { tape, .. } => var(tape),
        StmtKind::Pop { tape, vars } => {
            var(tape);
            vars.iter_mut().for_each(var);
        }
        StmtKind::Foreign(f) => rename_foreign(f, names),
        StmtKind::Eval(_)
        | StmtKind::If { .. }
        | StmtKind::While { .. }
        | StmtKind::Break
        | StmtKind::Jump(_) => {}
    }
    s.each_block_mut(&mut |b| rename(&mut b.stmts, names));
}

fn rename_expr(e: &mut Expr, names: &HashMap<VarId, VarId>) {
    let var = |v: &mut VarId| *v = names.get(v).copied().unwrap_or(*v);
    match &mut e.kind {
        ExprKind::Read(p)
        | ExprKind::Len(p)
        | ExprKind::Borrow { place: p, .. }
        | ExprKind::CloneOf { place: p, .. } => var(&mut p.root),
        ExprKind::Foreign(f) => rename_foreign(f, names),
        ExprKind::Closure(lambda) => {
            rename_foreign(&mut lambda.primal, names);
            rename(&mut lambda.body.stmts, names);
            var(&mut lambda.ret);
            [&mut lambda.args, &mut lambda.captures, &mut lambda.wrt]
                .into_iter()
                .flatten()
                .for_each(var);
        }
        ExprKind::Call(call) => {
            if let Callee::Local(v) = &mut call.callee {
                var(v);
            }
        }
        _ => {}
    }
    e.each_child_mut(&mut |c| rename_expr(c, names));
}

fn rename_foreign(f: &mut Foreign, names: &HashMap<VarId, VarId>) {
    let var = |v: &mut VarId| *v = names.get(v).copied().unwrap_or(*v);
    f.uses.iter_mut().for_each(|(_, v)| var(v));
    [&mut f.flows, &mut f.writes, &mut f.keeps].into_iter().flatten().for_each(var);
}

fn rename_pattern(p: &mut Pattern, names: &HashMap<VarId, VarId>) {
    match p {
        Pattern::Bind { var, sub, .. } => {
            *var = names.get(var).copied().unwrap_or(*var);
            if let Some(sub) = sub {
                rename_pattern(sub, names);
            }
        }
        Pattern::Tuple(ps) | Pattern::Slice(ps) | Pattern::Or(ps) => {
            ps.iter_mut().for_each(|p| rename_pattern(p, names));
        }
        Pattern::Ref(p) => rename_pattern(p, names),
        Pattern::Variant { fields, .. } => {
            fields.iter_mut().for_each(|p| rename_pattern(p, names));
        }
        Pattern::Struct { fields, .. } => {
            fields.iter_mut().for_each(|(_, p)| rename_pattern(p, names));
        }
        Pattern::Wild | Pattern::Rest | Pattern::Foreign(_) => {}
    }
}

/// Makes statements name another variable.
pub(crate) fn replace_root(stmts: &mut [Stmt], from: VarId, to: VarId) {
    let var = |v: &mut VarId| {
        if *v == from {
            *v = to;
        }
    };
    let foreign = |f: &mut Foreign| {
        f.uses.iter_mut().for_each(|(_, v)| var(v));
        [&mut f.flows, &mut f.writes, &mut f.keeps].into_iter().flatten().for_each(var);
    };
    fn in_expr(e: &mut Expr, var: &dyn Fn(&mut VarId), foreign: &dyn Fn(&mut Foreign)) {
        match &mut e.kind {
            ExprKind::Read(p)
            | ExprKind::Len(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => var(&mut p.root),
            ExprKind::Foreign(f) => foreign(f),
            ExprKind::Call(call) => {
                if let Callee::Local(v) = &mut call.callee {
                    var(v);
                }
            }
            _ => {}
        }
        e.each_child_mut(&mut |c| in_expr(c, var, foreign));
    }
    for s in stmts {
        s.each_expr_mut(&mut |e| in_expr(e, &var, &foreign));
        match &mut s.kind {
            StmtKind::Assign { place, .. }
            | StmtKind::Accumulate { place, .. }
            | StmtKind::LetPattern { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. }
            | StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => {
                var(&mut place.root);
            }
            StmtKind::Swap { a, b } => {
                var(&mut a.root);
                var(&mut b.root);
            }
            StmtKind::Foreign(f) | StmtKind::Each { iterator: f, .. } => foreign(f),
            _ => {}
        }
        s.each_block_mut(&mut |b| replace_root(&mut b.stmts, from, to));
    }
}
