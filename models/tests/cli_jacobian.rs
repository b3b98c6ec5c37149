//! `cotangent jacobian` from outside: published Jacobians, the reference example, files that are wrong.

mod command;

use command::{
    Arrays, There, archive, arrays, check_in_browser, check_page, is_parameter, output, refused,
    well,
};
use cotangent_models::run::npy;
use serde_json::Value;

fn golden(name: &str) -> String {
    format!("{}/../tests/data/jacobians/{name}.npz", env!("CARGO_MANIFEST_DIR"))
}

/// An archive of a few arrays.
fn archive_of(there: &There, name: &str, arrays: &[(&str, &[usize], &[f64])]) -> String {
    let own = |&(name, shape, floats): &(&str, &[usize], &[f64])| {
        (name.to_owned(), (shape.to_vec(), floats.to_vec()))
    };
    archive(there, name, &arrays.iter().map(own).collect(), |_| true)
}

#[test]
fn published_jacobians_are_met_by_ones_own_networks() {
    for name in ["seed_N15_10_7_5", "N3_4_6_2", "three_layers_N4_5_6_4_3", "zero_preact"] {
        let there = There::new();
        let (data, out) = (golden(name), there.name("out"));
        let published = arrays(&data);
        let net = archive(&there, "net.npz", &published, is_parameter);
        let list = ["jacobian", "--parameters", &net, "--data", &data, "--array", "X"];
        let more = ["--expected", &data, "--repeats", "1", "--out", &out, "--json"];
        let told: Value = serde_json::from_str(&well(&[&list[..], &more].concat())).unwrap();
        assert_eq!(told["agrees"], true, "{told}");
        let ways = told["ways"].as_array().unwrap();
        assert_eq!(ways.len(), 5);
        for way in ways {
            assert!(way["max_absolute"].as_f64().unwrap() < 1e-10, "{way}");
        }
        assert!(told["finite_differences"]["entries"].as_u64().unwrap() > 0);
        // All of it is in the archive, under the names and in the shapes that are published.
        let written = arrays(there.path("out/jacobian.npz"));
        let expected: Arrays =
            published.into_iter().filter(|(name, _)| name.starts_with("J_")).collect();
        assert!(written.keys().eq(expected.keys()), "{:?}", written.keys());
        for (name, (shape, floats)) in &expected {
            assert_eq!(&written[name].0, shape);
            let scale = floats.iter().fold(1e-300, |s: f64, v| s.max(v.abs()));
            for (found, expected) in written[name].1.iter().zip(floats) {
                assert!((found - expected).abs() <= 1e-10 * scale, "{name}: {found}, {expected}");
            }
        }
    }
}

#[test]
fn the_reference_example_agrees_in_all_ways_and_has_a_page() {
    let there = There::new();
    let out = there.name("jac");
    let text = well(&["jacobian", "--out", &out, "--repeats", "2"]);
    for expected in [
        "10-7-5 relu, drawn with seed 0; N = 15, C = 5",
        "[15, 5, 7, 10]",
        "one by one",
        "per output",
        "one sweep, √(GGN)/√2",
        "one sweep, directly",
        "All lists of arrays match.",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!text.contains("NO"), "{text}");
    let page = std::fs::read_to_string(there.path("jac/index.html")).unwrap();
    check_page(&page, 1, 0);
    check_in_browser(&page, 1, 0);
    for expected in ["batched Jacobian", "117 parameters", "75 in all", "central differences"] {
        assert!(page.contains(expected), "{expected}");
    }
    // A cell for each entry that is not zero, of 75 × 117.
    let svg = std::fs::read_to_string(there.path("jac/jacobian.svg")).unwrap();
    let written = arrays(there.path("jac/jacobian.npz"));
    let floats: Vec<f64> = written.values().flat_map(|(_, floats)| floats.clone()).collect();
    assert_eq!(floats.len(), 75 * 117);
    let cells = floats.iter().filter(|x| **x != 0.0).count();
    assert_eq!(svg.matches("h1v1h-1z").count(), cells);
    // fₙ_c does not depend on the biases of other outputs.
    let (shape, biases) = &written["J_b2"];
    assert_eq!(shape, &[15, 5, 5]);
    let unit = |k: usize| if k / 5 % 5 == k % 5 { 1.0 } else { 0.0 };
    assert!(biases.iter().enumerate().all(|(k, x)| *x == unit(k)));
}

