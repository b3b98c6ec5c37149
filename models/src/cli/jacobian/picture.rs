//! The heat map of a Jacobian.

use cotangent::drivers::NamedArray;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Rows and columns at most; of more, the entry that is largest in magnitude is shown for each block.
const CELLS: [usize; 2] = [160, 240];
/// Shades on each side of white.
const SHADES: i32 = 40;
const LEFT: f64 = 52.0;
const TOP: f64 = 34.0;

/// A picture of `[N, C, *s]` arrays side by side as an `[N·C, floats]` matrix, from blue for negative entries over white for 0
/// to orange for positive ones.
pub(super) fn heat_map(title: &str, jacobian: &[NamedArray]) -> String {
    let n_rows = jacobian.first().map_or(0, |array| array.shape[..2].iter().product());
    let lengths: Vec<usize> = jacobian.iter().map(|array| array.floats.len() / n_rows).collect();
    let n_columns: usize = lengths.iter().sum();
    let blocks = [n_rows.div_ceil(CELLS[0]), n_columns.div_ceil(CELLS[1])];
    let [rows, columns] = [n_rows.div_ceil(blocks[0]), n_columns.div_ceil(blocks[1])];
    let mut cells = vec![0.0_f64; rows * columns];
    let mut first = 0;
    for (array, length) in jacobian.iter().zip(&lengths) {
        for (k, &x) in array.floats.iter().enumerate() {
            let (row, column) = (k / length / blocks[0], (first + k % length) / blocks[1]);
            let cell = &mut cells[row * columns + column];
            if x.abs() > cell.abs() {
                *cell = x;
            }
        }
        first += length;
    }
    let top = cells.iter().fold(0.0, |top: f64, x| top.max(x.abs()));
    // One path a shade, whose cells are squares of side 1.
    let mut shades: BTreeMap<i32, String> = BTreeMap::new();
    for (i, x) in cells.iter().enumerate().filter(|(_, x)| **x != 0.0) {
        let shade = (x / top * f64::from(SHADES)).round() as i32;
        let path = shades.entry(shade).or_default();
        write!(path, "M{} {}h1v1h-1z", i % columns, i / columns).expect("text grows");
    }
    let side = (520.0 / columns as f64).min(360.0 / rows as f64);
    let (wide, high) = (side * columns as f64, side * rows as f64);
    let (width, height) = (LEFT + wide + 84.0, TOP + high + 46.0);
    let mut svg = format!(
        "<svg width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.2} {height:.2}\" \
         xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#282828\">\
         <rect width=\"{width:.2}\" height=\"{height:.2}\" fill=\"#ffffff\"/>\
         <text x=\"{:.2}\" y=\"20\" font-size=\"14\" text-anchor=\"middle\">{title}</text>\
         <g transform=\"translate({LEFT} {TOP}) scale({side:.4})\" shape-rendering=\"crispEdges\">",
        LEFT + 0.5 * wide
    );
    let mut put = |text: std::fmt::Arguments<'_>| svg.write_fmt(text).expect("text grows");
    for (shade, path) in &shades {
        put(format_args!("<path fill=\"{}\" d=\"{path}\"/>", colour(*shade)));
    }
    put(format_args!(
        "</g><rect x=\"{LEFT}\" y=\"{TOP}\" width=\"{wide:.2}\" height=\"{high:.2}\" fill=\"none\" stroke=\"#282828\"/>"
    ));
    // The arrays' names below, and lines between them.
    first = 0;
    for (k, (array, length)) in jacobian.iter().zip(&lengths).enumerate() {
        let at = |column: f64| LEFT + side * column / blocks[1] as f64;
        if k > 0 {
            let (x, end) = (at(first as f64), TOP + high);
            put(format_args!(
                "<path d=\"M{x:.2} {TOP}V{end:.2}\" stroke=\"#787878\" stroke-width=\"0.7\"/>"
            ));
        }
        let (x, y) = (at(first as f64 + 0.5 * *length as f64), TOP + high + 15.0);
        put(format_args!(
            "<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"middle\">{}</text>",
            array.path
        ));
        first += length;
    }
    let y = TOP + high + 33.0;
    put(format_args!(
        "<text x=\"{:.2}\" y=\"{y:.2}\" text-anchor=\"middle\">{n_columns} parameters</text>",
        LEFT + 0.5 * wide
    ));
    put(format_args!(
        "<text transform=\"translate(14 {:.2}) rotate(-90)\" text-anchor=\"middle\">{n_rows} outputs of samples</text>",
        TOP + 0.5 * high
    ));
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500].into_iter().find(|step| n_rows <= 10 * step);
    for row in (0..n_rows).step_by(step.unwrap_or(1000)) {
        let y = TOP + side * (row as f64 + 0.5) / blocks[0] as f64 + 4.0;
        put(format_args!(
            "<text x=\"{:.2}\" y=\"{y:.2}\" text-anchor=\"end\">{row}</text>",
            LEFT - 5.0
        ));
    }
    // The colour bar.
    let (x, level) = (LEFT + wide + 16.0, high / f64::from(2 * SHADES + 1));
    for (k, shade) in (-SHADES..=SHADES).enumerate() {
        let y = TOP + high - level * (k as f64 + 1.0);
        put(format_args!(
            "<rect class=\"bar\" x=\"{x:.2}\" y=\"{y:.2}\" width=\"12\" height=\"{:.2}\" fill=\"{}\"/>",
            level + 0.3,
            colour(shade)
        ));
    }
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let (y, value) = (TOP + high * (1.0 - share) + 4.0, (2.0 * share - 1.0) * top);
        put(format_args!("<text x=\"{:.2}\" y=\"{y:.2}\">{value:.3}</text>", x + 17.0));
    }
    put(format_args!("</svg>"));
    svg
}

/// From blue over white to orange.
fn colour(shade: i32) -> String {
    let share = f64::from(shade.abs()) / f64::from(SHADES);
    let [r, g, b] = if shade < 0 { [0.0, 68.0, 136.0] } else { [190.0, 70.0, 0.0] };
    let mix = |to: f64| (255.0 + (to - 255.0) * share).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mix(r), mix(g), mix(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(shape: &[usize], floats: Vec<f64>) -> NamedArray {
        NamedArray { path: "W1".into(), shape: shape.to_vec(), floats }
    }

    #[test]
    fn maps_have_a_cell_for_each_entry_that_is_not_zero() {
        let svg = heat_map("t", &[array(&[1, 2, 3], vec![0.0, 1.0, 0.5, -2.0, 0.0, 2.0])]);
        assert_eq!(svg.matches("h1v1h-1z").count(), 4);
        assert!(svg.contains("fill=\"#004488\" d=\"M0 1h1v1h-1z\"") && svg.contains(">-2.000<"));
        assert_eq!(svg.matches("class=\"bar\"").count(), 81);
        let large = heat_map("t", &[array(&[100, 5, 400], vec![1.0; 200_000])]);
        assert_eq!(large.matches("h1v1h-1z").count(), 125 * 200);
        // Nothing is zero over zero.
        assert!(!heat_map("t", &[array(&[1, 1, 2], vec![0.0; 2])]).contains("NaN"));
    }
}
