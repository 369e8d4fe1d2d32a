//! A lexicon learned from beads: IBM model 1 (Brown et al. 1993) in both directions.
//!
//! Beads go in as sets of words; a [`Table`] comes out. Expected counts are whole numbers, so the
//! order of the beads, and with it the order of the texts, does not matter. A count is lowered by a
//! constant (absolute discounting): what a bead alone seems to teach is mostly chance. Seeds count as
//! beads seen before.

use std::ops::Range;

use rayon::prelude::*;

use super::math::{floor, half, real, small, wide};
use super::table::{Beforehand, Link, Seed, Table};

/// The words of both sides of a bead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sample {
    /// In order, each once.
    pub source: Vec<u32>,
    /// In order, each once.
    pub target: Vec<u32>,
}

/// Pairs of words looked at, at most; beyond it, beads are left out evenly.
const MOST_PAIRS: usize = 12_000_000;
/// Words on a side beyond which a bead is no sentence: nothing can be learned from it.
const MOST_WORDS: usize = 4096;
const ROUNDS: usize = 4;
const DISCOUNT: f64 = 0.7;
/// Occurrences that a seed is worth.
const SEED_WEIGHT: f64 = 4.0;
/// Occurrences after which a word's own record outweighs what was assumed of it.
const RECORD: f64 = 6.0;
/// However steady its record in a text, a word is not trusted further than this: translators are free.
pub(crate) const BELIEF: f64 = 0.95;
/// The same of a record from several texts: what one translator always does, the next may not.
pub(crate) const BELIEF_OF_SEVERAL: f64 = 0.75;
/// Links kept of a word.
const MOST_LINKS: usize = 16;
/// Expected counts in whole numbers.
const COUNT: f64 = 1_048_576.0;

/// Learns from samples; `belief` is how far a word is trusted at most.
pub(crate) fn learn(samples: &[Sample], beforehand: &Beforehand, belief: f64) -> Table {
    let words = (beforehand.source_trust.len(), beforehand.target_trust.len());
    let seeds = beforehand.seeds.as_slice();
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
    let counts = (source_counts.as_slice(), target_counts.as_slice());
    pairs.table(&forward, &backward, beforehand, counts, belief)
}

fn thinned(samples: &[Sample]) -> Vec<&Sample> {
    let size = |sample: &Sample| sample.source.len() * sample.target.len();
    let fits =
        |sample: &&Sample| sample.source.len() <= MOST_WORDS && sample.target.len() <= MOST_WORDS;
    let total: usize = samples.iter().filter(fits).map(size).sum();
    let step = total.div_ceil(MOST_PAIRS).max(1);
    samples.iter().filter(fits).step_by(step).collect()
}

fn counts<'a>(units: impl Iterator<Item = &'a [u32]>, words: usize) -> Vec<u32> {
    let mut counts = vec![0; words];
    units.flatten().for_each(|&word| counts[wide(word)] += 1);
    counts
}

/// The pairs of words that might be translations, and where they meet.
struct Pairs<'a> {
    /// Where the pairs of each source word begin.
    starts: Vec<u32>,
    /// The target word of each pair, rising for each source word.
    targets: Vec<u32>,
    /// How strong a seed each is.
    seeds: Vec<f32>,
    starting: Vec<f32>,
    samples: Vec<&'a Sample>,
    /// Where the meetings of each sample begin.
    meeting_starts: Vec<u32>,
    meetings: Vec<Meeting>,
}

/// A pair of words in a sample: their places among its words.
#[derive(Debug, Clone, Copy, Default)]
struct Meeting {
    pair: u32,
    source: u16,
    target: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

/// Where each source word stands, as (sample, place among its words).
struct Holders {
    starts: Vec<u32>,
    places: Vec<(u32, u16)>,
}

impl Holders {
    fn new(samples: &[&Sample], counts: &[u32]) -> Self {
        let mut starts = running(counts.iter().copied());
        let mut places = vec![(0, 0); samples.iter().map(|sample| sample.source.len()).sum()];
        let mut next = starts.clone();
        for (number, sample) in (0_u32..).zip(samples) {
            for (place, &word) in (0_u16..).zip(&sample.source) {
                places[wide(next[wide(word)])] = (number, place);
                next[wide(word)] += 1;
            }
        }
        starts.truncate(counts.len() + 1);
        Self { starts, places }
    }

    fn of(&self, word: u32) -> &[(u32, u16)] {
        &self.places[wide(self.starts[wide(word)])..wide(self.starts[wide(word) + 1])]
    }
}

/// The sums of all numbers before each, and of all.
fn running(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut total = 0;
    let mut out = vec![0];
    out.extend(numbers.map(|number| {
        total += number;
        total
    }));
    out
}

/// Some pairs of one source word after the other.
#[derive(Debug, Default)]
struct Found {
    /// How many each source word has.
    counts: Vec<u32>,
    targets: Vec<u32>,
    seeds: Vec<f32>,
    starting: Vec<f32>,
}

/// Samples as the search for pairs sees them.
struct Search<'a> {
    samples: &'a [&'a Sample],
    holders: &'a Holders,
    seeds: &'a [Seed],
    source_counts: &'a [u32],
    target_counts: &'a [u32],
}

