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
    /// It takes `self`, not `&self`.
    pub(crate) by_value: bool,
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
}

const fn borrows(name: &'static str, result: Result) -> Method {
    Method { name, by_value: false, result }
}

const fn takes(name: &'static str, result: Result) -> Method {
    Method { name, by_value: true, result }
}

static METHODS: &[Method] = &[
    borrows("sum", Result::Element),
    borrows("mean", Result::MaybeElement),
    borrows("product", Result::Element),
    borrows("sum_axis", Result::Array),
    borrows("mean_axis", Result::MaybeArray),
    borrows("dot", Result::Either),
    borrows("t", Result::Array),
    borrows("view", Result::Array),
    borrows("diag", Result::Array),
    borrows("row", Result::Array),
    borrows("column", Result::Array),
    borrows("index_axis", Result::Array),
    borrows("slice", Result::Array),
    borrows("select", Result::Array),
    borrows("broadcast", Result::MaybeArray),
    borrows("to_shape", Result::TriedArray),
    takes("insert_axis", Result::Array),
    takes("remove_axis", Result::Array),
    takes("reversed_axes", Result::Array),
    takes("permuted_axes", Result::Array),
    takes("into_shape_with_order", Result::TriedArray),
    takes("into_shape_clone", Result::TriedArray),
    takes("into_dyn", Result::Array),
    takes("into_dimensionality", Result::TriedArray),
    takes("into_owned", Result::Array),
];

/// Methods that ask for an array's shape: their results carry no floats.
pub(crate) fn is_shape_query(name: &str) -> bool {
    matches!(
        name,
        "shape" | "dim" | "raw_dim" | "ndim" | "nrows" | "ncols" | "len_of" | "is_square" | "strides"
    )
}

/// Looks a method up.
pub(crate) fn method(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|m| m.name == name)
}
