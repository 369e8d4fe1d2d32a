//! Counts by severity: chips, and bars in a table that says the same in figures.

use maud::{Markup, PreEscaped, html};

use super::row::Counts;
use crate::checks::Severity;
use crate::report::{SEVERITIES, severity_name};
use crate::text::real;

/// The shape that stands for a severity beside its name, so that colour is never alone.
fn shape(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => r#"<path d="M6 0 12 6 6 12 0 6Z"/>"#,
        Severity::Major => r#"<path d="M6 1 12 11.5H0Z"/>"#,
        Severity::Minor => r#"<circle cx="6" cy="6" r="5"/>"#,
        Severity::Neutral => {
            r#"<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.6"/>"#
        }
    }
}

/// A severity as a shape and its name.
pub(super) fn severity(severity: Severity) -> Markup {
    html! {
        span.sev.(severity_name(severity)) {
            svg viewBox="0 0 12 12" aria-hidden="true" { (PreEscaped(shape(severity))) }
            (severity_name(severity))
        }
    }
}

/// The counts that are not zero, the gravest first.
pub(super) fn counts(counts: &Counts) -> Markup {
    html! {
        @if counts.total() == 0 {
            span.none { "no findings" }
        } @else {
            ul.counts {
                @for (level, _) in SEVERITIES {
                    @if counts.of(level) > 0 {
                        li {
                            b { (counts.of(level)) } " "
                            (severity(level))
                        }
                    }
                }
            }
        }
    }
}

/// A bar for each row, in proportion to the largest, cut by severity; `name` prints the row's heading.
pub(super) fn bars<'a>(
    title: &str,
    what: &str,
    rows: &[(&'a str, Counts)],
    name: &dyn Fn(&'a str) -> Markup,
) -> Markup {
    let most = rows
        .iter()
        .map(|(_, counts)| counts.total())
        .max()
        .unwrap_or(1)
        .max(1);
    let present: Vec<Severity> = SEVERITIES
        .iter()
        .map(|&(severity, _)| severity)
        .filter(|&severity| rows.iter().any(|(_, counts)| counts.of(severity) > 0))
        .collect();
    html! {
        table.bars {
            caption { (title) }
            thead {
                tr {
                    th scope="col" { (what) }
                    td.bar-head aria-hidden="true" {}
                    @for &level in &present { th.figure scope="col" { (severity(level)) } }
                }
            }
            tbody {
                @for (key, counts) in rows {
                    tr {
                        th scope="row" { (name(key)) }
                        td.bar-cell aria-hidden="true" { (bar(counts, most)) }
                        @for &level in &present {
                            td.figure.zero[counts.of(level) == 0] { (counts.of(level)) }
                        }
                    }
                }
            }
        }
    }
}

fn bar(counts: &Counts, most: usize) -> Markup {
    let share = |count: usize| (real(count) * 1000.0 / real(most)).round() / 10.0;
    let mut left = 0;
    let parts: Vec<(Severity, f64, f64)> = SEVERITIES
        .iter()
        .filter(|&&(severity, _)| counts.of(severity) > 0)
        .map(|&(severity, _)| {
            let from = left;
            left += counts.of(severity);
            (severity, share(from), share(counts.of(severity)))
        })
        .collect();
    html! {
        svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" {
            @for (severity, x, width) in parts {
                rect.(severity_name(severity)) x=(x) y="0" width=(width) height="8" {}
            }
        }
    }
}
