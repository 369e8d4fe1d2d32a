//! Two texts lined up in two passes: first by what is known of words beforehand, then by what the
//! beads of the first pass teach. Several pairs of texts may teach together.

use rayon::prelude::*;

use super::anchors::anchors;
use super::band::Band;
use super::cells::Cells;
use super::dp::{Step, best_path};
use super::grid::{Grid, KINDS, Priors, run};
use super::ground::{CommonGround, ground_of};
use super::learn::{BELIEF, BELIEF_OF_SEVERAL, Sample, learn};
use super::length::{Lengths, running};
use super::lexicon::Column;
use super::math::{small, wide};
use super::moved::{self, Known};
use super::posterior::surest_path;
use super::sentences::Kept;
use super::table::{Beforehand, Table};
use super::units::{RawUnit, Sequence, Vocabulary};
use super::{Bead, Reading};

/// One pair of texts.
#[derive(Debug)]
pub(crate) struct Pair {
    pub source: Sequence,
    pub target: Sequence,
}

/// Pairs of texts, and what was learned from lining them up.
#[derive(Debug)]
pub(crate) struct Study {
    /// The words of the sources.
    pub source_words: Vocabulary,
    /// The words of the targets.
    pub target_words: Vocabulary,
    /// Which stands for which.
    pub table: Table,
    pairs: Vec<Pair>,
    paths: Vec<Vec<Step>>,
    known: Vec<Sample>,
}

impl Study {
    /// In how many beads the words of each link stand together, in the order of the links.
    pub(crate) fn together(&self) -> Vec<Vec<u32>> {
        let links = |word: u32| self.table.links(word);
        let mut counts: Vec<Vec<u32>> = (0..small(self.source_words.len()))
            .map(|word| vec![0; links(word).len()])
            .collect();
        let of_pairs = self.pairs.iter().zip(&self.paths);
        let learned = of_pairs.flat_map(|(pair, path)| samples(pair, path));
        for sample in learned.chain(self.known.iter().cloned()) {
            for &word in &sample.source {
                for (count, link) in counts[wide(word)].iter_mut().zip(links(word)) {
                    *count += u32::from(sample.target.binary_search(&link.target).is_ok());
                }
            }
        }
        counts
    }
}

/// Texts whose words have numbers.
#[derive(Debug)]
pub(crate) struct Numbered {
    source_words: Vocabulary,
    target_words: Vocabulary,
    pairs: Vec<Pair>,
    known: Vec<Sample>,
}

/// A path with the posterior of each of its beads.
pub(crate) type Scored = Vec<(Step, f64)>;

/// Lines up each pair of texts, learning from all of them together.
pub(crate) fn line_up(
    texts: Vec<(Vec<RawUnit>, Vec<RawUnit>)>,
    columns: (&[&Column], &[&Column]),
) -> Vec<(Scored, Option<CommonGround>)> {
    let numbered = number(&texts, &Default::default(), columns);
    // Of a book, the words as text take more memory than all that comes later.
    drop(texts);
    let study = study(numbered);
    let sizes = sizes(&study.pairs, &study.paths);
    let last = |(pair, before): (&Pair, &Vec<Step>)| {
        let (lengths, priors) = (lengths(pair, &sizes), priors(before));
        let path = surest_path(
            &grid(pair, &study.table, &lengths, &priors),
            &near(pair, before, 5),
        );
        let steps = path.iter().map(|(step, _)| step);
        let ground = ground(pair, (&study.source_words, &study.target_words), steps);
        (path, ground)
    };
    study.pairs.par_iter().zip(&study.paths).map(last).collect()
}

/// Lines up one pair of texts in which units may stand elsewhere: see [`super::moved`].
pub(crate) fn line_up_moving(source: &Reading, target: &Reading) -> Vec<Bead> {
    let pair = Pair {
        source: source.units.clone(),
        target: target.units.clone(),
    };
    let words = (&source.words, &target.words);
    let (table, mut paths) = learn_along(std::slice::from_ref(&pair), &[], words);
    let sizes = sizes(std::slice::from_ref(&pair), &paths);
    let (pair, before) = (&pair, &paths.pop().unwrap_or_default());
    let (lengths, priors) = (lengths(pair, &sizes), priors(before));
    let path = surest_path(
        &grid(pair, &table, &lengths, &priors),
        &near(pair, before, 5),
    );
    let known = Known {
        pair,
        table: &table,
        lengths: &lengths,
        priors: &priors,
    };
    moved::beads(&known, path)
}

