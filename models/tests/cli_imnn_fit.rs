//! `cotangent imnn fit | estimate | report` from outside: runs that are killed and resumed, files that are wrong, and what is said.

mod command;

use command::{
    There, args, check_in_browser, check_interrupt, check_page, cotangent, kill_beyond, output,
    refused, well,
};
use cotangent_models::imnn::data::write_npy;
use serde_json::Value;
use std::path::Path;
use std::process::Stdio;

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Simulations of the reference problem with a validation set, and some without derivatives.
fn simulate(there: &There) -> String {
    let sims = there.name("sims");
    let count = ["--count", "60", "--derivatives", "40", "--validation", "50", "--size", "5"];
    well(&[&["imnn", "simulate", "--out", &sims][..], &count].concat());
    sims
}

fn fit(sims: &str, out: &str, more: &[&str]) -> Vec<String> {
    let small = ["--hidden", "6", "--max-iterations", "40", "--per-batch", "25"];
    let all = [&["imnn", "fit", sims, "--out", out][..], &small, more].concat();
    all.into_iter().map(str::to_owned).collect()
}

fn bytes(there: &There, run: &str, name: &str) -> Vec<u8> {
    std::fs::read(there.path(run).join(name)).unwrap()
}

#[test]
fn killed_runs_go_on_to_the_same_bits() {
    let there = There::new();
    let sims = simulate(&there);
    let (whole, killed) = (there.name("whole"), there.name("killed"));
    // Neither threads, workers nor where the simulations are read from change a bit; batches of another size do.
    let how = ["--max-iterations", "150"];
    let list: Vec<String> = fit(&sims, &whole, &[]);
    let list: Vec<String> =
        list.into_iter().map(|s| if s == "40" { how[1].to_owned() } else { s }).collect();
    well(&args(&list));
    let more = ["--threads", "1", "--workers", "2", "--cache", "0", "--save-every", "0"];
    let mut list: Vec<String> =
        list.into_iter().map(|s| if s == whole { killed.clone() } else { s }).collect();
    list.extend(more.map(str::to_owned));
    let child = cotangent(&args(&list)).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let epoch = kill_beyond(2, child.unwrap(), &there.path("killed/state.json"));
    assert!(epoch < 150);
    let resume = ["imnn", "fit", "--out", &killed, "--resume"];
    well(&resume);
    for name in
        ["state.json", "history.csv", "parameters.safetensors", "statistics.npz", "run.toml"]
    {
        assert!(bytes(&there, "whole", name) == bytes(&there, "killed", name), "{name} differs");
    }
    let text = well(&resume);
    assert!(text.contains("was finished already"), "{text}");
    let told = refused(&["imnn", "fit", "--out", &killed, "--resume", "--lambda", "5"]);
    assert!(told.contains("--lambda cannot be given with --resume"), "{told}");
}

#[test]
#[cfg(unix)]
fn interrupted_runs_say_so_and_go_on() {
    let there = There::new();
    let sims = simulate(&there);
    let run = there.name("run");
    let list = ["imnn", "fit", &sims, "--out", &run, "--hidden", "6", "--patience", "100000"];
    check_interrupt(&there, &[&list[..], &["--save-every", "0", "--json"]].concat());
    // Nothing is estimated from half a fit, but it has a page.
    let told = refused(&["imnn", "estimate", &run, "x.npy"]);
    assert!(told.contains("the fit has not ended: go on with it by --resume"), "{told}");
    well(&["imnn", "report", &run]);
    let page = String::from_utf8(bytes(&there, "run", "index.html")).unwrap();
    assert!(page.contains("the fit is not at its end"));
}

