//! table-mismatch: a table with other columns, rows that ran together, or cells that are empty or changed places
//!
//! ## What it does
//! In Markdown, compares tables that are lined up: how many columns they have, rows that became one, a cell that is
//! empty in one version only, and values that changed places within a row.
//!
//! ## Why it matters
//! In a table the place of a value is what it means: the right numbers in the wrong columns are wrong, and no list of
//! the row's numbers shows it.
//!
//! ## Example
//! ```text
//! en: | Line | Trains a day | Delayed |
//! en: |------|--------------|---------|
//! en: | North | 84 | 12 |
//! es: | Línea | Trenes al día | Con retraso |
//! es: |-------|---------------|-------------|
//! es: | Norte | 12 | 84 |
//! ```
//!
//! ## Not reported
//! - A row that is missing or added altogether: `missing-passage` and `added-passage` say so.
//! - Columns that stand in another order throughout: most rows have them changed alike.
//! - Cells that hold a dash where the other version holds nothing.
//! - Tables in HTML or drawn with characters.

use std::collections::BTreeMap;

use super::prose;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::article::Kind;
use crate::document::{Block, BlockKind};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct TableMismatch;

static META: Meta = Meta {
    name: "table-mismatch",
    category: Category::Markup,
    severity: Severity::Major,
};

impl Check for TableMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        if pair.kind != Kind::Translation {
            return;
        }
        let (source, target) = (rows(&pair.source), rows(&pair.target));
        if source.is_empty() || target.is_empty() {
            return;
        }
        let mut tables: BTreeMap<(usize, usize), Vec<(&Row<'_>, &Row<'_>)>> = BTreeMap::new();
        for bead in pair.passage_beads() {
            if !bead.is_matched() || bead.score < 0.5 {
                continue;
            }
            let of = |rows: &'_ BTreeMap<usize, Row<'_>>, range: std::ops::Range<usize>| -> usize {
                range.filter(|number| rows.contains_key(number)).count()
            };
            let (from, to) = (
                of(&source, bead.source.clone()),
                of(&target, bead.target.clone()),
            );
            let all = from == bead.source.len() && to == bead.target.len();
            match (
                source.get(&bead.source.start),
                target.get(&bead.target.start),
            ) {
                (Some(one), Some(other)) if from == 1 && to == 1 && all => {
                    tables
                        .entry((one.table, other.table))
                        .or_default()
                        .push((one, other));
                }
                (Some(one), Some(other)) if all && from != to => {
                    found.push(merged(pair, one, other, from, to));
                }
                (_, _) => {}
            }
        }
        for pairs in tables.values() {
            compare(pair, pairs, found);
        }
    }
}

/// A row of a table in Markdown.
#[derive(Debug)]
struct Row<'a> {
    /// The table's number in its document.
    table: usize,
    /// How many columns its table has: as many as its first row.
    columns: usize,
    span: Span,
    cells: Vec<&'a str>,
}

/// The rows of a document's tables, by the number of their passage.
fn rows<'a>(text: &Text<'a>) -> BTreeMap<usize, Row<'a>> {
    let mut out: BTreeMap<usize, Row<'a>> = BTreeMap::new();
    let (mut table, mut columns, mut end) = (0, 0, None);
    for (number, block) in text.document.passages().enumerate() {
        if block.kind != BlockKind::TableRow {
            continue;
        }
        let Some((line, range)) = line_of(text, block) else {
            continue;
        };
        let cells = cells(line);
        let source = text.document.source().decoded();
        let goes_on = end.is_some_and(|end| {
            let between = source.get(end..range.start()).unwrap_or_default();
            // Only the line under the header may stand between two rows.
            between.matches('\n').count() == 1 + usize::from(!between.trim().is_empty())
        });
        if !goes_on {
            table += 1;
            columns = cells.len();
        }
        end = Some(range.end());
        let span = block.span;
        out.insert(
            number,
            Row {
                table,
                columns,
                span,
                cells,
            },
        );
    }
    out
}

/// The line of the file that a row stands on, where it is one of cells with bars between.
fn line_of<'a>(text: &Text<'a>, block: &Block) -> Option<(&'a str, Span)> {
    let source = text.document.source();
    let (decoded, place) = (source.decoded(), source.in_decoded(block.span));
    let from = decoded
        .get(..place.start())?
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let to = decoded
        .get(place.start()..)?
        .find('\n')
        .map_or(decoded.len(), |at| place.start() + at);
    let line = decoded.get(from..to)?;
    line.contains('|').then(|| (line, Span::new(from, to)))
}

