//! Iterator chains to loops. A chain has an indexable source (a length, and an item for each
//! index) and stages that run inside the loop; consumers are loops over it.

use super::stmt::strip;
use super::*;
use crate::analyse::shown;
use crate::ir::types::Class;

/// Something that closures are called with: a closure or a function's path.
#[derive(Clone)]
pub(super) enum Callable {
    Closure(std::rc::Rc<scope::Closure>),
    Path(syn::ExprPath),
}

#[derive(Clone)]
pub(super) enum Source {
    Range {
        lo: Expr,
        hi: Expr,
    },
    /// Elements of a sequence: borrowed (`Some(mutable)`) or by value.
    Seq {
        place: Place,
        borrowed: Option<bool>,
    },
    Windows {
        place: Place,
        width: Expr,
    },
    Chunks {
        place: Place,
        width: Expr,
        exact: bool,
        mutable: bool,
    },
    Zip(Box<Source>, Box<Source>),
    Enumerate(Box<Source>),
    Rev(Box<Source>),
    StepBy(Box<Source>, Expr),
    Skip(Box<Source>, Expr),
    Take(Box<Source>, Expr),
    Map(Box<Source>, Callable),
    Deref(Box<Source>),
    /// Parts of an array along an axis.
    Lanes {
        place: Place,
        part: &'static str,
        axis: Expr,
        mutable: bool,
    },
    /// One after the other: two loops.
    Chain(Box<Source>, Box<Source>),
    /// Items that are constant, from an iterator that is carried as it is.
    Foreign(Foreign),
}

#[derive(Clone)]
pub(super) enum Stage {
    /// Counts the items that come this far.
    Count(VarId),
    Map(Callable),
    Filter(Callable),
    FilterMap(Callable),
    /// Ends at the first `None`.
    MapWhile(Callable),
    TakeWhile(Callable),
    SkipWhile(Callable, VarId),
    Scan(Callable, VarId),
    Enumerate(VarId),
    Inspect(Callable),
    Deref,
    FlatMap(Callable),
}

pub(super) struct Chain {
    pub(super) source: Source,
    pub(super) stages: Vec<Stage>,
    /// Arrays whose elements are changed in a copy, which is written back behind the loop.
    pub(super) written: Vec<(Place, VarId)>,
}

impl Chain {
    pub(super) fn new(source: Source, stages: Vec<Stage>) -> Chain {
        Chain { source, stages, written: Vec::new() }
    }
}

const ADAPTORS: &[&str] = &[
    "iter",
    "iter_mut",
    "into_iter",
    "windows",
    "chunks",
    "chunks_exact",
    "chunks_mut",
    "chunks_exact_mut",
    "zip",
    "enumerate",
    "rev",
    "step_by",
    "skip",
    "take",
    "map",
    "copied",
    "cloned",
    "filter",
    "take_while",
    "skip_while",
    "scan",
    "inspect",
    "flat_map",
    "filter_map",
    "map_while",
    "chain",
];