#[test]
fn fits_say_what_came_of_them_estimate_and_report() {
    let there = There::new();
    let (sims, run) = (simulate(&there), there.name("run"));
    let summary = parsed(&well(&args(&fit(&sims, &run, &["--json", "--activation", "tanh"]))));
    assert_eq!((&summary["outcome"], &summary["epochs"]), (&"finished".into(), &40.into()));
    // n/Σ · n/(2Σ²) of five draws.
    assert_eq!(summary["known_detF"], 12.5);
    assert!(summary["val_detF"].as_f64().unwrap() > 0.0 && summary["detF"].is_f64());
    let errors: Vec<f64> = serde_json::from_value(summary["errors"].clone()).unwrap();
    let origin = String::from_utf8(bytes(&there, "run", "run.toml")).unwrap();
    for text in ["kind = \"imnn\"", "samples = 60", "held_out = 50", "with_derivatives = 40"] {
        assert!(origin.contains(text), "{text}: {origin}");
    }
    let history = String::from_utf8(bytes(&there, "run", "history.csv")).unwrap();
    let names =
        "iteration,detF,detC,detinvC,Lambda2,r,val_detF,val_detC,val_detinvC,val_Lambda2,val_r";
    assert_eq!((history.lines().next(), history.lines().count()), (Some(names), 41));
    let tensors = bytes(&there, "run", "parameters.safetensors");
    let tensors = safetensors::SafeTensors::deserialize(&tensors).unwrap();
    assert_eq!(tensors.tensor("layers.0.weight").unwrap().shape(), [6, 5]);
    assert_eq!(tensors.tensor("layers.1.bias").unwrap().shape(), [2]);

    // The mean of all estimates over validation is θ_fid, since Σ (x − μ) = 0 there.
    let held_out = cotangent_models::imnn::data::reference::Reference::new([0.0, 1.0], 5, 0)
        .unwrap()
        .simulations(cotangent_models::imnn::data::reference::Set::Validation, 0..50);
    write_npy(&there.path("all.npy"), &[50, 5], [Ok(held_out.clone())]).unwrap();
    let all = there.name("all.npy");
    let found = parsed(&well(&["imnn", "estimate", &run, &all, "--json"]));
    let rows: Vec<[f64; 2]> = serde_json::from_value(found["estimates"].clone()).unwrap();
    assert_eq!(rows.len(), 50);
    for (k, fiducial) in [0.0, 1.0].into_iter().enumerate() {
        let mean = rows.iter().map(|row| row[k]).sum::<f64>() / 50.0;
        assert!((mean - fiducial).abs() < 1e-4, "{mean}");
    }
    assert_eq!(serde_json::from_value::<Vec<f64>>(found["errors"].clone()).unwrap(), errors);
    // One datum, as an array and as text.
    write_npy(&there.path("one.npy"), &[5], [Ok(held_out[..5].to_vec())]).unwrap();
    let line = held_out[..5].iter().map(f32::to_string).collect::<Vec<_>>().join(",") + "\n";
    let (npy, csv) = (there.name("one.npy"), there.write("one.csv", line));
    let one = parsed(&well(&["imnn", "estimate", &run, &npy, "--json"]));
    let one: [f64; 2] = serde_json::from_value(one["estimates"].clone()).unwrap();
    // In f32, and products of one row are summed in another order.
    let close = |k: usize| (one[k] - rows[0][k]).abs() < 1e-6 * rows[0][k].abs().max(1.0);
    assert!((0..2).all(close), "{one:?} {:?}", rows[0]);
    let line = parsed(&well(&["imnn", "estimate", &run, &csv, "--json"]));
    let [line]: [[f64; 2]; 1] = serde_json::from_value(line["estimates"].clone()).unwrap();
    assert_eq!(line, one);
    let to = there.name("estimates.csv");
    let told = well(&["imnn", "estimate", &run, &all, "--to", &to]);
    assert!(told.contains("50 estimates are in"), "{told}");
    let text = std::fs::read_to_string(&to).unwrap();
    assert_eq!(
        (text.lines().next(), text.lines().count()),
        (Some("theta0,theta1,sigma0,sigma1"), 51)
    );
    for (name, shape) in [("to.npy", "50"), ("to.npz", "theta")] {
        let to = there.name(name);
        well(&["imnn", "estimate", &run, &all, "--to", &to]);
        let bytes = std::fs::read(&to).unwrap();
        assert!(String::from_utf8_lossy(&bytes).contains(shape), "{name}");
    }
    assert!(well(&["imnn", "estimate", &run, &all]).contains('±'));
    wrong_data(&there, &run);

    let done = parsed(&well(&["imnn", "report", &run, "--json"]));
    assert_eq!(done["gradients_agree"], true);
    let page = String::from_utf8(bytes(&there, "run", "index.html")).unwrap();
    check_page(&page, 5, 0);
    check_in_browser(&page, 5, 0);
    for text in
        ["SHA-256", "central difference", "12.50000", "Covariance C", "peak memory", "known"]
    {
        assert!(page.contains(text), "{text}");
    }
    assert!(bytes(&there, "run", "panels.png").starts_with(b"\x89PNG\r\n\x1a\n"));
    assert!(bytes(&there, "run", "panels.svg").starts_with(b"<svg width=\"640\" height=\"1200\""));
    let panels = String::from_utf8(bytes(&there, "run", "panels.csv")).unwrap();
    assert_eq!(panels.lines().count(), 1 + 10 * 40);
}

