//! Many derivatives in one sweep: each tangent, or cotangent, becomes `L` of them side by side.
//!
//! Both are linear, so a sweep over one derivative tells what a sweep over many does: a variable
//! that holds a tangent holds the tangents in lanes (`f64` → `[f64; L]`, `Vec<f64>` →
//! `Vec<[f64; L]>`), coefficients are evaluated once, and a statement on numbers is a short loop
//! over lanes. What comes out is in the language like any derivative.
//!
//! ```text
//! y_dot = a_dot * b + b_dot * a
//! ```
//! becomes
//! ```text
//! for l in 0..L { y_dot[l] = a_dot[l] * b + b_dot[l] * a }
//! ```

use super::tangent::is_field;
use crate::ir::builder::fresh;
use crate::ir::*;
use crate::rules;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::collections::HashSet;

/// Why a sweep cannot be taken in lanes, and where.
pub(crate) type Refusal = (Span, &'static str);

/// Rewrites a sweep. `tangents` are the variables that hold tangents from the start, `width` the
/// name of the number of lanes.
pub(crate) fn lift(
    stmts: &mut Vec<Stmt>,
    vars: &mut Vec<Var>,
    tangents: impl IntoIterator<Item = VarId>,
    width: &Ident,
) -> Result<(), Vec<Refusal>> {
    let old: Vec<Type> = vars.iter().map(|v| v.ty.clone()).collect();
    let mut pass = Lift {
        vars,
        old,
        marked: HashSet::new(),
        pullbacks: HashSet::new(),
        width,
        refusals: Vec::new(),
        before: Vec::new(),
    };
    tangents.into_iter().for_each(|v| pass.mark(v));
    let block = Block::new(std::mem::take(stmts));
    loop {
        let known = pass.marked.len();
        block.each_stmt(&mut |s| pass.find(s));
        if pass.marked.len() == known {
            break;
        }
    }
    block.each_stmt(&mut |s| s.each_expr(&mut |e| pass.find_pullbacks(e)));
    pass.retype();
    *stmts = pass.stmts(block.stmts);
    if pass.refusals.is_empty() { Ok(()) } else { Err(pass.refusals) }
}

struct Lift<'a> {
    vars: &'a mut Vec<Var>,
    /// The types before the lift.
    old: Vec<Type>,
    /// Variables that hold tangents.
    marked: HashSet<VarId>,
    /// Pullbacks that cotangents in lanes go through; others are applied to a number for its slope.
    pullbacks: HashSet<VarId>,
    width: &'a Ident,
    refusals: Vec<Refusal>,
    /// Statements to run before the present one.
    before: Vec<Stmt>,
}

