//! Anchors: units that surely stand near each other, because they share words that are rare.
//!
//! The way of patience diff (Bram Cohen), made recursive: words that stand once in a stretch of either
//! side link two units; the longest rising chain of such links is kept; between two of its links other
//! words are rare, and the search goes on there. Anchors only guide the band, they force no bead.

use rustc_hash::FxHashMap;

use super::math::{small, wide};
use super::table::Table;
use super::units::Sequence;

/// A stretch of either side.
#[derive(Debug, Clone, Copy)]
struct Gap {
    source: (usize, usize),
    target: (usize, usize),
}

/// Points in order, both coordinates rising strictly.
pub(crate) fn anchors(source: &Sequence, target: &Sequence, table: &Table) -> Vec<(usize, usize)> {
    let keys = Keys::new(source, target, table);
    let mut found = Vec::new();
    let mut open = vec![Gap {
        source: (0, source.len()),
        target: (0, target.len()),
    }];
    while let Some(gap) = open.pop() {
        let chain = keys.chain(gap);
        let mut from = (gap.source.0, gap.target.0);
        for &(s, t) in &chain {
            open.extend(worth_opening(from, (s, t)));
            from = (s + 1, t + 1);
        }
        if !chain.is_empty() {
            open.extend(worth_opening(from, (gap.source.1, gap.target.1)));
        }
        found.extend(chain);
    }
    found.sort_unstable();
    steady(&found)
}

fn worth_opening(from: (usize, usize), to: (usize, usize)) -> Option<Gap> {
    const SMALL: usize = 12;
    let wide_enough = to.0 >= from.0 + SMALL && to.1 >= from.1 + SMALL;
    wide_enough.then_some(Gap {
        source: (from.0, to.0),
        target: (from.1, to.1),
    })
}

/// Each unit as the keys under which it may meet a unit of the other side.
struct Keys {
    source: Vec<Vec<u32>>,
    target: Vec<Vec<u32>>,
}

