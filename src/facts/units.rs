//! Units of measure and of time: their dimension and how they convert, exactly.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::value::{Amount, Unit};

/// What a unit measures. Only units of one dimension convert into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Cubic metres.
    Volume,
    /// Grams.
    Mass,
    /// Metres per second.
    Speed,
    /// Degrees Celsius.
    Temperature,
    /// Seconds.
    Time,
    /// Months: no fixed number of days.
    Calendar,
    /// Joules.
    Energy,
    /// Watts.
    Power,
    /// Bytes.
    Data,
    /// Pascals.
    Pressure,
    /// Hertz.
    Frequency,
    /// A count of its own.
    Other,
}

use Dimension::{
    Area, Calendar, Data, Energy, Frequency, Length, Mass, Power, Pressure, Speed, Temperature,
    Time, Volume,
};

/// Unit, dimension, and how many of the base it is, as a decimal; sorted by id.
const UNITS: &[(&str, Dimension, &str)] = &[
    ("acre", Area, "4046.8564224"),
    ("atmosphere", Pressure, "101325"),
    ("bar", Pressure, "100000"),
    ("barrel", Volume, "0.158987294928"),
    ("bit", Data, "0.125"),
    ("byte", Data, "1"),
    ("calorie", Energy, "4.184"),
    ("carat", Mass, "0.2"),
    ("celsius", Temperature, "1"),
    ("centiliter", Volume, "0.00001"),
    ("centimeter", Length, "0.01"),
    ("century", Calendar, "1200"),
    ("cubic-centimeter", Volume, "0.000001"),
    ("cubic-foot", Volume, "0.028316846592"),
    ("cubic-kilometer", Volume, "1000000000"),
    ("cubic-meter", Volume, "1"),
    ("day", Time, "86400"),
    ("decade", Calendar, "120"),
    ("degree", Temperature, "1"),
    ("fahrenheit", Temperature, "1"),
    ("foot", Length, "0.3048"),
    ("fortnight", Time, "1209600"),
    ("gallon", Volume, "0.003785411784"),
    ("gigabit", Data, "125000000"),
    ("gigabyte", Data, "1000000000"),
    ("gigahertz", Frequency, "1000000000"),
    ("gigawatt", Power, "1000000000"),
    ("gigawatt-hour", Energy, "3600000000000"),
    ("gram", Mass, "1"),
    ("hectare", Area, "10000"),
    ("hectoliter", Volume, "0.1"),
    ("hectopascal", Pressure, "100"),
    ("hertz", Frequency, "1"),
    ("horsepower", Power, "745.69987"),
    ("hour", Time, "3600"),
    ("inch", Length, "0.0254"),
    ("joule", Energy, "1"),
    ("kelvin", Temperature, "1"),
    ("kilobit", Data, "125"),
    ("kilobyte", Data, "1000"),
    ("kilocalorie", Energy, "4184"),
    ("kilogram", Mass, "1000"),
    ("kilohertz", Frequency, "1000"),
    ("kilojoule", Energy, "1000"),
    ("kilometer", Length, "1000"),
    (
        "kilometer-per-hour",
        Speed,
        "0.2777777777777777777777777778",
    ),
    ("kilometer-per-second", Speed, "1000"),
    ("kilopascal", Pressure, "1000"),
    ("kilowatt", Power, "1000"),
    ("kilowatt-hour", Energy, "3600000"),
    ("knot", Speed, "0.5144444444444444444444444444"),
    ("light-year", Length, "9460730472580800"),
    ("liter", Volume, "0.001"),
    ("megabit", Data, "125000"),
    ("megabyte", Data, "1000000"),
    ("megahertz", Frequency, "1000000"),
    ("megapascal", Pressure, "1000000"),
    ("megawatt", Power, "1000000"),
    ("megawatt-hour", Energy, "3600000000"),
    ("meter", Length, "1"),
    ("meter-per-second", Speed, "1"),
    ("microgram", Mass, "0.000001"),
    ("micrometer", Length, "0.000001"),
    ("microsecond", Time, "0.000001"),
    ("mile", Length, "1609.344"),
    ("mile-per-hour", Speed, "0.44704"),
    ("millennium", Calendar, "12000"),
    ("millibar", Pressure, "100"),
    ("milligram", Mass, "0.001"),
    ("milliliter", Volume, "0.000001"),
    ("millimeter", Length, "0.001"),
    ("millisecond", Time, "0.001"),
    ("minute", Time, "60"),
    ("month", Calendar, "1"),
    ("nanometer", Length, "0.000000001"),
    ("nanosecond", Time, "0.000000001"),
    ("nautical-mile", Length, "1852"),
    ("ounce", Mass, "28.349523125"),
    ("ounce-troy", Mass, "31.1034768"),
    ("pascal", Pressure, "1"),
    ("petabyte", Data, "1000000000000000"),
    ("pint", Volume, "0.000473176473"),
    ("pound", Mass, "453.59237"),
    ("psi", Pressure, "6894.757293168"),
    ("quart", Volume, "0.000946352946"),
    ("quarter", Calendar, "3"),
    ("quintal", Mass, "100000"),
    ("second", Time, "1"),
    ("semester", Calendar, "6"),
    ("square-centimeter", Area, "0.0001"),
    ("square-foot", Area, "0.09290304"),
    ("square-inch", Area, "0.00064516"),
    ("square-kilometer", Area, "1000000"),
    ("square-meter", Area, "1"),
    ("square-mile", Area, "2589988.110336"),
    ("stone", Mass, "6350.29318"),
    ("terabyte", Data, "1000000000000"),
    ("terawatt", Power, "1000000000000"),
    ("terawatt-hour", Energy, "3600000000000000"),
    ("ton", Mass, "907184.74"),
    ("tonne", Mass, "1000000"),
    ("watt", Power, "1"),
    ("week", Time, "604800"),
    ("yard", Length, "0.9144"),
    ("year", Calendar, "12"),
];

