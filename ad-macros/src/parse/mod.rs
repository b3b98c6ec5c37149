//! Rust to IR. Names become variables, closures and iterator chains become loops and inlined
//! bodies, references to parts become the parts themselves. What cannot be understood is
//! carried as foreign code; `analyse::activity` refuses it where an active value meets it.

mod array_new;
mod arrays;
mod call;
mod edit;
mod expr;
mod foreign;
mod iter;
mod mark;
mod method;
mod option;
mod pattern;
mod scope;
mod select;
mod stmt;
mod types;
mod wholes;

use crate::analyse::shown;
use crate::diagnostics::Diagnostics;
use crate::ir::types::{Class, TypeParams, Unifier};
use crate::ir::*;
pub(crate) use foreign::is_global;
pub(crate) use mark::{asks_for_threads, take_marks};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use scope::{Binding, Frame, Scopes};
use std::collections::{HashMap, HashSet};
use syn::spanned::Spanned;
pub(crate) use types::{is_view, lower_type};

/// What of a signature the attribute decided: the constant parameters by position.
pub(crate) struct Request<'a> {
    pub(crate) signature: &'a syn::Signature,
    pub(crate) body: &'a syn::Block,
    pub(crate) constant: Vec<bool>,
    pub(crate) type_params: TypeParams,
}

/// Lowers a function's body.
pub(crate) fn lower(request: &Request<'_>, diags: &mut Diagnostics) -> Function {
    let span = request.signature.ident.span();
    let mut lower = Lower::new(diags, request.type_params.clone(), open_float(request));
    lower.scopes.push();
    let mut params = Vec::new();
    let mut destructure = Vec::new();
    for (i, input) in request.signature.inputs.iter().enumerate() {
        let (name, ty, receiver, mutable) = match input {
            syn::FnArg::Receiver(r) => {
                let mut ty = Type::Named("Self".into());
                if r.reference.is_some() {
                    ty = Type::Ref(r.mutability.is_some(), Box::new(ty));
                }
                ("self".to_string(), ty, true, r.mutability.is_some() && r.reference.is_none())
            }
            syn::FnArg::Typed(t) => {
                let ty = lower_type(&t.ty, &lower.type_params, &mut lower.types);
                let (name, mutable) = match &*t.pat {
                    syn::Pat::Ident(p) if p.subpat.is_none() => {
                        (p.ident.to_string(), p.mutability.is_some())
                    }
                    syn::Pat::Wild(_) => (format!("unused_{i}"), false),
                    other => {
                        destructure.push((i, other.clone()));
                        (format!("argument_{i}"), false)
                    }
                };
                (name, ty, false, mutable)
            }
        };
        let var = lower.fresh(&name, ty.clone());
        lower.vars[var.0 as usize].mutable = mutable;
        lower.vars[var.0 as usize].span = input.span();
        lower.vars[var.0 as usize].user = true;
        if let syn::FnArg::Typed(t) = input {
            if types::is_view_mut(&t.ty) && !request.constant[i] {
                lower.diags.refuse(
                    t.ty.span(),
                    format!("`{name}` is a mutable view by value"),
                    "what it writes goes to the array behind it, and so would derivatives",
                    "take the array or the view by reference: `&mut Array2<f64>`, `&mut ArrayViewMut2<f64>`",
                );
            }
            lower.views.extend(is_view(&t.ty).then_some(var));
            lower.axes.extend(types::axes(&t.ty).map(|n| (var, n)));
        }
        params.push(Param { var, constant: request.constant[i] || ty.is_constant(), receiver });
        lower.scopes.bind(name, Binding::Var(var));
    }
    lower.out.push(Vec::new());
    for (i, pattern) in destructure {
        let var = params[i].var;
        let value = lower.read_var(var, pattern.span());
        lower.bind(&pattern, value);
    }
    let ret_ty = match &request.signature.output {
        syn::ReturnType::Default => Type::Unit,
        syn::ReturnType::Type(_, ty) => lower_type(ty, &lower.type_params, &mut lower.types),
    };
    lower.ret_ty = ret_ty.clone();
    lower.wholes = wholes::wholes(request.body, ret_ty.is_nd_array());
    let early = has_return(request.body);
    if early && ret_ty != Type::Unit {
        let ret = lower.fresh("y", ret_ty.clone());
        lower.emit(StmtKind::Let { var: ret, init: None }, span);
        lower.ret = Some(ret);
    }
    lower.early = early;
    lower.whole = ret_ty.is_nd_array();
    if let Some(value) = lower.block_value(request.body, &ret_ty) {
        if ret_ty != Type::Unit {
            lower.finish(value);
        } else if !value.is_unit() {
            lower.effect(value);
        }
    }
    let body = Block::new(lower.out.pop().expect("the body's block"));
    let Lower { mut vars, types, ret, marks, .. } = lower;
    for var in &mut vars {
        var.guessed = types.guesses(&var.ty);
        var.ty = types.resolve(&var.ty);
    }
    let mut function = Function {
        name: request.signature.ident.to_string(),
        params,
        ret_ty: types.resolve(&ret_ty),
        ret,
        vars,
        body,
        marks,
        span,
    };
    resolve_block(&mut function.body, &types);
    function
}

