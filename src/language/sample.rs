//! The part of a text that a detector is shown.

use smallvec::SmallVec;

use super::words::Tally;
use crate::text::{has_small_accent, is_latin_letter, small_letters_ahead};

/// A stretch of text without addresses and codes.
#[derive(Debug, Default)]
pub(super) struct Sample<'t> {
    /// What it was taken of, up to the end of the last token.
    parts: SmallVec<[&'t str; 1]>,
    pub(super) chars: usize,
    /// Letters; an ideograph counts for four.
    pub(super) letters: usize,
    /// Whether it has letters that are no Latin ones.
    pub(super) has_other_letters: bool,
    /// Whether a word stands there that is neither a name nor a code.
    has_words: bool,
    /// Its words of grammar.
    pub(super) tally: Tally,
}

impl<'t> Sample<'t> {
    /// Adds up to `chars` characters of a passage.
    pub(super) fn add(&mut self, passage: &'t str, chars: usize) {
        let bytes = passage.as_bytes();
        let (mut at, mut left, mut end) = (0, chars, 0);
        loop {
            if bytes.get(at) == Some(&b' ') {
                at += 1;
            }
            // Nearly all of a text is such words.
            if let Some(word) = Bare::at(bytes, at)
                && word.end - at <= left
            {
                left = left.saturating_sub(1 + word.end - at - word.accents);
                self.take(bytes, at, &word);
                (at, end) = (word.end, word.end);
                continue;
            }
            let mut rest = passage.get(at..).unwrap_or_default();
            let Some(token) = first_token(&mut rest) else {
                break;
            };
            at = passage.len() - rest.len();
            if is_address_or_code(token) {
                continue;
            }
            if left == 0 {
                break;
            }
            // A token may be a whole sentence, in scripts without spaces.
            let cut = (token.len() > left).then(|| token.char_indices().nth(left));
            let cut = cut.flatten().map_or(token.len(), |(cut, _)| cut);
            end = at - token.len() + cut;
            let token = token.get(..cut).unwrap_or_default();
            left = left.saturating_sub(1 + token.chars().count());
            self.chars += 1;
            self.count(token);
            self.tally.add(token);
        }
        self.parts.extend(passage.get(..end));
    }

    #[inline]
    fn take(&mut self, text: &[u8], at: usize, token: &Bare) {
        self.chars += 1 + token.end - at - token.accents;
        let word = text.get(at..token.word_end).unwrap_or_default();
        let letters = word.len() - token.accents;
        self.letters += letters;
        self.tally.add_word(word, token.small);
        self.has_words |= letters >= 2 && token.small;
    }

    fn count(&mut self, token: &str) {
        let (mut first, mut letters) = (None, 0);
        if token.is_ascii() {
            self.chars += token.len();
            letters = token.bytes().filter(u8::is_ascii_alphabetic).count();
            first = token.bytes().find(u8::is_ascii_alphabetic).map(char::from);
        } else {
            for c in token.chars() {
                self.chars += 1;
                let latin = is_latin_letter(c);
                if latin || c.is_alphabetic() {
                    first = first.or(Some(c));
                    letters += if is_wide(c) { 4 } else { 1 };
                    self.has_other_letters |= !latin;
                }
            }
        }
        self.letters += letters;
        self.has_words |= letters >= 2 && first.is_some_and(|c| !c.is_uppercase());
    }

    /// Whether there is nothing by which a language could be told.
    pub(super) fn says_nothing(&self) -> bool {
        self.letters < 2 || !self.has_words
    }

    /// What was taken, each token with a space behind it. Next to no text is asked for it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for part in &self.parts {
            let mut tokens = part.split_whitespace().peekable();
            while let Some(token) = tokens.next() {
                // The last one was taken, and may have been cut.
                if tokens.peek().is_none() || !is_address_or_code(token) {
                    text.push_str(token);
                    text.push(' ');
                }
            }
        }
        text
    }
}

/// A plain word ([`is_plain`]) of Latin letters, all of them small but the first, with nothing but a blank behind it and its
/// mark. The first is of ASCII, others may have accents.
struct Bare {
    word_end: usize,
    /// Behind its mark.
    end: usize,
    /// How many letters take two bytes.
    accents: usize,
    small: bool,
}