impl Search<'_> {
    /// A word in nearly every bead tells nothing; one seen once would only repeat the bead it stands in.
    fn is_useful(&self, count: u32) -> bool {
        let all = self.samples.len();
        count >= 2 && (all < 20 || wide(count) * 5 <= all * 2)
    }

    /// The pairs of some source words.
    fn pairs(&self, words: Range<u32>) -> Found {
        let mut together = vec![0_u32; self.target_counts.len()];
        let mut met = Vec::new();
        let mut found = Found::default();
        for word in words {
            let before = found.targets.len();
            if self.is_useful(self.source_counts[wide(word)]) {
                self.meet(word, &mut together, &mut met);
                self.take(word, &together, &met, &mut found);
                for target in met.drain(..) {
                    together[wide(target)] = 0;
                }
            }
            found.counts.push(small(found.targets.len() - before));
        }
        found
    }

    /// Counts in how many samples a word stands together with each target word.
    fn meet(&self, word: u32, together: &mut [u32], met: &mut Vec<u32>) {
        for &(sample, _) in self.holders.of(word) {
            for &target in &self.samples[wide(sample)].target {
                let count = &mut together[wide(target)];
                if *count == 0 {
                    met.push(target);
                }
                *count += 1;
            }
        }
        met.retain(|&target| {
            let useful = self.is_useful(self.target_counts[wide(target)]);
            if !useful {
                together[wide(target)] = 0;
            }
            useful
        });
        met.sort_unstable();
    }

    /// Keeps the pairs that are seeds or meet more often than chance would have it.
    fn take(&self, word: u32, together: &[u32], met: &[u32], found: &mut Found) {
        let all = real(self.samples.len());
        let first = self.seeds.partition_point(|seed| seed.source < word);
        let mut seeds = self.seeds[first..]
            .iter()
            .take_while(|seed| seed.source == word)
            .peekable();
        let s = f64::from(self.source_counts[wide(word)]);
        for &target in met {
            while seeds.next_if(|seed| seed.target < target).is_some() {}
            let seed = seeds
                .next_if(|seed| seed.target == target)
                .map_or(0.0, |seed| seed.strength);
            let t = f64::from(self.target_counts[wide(target)]);
            let count = together[wide(target)];
            let times = f64::from(count);
            if seed > 0.0 || (count >= 2 && times * all > 1.5 * s * t) {
                found.targets.push(target);
                found.seeds.push(half(seed));
                found.starting.push(half(times * times / (s * t) + seed));
            }
        }
    }
}

