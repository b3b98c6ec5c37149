//! Gradient checking, for a user's own tests.
//!
//! Two questions are asked of a derivative. Does it agree with differences of the primal
//! ([`gradient`], [`forward`])? And are the two modes transposes of each other, ⟨w, Jv⟩ = ⟨Jᵀw, v⟩
//! ([`reverse`])? The second needs no differences, so it holds to many more digits. Directions are
//! random and scaled to the point; the same seed draws the same ones on every machine.
//!
//! ```
//! use cotangent::check;
//!
//! fn rosenbrock(x: &[f64]) -> f64 {
//!     (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
//! }
//! fn gradient(x: &[f64]) -> Vec<f64> {
//!     let t = x[1] - x[0] * x[0];
//!     vec![-2.0 * (1.0 - x[0]) - 400.0 * t * x[0], 200.0 * t]
//! }
//! let point = vec![-1.2, 1.0];
//! check::assert_gradient("rosenbrock", |x: &Vec<f64>| rosenbrock(x), |x| gradient(x), &point);
//!
//! // A wrong gradient is told with the place and both numbers.
//! let wrong = |x: &Vec<f64>| vec![0.0; x.len()];
//! let mismatch = check::gradient("rosenbrock", |x| rosenbrock(x), wrong, &point).unwrap_err();
//! assert!(mismatch.to_string().contains("rosenbrock"));
//! ```
//!
//! A primal of several arguments takes a tuple for its point. For a companion that
//! `#[differentiable]` made, [`check!`](crate::check!) writes the closures.

mod finite_diff;
mod identities;
mod report;

use crate::leaves::{Floats, Walk};
use crate::{Differentiable, Scalar, Tangent};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt::Debug;

pub use report::{Mismatch, Mode, Report};

/// How a check is made: the seed, the number of directions and the tolerance.
///
/// ```
/// use cotangent::check::Check;
///
/// let report = Check::new("cube")
///     .seed(7)
///     .directions(2)
///     .tolerance(1e-9)
///     .gradient(|x: &f64| x.powi(3), |x| 3.0 * x * x, &2.0)
///     .unwrap();
/// assert_eq!((report.seed, report.directions), (7, 2));
/// ```
#[derive(Clone, Debug)]
pub struct Check {
    function: String,
    seed: u64,
    directions: usize,
    tolerance: Option<f64>,
}

impl Check {
    /// A check of the function that reports call `function`: five directions, seed 0, and a
    /// tolerance that depends on the mode and the precision.
    ///
    /// ```
    /// use cotangent::check::Check;
    /// assert!(Check::new("sin").gradient(|x: &f64| x.sin(), |x| x.cos(), &1.0).is_ok());
    /// ```
    pub fn new(function: impl Into<String>) -> Check {
        Check { function: function.into(), seed: 0, directions: 5, tolerance: None }
    }

    /// Draws the directions from another seed.
    ///
    /// ```
    /// use cotangent::check::Check;
    /// let check = Check::new("sin").seed(3);
    /// assert_eq!(check.gradient(|x: &f64| x.sin(), |x| x.cos(), &1.0).unwrap().seed, 3);
    /// ```
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Check {
        self.seed = seed;
        self
    }

    /// Tries `count` directions.
    ///
    /// ```
    /// use cotangent::check::Check;
    /// let check = Check::new("sin").directions(1);
    /// assert_eq!(check.gradient(|x: &f64| x.sin(), |x| x.cos(), &1.0).unwrap().directions, 1);
    /// ```
    ///
    /// # Panics
    /// If `count` is zero: nothing would be checked.
    #[must_use]
    #[track_caller]
    pub fn directions(mut self, count: usize) -> Check {
        assert!(count > 0, "a check needs at least one direction");
        self.directions = count;
        self
    }

    /// The largest relative error that passes.
    ///
    /// ```
    /// use cotangent::check::Check;
    /// // 3.14 for π is good to 0.05 %.
    /// let slope = |_: &f64| 3.14;
    /// let check = Check::new("line").tolerance(1e-3);
    /// assert!(check.gradient(|x: &f64| std::f64::consts::PI * x, slope, &1.0).is_ok());
    /// ```
    #[must_use]
    pub fn tolerance(mut self, relative: f64) -> Check {
        self.tolerance = Some(relative);
        self
    }

