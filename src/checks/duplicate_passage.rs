//! duplicate-passage: the same passage or sentence twice in one text
//!
//! ## What it does
//! Reports a paragraph or caption of at least six words that stands twice in one text word for word, a
//! paragraph of four or five words that stands right after itself, and a sentence or phrase of at least
//! five words that is said again at once. A heading of four words or more that stands right after itself is
//! reported where the source has no such pair of headings.
//!
//! ## Why it matters
//! It is the trace of a paste gone wrong. In a translation it often stands where another passage should.
//!
//! ## Example
//! ```text
//! es: El tren de las ocho sale de la vía cuatro.
//!     El tren de las ocho sale de la vía cuatro.
//! ```
//!
//! ## Not reported
//! - What announces something (`This would give:`), again and again.
//! - Bylines, list items, table rows and headings that come back later: forms and tables repeat themselves.
//! - Short lines, refrains with other words in between, and a text whose every passage recurs
//!   (a bilingual form printed twice).
//! - What the source has twice too is one neutral finding, and said to be the source's.

use std::collections::BTreeMap;

use super::prose;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::article::Kind;
use crate::document::{Block, BlockKind};
use crate::text::{Span, word_hash};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct DuplicatePassage;

static META: Meta = Meta {
    name: "duplicate-passage",
    category: Category::Addition,
    severity: Severity::Minor,
};

/// Words a passage must have.
const PASSAGE: usize = 6;

/// Words a sentence must have that stands right after itself.
const SENTENCE: usize = 4;

/// Words that must be said twice in a row.
const RUN: usize = 5;

impl Check for DuplicatePassage {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        let running = || {
            let blocks = text.document.passages();
            blocks.filter(|block| is_running(block.kind))
        };
        // One passage alone is the double of none.
        let several = running().nth(1).is_some();
        let mut seen: BTreeMap<Vec<String>, Span> = BTreeMap::new();
        let mut previous: Option<(Span, Vec<String>)> = None;
        for block in running() {
            found.extend(doubled_run(text, block));
            if !several {
                break;
            }
            let words: Vec<String> = prose::words(text, block.span)
                .map(|(_, word)| word.to_lowercase())
                .collect();
            let follows = previous
                .as_ref()
                .is_some_and(|(_, before)| *before == words);
            if let Some((first, _)) = previous.replace((block.span, words.clone()))
                && follows
                && (SENTENCE..PASSAGE).contains(&words.len())
                && ends_sentence(text.str(block.span))
            {
                found.push(doubled(text, block.span, first));
            }
            if words.len() < PASSAGE || announces(text.str(block.span)) {
                continue;
            }
            match seen.get(&words) {
                Some(&first) => found.push(doubled(text, block.span, first)),
                None => {
                    seen.insert(words, block.span);
                }
            }
        }
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        // Pages often print their title twice; then the other version does so too.
        let alone = pair.aligned_unit || pair.kind != Kind::Translation;
        if alone || doubled_headings(&pair.source).next().is_some() {
            return;
        }
        found.extend(doubled_headings(&pair.target).map(|[first, again]| {
            let quote = prose::quote(pair.target.str(again));
            let message = format!("this heading stands twice in a row, word for word: {quote}");
            Draft::new(Severity::Minor, 0.8, message, Role::Target, again)
                .and(Role::Target, first)
                .value("heading")
        }));
    }
}

/// Whether a passage only announces what follows it: a list, an example, the same step once more.
fn announces(said: &str) -> bool {
    said.trim_end().ends_with([':', '：'])
}

/// The headings of a text that stand twice in a row.
fn doubled_headings<'t>(text: &'t Text<'_>) -> impl Iterator<Item = [Span; 2]> + 't {
    let words = |span| prose::words(text, span).map(|(_, word)| word.to_lowercase());
    let doubled = move |one: &Block, other: &Block| {
        let headings = [one, other].map(|block| matches!(block.kind, BlockKind::Heading(_)));
        let (one, other) = (one.span, other.span);
        headings == [true; 2] && words(one).eq(words(other)) && words(one).count() >= SENTENCE
    };
    let pairs = text
        .document
        .passages()
        .zip(text.document.passages().skip(1));
    let doubled = pairs.filter(move |(one, other)| doubled(one, other));
    doubled.map(|(one, other)| [one.span, other.span])
}

fn ends_sentence(said: &str) -> bool {
    said.trim_end_matches(['"', '”', '’', '»', ')'])
        .ends_with(['.', '!', '?', '…', '。'])
}

