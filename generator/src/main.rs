//! The command `openapi-build`.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_build::command::run(std::env::args_os().skip(1))
}
