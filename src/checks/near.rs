//! Where to look before anything is called missing: sentence boundaries move in translation, so what
//! is not in a bead may stand in the beads beside it.

use std::ops::Range;

use super::Pair;

/// Beads with a lower score are not trusted to say the same.
const TRUSTED: f64 = 0.5;

/// How many beads away something may have moved, at most.
const REACH: usize = 12;

/// Whether a bead's two sides can be compared.
pub(super) fn is_trusted(pair: &Pair<'_>, bead: usize) -> bool {
    pair.beads().get(bead).is_some_and(|bead| {
        bead.is_matched()
            && (pair.aligned_unit || bead.score >= TRUSTED && !pair.is_unmatched(bead))
    })
}

/// The beads around one, itself among them: those of its passage and of the passages before and after.
pub(super) fn around(pair: &Pair<'_>, bead: usize) -> Range<usize> {
    let beads = pair.beads();
    let home = passage(pair, bead);
    let near = |&other: &usize| pair.aligned_unit || passage(pair, other).abs_diff(home) <= 1;
    let first = (bead.saturating_sub(REACH)..bead)
        .rev()
        .take_while(near)
        .last()
        .unwrap_or(bead);
    let last = (bead + 1..beads.len().min(bead + REACH + 1))
        .take_while(near)
        .last()
        .unwrap_or(bead);
    first..last + 1
}

/// The number of the source's passage that a bead stands in.
fn passage(pair: &Pair<'_>, bead: usize) -> usize {
    let segments = pair.source.document.segments();
    let first = pair
        .beads()
        .get(bead)
        .map_or(usize::MAX, |bead| bead.source.start);
    segments
        .get(first.min(segments.len().saturating_sub(1)))
        .map_or(0, |segment| segment.passage)
}
