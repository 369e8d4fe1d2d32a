//! Ranges: two values with a dash, a word or a frame between them, which share their unit, sign or month.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::cold;
use super::digits;
use super::item::Item;
use super::lexis::Entry;
use super::measure;
use super::money;
use super::value::{Amount, Date, Value};
use super::{BlockText, Spelling};

/// Puts neighbouring values together where they are the ends of a range.
pub(super) fn join(block: &BlockText<'_>, items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let joined = out.last().and_then(|last| {
            between(block, last, &item).or_else(|| year_behind(block, last, &item))
        });
        match joined {
            Some(range) => {
                out.pop();
                out.push(range);
            }
            None => out.push(item),
        }
    }
    out
}

fn between(block: &BlockText<'_>, left: &Item, right: &Item) -> Option<Item> {
    if !connected(block, left, right) {
        return None;
    }
    if let Some(points) = result(block, left, right) {
        return Some(Item::new(left.from, right.to, Value::Score(points)));
    }
    if is_worded_otherwise(left, right) {
        return None;
    }
    let (from, mut to) = ends(left, right)?;
    let mut from = cold::lower_end(block, left, from, right);
    for end in [&mut from, &mut to] {
        // `时速 80-85 英里`
        if let Value::Quantity(_, unit) = end {
            *unit = measure::each_hour(block, left.from, *unit);
        }
    }
    if let (Value::Time(first), Value::Time(last)) = (&mut from, &to)
        && matches!(left.value, Value::Number(_))
    {
        first.hour += half_of(block, first.hour, last.hour, right);
    }
    let spelling = if left.spelling == right.spelling {
        left.spelling
    } else {
        Spelling::Mixed
    };
    Some(Item {
        from: left.from,
        to: right.to,
        value: Value::Range(Box::new(from), Box::new(to)),
        spelling,
        scale: None,
        plain: 0,
    })
}

/// How many hours later the first of two times is, of which only the last says its half of the day: `6 to 7 pm` begins at
/// 18:00, and `9 to 5 pm` in the morning.
fn half_of(block: &BlockText<'_>, first: u8, last: u8, right: &Item) -> u8 {
    const HALF: u8 = 12;
    let said = digits::whole(&block.tokens, right.from).and_then(|hour| u8::try_from(hour).ok());
    let afternoon = said.is_some_and(|said| said < HALF && said + HALF == last && first < said);
    if afternoon { HALF } else { 0 }
}

/// Whether a large number in words stands before one in digits. Who writes "five to 10" writes neither "twenty to 30" nor
/// `venti fino a 138`, where winds blow.
fn is_worded_otherwise(left: &Item, right: &Item) -> bool {
    const LARGEST: u32 = 12;
    let large =
        matches!(&left.value, Value::Number(amount) if amount.value() > Decimal::from(LARGEST));
    large && left.spelling == Spelling::Words && right.spelling == Spelling::Digits
}

/// Two whole numbers with a dash, the second not the greater: `Ayr 38 - 17 Melrose`.
fn result(block: &BlockText<'_>, left: &Item, right: &Item) -> Option<Vec<u32>> {
    let (Value::Number(a), Value::Number(b)) = (&left.value, &right.value) else {
        return None;
    };
    let dash = right.from == left.to + 1 && matches!(block.tokens.sign(left.to), Some('-' | '–'));
    let (a, b) = (a.value().to_u32()?, b.value().to_u32()?);
    (dash && a >= b && (1..=3).contains(&left.plain) && (1..=3).contains(&right.plain))
        .then(|| vec![a, b])
}

/// The year that stands behind days of one month: `May 5-12, 2022`.
fn year_behind(block: &BlockText<'_>, days: &Item, year: &Item) -> Option<Item> {
    let Value::Year(said) = year.value else {
        return None;
    };
    let comma = block.tokens.is_sign(days.to, ',') && days.to + 1 == year.from;
    let with_year = |value: &Value| match value {
        Value::Date(date) if date.year.is_none() && date.month.is_some() && date.day.is_some() => {
            Some(Value::Date(Date {
                year: Some(said),
                ..*date
            }))
        }
        _ => None,
    };
    let value = match &days.value {
        Value::Range(from, to) => {
            Value::Range(Box::new(with_year(from)?), Box::new(with_year(to)?))
        }
        other => with_year(other)?,
    };
    (comma || days.to == year.from).then(|| Item {
        to: year.to,
        value,
        ..days.clone()
    })
}

