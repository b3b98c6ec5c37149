//! Writes the corpus over variables of the run-time tape, so that each plain function also runs there.
//!
//! The corpus is code in `f64`. Here its syntax is rewritten: float literals become constants, `as`
//! becomes a function, and in the modules that include the result the names `f64` and `f32` mean
//! `Var`. Structs get conversions from the corpus's own. Files of rows are copied with another macro
//! in the place of `row!`. The results lie in `OUT_DIR` and are used by the test targets `tape` and
//! `semantics`.

use std::path::{Path, PathBuf};
use std::{env, fs};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Fields, Item, Lit, Stmt, Token, UnOp, parse_quote};

/// Modules of the corpus that run on the tape.
const MODULES: [&str; 16] = [
    "bindings",
    "control_flow",
    "calls",
    "iterators",
    "containers",
    "structs",
    "scalars",
    "scalar_methods",
    "elementary",
    "inactive",
    "emitted",
    "nested",
    "products",
    "rows",
    "marks",
    "arrays",
];

/// Functions that have hand-written counterparts on the tape, in `by_hand` of `tape.rs`: those that
/// call derivatives by name, the rule by hand of `adchecks.rs`, the methods that `ndarray` has for
/// machine floats alone, and what an option of the attribute has changed.
const BY_HAND: [&str; 5] = ["ism", "langevin_residual", "erf", "moments", "replaced"];

