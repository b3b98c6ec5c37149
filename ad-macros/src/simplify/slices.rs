//! What innermost loops index, cut to its part before the loop: then the bounds are checked once, and
//! the loop vectorises.
//!
//! ```text
//! let w_part = window(w, o * n, n);
//! for i in 0..n {
//!     sum += w_part[i] * x[i];
//! }
//! ```

use super::dead::pure;
use super::lend::is_zero;
use crate::analyse::effects::mentioned;
use crate::analyse::ranges::{Index, Range};
use crate::ir::builder::fresh;
use crate::ir::visit::each_place_mut;
use crate::ir::*;
use crate::transform::lanes::LANES;
use proc_macro2::Span;
use std::collections::{HashMap, HashSet};

/// Where the indices of a sequence start: each is the loop's counter, plus what does not change.
#[derive(Clone)]
enum Start {
    Zero,
    At(Box<Expr>),
}

impl Start {
    fn same(&self, other: &Start) -> bool {
        match (self, other) {
            (Start::Zero, Start::Zero) => true,
            (Start::At(a), Start::At(b)) => a.same(b),
            _ => false,
        }
    }

    fn index(&self) -> Option<Index> {
        match self {
            Start::Zero => Some(Index::zero()),
            Start::At(e) => Index::of(e),
        }
    }

    fn expr(&self) -> Expr {
        match self {
            Start::Zero => Expr::int(0),
            Start::At(e) => (**e).clone(),
        }
    }
}

/// How a loop uses one sequence.
struct Use {
    base: Place,
    /// Each start of indices that run with the counter, and whether one of them is read in every
    /// iteration.
    starts: Vec<(Start, bool)>,
    /// Other indices are used as well.
    others: bool,
    /// Some use runs in every iteration.
    always: bool,
    changed: bool,
}

/// The loop, and what moves in it.
struct Loop<'a> {
    counter: VarId,
    moving: &'a HashSet<VarId>,
}

/// What is known of the sequences.
pub(super) struct Known<'a> {
    /// Cut already.
    pub(super) whole: &'a [VarId],
    /// Slices that a caller may leave out, and then they are empty.
    pub(super) shadows: &'a [VarId],
    /// Some numbers will have several values.
    pub(super) lanes: bool,
    /// In a parallel loop: what each iteration has for itself. What it shares, it changes by sums alone.
    pub(super) own: Option<HashSet<VarId>>,
}

/// Cuts what innermost loops index to its part, and to the loop's length, before the loop. Loops over
/// lanes are arithmetic here.
pub(super) fn cut(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, known: &Known<'_>) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        let parallel =
            matches!(&s.kind, StmtKind::For { var, .. } if vars[var.0 as usize].parallel);
        let own = parallel.then(|| {
            let mut own = HashSet::new();
            Block::new(vec![s.clone()]).each_stmt(&mut |s| {
                s.each_declared(&mut |v| {
                    own.insert(v);
                });
            });
            own
        });
        let inside = Known { own: own.or_else(|| known.own.clone()), ..*known };
        s.each_block_mut(&mut |b| cut(&mut b.stmts, vars, &inside));
        let span = s.span;
        if let StmtKind::For { id, var, lo, hi, body, .. } = &mut s.kind {
            let innermost = *id != LANES
                && !nested(body)
                && is_zero(lo)
                && *vars[var.0 as usize].ty.peel() == Type::Int("usize".into());
            if innermost {
                let atom = matches!(hi.kind, ExprKind::Literal(_))
                    || matches!(&hi.kind, ExprKind::Read(p) if p.is_var());
                let n = match atom {
                    true => hi.clone(),
                    false => {
                        let n = fresh(vars, "n", hi.ty.clone());
                        Expr::var(n, hi.ty.clone(), hi.span)
                    }
                };
                let (cuts, early) = cut_loop(*var, hi, &n, body, vars, known);
                if let (false, false, ExprKind::Read(p)) = (cuts.is_empty(), atom, &n.kind) {
                    out.push(Stmt::let_(p.root, std::mem::replace(hi, n.clone())));
                }
                let ever = matches!(&n.kind, ExprKind::Literal(_)) && !is_zero(&n);
                if early && !ever {
                    // Where the loop does not run, its places need not exist.
                    let compare = ExprKind::Compare("<", vec![Expr::int(0), n]);
                    let runs = Expr::new(compare, Type::Bool, span);
                    let then = Block::new(cuts.into_iter().chain([s]).collect());
                    let kind = StmtKind::If { cond: runs, then, els: Block::default() };
                    out.push(Stmt::new(kind, span));
                    continue;
                }
                out.extend(cuts);
            }
        }
        out.push(s);
    }
    *stmts = out;
}

