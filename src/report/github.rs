//! GitHub's workflow commands: an annotation for each finding, at its line.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::scope::{gravest_first, name, one_line};
use super::summary::summary;
use super::{Finding, Report, Root};
use crate::checks::Severity;

/// GitHub shows so many annotations of each kind for one step.
const SHOWN: usize = 10;

/// Writes a command for each finding, the gravest first, and a line with the counts; paths are told from `root`.
pub fn to_github(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    for notice in report.notices.iter().filter(|notice| notice.trouble) {
        let file = notice.path.as_ref().map_or_else(String::new, |path| {
            format!("file={},", property(&root.relative(path)))
        });
        writeln!(
            out,
            "::error {file}title=could not check::{}",
            data(&notice.message)
        )?;
    }
    for finding in gravest_first(report) {
        writeln!(out, "{}", command(finding, root))?;
    }
    for notice in report.notices.iter().filter(|notice| !notice.trouble) {
        let about = notice
            .path
            .as_ref()
            .map_or_else(String::new, |path| format!("{path}: "));
        writeln!(
            out,
            "note: {}",
            one_line(&format!("{about}{}", notice.message))
        )?;
    }
    let mut last = summary(report);
    let total = report.findings.iter().flatten().count();
    if total > SHOWN {
        let _ = write!(
            last,
            "; GitHub shows {SHOWN} annotations of each kind, the gravest here; all of them stand above"
        );
    }
    writeln!(out, "cotejo: {last}")
}

fn command(finding: &Finding, root: &Root) -> String {
    let kind = match finding.severity {
        Severity::Critical | Severity::Major => "error",
        Severity::Minor => "warning",
        Severity::Neutral => "notice",
    };
    let title = property(&format!("cotejo: {}", finding.rule));
    let Some(place) = finding.locations.first() else {
        return format!("::{kind} title={title}::{}", data(&finding.message));
    };
    let file = property(&root.relative(name(&place.document).unwrap_or_default()));
    // GitHub takes columns only for a place within one line.
    let columns = if place.line == place.end_line {
        format!(",col={},endColumn={}", place.column, place.end_column)
    } else {
        String::new()
    };
    let mut message = finding.message.clone();
    for other in finding.locations.get(1..).unwrap_or_default() {
        let path = root.relative(name(&other.document).unwrap_or_default());
        let _ = write!(
            message,
            "\n{path}:{}:{}: {}",
            other.line, other.column, other.text
        );
    }
    format!(
        "::{kind} file={file},line={},endLine={}{columns},title={title}::{}",
        place.line,
        place.end_line,
        data(&message)
    )
}

/// A message as the runner reads it back.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property as the runner reads it back.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
