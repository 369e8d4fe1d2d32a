//! Where clauses and sentences end between the words of one side of a bead.

use super::Text;
use crate::text::{Span, real};

/// How firmly something ends between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    None,
    Clause,
    Sentence,
}

impl Edge {
    /// One where anything ends.
    pub(super) fn weight(self) -> f64 {
        f64::from(u8::from(self > Self::None))
    }
}

/// What one side of a bead looks like, once something may be lost there or on the other.
#[derive(Debug)]
pub(super) struct Shape {
    /// The edges before each word and, one longer, behind the last.
    pub(super) edges: Vec<Edge>,
    /// The marks among them, and the sentences' ends.
    pub(super) marks: f64,
    pub(super) sentences: f64,
    pub(super) letters: f64,
}

impl Shape {
    /// A span of a text, whose words these are.
    pub(super) fn of(text: &Text<'_>, span: Span, words: impl Iterator<Item = Span>) -> Self {
        let edges = edges(text, words);
        let count = |from: Edge| real(edges.iter().filter(|&&edge| edge >= from).count());
        Self {
            marks: count(Edge::Clause),
            sentences: count(Edge::Sentence),
            letters: real(text.letters(span)),
            edges,
        }
    }
}

/// The edge before each word, and behind the last.
fn edges(text: &Text<'_>, words: impl Iterator<Item = Span>) -> Vec<Edge> {
    let text = text.document.text();
    let mut edges = Vec::with_capacity(words.size_hint().0 + 1);
    edges.push(Edge::Sentence);
    let mut end = None;
    for word in words {
        if let Some(end) = end {
            // Most words have one space between them.
            let space = word.start() == end + 1 && text.as_bytes().get(end) == Some(&b' ');
            edges.push(if space {
                Edge::None
            } else {
                edge(Span::new(end, word.start()).of(text))
            });
        }
        end = Some(word.end());
    }
    edges.push(Edge::Sentence);
    edges
}

fn edge(between: &str) -> Edge {
    if between.contains(['.', '!', '?']) {
        Edge::Sentence
    } else if between.contains([',', ';', ':', '(', ')', '“', '”', '"', '«', '»', '–', '—'])
        || between.contains(" - ")
    {
        Edge::Clause
    } else {
        Edge::None
    }
}
