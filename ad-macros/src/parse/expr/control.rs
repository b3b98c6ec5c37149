//! Branches, `?` and loops, and where the arms of a branch put their value.

use super::*;

impl Lower<'_> {
    // Branches.

    /// Opens a result for a branch whose value is wanted.
    pub(in crate::parse) fn open_result(&mut self, expected: &Type) -> ResultSlot {
        let hint = self.hint.take();
        if *expected == Type::Unit {
            return ResultSlot { var: None, set: false.into(), unit: true.into(), hinted: false };
        }
        let ty = match self.types.shallow(expected) {
            Type::Unknown => self.types.fresh(Class::Any),
            t => t,
        };
        let hinted = hint.is_some();
        let var = self.fresh(hint.as_deref().unwrap_or("chosen"), ty);
        self.emit(StmtKind::Let { var, init: None }, Span::call_site());
        ResultSlot { var: Some(var), set: false.into(), unit: false.into(), hinted }
    }

    pub(in crate::parse) fn assign_result(&mut self, slot: &ResultSlot, value: Expr) {
        match slot.var {
            Some(var) if !value.is_unit() => {
                slot.set.set(true);
                let ty = self.var_ty(var);
                self.types.unify(&ty, &value.ty);
                let span = value.span;
                if matches!(value.kind, ExprKind::Borrow { .. }) && !value.ty.is_constant() {
                    let place_is_scalar = matches!(&value.ty, Type::Ref(false, t) if self.types.shallow(t).is_scalar());
                    if !place_is_scalar {
                        self.diags.refuse(
                            span,
                            "a reference is chosen by a branch",
                            "which place it means then depends on the path taken",
                            "choose an index or a value instead",
                        );
                    }
                    let value = self.deref(value);
                    let inner = value.ty.clone();
                    self.vars[var.0 as usize].ty = inner;
                    self.emit(StmtKind::Assign { place: Place::of(var), op: None, value }, span);
                    return;
                }
                self.emit(StmtKind::Assign { place: Place::of(var), op: None, value }, span);
            }
            _ => {
                slot.unit.set(true);
                self.effect(value);
            }
        }
    }

    pub(in crate::parse) fn declare_result(&mut self, slot: &ResultSlot, _span: Span) {
        if let (Some(var), false) = (slot.var, slot.set.get()) {
            // Nobody gave a value: the branch is a statement.
            let block = self.out.last_mut().expect("an open block");
            block.retain(|s| !matches!(&s.kind, StmtKind::Let { var: v, init: None } if *v == var));
        }
    }

    pub(in crate::parse) fn result_is_unset(&self, slot: &ResultSlot) -> bool {
        !slot.set.get() && !slot.unit.get()
    }

    pub(in crate::parse) fn result_value(
        &mut self,
        slot: ResultSlot,
        diverges: bool,
        span: Span,
    ) -> Option<Expr> {
        if diverges {
            return None;
        }
        match slot.var {
            Some(var) if slot.set.get() => {
                if slot.hinted {
                    self.hinted = Some(var);
                }
                Some(self.read_var(var, span))
            }
            _ => Some(Expr::unit(span)),
        }
    }

    pub(super) fn lower_if(&mut self, i: &syn::ExprIf, expected: &Type) -> Option<Expr> {
        let span = i.span();
        if let syn::Expr::Let(l) = strip(&i.cond) {
            let hint = self.hint.take();
            let subject = self.subject(&l.expr)?;
            self.hint = hint;
            let then = syn::Expr::Block(syn::ExprBlock {
                attrs: Vec::new(),
                label: None,
                block: i.then_branch.clone(),
            });
            let els = match &i.else_branch {
                Some((_, e)) => (**e).clone(),
                None => syn::parse_quote!({}),
            };
            let wild: syn::Pat = syn::parse_quote!(_);
            let arms = [((*l.pat).clone(), None, then), (wild, None, els)];
            return self.match_subject(
                subject,
                &arms,
                if i.else_branch.is_none() { &Type::Unit } else { expected },
                span,
            );
        }
        if let Some(chain) = let_chain(&i.cond) {
            return self.let_chain_if(&chain, i, expected);
        }
        let hint = self.hint.take();
        let cond = self.expr(&i.cond, &Type::Bool)?;
        self.hint = hint;
        let Some((_, els)) = &i.else_branch else {
            self.hint = None;
            let (then, _) = self.block(|l| {
                if let Some(v) = l.block_value(&i.then_branch, &Type::Unit) {
                    l.effect(v);
                }
            });
            self.emit(StmtKind::If { cond, then, els: Block::default() }, span);
            return Some(Expr::unit(span));
        };
        let slot = self.open_result(expected);
        let (then, _) = self.block(|l| {
            if let Some(v) = l.block_value(&i.then_branch, expected) {
                l.assign_result(&slot, v);
            }
        });
        let (els, _) = self.block(|l| {
            if let Some(v) = l.expr(els, expected) {
                l.assign_result(&slot, v);
            }
        });
        let diverges = self.branch_diverges(&slot, &then, &els);
        self.declare_result(&slot, span);
        self.emit(StmtKind::If { cond, then, els }, span);
        self.result_value(slot, diverges, span)
    }

    pub(super) fn branch_diverges(&self, slot: &ResultSlot, then: &Block, els: &Block) -> bool {
        let jumps = |b: &Block| matches!(b.stmts.last().map(|s| &s.kind), Some(StmtKind::Jump(_)));
        if slot.var.is_none() { jumps(then) && jumps(els) } else { self.result_is_unset(slot) }
    }

    /// `if let A = a && b && let C = c { … } else { … }`, by nesting with a flag.
    pub(super) fn let_chain_if(
        &mut self,
        chain: &[syn::Expr],
        i: &syn::ExprIf,
        expected: &Type,
    ) -> Option<Expr> {
        let span = i.span();
        self.hint = None;
        let slot = self.open_result(if i.else_branch.is_none() { &Type::Unit } else { expected });
        let done = self.fresh("taken", Type::Bool);
        self.vars[done.0 as usize].mutable = true;
        self.emit(StmtKind::Let { var: done, init: Some(Expr::bool(false)) }, span);
        self.chain_level(chain, i, expected, &slot, done);
        if let Some((_, els)) = &i.else_branch {
            let (els, _) = self.block(|l| {
                if let Some(v) = l.expr(els, expected) {
                    l.assign_result(&slot, v);
                }
            });
            let cond = Expr::var(done, Type::Bool, span);
            self.emit(StmtKind::If { cond, then: Block::default(), els }, span);
        }
        self.declare_result(&slot, span);
        self.result_value(slot, false, span)
    }

    pub(super) fn chain_level(
        &mut self,
        chain: &[syn::Expr],
        i: &syn::ExprIf,
        expected: &Type,
        slot: &ResultSlot,
        done: VarId,
    ) {
        let span = i.span();
        let Some((first, rest)) = chain.split_first() else {
            self.emit(
                StmtKind::Assign { place: Place::of(done), op: None, value: Expr::bool(true) },
                span,
            );
            if let Some(v) = self.block_value(&i.then_branch, expected) {
                self.assign_result(slot, v);
            }
            return;
        };
        if let syn::Expr::Let(l) = strip(first) {
            let Some(value) = self.expr(&l.expr, &Type::Unknown) else { return };
            let scrutinee = self.scrutinee(value);
            let (body, pattern) = self.block(|b| {
                let pattern = b.refutable(&l.pat, &scrutinee, &mut Vec::new());
                b.chain_level(rest, i, expected, slot, done);
                pattern
            });
            let arms = vec![
                Arm { pattern, guard: None, body },
                Arm { pattern: Pattern::Wild, guard: None, body: Block::default() },
            ];
            self.emit_match(scrutinee, arms, span);
        } else {
            let Some(cond) = self.expr(first, &Type::Bool) else { return };
            let (then, _) = self.block(|b| b.chain_level(rest, i, expected, slot, done));
            self.emit(StmtKind::If { cond, then, els: Block::default() }, span);
        }
    }

    /// `value?`
    pub(super) fn lower_try(&mut self, t: &syn::ExprTry) -> Option<Expr> {
        let span = t.span();
        let value = self.expr(&t.expr, &Type::Unknown)?;
        if let Some(inner) = super::method::inside_ok(&value) {
            return Some(inner);
        }
        let option = matches!(self.ret_ty, Type::Option(_));
        let ret_is_known = matches!(self.ret_ty, Type::Option(_) | Type::Result(_));
        if !ret_is_known {
            self.diags.refuse(
                span,
                "`?` needs a function that returns `Option` or `Result` by name",
                "the macro sees no other types",
                "match on the value instead",
            );
            return None;
        }
        let inner = match self.types.shallow(&value.ty) {
            Type::Option(t) | Type::Result(t) => *t,
            _ => Type::Unknown,
        };
        let scrutinee = self.scrutinee(value);
        let good: syn::Pat =
            if option { syn::parse_quote!(Some(value)) } else { syn::parse_quote!(Ok(value)) };
        let slot = {
            self.hint = None;
            self.open_result(&inner)
        };
        let (body, pattern) = self.block(|l| {
            let mut names = Vec::new();
            let pattern = l.refutable(&good, &scrutinee, &mut names);
            let var = names[0].1;
            l.vars[var.0 as usize].name = "held".into();
            let value = l.read_var(var, span);
            let value = if matches!(value.ty, Type::Ref(..)) { l.deref(value) } else { value };
            l.assign_result(&slot, value);
            pattern
        });
        let (els, bad) = self.block(|l| {
            let (pattern, result) = if option {
                let none = quote::quote!(None);
                let result = Expr::new(
                    ExprKind::Foreign(Foreign::plain(none.clone())),
                    l.ret_ty.clone(),
                    span,
                );
                (
                    Pattern::Variant { path: none, fields: Vec::new(), unit: true, tangent: false },
                    result,
                )
            } else {
                let var = l.fresh("error", Type::Constant);
                let pattern = Pattern::Variant {
                    path: quote::quote!(Err),
                    fields: vec![Pattern::Bind { var, by_ref: false, sub: None }],
                    unit: false,
                    tangent: false,
                };
                let foreign = Foreign {
                    tokens: quote::quote!(Err(::core::convert::From::from(error))),
                    uses: vec![("error".into(), var)],
                    ..Foreign::default()
                };
                (pattern, Expr::new(ExprKind::Foreign(foreign), l.ret_ty.clone(), span))
            };
            l.finish(result);
            l.emit(StmtKind::Jump(Jump::Return), span);
            pattern
        });
        let arms =
            vec![Arm { pattern, guard: None, body }, Arm { pattern: bad, guard: None, body: els }];
        self.emit(StmtKind::Match { scrutinee, arms }, span);
        self.result_value(slot, false, span)
    }

    // Loops.

    pub(super) fn labelled_block(
        &mut self,
        label: &syn::Label,
        block: &syn::Block,
        expected: &Type,
        hint: Option<String>,
    ) -> Option<Expr> {
        let span = block.span();
        self.hint = hint;
        let slot = self.open_result(expected);
        let id = self.loop_id();
        self.frames.push(Frame {
            label: Some(label.name.ident.to_string()),
            id,
            next: id,
            result: slot.var,
            is_block: true,
            is_closure: false,
        });
        let (mut body, _) = self.block(|l| {
            if let Some(v) = l.block_value(block, expected) {
                l.assign_result(&slot, v);
            }
        });
        self.frames.pop();
        slot.set.set(slot.var.is_some());
        // A loop that runs once: leaving the block is leaving the loop.
        body.stmts.push(Stmt::new(StmtKind::Jump(Jump::Break(id)), span));
        self.emit(StmtKind::While { id, cond: None, body }, span);
        self.result_value(slot, false, span)
    }

    pub(super) fn while_loop(&mut self, w: &syn::ExprWhile) -> Option<Expr> {
        let span = if w.attrs.is_empty() { w.span() } else { w.while_token.span };
        let id = self.loop_id();
        self.mark(id, &w.attrs);
        let label = w.label.as_ref().map(|l| l.name.ident.to_string());
        self.frames.push(Frame {
            label,
            id,
            next: id,
            result: None,
            is_block: false,
            is_closure: false,
        });
        if let syn::Expr::Let(l) = strip(&w.cond) {
            let (body, _) = self.block(|b| {
                let block = syn::Expr::Block(syn::ExprBlock {
                    attrs: Vec::new(),
                    label: None,
                    block: w.body.clone(),
                });
                if let Some(subject) = b.subject(&l.expr) {
                    let wild: syn::Pat = syn::parse_quote!(_);
                    let arms =
                        [((*l.pat).clone(), None, block), (wild, None, syn::parse_quote!(break))];
                    b.match_subject(subject, &arms, &Type::Unit, span);
                }
            });
            self.frames.pop();
            self.emit(StmtKind::While { id, cond: None, body }, span);
            return Some(Expr::unit(span));
        }
        let (mut prelude, cond) = self.block(|l| l.expr(&w.cond, &Type::Bool));
        let cond = cond?;
        let (body, _) = self.block(|l| {
            if let Some(v) = l.block_value(&w.body, &Type::Unit) {
                l.effect(v);
            }
        });
        self.frames.pop();
        if prelude.is_empty() {
            self.emit(StmtKind::While { id, cond: Some(cond), body }, span);
        } else {
            let stop = Block::new(vec![Stmt::new(StmtKind::Jump(Jump::Break(id)), span)]);
            prelude
                .stmts
                .push(Stmt::new(StmtKind::If { cond, then: Block::default(), els: stop }, span));
            prelude.stmts.extend(body.stmts);
            self.emit(StmtKind::While { id, cond: None, body: prelude }, span);
        }
        Some(Expr::unit(span))
    }

    pub(super) fn endless_loop(&mut self, l: &syn::ExprLoop, expected: &Type) -> Option<Expr> {
        let span = if l.attrs.is_empty() { l.span() } else { l.loop_token.span };
        let slot = self.open_result(expected);
        let id = self.loop_id();
        self.mark(id, &l.attrs);
        let label = l.label.as_ref().map(|l| l.name.ident.to_string());
        self.frames.push(Frame {
            label,
            id,
            next: id,
            result: slot.var,
            is_block: false,
            is_closure: false,
        });
        let (body, _) = self.block(|b| {
            if let Some(v) = b.block_value(&l.body, &Type::Unit) {
                b.effect(v);
            }
        });
        self.frames.pop();
        let mut leaves = false;
        let mut gives = false;
        body.each_stmt(&mut |s| {
            leaves |= matches!(&s.kind, StmtKind::Jump(Jump::Break(i)) if *i == id);
            gives |=
                matches!(&s.kind, StmtKind::Assign { place, .. } if Some(place.root) == slot.var);
        });
        slot.set.set(gives);
        self.declare_result(&slot, span);
        self.emit(StmtKind::While { id, cond: None, body }, span);
        if !leaves {
            return None;
        }
        self.result_value(slot, false, span)
    }

    pub(super) fn for_loop(&mut self, f: &syn::ExprForLoop) -> Option<Expr> {
        // Without the attributes.
        let span = if f.attrs.is_empty() { f.span() } else { f.for_token.span };
        let label = f.label.as_ref().map(|l| l.name.ident.to_string());
        let chain = self.chain(&f.expr)?;
        let id = self.loop_id();
        self.mark(id, &f.attrs);
        let pat = (*f.pat).clone();
        let body = f.body.clone();
        self.drive(chain, id, label, Some(&f.pat), span, &mut |l, item| {
            if !(item.is_unit() && item.ty == Type::Unit) {
                l.bind(&pat, item);
            }
            if let Some(v) = l.block_value(&body, &Type::Unit) {
                l.effect(v);
            }
        });
        Some(Expr::unit(span))
    }
}