/// Gives numbers to the words of pairs of texts and of units that stand for each other one by one.
pub(crate) fn number(
    texts: &[(Vec<RawUnit>, Vec<RawUnit>)],
    aligned: &(Vec<RawUnit>, Vec<RawUnit>),
    columns: (&[&Column], &[&Column]),
) -> Numbered {
    let sources: Vec<&[RawUnit]> = texts.iter().map(|(source, _)| source.as_slice()).collect();
    let targets: Vec<&[RawUnit]> = texts.iter().map(|(_, target)| target.as_slice()).collect();
    let ((source_words, sources, known_sources), (target_words, targets, known_targets)) =
        rayon::join(
            || number_side(&sources, &aligned.0, columns.0),
            || number_side(&targets, &aligned.1, columns.1),
        );
    let known = (0..known_sources.len().min(known_targets.len()))
        .map(|unit| Sample {
            source: known_sources.words(unit).to_vec(),
            target: known_targets.words(unit).to_vec(),
        })
        .collect();
    Numbered {
        source_words,
        target_words,
        pairs: sources
            .into_iter()
            .zip(targets)
            .map(|(source, target)| Pair { source, target })
            .collect(),
        known,
    }
}

fn number_side(
    texts: &[&[RawUnit]],
    aligned: &[RawUnit],
    columns: &[&Column],
) -> (Vocabulary, Vec<Sequence>, Sequence) {
    let units = texts.iter().copied().flatten().chain(aligned);
    let mut words = Vocabulary::new(units, columns);
    let known = words.sequence(aligned);
    let sequences = texts.iter().map(|text| words.sequence(text)).collect();
    (words, sequences, known)
}

/// Learns from texts.
pub(crate) fn study(numbered: Numbered) -> Study {
    let Numbered {
        source_words,
        target_words,
        pairs,
        known,
    } = numbered;
    let (table, paths) = learn_along(&pairs, &known, (&source_words, &target_words));
    Study {
        source_words,
        target_words,
        table,
        pairs,
        paths,
        known,
    }
}

/// What pairs of texts and known samples teach of words, and the paths of the pairs.
fn learn_along(
    pairs: &[Pair],
    known: &[Sample],
    vocabularies: (&Vocabulary, &Vocabulary),
) -> (Table, Vec<Vec<Step>>) {
    let beforehand = Beforehand::new(vocabularies.0, vocabularies.1);
    let alone = pairs.len() < 2 && known.is_empty();
    let belief = if alone { BELIEF } else { BELIEF_OF_SEVERAL };
    let mut table = if known.is_empty() {
        beforehand.table()
    } else {
        learn(known, &beforehand, belief)
    };
    let first = |pair: &Pair, band: &Band| {
        let lengths = Lengths::new(&pair.source, &pair.target);
        path(pair, &table, &lengths, &Priors::usual(), band)
    };
    let anchors: Vec<Option<Anchors>> = pairs
        .par_iter()
        .map(|pair| anchored(pair, &table))
        .collect();
    if let ([pair], [Some(found)]) = (pairs, anchors.as_slice())
        && alone
        && looks_wrong(pair, found, vocabularies)
    {
        let straight = first(pair, &band_around(pair, &[], STRAIGHT));
        let common = ground(pair, vocabularies, straight.iter());
        if common.is_some_and(CommonGround::is_chance) {
            return (table, vec![straight]);
        }
    }
    let mut paths: Vec<Vec<Step>> = pairs
        .par_iter()
        .zip(&anchors)
        .map(|(pair, found)| first(pair, &first_band(pair, found.as_deref())))
        .collect();
    let rounds = if pairs.is_empty() { 0 } else { 2 };
    for _ in 0..rounds {
        let samples: Vec<Sample> = pairs
            .iter()
            .zip(&paths)
            .flat_map(|(pair, path)| samples(pair, path))
            .chain(known.iter().cloned())
            .collect();
        table = learn(&samples, &beforehand, belief);
        let sizes = sizes(pairs, &paths);
        let again = |(pair, before): (&Pair, &Vec<Step>)| {
            let (lengths, priors) = (lengths(pair, &sizes), priors(before));
            path(pair, &table, &lengths, &priors, &near(pair, before, 10))
        };
        let found: Vec<Vec<Step>> = pairs.par_iter().zip(&paths).map(again).collect();
        // The same beads teach the same.
        let settled = found.iter().zip(&paths).all(|(a, b)| same_beads(a, b));
        paths = found;
        if settled {
            break;
        }
    }
    (table, paths)
}