/// The type of floats that calls alone decide, as in `let mut s = 0.0; s += f(x);`: f32 in a function that
/// speaks of no other.
fn open_float(request: &Request<'_>) -> Type {
    let (signature, body) = (request.signature.to_token_stream(), request.body.to_token_stream());
    if mentions(signature.clone(), "f32") && !mentions(signature, "f64") && !mentions(body, "f64") {
        Type::F32
    } else {
        Type::F64
    }
}

/// Whether a type is named, or is a literal's suffix.
fn mentions(tokens: TokenStream, ty: &str) -> bool {
    tokens.into_iter().any(|t| match t {
        TokenTree::Group(g) => mentions(g.stream(), ty),
        TokenTree::Ident(i) => i == ty,
        TokenTree::Literal(l) => l.to_string().ends_with(ty),
        TokenTree::Punct(_) => false,
    })
}

fn resolve_block(block: &mut Block, types: &Unifier) {
    for stmt in &mut block.stmts {
        stmt.each_expr_mut(&mut |e| resolve_expr(e, types));
        if let StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } = &mut stmt.kind
        {
            place.each_index_mut(&mut |e| resolve_expr(e, types));
        }
        stmt.each_block_mut(&mut |b| resolve_block(b, types));
    }
}

fn resolve_expr(expr: &mut Expr, types: &Unifier) {
    expr.ty = types.resolve(&expr.ty);
    if let ExprKind::Closure(lambda) = &mut expr.kind {
        resolve_block(&mut lambda.body, types);
    }
    expr.each_child_mut(&mut |e| resolve_expr(e, types));
    if let ExprKind::Op(_, args) = &mut expr.kind {
        for arg in args {
            // A reference to a number is a number to an operator.
            if let (ExprKind::Borrow { place, .. }, Type::Ref(_, t)) = (&arg.kind, &arg.ty)
                && t.is_scalar()
            {
                *arg = Expr::read(place.clone(), (**t).clone(), arg.span);
            }
        }
    }
}

