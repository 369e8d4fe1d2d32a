//! `cotejo check`: the whole pipeline.

use anyhow::Context;

use super::args::{CheckArgs, FailOn, Level, ReportFormat};
use super::progress::Bar;
use super::{Outcome, Output, explain, html, input};
use crate::checks::{Selection, Severity};
use crate::pipeline::{Corpus, Options, check};
use crate::report::{Gate, Terminal, to_json};

pub(super) fn run(args: CheckArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    args.only
        .iter()
        .chain(&args.skip)
        .try_for_each(|name| explain::known(name))?;
    in_pool(args.input.jobs, || checked(args, out))?
}

fn checked(args: CheckArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let bar = Bar::new();
    let (documents, notices) = input::read(&args.input, &bar)?;
    let two_files =
        args.input.paths.len() == 2 && args.input.paths.iter().all(|path| !path.is_dir());
    let declared = (two_files && documents.len() == 2).then(|| vec![0, 1]);
    let corpus = Corpus::new(documents).declaring(declared).noting(notices);
    let options = Options {
        selection: Selection {
            only: args.only,
            skip: args.skip,
        },
        min_severity: severity(args.min_severity),
        min_confidence: args.min_confidence,
        ignore_inherited: args.ignore_inherited,
        policies: &[],
        progress: &bar,
    };
    let report = check(&corpus, &options);
    drop(bar);
    match args.format {
        ReportFormat::Terminal => {
            Terminal { width: width() }.write(&report, corpus.documents(), out)?;
        }
        ReportFormat::Json => to_json(&report, out)?,
    }
    html::write(&args.html, &report, corpus.documents())?;
    if report.notices.iter().any(|notice| notice.trouble) {
        if args.format == ReportFormat::Json {
            super::tell(&report.notices);
        }
        return Ok(Outcome::Trouble);
    }
    Ok(if gate(args.fail_on).is_reached(&report) {
        Outcome::GateReached
    } else {
        Outcome::Clean
    })
}

/// Runs `work` on as many threads as were asked for.
pub(super) fn in_pool<T: Send>(
    jobs: Option<usize>,
    work: impl FnOnce() -> T + Send,
) -> anyhow::Result<T> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .build()
        .context("the threads could not be started")?;
    Ok(pool.install(work))
}

fn width() -> usize {
    let terminal = terminal_size::terminal_size()
        .map(|(terminal_size::Width(columns), _)| usize::from(columns));
    terminal.unwrap_or(110).clamp(60, 160)
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Neutral => Severity::Neutral,
        Level::Minor => Severity::Minor,
        Level::Major => Severity::Major,
        Level::Critical => Severity::Critical,
    }
}

fn gate(fail_on: FailOn) -> Gate {
    match fail_on {
        FailOn::Never => Gate::Never,
        FailOn::Neutral => Gate::At(Severity::Neutral),
        FailOn::Minor => Gate::At(Severity::Minor),
        FailOn::Major => Gate::At(Severity::Major),
        FailOn::Critical => Gate::At(Severity::Critical),
    }
}
