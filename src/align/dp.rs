//! The best path through a band: dynamic programming over beads (Gale & Church 1993).

use std::ops::Range;

use super::band::Band;
use super::grid::{Grid, KINDS, RUNS, run};
use super::math::{NEVER, Score};

/// A bead as a path has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// Position in [`KINDS`].
    pub kind: usize,
    /// Source units.
    pub source: Range<usize>,
    /// Target units.
    pub target: Range<usize>,
    /// How much of the path's total it is.
    pub score: Score,
}

/// What came before each cell: positions in [`KINDS`], row after row, for paths that end
/// there in each of the runs.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    starts: Vec<usize>,
    before: Vec<[Before; RUNS]>,
    totals: Vec<[Score; RUNS]>,
}

/// The bead that ends in a cell, and the run in which the one before it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Before {
    kind: u8,
    run: u8,
}

impl Before {
    /// No bead ends here.
    pub(crate) const NONE: Self = Self {
        kind: u8::MAX,
        run: 0,
    };

    pub(crate) fn new(kind: usize, run: usize) -> Self {
        let compact = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
        Self {
            kind: compact(kind),
            run: compact(run),
        }
    }
}

impl Trail {
    pub(crate) fn begin_row(&mut self) {
        self.starts.push(self.before.len());
    }

    /// Adds the best path to the next cell of the row in each of the runs: its total, and how it ends.
    pub(crate) fn push(&mut self, best: [(Score, Before); RUNS]) {
        self.before.push(best.map(|(_, before)| before));
        self.totals.push(best.map(|(total, _)| total));
    }

    /// Where a cell stands among all.
    #[inline]
    fn place(&self, band: &Band, i: usize, j: usize) -> Option<usize> {
        let row = band.row(i);
        let next = self.starts.get(i + 1).copied();
        let at = self.starts.get(i)? + j.checked_sub(row.start)?;
        (at < next.unwrap_or(self.before.len())).then_some(at)
    }

    /// The best totals at the cell where a bead of `a` and `b` units that ends at (`i`, `j`) begins.
    #[inline]
    pub(crate) fn totals(
        &self,
        band: &Band,
        (i, j): (usize, usize),
        (a, b): (usize, usize),
    ) -> Option<[Score; RUNS]> {
        let at = self.place(band, i.checked_sub(a)?, j.checked_sub(b)?)?;
        self.totals.get(at).copied()
    }

    /// The path that ends in the far corner of the band, in one of the runs.
    pub(crate) fn path(
        &self,
        band: &Band,
        sources: usize,
        targets: usize,
        mut run: usize,
    ) -> Vec<Step> {
        let (mut i, mut j) = (sources, targets);
        let mut steps: Vec<Step> = Vec::new();
        while let Some(at) = self.place(band, i, j) {
            let before = self.before[at][run];
            if let Some(last) = steps.last_mut() {
                last.score -= self.totals[at][run];
            }
            let Some(&(a, b, _)) = KINDS.get(usize::from(before.kind)) else {
                break;
            };
            steps.push(Step {
                kind: usize::from(before.kind),
                source: i - a..i,
                target: j - b..j,
                score: self.totals[at][run],
            });
            (i, j, run) = (i - a, j - b, usize::from(before.run));
        }
        steps.reverse();
        steps
    }
}

/// The path with the highest score.
pub(crate) fn best_path(grid: &Grid<'_>, band: &Band) -> Vec<Step> {
    let (sources, targets) = grid.size();
    let mut trail = Trail::default();
    grid.each_row(band, |i, endings| {
        trail.begin_row();
        for (j, scores) in band.row(i).zip(endings) {
            let mut best = [(NEVER, Before::NONE); RUNS];
            if i == 0 && j == 0 {
                best[0].0 = 0;
            }
            for (kind, (&(a, b, _), &score)) in KINDS.iter().zip(scores).enumerate() {
                if score <= NEVER {
                    continue;
                }
                let Some(before) = trail.totals(band, (i, j), (a, b)) else {
                    continue;
                };
                let slot = &mut best[run(kind)];
                for (run, &before) in before.iter().enumerate() {
                    let total = before + score + grid.priors().after(kind, run);
                    if before > NEVER / 2 && total > slot.0 {
                        *slot = (total, Before::new(kind, run));
                    }
                }
            }
            trail.push(best);
        }
    });
    let last = trail.totals.last().copied().unwrap_or_default();
    let run = (0..RUNS).rev().max_by_key(|&run| last[run]).unwrap_or(0);
    trail.path(band, sources, targets, run)
}
