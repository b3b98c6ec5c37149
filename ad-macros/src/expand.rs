//! From the attribute's tokens to the tokens that replace them.

use crate::diagnostics::Diagnostics;
use crate::dispatch;
use crate::emit::at;
use crate::hand_rules;
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
    if options.jvp.is_some() || options.vjp.is_some() || options.pullback.is_some() {
        return hand_rules::written(&input, options)
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
