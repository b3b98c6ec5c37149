//! The three panels of a fit: |F|; |C| and |C⁻¹|; Λ₂ and r.

use crate::imnn::History;
use crate::score::pictures::{
    BLUE, Colour, FINENESS, FONT, GREEN, ORANGE, PictureError, SIZE, SKY, Size, brief, drawing,
    has_font,
};
use plotters::coord::Shift;
use plotters::element::DashedPathElement;
use plotters::prelude::*;

/// A panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Panel {
    /// |F|, with a dashed line where it is known.
    Fisher,
    /// |C| and |C⁻¹|, with a dashed line at 1.
    Covariance,
    /// Λ₂ to the left, r to the right.
    Regulariser,
}

/// All, from above to below.
pub(super) const ALL: [Panel; 3] = [Panel::Fisher, Panel::Covariance, Panel::Regulariser];

/// What panels show.
pub(super) struct Panels<'a> {
    /// Of all iterations, one at least.
    pub(super) history: &'a History,
    /// |F|, where it is known.
    pub(super) known: Option<f64>,
}

/// A line, solid or in dashes of some length and distance.
struct Curve {
    name: &'static str,
    colour: Colour,
    dashes: Option<(i32, i32)>,
    points: Vec<(f64, f64)>,
}

const DOTS: Option<(i32, i32)> = Some((2, 3));
const DASHES: Option<(i32, i32)> = Some((7, 4));
const LONG_DASHES: Option<(i32, i32)> = Some((12, 4));
const BLACK_INK: Colour = (40, 40, 40);

/// Draws a curve, and puts its name into the legend.
macro_rules! draw_curve {
    ($chart:expr, $draw_series:ident, $curve:expr, $scale:expr) => {{
        let Curve { name, colour, dashes, points } = $curve;
        let k = $scale as i32;
        let style = RGBColor(colour.0, colour.1, colour.2).stroke_width(2 * $scale);
        let drawn = match dashes {
            None => $chart.$draw_series(LineSeries::new(points.iter().copied(), style))?,
            Some((dash, gap)) => {
                let path = DashedPathElement::new(points.clone(), dash * k, gap * k, style);
                $chart.$draw_series(std::iter::once(path))?
            }
        };
        let (dash, gap) = dashes.unwrap_or((100, 1));
        drawn.label(*name).legend(move |(x, y)| {
            let ends = [(x, y), (x + 26 * k, y)];
            DashedPathElement::new(ends, dash * k, gap * k, style).into_dyn()
        });
    }};
}

/// Draws axes with their marks.
macro_rules! draw_mesh {
    ($chart:expr, $y_label:expr, $format:expr, $scale:expr) => {{
        let (k, ink) = ($scale, RGBColor(BLACK_INK.0, BLACK_INK.1, BLACK_INK.2));
        $chart
            .configure_mesh()
            .x_desc("iteration")
            .y_desc($y_label)
            .x_labels(9)
            .y_labels(7)
            .x_label_formatter(&brief)
            .y_label_formatter($format)
            .light_line_style(TRANSPARENT)
            .bold_line_style(RGBColor(225, 225, 225).stroke_width(k))
            .axis_style(ink.stroke_width(k))
            .set_all_tick_mark_size(5 * k)
            .label_style((FONT, 13 * k).into_font().color(&ink))
            .axis_desc_style((FONT, 14 * k).into_font().color(&ink))
            .draw()?;
    }};
}

/// Draws the legend.
macro_rules! draw_legend {
    ($chart:expr, $position:expr, $scale:expr) => {{
        let k = $scale;
        $chart
            .configure_series_labels()
            .position($position)
            .margin(10 * k)
            .legend_area_size(34 * k)
            .background_style(WHITE.mix(0.85))
            .border_style(RGBColor(200, 200, 200).stroke_width(k))
            .label_font((FONT, 13 * k).into_font())
            .draw()?;
    }};
}

type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