fn same_beads(a: &[Step], b: &[Step]) -> bool {
    let units = |step: &Step| (step.source.clone(), step.target.clone());
    a.iter().map(units).eq(b.iter().map(units))
}

/// Whether a book looks as if it were held against the wrong one: next to nothing that is rare in both stands in the same
/// order. What the two would teach each other is not so, and what would be found in a wide band is chance.
fn looks_wrong(pair: &Pair, found: &[(usize, usize)], words: (&Vocabulary, &Vocabulary)) -> bool {
    /// Units from which it shows.
    const LONG: usize = 500;
    /// A translation has an anchor for every third unit, where a lexicon has both languages.
    const UNITS_FOR_AN_ANCHOR: usize = 20;
    /// Units that an anchor joins have a rare word in common; those of a translation have twice as much as chance gives.
    const BEYOND_CHANCE: f64 = 1.6;
    let shorter = pair.source.len().min(pair.target.len());
    if shorter < LONG || !words.0.known || !words.1.known {
        return false;
    }
    let joined = found.iter().map(|&(s, t)| (s..s + 1, t..t + 1));
    found.len() * UNITS_FOR_AN_ANCHOR < shorter
        || ground_of((words.0, &pair.source), (words.1, &pair.target), joined)
            .is_some_and(|common| common.share < BEYOND_CHANCE * common.chance)
}

/// What the beads of a path have in common; `None` where no lexicon has one of the languages.
fn ground<'s>(
    pair: &Pair,
    (source, target): (&Vocabulary, &Vocabulary),
    path: impl Iterator<Item = &'s Step>,
) -> Option<CommonGround> {
    let beads = path.map(|step| (step.source.clone(), step.target.clone()));
    let both = source.known && target.known;
    both.then(|| ground_of((source, &pair.source), (target, &pair.target), beads))
        .flatten()
}

fn path(pair: &Pair, table: &Table, lengths: &Lengths, priors: &Priors, band: &Band) -> Vec<Step> {
    best_path(&grid(pair, table, lengths, priors), band)
}

fn grid<'a>(
    pair: &'a Pair,
    table: &'a Table,
    lengths: &'a Lengths,
    priors: &'a Priors,
) -> Grid<'a> {
    Grid::new(
        &pair.source,
        &pair.target,
        Cells::new(&pair.source, &pair.target, table),
        lengths,
        priors,
    )
}

/// Units that surely stand near each other, in order.
type Anchors = Vec<(usize, usize)>;

/// The anchors of texts that are too long to be looked at whole.
fn anchored(pair: &Pair, table: &Table) -> Option<Anchors> {
    const WHOLE: usize = 40_000;
    (pair.source.len() * pair.target.len() > WHOLE)
        .then(|| anchors(&pair.source, &pair.target, table))
}

/// Short texts are looked at whole; longer ones around anchors.
fn first_band(pair: &Pair, anchors: Option<&[(usize, usize)]>) -> Band {
    match anchors {
        None => Band::full(pair.source.len(), pair.target.len()),
        Some(anchors) => band_around(pair, anchors, 300),
    }
}

/// Width to either side of a straight line that is only looked at to see whether there is anything in it.
const STRAIGHT: usize = 8;

/// A band around anchors, the wider the further from any, up to `most`.
fn band_around(pair: &Pair, anchors: &[(usize, usize)], most: usize) -> Band {
    let (sources, targets) = (pair.source.len(), pair.target.len());
    Band::around(anchors, |_| 8, most, sources, targets)
}

/// A band around a path that is roughly right: narrow along beads that are sure, and the wider the further from any,
/// up to `most`.
fn near(pair: &Pair, path: &[Step], most: usize) -> Band {
    const RADIUS: usize = 2;
    const GROWTH: usize = 2;
    let points: Vec<(usize, usize)> = path
        .iter()
        .map(|step| (step.source.start, step.target.start))
        .collect();
    let mut radius: Vec<usize> = (0..path.len())
        .map(|at| if is_sure(path, at) { RADIUS } else { most })
        .collect();
    for at in 1..radius.len() {
        radius[at] = radius[at].min(radius[at - 1] + GROWTH);
    }
    for at in (1..radius.len()).rev() {
        radius[at - 1] = radius[at - 1].min(radius[at] + GROWTH);
    }
    Band::around(
        &points,
        |at| radius.get(at).copied().unwrap_or(most),
        most,
        pair.source.len(),
        pair.target.len(),
    )
}

