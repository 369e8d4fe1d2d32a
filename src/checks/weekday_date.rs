//! weekday-date: a date names a weekday that the calendar does not give it
//!
//! ## What it does
//! Where a text gives a date in full with its weekday, looks the day up in the calendar.
//!
//! ## Why it matters
//! Readers plan by the weekday. Either it or the day is wrong, and nobody can tell which from the text alone. In a
//! translation it usually shows a slip in a weekday's name; in the source the author should hear of it.
//!
//! ## Example
//! ```text
//! en: The hearing is on Thursday, March 14, 2023.
//! es: La vista es el jueves 14 de marzo de 2023.
//! vi: Phiên điều trần diễn ra vào thứ Năm, ngày 14 tháng 3 năm 2023.
//! ```
//! 14 March 2023 is a Tuesday.
//!
//! ## Not reported
//! - Dates without a year, or without a day: the calendar gives them every weekday.
//! - Dates that can be read in two ways (`03/04/2023`), when one of them has the weekday.
//! - Dates up to 1929 that have their weekday in the Julian calendar, which Britain kept until 1752 and Russia until
//!   1918, and all dates before 1583.

use jiff::ToSpan;
use jiff::civil::{self, Weekday};

use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::facts::{Date, Fact, Value};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct WeekdayDate;

static META: Meta = Meta {
    name: "weekday-date",
    category: Category::DateTime,
    severity: Severity::Major,
};

/// The first full year of the Gregorian calendar, and the first in which no country kept the Julian one for its days.
const GREGORIAN: i32 = 1583;
const EVERYWHERE: i32 = 1930;

impl Check for WeekdayDate {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        let facts = text.facts.all();
        for (number, fact) in facts.iter().enumerate() {
            match &fact.value {
                Value::Date(date) => {
                    let (date, span) = with_weekday_behind(text, *date, fact, &facts[number..]);
                    found.extend(contradiction(text, date, span));
                }
                Value::Range(from, to) => {
                    for end in [from, to] {
                        if let Value::Date(date) = **end {
                            found.extend(contradiction(text, date, fact.span));
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// A date with the weekday that stands in brackets behind it: `14/03/2023 (thứ Ba)`.
fn with_weekday_behind(text: &Text<'_>, date: Date, fact: &Fact, rest: &[Fact]) -> (Date, Span) {
    let behind = rest
        .iter()
        .find(|other| other.span.start() >= fact.span.end());
    let Some((weekday, span)) = behind.and_then(|other| match &other.value {
        Value::Date(other_date) if other_date.day.is_none() && other_date.month.is_none() => {
            Some((other_date.weekday?, other.span))
        }
        _ => None,
    }) else {
        return (date, fact.span);
    };
    let between = text.str(Span::new(fact.span.end(), span.start()));
    let after = Span::new(span.end(), text.document.text().len());
    if date.weekday.is_some() || between.trim() != "(" || !text.str(after).starts_with(')') {
        return (date, fact.span);
    }
    let weekday = Some(weekday);
    (Date { weekday, ..date }, fact.span.cover(span))
}

fn contradiction(text: &Text<'_>, date: Date, span: Span) -> Option<Draft> {
    let (year, month, day) = (date.year?, date.month?, date.day?);
    let said = date.weekday?;
    let real = weekday(year, month, day)?;
    let other_way = date
        .day_month_unsure
        .then(|| weekday(year, day, month))
        .flatten();
    if year < GREGORIAN
        || number(real) == said
        || other_way.is_some_and(|other| number(other) == said)
        || (year < EVERYWHERE && julian(year, month, day).map(number) == Some(said))
    {
        return None;
    }
    let message = format!(
        "“{}”: {year}-{month:02}-{day:02} is a {}, not a {}",
        text.str(span),
        name(number(real)),
        name(said)
    );
    let draft = Draft::new(Severity::Major, 0.9, message, Role::Text, span);
    Some(
        draft
            .value(format!("{year}-{month:02}-{day:02}"))
            .value(said.to_string()),
    )
}

fn weekday(year: i32, month: u8, day: u8) -> Option<Weekday> {
    Some(civil_date(year, month, day)?.weekday())
}

fn civil_date(year: i32, month: u8, day: u8) -> Option<civil::Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    civil::Date::new(i16::try_from(year).ok()?, month, day).ok()
}

/// The weekday of a date of the Julian calendar. It is behind by as many days as it had leap years too many.
fn julian(year: i32, month: u8, day: u8) -> Option<Weekday> {
    let leap_years_of = if month > 2 { year } else { year - 1 };
    let behind = leap_years_of / 100 - leap_years_of / 400 - 2;
    let same_day = civil_date(year, month, day)?
        .checked_add(behind.days())
        .ok()?;
    Some(same_day.weekday())
}

/// As facts count them: 1 is Monday.
fn number(weekday: Weekday) -> u8 {
    weekday.to_monday_one_offset().unsigned_abs()
}

/// Messages are in English, as all of them.
fn name(weekday: u8) -> &'static str {
    const NAMES: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    NAMES
        .get(usize::from(weekday).wrapping_sub(1))
        .copied()
        .unwrap_or("weekday")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_julian_calendar_has_its_own_weekdays() {
        // The October Revolution: Wednesday, 25 October 1917 in Russia, 7 November elsewhere.
        assert_eq!(julian(1917, 10, 25), Some(Weekday::Wednesday));
        assert_eq!(weekday(1917, 11, 7), Some(Weekday::Wednesday));
        // The day before Britain changed: Wednesday, 2 September 1752.
        assert_eq!(julian(1752, 9, 2), Some(Weekday::Wednesday));
    }
}
