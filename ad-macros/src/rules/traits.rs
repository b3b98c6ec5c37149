//! Rules as trait functions, for operands whose type the macro cannot see. `ad-core` expands
//! this once; emitted code calls `rules::mul_vjp_0(&a, &b, &w)` and rustc picks the types.

use super::higher::{self, Operands, Types};
use super::{Coefficient, Rule, find, is_support, scalar};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The module's contents.
pub(crate) fn expand() -> TokenStream {
    let functions: TokenStream = scalar::TABLE.iter().map(rule).collect();
    let names = scalar::TABLE.iter().map(|r| r.name);
    let n = scalar::TABLE.len();
    quote! {
        /// The primitives, in the order of the rule table.
        pub const NAMES: [&str; #n] = [#(#names),*];
        #functions
    }
}

fn rule(r: &Rule) -> TokenStream {
    if scalar::infix(r.name).is_some() {
        return binary(r);
    }
    let name = r.name;
    let trait_name = format_ident!("Rule_{name}");
    let jvp = format_ident!("{name}_jvp");
    let reads_result =
        (0..r.params.len()).any(|i| r.coefficient(i).is_some_and(|c| c.reads_result()));
    let params: Vec<_> = r.params.iter().map(|p| format_ident!("{p}")).collect();
    // An argument without a coefficient keeps its own type: an exponent, say.
    let powi = name == "powi";
    let types: Vec<TokenStream> = (0..r.params.len())
        .map(|i| match i {
            0 => quote!(A),
            _ if powi => quote!(i32),
            _ => quote!(A::Out),
        })
        .collect();
    let live: Vec<usize> = (0..r.params.len()).filter(|i| r.coefficient(*i).is_some()).collect();
    let result = reads_result.then(|| quote!(y: &A::Out,));
    let dots: Vec<_> = live.iter().map(|i| format_ident!("{}_dot", r.params[*i])).collect();
    let message = format!("`{name}` of `{{Self}}` cannot be differentiated");
    let mut methods = vec![];
    let mut impls = vec![];
    let mut of_references = vec![];
    let mut functions = vec![];
    let terms: Vec<TokenStream> = live
        .iter()
        .zip(&dots)
        .map(|(i, d)| {
            let c = tokens(&r.coefficient(*i).expect("live"), r);
            if r.vanishes(*i) {
                quote!({ let c = #c; super::unless_zero(c, super::unless_zero(*#d, *#d * c)) })
            } else if r.singular {
                quote!(super::unless_zero(*#d, *#d * (#c)))
            } else {
                quote!(*#d * (#c))
            }
        })
        .collect();
    let sum = if terms.is_empty() { quote!(0.0) } else { quote!(#(#terms)+*) };
    let self_params: Vec<TokenStream> = params
        .iter()
        .zip(&types)
        .skip(1)
        .map(|(p, t)| if powi { quote!(#p: &#t) } else { quote!(#p: &Self::Out) })
        .collect();
    let self_result = reads_result.then(|| quote!(y: &Self::Out,));
    methods.push(quote!(fn jvp(&self, #(#self_params,)* #self_result #(#dots: &super::Tan<Self>),*) -> super::Tan<Self::Out>;));
    let bind: TokenStream = params
        .iter()
        .enumerate()
        .map(|(i, p)| {
            if i == 0 {
                quote!(let #p = *self; let _ = #p;)
            } else {
                quote!(let #p = *#p; let _ = #p;)
            }
        })
        .collect();
    let bind_result = reads_result.then(|| quote!(let y = *y; let _ = y;));
    impls.push(quote!(#[inline(always)] fn jvp(&self, #(#self_params,)* #self_result #(#dots: &super::Tan<Self>),*) -> super::Tan<Self::Out> { #bind #bind_result #sum }));
    let first = &params[0];
    let rest: Vec<_> = params.iter().skip(1).collect();
    let y_arg = reads_result.then(|| quote!(y,));
    of_references.push(quote!(#[inline(always)] fn jvp(&self, #(#self_params,)* #self_result #(#dots: &super::Tan<Self>),*) -> super::Tan<Self::Out> { #trait_name::jvp(*self, #(#rest,)* #y_arg #(#dots),*) }));
    let jvp_lanes = format_ident!("{name}_jvp_lanes");
    functions.push(quote! {
        #[inline(always)]
        pub fn #jvp<A: #trait_name>(#(#params: &#types,)* #result #(#dots: &super::Tan<A>),*) -> super::Tan<A::Out> { #first.jvp(#(#rest,)* #y_arg #(#dots),*) }
        #[inline(always)]
        pub fn #jvp_lanes<A: #trait_name, const L: usize>(#(#params: &#types,)* #result #(#dots: &super::Lanes<A, L>,)* _: &super::Width<L>) -> super::Lanes<A::Out, L> {
            super::each_lane::<super::Tan<A::Out>, L>(|_l| #first.jvp(#(#rest,)* #y_arg #(&super::lane::<A, L>(#dots, _l)),*))
        }
    });
    for i in &live {
        let vjp = format_ident!("vjp_{i}");
        let outer = format_ident!("{name}_vjp_{i}");
        let c = tokens(&r.coefficient(*i).expect("live"), r);
        let value =
            if r.singular { quote!(super::unless_zero(*w, *w * (#c))) } else { quote!(*w * (#c)) };
        methods.push(quote!(fn #vjp(&self, #(#self_params,)* #self_result w: &super::Tan<Self::Out>) -> super::Tan<Self>;));
        impls.push(quote!(#[inline(always)] fn #vjp(&self, #(#self_params,)* #self_result w: &super::Tan<Self::Out>) -> super::Tan<Self> { #bind #bind_result #value }));
        of_references.push(quote!(#[inline(always)] fn #vjp(&self, #(#self_params,)* #self_result w: &super::Tan<Self::Out>) -> super::Tan<Self> { #trait_name::#vjp(*self, #(#rest,)* #y_arg w) }));
        let in_lanes = format_ident!("{outer}_lanes");
        functions.push(quote! {
            #[inline(always)]
            pub fn #outer<A: #trait_name>(#(#params: &#types,)* #result w: &super::Tan<A::Out>) -> super::Tan<A> { #first.#vjp(#(#rest,)* #y_arg w) }
            #[inline(always)]
            pub fn #in_lanes<A: #trait_name, const L: usize>(#(#params: &#types,)* #result w: &super::Lanes<A::Out, L>, _: &super::Width<L>) -> super::Lanes<A, L> {
                super::each_lane::<super::Tan<A>, L>(|l| #first.#vjp(#(#rest,)* #y_arg &super::lane::<A::Out, L>(w, l)))
            }
        });
    }
    let further: Vec<TokenStream> =
        (1..r.params.len()).map(|_| if powi { quote!(i32) } else { quote!(Self::Out) }).collect();
    let inside = Types { params: &further, out: quote!(Self::Out) };
    let further_outside: Vec<TokenStream> = types[1..].to_vec();
    let outside = Types { params: &further_outside, out: quote!(A::Out) };
    let through = |first: TokenStream| {
        let rest = (1..r.params.len()).map(|_| quote!(*));
        Operands::Floats(std::iter::once(first).chain(rest).collect())
    };
    let higher = higher::methods(r, &inside, &through(quote!(*)));
    let higher_through = higher::methods(r, &inside, &through(quote!(**)));
    let higher_whole = higher::methods(r, &inside, &Operands::Whole);
    let higher_declared = higher::declarations(r, &inside);
    let higher_functions = higher::functions(r);
    let higher_outer = higher::outer(r, &quote!(A: #trait_name), &outside);
    let ints = matches!(name, "abs" | "max" | "min" | "clamp" | "signum" | "rem_euclid" | "div_euclid").then(|| {
        let list = ["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"];
        let plain: TokenStream = params.iter().skip(1).map(|_| quote!(_: &Self,)).collect();
        let plain_result = reads_result.then(|| quote!(_: &Self,));
        let dots: TokenStream = dots.iter().map(|_| quote!(_: &super::Tan<Self>,)).collect();
        let vjps: TokenStream = live
            .iter()
            .map(|i| {
                let vjp = format_ident!("vjp_{i}");
                quote!(fn #vjp(&self, #plain #plain_result _: &super::Tan<Self::Out>) -> super::Tan<Self> {})
            })
            .collect();
        list.iter()
            .map(|t| {
                let t = format_ident!("{t}");
                quote!(impl #trait_name for #t { type Out = #t; fn jvp(&self, #plain #plain_result #dots) -> super::Tan<Self::Out> {} #vjps #higher_whole })
            })
            .collect::<TokenStream>()
    });
    let arrays = (params.len() == 1 || powi).then(|| arrays(r));
    quote! {
        #[diagnostic::on_unimplemented(message = #message, note = "the macro does not know this operand's type, so it asked the trait of the rule")]
        #[allow(non_camel_case_types)]
        pub trait #trait_name: super::Differentiable + Sized {
            type Out: super::Differentiable;
            #(#methods)*
            #higher_declared
        }
        #higher_functions
        #higher_outer
        impl #trait_name for f64 { type Out = f64; #(#impls)* #higher }
        impl #trait_name for f32 { type Out = f32; #(#impls)* #higher }
        impl #trait_name for &f64 { type Out = f64; #(#of_references)* #higher_through }
        impl #trait_name for &f32 { type Out = f32; #(#of_references)* #higher_through }
        #ints
        #arrays
        #(#functions)*
    }
}

/// The rule at every element of an array.
fn arrays(r: &Rule) -> TokenStream {
    let name = r.name;
    let trait_name = format_ident!("Rule_{name}");
    let live = r.coefficient(0).is_some();
    let reads_result = r.coefficient(0).is_some_and(|c| c.reads_result());
    let (n, n_param) = match name {
        "powi" => (Some(quote!(n,)), Some(quote!(n: &i32,))),
        _ => (None, None),
    };
    let (y, y_param) = match reads_result {
        true => (Some(quote!(y,)), Some(quote!(y: &Self::Out,))),
        false => (None, None),
    };
    let each = format_ident!("{}", if reads_result { "each_3" } else { "each_2" });
    let form = |form: &str, d: &str| {
        let (form, d) = (format_ident!("{form}"), format_ident!("{d}"));
        quote! {
            #[track_caller]
            fn #form(&self, #n_param #y_param #d: &Self::Out) -> Self::Out {
                crate::arrays::#each(#name, self, #y #d, |x, #y #d| #trait_name::#form(x, #n #y #d))
            }
        }
    };
    let of_reference = |form: &str, d: &str| {
        let (form, d) = (format_ident!("{form}"), format_ident!("{d}"));
        quote! {
            #[inline(always)]
            #[track_caller]
            fn #form(&self, #n_param #y_param #d: &Self::Out) -> Self::Out {
                #trait_name::#form(*self, #n #y #d)
            }
        }
    };
    let (values, references) = match live {
        true => (
            [form("jvp", "d"), form("vjp_0", "w")],
            [of_reference("jvp", "d"), of_reference("vjp_0", "w")],
        ),
        false => {
            let zero = quote!(
                fn jvp(&self) -> Self::Out {
                    crate::Differentiable::zero_tangent(self)
                }
            );
            ([zero.clone(), TokenStream::new()], [zero, TokenStream::new()])
        }
    };
    let further: Vec<TokenStream> = n.iter().map(|_| quote!(i32)).collect();
    let types = Types { params: &further, out: quote!(Self::Out) };
    let higher = higher::methods(r, &types, &Operands::Arrays);
    quote! {
        #[cfg(feature = "ndarray")]
        impl<A, S, D> #trait_name for ::ndarray::ArrayBase<S, D>
        where
            A: crate::arrays::Element + #trait_name<Out = A>,
            S: crate::spaces::ndarray::Storage<Elem = A>,
            D: ::ndarray::Dimension,
        {
            type Out = ::ndarray::Array<A, D>;
            #(#values)*
            #higher
        }
        #[cfg(feature = "ndarray")]
        impl<A, S, D> #trait_name for &::ndarray::ArrayBase<S, D>
        where
            A: crate::arrays::Element + #trait_name<Out = A>,
            S: crate::spaces::ndarray::Storage<Elem = A>,
            D: ::ndarray::Dimension,
        {
            type Out = ::ndarray::Array<A, D>;
            #(#references)*
            #higher
        }
    }
}

/// `+ − × ÷ %` of any two types that have a rule for it.
fn binary(r: &Rule) -> TokenStream {
    let name = r.name;
    let trait_name = format_ident!("Rule_{name}");
    let (jvp, vjp0, vjp1) =
        (format_ident!("{name}_jvp"), format_ident!("{name}_vjp_0"), format_ident!("{name}_vjp_1"));
    let jvp_lanes = format_ident!("{name}_jvp_lanes");
    let (vjp0_lanes, vjp1_lanes) = (format_ident!("{vjp0}_lanes"), format_ident!("{vjp1}_lanes"));
    let reads_result = (0..2).any(|i| r.coefficient(i).is_some_and(|c| c.reads_result()));
    let symbol = scalar::infix(name).expect("an infix operator");
    let message = format!("no derivative rule for `{{Self}} {symbol} {{B}}`");
    let note = "put `#[differentiable]` on the impl block of the operator";
    let (a, b) = (format_ident!("{}", r.params[0]), format_ident!("{}", r.params[1]));
    let coefficient = |i: usize| {
        let c = tokens(&r.coefficient(i).expect("operators are differentiable"), r);
        quote!((#c))
    };
    let (c0, c1) = (coefficient(0), coefficient(1));
    let scale = |d: TokenStream, c: &TokenStream| {
        if r.singular { quote!(super::unless_zero(#d, #d * #c)) } else { quote!(#d * #c) }
    };
    let (j0, j1) = (scale(quote!(*a_dot), &c0), scale(quote!(*b_dot), &c1));
    let j1 = match r.vanishes(1) {
        true => {
            quote!({ let c = #c1; super::unless_zero(c, super::unless_zero(*b_dot, *b_dot * c)) })
        }
        false => j1,
    };
    let (v0, v1) = (scale(quote!(*w), &c0), scale(quote!(*w), &c1));
    let y = reads_result.then(|| quote!(y: &Self::Out,));
    let y_out = reads_result.then(|| quote!(y: &A::Out,));
    let y_arg = reads_result.then(|| quote!(y,));
    let bind_y = reads_result.then(|| quote!(let y = *y; let _ = y;));
    let right = |ty: TokenStream| [ty];
    let methods = |b: TokenStream, operands: &Operands| {
        higher::methods(r, &Types { params: &right(b), out: quote!(Self::Out) }, operands)
    };
    let floats = ["f32", "f64"].iter().map(|t| {
        let t = format_ident!("{t}");
        let higher = methods(quote!(#t), &Operands::Floats(vec![quote!(*), quote!(*)]));
        quote! {
            impl #trait_name<#t> for #t {
                type Out = #t;
                #[inline(always)] fn jvp(&self, b: &#t, #y a_dot: &#t, b_dot: &#t) -> #t { let #a = *self; let #b = *b; #bind_y let _ = (#a, #b); #j0 + #j1 }
                #[inline(always)] fn vjp_0(&self, b: &#t, #y w: &#t) -> #t { let #a = *self; let #b = *b; #bind_y let _ = (#a, #b); #v0 }
                #[inline(always)] fn vjp_1(&self, b: &#t, #y w: &#t) -> #t { let #a = *self; let #b = *b; #bind_y let _ = (#a, #b); #v1 }
                #higher
            }
        }
    });
    // The operators of std take references as well; what they refer to has the derivative.
    let through = ["f32", "f64"].iter().flat_map(|t| {
        let t = format_ident!("{t}");
        let pairs = [(true, false), (false, true), (true, true)];
        pairs.map(|(left, right)| {
            let a_ty = if left { quote!(&#t) } else { quote!(#t) };
            let b_ty = if right { quote!(&#t) } else { quote!(#t) };
            let (a, b) = (
                if left { quote!(*self) } else { quote!(self) },
                if right { quote!(*b) } else { quote!(b) },
            );
            let stars = |reference: bool| if reference { quote!(**) } else { quote!(*) };
            let operands = Operands::Floats(vec![stars(left), stars(right)]);
            let higher = methods(b_ty.clone(), &operands);
            quote! {
                impl #trait_name<#b_ty> for #a_ty {
                    type Out = #t;
                    #[inline(always)] fn jvp(&self, b: &#b_ty, #y a_dot: &#t, b_dot: &#t) -> #t { #trait_name::jvp(#a, #b, #y_arg a_dot, b_dot) }
                    #[inline(always)] fn vjp_0(&self, b: &#b_ty, #y w: &#t) -> #t { #trait_name::vjp_0(#a, #b, #y_arg w) }
                    #[inline(always)] fn vjp_1(&self, b: &#b_ty, #y w: &#t) -> #t { #trait_name::vjp_1(#a, #b, #y_arg w) }
                    #higher
                }
            }
        })
    });
    let through: TokenStream = through.collect();
    let floats: TokenStream = floats.collect();
    let ints =
        ["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"]
            .iter()
            .map(|t| {
                let t = format_ident!("{t}");
                let y = reads_result.then(|| quote!(_: &#t,));
                let higher = methods(quote!(#t), &Operands::Whole);
                quote! {
                    impl #trait_name<#t> for #t {
                        type Out = #t;
                        fn jvp(&self, _: &#t, #y _: &(), _: &()) {}
                        fn vjp_0(&self, _: &#t, #y _: &()) {}
                        fn vjp_1(&self, _: &#t, #y _: &()) {}
                        #higher
                    }
                }
            });
    let ints: TokenStream = ints.collect();
    let declared =
        higher::declarations(r, &Types { params: &right(quote!(B)), out: quote!(Self::Out) });
    let of_arrays = methods(quote!($b), &Operands::Arrays);
    let of_arrays_name = format_ident!("higher_{name}");
    let functions = higher::functions(r);
    let outside = Types { params: &right(quote!(B)), out: quote!(A::Out) };
    let outer = higher::outer(r, &quote!(A: #trait_name<B>, B: super::Differentiable), &outside);
    quote! {
        #[diagnostic::on_unimplemented(message = #message, note = #note)]
        #[allow(non_camel_case_types)]
        pub trait #trait_name<B: super::Differentiable>: super::Differentiable + Sized {
            type Out: super::Differentiable;
            fn jvp(&self, b: &B, #y a_dot: &super::Tan<Self>, b_dot: &super::Tan<B>) -> super::Tan<Self::Out>;
            fn vjp_0(&self, b: &B, #y w: &super::Tan<Self::Out>) -> super::Tan<Self>;
            fn vjp_1(&self, b: &B, #y w: &super::Tan<Self::Out>) -> super::Tan<B>;
            #declared
        }
        #functions
        #outer
        /// The methods of higher order for arrays whose right operand is a `$b`.
        #[cfg(feature = "ndarray")]
        macro_rules! #of_arrays_name { ($b:ty) => { #of_arrays }; }
        #[cfg(feature = "ndarray")]
        pub(crate) use #of_arrays_name;
        #floats
        #through
        #ints
        #[inline(always)]
        pub fn #jvp<A: #trait_name<B>, B: super::Differentiable>(a: &A, b: &B, #y_out a_dot: &super::Tan<A>, b_dot: &super::Tan<B>) -> super::Tan<A::Out> { a.jvp(b, #y_arg a_dot, b_dot) }
        #[inline(always)]
        pub fn #vjp0<A: #trait_name<B>, B: super::Differentiable>(a: &A, b: &B, #y_out w: &super::Tan<A::Out>) -> super::Tan<A> { a.vjp_0(b, #y_arg w) }
        #[inline(always)]
        pub fn #vjp1<A: #trait_name<B>, B: super::Differentiable>(a: &A, b: &B, #y_out w: &super::Tan<A::Out>) -> super::Tan<B> { a.vjp_1(b, #y_arg w) }
        #[inline(always)]
        pub fn #jvp_lanes<A: #trait_name<B>, B: super::Differentiable, const L: usize>(a: &A, b: &B, #y_out a_dot: &super::Lanes<A, L>, b_dot: &super::Lanes<B, L>, _: &super::Width<L>) -> super::Lanes<A::Out, L> {
            super::each_lane::<super::Tan<A::Out>, L>(|l| a.jvp(b, #y_arg &super::lane::<A, L>(a_dot, l), &super::lane::<B, L>(b_dot, l)))
        }
        #[inline(always)]
        pub fn #vjp0_lanes<A: #trait_name<B>, B: super::Differentiable, const L: usize>(a: &A, b: &B, #y_out w: &super::Lanes<A::Out, L>, _: &super::Width<L>) -> super::Lanes<A, L> {
            super::each_lane::<super::Tan<A>, L>(|l| a.vjp_0(b, #y_arg &super::lane::<A::Out, L>(w, l)))
        }
        #[inline(always)]
        pub fn #vjp1_lanes<A: #trait_name<B>, B: super::Differentiable, const L: usize>(a: &A, b: &B, #y_out w: &super::Lanes<A::Out, L>, _: &super::Width<L>) -> super::Lanes<B, L> {
            super::each_lane::<super::Tan<B>, L>(|l| a.vjp_1(b, #y_arg &super::lane::<A::Out, L>(w, l)))
        }
    }
}

/// A coefficient over plain float variables named like the rule's parameters.
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
        Coefficient::Number(v) => {
            let v = proc_macro2::Literal::f64_unsuffixed(*v);
            quote!(#v)
        }
        Coefficient::Op(name, args) => {
            let a: Vec<TokenStream> = args.iter().map(|a| tokens(a, r)).collect();
            if is_support(name) {
                let f = format_ident!("{name}");
                return quote!(super::#f(#(#a),*));
            }
            if let Some(op) = scalar::infix(name) {
                let op: TokenStream = op.parse().expect("an operator");
                let (x, y) = (&a[0], &a[1]);
                return quote!((#x #op #y));
            }
            if *name == "neg" {
                let x = &a[0];
                return quote!((-#x));
            }
            let method = format_ident!("{}", find(name).expect("a primitive").name);
            let (x, rest) = a.split_first().expect("an operand");
            quote!((#x).#method(#(#rest),*))
        }
    }
}
