//! What stands elsewhere: a second look, without order, at what the path could only force.
//!
//! The best path never turns back. Where two units changed places it leaves both alone, joins them into one
//! bead or pairs each with the wrong one. [`super::look`] finds the pairs that say more for the texts out of order.
//! They are held against the beads that are sure: the heaviest chain of all of them keeps its order, and what is left
//! over has moved. The target's units are put in the order of the chain with what moved beside its counterpart, and the
//! texts are lined up once more, so that a moved bead has a posterior as any other has, and may be a 2-1 or a 1-2.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Bead;
use super::band::Band;
use super::cells::Cells;
use super::dp::Step;
use super::grid::{Grid, Priors};
use super::length::Lengths;
use super::look::Looking;
use super::passes::Pair;
use super::posterior::surest_path;
use super::table::Table;
use super::units::Sequence;

/// A bead below this posterior is doubtful: there may be more to say of its units.
pub(super) const SURE: f64 = 0.9;

/// A moved bead with a lower posterior is taken back.
const CONFIRMED: f64 = 0.6;

/// How often moves may be taken back before the path is left as it is.
const ROUNDS: usize = 3;

/// Two texts, with all that is known of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) pair: &'a Pair,
    pub(crate) table: &'a Table,
    pub(crate) lengths: &'a Lengths,
    pub(crate) priors: &'a Priors,
}

/// A bead that may stand anywhere, with the text it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
    /// Characters of the smaller side.
    pub(super) weight: u64,
}

/// The beads of a path, with what moved lined up where it stands, in order of the source.
pub(crate) fn beads(known: &Known<'_>, path: Vec<(Step, f64)>) -> Vec<Bead> {
    let sure = sure(known, &path);
    let mut found = Looking::new(known, &path).found(&sure);
    for _ in 0..ROUNDS {
        let Some(beads) = again(known, &sure, &found) else {
            break;
        };
        let moved = off_chain(known, &beads);
        let unsure = [
            unconfirmed(&beads, &moved, |bead| &bead.source),
            unconfirmed(&beads, &moved, |bead| &bead.target),
        ];
        let before = found.len();
        found.retain(|link| {
            !unsure[0].contains(&link.source.start) && !unsure[1].contains(&link.target.start)
        });
        if found.len() == before {
            return beads;
        }
    }
    let plain = |(step, score): (Step, f64)| Bead {
        source: step.source,
        target: step.target,
        score,
    };
    path.into_iter().map(plain).collect()
}

/// The units of one side that moved by beads which nothing confirms.
fn unconfirmed(
    beads: &[Bead],
    moved: &[usize],
    side: impl Fn(&Bead) -> &Range<usize>,
) -> BTreeSet<usize> {
    let unsure = moved
        .iter()
        .map(|&at| &beads[at])
        .filter(|bead| bead.score < CONFIRMED);
    unsure.flat_map(|bead| side(bead).clone()).collect()
}

/// Positions of the matched beads that stand elsewhere than the heaviest chain of all matched beads, in order.
/// `weights` are the sizes of the beads.
pub(crate) fn out_of_order(beads: &[Bead], weight: impl Fn(&Bead) -> u64) -> Vec<usize> {
    let mut matched: Vec<usize> = (0..beads.len())
        .filter(|&at| beads[at].is_matched())
        .collect();
    matched.sort_by_key(|&at| (beads[at].source.start, beads[at].target.start));
    let points: Vec<(usize, u64)> = matched
        .iter()
        .map(|&at| (beads[at].target.start, weight(&beads[at])))
        .collect();
    let kept = heaviest_chain(&points);
    let mut out: Vec<usize> = (0..matched.len())
        .filter(|&at| !kept[at])
        .map(|at| matched[at])
        .collect();
    out.sort_unstable();
    out
}

fn off_chain(known: &Known<'_>, beads: &[Bead]) -> Vec<usize> {
    out_of_order(beads, |bead| {
        smaller(known.pair, &bead.source, &bead.target)
    })
}

