//! Textual dates, decades, centuries and times: the patterns of a pack, compiled and matched.
//!
//! A pattern is words and placeholders (`ngày {day} tháng {month_number} năm {year}`); the pack's page
//! lists them.

use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::digits;
use super::lexis::{Entry, Lexis, Sorts};
use super::roman;
use super::spelled;
use super::tokens::{Tokens, stands_alone};
use crate::language::Pack;
use crate::text::Span;

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
    by_word: FxHashMap<u32, Vec<u16>>,
    /// Those that begin with a number and go on with a word, by that word.
    by_number_and_word: FxHashMap<u32, Vec<u16>>,
    /// The others that begin with a number.
    by_number: Vec<u16>,
    by_month: Vec<u16>,
    by_weekday: Vec<u16>,
    by_roman: Vec<u16>,
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
            Element::Word(word) => self.by_word.entry(word).or_default().push(number),
            Element::Month => self.by_month.push(number),
            Element::Weekday => self.by_weekday.push(number),
            Element::Roman => self.by_roman.push(number),
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
                _ => self.by_number.push(number),
            },
        }
        self.list.push(pattern);
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
        let mut candidates: SmallVec<[u16; 16]> = SmallVec::new();
        let mut add = |group: &[u16]| candidates.extend_from_slice(group);
        if let Some(group) = self.by_word.get(&tokens[at].word) {
            add(group);
        }
        if tokens.opens(at, Sorts::CALENDAR) {
            let has = |wanted: fn(Entry) -> bool| tokens.entries(at).any(wanted);
            if has(|entry| matches!(entry, Entry::Month(_))) {
                add(&self.by_month);
            }
            if has(|entry| matches!(entry, Entry::Weekday(_))) {
                add(&self.by_weekday);
            }
        }
        let roman = || roman::is_one(tokens, at) || roman::ordinal(tokens, lexis, at).is_some();
        if !self.by_roman.is_empty() && roman() {
            add(&self.by_roman);
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
        let mut add = |group: &[u16]| {
            let suits = |number: &&u16| opening.suits(&self.list[usize::from(**number)], tokens);
            candidates.extend(group.iter().filter(suits).copied());
        };
        add(&self.by_number);
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
        Self {
            day: day(tokens, lexis, at, true).map(|(to, _)| to),
            small: small(tokens, lexis, at, true).map(|(to, _)| to),
            ordinal: ordinal(tokens, lexis, at).map(|(to, _)| to),
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
            Some((Element::Days, _)) => return self.day.is_some(),
            Some((Element::Day, _)) => self.day,
            Some((Element::Ordinal, _)) => self.ordinal,
            Some((Element::Year | Element::MonthNumber, _)) => self.digits,
            _ => self.small,
        };
        let Some(to) = opens else { return false };
        match pattern.elements.get(1) {
            Some(&(Element::Word(word), _)) => tokens[to].word == word || tokens.is_sign(to, '-'),
            _ => true,
        }
    }
}