/// Whether a block is text of which no sentence should stand twice.
pub(super) fn is_running(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph | BlockKind::Caption => true,
        BlockKind::Heading(_)
        | BlockKind::ListItem
        | BlockKind::TableRow
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Code
        | BlockKind::FrontMatter
        | BlockKind::Shortcode
        | BlockKind::Furniture => false,
    }
}

fn doubled(text: &Text<'_>, again: Span, first: Span) -> Draft {
    let quote = prose::quote(text.str(again));
    let message = format!("this passage stands twice in the text, word for word: {quote}");
    Draft::new(Severity::Minor, 0.9, message, Role::Text, again)
        .and(Role::Text, first)
        .value("passage")
}

/// The first run of words in a passage that is followed by itself.
fn doubled_run(text: &Text<'_>, block: &Block) -> Option<Draft> {
    if !may_repeat(text, block) {
        return None;
    }
    let words: Vec<(Span, String)> = prose::words(text, block.span)
        .map(|(span, word)| (span, word.to_lowercase()))
        .collect();
    let lower: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
    let (at, length) = repeat(&lower)?;
    let span = |from: usize, to: usize| words[from].0.cover(words[to - 1].0);
    let (first, again) = (span(at, at + length), span(at + length, at + 2 * length));
    let message = format!(
        "these words stand twice in a row: {}",
        prose::quote(text.str(again))
    );
    Some(
        Draft::new(Severity::Minor, 0.9, message, Role::Text, again)
            .and(Role::Text, first)
            .value("run"),
    )
}

/// Whether some [`RUN`] words may stand twice in a passage, told by their hashes.
fn may_repeat(text: &Text<'_>, block: &Block) -> bool {
    let known = || text.document.hashes_of(block.span);
    if known().is_some_and(|words| !may_run_again(words)) {
        return false;
    }
    let words: Vec<u64> = match known() {
        Some(words) => words.collect(),
        None => prose::words(text, block.span)
            .map(|(_, word)| word_hash(&word.to_lowercase()))
            .collect(),
    };
    // A run takes as many words again.
    if words.len() < 2 * RUN {
        return false;
    }
    let joined = |run: &[u64]| {
        run.iter()
            .fold(0, |sum: u64, &word| sum.rotate_left(7) ^ word)
    };
    let mut openings: Vec<u64> = words.windows(RUN).map(joined).collect();
    openings.sort_unstable();
    openings.windows(2).any(|pair| pair[0] == pair[1])
}

/// Whether [`RUN`] words in a row may have been met before, each of them told by one bit.
fn may_run_again(mut words: impl Iterator<Item = u64>) -> bool {
    let mut met = [0_u64; 16];
    let mut run = 0;
    words.any(|hash| {
        let bit = 1 << (hash % 64);
        let row = usize::try_from(hash / 64 % 16).unwrap_or_default();
        run = if met[row] & bit == 0 { 0 } else { run + 1 };
        met[row] |= bit;
        run >= RUN
    })
}

/// Where a run of at least [`RUN`] words is followed by itself, and how long it is. Only the last place
/// of each opening is looked at, which keeps the cost linear.
fn repeat(words: &[&str]) -> Option<(usize, usize)> {
    let mut last: BTreeMap<&[&str], usize> = BTreeMap::new();
    for (at, opening) in words.windows(RUN).enumerate() {
        let Some(before) = last.insert(opening, at) else {
            continue;
        };
        let length = at - before;
        let twice = words.get(before..at).zip(words.get(at..at + length));
        if length >= RUN
            && twice.is_some_and(|(one, other)| one == other)
            && is_sentence(&words[before..at])
        {
            return Some((before, length));
        }
    }
    None
}

/// Whether a run says something: a row of one or two words over and over is a song, not a slip.
fn is_sentence(run: &[&str]) -> bool {
    let mut words = run.to_vec();
    words.sort_unstable();
    words.dedup();
    words.len() >= RUN - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_said_twice_in_a_row_is_found_and_a_song_is_not() {
        let words: Vec<&str> = "so it was a b c d e a b c d e and so on"
            .split(' ')
            .collect();
        assert_eq!(repeat(&words), Some((3, 5)));
        assert_eq!(
            repeat(
                &"la la la la la la la la la la la la"
                    .split(' ')
                    .collect::<Vec<_>>()
            ),
            None
        );
        assert_eq!(
            repeat(&"a b c d e x a b c d e".split(' ').collect::<Vec<_>>()),
            None
        );
    }
}
