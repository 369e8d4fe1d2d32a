//! Brackets and quotations of the source that the target lost.

use super::beyond::beyond;
use super::coverage::{Evidence, Kind, Links, Reader};
use super::loss::Loss;
use super::prose;
use super::side::Side;
use super::{Pair, Text};
use crate::align::Bead;
use crate::facts::Value;
use crate::text::{Span, real};

/// Brackets and quotations of the source of which the target has fewer, and none of whose words it covers.
pub(super) fn asides(pair: &Pair<'_>) -> Vec<Loss> {
    let Some([here, there]) = Reader::both(pair) else {
        return Vec::new();
    };
    let ratio = prose::length_ratio(pair);
    let beads = pair.beads().iter().enumerate();
    let trusted = beads
        .filter(|(_, bead)| bead.is_matched() && bead.score >= 0.5 && !pair.is_unmatched(bead));
    let found = trusted.filter_map(|(number, bead)| {
        let (span, odds) = Aside::lost(pair, bead, (&here, &there), ratio, &[])?;
        Some(Loss {
            bead: number,
            span,
            odds,
        })
    });
    found.collect()
}

/// The likeliest of those of a bead that hold something which is missing in any case.
pub(super) fn around(pair: &Pair<'_>, bead: usize, missing: &[Span]) -> Option<Loss> {
    let [here, there] = Reader::both(pair)?;
    let units = pair.beads().get(bead)?;
    let ratio = prose::length_ratio(pair);
    let (span, odds) = Aside::lost(pair, units, (&here, &there), ratio, missing)?;
    Some(Loss { bead, span, odds })
}

