//! Calls of differentiable functions.

use super::*;

impl Adjoint<'_> {
    /// `let var = callee(args)` where a derivative flows through the call.
    pub(super) fn call(
        &mut self,
        var: VarId,
        init: &Expr,
        reverse: &mut Vec<Stmt>,
        span: Span,
    ) -> Option<Vec<Stmt>> {
        let ExprKind::Call(call) = &init.kind else { return None };
        if matches!(call.callee, Callee::Wrap(_) | Callee::Local(_)) {
            return None;
        }
        let roots = mutable_roots(call, &self.f);
        let changed: Vec<VarId> = roots.iter().map(|r| self.resolve(&Place::of(*r)).root).collect();
        let result_active = self.active(var);
        let on = result_active || changed.iter().any(|r| self.active(*r));
        let flows = call.args.iter().any(|a| self.carries(a));
        if !on || !flows {
            // A plain call; what it may change is saved.
            for a in &call.args {
                if let Some(p) = mutable_place(a, &self.f) {
                    self.save_whole(&p, reverse);
                }
            }
            for r in changed {
                self.current.remove(&r);
            }
            return None;
        }
        let mut forward_args = Vec::new();
        let mut markers = Vec::new();
        let mut again = Vec::new();
        let mut tail = Vec::new();
        let mut prelude = Vec::new();
        let mut seen: Vec<VarId> = Vec::new();
        let mut restores = Vec::new();
        for a in &call.args {
            let active = self.carries(a);
            markers.push(marker(active));
            let (place, by_ref, mutable) = match &a.kind {
                ExprKind::Borrow { mutable, place } => (Some(place.clone()), true, *mutable),
                ExprKind::Read(p) => (
                    Some(p.clone()),
                    matches!(self.f.ty(p.root), Type::Ref(..)) && p.is_var(),
                    self.f.ty(p.root).is_mut_ref(),
                ),
                _ => (None, false, false),
            };
            match &place {
                None => {
                    forward_args.push(a.clone());
                    let value = self.stable(a);
                    again.push(Expr::support("borrow", vec![value], Type::Unknown));
                    again.push(unit());
                }
                Some(p) => {
                    let stable = self.stable_place(p);
                    if mutable {
                        self.save_whole(p, &mut restores);
                        forward_args.push(a.clone());
                        let shared = Expr::new(
                            ExprKind::Borrow { mutable: false, place: stable.clone() },
                            Type::Unknown,
                            span,
                        );
                        again.push(shared);
                    } else if by_ref {
                        forward_args.push(a.clone());
                        self.load(stable.root);
                        again.push(Expr::new(
                            ExprKind::Borrow { mutable: false, place: stable.clone() },
                            Type::Unknown,
                            span,
                        ));
                    } else {
                        // By value: numbers are named, other values cloned, since the callee takes them.
                        let value = if p.is_var()
                            && (a.ty.is_scalar()
                                || self.assigned.contains(&p.root) && a.ty.is_copy())
                        {
                            let n = self.name_of(p.root, span);
                            forward_args.push(n.clone());
                            n
                        } else if a.ty.is_copy() {
                            forward_args.push(a.clone());
                            self.load(stable.root);
                            Expr::read(stable.clone(), a.ty.clone(), span)
                        } else {
                            forward_args.push(Expr::new(
                                ExprKind::CloneOf { place: p.clone(), method: "clone" },
                                a.ty.clone(),
                                span,
                            ));
                            self.load(stable.root);
                            Expr::read(stable.clone(), a.ty.clone(), span)
                        };
                        again.push(match value.kind {
                            ExprKind::Read(p) => Expr::new(
                                ExprKind::Borrow { mutable: false, place: p },
                                Type::Unknown,
                                span,
                            ),
                            _ => Expr::support("borrow", vec![value], Type::Unknown),
                        });
                    }
                    if active {
                        let bar = self.bar_place(&stable);
                        if seen.contains(&bar.root) {
                            // Two arguments from one place: the second gets a cotangent of its own.
                            let whole = Expr::read(stable.clone(), Type::Unknown, span);
                            let own = fresh(&mut self.f.vars, "own_bar", Type::Unknown);
                            self.f.vars[own.0 as usize].mutable = true;
                            prelude.push(Stmt::let_(
                                own,
                                Expr::new(ExprKind::Zero(Box::new(whole)), Type::Unknown, span),
                            ));
                            self.load(stable.root);
                            again.push(Expr::new(
                                ExprKind::Borrow { mutable: true, place: Place::of(own) },
                                Type::Unknown,
                                span,
                            ));
                            let to = Expr::new(
                                ExprKind::Borrow { mutable: true, place: bar },
                                Type::Unknown,
                                span,
                            );
                            let from = Expr::new(
                                ExprKind::Borrow { mutable: false, place: Place::of(own) },
                                Type::Unknown,
                                span,
                            );
                            tail.push(Stmt::new(
                                StmtKind::Eval(Expr::support(
                                    "add_whole",
                                    vec![to, from],
                                    Type::Unit,
                                )),
                                span,
                            ));
                        } else {
                            seen.push(bar.root);
                            again.push(Expr::new(
                                ExprKind::Borrow { mutable: true, place: bar },
                                Type::Unknown,
                                span,
                            ));
                        }
                    } else {
                        again.push(unit());
                    }
                }
            }
        }
        for r in changed {
            self.current.remove(&r);
        }
        let callee = match &call.callee {
            Callee::Path { path, .. } => Callee::Path { path: path.clone(), form: CallForm::Vjp },
            Callee::Method { name, turbofish, .. } => Callee::Method {
                name: name.clone(),
                turbofish: turbofish.clone(),
                form: CallForm::Vjp,
            },
            c => c.clone(),
        };
        forward_args.extend(markers);
        let pullback = fresh(
            &mut self.f.vars,
            &format!("{}_pullback", callee_name(&call.callee)),
            Type::Unknown,
        );
        self.declared_in.insert(pullback, self.loops.clone());
        let value = Expr::new(
            ExprKind::Call(Box::new(Call { callee, args: forward_args, span: call.span })),
            Type::Unknown,
            span,
        );
        let stmt = Stmt::new(
            StmtKind::LetTuple { vars: vec![Some(var), Some(pullback)], init: value },
            span,
        );
        let w = if result_active {
            let w = self.bar(var);
            self.read(w)
        } else {
            let whole = self.read(var);
            self.load(var);
            Expr::new(ExprKind::Zero(Box::new(whole)), Type::Unknown, span)
        };
        let mut args = vec![w];
        args.extend(again);
        reverse.extend(restores);
        reverse.extend(prelude);
        let apply = Expr::new(
            ExprKind::Call(Box::new(Call {
                callee: Callee::Local(pullback),
                args,
                span: call.span,
            })),
            Type::Unit,
            span,
        );
        reverse.push(Stmt::new(StmtKind::Eval(apply), span));
        reverse.extend(tail);
        Some(vec![stmt])
    }

    /// Saves all of a place that a call may change.
    pub(super) fn save_whole(&mut self, place: &Place, reverse: &mut Vec<Stmt>) {
        let target = self.stable_place(place);
        if !self.must_save(target.root) {
            return;
        }
        let span = Span::call_site();
        let borrow = Expr::new(
            ExprKind::Borrow { mutable: false, place: place.clone() },
            Type::Unknown,
            span,
        );
        let name = format!("{}_old", self.f.var(target.root).name);
        let old = self.emit_let(&name, Expr::support("keep_whole", vec![borrow], Type::Unknown));
        let to = Expr::new(ExprKind::Borrow { mutable: true, place: target }, Type::Unknown, span);
        let from = Expr::new(
            ExprKind::Borrow { mutable: false, place: Place::of(old) },
            Type::Unknown,
            span,
        );
        reverse.push(Stmt::new(
            StmtKind::Eval(Expr::support("restore_whole", vec![to, from], Type::Unit)),
            span,
        ));
    }
}

pub(super) fn mutable_place(a: &Expr, f: &Function) -> Option<Place> {
    match &a.kind {
        ExprKind::Borrow { mutable: true, place } => Some(place.clone()),
        ExprKind::Read(p) if p.is_var() && f.ty(p.root).is_mut_ref() => Some(p.clone()),
        _ => None,
    }
}

pub(super) fn marker(active: bool) -> Expr {
    let tokens = if active {
        quote!(::cotangent::__private::On)
    } else {
        quote!(::cotangent::__private::Off)
    };
    Expr::new(ExprKind::Foreign(Foreign::plain(tokens)), Type::Constant, Span::call_site())
}

pub(super) fn unit() -> Expr {
    Expr::unit(Span::call_site())
}

pub(super) fn callee_name(c: &Callee) -> String {
    match c {
        Callee::Path { path, .. } => path.clone().into_iter().last().map_or_else(
            || "call".into(),
            |t| t.to_string().chars().filter(|c| c.is_alphanumeric() || *c == '_').collect(),
        ),
        Callee::Method { name, .. } => name.clone(),
        _ => "call".into(),
    }
}
