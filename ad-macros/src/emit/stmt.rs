//! Statements.

use super::tokens::respan;
use super::*;

impl Writer<'_> {
    pub(super) fn stmt(&mut self, s: &Stmt) -> TokenStream {
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
                    "claim_rows" | "top_rows" | "slot_rows" | "windows_mut" | "windows_if",
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
                // `x = x * e` and `x = e * x` are `x *= e` to a reader.
                let (op, value) = match (&value.kind, op) {
                    (ExprKind::Op(name @ ("add" | "mul"), args), None)
                        if value.ty.is_float()
                            && matches!(&args[1].kind, ExprKind::Read(p) if p == place) =>
                    {
                        (Some(*name), &args[0])
                    }
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
    pub(super) fn sum_over_lanes(
        &mut self,
        lane: VarId,
        n: &Expr,
        body: &Block,
        span: Span,
    ) -> TokenStream {
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

    pub(super) fn accumulate(&mut self, place: &Place, value: &Expr, span: Span) -> TokenStream {
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

    pub(super) fn negated(&mut self, cond: &Expr) -> TokenStream {
        let inner = self.expr(cond);

        match &cond.kind {
            // `!(a < b)` is not `a >= b` for floats.
            ExprKind::Compare("!", args) => self.expr(&args[0]),
            ExprKind::Read(_) => quote!(!#inner),
            _ => quote!(!(#inner)),
        }
    }
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