/// Brackets that hold a measure: often the same one in another unit, which goes without a loss.
pub(super) fn measures(text: &Text<'_>, within: Span) -> Vec<Span> {
    let asides = Aside::all(text, within).into_iter();
    let measured = asides.filter(|aside| aside.restates(text));
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
        let said = if text.document.has_any(FIRST) {
            text.str(span)
        } else {
            ""
        };
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

    /// What most likely was lost with its marks and its log-odds; where something is `missing` in any case, among what holds
    /// some of it.
    fn lost(
        pair: &Pair<'_>,
        bead: &Bead,
        (here, there): (&Reader<'_>, &Reader<'_>),
        ratio: f64,
        missing: &[Span],
    ) -> Option<(Span, f64)> {
        let span = here.text.span_of(bead.source.clone())?;
        let asides = Self::all(&here.text, span);
        let gone = |aside: &Self| missing.iter().any(|&missing| aside.span.contains(missing));
        if asides.is_empty() || !missing.is_empty() && !asides.iter().any(gone) {
            return None;
        }
        let units = bead.target.clone();
        let aligned = there.text.span_of(units.clone())?;
        let others = if pair.aligned_unit {
            aligned
        } else {
            prose::with_neighbours(&there.text, units.clone())?
        };
        // A translator may set between dashes what the source has in brackets.
        let dashed = between_dashes(there.text.str(others))
            .saturating_sub(between_dashes(here.text.str(span)));
        let others = Self::all(&there.text, others);
        let fewer = |bracket: bool| {
            let count = |asides: &[Self]| {
                let same = asides.iter().filter(|aside| aside.bracket == bracket);
                same.count()
            };
            count(&others) + if bracket { dashed } else { 0 } < count(&asides)
        };
        let letters = |text: &Text<'_>, span| real(prose::letters(text.str(span)));
        let (expected, actual) = (
            letters(&here.text, span) * ratio,
            letters(&there.text, aligned),
        );
        let shorter = |aside: &Self| {
            let lost = letters(&here.text, aside.span) * ratio;
            prose::likelihood(actual, expected - lost) - prose::likelihood(actual, expected)
        };
        let mut candidates = asides
            .iter()
            .filter(|aside| fewer(aside.bracket) && !aside.restates(&here.text))
            .filter(|aside| missing.is_empty() || gone(aside))
            .map(|aside| (*aside, shorter(aside)))
            // That no bracket is left says much by itself; marks of quotation go without their words.
            .filter(|(aside, shorter)| aside.bracket || *shorter > 0.2)
            .peekable();
        candidates.peek()?;
        let words = here.words(span);
        let links = Links::of(words, there.words(aligned))?;
        let beyond = (!pair.aligned_unit).then(|| beyond(pair, Side::Source, units, (here, there)));
        let evidence = links.evidence(words, there.column, beyond.as_ref());
        let elsewhere = abbreviates_more(&there.text, aligned, &here.text, span);
        let lost = candidates.filter_map(|(aside, shorter)| {
            // A name that is missing in any case tells more than the length.
            let shorter = if missing.is_empty() {
                shorter
            } else {
                shorter.max(0.0)
            };
            let odds = aside.odds(&here.text, (&evidence, &links), shorter, elsewhere)?;
            Some((aside.span, odds))
        });
        lost.max_by(|one, other| one.1.total_cmp(&other.1))
    }

    /// Log-odds that the aside is lost, where it is likelier than not. What stands for a word outside it does not stand for
    /// the same word in it; `elsewhere` says that the version abbreviates something by itself.
    fn odds(
        self,
        text: &Text<'_>,
        (words, links): (&[Evidence], &Links),
        shorter: f64,
        elsewhere: bool,
    ) -> Option<f64> {
        /// What it says that there is a bracket less.
        const FEWER: f64 = 1.5;
        /// An abbreviation of what stands before the bracket tells the reader nothing new, nor may a name alone.
        const SIGN: f64 = 2.4;
        const LOST: f64 = 3.0;
        const TOLD: f64 = 2.0;
        let from = words.partition_point(|word| word.span.start() < self.span.start());
        let past = words.partition_point(|word| word.span.end() <= self.span.end());
        let inside = words.get(from..past).unwrap_or_default();
        let (mut sum, mut lacking, mut covered) = (0.0, 0, 0);
        for (at, word) in (from..past).zip(inside) {
            let taken = word.covered && !word.beyond && links.is_claimed_beyond(at, from..past);
            lacking += usize::from(word.lacking);
            covered += usize::from(word.covered && !taken);
            sum += if taken { 0.0 } else { word.full };
        }
        let told = match inside {
            _ if !self.bracket => {
                return (inside.len() >= 2 && lacking >= 1 && covered == 0).then_some(LOST);
            }
            [_] if self.holds(text, |value| matches!(value, Value::Acronym(_))) => {
                let told = covered == 0 && !elsewhere && !self.comes_back(text);
                return told.then_some(SIGN);
            }
            [_] if self.holds(text, |value| matches!(value, Value::Name(_))) => {
                return (covered == 0).then_some(SIGN);
            }
            [word] => word.lacking && word.kind == Kind::Number,
            _ => lacking >= 1 && lacking > 3 * covered,
        };
        let plain = covered == 0 && shorter > -1.0;
        (told && (plain || sum + shorter.clamp(-2.0, 3.0) + FEWER > TOLD)).then_some(LOST)
    }

    /// Whether some fact in it is of a kind.
    fn holds(self, text: &Text<'_>, kind: impl Fn(&Value) -> bool) -> bool {
        let mut facts = text.facts.within(self.span).iter();
        facts.any(|fact| kind(&fact.value))
    }

    /// Whether the letters in it stand in its passage once more: `acronym-mismatch` counts them there.
    fn comes_back(self, text: &Text<'_>) -> bool {
        let Some(passage) = prose::passage_at(text, self.span) else {
            return false;
        };
        let whole = text.document.passage(passage).span;
        let own = letters(text, self.span);
        letters(text, whole)
            .filter(|one| own.clone().any(|own| own == *one))
            .count()
            > 1
    }

    /// Whether it gives in another unit or currency what stands before it: `45 miles (72 km)`.
    fn restates(self, text: &Text<'_>) -> bool {
        /// Bytes that may stand between, and those within which the first must begin.
        const BESIDE: usize = 4;
        const REACH: usize = 80;
        if !self.bracket || !self.is_measured(text) {
            return false;
        }
        let near = Span::new(self.span.start().saturating_sub(REACH), self.span.start());
        let mut before = text.facts.within(near).iter();
        before.any(|fact| {
            fact.span.end() <= self.span.start()
                && fact.span.end() + BESIDE >= self.span.start()
                && matches!(fact.value, Value::Quantity(..) | Value::Money(..))
        })
    }

    fn is_measured(self, text: &Text<'_>) -> bool {
        self.holds(text, |value| {
            matches!(value, Value::Quantity(..) | Value::Money(..))
        })
    }
}

/// Whether a stretch has letters for a name where the other side's has not the same.
fn abbreviates_more(text: &Text<'_>, span: Span, other: &Text<'_>, there: Span) -> bool {
    letters(text, span).any(|own| !letters(other, there).any(|one| one == own))
}

/// The abbreviations of a stretch.
fn letters<'a>(text: &Text<'a>, span: Span) -> impl Iterator<Item = &'a str> + Clone {
    let facts = text.facts.within(span).iter();
    facts.filter_map(|fact| match &fact.value {
        Value::Acronym(acronym) => Some(acronym.letters.as_str()),
        _ => None,
    })
}

/// How many asides stand between two dashes in a stretch.
fn between_dashes(said: &str) -> usize {
    let dashes = said.match_indices(['-', '–', '—']).filter(|&(at, dash)| {
        let before = said.get(..at).unwrap_or_default();
        let after = said.get(at + dash.len()..).unwrap_or_default();
        let apart = before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace);
        // A long dash needs no spaces; one that opens a line says who speaks.
        (apart || dash == "—") && !before.trim().is_empty()
    });
    dashes.count() / 2
}

/// The bytes that brackets begin with.
const FIRST: &[u8] = &[b'(', b')', 0xef];

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
