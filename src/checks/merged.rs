//! Passages that were lined up together with their neighbour, though nothing on the other side stands for them.
//!
//! Translators join sentences; they seldom join paragraphs. Where two passages stand against one, and the words of one of
//! the two are lacking there while the length of the other explains what stands, the one was lost and its neighbour's
//! counterpart only lay near.

use super::coverage::{Evidence, Links, Reader};
use super::prose;
use super::side::Side;
use super::{Pair, Text};
use crate::align::Bead;
use crate::text::{Span, real};

/// A bead that less speaks for is told by other rules, or by none.
const LIKELY: f64 = 0.25;

/// What the words of a passage must say for its loss, and they together with the length that is wanting.
const SAID: f64 = 1.0;
const TOLD: f64 = 1.0;

/// The likeliest lost passage of each bead that has more passages on this side than on the other, with the stretch of the
/// other side that is lined up with it and the odds of the loss.
pub(super) fn lost(pair: &Pair<'_>, side: Side) -> Vec<(Span, Span, f64)> {
    if pair.aligned_unit {
        return Vec::new();
    }
    let (Some(here), Some(there)) = (Reader::of(pair, side), Reader::of(pair, side.other())) else {
        return Vec::new();
    };
    let ratio = match side {
        Side::Source => prose::length_ratio(pair),
        Side::Target => 1.0 / prose::length_ratio(pair),
    };
    let beads = pair.passage_beads().iter();
    let merged = beads.filter(|bead| {
        let (units, others) = (side.of(bead).len(), side.other().of(bead).len());
        others > 0 && units > others && bead.score >= LIKELY
    });
    merged
        .filter_map(|bead| likeliest(bead, side, (&here, &there), ratio))
        .collect()
}

fn likeliest(
    bead: &Bead,
    side: Side,
    (here, there): (&Reader<'_>, &Reader<'_>),
    ratio: f64,
) -> Option<(Span, Span, f64)> {
    let whole = here.text.passages_span(side.of(bead))?;
    let other = there.text.passages_span(side.other().of(bead))?;
    let words = here.words(whole);
    let evidence = Links::of(words, there.words(other))?.evidence(words, there.column, None);
    let letters = |text: &Text<'_>, span| real(prose::letters(text.str(span)));
    let (expected, actual) = (
        letters(&here.text, whole) * ratio,
        letters(&there.text, other),
    );
    let odds = |span: Span| {
        let within = |word: &&Evidence| span.contains(word.span);
        let said: f64 = evidence.iter().filter(within).map(|word| word.weight).sum();
        let rest = expected - letters(&here.text, span) * ratio;
        let shorter = prose::likelihood(actual, rest) - prose::likelihood(actual, expected);
        (said >= SAID).then(|| said.min(4.0) + shorter.clamp(-4.0, 4.0))
    };
    let found = side.of(bead).filter_map(|number| {
        let span = here.text.passages_span(number..number + 1)?;
        Some((span, other, odds(span)?))
    });
    let best = found.max_by(|one, other| one.2.total_cmp(&other.2))?;
    (best.2 >= TOLD).then_some(best)
}
