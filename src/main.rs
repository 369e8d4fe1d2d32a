//! Parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    cotejo::cli::main(std::env::args_os())
}
