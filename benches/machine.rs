//! When and where something was measured, in words.

use std::process::Command;

use time::OffsetDateTime;

/// Today's date at Greenwich: day, month in words, year.
pub(crate) fn today() -> String {
    let date = OffsetDateTime::now_utc().date();
    format!("{} {} {}", date.day(), date.month(), date.year())
}

/// Cores, processor, memory, system, compiler.
pub(crate) fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let rustc = Command::new("rustc").arg("--version").output().ok();
    let rustc = rustc.and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    in_words(cores, &read("/proc/cpuinfo"), &read("/proc/meminfo"), &rustc)
}

/// The words for what the system's files say; what they do not say is left out.
fn in_words(cores: usize, processor: &str, memory: &str, rustc: &str) -> String {
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_string())
    };
    let flags = field(processor, "flags").unwrap_or_default();
    let has = |flag: &str| flags.split(' ').any(|f| f == flag);
    let model = field(processor, "model name").unwrap_or_else(|| std::env::consts::ARCH.into());
    let plural = if cores == 1 { "" } else { "s" };
    let mut words = format!("{cores} core{plural} ({model}");
    match () {
        () if has("avx512f") => words.push_str(", AVX-512)"),
        () if has("avx2") => words.push_str(", AVX2)"),
        () => words.push(')'),
    }
    if has("hypervisor") {
        words.push_str(" of a virtual machine");
    }
    let kilobytes = field(memory, "MemTotal").and_then(|text| text.split(' ').next()?.parse().ok());
    if let Some(kilobytes) = kilobytes {
        let kilobytes: f64 = kilobytes;
        words.push_str(&format!(", {:.0} GiB of memory", kilobytes / f64::from(1 << 20)));
    }
    words.push_str(", ");
    words.push_str(if cfg!(target_os = "linux") { "Linux" } else { std::env::consts::OS });
    if let Some(version) = rustc.split(' ').nth(1) {
        words.push_str(&format!(", rustc {version}"));
    }
    let for_any = !cfg!(target_feature = "avx2");
    words.push_str(if for_any { ", built for any x86-64" } else { ", built for its own kind" });
    words
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_machine_is_described_by_what_is_known_of_it() {
        let processor = "processor\t: 0\nmodel name\t: Fast One\nflags\t\t: fpu avx2 hypervisor\n";
        let words = in_words(2, processor, "MemTotal:  16777216 kB\n", "rustc 1.95.0 (abc 2026)\n");
        assert!(
            words.starts_with("2 cores (Fast One, AVX2) of a virtual machine, 16 GiB of memory, ")
        );
        assert!(words.contains(", rustc 1.95.0, built for "));
        assert!(in_words(1, "", "", "").starts_with("1 core ("));
    }
}
