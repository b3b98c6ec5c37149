//! Shrinking: proptest cuts leaves; this also lifts what is inside of something out of it.

use super::generating::{Cond, Float, Index, Step_};
use super::*;

pub(super) trait Smaller: Clone {
    /// Simpler trees, the simplest first.
    fn smaller(&self) -> Vec<Self>;
}

impl Smaller for Pick {
    fn smaller(&self) -> Vec<Pick> {
        if *self == 0 { Vec::new() } else { vec![0, self / 2, self - 1] }
    }
}

impl Smaller for Index {
    fn smaller(&self) -> Vec<Index> {
        let mut out: Vec<Index> = self.1.smaller().into_iter().map(|k| Index(self.0, k)).collect();
        out.extend(self.0.smaller().into_iter().map(|k| Index(k, self.1)));
        out
    }
}

/// `parts!(self; Variant(a, b, c))`: each part made smaller, the others kept.
macro_rules! parts {
    ($out:ident, $make:path; $($part:ident),*) => {{ parts!(@ $out, $make, [$($part),*]; $($part),*); }};
    (@ $out:ident, $make:path, $all:tt; $($part:ident),*) => {{ $(parts!(! $out, $make, $part, $all);)* }};
    (! $out:ident, $make:path, $one:ident, [$($part:ident),*]) => {
        for smaller in $one.smaller() {
            $(let $part = $part.clone();)*
            let _ = &$one;
            let $one = smaller;
            $out.push($make($($part),*));
        }
    };
}

impl<T: Smaller> Smaller for Box<T> {
    fn smaller(&self) -> Vec<Box<T>> {
        (**self).smaller().into_iter().map(Box::new).collect()
    }
}

impl Smaller for Float {
    fn smaller(&self) -> Vec<Float> {
        let mut out = Vec::new();
        let leaf =
            matches!(self, Float::Number(_) | Float::Var(_) | Float::Element(..) | Float::Cast(_));
        if !leaf {
            out.extend([Float::Var(0), Float::Var(1), Float::Number(0)]);
        }
        match self {
            Float::Number(k) => out.extend(k.smaller().into_iter().map(Float::Number)),
            Float::Var(k) => out.extend(k.smaller().into_iter().map(Float::Var)),
            Float::Cast(k) => {
                out.push(Float::Number(0));
                out.extend(k.smaller().into_iter().map(Float::Cast));
            }
            Float::Element(a, i) => {
                out.extend([Float::Var(0), Float::Var(1)]);
                parts!(out, Float::Element; a, i);
            }
            Float::Binary(o, x, y) => {
                out.extend([(**x).clone(), (**y).clone()]);
                parts!(out, Float::Binary; o, x, y);
            }
            Float::Smooth(o, x) => {
                out.push((**x).clone());
                parts!(out, Float::Smooth; o, x);
            }
            Float::Ratio(x, y) => {
                out.extend([(**x).clone(), (**y).clone()]);
                parts!(out, Float::Ratio; x, y);
            }
            Float::Kink(o, x, y) => {
                out.extend([(**x).clone(), (**y).clone()]);
                parts!(out, Float::Kink; o, x, y);
            }
            Float::Either(c, x, y) => {
                out.extend([(**x).clone(), (**y).clone()]);
                parts!(out, Float::Either; c, x, y);
            }
            Float::Nested(x, y) => {
                out.extend([(**x).clone(), (**y).clone()]);
                parts!(out, Float::Nested; x, y);
            }
            Float::Sum(o, a, x) => {
                out.push((**x).clone());
                parts!(out, Float::Sum; o, a, x);
            }
        }
        out
    }
}

impl Smaller for Cond {
    fn smaller(&self) -> Vec<Cond> {
        let mut out = Vec::new();
        match self {
            Cond::Less(x, y) => {
                out.push(Cond::Integer(0, 0));
                parts!(out, Cond::Less; x, y);
            }
            Cond::Integer(i, k) => parts!(out, Cond::Integer; i, k),
            Cond::Join(o, x, y) => {
                out.extend([(**x).clone(), (**y).clone()]);
                parts!(out, Cond::Join; o, x, y);
            }
            Cond::Not(x) => {
                out.push((**x).clone());
                parts!(out, Cond::Not; x);
            }
        }
        out
    }
}

impl Smaller for Vec<Step_> {
    fn smaller(&self) -> Vec<Vec<Step_>> {
        let mut out = Vec::new();
        let mut replaced = |i: usize, with: Vec<Step_>| {
            let mut list = self.clone();
            list.splice(i..=i, with);
            out.push(list);
        };
        for (i, step) in self.iter().enumerate() {
            replaced(i, Vec::new());
            for body in step.bodies() {
                replaced(i, body.clone());
            }
            for s in step.smaller() {
                replaced(i, vec![s]);
            }
        }
        out
    }
}

