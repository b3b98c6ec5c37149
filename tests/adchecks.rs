//! Values of the small check programs, against 90-digit arithmetic.

use cotangent_tests::adbench::assert_close;
use cotangent_tests::adchecks::{self, scalar_cases, vector_cases};
use cotangent_tests::{for_each_scalar_check, for_each_vector_check};

/// About a hundred times what float64 peers lose on these programs.
const TOLERANCE: f64 = 2e-12;

macro_rules! scalar_values {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                for case in scalar_cases(stringify!($name)) {
                    let value = adchecks::$name(&case.x);
                    assert_close(stringify!($name), &[value], &[case.value], TOLERANCE);
                }
            }
        )*
    };
}
for_each_scalar_check!(scalar_values);

macro_rules! vector_values {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                for case in vector_cases(stringify!($name)) {
                    let value = adchecks::$name(&case.x);
                    assert_close(stringify!($name), &value, &case.value, TOLERANCE);
                }
            }
        )*
    };
}
for_each_vector_check!(vector_values);
