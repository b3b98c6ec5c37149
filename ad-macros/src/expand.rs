//! From the attribute's tokens to the tokens that replace them.

use crate::diagnostics::Diagnostics;
use crate::dispatch;
use crate::emit::companion::{Emitted, Frame};
use crate::emit::words::Of;
use crate::emit::{at, signature};
use crate::hand_lanes;
use crate::ir::builder::fresh;
use crate::ir::{Function, Param, Type};
use crate::operators;
use crate::options::{Math, Options};
use crate::parse::{self, take_marks};
use crate::pipeline::{self, Input};
use crate::vectors;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::spanned::Spanned;

/// Expands `#[differentiable(options)] item`.
pub(crate) fn attribute(options: TokenStream, item: TokenStream) -> TokenStream {
    let options: Options = match syn::parse2(options) {
        Ok(o) => o,
        Err(e) => {
            let item = without_constant_tokens(item);
            let error = e.into_compile_error();
            return quote!(#item #error);
        }
    };
    if let Ok(mut function) = syn::parse2::<syn::ItemFn>(item.clone()) {
        let options = options.of(&function.attrs);
        let rewritten = in_vectors(&function.sig, &mut function.block, &options);
        let is_method = function.sig.receiver().is_some() || operators::names_self(&function);
        let constant = take_constant(&mut function.sig);
        let constant_of = constant.clone();
        let derivatives =
            one(&function.vis, &function.sig, &function.block, constant, &options, is_method, None)
                .unwrap_or_else(|errors| errors);
        run_in_parallel(&mut function.sig, &mut function.block, constant_of);
        let errors = take_marks(&mut function.block);
        if rewritten {
            vectors::import(&mut function.block);
        }
        let function = match options.multiversion && dispatch::is_possible(&function.sig, is_method)
        {
            true => dispatch::function(function),
            false => function.into_token_stream(),
        };
        return quote!(#[allow(dead_code)] #function #derivatives #errors);
    }
    if let Ok(mut block) = syn::parse2::<syn::ItemImpl>(item.clone()) {
        return impl_block(&mut block, &options);
    }
    if let Ok(constant) = syn::parse2::<syn::ItemConst>(item.clone()) {
        return function_constant(&constant);
    }
    if let Ok(declaration) = syn::parse2::<syn::ForeignItemFn>(item.clone()) {
        return foreign(&declaration, &options);
    }
    let error = misplaced(&item).into_compile_error();
    quote!(#item #error)
}

/// Replaces elementary functions where the user chose `math = "vector"`; were there any?
fn in_vectors(sig: &syn::Signature, block: &mut syn::Block, options: &Options) -> bool {
    options.math == Math::Vector
        && vectors::rewrite(block, &pipeline::type_params(&sig.generics).scalars)
}

/// Loops marked `#[parallel]` run on all cores in the function itself, too.
fn run_in_parallel(sig: &mut syn::Signature, block: &mut syn::Block, constant: Vec<bool>) {
    if !parse::asks_for_threads(block) {
        return;
    }
    let made = std::panic::AssertUnwindSafe(|| pipeline::parallel_primal(sig, block, constant));
    if let Ok(Some((new_sig, new_block))) = std::panic::catch_unwind(made) {
        (*sig, *block) = (new_sig, new_block);
    }
}

/// The attribute on something without a body to differentiate.
fn misplaced(item: &TokenStream) -> syn::Error {
    const BLOCK: &str = "put it on the functions inside";
    let (name, kind, help) = match syn::parse2::<syn::Item>(item.clone()) {
        Ok(syn::Item::Struct(s)) => (s.ident, "struct", "use `#[derive(Differentiable)]`"),
        Ok(syn::Item::Enum(e)) => (e.ident, "enum", "use `#[derive(Differentiable)]`"),
        Ok(syn::Item::Const(c)) => (c.ident, "constant", "write a function that returns it"),
        Ok(syn::Item::Static(s)) => (s.ident, "static", "write a function that returns it"),
        Ok(syn::Item::Trait(t)) => (
            t.ident,
            "trait",
            "write a plain function or an inherent method and call it from the trait's",
        ),
        Ok(syn::Item::Mod(m)) => (m.ident, "module", BLOCK),
        _ => {
            let text = "`#[differentiable]` goes on a function, a method or an impl block\n\nthere is no body to differentiate here\n\nhelp: put it on the functions inside";
            return syn::Error::new(item.span(), text);
        }
    };
    let text = format!(
        "`#[differentiable]` on the {kind} `{name}`\n\nit goes on a function, a method or an impl block\n\nhelp: {help}"
    );
    syn::Error::new(name.span(), text)
}

/// The derivatives of one function, or the errors in place of them.
pub(crate) fn one(
    vis: &syn::Visibility,
    sig: &syn::Signature,
    body: &syn::Block,
    constant: Vec<bool>,
    options: &Options,
    is_method: bool,
    block: Option<(&syn::Generics, &TokenStream)>,
) -> Result<TokenStream, TokenStream> {
    let mut diags = Diagnostics::default();
    refuse_signature(sig, &constant, options, is_method && block.is_none(), &mut diags);
    let mut signature = made_here(sig);
    name_impl_traits(&mut signature);
    let vis = &made_here(vis);
    let input = Input {
        vis,
        signature: &signature,
        body,
        constant,
        is_method,
        block: block.map(|b| b.0),
        self_ty: block.map(|b| b.1),
        multiversion: options.multiversion,
        inlined: options.inlined,
    };
    if !diags.is_empty() {
        return Err(diags.into_tokens());
    }
    if options.jvp.is_some() || options.vjp.is_some() {
        return hand_rule(&input, options)
            .map(|mut emitted| pipeline::assemble(&input, &mut emitted))
            .map_err(syn::Error::into_compile_error);
    }
    let run = std::panic::AssertUnwindSafe(|| pipeline::run(&input, options, &mut diags));
    let mut emitted = match std::panic::catch_unwind(run) {
        Ok(emitted) => emitted,
        Err(cause) => {
            let text = cause
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| cause.downcast_ref::<&str>().map(ToString::to_string))
                .unwrap_or_default();
            let name = &sig.ident;
            return Err(syn::Error::new(
                sig.ident.span(),
                format!(
                    "`{name}` could not be differentiated: this is a bug in cotangent\n\n{text}"
                ),
            )
            .into_compile_error());
        }
    };
    if !diags.is_empty() {
        return Err(diags.into_tokens());
    }
    Ok(pipeline::assemble(&input, &mut emitted))
}

/// The user's tokens as the macro's own, where they are: lints look at where an item begins and
/// ends.
fn made_here<T: ToTokens + syn::parse::Parse + Clone>(node: &T) -> T {
    fn turn(tokens: TokenStream) -> TokenStream {
        let own = |mut t: TokenTree| {
            if let TokenTree::Group(g) = &t {
                t = proc_macro2::Group::new(g.delimiter(), turn(g.stream())).into();
            }
            t.set_span(at(t.span()));
            t
        };
        tokens.into_iter().map(own).collect()
    }
    syn::parse2(turn(node.to_token_stream())).unwrap_or_else(|_| node.clone())
}

fn refuse_signature(
    sig: &syn::Signature,
    constant: &[bool],
    options: &Options,
    lone_method: bool,
    diags: &mut Diagnostics,
) {
    let name = &sig.ident;
    let kinds = [
        (
            sig.constness.map(|t| t.span()),
            "const",
            "derivatives need more than const evaluation offers",
        ),
        (sig.asyncness.map(|t| t.span()), "async", "a future has no value to differentiate yet"),
        (sig.unsafety.map(|t| t.span()), "unsafe", "the macro cannot see what it reads and writes"),
        (
            sig.abi.as_ref().map(Spanned::span),
            "extern",
            "its callers expect another calling convention",
        ),
    ];
    for (span, kind, why) in kinds {
        if let Some(span) = span {
            diags.refuse(
                span,
                format!("`{name}` is `{kind}`, which cannot be differentiated"),
                why,
                "differentiate a plain function and call it from this one",
            );
        }
    }
    if matches!(
        name.to_string().as_str(),
        "f32"
            | "f64"
            | "f16"
            | "bool"
            | "char"
            | "str"
            | "usize"
            | "cotangent"
            | "std"
            | "core"
            | "alloc"
    ) {
        diags.refuse(
            name.span(),
            format!("a companion cannot be called `{name}`"),
            "it would hide a primitive type or a crate",
            "rename the function",
        );
    }
    if let Some((0, span)) = options.order {
        diags.refuse(
            span,
            "order 0 has no derivatives",
            "`order = n` is how often the function can be differentiated",
            "leave `order` out for first derivatives",
        );
    }
    if options.multiversion {
        dispatch::check(sig, lone_method, diags);
    }
    let chosen = [("math", options.math == Math::Vector), ("multiversion", options.multiversion)];
    for (option, _) in chosen.iter().filter(|(_, on)| *on && options.foreign.is_some()) {
        diags.refuse(
            name.span(),
            format!("`{option}` cannot be chosen for `{name}`"),
            "it is the code of another crate",
            "leave the option out",
        );
    }
    refuse_unbounded(sig, constant, diags);
    if let Some(variadic) = &sig.variadic {
        diags.refuse(variadic.span(), "variadic functions cannot be differentiated", "", "");
    }
}

/// Type parameters of which nothing says that they are differentiable. Bounds by traits of other
/// crates may say so; those of the standard library do not.
fn refuse_unbounded(sig: &syn::Signature, constant: &[bool], diags: &mut Diagnostics) {
    for (input, _) in sig.inputs.iter().zip(constant).filter(|(_, constant)| !**constant) {
        let syn::FnArg::Typed(t) = input else { continue };
        let Some(name) = carried(&t.ty) else { continue };
        let Some(param) = sig.generics.type_params().find(|p| p.ident == *name) else { continue };
        let further =
            sig.generics.where_clause.iter().flat_map(|w| &w.predicates).filter_map(|p| match p {
                syn::WherePredicate::Type(p) if carried(&p.bounded_ty) == Some(name) => {
                    Some(&p.bounds)
                }
                _ => None,
            });
        let mut bounds = param.bounds.iter().chain(further.flatten());
        if bounds.all(is_silent) {
            diags.refuse(
                &t.ty.to_token_stream(),
                format!("nothing says that `{name}` has a derivative"),
                "its bounds allow types without one",
                format!("bound it by `cotangent::Scalar` for arithmetic, or by `cotangent::Differentiable`; or mark the parameter `#[constant]`: `{name}` stays fixed"),
            );
        }
    }
}

/// The type parameter whose values a type holds: `T` of `T`, `&[T]`, `Vec<T>`.
fn carried(ty: &syn::Type) -> Option<&syn::Ident> {
    match ty {
        syn::Type::Reference(r) => carried(&r.elem),
        syn::Type::Slice(s) => carried(&s.elem),
        syn::Type::Array(a) => carried(&a.elem),
        syn::Type::Paren(p) => carried(&p.elem),
        syn::Type::Path(p) if p.qself.is_none() => {
            let last = p.path.segments.last()?;
            match &last.arguments {
                syn::PathArguments::None => p.path.get_ident(),
                syn::PathArguments::AngleBracketed(a)
                    if last.ident == "Vec" || last.ident == "Option" =>
                {
                    a.args.iter().find_map(|a| match a {
                        syn::GenericArgument::Type(t) => carried(t),
                        _ => None,
                    })
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// A bound that says nothing about derivatives.
fn is_silent(bound: &syn::TypeParamBound) -> bool {
    const SILENT: &[&str] = &[
        "Add",
        "AddAssign",
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "Display",
        "Div",
        "DivAssign",
        "From",
        "Into",
        "Mul",
        "MulAssign",
        "Neg",
        "PartialEq",
        "PartialOrd",
        "Product",
        "Rem",
        "Send",
        "Sized",
        "Sub",
        "SubAssign",
        "Sum",
        "Sync",
    ];
    match bound {
        syn::TypeParamBound::Trait(t) => {
            t.path.segments.last().is_some_and(|s| SILENT.contains(&s.ident.to_string().as_str()))
        }
        _ => true,
    }
}

/// Takes `#[constant]` off the parameters.
pub(crate) fn take_constant(sig: &mut syn::Signature) -> Vec<bool> {
    sig.inputs
        .iter_mut()
        .map(|input| {
            let attrs = match input {
                syn::FnArg::Receiver(r) => &mut r.attrs,
                syn::FnArg::Typed(t) => &mut t.attrs,
            };
            let before = attrs.len();
            attrs.retain(|a| !a.path().is_ident("constant"));
            attrs.len() != before
        })
        .collect()
}

fn without_constant_tokens(item: TokenStream) -> TokenStream {
    match syn::parse2::<syn::ItemFn>(item.clone()) {
        Ok(mut f) => {
            take_constant(&mut f.sig);
            f.into_token_stream()
        }
        Err(_) => item,
    }
}

/// `impl Trait` parameters get names, so that pullback types can list them.
fn name_impl_traits(sig: &mut syn::Signature) {
    for (i, input) in sig.inputs.iter_mut().enumerate() {
        let syn::FnArg::Typed(t) = input else { continue };
        let target = match &mut *t.ty {
            syn::Type::Reference(r) => &mut r.elem,
            _ => &mut t.ty,
        };
        if let syn::Type::ImplTrait(it) = &**target {
            let name = format_ident!("__Impl{i}");
            let bounds = &it.bounds;
            sig.generics.params.push(syn::parse_quote!(#name: #bounds));
            **target = syn::parse_quote!(#name);
        }
    }
}

/// The impl of an operator, with the impl of its rule.
fn operator_block(block: &mut syn::ItemImpl, options: &Options) -> TokenStream {
    let mut rewritten = false;
    for item in &mut block.items {
        if let syn::ImplItem::Fn(f) = item {
            rewritten |= in_vectors(&f.sig, &mut f.block, options);
        }
    }
    let derivatives =
        operators::operator(block, options).unwrap_or_else(syn::Error::into_compile_error);
    let mut errors = TokenStream::new();
    for item in &mut block.items {
        if let syn::ImplItem::Fn(f) = item {
            take_constant(&mut f.sig);
            errors.extend(take_marks(&mut f.block));
            if rewritten {
                vectors::import(&mut f.block);
            }
        }
    }
    quote!(#block #derivatives #errors)
}

fn impl_block(block: &mut syn::ItemImpl, options: &Options) -> TokenStream {
    if block.trait_.is_some() {
        return operator_block(block, options);
    }
    let mut extra = TokenStream::new();
    let mut errors = TokenStream::new();
    let mut kernels = Vec::new();
    let self_ty = block.self_ty.to_token_stream();
    let generics = block.generics.clone();
    for item in &mut block.items {
        if let syn::ImplItem::Fn(f) = item {
            f.attrs.push(syn::parse_quote!(#[allow(dead_code)]));
            let own = match take_options(&mut f.attrs) {
                Ok(own) => own,
                Err(e) => {
                    errors.extend(e.into_compile_error());
                    errors.extend(take_marks(&mut f.block));
                    continue;
                }
            };
            let options = &own.unwrap_or_else(|| options.clone()).of(&f.attrs);
            let rewritten = in_vectors(&f.sig, &mut f.block, options);
            let constant = take_constant(&mut f.sig);
            let constant_of = constant.clone();
            let of = Some((&generics, &self_ty));
            match one(&f.vis, &f.sig, &f.block, constant, options, true, of) {
                Ok(derivatives) => extra.extend(derivatives),
                Err(e) => errors.extend(e),
            }
            run_in_parallel(&mut f.sig, &mut f.block, constant_of);
            errors.extend(take_marks(&mut f.block));
            if rewritten {
                vectors::import(&mut f.block);
            }
            if options.multiversion && dispatch::is_possible(&f.sig, false) {
                let owner = dispatch::Owner { ty: &self_ty, generics: Some(&generics) };
                kernels.push(syn::ImplItem::Fn(dispatch::method(f, owner)));
            }
        }
    }
    block.items.extend(kernels);
    let (impl_generics, _, where_clause) = block.generics.split_for_impl();
    let ty = &block.self_ty;
    quote!(#block impl #impl_generics #ty #where_clause { #extra } #errors)
}

/// Takes `#[differentiable(..)]` off a function whose block has the attribute too.
fn take_options(attrs: &mut Vec<syn::Attribute>) -> syn::Result<Option<Options>> {
    let is_ours =
        |a: &syn::Attribute| a.path().segments.last().is_some_and(|s| s.ident == "differentiable");
    let Some(i) = attrs.iter().position(is_ours) else { return Ok(None) };
    match attrs.remove(i).meta {
        syn::Meta::List(list) => syn::parse2(list.tokens).map(Some),
        _ => Ok(Some(Options::default())),
    }
}

/// `#[differentiable] const NAME: fn(..) -> .. = path;`: the constant's name leads to the
/// function's companion too.
fn function_constant(constant: &syn::ItemConst) -> TokenStream {
    let (syn::Type::BareFn(_), syn::Expr::Path(path)) = (&*constant.ty, &*constant.expr) else {
        let error = syn::Error::new(
            constant.ident.span(),
            format!("`{}` is not the name of a function\n\nhelp: of constants, only `const NAME: fn(..) -> .. = path;` has derivatives", constant.ident),
        )
        .into_compile_error();
        return quote!(#constant #error);
    };
    let (vis, name) =
        (&constant.vis, syn::Ident::new(&constant.ident.to_string(), at(constant.ident.span())));
    let doc = format!(" The derivatives of the function that [`{name}`](const@{name}) names.");
    quote!(#constant #[doc = #doc] #vis type #name = #path;)
}

/// `#[differentiable(foreign = path, jvp = .., vjp = ..)] fn name(..) -> ..;`
fn foreign(declaration: &syn::ForeignItemFn, options: &Options) -> TokenStream {
    let (vis, attrs) = (&declaration.vis, &declaration.attrs);
    let mut sig = declaration.sig.clone();
    let constant = take_constant(&mut sig);
    let Some(path) = &options.foreign else {
        return syn::Error::new(
            declaration.sig.ident.span(),
            "a function without a body\n\nhelp: name what it stands for: `#[differentiable(foreign = libm::erf, jvp = erf_jvp, vjp = erf_vjp)]`",
        )
        .into_compile_error();
    };
    let args: Vec<_> = sig
        .inputs
        .iter()
        .filter_map(|i| match i {
            syn::FnArg::Typed(t) => Some(t.pat.to_token_stream()),
            syn::FnArg::Receiver(_) => None,
        })
        .collect();
    let body: syn::Block = syn::parse_quote!({ #path(#(#args),*) });
    let derivatives =
        one(vis, &sig, &body, constant, options, false, None).unwrap_or_else(|errors| errors);
    quote!(#(#attrs)* #[allow(dead_code)] #[inline] #vis #sig #body #derivatives)
}

/// Derivatives that the user wrote.
fn hand_rule(input: &Input<'_>, options: &Options) -> syn::Result<Vec<Emitted>> {
    let sig = input.signature;
    let (Some(jvp), Some(vjp)) = (&options.jvp, &options.vjp) else {
        let (has, lacks) = if options.jvp.is_some() { ("jvp", "vjp") } else { ("vjp", "jvp") };
        return Err(syn::Error::new_spanned(
            options.jvp.as_ref().or(options.vjp.as_ref()),
            format!(
                "the rule of `{}` has only its `{has}`\n\nother functions call it in both modes\n\nhelp: add `{lacks} = ..`",
                sig.ident
            ),
        ));
    };
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
            #[inline] #vis fn vjp #generics(#(#primals),*) -> (#ret, impl FnOnce(#ret_tan) -> #bars_type) #where_clause { #vjp(#(#names),*) }
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
                #[inline] #vis fn value_and_grad #generics(#(#primals),*) -> (#ret, #bars_type) #where_clause { let (__y, __pullback) = #vjp(#(#names),*); let __bars = __pullback(1.0); (__y, __bars) }
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
                    let (y, pullback) = #vjp(#(#names),*);
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
                    let (__y, __pullback) = #vjp(#(#names),*);
                    let #bars_pattern = __pullback(__w);
                    #(#closes)*
                    __y
                }
            },
        );
    }
    let primal = &sig.ident;
    let body = if any_reference {
        // The rule's own pullback may borrow its arguments, so it is made when they are handed in again.
        quote!(#(#keeps)* (#primal(#(#names),*), move |#(#closure_args),*| { let (_, __pullback) = #vjp(#(#again_args),*); let #bars_pattern = __pullback(__w); #(#closes)* }))
    } else {
        quote! {
            let (__y, __pullback) = #vjp(#(#names),*);
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
        let rule =
            hand_lanes::HandRule { input, jvp, vjp, names: &names, types: &types, active: &active };
        out.extend(rule.in_lanes());
    }
    Ok(out)
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