impl Step_ {
    fn bodies(&self) -> Vec<&Vec<Step_>> {
        match self {
            Step_::If(_, a, b) => vec![a, b],
            Step_::Match(_, a, b, c) => vec![a, b, c],
            Step_::Maybe(_, _, b)
            | Step_::For(_, _, b)
            | Step_::While(_, _, b)
            | Step_::Drain(_, b) => vec![b],
            _ => Vec::new(),
        }
    }
}

impl Smaller for Step_ {
    fn smaller(&self) -> Vec<Step_> {
        let mut out = Vec::new();
        match self {
            Step_::Let(k, e) => parts!(out, Step_::Let; k, e),
            Step_::Later(c, x, y) => parts!(out, Step_::Later; c, x, y),
            Step_::Pair(x, y) => parts!(out, Step_::Pair; x, y),
            Step_::Assign(v, o, e) => parts!(out, Step_::Assign; v, o, e),
            Step_::AssignBoth(u, v, e) => {
                out.push(Step_::Assign(*v, 0, e.clone()));
                parts!(out, Step_::AssignBoth; u, v, e);
            }
            Step_::SwapVars(u, v) => parts!(out, Step_::SwapVars; u, v),
            Step_::Buffer(k, x, y) => parts!(out, Step_::Buffer; k, x, y),
            Step_::Write(a, o, i, e) => parts!(out, Step_::Write; a, o, i, e),
            Step_::Whole(a, k, e, i, j) => parts!(out, Step_::Whole; a, k, e, i, j),
            Step_::View(a, k) => parts!(out, Step_::View; a, k),
            Step_::Counter(i, k) => parts!(out, Step_::Counter; i, k),
            Step_::If(c, t, e) => parts!(out, Step_::If; c, t, e),
            Step_::Match(i, x, y, z) => parts!(out, Step_::Match; i, x, y, z),
            Step_::Maybe(c, e, b) => parts!(out, Step_::Maybe; c, e, b),
            Step_::For(k, a, b) => parts!(out, Step_::For; k, a, b),
            Step_::While(k, c, b) => parts!(out, Step_::While; k, c, b),
            Step_::Drain(a, b) => parts!(out, Step_::Drain; a, b),
            Step_::Exit(k, c, e) => parts!(out, Step_::Exit; k, c, e),
            Step_::Product(v, a, k) => parts!(out, Step_::Product; v, a, k),
        }
        out
    }
}

impl Smaller for Program {
    fn smaller(&self) -> Vec<Program> {
        let mut out: Vec<Program> =
            self.body.smaller().into_iter().map(|body| Program { body, ..self.clone() }).collect();
        out.extend(
            self.result.smaller().into_iter().map(|result| Program { result, ..self.clone() }),
        );
        if self.out {
            out.push(Program { out: false, ..self.clone() });
        }
        out
    }
}

/// Tree size, for a search that must end.
pub(super) fn weight(p: &Program) -> (usize, usize) {
    let text = p.source();
    (
        text.len(),
        format!("{:?}{:?}", p.body, p.result)
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|b| 1 + usize::from(b - b'0'))
            .sum(),
    )
}

/// The same mistake in a smaller program: takes the first simplification that still fails in the
/// same stage, again and again.
pub(super) fn shrink(
    mut program: Program,
    mut point: Point,
    mut why: String,
    known: &[String],
) -> (Program, Point, String) {
    let stage = |why: &str| {
        why.split(':')
            .take(2)
            .map(|s| s.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().to_string())
            .collect::<Vec<_>>()
    };
    let goal = stage(&why);
    for _ in 0..400 {
        let size = weight(&program);
        let found = program.smaller().into_iter().filter(|p| weight(p) < size).find_map(|p| {
            let e = check(&p.source(), &point, known).err()?;
            (stage(&e) == goal).then_some((p, e))
        });
        match found {
            Some((p, e)) => (program, why) = (p, e),
            None => break,
        }
    }
    for x in [vec![0.4, -0.3], vec![0.4, -0.3, 0.2]] {
        for n in 0..=3 {
            let simple = Point { x: x.clone(), a: 0.7, b: 0.6, n };
            if let Some(e) =
                check(&program.source(), &simple, known).err().filter(|e| stage(e) == goal)
            {
                (point, why) = (simple, e);
                return (program, point, why);
            }
        }
    }
    (program, point, why)
}
