//! The primitives and their derivatives, each written once.
//!
//! A rule gives one coefficient for each argument; from it follow forward mode (sum of
//! coefficient × tangent), reverse mode (coefficient × cotangent), activity (an argument without
//! a coefficient is held constant) and what must be recorded (the values that a coefficient
//! names). Coefficients are made of primitives, so rules are closed under differentiation.

pub(crate) mod arrays;
pub(crate) mod forms;
pub(crate) mod higher;
pub(crate) mod scalar;
pub(crate) mod tape;
pub(crate) mod traits;

use crate::ir::{Expr, Type};
use std::cell::RefCell;
use std::collections::HashMap;

/// How often what the run-time library knows by hand or by type can be differentiated.
pub(crate) const MAX_ORDER: u8 = 3;

/// The rule of one primitive.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    /// The arguments' names in the coefficients.
    pub(crate) params: &'static [&'static str],
    /// The result's name in the coefficients.
    pub(crate) result: &'static str,
    /// One coefficient for each argument that has a derivative.
    pub(crate) coefficients: &'static [(&'static str, &'static str)],
    /// The coefficient may be infinite or undefined where the primal is not: a zero tangent or
    /// cotangent stays zero there.
    pub(crate) singular: bool,
}

/// One coefficient, ready to be instantiated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Coefficient {
    Arg(usize),
    Result,
    Number(f64),
    /// A primitive of the table, or a support function of the run-time library.
    Op(&'static str, Vec<Coefficient>),
}

/// Looks up a primitive, or a function that coefficients are made of.
pub(crate) fn find(name: &str) -> Option<&'static Rule> {
    scalar::TABLE.iter().chain(scalar::SUPPORT).find(|r| r.name == name)
}

/// Does argument `i` of the rule's tangent have a tangent itself? Its arguments are the primitive's,
/// its result where the rule reads it, and tangents, each time one for each that has one.
pub(crate) fn has_tangent(name: &str, i: usize) -> bool {
    let rule = find(name).expect("a primitive of the table");
    i >= rule.params.len() || rule.coefficient(i).is_some()
}

/// Does the tangent of a primitive depend on its argument `i`? That of a sum is a function of
/// tangents alone.
pub(crate) fn reaches(name: &str, i: usize) -> bool {
    let rule = find(name).expect("a primitive of the table");
    let n = rule.params.len();
    let constant =
        (0..n).all(|j| rule.coefficient(j).is_none_or(|c| matches!(c, Coefficient::Number(_))));
    i >= n || !constant
}

/// Is it a function of the run-time library that only coefficients call?
pub(crate) fn is_support(name: &str) -> bool {
    scalar::SUPPORT.iter().any(|r| r.name == name)
}

impl Rule {
    /// The coefficient of argument `i`; none if the primitive is constant in it.
    pub(crate) fn coefficient(&self, i: usize) -> Option<Coefficient> {
        thread_local! {
            static KNOWN: RefCell<HashMap<(&'static str, usize), Option<Coefficient>>> =
                RefCell::default();
        }
        if let Some(known) = KNOWN.with_borrow(|k| k.get(&(self.name, i)).cloned()) {
            return known;
        }
        let found = self.parse_coefficient(i);
        KNOWN.with_borrow_mut(|k| k.insert((self.name, i), found.clone()));
        found
    }

    /// Is a slope made of more than arithmetic on the arguments and the result?
    pub(crate) fn calls_in_slopes(&self) -> bool {
        (0..self.params.len()).filter_map(|i| self.coefficient(i)).any(|c| c.calls())
    }

    fn parse_coefficient(&self, i: usize) -> Option<Coefficient> {
        let param = self.params.get(i)?;
        let (_, text) = self.coefficients.iter().find(|(p, _)| p == param)?;
        let expr: syn::Expr = syn::parse_str(text).expect("a rule's coefficient is an expression");
        Some(self.lower(&expr))
    }

    /// Is the coefficient zero at an infinite argument? A product with an infinite tangent, as
    /// in 1/(1 + exp(−x)) far out, is zero there. Reverse mode multiplies in the other order.
    pub(crate) fn vanishes(&self, i: usize) -> bool {
        matches!((self.name, i), ("div", 1) | ("recip", 0))
    }

    fn lower(&self, expr: &syn::Expr) -> Coefficient {
        match expr {
            syn::Expr::Paren(e) => self.lower(&e.expr),
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Float(f), .. }) => {
                Coefficient::Number(f.base10_parse().expect("a number"))
            }
            syn::Expr::Path(p) => {
                let name = p.path.get_ident().expect("a name").to_string();
                if name == self.result {
                    Coefficient::Result
                } else {
                    let i = self.params.iter().position(|q| *q == name);
                    Coefficient::Arg(
                        i.unwrap_or_else(|| panic!("rule `{}` names `{name}`", self.name)),
                    )
                }
            }
            syn::Expr::Unary(u) => Coefficient::Op("neg", vec![self.lower(&u.expr)]),
            syn::Expr::Binary(b) => {
                let name = match b.op {
                    syn::BinOp::Add(_) => "add",
                    syn::BinOp::Sub(_) => "sub",
                    syn::BinOp::Mul(_) => "mul",
                    syn::BinOp::Div(_) => "div",
                    _ => panic!("rule `{}` uses an operator without a rule", self.name),
                };
                Coefficient::Op(name, vec![self.lower(&b.left), self.lower(&b.right)])
            }
            syn::Expr::Call(c) => {
                let syn::Expr::Path(p) = &*c.func else {
                    panic!("rule `{}` calls an expression", self.name)
                };
                let name = p.path.get_ident().expect("a name").to_string();
                let args = c.args.iter().map(|a| self.lower(a)).collect();
                let rule = find(&name).unwrap_or_else(|| panic!("no function `{name}`"));
                Coefficient::Op(rule.name, args)
            }
            _ => panic!("rule `{}` has a coefficient outside the grammar", self.name),
        }
    }
}

