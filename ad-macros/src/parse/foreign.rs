//! What foreign code does with the variables that it names, as far as its syntax tells.
//!
//! Foreign code is carried as tokens, so a derivative does not pass through it. Whether that is
//! right depends on three questions: whose values does it use as values (a comparison, a length or
//! a cast to an integer uses them only piecewise), which variables may it change, and where may it
//! keep a value behind a shared reference. What is not understood counts as all three.

use super::scope::{Binding, Scopes};
use crate::rules;
use proc_macro2::TokenStream;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};

/// Methods whose result is piecewise constant: a derivative through them is zero.
pub(super) const PIECEWISE: &[&str] = &[
    "is_nan",
    "is_finite",
    "is_infinite",
    "is_normal",
    "is_subnormal",
    "is_sign_positive",
    "is_sign_negative",
    "partial_cmp",
    "total_cmp",
    "cmp",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "is_empty",
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "contains",
    "contains_key",
    "capacity",
    "classify",
    "binary_search",
    "starts_with",
    "ends_with",
    "len",
    "count",
    "floor",
    "ceil",
    "round",
    "trunc",
    "signum",
];

/// Further methods that change nothing, whatever the receiver is.
const READERS: &[&str] = &[
    "iter",
    "windows",
    "chunks",
    "chunks_exact",
    "as_slice",
    "as_ref",
    "as_str",
    "as_bytes",
    "to_vec",
    "to_owned",
    "to_string",
    "clone",
    "copied",
    "cloned",
    "get",
    "first",
    "last",
    "borrow",
    "lines",
    "chars",
    "trim",
    "keys",
    "values",
    "to_bits",
    "to_le_bytes",
    "to_be_bytes",
    "to_ne_bytes",
    "unwrap",
    "expect",
    "all",
    "any",
    "map",
    "filter",
    "zip",
    "enumerate",
    "rev",
    "sum",
    "product",
    "fold",
    "position",
    "min_by",
    "max_by",
    "unwrap_or",
    "wrapping_add",
    "wrapping_sub",
    "wrapping_mul",
    "saturating_add",
    "saturating_sub",
    "saturating_mul",
    "pow",
    "abs_diff",
    "rem_euclid",
    "div_euclid",
    "count_ones",
    "leading_zeros",
    "trailing_zeros",
    "swap_bytes",
    "next_power_of_two",
    "is_power_of_two",
    "split_whitespace",
    "to_uppercase",
    "to_lowercase",
];

/// How code touches variables, by name.
#[derive(Default)]
pub(super) struct Touch {
    /// Used as values.
    pub(super) flows: Vec<String>,
    /// Assigned, borrowed mutably, or the receiver of a method that may change it.
    pub(super) writes: Vec<String>,
    /// Handed to a call together with something else, which they may keep.
    pub(super) keeps: Vec<String>,
    /// Some part is not understood: it may do anything with whatever it names.
    pub(super) opaque: bool,
    /// Calls something that may do more than compute its result.
    pub(super) calls: bool,
    /// Leaves the code around it: `break`, `continue`, `return` or `?`.
    pub(super) jump: Option<&'static str>,
}

/// How `tokens` touches what it names.
pub(super) fn touch(tokens: &TokenStream, scopes: &Scopes) -> Touch {
    let mut reader = Reader {
        scopes,
        value: true,
        loops: 0,
        closures: 0,
        inlined: Vec::new(),
        touch: Touch::default(),
    };
    if let Ok(expr) = syn::parse2::<syn::Expr>(tokens.clone()) {
        reader.visit_expr(&expr);
    } else if let Ok(block) = syn::Block::parse_within.parse2(tokens.clone()) {
        block.iter().for_each(|stmt| reader.visit_stmt(stmt));
    } else {
        reader.touch.opaque = true;
    }
    reader.touch
}

struct Reader<'a> {
    scopes: &'a Scopes,
    /// Does the value of what is being visited matter, or only on which side of a threshold it lies?
    value: bool,
    /// Loops and closures inside the code: jumps out of them stay inside.
    loops: u32,
    closures: u32,
    /// Closures that were looked into already.
    inlined: Vec<String>,
    touch: Touch,
}

fn add(list: &mut Vec<String>, name: Option<String>) {
    if let Some(name) = name
        && !list.contains(&name)
    {
        list.push(name);
    }
}

