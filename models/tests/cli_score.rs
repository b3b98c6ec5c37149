//! `cotangent score` from outside: runs that are killed and resumed, files that are wrong, and what is said.

mod command;

use command::{
    There, args, check_in_browser, check_interrupt, check_page, cotangent, kill_beyond, output,
    refused, well,
};
use cotangent_models::run::Table;
use serde_json::Value;
use std::process::Stdio;

/// A fit that takes a moment, with noise, minibatches, a mean of parameters and held-out points.
const FIT: [&str; 20] = [
    "--objective",
    "sliced",
    "--slices",
    "2",
    "--batch",
    "200",
    "--ema",
    "0.99",
    "--epochs",
    "300",
    "--snapshots",
    "10",
    "--hidden",
    "16,8",
    "--seed",
    "5",
    "--clip",
    "10",
    "--schedule",
    "cosine:0.1",
];

fn fit(out: &str, more: &[&str]) -> Vec<String> {
    let all = [&["score", "fit", "--out", out][..], &FIT, more].concat();
    all.into_iter().map(str::to_owned).collect()
}

#[test]
fn killed_runs_go_on_to_the_same_bits() {
    let there = There::new();
    let whole = there.name("whole");
    well(&args(&fit(&whole, &[])));
    let killed = there.name("killed");
    let list = fit(&killed, &["--save-every", "0"]);
    let child =
        || cotangent(&args(&list)).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let epoch = kill_beyond(2, child(), &there.path("killed/state.json"));
    assert!(epoch < 300);
    // Once more, in the middle of the resumed run.
    let resume = ["score", "fit", "--out", &killed, "--resume"];
    let child = cotangent(&[&resume[..], &["--save-every", "0"]].concat())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    kill_beyond(epoch + 2, child, &there.path("killed/state.json"));
    well(&resume);
    for name in ["state.json", "history.csv", "parameters.safetensors", "settings.toml", "run.toml"]
    {
        let bytes = |run: &str| std::fs::read(there.path(run).join(name)).unwrap();
        assert!(bytes("whole") == bytes("killed"), "{name} differs");
    }
    let left = std::fs::read_dir(there.path("killed")).unwrap();
    let mut left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(left.all(|name| !name.ends_with(".part")), "nothing is left behind");
    // What is done stays done.
    let text = well(&resume);
    assert!(text.contains("was finished already"), "{text}");
}

#[test]
#[cfg(unix)]
fn interrupted_runs_say_so_and_go_on() {
    let there = There::new();
    let run = there.name("run");
    let list =
        ["score", "fit", "--out", &run, "--epochs", "1000000", "--save-every", "0", "--json"];
    check_interrupt(&there, &list);
}

