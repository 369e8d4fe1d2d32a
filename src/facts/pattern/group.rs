//! Patterns by the word that they begin with: most begin with words as common as *a* and *in*, and what follows tells
//! at once that none of them fits.

use super::Element;
use crate::facts::lexis::Sorts;
use crate::facts::tokens::Tokens;

/// Patterns that begin with one word, and what must follow it for any of them to fit.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) list: Vec<u16>,
    /// The words that may follow.
    words: Vec<u32>,
    /// Of which sorts else what follows may be.
    follow: Follow,
}

impl Group {
    pub(super) fn add(&mut self, number: u16, second: Option<Element>) {
        self.list.push(number);
        match second {
            Some(Element::Word(word)) if self.words.contains(&word) => {}
            Some(Element::Word(word)) => self.words.push(word),
            second => self.follow = self.follow.with(Follow::of(second)),
        }
    }

    /// Whether any of them goes on as it must.
    pub(super) fn may_fit(&self, tokens: &Tokens, at: usize) -> bool {
        let next = at + 1;
        self.words.contains(&tokens[next].word)
            || self.follow.holds(tokens, next)
            || tokens.is_sign(next, '-')
    }
}

/// What a token may be behind the word that opens a pattern, a bit for each sort.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Follow(u8);

impl Follow {
    const ANYTHING: Self = Self(1);
    const CALENDAR: Self = Self(1 << 1);
    const DIGITS: Self = Self(1 << 2);
    const SPELLED: Self = Self(1 << 3);
    const HALF_DAY: Self = Self(1 << 4);

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What a token must be to be the second element of a pattern, a word aside.
    pub(super) fn of(second: Option<Element>) -> Self {
        match second {
            Some(Element::Month | Element::Weekday) => Self::CALENDAR,
            Some(Element::MonthNumber | Element::Year) => Self::DIGITS,
            None | Some(Element::Word(_) | Element::Roman) => Self::ANYTHING,
            Some(
                Element::Day
                | Element::Days
                | Element::Decade
                | Element::Ordinal
                | Element::Number
                | Element::Hour
                | Element::Minute
                | Element::MinuteBefore
                | Element::Second,
            ) => Self::DIGITS.with(Self::SPELLED),
            Some(Element::HalfDay) => Self::HALF_DAY,
        }
    }

    /// Whether a token is of one of these sorts.
    pub(super) fn holds(self, tokens: &Tokens, at: usize) -> bool {
        self.has(Self::ANYTHING)
            || self.has(Self::DIGITS) && tokens.is_digits(at)
            || self.has(Self::CALENDAR) && tokens.opens(at, Sorts::CALENDAR)
            || self.has(Self::SPELLED) && tokens.opens(at, Sorts::SPELLED)
            || self.has(Self::HALF_DAY) && tokens.opens(at, Sorts::HALF_DAY)
    }
}
