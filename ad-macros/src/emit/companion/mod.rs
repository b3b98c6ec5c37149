//! The functions of a companion, from the sweeps.

mod forward;
mod gradient;
mod pullback;
mod slope;

use super::names::Names;
use super::signature::{again_type, elide, place_type, referent, tangent_type};
use super::{Writer, at, turbofish};
use crate::analyse::activity::Activity;
use crate::analyse::effects::mentioned;
use crate::ir::{visit, *};
use crate::parse::is_view;
use crate::simplify;
use crate::transform::adjoint::{Layout, Sweeps, adjoint};
use crate::transform::dual::write_out_absorbing;
use crate::transform::lanes;
use crate::transform::tangent::tangent;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// Everything about the user's function that emitted signatures need.
pub(crate) struct Frame<'a> {
    pub(crate) vis: &'a syn::Visibility,
    pub(crate) signature: &'a syn::Signature,
    pub(crate) function: &'a Function,
    pub(crate) scalars: Vec<String>,
    pub(crate) reserved: HashSet<String>,
    /// What the words of the functions made here follow: the method's name, or the word of the
    /// derivative that is differentiated again; empty for a function with a companion.
    pub(crate) prefix: String,
    /// The generics of the impl block around a method.
    pub(crate) block: Option<&'a syn::Generics>,
    /// Calls itself: pullbacks are boxed.
    pub(crate) recursive: bool,
    /// The name of the number of lanes, for derivatives in lanes.
    pub(crate) lanes: Option<Ident>,
    /// What cannot be taken in lanes.
    pub(crate) refusals: Option<&'a RefCell<Vec<lanes::Refusal>>>,
}

/// One function to be put into the companion.
pub(crate) struct Emitted {
    pub(crate) tokens: TokenStream,
    /// The public pullback, or what it wraps.
    pub(crate) is_vjp: bool,
    pub(crate) hidden: bool,
    pub(crate) doc: String,
}

/// The parameters that a derivative is taken in.
pub(crate) struct Wrt<'a> {
    pub(crate) activity: &'a Activity,
    /// By position.
    pub(crate) active: &'a [bool],
    pub(crate) suffix: &'a str,
}

