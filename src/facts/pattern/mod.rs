//! Textual dates, decades, centuries and times: the patterns of a pack, compiled and matched.
//!
//! A pattern is words and placeholders (`ngày {day} tháng {month_number} năm {year}`); the pack's page
//! lists them.

mod compile;
mod fields;
mod group;

use std::cell::LazyCell;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::digits;
use super::lexis::{Lexis, Sorts};
use super::roman;
use super::spelled;
use super::tokens::Tokens;
use crate::language::Pack;
use compile::compile;
use fields::{day_by, list_separator, ordinal_by, small_by, small_of};
pub(super) use fields::{half_day, ordinal};
use group::{Follow, Group};

/// What a pattern tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A date or a part of one.
    Date,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A time of day.
    Time,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    /// A word or sign by its number in the vocabulary.
    Word(u32),
    Day,
    Days,
    Month,
    MonthNumber,
    Year,
    Weekday,
    Decade,
    Ordinal,
    Number,
    Roman,
    Hour,
    Minute,
    MinuteBefore,
    Second,
    HalfDay,
}

/// One pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) kind: Kind,
    /// Each element, and whether it must follow the one before without a gap.
    elements: Vec<(Element, bool)>,
    /// Minutes that the words add.
    shift: i16,
}

/// Which half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    First,
    Second,
}

/// What a pattern has found.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    /// Days with their tokens.
    pub(super) days: SmallVec<[(u8, usize, usize); 2]>,
    pub(super) month: Option<u8>,
    /// The month was said by its number, so that it might change places with the day.
    pub(super) month_in_digits: bool,
    pub(super) year: Option<i32>,
    pub(super) weekday: Option<u8>,
    pub(super) decade: Option<u8>,
    pub(super) number: Option<u32>,
    pub(super) hour: Option<u8>,
    /// The hour was written with a leading zero.
    pub(super) zero: bool,
    pub(super) minute: Option<u8>,
    pub(super) second: Option<u8>,
    pub(super) half: Option<Half>,
    pub(super) shift: i16,
    /// Some of it is in digits.
    pub(super) digits: bool,
}

/// A match of a pattern.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub(super) to: usize,
    pub(super) kind: Kind,
    pub(super) fields: Fields,
}

/// All patterns of a language, found by what they begin with.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    list: Vec<Pattern>,
    by_word: FxHashMap<u32, Group>,
    /// Those that begin with a number and go on with a word, by that word.
    by_number_and_word: FxHashMap<u32, Vec<u16>>,
    /// The others that begin with a number, those together that begin with the same two elements: all of them suit what
    /// stands there, or none does.
    by_number: Vec<Vec<u16>>,
    by_month: Vec<u16>,
    by_weekday: Vec<u16>,
    by_roman: Group,
}

impl Patterns {
    /// Compiles the patterns of a pack; `word` numbers a word in the vocabulary.
    pub(super) fn new(pack: &Pack, word: &mut dyn FnMut(&str) -> u32) -> Self {
        let mut patterns = Self::default();
        let kinds = [
            (Kind::Date, &pack.dates.patterns),
            (Kind::Decade, &pack.dates.decades),
            (Kind::Century, &pack.dates.centuries),
            (Kind::Time, &pack.times.patterns),
        ];
        for (kind, texts) in kinds {
            for text in texts {
                patterns.add(compile(kind, text, word));
            }
        }
        patterns
    }

    fn add(&mut self, pattern: Pattern) {
        let Ok(number) = u16::try_from(self.list.len()) else {
            return;
        };
        let Some(&(first, _)) = pattern.elements.first() else {
            return;
        };
        match first {
            Element::Word(word) => {
                let second = pattern.elements.get(1).map(|&(second, _)| second);
                self.by_word.entry(word).or_default().add(number, second);
            }
            Element::Month => self.by_month.push(number),
            Element::Weekday => self.by_weekday.push(number),
            Element::Roman => {
                let second = pattern.elements.get(1).map(|&(second, _)| second);
                self.by_roman.add(number, second);
            }
            Element::Day
            | Element::Days
            | Element::MonthNumber
            | Element::Year
            | Element::Decade
            | Element::Ordinal
            | Element::Number
            | Element::Hour
            | Element::Minute
            | Element::MinuteBefore
            | Element::Second
            | Element::HalfDay => match pattern.elements.get(1) {
                // A list of days ends who knows where.
                Some(&(Element::Word(word), _)) if first != Element::Days => {
                    self.by_number_and_word
                        .entry(word)
                        .or_default()
                        .push(number);
                }
                _ => self.add_to_group(number, &pattern),
            },
        }
        self.list.push(pattern);
    }

