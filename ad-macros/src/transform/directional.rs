//! Forward mode as a function of its own: primals and tangents in, value and tangent out.
//!
//! Higher orders need nothing else. Forward mode of this function is the next order; reverse mode
//! comes last and at most once, because derivatives of a gradient are gradients of a directional
//! derivative: with s(x, v) = ⟨∇f(x), v⟩, ∇ₓs is the Hessian times v and ∇ᵥs is ∇f. So both
//! transforms only ever meet code that forward mode wrote.

use super::lanes;
use super::tangent::tangent;
use crate::analyse::activity::Activity;
use crate::ir::builder::fresh;
use crate::ir::*;
use proc_macro2::{Ident, Span};

/// What the function of the directional derivative returns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Gives {
    /// `(y, y_dot)`
    Both,
    /// `y_dot`
    Slope,
}

/// The directional derivative with respect to the parameters that are active by position.
pub(crate) fn directional(
    f: &Function,
    activity: &Activity,
    active: &[bool],
    gives: Gives,
) -> Function {
    let mut t = tangent(f, activity);
    let mut out = f.clone();
    for (p, _) in f.params.iter().zip(active).filter(|(_, on)| **on) {
        let dot = t.dots.get(&p.var).copied().unwrap_or_else(|| {
            let name = format!("{}_dot", f.var(p.var).name);
            fresh(&mut t.vars, &name, f.ty(p.var).clone())
        });
        out.params.push(Param { var: dot, constant: false, receiver: false });
    }
    if let Some(y) = f.ret {
        let read = |v: VarId| Expr::var(v, f.ret_ty.clone(), Span::call_site());
        let y_dot = match t.dots.get(&y) {
            Some(d) => read(*d),
            None if f.ret_ty.is_float() => Expr::number(0.0, f.ret_ty.clone()),
            None => {
                let zero = ExprKind::Zero(Box::new(read(y)));
                Expr::new(zero, f.ret_ty.clone(), Span::call_site())
            }
        };
        let (name, result) = match gives {
            Gives::Slope => ("slope", y_dot),
            Gives::Both => {
                let ty = Type::Tuple(vec![f.ret_ty.clone(), f.ret_ty.clone()]);
                // The zero of a value is read before the value moves.
                let dot = fresh(&mut t.vars, "y_dot", f.ret_ty.clone());
                t.body.push(Stmt::let_(dot, y_dot));
                let both = ExprKind::Tuple(vec![read(y), read(dot)]);
                ("both", Expr::new(both, ty, Span::call_site()))
            }
        };
        out.ret_ty = result.ty.clone();
        let ret = fresh(&mut t.vars, name, result.ty.clone());
        t.body.push(Stmt::let_(ret, result));
        out.ret = Some(ret);
    }
    out.vars = t.vars;
    out.body = Block::new(t.body);
    take_results_apart(&mut out.body, &mut out.vars);
    bind_in_arms(&mut out.body);
    out
}

/// The directional derivatives in lanes, as a function to differentiate; none where they do not
/// exist, which their own transform refuses.
pub(crate) fn directional_in_lanes(
    f: &Function,
    activity: &Activity,
    active: &[bool],
    width: &Ident,
) -> Option<Function> {
    let mut t = tangent(f, activity);
    if let Some(y) = f.ret.filter(|y| !t.dots.contains_key(y)) {
        let value = Expr::var(y, f.ret_ty.clone(), Span::call_site());
        let dot = fresh(&mut t.vars, "y_dot", f.ret_ty.clone());
        let zero = ExprKind::Zero(Box::new(value));
        t.body.push(Stmt::let_(dot, Expr::new(zero, f.ret_ty.clone(), Span::call_site())));
        t.dots.insert(y, dot);
    }
    lanes::lift(&mut t.body, &mut t.vars, t.dots.values().copied(), width).ok()?;
    let mut out = f.clone();
    for (p, _) in f.params.iter().zip(active).filter(|(_, on)| **on) {
        let dot = t.dots.get(&p.var).copied().unwrap_or_else(|| {
            let name = format!("{}_dot", f.var(p.var).name);
            fresh(&mut t.vars, &name, lanes::lift_type(f.ty(p.var), width))
        });
        out.params.push(Param { var: dot, constant: false, receiver: false });
    }
    if let Some(y) = f.ret {
        let types = vec![f.ret_ty.clone(), lanes::lift_type(&f.ret_ty, width)];
        let parts = [y, t.dots[&y]].into_iter().zip(&types);
        let parts = parts.map(|(v, ty)| Expr::var(v, ty.clone(), Span::call_site())).collect();
        out.ret_ty = Type::Tuple(types);
        let ret = fresh(&mut t.vars, "both", out.ret_ty.clone());
        let both = Expr::new(ExprKind::Tuple(parts), out.ret_ty.clone(), Span::call_site());
        t.body.push(Stmt::let_(ret, both));
        out.ret = Some(ret);
    }
    out.vars = t.vars;
    out.body = Block::new(t.body);
    take_results_apart(&mut out.body, &mut out.vars);
    bind_in_arms(&mut out.body);
    Some(out)
}

