//! The whole energy change of one flip as one function of the parameters' arrays, differentiated by Enzyme as
//! it stands: each read of a parameter becomes an atomic addition to its cotangent, and what the reverse
//! sweep needs of the forward sweep is kept in memory. It is there to be measured against `srbm.cu`.

macro_rules! naive {
    ($module:ident, $float:ident, $parameter:literal, $add:literal, $rule:literal, $risk:literal, $reverse:literal, $autodiff:literal) => {
        pub mod $module {
            use crate::enzyme::{enzyme_const, enzyme_dup};
            use crate::energy::$module::{hidden_change, ratio_risk};

            unsafe extern "C" {
                #[link_name = $add]
                fn add_atomically(to: *mut $float, x: $float);
            }

            /// A parameter's value; its reverse is an atomic addition.
            #[unsafe(export_name = $parameter)]
            #[inline(never)]
            unsafe extern "C" fn parameter(at: *const $float) -> $float {
                unsafe { *at }
            }

            unsafe extern "C" fn augmented(at: *const $float, _: *mut $float) -> $float {
                unsafe { *at }
            }

            unsafe extern "C" fn reverse(_: *const $float, bar: *mut $float, seed: $float) {
                unsafe { add_atomically(bar, seed) }
            }

            #[repr(C)]
            pub struct Rule(
                unsafe extern "C" fn(*const $float) -> $float,
                unsafe extern "C" fn(*const $float, *mut $float) -> $float,
                unsafe extern "C" fn(*const $float, *mut $float, $float),
            );

            #[unsafe(export_name = $rule)]
            pub static mut RULE: Rule = Rule(parameter, augmented, reverse);

            /// Sizes of [`Frame`](../frame.h), and the flip.
            #[repr(C)]
            pub struct Flip {
                n: usize,
                q: usize,
                p: usize,
                row: usize,
                sample: usize,
                site: usize,
                flipped: usize,
                beta: $float,
                seed: $float,
            }

            #[unsafe(export_name = $risk)]
            unsafe extern "C" fn risk(
                h: *const $float,
                couplings: *const $float,
                w: *const $float,
                inputs: *const $float,
                states: *const u8,
                flip: *const Flip,
            ) -> $float {
                unsafe {
                    let Flip { n, q, p, row, sample, site, flipped, beta, seed } = *flip;
                    let state = |site: usize| site * q + *states.add(site * row + sample) as usize;
                    let (from, to) = (state(site), site * q + flipped);
                    let mut change = parameter(h.add(from)) - parameter(h.add(to));
                    for other in 0..n {
                        let feels = couplings.add(state(other) * n * q);
                        change += parameter(feels.add(from)) - parameter(feels.add(to));
                    }
                    for a in 0..p {
                        let input = parameter(inputs.add(sample * p + a));
                        let present = parameter(w.add(from * p + a));
                        change += hidden_change(input, present, parameter(w.add(to * p + a)));
                    }
                    seed * ratio_risk(change, beta)
                }
            }

            type Risk = unsafe extern "C" fn(
                *const $float,
                *const $float,
                *const $float,
                *const $float,
                *const u8,
                *const Flip,
            ) -> $float;

            unsafe extern "C" {
                #[link_name = $autodiff]
                fn autodiff(
                    f: Risk,
                    _: i32,
                    h: *const $float,
                    h_bar: *mut $float,
                    _: i32,
                    couplings: *const $float,
                    couplings_bar: *mut $float,
                    _: i32,
                    w: *const $float,
                    w_bar: *mut $float,
                    _: i32,
                    inputs: *const $float,
                    inputs_bar: *mut $float,
                    _: i32,
                    states: *const u8,
                    _: i32,
                    flip: *const Flip,
                );
            }

            #[allow(clippy::too_many_arguments, reason = "each array comes with its cotangent")]
            #[unsafe(export_name = $reverse)]
            unsafe extern "C" fn risk_reverse(
                h: *const $float,
                h_bar: *mut $float,
                couplings: *const $float,
                couplings_bar: *mut $float,
                w: *const $float,
                w_bar: *mut $float,
                inputs: *const $float,
                inputs_bar: *mut $float,
                states: *const u8,
                flip: *const Flip,
            ) {
                let (c, d) = (enzyme_const, enzyme_dup);
                unsafe {
                    autodiff(
                        risk, d, h, h_bar, d, couplings, couplings_bar, d, w, w_bar, d, inputs, inputs_bar, c,
                        states, c, flip,
                    )
                }
            }
        }
    };
}

naive!(
    single, f32, "parameter_f32", "add_atomically_f32", "__enzyme_register_gradient_parameter_f32",
    "flip_risk_f32", "flip_risk_reverse_f32", "__enzyme_autodiff_f32_flip_risk"
);
naive!(
    double, f64, "parameter_f64", "add_atomically_f64", "__enzyme_register_gradient_parameter_f64",
    "flip_risk_f64", "flip_risk_reverse_f64", "__enzyme_autodiff_f64_flip_risk"
);
