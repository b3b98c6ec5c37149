//! The functions of a companion, from the sweeps.

use super::names::Names;
use super::signature::{elide, is_view, lent_view, place_type, referent, tangent_type};
use super::{Writer, at};
use crate::analyse::activity::Activity;
use crate::analyse::effects::mentioned;
use crate::ir::*;
use crate::simplify;
use crate::transform::adjoint::{Layout, Sweeps, adjoint};
use crate::transform::dual::write_out_absorbing;
use crate::transform::lanes;
use crate::transform::tangent::tangent;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// Everything about the user's function that emitted signatures need.
pub(crate) struct Frame<'a> {
    pub(crate) vis: &'a syn::Visibility,
    pub(crate) signature: &'a syn::Signature,
    pub(crate) function: &'a Function,
    pub(crate) scalars: Vec<String>,
    pub(crate) reserved: HashSet<String>,
    /// What the words of the functions made here follow: the method's name, or the word of the
    /// derivative that is differentiated again; empty for a function with a companion.
    pub(crate) prefix: String,
    /// The generics of the impl block around a method.
    pub(crate) block: Option<&'a syn::Generics>,
    /// Calls itself: pullbacks are boxed.
    pub(crate) recursive: bool,
    /// The name of the number of lanes, for derivatives in lanes.
    pub(crate) lanes: Option<Ident>,
    /// What cannot be taken in lanes.
    pub(crate) refusals: Option<&'a RefCell<Vec<lanes::Refusal>>>,
}

/// One function to be put into the companion.
pub(crate) struct Emitted {
    pub(crate) tokens: TokenStream,
    /// The public pullback, or what it wraps.
    pub(crate) is_vjp: bool,
    pub(crate) hidden: bool,
    pub(crate) doc: String,
}

/// The parameters that a derivative is taken in.
pub(crate) struct Wrt<'a> {
    pub(crate) activity: &'a Activity,
    /// By position.
    pub(crate) active: &'a [bool],
    pub(crate) suffix: &'a str,
}

