//! Passages that stand in one version only: what `missing-passage` and `added-passage` share.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::duplicate_passage::is_running;
use super::prose;
use super::side::Side;
use super::{Draft, Pair, Severity, Text, coverage};
use crate::document::{Block, BlockKind};
use crate::facts::Value;
use crate::text::{Span, fold, shorten};

/// From this many letters on, a passage says something even where it names no number and nobody.
const SUBSTANCE: usize = 40;

/// Passages in a row that nothing in the other version stands for.
#[derive(Debug)]
pub(super) struct Gap {
    /// Numbers of the passages.
    pub(super) passages: Vec<usize>,
    /// How surely nothing stands for them.
    pub(super) score: f64,
    /// Where they would stand in the other version: the number of the passage that would follow.
    at: usize,
}

/// The gaps of one side, in order.
pub(super) fn gaps(pair: &Pair<'_>, side: Side) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let ratio = prose::length_ratio(pair);
    let repeated = OnceCell::new();
    let mut follows = false;
    for (number, bead) in pair.passage_beads().iter().enumerate() {
        let units = side.of(bead);
        let one_sided = side.other().of(bead).is_empty();
        if units.is_empty() {
            // What stands in the other version only does not part what is missing here.
            continue;
        }
        let moved = pair.bitext.moved.contains(&number);
        if !one_sided
            || moved
            || is_elsewhere(pair, side, &units)
            || is_unmatched(pair, side, &units)
            || !is_lost(pair, side, number, ratio)
        {
            follows = false;
            continue;
        }
        let text = side.text(pair);
        let repeated = repeated.get_or_init(|| repeated_passages(&text));
        let said: Vec<usize> = units
            .filter(|&unit| is_told(&text, unit) && !repeated.contains(&unit))
            .filter(|&unit| side == Side::Source || !pair.twice().is_translation(unit))
            .collect();
        if said.is_empty() {
            continue;
        }
        match gaps.last_mut().filter(|_| follows) {
            Some(gap) => {
                gap.passages.extend(said);
                gap.score = gap.score.min(bead.score);
            }
            None => gaps.push(Gap {
                passages: said,
                score: bead.score,
                at: side.other().of(bead).start,
            }),
        }
        follows = true;
    }
    gaps
}

/// Whether a passage is one whose lack anybody would notice: in the text's own language, with words.
fn is_told(text: &Text<'_>, number: usize) -> bool {
    let Some(block) = passage(text, number) else {
        return false;
    };
    let foreign = block
        .language
        .is_some_and(|language| text.language().is_some_and(|own| own != language));
    block.kind.is_passage() && !foreign && text.str(block.span).chars().any(char::is_alphanumeric)
}

/// Passages that say word for word what another one says: `duplicate-passage` reports them.
fn repeated_passages(text: &Text<'_>) -> BTreeSet<usize> {
    /// Words from which that rule reads passages that do not follow each other.
    const TELLING: usize = 6;
    let mut places: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (number, block) in text.document.passages().enumerate() {
        let words: Vec<String> = text
            .str(block.span)
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        if words.len() >= TELLING && is_running(block.kind) {
            places.entry(words).or_default().push(number);
        }
    }
    let several = places.into_values().filter(|places| places.len() > 1);
    several.flatten().collect()
}

/// Whether the passages' sentences found counterparts, if in other passages: they were split, joined or moved.
fn is_elsewhere(pair: &Pair<'_>, side: Side, passages: &Range<usize>) -> bool {
    let text = side.text(pair);
    let bead_of = |segment| match side {
        Side::Source => pair.bead_of_source(segment),
        Side::Target => pair.bead_of_target(segment),
    };
    let (mut all, mut matched) = (0, 0);
    for segment in segments(&text, passages) {
        let letters = text
            .document
            .segments()
            .get(segment)
            .map_or(0, |segment| prose::letters(text.str(segment.span)));
        let bead = bead_of(segment).and_then(|bead| pair.beads().get(bead));
        all += letters;
        if bead.is_some_and(|bead| bead.is_matched() && bead.score >= 0.5) {
            matched += letters;
        }
    }
    2 * matched > all
}

/// Whether the passages lie in a stretch that could not be matched: `unmatched-stretch` reports it.
fn is_unmatched(pair: &Pair<'_>, side: Side, passages: &Range<usize>) -> bool {
    let (text, all) = (side.text(pair), pair.stretches());
    segments(&text, passages).any(|segment| {
        let at = all.partition_point(|stretch| stretch.of(side).end <= segment);
        all.get(at)
            .is_some_and(|stretch| stretch.of(side).contains(&segment))
    })
}

fn segments(text: &Text<'_>, passages: &Range<usize>) -> impl Iterator<Item = usize> + use<> {
    let blocks: Vec<Range<usize>> = passages
        .clone()
        .filter_map(|number| passage(text, number))
        .map(|block| block.segments.clone())
        .collect();
    blocks.into_iter().flatten()
}

fn passage<'a>(text: &Text<'a>, number: usize) -> Option<&'a Block> {
    (number < text.document.passage_count()).then(|| text.document.passage(number))
}

