//! Facts cut into atoms, the smallest things that can stay or change by themselves: the day, the month
//! and the year of a date, both ends of a range. So `5-12 May` meets `del 5 al 12 de mayo` however
//! each language's reader grouped it.

use rust_decimal::Decimal;

use crate::facts::{Amount, Currency, Date, Fact, Spelling, Time, Unit, Value};

/// What an atom counts or names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sort {
    /// A bare number.
    Count,
    /// A place in a row, by a word, a suffix or a Roman numeral.
    Ordinal,
    /// A share of a hundred.
    Percent,
    /// So many of so many; the atom's amount is the part.
    Share {
        /// Of how many.
        whole: Decimal,
    },
    /// An amount of money.
    Money(Currency),
    /// An amount with a unit of measure or of time.
    Measure(Unit),
    /// The number of a day within a month.
    Day,
    /// 1 to 12.
    Month,
    /// A year.
    Year,
    /// 1 (Monday) to 7.
    Weekday,
    /// Ten years, by the first.
    Decade,
    /// A hundred years, by their ordinal.
    Century,
    /// A time of day.
    Clock(Time),
    /// A result; compared as a whole.
    Score,
    /// A telephone number; compared as a whole.
    Phone,
    /// A day named from the day of writing.
    Relative,
}

impl Sort {
    /// Whether it says when.
    pub(super) fn is_calendar(self) -> bool {
        match self {
            Self::Day
            | Self::Month
            | Self::Year
            | Self::Weekday
            | Self::Decade
            | Self::Century
            | Self::Relative => true,
            Self::Count
            | Self::Ordinal
            | Self::Percent
            | Self::Share { .. }
            | Self::Money(_)
            | Self::Measure(_)
            | Self::Clock(_)
            | Self::Score
            | Self::Phone => false,
        }
    }
}

/// One atom of a fact.
#[derive(Debug, Clone)]
pub(super) struct Atom<'a> {
    /// The fact it belongs to.
    pub(super) fact: &'a Fact,
    /// What it counts or names.
    pub(super) sort: Sort,
    /// How much; the number of the day, month or year; zero where the sort says all.
    pub(super) amount: Amount,
    /// How it is written.
    pub(super) written: &'a str,
    /// Day and month may be the other way round.
    pub(super) unsure: bool,
    /// How far into the bead it stands, in thousandths of the bead's length.
    pub(super) at: usize,
    /// A bare number whose unit is said once, further on: the 3 of "3 and 4 percent".
    pub(super) lends: bool,
    /// Its language measures in miles and Fahrenheit.
    pub(super) customary: bool,
}

impl<'a> Atom<'a> {
    fn new(fact: &'a Fact, sort: Sort, amount: Amount) -> Self {
        Self {
            fact,
            sort,
            amount,
            written: "",
            unsure: false,
            at: 0,
            lends: false,
            customary: false,
        }
    }

    /// The digits of the amount, without its point and sign.
    pub(super) fn digits(&self) -> String {
        let text = self.amount.value().to_string();
        text.chars().filter(char::is_ascii_digit).collect()
    }

    /// Spelled in words only and so small that a translator may well have rephrased it.
    pub(super) fn is_small_word(&self) -> bool {
        self.fact.spelling == Spelling::Words
            && !self.sort.is_calendar()
            && self.amount.value() <= Decimal::TEN
    }
}

/// The atoms of a fact; none where it holds no value to compare.
pub(super) fn split<'a>(fact: &'a Fact, out: &mut Vec<Atom<'a>>) {
    split_value(fact, &fact.value, out);
}

fn split_value<'a>(fact: &'a Fact, value: &Value, out: &mut Vec<Atom<'a>>) {
    let mut push = |sort, amount| out.push(Atom::new(fact, sort, amount));
    match value {
        Value::Number(amount) => push(Sort::Count, amount.clone()),
        Value::Ordinal(place) => push(Sort::Ordinal, Amount::exactly(*place)),
        Value::Roman(number) => push(Sort::Ordinal, Amount::exactly(*number)),
        Value::Percentage(amount) => push(Sort::Percent, amount.clone()),
        Value::Fraction { part, whole } => push(
            Sort::Share {
                whole: whole.value(),
            },
            part.clone(),
        ),
        Value::Money(amount, currency) => push(Sort::Money(*currency), amount.clone()),
        Value::Quantity(amount, unit) | Value::Duration(amount, unit) => {
            push(Sort::Measure(*unit), amount.clone());
        }
        Value::Year(year) => push(Sort::Year, Amount::exactly(*year)),
        Value::Decade(year) => push(Sort::Decade, Amount::exactly(*year)),
        Value::Century(number) => push(Sort::Century, Amount::exactly(*number)),
        Value::Time(time) => push(Sort::Clock(*time), Amount::exactly(u32::from(time.hour))),
        Value::Score(_) => push(Sort::Score, Amount::exactly(0)),
        Value::Phone(_) => push(Sort::Phone, Amount::exactly(0)),
        Value::RelativeDate(_) => push(Sort::Relative, Amount::exactly(0)),
        Value::Date(date) => split_date(fact, *date, out),
        Value::Range(from, to) => {
            split_value(fact, from, out);
            split_value(fact, to, out);
        }
        Value::Version(_)
        | Value::Code(_)
        | Value::Acronym(_)
        | Value::Name(_)
        | Value::Link(_)
        | Value::Quotation(_)
        | Value::Placeholder(_)
        | Value::Negation { .. }
        | Value::Stranded
        | Value::Currency { .. } => {}
    }
}

fn split_date<'a>(fact: &'a Fact, date: Date, out: &mut Vec<Atom<'a>>) {
    let parts = [
        (Sort::Weekday, date.weekday.map(i32::from)),
        (Sort::Day, date.day.map(i32::from)),
        (Sort::Month, date.month.map(i32::from)),
        (Sort::Year, date.year),
    ];
    for (sort, part) in parts {
        let Some(part) = part else { continue };
        let unsure = date.day_month_unsure && matches!(sort, Sort::Day | Sort::Month);
        out.push(Atom {
            unsure,
            ..Atom::new(fact, sort, Amount::exactly(part))
        });
    }
}
