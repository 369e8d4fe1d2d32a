//! The words of a text, by UAX #29.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::{UnicodeSegmentation, UnicodeWordIndices};

use super::{beyond_ascii, count_bytes, letters_ahead};

/// The words of `text` with their places: the same as [`UnicodeSegmentation::unicode_word_indices`], several times
/// faster in running text. A space always parts words, so that each stretch between two is cut by itself, and one of
/// Latin letters alone is a word as it stands.
pub fn words(text: &str) -> Words<'_> {
    let mut words = Words {
        text,
        at: 0,
        odd: None,
    };
    if has_spaced_mark(text) {
        words.leave_rest(0);
    }
    words
}

/// A word as a number, by which tables know it without keeping it: that two words of a run share one is so rare that it is
/// taken to be never.
#[inline]
pub(crate) fn word_hash(word: &str) -> u64 {
    bytes_hash(word.as_bytes())
}

/// [`word_hash`] of a word of some bytes.
#[inline]
pub(crate) fn bytes_hash(word: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word);
    hasher.finish()
}

/// What [`words`] gives.
#[derive(Debug)]
pub struct Words<'a> {
    text: &'a str,
    /// Where the next stretch between two spaces begins; past the end once there is none.
    at: usize,
    /// Where the stretch begins that is cut by the standard's own way, and its words.
    odd: Option<(usize, UnicodeWordIndices<'a>)>,
}

impl<'a> Words<'a> {
    /// Has all that is left from an offset on cut by the standard's own way.
    fn leave_rest(&mut self, from: usize) {
        let rest = self.text.get(from..).unwrap_or_default();
        self.odd = Some((from, rest.unicode_word_indices()));
        self.at = self.text.len() + 1;
    }

    /// The next word with its place and, where it is a [`Bare`] one, how many of its letters have accents.
    #[inline]
    pub(crate) fn cut(&mut self) -> Option<(usize, &'a str, Option<u32>)> {
        if self.odd.is_none()
            && let Some(bare) = Bare::at(self.text.as_bytes(), self.at)
        {
            self.at = bare.past + 1;
            let word = self.text.get(bare.start..bare.end)?;
            return Some((bare.start, word, Some(bare.accents)));
        }
        self.next_odd().map(|(at, word)| (at, word, None))
    }

    /// The next word, wherever it stands.
    #[inline(never)]
    fn next_odd(&mut self) -> Option<(usize, &'a str)> {
        loop {
            if let Some((from, odd)) = &mut self.odd {
                if let Some((at, word)) = odd.next() {
                    return Some((*from + at, word));
                }
                self.odd = None;
            }
            let from = self.at;
            let rest = self.text.get(from..)?;
            let (length, shape) = part(rest);
            self.at = from + length + 1;
            if length == 0 {
                continue;
            }
            if !rest
                .as_bytes()
                .get(length + 1)
                .is_none_or(|&next| is_plain(next))
                && has_spaced_mark(rest.get(length..).unwrap_or_default())
            {
                self.leave_rest(from);
                continue;
            }
            match shape {
                Shape::Word(word) => return Some((from + word.start, rest.get(word)?)),
                Shape::Nothing => {}
                Shape::Odd => {
                    self.odd = rest
                        .get(..length)
                        .map(|odd| (from, odd.unicode_word_indices()));
                }
            }
        }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.cut().map(|(at, word, _)| (at, word))
    }
}

/// Whether a letter from `à` to `ÿ` stands at an offset.
#[inline]
pub(crate) fn has_small_accent(text: &[u8], at: usize) -> bool {
    text.get(at) == Some(&0xc3) && matches!(text.get(at + 1), Some(0xa0..=0xb6 | 0xb8..=0xbf))
}

/// What stands between two spaces where it is one word as nearly all are: letters of ASCII and small ones with the accents of
/// Latin-1, perhaps marks of ASCII around it.
struct Bare {
    start: usize,
    end: usize,
    accents: u32,
    /// Where the space stands behind it and its marks.
    past: usize,
}

impl Bare {
    /// That which begins at an offset.
    #[inline]
    fn at(text: &[u8], from: usize) -> Option<Self> {
        let opened = matches!(text.get(from), Some(b'"' | b'('));
        let start = from + usize::from(opened);
        let (mut end, mut accents) = (start, 0);
        loop {
            end += letters_ahead(text.get(end..)?);
            if !has_small_accent(text, end) {
                break;
            }
            end += 2;
            accents += 1;
        }
        let mut past = end;
        while matches!(
            text.get(past),
            Some(b',' | b'.' | b';' | b':' | b'?' | b'!' | b')' | b'"')
        ) {
            past += 1;
        }
        let parted = match text.get(past) {
            None => true,
            Some(b' ') => text.get(past + 1).is_none_or(|&next| is_plain(next)),
            Some(_) => false,
        };
        (parted && end > start).then_some(Self {
            start,
            end,
            accents,
            past,
        })
    }
}

