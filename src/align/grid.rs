//! Everything that scores a bead, put together, and the rows of a band computed as they are needed.

use std::ops::Range;

use rayon::prelude::*;

use super::band::Band;
use super::cells::{Cell, Cells, Masses, Row, RowLinks};
use super::length::{Group, Lengths, WIDEST, running, sums};
use super::math::{NEVER, Score, ln, real, score};
use super::units::Sequence;

/// The kinds of bead and how often each is met in human translations (after Gale & Church, with
/// longer merges added; one to five in a hundred units are without a counterpart).
pub(crate) const KINDS: [(usize, usize, f64); 15] = [
    (1, 1, 0.83),
    (2, 1, 0.055),
    (1, 2, 0.055),
    (1, 0, 0.02),
    (0, 1, 0.02),
    (2, 2, 0.014),
    (3, 1, 0.01),
    (1, 3, 0.01),
    (3, 2, 0.003),
    (2, 3, 0.003),
    (4, 1, 0.0016),
    (1, 4, 0.0016),
    (3, 3, 0.0008),
    (2, 4, 0.0004),
    (4, 2, 0.0004),
];

/// How likely each kind of bead is, with units that have no counterpart coming in runs: after one of
/// them the next is likelier to be one too.
#[derive(Debug, Clone)]
pub(crate) struct Priors {
    kinds: [Score; KINDS.len()],
    /// What a one-sided bead scores after another of its side, on top of its own kind.
    stay: Score,
    /// What a bead scores that ends a run of one-sided ones.
    leave: Score,
}

/// Which run a kind of bead belongs to: 0 for two-sided beads, 1 for source units alone, 2 for target units alone.
pub(crate) fn run(kind: usize) -> usize {
    match KINDS[kind] {
        (_, 0, _) => 1,
        (0, _, _) => 2,
        _ => 0,
    }
}

/// Number of runs.
pub(crate) const RUNS: usize = 3;

impl Priors {
    /// As usual.
    pub(crate) fn usual() -> Self {
        Self::counted([0.0; KINDS.len()], (0.0, 0.0))
    }

    /// As in the beads counted, with the usual for so many beads beside them; `runs` counts the one-sided
    /// beads that follow another, and those that follow none.
    pub(crate) fn counted(counts: [f64; KINDS.len()], runs: (f64, f64)) -> Self {
        const USUAL: f64 = 300.0;
        const USUAL_RUNS: f64 = 10.0;
        const USUAL_STAY: f64 = 0.2;
        let total = counts.iter().sum::<f64>() + USUAL;
        let kinds =
            std::array::from_fn(|kind| score(ln((counts[kind] + USUAL * KINDS[kind].2) / total)));
        let stay = (runs.0 + USUAL_RUNS * USUAL_STAY) / (runs.0 + runs.1 + USUAL_RUNS);
        let single: f64 = (0..KINDS.len())
            .filter(|&kind| run(kind) != 0)
            .map(|kind| (counts[kind] + USUAL * KINDS[kind].2) / total)
            .sum::<f64>()
            / 2.0;
        Self {
            kinds,
            stay: score(ln(stay / single)),
            leave: score(ln(1.0 - stay)),
        }
    }

    /// What a bead scores for what came before it.
    pub(crate) fn after(&self, kind: usize, before: usize) -> Score {
        match (before, run(kind)) {
            (0, _) => 0,
            (_, 0) => self.leave,
            (before, now) if before == now => self.stay,
            // From one side's run to the other's: as good as a new start.
            _ => self.leave,
        }
    }
}

/// The scores of the beads that end in a cell, for each of the [`KINDS`]; [`NEVER`] where one does not fit.
pub(crate) type Endings = [Score; KINDS.len()];

/// Two texts with all that is known of them.
#[derive(Debug)]
pub(crate) struct Grid<'a> {
    source: &'a Sequence,
    target: &'a Sequence,
    cells: Cells<'a>,
    lengths: &'a Lengths,
    priors: &'a Priors,
    /// For each unit, the last one, two, three … units up to it.
    source_groups: Vec<[Group; WIDEST]>,
    target_groups: Vec<[Group; WIDEST]>,
    /// Sentences before each unit.
    source_sentences: Vec<u32>,
    target_sentences: Vec<u32>,
    /// Whether both texts have paragraphs at all.
    paragraphs: bool,
}

