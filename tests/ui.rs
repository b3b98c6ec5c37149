//! What a user reads when a program cannot be differentiated: the texts of `ui/KIND/NAME.rs`.
//!
//! Every program is checked by cargo, all of them in one go, and its errors are compared with
//! `NAME.stderr`: where each stands, the code that it underlines, and the lines that are ours. What
//! rustc adds of its own (which other types implement a trait, where a bound was written) differs
//! between its versions and is left out. After a change, run with `COTANGENT_BLESS=1` and read the
//! difference.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn refusals_read_as_pinned() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let programs = programs(&folder);
    let found = errors(&programs);
    let bless = std::env::var("COTANGENT_BLESS").is_ok_and(|v| v == "1");
    let mut wrong = Vec::new();
    for (name, path) in &programs {
        let pinned = path.with_extension("stderr");
        let text = found.get(name).map_or("", String::as_str);
        if bless {
            std::fs::write(&pinned, text).expect("the pinned text can be written");
            continue;
        }
        let expected = std::fs::read_to_string(&pinned).unwrap_or_default();
        if text.is_empty() {
            wrong.push(format!("{name} compiles, but should not"));
        } else if text != expected {
            wrong.push(format!("{name}\n--- expected\n{expected}\n--- found\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The programs below a folder, by the name of their target.
fn programs(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for kind in std::fs::read_dir(folder).expect("the folder of programs") {
        let kind = kind.expect("a folder of programs").path();
        for file in std::fs::read_dir(&kind).expect("a folder of programs") {
            let path = file.expect("a program").path();
            if path.extension().is_some_and(|e| e == "rs") {
                let part = |p: &Path| p.file_stem().unwrap_or_default().display().to_string();
                found.insert(format!("{}_{}", part(&kind), part(&path)), path);
            }
        }
    }
    assert!(!found.is_empty(), "there are programs in {}", folder.display());
    found
}

/// Checks the programs as examples of a package of their own; the errors of each as text.
fn errors(programs: &BTreeMap<String, PathBuf>) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    std::fs::create_dir_all(package.join("src")).expect("a folder for the package");
    let mut manifest = format!(
        "[package]\nname = \"ui\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ncotangent = {{ path = {:?} }}\n\n[workspace]\n",
        root.join("ad-core")
    );
    for (name, path) in programs {
        writeln!(
            manifest,
            "\n[[example]]\nname = {name:?}\npath = {path:?}\ncrate-type = [\"lib\"]"
        )
        .expect("writing to a string");
    }
    std::fs::write(package.join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::write(package.join("src/lib.rs"), "").expect("an empty library");
    // The same versions as everywhere, so that nothing has to be fetched.
    std::fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).expect("a lock file");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--keep-going", "--examples", "--message-format=json"])
        .arg("--target-dir")
        .arg(package.join("target"))
        .current_dir(&package)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let mut found: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(event) = serde_json::from_str::<Value>(line) else { continue };
        let (target, message) = (&event["target"]["name"], &event["message"]);
        if message["level"] != "error" || message["spans"].as_array().is_none_or(Vec::is_empty) {
            continue;
        }
        let name = target.as_str().unwrap_or_default().to_string();
        found.entry(name).or_default().push(told(message));
    }
    assert!(
        !found.is_empty(),
        "cargo found no mistakes:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    found.into_iter().map(|(name, told)| (name, together(told))).collect()
}

/// One error.
struct Told {
    /// Where it points; the attribute, where it points at nothing smaller.
    at: (bool, u64, u64),
    says: String,
    code: String,
    notes: Vec<String>,
    /// Speaks of derivatives; rustc's own words do not.
    ours: bool,
}

fn told(message: &Value) -> Told {
    let spans = message["spans"].as_array().map(Vec::as_slice).unwrap_or_default();
    let span = spans.iter().find(|s| s["is_primary"] == true).unwrap_or(&Value::Null);
    let code = underlined(span);
    let number = |key: &str| span[key].as_u64().unwrap_or_default();
    let says = trimmed(&message["message"]);
    let children = message["children"].as_array().map(Vec::as_slice).unwrap_or_default();
    let notes = children.iter().filter(|c| c["level"] == "note").map(|c| trimmed(&c["message"]));
    let our_note = |note: &String| OURS.iter().any(|start| note.starts_with(start));
    Told {
        at: (code.starts_with("#["), number("line_start"), number("column_start")),
        code,
        notes: notes.filter(our_note).collect(),
        ours: message["code"].is_null() || says.contains("derivative") || says.contains("tangent"),
        says,
    }
}

/// The errors of one program: ours, or rustc's where there are no others. A type's mistake shows
/// in every derivative that is written: the smallest place where it does stands for all.
fn together(mut told: Vec<Told>) -> String {
    if told.iter().any(|t| t.ours) {
        told.retain(|t| t.ours);
    }
    told.sort_by(|a, b| (a.at, &a.says).cmp(&(b.at, &b.says)));
    let mut distinct: Vec<Told> = Vec::new();
    for t in told {
        let same = |d: &&mut Told| d.says == t.says && (d.at == t.at || !d.notes.is_empty());
        match distinct.iter_mut().find(same) {
            // The place that the message names is better than one that only follows from it.
            Some(known) if !known.named() && t.named() => *known = t,
            Some(_) => {}
            None => distinct.push(t),
        }
    }
    let texts: Vec<String> = distinct.iter().map(ToString::to_string).collect();
    texts.join("\n")
}

impl Told {
    /// Does the message name the code that it underlines?
    fn named(&self) -> bool {
        self.says.contains(&format!("`{}`", self.code))
    }
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (_, line, column) = self.at;
        writeln!(f, "error: {}\n  at {line}:{column} `{}`", self.says, self.code)?;
        self.notes.iter().try_for_each(|note| writeln!(f, "  note: {note}"))
    }
}

/// How the notes of `#[diagnostic::on_unimplemented]` start.
const OURS: &[&str] = &["add `#[d", "put `#[d", "bound it by", "a tangent is"];

fn trimmed(text: &Value) -> String {
    let lines: Vec<&str> = text.as_str().unwrap_or_default().lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// The code under a span; of several lines, the first.
fn underlined(span: &Value) -> String {
    let Some(first) = span["text"].get(0) else { return String::new() };
    let column = |key: &str| first[key].as_u64().unwrap_or(1) as usize - 1;
    let line: Vec<char> = first["text"].as_str().unwrap_or_default().chars().collect();
    let (start, end) = (column("highlight_start"), column("highlight_end").min(line.len()));
    let code: String = line[start..end].iter().collect();
    if span["text"].as_array().is_some_and(|lines| lines.len() > 1) {
        format!("{code} …")
    } else {
        code
    }
}
