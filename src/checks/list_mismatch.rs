//! list-mismatch: list items that are running text, run together, or of another kind in the other version
//!
//! ## What it does
//! In Markdown, where the text itself says what is a list: items that are lined up with running text, several items that
//! became one, a numbered list that is lined up with a bulleted one, and items on another level.
//!
//! ## Why it matters
//! Steps are followed one by one and counted. Items that ran together are skipped by readers, and a number that is
//! gone breaks every "see step 3".
//!
//! ## Example
//! ```text
//! en: 1. Switch the router off.
//! en: 2. Wait for ten seconds.
//! es: - Apague el enrutador.
//! es: - Espere diez segundos.
//! ```
//!
//! ## Not reported
//! - An item that is missing or added altogether: `missing-passage` and `added-passage` say so.
//! - Plain text, where what is an item is a guess.
//! - Other bullets (`*` for `-`), other numbers, other indentation of the same level.
//! - Lists that another notation makes (HTML), where the other version has a list too.
//! - The same difference item after item: it is one finding.

use super::prose;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::align::Bead;
use crate::article::Kind;
use crate::document::{BlockKind, Format};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct ListMismatch;

static META: Meta = Meta {
    name: "list-mismatch",
    category: Category::Markup,
    severity: Severity::Minor,
};

impl Check for ListMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let is_markdown = |text: &Text<'_>| match text.document.format() {
            Format::Markdown => true,
            Format::Text => false,
        };
        if pair.kind != Kind::Translation
            || !is_markdown(&pair.source)
            || !is_markdown(&pair.target)
        {
            return;
        }
        let (source, target) = (items(&pair.source), items(&pair.target));
        let mut last: Option<(usize, Change)> = None;
        for (at, bead) in pair.passage_beads().iter().enumerate() {
            if !bead.is_matched() || bead.score < 0.5 {
                continue;
            }
            let Some(change) = change(&source, &target, bead) else {
                continue;
            };
            if !is_whole(pair, bead) {
                continue;
            }
            let goes_on = last.is_some_and(|(before, same)| before + 1 == at && same == change);
            last = Some((at, change));
            if !goes_on || change == Change::Merged || change == Change::Split {
                found.extend(draft(pair, bead, change));
            }
        }
    }
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Number,
    Bullet,
    /// By HTML, or not to be told.
    Other,
}

/// What a passage is to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// An item and its level, from 1.
    Item(Marker, usize),
    /// A paragraph that belongs to no item.
    Running,
    /// Anything else.
    Aside,
}

/// In what the lists of two aligned places differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    ToText,
    FromText,
    Merged,
    Split,
    ToBullets,
    ToNumbers,
    Level(usize, usize),
}

/// What every passage of a document is to a list.
fn items(text: &Text<'_>) -> Vec<Place> {
    let mut open: Vec<usize> = Vec::new();
    let mut out = Vec::with_capacity(text.document.passage_count());
    for block in text.document.passages() {
        let before = line_before(text, block.span);
        let indent = before
            .chars()
            .take_while(|c| c.is_whitespace() || *c == '>')
            .count();
        out.push(match block.kind {
            BlockKind::ListItem => {
                while open.last().is_some_and(|&outer| outer >= indent) {
                    open.pop();
                }
                open.push(indent);
                Place::Item(marker(before), open.len())
            }
            // Text of an item stands further in than the item.
            BlockKind::Paragraph if open.first().is_some_and(|&outer| indent > outer) => {
                Place::Aside
            }
            BlockKind::Paragraph => {
                open.clear();
                Place::Running
            }
            BlockKind::Heading(_)
            | BlockKind::Caption
            | BlockKind::TableRow
            | BlockKind::Byline
            | BlockKind::Dateline
            | BlockKind::Code
            | BlockKind::FrontMatter
            | BlockKind::Shortcode
            | BlockKind::Furniture => Place::Aside,
        });
    }
    out
}