/// `let (y, y_dot) = call` becomes a call whose result's parts are read: a call gives one value.
fn take_results_apart(block: &mut Block, vars: &mut Vec<Var>) {
    let mut stmts = Vec::new();
    for mut s in std::mem::take(&mut block.stmts) {
        s.each_block_mut(&mut |b| take_results_apart(b, vars));
        let StmtKind::LetTuple { vars: parts, init } = s.kind else {
            stmts.push(s);
            continue;
        };
        let types: Vec<Type> = parts
            .iter()
            .map(|p| p.map_or(Type::Unknown, |v| vars[v.0 as usize].ty.clone()))
            .collect();
        let both = fresh(vars, "both", Type::Tuple(types.clone()));
        stmts.push(Stmt::new(StmtKind::Let { var: both, init: Some(init) }, s.span));
        for (i, (part, ty)) in parts.into_iter().zip(types).enumerate() {
            let Some(part) = part else { continue };
            let place = Place::of(both).then(Step::Field(i.to_string()));
            let init = Some(Expr::read(place, ty, s.span));
            stmts.push(Stmt::new(StmtKind::Let { var: part, init }, s.span));
        }
    }
    block.stmts = stmts;
}

/// What an arm binds again in the tangent is bound by a match of its own around the rest of the
/// arm: transforms know how to follow the parts that a match binds.
fn bind_in_arms(block: &mut Block) {
    for s in &mut block.stmts {
        s.each_block_mut(&mut |b| bind_in_arms(b));
    }
    let is_binding = |s: &Stmt| matches!(s.kind, StmtKind::LetPattern { .. });
    let Some(at) = block.stmts.iter().position(is_binding) else { return };
    let mut rest = Block::new(block.stmts.split_off(at + 1));
    let binding = block.stmts.pop().expect("found above");
    bind_in_arms(&mut rest);
    let StmtKind::LetPattern { pattern, mutable, place } = binding.kind else {
        unreachable!("found above")
    };
    let mut arms = Vec::new();
    if is_refutable(&pattern) {
        // A tangent has the variant of its primal.
        let never = StmtKind::Foreign(Foreign::plain(quote::quote!(::core::unreachable!();)));
        let body = Block::new(vec![Stmt::new(never, binding.span)]);
        arms.push(Arm { pattern: Pattern::Wild, guard: None, body });
    }
    arms.insert(0, Arm { pattern, guard: None, body: rest });
    let scrutinee = Scrutinee::Place { place, by_ref: Some(mutable) };
    block.stmts.push(Stmt::new(StmtKind::Match { scrutinee, arms }, binding.span));
}

fn is_refutable(p: &Pattern) -> bool {
    match p {
        Pattern::Wild | Pattern::Rest => false,
        Pattern::Bind { sub, .. } => sub.as_ref().is_some_and(|s| is_refutable(s)),
        Pattern::Tuple(ps) => ps.iter().any(is_refutable),
        Pattern::Ref(p) => is_refutable(p),
        Pattern::Struct { path, fields, .. } => {
            super::adjoint::is_variant_path(&path.to_string().replace(' ', ""))
                || fields.iter().any(|(_, p)| is_refutable(p))
        }
        Pattern::Variant { .. } | Pattern::Slice(_) | Pattern::Or(_) | Pattern::Foreign(_) => true,
    }
}
