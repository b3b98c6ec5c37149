//! Arrays of `ndarray`: parts of them become places, element-wise closures become loops over
//! the elements in logical order.
//!
//! What is lent (`row`, `slice`, …) is a step into a place, so that the same part of the cotangent is
//! its shadow. A closure runs once an element, in one loop over flat sequences: the elements of
//! an array are a slice where they lie in logical order, and a copy of them otherwise.

use super::iter::{Callable, Chain, Source};
use super::stmt::strip;
use super::*;
use crate::rules::arrays;

/// What lends a part of an array, by the name without `_mut`.
const PARTS: [&str; 7] = ["row", "column", "index_axis", "slice", "diag", "view", "t"];

/// Iterators over parts of an array, by the name without `_mut`: what the part at an index is.
const LANES: [(&str, &str); 4] = [
    ("rows", "row"),
    ("columns", "column"),
    ("outer_iter", "index_axis"),
    ("axis_iter", "index_axis"),
];

/// Methods that call a closure with every element, or with elements of several arrays.
const CLOSURES: [&str; 12] = [
    "mapv",
    "map",
    "mapv_into",
    "mapv_inplace",
    "map_inplace",
    "map_mut",
    "fold",
    "for_each",
    "map_collect",
    "apply_collect",
    "zip_mut_with",
    "fill",
];

/// One operand of `Zip`.
struct Producer {
    place: Place,
    mutable: bool,
    broadcast: bool,
}

fn base(name: &str) -> (&str, bool) {
    match name.strip_suffix("_mut") {
        Some(base) => (base, true),
        None => (name, false),
    }
}

/// How many numbers make an index, by the pattern of a closure's argument.
pub(super) fn arity(f: &Callable, argument: usize) -> usize {
    let Callable::Closure(c) = f else { return 1 };
    match c.expr.inputs.iter().nth(argument) {
        Some(syn::Pat::Tuple(t)) => t.elems.len(),
        _ => 1,
    }
}

pub(super) fn library(name: &str) -> proc_macro2::TokenStream {
    let name = syn::Ident::new(name, Span::call_site());
    quote::quote!(::cotangent::__private::arrays::#name)
}

/// The step that lanes of this name are parts by.
pub(super) fn lane(name: &str) -> Option<&'static str> {
    let (name, _) = base(name);
    LANES.iter().find(|(n, _)| *n == name).map(|(_, part)| *part)
}

