//! `cotangent srbm` from outside: recovery of a known model, runs that are killed and resumed, files that are wrong.

mod command;

use command::{
    There, args, check_in_browser, check_interrupt, check_page, cotangent, kill_beyond, output,
    refused, well,
};
use cotangent_models::run::{npy, npz, table::sha256};
use cotangent_models::srbm::input::{Axes, Input, Layout};
use serde_json::Value;
use std::io::Write;
use std::process::{Child, Stdio};

/// Samples of eight sites in three states, each site often in the state of the one before.
fn words(m: usize) -> Vec<u8> {
    let mut generator = cotangent_models::srbm::SplitMix64::new(7);
    let mut words = vec![];
    for _ in 0..m {
        let mut state = 0;
        for k in 0..8 {
            if k == 0 || generator.next_real() < 0.0 {
                state = generator.next_state(3);
            }
            words.push(state);
        }
    }
    words
}

fn write_words(there: &There, m: usize) -> String {
    there.write("words.npy", npy(&[m, 8], &words(m)).unwrap())
}

const ADAM: [&str; 16] = [
    "--kind",
    "srbm",
    "--hidden",
    "4",
    "--optimiser",
    "adam",
    "--batch",
    "100",
    "--epochs",
    "60",
    "--patience",
    "60",
    "--lambda-w",
    "0.001",
    "--seed",
    "5",
];
const LBFGS: [&str; 14] = [
    "--objective",
    "pseudolikelihood",
    "--lambda-h",
    "0.01",
    "--lambda-j",
    "0.01",
    "--tolerance",
    "0",
    "--epochs",
    "25",
    "--precision",
    "f64",
    "--threads",
    "1",
];

