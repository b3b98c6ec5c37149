//! Cotangents through expressions.

use super::*;

impl Adjoint<'_> {
    /// Sends every element of a cotangent back through the one expression that was repeated.
    fn back_each(&mut self, d: &Dual, whole: Place, ty: &Type, out: &mut Vec<Stmt>) {
        let span = Span::call_site();
        let count = Type::Int("usize".into());
        let i = fresh(&mut self.f.vars, "i", count.clone());
        let hi = Expr::new(ExprKind::Len(whole.clone()), count.clone(), span);
        let place = whole.then(Step::Index(Expr::var(i, count, span)));
        let mut body = Vec::new();
        self.back(d, Expr::read(place, ty.clone(), span), &mut body);
        // No jump names this loop.
        let id = LoopId(u32::MAX);
        let body = Block::new(body);
        let each = StmtKind::For { id, var: i, lo: Expr::int(0), hi, reversed: false, body };
        out.push(Stmt::new(each, span));
    }

    /// Sends a cotangent back through an expression.
    pub(super) fn back(&mut self, d: &Dual, w: Expr, out: &mut Vec<Stmt>) {
        match d {
            Dual::Constant => {}
            Dual::Leaf(place) => {
                let target = self.bar_place(place);
                out.push(Stmt::accumulate(target, w));
            }
            Dual::Op { rule, args, values, result, arg_types, ty } => {
                let live: Vec<usize> =
                    (0..args.len()).filter(|i| !args[*i].is_constant()).collect();
                let known = *ty != Type::Unknown;
                let w = if (live.len() > 1 || rule.singular || !known) && !is_atom(&w) {
                    self.bind_bar(w, out)
                } else {
                    w
                };
                if known && let Some((place, slope)) = square(d) {
                    let target = self.bar_place(place);
                    out.push(Stmt::accumulate(target, times(slope, w)));
                    return;
                }
                for i in live {
                    let contribution = if known {
                        let c = rule.coefficient(i).expect("a live argument has a coefficient");
                        let operands: Vec<Expr> = values
                            .iter()
                            .enumerate()
                            .map(|(j, v)| {
                                v.clone()
                                    .unwrap_or_else(|| Expr::number(f64::NAN, arg_types[j].clone()))
                            })
                            .collect();
                        let c = c.instantiate(&operands, result.as_ref(), ty);
                        let is_linear = c.as_number().is_some();
                        let by_constant = rule.name == "div"
                            && i == 0
                            && operands[1].as_number().is_some_and(|v| v != 0.0);
                        let product = times(w.clone(), c);
                        if rule.singular && !is_linear && !by_constant {
                            Expr::support("unless_zero", vec![w.clone(), product], ty.clone())
                        } else {
                            product
                        }
                    } else {
                        let mut operands: Vec<Expr> = values.iter().flatten().cloned().collect();
                        if rules_read_result(rule) {
                            operands.extend(result.clone());
                        }
                        operands.push(w.clone());
                        Expr::new(
                            ExprKind::Rule {
                                op: rule.name,
                                form: RuleForm::Cotangent(0, i),
                                args: operands,
                            },
                            Type::Unknown,
                            w.span,
                        )
                    };
                    self.back(&args[i], contribution, out);
                }
            }
            Dual::Rule { op, form, args, values, lanes } => {
                let w = if is_atom(&w) { w } else { self.bind_bar(w, out) };
                let reaches = |i: usize| rules::reaches(op, i);
                let live = |(i, a): &(usize, &Dual)| !a.is_constant() && reaches(*i);
                for (i, arg) in args.iter().enumerate().filter(live) {
                    let mut operands = values.clone();
                    operands.push(w.clone());
                    operands.extend(lanes.clone());
                    let form = form.cotangent(i);
                    let kind = ExprKind::Rule { op, form, args: operands };
                    self.back(arg, Expr::new(kind, Type::Unknown, w.span), out);
                }
            }
            Dual::Negated(arg) => {
                let w = if is_atom(&w) { w } else { self.bind_bar(w, out) };
                let borrow = Expr::support("borrow", vec![w], Type::Unknown);
                let minus = Expr::support("negated", vec![borrow], Type::Unknown);
                self.back(arg, minus, out);
            }
            Dual::Cast { arg, from: Type::Unknown, value: Some(x), lanes, .. } => {
                let x = Expr::support("borrow", vec![x.clone()], Type::Unknown);
                let name = if lanes.is_some() { "cast_back_lanes" } else { "cast_back" };
                let args = [x, w].into_iter().chain(lanes.clone()).collect();
                self.back(arg, Expr::support(name, args, Type::Unknown), out);
            }
            Dual::Cast { arg, from, to, .. } => {
                let w = if from == to || !from.is_float() {
                    w
                } else {
                    let ty: TokenStream = from.to_string().parse().unwrap_or_default();
                    let span = w.span;
                    Expr::new(ExprKind::Cast(Box::new(w), ty), from.clone(), span)
                };
                self.back(arg, w, out);
            }
            Dual::Parts(parts) => {
                let whole =
                    if matches!(&w.kind, ExprKind::Read(_)) { w } else { self.bind_bar(w, out) };
                let ExprKind::Read(place) = whole.kind else { unreachable!("bound above") };
                for (step, part) in parts {
                    if part.is_constant() {
                        continue;
                    }
                    if *step == Step::Deref {
                        // The base of a struct update takes what is left.
                        let named: Vec<Step> = parts
                            .iter()
                            .filter(|(s, _)| *s != Step::Deref)
                            .map(|(s, _)| s.clone())
                            .collect();
                        for s in named {
                            let field = place.clone().then(s);
                            let borrow = Expr::new(
                                ExprKind::Borrow { mutable: true, place: field },
                                Type::Unknown,
                                Span::call_site(),
                            );
                            out.push(Stmt::new(
                                StmtKind::Eval(Expr::support("set_zero", vec![borrow], Type::Unit)),
                                Span::call_site(),
                            ));
                        }
                        self.back(
                            part,
                            Expr::read(place.clone(), Type::Unknown, Span::call_site()),
                            out,
                        );
                        continue;
                    }
                    let ty = part_type(&whole.ty, step);
                    self.back(
                        part,
                        Expr::read(place.clone().then(step.clone()), ty, Span::call_site()),
                        out,
                    );
                }
            }
            Dual::Repeat { value, ty } => {
                let whole =
                    if matches!(&w.kind, ExprKind::Read(_)) { w } else { self.bind_bar(w, out) };
                let ExprKind::Read(place) = whole.kind else { unreachable!("bound above") };
                if !ty.is_float() {
                    self.back_each(value, place, ty, out);
                    return;
                }
                let borrow = Expr::new(
                    ExprKind::Borrow { mutable: false, place },
                    Type::Unknown,
                    Span::call_site(),
                );
                self.back(value, Expr::support("sum_slice", vec![borrow], ty.clone()), out);
            }
            Dual::Clone { place } => {
                let target = self.bar_place(place);
                let whole =
                    if matches!(&w.kind, ExprKind::Read(_)) { w } else { self.bind_bar(w, out) };
                let ExprKind::Read(source) = whole.kind else { unreachable!("bound above") };
                let to = Expr::new(
                    ExprKind::Borrow { mutable: true, place: target },
                    Type::Unknown,
                    Span::call_site(),
                );
                let from = Expr::new(
                    ExprKind::Borrow { mutable: false, place: source },
                    Type::Unknown,
                    Span::call_site(),
                );
                out.push(Stmt::new(
                    StmtKind::Eval(Expr::support("add_whole", vec![to, from], Type::Unit)),
                    Span::call_site(),
                ));
            }
            Dual::Wrap { path, arg, ty } => {
                let last = path.rsplit("::").next().unwrap_or(path).to_string();
                if last == "new" {
                    // A box: its cotangent is boxed too.
                    let whole = if matches!(&w.kind, ExprKind::Read(_)) {
                        w
                    } else {
                        self.bind_bar(w, out)
                    };
                    let ExprKind::Read(place) = whole.kind else { unreachable!("bound above") };
                    let inner = match ty {
                        Type::Boxed(t) => (**t).clone(),
                        _ => Type::Unknown,
                    };
                    self.back(
                        arg,
                        Expr::read(place.then(Step::Deref), inner, Span::call_site()),
                        out,
                    );
                    return;
                }
                // A sequence in another container gives its cotangent back in the first one.
                let back_to = match last.as_str() {
                    "into_boxed_slice" => Some(quote!(<[_]>::into_vec)),
                    "into_vec" => Some(quote!(::std::vec::Vec::into_boxed_slice)),
                    _ => None,
                };
                if let Some(path) = back_to {
                    let span = w.span;
                    let call = Call { callee: Callee::Wrap(path), args: vec![w], span };
                    let w = Expr::new(ExprKind::Call(Box::new(call)), Type::Unknown, span);
                    self.back(arg, w, out);
                    return;
                }
                // The cotangent has the same variant; its payload flows back.
                let whole =
                    if matches!(&w.kind, ExprKind::Read(_)) { w } else { self.bind_bar(w, out) };
                let ExprKind::Read(place) = whole.kind else { unreachable!("bound above") };
                let (path, named) = match path.strip_prefix('{') {
                    Some(p) => (p, true),
                    None => (path.strip_prefix('(').unwrap_or(path), false),
                };
                let tokens: TokenStream = path.parse().unwrap_or_default();
                let std = matches!(last.as_str(), "Some" | "Ok");
                let mut body = Vec::new();
                let mut bind = |this: &mut Self, d: &Dual, ty: Type, name: &str| {
                    let v = fresh(&mut this.f.vars, name, Type::Ref(false, Box::new(ty.clone())));
                    let value = Expr::read(Place::of(v).then(Step::Deref), ty, Span::call_site());
                    this.back(d, value, &mut body);
                    Pattern::Bind { var: v, by_ref: false, sub: None }
                };
                let pattern = match &**arg {
                    Dual::Parts(parts) if !std => {
                        let mut fields = Vec::new();
                        for (step, part) in parts {
                            let Step::Field(name) = step else { continue };
                            let p = if part.is_constant() {
                                Pattern::Wild
                            } else {
                                bind(self, part, Type::Unknown, "part_bar")
                            };
                            fields.push((name.clone(), p));
                        }
                        if named {
                            Pattern::Struct { path: tokens, fields, rest: true, tangent: true }
                        } else {
                            Pattern::Variant {
                                path: tokens,
                                fields: fields.into_iter().map(|(_, p)| p).collect(),
                                unit: false,
                                tangent: true,
                            }
                        }
                    }
                    d => {
                        let inner = match ty {
                            Type::Option(t) | Type::Result(t) => (**t).clone(),
                            _ => Type::Unknown,
                        };
                        let p = bind(self, d, inner, "part_bar");
                        Pattern::Variant {
                            path: tokens,
                            fields: vec![p],
                            unit: false,
                            tangent: !std,
                        }
                    }
                };
                let arms = vec![
                    Arm { pattern, guard: None, body: Block::new(body) },
                    Arm { pattern: Pattern::Wild, guard: None, body: Block::default() },
                ];
                out.push(Stmt::new(
                    StmtKind::Match {
                        scrutinee: Scrutinee::Place { place, by_ref: Some(false) },
                        arms,
                    },
                    Span::call_site(),
                ));
            }
        }
    }

    pub(super) fn bind_bar(&mut self, w: Expr, out: &mut Vec<Stmt>) -> Expr {
        let v = fresh(&mut self.f.vars, "w_bar", w.ty.clone());
        let read = Expr::var(v, w.ty.clone(), w.span);
        out.push(Stmt::let_(v, w));
        read
    }

    pub(super) fn bar_place(&mut self, place: &Place) -> Place {
        let place = self.resolve(place);
        let root = self.bar(place.root);
        let mut path = place.path;
        // Operators look through references by themselves; a sum has to be told.
        if self.rebound.contains(&place.root) && !matches!(path.first(), Some(Step::Deref)) {
            path.insert(0, Step::Deref);
        }
        Place { root, path }
    }
}

/// The slope of x · x, or of c · x · x, in x: both sides at once.
fn square(d: &Dual) -> Option<(&Place, Expr)> {
    let Dual::Op { rule, args, values, ty, .. } = d else { return None };
    if rule.name != "mul" {
        return None;
    }
    let x = values[1].clone()?;
    let twice = |c: f64| Expr::number(2.0 * c, ty.clone());
    match &args[..] {
        [Dual::Leaf(a), Dual::Leaf(b)] if a == b => Some((a, times(twice(1.0), x))),
        [Dual::Op { rule: inner, args: scaled, values: of, .. }, Dual::Leaf(b)]
            if inner.name == "mul" =>
        {
            let [Dual::Constant, Dual::Leaf(a)] = &scaled[..] else { return None };
            let c = of[0].as_ref().and_then(Expr::as_number).filter(|_| a == b)?;
            Some((b, times(twice(c), x)))
        }
        _ => None,
    }
}
