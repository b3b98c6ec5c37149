//! Refuses foreign code that stands between an active value and the result.
//!
//! A derivative ends at foreign code. That is right where nothing of an active value comes back
//! out of it: a log, an assertion, an index. To tell, this pass follows *all* dependence on active
//! values, also through bits, strings, cells and statics, and refuses wherever a useful number is
//! taken from something that depends on an active value but carries no derivative.

use super::activity::mutable_roots;
use super::effects;
use crate::diagnostics::{Diagnostics, Range};
use crate::ir::*;
use crate::rules;
use proc_macro2::{Delimiter, LineColumn, TokenStream, TokenTree};

/// Reports everything that stands in the way.
pub(super) fn check(f: &Function, varied: &[bool], useful: &[bool], diags: &mut Diagnostics) {
    let mut check = Check {
        f,
        varied,
        useful,
        depends: varied.to_vec(),
        globals: Vec::new(),
        refused: Vec::new(),
        nameless: false,
        shares: (0..f.vars.len()).collect(),
    };
    check.relate();
    check.follow();
    check.changes_through_patterns(diags);
    check.references(diags);
    check.report(diags);
    if diags.is_empty() {
        check.nameless = true;
        check.report(diags);
    }
}

struct Check<'a> {
    f: &'a Function,
    varied: &'a [bool],
    useful: &'a [bool],
    /// Holds something of an active value, in whatever form.
    depends: Vec<bool>,
    /// Statics that do.
    globals: Vec<String>,
    /// Variables whose value was refused where it was made.
    refused: Vec<VarId>,
    /// Speak of variables that the user did not name, since nothing better was found.
    nameless: bool,
    /// Handles: variables with the same entry may lead to the same memory.
    shares: Vec<usize>,
}

