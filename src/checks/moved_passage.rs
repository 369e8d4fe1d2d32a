//! moved-passage: a passage or sentence that stands in another place than in the source
//!
//! ## What it does
//! Reports a paragraph, a heading or a sentence whose counterpart stands before or after passages that it
//! should follow or precede. Two neighbours that changed places are one finding, and so are several
//! passages in a row that moved together. What moved is still compared with its counterpart.
//!
//! ## Why it matters
//! Nothing is lost, and yet a story is told in another order: "he" is another person now, and a quotation
//! follows the wrong speaker. It is often the trace of a cut and paste that went astray.
//!
//! ## Example
//! ```text
//! en: The bridge was closed on Monday. Engineers had found fourteen cracks. It will open again in June.
//! es: El puente se cerró el lunes. Volverá a abrirse en junio. Los ingenieros habían hallado catorce grietas.
//! ```
//!
//! ## Not reported
//! - List items, table rows, captions, bylines and page furniture: their order is free, or the page's own.
//! - Clauses that change places inside a sentence, and two sentences that became one: languages put things in
//!   orders of their own.
//! - A passage that cannot be told from its neighbours with confidence.
//! - Texts that are only related, and single units of a translation memory.

use std::ops::Range;

use super::prose;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::align::Bead;
use crate::article::Kind;
use crate::document::BlockKind;
use crate::text::{Span, fold, shorten};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct MovedPassage;

static META: Meta = Meta {
    name: "moved-passage",
    category: Category::Omission,
    severity: Severity::Minor,
};

/// A bead with a lower score may belong elsewhere.
const SURE: f64 = 0.6;

/// Letters below which a sentence fits in too many places.
const TELLING: usize = 12;

impl Check for MovedPassage {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        if pair.aligned_unit || pair.kind != Kind::Translation {
            return;
        }
        found.extend(runs(pair).iter().filter_map(|run| run.draft(pair)));
    }
}

/// Segments in a row, in both texts, that stand elsewhere.
#[derive(Debug)]
struct Run {
    source: Range<usize>,
    target: Range<usize>,
    score: f64,
    /// Positions of its first and its last bead.
    beads: (usize, usize),
}

fn runs(pair: &Pair<'_>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &at in &pair.bitext.moved_segments {
        let Some(bead) = pair.beads().get(at).filter(|bead| is_plain(pair, bead)) else {
            continue;
        };
        match runs.last_mut().filter(|run| {
            run.source.end == bead.source.start && run.target.end == bead.target.start
        }) {
            Some(run) => {
                run.source.end = bead.source.end;
                run.target.end = bead.target.end;
                run.score = run.score.min(bead.score);
                run.beads.1 = at;
            }
            None => runs.push(Run {
                source: bead.source.clone(),
                target: bead.target.clone(),
                score: bead.score,
                beads: (at, at),
            }),
        }
    }
    runs
}

/// Whether a bead is sure, long enough to tell, and of text whose order means something.
fn is_plain(pair: &Pair<'_>, bead: &Bead) -> bool {
    let tells = |text: &Text<'_>, units: &Range<usize>| {
        let long = text
            .span_of(units.clone())
            .is_some_and(|span| prose::letters(text.str(span)) >= TELLING);
        let segments = text.document.segments().get(units.clone());
        long && segments.is_some_and(|segments| {
            segments
                .iter()
                .all(|segment| is_in_order(text.document.passage(segment.passage).kind))
        })
    };
    bead.score >= SURE && tells(&pair.source, &bead.source) && tells(&pair.target, &bead.target)
}

fn is_in_order(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph | BlockKind::Heading(_) => true,
        BlockKind::Caption
        | BlockKind::ListItem
        | BlockKind::TableRow
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Code
        | BlockKind::FrontMatter
        | BlockKind::Shortcode
        | BlockKind::Furniture => false,
    }
}

impl Run {
    fn draft(&self, pair: &Pair<'_>) -> Option<Draft> {
        match self.neighbour(pair) {
            Some(other) => self.swap(pair, other),
            None => self.far(pair),
        }
    }

