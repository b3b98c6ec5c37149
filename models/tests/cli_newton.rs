//! `cotangent newton` from outside: the reference example, published steps, training, wrong files, and what is said.

mod command;

use command::{
    Arrays, There, archive, arrays, check_in_browser, check_page, is_parameter, output, refused,
    well,
};
use serde_json::Value;

/// The path of a published case, and its arrays.
fn golden(name: &str) -> (String, Arrays) {
    let path = format!("{}/../tests/data/newton/{name}.npz", env!("CARGO_MANIFEST_DIR"));
    let arrays = arrays(&path);
    (path, arrays)
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&well(&[arguments, &["--json"]].concat())).unwrap()
}

/// A network 2-2-1 and three samples, changed.
fn files(there: &There, change: impl Fn(&mut Arrays)) -> [String; 2] {
    let mut all: Arrays = [
        ("W1", vec![2, 2], vec![0.5, -1.0, 0.25, 2.0]),
        ("b1", vec![2], vec![0.1, -0.2]),
        ("W2", vec![1, 2], vec![1.5, -0.5]),
        ("b2", vec![1], vec![0.3]),
        ("X", vec![3, 2], vec![0.2, 0.4, -0.6, 0.8, 1.0, -1.2]),
        ("y", vec![3, 1], vec![1.0, 0.0, 1.0]),
    ]
    .into_iter()
    .map(|(name, shape, floats)| (name.to_owned(), (shape, floats)))
    .collect();
    change(&mut all);
    [
        archive(there, "net.npz", &all, is_parameter),
        archive(there, "data.npz", &all, |name| !is_parameter(name)),
    ]
}

