//! Random programs: what a pass promises is checked on source text that no one thought of.
//!
//! A program is generated as a tree that can always be written as Rust that compiles: names are
//! numbers, taken modulo what is in scope. So whatever proptest cuts away while it shrinks, the
//! rest is a program. Then: structuring keeps the primal, the tangent agrees with differences,
//! and ⟨w, Jv⟩ = ⟨Jᵀw, v⟩ in both layouts, plain, simplified and in the form that is emitted. The same
//! holds of the directional derivative as a function of its own, which is all that second order is.
//!
//! `COTANGENT_SEED` picks other programs, `COTANGENT_CASES` their number.

use crate::analyse::activity;
use crate::analyse::effects::{declared, mentioned};
use crate::diagnostics::Diagnostics;
use crate::ir::builder::fresh;
use crate::ir::interp::{self, Value};
use crate::ir::types::TypeParams;
use crate::ir::*;
use crate::transform::adjoint::{Layout, adjoint};
use crate::transform::directional::{Gives, directional};
use crate::transform::dual::write_out_absorbing;
use crate::transform::{control, tangent};
use crate::{parse, simplify};
use proc_macro2::Span;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::Cell;
use std::fmt::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

// Checking one function.

/// Where a function is evaluated: `fn f(x: &[f64], a: f64, b: f64, n: usize[, out: &mut [f64]])`, or
/// its directional derivative, whose further parameters are called `x_dot` and so on.
#[derive(Clone, Debug)]
struct Point {
    x: Vec<f64>,
    a: f64,
    b: f64,
    n: i64,
}

const OUT: [f64; 3] = [0.4, -0.3, 0.9];
/// Directions and weights: fixed, and unlike each other.
const V: [f64; 12] = [0.31, -0.82, 0.57, 1.13, -0.44, 0.93, -1.21, 0.68, 0.77, -0.35, 0.21, -0.64];

/// As many directions as there are floats.
fn directions() -> impl Iterator<Item = f64> {
    (0..).flat_map(|round| V.iter().map(move |v| v / f64::from(1 + round)))
}

impl Point {
    fn inputs(&self, f: &Function) -> Vec<(VarId, Value)> {
        let primals = [
            ("x", Value::nums(&self.x)),
            ("a", Value::Num(self.a)),
            ("b", Value::Num(self.b)),
            ("n", Value::Int(self.n)),
            ("out", Value::nums(&OUT)),
        ];
        let mut direction = directions();
        let primal = |name: &str| primals.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
        let mut inputs: Vec<(VarId, Value)> = Vec::new();
        for p in &f.params {
            let name = &f.var(p.var).name;
            let value = primal(name).unwrap_or_else(|| {
                let of = name.strip_suffix("_dot").expect("a parameter or a tangent of one");
                let mut tangent = primal(of).expect("a tangent of a parameter");
                shift_floats(&mut tangent, &mut |_| direction.next().expect("endless"));
                tangent
            });
            inputs.push((p.var, value));
        }
        inputs
    }

    /// The floats of all inputs, moved by `h` along the direction.
    fn moved(&self, f: &Function, h: f64) -> Vec<(VarId, Value)> {
        let mut direction = directions();
        let mut shift =
            |v: &mut Value| shift_floats(v, &mut |x| x + h * direction.next().expect("endless"));
        let mut inputs = self.inputs(f);
        inputs.iter_mut().for_each(|(_, v)| shift(v));
        inputs
    }

    fn directions(&self, f: &Function) -> Vec<(VarId, Value)> {
        let mut direction = directions();
        let mut inputs = self.inputs(f);
        inputs.iter_mut().for_each(|(_, v)| {
            shift_floats(v, &mut |_| direction.next().expect("endless"));
        });
        inputs
    }
}

fn shift_floats(v: &mut Value, f: &mut dyn FnMut(f64) -> f64) {
    match v {
        Value::Num(x) => *x = f(*x),
        Value::Seq(vs) => vs.iter_mut().for_each(|v| shift_floats(v, f)),
        _ => {}
    }
}

/// How far a sweep is brought towards what is emitted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Plain,
    Simplified,
    /// Simplified, and its loops in the form that vectorises.
    Lent,
}

impl Form {
    const ALL: [Form; 3] = [Form::Plain, Form::Simplified, Form::Lent];

    fn apply(self, body: &mut Vec<Stmt>, vars: &mut Vec<Var>, live: &[VarId], whole: &[VarId]) {
        if self != Form::Plain {
            write_out_absorbing(body);
            simplify::simplify(body, vars, live);
        }
        if self == Form::Lent {
            simplify::lend(body, vars, whole, false);
            simplify::reuse(body, vars, &[], live);
        }
    }
}

/// Equal but for rounding in terms of this size.
fn near(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-9 * (scale + 1e-2)
}

fn dot(a: &[f64], b: &[f64]) -> (f64, f64) {
    let sum = a.iter().zip(b).map(|(a, b)| a * b).sum();
    (sum, a.iter().zip(b).map(|(a, b)| (a * b).abs()).sum())
}

