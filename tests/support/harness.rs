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

use std::fmt::{Debug, Write};
use std::ops::Range;

use cotangent::{Differentiable, Tangent};

/// Where inputs come from: a seed, or numbers that a property test chose (and shrinks).
#[derive(Clone, Debug)]
pub enum Draw {
    /// Pseudo-random numbers from this state (SplitMix64).
    Seeded(u64),
    /// These numbers in [0, 1), over and over; the second field is the next one's index.
    Given(Vec<f64>, usize),
}

impl Draw {
    /// A number in [0, 1).
    pub fn unit(&mut self) -> f64 {
        match self {
            Draw::Seeded(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut z = *state;
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
            }
            Draw::Given(numbers, next) => {
                let Some(&u) = numbers.get(*next % numbers.len().max(1)) else { return 0.0 };
                // A second pass over the same numbers must not repeat the first.
                let pass = (*next / numbers.len()) as f64;
                *next += 1;
                (u + 0.618_033_988_749 * pass).fract()
            }
        }
    }

    /// A whole number in a range, which must not be empty.
    pub fn whole(&mut self, range: &Range<usize>) -> usize {
        range.start + ((self.unit() * range.len() as f64) as usize).min(range.len() - 1)
    }
}

/// A set of values that an argument is drawn from.
pub trait Domain {
    /// What is drawn.
    type Value;
    /// Draws one value.
    fn draw(&self, draw: &mut Draw) -> Self::Value;
}

impl Domain for Range<f64> {
    type Value = f64;
    fn draw(&self, draw: &mut Draw) -> f64 {
        self.start + (self.end - self.start) * draw.unit()
    }
}

impl Domain for Range<f32> {
    type Value = f32;
    fn draw(&self, draw: &mut Draw) -> f32 {
        self.start + (self.end - self.start) * draw.unit() as f32
    }
}

macro_rules! whole_domains {
    ($($int:ty),*) => { $(
        impl Domain for Range<$int> {
            type Value = $int;
            fn draw(&self, draw: &mut Draw) -> $int {
                let length = usize::try_from(self.end - self.start).unwrap_or(1);
                self.start + draw.whole(&(0..length)) as $int
            }
        }
    )* };
}
whole_domains!(usize, u8, u32, u64, i32);

/// A size: a number, or a range that one is drawn from.
pub trait Size {
    /// Draws the size.
    fn size(&self, draw: &mut Draw) -> usize;
}

impl Size for usize {
    fn size(&self, _draw: &mut Draw) -> usize {
        *self
    }
}

impl Size for Range<usize> {
    fn size(&self, draw: &mut Draw) -> usize {
        draw.whole(self)
    }
}

impl<A: Domain, B: Domain> Domain for (A, B) {
    type Value = (A::Value, B::Value);
    fn draw(&self, draw: &mut Draw) -> Self::Value {
        (self.0.draw(draw), self.1.draw(draw))
    }
}

/// Always the same value.
#[derive(Clone, Debug)]
pub struct Fixed<T>(pub T);

impl<T: Clone> Domain for Fixed<T> {
    type Value = T;
    fn draw(&self, _draw: &mut Draw) -> T {
        self.0.clone()
    }
}

/// Whatever a function draws.
#[derive(Clone, Debug)]
pub struct By<F>(pub F);

impl<T, F: Fn(&mut Draw) -> T> Domain for By<F> {
    type Value = T;
    fn draw(&self, draw: &mut Draw) -> T {
        self.0(draw)
    }
}

/// A vector of a size, each entry from one domain.
pub fn vec_of<T>(size: impl Size, entry: impl Domain<Value = T>) -> impl Domain<Value = Vec<T>> {
    By(move |draw: &mut Draw| (0..size.size(draw)).map(|_| entry.draw(draw)).collect())
}

/// An array, each entry from one domain.
pub fn array<const N: usize>(entry: impl Domain<Value = f64>) -> impl Domain<Value = [f64; N]> {
    By(move |draw: &mut Draw| std::array::from_fn(|_| entry.draw(draw)))
}

/// A square matrix in nested arrays.
pub fn matrix<const N: usize>(
    entry: impl Domain<Value = f64>,
) -> impl Domain<Value = [[f64; N]; N]> {
    By(move |draw: &mut Draw| std::array::from_fn(|_| std::array::from_fn(|_| entry.draw(draw))))
}

/// `None` three times in ten.
pub fn optional<T>(some: impl Domain<Value = T>) -> impl Domain<Value = Option<T>> {
    By(move |draw: &mut Draw| if draw.unit() < 0.3 { None } else { Some(some.draw(draw)) })
}

