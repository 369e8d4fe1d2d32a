//! What stands elsewhere: a second look, without order, at what the path could only force.
//!
//! The best path never turns back. Where two units changed places it leaves both alone, joins them into one
//! bead or pairs each with the wrong one, and its beads there are doubtful. Those doubtful units are looked up
//! by their words in an index over the doubtful units of the other side, never all against all. Pairs that are
//! plainly each other's best are then held against the beads that are sure: the heaviest chain of all of them
//! keeps its order, and what is left over has moved. The target's units are put in the order of the chain with
//! what moved beside its counterpart, and the texts are lined up once more, so that a moved bead has a
//! posterior as any other has, and may be a 2-1 or a 1-2.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Bead;
use super::band::Band;
use super::cells::{Cells, RowLinks};
use super::dp::Step;
use super::grid::{Grid, Priors};
use super::length::{Lengths, WIDEST};
use super::math::{Score, score, small, wide};
use super::passes::Pair;
use super::posterior::surest_path;
use super::table::Table;
use super::units::Sequence;

/// A bead below this posterior is doubtful: there may be more to say of its units.
const SURE: f64 = 0.9;

/// What two units must say for each other before they are taken from their places, and by how much more than
/// anything else they could stand for; in nats. Fewer false moves than one in ten thousand units is the aim:
/// the prior against a move is about so large.
const PLAIN: f64 = 5.0;
const BEYOND: f64 = 3.0;

/// Target units that are looked at closely for a source unit.
const CLOSE: usize = 6;

/// A word in more of the doubtful units than this says nothing of any of them.
const COMMONEST: usize = 24;

/// A moved bead with a lower posterior is taken back.
const CONFIRMED: f64 = 0.6;

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
struct Link {
    source: Range<usize>,
    target: Range<usize>,
    /// Characters of the smaller side.
    weight: u64,
    /// Whether the second look found it.
    new: bool,
}

