//! Closures that are handed to functions, as values that carry their derivatives.

use super::Writer;
use super::companion::{Apart, apart, tidy};
use crate::analyse::activity;
use crate::diagnostics::Diagnostics;
use crate::ir::*;
use crate::simplify;
use crate::transform::adjoint::Layout;
use crate::transform::control;
use crate::transform::tangent::tangent;
use proc_macro2::{Span, TokenStream};
use quote::quote;

impl Writer<'_> {
    pub(crate) fn closure(&mut self, lambda: &Lambda) -> TokenStream {
        if lambda.form.is_primal() {
            return self.foreign(&lambda.primal);
        }
        let mut f = lambda.function(self.vars, &lambda.wrt);
        control::structure(&mut f);
        simplify::sink(&mut f.body, &mut f.vars, f.ret);
        let zeros: Vec<TokenStream> = lambda
            .wrt
            .iter()
            .map(|v| {
                let ty = self.ty(*v).clone();
                let zero = match ty.is_float() {
                    true => Expr::number(0.0, ty),
                    false => {
                        let read = Expr::var(*v, ty.clone(), Span::call_site());
                        Expr::new(ExprKind::Zero(Box::new(read)), ty, Span::call_site())
                    }
                };
                self.expr(&zero)
            })
            .collect();
        let (word, body) = match lambda.form {
            CallForm::Jvp(_) => (quote!(forward_function), self.forward_closure(lambda, &f)),
            _ => (quote!(reverse_function), self.reverse_closure(lambda, &f)),
        };
        quote!(::cotangent::__private::#word((#(#zeros,)*), { #body }))
    }

    /// The captures that are behind references in the closure, of those that the statements name.
    fn memory(&self, lambda: &Lambda, f: &Function, stmts: &[&[Stmt]]) -> Vec<VarId> {
        let used: Vec<_> = stmts.iter().map(|s| crate::analyse::effects::mentioned(s)).collect();
        let named = |v: &VarId| used.iter().any(|u| u.contains(v));
        let behind = |v: &VarId| matches!(f.ty(*v), Type::Ref(..));
        lambda.captures.iter().copied().filter(|v| named(v) && behind(v)).collect()
    }

    /// `|args, tangents of args, tangents of captures| (value, tangent)`
    fn forward_closure(&self, lambda: &Lambda, f: &Function) -> TokenStream {
        let activity = activity::analyse(f, &mut Diagnostics::default());
        let t = tangent(f, &activity);
        let (mut vars, mut body) = (t.vars, t.body);
        let ret_dot = t.dots.get(&lambda.ret).copied();
        let live: Vec<VarId> = ret_dot.into_iter().chain([lambda.ret]).collect();
        tidy(&mut body, &mut vars, &live);
        let mut w = Writer::new(&vars, self.names.clone(), &[&body]);
        w.names.open();
        let used = crate::analyse::effects::mentioned(&body);
        let params = w.arguments(lambda);
        let mut opens = Vec::new();
        let mut open = |w: &mut Writer<'_>, v: &VarId, from: TokenStream| {
            let Some(dot) = t.dots.get(v).filter(|d| used.contains(d)) else { return };
            let name = w.declare(*dot);
            let mutable = w.mutated.contains(dot).then(|| quote!(mut));
            opens.push(match f.ty(*v) {
                ty if ty.is_float() => quote!(let #mutable #name = #from;),
                Type::Ref(_, t) if matches!(**t, Type::Slice(_)) => quote!(let #name = &#from[..];),
                Type::Ref(..) => quote!(let #name = &#from;),
                _ => quote!(let #mutable #name = ::core::clone::Clone::clone(&#from);),
            });
        };
        for (k, v) in lambda.wrt.iter().enumerate() {
            let k = syn::Index::from(k);
            open(&mut w, v, quote!(captured_dot.#k));
        }
        for (k, v) in lambda.args.iter().enumerate() {
            let k = syn::Index::from(k);
            open(&mut w, v, quote!(arguments_dot.#k));
        }
        let borrows: Vec<TokenStream> = self
            .memory(lambda, f, &[&body])
            .into_iter()
            .filter(|v| !matches!(self.ty(*v), Type::Ref(..)))
            .map(|v| {
                let name = self.name(v);
                quote!(let #name = &#name;)
            })
            .collect();
        let stmts = w.stmts(&body);
        let y = w.name(lambda.ret);
        let y_dot = match ret_dot.filter(|d| !w.names.get(*d).is_empty()) {
            Some(d) => {
                let d = w.name(d);
                quote!(#d)
            }
            None => quote!(::cotangent::__private::zero(&#y)),
        };
        quote!(#(#borrows)* move |#params, arguments_dot: &_, captured_dot: &_| {
            let _ = (arguments_dot, captured_dot);
            #(#opens)*
            #stmts
            (#y, #y_dot)
        })
    }

    /// `|args| (value, |cotangent, cotangents of captures| cotangents of args)`
    fn reverse_closure(&self, lambda: &Lambda, f: &Function) -> TokenStream {
        let activity = activity::analyse(f, &mut Diagnostics::default());
        let Apart { forward, mut reverse, vars, bars } =
            apart(f, &activity, Layout::Apart, false, |_| ());
        for v in &lambda.wrt {
            if let (Some(b), false) = (bars.get(v), matches!(f.ty(*v), Type::Ref(..)))
                && !f.ty(*v).is_scalar()
            {
                super::companion::deref_root(&mut reverse, *b);
            }
        }
        super::companion::window_shadows(&mut reverse);
        let mut w = Writer::new(&vars, self.names.clone(), &[&forward, &reverse]);
        w.names.open();
        let params = w.arguments(lambda);
        let mut scratch = Vec::new();
        for v in &lambda.args {
            if let (Some(b), false) = (bars.get(v), f.ty(*v).is_scalar()) {
                let (bar, x) = (w.declare(*b), w.name(*v));
                scratch.push(quote!(let mut #bar = ::cotangent::__private::zero(&#x);));
            }
        }
        let name = |v: VarId| self.name(v);
        let shared: Vec<TokenStream> = self
            .memory(lambda, f, &[&forward, &reverse])
            .into_iter()
            .map(|v| {
                let (name, reference) = (name(v), matches!(self.ty(v), Type::Ref(..)));
                let whole = if reference { quote!(&*#name) } else { quote!(&#name) };
                quote!(let #name = ::cotangent::__private::shared(#whole);)
            })
            .collect();
        let again: Vec<TokenStream> = self
            .memory(lambda, f, &[&reverse])
            .into_iter()
            .map(|v| {
                let name = name(v);
                quote!(let #name = ::cotangent::__private::shared_again(&#name);)
            })
            .collect();
        let forward = w.stmts(&forward);
        let y = w.name(lambda.ret);
        w.names.open();
        let used = crate::analyse::effects::mentioned(&reverse);
        let y_bar = match bars.get(&lambda.ret).filter(|b| used.contains(b)) {
            Some(b) => {
                let name = w.declare(*b);
                let mutable = w.mutated.contains(b).then(|| quote!(mut));
                let ty = annotation(f.ty(lambda.ret));
                quote!(#mutable #name: #ty)
            }
            None => quote!(_),
        };
        let mut opens = Vec::new();
        for (k, v) in lambda.wrt.iter().enumerate() {
            let Some(b) = bars.get(v).filter(|_| !f.ty(*v).is_scalar()) else { continue };
            let (name, k) = (w.declare(*b), syn::Index::from(k));
            let slice = matches!(f.ty(*v).peel(), Type::Slice(_)).then(|| quote!([..]));
            opens.push(quote!(let #name = &mut captured_bar.#k #slice;));
        }
        let stmts = w.stmts(&reverse);
        let closes = lambda.wrt.iter().enumerate().filter_map(|(k, v)| {
            let b = bars.get(v).filter(|_| f.ty(*v).is_scalar())?;
            let (total, k) = (w.name(*b), syn::Index::from(k));
            Some(quote!(captured_bar.#k += #total;))
        });
        let closes: Vec<TokenStream> = closes.collect();
        let results: Vec<TokenStream> = lambda
            .args
            .iter()
            .map(|v| match bars.get(v) {
                Some(b) => {
                    let name = w.name(*b);
                    quote!(#name)
                }
                None if f.ty(*v).is_float() => {
                    let zero = Expr::number(0.0, f.ty(*v).clone());
                    w.expr(&zero)
                }
                None => quote!(()),
            })
            .collect();
        quote!(#(#shared)* move |#params| {
            #(#scratch)*
            #forward
            #(#again)*
            (#y, move |#y_bar, captured_bar: &mut _| {
                let _ = &captured_bar;
                #(#opens)*
                #stmts
                #(#closes)*
                (#(#results,)*)
            })
        })
    }

    /// `(x, y): (f64, _)`
    fn arguments(&mut self, lambda: &Lambda) -> TokenStream {
        let names: Vec<TokenStream> = lambda
            .args
            .iter()
            .map(|v| {
                let name = self.declare(*v);
                let mutable = self.mutated.contains(v).then(|| quote!(mut));
                quote!(#mutable #name)
            })
            .collect();
        let types = lambda.args.iter().map(|v| annotation(self.ty(*v)));
        quote!((#(#names,)*): (#(#types,)*))
    }
}

/// A type where it is one word.
fn annotation(ty: &Type) -> TokenStream {
    match ty {
        t if t.is_scalar() => t.to_string().parse().unwrap_or_default(),
        _ => quote!(_),
    }
}
