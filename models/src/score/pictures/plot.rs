//! Plots as data, and their drawing: as SVG, as pixels, as numbers.

use super::super::ScoreError;
use super::super::error::require;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::{FontStyle, register_font};
use std::sync::Once;

/// Why a picture cannot be drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PictureError {
    /// What it shows is wrong.
    #[error("{0}")]
    Data(#[from] ScoreError),
    /// The drawing failed.
    #[error("the picture cannot be drawn: {0}")]
    Drawing(String),
}

/// A colour.
pub type Colour = (u8, u8, u8);

/// Colours that the colour-blind can tell apart, after Okabe and Ito.
pub const BLUE: Colour = (0, 114, 178);
/// See [`BLUE`].
pub const ORANGE: Colour = (213, 94, 0);
/// See [`BLUE`].
pub const GREEN: Colour = (0, 158, 115);
/// See [`BLUE`].
pub const GREY: Colour = (120, 120, 120);
/// See [`BLUE`].
pub const SKY: Colour = (86, 180, 233);

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// A line of some width.
    Line(u32),
    /// Dots of some radius.
    Dots(u32),
    /// A line with what is below it filled.
    Area,
    /// Bars of some width in x around each point, from 0 up.
    Bars(f64),
}

/// Some points under one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// In the legend; empty for none.
    pub name: String,
    /// How it is drawn.
    pub shape: Shape,
    /// Its colour.
    pub colour: Colour,
    /// The points.
    pub points: Vec<(f64, f64)>,
}

impl Series {
    /// A series.
    pub fn new(
        name: impl Into<String>,
        shape: Shape,
        colour: Colour,
        points: impl IntoIterator<Item = (f64, f64)>,
    ) -> Self {
        Self { name: name.into(), shape, colour, points: points.into_iter().collect() }
    }
}

/// Where the legend stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Legend {
    /// In the upper right corner.
    #[default]
    Right,
    /// In the upper left corner.
    Left,
}

/// Series in one frame of axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// Above it.
    pub title: String,
    /// Below the axis.
    pub x_label: String,
    /// Beside the axis.
    pub y_label: String,
    /// The ends of the axis.
    pub x: (f64, f64),
    /// The ends of the axis; what lies beyond is cut off.
    pub y: (f64, f64),
    /// Where the legend stands.
    pub legend: Legend,
    /// In the order of drawing.
    pub series: Vec<Series>,
}

/// A size in pixels.
pub type Size = (u32, u32);

/// The size of pictures that nobody asked another of.
pub const SIZE: Size = (640, 400);

impl Plot {
    fn check(&self, size: Size) -> Result<(), ScoreError> {
        for (name, (lo, hi)) in [("the x axis", self.x), ("the y axis", self.y)] {
            let ends = format!("{lo} to {hi}");
            let in_order = lo < hi && (hi - lo).is_finite();
            require(in_order, name, "from a finite number to a larger one", ends)?;
        }
        let legible = format!("{} × {}", size.0, size.1);
        let fits = (160..=8192).contains(&size.0) && (120..=8192).contains(&size.1);
        require(fits, "the picture's size", "from 160 × 120 to 8192 × 8192", legible)
    }

    /// The plot as an SVG picture of its own.
    ///
    /// # Errors
    /// If an axis or the size is out of range.
    pub fn svg(&self, size: Size) -> Result<String, PictureError> {
        self.check(size)?;
        let mut text = String::new();
        // Coordinates are whole numbers, so the picture is drawn larger and shown smaller.
        let fine = (size.0 * FINENESS, size.1 * FINENESS);
        let area = SVGBackend::with_string(&mut text, fine).into_drawing_area();
        self.draw(&area, FINENESS).and_then(|()| area.present()).map_err(drawing)?;
        drop(area);
        let drawn = format!("width=\"{}\" height=\"{}\"", fine.0, fine.1);
        let shown = format!("width=\"{}\" height=\"{}\"", size.0, size.1);
        Ok(text.replacen(&drawn, &shown, 1))
    }

    /// The plot as pixels, red, green and blue.
    ///
    /// # Errors
    /// If an axis or the size is out of range.
    pub fn pixels(&self, size: Size) -> Result<Vec<u8>, PictureError> {
        self.check(size)?;
        let mut pixels = vec![255; size.0 as usize * size.1 as usize * 3];
        let area = BitMapBackend::with_buffer(&mut pixels, size).into_drawing_area();
        self.draw(&area, 1).and_then(|()| area.present()).map_err(drawing)?;
        drop(area);
        Ok(pixels)
    }

    /// The numbers: a line for each point, with the name of its series.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::score::pictures::losses;
    /// let plot = losses(&[1.0, 0.5]).unwrap();
    /// assert_eq!(plot.csv(), "series,x,y\nloss,1,1\nloss,2,0.5\n");
    /// ```
    pub fn csv(&self) -> String {
        let mut text = "series,x,y\n".to_owned();
        for series in &self.series {
            let name = match series.name.contains([',', '"', '\n']) {
                true => format!("\"{}\"", series.name.replace('"', "\"\"")),
                false => series.name.clone(),
            };
            for (x, y) in &series.points {
                text.push_str(&format!("{name},{x},{y}\n"));
            }
        }
        text
    }

    fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        scale: u32,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        has_font();
        let font = |size: u32| (FONT, size * scale).into_font();
        let k = scale as i32;
        let ink = RGBColor(40, 40, 40);
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(area)
            .caption(&self.title, font(17).color(&ink))
            .margin(8 * k)
            .margin_right(16 * k)
            .x_label_area_size(38 * k)
            .y_label_area_size(54 * k)
            .build_cartesian_2d(self.x.0..self.x.1, self.y.0..self.y.1)?;
        chart
            .configure_mesh()
            .x_desc(&self.x_label)
            .y_desc(&self.y_label)
            .x_labels(9)
            .y_labels(7)
            .x_label_formatter(&|x| brief(&whole(*x, self.x)))
            .y_label_formatter(&|y| brief(&whole(*y, self.y)))
            .light_line_style(TRANSPARENT)
            .bold_line_style(RGBColor(225, 225, 225).stroke_width(scale))
            .axis_style(ink.stroke_width(scale))
            .set_all_tick_mark_size(5 * k)
            .label_style(font(13).color(&ink))
            .axis_desc_style(font(14).color(&ink))
            .draw()?;
        let mut has_legend = false;
        for series in &self.series {
            let colour = RGBColor(series.colour.0, series.colour.1, series.colour.2);
            let shape = series.shape;
            // Lines that leave the axes fall into parts; the first has the name.
            let drawn = match shape {
                Shape::Line(width) => {
                    let style = colour.stroke_width(width * scale);
                    let mut parts = self.within(&series.points).into_iter();
                    let first = parts.next().unwrap_or_default();
                    for part in parts {
                        chart.draw_series(LineSeries::new(part, style))?;
                    }
                    chart.draw_series(LineSeries::new(first, style))?
                }
                Shape::Dots(radius) => {
                    let inside = series.points.iter().filter(|(x, y)| self.holds(*x, *y));
                    let dots: Vec<_> = inside
                        .map(|at| Circle::new(*at, radius * scale, colour.mix(0.7).filled()))
                        .collect();
                    chart.draw_series(dots)?
                }
                Shape::Area => {
                    let (lo, hi) = self.y;
                    let clamped: Vec<_> =
                        series.points.iter().map(|(x, y)| (*x, y.clamp(lo, hi))).collect();
                    let base = 0.0_f64.clamp(lo, hi);
                    let area = AreaSeries::new(clamped, base, colour.mix(0.25));
                    chart.draw_series(area.border_style(colour.stroke_width(2 * scale)))?
                }
                Shape::Bars(width) => {
                    let bars: Vec<_> = series
                        .points
                        .iter()
                        .filter(|(_, y)| *y > 0.0)
                        .map(|(x, y)| {
                            let top = y.min(self.y.1);
                            let (left, right) = (x - 0.5 * width, x + 0.5 * width);
                            let corners = [(left.max(self.x.0), 0.0), (right.min(self.x.1), top)];
                            Rectangle::new(corners, colour.mix(0.45).filled())
                        })
                        .collect();
                    chart.draw_series(bars)?
                }
            };
            if !series.name.is_empty() {
                has_legend = true;
                drawn.label(&series.name).legend(move |(x, y)| match shape {
                    Shape::Line(width) => PathElement::new(
                        [(x, y), (x + 18 * k, y)],
                        colour.stroke_width(width * scale),
                    )
                    .into_dyn(),
                    Shape::Dots(radius) => {
                        Circle::new((x + 9 * k, y), radius * scale, colour.filled()).into_dyn()
                    }
                    Shape::Area | Shape::Bars(_) => Rectangle::new(
                        [(x, y - 5 * k), (x + 18 * k, y + 5 * k)],
                        colour.mix(0.45).filled(),
                    )
                    .into_dyn(),
                });
            }
        }
        if has_legend {
            let position = match self.legend {
                Legend::Right => SeriesLabelPosition::UpperRight,
                Legend::Left => SeriesLabelPosition::UpperLeft,
            };
            chart
                .configure_series_labels()
                .position(position)
                .margin(10 * k)
                .legend_area_size(26 * k)
                .background_style(WHITE.mix(0.85))
                .border_style(RGBColor(200, 200, 200).stroke_width(scale))
                .label_font(font(13).color(&ink))
                .draw()?;
        }
        Ok(())
    }

    fn holds(&self, x: f64, y: f64) -> bool {
        (self.x.0..=self.x.1).contains(&x) && (self.y.0..=self.y.1).contains(&y)
    }

    /// The parts of a line that lie within the y axis, cut where it leaves. Points that are not finite
    /// interrupt it.
    fn within(&self, points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let (lo, hi) = self.y;
        let mut parts: Vec<Vec<(f64, f64)>> = vec![];
        for pair in points.windows(2) {
            let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
            if ![x0, y0, x1, y1].iter().all(|v| v.is_finite()) {
                continue;
            }
            // y0 + t (y1 − y0) is within for t in from..=to.
            let (mut from, mut to) = (0.0_f64, 1.0_f64);
            if y0 == y1 {
                if !(lo..=hi).contains(&y0) {
                    continue;
                }
            } else {
                let (a, b) = ((lo - y0) / (y1 - y0), (hi - y0) / (y1 - y0));
                from = from.max(a.min(b));
                to = to.min(a.max(b));
                if from > to {
                    continue;
                }
            }
            let at = |t: f64| (x0 + t * (x1 - x0), (y0 + t * (y1 - y0)).clamp(lo, hi));
            let (start, end) = (at(from), at(to));
            match parts.last_mut() {
                Some(part) if part.last() == Some(&start) => part.push(end),
                _ => parts.push(vec![start, end]),
            }
        }
        parts
    }
}