/// Of `adchecks.rs`, what reads the reference data, and what the rule by hand is made of.
const ADCHECKS_ASIDE: [&str; 9] = [
    "scalar_cases",
    "vector_cases",
    "rows",
    "SCALAR",
    "VECTOR",
    "ScalarCase",
    "VectorCase",
    "erf_jvp",
    "erf_vjp",
];

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by cargo"));
    let names = MODULES.map(|module| format_ident!("{module}"));
    fs::write(out.join("modules.rs"), quote!(each_module! { #(#names)* }).to_string())
        .expect("OUT_DIR is writable");
    for module in MODULES {
        let source = read(&root.join(format!("support/corpus/{module}.rs")));
        write(&out.join(format!("{module}.rs")), lifted(source, Some(module), |_| true));
        let rows = read(&root.join(format!("corpus/{module}.rs")));
        write(&out.join(format!("{module}_rows.rs")), rows_on_tape(rows));
    }
    let adchecks = read(&root.join("support/adchecks.rs"));
    let kept = |item: &Item| !name(item).is_some_and(|n| ADCHECKS_ASIDE.contains(&n.as_str()));
    write(&out.join("adchecks.rs"), lifted(adchecks, None, kept));
    let semantics = read(&root.join("semantics.rs"));
    write(&out.join("semantics.rs"), lifted(semantics, None, is_semantic));
}

fn read(path: &Path) -> syn::File {
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let tokens: TokenStream = text.parse().expect("the file is Rust");
    syn::parse2(without_attributes(tokens)).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn write(path: &Path, file: syn::File) {
    fs::write(path, prettyplease::unparse(&file)).expect("OUT_DIR is writable");
}

/// Drops `#[differentiable]`, the marks of loops and the derive of `Differentiable`, also inside
/// macros.
fn without_attributes(tokens: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut kept: Vec<TokenTree> = Vec::new();
    for (i, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else {
            kept.push(tree.clone());
            continue;
        };
        let words: Vec<String> =
            group.stream().into_iter().take(1).map(|t| t.to_string()).collect();
        let is_attribute = group.delimiter() == Delimiter::Bracket
            && i > 0
            && matches!(&trees[i - 1], TokenTree::Punct(p) if p.as_char() == '#');
        match words.first().map(String::as_str) {
            Some("differentiable" | "checkpoint" | "parallel") if is_attribute => {
                kept.pop();
            }
            Some("derive") if is_attribute => {
                let text = group.stream().to_string().replace(", Differentiable", "");
                let stream = text.parse().expect("a list of derives");
                kept.push(Group::new(Delimiter::Bracket, stream).into());
            }
            _ => {
                let inner = without_attributes(group.stream());
                kept.push(Group::new(group.delimiter(), inner).into());
            }
        }
    }
    kept.into_iter().collect()
}

fn name(item: &Item) -> Option<String> {
    Some(match item {
        Item::Fn(f) => f.sig.ident.to_string(),
        Item::Struct(s) => s.ident.to_string(),
        Item::Enum(e) => e.ident.to_string(),
        Item::Static(s) => s.ident.to_string(),
        _ => return None,
    })
}

/// Of `semantics.rs`, the functions under test: everything before the table of tests but its helpers.
fn is_semantic(item: &Item) -> bool {
    match item {
        Item::Fn(f) => {
            !["same", "slope_held", "on_tape"].contains(&f.sig.ident.to_string().as_str())
                && f.attrs.iter().all(|a| !a.path().is_ident("test"))
        }
        Item::Macro(m) => {
            let called = m.mac.path.get_ident().map(ToString::to_string);
            let word = m.ident.as_ref().map(ToString::to_string).or(called);
            word.is_some_and(|w| ["unary", "binary"].contains(&w.as_str()))
        }
        Item::Use(u) => u.tree.to_token_stream().to_string().starts_with("std"),
        _ => false,
    }
}

/// A file over variables.
fn lifted(mut file: syn::File, module: Option<&str>, kept: impl Fn(&Item) -> bool) -> syn::File {
    file.attrs.clear();
    file.items.retain(|item| kept(item) && !is_macro_export(item));
    for item in &mut file.items {
        let Item::Fn(f) = item else { continue };
        f.vis = parse_quote!(pub(crate));
        let name = &f.sig.ident;
        if BY_HAND.contains(&name.to_string().as_str()) {
            *item = parse_quote!(pub(crate) use crate::by_hand::#name;);
        }
    }
    let mut conversions: Vec<Item> = Vec::new();
    if let Some(module) = module {
        for item in &file.items {
            conversions.extend(conversion(item, module));
        }
    }
    ToVariables.visit_file_mut(&mut file);
    with_prelude(&mut file.items);
    file.items.extend(conversions);
    file
}

fn is_macro_export(item: &Item) -> bool {
    matches!(item, Item::Macro(m) if m.attrs.iter().any(|a| a.path().is_ident("macro_export")))
}

/// Puts the float types of the tape in scope, in place of what the crate offers for numbers.
fn with_prelude(items: &mut Vec<Item>) {
    items.retain(|item| {
        !matches!(item, Item::Use(u) if ["cotangent", "crate :: npz"].iter().any(|root|
            u.tree.to_token_stream().to_string().starts_with(root)))
    });
    items.insert(
        0,
        parse_quote!(
            #[allow(unused_imports)]
            use crate::lift::prelude::*;
        ),
    );
    for item in items.iter_mut() {
        if let Item::Mod(m) = item
            && let Some((_, inner)) = &mut m.content
        {
            with_prelude(inner);
        }
    }
}

/// Rewrites floats into constants of the tape.
struct ToVariables;

impl VisitMut for ToVariables {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Some(value) = float(expr) {
            *expr = parse_quote!(crate::lift::number(#value));
            return;
        }
        if let Expr::Call(call) = expr
            && ends_with(&call.func, "from_f64")
        {
            call.args.iter_mut().for_each(|arg| PlainFloats.visit_expr_mut(arg));
            return;
        }
        visit_mut::visit_expr_mut(self, expr);
        match expr {
            Expr::Cast(cast) => {
                let (value, ty) = (&cast.expr, &cast.ty);
                *expr = parse_quote!(crate::lift::cast::<_, #ty>(#value));
            }
            Expr::Macro(m) => self.rewrite_macro(&mut m.mac),
            // Of numbers the right side is evaluated first; of types of one's own the left is.
            Expr::Binary(b) if is_assignment(&b.op) => {
                let (left, op, right) = (&b.left, &b.op, &b.right);
                *expr = parse_quote!({ let __by = #right; #left #op __by; });
            }
            _ => {}
        }
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        visit_mut::visit_stmt_mut(self, stmt);
        if let Stmt::Macro(m) = stmt {
            self.rewrite_macro(&mut m.mac);
        }
    }

    /// A pattern cannot hold a variable: `0.0 => ..` becomes a guard.
    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        if let syn::Pat::Lit(lit) = &arm.pat
            && let Some(value) = float(&Expr::Lit(lit.clone()))
        {
            arm.pat = parse_quote!(scrutinee);
            arm.guard = Some((<Token![if]>::default(), parse_quote!(scrutinee == #value)));
            self.visit_expr_mut(&mut arm.body);
            return;
        }
        visit_mut::visit_arm_mut(self, arm);
    }

    fn visit_pat_type_mut(&mut self, parameter: &mut syn::PatType) {
        parameter.attrs.retain(|a| !a.path().is_ident("constant"));
        visit_mut::visit_pat_type_mut(self, parameter);
    }

    fn visit_field_mut(&mut self, field: &mut syn::Field) {
        field.attrs.retain(|a| !a.path().is_ident("constant"));
        visit_mut::visit_field_mut(self, field);
    }

    /// Macros that define functions: what they import would be for numbers.
    fn visit_item_macro_mut(&mut self, item: &mut syn::ItemMacro) {
        let text = item.mac.tokens.to_string();
        let import = quote!(
            use cotangent::differentiable;
        )
        .to_string();
        if text.contains(&import) {
            item.mac.tokens = text.replace(&import, "").parse().expect("still tokens");
        }
    }
}

impl ToVariables {
    /// The arguments of `vec!`, `assert!`, `format!` and the like.
    fn rewrite_macro(&mut self, mac: &mut syn::Macro) {
        let tokens = mac.tokens.clone();
        if let Ok(mut args) = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens.clone())
        {
            args.iter_mut().for_each(|arg| self.visit_expr_mut(arg));
            mac.tokens = args.to_token_stream();
        } else if let Ok(mut parts) =
            Punctuated::<Expr, Token![;]>::parse_separated_nonempty.parse2(tokens)
        {
            parts.iter_mut().for_each(|part| self.visit_expr_mut(part));
            mac.tokens = parts.to_token_stream();
        }
    }
}

/// Keeps the floats of an expression plain where the names mean variables.
struct PlainFloats;

impl VisitMut for PlainFloats {
    fn visit_type_path_mut(&mut self, ty: &mut syn::TypePath) {
        if ty.path.is_ident("f64") {
            *ty = parse_quote!(::core::primitive::f64);
        }
    }
}

/// The value of a float literal, perhaps negative.
fn float(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::Unary(u) if matches!(u.op, UnOp::Neg(_)) && matches!(*u.expr, Expr::Lit(_)) => {
            Some(-float(&u.expr)?)
        }
        Expr::Lit(lit) => match &lit.lit {
            Lit::Float(f) => f.base10_parse().ok(),
            Lit::Int(i) if ["f32", "f64"].contains(&i.suffix()) => i.base10_digits().parse().ok(),
            _ => None,
        },
        _ => None,
    }
}

fn is_assignment(op: &syn::BinOp) -> bool {
    use syn::BinOp::{AddAssign, DivAssign, MulAssign, RemAssign, SubAssign};
    matches!(op, AddAssign(_) | SubAssign(_) | MulAssign(_) | DivAssign(_) | RemAssign(_))
}

fn ends_with(func: &Expr, word: &str) -> bool {
    matches!(func, Expr::Path(p) if p.path.segments.last().is_some_and(|s| s.ident == word))
}

/// Conversions of a struct or an enum of the corpus to the one over variables, and its variables.
fn conversion(item: &Item, module: &str) -> Vec<Item> {
    let (ident, generics) = match item {
        Item::Struct(s) => (&s.ident, &s.generics),
        Item::Enum(e) => (&e.ident, &e.generics),
        _ => return Vec::new(),
    };
    let module = format_ident!("{module}");
    let source = quote!(cotangent_tests::corpus::#module::#ident);
    let shapes: Vec<(TokenStream, &Fields)> = match item {
        Item::Enum(e) => {
            e.variants.iter().map(|v| (v.ident.to_token_stream(), &v.fields)).collect()
        }
        Item::Struct(s) => vec![(TokenStream::new(), &s.fields)],
        _ => Vec::new(),
    };
    let path = |of: &TokenStream, variant: &TokenStream| {
        if variant.is_empty() { of.clone() } else { quote!(#of::#variant) }
    };
    let lifts = shapes.iter().map(|(variant, fields)| {
        let (from, to) = (path(&source, variant), path(&ident.to_token_stream(), variant));
        let (pattern, _) = each_field(fields, |_, _| TokenStream::new());
        let (value, _) = each_field(fields, |name, constant| match constant {
            true => quote!(to.constant(#name)),
            false => quote!(crate::lift::Lift::lift(#name, to)),
        });
        quote!(#from #pattern => #to #value,)
    });
    let leaves = shapes.iter().map(|(variant, fields)| {
        let of = path(&ident.to_token_stream(), variant);
        let (pattern, names) = each_field(fields, |_, _| TokenStream::new());
        let visits = names.iter().map(|(name, constant)| match constant {
            true => quote!(let _ = #name;),
            false => quote!(crate::lift::Leaves::leaves(#name, to);),
        });
        quote!(#of #pattern => { #(#visits)* })
    });
    let bounded = |bound: &str| {
        let mut generics = generics.clone();
        for p in generics.type_params_mut() {
            let bound = format_ident!("{bound}");
            p.bounds.push(parse_quote!(crate::lift::#bound));
        }
        generics
    };
    let (lift, leaf) = (bounded("Lift"), bounded("Leaves"));
    let (lift_impl, args, _) = lift.split_for_impl();
    let (leaf_impl, _, _) = leaf.split_for_impl();
    let taped = generics.params.iter().map(|p| match p {
        syn::GenericParam::Type(t) => {
            let t = &t.ident;
            quote!(#t::Taped)
        }
        syn::GenericParam::Const(c) => c.ident.to_token_stream(),
        syn::GenericParam::Lifetime(l) => l.to_token_stream(),
    });
    vec![
        parse_quote! {
            impl #lift_impl crate::lift::Lift for #source #args {
                type Taped = #ident<#(#taped),*>;
                fn lift(&self, to: &mut crate::lift::Lifter) -> Self::Taped {
                    match self { #(#lifts)* }
                }
            }
        },
        parse_quote! {
            impl #leaf_impl crate::lift::Leaves for #ident #args {
                fn leaves(&self, to: &mut Vec<crate::lift::Number>) {
                    match self { #(#leaves)* }
                }
            }
        },
    ]
}

/// The fields in braces or parentheses, each with what `make` gives for its name (the name itself if
/// nothing), and the names, each with whether the field is marked `#[constant]`.
fn each_field(
    fields: &Fields,
    make: impl Fn(&syn::Ident, bool) -> TokenStream,
) -> (TokenStream, Vec<(syn::Ident, bool)>) {
    let names: Vec<(syn::Ident, bool)> = fields
        .iter()
        .enumerate()
        .map(|(i, f)| {
            let name = f.ident.clone().unwrap_or_else(|| format_ident!("field_{i}"));
            (name, f.attrs.iter().any(|a| a.path().is_ident("constant")))
        })
        .collect();
    let made = names.iter().map(|(name, constant)| match make(name, *constant) {
        made if made.is_empty() => name.to_token_stream(),
        made => made,
    });
    let plain = names.iter().map(|(name, _)| name);
    let tokens = match fields {
        Fields::Named(_) => quote!({ #(#plain: #made),* }),
        Fields::Unnamed(_) => quote!((#(#made),*)),
        Fields::Unit => TokenStream::new(),
    };
    (tokens, names)
}

/// A file of rows with `tape_row!` in the place of `row!`, without its tests.
fn rows_on_tape(mut file: syn::File) -> syn::File {
    file.attrs.clear();
    file.items.retain(
        |item| !matches!(item, Item::Fn(f) if f.attrs.iter().any(|a| a.path().is_ident("test"))),
    );
    for item in &mut file.items {
        if let Item::Use(u) = item
            && u.tree.to_token_stream().to_string().replace(' ', "") == "cotangent_tests::row"
        {
            *u = parse_quote!(
                use crate::tape_row as row;
            );
        }
    }
    file
}
