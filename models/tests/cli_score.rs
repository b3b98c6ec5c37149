//! `cotangent score` from outside: runs that are killed and resumed, files that are wrong, and what is said.

use cotangent_models::run::Table;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn cotangent(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cotangent"));
    command.args(arguments).stdin(Stdio::null());
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

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        self.name(name)
    }
}

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

fn args(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// Ends a run at once, as soon as it is beyond an epoch, without a chance to clean up; gives how far it was.
fn kill_beyond(epochs: usize, mut child: Child, state: &Path) -> usize {
    let start = Instant::now();
    loop {
        let text = std::fs::read_to_string(state).unwrap_or_default();
        // Each write is whole, so what is there can be read.
        let epoch = match text.is_empty() {
            true => 0,
            false => serde_json::from_str::<Value>(&text).unwrap()["epoch"].as_u64().unwrap(),
        };
        if epoch > epochs as u64 {
            child.kill().unwrap();
            child.wait().unwrap();
            return epoch as usize;
        }
        assert!(child.try_wait().unwrap().is_none(), "the run was over before it could be killed");
        assert!(start.elapsed() < Duration::from_secs(300), "no state is written");
        std::thread::sleep(Duration::from_millis(1));
    }
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
    let child = cotangent(&list).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    let state = there.path("run/state.json");
    while !std::fs::read_to_string(&state).is_ok_and(|text| !text.starts_with("{\"epoch\":0,")) {
        assert!(start.elapsed() < Duration::from_secs(300), "no state is written");
        std::thread::sleep(Duration::from_millis(1));
    }
    let told = refused(&["score", "fit", "--out", &run, "--resume"]);
    assert!(told.contains("another program works in this folder"), "{told}");
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    assert_eq!(status.code(), Some(130));
    let told = String::from_utf8(stderr).unwrap();
    assert!(
        told.contains(&format!("go on with: cotangent score fit --out {run} --resume")),
        "{told}"
    );
    let summary: Value = serde_json::from_slice(&stdout).unwrap();
    assert_eq!(summary["outcome"], "interrupted");
    let state: Value = serde_json::from_slice(&std::fs::read(&state).unwrap()).unwrap();
    assert_eq!(state["epoch"], summary["epochs"]);
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
    check_page(&page, 3, 0);

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

/// No outside link, all pictures there, no script.
fn check_page(page: &str, pictures: usize, animations: usize) {
    assert!(!page.contains("http://") && !page.contains("https://"), "no outside link");
    assert!(!page.contains("<script") && !page.contains("@import"));
    assert_eq!(page.matches("<svg role=\"img\"").count(), pictures);
    assert_eq!(page.matches("</svg>").count(), pictures);
    let gifs: Vec<&str> = page.split("data:image/gif;base64,").skip(1).collect();
    assert_eq!(gifs.len(), animations);
    assert!(gifs.iter().all(|gif| gif.starts_with("R0lGODlh")), "pictures are there");
    for link in page.split(" href=\"").skip(1).chain(page.split(" src=\"").skip(1)) {
        let link = &link[..link.find('"').unwrap()];
        if let Some(anchor) = link.strip_prefix('#') {
            assert!(page.contains(&format!("id=\"{anchor}\"")), "{link}");
        } else {
            assert!(link.starts_with("data:"), "{link}");
        }
    }
}

/// Opens a page in a browser, where there is one: all pictures are seen, nothing else is asked for, nothing is
/// complained of, and nothing sticks out.
fn check_in_browser(page: &str, pictures: usize, animations: usize) {
    let works = |name: &&str| {
        Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
    };
    let Some(browser) = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(works)
    else {
        println!("skipped: no Chromium to open the page in");
        return;
    };
    let script = "<script>addEventListener('load', () => { document.title = ['seen', \
        [...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width > 99).length, \
        [...document.images].filter(i => i.naturalWidth > 99).length, \
        performance.getEntriesByType('resource').filter(r => !r.name.startsWith('data:')).length, \
        document.documentElement.scrollWidth - document.documentElement.clientWidth].join(' ') })</script></body>";
    let there = There::new();
    let file = there.write("page.html", page.replacen("</body>", script, 1));
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"])
        .args(["--window-size=500,900", "--timeout=20000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", there.name("profile")))
        .arg(format!("file://{file}"))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let title = format!("<title>seen {pictures} {animations} 0 0</title>");
    let told = text.split("<title>").nth(1).map(|rest| rest.chars().take(80).collect::<String>());
    assert!(text.contains(&title), "{told:?}");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("CONSOLE"), "{stderr}");
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