    fn add_to_group(&mut self, number: u16, pattern: &Pattern) {
        let opens = |pattern: &Pattern| [0, 1].map(|at| pattern.elements.get(at).map(|it| it.0));
        let alike = |group: &&mut Vec<u16>| {
            let first = group.first().map(|&first| &self.list[usize::from(first)]);
            first.is_some_and(|first| opens(first) == opens(pattern))
        };
        match self.by_number.iter_mut().find(alike) {
            Some(group) => group.push(number),
            None => self.by_number.push(vec![number]),
        }
    }

    /// Whether some of them begin with a word.
    pub(super) fn begin_with(&self, word: u32) -> bool {
        self.by_word.contains_key(&word)
    }

    /// Whether one of those that begin with a token's word may begin there, as far as the token after it tells: most begin
    /// with words as common as *a* and *in*.
    pub(super) fn may_begin(&self, tokens: &Tokens, at: usize) -> bool {
        let group = self.by_word.get(&tokens[at].word);
        group.is_some_and(|group| group.may_fit(tokens, at))
    }

    /// What stands at a token: the longest match, and where a time begins with words, as far as the time
    /// goes on without them (`lúc 7 giờ` opens `lúc 7 giờ 30 tối`).
    pub(super) fn find(&self, tokens: &Tokens, lexis: &Lexis, at: usize) -> Option<Fit> {
        let fit = self.longest(tokens, lexis, at)?;
        if fit.kind != Kind::Time || tokens.is_digits(at) {
            return Some(fit);
        }
        let further = (at + 1..fit.to)
            .find(|&inner| tokens.is_digits(inner))
            .and_then(|inner| self.longest(tokens, lexis, inner))
            .filter(|more| more.kind == Kind::Time && more.to > fit.to);
        further.or(Some(fit))
    }

    /// The longest match at a token, the earlier pattern among equals.
    fn longest(&self, tokens: &Tokens, lexis: &Lexis, at: usize) -> Option<Fit> {
        const OPENS: Sorts = Sorts::PATTERN.with(Sorts::CALENDAR).with(Sorts::NUMBER);
        let is_roman = roman::may_be(tokens, at)
            && self.by_roman.may_fit(tokens, at)
            && (roman::is_one(tokens, at) || roman::ordinal(tokens, lexis, at).is_some());
        if !is_roman && !tokens.opens(at, OPENS) && !tokens.is_digits(at) {
            return None;
        }
        let mut candidates: SmallVec<[u16; 16]> = SmallVec::new();
        let mut add = |group: &[u16]| candidates.extend_from_slice(group);
        if tokens.opens(at, Sorts::PATTERN)
            && let Some(group) = self.by_word.get(&tokens[at].word)
        {
            add(&group.list);
        }
        if tokens.opens(at, Sorts::CALENDAR) {
            if tokens.opens(at, Sorts::MONTH) {
                add(&self.by_month);
            }
            if tokens.opens(at, Sorts::WEEKDAY) {
                add(&self.by_weekday);
            }
        }
        if is_roman {
            add(&self.by_roman.list);
        }
        if tokens.is_digits(at) || tokens.opens(at, Sorts::NUMBER) {
            self.of_numbers(tokens, lexis, at, &mut candidates);
        }
        let mut best: Option<Fit> = None;
        for number in candidates {
            let pattern = &self.list[usize::from(number)];
            if pattern.may_fit(tokens, at)
                && let Some(fit) = pattern.fit(tokens, lexis, at)
                && best.as_ref().is_none_or(|best| fit.to > best.to)
            {
                best = Some(fit);
            }
        }
        best
    }

    /// The patterns that begin with the number at a token, in their order.
    fn of_numbers(
        &self,
        tokens: &Tokens,
        lexis: &Lexis,
        at: usize,
        candidates: &mut SmallVec<[u16; 16]>,
    ) {
        let opening = Opening::read(tokens, lexis, at);
        let mut ends: SmallVec<[usize; 4]> = opening.ends().collect();
        ends.sort_unstable();
        ends.dedup();
        let from = candidates.len();
        let suits = |number: u16| opening.suits(&self.list[usize::from(number)], tokens);
        for group in &self.by_number {
            if group.first().is_some_and(|&first| suits(first)) {
                candidates.extend_from_slice(group);
            }
        }
        let mut add = |group: &[u16]| {
            let group = group.iter().copied();
            candidates.extend(group.filter(|&number| suits(number)));
        };
        // What is glued by a hyphen may go on with any of the words: `19th-century`.
        if ends.iter().any(|&to| tokens.is_sign(to, '-')) {
            self.by_number_and_word
                .values()
                .for_each(|group| add(group));
        } else {
            let next = |&to: &usize| self.by_number_and_word.get(&tokens[to].word);
            ends.iter().filter_map(next).for_each(|group| add(group));
        }
        candidates[from..].sort_unstable();
    }
}

