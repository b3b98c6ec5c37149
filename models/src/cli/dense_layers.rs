//! Dense layers from `.npz`.

use cotangent_models::run::{Archive, RunError};
use std::path::Path;

/// Dense layers one after the other.
pub(super) struct DenseLayers {
    /// The number of inputs, and of outputs of each layer.
    pub(super) widths: Vec<usize>,
    /// Weights `[out, in]` row by row, and biases `[out]`.
    pub(super) layers: Vec<[Vec<f64>; 2]>,
}

impl DenseLayers {
    /// Reads W1, b1, W2, b2 and so on, and nothing else.
    pub(super) fn read(path: &Path) -> Result<Self, RunError> {
        let mut archive = Archive::read(path)?;
        let number = |name: &str| {
            let digits = name.strip_prefix(['W', 'b'])?;
            digits.parse::<usize>().ok().filter(|l| *l > 0 && l.to_string() == digits)
        };
        let mut count = 1;
        for name in archive.names() {
            match number(name) {
                Some(l) => count = count.max(l),
                None => {
                    let reason =
                        format!("unknown array `{name}`: expected W1, b1, W2, b2 and so on");
                    return Err(RunError::of(path, reason));
                }
            }
        }
        let (mut layers, mut widths) = (vec![], vec![]);
        for l in 1..=count {
            let [weights, bias] = [format!("W{l}"), format!("b{l}")];
            let refuse = |name: &str, expected: String, found: &[usize]| {
                RunError::of(
                    path,
                    format!("array `{name}`: expected shape {expected}, found {found:?}"),
                )
            };
            let w = archive.array(&weights)?;
            let fits = |n_in: usize| widths.last().is_none_or(|&before| n_in == before);
            let (n_out, n_in) = match w.shape[..] {
                [n_out, n_in] if n_out > 0 && n_in > 0 && fits(n_in) => (n_out, n_in),
                _ => {
                    let n_in = widths.last().map_or("in".to_owned(), ToString::to_string);
                    let expected = format!("[out, {n_in}] with at least one of each");
                    return Err(refuse(&weights, expected, &w.shape));
                }
            };
            let b = archive.array(&bias)?;
            if b.shape != [n_out] {
                return Err(refuse(&bias, format!("[{n_out}]"), &b.shape));
            }
            if widths.is_empty() {
                widths.push(n_in);
            }
            widths.push(n_out);
            layers.push([w.values, b.values]);
        }
        Ok(Self { widths, layers })
    }
}
