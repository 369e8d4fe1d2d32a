//! The tokens of one block: words, runs of digits and single signs, each with its place.
//!
//! How to use it. [`Tokens::read`] takes the document's text and the block's span and cuts it in one
//! pass; white space is no token, [`Token::gap`] tells what stood before. Then [`Lexis::look_up`]
//! notes every phrase of the language that begins at each token. Fact finders walk the indices
//! `0..tokens.len()` and ask:
//! - `tokens.lower(i)`: the token in lower case (digits of any script as ASCII, `’` as `'`, every
//!   hyphen as `-`, soft hyphens dropped); diacritics stay.
//! - `tokens[i].kind`, `.case`, `.gap`, `.span()`; `tokens.span(i, j)` covers tokens `i..j`.
//! - `tokens.matches(i)`: the phrases that begin at `i`, the longest first; `tokens.find(i, |entry| …)`
//!   picks the longest one with an entry of interest and returns its length in tokens and the payload.
//! - `tokens.glued(i)`: nothing stands between token `i` and the one before it.
//! - `tokens.is_claimed(i)`: it belongs to a link, a code or a placeholder, so it is no value.
//!
//! `don't` is three tokens (`don`, `'`, `t`), `5km` two, `a.m.` four; phrases of packs are cut the same
//! way, so they meet. A Han, kana or Hangul character is a token of its own. Every index out of range reads as an empty
//! sign at the end of the text, so looking ahead needs no bounds check.
//!
//! [`Lexis::look_up`]: super::lexis::Lexis::look_up

mod shape;
#[cfg(test)]
mod tests;

pub(super) use shape::{Case, stands_alone};

use std::cell::Cell;
use std::ops::{Index, Range};

use super::lexis::{Entry, Match, Sorts};
use super::spelled::Spelled;
use crate::text::Span;
use shape::{
    Shape, bare, char_at, continues_word, digit_of, gap_of, is_caseless, is_ignorable, plain_sign,
    push_lower,
};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters and their marks.
    Word,
    /// Decimal digits.
    Digits,
    /// Any other single character.
    Sign,
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// White space of any other sort.
    Space,
    /// A no-break or thin space, as between groups of digits.
    NoBreak,
    /// At least one line end.
    Line,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    start: u32,
    end: u32,
    lower: u32,
    lower_end: u32,
    /// The number of its lower-case form in the language's vocabulary; 0 where it is not in it.
    pub(super) word: u32,
    /// The first of its matches, and that past the last.
    matches: u32,
    past: u32,
    /// What the phrases that begin here can be.
    sorts: Sorts,
    pub(super) kind: TokenKind,
    pub(super) case: Case,
    pub(super) gap: Gap,
    claimed: bool,
    /// A word of a script without capitals.
    caseless: bool,
}

impl Token {
    /// Where it stands in the document's text.
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// The tokens of a block. Meant to be used again for the next block, so that nothing is allocated anew.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
    /// The block with its letters of ASCII in lower case, which has the form of each token that is all ASCII; behind it the
    /// forms of the others.
    lower: String,
    pub(super) matches: Vec<Match>,
    /// The number in words that was last asked for: at which token, and what stands there.
    pub(super) last_spelled: Cell<Option<(usize, Option<Spelled>)>>,
}

/// What stands past either end.
const NOTHING: Token = Token {
    start: 0,
    end: 0,
    lower: 0,
    lower_end: 0,
    word: 0,
    matches: 0,
    past: 0,
    sorts: Sorts::NOTHING,
    kind: TokenKind::Sign,
    case: Case::Lower,
    gap: Gap::Line,
    claimed: true,
    caseless: false,
};

impl Index<usize> for Tokens {
    type Output = Token;

    #[inline]
    fn index(&self, at: usize) -> &Token {
        self.list.get(at).unwrap_or(&NOTHING)
    }
}