fn nested(body: &Block) -> bool {
    let mut found = false;
    body.each_stmt(&mut |s| {
        found |= match &s.kind {
            StmtKind::For { id, .. } => *id != LANES,
            StmtKind::While { .. }
            | StmtKind::WhileLet { .. }
            | StmtKind::Each { .. }
            | StmtKind::Break => true,
            _ => false,
        };
    });
    found
}

/// The parts, and whether a place of theirs is reached by an index before the loop.
fn cut_loop(
    counter: VarId,
    hi: &Expr,
    n: &Expr,
    body: &mut Block,
    vars: &mut Vec<Var>,
    known: &Known<'_>,
) -> (Vec<Stmt>, bool) {
    let mut own = HashSet::from([counter]);
    let mut moving = HashSet::new();
    body.each_stmt(&mut |s| {
        s.each_declared(&mut |v| {
            own.insert(v);
        });
        if let StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } = &s.kind {
            moving.insert(place.root);
        }
    });
    moving.extend(own.iter().copied());
    let mut uses: HashMap<VarId, Vec<Use>> = HashMap::new();
    let mut spoilt: HashSet<VarId> = HashSet::new();
    survey(body, true, &Loop { counter, moving: &moving }, &mut uses, &mut spoilt);
    let mut roots: Vec<VarId> = uses.keys().copied().collect();
    roots.sort();
    let (mut before, mut early) = (Vec::new(), false);
    for root in roots {
        let list = &uses[&root];
        let changed = list.iter().any(|u| u.changed);
        if spoilt.contains(&root) || own.contains(&root) || known.whole.contains(&root) {
            continue;
        }
        if changed && known.own.as_ref().is_some_and(|own| !own.contains(&root)) {
            continue;
        }
        // An array of `ndarray` lends slices of its memory at best.
        if vars[root.0 as usize].ty.is_nd_array() {
            continue;
        }
        if !known.lanes
            && let Some(group) = Group::of(list, vars, known.shadows.contains(&root))
        {
            each_place_mut(&mut body.stmts, &|p| group.place(p));
            early = true;
            before.push(group.lend);
            continue;
        }
        if changed && list.len() > 1 {
            let shadow = known.shadows.contains(&root);
            if !known.lanes
                && let Some(several) = slices_apart(list, hi, n, vars, shadow)
            {
                for (base, start, part) in &several.parts {
                    let to = Rebase { base, start: Some(start.clone()), counter, part: *part };
                    each_place_mut(&mut body.stmts, &|p| to.place(p));
                }
                before.push(several.lend);
            }
            continue;
        }
        for u in list.iter().filter(|u| u.always) {
            // One that is read is there in any case.
            let shadow = u.changed && known.shadows.contains(&root);
            if !known.lanes
                && let Some(several) = parts_apart(u, hi, n, vars, shadow)
            {
                for (base, start, part) in &several.parts {
                    let to = Rebase { base, start: Some(start.clone()), counter, part: *part };
                    each_place_mut(&mut body.stmts, &|p| to.place(p));
                }
                early |= u.base.path.iter().any(|s| matches!(s, Step::Index(_)));
                before.push(several.lend);
                continue;
            }
            for (start, init) in parts(u, hi, n, vars, shadow) {
                let Var { name, .. } = &vars[root.0 as usize];
                let name = last_field(&u.base).unwrap_or(name);
                let part = fresh(vars, &format!("{name}_part"), init.ty.clone());
                before.push(Stmt::let_(part, init));
                early |= u.base.path.iter().any(|s| matches!(s, Step::Index(_)));
                let to = Rebase { base: &u.base, start, counter, part };
                each_place_mut(&mut body.stmts, &|p| to.place(p));
            }
        }
    }
    (before, early)
}

/// Several parts of one sequence that are changed.
struct Several {
    lend: Stmt,
    parts: Vec<(Place, Start, VarId)>,
}