/// A run of the command that says nothing.
fn quiet(list: &[&str]) -> Child {
    cotangent(list).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn killed_runs_go_on_to_the_same_bits() {
    for settings in [&ADAM[..], &LBFGS[..]] {
        let there = There::new();
        let data = write_words(&there, 600);
        let fit = |out: &str, more: &[&str]| -> Vec<String> {
            let list = [&["srbm", "fit", "--data", &data, "--out", out][..], settings, more];
            list.concat().into_iter().map(str::to_owned).collect()
        };
        let (whole, killed) = (there.name("whole"), there.name("killed"));
        well(&args(&fit(&whole, &[])));
        let list = fit(&killed, &["--save-every", "0"]);
        let state = there.path("killed/state.json");
        let epoch = kill_beyond(2, quiet(&args(&list)), &state);
        // Once more, in the middle of the resumed run.
        let resume = ["srbm", "fit", "--out", &killed, "--resume"];
        kill_beyond(epoch + 2, quiet(&[&resume[..], &["--save-every", "0"]].concat()), &state);
        well(&resume);
        for name in [
            "state.json",
            "history.csv",
            "parameters.safetensors",
            "parameters.npz",
            "settings.toml",
            "run.toml",
        ] {
            let bytes = |run: &str| std::fs::read(there.path(run).join(name)).unwrap();
            assert!(bytes("whole") == bytes("killed"), "{name} differs");
        }
        assert!(well(&resume).contains("was finished already"));
    }
}

#[test]
#[cfg(unix)]
fn interrupted_runs_say_so_and_go_on() {
    let there = There::new();
    let run = there.name("run");
    let list = ["srbm", "fit", "--out", &run, "--draws", "500", "--optimiser", "adam", "--json"];
    let more = ["--epochs", "1000000", "--save-every", "0"];
    check_interrupt(&there, &[&list[..], &more].concat());
    // A state is there, so there are draws and a page.
    well(&["srbm", "sample", &run, "--count", "5", "--to", &there.name("x.npy")]);
    well(&["srbm", "report", &run]);
    let page = std::fs::read_to_string(there.path("run/index.html")).unwrap();
    assert!(page.contains("the fit is not at its end"));
}

/// The arrays of a run's parameters, by the reader of another library.
fn tensors(there: &There, run: &str) -> Vec<(String, Vec<usize>, Vec<f64>)> {
    let bytes = std::fs::read(there.path(run).join("parameters.safetensors")).unwrap();
    let tensors = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let read = |(name, view): (String, safetensors::tensor::TensorView<'_>)| {
        let numbers: Vec<f64> = match view.dtype() {
            safetensors::Dtype::F64 => {
                view.data().as_chunks().0.iter().map(|x| f64::from_le_bytes(*x)).collect()
            }
            _ => {
                let four = view.data().as_chunks().0.iter();
                four.map(|x| f64::from(f32::from_le_bytes(*x))).collect()
            }
        };
        (name, view.shape().to_vec(), numbers)
    };
    let mut all: Vec<_> = tensors.tensors().into_iter().map(read).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[test]
fn the_known_model_is_recovered_better_from_more_draws() {
    let there = There::new();
    let mut errors = vec![];
    for (objective, draws) in
        [("ratio-matching", "1000"), ("ratio-matching", "32000"), ("pseudolikelihood", "32000")]
    {
        let run = there.name(&format!("{objective}{draws}"));
        let list = ["srbm", "fit", "--out", &run, "--draws", draws, "--objective", objective];
        let more = ["--tolerance", "1e-7", "--precision", "f64", "--json"];
        let text = well(&[&list[..], &more].concat());
        let summary: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(summary["outcome"], "converged");
        errors.push(summary["recovery_error"].as_f64().unwrap());
        assert!(
            summary["divergence"].as_f64().unwrap() < if draws == "1000" { 0.06 } else { 2.5e-3 }
        );
    }
    // Errors fall with the root of the number: by 5.7 from the first to the second.
    assert!(errors[1] < 0.04 && errors[2] < 0.04, "{errors:?}");
    assert!((2.5..14.0).contains(&(errors[0] / errors[1])), "{errors:?}");
    // What is written is what was recovered: h[state, site] sums to nothing over states.
    let all = tensors(&there, "ratio-matching32000");
    let names: Vec<_> = all.iter().map(|(name, shape, _)| (name.as_str(), &shape[..])).collect();
    assert_eq!(names, [("J", &[3, 4, 3, 4][..]), ("h", &[3, 4][..])]);
    let truth = cotangent_models::run::srbm::reference();
    for (k, h) in truth.parts().h.chunks_exact(3).enumerate() {
        let found: Vec<f64> = (0..3).map(|phi| all[1].2[phi * 4 + k]).collect();
        assert!(found.iter().sum::<f64>().abs() < 1e-12);
        for (x, y) in found.iter().zip(h) {
            assert!((x - y).abs() < 0.1, "site {k}: {found:?}, {h:?}");
        }
    }
}

#[test]
fn ones_own_samples_are_fitted_drawn_from_and_shown() {
    let there = There::new();
    let weights = npy(&[600], &vec![0.5_f64; 600]).unwrap();
    // Counted from 1, as Julia does, in an archive with something else.
    let ones: Vec<u8> = words(600).iter().map(|s| s + 1).collect();
    let archive = npz(&[("cat", npy(&[600, 8], &ones).unwrap()), ("w", weights)]).unwrap();
    let (data, run) = (there.write("a <b>&.npz", archive), there.name("run"));
    let list = ["srbm", "fit", "--data", &data, "--array", "cat", "--weights", &data];
    let more = ["--weights-array", "w", "--first", "1", "--out", &run, "--json", "--device", "cpu"];
    let kind = ["--kind", "srbm", "--hidden", "3", "--epochs", "15", "--lambda-j", "0.001"];
    let text = well(&[&list[..], &more, &kind].concat());
    let summary: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&summary["parameters"], &summary["device"]),
        (&(24 + 576 + 72 + 3).into(), &"CPU".into())
    );
    assert!(summary["held_out_loss"].as_f64().unwrap() < 0.9 && summary["divergence"].is_null());
    let origin = std::fs::read_to_string(there.path("run/run.toml")).unwrap();
    let hash = sha256(&std::fs::read(&data).unwrap());
    assert_eq!(origin.matches(&hash).count(), 2, "{origin}");
    for text in ["samples = 540", "held_out = 60", "sites = 8", "states = 3"] {
        assert!(origin.contains(text), "{text}: {origin}");
    }
    let all = tensors(&there, "run");
    let names: Vec<_> = all.iter().map(|(name, shape, _)| (name.as_str(), &shape[..])).collect();
    let expected = [("J", &[3, 8, 3, 8][..]), ("W", &[3, 3, 8]), ("b", &[3]), ("h", &[3, 8])];
    assert_eq!(names, expected);
    let npz_bytes = std::fs::read(there.path("run/parameters.npz")).unwrap();
    assert!(npz_bytes.starts_with(b"PK") && npz_bytes.windows(5).any(|part| part == b"J.npy"));

    // Draws are counted as the data are, and are like them.
    let layout = Layout { first: 1, n_states: Some(3), axes: Axes::SamplesFirst, array: None };
    let mut drawn = vec![];
    for (name, sampler) in [("x.npy", "gibbs"), ("x.csv", "gibbs"), ("y.npz", "metropolis")] {
        let to = there.name(name);
        let list = ["srbm", "sample", &run, "--to", &to, "--sampler", sampler, "--json"];
        let text =
            well(&[&list[..], &["--count", "500", "--sweeps", "30", "--seed", "9"]].concat());
        let done: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&done["rows"], &done["columns"]), (&500.into(), &8.into()));
        let acceptance = done["acceptance"].as_f64().unwrap();
        assert!((0.1..0.95).contains(&acceptance), "{acceptance}");
        let array = (name == "y.npz").then(|| "categories".to_owned());
        let layout = Layout { array, ..layout.clone() };
        let input = Input::parse(&there.path(name), &std::fs::read(&to).unwrap(), &layout).unwrap();
        let states = input.samples.states();
        let same =
            states.chunks(8).map(|s| s.windows(2).filter(|p| p[0] == p[1]).count()).sum::<usize>();
        let share = same as f64 / (500.0 * 7.0);
        // A half stays, and a third of the others comes back: 2/3. Without couplings it would be 1/3.
        assert!((0.55..0.78).contains(&share), "{name}: {share}");
        drawn.push(states.to_vec());
    }
    assert_eq!(drawn[0], drawn[1], "a seed draws the same");

    let done: Value = serde_json::from_str(&well(&["srbm", "report", &run, "--json"])).unwrap();
    assert_eq!(done["gradients_agree"], true);
    let page = std::fs::read_to_string(there.path("run/index.html")).unwrap();
    assert!(page.contains("a &lt;b&gt;&amp;.npz") && !page.contains("<b>&"), "escaped");
    // Losses, energies, two scatters, couplings, weights.
    check_page(&page, 6, 0);
    check_in_browser(&page, 6, 0);
    for text in
        ["SHA-256", "by hand", "central differences", "macro, of the plain loss", "an epoch, ms"]
    {
        assert!(page.contains(text), "{text}");
    }

    // A file that moved may be named; one that changed is refused.
    std::fs::rename(&data, there.path("moved.npz")).unwrap();
    assert!(refused(&["srbm", "report", &run]).contains("cannot be read"));
    let to = there.name("z.npy");
    well(&[
        "srbm", "sample", &run, "--to", &to, "--count", "2", "--sweeps", "1", "--start", "uniform",
    ]);
    // Samples and weights are in one file, so it is named once.
    well(&["srbm", "report", &run, "--data", &there.name("moved.npz")]);
}