    /// The one bead that the run changed places with, where there is but one.
    fn neighbour<'a>(&self, pair: &Pair<'a>) -> Option<&'a Bead> {
        let beads = pair.beads();
        let matched = |at: &usize| beads[*at].is_matched();
        let after = |bead: &Bead| bead.target.start >= self.target.end;
        let mut back = (0..self.beads.0).rev().filter(matched);
        let mut on = (self.beads.1 + 1..beads.len()).filter(matched);
        let (before, further) = (back.next(), back.next());
        if let Some(before) = before.filter(|&at| after(&beads[at])) {
            let alone = further.is_none_or(|at| !after(&beads[at]));
            return alone.then(|| &beads[before]);
        }
        let (next, further) = (on.next(), on.next());
        let next = next.filter(|&at| !after(&beads[at]))?;
        let alone = further.is_none_or(|at| after(&beads[at]));
        alone.then(|| &beads[next])
    }

    fn swap(&self, pair: &Pair<'_>, other: &Bead) -> Option<Draft> {
        let here = self.spans(pair)?;
        let there = [
            pair.source.span_of(other.source.clone())?,
            pair.target.span_of(other.target.clone())?,
        ];
        let (first, second) = if here[1] < there[1] {
            (here[1], there[1])
        } else {
            (there[1], here[1])
        };
        let message = format!(
            "{} and {} stand in the other order in {}",
            prose::quote(pair.target.str(first)),
            prose::quote(pair.target.str(second)),
            prose::the_source(pair)
        );
        Some(
            self.made(pair, message, here[0])
                .at(here[1].cover(there[1]), here[0].cover(there[0])),
        )
    }

    fn far(&self, pair: &Pair<'_>) -> Option<Draft> {
        let [source, target] = self.spans(pair)?;
        let english = prose::the_source(pair);
        let place = match self.before(pair) {
            Some(before) => format!(
                "it follows {} in {english}",
                prose::quote(pair.source.str(before))
            ),
            None => format!("it opens {english}"),
        };
        let what = match (passages(&pair.target, &self.target), self.target.len()) {
            (passages, _) if passages > 1 => {
                format!(
                    "{passages} passages in a row stand elsewhere, from {} on",
                    self.opening(pair)
                )
            }
            (_, sentences) if sentences > 1 => {
                format!(
                    "{sentences} sentences in a row stand elsewhere, from {} on",
                    self.opening(pair)
                )
            }
            _ => format!("{} stands elsewhere", self.opening(pair)),
        };
        let message = format!("{what}: {place}");
        Some(self.made(pair, message, source).at(target, source))
    }

    fn opening(&self, pair: &Pair<'_>) -> String {
        let first = pair.target.document.segments().get(self.target.start);
        prose::quote(first.map_or("", |segment| pair.target.str(segment.span)))
    }

    /// What stands before the run in the source.
    fn before(&self, pair: &Pair<'_>) -> Option<Span> {
        let before = self.source.start.checked_sub(1)?;
        Some(pair.source.document.segments().get(before)?.span)
    }

    fn spans(&self, pair: &Pair<'_>) -> Option<[Span; 2]> {
        Some([
            pair.source.span_of(self.source.clone())?,
            pair.target.span_of(self.target.clone())?,
        ])
    }

    fn made(&self, pair: &Pair<'_>, message: String, source: Span) -> Made {
        Made {
            message,
            confidence: self.score.clamp(0.3, 0.9),
            value: shorten(&fold(pair.source.str(source)), 60),
        }
    }
}

/// How many passages some segments stand in.
fn passages(text: &Text<'_>, segments: &Range<usize>) -> usize {
    let all = text.document.segments();
    match (
        all.get(segments.start),
        segments.end.checked_sub(1).and_then(|last| all.get(last)),
    ) {
        (Some(first), Some(last)) => last.passage - first.passage + 1,
        _ => 0,
    }
}

/// A finding that lacks only its places.
struct Made {
    message: String,
    confidence: f64,
    value: String,
}

impl Made {
    fn at(self, target: Span, source: Span) -> Draft {
        Draft::new(
            Severity::Minor,
            self.confidence,
            self.message,
            Role::Target,
            target,
        )
        .and(Role::Source, source)
        .value(self.value)
        .value("moved")
    }
}