    /// Compares a gradient with differences of its primal: see [`gradient`].
    ///
    /// # Errors
    /// [`Mismatch`] if they disagree.
    ///
    /// ```
    /// use cotangent::check::Check;
    /// let f = |x: &(f64, f64)| x.0 * x.1;
    /// assert!(Check::new("product").gradient(f, |x| (x.1, x.0), &(2.0, 3.0)).is_ok());
    /// ```
    pub fn gradient<P, Y>(
        &self,
        f: impl Fn(&P) -> Y,
        grad: impl Fn(&P) -> P::Tangent,
        point: &P,
    ) -> Result<Report, Mismatch>
    where
        P: Differentiable + Clone + Debug,
        Y: Scalar,
    {
        let gradient = grad(point);
        let slope = |_: &P, direction: &P::Tangent| {
            let (y, slope) = (f(point), gradient.dot(direction));
            (vec![y.to_f64()], vec![slope], Y::EPSILON.to_f64())
        };
        finite_diff::compare(self, Mode::Gradient, &f, slope, point)
    }

    /// Compares a jvp with differences of its primal: see [`forward`].
    ///
    /// # Errors
    /// [`Mismatch`] if they disagree.
    ///
    /// ```
    /// use cotangent::check::Check;
    /// let square = |x: &f64| x * x;
    /// let jvp = |x: &f64, x_dot: &f64| (x * x, 2.0 * x * x_dot);
    /// assert!(Check::new("square").forward(square, jvp, &3.0).is_ok());
    /// ```
    pub fn forward<P, Y>(
        &self,
        f: impl Fn(&P) -> Y,
        jvp: impl Fn(&P, &P::Tangent) -> (Y, Y::Tangent),
        point: &P,
    ) -> Result<Report, Mismatch>
    where
        P: Differentiable + Clone + Debug,
        Y: Differentiable,
    {
        let slope = |point: &P, direction: &P::Tangent| {
            let (y, y_dot) = jvp(point, direction);
            (y.to_flat(), y_dot.to_flat(), precision(&y_dot))
        };
        finite_diff::compare(self, Mode::Forward, &f, slope, point)
    }

    /// Compares a vjp with the jvp of the same function: see [`reverse`].
    ///
    /// # Errors
    /// [`Mismatch`] if they are not transposes of each other.
    ///
    /// ```
    /// use cotangent::check::Check;
    /// let jvp = |x: &f64, x_dot: &f64| (x * x, 2.0 * x * x_dot);
    /// let vjp = |x: &f64, y_bar: &f64| y_bar * 2.0 * x;
    /// assert!(Check::new("square").reverse(jvp, vjp, &3.0).is_ok());
    /// ```
    pub fn reverse<P, Y>(
        &self,
        jvp: impl Fn(&P, &P::Tangent) -> (Y, Y::Tangent),
        vjp: impl Fn(&P, &Y::Tangent) -> P::Tangent,
        point: &P,
    ) -> Result<Report, Mismatch>
    where
        P: Differentiable + Clone + Debug,
        Y: Differentiable,
    {
        identities::transpose(self, jvp, vjp, point)
    }

    fn rng(&self) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(self.seed)
    }
}

/// Compares the gradient of a function of one float result with central differences along random
/// directions, to 10⁻⁶ relative in `f64`.
///
/// # Errors
/// [`Mismatch`] if they disagree; it tells where, and both numbers.
///
/// # Examples
/// ```
/// use cotangent::check;
/// let norm = |x: &[f64; 2]| x[0].hypot(x[1]);
/// let grad = |_: &[f64; 2]| [0.6, 0.8];
/// assert!(check::gradient("norm", norm, grad, &[3.0, 4.0]).is_ok());
/// assert!(check::gradient("norm", norm, grad, &[4.0, 3.0]).is_err());
/// ```
pub fn gradient<P, Y>(
    function: &str,
    f: impl Fn(&P) -> Y,
    grad: impl Fn(&P) -> P::Tangent,
    point: &P,
) -> Result<Report, Mismatch>
where
    P: Differentiable + Clone + Debug,
    Y: Scalar,
{
    Check::new(function).gradient(f, grad, point)
}

