//! The terms that a person wants to see: how they are found in a text, for `term-mismatch`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Text, prose};
use crate::language::{Language, pack};
use crate::text::{Span, fold};

/// Terms and how they are to be translated.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    concepts: Vec<Concept>,
    /// Words that stand in every language as they are.
    kept: Vec<String>,
    /// The terms of each language by the beginning of their first word.
    index: BTreeMap<Language, FxHashMap<String, Vec<Term>>>,
}

/// One thing and what it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concept {
    /// The terms for it, the preferred one of each language first.
    pub terms: BTreeMap<Language, Vec<String>>,
    /// Terms that are not to be used for it.
    pub forbidden: BTreeMap<Language, Vec<String>>,
}

/// A term in the index: its concept and its words in lower case.
#[derive(Debug, Clone)]
struct Term {
    concept: usize,
    words: Vec<String>,
}

/// A term that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) span: Span,
    /// The concepts that have it as a term, in order.
    pub(super) concepts: Vec<usize>,
}

impl Glossary {
    /// Makes a glossary. `kept` are words that stand in every language as they are.
    pub fn new(concepts: Vec<Concept>, mut kept: Vec<String>) -> Self {
        let mut index: BTreeMap<Language, FxHashMap<String, Vec<Term>>> = BTreeMap::new();
        for (concept, terms) in concepts.iter().enumerate() {
            for (&language, terms) in &terms.terms {
                for words in terms.iter().map(|term| words(term)) {
                    let Some(first) = words.first() else { continue };
                    let of_language = index.entry(language).or_default();
                    of_language
                        .entry(beginning(first))
                        .or_default()
                        .push(Term { concept, words });
                }
            }
        }
        kept.retain(|word| !word.trim().is_empty());
        kept.sort();
        kept.dedup();
        Self {
            concepts,
            kept,
            index,
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty() && self.kept.is_empty()
    }

    pub(super) fn kept(&self) -> &[String] {
        &self.kept
    }

    /// The terms of a concept in a language, the preferred one first.
    pub(super) fn terms(&self, concept: usize, language: Language) -> &[String] {
        listed(&self.concepts[concept].terms, language)
    }

    /// The terms that are not to be used for a concept.
    pub(super) fn forbidden(&self, concept: usize, language: Language) -> &[String] {
        listed(&self.concepts[concept].forbidden, language)
    }

    /// The terms that stand in a stretch of a text, in order. A longer term hides the shorter ones inside it.
    pub(super) fn mentions(&self, text: &Text<'_>, span: Span) -> Vec<Mention> {
        let Some(language) = text.language() else {
            return Vec::new();
        };
        let Some(index) = self.index.get(&language) else {
            return Vec::new();
        };
        let words = lower(text, span);
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for (at, (_, word)) in words.iter().enumerate() {
            for term in index.get(&beginning(word)).into_iter().flatten() {
                if stands_at(&words[at..], &term.words, language) {
                    found.push((at, term.words.len(), term.concept));
                }
            }
        }
        found.sort_by_key(|&(at, len, concept)| (std::cmp::Reverse(len), at, concept));
        let mut taken = vec![false; words.len()];
        let mut out: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (at, len, concept) in found {
            if let Some(same) = out.get_mut(&(at, len)) {
                same.push(concept);
            } else if !taken[at..at + len].iter().any(|&taken| taken) {
                taken[at..at + len].fill(true);
                out.insert((at, len), vec![concept]);
            }
        }
        let mention = |((at, len), mut concepts): ((usize, usize), Vec<usize>)| {
            concepts.dedup();
            Mention {
                span: words[at].0.cover(words[at + len - 1].0),
                concepts,
            }
        };
        out.into_iter().map(mention).collect()
    }
}

fn listed(terms: &BTreeMap<Language, Vec<String>>, language: Language) -> &[String] {
    terms.get(&language).map_or(&[], Vec::as_slice)
}

/// Where a term stands in a stretch of a text, in its own words or with the endings of the language.
pub(super) fn find(text: &Text<'_>, span: Span, term: &str) -> Vec<Span> {
    let Some(language) = text.language() else {
        return Vec::new();
    };
    let (wanted, words) = (words(term), lower(text, span));
    let starts = (0..words.len())
        .filter(|&at| !wanted.is_empty() && stands_at(&words[at..], &wanted, language));
    starts
        .map(|at| words[at].0.cover(words[at + wanted.len() - 1].0))
        .collect()
}

/// Whether a text holds the words of a term in any form and any order: enough to keep silent.
pub(super) fn is_said(text: &Text<'_>, span: Span, term: &str) -> bool {
    let folded = fold(text.str(span));
    if folded.contains(&fold(term)) {
        return true;
    }
    let there: Vec<String> = prose::words(text, span)
        .map(|(_, word)| fold(word))
        .collect();
    let content = content(term, text.language());
    !content.is_empty()
        && content
            .iter()
            .all(|word| there.iter().any(|other| is_form(word, other)))
}

/// Whether a text holds a word of a term of several words, in any form.
pub(super) fn is_half_said(text: &Text<'_>, span: Span, term: &str) -> bool {
    let content = content(term, text.language());
    let there: Vec<String> = prose::words(text, span)
        .map(|(_, word)| fold(word))
        .collect();
    content.len() > 1
        && content
            .iter()
            .any(|word| there.iter().any(|other| is_form(word, other)))
}

/// The folded words of a term that say something.
fn content(term: &str, language: Option<Language>) -> Vec<String> {
    let words = words(term);
    let grammar =
        |word: &String| language.is_some_and(|language| prose::is_grammar(language, word));
    words
        .into_iter()
        .filter(|word| !grammar(word))
        .map(|word| fold(&word))
        .collect()
}

/// Whether two words may be forms of one, also where a stem changes its last letters.
fn is_form(one: &str, other: &str) -> bool {
    super::stem::akin(one, other) || {
        // `rey`, `reyes`; `city`, `cities`.
        let shared = one
            .chars()
            .zip(other.chars())
            .take_while(|(a, b)| a == b)
            .count();
        let longer = one.chars().count().max(other.chars().count());
        shared > 1 && longer <= shared + 3 && shared + 2 >= one.chars().count()
    }
}

fn stands_at(words: &[(Span, String)], term: &[String], language: Language) -> bool {
    words.len() >= term.len()
        && term
            .iter()
            .zip(words)
            .all(|(wanted, (_, word))| is_inflected(wanted, word, language))
}

/// Whether a word is another with at most one ending of the language.
fn is_inflected(wanted: &str, word: &str, language: Language) -> bool {
    let Some(ending) = word.strip_prefix(wanted) else {
        return false;
    };
    ending.is_empty()
        || (wanted.chars().count() >= BEGINNING
            && pack(language).is_some_and(|pack| pack.endings.iter().any(|known| known == ending)))
}

fn lower(text: &Text<'_>, span: Span) -> Vec<(Span, String)> {
    prose::words(text, span)
        .map(|(span, word)| (span, plain(word)))
        .collect()
}

/// The words of a term, in lower case. Diacritics stay: in Vietnamese they tell words apart.
fn words(term: &str) -> Vec<String> {
    use unicode_normalization::UnicodeNormalization;
    use unicode_segmentation::UnicodeSegmentation;
    let term: String = term.nfc().collect();
    term.unicode_words().map(plain).collect()
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// So many letters of a word lead to the terms that begin with it; a shorter word takes no ending.
const BEGINNING: usize = 3;

fn beginning(word: &str) -> String {
    word.chars().take(BEGINNING).collect()
}
