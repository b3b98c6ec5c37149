//! Expressions, places, calls and patterns.

use super::tokens::{contained, number, rename, respan, tangent_path};
use super::*;

impl Writer<'_> {
    /// A reference to rustc, and not a view that is a value of its own.
    pub(super) fn is_reference(&self, v: VarId) -> bool {
        matches!(self.ty(v), Type::Ref(..)) && !self.vars[v.0 as usize].is_view()
    }

    pub(crate) fn place(&mut self, p: &Place) -> TokenStream {
        self.place_in(p, false)
    }

    /// A place to be written to.
    pub(super) fn place_mut(&mut self, p: &Place) -> TokenStream {
        self.place_in(p, true)
    }

    pub(super) fn place_in(&mut self, p: &Place, mutable: bool) -> TokenStream {
        let mut tokens = self.name(p.root).to_token_stream();
        let mut reference = self.is_reference(p.root);
        for (i, step) in p.path.iter().enumerate() {
            tokens = match step {
                Step::Field(f) => {
                    let member: TokenStream = f.parse().unwrap_or_default();
                    quote!(#tokens.#member)
                }
                Step::Index(e) => {
                    let e = self.expr(e);
                    quote!(#tokens[#e])
                }
                Step::Slice(lo, hi) => {
                    let zero = matches!(&lo.kind, ExprKind::Literal(s) if s == "0");
                    let lo = if zero { TokenStream::new() } else { self.expr(lo) };
                    let hi = hi.as_ref().map(|h| self.expr(h));
                    quote!(#tokens[#lo..#hi])
                }
                Step::Part(method, args) => {
                    let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
                    match (*method, mutable) {
                        ("t", true) => {
                            let t_mut = support("t_mut", Span::call_site());
                            let star = reference.then(|| quote!(*));
                            quote!(#t_mut(&mut #star #tokens))
                        }
                        (name, _) => {
                            let name = if mutable { format!("{name}_mut") } else { name.into() };
                            let name = Ident::new(&name, Span::call_site());
                            quote!(#tokens.#name(#(#args),*))
                        }
                    }
                }
                Step::Deref => {
                    // Fields and elements of a reference need no `*`.
                    let next_derefs = matches!(
                        p.path.get(i + 1),
                        Some(Step::Field(_) | Step::Index(_) | Step::Slice(..) | Step::Part(..))
                    ) || self.vars[p.root.0 as usize].is_view() && i == 0;
                    let scalar = i == 0 && !reference && self.ty(p.root).is_scalar();
                    if next_derefs || scalar {
                        tokens
                    } else if i + 1 == p.path.len() && p.path.len() == 1 {
                        quote!(*#tokens)
                    } else {
                        quote!((*#tokens))
                    }
                }
            };
            reference = false;
        }
        tokens
    }

    /// An operand: parenthesised where precedence asks for it.
    pub(super) fn operand(&mut self, e: &Expr, outer: u8, right: bool) -> TokenStream {
        let tokens = self.expr(e);
        let inner = precedence(e);
        if inner < outer || (inner == outer && right) { quote!((#tokens)) } else { tokens }
    }

    pub(crate) fn expr(&mut self, e: &Expr) -> TokenStream {
        let span = at(e.span);
        match &e.kind {
            ExprKind::Literal(text) => match (&e.ty, text.parse()) {
                (Type::Scalar(_), Ok(v)) => number(v, &e.ty),
                _ => respan(text.parse().unwrap_or_default(), span),
            },
            ExprKind::Number(v) => number(*v, &e.ty),
            ExprKind::Read(p) => {
                let tokens = self.place(p);
                if tokens.to_string().starts_with('*') { quote!((#tokens)) } else { tokens }
            }
            ExprKind::Borrow { mutable, place } => {
                let is_ref = place.is_var() && self.is_reference(place.root);
                let tokens = self.place_in(place, *mutable);
                if place.is_part()
                    && matches!(&e.ty, Type::Ref(_, t) if **t != Type::Unknown && !matches!(**t, Type::Ref(..)))
                {
                    // The view itself.
                    return tokens;
                }
                match (is_ref, mutable) {
                    (true, false) => quote_spanned!(span=> &*#tokens),
                    (true, true) => quote_spanned!(span=> &mut *#tokens),
                    (false, false) => quote_spanned!(span=> &#tokens),
                    (false, true) => quote_spanned!(span=> &mut #tokens),
                }
            }
            ExprKind::Op(name, args) => self.op(name, args, &e.ty, span),
            ExprKind::Rule { op, form, args } => {
                let f = match form {
                    RuleForm::Tangent(k) => {
                        format_ident!("{op}{}", "_jvp".repeat((*k).into()), span = span)
                    }
                    RuleForm::Cotangent(k, i) => {
                        format_ident!("{op}{}_vjp_{i}", "_jvp".repeat((*k).into()), span = span)
                    }
                    RuleForm::TangentLanes => format_ident!("{op}_jvp_lanes", span = span),
                    RuleForm::CotangentLanes(i) => {
                        format_ident!("{op}_vjp_{i}_lanes", span = span)
                    }
                    RuleForm::TangentOfLanes => format_ident!("{op}_jvp_lanes_jvp", span = span),
                    RuleForm::CotangentOfLanes(i) => {
                        format_ident!("{op}_jvp_lanes_vjp_{i}", span = span)
                    }
                };
                let args: Vec<TokenStream> =
                    args.iter().map(|a| self.operand(a, 9, false)).collect();
                quote_spanned!(span=> ::cotangent::__private::rules::#f(#(&#args),*))
            }
            ExprKind::Compare("!", args) => {
                let a = self.operand(&args[0], 9, false);
                quote_spanned!(span=> !#a)
            }
            ExprKind::Compare(op, args) => {
                let outer = precedence(e);
                let a = self.operand(&args[0], outer, true);
                let a = if ends_in_cast(&args[0]) { quote!((#a)) } else { a };
                let b = self.operand(&args[1], outer, true);
                let op: TokenStream = op.parse().expect("an operator");
                let op = respan(op, span);
                quote_spanned!(span=> #a #op #b)
            }
            ExprKind::Cast(inner, ty) => {
                let inner = self.operand(inner, 8, false);
                quote_spanned!(span=> #inner as #ty)
            }
            ExprKind::Len(p) => {
                let mut p = p.clone();
                while matches!(p.path.last(), Some(Step::Deref)) {
                    p.path.pop();
                }
                let p = self.place(&p);
                quote_spanned!(span=> #p.len())
            }
            ExprKind::Call(call) => self.call(call),
            ExprKind::Tuple(args) => {
                let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
                match args.as_slice() {
                    [one] => quote_spanned!(span=> (#one,)),
                    _ => quote_spanned!(span=> (#(#args),*)),
                }
            }
            ExprKind::Array(args) => {
                let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
                quote_spanned!(span=> [#(#args),*])
            }
            ExprKind::VecOf(args) if args.is_empty() => {
                quote_spanned!(span=> ::std::vec::Vec::new())
            }
            ExprKind::VecOf(args) => {
                let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
                quote_spanned!(span=> ::std::vec![#(#args),*])
            }
            ExprKind::Repeat { value, count, vec } => {
                let value = self.expr(value);
                let count = self.expr(count);
                if *vec {
                    quote_spanned!(span=> ::std::vec![#value; #count])
                } else {
                    quote_spanned!(span=> [#value; #count])
                }
            }
            ExprKind::Construct { path, fields, rest, tangent } => {
                let values: Vec<TokenStream> = fields.iter().map(|(_, v)| self.expr(v)).collect();
                let path = if *tangent { tangent_path(path) } else { path.clone() };
                let named =
                    fields.iter().any(|(n, _)| n.is_some()) || rest.is_some() || fields.is_empty();
                if !named {
                    return quote_spanned!(span=> #path(#(#values),*));
                }
                let names: Vec<TokenStream> = fields
                    .iter()
                    .map(|(n, _)| n.as_deref().unwrap_or_default().parse().unwrap_or_default())
                    .collect();
                let rest = rest.as_ref().map(|r| {
                    let r = self.expr(r);
                    quote!(..#r)
                });
                quote_spanned!(span=> #path { #(#names: #values,)* #rest })
            }
            ExprKind::Zero(inner) => {
                let value = match &inner.kind {
                    ExprKind::Read(p) => {
                        let borrow = Expr::new(
                            ExprKind::Borrow { mutable: false, place: p.clone() },
                            Type::Unknown,
                            inner.span,
                        );
                        self.expr(&borrow)
                    }
                    _ => {
                        let v = self.expr(inner);
                        quote!(&(#v))
                    }
                };
                let zero = support("zero", span);
                quote_spanned!(span=> #zero(#value))
            }
            ExprKind::CloneOf { place, method } => {
                let place = self.place(place);
                let place =
                    if place.to_string().starts_with('*') { quote!((#place)) } else { place };
                let method = Ident::new(method, span);
                quote_spanned!(span=> #place.#method())
            }
            ExprKind::Support("borrow", args) => {
                let v = self.expr(&args[0]);
                quote_spanned!(span=> &(#v))
            }
            // Beside an operator nothing else says which float it is.
            ExprKind::Support(name @ ("field_dot" | "cast_dot"), args)
                if e.ty.is_float() || e.ty.element().is_some_and(Type::is_float) =>
            {
                let f = support(name, span);
                let ty: TokenStream = e.ty.to_string().parse().unwrap_or_default();
                let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
                quote_spanned!(span=> #f::<#ty, _>(#(#args),*))
            }
            ExprKind::Support("cast_dot_lanes", args) => {
                let f = support("cast_dot_lanes", span);
                let ty = e.ty.element().map_or_else(|| "_".into(), ToString::to_string);
                let ty: TokenStream = ty.parse().unwrap_or_default();
                let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
                quote_spanned!(span=> #f::<#ty, _, _>(#(#args),*))
            }
            ExprKind::Support("clear", args) => {
                let ExprKind::Borrow { place, .. } = &args[0].kind else {
                    unreachable!("a vector is lent")
                };
                let place = self.place(place);
                quote_spanned!(span=> #place.clear())
            }
            ExprKind::Support("recycle_owned", args) => {
                let owned = self.expr(&args[0]);
                quote_spanned!(span=> #owned.recycle())
            }
            ExprKind::Support("copy_of", args) => {
                let (original, place) = (support("original", span), self.expr(&args[0]));
                quote_spanned!(span=> #original(#place).copy())
            }
            ExprKind::Support("again_or", args) => {
                let (again, stored) = (self.expr(&args[0]), self.expr(&args[1]));
                quote_spanned!(span=> #again.unwrap_or_else(|| #stored))
            }
            ExprKind::Support("filled_with", args) => {
                let filled = support("filled_with", span);
                let (count, value) = (self.expr(&args[0]), self.expr(&args[1]));
                quote_spanned!(span=> #filled(#count, || #value))
            }
            // A shadow that is not there has no elements to take a part of.
            ExprKind::Support(name @ ("window_if" | "windows_if"), args) if matches!(&args[1].kind, ExprKind::Borrow { place, .. } if !place.is_var()) =>
            {
                let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
                let (on, args) = args.split_first().expect("a condition");
                let (cut, absent) = if *name == "window_if" {
                    (support("window_mut", span), quote!(&mut []))
                } else {
                    (support("windows_mut", span), quote!(::core::array::from_fn(|_| &mut [][..])))
                };
                quote_spanned!(span=> if #on { #cut(#(#args),*) } else { #absent })
            }
            ExprKind::Support("lend" | "lend_mut", args) => {
                let name = if matches!(&e.kind, ExprKind::Support("lend", _)) {
                    "Lend"
                } else {
                    "LendMut"
                };
                let lend = support(name, span);
                let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
                let (of, rest) = args.split_first().expect("a sequence is lent");
                quote_spanned!(span=> #lend(#of).window(#(#rest),*))
            }
            ExprKind::Support("terms", args) => {
                let (f, zeros) = (support("terms", span), self.expr(&args[0]));
                quote_spanned!(span=> &mut #f(#zeros).0)
            }
            ExprKind::Support(name, args) => {
                let f = support(name, span);
                let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
                quote_spanned!(span=> #f(#(#args),*))
            }
            ExprKind::Closure(lambda) => self.closure(lambda),
            ExprKind::Foreign(f) => self.foreign(f),
        }
    }

    /// An operand that an operator would consume. A derivative reads it again, so an array is lent,
    /// and a variable that only rustc can tell to be `Copy` is cloned.
    pub(super) fn lent(&mut self, e: &Expr, outer: u8, right: bool) -> TokenStream {
        let tokens = self.operand(e, outer, right);
        let ExprKind::Read(p) = &e.kind else { return tokens };
        match self.ty(p.root) {
            Type::NdArray(_) if p.is_var() => quote!(&#tokens),
            Type::Unknown if p.is_var() => {
                let keep = support("keep", at(e.span));
                quote!(#keep(&#tokens))
            }
            _ => tokens,
        }
    }

    pub(super) fn op(
        &mut self,
        name: &'static str,
        args: &[Expr],
        ty: &Type,
        span: Span,
    ) -> TokenStream {
        if name == "neg" {
            let a = self.lent(&args[0], 9, false);
            return quote_spanned!(span=> -#a);
        }
        if let Some(op) = infix(name) {
            let outer = if matches!(name, "add" | "sub") { 6 } else { 7 };
            let a = self.lent(&args[0], outer, false);
            let b = self.lent(&args[1], outer, true);
            // Of another context than its operands: a lint on line breaks compares the two.
            let here = span.resolved_at(Span::mixed_site());
            let op = respan(op.parse().expect("an operator"), here);
            return quote_spanned!(span=> #a #op #b);
        }
        if rules::is_support(name) {
            let f = support(name, span);
            let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
            return quote_spanned!(span=> #f(#(#args),*));
        }
        if let (Some(function), true) = (vector(name), ty.is_scalar()) {
            let f = Ident::new(function, at(span));
            let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
            return quote_spanned!(span=> ::cotangent::math::#f(#(#args),*));
        }
        let method = Ident::new(name, span);
        if matches!(ty, Type::Scalar(_)) {
            // `x.sin()` is ambiguous beside other float traits.
            let args: Vec<TokenStream> = args.iter().map(|a| self.expr(a)).collect();
            return quote_spanned!(span=> ::cotangent::Scalar::#method(#(#args),*));
        }
        let literal = matches!(&args[0].kind, ExprKind::Literal(_) | ExprKind::Number(_));
        let receiver = if literal && ty.is_float() {
            let v = self.expr(&args[0]);
            let ty: TokenStream = ty.to_string().parse().unwrap_or_default();
            quote!((#v as #ty))
        } else {
            self.operand(&args[0], 10, false)
        };
        let rest: Vec<TokenStream> = args[1..].iter().map(|a| self.expr(a)).collect();
        quote_spanned!(span=> #receiver.#method(#(#rest),*))
    }

    pub(super) fn call(&mut self, call: &Call) -> TokenStream {
        let mut args: Vec<TokenStream> = call.args.iter().map(|a| self.expr(a)).collect();
        let apart = self.take_apart(call, &mut args);
        let applied = self.apply(call, &args);
        if apart.is_empty() { applied } else { quote!({ #apart #applied }) }
    }

    /// Several parts of one sequence are lent at once, some mutably: the user got them from
    /// `split_at_mut` or the like, whose names have become places.
    pub(super) fn take_apart(&mut self, call: &Call, args: &mut [TokenStream]) -> TokenStream {
        let mut groups: Vec<(Place, Vec<usize>, bool)> = Vec::new();
        for (i, a) in call.args.iter().enumerate() {
            let Some((mutable, place, _)) = lent(a) else { continue };
            if !matches!(place.path.last(), Some(Step::Index(_) | Step::Slice(..))) {
                continue;
            }
            let base = Place { root: place.root, path: place.path[..last_run(place)].to_vec() };
            match groups.iter_mut().find(|(b, ..)| *b == base) {
                Some((_, members, any)) => {
                    members.push(i);
                    *any |= mutable;
                }
                None => groups.push((base, vec![i], mutable)),
            }
        }
        let mut apart = TokenStream::new();
        for (base, members, _) in groups.iter().filter(|(_, m, any)| *any && m.len() > 1) {
            let base_tokens = self.place(base);
            let mut names = Vec::new();
            let mut ranges = Vec::new();
            for i in members {
                let Some((mutable, place, through)) = lent(&call.args[*i]) else { continue };
                let name = format_ident!("__part{i}");
                let (mut lo, mut hi) = (quote!(0), quote!(#base_tokens.len()));
                for step in &place.path[last_run(place)..] {
                    let (from, to) = match step {
                        Step::Slice(from, to) => {
                            (self.expr(from), to.as_ref().map(|to| self.expr(to)))
                        }
                        Step::Index(e) => {
                            let e = self.expr(e);
                            (e.clone(), Some(quote!(#e + 1)))
                        }
                        _ => continue,
                    };
                    let nested = lo.to_string() != "0";
                    if let Some(to) = to {
                        hi = if nested { quote!(#lo + #to) } else { to };
                    }
                    lo = if nested { quote!(#lo + #from) } else { from };
                }
                let range = quote!(#lo..#hi);
                let index = matches!(place.path.last(), Some(Step::Index(_)));
                let part = if index { quote!(#name[0]) } else { quote!(*#name) };
                let part = if mutable { quote!(&mut #part) } else { quote!(&#part) };
                args[*i] = match (&call.args[*i].kind, through) {
                    (ExprKind::Support(_, all), Some(name)) => {
                        let f = support(name, Span::call_site());
                        let rest: Vec<TokenStream> =
                            all[1..].iter().map(|a| self.expr(a)).collect();
                        quote!(#f(#part #(, #rest)*))
                    }
                    _ => part,
                };
                names.push(name);
                ranges.push(range);
            }
            apart.extend(quote! {
                let __ranges = [#(#ranges),*];
                let [#(#names),*] = #base_tokens
                    .get_disjoint_mut(__ranges)
                    .expect("parts that are lent mutably do not overlap");
            });
        }
        apart
    }

    pub(super) fn apply(&mut self, call: &Call, args: &[TokenStream]) -> TokenStream {
        let span = at(call.span);
        match &call.callee {
            Callee::Wrap(path) => quote_spanned!(span=> #path(#(#args),*)),
            Callee::Local(v) => {
                let name = self.name(*v);
                quote_spanned!(span=> #name(#(#args),*))
            }
            Callee::Path { path, form } => signature::call_path(path, *form, args, call.span),
            Callee::Method { name, turbofish, form } => {
                let (receiver, rest) = args.split_first().expect("a method has a receiver");
                if let (Some(op), [value], true) =
                    (crate::rules::arrays::operator(name), rest, form.is_primal())
                {
                    return self.update(op, &call.args[0], value, span);
                }
                let method = match form.is_primal() {
                    true => Ident::new(name, call.span),
                    false => Ident::new(&format!("{name}{}", form.suffix()), at(call.span)),
                };
                let receiver = match &call.args[0].kind {
                    ExprKind::Borrow { place, mutable } => {
                        let tokens = self.place_in(place, *mutable);
                        if tokens.to_string().starts_with('*') { quote!((#tokens)) } else { tokens }
                    }
                    // Messages about a method that is missing speak of the type itself.
                    ExprKind::Read(p)
                        if !form.is_primal() && p.is_var() && self.is_reference(p.root) =>
                    {
                        quote!((*#receiver))
                    }
                    _ if precedence(&call.args[0]) < 10 => quote!((#receiver)),
                    _ => receiver.clone(),
                };
                let turbofish = signature::hidden_turbofish(turbofish, *form, args.len());
                quote_spanned!(span=> #receiver.#method #turbofish(#(#rest),*))
            }
        }
    }

    /// `array += value`
    pub(super) fn update(
        &mut self,
        op: &str,
        array: &Expr,
        value: &TokenStream,
        span: Span,
    ) -> TokenStream {
        let ExprKind::Borrow { place, .. } = &array.kind else {
            unreachable!("the receiver of an update is a place")
        };
        let tokens = self.place_mut(place);
        let star = (place.is_var() && self.is_reference(place.root)).then(|| quote!(*));
        let op = respan(op.parse().expect("an operator"), span);
        quote_spanned!(span=> #star #tokens #op #value)
    }

    pub(super) fn pattern(&mut self, p: &Pattern) -> TokenStream {
        match p {
            Pattern::Wild => quote!(_),
            Pattern::Bind { var, by_ref, sub, .. } => {
                let name = self.declare(*var);
                let reference = if *by_ref { quote!(ref) } else { TokenStream::new() };
                let borrows_mutably = *by_ref && self.ty(*var).is_mut_ref();
                let mutable = if borrows_mutably { quote!(mut) } else { self.mut_token(*var) };
                match sub {
                    Some(sub) => {
                        let or = matches!(**sub, Pattern::Or(_));
                        let sub = self.pattern(sub);
                        let sub = if or { quote!((#sub)) } else { sub };
                        quote!(#reference #mutable #name @ #sub)
                    }
                    None => quote!(#reference #mutable #name),
                }
            }
            Pattern::Tuple(ps) => {
                let ps: Vec<TokenStream> = ps.iter().map(|p| self.pattern(p)).collect();
                match ps.as_slice() {
                    [one] => quote!((#one,)),
                    _ => quote!((#(#ps),*)),
                }
            }
            Pattern::Slice(ps) => {
                let ps: Vec<TokenStream> = ps.iter().map(|p| self.pattern(p)).collect();
                quote!([#(#ps),*])
            }
            Pattern::Rest => quote!(..),
            Pattern::Ref(p) => {
                let p = self.pattern(p);
                quote!(&#p)
            }
            Pattern::Variant { path, fields, unit, tangent } => {
                let ps: Vec<TokenStream> = fields.iter().map(|p| self.pattern(p)).collect();
                let path = if *tangent { tangent_path(path) } else { path.clone() };
                if *unit { path } else { quote!(#path(#(#ps),*)) }
            }
            Pattern::Struct { path, fields, rest, tangent } => {
                let fields: Vec<TokenStream> = fields
                    .iter()
                    .map(|(n, p)| {
                        let n: TokenStream = n.parse().unwrap_or_default();
                        let p = self.pattern(p);
                        quote!(#n: #p)
                    })
                    .collect();
                let path = if *tangent { tangent_path(path) } else { path.clone() };
                let rest = if *rest { quote!(..) } else { TokenStream::new() };
                quote!(#path { #(#fields,)* #rest })
            }
            Pattern::Or(ps) => {
                let ps: Vec<TokenStream> = ps.iter().map(|p| self.pattern(p)).collect();
                quote!(#(#ps)|*)
            }
            Pattern::Foreign(tokens) => tokens.clone(),
        }
    }

    /// The user's tokens, with the names that had to change.
    pub(super) fn foreign(&mut self, f: &Foreign) -> TokenStream {
        let renames: Vec<(String, String)> = f
            .uses
            .iter()
            .map(|(name, v)| (name.clone(), self.names.get(*v)))
            .filter(|(a, b)| a != b && !b.is_empty())
            .collect();
        let tokens =
            if renames.is_empty() { f.tokens.clone() } else { rename(f.tokens.clone(), &renames) };
        if f.opaque { contained(tokens) } else { tokens }
    }
}

/// A place that a call is lent, and the function that brings the reference to its form.
fn lent(e: &Expr) -> Option<(bool, &Place, Option<&'static str>)> {
    match &e.kind {
        ExprKind::Borrow { mutable, place } => Some((*mutable, place, None)),
        ExprKind::Support(name @ ("again" | "again_mut" | "lent_as" | "pass"), args) => {
            lent(&args[0]).map(|(mutable, place, _)| (mutable, place, Some(*name)))
        }
        _ => None,
    }
}

/// `a * b as f64 < c` would be read as the generics of `f64`.
fn ends_in_cast(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Cast(..) => true,
        ExprKind::Op(name, args) if infix(name).is_some() || *name == "neg" => {
            args.last().is_some_and(ends_in_cast)
        }
        _ => false,
    }
}

/// Higher binds tighter.
fn precedence(e: &Expr) -> u8 {
    match &e.kind {
        ExprKind::Op(name, _) => match *name {
            "add" | "sub" => 6,
            "mul" | "div" | "rem" => 7,
            "neg" => 9,
            _ => 12,
        },
        ExprKind::Number(v) if *v < 0.0 => 9,
        ExprKind::Literal(text) if text.starts_with('-') => 9,
        ExprKind::Cast(..) => 8,
        ExprKind::Compare(op, _) => match *op {
            "||" => 2,
            "&&" => 3,
            "!" => 9,
            _ => 4,
        },
        ExprKind::Borrow { .. } => 9,
        ExprKind::Foreign(f) => {
            let mut trees = f.tokens.clone().into_iter();
            match (trees.next(), trees.next()) {
                (Some(TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_)), None) => {
                    12
                }
                _ if syn::parse2::<syn::ExprPath>(f.tokens.clone()).is_ok() => 12,
                _ if matches!(
                    syn::parse2::<syn::Expr>(f.tokens.clone()),
                    Ok(syn::Expr::Call(_)
                        | syn::Expr::MethodCall(_)
                        | syn::Expr::Field(_)
                        | syn::Expr::Index(_)
                        | syn::Expr::Macro(_))
                ) =>
                {
                    12
                }
                _ => 1,
            }
        }
        _ => 12,
    }
}

/// Where the last run of slices of a path begins, an index into them included.
fn last_run(place: &Place) -> usize {
    let n = place.path.len() - usize::from(matches!(place.path.last(), Some(Step::Index(_))));
    n - place.path[..n].iter().rev().take_while(|s| matches!(s, Step::Slice(..))).count()
}