impl Lower<'_> {
    fn usize_ty(&self) -> Type {
        Type::Int("usize".into())
    }

    /// The elements of a sequence; those of an array in logical order.
    fn sequence_of(&mut self, place: Place, borrowed: Option<bool>, span: Span) -> Chain {
        if !self.types.shallow(&self.place_ty(&place)).is_nd_array() {
            let source = Source::Seq { place, borrowed };
            return Chain::new(source, vec![]);
        }
        if borrowed == Some(true) {
            let copy = self.flat_copy(&place, span);
            let source = Source::Seq { place: Place::of(copy), borrowed };
            return Chain { written: vec![(place, copy)], ..Chain::new(source, vec![]) };
        }
        let items = self.flat(&place, span);
        let source = Source::Seq { place: Place::of(items), borrowed };
        Chain::new(source, vec![])
    }

    /// A chain whose items are only looked at.
    pub(super) fn read_only(&mut self, chain: Chain, span: Span) -> Option<Chain> {
        if chain.written.is_empty() {
            return Some(chain);
        }
        self.diags.refuse(
            span,
            "an array's elements are changed through an iterator that is not a plain loop",
            "they are changed in a copy, which is written back behind a loop",
            "use `for` or `for_each`",
        );
        None
    }

    /// A loop over a copy of elements must come to its end: there they are written back.
    fn refuse_returns(&mut self, from: usize, span: Span) {
        let mut leaves = false;
        let block = Block::new(self.out.last().expect("an open block")[from..].to_vec());
        block.each_stmt(&mut |s| leaves |= matches!(s.kind, StmtKind::Jump(Jump::Return)));
        if leaves {
            self.diags.refuse(
                span,
                "`return` or `?` inside a loop over an array's elements that changes them",
                "the elements are changed in a copy, which is written back behind the loop",
                "loop over the indices, or leave the loop with `break` first",
            );
        }
    }

    /// Is this method chain an iterator that we understand?
    pub(super) fn is_chain(&self, expr: &syn::Expr) -> bool {
        match strip(expr) {
            syn::Expr::Range(r) => r.start.is_some(),
            syn::Expr::Path(_) => self.cursor(expr).is_some(),
            syn::Expr::MethodCall(m) => {
                let name = m.method.to_string();
                if super::arrays::lane(&name).is_some() && self.may_be_array(&m.receiver) {
                    return true;
                }
                if !ADAPTORS.contains(&name.as_str()) {
                    return false;
                }
                match name.as_str() {
                    "iter" | "iter_mut" | "into_iter" | "windows" | "chunks" | "chunks_exact"
                    | "chunks_mut" | "chunks_exact_mut" => {
                        self.is_sequence(&m.receiver) || self.is_chain(&m.receiver)
                    }
                    _ => self.is_chain(&m.receiver),
                }
            }
            _ => false,
        }
    }

    /// Lowers an expression that a `for` or an adaptor iterates over.
    pub(super) fn chain(&mut self, expr: &syn::Expr) -> Option<Chain> {
        let expr = strip(expr);
        match expr {
            syn::Expr::Range(r) if r.start.is_some() => {
                let ty = self.types.fresh(Class::Int);
                let lo = self.expr(r.start.as_ref()?, &ty)?;
                let lo = self.operand(lo);
                let hi = match &r.end {
                    Some(e) => {
                        let hi = self.expr(e, &ty)?;
                        self.operand(hi)
                    }
                    None => Expr::new(
                        ExprKind::Foreign(Foreign::plain(quote::quote!(usize::MAX))),
                        self.usize_ty(),
                        expr.span(),
                    ),
                };
                self.types.unify(&lo.ty, &hi.ty);
                let ty = self.types.shallow(&lo.ty);
                let hi = if matches!(r.limits, syn::RangeLimits::Closed(_)) {
                    let one = Expr::new(ExprKind::Literal("1".into()), ty.clone(), expr.span());
                    Expr::op("add", vec![hi, one], ty)
                } else {
                    hi
                };
                let lo = self.freeze_index("from", lo);
                let hi = self.freeze_index("to", hi);
                Some(Chain::new(Source::Range { lo, hi }, vec![]))
            }
            syn::Expr::MethodCall(m) if self.is_chain(expr) => self.adaptor(m),
            syn::Expr::Path(_) if self.cursor(expr).is_some() => {
                let cursor = self.cursor(expr)?;
                Some(self.remaining(&cursor, expr.span()))
            }
            syn::Expr::Reference(r) if self.is_sequence(&r.expr) => {
                let value = self.expr(expr, &Type::Unknown)?;
                let (place, mutable) = self.place_of("items", value);
                let place = self.freeze(place);
                Some(self.sequence_of(place, Some(mutable), expr.span()))
            }
            _ if self.is_sequence(expr) => {
                let value = self.expr(expr, &Type::Unknown)?;
                let borrowed = match (&value.kind, &value.ty) {
                    (ExprKind::Borrow { mutable, .. }, _) => Some(*mutable),
                    (_, Type::Ref(m, _)) => Some(*m),
                    _ => None,
                };
                let (place, _) = self.place_of("items", value);
                let place = self.freeze(place);
                Some(self.sequence_of(place, borrowed, expr.span()))
            }
            _ => {
                if self.mentions_active(expr) && !self.is_constant_items(expr) {
                    let tokens = expr.to_token_stream();
                    self.diags.refuse(
                        &tokens,
                        format!("`{}` is not understood as an iterator", shown(&tokens)),
                        "its items may carry derivatives",
                        "use `iter`, `zip`, `enumerate`, `map`, `windows`, `chunks`, … over slices, or loop over indices",
                    );
                    return None;
                }
                let foreign = self.foreign(expr.to_token_stream());
                Some(Chain::new(Source::Foreign(foreign), vec![]))
            }
        }
    }

    /// Items that carry no floats whatever the receiver is.
    fn is_constant_items(&self, expr: &syn::Expr) -> bool {
        matches!(strip(expr), syn::Expr::MethodCall(m) if matches!(m.method.to_string().as_str(), "keys" | "chars" | "bytes" | "lines" | "indices"))
    }

    /// A slice, array or vector that may carry floats, or whose elements we can index.
    fn is_sequence(&self, expr: &syn::Expr) -> bool {
        match strip(expr) {
            syn::Expr::Path(p) => {
                match p.path.get_ident().and_then(|i| self.scopes.find(&i.to_string())) {
                    Some(Binding::Var(v)) => {
                        let ty = self.var_ty(*v);
                        let ty = ty.peel();
                        ty.element().is_some()
                            || matches!(ty, Type::Unknown | Type::Infer(_) | Type::Named(_))
                    }
                    Some(Binding::Place { .. }) => true,
                    _ => false,
                }
            }
            syn::Expr::Field(_)
            | syn::Expr::Index(_)
            | syn::Expr::Array(_)
            | syn::Expr::Repeat(_) => true,
            syn::Expr::Reference(r) => self.is_sequence(&r.expr),
            syn::Expr::Unary(u) => self.is_sequence(&u.expr),
            syn::Expr::Macro(m) => m.mac.path.is_ident("vec"),
            // A call's result, when it is not an iterator itself.
            syn::Expr::Call(_) => true,
            syn::Expr::MethodCall(m) => {
                let name = m.method.to_string();
                !ADAPTORS.contains(&name.as_str())
                    && !matches!(
                        name.as_str(),
                        "chars"
                            | "bytes"
                            | "keys"
                            | "values"
                            | "lines"
                            | "drain"
                            | "split_whitespace"
                    )
                    && self.mentions_active(expr)
            }
            _ => false,
        }
    }

    fn adaptor(&mut self, m: &syn::ExprMethodCall) -> Option<Chain> {
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

    pub(super) fn callable(&mut self, expr: &syn::Expr) -> Option<Callable> {
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
    pub(super) fn apply(&mut self, f: &Callable, args: Vec<Expr>, span: Span) -> Option<Expr> {
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

    /// The number of items, evaluated before the loop.
    pub(super) fn length(&mut self, source: &Source) -> Expr {
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
    pub(super) fn item(&mut self, source: &Source, i: Expr) -> Option<Expr> {
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
    pub(super) fn drive(
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
    fn run(
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
    fn freeze_bound(&mut self, hi: Expr) -> Expr {
        if self.is_frozen(&hi) || matches!(hi.kind, ExprKind::Len(_)) {
            return hi;
        }
        self.name_value("n", hi)
    }

    fn stages(
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
    fn payload(
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
    pub(super) fn keep_item(&mut self, item: Expr) -> Expr {
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
    fn halves(&mut self, pair: Expr) -> (Expr, Expr) {
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

    /// `sum`, `product`, `fold`, `collect`, … over a chain.
    pub(super) fn consumer(&mut self, m: &syn::ExprMethodCall, expected: &Type) -> Option<Expr> {
        let span = m.span();
        let name = m.method.to_string();
        let hint = self.hint.take();
        if matches!(name.as_str(), "any" | "all") && self.cursor(&m.receiver).is_some() {
            self.refuse_partial(&name, span);
            return None;
        }
        let chain = self.chain(&m.receiver)?;
        let id = self.loop_id();
        let turbofish = m.turbofish.as_ref().and_then(|t| match t.args.first() {
            Some(syn::GenericArgument::Type(t)) => {
                Some(lower_type(t, &self.type_params, &mut self.types))
            }
            _ => None,
        });
        let wanted = turbofish.unwrap_or_else(|| match self.types.shallow(expected) {
            Type::Unknown | Type::Unit => self.types.fresh(Class::Any),
            t => t,
        });
        let named = |l: &mut Self, name: &str, ty: Type| {
            let var = l.fresh(hint.as_deref().unwrap_or(name), ty);
            l.vars[var.0 as usize].mutable = true;
            if hint.is_some() {
                l.hinted = Some(var);
            }
            var
        };
        match name.as_str() {
            "sum" | "product" => {
                let op = if name == "sum" { "add" } else { "mul" };
                let total =
                    named(self, if name == "sum" { "sum" } else { "product" }, wanted.clone());
                let position = self.out.last().expect("an open block").len();
                let mut item_ty = None;
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    let item = l.operand(item);
                    l.types.unify(&wanted, &item.ty);
                    item_ty = Some(item.ty.clone());
                    l.emit(
                        StmtKind::Assign { place: Place::of(total), op: Some(op), value: item },
                        span,
                    );
                });
                let ty = self.types.shallow(&wanted);
                let is_int =
                    matches!(ty, Type::Int(_)) || self.types.class(&ty) == Some(Class::Int);
                // The standard library's sum of no floats is −0.0.
                let start = match (name.as_str(), is_int) {
                    ("sum", false) => "-0.0",
                    ("sum", true) => "0",
                    (_, false) => "1.0",
                    (_, true) => "1",
                };
                let init = Expr::new(ExprKind::Literal(start.into()), ty, span);
                self.out.last_mut().expect("an open block").insert(
                    position,
                    Stmt::new(StmtKind::Let { var: total, init: Some(init) }, span),
                );
                Some(self.read_var(total, span))
            }
            "fold" => {
                let init = self.expr(m.args.first()?, &wanted)?;
                let f = self.callable(m.args.iter().nth(1)?)?;
                let state = named(self, "state", init.ty.clone());
                self.types.unify(&wanted, &init.ty);
                self.emit(StmtKind::Let { var: state, init: Some(init) }, span);
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    let now = l.read_var(state, span);
                    if let Some(next) = l.apply(&f, vec![now, item], span) {
                        let next = l.operand(next);
                        l.assign(Place::of(state), next, span);
                    }
                });
                Some(self.read_var(state, span))
            }
            "for_each" => {
                let f = self.callable(m.args.first()?)?;
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    if let Some(value) = l.apply(&f, vec![item], span) {
                        l.effect(value);
                    }
                });
                Some(Expr::unit(span))
            }
            "collect" => {
                let elem =
                    wanted.element().cloned().unwrap_or_else(|| self.types.fresh(Class::Any));
                if !matches!(self.types.shallow(&wanted), Type::Vec(_) | Type::Infer(_)) {
                    self.diags.refuse(
                        span,
                        "`collect` into something other than a `Vec`",
                        "only vectors are supported",
                        "collect into a `Vec`",
                    );
                    return None;
                }
                let ty = Type::Vec(Box::new(elem.clone()));
                self.types.unify(&wanted, &ty);
                let items = named(self, "items", ty.clone());
                let position = self.out.last().expect("an open block").len();
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    l.types.unify(&elem, &item.ty);
                    l.emit_push(Place::of(items), item, span);
                });
                // The loop's bound is the capacity, unless items are dropped.
                let init = Expr::new(ExprKind::VecOf(Vec::new()), ty, span);
                self.out.last_mut().expect("an open block").insert(
                    position,
                    Stmt::new(StmtKind::Let { var: items, init: Some(init) }, span),
                );
                Some(self.read_var(items, span))
            }
            "unzip" | "partition" => {
                let keep = match m.args.first() {
                    Some(f) => Some(self.callable(f)?),
                    None => None,
                };
                let wanted = match wanted {
                    Type::Tuple(ts) if ts.len() == 2 => ts,
                    _ => vec![Type::Unknown, Type::Unknown],
                };
                let mut sides = Vec::new();
                for (side, wanted) in ["left", "right"].into_iter().zip(wanted) {
                    let elem = self.types.fresh(Class::Any);
                    let ty = Type::Vec(Box::new(elem));
                    self.types.unify(&wanted, &ty);
                    let init = Expr::new(ExprKind::VecOf(Vec::new()), ty, span);
                    let var = self.emit_let(side, init);
                    self.vars[var.0 as usize].mutable = true;
                    sides.push(var);
                }
                let (left, right) = (sides[0], sides[1]);
                let push = |l: &mut Self, to: VarId, item: Expr| {
                    let elem = l.element_of(&Place::of(to));
                    l.types.unify(&elem, &item.ty);
                    l.emit_push(Place::of(to), item, span);
                };
                self.drive(chain, id, None, None, span, &mut |l, item| match &keep {
                    None => {
                        let (a, b) = l.halves(item);
                        push(l, left, a);
                        push(l, right, b);
                    }
                    Some(keep) => {
                        let item = l.keep_item(item);
                        let Some(cond) = l.apply(keep, vec![reference(item.clone())], span) else {
                            return;
                        };
                        let (then, ()) = l.block(|l| push(l, left, item.clone()));
                        let (els, ()) = l.block(|l| push(l, right, item));
                        l.emit(StmtKind::If { cond, then, els }, span);
                    }
                });
                let parts: Vec<Expr> = sides.iter().map(|v| self.read_var(*v, span)).collect();
                let ty = Type::Tuple(parts.iter().map(|p| p.ty.clone()).collect());
                Some(Expr::new(ExprKind::Tuple(parts), ty, span))
            }
            "count" => {
                let count = named(self, "count", self.usize_ty());
                self.emit(StmtKind::Let { var: count, init: Some(Expr::int(0)) }, span);
                self.drive(chain, id, None, None, span, &mut |l, _| {
                    l.emit(
                        StmtKind::Assign {
                            place: Place::of(count),
                            op: Some("add"),
                            value: Expr::int(1),
                        },
                        span,
                    );
                });
                Some(self.read_var(count, span))
            }
            "any" | "all" => {
                let f = self.callable(m.args.first()?)?;
                let is_any = name == "any";
                let found = named(self, "holds", Type::Bool);
                self.emit(StmtKind::Let { var: found, init: Some(Expr::bool(!is_any)) }, span);
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    let Some(cond) = l.apply(&f, vec![item], span) else { return };
                    let cond = if is_any {
                        cond
                    } else {
                        Expr::new(ExprKind::Compare("!", vec![cond]), Type::Bool, span)
                    };
                    let then = Block::new(vec![
                        Stmt::assign(Place::of(found), Expr::bool(is_any)),
                        Stmt::new(StmtKind::Jump(Jump::Break(id)), span),
                    ]);
                    l.emit(StmtKind::If { cond, then, els: Block::default() }, span);
                });
                Some(self.read_var(found, span))
            }
            _ => {
                self.diags.refuse(
                    m.method.span(),
                    format!("`{name}` is not supported at the end of an iterator chain"),
                    "its items may carry derivatives",
                    "use a `for` loop",
                );
                None
            }
        }
    }
}