/// Compares a jvp with its primal, and with central differences along random directions, to 10⁻⁶
/// relative in `f64`.
///
/// # Errors
/// [`Mismatch`] if they disagree; it tells where, and both numbers.
///
/// # Examples
/// ```
/// use cotangent::check;
/// let polar = |p: &(f64, f64)| [p.0 * p.1.cos(), p.0 * p.1.sin()];
/// let jvp = |p: &(f64, f64), d: &(f64, f64)| {
///     let (s, c) = p.1.sin_cos();
///     ([p.0 * c, p.0 * s], [d.0 * c - p.0 * s * d.1, d.0 * s + p.0 * c * d.1])
/// };
/// assert!(check::forward("polar", polar, jvp, &(2.0, 0.7)).is_ok());
/// ```
pub fn forward<P, Y>(
    function: &str,
    f: impl Fn(&P) -> Y,
    jvp: impl Fn(&P, &P::Tangent) -> (Y, Y::Tangent),
    point: &P,
) -> Result<Report, Mismatch>
where
    P: Differentiable + Clone + Debug,
    Y: Differentiable,
{
    Check::new(function).forward(f, jvp, point)
}

/// Checks ⟨w, Jv⟩ = ⟨Jᵀw, v⟩ for random v and w, to 10⁻¹⁰ relative in `f64`: the vjp is the
/// transpose of the jvp.
///
/// # Errors
/// [`Mismatch`] if it is not; it tells where, and both numbers.
///
/// # Examples
/// ```
/// use cotangent::check;
/// let jvp = |x: &(f64, f64), d: &(f64, f64)| (x.0 * x.1, d.0 * x.1 + x.0 * d.1);
/// let vjp = |x: &(f64, f64), w: &f64| (w * x.1, w * x.0);
/// assert!(check::reverse("product", jvp, vjp, &(2.0, 3.0)).is_ok());
/// // The wrong way round.
/// let vjp = |x: &(f64, f64), w: &f64| (w * x.0, w * x.1);
/// assert!(check::reverse("product", jvp, vjp, &(2.0, 3.0)).is_err());
/// ```
pub fn reverse<P, Y>(
    function: &str,
    jvp: impl Fn(&P, &P::Tangent) -> (Y, Y::Tangent),
    vjp: impl Fn(&P, &Y::Tangent) -> P::Tangent,
    point: &P,
) -> Result<Report, Mismatch>
where
    P: Differentiable + Clone + Debug,
    Y: Differentiable,
{
    Check::new(function).reverse(jvp, vjp, point)
}

/// [`gradient`], for a test that should fail where it does.
///
/// # Panics
/// With the [`Mismatch`], if there is one.
///
/// # Examples
/// ```
/// cotangent::check::assert_gradient("sin", |x: &f64| x.sin(), |x| x.cos(), &1.0);
/// ```
#[track_caller]
pub fn assert_gradient<P, Y>(
    function: &str,
    f: impl Fn(&P) -> Y,
    grad: impl Fn(&P) -> P::Tangent,
    point: &P,
) where
    P: Differentiable + Clone + Debug,
    Y: Scalar,
{
    passed(gradient(function, f, grad, point));
}

/// [`forward`], for a test that should fail where it does.
///
/// # Panics
/// With the [`Mismatch`], if there is one.
///
/// # Examples
/// ```
/// let jvp = |x: &f64, x_dot: &f64| (x.sin(), x.cos() * x_dot);
/// cotangent::check::assert_forward("sin", |x: &f64| x.sin(), jvp, &1.0);
/// ```
#[track_caller]
pub fn assert_forward<P, Y>(
    function: &str,
    f: impl Fn(&P) -> Y,
    jvp: impl Fn(&P, &P::Tangent) -> (Y, Y::Tangent),
    point: &P,
) where
    P: Differentiable + Clone + Debug,
    Y: Differentiable,
{
    passed(forward(function, f, jvp, point));
}

/// [`reverse`], for a test that should fail where it does.
///
/// # Panics
/// With the [`Mismatch`], if there is one.
///
/// # Examples
/// ```
/// let jvp = |x: &f64, x_dot: &f64| (x.sin(), x.cos() * x_dot);
/// let vjp = |x: &f64, y_bar: &f64| x.cos() * y_bar;
/// cotangent::check::assert_reverse("sin", jvp, vjp, &1.0);
/// ```
#[track_caller]
pub fn assert_reverse<P, Y>(
    function: &str,
    jvp: impl Fn(&P, &P::Tangent) -> (Y, Y::Tangent),
    vjp: impl Fn(&P, &Y::Tangent) -> P::Tangent,
    point: &P,
) where
    P: Differentiable + Clone + Debug,
    Y: Differentiable,
{
    passed(reverse(function, jvp, vjp, point));
}

#[track_caller]
fn passed(outcome: Result<Report, Mismatch>) {
    if let Err(mismatch) = outcome {
        panic!("{mismatch}");
    }
}

