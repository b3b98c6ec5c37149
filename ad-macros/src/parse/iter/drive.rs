//! Chains as loops: the number of items, the item at an index, and the stages around the loop's body.

use super::*;

impl Lower<'_> {
    /// The number of items, evaluated before the loop.
    pub(in crate::parse) fn length(&mut self, source: &Source) -> Expr {
        let ty = self.usize_ty();
        let span = Span::call_site();
        let div_ceil =
            |n: Expr, k: Expr| Expr::support("div_ceil", vec![n, k], Type::Int("usize".into()));
        match source {
            Source::Range { lo, hi } => {
                if matches!(&lo.kind, ExprKind::Literal(s) if s == "0") {
                    return hi.clone();
                }
                Expr::support("span", vec![lo.clone(), hi.clone()], ty)
            }
            Source::Seq { place, .. } => Expr::new(ExprKind::Len(place.clone()), ty, span),
            Source::Lanes { place, axis, .. } => {
                let kind = ExprKind::Borrow { mutable: false, place: place.clone() };
                let whole = Expr::new(kind, Type::Unknown, span);
                Expr::support("len_of", vec![whole, axis.clone()], ty)
            }
            Source::Windows { place, width } => {
                let len = Expr::new(ExprKind::Len(place.clone()), ty.clone(), span);
                Expr::support("window_count", vec![len, width.clone()], ty)
            }
            Source::Chunks { place, width, exact, .. } => {
                let len = Expr::new(ExprKind::Len(place.clone()), ty.clone(), span);
                if *exact {
                    Expr::op("div", vec![len, width.clone()], ty)
                } else {
                    div_ceil(len, width.clone())
                }
            }
            Source::Zip(a, b) => {
                let (a, b) = (self.length(a), self.length(b));
                Expr::support("shorter", vec![a, b], ty)
            }
            Source::Enumerate(s) | Source::Rev(s) | Source::Map(s, _) | Source::Deref(s) => {
                self.length(s)
            }
            Source::StepBy(s, k) => div_ceil(self.length(s), k.clone()),
            Source::Skip(s, k) => Expr::support("less", vec![self.length(s), k.clone()], ty),
            Source::Take(s, k) => Expr::support("shorter", vec![self.length(s), k.clone()], ty),
            Source::Chain(..) | Source::Foreign(_) => unreachable!("has no index"),
        }
    }

    /// The item at an index.
    pub(in crate::parse) fn item(&mut self, source: &Source, i: Expr) -> Option<Expr> {
        let ty = self.usize_ty();
        let span = i.span;
        let op = |name, a: Expr, b: Expr| Expr::op(name, vec![a, b], Type::Int("usize".into()));
        Some(match source {
            Source::Range { lo, .. } => {
                if matches!(&lo.kind, ExprKind::Literal(s) if s == "0") {
                    let lo_ty = self.types.shallow(&lo.ty);
                    if lo_ty == ty || matches!(lo_ty, Type::Infer(_)) {
                        self.types.unify(&lo_ty, &ty);
                        return Some(i);
                    }
                }
                let lo_ty = self.types.resolve(&lo.ty);
                let index = match &lo_ty {
                    Type::Int(name) if name != "usize" => {
                        let name: syn::Ident = syn::Ident::new(name, Span::call_site());
                        Expr::new(
                            ExprKind::Cast(Box::new(i), name.to_token_stream()),
                            lo_ty.clone(),
                            span,
                        )
                    }
                    _ => i,
                };
                Expr::op("add", vec![lo.clone(), index], lo.ty.clone())
            }
            Source::Seq { place, borrowed } => {
                let place = place.clone().then(Step::Index(i));
                let ty = self.place_ty(&place);
                match borrowed {
                    Some(m) => Expr::new(
                        ExprKind::Borrow { mutable: *m, place },
                        Type::Ref(*m, Box::new(ty)),
                        span,
                    ),
                    // Indexing cannot move an element out.
                    None => {
                        let item = Expr::read(place, ty, span);
                        self.copy_of(item)
                    }
                }
            }
            Source::Lanes { place, part, axis, mutable } => {
                let args = if *part == "index_axis" { vec![axis.clone(), i] } else { vec![i] };
                let place = place.clone().then(Step::Part(part, args));
                let ty = Type::Ref(*mutable, Box::new(self.place_ty(&place)));
                Expr::new(ExprKind::Borrow { mutable: *mutable, place }, ty, span)
            }
            Source::Windows { place, width } => {
                let hi = op("add", i.clone(), width.clone());
                let place = place.clone().then(Step::Slice(i, Some(hi)));
                let ty = self.place_ty(&place);
                Expr::new(
                    ExprKind::Borrow { mutable: false, place },
                    Type::Ref(false, Box::new(ty)),
                    span,
                )
            }
            Source::Chunks { place, width, exact, mutable } => {
                let lo = op("mul", i, width.clone());
                let hi = op("add", lo.clone(), width.clone());
                let hi = if *exact {
                    hi
                } else {
                    let len = Expr::new(ExprKind::Len(place.clone()), ty.clone(), span);
                    let hi = Expr::support("shorter", vec![hi, len], ty);
                    self.name_value("to", hi)
                };
                let place = place.clone().then(Step::Slice(lo, Some(hi)));
                let ty = self.place_ty(&place);
                Expr::new(
                    ExprKind::Borrow { mutable: *mutable, place },
                    Type::Ref(*mutable, Box::new(ty)),
                    span,
                )
            }
            Source::Zip(a, b) => {
                let a = self.item(a, i.clone())?;
                let b = self.item(b, i)?;
                let ty = Type::Tuple(vec![a.ty.clone(), b.ty.clone()]);
                Expr::new(ExprKind::Tuple(vec![a, b]), ty, span)
            }
            Source::Enumerate(s) => {
                let item = self.item(s, i.clone())?;
                let ty = Type::Tuple(vec![i.ty.clone(), item.ty.clone()]);
                Expr::new(ExprKind::Tuple(vec![i, item]), ty, span)
            }
            Source::Rev(s) => {
                let n = self.length(s);
                let last = op("sub", op("sub", n, Expr::int(1)), i);
                let last = self.name_value("j", last);
                self.item(s, last)?
            }
            Source::StepBy(s, k) => {
                let at = op("mul", i, k.clone());
                self.item(s, at)?
            }
            Source::Skip(s, k) => {
                let at = op("add", i, k.clone());
                self.item(s, at)?
            }
            Source::Take(s, _) => self.item(s, i)?,
            Source::Map(s, f) => {
                let item = self.item(s, i)?;
                self.apply(f, vec![item], span)?
            }
            Source::Deref(s) => {
                let item = self.item(s, i)?;
                self.deref(item)
            }
            Source::Chain(..) | Source::Foreign(_) => unreachable!("has no index"),
        })
    }

    /// The loop over a chain.
    pub(in crate::parse) fn drive(
        &mut self,
        chain: Chain,
        id: LoopId,
        label: Option<String>,
        pat: Option<&syn::Pat>,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Expr),
    ) {
        let Chain { source, stages, written } = chain;
        if !written.is_empty() {
            let before = self.out.last().expect("an open block").len();
            self.drive(Chain::new(source, stages), id, label, pat, span, body);
            self.refuse_returns(before, span);
            for (place, copy) in written {
                self.write_back(&place, copy, span);
            }
            return;
        }
        if let Source::Foreign(iterator) = source {
            let (block, pattern) = self.block(|l| {
                let mut names = Vec::new();
                let seen = Expr::new(ExprKind::Literal("0".into()), Type::Constant, span);
                let pattern = match pat {
                    Some(p) if stages.is_empty() => {
                        l.refutable(p, &Scrutinee::Constant(seen), &mut names)
                    }
                    _ => Pattern::Bind {
                        var: l.fresh("item", Type::Constant),
                        by_ref: false,
                        sub: None,
                    },
                };
                l.frames.push(Frame {
                    label,
                    id,
                    next: id,
                    result: None,
                    is_block: false,
                    is_closure: false,
                });
                match (&pattern, stages.is_empty(), pat) {
                    (_, true, Some(_)) => body(l, Expr::unit(span)),
                    (Pattern::Bind { var, .. }, _, _) => {
                        let item = l.read_var(*var, span);
                        l.stages(&stages, item, id, span, body);
                    }
                    _ => {}
                }
                l.frames.pop();
                pattern
            });
            // The pattern of a plain `for` was bound above; binding the unit item again is harmless.
            self.emit(StmtKind::Each { id, pattern, iterator, body: block }, span);
            return;
        }
        self.run(source, &stages, (id, id), label, pat, span, body);
    }

    /// The loops over a source with an index. Jumps out of the body leave the loop `leave`.
    #[expect(clippy::too_many_arguments, reason = "what `drive` knows")]
    pub(super) fn run(
        &mut self,
        source: Source,
        stages: &[Stage],
        (id, leave): (LoopId, LoopId),
        label: Option<String>,
        pat: Option<&syn::Pat>,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Expr),
    ) {
        if let Source::Chain(a, b) = source {
            let (mut once, ()) = self.block(|l| {
                for part in [*a, *b] {
                    let inner = l.loop_id();
                    l.marks_as(leave, inner);
                    l.run(part, stages, (inner, leave), label.clone(), pat, span, body);
                }
            });
            if id == leave {
                // A loop that runs once around both, so that a jump can leave them together.
                once.stmts.push(Stmt::new(StmtKind::Jump(Jump::Break(id)), span));
                self.emit(StmtKind::While { id, cond: None, body: once }, span);
            } else {
                once.stmts.into_iter().for_each(|s| self.emit(s.kind, s.span));
            }
            return;
        }
        // A plain range keeps the user's own counter.
        let (reversed, lo, hi, source) = match source {
            Source::Range { lo, hi } => (false, Some(lo), hi, None),
            Source::Rev(inner) if matches!(*inner, Source::Range { .. }) => {
                let Source::Range { lo, hi } = *inner else { unreachable!() };
                (true, Some(lo), hi, None)
            }
            Source::Rev(inner) => {
                let n = self.length(&inner);
                (true, None, n, Some(*inner))
            }
            Source::Enumerate(inner) if matches!(*inner, Source::Rev(_)) => {
                let source = Source::Enumerate(inner);
                let n = self.length(&source);
                (false, None, n, Some(source))
            }
            source => {
                let n = self.length(&source);
                (false, None, n, Some(source))
            }
        };
        let name = match (pat, &source) {
            (Some(syn::Pat::Ident(p)), None) => p.ident.to_string(),
            (Some(syn::Pat::Tuple(t)), Some(Source::Enumerate(_))) => match t.elems.first() {
                Some(syn::Pat::Ident(p)) => p.ident.to_string(),
                _ => "i".into(),
            },
            _ => "i".into(),
        };
        let lo = lo.unwrap_or_else(|| Expr::int(0));
        let hi = self.freeze_bound(hi);
        let ty = if source.is_some() { self.usize_ty() } else { lo.ty.clone() };
        let var = self.fresh(&name, ty);
        self.frames.push(Frame {
            label,
            id: leave,
            next: id,
            result: None,
            is_block: false,
            is_closure: false,
        });
        let (block, _) = self.block(|l| {
            let index = l.read_var(var, span);
            let item = match &source {
                Some(s) => l.item(s, index),
                None => Some(index),
            };
            if let Some(item) = item {
                match (pat, item.kind.clone()) {
                    // The counter is the item: bind the name to it without a copy.
                    (Some(syn::Pat::Ident(p)), ExprKind::Read(place))
                        if source.is_none() && p.mutability.is_none() =>
                    {
                        l.scopes.bind(p.ident.to_string(), Binding::Var(place.root));
                    }
                    _ => {}
                }
                l.stages(stages, item, leave, span, body);
            }
        });
        self.frames.pop();
        self.emit(StmtKind::For { id, var, lo, hi, reversed, body: block }, span);
    }

    /// A bound that the reverse sweep can evaluate again: lengths and immutable numbers.
    pub(super) fn freeze_bound(&mut self, hi: Expr) -> Expr {
        if self.is_frozen(&hi) || matches!(hi.kind, ExprKind::Len(_)) {
            return hi;
        }
        self.name_value("n", hi)
    }

    pub(super) fn stages(
        &mut self,
        stages: &[Stage],
        item: Expr,
        id: LoopId,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Expr),
    ) {
        let Some((stage, rest)) = stages.split_first() else {
            body(self, item);
            return;
        };
        match stage {
            Stage::Count(counter) => {
                let one = Expr::int(1);
                self.emit(
                    StmtKind::Assign { place: Place::of(*counter), op: Some("add"), value: one },
                    span,
                );
                self.stages(rest, item, id, span, body);
            }
            Stage::Map(f) => {
                if let Some(item) = self.apply(f, vec![item], span) {
                    self.stages(rest, item, id, span, body);
                }
            }
            Stage::Deref => {
                let item = self.deref(item);
                self.stages(rest, item, id, span, body);
            }
            Stage::Inspect(f) => {
                let item = self.keep_item(item);
                if let Some(value) = self.apply(f, vec![reference(item.clone())], span) {
                    self.effect(value);
                }
                self.stages(rest, item, id, span, body);
            }
            Stage::Filter(f) => {
                let item = self.keep_item(item);
                let Some(cond) = self.apply(f, vec![reference(item.clone())], span) else { return };
                let (then, _) = self.block(|l| l.stages(rest, item, id, span, body));
                self.emit(StmtKind::If { cond, then, els: Block::default() }, span);
            }
            Stage::TakeWhile(f) => {
                let item = self.keep_item(item);
                let Some(cond) = self.apply(f, vec![reference(item.clone())], span) else { return };
                let stop = Block::new(vec![Stmt::new(StmtKind::Jump(Jump::Break(id)), span)]);
                self.emit(StmtKind::If { cond, then: Block::default(), els: stop }, span);
                self.stages(rest, item, id, span, body);
            }
            Stage::SkipWhile(f, started) => {
                let item = self.keep_item(item);
                let Some(cond) = self.apply(f, vec![reference(item.clone())], span) else { return };
                let begun = Expr::var(*started, Type::Bool, span);
                let not = Expr::new(ExprKind::Compare("!", vec![cond]), Type::Bool, span);
                let go =
                    Expr::new(ExprKind::Compare("||", vec![begun.clone(), not]), Type::Bool, span);
                self.emit(
                    StmtKind::Assign { place: Place::of(*started), op: None, value: go },
                    span,
                );
                let (then, _) = self.block(|l| l.stages(rest, item, id, span, body));
                self.emit(StmtKind::If { cond: begun, then, els: Block::default() }, span);
            }
            Stage::Enumerate(counter) => {
                let count = Expr::var(*counter, Type::Int("usize".into()), span);
                let at = self.emit_let("i", count);
                let bump = Expr::int(1);
                self.emit(
                    StmtKind::Assign { place: Place::of(*counter), op: Some("add"), value: bump },
                    span,
                );
                let at = self.read_var(at, span);
                let ty = Type::Tuple(vec![at.ty.clone(), item.ty.clone()]);
                self.stages(
                    rest,
                    Expr::new(ExprKind::Tuple(vec![at, item]), ty, span),
                    id,
                    span,
                    body,
                );
            }
            Stage::Scan(f, state) => {
                let ty = self.var_ty(*state);
                let state = Expr::new(
                    ExprKind::Borrow { mutable: true, place: Place::of(*state) },
                    Type::Ref(true, Box::new(ty)),
                    span,
                );
                let Some(value) = self.apply(f, vec![state, item], span) else { return };
                match value.kind {
                    // `Some(x)`: the scan goes on.
                    ExprKind::Call(call) if matches!(&call.callee, Callee::Wrap(p) if p.to_string() == "Some") =>
                    {
                        let item = call.args.into_iter().next().expect("`Some` has a value");
                        self.stages(rest, item, id, span, body);
                    }
                    kind => {
                        let value = Expr { kind, ..value };
                        self.payload(value, rest, id, span, body, true);
                    }
                }
            }
            Stage::FilterMap(f) | Stage::MapWhile(f) => {
                let Some(value) = self.apply(f, vec![item], span) else { return };
                let stop = matches!(stage, Stage::MapWhile(_));
                self.payload(value, rest, id, span, body, stop);
            }
            Stage::FlatMap(f) => {
                let Callable::Closure(c) = f else {
                    self.diags.refuse(span, "`flat_map` needs a closure", "", "");
                    return;
                };
                let outer = std::mem::replace(&mut self.scopes, c.scopes.clone());
                self.scopes.push();
                for (pat, arg) in c.expr.inputs.iter().zip([item]) {
                    self.bind(pat, arg);
                }
                let inner = self.chain(&c.expr.body);
                if let Some(inner) = inner.and_then(|c| self.read_only(c, span)) {
                    let inner_id = self.loop_id();
                    self.drive(inner, inner_id, None, None, span, &mut |l, item| {
                        l.stages(rest, item, id, span, body)
                    });
                }
                self.scopes = outer;
            }
        }
    }

    /// What an optional item holds goes on; without one, the loop goes on or stops.
    pub(super) fn payload(
        &mut self,
        value: Expr,
        rest: &[Stage],
        id: LoopId,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Expr),
        stop: bool,
    ) {
        let scrutinee = self.scrutinee(value);
        let some: syn::Pat = syn::parse_quote!(Some(item));
        let (then, pattern) = self.block(|l| {
            let mut names = Vec::new();
            let pattern = l.refutable(&some, &scrutinee, &mut names);
            let item = l.read_var(names[0].1, span);
            l.stages(rest, item, id, span, body);
            pattern
        });
        let els = if stop {
            Block::new(vec![Stmt::new(StmtKind::Jump(Jump::Break(id)), span)])
        } else {
            Block::default()
        };
        let arms = vec![
            Arm { pattern, guard: None, body: then },
            Arm { pattern: Pattern::Wild, guard: None, body: els },
        ];
        self.emit(StmtKind::Match { scrutinee, arms }, span);
    }

    /// Names an item that is used twice.
    pub(in crate::parse) fn keep_item(&mut self, item: Expr) -> Expr {
        match item.kind {
            ExprKind::Borrow { .. } => item,
            ExprKind::Tuple(parts) => {
                let parts = parts.into_iter().map(|p| self.keep_item(p)).collect();
                Expr::new(ExprKind::Tuple(parts), item.ty, item.span)
            }
            _ => self.name_value("item", item),
        }
    }

    /// The two parts of a pair.
    pub(super) fn halves(&mut self, pair: Expr) -> (Expr, Expr) {
        let span = pair.span;
        if let ExprKind::Tuple(parts) = &pair.kind
            && let [a, b] = parts.as_slice()
        {
            return (a.clone(), b.clone());
        }
        let (place, _) = self.place_of("pair", pair);
        let mut half = |i: &str| {
            let part = place.clone().then(Step::Field(i.into()));
            let ty = self.place_ty(&part);
            let part = Expr::read(part, ty, span);
            self.copy_of(part)
        };
        (half("0"), half("1"))
    }
}
