//! missing-content: a sentence or clause of an aligned passage that the translation does not have
//!
//! ## What it does
//! Looks inside passages that are lined up. Reports a sentence of the source that nothing in the
//! translation stands for, a bracket whose content was lost, and the lost end or clause of a sentence,
//! where the length and what the lost words claim both say so.
//!
//! ## Why it matters
//! A dropped clause leaves no trace: what remains is a sound sentence.
//!
//! ## Example
//! ```text
//! en: The dam (built in 1962) is safe. Engineers inspect it twice a year.
//! es: La presa es segura.
//! ```
//!
//! ## Not reported
//! - What stands in the sentence before or after: sentences are cut and joined in translation.
//! - An original measure in brackets beside the converted one: `72 km (45 miles)`.
//! - Whole passages: `missing-passage` reports them.

use super::prose::{self, Side};
use super::{Category, Check, Draft, Meta, Pair, Role, Severity};
use crate::text::{Span, fold, shorten};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct MissingContent;

static META: Meta = Meta {
    name: "missing-content",
    category: Category::Omission,
    severity: Severity::Major,
    source: include_str!("missing_content.rs"),
};

impl Check for MissingContent {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        found.extend(sentences(pair));
    }
}

/// Where the source has something that the target lacks.
pub(super) fn places(pair: &Pair<'_>) -> Vec<Span> {
    let mut drafts = Vec::new();
    MissingContent.pair(pair, &mut drafts);
    let places = drafts.iter().flat_map(|draft| &draft.places);
    places
        .filter(|(role, _)| *role == Role::Source)
        .map(|&(_, span)| span)
        .collect()
}

/// Sentences of the source without a counterpart, inside passages that have one.
fn sentences(pair: &Pair<'_>) -> Vec<Draft> {
    let ratio = prose::length_ratio(pair);
    let beads = pair.beads();
    let mut drafts = Vec::new();
    for (number, bead) in beads.iter().enumerate() {
        if bead.source.is_empty()
            || !bead.target.is_empty()
            || bead.score < 0.5
            || stands_beside(pair, number, ratio)
        {
            continue;
        }
        let Some(span) = pair
            .source
            .span_of(bead.source.clone())
            .filter(|&span| is_inside(pair, span))
        else {
            continue;
        };
        drafts.push(lost(pair, span, bead.target.start, bead.score, "sentence"));
    }
    drafts
}

/// Whether a place of the source stands in a passage that has a counterpart.
fn is_inside(pair: &Pair<'_>, span: Span) -> bool {
    let Some(passage) = prose::passage_at(&pair.source, span) else {
        return false;
    };
    let beads = pair.passage_beads();
    let bead = beads.iter().find(|bead| bead.source.contains(&passage));
    bead.is_some_and(|bead| bead.is_matched() && bead.score >= 0.5)
}

/// Whether a neighbouring bead's target is longer than its source explains, by about as much as is missing.
fn stands_beside(pair: &Pair<'_>, number: usize, ratio: f64) -> bool {
    let letters = |text: &super::Text<'_>, segments| {
        let span = text.span_of(segments);
        span.map_or(0.0, |span| {
            f64::from(u32::try_from(prose::letters(text.str(span))).unwrap_or(u32::MAX))
        })
    };
    let beads = pair.beads();
    let wanted = letters(&pair.source, Side::Source.of(&beads[number])) * ratio;
    let neighbours = [number.checked_sub(1), Some(number + 1)]
        .into_iter()
        .flatten()
        .filter_map(|at| beads.get(at));
    neighbours.filter(|bead| bead.is_matched()).any(|bead| {
        let surplus = letters(&pair.target, bead.target.clone())
            - letters(&pair.source, bead.source.clone()) * ratio;
        surplus >= 0.6 * wanted
    })
}

/// The finding about words of the source that are lost; `at` is the target segment before which they would stand.
fn lost(pair: &Pair<'_>, span: Span, at: usize, score: f64, noun: &str) -> Draft {
    let text = pair.source.str(span);
    let message = format!(
        "the {noun} {} is missing in {}",
        prose::quote(text),
        prose::version(&pair.target)
    );
    let severity = if prose::letters(text) >= 40 {
        Severity::Major
    } else {
        Severity::Minor
    };
    let mut draft = Draft::new(
        severity,
        score.clamp(0.3, 0.95),
        message,
        Role::Source,
        span,
    );
    let segments = pair.target.document.segments();
    if let Some(segment) = segments.get(at.saturating_sub(1)).or(segments.first()) {
        draft = draft.and(Role::Target, segment.span);
    }
    draft.value(shorten(&fold(text), 60)).value("")
}
