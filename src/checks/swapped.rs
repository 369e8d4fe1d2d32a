//! Two names that have changed places: "A beat B" where the source has "B beat A".
//!
//! Both sides have the same two, so comparing them tells nothing. What tells is what stands beside each: the words of the
//! source that lie near A should have their counterparts near A in the version. Where they stand near B instead, and
//! those of B near A, and the order of the two has turned, they were exchanged.

use super::Pair;
use super::coverage::{Anchor, anchors};
use super::side::Side;
use crate::document::Wording;
use crate::text::{Span, real};

/// Something that both sides of a bead have once: where it stands in the source and where in the target.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shared {
    pub(super) source: Span,
    pub(super) target: Span,
}

/// Two that have changed places, as positions in the list that was asked about, and how much more the words say for the
/// exchange.
#[derive(Debug, Clone, Copy)]
pub(super) struct Swap {
    pub(super) one: usize,
    pub(super) other: usize,
    pub(super) excess: f64,
}

/// How far, in words, the neighbourhood of a name reaches: there half of what a word says is left.
const REACH: f64 = 2.5;

/// How many words a mark between two words is worth.
const MARK: f64 = 1.5;

/// By how much the words must say more for the two exchanged: good translations reach this twice in ten thousand segments.
const ENOUGH: f64 = 0.25;

/// More than these in a segment are a list, in which no word belongs to one of them.
const MOST: usize = 12;

/// The two that have most likely changed places. `may` says of which two it can be asked.
pub(super) fn swap(
    pair: &Pair<'_>,
    (source, target): (Span, Span),
    shared: &[Shared],
    may: impl Fn(usize, usize) -> bool,
) -> Option<Swap> {
    if shared.len() < 2 || shared.len() > MOST {
        return None;
    }
    let turned = |one: usize, other: usize| {
        (shared[one].source < shared[other].source) != (shared[one].target < shared[other].target)
    };
    // In most sentences all stand in the order of the source.
    let mut pairs =
        (0..shared.len()).flat_map(|one| (one + 1..shared.len()).map(move |it| (one, it)));
    if !pairs.any(|(one, other)| turned(one, other)) {
        return None;
    }
    let anchors = anchors(pair, source, target);
    let marks = [(Side::Source, source), (Side::Target, target)]
        .map(|(side, span)| Marks::of(pair, side, span));
    let near: Vec<Vec<[f64; 2]>> = shared
        .iter()
        .map(|one| {
            anchors
                .iter()
                .map(|anchor| closeness(&marks, *one, *anchor))
                .collect()
        })
        .collect();
    let mut best: Option<Swap> = None;
    for one in 0..shared.len() {
        for other in one + 1..shared.len() {
            if !turned(one, other) || !may(one, other) {
                continue;
            }
            let weighed = weigh(&anchors, &near[one], &near[other]);
            let excess = weighed[1] - weighed[0];
            if best.is_none_or(|best| best.excess < excess) {
                best = Some(Swap { one, other, excess });
            }
        }
    }
    best.filter(|best| best.excess > ENOUGH)
}

/// What the anchors say for the two where they stand, and for the two exchanged.
fn weigh(anchors: &[Anchor], one: &[[f64; 2]], other: &[[f64; 2]]) -> [f64; 2] {
    let mut sums = [0.0; 2];
    for (anchor, (one, other)) in anchors.iter().zip(one.iter().zip(other)) {
        sums[0] += anchor.weight * (one[0] * one[1] + other[0] * other[1]);
        sums[1] += anchor.weight * (one[0] * other[1] + other[0] * one[1]);
    }
    sums
}

/// How close an anchor is to something in the source and in the target, from 0 to 1.
fn closeness(marks: &[Marks<'_>; 2], shared: Shared, anchor: Anchor) -> [f64; 2] {
    if shared.source.overlaps(anchor.source) || shared.target.overlaps(anchor.target) {
        return [0.0; 2];
    }
    [
        (-marks[0].distance(shared.source, anchor.source) / REACH).exp2(),
        (-marks[1].distance(shared.target, anchor.target) / REACH).exp2(),
    ]
}

/// Where words begin and marks stand on a side.
struct Marks<'p> {
    wording: &'p Wording,
    /// The offsets of the marks, in order.
    places: Vec<usize>,
}

impl<'p> Marks<'p> {
    fn of(pair: &Pair<'p>, side: Side, span: Span) -> Self {
        let said = side.text(pair).str(span);
        let marks = said.match_indices([',', ';', ':', '.', '(', ')', '“', '”', '"', '–', '—']);
        Self {
            wording: pair.wording(side),
            places: marks.map(|(at, _)| span.start() + at).collect(),
        }
    }

    /// The words between two spans, marks counted as more.
    fn distance(&self, one: Span, other: Span) -> f64 {
        let (first, last) = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        let (from, to) = (first.end(), last.start());
        let words = self
            .wording
            .position(to)
            .saturating_sub(self.wording.position(from));
        let before = |offset| self.places.partition_point(|&place| place < offset);
        let marks = before(to).saturating_sub(before(from));
        real(words) + MARK * real(marks)
    }
}