#[test]
#[cfg(unix)]
fn a_killed_run_goes_on_with_data_and_weights_that_moved() {
    let there = There::new();
    let data = write_words(&there, 600);
    let weight = |k: i32| f64::from(k % 3 + 1);
    let array = |weight: &dyn Fn(i32) -> f64| {
        npy(&[600], &(0..600).map(weight).collect::<Vec<f64>>()).unwrap()
    };
    let weights = there.write("w.npy", array(&weight));
    let fit = |out: &str, more: &[&str]| -> Vec<String> {
        let list = ["srbm", "fit", "--data", &data, "--weights", &weights, "--out", out];
        [&list[..], &ADAM, more].concat().iter().map(|x| x.to_string()).collect()
    };
    let (whole, killed) = (there.name("whole"), there.name("killed"));
    well(&args(&fit(&whole, &[])));
    let state = there.path("killed/state.json");
    kill_beyond(2, quiet(&args(&fit(&killed, &["--save-every", "0"]))), &state);
    std::fs::rename(&data, there.path("words there.npy")).unwrap();
    std::fs::rename(&weights, there.path("w there.npy")).unwrap();
    let (data, weights) = (there.name("words there.npy"), there.name("w there.npy"));
    let resume = ["srbm", "fit", "--out", &killed, "--resume"];
    assert!(refused(&resume).contains("words.npy: cannot be read"));
    let told = refused(&[&resume[..], &["--data", &data]].concat());
    assert!(told.contains("w.npy: cannot be read"), "{told}");
    let moved = [&resume[..], &["--data", &data, "--weights", &weights]].concat();
    // Others in its place are refused.
    let good = std::fs::read(&weights).unwrap();
    there.write("w there.npy", array(&|k| weight(k + 1)));
    let told = refused(&moved);
    assert!(told.contains("w there.npy: is not that of the run: "), "{told}");
    there.write("w there.npy", good);
    well(&moved);
    let bytes = |run: &str| std::fs::read(there.path(run).join("state.json")).unwrap();
    assert!(bytes("whole") == bytes("killed"));
    let report = ["srbm", "report", &whole, "--data", &data];
    assert!(refused(&report).contains("w.npy: cannot be read"));
    well(&[&report[..], &["--weights", &weights]].concat());
    // A run of draws has none.
    let drawn = there.name("drawn");
    well(&["srbm", "fit", "--out", &drawn, "--draws", "50", "--epochs", "1"]);
    let told = refused(&["srbm", "report", &drawn, "--weights", &weights]);
    assert!(told.contains("has no weights file"), "{told}");
}

