//! How much memory did rustc need, and how much time?
//!
//! Cargo is told to call this program in rustc's place. It calls rustc in turn and watches it.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, ExitCode, ExitStatus};
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Names the file to which each call adds a line: the crate, the peak in kilobytes, the processor time and the
/// time that passed in milliseconds.
const CALLS: &str = "XTASK_RUSTC_CALLS";

/// What rustc needed for one crate.
#[derive(Clone, Copy, Default)]
pub(crate) struct Need {
    /// Its peak of memory, in megabytes.
    pub(crate) megabytes: f64,
    /// Its processor time, in seconds, where the system tells.
    pub(crate) seconds: f64,
    /// The time that passed, in seconds.
    pub(crate) wall: f64,
}

/// Has `cargo` call this program in rustc's place.
pub(crate) fn watch(cargo: &mut Command, calls: &Path) -> Result<()> {
    cargo.env("RUSTC_WRAPPER", std::env::current_exe()?).env(CALLS, calls);
    Ok(())
}

/// What the most demanding call for a crate needed.
pub(crate) fn need(calls: &Path, crate_name: &str) -> Option<Need> {
    let lines = fs::read_to_string(calls).ok()?;
    let need = |line: &str| {
        let mut words = line.split(' ');
        let is_it = words.next()? == crate_name;
        let mut number = || words.next()?.parse::<f64>().ok();
        let (kilobytes, milliseconds, wall) = (number()?, number()?, number()?);
        is_it.then_some(Need {
            megabytes: kilobytes / 1024.0,
            seconds: milliseconds / 1000.0,
            wall: wall / 1000.0,
        })
    };
    lines
        .lines()
        .filter_map(need)
        .max_by(|a, b| a.megabytes.total_cmp(&b.megabytes))
}

/// The processor time of all calls, in seconds, by the names of their crates.
pub(crate) fn seconds(calls: &Path) -> BTreeMap<String, f64> {
    let mut seconds = BTreeMap::new();
    for line in fs::read_to_string(calls).unwrap_or_default().lines() {
        let mut words = line.split(' ');
        let (Some(name), milliseconds) = (words.next(), words.nth(1)) else {
            continue;
        };
        let milliseconds = milliseconds.and_then(|milliseconds| milliseconds.parse::<f64>().ok());
        *seconds.entry(name.to_owned()).or_default() += milliseconds.unwrap_or_default() / 1000.0;
    }
    seconds
}

/// Does rustc's work when cargo has called this program in its place.
pub(crate) fn stand_in() -> Option<ExitCode> {
    let calls = std::env::var_os(CALLS)?;
    let mut arguments = std::env::args_os().skip(1);
    let rustc = arguments.next()?;
    let arguments: Vec<_> = arguments.collect();
    let crate_name = arguments
        .iter()
        .skip_while(|argument| *argument != "--crate-name")
        .nth(1);
    let crate_name = crate_name.map(|name| name.to_string_lossy().into_owned());
    let began = Instant::now();
    let child = Command::new(rustc).args(arguments).spawn().ok()?;
    let Ok((status, kilobytes)) = wait(child) else {
        return Some(ExitCode::FAILURE);
    };
    let wall = began.elapsed().as_millis();
    let milliseconds = children().unwrap_or_default().as_millis();
    if let (Some(name), Ok(mut file)) = (crate_name, OpenOptions::new().append(true).create(true).open(calls)) {
        // Without the line there is no figure, which is no reason for rustc to fail.
        let _ = writeln!(file, "{name} {kilobytes} {milliseconds} {wall}");
    }
    Some(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Waits for a program to end, and gives its peak of memory in kilobytes.
pub(crate) fn wait(mut child: Child) -> std::io::Result<(ExitStatus, u64)> {
    let mut highest = 0;
    loop {
        highest = highest.max(peak_so_far(&child));
        match child.try_wait()? {
            Some(status) => return Ok((status, highest)),
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}

/// The processor time of all children that have ended, theirs included. Linux counts in hundredths of a second.
pub(crate) fn children() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after_name) = stat.rsplit_once(") ")?;
    let ticks: u64 = after_name
        .split(' ')
        .skip(13)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Some(Duration::from_millis(ticks * 10))
}

/// Linux keeps the peak itself.
fn peak_so_far(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}
