//! The passes in order: parse → ir → analyse → transform → simplify → emit.

use crate::analyse::activity::{self, Activity};
use crate::analyse::rows;
use crate::diagnostics::Diagnostics;
use crate::emit::companion::{Emitted, Frame, Wrt};
use crate::emit::gradients::{Composed, GradientWords};
use crate::emit::signature;
use crate::emit::words::Of;
use crate::ir::types::TypeParams;
use crate::ir::{ExprKind, Function, Mark, Param, Type, verify};
use crate::options::Options;
use crate::transform::control;
use crate::transform::directional::{Gives, directional, directional_in_lanes};
use crate::transform::lanes::Refusal;
use crate::{emit, parse, simplify};
use proc_macro2::{Ident, Span, TokenStream};
use std::cell::RefCell;
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
    /// The block's type.
    pub(crate) self_ty: Option<&'a TokenStream>,
    /// Is the code compiled for several processors?
    pub(crate) multiversion: bool,
    /// Is the function always inlined?
    pub(crate) inlined: bool,
}

/// From a function to the functions of its companion.
pub(crate) fn run(input: &Input<'_>, options: &Options, diags: &mut Diagnostics) -> Vec<Emitted> {
    let type_params = type_params(&with_block(&input.signature.generics, input.block));
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
    simplify::sized(&mut function);
    verify::check(&function, "control");
    rows::check(&mut function, diags);

    let all: Vec<bool> = function.params.iter().map(|p| !p.constant).collect();
    let sets = wrt_sets(&function, options, &all, diags);
    activity::analyse(&function, diags);
    refuse_lost_changes(&function, &sets, diags);
    if !diags.is_empty() {
        return Vec::new();
    }
    let order = options.order.as_ref().map_or(1, |(n, _)| *n);
    if order > 1 {
        refuse_functions_as_values(&function, &type_params, diags);
    }
    if !diags.is_empty() {
        return Vec::new();
    }
    let making = Making {
        input,
        scalars: type_params.scalars.clone(),
        reserved: reserved(input),
        recursive: options.recursive || calls_itself(input),
        refusals: RefCell::default(),
    };
    let name = function.name.clone();
    let emitted = making.level(&Level {
        function,
        signature: input.signature.clone(),
        prefix: if input.is_method { input.signature.ident.to_string() } else { String::new() },
        sets,
        order,
        public: true,
        whole: None,
        lanes: options.lanes.then(|| width(input)),
    });
    refuse_lanes(&name, making.refusals.take(), diags);
    emitted
}

/// What a caller lends to be changed takes on a derivative that the caller has to be given.
fn refuse_lost_changes(f: &Function, sets: &[(Vec<bool>, String)], diags: &mut Diagnostics) {
    for (i, p) in f.params.iter().enumerate().filter(|(_, p)| f.ty(p.var).is_mut_ref()) {
        let lost = |set: &[bool]| !set[i] && narrowed(f, set).is_active(p.var);
        if sets.iter().any(|(set, _)| lost(set)) {
            let crate::ir::Var { name, span, .. } = f.var(p.var);
            diags.refuse(
                *span,
                format!("`{name}` is held fixed, and takes what is differentiated"),
                "the result depends on what is written to it, and its derivative would have no place",
                format!("list `{name}` in `wrt` and leave out `#[constant]`, or use a local variable"),
            );
        }
    }
}

/// Functions as arguments carry their first derivatives only.
fn refuse_functions_as_values(f: &Function, params: &TypeParams, diags: &mut Diagnostics) {
    let mut found = Vec::new();
    f.body.each_stmt(&mut |s| {
        s.each_expr(&mut |e| {
            e.any(&mut |x| {
                found.extend(matches!(x.kind, ExprKind::Closure(_)).then_some(x.span));
                false
            });
        });
    });
    found.extend((!params.functions.is_empty()).then_some(f.span));
    for span in found {
        diags.refuse(
            span,
            "a function as an argument has first derivatives only",
            format!("`{}` is differentiated more than once", f.name),
            "call the function in the body, where closures are inlined, or leave `order` out",
        );
    }
}

/// What all derivatives of one function share.
struct Making<'a> {
    input: &'a Input<'a>,
    scalars: Vec<String>,
    reserved: HashSet<String>,
    recursive: bool,
    /// What has no derivative in lanes.
    refusals: RefCell<Vec<Refusal>>,
}

