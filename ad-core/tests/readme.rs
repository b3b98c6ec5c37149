//! The Rust code that the README shows is the code of the examples, which are compiled and run.

use std::path::Path;

/// Every fenced Rust block of the README with the example that the link above it names.
fn blocks(readme: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut example = None;
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        if let Some((_, rest)) = line.split_once("](ad-core/examples/") {
            example = rest.split_once(')').map(|(name, _)| name.to_string());
        }
        if line == "```rust" {
            let code: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let example = example.clone().expect("a link to an example stands above the block");
            blocks.push((example, code.join("\n") + "\n"));
        }
    }
    blocks
}

fn read(path: impl AsRef<Path>) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.replace("\r\n", "\n")
}

#[test]
fn the_readme_shows_the_examples() {
    let blocks = blocks(&read("../README.md"));
    assert_eq!(
        blocks.first().map(|(name, code)| (name.as_str(), code.clone())),
        Some(("readme.rs", read("examples/readme.rs"))),
        "the README opens with the whole of readme.rs"
    );
    assert!(blocks.len() > 5, "{} blocks", blocks.len());
    for (name, code) in blocks {
        // Parts of an example may be left out, and the body of `main` stands without its indent.
        let source = without_indent(&read(format!("examples/{name}")));
        for part in code.split("// …\n") {
            let found = source.contains(without_indent(part).trim());
            assert!(found, "{name} has not what the README shows:\n{part}");
        }
    }
}

fn without_indent(text: &str) -> String {
    text.lines().map(|line| line.trim_start().to_string() + "\n").collect()
}
