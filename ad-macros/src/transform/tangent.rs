//! Forward mode: every active variable gets a tangent beside it; the statements keep their order.

use super::adjoint::rules_read_result;
use super::dual::{is_atom, times, update};
use crate::analyse::activity::{Activity, linear_in, mutable_roots};
use crate::ir::builder::fresh;
use crate::ir::*;
use crate::rules;
use proc_macro2::{Span, TokenStream};
use std::collections::HashMap;

/// The body with tangents, and the tangent of each variable.
#[derive(Debug)]
pub(crate) struct Tangents {
    pub(crate) body: Vec<Stmt>,
    pub(crate) dots: HashMap<VarId, VarId>,
    pub(crate) vars: Vec<Var>,
}

pub(crate) fn tangent(f: &Function, activity: &Activity) -> Tangents {
    let mut pass = Tangent {
        f: f.clone(),
        activity,
        dots: HashMap::new(),
        out: Vec::new(),
        matched: HashMap::new(),
    };
    for p in f.params.iter().filter(|p| activity.is_active(p.var)) {
        pass.dot(p.var);
    }
    if let Some(ret) = f.ret
        && activity.is_active(ret)
    {
        pass.dot(ret);
    }
    let mut stmts = Vec::new();
    for p in f.params.iter().filter(|p| activity.is_overwritten(p.var)) {
        let (ty, dot) = (f.ty(p.var).clone(), pass.dot(p.var));
        let zero = match ty.is_float() {
            true => Expr::number(0.0, ty),
            false => {
                let start = Expr::var(p.var, ty.clone(), Span::call_site());
                Expr::new(ExprKind::Zero(Box::new(start)), ty, Span::call_site())
            }
        };
        stmts.push(Stmt::let_(dot, zero));
    }
    stmts.extend(pass.block(&f.body).stmts);
    Tangents { body: stmts, dots: pass.dots, vars: pass.f.vars }
}

struct Tangent<'a> {
    f: Function,
    activity: &'a Activity,
    dots: HashMap<VarId, VarId>,
    out: Vec<Vec<Stmt>>,
    /// Variables bound by patterns: their tangent is a reference.
    matched: HashMap<VarId, VarId>,
}

