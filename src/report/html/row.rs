//! What the index says of a page: a small value that can be kept while the page itself is let go.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::view::PageKind;
use crate::checks::Severity;
use crate::document::Document;

/// A line of the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexRow {
    /// What the page is about.
    pub kind: PageKind,
    /// What the text calls itself.
    pub title: String,
    /// Where the page stands, from the index.
    pub link: String,
    /// Its documents, the source first.
    pub versions: Vec<Version>,
    /// Words of all versions.
    pub words: usize,
    /// Findings of each severity.
    pub findings: Counts,
    /// Findings of each rule.
    pub by_rule: BTreeMap<String, Counts>,
    /// Findings by the language of the place to mend first; an empty tag where it is not known.
    pub by_language: BTreeMap<String, Counts>,
    /// Passages of the versions that stand for passages of the source.
    pub aligned: usize,
    /// Passages of the versions.
    pub passages: usize,
    /// MQM-style penalty points for each 1000 words, as information.
    pub penalty: f64,
    /// Why its documents belong together, in words.
    pub evidence: Vec<String>,
}

/// A document of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its path.
    pub path: String,
    /// Its tag, where it is known.
    pub language: Option<String>,
    /// Its words.
    pub words: usize,
}

impl Version {
    pub(super) fn new(document: &Document) -> Self {
        let language = document.language().language;
        Self {
            path: document.path().to_owned(),
            language: language.map(|language| language.to_string()),
            words: document.words(),
        }
    }
}

/// So many findings of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Critical.
    pub critical: usize,
    /// Major.
    pub major: usize,
    /// Minor.
    pub minor: usize,
    /// Neutral.
    pub neutral: usize,
}

impl Counts {
    /// The count of a severity.
    pub fn of(&self, severity: Severity) -> usize {
        match severity {
            Severity::Critical => self.critical,
            Severity::Major => self.major,
            Severity::Minor => self.minor,
            Severity::Neutral => self.neutral,
        }
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.critical + self.major + self.minor + self.neutral
    }

    pub(super) fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Critical => self.critical += 1,
            Severity::Major => self.major += 1,
            Severity::Minor => self.minor += 1,
            Severity::Neutral => self.neutral += 1,
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.critical += other.critical;
        self.major += other.major;
        self.minor += other.minor;
        self.neutral += other.neutral;
    }
}
