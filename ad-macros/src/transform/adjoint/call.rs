//! Calls of differentiable functions.

use super::*;
use crate::analyse::ranges::apart;

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
        let changed = self.changed_by(call);
        let result_active = self.active(var);
        if !self.flows(Some(var), call) {
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
        let mut seen: Vec<Place> = Vec::new();
        let mut restores = Vec::new();
        let primals = call.primals();
        for (i, a) in call.args.iter().enumerate() {
            // Whether a method takes `self`, `&self` or `&mut self` is for rustc to find out.
            let receiver = i == 0 && matches!(call.callee, Callee::Method { .. });
            let active = self.carries(a);
            markers.push(marker(active));
            if let ExprKind::Closure(lambda) = &a.kind {
                let wrt = self.active_captures(lambda);
                forward_args.push(lambda.in_form(CallForm::Vjp(0), wrt.clone(), a.span));
                again.push(unit());
                again.push(if active {
                    self.captured_bar(&wrt, &mut prelude, &mut tail, span)
                } else {
                    unit()
                });
                continue;
            }
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
                    let is_dot = call.is_tangent(i);
                    forward_args.push(if is_dot { none() } else { a.clone() });
                    again.push(if is_dot { none() } else { unit() });
                    again.push(unit());
                }
                Some(p) => {
                    let stable = self.stable_place(p);
                    // A tangent comes in whatever form points to it.
                    let receiver = receiver || i >= primals;
                    if mutable {
                        self.save_whole(p, &mut restores);
                        // It may be a shared borrow after all, and then the pullback reads it; and
                        // its length is compared with that of its cotangent.
                        let seen = !receiver && self.is_lost(&stable);
                        let forgets = array_method(call).is_some_and(|m| {
                            m.result == rules::arrays::Result::Unit
                                && !rules::arrays::reads_overwritten(m.name)
                        });
                        if receiver && !forgets || self.reshaped.contains(&stable.root) {
                            self.load(stable.root);
                        }
                        if seen {
                            let seen = self.passed(p, &mut forward_args, span);
                            let borrow = |place: Place| {
                                let kind = ExprKind::Borrow { mutable: false, place };
                                Expr::new(kind, Type::Unknown, span)
                            };
                            let args = vec![borrow(Place::of(seen)), borrow(stable.clone())];
                            again.push(Expr::support("seen", args, Type::Unknown));
                        } else {
                            forward_args.push(a.clone());
                            again.push(again_of(&stable, receiver, span));
                        }
                    } else if by_ref {
                        forward_args.push(a.clone());
                        self.load_place(&stable);
                        // A view goes by value.
                        let view = stable.is_part();
                        again.push(again_of(&stable, receiver || view, span));
                    } else {
                        // By value, as far as the macro can tell. Numbers are named; a value that the
                        // reverse sweep asks for is cloned, since the callee takes it.
                        let unsure = receiver || matches!(a.ty, Type::Unknown | Type::NdArray(_));
                        if unsure {
                            self.load(stable.root);
                            again.push(again_of(&stable, true, span));
                        } else {
                            again.push(unit());
                        }
                        forward_args.push(
                            if p.is_var()
                                && (a.ty.is_scalar()
                                    || self.assigned.contains(&p.root) && a.ty.is_copy())
                            {
                                self.name_of(p.root, span)
                            } else if a.ty.is_copy() {
                                a.clone()
                            } else if p.is_var() && !unsure {
                                self.keep_if_needed(a.clone())
                            } else {
                                Expr::new(
                                    ExprKind::CloneOf { place: p.clone(), method: "clone" },
                                    a.ty.clone(),
                                    span,
                                )
                            },
                        );
                    }
                    if active {
                        let bar = self.bar_place(&stable);
                        // What is lent mutably overlaps nothing.
                        // A view's cotangent is an array to those who do not know it is a part.
                        let foreign_part = stable.is_part() && array_method(call).is_none();
                        let shares = |other: &Place| other.root == bar.root && !apart(other, &bar);
                        if !mutable && seen.iter().any(shares) || foreign_part {
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
                            let own = if mutable { None } else { self.marker_of(bar.root) };
                            if !mutable {
                                seen.push(bar.clone());
                            }
                            let shadow = Expr::new(
                                ExprKind::Borrow { mutable: true, place: bar },
                                Type::Unknown,
                                span,
                            );
                            again.push(match own {
                                None => shadow,
                                // Whoever calls this function knows whether it is wanted.
                                Some(own) => {
                                    *markers.last_mut().expect("pushed above") = own.clone();
                                    Expr::support("lent_as", vec![shadow, own], Type::Unknown)
                                }
                            });
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
        for dot in forward_args.iter_mut().skip(primals) {
            *dot = any_form(dot.clone());
        }
        let callee = match &call.callee {
            Callee::Path { path, form } => {
                Callee::Path { path: path.clone(), form: form.reverse() }
            }
            Callee::Method { name, turbofish, form } => Callee::Method {
                name: name.clone(),
                turbofish: turbofish.clone(),
                form: form.reverse(),
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
        } else if *self.f.ty(var) == Type::Unit {
            unit()
        } else {
            let whole = self.read(var);
            self.load(var);
            Expr::new(ExprKind::Zero(Box::new(whole)), Type::Unknown, span)
        };
        if result_active
            && !self.loops.is_empty()
            && self.f.ty(var).is_float()
            && let Some(scalars) = self.scalar_arguments(var, call)
        {
            if let [Some(p)] = &scalars[..]
                && let Callee::Path { path, form: CallForm::PRIMAL } = &call.callee
                && self.stays_for_free(&call.args[0])
            {
                let (forward, slope) = self.slope_on_demand(path, &call.args[0], var, call.span);
                let ty = self.f.ty(var).clone();
                let share = Expr::support("unless_zero", vec![w.clone(), times(w, slope)], ty);
                let target = self.bar_place(p);
                reverse.push(Stmt::accumulate(target, share));
                return Some(vec![forward]);
            }
            let slopes = self.slopes(pullback, &scalars, var, &again, call.span);
            for (p, slope) in slopes.1 {
                let ty = self.f.ty(var).clone();
                let product = times(w.clone(), slope);
                let share = Expr::support("unless_zero", vec![w.clone(), product], ty);
                let target = self.bar_place(&p);
                reverse.push(Stmt::accumulate(target, share));
            }
            let mut forward = vec![stmt];
            forward.extend(slopes.0);
            return Some(forward);
        }
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

    /// Passes on a place that is lent mutably and does not stay as it is until the reverse sweep: if
    /// the callee reads it, the variable will have a copy.
    fn passed(&mut self, place: &Place, args: &mut Vec<Expr>, span: Span) -> VarId {
        let name = format!("{}_seen", self.f.var(place.root).name);
        let none = Foreign::plain(quote!(::core::option::Option::None));
        let none = Expr::new(ExprKind::Foreign(none), Type::Unknown, span);
        let seen = self.emit_let(&name, none);
        self.f.vars[seen.0 as usize].mutable = true;
        let borrow = |place: Place| {
            Expr::new(ExprKind::Borrow { mutable: true, place }, Type::Unknown, span)
        };
        let lent = vec![borrow(place.clone()), borrow(Place::of(seen))];
        args.push(Expr::support("pass", lent, Type::Unknown));
        seen
    }

    /// What a call may change, where it lies.
    fn changed_by(&self, call: &Call) -> Vec<VarId> {
        let roots = mutable_roots(call, &self.f);
        roots.iter().map(|r| self.resolve(&Place::of(*r)).root).collect()
    }

    /// Does a derivative flow from an argument of the call to its result or to what it changes?
    pub(super) fn flows(&self, result: Option<VarId>, call: &Call) -> bool {
        let on = result.is_some_and(|v| self.active(v))
            || self.changed_by(call).iter().any(|r| self.active(*r));
        on && call.args.iter().any(|a| self.carries(a))
    }

    /// The captures that a derivative flows to; an alias leaves that to what it borrows.
    fn active_captures(&self, lambda: &Lambda) -> Vec<VarId> {
        let flows = |v: &VarId| self.active(*v) && self.f.var(*v).alias.is_none();
        lambda.captures.iter().copied().filter(flows).collect()
    }

    /// A cotangent for the captures of a closure, and what brings it to their own cotangents.
    fn captured_bar(
        &mut self,
        wrt: &[VarId],
        prelude: &mut Vec<Stmt>,
        tail: &mut Vec<Stmt>,
        span: Span,
    ) -> Expr {
        let mut zeros = Vec::new();
        let bar = fresh(&mut self.f.vars, "captured_bar", Type::Unknown);
        self.f.vars[bar.0 as usize].mutable = true;
        for (k, v) in wrt.iter().enumerate() {
            let ty = self.f.ty(*v).clone();
            let slot = Place::of(bar).then(Step::Field(k.to_string()));
            let target = self.bar_place(&Place::of(*v));
            if ty.is_float() {
                zeros.push(Expr::number(0.0, ty.clone()));
                tail.push(Stmt::accumulate(target, Expr::read(slot, ty, span)));
                continue;
            }
            let place = self.stable_place(&Place::of(*v));
            self.load(place.root);
            let whole = Expr::read(place, ty, span);
            zeros.push(Expr::new(ExprKind::Zero(Box::new(whole)), Type::Unknown, span));
            let borrow = |mutable: bool, place: Place| {
                Expr::new(ExprKind::Borrow { mutable, place }, Type::Unknown, span)
            };
            let add = vec![borrow(true, target), borrow(false, slot)];
            tail.push(Stmt::new(StmtKind::Eval(Expr::support("add_whole", add, Type::Unit)), span));
        }
        let zeros = Expr::new(ExprKind::Tuple(zeros), Type::Unknown, span);
        prelude.push(Stmt::let_(bar, zeros));
        Expr::new(ExprKind::Borrow { mutable: true, place: Place::of(bar) }, Type::Unknown, span)
    }

    /// The active arguments' places by position, if all arguments are numbers by value, and those are
    /// of the result's precision.
    fn scalar_arguments(&mut self, var: VarId, call: &Call) -> Option<Vec<Option<Place>>> {
        let ty = self.f.ty(var).clone();
        call.args
            .iter()
            .map(|a| match &a.kind {
                _ if !self.carries(a) => a.ty.is_scalar().then_some(None),
                ExprKind::Read(p) if a.ty == ty => Some(Some(self.stable_place(p))),
                _ => None,
            })
            .collect()
    }

    /// A number of numbers: its pullback is applied at once, to one, and its slopes are kept
    /// instead of the pullback, whatever that has captured.
    fn slopes(
        &mut self,
        pullback: VarId,
        arguments: &[Option<Place>],
        var: VarId,
        again: &[Expr],
        span: Span,
    ) -> (Vec<Stmt>, Vec<(Place, Expr)>) {
        let ty = self.f.ty(var).clone();
        let mut stmts = Vec::new();
        let mut slopes = Vec::new();
        let mut args = vec![Expr::number(1.0, ty)];
        for (i, place) in arguments.iter().enumerate() {
            args.push(again[2 * i].clone());
            let Some(place) = place else {
                args.push(unit());
                continue;
            };
            let ty = place_type(&self.f, place);
            let sum = fresh(&mut self.f.vars, "slope", ty.clone());
            self.f.vars[sum.0 as usize].mutable = true;
            stmts.push(Stmt::let_(sum, Expr::number(0.0, ty.clone())));
            let borrow = ExprKind::Borrow { mutable: true, place: Place::of(sum) };
            args.push(Expr::new(borrow, Type::Unknown, span));
            slopes.push((place.clone(), Expr::var(sum, ty, span)));
        }
        let apply = Call { callee: Callee::Local(pullback), args, span };
        let apply = Expr::new(ExprKind::Call(Box::new(apply)), Type::Unit, span);
        stmts.push(Stmt::new(StmtKind::Eval(apply), span));
        (stmts, slopes)
    }

    /// A number of one number that the reverse sweep can make again: the callee says what is kept, and
    /// the slope is made of that in the reverse sweep.
    fn slope_on_demand(
        &mut self,
        path: &TokenStream,
        argument: &Expr,
        var: VarId,
        span: Span,
    ) -> (Stmt, Expr) {
        let ty = argument.ty.clone();
        let again = match &argument.kind {
            ExprKind::Read(p) if self.at_once.contains(&p.root) => {
                let made = self.inits[&p.root].clone();
                self.stable(&made)
            }
            _ => self.stable(argument),
        };
        let of = |form: CallForm, args: Vec<Expr>, ty: Type| {
            let callee = Callee::Path { path: path.clone(), form };
            Expr::new(ExprKind::Call(Box::new(Call { callee, args, span })), ty, span)
        };
        let kept = fresh(&mut self.f.vars, "kept", ty.clone());
        self.declared_in.insert(kept, self.loops.clone());
        let value = of(CallForm::Kept, vec![argument.clone()], Type::Unknown);
        let vars = vec![Some(var), Some(kept)];
        let forward = Stmt::new(StmtKind::LetTuple { vars, init: value }, span);
        let kept = Expr::var(kept, ty.clone(), span);
        if !self.assigned.contains(&var) {
            self.again.insert(var, of(CallForm::Again, vec![kept.clone()], Type::Unknown));
        }
        (forward, of(CallForm::Slope, vec![again, kept], ty))
    }

    /// Can the reverse sweep make a number again from what it finds, with nothing stored for it? What is
    /// multiplied with an active number is stored anyway.
    fn stays_for_free(&mut self, e: &Expr) -> bool {
        let mut numbers = Vec::new();
        let mut places = Vec::new();
        let mut stored = Vec::new();
        e.any(&mut |x| {
            if let ExprKind::Op("mul", factors) = &x.kind
                && let [a, b] = &factors[..]
            {
                for (factor, other) in [(a, b), (b, a)] {
                    if let ExprKind::Read(p) = &factor.kind
                        && self.carries(other)
                    {
                        stored.push(p.clone());
                    }
                }
            }
            false
        });
        let plain = !e.any(&mut |x| match &x.kind {
            ExprKind::Literal(_) | ExprKind::Number(_) | ExprKind::Cast(..) => false,
            ExprKind::Read(p) => {
                match p.is_var() && self.f.ty(p.root).is_scalar() {
                    true => numbers.push(p.root),
                    false => places.push(p.clone()),
                }
                false
            }
            ExprKind::Op(name, _) => !rules::scalar::is_cheap(name) && !x.ty.is_constant(),
            _ => true,
        });
        plain
            && numbers.into_iter().all(|v| self.number_stays_for_free(v))
            && places.into_iter().all(|p| {
                if stored.contains(&p) {
                    return true;
                }
                let place = self.stable_place(&p);
                let root = place.root;
                let given = self.f.params.iter().any(|p| p.var == root)
                    && !self.f.ty(root).is_mut_ref()
                    && !self.assigned.contains(&root);
                given || !self.is_lost(&place)
            })
    }

    fn number_stays_for_free(&mut self, v: VarId) -> bool {
        if self.assigned.contains(&v) || self.late.contains(&v) {
            return false;
        }
        // What was there before the loop is not stored for each of its iterations.
        let before = |own: &Vec<LoopId>| self.loops.last().is_some_and(|l| !own.contains(l));
        if self.declared_in.get(&v).is_some_and(before) {
            return true;
        }
        match self.inits.get(&v).cloned() {
            Some(init) => self.stays_for_free(&init),
            None => {
                self.f.params.iter().any(|p| p.var == v)
                    || self.counters.values().any(|counted| counted.counter == v)
            }
        }
    }

    /// The marker of the parameter whose cotangent this is, if the parameter is a shared reference: then nothing but
    /// its caller reads the cotangent.
    fn marker_of(&self, bar: VarId) -> Option<Expr> {
        if self.layout != Layout::Marked {
            return None;
        }
        let own = |p: &Param| self.bars.get(&p.var) == Some(&bar);
        let i = self.f.params.iter().position(own)?;
        if !matches!(self.f.ty(self.f.params[i].var), Type::Ref(false, _)) {
            return None;
        }
        let marker = format_ident!("__A{i}");
        let foreign = Foreign::plain(quote!(#marker::default()));
        Some(Expr::new(ExprKind::Foreign(foreign), Type::Constant, Span::call_site()))
    }

    /// Saves all of a place that a call may change.
    pub(super) fn save_whole(&mut self, place: &Place, reverse: &mut Vec<Stmt>) {
        let target = self.stable_place(place);
        if !self.must_save_place(&target) {
            return;
        }
        let whole = place_type(&self.f, &target);
        let (keep, restore, ty) = match whole.peel() {
            whole if whole.is_nd_array() => ("own_part", "restore_part", Type::Unknown),
            Type::Slice(t) | Type::Vec(t) if t.is_float() => {
                ("copied", "restore_whole", Type::Vec(t.clone()))
            }
            _ => ("keep_whole", "restore_whole", Type::Unknown),
        };
        let span = Span::call_site();
        let borrow = Expr::new(
            ExprKind::Borrow { mutable: false, place: place.clone() },
            Type::Unknown,
            span,
        );
        let name = format!("{}_old", self.f.var(target.root).name);
        let old = self.emit_let(&name, Expr::support(keep, vec![borrow], ty));
        let to = Expr::new(ExprKind::Borrow { mutable: true, place: target }, Type::Unknown, span);
        let from = Expr::new(
            ExprKind::Borrow { mutable: false, place: Place::of(old) },
            Type::Unknown,
            span,
        );
        reverse.push(Stmt::new(
            StmtKind::Eval(Expr::support(restore, vec![to, from], Type::Unit)),
            span,
        ));
    }
}

/// The method of arrays that a call may be.
fn array_method(call: &Call) -> Option<&'static rules::arrays::Method> {
    match &call.callee {
        Callee::Method { name, .. } => rules::arrays::method(name),
        _ => None,
    }
}

/// What a pullback is handed again of an argument; `unsure` where the callee may have taken it by value.
fn again_of(place: &Place, unsure: bool, span: Span) -> Expr {
    let kind = ExprKind::Borrow { mutable: false, place: place.clone() };
    let borrow = Expr::new(kind, Type::Unknown, span);
    if unsure { Expr::support("again", vec![borrow], Type::Unknown) } else { borrow }
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
        Callee::Path { path, .. } => last_segment(path),
        Callee::Method { name, .. } => name.clone(),
        _ => "call".into(),
    }
}

/// No tangent.
fn none() -> Expr {
    let foreign = Foreign::plain(quote!(::core::default::Default::default()));
    Expr::new(ExprKind::Foreign(foreign), Type::Constant, Span::call_site())
}

/// A tangent that is lent, in the form that the callee wants.
fn any_form(dot: Expr) -> Expr {
    let name = match &dot.kind {
        ExprKind::Borrow { mutable: true, .. } => "again_mut",
        ExprKind::Borrow { mutable: false, .. } => "again",
        _ => return dot,
    };
    Expr::support(name, vec![dot], Type::Unknown)
}

/// Variables with a value that the next statement reads, and nothing else does.
pub(super) fn read_at_once(f: &Function) -> HashSet<VarId> {
    let mut reads: HashMap<VarId, usize> = HashMap::new();
    reads.extend(f.ret.map(|v| (v, 1)));
    f.body.each_stmt(&mut |s| {
        each_read(s, &mut |v| *reads.entry(v).or_default() += 1);
    });
    let mut found = HashSet::new();
    let mut note = |block: &Block| {
        for pair in block.stmts.windows(2) {
            if let StmtKind::Let { var, init: Some(_) } = &pair[0].kind
                && reads.get(var) == Some(&1)
            {
                each_read(&pair[1], &mut |v| {
                    if v == *var {
                        found.insert(v);
                    }
                });
            }
        }
    };
    note(&f.body);
    f.body.each_stmt(&mut |s| s.each_block(&mut note));
    found
}

/// What a statement itself reads, without the blocks in it.
fn each_read(s: &Stmt, f: &mut dyn FnMut(VarId)) {
    s.each_expr(&mut |e| e.each_value_var(f));
}