#[test]
fn gradients_are_those_of_the_closed_form() {
    // f = 2 x₀ − x₁ + 1 at (1, 0), (0, 1), (1, 1) against 0, 0, 1: residuals 3, 0, 1.
    let there = There::new();
    let net = archive_of(&there, "net.npz", &[("W1", &[1, 2], &[2.0, -1.0]), ("b1", &[1], &[1.0])]);
    let single: Vec<f32> = vec![1.0, 0.0, 0.0, 1.0, 1.0, 1.0];
    let data = there.write("x.npy", npy(&[3, 2], &single).unwrap());
    let targets = there.write("y.npy", npy(&[3, 1], &[0.0, 0.0, 1.0]).unwrap());
    let out = there.name("out");
    let list = ["jacobian", "--parameters", &net, "--data", &data, "--targets", &targets];
    let all = "gradients,norms,variance,ggn-diagonal";
    let more = ["--quantity", all, "--out", &out, "--json", "--repeats", "1"];
    let told: Value = serde_json::from_str(&well(&[&list[..], &more].concat())).unwrap();
    let written = arrays(there.path("out/jacobian.npz"));
    let expected: [(&str, &[usize], &[f64]); 7] = [
        ("D_W1", &[1, 2], &[4.0, 4.0]),
        ("D_b1", &[1], &[6.0]),
        ("G_W1", &[3, 1, 2], &[6.0, 0.0, 0.0, 0.0, 2.0, 2.0]),
        ("G_b1", &[3, 1], &[6.0, 0.0, 2.0]),
        ("V_W1", &[1, 2], &[56.0 / 9.0, 8.0 / 9.0]),
        ("V_b1", &[1], &[56.0 / 9.0]),
        ("squared_norms", &[3], &[72.0, 0.0, 12.0]),
    ];
    assert_eq!(written.len(), expected.len());
    for (name, shape, values) in expected {
        assert_eq!(written[name].0, shape, "{name}");
        for (found, value) in written[name].1.iter().zip(values) {
            assert!((found - value).abs() < 1e-12, "{name}: {found}, {value}");
        }
    }
    // ‖Σ g‖² = 132, so with N = 3 the mean's square is 44/3, tr Σ = (84 − 44)/2, |G|² = 44/3 − 20/3.
    let scale = told["noise_scale"].as_f64().unwrap();
    assert!((scale - 20.0 / 8.0).abs() < 1e-12, "{scale}");

    // Some of the samples, in another order.
    let list =
        [&list[..], &["--samples", "2,0", "--out", &out, "--json", "--repeats", "1"]].concat();
    let told: Value = serde_json::from_str(&well(&list)).unwrap();
    assert_eq!(told["squared_norms"], serde_json::json!([12.0, 72.0]));
    let written = arrays(there.path("out/jacobian.npz"));
    assert_eq!(written["J_W1"], (vec![2, 1, 1, 2], vec![1.0, 1.0, 1.0, 0.0]));

    // Two samples a file.
    let out = there.name("chunks");
    let more = ["--quantity", "jacobian,norms", "--chunk", "2", "--out", &out, "--repeats", "1"];
    well(&[&list[..7], &more].concat());
    for (name, norms) in [("000000", &[72.0, 0.0][..]), ("000002", &[12.0])] {
        let written = arrays(there.path(&format!("chunks/jacobian-{name}.npz")));
        assert_eq!(written["squared_norms"], (vec![norms.len()], norms.to_vec()));
        assert_eq!(written["J_b1"], (vec![norms.len(), 1, 1], vec![1.0; norms.len()]));
    }
}

#[test]
fn all_activations_agree_with_differences() {
    let there = There::new();
    let data = golden("three_layers_N4_5_6_4_3");
    let net = archive(&there, "net.npz", &arrays(&data), is_parameter);
    for activation in ["relu", "tanh", "sigmoid", "softplus", "silu", "identity"] {
        let list = ["jacobian", "--parameters", &net, "--data", &data, "--array", "X"];
        let more = ["--activation", activation, "--repeats", "1", "--json"];
        let told: Value = serde_json::from_str(&well(&[&list[..], &more].concat())).unwrap();
        assert_eq!((&told["agrees"], &told["activation"]), (&true.into(), &activation.into()));
    }
}

#[test]
fn jacobians_of_others_that_differ_are_told() {
    let there = There::new();
    let net = archive_of(&there, "net.npz", &[("W1", &[1, 1], &[2.0]), ("b1", &[1], &[1.0])]);
    let data = there.write("x.npy", npy(&[2, 1], &[3.0, 4.0]).unwrap());
    let w: (&str, &[usize], &[f64]) = ("J_W1", &[2, 1, 1, 1], &[3.0, 4.0]);
    let b: (&str, &[usize], &[f64]) = ("J_b1", &[2, 1, 1], &[1.0, 1.0]);
    let compare = |others: &[(&str, &[usize], &[f64])]| {
        let file = archive_of(&there, "theirs.npz", others);
        let list = ["jacobian", "--parameters", &net, "--data", &data, "--expected", &file];
        output(&[&list[..], &["--repeats", "1"]].concat())
    };
    let (code, text, told) = compare(&[w, b]);
    assert_eq!((code, told.as_str()), (0, ""), "{text}");
    for (others, expected) in [
        (
            &[w, b, ("J_W2", &[2, 1, 1, 1], &[0.0, 0.0])][..],
            "lists have different length: expected 3 arrays, found 2",
        ),
        (
            &[w, ("J_b1", &[2, 1], &[1.0, 1.0])],
            "arrays have different sizes: `J_b1`: expected [2, 1], found [2, 1, 1]",
        ),
        (
            &[("J_W1", &[2, 1, 1, 1], &[3.0, 4.001]), b],
            "arrays have different values: 1 entries, the first is number 1 of `J_W1`: expected 4.001, found 4",
        ),
    ] {
        let (code, text, told) = compare(others);
        assert_eq!(code, 1, "{text}");
        assert!(told.starts_with("DISAGREES: ") && told.contains(expected), "{told}");
        assert!(!text.contains("match."), "{text}");
    }
}

