//! `cotejo check`: the whole pipeline.

use anyhow::Context;

use super::args::{CheckArgs, FailOn, Level};
use super::progress::Bar;
use super::{Outcome, Output, explain, input};
use crate::checks::{Selection, Severity};
use crate::pipeline::{Corpus, Options, check};
use crate::report::Gate;

pub(super) fn run(args: CheckArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    args.only
        .iter()
        .chain(&args.skip)
        .try_for_each(|name| explain::known(name))?;
    in_pool(args.input.jobs, || checked(args, out))?
}

fn checked(args: CheckArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let plan = args.output.plan()?;
    let bar = if plan.is_quiet() {
        Bar::hidden()
    } else {
        Bar::new()
    };
    let paths = args.input.from.paths(&args.input.paths)?;
    let (documents, notices) = input::read(&args.input, &paths, &bar)?;
    plan.spare(&documents, &notices)?;
    let two_files = paths.len() == 2 && paths.iter().all(|path| !path.is_dir());
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
    let gate = gate(args.fail_on);
    let written = plan.write(&report, corpus.documents(), gate, out)?;
    if !written || report.notices.iter().any(|notice| notice.trouble) {
        return Ok(Outcome::Trouble);
    }
    Ok(if gate.is_reached(&report) {
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
