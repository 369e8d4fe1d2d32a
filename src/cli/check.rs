//! `cotejo check`: the whole pipeline.

use std::io::Write;

use anyhow::Context;

use super::args::{CheckArgs, FailOn, Level, ReportFormat};
use super::progress::Bar;
use super::settings::Settings;
use super::{Outcome, Output, explain};
use crate::checks::{CHECKS, Selection, Severity};
use crate::config::{self, Config, Rulings};
use crate::pipeline::{Options, check};
use crate::report::{Terminal, to_json};

pub(super) fn run(args: CheckArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    args.only
        .iter()
        .chain(&args.skip)
        .try_for_each(|name| explain::known(name))?;
    let mut settings = args.settings.load()?;
    take_over(&args, &mut settings.config);
    if args.settings.dump_config {
        out.write_all(settings.dump()?.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    in_pool(args.input.jobs, || checked(args, &settings, out))?
}

/// What was typed beats what the configuration says.
fn take_over(args: &CheckArgs, config: &mut Config) {
    if let Some(level) = args.min_severity {
        config.min_severity = Some(level.into());
    }
    if let Some(fail_on) = args.fail_on {
        config.fail_on = Some(fail_on.into());
    }
    config.min_confidence = args.min_confidence.or(config.min_confidence);
    config.ignore_inherited |= args.ignore_inherited;
    if !args.only.is_empty() {
        for check in CHECKS {
            let name = check.meta().name;
            if !args.only.iter().any(|only| only == name) {
                config.rules.insert(name.to_owned(), config::Level::Off);
            } else if config.rules.get(name) == Some(&config::Level::Off) {
                config.rules.remove(name);
            }
        }
    }
    let skipped = args
        .skip
        .iter()
        .map(|name| (name.clone(), config::Level::Off));
    config.rules.extend(skipped);
}

fn checked(args: CheckArgs, settings: &Settings, out: &mut Output) -> anyhow::Result<Outcome> {
    let bar = Bar::new();
    let config = &settings.config;
    let (glossary, mut notices) = settings.glossary();
    let (corpus, read) = settings.read(&args.input, &bar)?;
    notices.extend(read);
    let rulings = Rulings::new(config, &settings.root);
    let whole = args.input.paths.is_empty() && args.only.is_empty() && args.skip.is_empty();
    let mut skip = args.skip;
    skip.extend(Rulings::switched_off(config));
    let options = Options {
        selection: Selection {
            only: args.only,
            skip,
        },
        min_severity: config
            .min_severity
            .map_or(Severity::Neutral, Severity::from),
        min_confidence: config.min_confidence.unwrap_or(0.0),
        ignore_inherited: config.ignore_inherited,
        glossary: Some(&glossary),
        require_complete: config.require_complete,
        policies: &[&rulings],
        progress: &bar,
    };
    let corpus = corpus.noting(notices);
    let mut report = check(&corpus, &options);
    if whole {
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

impl From<Level> for config::SeverityName {
    fn from(level: Level) -> Self {
        match level {
            Level::Neutral => Self::Neutral,
            Level::Minor => Self::Minor,
            Level::Major => Self::Major,
            Level::Critical => Self::Critical,
        }
    }
}

impl From<FailOn> for config::FailOn {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Never => Self::Never,
            FailOn::Neutral => Self::Neutral,
            FailOn::Minor => Self::Minor,
            FailOn::Major => Self::Major,
            FailOn::Critical => Self::Critical,
        }
    }
}