/// One of a list.
pub fn one_of<T: Clone>(list: impl Into<Vec<T>>) -> impl Domain<Value = T> {
    let list = list.into();
    By(move |draw: &mut Draw| list[draw.whole(&(0..list.len()))].clone())
}

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

/// The rows of one file of the corpus.
pub struct Section {
    /// The heading in the support table.
    pub title: &'static str,
    /// The rows in order.
    pub rows: Vec<Row>,
}

impl Section {
    /// Checks every row at `points` points and panics with all failures together.
    ///
    /// # Panics
    /// If a row fails.
    pub fn check(&self, points: u64) {
        let mut failures = Vec::new();
        for row in &self.rows {
            for seed in 0..points {
                if let Err(failure) = row.check(&mut Draw::Seeded(seed)) {
                    failures.push(failure);
                    break;
                }
            }
        }
        let count = self.rows.len();
        assert!(
            failures.is_empty(),
            "{}: {} of {count} rows fail\n\n{}",
            self.title,
            failures.len(),
            failures.join("\n\n")
        );
    }
}

/// The support table in Markdown.
#[must_use]
pub fn support_table(sections: &[Section]) -> String {
    let mut text = String::new();
    for section in sections {
        let _ = writeln!(
            text,
            "| {} | forward | reverse | order 2 | order 3 | checked on |",
            section.title
        );
        text.push_str("| --- | :-: | :-: | :-: | :-: | --- |\n");
        let mut words: Vec<(&str, Vec<&Row>)> = Vec::new();
        for row in &section.rows {
            for word in row.words.split(", ") {
                match words.iter_mut().find(|(known, _)| *known == word) {
                    Some((_, rows)) => rows.push(row),
                    None => words.push((word, vec![row])),
                }
            }
        }
        for (word, rows) in words {
            let order = rows.iter().map(|row| row.order).max().unwrap_or(0);
            let first = if order >= 1 { "✓" } else { "not yet" };
            let [second, third] = [2, 3].map(|k| if order >= k { "✓" } else { "" });
            let names: Vec<String> = rows
                .iter()
                .filter(|row| row.order > 0)
                .take(3)
                .map(|row| format!("`{}`", row.function))
                .collect();
            let _ = writeln!(
                text,
                "| {word} | {first} | {first} | {second} | {third} | {} |",
                names.join(", ")
            );
        }
        text.push('\n');
    }
    text
}

/// Compares generated text with what a file holds between two marker comments, or, where the
/// environment has `COTANGENT_BLESS=1`, writes it there.
///
/// # Errors
/// If the file cannot be read or written, has no markers, or holds another text.
pub fn hold_between_markers(
    path: &std::path::Path,
    name: &str,
    generated: &str,
) -> Result<(), String> {
    let (open, close) = (format!("<!-- {name}: begin -->"), format!("<!-- {name}: end -->"));
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|e| format!("{shown}: {e}"))?;
    let no_markers = || format!("{shown} has no lines `{open}` and `{close}`");
    let (before, rest) = text.split_once(&open).ok_or_else(no_markers)?;
    let (inside, after) = rest.split_once(&close).ok_or_else(no_markers)?;
    if inside.trim() == generated.trim() {
        return Ok(());
    }
    if std::env::var("COTANGENT_BLESS").is_ok_and(|v| v == "1") {
        let generated = generated.trim();
        let text = format!("{before}{open}\n\n{generated}\n\n{close}{after}");
        return std::fs::write(path, text).map_err(|e| format!("{shown}: {e}"));
    }
    let line = inside
        .trim()
        .lines()
        .zip(generated.trim().lines())
        .find(|(held, made)| held != made)
        .map_or("the lengths differ".to_string(), |(held, made)| {
            format!("it has\n  {held}\nand should have\n  {made}")
        });
    Err(format!(
        "{shown} has drifted from the tests between the `{name}` markers: {line}\n\
         run the test again with COTANGENT_BLESS=1 to rewrite it"
    ))
}

