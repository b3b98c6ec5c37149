//! Gauges: parameters that differ and give the same probabilities.

use super::{Model, PartsMut, Precision};

impl<T: Precision> Model<T> {
    /// The zero-sum gauge: fields sum to zero over the states of a site, couplings over the states of either site, weights
    /// over the states of a site. Energies change by a constant alone, whether or not J is symmetric.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::{Kind, Model, Shape};
    /// let mut model = Model::<f64>::zeros(Shape::new(Kind::Profile, 0, 2, 1).unwrap());
    /// model.parts_mut().h.copy_from_slice(&[3.0, 1.0]);
    /// model.to_zero_sum();
    /// assert_eq!(model.as_flat(), [1.0, -1.0]);
    /// ```
    pub fn to_zero_sum(&mut self) {
        let shape = self.shape();
        let (n, q, r, p) = (shape.n_sites(), shape.n_states(), shape.n_inputs(), shape.n_hidden());
        let share = T::one() / T::of(q as f64);
        let PartsMut { h, j, w, b } = self.parts_mut();
        if p > 0 {
            let mut means = vec![T::zero(); p];
            for site in w.chunks_exact_mut(q * p) {
                means.fill(T::zero());
                for row in site.chunks_exact(p) {
                    means.iter_mut().zip(row).for_each(|(mean, x)| *mean += *x * share);
                }
                for row in site.chunks_exact_mut(p) {
                    row.iter_mut().zip(&means).for_each(|(x, mean)| *x -= *mean);
                }
                b.iter_mut().zip(&means).for_each(|(b, mean)| *b += *mean);
            }
        }
        if !j.is_empty() {
            let (mut over_columns, mut over_rows) = (vec![T::zero(); q], vec![T::zero(); q]);
            for (site, other) in (0..n).flat_map(|site| (0..n).map(move |other| (site, other))) {
                let place = |mu: usize, nu: usize| (site * q + mu) * r + other * q + nu;
                let mut mean = T::zero();
                over_columns.fill(T::zero());
                over_rows.fill(T::zero());
                for mu in 0..q {
                    for nu in 0..q {
                        let x = j[place(mu, nu)];
                        over_columns[mu] += x * share;
                        over_rows[nu] += x * share;
                        mean += x * share * share;
                    }
                }
                for mu in 0..q {
                    for nu in 0..q {
                        j[place(mu, nu)] += mean - over_columns[mu] - over_rows[nu];
                    }
                    h[site * q + mu] += over_columns[mu] - mean;
                    h[other * q + mu] += over_rows[mu] - mean;
                }
            }
        }
        for site in h.chunks_exact_mut(q) {
            let mean = site.iter().copied().sum::<T>() * share;
            site.iter_mut().for_each(|x| *x -= mean);
        }
    }

    /// J becomes (J + Jᵀ)/2, which leaves all energies as they are.
    pub fn symmetrise_couplings(&mut self) {
        let r = self.shape().n_inputs();
        let j = self.parts_mut().j;
        if j.is_empty() {
            return;
        }
        for i in 0..r {
            for k in 0..i {
                let mean = T::of(0.5) * (j[i * r + k] + j[k * r + i]);
                j[i * r + k] = mean;
                j[k * r + i] = mean;
            }
        }
    }

    /// Sets the self-couplings J\[·, k, ·, k\] to zero.
    pub fn drop_self_couplings(&mut self) {
        let (q, r) = (self.shape().n_states(), self.shape().n_inputs());
        for (i, row) in self.parts_mut().j.chunks_exact_mut(r).enumerate() {
            row[i / q * q..(i / q + 1) * q].fill(T::zero());
        }
    }

    /// The first self-coupling that is not zero, as its site and its two states.
    pub fn self_coupling(&self) -> Option<(usize, usize, usize)> {
        let (q, r) = (self.shape().n_states(), self.shape().n_inputs());
        self.parts().j.chunks_exact(r).enumerate().find_map(|(i, row)| {
            let own = &row[i / q * q..(i / q + 1) * q];
            own.iter().position(|x| *x != T::zero()).map(|nu| (i / q, i % q, nu))
        })
    }

    /// The couplings' interaction J + Jᵀ in zero-sum gauge, `[N][q][N][q]`: what one model of the same probabilities
    /// has and another has too.
    pub fn interactions(&self) -> Vec<T> {
        let mut model = self.clone();
        model.to_zero_sum();
        model.symmetrise_couplings();
        let two = T::of(2.0);
        model.parts().j.iter().map(|x| two * *x).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Shape};
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    /// The largest change of an energy difference between samples.
    fn moved(before: &Model<f64>, after: &Model<f64>) -> f64 {
        let samples = [[0, 1, 2, 0], [2, 2, 1, 1], [1, 0, 0, 2], [0, 0, 0, 0]];
        let change = |sample: &[u8; 4]| after.energy(sample) - before.energy(sample);
        samples.iter().map(|s| (change(s) - change(&samples[0])).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn zero_sum_gauge_moves_no_energy_difference() {
        for symmetric in [true, false] {
            let rng = &mut ChaCha8Rng::seed_from_u64(4);
            let shape = Shape::new(Kind::Srbm, 3, 3, 4).unwrap();
            let mut model = Model::<f64>::random(shape, 1.0, rng).with_prefactor(0.7);
            if symmetric {
                model.symmetrise_couplings();
            }
            let before = model.clone();
            model.to_zero_sum();
            assert!(moved(&before, &model) < 1e-12);
            let j = model.parts().j;
            for (row, site) in (0..12).flat_map(|row| (0..4).map(move |site| (row, site))) {
                let along: f64 = (0..3).map(|nu| j[row * 12 + site * 3 + nu]).sum();
                let down: f64 = (0..3).map(|mu| j[(site * 3 + mu) * 12 + row]).sum();
                assert!(along.abs() < 1e-14 && down.abs() < 1e-14);
            }
            assert!(model.parts().h.chunks(3).all(|h| h.iter().sum::<f64>().abs() < 1e-14));
        }
    }

    #[test]
    fn symmetrised_couplings_give_the_same_energies() {
        let shape = Shape::new(Kind::Pairwise, 0, 3, 4).unwrap();
        let mut model = Model::<f64>::random(shape, 1.0, &mut ChaCha8Rng::seed_from_u64(5));
        let before = model.clone();
        model.symmetrise_couplings();
        assert!((before.energy(&[0, 1, 2, 0]) - model.energy(&[0, 1, 2, 0])).abs() < 1e-13);
        assert_eq!(model.self_coupling(), Some((0, 0, 0)));
        model.drop_self_couplings();
        assert_eq!(model.self_coupling(), None);
    }
}