/// Lowers a function as the attribute does. After each pass, `each` sees it.
pub(crate) fn lower(
    source: &str,
    each: &mut dyn FnMut(&str, &Function),
) -> Result<Function, String> {
    let item: syn::ItemFn = syn::parse_str(source).map_err(|e| format!("not Rust: {e}"))?;
    let mut diags = Diagnostics::default();
    let constant = vec![false; item.sig.inputs.len()];
    let request = parse::Request {
        signature: &item.sig,
        body: &item.block,
        constant,
        type_params: TypeParams::default(),
    };
    let mut f = parse::lower(&request, &mut diags);
    if !diags.is_empty() {
        return Err(format!("refused: {}", diags.into_tokens()));
    }
    each("parse", &f);
    control::structure(&mut f);
    each("structure", &f);
    let ret = f.ret;
    simplify::sink(&mut f.body, &mut f.vars, ret);
    verify::check(&f, "sink");
    each("sink", &f);
    Ok(f)
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Evaluates; a panic shows the program too.
fn evaluate<'a>(f: &'a Function, inputs: &[(VarId, Value)]) -> Result<interp::Interp<'a>, String> {
    let quiet = QUIET.get();
    let run = caught(|| Ok(interp::run(&f.vars, &f.body.stmts, inputs)))
        .map_err(|e| format!("{e}\n{}", print::function(f)));
    QUIET.set(quiet);
    run
}

/// Runs `body`; a panic is its message.
fn caught<R>(body: impl FnOnce() -> Result<R, String>) -> Result<R, String> {
    static HOOK: std::sync::Once = std::sync::Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    let result = catch_unwind(AssertUnwindSafe(body));
    QUIET.set(false);
    result.unwrap_or_else(|payload| {
        let text = payload
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string));
        Err(format!("panic: {}", text.unwrap_or_default()))
    })
}

/// A value and what stands in the buffers, or what went wrong.
type Run = Result<(f64, Vec<f64>), String>;

/// Everything that is promised of one function at one point. The text of an error begins with
/// the stage that broke.
fn check(source: &str, point: &Point, known: &[String]) -> Result<(), String> {
    let is_known = |e: &str| known.iter().any(|s| !s.is_empty() && e.contains(s));
    // The primal, after each pass that rewrites it.
    let mut runs: Vec<(String, Run)> = Vec::new();
    let largest = Cell::new(0.0);
    let f = caught(|| {
        lower(source, &mut |stage, f| {
            let run = caught(|| {
                let run = interp::run(&f.vars, &f.body.stmts, &point.inputs(f));
                largest.set(run.largest);
                Ok((run.value(f.ret.expect("a float is returned")).num(), out_of(&run, f)))
            });
            QUIET.set(true);
            runs.push((stage.to_string(), run));
        })
    });
    let (_, first) = runs.first().cloned().unwrap_or_else(|| (String::new(), Err("no run".into())));
    let f = f.map_err(|e| format!("lower: {e}"))?;
    let (y, out) = first.map_err(|e| format!("evaluate: {e}"))?;
    let same = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan());
    for (stage, run) in &runs {
        match run {
            Ok((v, o)) if same(*v, y) && o.iter().zip(&out).all(|(a, b)| same(*a, *b)) => {}
            run => return Err(format!("{stage}: the primal is {y:?} {out:?}, then {run:?}")),
        }
    }
    let mut diags = Diagnostics::default();
    let active = activity::analyse(&f, &mut diags);
    if !diags.is_empty() {
        return Err(format!("refused: {}", diags.into_tokens()));
    }
    // Where numbers grow, rounding drowns what is to be compared.
    if largest.get() > 1e5 {
        return Ok(());
    }
    if !first_order(&f, &active, point, (y, out), &is_known)? {
        return Ok(());
    }
    for gives in [Gives::Slope, Gives::Both] {
        second_order(&f, &active, point, gives, &is_known)
            .map_err(|e| format!("second order, {gives:?}, {e}"))?;
    }
    Ok(())
}

/// All of the directional derivative as a function to differentiate.
fn second_order(
    f: &Function,
    active: &activity::Activity,
    point: &Point,
    gives: Gives,
    is_known: &dyn Fn(&str) -> bool,
) -> Result<(), String> {
    let floats: Vec<bool> = f.params.iter().map(|p| !p.constant).collect();
    let g = caught(|| {
        let mut g = directional(f, active, &floats, gives);
        if gives == Gives::Both {
            weigh(&mut g);
        }
        verify::check(&g, "forward mode");
        Ok(g)
    })?;
    let run = evaluate(&g, &point.inputs(&g))?;
    let (y, out) = (run.value(g.ret.expect("a float is returned")).num(), out_of(&run, &g));
    if !y.is_finite() || run.largest > 1e5 {
        return Ok(());
    }
    let mut diags = Diagnostics::default();
    let active = activity::analyse(&g, &mut diags);
    if !diags.is_empty() {
        return Err(format!("refused: {}\n{}", diags.into_tokens(), print::function(&g)));
    }
    first_order(&g, &active, point, (y, out), is_known).map(|_| ())
}

/// Makes one number of value and slope.
fn weigh(g: &mut Function) {
    let both = g.ret.expect("a pair is returned");
    let float = || Type::F64;
    let part = |i: &str| {
        Expr::read(Place::of(both).then(Step::Field(i.into())), float(), Span::call_site())
    };
    let value = Expr::op("mul", vec![part("0"), Expr::number(0.3, float())], float());
    let sum = Expr::op("add", vec![value, part("1")], float());
    let ret = fresh(&mut g.vars, "weighed", float());
    g.body.stmts.push(Stmt::let_(ret, sum));
    (g.ret, g.ret_ty) = (Some(ret), float());
}

/// The user's arithmetic is kept to the last bit; that of a tangent is simplified.
fn written_by_us(f: &Function) -> bool {
    f.params.iter().any(|p| f.var(p.var).name.ends_with("_dot"))
}

