//! Points in space, and their arrangement in tiles.

use super::ScoreError;
use super::error::all_finite;

/// Points that a model takes at once.
pub const WIDTH: usize = 32;

/// One coordinate of [`WIDTH`] points.
pub type Tile = [f64; WIDTH];

/// Checked points, row by row, and the true score at each where it is known.
///
/// # Examples
/// ```
/// # use cotangent_models::score::Samples;
/// let samples = Samples::new(2, vec![0.0, 1.0, 2.0, 3.0])?;
/// assert_eq!((samples.len(), samples.point(1)), (2, &[2.0, 3.0][..]));
/// assert!(Samples::new(2, vec![0.0, f64::NAN]).is_err());
/// # Ok::<(), cotangent_models::score::ScoreError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Samples {
    dim: usize,
    values: Vec<f64>,
    scores: Option<Vec<f64>>,
}

impl Samples {
    /// Points of `dim` coordinates, `[n][dim]`.
    ///
    /// # Errors
    /// If there are none, if the last is not whole, or if a coordinate is not finite.
    pub fn new(dim: usize, values: Vec<f64>) -> Result<Self, ScoreError> {
        if dim == 0 || values.is_empty() {
            return Err(ScoreError::Empty {
                what: if dim == 0 { "a sample" } else { "the sample" },
            });
        }
        if !values.len().is_multiple_of(dim) {
            let expected = values.len().next_multiple_of(dim);
            return Err(ScoreError::Length { what: "the sample", expected, found: values.len() });
        }
        all_finite("the sample", &values)?;
        Ok(Self { dim, values, scores: None })
    }

    /// The same with the true score at each point, `[n][dim]`, for explicit score matching.
    ///
    /// # Errors
    /// If it has another size than the points, or is not finite.
    pub fn with_scores(mut self, scores: Vec<f64>) -> Result<Self, ScoreError> {
        let (expected, found) = (self.values.len(), scores.len());
        if expected != found {
            return Err(ScoreError::Length { what: "the true score", expected, found });
        }
        all_finite("the true score", &scores)?;
        self.scores = Some(scores);
        Ok(self)
    }

    /// Coordinates of a point.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// The number of points, at least 1.
    #[allow(clippy::len_without_is_empty, reason = "there is at least one")]
    pub fn len(&self) -> usize {
        self.values.len() / self.dim
    }

    /// All coordinates, `[n][dim]`.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The true score, where it is known, `[n][dim]`.
    pub fn scores(&self) -> Option<&[f64]> {
        self.scores.as_deref()
    }

    /// A point.
    pub fn point(&self, n: usize) -> &[f64] {
        &self.values[n * self.dim..(n + 1) * self.dim]
    }

    pub(super) fn has_width(&self, expected: usize) -> Result<(), ScoreError> {
        if self.dim == expected {
            return Ok(());
        }
        Err(ScoreError::Width { what: "the sample", expected, found: self.dim })
    }
}

/// Rows of `width` numbers in tiles, `[n tiles][width]`; the last tile is filled up with copies of the last
/// row.
///
/// # Panics
/// If there is no row.
pub fn tiles(rows: &[f64], width: usize) -> Vec<Tile> {
    let n = rows.len() / width;
    let mut tiles = vec![[0.0; WIDTH]; n.div_ceil(WIDTH) * width];
    for (t, tile) in tiles.chunks_exact_mut(width).enumerate() {
        for s in 0..WIDTH {
            let row = &rows[(t * WIDTH + s).min(n - 1) * width..][..width];
            tile.iter_mut().zip(row).for_each(|(tile, x)| tile[s] = *x);
        }
    }
    tiles
}

/// The first `n` rows of tiles, back in rows.
///
/// # Panics
/// If there are not as many.
pub fn rows(tiles: &[Tile], width: usize, n: usize) -> Vec<f64> {
    (0..n).flat_map(|k| (0..width).map(move |i| tiles[k / WIDTH * width + i][k % WIDTH])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_hold_the_rows() {
        for n in [1, 2, WIDTH - 1, WIDTH, WIDTH + 1, 3 * WIDTH + 5] {
            let values: Vec<f64> = (0..3 * n).map(|k| k as f64).collect();
            let tiled = tiles(&values, 3);
            assert_eq!(tiled.len(), 3 * n.div_ceil(WIDTH));
            assert_eq!(rows(&tiled, 3, n), values);
            assert_eq!(tiled[tiled.len() - 1][WIDTH - 1], (3 * n - 1) as f64);
        }
    }

    #[test]
    fn wrong_samples_are_refused() {
        let refused = Samples::new(2, vec![1.0; 5]).unwrap_err();
        assert_eq!(refused.to_string(), "the sample has 5 entries, but 6 are expected");
        let refused = Samples::new(1, vec![]).unwrap_err();
        assert_eq!(refused.to_string(), "the sample is empty, but at least one entry is needed");
        let refused = Samples::new(1, vec![0.0, f64::INFINITY]).unwrap_err();
        assert_eq!(refused.to_string(), "the sample: entry 1 is inf, but must be finite");
        let refused = Samples::new(1, vec![0.0]).unwrap().with_scores(vec![0.0; 2]).unwrap_err();
        assert_eq!(refused.to_string(), "the true score has 2 entries, but 1 are expected");
    }
}
