//! Dates: from patterns of the pack, in digits alone, ISO, and weekdays and months that stand alone.

use jiff::civil;

use super::digits;
use super::item::Item;
use super::lexis::{DateOrder, Entry, Sorts};
use super::pattern::{Fields, Fit, Kind};
use super::tokens::{Case, TokenKind};
use super::value::{Date, Value};
use super::{BlockText, Spelling};
use crate::language::{Capitals, Pack};

/// The dates of a pattern that fits: several for `the 9th and 15th of each month`, none where the calendar has no such day.
pub(super) fn of_pattern(block: &BlockText<'_>, at: usize, fit: &Fit) -> Vec<Item> {
    if fit.kind != Kind::Date || goes_on(block, fit) {
        return Vec::new();
    }
    let Fields {
        month,
        year,
        weekday,
        ..
    } = fit.fields;
    let spelling = match (
        fit.fields.digits,
        fit.fields.month_in_digits || month.is_none(),
    ) {
        (true, true) => Spelling::Digits,
        (true, false) => Spelling::Mixed,
        (false, _) => Spelling::Words,
    };
    let date = |day| Date {
        year,
        month,
        day,
        weekday,
        day_month_unsure: false,
    };
    let item =
        |from, to, day| Some(Item::new(from, to, Value::Date(valid(date(day))?)).spelled(spelling));
    match fit.fields.days.as_slice() {
        [] if month.is_none() && weekday.is_none() => year.map_or_else(Vec::new, |year| {
            vec![Item::new(at, fit.to, Value::Year(year))]
        }),
        [] if month.is_some()
            && year.is_none()
            && weekday.is_none()
            && !may_be_bare(block, at, fit.to) =>
        {
            Vec::new()
        }
        [] => item(at, fit.to, None).into_iter().collect(),
        // A day in words with neither month nor year is an ordinal: `ngày đầu tiên`.
        days if month.is_none()
            && year.is_none()
            && days
                .iter()
                .any(|&(_, from, _)| !block.tokens.is_digits(from)) =>
        {
            Vec::new()
        }
        [(day, ..)] => item(at, fit.to, Some(*day)).into_iter().collect(),
        days => {
            let last = days.len() - 1;
            let place = |(index, &(day, from, to)): (usize, &(u8, usize, usize))| {
                item(
                    if index == 0 { at } else { from },
                    if index == last { fit.to } else { to },
                    Some(day),
                )
            };
            days.iter().enumerate().filter_map(place).collect()
        }
    }
}

/// Whether what looks like a date is part of something longer: its last point begins an ellipsis (`Version 4.5...`), or its
/// number is an hour (`samedi 18 heures`).
fn goes_on(block: &BlockText<'_>, fit: &Fit) -> bool {
    let (tokens, to) = (&block.tokens, fit.to);
    let ellipsis = to > 0 && tokens.is_sign(to - 1, '.') && tokens.is_sign(to, '.');
    let fields = &fit.fields;
    let bare = fields.month.is_none() && fields.year.is_none() && !fields.days.is_empty();
    let is_hour = |entry| matches!(entry, Entry::Unit(unit) if unit.id() == "hour").then_some(());
    ellipsis && tokens.glued(to)
        || bare && tokens.is_digits(to - 1) && tokens.find(to, is_hour).is_some()
}

/// The date, where the calendar has it. Without a year, a leap year is assumed.
fn valid(date: Date) -> Option<Date> {
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    let year = i16::try_from(date.year.unwrap_or(2000)).ok()?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        .ok()
        .map(|_| date)
}

/// A date in digits: `17/08/2023`, `17-08-2023`, `17.08.2023`, `2023-08-17`, `10/2022`.
pub(super) fn in_digits(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    let sign = tokens
        .sign(at + 1)
        .filter(|sign| matches!(sign, '/' | '-' | '.' | '–'))
        .filter(|_| tokens.glued(at + 1))?;
    let second = at + 2;
    if !(tokens.is_digits(second) && tokens.glued(second)) {
        return None;
    }
    let third = second + 2;
    let three = tokens.is_sign(second + 1, sign)
        && tokens.glued(second + 1)
        && tokens.is_digits(third)
        && tokens.glued(third);
    if !three {
        return month_and_year(block, at, sign);
    }
    let to = third + 1;
    let more = digits::goes_on(tokens, to)
        || tokens.is_sign(to, sign)
            && tokens.glued(to)
            && tokens.is_digits(to + 1)
            && tokens.glued(to + 1);
    // `2023-08-17T10:00`: what follows is the time.
    let word = tokens.is_word(to)
        && tokens.glued(to)
        && !(tokens.lower(to) == "t" && tokens.is_digits(to + 1));
    let part = |at: usize| Some((digits::whole(tokens, at)?, tokens.lower(at).len()));
    let parts = [part(at)?, part(second)?, part(third)?];
    let date = if more || word && sign != '/' {
        None
    } else {
        ordered(block, parts, sign)
    }?;
    Some(Item::new(at, to, Value::Date(date)))
}

