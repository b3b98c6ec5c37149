//! Programs as source text.

use super::generating::{Cond, Float, Index, Step_};
use super::*;

/// What is in scope.
#[derive(Clone, Default)]
pub(super) struct Scope {
    /// Name, and may it be assigned.
    floats: Vec<(String, bool)>,
    ints: Vec<(String, bool)>,
    arrays: Vec<Array>,
    loops: usize,
}

#[derive(Clone)]
pub(super) struct Array {
    name: String,
    mutable: bool,
    vec: bool,
}

pub(super) struct Writer {
    text: String,
    depth: usize,
    names: usize,
}

pub(super) fn pick<T>(list: &[T], k: Pick) -> Option<&T> {
    // Later names first: they shrink towards what is near.
    if list.is_empty() { None } else { Some(&list[list.len() - 1 - k as usize % list.len()]) }
}

impl Program {
    pub(super) fn source(&self) -> String {
        let mut w = Writer { text: String::new(), depth: 1, names: 0 };
        let mut scope = Scope {
            floats: vec![("b".into(), false), ("a".into(), true)],
            ints: vec![("n".into(), false)],
            arrays: vec![Array { name: "x".into(), mutable: false, vec: false }],
            ..Scope::default()
        };
        if self.out {
            scope.arrays.push(Array { name: "out".into(), mutable: true, vec: false });
        }
        w.steps(&self.body, &mut scope);
        let result = float_text(&self.result, &scope);
        w.line(&result);
        let out = if self.out { ", out: &mut [f64]" } else { "" };
        let mutable = if assigns(&w.text, "a") { "mut " } else { "" };
        format!("fn f(x: &[f64], {mutable}a: f64, b: f64, n: usize{out}) -> f64 {{\n{}}}\n", w.text)
    }
}

/// Is the name assigned anywhere? Good enough to write `mut`.
pub(super) fn assigns(text: &str, name: &str) -> bool {
    ["=", "+=", "-=", "*=", "/="].iter().any(|op| text.contains(&format!(" {name} {op} ")))
        || text.contains(&format!("({name}, "))
        || text.contains(&format!("&mut {name}"))
        || text.contains(&format!(", {name}) = "))
}

/// A value on its own: literals say their type where nothing else does.
pub(super) fn float_text(e: &Float, s: &Scope) -> String {
    let text = expr(e, s);
    if has_name(e, s) { text } else { text.replace("@", "_f64") }.replace('@', "")
}

pub(super) fn has_name(e: &Float, s: &Scope) -> bool {
    match e {
        Float::Number(_) => false,
        Float::Var(_) => !s.floats.is_empty(),
        Float::Element(..) | Float::Cast(_) | Float::Sum(..) | Float::Nested(..) => true,
        Float::Binary(_, x, y) | Float::Ratio(x, y) | Float::Kink(_, x, y) => {
            has_name(x, s) && has_name(y, s)
        }
        Float::Either(_, x, y) => has_name(x, s) && has_name(y, s),
        Float::Smooth(_, x) => has_name(x, s),
    }
}

/// A method's receiver.
pub(super) fn receiver(e: &Float, s: &Scope) -> String {
    let text = if has_name(e, s) { expr(e, s) } else { expr(e, s).replace('@', "_f64") };
    if text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
        && !text.starts_with(|c: char| c.is_ascii_digit())
    {
        text
    } else {
        format!("({text})")
    }
}

