//! What characters are to tokens: which go on with a word, stand alone, part words or show nothing, and how a word is
//! capitalised.

use unicode_normalization::char::is_combining_mark;

use super::{Gap, TokenKind};
use crate::text::is_latin_letter;

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::facts) enum Case {
    /// Begins in lower case, or has no case.
    Lower,
    /// One capital at the beginning.
    Title,
    /// Capitals only, two or more.
    Upper,
    /// Capitals within: `McDonald`, `iPhone`.
    Mixed,
}

/// What the bytes of ASCII are: 1 a small letter, 2 a capital, 0 anything else.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut at = 0;
    while at < 26 {
        letters[b'a' as usize + at] = 1;
        letters[b'A' as usize + at] = 2;
        at += 1;
    }
    letters
};

/// Where a token of ASCII ends that begins at an offset, its kind and its case; `None` where it might go on beyond ASCII.
#[inline]
pub(super) fn bare(text: &[u8], at: usize) -> Option<(usize, TokenKind, Case)> {
    let rest = text.get(at..)?;
    let first = *rest.first()?;
    let (mut length, mut capitals) = (0, 0);
    let kind = if first.is_ascii_alphabetic() {
        let letter = |&byte: &u8| LETTERS[usize::from(byte)];
        while let Some(letter) = rest.get(length).map(letter).filter(|&letter| letter > 0) {
            capitals += u32::from(letter >> 1);
            length += 1;
        }
        TokenKind::Word
    } else if first.is_ascii_digit() {
        length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        TokenKind::Digits
    } else {
        let sign = first.is_ascii_punctuation();
        return sign.then_some((at + 1, TokenKind::Sign, Case::Lower));
    };
    let shape = Shape {
        letters: u32::try_from(length).unwrap_or(u32::MAX),
        capitals,
        first_is_capital: first.is_ascii_uppercase(),
        changes: false,
    };
    let ends = rest.get(length).is_none_or(u8::is_ascii);
    ends.then(|| (at + length, kind, shape.case()))
}

/// What has been seen of a word's letters.
#[derive(Default)]
pub(super) struct Shape {
    letters: u32,
    capitals: u32,
    first_is_capital: bool,
    /// Its lower case is not that of its letters of ASCII alone.
    changes: bool,
}

impl Shape {
    /// Another letter or mark of the word.
    pub(super) fn take(&mut self, c: char) {
        if c.is_ascii() {
            self.count(c.is_ascii_uppercase());
        } else if c.is_uppercase() {
            self.changes = true;
            self.count(true);
        } else if is_ignorable(c) {
            self.changes = true;
        } else if is_latin_letter(c) || !is_combining_mark(c) {
            self.count(false);
        }
    }

    /// Whether the word in lower case is what it is once its letters of ASCII are.
    pub(super) fn is_at_hand(&self) -> bool {
        !self.changes
    }

    #[inline]
    fn count(&mut self, capital: bool) {
        self.first_is_capital |= capital && self.letters == 0;
        self.letters += 1;
        self.capitals += u32::from(capital);
    }

    #[inline]
    pub(super) fn case(&self) -> Case {
        match (self.capitals, self.first_is_capital) {
            (0, _) => Case::Lower,
            (1, true) => Case::Title,
            (capitals, true) if capitals == self.letters => Case::Upper,
            _ => Case::Mixed,
        }
    }
}

/// Adds the lower case of a word to `out`, without marks that show nothing.
pub(super) fn push_lower(word: &str, out: &mut String) {
    for c in word.chars().filter(|&c| !is_ignorable(c)) {
        if c.is_uppercase() {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
}

/// The character of a text that begins at an offset.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// What a character of white space leaves between two tokens; `None` of any other.
pub(super) fn gap_of(c: char) -> Option<Gap> {
    match c {
        ' ' | '\t' => Some(Gap::Space),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(Gap::Line),
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2008}' => Some(Gap::NoBreak),
        other => (!other.is_ascii() && other.is_whitespace()).then_some(Gap::Space),
    }
}

/// Characters that show nothing: marks of direction, zero-width spaces and joiners, the soft hyphen.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

/// Whether a character goes on with the word before it.
pub(super) fn continues_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    is_latin_letter(c)
        || (c.is_alphabetic() && !stands_alone(c))
        || is_combining_mark(c)
        || matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Letters of scripts that write words without blanks or with endings written to them (Chinese, Japanese, Korean): each
/// is a token, so that a phrase of a pack is found within a run of them.
#[inline]
pub(in crate::facts) fn stands_alone(c: char) -> bool {
    const FIRST: char = '\u{3005}';
    c >= FIRST && (is_ideograph(c) || is_syllable(c))
}

fn is_syllable(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff66}'..='\u{ff9f}')
}

/// Letters and marks of scripts that have no capitals.
pub(super) fn is_caseless(c: char) -> bool {
    const FIRST: char = '\u{590}';
    c >= FIRST && is_of_caseless_script(c)
}

fn is_of_caseless_script(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Zeros of the decimal digits in use; nine more follow each.
const ZEROS: [char; 22] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
    '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{f20}',
    '\u{1040}', '\u{1090}', '\u{17e0}', '\u{1810}', '\u{1946}', '\u{ff10}',
];

/// The ASCII digit for a decimal digit of any script.
pub(super) fn digit_of(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let zero = ZEROS.get(ZEROS.partition_point(|&zero| zero <= c).checked_sub(1)?)?;
    char::from_digit(u32::from(c) - u32::from(*zero), 10)
}

/// Spellings of one sign that mean the same.
pub(super) fn plain_sign(c: char) -> char {
    match c {
        '’' | 'ʼ' | '‘' => '\'',
        '\u{2010}' | '\u{2011}' | '－' => '-',
        '٪' | '％' => '%',
        '٫' => ',',
        '：' => ':',
        '～' | '〜' => '~',
        '／' => '/',
        '．' => '.',
        '＋' => '+',
        '＄' => '$',
        other => other,
    }
}
