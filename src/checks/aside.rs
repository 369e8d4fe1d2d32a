//! Brackets and quotations of the source that the target lost.

use super::coverage::{Evidence, Links, Reader, count};
use super::loss::{Loss, beyond, likelihood};
use super::prose::{self, Side};
use super::{Pair, Text};
use crate::align::Bead;
use crate::facts::Value;
use crate::text::Span;

/// Brackets and quotations of the source of which the target has fewer, and none of whose words it covers.
pub(super) fn asides(pair: &Pair<'_>) -> Vec<Loss> {
    let side = Side::Source;
    let (Some(here), Some(there)) = (Reader::of(pair, side), Reader::of(pair, side.other())) else {
        return Vec::new();
    };
    let ratio = prose::length_ratio(pair);
    let beads = pair.beads().iter().enumerate();
    let trusted = beads
        .filter(|(_, bead)| bead.is_matched() && bead.score >= 0.5 && !pair.is_unmatched(bead));
    let found = trusted.filter_map(|(number, bead)| {
        let span = Aside::lost(pair, side, bead, (&here, &there), ratio)?;
        Some(Loss {
            bead: number,
            span,
            odds: 3.0,
        })
    });
    found.collect()
}

/// Brackets that hold a measure: often the same one in another unit, which goes without a loss.
pub(super) fn measures(text: &Text<'_>, within: Span) -> Vec<Span> {
    let asides = Aside::all(text, within).into_iter();
    let measured = asides.filter(|aside| aside.bracket && aside.is_measured(text));
    measured.map(|aside| aside.span).collect()
}

/// Something enclosed in marks.
#[derive(Debug, Clone, Copy)]
struct Aside {
    span: Span,
    bracket: bool,
}

impl Aside {
    /// The brackets and the closed quotations of a stretch.
    fn all(text: &Text<'_>, span: Span) -> Vec<Self> {
        let said = text.str(span);
        let brackets = brackets(said).into_iter().map(|bracket| Self {
            span: bracket.shifted(span.start()),
            bracket: true,
        });
        let quotations = text
            .facts
            .within(span)
            .iter()
            .filter_map(|fact| match &fact.value {
                Value::Quotation(quotation) if quotation.opened && quotation.closed => Some(Self {
                    span: fact.span,
                    bracket: false,
                }),
                _ => None,
            });
        brackets.chain(quotations).collect()
    }

    fn lost(
        pair: &Pair<'_>,
        side: Side,
        bead: &Bead,
        (here, there): (&Reader<'_>, &Reader<'_>),
        ratio: f64,
    ) -> Option<Span> {
        let span = here.text.span_of(side.of(bead))?;
        let asides = Self::all(&here.text, span);
        if asides.is_empty() {
            return None;
        }
        let units = side.other().of(bead);
        let aligned = there.text.span_of(units.clone())?;
        let others = if pair.aligned_unit {
            aligned
        } else {
            around(&there.text, units.clone())?
        };
        let others = Self::all(&there.text, others);
        let fewer = |bracket: bool| {
            let count = |asides: &[Self]| {
                let same = asides.iter().filter(|aside| aside.bracket == bracket);
                same.count()
            };
            count(&others) < count(&asides)
        };
        let letters = |text: &Text<'_>, span| count(prose::letters(text.str(span)));
        let (expected, actual) = (
            letters(&here.text, span) * ratio,
            letters(&there.text, aligned),
        );
        let is_short = |aside: &Self| {
            let lost = letters(&here.text, aside.span) * ratio;
            let shorter = likelihood(actual, expected - lost) - likelihood(actual, expected);
            // That no bracket is left says much by itself; marks of quotation go without their words.
            shorter > if aside.bracket { -1.0 } else { 0.2 }
        };
        let mut candidates = asides
            .iter()
            .filter(|aside| fewer(aside.bracket) && is_short(aside))
            .peekable();
        candidates.peek()?;
        let words = here.words(span);
        let links = Links::of(words, there.words(aligned))?;
        let beyond = (!pair.aligned_unit).then(|| beyond(pair, side, units, (here, there)));
        let evidence = links.evidence(words, there.column, beyond.as_ref());
        candidates
            .find(|aside| aside.is_lost(&here.text, &evidence, &links))
            .map(|aside| aside.span)
    }

    /// Whether all of the aside's words that tell anything are lacking, and enough of them. What stands for a word outside
    /// it does not stand for the same word in it.
    fn is_lost(self, text: &Text<'_>, words: &[Evidence], links: &Links) -> bool {
        let from = words.partition_point(|word| word.span.start() < self.span.start());
        let past = words.partition_point(|word| word.span.end() <= self.span.end());
        let inside = words.get(from..past).unwrap_or_default();
        let covered = inside.iter().zip(from..).any(|(word, at)| {
            word.beyond || (word.covered && !links.is_claimed_beyond(at, from..past))
        });
        let lacking = inside.iter().filter(|word| word.lacking).count();
        !self.is_measured(text) && !covered && inside.len() >= 2 && lacking >= 1
    }

    fn is_measured(self, text: &Text<'_>) -> bool {
        let mut facts = text.facts.within(self.span).iter();
        facts.any(|fact| matches!(fact.value, Value::Quantity(..) | Value::Money(..)))
    }
}

/// The closed brackets of a text with their marks, in order; those within others too.
fn brackets(said: &str) -> Vec<Span> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (at, mark) in said.match_indices(['(', ')', '（', '）']) {
        if matches!(mark, "(" | "（") {
            open.push(at);
        } else if let Some(start) = open.pop() {
            found.push(Span::new(start, at + mark.len()));
        }
    }
    found.sort_unstable();
    found
}

/// The segments of a bead and one more on each side.
fn around(text: &Text<'_>, units: std::ops::Range<usize>) -> Option<Span> {
    let last = text.document.segments().len();
    text.span_of(units.start.saturating_sub(1)..(units.end + 1).min(last))
}
