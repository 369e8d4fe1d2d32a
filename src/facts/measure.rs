//! Quantities and durations: a number and its unit, also in two steps (`2 hours 30 minutes`, `5 feet 10 inches`).

use rust_decimal::Decimal;

use super::BlockText;
use super::cold;
use super::item::Item;
use super::lexis::Entry;
use super::number::{self, Number};
use super::spelled;
use super::tokens::{Case, TokenKind};
use super::units::{self, Dimension};
use super::value::{Amount, Unit, Value};

/// A quantity or a duration that begins with this number.
pub(super) fn read(block: &BlockText<'_>, number: &Number) -> Option<Item> {
    // Beside a unit a word such as `两` counts; `一年` and *a year* count nothing.
    if number.article && number.amount.value() <= Decimal::ONE {
        return None;
    }
    if let Some((to, amount)) = metres_and_more(block, number) {
        return Some(number.within(to, Value::Quantity(amount, units::unit("meter")?)));
    }
    let more = block
        .tokens
        .find(number.to, |entry| {
            matches!(entry, Entry::AndMore).then_some(())
        })
        .map_or(0, |(len, ())| len);
    let (mut to, unit) = unit_after(block, number.to + more, number.scale.is_some())?;
    let mut amount = number.amount.clone();
    if let Some(len) = spelled::and_a_half(&block.tokens, to) {
        amount = amount.map(|value| value.checked_add(Decimal::new(5, 1)))?;
        to += len;
    }
    let mut unit = unit;
    while let Some((next, smaller, more)) =
        smaller_part(block, to, unit).or_else(|| bare_inches(block, to, unit))
    {
        let Some(sum) = sum(&amount, unit, &more, smaller) else {
            break;
        };
        (to, unit, amount) = (next, smaller, sum);
    }
    let item = number.within(to, with_unit(amount, each_hour(block, number.from, unit)));
    Some(cold::below_zero(block, item))
}

/// A distance is a speed where the words before the number say that it is the way of an hour: `時速12マイル`.
pub(super) fn each_hour(block: &BlockText<'_>, number: usize, unit: Unit) -> Unit {
    const LONGEST: usize = 4;
    let speed = match unit.id() {
        "kilometer" => "kilometer-per-hour",
        "mile" => "mile-per-hour",
        _ => return unit,
    };
    let said = |at: usize| {
        let found = block
            .tokens
            .find(at, |entry| matches!(entry, Entry::PerHour).then_some(()));
        found.is_some_and(|(len, ())| at + len == number)
    };
    let before = (number.saturating_sub(LONGEST)..number).any(said);
    units::unit(speed).filter(|_| before).unwrap_or(unit)
}

/// `1m75`, `1m8`: the digits behind the metre are its decimals.
fn metres_and_more(block: &BlockText<'_>, number: &Number) -> Option<(usize, Amount)> {
    let tokens = &block.tokens;
    let (sign, rest) = (number.to, number.to + 1);
    let letter = tokens.lower(sign) == "m"
        && tokens.glued(sign)
        && tokens.is_digits(rest)
        && tokens.glued(rest);
    let decimals = u32::try_from(tokens.lower(rest).len()).ok()?;
    // `2m2` and `2m3` are areas and volumes.
    let power = matches!(tokens.lower(rest), "2" | "3");
    if !letter
        || power
        || decimals > 2
        || number.plain == 0
        || super::digits::goes_on(tokens, rest + 1)
    {
        return None;
    }
    let more = Decimal::new(i64::from(super::digits::whole(tokens, rest)?), decimals);
    Some((
        rest + 1,
        number.amount.map(|whole| whole.checked_add(more))?,
    ))
}

/// An amount with its unit: a duration where that measures time.
pub(super) fn with_unit(amount: Amount, unit: Unit) -> Value {
    if unit.is_time() {
        Value::Duration(amount, unit)
    } else {
        Value::Quantity(amount, unit)
    }
}

/// The unit at a token, perhaps behind a hyphen (`5-mile`) or, after a scale, a small word (`3 millones de kilómetros`).
pub(super) fn unit_after(block: &BlockText<'_>, at: usize, scaled: bool) -> Option<(usize, Unit)> {
    let tokens = &block.tokens;
    let hyphen = tokens.is_sign(at, '-') && tokens.glued(at) && tokens.glued(at + 1);
    // `1990-м` is an ordinal, and no length.
    let ordinal = |entry| matches!(entry, Entry::OrdinalSuffix).then_some(());
    if hyphen && tokens.find(at, ordinal).is_some() {
        return None;
    }
    let from = if hyphen { at + 1 } else { at };
    unit_at(block, from).or_else(|| {
        if scaled {
            unit_at(block, after_particle(block, at)?)
        } else {
            None
        }
    })
}