/// Checks the derivatives of a `#[differentiable]` function of one float result at a point:
/// `f::jvp` and `f::grad` against differences of `f`.
///
/// The arguments are those of a call of `f`, each a float or a reference to a value. What `f` is not
/// differentiated in (an integer, a parameter outside `wrt`) is marked `#[constant]`, and is passed as
/// it is written. For any other function, use [`check::forward`](crate::check::forward) and its siblings.
///
/// # Panics
/// With a [`Mismatch`](crate::check::Mismatch), if a derivative is wrong.
///
/// # Examples
/// ```
/// fn energy(x: &[f64], stiffness: f64) -> f64 {
///     0.5 * stiffness * x.iter().map(|x| x * x).sum::<f64>()
/// }
/// # #[allow(non_camel_case_types)]
/// # struct energy {}
/// # impl energy {
/// #     fn jvp(x: &[f64], k: f64, x_dot: &[f64], k_dot: f64) -> (f64, f64) {
/// #         let inner: f64 = x.iter().zip(x_dot).map(|(x, d)| x * d).sum();
/// #         (energy(x, k), k * inner + energy(x, k_dot))
/// #     }
/// #     fn grad(x: &[f64], k: f64) -> (Vec<f64>, f64) {
/// #         (x.iter().map(|x| k * x).collect(), energy(x, 1.0))
/// #     }
/// # }
/// # fn main() {
/// cotangent::check!(energy, &vec![1.0, 2.0], 3.0);
/// // A function of a slice and a count: cotangent::check!(power, &x[..], #[constant] 3);
/// # }
/// ```
#[macro_export]
macro_rules! check {
    ($($f:ident)::+, $($arguments:tt)+) => {
        $crate::__check_arguments!([$($f)::+] [] [] $($arguments)+)
    };
}

/// Sorts the arguments of `check!`: of the active ones `{name, its tangent's name, [*] if passed by value, value}`
/// each, and of all of them how they are passed.
/// A name that one step introduces differs from that of the next, by hygiene.
#[doc(hidden)]
#[macro_export]
macro_rules! __check_arguments {
    ([$($f:ident)::+] [$($done:tt)*] [$($passed:tt)*] #[constant] $x:expr $(, $($rest:tt)*)?) => {
        $crate::__check_arguments!(
            [$($f)::+] [$($done)*] [$($passed)* {$x}] $($($rest)*)?
        )
    };
    ([$($f:ident)::+] [$($done:tt)*] [$($passed:tt)*] & $x:expr $(, $($rest:tt)*)?) => {
        $crate::__check_arguments!(
            [$($f)::+] [$($done)* {x, x_dot, [], $x}] [$($passed)* {x}] $($($rest)*)?
        )
    };
    ([$($f:ident)::+] [$($done:tt)*] [$($passed:tt)*] $x:expr $(, $($rest:tt)*)?) => {
        $crate::__check_arguments!(
            [$($f)::+] [$($done)* {x, x_dot, [*], $x}] [$($passed)* {*x}] $($($rest)*)?
        )
    };
    ([$($f:ident)::+] [] $passed:tt) => {
        ::core::compile_error!("`check!` needs an argument that is not `#[constant]`")
    };
    // A gradient of one argument is the value; of several, a tuple.
    ([$($f:ident)::+] [{$x:ident, $d:ident, [$($star:tt)?], $value:expr}] $passed:tt) => {{
        let point = ::std::borrow::ToOwned::to_owned(&$value);
        $crate::__check_point!([$($f)::+] point, $x, $d, [$($star)? $d] $passed)
    }};
    ([$($f:ident)::+] [$({$x:ident, $d:ident, [$($star:tt)?], $value:expr})+] $passed:tt) => {{
        let point = ($(::std::borrow::ToOwned::to_owned(&$value),)+);
        $crate::__check_point!(
            [$($f)::+] point, ($($x,)+), ($($d,)+), [$($($star)? $d),+] $passed
        )
    }};
}

/// The two checks of `check!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __check_point {
    ([$($f:ident)::+] $point:ident, $xs:pat, $ds:pat, [$($tangents:tt)+] [$({$($passed:tt)+})+]) => {{
        let name = &stringify!($($f)::+).replace(' ', "");
        $crate::check::assert_forward(
            name,
            |$xs| $($f)::+($($($passed)+),+),
            |$xs, $ds| $($f)::+::jvp($($($passed)+,)+ $($tangents)+),
            &$point,
        );
        $crate::check::assert_gradient(
            name,
            |$xs| $($f)::+($($($passed)+),+),
            |$xs| $($f)::+::grad($($($passed)+),+),
            &$point,
        );
    }};
}

