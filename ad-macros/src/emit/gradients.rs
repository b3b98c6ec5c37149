//! Derivatives of gradients, put together from gradients of slopes.
//!
//! With s(x, v) = ⟨∇f(x), v⟩, the *slope* of f along v, all second derivatives are first ones:
//! ∇ₓs is the Hessian times v, and ∇ᵥs is ∇f. `pipeline` makes the gradients of slopes; the words
//! here are thin wrappers around them. v stands for the parameters of one `wrt` list.

use super::companion::{Emitted, Frame};
use super::signature::{again_type, elide, place_type, referent, tangent_type};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

/// The words of a function of one float that begin with `grad`.
pub(crate) struct GradientWords<'a> {
    pub(crate) frame: &'a Frame<'a>,
    /// All parameters that can be active.
    pub(crate) all: &'a [bool],
    /// The suffix of derivatives in all of them.
    pub(crate) whole: &'a str,
    /// The suffix of a slope's derivatives in its parameters and its direction.
    pub(crate) both: String,
    /// The sets of parameters, with suffixes.
    pub(crate) sets: &'a [(Vec<bool>, String)],
}

/// One value, or a tuple of several.
fn tuple(items: &[TokenStream]) -> TokenStream {
    match items {
        [one] => one.clone(),
        many => quote!((#(#many),*)),
    }
}

impl GradientWords<'_> {
    fn positions(set: &[bool]) -> Vec<usize> {
        (0..set.len()).filter(|i| set[*i]).collect()
    }

    /// The name by which a wrapper's body calls a parameter.
    fn name(&self, i: usize) -> TokenStream {
        let p = &self.frame.function.params[i];
        match p.receiver {
            true => quote!(self),
            false => Ident::new(&self.param(i), proc_macro2::Span::call_site()).to_token_stream(),
        }
    }

    fn param(&self, i: usize) -> String {
        // Wrappers declare nothing but their own arguments, so positions keep names apart.
        format!("__p{i}")
    }

    fn is_reference(&self, i: usize) -> bool {
        referent(&self.frame.param_type(i)).1.is_some()
    }

    fn owned_type(&self, i: usize) -> TokenStream {
        tangent_type(&self.frame.param_type(i), &self.frame.scalars)
    }

    fn gradient_type(&self, set: &[bool]) -> TokenStream {
        let types: Vec<TokenStream> =
            Self::positions(set).into_iter().map(|i| self.owned_type(i)).collect();
        tuple(&types)
    }

    /// The parameters in a signature, under the user's names where they are words for the user.
    fn params(&self, names: &[TokenStream]) -> Vec<TokenStream> {
        let inputs = self.frame.signature.inputs.iter();
        inputs
            .zip(names)
            .map(|(input, name)| match input {
                syn::FnArg::Receiver(_) => input.to_token_stream(),
                syn::FnArg::Typed(t) => {
                    let ty = &t.ty;
                    quote!(#name: #ty)
                }
            })
            .collect()
    }

    fn names(&self) -> Vec<TokenStream> {
        (0..self.all.len()).map(|i| self.name(i)).collect()
    }

    /// The user's names of the parameters.
    fn user_names(&self) -> Vec<TokenStream> {
        let ident =
            |t: TokenStream| t.into_iter().next().map_or(quote!(self), |t| t.to_token_stream());
        let plain = self.frame.plain_primals().into_iter();
        plain
            .enumerate()
            .map(
                |(i, t)| {
                    if self.frame.function.params[i].receiver { quote!(self) } else { ident(t) }
                },
            )
            .collect()
    }

    /// Arguments to be used again afterwards.
    fn kept(&self, names: &[TokenStream]) -> Vec<TokenStream> {
        let keep = |(i, name): (usize, &TokenStream)| match self.is_reference(i) {
            true => name.clone(),
            false => quote!(::cotangent::__private::keep(&#name)),
        };
        names.iter().enumerate().map(keep).collect()
    }

    /// A direction: the parameter's tangent in the form that its own type has.
    fn direction_type(&self, i: usize) -> TokenStream {
        let tan = place_type(&self.frame.param_type(i), &self.frame.scalars);
        if self.is_reference(i) { quote!(&#tan) } else { tan }
    }

    /// An owned direction as an argument.
    fn lend(&self, i: usize, owned: TokenStream) -> TokenStream {
        let slice = matches!(referent(&self.frame.param_type(i)).0, syn::Type::Slice(_));
        match (self.is_reference(i), slice) {
            (true, true) => quote!(&#owned[..]),
            (true, false) => quote!(&#owned),
            (false, _) => owned,
        }
    }

    fn word(&self, word: &str, suffix: &str) -> Ident {
        self.frame.word(word, suffix)
    }

    /// The gradient of the slope along the set `v`, in the set `of`.
    fn of_slope(&self, v: &str, of: &str) -> TokenStream {
        let slope = self.word("slope", v);
        let name = format_ident!("{slope}_grad{of}");
        quote!(Self::#name)
    }

    fn emitted(&self, doc: &str, tokens: TokenStream) -> Emitted {
        let vis = self.frame.vis;
        let hidden = doc.is_empty();
        let tokens = quote!(#[inline] #vis #tokens);
        Emitted { tokens, is_vjp: false, hidden, doc: doc.into() }
    }

    /// `hvp`, `hessian`, `grad_jvp`, `grad_vjp`, and `grad_grad` where the gradient is one float.
    pub(crate) fn public(&self) -> Vec<Emitted> {
        let mut out = Vec::new();
        for (s, s_suffix) in self.public_sets() {
            out.push(self.hvp(s, s_suffix));
            out.push(self.hessian(s, s_suffix));
            for (t, t_suffix) in self.public_sets() {
                out.push(self.grad_jvp(s, s_suffix, t, t_suffix));
                out.push(self.grad_vjp(s, s_suffix, t, t_suffix));
                out.extend(self.grad_grad(s, s_suffix, t, t_suffix));
            }
        }
        out
    }

    fn public_sets(&self) -> impl Iterator<Item = (&[bool], &str)> {
        let made = |(_, suffix): &&(Vec<bool>, String)| suffix != "_wrt_everything";
        self.sets.iter().filter(made).map(|(s, suffix)| (s.as_slice(), suffix.as_str()))
    }

    /// Directions under names that follow the user's.
    fn directions(&self, set: &[bool], names: &[TokenStream]) -> (Vec<Ident>, Vec<TokenStream>) {
        let positions = Self::positions(set);
        let taken: Vec<String> = names.iter().map(ToString::to_string).collect();
        let free = |i: &usize| {
            let mut name = format!("{}_dot", taken[*i]);
            while taken.contains(&name) {
                name.push('_');
            }
            format_ident!("{name}")
        };
        let idents: Vec<Ident> = positions.iter().map(free).collect();
        let params = positions
            .iter()
            .zip(&idents)
            .map(|(i, d)| {
                let ty = self.direction_type(*i);
                quote!(#d: #ty)
            })
            .collect();
        (idents, params)
    }

    fn hvp(&self, s: &[bool], suffix: &str) -> Emitted {
        let names = self.user_names();
        let (dots, dot_params) = self.directions(s, &names);
        let (params, ret) = (self.params(&names), self.gradient_type(s));
        let (name, callee) = (self.word("hvp", suffix), self.of_slope(suffix, suffix));
        let (generics, _, clause) = self.frame.signature.generics.split_for_impl();
        self.emitted(
            "The Hessian times a vector, without the Hessian: the gradient of the directional derivative. Costs a small multiple of the gradient.",
            quote!(fn #name #generics(#(#params,)* #(#dot_params),*) -> #ret #clause { #callee(#(#names,)* #(#dots),*) }),
        )
    }

    fn hessian(&self, s: &[bool], suffix: &str) -> Emitted {
        let names = self.user_names();
        let params = self.params(&names);
        let (name, hvp) = (self.word("hessian", suffix), self.word("hvp", suffix));
        let (generics, _, clause) = self.frame.signature.generics.split_for_impl();
        let positions = Self::positions(s);
        let kept = self.kept(&names);
        let gradient = self.gradient_type(s);
        if let [i] = positions.as_slice()
            && let Some(shape) = float_shape(&self.frame.param_type(*i), &self.frame.scalars)
        {
            let x = &names[*i];
            let (ret, body) = match shape {
                Shape::Number(one) => (gradient, quote!(Self::#hvp(#(#names,)* #one))),
                Shape::Row => {
                    let direction = self.lend(*i, quote!(__direction));
                    let rows = quote!(::cotangent::__private::hessian_rows);
                    let body = quote!(#rows(::cotangent::__private::zero(#x), |__direction| Self::#hvp(#(#kept,)* #direction)));
                    (quote!(::std::vec::Vec<#gradient>), body)
                }
            };
            return self.emitted(
                "The Hessian by rows, one Hessian-vector product each: as many rows and columns as inputs.",
                quote!(fn #name #generics(#(#params),*) -> #ret #clause { #body }),
            );
        }
        let zeros: Vec<TokenStream> = positions
            .iter()
            .map(|i| {
                let x = &names[*i];
                let whole = if self.is_reference(*i) { quote!(#x) } else { quote!(&#x) };
                quote!(::cotangent::__private::zero(#whole))
            })
            .collect();
        let several = positions.len() > 1;
        let directions = positions.iter().enumerate().map(|(k, i)| {
            let k = proc_macro2::Literal::usize_unsuffixed(k);
            let part = if several { quote!(__direction.#k) } else { quote!(__direction) };
            match self.is_reference(*i) {
                true => self.lend(*i, part),
                false => quote!(::core::clone::Clone::clone(&#part)),
            }
        });
        let zeros = tuple(&zeros);
        self.emitted(
            "The Hessian by rows over all floats in declaration order, one Hessian-vector product each.",
            quote! {
                fn #name #generics(#(#params),*) -> ::std::vec::Vec<::std::vec::Vec<f64>> #clause {
                    ::cotangent::__private::hessian_leaves(#zeros, |__direction| Self::#hvp(#(#kept,)* #(#directions),*))
                }
            },
        )
    }

    fn grad_jvp(&self, s: &[bool], s_suffix: &str, t: &[bool], t_suffix: &str) -> Emitted {
        let names = self.user_names();
        let (dots, dot_params) = self.directions(t, &names);
        let (params, ret) = (self.params(&names), self.gradient_type(s));
        let name = format_ident!("{}", self.word(&format!("grad{s_suffix}_jvp"), t_suffix));
        let (generics, _, clause) = self.frame.signature.generics.split_for_impl();
        let body = match s_suffix == t_suffix {
            true => self.both(s, s_suffix, &names, &dots),
            false => {
                let (grad, kept) = (self.word("grad", s_suffix), self.kept(&names));
                let callee = self.of_slope(t_suffix, s_suffix);
                quote!((Self::#grad(#(#kept),*), #callee(#(#names,)* #(#dots),*)))
            }
        };
        self.emitted(
            "The gradient and its directional derivative.",
            quote!(fn #name #generics(#(#params,)* #(#dot_params),*) -> (#ret, #ret) #clause { #body }),
        )
    }

    /// The gradient, and the Hessian times a vector, from one sweep.
    fn both(
        &self,
        s: &[bool],
        suffix: &str,
        names: &[TokenStream],
        dots: &[impl ToTokens],
    ) -> TokenStream {
        let n = Self::positions(s).len();
        let seconds: Vec<TokenStream> =
            (0..n).map(|k| format_ident!("__second{k}").to_token_stream()).collect();
        let firsts: Vec<TokenStream> =
            (0..n).map(|k| format_ident!("__first{k}").to_token_stream()).collect();
        let callee = self.of_slope(suffix, &self.both);
        let (first, second) = (tuple(&firsts), tuple(&seconds));
        quote! {{
            let (#(#seconds,)* #(#firsts),*) = #callee(#(#names,)* #(#dots),*);
            (#first, #second)
        }}
    }

    fn grad_vjp(&self, s: &[bool], s_suffix: &str, t: &[bool], t_suffix: &str) -> Emitted {
        let names = self.user_names();
        let (params, g, ret) = (self.params(&names), self.gradient_type(s), self.gradient_type(t));
        let name = self.word(&format!("grad{s_suffix}_vjp"), t_suffix);
        let (grad, kept) = (self.word("grad", s_suffix), self.kept(&names));
        let callee = self.of_slope(s_suffix, t_suffix);
        let (pattern, lent) = self.cotangent_of(s);
        let (generics, _, clause) = self.frame.signature.generics.split_for_impl();
        self.emitted(
            "The gradient and its pullback: the Hessian is symmetric, so the pullback multiplies by it.",
            quote! {
                fn #name #generics(#(#params),*) -> (#g, impl FnOnce(#g) -> #ret) #clause {
                    let __gradient = Self::#grad(#(#kept),*);
                    (__gradient, move |#pattern: #g| #callee(#(#names,)* #(#lent),*))
                }
            },
        )
    }

    /// A pattern for a gradient's cotangent, and its parts as directions.
    fn cotangent_of(&self, s: &[bool]) -> (TokenStream, Vec<TokenStream>) {
        let positions = Self::positions(s);
        let parts: Vec<TokenStream> =
            positions.iter().map(|i| format_ident!("__w{i}").to_token_stream()).collect();
        let lent = positions.iter().zip(&parts).map(|(i, w)| self.lend(*i, w.clone())).collect();
        (tuple(&parts), lent)
    }

    fn grad_grad(&self, s: &[bool], s_suffix: &str, t: &[bool], t_suffix: &str) -> Option<Emitted> {
        let [i] = Self::positions(s)[..] else { return None };
        let ty = self.frame.param_type(i);
        let Some(Shape::Number(one)) = float_shape(&ty, &self.frame.scalars) else { return None };
        let names = self.user_names();
        let (params, ret) = (self.params(&names), self.gradient_type(t));
        let name = self.word(&format!("grad{s_suffix}_grad"), t_suffix);
        let callee = self.of_slope(s_suffix, t_suffix);
        let (generics, _, clause) = self.frame.signature.generics.split_for_impl();
        Some(self.emitted(
            "The gradient of the gradient, which is one float.",
            quote!(fn #name #generics(#(#params),*) -> #ret #clause { #callee(#(#names,)* #one) }),
        ))
    }

    /// `grad__jvp`, `grad__vjp` and the same of `value_and_grad`: what a differentiable function
    /// that calls them is made of.
    pub(crate) fn hidden(&self) -> Vec<Emitted> {
        let each = self.sets.iter().flat_map(|(s, suffix)| {
            [false, true].into_iter().flat_map(move |value| {
                [self.call_jvp(s, suffix, value), self.call_vjp(s, suffix, value)]
            })
        });
        let numbers = self.sets.iter().filter_map(|(s, suffix)| self.call_add(s, suffix));
        each.chain(numbers).collect()
    }

    /// `grad__add_grad`, where the gradient is one float.
    fn call_add(&self, s: &[bool], suffix: &str) -> Option<Emitted> {
        let [only] = Self::positions(s)[..] else { return None };
        let frame = self.frame;
        let ty = frame.param_type(only);
        let Some(Shape::Number(one)) = float_shape(&ty, &frame.scalars) else { return None };
        let names = self.names();
        let mut generics = frame.signature.generics.clone();
        let (mut params, mut args) = (self.params(&names), self.kept(&names));
        let (mut marks, mut shadows) = (Vec::new(), Vec::new());
        for i in 0..self.all.len() {
            let (marker, given) = (format_ident!("__A{i}"), format_ident!("__m{i}"));
            generics.params.push(syn::parse_quote!(#marker: ::cotangent::__private::Activity));
            params.push(quote!(#given: #marker));
            marks.push(given.to_token_stream());
            let nothing = !self.all[i] && !frame.may_carry(i);
            let ty = elide(&frame.param_type(i));
            let tan = if nothing { quote!(()) } else { place_type(&ty, &frame.scalars) };
            shadows.push((format_ident!("__s{i}"), quote!(#marker::Shadow<'_, #tan>)));
        }
        let g = self.gradient_type(s);
        params.push(quote!(__w: #g));
        params.extend(shadows.iter().map(|(name, ty)| quote!(#name: #ty)));
        args.push(quote!(__w));
        args.append(&mut marks);
        args.push(quote!(::cotangent::__private::Off));
        args.push(one);
        args.extend(shadows.iter().map(|(name, _)| name.to_token_stream()));
        args.push(quote!(()));
        let (grad, kept) = (self.word("grad", suffix), self.kept(&names));
        let add = format_ident!("{}__add_grad", self.word("slope", suffix));
        let name = self.call_word(suffix, false, "add_grad");
        let (impl_generics, _, clause) = generics.split_for_impl();
        Some(self.emitted(
            "",
            quote! {
                fn #name #impl_generics(#(#params),*) -> #g #clause {
                    let __gradient = Self::#grad(#(#kept),*);
                    Self::#add(#(#args),*);
                    __gradient
                }
            },
        ))
    }

    fn call_word(&self, suffix: &str, value: bool, form: &str) -> Ident {
        let word = if value { "value_and_grad" } else { "grad" };
        format_ident!("{}__{form}", self.word(word, suffix))
    }

    fn call_jvp(&self, s: &[bool], suffix: &str, value: bool) -> Emitted {
        let frame = self.frame;
        let names = self.names();
        let mut generics = frame.signature.generics.clone();
        let (mut args, mut dots) = (Vec::new(), Vec::new());
        let (mut prelude, mut ends) = (Vec::new(), Vec::new());
        for (i, name) in names.iter().enumerate() {
            let (d, arg) = (format_ident!("__D{i}"), format_ident!("__d{i}"));
            args.push(quote!(#arg: #d));
            if !self.all[i] {
                generics.params.push(syn::parse_quote!(#d));
                prelude.push(quote!(let _ = #arg;));
                continue;
            }
            let tan = place_type(&frame.param_type(i), &frame.scalars);
            generics.params.push(syn::parse_quote!(#d: ::cotangent::__private::Forward<#tan>));
            dots.push(frame.resolved_dot(i, &arg, name, true, &mut prelude, &mut ends));
        }
        let params = self.params(&names);
        let g = self.gradient_type(s);
        let y = frame.ret_type();
        let ret = if value { quote!(((#y, #g), (#y, #g))) } else { quote!((#g, #g)) };
        let kept = self.kept(&names);
        let word = self.word("value_and_grad", suffix);
        let slope = self.word("slope", self.whole);
        let along = format_ident!("{slope}_value_and_grad{suffix}");
        let result = match value {
            true => quote!((Self::#word(#(#kept),*), Self::#along(#(#names,)* #(#dots),*))),
            false => quote!((Self::#word(#(#kept),*).1, Self::#along(#(#names,)* #(#dots),*).1)),
        };
        let name = self.call_word(suffix, value, "jvp");
        let (impl_generics, _, clause) = generics.split_for_impl();
        self.emitted(
            "",
            quote!(fn #name #impl_generics(#(#params,)* #(#args),*) -> #ret #clause {
                #(#prelude)*
                let __result = #result;
                #(#ends)*
                __result
            }),
        )
    }

    fn call_vjp(&self, s: &[bool], suffix: &str, value: bool) -> Emitted {
        let frame = self.frame;
        let names = self.names();
        let mut generics = frame.signature.generics.clone();
        let mut captures = frame.captured_generics();
        let y = frame.ret_type();
        let g = self.gradient_type(s);
        let (pattern, lent) = self.cotangent_of(s);
        let (w_pattern, w_ty) = match value {
            true => (quote!((__y_bar, #pattern)), quote!((#y, #g))),
            false => (pattern, g.clone()),
        };
        let mut fn_types = vec![w_ty.clone()];
        let mut closure = vec![quote!(#w_pattern: #w_ty)];
        let (mut markers, mut marks, mut off) = (Vec::new(), Vec::new(), Vec::new());
        let (mut holds, mut again, mut shadows, mut lends) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (i, name) in names.iter().enumerate() {
            let (marker, mark) = (format_ident!("__A{i}"), format_ident!("__m{i}"));
            generics.params.push(syn::parse_quote!(#marker: ::cotangent::__private::Activity));
            captures.push(marker.to_token_stream());
            markers.push(quote!(#mark: #marker));
            marks.push(mark.to_token_stream());
            let ty = elide(&frame.param_type(i));
            let given = again_type(&ty);
            let (arg, shadow) = (format_ident!("__again{i}"), format_ident!("__s{i}"));
            let nothing = !self.all[i] && !frame.may_carry(i);
            let tan = if nothing { quote!(()) } else { place_type(&ty, &frame.scalars) };
            let again_ty = given.clone().unwrap_or_else(|| quote!(()));
            fn_types.push(again_ty.clone());
            fn_types.push(quote!(#marker::Shadow<'_, #tan>));
            let mutable = value.then(|| quote!(mut));
            closure.push(quote!(#arg: #again_ty));
            closure.push(quote!(#mutable #shadow: #marker::Shadow<'_, #tan>));
            if referent(&ty).1.is_some() {
                again.push(arg.to_token_stream());
            } else if given.is_some() {
                again.push(quote!(::cotangent::__private::keep(&#arg)));
            } else {
                let hold = format_ident!("__hold{i}");
                holds.push(quote!(let #hold = ::cotangent::__private::keep(&#name);));
                lends.push(quote!(let _ = #arg;));
                again.push(quote!(::cotangent::__private::keep(&#hold)));
            }
            shadows.push((marker, shadow));
        }
        for _ in &lent {
            off.push(quote!(::cotangent::__private::Off));
        }
        let nothing = lent.iter().map(|_| quote!(()));
        let plain: Vec<&Ident> = shadows.iter().map(|(_, s)| s).collect();
        let slope = self.word("slope", suffix);
        let add = format_ident!("{slope}__add_grad");
        let one = one_of(&y, &frame.scalars);
        let own = value.then(|| {
            let add = frame.hidden_word("add_grad");
            let lent = shadows.iter().map(|(a, s)| quote!(#a::reborrow(&mut #s)));
            quote!(Self::#add(#(#again,)* #(#marks,)* __y_bar, #(#lent),*);)
        });
        let word = self.word("value_and_grad", suffix);
        let part = (!value).then(|| quote!(.1));
        let ret = if value { quote!((#y, #g)) } else { g };
        let name = self.call_word(suffix, value, "vjp");
        let params = self.params(&names);
        let (impl_generics, _, clause) = generics.split_for_impl();
        self.emitted(
            "",
            quote! {
                fn #name #impl_generics(#(#params,)* #(#markers),*) -> (#ret, impl FnOnce(#(#fn_types),*) + use<#(#captures),*>) #clause {
                    #(#holds)*
                    let __gradient = Self::#word(#(#names),*) #part;
                    (__gradient, move |#(#closure),*| {
                        #(#lends)*
                        #own
                        Self::#add(#(#again,)* #(#lent,)* #(#marks,)* #(#off,)* #one, #(#plain,)* #(#nothing),*);
                    })
                }
            },
        )
    }
}

/// What is special about a parameter that is all floats.
enum Shape {
    /// One, in its type.
    Number(TokenStream),
    /// A slice, an array or a vector of floats.
    Row,
}

fn float_shape(ty: &syn::Type, scalars: &[String]) -> Option<Shape> {
    let is_float = |t: &syn::Type| matches!(t, syn::Type::Path(p) if p.path.get_ident().is_some_and(|i| i == "f64" || i == "f32" || scalars.contains(&i.to_string())));
    match referent(ty) {
        (t, None) if is_float(t) => Some(Shape::Number(one_of(t, scalars))),
        (syn::Type::Slice(s), _) if is_float(&s.elem) => Some(Shape::Row),
        (syn::Type::Array(a), Some(_)) if is_float(&a.elem) => Some(Shape::Row),
        _ => None,
    }
}

/// `1.0` in a float's type.
fn one_of(ty: &syn::Type, scalars: &[String]) -> TokenStream {
    match ty {
        syn::Type::Path(p)
            if p.path.get_ident().is_some_and(|i| scalars.contains(&i.to_string())) =>
        {
            quote!(<#ty as ::cotangent::Scalar>::from_f64(1.0))
        }
        _ => quote!(1.0),
    }
}

/// A word whose body is a line of Rust, to be differentiated like any function.
pub(crate) struct Composed {
    pub(crate) prefix: String,
    pub(crate) signature: syn::Signature,
    pub(crate) body: syn::Block,
    /// Is it one of the user's words?
    pub(crate) public: bool,
    /// The word whose forward mode it is, and that word's signature.
    pub(crate) over: Option<(String, syn::Signature)>,
}

impl GradientWords<'_> {
    /// What third derivatives are made of: forward mode of gradients, and gradients of gradients.
    pub(crate) fn composed(&self) -> Vec<Composed> {
        let mut out = Vec::new();
        for (s, suffix) in self.sets {
            out.push(self.composed_jvp(s, suffix, false));
            out.push(self.composed_jvp(s, suffix, true));
            let positions = Self::positions(s);
            if let [i] = positions[..]
                && let Some(Shape::Number(one)) =
                    float_shape(&self.frame.param_type(i), &self.frame.scalars)
            {
                out.extend(self.sets.iter().map(|(t, t_suffix)| {
                    let names = self.user_names();
                    let callee = self.of_slope(suffix, t_suffix);
                    let ret = self.gradient_type(t);
                    let prefix = self.word(&format!("grad{suffix}_grad"), t_suffix).to_string();
                    let signature = self.composed_signature(&[], ret);
                    let body = syn::parse_quote!({ #callee(#(#names,)* #one) });
                    Composed { prefix, signature, body, public: true, over: None }
                }));
            }
        }
        out
    }

    /// The signature of a word with further parameters.
    fn composed_signature(&self, more: &[TokenStream], ret: TokenStream) -> syn::Signature {
        let mut signature = self.frame.signature.clone();
        let own = self.params(&self.user_names());
        let all = own.iter().chain(more);
        signature.inputs = all.map(|p| -> syn::FnArg { syn::parse_quote!(#p) }).collect();
        signature.output = syn::parse_quote!(-> #ret);
        signature
    }

    fn composed_jvp(&self, s: &[bool], suffix: &str, value: bool) -> Composed {
        let names = self.user_names();
        let (dots, dot_params) = self.directions(self.all, &names);
        let word = if value { "value_and_grad" } else { "grad" };
        let (first, slope) = (self.word(word, suffix), self.word("slope", self.whole));
        let along = format_ident!("{slope}_{word}{suffix}");
        let g = self.gradient_type(s);
        let y = self.frame.ret_type();
        let one = if value { quote!((#y, #g)) } else { g };
        let kept = names.iter().enumerate().map(|(i, name)| match self.is_reference(i) {
            true => name.clone(),
            false => quote!(#name.clone()),
        });
        let body = syn::parse_quote!({
            (Self::#first(#(#kept),*), Self::#along(#(#names,)* #(#dots),*))
        });
        Composed {
            prefix: self.word(&format!("{word}{suffix}_jvp"), self.whole).to_string(),
            signature: self.composed_signature(&dot_params, quote!((#one, #one))),
            body,
            public: !value && self.whole.is_empty(),
            over: Some((first.to_string(), self.composed_signature(&[], one))),
        }
    }
}
