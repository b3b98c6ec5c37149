//! Methods that change the order or the number of a container's elements.
//!
//! All of them become pushes, pops and swaps, which both modes know: `insert` is a push that is
//! swapped down to its place, `rotate_left` three reversals, `sort_by` the swaps that sort.

use super::*;

/// The methods of this file.
const EDITS: &[&str] = &[
    "insert",
    "remove",
    "swap_remove",
    "truncate",
    "resize",
    "rotate_left",
    "rotate_right",
    "sort_by",
    "sort_unstable_by",
    "sort_by_key",
    "sort_unstable_by_key",
    "retain",
    "append",
    "split_off",
];

impl Lower<'_> {
    /// `v.insert(i, x)`, `v.sort_by(..)`, …; none where the receiver is not known to be a sequence,
    /// since a user's type may have methods of these names.
    pub(super) fn edit(&mut self, m: &syn::ExprMethodCall) -> Option<Option<Expr>> {
        let name = m.method.to_string();
        if !EDITS.contains(&name.as_str()) || !self.is_place(&m.receiver) {
            return None;
        }
        let place = self.place(&m.receiver)?;
        let known = self.types.shallow(self.place_ty(&place).peel());
        if !matches!(known, Type::Vec(_) | Type::Slice(_) | Type::Array(..)) {
            return None;
        }
        let place = self.freeze(place);
        self.mark_assigned(&place);
        Some(self.edit_place(&name, place, m))
    }

    fn edit_place(&mut self, name: &str, place: Place, m: &syn::ExprMethodCall) -> Option<Expr> {
        let span = m.span();
        let first = m.args.first()?;
        match name {
            "insert" => {
                let at = self.index(first, "at")?;
                let elem = self.element_of(&place);
                let value = self.expr(m.args.iter().nth(1)?, &elem)?;
                self.types.unify(&elem, &value.ty);
                let len = self.length_of(&place, span);
                self.check("check_insert", vec![at.clone(), len.clone()], span);
                self.emit_push(place.clone(), value, span);
                // From the end down to its place.
                self.swap_neighbours(&place, at, len, true, span);
            }
            "remove" | "swap_remove" => {
                let at = self.index(first, "at")?;
                let len = self.length_of(&place, span);
                self.check("check_remove", vec![at.clone(), len.clone()], span);
                let last = self.minus(len, Expr::int(1));
                let last = self.name_value("end", last);
                if name == "remove" {
                    self.swap_neighbours(&place, at, last, false, span);
                } else {
                    self.swap(&place, at, last, span);
                }
                let elem = self.element_of(&place);
                let removed = self.fresh("removed", elem);
                self.emit(StmtKind::VecPop { var: Some(removed), place }, span);
                return Some(self.read_var(removed, span));
            }
            "truncate" => {
                let len = self.index(first, "len")?;
                self.truncate(&place, len, span);
            }
            "resize" => {
                let len = self.index(first, "len")?;
                let elem = self.element_of(&place);
                let value = self.expr(m.args.iter().nth(1)?, &elem)?;
                self.types.unify(&elem, &value.ty);
                let value = self.name_value("value", value);
                self.truncate(&place, len.clone(), span);
                let now = self.length_of(&place, span);
                let missing = Expr::support("less", vec![len, now], Type::Int("usize".into()));
                self.times(missing, span, |l, _| {
                    let value = l.copy_of(value.clone());
                    l.emit_push(place.clone(), value, span);
                });
            }
            "rotate_left" | "rotate_right" => {
                let by = self.index(first, "by")?;
                let len = self.length_of(&place, span);
                self.check("check_rotate", vec![by.clone(), len.clone()], span);
                let middle = if name == "rotate_left" {
                    by
                } else {
                    let middle = self.minus(len.clone(), by);
                    self.name_value("middle", middle)
                };
                self.reverse(&place, Expr::int(0), middle.clone(), span);
                self.reverse(&place, middle, len.clone(), span);
                self.reverse(&place, Expr::int(0), len, span);
            }
            "append" => {
                let source = self.expr(first, &Type::Unknown)?;
                let (source, _) = self.place_of("source", source);
                let source = self.freeze(source);
                self.mark_assigned(&source);
                self.push_all(&source, &place, Expr::int(0), span);
                self.truncate(&source, Expr::int(0), span);
            }
            "split_off" => {
                let at = self.index(first, "at")?;
                let len = self.length_of(&place, span);
                self.check("check_split", vec![at.clone(), len], span);
                let ty = Type::Vec(Box::new(self.element_of(&place)));
                let init = Expr::new(ExprKind::VecOf(Vec::new()), ty, span);
                let tail = self.emit_let("tail", init);
                self.vars[tail.0 as usize].mutable = true;
                self.push_all(&place, &Place::of(tail), at.clone(), span);
                self.truncate(&place, at, span);
                return Some(self.read_var(tail, span));
            }
            "retain" => self.retain(&place, first, span)?,
            _ => self.sort(name, &place, first, span),
        }
        Some(Expr::unit(span))
    }

    /// `sort_by(compare)`: the order is found on a copy, recorded as swaps, and never replayed.
    /// Unstable sorts may leave equal elements in any order, the stable one included.
    fn sort(&mut self, name: &str, place: &Place, by: &syn::Expr, span: Span) {
        let compare = self.foreign_expr(by, Type::Constant);
        let borrow = Expr::new(
            ExprKind::Borrow { mutable: false, place: place.clone() },
            Type::Constant,
            span,
        );
        let usize_ty = Type::Int("usize".into());
        let pair = Type::Tuple(vec![usize_ty.clone(), usize_ty.clone()]);
        let support = if name.ends_with("_key") { "sort_swaps_by_key" } else { "sort_swaps_by" };
        let swaps = self.emit_let(
            "swaps",
            Expr::support(support, vec![borrow, compare], Type::Vec(Box::new(pair))),
        );
        let count = self.length_of(&Place::of(swaps), span);
        self.times(count, span, |l, k| {
            let pair = Place::of(swaps).then(Step::Index(k));
            let side = |i: &str| {
                Expr::read(pair.clone().then(Step::Field(i.into())), usize_ty.clone(), span)
            };
            l.swap(place, side("0"), side("1"), span);
        });
    }

    /// `retain(keep)`: what stays moves to the front, what is left over goes.
    fn retain(&mut self, place: &Place, keep: &syn::Expr, span: Span) -> Option<()> {
        let usize_ty = Type::Int("usize".into());
        let keep = self.callable(keep)?;
        let kept = self.emit_let("kept", Expr::int(0));
        self.vars[kept.0 as usize].mutable = true;
        let len = self.length_of(place, span);
        self.times(len, span, |l, i| {
            let item = place.clone().then(Step::Index(i.clone()));
            let ty = Type::Ref(false, Box::new(l.place_ty(&item)));
            let item = Expr::new(ExprKind::Borrow { mutable: false, place: item }, ty, span);
            let Some(cond) = l.apply(&keep, vec![item], span) else { return };
            let (then, ()) = l.block(|l| {
                let to = Expr::var(kept, usize_ty.clone(), span);
                l.swap(place, to, i, span);
                let one = Expr::int(1);
                l.emit(
                    StmtKind::Assign { place: Place::of(kept), op: Some("add"), value: one },
                    span,
                );
            });
            l.emit(StmtKind::If { cond, then, els: Block::default() }, span);
        });
        let kept = self.read_var(kept, span);
        let kept = self.name_value("len", kept);
        self.truncate(place, kept, span);
        Some(())
    }

    /// Pops until no more than `len` elements are left.
    pub(super) fn truncate(&mut self, place: &Place, len: Expr, span: Span) {
        let now = self.length_of(place, span);
        let surplus = Expr::support("less", vec![now, len], Type::Int("usize".into()));
        self.times(surplus, span, |l, _| {
            l.emit(StmtKind::VecPop { var: None, place: place.clone() }, span);
        });
    }

    /// Pushes the elements from `lo` on to another vector.
    fn push_all(&mut self, from: &Place, to: &Place, lo: Expr, span: Span) {
        let usize_ty = Type::Int("usize".into());
        let len = self.length_of(from, span);
        let count = Expr::support("less", vec![len, lo.clone()], usize_ty.clone());
        self.times(count, span, |l, i| {
            let at = Expr::op("add", vec![lo, i], usize_ty);
            let item = from.clone().then(Step::Index(at));
            let ty = l.place_ty(&item);
            let (theirs, ours) = (ty.clone(), l.element_of(to));
            l.types.unify(&theirs, &ours);
            let item = Expr::read(item, ty, span);
            let item = l.copy_of(item);
            l.emit_push(to.clone(), item, span);
        });
    }

    /// Reverses the elements from `lo` up to `hi`.
    pub(super) fn reverse(&mut self, place: &Place, lo: Expr, hi: Expr, span: Span) {
        let usize_ty = Type::Int("usize".into());
        let len = self.minus(hi.clone(), lo.clone());
        let half = Expr::op("div", vec![len, Expr::int(2)], usize_ty.clone());
        let last = self.minus(hi, Expr::int(1));
        self.times(half, span, |l, i| {
            let from = if matches!(&lo.kind, ExprKind::Literal(s) if s == "0") {
                i.clone()
            } else {
                Expr::op("add", vec![lo, i.clone()], usize_ty)
            };
            let to = l.minus(last, i);
            l.swap(place, from, to, span);
        });
    }

    /// Swaps each two neighbours from `lo` up to `hi`: one element moves all the way.
    fn swap_neighbours(&mut self, place: &Place, lo: Expr, hi: Expr, down: bool, span: Span) {
        let usize_ty = Type::Int("usize".into());
        let id = self.loop_id();
        let var = self.fresh("k", usize_ty.clone());
        let (body, ()) = self.block(|l| {
            let k = l.read_var(var, span);
            let next = Expr::op("add", vec![k.clone(), Expr::int(1)], usize_ty);
            l.swap(place, k, next, span);
        });
        self.emit(StmtKind::For { id, var, lo, hi, reversed: down, body }, span);
    }

    fn swap(&mut self, place: &Place, i: Expr, j: Expr, span: Span) {
        let i = self.freeze_index("i", i);
        let j = self.freeze_index("j", j);
        let (a, b) = (place.clone().then(Step::Index(i)), place.clone().then(Step::Index(j)));
        self.emit(StmtKind::Swap { a, b }, span);
    }

    /// A loop that runs `count` times.
    fn times(&mut self, count: Expr, span: Span, body: impl FnOnce(&mut Self, Expr)) {
        let id = self.loop_id();
        let hi = self.name_value("count", count);
        let var = self.fresh("i", Type::Int("usize".into()));
        let (body, ()) = self.block(|l| {
            let i = l.read_var(var, span);
            body(l, i);
        });
        self.emit(StmtKind::For { id, var, lo: Expr::int(0), hi, reversed: false, body }, span);
    }

    /// The present length, under a name.
    pub(super) fn length_of(&mut self, place: &Place, span: Span) -> Expr {
        let len = Expr::new(ExprKind::Len(place.clone()), Type::Int("usize".into()), span);
        self.name_value("len", len)
    }

    fn index(&mut self, e: &syn::Expr, hint: &str) -> Option<Expr> {
        let usize_ty = Type::Int("usize".into());
        let value = self.expr(e, &usize_ty)?;
        let value = self.operand(value);
        self.types.unify(&value.ty, &usize_ty);
        Some(self.freeze_index(hint, value))
    }

    fn minus(&self, a: Expr, b: Expr) -> Expr {
        Expr::op("sub", vec![a, b], Type::Int("usize".into()))
    }

    fn check(&mut self, what: &'static str, args: Vec<Expr>, span: Span) {
        self.emit(StmtKind::Eval(Expr::support(what, args, Type::Unit)), span);
    }

    pub(super) fn element_of(&mut self, place: &Place) -> Type {
        self.place_ty(place).element().cloned().unwrap_or(Type::Unknown)
    }

    /// A value that is used again and again: cloned where it would be moved.
    pub(super) fn copy_of(&mut self, value: Expr) -> Expr {
        match value.kind {
            ExprKind::Read(place) if self.moves(&value.ty) => {
                Expr::new(ExprKind::CloneOf { place, method: "clone" }, value.ty, value.span)
            }
            kind => Expr { kind, ..value },
        }
    }

    /// Is a value of this type known not to be `Copy`, or not known to be?
    pub(super) fn moves(&self, ty: &Type) -> bool {
        match self.types.shallow(ty) {
            Type::Vec(_) | Type::Boxed(_) | Type::Named(_) => true,
            Type::Array(t, _) | Type::Option(t) => self.moves(&t),
            Type::Tuple(ts) => ts.iter().any(|t| self.moves(t)),
            _ => false,
        }
    }
}