/// `10/2022`: a month and a year.
fn month_and_year(block: &BlockText<'_>, at: usize, sign: char) -> Option<Item> {
    let tokens = &block.tokens;
    let (month, year) = (digits::whole(tokens, at)?, digits::whole(tokens, at + 2)?);
    let fits = (1..=12).contains(&month)
        && tokens.lower(at).len() <= 2
        && tokens.lower(at + 2).len() == 4
        && (1900..2100).contains(&year);
    let goes_on = digits::goes_on(tokens, at + 3)
        || tokens.glued(at + 3)
            && (tokens.is_word(at + 3)
                || tokens.is_sign(at + 3, '%')
                || tokens.is_sign(at + 3, '-'));
    if !fits || sign != '/' || goes_on {
        return None;
    }
    let date = Date {
        year: i32::try_from(year).ok(),
        month: u8::try_from(month).ok(),
        ..Date::default()
    };
    Some(Item::new(at, at + 3, Value::Date(date)))
}

/// Years in two digits from which on the last century is meant.
const SOON: u32 = 40;

/// Puts three numbers in the order of the language; orders that the calendar rules out are not taken.
fn ordered(block: &BlockText<'_>, parts: [(u32, usize); 3], sign: char) -> Option<Date> {
    let date = |year: u32, month: u32, day: u32| {
        let date = Date {
            year: i32::try_from(year).ok(),
            month: u8::try_from(month).ok(),
            day: u8::try_from(day).ok(),
            ..Date::default()
        };
        valid(date).filter(|_| (1..=12).contains(&month) && (1..=31).contains(&day))
    };
    let [(a, a_len), (b, b_len), (c, c_len)] = parts;
    if a_len == 4 && b_len <= 2 && c_len <= 2 {
        return if (1000..3000).contains(&a) {
            date(a, b, c)
        } else {
            None
        };
    }
    // Two digits for the year only with slashes, or with points where the day comes first: `1.2.22` is a section, `5-12-22` anything.
    let points = || block.lexis.pack.is_some() && block.lexis.order == DateOrder::DayMonth;
    let sign = sign == '/' || sign == '.' && points();
    let short = c_len == 2 && sign && a_len == 2 && b_len == 2;
    if a_len > 2 || b_len > 2 || !(c_len == 4 && (1000..3000).contains(&c) || short) {
        return None;
    }
    let year = if short {
        c + if c < SOON { 2000 } else { 1900 }
    } else {
        c
    };
    let (day_first, month_first) = (date(year, b, a), date(year, a, b));
    match block.lexis.order {
        DateOrder::MonthDay => {
            let unsure = day_first.is_some() && month_first.is_some() && a != b;
            month_first.or(day_first).map(|date| Date {
                day_month_unsure: unsure,
                ..date
            })
        }
        DateOrder::DayMonth | DateOrder::YearMonthDay => {
            let unsure = block.lexis.pack.is_none()
                && day_first.is_some()
                && month_first.is_some()
                && a != b;
            day_first.or(month_first).map(|date| Date {
                day_month_unsure: unsure,
                ..date
            })
        }
    }
}

/// A weekday or a month that stands alone, and dates said from the day of writing.
pub(super) fn alone(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    let relative = |entry| match entry {
        Entry::Relative(id) => Some(id),
        _ => None,
    };
    if tokens.opens(at, Sorts::RELATIVE)
        && let Some((len, id)) = tokens.find(at, relative)
        && !is_a_title(block, at, at + len)
        && !names_a_month(block, at + len)
        && !is_a_noun(block, at, len)
    {
        return Some(
            Item::new(at, at + len, Value::RelativeDate(id.to_owned())).spelled(Spelling::Words),
        );
    }
    let weekday = tokens.weekday(at);
    if let Some((len, weekday)) = weekday
        && is_weekday(block, at, at + len)
    {
        let date = Date {
            weekday: Some(weekday),
            ..Date::default()
        };
        return Some(Item::new(at, at + len, Value::Date(date)).spelled(Spelling::Words));
    }
    let (len, month) = tokens.month(at)?;
    let date = Date {
        month: Some(month),
        ..Date::default()
    };
    may_be_bare(block, at, at + len)
        .then(|| Item::new(at, at + len, Value::Date(date)).spelled(Spelling::Words))
}