/// Whether nothing stands for a one-sided bead: the alignment says so, and the words of the passages
/// beside it do not speak against it.
fn is_lost(pair: &Pair<'_>, side: Side, number: usize, ratio: f64) -> bool {
    let bead = &pair.passage_beads()[number];
    let (text, other) = (side.text(pair), side.other().text(pair));
    let Some(here) = text.passages_span(side.of(bead)) else {
        return false;
    };
    let at = side.other().of(bead).start;
    let near = other.passages_span(at.saturating_sub(1)..at + 1);
    // Positive where the other side lacks the words of the passage, negative where it has them.
    let weight = near.and_then(|near| coverage::weigh(pair, side, here, near));
    let taken_in = stands_beside(pair, side, number, ratio);
    match weight {
        Some(weight) if taken_in => weight >= 4.0,
        Some(_) if bead.score >= 0.7 => true,
        Some(weight) if bead.score >= 0.5 => weight >= -3.0,
        Some(weight) => bead.score >= 0.2 && weight >= 1.0,
        None => bead.score >= 0.5 && !taken_in,
    }
}

/// Whether a neighbour took the passage in: it is longer than its own counterpart explains, by about the
/// passage's length.
fn stands_beside(pair: &Pair<'_>, side: Side, bead: usize, ratio: f64) -> bool {
    let beads = pair.passage_beads();
    let (text, other) = (side.text(pair), side.other().text(pair));
    let scale = match side {
        Side::Source => ratio,
        Side::Target => 1.0 / ratio,
    };
    let wanted = prose::passage_letters(&text, side.of(&beads[bead])) * scale;
    let before = bead.checked_sub(1);
    let neighbours = [before, Some(bead + 1)]
        .into_iter()
        .flatten()
        .filter_map(|at| beads.get(at));
    neighbours.filter(|next| next.is_matched()).any(|next| {
        let explained = prose::passage_letters(&text, side.of(next)) * scale;
        let there = prose::passage_letters(&other, side.other().of(next));
        there - explained >= 0.6 * wanted
    })
}

/// Whether a fact tells something that a reader would miss.
pub(super) fn is_claim(value: &Value) -> bool {
    !matches!(
        value,
        Value::Quotation(_)
            | Value::Negation { .. }
            | Value::Stranded
            | Value::Currency { .. }
            | Value::RelativeDate(_)
    )
}

impl Gap {
    /// The finding. `missing` says in words what happened: `is missing in the Spanish version`.
    pub(super) fn draft(
        &self,
        pair: &Pair<'_>,
        side: Side,
        one: &str,
        many: &str,
    ) -> Option<Draft> {
        let text = side.text(pair);
        let first = passage(&text, *self.passages.first()?)?;
        let last = passage(&text, *self.passages.last()?)?;
        let span = first.span.cover(last.span);
        let quote = prose::quote(text.str(first.span));
        let message = match self.passages.len() {
            1 => format!("the {} {quote} {one}", noun(first.kind)),
            count => format!("{count} passages in a row {many}, from {quote} on"),
        };
        let value = shorten(&fold(text.str(span)), 60);
        let values = match side {
            Side::Source => [value, String::new()],
            Side::Target => [String::new(), value],
        };
        let mut draft = Draft::new(
            self.severity(&text),
            confidence(self.score),
            message,
            side.role(),
            span,
        );
        if let Some(place) = self.place(&side.other().text(pair)) {
            draft = draft.showing(side.other().role(), place);
        }
        draft.values = values.to_vec();
        Some(draft)
    }

    fn severity(&self, text: &Text<'_>) -> Severity {
        let grave = self.passages.iter().any(|&number| {
            passage(text, number)
                .is_some_and(|block| is_body(block.kind) && has_substance(text, block))
        });
        if grave {
            Severity::Major
        } else {
            Severity::Minor
        }
    }

    /// The sentence after which the passages would stand, or that would follow them at the very beginning.
    fn place(&self, other: &Text<'_>) -> Option<Span> {
        let before = self
            .at
            .checked_sub(1)
            .and_then(|number| passage(other, number));
        let segment = match before {
            Some(block) => block.segments.clone().next_back(),
            None => passage(other, self.at)?.segments.clone().next(),
        };
        Some(other.document.segments().get(segment?)?.span)
    }
}

/// A bead's score is its own; nothing that rests on alignment alone is surer than this.
fn confidence(score: f64) -> f64 {
    score.clamp(0.3, 0.97)
}

fn is_body(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableRow => true,
        BlockKind::Heading(_)
        | BlockKind::Caption
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Code
        | BlockKind::FrontMatter
        | BlockKind::Shortcode
        | BlockKind::Furniture => false,
    }
}

fn has_substance(text: &Text<'_>, block: &Block) -> bool {
    prose::letters(text.str(block.span)) >= SUBSTANCE
        || text
            .facts
            .within(block.span)
            .iter()
            .any(|fact| is_claim(&fact.value))
}

/// What a translator calls a block.
pub(super) fn noun(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Caption => "caption",
        BlockKind::ListItem => "list item",
        BlockKind::TableRow => "table row",
        BlockKind::Byline => "byline",
        BlockKind::Dateline => "dateline",
        BlockKind::Paragraph
        | BlockKind::Code
        | BlockKind::FrontMatter
        | BlockKind::Shortcode
        | BlockKind::Furniture => "passage",
    }
}
