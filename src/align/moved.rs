//! What stands elsewhere: a second look, without order, at what the path could only force.
//!
//! The best path never turns back. Where two units changed places it leaves both alone, joins them into one
//! bead or pairs each with the wrong one, and its beads there are doubtful. Those doubtful units are looked up
//! by their words in an index over the doubtful units of the other side, never all against all. Pairs that are
//! plainly each other's best are then held against the beads that are sure: the heaviest chain of all of them
//! keeps its order, and what is left over has moved. The target's units are put in the order of the chain with
//! what moved beside its counterpart, and the texts are lined up once more, so that a moved bead has a
//! posterior as any other has, and may be a 2-1 or a 1-2.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Bead;
use super::band::Band;
use super::cells::{Cells, RowLinks};
use super::dp::Step;
use super::grid::{Grid, KINDS, Priors};
use super::length::Lengths;
use super::math::{Score, ln, real, score, small, wide};
use super::passes::Pair;
use super::posterior::surest_path;
use super::table::Table;
use super::units::Sequence;

/// A bead below this posterior is doubtful: there may be more to say of its units.
const SURE: f64 = 0.9;

/// A sure bead of one unit each whose words and lengths say less for it than this, in nats, is looked at all the same:
/// two units that changed places may fit each other's lengths.
const WEAK: f64 = 4.0;

/// What two units must say for each other at least, in nats.
const PLAIN: f64 = 0.5;

/// How unlikely a move is, in nats, and how much more so with each *e*-fold of its distance: so much more must it say
/// for the texts than the beads of the path do.
const MOVE: f64 = 3.0;
const FAR: f64 = 1.5;

/// The same for each unit that the path leaves alone, which is likelier to be lost or new than moved, and for each bead
/// of one unit with several that the move takes apart.
const LOOSE: f64 = 2.5;
const APART: f64 = 5.0;

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
}

/// The beads of a path, with what moved lined up where it stands, in order of the source.
pub(crate) fn beads(known: &Known<'_>, path: Vec<(Step, f64)>) -> Vec<Bead> {
    let sure = sure(known, &path);
    let mut found = Looking::new(known, &path).found(&sure);
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
fn untouched<'a>(
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

/// What the second look goes by.
#[derive(Debug)]
struct Looking<'a> {
    known: &'a Known<'a>,
    path: &'a [(Step, f64)],
    cells: Cells<'a>,
    /// Which beads of the path may be wrong.
    doubtful: Vec<bool>,
    /// The bead of the path of each unit, by side.
    bead_of: [Vec<usize>; 2],
}

impl<'a> Looking<'a> {
    fn new(known: &'a Known<'a>, path: &'a [(Step, f64)]) -> Self {
        let cells = Cells::new(&known.pair.source, &known.pair.target, known.table);
        let mut bead_of = [
            vec![0; known.pair.source.len()],
            vec![0; known.pair.target.len()],
        ];
        for (at, (step, _)) in path.iter().enumerate() {
            bead_of[0][step.source.clone()].fill(at);
            bead_of[1][step.target.clone()].fill(at);
        }
        let mut looking = Self {
            known,
            path,
            cells,
            doubtful: Vec::new(),
            bead_of,
        };
        looking.doubtful = path
            .iter()
            .map(|(step, posterior)| looking.is_doubtful(step, *posterior))
            .collect();
        looking
    }

    /// Whether a bead leaves room for doubt: its units may stand for something elsewhere.
    fn is_doubtful(&self, step: &Step, posterior: f64) -> bool {
        posterior < SURE
            || step.source.len() != 1
            || step.target.len() != 1
            || self.evidence(&step.source, &step.target) < score(WEAK)
    }

    /// How much better than chance the units of a bead go together, by words and by length.
    fn evidence(&self, source: &Range<usize>, target: &Range<usize>) -> Score {
        let pair = self.known.pair;
        let none = RowLinks::default();
        let links: Vec<RowLinks> = source
            .clone()
            .map(|unit| self.cells.links(unit, target.clone()))
            .collect();
        let recent = |at: usize| {
            std::array::from_fn(|back| at.checked_sub(back).map_or(&none, |at| &links[at]))
        };
        let rows: Vec<_> = source
            .clone()
            .enumerate()
            .map(|(at, unit)| self.cells.row(unit, recent(at)))
            .collect();
        let mut words = 0;
        if let Some(row) = rows.last() {
            let cells = target.clone().filter_map(|unit| row.cell(unit));
            words += cells
                .map(|cell| cell.forward[source.len() - 1])
                .sum::<Score>();
        }
        let last = rows.iter().filter_map(|row| row.cell(target.end - 1));
        words += last
            .map(|cell| cell.backward[target.len() - 1])
            .sum::<Score>();
        let length = |sequence: &Sequence, units: &Range<usize>| {
            (
                sequence.lengths[units.clone()].iter().sum::<u32>(),
                units.len(),
            )
        };
        words / 2
            + self
                .known
                .lengths
                .score(length(&pair.source, source), length(&pair.target, target))
    }

    /// What a bead of the path says for the texts.
    fn worth(&self, bead: usize) -> Score {
        let (step, _) = &self.path[bead];
        let evidence = if step.source.is_empty() || step.target.is_empty() {
            0
        } else {
            self.evidence(&step.source, &step.target)
        };
        score(ln(KINDS[step.kind].2)) + evidence
    }

