//! The differentiable skeleton of an expression: what both modes walk.

use crate::ir::*;
use crate::rules::Rule;

/// An expression taken apart along its active operands.
#[derive(Clone, Debug)]
pub(crate) enum Dual {
    /// Nothing active below.
    Constant,
    /// An active place is read.
    Leaf(Place),
    Op {
        rule: &'static Rule,
        args: Vec<Dual>,
        /// The operands' values where a coefficient needs them.
        values: Vec<Option<Expr>>,
        result: Option<Expr>,
        arg_types: Vec<Type>,
        ty: Type,
    },
    /// A rule's tangent over operands of unknown type, in one of its forms. `args` leave the marker
    /// of lanes out.
    Rule {
        op: &'static str,
        form: RuleForm,
        args: Vec<Dual>,
        values: Vec<Expr>,
        lanes: Option<Expr>,
    },
    /// `negated(&x)`
    Negated(Box<Dual>),
    /// The operand's value is kept where its type is unknown.
    Cast {
        arg: Box<Dual>,
        value: Option<Expr>,
        from: Type,
        to: Type,
        lanes: Option<Expr>,
    },
    /// Tuples, arrays, structs: the part behind each step.
    Parts(Vec<(Step, Dual)>),
    /// `..base` of a struct: what is left of the cotangent.
    Repeat {
        value: Box<Dual>,
        ty: Type,
    },
    Clone {
        place: Place,
    },
    /// `Some(x)`, `Ok(x)`, `Box::new(x)`.
    Wrap {
        path: String,
        arg: Box<Dual>,
        ty: Type,
    },
}

impl Dual {
    pub(crate) fn is_constant(&self) -> bool {
        matches!(self, Dual::Constant)
    }
}

/// `place op= e` where the user wrote it and the value is still of that form.
pub(crate) fn update(place: &Place, op: Option<&'static str>, value: Expr) -> StmtKind {
    if let (Some(name), ExprKind::Op(found, args)) = (op, &value.kind)
        && *found == name
        && matches!(&args[0].kind, ExprKind::Read(p) if p == place)
    {
        return StmtKind::Assign { place: place.clone(), op, value: args[1].clone() };
    }
    StmtKind::Assign { place: place.clone(), op: None, value }
}

/// Writes out the products that absorb: `absorb(w, c)` is `unless_zero(w, w * c)`, and
/// `absorb_both` the same on either side. Their first factors are names, the second ones too.
pub(crate) fn write_out_absorbing(stmts: &mut [Stmt]) {
    fn expr(e: &mut Expr) {
        e.each_child_mut(&mut |c| expr(c));
        let ExprKind::Op(name @ ("absorb" | "absorb_both"), args) = &mut e.kind else { return };
        let both = *name == "absorb_both";
        let (c, w) = (args.pop().expect("two operands"), args.pop().expect("two operands"));
        let ty = e.ty.clone();
        *e = Expr::support("unless_zero", vec![w.clone(), times(w, c.clone())], ty.clone());
        if both {
            *e = Expr::support("unless_zero", vec![c, e.clone()], ty);
        }
    }
    for s in stmts {
        s.each_expr_mut(&mut |e| expr(e));
        s.each_block_mut(&mut |b| write_out_absorbing(&mut b.stmts));
    }
}

/// `a * b` without multiplying by one.
pub(crate) fn times(a: Expr, b: Expr) -> Expr {
    match (a.as_number(), b.as_number()) {
        (Some(1.0), _) => b,
        (_, Some(1.0)) => a,
        (Some(x), Some(y)) => {
            let ty = a.ty.clone();
            Expr::number(x * y, ty)
        }
        (Some(-1.0), _) => negate(b),
        (_, Some(-1.0)) => negate(a),
        _ => {
            // 1/b times a is a/b; −x times a is −(x·a).
            let ty = a.ty.clone();
            match b.kind {
                ExprKind::Op("div", mut args) => {
                    let bottom = args.pop().expect("two operands");
                    let top = args.pop().expect("two operands");
                    Expr::op("div", vec![times(a, top), bottom], ty)
                }
                ExprKind::Op("neg", mut args) => negate(times(a, args.pop().expect("one operand"))),
                // One factor after the other: the cotangent may be as small as they are large.
                ExprKind::Op("mul", mut args) => {
                    let last = args.pop().expect("two operands");
                    Expr::op("mul", vec![times(a, args.pop().expect("two operands")), last], ty)
                }
                _ => Expr::op("mul", vec![a, b], ty),
            }
        }
    }
}

pub(crate) fn negate(a: Expr) -> Expr {
    let ty = a.ty.clone();
    if let Some(v) = a.as_number() {
        return Expr::number(-v, ty);
    }
    match a.kind {
        ExprKind::Op("neg", mut args) => args.pop().expect("one operand"),
        ExprKind::Op("div", mut args) => {
            let bottom = args.pop().expect("two operands");
            let top = negate(args.pop().expect("two operands"));
            Expr::op("div", vec![top, bottom], ty)
        }
        _ => Expr::op("neg", vec![a], ty),
    }
}

/// May be written twice without cost.
pub(crate) fn is_atom(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Literal(_) | ExprKind::Number(_) => true,
        ExprKind::Read(p) | ExprKind::Borrow { mutable: false, place: p } => {
            p.path.iter().all(|s| match s {
                Step::Index(e) => is_atom(e),
                Step::Slice(..) | Step::Part(..) => false,
                _ => true,
            })
        }
        ExprKind::Foreign(f) => f.uses.is_empty(),
        ExprKind::Op("neg", args) => is_atom(&args[0]),
        _ => false,
    }
}
