//! Fractions: `7/117`, `9 of 39`, `½`, `two thirds`; and percentages, which are fractions of a hundred.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::item::Item;
use super::lexis::{Entry, Sorts};
use super::number::{self, Number};
use super::tokens::{Gap, Tokens};
use super::value::{Amount, Value};
use super::{BlockText, Spelling};

/// Part and whole of a vulgar fraction sign.
pub(super) fn vulgar(sign: char) -> Option<(u32, u32)> {
    Some(match sign {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    })
}

/// The fraction after a whole number: `1½`, `1 1/2`. Returns the token after it and its value.
pub(super) fn mixed(tokens: &Tokens, at: usize) -> Option<(usize, Decimal)> {
    if let Some((part, whole)) = tokens.sign(at).and_then(vulgar) {
        return Some((at + 1, Decimal::from(part) / Decimal::from(whole)));
    }
    let (to, part, whole) = slashed(tokens, at).filter(|_| tokens[at].gap == Gap::Space)?;
    (part < whole && matches!(whole, 2 | 3 | 4 | 5 | 8 | 16))
        .then(|| (to, Decimal::from(part) / Decimal::from(whole)))
}

/// Digits, a slash and digits without gaps.
fn slashed(tokens: &Tokens, at: usize) -> Option<(usize, u32, u32)> {
    let slash = at + 1;
    let glued = tokens.glued(slash) && tokens.glued(slash + 1);
    let fits = tokens.is_digits(at)
        && matches!(tokens.sign(slash), Some('/' | '⁄'))
        && glued
        && tokens.is_digits(slash + 1);
    let part = super::digits::whole(tokens, at).filter(|_| fits)?;
    Some((slash + 2, part, super::digits::whole(tokens, slash + 1)?))
}

/// A percentage that begins with this number.
pub(super) fn percentage(block: &BlockText<'_>, number: &Number) -> Option<Item> {
    let tokens = &block.tokens;
    let hyphen =
        tokens.is_sign(number.to, '-') && tokens.glued(number.to) && tokens.glued(number.to + 1);
    let from = if hyphen { number.to + 1 } else { number.to };
    let len = match tokens.find(from, |entry| matches!(entry, Entry::Percent).then_some(())) {
        Some((len, ())) => len,
        None => usize::from(tokens.is_sign(from, '%')),
    };
    if len == 0
        && let Some((len, amount)) = tenths(tokens, from, &number.amount)
    {
        return Some(number.within(from + len, Value::Percentage(amount)));
    }
    if len == 0 && follows_percent(block, number.from) {
        return Some(number.within(number.to, Value::Percentage(number.amount.clone())));
    }
    (len > 0).then(|| number.within(from + len, Value::Percentage(number.amount.clone())))
}

/// The word for tenths at a token, and how many percent it makes of so many: `3割`, `四成`.
fn tenths(tokens: &Tokens, at: usize, amount: &Amount) -> Option<(usize, Amount)> {
    let (len, ()) = tokens.find(at, |entry| matches!(entry, Entry::Tenths).then_some(()))?;
    // `成员` is a member.
    let longer = tokens.matches(at).first()?.len() > len;
    let percent = amount.map(|tenths| tenths.checked_mul(Decimal::TEN))?;
    (!longer && amount.value() <= Decimal::TEN).then_some((len, percent))
}

/// Whether words that make it a percentage end right before a number: `百分之二十`.
fn follows_percent(block: &BlockText<'_>, at: usize) -> bool {
    let before = |len: usize| {
        let from = at.checked_sub(len)?;
        let percent = |entry| matches!(entry, Entry::PercentBefore).then_some(());
        block
            .tokens
            .find(from, percent)
            .filter(|found| found.0 == len)
    };
    (1..=3).any(|len| before(len).is_some())
}

