//! Evaluates IR, for tests only: the meaning that every pass must keep.
//!
//! One function at a time, without calls of other functions. References are locations, so what
//! is written through one is seen by all. The evaluator is stricter than Rust needs: a name is
//! gone when its block ends, a vector that was moved away cannot be read, an index is checked.
//! It also keeps a fingerprint of every decision (`trace`): where two runs differ in it, they
//! took different paths and a difference quotient between them means nothing.

mod expr;
mod stmt;
mod support;

use super::*;
use checkpoints::{Binomial, Regular, checkpoint_every, checkpoint_states};

// What emitted code calls.
#[path = "../../../../ad-core/src/checkpoints.rs"]
#[allow(dead_code, unreachable_pub)]
mod checkpoints;

/// A value while a body runs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Num(f64),
    Int(i64),
    Bool(bool),
    Unit,
    /// Slices, arrays, vectors and tapes.
    Seq(Vec<Value>),
    Tuple(Vec<Value>),
    /// A variant by its last name: `Some(x)`, `Either::A((..))`.
    Variant(String, Vec<Value>),
    Ref(Location),
    /// What a checkpointed loop keeps.
    States(States),
    /// A vector stood here and was moved away.
    Moved,
}

#[derive(Clone, Debug)]
pub(crate) enum States {
    Regular(Regular<Value>),
    Binomial(Binomial<Value>),
}

impl PartialEq for States {
    fn eq(&self, _: &States) -> bool {
        false
    }
}

/// Where a value is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Location {
    root: VarId,
    parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Index(usize),
    Field(usize),
    /// Part of a sequence; always the last part.
    Range(usize, usize),
}

impl Value {
    pub(crate) fn nums(xs: &[f64]) -> Value {
        Value::Seq(xs.iter().map(|x| Value::Num(*x)).collect())
    }

    pub(crate) fn num(&self) -> f64 {
        match self {
            Value::Num(x) => *x,
            v => panic!("{v:?} is not a number"),
        }
    }

    fn int(&self) -> i64 {
        match self {
            Value::Int(i) => *i,
            v => panic!("{v:?} is not an integer"),
        }
    }

    fn bool(&self) -> bool {
        match self {
            Value::Bool(b) => *b,
            v => panic!("{v:?} is not a truth value"),
        }
    }

    fn index(&self) -> usize {
        usize::try_from(self.int()).expect("an index is not negative")
    }

    /// Every float in the value, in order.
    pub(crate) fn floats(&self) -> Vec<f64> {
        match self {
            Value::Num(x) => vec![*x],
            Value::Seq(vs) | Value::Tuple(vs) | Value::Variant(_, vs) => {
                vs.iter().flat_map(Value::floats).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The zero tangent: integers and truth values have none.
    pub(crate) fn zero(&self) -> Value {
        let all = |vs: &[Value]| vs.iter().map(Value::zero).collect();
        match self {
            Value::Num(_) => Value::Num(0.0),
            Value::Seq(vs) => Value::Seq(all(vs)),
            Value::Tuple(vs) => Value::Tuple(all(vs)),
            Value::Variant(n, vs) => Value::Variant(n.clone(), all(vs)),
            Value::Moved => panic!("the zero of a value that was moved"),
            _ => Value::Unit,
        }
    }

    fn add(&mut self, other: &Value) {
        match (self, other) {
            (Value::Num(a), Value::Num(b)) => *a += b,
            (Value::Unit, Value::Unit) => {}
            (Value::Seq(a), Value::Seq(b)) | (Value::Tuple(a), Value::Tuple(b)) => {
                assert_eq!(a.len(), b.len(), "cotangents of different lengths are added");
                a.iter_mut().zip(b).for_each(|(a, b)| a.add(b));
            }
            (Value::Variant(m, a), Value::Variant(n, b)) => {
                assert_eq!(m, n, "cotangents of different variants are added");
                a.iter_mut().zip(b).for_each(|(a, b)| a.add(b));
            }
            (a, b) => panic!("{b:?} is added to {a:?}"),
        }
    }

    fn negated(&self) -> Value {
        let all = |vs: &[Value]| vs.iter().map(Value::negated).collect();
        match self {
            Value::Num(x) => Value::Num(-x),
            Value::Seq(vs) => Value::Seq(all(vs)),
            Value::Tuple(vs) => Value::Tuple(all(vs)),
            v => v.clone(),
        }
    }
}

/// How a block was left.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Flow {
    Next,
    /// The structured `break`.
    Break,
    /// A jump as the user wrote it.
    Jump(Jump),
}

/// One run of one function body.
pub(crate) struct Interp<'a> {
    vars: &'a [Var],
    slots: Vec<Option<Value>>,
    /// Fingerprint of the decisions taken so far.
    pub(crate) trace: u64,
    /// The largest number met, used or not.
    pub(crate) largest: f64,
    fuel: u64,
    /// Whether the last iteration left its loop.
    left: bool,
}

/// Runs a function on its parameters: the variables given and what they hold.
pub(crate) fn run<'a>(vars: &'a [Var], body: &[Stmt], inputs: &[(VarId, Value)]) -> Interp<'a> {
    let mut interp = Interp {
        vars,
        slots: vec![None; vars.len()],
        trace: 0,
        largest: 0.0,
        fuel: 200_000,
        left: false,
    };
    for (v, value) in inputs {
        interp.slots[v.0 as usize] = Some(value.clone());
    }
    let flow = interp.stmts(body);
    assert!(matches!(flow, Flow::Next | Flow::Jump(Jump::Return)), "the body ends with {flow:?}");
    interp
}

