//! number-mismatch: a number changed, vanished or came in
//!
//! ## What it does
//! Compares the numbers of each passage with those of its version, by value and not by spelling:
//! `1,524` in English is `1.524` in Spanish, `twenty-three` is `23`, `2 billion` is `2000 millones`
//! and `2 tỷ`. A number that is another one on the other side is reported with both places. One that
//! stands on one side only is reported too, once the sentences and the passages beside it have been
//! searched.
//!
//! ## Why it matters
//! A wrong figure reads as smoothly as the right one. Readers act on it, and proofreading for style
//! does not see it.
//!
//! ## Example
//! ```text
//! en: The bridge carries 1.5 million people a year.
//! es: El puente da paso a 15 millones de personas al año.
//!
//! en: Eighteen of the 247 schools have no library.
//! vi: Mười tám trong số 274 trường không có thư viện.
//! ```
//!
//! ## Not reported
//! - Words and digits: `three` and `3`, `một nghìn` and `1.000`.
//! - Scale words: `1.2 billion`, `1200 millones`, `1,2 tỷ`.
//! - Separators of either convention, where both readings are possible: `1.250` may be 1250 or 1.25.
//! - Ordinals, cardinals and Roman numerals: `the 3rd edition`, `la tercera edición`, `la edición III`.
//! - Ranges, however they are written: `5-12`, `from 5 to 12`, `5 and 12`.
//! - A number whose unit only one side says: `a man of 32`, `un hombre de 32 años`.
//! - A number that is part of a name, a code or a version there: `level 3` and `L3`.
//! - A small number in words that is only on one side: `the two sides`, `ambas partes`; `all three`, `alle`. From three to ten,
//!   one that is gone while what it counts stayed (`eight families`, `familias`) is minor.
//! - A number that the other text has in Chinese numerals (`三种`, `二級`), at the beginning of a word (`восемнадцатилетний`)
//!   or as a scale alone (`per million`, `每100万次`).
//! - A score as the losers say it: `lost 1-0`, `0:1`.
//! - A number said twice here and once there.
//! - Two numbers that changed places.
//! - A number that moved to a neighbouring sentence.
//! - What stands in words of a language whose number words are not known here: for Russian, Chinese,
//!   Japanese and the like only digits are compared (`20 млн` and `20 million` share theirs).

use super::matching::Family;
use super::{Category, Check, Draft, Meta, Pair, Severity};

#[derive(Debug)]
pub(super) struct NumberMismatch;

static META: Meta = Meta {
    name: "number-mismatch",
    category: Category::Number,
    severity: Severity::Major,
};

impl Check for NumberMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        pair.values().tell(Family::Number, pair, found);
    }
}