/// Tangents against differences, cotangents against tangents; of a function whose value and buffers
/// are known. Whether the tangent is finite.
fn first_order(
    f: &Function,
    active: &activity::Activity,
    point: &Point,
    (y, out): (f64, Vec<f64>),
    is_known: &dyn Fn(&str) -> bool,
) -> Result<bool, String> {
    let same = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan());
    let ret = f.ret.expect("a float is returned");
    // Forward mode.
    let mut y_dot = 0.0;
    let mut out_dot = Vec::new();
    // Second order meets the same code once more, so it is enough to see both ends.
    let forms = if written_by_us(f) { &[Form::Plain, Form::Lent][..] } else { &Form::ALL };
    for form in forms.iter().copied() {
        let stage = format!("tangent, {form:?}");
        let (dual, value, o, dot, o_dot) = caught(|| {
            let t = tangent::tangent(f, active);
            let (mut body, mut vars) = (t.body, t.vars);
            let mut live = vec![ret];
            live.extend(
                f.params.iter().flat_map(|p| [Some(p.var), t.dots.get(&p.var).copied()]).flatten(),
            );
            live.extend(t.dots.get(&ret));
            form.apply(&mut body, &mut vars, &live, &[]);
            let mut inputs = point.inputs(f);
            let extra =
                point.directions(f).into_iter().filter_map(|(v, d)| Some((*t.dots.get(&v)?, d)));
            inputs.extend(extra);
            let dual = with_body(f, vars, body, &inputs);
            verify::check(&dual, &stage);
            let run = evaluate(&dual, &inputs)?;
            let dot = t.dots.get(&ret).map_or(0.0, |d| run.value(*d).num());
            let o_dot: Vec<f64> = outs(f)
                .flat_map(|v| match t.dots.get(&v) {
                    Some(d) => run.value(*d).floats(),
                    None => vec![0.0; OUT.len()],
                })
                .collect();
            let (value, o) = (run.value(ret).num(), out_of(&run, f));
            Ok((print::function(&dual), value, o, dot, o_dot))
        })
        .map_err(|e| format!("{stage}: {e}"))?;
        let kept = |a: f64, b: f64| same(a, b) || written_by_us(f) && near(a, b, a.abs() + b.abs());
        if !kept(value, y) || !o.iter().zip(&out).all(|(a, b)| kept(*a, *b)) {
            return Err(format!(
                "{stage}: the primal is {y:?} {out:?}, then {value:?} {o:?}\n{dual}"
            ));
        }
        // A product with a quotient is simplified to a quotient.
        let close = |a: f64, b: f64| same(a, b) || near(a, b, a.abs() + b.abs());
        if form != Form::Plain
            && (!close(dot, y_dot) || !o_dot.iter().zip(&out_dot).all(|(a, b)| close(*a, *b)))
        {
            return Err(format!(
                "{stage}: the tangent was {y_dot:?} {out_dot:?}, now {dot:?} {o_dot:?}\n{dual}"
            ));
        }
        (y_dot, out_dot) = (dot, o_dot);
    }
    if !y_dot.is_finite() || !out.iter().chain(&out_dot).all(|x| x.is_finite()) {
        return Ok(false);
    }
    differences(f, point, y_dot, &out_dot)?;

    // Reverse mode.
    let marked = |schedule: Schedule| {
        let mark = |id| (id, Mark::Checkpoint(Box::new(schedule.clone())));
        Function { marks: all_loops(f).into_iter().map(mark).collect(), ..f.clone() }
    };
    let every = marked(Schedule::Every(Expr::int(2)));
    let states = marked(Schedule::States(Expr::int(2)));
    let versions = [("", f), (", every second state", &every), (", two states", &states)];
    let versions = if written_by_us(f) { &versions[..1] } else { &versions };
    for (layout, (mark, f)) in [Layout::Together, Layout::Apart]
        .into_iter()
        .flat_map(|l| versions.iter().map(move |v| (l, *v)))
    {
        let mut plain: Option<Vec<f64>> = None;
        // Of what each form changes, marked loops have nothing of their own.
        let forms = if mark.is_empty() { forms } else { &[Form::Plain, Form::Lent] };
        for form in forms.iter().copied() {
            let stage = format!("adjoint {layout:?}, {form:?}{mark}");
            match reverse_agrees(
                f,
                active,
                point,
                layout,
                form,
                (y, y_dot, &out_dot),
                plain.as_deref(),
            ) {
                Ok(gradient) => plain = Some(gradient),
                Err(e) if is_known(&e) => {}
                Err(e) => return Err(format!("{stage}: {e}")),
            }
        }
    }
    Ok(true)
}

fn all_loops(f: &Function) -> Vec<LoopId> {
    let mut list = Vec::new();
    f.body.each_stmt(&mut |s| match &s.kind {
        StmtKind::For { id, .. } | StmtKind::While { id, .. } => list.push(*id),
        _ => {}
    });
    list
}

