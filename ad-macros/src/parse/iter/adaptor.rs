//! Adaptors and what they are called with: each gives a chain one more stage, or another source.

use super::*;

impl Lower<'_> {
    pub(super) fn adaptor(&mut self, m: &syn::ExprMethodCall) -> Option<Chain> {
        let name = m.method.to_string();
        if super::arrays::lane(&name).is_some() {
            return self.lanes(m);
        }
        let usize_ty = self.usize_ty();
        match name.as_str() {
            "iter" | "iter_mut" | "into_iter" if !self.is_chain(&m.receiver) => {
                let value = self.expr(&m.receiver, &Type::Unknown)?;
                let by_ref = matches!(value.kind, ExprKind::Borrow { .. })
                    || matches!(value.ty, Type::Ref(..));
                let borrowed = match name.as_str() {
                    "iter" => Some(false),
                    "iter_mut" => Some(true),
                    _ if by_ref => Some(
                        matches!(value.kind, ExprKind::Borrow { mutable: true, .. })
                            || value.ty.is_mut_ref(),
                    ),
                    _ => None,
                };
                let (place, _) = self.place_of("items", value);
                if borrowed == Some(true) {
                    self.mark_assigned(&place);
                }
                let place = self.freeze(place);
                return Some(self.sequence_of(place, borrowed, m.span()));
            }
            "windows" | "chunks" | "chunks_exact" | "chunks_mut" | "chunks_exact_mut" => {
                let value = self.expr(&m.receiver, &Type::Unknown)?;
                let (place, _) = self.place_of("items", value);
                let place = self.freeze(place);
                let width = self.expr(m.args.first()?, &usize_ty)?;
                self.types.unify(&width.ty, &usize_ty);
                let width = self.freeze_index("width", width);
                let mutable = name.ends_with("_mut");
                if mutable {
                    self.mark_assigned(&place);
                }
                let source = if name == "windows" {
                    Source::Windows { place, width }
                } else {
                    Source::Chunks { place, width, exact: name.contains("exact"), mutable }
                };
                return Some(Chain::new(source, vec![]));
            }
            _ => {}
        }
        let mut chain = self.chain(&m.receiver)?;
        let indexable = chain.stages.is_empty() && chain.source.has_index();
        let take = |source: &mut Source| {
            std::mem::replace(source, Source::Foreign(Foreign::plain(Default::default())))
        };
        match name.as_str() {
            "iter" | "into_iter" | "iter_mut" => {}
            "zip" => {
                let other = self.chain(m.args.first()?)?;
                if !indexable || !other.stages.is_empty() || !other.source.has_index() {
                    self.diags.refuse(
                        m.span(),
                        "`zip` after an adaptor that drops or joins items",
                        "its items have no index",
                        "zip first, then filter",
                    );
                    return None;
                }
                chain.written.extend(other.written);
                chain.source =
                    Source::Zip(Box::new(take(&mut chain.source)), Box::new(other.source));
            }
            "enumerate" if indexable => {
                chain.source = Source::Enumerate(Box::new(take(&mut chain.source)))
            }
            "enumerate" => {
                let counter = self.fresh("count", usize_ty.clone());
                self.vars[counter.0 as usize].mutable = true;
                self.emit(StmtKind::Let { var: counter, init: Some(Expr::int(0)) }, m.span());
                chain.stages.push(Stage::Enumerate(counter));
            }
            "chain" => {
                let other = self.chain(m.args.first()?)?;
                let joined =
                    |c: &Chain| c.stages.is_empty() && !matches!(c.source, Source::Foreign(_));
                if !joined(&chain) || !joined(&other) {
                    self.diags.refuse(
                        m.span(),
                        "`chain` after an adaptor that drops items",
                        "only one of the two sequences would go through it",
                        "chain first, or write two loops",
                    );
                    return None;
                }
                chain.written.extend(other.written);
                chain.source =
                    Source::Chain(Box::new(take(&mut chain.source)), Box::new(other.source));
            }
            "rev" if chain.stages.is_empty() && matches!(chain.source, Source::Chain(..)) => {
                chain.source = take(&mut chain.source).reversed();
            }
            "rev" if indexable => chain.source = Source::Rev(Box::new(take(&mut chain.source))),
            "step_by" | "skip" | "take" if indexable => {
                let k = self.expr(m.args.first()?, &usize_ty)?;
                self.types.unify(&k.ty, &usize_ty);
                let k = self.freeze_index(if name == "step_by" { "step" } else { "bound" }, k);
                let inner = Box::new(take(&mut chain.source));
                chain.source = match name.as_str() {
                    "step_by" => Source::StepBy(inner, k),
                    "skip" => Source::Skip(inner, k),
                    _ => Source::Take(inner, k),
                };
            }
            "map" => {
                let f = self.callable(m.args.first()?)?;
                if indexable {
                    chain.source = Source::Map(Box::new(take(&mut chain.source)), f);
                } else {
                    chain.stages.push(Stage::Map(f));
                }
            }
            "copied" | "cloned" => {
                if indexable {
                    chain.source = Source::Deref(Box::new(take(&mut chain.source)));
                } else {
                    chain.stages.push(Stage::Deref);
                }
            }
            "filter" => {
                let f = self.callable(m.args.first()?)?;
                chain.stages.push(Stage::Filter(f));
            }
            "filter_map" => {
                let f = self.callable(m.args.first()?)?;
                chain.stages.push(Stage::FilterMap(f));
            }
            "map_while" => {
                let f = self.callable(m.args.first()?)?;
                chain.stages.push(Stage::MapWhile(f));
            }
            "take_while" => {
                let f = self.callable(m.args.first()?)?;
                chain.stages.push(Stage::TakeWhile(f));
            }
            "skip_while" => {
                let f = self.callable(m.args.first()?)?;
                let started = self.fresh("started", Type::Bool);
                self.vars[started.0 as usize].mutable = true;
                self.emit(StmtKind::Let { var: started, init: Some(Expr::bool(false)) }, m.span());
                chain.stages.push(Stage::SkipWhile(f, started));
            }
            "inspect" => {
                let f = self.callable(m.args.first()?)?;
                chain.stages.push(Stage::Inspect(f));
            }
            "flat_map" => {
                let f = self.callable(m.args.first()?)?;
                chain.stages.push(Stage::FlatMap(f));
            }
            "scan" => {
                let init = self.expr(m.args.first()?, &Type::Unknown)?;
                let state = self.emit_let("state", init);
                self.vars[state.0 as usize].mutable = true;
                let f = self.callable(m.args.iter().nth(1)?)?;
                chain.stages.push(Stage::Scan(f, state));
            }
            _ => {
                self.diags.refuse(
                    m.method.span(),
                    format!("`{name}` is not supported at this place of an iterator chain"),
                    "the items before it have no index",
                    "move it before the adaptors that drop items",
                );
                return None;
            }
        }
        Some(chain)
    }

    pub(in crate::parse) fn callable(&mut self, expr: &syn::Expr) -> Option<Callable> {
        match strip(expr) {
            syn::Expr::Closure(c) => Some(Callable::Closure(std::rc::Rc::new(scope::Closure {
                expr: c.clone(),
                scopes: self.scopes.clone(),
            }))),
            syn::Expr::Reference(r) => self.callable(&r.expr),
            syn::Expr::Path(p) => {
                if let Some(Binding::Closure(c)) =
                    p.path.get_ident().and_then(|i| self.scopes.find(&i.to_string()))
                {
                    return Some(Callable::Closure(c.clone()));
                }
                if let Some(Binding::Path(tokens)) =
                    p.path.get_ident().and_then(|i| self.scopes.find(&i.to_string()))
                {
                    return syn::parse2(tokens.clone()).ok().map(Callable::Path);
                }
                Some(Callable::Path(p.clone()))
            }
            other => {
                self.diags.refuse(
                    other.span(),
                    "a closure or a function's name was expected",
                    "",
                    "write the closure in place",
                );
                None
            }
        }
    }

    /// Calls a closure, inlined, or a function.
    pub(in crate::parse) fn apply(
        &mut self,
        f: &Callable,
        args: Vec<Expr>,
        span: Span,
    ) -> Option<Expr> {
        match f {
            Callable::Path(p) => self.call_path(p, args, span),
            Callable::Closure(c) => {
                if self.depth > 60 {
                    self.diags.refuse(
                        span,
                        "closures are nested too deeply",
                        "",
                        "write a function",
                    );
                    return None;
                }
                self.depth += 1;
                let outer = std::mem::replace(&mut self.scopes, c.scopes.clone());
                self.scopes.push();
                for (pat, arg) in c.expr.inputs.iter().zip(args) {
                    // A value that is an immutable name already keeps it.
                    self.bind(pat, arg);
                }
                let returns = closure_returns(&c.expr.body);
                let value = if returns {
                    let id = self.loop_id();
                    let ty = self.types.fresh(Class::Any);
                    let result = self.fresh("chosen", ty);
                    self.emit(StmtKind::Let { var: result, init: None }, span);
                    self.frames.push(Frame {
                        label: None,
                        id,
                        next: id,
                        result: Some(result),
                        is_block: false,
                        is_closure: true,
                    });
                    let (mut body, _) = self.block(|l| {
                        if let Some(v) = l.expr(&c.expr.body, &Type::Unknown) {
                            l.assign(Place::of(result), v, span);
                        }
                    });
                    self.frames.pop();
                    body.stmts.push(Stmt::new(StmtKind::Jump(Jump::Break(id)), span));
                    self.emit(StmtKind::While { id, cond: None, body }, span);
                    Some(self.read_var(result, span))
                } else {
                    let expected = match &c.expr.output {
                        syn::ReturnType::Type(_, t) => {
                            lower_type(t, &self.type_params, &mut self.types)
                        }
                        syn::ReturnType::Default => Type::Unknown,
                    };
                    self.expr(&c.expr.body, &expected)
                };
                self.scopes = outer;
                self.depth -= 1;
                value
            }
        }
    }
}