/// Symbols that every language uses; packs may add to them.
pub(super) const SYMBOLS: &[(&str, &str)] = &[
    ("km", "kilometer"),
    ("cm", "centimeter"),
    ("mm", "millimeter"),
    ("m", "meter"),
    ("nm", "nanometer"),
    ("µm", "micrometer"),
    ("kg", "kilogram"),
    ("mg", "milligram"),
    ("µg", "microgram"),
    ("ml", "milliliter"),
    ("ha", "hectare"),
    ("m²", "square-meter"),
    ("m2", "square-meter"),
    ("km²", "square-kilometer"),
    ("km2", "square-kilometer"),
    ("cm²", "square-centimeter"),
    ("cm2", "square-centimeter"),
    ("m³", "cubic-meter"),
    ("m3", "cubic-meter"),
    ("cm³", "cubic-centimeter"),
    ("cm3", "cubic-centimeter"),
    ("km/h", "kilometer-per-hour"),
    ("kph", "kilometer-per-hour"),
    ("km/s", "kilometer-per-second"),
    ("mph", "mile-per-hour"),
    ("m/s", "meter-per-second"),
    ("W", "watt"),
    ("TW", "terawatt"),
    ("°C", "celsius"),
    ("ºC", "celsius"),
    ("℃", "celsius"),
    ("°F", "fahrenheit"),
    ("ºF", "fahrenheit"),
    ("℉", "fahrenheit"),
    ("kW", "kilowatt"),
    ("MW", "megawatt"),
    ("GW", "gigawatt"),
    ("kWh", "kilowatt-hour"),
    ("MWh", "megawatt-hour"),
    ("GWh", "gigawatt-hour"),
    ("TWh", "terawatt-hour"),
    ("kB", "kilobyte"),
    ("MB", "megabyte"),
    ("GB", "gigabyte"),
    ("TB", "terabyte"),
    ("Hz", "hertz"),
    ("kHz", "kilohertz"),
    ("MHz", "megahertz"),
    ("GHz", "gigahertz"),
    ("hPa", "hectopascal"),
    ("lbs", "pound"),
    ("lb", "pound"),
    ("ft", "foot"),
];

/// The symbols of a unit that every language uses.
pub(crate) fn symbols(unit: Unit) -> impl Iterator<Item = &'static str> {
    let rows = SYMBOLS.iter().filter(move |(_, id)| *id == unit.id());
    rows.map(|&(symbol, _)| symbol)
}

/// The unit of an id, where the table has it.
pub(super) fn unit(id: &str) -> Option<Unit> {
    find(id).map(|(id, ..)| Unit(id))
}

