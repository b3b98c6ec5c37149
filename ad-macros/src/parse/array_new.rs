//! New arrays: constructors, `concatenate` and `stack`.

use super::arrays::{arity, library};
use super::stmt::strip;
use super::*;

/// Is it the name of an array type, as in `Array2::from_elem`?
pub(super) fn is_array_type(name: &str) -> bool {
    types::is_nd_array(name)
}

impl Lower<'_> {
    /// A call that makes an array of active values.
    pub(super) fn new_array(
        &mut self,
        path: &syn::ExprPath,
        args: &syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>,
        span: Span,
    ) -> Option<Option<Expr>> {
        let mut segments = path.path.segments.iter().rev();
        let name = segments.next()?.ident.to_string();
        let owner = segments.next().map(|s| s.ident.to_string()).unwrap_or_default();
        let args: Vec<&syn::Expr> = args.iter().collect();
        let of_type = is_array_type(&owner);
        match (name.as_str(), args.as_slice()) {
            ("from_elem", [shape, value]) if of_type && self.mentions_active(value) => {
                Some(self.elem_array(shape, value, span))
            }
            ("from_shape_fn", [shape, f]) if of_type && self.mentions_active(f) => {
                Some(self.shape_fn_array(shape, f, span))
            }
            ("from_shape_vec", [shape, elements]) if of_type && self.mentions_active(elements) => {
                Some(self.shape_vec_array(shape, elements, span))
            }
            ("from_vec" | "from", [elements]) if of_type && self.mentions_active(elements) => {
                Some(self.vec_array(elements, span))
            }
            ("arr1" | "aview1", [elements]) if self.mentions_active(elements) => {
                Some(self.vec_array(elements, span))
            }
            ("from_iter", [items]) if of_type && self.mentions_active(items) => {
                let items: syn::Expr = syn::parse_quote!(#items.into_iter().collect::<Vec<_>>());
                Some(self.vec_array(&items, span))
            }
            ("arr0", [value]) if self.mentions_active(value) => {
                Some(self.elem_array(&syn::parse_quote!(()), value, span))
            }
            ("arr2" | "arr3", [rows]) if self.mentions_active(rows) => match strip(rows) {
                syn::Expr::Reference(r) => match strip(&r.expr) {
                    syn::Expr::Array(rows) => {
                        let rows: Vec<syn::Expr> = rows.elems.iter().cloned().collect();
                        Some(self.literal_array(&rows, span))
                    }
                    _ => None,
                },
                _ => None,
            },
            ("concatenate", [axis, parts]) if self.mentions_active(parts) => {
                Some(self.joined(axis, parts, false, span))
            }
            ("stack", [axis, parts]) if self.mentions_active(parts) => {
                Some(self.joined(axis, parts, true, span))
            }
            _ => None,
        }
    }

    /// `array![..]`, `concatenate![..]`, `stack![..]`
    pub(super) fn array_macro(&mut self, m: &syn::ExprMacro) -> Option<Option<Expr>> {
        let name = m.mac.path.segments.last()?.ident.to_string();
        if !matches!(name.as_str(), "array" | "concatenate" | "stack")
            || !self.mentions_active(&m.mac.tokens)
        {
            return None;
        }
        let list = m
            .mac
            .parse_body_with(
                syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated,
            )
            .ok()?;
        let items: Vec<syn::Expr> = list.into_iter().collect();
        if name == "array" {
            return Some(self.literal_array(&items, m.span()));
        }
        let (axis, parts) = items.split_first()?;
        let parts: Vec<&syn::Expr> = parts.iter().collect();
        Some(self.join(axis, &parts, name == "stack", m.span()))
    }

    fn shape_value(&mut self, shape: &syn::Expr) -> Expr {
        let dim = library("dim");
        let tokens = quote::quote!(#dim(#shape));
        let foreign = self.foreign(tokens);
        let shape = Expr::new(ExprKind::Foreign(foreign), Type::Constant, shape.span());
        self.name_value("shape", shape)
    }

    fn element_count(&mut self, shape: &Expr, span: Span) -> Expr {
        let ExprKind::Read(place) = &shape.kind else { unreachable!("a name was asked for") };
        let kind = ExprKind::Borrow { mutable: false, place: place.clone() };
        let borrow = Expr::new(kind, Type::Constant, span);
        let count = Expr::support("count_of", vec![borrow], Type::Int("usize".into()));
        self.name_value("n", count)
    }

    fn elem_array(&mut self, shape: &syn::Expr, value: &syn::Expr, span: Span) -> Option<Expr> {
        let shape = self.shape_value(shape);
        let value = self.expr(value, &Type::Unknown)?;
        let value = self.operand(value);
        let n = self.element_count(&shape, span);
        let ty = value.ty.clone();
        let kind = ExprKind::Repeat { value: Box::new(value), count: Box::new(n), vec: true };
        let elements = Expr::new(kind, Type::Vec(Box::new(ty)), span);
        Some(self.shaped(elements, shape, span))
    }

    fn vec_array(&mut self, elements: &syn::Expr, span: Span) -> Option<Expr> {
        let elements = self.elements(elements, span)?;
        let ExprKind::Read(place) = &elements.kind else { unreachable!("a name was asked for") };
        let length = Expr::new(ExprKind::Len(place.clone()), Type::Int("usize".into()), span);
        let length = Expr::support("line", vec![length], Type::Constant);
        let shape = self.name_value("shape", length);
        Some(self.shaped(elements, shape, span))
    }

    fn shape_vec_array(
        &mut self,
        shape: &syn::Expr,
        elements: &syn::Expr,
        span: Span,
    ) -> Option<Expr> {
        let shape = self.shape_value(shape);
        let elements = self.elements(elements, span)?;
        let made = self.shaped(elements, shape, span);
        Some(self.ok(made))
    }

    /// `Ok(value)`
    fn ok(&mut self, value: Expr) -> Expr {
        let (ty, span) = (Type::Result(Box::new(value.ty.clone())), value.span);
        let callee = Callee::Wrap(quote::quote!(Ok));
        Expr::new(ExprKind::Call(Box::new(Call { callee, args: vec![value], span })), ty, span)
    }

    /// A sequence as a vector of its own, under a name.
    fn elements(&mut self, elements: &syn::Expr, span: Span) -> Option<Expr> {
        let value = self.expr(elements, &Type::Unknown)?;
        let owned = match &value.kind {
            ExprKind::Borrow { place, .. } => {
                let elem = self.place_ty(place).element().cloned().unwrap_or(Type::Unknown);
                let kind = ExprKind::CloneOf { place: place.clone(), method: "to_vec" };
                Expr::new(kind, Type::Vec(Box::new(elem)), span)
            }
            _ => value,
        };
        Some(self.name_value("elements", owned))
    }

    fn shaped(&mut self, elements: Expr, shape: Expr, span: Span) -> Expr {
        let elements = self.name_value("elements", elements);
        let elem = self.types.shallow(&elements.ty).element().cloned().unwrap_or(Type::Unknown);
        let array = Type::NdArray(Box::new(elem));
        let made = self.library_call("shaped", "made", vec![elements, shape], array, span);
        self.read_var(made, span)
    }

    fn shape_fn_array(&mut self, shape: &syn::Expr, f: &syn::Expr, span: Span) -> Option<Expr> {
        let shape = self.shape_value(shape);
        let f = self.callable(f)?;
        let n = self.element_count(&shape, span);
        let ty = self.types.fresh(Class::Any);
        let zero = Box::new(Expr::number(0.0, ty.clone()));
        let kind = ExprKind::Repeat { value: zero, count: Box::new(n.clone()), vec: true };
        let out = self.emit_let("mapped", Expr::new(kind, Type::Vec(Box::new(ty.clone())), span));
        self.vars[out.0 as usize].mutable = true;
        let arity = arity(&f, 0);
        self.each_of(out, span, |l, i| {
            let at = l.pattern_at(&shape, i.clone(), arity, span);
            if let Some(value) = l.apply(&f, vec![at], span) {
                let value = l.operand(value);
                l.types.unify(&ty, &value.ty);
                l.assign(Place::of(out).then(Step::Index(i)), value, span);
            }
        });
        let elements = self.read_var(out, span);
        Some(self.shaped(elements, shape, span))
    }

    /// The index of an element as `ndarray` hands it out: a number, or a tuple of them.
    pub(super) fn pattern_at(&mut self, shape: &Expr, i: Expr, arity: usize, span: Span) -> Expr {
        let ExprKind::Read(place) = &shape.kind else { unreachable!("a name was asked for") };
        let kind = ExprKind::Borrow { mutable: false, place: place.clone() };
        let borrow = Expr::new(kind, Type::Constant, span);
        let usize_ty = Type::Int("usize".into());
        let ty = if arity < 2 { usize_ty } else { Type::Tuple(vec![usize_ty; arity]) };
        let at = Expr::support("index_at", vec![borrow, i], ty);
        self.name_value("at", at)
    }

    /// Rows of numbers, one after the other.
    fn literal_array(&mut self, items: &[syn::Expr], span: Span) -> Option<Expr> {
        let mut shape = Vec::new();
        let mut leaves: Vec<syn::Expr> = items.to_vec();
        shape.push(leaves.len());
        while let Some(syn::Expr::Array(first)) = leaves.first() {
            shape.push(first.elems.len());
            let mut inner = Vec::new();
            for leaf in &leaves {
                let syn::Expr::Array(a) = leaf else { return None };
                inner.extend(a.elems.iter().cloned());
            }
            leaves = inner;
        }
        let leaves: Vec<&syn::Expr> = leaves.iter().collect();
        let parts = self.sequence(&leaves, &vec![Type::Unknown; leaves.len()])?;
        let parts: Vec<Expr> = parts.into_iter().map(|p| self.operand(p)).collect();
        let ty = match parts.first() {
            Some(first) => {
                let ty = first.ty.clone();
                parts.iter().for_each(|p| self.types.unify(&ty, &p.ty));
                ty
            }
            None => self.types.fresh(Class::Any),
        };
        let elements = Expr::new(ExprKind::VecOf(parts), Type::Vec(Box::new(ty)), span);
        let dims: syn::Expr = syn::parse_quote!([#(#shape),*]);
        let shape = self.shape_value(&dims);
        Some(self.shaped(elements, shape, span))
    }

    /// `concatenate(axis, &[a.view(), b.view()])`
    fn joined(
        &mut self,
        axis: &syn::Expr,
        parts: &syn::Expr,
        stack: bool,
        span: Span,
    ) -> Option<Expr> {
        let inner = match strip(parts) {
            syn::Expr::Reference(r) => strip(&r.expr),
            e => e,
        };
        let syn::Expr::Array(list) = inner else {
            self.diags.refuse(
                &parts.to_token_stream(),
                "arrays are joined that are not listed here",
                "which arrays they are is known at run time only",
                "list them, `&[a.view(), b.view()]`, or write into parts of one array",
            );
            return None;
        };
        let parts: Vec<&syn::Expr> = list.elems.iter().collect();
        let joined = self.join(axis, &parts, stack, span)?;
        Some(self.ok(joined))
    }

    /// One array after the other along an axis.
    fn join(
        &mut self,
        axis: &syn::Expr,
        parts: &[&syn::Expr],
        stack: bool,
        span: Span,
    ) -> Option<Expr> {
        let foreign = self.foreign(axis.to_token_stream());
        let axis = Expr::new(ExprKind::Foreign(foreign), Type::Constant, span);
        let axis = self.name_value("axis", axis);
        let mut joined: Option<Expr> = None;
        for part in parts {
            let value = self.expr(part, &Type::Unknown)?;
            let (place, _) = self.place_of("part", value);
            let mut part = self.freeze(place);
            let elem = self.place_ty(&part).element().cloned().unwrap_or(Type::Unknown);
            let array = Type::NdArray(Box::new(elem));
            let borrow = |place: Place| {
                Expr::new(ExprKind::Borrow { mutable: false, place }, Type::Unknown, span)
            };
            if stack {
                let args = vec![borrow(part), axis.clone()];
                part = Place::of(self.method_call("insert_axis", args, array.clone(), span));
            }
            joined = Some(match joined {
                None => Expr::read(part, array, span),
                Some(before) => {
                    let ExprKind::Read(before) = before.kind else { unreachable!("a place") };
                    let args = vec![borrow(before), borrow(part), axis.clone()];
                    let var = self.method_call("joined_with", args, array, span);
                    self.read_var(var, span)
                }
            });
        }
        let joined = joined?;
        let owned = match (&joined.kind, parts.len()) {
            (ExprKind::Read(place), 1) => {
                let kind = ExprKind::CloneOf { place: place.clone(), method: "to_owned" };
                Expr::new(kind, joined.ty.clone(), span)
            }
            _ => joined,
        };
        Some(owned)
    }

    fn method_call(&mut self, name: &str, args: Vec<Expr>, ty: Type, span: Span) -> VarId {
        let callee = Callee::Method {
            name: name.into(),
            turbofish: Default::default(),
            form: CallForm::PRIMAL,
        };
        let call = Expr::new(ExprKind::Call(Box::new(Call { callee, args, span })), ty, span);
        self.emit_let("part", call)
    }
}
