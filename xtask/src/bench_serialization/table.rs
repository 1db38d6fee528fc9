//! How is the outcome shown?

use std::time::Duration;

use serde_json::json;

use super::Row;
use super::measure::Cost;
use crate::machine;

/// The outcome for people.
pub(super) fn markdown(rows: &[Row], structs: usize, used: usize) -> String {
    let mut text = format!(
        "{structs} structs of {} fields; programs use {used} of them; {}\n\n\
         | form | `check` CPU (wall) | rustc peak | `build` CPU (wall) | `build --release` CPU (wall) | size | decode | encode |\n\
         |---|---|---|---|---|---|---|---|\n",
        super::model::FIELDS,
        machine::describe(),
    );
    for row in rows {
        let Row {
            name,
            checked,
            memory,
            built,
            released,
            size,
            decode,
            encode,
        } = row;
        text += &format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} |\n",
            cost(*checked),
            some(*memory, |megabytes| format!("{megabytes:.0} MB")),
            built.map_or_else(dash, cost),
            released.map_or_else(dash, cost),
            some(*size, |kilobytes| format!("{kilobytes:.0} kB")),
            some(*decode, |ratio| format!("{ratio:.2}")),
            some(*encode, |ratio| format!("{ratio:.2}")),
        );
    }
    text + "\nDecode and encode: time relative to `serde_derive`, median of interleaved runs; less is better.\n"
}

/// The outcome for programs.
pub(super) fn json(rows: &[Row], structs: usize, used: usize) -> serde_json::Value {
    let cost = |cost: Cost| {
        json!({
            "wall_seconds": cost.wall.as_secs_f64(),
            "cpu_seconds": cost.processor.map(|time| time.as_secs_f64()),
        })
    };
    let row = |row: &Row| {
        json!({
            "form": row.name,
            "check": cost(row.checked),
            "check_peak_megabytes": row.memory,
            "build": row.built.map(cost),
            "build_release": row.released.map(cost),
            "size_kilobytes": row.size,
            "decode_ratio": row.decode,
            "encode_ratio": row.encode,
        })
    };
    json!({
        "structs": structs,
        "used": used,
        "machine": machine::describe(),
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn cost(cost: Cost) -> String {
    let seconds = |time: Duration| format!("{:.2} s", time.as_secs_f64());
    format!("{} ({})", cost.processor.map_or_else(dash, seconds), seconds(cost.wall))
}

fn some(value: Option<f64>, show: impl Fn(f64) -> String) -> String {
    value.map_or_else(dash, show)
}

fn dash() -> String {
    "-".to_owned()
}