impl Interp<'_> {
    /// What a variable of the outermost block holds after the run.
    pub(crate) fn value(&self, v: VarId) -> Value {
        match &self.slots[v.0 as usize] {
            Some(Value::Ref(loc)) => self.load(&loc.clone()),
            Some(x) => x.clone(),
            None => panic!("%{} ({}) has no value", v.0, self.vars[v.0 as usize].name),
        }
    }

    fn decide(&mut self, what: u64) {
        self.trace = (self.trace.rotate_left(7) ^ what).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn set(&mut self, v: VarId, value: Value) {
        self.slots[v.0 as usize] = Some(value);
    }

    // Places.

    fn slot(&self, v: VarId) -> &Value {
        match &self.slots[v.0 as usize] {
            Some(Value::Moved) => {
                panic!("%{} ({}) is used after it was moved", v.0, self.vars[v.0 as usize].name)
            }
            Some(x) => x,
            None => panic!("%{} ({}) is read without a value", v.0, self.vars[v.0 as usize].name),
        }
    }

    /// The value at a location that is not a range.
    fn at(&self, loc: &Location) -> &Value {
        let mut value = self.slot(loc.root);
        for part in &loc.parts {
            value = match (part, value) {
                (Part::Index(i), Value::Seq(vs)) => {
                    vs.get(*i).unwrap_or_else(|| panic!("index {i} of {}", vs.len()))
                }
                (Part::Field(i), Value::Tuple(vs) | Value::Variant(_, vs)) => &vs[*i],
                (part, value) => panic!("{part:?} of {value:?}"),
            };
        }
        value
    }

    fn at_mut(&mut self, loc: &Location) -> &mut Value {
        self.at(loc);
        let mut value = self.slots[loc.root.0 as usize].as_mut().expect("just read");
        for part in &loc.parts {
            value = match (part, value) {
                (Part::Index(i), Value::Seq(vs)) => &mut vs[*i],
                (Part::Field(i), Value::Tuple(vs) | Value::Variant(_, vs)) => &mut vs[*i],
                _ => unreachable!("just read"),
            };
        }
        value
    }

    fn load(&self, loc: &Location) -> Value {
        if let Some((Part::Range(lo, hi), rest)) = loc.parts.split_last() {
            let whole = Location { root: loc.root, parts: rest.to_vec() };
            let Value::Seq(vs) = self.at(&whole) else {
                panic!("a slice of a value that is not a sequence")
            };
            return Value::Seq(vs[*lo..*hi].to_vec());
        }
        self.at(loc).clone()
    }

    fn store(&mut self, loc: &Location, value: Value) {
        if let Some((Part::Range(lo, hi), rest)) = loc.parts.split_last() {
            let whole = Location { root: loc.root, parts: rest.to_vec() };
            let Value::Seq(new) = value else { panic!("a slice is overwritten by {value:?}") };
            assert_eq!(new.len(), hi - lo, "a slice is overwritten by one of another length");
            let Value::Seq(vs) = self.at_mut(&whole) else {
                panic!("a slice of a value that is not a sequence")
            };
            vs[*lo..*hi].clone_from_slice(&new);
            return;
        }
        if loc.parts.is_empty() {
            self.set(loc.root, value);
        } else {
            *self.at_mut(loc) = value;
        }
    }

    fn len_at(&self, loc: &Location) -> usize {
        match loc.parts.last() {
            Some(Part::Range(lo, hi)) => hi - lo,
            _ => match self.at(loc) {
                Value::Seq(vs) => vs.len(),
                v => panic!("the length of {v:?}"),
            },
        }
    }

    /// A tape's first `n` entries, none of which has a value: what was there before is not to be read.
    fn empty_slots(&mut self, tape: &Location, n: usize) {
        let Value::Seq(vs) = self.at_mut(tape) else { panic!("a tape is a sequence") };
        vs.resize(vs.len().max(n), Value::Unit);
        vs[..n].fill(Value::Unit);
    }

    /// Through every reference that stands at a location.
    fn follow(&self, mut loc: Location) -> Location {
        while !matches!(loc.parts.last(), Some(Part::Range(..))) {
            match self.at(&loc) {
                Value::Ref(to) => loc = to.clone(),
                _ => break,
            }
        }
        loc
    }

    fn resolve(&mut self, place: &Place) -> Location {
        let mut loc = Location { root: place.root, parts: Vec::new() };
        for step in &place.path {
            loc = self.follow(loc);
            match step {
                Step::Deref => {}
                Step::Part(..) => unreachable!("random programs have no arrays of `ndarray`"),
                Step::Field(name) => {
                    loc.parts.push(Part::Field(name.parse().expect("fields are numbered")))
                }
                Step::Index(e) => {
                    let i = self.expr(e).index();
                    let n = self.len_at(&loc);
                    assert!(i < n, "index {i} of {n}");
                    match loc.parts.last().copied() {
                        Some(Part::Range(lo, _)) => {
                            *loc.parts.last_mut().expect("the range") = Part::Index(lo + i)
                        }
                        _ => loc.parts.push(Part::Index(i)),
                    }
                }
                Step::Slice(lo, hi) => {
                    let n = self.len_at(&loc);
                    let lo = self.expr(lo).index();
                    let hi = hi.as_ref().map_or(n, |h| self.expr(h).index());
                    assert!(lo <= hi && hi <= n, "slice {lo}..{hi} of {n}");
                    match loc.parts.last().copied() {
                        Some(Part::Range(from, _)) => {
                            *loc.parts.last_mut().expect("the range") =
                                Part::Range(from + lo, from + hi)
                        }
                        _ => loc.parts.push(Part::Range(lo, hi)),
                    }
                }
            }
        }
        loc
    }

    /// The place behind references: what an assignment writes.
    fn target(&mut self, place: &Place) -> Location {
        let loc = self.resolve(place);
        if place.is_var() {
            // Assigning to a name replaces what it holds, unless the name is a reference parameter.
            return loc;
        }
        self.follow(loc)
    }

    /// The value behind references.
    fn plain(&self, v: Value) -> Value {
        match v {
            Value::Ref(loc) => {
                let loc = self.follow(loc);
                self.load(&loc)
            }
            v => v,
        }
    }
}