impl Tangent<'_> {
    fn block(&mut self, block: &Block) -> Block {
        self.out.push(Vec::new());
        for s in &block.stmts {
            self.statement(s);
        }
        Block::new(self.out.pop().expect("pushed above"))
    }

    fn emit(&mut self, s: Stmt) {
        self.out.last_mut().expect("an open block").push(s);
    }

    fn emit_let(&mut self, name: &str, init: Expr) -> Expr {
        let ty = init.ty.clone();
        let span = init.span;
        let v = fresh(&mut self.f.vars, name, ty.clone());
        self.emit(Stmt::let_(v, init));
        Expr::var(v, ty, span)
    }

    fn active(&self, v: VarId) -> bool {
        self.activity.is_active(v)
    }

    fn carries(&self, e: &Expr) -> bool {
        self.activity.carries(e)
    }

    fn dot(&mut self, v: VarId) -> VarId {
        if let Some(d) = self.dots.get(&v) {
            return *d;
        }
        let name = format!("{}_dot", self.f.var(v).name);
        let ty = self.f.ty(v).clone();
        let d = fresh(&mut self.f.vars, &name, ty);
        self.f.vars[d.0 as usize].mutable = self.f.var(v).mutable;
        self.dots.insert(v, d);
        d
    }

    /// The same place in the tangent; aliases are followed to what they borrow.
    fn dot_place(&mut self, p: &Place) -> Place {
        let resolved = match self.f.var(p.root).alias.clone() {
            Some(target) => super::adjoint::join(target, &p.path),
            None => p.clone(),
        };
        if resolved.root != p.root {
            return self.dot_place(&resolved);
        }
        if let Some(d) = self.matched.get(&resolved.root) {
            let mut path = resolved.path;
            if !matches!(path.first(), Some(Step::Deref)) {
                path.insert(0, Step::Deref);
            }
            return Place { root: *d, path };
        }
        let root = self.dot(resolved.root);
        Place { root, path: resolved.path }
    }

    /// The value and its tangent; the value is bound to a name where the tangent reads it too.
    fn both(&mut self, e: &Expr) -> (Expr, Option<Expr>) {
        if !self.carries(e) {
            return (e.clone(), None);
        }
        let span = e.span;
        match &e.kind {
            ExprKind::Read(p) | ExprKind::Borrow { place: p, .. }
                if self.dot_place(p).is_part() =>
            {
                let place = self.dot_place(p);
                let part = ExprKind::Borrow { mutable: false, place };
                let part = Expr::new(part, Type::Unknown, span);
                (e.clone(), Some(Expr::support("own_part", vec![part], e.ty.peel().clone())))
            }
            ExprKind::Read(p) => {
                let place = self.dot_place(p);
                let dot = if e.ty.is_float() && is_field(&place, &self.f.vars) {
                    let kind = ExprKind::Borrow { mutable: false, place };
                    let borrow = Expr::new(kind, Type::Unknown, span);
                    Expr::support("field_dot", vec![borrow], e.ty.clone())
                } else if may_be_copy(&e.ty)
                    || self.matched.contains_key(&p.root) && !e.ty.is_copy()
                {
                    // Tangents of structs are not `Copy`, even where the structs are; and what a
                    // pattern bound is behind a reference in the tangent.
                    Expr::new(ExprKind::CloneOf { place, method: "clone" }, e.ty.clone(), span)
                } else {
                    Expr::read(place, e.ty.clone(), span)
                };
                (e.clone(), Some(dot))
            }
            ExprKind::Borrow { mutable, place } => {
                let place = self.dot_place(place);
                (
                    e.clone(),
                    Some(Expr::new(
                        ExprKind::Borrow { mutable: *mutable, place },
                        e.ty.clone(),
                        span,
                    )),
                )
            }
            ExprKind::CloneOf { place, method } => {
                let place = self.dot_place(place);
                (
                    e.clone(),
                    Some(Expr::new(ExprKind::CloneOf { place, method }, e.ty.clone(), span)),
                )
            }
            ExprKind::Op(name, args) => self.op(name, args, e),
            ExprKind::Cast(inner, ty) => {
                let (mut v, d) = self.both(inner);
                if inner.ty == Type::Unknown {
                    if !is_atom(&v) {
                        v = self.emit_let("u", v);
                    }
                    let borrow = |x: Expr| Expr::support("borrow", vec![x], Type::Unknown);
                    let d = d.unwrap_or_else(|| zero(&v));
                    let dot =
                        Expr::support("cast_dot", vec![borrow(v.clone()), borrow(d)], e.ty.clone());
                    return (
                        Expr::new(ExprKind::Cast(Box::new(v), ty.clone()), e.ty.clone(), span),
                        Some(dot),
                    );
                }
                let cast = |x: Expr| {
                    Expr::new(ExprKind::Cast(Box::new(x), ty.clone()), e.ty.clone(), span)
                };
                (cast(v), d.map(cast))
            }
            ExprKind::Tuple(args) | ExprKind::Array(args) | ExprKind::VecOf(args) => {
                let (vs, ds) = self.all(args);
                let rebuild = |xs: Vec<Expr>| {
                    let kind = match &e.kind {
                        ExprKind::Tuple(_) => ExprKind::Tuple(xs),
                        ExprKind::Array(_) => ExprKind::Array(xs),
                        _ => ExprKind::VecOf(xs),
                    };
                    Expr::new(kind, e.ty.clone(), span)
                };
                (rebuild(vs), Some(rebuild(ds)))
            }
            ExprKind::Repeat { value, count, vec } => {
                let (v, d) = self.both(value);
                let d = d.unwrap_or_else(|| zero(&v));
                let rebuild = |x: Expr| {
                    Expr::new(
                        ExprKind::Repeat { value: Box::new(x), count: count.clone(), vec: *vec },
                        e.ty.clone(),
                        span,
                    )
                };
                (rebuild(v), Some(rebuild(d)))
            }
            ExprKind::Construct { path, fields, rest, tangent } => {
                self.construct(path, fields, rest.as_deref(), *tangent, e)
            }
            ExprKind::Rule { op, form, args } => self.rule(op, *form, args, e),
            ExprKind::Support(name, args) => {
                let i = linear_in(name).expect("the others are constant");
                let (v, d) = self.both(&args[i]);
                if *name == "own_part" {
                    // The tangent of a part is one of its own already.
                    return (e.clone(), d);
                }
                let with = |x: Expr| {
                    let mut args = args.clone();
                    args[i] = x;
                    Expr::new(ExprKind::Support(name, args), e.ty.clone(), span)
                };
                (with(v), d.map(with))
            }
            ExprKind::Call(call) => match &call.callee {
                Callee::Wrap(_) => {
                    let (vs, ds) = self.all(&call.args);
                    let make = |xs: Vec<Expr>| {
                        Expr::new(
                            ExprKind::Call(Box::new(Call {
                                callee: call.callee.clone(),
                                args: xs,
                                span: call.span,
                            })),
                            e.ty.clone(),
                            span,
                        )
                    };
                    (make(vs), Some(make(ds)))
                }
                callee => unreachable!("a call of {callee:?} inside an expression"),
            },
            kind => unreachable!("an active value flows through {kind:?}"),
        }
    }

    /// A struct or a variant, and its tangent.
    fn construct(
        &mut self,
        path: &TokenStream,
        fields: &[(Option<String>, Expr)],
        rest: Option<&Expr>,
        is_tangent: bool,
        e: &Expr,
    ) -> (Expr, Option<Expr>) {
        let build = |values: Vec<(Option<String>, Expr)>, rest: Option<Expr>, tangent: bool| {
            let rest = rest.map(Box::new);
            let kind = ExprKind::Construct { path: path.clone(), fields: values, rest, tangent };
            Expr::new(kind, e.ty.clone(), e.span)
        };
        if super::adjoint::is_variant_path(&path.to_string().replace(' ', "")) {
            let values: Vec<Expr> = fields.iter().map(|(_, v)| v.clone()).collect();
            let (vs, ds) = self.all(&values);
            let names = || fields.iter().map(|(n, _)| n.clone());
            let value = build(names().zip(vs).collect(), rest.cloned(), is_tangent);
            return (value, Some(build(names().zip(ds).collect(), None, true)));
        }
        let rest_dot = rest.map(|r| {
            let (v, d) = self.both(r);
            let d = d.unwrap_or_else(|| zero(&v));
            // The base is moved field by field; its tangent is used again.
            match d.kind {
                ExprKind::Read(place) => {
                    Expr::new(ExprKind::CloneOf { place, method: "clone" }, d.ty, d.span)
                }
                _ => d,
            }
        });
        let mut values = Vec::new();
        let mut dots = Vec::new();
        for (i, (name, value)) in fields.iter().enumerate() {
            let (v, d) = self.both(value);
            values.push((name.clone(), v));
            // A tuple struct behind an alias is written with numbered fields.
            dots.push((name.clone().unwrap_or_else(|| i.to_string()), d));
        }
        let value = build(values, rest.cloned(), is_tangent);
        if self.is_plain_struct(path) && dots.iter().all(|(_, d)| d.is_some()) {
            let dots = dots.into_iter().map(|(n, d)| (Some(n), d.expect("asked above"))).collect();
            return (value, Some(build(dots, rest_dot, true)));
        }
        // The tangent type of a generic struct cannot be written, and what a constant field holds
        // there is for its derive to say: take a zero of the value and fill in the rest.
        let dots: Vec<(String, Expr)> = dots
            .into_iter()
            .filter_map(|(n, d)| Some((n, d?)))
            .map(|(n, d)| {
                let wish = format!("{n}_dot");
                let wish = if n.parse::<usize>().is_ok() { "part_dot" } else { &wish };
                let named = self.emit_let(wish, d);
                (n, named)
            })
            .collect();
        let start = rest_dot.map(|d| self.emit_let("base_dot", d));
        let built = self.emit_let("built", value);
        let dot = fresh(&mut self.f.vars, "built_dot", e.ty.clone());
        self.f.vars[dot.0 as usize].mutable = true;
        self.emit(Stmt::let_(dot, start.unwrap_or_else(|| zero(&built))));
        for (name, value) in dots {
            self.emit(Stmt::assign(Place::of(dot).then(Step::Field(name)), value));
        }
        (built, Some(Expr::var(dot, e.ty.clone(), e.span)))
    }

    /// Is the struct known to have no generics, so that its tangent type has a name?
    fn is_plain_struct(&self, path: &TokenStream) -> bool {
        fn names(ty: &Type, path: &str) -> bool {
            match ty {
                Type::Named(name) => name == path,
                Type::Tuple(ts) => ts.iter().any(|t| names(t, path)),
                t => match t.peel() {
                    Type::Option(t) | Type::Result(t) => names(t, path),
                    p => match p.element() {
                        Some(t) => names(t, path),
                        None => p != t && names(p, path),
                    },
                },
            }
        }
        let path = path.to_string().replace(' ', "");
        let written = self.f.params.iter().map(|p| self.f.ty(p.var)).chain([&self.f.ret_ty]);
        path == "Self" || path.ends_with('>') || written.clone().any(|ty| names(ty, &path))
    }

    /// The tangent of a rule's tangent: the same rule, once more.
    fn rule(
        &mut self,
        op: &'static str,
        form: RuleForm,
        args: &[Expr],
        e: &Expr,
    ) -> (Expr, Option<Expr>) {
        let (args, lanes) = form.parts(args);
        let mut values = Vec::new();
        let mut dots = Vec::new();
        for (i, a) in args.iter().enumerate() {
            let (mut v, d) = self.both(a);
            if !is_atom(&v) {
                v = self.emit_let("u", v);
            }
            if rules::has_tangent(op, i) {
                dots.push(d.map_or_else(|| zero(&v), lent));
            }
            values.push(v);
        }
        let with = |form: RuleForm, mut args: Vec<Expr>| {
            args.extend(lanes.cloned());
            Expr::new(ExprKind::Rule { op, form, args }, e.ty.clone(), e.span)
        };
        let dot = with(form.tangent(), [values.clone(), dots].concat());
        (with(form, values), Some(dot))
    }

    fn all(&mut self, args: &[Expr]) -> (Vec<Expr>, Vec<Expr>) {
        let mut vs = Vec::new();
        let mut ds = Vec::new();
        for a in args {
            let (v, d) = self.both(a);
            let d = match d {
                Some(d) => d,
                None if v.ty.is_scalar() => zero(&v),
                None => {
                    // Its zero is read before the value moves.
                    let z = zero(&v);
                    self.emit_let("zero", z)
                }
            };
            vs.push(v);
            ds.push(d);
        }
        (vs, ds)
    }

    fn op(&mut self, name: &'static str, args: &[Expr], e: &Expr) -> (Expr, Option<Expr>) {
        let rule = rules::find(name).expect("a primitive of the table");
        let coefficients: Vec<_> = (0..args.len()).map(|i| rule.coefficient(i)).collect();
        let live: Vec<bool> = args
            .iter()
            .enumerate()
            .map(|(i, a)| self.carries(a) && coefficients[i].is_some())
            .collect();
        let known = e.ty.is_float()
            && args.iter().enumerate().all(|(i, a)| a.ty.is_float() || coefficients[i].is_none());
        let mut values = Vec::new();
        let mut dots = Vec::new();
        for (j, a) in args.iter().enumerate() {
            let (mut v, d) = if live[j] { self.both(a) } else { (a.clone(), None) };
            let read = !known
                || coefficients
                    .iter()
                    .zip(&live)
                    .any(|(c, on)| *on && c.as_ref().is_some_and(|c| c.reads(j)));
            if read && !is_atom(&v) {
                v = self.emit_let("u", v);
            }
            values.push(v);
            dots.push(d);
        }
        let mut value = Expr::new(ExprKind::Op(name, values.clone()), e.ty.clone(), e.span);
        let reads_result = coefficients
            .iter()
            .zip(&live)
            .any(|(c, on)| *on && c.as_ref().is_some_and(|c| c.reads_result()))
            || (!known && rules_read_result(rule));
        if reads_result {
            value = self.emit_let(name, value);
        }
        if !known {
            let mut operands: Vec<Expr> = values.to_vec();
            if rules_read_result(rule) {
                operands.push(value.clone());
            }
            for (j, d) in dots.iter().enumerate() {
                if coefficients[j].is_some() {
                    operands.push(d.clone().map_or_else(|| zero(&values[j]), lent));
                }
            }
            let dot = Expr::new(
                ExprKind::Rule { op: rule.name, form: RuleForm::Tangent(1), args: operands },
                Type::Unknown,
                e.span,
            );
            return (value, Some(dot));
        }
        let mut total: Option<Expr> = None;
        for (i, d) in dots.iter().enumerate() {
            let (Some(d), Some(c), true) = (d, &coefficients[i], live[i]) else { continue };
            let c = c.instantiate(&values, Some(&value), &e.ty);
            let is_linear = c.as_number().is_some();
            let by_constant =
                name == "div" && i == 0 && values[1].as_number().is_some_and(|v| v != 0.0);
            let term = if rule.vanishes(i) && !by_constant {
                // The operand is infinite, and so may its tangent be.
                let d = if is_atom(d) { d.clone() } else { self.emit_let("u_dot", d.clone()) };
                let c = if is_atom(&c) { c } else { self.emit_let("slope", c) };
                Expr::op("absorb_both", vec![d, c], e.ty.clone())
            } else if name.starts_with("absorb") {
                // A product in which zeros of its first factor win: they do in both terms.
                let (w, c) = if i == 0 { (d.clone(), c) } else { (c, d.clone()) };
                let w = if is_atom(&w) { w } else { self.emit_let("u_dot", w) };
                let c = if is_atom(&c) { c } else { self.emit_let("slope", c) };
                Expr::op(name, vec![w, c], e.ty.clone())
            } else if rule.singular && !is_linear && !by_constant {
                let d = if is_atom(d) { d.clone() } else { self.emit_let("u_dot", d.clone()) };
                Expr::op("absorb", vec![d, c], e.ty.clone())
            } else {
                times(d.clone(), c)
            };
            total = Some(match total {
                None => term,
                Some(sum) => match term.kind {
                    ExprKind::Op("neg", mut inner) => {
                        Expr::op("sub", vec![sum, inner.pop().expect("one operand")], e.ty.clone())
                    }
                    _ => Expr::op("add", vec![sum, term], e.ty.clone()),
                },
            });
        }
        (value, total)
    }

    fn statement(&mut self, s: &Stmt) {
        let span = s.span;
        match &s.kind {
            StmtKind::Let { var, init: Some(init) } => {
                if self.call(Some(*var), init, span) {
                    return;
                }
                if !self.active(*var) || self.f.var(*var).alias.is_some() {
                    self.emit(s.clone());
                    return;
                }
                let (v, d) = self.both(init);
                let dot = self.dot(*var);
                let unnamed = |z: Expr| matches!(z.kind, ExprKind::Zero(_));
                if d.is_none() && matches!(v.kind, ExprKind::Foreign(_)) && unnamed(zero(&v)) {
                    // Its type follows from use, so the zero asks the variable.
                    self.emit(Stmt::new(StmtKind::Let { var: *var, init: Some(v) }, span));
                    let named = Expr::var(*var, self.f.ty(*var).clone(), span);
                    self.emit(Stmt::let_(dot, zero(&named)));
                    return;
                }
                if is_empty(init) {
                    self.f.vars[dot.0 as usize].written = self.tangent_type(*var);
                }
                let d = d.unwrap_or_else(|| zero(&v));
                // The tangent first: the value may move what both read.
                self.emit(Stmt::let_(dot, d));
                self.emit(Stmt::new(StmtKind::Let { var: *var, init: Some(v) }, span));
            }
            StmtKind::Let { var, init: None } => {
                if self.active(*var) {
                    let dot = self.dot(*var);
                    self.emit(Stmt::new(StmtKind::Let { var: dot, init: None }, span));
                }
                self.emit(s.clone());
            }
            StmtKind::Assign { place, op, value } => self.assign(place, *op, value, s),
            StmtKind::Accumulate { place, value } if self.active(place.root) => {
                let (v, d) = self.both(value);
                if let Some(d) = d {
                    let target = self.dot_place(place);
                    self.emit(Stmt::new(StmtKind::Accumulate { place: target, value: d }, span));
                }
                self.emit(Stmt::new(StmtKind::Accumulate { place: place.clone(), value: v }, span));
            }
            StmtKind::LetTuple { .. } | StmtKind::LetPattern { .. } => {
                unreachable!("only transforms write these, and take them away again")
            }
            StmtKind::Eval(e) => {
                if !self.call(None, e, span) {
                    self.emit(s.clone());
                }
            }
            StmtKind::VecPush { place, value } => {
                if self.active(place.root) {
                    let (v, d) = self.both(value);
                    let d = d.unwrap_or_else(|| zero(&v));
                    let target = self.dot_place(place);
                    self.emit(Stmt::new(StmtKind::VecPush { place: target, value: d }, span));
                    self.emit(Stmt::new(
                        StmtKind::VecPush { place: place.clone(), value: v },
                        span,
                    ));
                } else {
                    self.emit(s.clone());
                }
            }
            StmtKind::VecPop { var, place } => {
                if self.active(place.root) {
                    let target = self.dot_place(place);
                    let dot = var.filter(|v| self.active(*v)).map(|v| self.dot(v));
                    self.emit(Stmt::new(StmtKind::VecPop { var: dot, place: target }, span));
                }
                self.emit(s.clone());
            }
            StmtKind::Swap { a, b } => {
                if self.active(a.root) || self.active(b.root) {
                    let (a, b) = (self.dot_place(a), self.dot_place(b));
                    self.emit(Stmt::new(StmtKind::Swap { a, b }, span));
                }
                self.emit(s.clone());
            }
            StmtKind::If { cond, then, els } => {
                let then = self.block(then);
                let els = self.block(els);
                self.emit(Stmt::new(StmtKind::If { cond: cond.clone(), then, els }, span));
            }
            StmtKind::Match { scrutinee, arms } => {
                let place = match scrutinee {
                    Scrutinee::Place { place, .. } if self.active(place.root) => {
                        Some(place.clone())
                    }
                    _ => None,
                };
                let arms = arms
                    .iter()
                    .map(|arm| {
                        let mut bound = Vec::new();
                        arm.pattern.each_bound(&mut |v| bound.push(v));
                        let active = bound.iter().any(|v| self.active(*v));
                        let Some(place) = place.as_ref().filter(|_| active) else {
                            return Arm { body: self.block(&arm.body), ..arm.clone() };
                        };
                        let mutable = bound.iter().any(|v| self.f.ty(*v).is_mut_ref());
                        for v in &bound {
                            let name = format!("{}_dot", self.f.var(*v).name);
                            let ty = Type::Ref(mutable, Box::new(self.f.ty(*v).peel().clone()));
                            let d = fresh(&mut self.f.vars, &name, ty);
                            self.matched.insert(*v, d);
                        }
                        let target = self.dot_place(place);
                        let mut body = self.block(&arm.body);
                        let used = crate::analyse::effects::mentioned(&body.stmts);
                        let pattern = self.shadow_pattern(&arm.pattern, &used);
                        if bound.iter().any(|v| used.contains(&self.matched[v])) {
                            body.stmts.insert(
                                0,
                                Stmt::new(
                                    StmtKind::LetPattern { pattern, mutable, place: target },
                                    span,
                                ),
                            );
                        }
                        Arm { body, ..arm.clone() }
                    })
                    .collect();
                self.emit(Stmt::new(StmtKind::Match { scrutinee: scrutinee.clone(), arms }, span));
            }
            StmtKind::For { id, var, lo, hi, reversed, body } => {
                let body = self.block(body);
                self.emit(Stmt::new(
                    StmtKind::For {
                        id: *id,
                        var: *var,
                        lo: lo.clone(),
                        hi: hi.clone(),
                        reversed: *reversed,
                        body,
                    },
                    span,
                ));
            }
            StmtKind::While { id, cond, body } => {
                let body = self.block(body);
                self.emit(Stmt::new(StmtKind::While { id: *id, cond: cond.clone(), body }, span));
            }
            StmtKind::Each { id, pattern, iterator, body } => {
                let body = self.block(body);
                self.emit(Stmt::new(
                    StmtKind::Each {
                        id: *id,
                        pattern: pattern.clone(),
                        iterator: iterator.clone(),
                        body,
                    },
                    span,
                ));
            }
            _ => self.emit(s.clone()),
        }
    }

    fn shadow_pattern(&self, p: &Pattern, used: &std::collections::HashSet<VarId>) -> Pattern {
        match p {
            Pattern::Bind { var, sub, .. } => {
                let d = self.matched[var];
                if matches!(sub.as_deref(), Some(Pattern::Rest)) {
                    let sub = Some(Box::new(Pattern::Rest));
                    return match used.contains(&d) {
                        true => Pattern::Bind { var: d, by_ref: false, sub },
                        false => Pattern::Rest,
                    };
                }
                if !used.contains(&d) {
                    return sub.as_ref().map_or(Pattern::Wild, |s| self.shadow_pattern(s, used));
                }
                Pattern::Bind { var: d, by_ref: false, sub: None }
            }
            Pattern::Tuple(ps) => {
                Pattern::Tuple(ps.iter().map(|p| self.shadow_pattern(p, used)).collect())
            }
            Pattern::Slice(ps) => {
                Pattern::Slice(ps.iter().map(|p| self.shadow_pattern(p, used)).collect())
            }
            Pattern::Rest => Pattern::Rest,
            Pattern::Ref(p) => self.shadow_pattern(p, used),
            Pattern::Variant { path, fields, unit, .. } => Pattern::Variant {
                path: path.clone(),
                fields: fields.iter().map(|p| self.shadow_pattern(p, used)).collect(),
                unit: *unit,
                tangent: !super::adjoint::is_std_variant(path),
            },
            Pattern::Struct { path, fields, rest, .. } => Pattern::Struct {
                path: path.clone(),
                fields: fields
                    .iter()
                    .map(|(n, p)| (n.clone(), self.shadow_pattern(p, used)))
                    .collect(),
                rest: *rest,
                tangent: true,
            },
            Pattern::Or(ps) => {
                Pattern::Or(ps.iter().map(|p| self.shadow_pattern(p, used)).collect())
            }
            Pattern::Foreign(_) | Pattern::Wild => Pattern::Wild,
        }
    }

    fn assign(&mut self, place: &Place, op: Option<&'static str>, value: &Expr, s: &Stmt) {
        let span = s.span;
        if !self.active(place.root) {
            self.emit(s.clone());
            return;
        }
        let target = self.dot_place(place);
        let ty = super::adjoint::place_type(&self.f, place);
        if let Some("add" | "sub") = op {
            let (v, d) = self.both(value);
            if !ty.is_float() {
                self.emit(super::adjoint::check_sum(place, span));
            }
            if let Some(d) = d {
                if ty.is_float() {
                    self.emit(Stmt::new(StmtKind::Assign { place: target, op, value: d }, span));
                } else {
                    let d = if op == Some("sub") {
                        let d = self.emit_let("u_dot", d);
                        Expr::support(
                            "negated",
                            vec![Expr::support("borrow", vec![d], Type::Unknown)],
                            Type::Unknown,
                        )
                    } else {
                        d
                    };
                    self.emit(Stmt::accumulate(target, d));
                }
            }
            self.emit(Stmt::new(StmtKind::Assign { place: place.clone(), op, value: v }, span));
            return;
        }
        let whole = match op {
            None => value.clone(),
            Some(name) => {
                let old = Expr::read(place.clone(), ty.clone(), span);
                let ty = if ty.is_float() { ty.clone() } else { Type::Unknown };
                Expr::new(ExprKind::Op(name, vec![old, value.clone()]), ty, span)
            }
        };
        let (v, d) = self.both(&whole);
        let d = match d {
            Some(d) => d,
            None if ty.is_float() => Expr::number(0.0, ty.clone()),
            None => zero(&v),
        };
        self.emit(Stmt::new(StmtKind::Assign { place: target, op: None, value: d }, span));
        if op.is_some() && !ty.is_float() {
            self.emit(super::adjoint::check_sum(place, span));
        }
        self.emit(Stmt::new(update(place, op, v), span));
    }

    /// The type of a variable's tangent in tokens, where the primal's is written or known. An
    /// empty container may be used before anything says what it holds.
    fn tangent_type(&self, v: VarId) -> Option<TokenStream> {
        let ty = self.f.ty(v);
        let plain = is_own_tangent(ty);
        match &self.f.var(v).written {
            Some(written) if plain => Some(written.clone()),
            Some(written) if !written.to_string().contains('_') => {
                Some(quote::quote!(::cotangent::__private::Tan<#written>))
            }
            None if plain => ty.to_string().parse().ok(),
            _ => None,
        }
    }

    /// The tangents of a closure's captures.
    fn captured_dot(&mut self, wrt: &[VarId], span: Span) -> Expr {
        let dots: Vec<Expr> = wrt
            .iter()
            .map(|v| {
                let ty = self.f.ty(*v).clone();
                let place = self.dot_place(&Place::of(*v));
                let method = match ty.peel() {
                    t if t.is_float() => return Expr::read(place, ty, span),
                    Type::Slice(_) => "to_vec",
                    _ => "clone",
                };
                Expr::new(ExprKind::CloneOf { place, method }, Type::Unknown, span)
            })
            .collect();
        let dots = Expr::new(ExprKind::Tuple(dots), Type::Unknown, span);
        let ExprKind::Read(place) = self.emit_let("captured_dot", dots).kind else {
            unreachable!("a name was asked for")
        };
        Expr::new(ExprKind::Borrow { mutable: false, place }, Type::Unknown, span)
    }

    /// A tangent that is lent to a callee. That of a view is an array to those who do not know
    /// that it is a part of one.
    fn lent(&mut self, borrow: Expr, place: &Place, callee: &Callee) -> Expr {
        let knows =
            matches!(callee, Callee::Method { name, .. } if rules::arrays::method(name).is_some());
        if !place.is_part() || knows {
            return borrow;
        }
        let span = borrow.span;
        self.own_part(borrow, span)
    }

    /// A part of a tangent as an array of its own.
    fn own_part(&mut self, part: Expr, span: Span) -> Expr {
        let own = self.emit_let("part_dot", Expr::support("own_part", vec![part], Type::Unknown));
        let ExprKind::Read(place) = own.kind else { unreachable!("a name was asked for") };
        Expr::new(ExprKind::Borrow { mutable: false, place }, Type::Unknown, span)
    }

    /// A call that a derivative flows through.
    fn call(&mut self, var: Option<VarId>, init: &Expr, span: Span) -> bool {
        let ExprKind::Call(call) = &init.kind else { return false };
        if matches!(call.callee, Callee::Wrap(_) | Callee::Local(_)) {
            return false;
        }
        let changed = mutable_roots(call, &self.f);
        let on = var.is_some_and(|v| self.active(v)) || changed.iter().any(|r| self.active(*r));
        if !on || !call.args.iter().any(|a| self.carries(a)) {
            return false;
        }
        let mut primals = Vec::new();
        let mut dots = Vec::new();
        for a in &call.args {
            let active = self.carries(a);
            if let ExprKind::Closure(lambda) = &a.kind {
                let flows = |v: &VarId| self.active(*v) && self.f.var(*v).alias.is_none();
                let wrt: Vec<VarId> = lambda.captures.iter().copied().filter(flows).collect();
                primals.push(lambda.in_form(CallForm::Jvp(1), wrt.clone(), a.span));
                dots.push(if active { self.captured_dot(&wrt, span) } else { off(span) });
                continue;
            }
            primals.push(a.clone());
            dots.push(if active {
                match &a.kind {
                    // Tangents go by reference.
                    ExprKind::Read(p)
                        if p.is_var() && !matches!(self.f.ty(p.root), Type::Ref(..)) =>
                    {
                        let place = self.dot_place(p);
                        Expr::new(ExprKind::Borrow { mutable: false, place }, Type::Unknown, span)
                    }
                    ExprKind::Read(p) => {
                        let mutable = self.f.ty(p.root).is_mut_ref();
                        let place = self.dot_place(p);
                        let kind = ExprKind::Borrow { mutable, place: place.clone() };
                        let borrow = Expr::new(kind, Type::Unknown, span);
                        self.lent(borrow, &place, &call.callee)
                    }
                    ExprKind::Borrow { mutable, place } => {
                        let place = self.dot_place(place);
                        let borrow = Expr::new(
                            ExprKind::Borrow { mutable: *mutable, place: place.clone() },
                            Type::Unknown,
                            span,
                        );
                        self.lent(borrow, &place, &call.callee)
                    }
                    _ => Expr::unit(span),
                }
            } else {
                off(span)
            });
        }
        primals.extend(dots);
        let callee = match &call.callee {
            Callee::Path { path, form } => {
                Callee::Path { path: path.clone(), form: form.forward() }
            }
            Callee::Method { name, turbofish, form } => Callee::Method {
                name: name.clone(),
                turbofish: turbofish.clone(),
                form: form.forward(),
            },
            c => c.clone(),
        };
        let value = Expr::new(
            ExprKind::Call(Box::new(Call { callee, args: primals, span: call.span })),
            Type::Unknown,
            span,
        );
        let vars = match var {
            Some(v) => vec![Some(v), if self.active(v) { Some(self.dot(v)) } else { None }],
            None => vec![None, None],
        };
        self.emit(Stmt::new(StmtKind::LetTuple { vars, init: value }, span));
        true
    }
}

/// What is only read by reference is not cloned for it.
fn lent(e: Expr) -> Expr {
    match e.kind {
        ExprKind::CloneOf { place, method: "clone" } => Expr::read(place, e.ty, e.span),
        _ => e,
    }
}

/// Is it for rustc to know whether reading the value moves it?
fn may_be_copy(ty: &Type) -> bool {
    match ty {
        Type::Named(_) | Type::Unknown => true,
        Type::Array(t, _) | Type::Option(t) => may_be_copy(t),
        Type::Tuple(ts) => ts.iter().any(may_be_copy),
        _ => false,
    }
}

/// No tangent.
fn off(span: Span) -> Expr {
    let tokens: TokenStream = quote::quote!(::cotangent::__private::Off);
    Expr::new(ExprKind::Foreign(Foreign::plain(tokens)), Type::Constant, span)
}

/// `Vec::new()`, `None`: nothing in it says what it may hold.
fn is_empty(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::VecOf(items) => items.is_empty(),
        ExprKind::Foreign(f) => f.tokens.to_string() == "None",
        _ => false,
    }
}

