//! The conventions at kinks and edges, one line each: the table in the documentation.
//!
//! `tests/semantics.rs` holds one test a line, in both modes, and holds the table to this list.

use std::fmt::Write;

/// A convention: the operation or construct, and what its derivative is there.
pub type Kink = (&'static str, &'static str);

/// All conventions, in the order of the table.
pub const KINKS: &[Kink] = &[
    ("`abs` at 0", "0"),
    ("`max`, `min` at a tie", "half to each operand; a chain of ties splits pairwise"),
    ("`max`, `min` beside a NaN", "all to the operand that is a number"),
    ("`clamp`", "1 to the value inside and on the bounds, else 1 to the bound it is held at"),
    ("`signum`, `floor`, `ceil`, `round`, `round_ties_even`, `trunc`", "0, on their jumps too"),
    ("`fract`", "1, on its jumps too"),
    ("`%`", "1 to the dividend, −trunc(x/y) to the divisor"),
    ("`rem_euclid`, `div_euclid`", "1 and −div_euclid(x, y); 0 and 0"),
    ("`copysign`", "±1 to the magnitude as its sign is kept or changed, 0 at 0; 0 to the sign"),
    ("`powi` at base 0", "n·0ⁿ⁻¹: 0 for n = 0, 1 for n = 1, 0 above"),
    ("`powf` at base 0", "p·0ᵖ⁻¹ in the base: 0 for p = 0, 1 for p = 1; 0 in the exponent"),
    ("`powf` at exponent 0", "0 in the base, ln x in the exponent"),
    (
        "`powf` of a negative base",
        "p·xᵖ⁻¹ in the base for whole p; NaN in the exponent, 0 if it is held",
    ),
    ("`sqrt`, `cbrt` at 0", "∞, but 0 for a zero (co)tangent"),
    ("`ln`, `log2`, `log10`, `recip`, `/` at 0", "±∞, but 0 for a zero (co)tangent"),
    ("`asin`, `acos`, `atanh` at ±1, `acosh` at 1", "±∞, but 0 for a zero (co)tangent"),
    ("`hypot` at (0, 0)", "0 to both"),
    ("`atan2` on its cut and at (0, 0)", "x/(x² + y²) and −y/(x² + y²); 0 to both at the origin"),
    ("`tanh` and a logistic function far out", "0, never NaN"),
    ("a branch not taken", "exactly 0, also where its derivative would be ∞ or NaN"),
    ("a value that is not used", "exactly 0, also where its derivative would be ∞ or NaN"),
    ("an overflow on a path not taken", "no effect"),
    ("a loop that runs zero times", "that of the code without it"),
    ("an empty slice", "an empty gradient"),
    ("a comparison, a cast to an integer", "0"),
    ("a side effect", "happens once, in the forward sweep"),
];

/// The table in Markdown.
#[must_use]
pub fn kinks_table() -> String {
    let mut text = String::from("| where | the derivative is |\n| --- | --- |\n");
    for (place, convention) in KINKS {
        let _ = writeln!(text, "| {place} | {convention} |");
    }
    text
}