/// The parts of a sequence that is changed from several starts, where they provably have no element in
/// common: the gates of a layer, `w[j]`, `w[n + j]`, `w[2 * n + j]` for `j` below `n`.
fn parts_apart(u: &Use, hi: &Expr, n: &Expr, vars: &mut Vec<Var>, shadow: bool) -> Option<Several> {
    let Var { ty, name, .. } = &vars[u.base.root.0 as usize];
    let reaches = u.base.path.iter().any(|s| !matches!(s, Step::Slice(..)));
    let element = ty.element().filter(|_| !reaches)?.clone();
    let several = u.changed && u.starts.len() > 1 && !u.others;
    if !several
        || !u.starts.iter().all(|(_, always)| *always)
        || matches!(ty.peel(), Type::Array(..))
    {
        return None;
    }
    let length = Index::of(hi)?;
    let ranges: Option<Vec<Range>> =
        u.starts.iter().map(|(s, _)| Some(Range::new(s.index()?, &length))).collect();
    let ranges = ranges?;
    let apart = (0..ranges.len()).all(|i| ranges[i + 1..].iter().all(|r| ranges[i].apart(r)));
    if !apart {
        return None;
    }
    let slice = Type::Ref(true, Box::new(Type::Slice(Box::new(element))));
    let name = format!("{}_part", last_field(&u.base).unwrap_or(name));
    let (mut parts, mut starts, mut own) = (Vec::new(), Vec::new(), Vec::new());
    let mut whole = u.base.clone();
    for (start, _) in &u.starts {
        let part = fresh(vars, &name, slice.clone());
        let mut from = start.expr();
        if shadow {
            (whole, from) = from_root(&u.base, from);
        }
        parts.push((u.base.clone(), start.clone(), part));
        starts.push(from);
        own.push(part);
    }
    Some(Several { lend: windows(whole, starts, own, n, shadow), parts })
}

/// The same for slices of one sequence, as `split_at_mut` leaves them: `state[..n][j]` and `state[n..][j]`.
/// The parts are in their slices and reach to their ends, so that what is out of bounds is as loud as
/// before.
fn slices_apart(
    list: &[Use],
    hi: &Expr,
    n: &Expr,
    vars: &mut Vec<Var>,
    shadow: bool,
) -> Option<Several> {
    let root = list[0].base.root;
    let Var { ty, name, .. } = &vars[root.0 as usize];
    let element = ty.element().filter(|_| !matches!(ty.peel(), Type::Array(..)))?.clone();
    let slice = Type::Ref(true, Box::new(Type::Slice(Box::new(element))));
    let name = format!("{name}_part");
    let length = Index::of(hi)?;
    let mut ranges: Vec<(Range, Expr, VarId)> = Vec::new();
    let (mut parts, mut around) = (Vec::new(), Vec::new());
    for u in list {
        if u.others {
            return None;
        }
        let mut slices = Vec::new();
        let mut before = Index::zero();
        for step in &u.base.path {
            let Step::Slice(lo, to) = step else { return None };
            let from = before.plus(&Index::of(lo)?);
            if let Some(to) = to {
                slices.push(Range::between(from.clone(), before.plus(&Index::of(to)?)));
            }
            before = from;
        }
        for (start, always) in &u.starts {
            let range = Range::new(before.plus(&start.index()?), &length);
            if !always || !slices.iter().all(|slice| range.within(slice)) {
                return None;
            }
            let found = ranges.iter().find(|(r, ..)| *r == range).map(|(.., part)| *part);
            let part = found.unwrap_or_else(|| {
                let part = fresh(vars, &name, slice.clone());
                ranges.push((range, from_root(&u.base, start.expr()).1, part));
                part
            });
            parts.push((u.base.clone(), start.clone(), part));
        }
        around.extend(slices);
    }
    let apart =
        (0..ranges.len()).all(|i| ranges[i + 1..].iter().all(|(r, ..)| ranges[i].0.apart(r)));
    let reached = around.iter().all(|slice| ranges.iter().any(|(r, ..)| slice.ends_by(r)));
    if !apart || !reached {
        return None;
    }
    let (starts, own) = ranges.into_iter().map(|(_, start, part)| (start, part)).unzip();
    Some(Several { lend: windows(Place::of(root), starts, own, n, shadow), parts })
}

/// Takes several parts of `n` elements of a place, which may be absent if it is a shadow.
fn windows(whole: Place, starts: Vec<Expr>, parts: Vec<VarId>, n: &Expr, shadow: bool) -> Stmt {
    let span = Span::call_site();
    let borrow = ExprKind::Borrow { mutable: true, place: whole };
    let starts = Expr::new(ExprKind::Array(starts), Type::Unknown, span);
    let args = vec![Expr::new(borrow, Type::Unknown, span), starts, n.clone()];
    let word = if shadow { "shadow_windows" } else { "windows_mut" };
    let init = Expr::support(word, args, Type::Unknown);
    Stmt::new(StmtKind::LetTuple { vars: parts.into_iter().map(Some).collect(), init }, span)
}

