//! money-mismatch: an amount of money or its currency is another
//!
//! ## What it does
//! Compares amounts with their currency, in signs, codes and words: `£2.8bn`, `2800 millones de
//! libras`, `2,8 tỷ bảng Anh`. A currency that changed while the amount stayed is reported as such.
//!
//! ## Why it matters
//! `500 euros` instead of `£500` is a price nobody offered, and `billones` for `billion` is a thousand
//! times too much.
//!
//! ## Example
//! ```text
//! en: The museum paid £2.8bn for the site.
//! es: El museo pagó 2,8 billones de libras por el terreno.
//!
//! en: A ticket costs 15 dollars.
//! vi: Một vé giá 15 euro.
//! ```
//!
//! ## Not reported
//! - Signs, codes and words: `$5`, `USD 5`, `5 dólares`, `5 đô la`.
//! - `$` against any dollar or peso: the text around it tells readers which.
//! - Scale words: `$2 billion`, `2000 millones de dólares`, `2 tỷ USD`.
//! - A conversion in brackets: `£2 million ($2.6 million)`.
//! - An amount whose currency only one side says.

use super::matching::Family;
use super::{Category, Check, Draft, Meta, Pair, Severity};

#[derive(Debug)]
pub(super) struct MoneyMismatch;

static META: Meta = Meta {
    name: "money-mismatch",
    category: Category::Number,
    severity: Severity::Major,
};

impl Check for MoneyMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        pair.values().tell(Family::Money, pair, found);
    }
}
