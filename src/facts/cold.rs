//! Heat below zero in words: `minus 5 degrees`, `5 grados bajo cero`, `âm 5 độ`.

use super::BlockText;
use super::item::Item;
use super::lexis::Entry;
use super::units::Dimension;
use super::value::{Amount, Value};

/// Tokens of the longest phrase that ends in a word such as *minus*.
const LONGEST: usize = 4;

/// A heat that words put below zero; any other value as it is.
pub(super) fn below_zero(block: &BlockText<'_>, item: Item) -> Item {
    let Some(value) = negative(&item.value) else {
        return item;
    };
    let before = minus_before(block, item.from);
    let behind = block.tokens.find(item.to, says_below);
    if before.is_none() && behind.is_none() {
        return item;
    }
    Item {
        from: before.unwrap_or(item.from),
        to: item.to + behind.map_or(0, |(len, ())| len),
        value,
        ..item
    }
}

/// The lower end of a range of which only the upper one says its unit: `minus 5 und minus 10 Grad`, `5 y 10 grados bajo cero`.
pub(super) fn lower_end(block: &BlockText<'_>, left: &Item, lower: Value, right: &Item) -> Value {
    let cold =
        |value: &Value| amount(value).is_some_and(|amount| amount.value().is_sign_negative());
    if !matches!(left.value, Value::Number(_)) || !cold(&right.value) {
        return lower;
    }
    let one_word = || {
        let starts = (right.from..right.to).rev();
        { starts }.any(|at| {
            let found = block.tokens.find(at, says_below);
            found.is_some_and(|(len, ())| at + len == right.to)
        })
    };
    let below = minus_before(block, left.from).is_some() || one_word();
    below.then(|| negative(&lower)).flatten().unwrap_or(lower)
}

fn says_below(entry: Entry) -> Option<()> {
    matches!(entry, Entry::BelowZero).then_some(())
}

/// The amount of a heat.
fn amount(value: &Value) -> Option<&Amount> {
    match value {
        Value::Quantity(amount, unit) if unit.dimension() == Dimension::Temperature => Some(amount),
        _ => None,
    }
}

/// A heat above zero with the other sign.
fn negative(value: &Value) -> Option<Value> {
    let Value::Quantity(_, unit) = value else {
        return None;
    };
    let amount = amount(value).filter(|amount| amount.value().is_sign_positive())?;
    let turned = amount.map(|value| Some(-value))?;
    Some(Value::Quantity(turned, *unit))
}

/// Where a word begins that ends at a token and puts the heat behind it below zero. In `au moins` it does not.
fn minus_before(block: &BlockText<'_>, to: usize) -> Option<usize> {
    let ending = |wanted: Entry| {
        (1..=LONGEST.min(to))
            .map(move |back| to - back)
            .find(|&at| {
                let is_it = |entry| (entry == wanted).then_some(());
                let found = block.tokens.find(at, is_it);
                found.is_some_and(|(len, ())| at + len == to)
            })
    };
    ending(Entry::Minus).filter(|_| ending(Entry::NotMinus).is_none())
}
