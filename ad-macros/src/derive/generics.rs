//! What types and parameters the tangent type mentions, and what must hold for them.

use proc_macro2::Ident;
use std::collections::HashSet;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{
    GenericParam, Generics, Lifetime, Path, Token, Type, TypeBareFn, TypeParamBound, TypePath,
    TypeTraitObject, WherePredicate,
};

/// The type to name in a slot: one with the same tangent as `ty`, but free of its lifetimes where
/// that can be done, so that a gradient does not borrow from the primal.
pub(super) fn slot(ty: &Type, generics: &Generics) -> Type {
    let mut ty = ty;
    loop {
        ty = match ty {
            // `&T` has the tangent of `T`.
            Type::Reference(reference) => &reference.elem,
            Type::Paren(inner) => &inner.elem,
            Type::Group(inner) => &inner.elem,
            _ => break,
        };
    }
    let mut mentions = Mentions::default();
    mentions.visit_type(ty);
    let mut ty = ty.clone();
    // Beside a type parameter, `'static` would ask that the parameter outlives it.
    if !generics.type_params().any(|param| mentions.names.contains(&param.ident)) {
        Static.visit_type_mut(&mut ty);
    }
    ty
}

/// Replaces lifetimes by `'static`, except those that a `for<'a>` inside binds.
struct Static;

impl VisitMut for Static {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        *lifetime = Lifetime::new("'static", lifetime.span());
    }
    fn visit_type_bare_fn_mut(&mut self, _: &mut TypeBareFn) {}
    fn visit_type_trait_object_mut(&mut self, object: &mut TypeTraitObject) {
        let binds = object.bounds.iter().any(
            |bound| matches!(bound, TypeParamBound::Trait(bound) if bound.lifetimes.is_some()),
        );
        if !binds {
            visit_mut::visit_type_trait_object_mut(self, object);
        }
    }
}

/// The names and lifetimes that occur in a piece of syntax.
#[derive(Default)]
pub(super) struct Mentions {
    names: HashSet<Ident>,
    lifetimes: HashSet<Ident>,
}

impl<'ast> Visit<'ast> for Mentions {
    fn visit_ident(&mut self, name: &'ast Ident) {
        self.names.insert(name.clone());
    }
    fn visit_lifetime(&mut self, lifetime: &'ast Lifetime) {
        self.lifetimes.insert(lifetime.ident.clone());
    }
}

/// Collects what must be `Differentiable` for the active fields to be: type parameters, and types
/// that are projected from them.
pub(super) struct Bounds<'g> {
    params: HashSet<&'g Ident>,
    pub(super) found: Vec<Type>,
}

impl<'g> Bounds<'g> {
    pub(super) fn new(generics: &'g Generics) -> Self {
        Bounds { params: generics.type_params().map(|param| &param.ident).collect(), found: vec![] }
    }

    fn add(&mut self, bound: Type) {
        if !self.found.contains(&bound) {
            self.found.push(bound);
        }
    }
}

impl<'ast> Visit<'ast> for Bounds<'_> {
    fn visit_type_path(&mut self, ty: &'ast TypePath) {
        let from_param = |path: &Path| {
            path.leading_colon.is_none()
                && path.segments.first().is_some_and(|first| self.params.contains(&first.ident))
        };
        let projected = ty.qself.as_ref().is_some_and(|qself| {
            let mut mentions = Mentions::default();
            mentions.visit_type(&qself.ty);
            self.params.iter().any(|param| mentions.names.contains(*param))
        });
        if projected || (ty.qself.is_none() && from_param(&ty.path)) {
            self.add(Type::Path(ty.clone()));
        } else if ty.path.segments.last().is_some_and(|last| last.ident != "PhantomData") {
            // `PhantomData<T>` has a tangent whatever `T` is.
            visit::visit_type_path(self, ty);
        }
    }
    // A parameter inside of these is not a part of the value.
    fn visit_type_bare_fn(&mut self, _: &'ast TypeBareFn) {}
    fn visit_type_trait_object(&mut self, _: &'ast TypeTraitObject) {}
}

/// The parameters that `used` mentions, with the bounds that speak of no other: a parameter that
/// no field uses would be an error in the tangent type.
pub(super) fn restrict(generics: &Generics, used: &Mentions) -> Generics {
    let is_used = |param: &GenericParam| match param {
        GenericParam::Lifetime(param) => used.lifetimes.contains(&param.lifetime.ident),
        GenericParam::Type(param) => used.names.contains(&param.ident),
        GenericParam::Const(param) => used.names.contains(&param.ident),
    };
    let (kept, dropped): (Vec<_>, Vec<_>) = generics.params.iter().partition(|p| is_used(p));
    let free_of_dropped = |mentions: Mentions| {
        dropped.iter().all(|param| match param {
            GenericParam::Lifetime(param) => !mentions.lifetimes.contains(&param.lifetime.ident),
            GenericParam::Type(param) => !mentions.names.contains(&param.ident),
            GenericParam::Const(param) => !mentions.names.contains(&param.ident),
        })
    };
    let bound_stays = |bound: &TypeParamBound| {
        let mut mentions = Mentions::default();
        mentions.visit_type_param_bound(bound);
        free_of_dropped(mentions)
    };
    let params: Punctuated<GenericParam, Token![,]> = kept
        .into_iter()
        .cloned()
        .map(|mut param| {
            match &mut param {
                GenericParam::Lifetime(param) => {
                    param.attrs.clear();
                    param.bounds = std::mem::take(&mut param.bounds)
                        .into_iter()
                        .filter(|bound| used.lifetimes.contains(&bound.ident))
                        .collect();
                    if param.bounds.is_empty() {
                        param.colon_token = None;
                    }
                }
                GenericParam::Type(param) => {
                    param.attrs.clear();
                    param.bounds =
                        std::mem::take(&mut param.bounds).into_iter().filter(bound_stays).collect();
                    if !dropped.is_empty() {
                        (param.eq_token, param.default) = (None, None);
                    }
                }
                GenericParam::Const(param) => {
                    param.attrs.clear();
                    if !dropped.is_empty() {
                        (param.eq_token, param.default) = (None, None);
                    }
                }
            }
            param
        })
        .collect();
    let mut restricted = Generics {
        lt_token: (!params.is_empty()).then(Default::default),
        gt_token: (!params.is_empty()).then(Default::default),
        params,
        where_clause: None,
    };
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let kept: Vec<&WherePredicate> = predicates
        .filter(|predicate| {
            let mut mentions = Mentions::default();
            mentions.visit_where_predicate(predicate);
            free_of_dropped(mentions)
        })
        .collect();
    if !kept.is_empty() {
        restricted.make_where_clause().predicates.extend(kept.into_iter().cloned());
    }
    restricted
}