/// Characters of the smaller side of a bead; at least one.
pub(super) fn smaller(pair: &Pair, source: &Range<usize>, target: &Range<usize>) -> u64 {
    let length = |sequence: &Sequence, units: &Range<usize>| -> u64 {
        sequence.lengths[units.clone()]
            .iter()
            .map(|&length| u64::from(length))
            .sum()
    };
    length(&pair.source, source)
        .min(length(&pair.target, target))
        .max(1)
}

/// Which of some points, in order of the one side, are in the heaviest chain that rises on the other.
fn heaviest_chain(points: &[(usize, u64)]) -> Vec<bool> {
    let mut places: Vec<usize> = points.iter().map(|&(place, _)| place).collect();
    places.sort_unstable();
    places.dedup();
    // A Fenwick tree of the heaviest chain that ends at or before a place, with the point it ends in.
    let mut best: Vec<(u64, usize)> = vec![(0, usize::MAX); places.len() + 1];
    let mut before = vec![usize::MAX; points.len()];
    for (at, &(place, weight)) in points.iter().enumerate() {
        let rank = places.partition_point(|&other| other < place);
        let (mut heaviest, mut walk) = ((0, usize::MAX), rank);
        while walk > 0 {
            if best[walk].0 > heaviest.0 {
                heaviest = best[walk];
            }
            walk &= walk - 1;
        }
        before[at] = heaviest.1;
        let mut walk = rank + 1;
        while walk < best.len() {
            if heaviest.0 + weight > best[walk].0 {
                best[walk] = (heaviest.0 + weight, at);
            }
            walk += walk & walk.wrapping_neg();
        }
    }
    let mut kept = vec![false; points.len()];
    let end = best.iter().max_by_key(|&&(weight, _)| weight);
    let mut at = end.map_or(usize::MAX, |&(_, at)| at);
    while let Some(slot) = kept.get_mut(at) {
        *slot = true;
        at = before[at];
    }
    kept
}

/// The matched beads of a path that leave no doubt.
fn sure(known: &Known<'_>, path: &[(Step, f64)]) -> Vec<Link> {
    let steps = path.iter().filter(|(step, posterior)| {
        !step.source.is_empty() && !step.target.is_empty() && *posterior >= SURE
    });
    steps
        .map(|(step, _)| Link {
            weight: smaller(known.pair, &step.source, &step.target),
            source: step.source.clone(),
            target: step.target.clone(),
        })
        .collect()
}

/// Those of the sure beads none of whose units is in a link.
pub(super) fn untouched<'a>(
    sure: &'a [Link],
    links: impl Iterator<Item = &'a Link>,
) -> impl Iterator<Item = &'a Link> {
    let units: [BTreeSet<usize>; 2] = links
        .map(|link| (link.source.start, link.target.start))
        .unzip()
        .into();
    sure.iter().filter(move |link| {
        units[0].range(link.source.clone()).next().is_none()
            && units[1].range(link.target.clone()).next().is_none()
    })
}

/// Lines the texts up once more, with the target in the order of the chain; `None` where all are in one chain.
fn again(known: &Known<'_>, sure: &[Link], found: &[Link]) -> Option<Vec<Bead>> {
    let mut links: Vec<Link> = untouched(sure, found.iter())
        .chain(found)
        .cloned()
        .collect();
    links.sort_by_key(|link| (link.source.start, link.target.start));
    let points: Vec<(usize, u64)> = links
        .iter()
        .map(|link| (link.target.start, link.weight))
        .collect();
    let kept = heaviest_chain(&points);
    if kept.iter().all(|&kept| kept) {
        return None;
    }
    let order = reordered(&links, &kept, known.pair.target.len());
    let target = known.pair.target.in_order(&order);
    let mut place = vec![0; order.len()];
    for (at, &unit) in order.iter().enumerate() {
        place[unit] = at;
    }
    let points: Vec<(usize, usize)> = links
        .iter()
        .map(|link| (link.source.start, place[link.target.start]))
        .collect();
    let band = Band::around(&points, |_| 6, 100, known.pair.source.len(), target.len());
    let cells = Cells::new(&known.pair.source, &target, known.table);
    let grid = Grid::new(
        &known.pair.source,
        &target,
        cells,
        known.lengths,
        known.priors,
    );
    let moved: Vec<bool> = {
        let mut moved = vec![false; order.len()];
        for (link, _) in links.iter().zip(&kept).filter(|(_, kept)| !**kept) {
            moved[link.target.clone()].fill(true);
        }
        moved
    };
    let mut beads: Vec<Bead> = surest_path(&grid, &band)
        .into_iter()
        .flat_map(|(step, score)| put_back(&step, score, &order, &moved))
        .collect();
    beads.sort_by_key(|bead| {
        (
            bead.source.start,
            !bead.source.is_empty(),
            bead.target.start,
        )
    });
    Some(beads)
}