impl Reader<'_> {
    fn valued(&mut self, value: bool, look: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.value, value);
        look(self);
        self.value = outer;
    }

    fn see(&mut self, name: String) {
        if let Some(Binding::Closure(c)) = self.scopes.find(&name)
            && !self.inlined.contains(&name)
        {
            self.inlined.push(name.clone());
            let c = c.clone();
            self.visit_expr_closure(&c.expr);
        }
        if self.value {
            add(&mut self.touch.flows, Some(name));
        }
    }

    fn assign(&mut self, target: &syn::Expr, value: &syn::Expr) {
        // Through what a method returns, the receiver changes.
        let root = root(target);
        add(&mut self.touch.keeps, root.clone());
        add(&mut self.touch.writes, root);
        self.valued(false, |r| r.visit_expr(target));
        self.valued(true, |r| r.visit_expr(value));
    }

    /// Arguments of a call that may keep one in another.
    fn hand_over<'a>(&mut self, args: impl Iterator<Item = &'a syn::Expr>) {
        for arg in args {
            add(&mut self.touch.keeps, root(arg));
            self.valued(true, |r| r.visit_expr(arg));
        }
    }

    /// The variables that a format string names inside its braces.
    fn captures(&mut self, text: &str) {
        for part in text.replace("{{", "").split('{').skip(1) {
            let name: String =
                part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                self.see(name);
            }
        }
    }

    /// The arguments of a formatting macro: a target to write to, if any, a string, values.
    fn format(&mut self, args: &Punctuated<syn::Expr, syn::Token![,]>) {
        for arg in args {
            match arg {
                // A named argument.
                syn::Expr::Assign(a) => self.visit_expr(&a.right),
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => {
                    self.captures(&text.value())
                }
                arg => self.visit_expr(arg),
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_expr_path(&mut self, p: &'ast syn::ExprPath) {
        if let Some(name) = p.path.get_ident() {
            self.see(name.to_string());
        }
    }

    fn visit_expr_cast(&mut self, c: &'ast syn::ExprCast) {
        let piecewise = matches!(&*c.ty, syn::Type::Path(p) if p.path.get_ident().is_some_and(|i| {
            let name = i.to_string();
            name != "f64" && name != "f32"
        }));
        self.valued(self.value && !piecewise, |r| r.visit_expr(&c.expr));
    }

    fn visit_expr_binary(&mut self, b: &'ast syn::ExprBinary) {
        use syn::BinOp::*;
        match b.op {
            Eq(_) | Ne(_) | Lt(_) | Le(_) | Gt(_) | Ge(_) => {
                self.valued(false, |r| visit::visit_expr_binary(r, b));
            }
            AddAssign(_) | SubAssign(_) | MulAssign(_) | DivAssign(_) | RemAssign(_)
            | BitXorAssign(_) | BitAndAssign(_) | BitOrAssign(_) | ShlAssign(_) | ShrAssign(_) => {
                self.assign(&b.left, &b.right);
            }
            _ => visit::visit_expr_binary(self, b),
        }
    }

    fn visit_expr_assign(&mut self, a: &'ast syn::ExprAssign) {
        self.assign(&a.left, &a.right);
    }

    fn visit_expr_reference(&mut self, r: &'ast syn::ExprReference) {
        if r.mutability.is_some() {
            add(&mut self.touch.writes, place_root(&r.expr));
        }
        visit::visit_expr_reference(self, r);
    }

    fn visit_expr_index(&mut self, i: &'ast syn::ExprIndex) {
        self.visit_expr(&i.expr);
        self.valued(false, |r| r.visit_expr(&i.index));
    }

    fn visit_expr_if(&mut self, i: &'ast syn::ExprIf) {
        self.valued(self.value && matches!(*i.cond, syn::Expr::Let(_)), |r| r.visit_expr(&i.cond));
        self.visit_block(&i.then_branch);
        if let Some((_, other)) = &i.else_branch {
            self.visit_expr(other);
        }
    }

    fn visit_expr_method_call(&mut self, m: &'ast syn::ExprMethodCall) {
        let name = m.method.to_string();
        if PIECEWISE.contains(&name.as_str()) {
            return self.valued(false, |r| visit::visit_expr_method_call(r, m));
        }
        if READERS.contains(&name.as_str()) || rules::find(&name).is_some() {
            return visit::visit_expr_method_call(self, m);
        }
        self.touch.calls = true;
        add(&mut self.touch.writes, place_root(&m.receiver));
        self.visit_expr(&m.receiver);
        if !m.args.is_empty() {
            add(&mut self.touch.keeps, root(&m.receiver));
            self.hand_over(m.args.iter());
        }
    }

    fn visit_expr_call(&mut self, c: &'ast syn::ExprCall) {
        let constructs = matches!(&*c.func, syn::Expr::Path(p) if p.path.segments.last().is_some_and(
            |s| s.ident.to_string().starts_with(char::is_uppercase)
        ));
        self.visit_expr(&c.func);
        if constructs {
            c.args.iter().for_each(|arg| self.visit_expr(arg));
        } else {
            self.touch.calls = true;
            self.hand_over(c.args.iter());
        }
    }

    fn visit_expr_closure(&mut self, c: &'ast syn::ExprClosure) {
        let loops = std::mem::take(&mut self.loops);
        self.closures += 1;
        visit::visit_expr_closure(self, c);
        self.closures -= 1;
        self.loops = loops;
    }

    fn visit_expr_for_loop(&mut self, l: &'ast syn::ExprForLoop) {
        self.loops += 1;
        visit::visit_expr_for_loop(self, l);
        self.loops -= 1;
    }

    fn visit_expr_while(&mut self, l: &'ast syn::ExprWhile) {
        self.loops += 1;
        visit::visit_expr_while(self, l);
        self.loops -= 1;
    }

    fn visit_expr_loop(&mut self, l: &'ast syn::ExprLoop) {
        self.loops += 1;
        visit::visit_expr_loop(self, l);
        self.loops -= 1;
    }

    fn visit_expr_break(&mut self, b: &'ast syn::ExprBreak) {
        if self.closures == 0 && (self.loops == 0 || b.label.is_some()) {
            self.touch.jump = Some("break");
        }
        visit::visit_expr_break(self, b);
    }

    fn visit_expr_continue(&mut self, c: &'ast syn::ExprContinue) {
        if self.closures == 0 && (self.loops == 0 || c.label.is_some()) {
            self.touch.jump = Some("continue");
        }
    }

    fn visit_expr_return(&mut self, r: &'ast syn::ExprReturn) {
        if self.closures == 0 {
            self.touch.jump = Some("return");
        }
        visit::visit_expr_return(self, r);
    }

    fn visit_expr_try(&mut self, t: &'ast syn::ExprTry) {
        if self.closures == 0 {
            self.touch.jump = Some("?");
        }
        visit::visit_expr_try(self, t);
    }

    fn visit_expr_unsafe(&mut self, u: &'ast syn::ExprUnsafe) {
        visit::visit_expr_unsafe(self, u);
        self.touch.opaque = true;
    }

    fn visit_macro(&mut self, m: &'ast syn::Macro) {
        let Some(name) = m.path.segments.last().map(|s| s.ident.to_string()) else { return };
        let list = m.parse_body_with(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated);
        match (name.as_str(), list) {
            (n, Ok(args)) if ENDS_OUTSIDE.contains(&n) => self.valued(false, |r| r.format(&args)),
            ("write" | "writeln", Ok(args)) => {
                let target = args.first().and_then(root);
                add(&mut self.touch.writes, target.clone());
                add(&mut self.touch.keeps, target);
                self.valued(true, |r| r.format(&args));
            }
            ("format" | "format_args" | "vec" | "dbg", Ok(args)) => self.format(&args),
            ("matches", _) => match m.parse_body_with(first_expression) {
                Ok(e) => self.valued(false, |r| r.visit_expr(&e)),
                Err(_) => self.touch.opaque = true,
            },
            ("stringify" | "concat" | "line" | "file" | "env" | "column" | "module_path", _) => {}
            _ => self.touch.opaque = true,
        }
    }
}

/// Macros that show values to a human, or stop the program: nothing comes back from them.
pub(super) const ENDS_OUTSIDE: &[&str] = &[
    "println",
    "print",
    "eprintln",
    "eprint",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
    "trace",
    "debug",
    "info",
    "warn",
    "error",
];

/// What `matches!` looks at; its patterns bind names of their own.
fn first_expression(input: syn::parse::ParseStream<'_>) -> syn::Result<syn::Expr> {
    let e = input.parse()?;
    input.parse::<syn::Token![,]>()?;
    input.parse::<TokenStream>()?;
    Ok(e)
}

/// The variable that a place belongs to.
fn place_root(e: &syn::Expr) -> Option<String> {
    match e {
        syn::Expr::Path(p) => p.path.get_ident().map(ToString::to_string),
        syn::Expr::Field(f) => place_root(&f.base),
        syn::Expr::Index(i) => place_root(&i.expr),
        syn::Expr::Paren(p) => place_root(&p.expr),
        syn::Expr::Group(g) => place_root(&g.expr),
        syn::Expr::Unary(u) => place_root(&u.expr),
        _ => None,
    }
}

/// The variable that an expression takes its value from, through borrows and methods too.
fn root(e: &syn::Expr) -> Option<String> {
    match e {
        syn::Expr::Reference(r) => root(&r.expr),
        syn::Expr::MethodCall(m) => root(&m.receiver),
        syn::Expr::Try(t) => root(&t.expr),
        syn::Expr::Paren(p) => root(&p.expr),
        syn::Expr::Unary(u) => root(&u.expr),
        syn::Expr::Field(f) => root(&f.base),
        syn::Expr::Index(i) => root(&i.expr),
        e => place_root(e),
    }
}

/// Names written like a `static`.
pub(crate) fn is_global(name: &str) -> bool {
    name.chars().all(|c| c.is_uppercase() || c.is_numeric() || c == '_')
        && name.starts_with(|c: char| c.is_uppercase())
}
