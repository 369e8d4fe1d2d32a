//! A lexicon learned from beads: IBM model 1 (Brown et al. 1993) in both directions.
//!
//! Beads go in as sets of words; a [`Table`] comes out. Expected counts are whole numbers, so the
//! order of the beads, and with it the order of the texts, does not matter. A count is lowered by a
//! constant (absolute discounting): what a bead alone seems to teach is mostly chance. Seeds count as
//! beads seen before.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::math::{floor, half, real, small, wide};
use super::table::{Link, Seed, Table};

/// The words of both sides of a bead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sample {
    /// In order, each once.
    pub source: Vec<u32>,
    /// In order, each once.
    pub target: Vec<u32>,
}

/// Pairs of words looked at, at most; beyond it, beads are left out evenly.
const MOST_PAIRS: usize = 8_000_000;
const ROUNDS: usize = 4;
const DISCOUNT: f64 = 0.4;
/// Occurrences that a seed is worth.
const SEED_WEIGHT: f64 = 4.0;
/// Occurrences after which a word's own record outweighs what was assumed of it.
const RECORD: f64 = 6.0;
/// However steady its record, a word is not trusted further than this: translators are free.
const BELIEF: f64 = 0.95;
/// Links kept of a word.
const MOST_LINKS: usize = 16;
/// Expected counts in whole numbers.
const COUNT: f64 = 1_048_576.0;

/// Learns from samples; `words` are the sizes of the two vocabularies.
pub(crate) fn learn(samples: &[Sample], seeds: &[Seed], words: (usize, usize)) -> Table {
    let samples = thinned(samples);
    let source_counts = counts(
        samples.iter().map(|sample| sample.source.as_slice()),
        words.0,
    );
    let target_counts = counts(
        samples.iter().map(|sample| sample.target.as_slice()),
        words.1,
    );
    let pairs = Pairs::new(&samples, seeds, &source_counts, &target_counts);
    let (forward, backward) = rayon::join(
        || pairs.estimate(Direction::Forward, &source_counts, &target_counts),
        || pairs.estimate(Direction::Backward, &target_counts, &source_counts),
    );
    pairs.table(&forward, &backward, seeds, &source_counts, &target_counts)
}

fn thinned(samples: &[Sample]) -> Vec<&Sample> {
    let size = |sample: &Sample| sample.source.len() * sample.target.len();
    let total: usize = samples.iter().map(size).sum();
    let step = total.div_ceil(MOST_PAIRS * 2).max(1);
    samples.iter().step_by(step).collect()
}

fn counts<'a>(units: impl Iterator<Item = &'a [u32]>, words: usize) -> Vec<u32> {
    let mut counts = vec![0; words];
    units.flatten().for_each(|&word| counts[wide(word)] += 1);
    counts
}

/// The pairs of words that might be translations, and where they meet.
struct Pairs<'a> {
    /// In order of the source word, then the target word.
    words: Vec<(u32, u32)>,
    /// How strong a seed each is.
    seeds: Vec<f64>,
    starting: Vec<f32>,
    samples: Vec<&'a Sample>,
    /// For each sample, the numbers of its pairs as (number, place in source, place in target), in order of the target place.
    meetings: Vec<Vec<(u32, u32, u32)>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

