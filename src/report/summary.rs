//! The report in one line.

use std::fmt::Write;

use super::{Report, SEVERITIES, Suppressed};
use crate::text::plural;

/// The last line: counts for each severity, and how much was aligned.
pub fn summary(report: &Report) -> String {
    let counts: Vec<_> = SEVERITIES
        .iter()
        .filter_map(|(_, name)| {
            report
                .summary
                .findings
                .get(name)
                .filter(|&&count| count > 0)
                .map(|count| format!("{count} {name}"))
        })
        .collect();
    let total: usize = report.summary.findings.values().sum();
    let mut line = match (total, counts.as_slice()) {
        (0, _) => "no findings".to_owned(),
        (1, [one]) => format!("{one} finding"),
        (_, [one]) => format!("{one} findings"),
        (_, counts) => format!("{total} findings: {}", counts.join(", ")),
    };
    let _ = write!(line, "; {}", plural(report.documents.len(), "document"));
    let passages = report.summary.passages;
    if passages.of > 0 {
        let _ = write!(
            line,
            ", {} of {} passages of the versions aligned ({} %)",
            passages.aligned,
            passages.of,
            passages.aligned * 100 / passages.of
        );
    }
    let left_out: Vec<_> = report
        .summary
        .suppressed
        .iter()
        .map(|(&by, count)| format!("{count} {}", left_out_by(by)))
        .collect();
    if !left_out.is_empty() {
        let _ = write!(line, "; left out: {}", left_out.join(", "));
    }
    line
}

fn left_out_by(what: Suppressed) -> &'static str {
    match what {
        Suppressed::Comment => "by comments",
        Suppressed::Configuration => "by the configuration",
        Suppressed::Baseline => "in the baseline",
        Suppressed::Unchanged => "in passages that were not touched",
    }
}
