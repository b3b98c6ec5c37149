//! Rules by hand: the companion of a function whose derivatives the user wrote.

use crate::emit::companion::{Emitted, Frame};
use crate::emit::signature;
use crate::emit::words::Of;
use crate::hand_lanes::HandRule;
use crate::ir::builder::fresh;
use crate::ir::{Function, Param, Type};
use crate::options::Options;
use crate::pipeline::{self, Input};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::spanned::Spanned;

/// The reverse mode of a rule by hand.
#[derive(Clone, Copy)]
pub(crate) enum Reverse<'a> {
    /// From the arguments to the value and the pullback, which may keep what it likes.
    Vjp(&'a syn::Path),
    /// From the arguments and the result's cotangent to the arguments' cotangents.
    Pullback(&'a syn::Path),
}

impl Reverse<'_> {
    /// The value of `primal` and its pullback.
    pub(crate) fn value_and_pullback(
        self,
        primal: &Ident,
        args: &[TokenStream],
        referenced: &[bool],
    ) -> TokenStream {
        let path = match self {
            Reverse::Vjp(path) => return quote!(#path(#(#args),*)),
            Reverse::Pullback(path) => path,
        };
        let kept = |i: usize| format_ident!("__p{i}");
        let again = (args.iter().zip(referenced).enumerate()).map(|(i, (arg, by))| match by {
            true => arg.clone(),
            false => kept(i).to_token_stream(),
        });
        let values = (args.iter().zip(referenced).enumerate()).filter(|(_, (_, by))| !**by);
        let keeps = values.map(|(i, (arg, _))| {
            let kept = kept(i);
            quote!(let #kept = ::cotangent::__private::keep(&#arg);)
        });
        quote!({ #(#keeps)* (#primal(#(#args),*), move |__w| #path(#(#again,)* __w)) })
    }

    /// The arguments' cotangents, for arguments that are handed in again.
    pub(crate) fn pulled(self, args: &[TokenStream], cotangent: &TokenStream) -> TokenStream {
        match self {
            Reverse::Vjp(path) => {
                quote!({ let (_, __pullback) = #path(#(#args),*); __pullback(#cotangent) })
            }
            Reverse::Pullback(path) => quote!(#path(#(#args,)* #cotangent)),
        }
    }
}

/// Derivatives that the user wrote.
pub(crate) fn written(input: &Input<'_>, options: &Options) -> syn::Result<Vec<Emitted>> {
    let sig = input.signature;
    let (jvp, reverse) = halves(sig, options)?;
    let scalars = pipeline::type_params(&sig.generics).scalars;
    let vis = input.vis;
    let (generics, _, where_clause) = sig.generics.split_for_impl();
    let ret: syn::Type = match &sig.output {
        syn::ReturnType::Default => syn::parse_quote!(()),
        syn::ReturnType::Type(_, t) => (**t).clone(),
    };
    let ret_tan = signature::tangent_type(&ret, &scalars);
    let mut names = Vec::new();
    let mut types = Vec::new();
    let mut active = Vec::new();
    for (i, p) in sig.inputs.iter().enumerate() {
        let syn::FnArg::Typed(t) = p else {
            return Err(syn::Error::new(
                p.span(),
                "hand rules are for functions, not for methods\n\nhelp: write a function that takes the value",
            ));
        };
        let ir = crate::parse::lower_type(
            &t.ty,
            &pipeline::type_params(&sig.generics),
            &mut Default::default(),
        );
        active.push(!input.constant[i] && !ir.is_constant());
        if ir.is_mut_ref() && *active.last().expect("just pushed") {
            return Err(syn::Error::new(
                t.ty.span(),
                "hand rules for `&mut` parameters are not supported\n\nhelp: return the new value",
            ));
        }
        names.push(t.pat.to_token_stream());
        types.push((*t.ty).clone());
    }
    let primals: Vec<TokenStream> = names.iter().zip(&types).map(|(n, t)| quote!(#n: #t)).collect();
    let live: Vec<usize> = (0..names.len()).filter(|i| active[*i]).collect();
    let reference = |i: usize| signature::referent(&types[i]).1.is_some();
    let owned: Vec<TokenStream> =
        live.iter().map(|i| signature::tangent_type(&types[*i], &scalars)).collect();
    let referenced: Vec<bool> = (0..names.len()).map(reference).collect();
    let both = reverse.value_and_pullback(&sig.ident, &names, &referenced);
    let bars: Vec<_> = live.iter().map(|i| format_ident!("__bar{i}")).collect();
    let (bars_pattern, bars_type) = match live.len() {
        1 => (quote!(#(#bars)*), quote!(#(#owned)*)),
        _ => (quote!((#(#bars),*)), quote!((#(#owned),*))),
    };
    let mut out = Vec::new();
    let mut push = |name: &str, hidden: bool, doc: &str, tokens: TokenStream| {
        out.push(Emitted { tokens, is_vjp: name == "vjp", hidden, doc: doc.to_string() })
    };
    let dots: Vec<TokenStream> = live
        .iter()
        .map(|i| {
            let d = format_ident!("__dot{i}");
            let tan = signature::place_type(&types[*i], &scalars);
            if reference(*i) { quote!(#d: &#tan) } else { quote!(#d: #tan) }
        })
        .collect();
    let dot_names: Vec<_> = live.iter().map(|i| format_ident!("__dot{i}")).collect();
    push(
        "jvp",
        false,
        "The value and its directional derivative, by the rule given by hand.",
        quote! {
            #[inline] #vis fn jvp #generics(#(#primals,)* #(#dots),*) -> (#ret, #ret_tan) #where_clause { #jvp(#(#names,)* #(#dot_names),*) }
        },
    );
    push(
        "vjp",
        false,
        "The value and the pullback, by the rule given by hand.",
        quote! {
            #[inline] #vis fn vjp #generics(#(#primals),*) -> (#ret, impl FnOnce(#ret_tan) -> #bars_type) #where_clause { #both }
        },
    );
    let scalar_out =
        matches!(&ret, syn::Type::Path(p) if p.path.is_ident("f64") || p.path.is_ident("f32"));
    if scalar_out {
        push(
            "value_and_grad",
            false,
            "The value and the gradient.",
            quote! {
                #[inline] #vis fn value_and_grad #generics(#(#primals),*) -> (#ret, #bars_type) #where_clause { let (__y, __pullback) = #both; let __bars = __pullback(1.0); (__y, __bars) }
            },
        );
        push(
            "grad",
            false,
            "The gradient.",
            quote! {
                #[inline] #vis fn grad #generics(#(#primals),*) -> #bars_type #where_clause { Self::value_and_grad(#(#names),*).1 }
            },
        );
        let outs: Vec<TokenStream> = live
            .iter()
            .map(|i| {
                let o = format_ident!("__out{i}");
                let tan = signature::place_type(&types[*i], &scalars);
                quote!(#o: &mut #tan)
            })
            .collect();
        let stores: Vec<TokenStream> = live
            .iter()
            .zip(&bars)
            .map(|(i, b)| {
                let o = format_ident!("__out{i}");
                if matches!(signature::referent(&types[*i]).0, syn::Type::Slice(_)) {
                    quote!(::cotangent::__private::check_len("cotangent buffer", #o.len(), #b.len()); #o.clone_from_slice(&#b);)
                } else {
                    quote!(*#o = #b;)
                }
            })
            .collect();
        push(
            "value_and_grad_into",
            false,
            "The value; the gradient overwrites the buffers.",
            quote! {
                #[inline] #vis fn value_and_grad_into #generics(#(#primals,)* #(#outs),*) -> #ret #where_clause {
                    let (y, pullback) = #both;
                    let #bars_pattern = pullback(1.0);
                    #(#stores)*
                    y
                }
            },
        );
    }
    // The hidden forms.
    let mut hidden_generics = sig.generics.clone();
    let mut args = Vec::new();
    let mut prelude = Vec::new();
    let mut passed = Vec::new();
    for i in 0..names.len() {
        let (d, arg, n) = (format_ident!("__D{i}"), format_ident!("__d{i}"), &names[i]);
        args.push(quote!(#arg: #d));
        if !active[i] {
            hidden_generics.params.push(syn::parse_quote!(#d));
            prelude.push(quote!(let _ = #arg;));
            continue;
        }
        let tan = signature::place_type(&types[i], &scalars);
        hidden_generics.params.push(syn::parse_quote!(#d: ::cotangent::__private::Forward<#tan>));
        let slice = matches!(signature::referent(&types[i]).0, syn::Type::Slice(_));
        let zero = if reference(i) {
            quote!(::cotangent::__private::zero(&*#n))
        } else {
            quote!(::cotangent::__private::zero(&#n))
        };
        let hold = format_ident!("__zero{i}");
        let whole = if slice { quote!(&#hold[..]) } else { quote!(&#hold) };
        prelude.push(quote!(let #hold; let #arg: &#tan = match #arg.get() { Some(d) => d, None => { #hold = #zero; #whole } };));
        passed.push(if reference(i) {
            quote!(#arg)
        } else {
            quote!(::core::clone::Clone::clone(#arg))
        });
    }
    let (impl_generics, _, hidden_where) = hidden_generics.split_for_impl();
    push(
        "__jvp",
        true,
        "",
        quote! {
            #[inline] #vis fn __jvp #impl_generics(#(#primals,)* #(#args),*) -> (#ret, #ret_tan) #hidden_where { #(#prelude)* #jvp(#(#names,)* #(#passed),*) }
        },
    );
    let mut reverse_generics = sig.generics.clone();
    let mut captures: Vec<TokenStream> = sig
        .generics
        .params
        .iter()
        .filter_map(|p| match p {
            syn::GenericParam::Type(t) => Some(t.ident.to_token_stream()),
            syn::GenericParam::Const(c) => Some(c.ident.to_token_stream()),
            syn::GenericParam::Lifetime(_) => None,
        })
        .collect();
    let any_reference = (0..names.len()).any(reference);
    let mut markers = Vec::new();
    let mut fn_types = vec![ret_tan.clone()];
    let mut closure_args = vec![quote!(__w: #ret_tan)];
    let mut closes = Vec::new();
    let mut again_args = Vec::new();
    let mut keeps = Vec::new();
    for i in 0..names.len() {
        let a = format_ident!("__A{i}");
        reverse_generics.params.push(syn::parse_quote!(#a: ::cotangent::__private::Activity));
        captures.push(quote!(#a));
        markers.push(quote!(_: #a));
        let ty = signature::elide(&types[i]);
        let target = signature::referent(&ty).0;
        let again = format_ident!("__p{i}");
        if reference(i) {
            fn_types.push(quote!(&#target));
            closure_args.push(quote!(#again: &#target));
        } else {
            fn_types.push(quote!(()));
            closure_args.push(quote!((): ()));
            let name = &names[i];
            keeps.push(quote!(let #again = ::cotangent::__private::keep(&#name);));
        }
        again_args.push(again.to_token_stream());
        let tan = if active[i] { signature::place_type(&ty, &scalars) } else { quote!(()) };
        fn_types.push(quote!(#a::Shadow<'_, #tan>));
        let shadow = format_ident!("__s{i}");
        if !active[i] {
            closure_args.push(quote!(_: #a::Shadow<'_, #tan>));
            continue;
        }
        closure_args.push(quote!(#shadow: #a::Shadow<'_, #tan>));
        let bar = format_ident!("__bar{i}");
        closes.push(if matches!(target, syn::Type::Slice(_)) {
            quote!(if let Some(shadow) = #a::option(#shadow) { ::cotangent::__private::add_slice(shadow, &#bar); })
        } else {
            quote!(#a::add(#shadow, &#bar);)
        });
    }
    let (impl_generics, _, reverse_where) = reverse_generics.split_for_impl();
    if scalar_out {
        let shadows = (0..names.len()).map(|i| {
            let (shadow, a) = (format_ident!("__s{i}"), format_ident!("__A{i}"));
            let tan = match active[i] {
                true => signature::place_type(&signature::elide(&types[i]), &scalars),
                false => quote!(()),
            };
            if active[i] {
                quote!(#shadow: #a::Shadow<'_, #tan>)
            } else {
                quote!(_: #a::Shadow<'_, #tan>)
            }
        });
        push(
            "__add_grad",
            true,
            "",
            quote! {
                #[inline] #vis fn __add_grad #impl_generics(#(#primals,)* #(#markers,)* __w: #ret, #(#shadows),*) -> #ret #reverse_where {
                    let (__y, __pullback) = #both;
                    let #bars_pattern = __pullback(__w);
                    #(#closes)*
                    __y
                }
            },
        );
    }
    let primal = &sig.ident;
    let body = if any_reference || matches!(reverse, Reverse::Pullback(_)) {
        // The rule's own pullback may borrow its arguments, so it is made when they are handed in again.
        let pulled = reverse.pulled(&again_args, &quote!(__w));
        quote!(#(#keeps)* (#primal(#(#names),*), move |#(#closure_args),*| { let #bars_pattern = #pulled; #(#closes)* }))
    } else {
        quote! {
            let (__y, __pullback) = #both;
            (__y, move |#(#closure_args),*| { let #bars_pattern = __pullback(__w); #(#closes)* })
        }
    };
    push(
        "__vjp",
        true,
        "",
        quote! {
            #[inline] #vis fn __vjp #impl_generics(#(#primals,)* #(#markers),*) -> (#ret, impl FnOnce(#(#fn_types),*) + use<#(#captures),*>) #reverse_where { #body }
        },
    );
    if let ([ty], [x], true) = (&types[..], &names[..], scalar_out && !referenced[0]) {
        let tan = signature::place_type(ty, &scalars);
        let kept = match active[0] {
            true => {
                quote!(let (__y, __pullback) = #both; let __slope = __pullback(1.0); (__y, __slope))
            }
            // A shadow that gets nothing.
            false => {
                quote!(let __slope = ::cotangent::__private::zero(&#x); (#primal(#x), __slope))
            }
        };
        push(
            "__kept",
            true,
            "",
            quote!(#[inline] #vis fn __kept #generics(#(#primals),*) -> (#ret, #tan) #where_clause { #kept }),
        );
        push(
            "__slope",
            true,
            "",
            quote!(#[inline] #vis fn __slope #generics(_: #ty, __slope: #tan) -> #tan #where_clause { __slope }),
        );
        let option = quote!(::core::option::Option);
        push(
            "__again",
            true,
            "",
            quote!(#[inline] #vis fn __again #generics(_: #tan) -> #option<#ret> #where_clause { #option::None }),
        );
    }
    if let Some((order, _)) = options.order.filter(|(n, _)| *n > 1) {
        let function = declared(sig, &active);
        let frame = Frame {
            vis,
            signature: sig,
            function: &function,
            scalars,
            reserved: Default::default(),
            prefix: String::new(),
            block: None,
            recursive: false,
            lanes: None,
            refusals: None,
        };
        out.extend(frame.hidden_of_jvp(&Of::Hand(jvp), &active, order - 1));
    }
    if options.lanes {
        let rule = HandRule { input, jvp, reverse, names: &names, types: &types, active: &active };
        out.extend(rule.in_lanes());
    }
    Ok(out)
}

/// Both modes of a rule by hand.
fn halves<'a>(
    sig: &syn::Signature,
    options: &'a Options,
) -> syn::Result<(&'a syn::Path, Reverse<'a>)> {
    let Options { jvp, vjp, pullback, .. } = options;
    let refused = |at: Option<&syn::Path>, text: String| {
        Err(syn::Error::new_spanned(at, format!("the rule of `{}` has {text}", sig.ident)))
    };
    let reverse = match (vjp, pullback) {
        (Some(_), Some(second)) => {
            return refused(
                Some(second),
                "`vjp` and `pullback`\n\neither is its reverse mode\n\nhelp: leave one out".into(),
            );
        }
        (Some(vjp), None) => Some(Reverse::Vjp(vjp)),
        (None, Some(pullback)) => Some(Reverse::Pullback(pullback)),
        (None, None) => None,
    };
    let (has, lacks) = match (jvp, reverse) {
        (Some(jvp), Some(reverse)) => return Ok((jvp, reverse)),
        (None, Some(Reverse::Pullback(_))) => ("pullback", "jvp"),
        (None, _) => ("vjp", "jvp"),
        (Some(_), None) => ("jvp", "vjp"),
    };
    refused(
        jvp.as_ref().or(vjp.as_ref()).or(pullback.as_ref()),
        format!(
            "only its `{has}`\n\nother functions call it in both modes\n\nhelp: add `{lacks} = ..`"
        ),
    )
}

/// A function of which only the parameters matter.
fn declared(sig: &syn::Signature, active: &[bool]) -> Function {
    let mut vars = Vec::new();
    let params = pipeline::type_params(&sig.generics);
    let lower = |ty: &syn::Type| crate::parse::lower_type(ty, &params, &mut Default::default());
    let typed = sig.inputs.iter().zip(active).filter_map(|(input, on)| match input {
        syn::FnArg::Typed(t) => Some((lower(&t.ty), *on)),
        syn::FnArg::Receiver(_) => None,
    });
    let typed: Vec<(Type, bool)> = typed.collect();
    let ret_ty = match &sig.output {
        syn::ReturnType::Default => Type::Unit,
        syn::ReturnType::Type(_, t) => lower(t),
    };
    let params = typed
        .into_iter()
        .map(|(ty, on)| Param { var: fresh(&mut vars, "p", ty), constant: !on, receiver: false })
        .collect();
    let ret = (ret_ty != Type::Unit).then(|| fresh(&mut vars, "y", ret_ty.clone()));
    let (name, span) = (sig.ident.to_string(), sig.ident.span());
    let (body, marks) = Default::default();
    Function { name, params, ret_ty, ret, vars, body, marks, span }
}