/// A fraction that begins with this number: `7/117`, `1.200/1.500`, `9 of 39`, `9 trên tổng số 39`.
pub(super) fn share(block: &BlockText<'_>, number: &Number) -> Option<Item> {
    let tokens = &block.tokens;
    if number.article || number.homograph {
        return None;
    }
    let fraction = |to, whole: &Number| {
        let fits = whole.amount.value() > Decimal::ZERO
            && number.amount.value() >= Decimal::ZERO
            && !whole.article
            && !whole.homograph;
        let spelling = if whole.spelling == number.spelling {
            number.spelling
        } else {
            Spelling::Mixed
        };
        let value = Value::Fraction {
            part: number.amount.clone(),
            whole: whole.amount.clone(),
        };
        fits.then(|| Item {
            scale: None,
            ..number.within(to, value).spelled(spelling)
        })
    };
    let slash = matches!(tokens.sign(number.to), Some('/' | '⁄')) && tokens.glued(number.to);
    if slash && tokens.is_digits(number.to + 1) && tokens.glued(number.to + 1) {
        let whole = number::read(block, number.to + 1)?;
        // A third part makes it a date or a code.
        let more = tokens.is_sign(whole.to, '/') && tokens.glued(whole.to);
        return if more {
            None
        } else {
            fraction(whole.to, &whole)
        };
    }
    let (len, ()) = tokens.find(number.to, |entry| {
        matches!(entry, Entry::Share).then_some(())
    })?;
    let bracket = usize::from(tokens.is_sign(number.to + len, '('));
    let whole = number::read(block, number.to + len + bracket)?;
    let (part, all) = (number.amount.value(), whole.amount.value());
    let counts =
        part.fract().is_zero() && all.fract().is_zero() && part <= all && all > Decimal::ONE;
    let year = whole.plain == 4 && (1500..2100).contains(&all.to_u32().unwrap_or_default());
    // The plain word `de` or `of` also stands between numbers that are no share: `dos de 18 años`.
    let plain = tokens
        .find(number.to, |entry| {
            matches!(entry, Entry::Particle | Entry::FunctionWord).then_some(())
        })
        .is_some_and(|(word, ())| word == len);
    if plain && whole.spelling != number.spelling {
        return None;
    }
    let measured = super::measure::unit_after(block, whole.to, false).is_some();
    (counts && !year && !measured && bracket == 0)
        .then(|| fraction(whole.to, &whole))
        .flatten()
}

/// A fraction whose whole is this number, and whose part is said behind it: `4分の1`, `四分之三`.
pub(super) fn whole_first(block: &BlockText<'_>, whole: &Number) -> Option<Item> {
    let tokens = &block.tokens;
    let (len, ()) = tokens.find(whole.to, |entry| {
        matches!(entry, Entry::PartsOf).then_some(())
    })?;
    let part = number::read(block, whole.to + len)?;
    let fits = whole.amount.value() > Decimal::ONE && part.scale.is_none();
    let value = Value::Fraction {
        part: part.amount.clone(),
        whole: whole.amount.clone(),
    };
    fits.then(|| Item {
        scale: None,
        ..whole.within(part.to, value)
    })
}

/// A share whose numbers stand a few words apart: `9 households (out of a total of 39`. Only a phrase of several
/// words joins them, and nothing but words may stand between.
pub(super) fn apart(block: &BlockText<'_>, part: &Item, whole: &Item) -> Option<Item> {
    let tokens = &block.tokens;
    let (Value::Number(few), Value::Number(all)) = (&part.value, &whole.value) else {
        return None;
    };
    let distance = whole.from.checked_sub(part.to)?;
    if !(2..=10).contains(&distance) || few.value() > all.value() || whole.plain == 4 {
        return None;
    }
    let says = |at: usize| {
        let found = tokens.find(at, |entry| matches!(entry, Entry::Share).then_some(()));
        found.is_some_and(|(len, ())| len > 1 && at + len == whole.from)
    };
    let share = (part.to..whole.from).find(|&at| says(at))?;
    let words =
        (part.to..share).all(|at| tokens.is_word(at) || at + 1 == share && tokens.is_sign(at, '('));
    let value = Value::Fraction {
        part: few.clone(),
        whole: all.clone(),
    };
    (words && share - part.to <= 4).then(|| Item {
        from: part.from,
        value,
        ..whole.clone()
    })
}