/// Rows that lie close together: the hidden units of a group, `x[a][l]`, `x[a + 1][l]`, `x[a + 2][l]`.
/// From one part with all of them, rustc sees that they have nothing in common.
struct Group {
    lend: Stmt,
    root: VarId,
    rows: VarId,
    /// For each index, which row of the part it is.
    indices: Vec<(Expr, i128)>,
}

impl Group {
    /// Rows of a group.
    const MOST: i128 = 32;

    fn of(list: &[Use], vars: &mut Vec<Var>, shadow: bool) -> Option<Group> {
        let root = list[0].base.root;
        let Var { ty, name, .. } = &vars[root.0 as usize];
        let row = ty.element().filter(|row| matches!(row, Type::Array(..)))?;
        let slice = Type::Slice(Box::new(row.clone()));
        if list.len() < 2 {
            return None;
        }
        let mut indices = Vec::new();
        for u in list {
            let ([Step::Index(e)], true) = (&u.base.path[..], u.always) else { return None };
            indices.push((e.clone(), Index::of(e)?));
        }
        let from = |first: &Index| {
            let distance = |(e, index): &(Expr, Index)| {
                Some((e.clone(), index.distance(first)?))
                    .filter(|(_, d)| (0..Self::MOST).contains(d))
            };
            indices.iter().map(distance).collect::<Option<Vec<_>>>()
        };
        let (first, indices) =
            indices.iter().find_map(|(e, index)| Some((e.clone(), from(index)?)))?;
        let n = indices.iter().map(|(_, d)| d + 1).max()?;
        let changed = list.iter().any(|u| u.changed);
        let word = match changed {
            true if shadow => "shadow_window",
            true => "window_mut",
            false => "window",
        };
        let span = Span::call_site();
        let ty = Type::Ref(changed, Box::new(slice));
        let rows = fresh(vars, &format!("{name}_rows"), ty.clone());
        let borrow = ExprKind::Borrow { mutable: changed, place: Place::of(root) };
        let whole = Expr::new(borrow, Type::Unknown, span);
        let init = Expr::support(word, vec![whole, first, Expr::int(n as usize)], ty);
        Some(Group { lend: Stmt::let_(rows, init), root, rows, indices })
    }

    fn place(&self, p: &mut Place) {
        let Some(Step::Index(e)) = p.path.first().filter(|_| p.root == self.root) else { return };
        let Some((_, row)) = self.indices.iter().find(|(index, _)| index.same(e)) else { return };
        p.path[0] = Step::Index(Expr::int(*row as usize));
        p.root = self.rows;
    }
}

/// The name of the field that a place ends in.
fn last_field(place: &Place) -> Option<&str> {
    place.path.iter().rev().find_map(|s| match s {
        Step::Field(name) if name.parse::<usize>().is_err() => Some(name.as_str()),
        _ => None,
    })
}

