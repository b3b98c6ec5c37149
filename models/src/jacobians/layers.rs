//! Dense layers in functions of one's own, which leave what derivatives of each sample need.
//!
//! A function of a batch, whose rows are samples, calls [`dense`] for its layers. Beside the product the layer adds an offset of zeros
//! for each row, so that the function's derivative in the offsets is what reaches each row of the layer's result, and it
//! notes the rows that it read. From both come the derivatives of each sample in the weights: the outer product of the two.

use super::products::rows;
use cotangent::{Differentiable, Element, constant, differentiable};
use ndarray::{Array1, Array2};
use std::sync::{Mutex, PoisonError};

/// What dense layers add to and note down in one run. [`DenseBatch`](super::DenseBatch) makes them; elsewhere a function is
/// called with [`Taps::off`].
#[derive(Debug, Clone, Differentiable)]
pub struct Taps<T: Element> {
    /// For each layer zeros in the shape of its result.
    pub(super) offsets: Vec<Array2<T>>,
    /// The rows of the data, of which the function gets `copies`, one below the other.
    #[constant]
    pub(super) data: Array2<T>,
    pub(super) copies: usize,
    #[constant]
    pub(super) notes: Notes<T>,
}

impl<T: Element> Taps<T> {
    /// With these a function is what it is without taps.
    pub fn off() -> Self {
        let notes = Notes::default();
        Self { offsets: vec![], data: Array2::zeros((0, 0)), copies: 1, notes }
    }
}

/// What a run wants of the layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mode {
    #[default]
    Nothing,
    Notes,
    NotesAndOffsets,
}

/// What layers note down.
#[derive(Debug)]
pub struct Notes<T> {
    pub(super) layers: Mutex<Vec<Note<T>>>,
    pub(super) mode: Mode,
    pub(super) copies: usize,
    /// Where the copies of the data lie.
    pub(super) start: usize,
}

impl<T> Default for Notes<T> {
    fn default() -> Self {
        Self { layers: Mutex::default(), mode: Mode::Nothing, copies: 0, start: 0 }
    }
}

impl<T> Clone for Notes<T> {
    /// Notes belong to a run; a copy begins without them.
    fn clone(&self) -> Self {
        Self { layers: Mutex::default(), ..*self }
    }
}

/// One use of a dense layer.
#[derive(Debug, Clone)]
pub(super) struct Note<T> {
    pub(super) layer: usize,
    /// Where the weights and the bias lie in memory.
    pub(super) weights: usize,
    pub(super) bias: Option<usize>,
    pub(super) n_out: usize,
    /// What it read, `[rows, n_in]`; of copies the first alone.
    pub(super) inputs: Array2<T>,
}

impl<T: Element> Notes<T> {
    fn note(&self, layer: usize, weights: &Array2<T>, bias: Option<&Array1<T>>, x: &Array2<T>) {
        if self.mode == Mode::Nothing {
            return;
        }
        let once = x.nrows() / self.copies;
        let note = Note {
            layer,
            weights: weights.as_ptr().addr(),
            bias: bias.map(|bias| bias.as_ptr().addr()),
            n_out: weights.nrows(),
            inputs: rows(x, 0..once).to_owned(),
        };
        self.layers.lock().unwrap_or_else(PoisonError::into_inner).push(note);
    }

    /// Whether `x` is the data in several copies.
    fn shares(&self, x: &Array2<T>, data: &Array2<T>) -> bool {
        self.copies > 1
            && x.as_ptr().addr() == self.start
            && x.dim() == (self.copies * data.nrows(), data.ncols())
    }

    fn want_offsets(&self) -> bool {
        self.mode == Mode::NotesAndOffsets
    }
}

/// x wᵀ + b: a dense layer, with x `[rows, n_in]`, w `[n_out, n_in]` and b `[n_out]`. A sample may have several rows, one
/// after the other, such as the positions of a sequence. `layer` counts the calls from 0 on; each call has a number of its own,
/// also where it uses the parameters of another.
///
/// # Panics
/// If the shapes do not fit, or if a layer has the number of another.
#[differentiable]
pub fn dense<T: Element>(
    w: &Array2<T>,
    b: &Array1<T>,
    x: &Array2<T>,
    taps: &Taps<T>,
    layer: usize,
) -> Array2<T> {
    taps.notes.note(layer, w, Some(b), x);
    product(w, x, taps, layer) + b
}

/// x wᵀ: a dense layer without a bias. See [`dense`].
///
/// # Panics
/// If the shapes do not fit, or if a layer has the number of another.
#[differentiable]
pub fn linear<T: Element>(w: &Array2<T>, x: &Array2<T>, taps: &Taps<T>, layer: usize) -> Array2<T> {
    taps.notes.note(layer, w, None, x);
    product(w, x, taps, layer)
}

#[differentiable]
fn product<T: Element>(w: &Array2<T>, x: &Array2<T>, taps: &Taps<T>, layer: usize) -> Array2<T> {
    let mut y: Array2<T> = if taps.notes.shares(x, &taps.data) {
        // The data are constant, and the same rows come again: one product serves them all.
        let data: Array2<T> = constant(taps.data.clone());
        repeated(&data.dot(&w.t()), taps.copies)
    } else {
        x.dot(&w.t())
    };
    if taps.notes.want_offsets() {
        y += &taps.offsets[layer];
    }
    y
}

/// So many copies of an array, one below the other.
#[differentiable]
fn repeated<T: Element>(a: &Array2<T>, copies: usize) -> Array2<T> {
    let mut all: Array2<T> = Array2::zeros((copies * a.nrows(), a.ncols()));
    for copy in 0..copies {
        for row in 0..a.nrows() {
            all.row_mut(copy * a.nrows() + row).assign(&a.row(row));
        }
    }
    all
}
