//! Rules of higher order as trait functions, beside those of `traits`.
//!
//! A rule's tangent is a function of the primitive's arguments, its result where a coefficient reads
//! it, and the tangents. It is written in primitives, so forward mode makes its own tangent from it
//! and, one argument at a time with the cotangent as its tangent, what goes back to each argument.

use super::{Rule, find, has_tangent};
use crate::analyse::activity;
use crate::diagnostics::Diagnostics;
use crate::emit::Writer;
use crate::emit::companion::tidy;
use crate::emit::names::Names;
use crate::ir::builder::fresh;
use crate::ir::*;
use crate::transform::adjoint::rules_read_result;
use crate::transform::directional::{Gives, directional};
use crate::transform::dual::times;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use std::collections::HashSet;

/// A function of higher order: forward mode applied `k` times, and whether reverse mode follows.
struct Form {
    k: u8,
    reverse: bool,
}

/// What operands of unknown type have beyond first order.
const FORMS: [Form; 4] = [
    Form { k: 2, reverse: false },
    Form { k: 3, reverse: false },
    Form { k: 1, reverse: true },
    Form { k: 2, reverse: true },
];

/// Who an argument belongs to.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Owner {
    /// An argument of the primitive, by position; the first is the trait's `Self`.
    Param(usize),
    Result,
}

/// One argument of a rule's tangent.
#[derive(Clone)]
struct Argument {
    name: Ident,
    owner: Owner,
    /// A tangent, not a value.
    dot: bool,
    /// A tangent of the first order, or a tangent of one: the functions over lanes get lanes of it.
    laned: bool,
}

/// The types that the rule's trait speaks of.
pub(super) struct Types<'a> {
    /// The type of each further argument of the primitive, in the trait.
    pub(super) params: &'a [TokenStream],
    /// `Self::Out` where the trait has one.
    pub(super) out: TokenStream,
}

impl Form {
    fn name(&self) -> String {
        "_jvp".repeat(self.k.into()) + if self.reverse { "_vjp" } else { "" }
    }

    fn method(&self) -> Ident {
        format_ident!("{}", self.name().trim_start_matches('_'))
    }
}

/// The arguments of the tangent taken `k` times.
fn arguments(r: &Rule, k: u8) -> Vec<Argument> {
    let name = |text: String| Ident::new(&text, Span::call_site());
    let mut list: Vec<Argument> = (0..r.params.len())
        .map(|i| Argument {
            name: name(r.params[i].to_string()),
            owner: Owner::Param(i),
            dot: false,
            laned: false,
        })
        .collect();
    let live = |i: &usize| r.coefficient(*i).is_some();
    let dot = |i: usize| Argument {
        name: name(format!("{}_dot", r.params[i])),
        owner: Owner::Param(i),
        dot: true,
        laned: true,
    };
    if rules_read_result(r) {
        let name = name(r.result.into());
        list.push(Argument { name, owner: Owner::Result, dot: false, laned: false });
    }
    list.extend((0..r.params.len()).filter(live).map(dot));
    for order in 2..=k {
        let more: Vec<Argument> = (0..list.len())
            .filter(|i| has_tangent(r.name, *i))
            .map(|i| Argument {
                name: format_ident!("{}_{order}", list[i].name),
                dot: true,
                ..list[i].clone()
            })
            .collect();
        list.extend(more);
    }
    list
}

