//! How sure each bead is, and the path that is right in the most beads.
//!
//! The forward-backward algorithm over the beads of a narrow band gives each bead its probability
//! among all paths. The path is then chosen for the most beads expected right, not for being itself
//! the likeliest: what is measured, and what a reader meets, is single beads.

use rayon::prelude::*;

use super::band::Band;
use super::dp::{Before, Step, Totals, Trail};
use super::grid::{Endings, Grid, KINDS, Priors, RUNS, run};
use super::length::WIDEST;
use super::math::{NEVER, Score, exp, ln, score};

/// One nat, as a score.
const UNIT: Score = 1024;

/// A bead said costs this share of a bead: saying two doubtful ones must promise more than one likely one.
const COST: f64 = 0.5;

/// The path with the most beads expected right, and the probability of each bead.
pub(crate) fn surest_path(grid: &Grid<'_>, band: &Band) -> Vec<(Step, f64)> {
    let (sources, targets) = grid.size();
    let mut rows: Vec<Vec<Endings>> = Vec::with_capacity(band.len());
    grid.each_row(band, |_, endings| rows.push(endings.to_vec()));
    let sums = Sums::new(grid.priors(), band, &rows);
    // What each bead gains a path takes the place of its score: that is the greatest table of all.
    rows.par_iter_mut().enumerate().for_each(|(i, row)| {
        for (j, endings) in band.row(i).zip(row) {
            for (kind, ending) in endings.iter_mut().enumerate() {
                *ending = match sums.probability(band, *ending, (i, j), kind) {
                    Some(probability) => score(probability - COST),
                    None => NEVER,
                };
            }
        }
    });
    drop(sums);
    let sure = |step: &Step| {
        let (i, j) = (step.source.end, step.target.end);
        let gain = rows[i][j - band.row(i).start][step.kind];
        (f64::from(gain) / f64::from(UNIT) + COST).clamp(0.0, 1.0)
    };
    gains(band, &rows)
        .path(band, sources, targets, 0)
        .into_iter()
        .map(|step| (step.clone(), sure(&step)))
        .collect()
}

