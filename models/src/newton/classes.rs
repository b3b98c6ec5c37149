//! Small classification problems that are drawn: points of the plane in classes.

use super::NewtonError;
use super::error::require;
use crate::score::generator;
use rand::Rng;
use rand_distr::StandardNormal;
use std::f64::consts::TAU;

/// Points of the plane, each in a class. Classes take turns: point n is in class n mod their number.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// The points.
    pub points: Vec<[f64; 2]>,
    /// The class of each.
    pub labels: Vec<usize>,
    /// The number of classes.
    pub n_classes: usize,
}

impl Classes {
    /// Arms of spirals that start near the origin and wind once around it, out to a distance of 1.
    ///
    /// `noise` is the standard deviation of both coordinates.
    ///
    /// # Errors
    /// If there are no points, fewer than two classes, or if the noise is negative or not finite.
    ///
    /// # Examples
    /// ```
    /// use cotangent_models::newton::Classes;
    /// let spirals = Classes::spirals(60, 3, 0.0, 1)?;
    /// let [x, y] = spirals.points[59];
    /// assert!((x.hypot(y) - 1.0).abs() < 1e-12);
    /// # Ok::<(), cotangent_models::newton::NewtonError>(())
    /// ```
    pub fn spirals(n: usize, n_classes: usize, noise: f64, seed: u64) -> Result<Self, NewtonError> {
        let turns = n.div_ceil(n_classes.max(1)).max(2) - 1;
        Self::draw(n, n_classes, noise, seed, |class, turn| {
            let along = turn as f64 / turns as f64;
            let distance = 0.1 + 0.9 * along;
            let angle = TAU * (class as f64 / n_classes as f64 + along);
            [distance * angle.cos(), distance * angle.sin()]
        })
    }

    /// Normal clouds around points at distance 1 from the origin.
    ///
    /// # Errors
    /// As [`spirals`](Self::spirals).
    pub fn blobs(n: usize, n_classes: usize, noise: f64, seed: u64) -> Result<Self, NewtonError> {
        Self::draw(n, n_classes, noise, seed, |class, _| {
            let angle = TAU * class as f64 / n_classes as f64;
            [angle.cos(), angle.sin()]
        })
    }

    fn draw(
        n: usize,
        n_classes: usize,
        noise: f64,
        seed: u64,
        place: impl Fn(usize, usize) -> [f64; 2],
    ) -> Result<Self, NewtonError> {
        require(n > 0, "the number of points", "at least 1", n)?;
        require(n_classes > 1, "the number of classes", "at least 2", n_classes)?;
        require(noise >= 0.0 && noise.is_finite(), "noise", "at least 0 and finite", noise)?;
        let mut rng = generator(seed, 0);
        let point = |n: usize| {
            place(n % n_classes, n / n_classes)
                .map(|x| x + noise * rng.sample::<f64, _>(StandardNormal))
        };
        let points = (0..n).map(point).collect();
        Ok(Self { points, labels: (0..n).map(|n| n % n_classes).collect(), n_classes })
    }
}
