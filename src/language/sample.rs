//! The part of a text that a detector is shown.

use smallvec::SmallVec;

use super::words::Tally;
use crate::text::is_latin_letter;

/// A stretch of text without addresses and codes.
#[derive(Debug, Default)]
pub(super) struct Sample<'t> {
    /// The passages that it is of, each with how many characters of it may be taken.
    passages: SmallVec<[(&'t str, usize); 1]>,
    pub(super) chars: usize,
    /// Letters; an ideograph counts for four.
    pub(super) letters: usize,
    /// Whether all its letters are Latin ones.
    pub(super) is_latin: bool,
    /// Whether a word stands there that is neither a name nor a code.
    has_words: bool,
    /// Its words of grammar.
    pub(super) tally: Tally,
}

impl<'t> Sample<'t> {
    /// One without any text.
    pub(super) fn new() -> Self {
        Self {
            is_latin: true,
            ..Self::default()
        }
    }

    /// Adds up to `chars` characters of a passage.
    pub(super) fn add(&mut self, passage: &'t str, chars: usize) {
        self.passages.push((passage, chars));
        for_each_token(passage, chars, |token| match token {
            Token::Bare(token) => self.take(&token),
            Token::Odd(token) => {
                self.chars += 1;
                self.count(token);
                self.tally.add(token);
            }
        });
    }

    #[inline]
    fn take(&mut self, token: &Bare<'_>) {
        self.chars += 1 + token.chars();
        let letters = token.letters();
        self.letters += letters;
        self.tally.add_word(token.word, token.small);
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
                    self.is_latin &= latin;
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
        for &(passage, chars) in &self.passages {
            for_each_token(passage, chars, |token| {
                text.push_str(match token {
                    Token::Bare(token) => token.text,
                    Token::Odd(token) => token,
                });
                text.push(' ');
            });
        }
        text
    }
}

/// What stands between two spaces.
enum Token<'t> {
    Bare(Bare<'t>),
    Odd(&'t str),
}

/// Calls `found` with what stands between the spaces of a passage, addresses and codes aside, as far as so many characters go.
#[inline]
fn for_each_token<'t>(passage: &'t str, chars: usize, mut found: impl FnMut(Token<'t>)) {
    let (mut rest, mut left) = (passage, chars);
    loop {
        if rest.as_bytes().first() == Some(&b' ') {
            rest = rest.get(1..).unwrap_or_default();
        }
        // Nearly all of a text is such words.
        if let Some((token, after)) = Bare::opening(rest)
            && token.text.len() <= left
        {
            rest = after;
            left = left.saturating_sub(1 + token.chars());
            found(Token::Bare(token));
            continue;
        }
        let Some(token) = first_token(&mut rest) else {
            return;
        };
        if is_address_or_code(token) {
            continue;
        }
        if left == 0 {
            return;
        }
        // A token may be a whole sentence, in scripts without spaces.
        let cut = (token.len() > left).then(|| token.char_indices().nth(left));
        let token = cut
            .flatten()
            .and_then(|(cut, _)| token.get(..cut))
            .unwrap_or(token);
        left = left.saturating_sub(1 + token.chars().count());
        found(Token::Odd(token));
    }
}

/// A plain word ([`is_plain`]) of Latin letters, all of them small but the first, with nothing but a blank behind it and its
/// mark. The first is of ASCII, others may have accents.
struct Bare<'t> {
    /// With the mark.
    text: &'t str,
    word: &'t [u8],
    /// How many letters take two bytes.
    accents: usize,
    small: bool,
}

impl<'t> Bare<'t> {
    /// That with which a text begins, and what stands behind it.
    #[inline]
    fn opening(text: &'t str) -> Option<(Self, &'t str)> {
        let bytes = text.as_bytes();
        let first = *bytes.first()?;
        if !first.is_ascii_alphabetic() {
            return None;
        }
        let (mut at, mut accents) = (1, 0);
        loop {
            match bytes.get(at) {
                Some(b'a'..=b'z') => at += 1,
                // From `à` to `ÿ`.
                Some(0xc3) if matches!(bytes.get(at + 1), Some(0xa0..=0xb6 | 0xb8..=0xbf)) => {
                    at += 2;
                    accents += 1;
                }
                _ => break,
            }
        }
        let marked = matches!(bytes.get(at), Some(b',' | b'.' | b';' | b':'));
        let end = at + usize::from(marked);
        if !matches!(bytes.get(end), None | Some(b' ')) {
            return None;
        }
        let (token, rest) = text.split_at_checked(end)?;
        // That alone would be an address.
        (first != b'w' || token != "www.").then_some((
            Self {
                text: token,
                word: bytes.get(..at)?,
                accents,
                small: first.is_ascii_lowercase(),
            },
            rest,
        ))
    }

    fn letters(&self) -> usize {
        self.word.len() - self.accents
    }

    fn chars(&self) -> usize {
        self.text.len() - self.accents
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
    looked_at.contains("://")
        || looked_at.starts_with("www.")
        || looked_at.contains(['_', '`', '\\', '{', '}', '<', '>', '=', '@'])
        || (looked_at.bytes().any(|b| b.is_ascii_digit()) && !looked_at.contains(is_wide))
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
        let mut sample = Sample::new();
        sample.add(
            "see https://a.b/c and `x_y` in oDoc.OpenForm(a) No. 12-HD/BTCTW for iPos (or not)",
            300,
        );
        assert_eq!(sample.text(), "see and in No. for (or not) ");
    }

    #[test]
    fn a_sentence_without_spaces_is_no_code_for_its_digits() {
        let mut sample = Sample::new();
        sample.add("今日は3月11日です。", 300);
        assert!(!sample.says_nothing());
    }
}
