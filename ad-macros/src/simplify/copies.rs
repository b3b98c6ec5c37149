//! Copies that nobody needs: of a part that is only read, which may be borrowed. Numbers are copied as cheaply as borrowed; arrays of lanes are not.

use crate::analyse::effects::{mentioned, written};
use crate::ir::*;
use crate::transform::lanes::{LANES, SUM};
use proc_macro2::Span;
use std::collections::HashMap;

/// Rewrites the statements of one function body. `live` is read after them.
pub(crate) fn copies(stmts: &mut [Stmt], vars: &mut [Var], live: &[VarId]) {
    let mut declarations = HashMap::new();
    Block::new(stmts.to_vec())
        .each_stmt(&mut |s| s.each_declared(&mut |v| *declarations.entry(v).or_insert(0) += 1));
    let mut pass = Borrows { vars, live, declarations };
    pass.block(stmts);
}

struct Borrows<'a> {
    vars: &'a mut [Var],
    live: &'a [VarId],
    declarations: HashMap<VarId, usize>,
}

impl Borrows<'_> {
    fn block(&mut self, stmts: &mut [Stmt]) {
        for i in 0..stmts.len() {
            let (head, rest) = stmts.split_at_mut(i + 1);
            let s = &mut head[i];
            s.each_block_mut(&mut |b| self.block(&mut b.stmts));
            let StmtKind::Let { var, init: Some(init) } = &mut s.kind else { continue };
            let (ExprKind::Read(place) | ExprKind::CloneOf { place, method: "clone" }) = &init.kind
            else {
                continue;
            };
            if self.may_borrow(*var, place, rest) {
                let kind = ExprKind::Borrow { mutable: false, place: place.clone() };
                init.kind = kind;
                let var = &mut self.vars[var.0 as usize];
                var.ty = Type::Ref(false, Box::new(var.ty.clone()));
                var.written = None;
            }
        }
    }

    /// Does nothing after the copy change the original, and is only ever a part of the copy read?
    fn may_borrow(&self, var: VarId, place: &Place, rest: &[Stmt]) -> bool {
        let ty = &self.vars[var.0 as usize].ty;
        let sequence = matches!(ty, Type::Array(..) | Type::Vec(_));
        // What is only ever indexed is a sequence, though only rustc knows of which type.
        let unknown = *ty == Type::Unknown;
        if place.is_var()
            || !(sequence || unknown)
            || self.live.contains(&var)
            || self.declarations.get(&var) != Some(&1)
        {
            return false;
        }
        let stub = self.stub();
        // In a loop a copy is known to overlap with nothing, as a parameter's parts are, and stays in
        // registers.
        let param = &self.vars[place.root.0 as usize];
        let lasting = param.alias.is_none() && matches!(param.ty, Type::Ref(false, _));
        if !lasting && rest.iter().any(|s| repeats(s, var)) {
            return false;
        }
        let changed = rest.iter().any(|s| {
            let set = written(s, &stub);
            set.contains(&var) || set.contains(&place.root)
        });
        !changed && only_parts(rest, var, !unknown)
    }

    /// A function that knows the variables' types.
    fn stub(&self) -> Function {
        Function {
            name: String::new(),
            params: Vec::new(),
            marks: Vec::new(),
            ret_ty: Type::Unit,
            ret: None,
            vars: self.vars.to_vec(),
            body: Block::default(),
            span: Span::call_site(),
        }
    }
}

/// Is the variable used in a loop other than over lanes?
fn repeats(s: &Stmt, var: VarId) -> bool {
    let mut found = false;
    let mut look = |s: &Stmt| {
        let lanes = matches!(&s.kind, StmtKind::For { id, .. } if *id == LANES || *id == SUM);
        let is_loop = matches!(
            s.kind,
            StmtKind::For { .. }
                | StmtKind::While { .. }
                | StmtKind::WhileLet { .. }
                | StmtKind::Each { .. }
        );
        found |= is_loop && !lanes && mentioned(std::slice::from_ref(s)).contains(&var);
    };
    look(s);
    s.each_block(&mut |b| b.each_stmt(&mut look));
    found
}

/// Is every use of the variable a read behind an index? `whole`: or a copy or a borrow of all of it.
fn only_parts(stmts: &[Stmt], var: VarId, whole: bool) -> bool {
    fn parts(e: &Expr, var: VarId, whole: bool) -> bool {
        let here = match &e.kind {
            ExprKind::Read(p) => p.root != var || matches!(p.path.first(), Some(Step::Index(_))),
            ExprKind::CloneOf { place: p, .. } | ExprKind::Borrow { place: p, mutable: false } => {
                let part = matches!(p.path.first(), Some(Step::Index(_)));
                p.root != var || part || whole && p.is_var()
            }
            ExprKind::Borrow { place: p, mutable: true } => p.root != var,
            ExprKind::Foreign(f) => f.uses.iter().all(|(_, v)| *v != var),
            ExprKind::Closure(lambda) => !lambda.captures.contains(&var),
            _ => true,
        };
        let mut all = here;
        e.each_child(&mut |c| all = all && parts(c, var, whole));
        all
    }
    let mut sound = true;
    Block::new(stmts.to_vec()).each_stmt(&mut |s| {
        s.each_expr(&mut |e| sound = sound && parts(e, var, whole));
        sound &= match &s.kind {
            StmtKind::LetPattern { place, .. }
            | StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => {
                place.root != var
            }
            StmtKind::Foreign(f) | StmtKind::Each { iterator: f, .. } => {
                f.uses.iter().all(|(_, v)| *v != var)
            }
            _ => true,
        };
    });
    sound
}
