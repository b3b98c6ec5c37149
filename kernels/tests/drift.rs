//! What is committed was made from the sources that are committed.

use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::Path;

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("text takes bytes");
        text
    })
}

/// The hash that `build-ptx` writes: of the list of its sources' hashes.
fn hash_of_sources(root: &Path) -> String {
    let mut names = vec!["src/energy.rs".to_owned()];
    let mut cuda: Vec<String> = std::fs::read_dir(root.join("cuda"))
        .expect("kernels/cuda is a folder")
        .map(|entry| entry.expect("a readable folder").file_name().into_string().expect("ASCII"))
        .map(|name| format!("cuda/{name}"))
        .collect();
    cuda.sort();
    names.extend(cuda);
    names.push("build-ptx".to_owned());
    let list: String = names
        .iter()
        .map(|name| {
            let source = std::fs::read(root.join(name)).expect("a source");
            format!("{}  {name}\n", hex(Sha256::digest(source)))
        })
        .collect();
    hex(Sha256::digest(list))
}

#[test]
fn generated_code_is_that_of_the_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let hash = hash_of_sources(root);
    let generated =
        ["ptx/srbm.sm_70.ptx", "ptx/srbm.sm_80.ptx", "ptx/srbm.sm_90.ptx", "host/srbm.s"];
    for name in generated {
        let text = std::fs::read_to_string(root.join(name)).expect("generated code");
        let first = text.lines().next().unwrap_or_default();
        let found = first.trim_start_matches(['/', '#', ' ']).trim_start_matches("sources: ");
        assert_eq!(found, hash, "{name} is older than its sources: run kernels/build-ptx");
    }
}

/// Each kernel of the plan is there in both float types, for each architecture.
#[test]
fn all_kernels_are_there() {
    use cotangent_kernels::{plan, ptx};
    for ptx in ptx::ALL {
        assert!(ptx.text.contains(&format!(".target sm_{}", ptx.capability)));
        for kernel in plan::KERNELS {
            for suffix in ["f32", "f64"] {
                let entry = format!(".visible .entry {kernel}_{suffix}(");
                assert!(ptx.text.contains(&entry), "no {kernel}_{suffix} for {}", ptx.capability);
            }
        }
        let entries = ptx.text.matches(".visible .entry ").count();
        assert_eq!(entries, 2 * plan::KERNELS.len(), "kernels that no plan knows");
    }
}
