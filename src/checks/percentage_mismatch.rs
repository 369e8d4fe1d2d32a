//! percentage-mismatch: a percentage changed, vanished or is a plain number now
//!
//! ## What it does
//! Compares percentages by value, whichever way they are written: `85.71%`, `85,71 %`, `85,71 por
//! ciento`, `85,71 phần trăm`. A percentage that turned into a plain number (or the other way round)
//! is reported as well: forty percent of the houses are not forty houses.
//!
//! ## Why it matters
//! Percentages carry results, prices and risks, and one wrong digit turns a minority into a majority.
//!
//! ## Example
//! ```text
//! en: Turnout fell to 16 percent.
//! vi: Tỷ lệ cử tri đi bầu giảm còn 61%.
//!
//! en: Nearly 40% of the houses were damaged.
//! es: Casi 40 casas sufrieron daños.
//! ```
//!
//! ## Not reported
//! - Sign and word: `40%`, `40 per cent`, `40 phần trăm`.
//! - The same share as a fraction: `50%` and `la mitad`, `75%` and `3/4`.
//! - A percentage said once for two numbers: `3 and 4 percent`, `3% y 4%`.
//! - `100 percent` that became `completely`, and the like.
//! - Spacing and separators: `85,71 %` and `85.71%` are one value.

use super::matching::Family;
use super::{Category, Check, Draft, Meta, Pair, Severity};

#[derive(Debug)]
pub(super) struct PercentageMismatch;

static META: Meta = Meta {
    name: "percentage-mismatch",
    category: Category::Number,
    severity: Severity::Major,
};

impl Check for PercentageMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        pair.values().tell(Family::Percentage, pair, found);
    }
}
