//! Every task in both widths against the reference in `f64`, over many shapes.

use crate::draw::{Arrays, Drawn, Scales};
use crate::table::Table;
use cotangent_kernels::device::{Device, Float, SrbmDevice};
use cotangent_kernels::error::DeviceError;
use cotangent_kernels::{Loss, SelfCoupling, Settings, Sizes, reference};
use serde_json::{Value, json};

/// A model to check, and how.
struct Case {
    name: &'static str,
    /// P, q, N and M.
    shape: (usize, usize, usize, usize),
    scales: Scales,
    weighted: bool,
    settings: Settings,
    /// Whether gradients in `f32` are held to 1e-6 whatever the energy changes are.
    strict: bool,
}

/// What was compared.
const CHECKS: [&str; 11] =
    ["loss", "h", "J", "W", "b", "again", "tangent", "ΔE", "batch", "null", "naive"];

/// Errors of one case in one width: how far off, and how far off it may be.
struct Row {
    name: &'static str,
    shape: (usize, usize, usize, usize),
    width: &'static str,
    /// In the order of [`CHECKS`]; `None` where it does not apply.
    errors: [Option<(f64, f64)>; CHECKS.len()],
    /// What went wrong, if something did beside the numbers.
    failure: Option<DeviceError>,
}

impl Row {
    fn passed(&self) -> bool {
        // A NaN fails.
        self.failure.is_none() && self.errors.iter().flatten().all(|(found, most)| found <= most)
    }
}

/// All rows.
pub(crate) struct Checks(Vec<Row>);

impl Checks {
    pub(crate) fn passed(&self) -> bool {
        self.0.iter().all(Row::passed)
    }

    pub(crate) fn verdict(&self) -> String {
        let n_errors = self.0.iter().flat_map(|row| row.errors.iter().flatten()).count();
        let failed = self.0.iter().filter(|row| !row.passed()).count();
        if failed == 0 {
            format!("All {n_errors} comparisons passed.")
        } else {
            format!(
                "{failed} of {} rows failed: see the cells with an exclamation mark.",
                self.0.len()
            )
        }
    }

    pub(crate) fn table(&self) -> String {
        let mut heading = ["P, q, N, M", "", "width"].to_vec();
        heading.extend(CHECKS);
        heading.push("allowed");
        let heading: [&str; CHECKS.len() + 4] = heading.try_into().expect("as many as there are");
        let mut table = Table::new(heading);
        for row in &self.0 {
            let (p, q, n, m) = row.shape;
            let mut cells = vec![format!("{p}, {q}, {n}, {m}"), row.name.into(), row.width.into()];
            cells.extend(row.errors.iter().map(|error| match error {
                Some((found, most)) if found <= most => format!("{found:.1e}"),
                Some((found, _)) => format!("{found:.1e} !"),
                None => "·".to_owned(),
            }));
            // That of gradients.
            let allowed = row.errors[1..5].iter().flatten().map(|(_, most)| *most);
            cells.push(format!("{:.1e}", allowed.fold(0.0, f64::max)));
            table.row::<{ CHECKS.len() + 4 }>(cells.try_into().expect("as many as there are"));
        }
        let mut text = format!(
            "Differences from the reference in `f64`: of the loss (beside 1), of gradients and energy changes \
             (the largest, beside the largest entry), of derivatives along a tangent (beside the sum of their \
             terms' absolute values), of the loss of a batch and of the null model, and of loss and gradient by \
             the naive kernel; how many entries of the gradient differ when it is evaluated again. What is allowed is for gradients; the naive kernel may be off by ten times that.\n\n\
             {table}"
        );
        for row in &self.0 {
            if let Some(failure) = &row.failure {
                text += &format!("\n{:?}, {}, {}: {failure}\n", row.shape, row.name, row.width);
            }
        }
        text
    }

