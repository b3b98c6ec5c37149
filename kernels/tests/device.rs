//! What a device answers to mistakes, on any machine; and, where there is a device, whether it computes what the
//! reference does. Without one these tests say that they skipped it.

use cotangent_kernels::device::{Data, Device, Float, Gradient, Parameters, SrbmDevice};
use cotangent_kernels::error::DeviceError;
use cotangent_kernels::frame::Frame;
use cotangent_kernels::{Loss, SelfCoupling, Settings, Sizes, ptx, reference};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A model and samples that are all right.
#[derive(Clone)]
struct Case<T> {
    sizes: Sizes,
    h: Vec<T>,
    j: Vec<T>,
    w: Vec<T>,
    b: Vec<T>,
    states: Vec<u8>,
    weights: Option<Vec<f64>>,
    settings: Settings,
}

const SIZES: Sizes = Sizes { n_sites: 5, n_states: 3, n_hidden: 4 };

impl<T: Float> Case<T> {
    fn draw(sizes: Sizes, n_samples: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let r = sizes.n_sites * sizes.n_states;
        let mut draw = |len: usize| -> Vec<T> {
            (0..len).map(|_| T::of(rng.random_range(-1.0_f32..1.0).into())).collect()
        };
        let (h, j) = (draw(r), draw(r * r));
        let (w, b) = (draw(r * sizes.n_hidden), draw(sizes.n_hidden));
        let states = (0..n_samples * sizes.n_sites)
            .map(|_| rng.random_range(0..sizes.n_states) as u8)
            .collect();
        Self { sizes, h, j, w, b, states, weights: None, settings: Settings::default() }
    }

    fn parameters(&self) -> Parameters<'_, T> {
        Parameters { h: &self.h, j: &self.j, w: &self.w, b: &self.b }
    }

    fn data(&self) -> Data<'_> {
        Data { states: &self.states, weights: self.weights.as_deref() }
    }

    fn open(&self) -> Result<SrbmDevice<T>, DeviceError> {
        SrbmDevice::new(self.sizes, self.parameters(), self.data(), self.settings)
    }

    /// The error, which comes before the driver is asked for anything.
    fn mistake(&self) -> DeviceError {
        match self.open() {
            Err(DeviceError::NoDriver | DeviceError::NoDevice { .. }) | Ok(_) => {
                panic!("no mistake was found")
            }
            Err(error) => error,
        }
    }
}

