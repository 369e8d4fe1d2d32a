//! What two different texts on one subject share: segments matched by rare things that both name, in any order.

use rustc_hash::FxHashMap;

use super::math::real;
use super::{Bead, Bitext, Options, Reading};
use crate::document::Document;

/// How alike two segments must be to be shared, as the cosine of their weighted concepts.
const SHARED: f64 = 0.3;

/// Concepts that two segments must have in common: one alone is chance.
const IN_COMMON: usize = 2;

/// A concept in more segments than this says nothing of any of them.
const COMMONEST: usize = 12;

/// Lines up only what two related documents share. Passages and segments may stand in any order.
pub fn align_shared(source: &Document, target: &Document, options: &Options) -> Bitext {
    align_shared_read(
        (source, &Reading::new(source, options)),
        (target, &Reading::new(target, options)),
    )
}

/// [`align_shared`] for documents that are read already.
pub fn align_shared_read(
    (source, of_source): (&Document, &Reading),
    (target, of_target): (&Document, &Reading),
) -> Bitext {
    let concepts = [of_source, of_target].map(|reading| {
        let units = 0..reading.units.len();
        units.map(|unit| reading.names(unit..unit + 1)).collect()
    });
    let segments = pairs(&concepts);
    let of = |document: &Document, segment: usize| document.segments()[segment].passage;
    let whole = |bead: &Bead| {
        let (one, other) = (of(source, bead.source.start), of(target, bead.target.start));
        Bead {
            source: one..one + 1,
            target: other..other + 1,
            score: bead.score,
        }
    };
    let mut passages: Vec<Bead> = segments.iter().map(whole).collect();
    passages.sort_by_key(|bead| (bead.source.start, bead.target.start));
    passages.dedup_by(|next, bead| {
        let same = next.source == bead.source && next.target == bead.target;
        if same {
            bead.score = bead.score.max(next.score);
        }
        same
    });
    let mut furthest = 0;
    let mut is_behind = |bead: &Bead| {
        let before = furthest;
        furthest = furthest.max(bead.target.start);
        before > bead.target.start
    };
    let moved = (0..passages.len())
        .filter(|&at| is_behind(&passages[at]))
        .collect();
    Bitext {
        passages,
        moved_segments: Vec::new(),
        segments,
        moved,
    }
}

/// The pairs of segments that are each other's likest, beyond chance.
fn pairs(concepts: &[Vec<Vec<u64>>; 2]) -> Vec<Bead> {
    let mut places: FxHashMap<u64, [Vec<u32>; 2]> = FxHashMap::default();
    for (side, segments) in concepts.iter().enumerate() {
        for (at, set) in (0_u32..).zip(segments) {
            set.iter()
                .for_each(|&concept| places.entry(concept).or_default()[side].push(at));
        }
    }
    let all = real(concepts[0].len() + concepts[1].len());
    let weight = |concept: &u64| {
        let [one, other] = &places[concept];
        if one.is_empty() || other.is_empty() || one.len().max(other.len()) > COMMONEST {
            0.0
        } else {
            (all / real(one.len() + other.len())).log2().max(0.0)
        }
    };
    let norms: Vec<Vec<f64>> = concepts
        .iter()
        .map(|segments| segments.iter().map(|set| norm(set, &places, all)).collect())
        .collect();
    let mut best: [FxHashMap<u32, (f64, u32)>; 2] = Default::default();
    for (at, set) in (0_u32..).zip(&concepts[0]) {
        let mut sums: FxHashMap<u32, (f64, usize)> = FxHashMap::default();
        for concept in set {
            let weight = weight(concept);
            if weight > 0.0 {
                for &other in &places[concept][1] {
                    let sum = sums.entry(other).or_default();
                    *sum = (sum.0 + weight * weight, sum.1 + 1);
                }
            }
        }
        let mut sums: Vec<_> = sums
            .into_iter()
            .filter(|(_, (_, common))| *common >= IN_COMMON)
            .collect();
        sums.sort_unstable_by_key(|&(other, _)| other);
        for (other, (sum, _)) in sums {
            let like = sum / (norms[0][at as usize] * norms[1][other as usize]).max(1e-9);
            better(&mut best[0], at, like, other);
            better(&mut best[1], other, like, at);
        }
    }
    let mutual = (0_u32..).zip(&concepts[0]).filter_map(|(at, _)| {
        let &(like, other) = best[0].get(&at)?;
        (like >= SHARED && best[1].get(&other).is_some_and(|&(_, back)| back == at)).then(|| {
            let (at, other) = (at as usize, other as usize);
            Bead {
                source: at..at + 1,
                target: other..other + 1,
                score: like.min(1.0),
            }
        })
    });
    mutual.collect()
}

/// Length of a segment's vector: concepts that only one of the texts has count too, for they are not shared.
fn norm(set: &[u64], places: &FxHashMap<u64, [Vec<u32>; 2]>, all: f64) -> f64 {
    let square = |concept: &u64| {
        let [one, other] = &places[concept];
        let weight = if one.len().max(other.len()) > COMMONEST {
            0.0
        } else {
            (all / real(one.len() + other.len())).log2().max(0.0)
        };
        let known = if one.is_empty() || other.is_empty() {
            0.35
        } else {
            1.0
        };
        weight * weight * known
    };
    set.iter().map(square).sum::<f64>().sqrt()
}

fn better(best: &mut FxHashMap<u32, (f64, u32)>, at: u32, like: f64, other: u32) {
    let known = best.entry(at).or_insert((like, other));
    if like > known.0 {
        *known = (like, other);
    }
}
