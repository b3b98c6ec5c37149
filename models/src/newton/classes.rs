//! Small classification problems that are drawn: points of the plane in classes.

use super::error::require;
use super::{FactorSource, NewtonError, Objective};
use crate::jacobians::{
    JacobianError, Materialised, Samples, SoftmaxCrossEntropy, softmax_cross_entropy,
};
use crate::score::network::outputs_at;
use crate::score::{Mlp, generator};
use cotangent::{Differentiable, differentiable};
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

/// The cross-entropy of a network's outputs at one point.
#[differentiable(wrt(net))]
fn loss_at(net: &Mlp, x: &[f64], class: usize) -> f64 {
    softmax_cross_entropy(&outputs_at(net, x), class)
}

/// A network that tells classes apart by its largest output, trained by cross-entropy in nats.
///
/// # Examples
/// ```
/// use cotangent_models::jacobians::Curvature;
/// use cotangent_models::newton::*;
/// use cotangent_models::score::{Activation, Mlp, generator};
/// use std::ops::ControlFlow::Continue;
///
/// let classifier = Classifier::new(Classes::blobs(30, 3, 0.2, 1)?)?;
/// let mut net = Mlp::draw(&[2, 4, 3], Activation::Tanh, &mut generator(2, 0)).unwrap();
/// let optimiser = Optimiser::Newton {
///     rate: 1.0,
///     curvature: Curvature::Exact,
///     groups: ParamGroups::One,
///     criterion: Criterion::TopK(10),
///     damping: Damping::Constant(0.1),
/// };
/// let settings = Settings { optimiser, steps: 5, batch: None, seed: 1, every: 1, watch: 2 };
/// let records = train(&classifier, &mut net, &settings, |_| Continue(()))?;
/// assert!(records[5].loss < 0.2 * records[0].loss && records[5].accuracy == 1.0);
/// assert_eq!(records[5].signal.as_ref().unwrap().slope_to_noise.len(), 2);
/// # Ok::<(), NewtonError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Classifier {
    classes: Classes,
    loss: SoftmaxCrossEntropy,
}

impl Classifier {
    /// For these points.
    ///
    /// # Errors
    /// If there are none, if there are not as many labels, or if a label is not below the number of classes.
    pub fn new(classes: Classes) -> Result<Self, NewtonError> {
        let (expected, found) = (classes.points.len(), classes.labels.len());
        if expected != found {
            return Err(JacobianError::Length { what: "labels", expected, found }.into());
        }
        let loss = SoftmaxCrossEntropy::new(&classes.labels, classes.n_classes)?;
        Ok(Self { classes, loss })
    }

    /// The points.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }
}

impl Objective for Classifier {
    type Parameters = Mlp;
    type Source<'a> = Box<dyn FactorSource<Factor = Materialised> + 'a>;

    fn n_samples(&self) -> usize {
        self.classes.points.len()
    }

    fn value_and_gradient(&self, net: &Mlp, samples: &[usize]) -> (f64, Vec<f64>) {
        let Classes { points, labels, .. } = &self.classes;
        let share = 1.0 / samples.len() as f64;
        let (mut loss, mut mean) = (0.0, vec![0.0; net.n_coordinates()]);
        for &n in samples {
            let (value, gradient) = loss_at::value_and_grad(net, &points[n], labels[n]);
            loss += share * value;
            mean.iter_mut().zip(gradient.to_flat()).for_each(|(mean, g)| *mean += share * g);
        }
        (loss, mean)
    }

    fn accuracy(&self, net: &Mlp) -> f64 {
        let Classes { points, labels, .. } = &self.classes;
        let is_right = |(x, label): &(&[f64; 2], &usize)| {
            let f = outputs_at(net, &x[..]);
            (0..f.len()).all(|class| class == **label || f[class] < f[**label])
        };
        points.iter().zip(labels).filter(is_right).count() as f64 / points.len() as f64
    }

    fn source<'a>(&'a self, net: &'a Mlp) -> Result<Self::Source<'a>, NewtonError> {
        let Classes { points, n_classes, .. } = &self.classes;
        let samples =
            Samples::in_lanes::<4, _>(net, points.len(), vec![0.0; *n_classes], |net, n, seed| {
                let (f, pullback) = outputs_at::vjp_lanes_wrt_net(net, &points[n]);
                pullback(seed(&f))
            })?;
        Ok(Box::new(samples.loss(&self.loss)?))
    }
}
