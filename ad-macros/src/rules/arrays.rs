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
    /// How many arguments it has beside the receiver.
    pub(crate) arity: usize,
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

impl Method {
    /// Is it a name that only arrays have methods of?
    pub(crate) fn is_certain(&self) -> bool {
        matches!(self.result, Result::TriedArray | Result::Unit)
            || matches!(
                self.name,
                "sum_axis"
                    | "mean_axis"
                    | "index_axis"
                    | "insert_axis"
                    | "remove_axis"
                    | "reversed_axes"
                    | "permuted_axes"
                    | "into_dyn"
            )
    }
}

const fn gives(name: &'static str, arity: usize, result: Result) -> Method {
    Method { name, arity, result }
}

/// It changes its receiver.
const fn changes(name: &'static str, arity: usize) -> Method {
    Method { name, arity, result: Result::Unit }
}

static METHODS: &[Method] = &[
    gives("sum", 0, Result::Element),
    gives("mean", 0, Result::MaybeElement),
    gives("product", 0, Result::Element),
    gives("sum_axis", 1, Result::Array),
    gives("mean_axis", 1, Result::MaybeArray),
    gives("dot", 1, Result::Either),
    gives("t", 0, Result::Array),
    gives("view", 0, Result::Array),
    gives("diag", 0, Result::Array),
    gives("row", 1, Result::Array),
    gives("column", 1, Result::Array),
    gives("index_axis", 2, Result::Array),
    gives("slice", 1, Result::Array),
    gives("select", 2, Result::Array),
    gives("broadcast", 1, Result::MaybeArray),
    gives("to_shape", 1, Result::TriedArray),
    gives("insert_axis", 1, Result::Array),
    gives("remove_axis", 1, Result::Array),
    gives("reversed_axes", 0, Result::Array),
    gives("permuted_axes", 1, Result::Array),
    gives("into_shape_with_order", 1, Result::TriedArray),
    gives("into_shape_clone", 1, Result::TriedArray),
    gives("into_dyn", 0, Result::Array),
    gives("into_dimensionality", 0, Result::TriedArray),
    gives("into_owned", 0, Result::Array),
    gives("joined_with", 2, Result::Array),
    gives("var", 1, Result::Element),
    gives("std", 1, Result::Element),
    changes("assign", 1),
    changes("scaled_add", 2),
    changes("fill", 1),
    changes("set_elements", 1),
    changes("add_array", 1),
    changes("sub_array", 1),
    changes("mul_array", 1),
    changes("div_array", 1),
    changes("add_number", 1),
    changes("sub_number", 1),
    changes("mul_number", 1),
    changes("div_number", 1),
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
