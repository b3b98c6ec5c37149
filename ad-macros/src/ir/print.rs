//! Functions as text, for people: panics, goldens and tests.

use super::*;
use std::fmt::Write as _;

/// The whole function.
pub(crate) fn function(f: &Function) -> String {
    let mut out = format!("fn {}(", f.name);
    for (i, p) in f.params.iter().enumerate() {
        let sep = if i == 0 { "" } else { ", " };
        let hold = if p.constant { "constant " } else { "" };
        let _ = write!(out, "{sep}{hold}{}: {}", var(f, p.var), f.ty(p.var));
    }
    let _ = writeln!(out, ") -> {} {{", f.ret_ty);
    block(f, &f.body, 1, &mut out);
    if let Some(r) = f.ret {
        let _ = writeln!(out, "  {}", var(f, r));
    }
    out.push_str("}\n");
    out
}

fn var(f: &Function, v: VarId) -> String {
    format!("{}%{}", f.var(v).name, v.0)
}

fn block(f: &Function, b: &Block, depth: usize, out: &mut String) {
    for s in &b.stmts {
        stmt(f, s, depth, out);
    }
}

fn stmt(f: &Function, s: &Stmt, depth: usize, out: &mut String) {
    let pad = "  ".repeat(depth);
    let nested = |head: String, body: &Block, out: &mut String| {
        let _ = writeln!(out, "{pad}{head} {{");
        block(f, body, depth + 1, out);
        let _ = writeln!(out, "{pad}}}");
    };
    let line = match &s.kind {
        StmtKind::Let { var: v, init: None } => format!("let {}", var(f, *v)),
        StmtKind::Let { var: v, init: Some(e) } => format!("let {} = {}", var(f, *v), expr(f, e)),
        StmtKind::LetTuple { vars, init } => {
            let names: Vec<String> =
                vars.iter().map(|v| v.map_or("_".into(), |v| var(f, v))).collect();
            format!("let ({}) = {}", names.join(", "), expr(f, init))
        }
        StmtKind::LetPattern { place: p, mutable, .. } => {
            format!("let pattern = {}{}", if *mutable { "&mut " } else { "&" }, place(f, p))
        }
        StmtKind::Assign { place: p, op, value } => {
            let op = op.and_then(crate::rules::scalar::infix).unwrap_or("");
            format!("{} {op}= {}", place(f, p), expr(f, value))
        }
        StmtKind::Accumulate { place: p, value } => {
            format!("{} <- {}", place(f, p), expr(f, value))
        }
        StmtKind::Eval(e) => expr(f, e),
        StmtKind::If { cond, then, els } => {
            nested(format!("if {}", expr(f, cond)), then, out);
            if !els.is_empty() {
                nested("else".into(), els, out);
            }
            return;
        }
        StmtKind::Match { scrutinee, arms } => {
            let head = match scrutinee {
                Scrutinee::Constant(e) => expr(f, e),
                Scrutinee::Place { place: p, .. } => place(f, p),
            };
            let _ = writeln!(out, "{pad}match {head} {{");
            for (i, a) in arms.iter().enumerate() {
                let mut names = Vec::new();
                a.pattern.each_bound(&mut |v| names.push(var(f, v)));
                let _ = writeln!(out, "{pad}  arm {i} ({}) {{", names.join(", "));
                block(f, &a.body, depth + 2, out);
                let _ = writeln!(out, "{pad}  }}");
            }
            "}".to_string()
        }
        StmtKind::For { var: v, lo, hi, reversed, body, .. } => {
            let rev = if *reversed { " rev" } else { "" };
            nested(
                format!("for {} in {}..{}{rev}", var(f, *v), expr(f, lo), expr(f, hi)),
                body,
                out,
            );
            return;
        }
        StmtKind::While { cond, body, .. } => {
            nested(
                cond.as_ref().map_or("loop".into(), |c| format!("while {}", expr(f, c))),
                body,
                out,
            );
            return;
        }
        StmtKind::WhileLet { pattern, value, body } => {
            let mut names = Vec::new();
            pattern.each_bound(&mut |v| names.push(var(f, v)));
            nested(format!("while let ({}) = {}", names.join(", "), expr(f, value)), body, out);
            return;
        }
        StmtKind::Each { pattern, iterator, body, .. } => {
            let mut names = Vec::new();
            pattern.each_bound(&mut |v| names.push(var(f, v)));
            nested(
                format!("each ({}) in foreign `{}`", names.join(", "), iterator.tokens),
                body,
                out,
            );
            return;
        }
        StmtKind::VecPush { place: p, value } => {
            format!("{}.push({})", place(f, p), expr(f, value))
        }
        StmtKind::VecPop { var: v, place: p } => {
            format!("let {} = {}.pop()", v.map_or("_".into(), |v| var(f, v)), place(f, p))
        }
        StmtKind::Swap { a, b } => format!("swap {} {}", place(f, a), place(f, b)),
        StmtKind::Break => "break".into(),
        StmtKind::Jump(j) => format!("jump {j:?}"),
        StmtKind::Push { tape, values } => format!("push {} ({})", var(f, *tape), exprs(f, values)),
        StmtKind::Pop { tape, vars } => format!(
            "let ({}) = pop {}",
            vars.iter().map(|v| var(f, *v)).collect::<Vec<_>>().join(", "),
            var(f, *tape)
        ),
        StmtKind::Foreign(x) => format!("foreign `{}`", x.tokens),
    };
    let _ = writeln!(out, "{pad}{line}");
}

