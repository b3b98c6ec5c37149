//! Checks of the corpus: one [`row!`](crate::row) a function, the same checks for every row.
//!
//! A row names a function, how each argument is passed, and the domain it is drawn from:
//!
//! ```text
//! row!("while", newton_sqrt(val 0.1..9.0))
//! row!("arrays", cross(by_ref array::<3>(-1.0..1.0), by_ref array::<3>(-1.0..1.0)) -> _)
//! row!("`&mut` parameters", axpy(by_mut vec_of(n, -1.0..1.0), val -1.0..1.0,
//!                                by_ref vec_of(n, -1.0..1.0)) -> () where n in 0..6)
//! ```
//!
//! - Arguments: `val` (by value), `by_ref` (`&`), `by_mut` (`&mut`) are active; `constant`,
//!   `constant_ref` and `constant_mut` are not, and get neither tangent nor cotangent.
//! - Results: nothing for one float, which checks `grad`, `value_and_grad` and
//!   `value_and_grad_into` as well; `-> _` for any other value; `-> ()` for none; `-> ?` for
//!   `Option` and `Result`. All but the last have `order = 2`: `jvp_jvp` is checked against
//!   differences of `jvp`, and `jvp_vjp` against `jvp_jvp`.
//! - `thrice f(..)`: with `order = 3`; `jvp_jvp_jvp` is checked against differences of `jvp_jvp`, and
//!   `jvp_jvp_vjp` against `jvp_jvp_jvp`.
//! - `once f(..)`: of first order only, or with a `wrt` list, whose second derivatives have other
//!   arguments.
//! - Sizes that several arguments share: `where n in 1..5`.
//! - Methods and `wrt` suffixes, where the names of the derivatives cannot be made from the
//!   function's: `by_name { primal, jvp, vjp, grad, value_and_grad, value_and_grad_into }(..)`;
//!   with a result arrow (`-> _` and so on) the first three are enough.
//! - Functions with derivatives in lanes: `row!("…", lanes newton_sqrt(..))` also compares three
//!   lanes with three sweeps. Methods: `lanes { jvp_lanes, vjp_lanes } by_name { .. }(..)`.
//!
//! Every argument, tangent and cotangent is flattened into its floats, so that [`Row::check`]
//! is one piece of code for all of them. The order is: active arguments that are not `by_mut`,
//! then those that are; for results, the returned value, then the `by_mut` places.

mod domain;
mod row;
mod table;

use std::fmt::{Debug, Write};

use cotangent::{Differentiable, Tangent};

pub use domain::{By, Domain, Draw, Fixed, Size, array, matrix, one_of, optional, vec_of};
pub use table::{Section, hold_between_markers, support_table};

/// What a run gave: the floats of the result and of the `by_mut` places, and all of it as text,
/// which shows integers and variants too.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The floats in order.
    pub floats: Vec<f64>,
    /// The values as `Debug` prints them.
    pub text: String,
}

impl Outcome {
    /// Adds a value.
    #[must_use]
    pub fn with<T: Differentiable + Debug>(mut self, value: &T) -> Self {
        self.floats.extend(value.to_flat());
        let _ = write!(self.text, "{value:?} ");
        self
    }

    /// What a function that failed gave.
    #[must_use]
    pub fn failed() -> Self {
        Outcome { floats: Vec::new(), text: "failed".to_string() }
    }

    /// Equal to the last bit (any NaN equals any other).
    fn same(&self, other: &Outcome) -> bool {
        let same_bits = |a: f64, b: f64| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
        self.text == other.text
            && self.floats.len() == other.floats.len()
            && self.floats.iter().zip(&other.floats).all(|(&a, &b)| same_bits(a, b))
    }
}

/// Moves the next floats of `flat` into a tangent.
#[track_caller]
pub fn take<T: Tangent>(tangent: &mut T, flat: &mut &[f64]) {
    let (now, later) = flat.split_at(tangent.n_coordinates());
    tangent.set_flat(now);
    *flat = later;
}

/// Appends the floats of a tangent.
pub fn give<T: Tangent>(tangent: &T, flat: &mut Vec<f64>) {
    flat.extend(tangent.to_flat());
}

