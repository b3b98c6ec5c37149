//! syn types to IR types.

use crate::ir::types::{Class, Type, TypeParams, Unifier};
use quote::ToTokens;

/// The IR type of a written type; an `_` becomes an open variable.
pub(crate) fn lower_type(ty: &syn::Type, params: &TypeParams, unifier: &mut Unifier) -> Type {
    let mut sub = |t: &syn::Type| Box::new(lower_type(t, params, unifier));
    match ty {
        syn::Type::Paren(t) => *sub(&t.elem),
        syn::Type::Group(t) => *sub(&t.elem),
        syn::Type::Reference(r) => Type::Ref(r.mutability.is_some(), sub(&r.elem)),
        syn::Type::Slice(s) => Type::Slice(sub(&s.elem)),
        syn::Type::Array(a) => Type::Array(sub(&a.elem), a.len.to_token_stream().to_string()),
        syn::Type::Tuple(t) if t.elems.is_empty() => Type::Unit,
        syn::Type::Tuple(t) => Type::Tuple(t.elems.iter().map(|t| *sub(t)).collect()),
        syn::Type::Infer(_) => unifier.fresh(Class::Any),
        syn::Type::BareFn(_) | syn::Type::Never(_) => Type::Constant,
        syn::Type::Path(p) if p.qself.is_none() => {
            let Some(last) = p.path.segments.last() else { return Type::Unknown };
            let name = last.ident.to_string();
            let arg = |i: usize| match &last.arguments {
                syn::PathArguments::AngleBracketed(a) => a
                    .args
                    .iter()
                    .filter_map(|a| match a {
                        syn::GenericArgument::Type(t) => Some(t.clone()),
                        _ => None,
                    })
                    .nth(i),
                _ => None,
            };
            match name.as_str() {
                "f32" => Type::F32,
                "f64" => Type::F64,
                "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64"
                | "i128" | "isize" => Type::Int(name),
                "bool" => Type::Bool,
                "char" | "str" | "String" | "Ordering" | "Range" | "RangeInclusive" => {
                    Type::Constant
                }
                "Vec" => Type::Vec(arg(0).map_or_else(|| Box::new(Type::Unknown), |t| sub(&t))),
                "Option" => {
                    Type::Option(arg(0).map_or_else(|| Box::new(Type::Unknown), |t| sub(&t)))
                }
                "Result" => {
                    Type::Result(arg(0).map_or_else(|| Box::new(Type::Unknown), |t| sub(&t)))
                }
                "Box" => Type::Boxed(arg(0).map_or_else(|| Box::new(Type::Unknown), |t| sub(&t))),
                _ if params.scalars.contains(&name) && p.path.segments.len() == 1 => {
                    Type::Scalar(name)
                }
                _ if is_nd_array(&name) && arg(0).is_some() => {
                    Type::NdArray(arg(0).map_or_else(|| Box::new(Type::Unknown), |t| sub(&t)))
                }
                _ => Type::Named(p.path.to_token_stream().to_string().replace(' ', "")),
            }
        }
        _ => Type::Unknown,
    }
}

/// A view of an array, by value: to a caller it is a borrow.
pub(crate) fn is_view(ty: &syn::Type) -> bool {
    let syn::Type::Path(p) = ty else { return false };
    p.path.segments.last().is_some_and(|s| {
        let name = s.ident.to_string();
        name.starts_with("ArrayView") && !name.starts_with("ArrayViewMut")
    })
}

/// A mutable view of an array, by value.
pub(crate) fn is_view_mut(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(p) if p.path.segments.last().is_some_and(|s| s.ident.to_string().starts_with("ArrayViewMut")))
}

/// How many axes an array of a written type has, `&Array2<f64>`.
pub(crate) fn axes(ty: &syn::Type) -> Option<u8> {
    match ty {
        syn::Type::Reference(r) => axes(&r.elem),
        syn::Type::Path(p) => {
            let name = p.path.segments.last()?.ident.to_string();
            let digit = name.chars().last()?.to_digit(10)?;
            is_nd_array(&name).then_some(digit as u8)
        }
        _ => None,
    }
}

/// `Array2`, `ArrayView1`, `ArrayViewMutD`, … as `ndarray` names them.
pub(crate) fn is_nd_array(name: &str) -> bool {
    let forms = ["ArrayViewMut", "ArrayView", "ArrayRef", "ArcArray", "CowArray", "Array"];
    forms.iter().any(|form| {
        name.strip_prefix(form)
            .is_some_and(|axes| matches!(axes, "" | "D") || matches!(axes.parse::<u8>(), Ok(0..=6)))
    })
}
