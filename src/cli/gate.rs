//! What findings count: the baseline and `--changed-since`, as `check` and `review` take them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args as ClapArgs;

use super::{Outcome, Output};
use crate::baseline::{Baseline, Entry, KnownFindings, Seen, Status, Use};
use crate::changes::Changes;
use crate::checks::Selection;
use crate::document::walk;
use crate::language::Language;
use crate::report::{Finding, Notice, Report};

/// Which findings of `check` count.
#[derive(Debug, ClapArgs)]
pub(super) struct GateArgs {
    #[command(flatten)]
    pub(super) baseline: BaselineArgs,
    /// Take all findings of this run into the baseline as known, keep those dismissed, and exit with 0
    #[arg(long, conflicts_with_all = ["changed_since", "no_baseline"])]
    pub(super) write_baseline: bool,
    /// Drop the entries of the baseline that stand for nothing any more
    #[arg(long, conflicts_with = "no_baseline")]
    pub(super) prune: bool,
    #[command(flatten)]
    pub(super) since: SinceArgs,
}

/// Where the baseline is.
#[derive(Debug, ClapArgs)]
pub(super) struct BaselineArgs {
    /// Leave out the findings that this file knows [default: cotejo-baseline.json beside the configuration or here, where there is one]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Use no baseline
    #[arg(long, conflicts_with = "baseline")]
    no_baseline: bool,
}

/// What was changed.
#[derive(Debug, ClapArgs)]
pub(super) struct SinceArgs {
    /// Compare only articles of which a version changed since the branch left REF, and report only what stands in
    /// passages that were touched
    #[arg(long, value_name = "REF")]
    pub(super) changed_since: Option<String>,
}

impl SinceArgs {
    /// What changed, where that was asked.
    pub(super) fn changes(
        &self,
        files: &[(PathBuf, Option<Language>)],
    ) -> anyhow::Result<Option<Changes>> {
        let Some(reference) = &self.changed_since else {
            return Ok(None);
        };
        let files: Vec<PathBuf> = files.iter().map(|(path, _)| path.clone()).collect();
        Ok(Some(Changes::since(reference, &files)?))
    }
}

impl BaselineArgs {
    /// The baseline's file: the one named here, else the usual one, where it is there.
    pub(super) fn file(&self, usual: &Path) -> Option<PathBuf> {
        if self.no_baseline {
            return None;
        }
        let named = self.baseline.clone();
        named.or_else(|| usual.exists().then(|| usual.to_path_buf()))
    }

    /// The same where the file is to be written: the usual one is then taken, whether or not it is there.
    pub(super) fn file_to_write(&self, usual: &Path) -> Option<PathBuf> {
        let made = || (!self.no_baseline).then(|| usual.to_path_buf());
        self.file(usual).or_else(made)
    }

    /// The baseline that leaves findings out, where there is one.
    pub(super) fn ledger(&self, usual: &Path) -> anyhow::Result<Option<Ledger>> {
        let file = self.file(usual);
        file.map(|file| Ledger::open(file, Use::Suppress))
            .transpose()
    }
}

impl GateArgs {
    /// The baseline that `check` uses: the one named, else the usual one of the configuration.
    pub(super) fn ledger(&self, usual: &Path) -> anyhow::Result<Option<Ledger>> {
        if self.write_baseline {
            let file = self.baseline.file_to_write(usual);
            return file
                .map(|file| Ledger::begun(file, Use::Record))
                .transpose();
        }
        let ledger = self.baseline.ledger(usual)?;
        if ledger.is_none() && self.prune {
            bail!(
                "--prune: there is no {}; name the file with --baseline FILE",
                walk::display(usual)
            )
        }
        Ok(ledger)
    }
}

/// A baseline with its file, and which findings a run saw.
#[derive(Debug)]
pub(super) struct Ledger {
    file: PathBuf,
    baseline: Baseline,
    how: Use,
    seen: Seen,
}

impl Ledger {
    /// The baseline of a file that is there.
    pub(super) fn open(file: PathBuf, how: Use) -> anyhow::Result<Self> {
        Ok(Self {
            baseline: Baseline::read(&file)?,
            file,
            how,
            seen: Seen::default(),
        })
    }

    /// The baseline of a file, or an empty one where the file is still to be written.
    pub(super) fn begun(file: PathBuf, how: Use) -> anyhow::Result<Self> {
        if file.exists() {
            return Self::open(file, how);
        }
        Ok(Self {
            baseline: Baseline::new(&file),
            file,
            how,
            seen: Seen::default(),
        })
    }

    pub(super) fn policy(&self) -> KnownFindings<'_> {
        KnownFindings::new(&self.baseline, self.how, &self.seen)
    }

    /// What the baseline holds, as it would be written.
    pub(super) fn content(&self) -> io::Result<String> {
        self.baseline.to_json()
    }

    pub(super) fn name(&self) -> String {
        walk::display(&self.file)
    }

    pub(super) fn get(&self, finding: &Finding) -> Option<&Entry> {
        self.baseline.get(&finding.fingerprint)
    }

    /// Writes what a person decided of a finding; `None` is that it counts.
    pub(super) fn decide(
        &mut self,
        finding: &Finding,
        decision: Option<(Status, Option<String>)>,
    ) -> anyhow::Result<()> {
        match decision {
            Some((status, reason)) => self.baseline.set(finding, status, reason),
            None => self.baseline.remove(finding),
        }
        Ok(self.baseline.write(&self.file)?)
    }

    /// `--write-baseline`: takes the findings in, and says how many.
    pub(super) fn record(
        &mut self,
        report: &Report,
        ran: &Selection,
        prune: bool,
        out: &mut Output,
    ) -> anyhow::Result<Outcome> {
        if prune {
            self.baseline.prune(report, &self.seen, ran);
        }
        self.baseline.take(report, &self.seen, ran);
        self.baseline.write(&self.file)?;
        super::tell(&report.notices);
        let (known, dismissed) = (
            self.baseline.count(Status::Known),
            self.baseline.count(Status::Dismissed),
        );
        let noun = if self.baseline.len() == 1 {
            "finding"
        } else {
            "findings"
        };
        writeln!(
            out,
            "{}: {} {noun} written: {known} known, {dismissed} dismissed",
            self.name(),
            self.baseline.len()
        )?;
        Ok(Outcome::trouble_if(
            report.notices.iter().any(|notice| notice.trouble),
        ))
    }

    /// What is to be said of entries that stand for nothing any more, or that they were dropped.
    pub(super) fn settle(
        &mut self,
        report: &Report,
        ran: &Selection,
        prune: bool,
    ) -> anyhow::Result<Option<Notice>> {
        if !prune {
            return Ok(self.baseline.notice(&self.file, report, &self.seen, ran));
        }
        let dropped = self.baseline.prune(report, &self.seen, ran);
        if dropped > 0 {
            self.baseline.write(&self.file)?;
        }
        let noun = if dropped == 1 { "entry" } else { "entries" };
        Ok(Some(Notice {
            path: Some(self.name()),
            message: format!(
                "{dropped} {noun} dropped that stood for nothing any more, {} left",
                self.baseline.len()
            ),
            trouble: false,
        }))
    }
}