/// The rule's tangent as a function of floats.
fn slope(r: &Rule) -> Function {
    let ty = Type::Scalar("T".into());
    let mut vars = Vec::new();
    let mut params = Vec::new();
    let mut values = Vec::new();
    for (i, a) in arguments(r, 1).iter().enumerate() {
        let whole = !a.dot && r.name.starts_with("powi") && i == 1;
        let ty = if whole { Type::Int("i32".into()) } else { ty.clone() };
        let var = fresh(&mut vars, &a.name.to_string(), ty.clone());
        params.push(Param { var, constant: !has_tangent(r.name, i), receiver: false });
        values.push(Expr::var(var, ty, Span::call_site()));
    }
    let n = r.params.len();
    let result = rules_read_result(r).then(|| values[n].clone());
    let mut dots = values[n + usize::from(result.is_some())..].iter();
    let mut body = Vec::new();
    let mut total: Option<Expr> = None;
    for i in 0..n {
        let Some(c) = r.coefficient(i) else { continue };
        let c = c.instantiate(&values[..n], result.as_ref(), &ty);
        let d = dots.next().expect("a tangent for each coefficient").clone();
        let term = if c.as_number().is_some() || !r.singular && !r.vanishes(i) {
            times(d, c)
        } else if r.vanishes(i) {
            let named = fresh(&mut vars, "slope", ty.clone());
            body.push(Stmt::let_(named, c));
            let c = Expr::var(named, ty.clone(), Span::call_site());
            Expr::op("absorb_both", vec![d, c], ty.clone())
        } else {
            Expr::op("absorb", vec![d, c], ty.clone())
        };
        total = Some(match total {
            None => term,
            Some(sum) => Expr::op("add", vec![sum, term], ty.clone()),
        });
    }
    let ret = fresh(&mut vars, "slope", ty.clone());
    body.push(Stmt::let_(ret, total.unwrap_or_else(|| Expr::number(0.0, ty.clone()))));
    Function {
        name: r.name.into(),
        params,
        ret_ty: ty,
        ret: Some(ret),
        vars,
        body: Block::new(body),
        marks: Vec::new(),
        span: Span::call_site(),
    }
}

/// The directional derivative along the arguments that `on` selects.
fn along(f: &Function, on: &dyn Fn(usize) -> bool) -> Function {
    let mut f = f.clone();
    let active: Vec<bool> = (0..f.params.len()).map(|i| !f.params[i].constant && on(i)).collect();
    for (p, on) in f.params.iter_mut().zip(&active) {
        p.constant = !on;
    }
    let activity = activity::analyse(&f, &mut Diagnostics::default());
    directional(&f, &activity, &active, Gives::Slope)
}

/// The tangent taken `k` times.
fn tangents(r: &Rule, k: u8) -> Function {
    let mut f = slope(r);
    for _ in 1..k {
        let inner = f.params.clone();
        f = along(&f, &|_| true);
        for (p, before) in f.params.iter_mut().zip(&inner) {
            p.constant = before.constant;
        }
    }
    f
}

/// The function over floats of a form, for tests: its arguments, and the tangent or cotangent.
#[cfg(test)]
pub(crate) fn over_floats(r: &Rule, form: RuleForm) -> Function {
    match form {
        RuleForm::Tangent(k) => tangents(r, k),
        RuleForm::Cotangent(k, i) => along(&tangents(r, k), &|j| j == i),
        form => unreachable!("{form:?}: no program runs in lanes"),
    }
}