/// The unit of a word that names several (`degrees` of either scale, `tonelada`): what they have in common,
/// or the metric one.
pub(super) fn of_several(first: Unit, all: impl Iterator<Item = Unit>) -> Unit {
    let (mut temperatures, mut others, mut metric) = (0, 0, None);
    for unit in all {
        if unit.dimension() == Temperature {
            temperatures += 1;
        } else {
            others += 1;
        }
        if matches!(unit.id(), "tonne" | "kilocalorie") {
            metric = Some(unit);
        }
    }
    if temperatures > 1 && others == 0 {
        Unit("degree")
    } else {
        metric.unwrap_or(first)
    }
}

/// Units that one word names in some language, so that the same figure with either is the same amount.
const SAME_WORD: &[(&str, &str)] = &[
    ("ton", "tonne"),
    ("calorie", "kilocalorie"),
    ("celsius", "degree"),
    ("degree", "fahrenheit"),
    ("degree", "kelvin"),
];

fn share_a_word(a: Unit, b: Unit) -> bool {
    SAME_WORD.contains(&(a.id(), b.id())) || SAME_WORD.contains(&(b.id(), a.id()))
}

fn find(id: &str) -> Option<(&'static str, Dimension, Decimal)> {
    let at = UNITS
        .binary_search_by(|(known, ..)| (*known).cmp(id))
        .ok()?;
    let (id, dimension, factor) = UNITS[at];
    Some((id, dimension, factor.parse().ok()?))
}

impl Unit {
    /// What it measures.
    pub fn dimension(self) -> Dimension {
        UNITS
            .binary_search_by(|(known, ..)| (*known).cmp(self.id()))
            .map_or(Dimension::Other, |at| UNITS[at].1)
    }

    /// Whether it measures time, so that an amount of it is a duration.
    pub fn is_time(self) -> bool {
        matches!(self.dimension(), Time | Calendar) || matches!(self.id(), "night")
    }
}

/// An amount in another unit of the same dimension.
pub fn convert(value: Decimal, from: Unit, to: Unit) -> Option<Decimal> {
    if from == to {
        return Some(value);
    }
    let (from_id, dimension, factor) = find(from.id())?;
    let (to_id, other, divisor) = find(to.id())?;
    if dimension != other {
        return None;
    }
    if dimension == Temperature {
        return temperature(value, from_id, to_id);
    }
    value.checked_mul(factor)?.checked_div(divisor)
}

fn temperature(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    let (nine, five, freezing) = (Decimal::from(9), Decimal::from(5), Decimal::from(32));
    let zero = Decimal::new(27315, 2);
    let celsius = match from {
        "fahrenheit" => value.checked_sub(freezing)?.checked_mul(five)? / nine,
        "kelvin" => value.checked_sub(zero)?,
        _ => value,
    };
    match to {
        "fahrenheit" => celsius
            .checked_mul(nine)?
            .checked_div(five)?
            .checked_add(freezing),
        "kelvin" => celsius.checked_add(zero),
        _ => Some(celsius),
    }
}

/// How two amounts with units agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The same amount exactly, perhaps in another unit: `2 hours`, `120 minutes`.
    Exact,
    /// The same after one was converted and rounded: `5 miles`, `8 km`.
    Rounded,
}

/// Whether two amounts with units can be the same: one is the other converted and rounded to the digits it is
/// written with. Zeros at the end of a whole number count as rounding; more than a tenth off is never the same.
pub fn same_amount(a: (&Amount, Unit), b: (&Amount, Unit)) -> Option<Agreement> {
    if share_a_word(a.1, b.1) && a.0.agrees(b.0) {
        return Some(Agreement::Exact);
    }
    // Degrees that do not say of which scale may be of either: `80 degrees` is `26 grados`.
    if a.1.id() == "degree" || b.1.id() == "degree" {
        let scales = |unit: Unit| {
            if unit.id() == "degree" {
                vec![Unit("celsius"), Unit("fahrenheit")]
            } else {
                vec![unit]
            }
        };
        return scales(a.1)
            .into_iter()
            .flat_map(|left| scales(b.1).into_iter().map(move |right| (left, right)))
            .find_map(|(left, right)| same_amount((a.0, left), (b.0, right)));
    }
    let mut best = None;
    for &left in a.0.readings() {
        for &right in b.0.readings() {
            let (Some(over), Some(back)) = (convert(left, a.1, b.1), convert(right, b.1, a.1))
            else {
                return best;
            };
            let exact = a.1 == b.1 && left == right
                || a.1 != b.1 && (over.round_dp(12) == right || back.round_dp(12) == left);
            if exact {
                return Some(Agreement::Exact);
            }
            if a.1 != b.1 && (rounds_to(over, right) || rounds_to(back, left)) {
                best = Some(Agreement::Rounded);
            }
        }
    }
    best
}