/// How the patterns that begin with a number could begin here: read once, for there are a hundred of them.
#[derive(Debug, Default)]
struct Opening {
    day: Option<usize>,
    small: Option<usize>,
    ordinal: Option<usize>,
    digits: Option<usize>,
}

impl Opening {
    fn read(tokens: &Tokens, lexis: &Lexis, at: usize) -> Self {
        let spelled = LazyCell::new(|| spelled::read(tokens, lexis, at));
        let small = LazyCell::new(|| small_of((*spelled)?));
        Self {
            day: day_by(tokens, at, || *small).map(|(to, _)| to),
            small: small_by(tokens, at, || *small).map(|(to, _)| to),
            ordinal: ordinal_by(tokens, lexis, at, || *spelled).map(|(to, _)| to),
            digits: tokens.is_digits(at).then_some(at + 1),
        }
    }

    /// The tokens after the number, by each way to read it.
    fn ends(&self) -> impl Iterator<Item = usize> {
        let all = [self.day, self.small, self.ordinal, self.digits];
        all.into_iter().flatten()
    }

    /// Whether the first element is there, and the word that must follow it.
    fn suits(&self, pattern: &Pattern, tokens: &Tokens) -> bool {
        let opens = match pattern.elements.first() {
            Some((Element::Days, _)) => {
                let separator = |to| list_separator(tokens, to);
                return self.day.and_then(separator).is_some();
            }
            Some((Element::Day, _)) => self.day,
            Some((Element::Ordinal, _)) => self.ordinal,
            Some((Element::Year | Element::MonthNumber, _)) => self.digits,
            _ => self.small,
        };
        let Some(to) = opens else { return false };
        match (pattern.elements.first(), pattern.elements.get(1)) {
            // Where it ends is another question.
            (Some((Element::HalfDay, _)), second) if !is_word(second) => true,
            (_, Some(&(Element::Word(word), _))) => {
                tokens[to].word == word || tokens.is_sign(to, '-')
            }
            (_, Some(&(second, _))) => {
                Follow::of(Some(second)).holds(tokens, to) || tokens.is_sign(to, '-')
            }
            (_, None) => true,
        }
    }
}

fn is_word(element: Option<&(Element, bool)>) -> bool {
    matches!(element, Some((Element::Word(_), _)))
}

impl Pattern {
    /// Whether a pattern that begins with a word goes on as it must: most begin with words as common as *a* and *in*.
    fn may_fit(&self, tokens: &Tokens, at: usize) -> bool {
        let (Some((Element::Word(_), _)), Some(&(second, _))) =
            (self.elements.first(), self.elements.get(1))
        else {
            return true;
        };
        let next = at + 1;
        if tokens.is_sign(next, '-') {
            return true;
        }
        match second {
            Element::Word(word) => tokens[next].word == word,
            second => Follow::of(Some(second)).holds(tokens, next),
        }
    }

    fn fit(&self, tokens: &Tokens, lexis: &Lexis, at: usize) -> Option<Fit> {
        let mut fields = Fields {
            shift: self.shift,
            ..Fields::default()
        };
        let mut next = at;
        for (index, &(element, glued)) in self.elements.iter().enumerate() {
            if index > 0 {
                if glued && !tokens.glued(next) {
                    return None;
                }
                // `19th-century` for `{ordinal} century`.
                let hyphen = !glued
                    && tokens.is_sign(next, '-')
                    && tokens.glued(next)
                    && tokens.glued(next + 1);
                if hyphen && element != Element::Word(tokens[next].word) {
                    next += 1;
                }
            }
            if tokens.is_claimed(next) {
                return None;
            }
            next = match element {
                Element::Word(word) if tokens[next].word == word && word != 0 => next + 1,
                Element::Word(_) => return None,
                element => fields.take(element, tokens, lexis, next, glued)?,
            };
        }
        if self.kind == Kind::Time
            && fields.half.is_none()
            && let Some((len, half)) = half_day(tokens, next)
        {
            fields.half = Some(half);
            next += len;
        }
        let ends_in_digits = tokens.is_digits(next - 1) && digits::goes_on(tokens, next);
        if ends_in_digits {
            return None;
        }
        Some(Fit {
            to: next,
            kind: self.kind,
            fields,
        })
    }
}
