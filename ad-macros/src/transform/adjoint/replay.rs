//! What happens once stays once: in a loop whose iterations run again, code with effects runs in
//! the forward sweep only. What the second run needs of it is written down there, and read in the
//! same order.
//!
//! ```text
//! forward sweep             second run
//! let u = rng.random()      let u = keep(&us[u_count])
//! us.push(keep(&u))         u_count += 1
//! u_count += 1
//! ```
//!
//! The count is a variable that the loop carries, so a kept state says where to read on.

use super::checkpoint::{looped, needed};
use super::*;

/// A place in the code that runs once: effects, and calls that no derivative flows through.
pub(super) struct Once {
    key: Key,
    /// What it gives or changes, as far as the second run needs it.
    outputs: Vec<VarId>,
    /// Where that is written down, and how much of it was so far.
    list: Option<(VarId, VarId)>,
}

/// How a statement is recognised in both runs.
#[derive(PartialEq)]
enum Key {
    /// The items of the loop itself.
    Items,
    Result(VarId),
    Effect(String),
}

impl Key {
    fn of(s: &Stmt) -> Key {
        match &s.kind {
            StmtKind::Let { var, .. } => Key::Result(*var),
            kind => Key::Effect(format!("{kind:?}")),
        }
    }
}

impl Adjoint<'_> {
    /// Takes code that runs once out of the second run of a loop. Gives what is written down of it,
    /// and what the second run computes for someone.
    pub(super) fn replay(
        &mut self,
        stmt: &Stmt,
        recorded: &mut Vec<Stmt>,
        backward: &[Stmt],
    ) -> (Vec<Once>, HashSet<VarId>) {
        let mut table: Vec<Once> = Vec::new();
        let mut add = |key, outputs| {
            if table.iter().all(|once| once.key != key) {
                table.push(Once { key, outputs, list: None });
            }
        };
        if let StmtKind::Each { pattern, .. } = &stmt.kind {
            let mut items = Vec::new();
            pattern.each_bound(&mut |v| items.push(v));
            add(Key::Items, items);
        }
        looped(stmt).body.each_stmt(&mut |s| {
            if let Some(outputs) = self.happens_once(s) {
                add(Key::of(s), outputs);
            }
        });
        let mut rest = recorded.clone();
        replace(&mut rest, &table, &|_, _| Vec::new());
        let mut needed = needed(&rest, mentioned(backward), &self.f);
        for once in &mut table {
            once.outputs.retain(|v| needed.contains(v) && self.f.var(*v).alias.is_none());
            let Some(first) = once.outputs.first() else { continue };
            let name = self.f.var(*first).name.clone();
            let empty = ExprKind::VecOf(Vec::new());
            let empty = Expr::new(empty, Type::Unknown, Span::call_site());
            let list = self.emit_let(&format!("{name}s"), empty);
            let count = self.emit_let(&format!("{name}_count"), Expr::int(0));
            for v in [list, count] {
                self.f.vars[v.0 as usize].mutable = true;
            }
            needed.extend([list, count]);
            once.list = Some((list, count));
        }
        replace(recorded, &table, &|once, _| once.read(&self.f));
        if let Some(items) = table.iter().find(|once| once.key == Key::Items) {
            recorded.splice(0..0, items.read(&self.f));
        }
        (table, needed)
    }

    /// Does the statement run once? Then what it gives and changes.
    fn happens_once(&self, s: &Stmt) -> Option<Vec<VarId>> {
        let once = match &s.kind {
            StmtKind::Foreign(f) => f.once || is_macro(f) && !diverges(s),
            StmtKind::Let { var, init: Some(e) } => self.is_effect(Some(*var), e),
            StmtKind::Eval(e) => self.is_effect(None, e) && !diverges(s),
            _ => false,
        };
        let mut outputs: Vec<VarId> = written(s, &self.f).into_iter().collect();
        s.each_declared(&mut |v| outputs.push(v));
        outputs.sort();
        once.then_some(outputs)
    }

    fn is_effect(&self, result: Option<VarId>, e: &Expr) -> bool {
        e.any(&mut |x| match &x.kind {
            ExprKind::Foreign(f) => f.once,
            ExprKind::Call(call) => !call.is_form() && !self.flows(result, call),
            _ => false,
        })
    }
}