/// A paragraph that begins on one side only, within a bead or at its start.
const BREAK: f64 = 1.5;

impl<'a> Grid<'a> {
    pub(crate) fn new(
        source: &'a Sequence,
        target: &'a Sequence,
        cells: Cells<'a>,
        lengths: &'a Lengths,
        priors: &'a Priors,
    ) -> Self {
        let paragraphs = [source, target]
            .iter()
            .all(|side| side.opens_paragraph.iter().skip(1).any(|&opens| opens));
        Self {
            source,
            target,
            cells,
            lengths,
            priors,
            source_groups: groups(source, |length, units| lengths.of_source(length, units)),
            target_groups: groups(target, |length, units| lengths.of_target(length, units)),
            source_sentences: sums(&source.sentences),
            target_sentences: sums(&target.sentences),
            paragraphs,
        }
    }

    /// How likely the kinds of bead are.
    pub(crate) fn priors(&self) -> &Priors {
        self.priors
    }

    /// Numbers of units.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.source.len(), self.target.len())
    }

    /// Goes through the rows of a band in order, with the score of every bead that ends in each of its cells.
    /// Rows are computed in parallel, a stretch ahead of the visitor, so that memory does not grow with the texts.
    pub(crate) fn each_row(&self, band: &Band, mut visit: impl FnMut(usize, &[Endings]) + Send) {
        let mut rows = stretch(band, 0);
        let mut ready = self.endings(band, rows.clone());
        while !rows.is_empty() {
            let next = stretch(band, rows.end);
            let (then, ()) = rayon::join(
                || self.endings(band, next.clone()),
                || {
                    for (row, endings) in rows.clone().zip(&ready) {
                        visit(row, endings);
                    }
                },
            );
            (rows, ready) = (next, then);
        }
    }

    /// The beads that end in the cells of some rows of the band; row *i* is the one after *i* source units.
    fn endings(&self, band: &Band, rows: Range<usize>) -> Vec<Vec<Endings>> {
        /// Parts of a stretch: more than there are threads, so that none waits long for the last.
        const SHARES: usize = 4;
        /// Rows below which a part is not worth its beginning.
        const FEWEST: usize = 32;
        let share = rows.len().div_ceil(SHARES).max(FEWEST);
        (0..rows.len().div_ceil(share))
            .into_par_iter()
            .flat_map_iter(|number| {
                let start = rows.start + number * share;
                self.some_endings(band, start..(start + share).min(rows.end))
            })
            .collect()
    }

    fn some_endings(&self, band: &Band, rows: Range<usize>) -> Vec<Vec<Endings>> {
        let before = |units: usize| units.saturating_sub(WIDEST - 1);
        let first_cells = before(rows.start.saturating_sub(1));
        let first_links = before(first_cells);
        let last = rows.end - 1;
        let links = self
            .cells
            .links(first_links..last, |unit| columns(band, unit));
        let mut masses = Masses::default();
        let cells: Vec<Row> = (first_cells..last)
            .map(|unit| {
                let none = &RowLinks::NONE;
                self.cells
                    .row(unit, recent(&links, unit - first_links, none), &mut masses)
            })
            .collect();
        let none = &Row::default();
        rows.map(|row| {
            let recent = match row.checked_sub(first_cells + 1) {
                Some(at) => recent(&cells, at, none),
                None => [none; WIDEST],
            };
            band.row(row)
                .map(|column| self.ending(&recent, row, column))
                .collect()
        })
        .collect()
    }

    /// The scores of the beads that end before source unit `i` and target unit `j`; [`NEVER`] where one does not fit.
    /// `recent` are the rows of the units up to `i - 1`, the nearest first.
    fn ending(&self, recent: &[&Row; WIDEST], i: usize, j: usize) -> Endings {
        let mut out = [NEVER; KINDS.len()];
        let across = Sums::of(std::array::from_fn(|back| {
            recent[0].cell(j.checked_sub(back + 1)?)
        }));
        let down = Sums::of(std::array::from_fn(|back| {
            recent[back].cell(j.checked_sub(1)?)
        }));
        for (kind, (slot, &(sources, targets, _))) in out.iter_mut().zip(&KINDS).enumerate() {
            let prior = self.priors.kinds[kind];
            if sources > i || targets > j {
                continue;
            }
            if sources == 0 || targets == 0 {
                *slot = prior;
                continue;
            }
            if targets > across.count || sources > down.count {
                continue;
            }
            let words =
                across.forward[targets - 1][sources - 1] + down.backward[sources - 1][targets - 1];
            *slot = prior
                + words / 2
                + self.lengths.score(
                    self.source_groups[i - 1][sources - 1],
                    self.target_groups[j - 1][targets - 1],
                )
                + self.lengths.kept.score(
                    kind,
                    self.source_sentences[i] - self.source_sentences[i - sources],
                    self.target_sentences[j] - self.target_sentences[j - targets],
                )
                + self.breaks(i - sources..i, j - targets..j);
        }
        out
    }

    /// Paragraphs are evidence, not walls.
    fn breaks(&self, source: Range<usize>, target: Range<usize>) -> Score {
        if !self.paragraphs {
            return 0;
        }
        let opens = |side: &Sequence, unit: usize| side.opens_paragraph[unit];
        let at_start =
            usize::from(opens(self.source, source.start) != opens(self.target, target.start));
        let inside = source
            .skip(1)
            .filter(|&unit| opens(self.source, unit))
            .count()
            + target
                .skip(1)
                .filter(|&unit| opens(self.target, unit))
                .count();
        score(-BREAK * real(at_start + inside))
    }
}