// Which variables hold tangents.
impl Lift<'_> {
    fn mark(&mut self, v: VarId) {
        if !self.old[v.0 as usize].is_constant() {
            self.marked.insert(v);
        }
    }

    fn is_marked(&self, p: &Place) -> bool {
        self.marked.contains(&p.root)
    }

    /// Is the value of the expression a tangent?
    fn is_tangent(&self, e: &Expr) -> bool {
        let any = |args: &[Expr]| args.iter().any(|a| self.is_tangent(a));
        match &e.kind {
            ExprKind::Read(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => self.is_marked(p),
            ExprKind::Rule { .. } | ExprKind::Zero(_) => true,
            ExprKind::Op("div", args) => self.is_tangent(&args[0]),
            ExprKind::Op(_, args)
            | ExprKind::Support(_, args)
            | ExprKind::Tuple(args)
            | ExprKind::Array(args)
            | ExprKind::VecOf(args) => any(args),
            ExprKind::Repeat { value, .. } | ExprKind::Cast(value, _) => self.is_tangent(value),
            ExprKind::Construct { tangent, .. } => *tangent,
            ExprKind::Call(call) => matches!(call.callee, Callee::Wrap(_)) && any(&call.args),
            _ => false,
        }
    }

    /// The expression stands where a tangent is asked for: so what it hands on is one.
    fn demand(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Read(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => self.mark(p.root),
            ExprKind::Op("add" | "sub" | "neg", args)
            | ExprKind::Support("negated" | "take" | "replace" | "borrow", args)
            | ExprKind::Tuple(args)
            | ExprKind::Array(args)
            | ExprKind::VecOf(args) => args.iter().for_each(|a| self.demand(a)),
            ExprKind::Support(name, args) if is_window(name) => self.demand(&args[0]),
            ExprKind::Repeat { value, .. } | ExprKind::Cast(value, _) => self.demand(value),
            ExprKind::Construct { fields, rest, tangent: true, .. } => {
                fields.iter().for_each(|(_, f)| self.demand(f));
                rest.iter().for_each(|r| self.demand(r));
            }
            ExprKind::Call(call) if matches!(call.callee, Callee::Wrap(_)) => {
                call.args.iter().for_each(|a| self.demand(a));
            }
            _ => {}
        }
    }

    fn find(&mut self, s: &Stmt) {
        match &s.kind {
            StmtKind::Let { var, init: Some(init) } => {
                self.find_flow(&Place::of(*var), init);
            }
            StmtKind::LetTuple { vars, init } if self.is_tangent(init) => {
                vars.iter().flatten().for_each(|v| self.mark(*v));
            }
            StmtKind::Assign { place, value, .. }
            | StmtKind::Accumulate { place, value }
            | StmtKind::VecPush { place, value } => self.find_flow(place, value),
            StmtKind::VecPop { var: Some(v), place } => {
                if self.is_marked(place) {
                    self.mark(*v);
                } else if self.marked.contains(v) {
                    self.mark(place.root);
                }
            }
            StmtKind::Swap { a, b } if self.is_marked(a) || self.is_marked(b) => {
                self.mark(a.root);
                self.mark(b.root);
            }
            StmtKind::LetPattern { pattern, place, .. } if self.is_marked(place) => {
                pattern.each_bound(&mut |v| self.mark(v));
            }
            StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, arms }
                if self.is_marked(place) =>
            {
                arms.iter().for_each(|a| a.pattern.each_bound(&mut |v| self.mark(v)));
            }
            _ => {}
        }
    }

    fn find_flow(&mut self, place: &Place, value: &Expr) {
        if self.is_tangent(value) {
            self.mark(place.root);
        }
        if self.is_marked(place) {
            self.demand(value);
        }
    }

    fn find_pullbacks(&mut self, e: &Expr) {
        let ExprKind::Call(call) = &e.kind else { return };
        let Callee::Local(pullback) = call.callee else { return };
        if call.args.iter().any(|a| self.is_tangent(a)) {
            self.pullbacks.insert(pullback);
        }
    }
}

// Types.
impl Lift<'_> {
    fn retype(&mut self) {
        for v in &self.marked {
            let var = &mut self.vars[v.0 as usize];
            var.ty = lift_type(&var.ty, self.width);
            var.written = var.written.as_ref().map(|t| lanes_type(t, self.width));
        }
    }

    fn lifted(&self, ty: &Type) -> Type {
        lift_type(ty, self.width)
    }

    /// The type of a place before the lift, as far as it is known.
    fn place_type(&self, place: &Place) -> Type {
        let mut ty = self.old[place.root.0 as usize].clone();
        for step in &place.path {
            ty = match step {
                Step::Index(_) => ty.element().cloned().unwrap_or(Type::Unknown),
                Step::Slice(..) => ty.element().map_or(Type::Unknown, |t| Type::slice(t.clone())),
                Step::Part(..) => {
                    ty.element().map_or(Type::Unknown, |t| Type::NdArray(Box::new(t.clone())))
                }
                Step::Deref => match ty {
                    Type::Ref(_, t) | Type::Boxed(t) => *t,
                    t => t,
                },
                Step::Field(i) => match (ty.peel(), i.parse::<usize>()) {
                    (Type::Tuple(parts), Ok(i)) => parts.get(i).cloned().unwrap_or(Type::Unknown),
                    _ => Type::Unknown,
                },
            };
        }
        ty
    }
}

