//! When a run fails: counts per severity decide, not the MQM figure.

use super::Report;
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

impl Gate {
    /// Whether the report reaches the gate.
    pub fn is_reached(self, report: &Report) -> bool {
        report
            .findings
            .iter()
            .flatten()
            .any(|finding| self.fails(finding.severity))
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