/// The opened device, or `None` where there is none.
fn opened<T>(device: Result<T, DeviceError>) -> Option<T> {
    match device {
        Ok(device) => Some(device),
        Err(
            error @ (DeviceError::NoDriver
            | DeviceError::NoDevice { .. }
            | DeviceError::OldDriver { .. }
            | DeviceError::TooOld { .. }),
        ) => {
            println!("skipped: {error}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

fn mistake(change: impl FnOnce(&mut Case<f32>)) -> DeviceError {
    let mut case = Case::draw(SIZES, 7);
    change(&mut case);
    case.mistake()
}

#[test]
fn sizes_that_no_model_has() {
    let size = |name, expected, found| DeviceError::Size { name, expected, found };
    let sizes = |sizes| mistake(|case| case.sizes = sizes);
    assert_eq!(sizes(Sizes { n_sites: 0, ..SIZES }), size("N", "at least 1", 0));
    assert_eq!(sizes(Sizes { n_states: 1, ..SIZES }), size("q", "from 2 to 256", 1));
    assert_eq!(sizes(Sizes { n_states: 257, ..SIZES }), size("q", "from 2 to 256", 257));
    assert_eq!(mistake(|case| case.states.clear()), size("M", "at least 1", 0));
    let none_at_a_time = mistake(|case| case.settings.samples_at_a_time = 0);
    assert_eq!(none_at_a_time, size("samples_at_a_time", "at least 1", 0));
}

#[test]
fn sizes_that_kernels_cannot_count() {
    let too_many = |sizes| match mistake(|case| case.sizes = sizes) {
        DeviceError::TooMany { what, found, most } => {
            assert!(found > most, "{found} {most}");
            what
        }
        error => panic!("{error}"),
    };
    assert_eq!(too_many(Sizes { n_sites: 65_536, ..SIZES }), "the sites N");
    assert_eq!(too_many(Sizes { n_sites: usize::MAX, ..SIZES }), "the sites N");
    let many_states = Sizes { n_sites: 60_000, n_states: 256, n_hidden: 0 };
    assert_eq!(too_many(many_states), "the states of all sites, N q,");
    assert_eq!(too_many(Sizes { n_hidden: usize::MAX, ..SIZES }), "the hidden units P");
    let many_weights = Sizes { n_sites: 8000, n_states: 256, n_hidden: 1_000_000 };
    assert_eq!(too_many(many_weights), "the weights W");
    // Each sample alone is small: what is held at a time is too much.
    let sizes = Sizes { n_sites: 1, n_states: 2, n_hidden: 1_000_000 };
    let found = mistake(|case| {
        case.sizes = sizes;
        case.states = vec![0; 300_000];
        case.settings.samples_at_a_time = 300_000;
    });
    let what = "the hidden units of samples at a time";
    assert!(matches!(found, DeviceError::TooMany { what: found, .. } if found == what), "{found}");
    let found = mistake(|case| {
        case.sizes = Sizes { n_sites: 1, n_states: 2, n_hidden: 0 };
        case.states = vec![0; 3_000_000];
        case.settings.samples_at_a_time = usize::MAX;
    });
    let what = "the samples at a time";
    assert!(matches!(found, DeviceError::TooMany { what: found, .. } if found == what), "{found}");
}

#[test]
fn arrays_of_another_length() {
    let length = |name, expected, found| DeviceError::Length { name, expected, found };
    assert_eq!(mistake(|case| case.h.truncate(3)), length("h", 15, 3));
    assert_eq!(mistake(|case| case.j.push(0.0)), length("J", 225, 226));
    assert_eq!(mistake(|case| case.w.clear()), length("W", 60, 0));
    assert_eq!(mistake(|case| case.b.push(0.0)), length("b", 4, 5));
    assert_eq!(mistake(|case| case.states.truncate(33)), length("states", 35, 33));
    assert_eq!(mistake(|case| case.weights = Some(vec![1.0; 6])), length("weights", 7, 6));
}

#[test]
fn states_that_do_not_exist() {
    let found = mistake(|case| case.states[5 * 2 + 4] = 3);
    assert_eq!(found, DeviceError::State { sample: 2, site: 4, found: 3, last: 2 });
}

#[test]
fn parameters_that_are_not_finite() {
    let not = |name, index| DeviceError::NotFinite { name, index };
    assert_eq!(mistake(|case| case.h[14] = f32::NAN), not("h", 14));
    assert_eq!(mistake(|case| case.j[7] = f32::INFINITY), not("J", 7));
    assert_eq!(mistake(|case| case.w[0] = f32::NEG_INFINITY), not("W", 0));
    assert_eq!(mistake(|case| case.b[3] = f32::NAN), not("b", 3));
}

#[test]
fn scales_that_give_no_loss() {
    // The last two are finite, but 0 and infinite as `f32`.
    for beta in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-60, 1e60] {
        let found = mistake(|case| case.settings.loss = Loss::RatioMatching { beta });
        assert!(matches!(found, DeviceError::Scale { .. }), "{beta}: {found}");
    }
}

#[test]
fn weights_that_give_no_mean() {
    for bad in [-1.0, f64::NAN, f64::INFINITY, 1e60] {
        let found = mistake(|case| {
            case.weights = Some(vec![1.0, 0.0, bad, 1.0, 1.0, 1.0, 1.0]);
        });
        assert!(matches!(found, DeviceError::Weight { sample: 2, .. }), "{bad}: {found}");
    }
    let found = mistake(|case| case.weights = Some(vec![0.0; 7]));
    assert_eq!(found, DeviceError::NoWeight);
}

#[test]
fn errors_say_what_came_and_what_was_expected() {
    let found = mistake(|case| case.states[0] = 9).to_string();
    assert_eq!(found, "sample 0 has site 0 in state 9, but states run from 0 to 2");
    let old = DeviceError::OldDriver { found: 10_020, needed: 11_040 };
    assert_eq!(old.to_string(), "the driver is of CUDA 10.2, but at least 11.4 is needed");
    let old = DeviceError::TooOld { capability: 61 };
    assert_eq!(old.to_string(), "the device has compute capability 6.1, but kernels need 7.0");
}

#[test]
fn a_device_that_does_not_exist() {
    match Device::open(1_000_000) {
        Err(DeviceError::NoDriver) => println!("there is no driver"),
        Err(DeviceError::NoDevice { ordinal: 1_000_000, found }) => {
            println!("there are {found} devices");
        }
        other => panic!("{other:?}"),
    }
}

/// The kernels' parameter, in bytes, is what `Frame` is here.
#[test]
fn frames_have_the_size_of_the_kernels_parameter() {
    for kernels in ptx::ALL {
        let entries = kernels.text.matches(".visible .entry ").count();
        let parameter = format!("_param_0[{}]\n", size_of::<Frame>());
        assert!(entries > 0);
        assert_eq!(kernels.text.matches(&parameter).count(), entries, "sm_{}", kernels.capability);
    }
}

/// The names that a device looks up.
#[test]
fn all_kernels_are_there_for_each_device_in_both_widths() {
    for kernels in ptx::ALL {
        for name in cotangent_kernels::plan::KERNELS {
            for suffix in [f32::SUFFIX, f64::SUFFIX] {
                let entry = format!(".visible .entry {name}{suffix}(");
                assert!(kernels.text.contains(&entry), "sm_{}: {entry}", kernels.capability);
            }
        }
    }
}

/// Largest difference, relative to the largest entry.
fn error<T: Float>(found: &[T], expected: &[f64]) -> f64 {
    let largest = expected.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    let pairs = found.iter().zip(expected);
    let error = pairs.map(|(x, y)| (x.value() - y).abs()).fold(0.0_f64, f64::max);
    if error == 0.0 { 0.0 } else { error / largest }
}

fn agrees_with_the_reference<T: Float>(tolerance: f64) {
    let mut case = Case::<T>::draw(SIZES, 300);
    case.weights = Some((0..300).map(|m| f64::from(m % 3) + 0.5).collect());
    case.settings = Settings {
        loss: Loss::RatioMatching { beta: 0.7 },
        self_coupling: SelfCoupling::Exact,
        samples_at_a_time: 128,
        forward_mode: true,
        naive: false,
    };
    let Some(mut device) = opened(case.open()) else { return };
    let values = |x: &[T]| -> Vec<f64> { x.iter().map(|x| x.value()).collect() };
    let [h, j, w, b] = [&case.h, &case.j, &case.w, &case.b].map(|x| values(x));
    let weights = case.weights.clone().expect("set above");
    let (expected, (h_bar, j_bar, w_bar, b_bar)) = reference::loss::value_and_grad(
        &h,
        &j,
        &w,
        &b,
        &case.states,
        &weights,
        case.sizes,
        case.settings.self_coupling,
        case.settings.loss,
    );
    let mut found = case.clone();
    let Case { h, j, w, b, .. } = &mut found;
    let stale = device.read_gradient_into(Gradient { h, j, w, b });
    assert_eq!(stale, Err(DeviceError::NoGradient));
    let loss = device.loss_and_grad_into(Gradient { h, j, w, b }).expect("it evaluates");
    assert!((loss - expected).abs() < tolerance, "{loss} {expected}");
    for (found, expected) in [(h, h_bar), (j, j_bar), (w, w_bar), (b, b_bar)] {
        assert!(error(found, &expected) < tolerance, "{:e}", error(found, &expected));
    }
    assert!((device.loss().expect("it evaluates") - expected).abs() < tolerance);

    // The directional derivative along the gradient is its square.
    let (_, along) = device.jvp(found.parameters()).expect("it has forward mode");
    let squares = [&found.h, &found.j, &found.w, &found.b]
        .map(|x| x.iter().map(|x| x.value() * x.value()).sum::<f64>());
    let squares: f64 = squares.into_iter().sum();
    assert!((along - squares).abs() < 10.0 * tolerance * squares, "{along} {squares}");

    // A mistake changes nothing.
    let short = Parameters { h: &found.h[1..], ..found.parameters() };
    assert!(matches!(device.update(short), Err(DeviceError::Length { .. })));
    assert!(matches!(device.minibatch(&[300]), Err(DeviceError::Sample { .. })));
    let needs = device.naive_loss_and_grad_into(Gradient {
        h: &mut found.h,
        j: &mut found.j,
        w: &mut found.w,
        b: &mut found.b,
    });
    assert_eq!(needs, Err(DeviceError::Setting { setting: "naive" }));
    assert!((device.loss().expect("it evaluates") - expected).abs() < tolerance);

    // A batch of one sample is that sample.
    device.minibatch(&[17]).expect("it exists");
    let changes = device.delta_energy().expect("it evaluates");
    let [h, j, w, b] = [&case.h, &case.j, &case.w, &case.b].map(|x| values(x));
    let sample = &case.states[17 * 5..18 * 5];
    let coupling = case.settings.self_coupling;
    let expected = reference::delta_energy(&h, &j, &w, &b, sample, case.sizes, coupling);
    assert!(error(&changes, &expected) < tolerance);
}

#[test]
fn a_device_agrees_with_the_reference() {
    agrees_with_the_reference::<f32>(3e-6);
    agrees_with_the_reference::<f64>(1e-12);
}
