//! The best path through a band: dynamic programming over beads (Gale & Church 1993).

use std::collections::VecDeque;
use std::ops::Range;

use super::band::Band;
use super::grid::{Grid, KINDS, RUNS, run};
use super::length::WIDEST;
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
    /// Whether it says much more for itself than chance would.
    pub sure: bool,
}

/// A bead that scores this much is not there by chance.
const SURE: Score = 4 * 1024;

/// What came before each cell: positions in [`KINDS`], row after row, for paths that end
/// there in each of the runs.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    starts: Vec<usize>,
    before: Vec<[Before; RUNS]>,
}

/// The bead that ends in a cell, and the run in which the one before it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Before {
    kind: u8,
    run: u8,
    sure: bool,
}

impl Before {
    /// No bead ends here.
    pub(crate) const NONE: Self = Self {
        kind: u8::MAX,
        run: 0,
        sure: false,
    };

    pub(crate) fn new(kind: usize, run: usize) -> Self {
        let compact = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
        Self {
            kind: compact(kind),
            run: compact(run),
            sure: false,
        }
    }

    fn scored(self, score: Score) -> Self {
        Self {
            sure: score >= SURE,
            ..self
        }
    }
}

impl Trail {
    pub(crate) fn begin_row(&mut self) {
        self.starts.push(self.before.len());
    }

    pub(crate) fn push(&mut self, before: [Before; RUNS]) {
        self.before.push(before);
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
        let mut steps = Vec::new();
        while let Some(before) = j
            .checked_sub(band.row(i).start)
            .and_then(|at| self.before.get(self.starts[i] + at))
        {
            let Before {
                kind,
                run: last,
                sure,
            } = before[run];
            let kind = usize::from(kind);
            let Some(&(a, b, _)) = KINDS.get(kind) else {
                break;
            };
            steps.push(Step {
                kind,
                source: i - a..i,
                target: j - b..j,
                sure,
            });
            (i, j, run) = (i - a, j - b, usize::from(last));
        }
        steps.reverse();
        steps
    }
}

/// The best totals of the last rows, the nearest first; for each run to end there in.
#[derive(Debug, Default)]
pub(crate) struct Totals(VecDeque<Vec<[Score; RUNS]>>);

impl Totals {
    /// Begins a row; those that no bead reaches back to are let go.
    pub(crate) fn begin_row(&mut self) {
        let mut row = if self.0.len() > WIDEST {
            self.0.pop_back().unwrap_or_default()
        } else {
            Vec::new()
        };
        row.clear();
        self.0.push_front(row);
    }

    pub(crate) fn push(&mut self, totals: [Score; RUNS]) {
        if let Some(row) = self.0.front_mut() {
            row.push(totals);
        }
    }

    /// Those at the cell where a bead of `a` and `b` units that ends at (`i`, `j`) begins.
    #[inline]
    pub(crate) fn at(
        &self,
        band: &Band,
        (i, j): (usize, usize),
        (a, b): (usize, usize),
    ) -> Option<[Score; RUNS]> {
        let at = j
            .checked_sub(b)?
            .checked_sub(band.row(i.checked_sub(a)?).start)?;
        self.0.get(a)?.get(at).copied()
    }

    fn last(&self) -> [Score; RUNS] {
        let row = self.0.front();
        row.and_then(|row| row.last()).copied().unwrap_or_default()
    }
}

/// The path with the highest score.
pub(crate) fn best_path(grid: &Grid<'_>, band: &Band) -> Vec<Step> {
    let (sources, targets) = grid.size();
    let (mut trail, mut totals) = (Trail::default(), Totals::default());
    grid.each_row(band, |i, endings| {
        trail.begin_row();
        totals.begin_row();
        for (j, scores) in band.row(i).zip(endings) {
            let mut best = [(NEVER, Before::NONE); RUNS];
            if i == 0 && j == 0 {
                best[0].0 = 0;
            }
            for (kind, (&(a, b, _), &score)) in KINDS.iter().zip(scores).enumerate() {
                if score <= NEVER {
                    continue;
                }
                let Some(before) = totals.at(band, (i, j), (a, b)) else {
                    continue;
                };
                let slot = &mut best[run(kind)];
                for (run, &before) in before.iter().enumerate() {
                    let total = before + score + grid.priors().after(kind, run);
                    if before > NEVER / 2 && total > slot.0 {
                        *slot = (total, Before::new(kind, run).scored(score));
                    }
                }
            }
            totals.push(best.map(|(total, _)| total));
            trail.push(best.map(|(_, before)| before));
        }
    });
    let last = totals.last();
    let run = (0..RUNS).rev().max_by_key(|&run| last[run]).unwrap_or(0);
    trail.path(band, sources, targets, run)
}