/// Does the body leave early? Closures have their own `return`.
fn has_return(block: &syn::Block) -> bool {
    struct Find(bool);
    impl<'a> syn::visit::Visit<'a> for Find {
        fn visit_expr_return(&mut self, _: &'a syn::ExprReturn) {
            self.0 = true;
        }
        fn visit_expr_try(&mut self, _: &'a syn::ExprTry) {
            self.0 = true;
        }
        fn visit_expr_closure(&mut self, _: &'a syn::ExprClosure) {}
        fn visit_item(&mut self, _: &'a syn::Item) {}
    }
    let mut find = Find(false);
    syn::visit::Visit::visit_block(&mut find, block);
    find.0
}

/// The state of one lowering.
pub(crate) struct Lower<'a> {
    vars: Vec<Var>,
    types: Unifier,
    type_params: TypeParams,
    scopes: Scopes,
    /// The open blocks, innermost last.
    out: Vec<Vec<Stmt>>,
    frames: Vec<Frame>,
    loops: u32,
    ret: Option<VarId>,
    ret_ty: Type,
    early: bool,
    diags: &'a mut Diagnostics,
    /// Depth of closure inlining: closures cannot recurse, so this only guards against a bug.
    depth: u32,
    /// The name of the variable that the expression being lowered is going to initialise.
    hint: Option<String>,
    /// The result variable of a branch that was named by that hint.
    hinted: Option<VarId>,
    /// Numbers that are references under the user's names: here they are read.
    references: HashSet<VarId>,
    /// Parameters that are views of arrays.
    views: HashSet<VarId>,
    /// Variables that are no numbers, by how they are used.
    wholes: HashSet<String>,
    /// The value that is being lowered is no number.
    whole: bool,
    /// How many axes the arrays have whose types were written.
    axes: HashMap<VarId, u8>,
    /// Loops with an attribute of ours.
    marks: Vec<(LoopId, Mark)>,
    /// Types of fields, elements and payloads seen so far, by the owner's type and the part's name.
    parts: std::cell::RefCell<HashMap<(String, String), Type>>,
}

impl<'a> Lower<'a> {
    fn new(diags: &'a mut Diagnostics, type_params: TypeParams, open_float: Type) -> Lower<'a> {
        Lower {
            vars: Vec::new(),
            types: Unifier::new(open_float),
            type_params,
            scopes: Scopes::default(),
            out: Vec::new(),
            frames: Vec::new(),
            loops: 0,
            ret: None,
            ret_ty: Type::Unit,
            early: false,
            diags,
            depth: 0,
            hint: None,
            hinted: None,
            references: HashSet::new(),
            views: HashSet::new(),
            wholes: HashSet::new(),
            whole: false,
            axes: HashMap::new(),
            marks: Vec::new(),
            parts: Default::default(),
        }
    }

    fn fresh(&mut self, name: &str, ty: Type) -> VarId {
        builder::fresh(&mut self.vars, name, ty)
    }

    fn var_ty(&self, var: VarId) -> Type {
        self.types.shallow(&self.vars[var.0 as usize].ty)
    }

    fn emit(&mut self, kind: StmtKind, span: Span) {
        self.out.last_mut().expect("an open block").push(Stmt::new(kind, span));
    }

    fn emit_let(&mut self, name: &str, init: Expr) -> VarId {
        let var = self.fresh(name, init.ty.clone());
        let span = init.span;
        self.vars[var.0 as usize].span = span;
        self.emit(StmtKind::Let { var, init: Some(init) }, span);
        var
    }

    fn read_var(&self, var: VarId, span: Span) -> Expr {
        Expr::var(var, self.var_ty(var), span)
    }

    fn loop_id(&mut self) -> LoopId {
        self.loops += 1;
        LoopId(self.loops)
    }

    /// Lowers into a new block.
    fn block<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> (Block, R) {
        self.out.push(Vec::new());
        self.scopes.push();
        let result = f(self);
        self.scopes.pop();
        (Block::new(self.out.pop().expect("the block just opened")), result)
    }

    /// The function's result is `value`.
    fn finish(&mut self, value: Expr) {
        let ty = self.ret_ty.clone();
        self.types.unify(&value.ty, &ty);
        match self.ret {
            Some(ret) => {
                let span = value.span;
                self.emit(StmtKind::Assign { place: Place::of(ret), op: None, value }, span);
            }
            None => {
                let mut value = value;
                if ty != Type::Unknown {
                    value.ty = ty.clone();
                }
                let var = self.emit_let("y", value);
                self.vars[var.0 as usize].ty = ty;
                self.ret = Some(var);
            }
        }
    }

    /// An expression evaluated for its effects alone.
    fn effect(&mut self, value: Expr) {
        let span = value.span;
        match value.kind {
            ExprKind::Tuple(parts) => parts.into_iter().for_each(|p| self.effect(p)),
            ExprKind::Call(_) | ExprKind::Foreign(_) => self.emit(StmtKind::Eval(value), span),
            _ => {}
        }
    }

    /// Gives a value a name unless it is one already, so that it can be used more than once.
    fn name_value(&mut self, hint: &str, value: Expr) -> Expr {
        let simple = match &value.kind {
            ExprKind::Literal(_) | ExprKind::Number(_) => true,
            ExprKind::Read(p) => p.is_var() && !self.vars[p.root.0 as usize].mutable,
            _ => false,
        };
        if simple {
            return value;
        }
        let span = value.span;
        let var = self.emit_let(hint, value);
        self.read_var(var, span)
    }

    /// Makes the indices of a place immutable names, so that the place means the same later.
    fn freeze(&mut self, mut place: Place) -> Place {
        let mut path = std::mem::take(&mut place.path);
        for step in &mut path {
            match step {
                Step::Index(e) => *e = self.freeze_index("at", e.clone()),
                Step::Slice(lo, hi) => {
                    *lo = self.freeze_index("from", lo.clone());
                    if let Some(hi) = hi {
                        *hi = self.freeze_index("to", hi.clone());
                    }
                }
                Step::Part(_, args) => {
                    for arg in args {
                        *arg = self.freeze_index("part", arg.clone());
                    }
                }
                _ => {}
            }
        }
        place.path = path;
        place
    }

    fn freeze_index(&mut self, hint: &str, e: Expr) -> Expr {
        if self.is_frozen(&e) { e } else { self.name_value(hint, e) }
    }

    /// Built from literals and immutable numbers alone.
    fn is_frozen(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Literal(_) => true,
            ExprKind::Read(p) => p.is_var() && !self.vars[p.root.0 as usize].mutable,
            ExprKind::Op("add" | "sub" | "mul", args) => args.iter().all(|a| self.is_frozen(a)),
            _ => false,
        }
    }

    /// The type of a place, as far as it is known.
    fn place_ty(&self, place: &Place) -> Type {
        let mut ty = self.var_ty(place.root);
        for step in &place.path {
            ty = self.types.shallow(&match step {
                Step::Field(name) => match ty.peel() {
                    Type::Tuple(ts) => name
                        .parse::<usize>()
                        .ok()
                        .and_then(|i| ts.get(i).cloned())
                        .unwrap_or(Type::Unknown),
                    owner => self.part_ty(owner, name),
                },
                Step::Index(_) => {
                    ty.element().cloned().unwrap_or_else(|| self.part_ty(ty.peel(), "[]"))
                }
                Step::Slice(..) => {
                    let element = ty.element().cloned();
                    Type::slice(element.unwrap_or_else(|| self.part_ty(ty.peel(), "[]")))
                }
                Step::Part(..) => {
                    let element = ty.element().cloned();
                    let element = element.unwrap_or_else(|| self.part_ty(ty.peel(), "[]"));
                    Type::NdArray(Box::new(element))
                }
                Step::Deref => match ty {
                    Type::Ref(_, t) | Type::Boxed(t) => *t,
                    t if t.is_scalar() => t,
                    _ => Type::Unknown,
                },
            });
        }
        ty
    }

    /// The type of a part of a value whose own type the macro does not know, or knows by name only:
    /// open, but the same part of the same type has the same type.
    fn part_ty(&self, owner: &Type, part: &str) -> Type {
        let owner = match self.types.shallow(owner) {
            Type::Named(name) => name,
            Type::Infer(i) => format!("?{i}"),
            _ => return self.types.fresh(Class::Any),
        };
        let mut parts = self.parts.borrow_mut();
        parts
            .entry((owner, part.to_string()))
            .or_insert_with(|| self.types.fresh(Class::Any))
            .clone()
    }

    /// Could a value of this expression's variables carry a derivative, going by types alone?
    fn mentions_active<T: ToTokens>(&self, tokens: &T) -> bool {
        self.active_name(tokens).is_some()
    }

    /// The first variable among the tokens that could carry a derivative.
    fn active_name<T: ToTokens>(&self, tokens: &T) -> Option<String> {
        let uses = self.uses_of(tokens.to_token_stream());
        let active = |v: &VarId| !self.types.resolve(&self.vars[v.0 as usize].ty).is_constant();
        uses.into_iter().find(|(_, v)| active(v)).map(|(name, _)| name)
    }

    /// The variables that foreign code names.
    fn uses_of(&self, tokens: proc_macro2::TokenStream) -> Vec<(String, VarId)> {
        fn walk(tokens: proc_macro2::TokenStream, names: &mut Vec<String>) {
            let mut after_dot = false;
            for tree in tokens {
                match &tree {
                    proc_macro2::TokenTree::Ident(i) if !after_dot => {
                        let name = i.to_string();
                        if !names.contains(&name) {
                            names.push(name);
                        }
                    }
                    proc_macro2::TokenTree::Literal(l) => {
                        // Format strings name variables inside braces.
                        let text = l.to_string();
                        if text.starts_with('"') && text.contains('{') {
                            for part in text.split('{').skip(1) {
                                let name: String = part
                                    .chars()
                                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                                    .collect();
                                if !name.is_empty() && !names.contains(&name) {
                                    names.push(name);
                                }
                            }
                        }
                    }
                    proc_macro2::TokenTree::Group(g) => walk(g.stream(), names),
                    _ => {}
                }
                after_dot = matches!(&tree, proc_macro2::TokenTree::Punct(p) if p.as_char() == '.' && p.spacing() == proc_macro2::Spacing::Alone);
            }
        }
        let mut names = Vec::new();
        walk(tokens, &mut names);
        let mut uses = Vec::new();
        for name in names {
            match self.scopes.find(&name) {
                Some(Binding::Var(v)) => uses.push((name, *v)),
                Some(Binding::Place { place, .. }) => uses.push((name, place.root)),
                Some(Binding::Closure(c)) => {
                    for (inner, v) in self.uses_of(c.expr.body.to_token_stream()) {
                        if !uses.iter().any(|(n, _)| *n == inner) {
                            uses.push((inner, v));
                        }
                    }
                }
                Some(Binding::Iterator(cursor)) => {
                    cursor.source().each_root(&mut |v| uses.push((name.clone(), v)));
                    for body in cursor.source().closures() {
                        for used in self.uses_of(body) {
                            if !uses.contains(&used) {
                                uses.push(used);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        uses
    }

    /// Code that is carried as it is.
    fn foreign(&mut self, tokens: proc_macro2::TokenStream) -> Foreign {
        let tokens = mark::without_marks(tokens);
        let mut uses = self.uses_of(tokens.clone());
        let touch = foreign::touch(&tokens, &self.scopes);
        if let Some(jump) = touch.jump {
            self.diags.refuse(
                &tokens,
                format!("`{jump}` inside `{}`", shown(&tokens)),
                "this code is carried as it is, and a derivative has to know every way out of it",
                "give the value a name with `let` first, or branch with `if` or `match` as a statement",
            );
        }
        for (name, used) in &mut uses {
            // A number whose name is a reference in the user's code.
            if self.references.contains(used) {
                let ty = self.var_ty(*used);
                *used = self.alias(name, Place::of(*used), ty, false);
            }
            if let Some(Binding::Place { place, ty, mutable }) = self.scopes.find(name).cloned() {
                // The name stands for a place, which foreign code can only borrow.
                let changes = touch.writes.contains(name) || touch.keeps.contains(name);
                *used = self.alias(name, place, ty, mutable && changes);
            }
        }
        let among = |names: &[String]| -> Vec<VarId> {
            let named = |name: &String| touch.opaque || names.contains(name);
            uses.iter().filter(|(name, _)| named(name)).map(|(_, v)| *v).collect()
        };
        let var = |v: &VarId| &self.vars[v.0 as usize];
        let flows = among(&touch.flows);
        let keeps = among(&touch.keeps);
        // What is passed on as a `&mut` may change too.
        let mut writes = among(&touch.writes);
        writes.extend(keeps.iter().filter(|v| var(v).ty.is_mut_ref()));
        writes.retain(|v| var(v).mutable || var(v).ty.is_mut_ref());
        // What changes through a borrow changes where it lies.
        let lenders: Vec<VarId> =
            writes.iter().filter_map(|v| var(v).alias.as_ref()).map(|p| p.root).collect();
        writes.extend(lenders);
        let is_global =
            |name: &&String| self.scopes.find(name).is_none() && foreign::is_global(name);
        let globals = touch.keeps.iter().filter(is_global).cloned().collect();
        Foreign {
            tokens,
            uses,
            flows,
            writes,
            keeps,
            globals,
            opaque: touch.opaque,
            once: touch.calls || touch.opaque,
        }
    }

    /// A borrow of a place, under a name.
    fn alias(&mut self, name: &str, place: Place, ty: Type, mutable: bool) -> VarId {
        let ty = Type::Ref(mutable, Box::new(ty));
        let span = Span::call_site();
        let init = Expr::new(ExprKind::Borrow { mutable, place: place.clone() }, ty.clone(), span);
        let var = self.fresh(name, ty);
        self.emit(StmtKind::Let { var, init: Some(init) }, span);
        self.vars[var.0 as usize].alias = Some(place);
        var
    }

    fn foreign_expr<T: ToTokens + Spanned>(&mut self, node: &T, ty: Type) -> Expr {
        let span = node.span();
        let foreign = self.foreign(node.to_token_stream());
        let once = foreign.once;
        let value = Expr::new(ExprKind::Foreign(foreign), ty, span);
        if once { self.name_value("held", value) } else { value }
    }

    /// Foreign code about an array's shape, which depends on no element.
    fn without_flows<T: ToTokens + Spanned>(&mut self, node: &T, ty: Type) -> Expr {
        let foreign = self.foreign(node.to_token_stream());
        let foreign = Foreign { flows: Vec::new(), writes: Vec::new(), once: false, ..foreign };
        Expr::new(ExprKind::Foreign(foreign), ty, node.span())
    }

    fn open_float(&mut self) -> Type {
        self.types.fresh(Class::Float)
    }
}

impl Expr {
    fn is_unit(&self) -> bool {
        matches!(&self.kind, ExprKind::Tuple(parts) if parts.is_empty())
    }
}
