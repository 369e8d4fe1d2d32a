//! `cotejo check`: the whole pipeline.

use std::io::Write;

use anyhow::Context;

use super::args::{CheckArgs, ReportFormat};
use super::progress::Bar;
use super::settings::Settings;
use super::{Outcome, Output};
use crate::config::Rulings;
use crate::pipeline::check;
use crate::report::{Policy, Terminal, to_json};

pub(super) fn run(args: &CheckArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    args.judging.check_names()?;
    let mut settings = args.settings.load()?;
    args.judging.take_over(&mut settings.config);
    if args.settings.dump_config {
        out.write_all(settings.dump()?.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    in_pool(args.input.jobs, || checked(args, &settings, out))?
}

fn checked(args: &CheckArgs, settings: &Settings, out: &mut Output) -> anyhow::Result<Outcome> {
    let bar = Bar::new();
    let (glossary, mut notices) = settings.glossary();
    let (corpus, read) = settings.read(&args.input, &bar)?;
    notices.extend(read);
    let rulings = Rulings::new(&settings.config, &settings.root);
    let policies: [&dyn Policy; 1] = [&rulings];
    let mut options = args.judging.options(&settings.config, &bar);
    options.glossary = Some(&glossary);
    options.policies = &policies;
    let corpus = corpus.noting(notices);
    let mut report = check(&corpus, &options);
    if args.judging.is_whole(&args.input) {
        report.notices.extend(settings.unused(&rulings));
        report.notices.sort();
    }
    drop(bar);
    match args.format {
        ReportFormat::Terminal => {
            Terminal { width: width() }.write(&report, corpus.documents(), out)?;
        }
        ReportFormat::Json => to_json(&report, out)?,
    }
    if report.notices.iter().any(|notice| notice.trouble) {
        if args.format == ReportFormat::Json {
            super::tell(&report.notices);
        }
        return Ok(Outcome::Trouble);
    }
    let reached = settings
        .gate()
        .is_reached_within(&report, &settings.limits());
    Ok(if reached {
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
