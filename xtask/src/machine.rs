//! On which machine are things measured?

use std::fs;
use std::process::Command;

/// The compiler's version.
pub(crate) fn rustc() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output();
    let text = output.map_or_else(
        |_| "rustc".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).into_owned(),
    );
    // Without the commit.
    text.split(" (").next().unwrap_or_default().trim().to_owned()
}

/// Its processors, memory and compiler, in a few words; what the system does not tell is left out.
pub(crate) fn describe() -> String {
    let mut words = Vec::new();
    if let Ok(cores) = std::thread::available_parallelism() {
        let model = field("/proc/cpuinfo", "model name");
        words.push(format!(
            "{cores} cores{}",
            model.map_or_else(String::new, |model| format!(" ({model})"))
        ));
    }
    let memory = field("/proc/meminfo", "MemTotal");
    if let Some(kilobytes) = memory.and_then(|memory| memory.trim_end_matches(" kB").parse::<f64>().ok()) {
        words.push(format!("{:.0} GB of memory", kilobytes / 1024.0 / 1024.0));
    }
    words.push(rustc());
    words.join(", ")
}

/// What Linux says of something.
fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
