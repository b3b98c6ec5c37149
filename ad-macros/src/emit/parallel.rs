//! Loops whose iterations run on all cores.
//!
//! ```text
//! for (s_part, w_part) in parallel(0, n, (rows(&mut out, 0),), |chunk, (out,)| {
//!     let mut s = 0.0;
//!     let mut w = zero(&w);
//!     for i in chunk.clone() {
//!         out[i - chunk.start] = …;
//!         s += …;
//!     }
//!     (s, w)
//! }) {
//!     s += s_part;
//!     add_ref(&mut w, &w_part);
//! }
//! ```
//!
//! What iterations add to, each chunk adds to a copy of its own, under the same name; what belongs to
//! one iteration each is cut along the chunks; tapes are one a chunk. Everything else is read only.
//! The chunks are the same for any number of threads, and their sums are added in order.

use super::tokens::number;
use super::*;
use crate::analyse::rows::{Access, accesses, all_declared, only_rows, only_strips, only_sums};
use crate::simplify::tape_uses;

/// What a chunk has of its own.
enum Own {
    /// A copy that starts at zero and is added up afterwards.
    Sum(VarId),
    /// The rows of its iterations; they are counted from this expression on.
    Rows(VarId, TokenStream),
    /// The strips of its iterations, of this width.
    Strips(VarId, Expr),
    /// A tape that the forward sweep fills, or the reverse sweep empties, or an iteration both.
    Filled(VarId),
    Emptied(VarId),
    Scratch(VarId),
}

