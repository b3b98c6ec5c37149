//! Gradients of the macro against others.

use super::work;
use crate::report::agreement::{Row, STEP, agreement_table, difference, sign};
use crate::report::measure;
use crate::report::page::Part;
use crate::run::srbm::Prepared;
use crate::srbm::objective::pullback;
use crate::srbm::{Batch, Model, Objective, ObjectiveError, Samples, SelfCoupling, Workspace};

/// Multiplications and additions, roughly, that are spent on one gradient.
const OF_GRADIENTS: usize = 1 << 24;

/// Gradients in as many parameters, or along as many directions.
const DIRECTIONS: usize = 256;
const FEW: usize = 8;

/// Gradients of the macro, by hand and by differences.
pub(super) fn compare(
    prepared: &Prepared,
    fitted: &Model<f64>,
) -> Result<(Vec<Row>, Vec<Part>), ObjectiveError> {
    let regulariser = Default::default();
    let objective = Objective { regulariser, ..prepared.settings.training.objective };
    // At the fit itself the gradient is almost nothing, and differences see rounding alone.
    let mut model = fitted.clone();
    model.as_flat_mut().iter_mut().for_each(|x| *x *= 0.5);
    let all: &Samples = prepared.training.samples();
    let m = (OF_GRADIENTS / work(&model)).clamp(8, 256).min(all.n_samples());
    let n = all.n_sites();
    let weights = prepared.training.batch().weights.map(|weights| &weights[..m]);
    let weights = weights.filter(|weights| weights.iter().any(|w| *w > 0.0));
    let batch = Batch { states: &all.states()[..m * n], weights };
    let mut workspace = Workspace::new(&model, m);
    let [mut fast, mut plain, mut by_hand] =
        [model.zeros_like(), model.zeros_like(), model.zeros_like()];
    workspace.loss_and_grad_into(&objective, &model, batch, &mut fast)?;
    let gradient = fast.as_flat().to_vec();
    let in_each = gradient.len() <= DIRECTIONS;
    let n_directions = if in_each { gradient.len() } else { FEW };
    let own = model.self_coupling().is_none() && objective.self_coupling == SelfCoupling::Forbid;
    // Forbidden self-couplings stay zero, so no direction leads there.
    let free: Vec<f64> = {
        let mut ones = model.zeros_like();
        ones.as_flat_mut().fill(1.0);
        if own {
            ones.drop_self_couplings();
        }
        ones.as_flat().to_vec()
    };
    let along = |k: usize, at: usize| match in_each {
        true => f64::from(u8::from(at == k)) * free[at],
        false => sign(k, at) * free[at],
    };
    let mut differences = || -> Vec<f64> {
        let mut moved = model.clone();
        let mut loss_at = |k: usize, step: f64| {
            let from = model.as_flat().iter().enumerate();
            for (to, (at, x)) in moved.as_flat_mut().iter_mut().zip(from) {
                *to = x + step * along(k, at);
            }
            let loss = workspace.loss(&objective, &moved, batch);
            loss.expect("the samples suited the model before")
        };
        let slope = |k| (loss_at(k, STEP) - loss_at(k, -STEP)) / (2.0 * STEP);
        (0..n_directions).map(slope).collect()
    };
    let expected: Vec<f64> = (0..n_directions)
        .map(|k| gradient.iter().enumerate().map(|(at, g)| g * along(k, at)).sum())
        .collect();
    let found = differences();
    objective.plain(&model, batch, Some(&mut plain))?;
    pullback::loss_and_grad_into(&objective, &model, batch, &mut by_hand)?;
    let errors = [
        0.0,
        difference(plain.as_flat(), &gradient),
        difference(by_hand.as_flat(), &gradient),
        difference(&found, &expected),
    ];
    let mut of_workspace = Workspace::new(&model, m);
    let suited = "the samples suited the model before";
    let costs = measure(
        &mut [
            &mut || {
                _ = of_workspace
                    .loss_and_grad_into(&objective, &model, batch, &mut fast)
                    .expect(suited);
            },
            &mut || {
                _ = objective.plain(&model, batch, Some(&mut plain)).expect(suited);
            },
            &mut || {
                _ = pullback::loss_and_grad_into(&objective, &model, batch, &mut by_hand)
                    .expect(suited);
            },
            &mut || drop(std::hint::black_box(differences())),
        ],
        3,
    );
    let of_differences = match in_each {
        true => "central differences",
        false => "central differences, 8 directions",
    };
    let names = ["macro, in lanes", "macro, of the plain loss", "by hand", of_differences];
    let tolerances = [0.0, 1e-9, 1e-9, 1e-5];
    let rows = names.into_iter().zip(errors).zip(tolerances).zip(costs);
    let rows: Vec<Row> = rows
        .map(|(((what, error), tolerance), cost)| Row { what, error, tolerance, cost })
        .collect();
    let caption = format!(
        "Gradients of the loss in {} parameters over the first {m} samples, f64",
        gradient.len()
    );
    let text = "At half the fitted parameters, without the regulariser; differences have a step of 1e-5. Fits use the \
        form in lanes, whose memory is taken before.";
    let table = agreement_table(&caption, &rows);
    Ok((rows, vec![table, Part::Text(text.into())]))
}
