//! Expressions of the user's kind: reads, arithmetic, casts and literals.

use super::*;

impl Interp<'_> {
    /// Without moving a variable away.
    pub(super) fn expr_in_place(&mut self, e: &Expr) -> Value {
        match &e.kind {
            ExprKind::Read(p) => {
                let loc = self.resolve(p);
                self.load(&loc)
            }
            _ => self.expr(e),
        }
    }

    pub(crate) fn expr(&mut self, e: &Expr) -> Value {
        match &e.kind {
            ExprKind::Literal(text) => literal(text, &e.ty),
            ExprKind::Number(v) => Value::Num(*v),
            ExprKind::Read(p) => {
                let loc = self.resolve(p);
                let value = self.load(&loc);
                // A vector is moved by its name; `emit` writes the same.
                if p.is_var()
                    && matches!(self.vars[p.root.0 as usize].ty, Type::Vec(_))
                    && matches!(value, Value::Seq(_))
                {
                    self.set(p.root, Value::Moved);
                }
                match p.path.last() {
                    Some(Step::Deref) => self.plain(value),
                    _ => value,
                }
            }
            ExprKind::Len(p) => {
                let loc = self.resolve(p);
                let loc = self.follow(loc);
                Value::Int(self.len_at(&loc) as i64)
            }
            ExprKind::Borrow { place, .. } => {
                let loc = self.resolve(place);
                let loc = self.follow(loc);
                if !matches!(loc.parts.last(), Some(Part::Range(..))) {
                    self.at(&loc);
                }
                Value::Ref(loc)
            }
            ExprKind::Op(name, args) => {
                let args = self.plains(args);
                let value = self.primitive(name, &args);
                if matches!(&e.ty, Type::Int(t) if t.starts_with('u')) {
                    assert!(value.int() >= 0, "{name} of {args:?} overflows");
                }
                value
            }
            ExprKind::Compare(op, args) => self.compare(op, args),
            ExprKind::Cast(inner, _) => {
                let value = self.expr(inner);
                cast(self.plain(value), e.ty.is_float())
            }
            ExprKind::Tuple(args) if args.is_empty() => Value::Unit,
            ExprKind::Tuple(args) => Value::Tuple(args.iter().map(|a| self.expr(a)).collect()),
            ExprKind::Array(args) | ExprKind::VecOf(args) => {
                Value::Seq(args.iter().map(|a| self.expr(a)).collect())
            }
            ExprKind::Repeat { value, count, .. } => {
                let value = self.expr(value);
                let n = self.expr(count).index();
                Value::Seq(vec![value; n])
            }
            ExprKind::Construct { path, fields, rest: None, .. } => {
                Value::Variant(last_name(path), fields.iter().map(|(_, e)| self.expr(e)).collect())
            }
            ExprKind::Closure(_) => unreachable!("random programs have no closures as values"),
            ExprKind::Zero(inner) => {
                let value = self.expr_in_place(inner);
                self.plain(value).zero()
            }
            ExprKind::CloneOf { place, .. } => {
                let loc = self.resolve(place);
                let loc = self.follow(loc);
                self.load(&loc)
            }
            ExprKind::Support(name, args) => self.support(name, args),
            ExprKind::Call(call) => match &call.callee {
                Callee::Wrap(path) => match last_name(path).as_str() {
                    name @ ("Some" | "Ok") => Value::Variant(
                        name.into(),
                        call.args.iter().map(|a| self.expr(a)).collect(),
                    ),
                    "new" | "into" => self.expr(&call.args[0]),
                    name => panic!("`{name}` is not evaluated"),
                },
                Callee::Method { name, .. } => self.checkpoints(name, &call.args[0]),
                _ => panic!("calls are not evaluated"),
            },
            ExprKind::Foreign(f) => {
                let code = syn::parse2(f.tokens.clone())
                    .unwrap_or_else(|e| panic!("foreign code `{}`: {e}", f.tokens));
                self.foreign(&code, f, &mut Vec::new())
            }
            ExprKind::Rule { op, form, args } => self.rule(op, *form, args),
            ExprKind::Construct { .. } => panic!("{:?} is not evaluated", e.kind),
        }
    }

    /// Arithmetic on literals and variables that `parse` left as it was.
    pub(super) fn foreign(
        &mut self,
        code: &syn::Expr,
        f: &Foreign,
        locals: &mut Vec<(String, Value)>,
    ) -> Value {
        match code {
            syn::Expr::Block(b) => {
                let outer = locals.len();
                let mut value = Value::Unit;
                for s in &b.block.stmts {
                    match s {
                        syn::Stmt::Expr(e, None) => value = self.foreign(e, f, locals),
                        syn::Stmt::Local(syn::Local {
                            pat: syn::Pat::Ident(p),
                            init: Some(init),
                            ..
                        }) => {
                            let value = self.foreign(&init.expr, f, locals);
                            locals.push((p.ident.to_string(), value));
                        }
                        _ => panic!("foreign code `{}` is not evaluated", f.tokens),
                    }
                }
                locals.truncate(outer);
                value
            }
            syn::Expr::Paren(e) => self.foreign(&e.expr, f, locals),
            syn::Expr::Group(e) => self.foreign(&e.expr, f, locals),
            syn::Expr::Lit(l) => {
                literal(&quote::ToTokens::to_token_stream(l).to_string(), &Type::Unknown)
            }
            syn::Expr::Path(p) if p.path.is_ident("None") => {
                Value::Variant("None".into(), Vec::new())
            }
            syn::Expr::Path(p) => {
                let name = p.path.get_ident().map(ToString::to_string).unwrap_or_default();
                if let Some((_, v)) = locals.iter().rev().find(|(n, _)| *n == name) {
                    return v.clone();
                }
                let (_, v) = f
                    .uses
                    .iter()
                    .find(|(n, _)| *n == name)
                    .unwrap_or_else(|| panic!("foreign `{name}` is not evaluated"));
                self.plain(self.slot(*v).clone())
            }
            syn::Expr::Unary(u) => match (u.op, self.foreign(&u.expr, f, locals)) {
                (syn::UnOp::Neg(_), v) => self.primitive("neg", &[v]),
                (syn::UnOp::Not(_), v) => Value::Bool(!v.bool()),
                (_, v) => v,
            },
            syn::Expr::Cast(c) => {
                let value = self.foreign(&c.expr, f, locals);
                let ty = quote::ToTokens::to_token_stream(&c.ty).to_string();
                cast(value, ty.starts_with('f'))
            }
            syn::Expr::If(i) => {
                let c = self.foreign(&i.cond, f, locals).bool();
                self.decide(1 + u64::from(c));
                let block = |b: &syn::Block| {
                    syn::Expr::Block(syn::ExprBlock {
                        attrs: Vec::new(),
                        label: None,
                        block: b.clone(),
                    })
                };
                match (c, &i.else_branch) {
                    (true, _) => self.foreign(&block(&i.then_branch), f, locals),
                    (false, Some((_, e))) => self.foreign(e, f, locals),
                    (false, None) => Value::Unit,
                }
            }
            syn::Expr::Binary(b) => {
                let op = quote::ToTokens::to_token_stream(&b.op).to_string();
                if matches!(op.as_str(), "==" | "!=" | "<" | "<=" | ">" | ">=" | "&&" | "||") {
                    let (x, y) =
                        (self.foreign(&b.left, f, locals), self.foreign(&b.right, f, locals));
                    return compare(&op, &x, &y);
                }
                let args = [self.foreign(&b.left, f, locals), self.foreign(&b.right, f, locals)];
                let name = match b.op {
                    syn::BinOp::Add(_) => "add",
                    syn::BinOp::Sub(_) => "sub",
                    syn::BinOp::Mul(_) => "mul",
                    syn::BinOp::Div(_) => "div",
                    syn::BinOp::Rem(_) => "rem",
                    _ => panic!("foreign code `{}` is not evaluated", f.tokens),
                };
                self.primitive(name, &args)
            }
            syn::Expr::MethodCall(m) => {
                let mut args = vec![self.foreign(&m.receiver, f, locals)];
                args.extend(m.args.iter().map(|a| self.foreign(a, f, locals)).collect::<Vec<_>>());
                self.primitive(&m.method.to_string(), &args)
            }
            e => panic!("foreign code `{}` is not evaluated", quote::ToTokens::to_token_stream(e)),
        }
    }

    pub(super) fn plains(&mut self, args: &[Expr]) -> Vec<Value> {
        args.iter()
            .map(|a| {
                let v = self.expr(a);
                self.plain(v)
            })
            .collect()
    }

    pub(super) fn compare(&mut self, op: &str, args: &[Expr]) -> Value {
        let a = self.expr(&args[0]);
        let a = self.plain(a);
        match (op, &a) {
            ("!", _) => return Value::Bool(!a.bool()),
            ("&&", Value::Bool(false)) | ("||", Value::Bool(true)) => return a,
            _ => {}
        }
        let b = self.expr(&args[1]);
        let b = self.plain(b);
        if matches!(op, "&&" | "||") {
            return b;
        }
        compare(op, &a, &b)
    }

    pub(super) fn primitive(&mut self, name: &str, args: &[Value]) -> Value {
        if crate::rules::is_support(name) {
            return self.support_of(name, args);
        }
        if args.iter().all(|a| matches!(a, Value::Int(_))) {
            let a = args[0].int();
            let b = args.get(1).map_or(0, Value::int);
            return Value::Int(match name {
                "add" => a + b,
                "sub" => a - b,
                "mul" => a * b,
                "div" => a / b,
                "rem" => a % b,
                "neg" => -a,
                "abs" => a.abs(),
                "max" => a.max(b),
                "min" => a.min(b),
                _ => panic!("`{name}` of integers"),
            });
        }
        let x = args[0].num();
        if let ("powi", Value::Int(n)) = (name, args.get(1).unwrap_or(&Value::Unit)) {
            return Value::Num(x.powi(*n as i32));
        }
        let y = args.get(1).map_or(0.0, Value::num);
        let z = args.get(2).map_or(0.0, Value::num);
        // Kinks are decisions.
        match name {
            "abs" => self.decide(11 + u64::from(x > 0.0)),
            "max" | "min" => self.decide(13 + u64::from(x > y)),
            "floor" | "ceil" | "trunc" | "round" => {
                self.decide(x.floor().to_bits() ^ x.round().to_bits())
            }
            "rem" => self.decide((x / y).trunc().to_bits()),
            _ => {}
        }
        let value = match crate::rules::scalar::vector(name).unwrap_or(name) {
            "add" => x + y,
            "sub" => x - y,
            "mul" => x * y,
            "div" => x / y,
            "rem" => x % y,
            "neg" => -x,
            "mul_add" => x.mul_add(y, z),
            "recip" => x.recip(),
            "sin" => x.sin(),
            "cos" => x.cos(),
            "tan" => x.tan(),
            "atan" => x.atan(),
            "atan2" => x.atan2(y),
            "sinh" => x.sinh(),
            "cosh" => x.cosh(),
            "tanh" => x.tanh(),
            "exp" => x.exp(),
            "exp_m1" => x.exp_m1(),
            "ln" => x.ln(),
            "ln_1p" => x.ln_1p(),
            "sqrt" => x.sqrt(),
            "cbrt" => x.cbrt(),
            "powf" => x.powf(y),
            "hypot" => x.hypot(y),
            "abs" => x.abs(),
            "max" => x.max(y),
            "min" => x.min(y),
            "signum" => x.signum(),
            "floor" => x.floor(),
            "ceil" => x.ceil(),
            "round" => x.round(),
            "trunc" => x.trunc(),
            _ => panic!("`{name}` is not evaluated"),
        };
        self.largest = if value.is_nan() { f64::INFINITY } else { self.largest.max(value.abs()) };
        Value::Num(value)
    }
}