#[test]
fn ones_own_points_are_fitted_drawn_from_and_shown() {
    let there = There::new();
    let rows: Vec<f64> = (0..400).map(|k| ((k * 7919) % 400) as f64 / 100.0 - 2.0).collect();
    Table { width: 2, values: rows }.write(&there.path("points <b>&.npy")).unwrap();
    let (points, run) = (there.name("points <b>&.npy"), there.name("run"));
    let fit = ["score", "fit", "--data", &points, "--out", &run, "--epochs", "20", "--json"];
    let summary: Value = serde_json::from_str(&well(&fit)).unwrap();
    assert_eq!(summary["epochs"], 20);
    assert!(summary["implicit_held_out"].is_f64() && summary["half_fisher"].is_null());

    let origin = std::fs::read_to_string(there.path("run/run.toml")).unwrap();
    let hash = cotangent_models::run::table::sha256(&std::fs::read(&points).unwrap());
    assert!(origin.contains(&hash) && origin.contains("samples = 180"), "{origin}");
    let history = std::fs::read_to_string(there.path("run/history.csv")).unwrap();
    assert_eq!(history.lines().count(), 21);
    let tensors = std::fs::read(there.path("run/parameters.safetensors")).unwrap();
    let tensors = safetensors::SafeTensors::deserialize(&tensors).unwrap();
    assert_eq!(tensors.tensor("layers.0.weight").unwrap().shape(), [8, 2]);
    assert_eq!(tensors.tensor("layers.1.bias").unwrap().shape(), [2]);

    for name in ["drawn.npy", "drawn.csv"] {
        let to = there.name(name);
        let sample = ["score", "sample", &run, "--count", "30", "--kept", "2", "--to", &to];
        let sample = [&sample[..], &["--burn-in", "50", "--json"]].concat();
        let done: Value = serde_json::from_str(&well(&sample)).unwrap();
        assert_eq!((&done["rows"], &done["columns"]), (&60.into(), &2.into()));
    }
    let [npy, csv] = ["drawn.npy", "drawn.csv"].map(|name| Table::read(&there.path(name)).unwrap());
    assert_eq!(npy, csv, "a seed draws the same");

    let done: Value = serde_json::from_str(&well(&["score", "report", &run, "--json"])).unwrap();
    assert_eq!(done["gradients_agree"], true);
    let page = std::fs::read_to_string(there.path("run/index.html")).unwrap();
    assert!(page.contains("points &lt;b&gt;&amp;.npy") && !page.contains("<b>&"), "escaped");
    check_page(&page, 4, 0);

    // A file that moved may be named; one that changed is refused.
    std::fs::rename(&points, there.path("moved.npy")).unwrap();
    let moved = there.name("moved.npy");
    assert!(refused(&["score", "report", &run]).contains("cannot be read"));
    well(&["score", "report", &run, "--data", &moved]);
    std::fs::copy(there.path("drawn.npy"), &moved).unwrap();
    let told = refused(&["score", "report", &run, "--data", &moved]);
    assert!(told.contains("the data are not those of the run: SHA-256 is "), "{told}");
    let to = there.name("x.csv");
    well(&[
        "score",
        "sample",
        &run,
        "--to",
        &to,
        "--count",
        "2",
        "--start",
        "normal",
        "--burn-in",
        "1",
    ]);
}

#[test]
fn pages_of_the_line_have_all_pictures() {
    let there = There::new();
    let run = there.name("run");
    well(&["score", "fit", "--out", &run, "--epochs", "20", "--snapshots", "2"]);
    well(&["score", "report", &run]);
    let page = std::fs::read_to_string(there.path("run/index.html")).unwrap();
    check_page(&page, 5, 2);
    check_in_browser(&page, 5, 2);
    for text in ["SHA-256", "half the Fisher divergence", "by hand", "central differences", "tape"]
    {
        assert!(page.contains(text), "{text}");
    }
    let values: String = (0..50).map(|k| format!("{}\n", (k * 37 % 50) as f64 / 10.0)).collect();
    let (points, run) = (there.write("x.csv", values), there.name("own"));
    let fit = ["score", "fit", "--data", &points, "--out", &run, "--epochs", "6", "--energy"];
    well(&fit);
    let to = there.name("own.html");
    well(&["score", "report", &run, "--to", &to]);
    check_page(&std::fs::read_to_string(&to).unwrap(), 3, 1);
}

#[test]
fn settings_come_from_files_and_options() {
    let there = There::new();
    there.write("x.csv", "1\n2\n3\n4\n");
    let settings = "data.file = \"x.csv\"\n[training]\nepochs = 3\nseed = 9\nobjective = { kind = \"denoising\", sigma = 0.5, copies = 1 }\n";
    let (config, run) = (there.write("settings.toml", settings), there.name("run"));
    well(&["score", "fit", "--config", &config, "--out", &run, "--copies", "2", "--epochs", "2"]);
    let written = std::fs::read_to_string(there.path("run/settings.toml")).unwrap();
    for text in ["epochs = 2", "seed = 9", "sigma = 0.5", "copies = 2", "x.csv"] {
        assert!(written.contains(text), "{text}: {written}");
    }
    // What was written makes the same run again.
    let (again, config) = (there.name("again"), there.name("run/settings.toml"));
    well(&["score", "fit", "--config", &config, "--out", &again]);
    let bytes = |run: &str| std::fs::read(there.path(run).join("state.json")).unwrap();
    assert!(bytes("run") == bytes("again"));
}

