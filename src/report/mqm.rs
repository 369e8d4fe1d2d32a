//! The MQM-style figure: penalty points by severity, for each 1000 words. It informs; the gate counts findings.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Finding, SEVERITIES, severity_name};
use crate::checks::{Category, Origin, Severity};

/// The figure, and what makes it up.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Mqm {
    /// Penalty points (0, 1, 5, 25) for each 1000 words of the versions checked against a source; inherited findings stay out.
    pub penalty_per_1000_words: f64,
    /// Those words.
    pub words: usize,
    /// The same for each category that has findings.
    pub by_category: BTreeMap<&'static str, ByCategory>,
}

/// What one category adds to the figure.
#[derive(Debug, Clone, Serialize)]
pub struct ByCategory {
    /// Its findings for each severity, without inherited ones and those of the source.
    pub findings: BTreeMap<&'static str, usize>,
    /// Their penalty points.
    pub penalty: u64,
    /// For each 1000 words.
    pub penalty_per_1000_words: f64,
}

impl Mqm {
    /// Takes one more finding in.
    pub fn add(&mut self, finding: &Finding) {
        if !counts(finding) {
            return;
        }
        let category = self
            .by_category
            .entry(finding.category)
            .or_insert_with(|| ByCategory {
                findings: SEVERITIES.iter().map(|&(_, name)| (name, 0)).collect(),
                penalty: 0,
                penalty_per_1000_words: 0.0,
            });
        *category
            .findings
            .entry(severity_name(finding.severity))
            .or_insert(0) += 1;
        category.penalty += points(finding.severity);
    }

    /// Works the figures out over `words` words of versions that were checked against a source.
    pub fn finish(&mut self, words: usize) {
        for category in self.by_category.values_mut() {
            category.penalty_per_1000_words = per_1000(category.penalty, words);
        }
        let all = self.by_category.values();
        let penalty = all.map(|category| category.penalty).sum();
        self.penalty_per_1000_words = per_1000(penalty, words);
        self.words = words;
    }
}

/// What the source says too is not the translation's.
fn counts(finding: &Finding) -> bool {
    let translation = match finding.origin {
        Some(Origin::Inherited | Origin::Source) => false,
        Some(Origin::Introduced) | None => true,
    };
    translation && finding.category != Category::SourceIssue.path()
}

/// The usual MQM multipliers.
fn points(severity: Severity) -> u64 {
    match severity {
        Severity::Neutral => 0,
        Severity::Minor => 1,
        Severity::Major => 5,
        Severity::Critical => 25,
    }
}

/// Rounded to a tenth.
fn per_1000(penalty: u64, words: usize) -> f64 {
    if words == 0 {
        return 0.0;
    }
    let share = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    (share(penalty) * 10_000.0 / share(words as u64)).round() / 10.0
}
