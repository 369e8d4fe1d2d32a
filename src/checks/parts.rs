//! Words as the lexicon and the packs have them: cut at apostrophes.

use std::borrow::Cow;

use crate::document::Wording;
use crate::text::{Span, letters, word_hash};

/// A word, or what stands on one side of its apostrophe.
#[derive(Debug)]
pub(super) struct Part<'w> {
    pub(super) span: Span,
    pub(super) lower: Cow<'w, str>,
    /// The [`word_hash`] of the lower-case form.
    pub(super) hash: u64,
    /// How many [`letters`] it has.
    pub(super) letters: usize,
}

/// The words of a text, in order.
pub(super) fn cut<'w>(text: &str, wording: &'w Wording) -> Vec<Part<'w>> {
    const APOSTROPHES: [char; 2] = ['\'', '’'];
    let words = wording.words(Span::new(0, text.len()));
    let mut parts = Vec::with_capacity(words.len());
    for word in words {
        let (span, lower) = (word.span(), word.lower());
        if word.is_whole() || !lower.contains(APOSTROPHES) {
            parts.push(Part {
                span,
                lower: Cow::Borrowed(lower),
                hash: word.hash(),
                letters: word.letters(),
            });
            continue;
        }
        let word = span.of(text);
        let mut from = 0;
        for (at, mark) in word.match_indices(APOSTROPHES).chain([(word.len(), "")]) {
            if at > from {
                let part = Span::new(from, at);
                let lower = part.of(word).to_lowercase();
                parts.push(Part {
                    span: part.shifted(span.start()),
                    hash: word_hash(&lower),
                    letters: letters(part.of(word)),
                    lower: Cow::Owned(lower),
                });
            }
            from = at + mark.len();
        }
    }
    parts
}

/// Those of a stretch.
pub(super) fn within<'p, 'w>(parts: &'p [Part<'w>], span: Span) -> &'p [Part<'w>] {
    let from = parts.partition_point(|part| part.span.start() < span.start());
    let past = parts.partition_point(|part| part.span.end() <= span.end());
    parts.get(from..past).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_text;
    use crate::language::Language;

    #[test]
    fn a_word_is_cut_at_its_apostrophes_and_each_part_has_its_own_hash() {
        let document = from_text("t", "L'Été d’Anna's", Some(Language::EN));
        let parts = cut(document.text(), document.wording());
        let said: Vec<_> = parts
            .iter()
            .map(|part| part.span.of(document.text()))
            .collect();
        assert_eq!(said, ["L", "Été", "d", "Anna", "s"]);
        let last = within(&parts, Span::new("L'Été ".len(), document.text().len()));
        assert_eq!(last.first().map(|part| &*part.lower), Some("d"));
        assert_eq!(parts[1].lower, "été");
        assert!(parts.iter().all(|part| part.hash == word_hash(&part.lower)));
    }
}
