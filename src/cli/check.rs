//! `cotejo check`: the whole pipeline.

use anyhow::Context;

use super::args::{CheckArgs, FailOn, Input, Level, ReportFormat};
use super::gate::{Ledger, SinceArgs};
use super::progress::Bar;
use super::{Outcome, Output, explain, input};
use crate::checks::{Selection, Severity};
use crate::pipeline::{Corpus, Options, check};
use crate::report::{Comments, Gate, Policy, Report, Terminal, to_json};

pub(super) fn run(args: CheckArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    args.only
        .iter()
        .chain(&args.skip)
        .try_for_each(|name| explain::known(name))?;
    in_pool(args.input.jobs, || checked(args, out))?
}

fn checked(args: CheckArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let mut ledger = args.gate.ledger(None)?;
    let (corpus, mut report) = look(&Asked {
        input: &args.input,
        selection: Selection {
            only: args.only.clone(),
            skip: args.skip.clone(),
        },
        min_severity: severity(args.min_severity),
        min_confidence: args.min_confidence,
        ignore_inherited: args.ignore_inherited,
        since: &args.gate.since,
        ledger: ledger.as_ref(),
    })?;
    if let Some(ledger) = &mut ledger {
        let selection = Selection {
            only: args.only,
            skip: args.skip,
        };
        if args.gate.write_baseline {
            return ledger.record(&report, &selection, args.gate.prune, out);
        }
        report
            .notices
            .extend(ledger.settle(&report, &selection, args.gate.prune)?);
        report.notices.sort();
    }
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
    Ok(if gate(args.fail_on).is_reached(&report) {
        Outcome::GateReached
    } else {
        Outcome::Clean
    })
}

/// What is asked of [`look`].
pub(super) struct Asked<'a> {
    pub(super) input: &'a Input,
    pub(super) selection: Selection,
    pub(super) min_severity: Severity,
    pub(super) min_confidence: f64,
    pub(super) ignore_inherited: bool,
    pub(super) since: &'a SinceArgs,
    pub(super) ledger: Option<&'a Ledger>,
}

/// Reads and checks what was named, with the comments, the baseline and the changes that leave findings out.
pub(super) fn look(asked: &Asked<'_>) -> anyhow::Result<(Corpus, Report)> {
    let bar = Bar::new();
    let since = asked.since.changes(asked.input)?;
    let (documents, mut notices) = match &since {
        Some(since) if since.is_empty() => (Vec::new(), input::unread(asked.input)),
        Some(_) | None => input::read(asked.input, &bar)?,
    };
    let changed = since.as_ref().map(|since| since.of(&documents));
    if let Some(since) = since.as_ref().filter(|since| since.is_empty()) {
        notices.push(since.nothing());
    }
    let touched = since
        .as_ref()
        .map(|since| since.touched(&documents))
        .transpose()?;
    let paths = &asked.input.paths;
    let two_files = paths.len() == 2 && paths.iter().all(|path| !path.is_dir());
    let declared = (two_files && documents.len() == 2).then(|| vec![0, 1]);
    let corpus = Corpus::new(documents).declaring(declared).noting(notices);
    let comments = Comments::default();
    let known = asked.ledger.map(Ledger::policy);
    let mut policies: Vec<&dyn Policy> = vec![&comments];
    policies.extend(known.as_ref().map(|known| known as &dyn Policy));
    policies.extend(touched.as_ref().map(|touched| touched as &dyn Policy));
    let options = Options {
        selection: asked.selection.clone(),
        min_severity: asked.min_severity,
        min_confidence: asked.min_confidence,
        ignore_inherited: asked.ignore_inherited,
        policies: &policies,
        among: changed.as_deref(),
        progress: &bar,
    };
    let mut report = check(&corpus, &options);
    report
        .notices
        .extend(comments.notices(&report, corpus.documents(), &asked.selection));
    report.notices.sort();
    Ok((corpus, report))
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

pub(super) fn width() -> usize {
    let terminal = terminal_size::terminal_size()
        .map(|(terminal_size::Width(columns), _)| usize::from(columns));
    terminal.unwrap_or(110).clamp(60, 160)
}

pub(super) fn severity(level: Level) -> Severity {
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