impl Writer<'_> {
    pub(super) fn parallel(&mut self, s: &Stmt) -> TokenStream {
        let StmtKind::For { var, lo, hi, reversed, body, .. } = &s.kind else {
            unreachable!("a loop that counts")
        };
        let counted = *self.ty(*var) == Type::Int("usize".into());
        let (lo_tokens, hi_tokens) = (self.expr(lo), self.expr(hi));
        let own = self.owned(s, *var, lo, &lo_tokens);
        let mut body = body.clone();
        let chunk = self.chunk();
        for o in &own {
            match o {
                Own::Rows(v, _) => from_chunk(&mut body.stmts, *v, *var, &chunk),
                Own::Strips(v, width) => strips_from_chunk(&mut body.stmts, *v, width, &chunk),
                _ => {}
            }
        }

        let (mut pieces, mut params) = (Vec::new(), Vec::new());
        let (mut start, mut results, mut parts, mut ends) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        self.names.open();
        for o in own {
            match o {
                Own::Rows(v, from) => {
                    let name = self.name(v);
                    pieces.push(quote!(::cotangent::__private::rows(&mut #name[..], #from)));
                    params.push(quote!(#name));
                }
                Own::Strips(v, width) => {
                    let name = self.name(v);
                    let width = self.expr(&width);
                    pieces.push(quote!(::cotangent::__private::strips(&mut #name[..], #width)));
                    params.push(quote!(#name));
                }
                Own::Emptied(v) => {
                    let name = self.name(v);
                    pieces.push(quote!(::cotangent::__private::tapes(&mut #name)));
                    params.push(quote!(mut #name));
                }
                Own::Scratch(v) => {
                    let name = self.declare(v);
                    start.push(quote!(let mut #name = ::std::vec::Vec::new();));
                }
                Own::Filled(v) => {
                    let name = self.name(v);
                    let part = format_ident!("{}_part", name);
                    start.push(quote!(let mut #name = ::std::vec::Vec::new();));
                    results.push(quote!(#name));
                    ends.push(quote!(#name.push(#part);));
                    parts.push(part);
                }
                Own::Sum(v) => {
                    let name = self.name(v);
                    let part = format_ident!("{}_part", name);
                    let (begin, result, add) = self.sum(v, &name, &part, &body);
                    start.push(begin);
                    results.push(result);
                    ends.push(add);
                    parts.push(part);
                }
            }
        }
        let name = self.declare(*var);
        let inner = self.stmts(&body.stmts);
        self.names.close();

        let iterations =
            if *reversed { quote!(#chunk.clone().rev()) } else { quote!(#chunk.clone()) };
        let (from, to, head) = if counted {
            (lo_tokens, hi_tokens, quote!(for #name in #iterations))
        } else {
            (
                quote!(0),
                quote!(::cotangent::__private::span(#lo_tokens, #hi_tokens)),
                quote!(for trip in #iterations),
            )
        };
        let count = (!counted).then(|| {
            let lo = self.expr(lo);
            quote!(let #name = ::cotangent::__private::nth(#lo, trip);)
        });
        let results = (!results.is_empty()).then(|| quote!((#(#results,)*)));
        quote! {
            for (#(#parts,)*) in ::cotangent::__private::parallel(#from, #to, (#(#pieces,)*), |#chunk, (#(#params,)*)| {
                #(#start)*
                #head { #count #inner }
                #results
            }) {
                #(#ends)*
            }
        }
    }

    /// A name for the chunk's iterations that no variable has.
    fn chunk(&self) -> Ident {
        let taken = |name: &String| self.vars.iter().any(|v| v.name == *name);
        let names = std::iter::once("chunk".to_string()).chain((1..).map(|k| format!("chunk{k}")));
        let name = names.into_iter().find(|name| !taken(name)).expect("names do not end");
        format_ident!("{name}")
    }

    /// Begin, result and end of a chunk's own sum.
    fn sum(
        &mut self,
        v: VarId,
        name: &Ident,
        part: &Ident,
        body: &Block,
    ) -> (TokenStream, TokenStream, TokenStream) {
        let ty = self.ty(v).clone();
        let behind = accesses(&body.stmts, v, self.vars)
            .iter()
            .any(|a| matches!(a.place.path.first(), Some(Step::Deref)));
        match &ty {
            t if t.is_float() && !behind => {
                let zero = number(0.0, t);
                let ty: TokenStream = t.to_string().parse().unwrap_or_default();
                (quote!(let mut #name: #ty = #zero;), quote!(#name), quote!(#name += #part;))
            }
            Type::Int(_) => (quote!(let mut #name = 0;), quote!(#name), quote!(#name += #part;)),
            t if matches!(t, Type::Ref(..)) || behind => {
                let slice = matches!(t.peel(), Type::Slice(_));
                let (all, add) = if slice {
                    (
                        quote!([..]),
                        quote!(::cotangent::__private::add_slice(&mut #name[..], &#part);),
                    )
                } else {
                    (quote!(), quote!(::cotangent::__private::add_ref(&mut *#name, &#part);))
                };
                let begin = quote! {
                    let mut #part = ::cotangent::__private::zero(&*#name);
                    let #name = &mut #part #all;
                };
                (begin, quote!(#part), add)
            }
            _ => (
                quote!(let mut #name = ::cotangent::__private::zero(&#name);),
                quote!(#name),
                quote!(::cotangent::__private::add_ref(&mut #name, &#part);),
            ),
        }
    }

    /// What each chunk has of its own, of all that the loop changes.
    fn owned(&self, s: &Stmt, counter: VarId, lo: &Expr, from: &TokenStream) -> Vec<Own> {
        let StmtKind::For { body, .. } = &s.kind else { unreachable!("a loop that counts") };
        let inner = all_declared(&body.stmts);
        let tapes = tape_uses(&body.stmts);
        let mut own = Vec::new();
        let mut changed: Vec<VarId> = accesses_all(&body.stmts, self.vars)
            .into_iter()
            .filter(|a| a.writes)
            .map(|a| a.place.root)
            .chain(tapes.iter().map(|(v, ..)| *v))
            .filter(|v| !inner.contains(v))
            .collect();
        changed.sort();
        changed.dedup();
        for v in changed {
            let uses = accesses(&body.stmts, v, self.vars);
            own.push(if let Some((_, fills, empties)) = tapes.iter().find(|(t, ..)| *t == v) {
                match (fills, empties) {
                    (true, true) => Own::Scratch(v),
                    (true, false) => Own::Filled(v),
                    _ => Own::Emptied(v),
                }
            } else if only_rows(&uses, counter, None) {
                Own::Rows(v, quote!(0))
            } else if only_rows(&uses, counter, Some(lo)) {
                Own::Rows(v, from.clone())
            } else if let Some(width) = only_strips(&uses, counter, body) {
                Own::Strips(v, width)
            } else if only_sums(&uses) {
                Own::Sum(v)
            } else {
                panic!(
                    "a parallel loop changes `{}` in a way that is neither a sum nor a row",
                    self.vars[v.0 as usize].name
                )
            });
        }
        own
    }
}

fn accesses_all(stmts: &[Stmt], vars: &[Var]) -> Vec<Access> {
    let mut all = Vec::new();
    crate::analyse::rows::each_access(stmts, vars, &mut |a| all.push(a));
    all
}

/// Counts the rows of a variable from the start of the chunk.
fn from_chunk(stmts: &mut [Stmt], v: VarId, counter: VarId, chunk: &Ident) {
    let fix = |p: &mut Place| {
        if p.root != v {
            return;
        }
        if matches!(p.path.first(), Some(Step::Deref)) {
            p.path.remove(0);
        }
        if let Some(Step::Index(e)) = p.path.first_mut() {
            let foreign = Foreign {
                tokens: quote!(__i - #chunk.start),
                uses: vec![("__i".into(), counter)],
                ..Foreign::default()
            };
            *e = Expr::new(ExprKind::Foreign(foreign), e.ty.clone(), e.span);
        }
    };
    crate::ir::visit::each_place_mut(stmts, &fix);
}

/// Counts the strips of a variable from the start of the chunk.
fn strips_from_chunk(stmts: &mut [Stmt], v: VarId, width: &Expr, chunk: &Ident) {
    let ty = Type::Int("usize".into());
    let first = ExprKind::Foreign(Foreign::plain(quote!(#chunk.start)));
    let first = Expr::new(first, ty.clone(), width.span);
    let before = Expr::op("mul", vec![first, width.clone()], ty.clone());
    let from_chunk = |e: &Expr| Expr::op("sub", vec![e.clone(), before.clone()], ty.clone());
    crate::ir::visit::each_place_mut(stmts, &|p: &mut Place| {
        if p.root != v {
            return;
        }
        if matches!(p.path.first(), Some(Step::Deref)) {
            p.path.remove(0);
        }
        if let Some(Step::Slice(lo, Some(hi))) = p.path.first_mut() {
            (*lo, *hi) = (from_chunk(lo), from_chunk(hi));
        }
    });
}