/// A function to differentiate: the user's, or a derivative of it.
#[derive(Clone)]
struct Level {
    function: Function,
    signature: syn::Signature,
    prefix: String,
    /// The sets of parameters to differentiate in, with their suffixes.
    sets: Vec<(Vec<bool>, String)>,
    /// How often.
    order: u32,
    /// Are there words for the user, or only the forms that other functions call?
    public: bool,
    /// The suffix of derivatives in everything, where the sets do not tell.
    whole: Option<String>,
    /// The name of the number of lanes, where derivatives in lanes are asked for.
    lanes: Option<Ident>,
}

impl Making<'_> {
    fn frame<'b>(&'b self, level: &'b Level, signature: &'b syn::Signature) -> Frame<'b> {
        Frame {
            vis: self.input.vis,
            signature,
            function: &level.function,
            scalars: self.scalars.clone(),
            reserved: self.reserved.clone(),
            prefix: level.prefix.clone(),
            block: self.input.block,
            recursive: self.recursive,
            lanes: None,
            refusals: Some(&self.refusals),
        }
    }

    /// The derivatives in lanes, for the user and for other functions.
    fn in_lanes(&self, level: &Level, signatures: [&syn::Signature; 2]) -> Vec<Emitted> {
        let f = &level.function;
        let [forward, reverse] =
            signatures.map(|s| Frame { lanes: level.lanes.clone(), ..self.frame(level, s) });
        let mut out = Vec::new();
        for (active, suffix) in &level.sets {
            let activity = narrowed(f, active);
            let wrt = Wrt { activity: &activity, active, suffix };
            out.extend(forward.jvp(&wrt));
            out.push(reverse.vjp(&wrt));
            out.extend(forward.jacobian(&wrt));
        }
        let (all, everything) = (active(f), everything(level));
        let whole = activity::analyse(f, &mut Diagnostics::default());
        let wrt = Wrt { activity: &whole, active: &all, suffix: everything };
        if !everything.is_empty() {
            out.extend(forward.jvp(&wrt).into_iter().map(|e| Emitted { hidden: true, ..e }));
        }
        let mut alone = Vec::new();
        for (set, suffix) in alone_sets(level) {
            if !level.sets.contains(&(set.clone(), suffix.clone())) {
                let activity = narrowed(f, &set);
                let wrt = Wrt { activity: &activity, active: &set, suffix: &suffix };
                out.extend(forward.jvp(&wrt).into_iter().map(|e| Emitted { hidden: true, ..e }));
            }
            alone.push((set, suffix));
        }
        out.push(forward.hidden_jvp(&wrt, &alone));
        out.extend(reverse.hidden_vjp(&wrt));
        if level.order > 1 {
            for (set, suffix) in with_whole(level) {
                out.extend(self.of_lanes(level, &forward, &set, &suffix));
            }
        }
        out
    }

    /// The derivatives of many directional derivatives at once: what a loss with an exact divergence
    /// needs.
    fn of_lanes(
        &self,
        level: &Level,
        frame: &Frame<'_>,
        set: &[bool],
        suffix: &str,
    ) -> Vec<Emitted> {
        let Some(width) = &level.lanes else { return Vec::new() };
        let activity = narrowed(&level.function, set);
        let Some(function) = directional_in_lanes(&level.function, &activity, set, width) else {
            return Vec::new();
        };
        verify::check(&function, "lanes");
        let signature = frame.jvp_signature(&function, set, Gives::Both);
        let whole = everything(level);
        let next = Level {
            sets: vec![(active(&function), String::new())],
            signature,
            prefix: frame.word("jvp", suffix).to_string(),
            function,
            order: 1,
            public: suffix != whole || whole.is_empty(),
            whole: None,
            lanes: None,
        };
        let mut out = self.level(&next);
        if *set == active(&level.function) {
            out.extend(frame.hidden_of_jvp(&Of::Own(&next.prefix), set, 1));
        }
        out
    }

    /// The derivatives of a function, and their derivatives.
    fn level(&self, level: &Level) -> Vec<Emitted> {
        let f = &level.function;
        // A parameter that is a function is another kind of value in each mode.
        let forward_signature = signature::lifted(&level.signature, "ForwardFunction");
        let reverse_signature = signature::lifted(&level.signature, "ReverseFunction");
        let forward = self.frame(level, &forward_signature);
        let reverse = self.frame(level, &reverse_signature);
        let all = active(f);
        let whole = activity::analyse(f, &mut Diagnostics::default());
        let mut out = Vec::new();
        // Second derivatives of what is hidden call its gradients.
        let graded = f.ret_ty.is_float() && (level.public || level.order > 1);
        for (active, suffix) in &level.sets {
            let activity = narrowed(f, active);
            let wrt = Wrt { activity: &activity, active, suffix };
            if level.public {
                out.extend(forward.jvp(&wrt));
            }
            if graded {
                let hidden = !level.public;
                let made = reverse.gradient(&wrt).into_iter();
                out.extend(made.map(|e| Emitted { hidden: hidden || e.hidden, ..e }));
            }
            if level.public {
                out.push(reverse.vjp(&wrt));
            }
        }
        let everything = everything(level);
        let wrt = Wrt { activity: &whole, active: &all, suffix: everything };
        if !level.public || !everything.is_empty() {
            out.extend(forward.jvp(&wrt).into_iter().map(|e| Emitted { hidden: true, ..e }));
        }
        out.push(forward.hidden_jvp(&wrt, &[]));
        out.extend(reverse.hidden_vjp(&wrt));
        out.extend(reverse.add_grad(&wrt));
        out.extend(reverse.slope_forms(&wrt));
        if level.lanes.is_some() {
            out.extend(self.in_lanes(level, [&forward_signature, &reverse_signature]));
        }
        if level.order > 1 {
            out.extend(self.further(level, &forward));
        }
        out
    }

    /// The derivatives of the derivatives of a function.
    fn further(&self, level: &Level, frame: &Frame<'_>) -> Vec<Emitted> {
        let all = active(&level.function);
        let mut out = Vec::new();
        let sets = with_whole(level);
        let whole = everything(level);
        for (set, suffix) in &sets {
            let fallible = matches!(level.function.ret_ty, Type::Option(_) | Type::Result(_));
            let public = level.public && !fallible && (suffix != whole || whole.is_empty());
            let next = self.next(level, frame, set, suffix, Gives::Both, public);
            out.extend(self.level(&next));
            if *set == all {
                out.extend(frame.hidden_of_jvp(&Of::Own(&next.prefix), &all, level.order - 1));
            }
        }
        out.extend(self.of_gradients(level, frame, &sets));
        out
    }

    /// The derivatives of gradients: gradients of directional derivatives.
    fn of_gradients(
        &self,
        level: &Level,
        frame: &Frame<'_>,
        sets: &[(Vec<bool>, String)],
    ) -> Vec<Emitted> {
        let f = &level.function;
        if !f.ret_ty.is_float() || f.params.iter().any(|p| f.ty(p.var).is_mut_ref()) {
            return Vec::new();
        }
        let all = active(f);
        let whole = everything(level);
        let mut out = Vec::new();
        for (set, suffix) in sets {
            let slope = self.next(level, frame, set, suffix, Gives::Slope, false);
            let signature = signature::lifted(&slope.signature, "ReverseFunction");
            let over = self.frame(&slope, &signature);
            let added = slope.function.params.len() - set.len();
            let target = |of: &[bool], dots: bool| -> Vec<bool> {
                of.iter().copied().chain(std::iter::repeat_n(dots, added)).collect()
            };
            let both = both(level);
            let mut targets: Vec<(Vec<bool>, &str)> = vec![(target(set, true), &both)];
            targets.extend(sets.iter().map(|(s, suffix)| (target(s, false), suffix.as_str())));
            let whole = everything(&slope);
            if slope.order > 1 && whole != both {
                targets.push((active(&slope.function), whole));
            }
            for (active, suffix) in &targets {
                let activity = narrowed(&slope.function, active);
                let wrt = Wrt { activity: &activity, active, suffix };
                let hidden = over.gradient(&wrt).into_iter();
                out.extend(hidden.map(|e| Emitted { hidden: true, ..e }));
            }
            let activity = activity::analyse(&slope.function, &mut Diagnostics::default());
            let active = active(&slope.function);
            out.extend(over.add_grad(&Wrt { activity: &activity, active: &active, suffix: "" }));
            if slope.order > 1 {
                out.extend(self.of_gradients(&slope, &over, &with_whole(&slope)));
            }
        }
        let words = GradientWords { frame, all: &all, whole, both: both(level), sets: &level.sets };
        out.extend(words.hidden());
        if level.order > 2 {
            out.extend(words.composed().into_iter().flat_map(|w| self.of_word(level, w)));
        }
        if level.public {
            out.extend(words.public());
        }
        out
    }

    /// The directional derivative as a function to differentiate.
    fn next(
        &self,
        level: &Level,
        frame: &Frame<'_>,
        set: &[bool],
        suffix: &str,
        gives: Gives,
        public: bool,
    ) -> Level {
        let activity = narrowed(&level.function, set);
        let function = directional(&level.function, &activity, set, gives);
        verify::check(&function, "forward mode");
        let word = if gives == Gives::Both { "jvp" } else { "slope" };
        // Lists name parameters of the user's function; without any, all that can be is active.
        let added = function.params.len() - set.len();
        let unnamed =
            level.sets.iter().any(|(s, suffix)| suffix.is_empty() && *s == active(&level.function));
        let sets = level
            .sets
            .iter()
            .map(|(s, suffix)| {
                let more = std::iter::repeat_n(unnamed && gives == Gives::Both, added);
                (s.iter().copied().chain(more).collect(), suffix.clone())
            })
            .collect();
        Level {
            signature: frame.jvp_signature(&function, set, gives),
            prefix: frame.word(word, suffix).to_string(),
            function,
            sets,
            order: level.order - 1,
            public,
            whole: match gives {
                Gives::Both => None,
                Gives::Slope if set == active(&level.function) => Some(both(level)),
                Gives::Slope => Some(format!("_all{}", both(level))),
            },
            lanes: None,
        }
    }

    /// The derivatives of a word that a line of Rust puts together from others.
    fn of_word(&self, level: &Level, word: Composed) -> Vec<Emitted> {
        let extra = word.signature.inputs.len() - level.function.params.len();
        let plain = |p: &Param| p.constant;
        let constant = level.function.params.iter().map(plain);
        let request = parse::Request {
            signature: &word.signature,
            body: &word.body,
            constant: constant.chain(std::iter::repeat_n(false, extra)).collect(),
            type_params: type_params(&with_block(&word.signature.generics, self.input.block)),
        };
        let mut function = parse::lower(&request, &mut Diagnostics::default());
        control::structure(&mut function);
        let everything = active(&function);
        let made = Level {
            sets: vec![(everything, String::new())],
            prefix: word.prefix,
            function,
            signature: word.signature,
            order: level.order - 2,
            public: level.public && word.public,
            whole: None,
            lanes: None,
        };
        let mut out = self.level(&made);
        if let Some((prefix, signature)) = word.over {
            // The hidden form takes tangents or `Off`.
            let level = Level { prefix, ..level.clone() };
            let frame = self.frame(&level, &signature);
            let all = active(&level.function);
            out.extend(frame.hidden_of_jvp(&Of::Own(&made.prefix), &all, made.order));
        }
        out
    }
}

