//! What depends on the weights alone: exponentials, their sums, and the guards.

macro_rules! tables_in {
    ($float:ident, $largest_factor:expr, $largest_group:expr, $largest_product:expr) => {
        use super::super::super::Dims;
        use super::super::GROUP;

        /// How a site's hidden units are computed.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub(in super::super) enum Form {
            /// By products of factors.
            Product {
                /// Groups of factors after which the exponent is taken out.
                groups: usize,
                /// Cotangents below this would leave the normal numbers within a group.
                smallest: $float,
            },
            /// By log cosh of each.
            Direct,
        }

        /// Exponentials of the weights, `[N][q][padded]`, and each site's form.
        #[derive(Debug)]
        pub(in super::super) struct Tables {
            pub(in super::super) dims: Dims,
            /// P as a multiple of a group; what is beyond P has factors 1.
            pub(in super::super) padded: usize,
            pub(in super::super) forms: Vec<Form>,
            /// exp(2(W − mid)), or W where the form is direct.
            pub(in super::super) entering: Vec<$float>,
            /// exp(−2(W − mid)), or W where the form is direct.
            pub(in super::super) leaving: Vec<$float>,
            /// Σₐ W, or 0 where the form is direct.
            sums: Vec<$float>,
        }

        impl Tables {
            pub(in super::super) fn new(w: &[$float], dims: Dims) -> Self {
                let (p, q) = (dims.n_hidden, dims.n_states);
                let padded = p.next_multiple_of(GROUP);
                let len = dims.n_inputs() * padded;
                let mut tables = Self {
                    dims,
                    padded,
                    forms: Vec::with_capacity(dims.n_sites),
                    entering: vec![0.0; len],
                    leaving: vec![0.0; len],
                    sums: vec![0.0; dims.n_inputs()],
                };
                let mut least = vec![0.0; p];
                let mut most = vec![0.0; p];
                for (k, weights) in w.chunks_exact(q * p).enumerate() {
                    ends(weights, &mut least, &mut most);
                    let form = form(&least, &most);
                    tables.forms.push(form);
                    let rows = weights.chunks_exact(p).zip(&mut tables.sums[k * q..]);
                    let places = k * q * padded..(k + 1) * q * padded;
                    let entering = tables.entering[places.clone()].chunks_exact_mut(padded);
                    let leaving = tables.leaving[places].chunks_exact_mut(padded);
                    for (((row, sum), entering), leaving) in rows.zip(entering).zip(leaving) {
                        if form == Form::Direct {
                            entering[..p].copy_from_slice(row);
                            leaving[..p].copy_from_slice(row);
                            continue;
                        }
                        *sum = row.iter().sum();
                        let ends = least.iter().zip(&most);
                        let exps = entering.iter_mut().zip(leaving);
                        for ((x, (lo, hi)), (entering, leaving)) in row.iter().zip(ends).zip(exps) {
                            let y = 2.0 * x - (lo + hi);
                            *entering = y.exp();
                            *leaving = (-y).exp();
                        }
                    }
                }
                tables
            }

            /// h without the hidden units' Σₐ dₐ, which is a field as well.
            pub(in super::super) fn base(&self, h: &[$float]) -> Vec<$float> {
                h.iter().zip(&self.sums).map(|(h, sum)| h - sum).collect()
            }

            /// The table's rows of a site.
            pub(in super::super) fn site<'a>(&self, k: usize, table: &'a [$float]) -> &'a [$float] {
                let len = self.dims.n_states * self.padded;
                &table[k * len..(k + 1) * len]
            }
        }

        /// The smallest and the largest weight of each unit.
        fn ends(weights: &[$float], least: &mut [$float], most: &mut [$float]) {
            least.fill($float::INFINITY);
            most.fill($float::NEG_INFINITY);
            for row in weights.chunks_exact(least.len()) {
                for ((x, least), most) in row.iter().zip(&mut *least).zip(&mut *most) {
                    *least = least.min(*x);
                    *most = most.max(*x);
                }
            }
        }

        /// The form whose products stay within the numbers: a factor is within e^(±2·range).
        fn form(least: &[$float], most: &[$float]) -> Form {
            let range = |(lo, hi): (&$float, &$float)| 2.0 * (hi - lo);
            let ranges: Vec<$float> = least.iter().zip(most).map(range).collect();
            // NaN is not below either.
            let factors = ranges.iter().all(|x| *x <= $largest_factor);
            let group = ranges.chunks(GROUP).map(|x| x.iter().sum()).fold(0.0, $float::max);
            if !factors || group > $largest_group {
                return Form::Direct;
            }
            Form::Product {
                groups: ($largest_product / group.max(1.0)) as usize,
                smallest: $float::MIN_POSITIVE * group.exp(),
            }
        }
    };
}

/// Tables in `f64`.
pub(super) mod double {
    tables_in!(f64, 100.0, 350.0, 690.0);
}

/// Tables in `f32`.
pub(super) mod single {
    tables_in!(f32, 24.0, 50.0, 80.0);
}