impl Lower<'_> {
    /// Does the expression denote an array, as far as the source tells?
    pub(super) fn is_array(&mut self, expr: &syn::Expr) -> bool {
        if !self.mentions_active(expr) || matches!(strip(expr), syn::Expr::Range(_)) {
            return false;
        }
        let (_, value) = self.block(|l| l.expr(expr, &Type::Unknown));
        value.is_some_and(|v| {
            let ty = self.types.shallow(&v.ty);
            self.types.shallow(ty.peel()).is_nd_array()
        })
    }

    /// Could it be an array, by what is known of a variable's type?
    pub(super) fn may_be_array(&self, expr: &syn::Expr) -> bool {
        let syn::Expr::Path(p) = strip(expr) else { return true };
        let name = p.path.get_ident().map(ToString::to_string).unwrap_or_default();
        let ty = match self.scopes.find(&name) {
            Some(Binding::Var(v)) => self.var_ty(*v),
            Some(Binding::Place { ty, .. }) => ty.clone(),
            _ => return true,
        };
        let ty = self.types.shallow(ty.peel());
        ty.is_nd_array() || matches!(ty, Type::Unknown | Type::Infer(_))
    }

    /// A method that is understood here, if its receiver is an array.
    pub(super) fn array_method(&mut self, m: &syn::ExprMethodCall) -> Option<Option<Expr>> {
        let name = m.method.to_string();
        if let Some(part) = self.array_part(m, &name) {
            return Some(part);
        }
        if CLOSURES.contains(&name.as_str()) {
            if let Some((producers, indexed)) = zipped(&m.receiver) {
                return Some(self.zip(&producers, indexed, &name, m));
            }
            // Only arrays have these; the others are names of other types' methods, too.
            let certain =
                name.starts_with("mapv") || matches!(name.as_str(), "map_inplace" | "zip_mut_with");
            if certain || self.is_array(&m.receiver) {
                return Some(self.each_element(m, &name));
            }
        }
        None
    }

    /// `a.row(i)`, `a.slice_mut(s![..])`: a part of a place.
    fn array_part(&mut self, m: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let (base, mutable) = base(name);
        let part = PARTS.iter().find(|p| **p == base)?;
        if !self.may_be_array(&m.receiver) {
            return None;
        }
        let certain = match base {
            "slice" => matches!(m.args.first(), Some(syn::Expr::Macro(_))),
            "index_axis" => true,
            _ => mutable,
        };
        if !certain && !self.is_array(&m.receiver) {
            return None;
        }
        Some(self.lend(m, part, mutable))
    }

    fn lend(&mut self, m: &syn::ExprMethodCall, part: &'static str, mutable: bool) -> Option<Expr> {
        let span = m.span();
        let place = self.place(&m.receiver)?;
        let place = self.freeze(place);
        // Only arrays have parts like these, so the whole is one.
        let array = Type::NdArray(Box::new(self.types.fresh(Class::Any)));
        let ty = self.place_ty(&place);
        self.types.unify(ty.peel(), &array);
        let usize_ty = Type::Int("usize".into());
        let mut args = Vec::new();
        for a in &m.args {
            let arg = match strip(a) {
                syn::Expr::Macro(_) | syn::Expr::Call(_) if !self.mentions_any(a) => Expr::new(
                    ExprKind::Foreign(Foreign::plain(a.to_token_stream())),
                    Type::Constant,
                    span,
                ),
                syn::Expr::Macro(_) | syn::Expr::Call(_) => self.foreign_expr(a, Type::Constant),
                _ => {
                    let i = self.expr(a, &usize_ty)?;
                    self.operand(i)
                }
            };
            args.push(arg);
        }
        if mutable {
            self.mark_assigned(&place);
        }
        Some(self.lend_part(place, part, args, mutable, span))
    }

    pub(super) fn lend_part(
        &mut self,
        place: Place,
        part: &'static str,
        args: Vec<Expr>,
        mutable: bool,
        span: Span,
    ) -> Expr {
        let place = self.freeze(place.then(Step::Part(part, args)));
        let ty = Type::Ref(mutable, Box::new(self.place_ty(&place)));
        Expr::new(ExprKind::Borrow { mutable, place }, ty, span)
    }

    /// Is it a view of an array, and not an array of its own?
    pub(super) fn is_view(&self, place: &Place) -> bool {
        let root = place.root;
        place.is_part()
            || place.is_var()
                && (self.views.contains(&root) || self.vars[root.0 as usize].is_view())
    }

    fn mentions_any<T: ToTokens>(&self, tokens: &T) -> bool {
        !self.uses_of(tokens.to_token_stream()).is_empty()
    }

    /// `a.rows()`, `a.axis_iter_mut(Axis(1))`: the parts, by index.
    pub(super) fn lanes(&mut self, m: &syn::ExprMethodCall) -> Option<Chain> {
        let name = m.method.to_string();
        let (name, mutable) = base(&name);
        let part = lane(name)?;
        let place = self.place(&m.receiver)?;
        let place = self.freeze(place);
        if mutable {
            self.mark_assigned(&place);
        }
        let span = m.span();
        let axis = match (name, m.args.first()) {
            ("axis_iter", Some(axis)) => {
                let axis = match self.mentions_any(axis) {
                    true => self.foreign_expr(axis, Type::Constant),
                    false => Expr::new(
                        ExprKind::Foreign(Foreign::plain(axis.to_token_stream())),
                        Type::Constant,
                        span,
                    ),
                };
                self.freeze_index("axis", axis)
            }
            ("columns", _) => axis(1, span),
            _ => axis(0, span),
        };
        Some(Chain::new(Source::Lanes { place, part, axis, mutable }, Vec::new()))
    }

    /// The elements of an array in logical order, under a name.
    pub(super) fn flat(&mut self, place: &Place, span: Span) -> VarId {
        let elem = self.place_ty(place).element().cloned().unwrap_or(Type::Unknown);
        let whole = Expr::new(
            ExprKind::Borrow { mutable: false, place: place.clone() },
            Type::Unknown,
            span,
        );
        self.library_call("flat_copy", "elements", vec![whole], Type::Vec(Box::new(elem)), span)
    }

    pub(super) fn library_call(
        &mut self,
        function: &str,
        hint: &str,
        args: Vec<Expr>,
        ty: Type,
        span: Span,
    ) -> VarId {
        let callee = Callee::Path { path: library(function), form: CallForm::PRIMAL };
        let call = Expr::new(ExprKind::Call(Box::new(Call { callee, args, span })), ty, span);
        self.emit_let(hint, call)
    }

    /// A copy of an array's elements, to be changed and written back.
    pub(super) fn flat_copy(&mut self, place: &Place, span: Span) -> VarId {
        let items = self.flat(place, span);
        let ty = self.var_ty(items);
        let clone = ExprKind::CloneOf { place: Place::of(items), method: "to_vec" };
        let copy = self.emit_let("changed", Expr::new(clone, ty, span));
        self.vars[copy.0 as usize].mutable = true;
        copy
    }

    /// Puts elements back into an array.
    pub(super) fn write_back(&mut self, place: &Place, elements: VarId, span: Span) {
        self.mark_assigned(place);
        let borrow = |mutable: bool, place: Place| {
            Expr::new(ExprKind::Borrow { mutable, place }, Type::Unknown, span)
        };
        let args = vec![borrow(true, place.clone()), borrow(false, Place::of(elements))];
        self.array_call("set_elements", args, span);
    }

    /// A method of an array that gives nothing.
    pub(super) fn array_call(&mut self, name: &str, args: Vec<Expr>, span: Span) {
        let callee = Callee::Method {
            name: name.into(),
            turbofish: Default::default(),
            form: CallForm::PRIMAL,
        };
        let call =
            Expr::new(ExprKind::Call(Box::new(Call { callee, args, span })), Type::Unit, span);
        self.emit(StmtKind::Eval(call), span);
    }

    fn shape(&mut self, place: &Place, span: Span) -> Expr {
        let whole = Expr::new(
            ExprKind::Borrow { mutable: false, place: place.clone() },
            Type::Unknown,
            span,
        );
        let shape = Expr::support("shape_of", vec![whole], Type::Constant);
        let shape = self.emit_let("shape", shape);
        self.read_var(shape, span)
    }

    /// The loop over the elements of sequences of one length.
    pub(super) fn each_of(&mut self, first: VarId, span: Span, body: impl FnOnce(&mut Self, Expr)) {
        let usize_ty = Type::Int("usize".into());
        let id = self.loop_id();
        let var = self.fresh("i", usize_ty.clone());
        let (block, _) = self.block(|l| {
            let i = l.read_var(var, span);
            body(l, i);
        });
        let hi = Expr::new(ExprKind::Len(Place::of(first)), usize_ty, span);
        self.emit(
            StmtKind::For { id, var, lo: Expr::int(0), hi, reversed: false, body: block },
            span,
        );
    }

    /// A sequence of zeros as long as another, to be filled.
    fn zeros(&mut self, like: VarId, ty: &Type, span: Span) -> VarId {
        let usize_ty = Type::Int("usize".into());
        let count = Expr::new(ExprKind::Len(Place::of(like)), usize_ty, span);
        let count = self.freeze_index("n", count);
        let value = Box::new(Expr::number(0.0, ty.clone()));
        let kind = ExprKind::Repeat { value, count: Box::new(count), vec: true };
        let out = self.emit_let("mapped", Expr::new(kind, Type::Vec(Box::new(ty.clone())), span));
        self.vars[out.0 as usize].mutable = true;
        out
    }

    fn element(&self, of: VarId, i: &Expr, borrowed: Option<bool>) -> Expr {
        let place = Place::of(of).then(Step::Index(i.clone()));
        let ty = self.place_ty(&place);
        match borrowed {
            Some(mutable) => {
                let ty = Type::Ref(mutable, Box::new(ty));
                Expr::new(ExprKind::Borrow { mutable, place }, ty, i.span)
            }
            None => Expr::read(place, ty, i.span),
        }
    }

    /// `mapv` and its kin.
    fn each_element(&mut self, m: &syn::ExprMethodCall, name: &str) -> Option<Expr> {
        let span = m.span();
        let receiver = self.expr(&m.receiver, &Type::Unknown)?;
        let (place, _) = self.place_of("array", receiver);
        let place = self.freeze(place);
        match name {
            "mapv" | "map" | "mapv_into" => {
                let f = self.callable(m.args.first()?)?;
                let items = self.flat(&place, span);
                let shape = self.shape(&place, span);
                let borrowed = (name == "map").then_some(false);
                self.collect_elements(items, shape, span, m, &mut |l, i| {
                    let item = l.element(items, &i, borrowed);
                    l.apply(&f, vec![item], span)
                })
            }
            "mapv_inplace" => {
                let f = self.callable(m.args.first()?)?;
                let items = self.flat(&place, span);
                let ty = self.var_ty(items).element().cloned().unwrap_or(Type::Unknown);
                let out = self.zeros(items, &ty, span);
                self.each_of(items, span, |l, i| {
                    let item = l.element(items, &i, None);
                    if let Some(value) = l.apply(&f, vec![item], span) {
                        l.assign(Place::of(out).then(Step::Index(i)), value, span);
                    }
                });
                self.write_back(&place, out, span);
                Some(Expr::unit(span))
            }
            "map_inplace" | "zip_mut_with" => {
                let f = self.callable(m.args.last()?)?;
                let other = match name {
                    "zip_mut_with" => {
                        let other = self.expr(m.args.first()?, &Type::Unknown)?;
                        let (other, _) = self.place_of("other", other);
                        let shape = self.shape(&place, span);
                        Some(self.flat_as("flat_repeated", &other, shape, span))
                    }
                    _ => None,
                };
                let changed = self.flat_copy(&place, span);
                self.each_of(changed, span, |l, i| {
                    let mut items = vec![l.element(changed, &i, Some(true))];
                    items.extend(other.map(|o| l.element(o, &i, Some(false))));
                    if let Some(value) = l.apply(&f, items, span) {
                        l.effect(value);
                    }
                });
                self.write_back(&place, changed, span);
                Some(Expr::unit(span))
            }
            "for_each" => {
                let f = self.callable(m.args.first()?)?;
                let items = self.flat(&place, span);
                self.each_of(items, span, |l, i| {
                    let item = l.element(items, &i, Some(false));
                    if let Some(value) = l.apply(&f, vec![item], span) {
                        l.effect(value);
                    }
                });
                Some(Expr::unit(span))
            }
            "fold" => {
                let items = self.flat(&place, span);
                let f = self.callable(m.args.last()?)?;
                self.fold_elements(m.args.first()?, items, span, |l, acc, i| {
                    let item = l.element(items, &i, Some(false));
                    l.apply(&f, vec![acc, item], span)
                })
            }
            "fill" => {
                let value = self.expr(m.args.first()?, &Type::Unknown)?;
                let value = self.operand(value);
                let value = self.name_value("value", value);
                self.mark_assigned(&place);
                let target =
                    Expr::new(ExprKind::Borrow { mutable: true, place }, Type::Unknown, span);
                self.array_call("fill", vec![target, value], span);
                Some(Expr::unit(span))
            }
            _ => {
                self.diags.refuse(
                    m.method.span(),
                    format!("`{name}` of an array is not supported"),
                    "its closure changes the elements while it makes others of them",
                    "use `mapv` and `mapv_inplace`",
                );
                None
            }
        }
    }

    /// A mathematical method with further arguments, `a.powf(1.5)`: its rule at every element.
    pub(super) fn map_rule(
        &mut self,
        array: Expr,
        rule: &'static str,
        m: &syn::ExprMethodCall,
    ) -> Option<Expr> {
        let span = m.span();
        let (place, _) = self.place_of("array", array);
        let place = self.freeze(place);
        let items = self.flat(&place, span);
        let ty = self.var_ty(items).element().cloned().unwrap_or(Type::Unknown);
        let mut args = Vec::new();
        for a in &m.args {
            let value = self.expr(a, &ty)?;
            let value = self.operand(value);
            self.types.unify(&value.ty, &ty);
            args.push(self.name_value("argument", value));
        }
        let shape = self.shape(&place, span);
        self.collect_elements(items, shape, span, m, &mut |l, i| {
            let item = l.element(items, &i, None);
            let operands = [vec![item], args.clone()].concat();
            Some(Expr::new(ExprKind::Op(rule, operands), ty.clone(), span))
        })
    }

    fn flat_as(&mut self, function: &str, place: &Place, shape: Expr, span: Span) -> VarId {
        let elem = self.place_ty(place).element().cloned().unwrap_or(Type::Unknown);
        let whole = Expr::new(
            ExprKind::Borrow { mutable: false, place: place.clone() },
            Type::Unknown,
            span,
        );
        self.library_call(function, "elements", vec![whole, shape], Type::Vec(Box::new(elem)), span)
    }

    /// A new array of what `f` gives for each index.
    fn collect_elements(
        &mut self,
        like: VarId,
        shape: Expr,
        span: Span,
        whole: &syn::ExprMethodCall,
        f: &mut dyn FnMut(&mut Self, Expr) -> Option<Expr>,
    ) -> Option<Expr> {
        let ty = self.types.fresh(Class::Any);
        // What carries no floats is not worth a loop here: it is the user's own.
        let (_, tried) = self.block(|l| {
            let i = Expr::var(like, Type::Int("usize".into()), span);
            f(l, i)
        });
        if self.types.shallow(&tried?.ty).is_constant() {
            return Some(self.foreign_expr(whole, Type::Constant));
        }
        let out = self.zeros(like, &ty, span);
        self.each_of(like, span, |l, i| {
            if let Some(value) = f(l, i.clone()) {
                let value = l.operand(value);
                l.types.unify(&ty, &value.ty);
                l.assign(Place::of(out).then(Step::Index(i)), value, span);
            }
        });
        let elements = self.read_var(out, span);
        let array = Type::NdArray(Box::new(self.types.shallow(&ty)));
        let made = self.library_call("shaped", "made", vec![elements, shape], array, span);
        Some(self.read_var(made, span))
    }

    fn fold_elements(
        &mut self,
        init: &syn::Expr,
        items: VarId,
        span: Span,
        f: impl FnOnce(&mut Self, Expr, Expr) -> Option<Expr>,
    ) -> Option<Expr> {
        let init = self.expr(init, &Type::Unknown)?;
        let acc = self.emit_let("folded", init);
        self.vars[acc.0 as usize].mutable = true;
        self.each_of(items, span, |l, i| {
            let before = l.read_var(acc, span);
            if let Some(value) = f(l, before, i) {
                let value = l.operand(value);
                l.assign(Place::of(acc), value, span);
            }
        });
        Some(self.read_var(acc, span))
    }

    /// `Zip::from(a).and(b).for_each(..)` and its kin.
    fn zip(
        &mut self,
        operands: &[(syn::Expr, bool)],
        indexed: bool,
        name: &str,
        m: &syn::ExprMethodCall,
    ) -> Option<Expr> {
        let span = m.span();
        let f = self.callable(m.args.last()?)?;
        let first_argument = usize::from(name == "fold");
        let arity = indexed.then(|| arity(&f, first_argument));
        let mut producers = Vec::new();
        for (operand, broadcast) in operands {
            let value = self.expr(operand, &Type::Unknown)?;
            let (place, mutable) = self.place_of("operand", value);
            let place = self.freeze(place);
            producers.push(Producer { place, mutable, broadcast: *broadcast });
        }
        let shape = self.shape(&producers[0].place.clone(), span);
        let mut items = Vec::new();
        let mut back = Vec::new();
        for (k, p) in producers.iter().enumerate() {
            let flat = match (k, p.broadcast) {
                (0, _) => self.flat(&p.place, span),
                (_, true) => self.flat_as("flat_repeated", &p.place, shape.clone(), span),
                _ => self.flat_as("flat_same", &p.place, shape.clone(), span),
            };
            let flat = if p.mutable {
                let ty = self.var_ty(flat);
                let clone = ExprKind::CloneOf { place: Place::of(flat), method: "to_vec" };
                let copy = self.emit_let("changed", Expr::new(clone, ty, span));
                self.vars[copy.0 as usize].mutable = true;
                back.push((p.place.clone(), copy));
                copy
            } else {
                flat
            };
            items.push((flat, p.mutable));
        }
        let first = items[0].0;
        let index_shape = shape.clone();
        let elements = |l: &mut Self, i: &Expr| {
            let index = arity.map(|n| l.pattern_at(&index_shape, i.clone(), n, span));
            let items = items.iter().map(|(v, m)| l.element(*v, i, Some(*m)));
            index.into_iter().chain(items).collect::<Vec<_>>()
        };
        let result = match name {
            "for_each" => {
                self.each_of(first, span, |l, i| {
                    let items = elements(l, &i);
                    if let Some(value) = l.apply(&f, items, span) {
                        l.effect(value);
                    }
                });
                Some(Expr::unit(span))
            }
            "map_collect" | "apply_collect" => {
                self.collect_elements(first, shape, span, m, &mut |l, i| {
                    let items = elements(l, &i);
                    l.apply(&f, items, span)
                })
            }
            "fold" => self.fold_elements(m.args.first()?, first, span, |l, acc, i| {
                let mut args = vec![acc];
                args.extend(elements(l, &i));
                l.apply(&f, args, span)
            }),
            _ => {
                self.diags.refuse(
                    m.method.span(),
                    format!("`{name}` of `Zip` is not supported"),
                    "",
                    "use `for_each`, `map_collect` or `fold`",
                );
                None
            }
        };
        for (place, copy) in back {
            self.write_back(&place, copy, span);
        }
        result
    }

    /// Is what changes by `op= value` an array, or is that for rustc to find out? Arrays take arrays
    /// by reference there, numbers hardly ever do.
    pub(super) fn updates_array(&mut self, place: &Place, changed: &Type, value: &Expr) -> bool {
        let changed = self.types.shallow(changed.peel());
        let given = self.types.shallow(value.ty.peel());
        if changed.is_nd_array() || !is_open(&changed) {
            return changed.is_nd_array();
        }
        if given.is_nd_array() || self.is_whole_place(place) {
            let array = Type::NdArray(Box::new(self.types.fresh(Class::Any)));
            self.types.unify(&changed, &array);
            return true;
        }
        let lent = matches!(value.kind, ExprKind::Borrow { .. })
            || matches!(self.types.shallow(&value.ty), Type::Ref(..));
        lent && is_open(&given)
    }

    /// `a += e` on an array: its elements change, and `e` may be repeated.
    pub(super) fn array_update(&mut self, op: &'static str, place: Place, value: Expr, span: Span) {
        // `ndarray` takes arrays by reference here, and numbers by value.
        let number = !matches!(value.kind, ExprKind::Borrow { .. })
            && !matches!(self.types.shallow(&value.ty), Type::Ref(..));
        let name = arrays::update(op, number);
        let place = self.freeze(place);
        self.mark_assigned(&place);
        let target = Expr::new(ExprKind::Borrow { mutable: true, place }, Type::Unknown, span);
        let value = self.call_argument(value);
        self.array_call(name, vec![target, value], span);
    }
}