/// ⟨w, Jv⟩ = ⟨Jᵀw, v⟩, and the primal is kept. Gives the gradient.
fn reverse_agrees(
    f: &Function,
    active: &activity::Activity,
    point: &Point,
    layout: Layout,
    form: Form,
    (y, y_dot, out_dot): (f64, f64, &[f64]),
    plain: Option<&[f64]>,
) -> Result<Vec<f64>, String> {
    let w = 1.7;
    let (text, value, gradient, w_out) = caught(|| reverse(f, active, point, layout, form, w))?;
    if value != y && !(written_by_us(f) && near(value, y, value.abs() + y.abs())) {
        return Err(format!("the primal is {y:?}, then {value:?}\n{text}"));
    }
    let directions: Vec<f64> = point.directions(f).iter().flat_map(|(_, d)| d.floats()).collect();
    let (left_out, left_out_scale) = dot(&w_out, out_dot);
    let (left, left_scale) = (w * y_dot + left_out, (w * y_dot).abs() + left_out_scale);
    let (right, right_scale) = dot(&gradient, &directions);
    if !near(left, right, left_scale + right_scale) {
        return Err(format!(
            "⟨w, Jv⟩ = {left} but ⟨Jᵀw, v⟩ = {right}; the gradient is {gradient:?}\n{text}"
        ));
    }
    if let Some(plain) = plain
        && !plain.iter().zip(&gradient).all(|(a, b)| near(*a, *b, a.abs() + b.abs()))
    {
        return Err(format!("the gradient was {plain:?}, now {gradient:?}\n{text}"));
    }
    Ok(gradient)
}

/// What `&mut` parameters hold after a run.
fn out_of(run: &interp::Interp<'_>, f: &Function) -> Vec<f64> {
    outs(f).flat_map(|v| run.value(v).floats()).collect()
}

/// The `&mut` parameters.
fn outs(f: &Function) -> impl Iterator<Item = VarId> {
    f.params.iter().map(|p| p.var).filter(|v| f.ty(*v).is_mut_ref())
}

/// The function with another body; all inputs are parameters.
fn with_body(f: &Function, vars: Vec<Var>, body: Vec<Stmt>, inputs: &[(VarId, Value)]) -> Function {
    let params =
        inputs.iter().map(|(v, _)| Param { var: *v, constant: false, receiver: false }).collect();
    Function { vars, params, body: Block::new(body), ..f.clone() }
}

/// Central differences, where both ends take the same path.
fn differences(f: &Function, point: &Point, y_dot: f64, out_dot: &[f64]) -> Result<(), String> {
    let at = |h: f64| {
        caught(|| {
            let run = interp::run(&f.vars, &f.body.stmts, &point.moved(f, h));
            let mut ys = vec![run.value(f.ret.expect("a float is returned")).num()];
            ys.extend(out_of(&run, f));
            Ok((ys, run.trace))
        })
    };
    let quotients = |h: f64| -> Option<Vec<f64>> {
        let (up, down, middle) = (at(h).ok()?, at(-h).ok()?, at(0.0).ok()?);
        (up.1 == down.1 && up.1 == middle.1)
            .then(|| up.0.iter().zip(&down.0).map(|(u, d)| (u - d) / (2.0 * h)).collect())
    };
    let steps: Option<Vec<Vec<f64>>> = [1e-4, 3e-5, 1e-6].into_iter().map(quotients).collect();
    let Some(steps) = steps else { return Ok(()) };
    let expected: Vec<f64> = std::iter::once(y_dot).chain(out_dot.iter().copied()).collect();
    for (i, e) in expected.iter().enumerate() {
        let qs: Vec<f64> = steps.iter().map(|q| q[i]).collect();
        // Where the quotients disagree among themselves, they say nothing.
        let spread = qs.iter().map(|q| (q - qs[1]).abs()).fold(0.0, f64::max);
        let error = qs.iter().map(|q| (q - e).abs()).fold(f64::INFINITY, f64::min);
        if spread < 1e-3 * (1.0 + qs[1].abs()) && error > 1e-5 * (1.0 + e.abs()) + spread {
            return Err(format!(
                "tangent: differences give {qs:?}, the tangent is {e} (output {i})\n{}",
                print::function(f)
            ));
        }
    }
    Ok(())
}

