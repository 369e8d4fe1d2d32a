//! The words of one side of a pair in lower case, cut once for all rules that compare them.

use super::Text;
use super::prose;
use crate::text::Span;

/// The words of a text's segments, in order.
#[derive(Debug, Default)]
pub(super) struct Wording {
    /// Where each word stands, and where its lower-case form ends in `lower`.
    words: Vec<(Span, usize)>,
    lower: String,
}

impl Wording {
    /// Cuts a text.
    pub(super) fn of(text: &Text<'_>) -> Self {
        let mut wording = Self::default();
        let bytes = text.document.text().len();
        wording.words.reserve(bytes / 5);
        wording.lower.reserve(bytes + 8);
        for segment in text.document.segments() {
            for (span, word) in prose::words(text, segment.span) {
                push_lower(word, &mut wording.lower);
                wording.words.push((span, wording.lower.len()));
            }
        }
        wording
    }

    /// How many words begin before an offset.
    pub(super) fn position(&self, offset: usize) -> usize {
        self.words
            .partition_point(|(word, _)| word.start() < offset)
    }

    /// The words that lie within a stretch, each with its lower-case form.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = (Span, &str)> {
        let from = self
            .words
            .partition_point(|(word, _)| word.start() < span.start());
        let past = self
            .words
            .partition_point(|(word, _)| word.end() <= span.end());
        let mut start = from.checked_sub(1).map_or(0, |before| self.words[before].1);
        let words = self.words.get(from..past).unwrap_or_default();
        words.iter().map(move |&(span, end)| {
            let lower = self.lower.get(start..end).unwrap_or_default();
            start = end;
            (span, lower)
        })
    }
}

/// [`str::to_lowercase`], appended to `out`.
pub(super) fn push_lower(word: &str, out: &mut String) {
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
    use crate::facts::extract;
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
        let facts = extract(&document);
        let text = Text {
            document: &document,
            facts: &facts,
        };
        let wording = Wording::of(&text);
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
    }
}
