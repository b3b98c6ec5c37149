//! Animated GIFs: one table of colours for all frames, and of each frame only what has changed.

use super::super::ScoreError;
use super::super::error::require;
use super::plot::{PictureError, Plot, Size};
use gif::{DisposalMethod, Encoder, Frame, Repeat};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;

type Rgb = [u8; 3];

/// The table's last place stands for a pixel that has not changed.
const UNCHANGED: u8 = 255;

/// Plots as the frames of an endless animation; the last stays for two seconds.
///
/// # Errors
/// If there is none, if the rate is not from 1 to 50 a second, or if one cannot be drawn.
///
/// # Examples
/// ```
/// # use cotangent_models::score::pictures::{animation, losses};
/// let frames: Vec<_> = (1..4).map(|n| losses(&vec![1.0; n]).unwrap()).collect();
/// let gif = animation(&frames, (320, 200), 10).unwrap();
/// assert_eq!(&gif[..6], b"GIF89a");
/// ```
pub fn animation(frames: &[Plot], size: Size, per_second: u16) -> Result<Vec<u8>, PictureError> {
    if frames.is_empty() {
        return Err(ScoreError::Empty { what: "the animation" }.into());
    }
    require((1..=50).contains(&per_second), "frames a second", "from 1 to 50", per_second)?;
    let frames: Vec<Vec<Rgb>> = frames
        .par_iter()
        .map(|plot| Ok(plot.pixels(size)?.chunks_exact(3).map(|p| [p[0], p[1], p[2]]).collect()))
        .collect::<Result<_, PictureError>>()?;
    encode(&frames, size, per_second).map_err(|error| PictureError::Drawing(error.to_string()))
}

fn encode(frames: &[Vec<Rgb>], size: Size, per_second: u16) -> Result<Vec<u8>, gif::EncodingError> {
    let table = Table::of(frames);
    let frames: Vec<Vec<u8>> = frames.par_iter().map(|frame| table.places(frame)).collect();
    let (width, height) = (size.0 as u16, size.1 as u16);
    let mut bytes = vec![];
    let mut encoder = Encoder::new(&mut bytes, width, height, &table.flat())?;
    encoder.set_repeat(Repeat::Infinite)?;
    for (k, frame) in frames.iter().enumerate() {
        let delay = if k + 1 == frames.len() { 200 } else { 100 / per_second };
        let before = k.checked_sub(1).map(|k| &frames[k]);
        encoder.write_frame(&changes(before, frame, width, delay))?;
    }
    drop(encoder);
    Ok(bytes)
}

/// The smallest rectangle with all that differs from the frame before.
fn changes<'a>(before: Option<&Vec<u8>>, frame: &'a [u8], width: u16, delay: u16) -> Frame<'a> {
    let w = usize::from(width);
    let mut out = Frame { delay, dispose: DisposalMethod::Keep, ..Frame::default() };
    let Some(before) = before else {
        out.width = width;
        out.height = (frame.len() / w) as u16;
        out.buffer = Cow::Borrowed(frame);
        return out;
    };
    let (mut top, mut bottom, mut left, mut right) = (usize::MAX, 0, usize::MAX, 0);
    for (place, (old, new)) in before.iter().zip(frame).enumerate() {
        if old != new {
            let (y, x) = (place / w, place % w);
            (top, bottom) = (top.min(y), bottom.max(y));
            (left, right) = (left.min(x), right.max(x));
        }
    }
    if top == usize::MAX {
        (top, bottom, left, right) = (0, 0, 0, 0);
    }
    let mut buffer = Vec::with_capacity((bottom - top + 1) * (right - left + 1));
    for y in top..=bottom {
        let line = y * w + left..=y * w + right;
        let pairs = before[line.clone()].iter().zip(&frame[line]);
        buffer.extend(pairs.map(|(old, new)| if old == new { UNCHANGED } else { *new }));
    }
    (out.left, out.top) = (left as u16, top as u16);
    (out.width, out.height) = ((right - left + 1) as u16, (bottom - top + 1) as u16);
    out.transparent = Some(UNCHANGED);
    out.buffer = Cow::Owned(buffer);
    out
}

/// The colours of an animation.
struct Table {
    colours: Vec<Rgb>,
    /// The place of each colour that occurs.
    places: HashMap<Rgb, u8>,
}

impl Table {
    /// The most frequent colours of all frames; what is rarer takes the nearest of them.
    fn of(frames: &[Vec<Rgb>]) -> Self {
        let mut counts: HashMap<Rgb, usize> = HashMap::new();
        for colour in frames.iter().flatten() {
            *counts.entry(*colour).or_default() += 1;
        }
        let mut all: Vec<(Rgb, usize)> = counts.into_iter().collect();
        // By frequency, then by colour: one input gives one output.
        all.sort_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b)));
        let kept = all.len().min(usize::from(UNCHANGED));
        let colours: Vec<Rgb> = all[..kept].iter().map(|(colour, _)| *colour).collect();
        let distance = |a: Rgb, b: Rgb| -> u32 {
            a.iter().zip(&b).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum()
        };
        let nearest = |colour: Rgb| {
            let places = 0..colours.len();
            places.min_by_key(|&k| distance(colours[k], colour)).unwrap_or(0) as u8
        };
        let places = all
            .iter()
            .enumerate()
            .map(|(k, (colour, _))| (*colour, if k < kept { k as u8 } else { nearest(*colour) }))
            .collect();
        Self { colours, places }
    }

    fn places(&self, frame: &[Rgb]) -> Vec<u8> {
        frame.iter().map(|colour| self.places[colour]).collect()
    }

    fn flat(&self) -> Vec<u8> {
        let mut flat = self.colours.concat();
        flat.resize(256 * 3, 0);
        flat
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_back_as_they_were() {
        let size = (40, 30);
        let mut state = 1_u32;
        let frames: Vec<Vec<Rgb>> = (0..5)
            .map(|_| {
                let mut frame = vec![[255, 255, 255]; 1200];
                for _ in 0..30 {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    frame[(state >> 16) as usize % 1200] = [(state >> 30) as u8 * 60, 7, 9];
                }
                frame
            })
            .collect();
        let bytes = encode(&frames, size, 20).unwrap();
        let mut options = gif::DecodeOptions::new();
        options.set_color_output(gif::ColorOutput::RGBA);
        let mut decoder = options.read_info(&bytes[..]).unwrap();
        let mut screen = vec![[0; 3]; 1200];
        for (k, expected) in frames.iter().enumerate() {
            let frame = decoder.read_next_frame().unwrap().unwrap();
            assert_eq!(frame.delay, if k == 4 { 200 } else { 5 });
            let w = usize::from(frame.width);
            for (place, pixel) in frame.buffer.chunks_exact(4).enumerate() {
                let y = usize::from(frame.top) + place / w;
                let x = usize::from(frame.left) + place % w;
                if pixel[3] > 0 {
                    screen[y * 40 + x] = [pixel[0], pixel[1], pixel[2]];
                }
            }
            assert_eq!(&screen, expected, "frame {k}");
        }
        assert!(decoder.read_next_frame().unwrap().is_none());
    }
}