/// The parts of a sequence that are borrowed before the loop: for indices from a start, or for all.
fn parts(u: &Use, hi: &Expr, n: &Expr, vars: &[Var], shadow: bool) -> Vec<(Option<Start>, Expr)> {
    let span = Span::call_site();
    let root = &vars[u.base.root.0 as usize];
    let plain = u.base.path.is_empty();
    // Of a part with a path, only rustc knows the type.
    let reaches = u.base.path.iter().any(|s| !matches!(s, Step::Slice(..)));
    let element = if reaches { None } else { root.ty.element().cloned() };
    if element.is_none() && root.ty != Type::Unknown && !reaches {
        return Vec::new();
    }
    let whole = element.is_none() || matches!(root.ty.peel(), Type::Array(..));
    if plain && whole {
        return Vec::new();
    }
    let ty = match &element {
        Some(t) => Type::Ref(u.changed, Box::new(Type::Slice(Box::new(t.clone())))),
        None => Type::Unknown,
    };
    let borrow = |place: Place, ty: Type| {
        Expr::new(ExprKind::Borrow { mutable: u.changed, place }, ty, span)
    };
    let window = |start: Expr| {
        let name = match (element.is_some(), u.changed) {
            _ if shadow => "shadow_window",
            (true, true) => "window_mut",
            (true, false) => "window",
            (false, true) => "lend_mut",
            (false, false) => "lend",
        };
        // Of a shadow that may be absent, no part can be lent before that is known.
        let (base, start) = match shadow {
            true => from_root(&u.base, start),
            false => (u.base.clone(), start),
        };
        let args = vec![borrow(base, Type::Unknown), start, n.clone()];
        Expr::support(name, args, ty.clone())
    };
    let mut out = Vec::new();
    let alone = u.starts.len() == 1 && !u.others;
    for (start, always) in &u.starts {
        if !always || u.changed && !alone {
            continue;
        }
        let init = match start {
            Start::Zero if reaches || shadow => window(Expr::int(0)),
            Start::Zero if is_len_of(hi, &u.base) => continue,
            Start::Zero => {
                let mut place = u.base.clone();
                place.path.push(Step::Slice(Expr::int(0), Some(n.clone())));
                borrow(place, ty.clone())
            }
            Start::At(start) => window((**start).clone()),
        };
        out.push((Some(start.clone()), init));
    }
    let is_slice = matches!(root.ty.peel(), Type::Slice(_));
    let stays = reaches || shadow || plain && is_slice;
    if out.is_empty() && !stays {
        let mut place = u.base.clone();
        if plain {
            place.path.push(Step::Slice(Expr::int(0), None));
        }
        out.push((None, borrow(place, ty)));
    }
    out
}

/// The place without its slices at the end, and where these start.
fn from_root(place: &Place, start: Expr) -> (Place, Expr) {
    let mut place = place.clone();
    let mut start = start;
    while let Some(Step::Slice(lo, _)) = place.path.last() {
        if is_zero(&start) {
            start = lo.clone();
        } else if !is_zero(lo) {
            let ty = start.ty.clone();
            start = Expr::op("add", vec![lo.clone(), start], ty);
        }
        place.path.pop();
    }
    (place, start)
}

fn is_len_of(e: &Expr, place: &Place) -> bool {
    matches!(&e.kind, ExprKind::Len(p) if p == place)
}

/// Collects what the loop indexes; what it uses in any other way is spoilt.
fn survey(
    body: &Block,
    always: bool,
    l: &Loop<'_>,
    uses: &mut HashMap<VarId, Vec<Use>>,
    spoilt: &mut HashSet<VarId>,
) {
    for s in &body.stmts {
        s.each_expr(&mut |e| survey_expr(e, always, l, uses, spoilt));
        let mut in_lanes = false;
        match &s.kind {
            StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } => {
                if !place.is_var() {
                    note(place, true, always, l, uses, spoilt);
                }
            }
            StmtKind::Let { .. } | StmtKind::If { .. } => {}
            StmtKind::For { id: LANES, .. } => in_lanes = true,
            StmtKind::Eval(Expr { kind: ExprKind::Support("keep_lanes", _), .. }) => {}
            _ => spoilt.extend(mentioned(std::slice::from_ref(s))),
        }
        s.each_block(&mut |b| survey(b, always && in_lanes, l, uses, spoilt));
    }
}

fn survey_expr(
    e: &Expr,
    always: bool,
    l: &Loop<'_>,
    uses: &mut HashMap<VarId, Vec<Use>>,
    spoilt: &mut HashSet<VarId>,
) {
    match &e.kind {
        ExprKind::Read(p) | ExprKind::Borrow { mutable: false, place: p } if !p.is_var() => {
            note(p, false, always, l, uses, spoilt);
        }
        ExprKind::Read(_) => {}
        ExprKind::Borrow { place: p, .. }
        | ExprKind::Len(p)
        | ExprKind::CloneOf { place: p, .. } => {
            spoilt.insert(p.root);
        }
        ExprKind::Foreign(f) => spoilt.extend(f.uses.iter().map(|(_, v)| *v)),
        // A callee may change what it is lent.
        ExprKind::Call(_) => e.each_child(&mut |a| match &a.kind {
            ExprKind::Read(p) if p.is_var() => {
                spoilt.insert(p.root);
            }
            _ => {}
        }),
        _ => {}
    }
    let always = always && !matches!(&e.kind, ExprKind::Compare("&&" | "||", _));
    e.each_child(&mut |c| survey_expr(c, always, l, uses, spoilt));
}