/// Which parameters a derivative may be taken in.
fn active(f: &Function) -> Vec<bool> {
    f.params.iter().map(|p| !p.constant).collect()
}

/// The suffix of derivatives in all active parameters.
fn everything(level: &Level) -> &str {
    if let Some(suffix) = &level.whole {
        return suffix;
    }
    let all = active(&level.function);
    let named = level.sets.iter().any(|(s, suffix)| *s == all && suffix.is_empty());
    if named { "" } else { "_wrt_everything" }
}

/// Of a function of two, as most operations are: each of its parameters alone, with the suffix of derivatives
/// in it. A tangent that is left out would be zeros in as many lanes as there are.
fn alone_sets(level: &Level) -> Vec<(Vec<bool>, String)> {
    let f = &level.function;
    let all = active(f);
    let lent = |p: &Param| matches!(f.ty(p.var), Type::Ref(true, _));
    let fallible = matches!(f.ret_ty, Type::Option(_) | Type::Result(_));
    if all.iter().filter(|on| **on).count() != 2 || fallible || f.params.iter().any(lent) {
        return Vec::new();
    }
    let alone = |i: usize| {
        let set: Vec<bool> = (0..all.len()).map(|k| k == i).collect();
        let suffix = level.sets.iter().find(|(s, _)| *s == set).map(|(_, suffix)| suffix.clone());
        let own = || format!("_alone_{}", f.var(f.params[i].var).name);
        (set, suffix.unwrap_or_else(own))
    };
    (0..all.len()).filter(|i| all[*i]).map(alone).collect()
}