/// Data that a fitted network cannot take.
fn wrong_data(there: &There, run: &str) {
    write_npy(&there.path("wide.npy"), &[3, 6], [Ok(vec![0.5; 18])]).unwrap();
    let good = std::fs::read(there.path("one.npy")).unwrap();
    std::fs::write(there.path("cut.npy"), &good[..good.len() - 3]).unwrap();
    for (file, expected) in [
        (
            there.name("wide.npy"),
            "expected one datum of shape [5] or several of shape [n, 5], found shape [3, 6]",
        ),
        (there.name("cut.npy"), "cut.npy: expected 20 bytes of numbers, found 17"),
        (there.write("nan.csv", "1,2,3,4,1e60\n"), "datum 0, number 4 is inf, but must be finite"),
        (there.write("word.csv", "1,2,3,4,x\n"), "line 1, column 5: expected a number, found `x`"),
        (there.write("no.npz", "PK"), "no.npz: is no whole archive"),
        (there.write("x.txt", "1"), "x.txt: expected a name that ends in .npy, .npz or .csv"),
        (there.name("nowhere.npy"), "nowhere.npy: cannot be read"),
    ] {
        let told = refused(&["imnn", "estimate", run, &file]);
        assert!(told.starts_with("error: ") && told.contains(expected), "{told}");
    }
}

#[test]
fn pairs_images_and_settings_of_files_are_fitted() {
    let there = There::new();
    // Images of 2 × 3: d = θ + noise, with pairs of simulations 0.2 apart.
    let noise = |k: usize| (((k * 7919 + 13) % 1009) as f32 / 1009.0 - 0.5) * 3.0;
    let fiducial: Vec<f32> = (0..20 * 6).map(noise).collect();
    let displaced = |d: &[f32], by: f32| d.iter().map(|x| x + by).collect::<Vec<f32>>();
    let pairs: Vec<f32> =
        fiducial.chunks(6).flat_map(|d| [displaced(d, -0.1), displaced(d, 0.1)].concat()).collect();
    std::fs::create_dir(there.path("sims")).unwrap();
    write_npy(&there.path("sims/fiducial.npy"), &[20, 2, 3], [Ok(fiducial.clone())]).unwrap();
    write_npy(&there.path("sims/derivative.npy"), &[20, 2, 1, 2, 3], [Ok(pairs)]).unwrap();
    let settings = "[data]\nfolder = \"sims\"\nfiducial = [0.0]\nsteps = [0.2]\n[network]\nhidden = [4]\n\
        [training]\nmax_iterations = 10\nseed = 3\n[compute]\nprecision = \"f64\"\n";
    let (config, run) = (there.write("settings.toml", settings), there.name("run"));
    let summary = parsed(&well(&[
        "imnn",
        "fit",
        "--config",
        &config,
        "--out",
        &run,
        "--json",
        "--patience",
        "5",
    ]));
    assert_eq!((&summary["epochs"], &summary["val_detF"]), (&10.into(), &Value::Null));
    write_npy(&there.path("one.npy"), &[2, 3], [Ok(fiducial[..6].to_vec())]).unwrap();
    let one = parsed(&well(&["imnn", "estimate", &run, &there.name("one.npy"), "--json"]));
    assert_eq!(one["estimates"].as_array().unwrap().len(), 1);
    well(&["imnn", "report", &run]);
    let page = String::from_utf8(bytes(&there, "run", "index.html")).unwrap();
    check_page(&page, 3, 0);
    // What was written makes the same run again.
    let (again, config) = (there.name("again"), there.name("run/settings.toml"));
    well(&["imnn", "fit", "--config", &config, "--out", &again]);
    assert!(bytes(&there, "run", "state.json") == bytes(&there, "again", "state.json"));
    let told = refused(&[
        "imnn",
        "fit",
        &there.name("sims"),
        "--delta-theta",
        "0.2",
        "--out",
        &there.name("x"),
    ]);
    assert!(told.contains("fiducial is not there, but must be given"), "{told}");
}

#[test]
fn fresh_simulations_keep_the_last_network() {
    let there = There::new();
    let run = there.name("run");
    let fresh =
        ["imnn", "fit", "--fresh", "--count", "50", "--hidden", "6", "--max-iterations", "8"];
    let summary = parsed(&well(&[&fresh[..], &["--out", &run, "--json"]].concat()));
    assert_eq!((&summary["epochs"], &summary["known_detF"]), (&8.into(), &50.0.into()));
    let settings = String::from_utf8(bytes(&there, "run", "settings.toml")).unwrap();
    assert!(settings.contains("fresh = true") && settings.contains("best = false"), "{settings}");
    well(&["imnn", "report", &run]);
}

