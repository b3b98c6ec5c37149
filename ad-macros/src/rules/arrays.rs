//! The methods of `ndarray`'s arrays that have derivatives.
//!
//! What such a method computes and its transpose are functions of the run-time library
//! (`ad-core/src/arrays`), behind the hidden forms that a user's methods have. So a call of
//! `dot` is a call like any other, and whose `dot` it is, is for rustc to find out: a method of the
//! receiver's own type wins over the library's.

/// What is known of a method by its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Method {
    pub(crate) name: &'static str,
    pub(crate) result: Result,
}

/// What a method gives, where its receiver is an array.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Result {
    /// An element.
    Element,
    /// An option of an element.
    MaybeElement,
    /// An array or a view.
    Array,
    /// An option of one.
    MaybeArray,
    /// A result of one.
    TriedArray,
    /// An element or an array.
    Either,
    /// Nothing: the receiver changes.
    Unit,
}

const fn gives(name: &'static str, result: Result) -> Method {
    Method { name, result }
}

/// It changes its receiver.
const fn changes(name: &'static str) -> Method {
    Method { name, result: Result::Unit }
}

static METHODS: &[Method] = &[
    gives("sum", Result::Element),
    gives("mean", Result::MaybeElement),
    gives("product", Result::Element),
    gives("sum_axis", Result::Array),
    gives("mean_axis", Result::MaybeArray),
    gives("dot", Result::Either),
    gives("t", Result::Array),
    gives("view", Result::Array),
    gives("diag", Result::Array),
    gives("row", Result::Array),
    gives("column", Result::Array),
    gives("index_axis", Result::Array),
    gives("slice", Result::Array),
    gives("select", Result::Array),
    gives("broadcast", Result::MaybeArray),
    gives("to_shape", Result::TriedArray),
    gives("insert_axis", Result::Array),
    gives("remove_axis", Result::Array),
    gives("reversed_axes", Result::Array),
    gives("permuted_axes", Result::Array),
    gives("into_shape_with_order", Result::TriedArray),
    gives("into_shape_clone", Result::TriedArray),
    gives("into_dyn", Result::Array),
    gives("into_dimensionality", Result::TriedArray),
    gives("into_owned", Result::Array),
    changes("assign"),
    changes("scaled_add"),
    changes("fill"),
    changes("set_elements"),
    changes("add_array"),
    changes("sub_array"),
    changes("mul_array"),
    changes("div_array"),
    changes("add_number"),
    changes("sub_number"),
    changes("mul_number"),
    changes("div_number"),
];

/// The method that `op=` is, for an array or a number on the right.
pub(crate) fn update(op: &str, number: bool) -> &'static str {
    match (op, number) {
        ("add", false) => "add_array",
        ("sub", false) => "sub_array",
        ("mul", false) => "mul_array",
        ("div", false) => "div_array",
        ("add", true) => "add_number",
        ("sub", true) => "sub_number",
        ("mul", true) => "mul_number",
        _ => "div_number",
    }
}

/// The operator that such a method was written as.
pub(crate) fn operator(method: &str) -> Option<&'static str> {
    Some(match method {
        "add_array" | "add_number" => "+=",
        "sub_array" | "sub_number" => "-=",
        "mul_array" | "mul_number" => "*=",
        "div_array" | "div_number" => "/=",
        _ => return None,
    })
}

/// Does the pullback of a method that changes its receiver read what it overwrote?
pub(crate) fn reads_overwritten(name: &str) -> bool {
    matches!(name, "mul_array" | "div_array" | "mul_number" | "div_number")
}

/// Methods that ask for an array's shape: their results carry no floats.
pub(crate) fn is_shape_query(name: &str) -> bool {
    matches!(
        name,
        "shape"
            | "dim"
            | "raw_dim"
            | "ndim"
            | "nrows"
            | "ncols"
            | "len_of"
            | "is_square"
            | "strides"
    )
}

/// Looks a method up.
pub(crate) fn method(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|m| m.name == name)
}
