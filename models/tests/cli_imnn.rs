//! `cotangent imnn` from outside: simulations that are killed and resumed, records that are damaged, and what is said.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn cotangent(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cotangent"));
    command.arg("imnn").args(arguments).stdin(Stdio::null());
    command
}

fn output(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = cotangent(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// What a command says that ends well.
fn well(arguments: &[&str]) -> String {
    let (code, stdout, stderr) = output(arguments);
    assert_eq!(code, 0, "{arguments:?}: {stdout}{stderr}");
    stdout
}

/// The one line that a refused command says.
fn refused(arguments: &[&str]) -> String {
    let (code, stdout, stderr) = output(arguments);
    assert_eq!(code, 2, "{arguments:?}: {stdout}{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    stderr
}

struct There(tempfile::TempDir);

impl There {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn name(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }
}

/// The data files of a folder.
fn data(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let is_data = |path: &PathBuf| path.extension().is_some_and(|e| e == "npy" || e == "tfrecords");
    entries.filter(is_data).map(|path| (name(&path), std::fs::read(&path).unwrap())).collect()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_format_holds_the_same_simulations() {
    let there = There::new();
    let settings = [
        "--count",
        "30",
        "--derivatives",
        "20",
        "--validation",
        "7",
        "--seed",
        "4",
        "--theta",
        "-0.5,2",
    ];
    let mut converted = vec![];
    for format in ["npy", "stacked", "records"] {
        let (out, to) = (there.name(format), there.name(&format!("{format}-records")));
        let simulate =
            [&["simulate", "--out", &out, "--format", format][..], &settings[..]].concat();
        assert!(well(&simulate).contains(&format!("The simulations are in {out}.")));
        let found = parsed(&well(&["records", &out, "--json"]));
        let training = &found["sets"]["training"];
        assert_eq!(
            (&training["simulations"], &training["with_derivatives"]),
            (&30.into(), &20.into())
        );
        assert_eq!(
            (&training["parameters"], &training["input"]),
            (&2.into(), &Value::from(vec![10]))
        );
        assert_eq!(found["sets"]["validation"]["with_derivatives"], 7);
        assert_eq!(found["sets"]["warnings"], Value::from(Vec::<String>::new()));
        well(&["records", &out, "--to", &to, "--json"]);
        converted.push(data(Path::new(&to)));
    }
    let records = data(&there.path("records"));
    assert_eq!(records.len(), 4);
    assert_eq!(data(&there.path("npy")).len(), 30 + 20 + 7 + 7);
    for converted in converted {
        assert_eq!(converted, records);
    }
    // Records without shapes need to be told.
    let old = there.name("old");
    well(&["records", &there.name("npy"), "--to", &old, "--without-shapes"]);
    let (code, _, stderr) = output(&["records", &old]);
    assert!(code == 1 && stderr.contains("expected a feature `shape`"), "{stderr}");
    let told = well(&["records", &old, "--input", "10", "--parameters", "2"]);
    assert!(told.contains("0 to 29") && told.contains("20 numbers"), "{told}");
}

/// Files a folder has; none before it is there.
fn n_files(folder: &Path) -> usize {
    std::fs::read_dir(folder).map_or(0, |entries| {
        entries
            .flatten()
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .count()
    })
}

#[test]
fn killed_simulations_go_on_to_the_same_bytes() {
    let there = There::new();
    let settings = [
        ("npy", vec!["--count", "300"]),
        ("records", vec!["--count", "60000", "--record-size", "0.1"]),
    ];
    for (format, options) in settings {
        let (whole, killed) =
            (there.name(&format!("{format}-whole")), there.name(&format!("{format}-killed")));
        let simulate = |out: &str| {
            let fixed = ["simulate", "--out", out, "--validation", "40", "--format", format]
                .map(str::to_owned);
            fixed.into_iter().chain(options.iter().map(|o| (*o).to_owned())).collect::<Vec<_>>()
        };
        let run = |all: &[String]| all.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let arguments = simulate(&killed);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut child =
            cotangent(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let deadline = Instant::now() + Duration::from_secs(60);
        // The settings, the lock and some data.
        while n_files(Path::new(&killed)) < 6 && child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline);
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let before = data(Path::new(&killed));
        let told = refused(&arguments);
        assert!(told.contains("holds a run already"), "{told}");
        let done = parsed(&well(&["simulate", "--out", &killed, "--resume", "--json"]));
        assert!(done["arrays_already_there"].as_u64().unwrap() > 0, "{format}: {done}");
        let arguments = simulate(&whole);
        well(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let after = data(Path::new(&killed));
        assert!(after == data(Path::new(&whole)), "{}", run(&arguments));
        assert!(before.len() < after.len(), "{format}: killed too late for a test");
        for (name, bytes) in before {
            assert!(after[&name] == bytes, "{name} was whole, and stays");
        }
        assert!(
            std::fs::read_dir(&killed)
                .unwrap()
                .all(|entry| { !entry.unwrap().file_name().to_string_lossy().ends_with(".part") })
        );
        // Nothing is left to do.
        let done = parsed(&well(&["simulate", "--out", &killed, "--resume", "--json"]));
        assert_eq!(done["finished"], true);
    }
}

#[cfg(unix)]
#[test]
fn interrupted_simulations_keep_what_is_whole() {
    let there = There::new();
    let out = there.name("sims");
    let arguments = ["simulate", "--out", &out, "--count", "300000", "--format", "stacked"];
    let child = cotangent(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    // The first part is being written, so signals are handled.
    let is_begun = || {
        std::fs::read_dir(&out).is_ok_and(|mut entries| {
            entries.any(|entry| entry.unwrap().file_name().to_string_lossy().ends_with(".part"))
        })
    };
    while !(there.path("sims/settings.toml").exists() && is_begun()) {
        assert!(Instant::now() < deadline);
        std::thread::sleep(Duration::from_millis(1));
    }
    let signal = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(signal.success());
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    let told = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(130), "{told}");
    assert!(
        told.contains(&format!("go on with: cotangent imnn simulate --out {out} --resume")),
        "{told}"
    );
    let names = data(Path::new(&out));
    assert!(names.len() < 2, "a part was not whole: {:?}", names.keys());
}

#[test]
fn damaged_records_are_told_apart_from_wrong_options() {
    let there = There::new();
    let sims = there.name("sims");
    well(&["simulate", "--out", &sims, "--count", "40", "--record-size", "0.001"]);
    let file = there.path("sims/fiducial_00001.tfrecords");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[60] ^= 4;
    std::fs::write(&file, &bytes).unwrap();
    let (code, stdout, stderr) = output(&["records", &sims]);
    assert_eq!((code, stderr.lines().count()), (1, 1), "{stdout}{stderr}");
    assert!(
        stderr.contains("fiducial_00001.tfrecords: record at byte 0: damaged payload"),
        "{stderr}"
    );
    assert!(stdout.contains("fiducial_00002.tfrecords"), "the others are verified: {stdout}");
    let (code, stdout, _) = output(&["records", file.to_str().unwrap(), "--json"]);
    assert_eq!((code, parsed(&stdout)["damaged"].as_array().unwrap().len()), (1, 1));
    // A file that is missing in the middle.
    std::fs::remove_file(&file).unwrap();
    let (code, _, stderr) = output(&["records", &sims]);
    assert!(
        code == 1 && stderr.contains("expected file 1 of the sequence fiducial, found number 2"),
        "{stderr}"
    );
    let (code, _, stderr) = output(&["records", &sims, "--to", &there.name("to")]);
    assert!(code == 2 && !there.path("to").exists(), "{stderr}");

    assert!(refused(&["records", &there.name("nowhere")]).contains("cannot be read: "));
    assert!(
        refused(&["records", there.0.path().to_str().unwrap()]).contains("expected fiducial.npy, ")
    );
    let wrong = |options: &[&str]| {
        let out = there.name("wrong");
        let told = refused(&[&["simulate", "--out", &out, "--count", "5"], options].concat());
        assert!(!there.path("wrong").exists());
        told
    };
    assert!(wrong(&["--theta", "0,0"]).contains("the variance, is 0, but must be above 0"));
    assert!(
        wrong(&["--theta", "1"]).contains("--theta is [1.0], but must be a mean and a variance")
    );
    assert!(wrong(&["--derivatives", "6"]).contains("derivatives is 6, but must be at most"));
    assert!(wrong(&["--record-size", "nan"]).contains("record_size is NaN, but must be above 0"));
    assert!(
        refused(&["simulate", "--out", &there.name("wrong"), "--resume"]).contains("holds no run")
    );
    let (code, _, _) = output(&["simulate", "--out", &sims, "--resume", "--seed", "3"]);
    assert_eq!(code, 2);
}
