//! The `cotangent` command from outside: what tests of all its kinds of runs share.

#![allow(dead_code, reason = "not all tests use all of it")]

use cotangent_models::run::{npy, npz};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

pub(crate) fn cotangent(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cotangent"));
    command.args(arguments).stdin(Stdio::null());
    command
}

pub(crate) fn output(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = cotangent(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// What a command says that ends well.
pub(crate) fn well(arguments: &[&str]) -> String {
    let (code, stdout, stderr) = output(arguments);
    assert_eq!(code, 0, "{arguments:?}: {stdout}{stderr}");
    stdout
}

/// The one line that a refused command says.
pub(crate) fn refused(arguments: &[&str]) -> String {
    let (code, stdout, stderr) = output(arguments);
    assert_eq!(code, 2, "{arguments:?}: {stdout}{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    stderr
}

pub(crate) struct There(tempfile::TempDir);

impl There {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn name(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        self.name(name)
    }
}

pub(crate) fn args(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// Ends a run at once, as soon as it is beyond an epoch, without a chance to clean up; gives how far it was.
pub(crate) fn kill_beyond(epochs: usize, mut child: Child, state: &Path) -> usize {
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

/// Interrupts a fit into `run` of a folder after some epochs: it says so, and what it did is written down.
pub(crate) fn check_interrupt(there: &There, list: &[&str]) {
    let (kind, run) = (list[0], there.name("run"));
    let child = cotangent(list).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    let state = there.path("run/state.json");
    let epoch = |text: String| serde_json::from_str::<Value>(&text).unwrap()["epoch"].as_u64();
    while !std::fs::read_to_string(&state).is_ok_and(|text| epoch(text) > Some(0)) {
        assert!(start.elapsed() < Duration::from_secs(300), "no state is written");
        std::thread::sleep(Duration::from_millis(1));
    }
    let told = refused(&[kind, "fit", "--out", &run, "--resume"]);
    assert!(told.contains("another program works in this folder"), "{told}");
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    assert_eq!(status.code(), Some(130));
    let told = String::from_utf8(stderr).unwrap();
    assert!(
        told.contains(&format!("go on with: cotangent {kind} fit --out {run} --resume")),
        "{told}"
    );
    let summary: Value = serde_json::from_slice(&stdout).unwrap();
    assert_eq!(summary["outcome"], "interrupted");
    let state: Value = serde_json::from_slice(&std::fs::read(&state).unwrap()).unwrap();
    assert_eq!(state["epoch"], summary["epochs"]);
}

/// No outside link, all pictures there, no script.
pub(crate) fn check_page(page: &str, pictures: usize, animations: usize) {
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
pub(crate) fn check_in_browser(page: &str, pictures: usize, animations: usize) {
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

/// The shape and the floats of each array.
pub(crate) type Arrays = BTreeMap<String, (Vec<usize>, Vec<f64>)>;

/// The arrays of an archive; integers become floats, other types are left out.
pub(crate) fn arrays(path: impl AsRef<Path>) -> Arrays {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut arrays = Arrays::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().trim_end_matches(".npy").to_owned();
        let mut bytes = vec![];
        entry.read_to_end(&mut bytes).unwrap();
        let open = || npyz::NpyFile::new(&bytes[..]).unwrap();
        let shape = open().shape().iter().map(|axis| *axis as usize).collect();
        if let Ok(floats) = open().into_vec::<f64>() {
            arrays.insert(name, (shape, floats));
        } else if let Ok(whole) = open().into_vec::<i64>() {
            arrays.insert(name, (shape, whole.iter().map(|w| *w as f64).collect()));
        }
    }
    arrays
}

/// Writes those arrays whose names are wanted.
pub(crate) fn archive(
    there: &There,
    name: &str,
    arrays: &Arrays,
    wanted: impl Fn(&str) -> bool,
) -> String {
    let wanted = arrays.iter().filter(|(name, _)| wanted(name));
    let files: Vec<(&str, Vec<u8>)> =
        wanted.map(|(name, (shape, floats))| (&name[..], npy(shape, floats).unwrap())).collect();
    there.write(name, npz(&files).unwrap())
}

/// Whether a name is that of a dense layer's weights or biases.
pub(crate) fn is_parameter(name: &str) -> bool {
    name.starts_with(['W', 'b'])
}