#[test]
fn packed_archives_are_read() {
    let there = There::new();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("x.npy", options).unwrap();
    archive.write_all(&npy(&[60, 8], &words(60)).unwrap()).unwrap();
    let bytes = archive.finish().unwrap().into_inner();
    let data = there.write("x.npz", bytes);
    let run = there.name("run");
    well(&["srbm", "fit", "--data", &data, "--out", &run, "--epochs", "1"]);
    let plain = there.name("plain");
    let data = write_words(&there, 60);
    well(&["srbm", "fit", "--data", &data, "--out", &plain, "--epochs", "1"]);
    let bytes = |run: &str| std::fs::read(there.path(run).join("state.json")).unwrap();
    assert!(bytes("run") == bytes("plain"));
}

#[test]
fn pages_of_the_example_show_the_recovery() {
    let there = There::new();
    let run = there.name("run");
    well(&["srbm", "fit", "--out", &run, "--draws", "3000"]);
    well(&["srbm", "report", &run]);
    let page = std::fs::read_to_string(there.path("run/index.html")).unwrap();
    check_page(&page, 6, 0);
    check_in_browser(&page, 6, 0);
    assert!(
        page.contains("Recovery of the known model") && page.contains("divergence from the truth")
    );
    let rows: Vec<&str> =
        page.split("macro, in lanes").nth(1).unwrap().split("<tr>").skip(1).collect();
    assert_eq!(rows.iter().filter(|row| row.contains(">yes<")).count(), 3, "three rivals agree");
}

