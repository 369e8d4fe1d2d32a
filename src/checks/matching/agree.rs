//! Whether two atoms can say the same, and by which allowance.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::atom::{Atom, Sort};
use super::measure::{self, comes_to};
use crate::facts::{Spelling, Time, Unit, Value, convert};

/// Why two atoms agree, the plainest reason first: a better reason is never given up for a worse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// The same value of the same sort.
    Equal,
    /// The same number in another form: ninth and 9, XIX and 19, a year and a bare 1998.
    Form,
    /// The same number; its unit is said (or known to us) on one side only.
    Unit,
    /// The same measure in another unit: 5 miles and 8 km, 24 months and 2 years.
    Converted,
    /// The same share: half and 50 %, a third and 1/3.
    Share,
    /// The same stretch of the calendar: the 1980s and the eighties, the 1800s and the 19th century.
    Calendar,
    /// The same time of day in another form: 19:30 and 7:30 of an unsaid half, `7 giờ` and 7:00.
    Clock,
}

/// Whether two atoms can say the same.
pub(super) fn agree(source: &Atom<'_>, target: &Atom<'_>) -> Option<Reason> {
    same_sort(source, target)
        .or_else(|| is_copied(source, target).then_some(Reason::Form))
        .or_else(|| one_way(source, target))
        .or_else(|| one_way(target, source))
}

/// Whether a bare number of two digits is the heat of the other scale: `26 grados`, and `80` of what everybody knows to be
/// degrees.
fn is_heat(count: &Atom<'_>, degrees: &Atom<'_>, unit: Unit) -> bool {
    let amount = count.amount.value();
    count.sort == Sort::Count
        && count.written.len() == 2
        && comes_to(amount, Unit("fahrenheit"), degrees.amount.value(), unit)
        && (Decimal::from(30)..Decimal::ONE_HUNDRED).contains(&amount)
}

/// Whether degrees without more are Fahrenheit on one side and Celsius on the other: to a degree, for angles are written so
/// too. Only from a language that measures in Fahrenheit they may be rounded, or tell how much warmer it is.
fn is_bare_heat(source: &Atom<'_>, target: &Atom<'_>) -> bool {
    let way = |warm: &Atom<'_>, other: &Atom<'_>| {
        let (amount, celsius) = (warm.amount.value(), other.amount.value());
        let converts = warm.customary && !other.customary;
        let within = |exact: Option<Decimal>, most: u64| {
            exact.is_some_and(|exact| (exact - celsius).abs() <= Decimal::from(most))
        };
        let exact = convert(amount, Unit("fahrenheit"), Unit("celsius"));
        // Ovens are set in steps of ten and more.
        let round = |step: u64| (celsius % Decimal::from(step)).is_zero();
        let rounded = match converts {
            true if celsius >= Decimal::ONE_HUNDRED && round(10) => 10,
            true if round(5) => 4,
            _ => 1,
        };
        // So many degrees more are fewer on the other scale.
        let more = || {
            let fives = amount.checked_mul(Decimal::from(5));
            fives.and_then(|fives| fives.checked_div(Decimal::from(9)))
        };
        warm.customary == other.customary && amount >= Decimal::from(32) && within(exact, 1)
            || converts && (within(exact, rounded) || amount >= Decimal::TEN && within(more(), 1))
    };
    way(source, target) || way(target, source)
}

/// What was copied sign by sign is the same, whatever each language makes of it: `£125m`.
fn is_copied(source: &Atom<'_>, target: &Atom<'_>) -> bool {
    let has_digits = || source.written.contains(|c: char| c.is_ascii_digit());
    source.written == target.written && has_digits()
}

