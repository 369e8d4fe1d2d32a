//! missing-content: a sentence or clause of an aligned passage that the translation does not have
//!
//! ## What it does
//! Looks inside passages that are lined up. Reports a sentence of the source that nothing in the
//! translation stands for, a clause whose words have no counterpart (by lexicon, names and numbers) while
//! the length is wanting too, the content of brackets or quotation marks that was lost, and a sentence that
//! breaks off after a word that cannot end one (`organizado por el.`). Numbers, dates and names that stand
//! nowhere in the translation and lie within the lost words are part of this finding, not findings of their own.
//!
//! ## Why it matters
//! A dropped clause leaves no trace: what remains is a sound sentence.
//!
//! ## Example
//! ```text
//! en: The dam (built in 1962) is safe. Engineers inspect it twice a year.
//! es: La presa es segura.
//! ```
//!
//! ## Severity
//! Major where the lost words claim something (a number, a name, or 40 letters and more) and the
//! evidence is plain (confidence 0.8, of whole sentences 0.7), or a value that went with them is, else minor. An abbreviation lost from its brackets
//! (`(WHO)`) is minor.
//!
//! ## Not reported
//! - What stands in the sentence before or after: sentences are cut and joined in translation.
//! - Free rendering: where the translation has words of its own in place of the source's.
//! - A measure in brackets beside the same one in another unit (`72 km (45 miles)`), and an abbreviation in
//!   brackets where the translation has another one.
//! - What stands in brackets in the source and between dashes in the translation.
//! - Whole passages: `missing-passage` reports them.

use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Severity, content};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct MissingContent;

static META: Meta = Meta {
    name: "missing-content",
    category: Category::Omission,
    severity: Severity::Major,
};

impl Check for MissingContent {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let lacks = content::lacks(pair, Side::Source);
        found.extend(lacks.iter().map(|lack| lack.missing(pair)));
    }
}