/// How many lanes rows are checked with: an odd number, so that nothing fits by chance.
pub const WIDTH: usize = 3;

/// One direction a lane.
pub type Directions<'a> = [&'a [f64]; WIDTH];

/// Moves the next floats of each direction into a lane.
#[track_caller]
pub fn take_lanes<T: Tangent>(zero: &T, flat: &mut Directions<'_>) -> T::Lanes<WIDTH> {
    let mut lanes = zero.zero_lanes::<WIDTH>();
    for (l, flat) in flat.iter_mut().enumerate() {
        let mut tangent = zero.clone();
        take(&mut tangent, flat);
        tangent.set_lane::<WIDTH>(&mut lanes, l);
    }
    lanes
}

/// Appends the floats of each lane; `_zero` says what lies in lanes.
pub fn give_lanes<T: Tangent>(_zero: &T, lanes: &T::Lanes<WIDTH>, flat: &mut [Vec<f64>; WIDTH]) {
    for (l, flat) in flat.iter_mut().enumerate() {
        give(&T::lane::<WIDTH>(lanes, l), flat);
    }
}

/// What a derivative in lanes gave: the primal's outcome and the floats of each lane.
pub type InLanes = (Outcome, [Vec<f64>; WIDTH]);

/// What reverse mode of forward mode in lanes gave: cotangents of the primals, and in each lane
/// those of the tangents.
#[derive(Default)]
pub struct LanesBack {
    /// The floats of the primals' cotangents.
    pub plain: Vec<f64>,
    /// The floats of each lane.
    pub lanes: [Vec<f64>; WIDTH],
}

impl LanesBack {
    /// Takes cotangents of primals, and behind them those of their tangents, lanes innermost.
    pub fn give_half(&mut self, flat: &[f64]) {
        let (plain, lanes) = flat.split_at(flat.len() / (1 + WIDTH));
        self.plain.extend(plain);
        for (l, lane) in self.lanes.iter_mut().enumerate() {
            lane.extend(lanes.iter().skip(l).step_by(WIDTH));
        }
    }
}

/// Value and gradient, three times: by `grad`, `value_and_grad`, `value_and_grad_into`.
pub type Gradients = [(f64, Vec<f64>); 3];

/// How exact the checks are.
#[derive(Clone, Copy, Debug)]
pub struct Precision {
    /// Step of the differences, relative to the input.
    pub step: f64,
    /// Bound on forward mode against differences.
    pub differences: f64,
    /// Bound on reverse against forward mode.
    pub identity: f64,
}

/// For functions in `f64`.
pub const DOUBLE: Precision = Precision { step: 1e-6, differences: 1e-6, identity: 1e-10 };
/// For functions that are in `f32` somewhere.
pub const SINGLE: Precision = Precision { step: 4e-3, differences: 2e-2, identity: 2e-5 };

/// What differences do where the two one-sided ones disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinks {
    /// Fail: the row's domain is smooth.
    Refuse,
    /// Leave the comparison with differences out.
    Skip,
}

type Check = dyn Fn(&mut Draw, Precision, Kinks) -> Result<(), String> + Send + Sync;

/// One function of the corpus with its domain.
pub struct Row {
    /// The words of the support table that it covers, separated by commas.
    pub words: &'static str,
    /// The function's name.
    pub function: String,
    /// The highest order that is checked.
    pub order: u8,
    precision: Precision,
    kinks: Kinks,
    check: Option<Box<Check>>,
}

/// The first half of a row: what draws its points, tuples of all arguments, owned.
///
/// [`row!`](crate::row) makes a row in two calls, so that the type of the points is known when
/// the closures of the second call are read.
pub struct Sampled<Sample> {
    words: &'static str,
    function: &'static str,
    sample: Sample,
}

