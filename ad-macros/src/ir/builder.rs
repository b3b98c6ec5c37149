//! Short ways to write IR.

use super::*;
use proc_macro2::Span;

impl Expr {
    pub(crate) fn new(kind: ExprKind, ty: Type, span: Span) -> Expr {
        Expr { kind, ty, span }
    }

    pub(crate) fn var(var: VarId, ty: Type, span: Span) -> Expr {
        Expr::new(ExprKind::Read(Place::of(var)), ty, span)
    }

    pub(crate) fn read(place: Place, ty: Type, span: Span) -> Expr {
        Expr::new(ExprKind::Read(place), ty, span)
    }

    pub(crate) fn number(value: f64, ty: Type) -> Expr {
        Expr::new(ExprKind::Number(value), ty, Span::call_site())
    }

    pub(crate) fn int(value: usize) -> Expr {
        Expr::new(
            ExprKind::Literal(value.to_string()),
            Type::Int("usize".into()),
            Span::call_site(),
        )
    }

    pub(crate) fn bool(value: bool) -> Expr {
        Expr::new(ExprKind::Literal(value.to_string()), Type::Bool, Span::call_site())
    }

    pub(crate) fn op(name: &'static str, args: Vec<Expr>, ty: Type) -> Expr {
        let span = args.first().map_or_else(Span::call_site, |a| a.span);
        Expr::new(ExprKind::Op(name, args), ty, span)
    }

    pub(crate) fn support(name: &'static str, args: Vec<Expr>, ty: Type) -> Expr {
        Expr::new(ExprKind::Support(name, args), ty, Span::call_site())
    }

    pub(crate) fn unit(span: Span) -> Expr {
        Expr::new(ExprKind::Tuple(Vec::new()), Type::Unit, span)
    }

    /// The number that this expression is, if it is one.
    pub(crate) fn as_number(&self) -> Option<f64> {
        match &self.kind {
            ExprKind::Number(v) => Some(*v),
            ExprKind::Literal(s) if self.ty.is_float() => s
                .trim_end_matches("_f64")
                .trim_end_matches("_f32")
                .trim_end_matches("f64")
                .trim_end_matches("f32")
                .replace('_', "")
                .parse()
                .ok(),
            _ => None,
        }
    }

    /// Same tree, spans aside.
    pub(crate) fn same(&self, other: &Expr) -> bool {
        let all =
            |a: &[Expr], b: &[Expr]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b));
        match (&self.kind, &other.kind) {
            (ExprKind::Literal(a), ExprKind::Literal(b)) => a == b,
            (ExprKind::Number(a), ExprKind::Number(b)) => a == b,
            (ExprKind::Read(a), ExprKind::Read(b)) | (ExprKind::Len(a), ExprKind::Len(b)) => a == b,
            (
                ExprKind::Borrow { mutable: m, place: a },
                ExprKind::Borrow { mutable: n, place: b },
            ) => m == n && a == b,
            (ExprKind::Op(a, x), ExprKind::Op(b, y)) => a == b && all(x, y),
            (ExprKind::Compare(a, x), ExprKind::Compare(b, y)) => a == b && all(x, y),
            (ExprKind::Cast(a, t), ExprKind::Cast(b, u)) => {
                a.same(b) && t.to_string() == u.to_string()
            }
            (ExprKind::Tuple(a), ExprKind::Tuple(b)) => all(a, b),
            _ => false,
        }
    }
}

impl Place {
    pub(crate) fn of(root: VarId) -> Place {
        Place { root, path: Vec::new() }
    }

    pub(crate) fn then(mut self, step: Step) -> Place {
        self.path.push(step);
        self
    }

    pub(crate) fn is_var(&self) -> bool {
        self.path.is_empty()
    }
}

impl Stmt {
    pub(crate) fn new(kind: StmtKind, span: Span) -> Stmt {
        Stmt { kind, span }
    }

    pub(crate) fn let_(var: VarId, init: Expr) -> Stmt {
        let span = init.span;
        Stmt::new(StmtKind::Let { var, init: Some(init) }, span)
    }

    pub(crate) fn assign(place: Place, value: Expr) -> Stmt {
        let span = value.span;
        Stmt::new(StmtKind::Assign { place, op: None, value }, span)
    }

    pub(crate) fn accumulate(place: Place, value: Expr) -> Stmt {
        let span = value.span;
        Stmt::new(StmtKind::Accumulate { place, value }, span)
    }
}

impl Block {
    pub(crate) fn new(stmts: Vec<Stmt>) -> Block {
        Block { stmts }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.stmts.is_empty()
    }
}

impl Lambda {
    /// The closure as a function of its active captures and its arguments. What is not a number is
    /// captured by reference.
    pub(crate) fn function(&self, vars: &[Var], wrt: &[VarId]) -> Function {
        let mut vars = vars.to_vec();
        for v in &self.captures {
            let var = &mut vars[v.0 as usize];
            let by_value = var.ty.is_scalar() || matches!(var.ty, Type::Ref(..) | Type::Unknown);
            if !by_value {
                var.ty = Type::Ref(false, Box::new(var.ty.clone()));
            }
        }
        let params = wrt.iter().chain(&self.args).map(|v| Param {
            var: *v,
            constant: vars[v.0 as usize].ty.is_constant(),
            receiver: false,
        });
        Function {
            name: "closure".into(),
            params: params.collect(),
            ret_ty: vars[self.ret.0 as usize].ty.clone(),
            ret: Some(self.ret),
            body: self.body.clone(),
            marks: self.marks.clone(),
            span: vars[self.ret.0 as usize].span,
            vars,
        }
    }

    /// The closure in a derivative, in which the captures of `wrt` are active.
    pub(crate) fn in_form(&self, form: CallForm, wrt: Vec<VarId>, span: Span) -> Expr {
        let lambda = Lambda { form, wrt, ..self.clone() };
        Expr::new(ExprKind::Closure(Box::new(lambda)), Type::Unknown, span)
    }
}

impl Function {
    /// The mark on a loop.
    pub(crate) fn mark(&self, id: LoopId) -> Option<&Mark> {
        self.marks.iter().find(|(marked, _)| *marked == id).map(|(_, mark)| mark)
    }

    pub(crate) fn var(&self, id: VarId) -> &Var {
        &self.vars[id.0 as usize]
    }

    pub(crate) fn ty(&self, id: VarId) -> &Type {
        &self.vars[id.0 as usize].ty
    }
}

/// Adds an immutable variable.
pub(crate) fn fresh(vars: &mut Vec<Var>, name: &str, ty: Type) -> VarId {
    vars.push(Var {
        name: name.to_string(),
        ty,
        mutable: false,
        alias: None,
        written: None,
        parallel: false,
        user: false,
        guessed: false,
        span: Span::call_site(),
    });
    VarId(vars.len() as u32 - 1)
}