/// The rounding unit of a tangent: that of `f32` where any leaf is one.
fn precision<T: Tangent>(like: &T) -> f64 {
    let mut single = false;
    like.walk(&mut Walk::new(&mut |leaf| single |= matches!(leaf.floats, Floats::F32(_))));
    if single { f64::from(f32::EPSILON) } else { f64::EPSILON }
}

/// A random direction at `point`. Each leaf is as large as its coordinate, so that one step is a
/// small change to all of them; but a coordinate near zero moves by a thousandth of the mean.
fn direction<P: Differentiable>(rng: &mut ChaCha8Rng, point: &P) -> P::Tangent {
    let x = point.to_flat();
    let finite = || x.iter().map(|x| x.abs()).filter(|x| x.is_finite());
    let mean = finite().sum::<f64>() / finite().count().max(1) as f64;
    let least = if mean > 0.0 { 1e-3 * mean } else { 1.0 };
    let leaves: Vec<f64> = x.iter().map(|x| uniform(rng) * x.abs().max(least)).collect();
    let mut direction = point.zero_tangent();
    direction.set_flat(&leaves);
    direction
}

/// Of either sign, with a magnitude in [½, 1): never so small that an error would hide.
fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    let magnitude = rng.random_range(0.5..1.0);
    if rng.random() { magnitude } else { -magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_has_the_shape_and_the_scale_of_the_point() {
        let point = (1e6, vec![0.0, -1e-3], 3_u8);
        let d: (f64, Vec<f64>, ()) = direction(&mut Check::new("f").rng(), &point);
        assert!((5e5..1e6).contains(&d.0.abs()));
        // A thousandth of the mean of three coordinates.
        assert!(d.1.iter().all(|d| (150.0..334.0).contains(&d.abs())), "{d:?}");
        let again = direction(&mut Check::new("f").rng(), &point);
        assert_eq!(d, again);
        assert_ne!(d, direction(&mut Check::new("f").seed(1).rng(), &point));
        assert!(!direction(&mut Check::new("f").rng(), &0.0_f64).is_zero());
    }

    #[test]
    fn precision_is_that_of_the_coarsest_leaf() {
        assert_eq!(precision(&(1.0, vec![2.0])), f64::EPSILON);
        assert_eq!(precision(&(1.0, vec![2.0_f32])), f64::from(f32::EPSILON));
        assert_eq!(precision(&()), f64::EPSILON);
    }

    fn half_square(x: f32) -> f32 {
        0.5 * x * x
    }
    #[allow(non_camel_case_types)]
    struct half_square {}
    impl half_square {
        fn jvp(x: f32, x_dot: f32) -> (f32, f32) {
            (half_square(x), x * x_dot)
        }
        fn grad(x: f32) -> f32 {
            x
        }
    }

    #[test]
    fn the_macro_takes_one_scalar() {
        crate::check!(half_square, 3.0);
    }

    mod wrong {
        pub(super) fn sum(x: &[f64], y: f64, z: &[f64; 2]) -> f64 {
            x.iter().sum::<f64>() + y + z[0] * z[1]
        }
        #[allow(non_camel_case_types)]
        pub(super) struct sum {}
        impl sum {
            pub(super) fn jvp(
                x: &[f64],
                y: f64,
                z: &[f64; 2],
                x_dot: &[f64],
                y_dot: f64,
                z_dot: &[f64; 2],
            ) -> (f64, f64) {
                let z_part = z[0] * z_dot[1] + z[1] * z_dot[0];
                (sum(x, y, z), x_dot.iter().sum::<f64>() + y_dot + z_part)
            }
            pub(super) fn grad(x: &[f64], _y: f64, z: &[f64; 2]) -> (Vec<f64>, f64, [f64; 2]) {
                (vec![1.0; x.len()], 1.5, [z[1], z[0]])
            }
        }
    }

    #[test]
    #[should_panic(expected = "derivative of `wrong::sum` is wrong: its gradient")]
    fn the_macro_finds_a_wrong_gradient() {
        let x = vec![1.0, 2.0];
        crate::check!(wrong::sum, &x, 1.0, &[2.0, 3.0]);
    }
}
