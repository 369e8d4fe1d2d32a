//! What stands in the places of a pattern: days, months, years, hours, small numbers and ordinals.

use rust_decimal::prelude::ToPrimitive;

use super::{Element, Fields, Half};
use crate::facts::lexis::{Entry, Lexis, Sorts};
use crate::facts::spelled::{self, Spelled};
use crate::facts::tokens::{Tokens, stands_alone};
use crate::facts::{digits, roman};

impl Fields {
    /// Reads a placeholder at a token and returns the token after it.
    pub(super) fn take(
        &mut self,
        element: Element,
        tokens: &Tokens,
        lexis: &Lexis,
        at: usize,
        glued: bool,
    ) -> Option<usize> {
        self.digits |= tokens.is_digits(at);
        match element {
            Element::Day => {
                // A number that is an article besides is a day only before its month: `uno de octubre`.
                // Scripts without blanks write it behind the month, and a sign for the day behind it: `十月一日`.
                let sign = tokens.lower(at).chars().next().is_some_and(stands_alone);
                let (to, day) = day(tokens, lexis, at, self.month.is_none() || sign)?;
                self.days.push((day, at, to));
                Some(to)
            }
            Element::Days => self.take_days(tokens, lexis, at),
            Element::Month => {
                let (len, month) = tokens.month(at)?;
                self.month = Some(month);
                Some(at + len)
            }
            Element::MonthNumber => {
                self.month = Some(short(tokens, at, 1, 12)?);
                self.month_in_digits = true;
                Some(at + 1)
            }
            Element::Year => {
                let fits = tokens.lower(at).len() == 4;
                self.year = Some(
                    digits::whole(tokens, at)
                        .filter(|year| fits && (1000..3000).contains(year))?
                        .to_i32()?,
                );
                Some(at + 1)
            }
            Element::Weekday => {
                let (len, weekday) = tokens.weekday(at)?;
                self.weekday = Some(weekday);
                Some(at + len)
            }
            Element::Decade => {
                let (to, decade) = small(tokens, lexis, at, true)?;
                let fits = decade < 100
                    && decade % 10 == 0
                    && (!tokens.is_digits(at) || tokens.lower(at).len() == 2);
                self.decade = Some(u8::try_from(decade).ok().filter(|_| fits)?);
                Some(to)
            }
            Element::Ordinal => {
                let (to, number) = ordinal(tokens, lexis, at)?;
                self.number = Some(number);
                Some(to)
            }
            Element::Number => {
                let (to, number) = small(tokens, lexis, at, true)?;
                self.number = Some(number);
                Some(to)
            }
            Element::Roman => {
                let value = || roman::ordinal(tokens, lexis, at);
                self.number = Some(roman::value(tokens, at).or_else(value)?);
                Some(at + 1)
            }
            Element::Hour => {
                let (to, hour) = small(tokens, lexis, at, true)?;
                self.hour = Some(u8::try_from(hour).ok().filter(|&hour| {
                    hour <= 24
                        && tokens.lower(at).len() <= if tokens.is_digits(at) { 2 } else { 99 }
                })?);
                self.zero = tokens.lower(at).starts_with('0');
                Some(to)
            }
            Element::Minute | Element::MinuteBefore | Element::Second => {
                let (to, value) = small(tokens, lexis, at, false)?;
                let two = !tokens.is_digits(at)
                    || tokens.lower(at).len() == 2
                    || (!glued && !tokens.glued(at) && tokens.lower(at).len() == 1);
                let value = u8::try_from(value)
                    .ok()
                    .filter(|&value| value < 60 && two)?;
                match element {
                    Element::Minute => self.minute = Some(value),
                    Element::MinuteBefore => self.shift -= i16::from(value),
                    _ => self.second = Some(value),
                }
                Some(to)
            }
            Element::HalfDay => {
                let (len, half) = half_day(tokens, at)?;
                self.half = Some(half);
                Some(at + len)
            }
            Element::Word(_) => None,
        }
    }

    /// Two or more days: digits (or ordinals) parted by commas and words such as *and*.
    fn take_days(&mut self, tokens: &Tokens, lexis: &Lexis, at: usize) -> Option<usize> {
        let mut next = at;
        loop {
            let (to, value) = day(tokens, lexis, next, false)?;
            self.days.push((value, next, to));
            let Some(after) = list_separator(tokens, to) else {
                break;
            };
            if day(tokens, lexis, after, false).is_none() {
                break;
            }
            next = after;
        }
        (self.days.len() > 1).then(|| self.days.last().map_or(at, |day| day.2))
    }
}

/// The token after a comma, a joining word or both.
pub(super) fn list_separator(tokens: &Tokens, at: usize) -> Option<usize> {
    const JOINS: Sorts = Sorts::JOINER.with(Sorts::CONJUNCTION);
    let after_comma = if tokens.is_sign(at, ',') { at + 1 } else { at };
    let joins = |entry| matches!(entry, Entry::Joiner | Entry::Conjunction).then_some(());
    let word = tokens.opens(after_comma, JOINS);
    let word = word.then(|| tokens.find(after_comma, joins)).flatten();
    let to = word.map_or(after_comma, |(len, ())| after_comma + len);
    (to > at).then_some(to)
}

/// The half of the day said at a token.
pub(in crate::facts) fn half_day(tokens: &Tokens, at: usize) -> Option<(usize, Half)> {
    if !tokens.opens(at, Sorts::HALF_DAY) {
        return None;
    }
    tokens.find(at, |entry| match entry {
        Entry::Am => Some(Half::First),
        Entry::Pm => Some(Half::Second),
        _ => None,
    })
}