/// Is nothing known of the type?
fn is_open(ty: &Type) -> bool {
    matches!(ty, Type::Unknown | Type::Infer(_))
}

/// `Axis(k)`
fn axis(k: usize, span: Span) -> Expr {
    let axis = library("axis");
    let k = proc_macro2::Literal::usize_unsuffixed(k);
    Expr::new(ExprKind::Foreign(Foreign::plain(quote::quote!(#axis(#k)))), Type::Constant, span)
}

/// The operands of `Zip::from(a).and(b)`, each with whether it is broadcast, and whether the
/// closure gets the index.
fn zipped(expr: &syn::Expr) -> Option<(Vec<(syn::Expr, bool)>, bool)> {
    match strip(expr) {
        syn::Expr::MethodCall(m) => {
            let broadcast = m.method == "and_broadcast";
            if !broadcast && m.method != "and" {
                return None;
            }
            let (mut operands, indexed) = zipped(&m.receiver)?;
            operands.push((m.args.first()?.clone(), broadcast));
            Some((operands, indexed))
        }
        syn::Expr::Call(c) => {
            let syn::Expr::Path(p) = strip(&c.func) else { return None };
            let mut segments = p.path.segments.iter().rev();
            let function = segments.next()?;
            let of_zip = segments.next().is_some_and(|s| s.ident == "Zip");
            if !of_zip || c.args.len() != 1 {
                return None;
            }
            Some((vec![(c.args.first()?.clone(), false)], function.ident == "indexed"))
        }
        _ => None,
    }
}