impl Check<'_> {
    fn depends_on(&self, v: VarId) -> bool {
        self.depends[v.0 as usize]
    }

    fn mark(&mut self, v: VarId) {
        self.depends[v.0 as usize] = true;
    }

    /// Something was left in the memory that `v` leads to.
    fn mark_shared(&mut self, v: VarId) {
        self.mark(v);
        let share = self.shares[v.0 as usize];
        for (depends, other) in self.depends.iter_mut().zip(&self.shares) {
            *depends |= *other == share;
        }
    }

    /// Finds the handles: what is made from something that may change behind a shared reference.
    fn relate(&mut self) {
        let f = self.f;
        f.body.each_stmt(&mut |s| {
            let mut vars = Vec::new();
            s.each_declared(&mut |v| vars.push(v));
            s.each_expr(&mut |e| e.each_var(&mut |v| vars.push(v)));
            match &s.kind {
                StmtKind::Match { scrutinee, arms } => {
                    arms.iter().for_each(|a| a.pattern.each_bound(&mut |v| vars.push(v)));
                    if let Scrutinee::Place { place, .. } = scrutinee {
                        vars.push(place.root);
                    }
                }
                StmtKind::Let { .. } | StmtKind::LetTuple { .. } => {}
                StmtKind::Assign { place, .. } => vars.push(place.root),
                _ => return,
            }
            vars.retain(|v| may_hide(f.ty(*v)));
            for pair in vars.windows(2) {
                let (a, b) = (self.shares[pair[0].0 as usize], self.shares[pair[1].0 as usize]);
                self.shares.iter_mut().filter(|s| **s == b).for_each(|s| *s = a);
            }
        });
    }

    /// Refuses variables that stand now for one place, now for another.
    fn references(&self, diags: &mut Diagnostics) {
        let refers = |place: &Place| match &self.f.var(place.root).ty {
            Type::Ref(_, t) => place.is_var() && !t.is_float() && !t.is_constant(),
            _ => false,
        };
        let mut refuse = |value: &Expr, span| match &value.kind {
            ExprKind::Read(of) if refers(of) && self.varied[of.root.0 as usize] => {
                let name = &self.f.var(of.root).name;
                diags.refuse(
                    span,
                    format!("the reference `{name}` is handed to a variable that has another value elsewhere"),
                    "which place it means then depends on the path taken",
                    "choose an index, or call a function with each of them",
                );
            }
            _ => {}
        };
        self.f.body.each_stmt(&mut |s| {
            if let StmtKind::Assign { place, op: None, value } = &s.kind
                && place.is_var()
            {
                match &value.kind {
                    ExprKind::Tuple(parts) => parts.iter().for_each(|part| refuse(part, s.span)),
                    _ if refers(place) => refuse(value, s.span),
                    _ => {}
                }
            }
        });
    }

    /// What is written through a name that a pattern borrowed changes the place that was looked at, and no
    /// pass would see that.
    fn changes_through_patterns(&self, diags: &mut Diagnostics) {
        let f = self.f;
        let borrowed = self.borrowed_by_patterns();
        f.body.each_stmt(&mut |s| {
            let mut simple = true;
            s.each_block(&mut |_| simple = false);
            if !simple || handed_on(s).is_some_and(|(_, v)| borrowed.iter().any(|(b, _)| *b == v)) {
                return;
            }
            let written = effects::written(s, f);
            let changed = |v: VarId| written.contains(&v) && self.varied[v.0 as usize];
            let Some((v, root)) = borrowed.iter().find(|(v, _)| changed(*v)) else { return };
            let root = &f.var(*root).name;
            let by = if f.var(*v).user { format!(" through `{}`", f.var(*v).name) } else { String::new() };
            diags.refuse(
                s.span,
                format!("a part of `{root}` is changed{by}"),
                "a pattern borrowed it; derivatives follow what patterns bind, but not changes through it",
                format!("bind the parts of `{root}` by value, and assign a new `{root}` that is made of them"),
            );
        });
    }

    /// Names that patterns bind to mutable borrows of useful places, and names that these were handed on
    /// to; each with the variable that was borrowed.
    fn borrowed_by_patterns(&self) -> Vec<(VarId, VarId)> {
        let f = self.f;
        let mut borrowed: Vec<(VarId, VarId)> = Vec::new();
        f.body.each_stmt(&mut |s| match &s.kind {
            StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, arms } => {
                if self.is_useful(place.root) || f.var(place.root).alias.is_some() {
                    let mut bind =
                        |v| borrowed.extend(f.ty(v).is_mut_ref().then_some((v, place.root)));
                    arms.iter().for_each(|arm| arm.pattern.each_bound(&mut bind));
                }
            }
            _ => {
                let Some((to, from)) = handed_on(s) else { return };
                let root = borrowed.iter().find(|(v, _)| *v == from).map(|(_, root)| *root);
                borrowed.extend(root.map(|root| (to, root)));
            }
        });
        borrowed
    }

    fn is_useful(&self, v: VarId) -> bool {
        self.useful[v.0 as usize]
    }

    /// Does the value of an expression depend on an active value, other than piecewise?
    fn depends(&self, e: &Expr) -> bool {
        if e.ty == Type::Bool {
            return false;
        }
        match &e.kind {
            ExprKind::Literal(_)
            | ExprKind::Number(_)
            | ExprKind::Len(_)
            | ExprKind::Compare(..)
            | ExprKind::Support(..)
            | ExprKind::Zero(_) => false,
            ExprKind::Read(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => self.depends_on(p.root),
            ExprKind::Op(name, args) => {
                let rule = rules::find(name).expect("a primitive of the table");
                let smooth = |i: usize| rule.coefficient(i).is_some() || e.ty.is_constant();
                args.iter().enumerate().any(|(i, a)| smooth(i) && self.depends(a))
            }
            ExprKind::Cast(inner, _) if e.ty.is_constant() && !inner.ty.is_constant() => false,
            ExprKind::Foreign(foreign) => self.foreign_depends(foreign).is_some(),
            ExprKind::Closure(lambda) => lambda.captures.iter().any(|v| self.depends_on(*v)),
            _ => {
                let mut any = false;
                e.each_child(&mut |c| any |= self.depends(c));
                any
            }
        }
    }

    /// The variable or static through which foreign code depends on an active value.
    fn foreign_depends(&self, foreign: &Foreign) -> Option<String> {
        let by_value = |(_, v): &&(String, VarId)| {
            foreign.flows.contains(v) && self.depends_on(*v) && !self.refused.contains(v)
        };
        if let Some((name, _)) = foreign.uses.iter().find(by_value) {
            return Some(name.clone());
        }
        self.globals.iter().find(|g| mentions(&foreign.tokens, g)).cloned()
    }

    /// Finds everything that holds something of an active value.
    fn follow(&mut self) {
        loop {
            let before = (self.depends.iter().filter(|b| **b).count(), self.globals.len());
            let f = self.f;
            f.body.each_stmt(&mut |s| self.follow_stmt(s));
            if (self.depends.iter().filter(|b| **b).count(), self.globals.len()) == before {
                return;
            }
        }
    }

    fn follow_stmt(&mut self, s: &Stmt) {
        s.each_expr(&mut |e| self.follow_foreign(e));
        match &s.kind {
            StmtKind::Let { var, init: Some(init) } => {
                if self.depends(init) {
                    self.mark(*var);
                }
                self.follow_call(init, self.is_useful(*var));
            }
            StmtKind::Eval(e) => self.follow_call(e, false),
            StmtKind::LetTuple { vars, init } if self.depends(init) => {
                vars.iter().flatten().for_each(|v| self.mark(*v));
            }
            StmtKind::Assign { place, value, .. } | StmtKind::VecPush { place, value }
                if self.depends(value) =>
            {
                self.mark(place.root);
            }
            StmtKind::VecPop { var: Some(var), place } if self.depends_on(place.root) => {
                self.mark(*var);
            }
            StmtKind::Swap { a, b } if self.depends_on(a.root) || self.depends_on(b.root) => {
                self.mark(a.root);
                self.mark(b.root);
            }
            StmtKind::Match { scrutinee, arms } => {
                let on = match scrutinee {
                    Scrutinee::Place { place, .. } => self.depends_on(place.root),
                    Scrutinee::Constant(e) => self.depends(e),
                };
                if on {
                    arms.iter().for_each(|a| a.pattern.each_bound(&mut |v| self.mark(v)));
                }
            }
            StmtKind::Foreign(foreign) => self.taint(foreign),
            StmtKind::Each { pattern, iterator, .. } => {
                self.taint(iterator);
                if self.foreign_depends(iterator).is_some() {
                    pattern.each_bound(&mut |v| self.mark(v));
                }
            }
            _ => {}
        }
    }

    fn follow_foreign(&mut self, e: &Expr) {
        if let ExprKind::Foreign(foreign) = &e.kind {
            self.taint(foreign);
        }
        e.each_child(&mut |c| self.follow_foreign(c));
    }

    /// Foreign code that sees an active value may leave it wherever it can write.
    fn taint(&mut self, foreign: &Foreign) {
        if self.foreign_depends(foreign).is_none() {
            return;
        }
        foreign.writes.iter().for_each(|v| self.mark_shared(*v));
        for v in &foreign.keeps {
            if may_hide(self.f.ty(*v)) {
                self.mark_shared(*v);
            }
        }
        self.globals.extend(
            foreign
                .globals
                .iter()
                .filter(|g| !self.globals.contains(g))
                .cloned()
                .collect::<Vec<_>>(),
        );
    }

    /// A call whose result no one needs is made as it stands, without a companion that would have
    /// been checked: it may leave its arguments in one another.
    fn follow_call(&mut self, e: &Expr, useful: bool) {
        let ExprKind::Call(call) = &e.kind else { return };
        if call.args.len() < 2 || !call.args.iter().any(|a| self.depends(a)) {
            return;
        }
        let changed = mutable_roots(call, self.f);
        let checked = useful || changed.iter().any(|r| self.is_useful(*r));
        changed.iter().for_each(|r| self.mark(*r));
        let method = matches!(call.callee, Callee::Method { .. });
        for (i, a) in call.args.iter().enumerate() {
            match &a.kind {
                ExprKind::Read(p) | ExprKind::Borrow { place: p, .. } => {
                    let ty = self.f.ty(p.root);
                    let by_ref = method && i == 0
                        || matches!(a.kind, ExprKind::Borrow { .. })
                        || matches!(ty, Type::Ref(..));
                    if by_ref && (is_cell(ty) || !checked && may_hide(ty)) {
                        self.mark_shared(p.root);
                    }
                }
                ExprKind::Foreign(foreign) if !checked => {
                    let name = foreign.tokens.to_string().replace(['&', ' '], "");
                    if crate::parse::is_global(&name) && !self.globals.contains(&name) {
                        self.globals.push(name);
                    }
                }
                _ => {}
            }
        }
    }

    fn report(&mut self, diags: &mut Diagnostics) {
        let f = self.f;
        f.body.each_stmt(&mut |s| {
            let before = diags.count();
            self.report_stmt(s, diags);
            // One mistake, one message: what is made from it is not reported again.
            if diags.count() > before || self.mentions_refused(s) {
                s.each_declared(&mut |v| self.refused.push(v));
                if let StmtKind::Match { arms, .. } = &s.kind {
                    let mut bound = |v| self.refused.push(v);
                    arms.iter().for_each(|a| a.pattern.each_bound(&mut bound));
                }
                self.refused.extend(effects::written(s, f));
            }
        });
    }

    fn mentions_refused(&self, s: &Stmt) -> bool {
        let mut any = false;
        s.each_expr(&mut |e| e.each_var(&mut |v| any |= self.refused.contains(&v)));
        if let StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } = &s.kind {
            any |= self.refused.contains(&place.root);
        }
        any
    }

    fn report_stmt(&self, s: &Stmt, diags: &mut Diagnostics) {
        s.each_expr(&mut |e| self.report_changes(e, diags));
        match &s.kind {
            StmtKind::Let { var, init: Some(init) } => {
                let changes = |e: &Expr| matches!(&e.kind, ExprKind::Call(c) if mutable_roots(c, self.f).iter().any(|r| self.is_useful(*r)));
                if self.is_useful(*var) || changes(init) {
                    self.report_value(init, diags);
                }
            }
            StmtKind::LetTuple { vars, init }
                if vars.iter().flatten().any(|v| self.is_useful(*v)) =>
            {
                self.report_value(init, diags);
            }
            StmtKind::Assign { place, value, .. } | StmtKind::VecPush { place, value }
                if self.is_useful(place.root) =>
            {
                self.report_value(value, diags);
            }
            StmtKind::VecPop { var: Some(var), place } if self.is_useful(*var) => {
                self.report_place(place, &Range::from(s.span), diags);
            }
            StmtKind::Match { scrutinee, arms } => {
                let mut bound = Vec::new();
                arms.iter().for_each(|a| a.pattern.each_bound(&mut |v| bound.push(v)));
                let useful =
                    bound.iter().any(|v| self.is_useful(*v) && !self.f.ty(*v).is_constant());
                match scrutinee {
                    Scrutinee::Place { place, .. } if useful => {
                        self.report_place(place, &Range::from(s.span), diags);
                    }
                    Scrutinee::Constant(e) if useful => self.report_value(e, diags),
                    _ => {}
                }
                arms.iter().for_each(|a| self.report_errors(&a.pattern, false, diags));
            }
            StmtKind::Each { pattern, iterator, .. } => {
                let mut useful = false;
                pattern.each_bound(&mut |v| {
                    useful |= self.is_useful(v) && !self.f.ty(v).is_constant()
                });
                if let (true, Some(name)) = (useful, self.foreign_depends(iterator)) {
                    no_rule(&iterator.tokens, &name, diags);
                }
                self.report_change(iterator, diags);
            }
            StmtKind::Eval(e) if matches!(e.kind, ExprKind::Call(_)) => {
                self.report_value(e, diags);
            }
            StmtKind::Foreign(foreign) => self.report_change(foreign, diags),
            _ => {}
        }
    }

    /// What an `Err` carries has no tangent.
    fn report_errors(&self, p: &Pattern, error: bool, diags: &mut Diagnostics) {
        match p {
            Pattern::Bind { var, sub, .. } => {
                let v = self.f.var(*var);
                if error && self.depends_on(*var) && self.is_useful(*var) && !v.ty.is_constant() {
                    diags.refuse(
                        v.span,
                        format!("`{}` reaches the output out of an `Err`", v.name),
                        "only the value of an `Ok` carries a derivative",
                        "carry it in an `Ok`, or in an enum of your own with `#[derive(Differentiable)]`",
                    );
                }
                sub.iter().for_each(|s| self.report_errors(s, error, diags));
            }
            Pattern::Tuple(ps) | Pattern::Slice(ps) | Pattern::Or(ps) => {
                ps.iter().for_each(|p| self.report_errors(p, error, diags));
            }
            Pattern::Ref(p) => self.report_errors(p, error, diags),
            Pattern::Variant { path, fields, .. } => {
                let error = error || last_ident(path).as_deref() == Some("Err");
                fields.iter().for_each(|p| self.report_errors(p, error, diags));
            }
            Pattern::Struct { fields, .. } => {
                fields.iter().for_each(|(_, p)| self.report_errors(p, error, diags));
            }
            Pattern::Wild | Pattern::Rest | Pattern::Foreign(_) => {}
        }
    }

    /// A useful value that loses its derivative somewhere inside `e`.
    fn report_value(&self, e: &Expr, diags: &mut Diagnostics) {
        if e.ty.is_constant() && !matches!(e.kind, ExprKind::Call(_)) {
            return;
        }
        match &e.kind {
            ExprKind::Literal(_)
            | ExprKind::Number(_)
            | ExprKind::Len(_)
            | ExprKind::Compare(..)
            | ExprKind::Support(..)
            | ExprKind::Zero(_) => {}
            ExprKind::Foreign(foreign) => {
                if let Some(name) = self.foreign_depends(foreign) {
                    no_rule(&foreign.tokens, &name, diags);
                }
            }
            ExprKind::Closure(_) if self.depends(e) => diags.refuse(
                e.span,
                "a closure can be differentiated where it is called, or as an argument of a function",
                "as a value of another kind it would have to carry its derivative",
                "bind it with `let` and call it, or hand it to a function with an `impl Fn` parameter",
            ),
            ExprKind::Closure(_) => {}
            ExprKind::Read(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => {
                self.report_place(p, &Range::from(e.span), diags);
            }
            ExprKind::Op(name, args) => {
                let rule = rules::find(name).expect("a primitive of the table");
                for (i, a) in args.iter().enumerate() {
                    if rule.coefficient(i).is_some() || a.ty.is_constant() {
                        self.report_part(a, false, diags);
                    }
                }
            }
            ExprKind::Cast(inner, _) => self.report_part(inner, false, diags),
            ExprKind::Call(call) if call.is_error() => {}
            ExprKind::Call(call) => {
                let holds = matches!(&call.callee, Callee::Wrap(p) if matches!(last_ident(p).as_deref(), Some("Some" | "Ok" | "new")));
                let user = matches!(call.callee, Callee::Path { .. } | Callee::Method { .. });
                for a in &call.args {
                    match &a.kind {
                        ExprKind::Closure(lambda) if user => self.report_lambda(lambda, diags),
                        _ => self.report_part(a, holds, diags),
                    }
                }
            }
            _ => e.each_child(&mut |c| self.report_part(c, true, diags)),
        }
    }

    /// A closure that is handed to a function: its body, with its captures and arguments active.
    fn report_lambda(&self, lambda: &Lambda, diags: &mut Diagnostics) {
        let wrt: Vec<VarId> =
            lambda.captures.iter().copied().filter(|v| self.depends_on(*v)).collect();
        super::activity::analyse(&lambda.function(&self.f.vars, &wrt), diags);
    }

    /// A part of a useful value. What only `holds` its parts may hold constant ones.
    fn report_part(&self, e: &Expr, holds: bool, diags: &mut Diagnostics) {
        if !e.ty.is_constant() {
            self.report_value(e, diags);
        } else if !holds && self.depends(e) {
            let name = self.name_in(e);
            if name.is_empty() {
                return;
            }
            if let ExprKind::Foreign(foreign) = &e.kind {
                return no_rule(&foreign.tokens, &name, diags);
            }
            diags.refuse(
                Range::from(e.span),
                format!("a number is made from `{name}`, which no derivative passes through"),
                "it reaches the output and depends on an active value, as bits, text or in a container",
                HELP,
            );
        }
    }

    fn name_in(&self, e: &Expr) -> String {
        let mut name = None;
        e.each_var(&mut |v| {
            if self.depends_on(v) && name.is_none() && !self.refused.contains(&v) {
                name = Some(self.f.var(v).name.clone());
            }
        });
        name.unwrap_or_default()
    }

    /// A place that holds something of an active value, but without its derivative.
    fn report_place(&self, p: &Place, at: &Range, diags: &mut Diagnostics) {
        let known = self.varied[p.root.0 as usize] || self.refused.contains(&p.root);
        let named = self.nameless || self.f.var(p.root).user;
        if self.depends_on(p.root) && !known && named {
            diags.refuse(
                at.clone(),
                format!(
                    "`{}` brings an active value back without its derivative",
                    self.f.var(p.root).name
                ),
                "code that the macro cannot see into may have stored it there",
                "keep the value in a variable, a slice or a `Vec` instead, or hold it constant with `constant(..)`",
            );
        }
    }

    fn report_changes(&self, e: &Expr, diags: &mut Diagnostics) {
        if let ExprKind::Foreign(foreign) = &e.kind {
            self.report_change(foreign, diags);
        }
        e.each_child(&mut |c| self.report_changes(c, diags));
    }

    /// Foreign code that may change what a derivative follows.
    fn report_change(&self, foreign: &Foreign, diags: &mut Diagnostics) {
        if let (true, Some(name)) = (foreign.opaque, self.foreign_depends(foreign)) {
            return no_rule(&foreign.tokens, &name, diags);
        }
        for v in &foreign.writes {
            let i = v.0 as usize;
            if self.varied[i] && self.useful[i] {
                let name = &self.f.var(*v).name;
                diags.refuse(
                    Range::from(&foreign.tokens),
                    format!("`{}` may change `{name}`", shown(&foreign.tokens)),
                    format!(
                        "a derivative follows `{name}`, and does not see what happens to it here"
                    ),
                    HELP,
                );
            }
        }
    }
}

