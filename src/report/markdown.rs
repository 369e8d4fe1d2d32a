//! A short table in Markdown, for a job's summary page or a comment on a pull request.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::scope::{gravest_first, name, one_line};
use super::summary::summary;
use super::{Finding, Report, severity_name};
use crate::text::shorten;

/// A comment on GitHub has at most 65,536 characters.
const MOST: usize = 60_000;

/// Characters of a finding's sentence.
const MESSAGE: usize = 400;

/// Places of a finding.
const PLACES: usize = 4;

/// Writes the counts, and the findings as a table with the gravest first, as far as a comment can hold them.
pub fn to_markdown(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut text = format!("**cotejo**: {}", escaped(&summary(report)));
    if !report.notices.is_empty() {
        text.push('\n');
    }
    for notice in &report.notices {
        let about = notice
            .path
            .as_ref()
            .map_or_else(String::new, |path| format!("`{}`: ", code(path)));
        let kind = if notice.trouble {
            "could not check"
        } else {
            "note"
        };
        let line = format!(
            "\n- {kind}: {about}{}",
            escaped(&shorten(&notice.message, MESSAGE))
        );
        if text.len() + line.len() > MOST / 4 {
            text.push_str("\n- and more: the full report has them");
            break;
        }
        text.push_str(&line);
    }
    let findings = gravest_first(report);
    if !findings.is_empty() {
        text.push_str("\n\n| severity | rule | where | finding |\n|---|---|---|---|");
    }
    let mut shown = 0;
    for finding in &findings {
        let line = row(finding);
        if text.len() + line.len() > MOST {
            break;
        }
        text.push_str(&line);
        shown += 1;
    }
    if shown < findings.len() {
        let _ = write!(
            text,
            "\n\nand {} more: the full report has them.",
            findings.len() - shown
        );
    }
    writeln!(out, "{}", text.trim_end())
}

fn row(finding: &Finding) -> String {
    let mut places: Vec<String> = Vec::new();
    for place in &finding.locations {
        let path = name(&place.document).unwrap_or_default();
        let place = format!("`{}`", code(&format!("{path}:{}", place.line)));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    if places.len() > PLACES {
        places.truncate(PLACES);
        places.push("…".to_owned());
    }
    format!(
        "\n| {} | `{}` | {} | {} |",
        severity_name(finding.severity),
        finding.rule,
        places.join("<br>"),
        escaped(&shorten(&finding.message, MESSAGE))
    )
}

/// Text of an article as text: no markup, no links, and nobody is called by an `@`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in one_line(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '!' => out.extend(['\\', c]),
            // Nothing that shows stands between, yet it is no longer a name or a number of an issue.
            '@' | '#' => out.extend([c, '\u{200b}']),
            c => out.push(c),
        }
    }
    out.replace("://", ":\u{200b}//")
}

/// A path inside a code span of a table.
fn code(text: &str) -> String {
    one_line(text).replace('`', "'").replace('|', "¦")
}
