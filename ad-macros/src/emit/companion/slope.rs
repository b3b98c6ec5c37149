//! The hidden forms of a number of one number: the value with one number that the slope is made of, and the slope.
//!
//! A caller in a loop keeps that number between its sweeps. Where the function calls the standard
//! library, around which no loop is vectorised, what is left for the reverse sweep is vectorised there:
//!
//! ```text
//! fn __kept(x: f64) -> (f64, f64) {           fn __slope(x: f64, kept: f64) -> f64 {
//!     let exp_1 = (-2.0 * x.abs()).exp();         (1.0 - 2.0 * (kept / (1.0 + kept))) * sign(x)
//!     (x.abs() + exp_1.ln_1p(), exp_1)        }
//! }
//! ```
//!
//! In any other case the number kept is the slope.

use super::*;
use crate::analyse::effects::{declared, written};
use crate::rules::scalar::{is_cheap, is_library_call};

/// A function whose slope is made later.
struct Split {
    forward: Vec<Stmt>,
    reverse: Vec<Stmt>,
    vars: Vec<Var>,
    kept: VarId,
    slope: VarId,
}

impl Frame<'_> {
    /// `__kept` and `__slope`, for functions of one argument by value that give a float.
    pub(crate) fn slope_forms(&self, wrt: &Wrt<'_>) -> Vec<Emitted> {
        let f = self.function;
        let [param] = &f.params[..] else { return Vec::new() };
        let ty = self.param_type(0);
        if !f.ret_ty.is_float() || param.receiver || referent(&ty).1.is_some() || is_view(&ty) {
            return Vec::new();
        }
        let [kept, slope] = ["kept", "slope"].map(|word| self.hidden_word(word));
        let (ret, tan) = (self.ret_type(), self.place_type(&ty));
        let generics = self.generics();
        let (generics, _, clause) = generics.split_for_impl();
        let vis = self.vis;
        let split = match self.recursive {
            true => None,
            false => self.split(param.var, wrt),
        };
        let (forward, reverse) = match split {
            Some(Split { forward, reverse, vars, kept, slope }) => {
                let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[&forward]);
                let primals = self.primals(&mut w);
                let body = w.stmts(&forward);
                let y = w.name(f.ret.expect("a float is returned"));
                let made = w.name(kept);
                let forward = quote!((#(#primals),*) -> (#ret, #tan) #clause { #body (#y, #made) });
                let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[&reverse]);
                let (x, made) = (w.declare(param.var), w.declare(kept));
                let body = w.stmts(&reverse);
                let slope = w.name(slope);
                (forward, quote!((#x: #ty, #made: #tan) -> #tan #clause { #body #slope }))
            }
            None => {
                let callee = self.callee(&self.hidden_word("vjp"));
                let one = float_literal(1.0, &ret, &self.scalars);
                let made = quote! {
                    let mut slope = ::cotangent::__private::zero(&x);
                    let (y, pullback) = #callee(x, ::cotangent::__private::On);
                    pullback(#one, (), &mut slope);
                    (y, slope)
                };
                let made = match wrt.active[0] || self.may_carry(0) {
                    true => made,
                    // A shadow that gets nothing.
                    false => quote! {
                        let slope = ::cotangent::__private::zero(&x);
                        (#callee(x, ::cotangent::__private::Off).0, slope)
                    },
                };
                (
                    quote!((x: #ty) -> (#ret, #tan) #clause { #made }),
                    quote!((_: #ty, slope: #tan) -> #tan #clause { slope }),
                )
            }
        };
        let hidden = |tokens: TokenStream| Emitted {
            tokens,
            is_vjp: false,
            hidden: true,
            doc: String::new(),
        };
        vec![
            hidden(quote!(#[inline] #vis fn #kept #generics #forward)),
            hidden(quote!(#[inline] #vis fn #slope #generics #reverse)),
        ]
    }

    /// Both halves, if the slope is to be made later and takes but one number.
    fn split(&self, x: VarId, wrt: &Wrt<'_>) -> Option<Split> {
        let f = self.function;
        let ty = f.ty(x);
        let plain = ty.is_float() && *ty == f.ret_ty && wrt.active[0];
        // The slope would have no sight of items in the body.
        let (mut items, mut calls_library) = (false, false);
        f.body.each_stmt(&mut |s| {
            items |= matches!(s.kind, StmtKind::Foreign(_));
            s.each_expr(&mut |e| {
                calls_library |=
                    e.any(&mut |x| matches!(x.kind, ExprKind::Op(op, _) if is_library_call(op)));
            });
        });
        if !plain || items || !calls_library {
            return None;
        }
        let Apart { mut forward, mut reverse, mut vars, bars } =
            apart(f, wrt.activity, Layout::Apart, false, |_| ());
        let (y_bar, slope) = (*bars.get(&f.ret?)?, *bars.get(&x)?);
        let grown = Function { vars: vars.clone(), ..f.clone() };
        let changed: HashSet<VarId> = forward.iter().flat_map(|s| written(s, &grown)).collect();
        if changed.contains(&x) {
            return None;
        }
        // What is cheap is made again, of what stays as it is.
        let stays = |e: &Expr| {
            let mut stays = is_arithmetic(e);
            e.each_var(&mut |v| stays &= !changed.contains(&v));
            stays
        };
        let mut made = HashSet::new();
        loop {
            let own = declared(&forward);
            let mut taken: Vec<VarId> = mentioned(&reverse)
                .into_iter()
                .filter(|v| own.contains(v) && !made.contains(v))
                .collect();
            taken.sort();
            let cheap = taken.iter().find_map(|v| {
                forward.iter().find_map(|s| match &s.kind {
                    StmtKind::Let { var, init: Some(init) } if var == v && stays(init) => {
                        Some((*v, s.clone()))
                    }
                    _ => None,
                })
            });
            match (cheap, &taken[..]) {
                (Some((v, cheap)), _) => {
                    made.insert(v);
                    reverse.insert(0, cheap);
                }
                (None, [kept]) if vars[kept.0 as usize].ty == *ty => {
                    let kept = *kept;
                    vars[y_bar.0 as usize].mutable = false;
                    reverse.insert(0, Stmt::let_(y_bar, Expr::number(1.0, ty.clone())));
                    simplify::simplify(&mut reverse, &mut vars, &[slope]);
                    // One is not zero.
                    for s in &mut reverse {
                        s.each_expr_mut(&mut |e| *e = e.clone().map(&mut unguarded));
                    }
                    simplify::simplify(&mut reverse, &mut vars, &[slope]);
                    let live = [f.ret?, kept];
                    simplify::simplify(&mut forward, &mut vars, &live);
                    return Some(Split { forward, reverse, vars, kept, slope });
                }
                _ => return None,
            }
        }
    }
}

/// A product without its guard, where the guard is a number other than zero.
fn unguarded(e: Expr) -> Expr {
    let never_zero = |guard: &Expr| guard.as_number().is_some_and(|w| w != 0.0);
    match e.kind {
        ExprKind::Support("unless_zero", mut args) if never_zero(&args[0]) => {
            args.pop().expect("a product behind its guard")
        }
        kind => Expr { kind, ..e },
    }
}

/// Numbers, and what is cheap to make of them.
fn is_arithmetic(e: &Expr) -> bool {
    !e.any(&mut |x| match &x.kind {
        ExprKind::Literal(_) | ExprKind::Number(_) | ExprKind::Read(_) | ExprKind::Compare(..) => {
            false
        }
        ExprKind::Op(name, _) => !is_cheap(name) && !x.ty.is_constant(),
        _ => true,
    })
}
