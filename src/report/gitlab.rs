//! GitLab's Code Quality report: the subset of Code Climate's that GitLab reads.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::scope::name;
use super::{Report, Root};
use crate::checks::Severity;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Place,
}

#[derive(Serialize)]
struct Place {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes the findings, in the order of the report; paths are told from `root`.
pub fn to_gitlab(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    // Two articles may hold the same passage: GitLab would show one of two issues that share a fingerprint.
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let issues: Vec<_> = report
        .findings
        .iter()
        .flatten()
        .filter_map(|finding| {
            let place = finding.locations.first()?;
            let times = seen.entry(&finding.fingerprint).or_insert(0);
            *times += 1;
            Some(Issue {
                description: &finding.message,
                check_name: finding.rule,
                fingerprint: match times {
                    1 => finding.fingerprint.clone(),
                    times => format!("{}-{times}", finding.fingerprint),
                },
                severity: severity(finding.severity),
                location: Place {
                    path: root.relative(name(&place.document)?).into_owned(),
                    lines: Lines {
                        begin: place.line,
                        end: place.end_line,
                    },
                },
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    out.write_all(b"\n")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Major => "major",
        Severity::Minor => "minor",
        Severity::Neutral => "info",
    }
}