#[test]
fn wrong_files_and_options_are_named_in_one_line() {
    let there = There::new();
    let w: (&str, &[usize], &[f64]) = ("W1", &[2, 3], &[0.5; 6]);
    let b: (&str, &[usize], &[f64]) = ("b1", &[2], &[0.0; 2]);
    let good = archive_of(&there, "good.npz", &[w, b]);
    let data = there.write("x.npy", npy(&[4, 3], &[1.0; 12]).unwrap());
    let nan = [0.5, 0.5, f64::NAN, 0.5, 0.5, 0.5];
    type Named<'a> = (&'a str, &'a [usize], &'a [f64]);
    let cases: [(&[Named<'_>], &str); 8] = [
        (&[w], "expected an array `b1`, found W1"),
        (&[b], "expected an array `W1`, found b1"),
        (
            &[w, b, ("weight", &[1], &[1.0])],
            "unknown array `weight`: expected W1, b1, W2, b2 and so on",
        ),
        (&[w, ("b1", &[3], &[0.0; 3])], "array `b1`: expected shape [2], found [3]"),
        (
            &[w, b, ("W2", &[1, 3], &[0.0; 3]), ("b2", &[1], &[0.0])],
            "array `W2`: expected shape [out, 2] with at least one of each, found [1, 3]",
        ),
        (
            &[("W1", &[6], &[0.5; 6]), b],
            "array `W1`: expected shape [out, in] with at least one of each, found [6]",
        ),
        (&[("W1", &[2, 3], &nan), b], "array `W1`: entry [0, 2] is NaN, but must be finite"),
        (
            &[w, b, ("W3", &[1, 2], &[0.0; 2]), ("b3", &[1], &[0.0])],
            "expected an array `W2`, found W1, W3, b1, b3",
        ),
    ];
    for (arrays, expected) in cases {
        let net = archive_of(&there, "net.npz", arrays);
        let told = refused(&["jacobian", "--parameters", &net, "--data", &data]);
        assert!(told.starts_with("error: ") && told.contains("net.npz: "), "{told}");
        assert!(told.contains(expected), "{told}");
    }
    for (shape, values, expected) in [
        (&[0, 3][..], vec![], "expected at least one sample, found none: shape [0, 3]"),
        (&[4, 2], vec![1.0; 8], "expected shape [N, D_in] with D_in = 3, found [4, 2]"),
        (&[3], vec![1.0; 3], "expected shape [N, D_in] with D_in = 3, found [3]"),
        (&[1, 3], vec![1.0, f64::INFINITY, 1.0], "entry [0, 1] is inf, but must be finite"),
    ] {
        let data = there.write("bad.npy", npy(shape, &values).unwrap());
        let told = refused(&["jacobian", "--parameters", &good, "--data", &data]);
        assert!(told.contains("bad.npy: ") && told.contains(expected), "{told}");
    }
    let y = there.write("y.npy", npy(&[3, 2], &[1.0; 6]).unwrap());
    let archive_of_two = archive_of(&there, "two.npz", &[w, b]);
    let base = ["jacobian", "--parameters", &good, "--data", &data];
    for (options, expected) in [
        (&["--samples", "0,4"][..], "--samples: entry 1 is 4, expected an index below 4"),
        (&["--targets", &y], "y.npy: expected shape [4, 2], found [3, 2]"),
        (&["--array", "X"], "array `X` is asked for, but the file is no .npz archive"),
        (&["--expected", "nowhere.npz"], "nowhere.npz: cannot be read"),
        (&["--expected", &good], "expected an array `J_W1`, found W1, b1"),
        (&["--out", &good], "good.npz: cannot be made"),
    ] {
        let told = refused(&[&base[..], options].concat());
        assert!(told.contains(expected), "{told}");
    }
    let told = refused(&["jacobian", "--parameters", &good, "--data", &archive_of_two]);
    assert!(told.contains("expected the name of an array, one of W1, b1"), "{told}");
    for options in [&["--data", &data][..], &["--activation", "max"], &["--samples", "-1"]] {
        let (code, _, told) = output(&[&["jacobian"], options].concat());
        assert_eq!(code, 2, "{told}");
        assert!(told.contains("--help"), "{told}");
    }
}