pub(crate) fn drawing(error: impl std::fmt::Display) -> PictureError {
    PictureError::Drawing(error.to_string())
}

/// How much larger SVG pictures are drawn than shown.
pub(crate) const FINENESS: u32 = 8;

/// A mark of an axis; one at 0 is not there exactly.
fn whole(x: f64, ends: (f64, f64)) -> f64 {
    if x.abs() < 1e-9 * (ends.1 - ends.0) { 0.0 } else { x }
}

/// A number without needless zeros.
pub(crate) fn brief(x: &f64) -> String {
    let text = match x.abs() {
        0.0 => "0".to_owned(),
        1e-4..1e6 => format!("{x:.6}"),
        _ => return format!("{x:.1e}"),
    };
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// The font of all text; SVG viewers take their own sans-serif one.
pub(crate) const FONT: &str = "sans-serif";

/// Registers the font that comes with the program, so that none of the system's is needed.
pub(crate) fn has_font() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let font = epaint_default_fonts::UBUNTU_LIGHT;
        if register_font(FONT, FontStyle::Normal, font).is_err() {
            unreachable!("the font is part of the program");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(points: Vec<(f64, f64)>) -> Plot {
        Plot {
            title: "title".into(),
            x_label: "x".into(),
            y_label: "y".into(),
            x: (0.0, 4.0),
            y: (-1.0, 1.0),
            legend: Legend::Left,
            series: vec![Series::new("a, b", Shape::Line(2), BLUE, points)],
        }
    }

    #[test]
    fn lines_are_cut_at_the_axes() {
        let plot = plot(vec![(0.0, 0.0), (1.0, 2.0), (2.0, 0.0), (3.0, f64::NAN), (4.0, 0.0)]);
        let parts = plot.within(&plot.series[0].points);
        let expected = [vec![(0.0, 0.0), (0.5, 1.0)], vec![(1.5, 1.0), (2.0, 0.0)]];
        assert_eq!(parts, expected);
        let through = plot.within(&[(0.0, -3.0), (1.0, 3.0)]);
        assert_eq!(through.len(), 1);
        assert!((through[0][0].0 - 1.0 / 3.0).abs() < 1e-15);
        assert!(plot.within(&[(0.0, 5.0), (1.0, 5.0)]).is_empty());
    }

    #[test]
    fn numbers_are_brief() {
        let texts = [0.0, 0.1 + 0.2, -5.0, 100.0, 2.5e7, 1e-5].map(|x| brief(&x));
        assert_eq!(whole(-1.4e-17, (-0.1, 0.1)), 0.0);
        assert_eq!(whole(1e-12, (0.0, 1e-11)), 1e-12);
        assert_eq!(texts, ["0", "0.3", "-5", "100", "2.5e7", "1.0e-5"]);
    }

    #[test]
    fn pictures_have_what_was_asked_for() {
        let plot = plot(vec![(0.0, 0.0), (4.0, 0.5)]);
        let svg = plot.svg(SIZE).unwrap();
        assert!(svg.starts_with("<svg width=\"640\" height=\"400\" viewBox=\"0 0 5120 3200\""));
        assert!(svg.contains("title") && svg.contains("a, b"));
        assert!(!svg.contains("http://") || svg.matches("http").count() == 1, "no outside link");
        let pixels = plot.pixels((320, 200)).unwrap();
        assert_eq!(pixels.len(), 320 * 200 * 3);
        assert!(pixels.chunks_exact(3).any(|p| p == [BLUE.0, BLUE.1, BLUE.2]));
        assert_eq!(plot.csv().lines().nth(1), Some("\"a, b\",0,0"));
        let told = plot.svg((10, 10)).unwrap_err().to_string();
        assert!(told.starts_with("the picture's size is 10 × 10"), "{told}");
        let mut empty = plot.clone();
        empty.y = (1.0, 1.0);
        let told = empty.svg(SIZE).unwrap_err().to_string();
        assert!(told.starts_with("the y axis is 1 to 1"), "{told}");
    }
}