/// The paths that gain the most, by what each bead gains.
fn gains(band: &Band, rows: &[Vec<Endings>]) -> Trail {
    let (mut trail, mut totals) = (Trail::default(), Totals::default());
    for (i, row) in rows.iter().enumerate() {
        trail.begin_row();
        totals.begin_row();
        for (j, endings) in band.row(i).zip(row) {
            let first = if (i, j) == (0, 0) { 0 } else { NEVER };
            let mut best = (first, Before::NONE);
            for (kind, &gain) in endings.iter().enumerate() {
                let (a, b, _) = KINDS[kind];
                if gain <= NEVER {
                    continue;
                }
                let before = totals.at(band, (i, j), (a, b));
                let Some([before, ..]) = before.filter(|before| before[0] > NEVER / 2) else {
                    continue;
                };
                if before + gain > best.0 {
                    best = (before + gain, Before::new(kind, 0));
                }
            }
            totals.push([best.0; RUNS]);
            trail.push([best.1; RUNS]);
        }
    }
    trail
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

/// Sums over all paths up to a cell and from a cell on, for paths in each of the runs. They are probabilities and no
/// logarithms, so that adding is adding: every row has a factor of its own, a whole power of *e*, that keeps its
/// greatest sum near one. A sum that vanishes beside it is no path that anyone would take.
struct Sums {
    /// What a bead of each kind gains after each of the runs.
    after: Vec<[f64; RUNS]>,
    powers: Powers,
    forward: Scaled,
    backward: Scaled,
}

/// Rows of sums, each to be multiplied by *e* to its factor.
#[derive(Default)]
struct Scaled {
    rows: Vec<Vec<[f64; RUNS]>>,
    factors: Vec<i32>,
}

/// A row whose greatest sum has left this range is given another factor.
const SMALL: f64 = 1e-40;
const LARGE: f64 = 1e40;

impl Scaled {
    fn empty(rows: &[Vec<Endings>]) -> Self {
        Self {
            rows: rows
                .iter()
                .map(|row| vec![[0.0; RUNS]; row.len()])
                .collect(),
            factors: vec![0; rows.len()],
        }
    }

    /// Brings a row near one, as far as its sums have left it.
    fn level(&mut self, row: usize, powers: &Powers) {
        let sums = self.rows[row].iter().flatten();
        let most = sums.copied().fold(0.0, f64::max);
        if most > 0.0 && !(SMALL..LARGE).contains(&most) {
            let nats = whole_nats(most);
            let by = powers.whole(-nats);
            self.rows[row]
                .iter_mut()
                .flatten()
                .for_each(|sum| *sum *= by);
            self.factors[row] += nats;
        }
    }
}

fn whole_nats(sum: f64) -> i32 {
    score(ln(sum)) >> UNIT_BITS
}

/// Bits of a score below one nat.
const UNIT_BITS: u32 = UNIT.ilog2();

/// *e* to the power of scores, by two tables: whole nats, and the parts of one.
struct Powers {
    whole: Vec<f64>,
    parts: Vec<f64>,
}

/// Nats beyond which a power is nothing.
const FURTHEST: i32 = 700;

/// No bead is surer than this many nats, so that a row can still be brought back near one.
const SUREST: i32 = 560;

impl Powers {
    fn new() -> Self {
        Self {
            whole: (-FURTHEST..=FURTHEST)
                .map(|nats| exp(f64::from(nats)))
                .collect(),
            parts: (0..1 << UNIT_BITS)
                .map(|part| exp(f64::from(part) / f64::from(UNIT)))
                .collect(),
        }
    }

    fn whole(&self, nats: i32) -> f64 {
        if nats < -FURTHEST {
            return 0.0;
        }
        self.whole[usize::try_from(nats.min(FURTHEST) + FURTHEST).unwrap_or(0)]
    }

    fn of(&self, score: Score) -> f64 {
        let part = usize::try_from(score & (UNIT - 1)).unwrap_or(0);
        self.whole((score >> UNIT_BITS).min(SUREST)) * self.parts[part]
    }
}

impl Sums {
    fn new(priors: &Priors, band: &Band, rows: &[Vec<Endings>]) -> Self {
        let powers = Powers::new();
        let after: Vec<[f64; RUNS]> = (0..KINDS.len())
            .map(|kind| std::array::from_fn(|before| powers.of(priors.after(kind, before))))
            .collect();
        let (forward, backward) = rayon::join(
            || forward(&powers, &after, band, rows),
            || backward(&powers, &after, band, rows),
        );
        Self {
            after,
            powers,
            forward,
            backward,
        }
    }

    /// How likely a bead is among all paths; `None` where it does not fit.
    fn probability(
        &self,
        band: &Band,
        bead: Score,
        (i, j): (usize, usize),
        kind: usize,
    ) -> Option<f64> {
        let (s, from) = start(band, i, j, kind).filter(|_| bead > NEVER)?;
        let after = self.backward.rows[i][j - band.row(i).start][run(kind)];
        let before = &self.forward.rows[s][from];
        let ways: f64 = (0..RUNS)
            .map(|run| before[run] * self.after[kind][run])
            .sum();
        if after == 0.0 || ways == 0.0 {
            return Some(0.0);
        }
        let last = self.forward.rows.len() - 1;
        let total: f64 = self.forward.rows[last]
            .last()
            .map_or(0.0, |sums| sums.iter().sum());
        let factor =
            self.forward.factors[s] + self.backward.factors[i] - self.forward.factors[last];
        let bead = bead.saturating_add(factor.saturating_mul(UNIT));
        Some((ways * self.powers.of(bead) * after / total.max(f64::MIN_POSITIVE)).min(1.0))
    }
}

/// Sums over all paths up to each cell.
fn forward(powers: &Powers, after: &[[f64; RUNS]], band: &Band, rows: &[Vec<Endings>]) -> Scaled {
    let mut sums = Scaled::empty(rows);
    for i in 0..rows.len() {
        let factor = sums.factors[i.saturating_sub(1)];
        sums.factors[i] = factor;
        // What a sum of the rows before is worth in this one's measure, as a score to add.
        let shift: [Score; WIDEST + 1] = std::array::from_fn(|back| {
            let row = i.saturating_sub(back);
            (sums.factors[row] - factor).saturating_mul(UNIT)
        });
        for (at, j) in band.row(i).enumerate() {
            let mut here = [0.0; RUNS];
            if (i, j) == (0, 0) {
                here[0] = 1.0;
            }
            for (kind, &bead) in rows[i][at].iter().enumerate() {
                if bead <= NEVER {
                    continue;
                }
                let Some((s, from)) = start(band, i, j, kind) else {
                    continue;
                };
                let before = &sums.rows[s][from];
                let ways: f64 = (0..RUNS).map(|run| before[run] * after[kind][run]).sum();
                if ways > 0.0 {
                    here[run(kind)] += ways * powers.of(bead + shift[i - s]);
                }
            }
            sums.rows[i][at] = here;
        }
        sums.level(i, powers);
    }
    sums
}

/// Sums over all paths from each cell on.
fn backward(powers: &Powers, after: &[[f64; RUNS]], band: &Band, rows: &[Vec<Endings>]) -> Scaled {
    let mut sums = Scaled::empty(rows);
    let last = rows.len() - 1;
    for i in (0..rows.len()).rev() {
        let factor = sums.factors[(i + 1).min(last)];
        sums.factors[i] = factor;
        let shift: [Score; WIDEST + 1] = std::array::from_fn(|on| {
            let row = (i + on).min(last);
            (sums.factors[row] - factor).saturating_mul(UNIT)
        });
        for (at, j) in band.row(i).enumerate().rev() {
            let mut here = [0.0; RUNS];
            if i == last && at + 1 == rows[i].len() {
                here = [1.0; RUNS];
            }
            for (kind, &(a, b, _)) in KINDS.iter().enumerate() {
                let (end, column) = (i + a, j + b);
                if end > last || !band.row(end).contains(&column) {
                    continue;
                }
                let to = column - band.row(end).start;
                let bead = rows[end][to][kind];
                let on = sums.rows[end][to][run(kind)];
                if bead <= NEVER || on == 0.0 {
                    continue;
                }
                let way = on * powers.of(bead + shift[a]);
                for (here, after) in here.iter_mut().zip(after[kind]) {
                    *here += way * after;
                }
            }
            sums.rows[i][at] = here;
        }
        sums.level(i, powers);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_scores_are_those_of_their_nats() {
        let powers = Powers::new();
        for score in [-300_000, -1024, -1, 0, 1, 700, 1024, 5000] {
            let wanted = exp(f64::from(score) / 1024.0);
            assert!((powers.of(score) / wanted - 1.0).abs() < 1e-8, "{score}");
        }
        assert!(powers.of(NEVER) < f64::MIN_POSITIVE);
    }

    #[test]
    fn a_row_far_from_one_is_brought_back_and_keeps_its_proportions() {
        let powers = Powers::new();
        let mut sums = Scaled {
            rows: vec![vec![[1e290, 2e290, 0.0]]],
            factors: vec![7],
        };
        sums.level(0, &powers);
        let [one, two, none] = sums.rows[0][0];
        assert!((two / one - 2.0).abs() < 1e-12 && none.abs() < f64::MIN_POSITIVE);
        assert!((1.0..10.0).contains(&two), "{two}");
        assert!(sums.factors[0] > 600);
    }
}
