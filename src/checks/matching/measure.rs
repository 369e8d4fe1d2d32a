//! Whether two measures can be the same, given how coarsely they are said.

use rust_decimal::Decimal;

use super::atom::{Atom, Sort};
use crate::facts::{Amount, Unit, convert};

/// Whether `target` in its unit is what `source` comes to, as closely as the two are said: within
/// half a step of the last digit that either shows, or three parts in a hundred. Where a round figure
/// ("100 miles", "160 km") was rendered by a round figure, ten parts in a hundred. Degrees without
/// more may be Fahrenheit on one side and Celsius on the other.
pub(super) fn comes_to(source: Decimal, from: Unit, target: Decimal, to: Unit) -> bool {
    let ways = [
        (from, to),
        (scale(from, "fahrenheit"), scale(to, "celsius")),
        (scale(from, "celsius"), scale(to, "fahrenheit")),
    ];
    ways.into_iter().filter(|(from, to)| from != to).any(|(from, to)| {
        let (there, back) = (convert(source, from, to), convert(target, to, from));
        matches!((there, back), (Some(there), Some(back)) if near(there, source, target) || near(back, target, source))
    })
}

/// The scale that bare degrees may mean.
fn scale(unit: Unit, meant: &'static str) -> Unit {
    if unit.id() == "degree" {
        Unit(meant)
    } else {
        unit
    }
}

/// Whether a second measure in brackets can be meant to say the first again, however roughly.
pub(super) fn is_near(one: Decimal, from: Unit, other: Decimal, to: Unit) -> bool {
    let Some(there) = convert(one, from, to) else {
        return false;
    };
    comes_to(one, from, other, to) || (there - other).abs() <= other.abs() * Decimal::new(15, 2)
}

fn near(exact: Decimal, given: Decimal, said: Decimal) -> bool {
    let apart = (exact - said).abs();
    let share = if is_round(given) && is_round(said) {
        10
    } else {
        3
    };
    let slack = exact.abs() * Decimal::new(share, 2);
    apart <= step(said) / Decimal::TWO || apart <= slack
}

/// One unit of the last digit that is shown: `8.5` is said to a tenth, `8` to one.
fn step(amount: Decimal) -> Decimal {
    Decimal::new(1, amount.normalize().scale())
}

/// Ends in a zero or a five before any decimals.
fn is_round(amount: Decimal) -> bool {
    amount >= Decimal::TEN && (amount % Decimal::from(5)).is_zero()
}

/// "5 feet 9 inches" and `6-foot-6` as one measure in feet, "220 2/3" as one number; `None` where the
/// two are no parts of one.
pub(super) fn sum<'a>(large: &Atom<'a>, small: &Atom<'a>) -> Option<Atom<'a>> {
    const NEAR: usize = 8;
    let close = small.fact.span.start().checked_sub(large.fact.span.end())? <= NEAR;
    let more = match (large.sort, small.sort) {
        (Sort::Measure(unit), Sort::Measure(smaller)) if unit != smaller => {
            convert(small.amount.value(), smaller, unit)?
        }
        (Sort::Measure(unit), Sort::Count) if unit.id() == "foot" => {
            convert(small.amount.value(), Unit("inch"), unit)?
        }
        (Sort::Count, Sort::Share { whole }) => small.amount.value().checked_div(whole)?,
        (_, _) => return None,
    };
    let total = large.amount.value().checked_add(more)?;
    (close && more < Decimal::ONE).then(|| Atom {
        amount: Amount::exactly(total),
        ..large.clone()
    })
}

/// Two groups of digits as one number, as telephone numbers are written: `116 123`.
pub(super) fn joined<'a>(first: &Atom<'a>, second: &Atom<'a>) -> Option<Atom<'a>> {
    let close = second
        .fact
        .span
        .start()
        .checked_sub(first.fact.span.end())?
        <= 1;
    let counts = first.sort == Sort::Count && second.sort == Sort::Count;
    let digits = format!("{}{}", first.amount.value(), second.amount.value());
    (close && counts).then(|| Atom {
        amount: Amount::exactly(digits.parse::<Decimal>().unwrap_or_default()),
        ..first.clone()
    })
}