/// An item as the closures of `filter`, `max_by` and the like take it: by reference.
pub(super) fn reference(item: Expr) -> Expr {
    let ty = Type::Ref(false, Box::new(item.ty.clone()));
    match item.kind {
        ExprKind::Read(place) => {
            Expr::new(ExprKind::Borrow { mutable: false, place }, ty, item.span)
        }
        kind @ ExprKind::Borrow { .. } => Expr::new(kind, ty, item.span),
        kind => Expr { kind, ..item },
    }
}

impl Source {
    /// Do the items have an index, so that any of them can be read by itself?
    pub(super) fn has_index(&self) -> bool {
        match self {
            Source::Chain(..) | Source::Foreign(_) => false,
            Source::Enumerate(s)
            | Source::Rev(s)
            | Source::StepBy(s, _)
            | Source::Skip(s, _)
            | Source::Take(s, _)
            | Source::Map(s, _)
            | Source::Deref(s) => s.has_index(),
            Source::Zip(a, b) => a.has_index() && b.has_index(),
            Source::Range { .. }
            | Source::Seq { .. }
            | Source::Lanes { .. }
            | Source::Windows { .. }
            | Source::Chunks { .. } => true,
        }
    }

    /// The same items, last one first.
    fn reversed(self) -> Source {
        match self {
            Source::Chain(a, b) => Source::Chain(Box::new(b.reversed()), Box::new(a.reversed())),
            source => Source::Rev(Box::new(source)),
        }
    }

