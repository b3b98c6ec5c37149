//! The pointwise energies for the device: entry points with C names, and the calls that Enzyme replaces by
//! derivatives. Compiled by `build-ptx` for the host triple, without the standard library; mathematics goes
//! through libdevice's names, whose derivatives Enzyme knows.
//!
//! For a function f of x, y: `f_f32(x, y)` is its value, `f_by_x_f32(x, y)` the partial derivative by x
//! (reverse mode), and `f_jvp_f32(x, dx, y, dy)` the directional derivative (forward mode). Parameters
//! marked `const` have no derivative.

#![no_std]
#![crate_type = "lib"]
#![allow(missing_docs)]

#[path = "../src/energy.rs"]
pub mod energy;

#[path = "naive.rs"]
pub mod naive;

/// Elementary functions by their names in libdevice.
pub mod libdevice {
    pub trait Elementary {
        fn exp(self) -> Self;
        fn ln(self) -> Self;
        fn ln_1p(self) -> Self;
    }

    macro_rules! elementary {
        ($float:ident, $exp:ident, $ln:ident, $ln_1p:ident) => {
            unsafe extern "C" {
                safe fn $exp(x: $float) -> $float;
                safe fn $ln(x: $float) -> $float;
                safe fn $ln_1p(x: $float) -> $float;
            }

            impl Elementary for $float {
                #[inline(always)]
                fn exp(self) -> $float {
                    $exp(self)
                }
                #[inline(always)]
                fn ln(self) -> $float {
                    $ln(self)
                }
                #[inline(always)]
                fn ln_1p(self) -> $float {
                    $ln_1p(self)
                }
            }
        };
    }

    elementary!(f32, __nv_expf, __nv_logf, __nv_log1pf);
    elementary!(f64, __nv_exp, __nv_log, __nv_log1p);
}

/// The calls that Enzyme replaces, and its words for the activity of the argument that follows.
mod enzyme {
    unsafe extern "C" {
        pub safe static enzyme_const: i32;
        pub safe static enzyme_out: i32;
        pub safe static enzyme_dup: i32;
    }

    macro_rules! calls {
        ($module:ident, $float:ident, $reverse:literal, $forward:literal) => {
            pub mod $module {
                pub type Unary = extern "C" fn($float) -> $float;
                pub type Binary = extern "C" fn($float, $float) -> $float;
                pub type Ternary = extern "C" fn($float, $float, $float) -> $float;

                unsafe extern "C" {
                    #[link_name = concat!($reverse, "_unary")]
                    pub fn reverse_unary(f: Unary, _: i32, x: $float) -> $float;
                    #[link_name = concat!($reverse, "_binary")]
                    pub fn reverse_binary(
                        f: Binary,
                        _: i32,
                        x: $float,
                        _: i32,
                        y: $float,
                    ) -> $float;
                    #[link_name = concat!($reverse, "_ternary")]
                    pub fn reverse_ternary(
                        f: Ternary,
                        _: i32,
                        x: $float,
                        _: i32,
                        y: $float,
                        _: i32,
                        z: $float,
                    ) -> $float;
                    #[link_name = concat!($forward, "_unary")]
                    pub fn forward_unary(f: Unary, _: i32, x: $float, dx: $float) -> $float;
                    #[link_name = concat!($forward, "_with_constant")]
                    pub fn forward_with_constant(
                        f: Binary,
                        _: i32,
                        x: $float,
                        dx: $float,
                        _: i32,
                        c: $float,
                    ) -> $float;
                    #[link_name = concat!($forward, "_binary")]
                    pub fn forward_binary(
                        f: Binary,
                        _: i32,
                        x: $float,
                        dx: $float,
                        _: i32,
                        y: $float,
                        dy: $float,
                    ) -> $float;
                    #[link_name = concat!($forward, "_ternary")]
                    pub fn forward_ternary(
                        f: Ternary,
                        _: i32,
                        x: $float,
                        dx: $float,
                        _: i32,
                        y: $float,
                        dy: $float,
                        _: i32,
                        z: $float,
                        dz: $float,
                    ) -> $float;
                }
            }
        };
    }

    calls!(single, f32, "__enzyme_autodiff_f32", "__enzyme_fwddiff_f32");
    calls!(double, f64, "__enzyme_autodiff_f64", "__enzyme_fwddiff_f64");
}

/// f(x): value, `_by_1`, `_jvp`.
macro_rules! unary {
    ($module:ident, $float:ident, $suffix:literal, $($f:ident),*) => {
        $(const _: () = {
            use crate::enzyme::{$module::*, *};

            #[unsafe(export_name = concat!(stringify!($f), $suffix))]
            extern "C" fn value(x: $float) -> $float {
                crate::energy::$module::$f(x)
            }
            #[unsafe(export_name = concat!(stringify!($f), "_by_1", $suffix))]
            extern "C" fn by_1(x: $float) -> $float {
                unsafe { reverse_unary(value, enzyme_out, x) }
            }
            #[unsafe(export_name = concat!(stringify!($f), "_jvp", $suffix))]
            extern "C" fn jvp(x: $float, dx: $float) -> $float {
                unsafe { forward_unary(value, enzyme_dup, x, dx) }
            }
        };)*
    };
}