impl Bare {
    /// That which begins at an offset.
    #[inline]
    fn at(text: &[u8], from: usize) -> Option<Self> {
        let first = *text.get(from)?;
        if !first.is_ascii_alphabetic() {
            return None;
        }
        let (mut word_end, mut accents) = (from + 1, 0);
        loop {
            word_end += small_letters_ahead(text.get(word_end..)?);
            if !has_small_accent(text, word_end) {
                break;
            }
            word_end += 2;
            accents += 1;
        }
        let marked = matches!(text.get(word_end), Some(b',' | b'.' | b';' | b':'));
        let end = word_end + usize::from(marked);
        // `www.` alone would be an address.
        let apart = matches!(text.get(end), None | Some(b' '))
            && (first != b'w' || text.get(from..end) != Some(b"www."));
        apart.then_some(Self {
            word_end,
            end,
            accents,
            small: first.is_ascii_lowercase(),
        })
    }
}

/// Takes what a text has before its next white space off it.
fn first_token<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let text = rest.trim_start();
    // Most tokens end at a blank, with nothing but ASCII before it.
    let bytes = text.as_bytes().iter();
    let plain = bytes.take_while(|byte| byte.is_ascii_graphic()).count();
    let end = match text.as_bytes().get(plain) {
        None | Some(b' ') => plain,
        Some(_) => text.find(char::is_whitespace).unwrap_or(text.len()),
    };
    let token;
    (token, *rest) = text.split_at_checked(end)?;
    (!token.is_empty()).then_some(token)
}

fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

fn is_address_or_code(token: &str) -> bool {
    if is_plain(token) {
        return false;
    }
    // Only the beginning is looked at: a token may be all of a text without spaces.
    let looked_at = token.get(..200).unwrap_or(token);
    let bytes = looked_at.as_bytes();
    let is_sign = |byte: &u8| {
        matches!(
            byte,
            b'_' | b'`' | b'\\' | b'{' | b'}' | b'<' | b'>' | b'=' | b'@'
        )
    };
    looked_at.starts_with("www.")
        || bytes.iter().any(is_sign)
        || (bytes.iter().any(u8::is_ascii_digit) && !looked_at.contains(is_wide))
        || (bytes.contains(&b'/') && looked_at.contains("://"))
        || is_identifier(looked_at)
}

/// A word of small letters, perhaps with a capital before and a mark behind, as nearly all are.
fn is_plain(token: &str) -> bool {
    let mut word = token.as_bytes();
    if let [rest @ .., b',' | b'.' | b';' | b':'] = word {
        word = rest;
    }
    let (first, rest) = word.split_first().unwrap_or((&b' ', &[]));
    let small = |byte: &u8| byte.is_ascii_lowercase() || !byte.is_ascii();
    (first.is_ascii_alphabetic() || !first.is_ascii())
        && rest.iter().all(small)
        && !token.starts_with("www.")
}

/// `oDoc.OpenForm()`, `iPos`, `and/or.md`: a point, a bracket or a capital within a word.
fn is_identifier(token: &str) -> bool {
    let mut before = ['\0'; 2];
    for c in token.chars() {
        let [earlier, last] = before;
        let joined = earlier.is_ascii_alphanumeric() && c.is_ascii_alphanumeric();
        if (joined && matches!(last, '.' | '(' | ':'))
            || (last.is_ascii_lowercase() && c.is_ascii_uppercase())
        {
            return true;
        }
        before = [last, c];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_codes_are_left_out() {
        let mut sample = Sample::default();
        sample.add(
            "see https://a.b/c and `x_y` in oDoc.OpenForm(a) No. 12-HD/BTCTW for iPos (or not)",
            300,
        );
        assert_eq!(sample.text(), "see and in No. for (or not) ");
    }

    #[test]
    fn a_sentence_without_spaces_is_no_code_for_its_digits() {
        let mut sample = Sample::default();
        sample.add("今日は3月11日です。", 300);
        assert!(!sample.says_nothing());
    }
}
