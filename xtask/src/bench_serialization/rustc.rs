//! How much memory did rustc need?
//!
//! Cargo is told to call this program in rustc's place. It calls rustc in turn and watches it.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, ExitCode};
use std::time::Duration;

use super::Result;

/// Names the file to which each call adds a line: the crate, and the peak in kilobytes.
const PEAKS: &str = "BENCH_SERIALIZATION_PEAKS";

/// Has `cargo` call this program in rustc's place.
pub(super) fn watch(cargo: &mut Command, peaks: &Path) -> Result<()> {
    cargo.env("RUSTC_WRAPPER", std::env::current_exe()?).env(PEAKS, peaks);
    Ok(())
}

/// The highest peak of a crate's calls, in megabytes, if the system tells.
pub(super) fn peak(peaks: &Path, crate_name: &str) -> Option<f64> {
    let lines = fs::read_to_string(peaks).ok()?;
    let peak = |line: &str| {
        let (name, kilobytes) = line.split_once(' ')?;
        (name == crate_name).then(|| kilobytes.parse::<f64>().ok())?
    };
    lines
        .lines()
        .filter_map(peak)
        .max_by(f64::total_cmp)
        .map(|kilobytes| kilobytes / 1024.0)
}

/// Does rustc's work when cargo has called this program in its place.
pub(crate) fn stand_in() -> Option<ExitCode> {
    let peaks = std::env::var_os(PEAKS)?;
    let mut arguments = std::env::args_os().skip(1);
    let rustc = arguments.next()?;
    let arguments: Vec<_> = arguments.collect();
    let crate_name = arguments
        .iter()
        .skip_while(|argument| *argument != "--crate-name")
        .nth(1);
    let crate_name = crate_name.map(|name| name.to_string_lossy().into_owned());
    let mut child = Command::new(rustc).args(arguments).spawn().ok()?;
    let mut highest = 0;
    let status = loop {
        highest = highest.max(peak_so_far(&child));
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(_) => return Some(ExitCode::FAILURE),
        }
    };
    if let (Some(name), Ok(mut file)) = (crate_name, OpenOptions::new().append(true).create(true).open(peaks)) {
        // Without the line there is no figure, which is no reason for rustc to fail.
        let _ = writeln!(file, "{name} {highest}");
    }
    Some(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Linux keeps the peak itself.
fn peak_so_far(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}