/// Whether a byte behind a space can begin no mark that joins with it, as next to no word does: these are U+00AD, whose first
/// byte is 0xC2, and others from U+0300 on.
#[inline]
fn is_plain(byte: u8) -> bool {
    !matches!(byte, b' ' | 0xc2 | 0xcc..)
}

/// Whether behind the spaces with which a text begins a mark stands that joins with them, as in few texts: these spaces
/// part no words.
fn has_spaced_mark(text: &str) -> bool {
    let after = text.bytes().position(|byte| byte != b' ').unwrap_or(0);
    // The first of these marks is U+00AD; its first byte is 0xC2.
    text.as_bytes().get(after).is_some_and(|&byte| byte >= 0xc2)
        && after > 0
        && text
            .get(after..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(|c| is_combining_mark(c) || is_unseen(c))
}

/// Marks that are not seen and part nothing: the soft hyphen, joiners and marks of direction.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
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
    // Most words are bare letters of ASCII.
    let bare = letters_ahead(text.as_bytes());
    if bare > 0 && text.as_bytes().get(bare).is_none_or(|&byte| byte == b' ') {
        return (bare, Shape::Word(0..bare));
    }
    let (mut start, mut end) = ((bare > 0).then_some(0), bare);
    // Whether the last character was an apostrophe right behind a letter, and whether a letter stands behind other marks.
    let (mut apostrophe, mut odd) = (false, false);
    for (at, c) in text.get(bare..).unwrap_or_default().char_indices() {
        let at = bare + at;
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

/// Letters and digits: what a length is measured in, since spaces and punctuation follow other customs.
pub fn letters(text: &str) -> usize {
    let plain = count_bytes(text.as_bytes(), |byte| {
        (byte | 0x20).wrapping_sub(b'a') < 26 || byte.wrapping_sub(b'0') < 10
    });
    if text.is_ascii() {
        return plain;
    }
    let letter = |&(_, c): &(usize, char)| is_latin_letter(c) || c.is_alphanumeric();
    plain + beyond_ascii(text).filter(letter).count()
}

/// Whether a word has nothing but Latin letters and digits of ASCII.
pub(crate) fn is_whole(word: &str) -> bool {
    let whole = |c: char| c.is_ascii_alphanumeric() || is_latin_letter(c);
    word.chars().all(whole)
}

/// [`str::to_lowercase`], appended to `out`.
pub(crate) fn push_lower(word: &str, out: &mut String) {
    let from = out.len();
    for c in word.chars() {
        // Only a sigma changes with the letters around it.
        if c == 'Σ' {
            out.truncate(from);
            out.push_str(&word.to_lowercase());
            return;
        }
        push_lower_letter(c, out);
    }
}

/// [`char::to_lowercase`], appended to `out`.
#[inline]
pub(crate) fn push_lower_letter(c: char, out: &mut String) {
    match c {
        '\0'..='\x7f' => out.push(c.to_ascii_lowercase()),
        // The letters with accents that most texts have, all small.
        'ß'..='ÿ' => out.push(c),
        _ => out.extend(c.to_lowercase()),
    }
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
        assert!(same(" \u{1056}") && same("a  \u{1056}b c") && same(" \u{ad}\u{1056}"));
        assert!(same("a b  \u{1056}b, c \u{301}d e") && same("\u{301} a \u{ad} \u{1056}"));
    }

    proptest! {
        #[test]
        fn lower_case_is_that_of_the_standard(word in "[a-zA-ZÑñĐİΣσß]{0,8}|\\PC{0,8}") {
            let mut lower = String::new();
            push_lower(&word, &mut lower);
            prop_assert_eq!(lower, word.to_lowercase());
        }

        #[test]
        fn they_are_those_of_the_standard(text in "[a-cA-CñúớĐŉ0-9  .,:;'’“\"()\\-_/@+\n\u{a0}\u{301}\u{1056}\u{200d}\u{ad}今かカ한א٣]{0,40}") {
            prop_assert!(same(&text), "{:?}", text);
        }

        #[test]
        fn and_so_are_those_of_any_text(text in "\\PC{0,40}") {
            prop_assert!(same(&text), "{:?}", text);
        }
    }
}
