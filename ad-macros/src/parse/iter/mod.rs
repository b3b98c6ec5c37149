//! Iterator chains to loops. A chain has an indexable source (a length, and an item for each
//! index) and stages that run inside the loop; consumers are loops over it.

mod adaptor;
mod consumer;
mod drive;

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
