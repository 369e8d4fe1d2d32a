//! quantity-mismatch: a measure or a stretch of time is another
//!
//! ## What it does
//! Compares amounts with a unit: lengths, weights, temperatures, speeds, and stretches of time. A unit
//! may change if the amount changes with it: `5 miles` are `8 km`. It is reported when the amount is
//! another, when it was not converted with its unit, and when a conversion went wrong.
//!
//! ## Why it matters
//! A dose, a distance or a deadline that is wrong by a unit is wrong by a factor of two, ten or twelve.
//!
//! ## Example
//! ```text
//! en: Keep the vaccine below 8 degrees for 18 months.
//! es: Conserve la vacuna por debajo de 8 grados durante 18 días.
//!
//! en: The trail is 5 miles long.
//! vi: Con đường mòn dài 5 km.
//! ```
//!
//! ## Severity
//! Major, but minor where neither version's readers measure in miles, pounds or Fahrenheit and both amounts may come from one
//! that was given so: `30 mètres` and `27 metros` are 30 yards, each rounded in its own way.
//!
//! ## Not reported
//! - Conversions within rounding: `5 miles`, `8 km`; `100 feet`, `30 metros`.
//! - The same stretch of time: `24 months`, `2 years`; `a fortnight`, `dos semanas`.
//! - Words and abbreviations of one unit: `km`, `kilometres`, `kilómetros`, `ki-lô-mét`.
//! - A second unit in brackets that only one side has: `72 km (45 miles)`.
//! - Measures in parts: `5 feet 9 inches`, `1,75 m`.
//! - A number whose unit only one side says (but `45` beside a name is no `45 meses`).
//! - Degrees of heat and of difference: `80 degrees`, `27 grados`; `20 degrees more`, `11 °C más`; heat below zero in words:
//!   `-5 °C`, `5 grados bajo cero`.
//! - A short time in words that is only on one side: `in two minutes`.

use super::matching::Family;
use super::{Category, Check, Draft, Meta, Pair, Severity};

#[derive(Debug)]
pub(super) struct QuantityMismatch;

static META: Meta = Meta {
    name: "quantity-mismatch",
    category: Category::UnitConversion,
    severity: Severity::Major,
};

impl Check for QuantityMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        pair.values().tell(Family::Quantity, pair, found);
    }
}
