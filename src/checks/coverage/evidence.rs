//! What each word of a stretch says for its loss, given what the other side has.

use rustc_hash::FxHashSet;

use super::{Cover, Kind, Part, Word};
use crate::align::Column;
use crate::text::Span;

/// How a word is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Covered {
    No,
    /// By what other words claim too.
    Shared,
    Yes,
    /// By a sentence beside.
    Beyond,
}

/// A word as evidence.
#[derive(Debug, Clone, Copy)]
pub(in crate::checks) struct Evidence {
    pub(in crate::checks) span: Span,
    /// Log-likelihood ratio of a loss.
    pub(in crate::checks) weight: f64,
    /// The same where nobody else claims what covers it.
    pub(in crate::checks) full: f64,
    pub(in crate::checks) lacking: bool,
    pub(in crate::checks) covered: bool,
    /// Whether a sentence beside covers it.
    pub(in crate::checks) beyond: bool,
    pub(in crate::checks) kind: Kind,
    pub(in crate::checks) letters: f64,
}

impl Evidence {
    /// Lets a word say nothing against a loss, whatever covers it.
    pub(in crate::checks) fn give_up(&mut self) {
        (self.weight, self.full) = (self.weight.max(0.0), self.full.max(0.0));
        (self.lacking, self.covered) = (true, false);
    }

    /// Whether how often such words are covered tells how freely the two texts render each other.
    pub(in crate::checks) fn is_telling(&self) -> bool {
        self.kind == Kind::Plain && self.weight != 0.0
    }

    /// Lets a lone syllable say what one does within a sentence: it may be part of a word that no lexicon has, and that the
    /// other side says. Of whole sentences many lack alike.
    pub(in crate::checks) fn lighten(&mut self) {
        let share = match (self.kind, self.lacking) {
            (Kind::Syllable, true) => SYLLABLE_LACKING / LACKING,
            (Kind::Syllable, false) => SYLLABLE_COVERED / COVERED,
            (Kind::Grammar | Kind::Name | Kind::Number | Kind::Plain, _) => return,
        };
        (self.weight, self.full) = (self.weight * share, self.full * share);
    }

    /// Lets a lacking word, which is part of a value that the other side has, say that.
    pub(in crate::checks) fn meet(&mut self) {
        (self.weight, self.full, self.lacking) = (COVERED, COVERED, false);
    }

    /// What it says of the whole bead, where it counts no more than any other word: in a title every word has the capital
    /// of a name.
    pub(in crate::checks) fn plainly(&self) -> f64 {
        self.weight.min(LACKING)
    }

    /// Lets a lacking word say nothing.
    pub(in crate::checks) fn silence(&mut self) {
        (self.weight, self.full, self.lacking) = (0.0, 0.0, false);
    }
}

/// What each word says, given what the other side covers.
pub(in crate::checks) fn evidence(words: &[Word], cover: &Cover, other: &Column) -> Vec<Evidence> {
    let covered = |_: usize, word: &Word| {
        if cover.has(word) {
            Covered::Yes
        } else {
            Covered::No
        }
    };
    evidence_by(words, other, covered)
}

pub(super) fn evidence_by(
    words: &[Word],
    other: &Column,
    by: impl Fn(usize, &Word) -> Covered,
) -> Vec<Evidence> {
    /// So much less does a word say that is covered by what others claim too.
    const SHARED: f64 = 0.3;
    let mut seen: FxHashSet<&[Part]> = FxHashSet::default();
    let mut after_capital = false;
    let mut out = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let by = if word.kind == Kind::Grammar {
            Covered::No
        } else {
            by(at, word)
        };
        let covered = by != Covered::No;
        let expected = || word.concepts().any(|concept| other.knows(concept));
        let mut full = weight(word.kind, covered, expected);
        let lacking = !covered && full > 0.0;
        let again = lacking && !seen.insert(&word.parts);
        if again {
            full = 0.0;
        } else if lacking && word.capital && after_capital {
            // A long name is one thing, which may well be called otherwise over there.
            full = full.min(0.4);
        }
        after_capital = word.capital;
        out.push(Evidence {
            span: word.span,
            weight: if by == Covered::Shared {
                full * SHARED
            } else {
                full
            },
            full,
            lacking,
            covered,
            beyond: by == Covered::Beyond,
            kind: word.kind,
            letters: word.letters,
        });
    }
    out
}

/// What a covered word says, and one that lacks and has a word for it over there.
const COVERED: f64 = -2.48;
const LACKING: f64 = 0.87;

/// The same of lone syllables.
const SYLLABLE_COVERED: f64 = -1.9;
const SYLLABLE_LACKING: f64 = 0.42;

/// Log-likelihood ratios from how often words of good translations are covered, and words of other sentences.
fn weight(kind: Kind, covered: bool, expected: impl Fn() -> bool) -> f64 {
    match (kind, covered) {
        (Kind::Plain | Kind::Syllable, true) => COVERED,
        (Kind::Plain | Kind::Syllable, false) if expected() => LACKING,
        (Kind::Grammar, _) | (Kind::Syllable | Kind::Plain, false) => 0.0,
        (Kind::Name, true) => -1.84,
        (Kind::Name, false) if expected() => 0.5,
        (Kind::Name, false) => 2.65,
        (Kind::Number, true) => -3.78,
        (Kind::Number, false) => 2.1,
    }
}