/// A place as tokens keep it.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Tokens {
    /// Cuts `span` of `text`; what was read before is forgotten. Texts beyond 4 GB are cut off.
    pub(super) fn read(&mut self, text: &str, span: Span) {
        self.list.clear();
        self.lower.clear();
        self.matches.clear();
        self.last_spelled.set(None);
        let part = span.of(text);
        self.list.reserve(part.len() / 4);
        self.lower.reserve(part.len() + part.len() / 8);
        self.lower.push_str(part);
        self.lower.make_ascii_lowercase();
        let (mut gap, mut at) = (Gap::Line, 0);
        while let Some(&byte) = part.as_bytes().get(at) {
            if byte == b' ' {
                gap = if gap == Gap::None { Gap::Space } else { gap };
                at += 1;
                continue;
            }
            if let Some((end, kind, case)) = bare(part.as_bytes(), at)
                && let Some(token) = self.bare(at..end, span.start(), (kind, case, gap))
            {
                self.list.push(token);
                (gap, at) = (Gap::None, end);
                continue;
            }
            let Some(c) = char_at(part, at) else { return };
            let Ok(start) = u32::try_from(span.start() + at) else {
                return;
            };
            if let Some(wider) = gap_of(c) {
                gap = if gap == Gap::None || wider == Gap::Line {
                    wider
                } else {
                    gap
                };
                at += c.len_utf8();
                continue;
            }
            if is_ignorable(c) {
                at += c.len_utf8();
                continue;
            }
            let mut token = Token {
                start,
                end: start,
                gap,
                ..NOTHING
            };
            token.claimed = false;
            gap = Gap::None;
            let (end, lower) = self.take(part, at, c, &mut token);
            (token.lower, token.lower_end) = (lower.start, lower.end);
            // No blank parts the words of these scripts from digits or from each other, and they are no less apart:
            // `有3万人`, `و٣`.
            token.caseless = token.kind == TokenKind::Word && is_caseless(c);
            let apart = match self.list.last() {
                Some(before) if before.kind == TokenKind::Sign => false,
                Some(before) => {
                    before.caseless && token.kind != TokenKind::Sign
                        || token.kind == TokenKind::Word && stands_alone(c)
                }
                None => false,
            };
            if token.gap == Gap::None && apart {
                token.gap = Gap::Space;
            }
            token.end = start + u32::try_from(end - at).unwrap_or_default();
            self.list.push(token);
            at = end;
        }
    }

    /// A token of ASCII, as most are: its lower case is at hand. `None` beyond 4 GB.
    fn bare(
        &self,
        at: Range<usize>,
        offset: usize,
        (kind, case, gap): (TokenKind, Case, Gap),
    ) -> Option<Token> {
        let caseless = || self.list.last().is_some_and(|before| before.caseless);
        let apart = gap == Gap::None && kind != TokenKind::Sign && caseless();
        Some(Token {
            start: u32::try_from(offset + at.start).ok()?,
            end: u32::try_from(offset + at.end).ok()?,
            lower: u32::try_from(at.start).ok()?,
            lower_end: u32::try_from(at.end).ok()?,
            kind,
            case,
            gap: if apart { Gap::Space } else { gap },
            claimed: false,
            ..NOTHING
        })
    }

    /// Takes in the token of `part` that begins at an offset with `c`: its kind and its case. Returns where it ends, and where
    /// its lower case stands.
    fn take(&mut self, part: &str, at: usize, c: char, token: &mut Token) -> (usize, Range<u32>) {
        let from = self.lower.len();
        let mut end = at + c.len_utf8();
        if let Some(digit) = digit_of(c) {
            token.kind = TokenKind::Digits;
            self.lower.push(digit);
            while let Some(next) = char_at(part, end)
                && let Some(digit) = digit_of(next)
            {
                self.lower.push(digit);
                end += next.len_utf8();
            }
        } else if c.is_ascii_alphabetic() || c.is_alphabetic() {
            token.kind = TokenKind::Word;
            let mut shape = Shape::default();
            shape.take(c);
            let caseless = is_caseless(c);
            let goes_on = |next: char| {
                if next.is_ascii() {
                    !caseless && next.is_ascii_alphabetic()
                } else {
                    continues_word(next) && is_caseless(next) == caseless
                }
            };
            if !stands_alone(c) {
                while let Some(next) = char_at(part, end).filter(|&next| goes_on(next)) {
                    shape.take(next);
                    end += next.len_utf8();
                }
            }
            token.case = shape.case();
            if shape.is_at_hand() {
                return (end, narrow(at)..narrow(end));
            }
            push_lower(part.get(at..end).unwrap_or_default(), &mut self.lower);
        } else {
            // Wide digits are grouped by wide commas.
            let wide = |next: Option<char>| next.is_some_and(|next| matches!(next, '０'..='９'));
            let groups = c == '，' && wide(char_at(part, end));
            self.lower.push(if groups { ',' } else { plain_sign(c) });
        }
        (end, narrow(from)..narrow(self.lower.len()))
    }

    /// Whether they are few enough to be kept for another block.
    pub(super) fn are_few(&self) -> bool {
        const MANY: usize = 1 << 14;
        self.list.capacity() < MANY
    }

    /// How many there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// A token in lower case; empty past the end.
    #[inline]
    pub(super) fn lower(&self, at: usize) -> &str {
        let token = &self[at];
        self.lower
            .get(token.lower as usize..token.lower_end as usize)
            .unwrap_or_default()
    }

    /// Whether the token is this one sign.
    #[inline]
    pub(super) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.sign(at) == Some(sign)
    }

    /// The sign, where the token is one.
    #[inline]
    pub(super) fn sign(&self, at: usize) -> Option<char> {
        if self[at].kind == TokenKind::Sign {
            self.lower(at).chars().next()
        } else {
            None
        }
    }

    /// Whether it is a run of digits.
    #[inline]
    pub(super) fn is_digits(&self, at: usize) -> bool {
        self[at].kind == TokenKind::Digits
    }

    /// Whether it is a word.
    #[inline]
    pub(super) fn is_word(&self, at: usize) -> bool {
        self[at].kind == TokenKind::Word
    }

    /// Whether nothing stands between it and the one before.
    #[inline]
    pub(super) fn glued(&self, at: usize) -> bool {
        self[at].gap == Gap::None
    }

    /// Whether it is a word of a script without capitals, before which and behind which no blank must stand.
    #[inline]
    pub(super) fn is_caseless(&self, at: usize) -> bool {
        self[at].caseless
    }

    /// What `from..to` cover in the document's text.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let first = self[from].span();
        if to > from + 1 {
            first.cover(self[to - 1].span())
        } else {
            first
        }
    }

    /// The index of the first token that starts at or after `offset` of the document's text.
    pub(super) fn at(&self, offset: usize) -> usize {
        self.list
            .partition_point(|token| (token.start as usize) < offset)
    }

    /// The phrases that begin here, the longest first.
    #[inline]
    pub(super) fn matches(&self, at: usize) -> &[Match] {
        let token = &self[at];
        let matches = self
            .matches
            .get(token.matches as usize..token.past as usize);
        matches.unwrap_or_default()
    }

    /// Whether a phrase of one of these sorts begins here.
    #[inline]
    pub(super) fn opens(&self, at: usize, sorts: Sorts) -> bool {
        self[at].sorts.meet(sorts)
    }

    /// The longest phrase that begins here with an entry that `pick` takes: its length in tokens and what was picked.
    #[inline]
    pub(super) fn find<T>(
        &self,
        at: usize,
        mut pick: impl FnMut(Entry) -> Option<T>,
    ) -> Option<(usize, T)> {
        self.matches(at).iter().find_map(|found| {
            found
                .entries()
                .iter()
                .find_map(|&entry| pick(entry))
                .map(|it| (found.len(), it))
        })
    }

    /// A month that begins here: its length in tokens, and which it is (1 is January).
    pub(super) fn month(&self, at: usize) -> Option<(usize, u8)> {
        let month = |entry| match entry {
            Entry::Month(month) => Some(month),
            _ => None,
        };
        self.opens(at, Sorts::MONTH)
            .then(|| self.find(at, month))
            .flatten()
    }

    /// A weekday that begins here, likewise.
    pub(super) fn weekday(&self, at: usize) -> Option<(usize, u8)> {
        let weekday = |entry| match entry {
            Entry::Weekday(weekday) => Some(weekday),
            _ => None,
        };
        self.opens(at, Sorts::WEEKDAY)
            .then(|| self.find(at, weekday))
            .flatten()
    }

    /// The words among tokens `from..to` that are not in lower case.
    pub(super) fn capitals(&self, from: usize, to: usize) -> impl Iterator<Item = usize> {
        let tokens = self.list.get(from..to).unwrap_or_default().iter();
        let capital = |(at, token): (usize, &Token)| (token.case != Case::Lower).then_some(at);
        (from..).zip(tokens).filter_map(capital)
    }

    /// Marks the tokens within a span as parts of a link, a code or a placeholder.
    pub(super) fn claim(&mut self, span: Span) {
        self.last_spelled.set(None);
        for token in self
            .list
            .iter_mut()
            .skip_while(|token| (token.end as usize) <= span.start())
        {
            if token.start as usize >= span.end() {
                return;
            }
            token.claimed = true;
        }
    }

    /// Whether it is part of a link, a code or a placeholder.
    #[inline]
    pub(super) fn is_claimed(&self, at: usize) -> bool {
        self[at].claimed
    }

    /// Gives each token its number in a vocabulary.
    pub(super) fn number(&mut self, number: impl Fn(&str) -> u32) {
        for token in &mut self.list {
            let lower = token.lower as usize..token.lower_end as usize;
            token.word = number(self.lower.get(lower).unwrap_or_default());
        }
    }

    /// Notes what the phrases of a token can be, which stand in the list from one place on to its end.
    pub(super) fn open(&mut self, at: usize, sorts: Sorts, from: usize) {
        let past = self.matches.len();
        if let Some(token) = self.list.get_mut(at) {
            (token.matches, token.past) = (narrow(from), narrow(past));
            token.sorts = sorts;
        }
    }
}