impl Once {
    /// Writes down what the statement gave and changed.
    fn write(&self, f: &Function) -> Vec<Stmt> {
        let Some((list, count)) = self.list else { return Vec::new() };
        let kept = |v: &VarId| {
            let (ty, span) = (f.ty(*v).clone(), f.var(*v).span);
            if ty.is_copy() {
                return Expr::var(*v, ty, span);
            }
            let word = if self.key == Key::Result(*v) { "keep" } else { "keep_whole" };
            let kind = ExprKind::Borrow { mutable: false, place: Place::of(*v) };
            Expr::support(word, vec![Expr::new(kind, Type::Unknown, span)], Type::Unknown)
        };
        let mut values: Vec<Expr> = self.outputs.iter().map(kept).collect();
        let value = match values.len() {
            1 => values.remove(0),
            _ => Expr::new(ExprKind::Tuple(values), Type::Unknown, Span::call_site()),
        };
        let push = StmtKind::VecPush { place: Place::of(list), value };
        vec![Stmt::new(push, Span::call_site()), next(count)]
    }

    /// Reads it in the second run.
    fn read(&self, f: &Function) -> Vec<Stmt> {
        let Some((list, count)) = self.list else { return Vec::new() };
        let usize_ty = Type::Int("usize".into());
        let mut stmts = Vec::new();
        for (k, v) in self.outputs.iter().enumerate() {
            let (ty, span) = (f.ty(*v).clone(), f.var(*v).span);
            let at = Expr::var(count, usize_ty.clone(), span);
            let mut place = Place::of(list).then(Step::Index(at));
            if self.outputs.len() > 1 {
                place = place.then(Step::Field(k.to_string()));
            }
            let from = ExprKind::Borrow { mutable: false, place: place.clone() };
            let from = Expr::new(from, Type::Unknown, span);
            let value = if ty.is_copy() {
                Expr::read(place, ty.clone(), span)
            } else {
                Expr::support("keep", vec![from.clone()], ty.clone())
            };
            let gives = match &self.key {
                Key::Items => true,
                Key::Result(result) => result == v,
                Key::Effect(_) => false,
            };
            stmts.push(if gives {
                Stmt::let_(*v, value)
            } else if ty.is_copy() {
                Stmt::assign(Place::of(*v), value)
            } else {
                let to = ExprKind::Borrow { mutable: true, place: Place::of(*v) };
                let to = Expr::new(to, Type::Unknown, span);
                let back = Expr::support("restore_whole", vec![to, from], Type::Unit);
                Stmt::new(StmtKind::Eval(back), span)
            });
        }
        stmts.push(next(count));
        stmts
    }

    pub(super) fn count(&self) -> Option<VarId> {
        self.list.map(|(_, count)| count)
    }
}

/// The body of the forward sweep's loop: the user's own, with results written down.
pub(super) fn written_down(body: &Block, table: &[Once], f: &Function) -> Vec<Stmt> {
    let mut stmts = body.stmts.clone();
    replace(&mut stmts, table, &|once, s| {
        let mut both = vec![s];
        both.extend(once.write(f));
        both
    });
    if let Some(items) = table.iter().find(|once| once.key == Key::Items) {
        stmts.splice(0..0, items.write(f));
    }
    stmts
}

/// The body of the second run before recording: results are read.
pub(super) fn read_again(body: &Block, table: &[Once], f: &Function) -> Vec<Stmt> {
    let mut stmts = body.stmts.clone();
    replace(&mut stmts, table, &|once, _| once.read(f));
    if let Some(items) = table.iter().find(|once| once.key == Key::Items) {
        stmts.splice(0..0, items.read(f));
    }
    stmts
}

fn next(count: VarId) -> Stmt {
    let (place, value) = (Place::of(count), Expr::int(1));
    Stmt::new(StmtKind::Assign { place, op: Some("add"), value }, Span::call_site())
}

/// Puts something else in the place of every statement that runs once.
fn replace(stmts: &mut Vec<Stmt>, table: &[Once], with: &dyn Fn(&Once, Stmt) -> Vec<Stmt>) {
    for mut s in std::mem::take(stmts) {
        s.each_block_mut(&mut |b| replace(&mut b.stmts, table, with));
        let plain = matches!(
            s.kind,
            StmtKind::Let { init: Some(_), .. } | StmtKind::Foreign(_) | StmtKind::Eval(_)
        );
        let key = Key::of(&s);
        match table.iter().find(|once| plain && once.key == key) {
            Some(once) => stmts.extend(with(once, s)),
            None => stmts.push(s),
        }
    }
}

/// `println!(..);` and the like, not an item.
fn is_macro(f: &Foreign) -> bool {
    !matches!(syn::parse2::<syn::Item>(f.tokens.clone()), Ok(item) if !matches!(item, syn::Item::Macro(_)))
}