/// The beads of a path, with what moved lined up where it stands, in order of the source.
pub(crate) fn beads(known: &Known<'_>, path: Vec<(Step, f64)>) -> Vec<Bead> {
    let mut found = found(known, &path);
    let sure = sure(known, &path);
    while !found.is_empty() {
        let Some(beads) = again(known, &sure, &found) else {
            break;
        };
        let moved = off_chain(known, &beads);
        if moved.is_empty() {
            break;
        }
        let unsure = |link: &Link| {
            moved.iter().any(|&at| {
                let bead = &beads[at];
                bead.score < CONFIRMED
                    && (bead.source.contains(&link.source.start)
                        || bead.target.contains(&link.target.start))
            })
        };
        let before = found.len();
        found.retain(|link| !unsure(link));
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
fn smaller(pair: &Pair, source: &Range<usize>, target: &Range<usize>) -> u64 {
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

/// Whether a bead leaves room for doubt: its units may stand for something elsewhere.
fn is_doubtful(step: &Step, posterior: f64) -> bool {
    let single = step.source.len() <= 1 && step.target.len() <= 1;
    let one_sided = step.source.is_empty() || step.target.is_empty();
    one_sided || posterior < SURE || !single
}

fn sure(known: &Known<'_>, path: &[(Step, f64)]) -> Vec<Link> {
    let steps = path.iter().filter(|(step, posterior)| {
        !step.source.is_empty() && !step.target.is_empty() && *posterior >= SURE
    });
    steps
        .map(|(step, _)| Link {
            weight: smaller(known.pair, &step.source, &step.target),
            source: step.source.clone(),
            target: step.target.clone(),
            new: false,
        })
        .collect()
}

/// The pairs of doubtful units that are plainly each other's best and do not lie on the path, in order of the source.
fn found(known: &Known<'_>, path: &[(Step, f64)]) -> Vec<Link> {
    let doubtful = || {
        path.iter()
            .filter(|(step, posterior)| is_doubtful(step, *posterior))
    };
    let sources: Vec<usize> = doubtful()
        .flat_map(|(step, _)| step.source.clone())
        .collect();
    let targets: Vec<usize> = doubtful()
        .flat_map(|(step, _)| step.target.clone())
        .collect();
    if sources.is_empty() || targets.is_empty() {
        return Vec::new();
    }
    let cells = Cells::new(&known.pair.source, &known.pair.target, known.table);
    let index = Index::new(&known.pair.target, &targets);
    let mut ways: Vec<(Score, usize, usize)> = Vec::new();
    for &source in &sources {
        let close = index.close(known, source);
        ways.extend(
            close
                .into_iter()
                .map(|target| (evidence(known, &cells, source, target), source, target)),
        );
    }
    plain(known, &ways)
}

/// How much better than chance two units go together, by words and by length.
fn evidence(known: &Known<'_>, cells: &Cells<'_>, source: usize, target: usize) -> Score {
    let none = RowLinks::default();
    let own = cells.links(source, target..target + 1);
    let mut links = [&none; WIDEST];
    links[0] = &own;
    let row = cells.row(source, links);
    let words = row
        .cell(target)
        .map_or(0, |cell| cell.forward[0] + cell.backward[0]);
    let length = |sequence: &Sequence, unit: usize| (sequence.lengths[unit], 1);
    words / 2
        + known.lengths.score(
            length(&known.pair.source, source),
            length(&known.pair.target, target),
        )
}

/// Those of the ways that are each other's best by far.
fn plain(known: &Known<'_>, ways: &[(Score, usize, usize)]) -> Vec<Link> {
    let mut best: [FxHashMap<usize, (Score, Score)>; 2] = Default::default();
    for &(how, source, target) in ways {
        for (best, unit) in best.iter_mut().zip([source, target]) {
            let known = best.entry(unit).or_insert((Score::MIN, Score::MIN));
            if how > known.0 {
                *known = (how, known.0);
            } else {
                known.1 = known.1.max(how);
            }
        }
    }
    let beyond = |how: Score, (first, second): (Score, Score)| {
        how == first && second.saturating_add(score(BEYOND)) <= how
    };
    let mut links: Vec<Link> = ways
        .iter()
        .filter(|&&(how, source, target)| {
            how >= score(PLAIN) && beyond(how, best[0][&source]) && beyond(how, best[1][&target])
        })
        .map(|&(_, source, target)| Link {
            weight: smaller(known.pair, &(source..source + 1), &(target..target + 1)),
            source: source..source + 1,
            target: target..target + 1,
            new: true,
        })
        .collect();
    links.sort_by_key(|link| (link.source.start, link.target.start));
    links
}

/// Which of some units a word stands in.
#[derive(Debug)]
struct Index {
    /// Words with the units they stand in, in order.
    places: Vec<(u32, u32)>,
}

impl Index {
    fn new(sequence: &Sequence, units: &[usize]) -> Self {
        let mut places: Vec<(u32, u32)> = units
            .iter()
            .flat_map(|&unit| {
                let words = sequence.words(unit).iter();
                words.map(move |&word| (word, small(unit)))
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        Self { places }
    }

    fn of(&self, word: u32) -> &[(u32, u32)] {
        let from = self.places.partition_point(|&(other, _)| other < word);
        let past = self.places.partition_point(|&(other, _)| other <= word);
        &self.places[from..past]
    }

    /// The units with the most and rarest words that stand for those of a source unit.
    fn close(&self, known: &Known<'_>, source: usize) -> Vec<usize> {
        let mut sums: FxHashMap<u32, u64> = FxHashMap::default();
        for &word in known.pair.source.words(source) {
            for link in known.table.links(word) {
                let places = self.of(link.target);
                if places.is_empty() || places.len() > COMMONEST {
                    continue;
                }
                // Whole numbers, so that a sum does not depend on its order.
                let weight = share(link.forward + link.backward) / places.len() as u64;
                for &(_, unit) in places {
                    *sums.entry(unit).or_default() += weight;
                }
            }
        }
        let mut ranked: Vec<(u64, u32)> = sums.into_iter().map(|(unit, sum)| (sum, unit)).collect();
        ranked.sort_unstable_by_key(|&(sum, unit)| (std::cmp::Reverse(sum), unit));
        ranked.truncate(CLOSE);
        ranked.into_iter().map(|(_, unit)| wide(unit)).collect()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and probabilities are positive"
)]
fn share(probability: f32) -> u64 {
    (probability * 65_536.0) as u64
}

/// Lines the texts up once more, with the target in the order of the chain; `None` where all are in one chain.
fn again(known: &Known<'_>, sure: &[Link], found: &[Link]) -> Option<Vec<Bead>> {
    let taken = |link: &Link| {
        found.iter().any(|new| {
            link.source.contains(&new.source.start) || link.target.contains(&new.target.start)
        })
    };
    let mut links: Vec<Link> = sure
        .iter()
        .filter(|link| !taken(link))
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
    let band = Band::around(&points, 6, 100, known.pair.source.len(), target.len());
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
