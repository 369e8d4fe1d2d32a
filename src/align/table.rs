//! Which words translate which: the table that bead scores are read from, and its first filling.
//!
//! Two vocabularies go in. Before anything is learned, a word is linked to the words that are spelled
//! alike (numbers, codes, names, cognates) and to those that share a concept of a lexicon.

use rustc_hash::FxHashMap;

use super::lexicon::Concept;
use super::math::{half, real, small, wide};
use super::tokens::Shape;
use super::units::{Entry, Vocabulary};
use crate::text::similarity;

/// A word of the target that may stand for a word of the source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    /// The word of the target.
    pub target: u32,
    /// Probability that the source word, translated, gives this one.
    pub forward: f32,
    /// Probability that the target word comes from the source word.
    pub backward: f32,
}

/// The links of each source word, and how far each word can be trusted: near 1, a unit that holds the
/// word and a unit without a translation of it do not belong together; at 0 the word says nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    starts: Vec<u32>,
    links: Vec<Link>,
    /// Trust in each source word.
    pub source_trust: Vec<f32>,
    /// Trust in each target word.
    pub target_trust: Vec<f32>,
}

impl Table {
    /// Puts links, sorted by source and target word, into their rows.
    pub(crate) fn new(
        sorted: &[(u32, Link)],
        source_trust: Vec<f32>,
        target_trust: Vec<f32>,
    ) -> Self {
        let mut starts = vec![0_u32; source_trust.len() + 1];
        for (source, _) in sorted {
            starts[wide(*source) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self {
            starts,
            links: sorted.iter().map(|(_, link)| *link).collect(),
            source_trust,
            target_trust,
        }
    }

    /// The links of a source word, in order of the target word.
    #[inline]
    pub(crate) fn links(&self, source: u32) -> &[Link] {
        &self.links[wide(self.starts[wide(source)])..wide(self.starts[wide(source) + 1])]
    }
}

/// A link known before learning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Seed {
    /// The source word.
    pub source: u32,
    /// The target word.
    pub target: u32,
    /// How probable the one is as the translation of the other.
    pub strength: f64,
    /// How far it can be trusted that the other would be there.
    pub trust: f64,
}

/// All that is known of two vocabularies beforehand.
#[derive(Debug)]
pub(crate) struct Beforehand {
    /// In order of the words, the strongest link of each pair.
    pub seeds: Vec<Seed>,
    /// How far each source word can be trusted.
    pub source_trust: Vec<f64>,
    /// How far each target word can be trusted.
    pub target_trust: Vec<f64>,
}

impl Beforehand {
    /// Looks two vocabularies through.
    pub(crate) fn new(source: &Vocabulary, target: &Vocabulary) -> Self {
        let seeds = seeds(source, target);
        let both = source.known && target.known;
        let source_trust = assumed(source, &seeds, both, |seed| seed.source);
        let target_trust = assumed(target, &seeds, both, |seed| seed.target);
        Self {
            seeds,
            source_trust,
            target_trust,
        }
    }

