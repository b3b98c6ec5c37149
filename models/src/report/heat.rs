//! Maps of numbers as colours.

use std::fmt::Write;

/// The side of a map, and the room around it.
const SIDE: f64 = 300.0;
const LEFT: f64 = 54.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 50.0;
const RIGHT: f64 = 90.0;

/// Cells of a side at most; of more, the largest of each block is shown.
const CELLS: usize = 128;

/// What the axes of a map are, and which number is white; the largest is blue.
#[derive(Debug, Clone, Copy)]
enum Axes {
    /// Counted columns and rows, from the upper left. White is 0.
    Places,
    /// From one number to another each, from the lower left.
    Ranges { x: (f64, f64), y: (f64, f64), white: f64 },
}

/// A picture of `values`, not negative, `[rows][columns]`, from white for 0 to blue for the largest.
pub fn map(title: &str, labels: [&str; 2], n_columns: usize, values: &[f64]) -> String {
    draw(title, labels, n_columns, values, Axes::Places)
}

/// A picture of `values` over a part of the plane, `[y][x]`, from white for `white` and below to blue for the largest.
pub fn plane(
    title: &str,
    labels: [&str; 2],
    [x, y]: [(f64, f64); 2],
    n_columns: usize,
    values: &[f64],
    white: f64,
) -> String {
    let rows = values.chunks_exact(n_columns).rev();
    let above: Vec<f64> = rows.flatten().map(|value| value.max(white)).collect();
    draw(title, labels, n_columns, &above, Axes::Ranges { x, y, white })
}

fn draw(title: &str, labels: [&str; 2], n_columns: usize, values: &[f64], axes: Axes) -> String {
    let white = if let Axes::Ranges { white, .. } = axes { white } else { 0.0 };
    let n_rows = values.len() / n_columns;
    let block = n_columns.max(n_rows).div_ceil(CELLS);
    let (rows, columns) = (n_rows.div_ceil(block), n_columns.div_ceil(block));
    let mut cells = vec![white; rows * columns];
    for (i, x) in values.iter().enumerate() {
        let cell = &mut cells[i / n_columns / block * columns + i % n_columns / block];
        *cell = cell.max(*x);
    }
    let top = cells.iter().copied().fold(white, f64::max);
    let cell = SIDE / rows.max(columns) as f64;
    let (wide, high) = (cell * columns as f64, cell * rows as f64);
    let (width, height) = (LEFT + wide + RIGHT, TOP + high + BOTTOM);
    let mut svg = format!(
        "<svg width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.2} {height:.2}\" \
         xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#282828\">\
         <text x=\"{:.2}\" y=\"20\" font-size=\"14\" text-anchor=\"middle\">{title}</text>",
        LEFT + 0.5 * wide
    );
    let mut put = |text: std::fmt::Arguments<'_>| {
        svg.write_fmt(text).expect("text grows");
    };
    for (i, x) in cells.iter().enumerate().filter(|(_, x)| **x > white) {
        let (x0, y0) = (LEFT + cell * (i % columns) as f64, TOP + cell * (i / columns) as f64);
        put(format_args!(
            "<rect x=\"{x0:.2}\" y=\"{y0:.2}\" width=\"{cell:.2}\" height=\"{cell:.2}\" fill=\"{}\"/>",
            colour((x - white) / (top - white))
        ));
    }
    put(format_args!(
        "<rect x=\"{LEFT}\" y=\"{TOP}\" width=\"{wide:.2}\" height=\"{high:.2}\" fill=\"none\" stroke=\"#282828\"/>"
    ));
    let (along, up) = match axes {
        Axes::Places => {
            let middle = |k: f64| cell * (k + 0.5) / block as f64;
            let at = |n: usize| counted(n).map(|k| (middle(k as f64), k.to_string())).collect();
            (at(n_columns), at(n_rows))
        }
        Axes::Ranges { x, y, .. } => {
            let up = round_numbers(y).into_iter().map(|(share, text)| (high * (1.0 - share), text));
            let along = round_numbers(x).into_iter().map(|(share, text)| (wide * share, text));
            (along.collect(), up.collect::<Vec<_>>())
        }
    };
    for (x, text) in along {
        let (x, y) = (LEFT + x, TOP + high + 14.0);
        put(format_args!("<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"middle\">{text}</text>"));
    }
    for (y, text) in up {
        let (x, y) = (LEFT - 5.0, TOP + y + 4.0);
        put(format_args!("<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"end\">{text}</text>"));
    }
    let (x, y) = (LEFT + 0.5 * wide, TOP + high + 34.0);
    put(format_args!(
        "<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"middle\">{}</text>",
        labels[0]
    ));
    let y = TOP + 0.5 * high;
    put(format_args!(
        "<text transform=\"translate(14 {y:.2}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
        labels[1]
    ));
    // The scale.
    let x = LEFT + wide + 16.0;
    let levels = 50;
    let level = high / f64::from(levels);
    for k in 0..levels {
        let y = TOP + high - level * f64::from(k + 1);
        let fill = colour((f64::from(k) + 0.5) / f64::from(levels));
        put(format_args!(
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"12\" height=\"{:.2}\" fill=\"{fill}\"/>",
            level + 0.3
        ));
    }
    for (share, value) in [(0.0, white), (0.5, 0.5 * (white + top)), (1.0, top)] {
        let y = TOP + high * (1.0 - share) + 4.0;
        put(format_args!("<text x=\"{:.2}\" y=\"{y:.2}\">{value:.3}</text>", x + 17.0));
    }
    put(format_args!("</svg>"));
    svg
}

