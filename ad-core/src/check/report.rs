//! What a check found.

use std::error::Error;
use std::fmt::{self, Display};

/// What was compared with what.
///
/// ```
/// assert_eq!(cotangent::check::Mode::Reverse.to_string(), "vjp against jvp");
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// A gradient with differences of the primal.
    Gradient,
    /// A jvp with differences of the primal.
    Forward,
    /// A vjp with the jvp of the same function.
    Reverse,
}

impl Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Mode::Gradient => "gradient against differences",
            Mode::Forward => "jvp against differences",
            Mode::Reverse => "vjp against jvp",
        })
    }
}

/// One comparison: of all that a check made, the one with the largest error.
///
/// ```
/// let report = cotangent::check::gradient("cube", |x: &f64| x.powi(3), |x| 3.0 * x * x, &2.0)?;
/// assert!(report.relative_error < 1e-6);
/// assert!((report.found - 12.0 * report.direction[0]).abs() < 1e-12);
/// # Ok::<(), cotangent::check::Mismatch>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The name of the function, as given.
    pub function: String,
    /// What was compared.
    pub mode: Mode,
    /// The point, in its `Debug` form.
    pub point: String,
    /// The direction's leaves.
    pub direction: Vec<f64>,
    /// Which float of the result the numbers belong to; none where there is only one.
    pub component: Option<usize>,
    /// What the derivative under test says.
    pub found: f64,
    /// What the other side says.
    pub expected: f64,
    /// How far `expected` may itself be off: the error estimate of the differences.
    pub uncertainty: f64,
    /// The difference of the two, as a part of the larger.
    pub relative_error: f64,
    /// The largest relative error that passes.
    pub tolerance: f64,
    /// How many directions were tried.
    pub directions: usize,
    /// The seed that they were drawn from.
    pub seed: u64,
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  function        {}", self.function)?;
        writeln!(f, "  mode            {}", self.mode)?;
        writeln!(f, "  point           {}", self.point)?;
        writeln!(f, "  direction       {:?}", self.direction)?;
        if let Some(component) = self.component {
            writeln!(f, "  component       {component} of the result")?;
        }
        writeln!(f, "  found           {:e}", self.found)?;
        write!(f, "  expected        {:e}", self.expected)?;
        if self.uncertainty > 0.0 {
            write!(f, " (± {:.1e})", self.uncertainty)?;
        }
        writeln!(f)?;
        writeln!(
            f,
            "  relative error  {:.3e} (at most {:.1e} passes)",
            self.relative_error, self.tolerance
        )?;
        write!(f, "  seed            {} ({} directions)", self.seed, self.directions)
    }
}

/// A derivative that is wrong, and where.
///
/// ```
/// let wrong = cotangent::check::gradient("sin", |x: &f64| x.sin(), |x| -x.cos(), &1.0);
/// let text = wrong.unwrap_err().to_string();
/// assert!(text.starts_with("derivative of `sin` is wrong: its gradient differs"));
/// assert!(text.contains("seed            0"));
/// ```
#[derive(Clone, PartialEq)]
pub struct Mismatch {
    /// In one clause, what is wrong.
    pub reason: String,
    /// The numbers.
    pub report: Box<Report>,
}

impl Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mismatch { reason, report } = self;
        write!(f, "derivative of `{}` is wrong: {reason}\n{report}", report.function)
    }
}

/// As [`Display`], so that `unwrap` shows the numbers one below the other.
impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl Error for Mismatch {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mismatch_shows_everything_that_is_needed_to_repeat_it() {
        let report = Report {
            function: "energy".into(),
            mode: Mode::Forward,
            point: "[1.0, 2.0]".into(),
            direction: vec![0.5, -0.75],
            component: Some(3),
            found: 1.5,
            expected: 2.0,
            uncertainty: 1e-9,
            relative_error: 0.25,
            tolerance: 1e-6,
            directions: 5,
            seed: 42,
        };
        let mismatch = Mismatch { reason: "its jvp differs".into(), report: Box::new(report) };
        let expected = "\
derivative of `energy` is wrong: its jvp differs
  function        energy
  mode            jvp against differences
  point           [1.0, 2.0]
  direction       [0.5, -0.75]
  component       3 of the result
  found           1.5e0
  expected        2e0 (± 1.0e-9)
  relative error  2.500e-1 (at most 1.0e-6 passes)
  seed            42 (5 directions)";
        assert_eq!(mismatch.to_string(), expected);
        assert_eq!(format!("{mismatch:?}"), expected);
    }
}
