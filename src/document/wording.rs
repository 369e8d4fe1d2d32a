//! The words of a document, cut once for all that ask for them, each with its lower-case form and its folded one.

use super::Segment;
use crate::text::{self, Span};

/// The words of a text's segments, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wording {
    words: Vec<Word>,
    /// The lower-case forms and the folded ones, one after the other.
    forms: String,
}

/// Where a word stands, and where its forms do. Texts beyond 4 GB are cut off.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: u32,
    end: u32,
    lower: u32,
    /// Where the lower-case form ends, and the folded one begins if it is another.
    lower_end: u32,
    folded_end: u32,
    /// Of the lower-case form.
    hash: u64,
}

/// The largest place that a word can have.
const MOST: usize = u32::MAX as usize;

/// A place that is not beyond [`MOST`].
fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Word {
    fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

impl Wording {
    /// Cuts the segments of a text.
    pub(super) fn of(text: &str, segments: &[Segment]) -> Self {
        let mut wording = Self::default();
        wording.words.reserve(text.len() / 5);
        wording.forms.reserve(text.len() + text.len() / 4);
        for segment in segments {
            let from = segment.span.start();
            for (at, word) in text::words(segment.span.of(text)) {
                let lower = wording.forms.len();
                push_lower(word, &mut wording.forms);
                let lower_end = wording.forms.len();
                let hash = text::word_hash(wording.forms.get(lower..).unwrap_or_default());
                if !word.is_ascii() {
                    text::fold_into(word, &mut wording.forms);
                }
                let (start, folded_end) = (from + at, wording.forms.len());
                if folded_end.max(start + word.len()) > MOST {
                    return wording;
                }
                wording.words.push(Word {
                    start: narrow(start),
                    end: narrow(start + word.len()),
                    lower: narrow(lower),
                    lower_end: narrow(lower_end),
                    folded_end: narrow(folded_end),
                    hash,
                });
            }
        }
        wording
    }

    /// How many words begin before an offset.
    pub(crate) fn position(&self, offset: usize) -> usize {
        self.words
            .partition_point(|word| (word.start as usize) < offset)
    }

    /// The words that lie within a stretch, each with its lower-case form.
    pub(crate) fn within(&self, span: Span) -> impl Iterator<Item = (Span, &str)> {
        let words = self.list(span).iter();
        words.map(|word| (word.span(), self.form(word.lower, word.lower_end)))
    }

    /// The same, each with its [`text::word_hash`] too.
    pub(crate) fn hashed_within(&self, span: Span) -> impl Iterator<Item = (Span, &str, u64)> {
        let words = self.list(span).iter();
        words.map(|word| {
            let lower = self.form(word.lower, word.lower_end);
            (word.span(), lower, word.hash)
        })
    }

    /// The words that lie within a stretch, each with its folded form.
    pub(crate) fn folded_within(&self, span: Span) -> impl Iterator<Item = (Span, &str)> {
        let words = self.list(span).iter();
        words.map(|word| {
            // Of letters of ASCII both forms are the same.
            let from = if word.folded_end == word.lower_end {
                word.lower
            } else {
                word.lower_end
            };
            (word.span(), self.form(from, word.folded_end))
        })
    }

    fn form(&self, from: u32, to: u32) -> &str {
        let form = self.forms.get(from as usize..to as usize);
        form.unwrap_or_default()
    }

    fn list(&self, span: Span) -> &[Word] {
        let from = self.position(span.start());
        let rest = self.words.get(from..).unwrap_or_default();
        let all = self
            .words
            .last()
            .is_none_or(|last| last.end as usize <= span.end());
        let past = if all {
            rest.len()
        } else {
            rest.partition_point(|word| word.end as usize <= span.end())
        };
        rest.get(..past).unwrap_or_default()
    }
}

/// [`str::to_lowercase`], appended to `out`.
fn push_lower(word: &str, out: &mut String) {
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word);
        if let Some(pushed) = out.get_mut(from..) {
            pushed.make_ascii_lowercase();
        }
        return;
    }
    // Only a sigma changes with the letters around it.
    if word.contains('Σ') {
        out.push_str(&word.to_lowercase());
        return;
    }
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::from_text;
    use crate::language::Language;

    proptest! {
        #[test]
        fn lower_case_is_that_of_the_standard(word in "[a-zA-ZÑñĐİΣσß]{0,8}|\\PC{0,8}") {
            let mut lower = String::new();
            push_lower(&word, &mut lower);
            prop_assert_eq!(lower, word.to_lowercase());
        }
    }

    #[test]
    fn a_stretch_has_the_words_that_lie_wholly_in_it() {
        let document = from_text("t", "The Old bridge. It ÉTAIT here.", Some(Language::EN));
        let wording = document.wording();
        let lower = |from, to| {
            let words = wording.within(Span::new(from, to));
            words.map(|(_, lower)| lower).collect::<Vec<_>>()
        };
        assert_eq!(
            lower(0, 31),
            ["the", "old", "bridge", "it", "était", "here"]
        );
        assert_eq!(lower(4, 18), ["old", "bridge", "it"]);
        assert_eq!(lower(5, 13), [""; 0]);
        let folded = wording.folded_within(Span::new(16, 31));
        let folded: Vec<_> = folded.map(|(_, folded)| folded).collect();
        assert_eq!(folded, ["it", "etait", "here"]);
        let of = |from, to| {
            document
                .wording_of(Span::new(from, to))
                .map(Iterator::count)
        };
        assert_eq!((of(0, 15), of(16, 31), of(0, 31)), (Some(3), Some(3), None));
    }
}