impl<'a> Pairs<'a> {
    fn new(
        samples: &[&'a Sample],
        seeds: &[Seed],
        source_counts: &[u32],
        target_counts: &[u32],
    ) -> Self {
        let all = samples.len();
        // A word in nearly every bead tells nothing; one seen once would only repeat the bead it stands in.
        let useful = |count: u32| count >= 2 && (all < 20 || wide(count) * 5 <= all * 2);
        let mut met: Vec<u64> = Vec::new();
        for sample in samples {
            let targets: Vec<u32> = sample
                .target
                .iter()
                .copied()
                .filter(|&word| useful(target_counts[wide(word)]))
                .collect();
            for &source in sample
                .source
                .iter()
                .filter(|&&word| useful(source_counts[wide(word)]))
            {
                met.extend(
                    targets
                        .iter()
                        .map(|&target| u64::from(source) << 32 | u64::from(target)),
                );
            }
        }
        met.par_sort_unstable();
        let seeded: FxHashMap<(u32, u32), f64> = seeds
            .iter()
            .map(|seed| ((seed.source, seed.target), seed.strength))
            .collect();
        let mut out = Self {
            words: Vec::new(),
            seeds: Vec::new(),
            starting: Vec::new(),
            samples: samples.to_vec(),
            meetings: Vec::new(),
        };
        for run in met.chunk_by(|a, b| a == b) {
            let (source, target) = (small(floor_shift(run[0])), low(run[0]));
            let (s, t) = (
                f64::from(source_counts[wide(source)]),
                f64::from(target_counts[wide(target)]),
            );
            let together = real(run.len());
            let seed = seeded.get(&(source, target)).copied().unwrap_or(0.0);
            let above_chance = together * real(all) > 1.5 * s * t;
            if seed > 0.0 || (run.len() >= 2 && above_chance) {
                out.words.push((source, target));
                out.seeds.push(seed);
                out.starting
                    .push(half(together * together / (s * t) + seed));
            }
        }
        out.meetings = samples
            .par_iter()
            .map(|sample| out.meetings_of(sample))
            .collect();
        out
    }

    fn meetings_of(&self, sample: &Sample) -> Vec<(u32, u32, u32)> {
        let mut out = Vec::new();
        for (s, &source) in (0_u32..).zip(&sample.source) {
            let from = self.words.partition_point(|&pair| pair < (source, 0));
            let to = from + self.words[from..].partition_point(|&(other, _)| other == source);
            let row = &self.words[from..to];
            for (t, &target) in (0_u32..).zip(&sample.target) {
                if let Ok(at) = row.binary_search_by_key(&target, |&(_, target)| target) {
                    out.push((small(from + at), s, t));
                }
            }
        }
        out
    }

    /// Expected occurrences of each pair, after some rounds of expectation and maximisation.
    fn estimate(&self, direction: Direction, given: &[u32], told: &[u32]) -> Vec<u64> {
        let all: f64 = told.iter().map(|&count| f64::from(count)).sum::<f64>() + 1.0;
        let mut probability = self.starting.clone();
        let mut counts = vec![0_u64; self.words.len()];
        for _ in 0..ROUNDS {
            counts.fill(0);
            let mut sums: Vec<f64> = Vec::new();
            for (sample, meetings) in self.samples.iter().zip(&self.meetings) {
                let words = if direction == Direction::Forward {
                    &sample.target
                } else {
                    &sample.source
                };
                let place = |meeting: &(u32, u32, u32)| {
                    wide(if direction == Direction::Forward {
                        meeting.2
                    } else {
                        meeting.1
                    })
                };
                sums.clear();
                sums.extend(words.iter().map(|&word| f64::from(told[wide(word)]) / all));
                meetings.iter().for_each(|meeting| {
                    sums[place(meeting)] += f64::from(probability[wide(meeting.0)]);
                });
                for meeting in meetings {
                    let share = f64::from(probability[wide(meeting.0)]) / sums[place(meeting)];
                    counts[wide(meeting.0)] += floor(share * COUNT) as u64;
                }
            }
            for (at, &(source, target)) in self.words.iter().enumerate() {
                let condition = if direction == Direction::Forward {
                    source
                } else {
                    target
                };
                probability[at] = half(self.probability(at, counts[at], given[wide(condition)]));
            }
        }
        counts
    }

    /// How often the one word gives the other: expected times over occurrences.
    fn probability(&self, at: usize, count: u64, given: u32) -> f64 {
        let seed = self.seeds[at];
        let prior = if seed > 0.0 { SEED_WEIGHT } else { 0.0 };
        (discounted(count) + prior * seed) / (f64::from(given) + prior)
    }

    fn table(
        &self,
        forward: &[u64],
        backward: &[u64],
        seeds: &[Seed],
        source_counts: &[u32],
        target_counts: &[u32],
    ) -> Table {
        let mut links: Vec<(u32, Link)> = Vec::new();
        let mut source_covered = vec![0.0; source_counts.len()];
        let mut target_covered = vec![0.0; target_counts.len()];
        for (at, &(source, target)) in self.words.iter().enumerate() {
            source_covered[wide(source)] += discounted(backward[at]);
            target_covered[wide(target)] += discounted(forward[at]);
            let there = self.probability(at, forward[at], source_counts[wide(source)]);
            let back = self.probability(at, backward[at], target_counts[wide(target)]);
            if there >= 0.01 || back >= 0.01 {
                links.push((
                    source,
                    Link {
                        target,
                        forward: half(there),
                        backward: half(back),
                    },
                ));
            }
        }
        // Seeds of words that were seen too rarely to learn from stay as they were.
        for seed in seeds {
            if self
                .words
                .binary_search(&(seed.source, seed.target))
                .is_err()
            {
                let strength = half(seed.strength);
                links.push((
                    seed.source,
                    Link {
                        target: seed.target,
                        forward: strength,
                        backward: strength,
                    },
                ));
            }
        }
        links.sort_unstable_by_key(|(source, link)| (*source, link.target));
        let links: Vec<(u32, Link)> = links
            .chunk_by(|a, b| a.0 == b.0)
            .flat_map(strongest)
            .collect();
        let assumed = |side: fn(&Seed) -> u32, words: usize| {
            let mut assumed = vec![0.0_f64; words];
            seeds.iter().for_each(|seed| {
                assumed[wide(side(seed))] = assumed[wide(side(seed))].max(seed.trust);
            });
            assumed
        };
        let trust = |assumed: Vec<f64>, covered: &[f64], counts: &[u32]| {
            let record = |((assumed, covered), &count): ((f64, &f64), &u32)| {
                half(BELIEF * (assumed * RECORD + covered) / (f64::from(count) + RECORD))
            };
            assumed
                .into_iter()
                .zip(covered)
                .zip(counts)
                .map(record)
                .collect()
        };
        let source_trust = trust(
            assumed(|seed| seed.source, source_counts.len()),
            &source_covered,
            source_counts,
        );
        let target_trust = trust(
            assumed(|seed| seed.target, target_counts.len()),
            &target_covered,
            target_counts,
        );
        Table::new(&links, source_trust, target_trust)
    }
}

fn floor_shift(key: u64) -> usize {
    usize::try_from(key >> 32).unwrap_or(usize::MAX)
}

fn low(key: u64) -> u32 {
    u32::try_from(key & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a discount needs no more than 52 bits"
)]
fn discounted(count: u64) -> f64 {
    (count as f64 / COUNT - DISCOUNT).max(0.0)
}

/// The strongest links of a word, in order of the target.
fn strongest(row: &[(u32, Link)]) -> Vec<(u32, Link)> {
    let mut row = row.to_vec();
    if row.len() > MOST_LINKS {
        row.sort_by(|(_, a), (_, b)| {
            (b.forward + b.backward)
                .total_cmp(&(a.forward + a.backward))
                .then(a.target.cmp(&b.target))
        });
        row.truncate(MOST_LINKS);
        row.sort_unstable_by_key(|(_, link)| link.target);
    }
    row
}