impl<P, Sample> Sampled<Sample>
where
    P: Clone + Debug + 'static,
    Sample: Fn(&mut Draw) -> P + Send + Sync + 'static,
{
    /// Starts a row.
    pub fn new(words: &'static str, function: &'static str, sample: Sample) -> Self {
        Sampled { words, function, sample }
    }

    /// The row, from its calls: `inputs` reads the floats of the active arguments, `shift` moves
    /// them along a direction, the others call the function and its companions.
    #[allow(clippy::too_many_arguments, reason = "one closure a companion; only `row!` calls this")]
    pub fn row<
        Inputs,
        Shift,
        Primal,
        Jvp,
        Vjp,
        Grads,
        Forward,
        Reverse,
        Third,
        ThirdReverse,
        JvpLanes,
        VjpLanes,
        ReverseLanes,
    >(
        self,
        order: u8,
        inputs: Inputs,
        shift: Shift,
        primal: Primal,
        jvp: Jvp,
        vjp: Vjp,
        gradients: Grads,
        forward: Forward,
        reverse: Reverse,
        third: Third,
        third_reverse: ThirdReverse,
        jvp_lanes: JvpLanes,
        vjp_lanes: VjpLanes,
        reverse_lanes: ReverseLanes,
    ) -> Row
    where
        Inputs: Fn(&P) -> Vec<f64> + Send + Sync + 'static,
        Shift: Fn(&mut P, &[f64], f64) + Send + Sync + 'static,
        Primal: Fn(&mut P) -> Outcome + Send + Sync + 'static,
        Jvp: Fn(&mut P, &[f64]) -> (Outcome, Vec<f64>) + Send + Sync + 'static,
        Vjp: Fn(&mut P, &[f64]) -> (Outcome, Vec<f64>) + Send + Sync + 'static,
        Grads: Fn(&mut P) -> Option<Gradients> + Send + Sync + 'static,
        Forward: Fn(&mut P, &[f64], &[f64], &[f64]) -> (Outcome, Vec<f64>, Vec<f64>)
            + Send
            + Sync
            + 'static,
        Reverse: Fn(&mut P, &[f64], &[f64]) -> (Vec<f64>, usize) + Send + Sync + 'static,
        Third: Fn(&mut P, [&[f64]; 7]) -> (Outcome, Vec<f64>, Vec<f64>) + Send + Sync + 'static,
        ThirdReverse: Fn(&mut P, [&[f64]; 3], &[f64]) -> (Vec<f64>, usize) + Send + Sync + 'static,
        JvpLanes: Fn(&mut P, Directions<'_>) -> Option<InLanes> + Send + Sync + 'static,
        VjpLanes: Fn(&mut P, Directions<'_>) -> Option<InLanes> + Send + Sync + 'static,
        ReverseLanes: Fn(&mut P, Directions<'_>, &[f64], Directions<'_>) -> Option<LanesBack>
            + Send
            + Sync
            + 'static,
    {
        let Sampled { words, function, sample } = self;
        let name = function.replace(' ', "");
        let function = name.clone();
        let check = move |draw: &mut Draw, precision: Precision, kinks: Kinks| {
            let source = draw.clone();
            let point = sample(draw);
            let x = inputs(&point);
            // Directions and weights have their own stream: they are no part of the input.
            let mut stream = Draw::Seeded(0x5eed ^ x.len() as u64);
            let mut symmetric = |size: f64| (2.0 * stream.unit() - 1.0) * size;
            let d: Vec<f64> = x.iter().map(|v| symmetric(v.abs().max(0.5))).collect();
            let fail = |mode: &str, what: String| {
                Err(format!(
                    "{name}, {mode}: {what}\n  point {point:?}\n  direction {d:?}\n  from {source:?}"
                ))
            };

            let mut after = point.clone();
            let y = primal(&mut after);

            let mut after_jvp = point.clone();
            let (y_jvp, y_dot) = jvp(&mut after_jvp, &d);
            if !y.same(&y_jvp) {
                return fail("jvp", format!("value {} but primal {}", y_jvp.text, y.text));
            }
            if format!("{after:?}") != format!("{after_jvp:?}") {
                return fail("jvp", format!("leaves {after_jvp:?}, the primal {after:?}"));
            }
            if y_dot.len() != y.floats.len() {
                return fail("jvp", format!("{} tangents", y_dot.len()));
            }

            let shifted = |by: f64| {
                let mut moved = point.clone();
                shift(&mut moved, &d, by);
                primal(&mut moved)
            };
            let h = precision.step;
            let compared = compare_with_differences(
                &y,
                &y_dot,
                &shifted(h),
                &shifted(-h),
                h,
                precision.differences,
            );
            match compared {
                Compared::Agree => {}
                Compared::Kink if kinks == Kinks::Skip => {}
                Compared::Kink => {
                    return fail("jvp", "a kink within the step of the differences".to_string());
                }
                Compared::Differ(i, by_differences) => {
                    let tangent = y_dot[i];
                    return fail(
                        "jvp",
                        format!(
                            "output {i}: tangent {tangent:e}, by differences {by_differences:e}"
                        ),
                    );
                }
            }

            let w: Vec<f64> = y.floats.iter().map(|_| symmetric(1.5)).collect();
            let mut after_vjp = point.clone();
            let (y_vjp, x_bar) = vjp(&mut after_vjp, &w);
            if !y.same(&y_vjp) {
                return fail("vjp", format!("value {} but primal {}", y_vjp.text, y.text));
            }
            if format!("{after:?}") != format!("{after_vjp:?}") {
                return fail("vjp", format!("leaves {after_vjp:?}, the primal {after:?}"));
            }
            if x_bar.len() != x.len() {
                return fail("vjp", format!("{} cotangents for {} inputs", x_bar.len(), x.len()));
            }
            let (left, left_size) = dot(&w, &y_dot);
            let (right, right_size) = dot(&x_bar, &d);
            if !close(left, right, precision.identity * (left_size + right_size)) {
                return fail(
                    "vjp",
                    format!("⟨w, J d⟩ = {left:e} but ⟨Jᵀw, d⟩ = {right:e}; w {w:?}, Jᵀw {x_bar:?}"),
                );
            }

            let mut untouched = point.clone();
            if let Some(all) = gradients(&mut untouched) {
                let (_, unit) = vjp(&mut point.clone(), &[1.0]);
                let names = ["grad", "value_and_grad", "value_and_grad_into"];
                for (mode, (value, g)) in names.iter().zip(all) {
                    if value.to_bits() != y.floats[0].to_bits() && !value.is_nan() {
                        return fail(mode, format!("value {value:e}, primal {:e}", y.floats[0]));
                    }
                    let scale = g.iter().fold(0.0, |s: f64, v| s.max(v.abs()));
                    let equal = g.len() == unit.len()
                        && g.iter().zip(&unit).all(|(a, b)| {
                            close(*a, *b, precision.identity * (scale + f64::MIN_POSITIVE))
                        });
                    if !equal {
                        return fail(mode, format!("{g:?}, by vjp {unit:?}"));
                    }
                }
                // Shared references cannot be written through, so what is left to see is whether
                // the three calls left behind what three calls of the primal do.
                let mut three_times = point.clone();
                for _ in 0..3 {
                    let _ = primal(&mut three_times);
                }
                if format!("{untouched:?}") != format!("{three_times:?}") {
                    return fail("grad", format!("leaves {untouched:?}, not {three_times:?}"));
                }
            }

            let mut others = |like: &[f64]| {
                like.iter().map(|v| symmetric(v.abs().max(0.5))).collect::<Vec<f64>>()
            };
            let (directions, weights) =
                ([d.clone(), others(&d), others(&d)], [w.clone(), others(&w), others(&w)]);
            let agree = |mode: &str, found: &[f64], expected: &[f64]| {
                let bound = precision.identity * 1e-1;
                let scale = expected.iter().fold(f64::MIN_POSITIVE, |s: f64, v| s.max(v.abs()));
                let near = found.iter().zip(expected).all(|(a, b)| close(*a, *b, bound * scale));
                match near && found.len() == expected.len() {
                    true => Ok(()),
                    false => fail(mode, format!("{found:?}, alone {expected:?}")),
                }
            };
            let compare =
                |mode: &str, found: Option<InLanes>, left: &P, columns: [Vec<f64>; WIDTH]| {
                    let Some((value, lanes)) = found else { return Ok(()) };
                    if !y.same(&value) {
                        return fail(mode, format!("value {} but primal {}", value.text, y.text));
                    }
                    if format!("{after:?}") != format!("{left:?}") {
                        return fail(mode, format!("leaves {left:?}, the primal {after:?}"));
                    }
                    let bound = precision.identity * 1e-3;
                    for (l, (lane, column)) in lanes.iter().zip(&columns).enumerate() {
                        let scale =
                            column.iter().fold(f64::MIN_POSITIVE, |s: f64, v| s.max(v.abs()));
                        let equal = lane.len() == column.len()
                            && lane.iter().zip(column).all(|(a, b)| close(*a, *b, bound * scale));
                        if !equal {
                            return fail(mode, format!("lane {l}: {lane:?}, alone {column:?}"));
                        }
                    }
                    Ok(())
                };
            let mut left = point.clone();
            let found = jvp_lanes(&mut left, directions.each_ref().map(Vec::as_slice));
            if found.is_some() {
                let alone = directions.each_ref().map(|d| jvp(&mut point.clone(), d).1);
                compare("jvp_lanes", found, &left, alone)?;
            }
            let mut left = point.clone();
            let found = vjp_lanes(&mut left, weights.each_ref().map(Vec::as_slice));
            if found.is_some() {
                let alone = weights.each_ref().map(|w| vjp(&mut point.clone(), w).1);
                compare("vjp_lanes", found, &left, alone)?;
            }
            let in_lanes = directions.each_ref().map(Vec::as_slice);
            let back = weights.each_ref().map(Vec::as_slice);
            if let Some(found) = reverse_lanes(&mut point.clone(), in_lanes, &w, back) {
                // One lane at a time; the first takes what goes back to the values.
                let mut plain = vec![0.0; found.plain.len()];
                for (l, lane) in found.lanes.iter().enumerate() {
                    let to_value = if l == 0 { w.clone() } else { vec![0.0; w.len()] };
                    let to_both = [&to_value[..], back[l]].concat();
                    let (bars, fixed) = reverse(&mut point.clone(), in_lanes[l], &to_both);
                    let (ends, starts) = bars.split_at(2 * fixed);
                    let (of_places, of_their_tangents) = starts.split_at(starts.len() / 2);
                    let alone = [&ends[..fixed], of_places].concat();
                    plain.iter_mut().zip(&alone).for_each(|(sum, v)| *sum += v);
                    let expected = [&ends[fixed..], of_their_tangents].concat();
                    agree("jvp_lanes_vjp", lane, &expected)?;
                }
                agree("jvp_lanes_vjp", &found.plain, &plain)?;
            }

            if order >= 2 {
                // Forward mode as a function of point and direction, moved along t and e.
                let t: Vec<f64> = x.iter().map(|v| symmetric(v.abs().max(0.5))).collect();
                let e: Vec<f64> = x.iter().map(|v| symmetric(v.abs().max(0.5))).collect();
                let (y_second, y_dot_second, tangent) = forward(&mut point.clone(), &d, &t, &e);
                if !y.same(&y_second) {
                    return fail("jvp_jvp", format!("value {}, primal {}", y_second.text, y.text));
                }
                // It may round differently: products with reciprocals stand for quotients.
                let scale = y_dot.iter().fold(1.0, |s: f64, v| s.max(v.abs()));
                let near = |(a, b): (&f64, &f64)| close(*a, *b, precision.identity * scale);
                if !y_dot_second.iter().zip(&y_dot).all(near) {
                    return fail("jvp_jvp", format!("tangent {y_dot_second:?}, by jvp {y_dot:?}"));
                }
                let along = |by: f64| {
                    let mut moved = point.clone();
                    shift(&mut moved, &t, by);
                    let turned: Vec<f64> = d.iter().zip(&e).map(|(d, e)| d + by * e).collect();
                    let (y, y_dot) = jvp(&mut moved, &turned);
                    Outcome { floats: [y.floats, y_dot].concat(), text: String::new() }
                };
                let compared = compare_with_differences(
                    &along(0.0),
                    &tangent,
                    &along(h),
                    &along(-h),
                    h,
                    precision.differences,
                );
                match compared {
                    Compared::Agree => {}
                    Compared::Kink if kinks == Kinks::Skip => {}
                    Compared::Kink => {
                        return fail("jvp_jvp", "a kink within the step".to_string());
                    }
                    Compared::Differ(i, by_differences) => {
                        return fail(
                            "jvp_jvp",
                            format!(
                                "output {i}: tangent {:e}, by differences {by_differences:e}",
                                tangent[i]
                            ),
                        );
                    }
                }
                let w: Vec<f64> = tangent.iter().map(|_| symmetric(1.5)).collect();
                let (bars, fixed) = reverse(&mut point.clone(), &d, &w);
                let (left, left_size) = dot(&w, &tangent);
                let moved = [&t[..fixed], &e[..fixed], &t[fixed..], &e[fixed..]].concat();
                if bars.len() != moved.len() {
                    return fail("jvp_vjp", format!("{} cotangents", bars.len()));
                }
                let (right, right_size) = dot(&bars, &moved);
                if !close(left, right, precision.identity * (left_size + right_size)) {
                    return fail(
                        "jvp_vjp",
                        format!(
                            "⟨w, J v⟩ = {left:e} but ⟨Jᵀw, v⟩ = {right:e}; w {w:?}, Jᵀw {bars:?}"
                        ),
                    );
                }
                if order < 3 {
                    return Ok(());
                }
                // The same of `jvp_jvp`, moved along u, v, p and q.
                let second = [y_dot_second, tangent].concat();
                let moves: [Vec<f64>; 4] = std::array::from_fn(|_| {
                    x.iter().map(|v| symmetric(v.abs().max(0.5))).collect()
                });
                let [u, v, p, q] = moves.each_ref().map(Vec::as_slice);
                let (y_third, lower, tangent) = third(&mut point.clone(), [&d, &t, &e, u, v, p, q]);
                if !y.same(&y_third) {
                    return fail(
                        "jvp_jvp_jvp",
                        format!("value {}, primal {}", y_third.text, y.text),
                    );
                }
                let scale = second.iter().fold(1.0, |s: f64, v| s.max(v.abs()));
                let near = |(a, b): (&f64, &f64)| close(*a, *b, precision.identity * scale);
                if lower.len() != second.len() || !lower.iter().zip(&second).all(near) {
                    return fail(
                        "jvp_jvp_jvp",
                        format!("tangents {lower:?}, by jvp_jvp {second:?}"),
                    );
                }
                let along = |by: f64| {
                    let mut moved = point.clone();
                    shift(&mut moved, u, by);
                    let turned = |a: &[f64], b: &[f64]| -> Vec<f64> {
                        a.iter().zip(b).map(|(a, b)| a + by * b).collect()
                    };
                    let (y, first, tangent) =
                        forward(&mut moved, &turned(&d, v), &turned(&t, p), &turned(&e, q));
                    Outcome { floats: [y.floats, first, tangent].concat(), text: String::new() }
                };
                let compared = compare_with_differences(
                    &along(0.0),
                    &tangent,
                    &along(h),
                    &along(-h),
                    h,
                    precision.differences,
                );
                match compared {
                    Compared::Agree => {}
                    Compared::Kink if kinks == Kinks::Skip => {}
                    Compared::Kink => {
                        return fail("jvp_jvp_jvp", "a kink within the step".to_string());
                    }
                    Compared::Differ(i, by_differences) => {
                        return fail(
                            "jvp_jvp_jvp",
                            format!(
                                "output {i}: tangent {:e}, by differences {by_differences:e}",
                                tangent[i]
                            ),
                        );
                    }
                }
                let w: Vec<f64> = tangent.iter().map(|_| symmetric(1.5)).collect();
                let (bars, fixed) = third_reverse(&mut point.clone(), [&d, &t, &e], &w);
                let (left, left_size) = dot(&w, &tangent);
                let fixed_first = [u, v, p, q].map(|m| &m[..fixed]);
                let mutable = [u, v, p, q].map(|m| &m[fixed..]);
                let moved = [fixed_first.concat(), mutable.concat()].concat();
                if bars.len() != moved.len() {
                    return fail("jvp_jvp_vjp", format!("{} cotangents", bars.len()));
                }
                let (right, right_size) = dot(&bars, &moved);
                if !close(left, right, precision.identity * (left_size + right_size)) {
                    return fail(
                        "jvp_jvp_vjp",
                        format!(
                            "⟨w, J v⟩ = {left:e} but ⟨Jᵀw, v⟩ = {right:e}; w {w:?}, Jᵀw {bars:?}"
                        ),
                    );
                }
            }
            Ok(())
        };
        Row {
            words,
            function,
            order,
            precision: DOUBLE,
            kinks: Kinks::Refuse,
            check: Some(Box::new(check)),
        }
    }
}

impl Row {
    /// A row with a check of its own.
    pub fn of(
        words: &'static str,
        function: &str,
        check: impl Fn(&mut Draw, Precision, Kinks) -> Result<(), String> + Send + Sync + 'static,
    ) -> Row {
        Row {
            words,
            function: function.replace(' ', ""),
            order: 1,
            precision: DOUBLE,
            kinks: Kinks::Refuse,
            check: Some(Box::new(check)),
        }
    }

    /// A construct that is not supported yet; the table says so.
    #[must_use]
    pub fn missing(words: &'static str) -> Row {
        Row {
            words,
            function: String::new(),
            order: 0,
            precision: DOUBLE,
            kinks: Kinks::Refuse,
            check: None,
        }
    }

    /// For functions that are in `f32` somewhere.
    #[must_use]
    pub fn single(mut self) -> Row {
        self.precision = SINGLE;
        self
    }

    /// For functions whose domain cannot stay clear of kinks.
    #[must_use]
    pub fn kinked(mut self) -> Row {
        self.kinks = Kinks::Skip;
        self
    }

    /// Checks every mode at one point; the error says what failed, where and from which seed.
    ///
    /// # Errors
    /// If a mode disagrees with the primal, with differences or with another mode.
    pub fn check(&self, draw: &mut Draw) -> Result<(), String> {
        self.check_with(draw, self.kinks)
    }

    /// Like [`Row::check()`], leaving differences out where they meet a kink.
    ///
    /// # Errors
    /// As there.
    pub fn check_anywhere(&self, draw: &mut Draw) -> Result<(), String> {
        self.check_with(draw, Kinks::Skip)
    }

    fn check_with(&self, draw: &mut Draw, kinks: Kinks) -> Result<(), String> {
        self.check.as_ref().map_or(Ok(()), |check| check(draw, self.precision, kinks))
    }
}

enum Compared {
    Agree,
    Kink,
    Differ(usize, f64),
}

/// Tangents against central differences; a kink shows as one-sided differences that disagree.
fn compare_with_differences(
    y: &Outcome,
    y_dot: &[f64],
    above: &Outcome,
    below: &Outcome,
    h: f64,
    bound: f64,
) -> Compared {
    let n = y.floats.len();
    if above.floats.len() != n || below.floats.len() != n {
        return Compared::Kink;
    }
    let largest = |v: &[f64]| v.iter().fold(0.0, |s: f64, x| s.max(x.abs()));
    let scale = 1.0 + largest(y_dot) + largest(&y.floats);
    let mut outcome = Compared::Agree;
    for (i, &tangent) in y_dot.iter().enumerate() {
        let (up, at, down) = (above.floats[i], y.floats[i], below.floats[i]);
        let central = (up - down) / (2.0 * h);
        if close(central, tangent, bound * scale) {
            continue;
        }
        // Smooth functions have one-sided differences that differ by h times the curvature.
        let (right, left) = ((up - at) / h, (at - down) / h);
        let spread = (right - left).abs();
        // A small kink: the tangent is that of one side, or between the two.
        let between = (tangent - central).abs() <= 0.5 * spread + bound * scale;
        if spread > bound.sqrt() * scale || spread > bound * scale && between {
            outcome = Compared::Kink;
        } else {
            return Compared::Differ(i, central);
        }
    }
    outcome
}

/// The inner product and the sum of the magnitudes of its terms.
fn dot(a: &[f64], b: &[f64]) -> (f64, f64) {
    a.iter().zip(b).fold((0.0, 0.0), |(sum, size), (x, y)| (sum + x * y, size + (x * y).abs()))
}

fn close(a: f64, b: f64, bound: f64) -> bool {
    a == b || (a - b).abs() <= bound
}