/// Whether a dash, a range word, or the middle of a frame that was opened stands between two values.
fn connected(block: &BlockText<'_>, left: &Item, right: &Item) -> bool {
    let tokens = &block.tokens;
    let (from, to) = (left.to, right.from);
    if to <= from || to - from > 4 {
        return false;
    }
    if to == from + 1
        && let Some(sign) = tokens.sign(from)
    {
        let even = tokens.glued(from) == tokens.glued(to);
        return matches!(sign, '-' | '–' | '—' | '~' | '‑' | '−')
            // No time of day is negative: `6 -7 pm`.
            && (even || sign != '-' || matches!(right.value, Value::Time(_)))
            && (sign != '—' || tokens.glued(from));
    }
    let whole = |len: usize| from + len == to;
    if tokens
        .matches(from)
        .iter()
        .any(|found| whole(found.len()) && says_range(found.entries()))
    {
        return matches!(left.value, Value::Date(_) | Value::Year(_) | Value::Time(_))
            == matches!(
                right.value,
                Value::Date(_) | Value::Year(_) | Value::Time(_)
            )
            || left.plain > 0;
    }
    // `entre un 70 % y un 90 %`
    let article = |at: usize| {
        tokens
            .find(at, |entry| matches!(entry, Entry::Article).then_some(()))
            .is_some()
    };
    let reaches = |len: usize| whole(len) || whole(len + 1) && article(from + len);
    let frame = tokens
        .matches(from)
        .iter()
        .filter(|found| reaches(found.len()))
        .flat_map(super::lexis::Match::entries);
    frame.into_iter().any(|entry| {
        if let Entry::RangeMiddle(frame) = entry {
            opened(block, left.from, *frame)
        } else {
            false
        }
    })
}

/// Whether a phrase says that a range goes on. A word that also joins a list (`y`) does so only in a frame.
pub(super) fn says_range(entries: &[Entry]) -> bool {
    entries.contains(&Entry::RangeWord)
        && !entries
            .iter()
            .any(|entry| matches!(entry, Entry::Joiner | Entry::Conjunction))
}

/// Whether a frame was opened right before a token.
fn opened(block: &BlockText<'_>, at: usize, frame: u8) -> bool {
    (1..=4)
        .filter_map(|back| Some((at.checked_sub(back)?, back)))
        .any(|(start, back)| {
            let found = block.tokens.matches(start).iter().find(|found| {
                found
                    .entries()
                    .iter()
                    .any(|entry| matches!(entry, Entry::RangeOpen(_)))
            });
            found.is_some_and(|found| {
                (found.len() == back || found.len() + 1 == back)
                    && found
                        .entries()
                        .iter()
                        .any(|entry| is_same_opening(block, *entry, frame))
            })
        })
}

/// Frames that open with the same words share their opening: `from … to`, `from … until`.
fn is_same_opening(block: &BlockText<'_>, entry: Entry, frame: u8) -> bool {
    let Entry::RangeOpen(number) = entry else {
        return false;
    };
    let opening = |number: u8| {
        block
            .lexis
            .pack
            .and_then(|pack| pack.numbers.range_frames.get(usize::from(number)))
            .map(|frame| &frame.0)
    };
    number == frame || opening(number).is_some_and(|words| Some(words) == opening(frame))
}

/// The two values of a range, each with what it shares with the other; `None` where they do not go together.
fn ends(left: &Item, right: &Item) -> Option<(Value, Value)> {
    use Value::{Date as Day, Duration, Money, Number, Ordinal, Percentage, Quantity, Time, Year};
    let pair = match (&left.value, &right.value) {
        (Number(a), Number(b)) => (Number(scaled(a, left, right)), Number(b.clone())),
        (Number(a), Percentage(_)) => (Percentage(a.clone()), right.value.clone()),
        (Percentage(_), Number(b)) => (left.value.clone(), Percentage(b.clone())),
        (Number(a), Quantity(_, unit)) => {
            (Quantity(scaled(a, left, right), *unit), right.value.clone())
        }
        (Number(a), Duration(_, unit)) => {
            (Duration(scaled(a, left, right), *unit), right.value.clone())
        }
        (Number(a), Money(_, code)) => (
            money::like(scaled(a, left, right), *code),
            right.value.clone(),
        ),
        (Money(a, code), Number(b)) => (
            money::like(scaled(a, left, right), *code),
            money::like(b.clone(), *code),
        ),
        (Money(a, code), Money(b, other)) if code.agrees(other) => (
            money::like(scaled(a, left, right), *code),
            money::like(b.clone(), *other),
        ),
        (Number(a), Day(date)) => (Day(with_day(*date, small(a, left)?)?), right.value.clone()),
        (Day(date), Number(b)) if date.day.is_some() => {
            (left.value.clone(), Day(with_day(*date, small(b, right)?)?))
        }
        (Day(a), Day(b)) => days(*a, *b),
        (Year(a), Number(b)) => (
            Year(*a),
            Year(
                a - a % 100
                    + b.value()
                        .to_i32()
                        .filter(|&b| right.plain == 2 && b > a % 100)?,
            ),
        ),
        (Number(a), Year(b)) if left.plain == 4 => (Year(a.value().to_i32()?), Year(*b)),
        (Ordinal(_), Ordinal(_))
        | (Time(_), Time(_))
        | (Year(_), Year(_))
        | (Percentage(_), Percentage(_)) => (left.value.clone(), right.value.clone()),
        (Quantity(a, unit), Quantity(b, other)) if unit.dimension() == other.dimension() => {
            (Quantity(a.clone(), *unit), Quantity(b.clone(), *other))
        }
        (Duration(_, unit), Duration(_, other)) if unit.dimension() == other.dimension() => {
            (left.value.clone(), right.value.clone())
        }
        (Value::Century(_), Value::Century(_)) | (Value::Decade(_), Value::Decade(_)) => {
            (left.value.clone(), right.value.clone())
        }
        (Ordinal(a), Value::Century(_)) => {
            (Value::Century(i32::try_from(*a).ok()?), right.value.clone())
        }
        (Number(a), Time(time)) => (
            Time(super::Time {
                hour: small(a, left).filter(|&hour| hour < 24)?,
                minute: 0,
                ..*time
            }),
            right.value.clone(),
        ),
        _ => return None,
    };
    Some(pair)
}

