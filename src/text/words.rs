//! The words of a text, by UAX #29.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::{UnicodeSegmentation, UnicodeWordIndices};

/// The words of `text` with their places: the same as [`UnicodeSegmentation::unicode_word_indices`], several times
/// faster in running text. A space always parts words, so that each stretch between two is cut by itself, and one of
/// Latin letters alone is a word as it stands.
pub fn words(text: &str) -> Words<'_> {
    let odd = has_spaced_mark(text);
    Words {
        text,
        at: if odd { text.len() + 1 } else { 0 },
        from: 0,
        odd: odd.then(|| text.unicode_word_indices()),
    }
}

/// What [`words`] gives.
#[derive(Debug)]
pub struct Words<'a> {
    text: &'a str,
    /// Where the next stretch between two spaces begins; past the end once there is none.
    at: usize,
    /// Where the stretch begins that is cut by the standard's own way, and its words.
    from: usize,
    odd: Option<UnicodeWordIndices<'a>>,
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((at, word)) = self.odd.as_mut().and_then(Iterator::next) {
                return Some((self.from + at, word));
            }
            self.odd = None;
            self.from = self.at;
            let rest = self.text.get(self.at..)?;
            let (length, shape) = part(rest);
            self.at += length + 1;
            match shape {
                Shape::Word(word) => {
                    return Some((self.from + word.start, rest.get(word)?));
                }
                Shape::Nothing => {}
                Shape::Odd => {
                    self.odd = rest.get(..length).map(str::unicode_word_indices);
                }
            }
        }
    }
}

/// Whether a mark that is a letter joins with a space before it, as in few texts: there the spaces part no words.
fn has_spaced_mark(text: &str) -> bool {
    // The first of these marks is U+0300; its first byte is 0xCC.
    let mut spaced = true;
    let may_join = text.bytes().any(|byte| {
        let joins = spaced && byte >= 0xcc;
        spaced = byte == b' ';
        joins
    });
    let joins = |part: &str| part.chars().next().is_some_and(is_combining_mark);
    may_join && text.split(' ').any(joins)
}

/// Marks of punctuation, which join nothing where they stand at the edge of a word.
fn is_mark(c: char) -> bool {
    (c.is_ascii_punctuation() && c != '_')
        || matches!(
            c,
            '¡' | '¿' | '«' | '»' | '–' | '—' | '‘' | '’' | '“' | '”' | '…'
        )
}

/// What stands between two spaces.
enum Shape {
    /// One word: Latin letters, apostrophes between two of them, and marks around.
    Word(Range<usize>),
    /// Marks alone.
    Nothing,
    /// What only the standard's own way can cut.
    Odd,
}

/// The length of what `text` has before its first space, and its shape.
fn part(text: &str) -> (usize, Shape) {
    let (mut start, mut end) = (None, 0);
    // Whether the last character was an apostrophe right behind a letter, and whether a letter stands behind other marks.
    let (mut apostrophe, mut odd) = (false, false);
    for (at, c) in text.char_indices() {
        if c == ' ' {
            return (at, shape(start, end, odd));
        }
        if is_latin_letter(c) {
            let from = *start.get_or_insert(at);
            odd |= at > end && at > from && !apostrophe;
            end = at + c.len_utf8();
            apostrophe = false;
        } else {
            apostrophe = matches!(c, '\'' | '’') && start.is_some() && at == end;
            odd |= !is_mark(c);
        }
    }
    (text.len(), shape(start, end, odd))
}

fn shape(start: Option<usize>, end: usize, odd: bool) -> Shape {
    match start {
        _ if odd => Shape::Odd,
        Some(start) => Shape::Word(start..end),
        None => Shape::Nothing,
    }
}

/// Whether a character is a letter of Latin script that joins with any other of them.
pub(crate) fn is_latin_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn same(text: &str) -> bool {
        words(text).eq(text.unicode_word_indices())
    }

    #[test]
    fn letters_of_latin_script_join() {
        for code in 0..0x1f00 {
            let c = char::from_u32(code).unwrap();
            if is_latin_letter(c) {
                assert!(same(&format!("a{c}b {c} {c}, {c}.")), "{c}");
            }
        }
    }

    #[test]
    fn a_mark_that_is_a_letter_joins_with_the_space_before_it() {
        assert!(same(" \u{1056}") && same("a  \u{1056}b c"));
    }

    proptest! {
        #[test]
        fn they_are_those_of_the_standard(text in "[a-cA-CñúớĐŉ0-9 .,:;'’“\"()\\-_/@+\n\u{a0}\u{301}\u{200d}\u{ad}今かカ한א٣]{0,40}") {
            prop_assert!(same(&text), "{:?}", text);
        }

        #[test]
        fn and_so_are_those_of_any_text(text in "\\PC{0,40}") {
            prop_assert!(same(&text), "{:?}", text);
        }
    }
}