/// Whether a month follows, with a short word between at most: *el próximo mes de junio* is June.
fn names_a_month(block: &BlockText<'_>, at: usize) -> bool {
    /// Bytes of the word between.
    const SHORT: usize = 3;
    let tokens = &block.tokens;
    let between = tokens.is_word(at) && tokens[at].span().len() <= SHORT;
    let month = tokens.month(at + 1).filter(|_| between);
    month.is_some_and(|(len, _)| may_be_bare(block, at + 1, at + 1 + len))
}

/// Whether a word has the capital of a noun, where nouns have one and the words that say when have none: `an diesem Morgen`.
fn is_a_noun(block: &BlockText<'_>, at: usize, len: usize) -> bool {
    let nouns = |pack: &Pack| pack.names.capitals == Capitals::Nouns;
    len == 1
        && block.tokens[at].case == Case::Title
        && block.lexis.pack.is_some_and(nouns)
        && !super::number::opens_sentence(block, at)
}

/// Several words that all have a capital: the name of a programme or a paper (`This Morning`).
fn is_a_title(block: &BlockText<'_>, from: usize, to: usize) -> bool {
    to > from + 1
        && (from..to).all(|at| !block.tokens.is_word(at) || block.tokens[at].case == Case::Title)
}

/// A phrase that is also an ordinal (*thứ ba*) is a weekday where it is capitalised within or stands beside a time or a date.
fn is_weekday(block: &BlockText<'_>, at: usize, to: usize) -> bool {
    let tokens = &block.tokens;
    let longest = tokens.matches(at).first().is_some_and(|found| {
        found.len() > to - at
            && found
                .entries()
                .iter()
                .any(|entry| matches!(entry, Entry::Ordinal(_)))
    });
    let ordinal = tokens
        .find(at, |entry| matches!(entry, Entry::Ordinal(_)).then_some(()))
        .is_some()
        || tokens
            .find(at, |entry| {
                matches!(entry, Entry::OrdinalPrefix).then_some(())
            })
            .is_some();
    // Abbreviations of two or three letters are other words as often.
    let short = to == at + 1 && tokens.lower(at).chars().count() < 4;
    if longest || short && !(tokens[at].case != Case::Lower && tokens.is_sign(to, ',')) {
        return false;
    }
    let pack = block.lexis.pack;
    let capitals = pack.is_some_and(|pack| {
        pack.dates
            .weekdays
            .iter()
            .flatten()
            .next()
            .is_some_and(|name| name.chars().next().is_some_and(char::is_uppercase))
    });
    let written = tokens[to - 1].case != Case::Lower
        || tokens[at].case != Case::Lower && !super::number::opens_sentence(block, at);
    if !ordinal {
        // `donnerstags` has no capital where `Donnerstag` has one.
        let listed = || {
            let names = pack
                .iter()
                .flat_map(|pack| pack.dates.weekdays.iter().flatten());
            names.into_iter().any(|name| name == tokens.lower(at))
        };
        return !capitals || tokens[at].case != Case::Lower || listed();
    }
    let before = at.checked_sub(1).is_some_and(|before| {
        tokens
            .find(before, |entry| {
                matches!(entry, Entry::WeekdayCue).then_some(())
            })
            .is_some()
    });
    written
        || before
        || tokens.is_sign(to, ',') && tokens.is_digits(to + 1)
        || tokens.is_sign(to, '(') && tokens.is_digits(to + 1)
}

/// A month's name that may stand alone: a full name in the capitals that the language gives it, and no other word.
fn may_be_bare(block: &BlockText<'_>, at: usize, to: usize) -> bool {
    let tokens = &block.tokens;
    if to > at + 1 {
        return tokens[to - 1].kind != TokenKind::Digits || !digits::goes_on(tokens, to);
    }
    let Some(pack) = block.lexis.pack else {
        return false;
    };
    let names = pack.dates.months.iter().filter_map(|names| names.first());
    let Some(name) = names
        .into_iter()
        .find(|name| name.to_lowercase() == tokens.lower(at))
    else {
        return false;
    };
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    if !capital {
        return true;
    }
    // `May I …`, `March on!`: short names that open a sentence may be verbs.
    let verb = super::number::opens_sentence(block, at)
        && name.chars().count() <= 5
        && tokens
            .find(at, |entry| {
                matches!(entry, Entry::FunctionWord).then_some(())
            })
            .is_some();
    // A capitalised word before it makes it a person's name (`Theresa May`), unless that is a word of grammar.
    let grammar = |before: usize| {
        tokens
            .find(before, |entry| {
                matches!(entry, Entry::FunctionWord | Entry::Weekday(_)).then_some(())
            })
            .is_some()
    };
    let named = at.checked_sub(1).is_some_and(|before| {
        tokens.is_word(before) && tokens[before].case != Case::Lower && !grammar(before)
    });
    // Nobody is called December.
    let long = name.chars().count() >= 7;
    tokens[at].case != Case::Lower && !verb && (long || !named)
}

