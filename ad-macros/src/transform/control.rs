//! Structures control flow: after this pass the only jump is a `break` at the end of a loop's
//! body.
//!
//! What follows a branch that may jump moves into the arms that do not jump, so `continue` and
//! `return` vanish. Where two arms may go on, a flag says whether they did. A jump out of
//! several loops leaves the inner one with an exit number, and the code after it goes on from
//! there. Reverse mode then needs no jumps at all: it replays branch choices and trip counts.

use crate::analyse::effects::declared;
use crate::ir::builder::fresh;
use crate::ir::*;
use proc_macro2::Span;

pub(crate) fn structure(function: &mut Function) {
    let body = std::mem::take(&mut function.body);
    let mut pass =
        Structure { vars: &mut function.vars, loops: Vec::new(), returns_from_afar: false };
    let mut stmts = pass.block(body.stmts, &mut Vec::new());
    if let (true, Some(ret)) = (pass.returns_from_afar, function.ret)
        && !function.ret_ty.is_scalar()
    {
        hold_result(&mut stmts, ret, function);
    }
    function.body = Block::new(stmts);
}

/// Where returning is a matter of flags and exit numbers, rustc cannot see that the result is
/// assigned once on every path: an option holds it until the end.
fn hold_result(stmts: &mut Vec<Stmt>, ret: VarId, function: &mut Function) {
    let (ty, span) = (function.ret_ty.clone(), function.span);
    let option = Type::Option(Box::new(ty.clone()));
    let result = fresh(&mut function.vars, "result", option.clone());
    function.vars[result.0 as usize].mutable = true;
    fn redirect(stmts: &mut [Stmt], ret: VarId, result: VarId, option: &Type) {
        let own = declared(stmts);
        for s in stmts {
            s.each_block_mut(&mut |b| redirect(&mut b.stmts, ret, result, option));
            if let StmtKind::Assign { place, value, .. } = &mut s.kind
                && place.root == ret
            {
                let span = value.span;
                clone_shared(value, &own);
                let call = Call {
                    callee: Callee::Wrap(quote::quote!(Some)),
                    args: vec![std::mem::replace(value, Expr::unit(span))],
                    span,
                };
                *place = Place::of(result);
                *value = Expr::new(ExprKind::Call(Box::new(call)), option.clone(), span);
            }
        }
    }
    redirect(stmts, ret, result, &option);
    let foreign = Foreign::plain;
    let none = Expr::new(ExprKind::Foreign(foreign(quote::quote!(None))), option, span);
    stmts.insert(0, Stmt::let_(result, none));
    let held = fresh(&mut function.vars, "held", ty.clone());
    let some = Pattern::Variant {
        path: quote::quote!(Some),
        fields: vec![Pattern::Bind { var: held, by_ref: false, sub: None }],
        unit: false,
        tangent: false,
    };
    let done = Stmt::assign(Place::of(ret), Expr::var(held, ty, span));
    let never = Stmt::new(StmtKind::Foreign(foreign(quote::quote!(::core::unreachable!();))), span);
    let arms = vec![
        Arm { pattern: some, guard: None, body: Block::new(vec![done]) },
        Arm { pattern: Pattern::Wild, guard: None, body: Block::new(vec![never]) },
    ];
    let scrutinee = Scrutinee::Place { place: Place::of(result), by_ref: None };
    stmts.push(Stmt::new(StmtKind::Match { scrutinee, arms }, span));
}

/// What other blocks name cannot be moved into a result: rustc does not see that they come to an
/// end with it.
fn clone_shared(value: &mut Expr, own: &[VarId]) {
    match &mut value.kind {
        ExprKind::Read(place) if !own.contains(&place.root) && !value.ty.is_copy() => {
            value.kind = ExprKind::CloneOf { place: place.clone(), method: "clone" };
        }
        ExprKind::Read(_) => {}
        _ => value.each_child_mut(&mut |e| clone_shared(e, own)),
    }
}