const HELP: &str = "write it with supported operations, give it a hand rule in a function of its own, or hold it constant with `constant(..)`";

fn no_rule(tokens: &TokenStream, name: &str, diags: &mut Diagnostics) {
    if first_ident(tokens).as_deref() == Some("unsafe") {
        return diags.refuse(
            Range::from(tokens),
            "`unsafe` code cannot be differentiated",
            format!("it names `{name}`, and the macro cannot see what it reads and writes"),
            "put it into a function with a hand rule: `#[differentiable(vjp = .., jvp = ..)]`",
        );
    }
    if let Some(called) = unknown_macro(tokens) {
        return diags.refuse(
            Range::from(tokens),
            format!("the macro `{called}!` stands in the way of a derivative"),
            format!("it names `{name}`, and it expands after `#[differentiable]`, which sees only its tokens"),
            "write what it expands to, or move it into a function with a hand rule",
        );
    }
    diags.refuse(
        Range::from(tokens),
        format!("no derivative rule for `{}`", shown(tokens)),
        format!("its result reaches the output, and it depends on `{name}`"),
        HELP,
    );
}

/// The name of the macro that the tokens call, unless its arguments are known to be plain values.
fn unknown_macro(tokens: &TokenStream) -> Option<String> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let call = trees.windows(3).find_map(|w| match w {
        [TokenTree::Ident(name), TokenTree::Punct(p), TokenTree::Group(_)]
            if p.as_char() == '!' =>
        {
            Some(name.to_string())
        }
        _ => None,
    });
    call.filter(|name| name != "format")
}