/// The token after a small word that links a large number to what it counts.
pub(super) fn after_particle(block: &BlockText<'_>, at: usize) -> Option<usize> {
    let links = |entry| matches!(entry, Entry::Particle).then_some(());
    block
        .tokens
        .find(at, links)
        // `d'` of `d'euros` is two tokens.
        .filter(|&(len, ())| len == 1 || block.tokens.is_sign(at + len - 1, '\''))
        .map(|(len, ())| at + len)
}

fn unit_at(block: &BlockText<'_>, at: usize) -> Option<(usize, Unit)> {
    let tokens = &block.tokens;
    if tokens.is_claimed(at) {
        return None;
    }
    let (len, unit) = tokens.find(at, |entry| {
        if let Entry::Unit(unit) = entry {
            Some(unit)
        } else {
            None
        }
    })?;
    let to = at + len;
    let found = tokens.matches(at).iter().find(|found| found.len() == len)?;
    let unit = units::of_several(
        unit,
        found.entries().iter().filter_map(|entry| {
            if let Entry::Unit(unit) = entry {
                Some(*unit)
            } else {
                None
            }
        }),
    );
    // A longer phrase that begins here is something else, and so is a word that the unit only begins.
    let longer = tokens.matches(at).first().is_some_and(|found| {
        found.len() > len
            && !found.entries().iter().any(|entry| {
                matches!(
                    entry,
                    Entry::Unit(_) | Entry::NotNumber | Entry::FunctionWord | Entry::Relative(_)
                )
            })
    });
    let goes_on = tokens.glued(to)
        && (tokens.is_digits(to) || tokens.is_word(to) && tokens[to - 1].kind == TokenKind::Word);
    if longer || goes_on || !is_written_as_symbol(block, at, to, unit) {
        return None;
    }
    Some((to, unit))
}

/// One and two letters are a unit only in the pack's own capitals; a letter that is a word besides must stand
/// right behind its number.
fn is_written_as_symbol(block: &BlockText<'_>, at: usize, to: usize, unit: Unit) -> bool {
    let tokens = &block.tokens;
    if to != at + 1 || !tokens.is_word(at) || tokens.lower(at).chars().count() > 2 {
        return true;
    }
    let text = tokens[at].span().of(block.text);
    let known = block
        .lexis
        .pack
        .and_then(|pack| pack.units.get(unit.id()))
        .is_some_and(|spellings| spellings.iter().any(|spelling| spelling == text))
        || units::SYMBOLS
            .iter()
            .any(|&(symbol, id)| symbol == text && id == unit.id());
    let word = tokens
        .find(at, |entry| {
            matches!(entry, Entry::FunctionWord | Entry::Particle).then_some(())
        })
        .is_some();
    let capital = tokens[at].case != Case::Lower && text.chars().count() == 1;
    known && (tokens.glued(at) || !(word || capital))
}

/// A second number with a smaller unit: the token after it, its unit and its amount.
fn smaller_part(block: &BlockText<'_>, at: usize, unit: Unit) -> Option<(usize, Unit, Amount)> {
    let tokens = &block.tokens;
    let joined = tokens
        .find(at, |entry| {
            matches!(entry, Entry::Joiner | Entry::Conjunction).then_some(())
        })
        .map_or(at, |(len, ())| at + len);
    if tokens.is_claimed(joined) || !(tokens.is_digits(joined) || tokens.is_word(joined)) {
        return None;
    }
    let number =
        number::read(block, joined).filter(|number| !number.article && number.scale.is_none())?;
    let (to, smaller) = unit_after(block, number.to, false)?;
    let parts = matches!(
        unit.dimension(),
        Dimension::Time | Dimension::Calendar | Dimension::Length | Dimension::Mass
    ) && unit.dimension() == smaller.dimension();
    let ratio = units::convert(Decimal::ONE, unit, smaller)
        .filter(|ratio| parts && *ratio > Decimal::ONE && ratio.fract().is_zero())?;
    (number.amount.value() < ratio).then_some((to, smaller, number.amount))
}

