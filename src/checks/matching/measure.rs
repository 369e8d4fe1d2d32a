//! Whether two measures can be the same, given how coarsely they are said.

use rust_decimal::Decimal;

use super::atom::{Atom, Sort};
use crate::facts::{Amount, Unit, convert};

/// Whether `target` in its unit is what `source` comes to, as closely as the two are said: within a
/// step of the last digit that either shows, or three parts in a hundred. Where a round figure
/// ("100 miles", "160 km") was rendered by a round figure, ten parts in a hundred.
pub(super) fn comes_to(source: Decimal, from: Unit, target: Decimal, to: Unit) -> bool {
    let same_heat =
        || is_degree(from) && is_degree(to) && is_same_heat((source, from), (target, to));
    let converted = || {
        let (there, back) = (convert(source, from, to), convert(target, to, from));
        fits(there, back, source, target)
    };
    same_heat() || from != to && converted()
}

/// The unit of degrees without more.
const DEGREE: &str = "degree";

/// Degrees of no scale.
pub(super) fn is_bare_degree(unit: Unit) -> bool {
    unit.id() == DEGREE
}

pub(super) fn is_degree(unit: Unit) -> bool {
    matches!(unit.id(), DEGREE | "celsius" | "fahrenheit")
}

/// Degrees without more may be Fahrenheit on one side and Celsius on the other, and they may tell how
/// much warmer it is: 80 degrees are 27, but 20 degrees more are 11 more.
fn is_same_heat(one: (Decimal, Unit), other: (Decimal, Unit)) -> bool {
    let may_be = |unit: Unit, scale: &str| unit.id() == DEGREE || unit.id() == scale;
    let way = |f: (Decimal, Unit), c: (Decimal, Unit)| {
        let (fahrenheit, celsius) = (Unit("fahrenheit"), Unit("celsius"));
        let ninths = Decimal::from(9) / Decimal::from(5);
        may_be(f.1, fahrenheit.id())
            && may_be(c.1, celsius.id())
            && (fits(
                convert(f.0, fahrenheit, celsius),
                convert(c.0, celsius, fahrenheit),
                f.0,
                c.0,
            ) || fits(f.0.checked_div(ninths), c.0.checked_mul(ninths), f.0, c.0))
    };
    way(one, other) || way(other, one)
}

/// Whether either amount is what the other comes to.
fn fits(there: Option<Decimal>, back: Option<Decimal>, source: Decimal, target: Decimal) -> bool {
    let (Some(there), Some(back)) = (there, back) else {
        return false;
    };
    near(there, source, target) || near(back, target, source)
}

/// Whether it is what one of a larger unit comes to: "a mile away" has no number, and `a 1,6 km` has.
pub(super) fn is_one_of_another(amount: Decimal, unit: Unit) -> bool {
    const LARGER: [&str; 5] = ["foot", "inch", "mile", "pound", "yard"];
    let comes_to = |larger| convert(Decimal::ONE, Unit(larger), unit);
    let near = |one: Decimal| (one - amount).abs() <= one * Decimal::new(7, 2);
    LARGER
        .into_iter()
        .any(|larger| larger != unit.id() && comes_to(larger).is_some_and(near))
}

/// Whether the heat of the 80s, as weather reports say, is that many degrees.
pub(super) fn is_in_the_tens(decade: Decimal, degrees: Decimal, unit: Unit) -> bool {
    let tens = decade % Decimal::ONE_HUNDRED;
    is_degree(unit) && (tens == degrees || comes_to(tens, Unit(DEGREE), degrees, unit))
}

/// Whether a reading of the match clock is that stretch of time: `3:35` and "3 minutes 35 seconds".
pub(super) fn is_on_the_clock(minutes: u8, seconds: u8, amount: Decimal, unit: Unit) -> bool {
    let read = Decimal::from(u32::from(minutes) * 60 + u32::from(seconds));
    seconds > 0
        && convert(amount, unit, Unit("second")).is_some_and(|said| said.round_dp(6) == read)
}