#[test]
fn settings_come_from_files_and_options() {
    let there = There::new();
    write_words(&there, 60);
    let settings = "data.file = \"words.npy\"\nmodel = { kind = \"rbm\", hidden = 2 }\n[training]\nepochs = 3\nseed = 9\n\
        [training.objective]\nloss = { ratio-matching = { beta = 0.5 } }\n";
    let (config, run) = (there.write("settings.toml", settings), there.name("run"));
    well(&["srbm", "fit", "--config", &config, "--out", &run, "--hidden", "3", "--epochs", "2"]);
    let written = std::fs::read_to_string(there.path("run/settings.toml")).unwrap();
    for text in
        ["epochs = 2", "seed = 9", "hidden = 3", "beta = 0.5", "words.npy", "kind = \"rbm\""]
    {
        assert!(written.contains(text), "{text}: {written}");
    }
    // What was written makes the same run again, on another number of threads.
    let (again, config) = (there.name("again"), there.name("run/settings.toml"));
    well(&["srbm", "fit", "--config", &config, "--out", &again, "--threads", "1"]);
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
        ("model.hidden = \"many\"\n", "settings.toml: line 1: invalid type"),
        ("model.kind = \"potts\"\n", "unknown variant `potts`"),
        ("training.optimiser = { adam = { rat = 1.0 } }\n", "unknown field `rat`"),
        (
            "training.objective.loss = { ratio-matching = { alpha = 1.0 } }\n",
            "unexpected keys in table: alpha",
        ),
        ("training.objective.loss = { ratio-matching = { beta = -1.0 } }\n", "beta is -1"),
        ("training.objective.regulariser.fields = -1.0\n", "fields is -1"),
        ("training.optimiser = { adam = { rate = 0.0 } }\n", "adam: rate and epsilon are positive"),
        ("training.batch_size = 10\n", "batch_size: L-BFGS takes all samples at once"),
        ("data.held_out = 1.0\n", "held_out is 1, but must be at least 0 and below 1"),
        ("data.draws = 0\n", "draws is 0, but must be from 1"),
        ("data.file = \"nowhere.npy\"\n", "nowhere.npy: cannot be read"),
        ("model.hidden = 2\n", "P is 2, but must be 0 in a profile or pairwise model"),
        ("model.kind = \"rbm\"\n", "P is 0, but must be at least 1"),
        ("compute.threads = 0\n", "threads is 0, but must be at least 1"),
    ] {
        let config = there.write("settings.toml", settings);
        let told = refused(&["srbm", "fit", "--config", &config, "--out", &out]);
        assert!(told.contains(expected), "{settings}: {told}");
    }
    for (option, value, expected) in [
        ("--rate", "0.1", "rate is given, but must be left out"),
        ("--weights", "w.npy", "w.npy: cannot be read"),
        ("--states", "3", "states is given, but must be left out"),
    ] {
        let told = refused(&["srbm", "fit", "--out", &out, option, value]);
        assert!(told.contains(expected), "{told}");
    }
    let (code, _, told) =
        output(&["srbm", "fit", "--out", &out, "--device", "cuda", "--draws", "5"]);
    // On a machine that has one, it is used.
    assert!(code == 0 || (code == 2 && told.contains("--device cuda: ")), "{told}");
    if code == 2 {
        assert!(!there.path("run").exists(), "nothing was begun");
    }
}

#[test]
fn wrong_files_are_named_in_one_line() {
    let there = There::new();
    let out = there.name("run");
    let good = npy(&[3, 2], &[0_u8, 1, 1, 0, 2, 1]).unwrap();
    let beyond = npy(&[2, 2], &[0.0_f64, 1.0, 0.5, 1.0]).unwrap();
    let hot = npy(&[4, 1, 3], &[1_u8, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1]).unwrap();
    let one = npy(&[2, 2], &[0_u8; 4]).unwrap();
    let negative = npy(&[2, 2], &[0_i64, -1, 0, 0]).unwrap();
    for (name, bytes, expected) in [
        ("negative.npy", &negative[..], "negative.npy: data: sample 0, site 1 has category -1"),
        ("cut.npy", &good[..good.len() - 3], "cut.npy: data: expected 6 bytes, found 3"),
        ("half.npy", &beyond, "half.npy: data: sample 1, site 0 has category 0.5"),
        (
            "hot.npy",
            &hot,
            "hot.npy: data: sample 1, site 0 is not one-hot: states 0 and 1 are both 1",
        ),
        ("one.npy", &one, "one.npy: shape: q is 1, but must be from 2 to 256"),
        ("empty.npy", b"", "empty.npy: header: expected an .npy file"),
        ("empty.npz", b"", "empty.npz: expected an .npz archive"),
        ("empty.csv", b"", "empty.csv: is empty"),
        ("ragged.csv", b"1,2\n3\n", "ragged.csv: line 2 has 1 columns, but 2 are expected"),
        ("word.csv", b"1,2\n3,x\n", "word.csv: line 2, column 2: expected a number, found `x`"),
        ("words.txt", b"1", "words.txt: expected a name that ends in .npy, .npz or .csv"),
    ] {
        let file = there.write(name, bytes);
        let told = refused(&["srbm", "fit", "--data", &file, "--out", &out]);
        assert!(told.starts_with("error: ") && told.contains(expected), "{told}");
    }
    let good = there.write("good.npy", good);
    let few = there.write("few.npy", npy(&[2], &[1.0_f64, 2.0]).unwrap());
    let told = refused(&["srbm", "fit", "--data", &good, "--weights", &few, "--out", &out]);
    assert!(told.contains("few.npy: shape: expected one axis, a weight for each of 3"), "{told}");
    let told = refused(&["srbm", "fit", "--data", &good, "--patience", "3", "--out", &out]);
    assert!(told.contains("patience is given, but must be left out where no samples"), "{told}");
    assert!(!there.path("run").exists(), "nothing was begun");
    let list = ["srbm", "fit", "--data", "nowhere.npy", "--out", &out, "--json"];
    let (code, stdout, _) = output(&list);
    assert_eq!(code, 2);
    let error: Value = serde_json::from_str(&stdout).unwrap();
    assert!(error["error"].as_str().unwrap().starts_with("nowhere.npy: cannot be read"));
}

