//! How sure each bead is, and the path that is right in the most beads.
//!
//! The forward-backward algorithm over the beads of a narrow band gives each bead its probability
//! among all paths. The path is then chosen for the most beads expected right, not for being itself
//! the likeliest: what is measured, and what a reader meets, is single beads.

use super::band::Band;
use super::dp::{Before, Step, Trail};
use super::grid::{Endings, Grid, KINDS, Priors, RUNS, run};
use super::math::{NEVER, Score, UNIT, exp, ln, score};

/// A bead said costs this share of a bead: saying two doubtful ones must promise more than one likely one.
const COST: f64 = 0.5;

/// The path with the most beads expected right, and the probability of each bead.
pub(crate) fn surest_path(grid: &Grid<'_>, band: &Band) -> Vec<(Step, f64)> {
    let (sources, targets) = grid.size();
    let mut rows: Vec<Vec<Endings>> = Vec::with_capacity(band.len());
    grid.each_row(band, |_, endings| rows.push(endings.to_vec()));
    let sums = Sums::new(grid.priors(), band, &rows);
    let mut trail = Trail::default();
    let mut gains: Vec<Vec<Score>> = Vec::with_capacity(rows.len());
    for i in 0..rows.len() {
        trail.begin_row();
        gains.push(Vec::with_capacity(rows[i].len()));
        for j in band.row(i) {
            let mut best = if i == 0 && j == 0 {
                (0, Before::NONE)
            } else {
                (NEVER, Before::NONE)
            };
            for kind in 0..KINDS.len() {
                let Some(before) = start(band, i, j, kind)
                    .and_then(|(s, at)| gains[s].get(at))
                    .filter(|&&gain| gain > NEVER / 2)
                else {
                    continue;
                };
                let gain = before + score(sums.probability(band, &rows, i, j, kind) - COST);
                if gain > best.0 {
                    best = (gain, Before::new(kind, 0));
                }
            }
            gains[i].push(best.0);
            trail.push([best.1; RUNS]);
        }
    }
    let sure =
        |step: &Step| sums.probability(band, &rows, step.source.end, step.target.end, step.kind);
    trail
        .path(band, sources, targets, 0)
        .into_iter()
        .map(|step| (step.clone(), sure(&step)))
        .collect()
}

#[expect(
    clippy::many_single_char_names,
    reason = "rows, columns and bead sizes have the names of the papers"
)]
/// Row and position in the row of the cell where a bead that ends at (`i`, `j`) begins.
fn start(band: &Band, i: usize, j: usize, kind: usize) -> Option<(usize, usize)> {
    let (a, b, _) = KINDS[kind];
    let s = i.checked_sub(a)?;
    let row = band.row(s);
    let t = j.checked_sub(b).filter(|t| row.contains(t))?;
    Some((s, t - row.start))
}

/// Log-sums over all paths up to a cell and from a cell on, for paths in each of the runs.
struct Sums<'a> {
    priors: &'a Priors,
    forward: Vec<Vec<[f64; RUNS]>>,
    backward: Vec<Vec<[f64; RUNS]>>,
    total: f64,
}

/// The logarithm of zero, nearly.
const NOTHING: f64 = -1e12;

impl<'a> Sums<'a> {
    fn new(priors: &'a Priors, band: &Band, rows: &[Vec<Endings>]) -> Self {
        let empty = || {
            rows.iter()
                .map(|row| vec![[NOTHING; RUNS]; row.len()])
                .collect::<Vec<_>>()
        };
        let (mut forward, mut backward) = (empty(), empty());
        if let Some(first) = forward.first_mut().and_then(|row| row.first_mut()) {
            first[0] = 0.0;
        }
        for i in 0..rows.len() {
            for (at, j) in band.row(i).enumerate() {
                let mut terms = [[NOTHING; RUNS * KINDS.len()]; RUNS];
                for kind in 0..KINDS.len() {
                    let Some((s, from)) =
                        start(band, i, j, kind).filter(|_| rows[i][at][kind] > NEVER)
                    else {
                        continue;
                    };
                    for before in 0..RUNS {
                        terms[run(kind)][RUNS * kind + before] = forward[s][from][before]
                            + nats(rows[i][at][kind] + priors.after(kind, before));
                    }
                }
                if (i, j) != (0, 0) {
                    forward[i][at] = terms.map(|terms| log_sum(&terms));
                }
            }
        }
        if let Some(last) = backward.last_mut().and_then(|row| row.last_mut()) {
            *last = [0.0; RUNS];
        }
        for i in (0..rows.len()).rev() {
            for (at, j) in band.row(i).enumerate().rev() {
                let here = backward[i][at];
                for kind in 0..KINDS.len() {
                    let Some((s, from)) =
                        start(band, i, j, kind).filter(|_| rows[i][at][kind] > NEVER)
                    else {
                        continue;
                    };
                    for (before, slot) in backward[s][from].iter_mut().enumerate() {
                        *slot = log_sum(&[
                            *slot,
                            here[run(kind)] + nats(rows[i][at][kind] + priors.after(kind, before)),
                        ]);
                    }
                }
            }
        }
        let total = forward
            .last()
            .and_then(|row| row.last())
            .map_or(0.0, |last| log_sum(last));
        Self {
            priors,
            forward,
            backward,
            total,
        }
    }

    fn probability(
        &self,
        band: &Band,
        rows: &[Vec<Endings>],
        i: usize,
        j: usize,
        kind: usize,
    ) -> f64 {
        let at = j - band.row(i).start;
        let Some((s, from)) = start(band, i, j, kind).filter(|_| rows[i][at][kind] > NEVER) else {
            return 0.0;
        };
        let after = self.backward[i][at][run(kind)] - self.total;
        let way = |before: usize| {
            exp(self.forward[s][from][before]
                + nats(rows[i][at][kind] + self.priors.after(kind, before))
                + after)
        };
        (0..RUNS).map(way).sum::<f64>().min(1.0)
    }
}

fn nats(score: Score) -> f64 {
    f64::from(score) / UNIT
}

fn log_sum(terms: &[f64]) -> f64 {
    let most = terms.iter().copied().fold(NOTHING, f64::max);
    if most <= NOTHING {
        return NOTHING;
    }
    most + ln(terms.iter().map(|term| exp(term - most)).sum())
}
