//! Whether two measures can be the same, given how coarsely they are said.

use rust_decimal::Decimal;

use super::atom::{Atom, Sort};
use crate::facts::{Amount, Unit, convert};

/// Whether `target` in its unit is what `source` comes to, as closely as the two are said: within
/// half a step of the last digit that either shows, or three parts in a hundred. Where a round figure
/// ("100 miles", "160 km") was rendered by a round figure, ten parts in a hundred.
pub(super) fn comes_to(source: Decimal, from: Unit, target: Decimal, to: Unit) -> bool {
    let Some(there) = convert(source, from, to) else { return false };
    let Some(back) = convert(target, to, from) else { return false };
    near(there, source, target) || near(back, target, source)
}

fn near(exact: Decimal, given: Decimal, said: Decimal) -> bool {
    let apart = (exact - said).abs();
    let share = if is_round(given) && is_round(said) { 10 } else { 3 };
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

/// "5 feet 9 inches" as one measure in feet; `None` where the two are no parts of one.
pub(super) fn sum<'a>(large: &Atom<'a>, small: &Atom<'a>) -> Option<Atom<'a>> {
    const NEAR: usize = 8;
    let (Sort::Measure(unit), Sort::Measure(smaller)) = (large.sort, small.sort) else { return None };
    let close = small.fact.span.start().checked_sub(large.fact.span.end())? <= NEAR;
    let more = convert(small.amount.value(), smaller, unit)?;
    let total = large.amount.value().checked_add(more)?;
    (close && unit != smaller && more < Decimal::ONE).then(|| Atom { amount: Amount::exactly(total), ..large.clone() })
}