/// Containers of floats are their own tangents.
fn is_own_tangent(ty: &Type) -> bool {
    match ty {
        Type::Vec(t) | Type::Option(t) | Type::Array(t, _) => is_own_tangent(t),
        Type::Tuple(ts) => ts.iter().all(is_own_tangent),
        t => t.is_float(),
    }
}

/// Is the place a field of a struct, and not a part of a tuple? Then its tangent may be `()`, since
/// the field may be marked `#[constant]`.
pub(crate) fn is_field(place: &Place, vars: &[Var]) -> bool {
    let Some((Step::Field(_), owner)) = place.path.split_last() else { return false };
    let mut ty = vars[place.root.0 as usize].ty.clone();
    for step in owner {
        ty = match step {
            Step::Index(_) => ty.element().cloned().unwrap_or(Type::Unknown),
            Step::Slice(..) | Step::Part(..) | Step::Deref => ty,
            Step::Field(i) => match (ty.peel(), i.parse::<usize>()) {
                (Type::Tuple(parts), Ok(i)) => parts.get(i).cloned().unwrap_or(Type::Unknown),
                _ => Type::Unknown,
            },
        };
    }
    !matches!(ty.peel(), Type::Tuple(_))
}

/// The zero tangent of a value.
fn zero(v: &Expr) -> Expr {
    match &v.ty {
        t if t.is_float() => Expr::number(0.0, t.clone()),
        // Integers and booleans have the tangent `()`.
        t if t.is_scalar() => Expr::unit(v.span),
        _ => match &v.kind {
            ExprKind::Tuple(items) => {
                Expr::new(ExprKind::Tuple(items.iter().map(zero).collect()), v.ty.clone(), v.span)
            }
            ExprKind::VecOf(items) if items.is_empty() => v.clone(),
            ExprKind::Repeat { value, count, vec } => {
                let z = zero(value);
                Expr::new(
                    ExprKind::Repeat { value: Box::new(z), count: count.clone(), vec: *vec },
                    v.ty.clone(),
                    v.span,
                )
            }
            ExprKind::Array(items) if v.ty.element().is_some_and(Type::is_float) => {
                Expr::new(ExprKind::Array(items.iter().map(zero).collect()), v.ty.clone(), v.span)
            }
            ExprKind::VecOf(items) if v.ty.element().is_some_and(Type::is_float) => {
                Expr::new(ExprKind::VecOf(items.iter().map(zero).collect()), v.ty.clone(), v.span)
            }
            ExprKind::Foreign(f) if f.tokens.to_string() == "None" => v.clone(),
            ExprKind::Call(call) if is_plain_wrap(&call.callee) => {
                let args = call.args.iter().map(zero).collect();
                let call = Call { callee: call.callee.clone(), args, span: call.span };
                Expr::new(ExprKind::Call(Box::new(call)), v.ty.clone(), v.span)
            }
            _ if is_err(v) => {
                let tokens = quote::quote!(Err(()));
                let foreign = Foreign::plain(tokens);
                Expr::new(ExprKind::Foreign(foreign), v.ty.clone(), v.span)
            }
            _ => Expr::new(ExprKind::Zero(Box::new(v.clone())), v.ty.clone(), v.span),
        },
    }
}

/// `Some` and `Ok`, whose tangents have the same form.
fn is_plain_wrap(callee: &Callee) -> bool {
    matches!(callee, Callee::Wrap(path) if matches!(path.to_string().as_str(), "Some" | "Ok"))
}

/// `Err(error)`: its tangent has no payload.
fn is_err(v: &Expr) -> bool {
    match &v.kind {
        ExprKind::Foreign(f) => match syn::parse2::<syn::Expr>(f.tokens.clone()) {
            Ok(syn::Expr::Call(c)) => {
                matches!(&*c.func, syn::Expr::Path(p) if p.path.is_ident("Err"))
            }
            _ => false,
        },
        ExprKind::Call(call) => {
            matches!(&call.callee, Callee::Wrap(path) if path.to_string() == "Err")
        }
        _ => false,
    }
}
