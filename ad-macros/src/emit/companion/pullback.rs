//! Reverse mode: the accumulating forms that other functions call, and the public `vjp`.

use super::*;

impl Frame<'_> {
    /// The hidden accumulating form: primals, then activity markers; gives the value and a
    /// pullback that owns its residuals and is handed cotangent, arguments and shadows.
    pub(crate) fn hidden_vjp(&self, wrt: &Wrt<'_>) -> Vec<Emitted> {
        let f = self.function;
        let layout = if self.lanes.is_some() { Layout::Apart } else { Layout::Marked };
        let Apart { forward, mut reverse, vars, bars } =
            apart(f, wrt.activity, layout, self.lanes.is_some(), |body| self.lift(body));

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
        window_shadows(&mut reverse);
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
        let forwarded = self.forwarded(&w);
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
        // Stores of zeros for shadows that a caller left out, which die with the pullback.
        let mut dying = Vec::new();
        for (i, p) in f.params.iter().enumerate() {
            let a = format_ident!("__A{i}");
            let ty = elide(&self.param_type(i));
            let (target, reference) = referent(&ty);
            // The caller has no value any more that it passed by value.
            let view = is_view(&ty);
            let again = again_type(&ty).unwrap_or_else(|| quote!(()));
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
                        dying.push(quote!(::cotangent::__private::owned(#store).recycle();));
                        continue;
                    }
                    closure_args.push(quote!(#shadow: #a::Shadow<'_, #tan>));
                    let text = name.to_string();
                    let zero = self.zero(again_name.clone(), &ty);
                    if guarded.contains(&i) {
                        opens.push(quote!(let #name = #a::slice(#shadow); if #a::ON { ::cotangent::__private::check_len(#text, #name.len(), #again_name.len()); }));
                    } else if slice {
                        dying.push(quote!(::cotangent::__private::recycle(#store);));
                        opens.push(quote! {
                            let mut #store = ::std::vec::Vec::new();
                            let #name = match #a::option(#shadow) {
                                Some(shadow) => shadow,
                                None => { #store = #zero; &mut #store[..] }
                            };
                            ::cotangent::__private::check_len(#text, #name.len(), #again_name.len());
                        });
                    } else if reference.is_some() {
                        dying.push(quote!(::cotangent::__private::owned(#store).recycle();));
                        opens.push(quote! {
                            let mut #store = ::core::option::Option::None;
                            let #name = #a::open(#shadow, &mut #store, || #zero);
                        });
                    } else {
                        let primal = w.name(p.var);
                        let zero = self.zero(quote!(&#primal), &ty);
                        dying.push(quote!(::cotangent::__private::owned(#store).recycle();));
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
        if let Some(b) = f.ret.and_then(|r| bars.get(&r).copied())
            && used.contains(&b)
            && simplify::keeps(&reverse, &vars, b)
            && !f.ret_ty.has_one_shape()
        {
            let y_bar = w.name(b);
            dying.push(quote!(::cotangent::__private::owned(#y_bar).recycle();));
        }
        let closes: Vec<TokenStream> = closes.into_iter().chain(dying).collect();
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
        simplify::lend(&mut stmts, &mut vars, &slice_shadows(f, &bars), false);
        simplify::reuse(&mut stmts, &mut vars, &own_params(f), &live);
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
        window_shadows(&mut stmts);
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
