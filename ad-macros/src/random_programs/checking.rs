//! Checking one function.

use super::*;

/// Where a function is evaluated: `fn f(x: &[f64], a: f64, b: f64, n: usize[, out: &mut [f64]])`, or
/// its directional derivative, whose further parameters are called `x_dot` and so on.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) x: Vec<f64>,
    pub(super) a: f64,
    pub(super) b: f64,
    pub(super) n: i64,
}

pub(super) const OUT: [f64; 3] = [0.4, -0.3, 0.9];
/// Directions and weights: fixed, and unlike each other.
pub(super) const V: [f64; 12] =
    [0.31, -0.82, 0.57, 1.13, -0.44, 0.93, -1.21, 0.68, 0.77, -0.35, 0.21, -0.64];

/// As many directions as there are floats.
pub(super) fn directions() -> impl Iterator<Item = f64> {
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

pub(super) fn shift_floats(v: &mut Value, f: &mut dyn FnMut(f64) -> f64) {
    match v {
        Value::Num(x) => *x = f(*x),
        Value::Seq(vs) => vs.iter_mut().for_each(|v| shift_floats(v, f)),
        _ => {}
    }
}

/// How far a sweep is brought towards what is emitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
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
pub(super) fn near(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-9 * (scale + 1e-2)
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> (f64, f64) {
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
    simplify::sized(&mut f);
    verify::check(&f, "sized");
    each("sized", &f);
    Ok(f)
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Evaluates; a panic shows the program too.
pub(super) fn evaluate<'a>(
    f: &'a Function,
    inputs: &[(VarId, Value)],
) -> Result<interp::Interp<'a>, String> {
    let quiet = QUIET.get();
    let run = caught(|| Ok(interp::run(&f.vars, &f.body.stmts, inputs)))
        .map_err(|e| format!("{e}\n{}", print::function(f)));
    QUIET.set(quiet);
    run
}

/// Runs `body`; a panic is its message.
pub(super) fn caught<R>(body: impl FnOnce() -> Result<R, String>) -> Result<R, String> {
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
pub(super) type Run = Result<(f64, Vec<f64>), String>;

/// Everything that is promised of one function at one point. The text of an error begins with
/// the stage that broke.
pub(super) fn check(source: &str, point: &Point, known: &[String]) -> Result<(), String> {
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
pub(super) fn second_order(
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
pub(super) fn weigh(g: &mut Function) {
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
pub(super) fn written_by_us(f: &Function) -> bool {
    f.params.iter().any(|p| f.var(p.var).name.ends_with("_dot"))
}

/// Tangents against differences, cotangents against tangents; of a function whose value and buffers
/// are known. Whether the tangent is finite.
pub(super) fn first_order(
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

pub(super) fn all_loops(f: &Function) -> Vec<LoopId> {
    let mut list = Vec::new();
    f.body.each_stmt(&mut |s| match &s.kind {
        StmtKind::For { id, .. } | StmtKind::While { id, .. } => list.push(*id),
        _ => {}
    });
    list
}

/// ⟨w, Jv⟩ = ⟨Jᵀw, v⟩, and the primal is kept. Gives the gradient.
pub(super) fn reverse_agrees(
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
pub(super) fn out_of(run: &interp::Interp<'_>, f: &Function) -> Vec<f64> {
    outs(f).flat_map(|v| run.value(v).floats()).collect()
}

/// The `&mut` parameters.
pub(super) fn outs(f: &Function) -> impl Iterator<Item = VarId> {
    f.params.iter().map(|p| p.var).filter(|v| f.ty(*v).is_mut_ref())
}

/// The function with another body; all inputs are parameters.
pub(super) fn with_body(
    f: &Function,
    vars: Vec<Var>,
    body: Vec<Stmt>,
    inputs: &[(VarId, Value)],
) -> Function {
    let params =
        inputs.iter().map(|(v, _)| Param { var: *v, constant: false, receiver: false }).collect();
    Function { vars, params, body: Block::new(body), ..f.clone() }
}

/// Central differences, where both ends take the same path.
pub(super) fn differences(
    f: &Function,
    point: &Point,
    y_dot: f64,
    out_dot: &[f64],
) -> Result<(), String> {
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
pub(super) fn reverse(
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
