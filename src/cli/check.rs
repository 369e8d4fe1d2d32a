//! `cotejo check`: the whole pipeline.

use std::io::Write;

use anyhow::Context;

use super::args::{CheckArgs, Input, Judging};
use super::gate::{Ledger, SinceArgs};
use super::lexicons::LexiconArgs;
use super::output::Plan;
use super::progress::Bar;
use super::settings::Settings;
use super::{Outcome, Output};
use crate::config::Rulings;
use crate::pipeline::{Corpus, check};
use crate::report::{Comments, Policy, Report};

pub(super) fn run(args: &CheckArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    args.judging.check_names()?;
    let mut settings = args.settings.load()?;
    args.judging.take_over(&mut settings.config);
    args.fail.take_over(&mut settings.config)?;
    if args.settings.dump_config {
        out.write_all(settings.dump()?.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    in_pool(args.input.jobs, || checked(args, &settings, out))?
}

fn checked(args: &CheckArgs, settings: &Settings, out: &mut Output) -> anyhow::Result<Outcome> {
    let plan = args.output.plan(settings)?;
    let usual = settings.config.baseline_file(&settings.root);
    let mut ledger = args.gate.ledger(&usual)?;
    let (corpus, mut report) = look(&Asked {
        input: &args.input,
        settings,
        judging: &args.judging,
        lexicons: &args.lexicons,
        since: &args.gate.since,
        ledger: ledger.as_ref(),
        plan: Some(&plan),
    })?;
    if let Some(ledger) = &mut ledger {
        let selection = args.judging.selection(&settings.config);
        if args.gate.write_baseline {
            return ledger.record(&report, &selection, args.gate.prune, out);
        }
        report
            .notices
            .extend(ledger.settle(&report, &selection, args.gate.prune)?);
        report.notices.sort();
    }
    let written = plan.write(&report, corpus.documents(), settings, out)?;
    if !written || report.notices.iter().any(|notice| notice.trouble) {
        return Ok(Outcome::Trouble);
    }
    Ok(if settings.fails(&report) {
        Outcome::GateReached
    } else {
        Outcome::Clean
    })
}

/// What is asked of [`look`].
pub(super) struct Asked<'a> {
    pub(super) input: &'a Input,
    pub(super) settings: &'a Settings,
    pub(super) judging: &'a Judging,
    pub(super) lexicons: &'a LexiconArgs,
    pub(super) since: &'a SinceArgs,
    pub(super) ledger: Option<&'a Ledger>,
    pub(super) plan: Option<&'a Plan>,
}

/// Reads and checks what was named, with the settings, the comments, the baseline and the changes that leave findings
/// out.
pub(super) fn look(asked: &Asked<'_>) -> anyhow::Result<(Corpus, Report)> {
    let bar = if asked.plan.is_some_and(Plan::is_quiet) {
        Bar::hidden()
    } else {
        Bar::new()
    };
    let settings = asked.settings;
    let lexicons = asked.lexicons.load()?;
    let (glossary, mut notices) = settings.glossary();
    let work = settings.work(asked.input)?;
    let since = asked.since.changes(&work.named.files)?;
    if let Some(plan) = asked.plan {
        plan.spare(work.named.files.iter().map(|(path, _)| path.as_path()))?;
    }
    let corpus = if let Some(since) = since.as_ref().filter(|since| since.is_empty()) {
        notices.extend(work.named.notices);
        notices.push(since.nothing());
        Corpus::new(Vec::new())
    } else {
        let (corpus, read) = Settings::read_work(work, &bar);
        notices.extend(read);
        corpus
    };
    let corpus = corpus.noting(notices);
    let documents = corpus.documents();
    let changed = since.as_ref().map(|since| since.of(documents));
    let touched = since
        .as_ref()
        .map(|since| since.touched(documents))
        .transpose()?;
    let rulings = Rulings::new(&settings.config, &settings.root);
    let comments = Comments::default();
    let known = asked.ledger.map(Ledger::policy);
    let mut policies: Vec<&dyn Policy> = vec![&rulings, &comments];
    policies.extend(known.as_ref().map(|known| known as &dyn Policy));
    policies.extend(touched.as_ref().map(|touched| touched as &dyn Policy));
    let mut options = asked.judging.options(&settings.config, &bar);
    options.glossary = Some(&glossary);
    options.policies = &policies;
    options.among = changed.as_deref();
    options.align = &lexicons.options;
    let mut report = check(&corpus, &options);
    let of_comments = comments.notices(&report, documents, &options.selection);
    report.notices.extend(of_comments);
    if asked.judging.is_whole(asked.input) && since.is_none() {
        report.notices.extend(settings.unused(&rulings));
    }
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