/// The body of a function over floats whose parameters have the names of its arguments.
fn body(f: &Function, names: &[Ident]) -> TokenStream {
    let (mut vars, mut stmts) = (f.vars.clone(), f.body.stmts.clone());
    let ret = f.ret.expect("a tangent is returned");
    tidy(&mut stmts, &mut vars, &[ret]);
    let mut w = Writer::new(&vars, Names::new(HashSet::new()), &[&stmts]);
    for (p, name) in f.params.iter().zip(names) {
        w.names.force(p.var, &name.to_string());
    }
    let stmts = w.stmts(&stmts);
    let y = w.name(ret);
    quote!({ #stmts #y })
}

/// The functions over floats, which every implementation calls.
pub(super) fn functions(r: &Rule) -> TokenStream {
    let each = FORMS.iter().map(|form| {
        let name = format_ident!("{}{}_of", r.name, form.name());
        let arguments = arguments(r, form.k);
        let params = arguments.iter().enumerate().map(|(i, a)| {
            let name = &a.name;
            let whole = !a.dot && r.name == "powi" && i == 1;
            if whole { quote!(#name: i32) } else { quote!(#name: T) }
        });
        let mut names: Vec<Ident> = arguments.iter().map(|a| a.name.clone()).collect();
        let f = tangents(r, form.k);
        let unused = names.clone();
        if !form.reverse {
            let body = body(&f, &names);
            return quote! {
                #[inline(always)]
                pub(crate) fn #name<T: crate::Scalar>(#(#params),*) -> T { #(let _ = #unused;)* #body }
            };
        }
        names.push(format_ident!("w"));
        let live: Vec<usize> = (0..arguments.len()).filter(|i| has_tangent(r.name, *i)).collect();
        let parts = live.iter().map(|i| body(&along(&f, &|j| j == *i), &names));
        let types = live.iter().map(|_| quote!(T));
        quote! {
            #[inline(always)]
            pub(crate) fn #name<T: crate::Scalar>(#(#params,)* w: T) -> (#(#types,)*) {
                #(let _ = #unused;)* let _ = w;
                (#(#parts,)*)
            }
        }
    });
    each.collect()
}

/// How an implementation gets at the float behind an operand of its type.
pub(super) enum Operands {
    /// Dereferences to put before each argument of the primitive.
    Floats(Vec<TokenStream>),
    /// Integers have no tangents.
    Whole,
    /// Arrays, or arrays and numbers: the function over floats at every element.
    Arrays,
}

fn type_of(a: &Argument, types: &Types<'_>) -> TokenStream {
    let value = match a.owner {
        Owner::Param(0) => quote!(Self),
        Owner::Param(i) => types.params[i - 1].clone(),
        Owner::Result => types.out.clone(),
    };
    if a.dot { quote!(super::Tan<#value>) } else { value }
}

/// The declarations in the rule's trait, whose default says that there is none.
pub(super) fn declarations(r: &Rule, types: &Types<'_>) -> TokenStream {
    FORMS.iter().map(|form| method(r, form, types, None)).collect()
}

/// The methods of one implementation.
pub(super) fn methods(r: &Rule, types: &Types<'_>, operands: &Operands) -> TokenStream {
    FORMS.iter().map(|form| method(r, form, types, Some(operands))).collect()
}

fn method(r: &Rule, form: &Form, types: &Types<'_>, operands: Option<&Operands>) -> TokenStream {
    let name = form.method();
    let arguments = arguments(r, form.k);
    let params = arguments.iter().skip(1).map(|a| {
        let (name, ty) = (&a.name, type_of(a, types));
        quote!(#name: &#ty)
    });
    let out = &types.out;
    let live = arguments.iter().enumerate().filter(|(i, _)| has_tangent(r.name, *i));
    let (w, ret) = match form.reverse {
        false => (quote!(), quote!(super::Tan<#out>)),
        true => {
            let each = live.map(|(_, a)| {
                let ty = type_of(&Argument { dot: false, ..a.clone() }, types);
                quote!(super::Tan<#ty>)
            });
            (quote!(w: &super::Tan<#out>), quote!((#(#each,)*)))
        }
    };
    let unused: Vec<&Ident> = arguments.iter().skip(1).map(|a| &a.name).collect();
    let unused_w = form.reverse.then(|| quote!(let _ = w;));
    let body = match operands {
        None => {
            let text = format!(
                "no derivative of order {} of this operator: raise it with `#[differentiable(order = ..)]` on its impl",
                form.k + u8::from(form.reverse)
            );
            quote!(const { panic!(#text) })
        }
        Some(Operands::Whole) if form.reverse => {
            let units =
                (0..arguments.len()).filter(|i| has_tangent(r.name, *i)).map(|_| quote!(()));
            quote!((#(#units,)*))
        }
        Some(Operands::Whole) => quote!(),
        Some(Operands::Arrays) => at_elements(r, form, &arguments),
        Some(Operands::Floats(through)) => {
            let function = format_ident!("{}{}_of", r.name, form.name());
            let values = arguments.iter().enumerate().map(|(i, a)| {
                let name = &a.name;
                let stars = match (a.owner, a.dot) {
                    (Owner::Param(i), false) => through[i].clone(),
                    _ => quote!(*),
                };
                if i == 0 { quote!(#stars self) } else { quote!(#stars #name) }
            });
            let w = form.reverse.then(|| quote!(*w));
            quote!(#function(#(#values,)* #w))
        }
    };
    quote! {
        #[inline(always)]
        fn #name(&self, #(#params,)* #w) -> #ret { #(let _ = #unused;)* #unused_w #body }
    }
}

/// The function over floats at every element of operands that broadcast. What goes back to an
/// operand that was repeated is summed.
fn at_elements(r: &Rule, form: &Form, arguments: &[Argument]) -> TokenStream {
    let function = format_ident!("{}{}_of", r.name, form.name());
    let function = quote!(crate::__private::rules::#function);
    let whole = |i: usize| !arguments[i].dot && r.name == "powi" && i == 1;
    let name = |i: usize| match i {
        0 => quote!(self),
        _ => arguments[i].name.to_token_stream(),
    };
    let each: Vec<usize> = (0..arguments.len()).filter(|i| !whole(*i)).collect();
    let operands: Vec<TokenStream> = each
        .iter()
        .map(|i| {
            let name = name(*i);
            quote!(crate::arrays::Operand::elements(#name))
        })
        .collect();
    let names: Vec<Ident> = each.iter().map(|i| format_ident!("v{i}")).collect();
    let values: Vec<TokenStream> = (0..arguments.len())
        .map(|i| {
            let v = format_ident!("v{i}");
            if whole(i) { quote!(*n) } else { quote!(#v) }
        })
        .collect();
    let op = r.name;
    if !form.reverse {
        return quote! {
            crate::arrays::at_elements(#op, [#(#operands),*], |[#(#names),*]| #function(#(#values),*))
        };
    }
    let live = (0..arguments.len()).filter(|i| has_tangent(r.name, *i));
    let parts = live.enumerate().map(|(slot, i)| {
        let slot = proc_macro2::Literal::usize_unsuffixed(slot);
        let owner = name(i);
        quote! {
            crate::arrays::back_to(
                crate::arrays::Operand::elements(#owner),
                [#(#operands,)* crate::arrays::Operand::elements(w)],
                |[#(#names,)* w]| #function(#(#values,)* w).#slot,
            )
        }
    });
    quote!((#(#parts,)*))
}

/// The functions that emitted code calls, `mul_jvp_jvp` and `mul_jvp_vjp_0`. `bound` are their
/// generics, `A` the first operand's type.
pub(super) fn outer(r: &Rule, bound: &TokenStream, types: &Types<'_>) -> TokenStream {
    let each = FORMS.iter().map(|form| {
        let method = form.method();
        let arguments = arguments(r, form.k);
        let ty = |a: &Argument| match a.owner {
            Owner::Param(0) if a.dot => quote!(super::Tan<A>),
            Owner::Param(0) => quote!(A),
            _ => type_of(a, types),
        };
        let params: Vec<TokenStream> = arguments
            .iter()
            .map(|a| {
                let (name, ty) = (&a.name, ty(a));
                quote!(#name: &#ty)
            })
            .collect();
        let out = &types.out;
        let (first, rest) = arguments.split_first().expect("an operand");
        let first = &first.name;
        let rest: Vec<&Ident> = rest.iter().map(|a| &a.name).collect();
        if !form.reverse {
            let name = format_ident!("{}{}", r.name, form.name());
            return quote! {
                #[inline(always)]
                pub fn #name<#bound>(#(#params),*) -> super::Tan<#out> { #first.#method(#(#rest),*) }
            };
        }
        let live = arguments.iter().enumerate().filter(|(i, _)| has_tangent(r.name, *i));
        live.enumerate()
            .map(|(slot, (i, a))| {
                let name = format_ident!("{}{}_{i}", r.name, form.name());
                let slot = proc_macro2::Literal::usize_unsuffixed(slot);
                let ty = ty(&Argument { dot: false, ..a.clone() });
                quote! {
                    #[inline(always)]
                    pub fn #name<#bound>(#(#params,)* w: &super::Tan<#out>) -> super::Tan<#ty> { #first.#method(#(#rest,)* w).#slot }
                }
            })
            .collect()
    });
    each.chain([of_lanes(r, bound, types)]).collect()
}

/// Both modes of the primitive's tangents in lanes, `mul_jvp_lanes_jvp` and `mul_jvp_lanes_vjp_0`.
fn of_lanes(r: &Rule, bound: &TokenStream, types: &Types<'_>) -> TokenStream {
    let owner = |a: &Argument| match a.owner {
        Owner::Param(0) => quote!(A),
        _ => type_of(&Argument { dot: false, ..a.clone() }, types),
    };
    let given = |arguments: &[Argument]| -> Vec<TokenStream> {
        let each = arguments.iter().map(|a| {
            let (name, owner) = (&a.name, owner(a));
            match (a.dot, a.laned) {
                (_, true) => quote!(#name: &super::Lanes<#owner, L>),
                (true, false) => quote!(#name: &super::Tan<#owner>),
                (false, false) => quote!(#name: &#owner),
            }
        });
        each.collect()
    };
    // One lane of each argument but the first.
    let lane = |arguments: &[Argument]| -> Vec<TokenStream> {
        let each = arguments[1..].iter().map(|a| {
            let (name, owner) = (&a.name, owner(a));
            if a.laned { quote!(&super::lane::<#owner, L>(#name, l)) } else { quote!(#name) }
        });
        each.collect()
    };
    let out = &types.out;
    let twice = arguments(r, 2);
    let (params, values, first) = (given(&twice), lane(&twice), &twice[0].name);
    let name = format_ident!("{}_jvp_lanes_jvp", r.name);
    let mut functions = quote! {
        #[inline(always)]
        pub fn #name<#bound, const L: usize>(#(#params,)* _: &super::Width<L>) -> super::Lanes<#out, L> {
            super::each_lane::<super::Tan<#out>, L>(|l| #first.jvp_jvp(#(#values),*))
        }
    };
    let once = arguments(r, 1);
    let (params, values, first) = (given(&once), lane(&once), &once[0].name);
    let live = once.iter().enumerate().filter(|(i, _)| has_tangent(r.name, *i));
    for (slot, (i, a)) in live.enumerate() {
        let name = format_ident!("{}_jvp_lanes_vjp_{i}", r.name);
        let slot = proc_macro2::Literal::usize_unsuffixed(slot);
        let owner = owner(a);
        let (ret, gather) = match a.laned {
            true => (quote!(super::Lanes<#owner, L>), quote!(each_lane)),
            false => (quote!(super::Tan<#owner>), quote!(sum_of_lanes)),
        };
        functions.extend(quote! {
            #[inline(always)]
            pub fn #name<#bound, const L: usize>(#(#params,)* w: &super::Lanes<#out, L>, _: &super::Width<L>) -> #ret {
                super::#gather::<super::Tan<#owner>, L>(|l| #first.jvp_vjp(#(#values,)* &super::lane::<#out, L>(w, l)).#slot)
            }
        });
    }
    functions
}

/// An operator of the user's, whose function has a companion.
pub(crate) struct Operator<'a> {
    pub(crate) rule: &'a str,
    pub(crate) companion: &'a Ident,
    /// The operands' types, and which are held constant.
    pub(crate) operands: &'a [syn::Type],
    pub(crate) constant: &'a [bool],
    pub(crate) output: &'a syn::Type,
    /// How often the companion can be differentiated.
    pub(crate) order: u32,
}

impl Operator<'_> {
    /// The methods of the rule's trait up to the companion's order.
    pub(crate) fn methods(&self) -> TokenStream {
        let r = find(self.rule).expect("an operator of the table");
        let orders = |f: &&Form| u32::from(f.k) + u32::from(f.reverse) <= self.order;
        FORMS.iter().filter(orders).map(|form| self.method(r, form)).collect()
    }

    fn method(&self, r: &Rule, form: &Form) -> TokenStream {
        let private = quote!(::cotangent::__private);
        let n = self.operands.len();
        let arguments = arguments(r, form.k);
        let ty = |a: &Argument| {
            let value = match a.owner {
                Owner::Param(i) => self.operands[i].to_token_stream(),
                Owner::Result => self.output.to_token_stream(),
            };
            if a.dot { quote!(#private::Tan<#value>) } else { value }
        };
        let params: Vec<TokenStream> = arguments[1..]
            .iter()
            .map(|a| {
                let (name, ty) = (&a.name, ty(a));
                quote!(#name: &#ty)
            })
            .collect();
        let name_of = |i: usize| match i {
            0 => quote!(self),
            i => arguments[i].name.to_token_stream(),
        };
        // The companion takes the operands, then their tangents, and so on; results are its own.
        let positions: Vec<usize> =
            (0..arguments.len()).filter(|i| arguments[*i].owner != Owner::Result).collect();
        let unused: Vec<&Ident> =
            arguments.iter().filter(|a| a.owner == Owner::Result).map(|a| &a.name).collect();
        let given = positions.iter().enumerate().map(|(at, i)| {
            let x = name_of(*i);
            match (at < n, self.constant[at % n], form.reverse) {
                (true, ..) => quote!(#private::keep(#x)),
                (false, true, false) => quote!(#private::Off),
                (false, true, true) => quote!(#private::Ignored),
                (false, false, false) => x,
                (false, false, true) => quote!(Some(#x)),
            }
        });
        let (companion, output) = (self.companion, self.output);
        let callee = format_ident!(
            "{}{}",
            "__jvp".repeat(form.k.into()),
            if form.reverse { "__vjp" } else { "" }
        );
        let name = form.method();
        let top = (0..form.k).map(|_| quote!(.1));
        if !form.reverse {
            return quote! {
                fn #name(&self, #(#params),*) -> #private::Tan<#output> {
                    #(let _ = #unused;)*
                    #companion::#callee(#(#given),*) #(#top)*
                }
            };
        }
        let live: Vec<usize> = (0..arguments.len()).filter(|i| has_tangent(r.name, *i)).collect();
        let types = live.iter().map(|i| {
            let ty = ty(&Argument { dot: false, ..arguments[*i].clone() });
            quote!(#private::Tan<#ty>)
        });
        let value = (0..form.k).map(|_| quote!(.0));
        let mut bar = quote!(::core::clone::Clone::clone(w));
        let mut zeros = quote!(::core::clone::Clone::clone(&__zero));
        for _ in 0..form.k {
            bar = quote!((#zeros, #bar));
            zeros = quote!((#zeros, #zeros));
        }
        let bars: Vec<Ident> = (0..arguments.len()).map(|i| format_ident!("__bar{i}")).collect();
        let starts = live.iter().map(|i| {
            let bar = &bars[*i];
            match arguments[*i].owner {
                Owner::Result => quote!(let #bar = ::core::clone::Clone::clone(&__zero);),
                Owner::Param(p) => {
                    let x = name_of(p);
                    let mutable = (!self.constant[p]).then(|| quote!(mut));
                    quote!(let #mutable #bar = #private::zero(#x);)
                }
            }
        });
        let marks = positions.iter().enumerate().map(|(at, _)| {
            if self.constant[at % n] { quote!(#private::Off) } else { quote!(#private::On) }
        });
        let again = positions.iter().enumerate().map(|(at, i)| {
            let x = name_of(*i);
            let is_reference = matches!(self.operands[at % n], syn::Type::Reference(_));
            let value = match (at < n, self.constant[at % n]) {
                (true, _) if is_reference => quote!(*#x),
                (true, _) => quote!(()),
                (false, true) => quote!(#private::Ignored),
                (false, false) => quote!(Some(#x)),
            };
            let bar = &bars[*i];
            let shadow = if self.constant[at % n] { quote!(()) } else { quote!(&mut #bar) };
            quote!(#value, #shadow)
        });
        let results = live.iter().map(|i| &bars[*i]);
        quote! {
            fn #name(&self, #(#params,)* w: &#private::Tan<#output>) -> (#(#types,)*) {
                #(let _ = #unused;)*
                let (__y, __pullback) = #companion::#callee(#(#given,)* #(#marks),*);
                let __zero = #private::zero(&__y #(#value)*);
                #(#starts)*
                __pullback(#bar, #(#again),*);
                (#(#results,)*)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scalar::TABLE;
    use super::*;

    #[test]
    fn every_tangent_has_as_many_arguments_as_its_function() {
        for r in TABLE {
            for k in 1..=3 {
                assert_eq!(tangents(r, k).params.len(), arguments(r, k).len(), "{}", r.name);
            }
        }
    }
}
