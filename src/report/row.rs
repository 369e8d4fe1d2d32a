//! A finding as one row of a table, for those who sort and filter.

use super::scope::{Scopes, name};
use super::{DocumentId, Finding, Location, Report, severity_name};
use crate::checks::{Origin, Role};

/// What the columns of a row are called: for programs, and at the head of a sheet.
pub(super) const COLUMNS: [(&str, &str); 18] = [
    ("article", "Article"),
    ("rule", "Rule"),
    ("category", "Category"),
    ("severity", "Severity"),
    ("confidence", "Confidence"),
    ("origin", "Origin"),
    ("odd_one_out", "Odd one out"),
    ("message", "Finding"),
    ("source_path", "Source file"),
    ("source_line", "Line"),
    ("source_column", "Column"),
    ("source_text", "Source text"),
    ("target_path", "Version"),
    ("target_line", "Line"),
    ("target_column", "Column"),
    ("target_text", "Text of the version"),
    ("other_places", "Other places"),
    ("fingerprint", "Fingerprint"),
];

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Count(usize),
    Share(f64),
    Empty,
}

impl Cell {
    fn text(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }

    fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

/// The cells of a finding, in the order of [`COLUMNS`].
pub(super) fn cells(finding: &Finding, scopes: &Scopes<'_>) -> [Cell; COLUMNS.len()] {
    let scope = scopes.of(finding);
    let in_source = |location: &&Location| match location.role {
        Role::Source => true,
        Role::Target => false,
        Role::Text => name(&location.document) == Some(scope.source),
    };
    let source: Vec<_> = finding.locations.iter().filter(in_source).collect();
    let target: Vec<_> = finding
        .locations
        .iter()
        .filter(|location| !in_source(location) && name(&location.document) == scope.target)
        .collect();
    let others: Vec<_> = finding
        .locations
        .iter()
        .filter(|location| !in_source(location) && name(&location.document) != scope.target)
        .map(|location| {
            let path = name(&location.document).unwrap_or_default();
            format!("{path}:{}:{}", location.line, location.column)
        })
        .collect();
    let [source_line, source_column, source_text] = place(&source);
    let [target_line, target_column, target_text] = place(&target);
    let odd = match &finding.odd_one_out {
        Some(DocumentId::Name(path)) => Cell::text(path),
        Some(DocumentId::Number(number)) => Cell::Count(*number),
        None => Cell::Empty,
    };
    [
        Cell::maybe(scope.article),
        Cell::text(finding.rule),
        Cell::text(finding.category),
        Cell::text(severity_name(finding.severity)),
        Cell::Share(finding.confidence),
        Cell::maybe(finding.origin.map(origin_name)),
        odd,
        Cell::text(&finding.message),
        Cell::text(scope.source),
        source_line,
        source_column,
        source_text,
        Cell::maybe(scope.target),
        target_line,
        target_column,
        target_text,
        Cell::text(&others.join(", ")),
        Cell::text(&finding.fingerprint),
    ]
}

/// Line and column of the first place, and the texts of all of them.
fn place(locations: &[&Location]) -> [Cell; 3] {
    let Some(first) = locations.first() else {
        return [Cell::Empty, Cell::Empty, Cell::Empty];
    };
    let texts: Vec<_> = locations
        .iter()
        .map(|location| location.text.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    [
        Cell::Count(first.line),
        Cell::Count(first.column),
        Cell::text(&texts.join(" … ")),
    ]
}

/// The name of an origin.
pub(super) fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::Introduced => "introduced",
        Origin::Inherited => "inherited",
        Origin::Source => "source",
    }
}

/// The report and its articles, for [`cells`].
pub(super) fn rows(report: &Report) -> impl Iterator<Item = (&Finding, [Cell; COLUMNS.len()])> {
    let scopes = Scopes::new(report);
    report
        .findings
        .iter()
        .flatten()
        .map(move |finding| (finding, cells(finding, &scopes)))
}
