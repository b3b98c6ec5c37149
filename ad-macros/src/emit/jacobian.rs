//! `jacobian`: all derivatives of a function from numbers to numbers, in lanes.

use super::companion::{Emitted, Frame, Wrt};
use super::signature::referent;
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Lanes of one sweep: two or more vectors on every target, and few enough for its registers.
const LANES: usize = 8;

impl Frame<'_> {
    /// For functions of one active slice or array of `f64` with a vector or array of `f64` as result,
    /// whose arguments can be handed on several times.
    pub(crate) fn jacobian(&self, wrt: &Wrt<'_>) -> Option<Emitted> {
        let f = self.function;
        let again = |p: &Param| {
            let ty = f.ty(p.var);
            p.receiver && matches!(ty, Type::Ref(false, _)) || !p.receiver && ty.is_copy()
        };
        let mut active = (0..f.params.len()).filter(|i| wrt.active[*i]);
        let (Some(x), None) = (active.next(), active.next()) else { return None };
        let numbers = |ty: &Type| matches!(ty, Type::Slice(t) | Type::Array(t, _) | Type::Vec(t) if **t == Type::F64);
        let Type::Ref(false, of) = f.ty(f.params[x].var) else { return None };
        let sequence = matches!(f.ret_ty, Type::Array(..) | Type::Vec(_));
        if !numbers(of) || !numbers(&f.ret_ty) || !sequence || !f.params.iter().all(again) {
            return None;
        }
        let (primals, names) = self.plain_arguments();
        let (jvp, vjp) = (self.word("jvp", wrt.suffix), self.word("vjp", wrt.suffix));
        let name = format_ident!(
            "{}",
            self.word("jacobian", wrt.suffix).to_string().replacen("_lanes", "", 1)
        );
        let point = &names[x];
        let point = match referent(&self.param_type(x)).1 {
            Some(_) => quote!(#point),
            None => quote!(&#point),
        };
        let primal = self.primal_call(&names);
        let (generics, _, clause) = self.signature.generics.split_for_impl();
        let (vis, l) = (self.vis, LANES);
        let width: TokenStream = quote!(::cotangent::__private::Width::<#l>);
        Some(Emitted {
            tokens: quote! {
                #vis fn #name #generics(#(#primals),*) -> ::std::vec::Vec<::std::vec::Vec<f64>> #clause {
                    let __value = #primal;
                    ::cotangent::__private::jacobian(
                        ::cotangent::__private::zero_lanes(#point, #width),
                        ::cotangent::__private::zero_lanes(&__value, #width),
                        |__dot| Self::#jvp(#(#names,)* __dot).1,
                        |__bar| Self::#vjp(#(#names),*).1(::core::clone::Clone::clone(__bar)),
                    )
                }
            },
            is_vjp: false,
            hidden: false,
            doc: format!(
                "The Jacobian by rows: a row for each output, a column for each input. By forward mode where there are no more inputs than outputs, or few, by reverse mode otherwise, {LANES} directions a sweep."
            ),
        })
    }
}