impl<'a> Pairs<'a> {
    fn new(
        samples: &[&'a Sample],
        seeds: &[Seed],
        source_counts: &[u32],
        target_counts: &[u32],
    ) -> Self {
        /// Source words that one thread takes at once.
        const SHARE: usize = 1024;
        let holders = Holders::new(samples, source_counts);
        let search = Search {
            samples,
            holders: &holders,
            seeds,
            source_counts,
            target_counts,
        };
        let words = source_counts.len();
        let found: Vec<Found> = (0..words.div_ceil(SHARE))
            .into_par_iter()
            .map(|share| {
                search.pairs(small(share * SHARE)..small(((share + 1) * SHARE).min(words)))
            })
            .collect();
        let mut out = Self {
            starts: running(found.iter().flat_map(|found| &found.counts).copied()),
            targets: found
                .iter()
                .flat_map(|found| &found.targets)
                .copied()
                .collect(),
            seeds: found
                .iter()
                .flat_map(|found| &found.seeds)
                .copied()
                .collect(),
            starting: found
                .iter()
                .flat_map(|found| &found.starting)
                .copied()
                .collect(),
            samples: samples.to_vec(),
            meeting_starts: Vec::new(),
            meetings: Vec::new(),
        };
        drop(found);
        out.meet(&holders, target_counts.len());
        out
    }

    /// Finds the pairs in the samples. It goes by source words, whose pairs are laid out in a table of all target
    /// words meanwhile: nothing is searched for.
    fn meet(&mut self, holders: &Holders, target_words: usize) {
        let mut counts = vec![0_u32; self.samples.len()];
        self.each_meeting(holders, target_words, |sample, _| counts[wide(sample)] += 1);
        let starts = running(counts.iter().copied());
        let mut next = starts.clone();
        let mut meetings = vec![Meeting::default(); wide(starts[self.samples.len()])];
        self.each_meeting(holders, target_words, |sample, meeting| {
            meetings[wide(next[wide(sample)])] = meeting;
            next[wide(sample)] += 1;
        });
        (self.meeting_starts, self.meetings) = (starts, meetings);
    }

    fn each_meeting(
        &self,
        holders: &Holders,
        target_words: usize,
        mut take: impl FnMut(u32, Meeting),
    ) {
        let mut numbers = vec![0_u32; target_words];
        for word in 0..small(self.starts.len() - 1) {
            let row = self.row(word);
            if row.is_empty() {
                continue;
            }
            // Nought is no pair, so that the table needs no second mark.
            for at in row.clone() {
                numbers[wide(self.targets[at])] = small(at + 1);
            }
            for &(sample, source) in holders.of(word) {
                for (target, &other) in (0_u16..).zip(&self.samples[wide(sample)].target) {
                    if let Some(pair) = numbers[wide(other)].checked_sub(1) {
                        let meeting = Meeting {
                            pair,
                            source,
                            target,
                        };
                        take(sample, meeting);
                    }
                }
            }
            for at in row {
                numbers[wide(self.targets[at])] = 0;
            }
        }
    }

    /// The numbers of a source word's pairs.
    fn row(&self, word: u32) -> Range<usize> {
        wide(self.starts[wide(word)])..wide(self.starts[wide(word) + 1])
    }

    /// The number of a pair.
    fn find(&self, source: u32, target: u32) -> Option<usize> {
        let row = self.row(source);
        let at = self.targets[row.clone()].binary_search(&target).ok()?;
        Some(row.start + at)
    }

    /// Each pair with its number.
    fn each(&self) -> impl Iterator<Item = (usize, u32, u32)> {
        (0..small(self.starts.len() - 1))
            .flat_map(|source| self.row(source).map(move |at| (at, source)))
            .map(|(at, source)| (at, source, self.targets[at]))
    }

    /// Expected occurrences of each pair, after some rounds of expectation and maximisation.
    fn estimate(&self, direction: Direction, given: &[u32], told: &[u32]) -> Vec<u64> {
        let all: f64 = told.iter().map(|&count| f64::from(count)).sum::<f64>() + 1.0;
        let mut probability = self.starting.clone();
        let mut counts = vec![0_u64; self.targets.len()];
        let place = |meeting: &Meeting| {
            usize::from(match direction {
                Direction::Forward => meeting.target,
                Direction::Backward => meeting.source,
            })
        };
        let mut sums: Vec<f64> = Vec::new();
        for _ in 0..ROUNDS {
            counts.fill(0);
            for (sample, bounds) in self.samples.iter().zip(self.meeting_starts.windows(2)) {
                let meetings = &self.meetings[wide(bounds[0])..wide(bounds[1])];
                let words = match direction {
                    Direction::Forward => &sample.target,
                    Direction::Backward => &sample.source,
                };
                sums.clear();
                sums.extend(words.iter().map(|&word| f64::from(told[wide(word)]) / all));
                for meeting in meetings {
                    sums[place(meeting)] += f64::from(probability[wide(meeting.pair)]);
                }
                sums.iter_mut().for_each(|sum| *sum = COUNT / *sum);
                for meeting in meetings {
                    let share = f64::from(probability[wide(meeting.pair)]) * sums[place(meeting)];
                    counts[wide(meeting.pair)] += floor(share) as u64;
                }
            }
            for (at, source, target) in self.each() {
                let condition = match direction {
                    Direction::Forward => source,
                    Direction::Backward => target,
                };
                probability[at] = half(self.probability(at, counts[at], given[wide(condition)]));
            }
        }
        counts
    }

    /// How often the one word gives the other: expected times over occurrences.
    fn probability(&self, at: usize, count: u64, given: u32) -> f64 {
        let seed = f64::from(self.seeds[at]);
        let prior = if seed > 0.0 { SEED_WEIGHT } else { 0.0 };
        (discounted(count) + prior * seed) / (f64::from(given) + prior)
    }

    fn table(
        &self,
        forward: &[u64],
        backward: &[u64],
        beforehand: &Beforehand,
        (source_counts, target_counts): (&[u32], &[u32]),
        belief: f64,
    ) -> Table {
        let mut links: Vec<(u32, Link)> = Vec::new();
        let mut source_covered = vec![0.0; source_counts.len()];
        let mut target_covered = vec![0.0; target_counts.len()];
        for (at, source, target) in self.each() {
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
        for seed in &beforehand.seeds {
            if self.find(seed.source, seed.target).is_none() {
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
        let trust = |assumed: &[f64], covered: &[f64], counts: &[u32]| {
            let record = |((assumed, covered), &count): ((&f64, &f64), &u32)| {
                half(belief * (assumed * RECORD + covered) / (f64::from(count) + RECORD))
            };
            let words = assumed.iter().zip(covered).zip(counts);
            words.map(record).collect()
        };
        let source_trust = trust(&beforehand.source_trust, &source_covered, source_counts);
        let target_trust = trust(&beforehand.target_trust, &target_covered, target_counts);
        Table::new(&links, source_trust, target_trust)
    }
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