/// `@` stands where a literal may say its type.
pub(super) fn expr(e: &Float, s: &Scope) -> String {
    match e {
        Float::Number(k) => format!("{}@", ["0.5", "2.0", "1.0", "0.7", "1.3"][*k as usize % 5]),
        Float::Var(k) => {
            let name = &pick(&s.floats, *k).expect("parameters are always there").0;
            if name.starts_with('*') { format!("({name})") } else { name.clone() }
        }
        Float::Element(a, i) => {
            let a = pick(&s.arrays, *a).expect("x is always there");
            format!("{}[{}]", a.name, index_text(a, i, s))
        }
        Float::Cast(k) => format!("({} as f64)", pick(&s.ints, *k).expect("n is always there").0),
        Float::Binary(o, x, y) => {
            format!("({} {} {})", expr(x, s), ["+", "*", "-"][*o as usize % 3], expr(y, s))
        }
        Float::Smooth(o, x) => {
            let r = receiver(x, s);
            match o % 8 {
                0 => format!("{r}.sin()"),
                1 => format!("{r}.tanh()"),
                2 => format!("{r}.cos()"),
                3 => format!("{r}.tanh().exp()"),
                4 => format!("(1.0 + {r}.powi(2)).sqrt()"),
                5 => format!("(-{r})"),
                6 => format!("(0.1 * {r}.sin()).powi(3)"),
                _ => format!("{r}.atan()"),
            }
        }
        Float::Ratio(x, y) => format!("({} / (2.0 + {}.cos()))", expr(x, s), receiver(y, s)),
        Float::Kink(o, x, y) => match o % 3 {
            0 => format!("{}.abs()", receiver(x, s)),
            1 => format!("{}.max({})", receiver(x, s), expr(y, s)),
            _ => format!("{}.min({})", receiver(x, s), expr(y, s)),
        },
        Float::Either(c, x, y) => {
            format!("(if {} {{ {} }} else {{ {} }})", cond_text(c, s), expr(x, s), expr(y, s))
        }
        Float::Nested(x, y) => {
            let mut inner = s.clone();
            let name = format!("u{}", inner.floats.len());
            inner.floats.push((name.clone(), false));
            let first =
                if has_name(x, s) { float_text(x, s) } else { format!("{} + a", expr(x, s)) };
            format!("{{ let {name} = {first}; {name} * {} }}", expr(y, &inner)).replace('@', "")
        }
        Float::Sum(o, a, x) => {
            let a = pick(&s.arrays, *a).expect("x is always there");
            let mut inner = s.clone();
            let name = format!("q{}", inner.floats.len());
            inner.floats.push((name.clone(), false));
            let body = expr(x, &inner);
            match o % 3 {
                0 => format!("{}.iter().map(|&{name}| {body}).sum::<f64>()", a.name),
                1 => format!("{}.iter().fold(0.0_f64, |acc, &{name}| 0.5 * acc + {body})", a.name),
                _ => format!("{}.iter().rev().map(|&{name}| {body}).sum::<f64>()", a.name),
            }
        }
    }
}

/// An index of an element that is written: a buffer cannot be asked for its length meanwhile.
pub(super) fn written_index(a: &Array, i: &Index, s: &Scope) -> String {
    let (name, _) = pick(&s.ints, i.0).expect("n is always there");
    match i.1 % 4 {
        // Slices are not lent by being indexed.
        _ if !a.name.starts_with('r') => index_text(a, i, s),
        0 => "0".into(),
        1 => format!("{name} % 2"),
        2 => format!("({name} + 1) % 2"),
        _ => "1".into(),
    }
}

pub(super) fn index_text(a: &Array, i: &Index, s: &Scope) -> String {
    let (name, _) = pick(&s.ints, i.0).expect("n is always there");
    match i.1 % 4 {
        0 => "0".into(),
        1 => format!("{name} % {}.len()", a.name),
        2 => format!("({name} + 1) % {}.len()", a.name),
        _ => format!("{}.len() - 1", a.name),
    }
}

pub(super) fn cond_text(c: &Cond, s: &Scope) -> String {
    match c {
        Cond::Less(x, y) => format!("{} < {}", operand(x, s), operand(y, s)),
        Cond::Integer(i, k) => {
            let (name, _) = pick(&s.ints, *i).expect("n is always there");
            match k % 3 {
                0 => format!("{name} % 2 == 0"),
                1 => format!("{name} < 2"),
                _ => format!("{name} != 1"),
            }
        }
        Cond::Join(o, x, y) => {
            format!("({}) {} ({})", cond_text(x, s), ["&&", "||"][*o as usize % 2], cond_text(y, s))
        }
        Cond::Not(x) => format!("!({})", cond_text(x, s)),
    }
}

/// An operand of a comparison: blocks in parentheses.
pub(super) fn operand(e: &Float, s: &Scope) -> String {
    let text = float_text(e, s);
    if text.starts_with('{') { format!("({text})") } else { text }
}