/// What stands before a passage on its line of the file.
fn line_before<'a>(text: &Text<'a>, span: Span) -> &'a str {
    let source = text.document.source();
    let start = source
        .in_decoded(Span::new(span.start(), span.start()))
        .start();
    let before = source.decoded().get(..start).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default()
}

fn marker(before: &str) -> Marker {
    let mark = before.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let digits = mark.bytes().take_while(u8::is_ascii_digit).count();
    let behind = mark.get(digits..).and_then(|rest| rest.chars().next());
    match (digits, behind) {
        (0, Some('-' | '*' | '+')) => Marker::Bullet,
        (0, _) => Marker::Other,
        (_, Some('.' | ')')) => Marker::Number,
        (_, _) => Marker::Other,
    }
}

fn change(source: &[Place], target: &[Place], bead: &Bead) -> Option<Change> {
    let (from, to) = (
        source.get(bead.source.clone())?,
        target.get(bead.target.clone())?,
    );
    let is_item = |place: &Place| matches!(place, Place::Item(..));
    match (from, to) {
        (&[Place::Item(from, level)], &[Place::Item(to, other)]) => match (from, to) {
            (Marker::Number, Marker::Bullet) => Some(Change::ToBullets),
            (Marker::Bullet, Marker::Number) => Some(Change::ToNumbers),
            (Marker::Other, _) | (_, Marker::Other) => None,
            (Marker::Number, Marker::Number) | (Marker::Bullet, Marker::Bullet) => {
                (level != other).then_some(Change::Level(level, other))
            }
        },
        (from, [Place::Running]) if from.iter().all(is_item) => Some(Change::ToText),
        ([Place::Running], to) if to.iter().all(is_item) => Some(Change::FromText),
        (from, [Place::Item(..)]) if from.len() > 1 && from.iter().all(is_item) => {
            Some(Change::Merged)
        }
        ([Place::Item(..)], to) if to.len() > 1 && to.iter().all(is_item) => Some(Change::Split),
        (_, _) => None,
    }
}

/// Whether both sides of a bead say as much: where an item was left out, nothing ran together.
fn is_whole(pair: &Pair<'_>, bead: &Bead) -> bool {
    /// How much of what is expected must stand on either side.
    const MOST: f64 = 0.75;
    let source = prose::passage_letters(&pair.source, bead.source.clone());
    let target = prose::passage_letters(&pair.target, bead.target.clone());
    let wanted = source * prose::length_ratio(pair);
    bead.source.len() == bead.target.len() || (target >= wanted * MOST && wanted >= target * MOST)
}

fn draft(pair: &Pair<'_>, bead: &Bead, change: Change) -> Option<Draft> {
    let span = |text: &Text<'_>, range: &std::ops::Range<usize>| {
        let first = text.document.passage(range.start).span;
        let last = text.document.passage(range.end.checked_sub(1)?).span;
        Some(first.cover(last))
    };
    let target = span(&pair.target, &bead.target)?;
    let source = span(&pair.source, &bead.source)?;
    let quote = prose::quote(pair.target.str(target));
    let english = prose::the_source(pair);
    let (items, parts) = (bead.source.len(), bead.target.len());
    let message = match change {
        Change::ToText => format!("{quote} is running text here and a list in {english}"),
        Change::FromText => format!("{quote} is a list here and running text in {english}"),
        Change::Merged => format!("{items} items of the list in {english} are one here: {quote}"),
        Change::Split => format!("one item of the list in {english} is {parts} here: {quote}"),
        Change::ToBullets => format!("the list is numbered in {english} and not here: {quote}"),
        Change::ToNumbers => format!("the list is numbered here and not in {english}: {quote}"),
        Change::Level(from, to) => {
            format!(
                "the item {quote} is on level {to} of the list here and on level {from} in {english}"
            )
        }
    };
    let draft = Draft::new(Severity::Minor, 0.8, message, Role::Target, target);
    Some(
        draft
            .and(Role::Source, source)
            .value(format!("{change:?}"))
            .value(items.to_string()),
    )
}
