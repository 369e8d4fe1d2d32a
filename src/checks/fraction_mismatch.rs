//! fraction-mismatch: so many of so many are others now
//!
//! ## What it does
//! Compares shares of a whole: `18/21`, `9 of the 39`, `half`, `two thirds`, `una cuarta parte`, `một
//! nửa`. Both numbers of a share are one claim, so a share whose part or whole changed is one finding.
//!
//! ## Why it matters
//! Counts such as `7/117` are results that somebody signed. When one of the two numbers changes, the
//! percentage printed next to it is wrong as well.
//!
//! ## Example
//! ```text
//! en: 18/21 party committees completed their tasks.
//! es: 17/21 comités del partido cumplieron sus tareas.
//!
//! en: Two thirds of the pupils come by bus.
//! vi: Ba phần tư học sinh đi xe buýt.
//! ```
//!
//! ## Not reported
//! - Fractions in digits, signs and words: `1/2`, `½`, `half`, `la mitad`, `một nửa`.
//! - The same share said in other numbers: `5 out of 10` and `half`.
//! - A percentage that is the same share: `25%` and `a quarter`.
//! - Two numbers that stand apart: `9 of the 39`, `de los 39, 9`.
//! - `half` in words that only one side says.

use super::matching::Family;
use super::{Category, Check, Draft, Meta, Pair, Severity};

#[derive(Debug)]
pub(super) struct FractionMismatch;

static META: Meta = Meta {
    name: "fraction-mismatch",
    category: Category::Number,
    severity: Severity::Major,
};

impl Check for FractionMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        pair.values().tell(Family::Fraction, pair, found);
    }
}
