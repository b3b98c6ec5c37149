//! Calls of functions, constructors and macros.

use super::foreign::ENDS_OUTSIDE;
use super::iter::Callable;
use super::stmt::strip;
use super::*;
use crate::ir::types::Class;
use crate::rules;

impl Lower<'_> {
    /// A path that names a function rather than a value.
    pub(super) fn is_function_path(&self, path: &syn::ExprPath) -> bool {
        let Some(last) = path.path.segments.last() else { return false };
        let name = last.ident.to_string();
        let local = path.path.get_ident().and_then(|i| self.scopes.find(&i.to_string()));
        match local {
            Some(Binding::Path(_)) => true,
            Some(_) => false,
            None => name.chars().next().is_some_and(char::is_lowercase) && name != "self",
        }
    }

    pub(super) fn call(&mut self, c: &syn::ExprCall, expected: &Type) -> Option<Expr> {
        let span = c.span();
        match strip(&c.func) {
            syn::Expr::Closure(_) => {
                let f = self.callable(&c.func)?;
                let args: Vec<&syn::Expr> = c.args.iter().collect();
                let args = self.sequence(&args, &vec![Type::Unknown; args.len()])?;
                self.apply(&f, args, span)
            }
            syn::Expr::Path(p) => {
                let local =
                    p.path.get_ident().and_then(|i| self.scopes.find(&i.to_string())).cloned();
                match local {
                    Some(Binding::Closure(closure)) => {
                        let args: Vec<&syn::Expr> = c.args.iter().collect();
                        let args = self.sequence(&args, &vec![Type::Unknown; args.len()])?;
                        return self.apply(&Callable::Closure(closure), args, span);
                    }
                    Some(Binding::Var(f)) if self.function_result(f).is_some() => {
                        return self.call_parameter(f, &c.args, span);
                    }
                    Some(Binding::Var(_)) if self.mentions_active(c) => {
                        self.diags.refuse(
                            c.func.span(),
                            format!("`{}` is called through a value", p.to_token_stream()),
                            "which function it is, is known at run time only",
                            "call the function by its name, or make this function generic over it",
                        );
                        return None;
                    }
                    Some(Binding::Path(tokens)) => {
                        let path: syn::ExprPath = syn::parse2(tokens).ok()?;
                        return self.call_with(&path, &c.args, expected, span);
                    }
                    _ => {}
                }
                self.call_with(p, &c.args, expected, span)
            }
            _ => {
                if self.mentions_active(c) {
                    self.diags.refuse(
                        c.func.span(),
                        "this callee is an expression",
                        "which function it is, is known at run time only",
                        "call a function by its name",
                    );
                    return None;
                }
                Some(self.foreign_expr(c, Type::Unknown))
            }
        }
    }

    fn call_with(
        &mut self,
        path: &syn::ExprPath,
        args: &syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>,
        expected: &Type,
        span: Span,
    ) -> Option<Expr> {
        let name = path.path.segments.last()?.ident.to_string();
        if matches!(name.as_str(), "swap" | "replace" | "take")
            && args
                .iter()
                .next()
                .is_some_and(|a| matches!(strip(a), syn::Expr::Reference(_) | syn::Expr::Path(_)))
            && is_mem(&path.path)
        {
            return self.mem(&name, args, span);
        }
        if name == "from_fn" && args.len() == 1 {
            return self.array_from_fn(args.first()?, expected, span);
        }
        if let Some(array) = self.new_array(path, args, span) {
            return array;
        }
        let exprs: Vec<&syn::Expr> = args.iter().collect();
        // Constructors pass the expected type on to their one argument.
        let inner = match (name.as_str(), expected) {
            ("Some", Type::Option(t)) | ("Ok", Type::Result(t)) => (**t).clone(),
            _ => Type::Unknown,
        };
        // Functions among the arguments are values of their own kind.
        let functions: Vec<Option<Callable>> =
            exprs.iter().map(|e| self.function_argument(e)).collect();
        let plain: Vec<&syn::Expr> =
            exprs.iter().zip(&functions).filter(|(_, f)| f.is_none()).map(|(e, _)| *e).collect();
        let mut plain = self.sequence(&plain, &vec![inner; plain.len()])?.into_iter();
        let mut values = Vec::new();
        for (e, f) in exprs.iter().zip(functions) {
            values.push(match f {
                Some(f) => self.lambda(&f, e)?,
                None => plain.next()?,
            });
        }
        self.call_path(path, values, span)
    }

    /// What a parameter that is a function returns.
    fn function_result(&self, var: VarId) -> Option<Type> {
        let ty = self.var_ty(var);
        let Type::Named(name) = ty.peel() else { return None };
        let (_, ret) = self.type_params.functions.iter().find(|(n, _)| n == name)?;
        Some(lower_type(ret, &self.type_params, &mut Unifier::default()))
    }

    /// `f(x, y)` for a parameter `f` that is a function.
    fn call_parameter(
        &mut self,
        f: VarId,
        args: &syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>,
        span: Span,
    ) -> Option<Expr> {
        let ty = self.function_result(f)?;
        let args: Vec<&syn::Expr> = args.iter().collect();
        let values = self.sequence(&args, &vec![Type::Unknown; args.len()])?;
        let values: Vec<Expr> = values.into_iter().map(|v| self.operand(v)).collect();
        let tuple = Type::Tuple(values.iter().map(|v| v.ty.clone()).collect());
        let tuple = Expr::new(ExprKind::Tuple(values), tuple, span);
        let tuple = self.name_value("argument", tuple);
        let function = match self.var_ty(f) {
            Type::Ref(..) => self.read_var(f, span),
            ty => {
                let kind = ExprKind::Borrow { mutable: false, place: Place::of(f) };
                Expr::new(kind, Type::Ref(false, Box::new(ty)), span)
            }
        };
        let path = quote::quote!(::cotangent::__private::apply);
        let callee = Callee::Path { path, form: CallForm::PRIMAL };
        let call = Call { callee, args: vec![function, tuple], span };
        let name = format!("{}_value", self.vars[f.0 as usize].name);
        let var = self.emit_let(&name, Expr::new(ExprKind::Call(Box::new(call)), ty, span));
        Some(self.read_var(var, span))
    }

    /// A closure or the name of a function, handed to a function.
    fn function_argument(&self, arg: &syn::Expr) -> Option<Callable> {
        match strip(arg) {
            syn::Expr::Closure(c) => {
                let closure = scope::Closure { expr: c.clone(), scopes: self.scopes.clone() };
                Some(Callable::Closure(std::rc::Rc::new(closure)))
            }
            syn::Expr::Path(p) => {
                match p.path.get_ident().and_then(|i| self.scopes.find(&i.to_string())) {
                    Some(Binding::Closure(c)) => Some(Callable::Closure(c.clone())),
                    Some(Binding::Path(tokens)) => {
                        syn::parse2(tokens.clone()).ok().map(Callable::Path)
                    }
                    Some(_) => None,
                    None if self.is_function_path(p) => Some(Callable::Path(p.clone())),
                    None => None,
                }
            }
            _ => None,
        }
    }

    /// A function as a value: its body over names of its own and those around it.
    fn lambda(&mut self, f: &Callable, arg: &syn::Expr) -> Option<Expr> {
        let span = arg.span();
        let before = self.vars.len();
        let types: Vec<Option<syn::Type>> = match f {
            Callable::Closure(c) => c
                .expr
                .inputs
                .iter()
                .map(|p| match p {
                    syn::Pat::Type(t) => Some((*t.ty).clone()),
                    _ => None,
                })
                .collect(),
            // Functions of one value are by far the most; another arity needs a closure.
            Callable::Path(_) => vec![None],
        };
        let (body, result) = self.block(|l| {
            let args: Vec<VarId> = types
                .iter()
                .map(|t| {
                    let ty = match t {
                        Some(t) => lower_type(t, &l.type_params, &mut l.types),
                        None => l.types.fresh(Class::Any),
                    };
                    l.fresh("x", ty)
                })
                .collect();
            let values = args.iter().map(|v| l.read_var(*v, span)).collect();
            let value = l.apply(f, values, span)?;
            let value = l.operand(value);
            Some((args, l.emit_let("y", value)))
        });
        let (args, ret) = result?;
        for arg in &args {
            // Nothing in the body says what it takes: a float of this function's kind.
            let ty = self.var_ty(*arg);
            if self.types.class(&ty) == Some(Class::Any) {
                let float = self.usual_float();
                self.types.unify(&ty, &float);
            }
        }
        let mut captures = Vec::new();
        let mut changed = None;
        let outer = |v: VarId| (v.0 as usize) < before;
        for v in crate::analyse::effects::mentioned(&body.stmts) {
            self.capture(v, &outer, &mut captures);
        }
        captures.sort();
        body.each_stmt(&mut |s| {
            if let StmtKind::Assign { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. } = &s.kind
                && outer(place.root)
            {
                changed = Some(place.root);
            }
        });
        if let Some(v) = changed {
            let name = self.vars[v.0 as usize].name.clone();
            self.diags.refuse(
                span,
                format!("a closure that changes `{name}` is handed to a function"),
                "how often and when it runs is not known here",
                "return the new value, or write the loop in this function",
            );
            return None;
        }
        let primal = self.foreign(arg.to_token_stream());
        let lambda = Lambda {
            primal,
            args,
            body,
            ret,
            captures,
            form: CallForm::PRIMAL,
            wrt: Vec::new(),
            marks: self.marks.clone(),
        };
        Some(Expr::new(ExprKind::Closure(Box::new(lambda)), Type::Unknown, span))
    }

    /// The float that the function's signature speaks of.
    fn usual_float(&self) -> Type {
        fn float(ty: &Type) -> Option<Type> {
            match ty.peel() {
                t if t.is_float() => Some(t.clone()),
                Type::Tuple(ts) => ts.iter().find_map(float),
                t => t.element().and_then(float),
            }
        }
        float(&self.ret_ty)
            .or_else(|| self.vars.iter().find_map(|v| float(&v.ty)))
            .unwrap_or(Type::F64)
    }

    /// A name from around a closure, with what it is an alias of.
    fn capture(&self, v: VarId, outer: &dyn Fn(VarId) -> bool, out: &mut Vec<VarId>) {
        if !outer(v) || out.contains(&v) {
            return;
        }
        out.push(v);
        if let Some(place) = &self.vars[v.0 as usize].alias {
            self.capture(place.root, outer, out);
            place.each_index(&mut |e| e.each_var(&mut |u| self.capture(u, outer, &mut *out)));
        }
    }

    pub(super) fn call_path(
        &mut self,
        path: &syn::ExprPath,
        mut args: Vec<Expr>,
        span: Span,
    ) -> Option<Expr> {
        let segments: Vec<String> =
            path.path.segments.iter().map(|s| s.ident.to_string()).collect();
        let name = segments.last()?.as_str();
        let owner = if segments.len() > 1 { segments[segments.len() - 2].as_str() } else { "" };
        let tokens = path.to_token_stream();
        let float_owner = match owner {
            "f64" => Some(Type::F64),
            "f32" => Some(Type::F32),
            t if self.type_params.scalars.iter().any(|s| s == t) => {
                Some(Type::Scalar(t.to_string()))
            }
            _ => None,
        };
        if let [.., "cotangent", "math", function] =
            segments.iter().map(String::as_str).collect::<Vec<_>>()[..]
            && let Some(rule) = rules::scalar::in_vectors(function).and_then(rules::find)
            // Where the slope is another function, a call evaluates both at once and keeps the slope.
            && rule.params.len() == args.len()
            && !rule.calls_in_slopes()
        {
            let args: Vec<Expr> = args.into_iter().map(|a| self.operand(a)).collect();
            for a in &args[1..] {
                self.types.unify(&a.ty, &args[0].ty);
            }
            let ty = args[0].ty.clone();
            return Some(Expr::new(ExprKind::Op(rule.name, args), ty, span));
        }
        if let Some(ty) = &float_owner {
            if let ([_], true) = (&args[..], super::method::is_sin_cos(name)) {
                self.types.unify(&args[0].ty, ty);
                return Some(self.sin_cos(name, args.remove(0), span));
            }
            if let Some(rule) = rules::find(name).filter(|r| r.params.len() == args.len()) {
                let args: Vec<Expr> = args.into_iter().map(|a| self.operand(a)).collect();
                self.types.unify(&args[0].ty, ty);
                return Some(Expr::new(ExprKind::Op(rule.name, args), ty.clone(), span));
            }
            if matches!(name, "from") && args.len() == 1 {
                let arg = self.operand(args.remove(0));
                let to = ty.to_string();
                let to: syn::Ident = syn::Ident::new(&to, Span::call_site());
                if matches!(ty, Type::F64 | Type::F32) {
                    return Some(Expr::new(
                        ExprKind::Cast(Box::new(arg), to.to_token_stream()),
                        ty.clone(),
                        span,
                    ));
                }
            }
            if args.iter().all(|a| {
                a.ty.is_constant() || self.types.class(&a.ty).is_some() || a.as_number().is_some()
            }) || args.is_empty()
            {
                return Some(self.foreign_call(&tokens, args, ty.clone(), span));
            }
        }
        match (owner, name) {
            ("Vec", "new" | "with_capacity") | ("Default", "default") | ("VecDeque", "new") => {
                if name == "default" {
                    return Some(self.foreign_call(&tokens, args, Type::Unknown, span));
                }
                let elem = self.types.fresh(Class::Any);
                let ty = Type::Vec(Box::new(elem));
                return Some(Expr::new(ExprKind::VecOf(Vec::new()), ty, span));
            }
            ("Vec", "from") if args.len() == 1 => {
                let (place, _) = self.place_of("original", args.remove(0));
                let elem = self.place_ty(&place).element().cloned().unwrap_or(Type::Unknown);
                return Some(Expr::new(
                    ExprKind::CloneOf { place, method: "to_vec" },
                    Type::Vec(Box::new(elem)),
                    span,
                ));
            }
            ("Box", "new") => {
                let ty = Type::Boxed(Box::new(args[0].ty.clone()));
                return Some(self.wrap(tokens, args, ty, span));
            }
            ("Option", "Some") | ("", "Some") => {
                let ty = Type::Option(Box::new(args[0].ty.clone()));
                return Some(self.wrap(quote::quote!(Some), args, ty, span));
            }
            ("Result", "Ok") | ("", "Ok") => {
                let ty = Type::Result(Box::new(args[0].ty.clone()));
                return Some(self.wrap(quote::quote!(Ok), args, ty, span));
            }
            ("Result", "Err") | ("", "Err") => {
                let ty = self.ret_ty.clone();
                return Some(self.foreign_call(&tokens, args, ty, span));
            }
            (_, "constant") if args.len() == 1 && (owner.is_empty() || owner == "cotangent") => {
                let value = self.operand(args.remove(0));
                let ty = value.ty.clone();
                return Some(Expr::support("constant", vec![value], ty));
            }
            (_, "black_box") if args.len() == 1 => return args.pop(),
            ("", "drop") => return Some(Expr::unit(span)),
            _ => {}
        }
        let constructs =
            name.chars().next().is_some_and(char::is_uppercase) && !is_function_constant(name);
        if constructs {
            let fields = args.into_iter().map(|a| (None, a)).collect();
            let path_text = tokens.to_string().replace(' ', "");
            let ty = Type::Named(if owner.chars().next().is_some_and(char::is_uppercase) {
                owner.to_string()
            } else {
                path_text
            });
            return Some(Expr::new(
                ExprKind::Construct { path: tokens, fields, rest: None, tangent: false },
                ty,
                span,
            ));
        }
        if args.iter().all(|a| self.is_constant_value(a)) {
            let ty = match super::array_new::is_array_type(owner) {
                true => Type::NdArray(Box::new(self.types.fresh(Class::Any))),
                false => Type::Unknown,
            };
            let value = self.foreign_call(&tokens, args, ty, span);
            return Some(self.name_value(&format!("{name}_value"), value));
        }
        let args = args.into_iter().map(|a| self.call_argument(a)).collect();
        // What it returns shows in how it is used: beside a float it is a float.
        let ty = self.types.fresh(Class::Any);
        Some(self.emit_call(
            Callee::Path { path: tokens, form: CallForm::PRIMAL },
            args,
            ty,
            path.path.segments.last()?.ident.span(),
        ))
    }

    fn is_constant_value(&self, e: &Expr) -> bool {
        let ty = self.types.resolve(&e.ty);
        if ty.is_constant() || e.as_number().is_some() || matches!(e.kind, ExprKind::Literal(_)) {
            return true;
        }
        let mut constant = true;
        e.each_var(&mut |v| {
            constant &= self.types.resolve(&self.vars[v.0 as usize].ty).is_constant()
        });
        constant && matches!(e.kind, ExprKind::Foreign(_))
    }

    /// A call that no active value reaches by type, carried as it is.
    fn foreign_call(
        &mut self,
        path: &proc_macro2::TokenStream,
        args: Vec<Expr>,
        ty: Type,
        span: Span,
    ) -> Expr {
        if args.is_empty() {
            let once = last_segment(path).starts_with(char::is_lowercase);
            let foreign = Foreign { once, ..Foreign::plain(quote::quote!(#path())) };
            return Expr::new(ExprKind::Foreign(foreign), ty, span);
        }
        Expr::new(
            ExprKind::Call(Box::new(Call { callee: Callee::Wrap(path.clone()), args, span })),
            ty,
            span,
        )
    }

    fn wrap(
        &mut self,
        path: proc_macro2::TokenStream,
        args: Vec<Expr>,
        ty: Type,
        span: Span,
    ) -> Expr {
        Expr::new(
            ExprKind::Call(Box::new(Call { callee: Callee::Wrap(path), args, span })),
            ty,
            span,
        )
    }

    /// An argument of a call: borrows keep their place, everything else gets a name.
    pub(super) fn call_argument(&mut self, arg: Expr) -> Expr {
        match arg.kind {
            ExprKind::Borrow { mutable, place } => {
                let place = self.freeze(place);
                if mutable {
                    self.mark_assigned(&place);
                }
                Expr::new(ExprKind::Borrow { mutable, place }, arg.ty, arg.span)
            }
            ExprKind::Read(ref place) if place.is_var() => arg,
            ExprKind::Literal(_) | ExprKind::Closure(_) => arg,
            // A static stays where it is.
            ExprKind::Foreign(ref f) if foreign::is_global(&f.tokens.to_string()) => arg,
            _ => self.name_value("argument", arg),
        }
    }

    /// A call is a statement of its own; its value is a new name.
    pub(super) fn emit_call(
        &mut self,
        callee: Callee,
        args: Vec<Expr>,
        ty: Type,
        span: Span,
    ) -> Expr {
        let hint = match &callee {
            Callee::Path { path, .. } => format!("{}_value", last_segment(path)),
            Callee::Method { name, .. } => format!("{name}_value"),
            _ => "called".to_string(),
        };
        let call =
            Expr::new(ExprKind::Call(Box::new(Call { callee, args, span })), ty.clone(), span);
        let var = self.emit_let(&hint, call);
        self.read_var(var, span)
    }

    /// `mem::swap`, `mem::replace`, `mem::take`
    fn mem(
        &mut self,
        name: &str,
        args: &syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>,
        span: Span,
    ) -> Option<Expr> {
        let first = self.expr(args.first()?, &Type::Unknown)?;
        let (a, _) = self.place_of("target", first);
        let a = self.freeze(a);
        let a = self.through(a);
        self.mark_assigned(&a);
        let ty = self.place_ty(&a);
        match name {
            "swap" => {
                let second = self.expr(args.iter().nth(1)?, &Type::Unknown)?;
                let (b, _) = self.place_of("target", second);
                let b = self.freeze(b);
                let b = self.through(b);
                self.mark_assigned(&b);
                self.emit(StmtKind::Swap { a, b }, span);
                Some(Expr::unit(span))
            }
            "replace" => {
                let value = self.expr(args.iter().nth(1)?, &ty)?;
                let new = self.emit_let("new", value);
                self.vars[new.0 as usize].mutable = true;
                self.emit(StmtKind::Swap { a, b: Place::of(new) }, span);
                Some(self.read_var(new, span))
            }
            _ => {
                let zero = if ty.is_float() {
                    Expr::number(0.0, ty.clone())
                } else if matches!(ty, Type::Vec(_)) {
                    Expr::new(ExprKind::VecOf(Vec::new()), ty.clone(), span)
                } else {
                    Expr::new(
                        ExprKind::Foreign(Foreign::plain(quote::quote!(
                            ::core::default::Default::default()
                        ))),
                        ty.clone(),
                        span,
                    )
                };
                let new = self.emit_let("taken", zero);
                self.vars[new.0 as usize].mutable = true;
                self.emit(StmtKind::Swap { a, b: Place::of(new) }, span);
                Some(self.read_var(new, span))
            }
        }
    }

    /// A `&mut` variable of a number means the number.
    fn through(&self, place: Place) -> Place {
        if place.is_var() && matches!(self.var_ty(place.root), Type::Ref(..)) {
            place.then(Step::Deref)
        } else {
            place
        }
    }

    /// `std::array::from_fn(|i| …)`
    fn array_from_fn(&mut self, f: &syn::Expr, expected: &Type, span: Span) -> Option<Expr> {
        let expected = self.types.shallow(expected);
        let Type::Array(elem, n) = expected.clone() else {
            if self.mentions_active(f) {
                self.diags.refuse(
                    span,
                    "the length of this `from_fn` is not known here",
                    "the macro sees no inferred types",
                    "write the array's type: `let a: [f64; N] = from_fn(..)`",
                );
                return None;
            }
            return Some(self.foreign_expr(f, Type::Unknown));
        };
        let elem = match *elem {
            Type::Infer(_) | Type::Unknown => self.open_float(),
            t => t,
        };
        let f = self.callable(f)?;
        let count: proc_macro2::TokenStream = n.parse().ok()?;
        let count =
            Expr::new(ExprKind::Foreign(Foreign::plain(count)), Type::Int("usize".into()), span);
        let zero = Expr::number(0.0, elem.clone());
        let ty = Type::Array(Box::new(elem.clone()), n);
        let init = Expr::new(
            ExprKind::Repeat { value: Box::new(zero), count: Box::new(count), vec: false },
            ty.clone(),
            span,
        );
        let out = self.emit_let("items", init);
        self.vars[out.0 as usize].mutable = true;
        let id = self.loop_id();
        let hi = Expr::new(ExprKind::Len(Place::of(out)), Type::Int("usize".into()), span);
        let var = self.fresh("i", Type::Int("usize".into()));
        let (body, _) = self.block(|l| {
            let i = l.read_var(var, span);
            if let Some(value) = l.apply(&f, vec![i.clone()], span) {
                l.types.unify(&elem, &value.ty);
                l.assign(Place::of(out).then(Step::Index(i)), value, span);
            }
        });
        self.emit(StmtKind::For { id, var, lo: Expr::int(0), hi, reversed: false, body }, span);
        Some(Expr::var(out, ty, span))
    }

    pub(super) fn macro_call(&mut self, m: &syn::ExprMacro, expected: &Type) -> Option<Expr> {
        let span = m.span();
        let name = m.mac.path.segments.last()?.ident.to_string();
        if let Some(array) = self.array_macro(m) {
            return array;
        }
        match name.as_str() {
            "vec" => self.vec_macro(&m.mac, expected, span),
            "panic" | "unreachable" | "todo" | "unimplemented" => {
                let foreign = self.foreign(m.to_token_stream());
                let tokens = quote::quote!(#m;);
                self.emit(StmtKind::Foreign(Foreign { tokens, ..foreign }), span);
                None
            }
            n if ENDS_OUTSIDE.contains(&n) => {
                let foreign = self.foreign(m.to_token_stream());
                let tokens = quote::quote!(#m;);
                self.emit(StmtKind::Foreign(Foreign { tokens, ..foreign }), span);
                Some(Expr::unit(span))
            }
            "matches" => {
                let tokens = m.to_token_stream();
                Some(Expr::new(ExprKind::Foreign(self.foreign(tokens)), Type::Bool, span))
            }
            "format" | "stringify" | "concat" | "line" | "file" | "env" => {
                Some(self.foreign_expr(m, Type::Constant))
            }
            // Whether the writing worked carries no floats.
            "write" | "writeln" => Some(self.foreign_expr(m, Type::Constant)),
            _ => Some(self.foreign_expr(m, Type::Unknown)),
        }
    }

    fn vec_macro(&mut self, mac: &syn::Macro, expected: &Type, span: Span) -> Option<Expr> {
        let elem = self.types.shallow(expected).element().cloned().unwrap_or(Type::Unknown);
        if let Ok(list) = mac.parse_body_with(
            syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated,
        ) {
            let exprs: Vec<&syn::Expr> = list.iter().collect();
            let parts = self.sequence(&exprs, &vec![elem; exprs.len()])?;
            let ty = match parts.first() {
                None => self.types.fresh(Class::Any),
                Some(p) => {
                    let first = p.ty.clone();
                    for p in &parts[1..] {
                        self.types.unify(&first, &p.ty);
                    }
                    first
                }
            };
            return Some(Expr::new(ExprKind::VecOf(parts), Type::Vec(Box::new(ty)), span));
        }
        let parse = |input: syn::parse::ParseStream<'_>| -> syn::Result<(syn::Expr, syn::Expr)> {
            let value = input.parse()?;
            input.parse::<syn::Token![;]>()?;
            Ok((value, input.parse()?))
        };
        match mac.parse_body_with(parse) {
            Ok((value, count)) => {
                let value = self.expr(&value, &elem)?;
                let count = self.expr(&count, &Type::Int("usize".into()))?;
                self.types.unify(&count.ty, &Type::Int("usize".into()));
                let count = self.freeze_index("n", count);
                let ty = Type::Vec(Box::new(value.ty.clone()));
                Some(Expr::new(
                    ExprKind::Repeat { value: Box::new(value), count: Box::new(count), vec: true },
                    ty,
                    span,
                ))
            }
            Err(e) => {
                self.diags.refuse(span, format!("this `vec!` does not parse: {e}"), "", "");
                None
            }
        }
    }
}

/// `ACTIVATION(x)` calls a constant, `Rgb(x)` and `SE3(x)` construct a value: by the case of the
/// name, which a short acronym does not tell.
fn is_function_constant(name: &str) -> bool {
    name.len() > 3 && !name.chars().any(char::is_lowercase)
}

fn is_mem(path: &syn::Path) -> bool {
    let n = path.segments.len();
    n == 1 || path.segments[n - 2].ident == "mem"
}