impl Frame<'_> {
    /// `jvp` → `jvp_wrt_x`, for methods `energy_jvp_wrt_x`.
    pub(crate) fn word(&self, word: &str, suffix: &str) -> Ident {
        let line = if self.prefix.is_empty() { "" } else { "_" };
        let span = at(self.signature.ident.span());
        Ident::new(&format!("{}{line}{}{suffix}", self.prefix, self.in_lanes(word)), span)
    }

    /// `__vjp`, for methods `energy__vjp`.
    pub(super) fn hidden_word(&self, word: &str) -> Ident {
        let word = self.in_lanes(word);
        Ident::new(&format!("{}__{word}", self.prefix), at(self.signature.ident.span()))
    }

    fn in_lanes(&self, word: &str) -> String {
        format!("{word}{}", if self.lanes.is_some() { "_lanes" } else { "" })
    }

    fn this(&self) -> TokenStream {
        quote!(Self)
    }

    fn param_types(&self) -> Vec<Option<syn::Type>> {
        self.signature
            .inputs
            .iter()
            .map(|i| match i {
                syn::FnArg::Receiver(_) => None,
                syn::FnArg::Typed(t) => Some((*t.ty).clone()),
            })
            .collect()
    }

    /// The written type of a parameter; for receivers, what `self` is.
    pub(super) fn param_type(&self, i: usize) -> syn::Type {
        match &self.signature.inputs[i] {
            syn::FnArg::Typed(t) => (*t.ty).clone(),
            syn::FnArg::Receiver(r) => match (&r.reference, &r.mutability) {
                (Some(_), Some(_)) => syn::parse_quote!(&mut Self),
                (Some(_), None) => syn::parse_quote!(&Self),
                _ => syn::parse_quote!(Self),
            },
        }
    }

    pub(super) fn ret_type(&self) -> syn::Type {
        match &self.signature.output {
            syn::ReturnType::Default => syn::parse_quote!(()),
            syn::ReturnType::Type(_, t) => (**t).clone(),
        }
    }

    pub(super) fn ret_tangent(&self) -> TokenStream {
        self.tangent_type(&self.ret_type())
    }

    /// The owned tangent type of a written type, in lanes where this is asked for.
    fn tangent_type(&self, ty: &syn::Type) -> TokenStream {
        self.lifted(tangent_type(ty, &self.scalars))
    }

    /// The tangent type behind a reference.
    pub(super) fn place_type(&self, ty: &syn::Type) -> TokenStream {
        self.lifted(place_type(ty, &self.scalars))
    }

    fn lifted(&self, tangent: TokenStream) -> TokenStream {
        match &self.lanes {
            Some(width) => lanes::lanes_type(&tangent, width),
            None => tangent,
        }
    }

    /// `zero(x)` for a reference `x` to a value of this type.
    fn zero(&self, x: TokenStream, ty: &syn::Type) -> TokenStream {
        let Some(width) = self.width() else { return quote!(::cotangent::__private::zero(#x)) };
        self.scalar_zero(&quote!(#x), referent(ty).0)
            .unwrap_or_else(|| quote!(::cotangent::__private::zero_lanes(#x, #width)))
    }

    /// Zeros of numbers and sequences of them, written out. Lanes of a type parameter that is a scalar
    /// are arrays here, which its traits do not know.
    fn scalar_zero(&self, x: &TokenStream, ty: &syn::Type) -> Option<TokenStream> {
        let element = |t: &syn::Type| self.scalar_zero(x, t).filter(|_| is_float(t, &self.scalars));
        match ty {
            syn::Type::Slice(s) => {
                let zero = element(&s.elem)?;
                Some(quote!(::std::vec![#zero; (#x).len()]))
            }
            syn::Type::Array(a) => {
                let (zero, len) = (element(&a.elem)?, &a.len);
                Some(quote!([#zero; #len]))
            }
            syn::Type::Path(p) if p.path.segments.last().is_some_and(|s| s.ident == "Vec") => {
                let zero = element(&fallible_inner(ty))?;
                Some(quote!(::std::vec![#zero; (#x).len()]))
            }
            t if is_float(t, &self.scalars) => {
                let (zero, width) = (zero_literal(t, &self.scalars), &self.lanes);
                Some(quote!([#zero; #width]))
            }
            _ => None,
        }
    }

    /// `Width::<L>`
    fn width(&self) -> Option<TokenStream> {
        self.lanes.as_ref().map(|width| quote!(::cotangent::__private::Width::<#width>))
    }

    /// The function's generics, with the number of lanes.
    pub(super) fn generics(&self) -> syn::Generics {
        let mut generics = self.signature.generics.clone();
        if let Some(width) = &self.lanes {
            generics.params.push(syn::parse_quote!(const #width: usize));
        }
        generics
    }

    /// A sweep in lanes, if they are asked for.
    fn lift(&self, body: Body<'_>) {
        let Some(width) = &self.lanes else { return };
        let Body { stmts, vars, tangents, live } = body;
        let lifted = lanes::lift(stmts, vars, tangents.values().copied(), width);
        if let (Err(refusals), Some(all)) = (lifted, self.refusals) {
            all.borrow_mut().extend(refusals);
        }
        simplify::copies(stmts, vars, live);
    }

    /// The parameters and the body of the function itself.
    pub(crate) fn primal(&self) -> (Vec<TokenStream>, TokenStream) {
        let f = self.function;
        let mut vars = f.vars.clone();
        let mut stmts = f.body.stmts.clone();
        simplify::lend(&mut stmts, &mut vars, &[]);
        let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[&stmts]);
        let primals = self.primals(&mut w);
        let body = w.stmts(&stmts);
        let ret = f.ret.map(|r| w.name(r));
        (primals, quote!({ #body #ret }))
    }

    /// Primal parameters as they appear in an emitted signature.
    fn primals(&self, w: &mut Writer<'_>) -> Vec<TokenStream> {
        let types = self.param_types();
        self.function
            .params
            .iter()
            .zip(types)
            .zip(&self.signature.inputs)
            .map(|((p, ty), input)| match ty {
                None => {
                    w.names.force(p.var, "self");
                    input.to_token_stream()
                }
                Some(ty) => {
                    let name = w.declare(p.var);
                    let mutable =
                        if w.mutated.contains(&p.var) { quote!(mut) } else { TokenStream::new() };
                    quote!(#mutable #name: #ty)
                }
            })
            .collect()
    }

    /// Parameters passed on to another function of the companion.
    fn forwarded(&self, w: &Writer<'_>) -> Vec<TokenStream> {
        self.function
            .params
            .iter()
            .enumerate()
            .map(|(i, p)| {
                let name = w.name(p.var);
                let (_, reference) = (0, referent(&self.param_type(i)).1);
                match reference {
                    Some(true) => quote!(&mut *#name),
                    _ => quote!(#name),
                }
            })
            .collect()
    }

    fn callee(&self, hidden: &Ident) -> TokenStream {
        let this = self.this();
        quote!(#this::#hidden)
    }

    // Forward mode.

    pub(crate) fn jvp(&self, wrt: &Wrt<'_>) -> Vec<Emitted> {
        let f = self.function;
        let t = tangent(f, wrt.activity);
        let mut vars = t.vars;
        let mut body = t.body;
        let ret_dot = f.ret.and_then(|r| t.dots.get(&r).copied());
        let live: Vec<VarId> = ret_dot.into_iter().chain(f.ret).collect();
        tidy(&mut body, &mut vars, &live);
        simplify::lend(&mut body, &mut vars, &[]);
        self.lift(Body { stmts: &mut body, vars: &mut vars, tangents: &t.dots, live: &live });
        let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[&body]);
        let primals = self.primals(&mut w);
        let used = mentioned(&body);
        let mut dots = Vec::new();
        let mut dot_names = Vec::new();
        let mut unused = Vec::new();
        for (i, p) in f.params.iter().enumerate().filter(|(i, _)| wrt.active[*i]) {
            let ty = self.param_type(i);
            let tan = self.place_type(&ty);
            let ty = match referent(&ty).1 {
                Some(true) => quote!(&mut #tan),
                Some(false) => quote!(&#tan),
                None => quote!(#tan),
            };
            let name = match t.dots.get(&p.var) {
                Some(d) => {
                    if !used.contains(d) {
                        unused.push(*d);
                    }
                    w.declare(*d)
                }
                None => {
                    let base = if p.receiver { "self".to_string() } else { w.names.get(p.var) };
                    format_ident!("_no_{base}_dot")
                }
            };
            let mutable = t.dots.get(&p.var).filter(|d| w.mutated.contains(d)).map(|_| quote!(mut));
            dots.push(quote!(#mutable #name: #ty));
            dot_names.push(name);
        }
        let unused: Vec<Ident> = unused.into_iter().map(|d| w.name(d)).collect();
        let stmts = w.stmts(&body);
        let all_generics = self.generics();
        let (generics, _, where_clause) = all_generics.split_for_impl();
        let vis = self.vis;
        let ret = self.ret_type();
        let ret_tan = self.ret_tangent();
        let (y, y_dot) = match f.ret {
            None => (quote!(()), quote!(())),
            Some(r) => {
                let y = w.name(r);
                let y_dot = match ret_dot.filter(|d| !w.names.get(*d).is_empty()) {
                    Some(d) => w.name(d).to_token_stream(),
                    None => self.zero(quote!(&#y), &ret),
                };
                (y.to_token_stream(), y_dot)
            }
        };
        let ignore = quote!(#(let _ = #unused;)*);
        let name = self.word("jvp", wrt.suffix);
        let raw = format_ident!("__{}_raw", name, span = name.span());
        let mut out = Vec::new();
        let doc = if self.lanes.is_some() {
            "The value and many directional derivatives at once, side by side in lanes (forward mode). The primal runs once."
        } else {
            "The value and its directional derivative (forward mode). Costs about two to three times the primal."
        };
        let doc = doc.to_string();
        match &f.ret_ty {
            Type::Unit => {
                out.push(Emitted {
                    tokens: quote!(#[inline] #vis fn #name #generics(#(#primals,)* #(#dots),*) #where_clause { #ignore #stmts }),
                    is_vjp: false,
                    hidden: false,
                    doc,
                });
            }
            Type::Option(_) | Type::Result(_) => {
                let inner = fallible_inner(&ret);
                let tan = self.tangent_type(&inner);
                let plain = self.plain_primals();
                let forwarded = self.forwarded(&w);
                let raw_callee = self.callee(&raw);
                let raw_call = quote!(#raw_callee(#(#forwarded,)* #(#dot_names),*));
                let (pair, result) = match &f.ret_ty {
                    Type::Option(_) => (
                        quote!(::core::option::Option<(#inner, #tan)>),
                        quote!(match #raw_call { (Some(y), Some(y_dot)) => Some((y, y_dot)), _ => None }),
                    ),
                    _ => {
                        let error = error_type(&ret);
                        (
                            quote!(::core::result::Result<(#inner, #tan), #error>),
                            quote!(match #raw_call { (Ok(y), Ok(y_dot)) => Ok((y, y_dot)), (Err(error), _) => Err(error), _ => ::core::unreachable!() }),
                        )
                    }
                };
                out.push(Emitted {
                    tokens: quote!(#[inline] #vis fn #name #generics(#(#plain,)* #(#dots),*) -> #pair #where_clause { #result }),
                    is_vjp: false,
                    hidden: false,
                    doc,
                });
                out.push(Emitted {
                    tokens: quote!(#[inline] #vis fn #raw #generics(#(#primals,)* #(#dots),*) -> (#ret, #ret_tan) #where_clause { #ignore #stmts (#y, #y_dot) }),
                    is_vjp: false,
                    hidden: true,
                    doc: String::new(),
                });
            }
            _ => {
                out.push(Emitted {
                    tokens: quote!(#[inline] #vis fn #name #generics(#(#primals,)* #(#dots),*) -> (#ret, #ret_tan) #where_clause { #ignore #stmts (#y, #y_dot) }),
                    is_vjp: false,
                    hidden: false,
                    doc,
                });
            }
        }
        out
    }

    /// The positional form that other differentiable functions call: primals, then for every
    /// parameter a tangent or `Off`.
    pub(crate) fn hidden_jvp(&self, wrt: &Wrt<'_>) -> Emitted {
        let f = self.function;
        let vars = f.vars.clone();
        let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[]);
        let primals = self.primals(&mut w);
        let mut generics = self.generics();
        let mut args = Vec::new();
        let mut prelude = Vec::new();
        let mut passed = Vec::new();
        for (i, p) in f.params.iter().enumerate() {
            let d = format_ident!("__D{i}");
            let arg = format_ident!("__d{i}");
            args.push(quote!(#arg: #d));
            if !wrt.active[i] {
                generics.params.push(syn::parse_quote!(#d));
                prelude.push(quote!(let _ = #arg;));
                continue;
            }
            let ty = self.param_type(i);
            let tan = self.place_type(&ty);
            let (_, reference) = referent(&ty);
            let name = w.name(p.var);
            let slice = matches!(referent(&ty).0, syn::Type::Slice(_));
            let hold = format_ident!("__zero{i}");
            let primal = if reference.is_some() { quote!(&*#name) } else { quote!(&#name) };
            let zero = self.zero(primal, &ty);
            match reference {
                Some(true) => {
                    generics
                        .params
                        .push(syn::parse_quote!(#d: ::cotangent::__private::ForwardMut<#tan>));
                    let whole = if slice { quote!(&mut #hold[..]) } else { quote!(&mut #hold) };
                    prelude.push(quote! {
                        let mut #hold;
                        let mut #arg = #arg;
                        let #arg: &mut #tan = match #arg.get() {
                            Some(d) => d,
                            None => { #hold = #zero; #whole }
                        };
                    });
                    passed.push(quote!(#arg));
                }
                _ => {
                    generics
                        .params
                        .push(syn::parse_quote!(#d: ::cotangent::__private::Forward<#tan>));
                    let whole = if slice { quote!(&#hold[..]) } else { quote!(&#hold) };
                    prelude.push(quote! {
                        let #hold;
                        let #arg: &#tan = match #arg.get() {
                            Some(d) => d,
                            None => { #hold = #zero; #whole }
                        };
                    });
                    passed.push(if reference.is_some() {
                        quote!(#arg)
                    } else {
                        quote!(::core::clone::Clone::clone(#arg))
                    });
                }
            }
        }
        let forwarded = self.forwarded(&w);
        let name = self.hidden_word("jvp");
        let public = self.word("jvp", wrt.suffix);
        let target = match f.ret_ty {
            Type::Option(_) | Type::Result(_) => {
                format_ident!("__{}_raw", public)
            }
            _ => public,
        };
        let callee = self.callee(&target);
        let ret = self.ret_type();
        let ret_tan = self.ret_tangent();
        args.extend(self.width_argument());
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        let vis = self.vis;
        let call = quote!(#callee(#(#forwarded,)* #(#passed),*));
        let call = if f.ret_ty == Type::Unit { quote!({ #call; ((), ()) }) } else { call };
        Emitted {
            tokens: quote!(#[inline] #vis fn #name #impl_generics(#(#primals,)* #(#args),*) -> (#ret, #ret_tan) #where_clause { #(#prelude)* #call }),
            is_vjp: false,
            hidden: true,
            doc: String::new(),
        }
    }

    // Reverse mode.

    /// `value_and_grad_into`, `value_and_grad` and `grad`, for functions of one float.
    pub(crate) fn gradient(&self, wrt: &Wrt<'_>) -> Vec<Emitted> {
        let f = self.function;
        let Sweeps { forward, reverse, tapes, bars, mut vars, kept } =
            adjoint(f, wrt.activity, Layout::Together);
        let ret = f.ret.expect("a float is returned");
        let y_bar = bars[&ret];
        vars[y_bar.0 as usize].mutable = false;
        let mut stmts = Vec::new();
        for t in &tapes {
            stmts.push(Stmt::let_(
                *t,
                Expr::new(ExprKind::VecOf(vec![]), Type::Unknown, Span::call_site()),
            ));
        }
        // Cotangents of numbers are summed in a local.
        let active: Vec<usize> = (0..f.params.len()).filter(|i| wrt.active[*i]).collect();
        let mut totals = Vec::new();
        for p in &f.params {
            if let Some(b) = bars.get(&p.var)
                && f.ty(p.var).is_scalar()
            {
                stmts.push(Stmt::let_(*b, Expr::number(0.0, f.ty(p.var).clone())));
                totals.push(*b);
            }
        }
        stmts.push(Stmt::let_(y_bar, Expr::number(1.0, f.ret_ty.clone())));
        for (p, k) in &kept {
            let init = keep_expr(f, *p);
            stmts.push(Stmt::let_(*k, init));
        }
        // `kept` copies must be taken between the sweeps.
        let keeps: Vec<Stmt> =
            if kept.is_empty() { Vec::new() } else { stmts.split_off(stmts.len() - kept.len()) };
        stmts.extend(forward);
        stmts.extend(keeps);
        stmts.extend(reverse);
        for (_, k) in &kept {
            vars[k.0 as usize].ty = vars[k.0 as usize].ty.peel().clone();
        }
        let mut live: Vec<VarId> = totals.clone();
        live.push(ret);
        for p in &f.params {
            if let Some(b) = bars.get(&p.var) {
                live.push(*b);
            }
        }
        tidy(&mut stmts, &mut vars, &live);
        simplify::lend(&mut stmts, &mut vars, &[]);
        let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[&stmts]);
        let primals = self.primals(&mut w);
        let mut outs = Vec::new();
        let mut starts = Vec::new();
        let mut ends = Vec::new();
        let mut bar_args = Vec::new();
        let mut makes = Vec::new();
        let mut bar_types = Vec::new();
        let mut after = Vec::new();
        for i in &active {
            let p = &f.params[*i];
            let ty = self.param_type(*i);
            let tan = place_type(&ty, &self.scalars);
            let owned = tangent_type(&ty, &self.scalars);
            let primal = w.name(p.var);
            let base = if p.receiver { "self".to_string() } else { primal.to_string() };
            let (target, reference) = referent(&ty);
            let scalar = f.ty(p.var).is_scalar();
            let bar = bars.get(&p.var);
            // The parameter's name in the signature.
            let name = match bar {
                Some(b) if !scalar => w.declare(*b),
                _ => {
                    let wish = format!("{base}_bar");
                    let v = VarId(vars.len() as u32 + *i as u32);
                    w.names.declare(v, &wish, false);
                    Ident::new(&w.names.get(v), Span::call_site())
                }
            };
            outs.push(quote!(#name: &mut #tan));
            bar_args.push(name.clone());
            bar_types.push(owned);
            let text = name.to_string();
            let is_float = |t: &syn::Type| is_float(t, &self.scalars);
            match target {
                syn::Type::Slice(s) if is_float(&s.elem) => {
                    let zero = zero_literal(&s.elem, &self.scalars);
                    starts.push(quote!(::cotangent::__private::check_len(#text, #name.len(), #primal.len()); #name.fill(#zero);));
                    makes.push(quote!(::std::vec![#zero; #primal.len()]));
                }
                syn::Type::Slice(_) => {
                    starts.push(quote! {
                        ::cotangent::__private::check_len(#text, #name.len(), #primal.len());
                        for (bar, x) in #name.iter_mut().zip(#primal.iter()) { *bar = ::cotangent::__private::zero(x); }
                    });
                    makes.push(quote!(::cotangent::__private::zero(&*#primal)));
                }
                _ if scalar => {
                    let zero = zero_literal(&ty, &self.scalars);
                    makes.push(quote!(#zero));
                    match bar {
                        Some(b) => after.push((*b, name.clone())),
                        None => ends.push(quote!(*#name = #zero;)),
                    }
                }
                syn::Type::Array(a) if is_float(&a.elem) => {
                    let zero = zero_literal(&a.elem, &self.scalars);
                    let len = &a.len;
                    starts.push(quote!(*#name = [#zero; #len];));
                    makes.push(quote!([#zero; #len]));
                }
                _ => {
                    let whole =
                        if reference.is_some() { quote!(&*#primal) } else { quote!(&#primal) };
                    starts.push(quote!(*#name = ::cotangent::__private::zero(#whole);));
                    makes.push(quote!(::cotangent::__private::zero(#whole)));
                }
            }
        }
        // By-value values and by-reference structs: their cotangent is behind a reference here.
        let mut stmts = stmts;
        for i in &active {
            let p = &f.params[*i];
            if let Some(b) = bars.get(&p.var)
                && !f.ty(p.var).is_scalar()
                && referent(&self.param_type(*i)).1.is_none()
            {
                deref_root(&mut stmts, *b);
            }
        }
        // Constant `&mut` buffers are active inside: their cotangent is a local.
        let mut locals = Vec::new();
        for (i, p) in f.params.iter().enumerate() {
            if let (Some(b), false) = (bars.get(&p.var), wrt.active[i]) {
                if f.ty(p.var).is_scalar() {
                    continue;
                }
                let name = w.declare(*b);
                let primal = w.name(p.var);
                let store = format_ident!("__{}_store", name);
                let whole = if matches!(f.ty(p.var).peel(), Type::Slice(_)) {
                    quote!(&mut #store[..])
                } else {
                    quote!(&mut #store)
                };
                locals.push(quote!(let mut #store = ::cotangent::__private::zero(&*#primal); let #name = #whole;));
            }
        }
        let body = w.stmts(&stmts);
        for (b, name) in after {
            let total = w.name(b);
            ends.push(quote!(*#name = #total;));
        }
        let y = w.name(ret);
        let (generics, _, where_clause) = self.signature.generics.split_for_impl();
        let vis = self.vis;
        let ret_ty = self.ret_type();
        let into = self.word("value_and_grad_into", wrt.suffix);
        let both = self.word("value_and_grad", wrt.suffix);
        let grad = self.word("grad", wrt.suffix);
        let forwarded = self.forwarded(&w);
        let callee = self.callee(&into);
        let both_callee = self.callee(&both);
        let value = self.free("y");
        let (grad_ty, grads) = match bar_args.as_slice() {
            [] => (quote!(()), quote!(())),
            [one] => {
                let t = &bar_types[0];
                (quote!(#t), quote!(#one))
            }
            many => (quote!((#(#bar_types),*)), quote!((#(#many),*))),
        };
        let mutable_primals = self.plain_primals();
        vec![
            Emitted {
                tokens: quote! {
                    #[inline]
                    #vis fn #into #generics(#(#primals,)* #(#outs),*) -> #ret_ty #where_clause {
                        #(#starts)* #(#locals)* #body #(#ends)* #y
                    }
                },
                is_vjp: false,
                hidden: false,
                doc: "The value; the gradient overwrites the buffers. Reverse mode: costs a small multiple of the primal, whatever the number of parameters.\n\n# Panics\nIf a buffer has not the length of its primal.".into(),
            },
            Emitted {
                tokens: quote! {
                    #[inline]
                    #vis fn #both #generics(#(#mutable_primals),*) -> (#ret_ty, #grad_ty) #where_clause {
                        #(let mut #bar_args = #makes;)*
                        let #value = #callee(#(#forwarded,)* #(&mut #bar_args),*);
                        (#value, #grads)
                    }
                },
                is_vjp: false,
                hidden: false,
                doc: "The value and the gradient.".into(),
            },
            Emitted {
                tokens: quote! {
                    #[inline]
                    #vis fn #grad #generics(#(#mutable_primals),*) -> #grad_ty #where_clause {
                        #both_callee(#(#forwarded),*).1
                    }
                },
                is_vjp: false,
                hidden: false,
                doc: "The gradient.".into(),
            },
        ]
    }

    /// The parameters of a wrapper, and their names.
    pub(super) fn plain_arguments(&self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let mut w = Writer::new(&self.function.vars, Names::new(HashSet::new()), &[]);
        let names = self.function.params.iter().map(|p| match p.receiver {
            true => quote!(self),
            false => w.declare(p.var).to_token_stream(),
        });
        let names = names.collect();
        (self.plain_primals(), names)
    }

    /// A call of the user's function.
    pub(super) fn primal_call(&self, names: &[TokenStream]) -> TokenStream {
        let name = &self.signature.ident;
        match self.prefix.is_empty() {
            true => quote!(#name(#(#names),*)),
            false => quote!(Self::#name(#(#names),*)),
        }
    }

    /// The last parameter of the hidden forms in lanes.
    fn width_argument(&self) -> Option<TokenStream> {
        self.lanes.as_ref().map(|width| quote!(_: ::cotangent::__private::Width<#width>))
    }

    /// A name for a wrapper's local that no parameter has.
    fn free(&self, wish: &str) -> Ident {
        let taken = |name: &str| {
            self.function.params.iter().any(|p| {
                let param = &self.function.var(p.var).name;
                param == name || format!("{param}_bar") == name
            })
        };
        let mut name = wish.to_string();
        while taken(&name) {
            name += "_out";
        }
        Ident::new(&name, Span::call_site())
    }

    /// Parameters of a wrapper: the user's names, nothing mutable of its own.
    pub(super) fn plain_primals(&self) -> Vec<TokenStream> {
        self.plain_primals_of(self.signature.inputs.iter().cloned().collect())
    }

    /// The parameters, and the `use<..>` of a pullback that gives `&mut` arguments back. Without
    /// such arguments the pullback captures what the signature names, as by default.
    fn lent_primals(&self) -> (Vec<TokenStream>, syn::Generics, TokenStream) {
        let mut generics = self.generics();
        let is_mut = |i: usize| referent(&self.param_type(i)).1 == Some(true);
        if !(0..self.signature.inputs.len()).any(is_mut) {
            return (self.plain_primals(), generics, TokenStream::new());
        }
        let mut inputs: Vec<syn::FnArg> = self.signature.inputs.iter().cloned().collect();
        let mut lifetimes = Vec::new();
        for (i, input) in inputs.iter_mut().enumerate() {
            if !is_mut(i) {
                name_lifetimes(input, &format!("'__l{i}"), &mut lifetimes);
            }
        }
        for l in lifetimes.iter().rev() {
            generics.params.insert(0, syn::parse_quote!(#l));
        }
        let of_block = self.block.iter().flat_map(|g| &g.params);
        let names = generics.params.iter().chain(of_block).map(|p| match p {
            syn::GenericParam::Lifetime(l) => l.lifetime.to_token_stream(),
            syn::GenericParam::Type(t) => t.ident.to_token_stream(),
            syn::GenericParam::Const(c) => c.ident.to_token_stream(),
        });
        // Lifetimes come first.
        let (mut first, mut then) = (Vec::new(), Vec::new());
        for n in names {
            if n.to_string().starts_with('\'') { first.push(n) } else { then.push(n) }
        }
        (self.plain_primals_of(inputs), generics, quote!(+ use<#(#first,)* #(#then),*>))
    }

    fn plain_primals_of(&self, inputs: Vec<syn::FnArg>) -> Vec<TokenStream> {
        let mut names = Names::new(HashSet::new());
        inputs
            .iter()
            .zip(&self.function.params)
            .map(|(input, p)| match input {
                syn::FnArg::Receiver(_) => input.to_token_stream(),
                syn::FnArg::Typed(t) => {
                    let var = self.function.var(p.var);
                    names.declare(p.var, &var.name, var.user);
                    let name = names.ident(p.var, at(var.span));
                    let ty = &t.ty;
                    quote!(#name: #ty)
                }
            })
            .collect()
    }

    /// The types that a pullback may hold: it captures no lifetime.
    pub(super) fn captured_generics(&self) -> Vec<TokenStream> {
        let of_block = self.block.iter().flat_map(|g| &g.params);
        let name = |p: &syn::GenericParam| match p {
            syn::GenericParam::Type(t) => Some(t.ident.to_token_stream()),
            syn::GenericParam::Const(c) => Some(c.ident.to_token_stream()),
            syn::GenericParam::Lifetime(_) => None,
        };
        of_block.chain(&self.signature.generics.params).filter_map(name).collect()
    }

    /// May a constant parameter hold floats, whose shadow gets nothing?
    pub(super) fn may_carry(&self, i: usize) -> bool {
        carries_floats(self.function.ty(self.function.params[i].var))
    }

    /// The hidden accumulating form: primals, then activity markers; gives the value and a
    /// pullback that owns its residuals and is handed cotangent, arguments and shadows.
    pub(crate) fn hidden_vjp(&self, wrt: &Wrt<'_>) -> Vec<Emitted> {
        let f = self.function;
        let Apart { forward, mut reverse, vars, bars } =
            apart(f, wrt.activity, |body| self.lift(body));

        // Shared slices: a shadow that is only added to is guarded, not made.
        let mut guarded: HashSet<usize> = HashSet::new();
        for (i, p) in f.params.iter().enumerate() {
            let slice = matches!(f.ty(p.var), Type::Ref(false, t) if matches!(**t, Type::Slice(_)));
            if let (true, true, Some(b)) = (slice, wrt.active[i], bars.get(&p.var))
                && only_added_to(&reverse, *b)
            {
                guard(&mut reverse, *b, i);
                guarded.insert(i);
            }
        }
        for (i, p) in f.params.iter().enumerate() {
            if let Some(b) = bars.get(&p.var)
                && !f.ty(p.var).is_scalar()
                && referent(&self.param_type(i)).1.is_none()
            {
                deref_root(&mut reverse, *b);
            }
        }
        let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[&forward, &reverse]);
        let mut generics = self.generics();
        let primals = self.primals(&mut w);
        let mut markers = Vec::new();
        let mut captures = self.captured_generics();
        for i in 0..f.params.len() {
            let a = format_ident!("__A{i}");
            generics.params.push(syn::parse_quote!(#a: ::cotangent::__private::Activity));
            markers.push(quote!(_: #a));
            captures.push(quote!(#a));
        }
        markers.extend(self.width_argument());
        captures.extend(self.lanes.as_ref().map(ToTokens::to_token_stream));
        let forward_tokens = w.stmts(&forward);
        // The pullback.
        w.names.open();
        let ret_tan = self.ret_tangent();
        let used = mentioned(&reverse);
        let (y_bar, y_bar_mut) = match f.ret.and_then(|r| bars.get(&r).copied()) {
            Some(b) if used.contains(&b) => {
                let name = w.declare(b);
                let m = if w.mutated.contains(&b) { quote!(mut) } else { TokenStream::new() };
                (name.to_token_stream(), m)
            }
            _ => (quote!(_), TokenStream::new()),
        };
        let mut closure_args = vec![quote!(#y_bar_mut #y_bar: #ret_tan)];
        let mut fn_types = vec![ret_tan.clone()];
        let mut shadow_types = Vec::new();
        // Made before a parameter that was passed by value is consumed.
        let mut scratch = Vec::new();
        let mut opens = Vec::new();
        let mut closes = Vec::new();
        for (i, p) in f.params.iter().enumerate() {
            let a = format_ident!("__A{i}");
            let ty = elide(&self.param_type(i));
            let (target, reference) = referent(&ty);
            // The caller has no value any more that it passed by value.
            let view = is_view(&ty);
            let again = match reference {
                Some(_) => quote!(&#target),
                None if view => lent_view(&ty).to_token_stream(),
                None => quote!(()),
            };
            fn_types.push(again.clone());
            let shadow = format_ident!("__s{i}");
            let bar = bars.get(&p.var).copied();
            let constant = !wrt.active[i];
            // A caller may hold an active value in a constant place: its shadow gets nothing.
            let nothing = constant && !carries_floats(f.ty(p.var));
            let tan = if nothing { quote!(()) } else { self.place_type(&ty) };
            fn_types.push(quote!(#a::Shadow<'_, #tan>));
            shadow_types.push(tan.clone());
            // By-reference arguments are read from what is handed in, under their own names.
            let reads = (reference.is_some() || view) && used.contains(&p.var);
            let slice = matches!(target, syn::Type::Slice(_));
            let needs_primal = reference.is_some() && bar.is_some() && !f.ty(p.var).is_scalar();
            let again_name = if reads {
                if p.receiver { quote!(this) } else { w.name(p.var).to_token_stream() }
            } else if needs_primal {
                let n = format_ident!("__p{i}");
                quote!(#n)
            } else {
                quote!(_)
            };
            if reads && p.receiver {
                w.names.force(p.var, "this");
            }
            closure_args.push(quote!(#again_name: #again));
            match bar {
                None => closure_args.push(quote!(_: #a::Shadow<'_, #tan>)),
                Some(b) if f.ty(p.var).is_scalar() => {
                    closure_args.push(quote!(#shadow: #a::Shadow<'_, #tan>));
                    closes.push((a, shadow, b));
                }
                Some(b) => {
                    let name = w.declare(b);
                    let store = format_ident!("__z{i}");
                    if constant {
                        // A constant buffer: active inside, cut off outside.
                        closure_args.push(quote!(_: #a::Shadow<'_, #tan>));
                        let whole =
                            if slice { quote!(&mut #store[..]) } else { quote!(&mut #store) };
                        if reference.is_some() {
                            let zero = self.zero(again_name, &ty);
                            opens.push(quote!(let mut #store = #zero;));
                        } else {
                            let primal = w.name(p.var);
                            let zero = self.zero(quote!(&#primal), &ty);
                            scratch.push(quote!(let mut #store = #zero;));
                        }
                        opens.push(quote!(let #name = #whole;));
                        continue;
                    }
                    closure_args.push(quote!(#shadow: #a::Shadow<'_, #tan>));
                    let text = name.to_string();
                    let zero = self.zero(again_name.clone(), &ty);
                    if guarded.contains(&i) {
                        opens.push(quote!(let #name = #a::slice(#shadow); if #a::ON { ::cotangent::__private::check_len(#text, #name.len(), #again_name.len()); }));
                    } else if slice {
                        opens.push(quote! {
                            let mut #store = ::std::vec::Vec::new();
                            let #name = match #a::option(#shadow) {
                                Some(shadow) => shadow,
                                None => { #store = #zero; &mut #store[..] }
                            };
                            ::cotangent::__private::check_len(#text, #name.len(), #again_name.len());
                        });
                    } else if reference.is_some() {
                        opens.push(quote! {
                            let mut #store = ::core::option::Option::None;
                            let #name = #a::open(#shadow, &mut #store, || #zero);
                        });
                    } else {
                        let primal = w.name(p.var);
                        let zero = self.zero(quote!(&#primal), &ty);
                        scratch.push(quote! {
                            let mut #store = #a::scratch(|| #zero);
                        });
                        opens.push(quote! {
                            let #name = #a::open(#shadow, &mut #store, || ::core::unreachable!());
                        });
                    }
                }
            }
        }
        let reverse_tokens = w.stmts(&reverse);
        let closes: Vec<TokenStream> = closes
            .into_iter()
            .map(|(a, shadow, b)| {
                let total = w.name(b);
                quote!(#a::add(#shadow, &#total);)
            })
            .collect();
        w.names.close();
        let y = match f.ret {
            Some(r) => w.name(r).to_token_stream(),
            None => quote!(()),
        };
        let name = self.hidden_word("vjp");
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        let vis = self.vis;
        let ret = self.ret_type();
        let closure = quote!(move |#(#closure_args),*| { #(#opens)* #reverse_tokens #(#closes)* });
        let pullback_ty = quote!(impl FnOnce(#(#fn_types),*) + use<#(#captures),*>);
        let hidden = |tokens: TokenStream| Emitted {
            tokens,
            is_vjp: true,
            hidden: true,
            doc: String::new(),
        };
        if !self.recursive {
            let tokens = quote! {
                #[inline]
                #vis fn #name #impl_generics(#(#primals,)* #(#markers),*) -> (#ret, #pullback_ty) #where_clause {
                    #(#scratch)*
                    #forward_tokens
                    (#y, #closure)
                }
            };
            return vec![hidden(tokens)];
        }
        // An opaque pullback cannot contain itself: the body makes a boxed one, whose shadows are
        // options, and the protocol's form wraps it.
        let boxed_name = format_ident!("{}_boxed", name, span = name.span());
        let boxed_callee = self.callee(&boxed_name);
        let mut boxed_types = vec![ret_tan.clone()];
        let mut unpack = Vec::new();
        let mut pass = vec![quote!(__w)];
        let mut outer_args = vec![quote!(__w: #ret_tan)];
        for (i, _) in f.params.iter().enumerate() {
            let (a, again, shadow) =
                (format_ident!("__A{i}"), format_ident!("__p{i}"), format_ident!("__s{i}"));
            let (again_ty, shadow_ty) = (&fn_types[1 + 2 * i], &fn_types[2 + 2 * i]);
            let tan = &shadow_types[i];
            boxed_types.push(again_ty.clone());
            boxed_types.push(quote!(::core::option::Option<&mut #tan>));
            outer_args.push(quote!(#again: #again_ty));
            outer_args.push(quote!(#shadow: #shadow_ty));
            pass.push(quote!(#again));
            pass.push(quote!(#a::option(#shadow)));
            unpack.push(quote!(let #shadow = #a::of_option(#shadow);));
        }
        let boxed_args: Vec<TokenStream> = closure_args
            .iter()
            .enumerate()
            .map(|(k, arg)| match k {
                0 => arg.clone(),
                k if k % 2 == 1 => arg.clone(),
                k => {
                    let i = k / 2 - 1;
                    let (shadow, tan) = (format_ident!("__s{i}"), &shadow_types[i]);
                    quote!(#shadow: ::core::option::Option<&mut #tan>)
                }
            })
            .collect();
        let boxed = quote!(::std::boxed::Box<dyn FnOnce(#(#boxed_types),*)>);
        let plain = self.plain_primals();
        let forwarded = self.forwarded(&w);
        let mut marker_names: Vec<Ident> =
            (0..f.params.len()).map(|i| format_ident!("__m{i}")).collect();
        let mut marker_types: Vec<TokenStream> =
            (0..f.params.len()).map(|i| format_ident!("__A{i}").into_token_stream()).collect();
        if let Some(width) = &self.lanes {
            marker_names.push(format_ident!("__width"));
            marker_types.push(quote!(::cotangent::__private::Width<#width>));
        }
        let inner = quote! {
            #[inline]
            #vis fn #boxed_name #impl_generics(#(#primals,)* #(#markers),*) -> (#ret, #boxed) #where_clause {
                #(#scratch)*
                #forward_tokens
                (#y, ::std::boxed::Box::new(move |#(#boxed_args),*| { #(#unpack)* #(#opens)* #reverse_tokens #(#closes)* }))
            }
        };
        let outer = quote! {
            #[inline]
            #vis fn #name #impl_generics(#(#plain,)* #(#marker_names: #marker_types),*) -> (#ret, #pullback_ty) #where_clause {
                let (__y, __pullback) = #boxed_callee(#(#forwarded,)* #(#marker_names),*);
                (__y, move |#(#outer_args),*| __pullback(#(#pass),*))
            }
        };
        vec![hidden(inner), hidden(outer)]
    }

    /// The hidden form for a result whose cotangent is known before: both sweeps at once, the
    /// gradient times the cotangent is added to the shadows. For functions of one float.
    pub(crate) fn add_grad(&self, wrt: &Wrt<'_>) -> Option<Emitted> {
        let f = self.function;
        if !f.ret_ty.is_float() || f.params.iter().any(|p| f.ty(p.var).is_mut_ref()) {
            return None;
        }
        let Sweeps { forward, reverse, tapes, bars, mut vars, .. } =
            adjoint(f, wrt.activity, Layout::Together);
        let ret = f.ret.expect("a float is returned");
        let y_bar = bars[&ret];
        let mut stmts = Vec::new();
        for t in &tapes {
            let empty = Expr::new(ExprKind::VecOf(vec![]), Type::Unknown, Span::call_site());
            stmts.push(Stmt::let_(*t, empty));
        }
        let mut live = vec![ret, y_bar];
        for p in &f.params {
            let Some(b) = bars.get(&p.var) else { continue };
            live.push(*b);
            if f.ty(p.var).is_scalar() {
                stmts.push(Stmt::let_(*b, Expr::number(0.0, f.ty(p.var).clone())));
            }
        }
        stmts.extend(forward);
        stmts.extend(reverse);
        tidy(&mut stmts, &mut vars, &live);
        simplify::lend(&mut stmts, &mut vars, &live);
        let mut guarded = HashSet::new();
        for (i, p) in f.params.iter().enumerate() {
            let Some(b) = bars.get(&p.var) else { continue };
            let slice = matches!(f.ty(p.var), Type::Ref(false, t) if matches!(**t, Type::Slice(_)));
            if slice && wrt.active[i] && only_added_to(&stmts, *b) {
                guard(&mut stmts, *b, i);
                guarded.insert(i);
            }
            if !f.ty(p.var).is_scalar() && referent(&self.param_type(i)).1.is_none() {
                deref_root(&mut stmts, *b);
            }
        }
        let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[&stmts]);
        let mut generics = self.signature.generics.clone();
        let primals = self.primals(&mut w);
        let y_bar_name = w.declare(y_bar);
        let mutable = w.mutated.contains(&y_bar).then(|| quote!(mut));
        let (mut markers, mut shadows) = (Vec::new(), Vec::new());
        let (mut opens, mut sums) = (Vec::new(), Vec::new());
        for (i, p) in f.params.iter().enumerate() {
            let (a, shadow) = (format_ident!("__A{i}"), format_ident!("__s{i}"));
            generics.params.push(syn::parse_quote!(#a: ::cotangent::__private::Activity));
            markers.push(quote!(_: #a));
            let ty = elide(&self.param_type(i));
            let (target, reference) = referent(&ty);
            let nothing = !wrt.active[i] && !carries_floats(f.ty(p.var));
            let tan = if nothing { quote!(()) } else { place_type(&ty, &self.scalars) };
            shadows.push(quote!(#shadow: #a::Shadow<'_, #tan>));
            let primal = w.name(p.var);
            let whole = if reference.is_some() { quote!(#primal) } else { quote!(&#primal) };
            let Some(b) = bars.get(&p.var).copied() else {
                opens.push(quote!(let _ = #shadow;));
                continue;
            };
            if f.ty(p.var).is_scalar() {
                sums.push((a, shadow, b));
                continue;
            }
            let name = w.declare(b);
            let text = name.to_string();
            let store = format_ident!("__z{i}");
            if matches!(target, syn::Type::Slice(_)) && guarded.contains(&i) {
                opens.push(quote! {
                    let #name = #a::slice(#shadow);
                    if #a::ON { ::cotangent::__private::check_len(#text, #name.len(), #primal.len()); }
                });
            } else if matches!(target, syn::Type::Slice(_)) {
                opens.push(quote! {
                    let mut #store = ::std::vec::Vec::new();
                    let #name = match #a::option(#shadow) {
                        Some(shadow) => shadow,
                        None => { #store = ::cotangent::__private::zero(#primal); &mut #store[..] }
                    };
                    ::cotangent::__private::check_len(#text, #name.len(), #primal.len());
                });
            } else {
                opens.push(quote! {
                    let mut #store = ::core::option::Option::None;
                    let #name = #a::open(#shadow, &mut #store, || ::cotangent::__private::zero(#whole));
                });
            }
        }
        let body = w.stmts(&stmts);
        let closes: Vec<TokenStream> = sums
            .into_iter()
            .map(|(a, shadow, b)| {
                let total = w.name(b);
                quote!(#a::add(#shadow, &#total);)
            })
            .collect();
        let y = w.name(ret);
        let name = self.hidden_word("add_grad");
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        let (vis, ret_ty) = (self.vis, self.ret_type());
        Some(Emitted {
            tokens: quote! {
                #[inline]
                #vis fn #name #impl_generics(#(#primals,)* #(#markers,)* #mutable #y_bar_name: #ret_ty, #(#shadows),*) -> #ret_ty #where_clause {
                    #(#opens)* #body #(#closes)* #y
                }
            },
            is_vjp: false,
            hidden: true,
            doc: String::new(),
        })
    }

    /// The public `vjp`: a thin wrapper that owns its cotangents.
    pub(crate) fn vjp(&self, wrt: &Wrt<'_>) -> Emitted {
        let f = self.function;
        let mut w = Writer::new(&f.vars, Names::new(self.reserved.clone()), &[]);
        let (plain, generics, captures) = self.lent_primals();
        for p in &f.params {
            if p.receiver {
                w.names.force(p.var, "self");
            } else {
                w.declare(p.var);
            }
        }
        let mut markers = Vec::new();
        let mut before = Vec::new();
        let mut args = Vec::new();
        let mut pass = Vec::new();
        let mut makes = Vec::new();
        let mut results = Vec::new();
        let mut result_types = Vec::new();
        let mut extra_args = Vec::new();
        let mut extra_types = Vec::new();
        for (i, p) in f.params.iter().enumerate() {
            let ty = self.param_type(i);
            let (target, reference) = referent(&ty);
            let name = w.name(p.var);
            let base = if p.receiver { "self".to_string() } else { name.to_string() };
            let on = wrt.active[i];
            markers.push(if on {
                quote!(::cotangent::__private::On)
            } else {
                quote!(::cotangent::__private::Off)
            });
            // What the pullback is handed again outlives the call.
            let kept = format_ident!("__p{i}");
            let slice = matches!(target, syn::Type::Slice(_));
            match reference {
                Some(true) => {
                    args.push(quote!(&mut *#name));
                    before.push(if slice {
                        quote!(let #kept = #name.to_vec();)
                    } else {
                        quote!(let #kept = ::cotangent::__private::keep(&*#name);)
                    });
                    pass.push(quote!(&#kept));
                    if on {
                        let tan = self.place_type(&elide(&ty));
                        let bar = format_ident!("{}_bar", base);
                        extra_args.push(quote!(#bar: &mut #tan));
                        extra_types.push(quote!(&mut #tan));
                        pass.push(quote!(#bar));
                    } else {
                        pass.push(quote!(()));
                    }
                    continue;
                }
                Some(false) => {
                    args.push(quote!(#name));
                    pass.push(quote!(#name));
                }
                None if is_view(&ty) => {
                    args.push(quote!(::core::clone::Clone::clone(&#name)));
                    pass.push(quote!(#name));
                }
                None => {
                    args.push(quote!(#name));
                    pass.push(quote!(()));
                }
            }
            if on {
                let bar = format_ident!("__b{i}");
                match reference {
                    Some(_) => {
                        let zero = self.zero(name.to_token_stream(), &ty);
                        makes.push(quote!(let mut #bar = #zero;))
                    }
                    // The call consumes the value.
                    None => {
                        let zero = self.zero(quote!(&#name), &ty);
                        before.push(quote!(let mut #bar = #zero;))
                    }
                }
                pass.push(quote!(&mut #bar));
                results.push(quote!(#bar));
                result_types.push(self.tangent_type(&ty));
            } else {
                pass.push(quote!(()));
            }
        }
        markers.extend(self.width());
        let (out, out_ty) = match results.as_slice() {
            [] => (quote!(), quote!()),
            [one] => {
                let ty = &result_types[0];
                (one.clone(), quote!(-> #ty))
            }
            many => (quote!((#(#many),*)), quote!(-> (#(#result_types),*))),
        };
        let hidden = self.hidden_word("vjp");
        let callee = self.callee(&hidden);
        let name = self.word("vjp", wrt.suffix);
        let vis = self.vis;
        let ret = self.ret_type();
        let (generics, _, where_clause) = generics.split_for_impl();
        let doc = if self.lanes.is_some() {
            "The value and the pullback of many cotangents at once, side by side in lanes (reverse mode). The primal runs once."
        } else {
            "The value and the pullback: cotangent of the result to cotangents of the parameters (reverse mode)."
        };
        let doc = doc.to_string();
        let unit = f.ret_ty == Type::Unit;
        let fallible = matches!(f.ret_ty, Type::Option(_) | Type::Result(_));
        let inner = if fallible { fallible_inner(&ret) } else { ret.clone() };
        let inner_tan = self.tangent_type(&inner);
        let (y, y_bar, pull) = (self.free("y"), self.free("y_bar"), self.free("pullback"));
        let (w_arg, w_ty, w_value) = if unit {
            (quote!(), quote!(), quote!(()))
        } else {
            let value = match f.ret_ty {
                Type::Option(_) => quote!(Some(#y_bar)),
                Type::Result(_) => quote!(Ok(#y_bar)),
                _ => quote!(#y_bar),
            };
            (quote!(#y_bar: #inner_tan,), quote!(#inner_tan,), value)
        };
        let (measure, check) = match &f.ret_ty {
            Type::Vec(_) => (
                quote!(let __len = #y.len();),
                quote!(::cotangent::__private::check_len("the result's cotangent", #y_bar.len(), __len);),
            ),
            _ => (quote!(), quote!()),
        };
        let pullback = quote!(move |#w_arg #(#extra_args),*| { #check #(#makes)* #pull(#w_value, #(#pass),*); #out });
        let fn_ty = quote!(impl FnOnce(#w_ty #(#extra_types),*) #out_ty #captures);
        let (ret_ty, result) = match f.ret_ty {
            Type::Option(_) => (
                quote!(::core::option::Option<(#inner, #fn_ty)>),
                quote!(#y.map(|#y| (#y, #pullback))),
            ),
            Type::Result(_) => {
                let error = error_type(&ret);
                (
                    quote!(::core::result::Result<(#inner, #fn_ty), #error>),
                    quote!(#y.map(|#y| (#y, #pullback))),
                )
            }
            _ => (quote!((#ret, #fn_ty)), quote!((#y, #pullback))),
        };
        let y_pattern = if unit { quote!(()) } else { quote!(#y) };
        let result = if unit { quote!(((), #pullback)) } else { result };
        Emitted {
            tokens: quote! {
                #[inline]
                #vis fn #name #generics(#(#plain),*) -> #ret_ty #where_clause {
                    #(#before)*
                    let (#y_pattern, #pull) = #callee(#(#args,)* #(#markers),*);
                    #measure
                    #result
                }
            },
            is_vjp: true,
            hidden: false,
            doc,
        }
    }
}

/// Is the type one that the macro knows to carry floats?
fn carries_floats(ty: &Type) -> bool {
    match ty.peel() {
        t if t.is_float() => true,
        Type::Array(t, _) | Type::Vec(t) | Type::Slice(t) | Type::Option(t) | Type::Boxed(t) => {
            carries_floats(t)
        }
        Type::Tuple(ts) => ts.iter().all(carries_floats),
        _ => false,
    }
}

/// What is to be emitted, in its last form.
pub(crate) fn tidy(stmts: &mut Vec<Stmt>, vars: &mut [Var], live: &[VarId]) {
    write_out_absorbing(stmts);
    simplify::simplify(stmts, vars, live);
}

/// The statements of a derivative, and the tangent or cotangent of each variable in them.
pub(crate) struct Body<'a> {
    stmts: &'a mut Vec<Stmt>,
    vars: &'a mut Vec<Var>,
    tangents: &'a HashMap<VarId, VarId>,
    /// Read after the statements.
    live: &'a [VarId],
}

/// The two sweeps of a function whose reverse sweep runs in a pullback, simplified.
pub(crate) struct Apart {
    pub(crate) forward: Vec<Stmt>,
    pub(crate) reverse: Vec<Stmt>,
    pub(crate) vars: Vec<Var>,
    pub(crate) bars: HashMap<VarId, VarId>,
}

/// `lift` gets both sweeps as one list.
pub(crate) fn apart(f: &Function, activity: &Activity, lift: impl FnOnce(Body<'_>)) -> Apart {
    let Sweeps { mut forward, mut reverse, tapes, bars, mut vars, kept } =
        adjoint(f, activity, Layout::Apart);
    let mut start = Vec::new();
    for t in &tapes {
        start.push(Stmt::let_(
            *t,
            Expr::new(ExprKind::VecOf(vec![]), Type::Unknown, Span::call_site()),
        ));
    }
    let mut head = Vec::new();
    for p in &f.params {
        if let Some(b) = bars.get(&p.var)
            && f.ty(p.var).is_scalar()
        {
            head.push(Stmt::let_(*b, Expr::number(0.0, f.ty(p.var).clone())));
        }
    }
    for (p, k) in &kept {
        forward.push(Stmt::let_(*k, keep_expr(f, *p)));
        vars[k.0 as usize].ty = vars[k.0 as usize].ty.peel().clone();
        vars[k.0 as usize].mutable = true;
    }
    head.append(&mut reverse);
    let mut reverse = head;
    // One list for simplification, cut again afterwards: the marker is a foreign statement.
    let cut = Stmt::new(
        StmtKind::Foreign(Foreign {
            tokens: quote!(__cut),
            uses: f.ret.iter().map(|r| ("y".to_string(), *r)).collect(),
            ..Foreign::default()
        }),
        Span::call_site(),
    );
    let mut stmts = start;
    stmts.append(&mut forward);
    stmts.push(cut);
    stmts.append(&mut reverse);
    let mut live: Vec<VarId> = f.ret.into_iter().collect();
    for p in &f.params {
        if let Some(b) = bars.get(&p.var) {
            live.push(*b);
        }
    }
    if let Some(r) = f.ret
        && let Some(b) = bars.get(&r)
    {
        live.push(*b);
    }
    tidy(&mut stmts, &mut vars, &live);
    let shadows: Vec<VarId> = f.params.iter().filter_map(|p| bars.get(&p.var).copied()).collect();
    simplify::lend(&mut stmts, &mut vars, &shadows);
    lift(Body { stmts: &mut stmts, vars: &mut vars, tangents: &bars, live: &live });
    let position = stmts
        .iter()
        .position(|s| matches!(&s.kind, StmtKind::Foreign(f) if f.tokens.to_string() == "__cut"))
        .expect("the marker");
    let reverse = stmts.split_off(position + 1);
    stmts.pop();
    Apart { forward: stmts, reverse, vars, bars }
}

fn keep_expr(f: &Function, p: VarId) -> Expr {
    let slice = matches!(f.ty(p).peel(), Type::Slice(_));
    let place = if slice { Place::of(p) } else { Place::of(p).then(Step::Deref) };
    Expr::new(
        ExprKind::CloneOf { place, method: if slice { "to_vec" } else { "clone" } },
        Type::Unknown,
        Span::call_site(),
    )
}

fn is_scalar(ty: &syn::Type, scalars: &[String]) -> bool {
    matches!(ty, syn::Type::Path(p) if p.path.get_ident().is_some_and(|i| scalars.contains(&i.to_string())))
}

fn is_float(ty: &syn::Type, scalars: &[String]) -> bool {
    matches!(ty, syn::Type::Path(p) if p.path.is_ident("f64") || p.path.is_ident("f32"))
        || is_scalar(ty, scalars)
}

/// `0.0` in the element's type.
fn zero_literal(ty: &syn::Type, scalars: &[String]) -> TokenStream {
    if is_scalar(ty, scalars) {
        return quote!(<#ty as ::cotangent::Scalar>::from_f64(0.0));
    }
    quote!(0.0)
}

fn fallible_inner(ty: &syn::Type) -> syn::Type {
    match ty {
        syn::Type::Path(p) => match &p.path.segments.last().expect("a last segment").arguments {
            syn::PathArguments::AngleBracketed(a) => match a.args.first() {
                Some(syn::GenericArgument::Type(t)) => t.clone(),
                _ => ty.clone(),
            },
            _ => ty.clone(),
        },
        t => t.clone(),
    }
}

fn error_type(ty: &syn::Type) -> TokenStream {
    match ty {
        syn::Type::Path(p) => match &p.path.segments.last().expect("a last segment").arguments {
            syn::PathArguments::AngleBracketed(a) => {
                a.args.iter().nth(1).map_or_else(TokenStream::new, |t| t.to_token_stream())
            }
            _ => TokenStream::new(),
        },
        _ => TokenStream::new(),
    }
}

/// Names the elided lifetimes of a parameter.
fn name_lifetimes(input: &mut syn::FnArg, name: &str, out: &mut Vec<syn::Lifetime>) {
    struct Visit<'a>(&'a str, &'a mut Vec<syn::Lifetime>);
    impl Visit<'_> {
        fn fresh(&mut self) -> syn::Lifetime {
            let l = syn::Lifetime::new(&format!("{}_{}", self.0, self.1.len()), Span::call_site());
            self.1.push(l.clone());
            l
        }
    }
    impl syn::visit_mut::VisitMut for Visit<'_> {
        fn visit_receiver_mut(&mut self, r: &mut syn::Receiver) {
            if let Some((_, lifetime @ None)) = &mut r.reference {
                *lifetime = Some(self.fresh());
            }
        }
        fn visit_type_reference_mut(&mut self, r: &mut syn::TypeReference) {
            if r.lifetime.is_none() {
                r.lifetime = Some(self.fresh());
            }
            syn::visit_mut::visit_type_reference_mut(self, r);
        }
        fn visit_lifetime_mut(&mut self, l: &mut syn::Lifetime) {
            if l.ident == "_" {
                *l = self.fresh();
            }
        }
    }
    syn::visit_mut::VisitMut::visit_fn_arg_mut(&mut Visit(name, out), input);
}

/// The variable is behind a reference where these statements run.
pub(crate) fn deref_root(stmts: &mut [Stmt], root: VarId) {
    let fix = |p: &mut Place| {
        if p.root == root {
            p.path.insert(0, Step::Deref);
        }
    };
    fn in_expr(e: &mut Expr, fix: &dyn Fn(&mut Place)) {
        match &mut e.kind {
            ExprKind::Read(p)
            | ExprKind::Len(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => fix(p),
            _ => {}
        }
        e.each_child_mut(&mut |c| in_expr(c, fix));
    }
    fn walk(stmts: &mut [Stmt], fix: &dyn Fn(&mut Place)) {
        for s in stmts {
            s.each_expr_mut(&mut |e| in_expr(e, fix));
            match &mut s.kind {
                StmtKind::Assign { place, .. }
                | StmtKind::Accumulate { place, .. }
                | StmtKind::LetPattern { place, .. }
                | StmtKind::VecPush { place, .. }
                | StmtKind::VecPop { place, .. }
                | StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => fix(place),
                StmtKind::Swap { a, b } => {
                    fix(a);
                    fix(b);
                }
                _ => {}
            }
            s.each_block_mut(&mut |b| walk(&mut b.stmts, fix));
        }
    }
    walk(stmts, &fix);
}

/// Is the cotangent's every use an accumulation?
fn only_added_to(stmts: &[Stmt], bar: VarId) -> bool {
    let mut sound = true;
    Block::new(stmts.to_vec()).each_stmt(&mut |s| {
        s.each_expr(&mut |e| e.each_var(&mut |v| sound &= v != bar));
        match &s.kind {
            StmtKind::Accumulate { .. } => {}
            StmtKind::Assign { place, .. }
            | StmtKind::LetPattern { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. } => sound &= place.root != bar,
            StmtKind::Swap { a, b } => sound &= a.root != bar && b.root != bar,
            StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => {
                sound &= place.root != bar
            }
            _ => {}
        }
    });
    sound
}

/// Puts every accumulation behind the parameter's activity.
fn guard(stmts: &mut [Stmt], bar: VarId, i: usize) {
    for s in stmts {
        s.each_block_mut(&mut |b| guard(&mut b.stmts, bar, i));
        if matches!(&s.kind, StmtKind::Accumulate { place, .. } if place.root == bar) {
            let a = format_ident!("__A{i}");
            let cond =
                Expr::new(ExprKind::Foreign(Foreign::plain(quote!(#a::ON))), Type::Bool, s.span);
            let inner = s.clone();
            s.kind = StmtKind::If { cond, then: Block::new(vec![inner]), els: Block::default() };
        }
    }
}
