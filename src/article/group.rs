//! Which of many documents belong together: candidates by an inverted index over keys, a verdict on each candidate
//! pair, and articles from the pairs that choose each other. Never all pairs.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::keys::Keys;
use super::relate::{Full, verdict};
use super::{Article, Grouping, Kind, Relation};
use crate::align::{Options, Reading};
use crate::document::Document;
use crate::facts::Facts;
use crate::language::Language;
use crate::text::real;

/// Candidates looked at for each document and other language.
const CANDIDATES: usize = 4;

/// A candidate that shares less than this part of what the best one of its language shares is not looked at.
const NEAR_BEST: f64 = 0.4;

/// Two documents in one language that share this part of what they name are nearly the same text.
const TWINS: f64 = 0.85;

/// The terms by which a document looks for its twin, and those that it must name at all to have one.
const TELLING: usize = 12;

/// The terms by which a document looks for candidates: its rarest.
const TERMS: usize = 160;

/// A term that more documents than this name finds no candidates. It grows with the square root of their number, so
/// that the whole search grows little faster than the number of documents.
fn commonest(documents: usize) -> usize {
    40 + 4 * documents.isqrt()
}

/// What is kept of a document to find its candidates: a few kilobytes, whatever its length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    language: Option<Language>,
    /// Hashes of the language-neutral things it names, in order.
    terms: Vec<u64>,
}

impl Card {
    /// The card of a document that names these things.
    pub fn new(document: &Document, names: &Keys, reading: &Reading) -> Self {
        let mut terms = reading.signature();
        terms.extend(names.weights.keys().map(|key| hash(key)));
        terms.sort_unstable();
        terms.dedup();
        Self {
            language: document.language().language,
            terms,
        }
    }
}

/// FNV-1a, the same on every machine. Two keys in one would only propose a candidate in vain.
fn hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// What is made of a document once, for all verdicts on it.
#[derive(Debug)]
struct Read {
    keys: Keys,
    reading: Reading,
    card: Card,
}

impl Read {
    fn all(documents: &[(&Document, &Facts)], options: &Options) -> Vec<Self> {
        let read = |&(document, facts): &(&Document, &Facts)| {
            let keys = Keys::of(document, facts);
            let reading = Reading::new(document, options);
            let card = Card::new(document, &keys, &reading);
            Self {
                keys,
                reading,
                card,
            }
        };
        documents.par_iter().map(read).collect()
    }

    fn full<'a>(&'a self, (document, facts): (&'a Document, &'a Facts)) -> Full<'a> {
        Full {
            document,
            facts,
            keys: &self.keys,
            reading: &self.reading,
        }
    }
}

/// Finds the relations among documents, in order, and the articles that follow from them.
pub fn group(documents: &[(&Document, &Facts)], options: &Options) -> Grouping {
    let read = Read::all(documents, options);
    let cards: Vec<&Card> = read.iter().map(|it| &it.card).collect();
    let full = |number: usize| read[number].full(documents[number]);
    let relations = candidates(&cards)
        .into_par_iter()
        .map(|(a, b)| Relation {
            a,
            b,
            ..verdict(full(a), full(b), options)
        })
        .collect();
    settle(&cards, relations)
}

/// For each of some documents, the document in another language that is the likeliest version of it, where one is.
pub fn best_matches(
    documents: &[(&Document, &Facts)],
    of: &BTreeSet<usize>,
    options: &Options,
) -> BTreeMap<usize, usize> {
    let read = Read::all(documents, options);
    let cards: Vec<&Card> = read.iter().map(|it| &it.card).collect();
    let full = |number: usize| read[number].full(documents[number]);
    Index::new(&cards).best_matches(of, |a, b| verdict(full(a), full(b), options))
}

/// From the verdicts on all candidates, in order: the relations that stand, and the articles that follow from them.
pub fn settle(cards: &[&Card], mut relations: Vec<Relation>) -> Grouping {
    relations.retain(|relation| relation.kind != Kind::Unrelated);
    let chosen = mutual(cards, &relations);
    // A translation that another one is preferred to is a near twin, and belongs to neither article.
    relations.retain(|relation| {
        relation.kind == Kind::Related || chosen.contains(&(relation.a, relation.b))
    });
    let articles = articles(cards, &relations);
    let known: BTreeMap<(usize, usize), f64> = relations
        .iter()
        .map(|relation| ((relation.a, relation.b), relation.score))
        .collect();
    relations.extend(articles.iter().flat_map(|article| implied(article, &known)));
    relations.sort_by_key(|relation| (relation.a, relation.b));
    Grouping {
        relations,
        articles,
        twins: Index::new(cards).twins(),
    }
}

