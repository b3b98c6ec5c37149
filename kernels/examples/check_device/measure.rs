//! Times of all tasks at the reference size, beside the card's floors.

use crate::draw::{Arrays, Drawn};
use crate::floors::{self, Floors};
use crate::gemm;
use crate::table::{Table, time};
use cotangent_kernels::device::{Device, Float, KernelTime, SrbmDevice, Timed};
use cotangent_kernels::error::DeviceError;
use cotangent_kernels::plan::Task;
use cotangent_kernels::{SelfCoupling, Settings, Sizes};
use serde_json::{Value, json};

/// The size of the published comparison.
const SIZES: Sizes = Sizes { n_sites: 59, n_states: 21, n_hidden: 50 };
/// Seconds that the repeats of one measurement take, about.
const SECONDS: f64 = 0.4;

/// Tasks, by the names that they have in tables.
const TASKS: [(&str, Timed); 5] = [
    ("loss", Timed::Evaluation(Task::Loss)),
    ("loss and gradient", Timed::Evaluation(Task::Gradient)),
    ("loss and tangent", Timed::Evaluation(Task::Tangent)),
    ("energy changes", Timed::DeltaEnergy),
    ("naive loss and gradient", Timed::Evaluation(Task::Naive)),
];

/// Time of a task.
struct Line {
    n_samples: usize,
    task: &'static str,
    width: &'static str,
    /// Median and minimum of this many, in seconds, or why there is none.
    times: Result<(f64, f64, usize), String>,
    floors: Option<Floors>,
}

/// Times of the kernels of an evaluation.
struct Kernels {
    n_samples: usize,
    task: &'static str,
    times: Result<Vec<KernelTime>, String>,
}

/// Couplings by gathers, fields and their reverse, and by matrix products.
struct Couplings {
    n_samples: usize,
    gathers: Option<[f64; 2]>,
    products: Result<[f64; 2], String>,
}

/// The gradient's time by how many samples are evaluated at a time.
struct AtATime {
    n_samples: usize,
    at_a_time: usize,
    bytes: usize,
    seconds: Result<f64, String>,
}

/// All measurements.
pub(crate) struct Measured {
    lines: Vec<Line>,
    kernels: Vec<Kernels>,
    couplings: Vec<Couplings>,
    at_a_time: Vec<AtATime>,
}

/// Linearised self-couplings, as in the published comparison and as the naive kernel needs them.
fn settings(at_a_time: usize) -> Settings {
    Settings {
        self_coupling: SelfCoupling::Linearised,
        samples_at_a_time: at_a_time,
        forward_mode: true,
        naive: true,
        ..Settings::default()
    }
}

/// Measures everything, and says on the way what it is at.
pub(crate) fn all(device: &Device, quick: bool) -> Measured {
    let sizes: &[usize] = if quick { &[256, 1024] } else { &[256, 1024, 4096, 16_384, 65_536] };
    let mut measured = Measured {
        lines: Vec::new(),
        kernels: Vec::new(),
        couplings: Vec::new(),
        at_a_time: Vec::new(),
    };
    for &n_samples in sizes {
        eprintln!("measuring M = {n_samples}");
        let drawn = Drawn::new(SIZES, n_samples, [0.1; 4], false, 1);
        measured.add::<f32>(device, &drawn, "f32");
        if n_samples == 256 {
            measured.add::<f64>(device, &drawn, "f64");
        }
        if !quick && n_samples == 65_536 {
            for at_a_time in [1024, 2048, 4096, 8192, 16_384] {
                measured.add_at_a_time(device, &drawn, at_a_time);
            }
        }
    }
    measured
}

fn open<T: Float>(
    device: &Device,
    drawn: &Drawn,
    at_a_time: usize,
) -> Result<SrbmDevice<T>, DeviceError> {
    let parameters = Arrays::<T>::of(&drawn.parameters);
    SrbmDevice::on(device, SIZES, parameters.parameters(), drawn.data(), settings(at_a_time))
}

