//! What stands beside a bead and is not accounted for there: sentence boundaries move in translation.

use std::ops::Range;

use super::Pair;
use super::coverage::{Cover, Reader, Word};
use super::side::Side;

/// What the segments beside some others say that their own counterparts do not: it may stand for what is looked for.
pub(super) fn beyond(
    pair: &Pair<'_>,
    side: Side,
    units: Range<usize>,
    (here, there): (&Reader<'_>, &Reader<'_>),
) -> Cover {
    let neighbours = [units.start.checked_sub(1), Some(units.end)];
    let mut left: Vec<&Word> = Vec::new();
    for segment in neighbours.into_iter().flatten() {
        let Some(span) = there.text.span_of(segment..segment + 1) else {
            continue;
        };
        let bead = match side.other() {
            Side::Source => pair.bead_of_source(segment),
            Side::Target => pair.bead_of_target(segment),
        };
        let counterpart = bead
            .and_then(|bead| here.text.span_of(side.of(&pair.beads()[bead])))
            .map_or(&[][..], |span| here.words(span));
        let own = Cover::of(counterpart);
        left.extend(there.words(span).iter().filter(|word| !own.has(word)));
    }
    Cover::of(left)
}
