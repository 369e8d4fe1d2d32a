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

impl Gate {
    /// Whether the report reaches the gate: the counts of its summary decide.
    pub fn is_reached(self, report: &Report) -> bool {
        let least = match self {
            Self::Never => return false,
            Self::At(severity) => severity,
            Self::Major => Severity::Major,
        };
        let mut graver = SEVERITIES.iter().filter(|(severity, _)| *severity >= least);
        graver.any(|(_, name)| report.summary.findings.get(name).is_some_and(|&n| n > 0))
    }
}