fn same_sort(source: &Atom<'_>, target: &Atom<'_>) -> Option<Reason> {
    let equal = same_amount(source, target);
    let when = |holds: bool, reason| holds.then_some(reason);
    match (source.sort, target.sort) {
        (Sort::Clock(one), Sort::Clock(other)) => {
            when(one == other, Reason::Equal).or(when(same_clock(one, other), Reason::Clock))
        }
        (Sort::Score, Sort::Score)
        | (Sort::Phone, Sort::Phone)
        | (Sort::Relative, Sort::Relative) => when(
            same_whole(&source.fact.value, &target.fact.value),
            Reason::Equal,
        ),
        (Sort::Share { whole: one }, Sort::Share { whole: other }) => {
            when(equal && one == other, Reason::Equal).or(when(
                same_ratio((source.amount.value(), one), (target.amount.value(), other)),
                Reason::Share,
            ))
        }
        (Sort::Money(one), Sort::Money(other)) => when(equal && one.agrees(&other), Reason::Equal),
        // Degrees without more, of an angle as of the air.
        (Sort::Measure(one), Sort::Measure(other))
            if one == other && measure::is_bare_degree(one) =>
        {
            when(equal, Reason::Equal).or(when(is_bare_heat(source, target), Reason::Converted))
        }
        (Sort::Measure(one), Sort::Measure(other)) => when(equal && one == other, Reason::Equal)
            .or(when(
                comes_to(source.amount.value(), one, target.amount.value(), other),
                Reason::Converted,
            )),
        (Sort::Day | Sort::Month, Sort::Day | Sort::Month) => {
            let swapped = (source.unsure || target.unsure) && source.sort != target.sort;
            when(
                equal && (source.sort == target.sort || swapped),
                Reason::Equal,
            )
        }
        (Sort::Decade, Sort::Decade) => {
            when(equal, Reason::Equal).or(when(same_two_digits(source, target), Reason::Calendar))
        }
        (one, other) => when(one == other && equal, Reason::Equal),
    }
}

/// Whether two amounts are equal. A less likely reading counts where the other side writes the same
/// signs or none at all: `26,750` that was copied, `20,000` for twenty thousand, but not `2,706` for
/// `2.706`.
fn same_amount(one: &Atom<'_>, other: &Atom<'_>) -> bool {
    if one.amount.value() == other.amount.value() {
        return true;
    }
    let signs = |atom: &Atom<'_>| {
        atom.written
            .chars()
            .filter(|c| matches!(c, '.' | ','))
            .collect::<String>()
    };
    one.amount.agrees(&other.amount) && {
        let (one, other) = (signs(one), signs(other));
        one.is_empty() || other.is_empty() || one == other
    }
}

