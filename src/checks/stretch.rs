//! Stretches of two versions that could not be matched: what `unmatched-stretch` reports and the rules on missing
//! and added passages leave to it.

use std::ops::Range;

use super::prose;
use super::side::Side;
use super::{Pair, Text, coverage};
use crate::align::Bead;
use crate::article::Kind;
use crate::document::BlockKind;
use crate::text::real;

/// A bead with a lower score is doubtful.
const DOUBTFUL: f64 = 0.5;

/// So much must the words of a bead weigh on both sides for it to be doubtful whatever its score: where other text stands
/// in a passage's place, nothing better competes with the bead.
const STRANGE: f64 = 3.0;

/// Letters of running text that a stretch has on both sides.
const SUBSTANCE: usize = 80;

/// From this weight on the words of one side are lacking on the other, rather than only hard to line up.
const LACKING: f64 = 1.0;

/// Where nothing is known of the words, only beads that hardly anything speaks for are told.
const BLIND: f64 = 0.35;

/// Segments in a row of both texts that could not be matched.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stretch {
    /// Segments of the source.
    pub(super) source: Range<usize>,
    /// Segments of the target.
    pub(super) target: Range<usize>,
    /// The mean score of its beads.
    pub(super) score: f64,
    /// Whether it is whole passages whose words are plainly not those of the other side: other text stands there.
    pub(super) replaced: bool,
}

impl Stretch {
    /// Its segments of one side.
    pub(super) fn of(&self, side: Side) -> &Range<usize> {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }
}

/// The stretches of a pair, in order.
pub(super) fn stretches(pair: &Pair<'_>) -> Vec<Stretch> {
    if pair.aligned_unit || pair.kind != Kind::Translation {
        return Vec::new();
    }
    let moved = &pair.bitext.moved_segments;
    let mut beads = pair.beads().iter().enumerate();
    let mut found = Vec::new();
    let mut open: Vec<&Bead> = Vec::new();
    loop {
        let next = beads.next();
        let doubtful = next.filter(|(at, bead)| {
            moved.binary_search(at).is_err() && (bead.score < DOUBTFUL || is_strange(pair, bead))
        });
        match doubtful {
            Some((_, bead)) => open.push(bead),
            None => found.extend(stretch(pair, &std::mem::take(&mut open))),
        }
        if next.is_none() {
            return found;
        }
    }
}

/// The stretch of some doubtful beads in a row, where both sides have enough of it and neither says the other.
fn stretch(pair: &Pair<'_>, beads: &[&Bead]) -> Option<Stretch> {
    let range = |side: Side| {
        let units = || {
            beads
                .iter()
                .map(|bead| side.of(bead))
                .filter(|units| !units.is_empty())
        };
        let (start, end) = (
            units().map(|units| units.start).min()?,
            units().map(|units| units.end).max()?,
        );
        Some(start..end)
    };
    let count = real(beads.len());
    let mut found = Stretch {
        source: range(Side::Source)?,
        target: range(Side::Target)?,
        score: beads.iter().map(|bead| bead.score).sum::<f64>() / count,
        replaced: false,
    };
    let whole = [Side::Source, Side::Target]
        .into_iter()
        .all(|side| are_whole_passages(&side.text(pair), found.of(side)));
    let longer = found.source.len().max(found.target.len());
    // A passage of two sentences in whose place another one stands is as much; one sentence may be told freely.
    let several =
        found.source.len().min(found.target.len()) >= 2 || longer >= 3 || longer >= 2 && whole;
    let enough = [Side::Source, Side::Target]
        .into_iter()
        .all(|side| running_letters(&side.text(pair), found.of(side)) >= SUBSTANCE);
    let weights = weights(pair, [&found.source, &found.target]);
    let least = |least: f64| weights.iter().all(|it| it.is_some_and(|it| it >= least));
    found.replaced = whole && least(STRANGE);
    let apart = if weights.iter().all(Option::is_some) {
        least(LACKING)
    } else {
        found.score < BLIND
    };
    (several && enough && apart).then_some(found)
}

/// Whether no passage has segments both within and without.
fn are_whole_passages(text: &Text<'_>, segments: &Range<usize>) -> bool {
    let all = text.document.segments();
    let passage = |at: usize| all.get(at).map(|segment| segment.passage);
    let parted = |at: usize| at == 0 || passage(at) != passage(at - 1);
    parted(segments.start) && parted(segments.end)
}

/// Letters of some segments that are running text.
fn running_letters(text: &Text<'_>, segments: &Range<usize>) -> usize {
    let all = text.document.segments().get(segments.clone());
    let running = all.into_iter().flatten().filter(|segment| {
        match text.document.passage(segment.passage).kind {
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
        }
    });
    running
        .map(|segment| prose::letters(text.str(segment.span)))
        .sum()
}

/// Whether the words of either side of a bead are plainly not those of the other.
fn is_strange(pair: &Pair<'_>, bead: &Bead) -> bool {
    bead.is_matched()
        && weights(pair, [&bead.source, &bead.target])
            .iter()
            .all(|weight| weight.is_some_and(|weight| weight >= STRANGE))
}

/// How the words of some segments of either side speak on whether the other lacks them.
fn weights(pair: &Pair<'_>, segments: [&Range<usize>; 2]) -> [Option<f64>; 2] {
    let [source, target] = segments;
    let spans = (
        pair.source.span_of(source.clone()),
        pair.target.span_of(target.clone()),
    );
    let (Some(source), Some(target)) = spans else {
        return [None, None];
    };
    [
        coverage::weigh(pair, Side::Source, source, target),
        coverage::weigh(pair, Side::Target, target, source),
    ]
}