/// May something behind a shared reference to this type change?
fn may_hide(ty: &Type) -> bool {
    match ty {
        Type::Named(_) | Type::Unknown | Type::Constant | Type::Infer(_) | Type::Result(_) => true,
        Type::Slice(t)
        | Type::Array(t, _)
        | Type::Vec(t)
        | Type::Ref(_, t)
        | Type::Option(t)
        | Type::Boxed(t) => may_hide(t),
        Type::Tuple(ts) => ts.iter().any(may_hide),
        _ => false,
    }
}

/// A type of the standard library whose point is to change behind a shared reference.
fn is_cell(ty: &Type) -> bool {
    const CELLS: &[&str] =
        &["Cell<", "RefCell<", "Mutex<", "RwLock<", "OnceCell<", "OnceLock<", "Atomic"];
    match ty.peel() {
        Type::Named(name) => CELLS.iter().any(|c| name.contains(c)),
        _ => false,
    }
}

fn first_ident(tokens: &TokenStream) -> Option<String> {
    match tokens.clone().into_iter().next() {
        Some(TokenTree::Ident(i)) => Some(i.to_string()),
        _ => None,
    }
}

fn last_ident(tokens: &TokenStream) -> Option<String> {
    match tokens.clone().into_iter().last() {
        Some(TokenTree::Ident(i)) => Some(i.to_string()),
        _ => None,
    }
}

fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|t| match t {
        TokenTree::Ident(i) => i == name,
        TokenTree::Group(g) => mentions(&g.stream(), name),
        _ => false,
    })
}

/// The user's code in one short line.
pub(crate) fn shown(tokens: &TokenStream) -> String {
    let mut text = String::new();
    let mut end = None;
    write_as_written(tokens, &mut text, &mut end);
    let text = text.trim_end_matches(';');
    if text.chars().count() > 60 {
        return text.chars().take(57).chain("...".chars()).collect();
    }
    text.to_string()
}

/// Writes tokens with a space wherever the user's source has one; `end` is where the last one ended.
fn write_as_written(tokens: &TokenStream, text: &mut String, end: &mut Option<LineColumn>) {
    for tree in tokens.clone() {
        let span = tree.span();
        if end.is_some_and(|end| end != span.start()) {
            text.push(' ');
        }
        if let TokenTree::Group(group) = &tree {
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::None => ("", ""),
            };
            let (mut inside, mut last) = (span.start(), span.end());
            inside.column += open.len();
            last.column = last.column.saturating_sub(close.len());
            *end = Some(inside);
            text.push_str(open);
            write_as_written(&group.stream(), text, end);
            if end.is_some_and(|end| end != last) {
                text.push(' ');
            }
            text.push_str(close);
        } else {
            text.push_str(&tree.to_string());
        }
        *end = Some(span.end());
    }
}

/// `to = from`, of whole variables.
fn handed_on(s: &Stmt) -> Option<(VarId, VarId)> {
    let (to, value) = match &s.kind {
        StmtKind::Let { var, init: Some(value) } => (*var, value),
        StmtKind::Assign { place, value, .. } if place.is_var() => (place.root, value),
        _ => return None,
    };
    match &value.kind {
        ExprKind::Read(from) if from.is_var() => Some((to, from.root)),
        _ => None,
    }
}
