//! Forward mode: `jvp`, and the form that other functions call.

use super::*;

impl Frame<'_> {
    pub(crate) fn jvp(&self, wrt: &Wrt<'_>) -> Vec<Emitted> {
        let f = self.function;
        let t = tangent(f, wrt.activity);
        let mut vars = t.vars;
        let mut body = t.body;
        let ret_dot = f.ret.and_then(|r| t.dots.get(&r).copied());
        let live: Vec<VarId> = ret_dot.into_iter().chain(f.ret).collect();
        tidy(&mut body, &mut vars, &live);
        simplify::lend(&mut body, &mut vars, &[], self.lanes.is_some());
        self.lift(Body { stmts: &mut body, vars: &mut vars, tangents: &t.dots, live: &live });
        simplify::reuse(&mut body, &mut vars, &own_params(f), &live);
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
    /// parameter a tangent or `Off`. `alone` are sets of one parameter with the suffix of a function for them,
    /// which is called where the other tangents are off.
    pub(crate) fn hidden_jvp(&self, wrt: &Wrt<'_>, alone: &[(Vec<bool>, String)]) -> Emitted {
        let f = self.function;
        let vars = f.vars.clone();
        let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[]);
        let primals = self.primals(&mut w);
        let mut generics = self.generics();
        let mut args = Vec::new();
        let mut prelude = Vec::new();
        let mut passed = Vec::new();
        let mut ends = Vec::new();
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
            let mutable = (reference == Some(true)).then(|| quote!(mut));
            let (open, make) = if slice {
                ends.push(quote!(::cotangent::__private::recycle(#hold);));
                (quote!(let mut #hold = ::std::vec::Vec::new();), None)
            } else if f.ty(p.var).is_scalar() {
                (quote!(let #mutable #hold;), None)
            } else {
                ends.push(quote!(::cotangent::__private::owned(#hold).recycle();));
                let open = quote!(let mut #hold = ::core::option::Option::None;);
                (open, Some(quote!(#hold.insert(#zero))))
            };
            match reference {
                Some(true) => {
                    generics
                        .params
                        .push(syn::parse_quote!(#d: ::cotangent::__private::ForwardMut<#tan>));
                    let whole = if slice { quote!(&mut #hold[..]) } else { quote!(&mut #hold) };
                    let make = make.unwrap_or_else(|| quote!({ #hold = #zero; #whole }));
                    prelude.push(quote! {
                        #open
                        let mut #arg = #arg;
                        let #arg: &mut #tan = match #arg.get() {
                            Some(d) => d,
                            None => #make
                        };
                    });
                    passed.push(quote!(#arg));
                }
                _ => {
                    generics
                        .params
                        .push(syn::parse_quote!(#d: ::cotangent::__private::Forward<#tan>));
                    let whole = if slice { quote!(&#hold[..]) } else { quote!(&#hold) };
                    let make = make.unwrap_or_else(|| quote!({ #hold = #zero; #whole }));
                    prelude.push(quote! {
                        #open
                        let #arg: &#tan = match #arg.get() {
                            Some(d) => d,
                            None => #make
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
        let mut branches = Vec::new();
        for (set, suffix) in alone {
            let callee = self.callee(&self.word("jvp", suffix));
            let (mut tangents, mut patterns, mut one) = (Vec::new(), Vec::new(), quote!(__dot));
            for i in (0..f.params.len()).filter(|i| wrt.active[*i]) {
                let arg = format_ident!("__d{i}");
                tangents.push(quote!(#arg.get()));
                let on = quote!(::core::option::Option::Some(__dot));
                patterns.push(if set[i] { on } else { quote!(::core::option::Option::None) });
                if set[i] && referent(&self.param_type(i)).1.is_none() {
                    one = quote!(::core::clone::Clone::clone(__dot));
                }
            }
            branches.push(quote! {
                if let (#(#patterns),*) = (#(#tangents),*) {
                    return #callee(#(#forwarded,)* #one);
                }
            });
        }
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
        let call = match (f.ret_ty == Type::Unit, ends.is_empty()) {
            (true, _) => quote!(#call; #(#ends)* ((), ())),
            (false, true) => call,
            (false, false) => quote!(let __result = #call; #(#ends)* __result),
        };
        Emitted {
            tokens: quote!(#[inline] #vis fn #name #impl_generics(#(#primals,)* #(#args),*) -> (#ret, #ret_tan) #where_clause { #(#branches)* #(#prelude)* #call }),
            is_vjp: false,
            hidden: true,
            doc: String::new(),
        }
    }
}