impl Coefficient {
    /// Does the coefficient read argument `i`?
    pub(crate) fn reads(&self, i: usize) -> bool {
        match self {
            Coefficient::Arg(j) => *j == i,
            Coefficient::Op(_, args) => args.iter().any(|a| a.reads(i)),
            _ => false,
        }
    }

    /// Does the coefficient read the primitive's result?
    pub(crate) fn reads_result(&self) -> bool {
        match self {
            Coefficient::Result => true,
            Coefficient::Op(_, args) => args.iter().any(Coefficient::reads_result),
            _ => false,
        }
    }

    /// Does it call another function than those that are cheap?
    fn calls(&self) -> bool {
        match self {
            Coefficient::Op(name, args) => {
                !(scalar::is_cheap(name) || *name == "div") || args.iter().any(Coefficient::calls)
            }
            _ => false,
        }
    }

    /// Writes the coefficient over given operands.
    pub(crate) fn instantiate(&self, args: &[Expr], result: Option<&Expr>, ty: &Type) -> Expr {
        let all = |cs: &[Coefficient]| {
            cs.iter().map(|c| c.instantiate(args, result, ty)).collect::<Vec<_>>()
        };
        match self {
            Coefficient::Arg(i) => args[*i].clone(),
            Coefficient::Result => result.expect("the coefficient reads the result").clone(),
            Coefficient::Number(v) => Expr::number(*v, ty.clone()),
            Coefficient::Op(name, cs) => Expr::op(name, all(cs), ty.clone()),
        }
    }
}

/// Declares an elementwise primitive: one coefficient for each argument.
macro_rules! elementwise {
    ($name:ident($($param:ident),*) -> $y:ident $(, $wrt:ident: $coefficient:expr)*) => {
        $crate::rules::Rule {
            name: stringify!($name), params: &[$(stringify!($param)),*], result: stringify!($y),
            coefficients: &[$((stringify!($wrt), stringify!($coefficient))),*], singular: false,
        }
    };
}

/// An elementwise primitive whose coefficient is singular somewhere in the domain.
macro_rules! singular {
    ($name:ident($($param:ident),*) -> $y:ident $(, $wrt:ident: $coefficient:expr)*) => {
        $crate::rules::Rule {
            name: stringify!($name), params: &[$(stringify!($param)),*], result: stringify!($y),
            coefficients: &[$((stringify!($wrt), stringify!($coefficient))),*], singular: true,
        }
    };
}

/// A primitive that is piecewise constant.
macro_rules! zero {
    ($name:ident($($param:ident),*)) => {
        $crate::rules::Rule {
            name: stringify!($name), params: &[$(stringify!($param)),*], result: "y", coefficients: &[], singular: false,
        }
    };
}

pub(crate) use {elementwise, singular, zero};
