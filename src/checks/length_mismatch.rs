//! length-mismatch: a passage far shorter or longer than its counterpart explains
//!
//! ## What it does
//! Compares the lengths of sentences and passages that are lined up, in letters, with what the two
//! languages usually need and with the ratio of this very pair of texts. Speaks only where nothing more
//! precise is said about the place.
//!
//! ## Why it matters
//! Something was left out or put in, although no number and no name shows it.
//!
//! ## Example
//! ```text
//! en: The museum, which opened in the old harbour in spring and drew crowds at once, closes on Monday.
//! es: El museo cierra el lunes.
//! ```
//!
//! ## Not reported
//! - Pairs of different scripts for which no pack says how long texts are.
//! - Short passages: three words may stand for one.
//! - Headings, captions and lists, which translators shorten on purpose.
//! - A place where `missing-content`, `missing-passage` or `untranslated` says what is wrong.

use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text, content};
use crate::align::Bead;
use crate::document::BlockKind;
use crate::facts::{Fact, Value};
use crate::text::{Span, real};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct LengthMismatch;

static META: Meta = Meta {
    name: "length-mismatch",
    category: Category::Omission,
    severity: Severity::Minor,
};

/// Letters of the source below which nothing is said.
const LETTERS: f64 = 40.0;

impl Check for LengthMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        if !prose::is_comparable(pair) {
            return;
        }
        let ratio = prose::length_ratio(pair);
        let once = |bead: &&Bead| {
            let segment = pair.target.document.segments().get(bead.target.start);
            segment.is_none_or(|segment| {
                let passage = segment.passage;
                !pair.twice().is_original(passage) && !pair.twice().is_translation(passage)
            })
        };
        let running = pair
            .beads()
            .iter()
            .filter(|bead| is_running(pair, bead))
            .filter(once);
        let places = running.filter_map(|bead| spans(pair, bead));
        let mut far: Vec<Draft> = places
            .filter_map(|spans| mismatch(pair, spans, ratio))
            .collect();
        if far.is_empty() {
            return;
        }
        let said = [Side::Source, Side::Target].map(|side| {
            let lacks = content::lacks(pair, side);
            (
                side.role(),
                lacks.into_iter().map(|lack| lack.span).collect::<Vec<_>>(),
            )
        });
        far.retain(|draft| {
            let told = |(role, span): &(Role, Span)| {
                said.iter()
                    .any(|(of, spans)| of == role && overlaps(spans, *span))
            };
            !draft.places.iter().any(told)
        });
        found.extend(far);
    }
}

fn overlaps(spans: &[Span], with: Span) -> bool {
    let from = spans.partition_point(|span| span.end() <= with.start());
    spans.get(from).is_some_and(|span| span.overlaps(with))
}

fn spans(pair: &Pair<'_>, bead: &Bead) -> Option<(Span, Span)> {
    let trusted = bead.is_matched() && bead.score >= 0.5;
    let spans = (
        pair.source.span_of(Side::Source.of(bead))?,
        pair.target.span_of(Side::Target.of(bead))?,
    );
    trusted.then_some(spans)
}

fn is_running(pair: &Pair<'_>, bead: &Bead) -> bool {
    let segment = pair.source.document.segments().get(bead.source.start);
    segment.is_some_and(
        |segment| match pair.source.document.passage(segment.passage).kind {
            BlockKind::Paragraph | BlockKind::ListItem => true,
            BlockKind::Heading(_)
            | BlockKind::Caption
            | BlockKind::TableRow
            | BlockKind::Byline
            | BlockKind::Dateline
            | BlockKind::Code
            | BlockKind::FrontMatter
            | BlockKind::Shortcode
            | BlockKind::Furniture => false,
        },
    )
}

fn mismatch(pair: &Pair<'_>, (source, target): (Span, Span), ratio: f64) -> Option<Draft> {
    let here = real(worded(pair.source, source));
    let there = real(worded(pair.target, target));
    let depart = departure(here * ratio, there);
    let far = Departure::of(here, depart, there / (here * ratio))?;
    let (word, value) = match far {
        Departure::Short => ("shorter", "short"),
        Departure::Long => ("longer", "long"),
    };
    let message = format!(
        "this is much {word} than {} leads one to expect ({there:.0} letters instead of some {:.0}): {}",
        prose::the_source(pair),
        here * ratio,
        prose::quote(pair.target.str(target)),
    );
    let confidence = (0.4 + (depart.abs() - 6.0) / 20.0).clamp(0.4, 0.8);
    Some(
        Draft::new(Severity::Minor, confidence, message, Role::Target, target)
            .and(Role::Source, source)
            .value(value),
    )
}

/// Letters of a stretch without those of addresses and code, which no language makes longer or shorter.
fn worded(text: Text<'_>, span: Span) -> usize {
    let kept = |fact: &&Fact| matches!(fact.value, Value::Link(_) | Value::Placeholder(_));
    let mut reached = span.start();
    let mut letters = text.letters(span);
    for fact in text.facts.within(span).iter().filter(kept) {
        // A link may stand in code: no letter is taken off twice.
        let own = Span::new(fact.span.start().max(reached), fact.span.end().max(reached));
        letters = letters.saturating_sub(prose::letters(text.str(own)));
        reached = own.end();
    }
    letters
}

/// By how many standard deviations a length departs from the expected one (Gale and Church: the variance
/// grows with the length; 2.5 letters squared a letter is what news translations show).
fn departure(expected: f64, actual: f64) -> f64 {
    (actual - expected) / (2.5 * expected.max(1.0)).sqrt()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Departure {
    Short,
    Long,
}

impl Departure {
    /// Of translations made by people, fewer than one in a thousand departs so far.
    fn of(source: f64, depart: f64, share: f64) -> Option<Self> {
        if source < LETTERS {
            None
        } else if depart < -4.5 && share < 0.55 {
            Some(Self::Short)
        } else if depart > 5.5 && share > 1.8 {
            Some(Self::Long)
        } else {
            None
        }
    }
}