/// Whether `exact` may have been written as `written`.
fn rounds_to(exact: Decimal, written: Decimal) -> bool {
    let Some(off) = exact.checked_sub(written).map(|off| off.abs()) else {
        return false;
    };
    let step = step(written);
    let size = written.abs().max(exact.abs());
    let within = |share: i64| {
        off.checked_mul(Decimal::from(share))
            .is_some_and(|off| off <= size)
    };
    (off * Decimal::from(2) <= step && within(10)) || (off <= step && within(100))
}

/// The worth of the last digit that says something.
fn step(written: Decimal) -> Decimal {
    let written = written.normalize();
    if written.scale() > 0 {
        return Decimal::new(1, written.scale());
    }
    let Some(mut whole) = written.to_i128().filter(|&whole| whole != 0) else {
        return Decimal::ONE;
    };
    let mut step = 1;
    while whole % 10 == 0 {
        whole /= 10;
        step *= 10;
    }
    Decimal::from_i128_with_scale(step, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: (i64, u32, &'static str), b: (i64, u32, &'static str)) -> Option<Agreement> {
        let amount = |(value, scale, id): (i64, u32, &'static str)| {
            (
                Amount::exactly(Decimal::new(value, scale)),
                unit(id).unwrap(),
            )
        };
        let (left, right) = (amount(a), amount(b));
        same_amount((&left.0, left.1), (&right.0, right.1))
    }

    #[test]
    fn the_table_is_sorted_and_its_factors_are_numbers() {
        assert!(UNITS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(
            UNITS
                .iter()
                .all(|(_, _, factor)| factor.parse::<Decimal>().is_ok())
        );
        assert!(SYMBOLS.iter().all(|(_, id)| unit(id).is_some()));
    }

    #[test]
    fn a_conversion_rounds_to_the_digits_that_are_written() {
        assert_eq!(
            same((5, 0, "mile"), (8, 0, "kilometer")),
            Some(Agreement::Rounded)
        );
        assert_eq!(
            same((30, 0, "foot"), (9, 0, "meter")),
            Some(Agreement::Rounded)
        );
        assert_eq!(
            same((100, 0, "mile"), (160, 0, "kilometer")),
            Some(Agreement::Rounded)
        );
        assert_eq!(
            same((90, 0, "fahrenheit"), (32, 0, "celsius")),
            Some(Agreement::Rounded)
        );
        assert_eq!(
            same((2, 0, "hour"), (120, 0, "minute")),
            Some(Agreement::Exact)
        );
        assert_eq!(
            same((80, 0, "degree"), (27, 0, "degree")),
            Some(Agreement::Rounded)
        );
        assert_eq!(
            same((20, 0, "degree"), (20, 0, "celsius")),
            Some(Agreement::Exact)
        );
        assert_eq!(same((5, 0, "ton"), (5, 0, "tonne")), Some(Agreement::Exact));
        assert_eq!(
            same((5, 1, "kilometer"), (500, 0, "meter")),
            Some(Agreement::Exact)
        );
    }

    #[test]
    fn a_unit_that_changed_without_its_value_is_not_the_same() {
        assert_eq!(same((5, 0, "mile"), (5, 0, "kilometer")), None);
        assert_eq!(same((5, 0, "mile"), (9, 0, "kilometer")), None);
        assert_eq!(same((5, 0, "mile"), (5, 0, "kilogram")), None);
        assert_eq!(same((80, 0, "degree"), (45, 0, "degree")), None);
        assert_eq!(same((5, 0, "kilometer"), (6, 0, "kilometer")), None);
        assert_eq!(same((35, 0, "celsius"), (35, 0, "fahrenheit")), None);
    }
}