#[test]
fn wrong_settings_are_named_in_one_line() {
    let there = There::new();
    let out = there.name("run");
    for (settings, expected) in [
        ("[training]\nepoch = 3\n", "settings.toml: line 2: unknown field `epoch`"),
        ("[trainings]\n", "settings.toml: line 1: unknown field `trainings`"),
        ("[network]\nhidden = 3\n", "settings.toml: line 2: invalid type"),
        ("[training\n", "settings.toml: line 1: "),
        ("training.epochs = 0\n", "epochs is 0, but must be at least 1"),
        ("training.objective = { kind = \"implicit\" }\n", "missing field `lambda`"),
        (
            "training.objective = { kind = \"implicit\", lambda = 0.0, sigma = 1.0 }\n",
            "unknown field `sigma`",
        ),
        ("training.objective = { kind = \"guess\" }\n", "unknown variant `guess`"),
        ("data.held_out = 1.0\n", "held_out is 1, but must be at least 0 and below 1"),
        ("data.file = \"nowhere.npy\"\n", "nowhere.npy: cannot be read"),
    ] {
        let config = there.write("settings.toml", settings);
        let told = refused(&["score", "fit", "--config", &config, "--out", &out]);
        assert!(told.contains(expected), "{settings}: {told}");
    }
    let told = refused(&["score", "fit", "--out", &out, "--sigma", "0.5"]);
    assert!(told.contains("sigma is given, but must be left out"), "{told}");
    assert!(!there.path("run").exists(), "nothing was begun");
}

#[test]
fn wrong_files_are_named_in_one_line() {
    let there = There::new();
    let out = there.name("run");
    let table = Table { width: 1, values: vec![1.0, 2.0, 3.0] };
    table.write(&there.path("good.npy")).unwrap();
    let good = std::fs::read(there.path("good.npy")).unwrap();
    let mut with_nan = good.clone();
    let place = with_nan.len() - 8;
    with_nan[place..].copy_from_slice(&f64::NAN.to_le_bytes());
    for (name, bytes, expected) in [
        (
            "cut.npy",
            &good[..good.len() - 3],
            "cut.npy: is cut off: [3, 1] of <f8 takes 24 bytes, but 21",
        ),
        ("nan.npy", &with_nan, "nan.npy: row 2, column 0 is NaN, but must be finite"),
        ("empty.npy", b"", "empty.npy: is empty"),
        ("text.npy", b"1,2,3", "text.npy: expected an .npy file"),
        ("empty.csv", b"", "empty.csv: is empty"),
        ("ragged.csv", b"1,2\n3\n", "ragged.csv: line 2 has 1 columns, but 2 are expected"),
        ("word.csv", b"1,2\n3,x\n", "word.csv: line 2, column 2: expected a number, found `x`"),
        ("points.txt", b"1", "points.txt: expected a name that ends in .npy or .csv"),
    ] {
        let file = there.write(name, bytes);
        let told = refused(&["score", "fit", "--data", &file, "--out", &out]);
        assert!(told.starts_with("error: ") && told.contains(expected), "{told}");
    }
    assert!(!there.path("run").exists(), "nothing was begun");
    let good = there.name("good.npy");
    let told =
        refused(&["score", "fit", "--data", &good, "--objective", "explicit", "--out", &out]);
    assert!(told.contains("needs the true score"), "{told}");
    let (code, stdout, _) =
        output(&["score", "fit", "--data", "nowhere.npy", "--out", &out, "--json"]);
    assert_eq!(code, 2);
    let error: Value = serde_json::from_str(&stdout).unwrap();
    assert!(error["error"].as_str().unwrap().starts_with("nowhere.npy: cannot be read"));
}

