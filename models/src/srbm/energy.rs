//! Energies and energy changes of single samples, in `f64`.

use super::double::log_cosh;
use super::{DataError, Dims, Model, Parameters};
use serde::{Deserialize, Serialize};

/// The energy of one sample, in units of the temperature.
///
/// # Panics
/// If `sample` has not N entries, or an entry is not below q.
///
/// # Examples
/// ```
/// # use cotangent_models::srbm::{Dims, Parameters, energy::energy};
/// let mut parameters = Parameters::<f64>::zeros(Dims::new(1, 2, 2).unwrap());
/// parameters.h[0] = 3.0; // state 0 of site 0
/// assert_eq!(energy(&parameters, &[0, 1]), -3.0);
/// assert_eq!(energy(&parameters, &[1, 1]), 0.0);
/// ```
pub fn energy(parameters: &Parameters<f64>, sample: &[u8]) -> f64 {
    let dims = parameters.dims();
    let (p, r) = (dims.n_hidden, dims.n_inputs());
    let places = places(dims, sample);
    let fields: f64 = places.iter().map(|&i| parameters.h[i]).sum();
    let pairs: f64 =
        places.iter().flat_map(|&i| places.iter().map(move |&k| parameters.j[i * r + k])).sum();
    let hidden: f64 = (0..p)
        .map(|a| {
            let weights: f64 = places.iter().map(|&i| parameters.w[i * p + a]).sum();
            log_cosh(parameters.b[a] + weights)
        })
        .sum();
    -(fields + pairs + hidden)
}

/// How energy changes treat the self-couplings J\[·, k, ·, k\].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SelfCoupling {
    /// They are zero, and a gradient in them is too, so that they stay so; a model that has some is refused.
    #[default]
    Forbid,
    /// The true change of the energy.
    Exact,
    /// Linear in the flipped site, as in the published loss: equal to the true change where the
    /// self-couplings vanish.
    Linearised,
}

/// Changes of the energy when one site of `sample` is put into another state, `[N][q]`, in units of
/// the temperature; 0 for the states that the sites are in.
///
/// # Errors
/// If `sample` has not N entries, if an entry is not below q, or if self-couplings are forbidden and there are some.
///
/// # Examples
/// ```
/// # use cotangent_models::srbm::{Dims, Parameters, energy::{SelfCoupling, energy_changes}};
/// let mut parameters = Parameters::<f64>::zeros(Dims::new(1, 2, 2).unwrap());
/// parameters.h[0] = 3.0;
/// let changes = energy_changes(&parameters, &[0, 1], SelfCoupling::Exact).unwrap();
/// assert_eq!(changes, [0.0, 3.0, 0.0, 0.0]);
/// ```
pub fn energy_changes(
    parameters: &Parameters<f64>,
    sample: &[u8],
    self_coupling: SelfCoupling,
) -> Result<Vec<f64>, DataError> {
    let dims = parameters.dims();
    let (p, q, r) = (dims.n_hidden, dims.n_states, dims.n_inputs());
    super::Samples::new(dims, sample.to_vec())?;
    if sample.len() != dims.n_sites {
        let (expected, found) = (dims.n_sites, sample.len());
        return Err(DataError::Length { name: "sample", expected, found });
    }
    if self_coupling == SelfCoupling::Forbid
        && let Some((site, state, other)) = Model::from(parameters).self_coupling()
    {
        return Err(DataError::SelfCoupling { site, state, other });
    }
    let Parameters { h, j, w, b, .. } = parameters;
    let present = places(dims, sample);
    let field = |i: usize| h[i] + present.iter().map(|&k| j[i * r + k] + j[k * r + i]).sum::<f64>();
    let inputs: Vec<f64> =
        (0..p).map(|a| b[a] + present.iter().map(|&i| w[i * p + a]).sum::<f64>()).collect();
    let change = |f: usize| {
        let s = present[f / q];
        let hidden: f64 = (0..p)
            .map(|a| log_cosh(inputs[a]) - log_cosh(inputs[a] + w[f * p + a] - w[s * p + a]))
            .sum();
        let own = match self_coupling {
            SelfCoupling::Linearised | SelfCoupling::Forbid => 0.0,
            SelfCoupling::Exact => j[f * r + f] - j[f * r + s] - j[s * r + f] + j[s * r + s],
        };
        if f == s { 0.0 } else { field(s) - field(f) + hidden - own }
    };
    Ok((0..r).map(change).collect())
}