impl Loop<'_> {
    /// Is the value the same in every iteration?
    fn steady(&self, e: &Expr) -> bool {
        let mut still = pure(e);
        e.each_var(&mut |v| still &= !self.moving.contains(&v));
        still
    }

    /// It can be evaluated before the loop as well, even if that does not run.
    fn early(&self, e: &Expr) -> bool {
        self.steady(e) && !may_underflow(e)
    }

    /// The index of a place that moves with the loop, or else the first one.
    fn index(&self, place: &Place) -> Option<usize> {
        let is = |s: &Step, moves: bool| matches!(s, Step::Index(e) if !moves || !self.steady(e));
        let find = |moves: bool| place.path.iter().position(|s| is(s, moves));
        find(true).or_else(|| find(false))
    }

    fn start(&self, index: &Expr) -> Option<Start> {
        start_of(index, self.counter, &|e| self.early(e))
    }
}

/// Splits `start + counter`, in whatever order its terms stand.
fn start_of(index: &Expr, counter: VarId, early: &dyn Fn(&Expr) -> bool) -> Option<Start> {
    if matches!(&index.kind, ExprKind::Read(p) if p.is_var() && p.root == counter) {
        return Some(Start::Zero);
    }
    let ExprKind::Op("add", terms) = &index.kind else { return None };
    let (a, b) = (&terms[0], &terms[1]);
    for (moving, fixed) in [(a, b), (b, a)] {
        if !early(fixed) {
            continue;
        }
        let ty = index.ty.clone();
        return match start_of(moving, counter, early)? {
            Start::Zero => Some(Start::At(Box::new(fixed.clone()))),
            Start::At(start) => {
                let start = Expr::op("add", vec![*start, fixed.clone()], ty);
                Some(Start::At(Box::new(start)))
            }
        };
    }
    None
}

fn note(
    place: &Place,
    changed: bool,
    always: bool,
    l: &Loop<'_>,
    uses: &mut HashMap<VarId, Vec<Use>>,
    spoilt: &mut HashSet<VarId>,
) {
    let k = l.index(place);
    let base: Option<Vec<Step>> = k.map(|k| place.path[..k].to_vec());
    let fixed = base.as_ref().is_some_and(|base| {
        base.iter().all(|s| match s {
            Step::Slice(lo, hi) => l.early(lo) && hi.as_ref().is_none_or(|hi| l.early(hi)),
            Step::Index(e) => l.early(e),
            Step::Field(_) => true,
            Step::Deref | Step::Part(..) => false,
        })
    });
    let (Some(k), Some(base), true) = (k, base, fixed) else {
        spoilt.insert(place.root);
        return;
    };
    let Step::Index(index) = &place.path[k] else { unreachable!("found above") };
    let start = l.start(index);
    let base = Place { root: place.root, path: base };
    let list = uses.entry(place.root).or_default();
    let at = list.iter().position(|u| u.base == base).unwrap_or_else(|| {
        let starts = Vec::new();
        list.push(Use { base, starts, others: false, always: false, changed: false });
        list.len() - 1
    });
    let u = &mut list[at];
    u.always |= always;
    u.changed |= changed;
    match start {
        None => u.others = true,
        Some(start) => match u.starts.iter_mut().find(|(s, _)| s.same(&start)) {
            Some((_, ever)) => *ever |= always,
            None => u.starts.push((start, always)),
        },
    }
}

/// A loop that runs zero times may stand where this has no value.
fn may_underflow(e: &Expr) -> bool {
    e.any(&mut |e| matches!(&e.kind, ExprKind::Op("sub" | "div" | "rem", _) | ExprKind::Foreign(_)))
}

/// Reads and writes of a sequence go to a part of it.
struct Rebase<'a> {
    base: &'a Place,
    /// Of indices from there; without one, of all.
    start: Option<Start>,
    counter: VarId,
    part: VarId,
}

impl Rebase<'_> {
    fn place(&self, p: &mut Place) {
        let n = self.base.path.len();
        let below =
            p.root == self.base.root && p.path.len() > n && p.path[..n] == self.base.path[..];
        let Some(Step::Index(index)) = p.path.get(n).filter(|_| below) else { return };
        if let Some(start) = &self.start {
            let found = start_of(index, self.counter, &|e| {
                let mut still = true;
                e.each_var(&mut |v| still &= v != self.counter);
                still
            });
            if !found.is_some_and(|found| found.same(start)) {
                return;
            }
            p.path[n] = Step::Index(Expr::var(self.counter, index.ty.clone(), index.span));
        }
        p.root = self.part;
        p.path.drain(..n);
    }
}
