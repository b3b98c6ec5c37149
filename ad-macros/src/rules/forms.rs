//! The hidden forms of functions that `ad-core` differentiates by hand, up to [`MAX_ORDER`].
//!
//! A form takes each argument with its tangents along the directions 1 … k, and along several of them
//! at once: one for each subset of the directions. What a function does with such a *bundle* is the
//! same for all k, so it is written once, for bundles of any length; the attribute writes the
//! signatures around it. A function's body is one of
//!
//! ```text
//! linear(|x| value, |x_bar, x, w| transpose)
//! rule(|x, y| forward, |w, x, y, x_bar, y_bar| back)
//! ```
//!
//! `linear` is for a function that is linear in its first argument, an array, and has no other with a
//! tangent: each tangent goes through the function itself. In `rule`, the names of `forward` stand
//! for bundles `[Option<&T>; N]`, with the value in place 0 and the tangent along a subset of the
//! directions at the place whose binary digits are the subset; for `&mut` parameters `[Option<&mut
//! T>; N]`. It gives the value and a function from a place to the tangent there. `back` gets the
//! cotangents `[W; N]`, the bundles again, and the shadows `[Option<&mut T>; N]`. The value of an
//! argument that was taken by value is under the parameter's own name only, so it can be moved.
//! `#[constant]` parameters have no tangents and keep their names; they are cloned for each use.
//!
//! The function itself is made for functions, and for methods marked `#[primal]`, which `ndarray` has not.

use super::MAX_ORDER;
use crate::ir::CallForm;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Expr, FnArg, GenericParam, Pat, ReturnType, Type, parse_quote};

/// The attribute on a trait of methods, whose receivers are arrays or the type that it names, or on a
/// function.
pub(crate) fn expand(receiver: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let receiver: Type = match receiver.is_empty() {
        true => parse_quote!(::ndarray::ArrayRef<A, D>),
        false => syn::parse2(receiver)?,
    };
    match syn::parse2(item)? {
        syn::Item::Trait(mut item) => {
            let mut made = Vec::new();
            for member in std::mem::take(&mut item.items) {
                match member {
                    syn::TraitItem::Fn(f) if f.default.as_ref().is_some_and(is_rule) => {
                        let block = f.default.expect("a body");
                        let host = Host::Trait(&item.generics, &receiver);
                        let ruled = Ruled::new(&f.attrs, &f.sig, &block, host)?;
                        let primal = f.attrs.iter().any(|a| a.path().is_ident("primal"));
                        made.extend(primal.then(|| ruled.primal()));
                        made.extend(ruled.forms());
                    }
                    other => made.push(other.into_token_stream()),
                }
            }
            let (attrs, vis, name) = (&item.attrs, &item.vis, &item.ident);
            let (generics, _, clause) = item.generics.split_for_impl();
            let above = &item.supertraits;
            Ok(quote! {
                #(#attrs)*
                #vis trait #name #generics: #above #clause { #(#made)* }
            })
        }
        syn::Item::Fn(f) => {
            let ruled = Ruled::new(&f.attrs, &f.sig, &f.block, Host::Companion(&f.vis))?;
            let (vis, name, primal, forms) = (&f.vis, &f.sig.ident, ruled.primal(), ruled.forms());
            Ok(quote! {
                #primal
                /// The derivatives of the function of the same name.
                #[allow(non_camel_case_types)]
                #vis struct #name {}
                impl #name { #(#forms)* }
            })
        }
        other => Err(syn::Error::new_spanned(other, "a trait or a function")),
    }
}

fn is_rule(block: &syn::Block) -> bool {
    rule_of(block).is_some()
}

/// The word and the two closures.
fn rule_of(block: &syn::Block) -> Option<(String, &syn::ExprClosure, &syn::ExprClosure)> {
    let [syn::Stmt::Expr(Expr::Call(call), None)] = &block.stmts[..] else { return None };
    let (Expr::Path(word), [Expr::Closure(forward), Expr::Closure(back)]) =
        (&*call.func, &call.args.iter().collect::<Vec<_>>()[..])
    else {
        return None;
    };
    let word = word.path.get_ident()?.to_string();
    matches!(word.as_str(), "linear" | "rule").then_some((word, forward, back))
}

