//! Rows by file of the corpus, and the table of what is supported.

use std::fmt::Write;

use super::{Draw, Row};

/// The rows of one file of the corpus.
pub struct Section {
    /// The heading in the support table.
    pub title: &'static str,
    /// The rows in order.
    pub rows: Vec<Row>,
}

impl Section {
    /// Checks every row at `points` points and panics with all failures together.
    ///
    /// # Panics
    /// If a row fails.
    pub fn check(&self, points: u64) {
        let mut failures = Vec::new();
        for row in &self.rows {
            for seed in 0..points {
                if let Err(failure) = row.check(&mut Draw::Seeded(seed)) {
                    failures.push(failure);
                    break;
                }
            }
        }
        let count = self.rows.len();
        assert!(
            failures.is_empty(),
            "{}: {} of {count} rows fail\n\n{}",
            self.title,
            failures.len(),
            failures.join("\n\n")
        );
    }
}

/// The support table in Markdown.
#[must_use]
pub fn support_table(sections: &[Section]) -> String {
    let mut text = String::new();
    for section in sections {
        let _ = writeln!(
            text,
            "| {} | forward | reverse | order 2 | order 3 | checked on |",
            section.title
        );
        text.push_str("| --- | :-: | :-: | :-: | :-: | --- |\n");
        let mut words: Vec<(&str, Vec<&Row>)> = Vec::new();
        for row in &section.rows {
            for word in row.words.split(", ") {
                match words.iter_mut().find(|(known, _)| *known == word) {
                    Some((_, rows)) => rows.push(row),
                    None => words.push((word, vec![row])),
                }
            }
        }
        for (word, rows) in words {
            let order = rows.iter().map(|row| row.order).max().unwrap_or(0);
            let first = if order >= 1 { "✓" } else { "not yet" };
            let [second, third] = [2, 3].map(|k| if order >= k { "✓" } else { "" });
            let names: Vec<String> = rows
                .iter()
                .filter(|row| row.order > 0)
                .take(3)
                .map(|row| format!("`{}`", row.function))
                .collect();
            let _ = writeln!(
                text,
                "| {word} | {first} | {first} | {second} | {third} | {} |",
                names.join(", ")
            );
        }
        text.push('\n');
    }
    text
}

/// Compares generated text with what a file holds between two marker comments, or, where the
/// environment has `COTANGENT_BLESS=1`, writes it there.
///
/// # Errors
/// If the file cannot be read or written, has no markers, or holds another text.
pub fn hold_between_markers(
    path: &std::path::Path,
    name: &str,
    generated: &str,
) -> Result<(), String> {
    let (open, close) = (format!("<!-- {name}: begin -->"), format!("<!-- {name}: end -->"));
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|e| format!("{shown}: {e}"))?;
    let no_markers = || format!("{shown} has no lines `{open}` and `{close}`");
    let (before, rest) = text.split_once(&open).ok_or_else(no_markers)?;
    let (inside, after) = rest.split_once(&close).ok_or_else(no_markers)?;
    if inside.trim() == generated.trim() {
        return Ok(());
    }
    if std::env::var("COTANGENT_BLESS").is_ok_and(|v| v == "1") {
        let generated = generated.trim();
        let text = format!("{before}{open}\n\n{generated}\n\n{close}{after}");
        return std::fs::write(path, text).map_err(|e| format!("{shown}: {e}"));
    }
    let line = inside
        .trim()
        .lines()
        .zip(generated.trim().lines())
        .find(|(held, made)| held != made)
        .map_or("the lengths differ".to_string(), |(held, made)| {
            format!("it has\n  {held}\nand should have\n  {made}")
        });
    Err(format!(
        "{shown} has drifted from the tests between the `{name}` markers: {line}\n\
         run the test again with COTANGENT_BLESS=1 to rewrite it"
    ))
}
