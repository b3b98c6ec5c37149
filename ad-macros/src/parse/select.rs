//! Iterator methods that pick one item, and iterators that are held in a variable.
//!
//! What is picked is recorded as an index, and the item is read at that index afterwards: the
//! comparisons that led to it carry no derivative, so the reverse sweep touches one element.

use super::iter::{Callable, Chain, Source, Stage, reference};
use super::option::{Maybe, Payload};
use super::stmt::strip;
use super::*;

/// An iterator in a variable: what it runs over, and how far it has come.
pub(crate) struct Cursor {
    source: Source,
    at: VarId,
}

impl Lower<'_> {
    /// `chain.max_by(..)`, `chain.last()`, `it.next()`, …: an option in parts.
    pub(super) fn selection(&mut self, m: &syn::ExprMethodCall) -> Option<Option<Maybe>> {
        let name = m.method.to_string();
        let known = matches!(
            name.as_str(),
            "next"
                | "nth"
                | "last"
                | "find"
                | "position"
                | "reduce"
                | "max_by"
                | "min_by"
                | "max_by_key"
                | "min_by_key"
        );
        if !known || !self.is_chain(&m.receiver) {
            return None;
        }
        match (name.as_str(), self.cursor(&m.receiver)) {
            ("next" | "nth", Some(cursor)) => Some(self.advance(&cursor, m)),
            ("find" | "position", Some(_)) => {
                self.refuse_partial(&name, m.span());
                Some(None)
            }
            _ => Some(self.select(&name, m)),
        }
    }

    fn select(&mut self, name: &str, m: &syn::ExprMethodCall) -> Option<Maybe> {
        let span = m.span();
        let chain = self.chain(&m.receiver)?;
        let chain = self.read_only(chain, m.span())?;
        let indexable = chain.is_indexable();
        match name {
            "next" | "nth" if indexable => {
                let at = self.selected_index(m)?;
                Some(self.item_at(chain, at, span))
            }
            "last" if indexable => {
                let len = self.length(&chain.source);
                let len = self.name_value("len", len);
                let last =
                    Expr::op("sub", vec![len.clone(), Expr::int(1)], Type::Int("usize".into()));
                let some = more_than(len, Expr::int(0), span);
                Some(Maybe { some, payload: item_of(chain, last) })
            }
            "reduce" if indexable => self.reduce(chain, m),
            "position" if indexable => self.picked(name, chain, m),
            "find" | "last" | "max_by" | "min_by" | "max_by_key" | "min_by_key"
                if chain.can_be_read_again() =>
            {
                self.picked(name, chain, m)
            }
            _ => {
                self.diags.refuse(
                    m.method.span(),
                    format!("`{name}` is not supported at this place of an iterator chain"),
                    "the items before it have no index",
                    "use a `for` loop",
                );
                None
            }
        }
    }

    /// A method that leaves an iterator in a variable part of the way.
    pub(super) fn refuse_partial(&mut self, name: &str, span: Span) {
        self.diags.refuse(
            span,
            format!("`{name}` on an iterator that is held in a variable"),
            "how far it comes is known at run time only",
            "make a new iterator for it",
        );
    }

    /// The argument of `nth`; zero for `next`.
    fn selected_index(&mut self, m: &syn::ExprMethodCall) -> Option<Expr> {
        let usize_ty = Type::Int("usize".into());
        match m.args.first() {
            None => Some(Expr::int(0)),
            Some(k) => {
                let k = self.expr(k, &usize_ty)?;
                let k = self.operand(k);
                self.types.unify(&k.ty, &usize_ty);
                Some(self.freeze_index("nth", k))
            }
        }
    }

    fn item_at(&mut self, chain: Chain, at: Expr, span: Span) -> Maybe {
        let len = self.length(&chain.source);
        let len = self.name_value("len", len);
        Maybe { some: more_than(len, at.clone(), span), payload: item_of(chain, at) }
    }

    /// Runs over the chain to find the index of the item that is wanted.
    fn picked(&mut self, name: &str, chain: Chain, m: &syn::ExprMethodCall) -> Option<Maybe> {
        let span = m.span();
        let usize_ty = Type::Int("usize".into());
        let f = match m.args.first() {
            Some(f) => Some(self.callable(f)?),
            None => None,
        };
        let mut state = |hint: &str, ty: Type, init: Expr| {
            let var = self.fresh(hint, ty);
            self.vars[var.0 as usize].mutable = true;
            self.emit(StmtKind::Let { var, init: Some(init) }, span);
            var
        };
        let seen = state("seen", usize_ty.clone(), Expr::int(0));
        let best = state("best", usize_ty.clone(), Expr::int(0));
        let found = state("found", Type::Bool, Expr::bool(false));
        let Chain { source, stages, .. } = chain;
        let again = Chain::new(source.clone(), stages.clone());
        let mut counted = vec![Stage::Count(seen)];
        counted.extend(stages);
        let id = self.loop_id();
        let body = &mut |l: &mut Self, item: Expr| {
            let take = match (name, &f) {
                ("find" | "position", Some(f)) => {
                    // `position` gives its closure the item itself.
                    let item = l.keep_item(item);
                    let item = if name == "find" { reference(item) } else { item };
                    match l.apply(f, vec![item], span) {
                        Some(cond) => cond,
                        None => return,
                    }
                }
                ("max_by" | "min_by" | "max_by_key" | "min_by_key", Some(f)) => {
                    match l.is_better(name, f, &again, best, found, item, span) {
                        Some(cond) => cond,
                        None => return,
                    }
                }
                _ => Expr::bool(true),
            };
            let now = Expr::op(
                "sub",
                vec![Expr::var(seen, usize_ty.clone(), span), Expr::int(1)],
                usize_ty.clone(),
            );
            let mut then = vec![
                Stmt::assign(Place::of(best), now),
                Stmt::assign(Place::of(found), Expr::bool(true)),
            ];
            if matches!(name, "find" | "position") {
                then.push(Stmt::new(StmtKind::Jump(Jump::Break(id)), span));
            }
            let then = Block::new(then);
            l.emit(StmtKind::If { cond: take, then, els: Block::default() }, span);
        };
        self.drive(Chain::new(source, counted), id, None, None, span, body);
        let best = self.read_var(best, span);
        let best = self.name_value("at", best);
        let found = self.read_var(found, span);
        let some = self.name_value("is_some", found);
        let payload: Payload = match name {
            "position" => Box::new(|_| Some(best)),
            _ => item_of(again, best),
        };
        Some(Maybe { some, payload })
    }

    /// Whether an item takes the place of the best one so far: of equal ones `max_by` keeps the
    /// last, `min_by` the first; so do `max_by_key` and `min_by_key`.
    #[expect(clippy::too_many_arguments, reason = "one comparison, spelled out")]
    fn is_better(
        &mut self,
        name: &str,
        f: &Callable,
        chain: &Chain,
        best: VarId,
        found: VarId,
        item: Expr,
        span: Span,
    ) -> Option<Expr> {
        let item = self.keep_item(item);
        let better = self.fresh("better", Type::Bool);
        self.vars[better.0 as usize].mutable = true;
        self.emit(StmtKind::Let { var: better, init: Some(Expr::bool(true)) }, span);
        let (then, done) = self.block(|l| {
            let best = l.read_var(best, span);
            let best = l.name_value("at", best);
            let other = l.read_again(chain, best)?;
            let other = l.keep_item(other);
            let (other, item) = (reference(other), reference(item));
            let (op, sides) = if name.ends_with("_key") {
                let mut key = |item| l.apply(f, vec![item], span);
                let keys = vec![key(other)?, key(item)?];
                (if name == "max_by_key" { "<=" } else { ">" }, keys)
            } else {
                let order = l.apply(f, vec![other, item], span)?;
                let greater = quote::quote!(::core::cmp::Ordering::Greater);
                let greater = ExprKind::Foreign(Foreign::plain(greater));
                let greater = Expr::new(greater, Type::Constant, span);
                (if name == "max_by" { "!=" } else { "==" }, vec![order, greater])
            };
            let sides = sides.into_iter().map(|side| l.operand(side)).collect();
            let value = Expr::new(ExprKind::Compare(op, sides), Type::Bool, span);
            l.emit(StmtKind::Assign { place: Place::of(better), op: None, value }, span);
            Some(())
        });
        done?;
        let cond = Expr::var(found, Type::Bool, span);
        self.emit(StmtKind::If { cond, then, els: Block::default() }, span);
        Some(self.read_var(better, span))
    }

    /// `reduce(f)`: a fold that starts at the first item.
    fn reduce(&mut self, chain: Chain, m: &syn::ExprMethodCall) -> Option<Maybe> {
        let span = m.span();
        let f = self.callable(m.args.first()?)?;
        let len = self.length(&chain.source);
        let len = self.name_value("len", len);
        let payload: Payload = Box::new(move |l| {
            let first = l.item(&chain.source, Expr::int(0))?;
            let first = l.operand(first);
            let state = l.emit_let("state", first);
            l.vars[state.0 as usize].mutable = true;
            let id = l.loop_id();
            let rest = Source::Skip(Box::new(chain.source), Expr::int(1));
            l.drive(Chain::new(rest, Vec::new()), id, None, None, span, &mut |l, item| {
                let now = l.read_var(state, span);
                if let Some(next) = l.apply(&f, vec![now, item], span) {
                    let next = l.operand(next);
                    l.assign(Place::of(state), next, span);
                }
            });
            Some(l.read_var(state, span))
        });
        Some(Maybe { some: more_than(len, Expr::int(0), span), payload })
    }

    /// The item at an index, once more.
    fn read_again(&mut self, chain: &Chain, at: Expr) -> Option<Expr> {
        let span = at.span;
        let mut item = self.item(&chain.source, at)?;
        for stage in &chain.stages {
            item = match stage {
                Stage::Map(f) => self.apply(f, vec![item], span)?,
                Stage::Deref => self.deref(item),
                _ => item,
            };
        }
        Some(item)
    }

    // Iterators in variables.

    /// `let [mut] it = chain;`, where the chain's items may carry derivatives.
    pub(super) fn bind_iterator(&mut self, name: &syn::PatIdent, init: &syn::Expr) -> Option<bool> {
        let is_method = matches!(strip(init), syn::Expr::MethodCall(_));
        if !is_method || !self.is_chain(init) || !self.mentions_active(init) {
            return None;
        }
        let Some(chain) = self.chain(init) else { return Some(false) };
        let Some(chain) = self.read_only(chain, init.span()) else { return Some(false) };
        if !chain.is_indexable() {
            self.diags.refuse(
                init.span(),
                format!("`{}` holds an iterator whose items have no index", name.ident),
                "adaptors that drop or join items know their position only while they run",
                "use it where it is made, or collect it into a `Vec`",
            );
            return Some(false);
        }
        let at = self.emit_let("at", Expr::int(0));
        self.vars[at.0 as usize].mutable = true;
        let cursor = Cursor { source: chain.source, at };
        self.scopes.bind(name.ident.to_string(), Binding::Iterator(std::rc::Rc::new(cursor)));
        Some(true)
    }

    /// The iterator that a name stands for.
    pub(super) fn cursor(&self, expr: &syn::Expr) -> Option<std::rc::Rc<Cursor>> {
        let syn::Expr::Path(p) = strip(expr) else { return None };
        match self.scopes.find(&p.path.get_ident()?.to_string()) {
            Some(Binding::Iterator(cursor)) => Some(cursor.clone()),
            _ => None,
        }
    }

    /// `it.next()`, `it.nth(k)`
    fn advance(&mut self, cursor: &Cursor, m: &syn::ExprMethodCall) -> Option<Maybe> {
        let span = m.span();
        let usize_ty = Type::Int("usize".into());
        let skipped = self.selected_index(m)?;
        let now = self.read_var(cursor.at, span);
        let at = Expr::op("add", vec![now, skipped], usize_ty.clone());
        let at = self.name_value("at", at);
        let after = Expr::op("add", vec![at.clone(), Expr::int(1)], usize_ty);
        let place = Place::of(cursor.at);
        self.emit(StmtKind::Assign { place, op: None, value: after }, span);
        let chain = Chain::new(cursor.source.clone(), Vec::new());
        Some(self.item_at(chain, at, span))
    }

    /// What is left of an iterator.
    pub(super) fn remaining(&mut self, cursor: &Cursor, span: Span) -> Chain {
        let now = self.read_var(cursor.at, span);
        let now = self.name_value("from", now);
        let source = Source::Skip(Box::new(cursor.source.clone()), now);
        Chain::new(source, Vec::new())
    }
}

impl Cursor {
    pub(super) fn source(&self) -> &Source {
        &self.source
    }
}

impl Chain {
    fn is_indexable(&self) -> bool {
        self.stages.is_empty() && self.source.has_index()
    }

    /// Can the item at an index be made a second time? State is not rolled back.
    fn can_be_read_again(&self) -> bool {
        self.source.has_index()
            && self.stages.iter().all(|s| {
                matches!(
                    s,
                    Stage::Map(_)
                        | Stage::Deref
                        | Stage::Filter(_)
                        | Stage::TakeWhile(_)
                        | Stage::SkipWhile(..)
                )
            })
    }
}

fn item_of(chain: Chain, at: Expr) -> Payload {
    Box::new(move |l| l.read_again(&chain, at))
}

fn more_than(len: Expr, at: Expr, span: Span) -> Expr {
    Expr::new(ExprKind::Compare("<", vec![at, len]), Type::Bool, span)
}