/// Versions of an article of which nothing was found between the two of them are translations for the sake of the
/// versions between them.
fn implied(article: &Article, known: &BTreeMap<(usize, usize), f64>) -> Vec<Relation> {
    let versions = &article.versions;
    let pairs = versions
        .iter()
        .enumerate()
        .flat_map(|(at, &a)| versions[at + 1..].iter().map(move |&b| (a, b)));
    let (found, open): (Vec<_>, Vec<_>) = pairs.partition(|pair| known.contains_key(pair));
    let least = found
        .iter()
        .filter_map(|pair| known.get(pair))
        .fold(1.0_f64, |least, &score| least.min(score));
    open.into_iter()
        .map(|(a, b)| Relation {
            a,
            b,
            kind: Kind::Translation,
            score: least,
            evidence: vec!["both are versions of a third text".to_owned()],
            bitext: None,
        })
        .collect()
}

/// Pairs in different languages that share what few documents name, in order: the likeliest few of each document by
/// the cosine of their terms, weighed by inverse document frequency (Salton & Buckley 1988).
pub fn candidates(cards: &[&Card]) -> Vec<(usize, usize)> {
    let index = Index::new(cards);
    let mut pairs: Vec<(usize, usize)> = (0..cards.len())
        .into_par_iter()
        .map_init(
            || vec![0.0; cards.len()],
            |sums, number| index.likeliest(number, sums),
        )
        .flatten_iter()
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Which documents name each term.
#[derive(Debug)]
pub struct Index<'c> {
    cards: &'c [&'c Card],
    naming: FxHashMap<u64, Vec<u32>>,
    commonest: usize,
    /// Length of each document's vector.
    norms: Vec<f64>,
}

impl<'c> Index<'c> {
    /// The index of these cards.
    pub fn new(cards: &'c [&'c Card]) -> Self {
        let mut naming: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (number, card) in (0..).zip(cards) {
            for &term in &card.terms {
                naming.entry(term).or_default().push(number);
            }
        }
        let mut index = Self {
            cards,
            naming,
            commonest: commonest(cards.len()),
            norms: Vec::new(),
        };
        let norm = |card: &Card| {
            let squares = card.terms.iter().map(|term| index.weight(*term).powi(2));
            squares.sum::<f64>().sqrt()
        };
        index.norms = cards.par_iter().map(|&card| norm(card)).collect();
        index
    }

    /// The likeliest versions of a document, some for each other language: pairs with it, the lower number first.
    pub fn candidates(&self, number: usize) -> Vec<(usize, usize)> {
        self.likeliest(number, &mut vec![0.0; self.cards.len()])
    }

    /// For each of some documents, its likeliest version by the verdicts on its candidates, where one is.
    pub fn best_matches(
        &self,
        of: &BTreeSet<usize>,
        verdict: impl Fn(usize, usize) -> Relation + Sync,
    ) -> BTreeMap<usize, usize> {
        let best = of.par_iter().filter_map(|&number| {
            let mut best: Option<(f64, usize)> = None;
            for (a, b) in self.candidates(number) {
                let relation = verdict(a, b);
                let better = best.is_none_or(|(score, _)| relation.score > score);
                if relation.kind == Kind::Translation && better {
                    best = Some((relation.score, a + b - number));
                }
            }
            best.map(|(_, other)| (number, other))
        });
        best.collect()
    }

    /// Inverse document frequency; a term that one document alone names finds nothing, yet is part of its length.
    fn weight(&self, term: u64) -> f64 {
        let naming = self.naming.get(&term).map_or(0, Vec::len).max(1);
        (real(self.cards.len() + 1) / real(naming)).ln()
    }

    /// Documents that are nearly the same text as an earlier one in the same language, with the earliest such.
    fn twins(&self) -> Vec<(usize, usize)> {
        let numbers = (0..self.cards.len()).into_par_iter();
        let twin = |number: usize| Some((number, self.twin(number)?));
        numbers.filter_map(twin).collect()
    }

    fn twin(&self, number: usize) -> Option<usize> {
        let card = self.cards[number];
        if card.terms.len() < TELLING {
            return None;
        }
        let mut terms: Vec<(usize, u64)> = card
            .terms
            .iter()
            .map(|&term| (self.naming[&term].len(), term))
            .filter(|&(naming, _)| naming > 1 && naming <= self.commonest)
            .collect();
        terms.sort_unstable();
        terms.truncate(TELLING);
        let mut met: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, term) in &terms {
            for &other in &self.naming[term] {
                let other = other as usize;
                if other < number && self.cards[other].language == card.language {
                    *met.entry(other).or_insert(0) += 1;
                }
            }
        }
        met.into_iter()
            .filter(|&(_, shared)| shared * 2 >= terms.len())
            .map(|(other, _)| other)
            .find(|&other| self.overlap(number, other) >= TWINS)
    }

    /// Share of the terms of two documents that both name (Jaccard 1912).
    fn overlap(&self, one: usize, other: usize) -> f64 {
        let (ours, theirs) = (&self.cards[one].terms, &self.cards[other].terms);
        let both = |term: &&u64| theirs.binary_search(term).is_ok();
        let shared = ours.iter().filter(both).count();
        real(shared) / real(ours.len() + theirs.len() - shared).max(1.0)
    }

    /// [`Index::candidates`], with zeros to work on that are zeros again afterwards.
    fn likeliest(&self, number: usize, sums: &mut [f64]) -> Vec<(usize, usize)> {
        let card = &self.cards[number];
        let mut terms: Vec<(usize, u64)> = card
            .terms
            .iter()
            .map(|&term| (self.naming[&term].len(), term))
            .filter(|&(naming, _)| naming > 1 && naming <= self.commonest)
            .collect();
        terms.sort_unstable();
        terms.truncate(TERMS);
        let mut met: Vec<usize> = Vec::new();
        for (_, term) in terms {
            let weight = self.weight(term).powi(2);
            for &other in &self.naming[&term] {
                let other = other as usize;
                if self.cards[other].language == card.language {
                    continue;
                }
                if sums[other] == 0.0 {
                    met.push(other);
                }
                sums[other] += weight;
            }
        }
        let mut ranked: Vec<(usize, f64)> = met
            .into_iter()
            .map(|other| {
                let sum = std::mem::take(&mut sums[other]);
                (other, sum / self.norms[other].max(f64::MIN_POSITIVE))
            })
            .collect();
        ranked.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let mut taken: BTreeMap<Option<Language>, (usize, f64)> = BTreeMap::new();
        ranked.retain(|&(other, score)| {
            let (count, best) = taken
                .entry(self.cards[other].language)
                .or_insert((0, score));
            *count += 1;
            *count <= CANDIDATES && score >= NEAR_BEST * *best
        });
        ranked
            .into_iter()
            .map(|(other, _)| (number.min(other), number.max(other)))
            .collect()
    }
}

