//! The passes in order: parse → ir → analyse → transform → simplify → emit.

use crate::analyse::activity;
use crate::diagnostics::Diagnostics;
use crate::emit::companion::{Emitted, Frame, Wrt};
use crate::emit::signature;
use crate::ir::types::TypeParams;
use crate::ir::{Function, verify};
use crate::options::Options;
use crate::transform::control;
use crate::{emit, parse, simplify};
use proc_macro2::TokenStream;
use std::collections::HashSet;

/// What the attribute was put on.
pub(crate) struct Input<'a> {
    pub(crate) vis: &'a syn::Visibility,
    pub(crate) signature: &'a syn::Signature,
    pub(crate) body: &'a syn::Block,
    /// `#[constant]` by position.
    pub(crate) constant: Vec<bool>,
    pub(crate) is_method: bool,
    /// The generics of the impl block around a method.
    pub(crate) block: Option<&'a syn::Generics>,
}

/// From a function to the functions of its companion.
pub(crate) fn run(input: &Input<'_>, options: &Options, diags: &mut Diagnostics) -> Vec<Emitted> {
    let type_params = type_params(&input.signature.generics);
    let request = parse::Request {
        signature: input.signature,
        body: input.body,
        constant: input.constant.clone(),
        type_params: type_params.clone(),
    };
    let mut function = parse::lower(&request, diags);
    if !diags.is_empty() {
        analyse_anyway(function, diags);
        return Vec::new();
    }
    control::structure(&mut function);
    let (mut body, ret) = (std::mem::take(&mut function.body), function.ret);
    simplify::sink(&mut body, &mut function.vars, ret);
    function.body = body;
    verify::check(&function, "control");

    let all: Vec<bool> = function.params.iter().map(|p| !p.constant).collect();
    let sets = wrt_sets(&function, options, &all, diags);
    // Everything that may be active, for calls from other functions.
    let whole = activity::analyse(&function, diags);
    if !diags.is_empty() {
        return Vec::new();
    }
    // A parameter that is a function is another kind of value in each mode.
    let forward_signature = signature::lifted(input.signature, "ForwardFunction");
    let reverse_signature = signature::lifted(input.signature, "ReverseFunction");
    let frame = |signature| Frame {
        vis: input.vis,
        signature,
        function: &function,
        scalars: type_params.scalars.clone(),
        reserved: reserved(input),
        prefix: if input.is_method { input.signature.ident.to_string() } else { String::new() },
        block: input.block,
        recursive: options.recursive || calls_itself(input),
    };
    let (forward, reverse) = (frame(&forward_signature), frame(&reverse_signature));
    let mut out = Vec::new();
    let public_is_whole = sets.iter().any(|(s, suffix)| *s == all && suffix.is_empty());
    for (active, suffix) in &sets {
        let mut narrowed = function.clone();
        for (p, on) in narrowed.params.iter_mut().zip(active) {
            p.constant = !on;
        }
        let activity = activity::analyse(&narrowed, &mut Diagnostics::default());
        let wrt = Wrt { activity: &activity, active, suffix };
        out.extend(forward.jvp(&wrt));
        if function.ret_ty.is_float() {
            out.extend(reverse.gradient(&wrt));
        }
        out.push(reverse.vjp(&wrt));
    }
    let wrt = Wrt { activity: &whole, active: &all, suffix: "" };
    if public_is_whole {
        out.push(forward.hidden_jvp(&wrt));
    } else {
        let wrt = Wrt { activity: &whole, active: &all, suffix: "_wrt_everything" };
        out.extend(forward.jvp(&wrt).into_iter().map(|e| Emitted { hidden: true, ..e }));
        out.push(forward.hidden_jvp(&wrt));
    }
    out.extend(reverse.hidden_vjp(&wrt));
    out.extend(reverse.add_grad(&wrt));
    out
}

/// Finds the mistakes that `analyse` knows in a function that `parse` refused in part. What was
/// refused left a hole, so a pass may fail here, and then what is known already has to do.
fn analyse_anyway(mut function: Function, diags: &mut Diagnostics) {
    let look = std::panic::AssertUnwindSafe(|| {
        let mut found = Diagnostics::default();
        control::structure(&mut function);
        activity::analyse(&function, &mut found);
        found
    });
    if let Ok(found) = std::panic::catch_unwind(look) {
        diags.extend(found);
    }
}