/// The text, the value, the gradient in the order of the inputs, and the weights of `out`.
#[allow(clippy::type_complexity)]
fn reverse(
    f: &Function,
    active: &activity::Activity,
    point: &Point,
    layout: Layout,
    form: Form,
    w: f64,
) -> Result<(String, f64, Vec<f64>, Vec<f64>), String> {
    let ret = f.ret.expect("a float is returned");
    let mut s = adjoint(f, active, layout);
    if layout == Layout::Apart {
        // The pullback owns what it needs: a borrow made by the forward sweep cannot go along.
        let used = mentioned(&s.reverse);
        let again = declared(&s.reverse);
        let kept = declared(&s.forward).into_iter().find(|v| {
            used.contains(v)
                && !again.contains(v)
                && (s.vars[v.0 as usize].alias.is_some()
                    || matches!(s.vars[v.0 as usize].ty, Type::Ref(..)))
        });
        if let Some(v) = kept {
            return Err(format!(
                "the pullback captures the reference {}%{}",
                s.vars[v.0 as usize].name, v.0
            ));
        }
    }
    let mut body: Vec<Stmt> = Vec::new();
    for t in &s.tapes {
        body.push(Stmt::let_(
            *t,
            Expr::new(ExprKind::VecOf(vec![]), Type::Unknown, Span::call_site()),
        ));
    }
    let y_bar = s.bars[&ret];
    let seed = Stmt::let_(y_bar, Expr::number(w, f.ret_ty.clone()));
    let mut bars = Vec::new();
    for p in &f.params {
        if let Some(b) = s.bars.get(&p.var)
            && f.ty(p.var).is_scalar()
        {
            bars.push(Stmt::let_(*b, Expr::number(0.0, f.ty(p.var).clone())));
        }
    }
    let kept = s.kept.iter().map(|(p, k)| {
        Stmt::let_(
            *k,
            Expr::new(
                ExprKind::CloneOf { place: Place::of(*p), method: "to_vec" },
                Type::Unknown,
                Span::call_site(),
            ),
        )
    });
    match layout {
        Layout::Together => {
            body.extend(bars);
            body.push(seed);
            body.append(&mut s.forward);
            body.extend(kept);
        }
        Layout::Apart | Layout::Marked => {
            body.append(&mut s.forward);
            body.extend(kept);
            body.push(seed);
            body.extend(bars);
        }
    }
    body.append(&mut s.reverse);
    let mut live = vec![ret, y_bar];
    live.extend(f.params.iter().filter_map(|p| s.bars.get(&p.var).copied()));
    // What a pullback is handed may be held fixed, and then there is no slice of it.
    let whole = if layout == Layout::Apart { live.clone() } else { Vec::new() };
    form.apply(&mut body, &mut s.vars, &live, &whole);
    // Shadows add up on what is there already; of `&mut` parameters they are the seed.
    let mut inputs = point.inputs(f);
    let mut start: Vec<(VarId, Value)> = Vec::new();
    let mut w_out = Vec::new();
    let is_out = |v: VarId| outs(f).any(|out| out == v);
    for (v, value) in point.inputs(f) {
        let Some(b) = s.bars.get(&v) else {
            // No active value meets `out`: what goes in comes out.
            w_out.extend(is_out(v).then_some([0.0; OUT.len()]).into_iter().flatten());
            continue;
        };
        if f.ty(v).is_scalar() {
            continue;
        }
        let mut shadow = value.zero();
        if layout == Layout::Apart {
            let mut k = 0.0;
            shift_floats(&mut shadow, &mut |_| {
                k += 0.3;
                k
            });
        }
        if is_out(v) {
            w_out.extend(shadow.floats());
        }
        start.push((*b, shadow));
    }
    inputs.extend(start.iter().cloned());
    let function = with_body(f, s.vars.clone(), body, &inputs);
    verify::check(&function, "adjoint");
    let text = print::function(&function);
    let run = evaluate(&function, &inputs)?;
    let mut gradient = Vec::new();
    for (v, value) in point.inputs(f) {
        let zeros = value.zero().floats();
        let Some(b) = s.bars.get(&v) else {
            gradient.extend(zeros);
            continue;
        };
        let mut bar = run.value(*b).floats();
        if let (Some((_, shadow)), true) = (start.iter().find(|(u, _)| u == b), !is_out(v)) {
            bar.iter_mut().zip(shadow.floats()).for_each(|(b, s)| *b -= s);
        }
        gradient.extend(bar);
    }
    Ok((text, run.value(ret).num(), gradient, w_out))
}

// Generating programs.

/// Which one of those in scope, whatever their number.
type Pick = u8;

#[derive(Clone, Debug)]
enum Float {
    Number(Pick),
    Var(Pick),
    Element(Pick, Index),
    Cast(Pick),
    Binary(Pick, Box<Float>, Box<Float>),
    Smooth(Pick, Box<Float>),
    Ratio(Box<Float>, Box<Float>),
    Kink(Pick, Box<Float>, Box<Float>),
    Either(Box<Cond>, Box<Float>, Box<Float>),
    Nested(Box<Float>, Box<Float>),
    Sum(Pick, Pick, Box<Float>),
}

#[derive(Clone, Debug)]
struct Index(Pick, Pick);

#[derive(Clone, Debug)]
enum Cond {
    Less(Float, Float),
    Integer(Pick, Pick),
    Join(Pick, Box<Cond>, Box<Cond>),
    Not(Box<Cond>),
}

#[derive(Clone, Debug)]
enum Step_ {
    Let(Pick, Float),
    Later(Cond, Float, Float),
    Pair(Float, Float),
    Assign(Pick, Pick, Float),
    AssignBoth(Pick, Pick, Float),
    SwapVars(Pick, Pick),
    Buffer(Pick, Float, Float),
    Write(Pick, Pick, Index, Float),
    Whole(Pick, Pick, Float, Index, Index),
    View(Pick, Pick),
    Counter(Pick, Pick),
    If(Cond, Vec<Step_>, Vec<Step_>),
    Match(Pick, Vec<Step_>, Vec<Step_>, Vec<Step_>),
    Maybe(Cond, Float, Vec<Step_>),
    For(Pick, Pick, Vec<Step_>),
    While(Pick, Cond, Vec<Step_>),
    Drain(Pick, Vec<Step_>),
    Exit(Pick, Cond, Float),
    Product(Pick, Pick, Pick),
}

#[derive(Clone)]
struct Program {
    body: Vec<Step_>,
    result: Float,
    out: bool,
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source())
    }
}

fn float() -> BoxedStrategy<Float> {
    let leaf = prop_oneof![
        1 => any::<u8>().prop_map(Float::Number),
        4 => any::<u8>().prop_map(Float::Var),
        3 => (any::<u8>(), index()).prop_map(|(a, i)| Float::Element(a, i)),
        1 => any::<u8>().prop_map(Float::Cast),
    ];
    leaf.prop_recursive(3, 8, 2, |e| {
        let b = e.clone().prop_map(Box::new);
        let less = (e.clone(), e.clone()).prop_map(|(x, y)| Box::new(Cond::Less(x, y)));
        prop_oneof![
            4 => (any::<u8>(), b.clone(), b.clone()).prop_map(|(o, x, y)| Float::Binary(o, x, y)),
            3 => (any::<u8>(), b.clone()).prop_map(|(o, x)| Float::Smooth(o, x)),
            1 => (b.clone(), b.clone()).prop_map(|(x, y)| Float::Ratio(x, y)),
            1 => (any::<u8>(), b.clone(), b.clone()).prop_map(|(o, x, y)| Float::Kink(o, x, y)),
            1 => (less, b.clone(), b.clone()).prop_map(|(c, x, y)| Float::Either(c, x, y)),
            1 => (b.clone(), b.clone()).prop_map(|(x, y)| Float::Nested(x, y)),
            1 => (any::<u8>(), any::<u8>(), b).prop_map(|(o, a, x)| Float::Sum(o, a, x)),
        ]
    })
    .boxed()
}