/// A weekday and a date beside it are one date: `Tuesday, October 11`.
pub(super) fn joined(block: &BlockText<'_>, weekday: &Item, date: &Item) -> Option<Item> {
    let tokens = &block.tokens;
    let (Value::Date(first), Value::Date(second)) = (&weekday.value, &date.value) else {
        return None;
    };
    let alone = |date: &Date| date.weekday.is_some() && date.day.is_none() && date.month.is_none();
    let near = date.from == weekday.to
        || date.from == weekday.to + 1 && matches!(tokens.sign(weekday.to), Some(',' | '('));
    if !near || !alone(first) || second.weekday.is_some() || second.day.is_none() {
        return None;
    }
    let spelling = if date.spelling == Spelling::Digits {
        Spelling::Mixed
    } else {
        date.spelling
    };
    Some(Item {
        from: weekday.from,
        value: Value::Date(Date {
            weekday: first.weekday,
            ..*second
        }),
        spelling,
        ..date.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::values;

    #[test]
    fn full_dates_in_words() {
        assert_eq!(values("en", "October 11, 2022"), ["2022-10-11"]);
        assert_eq!(values("es", "11 de octubre de 2022"), ["2022-10-11"]);
        assert_eq!(values("vi", "ngày 11 tháng 10 năm 2022"), ["2022-10-11"]);
        assert_eq!(values("en", "on Tuesday, October 11"), ["Tue ????-10-11"]);
        assert_eq!(values("vi", "sáng thứ Ba, ngày 11/10"), ["Tue ????-10-11"]);
    }

    #[test]
    fn dates_in_digits_by_the_order_of_the_language() {
        assert_eq!(values("vi", "ngày 11/10/2022"), ["2022-10-11"]);
        assert_eq!(values("es", "el 11/10/2022"), ["2022-10-11"]);
        assert_eq!(values("en", "on 10/11/2022"), ["2022-10-11"]);
        assert_eq!(
            values("en", "on 17/08/2023 and 2023-08-17"),
            ["2023-08-17", "2023-08-17"]
        );
        assert_eq!(values("vi", "Báo Bến Tre17/08/2023"), ["2023-08-17"]);
        assert_eq!(values("vi", "tháng 10/2022"), ["2022-10"]);
    }

    #[test]
    fn days_of_each_month() {
        assert_eq!(
            values("en", "on the 9th and 15th of each month"),
            ["????-??-09", "????-??-15"]
        );
        assert_eq!(
            values("es", "los días 9 y 15 de cada mes"),
            ["????-??-09", "????-??-15"]
        );
        assert_eq!(
            values("vi", "ngày 9 và 15 hàng tháng"),
            ["????-??-09", "????-??-15"]
        );
    }

    #[test]
    fn weekdays_and_months_alone() {
        assert_eq!(values("en", "on Monday in August"), ["Mon", "????-08"]);
        assert_eq!(values("es", "el lunes, en agosto"), ["Mon", "????-08"]);
        assert_eq!(values("vi", "vào tháng 8"), ["????-08"]);
        assert_eq!(values("vi", "hôm thứ Hai"), ["Mon"]);
        assert_eq!(values("vi", "lần thứ ba"), ["#3"]);
    }

    #[test]
    fn words_that_only_look_like_dates_stay_words() {
        assert!(values("en", "you may march on").is_empty());
        assert_eq!(values("en", "31 February 2022"), ["31", "2022-02"]);
        assert!(values("en", "Prime Minister Theresa May spoke on This Morning").is_empty());
        assert_eq!(values("vi", "ngày đầu tiên"), ["#1"]);
        assert_eq!(values("vi", "cuối ngày thứ Hai"), ["Mon"]);
        assert_eq!(values("vi", "vào ngày thứ Bảy, hai người"), ["Sat", "2"]);
        assert!(values("es", "el mar y el sol").is_empty());
        assert_eq!(values("en", "45/13/2022"), ["45/13/2022"]);
    }

    #[test]
    fn relative_dates_have_a_neutral_name() {
        assert_eq!(
            values("en", "yesterday and last year"),
            ["yesterday", "last-year"]
        );
        assert_eq!(values("es", "ayer"), ["yesterday"]);
        assert_eq!(
            values("vi", "hôm qua, năm ngoái"),
            ["yesterday", "last-year"]
        );
    }
}
