//! Floor 8: the command line. Printing and exit codes happen here and nowhere below.
//!
//! 0 clean or below the gate, 1 the gate was reached, 2 trouble. A closed pipe is 0.

mod align;
mod args;
mod check;
mod explain;
mod facts;
mod files_from;
mod gate;
mod group;
mod guide;
mod help;
mod init;
mod input;
mod judging;
mod learn;
mod lexicons;
mod man;
mod output;
mod pipe;
mod progress;
mod report;
mod review;
mod segments;
mod settings;
mod write;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::FromArgMatches;

use args::{Args, ColorWhen, Command};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All went well, and no gate was reached.
    Clean,
    /// Findings reached the gate.
    GateReached,
    /// Something could not be read or checked; the rest was reported.
    Trouble,
}

impl Outcome {
    fn trouble_if(trouble: bool) -> Self {
        if trouble { Self::Trouble } else { Self::Clean }
    }
}

/// Runs the command line and gives the exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let parsed = help::command()
        .try_get_matches_from(args)
        .and_then(|matches| Args::from_arg_matches(&matches));
    let args = match parsed {
        Ok(args) => args,
        Err(error) => {
            // A closed pipe while printing help is no trouble either.
            let _ = error.print();
            return ExitCode::from(u8::from(error.use_stderr()) * 2);
        }
    };
    match args.color {
        ColorWhen::Auto => {}
        ColorWhen::Always => anstream::ColorChoice::Always.write_global(),
        ColorWhen::Never => anstream::ColorChoice::Never.write_global(),
    }
    let mut out = Output::with_capacity(64 * 1024, anstream::stdout());
    let ended = run(args.command, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match ended {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::GateReached) => ExitCode::from(1),
        Ok(Outcome::Trouble) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, out: &mut Output) -> anyhow::Result<Outcome> {
    match command {
        Command::Check(args) => check::run(&args, out),
        Command::Report(args) => report::run(&args, out),
        Command::Review(args) => review::run(&args, out),
        Command::Group(args) => group::run(&args, out),
        Command::Align(args) => align::run(&args, out),
        Command::Learn(args) => learn::run(&args, out),
        Command::Segments(args) => segments::run(&args, out),
        Command::Facts(args) => facts::run(&args, out),
        Command::Pipe(args) => pipe::run(&args, out),
        Command::Init(args) => init::init(&args, out),
        Command::Schema => init::print_schema(out),
        Command::Explain(args) => explain::explain(&args, out),
        Command::Rules(args) => explain::rules(&args, out),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut help::command(), "cotejo", out);
            Ok(Outcome::Clean)
        }
        Command::Guide(args) => guide::run(&args, out),
        Command::Man(args) => man::run(&args, out),
    }
}

/// Standard output, buffered, with colours only where they are wanted.
type Output = io::BufWriter<anstream::Stdout>;

/// A line on standard error; nobody listening there is no trouble.
fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Notices on standard error, for formats whose standard output programs read.
fn tell(notices: &[crate::report::Notice]) {
    for notice in notices {
        let about = notice
            .path
            .as_ref()
            .map_or_else(String::new, |path| format!("{path}: "));
        say(&format!("{about}{}", notice.message));
    }
}

/// Columns to use.
fn width() -> usize {
    let terminal = terminal_size::terminal_size()
        .map(|(terminal_size::Width(columns), _)| usize::from(columns));
    terminal.unwrap_or(110).clamp(60, 160)
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(closed)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|error| error.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}
