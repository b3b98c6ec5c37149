//! IR to tokens. The only room that writes Rust.

pub(crate) mod companion;
pub(crate) mod doc_comments;
pub(crate) mod fallback;
pub(crate) mod gradients;
mod jacobian;
mod lambda;
mod missing;
pub(crate) mod names;
mod parallel;
pub(crate) mod signature;
mod turbofish;
pub(crate) mod words;

use crate::ir::*;
use crate::rules;
use crate::rules::scalar::{infix, vector};
use crate::transform::lanes::SUM;
use crate::transform::tangent::is_field;
use names::Names;
use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};

/// Writes the statements of one function body.
pub(crate) struct Writer<'a> {
    pub(crate) vars: &'a [Var],
    pub(crate) names: Names,
    /// A lint complains about `mut` that nothing uses.
    pub(crate) mutated: std::collections::HashSet<VarId>,
    /// Tapes that are vectors; stores of states are not.
    tapes: std::collections::HashSet<VarId>,
}

/// The span of emitted tokens: the user's place, this crate's hygiene.
pub(crate) fn at(span: Span) -> Span {
    span.resolved_at(Span::call_site())
}

/// `::cotangent::__private::NAME`
pub(crate) fn support(name: &str, span: Span) -> TokenStream {
    let name = Ident::new(name, at(span));
    quote_spanned!(at(span)=> ::cotangent::__private::#name)
}

impl<'a> Writer<'a> {
    pub(crate) fn new(vars: &'a [Var], names: Names, stmts: &[&[Stmt]]) -> Writer<'a> {
        let mut mutated = std::collections::HashSet::new();
        let mut tapes = std::collections::HashSet::new();
        for list in stmts {
            names::mutated(list, vars, &mut mutated);
            tapes.extend(list.iter().filter_map(new_tape));
        }
        Writer { vars, names, mutated, tapes }
    }

    pub(crate) fn ty(&self, v: VarId) -> &Type {
        &self.vars[v.0 as usize].ty
    }

    pub(crate) fn name(&self, v: VarId) -> Ident {
        let span = self.vars[v.0 as usize].span;
        self.names.ident(v, at(span))
    }

    pub(crate) fn declare(&mut self, v: VarId) -> Ident {
        let var = &self.vars[v.0 as usize];
        self.names.declare(v, &var.name, var.user);
        self.name(v)
    }

    fn mut_token(&self, v: VarId) -> TokenStream {
        if self.mutated.contains(&v) { quote!(mut) } else { TokenStream::new() }
    }

    pub(crate) fn block(&mut self, block: &Block) -> TokenStream {
        self.names.open();
        let tokens = self.stmts(&block.stmts);
        self.names.close();
        tokens
    }

    pub(crate) fn stmts(&mut self, stmts: &[Stmt]) -> TokenStream {
        stmts.iter().map(|s| self.stmt(s)).collect()
    }

    fn stmt(&mut self, s: &Stmt) -> TokenStream {
        let span = at(s.span);
        match &s.kind {
            StmtKind::Let { var, init } => {
                let init = init.as_ref().map(|e| {
                    let value = self.expr(e);
                    let made_up = !self.vars[var.0 as usize].user;
                    let literal = matches!(e.kind, ExprKind::Number(_) | ExprKind::Literal(_));
                    let ty = match self.ty(*var) {
                        t if literal && t.is_float() && !self.vars[var.0 as usize].guessed => {
                            Some(t.to_string())
                        }
                        Type::Int(name) if made_up && literal => Some(name.clone()),
                        _ => None,
                    };
                    (value, ty)
                });
                let name = self.declare(*var);
                let mutable = self.mut_token(*var);
                let written = &self.vars[var.0 as usize].written;
                match init {
                    None => match written {
                        Some(ty) => quote_spanned!(span=> let #mutable #name: #ty;),
                        None => quote_spanned!(span=> let #mutable #name;),
                    },
                    Some((value, ty)) => match (written, ty) {
                        (Some(ty), _) => quote_spanned!(span=> let #mutable #name: #ty = #value;),
                        (None, Some(ty)) => {
                            let ty: TokenStream = ty.parse().unwrap_or_default();
                            quote_spanned!(span=> let #mutable #name: #ty = #value;)
                        }
                        _ => quote_spanned!(span=> let #mutable #name = #value;),
                    },
                }
            }
            StmtKind::LetTuple { vars, init } => {
                let value = self.expr(init);
                let names: Vec<TokenStream> = vars
                    .iter()
                    .map(|v| match v {
                        Some(v) => {
                            let name = self.declare(*v);
                            let mutable = self.mut_token(*v);
                            // A call's unit result is named by no one.
                            if *self.ty(*v) == Type::Unit {
                                quote!(())
                            } else {
                                quote!(#mutable #name)
                            }
                        }
                        None => quote!(_),
                    })
                    .collect();
                // Several slices come as an array.
                if let ExprKind::Support(
                    "claim_rows" | "top_rows" | "windows_mut" | "windows_if",
                    _,
                ) = &init.kind
                {
                    return quote_spanned!(span=> let [#(#names),*] = #value;);
                }
                quote_spanned!(span=> let (#(#names),*) = #value;)
            }
            StmtKind::LetPattern { pattern, mutable, place } => {
                let borrowed =
                    place.is_var() && matches!(self.vars[place.root.0 as usize].ty, Type::Ref(..));
                let place = self.place(place);
                let always = matches!(pattern, Pattern::Bind { sub: None, .. });
                let pattern = self.pattern(pattern);
                let reference = if *mutable { quote!(&mut) } else { quote!(&) };
                if always {
                    return quote_spanned!(span=> let #pattern = #reference #place;);
                }
                let reference = if borrowed { quote!(#reference *) } else { reference };
                quote_spanned!(span=> let #pattern = #reference #place else { ::core::unreachable!() };)
            }
            StmtKind::Assign { place, op, value } => {
                // `x = x * e` is `x *= e` to a reader.
                let (op, value) = match (&value.kind, op) {
                    (ExprKind::Op(name @ ("add" | "sub" | "mul" | "div"), args), None)
                        if value.ty.is_scalar()
                            && matches!(&args[0].kind, ExprKind::Read(p) if p == place) =>
                    {
                        (Some(*name), &args[1])
                    }
                    _ => (*op, value),
                };
                let value = self.expr(value);
                let place = self.place_mut(place);
                match op.and_then(infix) {
                    Some(op) => {
                        let op: TokenStream = format!("{op}=").parse().expect("an operator");
                        let op = respan(op, span);
                        quote_spanned!(span=> #place #op #value;)
                    }
                    None => quote_spanned!(span=> #place = #value;),
                }
            }
            StmtKind::Accumulate { place, value } => self.accumulate(place, value, span),
            StmtKind::Eval(e) => {
                let value = self.expr(e);
                if matches!(e.kind, ExprKind::Foreign(_)) {
                    // It may have to be used, as far as rustc can tell.
                    return quote_spanned!(span=> let _ = #value;);
                }
                quote_spanned!(span=> #value;)
            }
            StmtKind::If { cond, then, els } => {
                let (cond, then, els) = match (then.is_empty(), els.is_empty()) {
                    (true, false) => (self.negated(cond), self.block(els), TokenStream::new()),
                    _ => (self.expr(cond), self.block(then), self.block(els)),
                };
                if els.is_empty() {
                    quote_spanned!(span=> if #cond { #then })
                } else {
                    quote_spanned!(span=> if #cond { #then } else { #els })
                }
            }
            StmtKind::Match { scrutinee, arms } => {
                let head = match scrutinee {
                    Scrutinee::Constant(e) => self.expr(e),
                    Scrutinee::Place { place, by_ref } => {
                        let is_ref = place.is_var() && matches!(self.ty(place.root), Type::Ref(..));
                        let tokens = self.place(place);
                        match by_ref {
                            Some(false) if !is_ref => quote!(&#tokens),
                            Some(true) if !is_ref => quote!(&mut #tokens),
                            Some(true) => quote!(&mut *#tokens),
                            _ => tokens,
                        }
                    }
                };
                let arms: Vec<TokenStream> = arms
                    .iter()
                    .map(|a| {
                        self.names.open();
                        let pattern = self.pattern(&a.pattern);
                        let guard = a.guard.as_ref().map(|g| {
                            let g = self.expr(g);
                            quote!(if #g)
                        });
                        let body = self.stmts(&a.body.stmts);
                        self.names.close();
                        quote_spanned!(span=> #pattern #guard => { #body })
                    })
                    .collect();
                quote_spanned!(span=> match #head { #(#arms)* })
            }
            StmtKind::For { var, .. } if self.vars[var.0 as usize].parallel => self.parallel(s),
            StmtKind::For { id: SUM, var, hi, body, .. } => {
                self.sum_over_lanes(*var, hi, body, span)
            }
            StmtKind::For { var, lo, hi, reversed, body, .. } => {
                let (lo, hi) = (self.expr(lo), self.expr(hi));
                self.names.open();
                let used = crate::analyse::effects::mentioned(&body.stmts).contains(var);
                let name = if used { self.declare(*var).to_token_stream() } else { quote!(_) };
                let body = self.stmts(&body.stmts);
                self.names.close();
                if *reversed {
                    quote_spanned!(span=> for #name in (#lo..#hi).rev() { #body })
                } else {
                    quote_spanned!(span=> for #name in #lo..#hi { #body })
                }
            }
            StmtKind::While { cond: Some(cond), body, .. } => {
                let cond = self.expr(cond);
                let body = self.block(body);
                quote_spanned!(span=> while #cond { #body })
            }
            StmtKind::While { cond: None, body, .. } => {
                let body = self.block(body);
                quote_spanned!(span=> loop { #body })
            }
            StmtKind::WhileLet { pattern, value, body } => {
                let value = self.expr(value);
                self.names.open();
                let pattern = self.pattern(pattern);
                let body = self.stmts(&body.stmts);
                self.names.close();
                quote_spanned!(span=> while let #pattern = #value { #body })
            }
            StmtKind::Each { pattern, iterator, body, .. } => {
                let iterator = self.foreign(iterator);
                self.names.open();
                let pattern = self.pattern(pattern);
                let body = self.stmts(&body.stmts);
                self.names.close();
                quote_spanned!(span=> for #pattern in #iterator { #body })
            }
            StmtKind::VecPush { place, value } => {
                let value = self.expr(value);
                let place = self.place(place);
                quote_spanned!(span=> #place.push(#value);)
            }
            StmtKind::VecPop { var, place } => {
                let place = self.place(place);
                match var {
                    Some(v) => {
                        let name = self.declare(*v);
                        quote_spanned!(span=> let ::core::option::Option::Some(#name) = #place.pop() else { ::core::unreachable!() };)
                    }
                    None => quote_spanned!(span=> #place.pop();),
                }
            }
            StmtKind::Swap { a, b } => {
                if a.root == b.root
                    && let (Some((Step::Index(i), _)), Some((Step::Index(j), rest))) =
                        (a.path.split_last(), b.path.split_last())
                {
                    let base = self.place(&Place { root: a.root, path: rest.to_vec() });
                    let (i, j) = (self.expr(i), self.expr(j));
                    return quote_spanned!(span=> #base.swap(#i, #j););
                }
                let (a, b) = (self.place_mut(a), self.place_mut(b));
                quote_spanned!(span=> ::core::mem::swap(&mut #a, &mut #b);)
            }
            StmtKind::Break => quote_spanned!(span=> break;),
            StmtKind::Jump(j) => unreachable!("unstructured jump {j:?}"),
            StmtKind::Push { tape, values } => {
                let values: Vec<TokenStream> = values.iter().map(|v| self.expr(v)).collect();
                let (push, name) = (support("push", span), self.name(*tape));
                if !self.tapes.contains(tape) {
                    return quote_spanned!(span=> #name.push((#(#values,)*)););
                }
                quote_spanned!(span=> #push(&mut #name, (#(#values,)*));)
            }
            StmtKind::Pop { tape, vars } => {
                let names: Vec<TokenStream> = vars
                    .iter()
                    .map(|v| {
                        let name = self.declare(*v);
                        let mutable = self.mut_token(*v);
                        quote!(#mutable #name)
                    })
                    .collect();
                let tape = self.name(*tape);
                quote_spanned!(span=> let ::core::option::Option::Some((#(#names,)*)) = #tape.pop() else { ::core::unreachable!() };)
            }
            StmtKind::Foreign(f) => self.foreign(f),
        }
    }

    /// `sum += sum_over_lanes(n, |l| term)`
    fn sum_over_lanes(&mut self, lane: VarId, n: &Expr, body: &Block, span: Span) -> TokenStream {
        let Some((Stmt { kind: StmtKind::Accumulate { place, value }, .. }, terms)) =
            body.stmts.split_last()
        else {
            unreachable!("a sum over lanes ends in it")
        };
        let (n, sum) = (self.expr(n), self.place_mut(place));
        self.names.open();
        let lane = self.declare(lane);
        let terms = self.stmts(terms);
        let value = self.expr(value);
        self.names.close();
        let function = support("sum_over_lanes", span);
        quote_spanned!(span=> #sum += #function(#n, |#lane| { #terms #value });)
    }

    fn accumulate(&mut self, place: &Place, value: &Expr, span: Span) -> TokenStream {
        let target = self.place_mut(place);
        if place.is_part() {
            let value = self.expr(value);
            let add = support("add_part", span);
            return quote_spanned!(span=> #add(&mut #target, &#value););
        }
        let behind =
            place.is_var() && matches!(self.ty(place.root), Type::Ref(true, t) if !t.is_scalar());
        let target = if behind { quote!(*#target) } else { target };
        let known = value.ty.is_float() && !matches!(value.kind, ExprKind::Rule { .. });
        let field = is_field(place, self.vars);
        if field || !known {
            let (add, from) = match &value.kind {
                // By reference, since it may lie behind one.
                ExprKind::Read(from) if !field => {
                    let from = self.place(from);
                    ("add_ref", quote!(&#from))
                }
                _ => (if field { "add_field" } else { "add_to" }, self.expr(value)),
            };
            let is_ref = add == "add_ref";
            let add = support(add, span);
            if !reads_beside(value, place) {
                return quote_spanned!(span=> #add(&mut #target, #from););
            }
            // Both cannot be borrowed at once.
            let (keep, share) = (support("keep", span), quote!(__share));
            return match is_ref {
                true => {
                    quote_spanned!(span=> let #share = #keep(#from); #add(&mut #target, &#share);)
                }
                false => quote_spanned!(span=> let #share = #from; #add(&mut #target, #share);),
            };
        }
        if let ExprKind::Op("neg", args) = &value.kind {
            let value = self.expr(&args[0]);
            return quote_spanned!(span=> #target -= #value;);
        }
        let value = self.expr(value);
        quote_spanned!(span=> #target += #value;)
    }

    fn negated(&mut self, cond: &Expr) -> TokenStream {
        let inner = self.expr(cond);

        match &cond.kind {
            // `!(a < b)` is not `a >= b` for floats.
            ExprKind::Compare("!", args) => self.expr(&args[0]),
            ExprKind::Read(_) => quote!(!#inner),
            _ => quote!(!(#inner)),
        }
    }

    // Expressions.

    /// A reference to rustc, and not a view that is a value of its own.
    fn is_reference(&self, v: VarId) -> bool {
        matches!(self.ty(v), Type::Ref(..)) && !self.vars[v.0 as usize].is_view()
    }

    pub(crate) fn place(&mut self, p: &Place) -> TokenStream {
        self.place_in(p, false)
    }

    /// A place to be written to.
    fn place_mut(&mut self, p: &Place) -> TokenStream {
        self.place_in(p, true)
    }

    fn place_in(&mut self, p: &Place, mutable: bool) -> TokenStream {
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
    fn operand(&mut self, e: &Expr, outer: u8, right: bool) -> TokenStream {
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
    fn lent(&mut self, e: &Expr, outer: u8, right: bool) -> TokenStream {
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

    fn op(&mut self, name: &'static str, args: &[Expr], ty: &Type, span: Span) -> TokenStream {
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

    fn call(&mut self, call: &Call) -> TokenStream {
        let mut args: Vec<TokenStream> = call.args.iter().map(|a| self.expr(a)).collect();
        let apart = self.take_apart(call, &mut args);
        let applied = self.apply(call, &args);
        if apart.is_empty() { applied } else { quote!({ #apart #applied }) }
    }

    /// Several parts of one sequence are lent at once, some mutably: the user got them from
    /// `split_at_mut` or the like, whose names have become places.
    fn take_apart(&mut self, call: &Call, args: &mut [TokenStream]) -> TokenStream {
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

    fn apply(&mut self, call: &Call, args: &[TokenStream]) -> TokenStream {
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
    fn update(&mut self, op: &str, array: &Expr, value: &TokenStream, span: Span) -> TokenStream {
        let ExprKind::Borrow { place, .. } = &array.kind else {
            unreachable!("the receiver of an update is a place")
        };
        let tokens = self.place_mut(place);
        let star = (place.is_var() && self.is_reference(place.root)).then(|| quote!(*));
        let op = respan(op.parse().expect("an operator"), span);
        quote_spanned!(span=> #star #tokens #op #value)
    }

    fn pattern(&mut self, p: &Pattern) -> TokenStream {
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
    fn foreign(&mut self, f: &Foreign) -> TokenStream {
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

/// The tape that a statement declares.
fn new_tape(s: &Stmt) -> Option<VarId> {
    match &s.kind {
        StmtKind::Let { var, init: Some(Expr { kind: ExprKind::VecOf(items), .. }) } => {
            items.is_empty().then_some(*var)
        }
        _ => None,
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

/// Code that may hold a jump which no one sees: a macro may expand to `continue`. In a closure that
/// returns a type of our own, whatever leaves it is an error.
fn contained(tokens: TokenStream) -> TokenStream {
    let diverges = matches!(tokens.clone().into_iter().next(), Some(TokenTree::Ident(i)) if ["panic", "unreachable", "todo", "unimplemented"].contains(&i.to_string().as_str()));
    if diverges {
        return tokens;
    }
    let ends = matches!(tokens.clone().into_iter().last(), Some(TokenTree::Punct(p)) if p.as_char() == ';');
    if ends {
        return quote!((|| ::cotangent::__private::Contained({ #tokens }))(););
    }
    quote!((|| ::cotangent::__private::Contained(#tokens))().0)
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

fn number(v: f64, ty: &Type) -> TokenStream {
    if let Type::Scalar(name) = ty {
        let t = Ident::new(name, Span::call_site());
        let v = number(v, &Type::F64);
        return quote!(<#t as ::cotangent::Scalar>::from_f64(#v));
    }
    if v.is_nan() {
        return if *ty == Type::F32 { quote!(f32::NAN) } else { quote!(f64::NAN) };
    }
    let literal = |v: f64| match ty {
        Type::F32 => Literal::f32_suffixed(v as f32),
        _ => Literal::f64_unsuffixed(v),
    };
    if v < 0.0 || (v == 0.0 && v.is_sign_negative()) {
        let l = literal(-v);
        return quote!(-#l);
    }
    let l = literal(v);
    quote!(#l)
}

/// `Foo` → `Tan::<Foo>`, `Shape::Circle` → `Tan::<Shape>::Circle`.
fn tangent_path(path: &TokenStream) -> TokenStream {
    let tan = quote!(::cotangent::__private::Tan);
    let Ok(path) = syn::parse2::<syn::Path>(path.clone()) else { return path.clone() };
    let n = path.segments.len();
    let upper = |i: usize| {
        path.segments[i].ident.to_string().chars().next().is_some_and(char::is_uppercase)
    };
    if n >= 2 && upper(n - 2) {
        let owner: syn::Path = syn::Path {
            leading_colon: path.leading_colon,
            segments: path.segments.iter().take(n - 1).cloned().collect(),
        };
        let variant = &path.segments[n - 1];
        return quote!(#tan::<#owner>::#variant);
    }
    quote!(#tan::<#path>)
}

fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut t| {
            t.set_span(span);
            t
        })
        .collect()
}

fn rename(tokens: TokenStream, renames: &[(String, String)]) -> TokenStream {
    let mut after_dot = false;
    tokens
        .into_iter()
        .map(|tree| {
            let out = match &tree {
                TokenTree::Ident(i) if !after_dot => match renames.iter().find(|(a, _)| i == a) {
                    Some((_, b)) => TokenTree::Ident(Ident::new(b, i.span())),
                    None => tree.clone(),
                },
                TokenTree::Group(g) => {
                    let mut group =
                        proc_macro2::Group::new(g.delimiter(), rename(g.stream(), renames));
                    group.set_span(g.span());
                    TokenTree::Group(group)
                }
                TokenTree::Literal(l) => {
                    let mut text = l.to_string();
                    if text.starts_with('"') && text.contains('{') {
                        for (a, b) in renames {
                            text = text
                                .replace(&format!("{{{a}}}"), &format!("{{{b}}}"))
                                .replace(&format!("{{{a}:"), &format!("{{{b}:"));
                        }
                        match text.parse::<Literal>() {
                            Ok(mut new) => {
                                new.set_span(l.span());
                                TokenTree::Literal(new)
                            }
                            Err(_) => tree.clone(),
                        }
                    } else {
                        tree.clone()
                    }
                }
                _ => tree.clone(),
            };
            after_dot = matches!(&tree, TokenTree::Punct(p) if p.as_char() == '.');
            out
        })
        .collect()
}

/// Does the expression read other elements of the sequence that the place is part of?
fn reads_beside(e: &Expr, place: &Place) -> bool {
    let apart = |p: &Place| {
        let differ = p.path.iter().zip(&place.path).find(|(a, b)| a != b);
        matches!(differ, Some((Step::Field(_), Step::Field(_))))
    };
    let mut beside = false;
    e.each_place(&mut |p| beside |= p.root == place.root && !apart(p));
    beside
}

/// Where the last run of slices of a path begins, an index into them included.
fn last_run(place: &Place) -> usize {
    let n = place.path.len() - usize::from(matches!(place.path.last(), Some(Step::Index(_))));
    n - place.path[..n].iter().rev().take_while(|s| matches!(s, Step::Slice(..))).count()
}