impl Writer {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.text, "{}{text}", "    ".repeat(self.depth));
    }

    fn fresh(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}{}", self.names)
    }

    fn steps(&mut self, steps: &[Step_], s: &mut Scope) {
        steps.iter().for_each(|step| self.step(step, s));
    }

    /// A block with a scope of its own.
    fn nested(&mut self, head: &str, steps: &[Step_], mut s: Scope) {
        self.line(&format!("{head} {{"));
        self.depth += 1;
        self.steps(steps, &mut s);
        self.depth -= 1;
        self.line("}");
    }

    fn step(&mut self, step: &Step_, s: &mut Scope) {
        match step {
            Step_::Let(k, e) => {
                let text = float_text(e, s);
                // Now and then a name is taken again.
                let old = if k % 5 == 4 {
                    pick(&s.floats, k / 5).filter(|(n, _)| n.starts_with('v')).cloned()
                } else {
                    None
                };
                let name = match &old {
                    Some((n, _)) => n.clone(),
                    None => self.fresh("v"),
                };
                let mutable = k % 5 < 3;
                s.floats.retain(|(n, _)| *n != name);
                s.floats.push((name.clone(), mutable));
                self.line(&format!("let {}{name} = {text};", if mutable { "mut " } else { "" }));
            }
            Step_::Later(c, x, y) => {
                let (c, x, y) = (cond_text(c, s), float_text(x, s), float_text(y, s));
                let name = self.fresh("v");
                self.line(&format!("let {name};"));
                self.line(&format!("if {c} {{ {name} = {x}; }} else {{ {name} = {y}; }}"));
                s.floats.push((name, false));
            }
            Step_::Pair(x, y) => {
                let (x, y) = (float_text(x, s), float_text(y, s));
                let name = self.fresh("p");
                self.line(&format!("let mut {name} = ({x}, {y});"));
                s.floats.push((format!("{name}.0"), true));
                s.floats.push((format!("{name}.1"), true));
            }
            Step_::Assign(v, o, e) => {
                let targets: Vec<&(String, bool)> = s.floats.iter().filter(|f| f.1).collect();
                let Some((name, _)) = pick(&targets, *v) else { return };
                let text = expr(e, s).replace('@', "");
                self.line(&match o % 6 {
                    0 => format!("{name} = {};", float_text(e, s)),
                    1 => format!("{name} += {text};"),
                    2 => format!("{name} -= {text};"),
                    3 => format!("{name} *= {text};"),
                    4 => format!("{name} /= 2.0 + {}.cos();", receiver(e, s).replace('@', "")),
                    _ => format!("{name} = {name} + {text} * {name};"),
                });
            }
            Step_::Product(v, a, k) => {
                let targets: Vec<&(String, bool)> = s.floats.iter().filter(|f| f.1).collect();
                let Some((name, _)) = pick(&targets, *v) else { return };
                let a = &pick(&s.arrays, *a).expect("x is always there").name;
                let other = match pick(&s.floats, k / 4) {
                    Some((other, _)) if other != name => other.as_str(),
                    _ => "0.7",
                };
                self.line(&match k % 4 {
                    0 => format!("for q in {a}.iter() {{ {name} *= q + {other}; }}"),
                    1 => format!("for q in 0..{a}.len() {{ {name} = {a}[q] * {name}; }}"),
                    2 => format!("for q in 0..{a}.len() {{ let t = {a}[q] * {other}; for u in q..{a}.len() {{ if {a}[u] < 0.5 {{ {name} *= 1.5 + t - {a}[u]; }} }} }}"),
                    _ => format!("for (q, u) in {a}.iter().zip(x).rev() {{ {name} = {name} * (q * {other} - u); }}"),
                });
            }
            Step_::AssignBoth(u, v, e) => {
                let targets: Vec<&(String, bool)> = s.floats.iter().filter(|f| f.1).collect();
                let (Some((u, _)), Some((v, _))) = (pick(&targets, *u), pick(&targets, *v)) else {
                    return;
                };
                if u != v {
                    self.line(&format!("({u}, {v}) = ({v}, {});", float_text(e, s)));
                }
            }
            Step_::SwapVars(u, v) => {
                let targets: Vec<&(String, bool)> =
                    s.floats.iter().filter(|f| f.1 && !f.0.starts_with('*')).collect();
                let (Some((u, _)), Some((v, _))) = (pick(&targets, *u), pick(&targets, *v)) else {
                    return;
                };
                if u != v {
                    self.line(&format!("std::mem::swap(&mut {u}, &mut {v});"));
                }
            }
            Step_::Buffer(k, x, y) => {
                let name = self.fresh("r");
                let (x, y) = (float_text(x, s), float_text(y, s));
                let other = pick(&s.arrays, k / 6).expect("x is always there").clone();
                let (text, vec) = match k % 6 {
                    0 => (format!("vec![{x}; 3]"), true),
                    1 => (format!("[{x}, {y}, {x}]"), false),
                    2 => (format!("{}.to_vec()", other.name), true),
                    3 => (format!("[{x}; 2]"), false),
                    4 => (format!("vec![{x}, {y}]"), true),
                    _ => (
                        format!("{}.iter().map(|t| t * {x}).collect::<Vec<f64>>()", other.name),
                        true,
                    ),
                };
                self.line(&format!("let mut {name} = {text};"));
                s.arrays.push(Array { name, mutable: true, vec });
            }
            Step_::Write(a, o, i, e) => {
                let targets: Vec<&Array> = s.arrays.iter().filter(|a| a.mutable).collect();
                let Some(a) = pick(&targets, *a) else { return };
                let at = format!("{}[{}]", a.name, written_index(a, i, s));
                let text = expr(e, s).replace('@', "");
                self.line(&match o % 6 {
                    0 => format!("{at} = {};", float_text(e, s)),
                    1 => format!("{at} += {text};"),
                    2 => format!("{at} -= {text};"),
                    3 => format!("{at} *= {text};"),
                    4 => format!("{at} /= 2.0 + {}.cos();", receiver(e, s).replace('@', "")),
                    _ => format!("{at} = {at} + {text};"),
                });
            }
            Step_::Whole(a, k, e, i, j) => {
                let targets: Vec<&Array> = s.arrays.iter().filter(|a| a.mutable).collect();
                let Some(a) = pick(&targets, *a) else { return };
                let name = &a.name;
                let text = float_text(e, s);
                match k % 7 {
                    0 => self.line(&format!("let all = {text}; {name}.fill(all);")),
                    1 => self.line(&format!("{name}.reverse();")),
                    2 => {
                        let (i, j) = (written_index(a, i, s), written_index(a, j, s));
                        self.line(&format!("{name}.swap({i}, {j});"));
                    }
                    3 if a.vec => self.line(&format!("{name}.push({text});")),
                    4 if a.vec => {
                        let popped = self.fresh("v");
                        self.line(&format!("if {name}.len() > 2 {{ let {popped} = {name}.pop().unwrap(); {name}[0] += {popped} * {}; }}", expr(e, s).replace('@', "")));
                    }
                    5 => self.line(&format!(
                        "for t in {name}.iter_mut() {{ *t = *t * 0.5 + {}; }}",
                        if text.contains(name.as_str()) { "1.0" } else { &text }
                    )),
                    _ => {
                        let copy = self.fresh("r");
                        self.line(&format!("let {copy} = {name}.to_vec();"));
                        self.line(&format!("{name}[0] = {text};"));
                        s.arrays.push(Array { name: copy, mutable: false, vec: true });
                    }
                }
            }
            Step_::View(a, k) => {
                let a = pick(&s.arrays, *a).expect("x is always there").clone();
                if a.name == "x" || s.arrays.len() < 3 {
                    let name = self.fresh("s");
                    self.line(&format!(
                        "let {name} = &x[{}];",
                        ["1..", "..2", "..", "0..1"][*k as usize % 4]
                    ));
                    s.arrays.push(Array { name, mutable: false, vec: false });
                } else if a.mutable {
                    // What is lent is out of scope until the block ends.
                    let (l, r) = (self.fresh("s"), self.fresh("s"));
                    self.line(&format!("let ({l}, {r}) = {}.split_at_mut(1);", a.name));
                    s.arrays.retain(|b| b.name != a.name);
                    s.arrays.push(Array { name: l, mutable: true, vec: false });
                    if a.name != "out" && !a.name.starts_with('s') {
                        s.arrays.push(Array { name: r, mutable: true, vec: false });
                    }
                }
            }
            Step_::Counter(i, k) => {
                let targets: Vec<&(String, bool)> = s.ints.iter().filter(|f| f.1).collect();
                match pick(&targets, *i) {
                    Some((name, _)) if k % 3 > 0 => self.line(&match k % 3 {
                        1 => format!("{name} += 1;"),
                        _ => format!("{name} = ({name} * 3 + n) % 5;"),
                    }),
                    _ => {
                        let name = self.fresh("m");
                        let from = &pick(&s.ints, *i).expect("n is always there").0;
                        self.line(&format!("let mut {name} = {from};"));
                        s.ints.push((name, true));
                    }
                }
            }
            Step_::If(c, t, e) => {
                let c = cond_text(c, s);
                self.nested(&format!("if {c}"), t, s.clone());
                if !e.is_empty() {
                    self.nested("else", e, s.clone());
                }
            }
            Step_::Match(i, x, y, z) => {
                let name = pick(&s.ints, *i).expect("n is always there").0.clone();
                self.line(&format!("match {name} % 3 {{"));
                self.depth += 1;
                self.nested("0 =>", x, s.clone());
                self.nested("1 =>", y, s.clone());
                self.nested("_ =>", z, s.clone());
                self.depth -= 1;
                self.line("}");
            }
            Step_::Maybe(c, e, body) => {
                let name = self.fresh("o");
                self.line(&format!(
                    "let {name} = if {} {{ Some({}) }} else {{ None }};",
                    cond_text(c, s),
                    float_text(e, s)
                ));
                let some = self.fresh("v");
                let mut inner = s.clone();
                inner.floats.push((some.clone(), false));
                self.nested(&format!("if let Some({some}) = {name}"), body, inner);
            }
            Step_::For(k, a, body) => {
                let a = pick(&s.arrays, *a).expect("x is always there").clone();
                let mut inner = s.clone();
                inner.loops += 1;
                let label = format!("'l{}: ", inner.loops);
                let i = self.fresh("i");
                let t = self.fresh("t");
                let lend = |inner: &mut Scope| {
                    if a.mutable {
                        inner.arrays.retain(|b| b.name != a.name);
                    }
                };
                let head = match k % 9 {
                    0 => format!("for {i} in 0..n"),
                    1 => format!("for {i} in 0..3"),
                    2 => format!("for {i} in (0..n + 1).rev()"),
                    3 => format!("for {i} in 0..{}.len()", a.name),
                    4 => format!("for {i} in 1..3"),
                    5 => {
                        lend(&mut inner);
                        inner.floats.push((t.clone(), false));
                        format!("for &{t} in {}.iter()", a.name)
                    }
                    6 => {
                        lend(&mut inner);
                        inner.floats.push((t.clone(), false));
                        format!("for ({i}, &{t}) in {}.iter().enumerate()", a.name)
                    }
                    7 if a.mutable => {
                        lend(&mut inner);
                        inner.floats.push((format!("*{t}"), true));
                        format!("for {t} in {}.iter_mut()", a.name)
                    }
                    8 => {
                        lend(&mut inner);
                        inner.arrays.push(Array { name: t.clone(), mutable: false, vec: false });
                        format!("for {t} in {}.windows(2)", a.name)
                    }
                    _ => format!("for {i} in 0..2"),
                };
                if head.contains(&format!(" {i} ")) || head.contains(&format!("({i},")) {
                    inner.ints.push((i, false));
                }
                self.nested(&format!("{label}{head}"), body, inner);
            }
            Step_::While(k, c, body) => {
                let name = self.fresh("k");
                self.line(&format!("let mut {name} = 0_usize;"));
                s.ints.push((name.clone(), false));
                let mut inner = s.clone();
                inner.loops += 1;
                let label = format!("'l{}", inner.loops);
                let c = cond_text(c, s);
                match k % 3 {
                    0 => self.line(&format!("{label}: while {name} < 3 && ({c}) {{")),
                    1 => self.line(&format!("{label}: while {name} < n {{")),
                    _ => self.line(&format!("{label}: loop {{")),
                }
                self.depth += 1;
                self.line(&format!("{name} += 1;"));
                if k % 3 == 2 {
                    self.line(&format!("if {name} > 3 || {c} {{ break; }}"));
                }
                self.steps(body, &mut inner);
                self.depth -= 1;
                self.line("}");
            }
            Step_::Drain(a, body) => {
                let a = pick(&s.arrays, *a).expect("x is always there").clone();
                let (d, t) = (self.fresh("d"), self.fresh("t"));
                self.line(&format!("let mut {d} = {}.to_vec();", a.name));
                let mut inner = s.clone();
                inner.loops += 1;
                inner.floats.push((t.clone(), false));
                let label = format!("'l{}", inner.loops);
                self.nested(&format!("{label}: while let Some({t}) = {d}.pop()"), body, inner);
            }
            Step_::Exit(k, c, e) => {
                let c = cond_text(c, s);
                let text = float_text(e, s);
                let exit = match k % 5 {
                    0 | 1 if s.loops > 0 => "break".to_string(),
                    2 if s.loops > 0 => "continue".to_string(),
                    3 if s.loops > 1 => {
                        format!("{} 'l{}", ["break", "continue"][*k as usize / 5 % 2], s.loops - 1)
                    }
                    _ => format!("return {text}"),
                };
                let target = s.floats.iter().rev().find(|f| f.1).filter(|_| k / 10 % 3 == 0);
                let before = target.map_or(String::new(), |(n, _)| {
                    format!("{n} += {}; ", expr(e, s).replace('@', ""))
                });
                self.line(&format!("if {c} {{ {before}{exit}; }}"));
            }
        }
    }
}