/// The allowances between different sorts, written one way round.
fn one_way(one: &Atom<'_>, other: &Atom<'_>) -> Option<Reason> {
    let equal = same_amount(one, other);
    let when = |holds: bool, reason| holds.then_some(reason);
    match (one.sort, other.sort) {
        (Sort::Count, Sort::Ordinal | Sort::Day | Sort::Year) => {
            when(equal, Reason::Form).or(when(
                other.sort == Sort::Year && same_two_digits(one, other),
                Reason::Calendar,
            ))
        }
        (Sort::Ordinal, Sort::Day | Sort::Century | Sort::Year) => when(equal, Reason::Form),
        // `90-е` are the nineties, and `19 века` is no length of time.
        (Sort::Ordinal, Sort::Decade) => when(same_two_digits(one, other), Reason::Calendar),
        (Sort::Measure(unit), Sort::Century) => when(equal && unit.id() == "century", Reason::Form),
        // `22年` is a year as often as a length of time, and `30日以内` is a length of time.
        (Sort::Measure(_), Sort::Year) => when(
            is_numbered_year(one) && same_two_digits(one, other),
            Reason::Calendar,
        ),
        (Sort::Day, Sort::Measure(unit)) => when(
            equal && unit.id() == "day" && is_bare_day(one),
            Reason::Form,
        ),
        (Sort::Count, Sort::Century | Sort::Decade) => when(equal, Reason::Form).or(when(
            other.sort == Sort::Decade && same_two_digits(one, other),
            Reason::Calendar,
        )),
        (Sort::Count, Sort::Money(_)) => when(equal, Reason::Unit),
        (Sort::Count | Sort::Ordinal, Sort::Measure(unit)) => {
            when(equal && !is_odd_unit_of_age(one, unit), Reason::Unit).or(when(
                measure::is_degree(unit) && is_heat(one, other, unit),
                Reason::Converted,
            ))
        }
        // Some languages number their weekdays: `thứ hai` and `segunda` are Monday and the second.
        (Sort::Ordinal, Sort::Weekday) => {
            let after = other.amount.value() + Decimal::ONE;
            when(one.amount.value() == after, Reason::Calendar)
        }
        (Sort::Count, Sort::Percent) => when(equal && one.lends, Reason::Unit),
        (Sort::Year, Sort::Decade) => when(equal, Reason::Calendar),
        // "In his 40s" is a man of some 40 years, and on a day in the 80s it is that warm.
        (Sort::Decade, Sort::Measure(unit)) => when(
            unit.id() == "year" && same_two_digits(one, other)
                || measure::is_in_the_tens(one.amount.value(), other.amount.value(), unit),
            Reason::Calendar,
        ),
        (Sort::Money(_), Sort::Measure(unit)) => {
            when(is_weight_by_name(one, other, unit), Reason::Converted)
        }
        (Sort::Decade, Sort::Century) => when(
            is_first_of_century(one.amount.value(), other.amount.value()),
            Reason::Calendar,
        ),
        (Sort::Share { whole }, Sort::Percent) => when(
            one.amount
                .readings()
                .iter()
                .any(|&part| is_percent_of(other.amount.value(), part, whole)),
            Reason::Share,
        ),
        (Sort::Share { whole }, Sort::Count) => when(
            same_ratio(
                (one.amount.value(), whole),
                (other.amount.value(), Decimal::ONE),
            ),
            Reason::Share,
        ),
        (Sort::Share { whole }, Sort::Ordinal) => when(
            one.amount.value() == Decimal::ONE && whole == other.amount.value(),
            Reason::Share,
        ),
        (Sort::Clock(time), Sort::Measure(unit)) => when(
            unit.id() == "hour"
                && (is_hour(time, other.amount.value()) || is_clock_in_a_row(time, other))
                || measure::is_on_the_clock(time.hour, time.minute, other.amount.value(), unit),
            Reason::Clock,
        ),
        (Sort::Clock(time), Sort::Count) => when(
            is_hour(time, other.amount.value()) || is_clock_in_a_row(time, other),
            Reason::Clock,
        ),
        // A result with a colon looks like a time: `16:32`, 16-32.
        (Sort::Clock(time), Sort::Score) => when(
            matches!(&other.fact.value, Value::Score(points)
                if time.second.is_none()
                    && *points == [u32::from(time.hour), u32::from(time.minute)]),
            Reason::Form,
        ),
        // "A draw of two goals" is 2-2.
        (Sort::Score, Sort::Count) => when(
            matches!(&one.fact.value, Value::Score(points)
                if points.len() > 1
                    && points.iter().all(|&points| Decimal::from(points) == other.amount.value())),
            Reason::Form,
        ),
        _ => None,
    }
}

/// Whether a number is a time whose digits were written in a row: `0500`, `603`, `2200 hours`.
fn is_clock_in_a_row(time: Time, count: &Atom<'_>) -> bool {
    let digits = count.written.bytes().take_while(u8::is_ascii_digit).count();
    let alone =
        digits == count.written.len() || matches!(count.sort, Sort::Measure(_)) && digits == 4;
    alone
        && (3..=4).contains(&digits)
        && count.amount.value()
            == Decimal::from(u32::from(time.hour) * 100 + u32::from(time.minute))
}

/// Whether a length of years may be a year in two digits: the same sign stands behind both in Chinese, Japanese and Korean.
pub(super) fn is_numbered_year(length: &Atom<'_>) -> bool {
    let in_years = matches!(length.sort, Sort::Measure(unit) if unit.id() == "year");
    let amount = length.amount.value();
    in_years
        && length.written.ends_with(['年', '년'])
        && length.fact.spelling == Spelling::Digits
        && amount.fract().is_zero()
        && amount < Decimal::ONE_HUNDRED
}

/// Whether a day stands without its month, with the sign that also counts days.
pub(super) fn is_bare_day(day: &Atom<'_>) -> bool {
    if day.sort != Sort::Day {
        return false;
    }
    let bare = |value: &Value| matches!(value, Value::Date(date) if date.month.is_none() && date.weekday.is_none());
    let alone = match &day.fact.value {
        Value::Range(from, to) => bare(from) && bare(to),
        value => bare(value),
    };
    alone && day.written.ends_with(['日', '일'])
}

