//! What is written to elements that nothing reads afterwards.
//!
//! An assignment's adjoint takes the element's cotangent and leaves zero behind, for what the element held before.
//! Where the element is written once, nothing asks for that:
//!
//! ```text
//! let mut h_bar = y_bar;                  let mut h_bar = y_bar;
//! for i in 0..n {                         for i in 0..n {
//!     let h_bar_1 = h_bar[i];                 x_bar[i] += h_bar[i] * slopes[i];
//!     h_bar[i] = 0.0;                     }
//!     x_bar[i] += h_bar_1 * slopes[i];
//! }
//! ```
//!
//! The loop then only reads `h_bar`, which is a store less, and an array less that others might overlap with. Old values
//! that the reverse sweep puts back go the same way, where those that need them have them by name.

use super::dead::pure;
use crate::analyse::effects::mentioned;
use crate::analyse::ranges::{Counted, Named, Part};
use crate::analyse::rows::{all_declared, each_access};
use crate::ir::*;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// Drops what is written to elements that are not read again. `live` are the variables read after the statements.
pub(super) fn unread(stmts: &mut Vec<Stmt>, vars: &[Var], live: &[VarId]) -> bool {
    let named = Named::of(stmts, vars);
    unread_in(stmts, vars, live, &named)
}

fn unread_in(stmts: &mut Vec<Stmt>, vars: &[Var], live: &[VarId], named: &Named) -> bool {
    let mut changed = false;
    for s in stmts.iter_mut() {
        s.each_block_mut(&mut |b| changed |= unread_in(&mut b.stmts, vars, live, named));
    }
    let mut own = HashMap::new();
    for s in stmts.iter() {
        if let StmtKind::Let { var, init: Some(_) } = &s.kind
            && is_owned(&vars[var.0 as usize])
            && !live.contains(var)
        {
            own.insert(*var, Vec::new());
        }
    }
    if own.is_empty() {
        return changed;
    }
    let mut uses = Uses { own, loops: Vec::new(), at: Vec::new(), vars, named };
    uses.block(stmts);
    let mut spent = HashSet::new();
    for uses in uses.own.values() {
        let (written, read): (Vec<&Use>, Vec<&Use>) = uses.iter().partition(|u| u.overwrites);
        let unread = |u: &&&Use| read.iter().all(|other| u.is_last(other, vars, named));
        spent.extend(written.iter().filter(unread).map(|u| u.at.clone()));
    }
    remove(stmts, &mut Vec::new(), &spent);
    changed || !spent.is_empty()
}

/// A vector or an array of numbers under one name.
fn is_owned(var: &Var) -> bool {
    var.alias.is_none()
        && match &var.ty {
            Type::Vec(t) | Type::Array(t, _) => t.is_float(),
            _ => false,
        }
}

/// Does it lead to one number?
fn is_element(place: &Place) -> bool {
    let Some((Step::Index(_), parts)) = place.path.split_last() else { return false };
    parts.iter().all(|step| matches!(step, Step::Slice(..)))
}

/// Where a statement is: its number in each block around it, and which block of that statement.
type At = Vec<(usize, usize)>;

/// A loop that counts.
#[derive(Clone)]
struct Around {
    counted: Counted,
    declared: HashSet<VarId>,
    at: At,
}

/// One use of an element, or of a part that is lent.
struct Use {
    place: Place,
    /// The element is given something else, whose evaluation does nothing more.
    overwrites: bool,
    at: At,
    loops: Vec<Around>,
}

impl Use {
    /// Does this statement never run before the other on the same element?
    fn is_last(&self, other: &Use, vars: &[Var], named: &Named) -> bool {
        let order = self.at.iter().zip(&other.at).find_map(|(a, b)| match a.0.cmp(&b.0) {
            // Branches exclude each other.
            Ordering::Equal if a.1 != b.1 => Some(Ordering::Greater),
            Ordering::Equal => None,
            order => Some(order),
        });
        if order == Some(Ordering::Less) {
            return false;
        }
        let both = self.loops.iter().zip(&other.loops);
        let mut common = both.take_while(|(a, b)| a.at == b.at).enumerate();
        common.all(|(k, (around, _))| {
            let steady = |v: VarId| !vars[v.0 as usize].mutable && !around.declared.contains(&v);
            let (mine, its) = (self.part(k, named, &steady), other.part(k, named, &steady));
            mine.zip(its).is_some_and(|(mine, its)| mine.apart(&its))
        })
    }