    pub(crate) fn json(&self) -> Value {
        let rows = self.0.iter().map(|row| {
            let errors = CHECKS.iter().zip(&row.errors);
            let errors = errors.filter_map(|(name, error)| error.map(|error| (name, error)));
            let errors: serde_json::Map<String, Value> = errors
                .map(|(name, (found, allowed))| {
                    ((*name).to_owned(), json!({ "found": found, "allowed": allowed }))
                })
                .collect();
            json!({
                "name": row.name,
                "shape": row.shape,
                "width": row.width,
                "errors": errors,
                "failure": row.failure.as_ref().map(ToString::to_string),
                "passed": row.passed(),
            })
        });
        rows.collect()
    }
}

/// Scales of parameters whose energy changes are of size 1 to 10.
const MILD: Scales = [1.0, 0.3, 0.5, 1.0];
/// Weights as small as those of fitted models.
const FITTED: Scales = [1.0, 0.3, 0.1, 1.0];
/// Weights × 20, so that a site's factors can overflow and it takes the direct form.
const FAR: Scales = [1.0, 0.3, 10.0, 1.0];
/// As in the published comparison: all parameters are unit normals.
const PUBLISHED: Scales = [1.0; 4];

fn cases(quick: bool) -> Vec<Case> {
    let ratio = |beta| Loss::RatioMatching { beta };
    let (one, pseudo) = (ratio(1.0), Loss::Pseudolikelihood);
    let (exact, linear) = (SelfCoupling::Exact, SelfCoupling::Linearised);
    let case = |name, shape, scales, weighted, loss, self_coupling, at_a_time| Case {
        name,
        shape,
        scales,
        weighted,
        settings: Settings {
            loss,
            self_coupling,
            samples_at_a_time: at_a_time,
            forward_mode: true,
            naive: true,
        },
        strict: false,
    };
    let all = 4096;
    let mut cases = vec![
        case("two states", (3, 2, 4, 37), MILD, false, one, linear, all),
        case("one site", (3, 4, 1, 9), MILD, false, one, exact, all),
        case("one site, two states, one sample", (1, 2, 1, 1), MILD, false, pseudo, exact, all),
        case("no hidden units", (0, 5, 6, 41), MILD, false, one, linear, all),
        case("no hidden units, weighted", (0, 21, 3, 65), MILD, true, pseudo, exact, all),
        case("more units than a group", (11, 5, 3, 33), MILD, true, ratio(0.3), exact, all),
        case("more states than a thread holds", (10, 8, 4, 129), MILD, false, one, linear, all),
        case("more units than a block", (70, 3, 2, 65), MILD, false, pseudo, linear, all),
        case("all states of a byte", (3, 256, 2, 300), MILD, true, one, exact, all),
        case("weights × 20", (7, 4, 3, 31), FAR, false, one, linear, all),
        case("weights × 20, weighted", (13, 7, 5, 257), FAR, true, ratio(0.5), exact, all),
        case("weights × 20, pseudolikelihood", (5, 2, 9, 50), FAR, false, pseudo, linear, all),
        case("chunks", (12, 5, 4, 700), MILD, true, one, exact, 100),
        case("chunks, pseudolikelihood", (9, 3, 7, 1025), MILD, false, pseudo, linear, 256),
        case("chunks, weights × 20", (6, 9, 5, 513), FAR, true, pseudo, exact, 128),
        case("β = 2.5", (6, 21, 11, 100), MILD, false, ratio(2.5), linear, all),
    ];
    if !quick {
        let size = (50, 21, 59, 256);
        let reference = case("reference size", size, MILD, false, one, linear, all);
        cases.extend([
            Case { strict: true, ..reference },
            case("reference size, small weights", size, FITTED, false, one, linear, all),
            case("reference size, published", size, PUBLISHED, false, one, linear, all),
            case("reference size, weighted", (50, 21, 59, 100), MILD, true, pseudo, exact, 64),
            case("long", (20, 4, 301, 67), [1.0, 0.1, 0.2, 1.0], true, one, exact, all),
        ]);
    }
    cases
}