fn compile(kind: Kind, text: &str, word: &mut dyn FnMut(&str) -> u32) -> Pattern {
    let mut pattern = Pattern {
        kind,
        elements: Vec::new(),
        shift: 0,
    };
    let mut spaced = true;
    for piece in text.split_inclusive('}') {
        let (words, placeholder) = match piece
            .strip_suffix('}')
            .and_then(|piece| piece.rsplit_once('{'))
        {
            Some((words, placeholder)) => (words, Some(placeholder)),
            None => (piece, None),
        };
        let mut tokens = Tokens::default();
        tokens.read(words, Span::new(0, words.len()));
        for at in 0..tokens.len() {
            // Signs stick to what they part (`11/10`), letters may stand off (`5 h 30`).
            let sign = tokens.sign(at).is_some();
            let glued = sign
                && if at == 0 {
                    !spaced && !words.starts_with(' ')
                } else {
                    tokens.glued(at)
                };
            pattern
                .elements
                .push((Element::Word(word(tokens.lower(at))), glued));
        }
        if !words.is_empty() {
            spaced = words.ends_with(' ');
        }
        let after_sign = !spaced && !tokens.is_empty() && tokens.sign(tokens.len() - 1).is_some();
        let element = match placeholder {
            Some("day") => Element::Day,
            Some("days") => Element::Days,
            Some("month") => Element::Month,
            Some("month_number") => Element::MonthNumber,
            Some("year") => Element::Year,
            Some("weekday") => Element::Weekday,
            Some("decade") => Element::Decade,
            Some("ordinal") => Element::Ordinal,
            Some("number") => Element::Number,
            Some("roman") => Element::Roman,
            Some("hour") => Element::Hour,
            Some("minute") => Element::Minute,
            Some("-minute") => Element::MinuteBefore,
            Some("second") => Element::Second,
            Some("half_day") => Element::HalfDay,
            Some(shift) => {
                pattern.shift = shift.parse().unwrap_or_default();
                continue;
            }
            None => continue,
        };
        pattern
            .elements
            .push((element, after_sign && !pattern.elements.is_empty()));
        spaced = false;
    }
    pattern
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
            Element::Month | Element::Weekday => tokens.opens(next, Sorts::CALENDAR),
            Element::MonthNumber | Element::Year => tokens.is_digits(next),
            Element::Roman => true,
            Element::Day
            | Element::Days
            | Element::Decade
            | Element::Ordinal
            | Element::Number
            | Element::Hour
            | Element::Minute
            | Element::MinuteBefore
            | Element::Second => tokens.is_digits(next) || tokens.opens(next, Sorts::SPELLED),
            Element::HalfDay => tokens.is_digits(next) || tokens.opens(next, Sorts::VALUE),
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

impl Fields {
    /// Reads a placeholder at a token and returns the token after it.
    fn take(
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
                let (len, month) = tokens.find(at, |entry| {
                    if let Entry::Month(month) = entry {
                        Some(month)
                    } else {
                        None
                    }
                })?;
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
                let (len, weekday) = tokens.find(at, |entry| {
                    if let Entry::Weekday(weekday) = entry {
                        Some(weekday)
                    } else {
                        None
                    }
                })?;
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
    let after_comma = if tokens.is_sign(at, ',') { at + 1 } else { at };
    let joins = |entry| matches!(entry, Entry::Joiner | Entry::Conjunction).then_some(());
    let to = tokens
        .find(after_comma, joins)
        .map_or(after_comma, |(len, ())| after_comma + len);
    (to > at).then_some(to)
}

/// The half of the day said at a token.
pub(super) fn half_day(tokens: &Tokens, at: usize) -> Option<(usize, Half)> {
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
    let (to, number) = tokens
        .find(at, |entry| {
            if let Entry::Ordinal(number) = entry {
                u32::try_from(number).ok()
            } else {
                None
            }
        })
        .map(|(len, number)| (at + len, number))
        .or_else(|| spelled_small(tokens, lexis, at, articles))?;
    u8::try_from(number)
        .ok()
        .filter(|day| (1..=31).contains(day))
        .map(|day| (to, day))
}

/// A small whole number in digits or words.
fn small(tokens: &Tokens, lexis: &Lexis, at: usize, articles: bool) -> Option<(usize, u32)> {
    match digits::whole(tokens, at) {
        Some(value) => Some((at + 1, value)),
        None => spelled_small(tokens, lexis, at, articles),
    }
}

fn spelled_small(
    tokens: &Tokens,
    lexis: &Lexis,
    at: usize,
    articles: bool,
) -> Option<(usize, u32)> {
    let found = spelled::read(tokens, lexis, at).filter(|found| articles || !found.article)?;
    Some((
        found.to,
        found
            .value
            .to_u32()
            .filter(|_| found.value.fract().is_zero())?,
    ))
}

/// An ordinal: `19th`, `nineteenth`, `thứ 19`.
pub(super) fn ordinal(tokens: &Tokens, lexis: &Lexis, at: usize) -> Option<(usize, u32)> {
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
    let tens = spelled::read(tokens, lexis, at).filter(|found| {
        !found.article && found.value.to_u32().is_some_and(|value| value % 10 == 0)
    })?;
    let last = if tokens.is_sign(tens.to, '-') {
        tens.to + 1
    } else {
        tens.to
    };
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
