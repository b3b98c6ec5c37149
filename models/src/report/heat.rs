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

/// A picture of `values`, not negative, `[rows][columns]`, from white for 0 to blue for the largest.
pub fn map(title: &str, labels: [&str; 2], n_columns: usize, values: &[f64]) -> String {
    let n_rows = values.len() / n_columns;
    let block = n_columns.max(n_rows).div_ceil(CELLS);
    let (rows, columns) = (n_rows.div_ceil(block), n_columns.div_ceil(block));
    let mut cells = vec![0.0_f64; rows * columns];
    for (i, x) in values.iter().enumerate() {
        let cell = &mut cells[i / n_columns / block * columns + i % n_columns / block];
        *cell = cell.max(*x);
    }
    let top = cells.iter().copied().fold(0.0, f64::max);
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
    for (i, x) in cells.iter().enumerate().filter(|(_, x)| **x > 0.0) {
        let (x0, y0) = (LEFT + cell * (i % columns) as f64, TOP + cell * (i / columns) as f64);
        put(format_args!(
            "<rect x=\"{x0:.2}\" y=\"{y0:.2}\" width=\"{cell:.2}\" height=\"{cell:.2}\" fill=\"{}\"/>",
            colour(x / top)
        ));
    }
    put(format_args!(
        "<rect x=\"{LEFT}\" y=\"{TOP}\" width=\"{wide:.2}\" height=\"{high:.2}\" fill=\"none\" stroke=\"#282828\"/>"
    ));
    let step = |n: usize| [1, 2, 5, 10, 20, 50, 100, 200, 500].into_iter().find(|s| n <= 10 * s);
    let ticks = |n: usize| (0..n).step_by(step(n).unwrap_or(1000));
    for column in ticks(n_columns) {
        let x = LEFT + cell * (column as f64 + 0.5) / block as f64;
        let y = TOP + high + 14.0;
        put(format_args!("<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"middle\">{column}</text>"));
    }
    for row in ticks(n_rows) {
        let (x, y) = (LEFT - 5.0, TOP + cell * (row as f64 + 0.5) / block as f64 + 4.0);
        put(format_args!("<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"end\">{row}</text>"));
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
    for (share, value) in [(0.0, 0.0), (0.5, 0.5 * top), (1.0, top)] {
        let y = TOP + high * (1.0 - share) + 4.0;
        put(format_args!("<text x=\"{:.2}\" y=\"{y:.2}\">{value:.3}</text>", x + 17.0));
    }
    put(format_args!("</svg>"));
    svg
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
        // Nothing is zero over zero.
        assert!(!map("t", ["a", "b"], 2, &[0.0; 4]).contains("NaN"));
    }
}