#[test]
fn damaged_runs_are_named_in_one_line() {
    let there = There::new();
    let run = there.name("run");
    let told = refused(&["score", "fit", "--out", &run, "--resume"]);
    assert!(told.contains("run: holds no run: there is no settings.toml"), "{told}");
    well(&["score", "fit", "--out", &run, "--epochs", "2"]);
    let told = refused(&["score", "fit", "--out", &run]);
    assert!(told.contains("holds a run already (settings.toml)"), "{told}");
    let told = refused(&["score", "fit", "--out", &run, "--resume", "--epochs", "9"]);
    assert!(told.contains("--epochs cannot be given with --resume"), "{told}");
    let told = refused(&["score", "sample", &run, "--to", "x.txt"]);
    assert!(told.contains("x.txt: expected a name that ends in .npy or .csv"), "{told}");
    let told = refused(&["score", "sample", &run, "--to", "x.csv", "--kept", "0"]);
    assert!(told.contains("kept is 0, but must be at least 1"), "{told}");
    let state = std::fs::read_to_string(there.path("run/state.json")).unwrap();
    for (damaged, expected) in [
        (&state[..100], "state.json: EOF while parsing"),
        (&state.replacen("\"steps\":2", "\"steps\":-2", 1), "state.json: invalid value"),
        (
            &state.replacen("\"parameters\":[", "\"parameters\":[1.5,", 1),
            "the state's parameters has 26 entries",
        ),
    ] {
        there.write("run/state.json", damaged);
        let told = refused(&["score", "report", &run]);
        assert!(told.contains(expected), "{told}");
    }
    std::fs::remove_file(there.path("run/state.json")).unwrap();
    let told = refused(&["score", "report", &run]);
    assert!(told.contains("state.json: is not there yet"), "{told}");
}

#[test]
fn fits_that_diverge_end_with_1() {
    let there = There::new();
    let run = there.name("run");
    let points = there.write("x.csv", "1e200\n-1e200\n3\n4\n");
    let list = ["score", "fit", "--data", &points, "--out", &run, "--hidden", "4", "--json"];
    let (code, stdout, stderr) = output(&[&list[..], &["--activation", "silu"]].concat());
    assert_eq!(code, 1, "{stdout}{stderr}");
    let error: Value = serde_json::from_str(&stdout).unwrap();
    assert!(error["error"].as_str().unwrap().contains("in epoch 1"), "{stdout}");
    assert!(there.path("run/state.json").exists(), "what was reached is written down");
}

#[test]
fn help_names_all_options_and_gives_examples() {
    for (command, options) in [
        (
            "fit",
            &[
                "--out",
                "--config",
                "--resume",
                "--save-every",
                "--json",
                "--data",
                "--example",
                "--held-out",
                "--hidden",
                "--activation",
                "--energy",
                "--objective",
                "--lambda",
                "--delta",
                "--slices",
                "--law",
                "--reduced",
                "--sigma",
                "--copies",
                "--epochs",
                "--batch",
                "--rate",
                "--beta1",
                "--beta2",
                "--epsilon",
                "--schedule",
                "--clip",
                "--ema",
                "--fresh",
                "--patience",
                "--snapshots",
                "--seed",
                "--threads",
            ][..],
        ),
        (
            "sample",
            &[
                "--to",
                "--count",
                "--step",
                "--gamma",
                "--burn-in",
                "--kept",
                "--thinning",
                "--start",
                "--seed",
                "--data",
                "--json",
            ],
        ),
        ("report", &["--to", "--data", "--json"]),
    ] {
        let text = well(&["score", command, "--help"]);
        for option in options {
            assert!(
                text.contains(&format!("{option} ")) || text.contains(&format!("{option}\n")),
                "{option}: {text}"
            );
        }
        assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{text}");
        let named = text.split_whitespace().filter(|word| word.starts_with("--"));
        for word in named.map(|word| word.trim_end_matches([',', '.', ';', ':'])) {
            assert!(options.contains(&word) || word == "--help", "{word} is not tested");
        }
    }
}