/// The word for pounds sterling is a weight's in most languages.
fn is_weight_by_name(money: &Atom<'_>, weight: &Atom<'_>, unit: Unit) -> bool {
    let Sort::Money(currency) = money.sort else {
        return false;
    };
    currency.code() == "GBP"
        && (money.amount.agrees(&weight.amount) && unit.id() == "pound"
            || comes_to(
                money.amount.value(),
                Unit("pound"),
                weight.amount.value(),
                unit,
            ))
}

/// A bare number of two digits or a place in a row is a person's age or a jubilee more often than
/// anything else: 45 is not 45 months.
pub(super) fn is_odd_unit_of_age(bare: &Atom<'_>, unit: Unit) -> bool {
    let in_years = bare.written.trim_end_matches(char::is_alphabetic);
    let two_digits = in_years.len() == 2 && in_years.bytes().all(|byte| byte.is_ascii_digit());
    two_digits && matches!(unit.id(), "day" | "week" | "month")
}

/// Whether two amounts in these units are one and the same thing measured: a conversion in brackets.
pub(super) fn restates(one: &Atom<'_>, other: &Atom<'_>) -> bool {
    match (one.sort, other.sort) {
        (Sort::Measure(from), Sort::Measure(to)) => {
            from != to && measure::is_near(one.amount.value(), from, other.amount.value(), to)
        }
        (Sort::Money(from), Sort::Money(to)) => !from.agrees(&to),
        _ => false,
    }
}

fn same_whole(one: &Value, other: &Value) -> bool {
    match (one, other) {
        // Foreign callers dial the country's number first.
        (Value::Phone(one), Value::Phone(other)) => {
            one.ends_with(other.as_str()) || other.ends_with(one.as_str())
        }
        (one, other) => one == other,
    }
}

fn same_ratio(one: (Decimal, Decimal), other: (Decimal, Decimal)) -> bool {
    let across = |a: Decimal, b: Decimal| a.checked_mul(b);
    match (across(one.0, other.1), across(other.0, one.1)) {
        (Some(left), Some(right)) => left == right,
        (Some(_) | None, _) => false,
    }
}

/// Whether a percentage, as closely as it is said, is that share.
fn is_percent_of(percent: Decimal, part: Decimal, whole: Decimal) -> bool {
    let Some(exact) = part
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|part| part.checked_div(whole))
    else {
        return false;
    };
    (exact - percent).abs() <= Decimal::new(1, percent.normalize().scale()) / Decimal::TWO
}

/// `80` and 1980, `'98` and 1998.
fn same_two_digits(one: &Atom<'_>, other: &Atom<'_>) -> bool {
    let year = |atom: &Atom<'_>| atom.amount.value().to_i32();
    let (Some(one), Some(other)) = (year(one), year(other)) else {
        return false;
    };
    (one < 100 || other < 100) && one >= 0 && other >= 0 && one % 100 == other % 100
}

/// The 1800s are the 19th century.
fn is_first_of_century(year: Decimal, century: Decimal) -> bool {
    year == (century - Decimal::ONE) * Decimal::ONE_HUNDRED
}

fn same_clock(one: Time, other: Time) -> bool {
    let minutes = one.minute == other.minute;
    let seconds = one.second.is_none() || other.second.is_none() || one.second == other.second;
    let unsure = one.half_unsure || other.half_unsure;
    minutes && seconds && (one.hour == other.hour || unsure && one.hour % 12 == other.hour % 12)
}

/// `7 giờ` read as a stretch of time, `7.30` read as a number.
pub(super) fn is_hour(time: Time, amount: Decimal) -> bool {
    let said = |hour: u8| Decimal::from(hour) + Decimal::new(i64::from(time.minute), 2);
    amount == said(time.hour)
        // `jusqu’à 24 heures` is a clock's midnight as well.
        || time.hour == 0 && amount == said(24)
        || time.half_unsure && amount == said(time.hour % 12)
        || amount == said((time.hour + 11) % 12 + 1)
}