impl Frame<'_> {
    /// `jvp` → `jvp_wrt_x`, for methods `energy_jvp_wrt_x`.
    pub(crate) fn word(&self, word: &str, suffix: &str) -> Ident {
        let line = if self.prefix.is_empty() { "" } else { "_" };
        let span = at(self.signature.ident.span());
        Ident::new(&format!("{}{line}{}{suffix}", self.prefix, self.in_lanes(word)), span)
    }

    /// `__vjp`, for methods `energy__vjp`.
    pub(super) fn hidden_word(&self, word: &str) -> Ident {
        let word = self.in_lanes(word);
        Ident::new(&format!("{}__{word}", self.prefix), at(self.signature.ident.span()))
    }

    fn in_lanes(&self, word: &str) -> String {
        format!("{word}{}", if self.lanes.is_some() { "_lanes" } else { "" })
    }

    fn this(&self) -> TokenStream {
        quote!(Self)
    }

    fn param_types(&self) -> Vec<Option<syn::Type>> {
        self.signature
            .inputs
            .iter()
            .map(|i| match i {
                syn::FnArg::Receiver(_) => None,
                syn::FnArg::Typed(t) => Some((*t.ty).clone()),
            })
            .collect()
    }

    /// The written type of a parameter; for receivers, what `self` is.
    pub(super) fn param_type(&self, i: usize) -> syn::Type {
        match &self.signature.inputs[i] {
            syn::FnArg::Typed(t) => (*t.ty).clone(),
            syn::FnArg::Receiver(r) => match (&r.reference, &r.mutability) {
                (Some(_), Some(_)) => syn::parse_quote!(&mut Self),
                (Some(_), None) => syn::parse_quote!(&Self),
                _ => syn::parse_quote!(Self),
            },
        }
    }

    pub(super) fn ret_type(&self) -> syn::Type {
        match &self.signature.output {
            syn::ReturnType::Default => syn::parse_quote!(()),
            syn::ReturnType::Type(_, t) => (**t).clone(),
        }
    }

    pub(super) fn ret_tangent(&self) -> TokenStream {
        self.tangent_type(&self.ret_type())
    }

    /// The owned tangent type of a written type, in lanes where this is asked for.
    fn tangent_type(&self, ty: &syn::Type) -> TokenStream {
        self.lifted(tangent_type(ty, &self.scalars))
    }

    /// The tangent type behind a reference.
    pub(super) fn place_type(&self, ty: &syn::Type) -> TokenStream {
        self.lifted(place_type(ty, &self.scalars))
    }

    fn lifted(&self, tangent: TokenStream) -> TokenStream {
        match &self.lanes {
            Some(width) => lanes::lanes_type(&tangent, width),
            None => tangent,
        }
    }

    /// `zero(x)` for a reference `x` to a value of this type.
    pub(super) fn zero(&self, x: TokenStream, ty: &syn::Type) -> TokenStream {
        let Some(width) = self.width() else { return quote!(::cotangent::__private::zero(#x)) };
        self.scalar_zero(&quote!(#x), referent(ty).0)
            .unwrap_or_else(|| quote!(::cotangent::__private::zero_lanes(#x, #width)))
    }

    /// Zeros of numbers and sequences of them, written out. Lanes of a type parameter that is a scalar
    /// are arrays here, which its traits do not know.
    fn scalar_zero(&self, x: &TokenStream, ty: &syn::Type) -> Option<TokenStream> {
        let element = |t: &syn::Type| self.scalar_zero(x, t).filter(|_| is_float(t, &self.scalars));
        match ty {
            syn::Type::Slice(s) => {
                let zero = element(&s.elem)?;
                Some(quote!(::std::vec![#zero; (#x).len()]))
            }
            syn::Type::Array(a) => {
                let (zero, len) = (element(&a.elem)?, &a.len);
                Some(quote!([#zero; #len]))
            }
            syn::Type::Path(p) if p.path.segments.last().is_some_and(|s| s.ident == "Vec") => {
                let zero = element(&fallible_inner(ty))?;
                Some(quote!(::std::vec![#zero; (#x).len()]))
            }
            t if is_float(t, &self.scalars) => {
                let (zero, width) = (zero_literal(t, &self.scalars), &self.lanes);
                Some(quote!([#zero; #width]))
            }
            _ => None,
        }
    }

    /// `Width::<L>`
    fn width(&self) -> Option<TokenStream> {
        self.lanes.as_ref().map(|width| quote!(::cotangent::__private::Width::<#width>))
    }

    /// The function's generics, with the number of lanes.
    pub(super) fn generics(&self) -> syn::Generics {
        let mut generics = self.signature.generics.clone();
        if let Some(width) = &self.lanes {
            generics.params.push(syn::parse_quote!(const #width: usize));
        }
        generics
    }

    /// A sweep in lanes, if they are asked for.
    fn lift(&self, body: Body<'_>) {
        let Some(width) = &self.lanes else { return };
        let Body { stmts, vars, tangents, live } = body;
        let lifted = lanes::lift(stmts, vars, tangents.values().copied(), width);
        if let (Err(refusals), Some(all)) = (lifted, self.refusals) {
            all.borrow_mut().extend(refusals);
        }
        simplify::copies(stmts, vars, live);
        simplify::lanes(stmts, vars);
    }

    /// The parameters and the body of the function itself.
    pub(crate) fn primal(&self) -> (Vec<TokenStream>, TokenStream) {
        let f = self.function;
        let mut vars = f.vars.clone();
        let mut stmts = f.body.stmts.clone();
        simplify::lend(&mut stmts, &mut vars, &[], false);
        let mut w = Writer::new(&vars, Names::new(self.reserved.clone()), &[&stmts]);
        let primals = self.primals(&mut w);
        let body = w.stmts(&stmts);
        let ret = f.ret.map(|r| w.name(r));
        (primals, quote!({ #body #ret }))
    }

    /// Primal parameters as they appear in an emitted signature.
    fn primals(&self, w: &mut Writer<'_>) -> Vec<TokenStream> {
        let types = self.param_types();
        self.function
            .params
            .iter()
            .zip(types)
            .zip(&self.signature.inputs)
            .map(|((p, ty), input)| match ty {
                None => {
                    w.names.force(p.var, "self");
                    input.to_token_stream()
                }
                Some(ty) => {
                    let name = w.declare(p.var);
                    let mutable =
                        if w.mutated.contains(&p.var) { quote!(mut) } else { TokenStream::new() };
                    quote!(#mutable #name: #ty)
                }
            })
            .collect()
    }

    /// Parameters passed on to another function of the companion.
    fn forwarded(&self, w: &Writer<'_>) -> Vec<TokenStream> {
        self.function
            .params
            .iter()
            .enumerate()
            .map(|(i, p)| {
                let name = w.name(p.var);
                let (_, reference) = (0, referent(&self.param_type(i)).1);
                match reference {
                    Some(true) => quote!(&mut *#name),
                    _ => quote!(#name),
                }
            })
            .collect()
    }

    fn callee(&self, hidden: &Ident) -> TokenStream {
        let this = self.this();
        quote!(#this::#hidden)
    }

    /// The parameters of a wrapper, and their names.
    pub(super) fn plain_arguments(&self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let mut w = Writer::new(&self.function.vars, Names::new(HashSet::new()), &[]);
        let names = self.function.params.iter().map(|p| match p.receiver {
            true => quote!(self),
            false => w.declare(p.var).to_token_stream(),
        });
        let names = names.collect();
        (self.plain_primals(), names)
    }

    /// A call of the user's function.
    pub(super) fn primal_call(&self, names: &[TokenStream]) -> TokenStream {
        let name = &self.signature.ident;
        let generics = turbofish::untold(self.signature).map(|own| quote!(::<#(#own),*>));
        match self.prefix.is_empty() {
            true => quote!(#name #generics (#(#names),*)),
            false => quote!(Self::#name(#(#names),*)),
        }
    }

    /// The last parameter of the hidden forms in lanes.
    pub(super) fn width_argument(&self) -> Option<TokenStream> {
        self.lanes.as_ref().map(|width| quote!(_: ::cotangent::__private::Width<#width>))
    }

    /// A name for a wrapper's local that no parameter has.
    fn free(&self, wish: &str) -> Ident {
        let taken = |name: &str| {
            self.function.params.iter().any(|p| {
                let param = &self.function.var(p.var).name;
                param == name || format!("{param}_bar") == name
            })
        };
        let mut name = wish.to_string();
        while taken(&name) {
            name += "_out";
        }
        Ident::new(&name, Span::call_site())
    }

    /// Parameters of a wrapper: the user's names, nothing mutable of its own.
    pub(super) fn plain_primals(&self) -> Vec<TokenStream> {
        self.plain_primals_of(self.signature.inputs.iter().cloned().collect())
    }

    /// The parameters, and the `use<..>` of a pullback that gives `&mut` arguments back. Without
    /// such arguments the pullback captures what the signature names, as by default.
    fn lent_primals(&self) -> (Vec<TokenStream>, syn::Generics, TokenStream) {
        let mut generics = self.generics();
        let is_mut = |i: usize| referent(&self.param_type(i)).1 == Some(true);
        if !(0..self.signature.inputs.len()).any(is_mut) {
            return (self.plain_primals(), generics, TokenStream::new());
        }
        let mut inputs: Vec<syn::FnArg> = self.signature.inputs.iter().cloned().collect();
        let mut lifetimes = Vec::new();
        for (i, input) in inputs.iter_mut().enumerate() {
            if !is_mut(i) {
                name_lifetimes(input, &format!("'__l{i}"), &mut lifetimes);
            }
        }
        for l in lifetimes.iter().rev() {
            generics.params.insert(0, syn::parse_quote!(#l));
        }
        let of_block = self.block.iter().flat_map(|g| &g.params);
        let names = generics.params.iter().chain(of_block).map(|p| match p {
            syn::GenericParam::Lifetime(l) => l.lifetime.to_token_stream(),
            syn::GenericParam::Type(t) => t.ident.to_token_stream(),
            syn::GenericParam::Const(c) => c.ident.to_token_stream(),
        });
        // Lifetimes come first.
        let (mut first, mut then) = (Vec::new(), Vec::new());
        for n in names {
            if n.to_string().starts_with('\'') { first.push(n) } else { then.push(n) }
        }
        (self.plain_primals_of(inputs), generics, quote!(+ use<#(#first,)* #(#then),*>))
    }

    fn plain_primals_of(&self, inputs: Vec<syn::FnArg>) -> Vec<TokenStream> {
        let mut names = Names::new(HashSet::new());
        inputs
            .iter()
            .zip(&self.function.params)
            .map(|(input, p)| match input {
                syn::FnArg::Receiver(_) => input.to_token_stream(),
                syn::FnArg::Typed(t) => {
                    let var = self.function.var(p.var);
                    names.declare(p.var, &var.name, var.user);
                    let name = names.ident(p.var, at(var.span));
                    let ty = &t.ty;
                    quote!(#name: #ty)
                }
            })
            .collect()
    }

    /// The types that a pullback may hold: it captures no lifetime.
    pub(super) fn captured_generics(&self) -> Vec<TokenStream> {
        let of_block = self.block.iter().flat_map(|g| &g.params);
        let name = |p: &syn::GenericParam| match p {
            syn::GenericParam::Type(t) => Some(t.ident.to_token_stream()),
            syn::GenericParam::Const(c) => Some(c.ident.to_token_stream()),
            syn::GenericParam::Lifetime(_) => None,
        };
        of_block.chain(&self.signature.generics.params).filter_map(name).collect()
    }

    /// May a constant parameter hold floats, whose shadow gets nothing?
    pub(super) fn may_carry(&self, i: usize) -> bool {
        carries_floats(self.function.ty(self.function.params[i].var))
    }
}

/// Is the type one that the macro knows to carry floats?
fn carries_floats(ty: &Type) -> bool {
    match ty.peel() {
        t if t.is_float() => true,
        Type::Array(t, _) | Type::Vec(t) | Type::Slice(t) | Type::Option(t) | Type::Boxed(t) => {
            carries_floats(t)
        }
        Type::Tuple(ts) => ts.iter().all(carries_floats),
        _ => false,
    }
}

/// What is to be emitted, in its last form.
pub(crate) fn tidy(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, live: &[VarId]) {
    write_out_absorbing(stmts);
    simplify::simplify(stmts, vars, live);
}

/// The statements of a derivative, and the tangent or cotangent of each variable in them.
pub(crate) struct Body<'a> {
    stmts: &'a mut Vec<Stmt>,
    vars: &'a mut Vec<Var>,
    tangents: &'a HashMap<VarId, VarId>,
    /// Read after the statements.
    live: &'a [VarId],
}

/// The two sweeps of a function whose reverse sweep runs in a pullback, simplified.
pub(crate) struct Apart {
    pub(crate) forward: Vec<Stmt>,
    pub(crate) reverse: Vec<Stmt>,
    pub(crate) vars: Vec<Var>,
    pub(crate) bars: HashMap<VarId, VarId>,
}

/// `lift` gets both sweeps as one list.
pub(crate) fn apart(
    f: &Function,
    activity: &Activity,
    layout: Layout,
    lanes: bool,
    lift: impl FnOnce(Body<'_>),
) -> Apart {
    let Sweeps { mut forward, mut reverse, tapes, bars, mut vars, kept } =
        adjoint(f, activity, layout);
    let mut start = Vec::new();
    for t in &tapes {
        start.push(Stmt::let_(
            *t,
            Expr::new(ExprKind::VecOf(vec![]), Type::Unknown, Span::call_site()),
        ));
    }
    let mut head = Vec::new();
    for p in &f.params {
        if let Some(b) = bars.get(&p.var)
            && f.ty(p.var).is_scalar()
        {
            head.push(Stmt::let_(*b, Expr::number(0.0, f.ty(p.var).clone())));
        }
    }
    for (p, k) in &kept {
        forward.push(Stmt::let_(*k, keep_expr(f, *p)));
        vars[k.0 as usize].ty = vars[k.0 as usize].ty.peel().clone();
        vars[k.0 as usize].mutable = true;
    }
    head.append(&mut reverse);
    let mut reverse = head;
    // One list for simplification, cut again afterwards: the marker is a foreign statement.
    let cut = Stmt::new(
        StmtKind::Foreign(Foreign {
            tokens: quote!(__cut),
            uses: f.ret.iter().map(|r| ("y".to_string(), *r)).collect(),
            ..Foreign::default()
        }),
        Span::call_site(),
    );
    let mut stmts = start;
    stmts.append(&mut forward);
    stmts.push(cut);
    stmts.append(&mut reverse);
    let mut live: Vec<VarId> = f.ret.into_iter().collect();
    for p in &f.params {
        if let Some(b) = bars.get(&p.var) {
            live.push(*b);
        }
    }
    if let Some(r) = f.ret
        && let Some(b) = bars.get(&r)
    {
        live.push(*b);
    }
    tidy(&mut stmts, &mut vars, &live);
    let shadows = slice_shadows(f, &bars);
    simplify::lend(&mut stmts, &mut vars, &shadows, lanes);
    lift(Body { stmts: &mut stmts, vars: &mut vars, tangents: &bars, live: &live });
    simplify::reuse(&mut stmts, &mut vars, &own_params(f), &live);
    let position = stmts
        .iter()
        .position(|s| matches!(&s.kind, StmtKind::Foreign(f) if f.tokens.to_string() == "__cut"))
        .expect("the marker");
    let reverse = stmts.split_off(position + 1);
    stmts.pop();
    Apart { forward: stmts, reverse, vars, bars }
}

/// The parameters that the function owns.
pub(crate) fn own_params(f: &Function) -> Vec<VarId> {
    f.params.iter().map(|p| p.var).collect()
}

fn keep_expr(f: &Function, p: VarId) -> Expr {
    let slice = matches!(f.ty(p).peel(), Type::Slice(_));
    let place = if slice { Place::of(p) } else { Place::of(p).then(Step::Deref) };
    Expr::new(
        ExprKind::CloneOf { place, method: if slice { "to_vec" } else { "clone" } },
        Type::Unknown,
        Span::call_site(),
    )
}

fn is_scalar(ty: &syn::Type, scalars: &[String]) -> bool {
    matches!(ty, syn::Type::Path(p) if p.path.get_ident().is_some_and(|i| scalars.contains(&i.to_string())))
}

fn is_float(ty: &syn::Type, scalars: &[String]) -> bool {
    matches!(ty, syn::Type::Path(p) if p.path.is_ident("f64") || p.path.is_ident("f32"))
        || is_scalar(ty, scalars)
}

/// `0.0` in the element's type.
fn zero_literal(ty: &syn::Type, scalars: &[String]) -> TokenStream {
    float_literal(0.0, ty, scalars)
}

fn float_literal(number: f64, ty: &syn::Type, scalars: &[String]) -> TokenStream {
    if is_scalar(ty, scalars) {
        return quote!(<#ty as ::cotangent::Scalar>::from_f64(#number));
    }
    let number = proc_macro2::Literal::f64_unsuffixed(number);
    quote!(#number)
}

fn fallible_inner(ty: &syn::Type) -> syn::Type {
    match ty {
        syn::Type::Path(p) => match &p.path.segments.last().expect("a last segment").arguments {
            syn::PathArguments::AngleBracketed(a) => match a.args.first() {
                Some(syn::GenericArgument::Type(t)) => t.clone(),
                _ => ty.clone(),
            },
            _ => ty.clone(),
        },
        t => t.clone(),
    }
}

fn error_type(ty: &syn::Type) -> TokenStream {
    match ty {
        syn::Type::Path(p) => match &p.path.segments.last().expect("a last segment").arguments {
            syn::PathArguments::AngleBracketed(a) => {
                a.args.iter().nth(1).map_or_else(TokenStream::new, |t| t.to_token_stream())
            }
            _ => TokenStream::new(),
        },
        _ => TokenStream::new(),
    }
}

/// Names the elided lifetimes of a parameter.
fn name_lifetimes(input: &mut syn::FnArg, name: &str, out: &mut Vec<syn::Lifetime>) {
    struct Visit<'a>(&'a str, &'a mut Vec<syn::Lifetime>);
    impl Visit<'_> {
        fn fresh(&mut self) -> syn::Lifetime {
            let l = syn::Lifetime::new(&format!("{}_{}", self.0, self.1.len()), Span::call_site());
            self.1.push(l.clone());
            l
        }
    }
    impl syn::visit_mut::VisitMut for Visit<'_> {
        fn visit_receiver_mut(&mut self, r: &mut syn::Receiver) {
            if let Some((_, lifetime @ None)) = &mut r.reference {
                *lifetime = Some(self.fresh());
            }
        }
        fn visit_type_reference_mut(&mut self, r: &mut syn::TypeReference) {
            if r.lifetime.is_none() {
                r.lifetime = Some(self.fresh());
            }
            syn::visit_mut::visit_type_reference_mut(self, r);
        }
        fn visit_lifetime_mut(&mut self, l: &mut syn::Lifetime) {
            if l.ident == "_" {
                *l = self.fresh();
            }
        }
    }
    syn::visit_mut::VisitMut::visit_fn_arg_mut(&mut Visit(name, out), input);
}

/// The variable is behind a reference where these statements run.
pub(crate) fn deref_root(stmts: &mut [Stmt], root: VarId) {
    visit::each_place_mut(stmts, &|p| {
        if p.root == root {
            p.path.insert(0, Step::Deref);
        }
    });
}

/// The cotangents that hidden forms get as slices, or not at all.
pub(crate) fn slice_shadows(f: &Function, bars: &HashMap<VarId, VarId>) -> Vec<VarId> {
    let slice =
        |p: &&Param| matches!(f.ty(p.var), Type::Ref(_, t) if matches!(**t, Type::Slice(_)));
    f.params.iter().filter(slice).filter_map(|p| bars.get(&p.var).copied()).collect()
}

/// The part of a shadow that a statement names.
fn parts_of(s: &Stmt, bar: VarId) -> Vec<VarId> {
    let (vars, init) = match &s.kind {
        StmtKind::Let { var, init: Some(init) } => (vec![*var], init),
        StmtKind::LetTuple { vars, init } => (vars.iter().flatten().copied().collect(), init),
        _ => return Vec::new(),
    };
    match &init.kind {
        ExprKind::Support("shadow_window" | "shadow_windows", args) if matches!(&args[0].kind, ExprKind::Borrow { place, .. } if place.root == bar) => {
            vars
        }
        _ => Vec::new(),
    }
}

/// Is the cotangent's every use an accumulation, into it or into a part of it?
fn only_added_to(stmts: &[Stmt], bar: VarId) -> bool {
    let mut sound = true;
    Block::new(stmts.to_vec()).each_stmt(&mut |s| {
        let parts = parts_of(s, bar);
        if !parts.is_empty() {
            sound &= parts.into_iter().all(|part| only_added_to(stmts, part));
            return;
        }
        s.each_expr(&mut |e| e.each_var(&mut |v| sound &= v != bar));
        match &s.kind {
            StmtKind::Accumulate { .. } => {}
            StmtKind::Assign { place, .. }
            | StmtKind::LetPattern { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. } => sound &= place.root != bar,
            StmtKind::Swap { a, b } => sound &= a.root != bar && b.root != bar,
            StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => {
                sound &= place.root != bar
            }
            _ => {}
        }
    });
    sound
}

/// Puts every accumulation behind the parameter's activity, and the parts that it goes to.
fn guard(stmts: &mut [Stmt], bar: VarId, i: usize) {
    let mut roots = vec![bar];
    Block::new(stmts.to_vec()).each_stmt(&mut |s| roots.extend(parts_of(s, bar)));
    guard_roots(stmts, &roots, i);
}

fn guard_roots(stmts: &mut [Stmt], roots: &[VarId], i: usize) {
    let a = format_ident!("__A{i}");
    for s in stmts {
        s.each_block_mut(&mut |b| guard_roots(&mut b.stmts, roots, i));
        let cond = Expr::new(ExprKind::Foreign(Foreign::plain(quote!(#a::ON))), Type::Bool, s.span);
        if !parts_of(s, roots[0]).is_empty() {
            window_shadow(s, Some(cond));
        } else if matches!(&s.kind, StmtKind::Accumulate { place, .. } if roots.contains(&place.root))
        {
            let inner = s.clone();
            s.kind = StmtKind::If { cond, then: Block::new(vec![inner]), els: Block::default() };
        }
    }
}

/// Cuts the parts of shadows: of those that may be absent if they are there, of all others in any case.
pub(crate) fn window_shadows(stmts: &mut [Stmt]) {
    for s in stmts {
        s.each_block_mut(&mut |b| window_shadows(&mut b.stmts));
        window_shadow(s, None);
    }
}

fn window_shadow(s: &mut Stmt, on: Option<Expr>) {
    let (StmtKind::Let { init: Some(init), .. } | StmtKind::LetTuple { init, .. }) = &mut s.kind
    else {
        return;
    };
    let ExprKind::Support(word, args) = &mut init.kind else { return };
    let (always, if_on) = match *word {
        "shadow_window" => ("window_mut", "window_if"),
        "shadow_windows" => ("windows_mut", "windows_if"),
        _ => return,
    };
    *word = if on.is_some() { if_on } else { always };
    args.splice(0..0, on);
}