/// A fraction in words or a sign alone: `half`, `hai phần ba`, `½`; with a scale it is a number (`half a million`).
pub(super) fn in_words(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    if let Some((part, whole)) = tokens.sign(at).and_then(vulgar) {
        let value = Value::Fraction {
            part: Amount::exactly(part),
            whole: Amount::exactly(whole),
        };
        return Some(Item::new(at, at + 1, value));
    }
    if !tokens.opens(at, Sorts::FRACTION) {
        return None;
    }
    let (len, (part, whole)) = tokens.find(at, |entry| {
        if let Entry::Fraction(part, whole) = entry {
            Some((part, whole))
        } else {
            None
        }
    })?;
    let longer = tokens.matches(at).first().is_some_and(|found| {
        found.len() > len
            && found.entries().iter().any(|entry| {
                matches!(
                    entry,
                    Entry::NotNumber | Entry::Exonym(_) | Entry::Noon | Entry::Midnight
                )
            })
    });
    if longer || whole == 0 {
        return None;
    }
    let to = at + len;
    if let Some((to, scale)) = scaled(block, to) {
        let value = Decimal::from(part).checked_mul(scale.into())? / Decimal::from(whole);
        return Some(
            Item::new(at, to, Value::Number(Amount::exactly(value))).spelled(Spelling::Words),
        );
    }
    let value = Value::Fraction {
        part: Amount::exactly(part),
        whole: Amount::exactly(whole),
    };
    Some(Item::new(at, to, value).spelled(Spelling::Words))
}

/// A scale word right after a fraction word, perhaps behind an article.
fn scaled(block: &BlockText<'_>, at: usize) -> Option<(usize, u64)> {
    let tokens = &block.tokens;
    let article = tokens
        .find(at, |entry| matches!(entry, Entry::Article).then_some(()))
        .map_or(0, |(len, ())| len);
    [at, at + article]
        .into_iter()
        .find_map(|from| {
            super::spelled::scale(tokens, from).map(|(len, scale)| (from + len, scale))
        })
        .filter(|&(_, scale)| scale >= 100)
}

#[cfg(test)]
mod tests {
    use super::super::testing::values;

    #[test]
    fn percentages_in_signs_and_words() {
        assert_eq!(
            values("en", "85.71%, 17 per cent, twenty percent"),
            ["85.71%", "17%", "20%"]
        );
        assert_eq!(values("es", "85,71 %, 94 por ciento"), ["85.71%", "94%"]);
        assert_eq!(values("vi", "85,71%, 20 phần trăm"), ["85.71%", "20%"]);
        assert_eq!(values("en", "a 5-percent rise"), ["5%"]);
    }

    #[test]
    fn fractions_in_digits_and_words() {
        assert_eq!(
            values("en", "110/117 cadres, 9 out of 39 households"),
            ["110/117", "9/39"]
        );
        assert_eq!(
            values("es", "18/21 comités, la mitad, dos tercios"),
            ["18/21", "1/2", "2/3"]
        );
        assert_eq!(
            values("vi", "7/117 cán bộ, một nửa, hai phần ba"),
            ["7/117", "1/2", "2/3"]
        );
        assert_eq!(
            values("en", "9 households (out of a total of 39 households)"),
            ["9/39"]
        );
        assert_eq!(values("en", "9 households, and 39 people"), ["9", "39"]);
        assert_eq!(values("en", "½ and 1 1/2 and 2¾"), ["1/2", "1.5", "2.75"]);
    }

    #[test]
    fn half_of_a_scale_is_a_number() {
        assert_eq!(values("en", "half a million people"), ["500000"]);
        assert_eq!(values("es", "medio millón de personas"), ["500000"]);
        assert_eq!(values("vi", "nửa triệu người"), ["500000"]);
    }

    #[test]
    fn a_year_after_of_is_no_whole() {
        assert_eq!(values("en", "5 of 2022"), ["5", "2022"]);
        assert_eq!(values("en", "5 and 7"), ["5", "7"]);
    }
}