fn slice_of(mut whole: Location, lo: usize, hi: usize) -> Value {
    whole.parts.push(Part::Range(lo, hi));
    Value::Ref(whole)
}

fn compare(op: &str, a: &Value, b: &Value) -> Value {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let order = match (a, b) {
        (Value::Num(x), Value::Num(y)) => x.partial_cmp(y),
        (Value::Int(x), Value::Int(y)) => Some(x.cmp(y)),
        (Value::Bool(x), Value::Bool(y)) => Some(x.cmp(y)),
        _ => panic!("{a:?} {op} {b:?}"),
    };
    Value::Bool(match op {
        "<" => order == Some(Less),
        "<=" => matches!(order, Some(Less | Equal)),
        ">" => order == Some(Greater),
        ">=" => matches!(order, Some(Greater | Equal)),
        "==" => order == Some(Equal),
        "!=" => order != Some(Equal),
        "&&" => a.bool() && b.bool(),
        "||" => a.bool() || b.bool(),
        _ => panic!("no comparison `{op}`"),
    })
}

fn cast(value: Value, to_float: bool) -> Value {
    match value {
        Value::Int(i) if to_float => Value::Num(i as f64),
        Value::Num(x) if !to_float => Value::Int(x as i64),
        v => v,
    }
}

fn max_a(a: f64, b: f64) -> f64 {
    if a > b || b.is_nan() {
        1.0
    } else if a == b {
        0.5
    } else {
        0.0
    }
}

fn last_name(path: &TokenStream) -> String {
    let text = path.to_string().replace(' ', "");
    text.rsplit("::").next().unwrap_or_default().to_string()
}

fn literal(text: &str, ty: &Type) -> Value {
    if let Some(rest) = text.trim().strip_prefix('-') {
        return match literal(rest, ty) {
            Value::Int(i) => Value::Int(-i),
            v => Value::Num(-v.num()),
        };
    }
    match number_of(&text.replace(' ', "")) {
        Some(Value::Int(i)) if ty.is_float() => Value::Num(i as f64),
        Some(v) => v,
        None if text == "true" || text == "false" => Value::Bool(text == "true"),
        None => panic!("literal `{text}` is not evaluated"),
    }
}

/// An integer or a float, suffixes and underscores included.
fn number_of(text: &str) -> Option<Value> {
    let mut text = text.replace('_', "");
    let mut float = text.contains('.');
    for suffix in ["f64", "f32", "usize", "isize", "u64", "i64", "u32", "i32"] {
        if let Some(rest) = text.strip_suffix(suffix) {
            float |= suffix.starts_with('f');
            text = rest.to_string();
        }
    }
    if float {
        text.parse().ok().map(Value::Num)
    } else {
        text.parse().ok().map(Value::Int).or_else(|| text.parse().ok().map(Value::Num))
    }
}