/// The sets of parameters that derivatives are taken in, with their suffixes (RULINGS A2).
fn wrt_sets(
    f: &Function,
    options: &Options,
    all: &[bool],
    diags: &mut Diagnostics,
) -> Vec<(Vec<bool>, String)> {
    if options.wrt.is_empty() {
        return vec![(all.to_vec(), String::new())];
    }
    let mut sets = Vec::new();
    for list in &options.wrt {
        let mut set = vec![false; f.params.len()];
        for name in list {
            match f.params.iter().position(|p| *name == f.var(p.var).name) {
                Some(i) if set[i] => diags.refuse(
                    name.span(),
                    format!("`{name}` is listed twice"),
                    "a list is one set of parameters",
                    "write a `wrt(..)` for each set of derivatives",
                ),
                Some(i) if all[i] => set[i] = true,
                Some(_) => diags.refuse(
                    name.span(),
                    format!("`{name}` cannot be in `wrt`"),
                    "it carries no floats, or it is marked `#[constant]`",
                    "leave it out: it is held fixed anyway",
                ),
                None => {
                    let known: Vec<String> = f
                        .params
                        .iter()
                        .enumerate()
                        .filter(|(i, _)| all[*i])
                        .map(|(_, p)| format!("`{}`", f.var(p.var).name))
                        .collect();
                    diags.refuse(
                        name.span(),
                        format!("`{}` has no parameter `{name}`", f.name),
                        "`wrt` lists parameters of the function",
                        format!("its active parameters are {}", known.join(", ")),
                    );
                }
            }
        }
        let names: Vec<String> = list.iter().map(ToString::to_string).collect();
        let suffix = if options.wrt.len() == 1 {
            String::new()
        } else {
            format!("_wrt_{}", names.join("_"))
        };
        sets.push((set, suffix));
    }
    sets
}

/// Type parameters that are scalars by their bounds.
pub(crate) fn type_params(generics: &syn::Generics) -> TypeParams {
    let scalar = |b: &syn::TypeParamBound| matches!(b, syn::TypeParamBound::Trait(t) if t.path.segments.last().is_some_and(|s| s.ident == "Scalar"));
    let mut scalars: Vec<String> = generics
        .type_params()
        .filter(|t| t.bounds.iter().any(scalar))
        .map(|t| t.ident.to_string())
        .collect();
    for p in generics.where_clause.iter().flat_map(|w| &w.predicates) {
        if let syn::WherePredicate::Type(t) = p
            && let (syn::Type::Path(path), true) = (&t.bounded_ty, t.bounds.iter().any(scalar))
        {
            scalars.extend(path.path.get_ident().map(ToString::to_string));
        }
    }
    TypeParams { scalars, functions: functions(generics) }
}

/// Type parameters that are functions of values by their bounds, with what they return.
fn functions(generics: &syn::Generics) -> Vec<(String, syn::Type)> {
    let mut out = Vec::new();
    signature::each_bound(&mut generics.clone(), &mut |name, bound| {
        if let Some((_, ret)) = signature::function_bound(bound) {
            out.push((name.to_string(), ret));
        }
    });
    out
}

/// Every identifier in the function: names that a pass makes up avoid them.
fn reserved(input: &Input<'_>) -> HashSet<String> {
    fn walk(tokens: TokenStream, out: &mut HashSet<String>) {
        for t in tokens {
            match t {
                proc_macro2::TokenTree::Ident(i) => {
                    out.insert(i.to_string());
                }
                proc_macro2::TokenTree::Group(g) => walk(g.stream(), out),
                _ => {}
            }
        }
    }
    let mut out = HashSet::new();
    walk(quote::ToTokens::to_token_stream(input.body), &mut out);
    walk(quote::ToTokens::to_token_stream(input.signature), &mut out);
    out
}

fn calls_itself(input: &Input<'_>) -> bool {
    struct Find<'a>(&'a syn::Ident, bool, bool);
    impl<'ast> syn::visit::Visit<'ast> for Find<'_> {
        fn visit_expr_call(&mut self, c: &'ast syn::ExprCall) {
            if let syn::Expr::Path(p) = &*c.func {
                self.1 |= p.path.segments.last().is_some_and(|s| s.ident == *self.0)
                    && (p.path.segments.len() == 1 || self.2);
            }
            syn::visit::visit_expr_call(self, c);
        }
        fn visit_expr_method_call(&mut self, m: &'ast syn::ExprMethodCall) {
            self.1 |= self.2 && m.method == *self.0;
            syn::visit::visit_expr_method_call(self, m);
        }
    }
    let mut find = Find(&input.signature.ident, false, input.is_method);
    syn::visit::Visit::visit_block(&mut find, input.body);
    find.1
}

/// Puts the emitted functions into the companion, or beside a method.
pub(crate) fn assemble(input: &Input<'_>, emitted: &[Emitted]) -> TokenStream {
    emit::fallback::companion(input, emitted)
}