#[test]
fn damaged_runs_are_named_in_one_line() {
    let there = There::new();
    let (run, score) = (there.name("run"), there.name("score"));
    let told = refused(&["srbm", "fit", "--out", &run, "--resume"]);
    assert!(told.contains("run: holds no run: there is no settings.toml"), "{told}");
    let adam = ["--optimiser", "adam", "--epochs", "2", "--draws", "200"];
    well(&[&["srbm", "fit", "--out", &run][..], &adam].concat());
    let told = refused(&["srbm", "fit", "--out", &run]);
    assert!(told.contains("holds a run already (settings.toml)"), "{told}");
    let told = refused(&["srbm", "fit", "--out", &run, "--resume", "--epochs", "9"]);
    assert!(told.contains("--epochs cannot be given with --resume"), "{told}");
    let told = refused(&["srbm", "sample", &run, "--to", "x.txt"]);
    assert!(told.contains("x.txt: expected a name that ends in .npy, .npz or .csv"), "{told}");
    well(&["score", "fit", "--out", &score, "--epochs", "1"]);
    let told = refused(&["srbm", "report", &score]);
    assert!(told.contains("run.toml: kind: expected srbm, found score"), "{told}");
    let state = std::fs::read_to_string(there.path("run/state.json")).unwrap();
    for (damaged, expected) in [
        (&state[..100], "state.json: EOF while parsing"),
        (
            &state.replacen("\"mean\":[", "\"mean\":[1.5,", 1),
            "state: has parts that do not belong together",
        ),
        (
            &state.replacen("\"values\":[", "\"values\":[1.5,", 1),
            "state.json: parameters has 157 entries",
        ),
        (&state.replacen("\"rate\":0.01", "\"rate\":0.02", 1), "state: was made by other settings"),
    ] {
        assert!(*damaged != state);
        there.write("run/state.json", damaged);
        let told = refused(&["srbm", "report", &run]);
        assert!(told.contains("state.json: ") && told.contains(expected), "{told}");
    }
    std::fs::remove_file(there.path("run/state.json")).unwrap();
    let told = refused(&["srbm", "sample", &run, "--to", &there.name("x.npy")]);
    assert!(told.contains("state.json: is not there yet"), "{told}");
}

#[test]
fn fits_that_diverge_end_with_1() {
    let there = There::new();
    let run = there.name("run");
    let list = ["srbm", "fit", "--out", &run, "--draws", "50", "--optimiser", "adam", "--json"];
    let (code, stdout, stderr) = output(&[&list[..], &["--rate", "1e38"]].concat());
    assert_eq!(code, 1, "{stdout}{stderr}");
    let error: Value = serde_json::from_str(&stdout).unwrap();
    assert!(error["error"].as_str().unwrap().contains("is not finite"), "{stdout}");
    assert!(there.path("run/state.json").exists(), "what was reached is written down");
}

#[test]
fn help_names_all_options_and_gives_examples() {
    let of_fit = "--out --config --resume --save-every --json --data --array --weights --weights-array --axes --first \
        --states --held-out --draws --kind --hidden --gauge --objective --beta --self-coupling --lambda-h --lambda-j \
        --lambda-w --norm --optimiser --rate --beta1 --beta2 --epsilon --memory --tolerance --trials --epochs --batch \
        --patience --seed --precision --device --threads";
    let of_sample = "--to --count --sweeps --sampler --start --seed --data --weights --json";
    for (command, options) in
        [("fit", of_fit), ("sample", of_sample), ("report", "--to --data --weights --json")]
    {
        let options: Vec<&str> = options.split_whitespace().collect();
        let text = well(&["srbm", command, "--help"]);
        for option in &options {
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
