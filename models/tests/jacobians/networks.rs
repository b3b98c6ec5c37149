//! Plain functions of one sample that are tested.

use crate::support::uniform;
use cotangent::{Differentiable, differentiable};
use cotangent_models::jacobians::*;

/// The same networks in both precisions.
macro_rules! networks {
    ($precision:ident, $T:ty) => {
        pub(crate) mod $precision {
            use super::*;

            /// y = w x + b, with w `[n_out, n_in]`, row by row.
            #[derive(Clone, Debug, Differentiable)]
            pub(crate) struct Layer {
                pub(crate) w: Vec<$T>,
                pub(crate) b: Vec<$T>,
            }

            impl Layer {
                pub(crate) fn new(w: &[f64], b: &[f64]) -> Layer {
                    let floats = |floats: &[f64]| floats.iter().map(|&w| w as $T).collect();
                    Layer { w: floats(w), b: floats(b) }
                }
            }

            #[derive(Clone, Debug, Differentiable)]
            pub(crate) struct Net {
                pub(crate) layers: Vec<Layer>,
            }

            impl Net {
                pub(crate) fn n_outputs(&self) -> usize {
                    self.layers.last().unwrap().b.len()
                }
            }

            #[differentiable(lanes)]
            pub(crate) fn affine(w: &[$T], b: &[$T], x: &[$T]) -> Vec<$T> {
                let mut y: Vec<$T> = vec![0.0; b.len()];
                for o in 0..b.len() {
                    let mut sum = b[o];
                    for i in 0..x.len() {
                        sum += w[o * x.len() + i] * x[i];
                    }
                    y[o] = sum;
                }
                y
            }

            /// Dense layers with ReLUs in between, whose slope at 0 is 0.
            #[differentiable(wrt(net), wrt(x), lanes)]
            pub(crate) fn relu_net(net: &Net, x: &[$T]) -> Vec<$T> {
                let mut h: Vec<$T> = affine(&net.layers[0].w, &net.layers[0].b, x);
                for l in 1..net.layers.len() {
                    for i in 0..h.len() {
                        if h[i] <= 0.0 {
                            h[i] = 0.0;
                        }
                    }
                    h = affine(&net.layers[l].w, &net.layers[l].b, &h);
                }
                h
            }

            pub(crate) fn one_by_one<'f>(
                net: &'f Net,
                x: &'f [Vec<$T>],
            ) -> Samples<'f, Net, Vec<$T>, impl Sweep<Net, Vec<$T>>> {
                Samples::new(net, x.len(), vec![0.0; net.n_outputs()], |net, n, seed| {
                    let (y, pullback) = relu_net::vjp_wrt_net(net, &x[n]);
                    pullback(seed(&y))
                })
                .unwrap()
            }

            pub(crate) fn in_lanes<'f>(
                net: &'f Net,
                x: &'f [Vec<$T>],
            ) -> Samples<'f, Net, Vec<$T>, impl Sweep<Net, Vec<$T>>> {
                let y = vec![0.0; net.n_outputs()];
                Samples::in_lanes::<4, _>(net, x.len(), y, |net, n, seed| {
                    let (y, pullback) = relu_net::vjp_lanes_wrt_net(net, &x[n]);
                    pullback(seed(&y))
                })
                .unwrap()
            }
        }
    };
}
networks!(double, f64);
networks!(single, f32);

/// A network with these widths and its samples.
pub(crate) fn drawn(n: usize, widths: &[usize], seed: u64) -> (double::Net, Vec<Vec<f64>>) {
    let mut layers = vec![];
    for (l, pair) in widths.windows(2).enumerate() {
        let (n_in, n_out) = (pair[0], pair[1]);
        let seed = 100 * seed + 2 * l as u64;
        layers.push(double::Layer::new(&uniform(n_out * n_in, seed), &uniform(n_out, seed + 1)));
    }
    let x = uniform(n * widths[0], 100 * seed + 99);
    (double::Net { layers }, x.chunks(widths[0]).map(<[f64]>::to_vec).collect())
}
