//! Which of many documents belong together: candidates by an inverted index over keys, a verdict on each candidate
//! pair, and articles from the pairs that choose each other. Never all pairs.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::keys::Keys;
use super::relate::verdict;
use super::{Article, Kind, Relation};
use crate::document::Document;
use crate::facts::Facts;
use crate::language::Language;

/// A key that more documents than this name finds no candidates.
const COMMONEST: usize = 40;

/// Candidates looked at for each document and other language.
const CANDIDATES: usize = 6;

/// What is kept of a document to find its candidates: a few kilobytes, whatever its length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    language: Option<Language>,
    /// Hashes of what it names, in order, each with how much naming it tells.
    keys: Vec<(u64, f64)>,
}

impl Card {
    /// The card of a document that names these things.
    pub fn new(document: &Document, names: &Keys) -> Self {
        let weights = names.weights.iter();
        let mut keys: Vec<(u64, f64)> = weights.map(|(key, &weight)| (hash(key), weight)).collect();
        keys.sort_unstable_by_key(|&(key, _)| key);
        Self {
            language: document.language().language,
            keys,
        }
    }
}

/// FNV-1a, the same on every machine. Two keys in one would only propose a candidate in vain.
fn hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Finds the relations among documents, in order, and the articles that follow from them.
pub fn group(documents: &[(&Document, &Facts)]) -> (Vec<Relation>, Vec<Article>) {
    let keys: Vec<Keys> = documents
        .par_iter()
        .map(|(document, facts)| Keys::of(document, facts))
        .collect();
    let cards: Vec<Card> = documents
        .iter()
        .zip(&keys)
        .map(|((document, _), keys)| Card::new(document, keys))
        .collect();
    let full = |number: usize| (documents[number].0, documents[number].1, &keys[number]);
    let relations = candidates(&cards)
        .into_par_iter()
        .map(|(a, b)| Relation {
            a,
            b,
            ..verdict(full(a), full(b))
        })
        .collect();
    settle(&cards, relations)
}

/// From the verdicts on all candidates, in order: the relations that stand, and the articles that follow from them.
pub fn settle(cards: &[Card], mut relations: Vec<Relation>) -> (Vec<Relation>, Vec<Article>) {
    relations.retain(|relation| relation.kind != Kind::Unrelated);
    let chosen = mutual(cards, &relations);
    // A translation that another one is preferred to is a near twin, and belongs to neither article.
    relations.retain(|relation| {
        relation.kind == Kind::Related || chosen.contains(&(relation.a, relation.b))
    });
    let articles = articles(cards, &relations);
    (relations, articles)
}

/// Pairs in different languages that share rare keys, in order.
pub fn candidates(cards: &[Card]) -> Vec<(usize, usize)> {
    let mut index: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (number, card) in cards.iter().enumerate() {
        for (key, _) in &card.keys {
            index.entry(*key).or_default().push(number);
        }
    }
    let of_one = |number: usize| {
        let mut sums: FxHashMap<usize, f64> = FxHashMap::default();
        for (key, weight) in &cards[number].keys {
            let naming = &index[key];
            if naming.len() > COMMONEST {
                continue;
            }
            let rarity = 1.0 / f64::from(u32::try_from(naming.len()).unwrap_or(u32::MAX));
            for &other in naming
                .iter()
                .filter(|&&other| cards[other].language != cards[number].language)
            {
                *sums.entry(other).or_default() += weight * rarity;
            }
        }
        let mut ranked: Vec<_> = sums.into_iter().collect();
        ranked.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let mut taken: BTreeMap<Option<Language>, usize> = BTreeMap::new();
        ranked.retain(|&(other, _)| {
            let count = taken.entry(cards[other].language).or_default();
            *count += 1;
            *count <= CANDIDATES
        });
        ranked
            .into_iter()
            .map(|(other, _)| (number.min(other), number.max(other)))
            .collect::<Vec<_>>()
    };
    let mut pairs: Vec<(usize, usize)> = (0..cards.len())
        .into_par_iter()
        .flat_map_iter(of_one)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The translations that are each side's best in the other's language.
fn mutual(cards: &[Card], relations: &[Relation]) -> BTreeSet<(usize, usize)> {
    type Best = BTreeMap<(usize, Option<Language>), (f64, usize)>;
    let language = |number: usize| cards[number].language;
    let mut best: Best = BTreeMap::new();
    let translations = || {
        relations
            .iter()
            .filter(|relation| relation.kind == Kind::Translation)
    };
    for relation in translations() {
        for (one, other) in [(relation.a, relation.b), (relation.b, relation.a)] {
            let known = best
                .entry((one, language(other)))
                .or_insert((relation.score, other));
            if relation.score > known.0 {
                *known = (relation.score, other);
            }
        }
    }
    let is_best = |one: usize, other: usize| {
        best.get(&(one, language(other)))
            .is_some_and(|&(_, chosen)| chosen == other)
    };
    translations()
        .filter(|relation| is_best(relation.a, relation.b) && is_best(relation.b, relation.a))
        .map(|relation| (relation.a, relation.b))
        .collect()
}

/// Joins translations into articles, the surest first; an article has one version in each language.
fn articles(cards: &[Card], relations: &[Relation]) -> Vec<Article> {
    let mut pairs: Vec<&Relation> = relations
        .iter()
        .filter(|relation| relation.kind == Kind::Translation)
        .collect();
    pairs.sort_by(|x, y| {
        y.score
            .total_cmp(&x.score)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let language = |number: usize| cards[number].language;
    let mut home: Vec<usize> = (0..cards.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..cards.len()).map(|number| vec![number]).collect();
    for pair in pairs {
        let (one, other) = (home[pair.a], home[pair.b]);
        let clash = members[one]
            .iter()
            .any(|&a| members[other].iter().any(|&b| language(a) == language(b)));
        if one == other || clash {
            continue;
        }
        let moved = std::mem::take(&mut members[other]);
        moved.iter().for_each(|&number| home[number] = one);
        members[one].extend(moved);
    }
    let mut groups: Vec<Vec<usize>> = members
        .into_iter()
        .filter(|group| group.len() > 1)
        .collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    groups
        .into_iter()
        .enumerate()
        .map(|(number, versions)| Article {
            id: format!("a{}", number + 1),
            versions,
        })
        .collect()
}
