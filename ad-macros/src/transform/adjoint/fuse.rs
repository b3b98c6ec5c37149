//! Loops and branches whose reverse step runs at once.

use super::*;

impl Adjoint<'_> {
    /// May this statement run its reverse step at once? Then the indices, after it, of the
    /// statements whose reverse fragments must come first.
    pub(super) fn can_fuse(&self, stmt: &Stmt, suffix: &[Stmt]) -> Option<Vec<usize>> {
        let is_loop = match &stmt.kind {
            StmtKind::For { body, .. }
            | StmtKind::While { body, .. }
            | StmtKind::Each { body, .. } => {
                if has_break(body) {
                    return None;
                }
                true
            }
            StmtKind::If { .. } | StmtKind::Match { .. } => false,
            StmtKind::Let { var, init: Some(e) } if self.is_number_call(*var, e) => false,
            _ => return None,
        };
        if let StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } = &stmt.kind
            && self.active(place.root)
        {
            return None;
        }
        let changed: HashSet<VarId> = written(stmt, &self.f);
        let inner: HashSet<VarId> = all_declared(stmt);
        let outputs: Vec<VarId> = match &stmt.kind {
            StmtKind::Let { var, .. } => vec![*var],
            _ => changed.iter().copied().filter(|v| !inner.contains(v)).collect(),
        };
        for v in &outputs {
            // Its reverse step would restore memory that the rest of the forward sweep goes on with.
            if !self.f.ty(*v).is_scalar() && self.is_loaded(*v) {
                return None;
            }
            if !self.active(*v) {
                continue;
            }
            if self.f.ty(*v).is_mut_ref() {
                return None;
            }
            if is_loop && !only_accumulates(stmt, *v, &self.f) {
                return None;
            }
        }
        // Everything after it that reads its outputs must be linear in them.
        let mut tainted: HashSet<VarId> =
            outputs.iter().copied().filter(|v| self.active(*v)).collect();
        let unavailable: HashSet<VarId> =
            changed.iter().copied().chain(inner.iter().copied()).collect();
        let mut late: HashSet<VarId> = unavailable;
        let mut hoisted = Vec::new();
        // What the reverse steps that come early name, and whose cotangents they change.
        let mut early = mentioned(std::slice::from_ref(stmt));
        let mut spent = self.spent(stmt);
        for (k, s) in suffix.iter().enumerate() {
            let reads = mentioned(std::slice::from_ref(s));
            let writes = written(s, &self.f);
            // An overwritten variable's cotangent starts over, so nothing may be added to it before;
            // and where it is added to, its cotangent is read before anything earlier changes it.
            if hoisted.last() == Some(&(k.wrapping_sub(1))) {
                early.extend(mentioned(&suffix[k - 1..k]));
                spent.extend(self.spent(&suffix[k - 1]));
            }
            let starts_over = writes.iter().any(|v| {
                let replaced = early.contains(v) && !only_accumulates(s, *v, &self.f);
                self.active(*v) && (replaced || spent.contains(&self.root_of(*v)))
            });
            let touches = tainted.iter().any(|v| reads.contains(v) || writes.contains(v));
            match &s.kind {
                StmtKind::Let { var, init: Some(e) } => {
                    let constant = !self.active(*var) && self.f.var(*var).alias.is_none();
                    if !(constant && self.plain(e, &late)) {
                        late.insert(*var);
                    }
                    // What a call changes was something else before.
                    late.extend(writes.iter().filter(|v| *v != var));
                    // A call without a result may flow into what it is lent.
                    let flows = self.active(*var) || writes.iter().any(|v| self.active(*v));
                    if touches && flows {
                        if !self.linear(e, &tainted, &late) || !self.scalar_zero(*var) {
                            return None;
                        }
                        tainted.insert(*var);
                        hoisted.push(k);
                        continue;
                    }
                }
                StmtKind::Assign { place, op, value } if touches => {
                    if !self.active(place.root) {
                        late.insert(place.root);
                        continue;
                    }
                    let adds = matches!(op, Some("add" | "sub"));
                    let value_touches = tainted.iter().any(|v| {
                        let mut found = false;
                        value.each_var(&mut |u| found |= u == *v);
                        found
                    });
                    if adds && !value_touches {
                        // Only reads the cotangent of what it adds to.
                        late.insert(place.root);
                        if starts_over {
                            return None;
                        }
                        continue;
                    }
                    // Its reverse step comes first, and would restore what has not changed yet.
                    if !self.f.ty(place.root).is_scalar() && self.is_loaded(place.root) {
                        return None;
                    }
                    let known = place_type(&self.f, place).is_float();
                    let mut steady = true;
                    place.each_index(&mut |e| steady &= self.plain(e, &late));
                    if outputs.contains(&place.root)
                        || !(adds || op.is_none() && place.is_var())
                        || !steady
                        || !known
                        || !self.linear(value, &tainted, &late)
                    {
                        return None;
                    }
                    tainted.insert(place.root);
                    late.insert(place.root);
                    hoisted.push(k);
                    continue;
                }
                StmtKind::For { .. } | StmtKind::While { .. } | StmtKind::Each { .. }
                    if touches =>
                {
                    // Another loop that only adds to the same accumulators leaves their cotangents alone.
                    for v in tainted.iter().filter(|v| reads.contains(v) || writes.contains(v)) {
                        if !only_accumulates(s, *v, &self.f) {
                            return None;
                        }
                    }
                    late.extend(writes);
                }
                _ if touches => {
                    let harmless =
                        matches!(&s.kind, StmtKind::Foreign(_) | StmtKind::Let { init: None, .. });
                    if !harmless {
                        return None;
                    }
                    late.extend(writes);
                }
                _ => {
                    late.extend(writes);
                    late.extend(declared(std::slice::from_ref(s)));
                }
            }
            if starts_over {
                return None;
            }
        }
        Some(hoisted)
    }

    /// The variables whose cotangents a statement's reverse step changes: what it reads or replaces.
    fn spent(&self, stmt: &Stmt) -> HashSet<VarId> {
        mentioned(std::slice::from_ref(stmt))
            .into_iter()
            .filter(|v| !only_accumulates(stmt, *v, &self.f))
            .map(|v| self.root_of(v))
            .filter(|v| self.active(*v))
            .collect()
    }

    /// The variable itself, or the one that it borrows from.
    fn root_of(&self, v: VarId) -> VarId {
        self.resolve(&Place::of(v)).root
    }

    pub(super) fn scalar_zero(&self, v: VarId) -> bool {
        self.f.ty(v).is_float()
    }

    /// Linear in the tainted variables, with coefficients that are known before.
    pub(super) fn linear(&self, e: &Expr, tainted: &HashSet<VarId>, late: &HashSet<VarId>) -> bool {
        let names = |e: &Expr, set: &HashSet<VarId>| {
            let mut found = false;
            e.each_var(&mut |v| found |= set.contains(&v));
            found
        };
        if !self.carries(e) {
            return true;
        }
        match &e.kind {
            ExprKind::Read(p) => p.is_var(),
            ExprKind::Op(name, args) if e.ty.is_float() => {
                let rule = rules::find(name).expect("a primitive of the table");
                let live: Vec<usize> = (0..args.len())
                    .filter(|i| self.carries(&args[*i]) && rule.coefficient(*i).is_some())
                    .collect();
                // Operands of unknown type go through dispatch, which reads their values.
                args.iter()
                    .enumerate()
                    .all(|(i, a)| a.ty.is_float() || rule.coefficient(i).is_none())
                    && live.iter().all(|i| {
                        let c = rule.coefficient(*i).expect("live");
                        !c.reads_result()
                            && (0..args.len()).all(|j| {
                                !c.reads(j)
                                    || (!names(&args[j], tainted) && self.plain(&args[j], late))
                            })
                            && self.linear(&args[*i], tainted, late)
                    })
            }
            ExprKind::Cast(inner, _) => self.linear(inner, tainted, late),
            _ => false,
        }
    }

    /// An operand that can be evaluated before the loop as well: what it reads is the same there.
    fn plain(&self, e: &Expr, late: &HashSet<VarId>) -> bool {
        let mut early = true;
        e.each_var(&mut |v| early &= !late.contains(&self.resolve(&Place::of(v)).root));
        early
            && !e.any(&mut |x| match &x.kind {
                ExprKind::Literal(_)
                | ExprKind::Number(_)
                | ExprKind::Len(_)
                | ExprKind::Read(_)
                | ExprKind::Op(..)
                | ExprKind::Cast(..) => false,
                ExprKind::Foreign(f) => !f.uses.is_empty(),
                _ => true,
            })
    }

    /// A call whose result's cotangent is known: the callee runs both its sweeps at once.
    fn fused_call(&mut self, var: VarId, init: &Expr, span: Span) -> Plan {
        self.before.push(Vec::new());
        let mut reverse = Vec::new();
        let called = self.call(var, init, &mut reverse, span).expect("a call that flows");
        let mut forward = self.before.pop().expect("pushed above");
        let made = called.into_iter().next().map(|s| s.kind);
        let Some(StmtKind::LetTuple { init: vjp, .. }) = made else {
            unreachable!("a call makes value and pullback")
        };
        let ExprKind::Call(mut vjp) = vjp.kind else { unreachable!("a call") };
        match &mut vjp.callee {
            Callee::Path { form, .. } | Callee::Method { form, .. } => *form = form.and_add(),
            _ => unreachable!("a function or a method"),
        }
        for s in reverse {
            let StmtKind::Eval(Expr { kind: ExprKind::Call(pullback), .. }) = &s.kind else {
                // A shadow of its own for a second argument, and what becomes of it.
                forward.push(s);
                continue;
            };
            // The pullback takes the cotangent, and argument and shadow in turn.
            let mut args = pullback.args.iter();
            vjp.args.extend(args.next().cloned());
            vjp.args.extend(args.skip(1).step_by(2).cloned());
            let call = Expr::new(ExprKind::Call(vjp.clone()), init.ty.clone(), span);
            forward.push(Stmt::let_(var, call));
        }
        self.current.remove(&var);
        Plan { forward, reverse: Vec::new(), hoist_to: None }
    }

    /// A call that gives a number and changes nothing.
    fn is_number_call(&self, var: VarId, init: &Expr) -> bool {
        let ExprKind::Call(call) = &init.kind else { return false };
        matches!(call.callee, Callee::Path { .. } | Callee::Method { .. })
            && self.active(var)
            && self.f.ty(var).is_float()
            && call.args.iter().any(|a| self.carries(a))
            && !call.args.iter().any(|a| matches!(a.kind, ExprKind::Closure(_)))
            && mutable_roots(call, &self.f).is_empty()
    }

    /// A loop whose iterations, or a branch whose arms, run forward and reverse back to back.
    pub(super) fn fused(&mut self, stmt: &Stmt) -> Plan {
        if let StmtKind::Let { var, init: Some(init) } = &stmt.kind {
            return self.fused_call(*var, init, stmt.span);
        }
        self.before.push(Vec::new());
        let changed = written(stmt, &self.f);
        self.current.retain(|v, _| !changed.contains(v));
        let outer = self.current.clone();
        let mut result = stmt.clone();
        let pass = |this: &mut Self, body: &Block| {
            this.current = outer.clone();
            this.before.push(Vec::new());
            let (mut fwd, rev) = this.block(&body.stmts, true);
            let mut stmts = this.before.pop().expect("pushed above");
            stmts.append(&mut fwd);
            insert_before_break(&mut stmts, rev);
            Block::new(stmts)
        };
        match &mut result.kind {
            StmtKind::For { body, .. }
            | StmtKind::While { body, .. }
            | StmtKind::Each { body, .. } => *body = pass(self, body),
            StmtKind::If { then, els, .. } => {
                *then = pass(self, then);
                *els = pass(self, els);
            }
            StmtKind::Match { arms, .. } => {
                for arm in arms {
                    arm.body = pass(self, &arm.body);
                }
            }
            _ => unreachable!("loops and branches fuse"),
        }
        self.current = outer;
        self.current.retain(|v, _| !changed.contains(v));
        let mut forward = self.before.pop().expect("pushed above");
        forward.push(result);
        Plan { forward, reverse: Vec::new(), hoist_to: None }
    }
}