#[test]
fn the_reference_example_matches_the_dense_matrix() {
    let there = There::new();
    let out = there.name("step");
    let text = well(&["newton", "--out", &out]);
    for said in [
        "N = 4, 7-5-5-3, relu, mse (mean over samples), damping 1;",
        "│ W1        ┆ [5, 7] ┆            [5, 7] ┆",
        "│ b3        ┆    [3] ┆               [3] ┆",
        "Step: [88], of length ",
        "Directionally damped Newton steps match!",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let page = std::fs::read_to_string(there.path("step/index.html")).unwrap();
    check_page(&page, 3, 0);
    check_in_browser(&page, 3, 0);
    let step = arrays(there.path("step/step.npz"));
    let shapes: Vec<(&str, &[usize])> =
        step.iter().map(|(name, (shape, _))| (&name[..], &shape[..])).collect();
    assert_eq!(
        shapes,
        [
            ("W1", &[5, 7][..]),
            ("W2", &[5, 5]),
            ("W3", &[3, 5]),
            ("b1", &[5]),
            ("b2", &[5]),
            ("b3", &[3])
        ]
    );
    let result: Value =
        serde_json::from_slice(&std::fs::read(there.path("step/result.json")).unwrap()).unwrap();
    assert_eq!((&result["step_length"], &result["matches"]), (&88.into(), &true.into()));
    assert!(result["groups"][0]["dense"]["largest_difference"].as_f64().unwrap() < 1e-12);
    // A small enough piece of the step goes downhill, as the model foretells.
    assert!(result["predicted_change"].as_f64().unwrap() < 0.0);
    // Another seed is another example.
    assert_ne!(json(&["newton", "--seed", "1"])["loss"], result["loss"]);
}

#[test]
fn all_losses_dampings_groups_and_samples_match_the_dense_matrix() {
    let cases: [&[&str]; 7] = [
        &["--loss", "ce", "--top", "6", "--damping", "relative:0.1,0.5", "--reduction", "sum"],
        &["--loss", "bce", "--damping", "noise", "--activation", "tanh"],
        &["--loss", "mse", "--top", "3", "--groups", "parameter"],
        &[
            "--top",
            "2",
            "--group",
            "early=W1,b1",
            "--group",
            "late=W3,b3",
            "--activation",
            "sigmoid",
        ],
        &["--subsample-ggn", "0,1", "--subsample-grad", "2,3", "--damping", "0.01"],
        &["--loss", "ce", "--mc", "2", "--seed", "3", "--subsample-ggn", "3,1,0"],
        &["--loss", "mse", "--above", "0.05", "--frozen", "W1,b2", "--damping", "0.5"],
    ];
    for case in cases {
        let result = json(&[&["newton"], case].concat());
        assert_eq!(result["matches"], true, "{case:?}: {result}");
        assert_eq!(result["step_length"], 88, "{case:?}");
    }
    let above = json(&["newton", "--above", "0.05"]);
    let values = above["groups"][0]["eigenvalues"].as_array().unwrap();
    let expected = values.iter().filter(|value| value.as_f64().unwrap() > 0.05).count();
    assert_eq!(above["groups"][0]["kept"].as_array().unwrap().len(), expected);
    assert!(expected > 0);
}

#[test]
fn published_steps_are_met() {
    let there = There::new();
    let dampings = [
        ("const1", "1"),
        ("const0.01", "0.01"),
        ("relative", "relative:0.1,0.5"),
        ("noise", "noise"),
    ];
    for name in [
        "seed_mse",
        "seed_ce",
        "mse_dampings",
        "ce_dampings",
        "blocks_mse",
        "degenerate_last_layer_mse",
    ] {
        let (path, all) = golden(name);
        let net = archive(&there, "net.npz", &all, is_parameter);
        let number = |what: &str| all[what].1[0];
        let loss = if number("loss_kind") == 0.0 { "mse" } else { "ce" };
        let (top, n_blocks) = (number("k").to_string(), number("n_blocks") as usize);
        let keys = |block: usize| -> Vec<String> {
            let places = &all[&format!("B{block}_params")].1;
            let key = |place: &f64| {
                let place = *place as usize;
                format!("{}{}", ["W", "b"][place % 2], place / 2 + 1)
            };
            places.iter().map(key).collect()
        };
        let groups: Vec<String> = (0..n_blocks)
            .flat_map(|block| ["--group".to_owned(), format!("B{block}={}", keys(block).join(","))])
            .collect();
        for (damping_name, damping) in dampings {
            if !all.contains_key(&format!("B0_step_{damping_name}")) {
                continue;
            }
            let out = there.name("out");
            let mut arguments =
                vec!["newton", "--parameters", &net, "--data", &path, "--loss", loss];
            arguments.extend(["--top", &top, "--damping", damping, "--out", &out]);
            arguments.extend(groups.iter().map(|group| &group[..]));
            let text = well(&arguments);
            let step = arrays(there.path("out/step.npz"));
            let directions = arrays(there.path("out/directions.npz"));
            for block in 0..n_blocks {
                let expected = &all[&format!("B{block}_step_{damping_name}")].1;
                let found: Vec<f64> =
                    keys(block).iter().flat_map(|key| step[key].1.iter().copied()).collect();
                assert_eq!(found.len(), expected.len());
                let size = expected.iter().fold(0.0, |s: f64, x| s.max(x.abs()));
                for (found, expected) in found.iter().zip(expected) {
                    let difference = (found - expected).abs();
                    assert!(difference <= 1e-10 * size, "{name}, {damping_name}: {text}");
                }
                let expected = &all[&format!("B{block}_evals")].1;
                let found = &directions[&format!("B{block}_evals")].1;
                for (found, expected) in found.iter().zip(expected) {
                    assert!((found - expected).abs() <= 1e-10 * expected.abs(), "{name}");
                }
            }
        }
    }
}

#[test]
fn ones_own_files_of_all_losses_are_taken() {
    let there = There::new();
    let [net, data] = files(&there, |_| {});
    let own = ["newton", "--parameters", &net, "--data", &data, "--activation", "tanh"];
    for loss in ["mse", "bce"] {
        let result = json(&[&own[..], &["--loss", loss, "--top", "2"]].concat());
        assert_eq!(result["matches"], true);
        assert_eq!(result["step_length"], 9);
        assert_eq!(result["widths"], serde_json::json!([2, 2, 1]));
    }
    // Two outputs and a list of classes.
    let [net, data] = files(&there, |all| {
        all.insert("W2".into(), (vec![2, 2], vec![1.0, 2.0, -0.5, 0.7]));
        all.insert("b2".into(), (vec![2], vec![0.0, 0.1]));
        all.insert("y".into(), (vec![3], vec![1.0, 0.0, 1.0]));
    });
    let own = ["newton", "--parameters", &net, "--data", &data, "--loss", "ce", "--top", "3"];
    assert_eq!(json(&own)["matches"], true);
}

#[test]
fn small_eigenvalues_are_warned_of() {
    let there = There::new();
    // Two equal samples: of three eigenvalues one is zero.
    let [net, data] = files(&there, |all| {
        all.insert("X".into(), (vec![3, 2], vec![0.2, 0.4, 0.2, 0.4, 1.0, -1.2]));
    });
    let own = ["newton", "--parameters", &net, "--data", &data, "--top", "3", "--json"];
    let (code, stdout, stderr) = output(&own);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let told = "zero but for rounding: it has no direction and was left out";
    assert!(stderr.starts_with("warning: group `all`: eigenvalue 0 is ") && stderr.contains(told));
    let result: Value = serde_json::from_str(&stdout).unwrap();
    assert!(result["warnings"][0].as_str().unwrap().contains(told));
    assert_eq!(result["groups"][0]["kept"].as_array().unwrap().len(), 2);
    assert_eq!(result["matches"], true);
}

#[test]
fn wrong_files_are_named_in_one_line() {
    let there = There::new();
    let set = |all: &mut Arrays, key: &str, shape: &[usize], floats: &[f64]| {
        all.insert(key.into(), (shape.to_vec(), floats.to_vec()));
    };
    let told = |change: &dyn Fn(&mut Arrays), more: &[&str]| {
        let [net, data] = files(&there, change);
        refused(&[&["newton", "--parameters", &net, "--data", &data], more].concat())
    };
    type Change<'a> = &'a dyn Fn(&mut Arrays);
    let cases: [(Change<'_>, &str, &str); 12] = [
        (&|all| drop(all.remove("b2")), "mse", "net.npz: expected an array `b2`, found W1, W2, b1"),
        (
            &|all| {
                let last = all.remove("W2").unwrap();
                all.insert("W3".into(), last);
            },
            "mse",
            "net.npz: expected an array `W2`",
        ),
        (
            &|all| set(all, "W2", &[1, 3], &[1.0; 3]),
            "mse",
            "net.npz: array `W2`: expected shape [out, 2] with at least one of each, found [1, 3]",
        ),
        (
            &|all| set(all, "b1", &[3], &[1.0; 3]),
            "mse",
            "net.npz: array `b1`: expected shape [2], found [3]",
        ),
        (
            &|all| set(all, "W1", &[2, 2], &[1.0, f64::NAN, 0.0, 0.0]),
            "mse",
            "net.npz: array `W1`: entry [0, 1] is NaN, but must be finite",
        ),
        (
            &|all| set(all, "X", &[3, 2], &[1.0, 0.0, 0.0, 0.0, 0.0, f64::INFINITY]),
            "mse",
            "data.npz: array `X`: entry [2, 1] is inf, but must be finite",
        ),
        (
            &|all| set(all, "X", &[2, 3], &[1.0; 6]),
            "mse",
            "data.npz: array `X`: expected shape [N, 2], for inputs of W1, found [2, 3]",
        ),
        (
            &|all| set(all, "X", &[0, 2], &[]),
            "mse",
            "data.npz: array `X`: expected shape [N, 2] with N at least 1, found [0, 2]",
        ),
        (
            &|all| set(all, "y", &[2, 1], &[1.0; 2]),
            "mse",
            "data.npz: array `y`: expected shape [3, 1], for rows of X and outputs of the network, found [2, 1]",
        ),
        (
            &|all| set(all, "y", &[3], &[0.0, 2.0, 0.0]),
            "ce",
            "data.npz: array `y`: expected classes from 0 to 0, found 2 at [1]",
        ),
        (
            &|_| {},
            "ce",
            "data.npz: array `y`: expected shape [3], a class for each row of X, found [3, 1]",
        ),
        (
            &|all| set(all, "y", &[3, 1], &[0.0, 0.5, 1.0]),
            "bce",
            "data.npz: array `y`: expected 0 or 1, found 0.5 at [1, 0]",
        ),
    ];
    for (change, loss, expected) in cases {
        let told = told(change, &["--loss", loss]);
        assert!(told.contains(expected), "{expected} in {told}");
    }
    let [net, _] = files(&there, |_| {});
    let text = there.write("text.npz", "W1");
    let told = refused(&["newton", "--parameters", &text, "--data", &net]);
    assert!(told.contains("text.npz: expected an .npz archive"), "{told}");
    let told = refused(&["newton", "--parameters", &there.name("gone.npz"), "--data", &net]);
    assert!(told.contains("gone.npz: cannot be read"), "{told}");
}

#[test]
fn wrong_options_are_named_in_one_line() {
    for (options, expected) in [
        (
            &["--top", "13"][..],
            "the 13 largest eigenvalues of group `all` were asked for, but it has 12",
        ),
        (
            &["--subsample-ggn", "1,0,1"],
            "the sub-sample for the curvature names sample 1 twice, at places 0 and 2",
        ),
        (
            &["--subsample-grad", "0,4"],
            "the sub-sample for gradients names sample 4 at place 1, but there are 4 samples",
        ),
        (
            &["--group", "a=W1,W9"],
            "there is no parameter `W9`, which group `a` names; there are `W1`, `b1`, `W2`",
        ),
        (
            &["--group", "a=W1", "--group", "b=b1,W1"],
            "parameter `W1` is in two groups, `a` and `b`",
        ),
        (&["--group", "a=W1,W1"], "parameter `W1` is in group `a` twice"),
        (&["--group", "a="], "group `a` has no parameters"),
        (&["--group", "a=W1", "--group", "a=W2"], "two groups are called `a`"),
        (&["--frozen", "w"], "there is no parameter `w`, which --frozen names"),
        (
            &["--group", "a=W1", "--frozen", "W1"],
            "group `a` has no parameters: all that it names are frozen",
        ),
        (&["--mc", "0"], "expected at least one of Monte-Carlo samples, found none"),
        (&["--damping", "-100"], "with damping -100 is not positive and finite"),
    ] {
        let told = refused(&[&["newton"], options].concat());
        assert!(told.contains(expected), "{expected} in {told}");
    }
    // What the options themselves say takes more lines.
    for (options, expected) in [
        (&["--damping", "much"][..], "expected a number, `relative:CONSTANT,FACTOR` or `noise`"),
        (&["--damping", "relative:1"], "expected two numbers after `relative:`"),
        (&["--group", "W1,b1"], "expected NAME=KEYS, found `W1,b1`"),
        (&["--parameters", "net.npz"], "--data"),
        (&["--top", "2", "--above", "1"], "cannot be used with"),
    ] {
        let (code, _, stderr) = output(&[&["newton"], options].concat());
        assert!(code == 2 && stderr.contains(expected), "{expected} in {stderr}");
    }
}

#[test]
fn training_compares_three_optimisers() {
    let there = There::new();
    let out = there.name("run");
    let small = ["newton", "train", "--problem", "blobs", "--points", "18", "--hidden", "4"];
    let more = ["--top", "20", "--steps", "6", "--watch", "3", "--noise", "0.1"];
    let all = [&small[..], &more].concat();
    let text = well(&[&all[..], &["--out", &out]].concat());
    for said in ["18 points of 3 blobs", "damped Newton", "gradient descent", "Adam"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let page = std::fs::read_to_string(there.path("run/index.html")).unwrap();
    // Two curves, signal and noise of slopes and curvatures, and decisions, for each of three.
    check_page(&page, 2 + 6 + 3, 0);
    check_in_browser(&page, 2 + 6 + 3, 0);
    let history = std::fs::read_to_string(there.path("run/history.csv")).unwrap();
    let rows: Vec<Vec<&str>> = history.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0], ["optimiser", "step", "loss", "accuracy"]);
    // Before steps 0, 3 and after the last.
    assert_eq!(rows.len(), 1 + 3 * 3);
    let losses: Vec<f64> = rows[1..].iter().map(|row| row[2].parse().unwrap()).collect();
    assert!(losses[0] == losses[3] && losses[0] == losses[6], "one network to begin with");
    assert!(losses[2] < 0.2 * losses[0], "Newton steps: {losses:?}");
    assert!(losses[5] < losses[0] && losses[8] < losses[0], "{losses:?}");
    let signal = std::fs::read_to_string(there.path("run/signal.csv")).unwrap();
    assert_eq!(signal.lines().count(), 1 + 3 * 3 * 3);
    // The same seed gives the same numbers.
    let result = json(&all);
    assert_eq!(result["trained"][0]["losses"][2], losses[2]);

    for (options, expected) in [
        (&["--points", "0"][..], "the number of points is 0, but must be at least 1"),
        (&["--noise", "-1"], "noise is -1, but must be at least 0 and finite"),
        (&["--batch", "19"], "batch is 19, but must be at least 1"),
        (&["--every", "0"], "every is 0, but must be at least 1"),
        (&["--rate-sgd", "0"], "rate is 0, but must be above 0"),
        (&["--top", "55"], "the 55 largest eigenvalues"),
    ] {
        let (name, value) = (options[0], options[1]);
        let mut list: Vec<&str> = all.clone();
        match list.iter().position(|other| *other == name) {
            Some(place) => list[place + 1] = value,
            None => list.extend([name, value]),
        }
        let told = refused(&list);
        assert!(told.contains(expected), "{expected} in {told}");
    }
    let (code, _, stderr) = output(&[&all[..], &["--rate-sgd", "1e308"]].concat());
    assert!(code == 1 && stderr.contains("must be finite"), "{code}: {stderr}");
}

#[test]
fn help_names_all_options_and_gives_examples() {
    let help = well(&["newton", "--help"]);
    for option in
        ["--parameters", "--data", "--subsample-ggn", "--above", "--group", "--mc", "train"]
    {
        assert!(help.contains(option), "{option}");
    }
    assert!(help.contains("Examples:") && help.contains("Exit codes:"));
    let help = well(&["newton", "train", "--help"]);
    assert!(help.contains("--rate-newton") && help.contains("Examples:"));
    assert!(well(&["--help"]).contains("cotangent newton"));
}