/// Where the forms stand.
#[derive(Clone, Copy)]
enum Host<'a> {
    /// Methods: in a trait with these generics, for this type.
    Trait(&'a syn::Generics, &'a Type),
    /// Functions: in a companion that is seen as far as they are.
    Companion(&'a syn::Visibility),
}

/// How an argument comes in.
#[derive(Clone, Copy, PartialEq)]
enum By {
    Value,
    Ref,
    Mut,
}

struct Parameter {
    name: Ident,
    by: By,
    /// Its type without the reference.
    target: Type,
    constant: bool,
}

/// A function with a rule.
struct Ruled<'a> {
    docs: Vec<&'a syn::Attribute>,
    sig: &'a syn::Signature,
    host: Host<'a>,
    params: Vec<Parameter>,
    out: Type,
    linear: bool,
    forward: &'a syn::ExprClosure,
    back: &'a syn::ExprClosure,
}

fn names(closure: &syn::ExprClosure) -> Vec<Ident> {
    let name = |p: &Pat| match p {
        Pat::Ident(i) => i.ident.clone(),
        _ => format_ident!("_unused"),
    };
    closure.inputs.iter().map(name).collect()
}

impl<'a> Ruled<'a> {
    fn new(
        attrs: &'a [syn::Attribute],
        sig: &'a syn::Signature,
        block: &'a syn::Block,
        host: Host<'a>,
    ) -> syn::Result<Self> {
        let (word, forward, back) =
            rule_of(block).ok_or_else(|| syn::Error::new_spanned(block, "`linear` or `rule`"))?;
        let params =
            sig.inputs.iter().map(|p| parameter(p, host)).collect::<syn::Result<Vec<_>>>()?;
        let ruled = Ruled {
            docs: attrs.iter().filter(|a| a.path().is_ident("doc")).collect(),
            sig,
            host,
            out: match &sig.output {
                ReturnType::Default => parse_quote!(()),
                ReturnType::Type(_, ty) => (**ty).clone(),
            },
            linear: word == "linear",
            forward,
            back,
            params,
        };
        let active = ruled.active().count();
        let (ins, outs) = match ruled.linear {
            true => (1, 3),
            false => (active, 1 + 2 * active),
        };
        if forward.inputs.len() != ins || back.inputs.len() != outs {
            let text = format!("closures of {ins} and {outs} parameters are expected");
            return Err(syn::Error::new_spanned(block, text));
        }
        Ok(ruled)
    }

    fn active(&self) -> impl Iterator<Item = (usize, &Parameter)> {
        self.params.iter().enumerate().filter(|(_, p)| !p.constant)
    }

    fn changes(&self) -> bool {
        self.params.iter().any(|p| p.by == By::Mut)
    }