/// The left end takes the scale of the right one, where it is smaller than what the right one is before its scale.
fn scaled(amount: &Amount, left: &Item, right: &Item) -> Amount {
    let Some(scale) = right.scale.filter(|_| left.scale.is_none()) else {
        return amount.clone();
    };
    let right_value = match &right.value {
        Value::Number(amount)
        | Value::Quantity(amount, _)
        | Value::Duration(amount, _)
        | Value::Money(amount, _) => amount.value(),
        _ => return amount.clone(),
    };
    let before_scale = right_value.checked_div(scale).unwrap_or(Decimal::ZERO);
    let shared = amount
        .map(|value| value.checked_mul(scale))
        .filter(|_| amount.value() <= before_scale);
    shared.unwrap_or_else(|| amount.clone())
}

fn small(amount: &Amount, item: &Item) -> Option<u8> {
    amount
        .value()
        .to_u8()
        .filter(|_| item.scale.is_none() && amount.value().fract().is_zero())
}

fn with_day(date: Date, day: u8) -> Option<Date> {
    ((1..=31).contains(&day) && date.month.is_some()).then_some(Date {
        day: Some(day),
        weekday: None,
        ..date
    })
}

/// Two dates share the month and the year that only one of them says.
fn days(a: Date, b: Date) -> (Value, Value) {
    let year = (a.year.or(b.year), b.year.or(a.year));
    let month = |own: Date, other: Date| {
        if own.day.is_some() && own.month.is_none() {
            other.month
        } else {
            own.month
        }
    };
    let share = a.day.is_some() == b.day.is_some() && a.weekday.is_none() && b.weekday.is_none();
    if !share {
        return (Value::Date(a), Value::Date(b));
    }
    (
        Value::Date(Date {
            year: year.0,
            month: month(a, b),
            ..a
        }),
        Value::Date(Date {
            year: year.1,
            month: month(b, a),
            ..b
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::values;

    #[test]
    fn a_range_shares_its_unit() {
        assert_eq!(
            values("en", "3-5 km, 5–10%, $5-10 million"),
            [
                "3 kilometer..5 kilometer",
                "5%..10%",
                "5000000 $..10000000 $"
            ]
        );
        assert_eq!(
            values("es", "entre 3 y 5 kilómetros"),
            ["3 kilometer..5 kilometer"]
        );
        assert_eq!(values("es", "entre un 70 % y un 90 %"), ["70%..90%"]);
        assert_eq!(values("vi", "từ 3 đến 5 km"), ["3 kilometer..5 kilometer"]);
        assert_eq!(
            values("en", "5 to 10 million people"),
            ["5000000..10000000"]
        );
    }

    #[test]
    fn a_range_of_days_shares_its_month() {
        assert_eq!(values("en", "May 5-12, 2022"), ["2022-05-05..2022-05-12"]);
        assert_eq!(
            values("es", "del 5 al 12 de mayo"),
            ["????-05-05..????-05-12"]
        );
        assert_eq!(
            values("vi", "từ ngày 7 đến 9 tháng 5"),
            ["????-05-07..????-05-09"]
        );
    }

    #[test]
    fn years_with_a_dash() {
        assert_eq!(values("vi", "giai đoạn 2021 - 2030"), ["2021..2030"]);
        assert_eq!(values("en", "in 2021-22"), ["2021..2022"]);
        assert_eq!(values("es", "2021–2030"), ["2021..2030"]);
    }

    #[test]
    fn two_values_with_and_are_no_range() {
        assert_eq!(values("en", "Ayr 38 - 17 Melrose"), ["38-17"]);
        assert_eq!(values("en", "5 men and 7 women"), ["5", "7"]);
        assert_eq!(values("es", "5 y 7"), ["5", "7"]);
        assert_eq!(values("vi", "5 và 7"), ["5", "7"]);
    }
}
