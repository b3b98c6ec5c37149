//! Tables of medians and ratios, as Markdown and as JSON.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

/// The ratios of every table whose columns are there.
const RATIOS: [(&str, &str); 5] = [
    ("hand", "primal"),
    ("macro", "primal"),
    ("macro", "hand"),
    ("tape", "macro"),
    ("fd", "macro"),
];

/// The times of one column in milliseconds.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) median: f64,
    pub(crate) least: f64,
}

/// The times of one contest.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
}

impl Row {
    /// The median of a column.
    fn of(&self, name: &str) -> Option<f64> {
        self.columns.iter().find(|column| column.name == name).map(|column| column.median)
    }

    /// The ratio of two medians.
    fn ratio(&self, (over, under): (&str, &str)) -> Option<f64> {
        Some(self.of(over)? / self.of(under)?)
    }
}

/// The table of one bench target.
pub(crate) struct Report {
    name: String,
    columns: Vec<&'static str>,
    ratios: Vec<(&'static str, &'static str)>,
    rows: Vec<Row>,
}

impl Report {
    /// A table of all columns in the order of their first use, and of the ratios for which a row has
    /// both columns.
    pub(crate) fn new(name: &str, ratios: &[(&'static str, &'static str)], rows: Vec<Row>) -> Self {
        let mut columns = Vec::new();
        for column in rows.iter().flat_map(|row| &row.columns) {
            if !columns.contains(&column.name) {
                columns.push(column.name);
            }
        }
        let ratios = RATIOS.iter().chain(ratios).copied();
        let ratios = ratios.filter(|pair| rows.iter().any(|row| row.ratio(*pair).is_some()));
        Report { name: name.into(), ratios: ratios.collect(), columns, rows }
    }

    /// A line for each contest.
    pub(crate) fn markdown(&self) -> String {
        let mut out = String::from("| median ms |");
        for column in &self.columns {
            write!(out, " {column} |").expect("a string takes all text");
        }
        for (over, under) in &self.ratios {
            write!(out, " {over} ÷ {under} |").expect("a string takes all text");
        }
        out.push_str("\n| --- |");
        out.push_str(&" ---: |".repeat(self.columns.len() + self.ratios.len()));
        for row in &self.rows {
            write!(out, "\n| {} |", row.name).expect("a string takes all text");
            let times = self.columns.iter().map(|column| row.of(column));
            let ratios = self.ratios.iter().map(|pair| row.ratio(*pair));
            for number in times.chain(ratios) {
                write!(out, " {} |", number.map(significant).unwrap_or_default())
                    .expect("a string takes all text");
            }
        }
        out.push('\n');
        out
    }

    fn json(&self) -> Value {
        let rows = self.rows.iter().map(|row| {
            let times = |time: fn(&Column) -> f64| {
                let columns = row.columns.iter();
                columns.map(|c| (c.name.into(), json!(time(c)))).collect::<Map<String, Value>>()
            };
            let (medians, least) = (times(|c| c.median), times(|c| c.least));
            let ratios: Map<String, Value> = self
                .ratios
                .iter()
                .filter_map(|(over, under)| {
                    Some((format!("{over}/{under}"), json!(row.ratio((over, under))?)))
                })
                .collect();
            json!({ "name": row.name, "median_ms": medians, "least_ms": least, "ratios": ratios })
        });
        json!({ "table": self.name, "rows": rows.collect::<Vec<_>>() })
    }

    /// Writes both files into `cotangent-bench` in the folder that cargo builds in.
    pub(crate) fn write(&self) -> io::Result<()> {
        let folder = target_folder()?.join("cotangent-bench");
        std::fs::create_dir_all(&folder)?;
        replace(&folder.join(format!("{}.md", self.name)), &self.markdown())?;
        let json = serde_json::to_string_pretty(&self.json()).map_err(io::Error::other)?;
        replace(&folder.join(format!("{}.json", self.name)), &(json + "\n"))
    }
}

/// Three significant digits.
fn significant(number: f64) -> String {
    let digits = 2 - number.abs().log10().floor().clamp(-4.0, 2.0) as i32;
    format!("{number:.*}", digits.max(0) as usize)
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

    #[test]
    fn a_table_has_the_columns_and_ratios_that_its_rows_have() {
        let row = |name: &str, medians: [(&'static str, f64); 2]| {
            let column = |(name, median)| Column { name, median, least: 0.5 * median };
            Row { name: name.into(), columns: medians.map(column).into() }
        };
        let rows = vec![
            row("a", [("primal", 2.0), ("macro", 5.0)]),
            row("b", [("primal", 0.0123456), ("all", 1234.5)]),
        ];
        let report = Report::new("test", &[("all", "primal"), ("all", "hand")], rows);
        let expected = "\
| median ms | primal | macro | all | macro ÷ primal | all ÷ primal |
| --- | ---: | ---: | ---: | ---: | ---: |
| a | 2.00 | 5.00 |  | 2.50 |  |
| b | 0.0123 |  | 1234 |  | 99995 |
";
        assert_eq!(report.markdown(), expected);
        let json = report.json();
        assert_eq!(json["rows"][0]["ratios"], json!({ "macro/primal": 2.5 }));
        assert_eq!(json["rows"][1]["median_ms"]["all"], json!(1234.5));
        assert_eq!(json["rows"][1]["least_ms"]["all"], json!(617.25));
    }
}