/// Whether a second measure in brackets can be meant to say the first again, however roughly.
pub(super) fn is_near(one: Decimal, from: Unit, other: Decimal, to: Unit) -> bool {
    let Some(there) = convert(one, from, to) else {
        return false;
    };
    comes_to(one, from, other, to) || (there - other).abs() <= other.abs() * Decimal::new(15, 2)
}

/// Whether two measures can each be what one customary measure comes to, rounded in two ways: 30 yards are 27 metres or 30.
pub(super) fn may_be_of_one(one: (Decimal, Unit), other: (Decimal, Unit)) -> bool {
    const CUSTOMARY: [&str; 14] = [
        "acre",
        "cubic-foot",
        "fahrenheit",
        "foot",
        "gallon",
        "inch",
        "mile",
        "mile-per-hour",
        "ounce",
        "pound",
        "square-foot",
        "square-mile",
        "stone",
        "yard",
    ];
    let is_customary = |unit: Unit| CUSTOMARY.contains(&unit.id());
    // Two ways to round lie near each other; 50 km and 60 km are two distances.
    let apart = || {
        convert(one.0, one.1, other.1)
            .is_none_or(|one| (one - other.0).abs() > one.max(other.0) * Decimal::new(1, 1))
    };
    if is_customary(one.1) || is_customary(other.1) || apart() {
        return false;
    }
    let comes_to_both = |amount: Decimal, unit: Unit| {
        let fits = |measure: (Decimal, Unit)| comes_to(amount, unit, measure.0, measure.1);
        fits(one) && fits(other)
    };
    CUSTOMARY.into_iter().map(Unit).any(|unit| {
        let exact = convert(one.0, one.1, unit).filter(|_| unit != one.1);
        exact.is_some_and(|exact| {
            let mut round = round_figures(exact);
            round.any(|amount| comes_to_both(amount, unit))
        })
    })
}

/// The round figures beside an amount: to halves, ones, fives, tens and so on, as far as each changes it little.
fn round_figures(exact: Decimal) -> impl Iterator<Item = Decimal> {
    const STEPS: [i64; 11] = [
        5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000,
    ];
    let steps = STEPS.into_iter().map(|tenths| Decimal::new(tenths, 1));
    let fits = move |step: &Decimal| {
        let steps = exact.checked_div(*step);
        steps.is_some_and(|steps| steps >= Decimal::TWO && steps <= Decimal::from(60))
    };
    steps
        .filter(fits)
        .flat_map(move |step| [(exact / step).floor() * step, (exact / step).ceil() * step])
}

fn near(exact: Decimal, given: Decimal, said: Decimal) -> bool {
    let apart = (exact - said).abs();
    let within = |hundredths| apart <= exact.abs() * Decimal::new(hundredths, 2);
    // Some translators cut off where others round.
    let rounded = apart < step(said) && within(22);
    rounded
        || within(if is_round(given) && is_round(said) {
            10
        } else {
            3
        })
}

/// One unit of the last digit that is shown: `8.5` is said to a tenth, `8` to one.
fn step(amount: Decimal) -> Decimal {
    Decimal::new(1, amount.normalize().scale())
}

/// Ends in a zero or a five before any decimals.
fn is_round(amount: Decimal) -> bool {
    amount >= Decimal::TEN && (amount % Decimal::from(5)).is_zero()
}

/// "5 feet 9 inches" and `6-foot-6` as one measure in feet, "220 2/3" as one number, in either order; `None` where the
/// two are no parts of one.
pub(super) fn sum<'a>(large: &Atom<'a>, small: &Atom<'a>) -> Option<Atom<'a>> {
    const NEAR: usize = 8;
    /// Between the two parts of a number what is counted may stand: "220 laps and two thirds".
    const WITH_COUNTED: usize = 24;
    let (from, to) = (large.fact.span, small.fact.span);
    let close = match small.sort {
        Sort::Share { .. } => {
            let gap = to.start().checked_sub(from.end());
            gap.or_else(|| from.start().checked_sub(to.end()))? <= WITH_COUNTED
        }
        _ => to.start().checked_sub(from.end())? <= NEAR,
    };
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
