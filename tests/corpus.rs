//! Every function of the corpus in every mode, and the support table that follows from it.
//!
//! To run a part while the compiler grows, take files out of the list below and out of
//! `support/corpus/mod.rs`.

macro_rules! sections {
    ($($module:ident in $path:literal;)*) => {
        $(
            #[path = $path]
            mod $module;
        )*

        fn sections() -> Vec<cotangent_tests::harness::Section> {
            vec![$($module::rows()),*]
        }
    };
}

sections! {
    bindings in "corpus/bindings.rs";
    control_flow in "corpus/control_flow.rs";
    calls in "corpus/calls.rs";
    iterators in "corpus/iterators.rs";
    containers in "corpus/containers.rs";
    structs in "corpus/structs.rs";
    marks in "corpus/marks.rs";
    arrays in "corpus/arrays.rs";
    scalars in "corpus/scalars.rs";
    scalar_methods in "corpus/scalar_methods.rs";
    elementary in "corpus/elementary.rs";
    inactive in "corpus/inactive.rs";
    emitted in "corpus/emitted.rs";
    nested in "corpus/nested.rs";
    products in "corpus/products.rs";
    rows in "corpus/rows.rs";
    cells in "corpus/cells.rs";
}

#[test]
fn the_readme_shows_the_support_table() {
    let table = cotangent_tests::harness::support_table(&sections());
    let readme = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    if let Err(message) =
        cotangent_tests::harness::hold_between_markers(&readme, "support table", &table)
    {
        panic!("{message}");
    }
}

#[test]
fn the_corpus_is_large() {
    let sections = sections();
    let names: Vec<&str> =
        sections.iter().flat_map(|s| &s.rows).map(|row| row.function.as_str()).collect();
    let distinct: std::collections::HashSet<&str> = names.iter().copied().collect();
    assert!(distinct.len() >= 120, "{} functions", distinct.len());
}