    /// The seeds as a table: what the first look works with.
    pub(crate) fn table(&self) -> Table {
        let link = |seed: &Seed| {
            let strength = half(seed.strength);
            let link = Link {
                target: seed.target,
                forward: strength,
                backward: strength,
            };
            (seed.source, link)
        };
        let links: Vec<_> = self.seeds.iter().map(link).collect();
        let trust = |trust: &[f64]| trust.iter().copied().map(half).collect();
        Table::new(&links, trust(&self.source_trust), trust(&self.target_trust))
    }
}

/// How far a word can be trusted that has no seed in the other text, were all of its kind in both: a number, a name, a word of
/// a lexicon.
const MISSED: [f64; 3] = [0.7, 0.5, 0.4];

/// Words of a kind that are assumed beforehand, and the share of them with a seed where a lexicon has both languages.
const ASSUMED: f64 = 4.0;
const SEEDED: f64 = 0.75;

/// How far each word of a vocabulary can be trusted. One that has no seed in the other text at all says something too, as far as
/// its like have one: "1987" where every other number is in both, "Tuesday" where both languages can be read.
fn assumed(
    vocabulary: &Vocabulary,
    seeds: &[Seed],
    both: bool,
    side: fn(&Seed) -> u32,
) -> Vec<f64> {
    let mut trust = vec![0.0_f64; vocabulary.len()];
    for seed in seeds {
        let trust = &mut trust[wide(side(seed))];
        *trust = trust.max(seed.trust);
    }
    let linked = if both { ASSUMED * SEEDED } else { 0.0 };
    let mut counts = [(linked, ASSUMED); MISSED.len()];
    for (entry, &trust) in vocabulary.entries.iter().zip(&trust) {
        if let Some(kind) = kind(entry) {
            counts[kind].0 += if trust > 0.0 { 1.0 } else { 0.0 };
            counts[kind].1 += 1.0;
        }
    }
    for (entry, trust) in vocabulary.entries.iter().zip(&mut trust) {
        if *trust == 0.0
            && let Some(kind) = kind(entry)
        {
            let (linked, all) = counts[kind];
            *trust = MISSED[kind] * linked / all;
        }
    }
    trust
}

/// Which of the kinds of [`MISSED`] a word is of.
fn kind(entry: &Entry) -> Option<usize> {
    match entry.shape {
        Shape::Number | Shape::Code => Some(0),
        Shape::Name => Some(1),
        Shape::Word => (!entry.concepts.is_empty()).then_some(2),
    }
}

/// The links that are known of two vocabularies beforehand, in order of the words, the strongest link of each pair.
fn seeds(source: &Vocabulary, target: &Vocabulary) -> Vec<Seed> {
    let mut out = Vec::new();
    alike(source, target, &mut out);
    cognates(source, target, &mut out);
    names(source, target, &mut out);
    translations(source, target, &mut out);
    out.sort_unstable_by(|a, b| {
        (a.source, a.target)
            .cmp(&(b.source, b.target))
            .then(b.strength.total_cmp(&a.strength))
    });
    out.dedup_by_key(|seed| (seed.source, seed.target));
    out
}

/// Words whose spelling is the same but for diacritics.
fn alike(source: &Vocabulary, target: &Vocabulary, out: &mut Vec<Seed>) {
    let by_folded = groups(target, |entry, keys| keys.push(entry.folded.clone()));
    for (id, entry) in (0_u32..).zip(&source.entries) {
        for &other in by_folded.get(&entry.folded).into_iter().flatten() {
            let Some((strength, trust)) = likeness(entry, &target.entries[wide(other)]) else {
                continue;
            };
            out.push(Seed {
                source: id,
                target: other,
                strength,
                trust,
            });
        }
    }
}

fn likeness(a: &Entry, b: &Entry) -> Option<(f64, f64)> {
    let length = a.folded.chars().count();
    match (a.shape, b.shape) {
        (Shape::Number, _) if length <= 2 => Some((0.7, 0.7)),
        (Shape::Number | Shape::Code, _) => Some((0.9, 0.9)),
        (Shape::Name, _) | (_, Shape::Name) if length > 1 => Some((0.8, 0.8)),
        _ if length >= 5 || (length == 4 && a.text == b.text) => Some((0.5, 0.65)),
        _ => None,
    }
}

/// Words of five letters or more that begin alike and differ little: *presidente*, *president*.
fn cognates(source: &Vocabulary, target: &Vocabulary, out: &mut Vec<Seed>) {
    const PREFIX: usize = 3;
    // A prefix so common that its words are too many to compare says nothing of any of them.
    const CROWD: usize = 400;
    let keyed = |entry: &Entry, keys: &mut Vec<String>| {
        if matches!(entry.shape, Shape::Word | Shape::Name)
            && entry.folded.chars().count() >= 5
            && !entry.folded.contains(' ')
        {
            keys.push(skeleton(&entry.folded).chars().take(PREFIX).collect());
        }
    };
    let by_prefix = groups(target, keyed);
    let skeletons: Vec<String> = target
        .entries
        .iter()
        .map(|entry| skeleton(&entry.folded))
        .collect();
    for (id, entry) in (0_u32..).zip(&source.entries) {
        let mut keys = Vec::new();
        keyed(entry, &mut keys);
        let others = keys
            .first()
            .and_then(|key| by_prefix.get(key))
            .filter(|others| others.len() <= CROWD);
        let own = skeleton(&entry.folded);
        for &other in others.into_iter().flatten() {
            let likeness = similarity(&own, &skeletons[wide(other)]);
            if likeness >= 0.65 {
                out.push(Seed {
                    source: id,
                    target: other,
                    strength: 0.6 * likeness * likeness,
                    trust: 0.3,
                });
            }
        }
    }
}

/// A spelling freed of what differs between the orthographies of Latin script: *ph* and *f*, *k* and
/// *c*, *y* and *i*, doubled letters.
fn skeleton(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        let c = match c {
            'k' | 'q' => 'c',
            'y' | 'j' => 'i',
            'z' => 's',
            'w' => 'v',
            'h' if out.ends_with('p') => {
                out.pop();
                'f'
            }
            'h' if out.ends_with(['t', 'c', 'r']) => continue,
            other => other,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Names whose consonants agree: *Abraham*, *Áp-ra-ham*; *Moscow*, *Moscú*, *Mát-xcơ-va*.
fn names(source: &Vocabulary, target: &Vocabulary, out: &mut Vec<Seed>) {
    let keyed = |entry: &Entry, keys: &mut Vec<String>| {
        if entry.shape == Shape::Name {
            keys.extend(Some(consonants(&entry.folded)).filter(|key| key.len() >= 3));
        }
    };
    let by_consonants = groups(target, keyed);
    let mut keys = Vec::new();
    for (id, entry) in (0_u32..).zip(&source.entries) {
        keyed(entry, &mut keys);
        for key in keys.drain(..) {
            for &other in by_consonants.get(&key).into_iter().flatten() {
                out.push(Seed {
                    source: id,
                    target: other,
                    strength: 0.6,
                    trust: 0.3,
                });
            }
        }
    }
}

/// The consonants of a name, voiced and voiceless alike, for languages differ in which they can say.
fn consonants(folded: &str) -> String {
    let mut out = String::new();
    for c in skeleton(folded).chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'h' | '\'' => continue,
            'b' | 'v' | 'f' => 'p',
            'd' => 't',
            'g' | 'x' => 'c',
            'r' => 'l',
            'm' => 'n',
            other => other,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Words that share a concept of a lexicon.
fn translations(source: &Vocabulary, target: &Vocabulary, out: &mut Vec<Seed>) {
    let by_concept = groups(target, |entry, keys: &mut Vec<Concept>| {
        keys.extend_from_slice(&entry.concepts);
    });
    for (id, entry) in (0_u32..).zip(&source.entries) {
        for concept in &entry.concepts {
            let Some(others) = by_concept.get(concept) else {
                continue;
            };
            for &other in others {
                let senses = entry
                    .concepts
                    .len()
                    .max(target.entries[wide(other)].concepts.len());
                let strength = 0.7 / real(others.len() + senses - 1).sqrt();
                out.push(Seed {
                    source: id,
                    target: other,
                    strength,
                    trust: 0.5,
                });
            }
        }
    }
}

fn groups<K: Eq + std::hash::Hash>(
    vocabulary: &Vocabulary,
    keys_of: impl Fn(&Entry, &mut Vec<K>),
) -> FxHashMap<K, Vec<u32>> {
    let mut out: FxHashMap<K, Vec<u32>> = FxHashMap::default();
    let mut keys = Vec::new();
    for (id, entry) in vocabulary.entries.iter().enumerate() {
        keys_of(entry, &mut keys);
        for key in keys.drain(..) {
            out.entry(key).or_default().push(small(id));
        }
    }
    out
}