/// The translations that are each side's best in the other's language.
fn mutual(cards: &[&Card], relations: &[Relation]) -> BTreeSet<(usize, usize)> {
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
fn articles(cards: &[&Card], relations: &[Relation]) -> Vec<Article> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn card(tag: &str, terms: &[u64]) -> Card {
        Card {
            language: Language::new(tag),
            terms: terms.to_vec(),
        }
    }

    fn refs(cards: &[Card]) -> Vec<&Card> {
        cards.iter().collect()
    }

    fn translation(a: usize, b: usize, score: f64) -> Relation {
        Relation {
            a,
            b,
            kind: Kind::Translation,
            score,
            evidence: Vec::new(),
            bitext: None,
        }
    }

    #[test]
    fn documents_that_name_the_same_rare_things_are_candidates_and_others_are_not() {
        let cards = [
            card("en", &[1, 2, 3, 10, 11]),
            card("es", &[1, 2, 3, 12, 13]),
            card("es", &[3, 20, 21, 22, 23]),
            card("en", &[30, 31, 32]),
        ];
        assert_eq!(candidates(&refs(&cards)), [(0, 1), (0, 2)]);
    }

    #[test]
    fn documents_in_one_language_are_never_candidates() {
        let cards = [card("en", &[1, 2, 3]), card("en", &[1, 2, 3])];
        assert_eq!(candidates(&refs(&cards)), []);
    }

    #[test]
    fn what_every_document_names_finds_nothing() {
        let all: Vec<Card> = (0..200)
            .map(|number| card(["en", "es"][number % 2], &[7]))
            .collect();
        assert_eq!(candidates(&refs(&all)), []);
    }

    #[test]
    fn versions_of_one_text_are_versions_of_each_other() {
        let cards = [card("en", &[]), card("es", &[]), card("vi", &[])];
        let Grouping {
            relations,
            articles,
            ..
        } = settle(
            &refs(&cards),
            vec![translation(0, 1, 0.9), translation(0, 2, 0.8)],
        );
        assert_eq!(articles[0].versions, [0, 1, 2]);
        let pairs: Vec<_> = relations
            .iter()
            .map(|relation| (relation.a, relation.b, relation.score))
            .collect();
        assert_eq!(pairs, [(0, 1, 0.9), (0, 2, 0.8), (1, 2, 0.8)]);
    }

    #[test]
    fn a_copy_in_the_same_language_is_a_twin_and_a_version_or_a_sibling_is_none() {
        let text: Vec<u64> = (0..40).collect();
        let mut edited = text.clone();
        edited[39] = 99;
        let sibling: Vec<u64> = (20..60).collect();
        let cards = [
            card("en", &text),
            card("es", &text),
            card("en", &edited),
            card("en", &sibling),
            card("en", &[7]),
        ];
        assert_eq!(settle(&refs(&cards), Vec::new()).twins, [(2, 0)]);
    }

    #[test]
    fn of_two_near_twins_the_likelier_one_is_the_version() {
        let cards = [card("en", &[]), card("es", &[]), card("es", &[])];
        let Grouping {
            relations,
            articles,
            ..
        } = settle(
            &refs(&cards),
            vec![translation(0, 1, 0.7), translation(0, 2, 0.9)],
        );
        assert_eq!(articles[0].versions, [0, 2]);
        assert_eq!(relations.len(), 1);
    }
}