    /// The pairs of doubtful units that fit each other best and say that something moved, in order of the source.
    fn found(&self, sure: &[Link]) -> Vec<Link> {
        let beads = || (0..self.path.len()).filter(|&bead| self.doubtful[bead]);
        let sources: Vec<usize> = beads()
            .flat_map(|bead| self.path[bead].0.source.clone())
            .collect();
        let targets: Vec<usize> = beads()
            .flat_map(|bead| self.path[bead].0.target.clone())
            .collect();
        if sources.is_empty() || targets.is_empty() {
            return Vec::new();
        }
        let index = Index::new(&self.known.pair.target, &targets);
        let mut ways: Vec<(Score, usize, usize)> = Vec::new();
        for &source in &sources {
            for target in self.close(&index, source) {
                let how = self.evidence(&(source..source + 1), &(target..target + 1));
                if how >= score(PLAIN) {
                    ways.push((how, source, target));
                }
            }
        }
        self.moving(self.best(ways), sure)
    }

    /// Target units that may stand for a source unit: those that share words with it, and those of its own bead and
    /// of the doubtful beads beside it.
    fn close(&self, index: &Index, source: usize) -> Vec<usize> {
        let mut close = index.close(self.known, source);
        let own = self.bead_of[0][source];
        let beside = own.saturating_sub(2)..(own + 3).min(self.path.len());
        for bead in beside.filter(|&bead| self.doubtful[bead]) {
            close.extend(self.path[bead].0.target.clone());
        }
        close.sort_unstable();
        close.dedup();
        close
    }

    /// The best ways, each unit in one of them.
    fn best(&self, mut ways: Vec<(Score, usize, usize)>) -> Vec<(Link, Score)> {
        ways.sort_unstable_by_key(|&(how, source, target)| {
            (std::cmp::Reverse(how), source, target)
        });
        let mut taken = [
            vec![false; self.known.pair.source.len()],
            vec![false; self.known.pair.target.len()],
        ];
        let mut links = Vec::new();
        for (how, source, target) in ways {
            if !taken[0][source] && !taken[1][target] {
                (taken[0][source], taken[1][target]) = (true, true);
                let (source, target) = (source..source + 1, target..target + 1);
                let weight = smaller(self.known.pair, &source, &target);
                links.push((
                    Link {
                        source,
                        target,
                        weight,
                    },
                    how,
                ));
            }
        }
        links.sort_unstable_by_key(|(link, _)| (link.source.start, link.target.start));
        links
    }

    /// Those links whose beads say less for the texts as the path has them than with a move.
    fn moving(&self, links: Vec<(Link, Score)>, sure: &[Link]) -> Vec<Link> {
        let crossing = crossing(&links, sure);
        // Beads of the path that are joined by links are decided together.
        let mut group: Vec<usize> = (0..self.path.len()).collect();
        let ends = |link: &Link| {
            (
                self.bead_of[0][link.source.start],
                self.bead_of[1][link.target.start],
            )
        };
        for (link, _) in &links {
            let (one, other) = ends(link);
            let (one, other) = (root(&mut group, one), root(&mut group, other));
            group[one.max(other)] = one.min(other);
        }
        let mut gains: BTreeMap<usize, Gain> = BTreeMap::new();
        for ((link, how), &crossed) in links.iter().zip(&crossing) {
            let (one, other) = ends(link);
            let gain = gains.entry(root(&mut group, one)).or_default();
            gain.beads.extend([one, other]);
            gain.links += 1;
            gain.worth += how + score(ln(KINDS[0].2));
            gain.crossed = gain.crossed.max(crossed);
        }
        let moves = |gain: &Gain| gain.crossed > 0 && self.pays(gain);
        let moving: BTreeSet<usize> = gains
            .iter()
            .filter(|(_, gain)| moves(gain))
            .map(|(&group, _)| group)
            .collect();
        let mut kept = Vec::new();
        for (link, _) in links {
            let (one, _) = ends(&link);
            if moving.contains(&root(&mut group, one)) {
                kept.push(link);
            }
        }
        kept
    }

    /// Whether the links of a group say more for the texts than the beads of the path they come from.
    fn pays(&self, gain: &Gain) -> bool {
        let (mut units, mut before, mut cost) = (0, 0, MOVE);
        for &bead in &gain.beads {
            let (step, _) = &self.path[bead];
            units += step.source.len() + step.target.len();
            before += self.worth(bead);
            cost += match (step.source.len(), step.target.len()) {
                (0, _) | (_, 0) => LOOSE,
                (1, 2..) | (2.., 1) => APART,
                (1.., 1..) => 0.0,
            };
        }
        // What no link takes up stands for nothing now.
        let alone = units.saturating_sub(2 * gain.links);
        let after = gain.worth + score(real(alone) * ln(KINDS[3].2));
        after - before >= score(cost + FAR * ln(real(gain.crossed)))
    }
}

/// What the links of a group say together.
#[derive(Debug, Default)]
struct Gain {
    beads: BTreeSet<usize>,
    links: usize,
    worth: Score,
    /// By how many beads the furthest of them is out of order.
    crossed: usize,
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

/// How far each link is from where the order of all beads would have it, in beads; none for one that keeps the order.
fn crossing(links: &[(Link, Score)], sure: &[Link]) -> Vec<usize> {
    let mut all: Vec<(&Link, Option<usize>)> = links
        .iter()
        .enumerate()
        .map(|(at, (link, _))| (link, Some(at)))
        .chain(untouched(sure, links.iter().map(|(link, _)| link)).map(|link| (link, None)))
        .collect();
    all.sort_by_key(|(link, _)| (link.source.start, link.target.start));
    let mut targets: Vec<usize> = all.iter().map(|(link, _)| link.target.start).collect();
    targets.sort_unstable();
    let mut out = vec![0; links.len()];
    for (rank, (link, at)) in all.iter().enumerate() {
        let place = targets.partition_point(|&other| other < link.target.start);
        if let Some(at) = *at {
            out[at] = rank.abs_diff(place);
        }
    }
    out
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
