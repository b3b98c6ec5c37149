//! Assignments, and saving what they overwrite.

use super::*;
use crate::simplify::pure;

/// How a sum is written: by the user, whose operator has to be looked at, or by forward mode.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    pub(super) checked: bool,
    pub(super) op: &'static str,
}

impl Adjoint<'_> {
    pub(super) fn must_save_length(&mut self, root: VarId) -> bool {
        self.must_save(root) || self.is_loaded(root)
    }

    pub(super) fn assign(
        &mut self,
        place: &Place,
        op: Option<&'static str>,
        value: &Expr,
        span: Span,
        reverse: &mut Vec<Stmt>,
        after: &mut Vec<Stmt>,
    ) {
        let target = self.stable_place(place);
        let root = target.root;
        let ty = place_type(&self.f, place);
        let number = target.is_var() && self.f.ty(root).is_scalar();
        if !self.active(root) {
            self.write(&target);
            if number {
                after.push(Stmt::new(
                    StmtKind::Assign { place: place.clone(), op, value: value.clone() },
                    span,
                ));
                self.current.remove(&root);
            } else {
                self.save(&target, place, &ty, reverse);
                after.push(Stmt::new(
                    StmtKind::Assign { place: place.clone(), op, value: value.clone() },
                    span,
                ));
            }
            return;
        }
        // x += e and x −= e keep the cotangent of x; everything else replaces it.
        if let Some(op @ ("add" | "sub")) = op {
            let sum = Sum { checked: true, op };
            return self.add(place, sum, value, span, reverse, after);
        }
        let bar = self.bar_place(&target);
        let whole = match op {
            None => value.clone(),
            Some(name) => {
                let old = Expr::read(place.clone(), ty.clone(), span);
                let ty = if ty.is_float() { ty.clone() } else { Type::Unknown };
                Expr::new(ExprKind::Op(name, vec![old, value.clone()]), ty, span)
            }
        };
        let first = self.before.last().map_or(0, Vec::len);
        let (v, _, d) = self.dual(&whole, false);
        let v = self.keep_if_needed(v);
        // The forward sweep: name the new value if it is a number, so that later readers share it.
        let mut back = Vec::new();
        let w = Expr::read(bar.clone(), ty.clone(), span);
        let old = if number { None } else { self.save_old(&target, place, &ty, first, reverse) };
        let once = target.is_var() && !self.assigned.contains(&root);
        let blank = if once { None } else { self.blank(&target, place, &whole) };
        if once {
            after.push(Stmt::new(
                StmtKind::Assign { place: place.clone(), op: None, value: v },
                span,
            ));
            self.back(&d, w, &mut back);
            reverse.extend(back);
            return;
        }
        if number && ty.is_float() {
            let name = format!("{}_next", self.f.var(root).name);
            let n = fresh(&mut self.f.vars, &name, ty.clone());
            self.declared_in.insert(n, self.loops.clone());
            after.push(Stmt::let_(n, v));
            after.push(Stmt::new(
                StmtKind::Assign {
                    place: place.clone(),
                    op: None,
                    value: Expr::var(n, ty.clone(), span),
                },
                span,
            ));
            self.current.insert(root, n);
        } else {
            if op.is_some() && !ty.is_float() {
                after.push(check_sum(place, span));
            }
            self.write(&target);
            if let ExprKind::Read(p) = &v.kind
                && p.is_var()
                && !self.assigned.contains(&p.root)
                && op.is_none()
                && self.stands(&target)
            {
                self.standing.insert(p.root, target.clone());
            }
            after.push(Stmt::new(update(place, op, v), span));
            self.current.remove(&root);
        }
        if d.is_constant() {
            reverse.push(match blank {
                Some(zero) => Stmt::assign(bar, zero),
                None => self.reset(&bar, &ty, span),
            });
            return;
        }
        // Take the cotangent, leave zero, send it back.
        if ty.is_float() {
            let name = format!("{}_bar", self.f.var(root).name);
            let taken = fresh(&mut self.f.vars, &name, ty.clone());
            let taken_read = Expr::var(taken, ty.clone(), span);
            reverse.push(Stmt::let_(taken, w));
            let zero = self.reset(&bar, &ty, span);
            reverse.push(zero);
            self.back(&d, taken_read, &mut back);
            if let Some(old) = old {
                name_old(&mut back, &target, old);
            }
        } else {
            let name = format!("{}_bar", self.f.var(root).name);
            let taken = fresh(&mut self.f.vars, &name, ty.clone());
            self.f.vars[taken.0 as usize].mutable = true;
            let borrow =
                Expr::new(ExprKind::Borrow { mutable: true, place: bar }, Type::Unknown, span);
            let taking = match blank {
                Some(zero) => Expr::support("replace", vec![borrow, zero], ty.clone()),
                None => Expr::support("take", vec![borrow], ty.clone()),
            };
            reverse.push(Stmt::let_(taken, taking));
            self.back(&d, Expr::var(taken, ty, span), &mut back);
        }
        reverse.extend(back);
    }

    /// `place += value`, `place −= value`.
    pub(super) fn add(
        &mut self,
        place: &Place,
        sum: Sum,
        value: &Expr,
        span: Span,
        reverse: &mut Vec<Stmt>,
        after: &mut Vec<Stmt>,
    ) {
        let target = self.stable_place(place);
        let root = target.root;
        let ty = place_type(&self.f, place);
        let known = ty.is_float();
        let make = |value: Expr| match sum.checked {
            true => StmtKind::Assign { place: place.clone(), op: Some(sum.op), value },
            false => StmtKind::Accumulate { place: place.clone(), value },
        };
        if !self.active(root) {
            self.write(&target);
            after.push(Stmt::new(make(value.clone()), span));
            return;
        }
        let bar = self.bar_place(&target);
        let first = self.before.last().map_or(0, Vec::len);
        let (v, _, d) = self.dual(value, false);
        let w = Expr::read(bar.clone(), if known { ty.clone() } else { Type::Unknown }, span);
        if !known && sum.checked {
            after.push(check_sum(place, span));
        }
        let whole = |place: Place| {
            let kind = ExprKind::CloneOf { place, method: "clone" };
            Expr::new(kind, Type::Unknown, span)
        };
        let w = match sum.op {
            "sub" if known => negate(w),
            "sub" => {
                let kind = ExprKind::Borrow { mutable: false, place: bar };
                let borrow = Expr::new(kind, Type::Unknown, span);
                Expr::support("negated", vec![borrow], Type::Unknown)
            }
            _ if !known && !sum.checked => whole(bar),
            _ => w,
        };
        let number = target.is_var() && self.f.ty(root).is_scalar();
        let old = if number { None } else { self.save_old(&target, place, &ty, first, reverse) };
        self.write(&target);
        after.push(Stmt::new(make(v), span));
        self.current.remove(&root);
        let mut back = Vec::new();
        let w = if touches(&d, root) { self.bind_bar(w, &mut back) } else { w };
        self.back(&d, w, &mut back);
        if let Some(old) = old {
            name_old(&mut back, &target, old);
        }
        reverse.extend(back);
    }

    /// The zero cotangent of what an assignment is about to overwrite, where the new value may
    /// have another shape. Arithmetic keeps the shape.
    fn blank(&mut self, target: &Place, place: &Place, value: &Expr) -> Option<Expr> {
        let ty = match place_type(&self.f, place) {
            Type::Unknown => value.ty.clone(),
            ty => ty,
        };
        let arithmetic = matches!(value.kind, ExprKind::Op(..) | ExprKind::Literal(_));
        if arithmetic || ty.has_one_shape() || self.late.contains(&target.root) {
            return None;
        }
        // Where the old value comes back, it says its shape itself.
        let back = self.must_save(target.root);
        let place = if back { target } else { place };
        let numbers = matches!(&ty, Type::Vec(t) if t.is_float());
        let (name, shape) = if numbers {
            ("len", Expr::new(ExprKind::Len(place.clone()), Type::Int("usize".into()), value.span))
        } else {
            let whole = Expr::read(place.clone(), ty.clone(), value.span);
            ("zero", Expr::new(ExprKind::Zero(Box::new(whole)), ty.clone(), value.span))
        };
        let shape = if back { shape } else { self.named(name, shape) };
        let Type::Vec(element) = ty.clone() else { return Some(shape) };
        if !numbers {
            return Some(shape);
        }
        let zero = Box::new(Expr::number(0.0, *element));
        let kind = ExprKind::Repeat { value: zero, count: Box::new(shape), vec: true };
        Some(Expr::new(kind, ty, value.span))
    }

    /// The value under a name of the forward sweep.
    fn named(&mut self, name: &str, e: Expr) -> Expr {
        let v = self.emit_let(name, e);
        self.read(v)
    }

    pub(super) fn reset(&self, bar: &Place, ty: &Type, span: Span) -> Stmt {
        if ty.is_float() {
            return Stmt::new(
                StmtKind::Assign {
                    place: bar.clone(),
                    op: None,
                    value: Expr::number(0.0, ty.clone()),
                },
                span,
            );
        }
        let borrow =
            Expr::new(ExprKind::Borrow { mutable: true, place: bar.clone() }, Type::Unknown, span);
        Stmt::new(StmtKind::Eval(Expr::support("set_zero", vec![borrow], Type::Unit)), span)
    }

    /// Saves the number that an active statement is about to overwrite, if the reverse sweep reads it. Where only the
    /// statement's own adjoint does, it comes by name and nothing is put back. What the statement has named is there
    /// from the `first` on.
    fn save_old(
        &mut self,
        target: &Place,
        place: &Place,
        ty: &Type,
        first: usize,
        reverse: &mut Vec<Stmt>,
    ) -> Option<VarId> {
        if !ty.is_float() || self.is_read_elsewhere(target) {
            self.save(target, place, ty, reverse);
            return None;
        }
        if !self.must_save_place(target) {
            return None;
        }
        let name = format!("{}_old", self.f.var(target.root).name);
        let read = Expr::read(place.clone(), ty.clone(), Span::call_site());
        let old = self.emit_let(&name, read);
        // Named before all others, it is what they are made of.
        let named = &mut self.before.last_mut().expect("a statement is being planned")[first..];
        let is_value = |s: &Stmt| matches!(&s.kind, StmtKind::Let { init: Some(e), .. } if pure(e));
        if named.iter().all(is_value) {
            named.rotate_right(1);
            name_old(&mut named[1..], target, old);
            name_old(&mut named[1..], place, old);
        }
        Some(old)
    }

    /// Saves what is about to be overwritten, if the reverse sweep reads it.
    pub(super) fn save(
        &mut self,
        target: &Place,
        place: &Place,
        ty: &Type,
        reverse: &mut Vec<Stmt>,
    ) {
        if !self.must_save_place(target) {
            return;
        }
        let span = Span::call_site();
        let read = if ty.is_copy() {
            Expr::read(place.clone(), ty.clone(), span)
        } else {
            Expr::new(ExprKind::CloneOf { place: place.clone(), method: "clone" }, ty.clone(), span)
        };
        let name = format!("{}_old", self.f.var(target.root).name);
        let old = self.emit_let(&name, read);
        let value = if ty.is_copy() {
            self.read(old)
        } else {
            Expr::new(
                ExprKind::CloneOf { place: Place::of(old), method: "clone" },
                ty.clone(),
                span,
            )
        };
        reverse.push(Stmt::new(StmtKind::Assign { place: target.clone(), op: None, value }, span));
    }
}

/// Reads an element's old value by name.
fn name_old(stmts: &mut [Stmt], element: &Place, old: VarId) {
    for s in stmts {
        s.each_expr_mut(&mut |e| read_by_name(e, element, old));
        s.each_block_mut(&mut |b| name_old(&mut b.stmts, element, old));
    }
}

fn read_by_name(e: &mut Expr, element: &Place, old: VarId) {
    if matches!(&e.kind, ExprKind::Read(p) if p == element) {
        e.kind = ExprKind::Read(Place::of(old));
    }
    e.each_child_mut(&mut |c| read_by_name(c, element, old));
}

/// `x += e` is linear in both for numbers; what a user's `AddAssign` does, no one can tell.
pub(crate) fn check_sum(place: &Place, span: Span) -> Stmt {
    let kind = ExprKind::Borrow { mutable: false, place: place.clone() };
    let borrow = Expr::new(kind, Type::Unknown, span);
    let check = Expr::new(ExprKind::Support("check_sum", vec![borrow]), Type::Unit, span);
    Stmt::new(StmtKind::Eval(check), span)
}
