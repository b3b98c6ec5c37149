//! Which eigenvalues are kept, and what is done with small ones.

use super::error::require;
use super::leading::few;
use super::spectrum::Spectrum;
use super::{NewtonError, Warning};

/// Which eigenvalues are kept as directions.
#[derive(Clone, Copy)]
pub enum Criterion<'f> {
    /// So many of the largest, ascending.
    TopK(usize),
    /// All above a number, ascending.
    Above(f64),
    /// All above a fraction of the largest, ascending.
    AboveRelative(f64),
    /// All that are not zero but for rounding, ascending: see [`SmallEigenvalues::zero_relative`].
    AllNonzero,
    /// What a function of all eigenvalues, ascending, says: the indices of those to be kept, in its order.
    By(&'f dyn Fn(&[f64]) -> Vec<usize>),
}

impl std::fmt::Debug for Criterion<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TopK(k) => write!(f, "TopK({k})"),
            Self::Above(least) => write!(f, "Above({least})"),
            Self::AboveRelative(fraction) => write!(f, "AboveRelative({fraction})"),
            Self::AllNonzero => write!(f, "AllNonzero"),
            Self::By(_) => write!(f, "By(..)"),
        }
    }
}

impl Criterion<'_> {
    /// How many of the largest of `n` eigenvalues it needs, if they are few.
    pub(super) fn few_of(&self, n: usize) -> Option<usize> {
        match self {
            Self::TopK(k) if few(*k, n) => Some(*k),
            _ => None,
        }
    }

    /// The indices of the kept eigenvalues. Below or at `zero` they are rounding.
    pub(super) fn keep(
        &self,
        group: &str,
        spectrum: &Spectrum,
        zero: f64,
    ) -> Result<Vec<usize>, NewtonError> {
        let (n, values) = (spectrum.size(), &spectrum.values[..]);
        let above = |least: f64| (0..n).filter(|&k| values[k] > least).collect();
        Ok(match self {
            Self::TopK(k) if *k > n => {
                return Err(NewtonError::TooMany { group: group.into(), k: *k, found: n });
            }
            Self::TopK(k) => (n - k..n).collect(),
            Self::Above(least) => {
                require(!least.is_nan(), "the criterion's least eigenvalue", "a number", least)?;
                above(*least)
            }
            Self::AboveRelative(fraction) => {
                let name = "the criterion's fraction of the largest eigenvalue";
                require((0.0..1.0).contains(fraction), name, "at least 0 and below 1", fraction)?;
                above(fraction * spectrum.largest())
            }
            Self::AllNonzero => above(zero),
            Self::By(choose) => {
                let kept = choose(values);
                let mut seen = vec![false; n];
                for &index in &kept {
                    let group = || group.to_owned();
                    match seen.get_mut(index) {
                        None => {
                            let (group, found) = (group(), n);
                            return Err(NewtonError::NoSuchEigenvalue { group, index, found });
                        }
                        Some(true) => {
                            return Err(NewtonError::RepeatedEigenvalue { group: group(), index });
                        }
                        Some(seen) => *seen = true,
                    }
                }
                kept
            }
        })
    }
}

/// What is done with eigenvalues that rounding makes negative, and with kept ones that are zero but for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Policy {
    /// Negative ones become 0; kept ones without a direction are left out, with a warning.
    #[default]
    Clip,
    /// Either is an error.
    Reject,
}

/// How small eigenvalues are treated.
///
/// A direction is V·ẽ/√λ, so it loses digits as λ/λ_max falls, and at the level of rounding has none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SmallEigenvalues {
    /// A kept eigenvalue below this is warned of; 0 warns of none.
    pub warn_below: f64,
    /// The same, as a fraction of the largest eigenvalue.
    pub warn_below_relative: f64,
    /// An eigenvalue of no more than this fraction of the largest is zero but for rounding. Without it, (n + √D)·ε for
    /// n eigenvalues over D parameters and the ε of `f64`.
    pub zero_relative: Option<f64>,
    /// What is done with negative ones, and with kept zeros.
    pub policy: Policy,
}

impl Default for SmallEigenvalues {
    fn default() -> Self {
        Self {
            warn_below: 1e-4,
            warn_below_relative: 1e-8,
            zero_relative: None,
            policy: Policy::Clip,
        }
    }
}

impl SmallEigenvalues {
    pub(super) fn check(&self) -> Result<(), NewtonError> {
        let not_negative = "at least 0";
        require(self.warn_below >= 0.0, "warn_below", not_negative, self.warn_below)?;
        let relative = self.warn_below_relative;
        require(relative >= 0.0, "warn_below_relative", not_negative, relative)?;
        let zero = self.zero_relative.unwrap_or(0.0);
        require((0.0..1.0).contains(&zero), "zero_relative", "at least 0 and below 1", zero)
    }

    /// What is zero but for rounding among eigenvalues over so many parameters.
    pub(super) fn zero(&self, spectrum: &Spectrum, n_parameters: usize) -> f64 {
        let rounding = (spectrum.size() as f64 + (n_parameters as f64).sqrt()) * f64::EPSILON;
        self.zero_relative.unwrap_or(rounding) * spectrum.largest().abs()
    }

    /// Clips or refuses negative eigenvalues.
    pub(super) fn clean(&self, group: &str, values: &mut [f64]) -> Result<(), NewtonError> {
        let largest = values.last().copied().unwrap_or(0.0).abs();
        for (index, value) in values.iter_mut().enumerate().filter(|(_, value)| **value < 0.0) {
            let refuse = |expected: &str| {
                let (group, expected) = (group.to_owned(), expected.to_owned());
                Err(NewtonError::Eigenvalue { group, index, value: *value, expected })
            };
            // No rounding of a Gram matrix is as large.
            if -*value > f64::EPSILON.sqrt() * largest {
                return refuse("those of a Gram matrix are not negative");
            }
            match self.policy {
                Policy::Clip => *value = 0.0,
                Policy::Reject => return refuse("the policy rejects negative ones"),
            }
        }
        Ok(())
    }

    /// Leaves out or refuses kept eigenvalues that are zero but for rounding, and warns of small ones.
    pub(super) fn sift(
        &self,
        group: &str,
        spectrum: &Spectrum,
        zero: f64,
        kept: &mut Vec<usize>,
    ) -> Result<Vec<Warning>, NewtonError> {
        let mut warnings = vec![];
        let relative = self.warn_below_relative * spectrum.largest();
        let threshold = self.warn_below.max(relative);
        for &index in &*kept {
            let value = spectrum.value(index);
            if value <= zero {
                if self.policy == Policy::Reject {
                    let expected =
                        format!("the policy rejects kept ones of no more than {zero:.3e}");
                    let group = group.to_owned();
                    return Err(NewtonError::Eigenvalue { group, index, value, expected });
                }
                warnings.push(Warning::Dropped { index, value });
            } else if value < threshold {
                warnings.push(Warning::Small { index, value, threshold });
            }
        }
        kept.retain(|&index| spectrum.value(index) > zero);
        Ok(warnings)
    }
}
