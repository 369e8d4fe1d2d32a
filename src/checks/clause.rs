//! Clauses and words: the small stretches that rules look at around a fact.

use crate::text::Span;

/// The stretch around `at` that no `;`, `:`, `.`, `!`, `?` or comma parts, within `bounds`. A comma or point inside a
/// number parts nothing.
pub(super) fn clause(text: &str, bounds: Span, at: Span) -> Span {
    let before = Span::new(bounds.start(), at.start()).of(text);
    let after = Span::new(at.end(), bounds.end()).of(text);
    let start = parting(before)
        .last()
        .map_or(bounds.start(), |(_, end)| bounds.start() + end);
    let end = parting(after)
        .next()
        .map_or(bounds.end(), |(start, _)| at.end() + start);
    Span::new(start, end).trimmed(text)
}

/// Where marks part clauses: start and end of each mark.
fn parting(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.char_indices().filter_map(move |(at, c)| {
        let end = at + c.len_utf8();
        let next = text.get(end..).and_then(|rest| rest.chars().next());
        let parts = match c {
            ';' | '!' | '?' | '。' | '；' | '，' => true,
            ',' | '.' | ':' => next.is_none_or(|next| !next.is_ascii_digit()),
            _ => false,
        };
        parts.then_some((at, end))
    })
}

/// The words of a stretch with their spans: runs of letters, digits and apostrophes.
pub(super) fn words(text: &str, within: Span) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut open = None;
    let stretch = within.of(text);
    for (at, c) in stretch
        .char_indices()
        .chain(std::iter::once((stretch.len(), ' ')))
    {
        let inside = c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}');
        match (open, inside) {
            (None, true) => open = Some(at),
            (Some(start), false) => {
                out.push(Span::new(start, at).shifted(within.start()));
                open = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    out
}

/// Where one of `phrases` stands among `words`, as whole words without regard to case: the range of words, the
/// longest phrase where several fit, the earliest place first.
pub(super) fn find_phrase(
    text: &str,
    words: &[Span],
    phrases: &[String],
) -> Option<std::ops::Range<usize>> {
    (0..words.len()).find_map(|at| longest_at(text, words, at, phrases).map(|len| at..at + len))
}

/// How many words the longest of `phrases` takes that begins with word `at`.
pub(super) fn longest_at(
    text: &str,
    words: &[Span],
    at: usize,
    phrases: &[String],
) -> Option<usize> {
    let first = words.get(at)?.of(text);
    let fits = |phrase: &String| {
        if !may_open(first, phrase) {
            return None;
        }
        let mut count = 0;
        for part in phrase.split_whitespace() {
            let word = words.get(at + count)?.of(text);
            if !same_word(word, part) {
                return None;
            }
            count += 1;
        }
        (count > 0).then_some(count)
    };
    phrases.iter().filter_map(fits).max()
}

/// Whether the first letters, where both are ASCII, let a phrase begin with a word.
fn may_open(word: &str, phrase: &str) -> bool {
    match (word.as_bytes().first(), phrase.as_bytes().first()) {
        (Some(one), Some(other)) if one.is_ascii() && other.is_ascii_alphanumeric() => {
            one.eq_ignore_ascii_case(other)
        }
        _ => true,
    }
}

/// Whether two words are the same without regard to case.
pub(super) fn same_word(a: &str, b: &str) -> bool {
    a == b
        || a.chars()
            .flat_map(char::to_lowercase)
            .eq(b.chars().flat_map(char::to_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comma_parts_no_clause() {
        let text = "En 2022, 9,5 % de 21 casas; el resto no.";
        let at = text.find("21").unwrap();
        assert_eq!(
            clause(text, Span::new(0, text.len()), Span::new(at, at + 2)).of(text),
            "9,5 % de 21 casas"
        );
    }

    #[test]
    fn a_phrase_is_found_as_whole_words_only() {
        let text = "También lo hizo Bien o mejor";
        let words = words(text, Span::new(0, text.len()));
        assert_eq!(
            find_phrase(text, &words, &["bien".into(), "bien o mejor".into()]),
            Some(3..6)
        );
    }
}
