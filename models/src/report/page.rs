//! A report as one page of HTML: no script, no outside link, readable on a phone and in print.

use crate::score::pictures::{PictureError, Plot, SIZE, animation};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Part of a section. All text is escaped when it is written.
#[derive(Debug, Clone)]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// Something that the reader must know.
    Warning(String),
    /// A table.
    Table {
        /// Above it.
        caption: String,
        /// The columns' names.
        header: Vec<String>,
        /// As many cells each.
        rows: Vec<Vec<String>>,
        /// The first columns, which are words; the others are numbers.
        n_words: usize,
    },
    /// A picture, as SVG.
    Picture {
        /// Below it.
        caption: String,
        /// The picture.
        svg: String,
    },
    /// An animation; it is left out in print.
    Animation {
        /// Below it.
        caption: String,
        /// The animation.
        gif: Vec<u8>,
    },
}

impl Part {
    /// A table from anything that can be written.
    pub fn table(caption: &str, header: &[&str], rows: Vec<Vec<String>>, n_words: usize) -> Self {
        let header = header.iter().map(ToString::to_string).collect();
        Self::Table { caption: caption.to_owned(), header, rows, n_words }
    }

    /// A picture of a plot.
    ///
    /// # Errors
    /// If it cannot be drawn.
    pub fn picture(caption: impl Into<String>, plot: &Plot) -> Result<Self, PictureError> {
        Ok(Self::Picture { caption: caption.into(), svg: plot.svg(SIZE)? })
    }

    /// An animation of plots.
    ///
    /// # Errors
    /// If there are none, or one cannot be drawn.
    pub fn animation(
        caption: impl Into<String>,
        frames: &[Plot],
        per_second: u16,
    ) -> Result<Self, PictureError> {
        Ok(Self::Animation { caption: caption.into(), gif: animation(frames, SIZE, per_second)? })
    }
}

/// A part of a report under its own heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// What is below it.
    pub parts: Vec<Part>,
}

impl Section {
    /// A section.
    pub fn new(title: impl Into<String>, parts: Vec<Part>) -> Self {
        Self { title: title.into(), parts }
    }
}

/// A report.
///
/// # Examples
/// ```
/// # use cotangent_models::report::page::{Page, Part, Section};
/// let parts = vec![Part::Text("a < b".to_owned())];
/// let page = Page { title: "A & B".to_owned(), sections: vec![Section::new("First", parts)] };
/// let html = page.html();
/// assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<p>a &lt; b</p>"));
/// ```
#[derive(Debug, Clone)]
pub struct Page {
    /// Above all.
    pub title: String,
    /// From above to below.
    pub sections: Vec<Section>,
}

const STYLE: &str = "
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 68rem; background: #fff; color: #222;
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid #ccc; }
nav a { margin-right: 1rem; white-space: nowrap; color: #0072b2; }
p { max-width: 44rem; }
.warning { padding: .5rem 1rem; border-left: .3rem solid #d55e00; background: #fdf1e8; }
.pictures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); }
figure { margin: 0; break-inside: avoid; }
figure svg, figure img { display: block; width: 100%; height: auto; border: 1px solid #e3e3e3; }
figcaption, caption { color: #555; font-size: .875rem; text-align: left; padding: .3rem 0; }
.table { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #e3e3e3; text-align: left;
  vertical-align: top; overflow-wrap: normal; }
td { max-width: 34rem; overflow-wrap: break-word; }
th.number, td.number { text-align: right; white-space: nowrap; }
@media (max-width: 40rem) {
  body { padding: .75rem; }
  h1 { font-size: 1.3rem; }
  nav a { white-space: normal; display: block; }
  table { font-size: .8rem; }
  td { max-width: 15rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .animation { display: none; }
  h2 { break-after: avoid; }
  table { break-inside: avoid; font-size: 7.5pt; }
  th, td { padding-right: .4rem; }
  .table { overflow: visible; }
  .pictures { grid-template-columns: 1fr 1fr; }
}
";

impl Page {
    /// The page.
    pub fn html(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    // An empty picture, so that no browser asks for one.
                    link rel="icon" href="data:,";
                    title { (self.title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header { h1 { (self.title) } }
                    nav {
                        @for (k, section) in self.sections.iter().enumerate() {
                            a href={ "#section-" (k + 1) } { (section.title) } " "
                        }
                    }
                    main {
                        @for (k, Section { title, parts }) in self.sections.iter().enumerate() {
                            section id={ "section-" (k + 1) } {
                                h2 { (title) }
                                @for group in parts.chunk_by(|a, b| is_drawn(a) && is_drawn(b)) {
                                    @if is_drawn(&group[0]) {
                                        div.pictures { @for part in group { (markup(part)) } }
                                    } @else {
                                        @for part in group { (markup(part)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        };
        page.into_string()
    }
}

fn is_drawn(part: &Part) -> bool {
    matches!(part, Part::Picture { .. } | Part::Animation { .. })
}

fn markup(part: &Part) -> Markup {
    match part {
        Part::Text(text) => html! { p { (text) } },
        Part::Warning(text) => html! { p.warning role="note" { strong { "Warning: " } (text) } },
        Part::Table { caption, header, rows, n_words } => {
            let class = |i: usize| (i >= *n_words).then_some("number");
            html! {
                div.table {
                    table {
                        @if !caption.is_empty() { caption { (caption) } }
                        @if !header.is_empty() {
                            thead { tr {
                                @for (i, name) in header.iter().enumerate() {
                                    th scope="col" class=[class(i)] { (name) }
                                }
                            } }
                        }
                        tbody {
                            @for row in rows {
                                tr { @for (i, cell) in row.iter().enumerate() {
                                    td class=[class(i)] { (cell) }
                                } }
                            }
                        }
                    }
                }
            }
        }
        Part::Picture { caption, svg } => html! {
            figure { (PreEscaped(inline(svg))) figcaption { (caption) } }
        },
        Part::Animation { caption, gif } => html! {
            figure.animation {
                img alt=(caption) src={ "data:image/gif;base64," (STANDARD.encode(gif)) };
                figcaption { (caption) }
            }
        },
    }
}

/// A picture as part of a page, where it needs no name space.
fn inline(svg: &str) -> String {
    let start = svg.find("<svg").unwrap_or(0);
    svg[start..].replacen(" xmlns=\"http://www.w3.org/2000/svg\"", "", 1).replacen(
        "<svg",
        "<svg role=\"img\"",
        1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::pictures::losses;

    #[test]
    fn pages_hold_their_parts_and_escape_names() {
        let plot = losses(&[2.0, 1.0]).unwrap();
        let evil = "<script>alert('x')</script> & \"y\"";
        let parts = vec![
            Part::Text(evil.into()),
            Part::Warning(evil.into()),
            Part::table(evil, &["", evil], vec![vec![evil.into(), "1".into()]], 1),
            Part::picture(evil, &plot).unwrap(),
            Part::animation(evil, &[plot], 10).unwrap(),
        ];
        let page = Page { title: evil.into(), sections: vec![Section::new(evil, parts)] };
        let html = page.html();
        assert!(!html.contains("<script") && !html.contains("& \""), "escaped");
        assert!(!html.contains("http:") && !html.contains("https:"), "no outside link");
        for (what, count) in [
            ("<svg ", 1),
            ("src=\"data:image/gif;base64,R0lGODlh", 1),
            ("<table>", 1),
            ("class=\"warning\"", 1),
            ("<td class=\"number\">1</td>", 1),
        ] {
            assert_eq!(html.matches(what).count(), count, "{what}");
        }
    }
}