/// The suffix of derivatives of a slope in its parameters and its direction; slopes of slopes have
/// several.
fn both(level: &Level) -> String {
    let above = level.whole.as_deref().unwrap_or_default();
    format!("_both{}", above.trim_start_matches("_all"))
}

/// The sets that derivatives are differentiated for: the user's, and everything.
fn with_whole(level: &Level) -> Vec<(Vec<bool>, String)> {
    let mut sets = level.sets.clone();
    let whole = (active(&level.function), everything(level).to_string());
    if !sets.contains(&whole) {
        sets.push(whole);
    }
    sets
}

/// The activity with only some parameters active.
fn narrowed(f: &Function, active: &[bool]) -> Activity {
    let mut narrowed = f.clone();
    for (p, on) in narrowed.params.iter_mut().zip(active) {
        p.constant = !on;
    }
    activity::analyse(&narrowed, &mut Diagnostics::default())
}

/// The function itself, with loops that run on all cores, if it asks for them. Its derivatives give
/// the same value, so both are made of the same chunks.
pub(crate) fn parallel_primal(
    sig: &syn::Signature,
    body: &syn::Block,
    constant: Vec<bool>,
) -> Option<(syn::Signature, syn::Block)> {
    let mut diags = Diagnostics::default();
    let type_params = type_params(&sig.generics);
    let scalars = type_params.scalars.clone();
    let request = parse::Request { signature: sig, body, constant: constant.clone(), type_params };
    let mut function = parse::lower(&request, &mut diags);
    if !diags.is_empty() || function.marks.iter().all(|(_, m)| !matches!(m, Mark::Parallel)) {
        return None;
    }
    control::structure(&mut function);
    let (mut stmts, ret) = (std::mem::take(&mut function.body), function.ret);
    simplify::sink(&mut stmts, &mut function.vars, ret);
    function.body = stmts;
    rows::check(&mut function, &mut diags);
    if !diags.is_empty() {
        return None;
    }
    let vis = syn::Visibility::Inherited;
    let input = Input {
        vis: &vis,
        signature: sig,
        body,
        constant,
        is_method: false,
        block: None,
        self_ty: None,
        multiversion: false,
        inlined: false,
    };
    let frame = Frame {
        vis: &vis,
        signature: sig,
        function: &function,
        scalars,
        reserved: reserved(&input),
        prefix: String::new(),
        block: None,
        recursive: false,
        lanes: None,
        refusals: None,
    };
    let mut sig = sig.clone();
    let (inputs, block) = frame.primal();
    for (input, tokens) in sig.inputs.iter_mut().zip(inputs) {
        *input = syn::parse2(tokens).ok()?;
    }
    Some((sig, syn::parse2(block).ok()?))
}