impl Keys {
    /// A word of the target is its own key; a word of the source has those of the words it is most surely linked to.
    fn new(source: &Sequence, target: &Sequence, table: &Table) -> Self {
        const SURE: f32 = 0.35;
        let of_target = |unit| target.words(unit).to_vec();
        let of_source = |unit| {
            let links = source
                .words(unit)
                .iter()
                .flat_map(|&word| table.links(word));
            let mut keys: Vec<u32> = links
                .filter(|link| link.forward >= SURE && link.backward >= SURE)
                .map(|link| link.target)
                .collect();
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        Self {
            source: (0..source.len()).map(of_source).collect(),
            target: (0..target.len()).map(of_target).collect(),
        }
    }

    fn chain(&self, gap: Gap) -> Vec<(usize, usize)> {
        let (of_source, of_target) = (
            once(&self.source, gap.source),
            once(&self.target, gap.target),
        );
        let mut votes: Vec<(usize, usize)> = Vec::new();
        for &(key, unit) in &of_source {
            if let Ok(at) = of_target.binary_search_by_key(&key, |&(key, _)| key) {
                votes.push((wide(unit), wide(of_target[at].1)));
            }
        }
        votes.sort_unstable();
        let mut points: Vec<((usize, usize), u32)> = Vec::new();
        for point in votes {
            match points.last_mut() {
                Some((last, weight)) if *last == point => *weight += 1,
                _ => points.push((point, 1)),
            }
        }
        best_chain(&points, gap)
    }
}

/// The keys that stand in exactly one unit of a stretch, with that unit, in order of the key.
fn once(units: &[Vec<u32>], (from, to): (usize, usize)) -> Vec<(u32, u32)> {
    let mut seen: FxHashMap<u32, u32> = FxHashMap::default();
    for (unit, keys) in (from..).zip(&units[from..to]) {
        for &key in keys {
            seen.entry(key)
                .and_modify(|place| *place = u32::MAX)
                .or_insert(small(unit));
        }
    }
    let mut out: Vec<(u32, u32)> = seen
        .into_iter()
        .filter(|&(_, unit)| unit != u32::MAX)
        .collect();
    out.sort_unstable();
    out
}

/// The chain of points, rising strictly on both sides from one corner of a gap to the other, whose votes
/// add up to the most after what its turns cost: a chance meeting of rare words far off the way would
/// have to be paid for twice. Each point looks back at a limited number of others (as minimap2 does, Li 2018).
fn best_chain(points: &[((usize, usize), u32)], gap: Gap) -> Vec<(usize, usize)> {
    const LOOK_BACK: usize = 64;
    const VOTE: i64 = 16;
    let slope = (gap.source.1 - gap.source.0, gap.target.1 - gap.target.0);
    let mut best: Vec<(i64, usize)> = Vec::with_capacity(points.len());
    for (at, &(point, votes)) in points.iter().enumerate() {
        let mut found = (
            -turn((gap.source.0, gap.target.0), point, slope),
            usize::MAX,
        );
        for before in at.saturating_sub(LOOK_BACK)..at {
            let from = points[before].0;
            if from.0 < point.0 && from.1 < point.1 {
                found = found.max((best[before].0 - turn(from, point, slope), before));
            }
        }
        best.push((found.0 + VOTE * i64::from(votes), found.1));
    }
    let total = |at: &usize| best[*at].0 - turn(points[*at].0, (gap.source.1, gap.target.1), slope);
    let mut at = (0..points.len())
        .filter(|at| total(at) > 0)
        .max_by_key(|at| (total(at), std::cmp::Reverse(*at)))
        .unwrap_or(usize::MAX);
    let mut chain = Vec::new();
    while let Some(&(point, _)) = points.get(at) {
        chain.push(point);
        at = best[at].1;
    }
    chain.reverse();
    chain
}

/// How far the way from one point to another strays from the slope of the whole, in lines; a little is free.
fn turn(from: (usize, usize), to: (usize, usize), slope: (usize, usize)) -> i64 {
    let (down, across) = (to.0.abs_diff(from.0), to.1.abs_diff(from.1));
    let expected = down * slope.1 / slope.0.max(1);
    let free = 2 + down.min(across) / 10;
    i64::try_from(across.abs_diff(expected).saturating_sub(free)).unwrap_or(i64::MAX / 4)
}

/// Leaves out points that lie off the line which their neighbours draw: a chance meeting of two rare words.
fn steady(points: &[(usize, usize)]) -> Vec<(usize, usize)> {
    const NEIGHBOURS: usize = 4;
    const LEEWAY: usize = 10;
    let offset = |(s, t): (usize, usize)| t.cast_signed() - s.cast_signed();
    let keep = |at: usize| {
        let around = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(points.len());
        let span = points[around.end - 1].0 - points[around.start].0;
        let mut offsets: Vec<isize> = points[around].iter().map(|&point| offset(point)).collect();
        offsets.sort_unstable();
        offsets[offsets.len() / 2].abs_diff(offset(points[at])) <= LEEWAY + span / 4
    };
    (0..points.len())
        .filter(|&at| keep(at))
        .map(|at| points[at])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_rises_on_both_sides_and_does_not_stray() {
        let gap = Gap {
            source: (0, 60),
            target: (0, 60),
        };
        let points = [
            ((0, 5), 1),
            ((10, 10), 1),
            ((20, 21), 1),
            ((20, 55), 1),
            ((30, 30), 1),
            ((40, 2), 2),
        ];
        assert_eq!(
            best_chain(&points, gap),
            [(0, 5), (10, 10), (20, 21), (30, 30)]
        );
        assert!(best_chain(&[], gap).is_empty());
    }

    #[test]
    fn a_point_far_off_the_line_of_its_neighbours_is_left_out() {
        let mut points: Vec<(usize, usize)> = (0..20).map(|at| (at, at)).collect();
        points.push((20, 90));
        points.extend((21..40).map(|at| (at, at + 100)));
        let kept = steady(&points);
        assert!(kept.contains(&(5, 5)));
        let mut lonely: Vec<(usize, usize)> = (0..20).map(|at| (at, at)).collect();
        lonely.push((20, 90));
        assert!(!steady(&lonely).contains(&(20, 90)));
    }
}
