//! Checks all kernels on a CUDA device against the reference on the CPU, and measures them.
//!
//! ```text
//! cargo run --release -p cotangent-kernels --example check_device [-- --quick] [--json FILE] [--write]
//! ```
//!
//! It answers 0 if every check passed, 1 if one failed, and 3 where there is no device to check.

mod draw;
mod floors;
mod gemm;
mod measure;
mod parity;
mod table;

use clap::Parser;
use cotangent_kernels::device::{Card, Device};
use cotangent_kernels::error::DeviceError;
use cotangent_kernels::ptx;
use serde_json::json;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use table::Table;

/// Checks the SRBM kernels on a CUDA device and measures them.
#[derive(Parser)]
struct Options {
    /// Fewer shapes, fewer and smaller measurements.
    #[arg(long)]
    quick: bool,
    /// Check only, and measure nothing.
    #[arg(long)]
    no_measure: bool,
    /// The device's number.
    #[arg(long, default_value_t = 0)]
    device: usize,
    /// Also write all numbers to this file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the tables to kernels/RESULTS.md, if every check passed.
    #[arg(long)]
    write: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let device = match Device::open(options.device) {
        Ok(device) => device,
        Err(error) => {
            eprintln!("{error}");
            let none = matches!(
                error,
                DeviceError::NoDriver
                    | DeviceError::NoDevice { .. }
                    | DeviceError::OldDriver { .. }
                    | DeviceError::TooOld { .. }
            );
            return ExitCode::from(if none { 3 } else { 1 });
        }
    };
    match run(&options, &device) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every check passed.
fn run(options: &Options, device: &Device) -> io::Result<bool> {
    let card = device.card();
    let head = heading(card);
    println!("{head}");
    let checks = parity::check(device, options.quick);
    let verdict = checks.verdict();
    println!("{}\n{verdict}\n", checks.table());
    let measured = (!options.no_measure).then(|| measure::all(device, options.quick));
    if let Some(measured) = &measured {
        println!("{}", measured.report());
    }
    if let Some(path) = &options.json {
        let value = json!({
            "date": today(),
            "card": card_json(card),
            "checks": checks.json(),
            "measured": measured.as_ref().map(measure::Measured::json),
        });
        write_whole(path, &format!("{value:#}\n"))?;
    }
    if options.write && !checks.passed() {
        eprintln!("RESULTS.md is left as it was, since checks failed");
    } else if options.write {
        let report = measured.as_ref().map(measure::Measured::report).unwrap_or_default();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("RESULTS.md");
        let text = format!("{head}\n## Checks\n\n{}\n{verdict}\n\n{report}", checks.table());
        write_whole(&path, &format!("{}\n", text.trim_end()))?;
        println!("wrote {}", path.display());
    }
    Ok(checks.passed())
}

/// Date, card and kernels.
fn heading(card: &Card) -> String {
    let used = ptx::newest_for(card.capability / 10, card.capability % 10);
    let sources = used.and_then(|ptx| ptx.text.lines().next()).unwrap_or_default();
    let sources = sources.trim_start_matches("// sources: ");
    let mut table = Table::new(["", ""]);
    let mut row = |name: &str, value: String| table.row([name.to_owned(), value]);
    row("date", today());
    row("card", card.name.clone());
    row("compute capability", format!("{}.{}", card.capability / 10, card.capability % 10));
    row("driver", format!("CUDA {}.{}", card.driver / 1000, card.driver % 1000 / 10));
    row("multiprocessors", format!("{} at {:.0} MHz", card.n_multiprocessors, card.clock * 1e-6));
    row(
        "memory",
        format!(
            "{:.0} GiB, {} bits at {:.0} MHz, {:.2} TB/s",
            card.memory_bytes as f64 / f64::from(1 << 30),
            card.memory_bus,
            card.memory_clock * 1e-6,
            card.memory_rate() * 1e-12
        ),
    );
    row("level-2 cache", format!("{:.0} MiB", card.l2_bytes as f64 / f64::from(1 << 20)));
    row(
        "kernels",
        format!("sm_{}, of sources {sources:.16}", used.map_or(0, |ptx| ptx.capability)),
    );
    format!(
        "# Kernels on a device\n\nMade by `cargo run --release -p cotangent-kernels --example check_device -- --write`.\n\n{table}"
    )
}

fn card_json(card: &Card) -> serde_json::Value {
    json!({
        "name": card.name,
        "capability": card.capability,
        "driver": card.driver,
        "multiprocessors": card.n_multiprocessors,
        "clock_hz": card.clock,
        "memory_clock_hz": card.memory_clock,
        "memory_bus_bits": card.memory_bus,
        "memory_bytes": card.memory_bytes,
        "l2_bytes": card.l2_bytes,
    })
}

/// Writes a file whole or not at all.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", std::process::id()));
    let beside = path.with_file_name(name);
    let written = fs::File::create(&beside)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Year, month and day in UTC.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    // Days since 1 March of year 0; eras of 400 years have equally many (H. Hinnant, "chrono-compatible
    // low-level date algorithms").
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = 400 * era + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