fn exprs(f: &Function, list: &[Expr]) -> String {
    list.iter().map(|e| expr(f, e)).collect::<Vec<_>>().join(", ")
}

fn place(f: &Function, p: &Place) -> String {
    let mut out = var(f, p.root);
    for s in &p.path {
        match s {
            Step::Field(n) => {
                let _ = write!(out, ".{n}");
            }
            Step::Index(e) => {
                let _ = write!(out, "[{}]", expr(f, e));
            }
            Step::Slice(lo, hi) => {
                let _ = write!(
                    out,
                    "[{}..{}]",
                    expr(f, lo),
                    hi.as_ref().map_or(String::new(), |h| expr(f, h))
                );
            }
            Step::Deref => out = format!("*{out}"),
            Step::Part(method, args) => {
                let args: Vec<String> = args.iter().map(|a| expr(f, a)).collect();
                let _ = write!(out, ".{method}({})", args.join(", "));
            }
        }
    }
    out
}

pub(crate) fn expr(f: &Function, e: &Expr) -> String {
    match &e.kind {
        ExprKind::Literal(s) => s.clone(),
        ExprKind::Number(v) => format!("{v:?}"),
        ExprKind::Read(p) => place(f, p),
        ExprKind::Borrow { mutable, place: p } => {
            format!("&{}{}", if *mutable { "mut " } else { "" }, place(f, p))
        }
        ExprKind::Op(name, args) => format!("{name}({})", exprs(f, args)),
        ExprKind::Rule { op, form, args } => format!("rule {op} {form:?} ({})", exprs(f, args)),
        ExprKind::Compare(op, args) => format!("({op} {})", exprs(f, args)),
        ExprKind::Cast(e, ty) => format!("{} as {ty}", expr(f, e)),
        ExprKind::Len(p) => format!("len {}", place(f, p)),
        ExprKind::Call(c) => {
            let name = match &c.callee {
                Callee::Path { path, form } => format!("{path} {form:?}"),
                Callee::Method { name, form, .. } => format!(".{name} {form:?}"),
                Callee::Local(v) => var(f, *v),
                Callee::Wrap(p) => p.to_string(),
            };
            format!("call {name}({})", exprs(f, &c.args))
        }
        ExprKind::Tuple(a) => format!("({})", exprs(f, a)),
        ExprKind::Array(a) => format!("[{}]", exprs(f, a)),
        ExprKind::VecOf(a) => format!("vec[{}]", exprs(f, a)),
        ExprKind::Repeat { value, count, .. } => {
            format!("[{}; {}]", expr(f, value), expr(f, count))
        }
        ExprKind::Construct { path, fields, .. } => format!(
            "{path} {{ {} }}",
            fields.iter().map(|(_, e)| expr(f, e)).collect::<Vec<_>>().join(", ")
        ),
        ExprKind::Closure(lambda) => format!("closure {:?} {}", lambda.form, lambda.primal.tokens),
        ExprKind::Zero(e) => format!("zero {}", expr(f, e)),
        ExprKind::CloneOf { place: p, .. } => format!("clone {}", place(f, p)),
        ExprKind::Support(name, args) => format!("{name}!({})", exprs(f, args)),
        ExprKind::Foreign(x) => format!("`{}`", x.tokens),
    }
}