/// One or two digits within bounds.
fn short(tokens: &Tokens, at: usize, from: u8, to: u8) -> Option<u8> {
    let value = u8::try_from(digits::whole(tokens, at)?).ok()?;
    (tokens.lower(at).len() <= 2 && (from..=to).contains(&value)).then_some(value)
}

fn day(tokens: &Tokens, lexis: &Lexis, at: usize, articles: bool) -> Option<(usize, u8)> {
    day_by(tokens, at, || spelled_small(tokens, lexis, at, articles))
}

/// A day of the month; `spelled` is the small number in words that stands there.
pub(super) fn day_by(
    tokens: &Tokens,
    at: usize,
    spelled: impl FnOnce() -> Option<(usize, u32)>,
) -> Option<(usize, u8)> {
    if let Some(day) = short(tokens, at, 1, 31) {
        let suffix = if tokens.glued(at + 1) {
            tokens.find(at + 1, |entry| {
                matches!(entry, Entry::OrdinalSuffix).then_some(())
            })
        } else {
            None
        };
        return Some((at + 1 + suffix.map_or(0, |(len, ())| len), day));
    }
    if !tokens.opens(at, Sorts::SPELLED) {
        return None;
    }
    let (to, number) = tokens
        .find(at, |entry| {
            if let Entry::Ordinal(number) = entry {
                u32::try_from(number).ok()
            } else {
                None
            }
        })
        .map(|(len, number)| (at + len, number))
        .or_else(spelled)?;
    u8::try_from(number)
        .ok()
        .filter(|day| (1..=31).contains(day))
        .map(|day| (to, day))
}

/// A small whole number in digits or words.
fn small(tokens: &Tokens, lexis: &Lexis, at: usize, articles: bool) -> Option<(usize, u32)> {
    small_by(tokens, at, || spelled_small(tokens, lexis, at, articles))
}

/// A small whole number; `spelled` is the one in words that stands there.
pub(super) fn small_by(
    tokens: &Tokens,
    at: usize,
    spelled: impl FnOnce() -> Option<(usize, u32)>,
) -> Option<(usize, u32)> {
    let digits = digits::whole(tokens, at).map(|value| (at + 1, value));
    digits.or_else(spelled)
}

fn spelled_small(
    tokens: &Tokens,
    lexis: &Lexis,
    at: usize,
    articles: bool,
) -> Option<(usize, u32)> {
    let found = spelled::read(tokens, lexis, at).filter(|found| articles || !found.article)?;
    small_of(found)
}

/// What a small whole number in words ends before, and its value.
pub(super) fn small_of(found: Spelled) -> Option<(usize, u32)> {
    Some((
        found.to,
        found.value.to_u32().filter(|_| found.value.is_integer())?,
    ))
}

/// An ordinal: `19th`, `nineteenth`, `thứ 19`.
pub(in crate::facts) fn ordinal(tokens: &Tokens, lexis: &Lexis, at: usize) -> Option<(usize, u32)> {
    ordinal_by(tokens, lexis, at, || spelled::read(tokens, lexis, at))
}

/// An ordinal; `spelled` is the number in words that stands there.
pub(super) fn ordinal_by(
    tokens: &Tokens,
    lexis: &Lexis,
    at: usize,
    spelled: impl FnOnce() -> Option<Spelled>,
) -> Option<(usize, u32)> {
    if let Some(value) = digits::whole(tokens, at) {
        if !tokens.glued(at + 1) {
            return None;
        }
        let (len, ()) = tokens.find(at + 1, |entry| {
            matches!(entry, Entry::OrdinalSuffix).then_some(())
        })?;
        // `1.o` is an ordinal, `1.os` something else.
        let to = at + 1 + len;
        return (!(tokens.is_word(to) && tokens.glued(to))).then_some((to, value));
    }
    if !tokens.opens(at, Sorts::SPELLED) {
        return None;
    }
    let word = tokens.find(at, |entry| {
        if let Entry::Ordinal(number) = entry {
            u32::try_from(number).ok()
        } else {
            None
        }
    });
    if let Some((len, number)) = word {
        return Some((at + len, number));
    }
    let prefix = tokens.find(at, |entry| {
        matches!(entry, Entry::OrdinalPrefix).then_some(())
    });
    if let Some((len, ())) = prefix {
        // `no 5` is a short form of *number*, `no five` is not.
        let denies = tokens
            .find(at, |entry| matches!(entry, Entry::Negation).then_some(()))
            .is_some();
        // `phút thứ 13:10` tells a time.
        let clock = |to: usize| tokens.is_sign(to, ':') && tokens.glued(to) && tokens.glued(to + 1);
        return small(tokens, lexis, at + len, true)
            .filter(|&(to, _)| (!denies || tokens.is_digits(at + len)) && !clock(to));
    }
    // `twenty-third`: tens in words, then an ordinal.
    let tens = spelled().filter(|found| {
        !found.article && found.value.to_u32().is_some_and(|value| value % 10 == 0)
    })?;
    let joined = tokens.is_sign(tens.to, '-');
    let last = if joined { tens.to + 1 } else { tens.to };
    // `veinte segundos` are so many seconds.
    let unit = tokens.find(last, |entry| match entry {
        Entry::Unit(unit) => Some(unit),
        _ => None,
    });
    let forms = unit.and_then(|(_, unit)| lexis.pack?.units.get(unit.id()));
    let several = |forms: &Vec<String>| forms.first().is_some_and(|one| one != tokens.lower(last));
    if !joined && forms.is_some_and(several) {
        return None;
    }
    let (len, unit) = tokens.find(last, |entry| {
        if let Entry::Ordinal(number) = entry {
            u32::try_from(number).ok()
        } else {
            None
        }
    })?;
    let value = tens.value.to_u32()?;
    (unit < 10 || (unit < 100 && value % 100 == 0)).then_some((last + len, value + unit))
}
