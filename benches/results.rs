//! Where tables go: into the target folder, and on demand into this folder and the README.
//!
//! Each target writes `TARGET.md` and `TARGET.json` into `cotangent-bench` in the folder that cargo builds in, and
//! joins its tables with those that the other targets left there, in `results.md` and `results.json`. With
//! `COTANGENT_BLESS=1` the tables also replace their elders in this package's `results.json`, from which
//! `RESULTS.md` and the README's figures are made.

use std::io;
use std::path::{Path, PathBuf};

use cotangent_tests::harness::hold_between_markers;
use serde::{Deserialize, Serialize};

use crate::machine;
use crate::report::Table;

/// All targets with tables, in the order in which results are shown.
const TARGETS: [&str; 8] = [
    "adbench",
    "srbm",
    "networks",
    "score_matching",
    "imnn",
    "jacobians",
    "per_sample",
    "checkpoints",
];

/// What one target measured in one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Run {
    target: String,
    date: String,
    machine: String,
    tables: Vec<Table>,
}

/// The last runs of all targets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Results {
    runs: Vec<Run>,
}

/// Writes one target's tables, and everything that is made from them.
pub(crate) fn write(target: &str, tables: Vec<Table>) -> io::Result<()> {
    assert!(TARGETS.contains(&target), "`{target}` is not among the targets that have results");
    let run =
        Run { target: target.into(), date: machine::today(), machine: machine::machine(), tables };
    let folder = target_folder()?.join("cotangent-bench");
    std::fs::create_dir_all(&folder)?;
    let alone = Results { runs: vec![run.clone()] };
    replace(&folder.join(format!("{target}.md")), &alone.markdown())?;
    replace(&folder.join(format!("{target}.json")), &alone.json()?)?;
    let all = Results::read(&folder.join("results.json"))?.with(run.clone());
    replace(&folder.join("results.md"), &all.markdown())?;
    replace(&folder.join("results.json"), &all.json()?)?;
    if blessed() {
        let committed = Results::read(&committed_json())?.with(run);
        replace(&committed_json(), &committed.json()?)?;
        committed.show().map_err(io::Error::other)?;
    }
    Ok(())
}

impl Results {
    /// The results of a file; none where there is no file.
    fn read(path: &Path) -> io::Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => serde_json::from_str(&text).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// These results with one target's replaced.
    fn with(mut self, run: Run) -> Self {
        self.runs.retain(|old| old.target != run.target && TARGETS.contains(&&*old.target));
        self.runs.push(run);
        self.runs.sort_by_key(|run| TARGETS.iter().position(|target| *target == run.target));
        self
    }

    fn json(&self) -> io::Result<String> {
        Ok(serde_json::to_string_pretty(self).map_err(io::Error::other)? + "\n")
    }

    /// When and where; a sentence for all targets of which that is the same.
    fn stamp(&self) -> String {
        let stamp = |run: &Run| format!("{}: {}.", run.date, run.machine);
        match self.runs.as_slice() {
            [] => "Nothing was measured.".into(),
            [first, rest @ ..] if rest.iter().all(|run| stamp(run) == stamp(first)) => {
                format!("Medians of one run on {}", stamp(first))
            }
            runs => {
                let mut alike: Vec<(String, Vec<String>)> = Vec::new();
                for run in runs {
                    let (stamp, name) = (stamp(run), format!("`{}`", run.target));
                    match alike.iter_mut().find(|(other, _)| *other == stamp) {
                        Some((_, names)) => names.push(name),
                        None => alike.push((stamp, vec![name])),
                    }
                }
                let each = alike.iter().map(|(at, names)| format!("{} on {at}", names.join(", ")));
                format!("Medians. {}", each.collect::<Vec<_>>().join(" "))
            }
        }
    }

    /// All tables.
    fn markdown(&self) -> String {
        let tables = self.runs.iter().flat_map(|run| &run.tables);
        let tables: Vec<String> = tables.map(Table::markdown).collect();
        format!("# Figures\n\n{}\n\n{EXPLAINED}\n\n{}", self.stamp(), tables.join("\n"))
    }

    /// The tables of different functions, with the columns that most of them have.
    fn summary(&self) -> String {
        let tables = self.runs.iter().flat_map(|run| &run.tables).filter(|table| !table.scaling);
        let tables: Vec<String> = tables.map(Table::summary).collect();
        format!("{}\n\n{EXPLAINED}\n\n{}", self.stamp(), tables.join("\n"))
    }

    /// Compares `RESULTS.md` and the README with these results, or writes them where
    /// `COTANGENT_BLESS=1`.
    fn show(&self) -> Result<(), String> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let full = package.join("RESULTS.md");
        if blessed() {
            replace(&full, &self.markdown()).map_err(|error| error.to_string())?;
        } else if std::fs::read_to_string(&full).unwrap_or_default() != self.markdown() {
            return Err(format!("{} is not made from results.json", full.display()));
        }
        hold_between_markers(&package.join("../README.md"), "figures", &self.summary())
    }
}

/// What numbers and empty cells mean.
const EXPLAINED: &str = "\
Milliseconds: `primal` is the function alone, `hand` its derivative written by a person, `macro` that of \
`#[differentiable]`, `tape` the run-time tape, `fd` central differences. Each row has a process of its own, in which \
its columns take turns; their answers were compared before. One thread where no row names more. ≈: differences in a few \
coordinates, for all of them. An empty cell: there is no such form, or the tape would take gigabytes or minutes.";

/// The results that are committed.
fn committed_json() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("results.json")
}

fn blessed() -> bool {
    std::env::var("COTANGENT_BLESS").is_ok_and(|value| value == "1")
}

/// The folder that holds `release/deps/`, where benches run.
fn target_folder() -> io::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let folder = program.ancestors().nth(3).map(Path::to_path_buf);
    folder.ok_or_else(|| io::Error::other("this program lies in no target folder"))
}

/// Writes a file as a whole or not at all.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let part = path.with_extension("part");
    std::fs::write(&part, text)?;
    std::fs::rename(part, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(target: &str, date: &str, titles: [&str; 2]) -> Run {
        let [main, scaling] = titles;
        let table = |title: &str, scaling| Table::new(title.into(), scaling, &[], vec![]);
        Run {
            target: target.into(),
            date: date.into(),
            machine: "an abacus".into(),
            tables: vec![table(main, false), table(scaling, true)],
        }
    }

    #[test]
    fn a_run_replaces_the_one_before_and_keeps_the_order() {
        let old = Results::default().with(run("srbm", "1 May 2020", ["old", "over m"]));
        let new = old.with(run("adbench", "2 May 2020", ["ADBench", "over n"]));
        assert!(new.stamp().contains("`srbm` on 1 May 2020"), "{}", new.stamp());
        let new = new.with(run("srbm", "2 May 2020", ["new", "over m"]));
        assert_eq!(new.stamp(), "Medians of one run on 2 May 2020: an abacus.");
        let titles = |run: &Run| run.tables.iter().map(|t| t.title.clone()).collect::<Vec<_>>();
        let titles: Vec<String> = new.runs.iter().flat_map(titles).collect();
        assert_eq!(titles, ["ADBench", "over n", "new", "over m"]);
        assert!(new.markdown().contains("### over n"));
        assert!(new.summary().contains("**new**") && !new.summary().contains("over m"));
    }

    #[test]
    fn what_is_shown_is_what_is_committed() {
        let committed = Results::read(&committed_json()).expect("results that can be read");
        committed.show().unwrap_or_else(|difference| panic!("{difference}"));
    }
}