/// Is every use of the variable in the statement `v += e` or `v −= e` with e free of v?
pub(super) fn only_accumulates(stmt: &Stmt, v: VarId, f: &Function) -> bool {
    let mut sound = true;
    let block = Block::new(vec![stmt.clone()]);
    block.each_stmt(&mut |s| {
        let names = |e: &Expr| {
            let mut found = false;
            e.each_var(&mut |u| {
                found |= u == v || f.var(u).alias.as_ref().is_some_and(|p| p.root == v)
            });
            found
        };
        match &s.kind {
            StmtKind::Assign { place, op: Some("add" | "sub"), value } if place.root == v => {
                sound &= !names(value);
                place.each_index(&mut |e| sound &= !names(e));
            }
            StmtKind::Assign { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. }
                if place.root == v =>
            {
                sound = false
            }
            StmtKind::Swap { a, b } if a.root == v || b.root == v => sound = false,
            StmtKind::Foreign(x) if x.writes.contains(&v) => sound = false,
            _ => s.each_expr(&mut |e| sound &= !names_value(e, v, f)),
        }
    });
    sound
}

/// Does the expression read the variable's contents? Its length does not count.
pub(super) fn names_value(e: &Expr, v: VarId, f: &Function) -> bool {
    if let ExprKind::Len(p) = &e.kind {
        let mut found = false;
        p.each_index(&mut |i| found |= names_value(i, v, f));
        return found;
    }
    let here = match &e.kind {
        ExprKind::Read(p)
        | ExprKind::Borrow { place: p, .. }
        | ExprKind::CloneOf { place: p, .. } => {
            p.root == v || f.var(p.root).alias.as_ref().is_some_and(|a| a.root == v)
        }
        ExprKind::Foreign(x) => x.uses.iter().any(|(_, u)| *u == v),
        ExprKind::Closure(lambda) => lambda.captures.contains(&v),
        _ => false,
    };
    let mut found = here;
    e.each_child(&mut |c| found |= names_value(c, v, f));
    found
}

pub(super) fn all_declared(stmt: &Stmt) -> HashSet<VarId> {
    let mut set = HashSet::new();
    Block::new(vec![stmt.clone()]).each_stmt(&mut |s| {
        s.each_declared(&mut |v| {
            set.insert(v);
        })
    });
    set
}