/// The cells of a line. A bar behind a backslash parts none.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let ends = line.ends_with('|') && !line.ends_with("\\|");
    let line = if ends {
        line.strip_suffix('|').unwrap_or(line)
    } else {
        line
    };
    let mut out = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (at, c) in line.char_indices() {
        if c == '|' && !escaped {
            out.push(line.get(from..at).unwrap_or_default().trim());
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    out.push(line.get(from..).unwrap_or_default().trim());
    out
}

fn merged(pair: &Pair<'_>, one: &Row<'_>, other: &Row<'_>, from: usize, to: usize) -> Draft {
    let english = prose::the_source(pair);
    let quote = prose::quote(pair.target.str(other.span));
    let message = format!("{from} rows of the table in {english} are {to} here: {quote}");
    Draft::new(Severity::Minor, 0.75, message, Role::Target, other.span)
        .and(Role::Source, one.span)
        .value(from.to_string())
        .value(to.to_string())
}

/// What differs between the aligned rows of two tables.
fn compare(pair: &Pair<'_>, rows: &[(&Row<'_>, &Row<'_>)], found: &mut Vec<Draft>) {
    let Some(&(one, other)) = rows.first() else {
        return;
    };
    let english = prose::the_source(pair);
    if one.columns != other.columns {
        // One aligned row may be chance; two rows are a table.
        if rows.len() > 1 {
            let message = format!(
                "the table has {} columns here and {} in {english}",
                other.columns, one.columns
            );
            let columns = [one.columns.to_string(), other.columns.to_string()];
            found.push(at_rows(
                Severity::Minor,
                0.85,
                message,
                (one, other),
                &columns,
            ));
        }
        return;
    }
    for &(one, other) in rows {
        if let Some((severity, message, values)) = emptied(&english, one, other) {
            found.push(at_rows(severity, 0.75, message, (one, other), &values));
        }
    }
    let swaps: Vec<_> = rows.iter().map(|(one, other)| swap(one, other)).collect();
    for (&(one, other), swapped) in rows.iter().zip(&swaps) {
        let Some((a, b)) = *swapped else { continue };
        let alike = swaps.iter().filter(|same| **same == Some((a, b))).count();
        if alike > 1 && alike * 2 > rows.len().saturating_sub(1) {
            continue;
        }
        let message = format!(
            "“{}” and “{}” changed places in this row of the table",
            other.cells[a], other.cells[b]
        );
        let values = [one.cells[a].to_owned(), other.cells[a].to_owned()];
        found.push(at_rows(
            Severity::Major,
            0.85,
            message,
            (one, other),
            &values,
        ));
    }
}

fn at_rows(
    severity: Severity,
    confidence: f64,
    message: String,
    (one, other): (&Row<'_>, &Row<'_>),
    values: &[String; 2],
) -> Draft {
    let mut draft = Draft::new(severity, confidence, message, Role::Target, other.span)
        .and(Role::Source, one.span);
    draft.values = values.to_vec();
    draft
}

/// A cell that only one version fills.
fn emptied(
    english: &str,
    one: &Row<'_>,
    other: &Row<'_>,
) -> Option<(Severity, String, [String; 2])> {
    let cell = |row: &Row<'_>, at: usize| row.cells.get(at).map_or("", |cell| *cell).to_owned();
    let says = |cell: &str| cell.chars().any(char::is_alphanumeric);
    (0..one.columns).find_map(|at| {
        let (from, to) = (cell(one, at), cell(other, at));
        let message = match (from.is_empty(), to.is_empty()) {
            (false, true) if says(&from) => format!(
                "cell {} of this row is empty here, in {english} it says {}",
                at + 1,
                prose::quote(&from)
            ),
            (true, false) if says(&to) => format!(
                "cell {} of this row says {} and is empty in {english}",
                at + 1,
                prose::quote(&to)
            ),
            (_, _) => return None,
        };
        Some((Severity::Minor, message, [from, to]))
    })
}

/// Two columns of numbers whose values changed places in a row.
fn swap(one: &Row<'_>, other: &Row<'_>) -> Option<(usize, usize)> {
    let value = |row: &Row<'_>, at: usize| row.cells.get(at).and_then(|cell| digits(cell));
    (0..one.columns).find_map(|a| {
        let (from, to) = (value(one, a)?, value(other, a)?);
        if from == to {
            return None;
        }
        (a + 1..one.columns).find_map(|b| {
            let crossed = value(one, b)? == to && value(other, b)? == from;
            crossed.then_some((a, b))
        })
    })
}

/// The digits of a cell that holds a number and at most a short unit.
fn digits(cell: &str) -> Option<String> {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    (!digits.is_empty() && letters <= 4).then_some(digits)
}
