//! Tables of medians and ratios, as Markdown and as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// The ratios of every table whose columns are there.
const RATIOS: [(&str, &str); 5] = [
    ("hand", "primal"),
    ("macro", "primal"),
    ("macro", "hand"),
    ("tape", "macro"),
    ("fd", "macro"),
];

/// What the README shows of a table: times of these columns, and these ratios.
const SHOWN: [&str; 5] = ["primal", "hand", "macro", "tape", "fd"];
const SHOWN_RATIOS: [(&str, &str); 2] = [("macro", "primal"), ("macro", "hand")];

/// The times of one column in milliseconds.
#[derive(Serialize, Deserialize)]
pub(crate) struct Time {
    pub(crate) column: String,
    pub(crate) median: f64,
    pub(crate) least: f64,
    /// Whether only a part of the work was measured.
    pub(crate) extrapolated: bool,
}

/// The times of one contest.
#[derive(Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) times: Vec<Time>,
}

/// One table, as the JSON files have it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Table {
    pub(crate) title: String,
    /// Whether its rows are one function over one of its sizes.
    pub(crate) scaling: bool,
    columns: Vec<String>,
    ratios: Vec<(String, String)>,
    rows: Vec<Measured>,
}

/// A row with its ratios.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Measured {
    name: String,
    median_ms: BTreeMap<String, f64>,
    least_ms: BTreeMap<String, f64>,
    /// Columns of which a part was measured, for all of it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    extrapolated: BTreeSet<String>,
    ratios: BTreeMap<String, f64>,
}

impl Measured {
    fn of(Row { name, times }: Row, ratios: &[(String, String)]) -> Self {
        let numbers = |number: fn(&Time) -> f64| -> BTreeMap<String, f64> {
            times.iter().map(|time| (time.column.clone(), rounded(number(time)))).collect()
        };
        let mut row = Measured {
            median_ms: numbers(|time| time.median),
            least_ms: numbers(|time| time.least),
            extrapolated: times
                .iter()
                .filter(|time| time.extrapolated)
                .map(|time| time.column.clone())
                .collect(),
            ratios: BTreeMap::new(),
            name,
        };
        for (over, under) in ratios {
            if let Some(ratio) = row.ratio(over, under) {
                row.ratios.insert(format!("{over}/{under}"), rounded(ratio));
            }
        }
        row
    }

    /// The ratio of two medians.
    fn ratio(&self, over: &str, under: &str) -> Option<f64> {
        Some(self.median_ms.get(over)? / self.median_ms.get(under)?)
    }

    /// A cell with a time.
    fn time(&self, column: &str) -> String {
        self.median_ms.get(column).map(|ms| self.marked(&[column], *ms)).unwrap_or_default()
    }

    /// A cell with a ratio.
    fn ratio_cell(&self, over: &str, under: &str) -> String {
        self.ratio(over, under).map(|x| self.marked(&[over, under], x)).unwrap_or_default()
    }

    /// A number that comes of these columns.
    fn marked(&self, columns: &[&str], number: f64) -> String {
        let mark = columns.iter().any(|column| self.extrapolated.contains(*column));
        format!("{}{}", if mark { "≈ " } else { "" }, significant(number))
    }
}

impl Table {
    /// A table of all columns in the order of their first use, and of the ratios for which a row has
    /// both columns.
    pub(crate) fn new(
        title: String,
        scaling: bool,
        ratios: &[(&'static str, &'static str)],
        rows: Vec<Row>,
    ) -> Self {
        let mut columns: Vec<String> = Vec::new();
        for time in rows.iter().flat_map(|row| &row.times) {
            if !columns.contains(&time.column) {
                columns.push(time.column.clone());
            }
        }
        let has = |row: &Row, name: &str| row.times.iter().any(|time| time.column == name);
        let ratios: Vec<(String, String)> = RATIOS
            .iter()
            .chain(ratios)
            .filter(|(over, under)| rows.iter().any(|row| has(row, over) && has(row, under)))
            .map(|(over, under)| (over.to_string(), under.to_string()))
            .collect();
        let rows = rows.into_iter().map(|row| Measured::of(row, &ratios)).collect();
        Table { title, scaling, columns, ratios, rows }
    }

