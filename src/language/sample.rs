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
        for token in Tokens::of(passage, chars) {
            match token {
                Token::Bare(token, letters) => self.take(token, letters),
                Token::Odd(token) => {
                    self.chars += 1;
                    self.count(token);
                    self.tally.add(token);
                }
            }
        }
    }

    /// Takes a word in that begins with so many letters of ASCII, of which only the first may be a capital.
    fn take(&mut self, token: &str, letters: usize) {
        self.chars += 1 + token.len();
        self.letters += letters;
        let word = token.as_bytes().get(..letters).unwrap_or_default();
        let small = word.first().is_some_and(u8::is_ascii_lowercase);
        self.tally.add_word(word, small);
        self.has_words |= letters >= 2 && small;
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
            for token in Tokens::of(passage, chars) {
                let (Token::Bare(token, _) | Token::Odd(token)) = token;
                text.push_str(token);
                text.push(' ');
            }
        }
        text
    }
}

/// What stands between the spaces of a passage, addresses and codes aside, as far as so many characters go.
struct Tokens<'t> {
    rest: &'t str,
    left: usize,
}

enum Token<'t> {
    /// A [`bare_word`] with the number of its letters.
    Bare(&'t str, usize),
    Odd(&'t str),
}

impl<'t> Tokens<'t> {
    fn of(rest: &'t str, left: usize) -> Self {
        Self { rest, left }
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            if self.rest.as_bytes().first() == Some(&b' ') {
                self.rest = self.rest.get(1..).unwrap_or_default();
            }
            // Nearly all of a text is such words.
            if let Some((token, letters)) = bare_word(self.rest)
                && token.len() <= self.left
            {
                self.rest = self.rest.get(token.len()..).unwrap_or_default();
                self.left = self.left.saturating_sub(1 + token.len());
                return Some(Token::Bare(token, letters));
            }
            let token = first_token(&mut self.rest)?;
            if is_address_or_code(token) {
                continue;
            }
            if self.left == 0 {
                return None;
            }
            // A token may be a whole sentence, in scripts without spaces.
            let cut = (token.len() > self.left).then(|| token.char_indices().nth(self.left));
            let token = cut
                .flatten()
                .and_then(|(cut, _)| token.get(..cut))
                .unwrap_or(token);
            self.left = self.left.saturating_sub(1 + token.chars().count());
            return Some(Token::Odd(token));
        }
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

/// The word with which a text begins, where it is plain ([`is_plain`]) and all ASCII and nothing but a blank follows; and how
/// many letters it has.
fn bare_word(text: &str) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    let first = bytes.first().filter(|byte| byte.is_ascii_alphabetic())?;
    let mut letters = 1;
    while bytes.get(letters).is_some_and(u8::is_ascii_lowercase) {
        letters += 1;
    }
    let marked = matches!(bytes.get(letters), Some(b',' | b'.' | b';' | b':'));
    let end = letters + usize::from(marked);
    let token = text.get(..end)?;
    // `www.` alone would be an address.
    let word = matches!(bytes.get(end), None | Some(b' ')) && !(*first == b'w' && token == "www.");
    word.then_some((token, letters))
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
