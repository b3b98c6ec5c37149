//! Derivatives of derivatives: their signatures, and the forms that other functions call.

use super::companion::{Emitted, Frame};
use super::signature::{again_type, elide, place_type, referent, tangent_type};
use crate::ir::*;
use crate::transform::directional::Gives;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

/// One argument of a hidden function that belongs to a derivative of this one.
struct Position {
    /// The parameter of the user's function that it is about.
    param: usize,
    /// A tangent of it, and not the parameter itself.
    dot: bool,
    /// Does the public function know it? It has no tangent of a constant.
    passed: bool,
    /// The tangent is one in lanes, if there are lanes: it is one of the first order, or of one.
    laned: bool,
    name: Ident,
}

/// The public forward mode, whose derivatives the hidden ones call.
pub(crate) enum Of<'a> {
    /// A function of the companion.
    Own(&'a str),
    /// A rule that the user wrote, with a companion of its own.
    Hand(&'a syn::Path),
}

impl Of<'_> {
    fn callee(&self, form: &str) -> TokenStream {
        match self {
            Of::Own(name) => {
                let name = format_ident!("{name}{form}");
                quote!(Self::#name)
            }
            Of::Hand(path) => {
                let form = format_ident!("{form}");
                quote!(#path::#form)
            }
        }
    }
}

impl Frame<'_> {
    /// The signature of the directional derivative.
    pub(crate) fn jvp_signature(
        &self,
        function: &Function,
        active: &[bool],
        gives: Gives,
    ) -> syn::Signature {
        let mut signature = self.signature.clone();
        signature.generics = self.generics();
        let dots = function.params[active.len()..].iter();
        for (i, dot) in (0..active.len()).filter(|i| active[*i]).zip(dots) {
            let ty = self.param_type(i);
            let tan = self.place_type(&ty);
            let ty = match referent(&ty).1 {
                Some(true) => quote!(&mut #tan),
                Some(false) => quote!(&#tan),
                None => tan,
            };
            let name = format_ident!("{}", function.var(dot.var).name);
            signature.inputs.push(syn::parse_quote!(#name: #ty));
        }
        let (ret, tan) = (self.ret_type(), self.ret_tangent());
        signature.output = match (gives, &self.function.ret) {
            (_, None) => syn::ReturnType::Default,
            (Gives::Both, _) => syn::parse_quote!(-> (#ret, #tan)),
            (Gives::Slope, _) => syn::parse_quote!(-> #tan),
        };
        signature
    }

    /// Derivatives of the hidden `__jvp`: they turn `Off` into zeros and call those of the public
    /// `jvp`. Forward mode up to `order` times, then reverse mode or not. In lanes, those of
    /// `__jvp_lanes`, whose marker of their number is one more argument, held constant.
    pub(crate) fn hidden_of_jvp(&self, jvp: &Of<'_>, active: &[bool], order: u32) -> Vec<Emitted> {
        let forward = (1..=order).map(|k| self.over_jvp(jvp, active, k, false));
        let reverse = (0..order).map(|k| self.over_jvp(jvp, active, k, true));
        forward.chain(reverse).collect()
    }

    /// `__jvp__jvp`, `__jvp__vjp`, …: forward mode `k` more times, then reverse mode or not.
    fn over_jvp(&self, jvp: &Of<'_>, active: &[bool], k: u32, reverse: bool) -> Emitted {
        let f = self.function;
        let n = f.params.len();
        let positions: Vec<Position> = (0..(2 * n) << k)
            .map(|at| Position {
                param: at % n,
                dot: at >= n,
                passed: at % (2 * n) < n || active[at % n],
                laned: at % (2 * n) >= n,
                name: if at < n { format_ident!("__p{at}") } else { format_ident!("__d{at}") },
            })
            .collect();
        let receiver = f.params.iter().position(|p| p.receiver);
        let mut generics = self.generics();
        let (mut params, mut args) = (Vec::new(), Vec::new());
        let (mut prelude, mut ends) = (Vec::new(), Vec::new());
        for (at, p) in positions.iter().enumerate() {
            if at == 2 * n {
                params.extend(self.width_argument());
            }
            let (name, ty) = (&p.name, self.param_type(p.param));
            if !p.dot {
                if receiver == Some(at) {
                    let input = &self.signature.inputs[at];
                    params.push(input.to_token_stream());
                    args.push(quote!(self));
                } else {
                    params.push(quote!(#name: #ty));
                    args.push(quote!(#name));
                }
                continue;
            }
            let tan = self.tangent_of(p);
            let mutable = (referent(&ty).1 == Some(true)).then(|| quote!(mut));
            // A pullback captures all type parameters, so before one a tangent has a plain type.
            let d = format_ident!("__D{at}");
            let given = match (reverse, active[p.param]) {
                (true, true) => quote!(::core::option::Option<&#mutable #tan>),
                (true, false) => quote!(::cotangent::__private::Ignored),
                (false, false) => {
                    generics.params.push(syn::parse_quote!(#d));
                    d.to_token_stream()
                }
                (false, true) => {
                    let form = if mutable.is_some() { quote!(ForwardMut) } else { quote!(Forward) };
                    let bound = syn::parse_quote!(#d: ::cotangent::__private::#form<#tan>);
                    generics.params.push(bound);
                    d.to_token_stream()
                }
            };
            params.push(quote!(#name: #given));
            if !p.passed {
                prelude.push(quote!(let _ = #name;));
                continue;
            }
            // The tangents of the first order are resolved here, the others by who is called.
            args.push(match at < 2 * n && active[p.param] {
                true => self.resolved(p, !reverse, &mut prelude, &mut ends),
                false => quote!(#name),
            });
        }
        if positions.len() == 2 * n {
            params.extend(self.width_argument());
        } else if self.lanes.is_some() {
            generics.params.push(syn::parse_quote!(__DL));
            params.push(quote!(_: __DL));
        }
        let suffix = "__jvp".repeat(k as usize) + if reverse { "__vjp" } else { "" };
        let name = self.hidden_word("jvp");
        let name = Ident::new(&format!("{name}{suffix}"), name.span());
        let callee = jvp.callee(&suffix);
        if !reverse {
            let full = self.jvp_forward_type(k);
            // Of a function without a result, the callee gives one unit less.
            let unit = self.function.ret.is_none();
            let call = match unit {
                true => quote!(#callee(#(#args),*); let __result = #full;),
                false => quote!(let __result = #callee(#(#args),*);),
            };
            let (impl_generics, _, clause) = generics.split_for_impl();
            let vis = self.vis;
            return hidden(quote! {
                #[inline]
                #vis fn #name #impl_generics(#(#params),*) -> #full #clause {
                    #(#prelude)*
                    #call
                    #(#ends)*
                    __result
                }
            });
        }
        self.over_jvp_reverse(
            active,
            k,
            &positions,
            OverJvp { generics, params, prelude, ends, args, name, callee },
        )
    }

    /// A first-order tangent as the public function takes it: zeros for none. It comes in `any` form,
    /// or as an option.
    fn resolved(
        &self,
        p: &Position,
        any: bool,
        prelude: &mut Vec<TokenStream>,
        ends: &mut Vec<TokenStream>,
    ) -> TokenStream {
        let primal = match self.function.params[p.param].receiver {
            true => quote!(self),
            false => format_ident!("__p{}", p.param).to_token_stream(),
        };
        self.resolved_dot(p.param, &p.name, &primal, any, prelude, ends)
    }

    /// The tangent `name` of parameter `i`, whose value is called `primal`. `ends` is for when it is
    /// used no more.
    pub(super) fn resolved_dot(
        &self,
        i: usize,
        name: &Ident,
        primal: &TokenStream,
        any: bool,
        prelude: &mut Vec<TokenStream>,
        ends: &mut Vec<TokenStream>,
    ) -> TokenStream {
        let ty = self.param_type(i);
        let (target, reference) = referent(&ty);
        let tan = self.place_type(&ty);
        let hold = format_ident!("{name}_zero");
        let primal = if reference.is_some() { quote!(&*#primal) } else { quote!(&#primal) };
        let slice = matches!(target, syn::Type::Slice(_));
        let zero = self.zero(primal, &ty);
        let mutable = (reference == Some(true)).then(|| quote!(mut));
        let made = quote!(#hold.insert(#zero));
        let whole = if slice { quote!(&#mutable #made[..]) } else { made };
        let again = mutable.as_ref().filter(|_| any).map(|_| quote!(let mut #name = #name;));
        let get = any.then(|| quote!(.get()));
        prelude.push(quote! {
            let mut #hold = ::core::option::Option::None;
            #again
            let #name: &#mutable #tan = match #name #get {
                Some(d) => d,
                None => #whole,
            };
        });
        ends.push(quote!(::cotangent::__private::owned(#hold).recycle();));
        match reference {
            Some(_) => quote!(#name),
            None => quote!(::core::clone::Clone::clone(#name)),
        }
    }

    /// What forward mode of the hidden `__jvp` returns: values, then their tangents.
    fn jvp_forward_type(&self, k: u32) -> TokenStream {
        let ret = self.ret_type();
        let tan = self.ret_tangent();
        let mut value = quote!((#ret, #tan));
        let mut dots = self.jvp_tangent_type();
        for _ in 0..k {
            value = quote!((#value, #dots));
            dots = quote!((#dots, #dots));
        }
        value
    }

    /// The tangent of what forward mode returns.
    fn jvp_tangent_type(&self) -> TokenStream {
        let (single, tan) = (tangent_type(&self.ret_type(), &self.scalars), self.ret_tangent());
        quote!((#single, #tan))
    }

    /// The type behind the reference to a tangent.
    fn tangent_of(&self, p: &Position) -> TokenStream {
        let ty = self.param_type(p.param);
        if p.laned { self.place_type(&ty) } else { place_type(&ty, &self.scalars) }
    }
}

/// The parts of a hidden function over `__jvp`.
struct OverJvp {
    generics: syn::Generics,
    params: Vec<TokenStream>,
    prelude: Vec<TokenStream>,
    /// After the call.
    ends: Vec<TokenStream>,
    args: Vec<TokenStream>,
    name: Ident,
    callee: TokenStream,
}

impl Frame<'_> {
    fn over_jvp_reverse(
        &self,
        active: &[bool],
        k: u32,
        positions: &[Position],
        made: OverJvp,
    ) -> Emitted {
        let OverJvp { mut generics, mut params, prelude, ends, mut args, name, callee } = made;
        let n = self.function.params.len();
        let mut captures = self.captured_generics();
        let unit_result = self.function.ret.is_none();
        if let Some(width) = &self.lanes {
            captures.push(width.to_token_stream());
        }
        let mut bar_ty = self.jvp_tangent_type();
        for _ in 0..k {
            bar_ty = quote!((#bar_ty, #bar_ty));
        }
        let mut fn_types = vec![bar_ty.clone()];
        let mut closure = vec![quote!(__w: #bar_ty)];
        let (mut holds, mut opens, mut closes) = (Vec::new(), Vec::new(), Vec::new());
        let mut less = quote!(());
        for _ in 0..k {
            less = quote!((#less, #less));
        }
        let mut pass = vec![if unit_result { less } else { quote!(__w) }];
        for (at, p) in positions.iter().enumerate() {
            let marker = format_ident!("__A{at}");
            generics.params.push(syn::parse_quote!(#marker: ::cotangent::__private::Activity));
            captures.push(marker.to_token_stream());
            let given = format_ident!("__m{at}");
            params.push(quote!(#given: #marker));
            let ty = elide(&self.param_type(p.param));
            let reference = referent(&ty).1;
            let on = active[p.param];
            let nothing = !on && !self.may_carry(p.param);
            let tan = if nothing { quote!(()) } else { self.tangent_of(p) };
            let (again, shadow) = (format_ident!("__again{at}"), format_ident!("__s{at}"));
            let again_ty = match p.dot {
                true if on => quote!(::core::option::Option<&#tan>),
                true => quote!(::cotangent::__private::Ignored),
                false => again_type(&ty).unwrap_or_else(|| quote!(())),
            };
            fn_types.push(again_ty.clone());
            fn_types.push(quote!(#marker::Shadow<'_, #tan>));
            closure.push(quote!(#again: #again_ty));
            closure.push(quote!(#shadow: #marker::Shadow<'_, #tan>));
            if !p.passed {
                opens.push(quote!(let _ = (#again, #shadow);));
                continue;
            }
            args.push(quote!(#given));
            if p.dot && at < 2 * n {
                if reference.is_some() {
                    let hold = format_ident!("__hold{at}");
                    let zero = self.zero(self.primal_of(p.param), &self.param_type(p.param));
                    let given_dot = &p.name;
                    // The pullback wants to see the zeros too.
                    holds.push(quote! {
                        let #hold = #given_dot.is_none().then(|| #zero);
                    });
                    closes.push(quote!(::cotangent::__private::owned(#hold).recycle();));
                    opens.push(quote! {
                        let #again: &#tan = match (#again, &#hold) {
                            (Some(d), _) => d,
                            (None, Some(d)) => d,
                            (None, None) => ::core::unreachable!("a tangent that was given is given again"),
                        };
                    });
                } else {
                    opens.push(quote!(let _ = #again; let #again = ();));
                }
            }
            pass.push(quote!(#again));
            pass.push(quote!(#shadow));
        }
        if self.lanes.is_some() {
            let off = quote!(::cotangent::__private::Off);
            params.push(quote!(_: #off));
            fn_types.extend([quote!(()), quote!(())]);
            closure.extend([quote!(_: ()), quote!(_: ())]);
        }
        let ret = self.jvp_forward_type(k);
        let (y_pattern, y) = match unit_result {
            true => (quote!(_), ret.clone()),
            false => (quote!(__y), quote!(__y)),
        };
        let ignore = unit_result.then(|| quote!(let _ = __w;));
        let (impl_generics, _, clause) = generics.split_for_impl();
        let vis = self.vis;
        hidden(quote! {
            #[inline]
            #vis fn #name #impl_generics(#(#params),*) -> (#ret, impl FnOnce(#(#fn_types),*) + use<#(#captures),*>) #clause {
                #(#holds)*
                #(#prelude)*
                let (#y_pattern, __pullback) = #callee(#(#args),*);
                #(#ends)*
                (#y, move |#(#closure),*| { #ignore #(#opens)* __pullback(#(#pass),*); #(#closes)* })
            }
        })
    }

    fn primal_of(&self, i: usize) -> TokenStream {
        let reference = referent(&self.param_type(i)).1.is_some();
        let name = match self.function.params[i].receiver {
            true => quote!(self),
            false => format_ident!("__p{i}").to_token_stream(),
        };
        if reference { quote!(&*#name) } else { quote!(&#name) }
    }
}

fn hidden(tokens: TokenStream) -> Emitted {
    Emitted { tokens, is_vjp: false, hidden: true, doc: String::new() }
}