impl Panels<'_> {
    /// A panel as an SVG picture.
    ///
    /// # Errors
    /// If it cannot be drawn.
    pub(super) fn svg(&self, panels: &[Panel]) -> Result<String, PictureError> {
        let size = (SIZE.0, SIZE.1 * panels.len() as u32);
        // Coordinates are whole numbers, so the picture is drawn larger and shown smaller.
        let fine = (size.0 * FINENESS, size.1 * FINENESS);
        let mut text = String::new();
        let area = SVGBackend::with_string(&mut text, fine).into_drawing_area();
        self.draw(&area, panels, FINENESS).and_then(|()| area.present()).map_err(drawing)?;
        drop(area);
        let drawn = format!("width=\"{}\" height=\"{}\"", fine.0, fine.1);
        let shown = format!("width=\"{}\" height=\"{}\"", size.0, size.1);
        Ok(text.replacen(&drawn, &shown, 1))
    }

    /// Panels below each other as PNG, at twice the size of the SVG picture.
    ///
    /// # Errors
    /// If they cannot be drawn.
    pub(super) fn png(&self, panels: &[Panel]) -> Result<Vec<u8>, PictureError> {
        let size: Size = (2 * SIZE.0, 2 * SIZE.1 * panels.len() as u32);
        let mut pixels = vec![255; size.0 as usize * size.1 as usize * 3];
        let area = BitMapBackend::with_buffer(&mut pixels, size).into_drawing_area();
        self.draw(&area, panels, 2).and_then(|()| area.present()).map_err(drawing)?;
        drop(area);
        let mut bytes = vec![];
        let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().map_err(drawing)?;
        writer.write_image_data(&pixels).map_err(drawing)?;
        writer.finish().map_err(drawing)?;
        Ok(bytes)
    }

    fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        panels: &[Panel],
        scale: u32,
    ) -> Drawn<DB> {
        has_font();
        area.fill(&WHITE)?;
        for (panel, area) in panels.iter().zip(area.split_evenly((panels.len(), 1))) {
            match panel {
                Panel::Fisher => self.fisher(&area, scale)?,
                Panel::Covariance => self.covariance(&area, scale)?,
                Panel::Regulariser => self.regulariser(&area, scale)?,
            }
        }
        Ok(())
    }

    /// The ends of the x axis.
    fn x(&self) -> (f64, f64) {
        (0.0, self.history.detF.len().max(1) as f64)
    }

    /// A column of the history, if there is anything to draw in it.
    fn curve(
        &self,
        name: &'static str,
        colour: Colour,
        dashes: Option<(i32, i32)>,
        column: &[f64],
    ) -> Option<Curve> {
        let points = column.iter().enumerate().map(|(k, y)| ((k + 1) as f64, *y));
        let points: Vec<(f64, f64)> = points.filter(|(_, y)| y.is_finite()).collect();
        (!points.is_empty()).then_some(Curve { name, colour, dashes, points })
    }

    fn level(&self, name: &'static str, y: f64) -> Curve {
        let (from, to) = self.x();
        Curve { name, colour: BLACK_INK, dashes: DASHES, points: vec![(from, y), (to, y)] }
    }

    fn fisher<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, k: u32) -> Drawn<DB> {
        let History { detF, val_detF, .. } = self.history;
        let curves = [
            self.curve("|F|, training", BLUE, None, detF),
            self.curve("|F|, validation", ORANGE, DOTS, val_detF),
            self.known.map(|known| self.level("|F|, known", known)),
        ];
        let curves: Vec<Curve> = curves.into_iter().flatten().collect();
        let (_, top) = ends(&curves);
        let (x, top) = (self.x(), if top > 0.0 { 1.08 * top } else { 1.0 });
        let mut chart = builder(area, k).build_cartesian_2d(x.0..x.1, 0.0..top)?;
        draw_mesh!(chart, "|F|", &brief, k);
        for curve in &curves {
            draw_curve!(chart, draw_series, curve, k);
        }
        draw_legend!(chart, SeriesLabelPosition::LowerRight, k);
        Ok(())
    }

    fn covariance<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, k: u32) -> Drawn<DB> {
        let History { detC, detinvC, val_detC, val_detinvC, .. } = self.history;
        let curves = [
            self.curve("|C|, training", BLUE, None, detC),
            self.curve("1/|C|, training", SKY, DOTS, detinvC),
            self.curve("|C|, validation", ORANGE, DOTS, val_detC),
            self.curve("1/|C|, validation", GREEN, LONG_DASHES, val_detinvC),
            Some(self.level("1", 1.0)),
        ];
        let mut curves: Vec<Curve> = curves.into_iter().flatten().collect();
        // What has no logarithm is left out.
        curves.iter_mut().for_each(|curve| curve.points.retain(|(_, y)| *y > 0.0));
        let (low, high) = ends(&curves);
        let (x, (low, high)) = (self.x(), (low.max(1e-300) / 2.0, 2.0 * high.min(1e300)));
        let mut chart = builder(area, k).build_cartesian_2d(x.0..x.1, (low..high).log_scale())?;
        draw_mesh!(chart, "|C| and 1/|C|", &|y: &f64| format!("{y:e}"), k);
        for curve in &curves {
            draw_curve!(chart, draw_series, curve, k);
        }
        draw_legend!(chart, SeriesLabelPosition::UpperRight, k);
        Ok(())
    }

    fn regulariser<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, k: u32) -> Drawn<DB> {
        let History { Lambda2, r, val_Lambda2, val_r, .. } = self.history;
        let left = [
            self.curve("Λ₂, training", BLUE, None, Lambda2),
            self.curve("Λ₂, validation", SKY, DOTS, val_Lambda2),
        ];
        let right = [
            self.curve("r, training", ORANGE, DASHES, r),
            self.curve("r, validation", GREEN, LONG_DASHES, val_r),
        ];
        let [left, right] =
            [left, right].map(|curves| curves.into_iter().flatten().collect::<Vec<Curve>>());
        let [top, right_top] = [&left, &right].map(|curves| {
            let top = ends(curves).1;
            if top > 0.0 { 1.08 * top } else { 1.0 }
        });
        let x = self.x();
        let mut chart = builder(area, k)
            .margin_right(8 * k)
            .right_y_label_area_size(46 * k)
            .build_cartesian_2d(x.0..x.1, 0.0..top)?
            .set_secondary_coord(x.0..x.1, 0.0..right_top);
        draw_mesh!(chart, "Λ₂", &brief, k);
        let ink = RGBColor(BLACK_INK.0, BLACK_INK.1, BLACK_INK.2);
        chart
            .configure_secondary_axes()
            .y_desc("r")
            .y_labels(7)
            .y_label_formatter(&brief)
            .axis_style(ink.stroke_width(k))
            .set_all_tick_mark_size(5 * k)
            .label_style((FONT, 13 * k).into_font().color(&ink))
            .axis_desc_style((FONT, 14 * k).into_font().color(&ink))
            .draw()?;
        for curve in &left {
            draw_curve!(chart, draw_series, curve, k);
        }
        for curve in &right {
            draw_curve!(chart, draw_secondary_series, curve, k);
        }
        draw_legend!(chart, SeriesLabelPosition::UpperRight, k);
        Ok(())
    }
}

fn builder<'a, 'b, DB: DrawingBackend>(
    area: &'a DrawingArea<DB, Shift>,
    k: u32,
) -> ChartBuilder<'a, 'b, DB> {
    let mut builder = ChartBuilder::on(area);
    builder.margin(12 * k).margin_right(20 * k).x_label_area_size(38 * k).y_label_area_size(58 * k);
    builder
}

/// The lowest and the highest point.
fn ends(curves: &[Curve]) -> (f64, f64) {
    let all = curves.iter().flat_map(|curve| &curve.points);
    all.fold((f64::MAX, f64::MIN), |(low, high), (_, y)| (low.min(*y), high.max(*y)))
}
