//! One function in versions for several processors, and the choice between them at run time.

use multiversion::multiversion;

/// A function that takes its arguments as a tuple.
pub trait Kernel<A> {
    /// What it returns.
    type Out;
    /// Calls it.
    fn run(self, arguments: A) -> Self::Out;
}

macro_rules! kernel {
    ($($name:ident)*) => {
        impl<R, F: FnOnce($($name),*) -> R, $($name),*> Kernel<($($name,)*)> for F {
            type Out = R;
            #[allow(non_snake_case, clippy::unused_unit)]
            #[inline(always)]
            fn run(self, ($($name,)*): ($($name,)*)) -> R {
                self($($name),*)
            }
        }
    };
}

macro_rules! kernels {
    ($($name:ident)*) => { kernels!(@ [] $($name)*); };
    (@ [$($some:ident)*] $next:ident $($rest:ident)*) => {
        kernel!($($some)*);
        kernels!(@ [$($some)* $next] $($rest)*);
    };
    (@ [$($all:ident)*]) => { kernel!($($all)*); };
}
kernels!(A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 A16 A17 A18 A19 A20 A21 A22 A23 A24
    A25 A26 A27 A28 A29 A30 A31);

/// Runs a kernel in the version for this processor. The kernel has to be the name of a function that is always
/// inlined: then it is part of each version.
// None of the versions fuses products with sums, so all give the same bits.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx2+fma+bmi1+bmi2+lzcnt+popcnt",
    "x86_64+avx2+fma+bmi1+bmi2+lzcnt+popcnt",
))]
pub fn dispatch<K: Kernel<A>, A>(kernel: K, arguments: A) -> K::Out {
    kernel.run(arguments)
}