/// Inches behind feet, both with hyphens: `6-foot-4`, `6-foot-4-inch`.
fn bare_inches(block: &BlockText<'_>, at: usize, unit: Unit) -> Option<(usize, Unit, Amount)> {
    let tokens = &block.tokens;
    let hyphen = |at: usize| tokens.is_sign(at, '-') && tokens.glued(at) && tokens.glued(at + 1);
    let digits = at + 1;
    let height = unit.id() == "foot" && hyphen(at.saturating_sub(2)) && hyphen(at);
    let inches = super::digits::whole(tokens, digits).filter(|inches| height && *inches < 12)?;
    let ends = tokens.lower(digits).len() <= 2 && !super::digits::goes_on(tokens, digits + 1);
    let inch = units::unit("inch")?;
    let named = unit_after(block, digits + 1, false).filter(|&(_, unit)| unit == inch);
    let to = named.map_or(digits + 1, |(to, _)| to);
    ends.then_some((to, inch, Amount::exactly(inches)))
}

fn sum(amount: &Amount, unit: Unit, more: &Amount, smaller: Unit) -> Option<Amount> {
    let more = more.value();
    amount.map(|value| units::convert(value, unit, smaller)?.checked_add(more))
}

/// Half (or another fraction in words) of a unit: `half an hour`, `nửa giờ`, `media hora`.
pub(super) fn of_fraction(block: &BlockText<'_>, fraction: &Item) -> Option<Item> {
    let Value::Fraction { part, whole } = &fraction.value else {
        return None;
    };
    let tokens = &block.tokens;
    // `media hora` may be a phrase of the pack, unit and all. The quarters of "three quarters" are no unit: without them
    // a plain number is left.
    let is_number_before = |at: usize| {
        let shorter = tokens.matches(fraction.from).iter();
        let says = |entry: &Entry| matches!(entry, Entry::Number(_));
        { shorter }
            .any(|found| fraction.from + found.len() == at && found.entries().iter().any(says))
    };
    let inner = (fraction.from + 1..fraction.to)
        .filter(|&at| !is_number_before(at))
        .filter(|&at| {
            tokens
                .find(at, |entry| matches!(entry, Entry::Number(_)).then_some(()))
                .is_none()
        })
        .find_map(|at| unit_at(block, at).filter(|&(to, _)| to == fraction.to));
    let article = tokens
        .find(fraction.to, |entry| {
            matches!(entry, Entry::Article).then_some(())
        })
        .map_or(0, |(len, ())| len);
    let (to, unit) = [0, article]
        .into_iter()
        .find_map(|skip| unit_at(block, fraction.to + skip))
        .or(inner)?;
    let amount = Amount::exactly(part.value().checked_div(whole.value())?);
    Some(Item {
        to,
        value: with_unit(amount, unit),
        ..fraction.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::values;

    #[test]
    fn a_number_with_its_unit() {
        assert_eq!(
            values("en", "5 miles, 5-mile, 80 km/h, 3 km²"),
            [
                "5 mile",
                "5 mile",
                "80 kilometer-per-hour",
                "3 square-kilometer"
            ]
        );
        assert_eq!(
            values("es", "5 kilómetros, 300 hectáreas, 35 °C"),
            ["5 kilometer", "300 hectare", "35 celsius"]
        );
        assert_eq!(
            values("vi", "5 km, 1.200 ha, 35 độ C, 2m3"),
            [
                "5 kilometer",
                "1200|1.2 hectare",
                "35 celsius",
                "2 cubic-meter"
            ]
        );
        assert_eq!(values("vi", "cao 1m75, 1m8"), ["1.75 meter", "1.8 meter"]);
        assert_eq!(
            values("es", "3 millones de kilómetros"),
            ["3000000 kilometer"]
        );
    }

    #[test]
    fn durations_in_one_and_two_steps() {
        assert_eq!(
            values("en", "three weeks, 2 hours 30 minutes"),
            ["3 week", "150 minute"]
        );
        assert_eq!(
            values("vi", "hai năm, 5 năm, 2 năm rưỡi"),
            ["2 year", "5 year", "2.5 year"]
        );
        assert_eq!(
            values("es", "dos años y medio, media hora"),
            ["2.5 year", "0.5 hour"]
        );
        assert_eq!(
            values("en", "half an hour, a 29-year-old man"),
            ["0.5 hour", "29 year"]
        );
    }

    #[test]
    fn a_letter_that_is_a_word_is_no_unit() {
        assert_eq!(values("en", "5 in the house, group 5 A"), ["5", "5"]);
        assert_eq!(values("es", "5 a la vez"), ["5"]);
        assert_eq!(values("vi", "5 đồng chí"), ["5"]);
    }
}