/// Whether a bead is one to one and stands among others as sure: a path that is off its way cannot have several of them
/// one after the other.
fn is_sure(path: &[Step], at: usize) -> bool {
    let around = path.get(at.saturating_sub(1)..at + 2);
    around.is_some_and(|steps| steps.iter().all(|step| step.kind == 0 && step.sure))
}

/// What short beads teach about words.
fn samples(pair: &Pair, path: &[Step]) -> Vec<Sample> {
    let short =
        |step: &&Step| (1..=2).contains(&step.source.len()) && (1..=2).contains(&step.target.len());
    let words = |sequence: &Sequence, units: std::ops::Range<usize>| {
        let mut words: Vec<u32> = units
            .flat_map(|unit| sequence.words(unit))
            .copied()
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    path.iter()
        .filter(short)
        .map(|step| Sample {
            source: words(&pair.source, step.source.clone()),
            target: words(&pair.target, step.target.clone()),
        })
        .collect()
}

/// How often a path has each kind of bead. It is learned from that text alone: what one translator merges or leaves out says
/// nothing of another.
fn priors(path: &[Step]) -> Priors {
    let mut counts = [0.0; KINDS.len()];
    let mut runs = (0.0, 0.0);
    let mut before = 0;
    for step in path {
        counts[step.kind] += 1.0;
        match (run(step.kind), before) {
            (0, _) => {}
            (now, before) if now == before => runs.0 += 1.0,
            _ => runs.1 += 1.0,
        }
        before = run(step.kind);
    }
    Priors::counted(counts, runs)
}

/// Characters of both sides of the beads of one unit to one, of all the pairs: how long a translation is hangs on the languages.
fn beads_of_one(pairs: &[Pair], paths: &[Vec<Step>]) -> Vec<(u32, u32)> {
    let of_pair = |(pair, path): (&Pair, &Vec<Step>)| {
        let (source, target) = (running(&pair.source), running(&pair.target));
        let one = path.iter().filter(|step| step.kind == 0);
        one.map(|step| {
            (
                source[step.source.end] - source[step.source.start],
                target[step.target.end] - target[step.target.start],
            )
        })
        .collect::<Vec<_>>()
    };
    pairs.iter().zip(paths).flat_map(of_pair).collect()
}

/// The lengths of beads of one unit to one, and what the beads teach of the numbers of sentences.
type Sizes = (Vec<(u32, u32)>, Kept);

/// What all the pairs teach of how long the sides of a bead are beside each other.
fn sizes(pairs: &[Pair], paths: &[Vec<Step>]) -> Sizes {
    let each = pairs
        .iter()
        .zip(paths)
        .map(|(pair, path)| (&pair.source, &pair.target, path.as_slice()));
    (beads_of_one(pairs, paths), Kept::learned(each))
}

/// How the lengths of the two sides of a pair go together.
fn lengths(pair: &Pair, (beads, kept): &Sizes) -> Lengths {
    let mut lengths = Lengths::new(&pair.source, &pair.target);
    lengths.refine(beads, kept);
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Options;
    use crate::align::columns;
    use crate::align::testing::{english, spanish};
    use crate::language::Language;

    #[test]
    fn a_book_looks_wrong_beside_another_and_not_beside_its_version() {
        let known = [Language::EN, Language::ES].map(|it| columns(Some(it), &Options::SHIPPED));
        let numbered = |lines: Vec<String>, columns: &[&Column]| -> Vec<RawUnit> {
            let lines = lines.iter().zip(10_000..);
            let unit = |(line, number)| RawUnit::new(&format!("{line} {number}"), columns, false);
            lines.map(unit).collect()
        };
        let english = numbered(english(), &known[0]);
        let version = numbered(spanish(), &known[1]);
        let mut other = version.clone();
        other.reverse();
        let looks_wrong = |target: Vec<RawUnit>| {
            let texts = [(english.clone(), target)];
            let numbered = number(&texts, &Default::default(), (&known[0], &known[1]));
            let words = (&numbered.source_words, &numbered.target_words);
            let table = Beforehand::new(words.0, words.1).table();
            let pair = &numbered.pairs[0];
            let found = anchored(pair, &table).expect("it is long");
            looks_wrong(pair, &found, words)
        };
        assert!(!looks_wrong(version));
        assert!(looks_wrong(other));
    }
}