/// One open loop: which it is, the jumps out of it seen so far, and its exit variable.
struct Open {
    id: LoopId,
    exits: Vec<Jump>,
    exit_var: Option<VarId>,
    /// Says that the loop is to be left at the end of this iteration.
    leave: Option<VarId>,
}

struct Structure<'a> {
    vars: &'a mut Vec<Var>,
    loops: Vec<Open>,
    /// A `return` was taken inside a loop, or where a flag tells what follows.
    returns_from_afar: bool,
}

/// Flags to be cleared when a jump is taken between here and the innermost loop.
type Flags = Vec<VarId>;

impl Structure<'_> {
    fn block(&mut self, stmts: Vec<Stmt>, flags: &mut Flags) -> Vec<Stmt> {
        let mut out = Vec::new();
        let mut rest = stmts.into_iter();
        while let Some(stmt) = rest.next() {
            let span = stmt.span;
            match stmt.kind {
                StmtKind::Jump(jump) => {
                    self.jump(jump, flags, span, &mut out);
                    return out;
                }
                StmtKind::If { cond, then, els } if jumps(&then) || jumps(&els) => {
                    let rest: Vec<Stmt> = rest.collect();
                    let (mut bodies, after) =
                        self.arms(vec![then, els], rest, flags, span, &mut out);
                    let els = bodies.pop().expect("two arms");
                    let then = bodies.pop().expect("two arms");
                    out.push(Stmt::new(StmtKind::If { cond, then, els }, span));
                    out.extend(after);
                    return out;
                }
                StmtKind::Match { scrutinee, arms } if arms.iter().any(|a| jumps(&a.body)) => {
                    let rest: Vec<Stmt> = rest.collect();
                    let (heads, bodies): (Vec<_>, Vec<_>) =
                        arms.into_iter().map(|a| ((a.pattern, a.guard), a.body)).unzip();
                    let (bodies, after) = self.arms(bodies, rest, flags, span, &mut out);
                    let arms = heads
                        .into_iter()
                        .zip(bodies)
                        .map(|((pattern, guard), body)| Arm { pattern, guard, body })
                        .collect();
                    out.push(Stmt::new(StmtKind::Match { scrutinee, arms }, span));
                    out.extend(after);
                    return out;
                }
                StmtKind::If { cond, then, els } => {
                    let then = Block::new(self.block(then.stmts, flags));
                    let els = Block::new(self.block(els.stmts, flags));
                    out.push(Stmt::new(StmtKind::If { cond, then, els }, span));
                }
                StmtKind::Match { scrutinee, arms } => {
                    let arms = arms
                        .into_iter()
                        .map(|a| Arm { body: Block::new(self.block(a.body.stmts, flags)), ..a })
                        .collect();
                    out.push(Stmt::new(StmtKind::Match { scrutinee, arms }, span));
                }
                StmtKind::For { id, var, lo, hi, reversed, body } => {
                    let (body, open) = self.loop_body(id, body);
                    let stmt = Stmt::new(StmtKind::For { id, var, lo, hi, reversed, body }, span);
                    if self.after_loop(stmt, open, &mut rest, flags, &mut out) {
                        return out;
                    }
                }
                StmtKind::While { id, cond, body } => {
                    if cond.is_none() && runs_once(&body, id) {
                        // A labelled block that nothing leaves early.
                        let mut inner = body.stmts;
                        inner.pop();
                        inner.extend(rest);
                        // Names inside stay unique, so the block may dissolve into its surroundings.
                        out.extend(self.block(inner, flags));
                        return out;
                    }
                    let (body, open) = self.loop_body(id, body);
                    let stmt = Stmt::new(StmtKind::While { id, cond, body }, span);
                    if self.after_loop(stmt, open, &mut rest, flags, &mut out) {
                        return out;
                    }
                }
                StmtKind::Each { id, pattern, iterator, body } => {
                    let (body, open) = self.loop_body(id, body);
                    let stmt = Stmt::new(StmtKind::Each { id, pattern, iterator, body }, span);
                    if self.after_loop(stmt, open, &mut rest, flags, &mut out) {
                        return out;
                    }
                }
                kind => out.push(Stmt::new(kind, span)),
            }
        }
        out
    }

    /// Structures the arms of a branch and puts what follows where it belongs: into the one arm
    /// that goes on, or behind a flag.
    fn arms(
        &mut self,
        arms: Vec<Block>,
        rest: Vec<Stmt>,
        flags: &mut Flags,
        span: Span,
        out: &mut Vec<Stmt>,
    ) -> (Vec<Block>, Vec<Stmt>) {
        let going_on = arms.iter().filter(|b| !always_jumps(b)).count();
        if going_on <= 1 || rest.is_empty() {
            let mut rest = Some(rest);
            let bodies = arms
                .into_iter()
                .map(|arm| {
                    let mut stmts = arm.stmts;
                    if going_on <= 1 && !ends_in_jump(&stmts) {
                        stmts.extend(rest.take().unwrap_or_default());
                    }
                    Block::new(self.block(stmts, flags))
                })
                .collect();
            return (bodies, Vec::new());
        }
        let flag = fresh(self.vars, "go_on", Type::Bool);
        self.vars[flag.0 as usize].mutable = true;
        let start = out.len();
        out.push(Stmt::let_(flag, Expr::bool(true)));
        flags.push(flag);
        let bodies = arms.into_iter().map(|arm| Block::new(self.block(arm.stmts, flags))).collect();
        flags.pop();
        let leave = if flags.is_empty() {
            self.loops.last_mut().and_then(|l| l.leave.take())
        } else {
            None
        };
        let rest = Block::new(self.block(rest, flags));
        let cond = Expr::var(flag, Type::Bool, span);
        let mut after =
            vec![Stmt::new(StmtKind::If { cond, then: rest, els: Block::default() }, span)];
        if let Some(leave) = leave {
            out.insert(start, Stmt::let_(leave, Expr::bool(false)));
            let then = Block::new(vec![Stmt::new(StmtKind::Break, span)]);
            after.push(Stmt::new(
                StmtKind::If {
                    cond: Expr::var(leave, Type::Bool, span),
                    then,
                    els: Block::default(),
                },
                span,
            ));
        }
        (bodies, after)
    }

    fn loop_body(&mut self, id: LoopId, body: Block) -> (Block, Open) {
        self.loops.push(Open { id, exits: Vec::new(), exit_var: None, leave: None });
        let body = Block::new(self.block(body.stmts, &mut Vec::new()));
        (body, self.loops.pop().expect("the loop just opened"))
    }

    /// Emits a loop; what follows it runs only if no jump out of it was taken.
    fn after_loop(
        &mut self,
        stmt: Stmt,
        open: Open,
        rest: &mut dyn Iterator<Item = Stmt>,
        flags: &mut Flags,
        out: &mut Vec<Stmt>,
    ) -> bool {
        let span = stmt.span;
        let Some(exit) = open.exit_var else {
            out.push(stmt);
            return false;
        };
        out.push(Stmt::let_(exit, Expr::int(0)));
        out.push(stmt);
        let after: Vec<Stmt> = rest.collect();
        let mut tail = Block::new(self.block(after, flags));
        for (i, jump) in open.exits.iter().enumerate().rev() {
            let mut taken = Vec::new();
            self.jump(*jump, flags, span, &mut taken);
            let at = Expr::var(exit, Type::Int("usize".into()), span);
            let cond =
                Expr::new(ExprKind::Compare("==", vec![at, Expr::int(i + 1)]), Type::Bool, span);
            tail = Block::new(vec![Stmt::new(
                StmtKind::If { cond, then: Block::new(taken), els: tail },
                span,
            )]);
        }
        out.extend(tail.stmts);
        true
    }

    fn jump(&mut self, jump: Jump, flags: &Flags, span: Span, out: &mut Vec<Stmt>) {
        self.returns_from_afar |=
            jump == Jump::Return && !(flags.is_empty() && self.loops.is_empty());
        for flag in flags {
            out.push(Stmt::assign(Place::of(*flag), Expr::bool(false)));
        }
        let Some(innermost) = self.loops.last_mut() else { return };
        match jump {
            Jump::Continue(id) if id == innermost.id => {}
            Jump::Break(id) if id == innermost.id => {
                let stmt = leave(self.vars, innermost, flags, span);
                out.push(stmt);
            }
            jump => {
                let number = match innermost.exits.iter().position(|j| *j == jump) {
                    Some(i) => i + 1,
                    None => {
                        innermost.exits.push(jump);
                        innermost.exits.len()
                    }
                };
                let exit = match innermost.exit_var {
                    Some(v) => v,
                    None => {
                        let v = fresh(self.vars, "exit", Type::Int("usize".into()));
                        self.vars[v.0 as usize].mutable = true;
                        innermost.exit_var = Some(v);
                        v
                    }
                };
                out.push(Stmt::assign(Place::of(exit), Expr::int(number)));
                let stmt = leave(self.vars, innermost, flags, span);
                out.push(stmt);
            }
        }
    }
}

