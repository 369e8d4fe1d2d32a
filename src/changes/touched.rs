//! Which passages of a document were touched.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{BlockKind, Document};
use crate::text::Span;

/// The touched parts of a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Touched {
    /// In order, by where they stand in the document's text.
    spans: Vec<Span>,
}

/// A block as it is compared: what it is and its words. Line breaks within it do not count.
type Key = (BlockKind, String);

impl Touched {
    /// Compares a document with what it was; all of one that was not there is touched.
    pub(super) fn new(old: Option<&Document>, new: &Document) -> Self {
        let Some(old) = old else {
            return Self {
                spans: vec![Span::new(0, new.text().len())],
            };
        };
        let (before, after) = (keys(old), keys(new));
        let stays = common(&before, &after);
        let mut spans = Vec::new();
        let mut left: BTreeMap<&Key, usize> = BTreeMap::new();
        for (at, key) in before.iter().enumerate() {
            if !stays.iter().any(|pair| pair.0 == at) {
                *left.entry(key).or_insert(0) += 1;
            }
        }
        let mut touched = vec![false; after.len()];
        for (at, key) in after.iter().enumerate() {
            if stays.iter().any(|pair| pair.1 == at) {
                continue;
            }
            match left.get_mut(key).filter(|count| **count > 0) {
                // It moved.
                Some(count) => *count -= 1,
                None => touched[at] = true,
            }
        }
        for at in around_losses(&before, &after, &stays, &left) {
            touched[at] = true;
        }
        let blocks = new.blocks();
        spans.extend(
            (0..after.len())
                .filter(|&at| touched[at])
                .map(|at| blocks[at].span),
        );
        Self { spans }
    }

    /// Whether a place stands in a touched part. An empty place is one where something would stand.
    pub(super) fn holds(&self, place: Span) -> bool {
        self.spans.iter().any(|span| {
            span.overlaps(place)
                || place.is_empty() && (span.start()..=span.end()).contains(&place.start())
        })
    }
}

