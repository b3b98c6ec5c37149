//! What an expression evaluates to in each sweep, and its skeleton.

use super::*;

impl Adjoint<'_> {
    /// An expression that means the same in the reverse sweep.
    pub(super) fn stable(&mut self, e: &Expr) -> Expr {
        let span = e.span;
        match &e.kind {
            ExprKind::Literal(_) | ExprKind::Number(_) => e.clone(),
            ExprKind::Read(p)
                if p.is_var()
                    && self.f.var(p.root).alias.is_none()
                    && !self.through.contains_key(&p.root) =>
            {
                if self.f.ty(p.root).is_scalar()
                    || self.is_number(p.root) && self.assigned.contains(&p.root)
                {
                    self.name_of(p.root, span)
                } else {
                    self.load(p.root);
                    e.clone()
                }
            }
            ExprKind::Read(p) => {
                let place = self.stable_place(p);
                self.load_place(&place);
                Expr::read(place, e.ty.clone(), span)
            }
            ExprKind::Len(p) => {
                let place = self.stable_place(p);
                if self.resized(place.root) {
                    let v = self.emit_let("len", e.clone());
                    return self.read(v);
                }
                Expr::new(ExprKind::Len(place), e.ty.clone(), span)
            }
            ExprKind::Borrow { mutable, place } => {
                let place = self.stable_place(place);
                self.load_place(&place);
                Expr::new(ExprKind::Borrow { mutable: *mutable, place }, e.ty.clone(), span)
            }
            ExprKind::Op(name, args) if rules::scalar::is_cheap(name) || e.ty.is_constant() => {
                let args = args.iter().map(|a| self.stable(a)).collect();
                Expr::new(ExprKind::Op(name, args), e.ty.clone(), span)
            }
            ExprKind::Cast(inner, ty) => {
                let inner = self.stable(inner);
                Expr::new(ExprKind::Cast(Box::new(inner), ty.clone()), e.ty.clone(), span)
            }
            ExprKind::Compare(op, args) => {
                let args = args.iter().map(|a| self.stable(a)).collect();
                Expr::new(ExprKind::Compare(op, args), e.ty.clone(), span)
            }
            ExprKind::Foreign(f) if f.uses.is_empty() => e.clone(),
            _ => {
                let v = self.emit_let("held", e.clone());
                self.read(v)
            }
        }
    }

    pub(super) fn stable_place(&mut self, p: &Place) -> Place {
        let mut place = self.resolve(p);
        let mut path = std::mem::take(&mut place.path);
        for step in &mut path {
            match step {
                Step::Index(e) => *e = self.stable(e),
                Step::Slice(lo, hi) => {
                    *lo = self.stable(lo);
                    if let Some(hi) = hi {
                        *hi = self.stable(hi);
                    }
                }
                Step::Part(_, args) => {
                    for arg in args {
                        *arg = self.stable(arg);
                    }
                }
                _ => {}
            }
        }
        place.path = path;
        place
    }

    pub(super) fn resized(&self, root: VarId) -> bool {
        self.resized.contains(&root)
    }

    /// Takes an expression apart. Gives what the forward sweep evaluates, and the skeleton; with
    /// `need`, also an expression for its value in the reverse sweep.
    pub(super) fn dual(&mut self, e: &Expr, need: bool) -> (Expr, Option<Expr>, Dual) {
        let span = e.span;
        if !self.carries(e) {
            let stable = need.then(|| self.stable_value(e));
            let value = match &stable {
                Some(s)
                    if !is_atom(e)
                        && is_atom(s)
                        && !matches!(s.kind, ExprKind::Read(ref p) if !p.is_var()) =>
                {
                    s.clone()
                }
                _ => e.clone(),
            };
            return (value, stable, Dual::Constant);
        }
        match &e.kind {
            ExprKind::Read(p) | ExprKind::Borrow { place: p, .. } => {
                let stable = need.then(|| self.stable(e));
                let place = self.stable_place(p);
                (e.clone(), stable, Dual::Leaf(place))
            }
            ExprKind::Op(name, all) => {
                // 1/x: its slope −y² takes no second division.
                let recip = *name == "div"
                    && all[0].as_number() == Some(1.0)
                    && all.iter().all(|a| a.ty.is_float());
                let (rule, args) = if recip { ("recip", &all[1..]) } else { (*name, &all[..]) };
                let rule = rules::find(rule).expect("a primitive of the table");
                let coefficients: Vec<_> = (0..args.len()).map(|i| rule.coefficient(i)).collect();
                let live: Vec<bool> = args
                    .iter()
                    .enumerate()
                    .map(|(i, a)| self.carries(a) && coefficients[i].is_some())
                    .collect();
                let known = e.ty.is_float()
                    && args
                        .iter()
                        .enumerate()
                        .all(|(i, a)| a.ty.is_float() || coefficients[i].is_none());
                let reads = |j: usize| {
                    coefficients
                        .iter()
                        .zip(&live)
                        .any(|(c, on)| *on && c.as_ref().is_some_and(|c| c.reads(j)))
                };
                let reads_result = coefficients
                    .iter()
                    .zip(&live)
                    .any(|(c, on)| *on && c.as_ref().is_some_and(|c| c.reads_result()));
                let mut values = Vec::new();
                let mut forward = Vec::new();
                let mut duals = Vec::new();
                for (j, a) in args.iter().enumerate() {
                    let wanted = reads(j) || (!known && live.iter().any(|l| *l));
                    let (v, s, d) = self.dual(a, wanted);
                    forward.push(v);
                    values.push(s);
                    duals.push(if live[j] { d } else { Dual::Constant });
                }
                if recip {
                    forward.insert(0, all[0].clone());
                }
                let mut value = Expr::new(ExprKind::Op(name, forward), e.ty.clone(), span);
                let mut stable = None;
                let mut result = None;
                if need || reads_result || (!known && rules_read_result(rule)) {
                    let v = self.emit_let(hint(name), value);
                    value = self.read(v);
                    value.span = span;
                    stable = Some(value.clone());
                    result = stable.clone();
                }
                let arg_types = args.iter().map(|a| a.ty.clone()).collect();
                (
                    value,
                    stable.filter(|_| need),
                    Dual::Op {
                        rule,
                        args: duals,
                        values,
                        result,
                        arg_types,
                        ty: if known { e.ty.clone() } else { Type::Unknown },
                    },
                )
            }
            ExprKind::Rule { op, form, args } => {
                let (args, lanes) = form.parts(args);
                let (mut forward, mut values, mut duals) = (Vec::new(), Vec::new(), Vec::new());
                for a in args {
                    let (v, s, d) = self.dual(a, true);
                    let (v, s) = match s {
                        Some(s) => (v, s),
                        None => {
                            let (v, s) = self.held_if(true, "u", v);
                            (v, s.expect("asked for"))
                        }
                    };
                    forward.push(v);
                    values.push(s);
                    duals.push(d);
                }
                forward.extend(lanes.cloned());
                let kind = ExprKind::Rule { op, form: *form, args: forward };
                let (value, stable) =
                    self.held_if(need, "slope", Expr::new(kind, e.ty.clone(), span));
                let lanes = lanes.cloned();
                (value, stable, Dual::Rule { op, form: *form, args: duals, values, lanes })
            }
            ExprKind::Support("field_dot" | "own_part", args) => {
                let ExprKind::Borrow { place, .. } = &args[0].kind else {
                    unreachable!("a field or a part is borrowed")
                };
                let place = self.stable_place(place);
                let (value, stable) = self.held_if(need, "part", e.clone());
                (value, stable, Dual::Leaf(place))
            }
            ExprKind::Support("borrow", args) => {
                let (v, s, d) = self.dual(&args[0], need);
                let borrow = |x: Expr| Expr::support("borrow", vec![x], e.ty.clone());
                (borrow(v), s.map(borrow), d)
            }
            ExprKind::Support("negated", args) => {
                let (v, _, d) = self.dual(&args[0], false);
                let value = Expr::support("negated", vec![v], e.ty.clone());
                let (value, stable) = self.held_if(need, "minus", value);
                (value, stable, Dual::Negated(Box::new(d)))
            }
            ExprKind::Support(name @ ("cast_dot" | "cast_dot_lanes"), args) => {
                let (x, from, _) = self.dual(&args[0], true);
                let (v, _, d) = self.dual(&args[1], false);
                let lanes = args.get(2).cloned();
                let args = [x, v].into_iter().chain(lanes.clone()).collect();
                let value = Expr::support(name, args, e.ty.clone());
                let (value, stable) = self.held_if(need, "cast", value);
                let x = from.map(|b| match b.kind {
                    ExprKind::Support("borrow", mut of) => of.pop().expect("one argument"),
                    _ => b,
                });
                let (from, to) = (Type::Unknown, e.ty.clone());
                (value, stable, Dual::Cast { arg: Box::new(d), value: x, from, to, lanes })
            }
            ExprKind::Cast(inner, ty) => {
                let (v, inner_value, d) = self.dual(inner, inner.ty == Type::Unknown);
                let mut value =
                    Expr::new(ExprKind::Cast(Box::new(v), ty.clone()), e.ty.clone(), span);
                let mut stable = None;
                if need {
                    let v = self.emit_let("cast", value);
                    value = self.read(v);
                    stable = Some(value.clone());
                }
                (
                    value,
                    stable,
                    Dual::Cast {
                        arg: Box::new(d),
                        value: inner_value,
                        from: inner.ty.clone(),
                        to: e.ty.clone(),
                        lanes: None,
                    },
                )
            }
            ExprKind::Tuple(args) | ExprKind::Array(args) | ExprKind::VecOf(args) => {
                let tuple = matches!(e.kind, ExprKind::Tuple(_));
                let mut forward = Vec::new();
                let mut parts = Vec::new();
                for (i, a) in args.iter().enumerate() {
                    let (v, _, d) = self.dual(a, false);
                    forward.push(self.keep_if_needed(v));
                    let step =
                        if tuple { Step::Field(i.to_string()) } else { Step::Index(Expr::int(i)) };
                    parts.push((step, d));
                }
                let kind = match &e.kind {
                    ExprKind::Tuple(_) => ExprKind::Tuple(forward),
                    ExprKind::Array(_) => ExprKind::Array(forward),
                    _ => ExprKind::VecOf(forward),
                };
                (Expr::new(kind, e.ty.clone(), span), None, Dual::Parts(parts))
            }
            ExprKind::Construct { path, fields, rest, tangent } => {
                let mut forward = Vec::new();
                let mut parts = Vec::new();
                for (i, (name, a)) in fields.iter().enumerate() {
                    let (v, _, d) = self.dual(a, false);
                    forward.push((name.clone(), self.keep_if_needed(v)));
                    parts.push((Step::Field(name.clone().unwrap_or_else(|| i.to_string())), d));
                }
                if let Some(rest) = rest
                    && self.carries(rest)
                {
                    // `..base`: everything but the fields named flows back whole.
                    let (ExprKind::Read(p) | ExprKind::CloneOf { place: p, .. }) = &rest.kind
                    else {
                        unreachable!("the base of a struct update is a place")
                    };
                    let place = self.stable_place(p);
                    parts.push((Step::Deref, Dual::Leaf(place)));
                }
                let value = Expr::new(
                    ExprKind::Construct {
                        path: path.clone(),
                        fields: forward,
                        rest: rest.clone(),
                        tangent: *tangent,
                    },
                    e.ty.clone(),
                    span,
                );
                let path = path.to_string().replace(' ', "");
                let variant = is_variant_path(&path);
                if variant {
                    let named = fields.first().is_some_and(|(n, _)| n.is_some());
                    return (
                        value,
                        None,
                        Dual::Wrap {
                            path: format!("{}{path}", if named { "{" } else { "(" }),
                            arg: Box::new(Dual::Parts(parts)),
                            ty: e.ty.clone(),
                        },
                    );
                }
                (value, None, Dual::Parts(parts))
            }
            ExprKind::Repeat { value, count, vec } => {
                let (v, _, d) = self.dual(value, false);
                let v = self.keep_if_needed(v);
                let kind = ExprKind::Repeat { value: Box::new(v), count: count.clone(), vec: *vec };
                (
                    Expr::new(kind, e.ty.clone(), span),
                    None,
                    Dual::Repeat { value: Box::new(d), ty: value.ty.clone() },
                )
            }
            ExprKind::CloneOf { place, .. } => {
                let target = self.stable_place(place);
                (e.clone(), None, Dual::Clone { place: target })
            }
            ExprKind::Call(call) => match &call.callee {
                Callee::Wrap(path) if path.to_string().ends_with("into") => {
                    // To a type that only rustc knows.
                    let (v, value, d) = self.dual(&call.args[0], true);
                    let whole = Expr::new(
                        ExprKind::Call(Box::new(Call { args: vec![v], ..(**call).clone() })),
                        e.ty.clone(),
                        span,
                    );
                    let from = Type::Unknown;
                    let to = e.ty.clone();
                    let dual = Dual::Cast { arg: Box::new(d), value, from, to, lanes: None };
                    (whole, None, dual)
                }
                Callee::Wrap(path) => {
                    let (v, _, d) = self.dual(&call.args[0], false);
                    let v = self.keep_if_needed(v);
                    let value = Expr::new(
                        ExprKind::Call(Box::new(Call {
                            callee: call.callee.clone(),
                            args: vec![v],
                            span: call.span,
                        })),
                        e.ty.clone(),
                        span,
                    );
                    (
                        value,
                        None,
                        Dual::Wrap {
                            path: path.to_string().replace(' ', ""),
                            arg: Box::new(d),
                            ty: e.ty.clone(),
                        },
                    )
                }
                _ => unreachable!("a call is a statement of its own"),
            },
            // Giving it no cotangent would be a silent zero.
            kind => unreachable!("no adjoint of {kind:?}"),
        }
    }

    /// The value under a name that both sweeps share, where the reverse sweep needs it.
    fn held_if(&mut self, need: bool, name: &str, e: Expr) -> (Expr, Option<Expr>) {
        if !need {
            return (e, None);
        }
        let v = self.emit_let(name, e);
        (self.read(v), Some(self.read(v)))
    }

    /// A constant operand's value for the reverse sweep.
    pub(super) fn stable_value(&mut self, e: &Expr) -> Expr {
        let simple = match &e.kind {
            ExprKind::Op(name, _) => rules::scalar::is_cheap(name),
            _ => true,
        };
        if simple {
            return self.stable(e);
        }
        let v = self.emit_let("held", e.clone());
        self.read(v)
    }

    /// A vector or struct that is moved away, or a part of it, is cloned if the reverse sweep still
    /// reads it; otherwise its zero cotangent is made while its shape is known.
    pub(super) fn keep_if_needed(&mut self, e: Expr) -> Expr {
        let ExprKind::Read(p) = &e.kind else { return e };
        if !p.path.iter().all(|s| matches!(s, Step::Field(_)))
            || e.ty.is_copy()
            || self.f.ty(p.root).is_copy()
            || matches!(self.f.ty(p.root), Type::Ref(..))
            || self.f.var(p.root).alias.is_some()
        {
            return e;
        }
        let root = p.root;
        let param = self.f.params.iter().any(|p| p.var == root);
        if self.through.contains_key(&root) || param && !p.is_var() {
            // What an arm binds: the reverse sweep reads it where it came from. The cotangent of a
            // parameter is made before anything moves.
            return e;
        }
        // What is assigned again later has another shape by then.
        let read = self.is_loaded(root) || self.assigned.contains(&root);
        let here = self.open.last().is_some_and(|b| b.contains(&root));
        if read || !here || param {
            let ty = e.ty.clone();
            let span = e.span;
            return Expr::new(ExprKind::CloneOf { place: p.clone(), method: "clone" }, ty, span);
        }
        if self.active(root) && !self.zeros.contains_key(&root) {
            let whole = self.read(root);
            let zero = self.zero_of(root, whole);
            let z = self.emit_let("zero", zero);
            self.f.vars[z.0 as usize].mutable = true;
            self.zeros.insert(root, z);
        }
        e
    }

    pub(super) fn zero_of(&self, v: VarId, value: Expr) -> Expr {
        let ty = self.f.ty(v);
        let ty = match ty {
            Type::Ref(_, t) => t,
            t => t,
        };
        match ty {
            t if t.is_float() => Expr::number(0.0, t.clone()),
            Type::Array(t, n) if t.is_float() => {
                let count: TokenStream = n.parse().unwrap_or_default();
                let count = Expr::new(
                    ExprKind::Foreign(Foreign::plain(count)),
                    Type::Int("usize".into()),
                    value.span,
                );
                Expr::new(
                    ExprKind::Repeat {
                        value: Box::new(Expr::number(0.0, (**t).clone())),
                        count: Box::new(count),
                        vec: false,
                    },
                    ty.clone(),
                    value.span,
                )
            }
            Type::Tuple(ts) if ts.iter().all(Type::is_float) => Expr::new(
                ExprKind::Tuple(ts.iter().map(|t| Expr::number(0.0, t.clone())).collect()),
                ty.clone(),
                value.span,
            ),
            Type::Vec(t) if t.is_float() => {
                let ExprKind::Read(place) = &value.kind else {
                    return Expr::new(
                        ExprKind::Zero(Box::new(value)),
                        ty.clone(),
                        Span::call_site(),
                    );
                };
                let count =
                    Expr::new(ExprKind::Len(place.clone()), Type::Int("usize".into()), value.span);
                Expr::new(
                    ExprKind::Repeat {
                        value: Box::new(Expr::number(0.0, (**t).clone())),
                        count: Box::new(count),
                        vec: true,
                    },
                    ty.clone(),
                    value.span,
                )
            }
            t => {
                let span = value.span;
                Expr::new(ExprKind::Zero(Box::new(value)), t.clone(), span)
            }
        }
    }
}