/// Checks all cases, and says on the way which one it is at.
pub(crate) fn check(device: &Device, quick: bool) -> Checks {
    let mut rows = Vec::new();
    for (i, case) in cases(quick).iter().enumerate() {
        eprintln!("checking {:?}: {}", case.shape, case.name);
        let (n_hidden, n_states, n_sites, n_samples) = case.shape;
        let sizes = Sizes { n_sites, n_states, n_hidden };
        let drawn = Drawn::new(sizes, n_samples, case.scales, case.weighted, i as u64);
        let expected = Expected::new(&drawn, case.settings);
        rows.push(row::<f32>(device, case, &drawn, &expected, "f32"));
        rows.push(row::<f64>(device, case, &drawn, &expected, "f64"));
    }
    Checks(rows)
}

/// What the reference gives.
struct Expected {
    loss: f64,
    gradient: Arrays<f64>,
    /// The derivative along the tangent, and the sum of its terms' absolute values.
    along: (f64, f64),
    changes: Vec<f64>,
    picked: Vec<u32>,
    of_batch: f64,
}

impl Expected {
    fn new(drawn: &Drawn, settings: Settings) -> Self {
        let Drawn { sizes, parameters: Arrays([h, j, w, b]), states, weights, .. } = drawn;
        let (n, coupling, kind) = (sizes.n_sites, settings.self_coupling, settings.loss);
        let n_samples = drawn.n_samples();
        let weights = weights.clone().unwrap_or_else(|| vec![1.0; n_samples]);
        let (loss, (h_bar, j_bar, w_bar, b_bar)) =
            reference::loss::value_and_grad(h, j, w, b, states, &weights, *sizes, coupling, kind);
        let gradient = Arrays([h_bar, j_bar, w_bar, b_bar]);
        let terms = gradient.0.iter().zip(&drawn.tangent.0);
        let terms = terms.flat_map(|(bars, dots)| bars.iter().zip(dots).map(|(x, y)| x * y));
        let along = terms.fold((0.0, 0.0), |(sum, of_sizes): (f64, f64), term| {
            (sum + term, of_sizes + term.abs())
        });
        let changes = states
            .chunks_exact(n)
            .flat_map(|sample| reference::delta_energy(h, j, w, b, sample, *sizes, coupling))
            .collect();
        // About half of the samples, in another order, some of them twice.
        let n_picked = n_samples.div_ceil(2);
        let picked: Vec<u32> = (0..n_picked).map(|i| (i * i * 7 % n_samples) as u32).collect();
        let of_picked: Vec<u8> =
            picked.iter().flat_map(|&m| states[m as usize * n..][..n].iter().copied()).collect();
        let weights: Vec<f64> = picked.iter().map(|&m| weights[m as usize]).collect();
        let of_batch = reference::loss(h, j, w, b, &of_picked, &weights, *sizes, coupling, kind);
        Self { loss, gradient, along, changes, picked, of_batch }
    }
}

/// The larger of two errors; unlike `max` it does not pass over a NaN.
fn worse(x: f64, y: f64) -> f64 {
    if x.is_nan() || x > y { x } else { y }
}

/// The largest difference beside the largest entry, which counts as `least` at least.
fn error<T: Float>(found: &[T], expected: &[f64], least: f64) -> f64 {
    assert_eq!(found.len(), expected.len());
    let largest = expected.iter().fold(least, |largest, x| largest.max(x.abs()));
    let differences = found.iter().zip(expected).map(|(x, y)| (x.value() - y).abs());
    let worst = differences.fold(0.0, worse);
    if worst == 0.0 { 0.0 } else { worst / largest }
}

fn row<T: Float>(
    device: &Device,
    case: &Case,
    drawn: &Drawn,
    expected: &Expected,
    width: &'static str,
) -> Row {
    let mut errors = [None; CHECKS.len()];
    let failure = compare::<T>(device, case, drawn, expected, &mut errors).err();
    Row { name: case.name, shape: case.shape, width, errors, failure }
}

