//! The program as the tests run it.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test file uses some of it; a test that cannot go on fails"
)]

use std::path::Path;
use std::process::{Command, Output};

/// The program in a folder, whatever the terminal of whoever tests.
pub fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cotejo"));
    command.current_dir(folder).args(args);
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "FORCE_HYPERLINK"] {
        command.env_remove(name);
    }
    command
}

/// What a run ends with.
pub fn cotejo(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

/// What it printed.
pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it said beside that.
pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
