//! Which values of two versions belong together, and which changed on the way.
//!
//! Facts are cut into atoms and matched bead by bead as sets: first equal values, then the allowances
//! of `agree`, each with its reason. What stays open is looked for in the neighbouring beads, for
//! sentence boundaries move in translation. Only then are leftovers of both sides that look like each
//! other one [`Change`], and the rest missing or added. Computed once for a pair; the seven rules on
//! values each tell the changes of their [`Family`].

mod agree;
mod atom;
mod change;
mod excuse;
mod held;
mod leftover;
mod measure;
mod numeral;
mod sheet;
mod stripped;
#[cfg(test)]
mod tests;

use change::Change;
pub(super) use change::Family;

use super::side::Side;
use super::{Draft, Pair};
use crate::article::Kind;
use crate::text::Span;
use agree::agree;
use sheet::{Met, Sheet};

/// The rules that tell changes, one for each [`Family`].
pub(super) const RULES: [&str; 7] = [
    "date-mismatch",
    "fraction-mismatch",
    "money-mismatch",
    "number-mismatch",
    "percentage-mismatch",
    "quantity-mismatch",
    "time-mismatch",
];

/// Beads with a lower score are not trusted to say the same.
const TRUSTED: f64 = 0.5;

/// How many beads away a value may have moved, at most.
const REACH: usize = 16;

/// All that changed between two versions.
#[derive(Debug, Default)]
pub(crate) struct Matching<'a> {
    changes: Vec<Change<'a>>,
    /// The values of either side that the other has at its place, in order; the source's first.
    met: [Vec<Span>; 2],
}

impl<'a> Matching<'a> {
    /// Matches the values of a pair.
    pub(super) fn of(pair: &Pair<'a>) -> Self {
        // Two texts about one event may tell different figures, and neither is wrong for it.
        if pair.kind == Kind::Unrelated {
            return Self::default();
        }
        let mut sheets: Vec<_> = pair
            .beads()
            .iter()
            .map(|bead| Sheet::new(pair, bead))
            .collect();
        sheets.iter_mut().for_each(Sheet::settle);
        let neighbours: Vec<_> = (0..sheets.len())
            .map(|at| neighbourhood(pair, at))
            .collect();
        for (at, near) in neighbours.iter().enumerate() {
            near.clone()
                .for_each(|other| meet_across(&mut sheets, at, other));
        }
        let mut changes = Vec::new();
        for (at, bead) in pair.beads().iter().enumerate() {
            let trusted = pair.aligned_unit || bead.score >= TRUSTED && !pair.is_unmatched(bead);
            if bead.is_matched() && trusted {
                let around = sheets.get(neighbours[at].clone()).unwrap_or_default();
                leftover::changes(pair, at, &sheets[at], around, &mut changes);
            }
        }
        let met = Side::BOTH.map(|side| {
            let mut met: Vec<Span> = sheets.iter().flat_map(|sheet| sheet.met(side)).collect();
            met.sort_unstable();
            met
        });
        Self { changes, met }
    }

    /// The values of a side that the other has at its place, in order.
    pub(super) fn met(&self, side: Side) -> &[Span] {
        &self.met[side as usize]
    }

    /// Tells the changes of one family.
    pub(super) fn tell(&self, family: Family, pair: &Pair<'a>, found: &mut Vec<Draft>) {
        found.extend(
            self.changes
                .iter()
                .filter(|change| change.family() == family)
                .map(|change| change.draft(pair)),
        );
    }
}

/// The beads around one that a value may have moved to: those of its passage and of the passages before and after.
fn neighbourhood(pair: &Pair<'_>, at: usize) -> std::ops::Range<usize> {
    let beads = pair.beads();
    let passage = |bead: usize| {
        let segments = pair.source.document.segments();
        segments
            .get(beads[bead].source.start)
            .map_or(usize::MAX, |segment| segment.passage)
    };
    let home = passage(at);
    let near = |&bead: &usize| pair.aligned_unit || passage(bead).abs_diff(home) <= 1;
    let first = (at.saturating_sub(REACH)..at)
        .rev()
        .take_while(near)
        .last()
        .unwrap_or(at);
    let last = (at + 1..beads.len().min(at + REACH + 1))
        .take_while(near)
        .last()
        .unwrap_or(at);
    first..last + 1
}

/// What is open in one bead's source may be open in another's target: then it only moved.
fn meet_across(sheets: &mut [Sheet<'_>], at: usize, other: usize) {
    if at == other {
        return;
    }
    for one in sheets[at].source.open().collect::<Vec<_>>() {
        let wanted = &sheets[at].source.atoms[one];
        let place = &sheets[other].target;
        let Some(found) = place
            .open()
            .find(|&found| agree(wanted, &place.atoms[found]).is_some())
        else {
            continue;
        };
        sheets[at].source.met[one] = Met::Elsewhere;
        sheets[other].target.met[found] = Met::Elsewhere;
    }
}