fn index() -> impl Strategy<Value = Index> + Clone {
    (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Index(a, b))
}

fn cond() -> BoxedStrategy<Cond> {
    let leaf = prop_oneof![
        (float(), float()).prop_map(|(x, y)| Cond::Less(x, y)),
        (any::<u8>(), any::<u8>()).prop_map(|(i, k)| Cond::Integer(i, k))
    ];
    leaf.prop_recursive(2, 3, 2, |c| {
        let b = c.prop_map(Box::new);
        prop_oneof![
            (any::<u8>(), b.clone(), b.clone()).prop_map(|(o, x, y)| Cond::Join(o, x, y)),
            b.prop_map(Cond::Not)
        ]
    })
    .boxed()
}

fn step() -> BoxedStrategy<Step_> {
    let p = || any::<u8>();
    let leaf = prop_oneof![
        4 => (p(), float()).prop_map(|(k, e)| Step_::Let(k, e)),
        1 => (cond(), float(), float()).prop_map(|(c, x, y)| Step_::Later(c, x, y)),
        1 => (float(), float()).prop_map(|(x, y)| Step_::Pair(x, y)),
        6 => (p(), p(), float()).prop_map(|(v, o, e)| Step_::Assign(v, o, e)),
        1 => (p(), p(), float()).prop_map(|(u, v, e)| Step_::AssignBoth(u, v, e)),
        1 => (p(), p()).prop_map(|(u, v)| Step_::SwapVars(u, v)),
        2 => (p(), float(), float()).prop_map(|(k, x, y)| Step_::Buffer(k, x, y)),
        5 => (p(), p(), index(), float()).prop_map(|(a, o, i, e)| Step_::Write(a, o, i, e)),
        2 => (p(), p(), float(), index(), index()).prop_map(|(a, k, e, i, j)| Step_::Whole(a, k, e, i, j)),
        1 => (p(), p()).prop_map(|(a, k)| Step_::View(a, k)),
        1 => (p(), p()).prop_map(|(a, k)| Step_::Counter(a, k)),
        2 => (p(), cond(), float()).prop_map(|(k, c, e)| Step_::Exit(k, c, e)),
        1 => (p(), p(), p()).prop_map(|(v, a, k)| Step_::Product(v, a, k)),
    ];
    leaf.prop_recursive(3, 24, 4, move |s| {
        let body = proptest::collection::vec(s, 0..5);
        prop_oneof![
            2 => (cond(), body.clone(), body.clone()).prop_map(|(c, t, e)| Step_::If(c, t, e)),
            1 => (p(), body.clone(), body.clone(), body.clone()).prop_map(|(i, a, b, c)| Step_::Match(i, a, b, c)),
            1 => (cond(), float(), body.clone()).prop_map(|(c, e, b)| Step_::Maybe(c, e, b)),
            4 => (p(), p(), body.clone()).prop_map(|(k, a, b)| Step_::For(k, a, b)),
            3 => (p(), cond(), body.clone()).prop_map(|(k, c, b)| Step_::While(k, c, b)),
            1 => (p(), body).prop_map(|(a, b)| Step_::Drain(a, b)),
        ]
    })
    .boxed()
}

fn program() -> impl Strategy<Value = Program> {
    // Where the result is linear in what a loop makes, the loop fuses.
    let sum = (any::<u8>(), any::<u8>())
        .prop_map(|(u, v)| Float::Binary(0, Box::new(Float::Var(u)), Box::new(Float::Var(v))));
    let result = prop_oneof![float(), sum];
    (proptest::collection::vec(step(), 0..8), result, proptest::bool::weighted(0.2))
        .prop_map(|(body, result, out)| Program { body, result, out })
}

fn point() -> impl Strategy<Value = Point> {
    let number = || (-10_i32..=10).prop_map(|k| f64::from(k) * 0.13 + 0.017);
    (proptest::collection::vec(number(), 2..=4), number(), number(), 0_i64..=3)
        .prop_map(|(x, a, b, n)| Point { x, a, b, n })
}

// Writing programs.

/// What is in scope.
#[derive(Clone, Default)]
struct Scope {
    /// Name, and may it be assigned.
    floats: Vec<(String, bool)>,
    ints: Vec<(String, bool)>,
    arrays: Vec<Array>,
    loops: usize,
}

#[derive(Clone)]
struct Array {
    name: String,
    mutable: bool,
    vec: bool,
}

struct Writer {
    text: String,
    depth: usize,
    names: usize,
}

fn pick<T>(list: &[T], k: Pick) -> Option<&T> {
    // Later names first: they shrink towards what is near.
    if list.is_empty() { None } else { Some(&list[list.len() - 1 - k as usize % list.len()]) }
}

