//! Which of many documents belong together: candidates by an inverted index over keys, a verdict on each candidate
//! pair, and articles from the pairs that choose each other. Never all pairs.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::keys::{Keys, keys};
use super::relate::verdict;
use super::{Article, Kind, Relation};
use crate::document::Document;
use crate::facts::Facts;

/// A key that more documents than this name finds no candidates.
const COMMONEST: usize = 40;

/// Candidates looked at for each document and other language.
const CANDIDATES: usize = 6;

/// Finds the relations among documents, in order, and the articles that follow from them.
pub fn group(documents: &[(&Document, &Facts)]) -> (Vec<Relation>, Vec<Article>) {
    let keys: Vec<Keys> = documents
        .par_iter()
        .map(|(document, facts)| keys(document.text(), facts))
        .collect();
    let pairs = candidates(documents, &keys, 0..documents.len());
    let mut relations: Vec<Relation> = pairs
        .par_iter()
        .map(|&(a, b)| Relation {
            a,
            b,
            ..verdict(documents[a], documents[b], &keys[a], &keys[b])
        })
        .filter(|relation| relation.kind != Kind::Unrelated)
        .collect();
    let chosen = mutual(documents, &relations);
    // A translation that another one is preferred to is a near twin, and belongs to neither article.
    relations.retain(|relation| {
        relation.kind == Kind::Related || chosen.contains(&(relation.a, relation.b))
    });
    let articles = articles(documents, &relations);
    (relations, articles)
}

/// For each of some documents, the document in another language that is the likeliest version of it, where one is.
pub fn best_matches(
    documents: &[(&Document, &Facts)],
    of: &BTreeSet<usize>,
) -> BTreeMap<usize, usize> {
    let keys: Vec<Keys> = documents
        .par_iter()
        .map(|(document, facts)| keys(document.text(), facts))
        .collect();
    let judged: Vec<(usize, usize, f64)> = candidates(documents, &keys, of.iter().copied())
        .into_par_iter()
        .filter_map(|(a, b)| {
            let relation = verdict(documents[a], documents[b], &keys[a], &keys[b]);
            (relation.kind == Kind::Translation).then_some((a, b, relation.score))
        })
        .collect();
    let mut best: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    for (a, b, score) in judged {
        for (one, other) in [(a, b), (b, a)] {
            let known = best.entry(one).or_insert((score, other));
            if score > known.0 {
                *known = (score, other);
            }
        }
    }
    best.retain(|number, _| of.contains(number));
    best.into_iter()
        .map(|(number, (_, other))| (number, other))
        .collect()
}

/// Pairs in different languages that share rare keys, in order: those of the documents asked for.
fn candidates(
    documents: &[(&Document, &Facts)],
    keys: &[Keys],
    of: impl IntoIterator<Item = usize>,
) -> Vec<(usize, usize)> {
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, keys) in keys.iter().enumerate() {
        keys.weights
            .keys()
            .for_each(|key| index.entry(key).or_default().push(number));
    }
    let language = |number: usize| documents[number].0.language().language;
    let of_one = |number: usize| {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (key, weight) in &keys[number].weights {
            let naming = &index[key.as_str()];
            if naming.len() > COMMONEST {
                continue;
            }
            let rarity = 1.0 / f64::from(u32::try_from(naming.len()).unwrap_or(u32::MAX));
            for &other in naming
                .iter()
                .filter(|&&other| language(other) != language(number))
            {
                *sums.entry(other).or_default() += weight * rarity;
            }
        }
        let mut ranked: Vec<_> = sums.into_iter().collect();
        ranked.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let mut taken: BTreeMap<Option<crate::language::Language>, usize> = BTreeMap::new();
        ranked.retain(|&(other, _)| {
            let count = taken.entry(language(other)).or_default();
            *count += 1;
            *count <= CANDIDATES
        });
        ranked
            .into_iter()
            .map(|(other, _)| (number.min(other), number.max(other)))
            .collect::<Vec<_>>()
    };
    let of: Vec<usize> = of.into_iter().collect();
    let mut pairs: Vec<(usize, usize)> = of.into_par_iter().flat_map_iter(of_one).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The translations that are each side's best in the other's language.
fn mutual(documents: &[(&Document, &Facts)], relations: &[Relation]) -> Vec<(usize, usize)> {
    type Best = BTreeMap<(usize, Option<crate::language::Language>), (f64, usize)>;
    let language = |number: usize| documents[number].0.language().language;
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
fn articles(documents: &[(&Document, &Facts)], relations: &[Relation]) -> Vec<Article> {
    let mut pairs: Vec<&Relation> = relations
        .iter()
        .filter(|relation| relation.kind == Kind::Translation)
        .collect();
    pairs.sort_by(|x, y| {
        y.score
            .total_cmp(&x.score)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let language = |number: usize| documents[number].0.language().language;
    let mut home: Vec<usize> = (0..documents.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..documents.len()).map(|number| vec![number]).collect();
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