/// Says what of a function has no derivative in lanes.
fn refuse_lanes(name: &str, refusals: Vec<Refusal>, diags: &mut Diagnostics) {
    let mut seen = HashSet::new();
    for (span, what) in refusals {
        if seen.insert(format!("{span:?}{what}")) {
            diags.refuse(
                span,
                format!("`{name}` has no derivatives in lanes"),
                what,
                "leave `lanes` out and run one sweep for each direction",
            );
        }
    }
}

/// A name for the number of lanes that the function does not use.
pub(crate) fn width(input: &Input<'_>) -> Ident {
    let reserved = reserved(input);
    let of_block = input.block.iter().flat_map(|g| &g.params);
    let block: HashSet<String> = of_block
        .filter_map(|p| match p {
            syn::GenericParam::Type(t) => Some(t.ident.to_string()),
            syn::GenericParam::Const(c) => Some(c.ident.to_string()),
            syn::GenericParam::Lifetime(_) => None,
        })
        .collect();
    let mut name = "L".to_string();
    while reserved.contains(&name) || block.contains(&name) {
        name.push('_');
    }
    Ident::new(&name, Span::call_site())
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

/// A function's generics with those of the impl block around it.
fn with_block(own: &syn::Generics, block: Option<&syn::Generics>) -> syn::Generics {
    let mut all = own.clone();
    if let Some(block) = block {
        all.params.extend(block.params.iter().cloned());
        let clause = block.where_clause.iter().flat_map(|clause| clause.predicates.iter().cloned());
        all.make_where_clause().predicates.extend(clause);
    }
    all
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
pub(crate) fn assemble(input: &Input<'_>, emitted: &mut [Emitted]) -> TokenStream {
    emit::fallback::companion(input, emitted)
}
