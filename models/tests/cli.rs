//! The `cotangent` command from outside: what it says and how it exits.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SMALL: [&str; 12] =
    ["--p", "3", "--q", "4", "--n", "5", "--m", "70", "--repeats", "1", "--threads", "2"];

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/srbm").join(name)
}

fn cotangent(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cotangent")).args(arguments).output().unwrap()
}

/// The exit code and all that was said.
fn run(arguments: &[&str]) -> (i32, String) {
    let output = cotangent(arguments);
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (output.status.code().unwrap(), text.concat())
}

#[test]
fn drawn_data_needs_no_files() {
    let (code, text) = run(&SMALL);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("no answers are published for these sizes"), "{text}");
    assert!(text.contains("gradient by hand") && text.contains("All agree"), "{text}");
}

#[test]
fn absent_answers_are_said_in_one_line() {
    let empty = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_cotangent"))
        .args(["--repeats", "1", "--precision", "f32"])
        .current_dir(empty.path())
        .env_remove("CARGO_MANIFEST_DIR")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    let line = text.lines().find(|line| line.contains("published answers not found")).unwrap();
    assert!(line.contains("seedsize_P50_q21_N59_M256.npz"), "{line}");
}

#[test]
fn published_answers_are_compared_with() {
    let path = data("small_q3.npz");
    let (code, text) = run(&["--golden", path.to_str().unwrap(), "--repeats", "1"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("against the published answers"), "{text}");
}

#[test]
fn same_results_on_any_number_of_threads() {
    let losses = |threads| {
        let sizes = ["--p", "3", "--q", "4", "--n", "5", "--m", "300", "--repeats", "1"];
        let arguments = [&sizes[..], &["--precision", "f32", "--threads", threads]].concat();
        let (code, text) = run(&arguments);
        assert_eq!(code, 0, "{text}");
        let cell = |line: &str| line.split('┆').nth(2).map(str::to_string);
        text.lines().filter_map(cell).collect::<Vec<_>>()
    };
    assert_eq!(losses("1"), losses("3"));
    assert_eq!(losses("1").len(), 4);
}

#[test]
fn wrong_options_are_explained() {
    for (arguments, expected) in [
        (&["--q", "1"][..], "q is 1, but must be from 2 to 256"),
        (&["--n", "100000"], "N is 100000, but must be small enough"),
        (&["--m", "0"], "M is 0, but must be at least 1"),
        (&["--threads", "0"], "--threads"),
        (&["--precision", "f16"], "possible values: f32, f64, both"),
        (&["--samples", "3"], "unexpected argument '--samples'"),
        (&["--golden", "x.npz", "--p", "3"], "cannot be used with"),
    ] {
        let (code, text) = run(arguments);
        assert_eq!(code, 2, "{text}");
        assert!(text.contains(expected) && text.contains("--help"), "{arguments:?}: {text}");
    }
}

#[test]
fn missing_and_damaged_files_are_explained() {
    let (code, text) = run(&["--golden", "nowhere.npz"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.starts_with("error: nowhere.npz: cannot be opened"), "{text}");

    let bytes = std::fs::read(data("small_q3.npz")).unwrap();
    let path = std::env::temp_dir().join(format!("cotangent-cli-{}.npz", std::process::id()));
    std::fs::write(&path, &bytes[..1000]).unwrap();
    let (code, text) = run(&["--golden", path.to_str().unwrap()]);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("expected an .npz archive"), "{text}");
}

#[test]
fn help_names_all_options() {
    let (code, text) = run(&["--help"]);
    assert_eq!(code, 0);
    for option in [
        "--p",
        "--q",
        "--n",
        "--m",
        "--seed",
        "--threads",
        "--precision",
        "--golden",
        "--repeats",
        "--device",
        "--out",
    ] {
        assert!(text.contains(&format!("{option} <")), "{option}: {text}");
    }
    assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{text}");
}

#[test]
fn the_page_of_the_reference_examples_stands_alone() {
    let there = tempfile::tempdir().unwrap();
    let out = there.path().join("report");
    let (code, text) = run(&[&SMALL[..], &["--out", out.to_str().unwrap()]].concat());
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("regularised") && text.contains("The page is in "), "{text}");
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    assert!(!page.contains("http://") && !page.contains("https://"), "no outside link");
    assert_eq!(page.matches("<svg role=\"img\"").count(), 10);
    assert_eq!(page.matches("src=\"data:image/gif;base64,R0lGODlh").count(), 4);
    assert!(page.contains("gradient by hand") && page.contains("central differences"));

    let file = there.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (code, text) = run(&[&SMALL[..], &["--out", file.to_str().unwrap()]].concat());
    assert_eq!(code, 2);
    assert!(text.starts_with(&format!("error: {}: cannot be made", file.display())), "{text}");
}

/// Where there is a device, its rows agree; where there is none, that is said, and is an error only for who
/// asked for one.
#[test]
fn a_device_is_used_or_its_absence_is_said() {
    let (code, text) = run(&[&SMALL[..], &["--device", "cuda"]].concat());
    let available = text.contains("on the device");
    assert_eq!(code, if available { 0 } else { 2 }, "{text}");
    assert!(available || text.contains("error: --device cuda: "), "{text}");
    let (code, text) = run(&SMALL);
    assert_eq!(code, 0, "{text}");
    assert_ne!(text.contains("on the device"), text.contains("Not on a device: "), "{text}");
    let (code, text) = run(&[&SMALL[..], &["--device", "cpu"]].concat());
    assert_eq!(code, 0, "{text}");
    assert!(!text.contains("device"), "{text}");
}
