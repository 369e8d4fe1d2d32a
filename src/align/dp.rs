//! The best path through a band: dynamic programming over beads (Gale & Church 1993).

use std::collections::VecDeque;
use std::ops::Range;

use super::band::Band;
use super::grid::{Grid, KINDS};
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
}

/// What came before each cell: positions in [`KINDS`], row after row.
#[derive(Debug)]
pub(crate) struct Trail {
    starts: Vec<usize>,
    kinds: Vec<u8>,
}

/// No bead ends here.
const NONE: u8 = u8::MAX;

impl Trail {
    pub(crate) fn new() -> Self {
        Self {
            starts: Vec::new(),
            kinds: Vec::new(),
        }
    }

    pub(crate) fn begin_row(&mut self) {
        self.starts.push(self.kinds.len());
    }

    pub(crate) fn push(&mut self, kind: Option<usize>) {
        self.kinds.push(
            kind.and_then(|kind| u8::try_from(kind).ok())
                .unwrap_or(NONE),
        );
    }

    /// The path that ends in the far corner of the band.
    pub(crate) fn path(&self, band: &Band, sources: usize, targets: usize) -> Vec<Step> {
        let (mut i, mut j) = (sources, targets);
        let mut steps = Vec::new();
        while let Some(&kind) = j
            .checked_sub(*band.row(i).start())
            .and_then(|at| self.kinds.get(self.starts[i] + at))
        {
            let Some(&(a, b, _)) = KINDS.get(usize::from(kind)) else {
                break;
            };
            steps.push(Step {
                kind: usize::from(kind),
                source: i - a..i,
                target: j - b..j,
            });
            (i, j) = (i - a, j - b);
        }
        steps.reverse();
        steps
    }
}

/// The path with the highest score.
pub(crate) fn best_path(grid: &Grid<'_>, band: &Band) -> Vec<Step> {
    let (sources, targets) = grid.size();
    let mut trail = Trail::new();
    // Totals of the last rows, the nearest first.
    let mut totals: VecDeque<Vec<Score>> = VecDeque::new();
    grid.each_row(band, |i, recent| {
        trail.begin_row();
        totals.push_front(Vec::with_capacity(band.row(i).count()));
        totals.truncate(super::length::WIDEST + 1);
        for j in band.row(i) {
            let mut best = if i == 0 && j == 0 {
                (0, None)
            } else {
                (NEVER, None)
            };
            for (kind, &(a, b, _)) in KINDS.iter().enumerate() {
                let Some(before) = total(&totals, band, i, j, a, b) else {
                    continue;
                };
                let Some(score) = grid.bead(recent, kind, i, j) else {
                    continue;
                };
                if before + score > best.0 {
                    best = (before + score, Some(kind));
                }
            }
            totals[0].push(best.0);
            trail.push(best.1);
        }
    });
    trail.path(band, sources, targets)
}

/// The best total at the cell where a bead of `a` and `b` units that ends at (`i`, `j`) begins.
fn total(
    totals: &VecDeque<Vec<Score>>,
    band: &Band,
    i: usize,
    j: usize,
    a: usize,
    b: usize,
) -> Option<Score> {
    let at = j
        .checked_sub(b)?
        .checked_sub(*band.row(i.checked_sub(a)?).start())?;
    totals
        .get(a)?
        .get(at)
        .copied()
        .filter(|&total| total > NEVER / 2)
}