/// f(x, c) with c held constant: value, `_by_1`, `_jvp`.
macro_rules! with_constant {
    ($module:ident, $float:ident, $suffix:literal, $($f:ident),*) => {
        $(const _: () = {
            use crate::enzyme::{$module::*, *};

            #[unsafe(export_name = concat!(stringify!($f), $suffix))]
            extern "C" fn value(x: $float, c: $float) -> $float {
                crate::energy::$module::$f(x, c)
            }
            #[unsafe(export_name = concat!(stringify!($f), "_by_1", $suffix))]
            extern "C" fn by_1(x: $float, c: $float) -> $float {
                unsafe { reverse_binary(value, enzyme_out, x, enzyme_const, c) }
            }
            #[unsafe(export_name = concat!(stringify!($f), "_jvp", $suffix))]
            extern "C" fn jvp(x: $float, dx: $float, c: $float) -> $float {
                unsafe { forward_with_constant(value, enzyme_dup, x, dx, enzyme_const, c) }
            }
        };)*
    };
}

/// f(x, y): value, `_by_1`, `_by_2`, `_jvp`.
macro_rules! binary {
    ($module:ident, $float:ident, $suffix:literal, $($f:ident),*) => {
        $(const _: () = {
            use crate::enzyme::{$module::*, *};

            #[unsafe(export_name = concat!(stringify!($f), $suffix))]
            extern "C" fn value(x: $float, y: $float) -> $float {
                crate::energy::$module::$f(x, y)
            }
            #[unsafe(export_name = concat!(stringify!($f), "_by_1", $suffix))]
            extern "C" fn by_1(x: $float, y: $float) -> $float {
                unsafe { reverse_binary(value, enzyme_out, x, enzyme_const, y) }
            }
            #[unsafe(export_name = concat!(stringify!($f), "_by_2", $suffix))]
            extern "C" fn by_2(x: $float, y: $float) -> $float {
                unsafe { reverse_binary(value, enzyme_const, x, enzyme_out, y) }
            }
            #[unsafe(export_name = concat!(stringify!($f), "_jvp", $suffix))]
            extern "C" fn jvp(x: $float, dx: $float, y: $float, dy: $float) -> $float {
                unsafe { forward_binary(value, enzyme_dup, x, dx, enzyme_dup, y, dy) }
            }
        };)*
    };
}

/// f(x, y, z): value, `_by_1`, `_by_2`, `_by_3`, `_jvp`.
macro_rules! ternary {
    ($module:ident, $float:ident, $suffix:literal, $($f:ident),*) => {
        $(const _: () = {
            use crate::enzyme::{$module::*, *};

            #[unsafe(export_name = concat!(stringify!($f), $suffix))]
            extern "C" fn value(x: $float, y: $float, z: $float) -> $float {
                crate::energy::$module::$f(x, y, z)
            }
            #[unsafe(export_name = concat!(stringify!($f), "_by_1", $suffix))]
            extern "C" fn by_1(x: $float, y: $float, z: $float) -> $float {
                unsafe { reverse_ternary(value, enzyme_out, x, enzyme_const, y, enzyme_const, z) }
            }
            #[unsafe(export_name = concat!(stringify!($f), "_by_2", $suffix))]
            extern "C" fn by_2(x: $float, y: $float, z: $float) -> $float {
                unsafe { reverse_ternary(value, enzyme_const, x, enzyme_out, y, enzyme_const, z) }
            }
            #[unsafe(export_name = concat!(stringify!($f), "_by_3", $suffix))]
            extern "C" fn by_3(x: $float, y: $float, z: $float) -> $float {
                unsafe { reverse_ternary(value, enzyme_const, x, enzyme_const, y, enzyme_out, z) }
            }
            #[unsafe(export_name = concat!(stringify!($f), "_jvp", $suffix))]
            extern "C" fn jvp(
                x: $float,
                dx: $float,
                y: $float,
                dy: $float,
                z: $float,
                dz: $float,
            ) -> $float {
                unsafe {
                    forward_ternary(value, enzyme_dup, x, dx, enzyme_dup, y, dy, enzyme_dup, z, dz)
                }
            }
        };)*
    };
}

macro_rules! entries {
    ($module:ident, $float:ident, $suffix:literal) => {
        unary!($module, $float, $suffix, log_cosh, sigmoid, share_down, share_up, product_change);
        with_constant!($module, $float, $suffix, exponential, ratio_risk, boltzmann, log_partition);
        binary!($module, $float, $suffix, left_over);
        ternary!($module, $float, $suffix, hidden_change, factor, log_factor, energy_change);
    };
}

entries!(single, f32, "_f32");
entries!(double, f64, "_f64");

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
