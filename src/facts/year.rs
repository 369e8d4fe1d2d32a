//! Years, decades and centuries.

use rust_decimal::prelude::ToPrimitive;

use super::BlockText;
use super::item::Item;
use super::lexis::Entry;
use super::number::Number;
use super::pattern::{Fit, Kind};
use super::tokens::{Case, Gap};
use super::value::Value;

/// The decade or the century of a pattern that fits.
pub(super) fn of_pattern(block: &BlockText<'_>, at: usize, fit: &Fit) -> Option<Item> {
    let value = match fit.kind {
        Kind::Decade if opens_range(block, fit) => return None,
        Kind::Decade => Value::Decade(decade(fit)?),
        Kind::Century => Value::Century(
            i32::try_from(
                fit.fields
                    .number
                    .filter(|&number| (1..=30).contains(&number))?,
            )
            .ok()?,
        ),
        Kind::Date | Kind::Time => return None,
    };
    let spelling = if fit.fields.digits {
        super::Spelling::Digits
    } else {
        super::Spelling::Words
    };
    Some(Item::new(at, fit.to, value).spelled(spelling))
}

/// Whether a dash and another year follow: `los años 2010-2019` are no decade.
fn opens_range(block: &BlockText<'_>, fit: &Fit) -> bool {
    let tokens = &block.tokens;
    fit.fields.year.is_some()
        && matches!(tokens.sign(fit.to), Some('-' | '–' | '‑'))
        && tokens.is_digits(fit.to + 1)
        && tokens.lower(fit.to + 1).len() == 4
}

/// Two digits name a decade of the century that is said beside them (`19 世纪 90 年代`), or else of the last hundred years:
/// `años 80`, `the ’20s`.
fn decade(fit: &Fit) -> Option<i32> {
    match (fit.fields.year, fit.fields.decade) {
        (Some(year), _) => (year % 10 == 0).then_some(year),
        (None, Some(short)) if fit.fields.number.is_some() => {
            let century = fit
                .fields
                .number
                .filter(|number| (1..=30).contains(number))?;
            Some((i32::try_from(century).ok()? - 1) * 100 + i32::from(short))
        }
        (None, Some(short)) => Some(i32::from(short) + if short < 20 { 2000 } else { 1900 }),
        (None, None) => None,
    }
}

/// A year counted from the beginning of a reign: `令和3年`, `明治23`; its first year has a name (`元年`).
pub(super) fn of_era(block: &BlockText<'_>, at: usize) -> Option<Item> {
    const LONGEST: i32 = 99;
    let tokens = &block.tokens;
    let (len, before) = tokens.find(at, |entry| match entry {
        Entry::Era(before) => Some(i32::from(before)),
        _ => None,
    })?;
    let from = at + len;
    let (to, count) = if tokens.lower(from) == "元" {
        (from + 1, 1)
    } else {
        let number = super::number::read(block, from)?;
        (number.to, number.amount.value().to_i32()?)
    };
    let year_word = tokens
        .find(to, |entry| matches!(entry, Entry::YearWord).then_some(()))
        .map_or(0, |(len, ())| len);
    (1..=LONGEST)
        .contains(&count)
        .then(|| Item::new(at, to + year_word, Value::Year(before + count)))
}

/// A number in four digits that is a year, by what stands around it.
pub(super) fn read(block: &BlockText<'_>, number: &Number) -> Option<Item> {
    let tokens = &block.tokens;
    let at = number.from;
    let year = number
        .amount
        .value()
        .to_i32()
        .filter(|_| number.plain == 4 && tokens.is_digits(at))?;
    let cued = cue_before(block, at);
    let fits = match year {
        1900..2100 => cued || !(year % 100 == 0 && counts(block, number.to)),
        1500..1900 => cued || !counts(block, number.to),
        1000..1500 => cued && !counts(block, number.to),
        _ => false,
    };
    fits.then(|| Item::new(at, number.to, Value::Year(year)))
}

/// A word for year, a month, a bracket or a small word of grammar stands right before it.
fn cue_before(block: &BlockText<'_>, at: usize) -> bool {
    let tokens = &block.tokens;
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let word = tokens.find(before, |entry| {
        matches!(
            entry,
            Entry::YearWord | Entry::Month(_) | Entry::FunctionWord
        )
        .then_some(())
    });
    word.is_some_and(|(len, ())| len == 1) || tokens.is_sign(before, '(')
}

/// Something countable may follow: a word in lower case that carries no grammar.
fn counts(block: &BlockText<'_>, to: usize) -> bool {
    let tokens = &block.tokens;
    let grammar = tokens
        .find(to, |entry| {
            matches!(
                entry,
                Entry::FunctionWord | Entry::Joiner | Entry::Conjunction
            )
            .then_some(())
        })
        .is_some();
    tokens.is_word(to) && tokens[to].case == Case::Lower && tokens[to].gap != Gap::None && !grammar
}

#[cfg(test)]
mod tests {
    use super::super::testing::values;
    use super::super::{BlockText, Value, values as finder};

    fn years(language: &str, text: &str) -> usize {
        let mut found = Vec::new();
        finder::extract(&BlockText::of(language, text), &mut found);
        found
            .iter()
            .filter(|fact| matches!(fact.value, Value::Year(_)))
            .count()
    }

    #[test]
    fn four_digits_without_a_counted_thing_are_a_year() {
        assert_eq!(years("en", "in 2022, (1999), since 1850."), 3);
        assert_eq!(years("es", "en 2022 y desde 1850"), 2);
        assert_eq!(years("vi", "năm 2022, từ năm 1850"), 2);
    }

    #[test]
    fn a_number_with_a_unit_or_a_separator_is_no_year() {
        assert_eq!(
            years(
                "en",
                "2,022 people, 2000 km, $1999, 1800 soldiers, 2000 people"
            ),
            0
        );
        assert_eq!(years("vi", "1.999 người, 2000 đồng"), 0);
        assert_eq!(years("es", "2.022 personas, 2022 euros"), 0);
    }

    #[test]
    fn decades_and_centuries() {
        assert_eq!(
            values("en", "the 1980s, the 19th century"),
            ["1980s", "century 19"]
        );
        assert_eq!(
            values("es", "los años 80, el siglo XIX"),
            ["1980s", "century 19"]
        );
        assert_eq!(
            values("vi", "thập niên 1980, thế kỷ 19, thế kỷ XIX"),
            ["1980s", "century 19", "century 19"]
        );
        assert_eq!(values("en", "a 19th-century house"), ["century 19"]);
        assert_eq!(values("es", "los años 2010-2019"), ["2010..2019"]);
    }
}