fn compare<T: Float>(
    device: &Device,
    case: &Case,
    drawn: &Drawn,
    expected: &Expected,
    errors: &mut [Option<(f64, f64)>; CHECKS.len()],
) -> Result<(), DeviceError> {
    let [loss, h, j, w, b, again, tangent, changes, batch, null, naive] = errors;
    // A gradient in `f32` is off by as much as the energy changes are, whose errors grow with their size, and the
    // more so the fewer samples there are to average over.
    let beta = match case.settings.loss {
        Loss::RatioMatching { beta } => beta,
        Loss::Pseudolikelihood => 1.0,
    };
    let size = beta * expected.changes.iter().fold(0.0_f64, |size, x| size.max(x.abs()));
    let (of_loss, most) = match size_of::<T>() {
        8 => (1e-12, 1e-12),
        _ if case.strict => (1e-6, 1e-6),
        _ => (1e-6, 3e-6 * (size / 10.0).max(1.0)),
    };

    let parameters = Arrays::<T>::of(&drawn.parameters);
    let mut opened =
        SrbmDevice::on(device, drawn.sizes, parameters.parameters(), drawn.data(), case.settings)?;
    let beside_one = |found: f64, expected: f64| (found - expected).abs() / expected.abs().max(1.0);
    *loss = Some((beside_one(opened.loss()?, expected.loss), of_loss));

    let mut gradient = Arrays::<T>::zeros(drawn.sizes);
    let found = opened.loss_and_grad_into(gradient.gradient())?;
    let beside_gradient = beside_one(found, expected.loss);
    *loss = loss.map(|(alone, most)| (worse(alone, beside_gradient), most));
    for ((cell, found), expected) in
        [h, j, w, b].into_iter().zip(&gradient.0).zip(&expected.gradient.0)
    {
        *cell = (!found.is_empty()).then(|| (error(found, expected, 0.0), most));
    }

    let mut repeated = Arrays::<T>::zeros(drawn.sizes);
    opened.loss_and_grad_into(repeated.gradient())?;
    let pairs = gradient.0.iter().flatten().zip(repeated.0.iter().flatten());
    let differ = pairs.filter(|(x, y)| x.value().to_bits() != y.value().to_bits()).count();
    *again = Some((differ as f64, 0.0));

    let direction = Arrays::<T>::of(&drawn.tangent);
    let (found, along) = opened.jvp(direction.parameters())?;
    let off = (along - expected.along.0).abs() / expected.along.1.max(f64::MIN_POSITIVE);
    *loss = loss.map(|(other, most)| (worse(other, beside_one(found, expected.loss)), most));
    *tangent = Some((off, most));

    let found = opened.delta_energy()?;
    *changes = Some((error(&found, &expected.changes, 1.0), of_loss));

    opened.minibatch(&expected.picked)?;
    let of_batch = beside_one(opened.loss()?, expected.of_batch);
    // And all samples again, as before.
    opened.all_samples();
    let of_batch = worse(of_batch, beside_one(opened.loss()?, expected.loss));
    *batch = Some((of_batch, of_loss));

    // Without parameters every flip is a coin toss.
    opened.update(Arrays::<T>::zeros(drawn.sizes).parameters())?;
    let of_null = match case.settings.loss {
        Loss::RatioMatching { .. } => 1.0,
        Loss::Pseudolikelihood => (drawn.sizes.n_states as f64).ln(),
    };
    *null = Some((beside_one(opened.loss()?, of_null), of_loss));
    opened.update(parameters.parameters())?;

    let has_naive = matches!(case.settings.loss, Loss::RatioMatching { .. })
        && case.settings.self_coupling == SelfCoupling::Linearised
        && !case.weighted
        && drawn.n_samples() <= case.settings.samples_at_a_time;
    if has_naive {
        let mut gradient = Arrays::<T>::zeros(drawn.sizes);
        let found = opened.naive_loss_and_grad_into(gradient.gradient())?;
        let errors = gradient.0.iter().zip(&expected.gradient.0);
        let errors = errors.map(|(found, expected)| error(found, expected, 0.0));
        let worst = errors.fold(beside_one(found, expected.loss), worse);
        // Its sums over samples are in the float type, and in any order.
        *naive = Some((worst, 10.0 * most));
    }
    Ok(())
}
