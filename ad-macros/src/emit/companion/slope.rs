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
//! In any other case the number kept is the slope. Where the value itself is but arithmetic on the number
//! kept, a caller need not keep both:
//!
//! ```text
//! fn __kept(x: f64) -> (f64, f64) {           fn __again(kept: f64) -> Option<f64> {
//!     let exp_1 = (-x).exp();                     Some(1.0 / (1.0 + kept))
//!     (1.0 / (1.0 + exp_1), exp_1)            }
//! }
//! ```

use super::*;
use crate::analyse::effects::{declared, written};
use crate::rules::scalar::{is_cheap, is_library_call};

/// A function whose slope is made later.
struct Split {
    forward: Vec<Stmt>,
    reverse: Vec<Stmt>,
    /// What makes the value again, if arithmetic does.
    again: Option<Vec<Stmt>>,
    vars: Vec<Var>,
    kept: VarId,
    slope: VarId,
}

impl Frame<'_> {
    /// `__kept`, `__slope` and `__again`, for functions of one argument by value that give a float.
    pub(crate) fn slope_forms(&self, wrt: &Wrt<'_>) -> Vec<Emitted> {
        let f = self.function;
        let [param] = &f.params[..] else { return Vec::new() };
        let ty = self.param_type(0);
        if !f.ret_ty.is_float() || param.receiver || referent(&ty).1.is_some() || is_view(&ty) {
            return Vec::new();
        }
        let [kept, slope, again] = ["kept", "slope", "again"].map(|word| self.hidden_word(word));
        let (ret, tan) = (self.ret_type(), self.place_type(&ty));
        let generics = self.generics();
        let (generics, _, clause) = generics.split_for_impl();
        let vis = self.vis;
        let split = match self.recursive {
            true => None,
            false => self.split(param.var, wrt),
        };
        let never = quote! {
            (_: #tan) -> ::core::option::Option<#ret> #clause { ::core::option::Option::None }
        };
        let (forward, reverse, value) = match split {
            Some(Split { forward, reverse, again, vars, kept, slope }) => {
                let ret = f.ret.expect("a float is returned");
                let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[&forward]);
                let primals = self.primals(&mut w);
                let body = w.stmts(&forward);
                let (y, made) = (w.name(ret), w.name(kept));
                let ret_ty = self.ret_type();
                let forward =
                    quote!((#(#primals),*) -> (#ret_ty, #tan) #clause { #body (#y, #made) });
                let later = |params: &[VarId], stmts: &[Stmt], made: VarId| {
                    let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[stmts]);
                    let params: Vec<_> = params.iter().map(|v| w.declare(*v)).collect();
                    let body = w.stmts(stmts);
                    (params, quote!(#body), w.name(made))
                };
                let (params, body, slope) = later(&[param.var, kept], &reverse, slope);
                let (x, number) = (&params[0], &params[1]);
                let reverse = quote!((#x: #ty, #number: #tan) -> #tan #clause { #body #slope });
                let value = again.map_or(never, |again| {
                    let (params, body, y) = later(&[kept], &again, ret);
                    let some = quote!(::core::option::Option::Some(#y));
                    quote!((#(#params: #tan)*) -> ::core::option::Option<#ret_ty> #clause { #body #some })
                });
                (forward, reverse, value)
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
                    never,
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
            hidden(quote!(#[inline] #vis fn #again #generics #value)),
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
        let needed = mentioned(&reverse).into_iter().collect();
        let (made, taken) = made_of(needed, &forward, &stays);
        let [kept] = taken[..] else { return None };
        if vars[kept.0 as usize].ty != *ty {
            return None;
        }
        let ret = f.ret?;
        let (mut again, taken) = made_of(vec![ret], &forward, &stays);
        let gives_value = taken == [kept] && !mentioned(&again).contains(&x);
        reverse.splice(0..0, made);
        vars[y_bar.0 as usize].mutable = false;
        reverse.insert(0, Stmt::let_(y_bar, Expr::number(1.0, ty.clone())));
        simplify::simplify(&mut reverse, &mut vars, &[slope]);
        // One is not zero.
        for s in &mut reverse {
            s.each_expr_mut(&mut |e| *e = e.clone().map(&mut unguarded));
        }
        simplify::simplify(&mut reverse, &mut vars, &[slope]);
        simplify::simplify(&mut again, &mut vars, &[ret]);
        simplify::simplify(&mut forward, &mut vars, &[ret, kept]);
        let again = gives_value.then_some(again);
        Some(Split { forward, reverse, again, vars, kept, slope })
    }
}

/// The statements among those of the forward sweep that make numbers again, as far as `stays` allows, and
/// what they take from it.
fn made_of(
    mut needed: Vec<VarId>,
    forward: &[Stmt],
    stays: &dyn Fn(&Expr) -> bool,
) -> (Vec<Stmt>, Vec<VarId>) {
    let own = declared(forward);
    let (mut made, mut taken) = (HashSet::new(), Vec::new());
    while let Some(v) = needed.pop() {
        if !own.contains(&v) || made.contains(&v) || taken.contains(&v) {
            continue;
        }
        let init = forward.iter().find_map(|s| match &s.kind {
            StmtKind::Let { var, init: Some(init) } if *var == v && stays(init) => Some(init),
            _ => None,
        });
        match init {
            Some(init) => {
                made.insert(v);
                init.each_var(&mut |v| needed.push(v));
            }
            None => taken.push(v),
        }
    }
    let is_made = |s: &&Stmt| matches!(&s.kind, StmtKind::Let { var, .. } if made.contains(var));
    (forward.iter().filter(is_made).cloned().collect(), taken)
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

/// Numbers, and what a vectorised loop makes of them sooner than it would read it.
fn is_arithmetic(e: &Expr) -> bool {
    !e.any(&mut |x| match &x.kind {
        ExprKind::Literal(_) | ExprKind::Number(_) | ExprKind::Read(_) | ExprKind::Compare(..) => {
            false
        }
        ExprKind::Op(name, _) => {
            !is_cheap(name) && !matches!(*name, "div" | "recip" | "sqrt") && !x.ty.is_constant()
        }
        _ => true,
    })
}
