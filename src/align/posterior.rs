//! How sure each bead is, and the path that is right in the most beads.
//!
//! The forward-backward algorithm over the beads of a narrow band gives each bead its probability
//! among all paths. The path is then chosen for the most beads expected right, not for being itself
//! the likeliest: what is measured, and what a reader meets, is single beads.

use super::band::Band;
use super::dp::{Step, Trail};
use super::grid::{Endings, Grid, KINDS};
use super::math::{NEVER, Score, UNIT, exp, ln, score};

/// A bead said costs this share of a bead: saying two doubtful ones must promise more than one likely one.
const COST: f64 = 0.45;

/// The path with the most beads expected right, and the probability of each bead.
pub(crate) fn surest_path(grid: &Grid<'_>, band: &Band) -> Vec<(Step, f64)> {
    let (sources, targets) = grid.size();
    let mut rows: Vec<Vec<Endings>> = Vec::with_capacity(band.len());
    grid.each_row(band, |_, endings| rows.push(endings.to_vec()));
    let sums = Sums::new(band, &rows);
    let mut trail = Trail::new();
    let mut gains: Vec<Vec<Score>> = Vec::with_capacity(rows.len());
    for i in 0..rows.len() {
        trail.begin_row();
        gains.push(Vec::with_capacity(rows[i].len()));
        for j in band.row(i) {
            let mut best = if i == 0 && j == 0 { (0, None) } else { (NEVER, None) };
            for kind in 0..KINDS.len() {
                let Some(before) = start(band, i, j, kind).and_then(|(s, at)| gains[s].get(at)).filter(|&&gain| gain > NEVER / 2) else { continue };
                let gain = before + score(sums.probability(&rows, band, i, j, kind) - COST);
                if gain > best.0 {
                    best = (gain, Some(kind));
                }
            }
            gains[i].push(best.0);
            trail.push(best.1);
        }
    }
    let path = trail.path(band, sources, targets);
    path.into_iter().map(|step| { let sure = sums.probability(&rows, band, step.source.end, step.target.end, step.kind); (step, sure) }).collect()
}

/// Row and position in the row of the cell where a bead that ends at (`i`, `j`) begins.
fn start(band: &Band, i: usize, j: usize, kind: usize) -> Option<(usize, usize)> {
    let (a, b, _) = KINDS[kind];
    let s = i.checked_sub(a)?;
    let row = band.row(s);
    let t = j.checked_sub(b).filter(|t| row.contains(t))?;
    Some((s, t - row.start))
}

/// Log-sums over all paths up to a cell and from a cell on.
struct Sums {
    forward: Vec<Vec<f64>>,
    backward: Vec<Vec<f64>>,
    total: f64,
}

/// The logarithm of zero, nearly.
const NOTHING: f64 = -1e12;

impl Sums {
    fn new(band: &Band, rows: &[Vec<Endings>]) -> Self {
        let empty = || rows.iter().map(|row| vec![NOTHING; row.len()]).collect::<Vec<_>>();
        let (mut forward, mut backward) = (empty(), empty());
        for i in 0..rows.len() {
            for (at, j) in band.row(i).enumerate() {
                let mut terms = [NOTHING; KINDS.len()];
                for (kind, term) in terms.iter_mut().enumerate() {
                    if let Some((s, from)) = start(band, i, j, kind).filter(|_| rows[i][at][kind] > NEVER) {
                        *term = forward[s][from] + nats(rows[i][at][kind]);
                    }
                }
                forward[i][at] = if i == 0 && j == 0 { 0.0 } else { log_sum(&terms) };
            }
        }
        if let Some(last) = backward.last_mut().and_then(|row| row.last_mut()) {
            *last = 0.0;
        }
        for i in (0..rows.len()).rev() {
            for (at, j) in band.row(i).enumerate().rev() {
                let here = backward[i][at];
                for kind in 0..KINDS.len() {
                    if let Some((s, from)) = start(band, i, j, kind).filter(|_| rows[i][at][kind] > NEVER) {
                        backward[s][from] = log_sum(&[backward[s][from], here + nats(rows[i][at][kind])]);
                    }
                }
            }
        }
        let total = forward.last().and_then(|row| row.last()).copied().unwrap_or(0.0);
        Self { forward, backward, total }
    }

    fn probability(&self, rows: &[Vec<Endings>], band: &Band, i: usize, j: usize, kind: usize) -> f64 {
        let at = j - band.row(i).start;
        let Some((s, from)) = start(band, i, j, kind).filter(|_| rows[i][at][kind] > NEVER) else { return 0.0 };
        exp(self.forward[s][from] + nats(rows[i][at][kind]) + self.backward[i][at] - self.total).min(1.0)
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
