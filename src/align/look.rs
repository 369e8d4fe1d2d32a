//! Which units say more for each other out of order than the beads of a path do: what [`super::moved`] goes by.
//!
//! The units of doubtful beads are looked up by their words in an index over the doubtful units of the other side, never
//! all against all. The best pairs are then weighed: those that share beads of the path are decided together, by what
//! the pairs say for the texts less what the path's beads say, and less what a move itself is unlikely by.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::cells::{Cells, Masses, RowLinks};
use super::dp::Step;
use super::grid::KINDS;
use super::math::{Score, ln, real, score, small, wide};
use super::moved::{Known, Link, SURE, smaller, untouched};
use super::units::Sequence;

/// A sure bead of one unit each whose words and lengths say less for it than this, in nats, is looked at all the same:
/// two units that changed places may fit each other's lengths.
const WEAK: f64 = 4.0;

/// What two units must say for each other at least, in nats.
const PLAIN: f64 = 0.5;

/// How unlikely a move is, in nats, and how much more so with each *e*-fold of its distance: so much more must it say
/// for the texts than the beads of the path do.
const MOVE: f64 = 2.75;
const FAR: f64 = 1.0;

/// The same for each unit that the path leaves alone, which is likelier to be lost or new than moved, and for each bead
/// of one unit with several that the move takes apart.
const LOOSE: f64 = 2.5;
const APART: f64 = 5.0;

/// Target units that are looked at closely for a source unit.
const CLOSE: usize = 6;

/// A word in more of the doubtful units than this says nothing of any of them.
const COMMONEST: usize = 24;

/// What the second look goes by.
#[derive(Debug)]
pub(super) struct Looking<'a> {
    known: &'a Known<'a>,
    path: &'a [(Step, f64)],
    cells: Cells<'a>,
    /// Which beads of the path may be wrong.
    doubtful: Vec<bool>,
    /// The bead of the path of each unit, by side.
    bead_of: [Vec<usize>; 2],
}

impl<'a> Looking<'a> {
    pub(super) fn new(known: &'a Known<'a>, path: &'a [(Step, f64)]) -> Self {
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
        let none = RowLinks::NONE;
        let links = self.cells.links_between(source, target);
        let mut masses = Masses::default();
        let recent = |at: usize| {
            std::array::from_fn(|back| at.checked_sub(back).map_or(&none, |at| &links[at]))
        };
        let rows: Vec<_> = source
            .clone()
            .enumerate()
            .map(|(at, unit)| self.cells.row(unit, recent(at), &mut masses))
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
        let lengths = self.known.lengths;
        let (source, target) = (length(&pair.source, source), length(&pair.target, target));
        words / 2
            + lengths.score(
                lengths.of_source(source.0, source.1),
                lengths.of_target(target.0, target.1),
            )
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
    pub(super) fn found(&self, sure: &[Link]) -> Vec<Link> {
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
                if how >= score(PLAIN) || self.is_half(source, target) {
                    ways.push((how, source, target));
                }
            }
        }
        self.moving(self.best(ways), sure)
    }

    /// Whether two units of one bead of several to several say enough for each other only with a unit beside them.
    fn is_half(&self, source: usize, target: usize) -> bool {
        let bead = self.bead_of[0][source];
        let (step, _) = &self.path[bead];
        let several = step.source.len() > 1 && step.target.len() > 1;
        let link = Link {
            source: source..source + 1,
            target: target..target + 1,
            weight: 1,
        };
        let inside = |&(side, unit, _): &(usize, usize, _)| {
            [&step.source, &step.target][side].contains(&unit)
        };
        several
            && self.bead_of[1][target] == bead
            && wider(&link)
                .filter(inside)
                .any(|(_, _, [source, target])| self.evidence(&source, &target) >= score(PLAIN))
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
    fn moving(&self, mut links: Vec<(Link, Score)>, sure: &[Link]) -> Vec<Link> {
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
        gains.retain(|_, gain| gain.crossed > 0);
        self.widen(&mut links, &mut gains, &mut group);
        let moves = |gain: &Gain| self.pays(gain);
        let moving: BTreeSet<usize> = gains
            .iter()
            .filter(|(_, gain)| moves(gain))
            .map(|(&group, _)| group)
            .collect();
        if moving.is_empty() {
            return Vec::new();
        }
        // What the path has too stays to hold the others against, however doubtful it is.
        let mut kept = Vec::new();
        for (link, _) in links {
            let (one, other) = ends(&link);
            let on_path = one == other && self.path[one].0.kind == 0;
            if on_path || moving.contains(&root(&mut group, one)) {
                kept.push(link);
            }
        }
        kept
    }

    /// Takes units that no link has into the links beside them where they say more there than alone: a sentence that
    /// changed places may be two in the other language.
    fn widen(
        &self,
        links: &mut [(Link, Score)],
        gains: &mut BTreeMap<usize, Gain>,
        group: &mut [usize],
    ) {
        let mut taken = [
            vec![false; self.known.pair.source.len()],
            vec![false; self.known.pair.target.len()],
        ];
        for (link, _) in links.iter() {
            taken[0][link.source.start] = true;
            taken[1][link.target.start] = true;
        }
        let alone = score(ln(KINDS[3].2));
        for (link, how) in links {
            let of = root(group, self.bead_of[0][link.source.start]);
            let Some(gain) = gains.get_mut(&of) else {
                continue;
            };
            let is_free = |side: usize, unit: usize| {
                let bead = self.bead_of[side].get(unit);
                bead.is_some_and(|bead| gain.beads.contains(bead)) && !taken[side][unit]
            };
            // Two to one instead of one to one.
            let before = *how - score(ln(KINDS[1].2 / KINDS[0].2));
            let best = wider(link)
                .filter(|&(side, unit, _)| is_free(side, unit))
                .map(|(side, unit, [source, target])| {
                    let says = self.evidence(&source, &target) - before;
                    (says, side, unit, source, target)
                })
                .max_by_key(|&(says, side, unit, ..)| (says, std::cmp::Reverse((side, unit))));
            if let Some((says, side, unit, source, target)) = best.filter(|best| best.0 > alone) {
                taken[side][unit] = true;
                gain.worth += says;
                gain.joined += 1;
                *link = Link {
                    weight: smaller(self.known.pair, &source, &target),
                    source,
                    target,
                };
            }
        }
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
        let alone = units.saturating_sub(2 * gain.links + gain.joined);
        let after = gain.worth + score(real(alone) * ln(KINDS[3].2));
        after - before >= score(cost + FAR * ln(real(gain.crossed)))
    }
}

/// A link with one more unit at an end of a side: the side, the unit, and what the link is then.
fn wider(link: &Link) -> impl Iterator<Item = (usize, usize, [Range<usize>; 2])> {
    let sides = [&link.source, &link.target].map(Clone::clone);
    let ends = [(0, true), (0, false), (1, true), (1, false)];
    ends.into_iter().filter_map(move |(side, back)| {
        let mut wider = sides.clone();
        let range = &mut wider[side];
        let unit = if back {
            range.start = range.start.checked_sub(1)?;
            range.start
        } else {
            range.end += 1;
            range.end - 1
        };
        Some((side, unit, wider))
    })
}

/// What the links of a group say together.
#[derive(Debug, Default)]
struct Gain {
    beads: BTreeSet<usize>,
    links: usize,
    /// Units that were taken into a link beside another.
    joined: usize,
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