#[test]
fn what_users_should_know_is_said_and_kept() {
    let there = There::new();
    let sims = simulate(&there);
    // Validation by the same simulations.
    let copy = |from: &str, to: &str| {
        std::fs::copy(Path::new(&sims).join(from), Path::new(&sims).join(to)).unwrap();
    };
    copy("fiducial_00000.tfrecords", "validation_fiducial_00000.tfrecords");
    copy("derivative_00000.tfrecords", "validation_derivative_00000.tfrecords");
    let (code, _, stderr) = output(&args(&fit(&sims, &there.name("run"), &[])));
    let warning = "training and validation begin with the same simulation";
    assert!(code == 0 && stderr.contains(warning), "{stderr}");
    assert!(String::from_utf8(bytes(&there, "run", "result.json")).unwrap().contains(warning));
    // A parameter that nothing depends on.
    std::fs::create_dir(there.path("zero")).unwrap();
    let values: Vec<f32> = (0..40).map(|k| (k * 17 % 40) as f32 / 10.0 - 2.0).collect();
    let slopes: Vec<f32> = (0..40).flat_map(|_| [1.0, 0.0]).collect();
    write_npy(&there.path("zero/fiducial.npy"), &[20, 2], [Ok(values)]).unwrap();
    write_npy(&there.path("zero/derivative.npy"), &[20, 2, 2], [Ok(slopes)]).unwrap();
    let run = there.name("singular");
    let list = fit(&there.name("zero"), &run, &["--fiducial", "0,1", "--json"]);
    let (code, stdout, stderr) = output(&args(&list));
    assert_eq!(code, 1, "{stdout}{stderr}");
    assert!(stderr.contains("all derivatives by parameter 1 are zero"), "{stderr}");
    let error = parsed(&stdout);
    assert!(
        error["error"].as_str().unwrap().contains("iteration 0, training: the Fisher matrix F")
    );
    assert!(there.path("singular/state.json").exists(), "what was reached is written down");
}

#[test]
fn wrong_settings_and_data_are_named_in_one_line() {
    let there = There::new();
    let (sims, out) = (simulate(&there), there.name("run"));
    for (settings, expected) in [
        ("[training]\npatiense = 3\n", "settings.toml: line 2: unknown field `patiense`"),
        ("[network]\nhidden = 3\n", "settings.toml: line 2: invalid type"),
        (
            "data.folder = \"sims\"\ntraining.lambda = 100.0\n",
            "lambda is 100, but for epsilon = 0.1 must be above",
        ),
        (
            "data.folder = \"sims\"\ntraining.patience = 0\n",
            "patience is 0, but must be at least 1",
        ),
        ("data.folder = \"sims\"\nnetwork.summaries = 1\n", "2"),
        (
            "data.folder = \"sims\"\ndata.fiducial = [1.0]\n",
            "fiducial is [1.0], but must be a finite number for each",
        ),
        ("data.folder = \"nowhere\"\n", "nowhere: cannot be read"),
        ("training.patience = 3\n", "data is neither, but must be a folder or fresh simulations"),
        (
            "data.folder = \"sims\"\ndata.fresh = true\n",
            "data is both, but must be a folder or fresh simulations",
        ),
    ] {
        let config = there.write("settings.toml", settings);
        let told = refused(&["imnn", "fit", "--config", &config, "--out", &out]);
        assert!(told.contains(expected), "{settings}: {told}");
    }
    let told = refused(&["imnn", "fit", &sims, "--out", &out, "--count", "5"]);
    assert!(
        told.contains("--count or --size is given, but must be left out without --fresh"),
        "{told}"
    );
    std::fs::create_dir(there.path("empty")).unwrap();
    let told = refused(&["imnn", "fit", &there.name("empty"), "--out", &out]);
    assert!(told.contains("expected fiducial.npy") && told.contains("none of them"), "{told}");
    // One byte of a record.
    let file = there.path("sims/fiducial_00000.tfrecords");
    let mut damaged = std::fs::read(&file).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    std::fs::write(&file, damaged).unwrap();
    let told = refused(&["imnn", "fit", &sims, "--out", &out]);
    assert!(told.contains("fiducial_00000.tfrecords"), "{told}");
    assert!(!there.path("run").exists(), "nothing was begun");
    assert!(refused(&["imnn", "report", &out]).contains("holds no run"));
    assert!(refused(&["imnn", "estimate", &out, "x.npy"]).contains("holds no run"));
}