fn keys(document: &Document) -> Vec<Key> {
    let key = |text: &str| {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    document
        .blocks()
        .iter()
        .map(|block| (block.kind, key(block.span.of(document.text()))))
        .collect()
}

/// The blocks on either side of a place where blocks stood that are nowhere any more. What stands in such a place and
/// shares its words is the same block, edited.
fn around_losses(
    before: &[Key],
    after: &[Key],
    stays: &[(usize, usize)],
    left: &BTreeMap<&Key, usize>,
) -> Vec<usize> {
    let mut out = Vec::new();
    let ends = [(before.len(), after.len())];
    let mut from = (0, 0);
    for &(old, new) in stays.iter().chain(&ends) {
        let mut instead: Vec<_> = after[from.1..new].iter().map(words).collect();
        let mut gone = before[from.0..old]
            .iter()
            .filter(|key| left.get(key).is_some_and(|&count| count > 0));
        let is_lost = |key: &Key| {
            let old = words(key);
            match instead.iter().position(|new| is_edit(&old, new)) {
                Some(at) => drop(instead.remove(at)),
                None => return true,
            }
            false
        };
        if gone.any(is_lost) {
            out.extend(from.1.checked_sub(1));
            out.extend((new < after.len()).then_some(new));
        }
        from = (old + 1, new + 1);
    }
    out
}

fn words((_, text): &Key) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether two blocks share so many words that one is the other, edited: two fifths, which two texts on one subject
/// do not reach by their words of grammar alone.
fn is_edit(old: &BTreeSet<&str>, new: &BTreeSet<&str>) -> bool {
    let shared = old.intersection(new).count();
    5 * shared >= (old.len() + new.len())
}

/// The longest run of blocks, in order, that both have: pairs of their numbers.
fn common(before: &[Key], after: &[Key]) -> Vec<(usize, usize)> {
    let head = before
        .iter()
        .zip(after)
        .take_while(|(old, new)| old == new)
        .count();
    let tail = before[head..]
        .iter()
        .rev()
        .zip(after[head..].iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let (old, new) = (
        &before[head..before.len() - tail],
        &after[head..after.len() - tail],
    );
    let mut pairs: Vec<_> = (0..head).map(|at| (at, at)).collect();
    pairs.extend(
        middle(old, new)
            .into_iter()
            .map(|(old, new)| (head + old, head + new)),
    );
    pairs.extend((0..tail).map(|at| (before.len() - tail + at, after.len() - tail + at)));
    pairs
}

/// Beyond this many comparisons a file was rewritten, and a table of them would not fit in memory.
const MOST: usize = 16_000_000;

/// [`common`] for what is between an equal beginning and an equal end.
fn middle(old: &[Key], new: &[Key]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    if old.is_empty() || new.is_empty() || (old.len() + 1).saturating_mul(width) > MOST {
        return Vec::new();
    }
    let mut best = vec![0u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            best[i * width + j] = if old[i] == new[j] {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, ReadOptions, read_bytes};

    fn read(text: &str) -> Document {
        read_bytes(
            "a.md",
            text.as_bytes().to_vec(),
            Format::Markdown,
            ReadOptions::default(),
        )
        .unwrap()
    }

    /// The words among `one two …` that stand in touched passages.
    fn touched(old: &str, new: &str) -> Vec<&'static str> {
        let new = read(new);
        let touched = Touched::new(Some(&read(old)), &new);
        let holds = |word: &&str| {
            new.text()
                .find(word)
                .is_some_and(|at| touched.holds(Span::new(at, at + word.len())))
        };
        ["one", "two", "three", "four", "five", "six"]
            .into_iter()
            .filter(holds)
            .collect()
    }

    #[test]
    fn a_passage_with_other_words_is_touched_and_no_other() {
        assert_eq!(
            touched("one\n\ntwo\n\nthree\n", "one\n\ntwo more\n\nthree\n"),
            ["two"]
        );
        assert_eq!(touched("one\n\nthree\n", "one\n\ntwo\n\nthree\n"), ["two"]);
    }

    #[test]
    fn other_line_ends_and_another_wrapping_touch_nothing() {
        assert!(
            touched(
                "one two three\n\nfour\n",
                "one\r\ntwo\r\nthree\r\n\r\nfour\r\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_passage_that_moved_is_not_touched_and_one_that_was_doubled_is() {
        assert!(touched("one\n\ntwo\n\nthree\n", "two\n\nthree\n\none\n").is_empty());
        let old = read("one\n\ntwo\n");
        let new = read("one\n\ntwo\n\none\n");
        let touched = Touched::new(Some(&old), &new);
        let at = new.text().rfind("one").unwrap();
        assert!(touched.holds(Span::new(at, at + 3)));
        assert!(!touched.holds(Span::new(0, 3)));
    }

    #[test]
    fn where_a_passage_was_taken_out_those_around_it_are_touched() {
        assert_eq!(
            touched("one\n\ntwo\n\nthree\n\nfour\n", "one\n\nthree\n\nfour\n"),
            ["one", "three"]
        );
        assert_eq!(touched("one\n\ntwo\n\nthree\n", "two\n\nthree\n"), ["two"]);
        assert_eq!(touched("one\n\ntwo\n\nthree\n", "one\n\ntwo\n"), ["two"]);
    }

    #[test]
    fn a_passage_replaced_by_another_leaves_a_place_behind() {
        let old = "one\n\nThe bridge was closed on Monday.\n\nthree\n\nfour\n";
        assert_eq!(touched(old, &old.replace("Monday", "Tuesday two")), ["two"]);
        assert_eq!(
            touched(
                old,
                &old.replace("The bridge was closed on Monday", "Nobody spoke two")
            ),
            ["one", "two", "three"]
        );
    }

    #[test]
    fn a_heading_of_another_level_is_touched() {
        assert_eq!(touched("# one\n\ntwo\n", "## one\n\ntwo\n"), ["one"]);
    }

    #[test]
    fn all_of_a_new_file_is_touched() {
        let new = read("one\n\ntwo\n");
        assert!(Touched::new(None, &new).holds(Span::new(0, 3)));
    }
}
