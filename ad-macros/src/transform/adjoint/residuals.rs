//! What a reverse block needs from its forward block: made again, or stored.

use super::*;

impl Adjoint<'_> {
    /// Makes a reverse block self-contained: what it needs from its forward block is made again
    /// or returned to be stored. `bound` are names that the construct itself binds.
    pub(super) fn residuals(
        &mut self,
        forward: Vec<Stmt>,
        reverse: Vec<Stmt>,
        bound: &[VarId],
    ) -> (Vec<Stmt>, Vec<Stmt>, Vec<VarId>) {
        if reverse.is_empty() {
            return (forward, reverse, Vec::new());
        }
        let mut local: Vec<VarId> = declared(&forward);
        local.extend(bound.iter().copied());
        let inits: HashMap<VarId, (usize, Expr)> = forward
            .iter()
            .enumerate()
            .filter_map(|(i, s)| match &s.kind {
                StmtKind::Let { var, init: Some(e) } => Some((*var, (i, e.clone()))),
                _ => None,
            })
            .collect();
        let mut changed: HashSet<VarId> = HashSet::new();
        for s in &forward {
            changed.extend(written(s, &self.f));
        }
        let own = declared(&reverse);
        let mut need: Vec<VarId> = mentioned(&reverse)
            .into_iter()
            .filter(|v| local.contains(v) && !own.contains(v))
            .collect();
        need.sort_by_key(|v| v.0);
        let mut stored: Vec<VarId> = Vec::new();
        let mut remade: Vec<(usize, VarId, Expr)> = Vec::new();
        let mut again: Vec<(usize, VarId, Expr)> = Vec::new();
        let mut seen: HashSet<VarId> = HashSet::new();
        while let Some(v) = need.pop() {
            if !seen.insert(v) {
                continue;
            }
            let made = inits.get(&v).map(|(i, init)| (*i, self.rebound(init)));
            match &made {
                Some((i, init))
                    if !changed.contains(&v)
                        && !bound.contains(&v)
                        && self.cheap(init, &changed) =>
                {
                    init.each_var(&mut |u| {
                        if local.contains(&u) {
                            need.push(u);
                        }
                    });
                    self.load_all(init);
                    remade.push((*i, v, init.clone()));
                }
                Some((i, _)) if let Some(place) = self.standing.get(&v).cloned() => {
                    let ty = self.f.ty(v).clone();
                    let value = Expr::read(place.clone(), ty, Span::call_site());
                    value.each_var(&mut |u| {
                        if local.contains(&u) {
                            need.push(u);
                        }
                    });
                    self.load_place(&place);
                    remade.push((*i, v, value));
                }
                _ => {
                    stored.push(v);
                    let declares = |s: &Stmt| matches!(&s.kind, StmtKind::LetTuple { vars, .. } if vars.contains(&Some(v)));
                    if let Some(call) = self.again.get(&v)
                        && let Some(i) = forward.iter().position(declares)
                    {
                        call.each_var(&mut |u| {
                            if local.contains(&u) {
                                need.push(u);
                            }
                        });
                        again.push((i, v, call.clone()));
                    }
                }
            }
        }
        stored.sort_by_key(|v| v.0);
        let made = remade.into_iter().map(|(i, v, e)| (i, Stmt::let_(v, e), None));
        let made_again = again.into_iter().map(|(i, v, call)| {
            let Var { name, ty, .. } = self.f.var(v).clone();
            let own = fresh(&mut self.f.vars, &name, ty.clone());
            let value = Expr::support("again_or", vec![call, self.read(v)], ty);
            (i, Stmt::let_(own, value), Some((v, own)))
        });
        let mut made: Vec<_> = made.chain(made_again).collect();
        made.sort_by_key(|(i, ..)| *i);
        // From its statement on, what is made again stands for what is stored.
        let mut out: Vec<Stmt> = reverse;
        for (_, stmt, renamed) in made.into_iter().rev() {
            if let Some((v, own)) = renamed {
                replace_root(&mut out, v, own);
            }
            out.insert(0, stmt);
        }
        (forward, out, stored)
    }

    /// The reverse sweep reads what an expression reads.
    fn load_all(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Read(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. }
                if !self.f.ty(p.root).is_scalar() =>
            {
                self.load_place(p);
            }
            ExprKind::Foreign(_) | ExprKind::Closure(_) | ExprKind::Call(_) => {
                let mut roots = Vec::new();
                e.each_value_var(&mut |v| roots.push(v));
                roots.retain(|v| !self.f.ty(*v).is_scalar());
                roots.into_iter().for_each(|v| self.load(v));
            }
            _ => {}
        }
        e.each_child(&mut |c| self.load_all(c));
    }

    /// Names that a match arm binds are references in the reverse sweep; an alias is what it borrows.
    pub(super) fn rebound(&self, e: &Expr) -> Expr {
        e.clone().map(&mut |mut e| {
            if let ExprKind::Read(p)
            | ExprKind::Len(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } = &mut e.kind
                && (self.through.contains_key(&p.root) || self.f.var(p.root).alias.is_some())
            {
                *p = self.resolve(p);
            }
            e
        })
    }

    /// Cheap enough to be made again, from operands that still stand at the end of the block.
    pub(super) fn cheap(&self, e: &Expr, changed: &HashSet<VarId>) -> bool {
        let mut sound = true;
        e.each_value_var(&mut |v| {
            let mutable_number = self.f.ty(v).is_scalar() && self.assigned.contains(&v);
            if changed.contains(&v) || mutable_number {
                sound = false;
            }
        });
        e.each_place(&mut |p| sound &= !changed.contains(&p.root) || !self.resized(p.root));
        sound
            && !e.any(&mut |x| match &x.kind {
                ExprKind::Literal(_)
                | ExprKind::Number(_)
                | ExprKind::Read(_)
                | ExprKind::Len(_)
                | ExprKind::Borrow { mutable: false, .. }
                | ExprKind::Cast(..)
                | ExprKind::Compare(..) => false,
                ExprKind::Op(name, _) => !rules::scalar::is_cheap(name) && !x.ty.is_constant(),
                ExprKind::Support(name, _) => !matches!(
                    *name,
                    "span" | "shorter" | "less" | "window_count" | "div_ceil" | "constant"
                ),
                ExprKind::Foreign(f) => f.once || !f.uses.is_empty(),
                ExprKind::Tuple(_) => !x.ty.is_copy(),
                _ => true,
            })
    }
}
