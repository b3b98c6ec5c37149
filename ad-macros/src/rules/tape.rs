//! Rules as code of the run-time tape: an opcode for each primitive, its value, and its slopes over
//! whatever can be computed with, be it numbers or variables that are recorded. `ad-core` expands
//! this once.

use super::{Coefficient, Rule, is_support, scalar};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The most operands of a primitive: what a node of the tape has room for.
const OPERANDS: usize = 3;

/// The module's contents.
pub(crate) fn expand() -> TokenStream {
    // What slopes are made of has opcodes as well, so that slopes can be recorded.
    let all = || scalar::TABLE.iter().chain(scalar::SUPPORT);
    let ops: Vec<Ident> = all().map(|r| format_ident!("{}", r.name)).collect();
    let names = all().map(|r| r.name);
    let arities = all().map(|r| r.params.len());
    let values = all().map(value);
    let slopes = all().map(slopes);
    let constants = all().map(constant_slopes);
    let flat = all().filter(|r| r.coefficients.is_empty()).map(|r| format_ident!("{}", r.name));
    let whole = all().filter(|r| has_integer(r)).map(|r| format_ident!("{}", r.name));
    let named = || scalar::TABLE.iter().filter(|r| !is_operator(r));
    let methods = named().map(|r| method(r, true));
    let array_methods = named().map(|r| method(r, false));
    let declared = all().map(|r| algebra(r, &|_, _| quote!(;)));
    let of_numbers = |float: &str| {
        let float = format_ident!("{float}");
        let each = all().map(|r| {
            algebra(r, &|params, exponent| {
                let op = format_ident!("{}", r.name);
                quote!({ Primitive::#op.value([#(#params),*], #exponent) })
            })
        });
        quote!(impl Algebra for #float { fn number(v: f64) -> Self { v as Self } #(#each)* })
    };
    let (double, single) = (of_numbers("f64"), of_numbers("f32"));
    let recorded = || {
        all().map(|r| {
            algebra(r, &|params, exponent| {
                let op = format_ident!("{}", r.name);
                quote!({ Self::apply(Primitive::#op, [#(#params),*], #exponent) })
            })
        })
    };
    let (of_variables, of_arrays) = (recorded(), recorded());
    quote! {
        /// What a node computes: one variant for each primitive of the rule table, and for each
        /// function that slopes are made of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(non_camel_case_types)]
        pub(crate) enum Primitive { #(#ops),* }

        #[allow(unused_variables)]
        impl Primitive {
            /// The name in the rule table.
            pub(crate) fn name(self) -> &'static str {
                match self { #(Self::#ops => #names),* }
            }

            /// The number of operands.
            pub(crate) fn arity(self) -> usize {
                match self { #(Self::#ops => #arities),* }
            }

            /// Whether the second operand is an integer, the exponent of a power.
            pub(crate) fn has_exponent(self) -> bool {
                matches!(self, #(Self::#whole)|*)
            }

            /// Whether the derivative is zero everywhere.
            pub(crate) fn is_flat(self) -> bool {
                matches!(self, #(Self::#flat)|*)
            }

            /// The result; `exponent` is that of an integer power.
            #[inline]
            pub(crate) fn value<S: Scalar>(self, operands: [S; 3], exponent: i32) -> S {
                match self { #(Self::#ops => #values),* }
            }

            /// Hands the slope in each operand that is `active` to `send`.
            #[inline(always)]
            pub(crate) fn slopes<S: Algebra>(
                self, operands: [S; 3], exponent: i32, result: S, active: [bool; 3],
                mut send: impl FnMut(usize, S),
            ) {
                match self { #(Self::#ops => #slopes)* }
            }

            /// The slope in operand `i` where it is one and the same number everywhere.
            pub(crate) fn constant_slope(self, i: usize) -> Option<f64> {
                match (self, i) { #(#constants)* _ => None }
            }
        }

        /// What slopes can be evaluated on: each primitive as a function.
        #[allow(unreachable_pub)]
        pub trait Algebra: Copy {
            /// A constant.
            fn number(v: f64) -> Self;
            #(#declared)*
        }
        #double
        #single
        impl<T: Real> Algebra for Var<'_, T> {
            fn number(v: f64) -> Self { Var::constant(T::from_f64(v)) }
            #(#of_variables)*
        }
        #[cfg(feature = "ndarray")]
        impl<T: Real> Algebra for ArrayVar<'_, T> {
            fn number(v: f64) -> Self { ArrayVar::constant(T::from_f64(v)) }
            #(#of_arrays)*
        }

        /// The mathematical methods of the primitive floats, under the same names.
        impl<T: Real> Var<'_, T> { #(#methods)* }

        /// The mathematical methods of the primitive floats, element by element.
        #[cfg(feature = "ndarray")]
        impl<T: Real> ArrayVar<'_, T> { #(#array_methods)* }
    }
}

/// Written infix or prefix in Rust.
fn is_operator(r: &Rule) -> bool {
    scalar::infix(r.name).is_some() || r.name == "neg"
}

/// The trait that has the primitive as a method of floats.
fn float_trait(r: &Rule) -> TokenStream {
    match scalar::vector(r.name) {
        Some(_) => quote!(crate::math::Elementary),
        None => quote!(Scalar),
    }
}

/// The second operand of an integer power is no float.
fn has_integer(r: &Rule) -> bool {
    r.name.starts_with("powi")
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

/// The primitive over floats.
fn value(r: &Rule) -> TokenStream {
    let bind = bindings(r);
    let params: Vec<Ident> = r.params.iter().map(|p| format_ident!("{p}")).collect();
    let name = format_ident!("{}", r.name);
    let call = match scalar::infix(r.name) {
        Some(op) => {
            let op: TokenStream = op.parse().expect("an operator");
            let (a, b) = (&params[0], &params[1]);
            quote!(#a #op #b)
        }
        None if r.name == "neg" => quote!(-#(#params)*),
        None if is_support(r.name) => quote!(crate::ops::#name(#(#params),*)),
        None => {
            let of = float_trait(r);
            quote!(#of::#name(#(#params),*))
        }
    };
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

/// The primitive as a function of [`Algebra`]; `body` gets what stands at each of the three
/// operands, and the exponent.
fn algebra(r: &Rule, body: &dyn Fn(&[TokenStream], TokenStream) -> TokenStream) -> TokenStream {
    let name = format_ident!("{}", r.name);
    let mut params = Vec::new();
    let mut operands = Vec::new();
    let mut exponent = quote!(0);
    for (i, p) in r.params.iter().enumerate() {
        let p = format_ident!("{p}");
        if i == 1 && has_integer(r) {
            params.push(quote!(#p: i32));
            operands.push(quote!(Self::number(0.0)));
            exponent = quote!(#p);
        } else {
            params.push(quote!(#p: Self));
            operands.push(quote!(#p));
        }
    }
    operands.resize(OPERANDS, quote!(Self::number(0.0)));
    let body = body(&operands, exponent);
    quote!(fn #name(#(#params),*) -> Self #body)
}

/// A method of variables; those of scalars compute the value in place, so that each method holds no
/// more than its own primitive.
fn method(r: &Rule, of_scalars: bool) -> TokenStream {
    let name = format_ident!("{}", r.name);
    let doc = match scalar::vector(r.name) {
        Some(function) => format!("[`math::{function}`](crate::math::{function}), recorded."),
        None => format!("[`f64::{}`], recorded.", r.name),
    };
    let of = float_trait(r);
    let params: Vec<Ident> = r.params.iter().skip(1).map(|p| format_ident!("{p}")).collect();
    let body = if has_integer(r) {
        quote!(self.record_power(Primitive::#name, #(#params)*))
    } else if of_scalars {
        quote! {
            #(let #params: Self = #params.into();)*
            let value = #of::#name(self.value, #(#params.value),*);
            Self::record(Primitive::#name, [self, #(#params),*], value)
        }
    } else {
        quote!(Self::record(Primitive::#name, [self, #(#params.into()),*]))
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

/// A coefficient over any [`Algebra`] `S`, its operands named like the rule's.
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
        Coefficient::Number(v) => quote!(S::number(#v)),
        Coefficient::Op(name, args) => {
            let f = format_ident!("{name}");
            let args = args.iter().map(|a| tokens(a, r));
            quote!(S::#f(#(#args),*))
        }
    }
}