/// The places of a sample's ones among its N·q one-hot entries.
fn places(dims: Dims, sample: &[u8]) -> Vec<usize> {
    assert_eq!(sample.len(), dims.n_sites, "a sample has one state a site");
    let place = |(k, &s): (usize, &u8)| {
        assert!(usize::from(s) < dims.n_states, "state {s} of site {k} does not exist");
        k * dims.n_states + usize::from(s)
    };
    sample.iter().enumerate().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Samples, double, gradient};
    use super::*;

    fn without_self_couplings(mut parameters: Parameters<f64>) -> Parameters<f64> {
        let dims = parameters.dims();
        let (q, r) = (dims.n_states, dims.n_inputs());
        for (i, x) in parameters.j.iter_mut().enumerate() {
            if i / r / q == i % r / q {
                *x = 0.0;
            }
        }
        parameters
    }

    fn check(parameters: &Parameters<f64>, self_coupling: SelfCoupling) -> f64 {
        let dims = parameters.dims();
        let samples = Samples::draw(dims, 6, 21);
        let mut worst = 0.0_f64;
        for sample in samples.chunks(1) {
            let changes = energy_changes(parameters, sample, self_coupling).unwrap();
            for (f, change) in changes.iter().enumerate() {
                let mut flipped = sample.to_vec();
                flipped[f / dims.n_states] = (f % dims.n_states) as u8;
                let brute_force = energy(parameters, &flipped) - energy(parameters, sample);
                worst = worst.max((change - brute_force).abs());
            }
        }
        worst
    }

    #[test]
    fn changes_are_differences_of_energies() {
        let parameters = Parameters::<f64>::draw(Dims::new(4, 5, 6).unwrap(), 21);
        assert!(check(&parameters, SelfCoupling::Exact) < 1e-12);
        assert!(check(&parameters, SelfCoupling::Linearised) > 0.1);
        let refused = energy_changes(&parameters, &[0; 6], SelfCoupling::Forbid);
        assert_eq!(refused, Err(DataError::SelfCoupling { site: 0, state: 0, other: 0 }));
        let parameters = without_self_couplings(parameters);
        assert!(check(&parameters, SelfCoupling::Exact) < 1e-12);
        assert!(check(&parameters, SelfCoupling::Linearised) < 1e-12);
        assert!(check(&parameters, SelfCoupling::Forbid) < 1e-12);
    }

    #[test]
    fn loss_is_made_of_linearised_changes() {
        let dims = Dims::new(4, 5, 6).unwrap();
        let (parameters, samples) = (Parameters::<f64>::draw(dims, 22), Samples::draw(dims, 8, 22));
        let risk: f64 = samples
            .chunks(1)
            .flat_map(|s| energy_changes(&parameters, s, SelfCoupling::Linearised).unwrap())
            .map(|change| double::sigmoid(-change).powi(2))
            .sum();
        let sites = (dims.n_sites * samples.n_samples()) as f64;
        let expected = 4.0 / (sites * 4.0) * (risk - sites / 4.0);
        assert!((gradient::loss(&parameters, &samples, 1) - expected).abs() < 1e-13);
    }

    #[test]
    fn samples_of_the_wrong_length_are_refused() {
        let parameters = Parameters::<f64>::zeros(Dims::new(1, 3, 2).unwrap());
        for sample in [&[0_u8][..], &[0, 1, 2, 0], &[0, 3], &[]] {
            assert!(energy_changes(&parameters, sample, SelfCoupling::Exact).is_err());
        }
    }
}
