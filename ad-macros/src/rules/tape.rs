//! Rules as code of the run-time tape: an opcode for each primitive, its value, and its slopes over
//! any float, be it a number or a variable that is recorded itself. `ad-core` expands this once.

use super::{Coefficient, Rule, find, scalar};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The most operands of a primitive: what a node of the tape has room for.
const OPERANDS: usize = 3;

/// The module's contents.
pub(crate) fn expand() -> TokenStream {
    let table = scalar::TABLE;
    let ops: Vec<Ident> = table.iter().map(|r| format_ident!("{}", r.name)).collect();
    let names = table.iter().map(|r| r.name);
    let values = table.iter().map(value);
    let slopes = table.iter().map(slopes);
    let constants = table.iter().map(constant_slopes);
    let methods = table.iter().filter(|r| !is_operator(r)).map(method);
    quote! {
        /// What a node computes: one variant for each primitive of the rule table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(non_camel_case_types)]
        pub(crate) enum Primitive { #(#ops),* }

        #[allow(unused_variables)]
        impl Primitive {
            /// The name in the rule table.
            pub(crate) fn name(self) -> &'static str {
                match self { #(Self::#ops => #names),* }
            }

            /// The result; `exponent` is that of an integer power.
            #[inline]
            pub(crate) fn value<S: Scalar>(self, operands: [S; 3], exponent: i32) -> S {
                match self { #(Self::#ops => #values),* }
            }

            /// Hands the slope in each operand that is `active` to `send`.
            #[inline]
            pub(crate) fn slopes<S: Scalar>(
                self, operands: [S; 3], exponent: i32, result: S, active: [bool; 3], mut send: impl FnMut(usize, S),
            ) {
                match self { #(Self::#ops => #slopes)* }
            }

            /// The slope in operand `i` where it is one and the same number everywhere.
            pub(crate) fn constant_slope(self, i: usize) -> Option<f64> {
                match (self, i) { #(#constants)* _ => None }
            }
        }

        /// The mathematical methods of the primitive floats, under the same names.
        impl<T: Real> Var<'_, T> { #(#methods)* }
    }
}

/// Written infix or prefix in Rust.
fn is_operator(r: &Rule) -> bool {
    scalar::infix(r.name).is_some() || r.name == "neg"
}

/// The second operand of `powi` is no float.
fn has_integer(r: &Rule) -> bool {
    r.name == "powi"
}

/// Binds the operands to the names that the rule's coefficients use.
fn bindings(r: &Rule) -> TokenStream {
    assert!(r.params.len() <= OPERANDS, "`{}` has more operands than a node holds", r.name);
    let lets = r.params.iter().enumerate().map(|(i, p)| {
        let p = format_ident!("{p}");
        if i == 1 && has_integer(r) {
            quote!(let #p = exponent;)
        } else {
            quote!(let #p = operands[#i];)
        }
    });
    quote!(#(#lets)*)
}

fn value(r: &Rule) -> TokenStream {
    let bind = bindings(r);
    let args = (0..r.params.len()).map(Coefficient::Arg).collect();
    let call = tokens(&Coefficient::Op(r.name, args), r);
    quote!({ #bind #call })
}

fn slopes(r: &Rule) -> TokenStream {
    let bind = bindings(r);
    let result = format_ident!("{}", r.result);
    let sends = (0..r.params.len()).filter_map(|i| {
        let c = tokens(&r.coefficient(i)?, r);
        Some(quote!(if active[#i] { send(#i, #c); }))
    });
    quote!({ #bind let #result = result; #(#sends)* })
}

fn constant_slopes(r: &Rule) -> TokenStream {
    let op = format_ident!("{}", r.name);
    let arms = (0..r.params.len()).filter_map(|i| {
        let c = match r.coefficient(i)? {
            Coefficient::Number(v) => v,
            Coefficient::Op("neg", args) => match args[..] {
                [Coefficient::Number(v)] => -v,
                _ => return None,
            },
            _ => return None,
        };
        Some(quote!((Self::#op, #i) => Some(#c),))
    });
    quote!(#(#arms)*)
}

fn method(r: &Rule) -> TokenStream {
    let name = format_ident!("{}", r.name);
    let doc = format!("[`f64::{}`], recorded.", r.name);
    let params: Vec<Ident> = r.params.iter().skip(1).map(|p| format_ident!("{p}")).collect();
    let body = if has_integer(r) {
        quote!(self.record_power(Primitive::#name, #(#params)*))
    } else {
        quote!(Var::record(Primitive::#name, [self, #(#params.into()),*]))
    };
    // Numbers are welcome as well: `x.max(0.0)`.
    let ty = if has_integer(r) { quote!(i32) } else { quote!(impl Into<Self>) };
    quote! {
        #[doc = #doc]
        #[inline]
        #[track_caller]
        #[must_use]
        pub fn #name(self, #(#params: #ty),*) -> Self { #body }
    }
}

/// A coefficient over floats of any type `S`, named like the rule's operands.
fn tokens(c: &Coefficient, r: &Rule) -> TokenStream {
    match c {
        Coefficient::Arg(i) => {
            let p = format_ident!("{}", r.params[*i]);
            quote!(#p)
        }
        Coefficient::Result => {
            let y = format_ident!("{}", r.result);
            quote!(#y)
        }
        Coefficient::Number(v) => quote!(S::from_f64(#v)),
        Coefficient::Support(name, args) => {
            let f = format_ident!("{name}");
            let args = args.iter().map(|a| tokens(a, r));
            quote!(crate::ops::#f(#(#args),*))
        }
        Coefficient::Op(name, args) => {
            let args: Vec<TokenStream> = args.iter().map(|a| tokens(a, r)).collect();
            let (x, rest) = args.split_first().expect("an operand");
            if let Some(op) = scalar::infix(name) {
                let op: TokenStream = op.parse().expect("an operator");
                return quote!((#x #op #(#rest)*));
            }
            if *name == "neg" {
                return quote!((-#x));
            }
            let method = format_ident!("{}", find(name).expect("a primitive").name);
            quote!(Scalar::#method(#x, #(#rest),*))
        }
    }
}