/// A [`Row`] from one line; see the [module](crate::harness).
#[macro_export]
macro_rules! row {
    ($words:expr, lanes { $jvp:path, $vjp:path } by_name { $($paths:path),+ $(,)? }
     ($($args:tt)*) $(-> $kind:tt)? $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@name ($jvp) ($vjp) $words, [$($paths),+], [$($kind)?],
            [$($(($n, $size))+)?], $($args)*)
    };
    ($words:expr, lanes $($f:ident)::+ ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@args
            { $words, stringify!($($f)::+), [$($kind)?], [$($(($n, $size))+)?],
              ($($f)::+) ($($f)::+::jvp) ($($f)::+::vjp) ($($f)::+::grad)
              ($($f)::+::value_and_grad) ($($f)::+::value_and_grad_into)
              [($($f)::+::jvp_jvp) ($($f)::+::jvp_vjp)]
              ($($f)::+::jvp_lanes) ($($f)::+::vjp_lanes) ($($f)::+::jvp_lanes_vjp) }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };
    ($words:expr, by_name { $($paths:path),+ $(,)? } ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@name () () $words, [$($paths),+], [$($kind)?], [$($(($n, $size))+)?],
            $($args)*)
    };
    ($words:expr, once $($f:ident)::+ ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@args
            { $words, stringify!($($f)::+), [$($kind)?], [$($(($n, $size))+)?],
              ($($f)::+) ($($f)::+::jvp) ($($f)::+::vjp) ($($f)::+::grad)
              ($($f)::+::value_and_grad) ($($f)::+::value_and_grad_into) [] () () () }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };
    ($words:expr, thrice $($f:ident)::+ ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@args
            { $words, stringify!($($f)::+), [$($kind)?], [$($(($n, $size))+)?],
              ($($f)::+) ($($f)::+::jvp) ($($f)::+::vjp) ($($f)::+::grad)
              ($($f)::+::value_and_grad) ($($f)::+::value_and_grad_into)
              [($($f)::+::jvp_jvp) ($($f)::+::jvp_vjp)
               ($($f)::+::jvp_jvp_jvp) ($($f)::+::jvp_jvp_vjp)] () () () }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };
    ($words:expr, $($f:ident)::+ ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@args
            { $words, stringify!($($f)::+), [$($kind)?], [$($(($n, $size))+)?],
              ($($f)::+) ($($f)::+::jvp) ($($f)::+::vjp) ($($f)::+::grad)
              ($($f)::+::value_and_grad) ($($f)::+::value_and_grad_into)
              [($($f)::+::jvp_jvp) ($($f)::+::jvp_vjp)] () () () }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };
    (@name $jl:tt $vl:tt $words:expr, [$f:path, $jvp:path, $vjp:path], $kind:tt, $sizes:tt,
     $($args:tt)*) => {
        $crate::row!(@args
            { $words, stringify!($f), $kind, $sizes,
              ($f) ($jvp) ($vjp) () () () [] $jl $vl () }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };
    (@name $jl:tt $vl:tt $words:expr,
     [$f:path, $jvp:path, $vjp:path, $grad:path, $both:path, $into:path],
     $kind:tt, $sizes:tt, $($args:tt)*) => {
        $crate::row!(@args
            { $words, stringify!($f), $kind, $sizes,
              ($f) ($jvp) ($vjp) ($grad) ($both) ($into) [] $jl $vl () }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };

    // Arguments, one at a time, into five lists: all of them, how the primal gets them, the active ones
    // with how they are passed, the active ones but for `by_mut`, and the `by_mut` ones.
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     {$($fixed:tt)*} {$($mutable:tt)*} val $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* Clone::clone(&*$a),}
            {$($active)* (val $a $($d)+)} {$($fixed)* ($a $($d)+)} {$($mutable)*} $($($rest)*)?)
    };
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     {$($fixed:tt)*} {$($mutable:tt)*} by_ref $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* &*$a,}
            {$($active)* (by_ref $a $($d)+)} {$($fixed)* ($a $($d)+)} {$($mutable)*} $($($rest)*)?)
    };
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     {$($fixed:tt)*} {$($mutable:tt)*} by_mut $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* &mut *$a,}
            {$($active)* (by_mut $a $($d)+)} {$($fixed)*} {$($mutable)* ($a $($d)+)} $($($rest)*)?)
    };
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     $fixed:tt $mutable:tt constant $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* Clone::clone(&*$a),}
            {$($active)*} $fixed $mutable $($($rest)*)?)
    };
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     $fixed:tt $mutable:tt constant_ref $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* &*$a,}
            {$($active)*} $fixed $mutable $($($rest)*)?)
    };
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     $fixed:tt $mutable:tt constant_mut $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* &mut *$a,}
            {$($active)*} $fixed $mutable $($($rest)*)?)
    };

    // How a tangent is passed.
    (@as val $d:ident) => { Clone::clone(&$d) };
    (@as by_ref $d:ident) => { &$d };
    (@as by_mut $d:ident) => { &mut $d };

    (@args { $words:expr, $name:expr, [$($kind:tt)?], [$(($n:ident, $size:expr))*],
             ($($f:tt)+) ($($jvp:tt)+) ($($vjp:tt)+) $grad:tt $both:tt $into:tt $second:tt
             $jvp_lanes:tt $vjp_lanes:tt $reverse_lanes:tt }
     $names:tt {$(($a:ident $domain:expr))*} {$($pass:tt)*}
     {$(($by:ident $xa:ident $xd:ident $xt:ident $xe:ident $xu:ident $xv:ident $xp:ident $xq:ident))*}
     {$(($fa:ident $fd:ident $ft:ident $fe:ident $fu:ident $fv:ident $fp:ident $fq:ident))*}
     {$(($ma:ident $md:ident $mt:ident $me:ident $mu:ident $mv:ident $mp:ident $mq:ident))*}) => {{
        // Bindings that one kind of row uses and another does not.
        #[allow(unused_variables, unused_mut, clippy::all)]
        let row = $crate::harness::Sampled::new(
                $words,
                $name,
                |draw: &mut $crate::harness::Draw| {
                    $(let $n = $crate::harness::Size::size(&$size, draw);)*
                    ($($crate::harness::Domain::draw(&$domain, draw),)*)
                },
            ).row(
                $crate::row!(@order [$($kind)?] $second),
                |($($a,)*)| {
                    let mut flat = Vec::new();
                    $(flat.extend(cotangent::Differentiable::to_flat($fa));)*
                    $(flat.extend(cotangent::Differentiable::to_flat($ma));)*
                    flat
                },
                |($($a,)*), mut flat, by| {
                    $crate::row!(@tangents flat $(($fa $fd))* $(($ma $md))*);
                    $(cotangent::Differentiable::step($fa, &$fd, by);)*
                    $(cotangent::Differentiable::step($ma, &$md, by);)*
                },
                |($($a,)*)| {
                    let y = $crate::row!(@value [$($kind)?] ($($f)+($($pass)*)));
                    $crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*
                },
                |($($a,)*), mut flat| {
                    $crate::row!(@tangents flat $(($fa $fd))* $(($ma $md))*);
                    let (y, y_dot) = $crate::row!(@pair [$($kind)?] ($($jvp)+($($pass)* $($crate::row!(@as $by $xd)),*)));
                    let mut tangent = Vec::new();
                    $crate::harness::give(&y_dot, &mut tangent);
                    $($crate::harness::give(&$md, &mut tangent);)*
                    ($crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*, tangent)
                },
                |($($a,)*), mut flat| {
                    let (y, pullback) = $crate::row!(@vjp [$($kind)?] ($($vjp)+($($pass)*)) ($($fa)*));
                    let outcome = $crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*;
                    let mut y_bar = cotangent::Differentiable::zero_tangent(&y);
                    $crate::harness::take(&mut y_bar, &mut flat);
                    $crate::row!(@tangents flat $(($ma $md))*);
                    let bars = $crate::row!(@pull [$($kind)?] pullback y_bar $($md)*);
                    let mut cotangent = Vec::new();
                    $crate::harness::give(&bars, &mut cotangent);
                    $($crate::harness::give(&$md, &mut cotangent);)*
                    (outcome, cotangent)
                },
            $crate::row!(@gradients [$($kind)?] $grad $both $into ($($a)*) {$($pass)*} $(($fa $fd))*),
            $crate::row!(@forward [$($kind)?] $second ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd),)* $($crate::row!(@as $by $xt),)* $($crate::row!(@as $by $xe)),*}
                {$(($fa $fd $ft $fe))* $(($ma $md $mt $me))*} {$(($ma $md $mt $me))*}),
            $crate::row!(@reverse [$($kind)?] $second ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd)),*}
                {$(($fa $fd $ft $fe))* $(($ma $md $mt $me))*} {$(($ma $md $mt $me))*}),
            $crate::row!(@third [$($kind)?] $second ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd),)* $($crate::row!(@as $by $xt),)* $($crate::row!(@as $by $xe),)*
                 $($crate::row!(@as $by $xu),)* $($crate::row!(@as $by $xv),)* $($crate::row!(@as $by $xp),)* $($crate::row!(@as $by $xq)),*}
                {$(($fa $fd $ft $fe $fu $fv $fp $fq))* $(($ma $md $mt $me $mu $mv $mp $mq))*}
                {$(($ma $md $mt $me $mu $mv $mp $mq))*}),
            $crate::row!(@third_reverse [$($kind)?] $second ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd),)* $($crate::row!(@as $by $xt),)* $($crate::row!(@as $by $xe)),*}
                {$(($fa $fd $ft $fe))* $(($ma $md $mt $me))*} {$(($ma $mu $mv $mp $mq))*}),
            $crate::row!(@jvp_lanes [$($kind)?] $jvp_lanes ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd)),*} {$(($fa $fd))*} {$(($ma $md))*}),
            $crate::row!(@vjp_lanes [$($kind)?] $vjp_lanes ($($a)*) {$($pass)*}
                {$(($fa $fd))*} {$(($ma $md))*}),
            $crate::row!(@reverse_lanes [$($kind)?] $reverse_lanes ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd)),*}
                {$(($fa $fd))*} {$(($ma $md $mt $me))*}),
        );
        row
    }};

    (@tangents $flat:ident $(($a:ident $d:ident))*) => {
        $(
            let mut $d = cotangent::Differentiable::zero_tangent(&*$a);
            $crate::harness::take(&mut $d, &mut $flat);
        )*
    };

    (@tangents_in_lanes $flat:ident $(($a:ident $d:ident))*) => {
        $(
            let mut $d = {
                let zero = cotangent::Differentiable::zero_tangent(&*$a);
                $crate::harness::take_lanes(&zero, &mut $flat)
            };
        )*
    };

    (@jvp_lanes $kind:tt () $($rest:tt)*) => { |_, _| None };
    (@jvp_lanes [$($kind:tt)?] ($($jvp:tt)+) ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident))*} {$(($ma:ident $md:ident))*}) => {
        |($($a,)*), mut flat| {
            let mut out: [Vec<f64>; $crate::harness::WIDTH] = Default::default();
            $crate::row!(@tangents_in_lanes flat $(($fa $fd))* $(($ma $md))*);
            let (y, y_dot) = $crate::row!(@pair_in_lanes [$($kind)?] out ($($jvp)+($($pass)*)));
            $crate::harness::give_lanes(
                &cotangent::Differentiable::zero_tangent(&y), &y_dot, &mut out);
            $(
                let zero = cotangent::Differentiable::zero_tangent(&*$ma);
                $crate::harness::give_lanes(&zero, &$md, &mut out);
            )*
            Some(($crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*, out))
        }
    };
    (@pair_in_lanes [?] $out:ident ($($call:tt)*)) => {
        match ($($call)*).into_iter().next() {
            Some(pair) => pair,
            None => return Some(($crate::harness::Outcome::failed(), $out)),
        }
    };
    (@pair_in_lanes $kind:tt $out:ident $call:tt) => { $crate::row!(@pair $kind $call) };

    (@vjp_lanes $kind:tt () $($rest:tt)*) => { |_, _| None };
    (@vjp_lanes [$($kind:tt)?] ($($vjp:tt)+) ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident))*} {$(($ma:ident $md:ident))*}) => {
        |($($a,)*), mut flat| {
            let mut out: [Vec<f64>; $crate::harness::WIDTH] = Default::default();
            let zeros = $crate::row!(@zeros $($fa)*);
            let (y, pullback) =
                $crate::row!(@vjp_in_lanes [$($kind)?] out zeros ($($vjp)+($($pass)*)));
            let outcome = $crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*;
            let y_bar = $crate::harness::take_lanes(
                &cotangent::Differentiable::zero_tangent(&y), &mut flat);
            $crate::row!(@tangents_in_lanes flat $(($ma $md))*);
            let bars = $crate::row!(@pull [$($kind)?] pullback y_bar $($md)*);
            $crate::harness::give_lanes(&zeros, &bars, &mut out);
            $(
                let zero = cotangent::Differentiable::zero_tangent(&*$ma);
                $crate::harness::give_lanes(&zero, &$md, &mut out);
            )*
            Some((outcome, out))
        }
    };
    (@vjp_in_lanes [?] $out:ident $zeros:ident ($($call:tt)*)) => {
        match ($($call)*).into_iter().next() {
            Some(pair) => pair,
            None => {
                $out.iter_mut().for_each(|flat| $crate::harness::give(&$zeros, flat));
                return Some(($crate::harness::Outcome::failed(), $out));
            }
        }
    };
    (@vjp_in_lanes $kind:tt $out:ident $zeros:ident ($($call:tt)*)) => { $($call)* };
    // Reverse mode of forward mode in lanes.
    (@reverse_lanes [?] $($rest:tt)*) => { |_, _, _, _| None };
    (@reverse_lanes $kind:tt () $($rest:tt)*) => { |_, _, _, _| None };
    (@reverse_lanes [$($kind:tt)?] ($($jvp_lanes_vjp:tt)+) ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident))*} {$(($ma:ident $md:ident $mt:ident $me:ident))*}) => {
        |($($a,)*), mut flat, mut flat_w, mut lanes_w| {
            $crate::row!(@tangents_in_lanes flat $(($fa $fd))* $(($ma $md))*);
            let (pair, pullback) = $($jvp_lanes_vjp)+($($pass)*);
            let (y, _) = $crate::row!(@unit_pair [$($kind)?] pair);
            let zero = cotangent::Differentiable::zero_tangent(&y);
            let mut y_bar = Clone::clone(&zero);
            $crate::harness::take(&mut y_bar, &mut flat_w);
            let y_dot_bar = $crate::harness::take_lanes(&zero, &mut lanes_w);
            $crate::row!(@tangents flat_w $(($ma $mt))*);
            $crate::row!(@tangents_in_lanes lanes_w $(($ma $me))*);
            let bars = $crate::row!(@pull_pair [$($kind)?] pullback y_bar y_dot_bar ($($mt)*) ($($me)*));
            let mut out = $crate::harness::LanesBack::default();
            out.give_half(&cotangent::Differentiable::to_flat(&bars));
            $(
                let zero = cotangent::Differentiable::zero_tangent(&*$ma);
                $crate::harness::give(&$mt, &mut out.plain);
                $crate::harness::give_lanes(&zero, &$me, &mut out.lanes);
            )*
            Some(out)
        }
    };

    (@zeros) => { () };
    (@zeros $a:ident) => { cotangent::Differentiable::zero_tangent(&*$a) };
    (@zeros $($a:ident)+) => { ($(cotangent::Differentiable::zero_tangent(&*$a),)+) };

    (@order [?] $second:tt) => { 1 };
    (@order $kind:tt []) => { 1 };
    (@order $kind:tt [$jvp_jvp:tt $jvp_vjp:tt]) => { 2 };
    (@order $kind:tt $third:tt) => { 3 };

    // The value, or an early return of "failed".
    (@value [?] ($($call:tt)*)) => {
        match ($($call)*).into_iter().next() {
            Some(y) => y,
            None => return $crate::harness::Outcome::failed(),
        }
    };
    (@value [$($kind:tt)?] ($($call:tt)*)) => { $($call)* };

    (@pair [?] ($($call:tt)*)) => {
        match ($($call)*).into_iter().next() {
            Some(pair) => pair,
            None => return ($crate::harness::Outcome::failed(), Vec::new()),
        }
    };
    (@pair [()] ($($call:tt)*)) => {{
        let () = $($call)*;
        ((), ())
    }};
    (@pair [$($kind:tt)?] ($($call:tt)*)) => { $($call)* };

    // Where the function failed, nothing depends on the inputs.
    (@vjp [?] ($($call:tt)*) ($($a:ident)*)) => {
        match ($($call)*).into_iter().next() {
            Some(pair) => pair,
            None => {
                let mut zeros = Vec::new();
                $(zeros.resize(zeros.len() + cotangent::Differentiable::n_coordinates($a), 0.0);)*
                return ($crate::harness::Outcome::failed(), zeros);
            }
        }
    };
    (@vjp [$($kind:tt)?] ($($call:tt)*) $a:tt) => { $($call)* };

    (@pull [()] $pullback:ident $y_bar:ident $($md:ident)*) => {{
        let () = $y_bar;
        $pullback($(&mut $md),*)
    }};
    (@pull [$($kind:tt)?] $pullback:ident $y_bar:ident $($md:ident)*) => {
        $pullback($y_bar $(, &mut $md)*)
    };

    (@gradients [] $grad:tt $both:tt $into:tt $a:tt $pass:tt $($active:tt)*) => {
        $crate::row!(@gradients [2] $grad $both $into $a $pass $($active)*)
    };
    (@gradients [2] ($($grad:tt)+) ($($both:tt)+) ($($into:tt)+) ($($a:ident)*) {$($pass:tt)*}
     $(($fa:ident $fd:ident))*) => {
        |($($a,)*)| {
            let (value, gradient) = $($both)+($($pass)*);
            let alone = $($grad)+($($pass)*);
            // Stale contents that would show in any sum: an accumulated NaN stays one.
            $(
                let mut $fd = cotangent::Differentiable::zero_tangent(&*$fa);
                cotangent::Differentiable::for_each_leaf_mut(&mut $fd, &mut |mut leaf| {
                    leaf.floats.map(|_| f64::NAN);
                });
            )*
            let value_into = $($into)+($($pass)* $(&mut $fd),*);
            let mut into = Vec::new();
            $($crate::harness::give(&$fd, &mut into);)*
            let (value, value_into) = (f64::from(value), f64::from(value_into));
            Some([
                (value, cotangent::Differentiable::to_flat(&alone)),
                (value, cotangent::Differentiable::to_flat(&gradient)),
                (value_into, into),
            ])
        }
    };
    (@gradients $kind:tt $grad:tt $both:tt $into:tt ($($a:ident)*) $pass:tt $($active:tt)*) => {
        |_| None
    };

    // Forward mode of forward mode, and reverse mode of forward mode.
    (@forward [?] $($rest:tt)*) => { |_, _, _, _| unreachable!() };
    (@forward $kind:tt [] $($rest:tt)*) => { |_, _, _, _| unreachable!() };
    (@forward [$($kind:tt)?] [($($jvp_jvp:tt)+) $($others:tt)+] ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident $ft:ident $fe:ident))*}
     {$(($ma:ident $md:ident $mt:ident $me:ident))*}) => {
        |($($a,)*), mut flat, mut flat_t, mut flat_e| {
            $crate::row!(@tangents flat $(($fa $fd))*);
            $crate::row!(@tangents flat_t $(($fa $ft))*);
            $crate::row!(@tangents flat_e $(($fa $fe))*);
            let all = $crate::row!(@nested_pair [$($kind)?]
                ($($jvp_jvp)+($($pass)*)));
            let ((y, y_dot), (y_t, y_dot_t)) = all;
            let mut first = Vec::new();
            $crate::harness::give(&y_dot, &mut first);
            $($crate::harness::give(&$md, &mut first);)*
            let mut tangent = Vec::new();
            $crate::harness::give(&y_t, &mut tangent);
            $($crate::harness::give(&$mt, &mut tangent);)*
            $crate::harness::give(&y_dot_t, &mut tangent);
            $($crate::harness::give(&$me, &mut tangent);)*
            ($crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*, first, tangent)
        }
    };
    (@reverse [?] $($rest:tt)*) => { |_, _, _| unreachable!() };
    (@reverse $kind:tt [] $($rest:tt)*) => { |_, _, _| unreachable!() };
    (@reverse [$($kind:tt)?] [$jvp_jvp:tt ($($jvp_vjp:tt)+) $($others:tt)*] ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident $ft:ident $fe:ident))*}
     {$(($ma:ident $md:ident $mt:ident $me:ident))*}) => {
        |($($a,)*), mut flat, mut flat_w| {
            $crate::row!(@tangents flat $(($fa $fd))*);
            let (pair, pullback) = $($jvp_vjp)+($($pass)*);
            let (y, y_dot) = $crate::row!(@unit_pair [$($kind)?] pair);
            let mut y_bar = cotangent::Differentiable::zero_tangent(&y);
            $crate::harness::take(&mut y_bar, &mut flat_w);
            $(
                let mut $mt = cotangent::Differentiable::zero_tangent(&*$ma);
                $crate::harness::take(&mut $mt, &mut flat_w);
            )*
            let mut y_dot_bar = cotangent::Differentiable::zero_tangent(&y_dot);
            $crate::harness::take(&mut y_dot_bar, &mut flat_w);
            $(
                let mut $me = cotangent::Differentiable::zero_tangent(&*$ma);
                $crate::harness::take(&mut $me, &mut flat_w);
            )*
            let bars = $crate::row!(@pull_pair [$($kind)?] pullback y_bar y_dot_bar ($($mt)*) ($($me)*));
            let mut cotangent = Vec::new();
            $crate::harness::give(&bars, &mut cotangent);
            let fixed = cotangent.len() / 2;
            $($crate::harness::give(&$mt, &mut cotangent);)*
            $($crate::harness::give(&$me, &mut cotangent);)*
            (cotangent, fixed)
        }
    };

    // The same once more.
    (@third $kind:tt [$jvp_jvp:tt $jvp_vjp:tt ($($third:tt)+) $reverse:tt] ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident $ft:ident $fe:ident $fu:ident $fv:ident $fp:ident $fq:ident))*}
     {$(($ma:ident $md:ident $mt:ident $me:ident $mu:ident $mv:ident $mp:ident $mq:ident))*}) => {
        |($($a,)*), [mut flat_d, mut flat_t, mut flat_e, mut flat_u, mut flat_v, mut flat_p, mut flat_q]| {
            $crate::row!(@tangents flat_d $(($fa $fd))*);
            $crate::row!(@tangents flat_t $(($fa $ft))*);
            $crate::row!(@tangents flat_e $(($fa $fe))*);
            $crate::row!(@tangents flat_u $(($fa $fu))*);
            $crate::row!(@tangents flat_v $(($fa $fv))*);
            $crate::row!(@tangents flat_p $(($fa $fp))*);
            $crate::row!(@tangents flat_q $(($fa $fq))*);
            let all = $crate::row!(@nested_pairs $kind ($($third)+($($pass)*)));
            let (((y, y_d), (y_t, y_e)), ((y_u, y_v), (y_p, y_q))) = all;
            let mut first = Vec::new();
            $crate::harness::give(&y_d, &mut first);
            $($crate::harness::give(&$md, &mut first);)*
            $crate::harness::give(&y_t, &mut first);
            $($crate::harness::give(&$mt, &mut first);)*
            $crate::harness::give(&y_e, &mut first);
            $($crate::harness::give(&$me, &mut first);)*
            let mut tangent = Vec::new();
            $crate::harness::give(&y_u, &mut tangent);
            $($crate::harness::give(&$mu, &mut tangent);)*
            $crate::harness::give(&y_v, &mut tangent);
            $($crate::harness::give(&$mv, &mut tangent);)*
            $crate::harness::give(&y_p, &mut tangent);
            $($crate::harness::give(&$mp, &mut tangent);)*
            $crate::harness::give(&y_q, &mut tangent);
            $($crate::harness::give(&$mq, &mut tangent);)*
            ($crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*, first, tangent)
        }
    };
    (@third $kind:tt $($rest:tt)*) => { |_, _| unreachable!() };
    (@third_reverse $kind:tt [$jvp_jvp:tt $jvp_vjp:tt $third:tt ($($reverse:tt)+)] ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident $ft:ident $fe:ident))*}
     {$(($ma:ident $mu:ident $mv:ident $mp:ident $mq:ident))*}) => {
        |($($a,)*), [mut flat_d, mut flat_t, mut flat_e], mut flat_w| {
            $crate::row!(@tangents flat_d $(($fa $fd))*);
            $crate::row!(@tangents flat_t $(($fa $ft))*);
            $crate::row!(@tangents flat_e $(($fa $fe))*);
            let (all, pullback) = $($reverse)+($($pass)*);
            let all = $crate::row!(@units $kind all);
            let ((y, y_d), (y_t, y_e)) = &all;
            $crate::row!(@tangents flat_w (y w_y) $(($ma $mu))*);
            $crate::row!(@tangents flat_w (y_d w_d) $(($ma $mv))*);
            $crate::row!(@tangents flat_w (y_t w_t) $(($ma $mp))*);
            $crate::row!(@tangents flat_w (y_e w_e) $(($ma $mq))*);
            let bars = $crate::row!(@pull_pairs $kind pullback ((w_y, w_d), (w_t, w_e))
                ($($mu)* $($mv)* $($mp)* $($mq)*));
            let mut cotangent = Vec::new();
            $crate::harness::give(&bars, &mut cotangent);
            let fixed = cotangent.len() / 4;
            $($crate::harness::give(&$mu, &mut cotangent);)*
            $($crate::harness::give(&$mv, &mut cotangent);)*
            $($crate::harness::give(&$mp, &mut cotangent);)*
            $($crate::harness::give(&$mq, &mut cotangent);)*
            (cotangent, fixed)
        }
    };
    (@third_reverse $kind:tt $($rest:tt)*) => { |_, _, _| unreachable!() };

    (@nested_pairs [()] ($($call:tt)*)) => {{
        let () = $($call)*;
        ((((), ()), ((), ())), (((), ()), ((), ())))
    }};
    (@nested_pairs $kind:tt ($($call:tt)*)) => { $($call)* };

    (@units [()] $all:ident) => {{
        let () = $all;
        (((), ()), ((), ()))
    }};
    (@units $kind:tt $all:ident) => { $all };

    (@pull_pairs [()] $pullback:ident $w:tt ($($m:ident)*)) => { $pullback($(&mut $m),*) };
    (@pull_pairs $kind:tt $pullback:ident $w:tt ($($m:ident)*)) => { $pullback($w $(, &mut $m)*) };

    (@nested_pair [()] ($($call:tt)*)) => {{
        let () = $($call)*;
        (((), ()), ((), ()))
    }};
    (@nested_pair [$($kind:tt)?] ($($call:tt)*)) => { $($call)* };

    (@unit_pair [()] $pair:ident) => {{
        let () = $pair;
        ((), ())
    }};
    (@unit_pair [$($kind:tt)?] $pair:ident) => { $pair };

    (@pull_pair [()] $pullback:ident $y_bar:ident $y_dot_bar:ident ($($m:ident)*) ($($e:ident)*)) => {{
        let ((), ()) = ($y_bar, $y_dot_bar);
        $pullback($(&mut $m,)* $(&mut $e),*)
    }};
    (@pull_pair [$($kind:tt)?] $pullback:ident $y_bar:ident $y_dot_bar:ident ($($m:ident)*) ($($e:ident)*)) => {
        $pullback(($y_bar, $y_dot_bar) $(, &mut $m)* $(, &mut $e)*)
    };
}
