//! Floor 7: the findings that are known, in a file that goes with the repository.
//!
//! One JSON document, an entry a line, sorted by path and fingerprint, so that two branches that both add to it
//! merge. An entry is *known* (taken over as it stood, to be mended some day) or *dismissed* (a person looked and
//! said why it is none). Entries go by fingerprint: lines may move and files be renamed.

mod file;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::checks::Selection;
use crate::document::Document;
use crate::report::{DocumentId, Finding, Notice, Policy, Report, Suppressed, Verdict};

pub use file::BaselineError;

/// The name of the file where nothing else is said.
pub const DEFAULT_NAME: &str = "cotejo-baseline.json";

/// Why a finding does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It was there when the baseline was written.
    Known,
    /// A person said that it is none.
    Dismissed,
}

/// A finding that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The finding's.
    pub fingerprint: String,
    /// The rule's name.
    pub rule: String,
    /// The documents, relative to the folder of the baseline, with `/`.
    pub documents: Vec<String>,
    /// What the finding said, for those who read the file.
    pub message: String,
    /// Why it does not count.
    pub status: Status,
    /// What a person said of it.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The entries of a baseline file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<String, Entry>,
    /// The folder that paths are relative to, as it leads there from the current one.
    folder: PathBuf,
}

impl Baseline {
    /// An empty one that is to be written to `file`.
    pub fn new(file: &Path) -> Self {
        Self {
            entries: BTreeMap::new(),
            folder: file.parent().map(Path::to_path_buf).unwrap_or_default(),
        }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many of one status.
    pub fn count(&self, status: Status) -> usize {
        self.entries()
            .filter(|entry| entry.status == status)
            .count()
    }

    /// All entries, by fingerprint.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// What it says of a finding.
    pub fn get(&self, fingerprint: &str) -> Option<&Entry> {
        self.entries.get(fingerprint)
    }

    /// Says of a finding that it does not count.
    pub fn set(&mut self, finding: &Finding, status: Status, reason: Option<String>) {
        self.entries.insert(
            finding.fingerprint.clone(),
            Entry {
                fingerprint: finding.fingerprint.clone(),
                rule: finding.rule.to_owned(),
                documents: self.documents(finding),
                message: finding.message.clone(),
                status,
                reason,
            },
        );
    }

    /// Says of a finding that it counts.
    pub fn remove(&mut self, finding: &Finding) {
        self.entries.remove(&finding.fingerprint);
    }

    /// Takes the findings of a run as known. What was dismissed stays so, with its reason; what was known and is gone
    /// from documents that were checked is known no more; of other documents nothing changes.
    pub fn take(&mut self, report: &Report, seen: &Seen, ran: &Selection) {
        let stale = self.stale(report, seen, ran);
        self.entries.retain(|fingerprint, entry| {
            entry.status == Status::Dismissed || !stale.contains(fingerprint)
        });
        for finding in report.findings.iter().flatten() {
            let before = self.entries.get(&finding.fingerprint);
            let (status, reason) = match before {
                Some(entry) if entry.status == Status::Dismissed => {
                    (Status::Dismissed, entry.reason.clone())
                }
                Some(_) | None => (Status::Known, before.and_then(|entry| entry.reason.clone())),
            };
            self.set(finding, status, reason);
        }
    }

    /// Drops the entries that stand for nothing any more: how many those were.
    pub fn prune(&mut self, report: &Report, seen: &Seen, ran: &Selection) -> usize {
        let stale = self.stale(report, seen, ran);
        self.entries
            .retain(|fingerprint, _| !stale.contains(fingerprint));
        stale.len()
    }

    /// The entries that no finding of the run has, though one of their documents was checked by their rule, or none of
    /// their documents is there any more.
    pub fn stale(&self, report: &Report, seen: &Seen, ran: &Selection) -> BTreeSet<String> {
        let seen = seen.lock();
        let rules: BTreeSet<&str> = ran.checks().iter().map(|check| check.meta().name).collect();
        let checked: BTreeSet<String> = report
            .checked
            .iter()
            .map(|&number| self.relative(&report.documents[number].path))
            .collect();
        let is_stale = |entry: &&Entry| {
            let was_checked = rules.contains(entry.rule.as_str())
                && entry.documents.iter().all(|path| checked.contains(path));
            let is_gone = !entry.documents.is_empty()
                && entry
                    .documents
                    .iter()
                    .all(|path| !self.folder.join(path).exists());
            !seen.contains(&entry.fingerprint) && (was_checked || is_gone)
        };
        self.entries()
            .filter(is_stale)
            .map(|entry| entry.fingerprint.clone())
            .collect()
    }

    /// What is to be said of stale entries.
    pub fn notice(
        &self,
        file: &Path,
        report: &Report,
        seen: &Seen,
        ran: &Selection,
    ) -> Option<Notice> {
        let stale = self.stale(report, seen, ran);
        let first = self.get(stale.first()?)?;
        let (noun, verb, what) = match stale.len() {
            1 => ("entry", "stands", "it"),
            _ => ("entries", "stand", "them"),
        };
        Some(Notice {
            path: Some(crate::document::walk::display(file)),
            message: format!(
                "{} {noun} {verb} for nothing any more, such as {} in {}; --prune drops {what}",
                stale.len(),
                first.rule,
                first.documents.join(" and ")
            ),
            trouble: false,
        })
    }

    fn documents(&self, finding: &Finding) -> Vec<String> {
        let mut documents: Vec<String> = Vec::new();
        // The first place may change with what was touched; the file should not.
        let mut places: Vec<_> = finding.locations.iter().collect();
        places.sort_by_key(|location| location.at.0);
        for location in places {
            let path = match &location.document {
                DocumentId::Name(path) => self.relative(path),
                DocumentId::Number(number) => number.to_string(),
            };
            if !documents.contains(&path) {
                documents.push(path);
            }
        }
        documents
    }

    /// A path of a report, as it leads there from the baseline's folder. Where that cannot be told it stays as it is.
    fn relative(&self, path: &str) -> String {
        let here = || std::env::current_dir().unwrap_or_default();
        let whole = |path: &Path| {
            let whole = here().join(path);
            whole.canonicalize().unwrap_or(whole)
        };
        let folder = whole(&self.folder);
        match whole(Path::new(path)).strip_prefix(&folder) {
            Ok(inside) => crate::document::walk::display(inside),
            Err(_) => path.to_owned(),
        }
    }
}

/// The fingerprints of a run, those that were left out among them.
#[derive(Debug, Default)]
pub struct Seen(Mutex<BTreeSet<String>>);

impl Seen {
    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a baseline does to the findings that it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// They are left out and counted.
    Suppress,
    /// Only those that a person dismissed are.
    ShowKnown,
    /// None is: they are to be written.
    Record,
}

/// Leaves out what the baseline knows.
#[derive(Debug)]
pub struct KnownFindings<'a> {
    baseline: &'a Baseline,
    how: Use,
    seen: &'a Seen,
}

impl<'a> KnownFindings<'a> {
    /// A policy that notes in `seen` which findings there were.
    pub fn new(baseline: &'a Baseline, how: Use, seen: &'a Seen) -> Self {
        Self {
            baseline,
            how,
            seen,
        }
    }
}

impl Policy for KnownFindings<'_> {
    fn judge(&self, finding: &mut Finding, _: &[&Document]) -> Verdict {
        self.seen.lock().insert(finding.fingerprint.clone());
        let status = self
            .baseline
            .get(&finding.fingerprint)
            .map(|entry| entry.status);
        match (self.how, status) {
            (Use::Record, _) | (_, None) | (Use::ShowKnown, Some(Status::Known)) => Verdict::Keep,
            (Use::Suppress | Use::ShowKnown, Some(_)) => Verdict::Suppress(Suppressed::Baseline),
        }
    }
}
