//! Everything that scores a bead, put together, and the rows of a band computed as they are needed.

use std::collections::VecDeque;
use std::ops::Range;

use rayon::prelude::*;

use super::band::Band;
use super::cells::{Cells, Row, RowLinks};
use super::length::{Lengths, WIDEST, running};
use super::math::{Score, ln, real, score};
use super::units::Sequence;

/// The kinds of bead and how often each is met in human translations (after Gale & Church, with
/// longer merges added; one to five in a hundred units are without a counterpart).
pub(crate) const KINDS: [(usize, usize, f64); 15] = [
    (1, 1, 0.83),
    (2, 1, 0.055),
    (1, 2, 0.055),
    (1, 0, 0.02),
    (0, 1, 0.02),
    (2, 2, 0.007),
    (3, 1, 0.005),
    (1, 3, 0.005),
    (3, 2, 0.0015),
    (2, 3, 0.0015),
    (4, 1, 0.0008),
    (1, 4, 0.0008),
    (3, 3, 0.0004),
    (2, 4, 0.0002),
    (4, 2, 0.0002),
];

/// Logarithms of the kinds' probabilities.
#[derive(Debug, Clone)]
pub(crate) struct Priors([Score; KINDS.len()]);

impl Priors {
    /// As usual.
    pub(crate) fn usual() -> Self {
        Self(KINDS.map(|(_, _, probability)| score(ln(probability))))
    }

    /// As in the beads counted, with the usual for so many beads beside them.
    pub(crate) fn counted(counts: [f64; KINDS.len()]) -> Self {
        const USUAL: f64 = 100.0;
        let total = counts.iter().sum::<f64>() + USUAL;
        Self(std::array::from_fn(|kind| {
            score(ln((counts[kind] + USUAL * KINDS[kind].2) / total))
        }))
    }
}

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

    /// Numbers of units.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.source.len(), self.target.len())
    }

    /// Goes through the rows of a band in order; each is handed over with those of the units before it, the nearest first.
    pub(crate) fn each_row(&self, band: &Band, mut visit: impl FnMut(usize, &VecDeque<Row>)) {
        const CHUNK: usize = 512;
        let mut recent: VecDeque<Row> = VecDeque::new();
        visit(0, &recent);
        for start in (0..self.source.len()).step_by(CHUNK) {
            for (row, cells) in
                (start..).zip(self.rows(band, start..(start + CHUNK).min(self.source.len())))
            {
                recent.push_front(cells);
                recent.truncate(WIDEST);
                visit(row + 1, &recent);
            }
        }
    }

    /// The cells of some rows, all that a bead within the band may need.
    fn rows(&self, band: &Band, rows: Range<usize>) -> Vec<Row> {
        let first = rows.start.saturating_sub(WIDEST - 1);
        let links: Vec<RowLinks> = (first..rows.end)
            .into_par_iter()
            .map(|row| self.cells.links(row, columns(band, row)))
            .collect();
        let none = RowLinks::default();
        rows.into_par_iter()
            .map(|row| {
                self.cells.row(
                    row,
                    std::array::from_fn(|back| {
                        row.checked_sub(first + back).map_or(&none, |at| &links[at])
                    }),
                )
            })
            .collect()
    }

    /// The score of a bead of one of the [`KINDS`] that ends before source unit `i` and target unit `j`;
    /// `None` where it does not fit. `recent` are the rows of the units up to `i - 1`, the nearest first.
    pub(crate) fn bead(
        &self,
        recent: &VecDeque<Row>,
        kind: usize,
        i: usize,
        j: usize,
    ) -> Option<Score> {
        let (sources, targets, _) = KINDS[kind];
        let (s, t) = (i.checked_sub(sources)?, j.checked_sub(targets)?);
        let prior = self.priors.0[kind];
        if sources == 0 || targets == 0 {
            return Some(prior);
        }
        let mut words = 0;
        for back in 0..targets {
            words += recent[0].cell(j - 1 - back)?.forward[sources - 1];
        }
        for back in 0..sources {
            words += recent[back].cell(j - 1)?.backward[targets - 1];
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
            .clone()
            .skip(1)
            .filter(|&unit| opens(self.source, unit))
            .count()
            + target
                .clone()
                .skip(1)
                .filter(|&unit| opens(self.target, unit))
                .count();
        score(-BREAK * real(at_start + inside))
    }
}

fn columns(band: &Band, row: usize) -> Range<usize> {
    let from = *band.row(row.saturating_sub(WIDEST - 1)).start();
    let to = *band.row((row + WIDEST).min(band.len() - 1)).end();
    from..to.max(from)
}
