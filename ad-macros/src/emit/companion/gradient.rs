//! Gradients of functions of one float: both sweeps in one function.

use super::*;

impl Frame<'_> {
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
        simplify::lend(&mut stmts, &mut vars, &[], false);
        simplify::reuse(&mut stmts, &mut vars, &own_params(f), &live);
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
                        for (bar, x) in #name.iter_mut().zip(#primal.iter()) { ::cotangent::__private::zero_into(x, bar); }
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
                    starts.push(quote!(::cotangent::__private::zero_into(#whole, &mut *#name);));
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
        // What is held fixed at first and changed later is active inside: its cotangent is a local.
        let mut locals = Vec::new();
        for (i, p) in f.params.iter().enumerate() {
            if let (Some(b), false) = (bars.get(&p.var), wrt.active[i]) {
                if f.ty(p.var).is_scalar() {
                    continue;
                }
                let name = w.declare(*b);
                let primal = w.name(p.var);
                let store = format_ident!("__{}_store", name);
                locals.push(quote!(let mut #store = ::cotangent::__private::zero(&#primal); let #name = &mut #store;));
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
}