    /// What an iteration of the loop at this depth uses by it.
    fn part(
        &self,
        depth: usize,
        named: &Named,
        steady: &dyn Fn(VarId) -> bool,
    ) -> Option<Part<'_>> {
        let loops: Vec<Counted> = self.loops[depth..].iter().map(|l| l.counted.clone()).collect();
        Part::of(&self.place, &loops, named, steady)
    }
}

/// The uses of each candidate that is used element by element, or lent to calls.
struct Uses<'a> {
    own: HashMap<VarId, Vec<Use>>,
    loops: Vec<Around>,
    at: At,
    vars: &'a [Var],
    named: &'a Named,
}

impl Uses<'_> {
    fn block(&mut self, stmts: &[Stmt]) {
        for (k, s) in stmts.iter().enumerate() {
            let counts = match &s.kind {
                StmtKind::For { var, .. } => !self.vars[var.0 as usize].parallel,
                StmtKind::While { .. } | StmtKind::WhileLet { .. } | StmtKind::Each { .. } => false,
                _ => true,
            };
            if !counts {
                for v in mentioned(std::slice::from_ref(s)) {
                    self.own.remove(&v);
                }
                continue;
            }
            self.at.push((k, 0));
            self.statement(s);
            if let StmtKind::For { var, lo, hi, body, .. } = &s.kind {
                let declared = all_declared(&body.stmts);
                let counted = Counted::new(*var, lo, hi, self.named);
                self.loops.push(Around { counted, declared, at: self.at.clone() });
                self.block(&body.stmts);
                self.loops.pop();
            } else {
                let mut branch = 0;
                s.each_block(&mut |b| {
                    self.at.last_mut().expect("just pushed").1 = branch;
                    self.block(&b.stmts);
                    branch += 1;
                });
            }
            self.at.pop();
        }
    }

    /// What a statement itself does.
    fn statement(&mut self, s: &Stmt) {
        let mut alone = s.clone();
        alone.each_block_mut(&mut |b| b.stmts.clear());
        let declares = match &s.kind {
            StmtKind::Let { var, .. } => Some(*var),
            _ => None,
        };
        let mut named = mentioned(std::slice::from_ref(&alone));
        let overwritten = match &alone.kind {
            StmtKind::Assign { place, op: None, value } if pure(value) => Some(place.clone()),
            _ => None,
        };
        let mut found = Vec::new();
        each_access(std::slice::from_ref(&alone), self.vars, &mut |a| found.push(a));
        for access in found {
            let root = access.place.root;
            named.remove(&root);
            // Lengths are no elements.
            if access.adds && !access.writes {
                continue;
            }
            // Calls that add to what they are lent use a part of it.
            let lent = access.writes && access.adds;
            if !is_element(&access.place) && !lent {
                self.own.remove(&root);
            } else if let Some(uses) = self.own.get_mut(&root) {
                let overwrites = access.writes && overwritten.as_ref() == Some(&access.place);
                let (at, loops) = (self.at.clone(), self.loops.clone());
                uses.push(Use { place: access.place, overwrites, at, loops });
            }
        }
        // What is named in a way that is not known here.
        for v in named.into_iter().filter(|v| declares != Some(*v)) {
            self.own.remove(&v);
        }
    }
}

fn remove(stmts: &mut Vec<Stmt>, at: &mut At, spent: &HashSet<At>) {
    let mut k = 0;
    stmts.retain_mut(|s| {
        at.push((k, 0));
        k += 1;
        let keep = !spent.contains(at);
        let mut branch = 0;
        s.each_block_mut(&mut |b| {
            at.last_mut().expect("just pushed").1 = branch;
            remove(&mut b.stmts, at, spent);
            branch += 1;
        });
        at.pop();
        keep
    });
}
