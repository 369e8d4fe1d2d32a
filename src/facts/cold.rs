//! Heat below zero in words: `minus 5 degrees`, `5 grados bajo cero`, `âm 5 độ`.

use super::BlockText;
use super::item::Item;
use super::units::Dimension;
use super::value::{Amount, Value};

/// A heat that words put below zero; any other value as it is.
pub(super) fn below_zero(block: &BlockText<'_>, item: Item) -> Item {
    let (Value::Quantity(amount, unit), Some(pack)) = (&item.value, block.lexis.pack) else {
        return item;
    };
    if unit.dimension() != Dimension::Temperature || !amount.value().is_sign_positive() {
        return item;
    }
    let before = minus_before(block, item.from);
    let behind = pack.numbers.below_zero.iter().find_map(|phrase| {
        stands(block, item.to, phrase).then(|| item.to + phrase.split(' ').count())
    });
    let negative = || -> Option<Amount> { amount.map(|value| Some(-value)) };
    match (before.is_some() || behind.is_some())
        .then(negative)
        .flatten()
    {
        Some(amount) => Item {
            from: before.unwrap_or(item.from),
            to: behind.unwrap_or(item.to),
            value: Value::Quantity(amount, *unit),
            ..item
        },
        None => item,
    }
}

/// The lower end of a range of which only the upper one says its unit: `minus 5 und minus 10 Grad`, `5 y 10 grados bajo cero`.
pub(super) fn both_below(
    block: &BlockText<'_>,
    (left, lower): (&Item, Value),
    right: &Item,
) -> Value {
    match (&lower, &right.value) {
        (Value::Quantity(amount, unit), Value::Quantity(upper, _))
            if unit.dimension() == Dimension::Temperature
                && matches!(left.value, Value::Number(_))
                && amount.value().is_sign_positive()
                && upper.value().is_sign_negative() =>
        {
            let one_word = || {
                let own = block
                    .lexis
                    .pack
                    .iter()
                    .flat_map(|pack| &pack.numbers.below_zero);
                { own }.any(|phrase| {
                    let from = right.to.checked_sub(phrase.split(' ').count());
                    from.is_some_and(|from| stands(block, from, phrase))
                })
            };
            let below = minus_before(block, left.from).is_some() || one_word();
            let negative = below.then(|| amount.map(|value| Some(-value))).flatten();
            negative.map_or(lower.clone(), |amount| Value::Quantity(amount, *unit))
        }
        _ => lower,
    }
}

/// Where a word begins that ends at a token and puts the heat behind it below zero. In `au moins` it does not.
fn minus_before(block: &BlockText<'_>, to: usize) -> Option<usize> {
    let numbers = &block.lexis.pack?.numbers;
    let ends = |phrase: &String| {
        let from = to.checked_sub(phrase.split(' ').count())?;
        stands(block, from, phrase).then_some(from)
    };
    let otherwise = numbers.not_minus.iter().find_map(ends);
    numbers
        .minus
        .iter()
        .find_map(ends)
        .filter(|_| otherwise.is_none())
}

/// Whether the words of a phrase begin at a token.
fn stands(block: &BlockText<'_>, at: usize, phrase: &str) -> bool {
    let tokens = &block.tokens;
    let mut words = phrase.split(' ').enumerate();
    words.all(|(number, word)| at + number < tokens.len() && tokens.lower(at + number) == word)
}