/// Median and minimum of as many repeats as fit into the time there is.
fn repeated<T: Float>(
    opened: &mut SrbmDevice<T>,
    what: Timed,
) -> Result<(f64, f64, usize), DeviceError> {
    let pilot = median(opened.time(what, 3)?);
    let repeats = ((SECONDS / pilot.max(1e-6)) as usize).clamp(9, 400);
    let times = opened.time(what, repeats)?;
    let least = times.iter().copied().fold(f64::INFINITY, f64::min);
    Ok((median(times), least, repeats))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

impl Measured {
    fn add<T: Float>(&mut self, device: &Device, drawn: &Drawn, width: &'static str) {
        let n_samples = drawn.n_samples();
        let single = size_of::<T>() == 4;
        let mut opened = open::<T>(device, drawn, Settings::default().samples_at_a_time);
        for (task, what) in TASKS {
            // A device that failed is left as it is; its error stands in each line.
            let times = match &mut opened {
                Ok(opened) => repeated(opened, what).map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            let floors = match what {
                Timed::Evaluation(task) if single => {
                    Some(floors::of(device.card(), SIZES, n_samples, task))
                }
                _ => None,
            };
            self.lines.push(Line { n_samples, task, width, times, floors });
        }
        if !single {
            return;
        }
        let Ok(opened) = &mut opened else { return };
        let mut gathers = None;
        for (task, what) in TASKS {
            let wanted = matches!(what, Timed::Evaluation(Task::Gradient | Task::Tangent));
            let small = n_samples == 256;
            if !(wanted || small && matches!(what, Timed::Evaluation(Task::Naive))) {
                continue;
            }
            let times = opened.time_kernels(what, 9).map_err(|error| error.to_string());
            if let (Ok(times), Timed::Evaluation(Task::Gradient)) = (&times, what) {
                let of = |kernel| {
                    let time = times.iter().find(|time| time.kernel == kernel)?;
                    Some(time.seconds * time.n_launches as f64)
                };
                gathers = of("fields").zip(of("couplings_reverse")).map(|(x, y)| [x, y]);
            }
            self.kernels.push(Kernels { n_samples, task, times });
        }
        let products = gemm::time(device, drawn, 20);
        self.couplings.push(Couplings { n_samples, gathers, products });
    }

    fn add_at_a_time(&mut self, device: &Device, drawn: &Drawn, at_a_time: usize) {
        let opened = open::<f32>(device, drawn, at_a_time);
        let bytes = opened.as_ref().map_or(0, SrbmDevice::bytes);
        let seconds = opened
            .and_then(|mut opened| repeated(&mut opened, Timed::Evaluation(Task::Gradient)))
            .map(|(median, ..)| median)
            .map_err(|error| error.to_string());
        self.at_a_time.push(AtATime { n_samples: drawn.n_samples(), at_a_time, bytes, seconds });
    }

    /// All tables, in Markdown.
    pub(crate) fn report(&self) -> String {
        let Sizes { n_sites, n_states, n_hidden } = SIZES;
        format!(
            "## Times\n\nP, q, N = {n_hidden}, {n_states}, {n_sites}; ratio matching; each evaluation one CUDA \
             graph; medians of many, by events on the device, without copies. The floors are those of \
             operations and of memory (`examples/check_device/floors.rs` says what is counted).\n\n{}\n\
             ## Kernels\n\nThe first launch of each, repeated in a row.\n\n{}\n\
             ## Couplings by gathers and by matrix products\n\n{}\n{}",
            self.tasks_table(),
            self.kernels_table(),
            self.couplings_table(),
            self.at_a_time_table(),
        )
    }

    fn tasks_table(&self) -> Table {
        let mut table = Table::new([
            "M",
            "task",
            "width",
            "median",
            "least",
            "operations",
            "memory",
            "beside the larger",
        ]);
        for line in &self.lines {
            let (median, least) = match &line.times {
                Ok((median, least, _)) => (time(*median), time(*least)),
                Err(why) => (format!("not measured: {why}"), String::new()),
            };
            let floor =
                |floor: fn(Floors) -> f64| line.floors.map_or(String::new(), |f| time(floor(f)));
            let ratio = line.floors.zip(line.times.as_ref().ok());
            let ratio = ratio.map(|(floors, (median, ..))| median / floors.larger());
            table.row([
                line.n_samples.to_string(),
                line.task.to_owned(),
                line.width.to_owned(),
                median,
                least,
                floor(|floors| floors.arithmetic),
                floor(|floors| floors.memory),
                ratio.map_or(String::new(), |ratio| format!("{ratio:.1} ×")),
            ]);
        }
        table
    }

    fn kernels_table(&self) -> Table {
        let mut table = Table::new([
            "M",
            "of",
            "kernel",
            "launches",
            "each",
            "together",
            "share",
            "blocks",
            "threads",
            "registers",
            "local bytes",
        ]);
        for Kernels { n_samples, task, times } in &self.kernels {
            let (n_samples, task) = (n_samples.to_string(), (*task).to_owned());
            let times = match times {
                Ok(times) => times,
                Err(why) => {
                    let mut cells = [const { String::new() }; 11];
                    (cells[0], cells[1], cells[2]) =
                        (n_samples, task, format!("not measured: {why}"));
                    table.row(cells);
                    continue;
                }
            };
            let together = |t: &KernelTime| t.seconds * t.n_launches as f64;
            let total: f64 = times.iter().map(together).sum();
            for t in times {
                table.row([
                    n_samples.clone(),
                    task.clone(),
                    t.kernel.to_owned(),
                    t.n_launches.to_string(),
                    time(t.seconds),
                    time(together(t)),
                    format!("{:.0} %", 100.0 * together(t) / total),
                    format!("{} × {} × {}", t.grid.0, t.grid.1, t.grid.2),
                    t.threads.to_string(),
                    t.registers.to_string(),
                    t.local_bytes.to_string(),
                ]);
            }
        }
        table
    }

    fn couplings_table(&self) -> Table {
        let mut table =
            Table::new(["M", "K Z by gathers", "by cuBLAS", "Z Aᵀ by gathers", "by cuBLAS"]);
        for Couplings { n_samples, gathers, products } in &self.couplings {
            let gathers = gathers.map_or([String::from("?"), String::from("?")], |x| x.map(time));
            let products = match products {
                Ok(products) => products.map(time),
                Err(why) => [format!("not measured: {why}"), String::new()],
            };
            let ([forward, reverse], [by_forward, by_reverse]) = (gathers, products);
            table.row([n_samples.to_string(), forward, by_forward, reverse, by_reverse]);
        }
        table
    }

    fn at_a_time_table(&self) -> String {
        if self.at_a_time.is_empty() {
            return String::new();
        }
        let mut table = Table::new(["M", "at a time", "device memory", "loss and gradient"]);
        for line in &self.at_a_time {
            let seconds = match &line.seconds {
                Ok(seconds) => time(*seconds),
                Err(why) => format!("not measured: {why}"),
            };
            table.row([
                line.n_samples.to_string(),
                line.at_a_time.to_string(),
                format!("{:.0} MiB", line.bytes as f64 / f64::from(1 << 20)),
                seconds,
            ]);
        }
        format!("## Samples at a time\n\n{table}")
    }

    pub(crate) fn json(&self) -> Value {
        let lines = self.lines.iter().map(|line| {
            let times = line.times.as_ref().ok();
            json!({
                "M": line.n_samples,
                "task": line.task,
                "width": line.width,
                "median_s": times.map(|times| times.0),
                "least_s": times.map(|times| times.1),
                "repeats": times.map(|times| times.2),
                "error": line.times.as_ref().err(),
                "operations_floor_s": line.floors.map(|floors| floors.arithmetic),
                "memory_floor_s": line.floors.map(|floors| floors.memory),
            })
        });
        let kernels = self.kernels.iter().map(|kernels| {
            let times = kernels.times.iter().flatten().map(|t| {
                json!({
                    "kernel": t.kernel,
                    "launches": t.n_launches,
                    "seconds": t.seconds,
                    "grid": t.grid,
                    "threads": t.threads,
                    "registers": t.registers,
                    "local_bytes": t.local_bytes,
                })
            });
            json!({
                "M": kernels.n_samples,
                "task": kernels.task,
                "kernels": times.collect::<Value>(),
                "error": kernels.times.as_ref().err(),
            })
        });
        let couplings = self.couplings.iter().map(|line| {
            json!({
                "M": line.n_samples,
                "gathers_s": line.gathers,
                "products_s": line.products.as_ref().ok(),
                "error": line.products.as_ref().err(),
            })
        });
        let at_a_time = self.at_a_time.iter().map(|line| {
            json!({
                "M": line.n_samples,
                "samples_at_a_time": line.at_a_time,
                "bytes": line.bytes,
                "gradient_s": line.seconds.as_ref().ok(),
                "error": line.seconds.as_ref().err(),
            })
        });
        json!({
            "tasks": lines.collect::<Value>(),
            "kernels": kernels.collect::<Value>(),
            "couplings": couplings.collect::<Value>(),
            "at_a_time": at_a_time.collect::<Value>(),
        })
    }
}
