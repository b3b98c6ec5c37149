//! Numbers with their tangents along several directions at once.
//!
//! A jet of k directions has N = 2ᵏ parts: part s is the derivative along the directions whose digits
//! are set in s, so part 0 is the value. Products follow Leibniz' rule: part s of a·b is Σ aₜ·bₛ₋ₜ
//! over the subsets t of s. What is written in jets has derivatives of every order; see Fike and
//! Alonso (2011), "The development of hyper-dual numbers for exact second-derivative calculations".
//!
//! Reverse mode needs nothing else. Where y = f(x) in numbers has the slope s, a cotangent's parts go
//! back by x̄ₛ = Σ sₜ₋ₛ·wₜ over the supersets t of s. With parts in opposite order this is the
//! product of slope and cotangent again ([`Jet::mirrored`]).

use super::Element;
use crate::__private::unless_zero;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// The subsets of the directions in `s`.
pub(super) fn subsets(s: usize) -> impl Iterator<Item = usize> {
    (0..=s).filter(move |t| t & s == *t)
}

/// A number with 2ᵏ − 1 tangents.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jet<A, const N: usize>(pub(super) [A; N]);

impl<A: Element, const N: usize> Jet<A, N> {
    /// A constant.
    #[inline(always)]
    pub(super) fn of(x: A) -> Self {
        let mut parts = [<A as crate::Scalar>::zero(); N];
        parts[0] = x;
        Jet(parts)
    }

    /// From the parts that are there.
    #[inline(always)]
    pub(super) fn from_parts(parts: [Option<&A>; N]) -> Self {
        Jet(parts.map(|p| p.copied().unwrap_or_else(<A as crate::Scalar>::zero)))
    }

    /// A cotangent as a factor, or back.
    #[inline(always)]
    pub(super) fn mirrored(self) -> Self {
        Jet(std::array::from_fn(|s| self.0[N - 1 - s]))
    }

    /// `self · c`: a part that is zero meets no singular coefficient.
    #[inline(always)]
    pub(super) fn absorb(self, c: Self) -> Self {
        self.times(c, |a, b| unless_zero(a, a * b))
    }

    /// `self / b`, where parts of `self` that are zero stay zero, the value among them.
    #[inline(always)]
    pub(super) fn over(self, b: Self) -> Self {
        let mut q = self / b;
        q.0[0] = unless_zero(self.0[0], q.0[0]);
        q
    }

    /// √x; where x is zero, tangents that are zero stay zero.
    pub(super) fn root(self) -> Self {
        let mut y = [<A as crate::Scalar>::zero(); N];
        y[0] = crate::Scalar::sqrt(self.0[0]);
        for s in 1..N {
            let inner = subsets(s).filter(|t| *t != 0 && *t != s);
            let rest = self.0[s] - inner.map(|t| y[t] * y[s ^ t]).sum::<A>();
            y[s] = unless_zero(rest, rest / (y[0] + y[0]));
        }
        Jet(y)
    }

    /// Sums in loops of constant lengths, which the compiler unrolls: arrays of numbers come through here.
    #[inline(always)]
    fn times(self, other: Self, product: impl Fn(A, A) -> A) -> Self {
        let mut parts = other.0.map(|b| product(self.0[0], b));
        for (s, part) in parts.iter_mut().enumerate() {
            for t in 1..N {
                if t & s == t {
                    *part += product(self.0[t], other.0[s ^ t]);
                }
            }
        }
        Jet(parts)
    }
}

impl<A: Element, const N: usize> Add for Jet<A, N> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Jet(std::array::from_fn(|s| self.0[s] + other.0[s]))
    }
}

impl<A: Element, const N: usize> Sub for Jet<A, N> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Jet(std::array::from_fn(|s| self.0[s] - other.0[s]))
    }
}

impl<A: Element, const N: usize> Neg for Jet<A, N> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Jet(self.0.map(|x| -x))
    }
}

impl<A: Element, const N: usize> Mul for Jet<A, N> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.times(other, |a, b| a * b)
    }
}

impl<A: Element, const N: usize> Div for Jet<A, N> {
    type Output = Self;
    /// The quotient whose product with the divisor is `self`; parts that are zero stay zero where the
    /// divisor is.
    #[inline(always)]
    fn div(self, b: Self) -> Self {
        let mut q = [self.0[0] / b.0[0]; N];
        for s in 1..N {
            let mut known = <A as crate::Scalar>::zero();
            for t in 1..N {
                if t & s == t {
                    known += unless_zero(b.0[t], b.0[t] * q[s ^ t]);
                }
            }
            let rest = self.0[s] - known;
            q[s] = unless_zero(rest, rest / b.0[0]);
        }
        Jet(q)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// x with unit tangents along each of three directions.
    fn unit(x: f64) -> Jet<f64, 8> {
        Jet([x, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0])
    }

    /// Value and first three derivatives, as each number of directions has them.
    fn derivatives(y: Jet<f64, 8>) -> [f64; 4] {
        assert_eq!((y.0[1], y.0[3]), (y.0[4], y.0[6]));
        [y.0[0], y.0[1], y.0[3], y.0[7]]
    }

    #[test]
    fn parts_are_derivatives() {
        let x = unit(2.0);
        assert_eq!(derivatives(x * x * x), [8.0, 12.0, 12.0, 6.0]);
        assert_eq!(derivatives(Jet::of(1.0) / x), [0.5, -0.25, 0.25, -0.375]);
        let root = derivatives(unit(4.0).root());
        assert_eq!(root, [2.0, 0.25, -1.0 / 32.0, 3.0 / 256.0]);
    }

    #[test]
    fn zeros_stay_zero_at_singular_points() {
        let x = Jet([0.0, 0.0, 0.0, 0.0]);
        assert_eq!(x.root().0, [0.0; 4]);
        assert_eq!((Jet::of(1.0) / x).0[1..], [0.0; 3]);
        assert_eq!(x.absorb(Jet([f64::INFINITY; 4])).0, [0.0; 4]);
    }

    #[test]
    fn a_mirrored_product_is_the_transpose() {
        let (s, v, w) =
            (Jet([2.0, -1.0, 0.5, 3.0]), Jet([1.0, 4.0, -2.0, 0.3]), [0.7, -0.2, 1.5, 2.0]);
        let dot = |a: [f64; 4], b: [f64; 4]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let back = (s * Jet(w).mirrored()).mirrored();
        assert!((dot((s * v).0, w) - dot(v.0, back.0)).abs() < 1e-14);
    }
}
