//! The comparison of the plain loss, the macro's gradient and the handwritten one.

use super::golden::Reference;
use super::{Parameters, Real, Rule, Samples, gradient};
use crate::report::{Cost, measure, table};

/// How one function fared in one precision.
#[derive(Debug, Clone)]
pub struct Row {
    /// The precision's name.
    pub precision: &'static str,
    /// What was run.
    pub what: &'static str,
    /// The loss it gave.
    pub loss: f64,
    /// Time and memory.
    pub cost: Cost,
    /// Its time as a multiple of the handwritten gradient's.
    pub ratio: f64,
    /// Relative error of the loss.
    pub loss_error: f64,
    /// Errors of the gradient in h, J, W and b, relative to the largest entry of each; see
    /// [`Expected::error`](super::golden::Expected::error).
    pub errors: Option<[f64; 4]>,
    /// The largest error that counts as agreement.
    pub tolerance: f64,
}

impl Row {
    /// Whether loss and gradient are within the tolerance.
    pub fn agrees(&self) -> bool {
        let errors = self.errors.iter().flatten();
        errors.chain([&self.loss_error]).all(|&error| error <= self.tolerance)
    }

    /// The row as the cells of a table under [`HEADER`].
    pub fn cells(&self) -> Vec<String> {
        let error = |error: f64| format!("{error:.1e}");
        let mut cells = vec![
            self.precision.to_string(),
            self.what.to_string(),
            format!("{:.9}", self.loss),
            format!("{:.1}", self.cost.milliseconds()),
            format!("{:.2}", self.ratio),
            format!("{:.1}", self.cost.mebibytes()),
            error(self.loss_error),
        ];
        cells.extend(self.errors.map(|errors| errors.map(error)).unwrap_or_default());
        cells
    }
}

/// Runs the loss, the macro's gradient and the handwritten one in the precision `T`.
pub fn compare<T: Real>(
    parameters: &Parameters<f64>,
    samples: &Samples,
    reference: &Reference,
    threads: usize,
    repeats: usize,
) -> Vec<Row> {
    let parameters: Parameters<T> = parameters.cast();
    let zeros = || Parameters::<T>::zeros(parameters.dims());
    let mut values = [T::default(); 3];
    let [loss, by_macro, by_hand] = &mut values;
    let (mut macro_bars, mut hand_bars) = (zeros(), zeros());
    let gradient = |rule, value: &mut T, bars: &mut Parameters<T>| {
        *value = gradient::value_and_grad_into(rule, &parameters, samples, threads, bars);
    };
    let costs = measure(
        &mut [
            &mut || *loss = gradient::loss(&parameters, samples, threads),
            &mut || gradient(Rule::Macro, by_macro, &mut macro_bars),
            &mut || gradient(Rule::Handwritten, by_hand, &mut hand_bars),
        ],
        repeats,
    );
    let names = ["plain loss", Rule::Macro.name(), Rule::Handwritten.name()];
    let bars = [None, Some(macro_bars), Some(hand_bars)];
    std::array::from_fn::<_, 3, _>(|i| Row {
        precision: T::NAME,
        what: names[i],
        loss: values[i].into(),
        cost: costs[i],
        ratio: costs[i].time.as_secs_f64() / costs[2].time.as_secs_f64(),
        loss_error: reference.loss_error(values[i]),
        errors: bars[i].as_ref().map(|bars| reference.errors(bars)),
        tolerance: T::TOLERANCE,
    })
    .into()
}

/// Names of the columns of [`Row::cells`]; the first two are words.
pub const HEADER: [&str; 11] = [
    "",
    "function",
    "loss",
    "median ms",
    "× by hand",
    "extra MiB",
    "error: loss",
    "h",
    "J",
    "W",
    "b",
];

/// The rows as a table.
pub fn comparison_table(rows: &[Row]) -> String {
    table(&HEADER, &rows.iter().map(Row::cells).collect::<Vec<_>>(), 2)
}

#[cfg(test)]
mod tests {
    use super::super::Dims;
    use super::*;

    #[test]
    fn rows_agree_with_the_handwritten_gradient_and_show_it() {
        let dims = Dims::new(3, 4, 5).unwrap();
        let (parameters, samples) = (Parameters::<f64>::draw(dims, 1), Samples::draw(dims, 6, 1));
        let mut bars = Parameters::zeros(dims);
        let loss =
            gradient::value_and_grad_into(Rule::Handwritten, &parameters, &samples, 1, &mut bars);
        let reference = Reference::from_gradient(loss, &bars);
        let mut rows = compare::<f32>(&parameters, &samples, &reference, 1, 1);
        rows.extend(compare::<f64>(&parameters, &samples, &reference, 2, 2));
        assert!(rows.iter().all(Row::agrees), "{rows:?}");
        assert_eq!(comparison_table(&rows).lines().count(), 3 + 6 + 1);
        rows[1].errors = Some([0.0, f64::NAN, 0.0, 0.0]);
        assert!(!rows[1].agrees());
    }
}