    /// A title, and a line for each contest.
    pub(crate) fn markdown(&self) -> String {
        let mut head = vec!["median ms".to_string()];
        head.extend(self.columns.iter().cloned());
        head.extend(self.ratios.iter().map(|(over, under)| format!("{over} ÷ {under}")));
        let rows = self.rows.iter().map(|row| {
            let times = self.columns.iter().map(|column| row.time(column));
            let ratios = self.ratios.iter().map(|(over, under)| row.ratio_cell(over, under));
            std::iter::once(row.name.clone()).chain(times).chain(ratios).collect()
        });
        format!("### {}\n\n{}", self.title, grid(&head, rows))
    }

    /// The same with fewer columns, for the README.
    pub(crate) fn summary(&self) -> String {
        let mut head = vec!["median ms".to_string()];
        head.extend(SHOWN.map(String::from));
        head.extend(SHOWN_RATIOS.map(|(over, under)| format!("{over} ÷ {under}")));
        let rows = self.rows.iter().map(|row| {
            let times = SHOWN.iter().map(|column| row.time(column));
            let ratios = SHOWN_RATIOS.iter().map(|(over, under)| row.ratio_cell(over, under));
            std::iter::once(row.name.clone()).chain(times).chain(ratios).collect()
        });
        format!("**{}**\n\n{}", self.title, grid(&head, rows))
    }
}

/// A table in Markdown, numbers to the right.
fn grid(head: &[String], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = format!("| {} |\n| --- |", head.join(" | "));
    out.push_str(&" ---: |".repeat(head.len() - 1));
    for row in rows {
        write!(out, "\n| {} |", row.join(" | ")).expect("a string takes all text");
    }
    out.push('\n');
    out
}

/// Three significant digits; below a thousandth two, from a hundred thousand on in powers of ten.
fn significant(number: f64) -> String {
    if number >= 99_999.5 {
        return format!("{number:.1e}");
    }
    let digits = 2 - number.abs().log10().floor().clamp(-4.0, 2.0) as i32;
    format!("{number:.*}", digits.max(0) as usize)
}

/// Five significant digits, for files that people compare.
fn rounded(number: f64) -> f64 {
    format!("{number:.4e}").parse().expect("a number that was just written")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    pub(crate) fn table() -> Table {
        let row = |name: &str, medians: [(&str, f64, bool); 2]| {
            let time = |(column, median, extrapolated): (&str, f64, bool)| {
                let (column, least) = (column.to_string(), 0.5 * median);
                Time { column, median, least, extrapolated }
            };
            Row { name: name.into(), times: medians.map(time).into() }
        };
        let rows = vec![
            row("a", [("primal", 2.0, false), ("macro", 5.0, false)]),
            row("b", [("macro", 0.0123456, false), ("fd", 1234.5, true)]),
        ];
        Table::new("Letters".into(), false, &[("fd", "primal"), ("primal", "macro")], rows)
    }

    #[test]
    fn a_table_has_the_columns_and_ratios_that_its_rows_have() {
        let expected = "\
### Letters

| median ms | primal | macro | fd | macro ÷ primal | fd ÷ macro | primal ÷ macro |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| a | 2.00 | 5.00 |  | 2.50 |  | 0.400 |
| b |  | 0.0123 | ≈ 1234 |  | ≈ 99992 |  |
";
        assert_eq!(table().markdown(), expected);
        let summary = table().summary();
        assert!(
            summary.starts_with("**Letters**\n\n| median ms | primal | hand | macro | tape | fd |")
        );
        assert!(summary.ends_with("\n| b |  |  | 0.0123 |  | ≈ 1234 |  |  |\n"), "{summary}");
    }

    #[test]
    fn json_has_everything_and_can_be_read_again() {
        let json = serde_json::to_value(table()).unwrap();
        assert_eq!(json["rows"][0]["ratios"], json!({ "macro/primal": 2.5, "primal/macro": 0.4 }));
        assert_eq!(json["rows"][1]["median_ms"]["fd"], json!(1234.5));
        assert_eq!(json["rows"][1]["least_ms"]["fd"], json!(617.25));
        assert_eq!(json["rows"][1]["extrapolated"], json!(["fd"]));
        assert_eq!(serde_json::from_value::<Table>(json).unwrap(), table());
    }

    #[test]
    fn numbers_have_three_digits() {
        let written = [0.00012345, 0.5, 12.345, 99_999.0, 99_999.9, 12_345_678.0].map(significant);
        assert_eq!(written, ["0.000123", "0.500", "12.3", "99999", "1.0e5", "1.2e7"]);
    }
}
