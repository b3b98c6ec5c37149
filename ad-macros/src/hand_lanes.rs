//! Rules by hand in lanes: the user's rule is for one direction, so it is asked once a lane.

use crate::emit::{companion::Emitted, signature};
use crate::hand_rules::Reverse;
use crate::pipeline::{self, Input};
use crate::transform::lanes::lanes_type;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

/// What the user wrote, as far as lanes need it.
pub(crate) struct HandRule<'a> {
    pub(crate) input: &'a Input<'a>,
    pub(crate) jvp: &'a syn::Path,
    pub(crate) reverse: Reverse<'a>,
    /// The parameters, and which of them are active.
    pub(crate) names: &'a [TokenStream],
    pub(crate) types: &'a [syn::Type],
    pub(crate) active: &'a [bool],
}

impl HandRule<'_> {
    /// `jvp_lanes`, `vjp_lanes` and their hidden forms.
    pub(crate) fn in_lanes(&self) -> Vec<Emitted> {
        let width = pipeline::width(self.input);
        let emitted = |name: &str, hidden: bool, doc: &str, tokens: TokenStream| Emitted {
            tokens,
            is_vjp: name == "vjp",
            hidden,
            doc: doc.to_string(),
        };
        vec![
            emitted(
                "jvp",
                false,
                "The value and many directional derivatives, by the rule given by hand: it runs once for each lane.",
                self.jvp_lanes(&width),
            ),
            emitted(
                "vjp",
                false,
                "The value and the pullback of many cotangents, by the rule given by hand: it runs once for each lane.",
                self.vjp_lanes(&width),
            ),
            emitted("jvp", true, "", self.hidden_jvp(&width)),
            emitted("vjp", true, "", self.hidden_vjp(&width)),
        ]
    }

    fn live(&self) -> impl Iterator<Item = usize> {
        (0..self.types.len()).filter(|i| self.active[*i])
    }

    fn is_reference(&self, i: usize) -> bool {
        signature::referent(&self.types[i]).1.is_some()
    }

    fn is_slice(&self, i: usize) -> bool {
        matches!(signature::referent(&self.types[i]).0, syn::Type::Slice(_))
    }

    fn scalars(&self) -> Vec<String> {
        pipeline::type_params(&self.input.signature.generics).scalars
    }

    fn ret(&self) -> syn::Type {
        match &self.input.signature.output {
            syn::ReturnType::Default => syn::parse_quote!(()),
            syn::ReturnType::Type(_, t) => (**t).clone(),
        }
    }

    fn owned(&self, ty: &syn::Type) -> TokenStream {
        signature::tangent_type(ty, &self.scalars())
    }

    fn owned_lanes(&self, ty: &syn::Type, width: &Ident) -> TokenStream {
        lanes_type(&self.owned(ty), width)
    }

    fn place_lanes(&self, ty: &syn::Type, width: &Ident) -> TokenStream {
        lanes_type(&signature::place_type(ty, &self.scalars()), width)
    }

    fn generics(&self, width: &Ident) -> syn::Generics {
        let mut generics = self.input.signature.generics.clone();
        generics.params.push(syn::parse_quote!(const #width: usize));
        generics
    }

    fn primals(&self) -> Vec<TokenStream> {
        self.names.iter().zip(self.types).map(|(n, t)| quote!(#n: #t)).collect()
    }

    /// The arguments for one call among several.
    fn again(&self, names: &[TokenStream]) -> Vec<TokenStream> {
        let pass = |(i, n): (usize, &TokenStream)| match self.is_reference(i) {
            true => n.clone(),
            false => quote!(::core::clone::Clone::clone(&#n)),
        };
        names.iter().enumerate().map(pass).collect()
    }

    /// Binds the cotangents that a pullback returns.
    fn bars(&self) -> TokenStream {
        let bars: Vec<Ident> = self.live().map(|i| format_ident!("__bar{i}")).collect();
        match bars.as_slice() {
            [one] => one.to_token_stream(),
            many => quote!((#(#many),*)),
        }
    }

    /// One lane of `lanes`, for a type as it is written.
    fn lane(&self, ty: &syn::Type, lanes: &TokenStream, width: &Ident) -> TokenStream {
        match signature::referent(ty).0 {
            syn::Type::Slice(s) => {
                let elem = &s.elem;
                quote!(#lanes.iter().map(|__d| ::cotangent::__private::lane::<#elem, #width>(__d, __l)).collect::<::std::vec::Vec<_>>())
            }
            target => quote!(::cotangent::__private::lane::<#target, #width>(#lanes, __l)),
        }
    }

    fn jvp_lanes(&self, width: &Ident) -> TokenStream {
        let (vis, jvp, ret, primals) = (self.input.vis, self.jvp, self.ret(), self.primals());
        let (ret_tan, ret_lanes) = (self.owned(&ret), self.owned_lanes(&ret, width));
        let generics = self.generics(width);
        let (generics, _, clause) = generics.split_for_impl();
        let again = self.again(self.names);
        let (mut dots, mut lanes) = (Vec::new(), Vec::new());
        for i in self.live() {
            let (name, ty) = (format_ident!("__dot{i}"), &self.types[i]);
            let tan = self.place_lanes(ty, width);
            let reference = self.is_reference(i).then(|| quote!(&));
            dots.push(quote!(#name: #reference #tan));
            let from = if self.is_reference(i) { quote!(#name) } else { quote!(&#name) };
            let lane = self.lane(ty, &from, width);
            lanes.push(quote!(#reference #lane));
        }
        quote! {
            #[inline]
            #vis fn jvp_lanes #generics(#(#primals,)* #(#dots),*) -> (#ret, #ret_lanes) #clause {
                let mut __y = ::core::option::Option::None;
                let __y_dot = ::cotangent::__private::each_lane::<#ret_tan, #width>(|__l| {
                    let (__value, __dot) = #jvp(#(#again,)* #(#lanes),*);
                    __y = ::core::option::Option::Some(__value);
                    __dot
                });
                (__y.expect("there is a lane"), __y_dot)
            }
        }
    }

    fn vjp_lanes(&self, width: &Ident) -> TokenStream {
        let (vis, ret, primals) = (self.input.vis, self.ret(), self.primals());
        let ret_lanes = self.owned_lanes(&ret, width);
        let generics = self.generics(width);
        let (generics, _, clause) = generics.split_for_impl();
        let (again, bars) = (self.again(self.names), self.bars());
        let mut outs = Vec::new();
        let mut types = Vec::new();
        let mut sets = Vec::new();
        for i in self.live() {
            let (bar, out) = (format_ident!("__bar{i}"), format_ident!("__out{i}"));
            types.push(self.owned_lanes(&self.types[i], width));
            sets.push(quote! {
                let __place = #out.get_or_insert_with(|| ::cotangent::Tangent::zero_lanes::<#width>(&#bar));
                ::cotangent::Tangent::set_lane::<#width>(&#bar, __place, __l);
            });
            outs.push(out);
        }
        let results: Vec<TokenStream> =
            outs.iter().map(|o| quote!(#o.expect("there is a lane"))).collect();
        let (result, result_type) = match results.as_slice() {
            [one] => (one.clone(), quote!(#(#types)*)),
            many => (quote!((#(#many),*)), quote!((#(#types),*))),
        };
        let lane = self.lane(&ret, &quote!(&__w), width);
        let primal = &self.input.signature.ident;
        let referenced: Vec<bool> = (0..self.types.len()).map(|i| self.is_reference(i)).collect();
        let both = self.reverse.value_and_pullback(primal, &again, &referenced);
        quote! {
            #[inline]
            #vis fn vjp_lanes #generics(#(#primals),*) -> (#ret, impl FnOnce(#ret_lanes) -> #result_type) #clause {
                let mut __y = ::core::option::Option::None;
                let __pullbacks = [(); #width].map(|()| {
                    let (__value, __pullback) = #both;
                    __y = ::core::option::Option::Some(__value);
                    __pullback
                });
                (__y.expect("there is a lane"), move |__w: #ret_lanes| {
                    #(let mut #outs = ::core::option::Option::None;)*
                    for (__l, __pullback) in __pullbacks.into_iter().enumerate() {
                        let #bars = __pullback(#lane);
                        #(#sets)*
                    }
                    #result
                })
            }
        }
    }

    fn hidden_jvp(&self, width: &Ident) -> TokenStream {
        let (vis, ret, primals) = (self.input.vis, self.ret(), self.primals());
        let ret_lanes = self.owned_lanes(&ret, width);
        let mut generics = self.generics(width);
        let (mut args, mut prelude, mut passed) = (Vec::new(), Vec::new(), Vec::new());
        for i in 0..self.types.len() {
            let (d, arg, name) = (format_ident!("__D{i}"), format_ident!("__d{i}"), &self.names[i]);
            args.push(quote!(#arg: #d));
            if !self.active[i] {
                generics.params.push(syn::parse_quote!(#d));
                prelude.push(quote!(let _ = #arg;));
                continue;
            }
            let tan = self.place_lanes(&self.types[i], width);
            generics.params.push(syn::parse_quote!(#d: ::cotangent::__private::Forward<#tan>));
            let from = if self.is_reference(i) { quote!(&*#name) } else { quote!(&#name) };
            let hold = format_ident!("__zero{i}");
            let whole = if self.is_slice(i) { quote!(&#hold[..]) } else { quote!(&#hold) };
            prelude.push(quote! {
                let #hold;
                let #arg: &#tan = match #arg.get() {
                    Some(d) => d,
                    None => {
                        #hold = ::cotangent::__private::zero_lanes(#from, ::cotangent::__private::Width::<#width>);
                        #whole
                    }
                };
            });
            passed.push(match self.is_reference(i) {
                true => arg.to_token_stream(),
                false => quote!(::core::clone::Clone::clone(#arg)),
            });
        }
        let names = self.names;
        let (generics, _, clause) = generics.split_for_impl();
        quote! {
            #[inline]
            #vis fn __jvp_lanes #generics(#(#primals,)* #(#args,)* _: ::cotangent::__private::Width<#width>) -> (#ret, #ret_lanes) #clause {
                #(#prelude)*
                Self::jvp_lanes(#(#names,)* #(#passed),*)
            }
        }
    }

    /// The rule's pullbacks may borrow their arguments, so they are made when those are handed in
    /// again.
    fn hidden_vjp(&self, width: &Ident) -> TokenStream {
        let (vis, ret, primals) = (self.input.vis, self.ret(), self.primals());
        let ret_lanes = self.owned_lanes(&ret, width);
        let mut generics = self.generics(width);
        let mut captures: Vec<TokenStream> = generics
            .params
            .iter()
            .filter_map(|p| match p {
                syn::GenericParam::Type(t) => Some(t.ident.to_token_stream()),
                syn::GenericParam::Const(c) => Some(c.ident.to_token_stream()),
                syn::GenericParam::Lifetime(_) => None,
            })
            .collect();
        let (mut markers, mut again, mut keeps) = (Vec::new(), Vec::new(), Vec::new());
        let mut fn_types = vec![ret_lanes.clone()];
        let mut closure_args = vec![quote!(__w: #ret_lanes)];
        let (mut outs, mut sets, mut closes) = (Vec::new(), Vec::new(), Vec::new());
        for (i, name) in self.names.iter().enumerate() {
            let (a, p, shadow) =
                (format_ident!("__A{i}"), format_ident!("__p{i}"), format_ident!("__s{i}"));
            generics.params.push(syn::parse_quote!(#a: ::cotangent::__private::Activity));
            captures.push(a.to_token_stream());
            markers.push(quote!(_: #a));
            let ty = signature::elide(&self.types[i]);
            let target = signature::referent(&ty).0;
            if self.is_reference(i) {
                fn_types.push(quote!(&#target));
                closure_args.push(quote!(#p: &#target));
            } else {
                fn_types.push(quote!(()));
                closure_args.push(quote!((): ()));
                keeps.push(quote!(let #p = ::cotangent::__private::keep(&#name);));
            }
            again.push(p.to_token_stream());
            let tan = if self.active[i] { self.place_lanes(&ty, width) } else { quote!(()) };
            fn_types.push(quote!(#a::Shadow<'_, #tan>));
            if !self.active[i] {
                closure_args.push(quote!(_: #a::Shadow<'_, #tan>));
                continue;
            }
            closure_args.push(quote!(#shadow: #a::Shadow<'_, #tan>));
            let (bar, out) = (format_ident!("__bar{i}"), format_ident!("__out{i}"));
            sets.push(quote! {
                let __place = #out.get_or_insert_with(|| ::cotangent::Tangent::zero_lanes::<#width>(&#bar));
                ::cotangent::Tangent::set_lane::<#width>(&#bar, __place, __l);
            });
            let total = quote!(&#out.expect("there is a lane"));
            closes.push(match self.is_slice(i) {
                true => quote! {
                    if let Some(shadow) = #a::option(#shadow) {
                        ::cotangent::__private::add_slice(shadow, #total);
                    }
                },
                false => quote!(#a::add(#shadow, #total);),
            });
            outs.push(out);
        }
        let (names, bars, again) = (self.names, self.bars(), self.again(&again));
        let primal = &self.input.signature.ident;
        let pulled = self.reverse.pulled(&again, &self.lane(&ret, &quote!(&__w), width));
        let (generics, _, clause) = generics.split_for_impl();
        quote! {
            #[inline]
            #vis fn __vjp_lanes #generics(#(#primals,)* #(#markers,)* _: ::cotangent::__private::Width<#width>) -> (#ret, impl FnOnce(#(#fn_types),*) + use<#(#captures,)*>) #clause {
                #(#keeps)*
                (#primal(#(#names),*), move |#(#closure_args),*| {
                    #(let mut #outs = ::core::option::Option::None;)*
                    for __l in 0..#width {
                        let #bars = #pulled;
                        #(#sets)*
                    }
                    #(#closes)*
                })
            }
        }
    }
}