pub(crate) fn lift_type(ty: &Type, width: &Ident) -> Type {
    let sub = |t: &Type| Box::new(lift_type(t, width));
    match ty {
        t if t.is_float() => Type::Array(Box::new(t.clone()), width.to_string()),
        Type::Slice(t) => Type::Slice(sub(t)),
        Type::Array(t, n) => Type::Array(sub(t), n.clone()),
        Type::Vec(t) => Type::Vec(sub(t)),
        Type::Ref(m, t) => Type::Ref(*m, sub(t)),
        Type::Tuple(ts) => Type::Tuple(ts.iter().map(|t| lift_type(t, width)).collect()),
        Type::Option(t) => Type::Option(sub(t)),
        Type::Result(t) => Type::Result(sub(t)),
        Type::Boxed(t) => Type::Boxed(sub(t)),
        t => t.clone(),
    }
}

/// A tangent type, as tokens, in lanes. A single name is a float or a type parameter that is one.
pub(crate) fn lanes_type(tangent: &TokenStream, width: &Ident) -> TokenStream {
    let Ok(ty) = syn::parse2::<syn::Type>(tangent.clone()) else { return tangent.clone() };
    let of = |t: &syn::Type| lanes_type(&quote!(#t), width);
    match &ty {
        syn::Type::Reference(r) => {
            let (lifetime, mutable, elem) = (&r.lifetime, r.mutability, of(&r.elem));
            quote!(&#lifetime #mutable #elem)
        }
        syn::Type::Paren(p) => of(&p.elem),
        syn::Type::Group(g) => of(&g.elem),
        syn::Type::Slice(s) => {
            let elem = of(&s.elem);
            quote!([#elem])
        }
        syn::Type::Array(a) => {
            let (elem, len) = (of(&a.elem), &a.len);
            quote!([#elem; #len])
        }
        syn::Type::Tuple(t) => {
            let elems = t.elems.iter().map(of);
            quote!((#(#elems,)*))
        }
        syn::Type::Path(p) if p.qself.is_none() && p.path.get_ident().is_some() => {
            quote!([#ty; #width])
        }
        syn::Type::Path(p) if p.qself.is_none() => {
            let last = p.path.segments.last().expect("a path has a segment");
            let container = matches!(last.ident.to_string().as_str(), "Vec" | "Option" | "Box");
            let mut path = p.path.clone();
            let arguments = &mut path.segments.last_mut().expect("the same").arguments;
            let inner = match arguments {
                syn::PathArguments::AngleBracketed(a) if container => match a.args.first() {
                    Some(syn::GenericArgument::Type(t)) => Some(of(t)),
                    _ => None,
                },
                _ => None,
            };
            *arguments = syn::PathArguments::None;
            match inner {
                Some(inner) => quote!(#path<#inner>),
                None => quote!(<#ty as ::cotangent::Tangent>::Lanes<#width>),
            }
        }
        _ => quote!(<#ty as ::cotangent::Tangent>::Lanes<#width>),
    }
}

// Statements.
impl Lift<'_> {
    fn block(&mut self, block: Block) -> Block {
        Block::new(self.stmts(block.stmts))
    }

    /// The body of a loop. Its lanes are what vectors are made of, not its iterations, which the start
    /// of each one says: the compiler unrolls lanes first and then gathers over iterations, ten times
    /// slower.
    fn repeated_block(&mut self, block: Block) -> Block {
        let mut block = self.block(block);
        if has_lanes(&block) {
            let keep = Expr::support("keep_lanes", Vec::new(), Type::Unit);
            block.stmts.insert(0, Stmt::new(StmtKind::Eval(keep), Span::call_site()));
        }
        block
    }

    fn stmts(&mut self, stmts: Vec<Stmt>) -> Vec<Stmt> {
        let outer = std::mem::take(&mut self.before);
        let mut out = Vec::new();
        for s in stmts {
            let s = self.stmt(s);
            out.append(&mut self.before);
            out.extend(s);
        }
        self.before = outer;
        out
    }

    /// The statement in lanes; what must run ahead of it goes to `before`.
    fn stmt(&mut self, mut s: Stmt) -> Option<Stmt> {
        let span = s.span;
        s.kind = match s.kind {
            StmtKind::Let { var, init } if self.marked.contains(&var) => {
                let ty = self.old[var.0 as usize].clone();
                let init = match init {
                    // Lanes are filled one by one, which asks for an array that is there.
                    None if ty.is_float() => Some(self.zeros(&ty, span)),
                    None => None,
                    Some(init) if self.in_loop(&init, &ty) => {
                        self.vars[var.0 as usize].mutable = true;
                        let zeros = self.zeros(&float_of(&init, &ty), span);
                        let lanes = self.each_lane(Place::of(var), &init, Update::Set);
                        self.before.push(Stmt::new(StmtKind::Let { var, init: Some(zeros) }, span));
                        return Some(lanes);
                    }
                    Some(init) => Some(self.whole(init)),
                };
                StmtKind::Let { var, init }
            }
            StmtKind::LetTuple { vars, init } => {
                let init = self.called(&vars, init);
                StmtKind::LetTuple { vars, init }
            }
            StmtKind::Assign { place, op, value } if self.is_marked(&place) => {
                let ty = self.place_type(&place);
                let place = self.place(place);
                if op.is_some() || self.in_loop(&value, &ty) {
                    return Some(self.each_lane(place, &value, Update::Op(op)));
                }
                StmtKind::Assign { place, op, value: self.whole(value) }
            }
            StmtKind::Accumulate { place, value } => {
                let number = value.ty.is_float() && !matches!(value.kind, ExprKind::Rule { .. });
                let field = is_field(&place, self.vars);
                let place = self.place(place);
                if number && !field {
                    return Some(self.each_lane(place, &value, Update::Add));
                }
                StmtKind::Accumulate { place, value: self.whole(value) }
            }
            StmtKind::VecPush { place, value } if self.is_marked(&place) => {
                StmtKind::VecPush { place, value: self.whole(value) }
            }
            StmtKind::Eval(e) => StmtKind::Eval(self.effect(e)),
            StmtKind::If { cond, then, els } => {
                StmtKind::If { cond, then: self.block(then), els: self.block(els) }
            }
            StmtKind::Match { scrutinee, arms } => {
                let arms = arms.into_iter().map(|a| Arm {
                    pattern: self.pattern(a.pattern),
                    guard: a.guard,
                    body: self.block(a.body),
                });
                StmtKind::Match { scrutinee, arms: arms.collect() }
            }
            StmtKind::LetPattern { pattern, mutable, place } => {
                StmtKind::LetPattern { pattern: self.pattern(pattern), mutable, place }
            }
            StmtKind::For { id, var, lo, hi, reversed, body } => {
                let unrolled = is_literal(&lo) && is_literal(&hi);
                let body = if unrolled { self.block(body) } else { self.repeated_block(body) };
                StmtKind::For { id, var, lo, hi, reversed, body }
            }
            StmtKind::While { id, cond, body } => {
                StmtKind::While { id, cond, body: self.repeated_block(body) }
            }
            StmtKind::Each { id, pattern, iterator, body } => {
                StmtKind::Each { id, pattern, iterator, body: self.repeated_block(body) }
            }
            kind => {
                let mut other = Stmt::new(kind, span);
                other.each_block_mut(&mut |b| *b = self.block(std::mem::take(b)));
                other.kind
            }
        };
        Some(s)
    }

    /// Is the value written lane by lane? A number that is there as a whole is copied.
    fn in_loop(&self, value: &Expr, ty: &Type) -> bool {
        let number = value.ty.is_float() || ty.is_float();
        number && is_sum(value)
    }

    /// `for l in 0..L { place[l] op= value }`
    fn each_lane(&mut self, place: Place, value: &Expr, update: Update) -> Stmt {
        let span = value.span;
        let count = Type::Int("usize".into());
        let l = fresh(self.vars, "l", count.clone());
        self.old.push(count.clone());
        let value = self.at(value, &Expr::var(l, count, span));
        let place = place.then(Step::Index(Expr::var(l, Type::Int("usize".into()), span)));
        let kind = match update {
            Update::Set => StmtKind::Assign { place, op: None, value },
            Update::Op(op) => StmtKind::Assign { place, op, value },
            Update::Add => StmtKind::Accumulate { place, value },
        };
        let body = Block::new(vec![Stmt::new(kind, span)]);
        let (lo, hi) = (Expr::int(0), self.count(span));
        Stmt::new(StmtKind::For { id: LANES, var: l, lo, hi, reversed: false, body }, span)
    }

    /// A call in a hidden form: the same in lanes.
    fn called(&mut self, vars: &[Option<VarId>], init: Expr) -> Expr {
        let ExprKind::Call(mut call) = init.kind else {
            return if self.is_tangent(&init) { self.whole(init) } else { init };
        };
        let lanes = match &mut call.callee {
            Callee::Path { form, .. } | Callee::Method { form, .. } => match form {
                CallForm::Jvp(1) => {
                    *form = CallForm::JvpLanes;
                    true
                }
                CallForm::Vjp(0)
                    if vars
                        .get(1)
                        .is_some_and(|p| p.is_some_and(|p| self.pullbacks.contains(&p))) =>
                {
                    *form = CallForm::VjpLanes;
                    true
                }
                _ => false,
            },
            _ => false,
        };
        if lanes {
            call.args.push(self.marker(init.span));
        }
        Expr { kind: ExprKind::Call(call), ..init }
    }

    /// What is evaluated for its effect: a pullback gets its cotangent in lanes.
    fn effect(&mut self, e: Expr) -> Expr {
        match e.kind {
            ExprKind::Call(mut call) if matches!(call.callee, Callee::Local(p) if self.pullbacks.contains(&p)) =>
            {
                let w = std::mem::replace(&mut call.args[0], Expr::unit(e.span));
                call.args[0] = self.whole(w);
                Expr { kind: ExprKind::Call(call), ..e }
            }
            kind => Expr { kind, ..e },
        }
    }

    fn pattern(&self, p: Pattern) -> Pattern {
        let all = |ps: Vec<Pattern>| ps.into_iter().map(|p| self.pattern(p)).collect();
        match p {
            Pattern::Bind { var, by_ref, sub } => {
                Pattern::Bind { var, by_ref, sub: sub.map(|s| Box::new(self.pattern(*s))) }
            }
            Pattern::Tuple(ps) => Pattern::Tuple(all(ps)),
            Pattern::Slice(ps) => Pattern::Slice(all(ps)),
            Pattern::Or(ps) => Pattern::Or(all(ps)),
            Pattern::Ref(p) => Pattern::Ref(Box::new(self.pattern(*p))),
            Pattern::Variant { path, fields, unit, tangent } => {
                let path = if tangent { self.path(&path) } else { path };
                Pattern::Variant { path, fields: all(fields), unit, tangent: false }
            }
            Pattern::Struct { path, fields, rest, tangent } => {
                let path = if tangent { self.path(&path) } else { path };
                let fields = fields.into_iter().map(|(n, p)| (n, self.pattern(p))).collect();
                Pattern::Struct { path, fields, rest, tangent: false }
            }
            p => p,
        }
    }

    /// `Foo` → `Lanes::<Foo, L>`, `Shape::Circle` → `Lanes::<Shape, L>::Circle`.
    fn path(&self, path: &TokenStream) -> TokenStream {
        let width = self.width;
        let lanes = quote!(::cotangent::__private::Lanes);
        let Ok(path) = syn::parse2::<syn::Path>(path.clone()) else { return path.clone() };
        let text = quote!(#path).to_string().replace(' ', "");
        if !super::adjoint::is_variant_path(&text) {
            return quote!(#lanes::<#path, #width>);
        }
        let n = path.segments.len();
        let owner = syn::Path {
            leading_colon: path.leading_colon,
            segments: path.segments.iter().take(n - 1).cloned().collect(),
        };
        let variant = &path.segments[n - 1];
        quote!(#lanes::<#owner, #width>::#variant)
    }
}

/// How a place takes a value.
enum Update {
    Set,
    Op(Option<&'static str>),
    Add,
}

// Expressions.
impl Lift<'_> {
    fn count(&self, span: Span) -> Expr {
        let width = self.width;
        let kind = ExprKind::Foreign(Foreign::plain(quote!(#width)));
        Expr::new(kind, Type::Int("usize".into()), span)
    }

    /// `Width::<L>`
    fn marker(&self, span: Span) -> Expr {
        let width = self.width;
        let tokens = quote!(::cotangent::__private::Width::<#width>);
        Expr::new(ExprKind::Foreign(Foreign::plain(tokens)), Type::Constant, span)
    }

    fn zeros(&self, ty: &Type, span: Span) -> Expr {
        self.repeated(Expr::number(0.0, ty.clone()), span)
    }

    /// One number in every lane.
    fn repeated(&self, number: Expr, span: Span) -> Expr {
        let ty = self.lifted(&number.ty);
        let (value, count) = (Box::new(number), Box::new(self.count(span)));
        Expr::new(ExprKind::Repeat { value, count, vec: false }, ty, span)
    }

    /// The place of a number has no reference to go through once it is an array.
    fn place(&self, mut p: Place) -> Place {
        let scalar = self.is_marked(&p) && self.old[p.root.0 as usize].is_scalar();
        if scalar && matches!(p.path.first(), Some(Step::Deref)) {
            p.path.remove(0);
        }
        p
    }

    /// A name for a value, made before the present statement.
    fn named(&mut self, name: &str, value: Expr) -> Expr {
        let (ty, span) = (value.ty.clone(), value.span);
        let v = fresh(self.vars, name, ty.clone());
        self.old.push(ty.clone());
        self.before.push(Stmt::let_(v, value));
        Expr::var(v, ty, span)
    }

    /// Sums of products under a name of their own, lane by lane.
    fn summed(&mut self, e: Expr) -> Expr {
        let (ty, span) = (e.ty.clone(), e.span);
        let lifted = self.lifted(&ty);
        let v = fresh(self.vars, "part", lifted.clone());
        self.old.push(lifted.clone());
        self.vars[v.0 as usize].mutable = true;
        let zeros = self.zeros(&ty, span);
        let lanes = self.each_lane(Place::of(v), &e, Update::Set);
        self.before.push(Stmt::let_(v, zeros));
        self.before.push(lanes);
        Expr::var(v, lifted, span)
    }

    fn all(&mut self, args: Vec<Expr>) -> Vec<Expr> {
        args.into_iter().map(|a| self.whole(a)).collect()
    }

    /// The tangent as one value, all lanes of it.
    fn whole(&mut self, e: Expr) -> Expr {
        let (ty, span) = (self.lifted(&e.ty), e.span);
        if is_sum(&e) {
            return self.summed(e);
        }
        let kind = match e.kind {
            ExprKind::Number(_) => return self.repeated(e, span),
            ExprKind::Literal(_) if e.ty.is_float() => return self.repeated(e, span),
            ExprKind::Read(p) => ExprKind::Read(self.place(p)),
            ExprKind::Borrow { mutable, place } => {
                ExprKind::Borrow { mutable, place: self.place(place) }
            }
            ExprKind::CloneOf { place, method } => {
                ExprKind::CloneOf { place: self.place(place), method }
            }
            ExprKind::Zero(inner) if inner.ty.is_float() => return self.zeros(&inner.ty, span),
            ExprKind::Zero(inner) if numbers(&inner).is_some() => {
                let (element, count) = numbers(&inner).expect("asked just now");
                let value = Box::new(self.zeros(&element, span));
                let vec = !matches!(inner.ty.peel(), Type::Array(..));
                ExprKind::Repeat { value, count: Box::new(count), vec }
            }
            ExprKind::Zero(inner) => {
                let borrow = match inner.kind {
                    ExprKind::Read(place) => ExprKind::Borrow { mutable: false, place },
                    _ => ExprKind::Support("borrow", vec![*inner]),
                };
                let borrow = Expr::new(borrow, Type::Unknown, span);
                ExprKind::Support("zero_lanes", vec![borrow, self.marker(span)])
            }
            ExprKind::Rule { op, form, mut args } => {
                let dots = match form {
                    RuleForm::Tangent(_) => {
                        let rule = rules::find(op).expect("a primitive of the table");
                        (0..rule.params.len()).filter(|i| rule.coefficient(*i).is_some()).count()
                    }
                    _ => 1,
                };
                let dots = args.split_off(args.len() - dots);
                args.extend(self.all(dots));
                args.push(self.marker(span));
                let form = match form {
                    RuleForm::Tangent(1) => RuleForm::TangentLanes,
                    RuleForm::Cotangent(0, i) => RuleForm::CotangentLanes(i),
                    form => {
                        self.refusals.push((span, "this operand's type is not known here"));
                        form
                    }
                };
                ExprKind::Rule { op, form, args }
            }
            ExprKind::Support("cast_dot", mut args) => {
                args[1] = self.whole(args[1].clone());
                args.push(self.marker(span));
                ExprKind::Support("cast_dot_lanes", args)
            }
            ExprKind::Support("cast_back", mut args) => {
                args[1] = self.whole(args[1].clone());
                args.push(self.marker(span));
                ExprKind::Support("cast_back_lanes", args)
            }
            ExprKind::Support(name, mut args) if is_window(name) => {
                args[0] = self.whole(args[0].clone());
                ExprKind::Support(name, args)
            }
            ExprKind::Support("sum_slice", args) => ExprKind::Support("sum_lanes", self.all(args)),
            ExprKind::Support(
                name @ ("field_dot" | "negated" | "take" | "replace" | "borrow"),
                args,
            ) => ExprKind::Support(name, self.all(args)),
            ExprKind::Tuple(args) => ExprKind::Tuple(self.all(args)),
            ExprKind::Array(args) => ExprKind::Array(self.all(args)),
            ExprKind::VecOf(args) => ExprKind::VecOf(self.all(args)),
            ExprKind::Repeat { value, count, vec } => {
                ExprKind::Repeat { value: Box::new(self.whole(*value)), count, vec }
            }
            ExprKind::Construct { path, fields, rest, tangent } => {
                let path = if tangent { self.path(&path) } else { path };
                let fields = fields.into_iter().map(|(n, f)| (n, self.whole(f))).collect();
                let rest = rest.map(|r| Box::new(self.whole(*r)));
                ExprKind::Construct { path, fields, rest, tangent: false }
            }
            ExprKind::Call(call) if matches!(call.callee, Callee::Wrap(_)) => {
                let args = self.all(call.args);
                ExprKind::Call(Box::new(Call { args, ..*call }))
            }
            kind @ (ExprKind::Foreign(_) | ExprKind::Literal(_)) => kind,
            kind => {
                self.refusals.push((span, "this expression has no form in lanes"));
                kind
            }
        };
        Expr::new(kind, ty, span)
    }

    /// One lane of a number's tangent, or a coefficient beside it.
    fn at(&mut self, e: &Expr, l: &Expr) -> Expr {
        if !self.is_tangent(e) {
            return self.coefficient(e);
        }
        let ty = if e.ty.is_float() { e.ty.clone() } else { Type::Unknown };
        let kind = match &e.kind {
            ExprKind::Read(p) | ExprKind::CloneOf { place: p, .. } => {
                ExprKind::Read(self.place(p.clone()).then(Step::Index(l.clone())))
            }
            ExprKind::Op(name, args) => {
                ExprKind::Op(name, args.iter().map(|a| self.at(a, l)).collect())
            }
            ExprKind::Support("unless_zero", args) => {
                ExprKind::Support("unless_zero", args.iter().map(|a| self.at(a, l)).collect())
            }
            ExprKind::Cast(inner, to) => ExprKind::Cast(Box::new(self.at(inner, l)), to.clone()),
            _ => {
                let whole = self.whole(e.clone());
                let named = self.named("part", whole);
                let ExprKind::Read(place) = named.kind else { unreachable!("a name") };
                ExprKind::Read(place.then(Step::Index(l.clone())))
            }
        };
        Expr::new(kind, ty, e.span)
    }

    /// A coefficient is evaluated once.
    fn coefficient(&mut self, e: &Expr) -> Expr {
        match &e.kind {
            ExprKind::Number(_) | ExprKind::Literal(_) => e.clone(),
            ExprKind::Read(p) if p.is_var() => e.clone(),
            ExprKind::Foreign(f) if f.uses.is_empty() && !f.once => e.clone(),
            _ => {
                let known = self.before.iter().find_map(|s| match &s.kind {
                    StmtKind::Let { var, init: Some(init) } if init.same(e) => Some(*var),
                    _ => None,
                });
                match known {
                    Some(v) => Expr::var(v, e.ty.clone(), e.span),
                    None => self.named("factor", e.clone()),
                }
            }
        }
    }
}

/// Is it a part of what is lent first?
pub(crate) fn is_window(name: &str) -> bool {
    matches!(name, "window" | "window_mut" | "lend" | "lend_mut" | "shadow_window")
}

/// A loop between literals is short, and straight-line code in the end.
fn is_literal(e: &Expr) -> bool {
    matches!(e.kind, ExprKind::Literal(_))
}

/// A loop over lanes: no jump names it.
pub(crate) const LANES: LoopId = LoopId(u32::MAX - 2);

/// A loop that adds to one number in each lane, and does nothing else.
pub(crate) const SUM: LoopId = LoopId(u32::MAX - 1);

/// Are there loops over lanes in the block, outside of other loops?
pub(crate) fn has_lanes(block: &Block) -> bool {
    block.stmts.iter().any(|s| match &s.kind {
        StmtKind::For { id, lo, hi, body, .. } => {
            *id == LANES || *id == SUM || is_literal(lo) && is_literal(hi) && has_lanes(body)
        }
        StmtKind::If { then, els, .. } => has_lanes(then) || has_lanes(els),
        StmtKind::Match { arms, .. } => arms.iter().any(|a| has_lanes(&a.body)),
        _ => false,
    })
}

/// Is it arithmetic on tangents, rather than a tangent that is there?
fn is_sum(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Op(..) | ExprKind::Support("unless_zero", _) | ExprKind::Cast(..))
}

/// A sequence of floats that has a name: their type, and how many they are.
fn numbers(e: &Expr) -> Option<(Type, Expr)> {
    let ExprKind::Read(place) = &e.kind else { return None };
    let mut ty = &e.ty;
    while let Type::Ref(_, t) = ty {
        ty = t;
    }
    if matches!(ty, Type::Boxed(_)) {
        return None;
    }
    let element = ty.element().filter(|t| t.is_float())?.clone();
    let count = match ty {
        Type::Array(_, n) => ExprKind::Foreign(Foreign::plain(n.parse().ok()?)),
        _ => ExprKind::Len(place.clone()),
    };
    Some((element, Expr::new(count, Type::Int("usize".into()), e.span)))
}

fn float_of(e: &Expr, ty: &Type) -> Type {
    if e.ty.is_float() { e.ty.clone() } else { ty.clone() }
}
