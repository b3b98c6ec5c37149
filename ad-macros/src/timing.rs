//! What the attribute costs at compile time: `cargo test --release -p cotangent-macros timing --
//! --ignored --nocapture` times every function of the corpus.

use quote::ToTokens;
use std::path::Path;
use std::time::{Duration, Instant};

/// The attributed functions and impl blocks of a file, with the attribute's arguments.
struct Attributed(Vec<(proc_macro2::TokenStream, proc_macro2::TokenStream)>);

impl Attributed {
    fn take(&mut self, attrs: &mut Vec<syn::Attribute>) -> Option<proc_macro2::TokenStream> {
        let i = attrs.iter().position(|a| a.path().is_ident("differentiable"))?;
        match attrs.remove(i).meta {
            syn::Meta::List(list) => Some(list.tokens),
            _ => Some(proc_macro2::TokenStream::new()),
        }
    }
}

impl<'a> syn::visit::Visit<'a> for Attributed {
    fn visit_item_fn(&mut self, f: &'a syn::ItemFn) {
        let mut f = f.clone();
        if let Some(options) = self.take(&mut f.attrs) {
            self.0.push((options, f.into_token_stream()));
        }
    }

    fn visit_item_impl(&mut self, i: &'a syn::ItemImpl) {
        let mut i = i.clone();
        if let Some(options) = self.take(&mut i.attrs) {
            self.0.push((options, i.into_token_stream()));
        }
    }
}

#[test]
#[ignore = "a measurement"]
fn expansion_of_the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/support/corpus");
    let mut found = Attributed(Vec::new());
    for entry in std::fs::read_dir(&folder).expect("the corpus is beside this crate") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("text");
        let file = syn::parse_file(&text).expect("Rust");
        syn::visit::Visit::visit_file(&mut found, &file);
    }
    let mut times: Vec<(Duration, usize)> = Vec::new();
    for (options, item) in &found.0 {
        let start = Instant::now();
        let tokens = crate::expand::attribute(options.clone(), item.clone());
        let time = start.elapsed();
        times.push((time, tokens.to_string().len()));
    }
    times.sort();
    let total: Duration = times.iter().map(|(t, _)| *t).sum();
    let bytes: usize = times.iter().map(|(_, n)| n).sum();
    println!(
        "{} items, {:.1} ms in all; a function: median {:.2} ms, mean {:.2} ms, longest {:.1} ms; {} KiB of source",
        times.len(),
        total.as_secs_f64() * 1e3,
        times[times.len() / 2].0.as_secs_f64() * 1e3,
        total.as_secs_f64() * 1e3 / times.len() as f64,
        times[times.len() - 1].0.as_secs_f64() * 1e3,
        bytes / 1024,
    );
    assert!(times.len() > 200, "{} items", times.len());
}