    /// The variables whose memory the items lie in.
    pub(super) fn each_root(&self, f: &mut dyn FnMut(VarId)) {
        match self {
            Source::Seq { place, .. }
            | Source::Lanes { place, .. }
            | Source::Windows { place, .. }
            | Source::Chunks { place, .. } => f(place.root),
            Source::Zip(a, b) | Source::Chain(a, b) => {
                a.each_root(f);
                b.each_root(f);
            }
            Source::Enumerate(s)
            | Source::Rev(s)
            | Source::StepBy(s, _)
            | Source::Skip(s, _)
            | Source::Take(s, _)
            | Source::Map(s, _)
            | Source::Deref(s) => s.each_root(f),
            Source::Range { .. } | Source::Foreign(_) => {}
        }
    }

    /// The bodies of the closures that items go through.
    pub(super) fn closures(&self) -> Vec<proc_macro2::TokenStream> {
        match self {
            Source::Map(s, f) => {
                let mut all = s.closures();
                if let Callable::Closure(c) = f {
                    all.push(c.expr.body.to_token_stream());
                }
                all
            }
            Source::Zip(a, b) | Source::Chain(a, b) => {
                let mut all = a.closures();
                all.extend(b.closures());
                all
            }
            Source::Enumerate(s)
            | Source::Rev(s)
            | Source::StepBy(s, _)
            | Source::Skip(s, _)
            | Source::Take(s, _)
            | Source::Deref(s) => s.closures(),
            _ => Vec::new(),
        }
    }
}

fn closure_returns(body: &syn::Expr) -> bool {
    has_return(&syn::Block {
        brace_token: Default::default(),
        stmts: vec![syn::Stmt::Expr(body.clone(), None)],
    })
}