/// `break`, or where something stands behind a flag, a note to break at the end of the iteration.
fn leave(vars: &mut Vec<Var>, innermost: &mut Open, flags: &Flags, span: Span) -> Stmt {
    if flags.is_empty() {
        return Stmt::new(StmtKind::Break, span);
    }
    let v = *innermost.leave.get_or_insert_with(|| {
        let v = fresh(vars, "leave", Type::Bool);
        vars[v.0 as usize].mutable = true;
        v
    });
    Stmt::assign(Place::of(v), Expr::bool(true))
}

/// Does the block contain a jump that is not inside a loop of its own that it stays in?
fn jumps(block: &Block) -> bool {
    fn escapes(block: &Block, inside: &mut Vec<LoopId>) -> bool {
        block.stmts.iter().any(|s| match &s.kind {
            StmtKind::Jump(Jump::Return) => true,
            StmtKind::Jump(Jump::Break(id) | Jump::Continue(id)) => !inside.contains(id),
            StmtKind::For { id, body, .. }
            | StmtKind::While { id, body, .. }
            | StmtKind::Each { id, body, .. } => {
                inside.push(*id);
                let found = escapes(body, inside);
                inside.pop();
                found
            }
            StmtKind::If { then, els, .. } => escapes(then, inside) || escapes(els, inside),
            StmtKind::Match { arms, .. } => arms.iter().any(|a| escapes(&a.body, inside)),
            _ => false,
        })
    }
    escapes(block, &mut Vec::new())
}

fn ends_in_jump(stmts: &[Stmt]) -> bool {
    stmts.iter().any(|s| match &s.kind {
        StmtKind::Jump(_) => true,
        StmtKind::If { then, els, .. } => always_jumps(then) && always_jumps(els),
        StmtKind::Match { arms, .. } => {
            !arms.is_empty() && arms.iter().all(|a| always_jumps(&a.body))
        }
        _ => false,
    })
}

fn always_jumps(block: &Block) -> bool {
    ends_in_jump(&block.stmts)
}

/// A `loop` that ends in its own `break` and has no other jump.
fn runs_once(body: &Block, id: LoopId) -> bool {
    let Some((last, init)) = body.stmts.split_last() else { return false };
    matches!(&last.kind, StmtKind::Jump(Jump::Break(i)) if *i == id)
        && {
            let mut other = false;
            Block::new(init.to_vec()).each_stmt(&mut |s| other |= matches!(&s.kind, StmtKind::Jump(Jump::Break(i) | Jump::Continue(i)) if *i == id));
            !other
        }
}