impl Program {
    fn source(&self) -> String {
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
fn assigns(text: &str, name: &str) -> bool {
    ["=", "+=", "-=", "*=", "/="].iter().any(|op| text.contains(&format!(" {name} {op} ")))
        || text.contains(&format!("({name}, "))
        || text.contains(&format!("&mut {name}"))
        || text.contains(&format!(", {name}) = "))
}

/// A value on its own: literals say their type where nothing else does.
fn float_text(e: &Float, s: &Scope) -> String {
    let text = expr(e, s);
    if has_name(e, s) { text } else { text.replace("@", "_f64") }.replace('@', "")
}

fn has_name(e: &Float, s: &Scope) -> bool {
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
fn receiver(e: &Float, s: &Scope) -> String {
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
fn expr(e: &Float, s: &Scope) -> String {
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
fn written_index(a: &Array, i: &Index, s: &Scope) -> String {
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

fn index_text(a: &Array, i: &Index, s: &Scope) -> String {
    let (name, _) = pick(&s.ints, i.0).expect("n is always there");
    match i.1 % 4 {
        0 => "0".into(),
        1 => format!("{name} % {}.len()", a.name),
        2 => format!("({name} + 1) % {}.len()", a.name),
        _ => format!("{}.len() - 1", a.name),
    }
}

fn cond_text(c: &Cond, s: &Scope) -> String {
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
fn operand(e: &Float, s: &Scope) -> String {
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

// Shrinking: proptest cuts leaves; this also lifts what is inside of something out of it.

trait Smaller: Clone {
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
fn weight(p: &Program) -> (usize, usize) {
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
fn shrink(
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

// Running.

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|s| s.parse().ok()).unwrap_or(default)
}

/// Looks for a program that breaks a promise; gives the smallest one found.
fn hunt(seed: u64, cases: u64, known: &[String]) -> Option<(Program, Point, String)> {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, &bytes),
    );
    let strategy = (program(), point());
    (0..cases).find_map(|_| {
        let (program, point) =
            strategy.new_tree(&mut runner).expect("strategies do not filter").current();
        let why = check(&program.source(), &point, known).err()?;
        let skipped = known.iter().any(|s| !s.is_empty() && why.contains(s));
        if skipped { None } else { Some(shrink(program, point, why, known)) }
    })
}

// Programs that were wrong once. Each holds all that `check` promises, at all small trip counts.

fn holds(body: &str) {
    let source = format!("fn f(x: &[f64], mut a: f64, b: f64, n: usize) -> f64 {{ {body} }}");
    for n in 0..=3 {
        for a in [0.7, -0.2] {
            let point = Point { x: vec![0.4, -0.3, 0.2], a, b: 0.6, n };
            check(&source, &point, &[]).unwrap_or_else(|e| panic!("{source}\nat {point:?}\n{e}"));
        }
    }
}

#[test]
fn the_identity_has_a_gradient() {
    // The one contribution is a number, and simplification wrote it in place of a live name.
    holds("a");
}

#[test]
fn a_sum_that_adds_a_variable_to_itself_reads_its_cotangent_once() {
    // `a += e` keeps the cotangent of `a`, so where e reads `a` it must be read before it changes.
    holds("a += a + a; a");
    holds("a += a * b; a");
    holds("a -= a / (2.0 + a.cos()); a");
    holds("let mut v = [a, b]; v[0] += v[0] * v[1]; v[n % 2] -= v[0] * v[1]; v[0] * v[1]");
}

#[test]
fn two_fused_loops_whose_results_meet() {
    // The reverse step of `sum − sum` runs before the first loop, not before the second.
    holds("x.iter().map(|&q| q).sum::<f64>() - x.iter().map(|&q| a * q).sum::<f64>()");
    holds(
        "let mut s = 0.0; let mut t = 0.0; for &q in x { s += q * a; } let u = 2.0 * s; for &q in x { t += q * b; } u + 3.0 * t",
    );
}

#[test]
fn a_break_before_code_behind_a_flag() {
    // The iteration that leaves never reached what the reverse step wants to read.
    holds("for i in 0..n { if i % 2 == 0 { if i < 2 { a += a; break; } } a = a * b; } a");
    holds(
        "for i in 0..n { if i % 2 == 0 { } else { if n % 2 == 1 { return a * a; } } a = a * a; } a",
    );
    holds(
        "let mut v = a; let mut k = 0_usize;
         while k < 3 && k % 2 == 0 { k += 1; match k % 3 { 0 => {} 1 => {} _ => { if k % 2 == 0 { break; } } } std::mem::swap(&mut v, &mut a); }
         v * v + a",
    );
    holds(
        "for i in 0..n {
             match i % 3 { 0 => {} 1 => { if i < 2 { break; } } _ => {} }
             if i % 2 == 0 { if n < 2 { break; } }
             a = a * b;
         }
         a",
    );
}

#[test]
fn what_an_arm_binds_is_bound_again_before_values_are_made_again() {
    holds(
        "let o = if n != 1 { Some(a) } else { None }; if let Some(v) = o { a = { let t = v; t * t }.sin(); } a",
    );
    holds("let mut d = x.to_vec(); while let Some(t) = d.pop() { a = t; a = a + t * a; } a");
    holds(
        "let mut d = x.to_vec(); while let Some(t) = d.pop() { a = if 0.1 < t { t * a } else { t * t }; } a",
    );
}

#[test]
fn a_zero_made_inside_a_branch_is_not_read_outside() {
    holds(
        "match n % 3 { 0 => {} 1 => { let v = a + (0.5_f64).sin(); if n % 2 == 1 { return v; } } _ => {} } a",
    );
    holds("let mut v = (n as f64).abs(); v = if n % 2 == 0 { a } else { v }; v");
}

#[test]
fn a_declaration_stays_where_an_assignment_stays() {
    holds("let v = if n % 2 == 0 { (n as f64).sin() } else { a }; a");
}

#[test]
fn operands_of_unknown_type_do_not_fuse() {
    // Dispatch reads the operands' values, which do not exist before the loop.
    holds("x.iter().map(|&q| q * a).sum::<f64>() / (2.0 + (0.5_f64).cos())");
    holds("(0.5_f64).sin() + (if n % 2 == 0 { a } else { 0.5 })");
}

#[test]
fn a_number_is_swapped_with_an_element() {
    // Swapping back needs the number's earlier value, and numbers are not restored.
    holds(
        "let mut p = (a, a); for i in 0..x.len() { std::mem::swap(&mut p.0, &mut a); a = a * p.0; } p.0 + x[0]",
    );
}

#[test]
fn what_is_hoisted_needs_no_name_made_after_the_loop() {
    holds("(a * { let u = a; u * a }) + (if n % 2 == 0 { a } else { 0.5_f64 })");
    holds("(b * (b * b)) + x.iter().map(|&q| q * a).sum::<f64>()");
}

#[test]
fn a_pullback_captures_no_reference() {
    holds("let s = &x[..]; if n < 3 { for t in s.windows(2) { a += t[0] * a.sin(); } } a");
    holds(
        "let s = &x[1..]; if n % 2 == 0 { return a * a; } for i in 0..s.len() { a = a * x[i]; } a",
    );
    holds("let s = &x[1..]; for i in 0..s.len() { a = a * s[i]; } a");
}

#[test]
fn a_cotangent_that_a_fused_branch_has_used_is_not_read_afterwards() {
    // `a += e` reads the cotangent of `a` as it is behind the branch.
    holds("if n > 1 { a = a * b; } let t = b.sin(); a += t * t; a");
    holds(
        "let mut m = a * b; let mut s = 0.0; for &q in x { s += q * m; } m += b * b; for &q in x { m -= q * b; } 2.0 * s + m",
    );
    holds(
        "let mut v = [a, b]; let mut s = 0.0; for &q in x { s += q * v[0]; } v[0] += b * a; v[1] -= a; for &q in x { s += q * v[0] * v[1]; } s - v[0]",
    );
}

#[test]
fn a_vector_gets_another_length_by_assignment() {
    holds(
        "let mut v = x.to_vec(); v.push(a); if n > 1 { v = vec![a; 5]; } v[0] * v[1] + v.iter().sum::<f64>()",
    );
    holds(
        "let mut v = x.to_vec(); let w = vec![a, b]; for i in 0..n { let t = v[i % 2] * a; v.push(t); if i == 1 { v = w.to_vec(); } v[1] *= b; } v.iter().sum::<f64>()",
    );
}

#[test]
fn a_slice_is_not_cut_before_a_loop_that_does_not_run() {
    holds(
        "let m = if n > 1 { 1 } else { 0 }; let mut s = a; for i in 0..m { s += x[n - 2..][i] * b; } s * s",
    );
}

#[test]
fn products_are_divided_by_their_factors() {
    holds("let mut p = 1.0; for i in 0..x.len() { p *= x[i]; } p");
    holds("let mut p = a; for t in x { p = (t + b) * p; } p * p + a");
    holds("a *= b; for t in x { b *= t * a; } a = b * a; a * b");
    holds(
        "let mut s = 0.0; for i in 0..n { let mut p = b; for j in i..x.len() { p *= a - x[j]; } s += p * p; } s * a",
    );
    holds(
        "for i in 0..n { for j in i..x.len() { let t = x[j] + a; if t > 0.0 { for k in j..x.len() { b *= t - x[k]; } } } b += a; } b",
    );
    holds(
        "let mut v = x.to_vec(); for i in 0..n { let mut p = 1.0; for t in &v { p *= t - a; } v[0] += p; v[1] = p * b; } v[0] * v[1]",
    );
    holds(
        "for i in 0..x.len() { a *= x[i]; b *= x[i]; } for t in x { a *= t; if a > 9.0 { break; } } a * b",
    );
}

#[test]
fn random_programs_keep_every_promise() {
    let seed = setting("COTANGENT_SEED", 0);
    if let Some((program, point, why)) = hunt(seed, setting("COTANGENT_CASES", 120), &[]) {
        panic!("COTANGENT_SEED={seed}\n{}at {point:?}\n{why}", program.source());
    }
}

/// Collects failures for a person: many seeds, the smallest program of each.
#[test]
#[ignore = "a search, not a test"]
fn hunt_for_failures() {
    let known: Vec<String> = std::env::var("COTANGENT_KNOWN")
        .map(|s| s.split('|').map(String::from).collect())
        .unwrap_or_default();
    let next = std::sync::atomic::AtomicU64::new(setting("COTANGENT_SEED", 0));
    let end = setting("COTANGENT_SEED", 0) + setting("COTANGENT_SEEDS", 20);
    let count = std::sync::atomic::AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if seed >= end {
                        break;
                    }
                    if let Some((program, point, why)) =
                        hunt(seed, setting("COTANGENT_CASES", 200), &known)
                    {
                        count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        eprintln!("==== seed {seed}\n{}at {point:?}\n{why}\n", program.source());
                    }
                }
            });
        }
    });
    eprintln!("{} failures", count.into_inner());
}

/// A few programs, to read.
#[test]
#[ignore = "prints"]
fn show_programs() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..setting("COTANGENT_CASES", 5) {
        println!("{}", program().new_tree(&mut runner).expect("a program").current().source());
    }
}
