//! Floor 5: which documents are versions of one text.

use serde::{Deserialize, Serialize};

use crate::align::Bitext;

mod group;
mod keys;
mod relate;

pub use group::{Card, Index, best_matches, candidates, group, settle};
pub use keys::Keys;
pub use relate::{Full, relate, verdict};

/// How two documents stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Versions of the same text.
    Translation,
    /// The same event or programme, told in another text: what only one says is not drift.
    Related,
    /// Neither.
    Unrelated,
}

/// What was found of two documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// The earlier of the two, by number.
    pub a: usize,
    /// The later.
    pub b: usize,
    /// The verdict.
    pub kind: Kind,
    /// How sure, 0 to 1, rounded to three decimals.
    pub score: f64,
    /// Why, in words, the strongest first.
    pub evidence: Vec<String>,
    /// How they are lined up, as far as the verdict had to look: wholly for a translation, what they share for
    /// related texts.
    pub bitext: Option<Bitext>,
}

/// Which documents belong together, by number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grouping {
    /// How documents stand to each other, in order; pairs of which nothing was found are not there.
    pub relations: Vec<Relation>,
    /// The articles, in order of their first version.
    pub articles: Vec<Article>,
    /// Documents that are nearly the same text as an earlier one in the same language: the later, the earlier.
    pub twins: Vec<(usize, usize)>,
}

/// One text in several versions, by document number; the source first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// `a1`, `a2` … in order of the first version.
    pub id: String,
    /// The versions, the source first, then in order.
    pub versions: Vec<usize>,
}