/// The columns or rows that have a number.
fn counted(n: usize) -> impl Iterator<Item = usize> {
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500].into_iter().find(|s| n <= 10 * s);
    (0..n).step_by(step.unwrap_or(1000))
}

/// Some round numbers of a range, each with its share of the way.
fn round_numbers((from, to): (f64, f64)) -> Vec<(f64, String)> {
    let size = 10.0_f64.powf(((to - from) / 4.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|k| k * size);
    let step = step.into_iter().find(|step| (to - from) / step <= 8.0).unwrap_or(to - from);
    let digits = (-step.log10().floor()).max(0.0) as usize;
    let first = (from / step).ceil() as i64;
    let last = (to / step).floor() as i64;
    let number = |k: i64| {
        let x = k as f64 * step;
        ((x - from) / (to - from), format!("{x:.digits$}"))
    };
    (first..=last).map(number).collect()
}

/// From white to dark blue.
fn colour(share: f64) -> String {
    let mix = |from: f64, to: f64| (from + (to - from) * share.clamp(0.0, 1.0)).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mix(255.0, 0.0), mix(255.0, 68.0), mix(255.0, 136.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_have_a_cell_for_each_number_that_is_not_zero() {
        let svg = map("t", ["a", "b"], 3, &[0.0, 1.0, 0.5, 0.25, 0.0, 2.0]);
        // Four cells, the frame, fifty levels of the scale.
        assert_eq!(svg.matches("<rect").count(), 4 + 1 + 50);
        assert!(svg.contains("fill=\"#004488\"") && svg.contains(">2.000<"));
        let large = map("t", ["a", "b"], 300, &vec![1.0; 300 * 300]);
        assert_eq!(large.matches("<rect").count(), 100 * 100 + 51);
        let plane =
            plane("t", ["a", "b"], [(-1.5, 2.5), (0.0, 0.4)], 2, &[3.0, -9.0, 1.0, 2.0], -1.0);
        // Of four cells one is below white, and the lower left is the largest.
        assert_eq!(plane.matches("<rect").count(), 3 + 1 + 50);
        assert!(
            plane.contains(
                "x=\"54.00\" y=\"184.00\" width=\"150.00\" height=\"150.00\" fill=\"#004488\""
            ),
            "{plane}"
        );
        for text in [">-1<", ">2<", ">0.4<", ">0.0<", ">3.000<", ">-1.000<", ">1.000<"] {
            assert!(plane.contains(text), "{text}: {plane}");
        }
        // Nothing is zero over zero.
        assert!(!map("t", ["a", "b"], 2, &[0.0; 4]).contains("NaN"));
    }
}