    /// The function itself.
    fn primal(&self) -> TokenStream {
        let (docs, sig, vis) = (&self.docs, self.plain_signature(), self.vis());
        let bundles = self.bundles(1, &|_, _| quote!(None));
        let forward = self.run(1);
        quote!(#(#docs)* #[track_caller] #vis #sig { #bundles #forward __y })
    }

    fn forms(&self) -> Vec<TokenStream> {
        let mut out: Vec<TokenStream> = (1..=MAX_ORDER).map(|k| self.forward(k)).collect();
        out.extend((0..MAX_ORDER).map(|k| self.reverse(k)));
        // Both sweeps at once make sense of what gives a value and changes nothing.
        if !self.changes() {
            out.extend((0..MAX_ORDER).map(|k| self.add_grad(k)));
        }
        out
    }

    /// The signature without the macro's own attributes.
    fn plain_signature(&self) -> syn::Signature {
        let mut sig = self.sig.clone();
        for input in &mut sig.inputs {
            if let FnArg::Typed(t) = input {
                t.attrs.clear();
            }
        }
        sig
    }

    fn vis(&self) -> TokenStream {
        match self.host {
            Host::Trait(..) => TokenStream::new(),
            Host::Companion(vis) => vis.to_token_stream(),
        }
    }

    /// A form: its name, generics, further parameters, result and body.
    fn form(
        &self,
        form: CallForm,
        generics: Vec<GenericParam>,
        more: &[TokenStream],
        ret: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let name = match self.host {
            Host::Trait(..) => format_ident!("{}{}", self.sig.ident, form.suffix()),
            Host::Companion(_) => format_ident!("{}", form.suffix()),
        };
        let mut all = self.sig.generics.clone();
        all.params.extend(generics);
        let (generics, _, clause) = all.split_for_impl();
        let sig = self.plain_signature();
        let params = sig.inputs.iter();
        let (doc, vis) =
            (format!("The form `{}` of `{}`.", form.suffix(), self.sig.ident), self.vis());
        quote! {
            #[doc = #doc]
            #[inline]
            #[track_caller]
            #[allow(clippy::too_many_arguments, clippy::type_complexity, clippy::clone_on_copy)]
            #vis fn #name #generics(#(#params,)* #(#more),*) -> #ret #clause { #body }
        }
    }

    /// Forward mode, `k` times.
    fn forward(&self, k: u8) -> TokenStream {
        let (mut generics, mut more) = (Vec::new(), Vec::new());
        for (s, i) in self.tangents(k) {
            let (d, t) = (dot(s, i), format_ident!("__T{s}_{i}"));
            let p = &self.params[i];
            let target = &p.target;
            match (p.constant, p.by) {
                (true, _) => {
                    generics.push(parse_quote!(#t));
                    more.push(quote!(_: #t));
                }
                (false, By::Mut) => {
                    generics.push(parse_quote!(#t: crate::__private::ForwardMut<#target>));
                    more.push(quote!(mut #d: #t));
                }
                (false, _) => {
                    generics.push(parse_quote!(#t: crate::__private::Forward<#target>));
                    more.push(quote!(#d: #t));
                }
            }
        }
        let n = 1 << k;
        let bundles = self.bundles(n, &|s, i| {
            let d = dot(s, i);
            quote!(#d.get())
        });
        let forward = self.run(n);
        let (y, kept) = self.outcome(n, k > 1);
        let form = CallForm::Jvp(k);
        self.form(form, generics, &more, &y, &quote!(#bundles #forward #kept))
    }

    /// What comes after the arguments in reverse mode of the `k`-th tangent: tangents and markers.
    fn marked(&self, k: u8) -> (Vec<GenericParam>, Vec<TokenStream>) {
        let (mut generics, mut more) = (Vec::new(), Vec::new());
        for (s, i) in self.tangents(k) {
            let (d, p) = (dot(s, i), &self.params[i]);
            let target = &p.target;
            more.push(match (p.constant, p.by) {
                (true, _) => quote!(_: crate::__private::Ignored),
                (false, By::Mut) => quote!(#d: Option<&mut #target>),
                (false, _) => quote!(#d: Option<&#target>),
            });
        }
        for (s, i) in self.positions(k) {
            let marker = format_ident!("__X{s}_{i}");
            more.push(quote!(_: #marker));
            generics.push(match self.params[i].constant {
                true => parse_quote!(#marker),
                false => parse_quote!(#marker: crate::__private::Activity),
            });
        }
        (generics, more)
    }

    /// Reverse mode of forward mode, `k` times.
    fn reverse(&self, k: u8) -> TokenStream {
        let n = 1 << k;
        let (generics, more) = self.marked(k);
        let bundles = self.bundles(n, &|s, i| dot(s, i).into_token_stream());
        let forward = self.run(n);
        let (y, kept) = self.outcome(n, true);
        let bar = self.bar_type(n);
        let (mut types, mut inputs) = (vec![bar.clone()], vec![quote!(__w: #bar)]);
        for (s, i) in self.positions(k) {
            let p = &self.params[i];
            let target = &p.target;
            let again = match (p.constant, s, p.by) {
                (_, 0, By::Value) => quote!(()),
                (_, 0, _) => quote!(&#target),
                (true, ..) => quote!(crate::__private::Ignored),
                (false, ..) => quote!(Option<&#target>),
            };
            let shadow = self.shadow(s, i);
            let (a, b) = (format_ident!("__again{s}_{i}"), format_ident!("__bar{s}_{i}"));
            // What is not handed again is captured.
            let a = match (p.constant, s, p.by) {
                (true, 0, By::Ref) => p.name.clone(),
                (false, 0, By::Ref | By::Mut) => a,
                (false, 1.., _) => a,
                _ => format_ident!("_{a}"),
            };
            let b = if p.constant { format_ident!("_{b}") } else { b };
            inputs.push(quote!(#a: #again));
            inputs.push(quote!(#b: #shadow));
            types.push(again);
            types.push(shadow);
        }
        let back = self.back(n, &|s, i| {
            let a = format_ident!("__again{s}_{i}");
            match (s, self.params[i].by) {
                (0, By::Value) => quote!(None),
                (0, _) => quote!(Some(#a)),
                _ => a.into_token_stream(),
            }
        });
        let captures = self.captures(&generics);
        let ret = quote!((#y, impl FnOnce(#(#types),*) + use<#(#captures),*>));
        let body = quote! {
            #bundles
            #forward
            let __made = #kept;
            (__made, move |#(#inputs),*| { #back })
        };
        self.form(CallForm::Vjp(k), generics, &more, &ret, &body)
    }

    /// Both sweeps at once, over forward mode `k` times.
    fn add_grad(&self, k: u8) -> TokenStream {
        let n = 1 << k;
        let (generics, mut more) = self.marked(k);
        let bar = self.bar_type(n);
        more.push(quote!(__w: #bar));
        for (s, i) in self.positions(k) {
            let shadow = self.shadow(s, i);
            let name = if self.params[i].constant {
                quote!(_)
            } else {
                format_ident!("__bar{s}_{i}").into_token_stream()
            };
            more.push(quote!(#name: #shadow));
        }
        let place = |s: usize, i: usize| dot(s, i).into_token_stream();
        let bundles = self.bundles(n, &place);
        let forward = self.run(n);
        let (y, kept) = self.outcome(n, k > 0);
        let back = self.back(n, &|s, i| match (s, self.params[i].by) {
            (0, By::Value) => quote!(None),
            (0, _) => {
                let value = self.given(i);
                quote!(Some(#value))
            }
            _ => place(s, i),
        });
        let body = quote!({ #back } #bundles #forward #kept);
        self.form(CallForm::AddGrad(k), generics, &more, &y, &body)
    }

    /// The argument as it was given.
    fn given(&self, i: usize) -> TokenStream {
        match (&self.host, i, self.params[i].by) {
            (Host::Trait(..), 0, By::Mut) => quote!(self.whole_mut()),
            (Host::Trait(..), 0, _) => quote!(self.whole()),
            _ => self.params[i].name.to_token_stream(),
        }
    }

    /// Names for the bundles of all arguments that have tangents.
    fn bundles(&self, n: usize, tangent: &dyn Fn(usize, usize) -> TokenStream) -> TokenStream {
        let each = self.active().map(|(i, p)| {
            let name = format_ident!("__x{i}");
            let given = self.given(i);
            let mutable = (p.by == By::Mut).then(|| quote!(mut));
            let first = match p.by {
                By::Value => quote!(None),
                By::Ref | By::Mut => quote!(Some(#given)),
            };
            let target = &p.target;
            let rest = (1..n).map(|s| tangent(s, i));
            quote!(let #name: [Option<&#mutable #target>; #n] = [#first #(, #rest)*];)
        });
        each.collect()
    }

    /// Evaluates to `__y` and the tangents `__y1`, ….
    fn run(&self, n: usize) -> TokenStream {
        let dots = (1..n).map(|s| {
            let y = format_ident!("__y{s}");
            quote!(let #y = __dot(#s);)
        });
        let unused = (n == 1).then(|| quote!(let _ = __dot;));
        let mutable = (n > 1).then(|| quote!(mut));
        let body = &self.forward.body;
        let given = names(self.forward);
        let constants = self.constants();
        if !self.linear {
            let bundles = self.active().map(|(i, _)| format_ident!("__x{i}"));
            return quote! {
                let (__y, #mutable __dot) = {
                    #constants
                    #(let #given = #bundles;)*
                    #body
                };
                #(#dots)*
                #unused
            };
        }
        let x = &given[0];
        let name = self.sig.ident.to_string();
        let apply = |array: TokenStream| {
            quote!({
                #constants
                let #x = #array;
                #body
            })
        };
        let (of_value, of_tangent) = (apply(quote!(__value)), apply(quote!(__d)));
        let dot = (n > 1).then(|| {
            quote! {
                let #mutable __dot = |s: usize| match __x0[s] {
                    Some(__d) => {
                        super::elementwise::check_shape(#name, "tangent", __d.shape(), __value.shape());
                        super::methods::Owned::owned(#of_tangent)
                    }
                    None => crate::Differentiable::zero_tangent(&__y),
                };
            }
        });
        let given = self.given(0);
        quote! {
            let __value = #given;
            let __y = #of_value;
            #dot
            #(#dots)*
        }
    }

    /// Clones of the constant parameters, for one use.
    fn constants(&self) -> TokenStream {
        let values = self.params.iter().filter(|p| p.constant && p.by == By::Value);
        values
            .map(|p| {
                let name = &p.name;
                quote!(let #name = #name.clone(); let _ = &#name;)
            })
            .collect()
    }

    /// The reverse sweep from `__w` into the shadows.
    fn back(&self, n: usize, again: &dyn Fn(usize, usize) -> TokenStream) -> TokenStream {
        let body = &self.back.body;
        let given = names(self.back);
        let constants = self.constants();
        let active: Vec<usize> = self.active().map(|(i, _)| i).collect();
        let bundle = |i: &usize| {
            let target = &self.params[*i].target;
            let each = (0..n).map(|s| again(s, *i));
            quote!({ let __again: [Option<&#target>; #n] = [#(#each),*]; __again })
        };
        let bars = |i: &usize| {
            let each = (0..n).map(|s| {
                let (marker, bar) = (format_ident!("__X{s}_{i}"), format_ident!("__bar{s}_{i}"));
                quote!(<#marker as crate::__private::Activity>::option(#bar))
            });
            quote!([#(#each),*])
        };
        let w = parts(n, &quote!(__w));
        let w = match self.out == parse_quote!(()) {
            true => quote!({
                let _ = __w;
            }),
            false => quote!([#(#w),*]),
        };
        if self.linear {
            let (x_bar, x, one) = (&given[0], &given[1], &given[2]);
            let (bundle, bars) = (bundle(&0), bars(&0));
            let target = &self.params[0].target;
            return quote! {
                let __value = #bundle[0].expect("given");
                let __bars = #bars;
                for (__bar, #one) in __bars.into_iter().zip(#w) {
                    if let Some(__bar) = __bar {
                        #constants
                        let #x_bar: &mut #target = __bar;
                        let #x: &#target = __value;
                        let _ = #x;
                        #body
                    }
                }
            };
        }
        let bundles = active.iter().map(bundle);
        let bars = active.iter().map(bars);
        let (w_name, rest) = given.split_first().expect("checked");
        let (bundle_names, bar_names) = rest.split_at(active.len());
        quote! {
            #constants
            let #w_name = #w;
            #(let #bundle_names = #bundles;)*
            #(let #bar_names = #bars;)*
            let _ = (&#w_name #(, &#bundle_names)*);
            #body
        }
    }

    /// The type of what a form gives, and its value. What is `kept` borrows from no one.
    fn outcome(&self, n: usize, kept: bool) -> (TokenStream, TokenStream) {
        let out = &self.out;
        let lent = out.to_token_stream().to_string().contains("'_");
        let (ty, y) = match kept && lent {
            true => (
                quote!(<#out as super::methods::Owned>::Kept),
                quote!(super::methods::Owned::kept(__y)),
            ),
            false => (quote!(#out), quote!(__y)),
        };
        let types = std::iter::once(ty).chain((1..n).map(|_| quote!(crate::__private::Tan<#out>)));
        let dots = (1..n).map(|s| format_ident!("__y{s}").into_token_stream());
        (nested(types.collect()), nested(std::iter::once(y).chain(dots).collect()))
    }

    fn bar_type(&self, n: usize) -> TokenStream {
        let out = &self.out;
        nested((0..n).map(|_| quote!(crate::__private::Tan<#out>)).collect())
    }

    fn shadow(&self, s: usize, i: usize) -> TokenStream {
        let p = &self.params[i];
        let (target, marker) = (&p.target, format_ident!("__X{s}_{i}"));
        if p.constant { quote!(()) } else { quote!(#marker::Shadow<'_, #target>) }
    }

    /// What a pullback may capture: everything but loans.
    fn captures(&self, added: &[GenericParam]) -> Vec<TokenStream> {
        let name = |p: &GenericParam| match p {
            GenericParam::Type(t) => Some(t.ident.to_token_stream()),
            GenericParam::Const(c) => Some(c.ident.to_token_stream()),
            GenericParam::Lifetime(_) => None,
        };
        let mut all = Vec::new();
        if let Host::Trait(generics, _) = self.host {
            all.push(quote!(Self));
            all.extend(generics.params.iter().filter_map(name));
        }
        all.extend(self.sig.generics.params.iter().chain(added).filter_map(name));
        all
    }

    /// Subset and parameter of every argument, in the order of the convention.
    fn positions(&self, k: u8) -> Vec<(usize, usize)> {
        let n = self.params.len();
        (0..1_usize << k).flat_map(|s| (0..n).map(move |i| (s, i))).collect()
    }

    fn tangents(&self, k: u8) -> Vec<(usize, usize)> {
        self.positions(k).into_iter().filter(|(s, _)| *s > 0).collect()
    }
}

fn dot(s: usize, i: usize) -> Ident {
    format_ident!("__d{s}_{i}")
}

/// Pairs of pairs: the digits of a place, from the highest, are the way to it.
fn nested(mut parts: Vec<TokenStream>) -> TokenStream {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let upper = nested(parts.split_off(parts.len() / 2));
    let lower = nested(parts);
    quote!((#lower, #upper))
}

/// The parts of nested pairs by place.
fn parts(n: usize, whole: &TokenStream) -> Vec<TokenStream> {
    if n == 1 {
        return vec![whole.clone()];
    }
    let halves = [parts(n / 2, &quote!(#whole.0)), parts(n / 2, &quote!(#whole.1))];
    halves.concat()
}

fn parameter(input: &FnArg, host: Host<'_>) -> syn::Result<Parameter> {
    let (name, ty, constant) = match input {
        FnArg::Receiver(r) => {
            let Host::Trait(_, target) = host else {
                return Err(syn::Error::new_spanned(r, "a function has no receiver"));
            };
            let by = if r.mutability.is_some() { By::Mut } else { By::Ref };
            let target = target.clone();
            return Ok(Parameter { name: format_ident!("self"), by, target, constant: false });
        }
        FnArg::Typed(t) => {
            let Pat::Ident(name) = &*t.pat else {
                return Err(syn::Error::new_spanned(&t.pat, "a name"));
            };
            let constant = t.attrs.iter().any(|a| a.path().is_ident("constant"));
            (name.ident.clone(), &*t.ty, constant)
        }
    };
    let (by, target) = match ty {
        Type::Reference(r) if r.mutability.is_some() => (By::Mut, (*r.elem).clone()),
        Type::Reference(r) => (By::Ref, (*r.elem).clone()),
        ty => (By::Value, ty.clone()),
    };
    Ok(Parameter { name, by, target, constant })
}