/// The target's units in the order of the chain, what moved right after the chain's last unit before it.
fn reordered(links: &[Link], kept: &[bool], targets: usize) -> Vec<usize> {
    let mut keys: Vec<(usize, bool, usize, usize)> =
        (0..targets).map(|unit| (unit, true, 0, unit)).collect();
    let mut reached = 0;
    for (link, &kept) in links.iter().zip(kept) {
        if kept {
            reached = link.target.end;
        } else {
            for unit in link.target.clone() {
                keys[unit] = (reached, false, link.source.start, unit);
            }
        }
    }
    keys.sort_unstable();
    keys.into_iter().map(|(_, _, _, unit)| unit).collect()
}

/// A bead of the reordered target, where it really stands: one bead for each run of units in a row, of which the
/// longest keeps the source.
fn put_back(step: &Step, score: f64, order: &[usize], moved: &[bool]) -> Vec<Bead> {
    if step.target.is_empty() {
        let stays = order[..step.target.start]
            .iter()
            .rev()
            .find(|&&unit| !moved[unit]);
        let at = stays.map_or(0, |unit| unit + 1);
        return vec![Bead {
            source: step.source.clone(),
            target: at..at,
            score,
        }];
    }
    let mut units = order[step.target.clone()].to_vec();
    units.sort_unstable();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for unit in units {
        match runs.last_mut().filter(|run| run.end == unit) {
            Some(run) => run.end = unit + 1,
            None => runs.push(unit..unit + 1),
        }
    }
    let longest = runs.iter().map(ExactSizeIterator::len).max();
    let main = runs.iter().position(|run| Some(run.len()) == longest);
    let alone = step.source.end..step.source.end;
    let several = runs.len() > 1;
    runs.into_iter()
        .enumerate()
        .map(|(at, target)| Bead {
            source: if Some(at) == main {
                step.source.clone()
            } else {
                alone.clone()
            },
            target,
            score: if several { score.min(0.4) } else { score },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(points: &[(usize, u64)]) -> Vec<bool> {
        heaviest_chain(points)
    }

    #[test]
    fn the_heaviest_chain_is_kept_and_not_the_longest() {
        assert_eq!(
            order(&[(0, 1), (2, 1), (1, 1), (3, 1)])
                .iter()
                .filter(|&&kept| kept)
                .count(),
            3
        );
        assert_eq!(order(&[(5, 10), (1, 2), (2, 3)]), [true, false, false]);
        assert_eq!(order(&[]), [false; 0]);
    }

    #[test]
    fn what_moved_stands_after_what_comes_before_it_in_the_source() {
        let link = |source: usize, target: usize| Link {
            source: source..source + 1,
            target: target..target + 1,
            weight: 1,
        };
        let links = [link(0, 0), link(1, 3), link(2, 1), link(3, 2)];
        assert_eq!(
            reordered(&links, &[true, false, true, true], 5),
            [0, 3, 1, 2, 4]
        );
    }

    #[test]
    fn a_bead_whose_target_is_in_two_places_keeps_one_of_them() {
        let step = Step {
            kind: 2,
            source: 1..2,
            target: 1..3,
            sure: true,
        };
        let beads = put_back(&step, 0.9, &[0, 4, 1, 2, 3], &[false; 5]);
        assert_eq!(beads.len(), 2);
        assert_eq!(beads.iter().filter(|bead| bead.is_matched()).count(), 1);
        assert!(beads.iter().all(|bead| bead.score < 0.5));
    }
}
