//! Everything that scores a bead, put together, and the rows of a band computed as they are needed.

use std::ops::Range;

use rayon::prelude::*;

use super::band::Band;
use super::cells::{Cells, Row, RowLinks};
use super::length::{Lengths, WIDEST, running};
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
        const USUAL: f64 = 100.0;
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
    source_running: Vec<u32>,
    target_running: Vec<u32>,
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
            source_running: running(source),
            target_running: running(target),
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
    /// Rows are computed in parallel, a stretch at a time, so that memory does not grow with the texts.
    pub(crate) fn each_row(&self, band: &Band, mut visit: impl FnMut(usize, &[Endings])) {
        const STRETCH: usize = 1024;
        for start in (0..band.len()).step_by(STRETCH) {
            let rows = start..(start + STRETCH).min(band.len());
            for (row, endings) in rows.clone().zip(self.endings(band, rows)) {
                visit(row, &endings);
            }
        }
    }

    /// The beads that end in the cells of some rows of the band; row *i* is the one after *i* source units.
    fn endings(&self, band: &Band, rows: Range<usize>) -> Vec<Vec<Endings>> {
        let units = rows.start.saturating_sub(1)..rows.end - 1;
        let before = |units: usize| units.saturating_sub(WIDEST - 1);
        let first = before(before(units.start));
        let links: Vec<RowLinks> = (first..units.end)
            .into_par_iter()
            .map(|unit| self.cells.links(unit, columns(band, unit)))
            .collect();
        let none = RowLinks::default();
        let links_of = |unit: usize| {
            std::array::from_fn(|back| {
                unit.checked_sub(first + back)
                    .map_or(&none, |at| &links[at])
            })
        };
        let first_cells = before(units.start);
        let cells: Vec<Row> = (first_cells..units.end)
            .into_par_iter()
            .map(|unit| self.cells.row(unit, links_of(unit)))
            .collect();
        let no_cells = Row::default();
        let cells_of = |row: usize| {
            std::array::from_fn(|back| {
                row.checked_sub(first_cells + back + 1)
                    .map_or(&no_cells, |at| &cells[at])
            })
        };
        rows.into_par_iter()
            .map(|row| {
                band.row(row)
                    .map(|column| self.ending(&cells_of(row), row, column))
                    .collect()
            })
            .collect()
    }

    fn ending(&self, recent: &[&Row; WIDEST], i: usize, j: usize) -> Endings {
        std::array::from_fn(|kind| self.bead(recent, kind, i, j).unwrap_or(NEVER))
    }

    /// The score of a bead that ends before source unit `i` and target unit `j`; `None` where it does not
    /// fit. `recent` are the rows of the units up to `i - 1`, the nearest first.
    fn bead(&self, recent: &[&Row; WIDEST], kind: usize, i: usize, j: usize) -> Option<Score> {
        let (sources, targets, _) = KINDS[kind];
        let (s, t) = (i.checked_sub(sources)?, j.checked_sub(targets)?);
        let prior = self.priors.kinds[kind];
        if sources == 0 || targets == 0 {
            return Some(prior);
        }
        let mut words = 0;
        for back in 0..targets {
            words += recent[0].cell(j - 1 - back)?.forward[sources - 1];
        }
        for rows in recent.iter().take(sources) {
            words += rows.cell(j - 1)?.backward[targets - 1];
        }
        let source = self.source_running[i] - self.source_running[s];
        let target = self.target_running[j] - self.target_running[t];
        Some(
            prior
                + words / 2
                + self.lengths.score((source, sources), (target, targets))
                + self.breaks(s..i, t..j),
        )
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

fn columns(band: &Band, row: usize) -> Range<usize> {
    let from = band.row(row.saturating_sub(WIDEST - 1)).start;
    let to = band.row((row + WIDEST).min(band.len() - 1)).end - 1;
    from..to.max(from)
}
