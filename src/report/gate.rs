//! When a run fails: counts per severity decide, not the MQM figure.

use super::{Report, SEVERITIES};
use crate::checks::Severity;

/// The severity from which on a finding fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gate {
    /// Nothing does.
    Never,
    /// This severity and graver ones.
    At(Severity),
    /// The default: major.
    #[default]
    Major,
}

/// How many findings of a severity may be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The severity.
    pub severity: Severity,
    /// The greatest number that passes.
    pub most: usize,
}

impl Gate {
    /// Whether the report reaches the gate: the counts of its summary decide.
    pub fn is_reached(self, report: &Report) -> bool {
        self.is_reached_within(report, &[])
    }

    /// The same where some severities are counted: of these, more than the limit fail the run, and no fewer do.
    pub fn is_reached_within(self, report: &Report, limits: &[Limit]) -> bool {
        let least = match self {
            Self::Never => return false,
            Self::At(severity) => severity,
            Self::Major => Severity::Major,
        };
        SEVERITIES.iter().any(|&(severity, name)| {
            let count = report.summary.findings.get(name).copied().unwrap_or(0);
            match limits.iter().find(|limit| limit.severity == severity) {
                Some(limit) => count > limit.most,
                None => severity >= least && count > 0,
            }
        })
    }

    /// Whether a finding of this severity is one that fails the run.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Never => false,
            Self::At(least) => severity >= least,
            Self::Major => severity >= Severity::Major,
        }
    }
}