/// Rows from one on that are computed together: so many, or fewer where the band is wide.
fn stretch(band: &Band, start: usize) -> Range<usize> {
    const ROWS: usize = 2048;
    const CELLS: usize = 65_536;
    let mut cells = 0;
    let mut end = start;
    while end < band.len() && end - start < ROWS && cells < CELLS {
        cells += band.row(end).len();
        end += 1;
    }
    start..end
}

/// The scores of one, two, three … cells in a line, for each size of the other side's group.
struct Sums {
    /// Cells before the first that is not in the band.
    count: usize,
    forward: [[Score; WIDEST]; WIDEST],
    backward: [[Score; WIDEST]; WIDEST],
}

impl Sums {
    fn of(cells: [Option<&Cell>; WIDEST]) -> Self {
        let mut out = Self {
            count: 0,
            forward: [[0; WIDEST]; WIDEST],
            backward: [[0; WIDEST]; WIDEST],
        };
        let mut total = Cell::default();
        for cell in cells.into_iter().map_while(|cell| cell) {
            for size in 0..WIDEST {
                total.forward[size] += cell.forward[size];
                total.backward[size] += cell.backward[size];
            }
            out.forward[out.count] = total.forward;
            out.backward[out.count] = total.backward;
            out.count += 1;
        }
        out
    }
}

/// The rows up to one, the nearest first.
fn recent<'r, T>(rows: &'r [T], at: usize, none: &'r T) -> [&'r T; WIDEST] {
    std::array::from_fn(|back| at.checked_sub(back).map_or(none, |at| &rows[at]))
}

fn groups(sequence: &Sequence, group: impl Fn(u32, usize) -> Group) -> Vec<[Group; WIDEST]> {
    let running = running(sequence);
    let up_to = |unit: usize| {
        std::array::from_fn(|back| {
            let start = unit.saturating_sub(back);
            group(running[unit + 1] - running[start], back + 1)
        })
    };
    (0..sequence.len()).map(up_to).collect()
}

/// The target units with which a source unit stands together in some bead of the band. They begin and end later and
/// later, as the band does.
fn columns(band: &Band, unit: usize) -> Range<usize> {
    let (mut from, mut to) = (usize::MAX, 0);
    for (sources, targets, _) in KINDS {
        if sources == 0 || targets == 0 {
            continue;
        }
        for back in 0..sources {
            let Some(before) = unit.checked_sub(back) else {
                break;
            };
            let after = before + sources;
            if after >= band.len() {
                continue;
            }
            let (starts, ends) = (band.row(before), band.row(after));
            from = from.min(starts.start.max(ends.start.saturating_sub(targets)));
            to = to.max((ends.end - 1).min(starts.end - 1 + targets));
        }
    }
    from.min(to)..to
}
